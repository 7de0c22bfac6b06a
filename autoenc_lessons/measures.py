"""The numbers that a lesson prints, beside the baseline that could win."""

import numpy as np
from scipy.linalg import orthogonal_procrustes, subspace_angles
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_amount, as_count, as_samples

__all__ = [
    "neighbour_share",
    "pca_error",
    "pca_nats",
    "principal_angles",
    "reconstruction_error",
    "turned_over",
]


def reconstruction_error(x, reconstructions):
    """Return the mean squared error: the mean of (x - reconstruction)**2 over all samples and features.

    Parameters
    ----------
    x, reconstructions : array-like, shape (n_samples, n_features)

    Returns
    -------
    float
        In the squared unit of the data.

    Raises
    ------
    TypeError, ValueError
        If one of them is not a finite table of numbers, or if their shapes differ.

    Examples
    --------
    >>> reconstruction_error([[0, 1], [2, 3]], [[0, 1], [2, 5]])
    1.0
    """
    x, reconstructions = as_samples(x), as_samples(reconstructions, name="reconstructions")
    if x.shape != reconstructions.shape:
        raise ValueError(
            f"x has shape {x.shape} and reconstructions have shape {reconstructions.shape}; "
            "each sample needs one reconstruction with the same features."
        )
    return float(np.mean((x - reconstructions) ** 2))


def pca_error(x, latent_dim):
    """Return the mean squared error that principal component analysis leaves with `latent_dim` components.

    No flat (affine) map to `latent_dim` numbers and back leaves less on the same data (Eckart and Young, 1936).

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
    latent_dim : int
        From 1 to the smaller of `n_samples` and `n_features`.

    Returns
    -------
    float
        In the squared unit of the data.

    Raises
    ------
    TypeError, ValueError
        If `x` is not a finite table of numbers or `latent_dim` is out of range.

    Examples
    --------
    >>> round(pca_error([[0, 0], [1, 1], [2, 2]], 1), 6)
    0.0
    """
    x = as_samples(x)
    latent_dim = as_count(latent_dim, name="latent_dim")
    if latent_dim > min(x.shape):
        raise ValueError(f"latent_dim is {latent_dim}, but {x.shape} data has at most {min(x.shape)} components.")
    pca = PCA(latent_dim).fit(x)
    return reconstruction_error(x, pca.inverse_transform(pca.transform(x)))


def principal_angles(directions, other_directions):
    """Return the angles between two planes (or lines, or larger subspaces), the largest first.

    Angles of 0 mean that one contains the other; an angle of 90 means that one has a direction which the other
    lacks wholly (Björck and Golub, 1973).

    Parameters
    ----------
    directions, other_directions : array-like, shape (n_directions, n_features)
        Each row is a direction in the data's space; the rows together span the plane. They need not be
        orthogonal, nor of length 1.

    Returns
    -------
    ndarray of float64
        In degrees, as many as the smaller number of directions.

    Raises
    ------
    TypeError, ValueError
        If one of them is not a finite table of numbers, or if they belong to spaces of different dimension.

    Examples
    --------
    >>> principal_angles([[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [0, 0, 1]]).round(3)
    array([90.,  0.])
    """
    directions = as_samples(directions, name="directions")
    other_directions = as_samples(other_directions, name="other_directions")
    if directions.shape[1] != other_directions.shape[1]:
        raise ValueError(
            f"directions have {directions.shape[1]} features and other_directions have "
            f"{other_directions.shape[1]}; both must lie in the same space."
        )
    return np.degrees(subspace_angles(directions.T, other_directions.T))


