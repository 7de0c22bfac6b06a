"""What was guessed over what is true, in panels beside each other."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, LOSS_COLOUR
from autoenc_lessons.figures.given import as_named
from autoenc_lessons.figures.styling import PAGE, axes_among, entitle, in_course_style
from autoenc_lessons.figures.wording import in_turn
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["guesses_over_truth"]


@in_course_style
def guesses_over_truth(panels, *, xlabel=None, title=None, axes=None):
    """Draw guesses over the truth: on the line, a guess is right; below it, it is too low.

    Parameters
    ----------
    panels : dict of str to pair of array-like, each of shape (n_guesses,)
        For each panel, the truth and the guesses. All panels have the same limits.
    xlabel : str, optional
        What is guessed, with its unit.
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
        If panels have no names, if one is no pair of rows of finite numbers of one length, or if there is not one of
        the axes for each panel.
    """
    panels = {
        name: _as_pair(pair, name)
        for name, pair in as_named(panels, "panels", each="a pair of truth and guesses").items()
    }
    everything = np.concatenate([part for pair in panels.values() for part in pair])
    low, high = everything.min(), everything.max()
    room = 0.04 * (high - low or 1)
    if axes is None:
        axes = plt.subplots(1, len(panels), figsize=(PAGE, PAGE / len(panels) + 0.8), sharey=True)[1]
    axes = axes_among(axes)
    if len(axes) != len(panels):
        raise ValueError(f"There are {len(axes)} axes for {len(panels)} panels; give one for each.")
    for ax, (name, (truth, guesses)) in zip(axes, panels.items(), strict=True):
        ax.plot([low, high], [low, high], color=CONTEXT_COLOUR, linewidth=1.5, zorder=0)
        ax.scatter(truth, guesses, s=10, color=LOSS_COLOUR, alpha=0.5, linewidths=0)
        ax.set(xlim=(low - room, high + room), ylim=(low - room, high + room), aspect="equal")
        ax.set_xlabel(_("truth") if xlabel is None else _("truth: {what}", what=xlabel))
        ax.set_title(name, loc="left")
        ax.caption = _in_words(name, truth, guesses)
    axes[0].set_ylabel(_("guess"))
    entitle(axes, title)
    return axes


def _as_pair(pair, name):
    if isinstance(pair, str) or not np.iterable(pair) or len(pair) != 2:
        raise ValueError(f"Panel {name!r} must be a pair: the truth, and the guesses.")
    truth, guesses = (as_samples(part, name=f"panel {name!r}", rank=1) for part in pair)
    if len(truth) != len(guesses):
        raise ValueError(f"Panel {name!r} has {len(truth)} true values, but {len(guesses)} guesses.")
    return truth, guesses


def _in_words(name, truth, guesses):
    said = counted(
        "{number} guess over the truth; it is {off} above it.",
        "{number} guesses over the truth; on average they are {off} above it.",
        len(truth),
        off=f"{np.mean(guesses - truth):.2f}".replace("-0.00", "0.00"),
    )
    return in_turn([_("{name}:", name=name), said])
