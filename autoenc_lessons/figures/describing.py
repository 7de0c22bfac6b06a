"""What a figure holds, in words: a regression test reads text, so a changed picture must change a text."""

import math
from collections import defaultdict

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.text import Annotation

_STEPS_OF_AN_AXIS = 1000
# What the data fill on the picture plane of an axes in space, about.
_PROJECTED_SPAN = 0.1
# A square picture in a square figure has its edges exactly between two thousandths.
_NUDGE = 1e-6


def describe(figure):
    """Return one line for each axis and for each group of artists that look the same.

    Positions are those on the drawn axes, after a logarithm or a projection from space, to about a thousandth of an
    axis. No pixels and no fonts enter, so that the text is the same on every machine.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    str
    """
    # Projections, tick labels and automatic limits are known only once a figure has been drawn.
    figure.canvas.draw()
    width, height = figure.get_size_inches()
    lines = [f"{width:g} x {height:g} inches"]
    for ax in figure.axes:
        lines += _frame(ax) + _groups(ax, ax.lines, _line_look, _line_ends)
        # A colour bar holds a collection of nothing: its dividing lines, which are off.
        drawn = [collection for collection in ax.collections if collection.get_paths()]
        lines += _groups(ax, drawn, _collection_look, _collection_points)
        lines += _groups(ax, ax.patches, _patch_look, _patch_corners) + _images(ax) + _texts(ax)
        lines += _legend(ax)
    return "\n".join(lines)


def _frame(ax):
    box = ax.get_position()
    place = ", ".join(f"{edge + _NUDGE:.3f}" for edge in (box.x0, box.y0, box.x1, box.y1))
    view = f", seen from {ax.azim:.1f} and {ax.elev:.1f} degrees" if hasattr(ax, "azim") else ""
    # An axes in space is hidden for matplotlib's flat frame, and draws a frame of its own.
    hidden = "" if ax.axison or view else ", hidden"
    drawn = [ax.xaxis, ax.yaxis, *([ax.zaxis] if hasattr(ax, "zaxis") else [])]
    return [f"axes at ({place}) {ax.get_title()!r}, aspect {ax.get_aspect()}{view}{hidden}", *map(_axis, drawn)]


def _axis(axis):
    low, high = sorted(axis.get_view_interval())
    labelled = zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=False)
    ticks = " ".join(label.get_text() for position, label in labelled if low <= position <= high)
    label = f"{axis.label.get_text()!r}" if axis.label.get_visible() else "no label"
    turned = " downwards" if axis.get_inverted() else ""
    return f"  {axis.axis_name}{turned}: {label}, {axis.get_scale()} from {low:.6g} to {high:.6g}, ticks {ticks}"


def _groups(ax, artists, look, points):
    """Describe artists of one kind: how many look the same, and where these lie on average."""
    alike = defaultdict(list)
    for artist in artists:
        alike[look(artist)].append(np.asarray(points(artist), dtype="float64"))
    return [f"  {len(members)} {look}, {_where(ax, members)}" for look, members in alike.items()]


def _where(ax, members):
    everything = np.concatenate(members)
    starts, ends = (np.array([member[position] for member in members]) for position in (0, -1))
    places = [("around", everything), ("first", starts), ("last", ends)]
    return f"{len(everything)} points " + ", ".join(f"{word} {_place(ax, points)}" for word, points in places)


def _place(ax, points):
    mean = ax.transScale.transform(points).mean(axis=0)
    if hasattr(ax, "zaxis"):
        spans = (_PROJECTED_SPAN, _PROJECTED_SPAN)
    else:
        spans = np.ptp(ax.transScale.transform(np.column_stack([ax.get_xlim(), ax.get_ylim()])), axis=0)
    return "(" + ", ".join(_fixed(value, span) for value, span in zip(mean, spans, strict=True)) + ")"


def _fixed(value, span):
    # At least one digit: the mean of the steps 1 to 1000 is 500.5, which would be on the edge of rounding.
    digits = max(1, math.ceil(math.log10(_STEPS_OF_AN_AXIS / span)))
    text = f"{value:.{digits}f}"
    # A mean that is 0 but for rounding errors must not show their sign.
    return text if float(text) else text.lstrip("-")


def _line_look(line):
    marker = "" if line.get_marker() in (None, "None", "") else f" marker {line.get_marker()}"
    return (
        f"line {line.get_linestyle()} {to_hex(line.get_color())}, width {line.get_linewidth():.3g}, "
        f"alpha {line.get_alpha()}, level {line.get_zorder():g}{marker}"
    )


def _line_ends(line):
    return np.column_stack(line.get_data())


def _collection_look(collection):
    face, edge = (
        "none" if len(colours) == 0 else to_hex(colours[0])
        for colours in (collection.get_facecolor(), collection.get_edgecolor())
    )
    sizes = " ".join(f"{size:g}" for size in getattr(collection, "get_sizes", lambda: [])()[:1])
    corners = len(collection.get_paths()[0].vertices)
    return (
        f"{type(collection).__name__} {face} edge {edge}, size {sizes}, {corners} corners, "
        f"width {collection.get_linewidth()[0]:.3g}, alpha {collection.get_alpha()}, level {collection.get_zorder():g}"
        + _colour_scale(collection)
    )


def _colour_scale(collection):
    """Say which values stand for the colours, if values do."""
    values = collection.get_array()
    if values is None:
        return ""
    values = np.asarray(values, dtype="float64")
    return f", {collection.get_cmap().name} from {values.min():.4g} to {values.max():.4g}, first {values.flat[0]:.4g}"


def _collection_points(collection):
    offsets = np.ma.getdata(collection.get_offsets())
    is_scattered = type(collection).__name__.startswith("Path")
    return offsets if is_scattered else np.concatenate([path.vertices for path in collection.get_paths()])


def _patch_look(patch):
    return f"{type(patch).__name__} {to_hex(patch.get_facecolor())}"


def _patch_corners(patch):
    return patch.get_path().transformed(patch.get_patch_transform()).vertices[[0, 2]]


def _images(ax):
    lines = []
    for image in ax.images:
        shades = np.ma.masked_invalid(image.get_array())
        halves = [half.mean() for axis in (0, 1) for half in np.array_split(shades, 2, axis=axis)]
        lines.append(
            f"  image of {shades.shape[0]} x {shades.shape[1]} pixels, {image.get_cmap().name} from "
            f"{image.norm.vmin:g} to {image.norm.vmax:g}, {image.get_interpolation()}, {shades.mask.sum()} empty; mean "
            f"of its upper, lower, left and right half {', '.join(f'{half:.3f}' for half in halves)}"
        )
    return lines


def _texts(ax):
    return [
        f"  text {text.get_text()!r} at ({', '.join(f'{value:.3g}' for value in text.get_position())}), "
        f"size {text.get_fontsize():g}, {text.get_ha()} {text.get_va()}"
        + (f", {text.xy[0]:.3g} {text.xy[1]:.3g}" if isinstance(text, Annotation) else "")
        for text in ax.texts
    ]


def _legend(ax):
    legend = ax.get_legend()
    if legend is None:
        return []
    texts = " | ".join(text.get_text() for text in legend.get_texts())
    keys = " | ".join(
        f"{key.get_linestyle()} {key.get_marker()} {to_hex(key.get_color())}" for key in legend.get_lines()
    )
    return [f"  legend {texts}: {keys}, size {legend.get_texts()[0].get_fontsize():g}, frame {legend.get_frame_on()}"]
