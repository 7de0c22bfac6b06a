"""Principal axes in the cloud of points, and two planes seen along the line in which they meet."""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons.figures.colours import FLOOR_COLOUR, RECONSTRUCTION_COLOUR
from autoenc_lessons.figures.given import as_named
from autoenc_lessons.figures.line_labels import label_lines
from autoenc_lessons.figures.points import arrange_space, scatter_groups, with_columns
from autoenc_lessons.figures.styling import PAGE, PART, entitle, in_course_style
from autoenc_lessons.figures.wording import listed_with_commas
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["planes_end_on", "principal_axes"]

# How far a line reaches to each side, in standard deviations.
_REACH = 1.5
# How far beside the end of a line its name stands, in lengths of the longest one.
_BEHIND = 0.05
_PARALLEL = 1e-6


@in_course_style
def principal_axes(x, labels, *, title=None, ax=None):
    """Draw points in space, and their three principal axes: lines as long as the points spread along each.

    Parameters
    ----------
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D, optional

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table of three columns and three rows or more, or if there is not one whole number for each
        point.
    """
    x = with_columns(x, 3, "x")
    labels = as_labels(labels, len(x), of="points")
    if len(x) < 3:
        raise ValueError(f"Three principal axes need 3 points or more; x has {len(x)}.")
    pca = PCA(3).fit(x)
    ax = plt.figure(figsize=(PART, 4.6)).add_subplot(projection="3d") if ax is None else ax
    handles = scatter_groups(ax, x, labels)
    for dots in ax.collections:
        dots.set_alpha(0.35)
    arrange_space(ax)
    lengths = _REACH * np.sqrt(pca.explained_variance_)
    # To the right of a viewer who stands where `arrange_space` places one.
    to_the_right = np.array([-np.sin(np.radians(ax.azim)), np.cos(np.radians(ax.azim)), 0])
    for number, (axis, length) in enumerate(zip(pca.components_, lengths, strict=True), start=1):
        # The side that is seen from above.
        axis = axis * (-1 if axis[2] < 0 else 1)
        both = pca.mean_ + length * np.outer([-1, 1], axis)
        ax.plot(*both.T, color=RECONSTRUCTION_COLOUR, linewidth=2.6, zorder=10)
        side = 1 if axis @ to_the_right > 0 else -1
        beside = both[1] + _BEHIND * side * lengths[0] * to_the_right
        share = _("axis {number}: {percent} %", number=f"{number}", percent=f"{_shares(pca)[number - 1]:.0f}")
        ax.text(*beside, share, ha="left" if side > 0 else "right", va="center", weight="bold", zorder=11)
    ax.set_aspect("equal", adjustable="box")
    ax.legend(handles=handles, loc="upper left")
    ax.caption = _(
        "Shares of the variance along the principal axes: {shares}.",
        shares=listed_with_commas(f"{share:.1f} %" for share in _shares(pca)),
    )
    entitle(ax, title)
    return ax


def _shares(pca):
    return 100 * pca.explained_variance_ratio_


@in_course_style
def planes_end_on(x, labels, planes, *, title=None, ax=None):
    """Draw points in space and two planes, seen along the line in which the planes meet: each looks like a line.

    Parameters
    ----------
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    planes : dict of str to pair (origin, directions)
        Two planes by their names: a point of each, and two directions that span it, with the shapes (3,) and (2, 3).
        The first lies level in the picture.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, if directions span no plane, or if the planes do not meet
        in one line.
    """
    x = with_columns(x, 3, "x")
    labels = as_labels(labels, len(x), of="points")
    planes = as_named(planes, "planes", each="a point and two directions")
    if len(planes) != 2:
        raise ValueError(f"planes must be two, each with a name; got {len(planes)}.")
    origins, normals = zip(*(_as_plane(plane, name) for name, plane in planes.items()), strict=True)
    line = np.cross(*normals)
    if np.linalg.norm(line) < _PARALLEL:
        raise ValueError("The two planes are the same or parallel, so there is no one line along which to look.")
    line /= np.linalg.norm(line)
    across, up = np.cross(line, normals[0]), normals[0]
    view = np.stack([across, up], axis=1)
    ax = plt.subplots(figsize=(PAGE, 3.4))[1] if ax is None else ax
    flat = (x - origins[0]) @ view
    handles = scatter_groups(ax, flat, labels)
    for dots in ax.collections:
        dots.set_alpha(0.45)
    ends = np.array([flat[:, 0].min(), flat[:, 0].max()]) + np.ptp(flat[:, 0]) * np.array([-0.05, 0.05])
    names, angles = [], []
    for name, origin, normal, colour in zip(
        planes, origins, normals, (FLOOR_COLOUR, RECONSTRUCTION_COLOUR), strict=True
    ):
        direction, at = np.cross(line, normal) @ view, (origin - origins[0]) @ view
        heights = at[1] + (ends - at[0]) * direction[1] / direction[0]
        ax.plot(ends, heights, color=colour)
        names.append((ends[1], heights[1], name, colour))
        angles.append(np.degrees(np.arctan2(direction[1], direction[0])))
    angle = abs(angles[1] - angles[0])
    angle = min(angle, 180 - angle)
    ax.set(xlabel=_("along the plane of {name}", name=next(iter(planes))), ylabel=_("away from it"))
    ax.margins(x=0)
    ax.set_aspect("equal", adjustable="datalim")
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(handles))
    label_lines(ax, names)
    ax.caption = _(
        "Two planes seen along the line in which they meet, {names}: they differ by {angle} degrees.",
        names=listed_with_commas(planes),
        angle=f"{angle:.1f}",
    )
    entitle(ax, title, legend_lines=1)
    return ax


def _as_plane(plane, name):
    """Return a point of a plane, and its normal of length 1 that points upwards."""
    if not isinstance(plane, tuple | list) or len(plane) != 2:
        raise TypeError(f"planes[{name!r}] must be a pair: a point of the plane, and two directions that span it.")
    origin = as_samples(plane[0], name=f"the point of planes[{name!r}]", rank=1)
    directions = with_columns(plane[1], 3, f"the directions of planes[{name!r}]")
    if len(origin) != 3 or len(directions) != 2:
        raise ValueError(
            f"A plane needs a point of 3 numbers and 2 directions; planes[{name!r}] has {len(origin)} numbers and "
            f"{len(directions)} directions."
        )
    normal = np.cross(*directions)
    length = np.linalg.norm(normal)
    if length <= _PARALLEL * np.prod(np.linalg.norm(directions, axis=1)):
        raise ValueError(f"The two directions of planes[{name!r}] are the same, or one is 0: they span no plane.")
    return origin, normal / length * (-1 if normal[2] < 0 else 1)
