"""What many rows cost, in processor time and memory: run as `python -m benchmarks.scale [--rows 10000000]`.

Each way of training has a process of its own, with its imports done and first steps taken before the clock starts.
Seconds are the processor's, for a clock on the wall tells what else the machine does; compare those of one run.
Memory is the highest anonymous memory, sampled, beyond that after the imports: what a file's pages take beside it can
be given back at any time. Linux tells it; elsewhere a dash stands in its place.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.scale_ways import BATCH_SIZES, IN_MEMORY, STREAMING, Shares, left_by, matmul_rate, rows_a_second
from benchmarks.separate_process import measured_apart

# A way that holds all rows would need 30 GB of memory for more of them.
MOST_IN_MEMORY = 2_000_000
# A row at a time from Python takes minutes for a million of them.
ROWS_ONE_BY_ONE = 50_000
LINE = "{name:44}{seconds:>9}{ratio:>12}{memory:>10}{error:>12}"


def measure_ways(path, n_rows):
    """Print what an epoch costs in each way."""
    ways = dict(STREAMING) if n_rows > MOST_IN_MEMORY else IN_MEMORY | STREAMING
    results = {name: measured_apart(left_by, way, path, Shares(n_rows, ROWS_ONE_BY_ONE)) for name, way in ways.items()}
    unit = results["principal components in one pass"].seconds
    print(f"\n{n_rows} rows of 64 features (float32): one epoch, or one pass")
    print(LINE.format(name="", seconds="cpu s", ratio="one pass=1", memory="MB added", error="MSE left"))
    for name, result in results.items():
        memory = "-" if result.megabytes is None else f"{result.megabytes:.0f}"
        cells = {"seconds": f"{result.seconds:.2f}", "ratio": f"{result.seconds / unit:.1f}", "memory": memory}
        print(LINE.format(name=name, error=f"{result.value:.7f}", **cells))
    if n_rows > MOST_IN_MEMORY:
        print("Ways that hold all rows in memory, or go row by row, are left out.")
    else:
        print(f"One row at a time: {min(n_rows, ROWS_ONE_BY_ONE)} rows measured, and seconds scaled to all.")


def measure_batch_sizes(path):
    """Print how many rows a second are trained on, by batch size, beside what the processor can multiply."""
    rates = measured_apart(rows_a_second, path, BATCH_SIZES).value
    limit = measured_apart(matmul_rate, path, None).value
    # 64-8-64: each weight is used once forwards, once for its gradient, and those of the decoder once more to go back.
    products = 2 * 64 * 8 * 2 + 64 * 8
    print(f"\ntrain, 64-8-64, float64; the processor multiplies {limit / 1e9:.1f}e9 pairs a second (cpu)")
    print(f"{'batch size':>12}{'rows a cpu s':>16}{'us a row':>12}{'share of the multiplying':>28}")
    for size, rate in zip(BATCH_SIZES, rates, strict=True):
        print(f"{size:>12}{rate:>16.0f}{1e6 / rate:>12.3f}{rate * products / limit:>27.1%}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    n_rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        path = measured_apart(_write, Path(folder) / "rows.npy", n_rows)
        memory = "" if path.megabytes is None else f", {path.megabytes:.0f} MB added"
        print(f"writing the rows: {path.seconds:.1f} cpu s{memory}")
        measure_ways(path.value, n_rows)
        measure_batch_sizes(path.value)


def _write(path, n_rows, clock):
    from autoenc_lessons import datasets

    clock.start()
    return datasets.write_rows(path, n_rows)


if __name__ == "__main__":
    main()
