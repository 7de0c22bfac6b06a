"""Points of curved sheets, and where each of them lies once its sheet is rolled out flat."""

import numpy as np
from sklearn.datasets import make_s_curve, make_swiss_roll

from autoenc_lessons.inputs.values import as_choice, as_count, as_seed

__all__ = ["sheet", "sheet_parts"]


def sheet(kind, *, n_samples=800, seed=0):
    """Return points of a curved sheet, and where each lies on the sheet once it is rolled out flat.

    Parameters
    ----------
    kind : str
        "s-curve" or "swiss roll", as `sklearn.datasets.make_s_curve` and `make_swiss_roll` draw them.
    n_samples : int
    seed : int
        0 or larger.

    Returns
    -------
    data : ndarray of float64, shape (n_samples, 3)
        Not scaled.
    flat : ndarray of float64, shape (n_samples, 2)
        The position along the sheet, measured on the sheet from its inner (or lower) end, and across it. Both in the
        unit of the data.

    Raises
    ------
    TypeError, ValueError
        If there is no such sheet, or if a number is not a whole number that is large enough.

    Examples
    --------
    >>> x, flat = sheet("swiss roll", n_samples=5)
    >>> x.shape, flat.shape
    ((5, 3), (5, 2))
    """
    make, length_up_to = as_choice(_SHEETS, kind, kind="sheet")
    n_samples, seed = as_count(n_samples, name="n_samples"), as_seed(seed)
    data, turn = make(n_samples, random_state=seed)
    return data, np.column_stack([length_up_to(turn), data[:, 1]])


def sheet_parts(kind, *, n_training=300, n_held_out=500, scaling="one size", seed=0):
    """Return points of a curved sheet to train on and held-out ones, scaled by the former, and where each lies.

    Parameters
    ----------
    kind : str
        As in `sheet`.
    n_training, n_held_out : int
    scaling : str
        "standard" divides each feature by its own standard deviation, which changes the shape of the sheet; "one size"
        divides all by one number, so that their mean variance is 1 and the sheet keeps its shape. The mean is
        subtracted first.
    seed : int
        0 or larger.

    Returns
    -------
    x, new_x : ndarray of float64, shapes (n_training, 3) and (n_held_out, 3)
    places, new_places : ndarray of float64, shapes (n_training, 2) and (n_held_out, 2)
        As `flat` in `sheet`: along the sheet and across it.

    Raises
    ------
    TypeError, ValueError
        If there is no such sheet or scaling, or if a number is not a whole number that is large enough.

    Examples
    --------
    >>> x, new_x, places, new_places = sheet_parts("s-curve", scaling="standard")
    >>> x.std(axis=0).round(6), new_places.shape
    (array([1., 1., 1.]), (500, 2))
    """
    sizes_of = as_choice(_SIZES, scaling, kind="scaling")
    n_training = as_count(n_training, name="n_training", smallest=2)
    n_held_out = as_count(n_held_out, name="n_held_out")
    data, flat = sheet(kind, n_samples=n_training + n_held_out, seed=seed)
    x = data[:n_training]
    scaled = (data - x.mean(axis=0)) / sizes_of(x)
    return scaled[:n_training], scaled[n_training:], flat[:n_training], flat[n_training:]


_SIZES = {"standard": lambda x: x.std(axis=0), "one size": lambda x: np.sqrt(x.var(axis=0).mean())}


def _length_of_s(turn):
    # Two arcs of radius 1, so an angle is a length; they begin at -3/2 pi.
    return turn + 1.5 * np.pi


def _length_of_roll(turn):
    # An Archimedean spiral with r = turn, which begins at 3/2 pi.
    return _spiral(turn) - _spiral(1.5 * np.pi)


def _spiral(turn):
    return (turn * np.sqrt(1 + turn**2) + np.arcsinh(turn)) / 2


# How to draw each sheet, and how far along it a point lies, given the angle that comes with it.
_SHEETS = {"s-curve": (make_s_curve, _length_of_s), "swiss roll": (make_swiss_roll, _length_of_roll)}
