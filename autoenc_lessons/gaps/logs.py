"""The log of a pump, made by rules that are known: a table with bent relations between its columns."""

import numpy as np

from autoenc_lessons.inputs.values import as_amount, as_count, as_samples, as_seed

__all__ = ["LOG_COLUMNS", "crossed", "pump_log"]

LOG_COLUMNS = (
    "speed",
    "torque",
    "outside",
    "valve",
    "voltage",
    "power",
    "flow",
    "pressure",
    "bearing",
    "vibration",
    "current",
    "sound",
)
# Without noise and in units of the spread, these are close to what a long log has.
_MIDDLE = 1.5
_RESONANCE, _RESONANCE_WIDTH = 0.1, 0.25


def pump_log(n_rows, *, noise=0.3, overload=0, seed=0):
    """Return rows of a pump's log: four causes and the voltage, and seven readings that follow from them by bent rules.

    Power is speed times torque, flow is speed times valve, pressure grows with the square of the speed, vibration has a
    peak at one speed, sound is lowest there. Each reading has noise of its own.

    Parameters
    ----------
    n_rows : int
    noise : float
        Standard deviation of the noise, in units of each column's spread.
    overload : float
        By how much speed and torque are higher than usual; they vary by 1 to both sides. All rules hold.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_rows, 12)
        The columns are named in `LOG_COLUMNS`.

    Raises
    ------
    TypeError, ValueError
        If something is no number of its kind.

    Examples
    --------
    >>> pump_log(3).shape
    (3, 12)
    """
    n_rows, noise = as_count(n_rows, name="n_rows"), as_amount(noise, name="noise")
    overload = as_amount(overload, name="overload")
    generator = np.random.default_rng(as_seed(seed))
    causes = generator.uniform(-1, 1, size=(n_rows, 4))
    causes[:, :2] += overload
    x = _readings(causes, np.clip(generator.normal(0, 0.5, size=n_rows), -1, 1))
    spread = _readings(*_usual()).std(axis=0)
    return x + noise * spread * generator.normal(size=x.shape)


def _usual():
    generator = np.random.default_rng(0)
    return generator.uniform(-1, 1, size=(2000, 4)), np.clip(generator.normal(0, 0.5, size=2000), -1, 1)


def _readings(causes, voltage):
    speed, torque, outside, valve = (causes + [_MIDDLE, _MIDDLE, 0, _MIDDLE]).T
    beside = speed - _MIDDLE - _RESONANCE
    power = speed * torque
    bearing = outside + 0.36 * power + 0.5 * np.abs(torque - _MIDDLE)
    vibration = np.exp(-((beside / _RESONANCE_WIDTH) ** 2)) + 0.3 * torque
    readings = [power, speed * valve, speed**2 / valve, bearing, vibration, power / (1.6 + 0.5 * voltage)]
    return np.column_stack([speed, torque, outside, valve, voltage, *readings, np.abs(beside) + 0.4 * valve])


def crossed(x, n_wrong=4, seed=0):
    """Return rows in which some readings come from another row: each is in its usual range, but they do not fit.

    Parameters
    ----------
    x : array-like, shape (n_rows, n_columns)
        At least two rows.
    n_wrong : int
        How many entries of each row are wrong.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_rows, n_columns)

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table, has one row only, or not so many columns.

    Examples
    --------
    >>> crossed([[1, 1], [2, 2]], 1).sum(axis=1)
    array([3., 3.])
    """
    x, n_wrong = as_samples(x), as_count(n_wrong, name="n_wrong")
    if len(x) < 2:
        raise ValueError("x has one row; wrong readings come from another one, so give at least two.")
    if n_wrong > x.shape[1]:
        raise ValueError(f"n_wrong is {n_wrong}, but x has {x.shape[1]} columns.")
    order = np.argsort(np.random.default_rng(as_seed(seed)).random(x.shape), axis=1)
    return np.where(order < n_wrong, np.roll(x, 1, axis=0), x)
