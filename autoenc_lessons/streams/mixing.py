"""Rows of a file in a shuffled order, of which only a part is in memory: how far they are mixed is said here."""

import numpy as np

__all__ = ["GROUP_BYTES", "RowQueue", "mixed_groups"]

# Rows that stand in a file one after another are read together: a disk is slow at every other reading.
_STRETCH_BYTES = 2**18
# So much is in memory at a time, and mixed.
GROUP_BYTES = 2**24


def mixed_groups(files, generator):
    """Go once through all rows, in an order that a generator draws, a group of them after another.

    The file is cut into stretches of 256 kB. They are taken in a shuffled order, 64 at a time (16 MB), and the rows of
    these are mixed. So each row comes once, and those of a file of up to 16 MB come in any order; but in a larger file,
    rows of one stretch always fall into one group. Rows that are stored in a meaningful order over more than a few
    stretches are well mixed so; where whole stretches are alike, batches of one group are a little alike, too.

    Parameters
    ----------
    files : tuple of Rows
        Of equal length; what stands in the same place stays together.
    generator : numpy.random.Generator

    Yields
    ------
    tuple of ndarray, shape (n_rows, ...)
    """
    n_rows, row_bytes = len(files[0]), sum(file.row_bytes for file in files)
    n_group = max(1, GROUP_BYTES // row_bytes)
    if n_rows <= n_group:
        starts, length = [0], n_rows
    else:
        length = max(1, _STRETCH_BYTES // row_bytes)
        starts = length * generator.permutation(-(-n_rows // length))
    at_once = max(1, n_group // length)
    for first in range(0, len(starts), at_once):
        group = [
            np.concatenate([file.part(start, start + length) for start in starts[first : first + at_once]])
            for file in files
        ]
        order = generator.permutation(len(group[0]))
        yield tuple(part[order] for part in group)


class RowQueue:
    """Rows that come in groups, given out in any number."""

    def __init__(self, groups):
        self._groups, self._waiting = iter(groups), None

    def take(self, n_rows):
        """Return the next rows of each file as a list of arrays; fewer where the groups come to their end."""
        taken, missing = [], n_rows
        while missing and self._fill():
            taken.append([part[:missing] for part in self._waiting])
            self._waiting = [part[missing:] for part in self._waiting]
            missing -= len(taken[-1][0])
        if len(taken) == 1:
            return taken[0]
        return [np.concatenate(parts) for parts in zip(*taken, strict=True)] if taken else [np.empty(0)]

    def _fill(self):
        """Return whether a row is waiting, and fetch the next group where there is none."""
        if self._waiting is None or not len(self._waiting[0]):
            self._waiting = next(self._groups, None)
        return self._waiting is not None
