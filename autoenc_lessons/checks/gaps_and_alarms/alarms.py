"""The questions about alarms: the threshold of lowest cost, and scores of a series from its windows."""

import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons.checks.gaps_and_alarms.results import is_nan
from autoenc_lessons.checks.judging.answers import as_number, as_table, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _

__all__ = ["cheapest", "window_scores"]

# Who tries a hundred thresholds instead of all scores pays that much more.
_DEARER = 1.02


@question
def cheapest(function, *, seed):
    """Judge a function of scores, the share of faults and two prices that gives the threshold of lowest cost."""
    generator = np.random.default_rng(seed)
    tries = []
    for number in range(12):
        given = _prices(generator, number % 2)
        result = as_number(call(function, *given, name="cheapest"), _("The result of cheapest"))
        tries.append((result, given))
    for result, given in tries:
        cost, lowest = _cost(result, *given), _lowest_cost(*given)
        if cost > lowest * _DEARER:
            paid, possible = told_apart(1000 * cost, 1000 * lowest, ".1f")
            raise Wrong(
                _(
                    "With a share of faults of {share}, {missed} for a missed fault and {false} for a false alarm, "
                    "1000 rows cost {paid} at your threshold; {possible} is possible.",
                    share=f"{given[2]:g}",
                    missed=f"{given[3]:g}",
                    false=f"{given[4]:g}",
                    paid=paid,
                    possible=possible,
                ),
                _hint_for_cost(tries),
                _("Write the cost of one threshold as a function. Then try each score as the threshold."),
            )
    return _("A threshold is no fact about the scores: it follows from prices, and from how rare faults are in use.")


def _prices(generator, faults_are_rare):
    """Return scores of normal and faulty rows, a share and two prices, so that some of both kinds ring, and not all."""
    while True:
        unit = generator.uniform(0.01, 5)
        normal = unit * np.exp(generator.normal(0, 0.5, size=400))
        faulty = unit * np.exp(generator.normal(1, 0.5, size=int(generator.choice([60, 150, 400]))))
        # Faults are rarer in use than among these scores.
        share = _counted(normal, faulty) * generator.uniform(*((0.03, 0.1) if faults_are_rare else (0.2, 0.7)))
        missed, false = generator.integers([5, 1], [100, 6]).tolist()
        given = normal, faulty, round(float(share), 3), missed, false
        candidates = _candidates(normal, faulty)
        costs = _cost(candidates, *given)
        best = candidates[np.argmin(costs)]
        some_ring = all(0.02 < np.mean(scores > best) < 0.98 for scores in (normal, faulty))
        # Where the cheapest threshold lies between two scores that are as good as equal, a fine grid would miss it.
        grid = np.linspace(candidates[0], candidates[-1], 1000)
        if some_ring and _cost(grid, *given).min() < costs.min() * (1 + (_DEARER - 1) / 2):
            return given


def _counted(normal, faulty):
    return len(faulty) / (len(normal) + len(faulty))


def _candidates(normal, faulty):
    return np.unique(np.concatenate([normal, faulty]))


def _cost(thresholds, normal, faulty, share, missed, false):
    """Return what a row in use costs, for one threshold or several."""
    silent = [np.searchsorted(np.sort(scores), thresholds, side="right") / len(scores) for scores in (faulty, normal)]
    return share * silent[0] * missed + (1 - share) * (1 - silent[1]) * false


def _lowest_cost(*given):
    return _cost(_candidates(*given[:2]), *given).min()


def _hint_for_cost(tries):
    if all(np.isclose(result, _lowest_cost(*given), rtol=1e-3) for result, given in tries):
        return _("This is the lowest cost itself. Asked is the threshold that has it.")
    if all(_is_best(np.nextafter(result, -np.inf), *given) for result, given in tries):
        return _("A score equal to the threshold does not ring: only higher ones do.")
    if all(result == given[0].max() for result, given in tries):
        return _("No normal row rings at this threshold. What do the missed faults cost then?")
    mistakes = {
        _("This is cheapest if faults are as common as among these scores. How common are they in use?"): (
            lambda counted, share, missed, false: (counted, missed, false)
        ),
        _("This is cheapest if half of the rows are faulty. How common are faults in use?"): (
            lambda counted, share, missed, false: (0.5, missed, false)
        ),
        _("This is cheapest if the share is that of normal rows. It is the share of faults."): (
            lambda counted, share, missed, false: (1 - share, missed, false)
        ),
        _("This is cheapest with the two prices swapped."): (
            lambda counted, share, missed, false: (share, false, missed)
        ),
        _("This is cheapest if both mistakes cost the same. What are the prices for?"): (
            lambda counted, share, missed, false: (share, 1, 1)
        ),
        _("This threshold makes the fewest mistakes among these scores. Mistakes have prices, and faults a share."): (
            lambda counted, share, missed, false: (counted, 1, 1)
        ),
    }
    for hint, other in mistakes.items():
        # In all of the tries, for a wrong threshold may be the best of another count by chance.
        if all(_is_best(result, *given[:2], *other(_counted(*given[:2]), *given[2:])) for result, given in tries):
            return hint
    if all(result > np.max(np.concatenate(given[:2])) for result, given in tries):
        return _("No row rings at this threshold.")
    return _("Of 1000 rows in use, how many are faulty, and how many of these do not ring? How many others ring?")


def _is_best(threshold, *given):
    return _cost(threshold, *given) <= _lowest_cost(*given) + 1e-12


