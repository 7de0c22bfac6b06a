"""Points in space and in the code plane, by group."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D

from autoenc_lessons.figures.axes import name_axes, name_features
from autoenc_lessons.figures.colours import group_look
from autoenc_lessons.figures.styling import PART, entitle, in_course_style
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["arrange_space", "codes_2d", "points_3d", "scatter_groups", "with_columns"]

# Entries of a legend side by side.
_MOST_IN_A_LINE = 4


@in_course_style
def points_3d(x, labels, *, is_true=False, title=None, ax=None):
    """Draw points with three features, by group.

    Parameters
    ----------
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    is_true : bool
        Whether all features have one scale, so that a feature that reaches farther has a longer axis.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D, optional

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table of three columns, or if there is not one whole number for each point.
    """
    x = with_columns(x, 3, "x")
    labels = as_labels(labels, len(x), of="points")
    ax = plt.figure(figsize=(PART, 4.4)).add_subplot(projection="3d") if ax is None else ax
    handles = scatter_groups(ax, x, labels)
    arrange_space(ax)
    if is_true:
        ax.set_aspect("equal")
        ax.xaxis.labelpad = ax.yaxis.labelpad = 5
    ax.legend(handles=handles, loc="upper left")
    ax.caption = _points_caption(x, labels)
    entitle(ax, title)
    return ax


def arrange_space(ax, *, azimuth=-60, elevation=20, is_true=False):
    """Label the three axes of a space and place the viewer.

    Parameters
    ----------
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D
    azimuth, elevation : float
        Where the viewer is, in degrees.
    is_true : bool
        Whether all features have one scale, and parallel lines stay parallel. Otherwise a plane that is seen end-on in
        the data would not be so in the picture.
    """
    name_features(ax)
    ax.locator_params(nbins=4)
    ax.view_init(elev=elevation, azim=azimuth)
    if not is_true:
        ax.set_box_aspect(None, zoom=0.9)
        return
    ax.set_aspect("equal")
    ax.set_proj_type("ortho")
    ax.xaxis.labelpad = ax.yaxis.labelpad = 10
    # An axis seen end-on stays bare, for its numbers would overlap.
    cosine, sine = np.cos(np.radians(elevation)), np.sin(np.radians(elevation))
    towards = np.abs([np.cos(np.radians(azimuth)) * cosine, np.sin(np.radians(azimuth)) * cosine, sine])
    end_on = (ax.xaxis, ax.yaxis, ax.zaxis)[int(np.argmax(towards))]
    end_on.set_ticklabels([])
    end_on.label.set_visible(False)


def _points_caption(x, labels):
    groups = listed(
        counted(
            "group {group} ({number} point) around ({centre})",
            "group {group} ({number} points) around ({centre})",
            int(np.sum(labels == group)),
            group=f"{group}",
            centre=", ".join(f"{value:.2f}" for value in centre),
        )
        for group, centre in _centres(x, labels).items()
    )
    return counted(
        "{number} point with 3 features: {groups}.", "{number} points with 3 features: {groups}.", len(x), groups=groups
    )


@in_course_style
def codes_2d(codes, labels, *, title=None, ax=None):
    """Draw codes of two numbers, by group.

    Parameters
    ----------
    codes : array-like, shape (n_samples, 2)
    labels : array-like of int, shape (n_samples,)
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `codes` are no finite table of two columns, or if there is not one whole number for each code.
    """
    codes = with_columns(codes, 2, "codes")
    labels = as_labels(labels, len(codes), of="points")
    ax = plt.subplots(figsize=(PART, 4.4))[1] if ax is None else ax
    handles = scatter_groups(ax, codes, labels)
    name_axes(ax)
    # One unit must be as long on both axes, or a turned picture would look like a stretched one.
    ax.set_aspect("equal", adjustable="datalim")
    # Above the picture, for inside it a legend would hide codes.
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=min(len(handles), _MOST_IN_A_LINE))
    ax.caption = _codes_caption(codes, labels)
    entitle(ax, title, legend_lines=-(-len(handles) // _MOST_IN_A_LINE))
    return ax


def _codes_caption(codes, labels):
    centres = _centres(codes, labels)
    spread = np.mean([np.linalg.norm(code - centres[label]) for code, label in zip(codes, labels, strict=True)])
    if len(centres) == 2:
        return counted(
            "{number} code of 2 numbers, {spread} from the centre of its group on average; the centres of the two "
            "groups are {apart} apart.",
            "{number} codes of 2 numbers, {spread} from the centre of their group on average; the centres of the two "
            "groups are {apart} apart.",
            len(codes),
            spread=f"{spread:.2f}",
            apart=f"{np.linalg.norm(np.subtract(*centres.values())):.2f}",
        )
    return counted(
        "{number} code of 2 numbers, {spread} from the centre of its group on average.",
        "{number} codes of 2 numbers, {spread} from the centre of their group on average.",
        len(codes),
        spread=f"{spread:.2f}",
    )


def scatter_groups(ax, points, labels):
    """Scatter each group in its colour and marker; return one legend handle for each.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    points : ndarray, shape (n_samples, 2), or (n_samples, 3) for an axes in space
    labels : array-like of int, shape (n_samples,)

    Returns
    -------
    list of matplotlib.lines.Line2D

    Raises
    ------
    ValueError
        If there is not one whole number for each point.
    """
    labels = as_labels(labels, len(points), of="points")
    handles = []
    for group in np.unique(labels):
        colour, marker = group_look(group)
        style = {"color": colour, "marker": marker}
        # Farther points of a space would fade, and some colours with them.
        depth = {"depthshade": False} if points.shape[1] == 3 else {}
        ax.scatter(*points[labels == group].T, s=26, alpha=0.9, edgecolor="white", linewidth=0.4, **style, **depth)
        handles.append(Line2D([], [], linestyle="", label=_("group {number}", number=f"{group}"), **style))
    return handles


def _centres(points, labels):
    return {int(group): points[labels == group].mean(axis=0) for group in np.unique(labels)}


def with_columns(data, n_columns, name):
    """Return data as an array of samples, or say in one sentence that it has another number of columns.

    Raises
    ------
    TypeError, ValueError
        If it is no finite table of numbers, or has another number of columns.
    """
    data = as_samples(data, name=name)
    if data.shape[1] != n_columns:
        raise ValueError(f"{name} must have {n_columns} columns to be drawn here; it has {data.shape[1]}.")
    return data
