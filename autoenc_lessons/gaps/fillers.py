"""Ways to fill the gaps of a table that need no network, each tuned on rows that it was not fitted to."""

import warnings

import numpy as np
from sklearn import config_context
from sklearn.exceptions import ConvergenceWarning
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, SimpleImputer
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline

from autoenc_lessons.gaps.hiding import as_gappy, hide_more
from autoenc_lessons.language import _

__all__ = ["bent_rule", "column_guesses", "fill_errors", "fillers"]

# On no table of the lesson is an end of these chosen: 20 or 80 rows, 10 or 100, 0.014. Between them little changes.
_NEIGHBOURS = (5, 20, 80, 160)
_RIDGES = (1, 10, 100, 1000)
_WIDTHS = (0.003, 0.014, 0.06)
_COMPONENTS = 80
_ROUNDS = 3


def fillers(known, new):
    """Return ways to fill gaps, fitted to some rows and tuned on others, in which more entries are hidden for it.

    They are the mean and the median of each column; the mean of the nearest rows, scikit-learn's `KNNImputer`; and its
    `IterativeImputer`, which guesses each column from the others, again and again: with linear rules, and with bent
    ones (`Nystroem`: how near a row is to each of 80 others, then a linear rule).

    Parameters
    ----------
    known : array-like, shape (n_known, n_columns)
        Rows to fit to; NaN stands for a gap. Columns with a mean of about 0 and a spread of about 1.
    new : array-like, shape (n_new, n_columns)
        Rows to tune by.

    Returns
    -------
    dict of str to callable
        Each takes rows of shape (n_rows, n_columns) with NaN in them and returns them filled.

    Raises
    ------
    TypeError, ValueError
        If one of them is no table of numbers, if they differ in their columns, or if a column has nothing but gaps.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(60, 1)) * [1, 1, 2]
    >>> list(fillers(x, x))
    ['mean', 'median', 'nearest rows', 'linear rules', 'bent rules']
    """
    known, new = as_gappy(known, "known"), as_gappy(new, "new")
    if known.shape[1] != new.shape[1]:
        raise ValueError(f"known has {known.shape[1]} columns, but new has {new.shape[1]}.")
    if np.isnan(known).all(axis=0).any():
        raise ValueError("A column of known has nothing but gaps; leave it out.")
    given, hidden = hide_more(new, seed=0)

    def best(candidates):
        # Thousands of small fits to what has been checked above.
        with warnings.catch_warnings(), config_context(assume_finite=True, skip_parameter_validation=True):
            # It always goes through all its rounds.
            warnings.simplefilter("ignore", ConvergenceWarning)
            fitted = [one.fit(known).transform for one in candidates]
        return min(fitted, key=lambda fill: np.nanmean((fill(given) - hidden) ** 2))

    def iterated(rules):
        return [IterativeImputer(rule, max_iter=_ROUNDS, tol=0, random_state=0) for rule in rules]

    neighbours = [KNNImputer(n_neighbors=n, weights="distance") for n in _NEIGHBOURS if n <= len(known)]
    return {
        _("mean"): best([SimpleImputer()]),
        _("median"): best([SimpleImputer(strategy="median")]),
        _("nearest rows"): best(neighbours),
        _("linear rules"): best(iterated(map(Ridge, _RIDGES))),
        _("bent rules"): best(iterated(_bent_rules(len(known)))),
    }


def _bent_rules(n_rows):
    return [bent_rule(width, min(_COMPONENTS, n_rows // 2)) for width in _WIDTHS]


def bent_rule(width, n_components):
    """Return what learns a bent rule: how near a row is to each of some others, then a linear rule."""
    return make_pipeline(Nystroem(gamma=width, n_components=n_components, random_state=0), Ridge(0.1))


def fill_errors(fills, given, truth, *, column=None):
    """Return the mean squared error of fillers where entries are missing.

    Parameters
    ----------
    fills : dict of str to callable
        Each takes rows with NaN for gaps and returns numbers for all entries.
    given : array-like, shape (n_rows, n_columns)
        Rows with gaps.
    truth : array-like, shape (n_rows, n_columns)
        What stood there; gaps whose truth is NaN do not count.
    column : int, optional
        Count the gaps of this column alone.

    Returns
    -------
    dict of str to float

    Raises
    ------
    TypeError, ValueError
        If the tables differ in shape, or if no gap has a truth.

    Examples
    --------
    >>> fill_errors({"ones": np.ones_like}, [[np.nan, 5]], [[3, 5]])
    {'ones': 4.0}
    """
    given, truth = as_gappy(given, "given"), as_gappy(truth, "truth")
    counts = _counting(given, truth, column)
    return {name: float(np.mean((np.asarray(fill(given)) - truth)[counts] ** 2)) for name, fill in fills.items()}


def _counting(given, truth, column):
    """Return which entries are gaps whose truth is known, of one column or of all."""
    if given.shape != truth.shape:
        raise ValueError(f"given has shape {given.shape}, but truth has {truth.shape}.")
    counts = np.isnan(given) & ~np.isnan(truth)
    if column is not None:
        counts &= np.arange(given.shape[1]) == column
    if not counts.any():
        raise ValueError("There is no gap of which the truth is known, so no error can be told.")
    return counts


def column_guesses(fill, given, truth, column):
    """Return what is true of the gaps of a column, and what a filler makes of them.

    Parameters
    ----------
    fill : callable
        Takes rows with NaN for gaps and returns numbers for all entries.
    given, truth : array-like, shape (n_rows, n_columns)
        Rows with gaps, and what stood there.
    column : int

    Returns
    -------
    true, guesses : ndarray of float64, shape (n_gaps,)

    Raises
    ------
    TypeError, ValueError
        As `fill_errors`.

    Examples
    --------
    >>> column_guesses(np.nan_to_num, [[np.nan, 5]], [[3, 5]], 0)
    (array([3.]), array([0.]))
    """
    given, truth = as_gappy(given, "given"), as_gappy(truth, "truth")
    counts = _counting(given, truth, column)
    return truth[counts], np.asarray(fill(given))[counts]
