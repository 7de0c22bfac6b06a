"""A curved sheet and its codes, coloured by the position along the sheet; the error of many runs."""

import matplotlib.pyplot as plt
import numpy as np
from mpl_toolkits.mplot3d.art3d import Poly3DCollection
from scipy.spatial import Delaunay
from scipy.stats import spearmanr

from autoenc_lessons.figures.axes import CODE_UNITS, name_axes, name_features, plain_numbers
from autoenc_lessons.figures.colours import FLOOR_COLOUR, LOSS_COLOUR
from autoenc_lessons.figures.given import above_zero, as_named, as_number
from autoenc_lessons.figures.styling import PAGE, PART, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import capital, listed
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["error_strips", "rank_agreement", "sheet_3d", "sheet_codes"]

# From dark blue to yellow, in an order that colour-blind readers and a grey print show too.
_POSITION_COLOURS = "viridis"
# Beside its axes, in a way that the arrangement of a page understands.
_BAR = {"use_gridspec": False}
# From the side, so that one sees how the sheet is bent.
_AZIMUTH, _ELEVATION = -78, 12
# Times the middle one.
_LONG = 3


@in_course_style
def sheet_3d(x, position, *, across=None, title=None, ax=None):
    """Draw points in space, coloured by their position along a sheet, and the sheet between them.

    Parameters
    ----------
    x : array-like, shape (n_samples, 3)
    position : array-like, shape (n_samples,)
    across : array-like, shape (n_samples,), optional
        How far across the sheet each point lies. Where it is given, neighbours on the sheet are joined to a surface.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D, optional

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size.
    """
    x, position = _matching(x, position, n_columns=3, name="x")
    ax = _space() if ax is None else ax
    if across is not None:
        _draw_sheet(ax, x, position, as_samples(across, name="across", rank=1))
    dots = ax.scatter(*x.T, c=position, cmap=_POSITION_COLOURS, s=20, depthshade=False)
    _arrange_space(ax)
    ax.figure.colorbar(dots, ax=ax, label=_("position along the sheet"), shrink=0.6, pad=0.1, **_BAR)
    first, last = (f"({', '.join(f'{value:.2f}' for value in end)})" for end in _ends(x, position))
    ax.caption = counted(
        "{number} point in space on a curved sheet, dark at its beginning (around {first}) and bright at its end "
        "(around {last}).",
        "{number} points in space on a curved sheet, dark at its beginning (around {first}) and bright at its end "
        "(around {last}).",
        len(x),
        first=first,
        last=last,
    )
    entitle(ax, title)
    return ax


@in_course_style
def sheet_codes(codes, position, *, title=None, names=CODE_UNITS, ax=None):
    """Draw codes of two numbers, coloured by the position along a sheet.

    Parameters
    ----------
    codes : array-like, shape (n_samples, 2)
    position : array-like, shape (n_samples,)
    title : str, optional
        What to write above the picture and before its caption: a name, if it stands beside others.
    names : pair of str
        What the two numbers are called.
    ax : matplotlib.axes.Axes, optional
        A picture of its own gets a bar that explains the colours.

    Returns
    -------
    matplotlib.axes.Axes
    """
    codes, position = _matching(codes, position, n_columns=2, name="codes")
    is_alone = ax is None
    ax = plt.subplots(figsize=(PART, 3.8))[1] if is_alone else ax
    dots = ax.scatter(*codes.T, c=position, cmap=_POSITION_COLOURS, s=14)
    name_axes(ax, names)
    entitle(ax, title)
    ax.set_aspect("equal", adjustable="datalim")
    if is_alone:
        ax.figure.colorbar(dots, ax=ax, label=_("position along the sheet"), **_BAR)
    kept = rank_agreement(codes, position)
    ax.caption = counted(
        "{title}: {number} code, from dark to bright along the sheet; rank correlation with it {kept} (1 is perfect).",
        "{title}: {number} codes, from dark to bright along the sheet; rank correlation with it {kept} (1 is perfect).",
        len(codes),
        title=title or _("The codes"),
        kept=f"{kept:.2f}",
    )
    return ax


def rank_agreement(codes, position):
    """Return the rank correlation between positions and the straight direction of the codes that fits them best.

    Parameters
    ----------
    codes : array-like, shape (n_samples, latent_dim)
    position : array-like, shape (n_samples,)

    Returns
    -------
    float
        1 if that direction has the samples in the right order; about 0 if it says nothing.
    """
    with_ones = np.column_stack([codes, np.ones(len(codes))])
    return float(spearmanr(with_ones @ np.linalg.lstsq(with_ones, position)[0], position)[0])


