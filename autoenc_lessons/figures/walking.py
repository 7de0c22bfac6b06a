"""Straight ways over a map of codes, and the pictures that a decoder draws at their stops."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.given import as_list, decoded
from autoenc_lessons.figures.grids import code_grid
from autoenc_lessons.figures.maps import labelled_map
from autoenc_lessons.figures.pictures import picture_rows
from autoenc_lessons.figures.points import with_columns
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import in_turn
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.shades import as_image_shape, as_shades
from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.language import _, counted

__all__ = ["middle_codes", "walks", "ways_between"]

_LETTERS = "ABCDEFGH"
_INCHES_OF_MAP, _INCHES_A_WAY = 5.0, 0.75


def middle_codes(codes, labels):
    """Return for each label the median of its codes.

    Parameters
    ----------
    codes : ndarray, shape (n_samples, 2)
    labels : ndarray of int, shape (n_samples,)

    Returns
    -------
    dict of int to ndarray of float64, shape (2,)
    """
    return {int(label): np.median(codes[labels == label], axis=0) for label in np.unique(labels)}


def ways_between(ways, known):
    """Return ways as pairs of whole numbers, or say in one sentence what is wrong with them.

    Parameters
    ----------
    ways : sequence of pair of int
        From one to eight.
    known : collection of int
        The labels that there are.

    Raises
    ------
    TypeError, ValueError
        If `ways` are no pairs of known labels, or none, or too many.
    """
    ways = as_list(ways, "ways", of="pairs of labels")
    pairs = [as_list(way, "each way", of="two labels") for way in ways]
    if not 1 <= len(pairs) <= len(_LETTERS) or any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"ways must hold from 1 to {len(_LETTERS)} pairs of two labels; got {in_short(ways)}.")
    pairs = [tuple(as_count(label, name="each label in ways", smallest=-(2**63)) for label in pair) for pair in pairs]
    unknown = [label for pair in pairs for label in pair if label not in known]
    if unknown:
        raise ValueError(
            f"ways has the label {unknown[0]}, which no sample has; there are: {', '.join(map(str, known))}."
        )
    return pairs


@in_course_style
def walks(codes, labels, ways, *, decode, image_shape, kind="digit", stops=8, title=None, axes=None):
    """Draw straight ways over a map, each from the middle of one group to that of another, and the pictures on them.

    Parameters
    ----------
    codes : array-like, shape (n_samples, 2)
    labels : array-like of int, shape (n_samples,)
    ways : sequence of pair of int
        For each way, the label at which it begins and the one at which it ends.
    decode : callable
        Takes codes, shape (n_codes, 2), and returns pictures, shape (n_codes, height * width), with shades from 0
        (black) to 1 (white).
    image_shape : pair of int
        Height and width of a picture, in pixels.
    kind : str
        What a label names, as in `labelled_map`.
    stops : int
        How many pictures to draw for each way, from 2 on; they lie equally far apart.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    axes : pair of matplotlib axes, optional

    Returns
    -------
    pair of matplotlib axes
        The map with the ways, and the pictures: a column for each way, whose first stop is at the bottom.

    Raises
    ------
    TypeError, ValueError
        If something is no finite number or of another size, if `ways` are no pairs of labels, or if `decode` does not
        turn codes into pictures.
    """
    codes, (height, width) = with_columns(codes, 2, "codes"), as_image_shape(image_shape)
    labels, stops = as_labels(labels, len(codes), of="points"), as_count(stops, name="stops", smallest=2)
    grid, middles = code_grid(codes), middle_codes(codes, labels)
    ways = ways_between(ways, middles)
    places = [np.linspace(middles[start], middles[end], stops) for start, end in ways]
    drawn = as_shades(decoded(decode, np.vstack(places), height * width), name="what decode returns")
    columns = drawn.reshape(len(ways), stops, height * width)
    if axes is None:
        wide = _INCHES_A_WAY * len(ways)
        size = (min(PAGE, _INCHES_OF_MAP + 1 + wide), _INCHES_OF_MAP)
        axes = plt.subplots(1, 2, figsize=size, width_ratios=(_INCHES_OF_MAP, wide), gridspec_kw={"wspace": 0.15})[1]
    labelled_map(codes, labels, kind=kind, limits=grid.limits, ax=axes[0])
    rows = {f"{stop + 1}": columns[:, stop] for stop in reversed(range(stops))}
    picture_rows(rows, (height, width), column_names=list(_LETTERS[: len(ways)]), ax=axes[1])
    axes[1].set_ylabel(_("stop"))
    axes[1].set_anchor("W")
    for letter, way in zip(_LETTERS, places, strict=False):
        _draw_way(axes[0], letter, way)
    told = [_in_words(way, ends, codes, labels, grid) for way, ends in zip(places, ways, strict=True)]
    axes[0].caption = in_turn([axes[0].caption, *told])
    del axes[1].caption
    entitle(axes, title)
    return axes


def _draw_way(ax, letter, way):
    # White under black is seen on every ground.
    for colour, width, size in [("white", 5, 9), ("black", 1.6, 5)]:
        ax.plot(*way.T, color=colour, linewidth=width, marker="o", markersize=size, zorder=5)
    before_last, last = way[-2:]
    look = {"boxstyle": "circle,pad=0.25", "facecolor": "black", "edgecolor": "white"}
    ax.text(*last, letter, color="white", fontweight="bold", ha="center", va="center", bbox=look, zorder=6)


def _in_words(way, ends, codes, labels, grid):
    distances = np.linalg.norm(way[:, None] - codes, axis=2)
    return counted(
        "From the middle of {start} to that of {end}, the codes nearest to the stops belong to {nearest}; {number} "
        "stop lies in a hole.",
        "From the middle of {start} to that of {end}, the codes nearest to the stops belong to {nearest}; {number} "
        "stops lie in holes.",
        int(grid.lie_in_holes(way).sum()),
        start=ends[0],
        end=ends[1],
        nearest=", ".join(str(labels[nearest]) for nearest in distances.argmin(axis=1)),
    )
