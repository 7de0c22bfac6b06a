"""When a training has to stop: its loss explodes, or is no number."""

import numpy as np

__all__ = ["Diverged", "stop_if_diverged"]

# Far above anything that a healthy run does, far below where float64 overflows.
_EXPLOSION_FACTOR = 1e6
# Values up to here need no scaling.
_USUAL_SIZE = 100


class Diverged(ValueError):
    """A training whose loss explodes or is no number.

    Attributes
    ----------
    step : int
        The first step with such a loss, counted from 1.
    """

    def __init__(self, message, step):
        super().__init__(message)
        self.step = step

    def __reduce__(self):
        # An exception is pickled without its step, and then cannot be made again.
        return type(self), (str(self), self.step)


def stop_if_diverged(chunk, done, first_loss, x):
    """Raise if one of the newest losses is not a number or has left all bounds."""
    bad = np.flatnonzero(~(np.abs(chunk) < _EXPLOSION_FACTOR * (1 + abs(first_loss))))
    if bad.size:
        step, loss = done + int(bad[0]) + 1, chunk[bad[0]]
        raise Diverged(_why_diverged(step, loss, float(np.abs(x).max())), step)


def _why_diverged(step, loss, largest):
    if step == 1:
        return (
            f"Training stopped at step 1: the loss is {loss} before the first update, so it is not the learning rate. "
            f"Look at the scale of x (its values reach {largest:.3g}), at the loss, and at layers with a logarithm, "
            "an exponential, a root or a division; then build the model again."
        )
    what = f"grew to {loss:.3g}" if np.isfinite(loss) else "is no longer a finite number"
    scale = f", or bring x to a smaller scale (its values reach {largest:.3g})" if largest > _USUAL_SIZE else ""
    other = "" if np.isfinite(loss) else "; if that does not help, look for a logarithm or a division that meets 0"
    return (
        f"Training stopped at step {step}: the loss {what}. The weights are spoilt: "
        f"build the model again and train it with a smaller learning rate{scale}{other}."
    )
