"""The loss over one weight, and the steps of a training that goes downhill on it."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, LOSS_COLOUR, NEGATIVE_COLOUR
from autoenc_lessons.figures.given import as_number
from autoenc_lessons.figures.line_labels import readable
from autoenc_lessons.figures.points import with_columns
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["downhill"]

# How far the tangent reaches to each side, as a share of the axis.
_TANGENT = 0.13
# Below and above the curve, as a share of its height.
_ROOM = 0.12


@in_course_style
def downhill(weights, losses, visited, *, slope, title=None, ax=None):
    """Draw the loss over one weight, the tangent where a training begins, and the steps that it takes.

    Parameters
    ----------
    weights : array-like, shape (n,)
        Values of the weight, from small to large.
    losses : array-like, shape (n,)
        The loss for each of them, with all other parameters held.
    visited : array-like, shape (n_steps + 1, 2)
        The weight and the loss before the first step and after each.
    slope : float
        How fast the loss grows with the weight before the first step: loss for each unit of weight.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size.

    Examples
    --------
    >>> ax = downhill([-1, 0, 1], [1, 0, 1], [[-1, 1], [-0.5, 0.25]], slope=-2)
    >>> ax.caption
    'At the weight -1.000 the loss is 1.0000 and its slope -2.0000. After 1 step the weight is -0.500, the loss 0.2500.'
    """
    weights, losses = as_samples(weights, name="weights", rank=1), as_samples(losses, name="losses", rank=1)
    if len(weights) != len(losses):
        raise ValueError(f"There are {len(weights)} weights, but {len(losses)} losses; give one for each.")
    visited, slope = with_columns(visited, 2, "visited"), as_number(slope, "slope")
    if len(visited) < 2:
        raise ValueError("visited must hold two or more places: before the first step, and after each.")
    ax = plt.subplots(figsize=(PAGE, 3.8))[1] if ax is None else ax
    ax.plot(weights, losses, color=LOSS_COLOUR)
    (start, height), reach = visited[0], _TANGENT * np.ptp(weights)
    across = np.array([start - reach, start + reach])
    ax.plot(across, height + slope * (across - start), color=NEGATIVE_COLOUR, linestyle="--")
    for before, after in zip(visited[:-1], visited[1:], strict=True):
        ax.annotate("", after, before, arrowprops={"arrowstyle": "->", "color": "black", "shrinkA": 4, "shrinkB": 4})
    ax.plot(*visited.T, linestyle="", marker="o", markersize=6, color="black", markeredgecolor="white")
    downwards = _("right") if slope < 0 else _("left")
    told = _("slope {slope}:\ndownhill is to the {side}", slope=f"{slope:.3f}", side=downwards)
    side = -1 if slope < 0 else 1
    _note(ax, told, visited[0], (14 * -side, 12), "left" if side < 0 else "right", NEGATIVE_COLOUR)
    last = counted("after {number} step", "after {number} steps", len(visited) - 1)
    _note(ax, last, visited[-1], (0, 12), "center", CONTEXT_COLOUR)
    height_of_curve = np.ptp(losses)
    low, high = losses.min() - _ROOM * height_of_curve, losses.max() + _ROOM * height_of_curve
    ax.set(xlabel=_("one weight"), ylabel=_("mean squared error"), ylim=(low, high))
    ax.margins(x=0)
    light_grid(ax, "y")
    ax.caption = counted(
        "At the weight {weight} the loss is {loss} and its slope {slope}. After {number} step the weight is "
        "{last_weight}, the loss {last_loss}.",
        "At the weight {weight} the loss is {loss} and its slope {slope}. After {number} steps the weight is "
        "{last_weight}, the loss {last_loss}.",
        len(visited) - 1,
        weight=f"{start:.3f}",
        loss=f"{height:.4f}",
        slope=f"{slope:.4f}",
        last_weight=f"{visited[-1, 0]:.3f}",
        last_loss=f"{visited[-1, 1]:.4f}",
    )
    entitle(ax, title)
    return ax


def _note(ax, text, place, shift, side, colour):
    where = {"xytext": shift, "textcoords": "offset points", "ha": side, "va": "bottom"}
    ax.annotate(text, place, fontsize=9.5, color=readable(colour), **where)
