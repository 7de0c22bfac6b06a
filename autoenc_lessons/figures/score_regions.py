"""What scores of two numbers call normal: a panel for each score, with the region in which it stays silent."""

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patheffects import withStroke

from autoenc_lessons.figures.colours import GROUP_COLOURS
from autoenc_lessons.figures.given import as_named, result_of
from autoenc_lessons.figures.points import with_columns
from autoenc_lessons.figures.styling import PAGE, axes_among, entitle, in_course_style
from autoenc_lessons.figures.wording import listed_with_commas
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["score_regions"]

_CELLS = 120
_NORMAL_COLOUR, _ALARM_COLOUR = GROUP_COLOURS[:2]
_NORMAL_SHARE = 0.95
# Of the smaller side of the data, on each of their sides.
_MARGIN = 0.45
_HALO = [withStroke(linewidth=3, foreground="white")]


@in_course_style
def score_regions(scores, points, *, places=None, title=None, axes=None):
    """Draw for each score the region in which 95 % of normal points lie; what lies outside sets off an alarm.

    Parameters
    ----------
    scores : dict of str to callable
        For each panel, a function of points, of shape (n, 2), that returns their scores, of shape (n,).
    points : array-like, shape (n_points, 2)
        Normal points.
    places : dict of str to pair of float, optional
        Points to be named; those that set off the alarm get a cross.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : sequence of matplotlib.axes.Axes, optional
        One for each score.

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something has no names or another shape, or if a score does not return one finite number for each point.
    """
    points = with_columns(points, 2, "points")
    scores = as_named(scores, "scores", each="a function of points")
    named = {} if places is None else as_named(places, "places", each="two numbers")
    places = {name: with_columns([place], 2, f"places[{name!r}]")[0] for name, place in named.items()}
    seen = np.concatenate([points, *([list(places.values())] if places else [])])
    low, high = seen.min(axis=0), seen.max(axis=0)
    room = _MARGIN * min(high - low)
    sides = [np.linspace(*ends, _CELLS) for ends in zip(low - room, high + room, strict=True)]
    across, up = np.meshgrid(*sides)
    grid = np.column_stack([across.ravel(), up.ravel()])
    if axes is None:
        n_columns = min(2, len(scores))
        n_rows = math.ceil(len(scores) / n_columns)
        shape = {"figsize": (PAGE, 0.5 + 2.2 * n_rows), "sharex": True, "sharey": True}
        axes = plt.subplots(n_rows, n_columns, **shape)[1]
    axes = axes_among(axes)
    for ax, (name, score) in zip(axes, scores.items(), strict=True):
        limit = np.quantile(_scored(score, points, name), _NORMAL_SHARE)
        heights = _scored(score, grid, name).reshape(across.shape)
        ax.contourf(across, up, heights > limit, levels=[0.5, 1], colors=[_ALARM_COLOUR], alpha=0.22)
        ax.contour(across, up, heights, levels=[limit], colors=[_ALARM_COLOUR], linewidths=1.6)
        ax.scatter(*points.T, s=9, color=_NORMAL_COLOUR, alpha=0.7, linewidths=0)
        rings = []
        for letter, place in places.items():
            is_odd = _scored(score, place[None], name)[0] > limit
            rings += [letter] if is_odd else []
            marker = {"marker": "X", "color": _ALARM_COLOUR} if is_odd else {"marker": "o", "color": "black"}
            ax.plot(*place, markersize=8, markeredgecolor="white", linestyle="none", zorder=4, **marker)
            look = {"textcoords": "offset points", "weight": "bold", "path_effects": _HALO, "zorder": 5}
            ax.annotate(letter, place, (7, 4), **look)
        ax.set(xticks=[], yticks=[])
        ax.set_aspect("equal")
        ax.set_title(name, loc="left")
        ax.caption = _(
            "{name}: an alarm for {places}.", name=name, places=listed_with_commas(rings or [_("none of them")])
        )
    entitle(axes, title)
    return axes


def _scored(score, points, name):
    failure = f"scores[{name!r}] must take points, one in each row, and return a number for each"
    returned = result_of(score, points, of=f"scores[{name!r}]", failure=failure)
    values = as_samples(returned, name=f"what scores[{name!r}] returns", rank=1)
    if len(values) != len(points):
        raise ValueError(f"scores[{name!r}] returns {len(values)} numbers for {len(points)} points; each needs one.")
    return values
