"""What the exercise on sparse codes hands out: codes with dead units or equal means, a curve, units to revive."""

import numpy as np

from autoenc_lessons import datasets

__all__ = [
    "N_UNITS",
    "codes_with_dead_units",
    "dead_layer",
    "digit_codes",
    "divergence_curve",
    "played_codes",
    "two_codes",
]

N_UNITS = 40
_N_DEAD = 30
_N_FILTERS = 60
_TARGET = 0.1


def codes_with_dead_units(seed=0, n_pictures=50, n_units=20):
    """Return codes of which some units are never on, and one hardly ever.

    Parameters
    ----------
    seed, n_pictures, n_units : int

    Returns
    -------
    ndarray of float64, shape (n_pictures, n_units)
        0 or more.
    """
    generator = np.random.default_rng(seed)
    codes = np.maximum(generator.normal(size=(n_pictures, n_units)) - 0.5, 0)
    n_dead = generator.integers(2, n_units // 2)
    units = generator.permutation(n_units)
    codes[:, units[: n_dead + 1]] = 0
    # One unit is nearly dead: it gives a little for one picture. And one picture turns no unit on.
    nearly_dead, (on_for, empty) = units[n_dead], generator.choice(n_pictures, 2, replace=False)
    codes[on_for, nearly_dead] = 0.01
    codes[empty] = 0
    return codes


def divergence_curve(target):
    """Return chances that a unit is on, and for each how far it is from a target, as a Kullback-Leibler divergence.

    Parameters
    ----------
    target : float

    Returns
    -------
    chances, divergences : ndarray of float64, shape (100,)
    """
    chances = np.linspace(0.005, 0.5, 100)
    on, off = target * np.log(target / chances), (1 - target) * np.log((1 - target) / (1 - chances))
    return chances, on + off


def two_codes(seed=0):
    """Return two codes whose units all have the same mean over the pictures: one spread thin, one sparse.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to ndarray of float64, shape (200, 40)
        "A" gives about as much with each unit for each picture; in "B", 4 units of 40 are on.
    """
    generator = np.random.default_rng(seed)
    thin = _TARGET * (1 + 0.1 * generator.uniform(-1, 1, size=(200, N_UNITS)))
    sparse = np.zeros((200, N_UNITS))
    for unit in range(N_UNITS):
        # Each unit is on for every tenth picture, and each picture has 4 units.
        sparse[unit % 10 :: 10, unit] = 1 - 0.02 * generator.uniform(size=20)
    return {name: code * _TARGET / code.mean(axis=0) for name, code in {"A": thin, "B": sparse}.items()}


def dead_layer(seed=0, n_dead=_N_DEAD):
    """Return pictures, and a layer with relu of which three in four units are dead, if not told otherwise.

    Parameters
    ----------
    seed, n_dead : int

    Returns
    -------
    pictures : ndarray of float64, shape (300, 64)
    kernel : ndarray of float64, shape (64, 40)
    bias : ndarray of float64, shape (40,)
        The units give max(pictures @ kernel + bias, 0).
    """
    generator = np.random.default_rng(seed)
    x, _ = datasets.load("digits")
    pictures = x[generator.permutation(len(x))[:300]]
    kernel = generator.normal(size=(64, N_UNITS))
    kernel /= np.linalg.norm(kernel, axis=0)
    sums = pictures @ kernel
    dead = generator.choice(N_UNITS, n_dead, replace=False)
    bias = -np.median(sums, axis=0)
    bias[dead] = -sums[:, dead].max(axis=0) - generator.uniform(0.1, 1, size=n_dead)
    return pictures, kernel, bias


def digit_codes(seed=0):
    """Return sparse codes of digits, made without training: the 8 of 60 pictures that each one resembles most.

    Parameters
    ----------
    seed : int

    Returns
    -------
    codes, labels : ndarray, shapes (700, 60) and (700,)
        To choose by.
    new_codes, new_labels : ndarray, shapes (700, 60) and (700,)
        Held out.
    """
    x, labels = datasets.load("digits")
    order = np.random.default_rng(seed).permutation(len(x))
    x, labels = x[order] - x.mean(axis=0), labels[order]
    filters, x, labels = x[:_N_FILTERS], x[_N_FILTERS : _N_FILTERS + 1400], labels[_N_FILTERS : _N_FILTERS + 1400]
    codes = np.maximum(x @ filters.T, 0)
    codes[codes < np.sort(codes, axis=1)[:, -8:-7]] = 0
    return codes[:700], labels[:700], codes[700:], labels[700:]


def played_codes(seed=0):
    """Return codes as those of `digit_codes`, but few of them, so that slow ways of counting take no long time.

    Each digit has a unit that gives more for it than for most others. Some pictures turn a unit on far more than usual.

    Parameters
    ----------
    seed : int

    Returns
    -------
    codes, labels : ndarray, shapes (300, 10) and (300,)
        To choose by.
    new_codes, new_labels : ndarray, shapes (300, 10) and (300,)
        Held out.
    """
    generator = np.random.default_rng(seed)
    labels = generator.permutation(np.arange(600) % 10)
    stands_for = generator.permutation(10)
    is_its_digit = labels[:, None] == stands_for
    size = is_its_digit.shape
    codes = np.exp(np.where(is_its_digit, 0, -1) + generator.normal(0, 0.35, size=size))
    codes *= generator.uniform(size=size) < np.where(is_its_digit, 0.9, 0.6)
    codes = np.where(generator.uniform(size=size) < 0.01, generator.uniform(4, 6, size=size), codes)
    return codes[:300], labels[:300], codes[300:], labels[300:]
