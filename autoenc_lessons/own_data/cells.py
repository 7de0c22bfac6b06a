"""What the cells of a column mean: numbers with points or commas, dates, texts, and gaps however they are written."""

import numpy as np
import pandas as pd

from autoenc_lessons.language import _, counted

__all__ = ["as_column"]

_GAPS = {"", "na", "n/a", "nan", "null", "none", "-", "--", "?", ".", "#n/a", "missing"}
# Numbers that stand for a gap in many files, if they lie far from all others. The largest first: beside it, a smaller
# one that stands for gaps in the same column lies near.
_CODES_OF_GAPS = (-99999, 99999, -9999, 9999, -999, 999, -99)
# Of the cells that are no gaps, as many must be numbers, or dates, for the column to be one of those.
_MOST_NUMBERS, _MOST_DATES = 0.8, 0.95
_POINT = {"decimal": ".", "thousands": r"(?<=\d)[,' ](?=\d{3}(?!\d))"}
_COMMA = {"decimal": ",", "thousands": r"(?<=\d)[.' ](?=\d{3}(?!\d))"}
# The minus sign of typesetters, and spaces that do not break.
_SIGNS = str.maketrans({"\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
_DATES += ("%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")
_N_NAMED = 3


def as_column(cells, name, lines, *, separator):
    """Return a column in the type that its cells have, and notes on what was odd.

    Parameters
    ----------
    cells : list of str
    name : str
    lines : list of int
        In which line of the file each of them stands.
    separator : str
        What lies between the cells of a row. Where it is a comma, 1,234 is more than a thousand; elsewhere, a bit more
        than 1.

    Returns
    -------
    column : pandas.Series of float64, datetime64 or object
        Gaps are NaN, NaT or None.
    notes : list of str
    """
    texts = _each(pd.Series(cells, dtype="object"), lambda distinct: distinct.str.translate(_SIGNS).str.strip())
    is_gap = _each(texts, lambda distinct: distinct.str.lower().isin(_GAPS))
    filled = texts[~is_gap]
    numbers = _best_numbers(filled, separator)
    if len(filled) == 0 or numbers.notna().mean() >= _MOST_NUMBERS:
        column = numbers.reindex(texts.index).astype("float64")
        odd = filled[numbers.isna()]
        notes = [_odd_cells(odd, name, lines)] if len(odd) else []
        column, more = _without_codes(column, name)
        return column, notes + more
    dates, is_unsure = _dates(filled)
    if dates is not None:
        column = dates.reindex(texts.index)
        unsure = _(
            "Column {name}: day and month cannot be told apart; the day was taken to come first.", name=repr(name)
        )
        return column, [unsure] if is_unsure else []
    return texts.where(~is_gap, None), []


def _each(texts, read):
    """Read each distinct text once, for a long column has the same ones in many rows."""
    places, distinct = pd.factorize(texts, use_na_sentinel=False)
    return read(pd.Series(distinct, dtype="object")).take(places).set_axis(texts.index)


def _best_numbers(texts, separator):
    """Return the numbers of the way to write them that reads most cells, and of two the one that drops fewer signs."""
    found = []
    for way in (_POINT, _COMMA):
        plain = _each(texts, lambda distinct, way=way: distinct.str.replace(way["thousands"], "", regex=True))
        numbers = _each(plain, lambda distinct, way=way: _numbers(distinct, way["decimal"]))
        n_dropped = 0 if separator == "," else int((plain != texts).sum())
        found.append((int(numbers.notna().sum()), -n_dropped, numbers))
    return max(found, key=lambda one: one[:2])[2]


def _numbers(texts, decimal):
    if decimal == ",":
        # A point that is left is no thousands' point, so that the cell is no number of this kind.
        texts = texts.where(~texts.str.contains(".", regex=False)).str.replace(",", ".", regex=False)
    numbers = pd.to_numeric(texts, errors="coerce")
    return numbers.where(np.isfinite(numbers))


def _odd_cells(odd, name, lines):
    shown = ", ".join(
        _("{cell} in line {line}", cell=repr(odd[place]), line=lines[place]) for place in odd.index[:_N_NAMED]
    )
    return counted(
        "Column {name}: {number} cell is no number and counts as a gap: {cells}.",
        "Column {name}: {number} cells are no numbers and count as gaps: {cells}.",
        len(odd),
        name=repr(name),
        cells=shown if len(odd) <= _N_NAMED else _("{cells}, and more", cells=shown),
    )


def _without_codes(column, name):
    notes = []
    for code in _CODES_OF_GAPS:
        is_code, others = column == code, column[column.notna() & (column != code)]
        if is_code.sum() < 2 or others.nunique() < 2:
            continue
        span = others.max() - others.min()
        if others.min() - span < code < others.max() + span:
            continue
        column = column.mask(is_code)
        notes.append(
            _(
                "Column {name}: {code} stands in {number} rows, far from all other numbers, and counts as a gap.",
                name=repr(name),
                code=f"{code}",
                number=f"{is_code.sum()}",
            )
        )
    return column, notes


def _dates(texts):
    """Return dates, or None, and whether another order of day and month would read as many."""
    read = {form: pd.to_datetime(texts, format=form, errors="coerce") for form in _DATES}
    best = max(read, key=lambda form: int(read[form].notna().sum()))
    if read[best].notna().mean() < _MOST_DATES:
        return None, False
    other = best.replace("%d/%m", "%m/%d")
    is_unsure = other != best and read[other].notna().sum() == read[best].notna().sum()
    return read[best], is_unsure and not read[other].equals(read[best])
