"""What the units of a code stand for: labels, known causes, small places of a picture."""

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import FastICA

from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_count, as_samples, as_seed
from autoenc_lessons.language import _

__all__ = [
    "closest",
    "jaccard",
    "label_fits",
    "label_overlaps",
    "pixels_for_half",
    "rival_directions",
    "turned",
]

# Thresholds are tried at these shares of a unit's values.
_SHARES = np.linspace(0.5, 0.98, 25)
_N_CONTROLS = 128


def closest(directions, wanted):
    """Return how close the closest of some directions comes to each wanted one, as the cosine of the angle.

    Parameters
    ----------
    directions, wanted : array-like, shapes (n_directions, n_features) and (n_wanted, n_features)
        Of any length but 0. A direction and its opposite count as the same.

    Returns
    -------
    ndarray of float64, shape (n_wanted,)
        From 0 to 1.

    Examples
    --------
    >>> closest([[2.0, 0.0]], [[1.0, 0.0], [-3.0, 0.0], [0.0, 1.0]])
    array([1., 1., 0.])
    """
    directions, wanted = (
        rows / np.linalg.norm(rows, axis=1, keepdims=True)
        for rows in (as_samples(directions, name="directions"), as_samples(wanted, name="wanted"))
    )
    return np.minimum(np.abs(directions @ wanted.T).max(axis=0), 1)


def pixels_for_half(filters):
    """Return for each filter how few of its pixels hold half of the sum of its squares.

    Parameters
    ----------
    filters : array-like, shape (n_filters, n_pixels)

    Returns
    -------
    ndarray of int, shape (n_filters,)

    Examples
    --------
    >>> pixels_for_half([[3.0, 1.0, 1.0, -1.0], [1.0, 1.0, -1.0, 1.0]])
    array([1, 2])
    """
    squares = np.sort(as_samples(filters, name="filters") ** 2, axis=1)[:, ::-1]
    sums = np.cumsum(squares, axis=1)
    # What is half but for rounding counts as half.
    return np.sum(sums < (0.5 - 1e-9) * sums[:, -1:], axis=1) + 1


def turned(axes, *, seed):
    """Return other axes of the same flat space: turned at random, so that nothing but the space is kept.

    Parameters
    ----------
    axes : array-like, shape (n_axes, n_features)
        At right angles to each other and of length 1, such as the principal axes.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_axes, n_features)

    Examples
    --------
    >>> turns = turned(np.eye(3)[:2], seed=0)
    >>> turns.shape, bool(np.allclose(turns @ turns.T, np.eye(2))), bool(np.allclose(turns[:, 2], 0))
    ((2, 3), True, True)
    """
    axes = as_samples(axes, name="axes")
    square = np.random.default_rng(as_seed(seed)).normal(size=(len(axes), len(axes)))
    return np.linalg.qr(square)[0] @ axes


def jaccard(one, other):
    """Return the Jaccard index of two sets: how many are in both, divided by how many are in at least one.

    Parameters
    ----------
    one, other : array-like of bool, shape (n_samples,)

    Returns
    -------
    float
        From 0 to 1, where the sets are the same. 0 if both are empty.

    Examples
    --------
    >>> jaccard([True, True, False], [True, False, True])
    0.3333333333333333
    """
    one, other = (np.asarray(given, dtype=bool) for given in (one, other))
    if one.shape != other.shape:
        raise ValueError(
            f"The two sets must be about the same samples; their shapes are {one.shape} and {other.shape}."
        )
    return float(np.sum(one & other) / max(1, np.sum(one | other)))


