"""What the gradebook says of submissions: of all of them in a few questions, for each question takes milliseconds."""

from dataclasses import dataclass

from nbgrader.api import Assignment, Grade, Notebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import joinedload, selectinload, undefer

from tools.classroom.gradebook import points_row, unanswered, waiting, what_a_hand_must_do, why_impossible
from tools.classroom.layout import open_gradebook


@dataclass(frozen=True)
class Look:
    """What the gradebook says of one submission: its points, and what is to be done about them.

    Attributes
    ----------
    points, out_of : float
    waits, blank : tuple of str
        Cells that a teacher has still to grade, and those for a teacher's hand that the student has left blank.
    for_a_hand : tuple of str
        What a teacher has to do, a sentence each.
    impossible : str or None
        In a few words, what points cannot be true.
    shown : list
        What the student's page shows of the gradebook: points and comments.
    row : dict
        The line of `grades.csv`.
    """

    points: float
    out_of: float
    waits: tuple
    blank: tuple
    for_a_hand: tuple
    impossible: str | None
    shown: list
    row: dict


class Looks:
    """What the gradebook says of each submission of a class, as it was when it was asked last.

    Parameters
    ----------
    folder : pathlib.Path
    """

    def __init__(self, folder):
        self._folder = folder
        self._found = _looks(folder)

    def of(self, key):
        """Return the `Look` of a student and an assignment; None where there is no such submission."""
        return self._found.get(key)

    def renew(self, key):
        """Ask again for one submission, after it was graded."""
        self._found.pop(key, None)
        self._found |= _looks(self._folder, key)

    def rows(self, keys):
        """Return a row of points for each of these submissions that is in the gradebook, by its key."""
        return {key: self._found[key].row for key in keys if key in self._found}


def _looks(folder, key=None):
    with open_gradebook(folder) as gradebook:
        found = gradebook.db.query(SubmittedAssignment).options(*_all_that_is_asked())
        if key:
            student, assignment = key
            found = found.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            found = found.join(Student, Student.id == SubmittedAssignment.student_id)
            found = found.filter(Assignment.name == assignment, Student.id == student)
        return {(submission.student.id, submission.assignment.name): _look(submission) for submission in found}


def _all_that_is_asked():
    """Return what to fetch beside the submissions, all of a kind at once; else each is a question of its own."""
    cells = selectinload(Assignment.notebooks).selectinload(Notebook._base_cells)
    grades, comments = SubmittedNotebook.grades, SubmittedNotebook.comments
    return [
        undefer(SubmittedAssignment.score),
        undefer(SubmittedAssignment.max_score),
        undefer(SubmittedAssignment.late_submission_penalty),
        joinedload(SubmittedAssignment.student),
        selectinload(SubmittedAssignment.assignment).options(cells),
        selectinload(SubmittedAssignment.notebooks).options(
            selectinload(grades).options(undefer(Grade.max_score), selectinload(Grade.cell)),
            selectinload(comments).selectinload(comments.property.mapper.class_.cell),
        ),
    ]


def _look(submission):
    return Look(
        points=submission.score,
        out_of=submission.max_score,
        waits=tuple(waiting(submission)),
        blank=tuple(unanswered(submission)),
        for_a_hand=tuple(what_a_hand_must_do(submission)),
        impossible=why_impossible(submission),
        shown=_shown(submission),
        row=points_row(submission),
    )


def _shown(submission):
    """Return what a page shows of the gradebook: points and comments, which may have been given by hand."""
    return [
        submission.late_submission_penalty,
        *(
            (grade.cell.name, grade.score, grade.max_score, grade.extra_credit)
            for notebook in submission.notebooks
            for grade in notebook.grades
        ),
        *((comment.cell.name, comment.comment) for notebook in submission.notebooks for comment in notebook.comments),
    ]
