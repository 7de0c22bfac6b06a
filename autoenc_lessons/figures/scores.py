"""Scores of normal samples and of anomalies: where they lie, and what a threshold makes of them."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from sklearn.metrics import auc

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, GROUP_COLOURS
from autoenc_lessons.figures.given import as_named, as_number
from autoenc_lessons.figures.line_labels import readable
from autoenc_lessons.figures.rates import alarm_rates, roc_points
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import in_turn, listed
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted, marked

__all__ = ["as_scores", "roc_curves", "score_bins", "score_histograms"]

_NORMAL_COLOUR, _ANOMALY_COLOUR = GROUP_COLOURS[:2]
_LOOKS = ((marked("normal"), _NORMAL_COLOUR, "-"), (marked("anomalies"), _ANOMALY_COLOUR, "--"))
_SCORE = marked("score")
_N_BINS = 24
_FEW = 100
_ROC_COLOURS = tuple(colour for colour in GROUP_COLOURS if colour != _ANOMALY_COLOUR)
_ROC_STYLES = ("-", "--", "-.", ":", "-")
_SIDE = 4.2


def score_bins(normal, anomalous):
    """Return the edges of the bins of a histogram of both, equally wide on a logarithmic scale.

    Parameters
    ----------
    normal, anomalous : array-like, shape (n_samples,)
        Scores above 0.

    Returns
    -------
    ndarray of float64, shape (25,)

    Raises
    ------
    TypeError, ValueError
        If something is not finite numbers above 0, or if all scores are the same.
    """
    scores = np.concatenate([as_scores(normal, "normal"), as_scores(anomalous, "anomalous")])
    low, high = scores.min(), scores.max()
    if low == high:
        raise ValueError("All scores are the same, so there is nothing to part; look at what computes them.")
    edges = np.geomspace(low, high, _N_BINS + 1)
    # Rounding must leave no score outside.
    edges[[0, -1]] = low, high
    return edges


def as_scores(scores, name):
    """Return scores as a float64 array, or say in one sentence what is wrong with them.

    Raises
    ------
    TypeError, ValueError
        If they are no row of finite numbers above 0.
    """
    scores = as_samples(scores, name=name, rank=1)
    if scores.min() <= 0:
        raise ValueError(f"{name} must hold scores above 0, for a logarithmic scale; the lowest is {scores.min():.3g}.")
    return scores


@in_course_style
def score_histograms(normal, anomalous, *, threshold=None, xlabel=_SCORE, title=None, ax=None):
    """Draw two histograms of scores over each other, on a logarithmic axis.

    Of up to 100 scores, each is a dot; the dots of a bin are stacked, as high as its step would be.

    Parameters
    ----------
    normal, anomalous : array-like, shape (n_samples,)
        Scores above 0 of samples that belong to the data, and of samples that do not.
    threshold : float, optional
        From where on a score is an alarm; marked by a line.
    xlabel : str
        What the score is.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        As `score_bins`.
    """
    edges = score_bins(normal, anomalous)
    normal, anomalous = as_scores(normal, "normal"), as_scores(anomalous, "anomalous")
    threshold = None if threshold is None else as_number(threshold, "threshold")
    ax = plt.subplots(figsize=(PAGE, 3.6))[1] if ax is None else ax
    for scores, (name, colour, style) in zip((normal, anomalous), _LOOKS, strict=True):
        if len(scores) <= _FEW:
            places, heights = _stacked(scores, edges)
            ax.scatter(places, heights, s=18, color=colour, linewidths=0, label=_(name), zorder=3)
            continue
        shares = np.histogram(scores, edges)[0] / len(scores)
        outline = np.append(shares, shares[-1])
        ax.fill_between(edges, outline, step="post", color=colour, alpha=0.25, linewidth=0)
        ax.step(edges, outline, where="post", color=colour, linestyle=style, linewidth=1.8, label=_(name))
    xlabel = _(_SCORE) if xlabel == _SCORE else xlabel
    ax.set(xscale="log", xlabel=xlabel, ylabel=_("share of pictures"))
    ax.set_ylim(bottom=0)
    # 0.01 and 0.03 instead of powers of ten.
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 3)))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.caption = _caption_of_histograms(normal, anomalous, xlabel)
    if threshold is not None:
        ax.axvline(threshold, color="black", linewidth=1.8, label=_("threshold"))
        false_alarms, hits = alarm_rates(normal, anomalous, threshold)
        alarms = _(
            "Above the threshold, {threshold}, lie {false_alarms} % of the normal pictures (false alarms) and {hits} % "
            "of the anomalies.",
            threshold=f"{threshold:.3g}",
            false_alarms=f"{100 * false_alarms:.0f}",
            hits=f"{100 * hits:.0f}",
        )
        ax.caption = in_turn([ax.caption, alarms])
    ax.legend()
    entitle(ax, title)
    return ax


def _stacked(scores, edges):
    """Return a place for each score: the middle of its bin, and the dots of a bin above each other."""
    bins = np.clip(np.searchsorted(edges, np.sort(scores), side="right") - 1, 0, len(edges) - 2)
    level = np.arange(len(bins)) - np.searchsorted(bins, bins)
    return np.sqrt(edges[bins] * edges[bins + 1]), (level + 0.5) / len(scores)


def _caption_of_histograms(normal, anomalous, xlabel):
    return _(
        "Histograms of a score, {score}: {normal}, {anomalies}.",
        score=xlabel,
        normal=counted(
            "{number} normal picture with a median of {median}",
            "{number} normal pictures with a median of {median}",
            len(normal),
            median=f"{np.median(normal):.3g}",
        ),
        anomalies=counted(
            "{number} anomaly with a median of {median}",
            "{number} anomalies with a median of {median}",
            len(anomalous),
            median=f"{np.median(anomalous):.3g}",
        ),
    )


@in_course_style
def roc_curves(scores, *, threshold=None, title=None, ax=None):
    """Draw for each named score which share of anomalies is found at which share of false alarms.

    Parameters
    ----------
    scores : dict of str to pair of array-like, each of shape (n_samples,)
        For each score, those of the normal samples and those of the anomalies; an anomaly's should be higher.
    threshold : float, optional
        A threshold of the first score, to mark its place on the curve.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If the scores have no names, or if one is no pair of rows of finite numbers.
    """
    pairs = {name: _as_pair(pair, name) for name, pair in as_named(scores, "scores", each="a pair of scores").items()}
    threshold = None if threshold is None else as_number(threshold, "threshold")
    ax = plt.subplots(figsize=(_SIDE, _SIDE))[1] if ax is None else ax
    areas = []
    for number, (name, (normal, anomalous)) in enumerate(pairs.items()):
        false_alarms, hits = roc_points(normal, anomalous)
        area = f"{auc(false_alarms, hits):.2f}"
        areas.append(_("{name} {value}", name=name, value=area))
        look = {"color": _ROC_COLOURS[number % 5], "linestyle": _ROC_STYLES[number % 5]}
        ax.plot(false_alarms, hits, label=_("{name}: AUC {area}", name=name, area=area), **look)
    ax.plot([0, 1], [0, 1], color=CONTEXT_COLOUR, linestyle=":")
    ax.set(xlabel=_("false alarm rate"), ylabel=_("hit rate"))
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    ax.caption = _("Hit rate over false alarm rate, with the area under each curve: {areas}.", areas=listed(areas))
    if threshold is not None:
        at = alarm_rates(*next(iter(pairs.values())), threshold)
        ax.plot(*at, marker="o", markersize=10, color="black", markerfacecolor="none", markeredgewidth=2)
        place = {"false_alarms": f"{at[0]:.2f}", "hits": f"{at[1]:.2f}"}
        ring = _(
            "The ring is the threshold {threshold}, at ({false_alarms}, {hits}).", threshold=f"{threshold:.3g}", **place
        )
        ax.caption = in_turn([ax.caption, ring])
    _name_the_curves(ax)
    entitle(ax, title)
    return ax


def _name_the_curves(ax):
    """Write the name of a single curve beside it; several begin and end at the same points, so a list names them."""
    along = {"rotation": 45, "rotation_mode": "anchor", "ha": "center", "va": "top"}
    ax.text(0.55, 0.5, _("chance: AUC 0.50"), color="#5B5B5B", **along)
    first, *more = ax.get_legend_handles_labels()[0]
    if more:
        ax.legend(loc="lower right", handlelength=1.8)
    else:
        # On two lines, for the names of scores are long.
        said = first.get_label().replace(": AUC", "\nAUC")
        ax.text(1, 0.02, said, color=readable(first.get_color()), ha="right", va="bottom")


def _as_pair(pair, name):
    if isinstance(pair, str) or not np.iterable(pair) or len(pair) != 2:
        raise ValueError(f"Score {name!r} must be a pair: of the normal samples, and of the anomalies.")
    return [as_samples(part, name=f"score {name!r}", rank=1) for part in pair]
