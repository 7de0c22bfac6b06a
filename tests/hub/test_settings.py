"""The hub as it is configured: read by JupyterHub's own loader, and held against what it must keep."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from jupyter_core.paths import jupyter_config_dir, jupyter_config_path
from jupyter_server.services.config import ConfigManager
from traitlets.config import PyFileConfigLoader

from tools.notebooks.sources import ROOT

pytest.importorskip("jupyterhub", reason="the hub is installed by make, and on Linux alone")

from hub import __main__ as prepare  # noqa: E402
from hub import places  # noqa: E402

HERE = ROOT / "hub" / "jupyter"


# JupyterHub's own loader, in a process of its own; and which of the names it would not know.
LOADER = """
import json, pathlib, sys
from jupyterhub import auth, proxy, spawner
from jupyterhub.app import JupyterHub
from systemdspawner import SystemdSpawner

is_dir, has_systemd = pathlib.Path.is_dir, sys.argv[2] == "systemd"
pathlib.Path.is_dir = lambda path: has_systemd if str(path) == "/run/systemd/system" else is_dir(path)
app = JupyterHub()
app.load_config_file(sys.argv[1])
classes = [JupyterHub, spawner.Spawner, spawner.LocalProcessSpawner, SystemdSpawner, auth.LocalAuthenticator]
classes += [auth.PAMAuthenticator, proxy.ConfigurableHTTPProxy]
known = {one.__name__: one.class_traits(config=True) for one in classes}
unknown = [f"{name}.{key}" for name, part in app.config.items() for key in part if key not in known[name]]
print(json.dumps(app.config | {"unknown": unknown}, default=sorted))
"""


def loaded(shared, spawner="localprocess", **more):
    """Return what JupyterHub makes of the shipped configuration."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("AUTOENCODERS_")}
    variables |= {"AUTOENCODERS_SHARED": str(shared)} | more
    command = [sys.executable, "-c", LOADER, str(ROOT / "hub" / "jupyterhub_config.py"), spawner]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def config_with_systemd(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("shared"), "systemd")


def test_jupyterhub_knows_each_name_of_the_configuration(config, config_with_systemd):
    assert (config["unknown"], config_with_systemd["unknown"]) == ([], [])
    assert {config["JupyterHub"]["spawner_class"], config_with_systemd["JupyterHub"]["spawner_class"]} == {
        "localprocess",
        "systemd",
    }


def test_strangers_stay_outside_and_passwords_are_not_sent_over_the_network(config):
    assert config["JupyterHub"]["authenticator_class"] == "pam"
    assert set(config["LocalAuthenticator"]["allowed_groups"]) == {"students", "teachers"}
    assert "allow_all" not in config.get("Authenticator", {}) | config.get("PAMAuthenticator", {})
    assert config["JupyterHub"]["bind_url"].startswith("http://127.0.0.1:")


