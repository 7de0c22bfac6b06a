"""Morph one picture into another through the code, beside two plain fades, and move it along a direction."""

import math

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.layers import as_layer, dense_layers
from autoenc_lessons.explorers.live import Rounded, show_live
from autoenc_lessons.explorers.network import read_network
from autoenc_lessons.figures.given import result_of
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.shades import as_given_shades, as_image_shape
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["morph"]

_STEPS = 5
_REACH = 2
_INCHES = (8, 5)
# Shades are drawn in 256 steps.
_DIGITS = 4


def morph(encode, decoder, pictures, direction, *, name, image_shape=(25, 25), title=None, caption=None):
    """Show the way from one picture to another through the code, beside fades of their copies and of the pictures.

    A static picture comes first; it shows the way from the first picture to the second, and the first one's code moved
    along the direction. In the live figure under it, any two can be chosen. It needs no kernel.

    Parameters
    ----------
    encode : callable
        Takes pictures, shape (n_pictures, n_pixels), and returns codes, shape (n_pictures, latent_dim).
    decoder : keras.Model
        Takes codes and returns pictures; of dense layers.
    pictures : array-like, shape (n_pictures, n_pixels)
        Two or more, with shades from 0 (black) to 1.
    direction : array-like, shape (latent_dim,)
        A step in the code.
    name : str
        What a step along the direction adds.
    image_shape : pair of int
        Lines and columns of pixels in a picture.
    title, caption : str, optional
        What one sees in the static picture, and what to look at in it.

    Raises
    ------
    TypeError, ValueError
        If there are fewer than two pictures, if sizes do not fit, if something is no finite number, or if the decoder
        is not made of dense layers.
    """
    pictures, direction = as_samples(pictures, name="pictures"), as_samples(direction, name="direction", rank=1)
    image_shape = as_image_shape(image_shape)
    if len(pictures) < 2 or math.prod(image_shape) != pictures.shape[1]:
        raise ValueError(
            f"pictures must hold two or more of {' x '.join(map(str, image_shape))} pixels; its shape is "
            f"{pictures.shape}."
        )
    pictures = as_given_shades(pictures)
    if not isinstance(name, str):
        raise TypeError(f"name must say what a step along the direction adds; got {in_short(name)}.")
    if not callable(encode):
        raise TypeError(f"encode must be a function of pictures, such as an encoder; got a {type(encode).__name__}.")
    failure = f"encode does not take pictures of shape {pictures.shape}"
    codes = as_samples(result_of(encode, pictures, of="encode", failure=failure), name="the codes")
    if codes.shape != (len(pictures), len(direction)):
        raise ValueError(
            f"encode must give each picture a code with as many numbers as direction has, {len(direction)}; the codes "
            f"have shape {codes.shape}."
        )
    decode = read_network(decoder, codes, model_name="decoder", data_name="the codes")
    copies = decode(codes)
    if copies.shape != pictures.shape:
        raise ValueError(f"The decoder must return pictures of {pictures.shape[1]} pixels, not of {copies.shape[1]}.")
    shares = np.linspace(0, 1, _STEPS)[:, None]
    words = _words()
    rows = {
        words["through"]: decode((1 - shares) * codes[0] + shares * codes[1]),
        words["copies"]: (1 - shares) * copies[0] + shares * copies[1],
        words["pictures"]: (1 - shares) * pictures[0] + shares * pictures[1],
        name: decode(codes[0] + np.linspace(-_REACH, _REACH, _STEPS)[:, None] * direction),
    }
    # Larger than many pictures in a row.
    ax = plt.subplots(figsize=_INCHES)[1]
    look = {"originals": words["copies"], "apart": [name], "smooth": True, "title": title}
    figures.show(figures.picture_rows(rows, image_shape, ax=ax, **look), caption)
    # Joined, linear layers would be larger than they are one by one.
    layers = [
        {"kernel": Rounded(layer.kernel, _DIGITS), "bias": Rounded(layer.bias, _DIGITS), "activation": layer.activation}
        for layer in (as_layer(*read) for read in dense_layers(decoder))
    ]
    data = {"codes": codes, "pictures": Rounded(pictures, _DIGITS), "direction": direction, "decoder": layers}
    data |= {"name": name, "reach": _REACH, "imageShape": list(image_shape), "words": words}
    show_live("morph", data, offer=_("morph the faces"))


def _words():
    return {
        "through": _("through the code"),
        "copies": _("fade of the copies"),
        "pictures": _("fade of the pictures"),
        "keys": _("Choose two faces, and go from one to the other in three ways."),
        "face": _("face {number}"),
        "from": _("From"),
        "to": _("To"),
        "way": _("Way"),
        "steps": _("{number} steps"),
        "differs": _(
            "{share} % of the way from {from} to {to}, {steps} steps of {name}: the picture through the code differs "
            "from the fade of the copies by a mean squared error of {copies}, and from the fade of the pictures by "
            "{pictures}."
        ),
    }
