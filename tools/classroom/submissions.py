"""From whatever a student handed in to a notebook that can be graded. What was handed in is only read."""

import json
import shutil

import nbformat
from nbgrader.utils import parse_utc

from tools.classroom.words import add_notes

_MAKERS = {
    "code": nbformat.v4.new_code_cell,
    "markdown": nbformat.v4.new_markdown_cell,
    "raw": nbformat.v4.new_raw_cell,
}


def prepare(handed_in, prepared, assignment):
    """Make the folder that nbgrader grades from the folder that was handed in.

    Parameters
    ----------
    handed_in, prepared : pathlib.Path
        The folders of one student and one assignment. The second is replaced.
    assignment : str
        The name that the notebook must have.
    """
    shutil.rmtree(prepared, ignore_errors=True)
    # A copy of the course's own package would be imported instead of the installed one.
    not_copied = shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints", "autoenc_lessons*", "timestamp.txt")
    shutil.copytree(handed_in, prepared, ignore=not_copied)
    _copy_timestamp(handed_in, prepared)
    notebook = gradable_notebook(handed_in, assignment)
    nbformat.write(notebook, prepared / f"{assignment}.ipynb")


def _copy_timestamp(handed_in, prepared):
    # nbgrader stops at a time that it cannot read.
    try:
        text = (handed_in / "timestamp.txt").read_text(encoding="utf-8")
        parse_utc(text.strip())
    except (OSError, ValueError, OverflowError):
        return
    (prepared / "timestamp.txt").write_text(text, encoding="utf-8")


def gradable_notebook(handed_in, assignment):
    """Return the notebook of a handed-in folder: with no cells, and a note why, if none can be read."""
    path, notes = choose_notebook(handed_in, assignment)
    notebook = nbformat.v4.new_notebook()
    if path:
        try:
            notebook = readable_notebook(path.read_bytes())
        except ValueError as error:
            notes.append(str(error))
    add_notes(notebook, notes)
    return notebook


def choose_notebook(handed_in, assignment):
    """Return which file of a folder is the submission, or None, and notes on the choice."""
    found = sorted(path for path in handed_in.iterdir() if path.suffix.lower() == ".ipynb" and path.is_file())
    if not found:
        others = sorted(path.name for path in handed_in.iterdir() if path.name != "timestamp.txt")
        return None, ["no notebook was handed in" + (f", but {', '.join(others)}" if others else "")]
    expected = [path for path in found if path.name == f"{assignment}.ipynb"]
    chosen = (expected or found)[-1]
    notes = [] if expected else [f"the notebook is named '{chosen.name}'"]
    others = [f"'{path.name}'" for path in found if path != chosen]
    if others:
        notes.append(f"only '{chosen.name}' was graded, not {', '.join(others)}")
    return chosen, notes


def readable_notebook(content):
    """Return a clean notebook, without outputs, from the bytes of a file.

    Raises
    ------
    ValueError
        If the bytes are no notebook; the text says why.
    """
    if not content.strip():
        raise ValueError("the file is empty")
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError("the file is broken: it cannot be read as a notebook") from None
    if not isinstance(data, dict) or not isinstance(data.get("nbformat"), int):
        raise ValueError("the file is no notebook")
    try:
        cells = nbformat.from_dict(data).cells if data["nbformat"] == 4 else _upgraded_cells(data)
        return nbformat.v4.new_notebook(cells=[clean for cell in cells if (clean := _clean_cell(cell))])
    except Exception as error:  # an old or mangled notebook can fail in any way
        raise ValueError(f"the file is no notebook that can be read ({type(error).__name__})") from None


def _upgraded_cells(data):
    return nbformat.reads(json.dumps(data), as_version=4).cells


def _clean_cell(cell):
    """Return the cell without outputs, execution count and unknown fields; None if it is no cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in _MAKERS:
        return None
    source = cell.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    grading = cell.get("metadata", {}).get("nbgrader")
    clean = _MAKERS[cell["cell_type"]](text, metadata={"nbgrader": grading} if isinstance(grading, dict) else {})
    if isinstance(cell.get("id"), str):
        clean.id = cell["id"]
    if cell["cell_type"] == "markdown" and isinstance(cell.get("attachments"), dict):
        clean.attachments = cell["attachments"]
    return clean
