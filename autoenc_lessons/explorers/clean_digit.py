"""A pad to draw a digit on, noise that is laid over it, and what a denoising network makes of both."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.letters import ALPHABET, as_letters, shades_as_letters
from autoenc_lessons.explorers.live import Rounded, blanks, show_live
from autoenc_lessons.explorers.network import read_network
from autoenc_lessons.explorers.pad import as_examples, words_of_pad
from autoenc_lessons.explorers.stored_network import layers_in_letters
from autoenc_lessons.figures.given import as_list
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.inputs.values import as_amount
from autoenc_lessons.language import _

__all__ = ["clean_digit"]

_STRENGTHS = (0, 0.2, 0.4, 0.6, 0.8)
# Standard normal numbers are stored as one letter each; hardly any is wider than this.
_N_NOISES, _WIDEST = 4, 4


def clean_digit(network, pictures, *, image_shape, strengths=_STRENGTHS, strength=0.4):
    """Show a pad to draw a digit on, the drawing with noise, and what a network makes of the noisy drawing.

    A static picture comes first; it shows the pictures, noisy and cleaned. In the live figure under it, the reader
    draws by pointer, by finger or by the arrow keys, and sets the noise. It works without a kernel.

    Parameters
    ----------
    network : keras.Model
        (n_pictures, n_pixels) to the same; of dense layers.
    pictures : array-like, shape (n_pictures, n_pixels)
        Clean pictures, with shades from 0 (black) to 1 (white). The first six can be put onto the pad.
    image_shape : pair of int
        Height and width of a picture in pixels.
    strengths : sequence of float
        Standard deviations of the noise, in shades, to choose among, from weak to strong.
    strength : float
        The one to begin with.

    Raises
    ------
    TypeError, ValueError
        If the pictures are no finite shades or have another shape, if the strengths are no rising numbers from 0 on or
        `strength` is none of them, or if the network is none, is not made of dense layers or changes a picture's size.
    """
    pictures, image_shape = as_pictures(pictures, image_shape, name="pictures")
    examples = as_examples(None, pictures, image_shape)
    strengths = _as_strengths(strengths, strength)
    clean = read_network(network, examples, model_name="network", data_name="the pictures")
    if clean(examples).shape != examples.shape:
        raise ValueError(
            f"The network must return pictures of {examples.shape[1]} pixels, not of {clean(examples).shape[1]}."
        )
    levels = _levels_of_noise(pictures.shape[1])
    noisy = examples + strength * _as_noise(levels[:1])
    figures.show(_static_picture(examples, noisy, clean(noisy), image_shape, strength))
    data = {
        "imageShape": list(image_shape),
        "letters": ALPHABET,
        "network": layers_in_letters(clean.layers),
        "pictures": shades_as_letters(examples),
        "noises": as_letters(levels),
        "widest": _WIDEST,
        "strengths": Rounded(strengths),
        "start": strengths.index(float(strength)),
        "words": words_of_pad() | _words(),
    }
    show_live("clean_digit", data, offer=_("draw a digit, lay noise over it and see it cleaned"))


def _words():
    return {
        "noisy": _("With noise"),
        "cleaned": _("Cleaned"),
        "strength": _("Standard deviation of the noise"),
        "again": _("Other noise"),
        "errors": _(
            "Noise of standard deviation {strength}: the mean squared error is {before} before and {after} after.",
            **blanks("strength", "before", "after"),
        ),
        "better": _("The network brings it nearer to your drawing."),
        "worse": _("The network makes it worse."),
        "nothing": _("There was nothing to clean: all that differs, the network has changed by itself."),
    }


def _as_strengths(strengths, strength):
    strengths = [as_amount(one, name="each of strengths") for one in as_list(strengths, "strengths", of="numbers")]
    if not strengths or any(after <= before for before, after in zip(strengths, strengths[1:], strict=False)):
        raise ValueError(f"strengths must rise from each to the next; got {', '.join(map(str, strengths)) or 'none'}.")
    if as_amount(strength, name="strength") not in strengths:
        raise ValueError(f"strength must be one of {', '.join(map(str, strengths))}; got {strength}.")
    return strengths


def _levels_of_noise(n_pixels):
    """Return standard normal numbers as the levels that are stored, so that both pictures show the same noise."""
    noises = np.random.default_rng(0).normal(size=(_N_NOISES, n_pixels))
    return np.rint((np.clip(noises / _WIDEST, -1, 1) + 1) / 2 * (len(ALPHABET) - 1))


def _as_noise(levels):
    return _WIDEST * (2 * levels / (len(ALPHABET) - 1) - 1)


def _static_picture(examples, noisy, cleaned, image_shape, strength):
    rows = {_("picture"): examples, _("with noise"): noisy, _("cleaned"): cleaned}
    ax = figures.picture_rows(rows, image_shape)
    before, after = (f"{np.mean((made - examples) ** 2):.2g}" for made in (noisy, cleaned))
    ax.caption = _(
        "Pictures, the same with noise of standard deviation {strength}, and cleaned. Over all of them, the mean "
        "squared error is {before} before and {after} after.",
        strength=f"{strength:g}",
        before=before,
        after=after,
    )
    return ax
