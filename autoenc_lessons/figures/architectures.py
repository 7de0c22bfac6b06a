"""The architecture of a network as stages from left to right: rows of numbers as bars, pictures and maps as squares."""

import textwrap
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, POSITIVE_COLOUR
from autoenc_lessons.figures.given import as_list
from autoenc_lessons.figures.stages import as_brackets, as_stages, in_words
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import listed, listed_with_commas
from autoenc_lessons.language import _

__all__ = ["architecture"]

# All in inches: the larger side of the largest part, if arrows have room; the smallest side of any; a bar's width.
_LARGEST, _SMALLEST, _BAR = (1.5, 1.3, 1.1, 0.9, 0.7, 0.5), 0.32, 0.24
# A bar has this many cells an inch; maps lie this far behind each other, and no more of them than this are drawn.
# (No round number: places told with three digits would lie on the edge of rounding.)
_CELLS, _BEHIND, _MOST_SHEETS = 8, 0.0763, 5
_MARGIN, _LINE, _ARROW_END, _ROOM_FOR_ARROW = 0.3513, 0.17, 0.08, 0.85
_APART, _ROOM_ABOVE = 0.2206, 0.5
# Of the names of parts and of the smaller ones of steps.
_LETTER, _SMALL_LETTER = 0.078, 0.077


@in_course_style
def architecture(stages, *, step_names=None, part_names=None, title=None, ax=None):
    """Draw what flows through a network: stages from left to right, with arrows for the layers between them.

    Parameters
    ----------
    stages : sequence
        For each stage, a pair (name, shape): the shape is a number of units, (height, width) of a picture, or
        (height, width, channels) of maps. A triple (name, number of units, number of them that are on) fills as large a
        share of the bar. A list of pairs or triples stands for parts beside each other, such as a mean and a variance.
        Where several follow several, only the first is computed, and the others are given: a code and a label.
    step_names : sequence of str, optional
        What to write above the arrows from each stage to the next, such as the layer that computes it.
    part_names : dict of str to pair of int, optional
        What to write above a bracket, and from which stage to which it reaches, such as {"encoder": (0, 2)}.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If a stage is no such pair, if a size is no whole number of at least 1, or if names do not fit the stages.
    """
    columns = as_stages(stages)
    steps = [""] * (len(columns) - 1) if step_names is None else as_list(step_names, "step_names", of="names")
    if len(steps) != len(columns) - 1:
        raise ValueError(
            f"There are {len(steps)} step_names, but {len(columns) - 1} steps from stage to stage; give one for each."
        )
    brackets = as_brackets(part_names, len(columns))
    placed, gap = _placed(columns)
    flat = [one for stage in placed for one in stage]
    top = max(one.y + one.height / 2 for one in flat) + 0.12
    bottom = min(one.y - one.height / 2 - _LINE * (one.text.count("\n") + 1) for one in flat) - 0.12
    room_above = _ROOM_ABOVE if brackets else 0
    ax = plt.subplots(figsize=(PAGE, top + room_above - bottom + 0.3))[1] if ax is None else ax
    for one in flat:
        _draw_part(ax, one)
    for number, name in enumerate(steps):
        _draw_step(ax, placed[number], placed[number + 1], _wrapped(name, gap / _SMALL_LETTER))
    for name, (first, last) in brackets.items():
        _draw_bracket(ax, placed[first][0].x, placed[last][0].x, top + 0.12, name)
    ax.set_xlim(0, PAGE)
    ax.set_ylim(bottom, top + room_above)
    ax.set_aspect("equal")
    ax.axis("off")
    ax.caption = _caption(columns, steps, brackets)
    entitle(ax, title)
    return ax


def _sizes(columns, largest):
    """Return the width and the height of each part, in inches."""
    shapes = [shape for column in columns for _name, shape, _on in column]
    most = max(np.prod(shape[:2]) for shape in shapes)
    widest = max((max(shape[:2]) for shape in shapes if len(shape) > 1), default=1)

    def size(shape):
        if len(shape) == 1:
            return _BAR, max(_SMALLEST, largest * np.sqrt(shape[0] / most))
        behind = _BEHIND * (_n_sheets(shape) - 1)
        return tuple(max(_SMALLEST, largest * side / widest) + behind for side in (shape[1], shape[0]))

    return [[size(shape) for _name, shape, _on in column] for column in columns]


def _sizes_that_fit(columns):
    """Return the sizes, the width of each stage, and how much room is left between two of them."""
    for largest in _LARGEST:
        sizes = _sizes(columns, largest)
        widths = np.array([max(width for width, _height in stage) for stage in sizes])
        gap = (PAGE - 2 * _MARGIN - widths.sum()) / (len(columns) - 1)
        if gap >= _ROOM_FOR_ARROW:
            break
    return sizes, widths, gap


def _wrapped(text, n_letters):
    return textwrap.fill(str(text), max(8, int(n_letters)), break_long_words=False)


def _n_sheets(shape):
    return min(shape[2], _MOST_SHEETS) if len(shape) == 3 else 1


