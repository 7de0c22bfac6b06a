"""A table with numbers and a category, and how much of each a network with two outputs leaves."""

from typing import NamedTuple

import keras
import numpy as np

from autoenc_lessons.gaps.parts import log_parts

__all__ = ["MixedParts", "mixed_left", "mixed_parts", "two_heads"]

# The numbers are to be copied in a unit so many times smaller.
_UNIT = 30
_OUTSIDE, _VALVE = 2, 3


class MixedParts(NamedTuple):
    """What goes in, and what is to come out: numbers and categories; for training, and to judge by."""

    given: np.ndarray
    targets: list
    new: np.ndarray
    new_targets: list
    baselines: np.ndarray


def mixed_parts(seed=0):
    """Return a log with twelve numbers and a category: is the valve wide open, and is the day warm?

    Parameters
    ----------
    seed : int

    Returns
    -------
    MixedParts
        `given` and `new` hold scaled numbers and the category as four zeros or ones; the targets hold the numbers in a
        unit 30 times smaller, and the category. `baselines` are the losses of the mean and of the shares of the
        categories: the variance and the entropy.

    Raises
    ------
    TypeError, ValueError
        If `seed` is no seed.

    Examples
    --------
    >>> parts = mixed_parts()
    >>> parts.given.shape, [len(part) for part in parts.targets]
    ((2000, 16), [2000, 2000])
    """
    parts = log_parts(2000, share=0, seed=seed)
    whole = []
    for rows in (parts.training, parts.truth):
        kinds = np.eye(4)[2 * (rows[:, _VALVE] > 0) + (rows[:, _OUTSIDE] > 0)]
        whole += [np.hstack([rows, kinds]), [_UNIT * rows, kinds]]
    numbers, kinds = whole[1]
    shares = kinds.mean(axis=0)
    return MixedParts(*whole, np.array([numbers.var(), -np.sum(shares * np.log(shares))]))


def two_heads(n_numbers=12, n_kinds=4, *, code_units=3):
    """Return an autoencoder of numbers and a category in one-hot form, with an output for each.

    Parameters
    ----------
    n_numbers, n_kinds : int
    code_units : int

    Returns
    -------
    keras.Model
        (n_rows, n_numbers + n_kinds) to a list: the numbers, and the shares of the kinds from a softmax.

    Examples
    --------
    >>> [output.shape for output in two_heads(2, 3).outputs]
    [(None, 2), (None, 3)]
    """
    entry = keras.Input((n_numbers + n_kinds,))
    code = keras.layers.Dense(code_units)(keras.layers.Dense(32, "silu")(entry))
    wide = keras.layers.Dense(32, "silu")(code)
    return keras.Model(entry, [keras.layers.Dense(n_numbers)(wide), keras.layers.Dense(n_kinds, "softmax")(wide)])


def mixed_left(network, parts):
    """Return how much a network with two outputs leaves of the numbers, and how many categories it copies right.

    Parameters
    ----------
    network : keras.Model
        Takes `parts.new` and returns numbers, and shares of the kinds.
    parts : MixedParts

    Returns
    -------
    left : float
        The mean squared error over the variance.
    right : float
        The share of rows in which the kind with the largest share is the right one.

    Raises
    ------
    ValueError
        If the network has not two outputs.

    Examples
    --------
    >>> left, right = mixed_left(two_heads(), mixed_parts())
    >>> 0.5 < left < 2, 0 <= right <= 1
    (True, True)
    """
    returned = network(parts.new)
    if not isinstance(returned, (list, tuple)) or len(returned) != len(parts.new_targets):
        raise ValueError("The network must have two outputs: the numbers, and the shares of the kinds.")
    (numbers, kinds), (true, wanted) = map(np.asarray, returned), parts.new_targets
    left = np.mean((numbers - true) ** 2) / parts.baselines[0]
    return float(left), float(np.mean(kinds.argmax(axis=1) == wanted.argmax(axis=1)))
