"""Rows of small pictures: originals, copies, decoded codes."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle
from scipy import ndimage

from autoenc_lessons.figures.colours import SIGNED_COLOURS
from autoenc_lessons.figures.given import as_list, as_named, is_among
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.shades import as_image_shape, as_shades
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["finer", "picture_rows"]

# Few pictures are drawn larger than many, and smooth ones larger still: they show no pixels.
_INCHES_A_PICTURE = (0.45, 0.8)
_INCHES_A_SMOOTH_PICTURE = (0.45, 1.1)
_INCHES_FOR_NAMES = 1.9
_HIGHEST = 5.6
# White between pictures, in shares of a picture's side.
_GAP = 0.12
_SMALLEST_GAP = 2
# How many times as many pixels a smooth picture has on each side.
_FINER = 6


@in_course_style
def picture_rows(
    rows,
    image_shape,
    *,
    originals=None,
    column_names=None,
    row_notes=None,
    apart=(),
    signed=False,
    smooth=False,
    title=None,
    ax=None,
):
    """Draw rows of small pictures as one mosaic, from shade 0 (black) to shade 1 (white), or by the sign of values.

    Parameters
    ----------
    rows : dict of str to array-like, shape (n_pictures, n_pixels)
        For each named row, its pictures, from left to right; all rows are equally long.
    image_shape : pair of int
        Lines and columns of pixels in a picture.
    originals : str, optional
        The row that the others are copies of. The caption then says how far each of them is from it.
    column_names : sequence of str, optional
        What to write above the columns.
    row_notes : dict of str to str, optional
        What to write at the end of some rows, such as their errors.
    apart : sequence of str
        Rows that begin a new group: more white parts each from the row above it.
    signed : bool
        Whether the rows hold weights or other values of either sign: 0 is drawn white, negative values orange and
        positive ones blue. Each row has a scale of its own, up to its largest absolute value.
    smooth : bool
        Whether to draw no edges of pixels, for faces and what is seen enlarged: cubic splines lead from pixel to pixel.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If a row is no finite table of shades (or, with `signed`, of numbers), if rows or pictures differ in size, if
        there is no row of a name that `originals`, `row_notes` or `apart` give, or not one name for each column.
    """
    height, width = as_image_shape(image_shape)
    rows = as_named(rows, "rows", each="a table of pictures")
    as_values = as_samples if signed else as_shades
    tables = {name: as_values(row, name=f"row {name!r}") for name, row in rows.items()}
    column_names = None if column_names is None else as_list(column_names, "column_names", of="names")
    row_notes = {} if row_notes is None else as_named(row_notes, "row_notes", each="what to write at its end")
    apart = as_list(apart, "apart", of="names of rows")
    _refuse_misfits(tables, height * width, originals, column_names)
    _refuse_strangers([*row_notes, *apart], tables)
    n_pictures = len(next(iter(tables.values())))
    drawn = {name: table.reshape(-1, height, width) for name, table in tables.items()}
    if signed:
        drawn = {name: table / (np.abs(table).max() or 1) for name, table in drawn.items()}
    if smooth:
        drawn = {name: finer(table) for name, table in drawn.items()}
    mosaic, corners, gap = _mosaic(drawn, apart)
    high, wide = next(iter(drawn.values())).shape[1:]
    if ax is None:
        share_of_notes = _INCHES_FOR_NAMES / 2 if row_notes else 0
        across, n_rows = PAGE - _INCHES_FOR_NAMES - share_of_notes, (len(mosaic) + gap) / (high + gap)
        limits = _INCHES_A_SMOOTH_PICTURE if smooth else _INCHES_A_PICTURE
        side = float(np.clip(min(across / n_pictures, _HIGHEST / n_rows), *limits))
        ax = plt.subplots(figsize=(PAGE - across + side * n_pictures, 0.4 + side * n_rows))[1]
    colours = {"cmap": SIGNED_COLOURS, "vmin": -1, "vmax": 1} if signed else {"cmap": "gray", "vmin": 0, "vmax": 1}
    image = ax.imshow(mosaic, interpolation="antialiased" if smooth else "nearest", **colours)
    image.is_smooth = bool(smooth)
    if signed:
        # What is near 0 would have no edge.
        for top, left in corners:
            frame = {"fill": False, "edgecolor": "#BBBBBB", "linewidth": 0.6, "clip_on": False}
            ax.add_patch(Rectangle((left - 0.5, top - 0.5), wide, high, **frame))
    middles = np.array([top for top, left in corners if left == 0]) + (high - 1) / 2
    ax.set_yticks(middles, list(tables))
    for middle, name in zip(middles, tables, strict=True):
        if name in row_notes:
            look = {"textcoords": "offset points", "va": "center", "annotation_clip": False}
            ax.annotate(str(row_notes[name]), (mosaic.shape[1] - 0.5, middle), (8, 0), **look)
    ax.set_xticks(
        [] if column_names is None else np.arange(n_pictures) * (wide + gap) + (wide - 1) / 2, column_names or []
    )
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.caption = _caption(tables, n_pictures, (height, width), originals, signed=signed)
    entitle(ax, title)
    return ax


def _refuse_misfits(tables, n_pixels, originals, column_names):
    first = next(iter(tables.values()))
    for name, table in tables.items():
        if table.shape[1] != n_pixels:
            raise ValueError(f"Row {name!r} has {table.shape[1]} pixels a picture, but image_shape needs {n_pixels}.")
        if len(table) != len(first):
            raise ValueError(f"Row {name!r} has {len(table)} pictures and the first row has {len(first)}; cut one.")
    if originals is not None and not is_among(originals, tables):
        raise ValueError(f"There is no row {in_short(originals)} of originals; the rows are: {', '.join(tables)}.")
    if column_names is not None and len(column_names) != len(first):
        raise ValueError(f"There are {len(column_names)} column_names for {len(first)} pictures; give one for each.")


def _refuse_strangers(names, tables):
    strangers = [name for name in names if not is_among(name, tables)]
    if strangers:
        raise ValueError(f"There is no row {in_short(strangers[0])}; the rows are: {', '.join(tables)}.")


def finer(pictures):
    """Return pictures, shape (n_pictures, height, width), with more pixels, between which cubic splines lead."""
    return np.array([ndimage.zoom(one, _FINER, order=3, mode="nearest", grid_mode=True) for one in pictures])


def _mosaic(drawn, apart):
    """Return one large picture of all, the upper left corner of each as (line, column), and the width of the gaps."""
    n_pictures, height, width = next(iter(drawn.values())).shape
    gap = max(_SMALLEST_GAP, round(_GAP * min(height, width)))
    tops = [0]
    for name in list(drawn)[1:]:
        tops.append(tops[-1] + height + (gap + height // 3 if name in apart else gap))
    mosaic = np.full((tops[-1] + height, n_pictures * (width + gap) - gap), np.nan)
    corners = [(top, column * (width + gap)) for top in tops for column in range(n_pictures)]
    for (top, left), picture in zip(corners, np.concatenate(list(drawn.values())), strict=True):
        mosaic[top : top + height, left : left + width] = picture
    return mosaic, corners, gap


def _caption(tables, n_pictures, sides, originals, *, signed):
    height, width = map(str, sides)
    shape = counted(
        "{number} picture of {height} x {width} pixels",
        "{number} pictures of {height} x {width} pixels",
        n_pictures,
        height=height,
        width=width,
    )
    rows = counted("One row of {pictures}", "{number} rows of {pictures}", len(tables), pictures=shape)
    if signed:
        largest = listed(
            _("{name}: {value}", name=name or _("pictures"), value=f"{np.abs(table).max():.2g}")
            for name, table in tables.items()
        )
        return _(
            "{rows}, from orange (negative) over white (0) to blue (positive), each row up to its largest absolute "
            "value – {largest}.",
            rows=rows,
            largest=largest,
        )
    if originals is None:
        shades = listed(
            _("{name}: {value}", name=name or _("pictures"), value=f"{table.mean():.2f}")
            for name, table in tables.items()
        )
        return _("{rows}, from black (0) to white (1), with these mean shades – {shades}.", rows=rows, shades=shades)
    errors = [
        _("{name}: {value}", name=name, value=f"{np.mean((table - tables[originals]) ** 2):.2g}")
        for name, table in tables.items()
        if name != originals
    ]
    return _(
        "{rows}. Mean squared error against the row {original} – {errors}.",
        rows=rows,
        original=repr(originals),
        errors=listed(errors) if errors else "",
    )
