"""Import TensorFlow once without its log lines, and make Keras use it."""

import contextlib
import os
import sys


@contextlib.contextmanager
def _standard_error_closed():
    """Send file descriptor 2 to nowhere: TensorFlow's C++ code writes there, past `sys.stderr`."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


# A value that somebody has set on purpose stays: it is how one asks TensorFlow for its messages.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
# Keras may be set to another backend in ~/.keras/keras.json; the training loop is written for TensorFlow.
os.environ["KERAS_BACKEND"] = "tensorflow"

with _standard_error_closed():
    import tensorflow

# A lesson makes many small models, each traced once; TensorFlow takes them for one that is traced again and again.
tensorflow.get_logger().addFilter(lambda record: "tf.function retracing" not in record.getMessage())

import keras  # noqa: E402

if keras.backend.backend() != "tensorflow":
    raise ImportError(
        f"Keras already runs on {keras.backend.backend()} in this kernel, and this course needs TensorFlow: "
        "restart the kernel and import autoenc_lessons before keras."
    )
