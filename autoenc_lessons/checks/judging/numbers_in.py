"""From whatever holds numbers to an array of float64, or one sentence about what is in it instead."""

import numbers
from collections.abc import Mapping, Set
from decimal import Decimal

import keras
import numpy as np

from autoenc_lessons.checks.judging import trial
from autoenc_lessons.checks.judging.feedback import Unchecked
from autoenc_lessons.language import _, marked

__all__ = ["a", "as_array"]

# Rounding leaves parts of this size where a root or an eigenvalue is real.
_LARGEST_IMAGINARY_SHARE = 1e-9
_KINDS = {
    "b": marked("True or False"),
    "U": marked("text"),
    "S": marked("text"),
    "T": marked("text"),
    "M": marked("a date"),
    "m": marked("a length of time"),
}


def as_array(answer, name, *, booleans=False):
    """Return what an answer holds as an array of float64.

    Fractions, decimals, objects that are numbers, and complex numbers without an imaginary part are numbers.

    Raises
    ------
    Unchecked
        If it holds no numbers, or one that is NaN or infinite.
    """
    _refuse_other_things(answer, name)
    try:
        array = trial.apart(lambda: _plain(answer))
    except Exception as error:  # an object may do anything when it is asked for its numbers
        raise Unchecked(_("{name} must be numeric; {why}.", name=name, why=_why_not(answer, error))) from error
    if array.dtype.kind == "O":
        array = _from_objects(array, name)
    if array.dtype.kind == "c":
        array = _real(array, name)
    if array.dtype.kind == "b" and booleans or array.dtype.kind in "fiu":
        array = array.astype("float64")
    else:
        known = _KINDS.get(array.dtype.kind)
        what = _("values of the kind {kind}", kind=array.dtype) if known is None else _(known)
        if array.ndim == 0:
            raise Unchecked(_("{name} must be numeric; it is {what}.", name=name, what=what))
        raise Unchecked(_("{name} must be numeric; what is in it is {what}.", name=name, what=what))
    _refuse_no_numbers(array, name)
    return array


def a(thing):
    """Return the kind of a thing with its article, such as "a list" or "an int"."""
    kind = type(thing).__name__
    return f"{'an' if kind[0].lower() in 'aeiou' else 'a'} {kind}"


def _plain(answer):
    if isinstance(answer, np.ma.MaskedArray) and np.ma.is_masked(answer):
        raise _Masked
    array = np.asarray(answer)
    # NumPy calls a number of Python's that is too long an object.
    return np.array(float(answer)) if array.dtype.kind == "O" and isinstance(answer, int) else array


class _Masked(ValueError):
    """Some numbers are hidden by a mask, which np.asarray would drop without a word."""


def _refuse_other_things(answer, name):
    if isinstance(answer, keras.KerasTensor):
        raise Unchecked(
            _("{name} is symbolic: a place in a model, without numbers; call the model on data.", name=name)
        )
    if isinstance(answer, str):
        raise Unchecked(
            _(
                "{name} must be numeric; it is the text {text} (leave the quotation marks away).",
                name=name,
                text=f"{str.__str__(answer)!r:.40}",
            )
        )
    if callable(answer):
        raise Unchecked(_("{name} is a function itself, not its result; call it with parentheses.", name=name))


def _why_not(answer, error):
    if isinstance(error, _Masked):
        return _("some of its values are masked: give all of them")
    if isinstance(error, OverflowError):
        return _("it is a number too large for a float")
    if isinstance(answer, list | tuple) and "inhomogeneous" in str(error):
        return _("its parts have different lengths, so {got} of them is no table", got=a(answer))
    return _("it is {got}", got=a(answer))


def _from_objects(array, name):
    if array.ndim == 0:
        thing = array.item()
        if isinstance(thing, Mapping | Set):
            raise Unchecked(
                _("{name} must be numeric; it is {got}: give its values in a list, in order.", name=name, got=a(thing))
            )
        if hasattr(thing, "__next__"):
            raise Unchecked(
                _(
                    "{name} must be numeric; it is {got}, which makes its values later: use list(...).",
                    name=name,
                    got=a(thing),
                )
            )
    try:
        values = trial.apart(lambda: [_number(thing) for thing in array.ravel()])
    except _NoNumber as error:
        is_one = array.ndim == 0
        said = _("{name} must be numeric; it is {what}.", name=name, what=error)
        raise Unchecked(
            said if is_one else _("{name} must be numeric; in it is {what}.", name=name, what=error)
        ) from error
    except Exception as error:
        raise Unchecked(_("{name} must be numeric; it is {got}.", name=name, got=a(array.ravel()[0]))) from error
    # An empty list of objects has no kind.
    return np.array(values, dtype=None if values else "float64").reshape(array.shape)


class _NoNumber(Exception):
    """What is in an array of objects is no number; the message says what it is."""


def _number(thing):
    if thing is None or thing is ...:
        raise _NoNumber(_("{thing}, where a number should be", thing=f"{thing!r}"))
    if isinstance(thing, str | bytes):
        raise _NoNumber(_("the text {thing}", thing=f"{thing!r:.40}"))
    if isinstance(thing, bool | np.bool_):
        return bool(thing)
    if isinstance(thing, numbers.Real | Decimal):
        return float(thing)
    if isinstance(thing, numbers.Complex):
        return complex(thing)
    one = np.asarray(thing)
    if one.size == 1 and one.dtype.kind in "fiubc":
        return one.item()
    raise _NoNumber(a(thing))


def _real(array, name):
    largest = np.max(np.abs(array.real), initial=0)
    if np.any(np.abs(array.imag) > _LARGEST_IMAGINARY_SHARE * largest):
        raise Unchecked(
            _(
                "{name} holds complex numbers; look for a root of a negative number, or use np.linalg.eigh for a "
                "symmetric matrix.",
                name=name,
            )
        )
    return array.real


def _refuse_no_numbers(array, name):
    if np.isnan(array).any():
        raise Unchecked(
            _(
                "{name} holds NaN, which is no number: print each step to find the first one. 0 / 0 gives it, a "
                "root or a logarithm below 0, np.arccos above 1 (by rounding, too), and a correlation with what "
                "never changes.",
                name=name,
            )
        )
    if np.isinf(array).any():
        raise Unchecked(
            _(
                "{name} holds an infinite number: print each step to find the first one. A division by 0 gives "
                "it, the logarithm of 0, and a number that grows too large.",
                name=name,
            )
        )
