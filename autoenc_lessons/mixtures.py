"""Gaussian mixtures of codes: how many ellipses describe them, and new codes drawn from them."""

import numpy as np
from sklearn.mixture import GaussianMixture

from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_count, as_samples, as_seed

__all__ = ["draw", "draw_evenly", "draw_for_each", "draw_like", "fit", "held_out_scores"]

# Added to each variance, so that no ellipse becomes a line.
_SMALLEST_VARIANCE = 1e-3


def fit(points, n_ellipses, *, seed=0):
    """Fit a Gaussian mixture: a cloud of points told as some soft ellipses, each a normal distribution.

    Parameters
    ----------
    points : array-like, shape (n_points, n_units)
    n_ellipses : int
    seed : int
        Of the places where the ellipses begin.

    Returns
    -------
    sklearn.mixture.GaussianMixture

    Raises
    ------
    TypeError, ValueError
        If `points` are no finite table of numbers, or fewer than there are ellipses.
    """
    points = as_samples(points, name="points")
    n_ellipses = as_count(n_ellipses, name="n_ellipses")
    if len(points) < max(2, n_ellipses):
        raise ValueError(f"{n_ellipses} ellipses need at least {max(2, n_ellipses)} points; got {len(points)}.")
    return GaussianMixture(n_ellipses, reg_covar=_SMALLEST_VARIANCE, random_state=as_seed(seed)).fit(points)


def held_out_scores(points, numbers=(1, 5, 10, 20, 40), *, share=0.2):
    """Return for each number of ellipses the mean log-likelihood of points that the mixture was not fitted to.

    Parameters
    ----------
    points : array-like, shape (n_points, n_units)
        In random order: the last ones are not fitted to.
    numbers : iterable of int
        Of ellipses, to try.
    share : float
        Which share of the points is not fitted to, between 0 and 1.

    Returns
    -------
    dict of int to float
        In nats; the number with the highest one fits new points best.

    Raises
    ------
    TypeError, ValueError
        As `fit`, or if `share` leaves no points to fit or none to score.

    Examples
    --------
    >>> two_clouds = np.random.default_rng(0).normal(size=(100, 1)) + 9 * np.resize([0, 1], (100, 1))
    >>> scores = held_out_scores(two_clouds, [1, 2])
    >>> max(scores, key=scores.get)
    2
    """
    points = as_samples(points, name="points")
    n_fitted = round(len(points) * (1 - share))
    if not 0 < n_fitted < len(points):
        raise ValueError(f"share must leave points to fit and points to score; it is {share:g} of {len(points)}.")
    return {number: float(fit(points[:n_fitted], number).score(points[n_fitted:])) for number in numbers}


def draw(mixture, n_points=1000, *, seed=0):
    """Draw new points from a mixture; on every processor the same ones, which its own `sample` does not promise.

    Parameters
    ----------
    mixture : sklearn.mixture.GaussianMixture
        As `fit` returns it.
    n_points : int
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_points, n_units)

    Raises
    ------
    TypeError, ValueError
        If `mixture` has not been fitted, or if `n_points` is no whole number of at least 1.
    """
    if not hasattr(mixture, "covariances_"):
        raise TypeError(f"mixture must be a fitted Gaussian mixture, as fit returns; got a {type(mixture).__name__}.")
    n_points = as_count(n_points, name="n_points")
    generator = np.random.default_rng(as_seed(seed))
    chosen = generator.choice(len(mixture.weights_), n_points, p=mixture.weights_)
    noise = generator.standard_normal((n_points, mixture.means_.shape[1], 1))
    # A root of the covariance stretches round noise, and this root is the same on every processor.
    stretched = np.linalg.cholesky(mixture.covariances_)[chosen] @ noise
    return mixture.means_[chosen] + stretched[:, :, 0]


def draw_evenly(points, n_points=1000, *, seed=0):
    """Draw new points evenly between the lowest and the highest value of each unit.

    Parameters
    ----------
    points : array-like, shape (n, n_units)
    n_points : int
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_points, n_units)

    Raises
    ------
    TypeError, ValueError
        If `points` are no finite table of numbers, or if `n_points` is no whole number of at least 1.
    """
    points, n_points = as_samples(points, name="points"), as_count(n_points, name="n_points")
    generator = np.random.default_rng(as_seed(seed))
    return generator.uniform(points.min(axis=0), points.max(axis=0), size=(n_points, points.shape[1]))


def draw_like(points, n_ellipses, n_points=1000, *, seed=0):
    """Fit a mixture to points, and draw new ones from it; arguments and errors as those of `fit` and `draw`."""
    return draw(fit(points, n_ellipses), n_points, seed=seed)


def draw_for_each(points, labels, n_ellipses, n_points, *, seed=0):
    """Fit a mixture to the points of each label, and draw as many new points from each.

    Parameters
    ----------
    points : array-like, shape (n, n_units)
    labels : array-like of int, shape (n,)
    n_ellipses, n_points : int
        For each label.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_labels * n_points, n_units)
        In the order of the labels.

    Raises
    ------
    TypeError, ValueError
        If there is not one label for each point, or as those of `fit` and `draw`.
    """
    points = as_samples(points, name="points")
    labels = as_labels(labels, len(points), of="points")
    drawn = [draw_like(points[labels == label], n_ellipses, n_points, seed=seed) for label in np.unique(labels)]
    return np.concatenate(drawn)
