"""Losses over the steps, and how a recipe's results spread over seeds."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.axes import plain_numbers, whole_ticks
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, FLOOR_COLOUR, GROUP_COLOURS, LOSS_COLOUR, run_look
from autoenc_lessons.figures.given import as_list, as_losses, as_named, as_number, as_one_of, one_for_each
from autoenc_lessons.figures.line_labels import label_lines
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.figures.unfinished import as_runs_so_far, farthest
from autoenc_lessons.figures.wording import capital, in_turn, listed, listed_with_commas
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _, counted

__all__ = ["bars", "lines", "loss_curve", "seed_curves"]

_SETTLED_STEPS, _LINE_STYLES = 50, ("-", "--", ":", "-.")
# At the border of one of these, the name of a highlighted run is written.
_PARTS = 8


@in_course_style
def loss_curve(losses, *, floor=None, title=None, ax=None):
    """Draw the loss of every step, on a logarithmic scale.

    Parameters
    ----------
    losses : array-like, shape (steps,)
    floor : float, optional
        The smallest loss that is possible, as a dashed line.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If losses are no row of finite numbers above 0, or if `floor` is not above 0.
    """
    losses = as_losses(losses)
    floor = None if floor is None else as_number(floor, "floor", smallest=0)
    ax = plt.subplots(figsize=(PAGE, 3.4))[1] if ax is None else ax
    ax.plot(np.arange(1, len(losses) + 1), losses, color=LOSS_COLOUR)
    ax.set(xlabel=_("step"), ylabel=_("mean squared error"), yscale="log")
    _arrange(ax)
    plain_numbers(ax)
    ax.caption = _(
        "The loss goes from {first} at step 1 to {middle} at step {middle_step} and {last} at step {last_step}.",
        first=f"{losses[0]:.3g}",
        middle=f"{losses[len(losses) // 2]:.3g}",
        middle_step=f"{len(losses) // 2 + 1}",
        last=f"{losses[-1]:.3g}",
        last_step=f"{len(losses)}",
    )
    if floor is not None:
        ax.axhline(floor, color=FLOOR_COLOUR, linestyle="--")
        label_lines(ax, [(len(losses), floor, _("PCA floor"), FLOOR_COLOUR)])
        times = f"{losses[-1] / floor:.2f}"
        above = _("The floor is {floor}: the last loss is {times} times as high.", floor=f"{floor:.3g}", times=times)
        ax.caption = in_turn([ax.caption, above])
    entitle(ax, title)
    return ax


@in_course_style
def bars(values, *, ylabel, title=None, ax=None):
    """Draw one bar for each named value, with the value on top.

    Parameters
    ----------
    values : dict of str to float
    ylabel : str
        What the values measure, with its unit.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If the values have no names or are no finite numbers.
    """
    values = {
        name: as_number(value, f"values[{name!r}]")
        for name, value in as_named(values, "values", each="a number").items()
    }
    ax = plt.subplots(figsize=(PAGE, 3.2))[1] if ax is None else ax
    colours = [CONTEXT_COLOUR] * (len(values) - 1) + [LOSS_COLOUR]
    drawn = ax.bar(list(values), list(values.values()), color=colours, width=0.6)
    ax.bar_label(drawn, fmt="{:.3g}", padding=3)
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel(ylabel)
    ax.margins(y=0.15)
    parts = listed_with_commas(_("{name} {value}", name=name, value=f"{value:.3g}") for name, value in values.items())
    ax.caption = _("{measured}: {values}.", measured=capital(ylabel), values=parts)
    entitle(ax, title)
    return ax


@in_course_style
def lines(positions, values, *, xlabel, ylabel, yscale="log", title=None, ax=None):
    """Draw one line for each named series.

    Parameters
    ----------
    positions : array-like, shape (n_positions,)
    values : dict of str to array-like, shape (n_positions,)
    xlabel, ylabel : str
        What is measured along each axis, with its unit.
    yscale : str
        "log" or "linear".
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If the values have no names, are not one finite number for each position, or are not above 0 where they must be.
    """
    as_one_of(yscale, "yscale", ("log", "linear"))
    positions = as_samples(positions, name="positions", rank=1)
    values = {
        name: one_for_each(series, f"values[{name!r}]", len(positions), is_log=yscale == "log")
        for name, series in as_named(values, "values", each="a number for each position").items()
    }
    ax = plt.subplots(figsize=(PAGE, 3.6))[1] if ax is None else ax
    ends = []
    for colour, style, (name, series) in zip(cycle(GROUP_COLOURS), cycle(_LINE_STYLES), values.items(), strict=False):
        ax.plot(positions, series, color=colour, linestyle=style, label=name)
        ends.append((positions[-1], series[-1], name, colour))
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale=yscale)
    _arrange(ax)
    whole_ticks(ax, positions)
    if yscale == "log":
        plain_numbers(ax)
    label_lines(ax, ends)
    ax.caption = _(
        "{measured}, over {positions} from {first} to {last}: {series}.",
        measured=capital(ylabel),
        positions=xlabel,
        first=f"{positions[0]:g}",
        last=f"{positions[-1]:g}",
        series=listed(
            _("{name} from {first} to {last}", name=name, first=f"{series[0]:.3g}", last=f"{series[-1]:.3g}")
            for name, series in values.items()
        ),
    )
    entitle(ax, title)
    return ax


@in_course_style
def seed_curves(ratios, *, highlight=(), levels=(), title=None, ax=None):
    """Draw one curve for each training run: its loss over the floor at every step.

    Parameters
    ----------
    ratios : array-like, shape (n_seeds, steps)
        Each step's loss divided by the smallest possible one. NaN stands for what a run that diverged or was stopped
        does not have: only the runs that came farthest are drawn.
    highlight : sequence of int or dict of int to str
        Rows to draw in colour, and what is written at each; by default, its seed. The others are grey. A name for a
        row that is not there, or not drawn, is left out.
    levels : sequence of float
        Ratios to mark with a dashed line.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If ratios are no table of numbers above 0, if no run has any, or if there is no row to highlight.
    """
    ratios, is_drawn = farthest(as_runs_so_far(ratios, "ratios", rank=2), "ratios")
    names = dict(highlight) if isinstance(highlight, dict) else {}
    highlight = [
        as_count(row, name="each row in highlight", smallest=0) for row in as_list(highlight, "highlight", of="rows")
    ]
    if names:  # written for all runs; after the stop button there may be fewer
        highlight = [row for row in highlight if row < len(ratios)]
    if any(row >= len(ratios) for row in highlight):
        raise ValueError(f"highlight has row {max(highlight)}, but ratios has only {len(ratios)} rows, from 0 on.")
    levels = [as_number(level, "each level", smallest=0) for level in as_list(levels, "levels", of="numbers")]
    ax = plt.subplots(figsize=(PAGE, 4.2))[1] if ax is None else ax
    drawn, steps = ratios[is_drawn], np.arange(1, ratios.shape[1] + 1)
    ax.plot(steps, drawn.T, color=CONTEXT_COLOUR, linewidth=0.6, alpha=0.7)
    for level in levels:
        ax.axhline(level, color="black", linestyle="--", linewidth=0.8)
    ax.set(xlabel=_("step"), ylabel=_("loss / PCA floor"), yscale="log", ylim=(0.95, 10))
    ax.margins(x=0)
    plain_numbers(ax)
    ax.set_yticks([1, 2, 3, 4, 10])
    named = []
    for number, row in enumerate(row for row in highlight if is_drawn[row]):
        colour = GROUP_COLOURS[run_look(number)]
        ax.plot(steps, ratios[row], color=colour)
        column = _where_far(drawn, ratios[row])
        name = str(names.get(row, _("seed {number}", number=f"{row}")))
        named.append((steps[column], ratios[row, column], name, colour))
    label_lines(ax, named, shift=(4, 9))
    # The lowest of some steps, for single steps may jump, and where they do differs between processors.
    last = drawn[:, -_SETTLED_STEPS:].min(axis=1)
    ax.caption = counted(
        "{number} training run, one curve each: at the end, after {steps}, the loss is {median} times the floor in the "
        "median run, {best} times in the best and {worst} times in the worst.",
        "{number} training runs, one curve each: at the end, after {steps}, the loss is {median} times the floor in "
        "the median run, {best} times in the best and {worst} times in the worst.",
        len(drawn),
        steps=counted("{number} step", "{number} steps", len(steps)),
        median=f"{np.median(last):.3f}",
        best=f"{last.min():.3f}",
        worst=f"{last.max():.3f}",
    )
    entitle(ax, title)
    return ax


def _arrange(ax):
    """Let lines reach from edge to edge, where their names stand, over a grid to read values by."""
    ax.margins(x=0)
    light_grid(ax, "y")


def _where_far(ratios, run):
    """Return one of a few columns: that in which a run is farthest above or below the middle one."""
    # Of all columns, which is the farthest would depend on the processor.
    few = [ratios.shape[1] * part // _PARTS for part in range(1, _PARTS)]
    apart = np.abs(np.log(run[few] / np.median(ratios[:, few], axis=0)))
    return few[int(np.argmax(np.round(apart, 3)))]
