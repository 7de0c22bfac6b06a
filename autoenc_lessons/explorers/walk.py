"""A walk over a map of codes: move its two ends, and see the pictures on the straight way between them."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.given import groups_of, in_words
from autoenc_lessons.explorers.live import show_live
from autoenc_lessons.explorers.network import read_networks
from autoenc_lessons.figures.decoding import decimals_of, middle_of
from autoenc_lessons.figures.walking import middle_codes, ways_between
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.language import _

__all__ = ["walk"]

_STOPS = 8
# The codes fill the map but for a margin.
_SIDE_OVER_RANGE = 1.06
_CELLS = 12


def walk(encoder, decoder, x, labels, ways, *, image_shape, kind="digit", title=None, caption=None):
    """Show a map of codes, and the pictures that a decoder draws on a straight way over it.

    A static picture comes first; it shows the ways that are given. In the live figure under it, which begins with the
    first of them, both ends can be moved by pointer or by the arrow keys. It needs no kernel.

    Parameters
    ----------
    encoder : keras.Model
        (n_samples, n_features) to (n_samples, 2); of dense layers.
    decoder : keras.Model
        (n_samples, 2) to (n_samples, n_features); of dense layers.
    x : array-like, shape (n_samples, n_features)
        Pictures, with shades from 0 to 1, whose codes are drawn.
    labels : array-like of int, shape (n_samples,)
        The group of each.
    ways : sequence of pair of int
        For each way of the static picture, the label at which it begins and the one at which it ends.
    image_shape : pair of int
        Height and width of a picture, in pixels.
    kind : str
        What a label names.
    title, caption : str, optional
        What one sees in the static picture, and what to look at.

    Raises
    ------
    TypeError, ValueError
        If a model is none, is not built or is not made of dense layers, if the sizes do not fit, if `ways` are no pairs
        of labels, or if a number is NaN or infinite.
    """
    x, image_shape = as_pictures(x, image_shape, name="x")
    groups = groups_of(labels, len(x), kind)
    encode, decode = read_networks(encoder, decoder, x)
    codes = encode(x)
    sides = _SIDE_OVER_RANGE * np.ptp(codes, axis=0)
    if not np.all(sides > 0):
        raise ValueError("All codes have the same number in one code unit, so there is no map to walk over.")
    middles = middle_codes(codes, np.array([groups["groups"][group]["label"] for group in groups["groupOf"]]))
    ways = ways_between(ways, middles)
    drawn = figures.walks(
        codes, labels, ways, decode=decode, image_shape=image_shape, kind=kind, stops=_STOPS, title=title
    )
    figures.show(drawn, caption)
    grid = figures.code_grid(codes, cells=_CELLS)
    data = {"codes": codes, "sides": sides, "middle": middle_of(codes), "middles": np.array(list(middles.values()))}
    data |= {"ends": np.array([middles[label] for label in ways[0]]), "stops": _STOPS, "decimals": decimals_of(codes)}
    data |= {"limits": grid.limits, "cells": _CELLS, "isHole": grid.is_hole.astype(int).tolist()}
    data |= groups | {"imageShape": list(image_shape), "decoder": decode.as_data(), "words": _words(kind)}
    show_live("walk", data, offer=_("walk over the map"))


def _words(kind):
    return {
        "slider": _("two-dimensional slider"),
        "map": _("Map of codes"),
        "keys": _("Drag one of the two rings, or choose one and use the arrow keys; Shift makes larger steps."),
        "move": _("Move"),
        "from": _("the start"),
        "to": _("the end"),
        "goTo": _("Go to the middle of a {kind}", kind=in_words(kind)),
        "stop": _("The picture at stop {number}"),
        "hole": _("hole"),
        "told": _(
            "From {start} to {end} in {number} stops: the codes nearest to them belong to {nearest}. In holes, where "
            "no code lies: {holes}."
        ),
    }
