"""Which work of the course a notebook is, by the cells that it shares with what was handed out."""

from functools import cache

import nbformat

from tools.classroom.language import counted
from tools.classroom.words import grading_of
from tools.notebooks.sources import lesson_sources, make_notebook

# A few short cells, such as the imports, stand in several notebooks of the course.
_FEWEST_CELLS = 3


def shared_cells(notebook, original):
    """Return how many cells of a notebook say word for word what a cell of another one says."""
    return _number_shared(notebook, _texts(original))


def _number_shared(notebook, texts):
    return sum(cell.source.split() in texts for cell in notebook.cells if cell.source.strip())


def other_work(notebook, assignment, release):
    """Return a sentence if a notebook is a lesson or another exercise, and not this one; else None.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    assignment : str
        What it was handed in as.
    release : pathlib.Path
        The folder of all released assignments.
    """
    known = {}
    for path in sorted(release.glob("*/*.ipynb")):
        known["exercise", path.stem] = _texts_released(path, path.stat().st_mtime_ns)
    known |= {
        ("lesson", source.stem): _texts_of_lesson(source, source.stat().st_mtime_ns) for source in lesson_sources()
    }
    shared = {work: _number_shared(notebook, texts) for work, texts in known.items()}
    most, this = max(shared, key=shared.get), ("exercise", assignment)
    if most == this or shared[most] < max(_FEWEST_CELLS, 2 * shared.get(this, 0)):
        return None
    return _called(*most, assignment, shared[most])


def _called(kind, name, assignment, n_cells):
    if kind == "lesson":
        return counted(
            "this is the lesson {lesson}, not the exercise {exercise}: {number} of its cells stand there",
            "this is the lesson {lesson}, not the exercise {exercise}: {number} of its cells stand there",
            n_cells,
            lesson=name,
            exercise=assignment,
        )
    return counted(
        "this is the exercise {other}, not the exercise {exercise}: {number} of its cells stand there",
        "this is the exercise {other}, not the exercise {exercise}: {number} of its cells stand there",
        n_cells,
        other=name,
        exercise=assignment,
    )


# Reading the whole course takes seconds, and a run of `make grades` may meet many such submissions.
@cache
def _texts_released(path, _changed):
    return _texts(nbformat.read(path, as_version=4))


@cache
def _texts_of_lesson(source, _changed):
    return _texts(make_notebook(source))


def _texts(notebook):
    """Return the texts of those cells that a student leaves as they are."""
    cells = (cell for cell in notebook.cells if cell.source.strip() and not grading_of(cell).get("solution"))
    return [cell.source.split() for cell in cells]
