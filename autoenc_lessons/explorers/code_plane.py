"""The code plane: move a point in it, and see what it decodes to."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.given import as_points, groups_of, in_words, view_along
from autoenc_lessons.explorers.live import blanks, show_live
from autoenc_lessons.explorers.network import read_networks
from autoenc_lessons.figures.decoding import decimals_of, middle_of
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.language import _

__all__ = ["code_plane"]

# The codes fill the square that can be explored but for a margin.
_SIDE_OVER_RANGE = 1.3
_STEP_OVER_SIDE = 0.2


def code_plane(encoder, decoder, x, labels, *, image_shape=None, kind="group", look_along=None, title=None):
    """Show the code plane, with a point to move in it, and what this decodes to: a point in space, or a picture.

    A static picture comes first; it shows three codes and what they decode to. The live figure under it is moved by
    pointer or by the arrow keys, and says in words what it shows. It works without a kernel, in exported HTML too.

    Parameters
    ----------
    encoder : keras.Model
        (n_samples, n_features) to (n_samples, 2); of dense layers.
    decoder : keras.Model
        (n_samples, 2) to (n_samples, n_features); of dense layers.
    x : array-like, shape (n_samples, n_features)
        The samples whose codes are drawn; with 3 features, or pictures.
    labels : array-like of int, shape (n_samples,)
        The group of each.
    title : str, optional
        What one sees, in a sentence, to stand above the static picture.
    image_shape : pair of int, optional
        Height and width of a picture in pixels, where each sample is one, with shades from 0 to 1.
    kind : str
        What a label of a picture names, such as "digit".
    look_along : int, optional
        Feature 0 or 1, to look along it: for points on a sheet that is bent around it.

    Raises
    ------
    TypeError, ValueError
        If a model is none, is not built or is not made of dense layers, if the sizes do not fit, or if a number is
        NaN or infinite.
    """
    if image_shape is None:
        x = as_points(x)
    else:
        x, image_shape = as_pictures(x, image_shape, name="x")
    groups = groups_of(labels, len(x), kind)
    encode, decode = read_networks(encoder, decoder, x)
    codes = encode(x)
    side = _SIDE_OVER_RANGE * np.ptp(codes, axis=0).max()
    if side == 0:
        raise ValueError("All codes are the same, so there is no code plane to draw; look at the encoder's weights.")
    view = view_along(look_along)
    start, marks = codes.mean(axis=0), {"decode": decode, "step": _STEP_OVER_SIDE * side}
    data = {"codes": codes, "start": start, "side": np.asarray(side), "middle": middle_of(codes)}
    marks["title"] = title
    if image_shape is None:
        figures.show(figures.decoded_codes(codes, x, labels, start=start, side=side, look_along=look_along, **marks))
        data |= {"x": x, "view": view, "decimals": {"code": decimals_of(codes), "point": decimals_of(x)}}
    else:
        figures.show(figures.decoded_pictures(codes, labels, image_shape=image_shape, kind=kind, start=start, **marks))
        data |= {"imageShape": list(image_shape), "decimals": {"code": decimals_of(codes)}}
    data |= groups | {"decoder": decode.as_data(), "words": _words(kind, of_pictures=image_shape is not None)}
    show_live("code_plane", data, offer=_("move the point in the code plane"))


def _words(kind, *, of_pictures):
    words = {
        "slider": _("two-dimensional slider"),
        "plane": _("Code plane"),
        "keys": _("Drag the ring, or use the arrow keys; Shift makes larger steps."),
        "nearest": _nearest(kind),
    }
    if of_pictures:
        return words | {
            "decoded": _("The picture that the code decodes to"),
            "decodes": _("The code {code} decodes to a picture with a mean shade of {shade}."),
        }
    return words | {
        "decoded": _("Space of the three features, with the samples, the decoder's surface and the decoded point"),
        "decodes": _("The code {code} decodes to the point {point}."),
    }


def _nearest(kind):
    if kind == "group":
        return _("The nearest code of a sample, in group {label}, is {distance} away.")
    return _(
        "The nearest code of a sample, a {kind} {label}, is {distance} away.",
        kind=in_words(kind),
        **blanks("label", "distance"),
    )
