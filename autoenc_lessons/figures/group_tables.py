"""What groups are made of: how many samples of each label lie in each, beside a picture of its centre."""

import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import linear_sum_assignment

from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import listed_with_commas
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.shades import as_image_shape, as_shades
from autoenc_lessons.language import _, counted

__all__ = ["group_table"]

# Above this share of the largest number, a cell is dark and its number white.
_DARK = 0.55
_COLOURS = "Blues"
_INCHES_A_ROW, _INCHES_FOR_NAMES = 0.42, 0.9


@in_course_style
def group_table(groups, labels, pictures, image_shape, *, kind="digit", title=None, axes=None):
    """Draw how many samples of each label lie in each group, beside a picture for each group, such as its centre.

    The groups stand in the order of the labels that they hold most of, as far as that can be: their own numbers mean
    nothing.

    Parameters
    ----------
    groups : array-like of int, shape (n_samples,)
        From 0 on: the number of a group is the row of its picture.
    labels : array-like of int, shape (n_samples,)
    pictures : array-like, shape (n_groups, height * width)
        Shades from 0 (black) to 1 (white); those outside are cut off.
    image_shape : pair of int
        Height and width of a picture, in pixels.
    kind : str
        What a label names.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : pair of matplotlib axes, optional

    Returns
    -------
    pair of matplotlib axes
        The pictures, and the table.

    Raises
    ------
    TypeError, ValueError
        If groups or labels are not one whole number for each sample, if there is a group without a picture, or if the
        pictures are no finite shades of that size.

    Examples
    --------
    >>> axes = group_table([0, 0, 1], [7, 7, 3], [[0.0, 1.0], [1.0, 0.0]], (1, 2))
    >>> axes[1].caption
    '3 samples in 2 groups; in each, most are a digit: 1 of 1 are 3, 2 of 2 are 7.'
    """
    n_samples = len(groups) if np.iterable(groups) and hasattr(groups, "__len__") else 1
    groups, labels = as_labels(groups, n_samples, of="samples"), as_labels(labels, n_samples, of="samples")
    pictures, (height, width) = as_shades(pictures, name="pictures"), as_image_shape(image_shape)
    if pictures.shape[1] != height * width:
        raise ValueError(f"pictures have {pictures.shape[1]} pixels, but image_shape needs {height * width}.")
    if groups.min() < 0 or groups.max() >= len(pictures):
        raise ValueError(
            f"groups must be numbers from 0 to {len(pictures) - 1}, the rows of pictures; they go from {groups.min()} "
            f"to {groups.max()}."
        )
    if not isinstance(kind, str):
        raise TypeError(f"kind must be a word, such as 'digit'; got {in_short(kind)}.")
    names = np.unique(labels)
    counts = np.array([[np.sum(labels[groups == group] == name) for name in names] for group in range(len(pictures))])
    order = _beside_their_labels(counts)
    if axes is None:
        size = (PAGE, _INCHES_FOR_NAMES + _INCHES_A_ROW * len(counts))
        axes = plt.subplots(1, 2, figsize=size, width_ratios=(1, max(3, len(names))), gridspec_kw={"wspace": 0.03})[1]
    _draw_pictures(axes[0], pictures[order].reshape(-1, height, width))
    _draw_counts(axes[1], counts[order], names, _("digit") if kind == "digit" else kind)
    axes[1].caption = _in_words(counts[order], names, _("digit") if kind == "digit" else kind)
    entitle(axes, title)
    return axes


def _beside_their_labels(counts):
    """Return the groups in the order in which most samples lie on the diagonal; groups that are left over come last."""
    rows, columns = linear_sum_assignment(-counts)
    chosen = rows[np.argsort(columns, kind="stable")]
    return np.concatenate([chosen, np.setdiff1d(np.arange(len(counts)), chosen)])


def _draw_pictures(ax, pictures):
    height, width = pictures.shape[1:]
    framed = np.pad(pictures, [(0, 0), (0, 1), (0, 0)], constant_values=np.nan)
    ax.imshow(framed.reshape(-1, width)[:-1], cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    ax.set(xticks=[], yticks=[], xlabel=_("centre"))
    ax.set_anchor("E")
    for side in ax.spines.values():
        side.set_visible(False)


def _draw_counts(ax, counts, names, kind):
    ax.imshow(counts, cmap=_COLOURS, vmin=0, interpolation="nearest", aspect="auto")
    for (row, column), number in np.ndenumerate(counts):
        if number:
            colour = "white" if number > _DARK * counts.max() else "black"
            ax.text(column, row, str(number), ha="center", va="center", color=colour)
    ax.set_xticks(range(len(names)), [str(name) for name in names])
    ax.set(yticks=[], xlabel=kind)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def _in_words(counts, names, kind):
    parts = listed_with_commas(
        _("{most} of {all} are {label}", most=int(row.max()), all=int(row.sum()), label=str(names[row.argmax()]))
        for row in counts
        if row.sum()
    )
    held = counted("{number} sample", "{number} samples", int(counts.sum()))
    return counted(
        "{samples} in {number} group; in each, most are a {kind}: {parts}.",
        "{samples} in {number} groups; in each, most are a {kind}: {parts}.",
        len(counts),
        samples=held,
        kind=kind,
        parts=parts,
    )
