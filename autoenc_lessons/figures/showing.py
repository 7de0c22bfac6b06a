"""Colours that mean the same in every lesson, and a caption under every picture."""

import matplotlib.pyplot as plt
from IPython.display import display

from autoenc_lessons.figures.drawn_in_words import describe
from autoenc_lessons.figures.page import as_png, fit_page
from autoenc_lessons.figures.styling import axes_among, course_style
from autoenc_lessons.figures.wording import in_turn
from autoenc_lessons.inputs.saying import in_short

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

# Four of Okabe and Ito's colours, with a violet and a darker sky for two of theirs that are too pale on white. All ten
# have a contrast of 3 to 1 or more against it; colour-blind readers tell most apart, and the marker says the same.
GROUP_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8E5FE0", "#2E98D2")
# Four of Tol's that they can be told from, for the digits from 6 to 9.
_FURTHER_COLOURS = ("#332288", "#882255", "#999933", "#117733")
GROUP_MARKERS = ("o", "^", "s", "D", "v", "P", "X", "<", ">", "*")
POSITIVE_COLOUR, NEGATIVE_COLOUR = GROUP_COLOURS[:2]
RECONSTRUCTION_COLOUR = "#000000"
CONTEXT_COLOUR = "#8A8A8A"
LOSS_COLOUR = "#0072B2"
FLOOR_COLOUR = "#009E73"


def group_look(group):
    """Return the colour and the marker that stand for a group, or for a run, in every figure.

    The groups from 0 to 9 share neither; of others, only those whose numbers are 100 apart share both.
    """
    colours = GROUP_COLOURS + _FURTHER_COLOURS
    return colours[group % len(colours)], GROUP_MARKERS[(group + group // len(colours)) % len(GROUP_MARKERS)]


def show(axes, caption=None):
    """Display the figure that `axes` belong to, and a caption under it.

    A regression test compares text, never pixels. So what is drawn is stored in words too, where Jupyter shows the
    picture instead; see `drawn_in_words`.

    Parameters
    ----------
    axes : matplotlib.axes.Axes or sequence of them
        What a function of this package has returned.
    caption : str, optional
        What to look at, for those who see the picture. By default, what is said to those who do not: the main numbers
        of each of its axes.
    """
    found = axes_among(axes)
    if not found:
        raise TypeError(
            f"show takes the axes that a function of figures has returned; got a {type(axes).__name__} without any."
        )
    if caption is not None and not (isinstance(caption, str) and caption.strip()):
        raise TypeError(f"caption must be a sentence, or be left out; got {in_short(caption)}.")
    figure = found[0].figure
    captions = [ax.caption for ax in figure.axes if hasattr(ax, "caption")]
    if not any(captions):
        raise ValueError("This figure has no caption; set ax.caption to a sentence with the figure's main numbers.")
    with course_style():
        fit_page(figure)
        numbers, drawn = in_turn(captions), describe(figure)
        picture, width = as_png(figure)
    plt.close(figure)
    # What is spoken instead of the picture; which reader takes which of the two is said in CONTRIBUTING.md.
    image, in_words = {"alt": numbers, "width": width}, f"{numbers}\n{drawn}"
    display({"image/png": picture, "text/plain": in_words}, metadata={"image/png": image}, raw=True)
    under_it = numbers if caption is None else caption
    display({"text/markdown": f"*{under_it}*", "text/plain": under_it}, raw=True)
