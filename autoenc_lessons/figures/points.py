"""Points in space and in the code plane, by group."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D

from autoenc_lessons.figures.showing import CONTEXT_COLOUR, GROUP_COLOURS, GROUP_MARKERS, RECONSTRUCTION_COLOUR
from autoenc_lessons.inputs import as_samples


def points_3d(x, labels, *, ax=None):
    """Draw points with three features, by group.

    Parameters
    ----------
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D, optional

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D
    """
    x = _with_columns(x, 3, "x")
    ax = plt.figure(figsize=(6, 5)).add_subplot(projection="3d") if ax is None else ax
    handles = _scatter_groups(ax, x, labels)
    _arrange_space(ax, azimuth=-60, elevation=20)
    ax.legend(handles=handles, loc="upper left", fontsize=9)
    ax.caption = _points_caption(x, labels)
    return ax


def reconstruction_plane(x, labels, reconstructions, *, origin, directions, axes=None):
    """Draw points, their reconstructions and the plane that these lie in, from two sides.

    Parameters
    ----------
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
    reconstructions : array-like, shape (n_samples, 3)
        Drawn as black dots, each joined to its point.
    origin : array-like, shape (3,)
        A point of the plane, such as the biases of a linear decoder.
    directions : array-like, shape (2, 3)
        Two directions that span the plane, such as the weights of a linear decoder.
    axes : pair of mpl_toolkits.mplot3d.axes3d.Axes3D, optional

    Returns
    -------
    pair of mpl_toolkits.mplot3d.axes3d.Axes3D
        A general view, and one along the plane, where it looks like a line.
    """
    x, reconstructions = _with_columns(x, 3, "x"), _with_columns(reconstructions, 3, "reconstructions")
    directions = _with_columns(directions, 3, "directions")
    axes = plt.subplots(1, 2, figsize=(10, 4.6), subplot_kw={"projection": "3d"})[1] if axes is None else axes
    normal = np.cross(*directions)
    along_plane = float(np.degrees(np.arctan2(-normal[0], normal[1])))
    for ax, azimuth, elevation in [(axes[0], -60, 20), (axes[1], along_plane, 0)]:
        handles = _scatter_groups(ax, x, labels)
        ax.scatter(*reconstructions.T, s=6, color=RECONSTRUCTION_COLOUR, depthshade=False)
        for segment in np.stack([x, reconstructions], axis=1):
            ax.plot(*segment.T, color=CONTEXT_COLOUR, linewidth=0.7)
        _draw_plane(ax, np.asarray(origin, dtype="float64"), directions, x)
        _arrange_space(ax, azimuth=azimuth, elevation=elevation)
    handles.append(Line2D([], [], marker=".", linestyle="", color=RECONSTRUCTION_COLOUR, label="reconstruction"))
    axes[0].legend(handles=handles, loc="upper left", fontsize=9)
    axes[0].set_title("a general view")
    axes[1].set_title("along the plane")
    distances = np.linalg.norm(x - reconstructions, axis=1)
    axes[0].caption = (
        f"{len(x)} points and their reconstructions, which lie in one plane: {distances.mean():.3f} from their "
        f"point on average, {distances.max():.3f} at most."
    )
    return axes


def _arrange_space(ax, *, azimuth, elevation):
    """Label the three axes and place the viewer; an axis seen end-on stays bare, for its numbers would overlap."""
    ax.set(xlabel="feature 0", ylabel="feature 1", zlabel="feature 2")
    ax.locator_params(nbins=4)
    ax.view_init(elev=elevation, azim=azimuth)
    towards_viewer = np.abs([np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))])
    if elevation > 0:
        ax.set_box_aspect(None, zoom=0.9)
    else:
        # With other lengths along other axes, a plane seen end-on in the data would not be so in the picture.
        ax.set_aspect("equal")
        ax.set_proj_type("ortho")
        ax.xaxis.labelpad = ax.yaxis.labelpad = 10
        end_on = (ax.xaxis, ax.yaxis)[int(np.argmax(towards_viewer))]
        end_on.set_ticklabels([])
        end_on.label.set_visible(False)


def _draw_plane(ax, point, directions, x):
    """Draw the patch of the plane that lies over the data, as far as the data reach along the plane."""
    basis = np.linalg.qr(directions.T)[0].T
    along = (x - point) @ basis.T
    corners = np.array(np.meshgrid(*zip(along.min(axis=0), along.max(axis=0), strict=True))).reshape(2, 4)
    patch = (point[:, None] + basis.T @ corners).reshape(3, 2, 2)
    ax.plot_surface(*patch, color=CONTEXT_COLOUR, alpha=0.25, edgecolor=CONTEXT_COLOUR)


def _points_caption(x, labels):
    groups = "; ".join(
        f"group {group} ({np.sum(np.asarray(labels) == group)} points) around ({', '.join(f'{v:.2f}' for v in centre)})"
        for group, centre in _centres(x, labels).items()
    )
    return f"{len(x)} points with 3 features: {groups}."


def codes_2d(codes, labels, *, ax=None):
    """Draw codes of two numbers, by group.

    Parameters
    ----------
    codes : array-like, shape (n_samples, 2)
    labels : array-like of int, shape (n_samples,)
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    codes = _with_columns(codes, 2, "codes")
    ax = plt.subplots(figsize=(5.2, 4.4))[1] if ax is None else ax
    handles = _scatter_groups(ax, codes, labels)
    ax.set(xlabel="code unit 0", ylabel="code unit 1")
    # One unit must be as long on both axes, or a turned picture would look like a stretched one.
    ax.set_aspect("equal", adjustable="datalim")
    # Above the picture, for inside it a legend would hide codes.
    ax.legend(handles=handles, fontsize=9, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(handles), frameon=False)
    centres = _centres(codes, labels)
    spread = np.mean([np.linalg.norm(code - centres[label]) for code, label in zip(codes, labels, strict=True)])
    ax.caption = f"{len(codes)} codes of 2 numbers, {spread:.2f} from the centre of their group on average."
    if len(centres) == 2:
        apart = np.linalg.norm(np.subtract(*centres.values()))
        ax.caption = f"{ax.caption[:-1]}; the centres of the two groups are {apart:.2f} apart."
    return ax


def _scatter_groups(ax, points, labels):
    """Scatter each group in its colour and marker; return one legend handle for each."""
    labels = np.asarray(labels)
    if labels.shape != (len(points),):
        raise ValueError(f"labels must hold one whole number for each of the {len(points)} points.")
    handles = []
    for group in np.unique(labels):
        style = {
            "color": GROUP_COLOURS[group % len(GROUP_COLOURS)],
            "marker": GROUP_MARKERS[group % len(GROUP_MARKERS)],
        }
        ax.scatter(*points[labels == group].T, s=24, alpha=0.8, **style)
        handles.append(Line2D([], [], linestyle="", label=f"group {group}", **style))
    return handles


def _centres(points, labels):
    return {int(group): points[np.asarray(labels) == group].mean(axis=0) for group in np.unique(labels)}


def _with_columns(data, n_columns, name):
    data = as_samples(data, name=name)
    if data.shape[1] != n_columns:
        raise ValueError(f"{name} must have {n_columns} columns to be drawn here; it has {data.shape[1]}.")
    return data
