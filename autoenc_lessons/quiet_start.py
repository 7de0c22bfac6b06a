"""Import TensorFlow and matplotlib once without their log lines, Keras on TensorFlow, linear algebra on one thread."""

import contextlib
import gc
import logging
import os
import pathlib
import sys
import traceback

__all__ = ["standard_error_closed", "use_course_settings"]


@contextlib.contextmanager
def standard_error_closed():
    """Send file descriptor 2 to nowhere: TensorFlow's C++ code writes there, past `sys.stderr`."""
    try:
        # Neither is there for certain: a program without a console has none.
        if sys.stderr is not None:
            sys.stderr.flush()
        kept = os.dup(2)
    except (OSError, ValueError):
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextlib.contextmanager
def _warnings_unlogged():
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


@contextlib.contextmanager
def _garbage_left():
    """Do not search for garbage among what is imported, neither now nor later: it is there to stay.

    That is a fifth of the time that TensorFlow takes to be imported, and a tenth of what it takes to trace a model.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if searched:
            gc.enable()


# A value that somebody has set on purpose stays: it is how one asks TensorFlow for its messages.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
# NumPy and scikit-learn read this at their start; TensorFlow has threads of its own. On as few samples as here, several
# threads wait for each other longer than they work, and many times longer where other programs compute too.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# Keras may be set to another backend in ~/.keras/keras.json; the training loop is written for TensorFlow.
os.environ["KERAS_BACKEND"] = "tensorflow"

# The first start on a machine makes a list of its fonts, and warns where the user's home cannot be written to.
# It comes first, for TensorFlow imports matplotlib too.
with _warnings_unlogged():
    import matplotlib.font_manager  # noqa: F401

try:
    with _garbage_left():
        with standard_error_closed():
            import tensorflow

        import keras
except (AssertionError, ValueError) as error:
    # The modules of TensorFlow and of Keras that read the file.
    if pathlib.Path(traceback.extract_tb(error.__traceback__)[-1].filename).name not in ("backend.py", "config.py"):
        raise
    raise ImportError(
        "Keras cannot take a setting in your file keras.json, which is in the folder .keras of your home or in "
        "KERAS_HOME: mend or remove that file, then restart the kernel."
    ) from error

# A lesson makes many small models, each traced once; TensorFlow takes them for one that is traced again and again.
tensorflow.get_logger().addFilter(lambda record: "tf.function retracing" not in record.getMessage())

if keras.backend.backend() != "tensorflow":
    raise ImportError(
        f"Keras already runs on {keras.backend.backend()} in this kernel, and this course needs TensorFlow: "
        "restart the kernel and import autoenc_lessons before keras."
    )


def use_course_settings():
    """Set what Keras may have been told otherwise, in ~/.keras/keras.json or by an earlier cell.

    Convolutions on a processor need the channels last; several losses and layers add the small number.
    """
    keras.config.set_image_data_format("channels_last")
    keras.config.set_epsilon(1e-7)


use_course_settings()
