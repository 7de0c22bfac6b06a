"""Costs on two logarithmic axes: a formula's dashed lines, and what was measured as filled marks."""

from matplotlib.ticker import NullLocator

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, group_look
from autoenc_lessons.figures.line_labels import label_lines
from autoenc_lessons.figures.styling import in_course_style, light_grid

__all__ = ["cost_lines"]

_DASHES = (0, (5, 3))


@in_course_style
def cost_lines(positions, lines, points, *, groups, ylabel, xticks, yticks, levels, ax):
    """Draw one dashed line for each way, with its name at its end, and a filled mark for each of its measured costs.

    Parameters
    ----------
    positions : sequence of float
        Above 0, in rising order.
    lines : dict of str to sequence of float
        What was predicted at each position.
    points : dict of str to sequence of (position, cost)
        What was measured.
    groups : dict of str to int
        The number of the colour and the marker of each way.
    ylabel : str
    xticks, yticks : dict of float to str
        What stands along the axes; the axis of costs reaches from the first of `yticks` to the last.
    levels : dict of str to float
        Costs to mark with a line across, by what is written at it.
    ax : matplotlib.axes.Axes

    Returns
    -------
    matplotlib.axes.Axes
    """
    ends = []
    for name, costs in lines.items():
        colour, marker = group_look(groups[name])
        ax.plot(positions, costs, color=colour, linestyle=_DASHES, linewidth=1.5)
        for position, cost in points[name]:
            ax.plot(position, cost, color=colour, marker=marker, markersize=7)
        ends.append((positions[-1], costs[-1], name, colour))
    for text, level in levels.items():
        ax.axhline(level, color=CONTEXT_COLOUR, linewidth=1.5)
        above = {"textcoords": "offset points", "color": "black", "fontsize": "small"}
        ax.annotate(text, (positions[0], level), (6, 4), **above)
    ax.set(xscale="log", yscale="log", ylabel=ylabel, xlim=(positions[0], positions[-1]))
    ax.set_xticks(list(xticks), list(xticks.values()))
    ax.set_yticks(list(yticks), list(yticks.values()))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_minor_locator(NullLocator())
    light_grid(ax, "both")
    label_lines(ax, ends)
    return ax
