"""Rows of numbers in a file of NumPy's format .npy, of which only a part is in memory at a time."""

import math

import keras
import numpy as np
import tensorflow as tf

from autoenc_lessons.inputs.values import as_batch_size, as_count, as_seed
from autoenc_lessons.language import _
from autoenc_lessons.streams.headers import as_path, read_header
from autoenc_lessons.streams.mixing import RowQueue, mixed_groups

__all__ = ["Rows", "rows"]

# What both NumPy and TensorFlow read straight from a file's bytes.
_READABLE = {"float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "bool"}
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def rows(path):
    """Return the rows of numbers in a file that `np.save` or `datasets.write_rows` has written; none is read yet.

    Parameters
    ----------
    path : str or os.PathLike
        A .npy file that holds an array of shape (n_rows, n_features), or more axes, such as those of pictures.

    Returns
    -------
    Rows

    Raises
    ------
    TypeError, ValueError
        If it is no whole file of that kind, or if it holds anything but real numbers, row after row.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> np.save(f"{folder.name}/ten.npy", np.arange(20.0).reshape(10, 2))
    >>> ten = rows(f"{folder.name}/ten.npy")
    >>> ten
    10 rows of 2 numbers (float64) in ten.npy, 160 bytes
    >>> [len(block) for block in ten.blocks(4)]
    [4, 4, 2]
    >>> [batch.shape[0] for batch in ten.batches(5, shuffle_seed=0)]
    [5, 5]
    >>> folder.cleanup()
    """
    path = as_path(path)
    try:
        shape, in_columns, stored, offset = read_header(path)
        size = path.stat().st_size
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}.") from None
    if stored.name not in _READABLE:
        raise TypeError(
            f"{path.name} must hold real numbers, but it holds an array of {_kind(stored)}; "
            "turn that into numbers, and save them as float32."
        )
    if len(shape) < 2 or 0 in shape:
        raise ValueError(
            f"{path.name} must hold an array of shape (n_rows, n_features) with at least one row, but its shape is "
            f"{shape}."
        )
    if in_columns:
        raise ValueError(
            f"{path.name} is stored column by column (in Fortran's order), so that no row can be read alone; "
            "save np.ascontiguousarray(array)."
        )
    if size < offset + math.prod(shape) * stored.itemsize:
        raise ValueError(
            f"{path.name} ends too early: its {shape[0]} rows need {offset + math.prod(shape) * stored.itemsize} "
            f"bytes, and it has {size}; write it again."
        )
    return Rows(path, shape, stored, offset, size)


