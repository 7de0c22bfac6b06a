"""From whatever a student handed in to a notebook that can be graded. What was handed in is only read."""

import hashlib
import os
import re
from dataclasses import replace
from functools import partial

import nbformat
from nbgrader.utils import parse_utc
from traitlets import Enum
from traitlets.config import Configurable

from tools.classroom.archives import MOST_BYTES, added_by_a_system, files_of_archive, files_of_folder, is_archive
from tools.classroom.beside import copy_files_beside
from tools.classroom.blanks import answered
from tools.classroom.file_names import safe_name
from tools.classroom.language import _, counted, marked, reads_in, written
from tools.classroom.layout import course_config
from tools.classroom.lookalikes import shared_cells
from tools.classroom.rooms import remove_tree
from tools.classroom.saved_notebooks import readable_notebook, readable_script
from tools.classroom.words import add_notes

_DEEPEST_ARCHIVE = 3
_MOST_NOTEBOOKS = 30
_MOST_FILES = 3000
_MOST_NOTES = 10
_CELL_MARK = re.compile(rb"^# ?(%%|In ?\[)", re.MULTILINE)


class Submission(Configurable):
    """What a teacher can set for all submissions."""

    take = Enum(
        ["most answers", "newest", "named"],
        default_value="most answers",
        help="Which of several notebooks of a student is graded; 'named' is the one with the assignment's name",
    ).tag(config=True)


def prepare(handed_in, prepared, assignment):
    """Make the folder that nbgrader grades from the folder that was handed in.

    Parameters
    ----------
    handed_in : pathlib.Path
        `submitted/STUDENT/ASSIGNMENT` of a course. Its release and its configuration tell which of several notebooks
        to take.
    prepared : pathlib.Path
        The folder that is made, or made anew.
    assignment : str
        The name that the notebook must have.

    Raises
    ------
    OSError, ValueError
        If this account may not read what was handed in; the text says what.
    """
    remove_tree(prepared)
    files, notes = everything_in(handed_in)
    chosen, notebook, more = _choose(files, assignment, **_choice(handed_in.parents[2], assignment))
    prepared.mkdir(parents=True)
    home = chosen.parts[:-1] if chosen else ()
    notes += more + copy_files_beside([file for file in files if not _may_be_notebook(file)], home, prepared, notebook)
    _copy_timestamp(handed_in, prepared)
    add_notes(notebook, notes)
    nbformat.write(notebook, prepared / f"{assignment}.ipynb")


def _choice(course, assignment):
    released = course / "release" / assignment / f"{assignment}.ipynb"
    if not (released.exists() and (course / "nbgrader_config.py").exists()):
        return {"released": None, "take": Submission().take}
    take = Submission(config=course_config(course)).take
    return {"released": nbformat.read(released, as_version=4), "take": take}


def everything_in(handed_in):
    """Return the files of a folder and of the archives in it, and notes on what cannot be had.

    Returns
    -------
    files : list of HandedIn
        Without what a computer added. An archive's files have its name as a folder's.
    notes : list of str
    """
    os.scandir(handed_in).close()
    waiting, problems = files_of_folder(handed_in)
    files, notes, room = [], [_("{problem}; it was left out", problem=problem) for problem in problems], MOST_BYTES
    waiting = [(file, 0) for file in reversed(waiting)]
    while waiting:
        file, depth = waiting.pop()
        if len(files) >= _MOST_FILES:
            notes.append(_("there are more than {number} files; the others were left out", number=_MOST_FILES))
            break
        if added_by_a_system(file.parts) or any(part.startswith(".") for part in file.parts[:-1]):
            continue
        if not is_archive(file):
            files.append(file)
            continue
        try:
            # An archive in an archive is held in memory.
            room -= 1000 + (file.size if depth else 0)
            if depth >= _DEEPEST_ARCHIVE or room < 0:
                raise ValueError(_("it holds too much, or too many archives in each other"))
            inside, problems = files_of_archive(file)
        except (OSError, ValueError) as error:
            notes.append(_("'{name}' was not opened: {error}", name=file.name, error=error))
            files.append(file)
            continue
        left_out = marked("{problem} in '{archive}'; it was left out")
        notes += [_(left_out, problem=problem, archive=file.name) for problem in problems]
        found = [replace(inner, parts=(*file.parts, *map(safe_name, inner.parts))) for inner in inside]
        waiting += [(inner, depth + 1) for inner in reversed(found)]
    if (more := len(notes) - _MOST_NOTES) > 0:
        notes[_MOST_NOTES:] = [counted("{number} more were left out", "{number} more were left out", more)]
    return files, notes


