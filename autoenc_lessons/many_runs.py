"""What several runs say together: their models, and numbers with their spread."""

import numpy as np

from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _
from autoenc_lessons.seed_spread import draw_starts, train_starts

__all__ = ["spread", "table", "trained_models"]


def trained_models(build, x, seeds, **settings):
    """Train a recipe from several seeds, and return the trained models.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder that has not been trained.
    x : array-like, shape (n_samples, ...)
    seeds : sequence of int
    **settings
        As in `seed_spread.train_starts`, such as `steps` and `batch_size`.

    Returns
    -------
    list of keras.Model
        One for each run that is kept: all, unless they are stopped by hand.

    Raises
    ------
    TypeError, ValueError
        As `seed_spread.draw_starts` and `seed_spread.train_starts`.
    """
    runs = train_starts(build, x, draw_starts(build, seeds), reconstruct=False, **settings)
    models = [build() for _run in runs.weights]
    for model, weights in zip(models, runs.weights, strict=True):
        model.set_weights(weights)
    return models


def spread(values, digits=2):
    """Write the median of several numbers, and from where to where they reach.

    Parameters
    ----------
    values : float or iterable of float
        One for each run.
    digits : int
        How many digits to write after the point.

    Returns
    -------
    str
        The number alone where all are written alike.

    Raises
    ------
    TypeError, ValueError
        If `values` are no finite numbers, or none, or if `digits` is no whole number from 0 on.

    Examples
    --------
    >>> spread([0.43, 0.44, 0.51])
    '0.44 (0.43 to 0.51)'
    >>> spread([0.401, 0.403])
    '0.40'
    """
    values = list(values) if np.iterable(values) and not isinstance(values, str) else [values]
    values = as_samples(values, name="values", rank=1)
    digits = as_count(digits, name="digits", smallest=0)
    median, low, high = (f"{value:.{digits}f}" for value in (np.median(values), values.min(), values.max()))
    return median if low == high else _("{median} ({low} to {high})", median=median, low=low, high=high)


def table(rows, digits=2):
    """Print a table of spreads: a row for each name, and a column for each of the things that were measured.

    Parameters
    ----------
    rows : dict of str to dict of str to float or iterable of float
        For each row, what was measured by name, once or in each of several runs; the same names in each row. Where
        nothing was measured, as of pairs of runs if there is only one, the table has a dash.
    digits : int
        How many digits to write after the point.

    Raises
    ------
    TypeError, ValueError
        If `rows` is no such table, or as `spread`.

    Examples
    --------
    >>> table({"PCA": {"error": 0.5, "ARI": 1}, "code": {"error": [0.25, 0.5, 0.5], "ARI": [0, 1]}})
          error                ARI
    PCA   0.50                 1.00
    code  0.50 (0.25 to 0.50)  0.50 (0.00 to 1.00)
    """
    if not isinstance(rows, dict) or not rows or not all(isinstance(row, dict) and row for row in rows.values()):
        raise TypeError("rows must be a dict with a dict of numbers for each row, such as {'PCA': {'error': 0.5}}.")
    names = list(next(iter(rows.values())))
    odd = next((name for name, row in rows.items() if list(row) != names), None)
    if odd is not None:
        raise ValueError(f"Row {odd!r} must have the columns of the first row, in that order: {', '.join(names)}.")
    lines = [["", *names]] + [[name, *(_cell(row[key], digits) for key in names)] for name, row in rows.items()]
    widths = [max(len(str(cell)) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(f"{cell!s:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(values, digits):
    values = list(values) if np.iterable(values) and not isinstance(values, str) else values
    return "–" if isinstance(values, list) and not values else spread(values, digits)


def score_table(runs, measures, digits=2):
    """Print a table of scores: a row for each name, and a column for each measure, as its median and spread over runs.

    Parameters
    ----------
    runs : dict of str to sequence
        For each row, what is measured: one thing for each run.
    measures : dict of str to callable
        For each column, a function that takes such a thing and returns a number.
    digits : int
        How many digits to write after the point.

    Raises
    ------
    TypeError, ValueError
        If one of the two is no such dict, or if a measure does not return a finite number.

    Examples
    --------
    >>> score_table({"a": [[1, 2], [3]], "b": [[4]]}, {"length": len, "largest": max}, digits=0)
       length      largest
    a  2 (1 to 2)  2 (2 to 3)
    b  1           4
    """
    if not isinstance(measures, dict) or not measures or not all(map(callable, measures.values())):
        raise TypeError("measures must be a dict with a function for each column, such as {'length': len}.")
    if not isinstance(runs, dict) or not all(np.iterable(row) and not isinstance(row, str) for row in runs.values()):
        raise TypeError("runs must be a dict with a list for each row: what is measured in each run.")
    rows = {name: list(row) for name, row in runs.items()}
    table(
        {name: {of: [measure(one) for one in row] for of, measure in measures.items()} for name, row in rows.items()},
        digits,
    )
