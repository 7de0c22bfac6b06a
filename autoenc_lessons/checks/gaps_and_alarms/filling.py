"""The questions about filling gaps: an evaluation without a leak, and which entries to hide while a filler learns."""

import numpy as np

from autoenc_lessons.checks.gaps_and_alarms.materials import (
    error_with,
    fit_mean,
    fit_nearest_row,
    gappy_log,
    station_log,
)
from autoenc_lessons.checks.gaps_and_alarms.results import is_nan
from autoenc_lessons.checks.judging.answers import as_number, as_table, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _

__all__ = ["fill_error", "hide"]

_MOST_LEFT = 0.4


@question
def fill_error(function, *, seed):
    """Judge a function that fits a filler to training rows, and measures it in hidden entries of test rows."""
    for number, fit in [(seed, fit_mean), (seed, fit_nearest_row), (seed + 1, fit_nearest_row)]:
        training, test, hidden = gappy_log(number)
        answer = call(function, training, test, hidden, fit, name="fill_error")
        if is_nan(answer):
            raise Wrong(
                _("It gives NaN: the test rows have gaps, too, and nobody knows what stood there."),
                _("Average over the hidden entries alone: they are known."),
                _("table[hidden] gives the entries of a table where hidden is True."),
            )
        result = as_number(answer, _("The result of fill_error"))
        right = _errors(fit(training), test, hidden)["right"]
        if not np.isclose(result, right, rtol=1e-4):
            got, asked = told_apart(result, right)
            raise Wrong(
                _("With {name} it gives {result}; right is {right}.", name=fit.__name__, result=got, right=asked),
                *_hints_for_error(result, fit, training, test, hidden),
            )
    return _("The filler saw neither the test rows nor the entries that it is judged by: so it is for new rows.")


def _errors(fill, test, hidden):
    """Return the right error of a filler on test rows, and what common mistakes make of it."""
    given = np.where(hidden, np.nan, test)
    filled = fill(given)
    squares = (filled - test) ** 2
    return {
        "right": np.mean(squares[hidden]),
        "all": np.nanmean(squares),
        "root": np.sqrt(np.mean(squares[hidden])),
        "absolute": np.mean(np.abs(filled - test)[hidden]),
        "sum": np.sum(squares[hidden]),
        "divided": np.mean(np.where(hidden, squares, 0)),
        "columns": np.mean([np.mean(one[gone]) for one, gone in zip(squares.T, hidden.T, strict=True)]),
        "zeros": np.mean((fill(np.where(hidden, 0, test)) - test)[hidden] ** 2),
        "shown": np.mean((fill(test) - test)[hidden] ** 2),
    }


def _hints_for_error(result, fit, training, test, hidden):
    given = np.where(hidden, np.nan, test)
    fits = {
        "training": fit(training),
        "all": fit(np.concatenate([training, test])),
        "all, hidden": fit(np.concatenate([training, given])),
        "test": fit(test),
        "test, hidden": fit(given),
    }
    leaks = {
        "all": _("The filler was fitted to test rows as well. With them it knows what it is to guess."),
        "all, hidden": _("The filler was fitted to test rows as well. New rows come when it has long been fitted."),
        "test": _("The filler was fitted to the test rows. With them it knows what it is to guess."),
        "test, hidden": _("The filler was fitted to the test rows. New rows come when it has long been fitted."),
    }
    counts = {
        "all": _("The error is averaged over all known entries. Of those that were not hidden, none is ever wrong."),
        "root": _("This is the root of the mean squared error."),
        "absolute": _("These are absolute errors. Asked are squared ones."),
        "sum": _("This is the sum of the squared errors. Asked is their mean."),
        "divided": _("The sum is divided by the number of all entries; how many are hidden?"),
        "columns": _("Each column has the same weight here. Each hidden entry must have the same weight."),
        "zeros": _("The hidden entries are 0 here. A filler takes that for a reading; a gap is NaN."),
        "shown": _(
            "The error is 0: the filler saw all entries that you average over. Hidden ones are NaN when it fills."
        ),
    }
    last = _(
        "Settle three things: to which rows to fit, what to hide before the filler fills, and what to average over."
    )
    for name, fill in fits.items():
        for kind, wrong in _errors(fill, test, hidden).items():
            if np.isclose(result, wrong, rtol=1e-6, atol=1e-12):
                hints = [table[key] for table, key in ((leaks, name), (counts, kind)) if key in table]
                return (*hints, last)[:3]
    return _("Print which rows `fit` is given, and which entries are NaN when the filler fills."), last


@question
def hide(function, *, seed):
    """Judge a function that chooses which training entries to hide, by the error in gaps as they come in."""
    for number in (seed, seed + 1, seed + 2):
        training, incoming, truth = station_log(number)
        answer = call(function, training, incoming, name="hide")
        hidden = _as_mask(answer, training.shape)
        never = np.flatnonzero(~hidden.any(axis=0))
        if len(never):
            raise Wrong(
                _("Column {column} is never hidden, so the filler has nothing to learn it from.", column=never[0]),
                _("For each column, the filler learns from the rows in which that column is hidden."),
                _("Print hidden.mean(axis=0): how often is each column hidden?"),
            )
        found = error_with(hidden, training, incoming, truth)
        if found > _MOST_LEFT:
            error, most = told_apart(found, _MOST_LEFT, ".2f")
            raise Wrong(
                _(
                    "In the gaps of the incoming rows, the error is {error} of the mean's; at most {most} is asked.",
                    error=error,
                    most=most,
                ),
                _hint_for_hiding(hidden, incoming),
                _("Print some rows of np.isnan(incoming). Hide in the training rows what is missing in such rows."),
            )
    return _("Hide what will be missing, together: a filler is as good as its training was like its use.")


def _as_mask(answer, shape):
    if is_nan(answer):
        raise Wrong(
            _("The result holds NaN; asked is a table that says True or False of each entry."),
            _("True where an entry is to be hidden. The entries themselves are not asked for."),
            _("np.isnan(table) says where a table has gaps."),
        )
    hidden = as_table(answer, _("The result of hide"), shape, booleans=True)
    if not np.isin(hidden, [0, 1]).all():
        raise Wrong(
            _("The result must say of each entry of training: True or False."),
            _("True where an entry is to be hidden. The entries themselves are not asked for."),
            _("A comparison, such as random_numbers < 0.3, gives a table of True and False."),
        )
    return hidden == 1


def _hint_for_hiding(hidden, incoming):
    if hidden.all():
        return _("Everything is hidden, and nothing is left to guess from.")
    patterns = {tuple(row) for row in np.isnan(incoming)}
    lost = hidden[hidden.any(axis=1)]
    if np.mean([tuple(row) in patterns for row in lost]) > 0.9:
        return _("The rows look like incoming ones. Is each kind of gap there, and often enough?")
    if np.all(lost.sum(axis=1) == 1):
        return _("One entry of a row is hidden. What does a filler then guess from, and is that there when gaps come?")
    gone = np.isnan(incoming).mean(axis=0)
    if np.allclose(hidden.mean(axis=0), gone, atol=0.05):
        return _("Each column is hidden as often as it is missing. But which columns are missing at the same time?")
    return _("In the incoming rows, some columns are always missing together. In yours, they are not.")
