"""One line for each submission: its points, and in plain words what happened to it."""

import nbformat

from tools.classroom.language import _, marked
from tools.classroom.tables import read_table, write_table
from tools.classroom.words import WAITS, grading_of, in_short, notes_of

NOT_IN_GRADEBOOK = marked("it is not in the gradebook")
_COLUMNS = ("student", "assignment", "points", "out_of", "no_points_for", "what_happened")


def report_line(folder, student, assignment, look):
    """Return what the gradebook and the graded notebook say of a submission.

    Parameters
    ----------
    folder : pathlib.Path
    student, assignment : str
    look : tools.classroom.looks.Look or None
    """
    if look is None:
        return not_graded_line(student, assignment, _(NOT_IN_GRADEBOOK))
    line = dict.fromkeys(_COLUMNS, "") | {"student": student, "assignment": assignment}
    line["points"], line["out_of"] = look.points, look.out_of
    graded = nbformat.read(folder / "autograded" / student / assignment / f"{assignment}.ipynb", as_version=4)
    reasons = _failed_checks(graded) | ({_("no answer"): look.blank} if look.blank else {})
    line["no_points_for"] = "; ".join(f"{', '.join(found)} ({reason})" for reason, found in reasons.items())
    line["what_happened"] = "; ".join([*look.for_a_hand, *notes_of(graded)])
    if look.waits:
        line["points"] = _(WAITS)
    return line | {"sentence": _sentence(line)}


def _sentence(line):
    told = {"student": line["student"], "assignment": line["assignment"], "happened": line["what_happened"]}
    if line["points"] == _(WAITS):
        return _("{student}, {assignment}: {happened}", **told)
    told |= {"points": f"{line['points']:g}", "out_of": f"{line['out_of']:g}"}
    if line["what_happened"]:
        return _("{student}, {assignment}: {points} of {out_of} ({happened})", **told)
    return _("{student}, {assignment}: {points} of {out_of}", **told)


def not_graded_line(student, assignment, failure):
    """Return the line of a submission that could not be graded.

    Parameters
    ----------
    student, assignment : str
    failure : str
        Why, in a few words.
    """
    line = dict.fromkeys(_COLUMNS, "") | {"student": student, "assignment": assignment}
    line["what_happened"] = _("NOT GRADED, try again: {failure}", failure=failure)
    told = {"student": student, "assignment": assignment, "happened": line["what_happened"]}
    return line | {"sentence": _("{student}, {assignment}: {happened}", **told)}


def stray_line(place):
    """Return the line of something that lies where no submission is looked for."""
    happened = _("NOT GRADED: submitted/{place} is in no folder named after an assignment", place=place)
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
            failed.setdefault(in_short(errors[0]), []).append(grading_of(cell)["grade_id"])
    return failed


def is_news(line, before):
    """Return whether a line tells anything else than the one before, which may be one that was read, or None."""
    return before is None or any(str(line[name]) != str(before[name]) for name in _COLUMNS)


def write_report(path, lines):
    """Write the lines as a table that a spreadsheet opens with every letter right."""
    write_table(path, _COLUMNS, lines, encoding="utf-8-sig")


def read_report(path):
    """Return the lines of an earlier report."""
    lines = [dict.fromkeys(_COLUMNS, "") | line for line in read_table(path, encoding="utf-8-sig")]
    return [line | {"sentence": _graded_before(line)} for line in lines]


def _graded_before(line):
    return _("{student}, {assignment}: graded before", student=line["student"], assignment=line["assignment"])
