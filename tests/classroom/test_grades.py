"""A class is laid out and graded: nothing that was handed in is lost, and a bad cell costs its own points only."""

import csv
import json
import re
import subprocess
import sys
from textwrap import indent

import nbformat
import pytest

from benchmarks.handing_in import Exercise, lay_down
from benchmarks.submissions import (
    KILL,
    LOOP,
    STUBBORN_LOOP,
    harmful_submissions,
    ordinary_submissions,
    rearranged_submissions,
    unreadable_submissions,
)
from tests.classroom.small_class import EXERCISE, NAME, files_below, grade, lay_out_small_class
from tools.classroom import grades, layout, report, steps
from tools.classroom.cells import put_cells_back
from tools.classroom.submissions import choose_notebook, prepare, readable_notebook
from tools.notebooks.sources import exercise_sources, instructor_notebook


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """A class without submissions, whose cells may take few seconds."""
    return lay_out_small_class(tmp_path_factory.mktemp("laid_out"), timeout=5, iopub_timeout=4)


def released(folder):
    return nbformat.read(folder / "release" / NAME / f"{NAME}.ipynb", as_version=4)


def test_a_release_shows_what_students_have_and_neither_answers_nor_hidden_tests(course, source):
    students = Exercise(source).filled(without=["double", "largest", "digits"])
    pairs = list(zip(released(course).cells, students.cells, strict=True))
    assert all(cell.source.rstrip() == own.source and cell.id == own.id for cell, own in pairs)
    assert "42" not in nbformat.writes(released(course))


def test_every_exercise_of_the_course_can_be_released_and_filled_in(course):
    texts = {source.stem: source for source in exercise_sources()}
    assert layout.lay_out(course, {name: instructor_notebook(source) for name, source in texts.items()}) == []
    for name, source in texts.items():
        exercise = Exercise(source, nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4))
        assert all(exercise.answers_to(question) for question in exercise.questions)
        blank = nbformat.writes(exercise.filled(without=exercise.questions))
        assert "# your answer" in blank
        assert "# your answer" not in nbformat.writes(exercise.filled()).replace("`# your answer`", "")


def test_laying_out_again_changes_nothing_that_a_teacher_has_put_there(course, source):
    own = {
        course / "submitted" / "ann" / NAME / f"{NAME}.ipynb": "{}",
        course / "release" / NAME / "data.csv": "1,2\n",
        course / "source" / NAME / "data.csv": "1,2\n",
    }
    own[course / "nbgrader_config.py"] = (course / "nbgrader_config.py").read_text(encoding="utf-8") + "# mine\n"
    for path, text in own.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    before = files_below(course)
    layout.lay_out(course, {NAME: instructor_notebook(source)})
    assert files_below(course) == before
    source.write_text(EXERCISE.replace("# Numbers", "# More numbers"), encoding="utf-8")
    layout.lay_out(course, {NAME: instructor_notebook(source)})
    assert "# More numbers" in released(course).cells[0].source
    assert all(path.read_text(encoding="utf-8") == text for path, text in own.items())
    assert ["# Numbers" in path.read_text(encoding="utf-8") for path in (course / "replaced").iterdir()] == [True]


def test_questions_that_changed_after_the_grading_leave_the_class_as_it_was(course, source):
    lay_down(course, unreadable_submissions(Exercise(source))[:1], Exercise(source))
    grade(course)
    before = files_below(course)
    source.write_text(EXERCISE.replace("largest", "greatest"), encoding="utf-8")
    (problem,) = layout.lay_out(course, {NAME: instructor_notebook(source)})
    assert NAME in problem
    assert files_below(course) == before


def test_a_release_that_fails_is_reported_leaves_the_old_one_and_is_tried_again(course, source):
    before = files_below(course)
    broken = instructor_notebook(source)
    broken.cells[2].source += "\n### BEGIN SOLUTION"
    for _ in range(2):
        (problem,) = layout.lay_out(course, {NAME: broken})
        assert "could not be released" in problem
        after = files_below(course)
        assert all(after[path] == content for path, content in before.items() if path.name != "gradebook.db")


