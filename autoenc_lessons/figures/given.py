"""What figures are given: named values, numbers for a logarithmic axis, a function that decodes."""

import numbers

import keras
import numpy as np

from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.values import as_samples

__all__ = [
    "above_zero",
    "as_limits",
    "as_list",
    "as_losses",
    "as_named",
    "as_number",
    "as_one_of",
    "decoded",
    "is_among",
    "one_for_each",
    "result_of",
]


def as_named(values, name, *, each):
    """Return named values as a dict of str to what they name.

    Parameters
    ----------
    values : dict, or what has keys as a dict has
    name : str
        What a message calls them.
    each : str
        What belongs to a name, in words.

    Raises
    ------
    TypeError, ValueError
        If they have no names, or if there are none.
    """
    if not hasattr(values, "keys"):
        raise TypeError(f"{name} must be a dict that gives, for each name, {each}; got a {type(values).__name__}.")
    named = {str(key): value for key, value in dict(values).items()}
    if len(named) < len(values.keys()):
        raise ValueError(f"{name} has two names that are written alike; give each a name of its own.")
    if not named:
        raise ValueError(f"{name} is empty; give, for at least one name, {each}.")
    return named


def is_among(value, choices):
    """Return whether a value is one of some numbers or texts; not every object can be compared with these."""
    return isinstance(value, (str, numbers.Real, type(None))) and value in choices


def as_one_of(value, name, choices):
    """Return a value that is one of a few.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    if not is_among(value, choices):
        raise ValueError(f"{name} must be {' or '.join(map(str, choices))}; got {in_short(value)}.")
    return value


def as_list(values, name, *, of):
    """Return several values as a list.

    Parameters
    ----------
    values : sequence
    name : str
        What a message calls them.
    of : str
        What they are, in words.

    Raises
    ------
    TypeError
        If they are a text, or not several.
    """
    if isinstance(values, str) or not np.iterable(values):
        raise TypeError(f"{name} must be a list of {of}; got {in_short(values)}.")
    return list(values)


def above_zero(values, name, *, zero_too=False):
    """Return an array for a logarithmic axis, or say in one sentence that it holds what has no logarithm.

    Parameters
    ----------
    values : ndarray
    name : str
        What a message calls them.
    zero_too : bool
        Whether some zeros may be left out of the picture.

    Raises
    ------
    ValueError
        If a value is 0 or below.
    """
    low = values.min()
    if low < 0 or (low == 0 and not (zero_too and values.max() > 0)):
        place = int(np.argmin(values)) if values.ndim == 1 else tuple(map(int, np.argwhere(values == low)[0]))
        raise ValueError(f"{name} must be above 0, for a logarithmic axis; the lowest is {low:.3g}, at index {place}.")
    return values


def as_losses(losses):
    """Return the loss of every step as an array for a logarithmic axis.

    Raises
    ------
    TypeError, ValueError
        If the losses are no row of finite numbers above 0; zeros may be among them.
    """
    losses = as_samples(losses, name="losses", rank=1)
    if losses.min() < 0:
        raise ValueError(
            f"losses fall to {losses.min():.3g}, below 0, where no squared error can be and no cross-entropy of "
            "targets from 0 to 1; look at the loss, and at the scale of what it compares."
        )
    return above_zero(losses, "losses", zero_too=True)


def one_for_each(series, name, n_positions, *, is_log):
    """Return a series as a row of finite numbers, one for each position; above 0 if they are to have logarithms.

    Raises
    ------
    TypeError, ValueError
        If it is none.
    """
    series = as_samples(series, name=name, rank=1)
    if len(series) != n_positions:
        raise ValueError(f"{name} has {len(series)} values for {n_positions} positions; give one for each.")
    return above_zero(series, name) if is_log else series


def as_number(value, name, *, smallest=None):
    """Return a finite number as a float.

    Raises
    ------
    TypeError, ValueError
        If it is none, or not above `smallest`.
    """
    if isinstance(value, (str, tuple, list, dict)) or np.ndim(value) != 0:
        raise TypeError(f"{name} must be one number; got {in_short(value)}.")
    number = as_samples(value, name=name, rank=0)
    if smallest is not None and number <= smallest:
        raise ValueError(f"{name} must be above {smallest}; got {number:g}.")
    return float(number)


def as_limits(limits):
    """Return where a picture of two numbers begins and ends, as an array of shape (2, 2).

    Raises
    ------
    TypeError, ValueError
        If the limits are not two numbers for each, or do not rise.
    """
    limits = as_samples(limits, name="limits")
    if limits.shape != (2, 2) or not np.all(limits[:, 0] < limits[:, 1]):
        raise ValueError("limits must give for each of the two numbers where the picture begins and, farther up, ends.")
    return limits


def result_of(function, given, *, of, failure):
    """Return what a function or a model makes of an array, as an array.

    Parameters
    ----------
    function : callable
    given : ndarray
    of : str
        What a message calls the function.
    failure : str
        What a message says, without a full stop, if it fails.

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        If it fails, or returns several things or none.
    """
    try:
        made = function(given)
    except Exception as error:  # a function can fail in any way; a learner needs one sentence
        raise ValueError(f"{failure} ({type(error).__name__}).") from error
    if isinstance(made, (tuple, list, dict)):
        raise ValueError(f"{of} must return one array; it returns a {type(made).__name__} of {len(made)}.")
    try:
        return keras.ops.convert_to_numpy(made)
    except Exception as error:
        raise ValueError(f"{of} must return an array; it returns a {type(made).__name__}.") from error


def decoded(decode, codes, n_columns):
    """Return what a function makes of codes, as an array with one row for each.

    Parameters
    ----------
    decode : callable
        Takes codes, shape (n_codes, latent_dim), and returns an array or a tensor.
    codes : ndarray, shape (n_codes, latent_dim)
    n_columns : int
        How many numbers it must return for each code.

    Returns
    -------
    ndarray of float64, shape (n_codes, n_columns)

    Raises
    ------
    TypeError, ValueError
        If it is no function, if it does not take codes, or if it returns something else.
    """
    if not callable(decode):
        raise TypeError(f"decode must be a function of codes, such as a decoder; got a {type(decode).__name__}.")
    failure = f"decode does not take codes of shape {codes.shape}"
    returned = as_samples(result_of(decode, codes, of="decode", failure=failure), name="what decode returns")
    if returned.shape != (len(codes), n_columns):
        raise ValueError(
            f"decode must return {n_columns} numbers for each of {len(codes)} codes; it returns shape {returned.shape}."
        )
    return returned
