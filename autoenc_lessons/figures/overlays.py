"""One code picture laid over another, in several ways."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from autoenc_lessons.figures.axes import name_axes
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, RECONSTRUCTION_COLOUR
from autoenc_lessons.figures.given import as_named
from autoenc_lessons.figures.points import scatter_groups, with_columns
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.language import _

__all__ = ["overlaid_codes"]

# Half of a panel, in units of what the codes fill.
_ROOM = 0.56


@in_course_style
def overlaid_codes(attempts, codes, labels, *, title=None, axes=None):
    """Draw one panel for each attempt to lay other codes over given ones, with a line between the two of each sample.

    Parameters
    ----------
    attempts : dict of str to array-like, shape (n_samples, 2)
        For each way of laying over, by its name, where the other codes come to lie.
    codes : array-like, shape (n_samples, 2)
        The given codes, drawn as small black rings in all panels.
    labels : array-like of int, shape (n_samples,)
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : matplotlib axes, one for each attempt, optional

    Returns
    -------
    list of matplotlib axes

    Raises
    ------
    TypeError, ValueError
        If something is no finite table of two columns, or of another length.
    """
    codes = with_columns(codes, 2, "codes")
    labels = as_labels(labels, len(codes), of="points")
    attempts = {
        name: with_columns(laid, 2, f"attempts[{name!r}]")
        for name, laid in as_named(attempts, "attempts", each="codes").items()
    }
    for name, laid in attempts.items():
        if len(laid) != len(codes):
            raise ValueError(f"attempts[{name!r}] has {len(laid)} codes for {len(codes)} given ones; each needs one.")
    if axes is None:
        axes = list(plt.subplots(1, len(attempts), figsize=(PAGE, 3.2), squeeze=False)[1][0])
    everything = np.concatenate([codes, *attempts.values()])
    limits = _limits_around(everything)
    shares = {}
    for ax, (name, laid) in zip(axes, attempts.items(), strict=True):
        ax.add_collection(LineCollection(np.stack([laid, codes], axis=1), colors=CONTEXT_COLOUR, linewidths=0.6))
        handles = scatter_groups(ax, laid, labels)
        ring = {"s": 14, "facecolor": "none", "edgecolor": RECONSTRUCTION_COLOUR, "linewidth": 0.8}
        ax.scatter(*codes.T, **ring)
        shares[name] = 100 * np.sum((codes - laid) ** 2) / np.sum((codes - codes.mean(axis=0)) ** 2)
        name_axes(ax)
        ax.locator_params(nbins=4)
        ax.set(xlim=limits[0], ylim=limits[1])
        ax.set_aspect("equal", adjustable="box")
        # More than all of it would be a riddle.
        left = _("{percent} % left over", percent=f"{shares[name]:.1f}") if shares[name] < 100 else ""
        ax.set_title(f"{name}\n{left}", fontweight="normal")
    for ax in axes[1:]:
        ax.set_ylabel("")
    given = Line2D([], [], linestyle="", marker="o", markerfacecolor="none", color=RECONSTRUCTION_COLOUR)
    given.set_label(_("the other run"))
    axes[-1].legend(handles=[*handles, given], loc="center left", bbox_to_anchor=(1, 0.5))
    axes[0].caption = _(
        "Of the variance of the given codes, what the codes laid over them leave unexplained: {shares}.",
        shares=listed(_("{name} {percent} %", name=name, percent=f"{share:.1f}") for name, share in shares.items()),
    )
    entitle(axes, title)
    return axes


def _limits_around(points):
    """Return the ends of two equally long axes that hold all points, rounded outwards to few digits."""
    middle, reach = np.mean([points.min(axis=0), points.max(axis=0)], axis=0), np.ptp(points, axis=0).max()
    step = 10 ** np.floor(np.log10(reach)) / 10 if reach else 0.1
    low = np.floor((middle - _ROOM * reach) / step) * step
    length = np.ceil(2 * _ROOM * reach / step + 1) * step
    return np.column_stack([low, low + length])