def test_the_points_table_adds_up(source):
    table = layout.points_table({NAME: instructor_notebook(source)})
    assert f"| {NAME} | digits | 3 |" in table
    assert f"| {NAME} | all | 6 |" in table


@pytest.mark.parametrize("kinds", [ordinary_submissions, unreadable_submissions, rearranged_submissions])
def test_each_kind_of_submission_gets_its_points_and_its_words(course, source, kinds):
    check_class(course, source, kinds)


@pytest.mark.slow
def test_each_harmful_cell_costs_its_own_points_only(course, source):
    check_class(course, source, harmful_submissions)


@pytest.mark.slow
def test_an_answer_that_does_harm_when_it_is_called_costs_its_own_points_only(course, source):
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.RunCells.course_timeout = 5\n")
    exercise = Exercise(source)
    said = {
        LOOP: "the check of double did not end within 5 s",
        STUBBORN_LOOP: "the check of double did not end within 5 s and could not be interrupted",
        KILL: "the check of double stopped the kernel",
        "exit()": "the check of double stopped the kernel",
    }
    made = [
        exercise.handed_in(body, exercise.filled(double="def double(x):\n" + indent(body, "    ")), ["double"], words)
        for body, words in said.items()
    ]
    students = lay_down(course, made, exercise)
    for student, line in grade(course).items():
        assert (students[student].kind, line["points"]) == (students[student].kind, 5)
        assert students[student].said in line["what_happened"]


def check_class(course, source, kinds):
    """Half of them start from the release, half from the notebook of the repository."""
    of_release, of_repository = Exercise(source, released(course)), Exercise(source)
    made = [pair[number % 2] for number, pair in enumerate(zip(kinds(of_release), kinds(of_repository), strict=True))]
    students = lay_down(course, made, of_release)
    handed_in = files_below(course / "submitted")
    lines = grade(course)
    assert set(lines) == set(students)
    for student, submission in students.items():
        line = lines[student]
        assert (submission.kind, line["points"]) == (submission.kind, of_release.expected_points(submission))
        assert all(question in line["no_points_for"] for question in submission.lost)
        assert submission.said in line["what_happened"]
        (feedback,) = (course / "feedback" / student / NAME).glob("*.html")
        # What the teacher reads of it, the student reads as well.
        assert line["what_happened"].split("; ")[0].split("'")[0] in feedback.read_text(encoding="utf-8")
    assert files_below(course / "submitted") == handed_in
    with (course / "grades.csv").open(encoding="utf-8") as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported == {student: line["points"] for student, line in lines.items()}
    with (course / "report.csv").open(encoding="utf-8-sig") as file:
        assert {row["student"]: float(row["points"]) for row in csv.DictReader(file)} == exported


def test_what_is_graded_is_not_graded_again_until_it_changes(course, source, monkeypatch):
    exercise = Exercise(source)
    lay_down(course, unreadable_submissions(exercise)[:2], exercise)
    grade(course)
    asked = []
    monkeypatch.setattr(steps, "_graded_by_nbgrader", lambda api, student, assignment, shelf: asked.append(student))
    assert grade(course)["student_01"]["what_happened"] == "the file is empty"
    assert asked == []
    (course / "submitted" / "student_02" / NAME / f"{NAME}.ipynb").write_bytes(b"")
    grade(course)
    assert asked == ["student_02"]
    grade(course, again=True)
    assert asked == ["student_02", "student_01", "student_02"]


def test_points_given_by_hand_stay_and_reach_the_feedback(course, source):
    exercise = Exercise(source)
    lay_down(course, unreadable_submissions(exercise)[:1], exercise)
    grade(course)
    with layout.open_gradebook(course) as gradebook:
        gradebook.find_grade("digits", NAME, NAME, "student_01").manual_score = 2.5
        gradebook.db.commit()
    for again in (False, True):
        assert grade(course, again=again)["student_01"]["points"] == 2.5
        assert "2.5" in (course / "feedback" / "student_01" / NAME / f"{NAME}.html").read_text(encoding="utf-8")


