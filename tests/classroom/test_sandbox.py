"""In the sandbox, a submission sees what it needs and harms nobody but itself; without one, what it does is told."""

import csv
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from benchmarks.handing_in import Exercise
from tests.classroom.kernel_sessions import session
from tests.classroom.small_class import EXERCISE, NAME, grade, lay_out_small_class
from tools.classroom import grades, kernels, layout, sandbox, untouched
from tools.classroom.gradebook import gradebook_file
from tools.notebooks.sources import ROOT, instructor_notebook

needs_sandbox = pytest.mark.skipif(
    sandbox.sandbox_problem() is not None, reason=f"no sandbox: {sandbox.sandbox_problem()}"
)
EVERYTHING = ["double", "largest", "digits"]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    return lay_out_small_class(
        tmp_path_factory.mktemp("laid_out"),
        timeout=8,
        iopub_timeout=6,
        memory=700_000_000,
        disk=100_000_000,
        processes=12,
    )


@pytest.fixture
def without_sandbox(monkeypatch):
    for module in (grades, kernels, untouched):
        monkeypatch.setattr(module, "sandbox_problem", lambda: "not in this test")


def hand_in(folder, exercise, **cells):
    """Hand in a right notebook for each student, with a cell of their own in front of the answers."""
    made = {}
    for student, text in cells.items():
        notebook = exercise.filled()
        notebook.cells.insert(2, nbformat.v4.new_code_cell(text))
        made[student] = folder / "submitted" / student / NAME / f"{NAME}.ipynb"
        made[student].parent.mkdir(parents=True)
        made[student].write_text(nbformat.writes(notebook), encoding="utf-8")
    return made


def said_by(folder, student):
    """Return what the student's own cell printed."""
    notebook = nbformat.read(folder / "autograded" / student / NAME / f"{NAME}.ipynb", as_version=4)
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


# --- what a submission sees

LOOK = """
import glob, os, socket, sqlite3, subprocess
from pathlib import Path
seen = [p for p in map(Path, {places}) if p.exists() and (p.is_file() or any(p.iterdir()))]
print("seen:", seen)
print("homes:", [p for p in map(Path, ("/home", "/root")) if p.exists() and list(p.glob("*.ipynb"))])
print("secret:", os.environ.get("MY_SECRET"))
print("processes:", len([p for p in os.listdir("/proc") if p.isdigit()]))
for place in ({course!r}, {prefix!r}, "/usr/local", "/", "/etc", "/dev"):
    try:
        Path(place, "mine").write_text("x")
        print("written:", place)
    except OSError:
        pass
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=2)
    print("connected")
except OSError:
    print("no network")
"""


@needs_sandbox
def test_a_submission_sees_neither_class_nor_solutions_nor_network_nor_secrets(course, exercise, monkeypatch):
    import socket

    monkeypatch.setenv("MY_SECRET", "1234")
    places = [
        course,
        course / "gradebook.db",
        ROOT / "lessons",
        ROOT / "notebooks",
        ROOT / "tests",
        Path.home() / ".ssh",
    ]
    with socket.create_server(("127.0.0.1", 0)) as server:
        look = LOOK.format(
            places=[str(place) for place in places],
            course=str(sandbox.COURSE),
            prefix=sys.prefix,
            port=server.getsockname()[1],
        )
        hand_in(course, exercise, ann=look)
        assert grade(course)["ann"]["points"] == 6
    said = said_by(course, "ann").splitlines()
    assert {"seen: []", "homes: []", "secret: None", "no network"} <= set(said)
    assert not [line for line in said if line.startswith("written")]
    assert int(next(line for line in said if line.startswith("processes")).split()[1]) < 8


ATTACKS_ON_FILES = {
    "gradebook": "import sqlite3\nbook = sqlite3.connect({gradebook!r})\n"
    "book.execute('UPDATE grade SET manual_score = 99')\nbook.commit()",
    "gradebook trigger": "import sqlite3\nbook = sqlite3.connect({gradebook!r})\n"
    "book.execute('CREATE TRIGGER t AFTER UPDATE ON grade BEGIN UPDATE grade SET manual_score = 7; END')\n"
    "book.commit()",
    "gradebook deleted": "import os\nos.remove({gradebook!r})",
    "another's work": "open({other!r}, 'w').write('')",
    "the list of what is graded": "open({graded!r}, 'w').write('{{}}')",
    "the release": "import shutil\nshutil.rmtree({release!r})",
}


