"""The kernel that a submission runs in: where it is started, what it may use, and what it is asked with each cell."""

import json
import os
import secrets
import sys
import threading
from pathlib import Path

import psutil
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import Any, Type

from tools.classroom.language import _
from tools.classroom.outputs import CELL
from tools.classroom.sandbox import COURSE, TRUSTED_KERNEL, in_sandbox, sandbox_problem

# Installing would change the environment that everybody is graded in.
_NO_INSTALLING = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_INPUT": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_RETRIES": "0",
    "UV_OFFLINE": "1",
    "CONDA_OFFLINE": "true",
}
_MARK = "GRADING_ROOM"
_SECONDS_BETWEEN_LOOKS = 0.3


class GradingClient(AsyncKernelClient):
    """Says with each cell what it is, and asks for an answer that nobody else can know."""

    role = "own"
    token = ""

    def execute(self, code, **options):
        """Send a cell; see `jupyter_client`."""
        self.token = secrets.token_hex(16)
        return super().execute(code, user_expressions={"token": self.token, "role": self.role}, **options)

    def answer_in(self, reply):
        """Return what the kernel says of the cell; empty if it was not the kernel that answers."""
        answer = (reply["content"].get("user_expressions") or {}).get("answer")
        genuine = isinstance(answer, dict) and secrets.compare_digest(str(answer.get("token")), self.token)
        return answer if genuine else {}


class GradingKernelManager(AsyncKernelManager):
    """Starts the trusted kernel in a room, in the sandbox if there is one."""

    client_class = "tools.classroom.kernels.GradingClient"
    client_factory = Type(GradingClient)
    room = Any()
    modules = Any(())
    limits = Any()
    hidden = Any(())

    def prepare(self, room, *, modules, limits, hidden=()):
        """Say where the kernel is to run, before it is started.

        Parameters
        ----------
        room : tools.classroom.rooms.Room
        modules : sequence of str
            What the given cells and the checks import.
        limits : tools.classroom.limits.Limits
        hidden : sequence of pathlib.Path
            Folders that the kernel must not see.
        """
        self.room, self.modules, self.limits, self.hidden = room, modules, limits, hidden
        self.connection_file = str(room.sockets / "k.json")
        if os.name != "nt":
            # Files in the room, which no other program can take as it can a port, and no other user can listen to.
            self.transport, self.ip = "ipc", str(room.sockets / "k")
        if sandbox_problem() is None:
            # A signal would reach bubblewrap and not what runs in it.
            self.kernel_spec.interrupt_mode = "message"

    def format_kernel_cmd(self, extra_arguments=None):
        """Return the command that starts the kernel."""
        command = [sys.executable, str(TRUSTED_KERNEL), "-f", self.connection_file, *(extra_arguments or [])]
        if sandbox_problem() is None:
            return in_sandbox(command, self.room, self._variables(), self.hidden)
        return command if os.name == "nt" else [sys.executable, str(TRUSTED_KERNEL / "between.py"), *command]

    async def start_kernel(self, **options):
        """Start it; see `jupyter_client`."""
        environment = {**os.environ, "PYTHONPATH": _python_path(), **self._variables()}
        return await super().start_kernel(env=environment, **options)

    def _variables(self):
        wishes = {
            "modules": list(self.modules),
            "course": [COURSE.name, *{name.partition(".")[0] for name in self.modules if name.startswith(COURSE.name)}],
            "problem": str(self.room.problem),
            "limits": self.limits.for_the_kernel(),
            "words": {
                "changed": _("The answer changed {name} while it was judged."),
                "looked": _("an answer must not look into the check that judges it"),
            },
        }
        own_places = {"IPYTHONDIR": str(self.room.home / "ipython"), "MPLCONFIGDIR": str(self.room.fonts)}
        return {**_NO_INSTALLING, **own_places, _MARK: str(self.room.path), "GRADING_WISHES": json.dumps(wishes)}

    @property
    def pid(self):
        """The process that was started; None before."""
        return getattr(getattr(self.provisioner, "process", None), "pid", None)


def _python_path():
    return os.pathsep.join(filter(None, [str(COURSE.parent), os.environ.get("PYTHONPATH")]))


class Watcher:
    """Ends a kernel that uses more than it may, with all that it has started.

    Attributes
    ----------
    reason : str or None
        What it used too much of, with a blank for the name of the cell that ran.
    """

    def __init__(self, pid, room, limits):
        self._pid, self._room, self._limits = pid, room, limits
        self._over, self._one_at_a_time = threading.Event(), threading.Lock()
        self.reason = None
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self):
        """Stop watching, and end what the kernel has left behind."""
        self._over.set()
        self._thread.join()
        end(processes_below(self._room.path))

    def _watch(self):
        while not self._over.wait(_SECONDS_BETWEEN_LOOKS) and self.reason is None:
            self.look()

    def look(self):
        """Look now, so that what a cell did is not found when the next one runs.

        Returns
        -------
        str or None
            What ended the kernel, if anything did.
        """
        with self._one_at_a_time:
            try:
                kernel = psutil.Process(self._pid)
                family = [kernel, *kernel.children(recursive=True)]
                if kernel.status() == psutil.STATUS_ZOMBIE:
                    return self.reason or "stopped"
            except psutil.Error:
                return self.reason or "stopped"
            if self.reason is None and self._too_much(family):
                end(family)
            return self.reason

    def _too_much(self, family):
        if len(family) > self._limits.processes:
            most = self._limits.processes
            self.reason = _("{cell} started more than {most} processes", cell=CELL, most=most)
        elif sum(map(_own_memory, family)) > self._limits.memory:
            most = f"{self._limits.memory / 1e9:g}"
            self.reason = _("{cell} used more than {most} GB of memory", cell=CELL, most=most)
        elif self._room.size() > self._limits.disk:
            most = f"{self._limits.disk / 1e9:g}"
            self.reason = _("{cell} wrote more than {most} GB to the disk", cell=CELL, most=most)
        return self.reason


def _own_memory(process):
    try:
        used = process.memory_info()
    except psutil.Error:
        return 0
    return used.rss - getattr(used, "shared", 0)


def processes_below(place):
    """Return the processes that kernels have started and left, wherever they hang by now.

    Parameters
    ----------
    place : pathlib.Path
        The room of a kernel, or the folder of several rooms.
    """
    found = []
    for process in psutil.process_iter():
        try:
            room = process.environ().get(_MARK)
            if room and Path(room).is_relative_to(place):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def end(processes):
    """End processes, and wait a moment until they are gone."""
    for process in processes:
        try:
            process.kill()
        except psutil.Error:
            continue
    psutil.wait_procs(processes, timeout=3)
