"""What several computers pay to train together, in processor time: run as `python -m benchmarks.communication`.

Processes on this computer stand for the computers, and one BLAS thread each for its processor. Each line is (computers,
layers, batch size): processor milliseconds of a step on one of them. A network between real computers costs more.
"""

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

N_STEPS, SAVE_EVERY, N_ROWS = 1000, 250, 12_000
# Layers of the encoder; the decoder mirrors it.
CASES = [
    ((64, 8), 1200, (1, 2, 3, 4)),
    ((256, 64), 1200, (1, 2, 3, 4)),
]


class _Clock:
    """Takes what is said at each checkpoint, and notes the processor time then."""

    def __init__(self):
        self.noted = []

    def write(self, text):
        if text.startswith("Step "):
            self.noted.append(time.process_time())

    def flush(self):
        pass


def _work(pipe, layers, batch_size, hosts, this, folder):
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    import keras
    import numpy as np

    from autoenc_lessons import machines, models

    def build():
        autoencoder = models.dense_autoencoder(layers, activation="linear")[2]
        autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.001))
        return autoencoder

    clock = sys.stdout = _Clock()
    machines.train_together(
        build,
        lambda: np.random.default_rng(0).normal(size=(N_ROWS, layers[0])),
        hosts=hosts,
        this=this,
        steps=N_STEPS,
        batch_size=batch_size,
        folder=folder,
        save_every=SAVE_EVERY,
    )
    pipe.send((clock.noted[-1] - clock.noted[0]) / (N_STEPS - SAVE_EVERY))


def step_of(n_computers, layers, batch_size):
    """Return the processor seconds of a step on the computer that needs most."""
    from autoenc_lessons.machines.computers import free_hosts

    context, hosts = multiprocessing.get_context("spawn"), free_hosts(n_computers)
    with tempfile.TemporaryDirectory() as folder:
        pipes, processes = [], []
        for this in range(n_computers):
            ours, theirs = context.Pipe(duplex=False)
            given = (theirs, layers, batch_size, hosts, this, str(Path(folder) / str(this)))
            processes.append(context.Process(target=_work, args=given))
            pipes.append(ours)
            processes[-1].start()
        seconds = [pipe.recv() for pipe in pipes]
        for process in processes:
            process.join()
    return max(seconds)


def main():
    for layers, batch_size, numbers in CASES:
        for n_computers in numbers:
            # A step of one computer with this one's share is what the rest is compared with.
            alone = step_of(1, layers, batch_size // n_computers)
            together = alone if n_computers == 1 else step_of(n_computers, layers, batch_size)
            said = f"{1000 * together:.3f} ms, {1000 * (together - alone):.3f} ms of them beyond one computer's share"
            print(f"({n_computers}, {layers}, {batch_size}): {said}", flush=True)


if __name__ == "__main__":
    main()
