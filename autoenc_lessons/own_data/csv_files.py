"""A table from a file as people have it: semicolons or commas, decimal commas, gaps, dates, a title line or none."""

import pandas as pd

from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.language import _, counted
from autoenc_lessons.own_data.cells import as_column
from autoenc_lessons.own_data.text_files import read_rows

__all__ = ["from_csv"]

_N_NAMED = 3


def from_csv(path, *, most_rows=None):
    """Read a table from a text file, whatever separates its cells and however it writes numbers, dates and gaps.

    Parameters
    ----------
    path : str or os.PathLike
        A file of rows; the cells of a row lie between commas, semicolons, tabs or upright bars. The first row may hold
        the names of the columns.
    most_rows : int, optional
        How many rows to read at most, from the first.

    Returns
    -------
    pandas.DataFrame
        Columns of numbers are float64 with NaN for gaps, dates are datetime64, and texts have None for gaps.
        `attrs["notes"]` holds a sentence for each thing that was odd: cells that are no numbers, rows that are too
        long, numbers such as -999 that stand for gaps.

    Raises
    ------
    TypeError, ValueError
        If there is no such file, or no table in it.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder) / "wine.csv"
    ...     _ = file.write_text("name;price\\nA;3,50\\nB;\\nC;cheap\\nD;4,00\\nE;5\\nF;6\\nG;4\\n")
    ...     table = from_csv(file)
    >>> table["price"].tolist()[:2], table.attrs["notes"]
    ([3.5, nan], ["Column 'price': 1 cell is no number and counts as a gap: 'cheap' in line 4."])
    """
    rows, lines, separator = read_rows(path)
    n_columns = _usual_length(rows)
    n_above = next(place for place, row in enumerate(rows) if len(row) == n_columns)
    above, rows, lines = lines[:n_above], rows[n_above:], lines[n_above:]
    has_title = _has_title(rows)
    names = _names(rows[0] if has_title else [], n_columns)
    rows, lines = (part[1:] if has_title else part for part in (rows, lines))
    if most_rows is not None:
        most_rows = as_count(most_rows, name="most_rows")
        rows, lines = rows[:most_rows], lines[:most_rows]
    if not rows:
        raise ValueError("The file has a line of names, but no row under it.")
    kept, notes = _of_usual_length(rows, lines, n_columns)
    notes = _lines_above(above) + notes
    columns = {}
    for place, name in enumerate(names):
        cells = [rows[row][place] for row in kept]
        found = as_column(cells, name, [lines[row] for row in kept], separator=separator)
        columns[name] = found[0]
        notes += found[1]
    table = pd.DataFrame(columns)
    table.attrs["notes"] = notes
    return table


def _lines_above(lines):
    if not lines:
        return []
    return [
        counted(
            "{number} line above the table was left out.",
            "{number} lines above the table were left out.",
            len(lines),
        )
    ]


def _is_number(cell):
    cell = cell.strip().replace(",", ".")
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _has_title(rows):
    """Return whether the first row names the columns: none of its cells is a number, but below them are some."""
    if len(rows) == 1 or any(_is_number(cell) for cell in rows[0]):
        return False
    below = [cell for row in rows[1:50] for cell in row]
    return any(map(_is_number, below)) or len(set(rows[0])) == len(rows[0])


def _usual_length(rows):
    lengths = [len(row) for row in rows]
    return max(set(lengths), key=lengths.count)


def _names(title, n_columns):
    names = [cell.strip() for cell in title[:n_columns]] + [""] * (n_columns - len(title))
    taken = {}
    for place, name in enumerate(names):
        name = name or _("column {number}", number=f"{place + 1}")
        taken[name] = taken.get(name, 0) + 1
        names[place] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return names


def _of_usual_length(rows, lines, n_columns):
    odd = [place for place, row in enumerate(rows) if len(row) != n_columns]
    if not odd:
        return range(len(rows)), []
    shown = ", ".join(f"{lines[place]}" for place in odd[:_N_NAMED]) + (" ..." if len(odd) > _N_NAMED else "")
    note = counted(
        "{number} row has not {columns} cells, as the others have, and was left out: line {lines}.",
        "{number} rows have not {columns} cells, as the others have, and were left out: lines {lines}.",
        len(odd),
        columns=f"{n_columns}",
        lines=shown,
    )
    left_out = set(odd)
    return [place for place in range(len(rows)) if place not in left_out], [note]
