"""How far a map can be trusted: what its places tell of the samples, of their labels, and of pictures drawn there."""

import numpy as np
from scipy.spatial.distance import cdist, pdist
from scipy.stats import spearmanr
from sklearn.neighbors import KNeighborsClassifier

from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_count, as_samples

__all__ = ["distance_order", "guessed_share", "nearest_errors"]


def nearest_errors(x, others):
    """Return for each sample its mean squared error to the nearest of some others: how far it is from all of them.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
    others : array-like, shape (n_others, n_features)

    Returns
    -------
    ndarray of float64, shape (n_samples,)
        In the squared unit of the data.

    Raises
    ------
    TypeError, ValueError
        If one of them is not a finite table of numbers, or if they differ in their number of features.

    Examples
    --------
    >>> nearest_errors([[0, 0], [2, 4]], [[0, 0], [2, 2]]).tolist()
    [0.0, 2.0]
    """
    x, others = as_samples(x), as_samples(others, name="others")
    _refuse_other_columns(x, others, "x", "others")
    return cdist(x, others, "sqeuclidean").min(axis=1) / x.shape[1]


def distance_order(points, places):
    """Return how well places on a map keep the order of all distances: Spearman's rank correlation of the two.

    Parameters
    ----------
    points, places : array-like, shape (n_samples, n_columns)
        The samples and their places; from three on.

    Returns
    -------
    float
        1 if the order of all pairs, from near to far, is the same; about 0 for places by chance.

    Raises
    ------
    TypeError, ValueError
        If one of them is not a finite table of numbers, if they differ in their number of samples, or if all pairs are
        equally far apart in one of them.

    Examples
    --------
    >>> distance_order([[0, 0], [0, 1], [0, 3]], [[0], [2], [6]])
    1.0
    """
    points, places = as_samples(points, name="points"), as_samples(places, name="places")
    if len(points) != len(places) or len(points) < 3:
        raise ValueError(
            f"There are {len(points)} points and {len(places)} places; there must be as many of both, from three on."
        )
    apart = {"points": pdist(points), "places": pdist(places)}
    for name, distances in apart.items():
        if np.ptp(distances) == 0:
            raise ValueError(f"All pairs of {name} are equally far apart, so there is no order of distances to keep.")
    return float(spearmanr(*apart.values())[0])


def guessed_share(known, known_labels, new, labels, *, n_neighbors=10):
    """Return the share of new places whose label is guessed right from their nearest known places, by a vote of these.

    Parameters
    ----------
    known : array-like, shape (n_known, n_columns)
    known_labels : array-like of int, shape (n_known,)
    new : array-like, shape (n_new, n_columns)
    labels : array-like of int, shape (n_new,)
    n_neighbors : int
        How many of the known places vote, at most all.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If places are no finite tables of as many columns, if there is not one whole number for each of them, or if
        more are to vote than there are.

    Examples
    --------
    >>> guessed_share([[0], [1], [8], [9]], [0, 0, 1, 1], [[2], [7], [3]], [0, 1, 1], n_neighbors=2)
    0.6666666666666666
    """
    known, new = as_samples(known, name="known"), as_samples(new, name="new")
    _refuse_other_columns(known, new, "known", "new")
    known_labels, labels = (
        as_labels(known_labels, len(known), of="known places"),
        as_labels(labels, len(new), of="places"),
    )
    n_neighbors = as_count(n_neighbors, name="n_neighbors")
    if n_neighbors > len(known):
        raise ValueError(f"n_neighbors is {n_neighbors}, but there are only {len(known)} known places to vote.")
    return float(KNeighborsClassifier(n_neighbors).fit(known, known_labels).score(new, labels))


def _refuse_other_columns(one, other, name, other_name):
    if one.shape[1] != other.shape[1]:
        raise ValueError(
            f"{name} has {one.shape[1]} columns and {other_name} has {other.shape[1]}; both must lie in the same space."
        )
