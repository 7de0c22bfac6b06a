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

__all__ = [
    "BATCHES",
    "COMMUNICATION",
    "MILLION_ROWS",
    "N_FEATURES",
    "PAIRS_A_SECOND",
    "TEN_MILLION_ROWS",
    "Batch",
    "Communication",
    "Cost",
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
# How many products of two numbers one core makes in a second, in a large product of float64 matrices.
PAIRS_A_SECOND = 27.3e9
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
# Fitted to steps of small networks; a larger one that was held out took 24.6 ms, where this says 26.2. Both processes
# were on one computer: it is the cost of copying, and a cable between two computers adds its own.
COMMUNICATION = Communication(seconds_a_step=0.0013, seconds_a_parameter=8.9e-9)
