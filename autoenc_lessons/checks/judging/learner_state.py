"""What a learner's next cell may depend on, and a check must not change: random numbers, settings and figures."""

import builtins
import contextlib
import random
import warnings
from collections import OrderedDict

import keras
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from keras.src.backend import config as keras_settings
from keras.src.backend.common import global_state
from matplotlib._pylab_helpers import Gcf
from tensorflow.python.eager import context
from tensorflow.python.framework import config as tensorflow_settings
from tensorflow.python.ops import stateful_random_ops

from autoenc_lessons.checks.judging import genuine, process_state
from autoenc_lessons.checks.judging.process_state import as_before

__all__ = ["kept", "no_questions"]

# While an answer runs, its figures are drawn by a backend that shows nothing, wherever the notebook shows them.
_BACKEND = "agg"


@contextlib.contextmanager
def kept():
    """Put back what an answer may change: random numbers, settings of the libraries and of Python, figures, functions.

    Neither Keras nor TensorFlow has a public way to ask for its random numbers' state.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(process_state.kept())
        stack.enter_context(warnings.catch_warnings())
        for read, write in _SETTINGS:
            stack.enter_context(as_before(read, write))
        stack.enter_context(_figures())
        stack.enter_context(genuine.in_use())
        yield


def _tensorflow_numbers():
    tensorflow = context.context()
    return tensorflow._seed, None if tensorflow._seed is None else tensorflow._rng.getstate()


def _set_tensorflow_numbers(numbers):
    seed, state = numbers
    tensorflow = context.context()
    if tensorflow._seed != seed:
        tensorflow._set_global_seed(seed)
    if state is not None:
        tensorflow._rng.setstate(state)


def _trackers():
    return global_state.GLOBAL_STATE_TRACKER, global_state.GLOBAL_SETTINGS_TRACKER


def _set_trackers(trackers):
    global_state.GLOBAL_STATE_TRACKER, global_state.GLOBAL_SETTINGS_TRACKER = trackers


def _keras_settings():
    return {name: value for name, value in vars(keras_settings).items() if name.isupper()}


def _set_graph_options(options):
    # Setting alone would leave those that are new.
    context.context()._optimizer_experimental_options.clear()
    tf.config.optimizer.set_experimental_options(options)


def _set_custom_objects(known):
    keras.saving.get_custom_objects().clear()
    keras.saving.get_custom_objects().update(known)


def _set_op_determinism(is_enabled):
    change = tensorflow_settings.enable_op_determinism if is_enabled else tensorflow_settings.disable_op_determinism
    change()


_SETTINGS = (
    (random.getstate, random.setstate),
    (np.random.get_state, np.random.set_state),  # noqa: NPY002
    (np.get_printoptions, lambda options: np.set_printoptions(**options)),
    # Precision, picture format and the small number that Keras divides by among them.
    (_keras_settings, vars(keras_settings).update),
    (_trackers, _set_trackers),
    (_tensorflow_numbers, _set_tensorflow_numbers),
    (lambda: stateful_random_ops.global_generator, lambda one: setattr(stateful_random_ops, "global_generator", one)),
    (lambda: dict(keras.saving.get_custom_objects()), _set_custom_objects),
    (tf.config.functions_run_eagerly, tf.config.run_functions_eagerly),
    (tf.config.get_soft_device_placement, tf.config.set_soft_device_placement),
    (tf.config.optimizer.get_jit, lambda jit: tf.config.optimizer.set_jit(jit or False)),
    (tf.config.optimizer.get_experimental_options, _set_graph_options),
    (tensorflow_settings.is_op_determinism_enabled, _set_op_determinism),
)


@contextlib.contextmanager
def _figures():
    """Give an answer a desk of its own: it neither draws into a learner's open figure nor closes it."""
    backend, open_figures = matplotlib.get_backend(), Gcf.figs
    # Jupyter's backend arranges at its first start, and only while it is the chosen one, that figures are shown.
    plt.switch_backend(backend)
    with matplotlib.rc_context():
        Gcf.figs = OrderedDict()
        try:
            plt.switch_backend(_BACKEND)
            yield
        finally:
            plt.close("all")
            Gcf.figs = open_figures
            plt.switch_backend(backend)


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
