"""How many training steps fit into about a second: the stop button is heard after that."""

import time

__all__ = ["Pace", "SECONDS_PER_CALL"]

# Between two looks; a hand on the stop button should not wait longer.
SECONDS_PER_CALL = 1.0


class Pace:
    """Measure how long steps take, and say how many the next call may take."""

    def __init__(self):
        self._calls = 0
        self._seconds_per_step = None

    def steps_in_a_call(self, most):
        """Return a number of steps from 1 to `most`; as long as nothing is known, it is 1."""
        if self._seconds_per_step is None:
            return 1
        return max(1, min(most, int(SECONDS_PER_CALL / self._seconds_per_step)))

    def seconds_for(self, n_steps):
        """Return how long so many steps will take, as far as is known."""
        return 0.0 if self._seconds_per_step is None else n_steps * self._seconds_per_step

    def timed(self, take, n_steps):
        """Return what `take` gives, and learn from how long it took."""
        start = time.perf_counter()
        taken = take()
        # The first call traces and compiles, too.
        if self._calls:
            self._seconds_per_step = max(1e-9, (time.perf_counter() - start) / n_steps)
        self._calls += 1
        return taken
