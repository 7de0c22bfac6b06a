"""What two computers train together in the tests: a recipe as a learner writes it, with the optimizer of a setting."""

import os

import keras
import numpy as np


def build():
    layers = [keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(16)]
    model = keras.Sequential([keras.Input((16,)), *layers])
    model.compile(loss="mse", optimizer=os.environ.get("OPTIMIZER", "adam"))
    return model


def data():
    return np.random.default_rng(0).normal(size=(400, 16))
