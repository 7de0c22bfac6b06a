"""What a learner's next cell may depend on, and a check must not change."""

import builtins
import contextlib
import random

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras.src.backend.common import global_state
from tensorflow.python.eager import context


@contextlib.contextmanager
def kept():
    """Put back random numbers, precision and Keras's memory as they were; close figures that are new.

    Neither Keras nor TensorFlow has a public way to ask for its random numbers' state.
    """
    python_numbers, numpy_numbers = random.getstate(), np.random.get_state()  # noqa: NPY002
    precision, figures = keras.config.floatx(), set(plt.get_fignums())
    keras_memory = global_state.GLOBAL_STATE_TRACKER, global_state.GLOBAL_SETTINGS_TRACKER
    tensorflow = context.context()
    tensorflow_seed = tensorflow._seed
    tensorflow_numbers = None if tensorflow_seed is None else tensorflow._rng.getstate()
    try:
        yield
    finally:
        random.setstate(python_numbers)
        np.random.set_state(numpy_numbers)  # noqa: NPY002
        keras.config.set_floatx(precision)
        global_state.GLOBAL_STATE_TRACKER, global_state.GLOBAL_SETTINGS_TRACKER = keras_memory
        if tensorflow._seed != tensorflow_seed:
            tensorflow._set_global_seed(tensorflow_seed)
        if tensorflow_numbers is not None:
            tensorflow._rng.setstate(tensorflow_numbers)
        for number in set(plt.get_fignums()) - figures:
            plt.close(number)


@contextlib.contextmanager
def no_questions():
    """Let a function that asks its user something fail at once instead of waiting for an answer."""

    def refuse(*_):
        raise RuntimeError("it asks for input; take everything from its parameters")

    usual = builtins.input
    builtins.input = refuse
    try:
        yield
    finally:
        builtins.input = usual
