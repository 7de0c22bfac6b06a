"""A sandbox for a kernel, where Linux and bubblewrap offer one: it sees the system, Python and the course, read-only.

Not in it: the network, other processes, the class with its gradebook, other submissions, lessons and solutions, homes.
"""

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from tools.classroom.language import _, marked

TRUSTED_KERNEL = Path(__file__).resolve().parent / "trusted_kernel"
# Found without importing it: TensorFlow would take seconds.
COURSE = Path(find_spec("autoenc_lessons").origin).resolve().parent
NO_SANDBOX = marked(
    "There is no sandbox here ({problem}). Students' code runs with your rights: it can read and change your files. "
    "TEACHING.md says what that means."
)
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
# Where libraries read how many threads are worth their while.
_PROCESSORS = "/sys/devices/system/cpu"
_SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "fonts", "localtime", "alternatives", "mime.types")
# These are there already.
_UNSEEN = ("/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/proc/", "/dev/")
_SHARED_BYTES = 256_000_000
_SECONDS_TO_TRY = 60


@functools.cache
def sandbox_problem():
    """Return in a few words why there is no sandbox; None if there is one. It is tried, once.

    A run has one language, so the words are kept as well.
    """
    if not sys.platform.startswith("linux"):
        return _("it needs Linux")
    if not shutil.which("bwrap"):
        return _("bubblewrap is not installed")
    command = ["bwrap", *_walls(), "--", sys.executable, "-c", "import ipykernel, psutil"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS_TO_TRY, env=_variables({}))
    except (OSError, subprocess.TimeoutExpired) as error:
        return _("bubblewrap does not start: {error}", error=error)
    if done.returncode == 0:
        return None
    said = done.stderr.strip().splitlines() or [_("exit code {code}", code=done.returncode)]
    return _("bubblewrap is installed, but cannot be used: {error}", error=said[-1])


def in_sandbox(command, room, variables, hidden=()):
    """Return the command that runs another in the sandbox, with one room to write to.

    Parameters
    ----------
    command : list of str
    room : tools.classroom.rooms.Room
    variables : dict
        Environment variables to set besides the few that are needed.
    hidden : sequence of pathlib.Path
        Folders that must not be seen, wherever they are.
    """
    variables = _variables(variables) | {"HOME": str(room.home), "TMPDIR": str(room.temporary)}
    settings = [part for name, value in variables.items() for part in ("--setenv", name, value)]
    first, last = ["--bind", str(room.temporary), "/tmp"], []
    for folder in (room.work, room.home, room.temporary, room.sockets):
        last += ["--bind", str(folder), str(folder)]
    walls = _walls(first, last, [str(Path(folder).resolve()) for folder in hidden])
    return ["bwrap", *walls, "--clearenv", *settings, "--chdir", str(room.work), "--", *command]


def _walls(first=(), last=(), hidden=()):
    walls = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "class"]
    walls += ["--proc", "/proc", "--dev", "/dev", *_memory_to_share()]
    for folder in _SYSTEM:
        if Path(folder).is_symlink():
            walls += ["--symlink", str(Path(folder).readlink()), folder]
        elif Path(folder).is_dir():
            walls += ["--ro-bind", folder, folder]
    walls += ["--ro-bind-try", _PROCESSORS, _PROCESSORS]
    for name in _SETTINGS:
        walls += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    places = [(place, ["--tmpfs", place]) for place in {str(COURSE.parent), *hidden}]
    places += [(place, ["--ro-bind", os.path.realpath(place), place]) for place in _python_s_places()]
    # What is outside comes before what is inside, so that it does not cover it.
    inner = [part for _place, wall in sorted(places) for part in wall]
    return [*walls, *first, *inner, *last, "--remount-ro", "/"]


@functools.cache
def _memory_to_share():
    """An older bubblewrap cannot say how much; then the limits of the whole kernel are all there is."""
    told = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False)
    size = ["--size", str(_SHARED_BYTES)] if "--size" in told.stdout + told.stderr else []
    return [*size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]


def _python_s_places():
    """Return the folders that Python and the course need."""
    named = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, str(COURSE), str(TRUSTED_KERNEL)}
    named |= {place for place in sys.path if Path(place).name in ("site-packages", "dist-packages")}
    named |= {sysconfig.get_path("stdlib"), *_ways_to(sys.executable)}
    named |= {os.path.realpath(place) for place in named}
    # Not resolved: a link's own path must be there, too.
    found = {os.path.normpath(place) for place in named if Path(place).is_dir()}
    return sorted(place for place in found if place != "/" and not (place + "/").startswith(_UNSEEN))


def _ways_to(program):
    """Return the folders that a chain of links to a program leads through."""
    program = Path(program)
    for _step in range(20):
        yield str(program.parent)
        if not program.is_symlink():
            return
        program = program.parent / program.readlink()


def _variables(more):
    """Return the environment of the kernel: nothing of the teacher's but what concerns the language and Python."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ}
    programs = os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"])
    return {"LANG": "C.UTF-8", **kept, "PATH": programs, "PYTHONPATH": str(COURSE.parent), "USER": "student", **more}
