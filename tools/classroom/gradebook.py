"""What stands in nbgrader's gradebook: which assignments, whose points, and whether they can be true."""

import sqlite3
from pathlib import Path

import nbformat
from nbgrader.api import MissingEntry

from tools.classroom.gradebook_server import computing_by_itself, spoken_place
from tools.classroom.language import _, marked
from tools.classroom.layout import course_api, open_gradebook, register
from tools.classroom.tables import write_table
from tools.classroom.words import NOT_HANDED_IN, WAITS

# nbgrader's own export has these, and a line of 0 points for whatever was never handed out or in.
_COLUMNS = ["assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"]
_COLUMNS += ["raw_score", "late_submission_penalty", "score", "max_score"]
_ROUNDING = 1e-6


def register_missing(folder, names):
    """Put assignments into the gradebook that are laid out but not in it, as after a gradebook was lost.

    Parameters
    ----------
    folder : pathlib.Path
    names : sequence of str

    Returns
    -------
    dict
        A sentence for each assignment for which that failed, by its name.
    """
    problems = {}
    for name in names:
        source = folder / "source" / name / f"{name}.ipynb"
        if not source.exists():
            problems[name] = _("{file} is missing; run make class, or put it back from a copy", file=source)
        elif problem := register(folder, name, nbformat.read(source, as_version=4)):
            problems[name] = problem
    return problems


def why_impossible(submission):
    """Return in a few words what points cannot be true, such as more than there are; None if all can.

    A teacher's own extra credit counts for no question.
    """
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            given, most = grade.score - (grade.extra_credit or 0), grade.max_score
            if not -_ROUNDING <= given <= most + _ROUNDING:
                told = {"given": f"{given:g}", "most": f"{most:g}", "question": grade.cell.name}
                return _("the gradebook gives {given} of {most} points for {question}", **told)
    credit = sum(grade.extra_credit or 0 for notebook in submission.notebooks for grade in notebook.grades)
    if submission.score - credit > submission.max_score + _ROUNDING:
        told = {"given": f"{submission.score:g}", "most": f"{submission.max_score:g}"}
        return _("the gradebook gives {given} of {most} points", **told)
    return None


def gradebook_file(url):
    """Return the file of a gradebook; None if a server holds it."""
    kind, _colon, place = url.partition(":///")
    return Path(place) if kind.startswith("sqlite") and place else None


def refuse_strange_gradebook(folder):
    """Stop where the gradebook computes by itself.

    Raises
    ------
    ValueError
        If the gradebook has triggers or rules, which nbgrader never makes, or cannot be read.
    """
    url = course_api(folder).coursedir.db_url
    path = gradebook_file(url)
    if path is None:
        place, found = spoken_place(url), computing_by_itself(url)
    elif path.exists():
        place, found = path, _triggers_in_file(path)
    else:
        return
    if found:
        raise ValueError(
            _(
                "Somebody has put a trigger ({triggers}) into the gradebook {path}: it changes points by itself. "
                "Put a copy of yours in its place, or move it away: then everything is graded anew.",
                triggers=", ".join(found),
                path=place,
            )
        )


def _triggers_in_file(path):
    book = sqlite3.connect(path)
    try:
        return [name for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    except sqlite3.DatabaseError as error:
        raise ValueError(
            _(
                "The gradebook {path} cannot be read ({error}). Put a copy of yours in its place, or move it away: "
                "then everything is graded anew.",
                path=path,
                error=error,
            )
        ) from None
    finally:
        book.close()


def unanswered(submission):
    """Return the names of the cells for a teacher's hand that a student has left blank: they have no points."""
    return [
        grade.cell.name for grade in _by_hand(submission) if grade.manual_score is None and grade.auto_score is not None
    ]


def waiting(submission):
    """Return the names of the cells that only a teacher can grade, and that no teacher has graded."""
    return [
        grade.cell.name for grade in _by_hand(submission) if grade.manual_score is None and grade.auto_score is None
    ]


def graded_since(submission):
    """Return the names of the cells that have a teacher's points, for an answer that may have changed since."""
    grades = [grade for grade in _by_hand(submission) if grade.manual_score is not None]
    return [grade.cell.name for grade in grades if grade.needs_manual_grade]


def _by_hand(submission):
    """Return the grades of cells that no program can grade."""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    names = {cell.name for notebook in submission.assignment.notebooks for cell in notebook.solution_cells}
    return [grade for grade in grades if grade.cell.name in names]


def what_a_hand_must_do(submission):
    """Return a sentence for each thing that a teacher has to do: give points, or look at those given before."""
    told = {"points": f"{submission.score:g}", "out_of": f"{submission.max_score:g}"}
    found = {marked("waits for a hand: {names}; {points} of {out_of} so far"): waiting(submission)}
    found[marked("graded anew since you gave points by hand: {names}; look at them")] = graded_since(submission)
    return [_(what, names=", ".join(names), **told) for what, names in found.items() if names]


def points_row(submission):
    """Return the row of points of a submission."""
    student, penalty = submission.student, submission.late_submission_penalty
    points = {"raw_score": submission.score, "score": max(0.0, submission.score - penalty)}
    if waiting(submission):
        # A number would be taken for the grade.
        points = dict.fromkeys(points, _(WAITS))
    return {
        "assignment": submission.assignment.name,
        "duedate": submission.assignment.duedate or "",
        "timestamp": submission.timestamp or "",
        "student_id": student.id,
        "last_name": student.last_name or "",
        "first_name": student.first_name or "",
        "email": student.email or "",
        "raw_score": points["raw_score"],
        "late_submission_penalty": penalty,
        "score": points["score"],
        "max_score": submission.max_score,
    }


def rows_without_points(folder, names, students):
    """Return a row without points, and without zeros, for each student and each assignment that nobody has handed in.

    Parameters
    ----------
    folder : pathlib.Path
    names : iterable of str
    students : iterable of str
        Who has handed in something else; whom the gradebook knows is added.

    Returns
    -------
    dict
        The rows, by student and assignment.
    """
    rows = {}
    with open_gradebook(folder) as gradebook:
        known = {student.id: student for student in gradebook.students}
        for name in names:
            try:
                assignment = gradebook.find_assignment(name)
            except MissingEntry:
                continue
            for student in {*students, *known}:
                told = {column: getattr(known.get(student), column, None) or "" for column in _COLUMNS[4:7]}
                words = dict.fromkeys(("raw_score", "score"), _(NOT_HANDED_IN))
                told |= words | {"late_submission_penalty": "", "timestamp": "", "max_score": assignment.max_score}
                rows[student, name] = told | {
                    "assignment": name,
                    "student_id": student,
                    "duedate": assignment.duedate or "",
                }
    return rows


def write_points(folder, rows):
    """Write `grades.csv`, in the order of nbgrader's own export: by assignment, then by student."""
    write_table(folder / "grades.csv", _COLUMNS, [rows[key] for key in sorted(rows, key=lambda key: key[::-1])])
