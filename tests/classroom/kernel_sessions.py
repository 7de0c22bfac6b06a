"""A kernel as a submission gets it, cell by cell: for tests of what a cell can and cannot do to those after it."""

import asyncio
import contextlib
from pathlib import Path
from subprocess import DEVNULL

from tools.classroom.kernels import GradingKernelManager, Watcher
from tools.classroom.limits import Limits
from tools.classroom.rooms import Room
from tools.notebooks.sources import ROOT

LIMITS = Limits(memory=4_000_000_000, disk=300_000_000, processes=40)


class Session:
    """One kernel; each cell is answered before the next is sent."""

    def __init__(self, files, modules, limits=LIMITS):
        self._loop = asyncio.new_event_loop()
        self.room = Room(files)
        self._manager = GradingKernelManager(kernel_name="python3")
        self._manager.prepare(self.room, modules=modules, limits=limits, hidden=[ROOT, Path(files)])
        self._wait(self._manager.start_kernel(cwd=str(self.room.work), stdout=DEVNULL, stderr=DEVNULL))
        self.watcher = Watcher(self._manager.pid, self.room, limits)
        self._client = self._manager.client()
        self._client.start_channels()
        self._wait(self._client.wait_for_ready(timeout=300))

    def _wait(self, awaitable):
        return self._loop.run_until_complete(awaitable)

    def run(self, code, role="own", seconds=120):
        """Run a cell. Return the kernel's answer, with the text of an error if there was one."""
        self._client.role = role
        sent = self._client.execute(code, stop_on_error=False)
        while True:
            reply = self._wait(self._client.get_shell_msg(timeout=seconds))
            if reply["parent_header"].get("msg_id") == sent:
                break
        content = reply["content"]
        told = f"{content['ename']}: {content['evalue']}" if content["status"] == "error" else ""
        return self._client.answer_in(reply) | {"error": told}

    def is_alive(self):
        return self._wait(self._manager.is_alive())

    def close(self):
        with contextlib.suppress(RuntimeError):
            self._wait(self._manager.shutdown_kernel(now=True))
        self._client.stop_channels()
        self.watcher.stop()
        self.room.remove()
        self._loop.close()


@contextlib.contextmanager
def session(files, modules=("math",), **options):
    """Return a kernel that is gone afterwards."""
    made = Session(files, modules, **options)
    try:
        yield made
    finally:
        made.close()
