"""Mini-batches: which samples a step sees, from memory or from a file."""

import itertools
import math

import keras
import numpy as np
import tensorflow as tf

from autoenc_lessons.streams.mixing import GROUP_BYTES, RowQueue, mixed_groups
from autoenc_lessons.streams.reading import Rows

__all__ = ["BatchStream", "samples_for", "source_of"]


def source_of(x, targets, batch_size, shuffle_seed):
    """Return what gives the steps their samples.

    Parameters
    ----------
    x, targets : ndarray of shape (n_samples, ...), or Rows
        As `check_trainable` returns them; None where the targets are the samples.
    batch_size : int or None
    shuffle_seed : int or None
        None for one from NumPy's global state.

    Returns
    -------
    object
        For `samples_for`. Its `most_steps` says how many steps these may be; its `seen` are the newest samples.
    """
    if isinstance(x, Rows):
        return _FromFile(x, targets, batch_size, shuffle_seed)
    return _InMemory(x, targets, batch_size, shuffle_seed)


def samples_for(n_steps, source, *, room, done):
    """Return x, targets, and the row numbers in them of each batch of the next steps; None if each step sees all.

    Parameters
    ----------
    n_steps : int
    source : object
        What `source_of` returns.
    room : int
        For how many steps there is to be room, whether they are taken or not.
    done : int
        The steps that were taken before.

    Raises
    ------
    ValueError
        If a file cannot be read on, with what has become of the steps before.
    """
    try:
        return source.samples_for(n_steps, room)
    except ValueError as error:
        kept = f" The weights are those after step {done}." if done else ""
        raise ValueError(f"{error}{kept}") from None


class _InMemory:
    most_steps = math.inf

    def __init__(self, x, targets, batch_size, shuffle_seed):
        self.seen = x
        self._x = _as_tensor(x, batch_size)
        self._targets = self._x if targets is None or targets is x else _as_tensor(targets, batch_size)
        self._stream = None if batch_size is None else BatchStream(len(x), batch_size, shuffle_seed)

    def samples_for(self, n_steps, room):
        batches = None if self._stream is None else self._stream.next_batches(n_steps, room=room)
        return self._x, self._targets, batches


class _FromFile:
    """Batches from one mixed pass over a file after another; memory holds a few groups of rows, whatever comes."""

    def __init__(self, x, targets, batch_size, shuffle_seed):
        self._files = (x,) if targets is None or targets is x else (x, targets)
        generator = _generator(shuffle_seed)
        passes = itertools.chain.from_iterable(mixed_groups(self._files, generator) for _ in itertools.count())
        self._queue, self._batch_size = RowQueue(passes), batch_size
        batch_bytes = batch_size * sum(file.row_bytes for file in self._files)
        self.most_steps = max(1, GROUP_BYTES // batch_bytes)
        self.seen = np.zeros(1)

    def samples_for(self, n_steps, room):
        taken = self._queue.take(n_steps * self._batch_size)
        self.seen = taken[0]
        n_rows = min(room, self.most_steps) * self._batch_size
        rooms = [tf.convert_to_tensor(_filled_up(samples, n_rows)) for samples in taken]
        batches = tf.reshape(tf.range(n_rows, dtype="int64"), (-1, self._batch_size))
        return rooms[0], rooms[-1], batches


def _filled_up(samples, n_rows):
    """Return samples with zeros after them: TensorFlow compiles for one shape."""
    if len(samples) == n_rows:
        return samples
    filled = np.zeros((n_rows, *samples.shape[1:]), dtype=samples.dtype)
    filled[: len(samples)] = samples
    return filled


def _as_tensor(samples, batch_size):
    """Return what the steps read; of whole numbers, only a batch at a time need become floats, which are larger."""
    if batch_size is not None and samples.dtype.kind in "iu":
        return tf.constant(samples)
    return tf.cast(samples, keras.config.floatx())


def _generator(seed):
    # NumPy's global state is what `seed_everything` seeds.
    return np.random.default_rng(np.random.randint(2**31) if seed is None else seed)  # noqa: NPY002


class BatchStream:
    """Row numbers of one batch after another, from one shuffle of all rows after another."""

    def __init__(self, n_samples, batch_size, seed=None):
        self._n_samples, self._batch_size = n_samples, batch_size
        self._generator = _generator(seed)
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