@in_course_style
def error_strips(errors, *, xlabel, baselines=None, title=None, ax=None):
    """Draw the error of every run as a dot, one row of dots for each recipe, with a bar at the median.

    Parameters
    ----------
    errors : dict of str to array-like, shape (n_seeds,)
        For each recipe, a positive number for each run.
    xlabel : str
        What is measured, with its unit.
    baselines : dict of str to float, optional
        Errors of other methods, each a dashed line.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If errors or baselines have no names, or are no finite numbers above 0.
    """
    errors = {
        name: above_zero(as_samples(values, name=f"errors[{name!r}]", rank=1), f"errors[{name!r}]")
        for name, values in as_named(errors, "errors", each="the error of each run").items()
    }
    named = as_named(baselines, "baselines", each="an error") if baselines is not None else {}
    baselines = {name: as_number(value, f"baselines[{name!r}]", smallest=0) for name, value in named.items()}
    ax = plt.subplots(figsize=(PAGE, 1.1 + 0.4 * len(errors)))[1] if ax is None else ax
    parts = []
    for row, (name, values) in enumerate(errors.items()):
        ax.scatter(values, np.full(len(values), row), s=16, color=LOSS_COLOUR, alpha=0.7)
        ax.plot([np.median(values)] * 2, [row - 0.3, row + 0.3], color="black", linewidth=2)
        parts.append(_("{name} {value}", name=name, value=f"{np.median(values):.2g}"))
    for name, value in baselines.items():
        ax.axvline(value, color=FLOOR_COLOUR, linestyle="--", label=name)
        parts.append(_("{name} (dashed) {value}", name=name, value=f"{value:.2g}"))
    ax.set(xscale="log", xlabel=xlabel)
    plain_numbers(ax, along="x")
    light_grid(ax, "x")
    ax.set_yticks(range(len(errors)), list(errors))
    ax.tick_params(axis="y", length=0)
    ax.invert_yaxis()
    if baselines:
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(baselines))
    entitle(ax, title, legend_lines=int(bool(baselines)))
    ax.caption = _(
        "{measured}, a dot for each run, the median as a bar: {values}.", measured=capital(xlabel), values=listed(parts)
    )
    return ax


def _matching(points, position, *, n_columns, name):
    points, position = as_samples(points, name=name), as_samples(position, name="position", rank=1)
    if points.shape != (len(position), n_columns):
        raise ValueError(
            f"{name} must have {n_columns} columns and one row for each of the {len(position)} positions; "
            f"its shape is {points.shape}."
        )
    return points, position


def _space():
    return plt.figure(figsize=(PART, 4.4)).add_subplot(projection="3d")


def _arrange_space(ax):
    name_features(ax)
    ax.locator_params(nbins=4)
    ax.view_init(elev=_ELEVATION, azim=_AZIMUTH)
    # A roll must look round, and an S like the letter.
    ax.set_aspect("equal")
    ax.set_proj_type("ortho")
    ax.set_box_aspect(None, zoom=1.3)


def _draw_sheet(ax, x, position, across):
    """Draw the surface on which the points lie: neighbours on the flat sheet, joined in space."""
    if len(across) != len(x):
        raise ValueError(f"across has {len(across)} numbers for {len(x)} points in x; each point needs one.")
    flat = np.column_stack([position, across])
    corners = Delaunay(flat).simplices
    # Along the edges of a sheet, triangles are long and would cut through its bends.
    longest = np.linalg.norm(flat[corners] - flat[np.roll(corners, 1, axis=1)], axis=2).max(axis=1)
    corners = corners[longest < _LONG * np.median(longest)]
    surface = Poly3DCollection(x[corners], alpha=0.45, linewidths=0)
    surface.set(array=position[corners].mean(axis=1), cmap=_POSITION_COLOURS, clim=(position.min(), position.max()))
    ax.add_collection3d(surface)


def _ends(x, position):
    """Return the means of the tenth of the points with the smallest positions, and of that with the largest."""
    order = np.argsort(position)
    tenth = max(1, len(order) // 10)
    return x[order[:tenth]].mean(axis=0), x[order[-tenth:]].mean(axis=0)
