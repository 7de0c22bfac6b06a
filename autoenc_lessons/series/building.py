"""The hourly load of a building, and faults at known places."""

from typing import NamedTuple

import numpy as np

from autoenc_lessons.inputs.values import as_amount, as_count, as_samples, as_seed
from autoenc_lessons.language import _

__all__ = ["DAY", "WEEK", "Fault", "building_load", "with_faults"]

DAY, WEEK = 24, 168
_BASE, _GROWTH, _WORK, _WEEKEND = 30, 0.15, 40, 0.25
# How much of the difference of a day lasts until the next; the noise of an hour, and how much of that lasts.
_DAYS_LAST, _HOURS, _HOURS_LAST = 0.7, 1.2, 0.6


class Fault(NamedTuple):
    """What is wrong, and in which hours: from `start` to before `stop`."""

    kind: str
    start: int
    stop: int


def building_load(n_weeks, *, weather=0.08, seed=0):
    """Return the load of a building in each hour, in kilowatts, from a Monday on: growth, day, week and noise.

    Parameters
    ----------
    n_weeks : int
    weather : float
        How much the load at work differs from day to day, as a share; much of that lasts until the next day.
    seed : int

    Returns
    -------
    ndarray of float64, shape (168 * n_weeks,)

    Raises
    ------
    TypeError, ValueError
        If `n_weeks` is no whole number of at least 1, or `weather` no number from 0 on.

    Examples
    --------
    >>> building_load(2).shape
    (336,)
    """
    hours = np.arange(WEEK * as_count(n_weeks, name="n_weeks"))
    generator, weather = np.random.default_rng(as_seed(seed)), as_amount(weather, name="weather")
    is_work = hours // DAY % 7 < 5
    shape = np.where(is_work, 1.0, _WEEKEND) * np.exp(-((np.abs(hours % DAY - 13) / 5) ** 4))
    days = np.repeat(_lasting(generator, len(hours) // DAY, weather, _DAYS_LAST), DAY)
    noise = _lasting(generator, len(hours), _HOURS, _HOURS_LAST)
    return _BASE + _GROWTH * hours / WEEK + _WORK * shape * (1 + days) + noise


def _lasting(generator, number, spread, lasts):
    values = generator.normal(0, spread, size=number)
    for place in range(1, number):
        values[place] += lasts * values[place - 1]
    return values


def with_faults(load, first, *, n_each=4, seed=0):
    """Return a load with faults of five kinds, and where they are.

    They are a spike of one hour; a meter that is stuck for 8 hours; a machine that runs at night for 5 hours; an outage
    of 6 hours at work; and a Sunday on which people work as on the Friday before.

    Parameters
    ----------
    load : array-like, shape (n_hours,)
        As `building_load` returns it.
    first : int
        The hour from which on there are faults.
    n_each : int
        How many of each kind.
    seed : int

    Returns
    -------
    load : ndarray of float64, shape (n_hours,)
    faults : list of Fault
        From early to late.

    Raises
    ------
    TypeError, ValueError
        If `load` is no row of finite numbers, or too short for so many faults.

    Examples
    --------
    >>> load, faults = with_faults(building_load(12), 2 * 168, n_each=1)
    >>> len(faults)
    5
    """
    load = as_samples(load, name="load", rank=1).copy()
    first, n_each = as_count(first, name="first", smallest=WEEK), as_count(n_each, name="n_each")
    generator = np.random.default_rng(as_seed(seed))
    kinds = _kinds()
    days = np.arange(-(-first // DAY) + 1, len(load) // DAY - 1)
    sundays, workdays = days[days % 7 == 6], days[days % 7 < 4][::2]
    n_others = n_each * (len(kinds) - 1)
    if len(sundays) < n_each or len(workdays) < n_others:
        raise ValueError(f"From hour {first} on, the load is too short for {n_each} faults of each kind.")
    *others, sunday = kinds
    places = generator.choice(workdays, n_others, replace=False)
    planted = [(kind, day) for kind, day in zip(np.repeat(others, n_each), places, strict=True)]
    planted += [(sunday, day) for day in generator.choice(sundays, n_each, replace=False)]
    faults = [kinds[kind](load, int(day) * DAY, generator, str(kind)) for kind, day in planted]
    return load, sorted(faults, key=lambda fault: fault.start)


def _kinds():
    return {
        _("spike"): _spike,
        _("stuck meter"): _stuck,
        _("night run"): _night,
        _("outage"): _outage,
        _("working Sunday"): _sunday,
    }


def _spike(load, midnight, generator, kind):
    at = midnight + int(generator.integers(DAY))
    load[at] += 18 * generator.choice([-1, 1])
    return Fault(kind, at, at + 1)


def _stuck(load, midnight, generator, kind):
    at = midnight + int(generator.integers(8, 13))
    load[at : at + 8] = load[at - 1]
    return Fault(kind, at, at + 8)


def _night(load, midnight, _generator, kind):
    load[midnight : midnight + 5] += 12
    return Fault(kind, midnight, midnight + 5)


def _outage(load, midnight, _generator, kind):
    load[midnight + 9 : midnight + 15] = load[midnight : midnight + 6]
    return Fault(kind, midnight + 9, midnight + 15)


def _sunday(load, midnight, _generator, kind):
    load[midnight + 6 : midnight + 21] = load[midnight - 2 * DAY + 6 : midnight - 2 * DAY + 21]
    return Fault(kind, midnight + 6, midnight + 21)
