"""The one look of all pictures of the course, on axes of our own and on axes that a caller gives."""

import textwrap
from functools import wraps
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

__all__ = ["PAGE", "PART", "axes_among", "course_style", "entitle", "in_course_style", "light_grid"]

# Inches across: a picture over the whole width of a page, and a square one.
PAGE, PART = 8.0, 5.2

_STYLE = Path(__file__).with_name("course.mplstyle")
# It comes with matplotlib, so that a picture has the same letters on every machine.
_FONT = "DejaVu Sans"
# A legend above the axes, in points, for each of its lines.
_LEGEND_LINE = 17
# Of a title; and how far from the edge of a figure it begins, in inches.
_LETTERS_PER_INCH, _EDGE = 11.5, 0.15


def course_style():
    """Return a context in which matplotlib draws as the course does, whatever a reader has set; it is undone after."""
    fonts = {
        "font.family": [_FONT, *plt.rcParams["font.family"]],
        # What a reader has chosen for letters of another script.
        "font.sans-serif": plt.rcParams["font.sans-serif"],
    }
    return plt.style.context([_STYLE, fonts], after_reset=True)


def in_course_style(draw):
    """Return a figure function that draws in the style of the course, also on the axes that it is given.

    Parameters
    ----------
    draw : callable
        Takes the axes to draw on as `ax` or `axes`, by keyword.
    """

    @wraps(draw)
    def drawn(*data, **options):
        with course_style():
            for ax in axes_among(options.get("ax", options.get("axes"))):
                _dress(ax)
            return draw(*data, **options)

    return drawn


def axes_among(given):
    """Return the axes in what somebody gave for one or several."""
    return [ax for ax in np.ravel(np.asarray(given, dtype="object")) if hasattr(ax, "figure")]


def _dress(ax):
    """Give axes that were made elsewhere the look of those made in the course's style."""
    settings = plt.rcParams
    if not hasattr(ax, "zaxis"):
        for side, spine in ax.spines.items():
            spine.set(color=settings["axes.edgecolor"], linewidth=settings["axes.linewidth"])
            spine.set_visible(settings.get(f"axes.spines.{side}", True))
    for name in "xyz" if hasattr(ax, "zaxis") else "xy":
        ticks = "ytick" if name == "y" else "xtick"
        look = {key: settings[f"{ticks}.{key}"] for key in ("color", "labelcolor", "labelsize")}
        ax.tick_params(axis=name, which="both", **look)
        ax.tick_params(axis=name, which="minor", size=settings[f"{ticks}.minor.size"])
        label = getattr(ax, f"{name}axis").label
        label.set(size=settings["axes.labelsize"], color=settings["axes.labelcolor"])


def light_grid(ax, axis):
    """Draw light lines at the ticks of one axis, "x" or "y", to read values by."""
    ax.grid(True, axis=axis, color=plt.rcParams["grid.color"], linewidth=plt.rcParams["grid.linewidth"])


def entitle(axes, title, *, legend_lines=0):
    """Write what a picture shows above it, from the left: over one axes, or over a figure of several.

    Parameters
    ----------
    axes : matplotlib.axes.Axes or sequence of them
    title : str or None
    legend_lines : int
        Lines of a legend that stands above the axes.
    """
    if title is None or title == "":
        return
    found = axes_among(axes)
    across = min(PAGE, found[0].figure.get_size_inches()[0])
    if len(found) > 1:
        title = textwrap.fill(str(title), int(_LETTERS_PER_INCH * across))
        found[0].figure.suptitle(title, x=_EDGE / across, ha="left")
    else:
        title = textwrap.fill(str(title), int(_LETTERS_PER_INCH * across * found[0].get_position().width))
        found[0].set_title(title, loc="left", pad=plt.rcParams["axes.titlepad"] + _LEGEND_LINE * legend_lines)
