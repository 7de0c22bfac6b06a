"""From what a learner wrote to something that can be judged, or one clear sentence why that cannot be."""

import copy
import inspect
import numbers

import keras
import numpy as np

from autoenc_lessons.checks.feedback import NotAttempted, Unchecked, Wrong

_NAMES_OF_KINDS = {"b": "True or False", "U": "text", "S": "text"}


def as_number(answer, name):
    """Return an answer as a float: a number, or an array or tensor that holds one."""
    _refuse_blank(answer)
    array = _as_array(answer, name)
    if array.size != 1:
        raise Unchecked(f"{name} must be one number; it holds {array.size}.")
    return float(array.reshape(()))


def as_table(answer, name, shape, *, booleans=False):
    """Return an answer as a float64 array of the given shape; None in it stands for any size.

    True and False count as 1 and 0 where `booleans` says so.
    """
    _refuse_blank(answer)
    array = _as_array(answer, name, kinds="fiub" if booleans else "fiu")
    if array.ndim != len(shape) or any(want not in (None, got) for want, got in zip(shape, array.shape, strict=True)):
        wanted = ", ".join("any" if size is None else str(size) for size in shape)
        raise Wrong(
            f"{name}: the shape is {array.shape}; asked is ({wanted}{',' * (len(shape) == 1)}).",
            "Print the shape of each step of your calculation, and compare it with what you expect.",
            "If rows and columns are swapped, look at axis= or at a transposed array (.T).",
        )
    return array


def as_yes_or_no(answer, name, n_pictures):
    """Return an answer that says True or False (or 1 or 0) of each picture as an array of bool."""
    said = as_table(answer, name, (n_pictures,), booleans=True)
    if not np.isin(said, [0, 1]).all():
        raise Wrong(
            f"{name} must say of each picture: True or False.",
            "Where is the line between the two kinds? Compare with it.",
            "A comparison of an array with a number, such as scores > 0.6, gives an array of True and False.",
        )
    return said == 1


def as_choice(answer, name, choices):
    """Return the chosen letter or number as a lower-case string."""
    _refuse_blank(answer)
    if isinstance(answer, numbers.Real) and not isinstance(answer, bool) and answer == int(answer):
        answer = str(int(answer))
    if not isinstance(answer, str):
        raise Unchecked(f"{name} must be one of {', '.join(choices)}; it is a {type(answer).__name__}.")
    chosen = answer.strip().strip("().").lower()
    # A tuple, for "ab" is in "abcd" and is no choice.
    if chosen not in tuple(choices):
        raise Unchecked(f"{name} must be one of {', '.join(choices)}; it is {answer!r:.40}.")
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
        raise Unchecked(f"{name} must be a function; it is a {type(function).__name__}.")
    if isinstance(function, type):
        raise Unchecked(f"{name} must be a function; it is a class.")
    _refuse_other_parameters(function, inputs, name)
    given = copy.deepcopy(inputs)
    try:
        returned = function(*given)
    except Exception as error:  # a learner's function can fail in any way
        raise Unchecked(f"{name} stops with {_in_one_line(error)}") from error
    if returned is ...:
        raise NotAttempted
    if returned is None:
        raise Unchecked(f"{name} returns nothing; end it with `return` and the result.")
    if not all(_equal(before, after) for before, after in zip(inputs, given, strict=True)):
        raise Wrong(
            f"{name} changes the data that it is given, and whoever calls it finds them spoilt.",
            "Which line writes into a parameter? Look for `[...] =`, `+=`, `*=` or `.sort()`.",
            "Work on a copy: data = data.copy()",
        )
    return returned


def as_model(answer, name):
    """Return a Keras model that has its weights."""
    if not isinstance(answer, keras.Model):
        raise Unchecked(f"{name} must be a Keras model; it is a {type(answer).__name__}.")
    if not answer.built:
        raise Unchecked(f"{name} has no weights yet; begin it with keras.Input((n,)), n being the numbers that go in.")
    return answer


def several(answer, name, parts):
    """Return an answer that has several parts, named in `parts`, as a tuple."""
    if isinstance(answer, str | bytes) or not isinstance(answer, tuple | list) or len(answer) != len(parts):
        got = f"{len(answer)} things" if isinstance(answer, tuple | list) else f"a {type(answer).__name__}"
        raise Unchecked(f"{name} must return {len(parts)} things: {', '.join(parts)}; it returns {got}.")
    return tuple(answer)


def _refuse_blank(answer):
    if answer is ... or answer is None or (isinstance(answer, str) and not answer.strip()):
        raise NotAttempted


def _as_array(answer, name, kinds="fiu"):
    if isinstance(answer, keras.KerasTensor):
        raise Unchecked(f"{name} is symbolic: a place in a model, without numbers; call the model on data.")
    if isinstance(answer, str):
        raise Unchecked(f"{name} must be numeric; it is the text {answer!r:.40} (leave the quotation marks away).")
    if callable(answer):
        raise Unchecked(f"{name} is a function itself, not its result; call it with parentheses.")
    try:
        array = np.asarray(answer)
        if array.dtype.kind in _NAMES_OF_KINDS and array.dtype.kind not in kinds and array.ndim:
            raise Unchecked(f"{name} must be numeric; what is in it is {_NAMES_OF_KINDS[array.dtype.kind]}.")
        if array.dtype.kind not in kinds:
            raise TypeError
        array = array.astype("float64")
    except Unchecked:
        raise
    except Exception as error:  # an object may do anything when it is asked for its numbers
        raise Unchecked(f"{name} must be numeric; it is a {type(answer).__name__}.") from error
    if not np.isfinite(array).all():
        raise Unchecked(f"{name} holds a value that is NaN or infinite; look for a division by 0.")
    return array


def _refuse_other_parameters(function, inputs, name):
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return  # some compiled functions do not tell
    try:
        signature.bind(*inputs)
    except TypeError:
        raise Unchecked(
            f"{name} is called with {len(inputs)} value(s), but its parameters are {signature}; "
            "keep those of the question."
        ) from None


def _equal(before, after):
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(_equal, before, after))
    return not isinstance(before, np.ndarray) or np.array_equal(before, after)


def _in_one_line(error):
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:150]}" if lines else f"{type(error).__name__}."
