"""Numbers of runs some of which diverged or were stopped by hand."""

import numpy as np

from autoenc_lessons.figures.given import above_zero
from autoenc_lessons.inputs.conversion import as_numbers
from autoenc_lessons.inputs.values import as_samples

__all__ = ["as_runs_so_far", "farthest"]


def as_runs_so_far(values, name, *, rank):
    """Return numbers of runs as an array, with NaN for what a run that was stopped or diverged does not have.

    Raises
    ------
    TypeError, ValueError
        If they are no real numbers, if one is infinite, or if they have another rank.
    """
    values = as_numbers(values, name=name)
    is_missing = np.isnan(values)
    return np.where(is_missing, np.nan, as_samples(np.where(is_missing, 1, values), name=name, rank=rank))


def farthest(runs, name):
    """Return the steps that the longest runs have, and for each run whether it has them all.

    Raises
    ------
    ValueError
        If no run has any, or if one of those that have them all has a number that is not above 0.
    """
    is_there = ~np.isnan(runs)
    runs = runs[:, : is_there.sum(axis=1).max()]
    is_whole = ~np.isnan(runs).any(axis=1)
    if runs.size == 0 or not is_whole.any():
        raise ValueError(f"{name} has no run with a number from its first step to its last; train them again.")
    above_zero(runs[is_whole], name)
    return runs, is_whole