def test_students_get_the_hubs_own_environment(config):
    assert config["Spawner"]["cmd"][-3:] == [sys.executable, "-m", "jupyterhub.singleuser"]
    assert config["Spawner"]["environment"]["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


def test_memory_is_limited_whatever_starts_the_servers(config, config_with_systemd):
    limit = int(config["Spawner"]["mem_limit"].removesuffix("G")) * 2**30
    # What the two largest lessons need at once, with the server.
    assert limit >= (1.7 + 1.2 + 0.2) * 1e9
    assert config_with_systemd["Spawner"]["cmd"] == config["Spawner"]["cmd"]
    *limited, python, _module, _name = config["Spawner"]["cmd"]
    taken = "import resource; print(resource.getrlimit(resource.RLIMIT_DATA)[0])"
    done = subprocess.run([*limited, python, "-c", taken], capture_output=True, text=True, check=True)
    assert int(done.stdout) == limit
    assert config_with_systemd["SystemdSpawner"]["unit_extra_properties"]["OOMPolicy"] == "continue"


def test_an_administrator_sets_another_limit_in_one_place(tmp_path):
    config = loaded(tmp_path, AUTOENCODERS_MEMORY="5G")
    assert config["Spawner"]["mem_limit"] == "5G"
    assert f"--data={5 * 2**30}" in config["Spawner"]["cmd"]


def test_the_table_of_sizes_is_what_make_hub_tells():
    rows = re.findall(r"^\| (\d+) \| (\d+) GB \|", (ROOT / "TEACHING.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(number) for number, _memory in rows] == [15, 30, 60, 200]
    for number, memory in rows:
        assert prepare.students_at_once(int(memory) * 10**9) == int(number)
    assert prepare.students_at_once(10**9) == 0


def test_what_is_idle_is_stopped_long_after_it_was_saved(config):
    schema = Path(sys.prefix, "share/jupyter/lab/schemas/@jupyterlab/docmanager-extension/plugin.json")
    saving = json.loads(schema.read_text(encoding="utf-8"))["properties"]
    assert saving["autosave"]["default"] is True
    (culler,) = [one for one in config["JupyterHub"]["services"] if one["name"] == "idle-culler"]
    (idle,) = [int(part.split("=")[1]) for part in culler["command"] if part.startswith("--timeout=")]
    assert idle >= 30 * saving["autosaveInterval"]["default"]
    settings = settings_of(HERE / "everybody" / "jupyter_server_config.py")
    assert settings.MappingKernelManager.cull_connected is False
    assert idle > settings.MappingKernelManager.cull_idle_timeout > 5 * saving["autosaveInterval"]["default"]


def settings_of(path):
    """Return what a configuration file sets."""
    return PyFileConfigLoader(path.name, path=str(path.parent)).load_config()


def test_teachers_alone_open_the_class_and_whoever_has_left_does_not(config, tmp_path):
    (role,) = [one for one in config["JupyterHub"]["load_roles"] if one["name"] == "teachers"]
    assert set(role["scopes"]) == {
        f"{scope}!user=autoencoders" for scope in ("access:servers", "servers", "read:users:name")
    }
    # No group is named, for JupyterHub only adds to a group, and sets a list of users anew at each start.
    assert set(role) == {"name", "users", "scopes"}
    assert loaded(tmp_path, AUTOENCODERS_TEACHERS="root")["JupyterHub"]["load_roles"][1]["users"] == ["root"]
    (culler,) = [one for one in config["JupyterHub"]["load_roles"] if one["name"] != "teachers"]
    assert not [scope for scope in culler["scopes"] if scope.startswith(("access", "admin", "servers"))]


def test_members_are_found_whether_a_group_is_their_first_or_a_further_one(monkeypatch):
    group = SimpleNamespace(gr_mem=["bee", "ann"], gr_gid=7)
    everybody = [SimpleNamespace(pw_name="cem", pw_gid=7), SimpleNamespace(pw_name="dov", pw_gid=8)]
    monkeypatch.setattr(places.grp, "getgrnam", {"students": group}.__getitem__)
    monkeypatch.setattr(places.pwd, "getpwall", lambda: everybody)
    assert places.members("students") == ["ann", "bee", "cem"]
    assert places.members("nobody has made it") == []


def test_only_the_server_of_the_class_has_a_formgrader(config, monkeypatch):
    override = config["Spawner"]["group_overrides"]["graders"]
    assert override["groups"] == ["graders"]
    assert config["JupyterHub"]["load_groups"] == {"graders": {"users": ["autoencoders"]}}
    first, second = override["spawner_override"]["environment"]["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert (first, second) == (str(HERE / "graders"), str(HERE / "everybody"))
    assert config["Spawner"]["environment"]["JUPYTER_CONFIG_PATH"] == second
    everybodys = extensions_with(second, monkeypatch)
    assert everybodys["nbgrader.server_extensions.formgrader"] is False
    assert everybodys["nbgrader.server_extensions.assignment_list"] is True
    assert extensions_with(f"{first}:{second}", monkeypatch)["nbgrader.server_extensions.formgrader"] is True


def extensions_with(places, monkeypatch):
    """Return which extensions a server starts, by name, as Jupyter Server merges what it finds in all places."""
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", places)
    paths = [path for path in jupyter_config_path() if path != jupyter_config_dir()]
    found = ConfigManager(read_config_path=paths).get("jupyter_server_config")
    return found["ServerApp"]["jpserver_extensions"]


def test_an_administrators_own_settings_come_last(tmp_path):
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "own_settings.py").write_text("c.Spawner.mem_limit = '8G'\n", encoding="utf-8")
    assert loaded(tmp_path)["Spawner"]["mem_limit"] == "8G"


def test_nbgrader_finds_the_exchange_and_the_class_wherever_it_is_called(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOENCODERS_SHARED", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = settings_of(HERE / "everybody" / "nbgrader_config.py")
    assert settings.CourseDirectory.course_id == "autoencoders"
    assert settings.Exchange.root == str(tmp_path / "exchange")
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "nbgrader_config.py").write_text("c = get_config()\nc.RunCells.timeout = 7\n")
    settings = settings_of(HERE / "graders" / "nbgrader_config.py")
    assert (settings.CourseDirectory.root, settings.RunCells.timeout) == (str(tmp_path / "class"), 7)


def test_the_folders_have_modes_that_fit_their_use(tmp_path):
    mask = os.umask(0o077)
    try:
        prepare._make_folder(tmp_path / "a" / "exchange", 0o1777)
        prepare._make_folder(tmp_path / "state", 0o700)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a" / "exchange").stat().st_mode) == 0o1777
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_who_is_not_root_is_told_so_in_one_sentence(monkeypatch):
    monkeypatch.setattr(prepare.os, "getuid", lambda: 1000)
    assert prepare.main() == "A hub starts servers for other accounts, so it needs Linux and root: sudo make hub"


def test_the_cluster_has_the_same_limits_and_no_open_door(config):
    values = yaml.safe_load((ROOT / "hub" / "values.yaml").read_text(encoding="utf-8"))
    assert values["singleuser"]["memory"]["limit"] == config["Spawner"]["mem_limit"]
    assert values["hub"]["config"]["JupyterHub"]["authenticator_class"] == "native"
    assert values["hub"]["config"]["JupyterHub"]["admin_access"] is False
    (culler,) = [one for one in config["JupyterHub"]["services"] if one["name"] == "idle-culler"]
    assert f"--timeout={values['cull']['timeout']}" in culler["command"]
