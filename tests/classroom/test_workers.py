"""Several submissions at once: the same grades and tables as one after the other, whatever ends while they run."""

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from benchmarks.handing_in import Exercise, lay_down
from tests.classroom.small_class import NAME, files_below, grade, lay_out_small_class, write_exercise
from tools.classroom import choosing_workers, elsewhere, grades
from tools.classroom.__main__ import main
from tools.classroom.choosing_workers import chosen_pool
from tools.classroom.elsewhere import Result, Task
from tools.classroom.executing import execute, execute_if_same
from tools.classroom.kernels import processes_below
from tools.classroom.memory import Memory
from tools.classroom.sandbox import sandbox_problem
from tools.classroom.workers import Workers
from tools.notebooks.sources import ROOT

needs_sandbox = pytest.mark.skipif(sandbox_problem() is not None, reason=f"no sandbox: {sandbox_problem()}")
SECONDS = 60


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """A class of four: what comes first takes longest."""
    folder = tmp_path_factory.mktemp("laid_out")
    course = lay_out_small_class(folder, timeout=4)
    exercise = Exercise(write_exercise(folder))
    beside = exercise.handed_in("reads a file", exercise.after("double", "import mine\nopen('data/one.txt').read()"))
    beside.files |= {"mine.py": b"", "data.zip": b"no archive"}
    made = [
        exercise.handed_in("loop", exercise.filled(double="while True:\n    pass"), ["double"]),
        beside,
        exercise.handed_in("empty", b""),
        exercise.handed_in("stops", exercise.filled(largest="exit()"), ["largest"]),
    ]
    lay_down(course, made, exercise)
    data = course / "submitted" / "student_02" / NAME / "data" / "one.txt"
    data.parent.mkdir()
    data.write_text("1", encoding="utf-8")
    return course


def task_of(text, **changes):
    notebook = nbformat.writes(new_notebook(cells=[new_code_cell(text, id="a")]))
    values = {"files": {}, "course_files": {}, "settings": {}, "hidden": "/nowhere", "language": "en"}
    return Task(assignment=NAME, name=NAME, notebook=notebook, **values | changes)


def until(condition):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


# --- the same as one after the other


@needs_sandbox
def test_two_at_once_give_the_same_tables_and_run_nothing_here(course, tmp_path, monkeypatch):
    one = {student: line["sentence"] for student, line in grade(course).items()}
    tables = [(course / name).read_bytes() for name in ("grades.csv", "report.csv")]
    said = []
    with monkeypatch.context() as patch:
        patch.setattr(elsewhere.RunCells, "_run_with_restarts", lambda *_: pytest.fail("run in this process"))
        lines = grades.grade_class(course, again=True, say=said.append, pool=Workers(2))
    assert {line["student"]: line["sentence"] for line in lines} == one
    assert [(course / name).read_bytes() for name in ("grades.csv", "report.csv")] == tables
    assert one["student_02"].startswith(f"student_02, {NAME}: 6 of 6 ('data.zip' was not opened")
    numbered = [f"[{number}/4] {one[student]}" for number, student in enumerate(sorted(one), start=1)]
    assert sorted(said) == numbered
    # Who takes long does not hold up the others: where nothing has to run, the grade is there at once.
    assert said.index(numbered[2]) < said.index(numbered[0])
    assert not (course / "being_graded").exists()
    assert (course / ".being_graded").read_text() == ""


def test_what_comes_back_is_taken_only_for_what_was_sent(tmp_path, monkeypatch):
    """Nobody gets what came of another notebook, nor of files that have changed meanwhile."""
    monkeypatch.setattr(elsewhere.RunCells, "preprocess", lambda self, nb, resources: ("run here", resources))
    (tmp_path / "files").mkdir()
    resources = {"nbgrader": {"assignment": NAME, "notebook": NAME}, "metadata": {"path": str(tmp_path / "files")}}
    config = Config({"CourseDirectory": {"root": str(tmp_path)}, "RunCells": {"timeout": 7}})

    def come_of(shelf, text="1", config=config):
        notebook = new_notebook(cells=[new_code_cell(text, id="a")])
        with elsewhere.taken_from(shelf):
            return elsewhere.RunOrTake(config=config).preprocess(notebook, resources)[0]

    shelf = elsewhere.Shelf()
    with pytest.raises(elsewhere.PutAside):
        come_of(shelf)
    assert shelf.task.settings == {"RunCells": {"timeout": 7}}
    shelf.result = Result(notebook=nbformat.writes(new_notebook(cells=[new_code_cell("from elsewhere", id="b")])))
    assert come_of(shelf).cells[0].source == "from elsewhere"
    assert come_of(shelf, text="2") == "run here"
    (tmp_path / "files" / "data.txt").write_text("changed", encoding="utf-8")
    assert come_of(shelf) == "run here"
    # What no process can be given, and what nobody has asked for, runs as ever.
    assert come_of(elsewhere.Shelf(), config=Config(config, RunCells={"on_cell_start": lambda **_: None})) == "run here"
    assert come_of(None) == "run here"


def test_a_task_brings_all_that_it_needs(tmp_path):
    """Files, limits and language; and what fails is told as a value."""
    read = task_of("print(open('data/a.txt').read())", files={"data/a.txt": b"all there"})
    assert "all there" in execute(read).notebook
    slow = task_of("import time\ntime.sleep(60)", settings={"RunCells": {"timeout": 1, "course_timeout": 1}})
    assert "did not end within 1 s" in execute(slow).notebook
    assert execute(task_of("1", language="xx")).failure.startswith("ValueError: The course has no words in")
    assert execute_if_same(read, "older") == Result(failure="the worker that ran it has another version of the course")


