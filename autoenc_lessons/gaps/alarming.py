"""Rows that do not belong: how far each entry is from what the others of its row tell, and rows to try that on."""

from typing import NamedTuple

import numpy as np
from sklearn.ensemble import IsolationForest

from autoenc_lessons.detectors import fitted
from autoenc_lessons.gaps.fillers import bent_rule
from autoenc_lessons.gaps.logs import crossed, pump_log
from autoenc_lessons.gaps.parts import log_parts
from autoenc_lessons.inputs.values import as_samples, as_seed
from autoenc_lessons.language import _

__all__ = ["AlarmParts", "alarm_parts", "others_only", "ranked", "row_scores", "surprise"]

# About what fillers choose in the lesson; with 0.03, or twice the components, no fault is seen much better.
_WIDTH, _COMPONENTS = 0.01, 150
_N_TRAINING, _N_FRESH, _N_FAULTS, _N_DIRTY = 2000, 4950, 50, 100


class AlarmParts(NamedTuple):
    """Rows without gaps: clean and dirty ones to learn from, fresh ones that are normal, and two kinds of faults."""

    clean: np.ndarray
    dirty: np.ndarray
    fresh: np.ndarray
    crossed: np.ndarray
    overload: np.ndarray


def alarm_parts(seed=0):
    """Return rows of the log of `log_parts(2000, seed=seed)`, without gaps, and rows of later, some of them faults.

    In `dirty`, 100 of the 2000 rows to learn from are overloads. Of the later rows, 4950 are normal; 50 have four
    readings that are crossed with those of another row, and in 50 speed and torque are much higher than usual.

    Parameters
    ----------
    seed : int

    Returns
    -------
    AlarmParts
        All scaled as `log_parts` scales.

    Raises
    ------
    TypeError, ValueError
        If `seed` is no seed.

    Examples
    --------
    >>> [len(part) for part in alarm_parts()]
    [2000, 2000, 4950, 50, 50]
    """
    seed = as_seed(seed)
    parts = log_parts(_N_TRAINING, seed=seed)

    def later(number, place, **how):
        return parts.scaler.transform(pump_log(number, seed=100 * place + seed, **how))

    clean, dirt = parts.training_truth, later(_N_DIRTY, 1, overload=1)
    return AlarmParts(
        clean,
        np.concatenate([dirt, clean[_N_DIRTY:]]),
        later(_N_FRESH, 2),
        crossed(later(_N_FAULTS, 3), seed=seed),
        later(_N_FAULTS, 4, overload=1),
    )


def row_scores(known, guess, *, n_axes=7):
    """Return six scores of rows, fitted to known ones: a network's surprise, and five simple ones.

    These are the surprise of bent rules, one for each column from the others; PCA's error, the Mahalanobis distance and
    the mean distance to the 5 nearest rows, all as in `detectors.fitted`; and scikit-learn's isolation forest.

    Parameters
    ----------
    known : array-like, shape (n_known, n_columns)
    guess : callable
        As in `surprise`.
    n_axes : int
        Of PCA.

    Returns
    -------
    dict of str to callable
        Each takes rows of shape (n_rows, n_columns) and returns their scores, of shape (n_rows,).

    Raises
    ------
    TypeError, ValueError
        As `surprise` and `detectors.fitted`.

    Examples
    --------
    >>> known = np.random.default_rng(0).normal(size=(20, 3))
    >>> len(row_scores(known, np.nan_to_num, n_axes=2))
    6
    """
    scores = {_("network"): surprise(guess, known), _("bent rules"): surprise(_by_bent_rules(known), known)}
    simple = fitted(known, n_axes)
    kept = (_("outside: PCA's error"), _("both: Mahalanobis"), _("5 nearest"))
    forest = IsolationForest(random_state=0).fit(as_samples(known))
    scores |= {name: simple[name] for name in kept}
    return scores | {_("isolation forest"): lambda rows: -forest.score_samples(rows)}


