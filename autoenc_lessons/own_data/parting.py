"""A table parted into rows that train, rows that choose and rows that judge."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from autoenc_lessons.inputs.values import as_count, as_seed
from autoenc_lessons.language import _, counted
from autoenc_lessons.own_data.printing import print_wrapped

__all__ = ["FEWEST_GROUPS", "Parts", "equal_rows", "group_keys", "split"]

_SHARES = (0.6, 0.2, 0.2)
FEWEST_GROUPS = 5


class Parts(NamedTuple):
    """Three parts of a table, or of anything with rows.

    Attributes
    ----------
    train, validation, test : pandas.DataFrame or ndarray
        Rows in the order in which they came.
    """

    train: Any
    validation: Any
    test: Any


def split(table, *, groups=None, times=None, seed=0, most_rows=10_000, quiet=False):
    """Part a table into three fifths of its rows that train, a fifth that chooses and a fifth that judges.

    Parameters
    ----------
    table : pandas.DataFrame or ndarray, shape (n_rows, ...)
    groups : array-like, shape (n_rows,), optional
        Rows of one group, such as all measurements of a patient, come into one part. A gap is a group of its own.
    times : array-like, shape (n_rows,), optional
        Dates or numbers: the earliest rows train and the latest judge. Without them, chance decides.
    seed : int
        Of that chance.
    most_rows : int
        Of a larger table, so many rows, drawn by chance, are used, with a sentence.
    quiet : bool
        Whether to print nothing.

    Returns
    -------
    Parts

    Raises
    ------
    TypeError, ValueError
        If there is not one group or one time for each row, if both are given, if a time is missing, if there are fewer
        than five groups, or if a part would stay empty.

    Examples
    --------
    >>> parts = split(np.arange(10), groups=list("aabbccddee"))
    6 rows train, 2 choose, 2 judge; no group is in two parts.
    >>> parts = split(np.arange(10), times=range(10))
    6 rows train, 2 choose, 2 judge; the latest judge.
    >>> parts.test
    array([8, 9])
    """
    number, say = len(table), (lambda text: None) if quiet else print_wrapped
    if groups is not None and times is not None:
        raise ValueError("Part a table by groups or by times, not by both.")
    generator = np.random.default_rng(as_seed(seed))
    rows = np.arange(number)
    most_rows = as_count(most_rows, name="most_rows")
    if number > most_rows:
        rows = np.sort(generator.permutation(number)[:most_rows])
        say(_("Of {all} rows, {number} drawn by chance are used.", all=f"{number}", number=f"{most_rows}"))
    if times is not None:
        said, order = _("the latest judge"), _in_time(times, number)
        order = order[np.isin(order, rows)]
        parts = np.split(order, _borders(len(order)))
    elif groups is not None:
        said, keys = _("no group is in two parts"), _as_keys(groups, number)
        parts = _by_groups(rows, keys, generator)
    else:
        said, parts = _("by chance"), np.split(generator.permutation(rows), _borders(len(rows)))
    if not all(map(len, parts)):
        raise ValueError(f"{len(rows)} rows are too few to part: one part would stay empty.")
    sizes = dict(zip(("train", "validation", "test"), (f"{len(part)}" for part in parts), strict=True))
    say(_("{train} rows train, {validation} choose, {test} judge; {how}.", how=said, **sizes))
    for sentence in _among_features(table, groups if times is None else times):
        say(sentence)
    take = table.iloc.__getitem__ if isinstance(table, pd.DataFrame) else np.asarray(table).__getitem__
    parts = Parts(*(take(np.sort(part)) for part in parts))
    for sentence in [] if quiet else equal_rows(parts):
        say(sentence)
    return parts


def _borders(number):
    return [round(_SHARES[0] * number), round((_SHARES[0] + _SHARES[1]) * number)]


def group_keys(groups, number):
    """Return for each row a whole number that it shares with its group; a gap is a group of its own.

    Raises
    ------
    ValueError
        If there is not one group for each row.
    """
    keys = pd.factorize(np.asarray(groups, dtype="object"))[0]
    if len(keys) != number:
        raise ValueError(f"groups has {len(keys)} entries for {number} rows; give one for each.")
    return np.where(keys < 0, keys.max(initial=0) + 1 + np.arange(number), keys)


def _as_keys(groups, number):
    keys = group_keys(groups, number)
    if len(np.unique(keys)) < FEWEST_GROUPS:
        raise ValueError(f"There are {len(np.unique(keys))} groups; to part them, at least {FEWEST_GROUPS} are needed.")
    return keys


def _by_groups(rows, keys, generator):
    """Return three lists of rows: groups in an order by chance, until each part is full."""
    keys = np.unique(keys[rows], return_inverse=True)[1]
    order = generator.permutation(keys.max() + 1)
    sizes = np.bincount(keys)[order]
    part_of = np.empty(len(order), dtype=int)
    part_of[order] = np.searchsorted(_borders(len(rows)), np.cumsum(sizes) - sizes / 2, side="right")
    return [rows[part_of[keys] == part] for part in range(3)]


def _among_features(table, parts_by):
    """Warn of a group or a time that is a feature, too: rows that judge have values of it that none learned from."""
    if parts_by is None or not isinstance(table, pd.DataFrame):
        return
    # Texts and dates have several types that hold the same.
    parts_by = pd.Series(np.asarray(parts_by)).astype("object")
    for place, name in enumerate(table.columns):
        if table.iloc[:, place].astype("object").reset_index(drop=True).equals(parts_by):
            yield _(
                "{column} parts the rows and is a column of them: those that judge have other values of it than those "
                "that train. Leave it out.",
                column=name,
            )


def equal_rows(parts):
    """Say how many of the rows that judge are there among those that train, if they are of a table; a gap is a value.

    Parameters
    ----------
    parts : Parts

    Returns
    -------
    list of str
        A sentence, or none.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [1, 2, 2], "b": ["x", None, None]})
    >>> equal_rows(Parts(table[:2], table[:0], table[2:]))
    ['1 of 1 rows that judge is equal to a row that trains, in each column that is used.']
    """
    if not isinstance(parts.train, pd.DataFrame) or parts.train.shape[1] == 0:
        return []
    rows = pd.concat([parts.train, parts.test])
    # Names may be doubled.
    rows.columns = range(rows.shape[1])
    keys = rows.groupby(list(rows.columns), dropna=False, sort=False).ngroup().to_numpy()
    known, new = np.split(keys, [len(parts.train)])
    n_equal = int(np.isin(new, known).sum())
    if n_equal == 0:
        return []
    return [
        counted(
            "{number} of {all} rows that judge is equal to a row that trains, in each column that is used.",
            "{number} of {all} rows that judge are equal to a row that trains, in each column that is used.",
            n_equal,
            all=f"{len(new)}",
        )
    ]


def _in_time(times, number):
    times = pd.Series(np.asarray(times))
    if len(times) != number:
        raise ValueError(f"times has {len(times)} entries for {number} rows; give one for each.")
    if times.isna().any():
        raise ValueError(
            f"{times.isna().sum()} of {number} times are missing; leave those rows out, or part by chance."
        )
    return np.argsort(times.to_numpy(), kind="stable")
