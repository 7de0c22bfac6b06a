"""Every bad input is answered by one clear sentence: what is wrong, where, and what to do."""

import keras
import numpy as np
import pandas as pd
import pytest

from autoenc_lessons import (
    damage,
    datasets,
    figures,
    measures,
    models,
    seed_everything,
    seed_spread,
    training,
    variational,
)
from autoenc_lessons.inputs.values import as_samples

X = np.linspace(0, 1, 30).reshape(10, 3) ** 2


def compiled(n_features=3, n_outputs=3, **compile_arguments):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(n_outputs)])
    model.compile(**({"loss": "mse", "optimizer": "adam"} | compile_arguments))
    return model


def uncompiled():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)])


def with_bad_value(value):
    bad = X.copy()
    bad[4, 1] = value
    return bad


class OneOfItsOwn(keras.Model):
    """A model that is a class: Keras cannot tell its input's shape."""

    def __init__(self, n_outputs):
        super().__init__()
        self.dense = keras.layers.Dense(n_outputs)
        self.compile(loss="mse", optimizer="adam")

    def call(self, x):
        return self.dense(x)


def called_on_four_features():
    model = OneOfItsOwn(4)
    model(np.zeros((1, 4)))
    return model


def with_two_inputs():
    inputs = [keras.Input((3,)), keras.Input((3,))]
    model = keras.Model(inputs, keras.layers.Add()(inputs))
    model.compile(loss="mse", optimizer="adam")
    return model


