"""Entries that get lost: at random, or because they are large."""

import numpy as np

from autoenc_lessons.inputs.values import as_amount, as_count, as_samples, as_seed

__all__ = ["as_gappy", "hide", "hide_column", "hide_more"]

# In units of the spread of the column that decides.
_CHANCE = 0.3


def as_gappy(x, name="x"):
    """Return a table of numbers in which NaN stands for a gap, or say in one sentence what is wrong.

    Raises
    ------
    TypeError, ValueError
        If it is no table of numbers, or if a number is infinite.
    """
    try:
        is_gap = np.isnan(np.asarray(x))
    except (TypeError, ValueError):
        return as_samples(x, name=name)
    return np.where(is_gap, np.nan, as_samples(np.where(is_gap, 0, x), name=name))


def _as_share(share):
    share = as_amount(share, name="share")
    if share > 1:
        raise ValueError(f"share is {share:g}; it must be from 0 to 1.")
    return share


def hide(x, share=0.2, seed=0):
    """Return a table in which entries are missing completely at random: each with the same chance.

    Parameters
    ----------
    x : array-like, shape (n_rows, n_columns)
        NaN where an entry is missing already.
    share : float
        The chance of each entry to get lost.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_rows, n_columns)
        NaN stands for a missing entry.

    Raises
    ------
    TypeError, ValueError
        If `x` is no table of numbers, or `share` is not from 0 to 1.

    Examples
    --------
    >>> int(np.isnan(hide(np.zeros((100, 10)), 0.5, seed=1)).sum())
    507
    """
    x, share = as_gappy(x), _as_share(share)
    return np.where(np.random.default_rng(as_seed(seed)).random(x.shape) < share, np.nan, x)


def hide_more(x, share=0.3, times=1, seed=0):
    """Return rows with more gaps than they have, and what was hidden: what a filling network learns from.

    Parameters
    ----------
    x : array-like, shape (n_rows, n_columns)
        NaN where an entry is missing already.
    share : float
        The chance of each entry to be hidden.
    times : int
        How many times each row appears, each time with other hidden entries.
    seed : int

    Returns
    -------
    given, hidden : ndarray of float64, shape (times * n_rows, n_columns)
        `given` has NaN where an entry was missing or is hidden; `hidden` has the hidden entries, and NaN elsewhere.

    Raises
    ------
    TypeError, ValueError
        As `hide`, or if `times` is no whole number of at least 1.

    Examples
    --------
    >>> given, hidden = hide_more([[1, 2, np.nan]], 1.0)
    >>> given, hidden
    (array([[nan, nan, nan]]), array([[ 1.,  2., nan]]))
    """
    x = np.repeat(as_gappy(x), as_count(times, name="times"), axis=0)
    given = hide(x, share, seed)
    return given, np.where(np.isnan(given), x, np.nan)


def hide_column(x, column, by=None, share=0.4, seed=0):
    """Return a table in which one column has gaps: by chance, or where that column or another one is large.

    Parameters
    ----------
    x : array-like, shape (n_rows, n_columns)
        Without gaps in the column that decides.
    column : int
        Which column gets gaps.
    by : int, optional
        The column whose large entries decide, with a little chance; by default chance alone decides.
    share : float
        How many of the entries get lost.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_rows, n_columns)

    Raises
    ------
    TypeError, ValueError
        If `x` is no table of numbers, if there is no such column, or if `share` is not from 0 to 1.

    Examples
    --------
    >>> hide_column([[1, 1], [2, 2], [3, 3], [9, 9]], 0, by=1, share=0.25)[:, 0]
    array([ 1.,  2.,  3., nan])
    """
    x, share = as_gappy(x).copy(), _as_share(share)
    for one in (column, by):
        if one is not None and one not in range(x.shape[1]):
            raise ValueError(f"x has the columns 0 to {x.shape[1] - 1}; there is no {one}.")
    chance = np.random.default_rng(as_seed(seed)).normal(size=len(x))
    if by is not None:
        deciding = as_samples(x[:, by], name="the column that decides", rank=1)
        # With a little chance, no sharp edge shows where the gaps begin.
        chance = deciding / (deciding.std() or 1.0) + _CHANCE * chance
    x[np.argsort(-chance, kind="stable")[: round(share * len(x))], column] = np.nan
    return x
