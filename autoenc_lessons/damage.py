"""Damage square pictures on purpose, so that the right answer, the clean picture, is known."""

import math
import numbers

import numpy as np
from scipy import ndimage

from autoenc_lessons.inputs.shades import as_given_shades
from autoenc_lessons.inputs.values import as_count

__all__ = ["GREY", "blur", "hide", "hide_half", "move", "noise", "speckle"]

GREY = 0.5


def noise(pictures, seed, strength=0.4):
    """Return pictures with a normally distributed random number added to each pixel.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, side * side)
        Shades from 0 (black) to 1 (white).
    seed : int
        0 or larger; the same seed draws the same numbers.
    strength : float
        The standard deviation of the numbers, in shades; 0 or more.

    Returns
    -------
    ndarray of float64, shape (n_pictures, side * side)
        Not cut off at 0 and 1.

    Raises
    ------
    TypeError, ValueError
        If `pictures` is no finite table of square pictures with shades from 0 to 1, or if a number is out of range.

    Examples
    --------
    >>> white = np.ones((1, 4))
    >>> noise(white, seed=0, strength=0.1).round(2)
    array([[1.01, 0.99, 1.06, 1.01]])
    """
    pictures, _ = _as_squares(pictures)
    drawn = _generator(seed).normal(size=pictures.shape)
    return pictures + _in_range(strength, "strength") * drawn


def blur(pictures, seed=0, width=1.2):
    """Return pictures of which each pixel has become a weighted mean of those around it; beyond the edge all is black.

    Parameters
    ----------
    pictures, seed
        As in `noise`; nothing is drawn, so the seed changes nothing.
    width : float
        The standard deviation of the Gaussian weights, in pixels; 0 or more.

    Returns, Raises
        As `noise`.

    Examples
    --------
    >>> white = np.ones((1, 4))
    >>> blur(white, width=1).round(2)
    array([[0.41, 0.41, 0.41, 0.41]])
    """
    pictures, squares = _as_squares(pictures)
    _generator(seed)
    width = _in_range(width, "width")
    return ndimage.gaussian_filter(squares, (0, width, width), mode="constant").reshape(pictures.shape)


def hide(pictures, seed, side=6):
    """Return pictures of which a grey square, at a random place, hides a part.

    Parameters
    ----------
    pictures, seed
        As in `noise`.
    side : int
        Of the square, in pixels, from 0 to that of a picture.

    Returns, Raises
        As `noise`.

    Examples
    --------
    >>> white = np.ones((1, 4))
    >>> hide(white, seed=0, side=1)
    array([[1. , 1. , 1. , 0.5]])
    """
    pictures, squares = _as_squares(pictures)
    side, room = as_count(side, name="side", smallest=0), squares.shape[1]
    if side > room:
        raise ValueError(f"side is {side}, but a picture has only {room} pixels on each side.")
    squares = squares.copy()
    for square, (top, left) in zip(
        squares, _generator(seed).integers(0, room - side + 1, (len(squares), 2)), strict=True
    ):
        square[top : top + side, left : left + side] = GREY
    return squares.reshape(pictures.shape)


def hide_half(pictures, seed=0):
    """Return pictures of which the right half is grey; of an odd number of columns, the middle one stays.

    Parameters
    ----------
    pictures, seed
        As in `noise`; nothing is drawn, so the seed changes nothing.

    Returns, Raises
        As `noise`.

    Examples
    --------
    >>> white = np.ones((1, 4))
    >>> hide_half(white)
    array([[1. , 0.5, 1. , 0.5]])
    """
    pictures, squares = _as_squares(pictures)
    _generator(seed)
    squares = squares.copy()
    squares[:, :, (squares.shape[2] + 1) // 2 :] = GREY
    return squares.reshape(pictures.shape)


def move(pictures, by):
    """Return pictures that have moved to the right; from the left comes black, and what leaves on the right is lost.

    Parameters
    ----------
    pictures
        As in `noise`.
    by : int
        How many pixels, from 0 to the side of a picture.

    Returns, Raises
        As `noise`.

    Examples
    --------
    >>> move([[0.2, 1.0, 0.4, 0.6]], by=1)
    array([[0. , 0.2, 0. , 0.4]])
    """
    pictures, squares = _as_squares(pictures)
    by, side = as_count(by, name="by", smallest=0), squares.shape[2]
    if by > side:
        raise ValueError(f"by is {by}, but a picture has only {side} pixels on each side.")
    return np.pad(squares, [(0, 0), (0, 0), (by, 0)])[:, :, :side].reshape(pictures.shape)


def speckle(pictures, seed, share=0.15):
    """Return pictures of which some pixels, at random, have become black or white.

    Parameters
    ----------
    pictures, seed
        As in `noise`.
    share : float
        Of the pixels, from 0 to 1.

    Returns, Raises
        As `noise`.

    Examples
    --------
    >>> white = np.ones((1, 4))
    >>> speckle(white, seed=0, share=1)
    array([[0., 1., 1., 1.]])
    """
    pictures, _ = _as_squares(pictures)
    generator = _generator(seed)
    is_hit = generator.random(pictures.shape) < _in_range(share, "share", largest=1)
    return np.where(is_hit, generator.integers(0, 2, size=pictures.shape), pictures)


def _as_squares(pictures):
    pictures = as_given_shades(pictures)
    side = math.isqrt(pictures.shape[1])
    if side**2 != pictures.shape[1]:
        raise ValueError(f"pictures must be square, but {pictures.shape[1]} pixels make no square.")
    return pictures, pictures.reshape(-1, side, side)


def _generator(seed):
    return np.random.default_rng(as_count(seed, name="seed", smallest=0))


def _in_range(value, name, *, largest=math.inf):
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a number; got a {type(value).__name__}.")
    if not 0 <= value <= largest:
        limit = "0 or more" if largest == math.inf else f"from 0 to {largest}"
        raise ValueError(f"{name} must be {limit}; got {value:g}.")
    return float(value)
