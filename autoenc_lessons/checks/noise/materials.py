"""What the exercise on noise hands out: noisy digits, three repairs of them, a short training, and played methods."""

import keras
import numpy as np
from scipy import ndimage
from scipy.spatial.distance import cdist

from autoenc_lessons import damage, datasets, measures, models, seed_spread

__all__ = ["N_TRAINING", "STRENGTH", "error_after_training", "noisy_digits", "played_repairs", "three_repairs"]

N_TRAINING = 1000
STRENGTH = 0.3
_KINDS = ("noise", "blur", "speckles")
_STEPS = 400
_LAST_SHOWN = 14
# Each kind of played damage lifts all shades by so much more; the first pixel tells to which part a picture belongs.
_LIFT = 10


def noisy_digits(seed=0):
    """Return shuffled digits in two parts, the second one with noise too.

    Parameters
    ----------
    seed : int

    Returns
    -------
    training, clean, noisy : ndarray of float64, shape (n_pictures, 64)
        Training pictures; held-out ones; the same with noise of standard deviation 0.3.
    """
    x, _ = datasets.load("digits")
    order = np.random.default_rng(seed).permutation(len(x))
    training, clean = x[order[:N_TRAINING]], x[order[N_TRAINING:]]
    return training, clean, damage.noise(clean, seed, STRENGTH)


def three_repairs(seed=0, n_shown=7):
    """Return rows of pictures: clean, noisy, and repaired in three ways that are only called A, B and C.

    With the seed 0, the nearest training picture shows another digit in the last but one column.

    Parameters
    ----------
    seed : int
    n_shown : int
        Of the first 14 held-out pictures, the last ones are shown.

    Returns
    -------
    dict of str to ndarray of float64, shape (n_shown, 64)
    """
    training, clean, noisy = noisy_digits(seed)
    clean, noisy = clean[_LAST_SHOWN - n_shown : _LAST_SHOWN], noisy[_LAST_SHOWN - n_shown : _LAST_SHOWN]
    mean = training.mean(axis=0)
    axes = np.linalg.svd(training - mean, full_matrices=False)[2][:6]
    return {
        "clean": clean,
        "noisy": noisy,
        "A": training[cdist(noisy, training).argmin(axis=1)],
        "B": ndimage.gaussian_filter(noisy.reshape(-1, 8, 8), (0, 0.8, 0.8)).reshape(noisy.shape),
        "C": mean + (noisy - mean) @ axes.T @ axes,
    }


def error_after_training(noisy, targets, seed=0):
    """Train a small network from `noisy` towards `targets`, and return its held-out error against clean pictures.

    Parameters
    ----------
    noisy, targets : ndarray, shape (n_pairs, 64)
    seed : int
        Of the held-out digits, as in `noisy_digits`.

    Returns
    -------
    float
    """

    def build():
        network = models.dense_autoencoder((64, 64, 32), activation="silu")[2]
        rate = keras.optimizers.schedules.CosineDecay(0.01, _STEPS)
        network.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
        return network

    _, clean, held_out = noisy_digits(seed)
    network, starts = build(), seed_spread.draw_starts(build, seeds=[0])
    options = {"steps": _STEPS, "batch_size": 32, "progress": False}
    network.set_weights(seed_spread.train_starts(lambda: network, noisy, starts, targets=targets, **options).weights[0])
    return measures.reconstruction_error(clean, network(held_out))


def played_repairs(seed=0):
    """Return methods that only play: how well each repairs which damage is drawn, not computed.

    Parameters
    ----------
    seed : int

    Returns
    -------
    methods : dict of str to callable
        Each takes damaged pictures and returns repaired ones.
    damages : dict of str to callable
        Each takes pictures and a seed, and returns damaged ones.
    validation, held_out : ndarray of float64, shape (n_pictures, 16)
    safest : str
        The method whose largest validation error is the smallest.
    largest : float
        The largest of its held-out errors.
    """
    generator = np.random.default_rng(seed)
    names = [str(name) for name in generator.permutation(["Ada", "Bea", "Cem", "Dan"])]
    # The first is never good and never bad, but which kind is its worst differs from part to part, and is not the one
    # that is the worst for all; the second is the best on average, but bad at one kind; the third seems safer than the
    # first on held-out pictures only.
    validation_errors = np.array([[40, 42, 38], [5, 8, 60], [30, 44, 47], [70, 20, 90]]) / 1000
    held_out_errors = np.array([[52, 43, 41], [6, 9, 58], [28, 40, 45], [66, 24, 92]]) / 1000
    # How the error is spread over the pixels, and over the pictures: evenly for the third alone, so that it has the
    # smallest of the largest errors of one pixel or picture; the second has the smallest absolute error.
    unevenness = [(0.8, 0.6), (3, 0.3), (0, 0), (0.5, 0.3)]
    kinds = generator.permutation(len(_KINDS))
    factor = generator.uniform(0.5, 1.5)
    by_part = [factor * errors[:, kinds] for errors in (validation_errors, held_out_errors)]
    validation, held_out = (generator.random((n, 16)) for n in (40, 60))
    validation[:, 0], held_out[:, 0] = 0, 1
    for part in (validation, held_out):
        part[:, 1] = generator.permutation(np.linspace(0, 1, len(part)))
    methods = {
        name: _player([errors[row] for errors in by_part], *unevenness[row], generator)
        for row, name in enumerate(names)
    }
    shuffled = {name: methods[name] for name in sorted(methods)}
    damages = {kind: _lifter(place) for place, kind in enumerate(_KINDS)}
    return shuffled, damages, validation, held_out, names[0], float(by_part[1][0].max())


def _lifter(place):
    return lambda pictures, seed: np.asarray(pictures) + _LIFT * (place + 1)


def _player(errors_by_part, over_pixels, over_pictures, generator):
    weights = generator.permutation(np.exp(over_pixels * np.linspace(-1, 1, 16)))
    weights /= weights.mean()

    def repair(pictures):
        pictures = np.asarray(pictures, dtype="float64")
        kinds = np.floor(pictures[:, 0] / _LIFT + 0.05).astype(int) - 1
        clean = pictures - _LIFT * (kinds + 1)[:, None]
        parts = np.rint(clean[:, 0]).astype(int)
        errors = np.array(
            [errors_by_part[part][kind] if kind >= 0 else 0.0 for part, kind in zip(parts, kinds, strict=True)]
        )
        # The second pixel has the mean 1/2 over the pictures of a part.
        errors *= 1 + over_pictures * (2 * clean[:, 1] - 1)
        return clean + np.sqrt(errors[:, None] * weights)

    return repair
