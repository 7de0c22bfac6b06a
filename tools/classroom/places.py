"""Where a class may be laid out: asked before anything is made, for nbgrader answers with riddles."""

import glob
import os

from tools.classroom.language import _
from tools.notebooks.sources import ROOT

_OF_A_CLASS = {"nbgrader_config.py", "source", "release", "submitted", "downloaded", "gradebook.db"}
_OF_THE_COURSE = {"autoenc_lessons", "benchmarks", "lessons", "notebooks", "tests", "tools", "build"}


def check_place(folder):
    """Raise ValueError, with what to do, if a class cannot be laid out in a folder.

    Parameters
    ----------
    folder : pathlib.Path
    """
    path = check_path(folder)
    if path.is_relative_to(ROOT) and (path == ROOT or _of_the_course(path.relative_to(ROOT).parts[0])):
        said = _(
            "{path} belongs to this course; choose a folder of your own, such as {own}.", path=path, own=ROOT / "class"
        )
        raise ValueError(said)
    there = next(place for place in (path, *path.parents) if place.exists() or place.is_symlink())
    if not there.is_dir():
        said = _(
            "{file} is a file, so no class can be laid out in {path}; choose another folder.", file=there, path=path
        )
        raise ValueError(said)
    if not os.access(there, os.W_OK | os.X_OK):
        raise ValueError(_("You may not write into {folder}; choose another folder for the class.", folder=there))
    if there == path and (names := {entry.name for entry in path.iterdir()}) and not names & _OF_A_CLASS:
        said = _(
            "{path} holds other things already ({one}); choose an empty or a new folder.", path=path, one=min(names)
        )
        raise ValueError(said)


def check_path(folder):
    """Return the whole path of a folder; raise ValueError if nbgrader would take it for another one."""
    path = folder.resolve()
    if glob.has_magic(str(path)):
        said = _("nbgrader takes the characters [ ] * ? for a pattern; choose another folder than {path}.", path=path)
        raise ValueError(said)
    if os.path.expandvars(str(path)) != str(path):
        said = _("nbgrader takes a $ for the beginning of a variable; choose another folder than {path}.", path=path)
        raise ValueError(said)
    return path


def make_private(folder):
    """Make a folder of a class and let no other account see into it: it holds answers, hidden tests and grades.

    A folder that others cannot see is left as it is, so a teacher may open it to a group of teachers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o007:
        folder.chmod(0o700)


def _of_the_course(name):
    return name in _OF_THE_COURSE or name.startswith(".")
