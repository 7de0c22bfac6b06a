"""What a student hands in: an exercise that is filled in, changed, and laid down where it is graded."""

from dataclasses import dataclass, field

import nbformat

from tools.notebooks.exercise_text import for_solution, for_student
from tools.notebooks.sources import instructor_notebook, make_notebook


@dataclass
class Submission:
    """What one student hands in, and what must come of it.

    Parameters
    ----------
    kind : str
    files : dict
        Bytes by file name.
    lost : set of str
        The questions that must get no points.
    said : str
        What the report must say, besides.
    """

    kind: str
    files: dict
    lost: set = field(default_factory=set)
    said: str = ""


class Exercise:
    """One exercise text, and hands that fill in its notebook.

    Parameters
    ----------
    source : pathlib.Path
    released : nbformat.NotebookNode, optional
        What students start from; the notebook of the repository if left out.
    """

    def __init__(self, source, released=None):
        self.name = source.stem
        self._start = released or make_notebook(source, edit=for_student, graded=True)
        graded = [cell.metadata.get("nbgrader", {}) for cell in instructor_notebook(source).cells]
        self.points = {grading["grade_id"]: grading["points"] for grading in graded if grading.get("grade")}
        self.questions = list(self.points)
        solved = {cell.id: cell.source for cell in make_notebook(source, edit=for_solution).cells}
        self.solutions = {
            cell.metadata.nbgrader.grade_id: solved[cell.id]
            for cell in self._start.cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }

    def answers_to(self, question):
        """Return the grade ids of the answer cells of a question."""
        ids = (f"answer-{question}", f"answer-{question}-")
        return [name for name in self.solutions if name == ids[0] or name.startswith(ids[1])]

    def filled(self, *, without=(), **texts):
        """Return the notebook with its answers filled in.

        Parameters
        ----------
        without : sequence of str
            The questions that are left as they are.
        **texts
            For some questions, the text of the (first) answer cell instead of the solution.
        """
        notebook = nbformat.from_dict(self._start)
        texts = {self.answers_to(question)[0]: text for question, text in texts.items()}
        blank = {name for question in without for name in self.answers_to(question)}
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id in self.solutions and grade_id not in blank:
                cell.source = texts.get(grade_id, self.solutions[grade_id])
        return notebook

    def after(self, question, line):
        """Return the notebook with a line below the (first) answer to a question."""
        return self.filled(**{question: f"{self.solutions[self.answers_to(question)[0]]}\n{line}"})

    def place(self, notebook, grade_id):
        """Return where a cell of a notebook is."""
        ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
        return ids.index(grade_id)

    def handed_in(self, kind, notebook, lost=(), said="", name=None):
        """Return a submission of one notebook file."""
        content = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode()
        return Submission(kind, {name or f"{self.name}.ipynb": content}, set(lost), said)

    def expected_points(self, submission):
        """Return how many points a submission must get."""
        return sum(points for question, points in self.points.items() if question not in submission.lost)


def lay_down(folder, submissions, exercise):
    """Write each submission where nbgrader looks for it. Return them by the student's name."""
    students = {}
    for number, submission in enumerate(submissions, start=1):
        student = f"student_{number:02}"
        place = folder / "submitted" / student / exercise.name
        place.mkdir(parents=True)
        for name, content in submission.files.items():
            (place / name).write_bytes(content)
        students[student] = submission
    return students
