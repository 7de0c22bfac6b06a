"""How a number changes with a size or with the steps, and how it spreads over runs."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import FuncFormatter, NullLocator

from autoenc_lessons.figures.axes import plain_numbers
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, FLOOR_COLOUR, GROUP_COLOURS, GROUP_MARKERS, LOSS_COLOUR
from autoenc_lessons.figures.given import above_zero, as_named, as_number, as_one_of
from autoenc_lessons.figures.line_labels import label_lines
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.figures.unfinished import as_runs_so_far
from autoenc_lessons.figures.wording import capital, listed
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted, marked

__all__ = ["ratio_strips", "spread_lines"]

# What has the same colour in every picture; a second series of its kind gets another line.
_RESERVED = {marked("PCA"): (FLOOR_COLOUR, ("--", "-.")), marked("mean picture"): (CONTEXT_COLOUR, (":", "--"))}
_FREE_COLOURS = [colour for colour in GROUP_COLOURS if colour != FLOOR_COLOUR]
_FREE_STYLES = ("-", "-.", "-", "-.", "-")
_MOST_TICKS = 8
# So few runs that each can have a large dot.
_FEW = 10
# Closer to the floor than this, all count the same.
_CLOSEST = 1e-3


@in_course_style
def spread_lines(positions, values, *, xlabel, ylabel, yscale="log", title=None, ax=None):
    """Draw a line through the median of each named series, and a dot for each of its runs, over logarithmic positions.

    Parameters
    ----------
    positions : array-like, shape (n_positions,)
        Above 0, in rising order, such as code sizes or steps.
    values : dict of str to array-like, shape (n_positions,) or (n_runs, n_positions)
        What was measured at each position, once or in several runs; above 0. Or a dict of position to the runs there,
        such as `many_runs.errors` returns. A name that begins with "PCA" or
        "mean picture" gets the look that these have in every lesson.
    xlabel, ylabel : str
        What is measured along each axis, with its unit.
    yscale : str
        "log", or "linear": from 0 on.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something is not finite numbers above 0, if a series has not one value for each position, or if there is no
        such scale.
    """
    as_one_of(yscale, "yscale", ("log", "linear"))
    positions = above_zero(as_samples(positions, name="positions", rank=1), "positions")
    series = {
        name: _as_runs(runs, name, positions)
        for name, runs in as_named(values, "values", each="a number for each position").items()
    }
    ax = plt.subplots(figsize=(PAGE, 4))[1] if ax is None else ax
    looks, ends = _looks(series), []
    for name, runs in series.items():
        colour, style, marker = looks[name]
        one_run = marker if len(runs) == 1 and np.ptp(runs) > 0 else None
        ax.plot(positions, np.median(runs, axis=0), color=colour, linestyle=style, marker=one_run, label=name)
        if len(runs) > 1:
            ax.scatter(np.tile(positions, len(runs)), runs.ravel(), s=16, color=colour, marker=marker, alpha=0.85)
        ends.append((positions[-1], np.median(runs[:, -1]), name, colour))
    ax.set(xlabel=xlabel, ylabel=ylabel, xscale="log", yscale=yscale)
    ax.margins(x=0.02)
    light_grid(ax, "y")
    shown = positions[:: -(-len(positions) // _MOST_TICKS)]
    ax.set_xticks(shown, [f"{position:g}" for position in shown])
    ax.xaxis.set_minor_locator(NullLocator())
    if yscale == "log":
        plain_numbers(ax)
    else:
        ax.set_ylim(bottom=0)
    label_lines(ax, ends, shift=(11, 0))
    ax.caption = _(
        "{measured} over {positions} from {first} to {last}: {series}.",
        measured=capital(ylabel),
        positions=xlabel,
        first=f"{positions[0]:g}",
        last=f"{positions[-1]:g}",
        series=listed(_in_words(name, positions, runs) for name, runs in series.items()),
    )
    entitle(ax, title)
    return ax


def _looks(names):
    """Return colour, line and marker for each name."""
    free = zip(_FREE_COLOURS, _FREE_STYLES, GROUP_MARKERS, strict=False)
    reserved = {
        start: zip([colour] * len(styles), styles, "sD", strict=True) for start, (colour, styles) in _RESERVED.items()
    }
    return {
        name: next(next((reserved[start] for start in reserved if name.startswith((start, _(start)))), free))
        for name in names
    }


def _as_runs(values, name, positions):
    if isinstance(values, dict):
        if list(values) != positions.tolist():
            listed_positions = ", ".join(f"{position:g}" for position in positions)
            raise ValueError(f"Series {name!r} has no runs for just the positions {listed_positions}, in this order.")
        values = np.transpose(list(values.values()))
    runs = as_samples(values, name=f"series {name!r}", rank=np.ndim(values) if np.ndim(values) in (1, 2) else 2)
    runs = np.atleast_2d(above_zero(runs, f"series {name!r}"))
    if runs.shape[1] != len(positions):
        raise ValueError(
            f"Series {name!r} has {runs.shape[1]} values for {len(positions)} positions; give one for each."
        )
    return runs


def _in_words(name, positions, runs):
    medians = np.median(runs, axis=0)
    if len(runs) > 1:
        name = counted("{name} (median of {number} run)", "{name} (median of {number} runs)", len(runs), name=name)
    first, last = f"{medians[0]:.3g}", f"{medians[-1]:.3g}"
    if np.ptp(medians) == 0:
        return _("{name} {value} throughout", name=name, value=first)
    lowest = int(np.argmin(medians))
    if 0 < lowest < len(medians) - 1:
        turn = {"lowest": f"{medians[lowest]:.3g}", "place": f"{positions[lowest]:g}"}
        return _(
            "{name} from {first}, down to {lowest} at {place}, then up to {last}",
            name=name,
            first=first,
            last=last,
            **turn,
        )
    return _("{name} from {first} to {last}", name=name, first=first, last=last)


@in_course_style
def ratio_strips(ratios, *, within=1.01, title=None, ax=None):
    """Draw the final ratio of every run as a dot, one row of dots for each recipe, and at its end how many arrived.

    Parameters
    ----------
    ratios : dict of str to array-like, shape (n_seeds,)
        For each recipe, the final loss of each run divided by the smallest possible one. NaN, of a run that diverged or
        was stopped, has no dot and counts as not arrived.
    within : float
        The ratio that counts as having arrived; marked by a line.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If the ratios have no names, are no numbers or are infinite.
    """
    ratios = {
        name: as_runs_so_far(values, f"ratios[{name!r}]", rank=1)
        for name, values in as_named(ratios, "ratios", each="the ratio of each run").items()
    }
    within = as_number(within, "within", smallest=1)
    ax = plt.subplots(figsize=(PAGE, 0.8 + 0.42 * len(ratios)))[1] if ax is None else ax
    for row, values in enumerate(ratios.values()):
        # Dots of equal value would hide each other; the height within a row means nothing.
        jitter = np.linspace(-0.25, 0.25, len(values))
        # Closer to the floor than this, where a run ends depends on the processor.
        size = 10 if len(values) > _FEW else 28
        ended = ~np.isnan(values)
        if ended.any():
            above = np.maximum(values[ended] - 1, _CLOSEST)
            ax.scatter(above, row + jitter[ended], s=size, color=LOSS_COLOUR, alpha=0.7)
    ax.axvline(within - 1, color=FLOOR_COLOUR, linestyle="--")
    ax.set(
        xscale="log",
        xlabel=_("how far above the PCA floor; at the left edge: closer still"),
        xlim=(_CLOSEST / 2, 2 * max(5, *(np.nan_to_num(values).max() for values in ratios.values()))),
        ylim=(len(ratios) - 0.4, -0.6),
    )
    plain_numbers(ax, along="x", subs=(1,))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda above, _position: f"{100 * above:g} %"))
    light_grid(ax, "x")
    ax.set_yticks(range(len(ratios)), list(ratios))
    ax.tick_params(axis="y", length=0)
    _write_arrived(ax, ratios.values(), within)
    shares = listed(
        _("{name} {percent} %", name=name, percent=f"{100 * np.mean(values < within):.0f}")
        for name, values in ratios.items()
    )
    ax.caption = _(
        "The share of runs within {percent} % of the floor (left of the dashed line): {shares}.",
        percent=f"{100 * (within - 1):.0f}",
        shares=shares,
    )
    entitle(ax, title)
    return ax


def _write_arrived(ax, rows, within):
    """Write at the right end of each row how many of its runs arrived, and above them what that means."""
    beside = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "annotation_clip": False}
    percent = f"{100 * (within - 1):.0f}"
    ax.annotate(
        _("within {percent} %", percent=percent), (1, -0.6), (10, 9), ha="left", va="center", weight="bold", **beside
    )
    for row, values in enumerate(rows):
        arrived = _("{arrived} of {number}", arrived=f"{np.sum(values < within)}", number=f"{len(values)}")
        ax.annotate(arrived, (1, row), (10, 0), ha="left", va="center", **beside)