class Rows:
    """Rows of numbers in a file; `rows` makes it.

    Attributes
    ----------
    path : pathlib.Path
    shape : tuple of int
        (n_rows, n_features), or (n_rows, height, width), as stored.
    dtype : numpy.dtype
        In which type the numbers are stored, and come out of `blocks`.
    row_bytes, nbytes : int
        How many bytes one row takes, and all of them.
    """

    def __init__(self, path, shape, stored, offset, size):
        self.path, self.shape, self.dtype = path, shape, stored.newbyteorder("=")
        self.row_bytes = math.prod(shape[1:]) * stored.itemsize
        self.nbytes = shape[0] * self.row_bytes
        self._stored, self._offset, self._size = stored, offset, size

    def __len__(self):
        return self.shape[0]

    def __repr__(self):
        return _(
            "{number} rows of {shape} numbers ({kind}) in {file}, {size}",
            number=len(self),
            shape=" x ".join(map(str, self.shape[1:])),
            kind=self.dtype.name,
            file=self.path.name,
            size=_in_units(self.nbytes),
        )

    def part(self, start, stop):
        """Return the rows from `start` on, up to but without `stop`.

        Parameters
        ----------
        start, stop : int
            Counted from 0; what lies beyond the last row is left out.

        Returns
        -------
        ndarray of `dtype`, shape (stop - start, ...)

        Raises
        ------
        TypeError, ValueError
            If `start` or `stop` is no whole number of at least 0, if one of the rows holds NaN or an infinite value, or
            if the file has become shorter.
        """
        start = as_count(start, name="start", smallest=0)
        stop = max(start, min(as_count(stop, name="stop", smallest=0), len(self)))
        count = (stop - start) * math.prod(self.shape[1:])
        try:
            values = np.fromfile(self.path, self._stored, count, offset=self._offset + start * self.row_bytes)
        except OSError as error:
            raise ValueError(f"{self.path} can no longer be read: {error.strerror}.") from None
        if len(values) < count:
            raise ValueError(f"{self.path.name} has become shorter since it was opened; write it again.")
        part = values.reshape(stop - start, *self.shape[1:]).astype(self.dtype, copy=False)
        if self.dtype.kind == "f" and not np.isfinite(part).all():
            first = start + int(np.argwhere(~np.isfinite(part))[0][0])
            raise ValueError(
                f"{self.path.name} has a value that is NaN or infinite in row {first} (counted from 0); "
                "remove or replace it."
            )
        return part

    def blocks(self, n_rows):
        """Return an iterator over all rows, so many at a time; the last block is shorter where they do not come out.

        Parameters
        ----------
        n_rows : int

        Returns
        -------
        iterator of ndarray of `dtype`, shape (n_rows, ...)

        Raises
        ------
        TypeError, ValueError
            If `n_rows` is no whole number of at least 1; while reading, as `part`.
        """
        n_rows = as_count(n_rows, name="n_rows")
        return (self.part(start, start + n_rows) for start in range(0, len(self), n_rows))

    def batches(self, batch_size, *, shuffle_seed=None):
        """Return all rows once as a data set of TensorFlow, for `fit` and for loops of one's own.

        No row is dropped: where the rows do not come out, the last batch holds those that are left.

        Parameters
        ----------
        batch_size : int
        shuffle_seed : int, optional
            Without one, a batch is a record of the file, and batches come in the order of the file. With one, rows come
            mixed, in another way each time that one goes through the data set, as `training.train` has them; see
            there how far. Nothing is held but what is mixed, 16 MB at a time.

        Returns
        -------
        tf.data.Dataset
            Of floats in Keras' precision (`keras.config.floatx`), shape (batch_size, ...). What holds NaN ends the
            loop with an error.

        Raises
        ------
        TypeError, ValueError
            If a number is no whole number in its range.
        """
        batch_size = as_batch_size(batch_size, len(self))
        if shuffle_seed is None:
            data = self._records(0, len(self) // batch_size, batch_size)
            left = len(self) % batch_size
            # A record longer than the file would be an error of TensorFlow's.
            data = data.concatenate(self._records(len(self) - left, 1, left)) if left else data
        else:
            data = self._mixed_batches(batch_size, as_seed(shuffle_seed, name="shuffle_seed"))
        return data.apply(tf.data.experimental.assert_cardinality(math.ceil(len(self) / batch_size)))

    def _records(self, start, number, length):
        before, read = self._offset + start * self.row_bytes, number * length * self.row_bytes
        records = tf.data.FixedLengthRecordDataset(
            [str(self.path)],
            length * self.row_bytes,
            header_bytes=before,
            footer_bytes=self._size - before - read,
        )
        kind, little, wanted = tf.as_dtype(self.dtype), self._stored.byteorder != ">", keras.config.floatx()

        def numbers(record):
            values = tf.io.decode_raw(record, kind, little_endian=little)
            values = tf.reshape(tf.cast(values, wanted), (-1, *self.shape[1:]))
            return tf.debugging.check_numerics(values, f"{self.path.name} has values that are NaN or infinite")

        return records.map(numbers)

    def _mixed_batches(self, batch_size, seed):
        generator, wanted = np.random.default_rng(seed), keras.config.floatx()

        def one_pass():
            queue = RowQueue(mixed_groups((self,), generator))
            while len(batch := queue.take(batch_size)[0]):
                yield batch.astype(wanted)

        like = tf.TensorSpec((None, *self.shape[1:]), wanted)
        return tf.data.Dataset.from_generator(one_pass, output_signature=like)


def _kind(stored):
    return "Python's objects" if stored.hasobject else "records" if stored.names else stored.name


def _in_units(size):
    step = min(len(_UNITS) - 1, int(math.log10(size)) // 3)
    return f"{size / 1000**step:.3g} {_UNITS[step]}"
