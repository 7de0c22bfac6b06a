"""How far a map can be trusted: what its places tell of the samples, of their labels, and of pictures drawn there."""

import numpy as np
from scipy.spatial.distance import cdist, pdist
from scipy.stats import spearmanr
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_count, as_samples

__all__ = ["distance_order", "folds_and_tears", "guessed_share", "nearest_errors", "neighbour_gaps"]


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


def neighbour_gaps(points, others):
    """Return each sample's nearest neighbour among `points`, and how far that one is away among `others`.

    Both are centred, turned and stretched first until every direction has variance 1: which of many equal code planes
    a network has found then does not matter.

    Parameters
    ----------
    points, others : array-like, shape (n_samples, n_columns)
        Two pictures of the same samples, such as their codes and their places on a sheet.

    Returns
    -------
    nearest : ndarray of int, shape (n_samples,)
    gaps : ndarray of float64, shape (n_samples,)
        In standard deviations.

    Raises
    ------
    TypeError, ValueError
        If one is not a finite table of numbers or does not fill all its columns, or if their numbers of rows differ.

    Examples
    --------
    >>> nearest, gaps = neighbour_gaps([[0], [1], [5], [7]], [[0], [7], [5], [1]])
    >>> nearest, gaps.round(1)
    (array([1, 0, 3, 2]), array([2.4, 2.4, 1.4, 1.4]))
    """
    points, others = as_samples(points, name="points"), as_samples(others, name="others")
    if len(points) != len(others):
        raise ValueError(f"There are {len(points)} points, but {len(others)} others; each sample needs one of both.")
    points, others = _whitened(points, "points"), _whitened(others, "others")
    nearest = NearestNeighbors(n_neighbors=1).fit(points).kneighbors(return_distance=False)[:, 0]
    return nearest, np.linalg.norm(others - others[nearest], axis=1)


def folds_and_tears(codes, places, *, far=1.0):
    """Return which share of the samples is folded in a code of a sheet, and which is torn.

    A sample is folded if its nearest neighbour in the code lies far away on the sheet, and torn if its nearest
    neighbour on the sheet lies far away in the code.

    Parameters
    ----------
    codes : array-like, shape (n_samples, latent_dim)
    places : array-like, shape (n_samples, 2)
        Where each sample lies on the sheet once it is rolled out flat.
    far : float
        The distance from which on two samples are far apart, in standard deviations; see `neighbour_gaps`.

    Returns
    -------
    folded, torn : float
        From 0 to 1; both are 0 if neighbours stay neighbours.

    Raises
    ------
    TypeError, ValueError
        As in `neighbour_gaps`.

    Examples
    --------
    >>> places = [[0, 0], [0, 1], [4, 0], [4, 1], [8, 0], [8, 1]]
    >>> folds_and_tears(places, places, far=2)
    (0.0, 0.0)
    """
    both = neighbour_gaps(codes, places)[1], neighbour_gaps(places, codes)[1]
    return tuple(float(np.mean(gaps > far)) for gaps in both)


def _refuse_other_columns(one, other, name, other_name):
    if one.shape[1] != other.shape[1]:
        raise ValueError(
            f"{name} has {one.shape[1]} columns and {other_name} has {other.shape[1]}; both must lie in the same space."
        )


def _whitened(points, name):
    centred = points - points.mean(axis=0)
    directions, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    if len(points) <= points.shape[1] or sizes[-1] <= 1e-9 * sizes[0]:
        raise ValueError(f"{name} must have more rows than columns, and vary in every direction.")
    return directions * np.sqrt(len(points))