def test_files_from_a_learning_platform_are_collected_by_nbgrader(course):
    """The pattern for the file names is the course's; nbgrader tries it on the whole path."""
    pattern = layout.course_config(course).FileNameCollectorPlugin.named_regexp
    found = re.match(pattern, str(course / "downloaded" / "x" / "Ann Bee_201_assignsubmission_file_my (1).ipynb"))
    assert found.groupdict() == {"student_id": "Ann Bee", "file_id": "my (1).ipynb"}


def test_a_grader_that_fails_for_one_student_goes_on_and_says_so(course, source, monkeypatch):
    exercise = Exercise(source)
    lay_down(course, unreadable_submissions(exercise)[:3], exercise)

    def fail_for_the_second(handed_in, prepared, assignment):
        if handed_in.parent.name == "student_02":
            raise MemoryError("too large")
        return prepare(handed_in, prepared, assignment)

    monkeypatch.setattr(steps, "prepare", fail_for_the_second)
    lines = grade(course)
    assert "too large" in lines["student_02"]["what_happened"]
    assert lines["student_02"]["points"] == ""
    assert [lines[student]["points"] for student in ("student_01", "student_03")] == [0, 0]
    monkeypatch.undo()
    assert grade(course)["student_02"]["points"] == 0


def test_grading_one_assignment_keeps_the_others_in_the_report(course, source):
    other = "02_other"
    layout.lay_out(course, {NAME: instructor_notebook(source), other: instructor_notebook(source)})
    for name in (NAME, other):
        place = course / "submitted" / "ann" / name
        place.mkdir(parents=True)
        (place / f"{name}.ipynb").write_bytes(b"")
    for names, reported in (([other], [other]), ([NAME], [NAME, other]), ([other], [NAME, other])):
        assert [line["assignment"] for line in grades.grade_class(course, names, say=lambda line: None)] == reported


def test_an_empty_cell_of_a_student_is_no_error(course, source):
    exercise = Exercise(source)
    notebook = exercise.filled()
    notebook.cells.append(nbformat.v4.new_code_cell(""))
    lay_down(course, [exercise.handed_in("right", notebook)], exercise)
    assert grade(course)["student_01"]["points"] == 6
    graded = nbformat.read(course / "autograded" / "student_01" / NAME / f"{NAME}.ipynb", as_version=4)
    assert [
        output for cell in graded.cells for output in cell.get("outputs", []) if output.output_type == "error"
    ] == []


def test_what_is_handed_in_at_the_wrong_place_is_named(course):
    for stray in ("loose.ipynb", "ann/loose.ipynb", "ann/homework/loose.ipynb"):
        (course / "submitted" / stray).parent.mkdir(parents=True, exist_ok=True)
        (course / "submitted" / stray).write_text("{}", encoding="utf-8")
    lines = grades.grade_class(course, say=lambda line: None)
    assert [line["what_happened"].split(" is in no")[0] for line in lines] == [
        "NOT GRADED: submitted/ann/homework",
        "NOT GRADED: submitted/ann/loose.ipynb",
        "NOT GRADED: submitted/loose.ipynb",
    ]
    assert (course / "report.csv").read_text(encoding="utf-8-sig").count("NOT GRADED") == 3
    with pytest.raises(ValueError, match=f"no assignment 02_x; there are: {NAME}"):
        grades.grade_class(course, ["02_x"])


def test_a_folder_without_a_class_gets_one_sentence(tmp_path):
    command = [sys.executable, "-m", "tools.classroom", "grade", "--class", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == f"There is no class in {tmp_path}. Run: make class"


def test_a_student_s_name_may_be_any_but_a_pattern(course):
    for name in ("[a]", "a b 王"):
        place = course / "submitted" / name / NAME
        place.mkdir(parents=True)
        (place / f"{NAME}.ipynb").write_bytes(b"")
    lines = grade(course)
    assert lines["a b 王"]["points"] == 0
    assert "rename the folder" in lines["[a]"]["what_happened"]


def test_put_cells_back_leaves_a_good_submission_alone(course, source):
    notebook = Exercise(source, released(course)).filled()
    before = [(cell.id, cell.source) for cell in notebook.cells]
    assert put_cells_back(notebook, released(course)) == []
    assert [(cell.id, cell.source) for cell in notebook.cells] == before


def test_put_cells_back_puts_given_cells_early_and_checks_late(course, source):
    notebook = Exercise(source, released(course)).filled()
    own = nbformat.v4.new_code_cell("largest = 7")
    kept = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "answer-double"]
    notebook.cells = [*kept, own]
    notes = put_cells_back(notebook, released(course))
    order = [cell.metadata.get("nbgrader", {}).get("grade_id", "own") for cell in notebook.cells]
    assert order == ["given-1", "answer-double", "own", "double", "largest", "given-2", "digits"]
    assert notes == [
        "the answer to largest, the answer to digits: missing",
        "given cell 1, the check of double, the check of largest, given cell 2, the check of digits: "
        "missing, and put back",
    ]