def attacks_on_files(course):
    places = {
        "gradebook": str(course / "gradebook.db"),
        "other": str(course / "submitted" / "zoe" / NAME / f"{NAME}.ipynb"),
        "graded": str(course / "graded.json"),
        "release": str(course / "source"),
    }
    return {f"student_{number}": text.format(**places) for number, text in enumerate(ATTACKS_ON_FILES.values())}


@needs_sandbox
def test_in_the_sandbox_nobody_reaches_the_gradebook_or_another_s_work(course, exercise):
    hand_in(course, exercise, **attacks_on_files(course), zoe="")
    lines = grade(course)
    assert {student: line["points"] for student, line in lines.items()} == dict.fromkeys(lines, 6)


def test_without_a_sandbox_who_reaches_them_is_named_and_gets_no_grade(course, exercise, without_sandbox):
    said = []
    made = hand_in(course, exercise, **attacks_on_files(course), zoe="")
    shutil.copytree(course / "source", course.parent / "kept")
    # One after the other, so that no run tries those again who got no grade before.
    waiting = course.parent / "waiting"
    waiting.mkdir()
    for student in made.keys() - {"zoe"}:
        shutil.move(course / "submitted" / student, waiting)
    lines = {}
    for student in made:
        if student != "zoe":
            shutil.move(waiting / student, course / "submitted")
        if not (course / "source").exists():
            shutil.copytree(course.parent / "kept", course / "source")
        lines |= {
            line["student"]: line for line in grades.grade_class(course, say=said.append) if line["student"] == student
        }
        if student != "zoe":
            shutil.move(course / "submitted" / student, waiting)
    assert "There is no sandbox here" in said[0]
    for student, what in zip(made, ["the gradebook"] * 3 + ["submitted/zoe", "graded.json", "source"], strict=False):
        assert (student, lines[student]["points"]) == (student, "")
        assert f"NOT GRADED, try again: it changed {what}" in lines[student]["what_happened"]
    with (course / "grades.csv").open(encoding="utf-8") as file:
        assert [row["student_id"] for row in csv.DictReader(file)] == ["zoe"]


# --- what a submission may use

HEAVY = {
    "memory": ("hold = []\nwhile True:\n    hold.append(bytearray(50_000_000))", "used more than 0.7 GB of memory"),
    "disk": (
        "for n in range(100):\n    open(f'{n}', 'wb').write(bytes(5_000_000))\nimport time; time.sleep(5)",
        "0.1 GB",
    ),
    "processes": (
        "import subprocess, time\nfor _ in range(40):\n    subprocess.Popen(['sleep', '61.7'])\ntime.sleep(6)",
        "started more than 12 processes",
    ),
    "a file": ("open('large', 'wb').write(bytes(200_000_000))", ""),
    "an array": ("x = bytearray(30_000_000_000)", ""),
}


@pytest.mark.parametrize("where", [pytest.param("sandbox", marks=needs_sandbox), "no sandbox"])
def test_who_takes_too_much_is_stopped_and_loses_that_cell_only(course, exercise, where, request):
    if where == "no sandbox":
        request.getfixturevalue("without_sandbox")
    hand_in(course, exercise, **{f"student_{kind.replace(' ', '_')}": text for kind, (text, _) in HEAVY.items()})
    lines = grade(course)
    for kind, (_, said) in HEAVY.items():
        line = lines[f"student_{kind.replace(' ', '_')}"]
        assert (kind, line["points"]) == (kind, 6)
        assert said in line["what_happened"]
    assert not [process for process in psutil.process_iter(["cmdline"]) if process.info["cmdline"] == ["sleep", "61.7"]]


LEFT_BEHIND = {
    "a timer": "import os, signal, threading\nthreading.Timer(2, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()",
    "a thread": "import os, signal, threading, time\n"
    "threading.Thread(target=lambda: (time.sleep(2), os.kill(os.getpid(), signal.SIGKILL))).start()",
    "a process": "import os, subprocess\nsubprocess.Popen(f'sleep 2; kill -9 {os.getpid()}', shell=True)",
}


