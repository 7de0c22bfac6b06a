"""Names and letters that an answer gives: several at once, in whatever they are put."""

from collections.abc import Iterable, Mapping, Set

import numpy as np
import pandas as pd

from autoenc_lessons.checks.judging import trial
from autoenc_lessons.checks.judging.feedback import NotAttempted, Unchecked, Wrong
from autoenc_lessons.checks.judging.numbers_in import a
from autoenc_lessons.language import _

__all__ = ["as_letters", "as_names"]

_BETWEEN = ("", *",;.+()&，、；")


def as_names(answer, name, table):
    """Return what an answer says of the columns of a table, as a set of their names."""
    if isinstance(answer, pd.DataFrame):
        raise Wrong(
            _("{name} is a table; asked are the names of the columns to drop.", name=name),
            _("Return a list of names, and leave the table as it is."),
            _("list(table.columns) gives the names of all columns of a table."),
        )
    if isinstance(answer, str) and answer in table.columns:
        answer = [answer]
    names = _as_list(answer, name)
    columns = list(table.columns)
    if len(names) == len(columns) and all(isinstance(one, bool | np.bool_) for one in names):
        names = [column for column, said in zip(columns, names, strict=True) if said]
    strange = [one for one in names if not isinstance(one, str) or one not in columns]
    if strange:
        raise Unchecked(_("{name} must hold names of columns; in it is {thing}.", name=name, thing=_short(strange[0])))
    return {str(one) for one in names}


def as_letters(answer, name, choices):
    """Return the letters that an answer gives, as a set: from a text such as "ad", or from a list."""
    if answer is ... or answer is None or (isinstance(answer, str) and not answer.strip()):
        raise NotAttempted
    letters = list(str.__str__(answer)) if isinstance(answer, str) else _as_list(answer, name)
    letters = [str.__str__(one).strip().lower() if isinstance(one, str) else one for one in letters]
    letters = [one for one in letters if not isinstance(one, str) or one not in _BETWEEN]
    strange = [one for one in letters if not isinstance(one, str) or one not in tuple(choices)]
    if strange or not letters:
        raise Unchecked(
            _(
                '{name} must be letters of {listed}, such as "{example}"; it is {got}.',
                name=name,
                listed=", ".join(choices),
                example=choices[0] + choices[-1],
                got=_short(answer if isinstance(answer, str) or not strange else strange[0]),
            )
        )
    return set(letters)


def _as_list(answer, name):
    if answer is ... or answer is None:
        raise NotAttempted
    if isinstance(answer, str | bytes | Mapping) or not isinstance(answer, Iterable | Set):
        raise Unchecked(_("{name} must be a list; it is {got}.", name=name, got=a(answer)))
    try:
        return trial.apart(lambda: list(answer))
    except Exception as error:  # an object may do anything when it is asked for its parts
        raise Unchecked(_("{name} must be a list; it is {got}.", name=name, got=a(answer))) from error


def _short(thing):
    return f"{thing!r:.40}" if isinstance(thing, str | int | float | bool | np.generic) else a(thing)
