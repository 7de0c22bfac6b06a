"""Prepare this server for the hub of a class: `make hub`, as root. What is there already stays as it is."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import psutil

from hub.lessons import publish
from hub.places import (
    COURSE,
    EXCHANGE,
    GIT_SETTINGS,
    GRADER,
    LESSONS,
    PROXY,
    SHARED,
    STATE,
    STUDENTS,
    TEACHERS,
    members,
)

# Measured: the kernel of the largest lesson with its server; and what the system, the hub and a run of grades take.
BYTES_FOR_EACH, BYTES_FOR_ALL = 2_000_000_000, 6_000_000_000
_GIT_SETTINGS = """[include]
\tpath = /etc/gitconfig
[safe]
\tdirectory = {lessons}
"""


def prepare():
    """Make what the hub needs, and check what only an administrator can mend.

    Returns
    -------
    list of str
        A sentence for each thing that an administrator should look at.

    Raises
    ------
    ValueError
        If no hub can run here; the text says what to do.
    """
    if not sys.platform.startswith("linux") or os.getuid() != 0:
        raise ValueError("A hub starts servers for other accounts, so it needs Linux and root: sudo make hub")
    if not PROXY.exists():
        raise ValueError("The hub's proxy is not installed. Run: make hub")
    for group in (STUDENTS, TEACHERS):
        _run("groupadd", "--force", group)
    if not _is_account(GRADER):
        # Without a password, so nobody logs in as it.
        _run("useradd", "--create-home", "--shell=/bin/bash", "--comment=Owner of the class", GRADER)
    Path(pwd.getpwnam(GRADER).pw_dir).chmod(0o700)
    _make_folder(SHARED, 0o755)
    _make_folder(STATE, 0o700)
    # Everybody writes there, and nobody can remove or replace what is another's.
    _make_folder(EXCHANGE, 0o1777)
    publish()
    GIT_SETTINGS.write_text(_GIT_SETTINGS.format(lessons=LESSONS), encoding="utf-8")
    _refuse_unreadable_course()
    _as_grader(sys.executable, "-m", "tools.classroom", "make", "--class", str(class_folder()))
    return _what_to_look_at()


def class_folder():
    """Return where the class lies."""
    return Path(pwd.getpwnam(GRADER).pw_dir) / "class"


def students_at_once(memory):
    """Return how many students can have a lesson running at once in so many bytes of memory."""
    return max(0, int((memory - BYTES_FOR_ALL) // BYTES_FOR_EACH))


def _refuse_unreadable_course():
    done = _as_grader(sys.executable, "-c", "import IPython, nbgrader", check=False)
    if done.returncode:
        raise ValueError(
            f"Other accounts cannot use {sys.executable} or the course in {COURSE}. Put the clone where everybody can "
            "read it, such as /opt, and make its environment with a Python that everybody can read: "
            "make clean, then make hub PYTHON=/usr/bin/python3"
        )


def _what_to_look_at():
    said = []
    open_homes = [
        name for name in [*members(STUDENTS), *members(TEACHERS)] if Path(pwd.getpwnam(name).pw_dir).stat().st_mode & 7
    ]
    if open_homes:
        said.append(f"Other students can look into the homes of {', '.join(open_homes)}. Close them: chmod 700")
    if not members(TEACHERS):
        said.append(f"There is no teacher yet: adduser NAME {TEACHERS}")
    if not members(STUDENTS):
        said.append(f"There is no student yet: adduser --ingroup {STUDENTS} NAME")
    if not Path("/run/systemd/system").is_dir():
        said.append("There is no systemd here, so memory is limited for each process, and not for each student.")
    if not shutil.which("bwrap"):
        said.append("Grading has no sandbox: apt install bubblewrap")
    if COURSE.stat().st_mode & 0o022:
        said.append(f"Others than root can change the course: chmod -R go-w {COURSE}")
    return said


def _make_folder(path, mode):
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)


def _is_account(name):
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False


def _as_grader(*command, check=True):
    return _run("runuser", "-u", GRADER, "--", *command, check=check)


def _run(*command, check=True):
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=False)
    if check and done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"]
        raise ValueError(f"{' '.join(command)} has failed: {said[-1]}")
    return done


def main():
    try:
        said = prepare()
    except (ValueError, OSError) as error:
        return str(error)
    for sentence in said:
        print(sentence)
    number = students_at_once(psutil.virtual_memory().total)
    print(f"The memory here is enough for lessons of {number} students at once.")
    print(f"The hub is prepared in {SHARED}, and the class in {class_folder()}.")
    print("Start it by systemd, as TEACHING.md says, or here and now:")
    print(f"    {Path(sys.executable).parent / 'jupyterhub'} --config {COURSE / 'hub' / 'jupyterhub_config.py'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
