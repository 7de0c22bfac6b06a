"""Tables for a teacher's spreadsheet: written whole or not at all, and no name in them is a formula."""

import csv

from tools.classroom.language import _

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def write_table(path, columns, rows, *, encoding="utf-8"):
    """Write rows as a table, in the place of an older one.

    Parameters
    ----------
    path : pathlib.Path
    columns : sequence of str
    rows : iterable of dict
        What is no column is left out.
    encoding : str

    Raises
    ------
    ValueError
        If another program holds the older table.
    """
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({name: as_text(value) for name, value in row.items()} for row in rows)
    try:
        new.replace(path)
    except PermissionError:
        raise ValueError(
            _("{path} cannot be written. Is it open in another program? Close it and grade again.", path=path)
        ) from None


def as_text(value):
    """Return a value so that a spreadsheet shows it, and does not compute it."""
    if isinstance(value, str) and value.startswith(_FORMULAS):
        return f"'{value}"
    return value


def read_table(path, *, encoding="utf-8"):
    """Return the rows of a table; none if there is no table that can be read."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value):
    text = value if isinstance(value, str) else ""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text
