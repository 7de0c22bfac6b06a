"""What an answer gives instead of numbers: NaN is a mistake of its own where a table has gaps."""

import numpy as np

__all__ = ["is_nan"]


def is_nan(answer):
    """Return whether an answer is NaN, or an array of NumPy's with NaN in it."""
    if not isinstance(answer, float | np.floating | np.ndarray) or np.asarray(answer).dtype.kind != "f":
        return False
    return bool(np.isnan(answer).any())
