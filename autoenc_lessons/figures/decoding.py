"""A few codes of the code plane, and the points in space or the pictures that they decode to."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, RECONSTRUCTION_COLOUR
from autoenc_lessons.figures.given import as_number, as_one_of, decoded
from autoenc_lessons.figures.maps import labelled_map
from autoenc_lessons.figures.pictures import finer
from autoenc_lessons.figures.points import codes_2d, points_3d, scatter_groups, with_columns
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.surfaces import draw_surface, surface_lines
from autoenc_lessons.figures.wording import in_turn
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.shades import as_image_shape, as_shades
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["decimals_of", "decoded_codes", "decoded_pictures", "middle_of"]

_LETTERS = "ABC"
# The side of a map of codes over their larger range.
_SIDE_OVER_RANGE = 1.05


@in_course_style
def decoded_codes(codes, x, labels, *, decode, start, step, side, look_along=None, title=None, axes=None):
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
    look_along : int, optional
        A feature to look along, for a surface that bends. A second view of the space is then from above, for what
        lies farther away along that feature.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : two matplotlib axes, the second in space, optional
        Or three flat ones, with `look_along`.

    Returns
    -------
    two or three matplotlib axes
        The codes, and the space that they decode to.

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, or if `decode` does not turn codes into points.
    """
    codes, x = with_columns(codes, 2, "codes"), with_columns(x, 3, "x")
    if len(codes) != len(x):
        raise ValueError(f"There are {len(codes)} codes for {len(x)} samples in x; each sample needs one.")
    as_one_of(look_along, "look_along, a feature to look along,", (None, 0, 1))
    step, side = as_number(step, "step"), as_number(side, "side", smallest=0)
    marked, labels = _marked_codes(start, step), as_labels(labels, len(codes), of="points")
    points = decoded(decode, marked, 3)
    axes = _code_and_space(look_along) if axes is None else axes
    codes_2d(codes, labels, ax=axes[0])
    _mark(axes[0], marked)
    corners = middle_of(codes) - side / 2, middle_of(codes) + side / 2
    if look_along is None:
        points_3d(x, labels, ax=axes[1]).get_legend().remove()
        del axes[1].caption
        draw_surface(axes[1], decode, *corners)
        _mark(axes[1], points)
    else:
        _draw_sides(axes[1:], look_along, x, labels, points, decode, corners)
        # Beside two more pictures there is no room for a wide legend.
        handles = axes[0].get_legend().legend_handles
        axes[0].legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=min(2, len(handles)))
    of_points = decimals_of(points)
    points = [_in_words(point, of_points) for point in points]
    moved = _(
        "It decodes to the point {a}. With {step} more in code unit 0 (B), it decodes to {b}; with as much more in "
        "code unit 1 (C), to {c}. All lie in the decoder's surface.",
        step=f"{step:.{decimals_of(codes)}f}",
        **dict(zip("abc", points, strict=True)),
    )
    axes[0].caption = in_turn([_caption_of_start(codes, marked), moved])
    entitle(axes, title)
    return axes


@in_course_style
def decoded_pictures(codes, labels, *, decode, image_shape, start, step, kind="group", title=None, axes=None):
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
    kind : str
        What a label names, as in `labelled_map`.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : four matplotlib axes, optional

    Returns
    -------
    four matplotlib axes
        The codes, and a picture each for A, B and C.

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, or if `decode` does not turn codes into pictures.
    """
    codes, (height, width) = with_columns(codes, 2, "codes"), as_image_shape(image_shape)
    step, labels = as_number(step, "step"), as_labels(labels, len(codes), of="points")
    marked = _marked_codes(start, step)
    pictures = as_shades(decoded(decode, marked, height * width), name="what decode returns")
    if axes is None:
        axes = plt.subplots(1, 4, figsize=(PAGE, 3.6), width_ratios=(3, 1, 1, 1))[1]
    shown = np.vstack([codes, marked])
    half = _SIDE_OVER_RANGE * np.ptp(shown, axis=0).max() / 2
    # One unit is as long on both axes, as in the live figure.
    limits = middle_of(shown)[:, None] + [-half, half]
    labelled_map(codes, labels, kind=kind, limits=limits, ax=axes[0])
    _mark(axes[0], marked)
    for ax, letter, picture in zip(axes[1:], _LETTERS, pictures, strict=True):
        (fine,) = finer(picture.reshape(1, height, width))
        ax.imshow(fine, cmap="gray", vmin=0, vmax=1, interpolation="antialiased").is_smooth = True
        ax.set_title(letter)
        ax.axis("off")
    moved = _(
        "B has {step} more in code unit 0, C as much more in code unit 1. On the right, the pictures that they decode "
        "to; their mean shades are {a}, {b}, {c} (0 is black, 1 white).",
        step=f"{step:.{decimals_of(codes)}f}",
        **{letter: f"{picture.mean():.2f}" for letter, picture in zip("abc", pictures, strict=True)},
    )
    axes[0].caption = in_turn([_caption_of_start(codes, marked), moved])
    entitle(axes, title)
    return axes


def _code_and_space(look_along):
    if look_along is None:
        figure = plt.figure(figsize=(PAGE, 4))
        return figure.add_subplot(1, 2, 1), figure.add_subplot(1, 2, 2, projection="3d")
    return plt.subplots(1, 3, figsize=(PAGE, 4), width_ratios=(10, 9, 7))[1]


def _draw_sides(axes, look_along, x, labels, points, decode, corners):
    """Draw points, a decoder's surface and marks as they are seen along a feature, and from above."""
    lines = surface_lines(decode, *corners, near=_near(np.vstack([x, points])), finer=4)
    names = _("feature 0"), _("feature 1"), _("feature 2")
    for ax, seen, title in zip(axes, ([1 - look_along, 2], [0, 1]), (_("from its side"), _("from above")), strict=True):
        ax.add_collection(LineCollection(lines[..., seen], colors=CONTEXT_COLOUR, linewidths=0.6))
        scatter_groups(ax, x[:, seen], labels)
        _mark(ax, points[:, seen])
        ax.set(xlabel=names[seen[0]], ylabel=names[seen[1]])
        ax.set_title(title, fontweight="normal")
        ax.set_aspect("equal")
        ax.locator_params(nbins=5)


def _near(x):
    """Return the smallest and the largest value of each feature, a third of its range farther out."""
    margin = np.ptp(x, axis=0) / 3
    return x.min(axis=0) - margin, x.max(axis=0) + margin


def _marked_codes(start, step):
    start = as_samples(start, name="start", rank=1)
    if len(start) != 2:
        raise ValueError(f"start must be a code of 2 numbers; it has {len(start)}.")
    return start + step * np.array([[0, 0], [1, 0], [0, 1]])


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
    return counted(
        "Code A, {code}, is the mean of {number} code.",
        "Code A, {code}, is the mean of {number} codes.",
        len(codes),
        code=_in_words(marked[0], decimals_of(codes)),
    )


def _in_words(numbers, decimals):
    # Adding 0 turns -0.0 into 0.0.
    return "(" + ", ".join(f"{round(float(number), decimals) + 0.0:.{decimals}f}" for number in numbers) + ")"
