"""What the exercise on anomalies hands out: scores, pictures and their copies, made anew from a seed."""

import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons import datasets

__all__ = ["guard", "guarded_digits", "patterned_pictures", "played_scores", "two_detectors"]

_N_AXES = 8
_SIDE = 8


def played_scores(seed=0):
    """Return scores as an autoencoder gives them that knows its training pictures too well.

    Parameters
    ----------
    seed : int

    Returns
    -------
    training, validation, new : ndarray of float64, shapes (80,), (200,) and (500,)
        Scores of training pictures, of normal pictures that were not trained on, and of pictures that come in.
    is_anomaly : ndarray of bool, shape (500,)
        Which of the new ones do not belong.
    """
    generator = np.random.default_rng(seed)
    unit = generator.uniform(0.005, 0.05)
    training, validation, normal, odd = (
        unit * factor * np.exp(generator.normal(0, 0.4, size=n))
        for factor, n in [(0.5, 80), (1, 200), (1, 400), (3, 100)]
    )
    order = generator.permutation(500)
    return training, validation, np.concatenate([normal, odd])[order], order >= 400


def two_detectors(seed=0):
    """Return the scores of two detectors whose ROC curves cross.

    A is sure of some anomalies and blind for the others; B is a little suspicious of all.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to pair of ndarray of float64, each of shape (2000,)
        For each detector, the scores of normal samples and those of anomalies.
    """
    generator = np.random.default_rng(seed)
    normal_a, normal_b, odd_a, odd_b = generator.normal(size=(4, 2000))
    odd_a[:1200] += 6
    return {"A": (normal_a, odd_a), "B": (normal_b, odd_b + 1.6)}


def patterned_pictures(seed=0):
    """Return pictures of which the normal ones share a pattern, and PCA's copies of them with 4 axes.

    Among the anomalies are plain ones, others with as much contrast as the normal ones, strong ones, and a picture of
    a single shade.

    Parameters
    ----------
    seed : int

    Returns
    -------
    pictures, copies : ndarray of float64, shape (180, 64)
    is_anomaly : ndarray of bool, shape (180,)
    """
    generator = np.random.default_rng(seed)
    along = np.linspace(0, np.pi, _SIDE)
    waves = np.array([np.outer(np.cos(a * along), np.cos(b * along)).ravel() for a, b in [(0, 1), (1, 0), (1, 1)]])

    def normal(n):
        return _with_contrast(generator, generator.normal(size=(n, 3)) @ waves, 0.3, (0.15, 0.25))

    def odd(contrast):
        return _with_contrast(generator, generator.normal(size=(30, _SIDE**2)), 0, contrast)

    # The variance of this shade is 0 on every machine; that of another could be 1e-33.
    shade = np.full((1, _SIDE**2), 0.5)
    pictures = np.concatenate([normal(89), odd((0.03, 0.06)), odd((0.15, 0.25)), odd((0.7, 1.0)), shade])
    pca = PCA(4, svd_solver="full").fit(normal(200))
    order = generator.permutation(len(pictures))
    copies = pca.inverse_transform(pca.transform(pictures))
    return pictures[order], copies[order], order >= 89


def _with_contrast(generator, patterns, noise, contrast):
    """Give each pattern a mean shade, noise as a share of its contrast, and a contrast from a range."""
    patterns = patterns - patterns.mean(axis=1, keepdims=True)
    patterns = patterns / patterns.std(axis=1, keepdims=True)
    patterns = patterns + noise * generator.normal(size=patterns.shape)
    sizes = generator.uniform(*contrast, size=(len(patterns), 1))
    return generator.uniform(0.4, 0.6, size=(len(patterns), 1)) + sizes * patterns


def guarded_digits(digit=8, seed=0):
    """Return pictures of one digit.

    Parameters
    ----------
    digit, seed : int

    Returns
    -------
    training : ndarray of float64, shape (80, 64)
    held_out : ndarray of float64, shape (n, 64)
    """
    x, labels = datasets.load("digits")
    order = np.random.default_rng(seed).permutation(np.flatnonzero(labels == digit))
    return x[order[:80]], x[order[80:]]


def guard(training):
    """Return an alarm that has learned from training pictures: a function from pictures to their scores.

    The score is PCA's reconstruction error with 8 axes, the mean over a picture's pixels.

    Parameters
    ----------
    training : array-like, shape (n_samples, n_features)

    Returns
    -------
    callable
    """
    pca = PCA(_N_AXES, svd_solver="full").fit(training)

    def score(pictures):
        return np.mean((pictures - pca.inverse_transform(pca.transform(pictures))) ** 2, axis=1)

    return score
