"""The lessons as students get them: a git repository of its own, from which nbgitpuller brings them and their updates.

Run as `python -m hub.lessons`, after each update of the course; with `--with-solutions` once these may be seen.
"""

import argparse
import platform
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from hub.places import COURSE, LESSONS

# git would merge a student's notebook and ours line by line, into one that nobody wrote. So it takes theirs, whole.
_ATTRIBUTES = "*.ipynb -merge\n"
_PYTHON = re.compile(r'("pygments_lexer": "ipython3",\s+"version": )"[\d.]+"')
_NOT_FOR_STUDENTS = (".ipynb_checkpoints", "__pycache__")
_COMMITTER = ["-c", "user.name=The course", "-c", "user.email=course@localhost", "-c", "commit.gpgsign=false"]


def publish(repository=LESSONS, notebooks=COURSE / "notebooks", *, with_solutions=False):
    """Put the notebooks into a bare repository that everybody may read.

    Parameters
    ----------
    repository : pathlib.Path
        It is made if it is not there.
    notebooks : pathlib.Path
    with_solutions : bool

    Returns
    -------
    bool
        Whether anything is new.

    Raises
    ------
    ValueError
        If git cannot do it; the text says why.
    """
    left_out = _NOT_FOR_STUDENTS + (() if with_solutions else ("solutions",))
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(notebooks, tree / "notebooks", ignore=shutil.ignore_patterns(*left_out))
        _name_this_python(tree)
        (tree / ".gitattributes").write_text(_ATTRIBUTES, encoding="utf-8")
        if not repository.exists():
            _git("init", "--quiet", "--bare", "--shared=0644", "--initial-branch=main", str(repository))
        there = [f"--git-dir={repository}", f"--work-tree={tree}"]
        _git(*there, "add", "--all", "--force", ".")
        if not _git(*there, "status", "--porcelain"):
            return False
        _git(*_COMMITTER, *there, "commit", "--quiet", "--message=The lessons")
    return True


def _name_this_python(tree):
    """Write the version of Python into the notebooks, as JupyterLab does: to open one must not change it."""
    for path in tree.rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        named = _PYTHON.sub(rf'\g<1>"{platform.python_version()}"', text)
        path.write_text(named, encoding="utf-8", newline="\n")


def _git(*arguments):
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ValueError("The lessons are brought by git, which is not installed: apt install git") from None
    if done.returncode:
        raise ValueError(f"The lessons are not published: {done.stderr.strip()}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--with-solutions", action="store_true", help="let students have the solutions, too")
    wish = parser.parse_args()
    try:
        new = publish(with_solutions=wish.with_solutions)
    except (ValueError, OSError) as error:
        return str(error)
    print("Students get the new lessons when they next open their server." if new else "Nothing in the lessons is new.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
