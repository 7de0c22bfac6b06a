"""The functions that a check judges with, as they were when the course was imported.

An answer may replace `numpy.allclose`, or a question's own judge, by mistake or on purpose.
"""

import contextlib
import sys
from operator import is_, itemgetter

__all__ = ["in_use", "put_back", "remember"]

_ROOTS = {"autoenc_lessons", "builtins", "copy", "math", "numpy", "random", "scipy", "sklearn"}
# A check itself replaces it while an answer runs.
_LEFT_OUT = {"input"}
_GONE = object()
_remembered = []


def remember(questions=()):
    """Note the functions and classes of all modules that a check judges with, and the parts of questions."""
    modules = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in _ROOTS}
    # Of the large libraries, what nobody calls by its private place is left out: it would take its time at each check.
    modules = {name: module for name, module in modules.items() if name.startswith("numpy") or "._" not in name}
    course = [vars(module).values() for name, module in modules.items() if name.startswith("autoenc_lessons")]
    classes = {value for values in course for value in values if isinstance(value, type)}
    classes = {one for one in classes if one.__module__.startswith("autoenc_lessons")}
    owners = [(owner, _parts(owner)) for owner in [*modules.values(), *classes, *questions]]
    _remembered[:] = [(owner, parts, _reader(parts), tuple(parts.values())) for owner, parts in owners if parts]


def _parts(owner):
    return {
        name: value
        for name, value in vars(owner).items()
        if (callable(value) or isinstance(value, property)) and name not in _LEFT_OUT
    }


def _reader(names):
    """Return what reads all of these names of a dict at once, as a tuple; of one name alone it would give the value."""
    first = next(iter(names))
    return itemgetter(*names, first)


def put_back():
    """Put back what has been replaced since.

    Returns
    -------
    list of tuple
        Owner, name and value of each replacement.
    """
    replaced = []
    for owner, parts, read, values in _remembered:
        now = vars(owner)
        # Nearly always nothing is replaced, and of ten thousand parts this is known in a tenth of the time.
        try:
            if all(map(is_, read(now), values)):
                continue
        except KeyError:
            pass  # one is gone
        for name, value in parts.items():
            if now.get(name, _GONE) is not value:
                replaced.append((owner, name, now.get(name, _GONE)))
                setattr(owner, name, value)
    return replaced


@contextlib.contextmanager
def in_use():
    """Judge with the functions as they were; whoever has replaced some before finds the replacements afterwards."""
    replaced = put_back()
    try:
        yield
    finally:
        put_back()
        for owner, name, value in replaced:
            if value is _GONE:
                delattr(owner, name)
            else:
                setattr(owner, name, value)
