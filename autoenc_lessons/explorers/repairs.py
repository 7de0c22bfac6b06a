"""Turn the damage of a picture up and down, and see what each method makes of it."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.letters import ALPHABET, shades_as_letters
from autoenc_lessons.explorers.live import Rounded, blanks, show_live
from autoenc_lessons.figures.given import as_named, result_of
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.shades import as_pictures, as_shades
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _, counted

__all__ = ["repairs"]

_ERROR_DIGITS = 3


def repairs(clean, damaged, methods, image_shape, *, labels=None, n_shown=4, title=None, caption=None):
    """Show what methods make of damaged pictures, with controls for the damage, its strength and the picture.

    A static picture comes first; it shows the first picture with each strength of the first kind of damage. In the live
    figure all can be chosen. It shows what was computed here, so that a method can be anything; it needs no kernel.

    Parameters
    ----------
    clean : array-like, shape (n_pictures, n_pixels)
        Pictures before the damage, with shades from 0 to 1. The first are shown; all of them judge.
    damaged : dict of str to dict of str to array-like, shape (n_pictures, n_pixels)
        For each kind of damage, and for each of its strengths, from weak to strong and by the text that is to be shown,
        the damaged pictures.
    methods : dict of str to callable
        For each method, a function that takes damaged pictures and returns repaired ones, both of the shape of `clean`.
    image_shape : pair of int
        Height and width of a picture in pixels.
    labels : array-like of int, shape (n_pictures,), optional
        What each picture shows; the live figure tells it.
    n_shown : int
        How many pictures can be chosen.
    title, caption : str, optional
        What one sees and what to look at, above and under the static picture. By default, the caption says what is
        drawn.

    Raises
    ------
    TypeError, ValueError
        If something is no finite table of numbers, or if shapes differ from those of `clean`.
    """
    clean, image_shape = as_pictures(clean, image_shape, name="clean")
    labels = None if labels is None else as_labels(labels, len(clean), of="pictures")
    methods = as_named(methods, "methods", each="a function that repairs pictures")
    damaged = {
        kind: as_named(strengths, f"damaged[{kind!r}]", each="the damaged pictures of a strength")
        for kind, strengths in as_named(damaged, "damaged", each="a dict of strengths").items()
    }
    _refuse_no_functions(methods)
    n_shown = min(as_count(n_shown, name="n_shown"), len(clean))
    made = {
        kind: {
            strength: {_("damaged"): table}
            | {name: _repaired(repair, table, name, is_weakest=place == 0) for name, repair in methods.items()}
            for place, (strength, table) in enumerate(_tables(clean, kind, strengths))
        }
        for kind, strengths in damaged.items()
    }
    figures.show(_static(clean, made, image_shape, title), caption or _what_is_drawn(made))
    kinds = [
        {
            "name": kind,
            "strengths": list(by_strength),
            "pictures": [
                [shades_as_letters([table[number] for table in rows.values()]) for number in range(n_shown)]
                for rows in by_strength.values()
            ],
            "errors": Rounded([[_errors(rows, clean, n) for n in range(n_shown)] for rows in by_strength.values()], 4),
            "all": Rounded([_errors(rows, clean) for rows in by_strength.values()], 4),
        }
        for kind, by_strength in made.items()
    ]
    data = {
        "imageShape": list(image_shape),
        "letters": ALPHABET,
        "methods": [_("damaged"), *methods],
        "clean": shades_as_letters(clean[:n_shown]),
        "labels": None if labels is None else labels[:n_shown].tolist(),
        "kinds": kinds,
        "words": _words(len(clean)),
    }
    show_live("repairs", data, offer=_("turn the damage up and down"))


def _words(n_pictures):
    return {
        "clean": _("clean"),
        "pictures": _("The picture, damaged and repaired"),
        "keys": _("Choose a damage and drag its strength; under each picture stands its mean squared error."),
        "shows": _("a {label}"),
        "errors": counted(
            "{kind}: {strength}. Mean squared error over {number} picture: {errors}.",
            "{kind}: {strength}. Mean squared error over all {number} pictures: {errors}.",
            n_pictures,
            **blanks("kind", "strength", "errors"),
        ),
        "nothing": _("To do nothing is best."),
        "best": _("Best: {method}."),
        "strength": _("Strength"),
        "damage": _("Damage"),
        "picture": _("Picture"),
        "place": _("{number} of {all}"),
    }


def _refuse_no_functions(methods):
    for name, repair in methods.items():
        if not callable(repair):
            raise TypeError(
                f"The method {name!r} must be a function of damaged pictures; got a {type(repair).__name__}."
            )


def _tables(clean, kind, strengths):
    for strength, table in strengths.items():
        table = as_shades(table, name=f"damaged[{kind!r}][{strength!r}]")
        if table.shape != clean.shape:
            raise ValueError(f"damaged[{kind!r}][{strength!r}] has shape {table.shape}, but clean has {clean.shape}.")
        yield strength, table


def _repaired(repair, table, name, *, is_weakest):
    failure = f"The method {name!r} does not take pictures of shape {table.shape}"
    returned = result_of(repair, table.copy(), of=f"The method {name!r}", failure=failure)
    # Where the damage is strong, a method that was made for another one may give any numbers.
    as_made = as_shades if is_weakest else as_samples
    made = as_made(returned, name=f"what {name!r} returns")
    if made.shape != table.shape:
        raise ValueError(f"The method {name!r} turns pictures of shape {table.shape} into shape {made.shape}.")
    return made


def _errors(rows, clean, number=slice(None)):
    return [float(np.mean((table[number] - clean[number]) ** 2)) for table in rows.values()]


def _what_is_drawn(made):
    kind, by_strength = next(iter(made.items()))
    first, *_middle, last = [*by_strength, *by_strength] if len(by_strength) == 1 else by_strength
    return _(
        "The first picture with {kind} from {first} to {last}, and below it what each method makes of that.",
        kind=kind,
        first=first,
        last=last,
    )


def _static(clean, made, image_shape, title):
    kind, by_strength = next(iter(made.items()))
    names = next(iter(by_strength.values()))
    rows = {_("clean"): np.repeat(clean[:1], len(by_strength), axis=0)}
    rows |= {name: np.array([table[name][0] for table in by_strength.values()]) for name in names}
    ax = figures.picture_rows(rows, image_shape, column_names=list(by_strength), title=title)
    told = sorted({0, len(by_strength) // 2, len(by_strength) - 1})
    some = [list(by_strength)[place] for place in told]
    all_errors = np.array([_errors(by_strength[strength], clean) for strength in some])
    parts = "; ".join(
        f"{name} {', '.join(f'{error:.{_ERROR_DIGITS}g}' for error in errors)}"
        for name, errors in zip(names, all_errors.T, strict=True)
    )
    ax.caption = counted(
        "The first picture with {kind} from {first} to {last}. Mean squared error over {number} picture with {kind} of "
        "{strengths} – {parts}.",
        "The first picture with {kind} from {first} to {last}. Mean squared error over all {number} pictures with "
        "{kind} of {strengths} – {parts}.",
        len(clean),
        kind=kind,
        first=some[0],
        last=some[-1],
        strengths=", ".join(some),
        parts=parts,
    )
    return ax