def test_put_cells_back_survives_metadata_that_means_nothing(course, source):
    notebook = Exercise(source, released(course)).filled()
    for cell, grading in zip(notebook.cells, [[], {}, {"grade_id": []}, {"grade_id": "other"}, 5], strict=False):
        cell.metadata["nbgrader"] = grading
    put_cells_back(notebook, released(course))
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    assert [name for name in ids if name] == ["given-1", "answer-double", "double", "answer-largest", "largest"] + [
        "given-2",
        "answer-digits",
        "digits",
    ]
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" \n", "empty"),
        (b"{", "broken"),
        (b"\xff\xfe", "broken"),
        (b"[]", "no notebook"),
        (b'{"nbformat": 4}', "no notebook that can be read"),
        (b'{"nbformat": 4, "cells": 5}', "no notebook that can be read"),
        (b'{"nbformat": 99, "cells": []}', "no notebook that can be read"),
    ],
)
def test_what_is_no_notebook_is_called_so(content, reason):
    with pytest.raises(ValueError, match=reason):
        readable_notebook(content)


def test_a_mangled_notebook_is_read_as_far_as_it_can_be():
    cells = [
        {"cell_type": "code", "source": ["a\n", "b"], "outputs": "?", "metadata": {}},
        {"cell_type": "video"},
        7,
        {"cell_type": "markdown", "source": "c", "metadata": {"tags": ["skip-execution"]}},
    ]
    notebook = readable_notebook(json.dumps({"nbformat": 4, "cells": cells}).encode("utf-8-sig"))
    nbformat.validate(notebook)
    assert [(cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells] == [
        ("code", "a\nb", {}),
        ("markdown", "c", {}),
    ]


def test_of_several_notebooks_the_one_with_the_right_name_is_chosen_else_the_last(tmp_path):
    for name in ("a (1).ipynb", "a (2).ipynb", "notes.txt"):
        (tmp_path / name).touch()
    path, notes = choose_notebook(tmp_path, "a")
    assert path.name == "a (2).ipynb"
    assert notes == ["the notebook is named 'a (2).ipynb'", "only 'a (2).ipynb' was graded, not 'a (1).ipynb'"]
    (tmp_path / "a.ipynb").touch()
    path, notes = choose_notebook(tmp_path, "a")
    assert path.name == "a.ipynb"
    assert notes == ["only 'a.ipynb' was graded, not 'a (1).ipynb', 'a (2).ipynb'"]


def test_other_files_go_along_but_no_copy_of_the_course_and_no_unreadable_time(tmp_path):
    handed_in = tmp_path / "in"
    for name in ("data/mine.csv", "autoenc_lessons/__init__.py", "a.ipynb", "timestamp.txt"):
        (handed_in / name).parent.mkdir(parents=True, exist_ok=True)
        (handed_in / name).write_text("?", encoding="utf-8")
    prepare(handed_in, tmp_path / "out", "a")
    assert set(map(str, files_below(tmp_path / "out"))) == {"data/mine.csv", "a.ipynb"}
    (handed_in / "timestamp.txt").write_text("2026-01-31 12:00:00 UTC\n", encoding="utf-8")
    prepare(handed_in, tmp_path / "out", "a")
    assert (tmp_path / "out" / "timestamp.txt").exists()


def test_a_report_groups_questions_that_failed_for_the_same_reason(source):
    notebook = instructor_notebook(source)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = [nbformat.v4.new_output("error", ename="NameError", evalue="x", traceback=[])]
    assert report._failed_checks(notebook) == {"NameError: x": ["double", "largest", "digits"]}
