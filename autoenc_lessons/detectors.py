"""Simple scores of how odd a picture is, fitted to normal pictures: what an autoencoder has to beat."""

import numpy as np
from sklearn.covariance import LedoitWolf
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from autoenc_lessons.alarms import areas, gathered, normalised
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _

__all__ = ["areas_by_axes", "areas_by_kind", "fitted", "outside"]

_MOST_NEIGHBOURS = 5
# Where the score of the nearest picture and the normalised one stand, when the scores go in pairs.
_NEAREST = 6


def outside(training, n_axes, *, normalise=False):
    """Return a score: the mean squared error that PCA leaves, the part of a picture outside its axes.

    Parameters
    ----------
    training : array-like, shape (n_training, n_pixels)
    n_axes : int
    normalise : bool
        Whether each picture is first brought to the mean 0 and the standard deviation 1 of its pixels.

    Returns
    -------
    callable
        Takes pictures of shape (n_pictures, n_pixels) and returns their scores, of shape (n_pictures,).

    Raises
    ------
    TypeError, ValueError
        If `training` is no finite table of numbers, or if it has not so many axes.

    Examples
    --------
    >>> score = outside([[0, 0], [1, 0], [2, 0]], 1)
    >>> score([[5, 0], [1, 2]]).round(3)
    array([0., 2.])
    """
    prepare = normalised if normalise else as_samples
    training, n_axes = prepare(training), as_count(n_axes, name="n_axes")
    if n_axes > min(training.shape):
        raise ValueError(f"n_axes is {n_axes}, but {training.shape} data has at most {min(training.shape)} axes.")
    pca = PCA(n_axes, svd_solver="full").fit(training)

    def score(new):
        new = prepare(new)
        return np.mean((new - pca.inverse_transform(pca.transform(new))) ** 2, axis=1)

    return score


def fitted(training, n_axes=8, *, normalise=False):
    """Return six scores, fitted to normal pictures.

    They are PCA's error outside its axes; how far out a picture lies along them, in units of the spread of each; the
    Mahalanobis distance along all directions, with the covariance shrunk as Ledoit and Wolf do; the distance to the
    nearest training picture, and to the 5 nearest on average; and the mean squared distance to the mean picture.

    Parameters
    ----------
    training : array-like, shape (n_training, n_pixels)
        At least 5 pictures.
    n_axes : int
        Of PCA, for the first two scores.
    normalise : bool
        As in `outside`; the names of the scores say so.

    Returns
    -------
    dict of str to callable
        Each takes pictures of shape (n_pictures, n_pixels) and returns their scores, of shape (n_pictures,).

    Raises
    ------
    TypeError, ValueError
        As `outside`, or if there are too few pictures.

    Examples
    --------
    >>> scores = fitted(np.eye(6), n_axes=2)
    >>> scores["nearest"](np.eye(6)).round(3)
    array([0., 0., 0., 0., 0., 0.])
    """
    prepare = normalised if normalise else as_samples
    error, training = outside(training, n_axes, normalise=normalise), prepare(training)
    if len(training) < _MOST_NEIGHBOURS:
        raise ValueError(f"training has {len(training)} pictures; at least {_MOST_NEIGHBOURS} are needed.")
    pca, nearest = PCA(n_axes, svd_solver="full").fit(training), NearestNeighbors().fit(training)
    mahalanobis, mean = LedoitWolf().fit(training).mahalanobis, training.mean(axis=0)
    scores = {
        _("inside the axes"): lambda new: np.mean(pca.transform(new) ** 2 / pca.explained_variance_, axis=1),
        _("both: Mahalanobis"): mahalanobis,
        _("nearest"): lambda new: nearest.kneighbors(new, 1)[0][:, 0],
        _("5 nearest"): lambda new: nearest.kneighbors(new, _MOST_NEIGHBOURS)[0].mean(axis=1),
        _("distance to the mean"): lambda new: np.mean((new - mean) ** 2, axis=1),
    }
    prepared = {name: _after(prepare, score) for name, score in scores.items()}
    all_six = {_("outside: PCA's error"): error} | prepared
    return {_("{name}, normalised", name=name): score for name, score in all_six.items()} if normalise else all_six


def _after(prepare, score):
    return lambda new: score(prepare(new))


def areas_by_axes(splits, odd, n_axes, *, normalise=False):
    """Return how well PCA's error parts normal pictures from odd ones, for several numbers of axes.

    Parameters
    ----------
    splits : sequence of pair of array-like, of shapes (n_training, n_pixels) and (n_normal, n_pixels)
        In each split, the pictures that PCA is fitted to, and other normal ones.
    odd : array-like, shape (n_odd, n_pixels)
    n_axes : iterable of int
    normalise : bool
        As in `outside`.

    Returns
    -------
    dict of int to list of float
        For each number of axes, the area under the ROC curve in each split.

    Raises
    ------
    TypeError, ValueError
        As `outside`.
    """
    n_axes = list(n_axes)
    return gathered(
        areas({n: outside(training, n, normalise=normalise) for n in n_axes}, normal, odd)
        for training, normal in splits
    )


def areas_by_kind(splits, kinds, n_axes=8):
    """Return how well ten scores notice several kinds of odd pictures: those of `fitted`, plain and normalised.

    The nearest picture is left out, for the 5 nearest tell nearly the same.

    Parameters
    ----------
    splits : sequence of pair of array-like, of shapes (n_training, n_pixels) and (n_normal, n_pixels)
        In each split, the pictures that the scores are fitted to, and other normal ones.
    kinds : dict of str to callable
        For each kind, a function that makes odd pictures of the other normal ones, or returns such.
    n_axes : int

    Returns
    -------
    dict of str to dict of str to list of float
        For each kind and each score, the area under the ROC curve in each split.

    Raises
    ------
    TypeError, ValueError
        As `fitted`.
    """
    rows = {kind: [] for kind in kinds}
    for training, normal in splits:
        plain, scaled = (fitted(training, n_axes, normalise=normalise).items() for normalise in (False, True))
        both = [pair for pairs in zip(plain, scaled, strict=True) for pair in pairs]
        methods = dict(both[:_NEAREST] + both[_NEAREST + 2 :])
        for kind, change in kinds.items():
            rows[kind].append(areas(methods, normal, change(normal)))
    return {kind: gathered(row) for kind, row in rows.items()}
