"""Names that stand at the lines themselves, in their colours, and move apart where they would cover each other."""

import textwrap

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patheffects import withStroke

__all__ = ["apart", "label_lines", "readable", "spread_labels"]

_SIZE, _LINE_HEIGHT = 9.5, 13
# Longer names go on in a second line.
_LETTERS = 22
# Of a colour's light, so that small letters in it have the contrast that letters need, 4.5 to 1, on white.
_SHADE = 0.72
_POINTS_PER_INCH = 72


def label_lines(ax, labels, *, shift=(7, 0)):
    """Write names at places of lines, each in the colour of its line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    labels : sequence of (x, y, name, colour)
        Where on its line a name stands: at its end, or where it is far from the others.
    shift : pair of float
        How far from there, in points; upwards and downwards, labels give way to each other.
    """
    for x, y, name, colour in labels:
        label = ax.annotate(
            textwrap.fill(str(name), _LETTERS),
            (x, y),
            xytext=shift,
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=_SIZE,
            color=readable(colour),
            annotation_clip=False,
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )
        label.wanted_shift = shift[1]
    spread_labels(ax)


def readable(colour):
    """Return a darker shade of a colour of lines, for letters."""
    return to_hex(_SHADE * np.array(to_rgb(colour)))


def spread_labels(ax):
    """Move the labels of an axes apart, as the axes is now: each as near to its line as the others allow.

    Only the size of the figure and the data enter, no fonts, so that a label stands at the same place everywhere.
    """
    labels = [text for text in ax.texts if hasattr(text, "wanted_shift")]
    if not labels:
        return
    ax.get_ylim()  # takes new data into account
    height = ax.get_position().height * ax.figure.get_size_inches()[1] * _POINTS_PER_INCH
    to_axes = ax.transScale + ax.transLimits
    at = height * np.array([to_axes.transform(label.xy)[1] for label in labels])
    heights = [_LINE_HEIGHT * (1 + label.get_text().count("\n")) for label in labels]
    wanted = at + [label.wanted_shift for label in labels]
    for label, up in zip(labels, apart(wanted, heights, height) - at, strict=True):
        # Adding 0 turns -0.0 into 0.0.
        label.set_position((label.get_position()[0], round(float(up), 1) + 0.0))


def apart(places, heights, room):
    """Return places that are as near as possible to those wanted, at which things of some heights do not overlap.

    Parameters
    ----------
    places : array-like, shape (n,)
        Where the middle of each thing would be.
    heights : array-like, shape (n,)
    room : float
        All are kept between 0 and this, as far as they fit.

    Returns
    -------
    ndarray, shape (n,)
    """
    places, heights = np.clip(places, 0, room), np.asarray(heights, dtype="float64")
    # Places that differ by rounding errors alone count as the same, and the first given is the upper one.
    order = np.lexsort((-np.arange(len(places)), np.round(places, 3)))
    steps = np.cumsum(heights[order]) - heights[order] / 2
    # With the heights taken off, the places have only to rise; pools of equal ones are moved to their mean.
    pools = []
    for value in places[order] - (steps - steps[0]):
        pools.append([value])
        while len(pools) > 1 and np.mean(pools[-2]) >= np.mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    risen = np.concatenate([[np.mean(pool)] * len(pool) for pool in pools])
    risen = np.clip(risen, 0, max(0, room - (steps[-1] - steps[0])))
    result = np.empty(len(places))
    result[order] = risen + steps - steps[0]
    return result
