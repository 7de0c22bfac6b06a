"""The installations that the notebooks must run on: every Python, and the lowest and newest versions allowed."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tools.notebooks.sources import ROOT

PYTHONS = ("3.10", "3.11", "3.12", "3.13")
_LOCKED = ("--constraint", "requirements.lock")


def planned_installs():
    """Return {name: (version of Python, options of `uv pip install`)}."""
    locked = {f"Python {version}, locked": (version, _LOCKED) for version in PYTHONS}
    lowest = {f"Python {PYTHONS[0]}, lowest": (PYTHONS[0], ("--resolution=lowest-direct",))}
    newest = {f"Python {PYTHONS[-1]}, newest": (PYTHONS[-1], ("--resolution=highest",))}
    return locked | lowest | newest


def find_python(version):
    """Return the path of an interpreter of that version on this machine, or None; nothing is downloaded."""
    # What hides behind a version manager's names is no interpreter that uv would look at.
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob(
        f"{version}.*/bin/python{version}"
    )
    for wanted in (version, *map(str, sorted(kept))):
        command = [sys.executable, "-m", "uv", "python", "find", "--no-python-downloads", "--system", wanted]
        done = subprocess.run(command, cwd=Path(sys.prefix).anchor, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.strip()
    return None


def make_install(name, folder):
    """Make an environment with the course in it.

    Parameters
    ----------
    name : str
        Of `planned_installs`.
    folder : pathlib.Path
        Where all environments lie.

    Returns
    -------
    python : str or None
        The path of its interpreter.
    reason : str
        Why there is none.
    """
    version, options = planned_installs()[name]
    interpreter = find_python(version)
    if interpreter is None:
        return None, f"not here: no Python {version}"
    place = folder / re.sub(r"[^\w.]+", "-", name)
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    uv = [sys.executable, "-m", "uv"]
    steps = [
        [*uv, "venv", "--clear", "--quiet", "--python", interpreter, str(place)],
        [*uv, "pip", "install", "--quiet", "--python", str(python), *options, "--editable", ".[dev]"],
    ]
    for step in steps:
        done = subprocess.run(step, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            return None, f"no install: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'uv failed'}"
    return str(python), ""
