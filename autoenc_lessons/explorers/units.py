"""The units of a code, one by one: what each draws, how often it is on, and the pictures that turn it on most."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.live import blanks, show_live
from autoenc_lessons.figures.given import result_of
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


def units(encoder, decoder, x, labels, *, image_shape, n_units=None):
    """Show the units of a code: the filter of each, how often it is on, and the pictures that turn it on most.

    A static picture comes first; it shows the first six units. In the live figure under it, a unit is chosen by pointer
    or by the arrow keys, and its numbers stand there in words. It works without a kernel, in exported HTML too.

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
        How many units can be looked at, from the first on. By default 32, or all where there are fewer.

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
    filters = _filters(decoder, codes.shape[1], x.shape[1])[:n_units]
    tops = [_most_on(codes[:, unit]) for unit in range(n_units)]
    on = np.sum(codes[:, :n_units] > 0, axis=0)
    figures.show(_static_picture(filters, tops, on, x, image_shape))
    stored = sorted({int(number) for top in tops for number in top})
    data = {
        "imageShape": list(image_shape),
        "nTop": _N_TOP,
        "pictures": _as_shades(x[stored]),
        "labels": labels[stored].tolist(),
        "units": [
            {
                "number": unit,
                "on": int(on[unit]),
                "filter": _as_shades(filters[unit]),
                "top": [stored.index(number) for number in tops[unit]],
            }
            for unit in range(n_units)
        ],
        "words": _words(len(x)),
    }
    show_live("units", data, offer=_("look at one unit after the other"))


def _words(n_pictures):
    return {
        "filter": _("The unit's filter"),
        "top": _("The pictures that turn the unit on most"),
        "keys": _("Go through the units. In a filter, grey is 0; above each picture stands its label."),
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


def _static_picture(filters, tops, on, x, image_shape):
    shown = range(min(_N_STATIC, len(filters)))
    grey = np.full(x.shape[1], 0.5)
    rows = {
        _("unit {unit}: on for {number}", unit=unit, number=on[unit]): [
            filters[unit],
            *x[tops[unit]],
            *[grey] * (_N_TOP - len(tops[unit])),
        ]
        for unit in shown
    }
    names = [_("filter"), *map(str, range(1, _N_TOP + 1))]
    ax = figures.picture_rows(rows, image_shape, column_names=names)
    counts = ", ".join(str(on[unit]) for unit in shown)
    ax.caption = counted(
        "The filter of the first unit (grey is 0), and the {top} of {pictures} pictures that turn it on most. "
        "It is on for {counts} pictures.",
        "Filters of the first {number} units (grey is 0), and the {top} of {pictures} pictures that turn each on most. "
        "They are on for {counts} pictures.",
        len(shown),
        top=_N_TOP,
        pictures=len(x),
        counts=counts,
    )
    return ax


def _as_shades(pictures):
    return np.round(_WHITE * np.clip(pictures, 0, 1)).astype(int).tolist()
