"""Maps of two numbers: where samples lie, and what a decoder draws at every place of the map."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patheffects import withStroke

from autoenc_lessons.figures.axes import CODE_UNITS, name_axes
from autoenc_lessons.figures.clouds import draw_circles
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, group_look
from autoenc_lessons.figures.given import as_limits, as_list, as_named, as_number
from autoenc_lessons.figures.grids import CodeGrid, code_grid, of_two_numbers
from autoenc_lessons.figures.pictures import finer
from autoenc_lessons.figures.styling import PAGE, PART, axes_among, entitle, in_course_style
from autoenc_lessons.figures.wording import in_turn
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.shades import as_shades
from autoenc_lessons.language import _, counted
from autoenc_lessons.measures import neighbour_share

__all__ = ["decoder_grid", "labelled_map", "labelled_maps"]

# Black pixels around each picture of a grid, so that neighbours do not run together.
_GAP = 1
# A written number, as a share of the picture's side.
_LABEL_SIZE = 0.07
_MARKER_AREA, _DIGIT_AREA = 16, 36


@in_course_style
def decoder_grid(pictures, grid, *, smooth=False, circles=(), title=None, ax=None):
    """Draw what a decoder makes of every code of a grid, each picture where its code lies.

    Parameters
    ----------
    pictures : array-like, shape (cells * cells, height, width)
        One for each code of the grid, in the same order; shades from 0 (black) to 1, and those outside are cut off.
    grid : CodeGrid
        Cells without any code are shaded in grey.
    smooth : bool
        Whether to draw no edges of pixels, as in `picture_rows`.
    circles : sequence of float
        Radii of dashed circles around the origin, such as the standard deviations of what codes are drawn from.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `pictures` are no finite shades, or not as many as the grid has codes, or if `grid` is none.
    """
    if not isinstance(grid, CodeGrid):
        raise TypeError(f"grid must be what code_grid returns; got a {type(grid).__name__}.")
    pictures = as_shades(pictures, rank=3)
    circles = as_list(circles, "circles", of="radii")
    circles = [as_number(radius, "each radius in circles", smallest=0) for radius in circles]
    if len(pictures) != len(grid.codes):
        raise ValueError(f"The grid has {len(grid.codes)} codes, so it needs as many pictures; got {len(pictures)}.")
    ax = plt.subplots(figsize=(PART, PART))[1] if ax is None else ax
    cells = grid.cells
    # An image's first row is at its top, and the grid's first row at the bottom.
    pictures = finer(pictures) if smooth else pictures
    framed = np.pad(pictures, [(0, 0), (_GAP, _GAP), (_GAP, _GAP)])
    rows = framed.reshape(cells, cells, *framed.shape[1:])[::-1]
    mosaic = rows.transpose(0, 2, 1, 3).reshape(cells * framed.shape[1], cells * framed.shape[2])
    look = {"cmap": "gray", "vmin": 0, "vmax": 1, "interpolation": "nearest"}
    ax.imshow(mosaic, extent=grid.limits.ravel(), aspect="auto", **look).is_smooth = bool(smooth)
    half = np.ptp(grid.limits, axis=1) / cells / 2
    square = half * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    holes = grid.codes[grid.is_hole, None, :] + square
    # Smoothed edges would leave a pale seam where two shaded cells meet.
    shade = {"facecolor": CONTEXT_COLOUR, "alpha": 0.4, "linewidth": 0, "antialiased": False}
    ax.add_collection(PolyCollection(holes, **shade))
    draw_circles(ax, circles, "white")
    ax.set(xlim=grid.limits[0], ylim=grid.limits[1])
    name_axes(ax)
    ax.set_box_aspect(1)
    drawn = counted(
        "What the decoder makes of {number} code on a regular grid, each picture where its code lies.",
        "What the decoder makes of {number} codes on a regular grid, each picture where its code lies.",
        len(grid.codes),
    )
    shaded = counted(
        "The {number} shaded ones stand where no code lies.",
        "The {number} shaded ones stand where no code lies.",
        int(grid.is_hole.sum()),
    )
    ax.caption = in_turn([drawn, shaded])
    entitle(ax, title)
    return ax


@in_course_style
def labelled_map(points, labels, *, kind="group", title=None, limits=None, axis_names=CODE_UNITS, ax=None):
    """Draw points of two numbers by group, with each group's number written into it; or as the digits that they are.

    Parameters
    ----------
    points : array-like, shape (n_samples, 2)
    labels : array-like of int, shape (n_samples,)
    kind : str
        What a label names. Where it is "digit", each point is drawn as its label.
    title : str, optional
        What to write above the map and before its caption: what one sees, or a name if it stands beside others.
    limits : array-like, shape (2, 2), optional
        For each of the two numbers, where the picture begins and ends. By default, all points are just inside.
    axis_names : pair of str or None
        What the two numbers are. None draws no axes, for a map on which they mean nothing.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `points` are no finite table of two columns and two or more rows, if there is not one whole number for each,
        or if `limits` or `axis_names` do not fit.
    """
    points = of_two_numbers(points, "points")
    labels = as_labels(labels, len(points), of="points")
    if len(points) == 1:
        raise ValueError("A map needs at least two points; there is only one.")
    limits = None if limits is None else as_limits(limits)
    axis_names = None if axis_names is None else as_list(axis_names, "axis_names", of="two names")
    if axis_names is not None and len(axis_names) != 2:
        raise ValueError(f"axis_names must be two names, or None; got {len(axis_names)}.")
    if not isinstance(kind, str):
        raise TypeError(f"kind must be a word, such as 'digit'; got {in_short(kind)}.")
    ax = plt.subplots(figsize=(PART, PART))[1] if ax is None else ax
    limits = code_grid(points, cells=1).limits if limits is None else limits
    (left, right), (bottom, top) = limits
    if kind == "digit":
        _draw_digits(ax, points, labels)
    else:
        _draw_groups(ax, points, labels, np.ptp(limits, axis=1))
    ax.set(xlim=(left, right), ylim=(bottom, top))
    if axis_names is None:
        ax.set(xticks=[], yticks=[])
    else:
        name_axes(ax, axis_names)
    entitle(ax, title)
    ax.set_box_aspect(1)
    if len(np.unique(labels)) > 1:
        alike = _alike(len(points), f"{neighbour_share(points, labels):.1%}", kind)
    else:
        alike = counted("{number} sample, all of one kind.", "{number} samples, all of one kind.", len(points))
    ax.caption = _("{title}: {what_it_shows}", title=title, what_it_shows=alike) if title else alike
    return ax


@in_course_style
def labelled_maps(maps, labels, *, kind="group", title=None, axes=None):
    """Draw maps of the same samples side by side, each with the share of samples whose nearest neighbour is alike.

    Where all samples have one label, no share is written.

    Parameters
    ----------
    maps : dict of str to array-like, shape (n_samples, 2)
        For each name, the places of all samples. What the two numbers are is not drawn.
    labels : array-like of int, shape (n_samples,)
    kind : str
        What a label names, as in `labelled_map`.
    title : str, optional
        What one sees, in a sentence, to stand above all maps.
    axes : matplotlib axes, optional
        One for each map.

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If the maps have no names, or as `labelled_map`.
    """
    maps = as_named(maps, "maps", each="a table of places")
    for name, places in maps.items():
        labels = as_labels(labels, len(of_two_numbers(places, f"map {name!r}")), of="points")
    if axes is None:
        axes = plt.subplots(1, len(maps), figsize=(PAGE, PAGE / max(2, len(maps)) + 0.6), squeeze=False)[1][0]
    axes = axes_among(axes)
    if len(axes) != len(maps):
        raise ValueError(f"There are {len(maps)} maps, so axes must be as many; got {len(axes)}.")
    for ax, (name, places) in zip(axes, maps.items(), strict=True):
        labelled_map(places, labels, kind=kind, axis_names=None, title=name, ax=ax)
        if len(np.unique(labels)) > 1:
            share = f"{100 * neighbour_share(places, labels):.0f}"
            entitle(ax, _("{name}: {share} %", name=name, share=share))
    entitle(axes, title)
    return axes


def _alike(number, share, kind):
    """Say for which share of the samples the nearest neighbour has the same label."""
    if kind == "group":
        return counted(
            "{number} sample by group; for {share} of them, the nearest neighbour on the map belongs to the same "
            "group.",
            "{number} samples by group; for {share} of them, the nearest neighbour on the map belongs to the same "
            "group.",
            number,
            share=share,
        )
    return counted(
        "{number} sample by {kind}; for {share} of them, the nearest neighbour on the map has the same {kind}.",
        "{number} samples by {kind}; for {share} of them, the nearest neighbour on the map has the same {kind}.",
        number,
        share=share,
        kind=_("digit") if kind == "digit" else kind,
    )


def _draw_digits(ax, points, labels):
    for digit in np.unique(labels):
        look = {"color": group_look(int(digit))[0], "marker": f"${digit}$", "s": _DIGIT_AREA, "linewidth": 0}
        ax.scatter(*points[labels == digit].T, **look)


def _draw_groups(ax, points, labels, size):
    taken = []
    for group in np.unique(labels):
        members = points[labels == group]
        colour, marker = group_look(int(group))
        ax.scatter(*members.T, s=_MARKER_AREA, alpha=0.85, color=colour, marker=marker, linewidth=0)
        taken.append(_place_of_label(members, taken, size))
        halo = [withStroke(linewidth=3, foreground="white")]
        ax.text(*taken[-1], str(group), fontsize=15, fontweight="bold", ha="center", va="center", path_effects=halo)


def _place_of_label(members, taken, size):
    """Return the member nearest to the middle of its group that no other label hides, if there is one.

    The middle of a group in two pieces may lie in another group; a member never does.
    """
    order = np.argsort(np.linalg.norm((members - np.median(members, axis=0)) / size, axis=1), kind="stable")
    for member in members[order]:
        if all(np.linalg.norm((member - other) / size) > _LABEL_SIZE for other in taken):
            return member
    return members[order[0]]
