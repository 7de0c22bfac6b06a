"""What explorers are given: samples, and the group of each."""

import re

import numpy as np

from autoenc_lessons.explorers.colours import N_COLOURS
from autoenc_lessons.figures.colours import group_look, run_look
from autoenc_lessons.figures.given import is_among
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _
from autoenc_lessons.measures import pca_error

__all__ = ["as_points", "floor_of", "groups_of", "in_words", "look", "look_of_run", "view_along"]

# A share of the variance that is rounding error.
_NOTHING = 1e-12


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


def floor_of(x, latent_dim):
    """Return the error that PCA leaves, which losses are divided by.

    Raises
    ------
    ValueError
        If it leaves none: the samples fill no more dimensions than there are components.
    """
    floor = pca_error(x, latent_dim)
    if floor <= _NOTHING * np.mean(x.var(axis=0)):
        raise ValueError(
            f"PCA loses nothing of these samples with {latent_dim} components, so no loss can be compared with its "
            "error; take samples that fill more dimensions."
        )
    return floor


def groups_of(labels, n_samples, kind="group"):
    """Return each sample's group, and each group's name and look, as the figures' scripts take them.

    Parameters
    ----------
    labels : array-like of int, shape (n_samples,)
    n_samples : int
    kind : str
        What a label names.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If the labels are not whole numbers, one for each sample, or if `kind` is no word.
    """
    labels = as_labels(labels, n_samples)
    if not isinstance(kind, str) or not re.fullmatch(r"[\w -]+", kind):
        raise ValueError(f"kind must be a word for what a label names, such as 'digit'; got {in_short(kind)}.")
    groups = np.unique(labels)
    named = [{"label": int(group), "name": _name(kind, int(group)), **look(int(group), kind=kind)} for group in groups]
    return {"groupOf": np.searchsorted(groups, labels).tolist(), "groups": named}


def _name(kind, label):
    if kind == "group":
        return _("group {label}", label=label)
    return _("{kind} {label}", kind=in_words(kind), label=label)


def in_words(kind):
    """Return what a label names, in the reader's language where it is the word that the lessons use."""
    return _("digit") if kind == "digit" else kind


def look(number, *, kind="group"):
    """Return the number of the colour and the marker that stand for a group in every live figure.

    What shows digits is marked by the digits themselves, which nobody has to look up.
    """
    _colour, marker = group_look(number)
    if kind == "digit" and 0 <= number <= 9:
        marker = str(number)
    return {"colour": number % N_COLOURS, "marker": marker}


def view_along(feature):
    """Return from where a space is seen, as the figures' scripts take it: nearly along a feature, or as usual.

    A sheet that is bent around that feature then shows its bends and a little of its width.

    Parameters
    ----------
    feature : int or None
        0, 1 or None.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If it is none of them.
    """
    if not is_among(feature, (None, 0, 1)):
        raise ValueError(f"look_along is {in_short(feature)}; it must be 0 or 1, the feature to look along.")
    return {} if feature is None else {"azimuth": (12, -78)[feature], "elevation": 10, "isTrue": True}


def look_of_run(number):
    """Return the number of the colour and the marker that stand for a training run in every live figure."""
    return look(run_look(number))