BAD = {
    "rank of x": (lambda: datasets.scale(X[0]), ValueError, "2 axes"),
    "rank of x in training": (lambda: training.train(compiled(), X[0]), ValueError, "2 axes"),
    "NaN": (lambda: training.train(compiled(), with_bad_value(np.nan)), ValueError, r"NaN or infinite.*\(4, 1\)"),
    "infinite": (lambda: datasets.scale(with_bad_value(np.inf)), ValueError, r"NaN or infinite.*\(4, 1\)"),
    "zero rows": (lambda: training.train(compiled(), X[:0]), ValueError, "empty"),
    "zero columns": (lambda: datasets.scale(X[:, :0]), ValueError, "empty"),
    "text": (lambda: datasets.scale([["a", "b"]]), TypeError, "real numbers"),
    "ragged rows": (lambda: datasets.scale([[1, 2], [3]]), TypeError, "real numbers"),
    "complex": (lambda: as_samples(X + 1j), TypeError, "real numbers"),
    "a number": (lambda: datasets.scale(3.0), ValueError, "2 axes"),
    "nothing": (lambda: datasets.scale(None), TypeError, "real numbers"),
    "pictures that are no squares": (lambda: damage.noise(X, 0), ValueError, "3 pixels make no square"),
    "noise below 0": (lambda: damage.noise(X[:, :1], 0, -0.1), ValueError, "strength must be 0 or more; got -0.1"),
    "noise of NaN": (lambda: damage.noise(X[:, :1], 0, np.nan), ValueError, "strength must be 0 or more; got nan"),
    "blur of text": (lambda: damage.blur(X[:, :1], 0, "much"), TypeError, "width must be a number; got a str"),
    "a square too large": (lambda: damage.hide(X[:, :1], 0, 2), ValueError, "side is 2, but a picture has only 1"),
    "half a seed": (lambda: damage.hide(X[:, :1], 0.5, 1), TypeError, "seed must be a whole number"),
    "a share above 1": (lambda: damage.speckle(X[:, :1], 0, 2), ValueError, "share must be from 0 to 1; got 2"),
    "a seed for no blur": (lambda: damage.blur(X[:, :1], -1), ValueError, "seed must be at least 0"),
    "constant feature": (lambda: datasets.scale(np.ones((5, 2)) * [1, 2]), ValueError, "Feature 0 .* same value"),
    "unknown scaling": (lambda: datasets.scale(X, method="max"), ValueError, "min-max, standard"),
    "unknown data set": (lambda: datasets.load("moons"), ValueError, "'moons'; choose from: blobs"),
    "data set that is no name": (lambda: datasets.load(["blobs"]), ValueError, "choose from: blobs"),
    "one number of units": (lambda: models.dense_autoencoder(64), TypeError, "several numbers of units"),
    "a huge seed of a sheet": (lambda: datasets.sheet("s-curve", seed=2**32), ValueError, "seed must be below"),
    "tables in another order": (
        lambda: training.train(compiled(), pd.DataFrame(X), targets=pd.DataFrame(X)[::-1]),
        ValueError,
        r"same rows in another order.*targets.loc\[x.index\]",
    ),
    "one layer": (lambda: models.dense_autoencoder([3]), ValueError, r"from the input to the code.*got \(3,\)"),
    "layer of 0": (
        lambda: models.dense_autoencoder([3, 0, 2]),
        ValueError,
        "each layer size must be at least 1; got 0",
    ),
    "half a unit": (lambda: models.dense_autoencoder([3, 2.5]), TypeError, "each layer size must be a whole number"),
    "keep nothing": (
        lambda: training.train(compiled(), X, keep_every=0),
        ValueError,
        "keep_every must be at least 1; got 0",
    ),
    "activation": (lambda: models.dense_autoencoder([3, 4, 2], activation="bend"), ValueError, "no activation 'bend'"),
    "initializer": (
        lambda: models.dense_autoencoder([3, 2], kernel_initializer="best"),
        ValueError,
        "no initializer 'best'",
    ),
    "unknown scaling of a set": (lambda: datasets.load("blobs", scaling="max"), ValueError, "min-max, standard"),
    "code size 0": (lambda: models.linear_autoencoder(3, 0), ValueError, "latent_dim must be at least 1"),
    "code size -1": (lambda: models.linear_autoencoder(3, -1), ValueError, "latent_dim must be at least 1"),
    "code wider than data": (lambda: models.linear_autoencoder(3, 4), ValueError, "only 3 features"),
    "code size 1.5": (lambda: models.linear_autoencoder(3, 1.5), TypeError, "whole number, such as 1; got 1.5"),
    "code size True": (lambda: models.linear_autoencoder(3, True), TypeError, "whole number"),
    "unknown initializer": (lambda: models.linear_autoencoder(3, 2, kernel_initializer="tiny"), ValueError, "tiny"),
    "steps 0": (lambda: training.train(compiled(), X, steps=0), ValueError, "steps must be at least 1"),
    "steps -5": (lambda: training.train(compiled(), X, steps=-5), ValueError, "steps must be at least 1"),
    "steps 2.5": (lambda: training.train(compiled(), X, steps=2.5), TypeError, "steps must be a whole number"),
    "batch size 0": (lambda: training.train(compiled(), X, batch_size=0), ValueError, "batch_size must be at least"),
    "batch too large": (lambda: training.train(compiled(), X, batch_size=11), ValueError, "only 10 samples"),
    "not compiled": (lambda: training.train(uncompiled(), X), ValueError, "not compiled.*autoencoder.compile"),
    "no loss": (lambda: training.train(compiled(loss=None), X), ValueError, "not compiled with a loss"),
    "not a model": (lambda: training.train("autoencoder", X), TypeError, "Keras model"),
    "other output shape": (lambda: training.train(compiled(n_outputs=2), X), ValueError, r"\(3,\) into shape \(2,\)"),
    "other input shape": (
        lambda: training.train(compiled(n_features=4, n_outputs=4), X),
        ValueError,
        r"takes samples of shape \(4,\), but those in x have shape \(3,\)",
    ),
    "other output of a class": (lambda: training.train(OneOfItsOwn(2), X), ValueError, r"into shape \(2,\)"),
    "other input of a class": (
        lambda: training.train(called_on_four_features(), X),
        ValueError,
        r"cannot take samples of shape \(3,\)",
    ),
    "rank 1 for a class": (lambda: training.train(OneOfItsOwn(3), X[0]), ValueError, "2 axes"),
    "too few targets": (
        lambda: training.train(compiled(), X, targets=X[:9]),
        ValueError,
        "10 samples, but targets has 9",
    ),
    "targets of other shape": (
        lambda: training.train(compiled(), X, targets=X[:, :2]),
        ValueError,
        r"returns samples of shape \(3,\), but those in targets have shape \(2,\)",
    ),
    "no numbers for targets": (lambda: training.train(compiled(), X, targets=["a"] * 10), TypeError, "targets must be"),
    "beta below 0": (lambda: variational.Sampling(beta=-1), ValueError, "beta must be a finite number of at least 0"),
    "beta that is no number": (lambda: variational.Sampling(beta="1"), TypeError, "beta must be a number"),
    "beta without end": (lambda: variational.Sampling(beta=np.inf), ValueError, "finite number"),
    "means without variances": (lambda: variational.Sampling()(X), ValueError, "gets 3 values; give the layer before"),
    "two inputs": (lambda: training.train(with_two_inputs(), X), TypeError, "has one input"),
    "negative seed": (lambda: seed_everything(-1), ValueError, "seed must be at least 0"),
    "seed as text": (lambda: seed_everything("0"), TypeError, "seed must be a whole number"),
    "huge seed": (lambda: seed_everything(2**32), ValueError, "below 2"),
    "no seeds": (lambda: seed_spread.draw_starts(compiled, []), ValueError, "seeds is empty"),
    "a seed of -1": (lambda: seed_spread.draw_starts(compiled, [-1]), ValueError, "each seed"),
    "no starts": (lambda: seed_spread.train_starts(compiled, X, []), ValueError, "starts is empty"),
    "a batch of many runs too large": (
        lambda: seed_spread.train_starts(compiled, X, [compiled().get_weights()], batch_size=11),
        ValueError,
        "only 10 samples",
    ),
    "start of another model": (
        lambda: seed_spread.train_starts(compiled, X, [[np.zeros((2, 2))]]),
        ValueError,
        "weights of shapes",
    ),
    "errors of other shape": (lambda: measures.reconstruction_error(X, X[:, :2]), ValueError, "one reconstruction"),
    "PCA with too many": (lambda: measures.pca_error(X, 4), ValueError, "at most 3"),
    "planes in other spaces": (lambda: measures.principal_angles(X, X[:, :2]), ValueError, "same space"),
    "codes with 3 columns": (lambda: figures.codes_2d(X, np.zeros(10, int)), ValueError, "2 columns"),
    "points with 2 columns": (lambda: figures.points_3d(X[:, :2], np.zeros(10, int)), ValueError, "3 columns"),
    "too few labels": (lambda: figures.codes_2d(X[:, :2], [0, 1]), ValueError, "each of the 10 points"),
    "weights that do not fit": (lambda: figures.network([3, 2], weights=[np.ones((2, 2))]), ValueError, "need"),
    "names that do not fit": (lambda: figures.network([3, 2], layer_names=["in"]), ValueError, "give one for each"),
    "a layer of 0 units": (lambda: figures.network([3, 0]), ValueError, "at least 1"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_sentence(name):
    act, kind, words = BAD[name]
    with pytest.raises(kind, match=words) as caught:
        act()
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith((".", ")"))


def test_a_model_that_is_a_class_trains():
    history = training.train(OneOfItsOwn(3), X, steps=60, progress=False)
    assert history.losses[-1] < history.losses[0]


def test_a_loss_that_is_no_number_stops_the_training():
    model = compiled(optimizer=keras.optimizers.SGD(1e200))
    with pytest.raises(ValueError, match=r"stopped at step \d+: the loss .*smaller learning rate"):
        training.train(model, X, steps=100, progress=False)


def test_an_exploding_loss_stops_the_training_while_it_is_still_a_number():
    seed_everything(0)
    model = compiled(optimizer=keras.optimizers.SGD(5.0))
    with pytest.raises(ValueError, match="the loss grew to .*smaller learning rate"):
        training.train(model, X, steps=1000, progress=False)
