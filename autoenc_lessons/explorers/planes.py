"""The code plane: move a point in it, and see what it decodes to."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.linear_decoders import read_linear_plane
from autoenc_lessons.explorers.live import show_live
from autoenc_lessons.figures.decoding import decimals_of, middle_of
from autoenc_lessons.figures.showing import GROUP_COLOURS, GROUP_MARKERS
from autoenc_lessons.inputs import as_samples

_FALLBACK = "A live figure: run this cell, and you can move the point in the code plane yourself."
# The codes fill the square that can be explored but for a margin.
_SIDE_OVER_RANGE = 1.3
_STEP_OVER_SIDE = 0.2


def code_plane(encoder, decoder, x, labels):
    """Show the code plane, with a point to move in it, and the point in space that this decodes to.

    A static picture comes first; it shows three codes and what they decode to. The live figure under it is moved by
    pointer or by the arrow keys, and says in words what it shows. It works without a kernel, in exported HTML too.

    Parameters
    ----------
    encoder : keras.Model
        (n_samples, 3) to (n_samples, 2).
    decoder : keras.Model
        (n_samples, 2) to (n_samples, 3), linear.
    x : array-like, shape (n_samples, 3)
        The samples whose codes are drawn.
    labels : array-like of int, shape (n_samples,)
        The group of each.

    Raises
    ------
    TypeError, ValueError
        If a model is none or is not built, if the sizes do not fit, if a number is NaN or infinite, or if the decoder
        is not linear.
    """
    x = as_samples(x)
    if x.shape[1] != 3:
        raise ValueError(f"The explorer draws samples with 3 features; those in x have {x.shape[1]}.")
    labels = _as_labels(labels, len(x))
    plane = read_linear_plane(encoder, decoder, x)
    side = np.asarray(_SIDE_OVER_RANGE * np.ptp(plane.codes, axis=0).max())
    if side == 0:
        raise ValueError("All codes are the same, so there is no code plane to draw; look at the encoder's weights.")
    start = plane.codes.mean(axis=0)
    drawn = {"origin": plane.origin, "directions": plane.directions, "start": start, "side": side}
    figures.show(figures.decoded_codes(plane.codes, x, labels, step=_STEP_OVER_SIDE * side, **drawn))
    show_live("code_plane.js", drawn | _points(plane, x, labels), fallback=_FALLBACK)


def _points(plane, x, labels):
    groups = np.unique(labels)
    return {
        "codes": plane.codes,
        "x": x,
        "middle": middle_of(plane.codes),
        "groupOf": np.searchsorted(groups, labels).tolist(),
        "groups": [_group(int(group)) for group in groups],
        "decimals": {"code": decimals_of(plane.codes), "point": decimals_of(x)},
    }


def _group(label):
    colour, marker = GROUP_COLOURS[label % len(GROUP_COLOURS)], GROUP_MARKERS[label % len(GROUP_MARKERS)]
    return {"label": label, "colour": colour, "marker": marker}


def _as_labels(labels, n_samples):
    array = np.asarray(labels)
    if array.shape != (n_samples,) or array.dtype.kind not in "iu":
        raise ValueError(f"labels must hold one whole number for each of the {n_samples} samples in x.")
    return array