def _by_bent_rules(known):
    """Return what guesses the entries of a column from all other columns, by a rule that is fitted to known rows."""
    known = as_samples(known, name="known")
    rules = [bent_rule(_WIDTH, min(_COMPONENTS, max(1, len(known) // 2))) for _column in known.T]
    for column, rule in enumerate(rules):
        rule.fit(np.delete(known, column, axis=1), known[:, column])

    def guess(rows):
        made = np.array(rows)
        for column in np.flatnonzero(np.isnan(rows).any(axis=0)):
            made[:, column] = rules[column].predict(np.delete(rows, column, axis=1))
        return made

    return guess


def ranked(scores, fresh, kinds):
    """Return for each kind of faults and each score which rows are faults, from the highest score to the lowest.

    The mean of the first k is the precision at k. Each score is computed once for all kinds, which share the normal
    rows.

    Parameters
    ----------
    scores : dict of str to callable
    fresh : array-like, shape (n_fresh, n_columns)
        Normal rows.
    kinds : dict of str to array-like, shape (n_faults, n_columns)
        Rows that are faults, of each kind.

    Returns
    -------
    dict of str to dict of str to ndarray of bool, shape (n_fresh + n_faults,)

    Raises
    ------
    TypeError, ValueError
        If something is no finite table, or if the tables differ in their columns.

    Examples
    --------
    >>> ranked({"sum": lambda rows: rows.sum(axis=1)}, [[1, 1], [3, 3]], {"odd": [[2, 2], [5, 5]]})
    {'odd': {'sum': array([ True, False,  True, False])}}
    """
    tables = [as_samples(fresh, name="fresh")]
    for kind, faults in kinds.items():
        tables.append(as_samples(faults, name=f"kinds[{kind!r}]"))
        if tables[-1].shape[1] != tables[0].shape[1]:
            raise ValueError(f"fresh has {tables[0].shape[1]} columns, but kinds[{kind!r}] has {tables[-1].shape[1]}.")
    ends, rows = np.cumsum([len(table) for table in tables])[:-1], np.concatenate(tables)
    parted = {name: np.split(np.asarray(score(rows)), ends) for name, score in scores.items()}
    return {
        kind: {name: _faults_first(usual, odd[place]) for name, (usual, *odd) in parted.items()}
        for place, kind in enumerate(kinds)
    }


def _faults_first(usual, odd):
    order = np.argsort(-np.concatenate([usual, odd]), kind="stable")
    return order >= len(usual)


def surprise(guess, known):
    """Return a score: how far the entries of a row are from what the others tell, in units of what is usual.

    Parameters
    ----------
    guess : callable
        Takes rows with NaN for gaps and returns numbers for all entries.
    known : array-like, shape (n_known, n_columns)
        Rows that tell how far off each column's guesses usually are.

    Returns
    -------
    callable
        Takes rows of shape (n_rows, n_columns) and returns their scores, of shape (n_rows,); about 1 is usual.

    Raises
    ------
    TypeError, ValueError
        If `known` is no finite table of numbers, or if a column is always guessed without error.

    Examples
    --------
    >>> score = surprise(np.nan_to_num, [[1, 2], [-1, -2]])
    >>> score([[2, 0], [1, 2]])
    array([2., 1.])
    """
    known = as_samples(known, name="known")
    usual = np.mean((others_only(guess, known) - known) ** 2, axis=0)
    if not np.all(usual > 0):
        raise ValueError("A column of known is always guessed without any error, so no unit can be told; leave it out.")
    return lambda rows: np.mean((others_only(guess, rows) - as_samples(rows)) ** 2 / usual, axis=1)


def others_only(guess, x):
    """Return for each entry of a table what is guessed of it from the other entries of its row.

    Parameters
    ----------
    guess : callable
        Takes rows with NaN for gaps and returns numbers for all entries.
    x : array-like, shape (n_rows, n_columns)

    Returns
    -------
    ndarray of float64, shape (n_rows, n_columns)

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table of numbers.

    Examples
    --------
    >>> others_only(lambda rows: np.nan_to_num(rows, nan=9), [[1, 2]])
    array([[9., 9.]])
    """
    x = as_samples(x)
    made = np.empty_like(x)
    for column in range(x.shape[1]):
        given = x.copy()
        given[:, column] = np.nan
        made[:, column] = np.asarray(guess(given))[:, column]
    return made
