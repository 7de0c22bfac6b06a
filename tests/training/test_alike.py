"""Compiled steps that models alike share give each of them what steps of its own give, to the last digit."""

import gc
import threading

import keras
import numpy as np
import pytest

from autoenc_lessons import models, seed_everything, training
from autoenc_lessons.training import alike, loop

X = np.random.default_rng(0).random((40, 3))


@pytest.fixture(autouse=True)
def _seeded():
    seed_everything(0)


@pytest.fixture
def compilations(monkeypatch):
    """Note the models that steps are compiled for."""
    noted = []
    compile_steps = loop.compile_steps

    def noting(autoencoder, **options):
        noted.append(autoencoder)
        return compile_steps(autoencoder, **options)

    monkeypatch.setattr(loop, "compile_steps", noting)
    return noted


def compiled(model, optimizer=None, loss="mse", **options):
    model.compile(loss=loss, optimizer=optimizer or keras.optimizers.Adam(0.01), **options)
    return model


def build(optimizer=None, activation="tanh", **options):
    return compiled(models.dense_autoencoder([3, 4, 2], activation=activation)[2], optimizer, **options)


def stack(*layers, **options):
    return compiled(keras.Sequential([keras.Input((3,)), *layers, keras.layers.Dense(3)]), **options)


def trained(model, start, **options):
    """Return losses and weights after some steps from given weights."""
    model.set_weights(start)
    losses = training.train(model, X, steps=30, progress=False, **options).losses
    return [losses, *model.get_weights(), *(variable.numpy() for variable in model.optimizer.variables)]


