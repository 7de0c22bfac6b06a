"""From what a learner wrote to something that can be judged, or one clear sentence why that cannot be."""

import copy
import numbers
from decimal import Decimal

import keras
import numpy as np
import pandas as pd

from autoenc_lessons.checks.judging import trial
from autoenc_lessons.checks.judging.feedback import NotAttempted, Unchecked, Wrong
from autoenc_lessons.checks.judging.numbers_in import a, as_array
from autoenc_lessons.checks.judging.parameters import refuse_other_parameters
from autoenc_lessons.checks.judging.taken_names import name_that_was_taken
from autoenc_lessons.language import _, counted

__all__ = [
    "as_choice",
    "as_model",
    "as_number",
    "as_table",
    "as_yes_or_no",
    "call",
    "is_rounded",
    "several",
    "told_apart",
]

_MOST_DIGITS = 17


def told_apart(value, limit, form=".3g"):
    """Return two numbers as text, with as many more digits than `form` has as it takes to tell them apart.

    "It costs 1.05 times as much; at most 1.05 is allowed" would be no help.

    Parameters
    ----------
    value, limit : float
    form : str
        A format with a number of digits, such as ".2f" or ".0%".

    Returns
    -------
    tuple of str
        With the same number of digits.
    """
    digits, kind = int(form[1:-1]), form[-1]
    for more in range(_MOST_DIGITS - digits + 1):
        both = tuple(_without_sign_of_zero(f"{number:.{digits + more}{kind}}") for number in (value, limit))
        if both[0] != both[1]:
            return both
    return tuple(_without_sign_of_zero(f"{number:{form}}") for number in (value, limit))


def is_rounded(value, exact):
    """Return whether a number, or each number of a table, is an exact one with 1 to 5 digits behind the point.

    What is 0 everywhere has more likely never been computed.
    """
    rounded = [np.round(exact, digits) for digits in range(1, 6)]
    return bool(np.any(value)) and any(np.allclose(value, one, rtol=0, atol=1e-9) for one in rounded)


def _without_sign_of_zero(text):
    return text if any(digit in text for digit in "123456789") else text.lstrip("-")


def as_number(answer, name):
    """Return an answer as a float: a number, or an array or tensor that holds one."""
    _refuse_blank(answer)
    array = as_array(answer, name)
    if array.size != 1:
        raise Unchecked(_("{name} must be one number; it holds {size}.", name=name, size=array.size))
    return float(array.reshape(()))


def as_table(answer, name, shape, *, booleans=False):
    """Return an answer as a float64 array of the given shape; None in it stands for any size.

    True and False count as 1 and 0 where `booleans` says so.
    """
    _refuse_blank(answer)
    array = as_array(answer, name, booleans=booleans)
    if array.ndim != len(shape) or any(want not in (None, got) for want, got in zip(shape, array.shape, strict=True)):
        wanted = ", ".join(_("any") if size is None else str(size) for size in shape)
        raise Wrong(
            _(
                "{name}: the shape is {shape}; asked is {wanted}.",
                name=name,
                shape=array.shape,
                wanted=f"({wanted}{',' * (len(shape) == 1)})",
            ),
            _("Print the shape of each step of your calculation, and compare it with what you expect."),
            _("If rows and columns are swapped, look at axis= or at a transposed array (.T)."),
        )
    return array


def as_yes_or_no(answer, name, n_pictures):
    """Return an answer that says True or False (or 1 or 0) of each picture as an array of bool."""
    said = as_table(answer, name, (n_pictures,), booleans=True)
    if not np.isin(said, [0, 1]).all():
        raise Wrong(
            _("{name} must say of each picture: True or False.", name=name),
            _("Where is the line between the two kinds? Compare with it."),
            _("A comparison of an array with a number, such as scores > 0.6, gives an array of True and False."),
        )
    return said == 1