def test_what_is_left_running_is_named_and_not_the_cell_that_it_hits(course, exercise):
    made = hand_in(
        course, exercise, **{f"student_{kind.replace(' ', '_')}": text for kind, text in LEFT_BEHIND.items()}
    )
    for path in made.values():
        notebook = nbformat.read(path, as_version=4)
        # Long enough for the blow to fall while this cell, which is innocent, runs.
        notebook.cells[5].source += "\nimport time\ntime.sleep(4)"
        nbformat.write(notebook, path)
    for student, line in grade(course).items():
        assert (student, line["points"]) == (student, 6)
        if "timer" not in student:
            assert "an extra cell (number 3) left something running that stopped the kernel" in line["what_happened"]


PARENT = "import os, signal\nos.kill(os.getppid(), signal.{})"


@pytest.mark.parametrize("where", [pytest.param("sandbox", marks=needs_sandbox), "no sandbox"])
def test_a_signal_to_the_parent_process_reaches_no_grader(course, exercise, where, request):
    if where == "no sandbox":
        request.getfixturevalue("without_sandbox")
    ann, eve = PARENT.format("SIGTERM"), PARENT.format("SIGKILL") + "\nimport time\ntime.sleep(0.5)"
    hand_in(course, exercise, ann=ann, eve=eve, bob="import os, shutil\nshutil.rmtree(os.getcwd())")
    lines = grade(course)
    assert [lines[student]["points"] for student in ("ann", "eve", "bob")] == [6, 6, 6]
    assert {line["what_happened"] for line in lines.values()} <= {
        "",
        "an extra cell (number 3) stopped the kernel; the rest ran without it",
    }


# --- the environment

INSTALLING = "!{python} -m pip install -q keras==2.15.0\n%pip install numpy==1.26\n"


def test_a_submission_that_installs_something_changes_nothing_and_is_named(course, exercise):
    hand_in(course, exercise, ann=INSTALLING.format(python=sys.executable), bob="")
    start = time.monotonic()
    lines = grade(course)
    assert [lines[student]["points"] for student in ("ann", "bob")] == [6, 6]
    assert "tries to install something (-q keras==2.15.0; numpy==1.26)" in lines["ann"]["what_happened"]
    assert time.monotonic() - start < 120


def test_a_changed_environment_stops_the_run_at_the_culprit(course, exercise, without_sandbox, monkeypatch):
    before, calls = {"a": 1}, []

    def changes_with_bob():
        calls.append(1)
        return before if len(calls) < 3 else {"a": 1, "site-packages/keras-2.15.0.dist-info/RECORD": (1, 2)}

    monkeypatch.setattr(grades, "environment", changes_with_bob)
    hand_in(course, exercise, ann="", bob="", zoe="")
    lines = grade(course)
    assert lines["ann"]["points"] == 6
    assert (
        "it changed the environment that everybody is graded in (site-packages/keras" in lines["bob"]["what_happened"]
    )
    assert "make clean" in lines["bob"]["what_happened"]
    assert "the run was stopped before it, for bob's" in lines["zoe"]["what_happened"]
    with (course / "grades.csv").open(encoding="utf-8") as file:
        assert [row["student_id"] for row in csv.DictReader(file)] == ["ann"]


def test_an_environment_without_what_the_course_needs_grades_nobody(course, exercise, monkeypatch):
    hand_in(course, exercise, ann="")
    monkeypatch.setattr(grades, "unmet_needs", lambda: "keras 2.15.0 is installed, but the course needs >=3.10")
    with pytest.raises(ValueError, match="Nobody can be graded here: keras 2.15.0 .*make clean"):
        grade(course)


def test_what_the_course_needs_is_compared_with_what_is_there(monkeypatch):
    assert untouched.unmet_needs() is None
    monkeypatch.setattr(untouched.importlib.metadata, "version", lambda name: "2.15.0")
    assert "2.15.0 is installed, but the course needs" in untouched.unmet_needs()
    before = untouched.environment()
    assert untouched.difference(before, dict(before)) is None
    assert untouched.difference(before, before | {"new": True}) == "new"


