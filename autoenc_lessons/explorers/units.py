"""The units of a code, one by one: what each draws, what turns it on, and how often, by label."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.colours import DIVERGING
from autoenc_lessons.explorers.live import blanks, show_live
from autoenc_lessons.figures.given import result_of
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.language import _, counted

__all__ = ["units"]

_N_TOP = 8
_N_STATIC = 6
_MOST_UNITS = 32
# Shades are stored as whole numbers from 0 to this, for they are most of the figure. A multiple of 4: no shade that is
# a mean of four of MNIST's pixels then lies halfway between two.
_WHITE = 96


def units(encoder, decoder, x, labels, *, image_shape, n_units=None, title=None, caption=None):
    """Show the units of a code, the most used first: filters, the pictures that turn them on most, and their labels.

    A static picture comes first; it shows six units. In the live figure under it, a unit is chosen by pointer or by the
    arrow keys, bars count by label the pictures that turn it on, and its numbers stand there in words. It works without
    a kernel, in exported HTML too.

    Parameters
    ----------
    encoder : keras.Model
        (n_samples, n_features) to (n_samples, latent_dim). A unit is on where its code is above 0.
    decoder : keras.Model
        (n_samples, latent_dim) to (n_samples, n_features). A unit's filter is what its being 1 adds to the picture.
    x : array-like, shape (n_samples, n_features)
        Pictures with shades from 0 to 1.
    labels : array-like of int, shape (n_samples,)
        What each picture shows.
    image_shape : pair of int
        Height and width of a picture in pixels.
    n_units : int, optional
        How many units can be looked at: those that are on for the most pictures. By default 32, or all where there are
        fewer.
    title, caption : str, optional
        What one sees in the static picture, and what to look at; by default what the rows are.

    Raises
    ------
    TypeError, ValueError
        If the pictures are no finite numbers or have another shape, if there is not one label for each, if `n_units` is
        no whole number from 1 to the number of units, or if a model does not take what it is given.
    """
    x, image_shape = as_pictures(x, image_shape, name="x")
    labels = as_labels(labels, len(x))
    n_units = None if n_units is None else as_count(n_units, name="n_units")
    codes = _outputs(encoder, x, "encoder")
    if n_units is None:
        n_units = min(_MOST_UNITS, codes.shape[1])
    if n_units > codes.shape[1]:
        raise ValueError(f"n_units is {n_units}, but the code has only {codes.shape[1]} units.")
    on = np.sum(codes > 0, axis=0)
    chosen = np.argsort(-on, kind="stable")[:n_units].tolist()
    filters = _filters(decoder, codes.shape[1], x.shape[1])
    tops = {unit: _most_on(codes[:, unit]) for unit in chosen}
    kinds = np.unique(labels)
    counts = {unit: [int(np.sum((codes[:, unit] > 0) & (labels == kind))) for kind in kinds] for unit in chosen}
    axes = _static_picture(chosen, filters, tops, (kinds, counts), x, image_shape, title)
    figures.show(axes, caption or _look_for())
    stored = sorted({int(number) for top in tops.values() for number in top})
    data = {
        "imageShape": list(image_shape),
        "nTop": _N_TOP,
        "pictures": _as_shades(x[stored]),
        "labels": labels[stored].tolist(),
        "kinds": kinds.tolist(),
        "colours": list(DIVERGING[::-1]),
        "units": [
            {
                "number": unit,
                "on": int(on[unit]),
                "byKind": counts[unit],
                "filter": _as_shades(filters[unit]),
                "top": [stored.index(number) for number in tops[unit]],
            }
            for unit in chosen
        ],
        "words": _words(len(x)),
    }
    show_live("units", data, offer=_("look at one unit after the other"))


def _look_for():
    return _(
        "Each row is a unit, the most used first: its filter (blue adds light, orange takes it away), and the pictures "
        "that turn it on most."
    )


def _words(n_pictures):
    return {
        "filter": _("The unit's filter"),
        "top": _("The pictures that turn the unit on most"),
        "counts": _("How many of the pictures that turn it on have each label"),
        "keys": _(
            "Go through the units, the most used first. A filter is blue above 0 and orange below. Bars count, by "
            "label, the pictures that turn the unit on. Above each picture stands its label."
        ),
        "filterOf": _("filter of unit {unit}"),
        "unit": _("Unit"),
        "one": _("unit {unit}"),
        "on": counted(
            "Unit {unit} is on for {on} of {number} picture.",
            "Unit {unit} is on for {on} of {number} pictures.",
            n_pictures,
            **blanks("unit", "on"),
        ),
        "dead": _("No picture turns it on: it is dead."),
        "most": _("Of the {number} that turn it on most, {most} have the label {label}: {labels}."),
    }


def _outputs(model, inputs, name):
    failure = f"The {name} does not take samples of {inputs.shape[1]} numbers"
    outputs = result_of(model, inputs, of=f"The {name}", failure=failure).astype("float64")
    if outputs.ndim != 2 or not np.isfinite(outputs).all():
        raise ValueError(f"The {name} must give a finite row of numbers for each sample.")
    return outputs


def _filters(decoder, n_units, n_pixels):
    """Return what each unit adds to the decoder's picture of nothing, from 0 (its darkest) over 0.5 (none) to 1."""
    alone = _outputs(decoder, np.vstack([np.zeros(n_units), np.eye(n_units)]), "decoder")
    if alone.shape[1] != n_pixels:
        raise ValueError(f"The decoder gives {alone.shape[1]} pixels, but a picture in x has {n_pixels}.")
    added = alone[1:] - alone[0]
    largest = np.abs(added).max(axis=1, keepdims=True)
    return 0.5 + added / (2 * np.where(largest > 0, largest, 1))


