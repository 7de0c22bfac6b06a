"""Ways to train an autoencoder on many rows, and principal components beside them."""

import time
from dataclasses import dataclass

__all__ = ["BATCH_SIZES", "IN_MEMORY", "STREAMING", "Shares", "left_by", "matmul_rate", "rows_a_second"]

BATCH_SIZES = (1, 10, 100, 300, 1000, 3000, 10_000, 30_000)
N_COMPONENTS = 8
BATCH_SIZE = 1000
WARM_STEPS = 60
SIDE, MATMULS = 1500, 4


@dataclass(frozen=True)
class Shares:
    """How many rows there are, on how many of them a way that is slow is measured, and how many are in a batch."""

    n_rows: int
    slow: int
    batch_size: int = BATCH_SIZE


def _model(n_features=64):
    import keras

    from autoenc_lessons import models, seed_everything

    seed_everything(0)
    autoencoder = models.linear_autoencoder(n_features, N_COMPONENTS)[2]
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


def left_by(way, path, shares, clock):
    """Go one of the ways below, and return the mean squared error that what comes out leaves on the first rows."""
    import numpy as np

    from autoenc_lessons import many_runs, streams

    run = way(path, shares, clock)
    clock.stop()
    x = streams.rows(path).part(0, 100_000)
    return float(np.mean(many_runs.errors({"run": [run]}, x)["run"]))


def _pairs(batches):
    return batches.map(lambda batch: (batch, batch))


def fit_in_memory(path, shares, clock):
    import numpy as np

    rows = np.load(path, mmap_mode="r")
    autoencoder, warm = _model(rows.shape[1]), rows[: 3 * shares.batch_size]
    autoencoder.fit(warm, warm, batch_size=shares.batch_size, verbose=0)
    clock.start()
    x = np.load(path)
    autoencoder.fit(x, x, batch_size=shares.batch_size, verbose=0)
    return autoencoder


def train_in_memory(path, shares, clock):
    import numpy as np

    from autoenc_lessons import training

    # The steps are compiled for one number of rows.
    x = np.load(path)
    autoencoder, steps = _model(x.shape[1]), shares.n_rows // shares.batch_size
    training.train(autoencoder, x, steps=WARM_STEPS, batch_size=shares.batch_size, progress=False)
    clock.start()
    training.train(autoencoder, x, steps=steps, batch_size=shares.batch_size, progress=False)
    return autoencoder


def train_on_rows(path, shares, clock):
    from autoenc_lessons import streams, training

    rows = streams.rows(path)
    autoencoder, steps = _model(rows.shape[1]), shares.n_rows // shares.batch_size
    training.train(autoencoder, rows, steps=WARM_STEPS, batch_size=shares.batch_size, progress=False)
    clock.start()
    training.train(autoencoder, rows, steps=steps, batch_size=shares.batch_size, progress=False)
    return autoencoder


def fit_on_batches(path, shares, clock, *, shuffle_seed=None):
    from autoenc_lessons import streams

    rows = streams.rows(path)
    autoencoder = _model(rows.shape[1])
    pairs = _pairs(rows.batches(shares.batch_size, shuffle_seed=shuffle_seed))
    autoencoder.fit(pairs.take(3), shuffle=False, verbose=0)
    clock.start()
    autoencoder.fit(pairs, shuffle=False, verbose=0)
    return autoencoder


def fit_on_mixed_batches(path, shares, clock):
    return fit_on_batches(path, shares, clock, shuffle_seed=0)


def fit_row_by_row(path, shares, clock):
    import numpy as np
    import tensorflow as tf

    n_rows = min(shares.n_rows, shares.slow)
    shown = np.load(path, mmap_mode="r")[:n_rows]

    def rows():
        yield from shown

    autoencoder = _model(shown.shape[1])
    data = tf.data.Dataset.from_generator(rows, output_signature=tf.TensorSpec(shown.shape[1:], "float64"))
    n_batches = -(-n_rows // shares.batch_size)
    pairs = _pairs(data.batch(shares.batch_size)).apply(tf.data.experimental.assert_cardinality(n_batches))
    autoencoder.fit(pairs.take(3), shuffle=False, verbose=0)
    clock.start(scale=shares.n_rows / n_rows)
    autoencoder.fit(pairs, shuffle=False, verbose=0)
    return autoencoder


def one_pass(path, shares, clock):
    from autoenc_lessons import streams

    clock.start()
    return streams.principal_components(streams.rows(path), N_COMPONENTS)


def incremental_pca(path, shares, clock):
    from sklearn.decomposition import IncrementalPCA

    from autoenc_lessons import streams

    clock.start()
    pca = IncrementalPCA(N_COMPONENTS)
    for block in streams.rows(path).blocks(10 * shares.batch_size):
        pca.partial_fit(block.astype("float64"))
    return pca


IN_MEMORY = {
    "fit, an array in memory": fit_in_memory,
    "train, an array in memory": train_in_memory,
    "fit, one row at a time from a generator": fit_row_by_row,
}
STREAMING = {
    "fit, rows.batches in the file's order": fit_on_batches,
    "fit, rows.batches shuffled": fit_on_mixed_batches,
    "train, rows (shuffled)": train_on_rows,
    "IncrementalPCA, blocks of 10 000": incremental_pca,
    "principal components in one pass": one_pass,
}


def rows_a_second(path, batch_sizes, clock):
    """Return for each batch size how many rows `train` takes in a second of processor time."""
    from autoenc_lessons import streams

    rows = streams.rows(path)
    clock.start()
    return [_rate(rows, min(size, len(rows)), steps=max(30, min(1000, 1_000_000 // size))) for size in batch_sizes]


def _rate(rows, batch_size, *, steps):
    from autoenc_lessons import training

    done, began = 0, None
    for losses in training.iterate_steps(_model(), rows, steps=WARM_STEPS + steps, batch_size=batch_size):
        done += len(losses)
        if began is None and done >= WARM_STEPS:
            began, first = time.process_time(), done
    return (done - first) * batch_size / (time.process_time() - began)


def matmul_rate(path, nothing, clock):
    """Return how many pairs of numbers a large product of matrices multiplies in a second of processor time."""
    import numpy as np

    square = np.random.default_rng(0).normal(size=(SIDE, SIDE))
    square @ square
    clock.start()
    began = time.process_time()
    for _ in range(MATMULS):
        square @ square
    return MATMULS * SIDE**3 / (time.process_time() - began)
