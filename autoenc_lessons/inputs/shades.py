"""Pictures as tables of shades from 0 (black) to 1 (white): one sentence where they are on another scale."""

import math

import numpy as np

from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.values import as_count, as_samples

__all__ = ["as_given_shades", "as_image_shape", "as_pictures", "as_shades"]

# Copies and noisy pictures lie outside 0 to 1, too; but not by this much, and hardly in their mean.
_FAR = 5
_LOWEST_MEAN, _HIGHEST_MEAN = -0.5, 2
_LOPSIDED = 0.6
_CENTRED_MEAN = 0.01
_BRIGHTEST = 1.5
_SIDE_OF_SCALED = 0.9
_ROUNDING = 1e-6


def as_shades(pictures, *, name="pictures", rank=2):
    """Return pictures as a float64 array, or say in one sentence that they do not hold shades from 0 to 1.

    Noise, damage and reconstructions reach beyond 0 and 1, and so may these. Another scale is told by whole numbers, by
    the mean shade, or by far values on one side.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, ...)
    name : str
        What a message calls them.
    rank : int
        How many axes the array must have.

    Returns
    -------
    ndarray of float64, shape (n_pictures, ...)

    Raises
    ------
    TypeError, ValueError
        If they are no finite numbers of that rank, or on another scale.
    """
    pictures = as_samples(pictures, name=name, rank=rank)
    low, high, mean = pictures.min(), pictures.max(), pictures.mean()
    is_whole = high > 2 and np.array_equal(pictures, np.rint(pictures))
    # Noise reaches as far down as up.
    is_far = high > _FAR and -low < _LOPSIDED * high
    is_scaled = -1 - _ROUNDING <= low < -_SIDE_OF_SCALED and high <= 1 + _ROUNDING
    if is_whole or is_far or is_scaled or not _LOWEST_MEAN <= mean <= _HIGHEST_MEAN:
        raise ValueError(_other_scale(low, high, name))
    return pictures


def as_given_shades(pictures, *, name="pictures"):
    """Return pictures that are given, not computed, as `as_shades` does, but with less patience.

    Raises
    ------
    TypeError, ValueError
        As `as_shades`; also if they are centred, as standardised pictures are, or brighter than white without noise.
    """
    pictures = as_shades(pictures, name=name)
    low, high = pictures.min(), pictures.max()
    is_centred = low < 0 and pictures.mean() < _CENTRED_MEAN
    # Without any noise, nothing is brighter than white.
    if is_centred or (low >= 0 and high > _BRIGHTEST):
        raise ValueError(_other_scale(low, high, name))
    return pictures


def _other_scale(low, high, name):
    if high > _BRIGHTEST and -low < high / 2:
        remedy = "divide them by the value that white has there, such as 255 or 16"
    elif -1 - _ROUNDING <= low < 0 < high <= 1 + _ROUNDING:
        remedy = "if they were scaled to -1 to 1, undo it by (pictures + 1) / 2"
    else:
        remedy = "undo the scaling that made them"
    # Adding 0 turns -0.0 into 0.0.
    span = f"from {low + 0.0:.3g} to {high + 0.0:.3g}"
    return f"{name} must hold shades from 0 (black) to 1 (white), but holds values {span}; {remedy}."


def as_pictures(pictures, image_shape, *, name="pictures"):
    """Return given pictures as an array, one row for each, and the two sides of a picture.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, height * width)
        Shades from 0 (black) to 1 (white).
    image_shape : pair of int
        Height and width of a picture in pixels.
    name : str
        What a message calls the pictures.

    Returns
    -------
    pictures : ndarray of float64, shape (n_pictures, height * width)
    image_shape : tuple of two int

    Raises
    ------
    TypeError, ValueError
        If `pictures` are no finite table of shades, or if their rows do not fill pictures of that height and width.
    """
    pictures = as_samples(pictures, name=name)
    sides = as_image_shape(image_shape, pictures.shape[1])
    return as_given_shades(pictures, name=name), sides


def as_image_shape(image_shape, n_pixels=None):
    """Return the height and the width of a picture as two int.

    Parameters
    ----------
    image_shape : pair of int
    n_pixels : int, optional
        How many pixels they must make.

    Raises
    ------
    TypeError, ValueError
        If they are not two whole numbers of at least 1, or if they make another number of pixels.
    """
    is_pair = np.iterable(image_shape) and not isinstance(image_shape, str) and len(tuple(image_shape)) == 2
    sides = tuple(as_count(side, name="each side of image_shape") for side in image_shape) if is_pair else ()
    if not is_pair or n_pixels not in (None, math.prod(sides)):
        wanted = "in pixels, such as (8, 8)" if n_pixels is None else f"that make {n_pixels} pixels"
        raise ValueError(f"image_shape must be a height and a width {wanted}; got {in_short(image_shape)}.")
    return sides
