"""Methods ranked: a row for each, a dot for each of its runs, in one panel or in several beside each other."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, LOSS_COLOUR
from autoenc_lessons.figures.given import as_limits, as_list, as_named, as_number
from autoenc_lessons.figures.styling import PAGE, axes_among, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import capital, in_turn, listed
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _

__all__ = ["score_strips"]

_OTHERS = "#5B5B5B"
# Beside the lowest and the highest run, in shares of the way between them.
_ROOM = 0.03
# Of more panels, each is too narrow for the numbers at many ticks.
_MANY = 3


@in_course_style
def score_strips(panels, *, xlabel=None, ours=None, reference=None, limits=None, digits=2, title=None, axes=None):
    """Draw the scores of methods as dots, a row for each method, with a bar at the median and its value beside the row.

    Parameters
    ----------
    panels : dict of str to dict of str to array-like, shape (n_runs,)
        For each panel, what was measured of each method in each run; the same methods in each panel.
    xlabel : str, optional
        What is measured in all panels, on one axis. Without it, each panel measures what its name says, on its own.
    ours : sequence of str, optional
        Methods that are drawn in colour, because the text is about them; by default all but the reference.
    reference : float or str, optional
        A dotted line in each panel: at a number, such as what a guess would get, or at the median of the method of that
        name.
    limits : pair of float, optional
        Where the one axis begins and ends; by default where the values do. A run below is an arrow head at the edge.
    digits : int
        Of the medians that are written.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : sequence of matplotlib.axes.Axes, optional
        One for each panel.

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If panels or methods have no names, if the panels differ in their methods, if something is no finite number, if
        there is no method named as `reference`, or if there is not one of the axes for each panel.
    """
    panels = {
        name: {
            method: as_samples(runs, name=f"{method!r} in panel {name!r}", rank=1)
            for method, runs in as_named(panel, f"panels[{name!r}]", each="the scores of a method").items()
        }
        for name, panel in as_named(panels, "panels", each="the scores of methods").items()
    }
    methods = list(next(iter(panels.values())))
    for name, panel in panels.items():
        if list(panel) != methods:
            raise ValueError(f"Panel {name!r} must have the methods of the first panel, in that order.")
    if isinstance(reference, str) and reference not in methods:
        raise ValueError(f"There is no method {reference!r} for the reference; there are: {', '.join(methods)}.")
    reference = reference if reference is None or isinstance(reference, str) else as_number(reference, "reference")
    digits = as_count(digits, name="digits", smallest=0)
    others = [method for method in methods if method != reference]
    ours = others if ours is None else [str(name) for name in as_list(ours, "ours", of="names of methods")]
    if axes is None:
        size = (PAGE, 1.3 + 0.34 * len(methods))
        axes = plt.subplots(1, len(panels), figsize=size, sharey=True)[1]
    axes = axes_among(axes)
    if len(axes) != len(panels):
        raise ValueError(f"There are {len(axes)} axes for {len(panels)} panels; give one for each.")
    shared = None if xlabel is None else _shared_limits(panels, limits)
    for ax, (name, panel) in zip(axes, panels.items(), strict=True):
        low, high = shared or _limits_of(panel.values())
        for row, (method, runs) in enumerate(panel.items()):
            _draw_row(ax, row, runs, low, LOSS_COLOUR if method in ours else _OTHERS, digits)
        if reference is not None:
            line = np.median(panel[reference]) if isinstance(reference, str) else reference
            ax.axvline(line, color=CONTEXT_COLOUR, linestyle=":", zorder=0)
        room = _ROOM * (high - low)
        ax.set(xlim=(low - room, high + room), ylim=(len(methods) - 0.5, -0.5), xlabel=xlabel or "")
        ax.set_yticks(range(len(methods)), methods)
        ax.tick_params(axis="y", length=0)
        ax.locator_params(axis="x", nbins=2 if len(panels) > _MANY else 5 if xlabel else 4)
        light_grid(ax, "x")
        if len(panels) > 1 or xlabel is None:
            ax.set_title(name, loc="left")
        ax.caption = _in_words(name if len(panels) > 1 and xlabel else "", panel, xlabel or name, digits)
    for label in axes[0].get_yticklabels():
        if label.get_text() in ours and len(ours) < len(others):
            label.set(color=LOSS_COLOUR, weight="bold")
    entitle(axes, title)
    return axes


def _shared_limits(panels, limits):
    if limits is not None:
        return tuple(as_limits([limits, (0, 1)])[0])
    return _limits_of(runs for panel in panels.values() for runs in panel.values())


def _limits_of(rows):
    everything = np.concatenate(list(rows))
    low, high = everything.min(), everything.max()
    return low, high + (low == high)


def _draw_row(ax, row, runs, low, colour, digits):
    median = np.median(runs)
    seen = runs[runs >= low]
    ax.scatter(seen, np.full(len(seen), row), s=22, color=colour, alpha=0.6, linewidths=0)
    if len(seen) < len(runs):
        ax.plot(low, row, marker="<", markersize=8, color=colour, linestyle="none")
    if median >= low:
        ax.plot([median] * 2, [row - 0.3, row + 0.3], color=colour, linewidth=2.5)
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center"}
    ax.annotate(f"{median:.{digits}f}", (1, row), (5, 0), color=colour, annotation_clip=False, **place)


def _in_words(name, panel, xlabel, digits):
    values = listed(
        _("{name} {value}", name=method, value=f"{np.median(runs):.{digits}f}") for method, runs in panel.items()
    )
    said = _("{measured}, a dot for each run, the median as a bar: {values}.", measured=capital(xlabel), values=values)
    return in_turn([_("{name}:", name=name), said]) if name else said
