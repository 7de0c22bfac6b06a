"""Sheets and their codes side by side: what is folded, what is torn, and what a tear does to points beside it."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection

from autoenc_lessons.figures.axes import name_axes
from autoenc_lessons.figures.colours import RECONSTRUCTION_COLOUR
from autoenc_lessons.figures.given import as_named, as_number
from autoenc_lessons.figures.points import with_columns
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.language import _, counted
from autoenc_lessons.map_measures import neighbour_gaps

__all__ = ["sheet_maps", "sheet_strip", "sheet_tear"]

_POSITION_COLOURS = "viridis"
_COLUMNS = 5
_JOINT = {"colors": RECONSTRUCTION_COLOUR, "linewidths": 0.6}


@in_course_style
def sheet_strip(places, *, codes=None, far=1.0, title=None, ax=None):
    """Draw a sheet rolled out flat; join each place with its nearest neighbour in a code, where that is far away.

    Parameters
    ----------
    places : array-like, shape (n_samples, 2)
        How far along the sheet each sample lies, and how far across it.
    codes : array-like, shape (n_samples, latent_dim), optional
        Each line is then a fold: the two samples at its ends are neighbours in the code.
    far : float
        From where on two places are far apart, as in `map_measures.folds_and_tears`.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size.
    """
    places = with_columns(places, 2, "places")
    ax = plt.subplots(figsize=(PAGE, 2.2))[1] if ax is None else ax
    n_far = 0
    if codes is not None:
        n_far = _join(ax, places, *neighbour_gaps(codes, places), as_number(far, "far", smallest=0), alpha=0.35)
    _draw_strip(ax, places)
    ax.caption = counted(
        "The flat sheet with {number} sample, {length} long and {width} wide.",
        "The flat sheet with {number} samples, {length} long and {width} wide.",
        len(places),
        length=f"{np.ptp(places[:, 0]):.1f}",
        width=f"{np.ptp(places[:, 1]):.1f}",
    )
    if codes is not None:
        joined = counted(
            "A line joins {number} sample with a nearest neighbour in the code that lies far away.",
            "Lines join {number} samples with a nearest neighbour in the code that lies far away.",
            n_far,
        )
        ax.caption = _("{before} {after}", before=ax.caption, after=joined)
    entitle(ax, title)
    return ax


@in_course_style
def sheet_maps(codes, places, *, far=1.0, title=None, axes=None):
    """Draw codes of the same samples as small maps side by side, each torn place as a line.

    Parameters
    ----------
    codes : dict of str to array-like, shape (n_samples, 2)
        For each map its name and the codes, such as those of one run each.
    places : array-like, shape (n_samples, 2)
        How far along the sheet each sample lies, which gives the colour, and how far across it.
    far : float
        From where on two codes are far apart, as in `map_measures.folds_and_tears`. A line joins a sample with its
        nearest neighbour on the sheet, if that is so far away in the code.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : sequence of matplotlib.axes.Axes, one for each map, optional

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size.
    """
    places, far = with_columns(places, 2, "places"), as_number(far, "far", smallest=0)
    codes = {
        name: with_columns(one, 2, f"codes[{name!r}]")
        for name, one in as_named(codes, "codes", each="the codes of a map").items()
    }
    axes = _small_axes(len(codes)) if axes is None else axes
    parts = []
    for ax, (name, one) in zip(axes, codes.items(), strict=True):
        n_far = _join(ax, one, *neighbour_gaps(places, one), far, alpha=0.8)
        ax.scatter(*one.T, c=places[:, 0], cmap=_POSITION_COLOURS, s=5, linewidths=0, zorder=2)
        ax.axis("off")
        ax.set_aspect("equal", adjustable="datalim")
        n_folded = np.sum(neighbour_gaps(one, places)[1] > far)
        shares = _("torn {torn}, folded {folded}", torn=_share(n_far, len(one)), folded=_share(n_folded, len(one)))
        ax.set_title(f"{name}\n{shares}", fontweight="normal", fontsize=9)
        parts.append(_("{name} {value}", name=name, value=shares))
    axes[0].caption = counted(
        "The same {number} sample in each map; {shares}.",
        "The same {number} samples in each map; {shares}.",
        len(places),
        shares=listed(parts),
    )
    entitle(axes, title)
    return list(axes)


@in_course_style
def sheet_tear(x, reconstructions, codes, places, *, worse_than, title=None, axes=None):
    """Draw where the worst copies come from: on the flat sheet, in the code, and on the sheet seen from its side.

    Parameters
    ----------
    x, reconstructions : array-like, shape (n_samples, 3)
        Points of a sheet that is bent around feature 1, and their copies.
    codes : array-like, shape (n_samples, 2)
    places : array-like, shape (n_samples, 2)
        How far along the sheet each point lies, and how far across it.
    worse_than : float
        A point is marked if its mean squared error is larger.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : three matplotlib axes, optional

    Returns
    -------
    list of matplotlib.axes.Axes
        The flat sheet, the codes, and the bent sheet with a line from each marked point to its copy.

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size.
    """
    x, reconstructions = with_columns(x, 3, "x"), with_columns(reconstructions, 3, "reconstructions")
    codes, places = with_columns(codes, 2, "codes"), with_columns(places, 2, "places")
    for name, given in (("reconstructions", reconstructions), ("codes", codes), ("places", places)):
        if len(given) != len(x):
            raise ValueError(f"There are {len(given)} {name} for {len(x)} points in x; each needs one.")
    is_bad = np.mean((x - reconstructions) ** 2, axis=1) > as_number(worse_than, "worse_than", smallest=0)
    axes = list(_strip_over_two() if axes is None else axes)
    _draw_strip(axes[0], places)
    axes[0].set_title(_("flat: the right answer"), fontweight="normal")
    axes[1].scatter(*codes.T, c=places[:, 0], cmap=_POSITION_COLOURS, s=14)
    name_axes(axes[1])
    axes[1].set_title(_("the code"), fontweight="normal")
    side = x[:, [0, 2]]
    axes[2].scatter(*side.T, c=places[:, 0], cmap=_POSITION_COLOURS, s=14)
    axes[2].set(xlabel=_("feature 0"), ylabel=_("feature 2"))
    axes[2].set_title(_("the sheet from its side, with the copies"), fontweight="normal")
    axes[1].set_aspect("equal", adjustable="datalim")
    axes[2].set_aspect("equal")
    if is_bad.any():
        _mark_bad(axes, (places, codes, side), reconstructions[:, [0, 2]], is_bad)
    axes[0].caption = _caption_of_bad(places[is_bad, 0], len(x), worse_than)
    entitle(axes, title)
    return axes


def _mark_bad(axes, pictures, seen_copies, is_bad):
    """Cross out points in each picture, and in the last one join them with their copies."""
    for ax, points in zip(axes, pictures, strict=True):
        ax.scatter(*points[is_bad].T, marker="x", s=34, linewidths=1.6, color=RECONSTRUCTION_COLOUR, zorder=4)
    thrown = np.stack([pictures[-1], seen_copies], axis=1)[is_bad]
    axes[-1].add_collection(LineCollection(thrown, **_JOINT | {"linewidths": 1}))
    rings = {"facecolor": "white", "edgecolor": RECONSTRUCTION_COLOUR}
    axes[-1].scatter(*thrown[:, 1].T, s=22, zorder=3, **rings)


def _caption_of_bad(positions, number, worse_than):
    if len(positions) == 0:
        return counted(
            "No error of {number} point is above {worse_than}.",
            "No error of {number} points is above {worse_than}.",
            number,
            worse_than=f"{worse_than:g}",
        )
    return counted(
        "{number} of {all} points has an error above {worse_than}; it lies at {low} along the sheet.",
        "{number} of {all} points have an error above {worse_than}; they lie from {low} to {high} along the sheet.",
        len(positions),
        all=f"{number}",
        worse_than=f"{worse_than:g}",
        low=f"{positions.min():.1f}",
        high=f"{positions.max():.1f}",
    )


def _draw_strip(ax, places):
    ax.scatter(*places.T, c=places[:, 0], cmap=_POSITION_COLOURS, s=14, zorder=2)
    ax.set(xlabel=_("along the sheet"), ylabel=_("across"))
    ax.set_aspect("equal")
    ax.locator_params(axis="y", nbins=3)


def _join(ax, points, nearest, gaps, far, *, alpha):
    """Join points with their neighbours elsewhere, where these are far away; return how many are."""
    is_far = gaps > far
    ax.add_collection(LineCollection(np.stack([points, points[nearest]], axis=1)[is_far], alpha=alpha, **_JOINT))
    return int(is_far.sum())


def _share(number, of):
    return f"{number / of:.0%}" if number * 50 >= of else f"{number / of:.1%}"


def _small_axes(number):
    columns = min(number, _COLUMNS)
    rows = -(-number // columns)
    axes = plt.subplots(rows, columns, figsize=(PAGE, 0.4 + 1.1 * PAGE / columns * rows), squeeze=False)[1]
    for ax in axes.flat[number:]:
        ax.remove()
    return list(axes.flat[:number])


def _strip_over_two():
    figure = plt.figure(figsize=(PAGE, 6.2))
    grid = figure.add_gridspec(2, 2, height_ratios=(2, 5))
    return [figure.add_subplot(grid[0, :]), figure.add_subplot(grid[1, 0]), figure.add_subplot(grid[1, 1])]
