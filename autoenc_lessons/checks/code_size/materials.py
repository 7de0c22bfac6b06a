"""What the exercises on pictures hand out: splits of the digits, two sick runs, and errors that are only played."""

import keras
import numpy as np

from autoenc_lessons import datasets, measures, models, seed_spread, training

__all__ = [
    "CODE_SIZES",
    "MARKS",
    "compiled",
    "held_out_error",
    "held_out_pca_error",
    "played_errors",
    "split_digits",
    "trained",
    "two_sick_runs",
]

CODE_SIZES = (2, 4, 8, 16, 32, 64)
MARKS = (25, 50, 100, 200, 400, 800)
_TRAINING_STEPS = 600
_STRAY_SHARE = 0.12


def split_digits(n_training, seed=0):
    """Return the shuffled digits in two parts.

    Parameters
    ----------
    n_training : int
    seed : int

    Returns
    -------
    training, held_out : ndarray of float64, shape (n_pictures, 64)
    """
    x, _ = datasets.load("digits")
    order = np.random.default_rng(seed).permutation(len(x))
    return x[order[:n_training]], x[order[n_training:]]


def held_out_pca_error(training_pictures, held_out, latent_dim, *, mean_of=None):
    """Return the mean squared error on held-out pictures of PCA that was fitted to the training pictures.

    Parameters
    ----------
    training_pictures, held_out : ndarray, shape (n_pictures, n_features)
    latent_dim : int
    mean_of : ndarray, shape (n_others, n_features), optional
        Whose mean is taken away, if not that of the training pictures: a leak.

    Returns
    -------
    float
    """
    mean = (training_pictures if mean_of is None else mean_of).mean(axis=0)
    axes = np.linalg.svd(training_pictures - training_pictures.mean(axis=0), full_matrices=False)[2][:latent_dim]
    return measures.reconstruction_error(held_out, mean + (held_out - mean) @ axes.T @ axes)


def compiled(autoencoder, learning_rate=0.01, steps=_TRAINING_STEPS):
    """Compile an autoencoder as the lesson does, and return it.

    Parameters
    ----------
    autoencoder : keras.Model
    learning_rate : float
        What the rate begins with, before it falls to 0 along a cosine.
    steps : int

    Returns
    -------
    keras.Model
    """
    schedule = keras.optimizers.schedules.CosineDecay(learning_rate, steps)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(schedule))
    return autoencoder


def trained(build, training_pictures, latent_dim):
    """Train an autoencoder with the lesson's recipe, from seed 0, and return it with its parts.

    Parameters
    ----------
    build : callable
        Takes the code size and returns encoder, decoder and autoencoder.
    training_pictures : ndarray, shape (n_pictures, n_features)
    latent_dim : int

    Returns
    -------
    encoder, decoder, autoencoder : keras.Model
    """

    def recipe():
        return compiled(build(latent_dim)[2])

    starts = seed_spread.draw_starts(recipe, seeds=[0])
    run = seed_spread.train_starts(
        recipe, training_pictures, starts, steps=_TRAINING_STEPS, batch_size=32, progress=False
    )
    encoder, decoder, autoencoder = build(latent_dim)
    autoencoder.set_weights(run.weights[0])
    return encoder, decoder, autoencoder


def held_out_error(build, training_pictures, held_out, latent_dim):
    """Train an autoencoder with the lesson's recipe, from seed 0, and return its held-out mean squared error.

    Parameters
    ----------
    build : callable
        Takes the code size and returns encoder, decoder and autoencoder.
    training_pictures, held_out : ndarray, shape (n_pictures, n_features)
    latent_dim : int

    Returns
    -------
    float
    """
    autoencoder = trained(build, training_pictures, latent_dim)[2]
    return measures.reconstruction_error(held_out, autoencoder(held_out))


def two_sick_runs():
    """Return the errors of two trainings that go wrong, in two ways, at each of `MARKS`.

    Returns
    -------
    dict of str to dict of str to ndarray of float64, shape (6,)
        For run "A" and run "B", the error on training and on held-out pictures, and PCA's on the same.
    """
    settings = {"A": (1000, 16, 0.0003), "B": (60, 16, 0.01)}
    return {name: _watched_run(*setting) for name, setting in settings.items()}


def _watched_run(n_training, latent_dim, learning_rate):
    parts = dict(zip(("training", "held out"), split_digits(n_training), strict=True))

    def recipe():
        autoencoder = models.dense_autoencoder((64, 64, latent_dim), activation="silu")[2]
        autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate))
        return autoencoder

    autoencoder = recipe()
    autoencoder.set_weights(seed_spread.draw_starts(recipe, seeds=[0])[0])
    errors = {name: [] for name in parts}
    for steps in np.diff([0, *MARKS]):
        training.train(autoencoder, parts["training"], steps=int(steps), batch_size=32, progress=False)
        for name, pictures in parts.items():
            errors[name].append(measures.reconstruction_error(pictures, autoencoder(pictures)))
    rivals = {
        f"PCA, {name}": np.full(len(MARKS), held_out_pca_error(parts["training"], pictures, latent_dim))
        for name, pictures in parts.items()
    }
    return {name: np.array(curve) for name, curve in errors.items()} | rivals


def played_errors(seed=0):
    """Return two functions that play trainings of each of `CODE_SIZES`, so that hundreds of them take no time.

    The errors fall with the size, then hardly any more, then rise again. Some runs end far from the others: as much
    as a mean would be misled by, and not a median.

    Parameters
    ----------
    seed : int

    Returns
    -------
    validation_error, held_out_error : callable
        Each takes a code size and the seed of a run; gives that run's error, the same each time.
    smallest_good : int
        The smallest size whose median validation error is at most 10 % above the lowest.
    """
    generator = np.random.default_rng(seed)
    n_good = 1 + (1 + seed) % 3
    best = int(generator.integers(n_good, len(CODE_SIZES)))
    first_good = best - n_good + 1
    lowest = generator.uniform(0.004, 0.012)
    factors = 1.17 * 1.3 ** np.abs(np.arange(len(CODE_SIZES)) - first_good + 1)
    factors[first_good:best] = 1.06
    factors[best:] = 1 + 0.06 * np.arange(len(CODE_SIZES) - best)
    played_seed = seed

    def play(part, factor):
        def error(size, seed):
            if size not in CODE_SIZES:
                raise ValueError(f"There is no run with {size!r} code units; choose from {CODE_SIZES}.")
            place = CODE_SIZES.index(size)
            drawn = np.random.default_rng([played_seed, part, place, int(seed)])
            stray = 1.0
            if drawn.uniform() < _STRAY_SHARE:
                stray = 3.0 if place >= first_good else 0.3
            return float(lowest * factor * factors[place] * stray * np.exp(drawn.normal(0, 0.015)))

        return error

    return play(0, 1), play(1, 1.07), CODE_SIZES[first_good]
