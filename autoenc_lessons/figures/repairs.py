"""Rows of repaired pictures, each with the error that it has over all pictures."""

import numpy as np

from autoenc_lessons.figures.given import as_named
from autoenc_lessons.figures.pictures import picture_rows
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _

__all__ = ["repair_rows"]


def repair_rows(clean, made, image_shape, *, n_shown=6, apart=(), smooth=False, title=None, ax=None):
    """Draw the first pictures of a test set, and below them what was made of them, with the error over the whole set.

    Parameters
    ----------
    clean : array-like, shape (n_pictures, n_pixels)
        Shades from 0 (black) to 1 (white).
    made : dict of str to array-like, shape (n_pictures, n_pixels)
        For each named row, such as a method, its pictures; at its end stands their mean squared error against `clean`.
    image_shape : pair of int
        Lines and columns of pixels in a picture.
    n_shown : int
        How many pictures to draw, from the first on.
    apart, smooth, title, ax
        As in `picture_rows`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If a row is no finite table of the shape of `clean`, or as `picture_rows`.

    Examples
    --------
    >>> clean = np.array([[0.0, 1.0], [1.0, 0.5]])
    >>> ax = repair_rows(clean, {"half": clean / 2}, (1, 2))
    >>> [text.get_text() for text in ax.texts]
    ['0.1406']
    """
    clean, image_shape = as_pictures(clean, image_shape, name="clean")
    n_shown = min(as_count(n_shown, name="n_shown"), len(clean))
    rows, notes = {_("clean"): clean[:n_shown]}, {}
    for name, pictures in as_named(made, "made", each="the pictures of a row").items():
        pictures = as_samples(pictures, name=f"made[{name!r}]")
        if pictures.shape != clean.shape:
            raise ValueError(f"made[{name!r}] has shape {pictures.shape}, but clean has {clean.shape}.")
        notes[name] = f"{np.mean((pictures - clean) ** 2):.4f}"
        rows[name] = pictures[:n_shown]
    return picture_rows(rows, image_shape, row_notes=notes, apart=apart, smooth=smooth, title=title, ax=ax)
