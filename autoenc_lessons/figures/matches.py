"""How closely a search came to each of several known things: a dot for each, a row for each way of searching."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, LOSS_COLOUR
from autoenc_lessons.figures.given import as_named, as_number
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["match_strips"]


@in_course_style
def match_strips(matches, *, xlabel, found=0.95, title=None, ax=None):
    """Draw for each way of searching a dot for each thing that there was to find, and at the end how many were found.

    Parameters
    ----------
    matches : dict of str to array-like, shape (n_things,)
        For each way, how closely it came to each thing, from 0 to 1.
    xlabel : str
        What is measured.
    found : float
        From where on a thing counts as found; marked by a line.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If the matches have no names, or are no numbers from 0 to 1.
    """
    rows = {
        name: as_samples(values, name=f"matches[{name!r}]", rank=1)
        for name, values in as_named(matches, "matches", each="a number for each thing").items()
    }
    for name, values in rows.items():
        if values.min() < 0 or values.max() > 1 + 1e-9:
            reach = f"{values.min():g} to {values.max():g}"
            raise ValueError(f"matches[{name!r}] must be from 0 to 1; it reaches from {reach}.")
    found = as_number(found, "found", smallest=0)
    ax = plt.subplots(figsize=(PAGE, 1 + 0.42 * len(rows)))[1] if ax is None else ax
    for row, values in enumerate(rows.values()):
        # Dots of equal value would hide each other; the height within a row means nothing.
        jitter = 0.28 * np.sin(2.4 * np.arange(len(values)))
        colours = np.where(values > found, LOSS_COLOUR, CONTEXT_COLOUR)
        ax.scatter(values, row + jitter, s=12, c=colours, alpha=0.75)
        text = _("{found} of {number}", found=f"{np.sum(values > found)}", number=f"{len(values)}")
        look = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "annotation_clip": False}
        ax.annotate(text, (1, row), (10, 0), ha="left", va="center", **look)
    ax.axvline(found, color=LOSS_COLOUR, linestyle="--", linewidth=1.2)
    ax.set(xlabel=xlabel, ylim=(len(rows) - 0.4, -0.6), xlim=(min(0.3, *(v.min() for v in rows.values())) - 0.02, 1.01))
    light_grid(ax, "x")
    ax.set_yticks(range(len(rows)), list(rows))
    ax.tick_params(axis="y", length=0)
    ax.caption = _(
        "{measured}, a dot for each; above {found} (dashed) lie: {numbers}.",
        measured=xlabel,
        found=f"{found:g}",
        numbers=listed(
            _(
                "{name} {found} of {number} (median {median})",
                name=name,
                found=f"{np.sum(v > found)}",
                number=f"{len(v)}",
                median=f"{np.median(v):.2f}",
            )
            for name, v in rows.items()
        ),
    )
    entitle(ax, title)
    return ax
