"""A text file as rows of cells: in which letters it is written, and what stands between its cells."""

import csv
import re
from pathlib import Path

from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.own_data.printing import PAGE

__all__ = ["read_rows", "show_lines"]

# Where several cut all rows alike, the first does: commas stand inside numbers, and semicolons inside texts.
_SEPARATORS = ("\t", "|", ";", ",")
# What Excel reads and writes in a first line of its own.
_TOLD_SEPARATOR = re.compile(r"sep=(?P<separator>[,;|\t])\r?\n", re.IGNORECASE)
_LOOKED_AT = 200
# Of the rows looked at, as many must have the same number of cells.
_MOST = 0.8
_BINARY = {b"PK": "an Excel workbook or an archive", b"\xd0\xcf\x11\xe0": "an old Excel workbook", b"%PDF": "a PDF"}


def read_rows(path):
    """Return the rows of cells of a file, the number of the line in which each stands, and the separator.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    rows : list of list of str
        Without empty lines.
    lines : list of int
    separator : str

    Raises
    ------
    TypeError, ValueError
        If there is no such file, or no text in it.
    """
    text = _decoded(_bytes_of(path), path)
    told = _TOLD_SEPARATOR.match(text)
    before = 1 if told else 0
    text = text[told.end() :] if told else text
    separator = told["separator"] if told else _separator_of(text)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, skipinitialspace=True)
    rows, lines, above = [], [], before
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append(row)
                lines.append(before + 1)
            before = above + reader.line_num
    except csv.Error as error:
        raise ValueError(f"{Path(path).name} cannot be read as a table, at line {before + 1}: {error}.") from error
    if not rows:
        raise ValueError(f"{Path(path).name} is empty: there is no row in it.")
    return rows, lines, separator


def show_lines(path, n_lines=3):
    """Print the first lines of a text file, cut where they are longer than a page is wide.

    Parameters
    ----------
    path : str or os.PathLike
    n_lines : int

    Raises
    ------
    TypeError, ValueError
        If there is no such file, or no text in it.
    """
    n_lines = as_count(n_lines, name="n_lines")
    for line in _decoded(_bytes_of(path), path).splitlines()[:n_lines]:
        print(line if len(line) <= PAGE else f"{line[: PAGE - 1]}…")


def _bytes_of(path):
    try:
        path = Path(path)
    except TypeError as error:
        raise TypeError(f"path must be the name of a file; got a {type(path).__name__}.") from error
    if path.is_dir():
        raise ValueError(f"{path.name} is a folder, not a file; pictures in a folder are read by from_folder.")
    if not path.is_file():
        beside = sorted(one.name for one in path.parent.glob("*.csv")) if path.parent.is_dir() else []
        there = f"there are {', '.join(beside[:5])}" if beside else "there is no file that ends in .csv, either"
        raise ValueError(f"There is no file {path.name} in the folder {path.parent.resolve().name}; {there}.")
    return path.read_bytes()


def _decoded(content, path):
    for start, kind in _BINARY.items():
        if content.startswith(start):
            raise ValueError(f"{Path(path).name} is {kind}, not a text; save its table as CSV first.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\0" in content[:4096]:
        raise ValueError(f"{Path(path).name} holds no text; save its table as CSV first.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes in Western Europe; each byte is a letter there.
        return content.decode("cp1252", errors="replace")


def _separator_of(text):
    """Return what cuts most rows into the same number of cells; a comma where nothing cuts."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    for separator in _SEPARATORS:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=separator, skipinitialspace=True) if row]
        except csv.Error:
            continue
        usual = max(set(counts), key=counts.count, default=1)
        if usual > 1 and counts.count(usual) >= _MOST * len(counts):
            return separator
    return ","
