"""What decides the last digit of a result, besides the task: versions, precision, threads."""

import os
import platform

import keras
import numpy as np
import tensorflow as tf

__all__ = ["settings_here", "take_over"]

_THREADS = {
    "TF_NUM_INTRAOP_THREADS": (
        tf.config.threading.get_intra_op_parallelism_threads,
        tf.config.threading.set_intra_op_parallelism_threads,
    ),
    "TF_NUM_INTEROP_THREADS": (
        tf.config.threading.get_inter_op_parallelism_threads,
        tf.config.threading.set_inter_op_parallelism_threads,
    ),
}


def settings_here():
    """Return this process's versions, precision and numbers of threads, for a worker to take over.

    TensorFlow parts a large sum among its threads, so another number of them may round it otherwise.
    """
    return {
        "versions": {"Python": platform.python_version_tuple()[:2], **_versions()},
        "floatx": keras.config.floatx(),
        "dtype_policy": keras.config.dtype_policy().name,
        "threads": _threads(),
    }


def _versions():
    return {"TensorFlow": tf.__version__, "Keras": keras.__version__, "NumPy": np.__version__}


def _threads():
    return {name: get() or int(os.environ.get(name) or _cores()) for name, (get, _set) in _THREADS.items()}


def _cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def take_over(settings):
    """Set in this process what `settings_here` found in another, or say what differs.

    Raises
    ------
    ValueError
        If a package has another version here, or if TensorFlow already works here with another number of threads.
    """
    here = settings_here()
    for name, version in settings["versions"].items():
        if here["versions"][name] != version:
            there, ours = (".".join(v) if name == "Python" else v for v in (version, here["versions"][name]))
            raise ValueError(
                f"A worker has {name} {ours}, but {name} {there} asks it to work; install the same version on both."
            )
    for name, wanted in settings["threads"].items():
        _set_threads(name, wanted, here["threads"][name])
    keras.config.set_floatx(settings["floatx"])
    keras.config.set_dtype_policy(settings["dtype_policy"])


def _set_threads(name, wanted, found):
    try:
        _THREADS[name][1](wanted)
    except RuntimeError:  # TensorFlow has begun to work
        if found != wanted:
            raise ValueError(
                f"A worker already works with {found} threads, and {wanted} are used here, so the last digits might "
                f"differ; set {name}={wanted} before the worker is started."
            ) from None