def _most_on(values):
    """Return the numbers of the pictures with the largest values, as far as these are above 0."""
    top = np.argsort(-values, kind="stable")[:_N_TOP]
    return top[values[top] > 0].tolist()


@in_course_style
def _static_picture(chosen, filters, tops, counted_kinds, x, image_shape, title):
    chosen = chosen[:_N_STATIC]
    kinds, counts = counted_kinds
    on = [sum(counts[unit]) for unit in chosen]
    # Where fewer pictures turn a unit on, their places stay as white as the page.
    white = np.ones(x.shape[1])
    shown = {unit: [*x[tops[unit]], *[white] * (_N_TOP - len(tops[unit]))] for unit in chosen}
    look = {"figsize": (PAGE, 0.6 + 0.72 * len(chosen)), "gridspec_kw": {"width_ratios": (1, _N_TOP)}}
    _figure, (left, right) = plt.subplots(1, 2, **look)
    rows = {_("unit {unit}", unit=unit): [2 * filters[unit] - 1] for unit in chosen}
    figures.picture_rows(rows, image_shape, column_names=[_("filter")], signed=True, ax=left)
    names = [str(place) for place in range(1, _N_TOP + 1)]
    figures.picture_rows(dict(zip(rows, shown.values(), strict=True)), image_shape, column_names=names, ax=right)
    right.set_yticks(right.get_yticks(), [_in_short(kinds, counts[unit]) for unit in chosen])
    entitle((left, right), title)
    left.caption = counted(
        "The filter of the most used unit, how many pictures of {pictures} turn it on (and the label that is most "
        "frequent among them), and the {top} that do so most. It is on for {counts} pictures.",
        "Filters of the {number} most used units, how many pictures of {pictures} turn each on (and the label that is "
        "most frequent among them), and the {top} that do so most. They are on for {counts} pictures.",
        len(chosen),
        top=_N_TOP,
        pictures=len(x),
        counts=", ".join(map(str, on)),
    )
    return left, right


def _in_short(kinds, counts):
    if not sum(counts):
        return _("dead")
    most = int(np.argmax(counts))
    return _("on for {on}\n{most} show {label}", on=sum(counts), most=counts[most], label=kinds[most])


def _as_shades(pictures):
    return np.round(_WHITE * np.clip(pictures, 0, 1)).astype(int).tolist()
