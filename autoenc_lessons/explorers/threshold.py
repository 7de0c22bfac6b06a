"""The threshold of an alarm: move it over the scores, and see what it finds, what it misses and what rings in vain."""

import math

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.given import look
from autoenc_lessons.explorers.letters import ALPHABET, shades_as_letters
from autoenc_lessons.explorers.live import Rounded, blanks, show_live
from autoenc_lessons.figures.given import as_named
from autoenc_lessons.figures.scores import as_scores, score_bins
from autoenc_lessons.figures.styling import course_style, entitle
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.language import _

__all__ = ["threshold"]

_ACCEPTED_FALSE_ALARMS = 0.05
_ONE_IN = 1000
_DIGITS = 6


def threshold(scores, pictures, *, image_shape, title=None, caption=None):
    """Show the scores of normal pictures and of anomalies, with a threshold to move.

    A static picture comes first, with the lowest threshold at which at most 5 % of the normal pictures ring. The live
    figure under it begins there. It counts what rings, shows the place on the ROC curve and the pictures just below
    and just above the threshold, and needs no kernel.

    Parameters
    ----------
    scores : dict of str to pair of array-like, of shapes (n_normal,) and (n_anomalies,)
        For each score that can be chosen, those of the normal pictures and those of the anomalies, above 0.
    pictures : pair of array-like, of shapes (n_normal, n_pixels) and (n_anomalies, n_pixels)
        With shades from 0 to 1.
    image_shape : pair of int
        Height and width of a picture in pixels.
    title, caption : str, optional
        What to write above and under the static picture.

    Raises
    ------
    TypeError, ValueError
        If scores are not finite numbers above 0, if there is not one for each picture, or if the pictures do not fit
        `image_shape`.
    """
    if not np.iterable(pictures) or len(pictures) != 2:
        raise ValueError("pictures must be a pair: the normal pictures, and the anomalies.")
    (normal, sides), (odd, _sides) = (as_pictures(part, image_shape) for part in pictures)
    scores = as_named(scores, "scores", each="a pair of scores")
    pairs = {name: _as_pair(pair, name, (len(normal), len(odd))) for name, pair in scores.items()}
    name, first = next(iter(pairs.items()))
    n_silent, at = _start(*first)
    axes = plt.subplots(1, 2, figsize=(8, 3.6), width_ratios=[3, 2])[1]
    figures.score_histograms(*first, threshold=at, xlabel=name, ax=axes[0])
    figures.roc_curves({name: first}, threshold=at, ax=axes[1])
    with course_style():
        entitle(axes, title)
    figures.show(axes, caption)
    drawn = {
        "scores": [
            {"name": name, "values": np.concatenate(pair).tolist(), "edges": Rounded(np.log10(score_bins(*pair)))}
            for name, pair in pairs.items()
        ],
        "counts": [len(normal), len(odd)],
        "pictures": shades_as_letters(np.concatenate([normal, odd])),
        "letters": ALPHABET,
        "imageShape": list(sides),
        "start": n_silent,
        "oneIn": _ONE_IN,
        "kinds": [look(number)["colour"] for number in range(2)],
        "words": _labels() | _sentences(len(normal), len(odd)),
    }
    show_live("threshold", drawn, offer=_("move the threshold"))


def _labels():
    return {
        "normal": _("normal"),
        "anomaly": _("anomaly"),
        "normals": _("normal pictures"),
        "anomalies": _("anomalies"),
        "histograms": _("Histograms of the scores of normal pictures and of anomalies, with the threshold"),
        "curve": _("The ROC curve, with the place of the threshold"),
        "below": _("Just below: silent"),
        "above": _("Just above: alarm"),
        "share": _("share of pictures"),
        "falseRate": _("false alarm rate"),
        "hitRate": _("hit rate"),
        "nothing": _("none"),
        "score": _("Score"),
        "threshold": _("Threshold"),
        "picture": _("picture {number}"),
    }


def _sentences(n_normal, n_odd):
    return {
        "silence": _("There is no alarm at all."),
        "none": _("None of {number} is too few to say how rare false alarms are.", number=n_normal),
        "real": _(
            "Were 1 picture in {number} an anomaly, {share} % of the alarms would be real.",
            number=_ONE_IN,
            **blanks("share"),
        ),
        "ringing": _(
            "Threshold {threshold}: {found} of {anomalies} anomalies ring (hit rate {hits}), and {vain} of {normal} "
            "normal pictures (false alarm rate {falseAlarms}).",
            anomalies=n_odd,
            normal=n_normal,
            **blanks("threshold", "found", "hits", "vain", "falseAlarms"),
        ),
        "silent": _("{number} of {all} silent", all=n_normal + n_odd, **blanks("number")),
        "keys": _("Drag the threshold; an arrow key moves it past one picture, with Shift past ten."),
    }


def _as_pair(pair, name, sizes):
    if isinstance(pair, str) or not np.iterable(pair) or len(pair) != 2:
        raise ValueError(f"Score {name!r} must be a pair: of the normal pictures, and of the anomalies.")
    parts = [as_scores(part, f"score {name!r}") for part in pair]
    if tuple(map(len, parts)) != sizes:
        raise ValueError(
            f"Score {name!r} has {len(parts[0])} normal values and {len(parts[1])} of anomalies, but there are "
            f"{sizes[0]} and {sizes[1]} pictures."
        )
    # The browser sees these digits, and the static picture tells the same.
    return tuple(np.array([float(f"{value:.{_DIGITS - 1}e}") for value in part]) for part in parts)


def _start(normal, odd):
    """Return how many pictures are silent at the lowest threshold with few enough false alarms, and that threshold."""
    together = np.concatenate([normal, odd])
    order = np.argsort(together, kind="stable")
    is_normal = order < len(normal)
    allowed = math.floor(_ACCEPTED_FALSE_ALARMS * len(normal))
    # False alarms left when the first 0, 1, 2, ... pictures are silent.
    left = len(normal) - np.concatenate([[0], np.cumsum(is_normal)])
    n_silent = int(np.argmax(left <= allowed))
    return n_silent, float(together[order[n_silent - 1]])
