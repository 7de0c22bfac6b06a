"""The alarm of a series: move its threshold, and see which faults it finds, how often it rings in vain, and when."""

import numpy as np

from autoenc_lessons import figures, series
from autoenc_lessons.explorers.given import look
from autoenc_lessons.explorers.live import blanks, show_live
from autoenc_lessons.figures.given import as_named
from autoenc_lessons.figures.series import faults_within
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _
from autoenc_lessons.series.building import DAY, WEEK
from autoenc_lessons.series.judging import HOURS_AFTER

__all__ = ["series_alarm"]

# Whole numbers are compared alike by Python and by the browser, so all is counted in thousandths.
_PARTS = 1000
_LOWEST, _HIGHEST = 0.1, 20
# Thresholds from a fifth to five times the one that was set.
_N_STEPS, _FACTOR = 40, 5
_MOST_SCORES = 4
_MONTH = 30
# The static picture shows so many hours, the first ones.
_SHOWN = 2 * WEEK


def series_alarm(values, scores, faults, *, first=0, ylabel=None, title=None, caption=None):
    """Show a series and several scores of its hours, with a threshold to move.

    A static picture comes first: two weeks of the series and of its scores. In the live figure under it, a score and
    its threshold are chosen. It shows which faults are found and on which days the alarm rings in vain, a week of the
    series, and what each score is worth at that threshold. It needs no kernel.

    Parameters
    ----------
    values : array-like, shape (n_hours,)
        Whole days.
    scores : dict of str to array-like, shape (n_hours,)
        One to four scores, each divided by its threshold: above 1, an hour rings.
    faults : sequence of (kind, start, stop)
        What is wrong in the hours from `start` to before `stop`. Those outside are left out.
    first : int
        Which hour the first one is; the first hour of a day.
    ylabel : str, optional
        What the series is, with its unit.
    title, caption : str, optional
        What one sees in the static picture, and what to look at.

    Raises
    ------
    TypeError, ValueError
        If something is no row of finite numbers, if there is not one score for each hour, if there are no whole days,
        or if there is no fault in them.
    """
    values, given, first = _checked(values, scores, first)
    inside = faults_within(faults, first, len(values))
    if not inside:
        raise ValueError("None of the faults lies in these hours, so no share of them can be found.")
    faults = [(kind, max(int(start) - first, 0), min(int(stop) - first, len(values))) for kind, start, stop in inside]
    scores = {name: np.rint(_PARTS * np.clip(score, _LOWEST, _HIGHEST)).astype(int) for name, score in given.items()}
    shown = {name: score[:_SHOWN] for name, score in given.items()}
    axes = figures.alarm_strips(values[:_SHOWN], shown, inside, first=first, ylabel=ylabel, title=title)
    axes[0].caption += "".join(f" {_counted(name, score, faults)}" for name, score in scores.items())
    figures.show(axes, caption)
    data = {
        "values": np.rint(_PARTS * values).astype(int).tolist(),
        "scores": [
            look(number) | {"name": name, "hours": score.tolist()}
            for number, (name, score) in zip((0, 2, 3, 5), scores.items(), strict=False)
        ],
        "faults": [{"kind": kind, "start": start, "stop": stop} for kind, start, stop in faults],
        "first": first,
        "after": HOURS_AFTER,
        "parts": _PARTS,
        "range": [_LOWEST, _HIGHEST],
        "month": _MONTH,
        "stops": [round(_PARTS * _FACTOR ** (step / _N_STEPS)) for step in range(-_N_STEPS, _N_STEPS + 1)],
        "colourOfFaults": look(1)["colour"],
        "words": _words(ylabel),
    }
    show_live("series_alarm", data, offer=_("move the alarm over the series"))


def _checked(values, scores, first):
    values = as_samples(values, name="values", rank=1)
    first = as_count(first, name="first", smallest=0)
    for name, hours in {"values": len(values), "first": first}.items():
        if hours % DAY:
            raise ValueError(f"{name} is {hours} hours; alarms are counted by days, so give a multiple of {DAY}.")
    scores = as_named(scores, "scores", each="the score of each hour")
    if len(scores) > _MOST_SCORES:
        raise ValueError(f"There are {len(scores)} scores; at most {_MOST_SCORES} can be compared.")
    scores = {name: as_samples(score, name=f"scores[{name!r}]", rank=1) for name, score in scores.items()}
    for name, score in scores.items():
        if len(score) != len(values):
            raise ValueError(f"scores[{name!r}] has {len(score)} hours, but values has {len(values)}.")
    return values, scores, first


def _counted(name, score, faults):
    """Return what the live figure says of a score at its start."""
    rings = score > _PARTS
    return _(
        "{name} finds {found} of {number} faults in {days} days, with {vain} days of false alarm.",
        name=name,
        found=f"{round(series.found(rings, faults) * len(faults))}",
        number=f"{len(faults)}",
        days=f"{len(rings) // DAY}",
        vain=f"{series.false_days(rings, faults)}",
    )


def _words(ylabel):
    return {
        "keys": _("Drag the line of the threshold. Point at a week to see it below."),
        "score": _("Score"),
        "threshold": _("Threshold"),
        "week": _("Week"),
        "hours": _("The score of all hours, with the threshold, the faults and the days of false alarm"),
        "oneWeek": _("The series in the chosen week; its faults are shaded, and the hours that ring are marked"),
        "height": _("score of an hour, in thresholds"),
        "day": _("day"),
        "value": _("the series") if ylabel is None else ylabel,
        "rings": _("an hour that rings"),
        "found": _("fault found"),
        "missed": _("fault missed"),
        "vain": _("day of false alarm"),
        "counts": _("What follows from the threshold"),
        "faultsFound": _("faults found"),
        "perMonth": _("false alarms a month"),
        "precision": _("precision by days"),
        "hourly": _("F1 score by hours"),
        "adjusted": _("F1 score, adjusted by points"),
        "ofAll": _("{found} of {all}"),
        "told": _(
            "{name}, threshold {threshold}: {found} of {all} faults found, {vain} false alarms in {days} days.",
            **blanks("name", "threshold", "found", "all", "vain", "days"),
        ),
        "ofWeek": _("Week {week}: {said}.", **blanks("week", "said")),
        "faultFound": _("{kind} found", **blanks("kind")),
        "faultMissed": _("{kind} missed", **blanks("kind")),
        "nothing": _("no fault"),
    }
