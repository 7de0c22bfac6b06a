"""What the report and the feedback call a cell, and where a notebook carries what happened to it."""

NOTES_CELL = "what-happened"


def grading_of(cell):
    """Return nbgrader's metadata of a cell; empty if there is none that can be used."""
    grading = cell.metadata.get("nbgrader")
    return grading if isinstance(grading, dict) else {}


def spoken_name(cell, position):
    """Return what a teacher would call the cell."""
    grade_id = grading_of(cell).get("grade_id", "")
    if grading_of(cell).get("grade"):
        return f"the check of {grade_id}"
    if grade_id.startswith("answer-"):
        return f"the answer to {grade_id.removeprefix('answer-')}"
    if grade_id.startswith("given-"):
        return f"given cell {grade_id.removeprefix('given-')}"
    return f"an extra cell (number {position + 1})"


def notes_of(notebook):
    """Return the sentences that say what happened to a submission so far."""
    return list(notebook.metadata.get("grading", {}).get("notes", []))


def add_notes(notebook, notes):
    """Append sentences on what happened to a submission."""
    notebook.metadata["grading"] = {"notes": notes_of(notebook) + list(notes)}
