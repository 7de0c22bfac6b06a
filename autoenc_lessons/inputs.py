"""One clear sentence about a bad input, before it reaches TensorFlow."""

import numbers

import numpy as np


def as_samples(data, *, name="x", rank=2):
    """Return `data` as a float64 array of samples, or say in one sentence what is wrong with it.

    Parameters
    ----------
    data : array-like, shape (n_samples, ...)
        Numbers; the first axis counts the samples.
    name : str
        What to call the data in an error message.
    rank : int
        How many axes the array must have.

    Returns
    -------
    ndarray of float64, shape (n_samples, ...)

    Raises
    ------
    TypeError
        If `data` does not consist of real numbers.
    ValueError
        If it has another rank, no rows, or a value that is NaN or infinite.
    """
    try:
        samples = np.asarray(data)
        if samples.dtype.kind not in "fiub":
            raise TypeError
        samples = samples.astype("float64")
    except (TypeError, ValueError):
        raise TypeError(
            f"{name} must be an array of real numbers, one row for each sample; got {_describe(data)}."
        ) from None
    if samples.ndim != rank:
        raise ValueError(
            f"{name} must have {rank} axes (samples first), but its shape is {samples.shape}; "
            "reshape it so that each row is one sample."
        )
    if samples.size == 0:
        raise ValueError(f"{name} is empty (shape {samples.shape}); pass at least one sample with one feature.")
    _refuse_non_finite(samples, name)
    return samples


def as_count(value, *, name, smallest=1):
    """Return `value` as an int that is at least `smallest`.

    Raises
    ------
    TypeError
        If `value` is not a whole number.
    ValueError
        If it is smaller than `smallest`.
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} must be a whole number, such as {max(smallest, 1)}; got {value!r}.")
    if value < smallest:
        raise ValueError(f"{name} must be at least {smallest}; got {value}.")
    return int(value)


def _refuse_non_finite(samples, name):
    bad = ~np.isfinite(samples)
    if bad.any():
        first = tuple(int(index) for index in np.argwhere(bad)[0])
        raise ValueError(
            f"{name} has {int(bad.sum())} value(s) that are NaN or infinite, the first at index {first}; "
            "remove or replace them."
        )


def _describe(data):
    kind = type(data).__name__
    return f"an array of {data.dtype}" if isinstance(data, np.ndarray) else f"a {kind}"
