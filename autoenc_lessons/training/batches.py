"""Mini-batches: which samples a step sees."""

import numpy as np
import tensorflow as tf

__all__ = ["BatchStream"]


class BatchStream:
    """Row numbers of one batch after another, from one shuffle of all rows after another."""

    def __init__(self, n_samples, batch_size, seed=None):
        self._n_samples, self._batch_size = n_samples, batch_size
        # NumPy's global state is what `seed_everything` seeds.
        seed = np.random.randint(2**31) if seed is None else seed  # noqa: NPY002
        self._generator = np.random.default_rng(seed)
        self._waiting = np.empty(0, dtype=int)

    def next_batches(self, n_batches, *, room=None):
        """Return the next batches, and zeros after them up to `room` batches: TensorFlow compiles for one shape."""
        needed = n_batches * self._batch_size
        while len(self._waiting) < needed:
            self._waiting = np.concatenate([self._waiting, self._generator.permutation(self._n_samples)])
        rows = np.zeros((room or n_batches, self._batch_size), dtype=int)
        rows[:n_batches].flat = self._waiting[:needed]
        self._waiting = self._waiting[needed:]
        return tf.constant(rows)
