"""What the ways of `scale_ways` cost for other rows, features and batches: run as `python -m benchmarks.scale_grid`.

`autoenc_lessons.cost_model` is fitted to such numbers, all but the last line's. Each line is (rows, features, batch
size): (processor seconds, megabytes). It takes some minutes.
"""

import tempfile
from pathlib import Path

from benchmarks.scale import ROWS_ONE_BY_ONE
from benchmarks.scale_ways import IN_MEMORY, STREAMING, Shares, left_by
from benchmarks.separate_process import measured_apart

WAYS = {
    "fit, array in memory": IN_MEMORY["fit, an array in memory"],
    "fit, row by row": IN_MEMORY["fit, one row at a time from a generator"],
    "fit, streamed": STREAMING["fit, rows.batches in the file's order"],
    "train, streamed": STREAMING["train, rows (shuffled)"],
    "IncrementalPCA": STREAMING["IncrementalPCA, blocks of 10 000"],
    "one pass": STREAMING["principal components in one pass"],
}
SETTINGS = [
    (1_000_000, 64, 1000),
    (300_000, 64, 100),
    (1_000_000, 64, 10_000),
    (100_000, 512, 1000),
    (300_000, 256, 3000),
]


def main():
    from autoenc_lessons import datasets

    for n_rows, n_features, batch_size in SETTINGS:
        with tempfile.TemporaryDirectory() as folder:
            path = datasets.write_rows(Path(folder) / "rows.npy", n_rows, n_features=n_features)
            for name, way in WAYS.items():
                result = measured_apart(left_by, way, path, Shares(n_rows, ROWS_ONE_BY_ONE, batch_size))
                memory = "None" if result.megabytes is None else f"{result.megabytes:.0f}"
                print(f"{name!r}, ({n_rows}, {n_features}, {batch_size}): ({result.seconds:.3g}, {memory})", flush=True)


if __name__ == "__main__":
    main()