def assert_same(some, others):
    for one, other in zip(some, others, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("options", [{}, {"batch_size": 8}, {"use_xla": True}], ids=str)
def test_a_second_model_takes_the_steps_of_the_first_at_its_own_rate(options, compilations):
    start = build().get_weights()
    np.random.seed(1)  # noqa: NPY002
    alone = trained(build(keras.optimizers.Adam(0.05)), start, **options)
    alike._kept.steps.clear()
    compilations.clear()
    trained(build(), build().get_weights(), **options)
    gc.collect()
    np.random.seed(1)  # noqa: NPY002
    assert_same(trained(build(keras.optimizers.Adam(0.05)), start, **options), alone)
    assert len(compilations) == 1


def test_two_models_that_train_in_turns_do_not_mix(compilations):
    rates = (0.01, 0.05)
    starts = [build().get_weights() for _ in rates]
    alone = [trained(build(keras.optimizers.Adam(rate)), start) for rate, start in zip(rates, starts, strict=True)]
    both = [build(keras.optimizers.Adam(rate)) for rate in rates]
    for model, start in zip(both, starts, strict=True):
        model.set_weights(start)
    runs = [training.iterate_steps(model, X, steps=30, steps_per_call=50) for model in both]
    losses = [np.concatenate(chunks) for chunks in zip(*zip(*runs, strict=True), strict=True)]
    for model, of_model, expected in zip(both, losses, alone, strict=True):
        assert_same([of_model, *model.get_weights()], expected[: 1 + len(model.get_weights())])
    assert len(compilations) == 1


def test_a_layer_that_draws_keeps_its_own_random_numbers(compilations):
    def noisy():
        return stack(keras.layers.GaussianNoise(0.1), keras.layers.Dropout(0.2))

    start = noisy().get_weights()
    seed_everything(3)
    alone = trained(noisy(), start, use_xla=False)
    alike._kept.steps.clear()
    trained(noisy(), start, use_xla=False)
    seed_everything(3)
    assert_same(trained(noisy(), start, use_xla=False), alone)
    # Compiled for the first, for the one after the list was emptied, and not for the last.
    assert len(compilations) == 2


class Doubled(keras.layers.Dense):
    def call(self, inputs):
        return 2 * super().call(inputs)


def named_like(function, name):
    function.__name__ = name
    return function


def with_call_replaced():
    model = stack(keras.layers.Dense(2))
    layer = model.layers[0]
    layer.call = lambda inputs, **options: 2 * keras.layers.Dense.call(layer, inputs)
    return model


def frozen():
    model = build()
    model.layers[0].trainable = False
    return compiled(model)


def of_functions(power):
    inputs = keras.Input((3,))
    return compiled(keras.Model(inputs, keras.layers.Dense(3)(keras.ops.power(inputs, power))))


def with_one_layer_in_both_halves(which):
    first, second, third = (keras.layers.Dense(3, activation="tanh") for _ in range(3))
    halves = [first, second], [first, third] if which == "first" else [third, second]
    return compiled(keras.Sequential([keras.Sequential([keras.Input((3,)), *half]) for half in halves]))


Dense, Adam = keras.layers.Dense, keras.optimizers.Adam
# Pairs that look alike, and compute other things.
LOOKALIKES = {
    "activations": (build, lambda: build(activation="relu")),
    "activations of one name": [
        lambda a=a: stack(Dense(2, activation=named_like(lambda x: a * x, "scaled"))) for a in (1.0, 2.0)
    ],
    "a layer of one's own": (lambda: stack(Dense(2)), lambda: stack(Doubled(2))),
    "a layer whose call was replaced": (lambda: stack(Dense(2)), with_call_replaced),
    "a lambda": [lambda a=a: stack(keras.layers.Lambda(lambda x: a * x, output_shape=(3,))) for a in (1.0, 2.0)],
    "losses": (build, lambda: build(loss="mae")),
    "losses of one name": [
        lambda a=a: build(loss=named_like(lambda x, y: a * (x - y) ** 2, "squares")) for a in (1.0, 2.0)
    ],
    "settings of a loss": [lambda d=d: build(loss=keras.losses.Huber(d)) for d in (0.1, 1.0)],
    "weights of a loss": (build, lambda: build(loss_weights=3.0)),
    "settings of an optimizer": (lambda: build(Adam(0.01)), lambda: build(Adam(0.01, beta_1=0.5))),
    "optimizers": (lambda: build(keras.optimizers.SGD(0.01)), lambda: build(keras.optimizers.RMSprop(0.01))),
    "clipping": (build, lambda: build(Adam(0.01, clipnorm=1e-3))),
    "decay of the weights": [lambda d=d: build(keras.optimizers.AdamW(0.01, weight_decay=d)) for d in (0.1, 0.9)],
    "averaged weights": (build, lambda: build(Adam(0.01, use_ema=True, ema_momentum=0.5))),
    "schedules": [lambda n=n: build(Adam(keras.optimizers.schedules.ExponentialDecay(0.05, n, 0.1))) for n in (3, 30)],
    "regularizers": [lambda s=s: stack(Dense(2, activity_regularizer=keras.regularizers.L2(s))) for s in (0.1, 0.5)],
    "constraints": (lambda: stack(Dense(2)), lambda: stack(Dense(2, kernel_constraint="non_neg"))),
    "a layer in both halves": [lambda w=w: with_one_layer_in_both_halves(w) for w in ("first", "second")],
    "frozen layers": (build, frozen),
    "models of functions": [lambda p=p: of_functions(p) for p in (1, 2)],
    "a precision of one layer": (lambda: stack(Dense(2)), lambda: stack(Dense(2, dtype="float32"))),
    "strengths of noise": [lambda s=s: stack(keras.layers.GaussianNoise(s, seed=1)) for s in (0.1, 0.5)],
}


@pytest.mark.parametrize(("first", "second"), LOOKALIKES.values(), ids=LOOKALIKES)
def test_models_that_compute_other_things_do_not_share(first, second):
    start = second().get_weights()
    expected = trained(second(), start, use_xla=False)
    alike._kept.steps.clear()
    others = trained(first(), start, use_xla=False)
    assert_same(trained(second(), start, use_xla=False), expected)
    # A control: what the two compute does differ.
    assert any(np.shape(a) != np.shape(b) or (a != b).any() for a, b in zip(others, expected, strict=False))


def test_the_small_number_of_keras_counts(compilations):
    start = stack(loss="binary_crossentropy").get_weights()
    usual = trained(stack(loss="binary_crossentropy"), start)
    before = keras.config.epsilon()
    try:
        keras.config.set_epsilon(0.2)
        changed = trained(stack(loss="binary_crossentropy"), start)
    finally:
        keras.config.set_epsilon(before)
    assert (changed[0] != usual[0]).all()
    assert len(compilations) == 2


def test_a_thread_shares_with_no_other(compilations):
    start = build().get_weights()
    trained(build(), start)
    thread = threading.Thread(target=lambda: trained(build(), start))
    thread.start()
    thread.join()
    assert len(compilations) == 2


def test_few_and_small_models_are_kept(compilations, monkeypatch):
    monkeypatch.setattr(alike, "_MOST_KEPT", 2)
    for activation in ("tanh", "relu", "elu", "tanh", "elu"):
        model = build(activation=activation)
        trained(model, model.get_weights(), use_xla=False)
    # The second "tanh" had to be compiled again, for two others came in between.
    assert len(compilations) == 4
    monkeypatch.setattr(alike, "_MOST_NUMBERS", 100)
    for _ in range(2):
        trained(build(activation="relu"), build().get_weights(), use_xla=False)
    assert len(compilations) == 6
    assert not alike._kept.steps


@pytest.mark.parametrize("name", ["a lambda", "losses of one name", "a layer of one's own"])
def test_whoever_trains_what_cannot_be_written_down_hears_nothing_of_it(name, recwarn, capfd):
    model = LOOKALIKES[name][1]()
    trained(model, model.get_weights(), use_xla=False)
    assert not recwarn.list
    assert capfd.readouterr() == ("", "")


def test_a_model_that_is_run_eagerly_shares_nothing(compilations):
    for _ in range(2):
        trained(build(run_eagerly=True), build().get_weights())
    assert len(compilations) > 2
    assert not alike._kept.steps
