"""From the bytes of a file to a notebook. It reads what JupyterLab opens, and more: how it was saved costs nothing."""

import json
import re

import jupytext
import nbformat
from charset_normalizer import from_bytes

from tools.classroom.language import _, marked
from tools.classroom.words import add_notes

_MAKERS = {
    "code": nbformat.v4.new_code_cell,
    "markdown": nbformat.v4.new_markdown_cell,
    "raw": nbformat.v4.new_raw_cell,
}
_CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NO_NOTEBOOKS = {
    "<": marked("the file is no notebook: it is a web page"),
    "%PDF": marked("the file is no notebook: it is a PDF file"),
    "version https://git-lfs": marked("the file is no notebook: it only says where Git LFS keeps one"),
    "PK\x03\x04": marked("the file is broken: it begins as a zip archive or an office file does"),
}
# The encodings that editors of the countries where people study write without a mark.
_ENCODINGS = ["cp1252", "gb18030", "mac_roman", "cp1251", "shift_jis", "big5", "euc_kr"]


def readable_notebook(content):
    """Return a clean notebook, without outputs, from the bytes of a file. It carries notes on how it was read.

    Raises
    ------
    ValueError
        If the bytes are no notebook; the text says why.
    """
    if not content.strip():
        raise ValueError(_("the file is empty"))
    text, notes = decoded(content)
    data = _parsed(text)
    if not isinstance(data, dict) or not _major(data):
        raise ValueError(_("the file is no notebook"))
    cells = _cells(data)
    if cells is None:
        raise ValueError(_("the file is no notebook that can be read: it has no list of cells"))
    return _clean_notebook(cells, notes)


def readable_script(content):
    """Return the notebook of a Python text, with cells as jupytext, VS Code or nbconvert mark them.

    Raises
    ------
    ValueError
        If it cannot be read.
    """
    text, notes = decoded(content)
    try:
        cells = jupytext.reads(text, fmt="py").cells
    except Exception as error:  # a text of any kind
        kind = type(error).__name__
        raise ValueError(_("the file is no notebook that can be read ({error})", error=kind)) from None
    return _clean_notebook(cells, [*notes, _("it was handed in as a Python text")])


def decoded(content):
    """Return the text of a file, and a note if it is not in the encoding that notebooks have."""
    encoding = json.detect_encoding(content)
    text = content.decode(encoding, errors="replace")
    if encoding.startswith("utf-8") and "\ufffd" in text and content.count(b"\xef\xbf\xbd") < text.count("\ufffd"):
        if all(letter.isascii() or letter == "\ufffd" for letter in text):
            guess = from_bytes(content, cp_isolation=_ENCODINGS).best()
            encoding = guess.encoding if guess else "cp1252"
            text = content.decode(encoding, errors="replace")
        else:
            return text, [_("some letters of the file are damaged")]
    if encoding.startswith("utf-8"):
        return text, []
    return text, [_("the file was saved in the encoding {encoding}, and was read", encoding=encoding)]


def _parsed(text):
    """Return what the JSON text says. Numbers of any length and bare line ends in a text are no reason to stop."""
    text = text.lstrip("\ufeff \t\r\n")
    try:
        return json.loads(text, strict=False, parse_int=_whole_number)
    except RecursionError:
        raise ValueError(_("the file is broken: it is nested too deeply to be read as a notebook")) from None
    except ValueError as error:
        for start, reason in _NO_NOTEBOOKS.items():
            if text.startswith(start) and not _CONFLICT.match(text):
                raise ValueError(_(reason)) from None
        raise ValueError(_how_broken(text, error)) from None


def _how_broken(text, error):
    if _CONFLICT.search(text):
        return _("the file is broken: git's conflict markers (<<<<<<<) stand in it, and both versions")
    if getattr(error, "pos", 0) >= len(text.rstrip()) or str(error).startswith("Unterminated string"):
        return _("the file is broken: it ends in the middle")
    if hasattr(error, "lineno"):
        return _("the file is broken: it cannot be read as a notebook (line {number})", number=error.lineno)
    return _("the file is broken: it cannot be read as a notebook")


def _whole_number(text):
    return int(text) if len(text) < 20 else float(text)


def _major(data):
    """Return the major version of the format: 3 or 4; 0 if it is none. Nothing hangs on how the number is written."""
    try:
        major = int(data["nbformat"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return 4 if isinstance(data.get("cells"), list) and data["cells"] else 0
    return major


def _cells(data):
    """Return the list of cells, of format 4, or of the sheets that older ones have; None if there is none."""
    if 0 < _major(data) < 4:
        sheets = data.get("worksheets")
        sheets = [sheet for sheet in sheets if isinstance(sheet, dict)] if isinstance(sheets, list) else []
        return [cell for sheet in sheets for cell in sheet.get("cells") or []] if sheets else None
    cells = data.get("cells")
    return cells if _major(data) in (4, 5) and isinstance(cells, list) else None


def _clean_notebook(cells, notes):
    notebook = nbformat.v4.new_notebook(cells=[clean for cell in cells if (clean := _clean_cell(cell))])
    if notes:
        add_notes(notebook, notes)
    return notebook


def _clean_cell(cell):
    """Return the cell without outputs, execution count and unknown fields; None if it is no cell."""
    if not isinstance(cell, dict):
        return None
    kind, text = cell.get("cell_type"), _text(cell.get("source", cell.get("input")))
    if kind == "heading":
        level = cell.get("level")
        kind, text = "markdown", f"{'#' * (level if level in range(1, 7) else 1)} {text}"
    if not isinstance(kind, str) or kind not in _MAKERS:
        return None
    metadata = cell.get("metadata")
    grading = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    clean = _MAKERS[kind](text, metadata={"nbgrader": grading} if isinstance(grading, dict) else {})
    if isinstance(cell.get("id"), str) and _CELL_ID.fullmatch(cell["id"]):
        clean.id = cell["id"]
    if kind == "markdown" and isinstance(cell.get("attachments"), dict):
        clean.attachments = nbformat.from_dict(cell["attachments"])
    return clean


def _text(source):
    """Return the text of a cell, in letters that can be stored and with the line ends of Unix."""
    text = "".join(map(str, source)) if isinstance(source, list) else str(source if source is not None else "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
