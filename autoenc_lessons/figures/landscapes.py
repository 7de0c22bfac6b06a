"""A loss as a map seen from above, with the paths of training runs on it."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patheffects import withStroke

from autoenc_lessons.figures.colours import group_look, run_look
from autoenc_lessons.figures.given import as_limits, as_named, as_number, result_of
from autoenc_lessons.figures.line_labels import readable
from autoenc_lessons.figures.points import with_columns
from autoenc_lessons.figures.styling import PART, entitle, in_course_style
from autoenc_lessons.figures.wording import in_turn, listed_with_commas
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["landscape"]

# So many that no corner of a cell lies on the edge of rounding in limits with few digits.
_CELLS = 64
_LINES = 15
_LIMITS = ((-0.3, 1.35), (-0.3, 1.35))
# Of a palette from white to dark blue; on what is darker, letters could not be read.
_DARKEST = 0.62
# How far the height of a run may be from that of the map, as a share of its own.
_AGREE = 0.1
_HALO = [withStroke(linewidth=3, foreground="white")]


@in_course_style
def landscape(height, *, xlabel, ylabel, levels=None, limits=_LIMITS, paths=None, places=None, title=None, ax=None):
    """Draw a function of two numbers as a contour map, dark where it is high, and paths on it.

    Parameters
    ----------
    height : callable
        Takes two numbers, across and up, and returns one.
    xlabel, ylabel : str
        What is measured along each axis.
    levels : array-like, shape (n_levels,), optional
        Heights, in rising order, at each of which a line is drawn; what is higher than the last looks alike. By default
        15 between the lowest and the highest place.
    limits : pair of pair of float
        The smallest and the largest number across, then up.
    paths : dict of str to array-like, shape (n_places, 3), optional
        For each run the places where it has been, across and up, and how high it truly was there, for a map of two
        numbers does not tell all. What comes before the map and the truth agree to a tenth is not drawn; then a dot
        for each place.
    places : dict of str to pair of float, optional
        Places to be named, across and up; their height is written there too.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, or if `height` does not return a number for two.
    """
    limits = as_limits(limits)
    paths = {} if paths is None else as_named(paths, "paths", each="the places of the run")
    paths = {name: _on_the_map(height, path, name) for name, path in paths.items()}
    places = {} if places is None else as_named(places, "places", each="two numbers")
    places = {name: _as_place(place, f"places[{name!r}]") for name, place in places.items()}
    across, up = (np.linspace(*ends, _CELLS) for ends in limits)
    heights = np.array([[_height_at(height, right, high) for right in across] for high in up])
    ax = plt.subplots(figsize=(PART + 0.8, 5))[1] if ax is None else ax
    levels = np.linspace(heights.min(), heights.max(), _LINES) if levels is None else _as_levels(levels)
    shades = LinearSegmentedColormap.from_list("Blues", plt.get_cmap("Blues")(np.linspace(0, _DARKEST, 9)))
    ax.contourf(across, up, heights, levels=levels, cmap=shades, extend="both")
    ax.contour(across, up, heights, levels=levels, colors="white", linewidths=0.7)
    for number, (name, path) in enumerate(paths.items()):
        colour, _marker = group_look(run_look(number))
        ax.plot(*path.T, color=colour, linewidth=1.2, marker="o", markersize=4, zorder=3)
        style = {"color": readable(colour), "weight": "bold", "zorder": 5, "path_effects": _HALO}
        ax.annotate(name, _label_place(path), (8, 7), textcoords="offset points", **style)
    named = []
    for name, place in places.items():
        value = f"{_height_at(height, *place):.2f}"
        ax.plot(*place, marker="o", markersize=9, markerfacecolor="none", markeredgecolor="black", zorder=4)
        words = _("{name}: {value}", name=name, value=value)
        ax.annotate(words, place, (0, -18), textcoords="offset points", ha="center", zorder=5, path_effects=_HALO)
        named.append(words)
    ax.set(xlabel=xlabel, ylabel=ylabel, xlim=limits[0], ylim=limits[1])
    ax.set_aspect("equal")
    ax.caption = in_turn(
        [
            _("A map of heights from {low} to {high}.", low=f"{heights.min():.2f}", high=f"{heights.max():.2f}"),
            *([_("Heights of places: {places}.", places=listed_with_commas(named))] if named else []),
            *(_path_in_words(name, path) for name, path in paths.items()),
        ]
    )
    entitle(ax, title)
    return ax


def _height_at(height, across, up):
    failure = "height must take two numbers, across and up, and return one"
    value = result_of(lambda place: height(*place), (across, up), of="height", failure=failure)
    return as_number(value, "what height returns")


def _on_the_map(height, path, name):
    path = with_columns(path, 3, f"paths[{name!r}]")
    heights = np.array([_height_at(height, across, up) for across, up, _truth in path])
    astray = np.flatnonzero(np.abs(heights - path[:, 2]) > _AGREE * np.abs(path[:, 2]))
    begin = astray[-1] + 1 if len(astray) else 0
    if begin == len(path):
        raise ValueError(f"At its last place, the height of paths[{name!r}] is not that of the map.")
    return path[begin:, :2]


def _as_levels(levels):
    levels = as_samples(levels, name="levels", rank=1)
    if len(levels) < 2 or np.any(np.diff(levels) <= 0):
        raise ValueError("levels must be two heights or more, each above the one before.")
    return levels


def _as_place(place, name):
    place = as_samples(place, name=name, rank=1)
    if len(place) != 2:
        raise ValueError(f"{name} must be two numbers, across and up; it has {len(place)}.")
    return place


def _label_place(path):
    """Return the place of a path that is farthest from its end: its name has room there."""
    apart = np.linalg.norm(path - path[-1], axis=1)
    return path[int(np.argmax(np.round(apart, 3)))]


def _path_in_words(name, path):
    first, last = (_("({across}, {up})", across=f"{place[0]:.2f}", up=f"{place[1]:.2f}") for place in path[[0, -1]])
    return _("{name}: from {first} to {last}.", name=name, first=first, last=last)
