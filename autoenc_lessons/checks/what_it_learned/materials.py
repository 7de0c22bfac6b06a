"""What the exercise on what it learned hands out: runs and a saddle, made anew from a seed."""

import keras
import numpy as np

from autoenc_lessons import datasets, measures, models, seed_spread, training

__all__ = ["RECIPES", "SADDLE_STEPS", "WITHIN", "ratio_after_training", "run_with_a_plateau", "saddle", "training_runs"]

SADDLE_STEPS = 330
# From this ratio of loss and floor on, a run has arrived.
WITHIN = 1.01
RECIPES = ("fast", "slow", "warm", "bold", "calm")


def run_with_a_plateau():
    """Return the losses over the floor of a run that waits at a saddle, and of one that does not.

    Returns
    -------
    dict of str to ndarray of float64, shape (2500,)
    """
    x, _ = datasets.load("blobs")

    def build():
        _, _, autoencoder = models.linear_autoencoder(3, 2)
        autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
        return autoencoder

    starts = seed_spread.draw_starts(build, seeds=range(50))
    runs = seed_spread.train_starts(build, x, starts, steps=2500, progress=False)
    ratios = runs.losses / measures.pca_error(x, 2)
    waiting = np.sum(np.abs(ratios - 3) < 0.3, axis=1)
    return {"A": ratios[np.argmax(waiting)], "B": ratios[np.argmin(ratios.sum(axis=1))]}


def saddle(seed=0):
    """Return centred points, and the weights of an autoencoder that stands on a saddle: it keeps axes 1 and 3.

    Parameters
    ----------
    seed : int

    Returns
    -------
    x : ndarray of float64, shape (200, 3)
    weights : list of two ndarray of float64
        Encoder (3, 2) and decoder (2, 3); there are no biases.
    """
    generator = np.random.default_rng(seed)
    raw = generator.normal(size=(200, 3))
    white = np.linalg.svd(raw - raw.mean(axis=0), full_matrices=False)[0] * np.sqrt(200)
    axes = np.linalg.qr(generator.normal(size=(3, 3)))[0]
    kept = axes[[0, 2]]
    return white * np.sqrt([0.5, 0.25, 0.05]) @ axes, [kept.T.copy(), kept.copy()]


def ratio_after_training(x, weights):
    """Train from given weights by plain gradient descent; return the last loss over the floor.

    Parameters
    ----------
    x : ndarray of float64, shape (n_samples, 3)
        With mean 0.
    weights : list of two ndarray
        Encoder (3, 2) and decoder (2, 3).

    Returns
    -------
    float
    """
    _, _, autoencoder = models.linear_autoencoder(3, 2, use_bias=False)
    autoencoder.set_weights(weights)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.SGD(1.0))
    history = training.train(autoencoder, x, steps=SADDLE_STEPS, progress=False)
    return history.losses[-1] / measures.pca_error(x, 2)


def training_runs(seed=0):
    """Return a function that plays training runs, so that an experiment with hundreds of them takes no time.

    Parameters
    ----------
    seed : int

    Returns
    -------
    callable
        Takes the name of a recipe and a seed; gives a final loss over the floor, the same each time.
    """
    # The function that is played has a parameter of the same name.
    played = seed
    order = np.random.default_rng(played).permutation(len(RECIPES))
    chances = dict(zip((RECIPES[number] for number in order), (0.95, 0.6, 0.5, 0.35, 0.2), strict=True))

    def run(recipe, seed):
        if recipe not in chances:
            raise ValueError(f"There is no recipe {recipe!r}; choose from {', '.join(RECIPES)}.")
        generator = np.random.default_rng([played, RECIPES.index(recipe), int(seed)])
        arrives = generator.random() < chances[recipe]
        return 1 + (0.008 * generator.random() if arrives else 0.05 + 2 * generator.random())

    return run
