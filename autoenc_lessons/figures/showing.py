"""A picture under its cell, in a picture and in words, and a caption under it."""

import matplotlib.pyplot as plt
from IPython.display import display

from autoenc_lessons.figures.drawn_in_words import describe
from autoenc_lessons.figures.page import as_png, fit_page
from autoenc_lessons.figures.styling import axes_among, course_style
from autoenc_lessons.figures.wording import in_turn
from autoenc_lessons.inputs.saying import in_short

__all__ = ["show"]


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
