"""Where a copy is wrong: pictures, their copies, and the squared error of each pixel as a map."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from autoenc_lessons.figures.colours import GROUP_COLOURS
from autoenc_lessons.figures.given import as_named
from autoenc_lessons.figures.pictures import finer
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.inputs.shades import as_image_shape, as_shades
from autoenc_lessons.language import _

__all__ = ["error_maps"]

# From white, which is no error.
_COLOURS = LinearSegmentedColormap.from_list("errors", ["white", "#FDBB84", "#E34A33", "#7F0000"])
_MARK_COLOUR = GROUP_COLOURS[0]
_INCHES_FOR_NAMES, _INCHES_A_PICTURE, _HIGHEST = 2.0, 0.8, 7.0
# White between pictures and, more of it, above the copies of another method, in shares of a picture's side.
_GAP, _APART = 0.1, 0.28


@in_course_style
def error_maps(pictures, copies, image_shape, *, marks=None, smooth=False, title=None, ax=None):
    """Draw pictures in a row, and under them for each method its copies and the squared errors, dark red where large.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, n_pixels)
        With shades from 0 (black) to 1 (white).
    copies : dict of str to array-like, shape (n_pictures, n_pixels)
        For each named method, its copies. All errors have one scale, up to the largest.
    image_shape : pair of int
        Lines and columns of pixels in a picture.
    marks : array-like of bool, shape (n_pictures, n_pixels), optional
        Pixels to be framed on the maps of errors.
    smooth : bool
        Whether to draw the pictures and the copies without edges of pixels.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If pictures are no finite shades, if copies have no names, or if something differs in size.
    """
    pictures = as_shades(pictures)
    height, width = as_image_shape(image_shape, pictures.shape[1])
    tables = {
        name: np.clip(as_shades(table, name=f"copies[{name!r}]"), 0, 1)
        for name, table in as_named(copies, "copies", each="a table of pictures").items()
    }
    marks = np.zeros(pictures.shape, dtype=bool) if marks is None else np.asarray(marks, dtype=bool)
    for name, table in [*tables.items(), ("marks", marks)]:
        if table.shape != pictures.shape:
            raise ValueError(f"{name!r} has shape {table.shape}, but the pictures have shape {pictures.shape}.")
    errors = {name: (pictures - table) ** 2 for name, table in tables.items()}
    rows = [(_("picture"), pictures, False)]
    for name, table in tables.items():
        rows += [(name, table, False), (_("squared error"), errors[name], True)]
    gap, apart = (max(1, round(share * min(height, width))) for share in (_GAP, _APART))
    n_columns, step = len(pictures), width + gap
    tops = np.cumsum([0, *(height + (gap if is_error else apart) for _name, _table, is_error in rows[1:])])
    across, down = n_columns * step - gap, tops[-1] + height
    inches = min(_INCHES_A_PICTURE, (PAGE - _INCHES_FOR_NAMES) / n_columns, _HIGHEST * height / down) / width
    if ax is None:
        ax = plt.subplots(figsize=(_INCHES_FOR_NAMES + across * inches, 0.3 + down * inches))[1]
    largest = max(table.max() for table in errors.values()) or 1.0
    for top, (_name, table, is_error) in zip(tops, rows, strict=True):
        look = {"cmap": _COLOURS, "vmax": largest} if is_error else {"cmap": "gray", "vmax": 1}
        drawn, is_smooth = table.reshape(-1, height, width), smooth and not is_error
        drawn = np.clip(finer(drawn), 0, 1) if is_smooth else drawn
        look |= {"extent": (0, across, top + height, top), "interpolation": "antialiased" if is_smooth else "nearest"}
        image = ax.imshow(_in_a_row(drawn, gap * drawn.shape[1] // height), vmin=0, **look)
        image.is_smooth = bool(smooth)
        if is_error:
            for column, marked in enumerate(marks.reshape(-1, height, width)):
                _frame(ax, marked, column * step, top)
    ax.set(xlim=(0, across), ylim=(down, 0), xticks=[])
    ax.set_yticks(tops + height / 2, [name for name, _table, _is_error in rows])
    ax.tick_params(length=0)
    ax.set_aspect("equal")
    for side in ax.spines.values():
        side.set_visible(False)
    means = [_("{name} {value}", name=name, value=f"{table.mean():.2g}") for name, table in errors.items()]
    ax.caption = _(
        "{number} pictures, their copies and the squared error of each pixel, up to {largest}; mean squared error – "
        "{means}.",
        number=n_columns,
        largest=f"{largest:.2g}",
        means=listed(means),
    )
    entitle(ax, title)
    return ax


def _in_a_row(pictures, gap):
    """Return pictures beside each other, with nothing between them, as one image."""
    n_pictures, height, width = pictures.shape
    row = np.full((height, n_pictures * (width + gap) - gap), np.nan)
    for column, pixels in enumerate(pictures):
        row[:, column * (width + gap) :][:, :width] = pixels
    return row


def _frame(ax, marked, left, top):
    """Draw a frame around each marked pixel, and a light one around the map, whose edge is white."""
    height, width = marked.shape
    ax.add_patch(Rectangle((left, top), width, height, fill=False, edgecolor="#C8C8C8", linewidth=0.8))
    for line, column in np.argwhere(marked):
        look = {"fill": False, "edgecolor": _MARK_COLOUR, "linewidth": 1.4, "zorder": 3}
        ax.add_patch(Rectangle((left + column, top + line), 1, 1, **look))
