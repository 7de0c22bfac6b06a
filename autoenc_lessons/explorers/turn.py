"""The data in space, their copies and the surface that these lie in, to be turned by hand."""

from autoenc_lessons import figures
from autoenc_lessons.explorers.given import as_points, groups_of
from autoenc_lessons.explorers.live import show_live
from autoenc_lessons.explorers.network import read_networks
from autoenc_lessons.figures.decoding import decimals_of
from autoenc_lessons.language import _

__all__ = ["turn"]


def turn(encoder, decoder, x, labels, *, title=None):
    """Show samples with 3 features, their copies and the decoder's surface, to be turned by pointer or arrow keys.

    A static picture comes first; it shows a few sides. The live figure under it says in words from where it is seen
    and how far copies and samples seem apart. It works without a kernel, in exported HTML too.

    Parameters
    ----------
    encoder : keras.Model
        (n_samples, 3) to (n_samples, 2); of dense layers.
    decoder : keras.Model
        (n_samples, 2) to (n_samples, 3); of dense layers.
    x : array-like, shape (n_samples, 3)
    labels : array-like of int, shape (n_samples,)
        The group of each sample.
    title : str, optional
        What one sees, in a sentence, to stand above the static picture.

    Raises
    ------
    TypeError, ValueError
        If a model is none, is not built or is not made of dense layers, if the sizes do not fit, or if a number is
        NaN or infinite.
    """
    x = as_points(x)
    groups = groups_of(labels, len(x))
    encode, decode = read_networks(encoder, decoder, x)
    codes = encode(x)
    if decode.is_linear:
        plane = {"origin": decode.layers[0].bias, "directions": decode.layers[0].kernel}
        figures.show(figures.reconstruction_plane(x, labels, decode(codes), title=title, **plane))
    else:
        figures.show(figures.reconstruction_surface(x, labels, codes, decode=decode, title=title))
    # One digit more than elsewhere, for copies lie close to their samples.
    data = {"x": x, "codes": codes, "decoder": decode.as_data(), "decimals": decimals_of(x) + 1}
    show_live("turn", data | groups | {"words": _words()}, offer=_("turn the data"))


def _words():
    return {
        "view": _("view to turn"),
        "space": _("Space of the three features"),
        "keys": _("Drag the picture, or use the arrow keys; Shift makes larger turns."),
        "copy": _("copy, joined to its point"),
        "from": _("Seen from azimuth {azimuth}° and elevation {elevation}°."),
        "fromPlane": _(
            "Seen from azimuth {azimuth}° and elevation {elevation}°, at {angle}° to the plane (0° looks along it, "
            "90° straight onto it)."
        ),
        "apart": _("A point and its copy are {seen} apart in this view, on average; in space {apart}."),
        "along": _("Look along the plane"),
        "onto": _("Look straight onto the plane"),
        "points": _("Points"),
        "copies": _("Copies"),
        "plane": _("Plane"),
        "surface": _("Surface"),
    }
