"""Lay out an nbgrader course: its configuration, the instructor's notebooks, the release and the gradebook."""

import hashlib
import os
import re
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import temp_attrs
from sqlalchemy.exc import DatabaseError
from traitlets.config import PyFileConfigLoader

from tools.classroom.gradebook_server import computing_by_itself
from tools.classroom.language import _
from tools.classroom.new_gradebook import note_version
from tools.classroom.places import check_path, check_place, make_private
from tools.classroom.words import grading_of
from tools.notebooks.sources import ROOT

CONFIG = """import sys
from pathlib import Path

folder = Path(__file__).resolve().parent
sys.path.insert(0, str(folder / {root!r}))

from tools.classroom.nbgrader_settings import configure

c = get_config()
configure(c, folder)

# {own_settings}
"""
# A link to a file of the repository.
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(\.[^)\s]*\)")


def lay_out(folder, notebooks):
    """Write source and release of each assignment. Nothing else in the folder is touched, and no other account sees it.

    Parameters
    ----------
    folder : pathlib.Path
    notebooks : dict
        The instructor's notebook of each assignment, by the assignment's name.

    Returns
    -------
    list of str
        A sentence for each assignment that could not be brought up to date.

    Raises
    ------
    ValueError
        If no class can be laid out in the folder; the text says what to do.
    """
    check_place(folder)
    try:
        make_private(folder)
        config = folder / "nbgrader_config.py"
        if not config.exists():
            root = os.path.relpath(ROOT, folder.resolve())
            own = _("Your own settings go below; this file is written once and never again.")
            config.write_text(CONFIG.format(root=root, own_settings=own), encoding="utf-8")
        (folder / "submitted").mkdir(exist_ok=True)
        computing_by_itself(CourseDirectory(config=course_config(folder)).db_url)
        return [problem for name, notebook in notebooks.items() if (problem := _lay_out_one(folder, name, notebook))]
    except OSError as error:
        raise ValueError(
            _("{path} cannot be written: {error}.", path=error.filename or folder, error=error.strerror)
        ) from None
    except DatabaseError as error:
        raise ValueError(
            _(
                "{gradebook} cannot be read ({error}). Move it to another place and run make class again; "
                "then make grades CLASS_FLAGS=--again. Points that were given by hand are in the moved file alone.",
                gradebook=folder / "gradebook.db",
                error=error.orig,
            )
        ) from None


def _lay_out_one(folder, name, notebook):
    source, release = (folder / step / name / f"{name}.ipynb" for step in ("source", "release"))
    text = nbformat.writes(_standing_alone(notebook), version=4) + "\n"
    old = source.read_text(encoding="utf-8") if source.exists() else None
    if old == text and release.exists():
        return register(folder, name, notebook)
    if old and _is_graded(folder, name):
        kept = nbformat.reads(old, as_version=4)
        if _questions(notebook) != _questions(kept):
            return register(folder, name, kept) or _(
                "{assignment} has other questions now, and submissions of it are graded already. It stays as you "
                "handed it out. For the new one, lay out another course: "
                "make class CLASS_FLAGS='--class another_folder'",
                assignment=name,
            )
    _keep_replaced(folder, source, old, text)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(text, encoding="utf-8", newline="\n")
    problem = _release(folder, name, release)
    if problem:
        # Else the next run would take it for done.
        source.unlink()
        if old:
            source.write_text(old, encoding="utf-8", newline="\n")
    return problem


def _standing_alone(notebook):
    """Return the notebook as it reads where no lesson and no solution lies beside it."""
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            kept = [part for part in cell.source.split("\n\n") if "](../solutions/" not in part]
            cell.source = _LINK.sub(r"\1", "\n\n".join(kept))
    return notebook


def register(folder, name, notebook):
    """Put an assignment into the gradebook if it is not there, for a gradebook can be lost.

    Parameters
    ----------
    folder : pathlib.Path
    name : str
    notebook : nbformat.NotebookNode
        The instructor's.

    Returns
    -------
    str or None
        A sentence if that failed.
    """
    with open_gradebook(folder) as gradebook:
        try:
            known = {cell.name for cell in gradebook.find_notebook(name, name).grade_cells}
        except MissingEntry:
            known = set()
    if known == {grading_of(cell)["grade_id"] for cell in notebook.cells if grading_of(cell).get("grade")}:
        return None
    release = folder / "release" / name / f"{name}.ipynb"
    as_handed_out = release.read_bytes() if release.exists() else None
    problem = _release(folder, name, release)
    if as_handed_out:
        release.write_bytes(as_handed_out)
    return problem


def _keep_replaced(folder, source, old, new):
    """A teacher may have edited the source: its replaced version stays."""
    if old and old != new:
        digest = hashlib.sha256(old.encode()).hexdigest()[:8]
        kept = folder / "replaced" / f"{source.stem}-{digest}.ipynb"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(old, encoding="utf-8")


def _release(folder, name, release):
    previous = release.read_bytes() if release.exists() else None
    api = course_api(folder)
    note_version(api.coursedir.db_url)
    # With the notebook named, nbgrader replaces it alone and not the folder with all that lies beside it.
    with temp_attrs(api.coursedir, notebook_id=name):
        result = api.generate_assignment(name, force=True)
    if result["success"]:
        return None
    if previous:
        release.parent.mkdir(parents=True, exist_ok=True)
        release.write_bytes(previous)
    error = result["error"].strip().splitlines()[-1]
    return _("{assignment} could not be released. {error}", assignment=name, error=error)


def _is_graded(folder, name):
    if any((folder / "autograded").glob(f"*/{name}/{name}.ipynb")):
        return True
    with open_gradebook(folder) as gradebook:
        try:
            return bool(gradebook.find_notebook(name, name).submissions)
        except MissingEntry:
            return False


def _questions(notebook):
    return {grading_of(cell)["grade_id"] for cell in notebook.cells if grading_of(cell)}


def points_table(notebooks):
    """Return what each question is worth, as Markdown."""
    heads, every = [_("exercise"), _("question"), _("points")], _("all")
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|"]
    for name, notebook in notebooks.items():
        checks = [grading_of(cell) for cell in notebook.cells if grading_of(cell).get("grade")]
        lines += [f"| {name} | {check['grade_id']} | {check['points']} |" for check in checks]
        lines.append(f"| {name} | {every} | {sum(check['points'] for check in checks)} |")
    return "\n".join(lines)


def no_assignment(unknown, known):
    """Return a sentence on names that no assignment has."""
    told = {"unknown": ", ".join(unknown), "known": ", ".join(known)}
    return _("There is no assignment {unknown}; there are: {known}.", **told)


def course_api(folder):
    """Return nbgrader's API for the course in a folder, with the folder's own configuration."""
    config = course_config(folder)
    return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)


def course_config(folder):
    """Return the configuration of the course in a folder.

    Raises
    ------
    FileNotFoundError
        If no course is laid out there.
    ValueError
        If nbgrader would misread the folder's path.
    """
    if not (folder / "nbgrader_config.py").exists():
        raise FileNotFoundError(_("There is no class in {folder}. Run: make class", folder=folder))
    check_path(folder)
    _find_programs_beside_python()
    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder.resolve())
    return config


def _find_programs_beside_python():
    """A program of the environment that is called by its bare name is not found where that is not activated."""
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = programs + os.pathsep + os.environ.get("PATH", "")


def open_gradebook(folder):
    """Return the gradebook of the course in a folder, as a context manager."""
    coursedir = CourseDirectory(config=course_config(folder))
    note_version(coursedir.db_url)
    return Gradebook(coursedir.db_url, coursedir.course_id)
