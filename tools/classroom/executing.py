"""Run one task, in a worker on this computer or on another. Whatever happens is told as a value."""

import functools
import hashlib
import tempfile
from pathlib import Path

import nbformat
from traitlets.config import Config

from tools.classroom.causes import CourseBroken, Tampered
from tools.classroom.elsewhere import Result
from tools.classroom.language import _, use, written
from tools.classroom.rooms import remove_tree
from tools.classroom.running import RunCells
from tools.classroom.sandbox import COURSE


class _RunTask(RunCells):
    """Runs a task, and keeps from it also the class that it comes from, should that be on this computer."""

    hidden = ()

    def hidden_folders(self):
        return [folder for folder in [*super().hidden_folders(), *self.hidden] if folder.exists()]


def execute(task):
    """Run a task, and say what came of it.

    Parameters
    ----------
    task : tools.classroom.elsewhere.Task

    Returns
    -------
    tools.classroom.elsewhere.Result
    """
    try:
        use(written(task.language))
        place = Path(tempfile.mkdtemp(prefix="task"))
        try:
            return Result(notebook=_executed(task, place))
        finally:
            remove_tree(place)
    except (CourseBroken, Tampered) as error:
        return Result(failure=str(error))
    except Exception as error:  # one submission must not stop the others
        return Result(failure=f"{type(error).__name__}: {error}")


def _executed(task, place):
    files, course = place / "submission", place / "class"
    _lay_down(task.files, files)
    _lay_down(task.course_files, course / "source" / task.assignment)
    config = Config(task.settings)
    config.CourseDirectory.root = str(course)
    run = _RunTask(config=config)
    run.hidden = (Path(task.hidden),)
    told = {"assignment": task.assignment, "notebook": task.name}
    notebook = nbformat.reads(task.notebook, as_version=4)
    notebook, _resources = run.preprocess(notebook, {"nbgrader": told, "metadata": {"path": str(files)}})
    return nbformat.writes(notebook)


def _lay_down(files, folder):
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@functools.cache
def version():
    """Return what differs where the course, or what grades it, is of another version."""
    digest = hashlib.sha256()
    for folder in (COURSE, Path(__file__).parent):
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def execute_if_same(task, wanted):
    """Run a task where the course is of the version that it comes from.

    Parameters
    ----------
    task : tools.classroom.elsewhere.Task
    wanted : str
        What `version` returns there.
    """
    if version() != wanted:
        return Result(failure=_("the worker that ran it has another version of the course"))
    return execute(task)
