"""What copies of a table lose in each of its columns, at several code sizes."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.colours import FLOOR_COLOUR, GROUP_COLOURS, GROUP_MARKERS
from autoenc_lessons.figures.given import as_named, as_number
from autoenc_lessons.figures.styling import PAGE, axes_among, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import in_turn, listed
from autoenc_lessons.language import _

__all__ = ["column_losses"]

_MOST_PANELS = 3
# In per cent of what the mean row loses; less is drawn here.
_LEAST = 0.1
_OTHERS = [look for look in zip(GROUP_COLOURS, GROUP_MARKERS, strict=True) if look[0] != FLOOR_COLOUR]


@in_course_style
def column_losses(losses, *, title=None, axes=None):
    """Draw the loss of each column as a mark, a row for each column, in a panel for each of up to three code sizes.

    Parameters
    ----------
    losses : dict of str to dict of int to dict of str to float
        For each family of models, such as PCA, and for each code size, what each column loses: 1 is what the mean row
        loses. All families have the same sizes and columns.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : sequence of matplotlib.axes.Axes, optional
        One for each panel.

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If families, sizes and columns do not agree, if a loss is no finite number of at least 0, or if there is not
        one of the axes for each panel.
    """
    losses = as_named(losses, "losses", each="a dict of losses for each code size")
    for family, by_size in losses.items():
        if not isinstance(by_size, dict) or not by_size or not all(isinstance(one, dict) for one in by_size.values()):
            raise TypeError(
                f"losses[{family!r}] must be a dict with a dict of the loss of each column for each code size."
            )
    sizes = list(next(iter(losses.values())))
    columns = list(as_named(next(iter(losses.values()))[sizes[0]], "each size in losses", each="a number for a column"))
    for family, by_size in losses.items():
        if list(by_size) != sizes or any(list(of_columns) != columns for of_columns in by_size.values()):
            raise ValueError(
                f"All families in losses must have the sizes and columns of the first; {family!r} has not."
            )
    places = sorted({0, (len(sizes) - 1) // 2, len(sizes) - 1})[:_MOST_PANELS]
    if axes is None:
        size = (PAGE, 1.3 + 0.3 * len(columns))
        axes = plt.subplots(1, len(places), figsize=size, sharey=True)[1]
    axes = axes_among(axes)
    if len(axes) != len(places):
        raise ValueError(f"There are {len(axes)} axes for {len(places)} code sizes; give one for each.")
    looks = _looks(losses)
    for ax, place in zip(axes, places, strict=True):
        shares = {family: _as_shares(by_size[sizes[place]], family) for family, by_size in losses.items()}
        drawn = np.maximum(list(shares.values()), _LEAST)
        ax.hlines(range(len(columns)), drawn.min(axis=0), drawn.max(axis=0), color="#BBBBBB", zorder=1)
        for (family, (colour, marker)), values in zip(looks.items(), drawn, strict=True):
            ax.scatter(values, range(len(columns)), s=34, color=colour, marker=marker, label=family, zorder=2)
        ax.set(xscale="log", xlim=(0.8 * _LEAST, 200), ylim=(len(columns) - 0.5, -0.5))
        ax.set_xticks([0.1, 1, 10, 100], ["0.1", "1", "10", "100"])
        ax.minorticks_off()
        ax.set_yticks(range(len(columns)), columns)
        ax.tick_params(axis="y", length=0)
        light_grid(ax, "x")
        told = _("1 code unit") if sizes[place] == 1 else _("{number} code units", number=f"{sizes[place]}")
        ax.set_title(told, loc="left")
        ax.caption = _in_words(told, shares, columns)
    axes[len(axes) // 2].set_xlabel(_("loss of the column, in % of what the mean row loses"))
    axes[-1].legend(loc="upper left", bbox_to_anchor=(1, 1), handletextpad=0.2)
    entitle(axes, title)
    return axes


def _looks(families):
    free = iter(_OTHERS)
    return {family: (FLOOR_COLOUR, "s") if family.startswith("PCA") else next(free) for family in families}


def _as_shares(by_column, family):
    shares = [100 * as_number(loss, f"a loss of {family!r}") for loss in by_column.values()]
    if min(shares) < 0:
        raise ValueError(f"A loss of {family!r} is below 0; squared errors are not.")
    return shares


def _in_words(told, shares, columns):
    parts = []
    for family, values in shares.items():
        worst = int(np.argmax(values))
        whole = {"median": f"{np.median(values):.3g}", "column": columns[worst], "worst": f"{values[worst]:.3g}"}
        parts.append(_("{name} loses {median} % in the median column and {worst} % in {column}", name=family, **whole))
    return in_turn([_("{name}:", name=told), _("{list}.", list=listed(parts))])
