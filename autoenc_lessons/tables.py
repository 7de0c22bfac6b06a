"""Numbers of several runs, told as one text or as a table."""

import numpy as np

from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _

__all__ = ["score_table", "spread", "table"]


def spread(values, digits=2):
    """Write the median of several numbers, and from where to where they reach; of two, only the latter.

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
    >>> spread([0.43, 0.51])
    '0.43 to 0.51'
    >>> spread([0.401, 0.403])
    '0.40'
    """
    values = list(values) if np.iterable(values) and not isinstance(values, str) else [values]
    values = as_samples(values, name="values", rank=1)
    digits = as_count(digits, name="digits", smallest=0)
    low, high = (f"{value:.{digits}f}" for value in (values.min(), values.max()))
    if low == high:
        return low
    if len(values) == 2:
        return _("{low} to {high}", low=low, high=high)
    return _("{median} ({low} to {high})", median=f"{np.median(values):.{digits}f}", low=low, high=high)


def table(columns, digits=2):
    """Print a table of spreads: a column for each of the things that were measured, and a row for each name.

    Parameters
    ----------
    columns : dict of str to dict of object to float or iterable of float
        For each column, what was measured of each row, once or in each of several runs; the same rows in each column.
        Where nothing was measured, as of pairs of runs if there is only one, the table has a dash.
    digits : int or dict of str to int
        How many digits to write after the point, in all columns or in each.

    Raises
    ------
    TypeError, ValueError
        If `columns` is no such table, if `digits` lacks one of its columns, or as `spread`.

    Examples
    --------
    >>> table({"error": {"PCA": 0.5, "code": [0.25, 0.5, 0.5]}, "ARI": {"PCA": 1, "code": [0, 1]}})
          error                ARI
    PCA   0.50                 1.00
    code  0.50 (0.25 to 0.50)  0.00 to 1.00
    >>> table({"units": {"PCA": 2}, "error": {"PCA": 0.5}}, digits={"units": 0, "error": 3})
         units  error
    PCA  2      0.500
    """
    if not isinstance(columns, dict) or not columns or not all(isinstance(part, dict) for part in columns.values()):
        raise TypeError(
            "columns must be a dict with a dict of numbers for each column, such as {'error': {'PCA': 0.5}}."
        )
    rows = list(next(iter(columns.values())))
    odd = next((name for name, column in columns.items() if list(column) != rows), None)
    if odd is not None:
        said = ", ".join(map(str, rows))
        raise ValueError(f"Column {odd!r} must have the rows of the first column, in that order: {said}.")
    digits = digits if isinstance(digits, dict) else dict.fromkeys(columns, digits)
    missing = next((name for name in columns if name not in digits), None)
    if missing is not None:
        raise ValueError(f"digits must say how many digits each column has; column {missing!r} is missing.")
    cells = [["", *rows]]
    cells += [[name, *(_cell(column[row], digits[name]) for row in rows)] for name, column in columns.items()]
    widths = [max(len(str(cell)) for cell in column) for column in cells]
    for line in zip(*cells, strict=True):
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
       length  largest
    a  1 to 2  2 to 3
    b  1       4
    """
    if not isinstance(measures, dict) or not measures or not all(map(callable, measures.values())):
        raise TypeError("measures must be a dict with a function for each column, such as {'length': len}.")
    if not isinstance(runs, dict) or not all(np.iterable(row) and not isinstance(row, str) for row in runs.values()):
        raise TypeError("runs must be a dict with a list for each row: what is measured in each run.")
    rows = {name: list(row) for name, row in runs.items()}
    table(
        {of: {name: [measure(one) for one in row] for name, row in rows.items()} for of, measure in measures.items()},
        digits,
    )
