"""A submission that is run elsewhere: what a worker needs for it, what comes back, and where nbgrader takes that."""

import contextlib
import pickle
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from tools.classroom.language import spoken
from tools.classroom.running import RunCells
from tools.classroom.words import has_own_code

_SETTINGS = tuple(kind.__name__ for kind in RunCells.mro())


@dataclass(frozen=True)
class Task:
    """All that the run of a submission depends on, as plain values: it may travel to another machine.

    Parameters
    ----------
    assignment, name : str
        Of the assignment and of its notebook.
    notebook : str
        The submission with its cells put back in order.
    files, course_files : dict
        Bytes by path: what lies beside the submission, and the course's own source of the assignment.
    settings : dict
        What the class's configuration sets for the run, by the name of a class.
    hidden : str
        The class's folder, which no submission may see.
    language : str
        What the notes are written in.
    """

    assignment: str
    name: str
    notebook: str
    files: dict = field(repr=False)
    course_files: dict = field(repr=False)
    settings: dict
    hidden: str
    language: str

    def travels(self):
        """Return whether another process can be given it: a teacher's configuration may hold anything."""
        try:
            pickle.dumps(self.settings)
        except Exception:  # whatever an object raises that cannot be stored
            return False
        return True


@dataclass(frozen=True)
class Result:
    """What came of a task.

    Parameters
    ----------
    notebook : str
        The executed notebook, with its notes.
    failure : str
        Why there is none, in a few words.
    """

    notebook: str = ""
    failure: str = ""


class PutAside(Exception):
    """Nothing has failed: the submission is to run elsewhere."""


@dataclass
class Shelf:
    """Where a task lies until its result is there."""

    task: Task | None = None
    result: Result | None = None


_SHELF = ContextVar("shelf", default=None)


@contextlib.contextmanager
def taken_from(shelf):
    """Have nbgrader put what it would run on a shelf, or take from there what has come of it.

    Parameters
    ----------
    shelf : Shelf
    """
    before = _SHELF.set(shelf)
    try:
        yield
    finally:
        _SHELF.reset(before)


class RunOrTake(RunCells):
    """Run a submission, unless the very same has been run elsewhere or is to be."""

    def preprocess(self, nb, resources):
        shelf = _SHELF.get()
        if shelf is None or not has_own_code(nb):
            return super().preprocess(nb, resources)
        task = self._task(nb, resources)
        if shelf.result is None and task.travels():
            shelf.task = task
            raise PutAside
        if shelf.result is None or task != shelf.task:
            return super().preprocess(nb, resources)
        return nbformat.reads(shelf.result.notebook, as_version=4), resources

    def _task(self, nb, resources):
        told, root = resources["nbgrader"], Path(self.config.CourseDirectory.root)
        return Task(
            assignment=told["assignment"],
            name=told["notebook"],
            notebook=nbformat.writes(nb),
            files=_files_of(resources["metadata"]["path"], without=".ipynb"),
            course_files=_files_of(root / "source" / told["assignment"]),
            settings={name: dict(self.config[name]) for name in _SETTINGS if name in self.config},
            hidden=str(root),
            language=spoken(),
        )


def _files_of(folder, *, without=None):
    paths = [path for path in Path(folder).rglob("*") if path.is_file() and path.suffix != without]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
