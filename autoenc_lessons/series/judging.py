"""How well the alarms of a series point at its faults: counted by faults and days, and by hours."""

import numpy as np

from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.series.building import DAY

__all__ = ["HOURS_AFTER", "best_f1", "false_days", "found", "point_adjusted"]

_N_THRESHOLDS = 200
# An alarm that rings so late still finds its fault.
HOURS_AFTER = 2


def found(rings, faults, kind=None):
    """Return the share of faults in which an alarm rings, in one of their hours or the 2 after them.

    Parameters
    ----------
    rings : array-like of bool, shape (n_hours,)
    faults : sequence of Fault
    kind : str, optional
        Count this kind alone.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        If there is no such fault, or if `rings` is no row of numbers.

    Examples
    --------
    >>> found([0, 1, 0, 0, 0, 0], [("spike", 0, 1), ("spike", 4, 5)])
    0.5
    """
    rings = as_samples(rings, name="rings", rank=1) > 0
    faults = [fault for fault in faults if kind in (None, fault[0])]
    if not faults:
        raise ValueError("There is no fault of that kind, so no share of them can be found.")
    return float(np.mean([rings[start : stop + HOURS_AFTER].any() for _kind, start, stop in faults]))


def false_days(rings, faults, first=0):
    """Return how many days have an alarm, but no fault, neither on that day nor on the day before.

    Parameters
    ----------
    rings : array-like of bool, shape (n_hours,)
        Whole days.
    faults : sequence of Fault
    first : int
        The hour from which on to count.

    Returns
    -------
    int

    Raises
    ------
    TypeError, ValueError
        If `rings` is no row of numbers.

    Examples
    --------
    >>> false_days(np.ones(24 * 5), [("spike", 30, 31)])
    3
    """
    rings = as_samples(rings, name="rings", rank=1) > 0
    days = {hour // DAY for hour in np.flatnonzero(rings) if hour >= first}
    excused = {
        day + after for _k, start, stop in faults for day in (start // DAY, (stop - 1) // DAY) for after in (0, 1)
    }
    return len(days - excused)


def point_adjusted(rings, faults):
    """Return alarms after point adjustment: where one hour of a fault rings, all its hours count as found.

    Parameters
    ----------
    rings : array-like of bool, shape (n_hours,)
    faults : sequence of Fault

    Returns
    -------
    ndarray of bool, shape (n_hours,)

    Raises
    ------
    TypeError, ValueError
        If `rings` is no row of numbers.

    Examples
    --------
    >>> point_adjusted([0, 1, 0, 0], [("stuck meter", 0, 3)])
    array([ True,  True,  True, False])
    """
    rings = as_samples(rings, name="rings", rank=1) > 0
    for _kind, start, stop in faults:
        rings[start:stop] = rings[start:stop].any()
    return rings


def best_f1(scores, faults, *, adjusted=False, first=0):
    """Return the highest F1 score of all thresholds: the harmonic mean of precision and hit rate, counted by hours.

    Parameters
    ----------
    scores : array-like, shape (n_hours,)
    faults : sequence of Fault
    adjusted : bool
        Whether to adjust by points before counting.
    first : int
        The hour from which on to count.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        If `scores` is no row of finite numbers, or if there is no fault.

    Examples
    --------
    >>> best_f1([1, 5, 1, 2], [("stuck meter", 0, 2)], adjusted=True)
    1.0
    """
    scores = as_samples(scores, name="scores", rank=1)
    first, is_fault = as_count(first, name="first", smallest=0), np.zeros(len(scores), dtype=bool)
    for _kind, start, stop in faults:
        is_fault[start:stop] = True
    if not is_fault[first:].any():
        raise ValueError(f"From hour {first} on there is no fault, so no F1 score can be told.")
    is_fault, limits = is_fault[first:], np.quantile(scores[first:], np.linspace(0, 1, _N_THRESHOLDS), method="lower")
    best = 0.0
    for limit in limits:
        rings = point_adjusted(scores >= limit, faults) if adjusted else scores >= limit
        hits = np.sum(rings[first:] & is_fault)
        best = max(best, 2 * hits / (rings[first:].sum() + is_fault.sum()))
    return float(best)
