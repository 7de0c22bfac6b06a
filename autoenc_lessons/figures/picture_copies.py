"""Held-out pictures above their copies, from the best copy to the worst ones."""

import numpy as np

from autoenc_lessons.figures.given import as_list, as_named
from autoenc_lessons.figures.pictures import picture_rows
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["picture_copies"]

_N_SPREAD, _N_WORST = 5, 5


def picture_copies(x, copies, image_shape, *, title=None, ax=None):
    """Draw held-out pictures above their copies by each method: five from the best copy on, then the five worst.

    Best and worst is what the last method copies so, in its first run. Above each picture stands the error of that copy
    in per cent of that of the first method, over all pictures.

    Parameters
    ----------
    x : array-like, shape (n_pictures, height * width)
        Held-out pictures, shades from 0 to 1.
    copies : dict of str to list of array-like, shape (n_pictures, height * width)
        For each method the copies of each run, as `own_data.report` takes them. The first method, such as the mean row,
        is not drawn.
    image_shape : pair of int
        Height and width in pixels.
    title : str, optional
        What one sees, in a sentence, to stand above the pictures; by default, how they are sorted.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If copies do not fit x, if the first method has no error, or as `picture_rows`.
    """
    x = as_samples(x)
    copies = as_named(copies, "copies", each="the copies of each run")
    if len(copies) < 2:
        raise ValueError("copies must hold those of two or more methods: the first is what the last is measured by.")
    shown = {method: _first_run(runs, f"copies[{method!r}]") for method, runs in copies.items()}
    for method, copy in shown.items():
        if copy.shape != x.shape:
            raise ValueError(f"copies[{method!r}] has shape {copy.shape} and x has {x.shape}; both must be the same.")
    first, *others = shown
    whole = np.mean((shown[first] - x) ** 2)
    if whole == 0:
        raise ValueError(f"{first!r} has no error, so that no error can be a share of it.")
    errors = np.mean((shown[others[-1]] - x) ** 2, axis=1)
    places = np.argsort(errors, kind="stable")[_chosen(len(x))]
    rows = {_("picture"): x[places]} | {method: shown[method][places] for method in others}
    shares = [_("{share} %", share=f"{100 * error / whole:.0f}") for error in errors[places]]
    if title is None:
        title = _("Sorted by what {ours} loses, in % of {simplest}", ours=others[-1], simplest=first)
    return picture_rows(rows, image_shape, originals=_("picture"), column_names=shares, title=title, ax=ax)


def _first_run(runs, name):
    runs = as_list(runs, name, of="the copies of each run")
    if not runs:
        raise ValueError(f"{name} is empty; give the copies of one or more runs.")
    return as_samples(runs[0], name=name)


def _chosen(number):
    """Return places in an order of so many: some evenly spread, and the last ones."""
    spread = np.linspace(0, max(number - _N_WORST - 1, 0), _N_SPREAD).round().astype(int)
    return np.union1d(spread, np.arange(max(number - _N_WORST, 0), number))
