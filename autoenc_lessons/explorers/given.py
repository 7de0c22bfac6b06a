"""What explorers are given: samples, and the group of each."""

import numpy as np

from autoenc_lessons.figures.showing import GROUP_COLOURS, GROUP_MARKERS
from autoenc_lessons.inputs import as_samples


def as_points(x):
    """Return samples with 3 features as an array, or say in one sentence what is wrong.

    Raises
    ------
    TypeError, ValueError
        If `x` is not a finite table of numbers, or has not 3 features.
    """
    x = as_samples(x)
    if x.shape[1] != 3:
        raise ValueError(f"The explorer draws samples with 3 features; those in x have {x.shape[1]}.")
    return x


def groups_of(labels, n_samples):
    """Return each sample's group and each group's look, as the figures' scripts take them.

    Parameters
    ----------
    labels : array-like of int, shape (n_samples,)
    n_samples : int

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If the labels are not whole numbers, one for each sample.
    """
    array = np.asarray(labels)
    if array.shape != (n_samples,) or array.dtype.kind not in "iu":
        raise ValueError(f"labels must hold one whole number for each of the {n_samples} samples in x.")
    groups = np.unique(array)
    return {"groupOf": np.searchsorted(groups, array).tolist(), "groups": [_group(int(group)) for group in groups]}


def _group(label):
    return {"label": label, **look(label)}


def look(number):
    """Return the colour and the marker that stand for a group or a run in every figure."""
    return {
        "colour": GROUP_COLOURS[number % len(GROUP_COLOURS)],
        "marker": GROUP_MARKERS[number % len(GROUP_MARKERS)],
    }
