"""Where the hub of a class keeps things, and which accounts and groups of the system it knows."""

import grp
import os
import pwd
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("AUTOENCODERS_SHARED", "/srv/autoencoders"))
EXCHANGE, LESSONS, STATE = SHARED / "exchange", SHARED / "lessons.git", SHARED / "hub"
GIT_SETTINGS = SHARED / "gitconfig"
# An administrator's own settings, which override the hub's.
OWN_SETTINGS = STATE / "own_settings.py"
# The account that owns the class. Nobody logs in as it; teachers open its server.
GRADER = os.environ.get("AUTOENCODERS_GRADER", "autoencoders")
STUDENTS = os.environ.get("AUTOENCODERS_STUDENTS", "students")
TEACHERS = os.environ.get("AUTOENCODERS_TEACHERS", "teachers")


def members(group):
    """Return the names of the accounts of a group of the system; none if there is no such group."""
    try:
        found = grp.getgrnam(group)
    except KeyError:
        return []
    return sorted({*found.gr_mem, *(one.pw_name for one in pwd.getpwall() if one.pw_gid == found.gr_gid)})
