"""Faults painted on purpose, so that their place is known, and whole pictures that are turned or moved."""

import math

import numpy as np

from autoenc_lessons.inputs.shades import as_image_shape, as_shades
from autoenc_lessons.inputs.values import as_count, as_samples, as_seed

__all__ = ["as_squares", "scratched", "shifted", "spotted", "upside_down"]

# Down and across, from one pixel of a scratch to the next.
_DIRECTIONS = ((0, 1), (1, 0), (1, 1), (1, -1))


def scratched(pictures, image_shape, *, length=5, seed=0):
    """Return pictures with a scratch at a random place: a straight line that turns dark pixels white, and light black.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, n_pixels)
        With shades from 0 to 1.
    image_shape : pair of int
        Lines and columns of pixels in a picture.
    length : int
        Of the scratch, in pixels: across, down, or along a diagonal.
    seed : int

    Returns
    -------
    pictures : ndarray of float64, shape (n_pictures, n_pixels)
    is_scratched : ndarray of bool, shape (n_pictures, n_pixels)
        Which pixels belong to the scratch.

    Raises
    ------
    TypeError, ValueError
        If the pictures are no finite shades, do not fit `image_shape`, or are smaller than the scratch.

    Examples
    --------
    >>> damaged, is_scratched = scratched(np.zeros((2, 9)), (3, 3), length=3)
    >>> is_scratched.sum(axis=1), damaged.sum(axis=1)
    (array([3, 3]), array([3., 3.]))
    """
    return _damaged(pictures, image_shape, as_count(length, name="length"), seed, _scratch, "A scratch")


def spotted(pictures, image_shape, *, length=4, seed=0):
    """Return pictures with a square spot at a random place: it turns dark pixels white, and light ones black.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, n_pixels)
        With shades from 0 to 1.
    image_shape : pair of int
        Lines and columns of pixels in a picture.
    length : int
        Of each side of the spot, in pixels.
    seed : int

    Returns
    -------
    pictures : ndarray of float64, shape (n_pictures, n_pixels)
    is_spotted : ndarray of bool, shape (n_pictures, n_pixels)
        Which pixels belong to the spot.

    Raises
    ------
    TypeError, ValueError
        If the pictures are no finite shades, do not fit `image_shape`, or are smaller than the spot.

    Examples
    --------
    >>> damaged, is_spotted = spotted(np.zeros((2, 9)), (3, 3), length=2)
    >>> is_spotted.sum(axis=1), damaged.sum(axis=1)
    (array([4, 4]), array([4., 4.]))
    """
    return _damaged(pictures, image_shape, as_count(length, name="length"), seed, _spot, "A spot")


def _damaged(pictures, image_shape, length, seed, place, name):
    """Return pictures, each turned over where a fault is placed, and which pixels that are."""
    pictures = as_shades(pictures)
    height, width = as_image_shape(image_shape, pictures.shape[1])
    if length > min(height, width):
        raise ValueError(f"{name} of {length} pixels does not fit into pictures of {height} x {width} pixels.")
    generator = np.random.default_rng(as_seed(seed))
    is_damaged = np.zeros((len(pictures), height, width), dtype=bool)
    for marks in is_damaged:
        marks[place(generator, height, width, length)] = True
    is_damaged = is_damaged.reshape(pictures.shape)
    return np.where(is_damaged, _turned_over(pictures), pictures), is_damaged


def _scratch(generator, height, width, length):
    along = np.arange(length)
    down, across = _DIRECTIONS[generator.integers(len(_DIRECTIONS))]
    first = generator.integers(0, height - (length - 1) * down)
    lowest, highest = (length - 1 if across < 0 else 0), (length - 1 if across > 0 else 0)
    left = generator.integers(lowest, width - highest)
    return first + down * along, left + across * along


def _spot(generator, height, width, length):
    top, left = generator.integers(0, [height - length + 1, width - length + 1])
    return slice(top, top + length), slice(left, left + length)


def _turned_over(shades):
    return np.where(shades < 0.5, 1.0, 0.0)


def upside_down(pictures):
    """Return pictures with their lines in reverse order.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, side * side)

    Returns
    -------
    ndarray of float64, shape (n_pictures, side * side)

    Raises
    ------
    TypeError, ValueError
        If `pictures` is no finite table of square pictures.

    Examples
    --------
    >>> upside_down([[1, 2, 3, 4]])
    array([[3., 4., 1., 2.]])
    """
    squares = as_squares(pictures)
    return squares[:, ::-1].reshape(len(squares), -1)


def shifted(pictures, by=6):
    """Return pictures moved to the right; what leaves them on one side comes in on the other.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, side * side)
    by : int
        How many pixels.

    Returns
    -------
    ndarray of float64, shape (n_pictures, side * side)

    Raises
    ------
    TypeError, ValueError
        If `pictures` is no finite table of square pictures, or if `by` is no whole number from 0 on.

    Examples
    --------
    >>> shifted([[1, 2, 3, 4]], by=1)
    array([[2., 1., 4., 3.]])
    """
    squares = as_squares(pictures)
    return np.roll(squares, as_count(by, name="by", smallest=0), axis=2).reshape(len(squares), -1)


def as_squares(pictures):
    """Return pictures, shape (n_pictures, side * side), as squares, or say in one sentence that they are none."""
    pictures = as_samples(pictures, name="pictures")
    side = math.isqrt(pictures.shape[1])
    if side**2 != pictures.shape[1]:
        raise ValueError(f"pictures must be square, but {pictures.shape[1]} pixels make no square.")
    return pictures.reshape(-1, side, side)
