"""One call that makes a notebook give the same numbers on every machine."""

import keras

from autoenc_lessons.inputs.values import as_seed
from autoenc_lessons.quiet_start import use_course_settings

__all__ = ["seed_everything"]


def seed_everything(seed):
    """Seed Python, NumPy and Keras, and compute in float64 from here on, whatever Keras was set to.

    In float32 two processors disagree in digits that a lesson prints; in float64 they agree to about 14 digits.
    Models that exist already keep the precision that they were made with.

    Parameters
    ----------
    seed : int
        0 or larger, below 2**32.

    Raises
    ------
    TypeError, ValueError
        If `seed` is not such a number.

    Examples
    --------
    >>> seed_everything(0)
    >>> keras.config.floatx()
    'float64'
    """
    seed = as_seed(seed)
    # Layers are named by a counter; starting it again keeps the names equal when a cell is run twice. To look for
    # garbage among all that TensorFlow brings takes a quarter of a second, and Python does it often enough by itself.
    keras.utils.clear_session(free_memory=False)
    keras.config.set_floatx("float64")
    use_course_settings()
    keras.utils.set_random_seed(seed)
