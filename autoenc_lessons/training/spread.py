"""What training from many starts leaves behind."""

from dataclasses import dataclass, field

import numpy as np

from autoenc_lessons.inputs.values import as_count, as_samples

__all__ = ["Spread"]


@dataclass(frozen=True)
class Spread:
    """What training from many starts leaves behind, one entry for each run that is kept.

    A run that diverged is kept, too, so that one can count how often that happens: its losses, reconstructions and
    weights are all NaN.

    Attributes
    ----------
    losses : ndarray of float64, shape (n_starts, steps)
        The loss of each step of each run, measured before the step's update.
    reconstructions : ndarray of float64, shape (n_starts, n_samples, ...), or None
        What each trained model makes of the data; None if `train_starts` was asked not to keep it.
    weights : list of list of ndarray
        The weights of each trained model; put into a new one by its `set_weights`, they make it the trained one.
    diverged : dict of int to int
        For each start that diverged, counted from 0, the step at which it did.
    kept : list of int
        Which start, counted from 0, each entry belongs to. Where several processes trained and were stopped by hand,
        some in between may be missing.
    """

    losses: np.ndarray
    reconstructions: np.ndarray | None
    weights: list
    diverged: dict = field(default_factory=dict)
    kept: list = field(default_factory=list)

    def settled(self, step=None, *, last=50):
        """Return the lowest loss of each run among its last steps: single steps may jump.

        Parameters
        ----------
        step : int, optional
            The step up to which a run counts; by default its last one.
        last : int
            How many steps count.

        Returns
        -------
        ndarray of float64, shape (n_starts,)
            NaN for a run that diverged or was stopped before these steps.

        Raises
        ------
        TypeError, ValueError
            If `step` or `last` is no whole number from 1 on, or if there were fewer steps.

        Examples
        --------
        >>> Spread(np.array([[9.0, 4.0, 5.0], [9.0, 2.0, 1.0]]), None, []).settled(last=2)
        array([4., 1.])
        """
        done = self.losses.shape[1]
        step = done if step is None else as_count(step, name="step")
        last = as_count(last, name="last")
        if step > done:
            raise ValueError(f"step is {step}, but these runs have {done} steps.")
        return self.losses[:, max(0, step - last) : step].min(axis=1)

    def standing(self, levels, *, steps=100, change=0.02, band=0.07):
        """Return how many runs stand near each level: there, their loss hardly changes in many steps.

        The steps that a run does not have, because it diverged or was stopped, count nowhere.

        Parameters
        ----------
        levels : array-like, shape (n_levels,)
            Losses above 0.
        steps : int
            A run stands in the middle of so many steps ...
        change : float
            ... over which the logarithm of its loss changes by less than this: 0.02 is 2 %.
        band : float
            How far from that of a level the logarithm of a loss may be, so that all bands are equally wide.

        Returns
        -------
        ndarray of int, shape (n_levels,)

        Raises
        ------
        TypeError, ValueError
            If the levels are no finite numbers above 0, or if the runs have too few steps.

        Examples
        --------
        >>> losses = np.array([[3.0] * 200, [4.0] * 100 + [1.0] * 100])
        >>> Spread(losses, None, []).standing([2, 3, 4])
        array([0, 1, 0])
        """
        levels, steps = as_samples(levels, name="levels", rank=1), as_count(steps, name="steps", smallest=2)
        if levels.min() <= 0:
            raise ValueError("levels must be above 0, for losses are compared by their logarithms.")
        if self.losses.shape[1] <= steps:
            raise ValueError(f"steps is {steps}, and these runs have {self.losses.shape[1]}; longer runs may stand.")
        logs = np.log(self.losses)
        is_level = np.abs(logs[:, steps:] - logs[:, :-steps]) < change
        middle = logs[:, steps // 2 : steps // 2 + is_level.shape[1]]
        return np.array([np.sum(np.any(is_level & (np.abs(middle - log) < band), axis=1)) for log in np.log(levels)])
