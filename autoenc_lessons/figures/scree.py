"""How much of the variance each principal axis explains, and how much the first few explain together."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, FLOOR_COLOUR
from autoenc_lessons.figures.given import as_list, as_number
from autoenc_lessons.figures.line_labels import label_lines, readable
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import listed_with_commas
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["scree"]

# By which sums of shares may be off.
_ROUNDING = 1e-9


@in_course_style
def scree(shares, *, levels=(0.5, 0.9), title=None, ax=None):
    """Draw the share of the variance that each principal axis explains as bars, and their sum so far as a line.

    Parameters
    ----------
    shares : array-like, shape (n_axes,)
        Of the whole variance, in falling order, such as scikit-learn's `PCA().fit(x).explained_variance_ratio_`.
    levels : sequence of float
        Sums to mark at the first axis with which they are reached; above 0, below 1.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If shares are no finite numbers from 0 to 1 in falling order with a sum of at most 1, or if a level is not
        between 0 and 1 or is never reached.

    Examples
    --------
    >>> scree([0.6, 0.3, 0.1]).caption
    'Explained variance of 3 principal axes: the first alone 60 %, 1 axis for 50 %, 2 axes for 90 %.'
    """
    shares = _as_shares(shares)
    levels = [as_number(level, "each level", smallest=0) for level in as_list(levels, "levels", of="numbers")]
    sums = np.cumsum(shares)
    reached = {level: _axes_for(level, sums) for level in levels}
    ax = plt.subplots(figsize=(PAGE, 3.6))[1] if ax is None else ax
    axes = np.arange(1, len(shares) + 1)
    ax.bar(axes, 100 * shares, color=CONTEXT_COLOUR, width=0.8)
    ax.plot(axes, 100 * sums, color=FLOOR_COLOUR)
    for level, n_axes in reached.items():
        _mark(ax, level, n_axes, 100 * sums[n_axes - 1])
    ax.set(xlabel=_("principal axis"), ylabel=_("explained variance in %"), ylim=(0, 105))
    ax.set_xlim(0.3, len(shares) + 0.7)
    light_grid(ax, "y")
    ends = [(_("all axes so far"), 100 * sums[-1], FLOOR_COLOUR), (_("each axis"), 100 * shares[-1], CONTEXT_COLOUR)]
    label_lines(ax, [(len(shares) + 0.7, height, name, colour) for name, height, colour in ends])
    parts = [
        counted("{number} axis for {percent} %", "{number} axes for {percent} %", n_axes, percent=f"{100 * level:g}")
        for level, n_axes in reached.items()
    ]
    first = _("the first alone {percent} %", percent=f"{100 * shares[0]:.0f}")
    ax.caption = counted(
        "Explained variance of {number} principal axis: {parts}.",
        "Explained variance of {number} principal axes: {parts}.",
        len(shares),
        parts=listed_with_commas([first, *parts]),
    )
    entitle(ax, title)
    return ax


def _as_shares(shares):
    shares = as_samples(shares, name="shares", rank=1)
    if shares.min() < -_ROUNDING or shares.sum() > 1 + _ROUNDING or np.any(np.diff(shares) > _ROUNDING):
        raise ValueError(
            "shares must be parts of one whole, from the largest to the smallest, such as PCA's "
            f"explained_variance_ratio_; they go from {shares[0]:.3g} to {shares[-1]:.3g} and add up to "
            f"{shares.sum():.3g}."
        )
    return shares


def _axes_for(level, sums):
    # 0.6 + 0.3 is below 0.9 by rounding.
    is_reached = sums >= level - _ROUNDING
    if level >= 1 or not is_reached.any():
        raise ValueError(f"No number of axes explains {level:g} of the variance; all together explain {sums[-1]:.3g}.")
    return int(np.argmax(is_reached)) + 1


def _mark(ax, level, n_axes, height):
    ax.plot([n_axes], [height], marker="o", color=FLOOR_COLOUR)
    said = counted("{number} axis: {percent} %", "{number} axes: {percent} %", n_axes, percent=f"{height:.0f}")
    look = {"color": readable(FLOOR_COLOUR), "va": "top", "ha": "left", "fontsize": 9.5}
    ax.annotate(said, (n_axes, height), (7, -5), textcoords="offset points", **look)
