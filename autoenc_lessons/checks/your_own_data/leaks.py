"""The questions on leaks: a program that learns from the rows that judge, and a report that is too good."""

from itertools import product

import numpy as np

from autoenc_lessons.checks.judging.answers import as_table, call, several
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.your_own_data.materials import rows_with_gaps
from autoenc_lessons.checks.your_own_data.names import as_letters
from autoenc_lessons.language import _

__all__ = ["prepared", "suspicious"]

_SENTENCES = "abcde"
_TRUE = set("abc")


@question
def prepared(function, *, seed):
    """Judge a function of rows with gaps that fills and standardises them by what the training rows say alone."""
    for number in range(seed, seed + 3):
        x, is_test = rows_with_gaps(number)
        training, test = _parts(function, x, is_test)
        _check_that_nothing_leaks(function, training, test, x, is_test)
        ways = [_made(x, is_test, is_scaled_first=first, ddof=ddof) for first, ddof in product([False, True], [0, 1])]
        if not any(_alike(training, one[0]) and _alike(test, one[1]) for one in ways):
            _refuse_values(training, test, ways, x, is_test)
    return _("What a program cannot know in use may not help it now: fit on the training rows, then apply to all.")


def _parts(function, x, is_test):
    names = (_("training rows"), _("test rows"))
    answer = several(call(function, x, is_test, name="prepared"), "prepared", names)
    parts = []
    for name, part, size in zip(names, answer, (np.sum(~is_test), np.sum(is_test)), strict=True):
        if isinstance(part, np.ndarray) and part.dtype.kind == "f" and np.isnan(part).any():
            raise Wrong(
                _("In the {part}, {number} numbers are NaN.", part=name, number=int(np.isnan(part).sum())),
                _("The median, the mean or the spread of numbers with gaps is NaN itself, unless gaps are left out."),
                _("np.nanmedian leaves gaps out; np.where(np.isnan(x), medians, x) fills them."),
            )
        parts.append(as_table(part, _("The {part}", part=name), (None, x.shape[1])))
        if len(parts[-1]) != size:
            raise Wrong(
                _("Of {size} {part}, {number} come out.", part=name, size=int(size), number=len(parts[-1])),
                _("All rows stay, and the training rows come first. True in is_test means that a row judges."),
                _("x[~is_test] are the training rows, x[is_test] the test rows."),
            )
    return parts


def _alike(found, wanted):
    return np.allclose(found, wanted, rtol=1e-4, atol=1e-4)


def _made(x, is_test, *, medians=None, scales=None, own=(), is_scaled_first=False, ddof=0):
    """Return both parts as they are if medians and scales are learned from some rows; by default, from training."""
    medians = ~is_test if medians is None else medians
    scales = ~is_test if scales is None else scales

    def filled(x):
        return np.where(np.isnan(x), np.nanmedian(x[medians], axis=0), x)

    def scaled(x, seen):
        return (x - np.nanmean(x[seen], axis=0)) / np.nanstd(x[seen], axis=0, ddof=ddof)

    both = filled(scaled(x, scales)) if is_scaled_first else scaled(filled(x), scales)
    if not own:
        return both[~is_test], both[is_test]
    # Whoever fits the test part anew gets this one.
    test = np.where(np.isnan(x), np.nanmedian(x[is_test], axis=0), x) if "medians" in own else filled(x)
    seen = test[is_test] if "scales" in own else filled(x)[~is_test]
    test = (test - seen.mean(axis=0)) / seen.std(axis=0, ddof=ddof)
    return both[~is_test], test[is_test]


def _check_that_nothing_leaks(function, training, test, x, is_test):
    """Raise if what becomes of other rows changes with some of the test rows."""
    others = x.copy()
    changed = np.flatnonzero(is_test)[::2]
    others[changed] = 3 * others[changed] + 7 * np.nanmax(np.abs(x[~is_test]))
    new_training, new_test = _parts(function, others, is_test)
    stays = ~np.isin(np.flatnonzero(is_test), changed)
    if _alike(training, new_training) and _alike(test[stays], new_test[stays]):
        return
    part = (
        _("With other test rows, your training rows come out differently: something is learned from the test rows.")
        if not _alike(training, new_training)
        else _("With other test rows beside it, a test row comes out differently: something is learned from them.")
    )
    raise Wrong(part, _hint_for_leak(training, test, x, is_test), _advice())


def _advice():
    return _("First take x[~is_test]. Its medians, means and spreads are all that both parts may use.")


