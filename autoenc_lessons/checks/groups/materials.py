"""What the exercise on groups hands out: codes, blobs and a map, made anew from a seed."""

import numpy as np
from sklearn.manifold import TSNE

__all__ = ["WIDTHS", "narrow_and_wide", "separate_blobs", "stretched_codes", "width"]

WIDTHS = (0.3, 3.0)
# From the middle, in each feature, and from each other, in units of a group's own spread.
# Where two groups lie much closer than the others do, counting both as one is as good an answer.
_FARTHEST, _NEAREST = 20, 30


def stretched_codes(seed=0):
    """Return codes of 4 units, of which one is far larger than the others and says nothing of the groups.

    Parameters
    ----------
    seed : int
        Its rest after a division by 4 is the number of that unit.

    Returns
    -------
    codes : ndarray of float64, shape (240, 4)
    labels : ndarray of int, shape (240,)
        Three groups of 80.
    """
    generator = np.random.default_rng(seed)
    labels = np.repeat([0, 1, 2], 80)
    # Each group lies to one side in one unit, and to the other in the rest.
    centres = 2 * np.eye(3)
    units = centres[labels] + generator.normal(0, 0.25, size=(240, 3))
    noise = generator.normal(0, 40, size=240)
    order = generator.permutation(240)
    return np.insert(units, seed % 4, noise, axis=1)[order], labels[order]


def separate_blobs(n_groups, seed=0, sizes=(20, 45)):
    """Return points with 5 features in round groups that lie well apart.

    Parameters
    ----------
    n_groups, seed : int
    sizes : tuple of int
        The fewest and the most points in a group.

    Returns
    -------
    ndarray of float64, shape (n_samples, 5)
        Shuffled.
    """
    generator = np.random.default_rng(seed)
    centres = np.empty((0, 5))
    while len(centres) < n_groups:
        centre = generator.uniform(-_FARTHEST, _FARTHEST, size=5)
        if np.all(np.linalg.norm(centres - centre, axis=1) > _NEAREST):
            centres = np.vstack([centres, centre])
    centres = np.repeat(centres, generator.integers(sizes[0], sizes[1] + 1, size=n_groups), axis=0)
    return generator.permutation(centres + generator.normal(size=centres.shape))


def narrow_and_wide(seed=0):
    """Return two groups with 2 features, one ten times as wide as the other, and a t-SNE map of them.

    Parameters
    ----------
    seed : int

    Returns
    -------
    points, places : ndarray of float64, shape (120, 2)
        In space, and on the map.
    labels : ndarray of int, shape (120,)
        0 for the narrow group, 1 for the wide one.
    """
    generator = np.random.default_rng(seed)
    labels = np.repeat([0, 1], 60)
    points = generator.normal(size=(120, 2)) * np.array(WIDTHS)[labels, None] + 12 * labels[:, None]
    start = points - points.mean(axis=0)
    # A gentle start. With a rougher one, rounding errors grow until each computer draws another map.
    gentle = {"early_exaggeration": 1, "learning_rate": 5, "max_iter": 300, "method": "exact"}
    return points, TSNE(init=start / start.std(), perplexity=20, **gentle).fit_transform(points), labels


def width(points):
    """Return how far points lie from their middle: the root of the mean squared distance.

    Parameters
    ----------
    points : array-like, shape (n_samples, n_features)

    Returns
    -------
    float
    """
    return float(np.sqrt(np.mean(np.sum((points - np.mean(points, axis=0)) ** 2, axis=1))))
