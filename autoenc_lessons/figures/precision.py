"""Precision over hit rate: what an alarm is worth where anomalies are rare."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.alarms import average_precision
from autoenc_lessons.figures.given import as_list, as_number
from autoenc_lessons.figures.line_labels import label_lines
from autoenc_lessons.figures.rates import alarm_rates, roc_points
from autoenc_lessons.figures.styling import PART, entitle, in_course_style
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["precision_at", "precision_curves"]

# From common, pale, to rare, dark: an order.
_COLOURS = ("#2F8FCB", "#0072B2", "#332288", "#000000")


def precision_at(false_alarm_rate, hit_rate, one_in):
    """Return the share of alarms that are real, if one in so many samples is an anomaly.

    Parameters
    ----------
    false_alarm_rate, hit_rate : float or array-like
        Not both 0.
    one_in : float

    Returns
    -------
    float or ndarray of float64

    Examples
    --------
    >>> float(precision_at(0.1, 0.9, 2))
    0.9
    """
    real = np.asarray(hit_rate) / one_in
    return real / (real + np.asarray(false_alarm_rate) * (1 - 1 / one_in))


@in_course_style
def precision_curves(normal, odd, *, one_in=(2, 10, 100), threshold=None, title=None, ax=None):
    """Draw the precision over the hit rate for every threshold, once for each rarity of anomalies.

    A curve begins at the first false alarm: before it, the samples are too few to say how rare false alarms are.

    Parameters
    ----------
    normal, odd : array-like, shape (n_samples,)
        Scores of normal samples and of anomalies; they are weighted by how rare anomalies are.
    one_in : sequence of float
        One in so many samples is an anomaly, from common to rare; up to four.
    threshold : float, optional
        To mark its place on each curve.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If scores are no finite numbers, if there are more than four rarities, or as `alarms.average_precision`.
    """
    normal, odd = as_samples(normal, name="normal", rank=1), as_samples(odd, name="odd", rank=1)
    rarities = [as_number(value, "each one_in", smallest=1) for value in as_list(one_in, "one_in", of="numbers")]
    if not 1 <= len(rarities) <= len(_COLOURS):
        raise ValueError(f"one_in must hold from 1 to {len(_COLOURS)} numbers; got {len(rarities)}.")
    threshold = None if threshold is None else as_number(threshold, "threshold")
    ax = plt.subplots(figsize=(PART, 3.2))[1] if ax is None else ax
    false_alarms, hits = (rates[roc_points(normal, odd)[0] > 0] for rates in roc_points(normal, odd))
    said, ends = [], []
    for rarity, colour in zip(rarities, _COLOURS, strict=False):
        heights = precision_at(false_alarms, hits, rarity)
        ax.plot(hits, heights, color=colour)
        average = f"{average_precision(normal, odd, one_in=rarity):.2f}"
        ends.append((hits[-1], heights[-1], _("1 in {number}", number=f"{rarity:g}"), colour))
        said.append(_("1 in {number}: {value}", number=f"{rarity:g}", value=average))
        if threshold is not None:
            rates = alarm_rates(normal, odd, threshold)
            look = {"markerfacecolor": "none", "markeredgecolor": "black", "markeredgewidth": 2, "zorder": 4}
            ax.plot(rates[1], precision_at(*rates, rarity), marker="o", markersize=9, linestyle="none", **look)
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), xlabel=_("hit rate"), ylabel=_("precision"))
    label_lines(ax, ends)
    ax.caption = _(
        "Precision over hit rate, from the first false alarm on; average precision if so many samples are anomalies – "
        "{values}.",
        values=listed(said),
    )
    entitle(ax, title)
    return ax
