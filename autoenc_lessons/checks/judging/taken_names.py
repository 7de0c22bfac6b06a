"""Has a notebook given the name of one of its helpers to something else? Then say so, instead of Python's riddle."""

import builtins
import dis
import sys

import keras
import matplotlib.pyplot as plt
import numpy as np

import autoenc_lessons
from autoenc_lessons.checks.judging.numbers_in import a
from autoenc_lessons.language import _

__all__ = ["name_that_was_taken"]

_LIBRARIES = {"np": (np, "NumPy"), "keras": (keras, "Keras"), "plt": (plt, "matplotlib.pyplot")}


def name_that_was_taken(error):
    """Return a sentence if an error comes from a name that means a helper and now stands for something else.

    Parameters
    ----------
    error : Exception
        As it was caught.

    Returns
    -------
    str or None
    """
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    if step is None:
        return None
    names = step.tb_frame.f_globals
    suspects = [name for name in _read_in_line(step) if name in names and _lacks_something(names[name], error)]
    if len(suspects) != 1:
        return None
    name = suspects[0]
    helper, whose, remedy = _helper(name)
    if helper is None or helper is names[name]:
        return None
    return _(
        "`{name}` is the name of {whose}, and your notebook has given it to {got}: {remedy}.",
        name=name,
        whose=whose,
        got=a(names[name]),
        remedy=remedy,
    )


def _read_in_line(step):
    """Return the names of the notebook that are read in the line where an error has come up."""
    line, found = None, set()
    for one in dis.get_instructions(step.tb_frame.f_code):
        starts = one.starts_line
        line = step.tb_frame.f_code.co_firstlineno if line is None else line
        # From Python 3.13 on, the number stands beside the mark.
        line = getattr(one, "line_number", starts) or line
        if one.opname in ("LOAD_GLOBAL", "LOAD_NAME") and line == step.tb_lineno:
            found.add(one.argval)
    return found


def _helper(name):
    """Return what a name means at the beginning, whose it is, and how to get it back."""
    remedy = _("choose another name and run the first cell again")
    if name in _LIBRARIES:
        library, title = _LIBRARIES[name]
        return library, title, remedy
    helper = getattr(autoenc_lessons, name, None) or sys.modules.get(f"autoenc_lessons.checks.{name}")
    if helper is not None:
        return helper, _("the course's helper"), remedy
    return (
        getattr(builtins, name, None),
        _("one of Python's own functions"),
        _("choose another name and restart the kernel"),
    )


def _lacks_something(value, error):
    """Return whether an error says that this value has not what a helper has."""
    if isinstance(error, AttributeError):
        return error.obj is value
    return isinstance(error, TypeError) and f"'{type(value).__name__}' object is not callable" in str(error)
