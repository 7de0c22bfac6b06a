"""The networks that the browser computes by itself: which models they are read from, and why not from others."""

from functools import partial

import keras
import numpy as np
import pytest
import tensorflow as tf

from autoenc_lessons import datasets, explorers, models, seed_everything
from autoenc_lessons.explorers.network import read_network

X, LABELS = datasets.load("blobs")


def to_points():
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])


def bent_by(activation, **options):
    layers = [keras.layers.Dense(5, activation=activation, **options), keras.layers.Dense(2, **options)]
    return keras.Sequential([keras.Input((3,)), *layers])


def with_layers(*between):
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(5), *between, keras.layers.Dense(2)])


def doubled(values):
    return keras.ops.relu(2 * values)


KNOWN = {
    "a layer": (lambda: bent_by(keras.layers.ReLU()), "relu"),
    "a partial": (lambda: bent_by(partial(keras.activations.elu, alpha=1.0)), "elu"),
    "a lambda": (lambda: bent_by(lambda values: keras.ops.tanh(values)), "tanh"),
    "TensorFlow's": (lambda: bent_by(tf.nn.relu), "relu"),
    "another name": (lambda: bent_by("swish"), "silu"),
    "a layer of its own": (lambda: with_layers(keras.layers.ReLU()), "relu"),
    "only in training": (lambda: with_layers(keras.layers.GaussianNoise(0.1), keras.layers.ReLU()), "relu"),
    "half precision": (lambda: bent_by("tanh", dtype="mixed_float16"), "tanh"),
    "brain floats": (lambda: bent_by("sigmoid", dtype="bfloat16"), "sigmoid"),
    "single precision": (lambda: bent_by("softplus", dtype="float32"), "softplus"),
}


# Half a precision ends at 65504.
SCALED = [(name, scale) for name in KNOWN for scale in (1e-6, 1, 255, 1e5) if (name, scale) != ("half precision", 1e5)]


@pytest.mark.parametrize(("name", "scale"), SCALED)
def test_an_activation_is_known_by_what_it_does_in_any_precision_and_on_any_scale(name, scale):
    make, activation = KNOWN[name]
    seed_everything(0)
    network = read_network(make(), scale * X, model_name="encoder", data_name="x")
    assert [layer.activation for layer in network.layers] == [activation, "linear"]


def quantised():
    model = bent_by("relu", dtype="float32")
    model.quantize("int8")
    return model


def with_lora():
    model = bent_by("relu")
    model.layers[0].enable_lora(2)
    return model


class Shifted(keras.layers.Dense):
    def call(self, values):
        return super().call(values) + 1


def with_two_outputs():
    inputs = keras.Input((3,))
    return keras.Model(inputs, [keras.layers.Dense(2)(inputs), keras.layers.Dense(2)(inputs)])


UNKNOWN = {
    "LeakyReLU": (lambda: bent_by(keras.layers.LeakyReLU(0.2)), "activation of its layer 'dense.*' is LeakyReLU;"),
    "PReLU": (lambda: bent_by(keras.layers.PReLU()), "activation of its layer 'dense.*' is PReLU;"),
    "a partial": (lambda: bent_by(partial(keras.activations.relu, max_value=6)), "activation of its .* is partial;"),
    "relu of its own": (lambda: bent_by(doubled), "activation of its layer 'dense.*' is doubled;"),
    "a lambda": (lambda: bent_by(lambda values: keras.ops.sin(values)), "activation of its layer .* is <lambda>;"),
    "softmax": (lambda: bent_by("softmax"), "activation of its layer 'dense.*' is softmax;"),
    "LeakyReLU as a layer": (lambda: with_layers(keras.layers.LeakyReLU()), "layer 'leaky.*' is LeakyReLU;"),
    "normalised": (lambda: with_layers(keras.layers.BatchNormalization()), "is a BatchNormalization;"),
    "convolutional": (lambda: with_layers(keras.layers.Reshape((5, 1)), keras.layers.Conv1D(1, 5)), "is a Reshape;"),
    "quantised": (quantised, "weights of its layer 'dense.*' are quantised;"),
    "LoRA": (with_lora, "weights of its layer 'dense.*' are changed by LoRA;"),
    "a subclass": (lambda: keras.Sequential([keras.Input((3,)), Shifted(2)]), "layers in a row do not give what it"),
    "two outputs": (with_two_outputs, "The encoder must return one array; it returns a list of 2."),
    "three models": (lambda: models.linear_autoencoder(3, 2), "got a tuple; take one of its 3 entries"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_the_browser_cannot_compute_is_named(name):
    make, said = UNKNOWN[name]
    for show in (explorers.code_plane, explorers.turn):
        with pytest.raises((TypeError, ValueError), match=said) as raised:
            show(make(), to_points(), X, LABELS)
        assert "\n" not in str(raised.value)


def test_a_model_of_single_precision_on_values_to_255_is_a_row_of_dense_layers():
    pictures = 255 * datasets.load("digits")[0][:300]
    keras.config.set_floatx("float32")
    encoder, decoder, autoencoder = models.dense_autoencoder((64, 32, 2), activation="relu")
    autoencoder.compile(loss="mse", optimizer="adam")
    autoencoder.fit(pictures, pictures, epochs=3, verbose=0)
    seed_everything(0)
    codes = encoder(pictures).numpy()
    assert np.abs(codes).max() > 100
    network = read_network(encoder, pictures, model_name="encoder", data_name="x")
    np.testing.assert_allclose(network(pictures), codes, rtol=1e-4, atol=1e-3)
    # But weights that are off by a thousandth are seen.
    kernel, *others = encoder.get_weights()
    read = read_network(encoder, pictures, model_name="encoder", data_name="x")
    encoder.set_weights([1.001 * kernel, *others])
    assert not np.allclose(read(pictures), encoder(pictures).numpy(), rtol=1e-4)


def test_a_network_is_what_the_model_computes():
    seed_everything(0)
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(4, activation="silu"),
            keras.layers.Dropout(0.5),
            keras.Sequential(
                [keras.Input((4,)), keras.layers.Dense(5, use_bias=False), keras.layers.Activation("relu")]
            ),
            keras.layers.Dense(4),
            keras.layers.Dense(2, activation="sigmoid"),
        ]
    )
    network = read_network(model, X, model_name="model", data_name="x")
    np.testing.assert_allclose(network(X), model(X), atol=1e-12)
    assert network.shapes == [[3, 4, "silu"], [4, 5, "relu"], [5, 2, "sigmoid"]]
    assert not network.is_linear