def _text_under(part, across):
    name, shape, n_on = part
    return "\n".join(_wrapped(line, across / _LETTER) for line in (name, in_words(shape, n_on)))


class _Placed(NamedTuple):
    """A part of a stage: what it is, its middle, its sides in inches, and what stands under it."""

    part: tuple
    x: float
    y: float
    width: float
    height: float
    text: str


def _placed(columns):
    """Return the placed parts of each stage, and how far stages are from each other."""
    sizes, widths, gap = _sizes_that_fit(columns)
    middles = _MARGIN + np.cumsum(widths) - widths / 2 + gap * np.arange(len(widths))
    placed = []
    for column, stage, x, width in zip(columns, sizes, middles, widths, strict=True):
        texts = [_text_under(part, width + 0.85 * gap) for part in column]
        lines = np.array([text.count("\n") + 1 for text in texts])
        heights = np.array([height for _width, height in stage])
        needed = heights + _LINE * lines + _APART
        ys = heights[0] / 2 - np.cumsum([0, *needed[:-1]]) - heights / 2
        # Arrows between stages of one part are level.
        ys -= ys.mean()
        placed.append(
            [_Placed(part, x, y, *size, text) for part, y, size, text in zip(column, ys, stage, texts, strict=True)]
        )
    return placed, gap


def _draw_part(ax, one):
    _name, shape, n_on = one.part
    if len(shape) == 1:
        _draw_bar(ax, one, shape[0], n_on)
    else:
        _draw_sheets(ax, one, shape)
    ax.annotate(
        one.text, (one.x, one.y - one.height / 2 - 0.06), ha="center", va="top", fontsize=9.5, annotation_clip=False
    )


def _draw_bar(ax, one, n_units, n_on):
    n_cells = min(n_units, round(_CELLS * one.height))
    n_filled = 0 if n_on is None else min(n_cells, max(1, round(n_cells * n_on / n_units)))
    # Spread over the bar, as the units that are on are.
    filled = set(np.round((np.arange(n_filled) + 0.5) * n_cells / max(n_filled, 1) - 0.5).astype(int))
    for cell in range(n_cells):
        corner = (one.x - one.width / 2, one.y + one.height / 2 - (cell + 1) * one.height / n_cells)
        face = POSITIVE_COLOUR if cell in filled else "white"
        ax.add_patch(
            Rectangle(corner, one.width, one.height / n_cells, facecolor=face, edgecolor="#777777", linewidth=0.8)
        )


def _draw_sheets(ax, one, shape):
    n_sheets = _n_sheets(shape)
    behind = _BEHIND * (n_sheets - 1)
    width, height = one.width - behind, one.height - behind
    for sheet in reversed(range(n_sheets)):
        left = one.x - one.width / 2 + _BEHIND * sheet
        low = one.y - one.height / 2 + _BEHIND * sheet
        ax.add_patch(Rectangle((left, low), width, height, facecolor="white", edgecolor="#777777", linewidth=1))
    for pixel in range(1, shape[1]):
        ax.plot([left + width * pixel / shape[1]] * 2, [low, low + height], color="#DDDDDD", linewidth=0.5)
    for pixel in range(1, shape[0]):
        ax.plot([left, left + width], [low + height * pixel / shape[0]] * 2, color="#DDDDDD", linewidth=0.5)


def _draw_step(ax, before, after, name):
    for start in before:
        for end in after[:1] if len(before) > 1 else after:
            ends = (start.x + start.width / 2 + _ARROW_END, start.y), (end.x - end.width / 2 - _ARROW_END, end.y)
            look = {"arrowstyle": "-|>", "color": CONTEXT_COLOUR, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", ends[1], xytext=ends[0], arrowprops=look)
    if name:
        left, right = before[0].x + before[0].width / 2, after[0].x - after[0].width / 2
        # Above the highest end of an arrow, so that none crosses it.
        height = max(one.y for one in (*before, *after)) + 0.07
        ax.annotate(name, ((left + right) / 2, height), ha="center", va="bottom", fontsize=9, color="#555555")


def _draw_bracket(ax, left, right, height, name):
    feet = ([left, left, right, right], [height - 0.1, height, height, height - 0.1])
    ax.plot(*feet, color=CONTEXT_COLOUR, linewidth=1.2)
    ax.annotate(name, ((left + right) / 2, height + 0.05), ha="center", va="bottom", fontsize=11.5, fontweight="bold")


def _caption(columns, steps, brackets):
    described = [
        listed_with_commas(
            _("{name} ({shape})", name=name, shape=in_words(shape, n_on)) for name, shape, n_on in column
        )
        for column in columns
    ]
    parts = [described[0]]
    for step, stage in zip(steps, described[1:], strict=True):
        parts.append(_("by {step}: {stage}", step=step, stage=stage) if step else stage)
    flow = _("A network in stages, from left to right: {stages}.", stages=listed(parts))
    if not brackets:
        return flow
    reach = listed_with_commas(
        _("{name}: {first} to {last}", name=name, first=described[first], last=described[last])
        for name, (first, last) in brackets.items()
    )
    return _("{flow} {reach}.", flow=flow, reach=reach)