# --- what is killed


@pytest.fixture
def rooms(monkeypatch):
    """Return the folder of all rooms. Nothing may be left in it, nor of what has run there."""
    place = Path(tempfile.mkdtemp(prefix="rooms")).resolve()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("TMPDIR", str(place))
    yield place
    until(lambda: not processes_below(place))
    with contextlib.suppress(AssertionError):
        until(lambda: not list(place.iterdir()))
    assert [path.relative_to(place) for path in place.rglob("*")] == []
    place.rmdir()


def worker_with_a_kernel(place):
    """Return the id of a worker that runs a kernel in a room below a place; None if there is none."""
    for process in processes_below(place):
        with contextlib.suppress(psutil.Error):
            if any("spawn_main" in word for word in process.parent().cmdline()):
                return process.ppid()
    return None


@needs_sandbox
def test_a_killed_worker_costs_nobody_else_and_is_replaced_once(rooms):
    slow, quick = task_of("import time\ntime.sleep(300)"), task_of("print(6 * 7)")
    with Workers(2) as workers:
        unlucky, other = workers.submit(slow), workers.submit(quick)
        assert "42" in other.result(SECONDS).notebook
        for _attempt in range(2):
            until(lambda: worker_with_a_kernel(rooms))
            os.kill(worker_with_a_kernel(rooms), signal.SIGKILL)
            until(lambda: not worker_with_a_kernel(rooms))
        assert unlucky.result(SECONDS).failure == "the process that was to run it was killed, twice"
        assert "42" in workers.submit(quick).result(SECONDS).notebook


@needs_sandbox
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_leaves_nothing_and_the_next_goes_on(course, rooms, how):
    """What has ended by then stays graded, and a teacher is told what was at work."""
    command = [sys.executable, "-m", "tools.classroom", "grade", "--workers", "2", "--class", str(course)]
    options = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    slow = course / "submitted" / "student_01" / NAME / f"{NAME}.ipynb"
    text = slow.read_text(encoding="utf-8")
    slow.write_text(text.replace("    pass", "    import time; time.sleep(1)"), encoding="utf-8")
    run = subprocess.Popen(command, **options, start_new_session=True)
    until(lambda: ("student_03", NAME) in set(Memory(course).keys()))
    if how == signal.SIGKILL:  # else while the workers are still starting
        until(lambda: processes_below(rooms))
    at_work = (course / ".being_graded").read_text().splitlines()
    assert f"student_01, {NAME}" in at_work
    family = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, how)
    said = run.communicate(timeout=SECONDS)[0]
    assert "Traceback" not in said
    assert ("Stopped. What is graded stays graded" in said) == (how == signal.SIGINT)
    assert psutil.wait_procs(family, timeout=SECONDS)[1] == []
    said = []
    lines = grades.grade_class(course, say=said.append, pool=Workers(2))
    assert f"student_01, {NAME} was being graded when the run before was ended" in "".join(said)
    assert [line["points"] for line in lines] == [5, 6, 0, 4]


# --- what a disk does not take


def test_a_full_disk_is_told_in_one_sentence_and_loses_nothing(course, monkeypatch, capsys):
    for student in ("student_01", "student_02", "student_04"):
        shutil.rmtree(course / "submitted" / student)
    grade(course)
    before = {path: content for path, content in files_below(course).items() if path.suffix in (".csv", ".json")}
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(course / "report.csv"))
    monkeypatch.setattr(sys, "argv", ["classroom", "grade", "--class", str(course), "--workers", "1", "--again"])
    with monkeypatch.context() as patch:
        patch.setattr(grades, "write_report", lambda *_: (_ for _ in ()).throw(full))
        told = main()
    assert told == (
        f"{course / 'report.csv'} cannot be used: No space left on device. What is graded stays graded. "
        "Mend this and run it again."
    )
    assert main() == 0
    # A log has each line as soon as it is said.
    assert sys.stdout.line_buffering
    after = files_below(course)
    assert {path: after[path] for path in before} == before


# --- how many at once


def test_how_many_run_at_once_and_why(monkeypatch):
    def chosen(workers=None, cluster=None):
        said = []
        pool = chosen_pool(workers, cluster, say=said.append)
        return pool and pool.size, "".join(said)

    def computer(processors, free):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)
        monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=free))

    monkeypatch.setattr(choosing_workers, "sandbox_problem", lambda: None)
    computer(4, 16_000_000_000)
    assert chosen() == (4, "4 submissions run at a time: there are 4 processors.")
    computer(4, 4_000_000_000)
    assert chosen() == (2, "2 submissions run at a time: each needs 1.6 GB of memory, and 4.0 GB are free.")
    computer(1, 16_000_000_000)
    assert chosen() == (None, "Submissions run one after the other: there is 1 processor.")
    assert chosen(3) == (3, "3 submissions run at a time.")
    assert chosen(1) == (None, "")
    monkeypatch.setattr(choosing_workers, "sandbox_problem", lambda: "none here")
    for workers in (None, 3):
        size, said = chosen(workers)
        assert size is None
        assert said.startswith("Submissions run one after the other: without a sandbox, nobody could tell")
    for wrong in ((0, None), (2, "tcp://127.0.0.1:1")):
        with pytest.raises(ValueError, match="Give --workers a number from 1 on, or --cluster an address"):
            chosen(*wrong)
