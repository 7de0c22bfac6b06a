"""Codes of two numbers that are drawn at random: each sample's cloud as an ellipse, beside the circles of the prior."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import EllipseCollection

from autoenc_lessons.figures.axes import name_axes
from autoenc_lessons.figures.colours import RECONSTRUCTION_COLOUR, group_look
from autoenc_lessons.figures.given import above_zero, as_list, as_named
from autoenc_lessons.figures.points import with_columns
from autoenc_lessons.figures.styling import PAGE, axes_among, entitle, in_course_style
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.language import _, counted

__all__ = ["code_clouds", "draw_circles"]

RADII = (1, 2)
# Half of a panel, over the largest number in any; and at least this, so that the outer circle is seen.
_ROOM, _SMALLEST_REACH = 1.05, 2.3
# Where many clouds lie upon each other, each is paler; but the smallest has a dot that can be seen.
_LEAST_OPAQUE, _MOST_OPAQUE, _DOT_AREA = 0.004, 0.4, 1.5


@in_course_style
def code_clouds(clouds, labels, *, title=None, axes=None):
    """Draw one panel for each encoder: the cloud of each sample's codes as an ellipse, coloured by its group.

    An ellipse reaches one standard deviation from its mean. The dashed circles hold what is within 1 and 2 standard
    deviations of the standard normal distribution, from which new codes are drawn. All panels have the same scale, so
    that the circles are equally large in all.

    Parameters
    ----------
    clouds : dict of str to pair of array-like, each of shape (n_samples, 2)
        For each encoder, by its name, the means of all samples' codes and their standard deviations, above 0.
    labels : array-like of int, shape (n_samples,)
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : matplotlib axes, one for each encoder, optional

    Returns
    -------
    list of matplotlib axes

    Raises
    ------
    TypeError, ValueError
        If something is no finite table of two columns, or of another length, or if a deviation is not above 0.
    """
    clouds = {
        name: _means_and_deviations(pair, name)
        for name, pair in as_named(clouds, "clouds", each="means and deviations").items()
    }
    for name, pair in clouds.items():
        labels = as_labels(labels, len(pair[0]), of=f"means in clouds[{name!r}]")
    if axes is None:
        size = (PAGE, PAGE / max(2, len(clouds)) + 0.7)
        axes = plt.subplots(1, len(clouds), figsize=size, squeeze=False)[1][0]
    axes = axes_among(axes)
    if len(axes) != len(clouds):
        raise ValueError(f"There are {len(clouds)} encoders in clouds, so axes must be as many; got {len(axes)}.")
    farthest = max(np.max(np.abs(means) + deviations) for means, deviations in clouds.values())
    reach = max(_SMALLEST_REACH, _ROOM * farthest)
    told = []
    for ax, (name, (means, deviations)) in zip(axes, clouds.items(), strict=True):
        _draw(ax, means, deviations, labels, reach)
        name_axes(ax)
        ax.set_title(name, fontweight="normal")
        within = np.mean(np.linalg.norm(means, axis=1) < RADII[-1])
        told.append(
            _(
                "{name}: median deviation {deviation}, {share} of the means within 2",
                name=name,
                deviation=f"{np.median(deviations):.2f}",
                share=f"{within:.1%}",
            )
        )
    for ax in axes[1:]:
        ax.set_ylabel("")
    axes[0].caption = counted(
        "The cloud of codes of {number} sample as an ellipse, with dashed circles 1 and 2 around the origin – {told}.",
        "The clouds of codes of {number} samples as ellipses, with dashed circles 1 and 2 around the origin – {told}.",
        len(labels),
        told=listed(told),
    )
    entitle(axes, title)
    return axes


def draw_circles(ax, radii=RADII, colour=RECONSTRUCTION_COLOUR):
    """Draw dashed circles around the origin of a map of codes."""
    around = np.linspace(0, 2 * np.pi, 121)
    for radius in radii:
        ax.plot(radius * np.cos(around), radius * np.sin(around), color=colour, linestyle="--", linewidth=1.2)


def _means_and_deviations(pair, name):
    pair = as_list(pair, f"clouds[{name!r}]", of="two tables: means and deviations")
    if len(pair) != 2:
        raise ValueError(f"clouds[{name!r}] must be two tables, means and deviations; got {len(pair)}.")
    means, deviations = (
        with_columns(table, 2, f"the {part} in clouds[{name!r}]")
        for part, table in zip(("means", "deviations"), pair, strict=True)
    )
    if len(means) != len(deviations):
        raise ValueError(f"clouds[{name!r}] has {len(means)} means for {len(deviations)} deviations; each needs one.")
    return means, above_zero(deviations, f"the deviations in clouds[{name!r}]")


def _overlap(means, deviations):
    """Return in how many clouds a mean lies, on average."""
    apart = (means[:, None] - means) / deviations
    return np.mean(np.sum(np.sum(apart**2, axis=2) < 1, axis=1))


def _draw(ax, means, deviations, labels, reach):
    opacity = float(np.clip(1 / _overlap(means, deviations), _LEAST_OPAQUE, _MOST_OPAQUE))
    for group in np.unique(labels):
        own = labels == group
        colour = group_look(int(group))[0]
        sizes = {"widths": 2 * deviations[own, 0], "heights": 2 * deviations[own, 1], "angles": np.zeros(own.sum())}
        look = {"facecolors": colour, "edgecolors": colour, "linewidths": 0.7, "alpha": opacity}
        ax.scatter(*means[own].T, s=_DOT_AREA, color=colour, linewidth=0)
        ax.add_collection(EllipseCollection(**sizes, units="xy", offsets=means[own], transOffset=ax.transData, **look))
    draw_circles(ax)
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach))
    ax.set_aspect("equal", adjustable="box")
    ax.locator_params(nbins=5)
