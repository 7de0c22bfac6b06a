"""Buildings with faults in their last weeks, and how methods do on several of them."""

from typing import NamedTuple

import numpy as np

from autoenc_lessons.alarms import gathered
from autoenc_lessons.inputs.values import as_amount, as_samples, as_seed
from autoenc_lessons.language import _
from autoenc_lessons.series.building import WEEK, building_load, with_faults
from autoenc_lessons.series.judging import best_f1, false_days, found

__all__ = ["Case", "compare", "f1_columns", "in_thresholds", "year"]

_N_LEARNED, _N_JUDGED, _N_WEEKS = 36 * WEEK, 44 * WEEK, 64
_RINGING = 0.002


class Case(NamedTuple):
    """A load, its faults, how many of its hours are to be learned from, and the hour from which on it is judged."""

    load: np.ndarray
    faults: list
    learned: int
    judged: int


def year(weather, seed=0):
    """Return 64 weeks of a building's load: 36 to learn from, 8 to set thresholds by, and 20 with 20 faults.

    Parameters
    ----------
    weather : float
        As in `building_load`.
    seed : int

    Returns
    -------
    Case
        The load is in units of the spread of the weeks to learn from.

    Raises
    ------
    TypeError, ValueError
        As `building_load`.

    Examples
    --------
    >>> case = year(0.1)
    >>> len(case.load), len(case.faults)
    (10752, 20)
    """
    seed = as_seed(seed)
    load, faults = with_faults(building_load(_N_WEEKS, weather=weather, seed=seed), _N_JUDGED, seed=seed)
    return Case(load / load[:_N_LEARNED].std(), faults, _N_LEARNED, _N_JUDGED)


def in_thresholds(scores, case):
    """Return scores in units of their thresholds: what 1 of 500 hours of the 8 weeks before the faults lies above.

    Parameters
    ----------
    scores : dict of str to array-like, shape (n_hours,)
    case : Case

    Returns
    -------
    dict of str to ndarray of float64, shape (n_hours,)
        Above 1, an hour rings.

    Raises
    ------
    TypeError, ValueError
        If a score is no row of finite numbers, or if its threshold is 0.

    Examples
    --------
    >>> float(in_thresholds({"one": np.ones(10752)}, year(0.1))["one"].max())
    1.0
    """
    relative = {}
    for name, score in scores.items():
        score = as_samples(score, name=f"scores[{name!r}]", rank=1)
        threshold = np.quantile(score[case.learned : case.judged], 1 - _RINGING)
        if not threshold > 0:
            raise ValueError(f"The threshold of {name!r} is {threshold:g}; it must be above 0.")
        relative[name] = score / threshold
    return relative


def compare(scores_of, weathers, seeds=(0, 1, 2, 3, 4)):
    """Return how many faults each of several scores finds in each weather, and on how many days it rings in vain.

    Parameters
    ----------
    scores_of : callable
        Takes a `Case` and a seed, and returns a dict of scores by name.
    weathers : dict of str to float
    seeds : iterable of int
        One building for each.

    Returns
    -------
    shares : dict of str to dict of str to list of float
        For each weather and each score, the share of faults found in each building.
    days : dict of str to dict of str to list of int
        The days with a false alarm.

    Raises
    ------
    TypeError, ValueError
        As `year` and `in_thresholds`.
    """
    shares, days = {}, {}
    for name, weather in weathers.items():
        weather, rows = as_amount(weather, name=f"weathers[{name!r}]"), []
        for seed in seeds:
            case = year(weather, seed)
            rings = {of: score > 1 for of, score in in_thresholds(scores_of(case, seed), case).items()}
            rows.append((case, rings))
        shares[name] = gathered({of: found(ring, case.faults) for of, ring in rings.items()} for case, rings in rows)
        days[name] = gathered(
            {of: false_days(ring, case.faults, case.judged) for of, ring in rings.items()} for case, rings in rows
        )
    return shares, days


def f1_columns(scores, case):
    """Return the best F1 score of each of several scores, as it is and adjusted by points, for a table.

    Parameters
    ----------
    scores : dict of str to array-like, shape (n_hours,)
    case : Case

    Returns
    -------
    dict of str to dict of str to float

    Raises
    ------
    TypeError, ValueError
        As `best_f1`.

    Examples
    --------
    >>> columns = f1_columns({"load": (case := year(0.1)).load}, case)
    >>> list(columns)
    ['F1', 'F1, adjusted by points']
    """
    names = {_("F1"): False, _("F1, adjusted by points"): True}
    return {
        name: {of: best_f1(s, case.faults, adjusted=adjusted, first=case.judged) for of, s in scores.items()}
        for name, adjusted in names.items()
    }
