"""What a training run leaves behind."""

from dataclasses import dataclass, field

import numpy as np

__all__ = ["History"]


@dataclass(frozen=True)
class History:
    """What a training run leaves behind.

    Attributes
    ----------
    losses : ndarray of float64, shape (steps_done,)
        The loss of each step, measured on the step's batch before its update.
    steps_asked : int
        The number of steps that the run was to take.
    kept : dict of int to list of ndarray
        The weights before the first step and after some of the later ones, by the number of steps done; empty unless
        `train` was asked to keep them.
    """

    losses: np.ndarray
    steps_asked: int
    kept: dict = field(default_factory=dict)

    @property
    def interrupted(self):
        """Whether the run was stopped by hand before its last step."""
        return len(self.losses) < self.steps_asked
