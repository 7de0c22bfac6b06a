"""What explorers are given: samples, and the group of each."""

import math

import numpy as np

from autoenc_lessons.figures.showing import group_look
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


def as_pictures(x, image_shape):
    """Return pictures as an array, one row for each, or say in one sentence what is wrong.

    Raises
    ------
    TypeError, ValueError
        If `x` is not a finite table of numbers, or if its rows do not fill pictures of that height and width.
    """
    x = as_samples(x)
    if len(image_shape) != 2 or math.prod(image_shape) != x.shape[1]:
        raise ValueError(
            f"image_shape must be a height and a width that make {x.shape[1]} pixels, one for each feature; "
            f"got {image_shape}."
        )
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
    colour, marker = group_look(number)
    return {"colour": colour, "marker": marker}
