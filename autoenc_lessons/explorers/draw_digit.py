"""A pad to draw a digit on: its copy, and where the copy's error stands among those of given pictures."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.letters import ALPHABET, shades_as_letters
from autoenc_lessons.explorers.live import blanks, show_live
from autoenc_lessons.explorers.network import read_network
from autoenc_lessons.explorers.pad import as_examples, words_of_pad
from autoenc_lessons.explorers.stored_network import layers_in_letters
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.language import _

__all__ = ["draw_digit"]

_NORMAL_SHARE = 0.95
# On the axis of logarithms, no error is smaller.
_SMALLEST_ERROR = 1e-6


def draw_digit(encoder, decoder, pictures, *, image_shape, examples=None, name=None, title=None, caption=None):
    """Show a pad to draw a digit on, the autoencoder's copy of it, and how the copy's error compares with others.

    A static picture comes first; it shows the examples and their copies. In the live figure under it, the reader draws
    by pointer, by finger or by the arrow keys. It works without a kernel, in exported HTML too.

    Parameters
    ----------
    encoder : keras.Model
        (n_pictures, n_pixels) to (n_pictures, latent_dim); of dense layers.
    decoder : keras.Model
        (n_pictures, latent_dim) to (n_pictures, n_pixels); of dense layers.
    pictures : array-like, shape (n_pictures, n_pixels)
        The pictures whose errors are the measure, with shades from 0 (black) to 1 (white).
    image_shape : pair of int
        Height and width of a picture in pixels.
    examples : array-like, shape (n_examples, n_pixels), optional
        What can be put onto the pad; the first is there at the start. By default the first six pictures.
    name : str, optional
        What the pictures are, such as "held-out digits", as it stands in a sentence.
    title, caption : str, optional
        What to write above and under the static picture.

    Raises
    ------
    TypeError, ValueError
        If the pictures or the examples are no finite shades or have another shape, if `name` is no text, or if a model
        is none, is not made of dense layers or does not take what it is given.
    """
    pictures, image_shape = as_pictures(pictures, image_shape, name="pictures")
    examples = as_examples(examples, pictures, image_shape)
    name = _("given pictures") if name is None else name
    if not isinstance(name, str):
        raise TypeError(f"name must say what the pictures are, such as 'held-out digits'; got {in_short(name)}.")
    encode, decode = _read(encoder, decoder, pictures)
    errors = _errors(pictures, decode(encode(pictures)))
    limit = float(np.quantile(errors, _NORMAL_SHARE))
    static = _static_picture(examples, decode(encode(examples)), image_shape, limit, name, len(pictures), title)
    figures.show(static, caption)
    data = {
        "imageShape": list(image_shape),
        "letters": ALPHABET,
        "network": layers_in_letters([*encode.layers, *decode.layers]),
        "pictures": shades_as_letters(examples),
        "errors": np.sort(errors),
        "limit": np.asarray(limit),
        "words": _words(name, len(pictures)),
    }
    show_live("draw_digit", data, offer=_("draw a digit and see its copy"))


def _words(name, n_pictures):
    share = f"{100 * _NORMAL_SHARE:.0f}"
    return words_of_pad() | {
        "copy": _("Its copy"),
        "strip": _("The errors of the {name}, and that of the drawing", name=name),
        "axis": _("error of the copy"),
        "error": _(
            "The copy has an error of {error}, larger than those of {number} of the {all} {name} ({share} %).",
            name=name,
            all=n_pictures,
            **blanks("error", "number", "share"),
        ),
        "normal": _("It stays below the dashed line, as {share} % of them do: judged as normal.", share=share),
        "anomaly": _(
            "It is beyond the dashed line, which {share} % of them stay below: judged as an anomaly.", share=share
        ),
    }


def _read(encoder, decoder, pictures):
    """Return both models as networks that take the pictures and give as many pixels."""
    encode = read_network(encoder, pictures, model_name="encoder", data_name="the pictures", gives_means=True)
    codes = encode(pictures)
    decode = read_network(decoder, codes, model_name="decoder", data_name="the codes")
    copies = decode(codes)
    if copies.shape != pictures.shape:
        raise ValueError(f"The decoder must return pictures of {pictures.shape[1]} pixels, not of {copies.shape[1]}.")
    return encode, decode


def _errors(pictures, copies):
    return np.maximum(np.mean((pictures - copies) ** 2, axis=1), _SMALLEST_ERROR)


def _static_picture(examples, copies, image_shape, limit, name, n_pictures, title):
    errors = [f"{error:.2g}" for error in _errors(examples, copies)]
    rows = {_("picture"): examples, _("copy"): copies}
    ax = figures.picture_rows(rows, image_shape, column_names=errors, title=title)
    ax.caption = _(
        "Examples and their copies; above each stands the error of its copy: {errors}. Of the {number} {name}, "
        "{share} % have an error below {limit}.",
        errors=", ".join(errors),
        number=n_pictures,
        name=name,
        share=f"{100 * _NORMAL_SHARE:.0f}",
        limit=f"{limit:.2g}",
    )
    return ax
