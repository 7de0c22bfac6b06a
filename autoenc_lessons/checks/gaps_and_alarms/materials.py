"""What the exercise on gaps and alarms hands out: tables with gaps, and simple ways to fill them."""

import numpy as np
from sklearn.linear_model import LinearRegression

__all__ = ["error_with", "fit_mean", "fit_nearest_row", "gappy_log", "hot_sensor", "masked_filler", "station_log"]

_COLUMNS = 6
_STATION = 12
_BOXES = (8, 3, 1)
_RIDGE = 1.0
_DEGREES_LOST = 27.0


def gappy_log(seed=0):
    """Return a log with gaps (NaN), parted into training and test rows, and known test entries to hide.

    Parameters
    ----------
    seed : int

    Returns
    -------
    training : ndarray of float64, shape (300, 6)
    test : ndarray of float64, shape (100, 6)
    hidden : ndarray of bool, shape (100, 6)
        True only where `test` has a number; at least three entries of each row stay.
    """
    generator = np.random.default_rng(seed)
    weights = generator.normal(size=(2, _COLUMNS))
    weights /= np.linalg.norm(weights, axis=0)
    x = 4 + generator.normal(size=(400, 2)) @ weights + 0.5 * generator.normal(size=(400, _COLUMNS))
    # A pump wears out, so the test rows are not quite like the training rows.
    x += np.linspace(0, 0.4, len(x))[:, None]
    # In each row one entry is missing or none, and of the others up to two are to be hidden.
    order = np.argsort(generator.random(x.shape), axis=1)
    x[(order == 0) & (generator.random((400, 1)) < 0.6)] = np.nan
    hidden = (order == 1) | ((order == 2) & (generator.random((400, 1)) < 0.5))
    return x[:300], x[300:], hidden[300:]


def fit_mean(rows):
    """Learn the mean of each column, and return a function that fills gaps with it.

    Parameters
    ----------
    rows : array-like, shape (n_rows, n_columns)
        NaN stands for a gap.

    Returns
    -------
    callable
        Takes rows with gaps and returns them filled.
    """
    means = np.nanmean(np.asarray(rows, dtype="float64"), axis=0)

    def fill(rows):
        rows = np.asarray(rows, dtype="float64")
        return np.where(np.isnan(rows), means, rows)

    return fill


def fit_nearest_row(rows):
    """Keep rows, and return a function that fills each gap from the nearest of them that has a number there.

    Parameters
    ----------
    rows : array-like, shape (n_rows, n_columns)
        NaN stands for a gap.

    Returns
    -------
    callable
        Takes rows with gaps and returns them filled.
    """
    kept = np.array(rows, dtype="float64")

    def fill(rows):
        filled = np.array(rows, dtype="float64")
        both = ~np.isnan(filled)[:, None] & ~np.isnan(kept)
        squares = np.where(both, (np.nan_to_num(filled)[:, None] - np.nan_to_num(kept)) ** 2, 0)
        distances = np.where(both.any(axis=2), squares.sum(axis=2) / np.maximum(both.sum(axis=2), 1), np.inf)
        for column in range(filled.shape[1]):
            has = ~np.isnan(kept[:, column])
            gaps = np.isnan(filled[:, column])
            filled[gaps, column] = kept[has, column][np.argmin(distances[gaps][:, has], axis=1)]
        return filled

    return fill


def hot_sensor(n_rows, seed=0):
    """Return how wrong the gaps of a sensor are filled that gives no reading above 27 degrees.

    A linear rule guesses its temperature from three other readings of the row, which are never missing. It is fitted
    to the rows with a temperature, but for those in which it was hidden.

    Parameters
    ----------
    n_rows : int
    seed : int

    Returns
    -------
    hidden, lost : ndarray of float64
        The true temperature less the filled one, where a known one was hidden, and where it was lost.
    """
    generator = np.random.default_rng(seed)
    warmth = 22 + 6 * generator.normal(size=n_rows)
    readings = warmth[:, None] + 6 * generator.normal(size=(n_rows, 3))
    is_lost = warmth > _DEGREES_LOST
    is_hidden = ~is_lost & (generator.random(n_rows) < 0.2)
    given = ~is_lost & ~is_hidden
    rule = LinearRegression().fit(readings[given], warmth[given])
    misses = warmth - rule.predict(readings)
    return misses[is_hidden], misses[is_lost]


def station_log(seed=0):
    """Return the log of a weather station whose sensors hang on three boxes; a box that fails loses all of its own.

    Parameters
    ----------
    seed : int

    Returns
    -------
    training : ndarray of float64, shape (2000, 12)
        Complete rows.
    incoming, truth : ndarray of float64, shape (2000, 12)
        Rows with gaps (NaN) as they come in, and what would have stood there.
    """
    generator = np.random.default_rng(seed)
    boxes = np.split(generator.permutation(_STATION), np.cumsum(_BOXES)[:-1])
    x = generator.normal(size=(4000, 1)) + 0.1 * generator.normal(size=(4000, _STATION))
    for box in boxes:
        x[:, box] += 0.5 * generator.normal(size=(4000, 1))
    training, truth = x[:2000], x[2000:]
    incoming, failed = truth.copy(), generator.integers(len(boxes) + 1, size=len(truth))
    for number, box in enumerate(boxes):
        incoming[np.ix_(failed == number, box)] = np.nan
    return training, incoming, truth


def masked_filler(training, hidden):
    """Return a function that fills gaps: a masked autoencoder in its simplest form, linear and without a code.

    For each column it learns from the rows in which that column was hidden, and from what was left of them: 0 stands
    for what was hidden, and the mask is a second input. It is computed at once, without training.

    Parameters
    ----------
    training : array-like, shape (n_rows, n_columns)
    hidden : array-like of bool, shape (n_rows, n_columns)

    Returns
    -------
    callable
        Takes rows with gaps (NaN) and returns them filled.
    """
    training, hidden = np.asarray(training), np.asarray(hidden, dtype=bool)
    mean = training.mean(axis=0)

    def inputs(rows, gone):
        return np.hstack([np.where(gone, 0, rows - mean), gone, np.ones((len(rows), 1))])

    seen, weights = inputs(training, hidden), []
    for column in range(training.shape[1]):
        some = hidden[:, column]
        normal = seen[some].T @ seen[some] + _RIDGE * np.eye(seen.shape[1])
        weights.append(np.linalg.solve(normal, seen[some].T @ (training[some, column] - mean[column])))

    def fill(rows):
        gone = np.isnan(rows)
        return np.where(gone, mean + inputs(rows, gone) @ np.transpose(weights), rows)

    return fill


def error_with(hidden, training, incoming, truth):
    """Return the error of the masked filler in the gaps of incoming rows, in shares of the mean's error.

    Parameters
    ----------
    hidden : array-like of bool, shape (n_rows, n_columns)
        Which entries of the training rows are hidden while the filler learns.
    training, incoming, truth : ndarray of float64
        As `station_log` returns them.

    Returns
    -------
    float
        1 is no better than the mean of each column.
    """
    gaps = np.isnan(incoming)
    filled = masked_filler(training, hidden)(incoming)
    return float(np.mean((filled - truth)[gaps] ** 2) / np.mean((training.mean(axis=0) - truth)[gaps] ** 2))
