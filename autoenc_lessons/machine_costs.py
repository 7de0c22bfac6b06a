"""What many rows and many computers cost: seconds and memory as they were measured once, on one computer.

A time or a peak of memory is another on each computer and each day, so that no notebook prints one that it has just
measured. Lessons and live figures draw these instead; `make bench BENCH=scale` measures those of one's own computer.

All are from one day and one computer: two cores of an AMD EPYC in a virtual machine with 24 GB, Linux, Python 3.11.7,
TensorFlow 2.21.0, Keras 3.15.1, NumPy 2.4.6. Seconds are those of the processor, of all cores together: what a clock on
the wall says depends on what else the machine does. Megabytes are the highest anonymous memory beyond that after the
imports. A row has 64 features, float32 in the file; the network is 64-8-64, linear, float64, in batches of 1000 rows.
The files were in the cache of the system, as after a first reading: a slow disk costs more.

Measured again on the same day, while others used the computer, seconds differed by up to a quarter.
"""

from dataclasses import dataclass

from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.language import _

__all__ = [
    "BATCHES",
    "COMMUNICATION",
    "COMMUNICATION_BY_THE_CLOCK",
    "MILLION_ROWS",
    "N_FEATURES",
    "PAIRS_A_SECOND",
    "PRODUCTS_A_ROW",
    "PRODUCTS_OF_ONE_PASS",
    "TEN_MILLION_ROWS",
    "TWELVE_TRAININGS",
    "TWO_COMPUTERS",
    "MOST_ROWS_A_SECOND",
    "Batch",
    "Communication",
    "Cost",
    "Together",
    "columns",
    "rows_by_batch_size",
    "speed_up",
    "speed_up_curve",
    "speed_ups_of_two",
]

N_FEATURES = 64


@dataclass(frozen=True)
class Cost:
    """What one epoch, or one pass over the file, takes: processor seconds, and megabytes of memory at the highest."""

    seconds: float
    megabytes: int


@dataclass(frozen=True)
class Batch:
    """What `train` reaches with batches of one size: rows a processor second, and the share of its products."""

    rows_a_second: int
    share: float


@dataclass(frozen=True)
class Communication:
    """What two processes that train together pay in each step, beside their work: a + b * parameters."""

    seconds_a_step: float
    seconds_a_parameter: float


@dataclass(frozen=True)
class Together:
    """A step of one network by the clock: on one process, and shared by two that stand for two computers."""

    parameters: int
    batch_size: int
    seconds_alone: float
    seconds_of_two: float

    @property
    def speed_up(self):
        """How many times faster two were than one."""
        return self.seconds_alone / self.seconds_of_two


# An epoch of 1e6 rows: a file of 256 MB. Row by row, 50 000 rows were measured and the seconds multiplied by 20.
MILLION_ROWS = {
    "fit, array in memory": Cost(8.8, 3277),
    "fit, row by row": Cost(75, 20),
    "fit, streamed": Cost(1.95, 44),
    "train, streamed": Cost(1.39, 177),
    "IncrementalPCA": Cost(2.57, 30),
    "one pass": Cost(0.23, 2),
}
# An epoch of 1e7 rows: 2.56 GB. Where all rows are in memory or come one by one, nobody has waited for it.
TEN_MILLION_ROWS = {
    "fit, streamed": Cost(19.9, 44),
    "train, streamed": Cost(11.9, 168),
    "IncrementalPCA": Cost(26.2, 30),
    "one pass": Cost(1.92, 2),
}
# Of the network 64-8-64: each weight is used once forwards and once for its gradient, and those of the decoder once
# more on the way back.
PRODUCTS_A_ROW = 2 * 64 * 8 * 2 + 64 * 8
# Of one pass: NumPy sees that a block turned round times itself is symmetric, and computes one half and the diagonal.
PRODUCTS_OF_ONE_PASS = 64 * 65 // 2
# How many products of two numbers one core makes in a second, in a large product of float64 matrices.
PAIRS_A_SECOND = 27.3e9
# If it did nothing else.
MOST_ROWS_A_SECOND = PAIRS_A_SECOND / PRODUCTS_A_ROW
# The median of seven runs.
BATCHES = {
    1: Batch(15_600, 0.001),
    10: Batch(152_000, 0.014),
    100: Batch(628_000, 0.059),
    300: Batch(1_170_000, 0.11),
    1000: Batch(968_000, 0.091),
    3000: Batch(1_140_000, 0.107),
    10_000: Batch(1_290_000, 0.121),
    30_000: Batch(803_000, 0.075),
}
# What `train_together` pays in processor time, fitted to steps of small networks; a larger one that was held out took
# 24.6 ms, where this says 26.2. Both processes were on one computer: a cable between two adds its own.
COMMUNICATION = Communication(seconds_a_step=0.0013, seconds_a_parameter=8.9e-9)
# The same by the clock, so with all waiting: an earlier loop, each process on one core with one thread, nobody else at
# work. Fitted to the first four of the trainings below by least relative squares of T / 2 + a + b P, with T the step of
# one process; of two runs each the better one. The last two were held out.
COMMUNICATION_BY_THE_CLOCK = Communication(seconds_a_step=0.00135, seconds_a_parameter=33.8e-9)
TWO_COMPUTERS = {
    "64-8-64": Together(1_096, 1000, 0.0007, 0.0018),
    "256-64-256": Together(33_088, 1000, 0.0063, 0.0051),
    "1024-256-1024": Together(525_568, 500, 0.042, 0.043),
    "1024-1024-256-1024-1024": Together(2_624_768, 500, 0.186, 0.181),
    "2048-1024-256-1024-2048": Together(4_722_944, 2000, 1.13, 0.735),
    "the same, batches of 500": Together(4_722_944, 500, 0.358, 0.328),
}
# Twelve seeds, each 1000 steps of batches of 200 with a network 64-128-3-128-64, by `train_starts`: processor seconds.
TWELVE_TRAININGS = {"here": 17.2, "on=2, processes start": 22.5, "on=2, processes are there": 16.3}


