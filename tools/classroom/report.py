"""One line for each submission: its points, and in plain words what happened to it."""

import csv

import nbformat
from nbgrader.api import MissingEntry

from tools.classroom.layout import open_gradebook
from tools.classroom.words import grading_of, notes_of

_COLUMNS = ("student", "assignment", "points", "out_of", "no_points_for", "what_happened")


def report_line(folder, student, assignment, failure=None):
    """Return what the gradebook and the graded notebook say of a submission.

    Parameters
    ----------
    folder : pathlib.Path
    student, assignment : str
    failure : str, optional
        Why it could not be graded.
    """
    line = dict.fromkeys(_COLUMNS, "") | {"student": student, "assignment": assignment}
    if failure:
        line["what_happened"] = f"NOT GRADED, try again: {failure}"
        return line | {"sentence": f"{student}, {assignment}: {line['what_happened']}"}
    with open_gradebook(folder) as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return report_line(folder, student, assignment, "it is not in the gradebook")
        line["points"], line["out_of"] = submission.score, submission.max_score
    graded = nbformat.read(folder / "autograded" / student / assignment / f"{assignment}.ipynb", as_version=4)
    reasons = _failed_checks(graded)
    line["no_points_for"] = "; ".join(f"{', '.join(found)} ({reason})" for reason, found in reasons.items())
    line["what_happened"] = "; ".join(notes_of(graded))
    happened = f" ({line['what_happened']})" if line["what_happened"] else ""
    return line | {"sentence": f"{student}, {assignment}: {line['points']:g} of {line['out_of']:g}{happened}"}


def stray_line(place):
    """Return the line of something that lies where no submission is looked for."""
    happened = f"NOT GRADED: submitted/{place} is in no folder named after an assignment"
    return dict.fromkeys(_COLUMNS, "") | {
        "student": place.split("/")[0],
        "what_happened": happened,
        "sentence": happened,
    }


def _failed_checks(notebook):
    """Return the failed questions for each reason."""
    failed = {}
    for cell in notebook.cells:
        errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
        if grading_of(cell).get("grade") and errors:
            detail = " ".join(errors[0].evalue.split())[:80]
            reason = f"{errors[0].ename}: {detail}" if detail else errors[0].ename
            failed.setdefault(reason, []).append(grading_of(cell)["grade_id"])
    return failed


def write_report(path, lines):
    """Write the lines as a table that a spreadsheet opens with every letter right."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)
