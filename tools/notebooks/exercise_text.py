"""One text of an exercise, three notebooks: the student's, the solution, and the one that a class is graded with.

An answer stands between two marks, below one or more lines with `...  # your answer`: what the student gets instead.
What is only for grading stands between two other marks. The marks are nbgrader's.

    n_groups = ...  # your answer: a whole number
    ### BEGIN SOLUTION
    n_groups = 2
    ### END SOLUTION

What a teacher grades by hand, as in the project, is a prose cell with a station and points. It holds `HAND_BLANK`.
"""

import re

BLANK = "# your answer"
# What nbgrader puts into each cell that is answered in prose, too: `tools.classroom.nbgrader_settings` says so.
HAND_BLANK = "*Your answer here, in one to three sentences.*"
ANSWER = re.compile(
    rf"^(?P<blank>(?:[^\n]*\.\.\.  {BLANK}[^\n]*\n)+)[ ]*### BEGIN SOLUTION\n(?P<answer>.*?)^[ ]*### END SOLUTION$",
    flags=re.DOTALL | re.MULTILINE,
)
HIDDEN_TESTS = re.compile(
    r"\n^[ ]*### BEGIN HIDDEN TESTS\n(?P<tests>.*?)^[ ]*### END HIDDEN TESTS$", flags=re.DOTALL | re.MULTILINE
)


def for_student(text):
    """Return a cell's text with its blanks, without its answers and hidden tests."""
    return HIDDEN_TESTS.sub("", ANSWER.sub(lambda found: found["blank"].rstrip("\n"), text))


def for_solution(text):
    """Return a cell's text with its answers, without blanks, marks and hidden tests."""
    return HIDDEN_TESTS.sub("", ANSWER.sub(lambda found: found["answer"].rstrip("\n"), text))


def secret_lines(text):
    """Return the lines that a student must not see: those of answers and hidden tests, and of nothing else.

    Raises
    ------
    ValueError
        If a marked answer has no blank above it.
    """
    if len(ANSWER.findall(text)) != text.count("### BEGIN SOLUTION"):
        raise ValueError(f"Each '### BEGIN SOLUTION' needs a line '...  {BLANK}' right above it, and an end.")
    hidden = [found["answer"] for found in ANSWER.finditer(text)]
    hidden += [found["tests"] for found in HIDDEN_TESTS.finditer(text)]
    shown = {line.strip() for line in for_student(text).splitlines()}
    lines = {line.strip() for line in "\n".join(hidden).splitlines()} - shown
    return {line for line in lines if re.search(r"\w", line)}


def grading_metadata(cells):
    """Return nbgrader's metadata for each cell of an exercise; None for prose.

    Parameters
    ----------
    cells : sequence of nbformat.NotebookNode
        As they are written. A cell that checks an answer carries the metadata `question` and `points`; the answers
        above it, up to the check before, belong to it.
    """
    described, answers, n_given = [None] * len(cells), [], 0
    for position, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        if question := cell.metadata.get("question"):
            described[position] = _described(question, grade=True, locked=True, points=cell.metadata["points"])
            for number, answer in enumerate(answers, start=1):
                grade_id = f"answer-{question}" + (f"-{number}" if number > 1 else "")
                described[answer] = _described(grade_id, solution=True)
            answers = []
        elif ANSWER.search(cell.source):
            answers.append(position)
        else:
            n_given += 1
            described[position] = _described(f"given-{n_given}", locked=True)
    return described


def hand_graded_metadata(cells):
    """Return nbgrader's metadata for each cell of a text that a teacher grades by hand; None for the others.

    Parameters
    ----------
    cells : sequence of nbformat.NotebookNode
        As they are written. A prose cell that is to be answered carries the metadata `station` and `points`. All code
        is the student's own.

    Raises
    ------
    ValueError
        If a cell with a station is no blank prose cell, for then a student would find another one in a class.
    """
    described = [None] * len(cells)
    for position, cell in enumerate(cells):
        if station := cell.metadata.get("station"):
            if cell.cell_type != "markdown" or cell.source != HAND_BLANK:
                raise ValueError(f"The answer at the station '{station}' must be a prose cell that says: {HAND_BLANK}")
            described[position] = _described(station, grade=True, solution=True, points=cell.metadata["points"])
    return described


def _described(grade_id, *, grade=False, solution=False, locked=False, **points):
    return {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        **points,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