def neighbour_share(points, labels):
    """Return the share of points whose nearest neighbour has the same label.

    Parameters
    ----------
    points : array-like, shape (n_samples, n_columns)
        From two samples on.
    labels : array-like, shape (n_samples,)

    Returns
    -------
    float
        From 0 to 1. Labels given by chance reach about the sum of the squared shares of the groups.

    Raises
    ------
    TypeError, ValueError
        If `points` is not a finite table of numbers, or if there is not one label for each of them.

    Examples
    --------
    >>> neighbour_share([[0, 0], [0, 1], [5, 5], [5, 6]], [0, 0, 1, 2])
    0.5
    """
    points = as_samples(points, name="points")
    labels = as_labels(labels, len(points))
    return float(np.mean(labels[_nearest(points)] == labels))


def turned_over(codes, others):
    """Return codes, turned, mirrored, resized and moved so that they lie as near as possible over others (Procrustes).

    Parameters
    ----------
    codes, others : array-like, shape (n_samples, n_units)

    Returns
    -------
    ndarray of float64, shape (n_samples, n_units)

    Raises
    ------
    TypeError, ValueError
        If one of them is not a finite table of numbers, if their shapes differ, or if all codes are the same.

    Examples
    --------
    >>> turned_over([[0, 0], [1, 0], [0, 1]], [[5, 5], [5, 7], [3, 5]]).round(3)
    array([[5., 5.],
           [5., 7.],
           [3., 5.]])
    """
    codes, others = as_samples(codes, name="codes"), as_samples(others, name="others")
    if codes.shape != others.shape:
        raise ValueError(f"codes have shape {codes.shape} and others {others.shape}; each code needs one other.")
    middle, centred = others.mean(axis=0), codes - codes.mean(axis=0)
    size = np.sum(centred**2)
    if size == 0:
        raise ValueError("All codes are the same, so there is nothing to turn.")
    rotation, overlap = orthogonal_procrustes(centred, others - middle)
    return overlap / size * centred @ rotation + middle


def _nearest(points):
    return NearestNeighbors(n_neighbors=1).fit(points).kneighbors(return_distance=False)[:, 0]


def pca_nats(train_x, x, n_axes, *, pixel_error=None):
    """Return what samples cost under probabilistic PCA (Tipping and Bishop, 1999): minus their mean log-likelihood.

    Scores on the first axes are normal with the variances that the training samples have along them; each feature has
    a normal error besides, the same for all. Its cost is exact, where that of a variational autoencoder is a bound.

    Parameters
    ----------
    train_x, x : array-like, shape (n_samples, n_features)
        What PCA is fitted to, and what is judged.
    n_axes : int
    pixel_error : float, optional
        The standard deviation of the error; by default the likeliest one, what the other axes leave on average.

    Returns
    -------
    nats : float
        A mean over samples. Shades are measured, not counted, so it may lie below 0.
    pixel_error : float
        The error that was used.

    Raises
    ------
    TypeError, ValueError
        If the samples are no finite tables, if there are not more features than axes, or if the error is not above 0.
    """
    train_x, x = as_samples(train_x, name="train_x"), as_samples(x)
    n_axes = as_count(n_axes, name="n_axes")
    if n_axes >= train_x.shape[1]:
        raise ValueError(f"n_axes must be below the number of features, {train_x.shape[1]}; got {n_axes}.")
    pca = PCA().fit(train_x)
    variances = np.zeros(train_x.shape[1])
    variances[: len(pca.explained_variance_)] = pca.explained_variance_
    error = np.sqrt(variances[n_axes:].mean()) if pixel_error is None else as_amount(pixel_error, name="pixel_error")
    if error == 0:
        raise ValueError("The pixel error must be above 0: without one, no other sample is possible.")
    kept = np.full(len(variances), error**2)
    kept[:n_axes] = np.maximum(variances[:n_axes], error**2)
    squares = np.sum((x - pca.mean_) ** 2, axis=1)
    scores = pca.transform(x)[:, :n_axes] ** 2
    along = np.sum(scores / kept[:n_axes], axis=1) + (squares - scores.sum(axis=1)) / error**2
    return float(np.mean(along) + np.sum(np.log(2 * np.pi * kept))) / 2, float(error)
