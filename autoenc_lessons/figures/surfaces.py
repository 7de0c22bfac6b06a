"""Reconstructions in space, and the plane or the bent surface that a decoder puts them in."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, RECONSTRUCTION_COLOUR
from autoenc_lessons.figures.given import decoded
from autoenc_lessons.figures.points import arrange_space, scatter_groups, with_columns
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["draw_surface", "reconstruction_plane", "reconstruction_surface", "surface_lines"]

# Lines along each code unit; enough to show how a surface bends.
_GRID = 13
_PARALLEL = 1e-9
# What titles and axes take of a page, and how low a panel may be, as a share of its width.
_INCHES_FOR_NAMES, _FLATTEST = (1.3, 1.2), 0.1


@in_course_style
def reconstruction_plane(x, labels, reconstructions, *, origin, directions, title=None, axes=None):
    """Draw points and their reconstructions, from the edge of the plane that these lie in and straight onto it.

    Parameters
    ----------
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    reconstructions : array-like, shape (n_samples, 3)
        Drawn as black dots, each joined to its point.
    origin : array-like, shape (3,)
        A point of the plane, such as the biases of a linear decoder.
    directions : array-like, shape (2, 3)
        Two directions that span the plane, such as the weights of a linear decoder.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : two matplotlib.axes.Axes, optional

    Returns
    -------
    two matplotlib.axes.Axes
        A view from the edge, where the plane is a line, and one straight onto it, on one scale.

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, or if the directions span no plane.
    """
    x, reconstructions = with_columns(x, 3, "x"), with_columns(reconstructions, 3, "reconstructions")
    labels = as_labels(labels, len(x), of="points")
    if len(reconstructions) != len(x):
        raise ValueError(f"There are {len(reconstructions)} reconstructions for {len(x)} points in x; each needs one.")
    origin, directions = as_samples(origin, name="origin", rank=1), with_columns(directions, 3, "directions")
    if len(origin) != 3 or len(directions) != 2:
        raise ValueError(
            f"A plane needs an origin of 3 numbers and 2 directions; got {len(origin)} numbers and {len(directions)}."
        )
    normal = np.cross(*directions)
    if np.linalg.norm(normal) <= _PARALLEL * np.prod(np.linalg.norm(directions, axis=1)):
        raise ValueError("The two directions are one and the same, or one is 0, so they span a line and no plane.")
    normal = normal / np.linalg.norm(normal) * (-1 if normal[2] < 0 else 1)
    points, copies = (_seen_by_plane(values - origin, reconstructions, normal) for values in (x, reconstructions))
    axes = _edge_and_plane(np.vstack([points, copies])) if axes is None else axes
    for ax, shown in zip(axes, ([0, 2], [0, 1]), strict=True):
        handles = _scatter_joined(ax, points[:, shown], labels, copies[:, shown])
        ax.set_aspect("equal")
    axes[0].axhline(0, color=CONTEXT_COLOUR, linewidth=1.2, zorder=0)
    axes[0].set_ylabel(_("off the plane"))
    axes[1].set(xlabel=_("along the plane"), ylabel=_("across the plane"))
    axes[0].set_title(_("from the edge: the plane is a line"), loc="left", fontweight="normal")
    axes[1].set_title(_("straight onto the plane"), loc="left", fontweight="normal")
    axes[0].legend(handles=handles, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(handles))
    entitle(axes, title)
    gaps = x - reconstructions
    in_plane = gaps - np.outer(gaps @ normal, normal)
    distances, seen = np.linalg.norm(gaps, axis=1), np.linalg.norm(in_plane, axis=1)
    axes[0].caption = counted(
        "{number} point and its reconstruction, which lies in one plane: {mean} from its point on average, {highest} "
        "at most. Seen straight onto the plane, they are {seen} apart on average.",
        "{number} points and their reconstructions, which lie in one plane: {mean} from their point on average, "
        "{highest} at most. Seen straight onto the plane, they are {seen} apart on average.",
        len(x),
        mean=f"{distances.mean():.3f}",
        highest=f"{distances.max():.3f}",
        seen=f"{seen.mean():.3f}",
    )
    return axes


@in_course_style
def reconstruction_surface(x, labels, codes, *, decode, title=None, axes=None):
    """Draw points, their reconstructions and the bent surface that these lie in, from three sides.

    Parameters
    ----------
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    codes : array-like, shape (n_samples, 2)
    decode : callable
        Takes codes, shape (n_codes, 2), and returns points, shape (n_codes, 3).
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : three mpl_toolkits.mplot3d.axes3d.Axes3D, optional

    Returns
    -------
    three mpl_toolkits.mplot3d.axes3d.Axes3D
        A general view, one from feature 1, and one from above.

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, or if `decode` does not turn codes into points.
    """
    x, codes = with_columns(x, 3, "x"), with_columns(codes, 2, "codes")
    labels = as_labels(labels, len(x), of="points")
    if len(codes) != len(x):
        raise ValueError(f"There are {len(codes)} codes for {len(x)} samples in x; each sample needs one.")
    reconstructions = decoded(decode, codes, 3)
    axes = _three_spaces() if axes is None else axes
    for ax, azimuth, elevation in [(axes[0], -60, 20), (axes[1], -90, 0), (axes[2], -90, 90)]:
        handles = _scatter_joined(ax, x, labels, reconstructions)
        draw_surface(ax, decode, codes.min(axis=0), codes.max(axis=0))
        arrange_space(ax, azimuth=azimuth, elevation=elevation, is_true=ax is not axes[0])
    _name_views(axes, handles, (_("a general view"), _("along feature 1"), _("from above")))
    entitle(axes, title)
    distances = np.linalg.norm(x - reconstructions, axis=1)
    axes[0].caption = counted(
        "{number} point and its reconstruction, which lies in one bent surface: {mean} from its point on average, "
        "{highest} at most.",
        "{number} points and their reconstructions, which lie in one bent surface: {mean} from their point on average, "
        "{highest} at most.",
        len(x),
        mean=f"{distances.mean():.3f}",
        highest=f"{distances.max():.3f}",
    )
    return axes


def draw_surface(ax, decode, low, high):
    """Draw what a decoder makes of a rectangle of codes.

    Parameters
    ----------
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D
    decode : callable
        Takes codes, shape (n_codes, 2), and returns points, shape (n_codes, 3).
    low, high : array-like, shape (2,)
        Two opposite corners of the rectangle.
    """
    surface = np.moveaxis(_grid_of(decode, low, high, _GRID), -1, 0)
    ax.plot_surface(*surface, color=CONTEXT_COLOUR, alpha=0.25, edgecolor=CONTEXT_COLOUR, linewidth=0.5)


def surface_lines(decode, low, high, *, near, finer=1):
    """Return the lines of a grid of codes as a decoder puts them into space, as far as they lie in a box.

    Parameters
    ----------
    decode, low, high
        As in `draw_surface`.
    near : pair of array-like, shape (3,)
        Two opposite corners of the box.
    finer : int
        How many pieces each side of a mesh is made of, for surfaces that bend.

    Returns
    -------
    ndarray of float64, shape (n_pieces, 2, 3)
        The two ends of each piece. An untrained decoder may put its surface wholly elsewhere, and then there is none.
    """
    grid = _grid_of(decode, low, high, (_GRID - 1) * finer + 1)
    pieces = [_pieces(grid[::finer], *near, side=1), _pieces(grid[:, ::finer], *near, side=0)]
    return np.concatenate(pieces)


def _grid_of(decode, low, high, number):
    ticks = (np.linspace(*ends, number) for ends in zip(low, high, strict=True))
    grid = np.stack(np.meshgrid(*ticks), axis=-1).reshape(-1, 2)
    return decoded(decode, grid, 3).reshape(number, number, 3)


def _pieces(grid, smallest, largest, *, side):
    """Return the lines along one side of a grid of points, those whose two ends lie in the box."""
    pairs = (grid[:, 1:], grid[:, :-1]) if side else (grid[1:], grid[:-1])
    pieces = np.stack(pairs, axis=-2).reshape(-1, 2, 3)
    return pieces[((pieces >= smallest) & (pieces <= largest)).all(axis=(1, 2))]


def _three_spaces():
    return plt.subplots(1, 3, figsize=(PAGE, 3.4), subplot_kw={"projection": "3d"})[1]


def _name_views(axes, handles, names):
    # Under the first space, where no data are.
    axes[0].legend(handles=handles, loc="upper left", bbox_to_anchor=(0, -0.05), ncols=len(handles))
    for ax, name in zip(axes, names, strict=True):
        ax.set_title(name, loc="left", fontweight="normal")


def _scatter_joined(ax, x, labels, reconstructions):
    handles = scatter_groups(ax, x, labels)
    depth = {"depthshade": False} if x.shape[1] == 3 else {"zorder": 3}
    ax.scatter(*reconstructions.T, s=6, color=RECONSTRUCTION_COLOUR, **depth)
    for segment in np.stack([x, reconstructions], axis=1):
        ax.plot(*segment.T, color=CONTEXT_COLOUR, linewidth=0.7)
    return [*handles, Line2D([], [], marker=".", linestyle="", color=RECONSTRUCTION_COLOUR, label=_("reconstruction"))]


def _seen_by_plane(values, copies, normal):
    """Return how far values lie along the plane, where copies spread most, then across it, and off it."""
    spread = copies - copies.mean(axis=0)
    along = np.linalg.svd(spread - np.outer(spread @ normal, normal), full_matrices=False)[2][0]
    along = along * np.sign(along[np.argmax(np.abs(along))])
    return values @ np.column_stack([along, np.cross(normal, along), normal])


def _edge_and_plane(places):
    wide, *heights = np.ptp(places[:, [0, 2, 1]], axis=0)
    heights = np.maximum(heights, _FLATTEST * wide)
    height = _INCHES_FOR_NAMES[1] + (PAGE - _INCHES_FOR_NAMES[0]) * heights.sum() / wide
    return plt.subplots(2, 1, sharex=True, figsize=(PAGE, min(height, PAGE)), height_ratios=heights)[1]
