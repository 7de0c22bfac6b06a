"""Two photographs, and small patches of them: what an eye sees through a small hole."""

import numpy as np
from scipy.fft import dctn
from sklearn.datasets import load_sample_images

from autoenc_lessons.inputs.values import as_count, as_samples, as_seed

__all__ = ["check_side", "grey_photographs", "half_windows", "in_waves", "photo_patches", "turns", "windows"]

# How much red, green and blue add to how light a pixel looks.
_LIGHTNESS = (0.299, 0.587, 0.114)
_WHITE = 255


def photo_patches(n_patches, *, side=12, seed):
    """Return square patches from random places of two photographs, a temple and a flower, half of them from each.

    The photographs come with scikit-learn. They are made grey and half as large: each 2 x 2 pixels become their mean,
    which takes away most traces of JPEG. Twice as many patches are drawn as asked for, and those of high contrast kept,
    for sky and blurred ground show nothing. Then each patch gets the mean 0 and the standard deviation 1.

    Parameters
    ----------
    n_patches : int
    side : int
        Height and width of a patch in pixels, from 2 to 213.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_patches, side * side)

    Raises
    ------
    TypeError, ValueError
        If a number is no whole number in its range.

    Examples
    --------
    >>> patches = photo_patches(100, side=8, seed=0)
    >>> patches.shape, bool(np.allclose(patches.std(axis=1), 1))
    ((100, 64), True)
    """
    n_patches, side = as_count(n_patches, name="n_patches"), as_count(side, name="side", smallest=2)
    generator = np.random.default_rng(as_seed(seed))
    photographs = [_half(photograph) for photograph in grey_photographs()]
    check_side(side, photographs)
    n_each = (n_patches // 2, n_patches - n_patches // 2)
    parts = [_strongest(*pair, side, generator) for pair in zip(photographs, n_each, strict=True)]
    patches = generator.permutation(np.concatenate(parts))
    return patches / patches.std(axis=1, keepdims=True)


def in_waves(filters, image_shape, n_waves=2):
    """Return how much of each filter lies in its strongest waves: cosines across a picture, as JPEG has them.

    Parameters
    ----------
    filters : array-like, shape (n_filters, n_pixels)
    image_shape : tuple of int
        Height and width.
    n_waves : int

    Returns
    -------
    ndarray of float64, shape (n_filters,)
        The share of the sum of squares, from 0 to 1, where a filter is a sum of so many waves.

    Examples
    --------
    >>> in_waves([[1.0, 1.0, -1.0, -1.0], [1.0, 0.0, 0.0, 0.0]], (2, 2), n_waves=1)
    array([1.  , 0.25])
    """
    filters = as_samples(filters, name="filters")
    pictures = filters.reshape(-1, *(as_count(side, name="each side") for side in image_shape))
    squares = dctn(pictures, axes=(1, 2), norm="ortho").reshape(filters.shape) ** 2
    strongest = np.sort(squares, axis=1)[:, -as_count(n_waves, name="n_waves") :]
    return strongest.sum(axis=1) / squares.sum(axis=1)


def half_windows(filters, image_shape):
    """Return the area of the smallest square window that holds half of each filter, wherever it lies.

    Few pixels may hold half of a filter and still lie far apart; a small window is a place.

    Parameters
    ----------
    filters : array-like, shape (n_filters, n_pixels)
    image_shape : tuple of int
        Height and width.

    Returns
    -------
    ndarray of int, shape (n_filters,)
        In pixels: 1, 4, 9 ... up to the square of the shorter side; that of the picture, where no square holds half of
        the sum of squares.

    Examples
    --------
    >>> half_windows([[1.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]], (2, 2))
    array([1, 4])
    """
    height, width = (as_count(side, name="each side") for side in image_shape)
    squares = as_samples(filters, name="filters").reshape(-1, height, width) ** 2
    areas = np.full(len(squares), height * width)
    for side in range(min(height, width), 0, -1):
        inside = np.lib.stride_tricks.sliding_window_view(squares, (side, side), axis=(1, 2)).sum(axis=(3, 4))
        # Rounding must not decide whether exactly a half is enough.
        areas[inside.max(axis=(1, 2)) >= squares.sum(axis=(1, 2)) * (0.5 - 1e-9)] = side**2
    return areas


def grey_photographs():
    """Return the two photographs as arrays of shape (427, 640), with shades from 0 (black) to 1 (white)."""
    return [image @ np.array(_LIGHTNESS) / _WHITE for image in load_sample_images().images]


def check_side(side, photographs, *, name="side"):
    """Say in one sentence that patches of that side do not fit into photographs."""
    smallest = min(min(photograph.shape) for photograph in photographs)
    if side > smallest:
        raise ValueError(f"{name} is {side}, but the photographs are only {smallest} pixels high.")


def windows(photograph, side):
    """Return a view of all square patches, shape (n_lines, n_columns, side, side): one for each place."""
    return np.lib.stride_tricks.sliding_window_view(photograph, (side, side))


def turns(photograph):
    """Return a photograph in its eight positions: turned by quarters, and mirrored."""
    return [np.rot90(side, quarters) for side in (photograph, np.fliplr(photograph)) for quarters in range(4)]


def _half(grey):
    height, width = (length // 2 for length in grey.shape)
    return grey[: 2 * height, : 2 * width].reshape(height, 2, width, 2).mean(axis=(1, 3))


def _strongest(photograph, number, side, generator):
    """Return the half of the patches at random places that has the higher contrast, each with the mean 0."""
    lines, columns = (generator.integers(length - side + 1, size=2 * number) for length in photograph.shape)
    patches = windows(photograph, side)[lines, columns].reshape(2 * number, side * side)
    patches = patches - patches.mean(axis=1, keepdims=True)
    kept = np.argsort(-patches.std(axis=1), kind="stable")[:number]
    return patches[np.sort(kept)]
