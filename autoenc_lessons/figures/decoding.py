"""A few codes of the code plane, and the points in space that they decode to."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.points import codes_2d, points_3d
from autoenc_lessons.figures.showing import CONTEXT_COLOUR, RECONSTRUCTION_COLOUR
from autoenc_lessons.inputs import as_samples

_LETTERS = "ABC"


def decoded_codes(codes, x, labels, *, origin, directions, start, step, side, axes=None):
    """Draw a code, the same moved along each code unit, and what a linear decoder makes of the three.

    Parameters
    ----------
    codes : array-like, shape (n_samples, 2)
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    origin : array-like, shape (3,)
        The point that code (0, 0) decodes to, such as the biases of a linear decoder.
    directions : array-like, shape (2, 3)
        How far one unit of each code unit moves that point, such as the weights of a linear decoder.
    start : array-like, shape (2,)
        The code A. B is A moved along code unit 0, and C along code unit 1.
    step : float
        How far they are moved.
    side : float
        The side of the square of codes, around the middle of all codes, whose plane is drawn.
    axes : pair of matplotlib axes, the second in space, optional

    Returns
    -------
    pair of matplotlib axes
        The codes, and the space that they decode to.
    """
    codes, x = as_samples(codes, name="codes"), as_samples(x)
    origin, directions = np.asarray(origin), np.asarray(directions)
    if axes is None:
        figure = plt.figure(figsize=(10, 4.6))
        axes = (figure.add_subplot(1, 2, 1), figure.add_subplot(1, 2, 2, projection="3d"))
    codes_2d(codes, labels, ax=axes[0])
    points_3d(x, labels, ax=axes[1]).get_legend().remove()
    corners = middle_of(codes) + side / 2 * np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]])
    patch = (origin + corners @ directions).T.reshape(3, 2, 2)
    axes[1].plot_surface(*patch, color=CONTEXT_COLOUR, alpha=0.25, edgecolor=CONTEXT_COLOUR)
    marked = np.asarray(start) + step * np.array([[0, 0], [1, 0], [0, 1]])
    decoded = origin + marked @ directions
    for ax, points in zip(axes, (marked, decoded), strict=True):
        for letter, point in zip(_LETTERS, points, strict=True):
            ax.plot(*point[:, None], marker="X", markersize=9, color=RECONSTRUCTION_COLOUR, markeredgecolor="white")
            ax.text(*point, f"  {letter}", fontsize=13, fontweight="bold", zorder=10)
    axes[0].caption = _caption(codes, marked, decoded, step)
    del axes[1].caption
    return axes


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


def _caption(codes, marked, decoded, step):
    of_codes, of_points = decimals_of(codes), decimals_of(decoded)
    points = [_in_words(point, of_points) for point in decoded]
    return (
        f"Code A, {_in_words(marked[0], of_codes)}, is the mean of {len(codes)} codes. "
        f"It decodes to the point {points[0]}. With {step:.{of_codes}f} more in code unit 0 (B), it decodes to "
        f"{points[1]}; with as much more in code unit 1 (C), to {points[2]}. All lie in the decoder's plane."
    )


def _in_words(numbers, decimals):
    return "(" + ", ".join(f"{number:.{decimals}f}" for number in numbers) + ")"
