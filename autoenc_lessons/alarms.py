"""Alarms: data of one kind in parts, and how well scores part what is normal from what is not."""

from typing import NamedTuple

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_count, as_samples, as_seed

__all__ = ["Parts", "areas", "auc", "average_precision", "gathered", "normalised", "one_kind", "two_clumps"]

# Pictures of a single shade stay as they are, but for their mean.
_LEAST_SPREAD = 1e-3
# Of two clumps along a line: from the middle to each, and the spread along the line and beside it.
_APART, _CLUMP, _BESIDE, _SLOPE = 3, 0.7, 0.3, 0.35


class Parts(NamedTuple):
    """Samples of one kind, for training, to choose by and to judge by, and all samples of other kinds."""

    training: np.ndarray
    validation: np.ndarray
    held_out: np.ndarray
    anomalies: np.ndarray


def one_kind(x, labels, kind, *, n_training=80, n_validation=40, n_dirty=0, seed=0):
    """Return the samples of one kind in three parts, shuffled, and the samples of all other kinds.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
    labels : array-like, shape (n_samples,)
    kind : int
        The label of what is normal.
    n_training, n_validation : int
        How many normal samples are in the first two parts; the third one gets the rest.
    n_dirty : int
        How many training samples are replaced by anomalies, drawn at random; these are not among the anomalies then.
    seed : int
        Which samples are in which part.

    Returns
    -------
    Parts

    Raises
    ------
    TypeError, ValueError
        If no normal sample is left for the third part, or if an argument is not what it should be.

    Examples
    --------
    >>> parts = one_kind(np.eye(6), [1, 1, 1, 1, 2, 2], 1, n_training=2, n_validation=1)
    >>> [len(part) for part in parts]
    [2, 1, 1, 2]
    """
    x = as_samples(x)
    labels = as_labels(labels, len(x))
    n_training, n_validation = as_count(n_training, name="n_training"), as_count(n_validation, name="n_validation")
    members = np.flatnonzero(labels == kind)
    if len(members) <= n_training + n_validation:
        raise ValueError(
            f"There are {len(members)} samples of kind {kind}, too few for {n_training} to train, {n_validation} to "
            "validate and at least 1 to judge."
        )
    generator = np.random.default_rng(as_seed(seed))
    training, validation, held_out = np.split(
        x[generator.permutation(members)], [n_training, n_training + n_validation]
    )
    anomalies, n_dirty = x[labels != kind], as_count(n_dirty, name="n_dirty", smallest=0)
    if n_dirty == 0:
        return Parts(training, validation, held_out, anomalies)
    if n_dirty > n_training or n_dirty >= len(anomalies):
        raise ValueError(f"n_dirty is {n_dirty}, but {n_training} train and there are {len(anomalies)} anomalies.")
    dirt, anomalies = np.split(generator.permutation(anomalies), [n_dirty])
    return Parts(np.concatenate([training[n_dirty:], dirt]), validation, held_out, anomalies)


def auc(normal, odd):
    """Return the area under the ROC curve of two rows of scores; scikit-learn's `roc_auc_score` computes it.

    Parameters
    ----------
    normal, odd : array-like, shape (n_samples,)
        Scores of normal samples and of anomalies.

    Returns
    -------
    float
        1 if all anomalies score higher, about 0.5 by chance.

    Raises
    ------
    TypeError, ValueError
        If one of them is no row of finite numbers.

    Examples
    --------
    >>> auc([1, 2], [2, 3])
    0.875
    """
    is_odd, scores = _together(normal, odd)
    return float(roc_auc_score(is_odd, scores))


def areas(methods, normal, odd):
    """Return the area under the ROC curve of each of several scores.

    Parameters
    ----------
    methods : dict of object to callable
        Each takes samples and returns their scores.
    normal, odd : array-like, shape (n_samples, n_features)

    Returns
    -------
    dict of object to float

    Examples
    --------
    >>> areas({"sum": lambda x: np.sum(x, axis=1)}, [[0, 1]], [[1, 1], [0, 0]])
    {'sum': 0.5}
    """
    return {name: auc(method(normal), method(odd)) for name, method in methods.items()}


def gathered(rows):
    """Return for each key the values that several dicts have for it: a table's rows turned into its columns.

    Parameters
    ----------
    rows : iterable of dict
        All with the same keys.

    Returns
    -------
    dict of object to list

    Raises
    ------
    ValueError
        If there is none, or if their keys differ.

    Examples
    --------
    >>> gathered([{"a": 1, "b": 2}, {"a": 3, "b": 4}])
    {'a': [1, 3], 'b': [2, 4]}
    """
    rows = list(rows)
    if not rows or any(set(row) != set(rows[0]) for row in rows):
        raise ValueError("rows must be one dict or more, all with the same keys.")
    return {key: [row[key] for row in rows] for key in rows[0]}


def average_precision(normal, odd, *, one_in):
    """Return the average precision, if anomalies are as rare as said; scikit-learn's `average_precision_score`.

    Parameters
    ----------
    normal, odd : array-like, shape (n_samples,)
        Scores of normal samples and of anomalies, as many of each as there are: they are weighted.
    one_in : float
        One in so many samples that come in is an anomaly; above 1.

    Returns
    -------
    float
        1 if all anomalies score higher.

    Raises
    ------
    TypeError, ValueError
        If something is no row of finite numbers, or if `one_in` is not above 1.

    Examples
    --------
    >>> average_precision([1, 2], [3, 4], one_in=10)
    1.0
    """
    (one_in,) = as_samples([one_in], name="one_in", rank=1)
    if one_in <= 1:
        raise ValueError(f"one_in must be above 1: one in so many samples is an anomaly; got {one_in:g}.")
    is_odd, scores = _together(normal, odd)
    shares = np.where(is_odd, (1 / one_in) / is_odd.sum(), (1 - 1 / one_in) / (1 - is_odd).sum())
    return float(average_precision_score(is_odd, scores, sample_weight=shares))


def _together(normal, odd):
    normal, odd = as_samples(normal, name="normal", rank=1), as_samples(odd, name="odd", rank=1)
    return np.repeat([0, 1], [len(normal), len(odd)]), np.concatenate([normal, odd])


def normalised(pictures):
    """Return each picture with a mean of 0 and a standard deviation of 1 over its own pixels.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, n_pixels)

    Returns
    -------
    ndarray of float64, shape (n_pictures, n_pixels)
        A picture of a single shade becomes one of zeros.

    Raises
    ------
    TypeError, ValueError
        If `pictures` is no finite table of numbers.

    Examples
    --------
    >>> normalised([[0, 0, 1, 1]])
    array([[-1., -1.,  1.,  1.]])
    """
    pictures = as_samples(pictures, name="pictures")
    pictures = pictures - pictures.mean(axis=1, keepdims=True)
    return pictures / np.maximum(pictures.std(axis=1, keepdims=True), _LEAST_SPREAD)


def two_clumps(n_points, seed=0):
    """Return points of two numbers in two clumps along one line, with a gap between them.

    Parameters
    ----------
    n_points : int
        At least 2; half of them in each clump.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_points, 2)
        In random order.

    Examples
    --------
    >>> two_clumps(10).shape
    (10, 2)
    """
    n_points = as_count(n_points, name="n_points", smallest=2)
    generator = np.random.default_rng(as_seed(seed))
    along = generator.normal(0, _CLUMP, size=n_points) + np.resize([-_APART, _APART], n_points)
    return generator.permutation(np.column_stack([along, _SLOPE * along + generator.normal(0, _BESIDE, size=n_points)]))
