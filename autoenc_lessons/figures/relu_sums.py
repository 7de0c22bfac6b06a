"""How bent units add up to a curve: each puts one kink into their sum."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, FLOOR_COLOUR, LOSS_COLOUR
from autoenc_lessons.figures.given import as_list
from autoenc_lessons.figures.line_labels import label_lines
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style, light_grid
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _, counted

__all__ = ["relu_sums"]


@in_course_style
def relu_sums(positions, curve, *, counts=(3, 12), xlabel, title=None, axes=None):
    """Draw a few relu units with their weights, and under them their sum, beside the curve that it follows.

    The units begin to rise at equal distances, the first at the first position. Their weights and the bias are those
    with the smallest squared error, which linear algebra gives without any training.

    Parameters
    ----------
    positions : array-like, shape (n_positions,)
        In rising order.
    curve : array-like, shape (n_positions,)
        What the sum is to follow.
    counts : sequence of int
        A number of units for each column of pictures.
    xlabel : str
        What runs along the positions.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : matplotlib axes, two for each number of units, optional
        First those of the units, then those of the sums.

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, or if there are more units than positions.
    """
    positions, curve = (
        as_samples(given, name=name, rank=1) for given, name in ((positions, "positions"), (curve, "curve"))
    )
    if len(curve) != len(positions):
        raise ValueError(f"curve has {len(curve)} numbers for {len(positions)} positions; each needs one.")
    counts = as_list(counts, "counts", of="numbers of units")
    counts = [as_count(count, name="each number in counts") for count in counts]
    if not 0 < max(counts, default=0) < len(positions):
        raise ValueError(
            f"counts must hold at least one number of units, each below the {len(positions)} positions; got {counts}."
        )
    if axes is None:
        drawn = plt.subplots(2, len(counts), figsize=(PAGE, 5), sharex=True, height_ratios=(3, 4))[1]
        axes = list(drawn.reshape(2, -1).ravel())
    axes, parts = list(axes), []
    for number, count in enumerate(counts):
        units, total = _weighted(positions, curve, count)
        over, under = axes[number], axes[len(counts) + number]
        over.plot(positions, units, color=CONTEXT_COLOUR, linewidth=1.2)
        named = counted("{number} unit, with its weight", "{number} units, each with its weight", count)
        over.set_title(named, fontweight="normal")
        under.plot(positions, curve, color=FLOOR_COLOUR, linewidth=5, alpha=0.4)
        under.plot(positions, total, color=LOSS_COLOUR)
        under.set(xlabel=xlabel)
        label_lines(
            under,
            [
                (positions[-1], total[-1], _("their sum"), LOSS_COLOUR),
                (positions[-1], curve[-1], _("curve"), FLOOR_COLOUR),
            ],
        )
        for ax in (over, under):
            ax.margins(x=0)
            light_grid(ax, "y")
        gap = f"{np.abs(total - curve).max():.2f}"
        parts.append(counted("with {number} unit at most {gap}", "with {number} units at most {gap}", count, gap=gap))
    axes[0].caption = _("The sum of bent units misses the curve: {gaps}.", gaps=listed(parts))
    entitle(axes, title)
    return axes


def _weighted(positions, curve, count):
    """Return what each of some relu units gives times its weight, and their sum with a bias."""
    starts = np.linspace(positions[0], positions[-1], count, endpoint=False)
    units = np.maximum(0, positions[:, None] - starts)
    weights = np.linalg.lstsq(np.column_stack([units, np.ones(len(positions))]), curve, rcond=None)[0]
    return units * weights[:-1], units @ weights[:-1] + weights[-1]
