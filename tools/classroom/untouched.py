"""Whether a submission has changed what it must leave alone. A sandbox keeps it out; without one, this tells."""

import contextlib
import importlib.metadata
import os
import sys
from pathlib import Path

from packaging.requirements import Requirement

from tools.classroom.causes import Tampered
from tools.classroom.gradebook import gradebook_file
from tools.classroom.language import _, marked
from tools.classroom.sandbox import COURSE, sandbox_problem

_COURSE_S = ("submitted", "source", "release", "nbgrader_config.py", "graded.json")
REPAIR = marked("make the environment anew (make clean, then make class), and grade again")


def environment():
    """Return what changes when something is installed or removed, or when the course's own files are changed."""
    marks = {}
    for place in sorted({place for place in sys.path if Path(place).name in ("site-packages", "dist-packages")}):
        marks |= _marks(Path(place).glob("*.dist-info/RECORD"))
        marks |= {str(path): True for path in Path(place).glob("*") if path.suffix != ".pyc"}
    marks |= {str(path): True for path in Path(sys.prefix, "conda-meta").glob("*")}
    return marks | _marks(COURSE.rglob("*.py")) | _marks(Path(__file__).parent.rglob("*.py"))


def difference(before, after):
    """Return the first path that has come, gone or changed; None if nothing has."""
    changed = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    return min(changed, default=None)


def unmet_needs():
    """Return in a few words what of the course's packages is missing or of another version; None if all is there."""
    for line in _needs():
        need = Requirement(line)
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(need.name)
        except importlib.metadata.PackageNotFoundError:
            return _("{package} is not installed", package=need.name)
        if not need.specifier.contains(version, prereleases=True):
            told = {"package": need.name, "version": version, "needed": need.specifier}
            return _("{package} {version} is installed, but the course needs {needed}", **told)
    return None


def _needs():
    try:
        return importlib.metadata.requires(COURSE.name) or []
    except importlib.metadata.PackageNotFoundError:
        return []  # used from its folder, and not installed


class ClassFolder:
    """Remembers a class's gradebook and what was handed in, while one submission runs.

    Parameters
    ----------
    folder : pathlib.Path
    gradebook : pathlib.Path or None
        Its file; None if the gradebook is none.
    """

    def __init__(self, folder, gradebook):
        self._folder, self._gradebook = folder, gradebook
        self._content = gradebook.read_bytes() if gradebook and gradebook.exists() else None
        self._marks = self._all_marks()

    def _all_marks(self):
        places = [self._folder / name for name in _COURSE_S]
        return _marks(path for place in places for path in ([place] if place.is_file() else place.rglob("*")))

    def put_back(self):
        """Put the gradebook back as it was. Return what was changed, in a sentence; None if nothing was."""
        now = self._gradebook.read_bytes() if self._gradebook and self._gradebook.exists() else None
        if now != self._content:
            self._gradebook.write_bytes(self._content)
            return _("it changed the gradebook, which was put back as it was")
        changed = difference(self._marks, self._all_marks())
        if changed is None:
            return None
        return _("it changed {file}; look at it", file=Path(changed).relative_to(self._folder).as_posix())


@contextlib.contextmanager
def class_untouched(folder, url):
    """Look after a class's folder while a submission runs, where no sandbox keeps it out.

    Parameters
    ----------
    folder : pathlib.Path or None
    url : str or None
        Of the gradebook.

    Raises
    ------
    Tampered
        If the submission has changed something there.
    """
    if sandbox_problem() is None or folder is None or url is None:
        yield
        return
    before = ClassFolder(folder, gradebook_file(url))
    yield
    if changed := before.put_back():
        raise Tampered(changed)


def _marks(paths):
    found = {}
    for path in paths:
        try:
            mark = os.lstat(path)
        except OSError:
            continue
        found[str(path)] = (mark.st_size, mark.st_mtime_ns) if path.is_file() else True
    return found
