"""A log in parts, with gaps, each column brought to mean 0 and spread 1 by the part that trains."""

from typing import NamedTuple

import numpy as np
from sklearn.preprocessing import StandardScaler

from autoenc_lessons.gaps.hiding import hide
from autoenc_lessons.gaps.logs import pump_log
from autoenc_lessons.inputs.values import as_count, as_seed

__all__ = ["LogParts", "log_parts"]

_N_VALIDATION, _N_TEST = 400, 600


class LogParts(NamedTuple):
    """Rows with gaps for training, to choose by and to judge by, and what is true of the latter and of the first."""

    training: np.ndarray
    validation: np.ndarray
    test: np.ndarray
    truth: np.ndarray
    training_truth: np.ndarray
    scaler: StandardScaler


def log_parts(n_training, *, share=0.2, seed=0):
    """Return a pump's log with gaps completely at random, split, and scaled by the known entries of the training part.

    Parameters
    ----------
    n_training : int
        Rows that train; 400 more validate and 600 judge.
    share : float
        The chance of each entry to be missing.
    seed : int

    Returns
    -------
    LogParts
        `truth` and `training_truth` have no gaps; only a judge may look at them.

    Raises
    ------
    TypeError, ValueError
        If something is no number of its kind.

    Examples
    --------
    >>> parts = log_parts(100)
    >>> parts.training.shape, parts.truth.shape
    ((100, 12), (600, 12))
    """
    n_training, seed = as_count(n_training, name="n_training"), as_seed(seed)
    rows = pump_log(n_training + _N_VALIDATION + _N_TEST, seed=seed)
    whole = np.split(rows, [n_training, n_training + _N_VALIDATION])
    gappy = [hide(part, share, seed=3 * seed + place) for place, part in enumerate(whole)]
    scaler = StandardScaler().fit(gappy[0])
    training, validation, test, truth, training_truth = map(scaler.transform, [*gappy, whole[2], whole[0]])
    return LogParts(training, validation, test, truth, training_truth, scaler)
