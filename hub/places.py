"""Where the hub of a class keeps things, and which accounts and groups of the system it knows."""

import grp
import os
import pwd
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("AUTOENCODERS_SHARED", "/srv/autoencoders"))
EXCHANGE, LESSONS, STATE = SHARED / "exchange", SHARED / "lessons.git", SHARED / "hub"
GIT_SETTINGS = SHARED / "gitconfig"
# Installed by `make hub`, in the versions of hub/proxy/package-lock.json.
PROXY = Path(sys.prefix) / "proxy" / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
# An administrator's own settings, which override the hub's.
OWN_SETTINGS = STATE / "own_settings.py"
# The account that owns the class. Nobody logs in as it; teachers open its server.
GRADER = os.environ.get("AUTOENCODERS_GRADER", "autoencoders")
STUDENTS = os.environ.get("AUTOENCODERS_STUDENTS", "students")
TEACHERS = os.environ.get("AUTOENCODERS_TEACHERS", "teachers")
# Lesson 6 needs 1.7 GB, any other at most 1.2, and a server 0.2: the two largest fit. In units of 2**30 bytes.
MEMORY = os.environ.get("AUTOENCODERS_MEMORY", "3G")


def members(group):
    """Return the names of the accounts of a group of the system; none if there is no such group."""
    try:
        found = grp.getgrnam(group)
    except KeyError:
        return []
    return sorted({*found.gr_mem, *(one.pw_name for one in pwd.getpwall() if one.pw_gid == found.gr_gid)})
