"""A hub on 127.0.0.1 for a while, with accounts of its own that are removed afterwards. It needs root."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tools.browser import free_port
from tools.notebooks.sources import ROOT

# Names that no real account has.
PREFIX = "hubload"
_SETTINGS = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.cleanup_servers = True
{more}
"""


class Place:
    """Where a hub keeps its things, and its accounts.

    Parameters
    ----------
    shared : pathlib.Path
    number : int
        Of students.
    """

    def __init__(self, shared, number):
        self.shared = shared
        self.grader, self.teacher = f"{PREFIX}-class", f"{PREFIX}-teacher"
        self.students = [f"{PREFIX}-{one:03}" for one in range(1, number + 1)]
        self.password = secrets.token_urlsafe(12)
        names = {"SHARED": shared, "GRADER": self.grader}
        names |= {role.upper(): f"{PREFIX}-{role}" for role in ("students", "teachers")}
        self.variables = {f"AUTOENCODERS_{name}": str(value) for name, value in names.items()}

    def run(self, *command, check=True):
        """Run a command here, as root."""
        done = subprocess.run(command, cwd=ROOT, env=os.environ | self.variables, capture_output=True, text=True)
        if check and done.returncode:
            raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
        return done

    def processes(self):
        """Return all processes of the accounts."""
        ours = {*self.students, self.teacher, self.grader}
        return [process for process in psutil.process_iter(["username"]) if process.info["username"] in ours]

    def home(self, name):
        return Path(pwd.getpwnam(name).pw_dir)


@contextlib.contextmanager
def accounts(number):
    """Make the accounts of a class and prepare the server as `make hub` does; give the place."""
    # Not in a folder for temporary files, of which each server has its own.
    shared = Path(tempfile.mkdtemp(prefix=f"{PREFIX}-", dir="/srv"))
    shared.chmod(0o755)
    place = Place(shared, number)
    groups = [f"{PREFIX}-students", f"{PREFIX}-teachers"]
    try:
        for group in groups:
            place.run("groupadd", group)
        for name, group in [*((name, groups[0]) for name in place.students), (place.teacher, groups[1])]:
            place.run("useradd", "--create-home", f"--gid={group}", "--shell=/bin/bash", name)
            place.home(name).chmod(0o700)
            subprocess.run(["chpasswd"], input=f"{name}:{place.password}\n", text=True, check=True)
        place.said = place.run(sys.executable, "-m", "hub").stdout
        yield place
    finally:
        for process in place.processes():
            process.kill()
        for name in [*place.students, place.teacher, place.grader]:
            place.run("userdel", "--remove", "--force", name, check=False)
        for group in [*groups, place.grader]:
            place.run("groupdel", group, check=False)
        shutil.rmtree(shared)


@contextlib.contextmanager
def serving(place, more=""):
    """Start the hub as it is shipped, at free ports; give its address and its process."""
    ports = {name: free_port() for name in ("port", "hub", "api")}
    place.shared.joinpath("hub").mkdir(exist_ok=True)
    (place.shared / "hub" / "own_settings.py").write_text(_SETTINGS.format(**ports, more=more), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterhub", "--config", str(ROOT / "hub" / "jupyterhub_config.py")]
    log = place.shared / "hub.log"
    with log.open("w") as file:
        hub = subprocess.Popen(
            command,
            cwd=place.shared / "hub",
            env=os.environ | place.variables,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{ports['port']}"
    try:
        _wait_for(address, hub, log)
        yield address, hub.pid
    finally:
        crashed = hub.poll() is not None
        family = _left_in(place.shared / "hub") if crashed else psutil.Process(hub.pid).children(recursive=True)
        hub.send_signal(signal.SIGTERM)
        try:
            hub.wait(60)
        except subprocess.TimeoutExpired:
            hub.kill()
            hub.wait()
        _gone, left = psutil.wait_procs(family, timeout=10)
        for process in left:
            process.kill()
        if left and not crashed:
            raise RuntimeError(f"The hub has ended and left {len(left)} processes.")


def _left_in(folder):
    """Return the processes that a hub has left which ended by itself: its proxy and its services."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.cwd() == str(folder):
                found.append(process)
    return found


def _wait_for(address, hub, log, seconds=90):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and hub.poll() is None:
        with contextlib.suppress(URLError, ConnectionError):
            urlopen(f"{address}/hub/api/", timeout=5)
            return
        time.sleep(0.3)
    raise RuntimeError(f"The hub did not start:\n{log.read_text()[-4000:]}")