@question
def window_scores(function, *, seed):
    """Judge a function of a series, a length and a way to copy windows that gives the score of each hour."""
    generator = np.random.default_rng(seed)
    for hours, length in [(60, 5), (200, 24), (31, 8)]:
        series = 3 + np.sin(np.arange(hours) / 3) + 0.3 * generator.normal(size=hours)
        copy = _copier(series, length)
        answer = call(function, series, length, copy, name="window_scores")
        if is_nan(answer) and np.shape(answer) == (hours,) and not is_nan(np.asarray(answer)[length - 1 :]):
            raise Wrong(
                _("The first scores are NaN."),
                _("Where no window ends, the score is to be 0."),
                _("np.zeros(length - 1) are the scores of the hours before the first window ends."),
            )
        scores = as_table(answer, _("The result of window_scores"), (None,))
        right = _in_windows(series, length, copy)
        if len(scores) != hours:
            raise Wrong(
                _(
                    "For {hours} hours and windows of {length} it gives {number} scores; asked is one for each hour.",
                    hours=hours,
                    length=length,
                    number=len(scores),
                ),
                _hint_for_number(len(scores), hours, length),
                _("Hours at which no window ends get a 0: put length - 1 of them before the scores."),
            )
        if not np.allclose(scores, right, rtol=1e-4, atol=1e-9):
            place = int(np.flatnonzero(~np.isclose(scores, right, rtol=1e-4, atol=1e-9))[0])
            got, asked = told_apart(scores[place], right[place])
            raise Wrong(
                _(
                    "For {hours} hours and windows of {length}, hour {place} has the score {got}; asked is {asked}.",
                    hours=hours,
                    length=length,
                    place=place,
                    got=got,
                    asked=asked,
                ),
                _hint_for_windows(scores, right, series, length, copy),
                _("Hour t gets the mean squared error of the copy of series[t - length + 1 : t + 1]."),
            )
    return _("A score that uses its own hour and earlier ones can ring at once. A later hour would be a look ahead.")


def _copier(series, length):
    """Return a function that copies windows with two axes of PCA."""
    pca = PCA(2, svd_solver="full").fit(np.lib.stride_tricks.sliding_window_view(series, length))

    def copy(windows):
        windows = np.asarray(windows, dtype="float64")
        if windows.ndim != 2 or windows.shape[1] != length:
            raise ValueError(f"copy takes windows of shape (number, {length}); it was given {windows.shape}.")
        return pca.inverse_transform(pca.transform(windows))

    return copy


def _missed(series, length, copy):
    windows = np.lib.stride_tricks.sliding_window_view(series, length)
    return windows - copy(windows)


def _in_windows(series, length, copy):
    return np.concatenate([np.zeros(length - 1), np.mean(_missed(series, length, copy) ** 2, axis=1)])


def _hint_for_number(number, hours, length):
    if number == hours - length + 1:
        return _("The first window ends at hour {last}, counted from 0.", last=length - 1)
    if number == length:
        return _("This is one score for each place in a window. Average over the hours of each window instead.")
    return _("How many windows are there, if the first begins with the series and the last one ends with it?")


def _hint_for_windows(scores, right, series, length, copy):
    if np.ptp(scores) == 0:
        return _("All hours have the same score. Each window has an error of its own: average over its hours alone.")
    if np.allclose(scores[length - 1 :], right[length - 1 :], rtol=1e-4, atol=1e-9):
        return _("Where no window ends, the score is to be 0. The other scores are right.")
    found = [hint for hint, wrong in _mistakes(right, series, length, copy) if _agree(scores, wrong)]
    return found[0] if found else _("Take one hour by hand. Which window ends with it, and what is the copy of that?")


def _agree(scores, others):
    return np.allclose(scores, others, rtol=1e-4, atol=1e-9)


def _mistakes(right, series, length, copy):
    """Yield what is to be said of a mistake, and the scores that it gives."""
    errors, missed = right[length - 1 :], _missed(series, length, copy)
    empty = np.zeros(length - 1)
    begins = _("This is the score of the window that begins with the hour. Which one ends with it?")
    yield begins, np.concatenate([errors, empty])
    yield _("The last window is missing: the one that ends with the series."), np.append(right[:-1], 0)
    yield _("Each score stands one hour too late. The window ends with its hour."), np.append(0, right[:-1])
    yield _("Each score stands one hour too early. The window ends with its hour."), np.append(right[1:], 0)
    for before in (length // 2, length - 1 - length // 2):
        around = _("The window lies around its hour here, and uses later ones.")
        yield around, np.pad(errors, (before, length - 1 - before))
    yield _("This is the root of the mean squared error."), np.sqrt(right)
    yield _("This is the sum of the squared errors in a window. Asked is their mean."), right * length
    absolute = np.mean(np.abs(missed), axis=1)
    yield _("These are absolute errors. Asked are squared ones."), np.concatenate([empty, absolute])
    last = _("This is the error of the last hour of each window alone. Average over all its hours.")
    yield last, np.concatenate([empty, missed[:, -1] ** 2])
    windows = np.lib.stride_tricks.sliding_window_view(series, length)
    evened = windows - windows.mean(axis=1, keepdims=True)
    shifted = _("The windows have lost their means here. Copy them as they are.")
    yield shifted, np.concatenate([empty, np.mean((evened - copy(evened)) ** 2, axis=1)])