@pytest.mark.parametrize(
    ("text", "broken", "said"),
    [
        ("import math\n", "import math_of_old\n", "cannot be imported here: ModuleNotFoundError: No module named"),
        ("base = 10", "base = 1 / 0", "given cell 1 ended in ZeroDivisionError: division by zero, in the course's own"),
    ],
)
def test_a_given_cell_that_fails_for_everybody_is_an_alarm_and_no_grade(tmp_path, text, broken, said):
    """The course is broken here, so a grade would be a grade of the course."""
    source, folder = tmp_path / f"{NAME}.py", tmp_path / "class"
    source.write_text(EXERCISE.replace(text, broken), encoding="utf-8")
    layout.lay_out(folder, {NAME: instructor_notebook(source)})
    hand_in(folder, Exercise(source), ann="")
    line = grade(folder)["ann"]
    assert line["points"] == ""
    assert said in line["what_happened"]


def test_a_given_cell_that_fails_for_one_student_is_the_student_s_doing(course, exercise):
    hand_in(course, exercise, ann="import math, sys\nsys.modules['math'] = None\nmath = base = None\n__name__ = 5")
    notebook = exercise.filled()
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import math\ndel math.log, math.sqrt\nmath.log = 'nothing'"))
    (course / "submitted" / "ann" / NAME / f"{NAME}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    assert grade(course)["ann"]["points"] == 6


# --- the kernel's own limits, and a sandbox that is not there


def test_without_bubblewrap_the_run_says_so_once_and_goes_on(course, exercise, without_sandbox):
    said = []
    hand_in(course, exercise, ann="", bob="")
    grades.grade_class(course, say=said.append)
    assert sum("There is no sandbox here (not in this test)" in line for line in said) == 1
    assert len(said) == 3
    with pytest.raises(ValueError, match="a sandbox was asked for"):
        grades.grade_class(course, say=said.append, needs_sandbox=True)


@pytest.mark.parametrize(
    ("replaced", "why"),
    [
        ({"sys.platform": "darwin"}, "it needs Linux"),
        ({"shutil.which": lambda name: None}, "bubblewrap is not installed"),
        ({"subprocess.run": "refused"}, "cannot be used: bwrap: No permissions to create new namespace"),
    ],
)
def test_why_there_is_no_sandbox_is_said(monkeypatch, replaced, why):
    refusal = subprocess.CompletedProcess([], 1, "", "bwrap: No permissions to create new namespace\n")
    for name, value in replaced.items():
        new = (lambda *a, **k: refusal) if value == "refused" else value
        monkeypatch.setattr(f"tools.classroom.sandbox.{name}", new)
    if sys.platform.startswith("linux") and "shutil.which" not in replaced:
        monkeypatch.setattr("tools.classroom.sandbox.shutil.which", lambda name: f"/usr/bin/{name}")
    assert why in sandbox.sandbox_problem.__wrapped__()


@needs_sandbox
def test_the_sandbox_hides_the_class_wherever_it_is(tmp_path, monkeypatch):
    """A class inside the environment's folder, which the kernel must see, is hidden all the same."""
    environment = tmp_path / "environment"
    for name in ("class", "lib"):
        (environment / name).mkdir(parents=True)
        (environment / name / "file").touch()
    monkeypatch.setattr(sandbox, "_python_s_places", lambda: [str(environment)])
    walls = sandbox._walls(hidden=[str(environment / "class")])
    done = subprocess.run(
        ["bwrap", *walls, "ls", environment / "class", environment / "lib"], capture_output=True, text=True
    )
    assert done.stdout.split() == [f"{environment}/class:", f"{environment}/lib:", "file"]


def test_a_room_is_gone_with_its_kernel_also_with_locked_folders(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.csv").write_text("1,2")
    (tmp_path / "data").chmod(0o500)
    with session(tmp_path) as kernel:
        room = kernel.room
        answer = kernel.run(
            "import os\nopen('data/new', 'w').write('x')\nos.mkdir('shut', 0)\nassert os.path.exists('data/mine.csv')"
        )
        assert answer["error"] == ""
    (tmp_path / "data").chmod(0o700)
    assert not room.path.exists()
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["mine.csv"]


def test_the_gradebook_s_file_is_known_only_where_there_is_one():
    assert gradebook_file("sqlite:////a/b.db") == Path("/a/b.db")
    assert gradebook_file("postgresql+psycopg2://me@server/grades") is None