def as_choice(answer, name, choices):
    """Return the chosen letter or number as a lower-case string."""
    _refuse_blank(answer)
    if isinstance(answer, np.ndarray) and answer.size == 1:
        answer = answer.item()
    if isinstance(answer, numbers.Real | Decimal) and not isinstance(answer, bool | np.bool_):
        answer = _as_text(answer)
    if not isinstance(answer, str):
        raise Unchecked(
            _("{name} must be one of {listed}; it is {got}.", name=name, listed=", ".join(choices), got=a(answer))
        )
    # The text itself: what is made from str may compare itself as it likes.
    answer = str.__str__(answer)
    chosen = answer.strip().strip("().").lower()
    # A tuple, for "ab" is in "abcd" and is no choice.
    if chosen not in tuple(choices):
        raise Unchecked(
            _(
                "{name} must be one of {listed}; it is {answer}.",
                name=name,
                listed=", ".join(choices),
                answer=f"{answer!r:.40}",
            )
        )
    return chosen


def call(function, *inputs, name):
    """Return what a learner's function gives for copies of the inputs.

    Raises
    ------
    NotAttempted
        If the function still returns its blank.
    Unchecked
        If it is no function, takes other parameters, raises, or returns nothing.
    Wrong
        If it changes what it was given.
    """
    _refuse_blank(function)
    if not callable(function):
        raise Unchecked(_("{name} must be a function; it is {got}.", name=name, got=a(function)))
    if isinstance(function, type):
        raise Unchecked(_("{name} must be a function; it is a class.", name=name))
    refuse_other_parameters(function, inputs, name)
    given = copy.deepcopy(inputs)
    try:
        returned = trial.apart(lambda: function(*given))
    except trial.RaisedInterrupt:
        raise
    except Exception as error:  # a learner's function can fail in any way
        taken = name_that_was_taken(error)
        raise Unchecked(
            _("{name} stops with {error}", name=name, error=_in_one_line(error))
            if taken is None
            else _("{name} stops: {why}", name=name, why=taken)
        ) from error
    if returned is ...:
        raise NotAttempted
    if returned is None:
        raise Unchecked(_("{name} returns nothing; end it with `return` and the result.", name=name))
    if not all(_equal(before, after) for before, after in zip(inputs, given, strict=True)):
        raise Wrong(
            _("{name} changes the data that it is given, and whoever calls it finds them spoilt.", name=name),
            _("Which line writes into a parameter? Look for `[...] =`, `+=`, `*=` or `.sort()`."),
            _("Work on a copy: data = data.copy()"),
        )
    return returned


def as_model(answer, name):
    """Return a Keras model that has its weights."""
    if not isinstance(answer, keras.Model):
        raise Unchecked(_("{name} must be a Keras model; it is {got}.", name=name, got=a(answer)))
    # A model that is made of another one's layers has their weights before it is built.
    if not answer.built and not answer.weights:
        raise Unchecked(
            _("{name} has no weights yet; begin it with keras.Input((n,)), n being the numbers that go in.", name=name)
        )
    return answer


def several(answer, name, parts):
    """Return an answer that has several parts, named in `parts`, as a tuple; an array of so many counts as that."""
    if (isinstance(answer, np.ndarray) or keras.ops.is_tensor(answer)) and np.shape(answer)[:1] == (len(parts),):
        answer = tuple(np.asarray(answer))
    if not isinstance(answer, tuple | list) or len(answer) != len(parts):
        got = (
            counted("{number} thing", "{number} things", len(answer)) if isinstance(answer, tuple | list) else a(answer)
        )
        raise Unchecked(
            _(
                "{name} must return {number} things: {listed}; it returns {got}.",
                name=name,
                number=len(parts),
                listed=", ".join(parts),
                got=got,
            )
        )
    return tuple(answer)


def _as_text(number):
    """Return a number as a choice is written; what is no whole number as it is."""
    try:
        number = float(number)
        return f"{number:.0f}" if number.is_integer() else f"{number:g}"
    except (OverflowError, ValueError):
        return _("a huge number")


def _refuse_blank(answer):
    if answer is ... or answer is None or (isinstance(answer, str) and not answer.strip()):
        raise NotAttempted


def _equal(before, after):
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(_equal, before, after))
    if isinstance(before, pd.DataFrame):
        return before.equals(after)
    # Gaps are gaps still.
    return not isinstance(before, np.ndarray) or np.array_equal(before, after, equal_nan=before.dtype.kind == "f")


def _in_one_line(error):
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:150]}" if lines else f"{type(error).__name__}."
