"""Run notebooks under nbval on one machine, and say where the first difference is."""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tools.notebooks.sources import ROOT
from tools.portability.machines import compiled_locale, numpy_features

RECORDS_VARIABLE = "COURSE_RECORDS"
# All notebooks take six minutes on a free machine.
MOST_SECONDS = 1200
_LAST_WORDS = 2000
# Kernels that start at the same time can choose the same port. One then dies, which says nothing of its notebook; or
# whoever waits for it waits without end, and there is no report.
_KERNEL_LOST = "Kernel died before replying"
_DID_NOT_RUN = "did not run"
_AGAIN = "again"
_RECORDING = """
def _record():
    import importlib.util, os
    spec = importlib.util.spec_from_file_location("recorder", {recorder!r})
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.start(os.path.join(os.environ[{variable!r}], f"{{os.getpid()}}.jsonl"))


_record()
del _record
"""


@dataclass(frozen=True)
class Outcome:
    """What nbval says of one notebook: `pass`, or the first cell that differs, and how."""

    verdict: str
    details: str = ""


def play(machine, python, notebooks, folder, *, root=ROOT, options=()):
    """Run the notebooks on one machine.

    Parameters
    ----------
    machine : tools.portability.machines.Machine
    python : str
        The interpreter, which has the course installed.
    notebooks : list of pathlib.Path
        Below `root`.
    folder : pathlib.Path
        What this run writes; made anew. The kernels' records come to lie in its folder `records`.
    root : pathlib.Path
        Where the tests start.
    options : sequence of str
        More options of pytest.

    Returns
    -------
    dict of pathlib.Path to Outcome
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "records").mkdir(parents=True)
    names = [path.relative_to(root) for path in notebooks]
    home = folder / "home"
    home.mkdir()
    home.chmod(0o555)
    copy = _read_only_copy(machine, names, root, folder / "course") if machine.read_only else None
    try:
        _run_pytest(machine, python, names, folder, copy or root, options)
    finally:
        for locked in [home, *{(copy / name).parent for name in names if copy}]:
            locked.chmod(0o755)
    outcomes = dict(zip(notebooks, read_outcomes(folder / "junit.xml", names), strict=True))
    lost = [path for path in notebooks if _is_lost(outcomes[path])]
    if lost and folder.name != _AGAIN:
        outcomes |= play(machine, python, lost, folder / _AGAIN, root=root, options=options)
    return outcomes


def _is_lost(outcome):
    return outcome.verdict == _DID_NOT_RUN or _KERNEL_LOST in outcome.details


def _read_only_copy(machine, names, root, place):
    for name in names:
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (root / name).read_text(encoding="utf-8")
        for usual, here in machine.answers.items():
            text = text.replace(usual, here)
        target.write_text(text, encoding="utf-8")
    shutil.copy(root / "pyproject.toml", place)
    for parent in {(place / name).parent for name in names}:
        parent.chmod(0o555)
    return place


def _run_pytest(machine, python, names, folder, root, options):
    options = ["-q", "-p", "no:cacheprovider", f"--rootdir={root}", f"--junitxml={folder / 'junit.xml'}", *options]
    command = [*machine.wrapper, python, "-m", "pytest", *map(str, names), *options]
    # A run without end leaves no report, and that is what the table then says.
    with (folder / "pytest.log").open("w", encoding="utf-8") as log, suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command,
            cwd=root,
            env=_environment(machine, python, folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=MOST_SECONDS,
            check=False,
        )


def _environment(machine, python, folder):
    known = {
        "{locales}": lambda: compiled_locale(folder / "locales"),
        "{read_only_home}": lambda: folder / "home",
        "{numpy_features}": lambda: numpy_features(python),
    }
    # A test of ours may be what runs this, and its pytest is none of this one's business.
    usual = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment = usual | {"PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {
        name: str(known[value]()) if value in known else value for name, value in machine.environment.items()
    }
    if machine.records:
        # IPython runs what lies in its startup folder before a kernel's first cell.
        startup = folder / "ipython" / "profile_default" / "startup"
        startup.mkdir(parents=True)
        recording = _RECORDING.format(recorder=str(Path(__file__).with_name("recorder.py")), variable=RECORDS_VARIABLE)
        (startup / "course.py").write_text(machine.startup + recording, encoding="utf-8")
        environment |= {"IPYTHONDIR": str(folder / "ipython"), RECORDS_VARIABLE: str(folder / "records")}
    return environment


def read_outcomes(junit, names):
    """Return an `Outcome` for each notebook from the report that pytest has written.

    Parameters
    ----------
    junit : pathlib.Path
    names : list of pathlib.Path
        The notebooks, relative to where the tests started.
    """
    cases = list(ET.parse(junit).iter("testcase")) if junit.exists() else []
    log = junit.with_name("pytest.log")
    said = log.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:] if log.exists() else ""
    return [_outcome([case for case in cases if case.get("classname") == ".".join(name.parts)], said) for name in names]


def _outcome(cases, said):
    if not cases:
        return Outcome(_DID_NOT_RUN, _plain(said))
    # nbval counts from 0, and the reader, as JupyterLab does, from 1.
    numbered = sorted((int(case.get("name").split()[-1]) + 1, case) for case in cases)
    for number, case in numbered:
        for problem in case:
            if problem.tag in ("failure", "error", "skipped"):
                return Outcome(f"cell {number}", _plain(problem.text or problem.get("message", "")))
    return Outcome("pass")


def _plain(text):
    """Drop the colours, in the ways that a terminal and pytest's report write them."""
    return re.sub(r"(?:\x1b|#x1B)\[[0-9;]*m", "", text).strip()
