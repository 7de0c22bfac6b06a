"""What is in each column of a table, and what a careful reader would ask about it before any training."""

import numpy as np
import pandas as pd

from autoenc_lessons.language import _
from autoenc_lessons.own_data.printing import PAGE, print_wrapped, wrapped

__all__ = ["describe", "kind_of", "remark", "same_column"]

_WIDEST_NAME, _WIDEST_SPAN = 18, 20
# A column of whole numbers or texts that never repeats itself, in so many rows, may be a number of the row.
_ROWS_TO_TELL = 20
_NEARLY_1 = 0.9999
# Numbers of which there are so few different ones can stand for words, as 0 and 1 for no and yes.
_FEW_NUMBERS = 12


def describe(table):
    """Print a line for each column of a table, and the notes that `from_csv` made.

    A line says what the column holds, how many gaps it has, how many different values, from where to where they reach,
    and whether it is constant, different in each row, as an id is, or says the same as an earlier column: in another
    unit, or in other words, one for each.

    Parameters
    ----------
    table : pandas.DataFrame

    Raises
    ------
    TypeError, ValueError
        If it is no table with columns and rows.

    Examples
    --------
    >>> describe(pd.DataFrame({"age": [30.0, 40.0, np.nan], "town": ["A", "B", "A"], "unit": [1.0, 1.0, 1.0]}))
    3 rows, 3 columns
    column  kind    gaps  values  from, to  remark
    age     number     1       2  30, 40
    town    text       0       2  A, B
    unit    number     0       1  1, 1      constant
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"table must be a pandas DataFrame, as from_csv returns; got a {type(table).__name__}.")
    if table.empty:
        raise ValueError("table has no rows or no columns; nothing can be said about it.")
    rows = [[_("column"), _("kind"), _("gaps"), _("values"), _("from, to"), _("remark")]]
    rows += [_line(table, place) for place in range(table.shape[1])]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    print(_("{rows} rows, {columns} columns", rows=f"{len(table)}", columns=f"{table.shape[1]}"))
    for row in rows:
        cells = [
            cell.rjust(width) if place in (2, 3) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        line = "  ".join(cells).rstrip()
        if len(line) <= PAGE:
            print(line)
        else:
            print("  ".join(cells[:-1]).rstrip())
            print(wrapped(f"  {row[-1]}"))
    for note in table.attrs.get("notes", []):
        print_wrapped(note)


def _line(table, place):
    column = table.iloc[:, place]
    filled = column.dropna()
    different = filled.nunique()
    kind = kind_of(column)
    return [
        _short(str(table.columns[place]), _WIDEST_NAME),
        {"number": _("number"), "date": _("date"), "text": _("text")}[kind],
        f"{column.isna().sum()}",
        f"{different}",
        _span(filled, kind),
        remark(table, place) or _group(column, kind),
    ]


def kind_of(column):
    """Return what a column holds: "number", "date" or "text"."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    return "number" if pd.api.types.is_numeric_dtype(column) else "text"


def _span(filled, kind):
    if len(filled) == 0:
        return ""
    ends = filled.min(), filled.max()
    if kind == "number":
        ends = [f"{float(end):.5g}" for end in ends]
    elif kind == "date":
        ends = [f"{end:%Y-%m-%d}" for end in ends]
    else:
        texts = filled.astype(str)
        ends = [_short(end, _WIDEST_SPAN // 2 - 1) for end in (texts.min(), texts.max())]
    return ", ".join(ends)


def remark(table, place):
    """Return what a careful reader would ask about a column, or an empty text."""
    column = table.iloc[:, place]
    kind, filled = kind_of(column), column.dropna()
    different = filled.nunique()
    if len(filled) == 0:
        return _("empty")
    if different == 1:
        return _("constant")
    twin = _twin(table, place, kind)
    if twin is not None:
        return _("same as {column}", column=_short(str(twin), _WIDEST_NAME))
    is_whole = kind == "text" or (kind == "number" and np.array_equal(filled, np.rint(filled)))
    if is_whole and different == len(table) >= _ROWS_TO_TELL:
        return _("never twice: an id?")
    return ""


def _group(column, kind):
    """Ask about names that come back, as those of patients with several measurements do."""
    comes_back = _ROWS_TO_TELL <= column.nunique() < column.notna().sum()
    return _("names repeat: a group?") if kind == "text" and comes_back else ""


def _twin(table, place, kind):
    """Return the name of an earlier column that says the same, if there is one."""
    before = (other for other in range(place) if same_column(table.iloc[:, place], table.iloc[:, other]))
    return next((table.columns[other] for other in before), None)


def same_column(one, other):
    """Return whether two columns with the same gaps hold the same, in another unit, or in other words one for each."""
    kinds = {kind_of(one), kind_of(other)}
    if not one.isna().equals(other.isna().rename(one.name)):
        return False
    if len(kinds) == 1 and one.equals(other.rename(one.name)):
        return True
    if kinds == {"number"} and other.nunique() > 2 and one.nunique() > 1 and abs(one.corr(other)) > _NEARLY_1:
        return True
    return _can_be_words(one) and _can_be_words(other) and _one_for_each(one, other)


def _can_be_words(column):
    """Return whether equal values come back, so that another column with the same ones cannot be so by its nature."""
    different, filled = column.nunique(), int(column.notna().sum())
    most = {"text": filled // 2, "number": _FEW_NUMBERS, "date": 0}[kind_of(column)]
    return filled >= _ROWS_TO_TELL and 2 <= different <= min(most, filled // 2)


def _one_for_each(one, other):
    pairs = pd.DataFrame({"one": one.to_numpy(), "other": other.to_numpy()}).dropna().drop_duplicates()
    return len(pairs) == pairs["one"].nunique() == pairs["other"].nunique()


def _short(text, width):
    return text if len(text) <= width else f"{text[: width - 1]}…"
