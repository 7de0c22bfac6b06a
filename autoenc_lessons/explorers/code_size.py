"""Change the size of the code, and see what the copies of each family of models lose."""

import math

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.colours import DIVERGING
from autoenc_lessons.explorers.given import look
from autoenc_lessons.explorers.letters import ALPHABET, as_letters, shades_as_letters
from autoenc_lessons.explorers.live import show_live
from autoenc_lessons.figures.given import as_named, one_for_each
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.shades import as_pictures, as_shades
from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.language import _

__all__ = ["code_size"]

# One level less than a shade has, so that the one in the middle is 0.
_ERROR_LEVELS = len(ALPHABET) - 1
_DIGITS = 3
_MOST_FAMILIES = 3
# The first two colours stand for errors.
_OTHER_COLOURS = 2


def code_size(pictures, copies, errors, *, image_shape, labels=None, n_shown=8):
    """Show pictures, their copies at a code size to choose, and where the copies are too dark or too bright.

    A static picture comes first; it shows the first picture at each code size. In the live figure under it, the size
    and the picture can be chosen, and a curve shows the error over the size. It needs no kernel.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, n_pixels)
        Held-out pictures with shades from 0 to 1.
    copies : dict of str to dict of int to array-like, shape (n_pictures, n_pixels)
        For each of up to three families of models, such as PCA, and for each code size, from small to large, the
        copies of `pictures`. All families have the same sizes.
    errors : dict of str to array-like, shape (n_sizes,), or to dict of int to array-like, shape (n_runs,)
        For each family, its mean squared error over all held-out pictures at each code size; of several runs, as
        `many_runs.errors` returns them, the first one's, which made the copies.
    image_shape : pair of int
        Height and width of a picture in pixels.
    labels : array-like of int, shape (n_pictures,), optional
        What each picture shows; the live figure tells it.
    n_shown : int
        How many pictures, from the first on, can be chosen.

    Raises
    ------
    TypeError, ValueError
        If something is no finite table of numbers, if copies differ in shape from `pictures`, if families or sizes do
        not agree, or if an error is not above 0.
    """
    pictures, image_shape = as_pictures(pictures, image_shape)
    labels = None if labels is None else as_labels(labels, len(pictures), of="pictures")
    n_shown = min(as_count(n_shown, name="n_shown"), len(pictures))
    families = _families(copies, pictures.shape)
    sizes = list(next(iter(families.values())))
    _refuse_other_sizes(families, sizes)
    errors = _errors(errors, families, sizes)
    shown = pictures[:n_shown]
    missed = {
        name: np.array([table[:n_shown] - shown for table in tables.values()]) for name, tables in families.items()
    }
    limit = _rounded_up(max(float(np.max(np.abs(differences))) for differences in missed.values()))
    figures.show(_static(shown[0], families, missed, errors, limit, image_shape))
    data = {
        "imageShape": list(image_shape),
        "letters": ALPHABET,
        "sizes": sizes,
        "limit": limit,
        "colours": list(DIVERGING),
        "pictures": shades_as_letters(shown),
        "labels": None if labels is None else labels[:n_shown].tolist(),
        "families": [
            look(number + _OTHER_COLOURS)
            | {
                "name": name,
                "pictures": {
                    "copies": [shades_as_letters(table[:n_shown]) for table in tables.values()],
                    "errors": [_signed(table, limit) for table in missed[name]],
                },
                "heldOut": [_short(error) for error in errors[name]],
                "own": [[_short(error) for error in row] for row in np.mean(missed[name] ** 2, axis=2)],
            }
            for number, (name, tables) in enumerate(families.items())
        ],
        "words": _words(),
    }
    show_live("code_size", data, offer=_("change the size of the code"))


def _words():
    return {
        "keys": _("Move the code size, and see where the copies are too dark (blue) or too bright (orange)."),
        "size": _("Code size"),
        "picture": _("Picture"),
        "original": _("original"),
        "place": _("picture {number}"),
        "shows": _("picture {number}, a {label}"),
        "copy": _("{name}: the copy, and below it how each shade differs from the original"),
        "darker": _("darker"),
        "brighter": _("brighter"),
        "heldOut": _("held out: {error}"),
        "curve": _("The held-out error over the code size, with the chosen size marked"),
        "units": _("code units"),
        "error": _("held-out mean squared error"),
        "told": _(
            "Code size {size}. Mean squared error over all held-out pictures: {all}. Of this one ({picture}): {own}."
        ),
    }


