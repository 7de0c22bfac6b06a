"""All files of the course in one, so that who reads the site can install it from there."""

import subprocess
import zipfile
from pathlib import Path

from tools.notebooks.sources import ROOT

NAME = "autoencoders.zip"
_FOLDER = "autoencoders"
# What is made or kept on one machine only, as in .gitignore; asked where the course is no clone.
_LEFT_OUT = {".git", ".venv", "__pycache__", ".ipynb_checkpoints", ".pytest_cache", ".ruff_cache", "build", "class"}
# The oldest time that a file in an archive can have: the same course makes the same archive.
_TIME = (1980, 1, 1, 0, 0, 0)


def course_files(root=ROOT):
    """Return the paths of the files of the course, relative to its folder: those that git knows, if it is a clone."""
    if (root / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True).stdout
        places = [Path(name) for name in listed.split("\0") if name]
    else:
        places = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
        places = [place for place in places if not _LEFT_OUT & set(place.parts)]
    return sorted(place for place in places if (root / place).is_file())


def write_course(path, root=ROOT):
    """Write all files of the course into one archive.

    Parameters
    ----------
    path : pathlib.Path
    root : pathlib.Path
        The folder of the course.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for place in course_files(root):
            entry = zipfile.ZipInfo(f"{_FOLDER}/{place.as_posix()}", _TIME)
            # Some files are programs, and stay so.
            entry.external_attr = ((root / place).stat().st_mode & 0o755 | 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (root / place).read_bytes(), compresslevel=1)
