"""What the report and the feedback call a cell, and where a notebook carries what happened to it."""

from nbformat.v4 import new_markdown_cell

from tools.classroom.language import _, counted, marked

NOTES_CELL = "what-happened"
# What a table says instead of points that only a teacher can give.
WAITS = marked("waits for a hand")
NOT_HANDED_IN = marked("not handed in")


def grading_of(cell):
    """Return nbgrader's metadata of a cell; empty if there is none that can be used."""
    grading = cell.metadata.get("nbgrader")
    return grading if isinstance(grading, dict) else {}


def is_check(cell):
    """Return whether a cell is a check, which grades by itself."""
    return bool(grading_of(cell).get("grade")) and not is_graded_by_hand(cell)


def is_graded_by_hand(cell):
    """Return whether a cell holds an answer that only a teacher can grade."""
    return bool(grading_of(cell).get("grade") and grading_of(cell).get("solution"))


def has_own_code(notebook):
    """Return whether anything in a notebook is to be run besides what was given."""
    return any(cell.cell_type == "code" and not grading_of(cell).get("locked") for cell in notebook.cells)


def spoken_name(cell, position):
    """Return what a teacher would call the cell."""
    grade_id = grading_of(cell).get("grade_id", "")
    if is_graded_by_hand(cell):
        return _("the answer to {question}", question=grade_id)
    if grading_of(cell).get("grade"):
        return _("the check of {question}", question=grade_id)
    if grade_id.startswith("answer-"):
        return _("the answer to {question}", question=grade_id.removeprefix("answer-"))
    if grade_id.startswith("given-"):
        return _("given cell {number}", number=grade_id.removeprefix("given-"))
    return _("an extra cell (number {number})", number=position + 1)


def notes_of(notebook):
    """Return the sentences that say what happened to a submission so far."""
    return list(notebook.metadata.get("grading", {}).get("notes", []))


def add_notes(notebook, notes):
    """Append sentences on what happened to a submission."""
    notebook.metadata["grading"] = {"notes": notes_of(notebook) + list(notes)}


def show_notes(notebook):
    """Tell the student on top of the feedback what the teacher reads in the report."""
    if notes := notes_of(notebook):
        lines = "\n".join(f"- {note}" for note in notes)
        title = _("What happened when this was graded")
        notebook.cells.insert(0, new_markdown_cell(f"**{title}**\n\n{lines}", id=NOTES_CELL))


def first_of(names, most):
    """Return the first of some names, each once, and how many more there are."""
    names = list(dict.fromkeys(names))
    first, more = ", ".join(names[:most]), len(names) - most
    return counted("{names} and {number} more", "{names} and {number} more", more, names=first) if more > 0 else first


def in_short(error):
    """Return an error output in one line."""
    detail = " ".join(error.evalue.split())[:80]
    return f"{error.ename}: {detail}" if detail else error.ename
