"""The ways in agree: pyproject.toml, requirements.lock, environment.yml, the Makefile and the README."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from itertools import product

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tools.notebooks.sources import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PLATFORMS = {
    "Linux x86_64": {"sys_platform": "linux", "platform_machine": "x86_64", "os_name": "posix"},
    "Linux aarch64": {"sys_platform": "linux", "platform_machine": "aarch64", "os_name": "posix"},
    "macOS arm64": {"sys_platform": "darwin", "platform_machine": "arm64", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_machine": "AMD64", "os_name": "nt"},
}
PYTHONS = ["3.10", "3.11", "3.12", "3.13"]
MACHINES = list(product(PLATFORMS, PYTHONS))


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lock_lines():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def pip_lines():
    return next(part["pip"] for part in environment()["dependencies"] if isinstance(part, dict))


def on_machine(requirements, platform, python):
    marker_values = PLATFORMS[platform] | {"python_version": python, "python_full_version": f"{python}.9", "extra": ""}
    chosen = [wanted for wanted in requirements if not wanted.marker or wanted.marker.evaluate(marker_values)]
    names = [wanted.name for wanted in chosen]
    assert len(set(names)) == len(names)
    return {wanted.name: wanted.specifier for wanted in chosen}


@pytest.mark.parametrize(("platform", "python"), MACHINES)
def test_the_lock_pins_every_dependency_within_its_range_on(platform, python):
    lock = on_machine([Requirement(line) for line in lock_lines()], platform, python)
    extras = [line for lines in project()["optional-dependencies"].values() for line in lines]
    extras = [line for line in extras if not line.startswith(project()["name"])]
    wanted = on_machine([Requirement(line) for line in project()["dependencies"] + extras], platform, python)
    assert ("tensorflow" in wanted) != ("tensorflow-cpu" in wanted)
    for name, allowed in wanted.items():
        pin = str(lock[name])
        assert pin.startswith("==")
        assert allowed.contains(pin[2:]), f"{name} {pin} is not within {allowed}"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_conda_gets_the_versions_of_the_lock_on(platform):
    python = next(part for part in environment()["dependencies"] if str(part).startswith("python=")).split("=")[1]
    assert SpecifierSet(project()["requires-python"]).contains(f"{python}.9")
    lock = on_machine([Requirement(line) for line in lock_lines()], platform, python)
    pins = on_machine([Requirement(line) for line in pip_lines() if not line.startswith("--")], platform, python)
    assert {"jupyterlab", "scikit-learn", "matplotlib", "nbval"} < set(pins)
    assert len(pins) == 5
    for name, pin in pins.items():
        assert pin == lock[name]
    assert [line for line in pip_lines() if line.startswith("--")] == [
        "--constraint requirements.lock",
        "--editable .[dev]",
    ]


def test_no_file_of_the_doors_names_an_address():
    for name in ("requirements.lock", "environment.yml", "pyproject.toml", "Makefile"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text


def test_the_readmes_commands_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", readme))
    assert {"lab", "test"} <= named <= targets
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_a_wrong_python_is_refused_with_one_sentence(tmp_path):
    fake = tmp_path / "python3"
    pretend = "import sys; sys.version_info = (3, 9, 1); exec(sys.argv[1])"
    fake.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{pretend}" "$2"\n', encoding="utf-8")
    fake.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(["make", "lab", f"PYTHON={fake}"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "This course needs Python 3.10 to 3.13" in done.stderr
    assert "Python 3.9" in done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("CI"), reason="asks the package index; runs where CI is set")
def test_environment_yml_leads_to_the_very_packages_that_this_run_is_tested_with(tmp_path):
    """What would be installed into an empty environment is what `make test` has installed into its own."""
    wanted = planned_by_uv(tmp_path) or planned_by_pip(tmp_path)
    assert len(wanted) > 100
    assert {name: version(name) for name in wanted} == wanted
    subprocess.run([sys.executable, "-m", "pip", "check"], check=True)


def planned_by_uv(folder):
    """Return the versions that uv chooses as pip would, in a twentieth of the time; None where no index answers it."""
    wanted, planned = folder / "requirements.in", folder / "planned.txt"
    constraint, *lines = sorted(pip_lines(), key=lambda line: not line.startswith("--constraint"))
    wanted.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "uv", "pip", "compile", str(wanted), *constraint.split(" ", 1)]
    command += ["--no-header", "--no-annotate", "--quiet", f"--output-file={planned}"]
    if subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode:
        return None
    pins = [Requirement(line) for line in planned.read_text("utf-8").splitlines() if not line.startswith("-e ")]
    return {pin.name: str(pin.specifier).removeprefix("==") for pin in pins}


def planned_by_pip(folder):
    arguments = [word for line in pip_lines() for word in (line.split(" ", 1) if line.startswith("--") else [line])]
    report = folder / "report.json"
    plan = ["-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", f"--report={report}"]
    subprocess.run([sys.executable, *plan, *arguments], cwd=ROOT, check=True, timeout=1500)
    items = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {item["metadata"]["name"]: item["metadata"]["version"] for item in items}