def _hint_for_leak(training, test, x, is_test):
    everything = np.ones(len(x), dtype=bool)
    known = [
        (_("Medians, means and spreads come from all rows."), {"medians": everything, "scales": everything}),
        (_("The medians still come from all rows."), {"medians": everything}),
        (_("The medians are right. Means and spreads still come from all rows."), {"scales": everything}),
        (_("The test rows have medians of their own. In use, a single row may come."), {"own": ("medians",)}),
        (_("The test rows have means and spreads of their own. In use, a single row may come."), {"own": ("scales",)}),
        (
            _("Each part is prepared by itself here. In use, a single row may come: it has no spread."),
            {"own": ("medians", "scales")},
        ),
    ]
    for hint, mistake in known:
        for ddof in (0, 1):
            made = _made(x, is_test, ddof=ddof, **mistake)
            if _alike(training, made[0]) and _alike(test, made[1]):
                return hint
    return _("Go through your lines: which of them looks at a median, a mean or a spread, and of which rows?")


def _refuse_values(training, test, ways, x, is_test):
    mean, spread = training.mean(axis=0), training.std(axis=0)
    column = int(np.argmax(np.abs(mean) + np.abs(spread - 1)))
    if not any(_alike(training, one[0]) for one in ways):
        measured = ~np.isnan(x[~is_test])
        if any(_alike(training[measured], one[0][measured]) for one in ways):
            raise Wrong(
                _("In the training rows, what was measured is right; what was a gap has another value than asked."),
                _("A gap gets the median of its column in the training rows: neither 0, nor the mean, nor a guess."),
                _("np.nanmedian(x[~is_test], axis=0) are the medians; fill with them first, then standardise."),
            )
        if not (np.allclose(mean, 0, atol=1e-3) and np.allclose(spread, 1, atol=0.02)):
            raise Wrong(
                _(
                    "In column {column} of your training rows, the mean is {mean} and the spread {spread}; asked are 0 "
                    "and 1.",
                    column=column,
                    mean=f"{round(mean[column], 2) + 0.0:.2f}",
                    spread=f"{spread[column]:.2f}",
                ),
                _("Each column has a mean and a spread of its own: subtract the one, and divide by the other."),
                _("(x - x_train.mean(axis=0)) / x_train.std(axis=0), with both of the filled training rows."),
            )
        raise Wrong(
            _("The training rows have mean 0 and spread 1, but what was a gap has another value than asked."),
            _("A gap gets the median of its column in the training rows: neither 0, nor the mean, nor a guess."),
            _("np.nanmedian(x[~is_test], axis=0) are the medians; fill with them first, then standardise."),
        )
    near = np.isclose(test, ways[0][1], rtol=1e-4, atol=1e-4) | np.isclose(test, ways[1][1], rtol=1e-4, atol=1e-4)
    raise Wrong(
        _(
            "The training rows are right. In the test rows, {number} of {all} numbers differ from what is asked.",
            all=near.size,
            number=int(np.sum(~near)),
        ),
        _("The odd value is left out or cut off here. It stays: the rows that judge are as they come.")
        if np.all(near | (np.abs(ways[0][1]) > 4))
        else _("The test rows get the same medians, means and spreads as the training rows, and nothing else."),
        _advice(),
    )


@question
def suspicious(reasons, *, seed):
    """Judge which sentences on a report hold that is too good to be true."""
    chosen = as_letters(reasons, "reasons", _SENTENCES)
    hints = {
        "a": (
            _("For each test row, how far away is the nearest training row? Look at the smallest distances."),
            _("test.merge(training).shape tells how many rows the two have in common."),
        ),
        "b": (
            _("Look at each column for the healthy and for the ill: does one of them part the two without an error?"),
            _('training.groupby("diagnosis").agg(["min", "max"]) shows it.'),
        ),
        "c": (
            _("Fit PCA with 4 axes to the training rows, without the diagnosis. What share does it lose on test rows?"),
            _("np.mean((copies - x) ** 2), divided by the same with the training rows' mean for all copies."),
        ),
        "d": (
            _("A constant column has one value. How many has each column of the table?"),
            _("training.nunique() counts them."),
        ),
        "e": (
            _("If test rows had helped, would the training rows have the mean 0 and the spread 1 so exactly?"),
            _("Print the means and the spreads of the training columns, and those of all rows together."),
        ),
    }
    wrong = [letter for letter in _SENTENCES if (letter in chosen) != (letter in _TRUE)]
    if wrong:
        missing = [letter for letter in wrong if letter in _TRUE]
        raise Wrong(
            _("Not all sentences that hold are among yours.")
            if len(missing) == len(wrong)
            else _("One of your sentences does not hold.")
            if len(wrong) - len(missing) == 1
            else _("Some of your sentences do not hold."),
            *hints[wrong[0] if len(missing) == len(wrong) else next(one for one in wrong if one in chosen)],
        )
    return _(
        "Rows on both sides, a column that tells the answer, and no simple rival: each alone makes a report worthless."
    )
