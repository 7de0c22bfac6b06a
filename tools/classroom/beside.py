"""The files that lie beside a notebook: they come along, as long as they do not decide how it is graded."""

import contextlib
import importlib.util
import re
import sys

from tools.classroom.language import _
from tools.classroom.words import first_of

_MOST_BYTES = 100_000_000
_MOST_FILES = 1000
_MODULE = re.compile(r"(?P<module>[^.]+)(\.[^/]*)?\.(py|pyc|pyw|so|pyd)", re.IGNORECASE)
# matplotlib reads its settings from the folder that it runs in.
_SETTINGS = ("matplotlibrc",)


def copy_files_beside(files, home, prepared, notebook):
    """Copy what a notebook may need, and return notes on what was left out.

    Parameters
    ----------
    files : list of HandedIn
        All that was handed in but notebooks.
    home : tuple of str
        The path of the notebook's folder among them.
    prepared : pathlib.Path
        Where the notebook will run.
    notebook : nbformat.NotebookNode
    """
    beside = {file.parts[len(home) :]: file for file in files if file.parts[: len(home)] == home}
    beside = {path: file for path, file in beside.items() if not any(part.startswith(".") for part in path)}
    beside.pop(("timestamp.txt",), None)
    packages = {path[0] for path in beside if len(path) == 2 and path[1].startswith("__init__.")}
    texts = _texts(notebook, files)
    left_out, room, number = {}, _MOST_BYTES, 0
    for path, file in beside.items():
        name = "/".join(path)
        module = path[0] if path[0] in packages else _module(path)
        if module and _is_installed(module):
            left_out.setdefault(_("Python would take it for the module of that name"), []).append(path[0])
        elif path[0] in _SETTINGS:
            left_out.setdefault(_("it changes how programs work"), []).append(name)
        elif module and not _is_meant(module, texts):
            continue
        elif file.size > room or number >= _MOST_FILES:
            left_out.setdefault(_("there is more than is copied"), []).append(name)
        else:
            reason, size = _copy(file, prepared.joinpath(*path))
            if reason:
                left_out.setdefault(reason, []).append(name)
            room, number = room - size, number + 1
    return [
        _("left out, for {reason}: {names}", reason=why, names=first_of(names, 10)) for why, names in left_out.items()
    ]


def _module(path):
    found = _MODULE.fullmatch(path[0]) if len(path) == 1 else None
    return found["module"] if found else None


def _is_installed(module):
    """Return whether Python has a module of that name already. An ordinary folder is none."""
    if module in sys.stdlib_module_names or module in ("sitecustomize", "usercustomize"):
        return True
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError, AttributeError):
        return True
    return spec is not None and spec.origin is not None


def _texts(notebook, files):
    """Return the code of the notebook, and the text of each Python file, by its name."""
    texts = {None: "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")}
    scripts = [file for file in files if file.parts[-1].endswith(".py") and file.size < 200_000]
    for file in scripts[:100]:
        with contextlib.suppress(OSError, ValueError):
            texts[file.parts[-1]] = file.read().decode(errors="replace")
    return texts


def _is_meant(module, texts):
    """Return whether the notebook, or another file of the student's, names a module.

    Libraries try to import things that are not installed here; they must not find a student's file.
    """
    word = re.compile(rf"\b{re.escape(module)}\b")
    return any(word.search(text) for name, text in texts.items() if name != f"{module}.py")


def _copy(file, path):
    """Write one file. Return why that failed, or None, and how many bytes it has."""
    try:
        content = file.read()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except (OSError, ValueError) as error:
        return _("it cannot be read ({error})", error=getattr(error, "strerror", None) or error), 0
    return None, len(content)
