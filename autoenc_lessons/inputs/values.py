"""One clear sentence about a bad input, before it reaches TensorFlow."""

import numbers

import numpy as np

from autoenc_lessons.inputs.conversion import as_numbers, column_of
from autoenc_lessons.inputs.saying import in_short

__all__ = ["as_amount", "as_batch_size", "as_choice", "as_count", "as_samples", "as_seed", "as_switch", "as_table"]


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
    samples = as_table(data, name=name, rank=rank)
    return samples.astype("float64")


def as_table(data, *, name="x", rank=2, lowest_rank=1):
    """Return `data` as a finite array of samples like `as_samples`, but in the type that the numbers have.

    Whole numbers can so take an eighth of the memory. Where `rank` is None, any rank from `lowest_rank` will do.
    """
    samples = as_numbers(data, name=name)
    rank = max(lowest_rank, samples.ndim) if rank is None else rank
    if samples.ndim != rank:
        raise ValueError(
            f"{name} must have {rank} axes (samples first), but its shape is {samples.shape}; "
            "reshape it so that each row is one sample."
        )
    if samples.size == 0:
        raise ValueError(f"{name} is empty (shape {samples.shape}); pass at least one sample with one feature.")
    _refuse_non_finite(samples, name, data)
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
        raise TypeError(f"{name} must be a whole number, such as {max(smallest, 1)}; got {in_short(value)}.")
    if value < smallest:
        raise ValueError(f"{name} must be at least {smallest}; got {value}.")
    return int(value)


def as_amount(value, *, name):
    """Return `value` as a float that is finite and at least 0.

    Raises
    ------
    TypeError
        If `value` is not a real number.
    ValueError
        If it is below 0, NaN or infinite.
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a number, such as 1.0; got {in_short(value)}.")
    if not 0 <= value < float("inf"):
        raise ValueError(f"{name} must be a finite number of at least 0; got {value}.")
    return float(value)


def as_switch(value, *, name):
    """Return `value` if it is True, False or None.

    Raises
    ------
    TypeError
        If it is anything else: a text such as "no" would count as True.
    """
    if value is not None and not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be True, False or None; got {value!r}.")
    return value


def as_seed(value, *, name="seed"):
    """Return `value` as an int that can seed a generator of random numbers: 0 or larger, below 2**32.

    Raises
    ------
    TypeError, ValueError
        If it is not such a number.
    """
    seed = as_count(value, name=name, smallest=0)
    if seed >= 2**32:
        raise ValueError(f"{name} must be below 2**32 = 4294967296; got {seed}.")
    return seed


def as_batch_size(value, n_samples):
    """Return `value` as an int from 1 to `n_samples`.

    Raises
    ------
    TypeError, ValueError
        If it is not such a number.
    """
    batch_size = as_count(value, name="batch_size")
    if batch_size > n_samples:
        raise ValueError(f"batch_size is {batch_size}, but x has only {n_samples} samples; choose at most that many.")
    return batch_size


def _refuse_non_finite(samples, name, data):
    bad = ~np.isfinite(samples)
    if bad.any():
        first = tuple(int(index) for index in np.argwhere(bad)[0])
        raise ValueError(
            f"{name} has {int(bad.sum())} value(s) that are NaN or infinite, the first at index {first}"
            f"{column_of(data, first)}; remove or replace them."
        )


def as_choice(choices, name, *, kind):
    """Return what a name stands for.

    Parameters
    ----------
    choices : dict of str to object
    name : object
    kind : str
        What is chosen, in one or two words, such as "sheet".

    Raises
    ------
    ValueError
        If it is none of the names.
    """
    if not isinstance(name, str) or name not in choices:
        raise ValueError(f"There is no {kind} {name!r}; choose from: {', '.join(sorted(choices))}.")
    return choices[name]