def _families(copies, shape):
    copies = as_named(copies, "copies", each="a dict of copies for each code size")
    if len(copies) > _MOST_FAMILIES:
        raise ValueError(f"copies names {len(copies)} families of models; give at most {_MOST_FAMILIES}.")
    return {name: _tables(by_size, f"copies[{name!r}]", shape) for name, by_size in copies.items()}


def _tables(by_size, name, shape):
    """Return the copies for each size as arrays."""
    as_named(by_size, name, each="the copies at a code size")
    tables = {}
    for size, table in dict(by_size).items():
        size = as_count(size, name=f"each code size in {name}")
        tables[size] = as_shades(table, name=f"{name}[{size}]")
        if tables[size].shape != shape:
            raise ValueError(f"{name}[{size}] has shape {tables[size].shape}, but pictures has {shape}.")
    return tables


def _refuse_other_sizes(families, sizes):
    if len(sizes) < 2 or sizes != sorted(sizes):
        raise ValueError(f"copies must hold two or more code sizes, from small to large; got {_in_words(sizes)}.")
    for name, tables in families.items():
        if list(tables) != sizes:
            raise ValueError(
                f"All families in copies must have the same code sizes; {name!r} has {_in_words(tables)}, and the "
                f"first has {_in_words(sizes)}."
            )


def _in_words(sizes):
    return ", ".join(map(str, sizes))


def _errors(errors, families, sizes):
    errors = as_named(errors, "errors", each="the held-out error at each code size")
    if set(errors) != set(families):
        raise ValueError(
            f"copies and errors must name the same families; copies has {', '.join(families)}, and errors has "
            f"{', '.join(errors)}."
        )
    errors = {name: _of_the_first_run(errors[name], name, sizes) for name in families}
    return {name: one_for_each(errors[name], f"errors[{name!r}]", len(sizes), is_log=True) for name in families}


def _of_the_first_run(by_size, name, sizes):
    if not isinstance(by_size, dict):
        return by_size
    if list(by_size) != sizes:
        raise ValueError(f"errors[{name!r}] has the sizes {_in_words(by_size)}, but copies has {_in_words(sizes)}.")
    return [np.ravel(runs)[0] for runs in by_size.values()]


def _rounded_up(largest):
    """Return the number with two digits that is next above, or 1 where there is no error at all."""
    if largest == 0:
        return 1.0
    step = 10.0 ** (math.floor(math.log10(largest)) - 1)
    return float(f"{math.ceil(largest / step) * step:.2g}")


def _short(number):
    """Return a number as it is told, so that all machines store the same."""
    return float(f"{number:.{_DIGITS}g}")


def _signed(differences, limit):
    return as_letters((differences / limit + 1) / 2 * (_ERROR_LEVELS - 1))


def _static(picture, families, missed, errors, limit, image_shape):
    sizes = list(map(str, next(iter(families.values()))))
    rows = {_("original"): np.repeat(picture[None], len(sizes), axis=0)}
    for name, tables in families.items():
        rows[name] = np.array([table[0] for table in tables.values()])
        rows[_("{name}, error", name=name)] = 0.5 + missed[name][:, 0] / (2 * limit)
    title = _("The more numbers, the less is missing")
    ax = figures.picture_rows(rows, image_shape, column_names=sizes, title=title)
    parts = "; ".join(f"{name} {', '.join(f'{error:.{_DIGITS}g}' for error in errors[name])}" for name in families)
    ax.caption = _(
        "The first picture and its copies from {sizes} code units. An error is grey where it is 0, black where the "
        "copy is {limit} darker than the original, and white where it is {limit} brighter. Mean squared error over all "
        "held-out pictures – {parts}.",
        sizes=", ".join(sizes),
        limit=f"{limit:g}",
        parts=parts,
    )
    return ax
