"""What training from many starts leaves behind."""

from dataclasses import dataclass, field

import numpy as np

from autoenc_lessons.inputs.values import as_count

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
    """

    losses: np.ndarray
    reconstructions: np.ndarray | None
    weights: list
    diverged: dict = field(default_factory=dict)

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
            NaN for a run that diverged.

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
