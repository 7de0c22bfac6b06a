"""A table of errors as coloured cells, in which one sees at once where each method fails."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm

from autoenc_lessons.figures.given import as_named
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _

__all__ = ["score_grid"]

# From this share of the way between the smallest and the largest error on, a cell is dark and its number white.
_DARK = 0.65
_COLOURS = "Oranges"
_ENDS = (0.1, 0.9)
_INCHES_A_ROW, _INCHES_FOR_NAMES = 0.42, 0.7


@in_course_style
def score_grid(errors, *, digits=4, limits=None, title=None, ax=None):
    """Draw a table of errors, each cell the darker the larger its error; the smallest of each column has a frame.

    Colours follow the logarithm.

    Parameters
    ----------
    errors : dict of str to dict of str to float or array-like of float
        For each row, such as a method, the error in each column, such as a kind of damage; 0 or more. Of several runs,
        the mean is drawn. All rows have the same columns, in the same order.
    digits : int
        How many digits to write after the point. From 10 on, errors are written as whole numbers.
    limits : pair of float, optional
        Up to the first error, above 0, all cells are equally light, and from the second on equally dark. By default,
        that is so for a tenth of the errors above 0 at each end.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If rows have no names or other columns than the first, if something is no finite number of at least 0, or if
        all are 0.

    Examples
    --------
    >>> score_grid({"a": {"noise": 0.5, "blur": 0.2}, "b": {"noise": 0.3, "blur": 40.0}}, digits=1).caption
    'The smallest error of each column – noise: 0.3 (b); blur: 0.2 (a).'
    """
    table, rows, columns = _as_table(errors)
    digits = as_count(digits, name="digits", smallest=0)
    low, high = _as_limits(np.quantile(table[table > 0], _ENDS) if limits is None else limits)
    height = _INCHES_FOR_NAMES + _INCHES_A_ROW * len(rows)
    ax = plt.subplots(figsize=(PAGE, height))[1] if ax is None else ax
    # Equal errors would leave no way from the smallest to the largest.
    depth = np.asarray(LogNorm(low, max(high, 1.01 * low), clip=True)(np.maximum(table, low)))
    ax.imshow(depth, cmap=_COLOURS, vmin=0, vmax=1.25, aspect="auto", interpolation="nearest")
    best = [int(row) for row in table.argmin(axis=0)]
    for (row, column), error in np.ndenumerate(table):
        look = {"weight": "bold"} if row == best[column] else {}
        colour = "white" if depth[row, column] > _DARK else "black"
        ax.text(column, row, _written(error, digits), ha="center", va="center", color=colour, **look)
        if look:
            frame = plt.Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, fill=False, edgecolor="black", linewidth=1.6)
            ax.add_patch(frame)
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    for side in ax.spines.values():
        side.set_visible(False)
    told = listed(
        _("{column}: {error} ({row})", column=name, error=_written(table[row, number], digits), row=rows[row])
        for number, (name, row) in enumerate(zip(columns, best, strict=True))
    )
    ax.caption = _("The smallest error of each column – {errors}.", errors=told)
    entitle(ax, title)
    return ax


def _as_table(errors):
    rows = {
        name: as_named(row, f"errors[{name!r}]", each="an error")
        for name, row in as_named(errors, "errors", each="a dict of errors").items()
    }
    columns = list(next(iter(rows.values())))
    for name, row in rows.items():
        if list(row) != columns:
            raise ValueError(
                f"Row {name!r} must have the columns of the first row, in that order: {', '.join(columns)}."
            )
    table = np.array(
        [
            [_mean(values, f"errors[{name!r}][{column!r}]") for column, values in row.items()]
            for name, row in rows.items()
        ]
    )
    if np.any(table < 0) or not np.any(table > 0):
        raise ValueError("errors must be 0 or more, and not all of them 0.")
    return table, list(rows), columns


def _mean(values, name):
    return as_samples(np.atleast_1d(values), name=name, rank=1).mean()


def _as_limits(limits):
    limits = as_samples(limits, name="limits", rank=1)
    if len(limits) != 2 or not 0 < limits[0] <= limits[1]:
        raise ValueError("limits must be two errors above 0, the smaller one first.")
    return limits


def _written(error, digits):
    return f"{error:.0f}" if error >= 10 else f"{error:.{digits}f}"
