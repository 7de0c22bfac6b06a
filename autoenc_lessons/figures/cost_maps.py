"""What ways to do the same cost: memory and time beside each other."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patheffects import withStroke

from autoenc_lessons.figures.axes import plain_numbers
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, LOSS_COLOUR
from autoenc_lessons.figures.given import above_zero, as_list, as_named, as_number
from autoenc_lessons.figures.line_labels import readable
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import in_turn
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _
from autoenc_lessons.machine_costs import Cost

__all__ = ["cost_map"]

_OTHERS = "#5B5B5B"
# A name stands left of its dot where another dot is so near on the right, in powers of ten across and up, or a line is
# so near that it would cross the name.
_NEAR, _CROSSED = (1.0, 0.13), 0.6


@in_course_style
def cost_map(costs, *, ours=None, marks=None, title=None, ax=None):
    """Draw ways to do the same as dots, over memory and time, both logarithmic: the best is at the lower left.

    Parameters
    ----------
    costs : dict of str to pair of float, or to machine_costs.Cost
        For each way, megabytes and seconds.
    ours : sequence of str, optional
        Ways that are drawn in colour, because the text is about them; by default all.
    marks : dict of str to float, optional
        Megabytes at which a dotted line with a name stands, such as the size of the data.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If the ways have no names, or if a cost is no pair of finite numbers above 0.
    """
    costs = {
        name: _as_pair(pair, name)
        for name, pair in as_named(costs, "costs", each="a pair of megabytes and seconds").items()
    }
    ours = list(costs) if ours is None else [str(name) for name in as_list(ours, "ours", of="names of ways")]
    marks = {} if marks is None else as_named(marks, "marks", each="a number of megabytes")
    marks = {name: as_number(place, f"marks[{name!r}]", smallest=0) for name, place in marks.items()}
    ax = plt.subplots(figsize=(PAGE, 3.8))[1] if ax is None else ax
    for name, (megabytes, seconds) in costs.items():
        colour = LOSS_COLOUR if name in ours else _OTHERS
        ax.scatter([megabytes], [seconds], s=45, color=colour, linewidths=0, zorder=3)
        is_left = _crowded(costs, name) or any(1 < place / megabytes < 10**_CROSSED for place in marks.values())
        ax.annotate(
            name,
            (megabytes, seconds),
            xytext=(-7, 0) if is_left else (7, 0),
            textcoords="offset points",
            ha="right" if is_left else "left",
            va="center",
            fontsize="small",
            color=readable(colour),
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )
    for name, place in marks.items():
        ax.axvline(place, color=CONTEXT_COLOUR, linestyle=":", zorder=0)
        ax.annotate(
            name, (place, 1), (4, -4), xycoords=("data", "axes fraction"), textcoords="offset points", va="top",
            fontsize="small", color=_OTHERS, path_effects=[withStroke(linewidth=3, foreground="white")],
        )  # fmt: skip
    ax.set(xlabel=_("memory, MB"), ylabel=_("processor seconds"), xscale="log", yscale="log")
    # Names need room beside the outermost dots.
    places, heights = np.array(
        [*costs.values(), *[(place, next(iter(costs.values()))[1]) for place in marks.values()]]
    ).T
    ax.set(xlim=(places.min() / 3, places.max() * 8), ylim=(heights.min() / 2, heights.max() * 2))
    plain_numbers(ax, along="x", subs=(1,))
    plain_numbers(ax, subs=(1,))
    light_grid(ax, "both")
    ax.caption = in_turn(
        _("{name}: {seconds} s and {megabytes} MB.", name=name, seconds=f"{pair[1]:.3g}", megabytes=f"{pair[0]:.4g}")
        for name, pair in costs.items()
    )
    entitle(ax, title)
    return ax


def _as_pair(pair, name):
    pair = (pair.megabytes, pair.seconds) if isinstance(pair, Cost) else pair
    pair = as_samples(pair, name=f"costs[{name!r}]", rank=1)
    if len(pair) != 2:
        raise ValueError(f"costs[{name!r}] must be a pair, megabytes and seconds; got {len(pair)} numbers.")
    return tuple(map(float, above_zero(pair, f"costs[{name!r}]")))


def _crowded(costs, name):
    steps = [np.log10(other) - np.log10(costs[name]) for key, other in costs.items() if key != name]
    return any(0 < right < _NEAR[0] and abs(up) < _NEAR[1] for right, up in steps)
