"""A series with its faults, and scores of its hours with the threshold of their alarm."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, GROUP_COLOURS, LOSS_COLOUR
from autoenc_lessons.figures.given import as_list, as_named, as_number
from autoenc_lessons.figures.styling import PAGE, axes_among, entitle, in_course_style
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _, counted

__all__ = ["alarm_strips", "faults_within"]

_FAULT_COLOUR = GROUP_COLOURS[1]
_DAY = 24
# Of the names of faults: how many letters go across, and how high a line is, in points.
_LETTERS, _LINE = 90, 11


@in_course_style
def alarm_strips(values, scores, faults, *, first=0, ylabel=None, title=None, axes=None):
    """Draw a series, and below it scores of its hours, each in units of its threshold; faults are shaded and named.

    Parameters
    ----------
    values : array-like, shape (n_hours,)
    scores : dict of str to array-like, shape (n_hours,)
        Each divided by its threshold: above 1, an hour rings.
    faults : sequence of (kind, start, stop)
        What is wrong in the hours from `start` to before `stop`. Those outside are left out.
    first : int
        Which hour the first one is, for the axis, which counts days.
    ylabel : str, optional
        What the series is, with its unit.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : sequence of matplotlib.axes.Axes, optional
        One for the series, and one for each score.

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something is no row of finite numbers, if there is not one score for each hour, or if a fault has no kind
        and no hours.
    """
    values = as_samples(values, name="values", rank=1)
    first = as_count(first, name="first", smallest=0)
    rows = {} if isinstance(scores, dict) and not scores else as_named(scores, "scores", each="the score of each hour")
    rows = {name: as_samples(row, name=f"scores[{name!r}]", rank=1) for name, row in rows.items()}
    for name, row in rows.items():
        if len(row) != len(values):
            raise ValueError(f"scores[{name!r}] has {len(row)} hours, but values has {len(values)}.")
    seen = faults_within(faults, first, len(values))
    if axes is None:
        look = {"figsize": (PAGE, 2.6 + 1.3 * len(rows)), "height_ratios": [2] + [1] * len(rows)}
        axes = plt.subplots(1 + len(rows), 1, sharex=True, **look)[1]
    axes = axes_among(axes)
    if len(axes) != 1 + len(rows):
        raise ValueError(f"There are {len(axes)} axes; give one for the series and one for each of the scores.")
    days = (first + np.arange(len(values))) / _DAY
    for ax in axes:
        for _kind, start, stop in seen:
            ax.axvspan(start / _DAY, stop / _DAY, color=_FAULT_COLOUR, alpha=0.3, linewidth=0)
    axes[0].plot(days, values, color="black", linewidth=1)
    axes[0].set(ylabel=ylabel or "", xlim=(days[0], days[-1]))
    levels = _levels(seen, len(values))
    for (kind, start, _stop), level in zip(seen, levels, strict=True):
        place = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "annotation_clip": False}
        axes[0].annotate(
            kind, (start / _DAY, 1), (0, 3 + _LINE * level), color=_FAULT_COLOUR, fontsize="small", **place
        )
    for ax, (name, row) in zip(axes[1:], rows.items(), strict=True):
        ax.plot(days, row, color=LOSS_COLOUR, linewidth=1)
        ax.axhline(1, color=CONTEXT_COLOUR, linestyle="--", linewidth=1)
        ax.set_ylim(0, max(2, np.quantile(row, 0.998)))
        ax.set_title(name, loc="left", fontsize="medium")
        ax.caption = _score_in_words(name, row, seen, first)
    axes[0].caption = counted(
        "A series of {number} hour, with these faults: {faults}.",
        "A series of {number} hours, with these faults: {faults}.",
        len(values),
        faults=", ".join(kind for kind, *_hours in seen) or _("none"),
    )
    axes[-1].set_xlabel(_("day"))
    axes[-1].xaxis.set_major_locator(MaxNLocator(8, integer=True))
    entitle(axes, title, legend_lines=1 + max(levels, default=-1))
    return axes


def faults_within(faults, first, n_hours):
    """Return those faults that have an hour among so many from the first one on, in order, or say what is wrong.

    Raises
    ------
    TypeError, ValueError
        If `faults` is no list of kinds with their first hours and the hours after their last ones.
    """
    faults = sorted((_as_fault(fault) for fault in as_list(faults, "faults", of="faults")), key=lambda fault: fault[1])
    return [(kind, start, stop) for kind, start, stop in faults if stop > first and start < first + n_hours]


def _levels(faults, n_hours):
    """Return for each fault on which line above the picture its name stands, so that no two touch."""
    levels, ends = [], {}
    for kind, start, _stop in faults:
        level = next(one for one in range(len(faults)) if ends.get(one, -np.inf) <= start)
        ends[level] = start + (len(kind) + 1) * n_hours / _LETTERS
        levels.append(level)
    return levels


def _as_fault(fault):
    if isinstance(fault, str) or not np.iterable(fault) or len(list(fault)) != 3:
        raise ValueError("Each of faults must be its kind, its first hour and the hour after its last one.")
    kind, start, stop = fault
    return str(kind), as_number(start, "the start of a fault"), as_number(stop, "the stop of a fault")


def _score_in_words(name, row, faults, first):
    hours = np.arange(len(row)) + first
    inside = np.zeros(len(row), dtype=bool)
    for _kind, start, stop in faults:
        inside |= (hours >= start) & (hours < stop)
    return _(
        "{name}: {ringing} of {number} hours ring, {hits} of them in a fault.",
        name=name,
        ringing=int(np.sum(row > 1)),
        number=len(row),
        hits=int(np.sum((row > 1) & inside)),
    )