def columns(ways, megabytes_of_file):
    """Return the costs of several ways, as `tables.table` takes them.

    Parameters
    ----------
    ways : dict of str to Cost
    megabytes_of_file : float

    Returns
    -------
    dict of str to dict of str to float
        Processor seconds, and memory in units of the file's size.

    Examples
    --------
    >>> columns({"one pass": Cost(0.23, 2)}, megabytes_of_file=4)
    {'processor seconds': {'one pass': 0.23}, 'memory / file': {'one pass': 0.5}}
    """
    return {
        _("processor seconds"): {name: cost.seconds for name, cost in ways.items()},
        _("memory / file"): {name: cost.megabytes / megabytes_of_file for name, cost in ways.items()},
    }


def rows_by_batch_size():
    """Return the batch sizes that were measured, and how many rows a processor second `train` reaches with them.

    Returns
    -------
    (list of int, list of int)
    """
    return list(BATCHES), [batch.rows_a_second for batch in BATCHES.values()]


def speed_ups_of_two():
    """Return how many times faster two processes were than one, for each network, and what `speed_up` predicts.

    Returns
    -------
    dict of str to dict of str to float
        Two columns, as `tables.table` takes them.
    """
    return {
        _("two computers, measured"): {name: network.speed_up for name, network in TWO_COMPUTERS.items()},
        _("predicted"): {name: speed_up(network, 2) for name, network in TWO_COMPUTERS.items()},
    }


def speed_up(network, n_computers):
    """Return how many times faster so many computers are predicted to train a network than one is.

    A step of T seconds becomes T / n + a n / 2 + 2 b P (n - 1) / n, for n from 2 on, with P parameters and the costs of
    `COMMUNICATION_BY_THE_CLOCK`, a and b: in a ring, each sends 2 (n - 1) messages of P / n gradients (Patarasuk, Yuan,
    "Bandwidth optimal all-reduce algorithms for clusters of workstations", 2009). That the messages cost a n / 2 is
    our assumption, and the whole was checked for n = 2 only.

    Parameters
    ----------
    network : Together
    n_computers : int

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        If `n_computers` is no whole number of at least 1.

    Examples
    --------
    >>> largest = TWO_COMPUTERS["2048-1024-256-1024-2048"]
    >>> f"{speed_up(largest, 1):.2f}", f"{speed_up(largest, 2):.2f}"
    ('1.00', '1.56')
    """
    n, alone, talk = as_count(n_computers, name="n_computers"), network.seconds_alone, COMMUNICATION_BY_THE_CLOCK
    gradients = 2 * talk.seconds_a_parameter * network.parameters * (n - 1) / n
    return alone / (alone / n + (talk.seconds_a_step * n / 2 + gradients if n > 1 else 0))


def speed_up_curve(network, numbers):
    """Return numbers of computers, and for each what `speed_up` predicts.

    Parameters
    ----------
    network : Together
    numbers : sequence of int

    Returns
    -------
    (list of int, list of float)
    """
    numbers = list(map(int, numbers))
    return numbers, [speed_up(network, number) for number in numbers]
