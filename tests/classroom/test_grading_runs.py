"""A run of `make grades` that is disturbed: stopped, started twice, without its gradebook, on a narrow log."""

import contextlib
import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from sqlalchemy import Engine, event

from benchmarks.handing_in import Exercise, lay_down
from tests.classroom.small_class import NAME, grade, lay_out_small_class
from tools.classroom import feedback, grades, layout, pages, steps, tables
from tools.classroom.__main__ import make_grades
from tools.classroom.causes import cause_of
from tools.classroom.gradebook import register_missing
from tools.classroom.one_run_at_a_time import only_one_run
from tools.classroom.outputs import Keeper, judged_outputs
from tools.classroom.remarks import imported_by, remarkable
from tools.notebooks.sources import ROOT

OTHER = "02_other"


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    return lay_out_small_class(tmp_path_factory.mktemp("laid_out"), OTHER)


def hand_in(course, *students, content=b""):
    """Hand in files from which no notebook can be read: graded with 0 points, and no kernel is needed."""
    for student in students:
        place = course / "submitted" / student / NAME
        place.mkdir(parents=True)
        (place / f"{NAME}.ipynb").write_bytes(content)


def rows(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


# --- two at once, and one that is killed


def test_a_second_run_in_one_folder_is_told_so(course):
    hand_in(course, "ann")
    with only_one_run(course), pytest.raises(ValueError, match="Another make grades is at work in this folder"):
        grades.grade_class(course)
    assert grade(course)["ann"]["points"] == 0


def test_two_runs_at_once_end_in_one_sentence_and_right_grades(course):
    hand_in(course, "ann", "bob", "eve")
    command = [sys.executable, "-m", "tools.classroom", "grade", "--class", course]
    options = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    both = [subprocess.Popen(command, **options) for _ in range(2)]
    said = ["".join(run.communicate(timeout=300)) for run in both]
    codes = [run.returncode for run in both]
    assert min(codes) == 0
    for code, words in zip(codes, said, strict=True):
        assert "Traceback" not in words
        assert code == 0 or "Another make grades is at work" in words
    assert {row["student_id"]: row["score"] for row in rows(course / "grades.csv")} == dict.fromkeys(
        ("ann", "bob", "eve"), "0.0"
    )


def test_a_killed_run_leaves_no_lock_no_half_grade_and_its_tables(course, exercise):
    """Killed while it grades everything again: what was at work must not count as graded."""
    lay_down(course, [exercise.handed_in("right", exercise.filled())], exercise)
    grade(course)
    path = course / "submitted" / "student_02" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    slow = exercise.filled()
    slow.cells.insert(2, new_code_cell("import time\ntime.sleep(50)"))
    path.write_text(nbformat.writes(slow), encoding="utf-8")
    graded = course / "graded.json"
    graded.write_text(json.dumps({**json.loads(graded.read_text()), f"student_02/{NAME}": "as before"}))
    command = [sys.executable, "-m", "tools.classroom", "grade", "--again", "--class", str(course)]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while "student_02" not in (course / ".being_graded").read_text():
        assert run.poll() is None
        time.sleep(0.1)
    while f"student_02/{NAME}" in json.loads(graded.read_text()):
        time.sleep(0.1)
    run.kill()
    run.wait()
    assert [row["student"] for row in rows(course / "report.csv", "utf-8-sig")] == ["student_01"]
    assert [row["student_id"] for row in rows(course / "grades.csv")] == ["student_01"]
    shutil.rmtree(course / "submitted" / "student_01")
    path.write_text(nbformat.writes(exercise.filled()), encoding="utf-8")
    said = []
    (line,) = grades.grade_class(course, say=said.append)
    assert line["points"] == 6
    assert any(f"student_02, {NAME} was being graded" in sentence for sentence in said)


def test_a_run_stopped_while_it_notes_what_it_grades_forgets_nothing(tmp_path):
    """Stopped before each line that notes something, be it added or taken off."""

    def noted(changes, stop_before=None):
        seen = 0

        def stopped(frame, event, _argument):
            nonlocal seen
            seen += event == "line"
            if seen == stop_before:
                raise KeyboardInterrupt
            return stopped

        (tmp_path / ".being_graded").unlink(missing_ok=True)
        with contextlib.suppress(KeyboardInterrupt), only_one_run(tmp_path) as desk:
            desk.put("ann, 01_numbers")
            desk.put("bob, 01_numbers")
            tracing = sys.gettrace()
            sys.settrace(lambda frame, *_: stopped if frame.f_code.co_name == "_write" else None)
            try:
                changes(desk)
            finally:
                sys.settrace(tracing)
            raise KeyboardInterrupt
        with only_one_run(tmp_path) as desk:
            return desk.left, seen

    def add(desk):
        desk.put("eve, 01_numbers")

    def take(desk):
        desk.take("ann, 01_numbers")

    for changes, before, after in ((add, ["ann", "bob"], ["ann", "bob", "eve"]), (take, ["ann", "bob"], ["bob"])):
        left, lines = noted(changes)
        assert left == [f"{name}, 01_numbers" for name in after]
        assert lines > 1
        for line in range(1, lines + 1):
            left, _ = noted(changes, stop_before=line)
            assert left in ([f"{name}, 01_numbers" for name in names] for names in (before, after)), line


def test_a_run_stopped_by_hand_goes_on_where_it_was(course, monkeypatch):
    hand_in(course, "ann", "bob", "eve")
    usual = steps._graded_by_nbgrader

    def stop_at_bob(api, student, assignment, shelf):
        if student == "bob":
            raise KeyboardInterrupt
        return usual(api, student, assignment, shelf)

    monkeypatch.setattr(steps, "_graded_by_nbgrader", stop_at_bob)
    with pytest.raises(KeyboardInterrupt):
        grade(course)
    assert [row["student_id"] for row in rows(course / "grades.csv")] == ["ann"]
    monkeypatch.undo()
    asked = []
    monkeypatch.setattr(steps, "_graded_by_nbgrader", lambda *a: asked.append(a[1]) or usual(*a))
    assert set(grade(course)) == {"ann", "bob", "eve"}
    assert asked == ["bob", "eve"]


# --- what stands in the tables


def test_who_is_not_graded_has_no_row_of_points(course, monkeypatch):
    """Neither 0 points for what failed, nor for an exercise that was never handed out."""
    hand_in(course, "ann", "bob")
    grade(course)
    assert [(row["assignment"], row["student_id"]) for row in rows(course / "grades.csv")] == [
        (NAME, "ann"),
        (NAME, "bob"),
    ]
    monkeypatch.setattr(steps, "_graded_by_nbgrader", lambda *a: "the disk is full" if a[1] == "bob" else None)
    lines = grade(course, again=True)
    assert lines["bob"]["what_happened"] == "NOT GRADED, try again: the disk is full"
    assert [row["student_id"] for row in rows(course / "grades.csv")] == ["ann"]


def test_what_was_not_handed_out_yet_is_named_and_has_no_row(course, capsys):
    hand_in(course, "ann")
    assert make_grades(course, [], again=False, needs_sandbox=False) == 0
    said = capsys.readouterr().out
    assert f"Not handed out yet, as far as this class can tell: {OTHER}." in said
    assert "Nobody" not in said
    assert make_grades(course, [NAME], again=False, needs_sandbox=False) == 0
    assert "Not handed out" not in capsys.readouterr().out
    assert {row["assignment"] for row in rows(course / "grades.csv")} == {NAME}


@pytest.mark.parametrize("way", ["released by nbgrader", "to be collected"])
def test_what_was_handed_out_and_nobody_has_handed_in_is_told_for_each_student_without_a_zero(course, capsys, way):
    hand_in(course, "ann")
    with layout.open_gradebook(course) as gradebook:
        gradebook.add_student("bob", last_name="Builder")
    if way == "to be collected":
        (course / "downloaded" / OTHER / "archive").mkdir(parents=True)
    else:
        exchange = course.parent / "exchange"
        (exchange / "autoencoders" / "outbound" / OTHER).mkdir(parents=True)
        with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")
    assert make_grades(course, [], again=False, needs_sandbox=False) == 0
    said = capsys.readouterr().out
    assert f"Nobody has handed in, so there are no points and no zeros: {OTHER}." in said
    assert "Not handed out" not in said
    told = {(row["assignment"], row["student_id"]): row["score"] for row in rows(course / "grades.csv")}
    assert told == {(NAME, "ann"): "0.0", (OTHER, "ann"): "not handed in", (OTHER, "bob"): "not handed in"}
    names = {row["student_id"]: row["last_name"] for row in rows(course / "grades.csv") if row["assignment"] == OTHER}
    assert names == {"ann": "", "bob": "Builder"}


# --- what is done already


def test_a_page_is_written_again_only_if_it_would_change(course, monkeypatch):
    """Points and comments may have been given by hand, the page may be gone, and --again is heeded."""
    hand_in(course, "ann", "bob")
    grade(course)
    usual, written = feedback.cause_of, []
    monkeypatch.setattr(feedback, "cause_of", lambda result: written.append(result) or usual(result))
    page = course / "feedback" / "ann" / NAME / f"{NAME}.html"

    def written_for():
        written.clear()
        grade(course)
        return len(written), page.read_text(encoding="utf-8")

    assert written_for()[0] == 0
    with layout.open_gradebook(course) as gradebook:
        gradebook.find_comment("answer-double", NAME, NAME, "ann").manual_comment = "So close"
        gradebook.db.commit()
    # Also where the page has no place for it, as this one: she handed in no cells.
    assert written_for()[0] == 1
    with layout.open_gradebook(course) as gradebook:
        gradebook.find_grade("digits", NAME, NAME, "ann").manual_score = 2.5
        gradebook.db.commit()
    number, text = written_for()
    assert (number, "2.5" in text) == (1, True)
    page.unlink()
    assert written_for()[0] == 1
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("c.HTMLExporter.exclude_input_prompt = True\n")
    assert written_for()[0] == 2
    assert written_for()[0] == 0
    # What an older version of the course has noted is no more than that it was graded.
    graded = course / "graded.json"
    graded.write_text(json.dumps({key: digest for key, (digest, _) in json.loads(graded.read_text()).items()}))
    assert written_for()[0] == 2


def test_a_run_with_nothing_to_do_asks_the_gradebook_as_often_for_few_submissions_as_for_many(course):
    hand_in(course, "ann", "bob", "eve")
    told = grade(course)
    asked = []

    def note(connection, cursor, statement, *others):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert grade(course) == told
        n_for_three = len(asked)
        for student in ("bob", "eve"):
            shutil.rmtree(course / "submitted" / student)
        asked.clear()
        assert grade(course) == {"ann": told["ann"]}
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert 0 < len(asked) == n_for_three


def test_a_name_is_no_formula_for_a_spreadsheet(course):
    names = ["=1+1", "+cmd", "-2", "@sum", "'quoted", "a, b"]
    hand_in(course, *names)
    assert set(grade(course)) == set(names)
    for path, encoding, column in (("grades.csv", "utf-8", "student_id"), ("report.csv", "utf-8-sig", "student")):
        found = {row[column] for row in rows(course / path, encoding)}
        assert found == {"'=1+1", "'+cmd", "'-2", "'@sum", "'quoted", "a, b"}
    assert set(grade(course)) == set(names)


def test_a_table_is_whole_or_the_old_one(tmp_path):
    path = tmp_path / "t.csv"
    tables.write_table(path, ["a"], [{"a": 1, "b": 2}, {"a": "=x"}])
    assert tables.read_table(path) == [{"a": "1"}, {"a": "=x"}]

    def fail():
        yield {"a": 3}
        raise MemoryError

    with pytest.raises(MemoryError):
        tables.write_table(path, ["a"], fail())
    assert tables.read_table(path) == [{"a": "1"}, {"a": "=x"}]
    assert tables.read_table(tmp_path / "none.csv") == []


def test_a_log_that_takes_few_letters_stops_nothing(course):
    hand_in(course, "Zoe\u0308", "王小明", "Ann")
    for encoding in ("cp1252", "ascii"):
        done = subprocess.run(
            [sys.executable, "-m", "tools.classroom", "grade", "--again", "--class", course],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"Zoe\\u0308" in done.stdout
        assert {row["student_id"] for row in rows(course / "grades.csv")} == {"Zoe\u0308", "王小明", "Ann"}


# --- the gradebook


def test_a_lost_gradebook_is_made_anew_and_everything_is_graded_again(course):
    hand_in(course, "ann", "bob")
    grade(course)
    (course / "gradebook.db").unlink()
    handed_out = (course / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    assert {student: line["points"] for student, line in grade(course).items()} == {"ann": 0, "bob": 0}
    assert (course / "release" / NAME / f"{NAME}.ipynb").read_bytes() == handed_out
    assert len(rows(course / "grades.csv")) == 2


def test_make_class_registers_what_a_lost_gradebook_has_forgotten(course):
    (course / "gradebook.db").unlink()
    assert register_missing(course, [NAME, OTHER]) == {}
    with layout.open_gradebook(course) as gradebook:
        assert sorted(assignment.name for assignment in gradebook.assignments) == [NAME, OTHER]


def test_a_gradebook_that_is_no_gradebook_gets_one_sentence(course):
    (course / "gradebook.db").write_bytes(b"no database, but long enough to be taken for one" * 100)
    with pytest.raises(ValueError, match="cannot be read .*Put a copy of yours in its place"):
        grade(course)


def test_a_trigger_in_the_gradebook_stops_the_run(course):
    hand_in(course, "ann")
    book = sqlite3.connect(course / "gradebook.db")
    book.execute("CREATE TRIGGER more AFTER UPDATE ON grade BEGIN UPDATE grade SET manual_score = 7; END")
    book.commit()
    book.close()
    with pytest.raises(ValueError, match=r"trigger \(more\) into the gradebook"):
        grade(course)


@pytest.mark.parametrize(("column", "value"), [("manual_score", 99), ("manual_score", -5), ("auto_score", 40)])
def test_more_points_than_there_are_is_an_alarm_and_no_grade(course, column, value):
    hand_in(course, "ann", "bob")
    grade(course)
    with layout.open_gradebook(course) as gradebook:
        setattr(gradebook.find_grade("digits", NAME, NAME, "ann"), column, value)
        gradebook.db.commit()
    line = grade(course)["ann"]
    assert line["points"] == ""
    assert f"the gradebook gives {value} of" in line["what_happened"]
    assert [row["student_id"] for row in rows(course / "grades.csv")] == ["bob"]


def test_extra_credit_that_a_teacher_gives_is_no_alarm(course):
    hand_in(course, "ann")
    grade(course)
    with layout.open_gradebook(course) as gradebook:
        gradebook.find_grade("digits", NAME, NAME, "ann").extra_credit = 20
        gradebook.db.commit()
    assert grade(course)["ann"]["points"] == 20


# --- why it failed


def test_the_cause_is_told_and_not_that_there_is_a_traceback():
    log = (
        "[ERROR] There was an error processing assignment: x\n[ERROR] Traceback (most recent call last):\n"
        '      File "a.py", line 1, in f\n        g()\n    nbformat.validator.NotebookValidationError: no cells\n'
        "    \n    more of it\n[ERROR] Please see the the above traceback for details"
    )
    plain = log.replace("\n    ", "\n")
    end = "Traceback (most recent call last):\n  File\nnbgrader.NbGraderException: Please see the the above"
    for text in (log, plain):
        said = cause_of({"success": False, "error": end, "log": text})
        assert said == "NotebookValidationError: no cells"
    unregistered = "[ERROR] No assignment with ID 'x' exists in the database\n"
    assert "No assignment with ID" in cause_of({"success": False, "error": end, "log": unregistered})
    assert cause_of({"success": False, "error": end}) == "nbgrader failed and did not say why"
    own = "Traceback (most recent call last):\n  File\ntools.classroom.running.CourseBroken: no kernel starts here"
    assert cause_of({"success": False, "error": end, "log": own}) == "no kernel starts here"
    assert cause_of({"success": True}) is None
    with pytest.raises(KeyboardInterrupt):
        cause_of({"success": False, "error": "Traceback\nKeyboardInterrupt\n"})


# --- what is kept and shown


def shown(**data):
    content = {"data": data, "metadata": {}}
    return {"msg_type": "display_data", "header": {"msg_type": "display_data"}, "content": content}


def test_pictures_are_cut_one_by_one_and_together():
    keeper = Keeper(1000, 100, 250)
    kept = []
    for _ in range(4):
        keeper.begin()
        kept.append(
            (
                list(keeper.mended(shown(**{"image/png": "x" * 90, "text/plain": "p"}))["content"]["data"]),
                keeper.has_cut,
            )
        )
    assert kept == [(["image/png", "text/plain"], "")] * 2 + [(["text/plain"], "{cell} showed more than is kept")] * 2
    large = Keeper(1000, 100, 250).mended(shown(**{"image/png": "x" * 101}))
    assert large["content"]["data"] == {"text/plain": ""}


def test_what_no_notebook_can_hold_is_mended_or_left_out():
    keeper = Keeper(1000, 1000, 1000)
    message = keeper.mended(shown(**{"text/plain": "a\ud800b"}))
    assert message["content"]["data"]["text/plain"] == "a?b"
    assert keeper.mended({"msg_type": "comm_open", "content": {}}) is None
    assert keeper.mended({"msg_type": "execute_input", "content": {"execution_count": "x"}})["content"] == {}


def test_what_a_check_shows_gives_no_points_but_what_the_judge_says():
    error = new_output("error", ename="E", evalue="e", traceback=[])
    number, text = new_output("execute_result", {"text/plain": "99"}, execution_count=1), new_output("stream", text="a")
    assert [output.output_type for output in judged_outputs([number, text], {})] == ["stream", "error"]
    assert judged_outputs([error, number, text], {"passed": True}) == [text]
    assert judged_outputs([text], {"passed": True, "value": 0.5})[1].data == {"text/plain": "0.5"}
    assert judged_outputs([error, number], {"passed": False}) == [error]
    assert judged_outputs([], {"passed": "yes"})[0].ename == "NotRun"


HARMFUL = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//x>alert(1)</sCrIpT >",
    "<img src=x onerror=alert(1)>",
    "<img src='https://example.org/who-reads.png'>",
    "<a href='javascript:alert(1)'>here</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<style>body { background: url(//x/alert(1)) }</style>",
    "<form action=//x><input name=alert(1)></form>",
    "<div style='background: url(javascript:alert(1))'>here</div>",
    "<script>alert(1)",
    "<meta http-equiv=refresh content='0;url=//x/alert(1)'>",
    "<a href='data:text/html,<script>alert(1)</script>'>here</a>",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_of_a_student_s_runs_on_a_page(text):
    for part in ("alert(1)", "onerror", "onload", "<script", "<iframe", "example.org", "http-equiv"):
        assert part not in pages.clean(text)
    assert pages.clean(text + "after") == pages.clean(text) + "after" or text == "<script>alert(1)"


def test_what_the_course_shows_stays_on_a_page():
    verdict = '<div style="border-left: 4px solid #009E73; padding-left: 10px;">✓ Right.<br>1 &lt; 2</div>'
    assert pages.clean(verdict) == verdict
    picture = '<img alt="a" src="data:image/png;base64,iVBO">'
    assert pages.clean(picture) == picture
    assert pages.clean("<table><tr><th colspan='2'>a</th></tr></table>").count("<") == 8


def test_a_feedback_page_holds_no_script_of_a_student(course, exercise):
    notebook = exercise.filled()
    notebook.cells.insert(2, new_markdown_cell("# Me\n<script>alert('in prose')</script>"))
    notebook.cells.insert(3, new_code_cell("from IPython.display import HTML, Javascript, SVG, display\n"))
    notebook.cells[3].source += "display(HTML('<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)>'))\n"
    notebook.cells[3].source += "display(Javascript('alert(2)'))\n"
    notebook.cells[3].source += "display({'text/html': '<script>alert(3)</script>'}, raw=True, metadata={'text/html': "
    notebook.cells[3].source += "{'isolated': True}})\n"
    notebook.cells[3].source += "display({'image/png': '\"><script>alert(4)</script>'}, raw=True)\n"
    notebook.cells.insert(4, nbformat.v4.new_raw_cell("<script>alert(5)</script>"))
    lay_down(
        course,
        [exercise.handed_in("script", notebook, name="<script>alert(6)</script>.ipynb".replace("/", "."))],
        exercise,
    )
    assert grade(course)["student_01"]["points"] == 6
    page = (course / "feedback" / "student_01" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "<b>bold</b>" in page
    assert "&lt;script" in page or "alert(1)" in page
    body = page.split("<body>")[1]
    assert "<script" not in body
    assert "onerror=" not in body.replace("onerror=alert(1)&gt;", "")


# --- what can be read before anything runs


def test_what_a_submission_imports_of_the_judge_or_installs_is_remarked(exercise):
    notebook = exercise.filled()
    own = "from autoenc_lessons.checks.first_autoencoder.autoencoders import count_of_linear_autoencoder as double\n"
    own += "!pip install -q keras==2.15.0\n%conda install numpy\nimport sys\nsys.modules['x'] = 1\nsys._getframe()"
    notebook.cells.append(new_code_cell(own))
    notes = remarkable(notebook)
    assert "autoenc_lessons.checks.first_autoencoder.autoencoders" in notes[0]
    assert "tries to install something (-q keras==2.15.0; numpy)" in notes[1]
    assert "uses _getframe, sys.modules, which an answer seldom needs" in notes[2]
    assert remarkable(exercise.filled()) == []
    assert (
        remarkable(nbformat.v4.new_notebook(cells=[new_code_cell("def broken(:\n  how to pip it, # installed")])) == []
    )


def test_no_solution_of_the_course_is_remarked():
    from tools.notebooks.sources import exercise_sources

    for source in exercise_sources():
        assert (source.stem, remarkable(Exercise(source).filled())) == (source.stem, [])


def test_the_kernel_is_told_what_the_given_cells_import(exercise):
    cells = [
        new_code_cell("import math, numpy as np\nfrom keras import layers\n%matplotlib inline"),
        new_code_cell("x = ("),
    ]
    assert imported_by(cells) == ["math", "numpy", "keras", "keras.layers"]


def test_only_interrupts_end_a_run(course, monkeypatch):
    hand_in(course, "ann")
    monkeypatch.setattr(steps, "prepare", lambda *a: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        grade(course)
    assert not (course / "being_graded").exists()
