"""The student's page: written when what it shows has changed since, and not while a teacher still has to look."""

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

from nbgrader.apps import baseapp

from tools.classroom import pages
from tools.classroom.causes import cause_of
from tools.classroom.language import spoken
from tools.classroom.layout import course_api

_TEMPLATES = Path(baseapp.__file__).parents[1] / "server_extensions" / "formgrader" / "templates" / "feedback"


def write_feedback(folder, student, assignment, look, known):
    """Write the student's page, unless the one that is there shows the same, or it would show 0 points too early.

    Parameters
    ----------
    folder : pathlib.Path
    student, assignment : str
    look : tools.classroom.looks.Look
    known : str or None
        What this function returned for the page that is there.

    Returns
    -------
    str
        What changes with the page; empty if there is none.
    str or None
        Why it could not be written.
    """
    if look.waits:
        return "", None
    page = folder / "feedback" / student / assignment / f"{assignment}.html"
    graded = folder / "autograded" / student / assignment / f"{assignment}.ipynb"
    settings = (folder / "nbgrader_config.py").read_bytes()
    mark = _mark(repr(look.shown).encode(), graded.read_bytes(), settings, _what_makes_pages())
    if mark == known and page.exists():
        return mark, None
    failure = cause_of(course_api(folder).generate_feedback(assignment, student, force=True))
    return mark, failure


@functools.cache
def _what_makes_pages():
    """Return what the pages of a run have in common, beside the class's configuration."""
    versions = f"{version('nbgrader')} {version('nbconvert')} {spoken()}".encode()
    templates = sorted(path for path in _TEMPLATES.rglob("*") if path.is_file())
    return _mark(versions, *(path.read_bytes() for path in (Path(pages.__file__), *templates))).encode()


def _mark(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
