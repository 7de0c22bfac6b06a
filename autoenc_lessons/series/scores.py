"""Scores of the hours of a series: how far each is from what earlier weeks or its own window let expect."""

import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.series.building import DAY, WEEK

__all__ = ["median_at_level", "median_of_weeks", "of_windows", "pca_copier", "windows"]


def windows(values, width=DAY):
    """Return all windows of a series, each without its own mean: `numpy.lib.stride_tricks.sliding_window_view` cuts.

    Parameters
    ----------
    values : array-like, shape (n_hours,)
    width : int
        Hours in a window.

    Returns
    -------
    ndarray of float64, shape (n_hours - width + 1, width)

    Raises
    ------
    TypeError, ValueError
        If `values` is no row of finite numbers with at least `width` of them.

    Examples
    --------
    >>> windows([1, 2, 3, 5], 2)
    array([[-0.5,  0.5],
           [-0.5,  0.5],
           [-1. ,  1. ]])
    """
    values, width = as_samples(values, name="values", rank=1), as_count(width, name="width")
    if len(values) < width:
        raise ValueError(f"values has {len(values)} hours, but a window has {width}.")
    cut = np.lib.stride_tricks.sliding_window_view(values, width)
    return cut - cut.mean(axis=1, keepdims=True)


def of_windows(copy, values, width=DAY):
    """Return the score of each hour: the mean squared error of the copy of the window that ends there.

    Parameters
    ----------
    copy : callable
        Takes windows of shape (n_windows, width) and returns their copies.
    values : array-like, shape (n_hours,)
    width : int

    Returns
    -------
    ndarray of float64, shape (n_hours,)
        0 in the first hours, where no window ends.

    Raises
    ------
    TypeError, ValueError
        As `windows`, or if the copies have another shape.

    Examples
    --------
    >>> of_windows(np.zeros_like, [1, 2, 3, 5], 2)
    array([0.  , 0.25, 0.25, 1.  ])
    """
    cut = windows(values, width)
    copies = np.asarray(copy(cut))
    if copies.shape != cut.shape:
        raise ValueError(f"The copies have shape {copies.shape}, but the windows have {cut.shape}.")
    return np.concatenate([np.zeros(width - 1), np.mean((cut - copies) ** 2, axis=1)])


def pca_copier(known, n_axes):
    """Return what copies windows by PCA, fitted to known ones.

    Parameters
    ----------
    known : array-like, shape (n_windows, width)
    n_axes : int

    Returns
    -------
    callable
        Takes windows of shape (n_windows, width) and returns their copies.

    Raises
    ------
    TypeError, ValueError
        If `known` is no finite table of numbers, or if it has not so many axes.

    Examples
    --------
    >>> copy = pca_copier([[-1, 1], [1, -1]], 1)
    >>> copy(np.array([[2.0, -2.0]])).round(6)
    array([[ 2., -2.]])
    """
    known, n_axes = as_samples(known, name="known"), as_count(n_axes, name="n_axes")
    if n_axes > min(known.shape):
        raise ValueError(f"n_axes is {n_axes}, but {known.shape} data has at most {min(known.shape)} axes.")
    pca = PCA(n_axes, svd_solver="full").fit(known)
    return lambda cut: pca.inverse_transform(pca.transform(cut))


def median_of_weeks(values, n_weeks=4):
    """Return how far each hour is from the median of the same hour in the weeks before.

    Parameters
    ----------
    values : array-like, shape (n_hours,)
    n_weeks : int
        How many weeks to look back.

    Returns
    -------
    ndarray of float64, shape (n_hours,)
        0 in the first weeks.

    Raises
    ------
    TypeError, ValueError
        If `values` is no row of finite numbers, or shorter than those weeks.

    Examples
    --------
    >>> median_of_weeks(np.arange(505), 3)[-2:]
    array([  0., 336.])
    """
    values, first, median = _median_before(values, n_weeks)
    return np.concatenate([np.zeros(first), np.abs(values[first:] - median)])


def median_at_level(values, n_weeks=8):
    """Return how far each hour is from the median of the weeks before, if that is brought to the level of today.

    Each hour is divided by the median of the same hour in the weeks before. The median of that ratio over the last 24
    hours is the level; the score is how far the hour's own ratio is from it.

    Parameters
    ----------
    values : array-like, shape (n_hours,)
        Above 0.
    n_weeks : int
        How many weeks to look back.

    Returns
    -------
    ndarray of float64, shape (n_hours,)
        0 in the first weeks.

    Raises
    ------
    TypeError, ValueError
        If `values` is no row of numbers above 0, or shorter than those weeks.

    Examples
    --------
    >>> float(median_at_level(np.repeat([2, 3], 168), 1).max().round(6))
    0.0
    """
    values, first, median = _median_before(values, n_weeks)
    if values.min() <= 0:
        raise ValueError(f"values must be above 0, to be divided; the smallest is {values.min():g}.")
    ratio = values[first:] / median
    if len(ratio) == 0:
        return np.zeros(first)
    longer = np.concatenate([np.repeat(ratio[0], DAY - 1), ratio])
    level = np.median(np.lib.stride_tricks.sliding_window_view(longer, DAY), axis=1)
    return np.concatenate([np.zeros(first), np.abs(ratio - level)])


def _median_before(values, n_weeks):
    """Return the values, the first hour that has so many weeks before it, and the medians of these from there on."""
    values, n_weeks = as_samples(values, name="values", rank=1), as_count(n_weeks, name="n_weeks")
    if len(values) < n_weeks * WEEK:
        raise ValueError(f"values has {len(values)} hours, fewer than the {n_weeks * WEEK} of the weeks to look back.")
    first = n_weeks * WEEK
    before = [values[first - WEEK * back : len(values) - WEEK * back] for back in range(1, n_weeks + 1)]
    return values, first, np.median(before, axis=0)