def label_overlaps(codes, labels, new_codes, new_labels):
    """Return for each label how well the best unit stands for it, as a Jaccard index.

    For each label, the unit and the threshold above which it counts as on are chosen that fit best. Other samples then
    judge them.

    Parameters
    ----------
    codes, labels : array-like, shapes (n_samples, n_units) and (n_samples,)
        To choose by.
    new_codes, new_labels : array-like, shapes (n_new, n_units) and (n_new,)
        To judge by.

    Returns
    -------
    ndarray of float64, shape (n_labels,)
        In the order of the labels; 1 is a unit that is on for all samples of the label and for no others.

    Raises
    ------
    TypeError, ValueError
        If the codes are no finite tables with as many units, or if there is not one label for each sample.

    Examples
    --------
    >>> codes = np.array([[0.9, 0.0], [0.8, 0.1], [0.0, 0.7], [0.1, 0.6]])
    >>> label_overlaps(codes, [0, 0, 1, 1], codes, [0, 0, 1, 1])
    array([1., 1.])
    """
    codes, new_codes = as_samples(codes, name="codes"), as_samples(new_codes, name="new_codes")
    labels, new_labels = as_labels(labels, len(codes)), as_labels(new_labels, len(new_codes))
    if codes.shape[1] != new_codes.shape[1]:
        raise ValueError(f"codes has {codes.shape[1]} units, but new_codes has {new_codes.shape[1]}.")
    levels = np.quantile(codes, _SHARES, axis=0)
    # Shape (n_levels, n_samples, n_units).
    on = codes > levels[:, None]
    found = []
    for label in np.unique(labels):
        shown = (labels == label)[:, None]
        fits = np.sum(on & shown, axis=1) / np.sum(on | shown, axis=1)
        level, unit = np.unravel_index(np.argmax(fits), fits.shape)
        found.append(jaccard(new_codes[:, unit] > levels[level, unit], new_labels == label))
    return np.array(found)


def label_fits(readers, chosen_by, judged_by):
    """Return what `label_overlaps` gives for each of several ways to make codes.

    Parameters
    ----------
    readers : dict of str to callable
        Functions or models that take samples and give their codes.
    chosen_by, judged_by : pair of array-like, shapes (n_samples, n_features) and (n_samples,)
        Samples and their labels.

    Returns
    -------
    dict of str to ndarray of float64, shape (n_labels,)
    """
    (x, labels), (new_x, new_labels) = chosen_by, judged_by
    return {
        name: label_overlaps(np.asarray(read(x)), labels, np.asarray(read(new_x)), new_labels)
        for name, read in readers.items()
    }


def rival_directions(x, *, n_axes, n_centres, seed=0):
    """Return the directions that k-means and independent component analysis (ICA) find in samples, and two controls.

    k-means gets the samples at the length 1, for a centre stands for a direction. The controls are some of the samples
    themselves, and random directions, 128 of each.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
    n_axes : int
        How many directions ICA looks for: at most as many as there are features.
    n_centres : int or sequence of int
        For k-means; of several numbers, each is tried.
    seed : int

    Returns
    -------
    dict of str to ndarray of float64, shape (n_directions, n_features)

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table, or a number no whole number in its range.
    """
    x = as_samples(x)
    n_axes = as_count(n_axes, name="n_axes")
    n_centres = n_centres if np.iterable(n_centres) and not isinstance(n_centres, str) else [n_centres]
    n_centres = [as_count(number, name="n_centres") for number in n_centres]
    if n_axes > x.shape[1]:
        raise ValueError(f"n_axes is {n_axes}, but x has only {x.shape[1]} features.")
    at_length_1 = x / np.linalg.norm(x, axis=1, keepdims=True)
    centres = {
        _("k-means, {number} centres", number=number): KMeans(number, n_init=3, random_state=seed)
        .fit(at_length_1)
        .cluster_centers_
        for number in n_centres
    }
    sources = FastICA(n_axes, random_state=seed, max_iter=500, tol=1e-3).fit(x)
    # Another stream than that of data drawn with the same seed.
    random = np.random.default_rng([as_seed(seed), 1]).normal(size=(_N_CONTROLS, x.shape[1]))
    return centres | {
        _("ICA, {number} directions", number=n_axes): sources.mixing_.T,
        _("{number} of the samples", number=_N_CONTROLS): x[:_N_CONTROLS],
        _("{number} at random", number=_N_CONTROLS): random,
    }
