"""Print one `name: figure` line for each measurement: run as `python -m benchmarks.run`.

Figures are ratios of times taken side by side, for a machine's own speed cancels out of them; but how soon a live
figure follows a hand is in milliseconds.
"""

import statistics
import subprocess
import sys
import time

import nbformat
from nbclient import NotebookClient

from benchmarks import explorers
from tools.notebooks.sources import NOTEBOOKS, lesson_sources, make_notebook

REPEATS = 2
# Each in a process of its own, for only the first training of a process is cold.
COLD_AND_WARM = """
import sys, time
from autoenc_lessons import datasets, models, seed_everything, training
import keras
seed_everything(0)
x, _ = datasets.load("blobs")
_, _, autoencoder = models.linear_autoencoder(3, 2)
autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
def fit():
    autoencoder.fit(x, x, epochs=1000, batch_size=100, verbose=0)
def train():
    training.train(autoencoder, x, steps=1000, progress=False)
for _ in range(2):
    start = time.perf_counter()
    {"fit": fit, "train": train}[sys.argv[1]]()
    print(time.perf_counter() - start)
"""


def cold_and_warm(way):
    """Return the seconds that 1000 steps take in a new process, the first time and again."""
    done = subprocess.run([sys.executable, "-c", COLD_AND_WARM, way], capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()]


def seconds_to_run(notebook):
    """Return how long a notebook takes from the start of its kernel to its last cell."""
    start = time.perf_counter()
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": NOTEBOOKS}}).execute()
    return time.perf_counter() - start


def only_imports(notebook):
    """Return a notebook that does what the first code cell of another does, which is to import and to seed."""
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    return nbformat.v4.new_notebook(cells=[first], metadata=notebook.metadata)


def lesson_over_imports(source):
    ratios = []
    for _ in range(REPEATS):
        notebook = make_notebook(source)
        imports = seconds_to_run(only_imports(make_notebook(source)))
        ratios.append(seconds_to_run(notebook) / imports)
    return statistics.mean(ratios)


def main():
    fits, trains = [], []
    for _ in range(REPEATS):
        trains.append(cold_and_warm("train"))
        fits.append(cold_and_warm("fit"))
    for position, name in enumerate(("cold", "warm")):
        ratio = statistics.mean(fit[position] / train[position] for fit, train in zip(fits, trains, strict=True))
        print(f"fit_over_train_{name}: {ratio:.0f}", flush=True)
    for source in lesson_sources():
        if not source.name.startswith("00_"):
            print(f"lesson_{source.name[:2]}_over_imports: {lesson_over_imports(source):.2f}", flush=True)
    explorers.main()


if __name__ == "__main__":
    main()
