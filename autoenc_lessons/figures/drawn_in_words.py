"""What a figure holds, in words: a regression test reads text, so a changed picture must change a text."""

import math
from collections import defaultdict

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.text import Annotation

from autoenc_lessons.figures.wording import listed_with_commas
from autoenc_lessons.language import _

__all__ = ["describe"]

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
    figure.draw_without_rendering()
    width, height = figure.get_size_inches()
    lines = [_("{width} x {height} inches", width=f"{width:g}", height=f"{height:g}")]
    if figure.get_suptitle():
        lines.append(_("titled {title}", title=repr(figure.get_suptitle().replace("\n", " "))))
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
    titles = (ax.get_title(side) for side in ("left", "center", "right"))
    title, aspect = repr(" ".join(filter(None, titles)).replace("\n", " ")), f"{ax.get_aspect()}"
    said = [_("axes at ({place}) {title}, aspect {aspect}", place=place, title=title, aspect=aspect)]
    # An axes in space is hidden for matplotlib's flat frame, and draws a frame of its own.
    if hasattr(ax, "azim"):
        turned, lifted = f"{ax.azim:.1f}", f"{ax.elev:.1f}"
        said.append(_("seen from {azimuth} and {elevation} degrees", azimuth=turned, elevation=lifted))
    elif not ax.axison:
        said.append(_("hidden"))
    drawn = [ax.xaxis, ax.yaxis, *([ax.zaxis] if hasattr(ax, "zaxis") else [])]
    return [listed_with_commas(said), *map(_axis, drawn)]


def _axis(axis):
    low, high = sorted(axis.get_view_interval())
    labelled = zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=False)
    ticks = " ".join(label.get_text() for position, label in labelled if low <= position <= high)
    name = _("{axis} downwards", axis=axis.axis_name) if axis.get_inverted() else axis.axis_name
    line = _(
        "{axis}: {label}, {scale} from {low} to {high}, ticks {ticks}",
        axis=name,
        label=repr(axis.label.get_text()) if axis.label.get_visible() else _("no label"),
        scale=axis.get_scale(),
        low=f"{low:.6g}",
        high=f"{high:.6g}",
        ticks=ticks,
    )
    return f"  {line}"


def _groups(ax, artists, look, points):
    """Describe artists of one kind: how many look the same, and where these lie on average."""
    alike = defaultdict(list)
    for artist in artists:
        alike[look(artist)].append(np.asarray(points(artist), dtype="float64"))
    lines = [
        _("{number} {look}, {where}", number=f"{len(members)}", look=look, where=_where(ax, members))
        for look, members in alike.items()
    ]
    return [f"  {line}" for line in lines]


def _where(ax, members):
    everything = np.concatenate(members)
    starts, ends = (np.array([member[position] for member in members]) for position in (0, -1))
    return _(
        "{number} points around {mean}, first {first}, last {last}",
        number=f"{len(everything)}",
        mean=_place(ax, everything),
        first=_place(ax, starts),
        last=_place(ax, ends),
    )


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
    # Drawings have round measures, and means of these lie on edges of rounding.
    text = f"{value + _NUDGE * span:.{digits}f}"
    # A mean that is 0 but for rounding errors must not show their sign.
    return text if float(text) else text.lstrip("-")


def _line_look(line):
    look = _(
        "line {style} {colour}, width {width}, alpha {alpha}, level {level}",
        style=line.get_linestyle(),
        colour=to_hex(line.get_color()),
        width=f"{line.get_linewidth():.3g}",
        alpha=f"{line.get_alpha()}",
        level=f"{line.get_zorder():g}",
    )
    if line.get_marker() in (None, "None", ""):
        return look
    return _("{line} marker {marker}", line=look, marker=f"{line.get_marker()}")


def _line_ends(line):
    return np.column_stack(line.get_data())


def _collection_look(collection):
    face, edge = (
        _("none") if len(colours) == 0 else to_hex(colours[0])
        for colours in (collection.get_facecolor(), collection.get_edgecolor())
    )
    sizes = " ".join(f"{size:g}" for size in getattr(collection, "get_sizes", lambda: [])()[:1])
    look = _(
        "{kind} {face} edge {edge}, size {size}, {corners} corners, width {width}, alpha {alpha}, level {level}",
        kind=type(collection).__name__,
        face=face,
        edge=edge,
        size=sizes,
        corners=f"{len(collection.get_paths()[0].vertices)}",
        width=f"{collection.get_linewidth()[0]:.3g}",
        alpha=f"{collection.get_alpha()}",
        level=f"{collection.get_zorder():g}",
    )
    return listed_with_commas([look, *_colour_scale(collection)])


def _colour_scale(collection):
    """Say which values stand for the colours, if values do."""
    values = collection.get_array()
    if values is None:
        return []
    values = np.asarray(values, dtype="float64")
    scale = _(
        "{colours} from {low} to {high}, first {first}",
        colours=collection.get_cmap().name,
        low=f"{values.min():.4g}",
        high=f"{values.max():.4g}",
        first=f"{values.flat[0]:.4g}",
    )
    return [scale]


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
        line = _(
            "image of {height} x {width} pixels, {colours} from {low} to {high}, {interpolation}, {empty} empty; mean "
            "of its upper, lower, left and right half {means}",
            height=f"{shades.shape[0]}",
            width=f"{shades.shape[1]}",
            colours=image.get_cmap().name,
            low=f"{image.norm.vmin:g}",
            high=f"{image.norm.vmax:g}",
            interpolation=image.get_interpolation(),
            empty=f"{shades.mask.sum()}",
            # An image of one row has no lower half, and a half may hold nothing but gaps.
            means=", ".join(_("none") if half is np.ma.masked else f"{half:.3f}" for half in halves),
        )
        lines.append(f"  {line}")
    return lines


def _texts(ax):
    lines = []
    for text in ax.texts:
        line = _(
            "text {text} at ({place}), size {size}, {alignment}",
            text=repr(text.get_text()),
            place=", ".join(f"{value:.3g}" for value in text.get_position()),
            size=f"{text.get_fontsize():g}",
            alignment=f"{text.get_ha()} {text.get_va()}",
        )
        pointed_at = [f"{text.xy[0]:.3g} {text.xy[1]:.3g}"] if isinstance(text, Annotation) else []
        lines.append(f"  {listed_with_commas([line, *pointed_at])}")
    return lines


def _legend(ax):
    legend = ax.get_legend()
    if legend is None:
        return []
    line = _(
        "legend {texts}: {keys}, size {size}, frame {frame}",
        texts=" | ".join(text.get_text() for text in legend.get_texts()),
        keys=" | ".join(
            f"{key.get_linestyle()} {key.get_marker()} {to_hex(key.get_color())}" for key in legend.get_lines()
        ),
        size=f"{legend.get_texts()[0].get_fontsize():g}",
        frame=f"{legend.get_frame_on()}",
    )
    return [f"  {line}"]
