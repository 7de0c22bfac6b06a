"""A figure as the page shows it: as wide as the page at most, in one size of letters, on a white card."""

import io
import warnings
from contextlib import suppress

import numpy as np
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

from autoenc_lessons.figures.line_labels import spread_labels
from autoenc_lessons.figures.styling import PAGE

__all__ = ["PAGE_PIXELS", "as_png", "fit_page"]

# What JupyterLab, GitHub and an exported page all have room for.
PAGE_PIXELS = 740
_STORED_PIXELS_PER_INCH = 144
# What is smooth needs no more, and many such pictures would make a notebook large.
_SMOOTH_PIXELS_PER_INCH = 96
# Of 256: shades this near to each other are one in a smooth picture, if it is grey and if it has colours.
_NEAR_GREYS, _NEAR_COLOURS = 4, 10
# Of the card around a picture, in inches.
_PADDING, _ROUNDING = 0.12, 0.1


def fit_page(figure):
    """Make a figure no wider than the page, with letters as large as in all others, and all titles to the left."""
    width, height = figure.get_size_inches()
    if width > PAGE:
        figure.set_size_inches(PAGE, height * PAGE / width)
    for ax in figure.axes:
        spread_labels(ax)
        centred = ax.get_title()
        if centred and not ax.get_title("left"):
            ax.set_title("", loc="center")
            ax.set_title(centred, loc="left", fontweight=ax.title.get_fontweight())


def as_png(figure):
    """Return a drawn figure as a PNG, and how wide it is to be shown, in pixels of a page.

    The picture is arranged here and not before: how much room letters need depends on the machine's fonts, so
    nothing that a regression test compares may depend on it.
    """
    _hold(figure)
    width, height = figure.get_size_inches()
    inside = (_PADDING / width, _PADDING / height, 1 - 2 * _PADDING / width, 1 - 2 * _PADDING / height)
    # Where there is no room for all, or a reader's own colour bar cannot be moved, axes stay where they were.
    with warnings.catch_warnings(), suppress(ZeroDivisionError):
        warnings.simplefilter("ignore", UserWarning)
        ConstrainedLayoutEngine(rect=inside, w_pad=0.02, h_pad=0.02).execute(figure)
    card = _card(figure)
    figure.add_artist(_white(card, figure))
    stored = io.BytesIO()
    images = [image for ax in figure.axes for image in ax.images]
    is_smooth = any(getattr(image, "is_smooth", False) for image in images)
    dpi = _SMOOTH_PIXELS_PER_INCH if is_smooth else _STORED_PIXELS_PER_INCH
    figure.savefig(stored, format="png", dpi=dpi, bbox_inches=card, facecolor="none")
    stored = (_in_fewer_shades if is_smooth else _in_its_colours if images else _in_few_colours)(stored)
    return stored.getvalue(), min(PAGE_PIXELS, round(card.width * PAGE_PIXELS / PAGE))


def _in_few_colours(png):
    """Return a PNG of lines and marks in 256 colours: a quarter of the bytes, and the eye sees no difference.

    Many shades of one colour, as of a picture, would become steps.
    """
    drawn = Image.open(png).convert("RGBA")
    few = drawn.quantize(255, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = np.reshape(few.getpalette("RGBA"), (-1, 4))
    # A colour stands for several that are nearly the same. What is nearly clear is meant to be clear, and what hides
    # nearly all to hide all.
    palette[palette[:, 3] <= 5] = 0
    palette[palette[:, 3] >= 250, 3] = 255
    # Nearly white paper would show on white, so that white has a colour of its own.
    is_white = (np.asarray(drawn) >= 250).all(axis=2)
    return _numbered(np.where(is_white, len(palette), np.asarray(few)), [*palette.ravel().tolist(), 255, 255, 255, 255])


def _in_its_colours(png):
    """Return a PNG in numbered colours if they are few, as of grey pictures: as it was, in fewer bytes."""
    pixels = np.array(Image.open(png).convert("RGBA"))
    # Only the card's edge is half clear: there, a few shades will do.
    pixels[pixels[:, :, 3] < 255] &= 0xE0
    colours, numbers = np.unique(pixels.view("uint32"), return_inverse=True)
    if len(colours) > 256:
        return png
    return _numbered(numbers.reshape(pixels.shape[:2]), colours.view("uint8").tolist())


def _numbered(numbers, palette):
    drawn = Image.fromarray(numbers.astype("uint8"))
    drawn.putpalette(palette, "RGBA")
    smaller = io.BytesIO()
    drawn.save(smaller, format="png", optimize=True, dpi=(_STORED_PIXELS_PER_INCH,) * 2)
    return smaller


def _in_fewer_shades(png):
    """Return a PNG whose shades are rounded so finely that the eye sees no step: half of the bytes."""
    drawn = np.asarray(Image.open(png).convert("RGBA")).astype(int)
    step = _NEAR_COLOURS if np.ptp(drawn[..., :3], axis=2).any() else _NEAR_GREYS
    shades = np.minimum(255, (drawn[..., :3] + step // 2) // step * step)
    # White paper stays white, and the clear corners of the card clear.
    shades[(drawn[..., :3] >= 250).all(axis=2)] = 255
    opaque = np.where(drawn[..., 3:] >= 250, 255, np.where(drawn[..., 3:] <= 5, 0, drawn[..., 3:] // 32 * 32))
    rounded = np.dstack([shades, opaque]).astype("uint8")
    # A colour as one number is compared at once; the first of its four bytes counts most.
    colours, places = np.unique(rounded.view(">u4"), return_inverse=True)
    rounded = Image.fromarray(rounded, "RGBA")
    if len(colours) <= 256:
        rounded = Image.fromarray(places.reshape(shades.shape[:2]).astype("uint8"))
        rounded.putpalette(colours.tobytes(), "RGBA")
    smaller = io.BytesIO()
    rounded.save(smaller, format="png", optimize=True, dpi=(_SMOOTH_PIXELS_PER_INCH,) * 2)
    return smaller


def _hold(figure):
    """Keep ticks and limits as they are when axes change their size: they have been described."""
    for ax in figure.axes:
        # The aspect of a colour bar is another thing.
        if ax.get_aspect() == 1 and ax.get_adjustable() == "datalim":
            ax.set_adjustable("box")
        for axis in (ax.xaxis, ax.yaxis, *([ax.zaxis] if hasattr(ax, "zaxis") else [])):
            axis.set_major_locator(FixedLocator(axis.get_majorticklocs()))


def _card(figure):
    """Return, in inches, the width of the figure and as much of its height as something is drawn on."""
    drawn = figure.get_tightbbox()
    width = figure.get_size_inches()[0]
    left, right = min(0, drawn.x0 - _PADDING), max(width, drawn.x1 + _PADDING)
    return Bbox([[left, drawn.y0 - _PADDING], [right, drawn.y1 + _PADDING]])


def _white(card, figure):
    """Return a white sheet with round corners: on white paper nothing, in a dark theme no slab."""
    inches = Affine2D().scale(*(1 / figure.get_size_inches())) + figure.transFigure
    return FancyBboxPatch(
        card.p0,
        card.width,
        card.height,
        boxstyle=f"round,pad=0,rounding_size={_ROUNDING}",
        facecolor="white",
        edgecolor="none",
        transform=inches,
        zorder=-1,
    )
