"""What the tests train elsewhere; a worker imports it, too."""

import keras
import numpy as np

X = np.random.default_rng(0).uniform(size=(48, 6))


def build(rate=0.01, middle=()):
    layers = [keras.layers.Dense(4, activation="tanh"), *middle, keras.layers.Dense(6)]
    model = keras.Sequential([keras.Input((6,)), *layers])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return model


def build_noisy():
    """Return a model that draws in each step, from states that no seed of its own decides."""
    return build(middle=(keras.layers.Dropout(0.2), keras.layers.GaussianNoise(0.1)))


def build_explosive():
    model = keras.Sequential([keras.Input((6,)), *[keras.layers.Dense(units) for units in (8, 2, 8, 6)]])
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.1))
    return model
