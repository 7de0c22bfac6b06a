"""Colours that mean the same in every lesson, and a caption under every picture."""

import io

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from autoenc_lessons.figures.drawn_in_words import describe
from autoenc_lessons.figures.wording import in_turn

__all__ = [
    "CONTEXT_COLOUR",
    "FLOOR_COLOUR",
    "GROUP_COLOURS",
    "GROUP_MARKERS",
    "LOSS_COLOUR",
    "NEGATIVE_COLOUR",
    "POSITIVE_COLOUR",
    "RECONSTRUCTION_COLOUR",
    "group_look",
    "show",
]

# Okabe and Ito's colours, told apart by colour-blind readers too; the marker says the same once more.
GROUP_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
# Four of Tol's that they can be told from, for the digits from 6 to 9.
_FURTHER_COLOURS = ("#332288", "#882255", "#999933", "#117733")
GROUP_MARKERS = ("o", "^", "s", "D", "v", "P", "X", "<", ">", "*")
POSITIVE_COLOUR, NEGATIVE_COLOUR = GROUP_COLOURS[:2]
RECONSTRUCTION_COLOUR = "#000000"
CONTEXT_COLOUR = "#999999"
LOSS_COLOUR = "#0072B2"
FLOOR_COLOUR = "#009E73"
_PIXELS_PER_INCH = 144
_SHOWN_PIXELS_PER_INCH = 96


def group_look(group):
    """Return the colour and the marker that stand for a group, or for a run, in every figure.

    The groups from 0 to 9 share neither; of others, only those whose numbers are 100 apart share both.
    """
    colours = GROUP_COLOURS + _FURTHER_COLOURS
    return colours[group % len(colours)], GROUP_MARKERS[(group + group // len(colours)) % len(GROUP_MARKERS)]


def show(axes):
    """Display the figure that `axes` belong to, and under it the caption of each of its axes.

    A regression test compares text, never pixels. So what is drawn is stored in words too, where Jupyter shows the
    picture instead; see `drawn_in_words`.

    Parameters
    ----------
    axes : matplotlib.axes.Axes or sequence of them
        What a function of this package has returned.
    """
    found = [ax for ax in np.ravel(np.asarray(axes, dtype="object")) if hasattr(ax, "figure")]
    if not found:
        raise TypeError(
            f"show takes the axes that a function of figures has returned; got a {type(axes).__name__} without any."
        )
    figure = found[0].figure
    captions = [ax.caption for ax in figure.axes if hasattr(ax, "caption")]
    if not any(captions):
        raise ValueError("This figure has no caption; set ax.caption to a sentence with the figure's main numbers.")
    caption, drawn = in_turn(captions), describe(figure)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=_PIXELS_PER_INCH, bbox_inches="tight", facecolor="white")
    plt.close(figure)
    image = {"alt": caption, "width": round(_shown_width(picture.getvalue()))}
    in_words = f"{caption}\n{drawn}"
    display({"image/png": picture.getvalue(), "text/plain": in_words}, metadata={"image/png": image}, raw=True)
    display({"text/markdown": f"*{caption}*", "text/plain": caption}, raw=True)


def _shown_width(png):
    """Return the width at which Jupyter is to show a picture: its pixels stand in bytes 16 to 20 of its header."""
    return int.from_bytes(png[16:20], "big") * _SHOWN_PIXELS_PER_INCH / _PIXELS_PER_INCH
