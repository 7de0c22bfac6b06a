"""A few codes of the code plane, and the points in space or the pictures that they decode to."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.points import codes_2d, points_3d
from autoenc_lessons.figures.showing import RECONSTRUCTION_COLOUR
from autoenc_lessons.figures.surfaces import draw_surface
from autoenc_lessons.inputs import as_samples

_LETTERS = "ABC"


def decoded_codes(codes, x, labels, *, decode, start, step, side, axes=None):
    """Draw a code, the same moved along each code unit, and the points in space that a decoder makes of the three.

    Parameters
    ----------
    codes : array-like, shape (n_samples, 2)
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    decode : callable
        Takes codes, shape (n_codes, 2), and returns points, shape (n_codes, 3).
    start : array-like, shape (2,)
        The code A. B is A moved along code unit 0, and C along code unit 1.
    step : float
        How far they are moved.
    side : float
        The side of the square of codes, around the middle of all codes, whose image in space is drawn.
    axes : pair of matplotlib axes, the second in space, optional

    Returns
    -------
    pair of matplotlib axes
        The codes, and the space that they decode to.
    """
    codes, x = as_samples(codes, name="codes"), as_samples(x)
    if axes is None:
        figure = plt.figure(figsize=(10, 4.6))
        axes = (figure.add_subplot(1, 2, 1), figure.add_subplot(1, 2, 2, projection="3d"))
    codes_2d(codes, labels, ax=axes[0])
    points_3d(x, labels, ax=axes[1]).get_legend().remove()
    middle = middle_of(codes)
    draw_surface(axes[1], decode, middle - side / 2, middle + side / 2)
    marked = _marked_codes(start, step)
    decoded = decode(marked)
    for ax, points in zip(axes, (marked, decoded), strict=True):
        _mark(ax, points)
    of_points = decimals_of(decoded)
    points = [_in_words(point, of_points) for point in decoded]
    axes[0].caption = (
        f"{_caption_of_start(codes, marked)} It decodes to the point {points[0]}. "
        f"With {step:.{decimals_of(codes)}f} more in code unit 0 (B), it decodes to {points[1]}; "
        f"with as much more in code unit 1 (C), to {points[2]}. All lie in the decoder's surface."
    )
    del axes[1].caption
    return axes


def decoded_pictures(codes, labels, *, decode, image_shape, start, step, axes=None):
    """Draw a code, the same moved along each code unit, and the pictures that a decoder makes of the three.

    Parameters
    ----------
    codes : array-like, shape (n_samples, 2)
    labels : array-like of int, shape (n_samples,)
    decode : callable
        Takes codes, shape (n_codes, 2), and returns pictures, shape (n_codes, height * width), with shades from 0
        (black) to 1 (white).
    image_shape : pair of int
        Height and width of a picture, in pixels.
    start, step
        As in `decoded_codes`.
    axes : four matplotlib axes, optional

    Returns
    -------
    four matplotlib axes
        The codes, and a picture each for A, B and C.
    """
    codes = as_samples(codes, name="codes")
    if axes is None:
        axes = plt.subplots(1, 4, figsize=(10, 4.4), width_ratios=(3, 1, 1, 1))[1]
    codes_2d(codes, labels, ax=axes[0])
    marked = _marked_codes(start, step)
    _mark(axes[0], marked)
    pictures = decode(marked)
    for ax, letter, picture in zip(axes[1:], _LETTERS, pictures, strict=True):
        ax.imshow(picture.reshape(image_shape), cmap="gray", vmin=0, vmax=1)
        ax.set_title(letter)
        ax.axis("off")
    shades = ", ".join(f"{picture.mean():.2f}" for picture in pictures)
    axes[0].caption = (
        f"{_caption_of_start(codes, marked)} B has {step:.{decimals_of(codes)}f} more in code unit 0, C as much more "
        f"in code unit 1. On the right, the pictures that they decode to; their mean shades are {shades} "
        "(0 is black, 1 white)."
    )
    return axes


def _marked_codes(start, step):
    return np.asarray(start) + step * np.array([[0, 0], [1, 0], [0, 1]])


def _mark(ax, points):
    for letter, point in zip(_LETTERS, points, strict=True):
        ax.plot(*point[:, None], marker="X", markersize=9, color=RECONSTRUCTION_COLOUR, markeredgecolor="white")
        ax.text(*point, f"  {letter}", fontsize=13, fontweight="bold", zorder=10)


def middle_of(codes):
    """Return the middle between the smallest and the largest number of each code unit.

    Parameters
    ----------
    codes : array-like, shape (n_samples, latent_dim)

    Returns
    -------
    ndarray, shape (latent_dim,)
    """
    return (np.min(codes, axis=0) + np.max(codes, axis=0)) / 2


def decimals_of(values):
    """Return how many decimals to print of values: 2 where they are about as large as 1.

    Parameters
    ----------
    values : array-like

    Returns
    -------
    int
    """
    largest = float(np.max(np.abs(values)))
    return max(0, 2 - round(np.log10(largest))) if largest > 0 else 2


def _caption_of_start(codes, marked):
    return f"Code A, {_in_words(marked[0], decimals_of(codes))}, is the mean of {len(codes)} codes."


def _in_words(numbers, decimals):
    # Adding 0 turns -0.0 into 0.0.
    return "(" + ", ".join(f"{round(float(number), decimals) + 0.0:.{decimals}f}" for number in numbers) + ")"
