"""What can be read in a submission before any of it runs: what it imports, installs and looks into."""

import ast
import re

from IPython.core.inputtransformer2 import TransformerManager

from tools.classroom.language import _
from tools.classroom.sandbox import COURSE
from tools.classroom.words import first_of, grading_of

JUDGES = f"{COURSE.name}.checks"
_INSTALLS = re.compile(
    r"^\s*[!%]{0,2}\s*(?:\S*python\S*\s+-m\s+)?(?:pip3?|conda|mamba|uv|apt(?:-get)?)\s+(?:pip\s+)?"
    r"(?:install|uninstall|add|remove|update|upgrade)\b(?P<what>.*)$",
    flags=re.MULTILINE,
)
_SELDOM = re.compile(
    r"\b(_judge|__globals__|__code__|__closure__|_getframe|currentframe|f_back|tb_frame|sys\.modules|gc\.get_\w+"
    r"|_current_frames|ast_transformers|input_transformers\w*|settrace|setprofile|ctypes)\b"
)


def imported_by(cells):
    """Return the modules that code cells import, each once, in the order of the cells.

    Parameters
    ----------
    cells : iterable of nbformat.NotebookNode
    """
    found = []
    for cell in cells:
        for node in ast.walk(_tree(cell)):
            if isinstance(node, ast.Import):
                found += [name.name for name in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return list(dict.fromkeys(found))


def _tree(cell):
    if cell.cell_type != "code":
        return ast.Module([], [])
    try:
        return ast.parse(TransformerManager().transform_cell(cell.source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def remarkable(notebook):
    """Return a sentence for each thing in a student's cells that a teacher should know of.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    """
    given = imported_by(cell for cell in notebook.cells if grading_of(cell).get("locked"))
    own = [cell for cell in notebook.cells if cell.cell_type == "code" and not grading_of(cell).get("locked")]
    text = "\n".join(cell.source for cell in own)
    used = [name for name in imported_by(own) if name.startswith(JUDGES + ".") and name not in given]
    installs = [" ".join(found["what"].split()) for found in _INSTALLS.finditer(text)]
    seldom = sorted({found[1] for found in _SELDOM.finditer(text)})
    said = []
    if used:
        said.append(_("imports what the judge is made of ({names}); look at it", names=", ".join(used[:3])))
    if installs:
        what = "; ".join(installs[:3])[:80]
        said.append(_("tries to install something ({what}); graded in the course's environment", what=what))
    if seldom:
        said.append(_("uses {names}, which an answer seldom needs; look at it", names=", ".join(seldom[:4])))
    return said


def notes_on_changes(changed, *, looked):
    """Return sentences on what a submission did to its judge.

    Parameters
    ----------
    changed : iterable of str
        The names of what it changed.
    looked : bool
        Whether an answer looked into its check.
    """
    course = [name for name in changed if name.startswith(COURSE.name)]
    others = [name for name in changed if not name.startswith(COURSE.name)]
    notes = []
    if course:
        names = first_of(course, 3)
        notes.append(_("CHANGED THE COURSE'S OWN CODE ({names}), which was put back before each check", names=names))
    if others:
        notes.append(_("changed {names}, which was put back before each check", names=first_of(others, 3)))
    if looked:
        notes.append(_("an answer tried to look into the check that judged it"))
    return notes
