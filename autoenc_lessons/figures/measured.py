"""What was measured, as dots, beside what a formula predicts, as dashed lines."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.axes import plain_numbers
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, GROUP_COLOURS
from autoenc_lessons.figures.given import above_zero, as_named, as_number
from autoenc_lessons.figures.line_labels import label_lines
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import in_turn
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["measured_lines"]


@in_course_style
def measured_lines(measured, *, xlabel, ylabel, predicted=None, levels=None, title=None, ax=None):
    """Draw what was measured as dots, joined by a line, and what is predicted as dashed lines, on logarithmic axes.

    Parameters
    ----------
    measured : dict of str to pair of array-like, each of shape (n_points,)
        For each name, places along the horizontal axis and what was measured there.
    xlabel, ylabel : str
        What is measured along each axis, with its unit.
    predicted : dict of str to pair of array-like, each of shape (n_points,), optional
        The same, for what nobody has measured. Of one name, both have one colour.
    levels : dict of str to float, optional
        Heights at which a dotted line with a name stands.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something has no name, or if a series is no pair of rows of finite numbers above 0, of one length.
    """
    measured = _as_series(measured, "measured")
    predicted = {} if predicted is None else _as_series(predicted, "predicted")
    levels = {} if levels is None else as_named(levels, "levels", each="a number")
    levels = {name: as_number(height, f"levels[{name!r}]", smallest=0) for name, height in levels.items()}
    ax = plt.subplots(figsize=(PAGE, 3.8))[1] if ax is None else ax
    names = list(dict.fromkeys([*measured, *predicted]))
    colours = {name: GROUP_COLOURS[number % len(GROUP_COLOURS)] for number, name in enumerate(names)}
    for name, (places, heights) in predicted.items():
        ax.plot(places, heights, color=colours[name], linestyle="--")
    for name, (places, heights) in measured.items():
        ax.plot(places, heights, color=colours[name], marker="o", markersize=6)
    places = np.concatenate([places for places, _heights in [*measured.values(), *predicted.values()]])
    for height in levels.values():
        # Its name stands at its end, and must not be crossed by it.
        ax.hlines(height, places.min(), places.max(), color=CONTEXT_COLOUR, linestyle=":", zorder=0)
    ax.set(xlabel=xlabel, ylabel=ylabel, xscale="log", yscale="log")
    for along in "xy":
        low, high = ax.get_xlim() if along == "x" else ax.get_ylim()
        plain_numbers(ax, along=along, subs=(1,) if high / low > 200 else (1, 2, 5))
    light_grid(ax, "y")
    ends = [(places[-1], heights[-1], name) for name, (places, heights) in (measured | predicted).items()]
    named = [(*end, colours[end[2]]) for end in ends] if len(names) > 1 else []
    label_lines(ax, named + [(places.max(), height, name, CONTEXT_COLOUR) for name, height in levels.items()])
    ax.caption = in_turn(
        [
            *[_in_words(name, *series, xlabel, ylabel) for name, series in measured.items()],
            *[_in_words(_("{name}, predicted", name=name), *one, xlabel, ylabel) for name, one in predicted.items()],
        ]
    )
    entitle(ax, title)
    return ax


def _as_series(given, name):
    return {key: _as_pair(pair, f"{name}[{key!r}]") for key, pair in as_named(given, name, each="two rows").items()}


def _as_pair(pair, name):
    if isinstance(pair, str) or not np.iterable(pair) or len(pair) != 2:
        raise ValueError(f"{name} must be a pair: places along the horizontal axis, and what was found there.")
    places, heights = (above_zero(as_samples(part, name=name, rank=1), name) for part in pair)
    if len(places) != len(heights):
        raise ValueError(f"{name} has {len(places)} places, but {len(heights)} values.")
    return places, heights


def _in_words(name, places, heights, xlabel, ylabel):
    best = int(np.argmax(heights))
    words = {"name": name, "measured": ylabel, "positions": xlabel, "place": f"{places[best]:g}"}
    if len(places) == 1:
        return _("{name}: {measured} {high} at {place} {positions}.", high=f"{heights[0]:.3g}", **words)
    return _(
        "{name}: {measured}, over {positions} from {first} to {last}, goes from {start} to {end}; the highest is "
        "{high} at {place}.",
        first=f"{places[0]:g}",
        last=f"{places[-1]:g}",
        start=f"{heights[0]:.3g}",
        end=f"{heights[-1]:.3g}",
        high=f"{heights[best]:.3g}",
        **words,
    )
