"""What the exercise on generated faces hands out: splits, codes, disguised copies and timid faces, from a seed."""

import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons import datasets

__all__ = [
    "disguised",
    "drawn_faces",
    "eigenface_axes",
    "mirrored",
    "split_faces",
    "tilted_codes",
    "timid_faces",
    "two_measures",
]

_IMAGE_SHAPE = (25, 25)
# How much the mixing of played codes must leave of any direction.
_LEAST_LEFT = 0.1
_N_TRAINING = 60
_TIMIDITY = 0.25
# Of the correlations of codes: the least variance in any direction, and how closely the first two units are tied.
_THINNEST = 0.05
_TOGETHER = 0.7


def split_faces(seed=0):
    """Return the 100 faces, shuffled, in two parts.

    Parameters
    ----------
    seed : int

    Returns
    -------
    training, held_out : ndarray of float64, shapes (60, 625) and (40, 625)
    """
    pictures, is_face = datasets.load("faces")
    faces = np.random.default_rng(seed).permutation(pictures[is_face == 1])
    return faces[:_N_TRAINING], faces[_N_TRAINING:]


def eigenface_axes(training, n_axes):
    """Return the mean picture, the axes, and the standard deviation of the training faces along each.

    Parameters
    ----------
    training : ndarray, shape (n_faces, 625)
    n_axes : int

    Returns
    -------
    mean, axes, sizes : ndarray of float64, shapes (625,), (n_axes, 625) and (n_axes,)
    """
    pca = PCA(n_axes, svd_solver="full").fit(training)
    return pca.mean_, pca.components_, pca.transform(training).std(axis=0)


def drawn_faces(training, n_faces, seed=0, *, n_axes=30):
    """Return faces that are drawn as the lesson draws eigenfaces.

    Parameters
    ----------
    training : ndarray, shape (n_training, 625)
    n_faces, seed, n_axes : int

    Returns
    -------
    ndarray of float64, shape (n_faces, 625)
    """
    mean, axes, sizes = eigenface_axes(training, n_axes)
    return mean + np.random.default_rng(seed).normal(size=(n_faces, n_axes)) * sizes @ axes


def timid_faces(training, n_faces, seed=0):
    """Return drawn faces that hardly leave the mean picture.

    Parameters
    ----------
    training : ndarray, shape (n_training, 625)
    n_faces, seed : int

    Returns
    -------
    ndarray of float64, shape (n_faces, 625)
    """
    mean = training.mean(axis=0)
    return mean + _TIMIDITY * (drawn_faces(training, n_faces, seed) - mean)


def disguised(pictures, seed=0):
    """Return copies that somebody has tried to hide: other contrast and light, noise, half of them mirrored.

    Parameters
    ----------
    pictures : ndarray, shape (n_pictures, 625)
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_pictures, 625)
    """
    generator = np.random.default_rng(seed)
    is_mirrored = mirrored(len(pictures), generator)
    turned = pictures.reshape(-1, *_IMAGE_SHAPE)[:, :, ::-1].reshape(pictures.shape)
    copies = np.where(is_mirrored[:, None], turned, pictures)
    contrast, light = (generator.uniform(*ends, size=(len(copies), 1)) for ends in ((0.45, 0.8), (0, 0.2)))
    return np.clip(contrast * copies + light + generator.normal(0, 0.03, size=copies.shape), 0, 1)


def mirrored(n_pictures, seed=0):
    """Return which pictures `disguised` mirrors: every second one.

    Parameters
    ----------
    n_pictures : int
    seed : int or numpy.random.Generator

    Returns
    -------
    ndarray of bool, shape (n_pictures,)
    """
    return np.arange(n_pictures) % 2 == np.random.default_rng(seed).integers(2)


def tilted_codes(seed=0):
    """Return codes of an autoencoder whose units do not vary independently.

    Parameters
    ----------
    seed : int

    Returns
    -------
    ndarray of float64, shape (200, 4)
    """
    generator = np.random.default_rng(seed)
    mix = _clear_mix(generator)
    return generator.normal(size=(200, 4)) @ mix * generator.uniform(0.5, 3, size=4) + generator.uniform(-4, 4, size=4)


def _clear_mix(generator):
    """Return how four units are mixed: the first two go together, and no direction is so thin that noise fills it."""
    while True:
        turn = np.linalg.qr(generator.normal(size=(4, 4)))[0]
        mix = np.array([[1, 0.9, 0, 0], [0, 0.3, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]) + 0.4 * turn
        each = mix / np.linalg.norm(mix, axis=0)
        correlations = each.T @ each
        if np.linalg.eigvalsh(correlations)[0] > _THINNEST and correlations[0, 1] > _TOGETHER:
            return mix


def two_measures(seed=0):
    """Return codes and two numbers that were measured on each of their pictures, which depend on the same units.

    Parameters
    ----------
    seed : int

    Returns
    -------
    codes : ndarray of float64, shape (300, 5)
    values, unwanted : ndarray of float64, shape (300,)
    """
    generator = np.random.default_rng(seed)
    codes = _filling_codes(generator)
    both = generator.normal(size=5)
    values, unwanted = (codes @ (both + 0.7 * generator.normal(size=5)) for _ in range(2))
    measured = codes, values + generator.normal(0, 0.3, size=300), unwanted + generator.normal(0, 0.3, size=300)
    # Without means, a regression needs no constant term, and whoever leaves it out finds the same weights.
    return tuple(part - part.mean(axis=0) for part in measured)


def _filling_codes(generator):
    """Draw codes that fill all their directions: in a flat cloud, a little shrinkage turns a regression's weights."""
    while True:
        plain, mix = generator.normal(size=(300, 5)), np.eye(5) + 0.3 * generator.normal(size=(5, 5))
        if np.linalg.svd(mix, compute_uv=False)[-1] > _LEAST_LEFT:
            return plain @ mix
