"""What an epoch would cost for other rows, features, batches and computers: a simple model of the measured costs.

On one computer, an epoch over n rows of F features, in batches of B rows, takes

    T(n, F, B) = s n / B + n (r + q F**p)    seconds    and    m + 8 k F R    bytes of memory.

s is paid for each step, r for each row and q for each product of two numbers: a row costs a network with a code of a
few units so many times F of them (p = 1), and principal components F * F (p = 2). R is how many rows of F numbers are
held: all n, those of one batch or of ten, or the F of a table. The file holds 4 n F bytes. A batch has at most n rows.
s, r, q, m and k are at least 0 and such that the squares of the relative misses are smallest, over what was measured
and not held out (`misses` tells those that were).

On N computers each works on its share, and they pay for what they tell each other: for the sum of P numbers

    c(N, P) = a N / 2 + 2 b P (N - 1) / N    seconds,    for N from 2 on.

In a ring, each sends 2 (N - 1) messages of P / N numbers (Patarasuk and Yuan, "Bandwidth optimal all-reduce algorithms
for clusters of workstations", 2009); a step's own cost comes on top, as large as that of two messages. For N = 2 it is
a + b P (`machine_costs.COMMUNICATION`); what 3 and 4 paid is in `MORE_COMPUTERS`, and more were not tried. A network
sums its P gradients in each step, so that T_N = T(n / N, F, B / N) + c(N, P) n / B. One pass sums its table of F * F
numbers once, at the end. The other ways work on one computer only.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import nnls

from autoenc_lessons.machine_costs import BATCHES, COMMUNICATION, MILLION_ROWS, N_FEATURES, TEN_MILLION_ROWS, Cost

__all__ = [
    "CODE_UNITS",
    "MORE_COMPUTERS",
    "WAYS",
    "Size",
    "Way",
    "fitted",
    "held_out",
    "measured",
    "misses",
    "predicted",
    "told",
]

CODE_UNITS = 8
_FLOAT_BYTES = 8
_MEGA = 1e6
# Of what is fitted, so many digits are kept, so that all machines predict the same.
_DIGITS = 4


@dataclass(frozen=True, order=True)
class Size:
    """How many rows, features, and rows in a batch."""

    n_rows: int
    n_features: int = N_FEATURES
    batch_size: int = 1000


@dataclass(frozen=True)
class Way:
    """How the costs of a way grow.

    Attributes
    ----------
    has_steps : bool
        Whether it goes by batches, and so pays s.
    power : int
        p in the formula.
    holds : tuple of int
        R is holds[0] * n**holds[1] * B**holds[2] * F**holds[3].
    sums : int
        What several computers add up: 2, its gradients in each step; 1, its table at the end; 0, it needs one computer.
    """

    has_steps: bool
    power: int
    holds: tuple[int, int, int, int]
    sums: int = 0


WAYS = {
    "fit, array in memory": Way(True, 1, (1, 1, 0, 0)),
    "fit, row by row": Way(True, 1, (1, 0, 1, 0)),
    "fit, streamed": Way(True, 1, (1, 0, 1, 0)),
    "train, streamed": Way(True, 1, (1, 0, 1, 0), sums=2),
    "IncrementalPCA": Way(True, 2, (10, 0, 1, 0)),
    "one pass": Way(False, 2, (1, 0, 0, 1), sums=1),
}
# Measured by `python -m benchmarks.scale_grid`, on the computer of `machine_costs`.
_SMALL_BATCHES, _LARGE_BATCHES = Size(300_000, 64, 100), Size(1_000_000, 64, 10_000)
_WIDE, _BETWEEN = Size(100_000, 512, 1000), Size(300_000, 256, 3000)
_OTHER_SIZES = {
    "fit, array in memory": (Cost(3.39, 990), Cost(6.54, 3347), Cost(5.06, 2679), Cost(6.59, 4011)),
    "fit, row by row": (Cost(19.7, 18), Cost(60.1, 42), Cost(7.85, 53), Cost(18.2, 48)),
    "fit, streamed": (Cost(2.16, 19), Cost(1.04, 181), Cost(0.758, 177), Cost(1.05, 245)),
    "train, streamed": (Cost(0.543, 130), Cost(0.866, 250), Cost(0.729, 235), Cost(0.809, 249)),
    "IncrementalPCA": (Cost(0.767, 3), Cost(3.83, 207), Cost(5.7, 171), Cost(5.41, 250)),
    "one pass": (Cost(0.0583, 2), Cost(0.224, 2), Cost(1.06, 14), Cost(0.603, 4)),
}

# How many times as much as 2 processes 3 and 4 paid beside their work, in steps of networks with 1096 and with 33 088
# parameters, less 2 b P (N - 1) / N: c(N, 0) says 1.5 and 2. Measured by `python -m benchmarks.communication`.
MORE_COMPUTERS = {3: (1.64, 1.61), 4: (1.99, 2.68)}


def measured(way):
    """Return what a way cost where it was measured.

    Parameters
    ----------
    way : str
        A name in `WAYS`.

    Returns
    -------
    dict of Size to Cost
        Where only the time was measured, `megabytes` is None.
    """
    sizes = (_SMALL_BATCHES, _LARGE_BATCHES, _WIDE, _BETWEEN)
    found = dict(zip(sizes, _OTHER_SIZES[way], strict=True)) | {Size(1_000_000): MILLION_ROWS[way]}
    if way in TEN_MILLION_ROWS:
        found[Size(10_000_000)] = TEN_MILLION_ROWS[way]
    if way == "train, streamed":
        by_batch = {Size(1_000_000, 64, size): batch.rows_a_second for size, batch in BATCHES.items()}
        found = {size: Cost(size.n_rows / rate, None) for size, rate in by_batch.items()} | found
    return dict(sorted(found.items()))


def held_out(way):
    """Return the measured costs of a way that the model has not been fitted to, as `measured` does."""
    fitted_to = (_SMALL_BATCHES, _LARGE_BATCHES, _WIDE, Size(1_000_000))
    return {size: cost for size, cost in measured(way).items() if size not in fitted_to}


@cache
def fitted(way):
    """Return (s, r, q) in seconds and (m, k) in bytes and in tables of float64 numbers, of the formulas above.

    Parameters
    ----------
    way : str
        A name in `WAYS`.

    Returns
    -------
    tuple of tuple of float
    """
    to = {size: cost for size, cost in measured(way).items() if size not in held_out(way)}
    seconds, megabytes = zip(*((cost.seconds, cost.megabytes) for cost in to.values()), strict=True)
    times = _least_misses([_time_terms(WAYS[way], size) for size in to], seconds)
    least, tables = _least_misses([_memory_terms(WAYS[way], size) for size in to], _MEGA * np.array(megabytes))
    return times, (least, tables)


def predicted(way, size, n_computers=1):
    """Return what an epoch, or one pass, would cost on each of some computers.

    Parameters
    ----------
    way : str
        A name in `WAYS`.
    size : Size
        `batch_size` is that of all computers together.
    n_computers : int
        How many share the work; a way that needs one computer costs the same for any number.

    Returns
    -------
    Cost
        Seconds of the processor and megabytes, as floats.
    """
    times, memory = fitted(way)
    kind, batch_size = WAYS[way], min(size.batch_size, size.n_rows)
    n_computers = n_computers if kind.sums else 1
    share = Size(size.n_rows / n_computers, size.n_features, batch_size / n_computers)
    numbers = {0: 0, 1: size.n_features**2, 2: (2 * CODE_UNITS + 1) * size.n_features + CODE_UNITS}[kind.sums]
    n_sums = {0: 0, 1: 1, 2: size.n_rows / batch_size}[kind.sums]
    seconds = float(np.dot(_time_terms(kind, share), times)) + n_sums * told(numbers, n_computers)
    return Cost(seconds, float(np.dot(_memory_terms(kind, share), memory)) / _MEGA)


def told(n_numbers, n_computers):
    """Return c(N, P), the seconds in which so many computers find the sum of so many numbers of each."""
    if n_computers == 1:
        return 0.0
    sent = 2 * n_numbers * (n_computers - 1) / n_computers
    return COMMUNICATION.seconds_a_step * n_computers / 2 + COMMUNICATION.seconds_a_parameter * sent


def misses():
    """Return by which factor the model misses each time that it has not been fitted to.

    Returns
    -------
    dict of (str, Size) to float
        The larger of the measured and the predicted time divided by the smaller; from 1 on.
    """
    pairs = {
        (way, size): (cost.seconds, predicted(way, size).seconds)
        for way in WAYS
        for size, cost in held_out(way).items()
    }
    return {place: max(pair) / min(pair) for place, pair in pairs.items()}


def _time_terms(kind, size):
    steps = size.n_rows / size.batch_size if kind.has_steps else 0
    return [steps, size.n_rows, size.n_rows * size.n_features**kind.power]


def _memory_terms(kind, size):
    factor, *powers = kind.holds
    held = factor * np.prod(np.power([size.n_rows, size.batch_size, size.n_features], powers, dtype="float64"))
    return [1, _FLOAT_BYTES * size.n_features * held]


def _least_misses(terms, costs):
    # Each row is divided by its cost, so that the squares are those of relative misses.
    rows = np.array(terms, dtype="float64") / np.array(costs)[:, None]
    # Seconds and bytes of one term are far apart from those of another.
    scale = np.maximum(rows.max(axis=0), np.finfo("float64").tiny)
    found, _rest = nnls(rows / scale, np.ones(len(costs)))
    return tuple(float(f"{value:.{_DIGITS}g}") for value in found / scale)