def choose_notebook(handed_in, assignment, *, released=None, take="most answers"):
    """Return which file of a folder is the submission, or None, and notes on the choice.

    Parameters
    ----------
    handed_in : pathlib.Path
    assignment : str
    released : nbformat.NotebookNode, optional
        What the student was given.
    take : {"most answers", "newest", "named"}
        Which of several notebooks is taken.
    """
    files, notes = everything_in(handed_in)
    chosen, _notebook, more = _choose(files, assignment, released, take)
    return chosen, notes + more


def _choose(files, assignment, released, take):
    """Return the chosen file or None, its notebook (without cells if it has none), and notes on the choice."""
    candidates = _read(file for file in files if _may_be_notebook(file))
    if not any(notebook for _file, notebook, _error in candidates):
        candidates += _read((file for file in files if _may_be_script(file, candidates)), readable_script)
    if not candidates:
        others = ", ".join(sorted(file.name for file in files if file.parts != ("timestamp.txt",)))
        note = _("no notebook was handed in, but {others}", others=others) if others else _("no notebook was handed in")
        return None, nbformat.v4.new_notebook(), [note]
    *others, (chosen, notebook, why) = sorted(candidates, key=partial(_rank, assignment, released, take))
    if notebook is None:
        for file, _notebook, error in candidates:
            if isinstance(error, OSError):
                told = {"name": file.name, "error": error.strerror}
                raise ValueError(_("'{name}' cannot be read ({error}); let your account read it", **told))
        notebook = nbformat.v4.new_notebook()
        add_notes(notebook, [str(why)])
    notes = []
    if chosen.name != f"{assignment}.ipynb":
        notes.append(_("the notebook is named '{name}'", name=chosen.name))
    if others:
        others = ", ".join(sorted(f"'{file.name}'" for file, *_ in others))
        notes.append(_("only '{name}' was graded, not {others}", name=chosen.name, others=others))
    return chosen, notebook, notes


def _rank(assignment, released, take, candidate):
    """Return what is larger for the notebook that is rather to be graded."""
    file, notebook, _error = candidate
    named = file.parts[-1] == f"{assignment}.ipynb"
    known = notebook and released
    answers, shared = (answered(notebook, released), shared_cells(notebook, released)) if known else (0, 0)
    order = {"most answers": (answers, named), "named": (named, answers), "newest": (file.time, named)}[take]
    # Who packs the whole repository hands in its solutions as well, and its lesson of the same name.
    return (notebook is not None, "solutions" not in file.parts, *order, shared, file.time, file.parts)


def _may_be_notebook(file):
    """Return whether a file is meant as a notebook, also where a browser or an editor gave it another ending."""
    name = file.parts[-1].lower()
    if ".ipynb" in name:
        return True
    if not name.endswith((".json", ".txt")) and "." in name:
        return False
    try:
        start = file.start().replace(b"\0", b"")
    except (OSError, ValueError):
        return False
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"{") and b'"cell' in start


def _may_be_script(file, notebooks):
    """Return whether a file is meant as a notebook's text: it marks cells, or it is all that there is."""
    if not file.parts[-1].lower().endswith(".py") or file.parts[-1] == "__init__.py":
        return False
    try:
        return not notebooks or bool(_CELL_MARK.search(file.read()))
    except (OSError, ValueError):
        return False


def _read(files, reader=readable_notebook):
    """Return each file with its notebook and None, or with None and why it cannot be read."""
    found = []
    for file in list(files)[:_MOST_NOTEBOOKS]:
        try:
            found.append((file, reader(file.read()), None))
        except (OSError, ValueError) as error:
            found.append((file, None, error))
    return found


def _copy_timestamp(handed_in, prepared):
    # nbgrader stops at a time that it cannot read.
    try:
        text = (handed_in / "timestamp.txt").read_text(encoding="utf-8")
        parse_utc(text.strip())
    except (OSError, ValueError, OverflowError):
        return
    (prepared / "timestamp.txt").write_text(text, encoding="utf-8")


def fingerprint(*folders):
    """Return what changes when a file in one of the folders does."""
    digest = hashlib.sha256()
    for folder in folders:
        # In one language, or each submission with a problem would be graded anew in another.
        with reads_in(written("en")):
            files, problems = files_of_folder(folder)
        for file in files:
            if ".ipynb_checkpoints" in file.parts:
                continue
            digest.update(file.name.encode(errors="surrogateescape") + b"\0")
            if file.size > MOST_BYTES:
                digest.update(f"{file.size} {file.time}".encode())
                continue
            try:
                with file.open() as opened:
                    while block := opened.read(1 << 20):
                        digest.update(block)
            except OSError as error:
                digest.update(repr(error).encode())
        digest.update("\0".join(problems).encode(errors="surrogateescape"))
    return digest.hexdigest()
