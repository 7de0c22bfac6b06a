"""The build makes the same notebook each time, and the check finds whatever is stale or does not belong in one."""

import ast
import json
import re
import shutil
import subprocess
import sys
from functools import cache

import nbformat
import numpy as np
import pytest

from tools.notebooks import build, check, front_matter, sources, start_picture

LESSON = '''# %% [markdown]
r"""
# {title}

What it gives you.

**Time:** 5 minutes
"""

# %%
{code}

# %% [markdown]
r"""
An end.
"""
'''


EXERCISE = """# %% [markdown]
# # Exercises 1: how many parameters?
#
# One question.
#
# **Time:** 2 minutes

# %%
n_parameters = ...  # your answer: a whole number
### BEGIN SOLUTION
n_parameters = 3 * 2 + 2 + 2 * 3 + 3
### END SOLUTION
print("not attempted yet" if n_parameters is ... else "attempted")

# %%
def squeeze(x):
    ...  # your answer
    ### BEGIN SOLUTION
    middle = x.mean()
    return x - middle
    ### END SOLUTION

# %% question="squeeze" points=2
print("shape kept" if squeeze is not ... else "")
### BEGIN HIDDEN TESTS
assert squeeze(numpy.ones(1801)).sum() == 0
### END HIDDEN TESTS
"""
EXERCISE_WITHOUT_END = EXERCISE.replace("    ### END SOLUTION\n", "", 1).replace("### END SOLUTION\n", "", 1)
EXERCISE_WITHOUT_POINTS = EXERCISE.replace(" points=2", "")


@pytest.fixture
def laid_out(tmp_path, monkeypatch):
    """Lay out a course of one small lesson, and return the function that (re)writes its text."""
    for name in ("LESSONS", "NOTEBOOKS"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        for module in (sources, build, check):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, folder)
    for module in (sources, build, check):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(build, "KEPT", tmp_path / "build" / "replaced")
    monkeypatch.setattr(check, "STANDARD_TERMS", ())
    (tmp_path / "README.md").write_text(f"{sources.MAP_MARKER}\nold\n{sources.MAP_MARKER}\n")

    def write(code="print(6 * 7)", title="Try"):
        (tmp_path / "lessons" / "01_try.py").write_text(LESSON.format(code=code, title=title))

    write()
    return write


@pytest.fixture
def course(laid_out):
    """Lay out a course of one small lesson, built, and return the function that (re)writes its text."""
    build.main([])
    return laid_out


def numbered(notebook, folder):
    """Take the place of the build's `execute` where it does not matter what a kernel says: a kernel takes seconds."""
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = number
        cell.outputs = [nbformat.v4.new_output("stream", text="42\n")]
    folder.mkdir(parents=True, exist_ok=True)
    return notebook


def stored(course_root):
    return course_root / "notebooks" / "01_try.ipynb"


def change(path, edit):
    notebook = nbformat.read(path, as_version=4)
    edit(notebook)
    nbformat.write(notebook, path)


def test_a_built_course_has_no_problem_and_holds_real_outputs(course, tmp_path):
    assert check.find_problems() == []
    notebook = nbformat.read(stored(tmp_path), as_version=4)
    assert notebook.cells[1].outputs[0].text == "42\n"
    assert dict(notebook.metadata) == front_matter.KERNEL | {"title": "Try"}
    assert "| [Try](notebooks/01_try.ipynb) | What it gives you. | 5 |" in (tmp_path / "README.md").read_text()


def test_the_course_map_says_once_what_all_promises_begin_with(course, tmp_path):
    lesson = tmp_path / "lessons" / "01_try.py"
    lesson.write_text(lesson.read_text().replace("What it gives you.", "At the end you can try."), encoding="utf-8")
    head, _line, row = sources.course_map().splitlines()
    assert head.startswith("| Lesson | At the end you … |")
    assert row == "| [Try](01_try.ipynb) | can try. | 5 |  |"


def test_the_start_page_shows_what_the_lessons_live_figures_store():
    sizes, digit = start_picture.copies_of_a_digit()
    assert len(digit) == len(sizes) + 1
    errors = [np.mean((copy - digit[-1]) ** 2) for copy in digit[:-1]]
    assert errors[0] == max(errors)
    assert errors[-1] == min(errors)
    for pictures in (digit, start_picture.repaired_digits(), start_picture.drawn_faces()):
        assert pictures.ndim == 3
        assert 0 <= pictures.min() < 0.3 < pictures.max() <= 1
    assert f"({start_picture.START_PICTURE.relative_to(sources.NOTEBOOKS).as_posix()})" in (
        sources.LESSONS / "00_start_here.py"
    ).read_text(encoding="utf-8")
    assert start_picture.START_PICTURE.exists()
    with pytest.raises(ValueError, match="06_noise has no live figure that stores 'families'"):
        start_picture.stored_figure("06_noise", "families")


def test_building_twice_gives_the_same_bytes(course, tmp_path):
    before = stored(tmp_path).read_bytes()
    build.main([])
    assert stored(tmp_path).read_bytes() == before
    assert not (tmp_path / "build" / "replaced").exists()


def test_a_progress_bar_leaves_its_last_state_only(course, tmp_path):
    course("import sys\nfor n in range(3):\n    print(f'\\r{n} of 2', end='')\n    sys.stdout.flush()\nprint()")
    build.main([])
    assert nbformat.read(stored(tmp_path), as_version=4).cells[1].outputs[0].text == "2 of 2\n"


def test_somebodys_own_changes_are_put_aside_before_a_build(course, tmp_path):
    change(stored(tmp_path), lambda notebook: notebook.cells[1].update(source="my = 'work'"))
    mine = stored(tmp_path).read_text()
    course("print(1)")
    build.main([])
    assert (tmp_path / "build" / "replaced" / "01_try.ipynb").read_text() == mine
    assert check.find_problems() == []


def first_output(notebook):
    return notebook.cells[1].outputs[0]


def as_display(**data):
    def edit(notebook):
        notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", data)]

    return edit


STALE = {
    "another source": (lambda n: n.cells[1].update(source="print(43)"), "does not hold the cells"),
    "a cell gone": (lambda n: n.cells.pop(), "does not hold the cells"),
    "other prose": (lambda n: n.cells[0].update(source="# Other"), "does not hold the cells"),
    "another id": (lambda n: n.cells[0].update(id="other"), "does not hold the cells"),
    "a tag that hides a cell": (lambda n: n.cells[1].metadata.update(tags=["nbval-skip"]), "does not hold the cells"),
    "metadata": (lambda n: n.metadata.update(author="me"), "does not hold the cells"),
    "another title": (lambda n: n.metadata.update(title="Mine"), "does not hold the cells"),
    "another Python": (lambda n: n.metadata.language_info.update(version="3.9.1"), "does not hold the cells"),
    "not run": (lambda n: n.cells[1].update(execution_count=None, outputs=[]), "not run once"),
    "run twice": (lambda n: n.cells[1].update(execution_count=2), "not run once"),
    "standard error": (lambda n: first_output(n).update(name="stderr"), "standard error"),
    "a warning": (lambda n: first_output(n).update(text="UserWarning: old"), "a warning"),
    "an address": (lambda n: first_output(n).update(text="<object at 0x7f12ab34cd>"), "an address"),
    "a path": (lambda n: first_output(n).update(text="see " + "/home" + "/me/file"), "a path"),
    "a time": (lambda n: first_output(n).update(text="00:03 left"), "a time"),
    "a bare figure": (as_display(**{"text/plain": "<Figure size 640x480>"}), "a bare figure"),
    "a picture without words": (as_display(**{"image/png": "aGk=", "text/plain": "words"}), "no caption"),
    "a wide table": (
        lambda n: first_output(n).update(text=f"name\n{'1.0 ' * 20}2\n"),
        "a printed line has 81 characters",
    ),
    "a wide value": (as_display(**{"text/plain": "x" * 81}), "a printed line has 81 characters"),
    "a large file": (lambda n: first_output(n).update(text="x" * 1_000_001), "larger than"),
}


@pytest.mark.parametrize("kind", STALE)
def test_the_check_finds(kind, course, tmp_path):
    edit, words = STALE[kind]
    change(stored(tmp_path), edit)
    assert any(words in problem for problem in check.find_problems())


def test_the_check_takes_the_letters_of_a_picture_for_no_address(course, tmp_path):
    change(stored(tmp_path), lambda notebook: first_output(notebook).update(text='"AAADG0xAAAAAAA/0xAAAAAAA"'))
    assert check.find_problems() == []


def test_lines_of_80_characters_and_the_words_beside_a_picture_are_not_too_wide(course, tmp_path):
    change(stored(tmp_path), lambda notebook: first_output(notebook).update(text="x" * 80))
    assert check.find_problems() == []
    picture = nbformat.v4.new_output("display_data", {"image/png": "aGk=", "text/plain": "x" * 81})
    picture.metadata["image/png"] = {"alt": "A picture."}
    change(stored(tmp_path), lambda notebook: notebook.cells[1].update(outputs=[picture]))
    assert check.find_problems() == []


def test_the_check_finds_two_notebooks_of_one_title_and_one_without(laid_out, tmp_path, monkeypatch):
    monkeypatch.setattr(build, "execute", numbered)
    (tmp_path / "lessons" / "02_more.py").write_text(LESSON.format(code="print(1)", title="Try"))
    build.main([])
    assert check.find_problems() == ["02_more.ipynb has the title of 01_try.ipynb: Try"]
    untitled = {path: nbformat.v4.new_notebook() for path in sources.planned_notebooks(["01_try"])}
    assert check.problems_of_titles(untitled) == ["01_try.ipynb has no title: its first cell must open with '# '"]


def test_lesson_exercises_and_solutions_are_told_apart_by_their_titles():
    titles = {sources.notebook_name(path): plan.metadata.title for path, plan in sources.planned_notebooks().items()}
    assert len(set(titles.values())) == len(titles)
    assert titles["00_start_here"] == "Start here"
    assert titles["10_generate_faces"] == "Lesson 10 · Generate faces"
    assert titles["exercises/10_generate_faces"] == "Exercises 10 · Generate faces"
    assert titles["solutions/10_generate_faces"] == "Solutions 10 · Generate faces"


def test_the_check_finds_an_error_a_broken_file_a_missing_one_and_an_orphan(course, tmp_path):
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="no", traceback=[])
    change(stored(tmp_path), lambda notebook: notebook.cells[1].update(outputs=[error]))
    assert any("an error is stored" in problem for problem in check.find_problems())
    stored(tmp_path).write_text("{")
    assert any("cannot be read" in problem for problem in check.find_problems())
    stored(tmp_path).rename(tmp_path / "notebooks" / "02_old.ipynb")
    problems = check.find_problems()
    assert any("is missing" in problem for problem in problems)
    assert any("has no lesson text" in problem for problem in problems)


CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{{}}\n>>>>>>> other\n"
AS_JSON = nbformat.v4.new_notebook(metadata=front_matter.metadata_of("# Try"))
BROKEN = {
    "a conflict of git": (CONFLICT.format(nbformat.writes(AS_JSON)), "holds a conflict of git in line 1"),
    "empty": ("", "cannot be read as a notebook"),
    "cut off": (nbformat.writes(AS_JSON)[:-20], "cannot be read as a notebook"),
    "a list": ("[1]", "cannot be read as a notebook"),
    "a number": ("3", "cannot be read as a notebook"),
    "no cells": ("{}", "cannot be read as a notebook"),
    "a byte order mark": ("\ufeff" + nbformat.writes(AS_JSON), "cannot be read as a notebook"),
    "another encoding": ('{"a": "\xfc"}'.encode("latin-1"), "cannot be read as text in UTF-8"),
    "UTF-16": (nbformat.writes(AS_JSON).encode("utf-16"), "cannot be read as text in UTF-8"),
    "nbformat 3": (nbformat.v3.writes_json(nbformat.v3.new_notebook()), "is in version 3 of the notebook format"),
    "nbformat 4.4": (
        '{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": '
        '[{"cell_type": "markdown", "metadata": {}, "source": "x"}]}',
        "does not hold the cells of its lesson text",
    ),
    "a folder": (None, "is a folder and no notebook"),
    "missing": (False, "is missing"),
}


OF_THE_OTHER = "02_more.ipynb, code cell 1: a path of a machine is stored"


@pytest.fixture
def two_lessons_and_an_exercise(laid_out, tmp_path, monkeypatch):
    monkeypatch.setattr(build, "execute", numbered)
    (tmp_path / "lessons" / "exercises").mkdir()
    (tmp_path / "lessons" / "exercises" / "01_try.py").write_text(EXERCISE)
    (tmp_path / "lessons" / "02_more.py").write_text(LESSON.format(code="print(1)", title="More"))
    build.main([])
    assert check.find_problems() == []
    return tmp_path


def put(path, content):
    path.unlink()
    if content is None:
        path.mkdir()
    elif content is not False:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("name", ["01_try.ipynb", "exercises/01_try.ipynb", "solutions/01_try.ipynb"])
def test_a_broken_notebook_gets_one_sentence_with_its_name_and_hides_no_other_problem(
    kind, name, two_lessons_and_an_exercise
):
    content, said = BROKEN[kind]
    folder = two_lessons_and_an_exercise / "notebooks"
    put(folder / name, content)
    change(folder / "02_more.ipynb", STALE["a path"][0])
    problems = check.find_problems()
    of_this = [problem for problem in problems if problem.startswith(f"{name} ")]
    assert said in of_this[0]
    assert kind == "nbformat 4.4" or len(of_this) == 1
    assert [problem for problem in problems if problem not in of_this] == [OF_THE_OTHER]
    assert not any("\n" in problem for problem in problems)
    if content is not None:
        build.main([])
        assert check.find_problems() == []
    if content:
        # What is broken may be somebody's work.
        kept = two_lessons_and_an_exercise / "build" / "replaced" / name
        assert kept.read_bytes() == (content if isinstance(content, bytes) else content.encode())


def test_a_broken_notebook_of_students_still_may_not_show_the_answer(two_lessons_and_an_exercise):
    path = two_lessons_and_an_exercise / "notebooks" / "exercises" / "01_try.ipynb"
    leak = json.dumps("n_parameters = 3 * 2 + 2 + 2 * 3 + 3\n")
    path.write_text(CONFLICT.format(leak), encoding="utf-8")
    problems = check.find_problems()
    assert any("shows a line of the answer: n_parameters" in problem for problem in problems)
    assert any("exercises/01_try.ipynb holds a conflict" in problem for problem in problems)


TEXT = LESSON.format(code="print(6 * 7)", title="Try")
BROKEN_TEXTS = {
    "a conflict of git": (
        TEXT.replace("An end.", "<<<<<<< HEAD\nAn end.\n=======\n>>>>>>> b"),
        "01_try.py, line 15, holds",
    ),
    "another encoding": (TEXT.replace("An", "\xfc").encode("latin-1"), "01_try.py cannot be read as text in UTF-8"),
    "no title": ("# %%\nx = 1\n", "01_try.py: the first cell must be a title line"),
    "empty": ("", "01_try.py: the first cell must be a title line"),
    "a folder": (None, "01_try.py cannot be read as text in UTF-8"),
}


@pytest.mark.parametrize("kind", BROKEN_TEXTS)
def test_a_broken_text_gets_one_sentence_with_its_name_and_hides_no_other_problem(
    kind, two_lessons_and_an_exercise, capsys
):
    content, said = BROKEN_TEXTS[kind]
    put(two_lessons_and_an_exercise / "lessons" / "01_try.py", content)
    notebooks = two_lessons_and_an_exercise / "notebooks"
    change(notebooks / "02_more.ipynb", STALE["a path"][0])
    problems = check.find_problems()
    assert [problem for problem in problems if said in problem] != []
    assert OF_THE_OTHER in problems
    assert not any("has no lesson text" in problem or "\n" in problem for problem in problems)
    with pytest.raises(SystemExit) as stopped:
        check.main()
    assert "problem(s)" in str(stopped.value)
    # The others are built.
    with pytest.raises(SystemExit, match=said):
        build.main([])
    assert not any("02_more" in problem for problem in check.find_problems())


BROKEN_EXERCISES = {
    "no end of an answer": (EXERCISE_WITHOUT_END, "01_try.py: Each '### BEGIN SOLUTION' needs"),
    "no points": (EXERCISE_WITHOUT_POINTS, "01_try.py has a cell with a question and without points"),
}


@pytest.mark.parametrize("kind", BROKEN_EXERCISES)
def test_a_broken_exercise_is_named_and_its_answers_are_not_handed_out(kind, two_lessons_and_an_exercise):
    content, said = BROKEN_EXERCISES[kind]
    before = (two_lessons_and_an_exercise / "notebooks" / "exercises" / "01_try.ipynb").read_bytes()
    put(two_lessons_and_an_exercise / "lessons" / "exercises" / "01_try.py", content)
    assert [problem for problem in check.find_problems() if said in problem] != []
    with pytest.raises(SystemExit, match=said):
        build.main([])
    assert (two_lessons_and_an_exercise / "notebooks" / "exercises" / "01_try.ipynb").read_bytes() == before


def test_a_readme_without_its_map_or_with_a_conflict_is_named(two_lessons_and_an_exercise, tmp_path):
    for text, said in [
        ("nothing", "README.md must hold the line"),
        (f"{sources.MAP_MARKER}\nold\n", "README.md must hold the line"),
        (CONFLICT.format(""), "README.md, line 1, holds a conflict"),
    ]:
        (tmp_path / "README.md").write_text(text)
        assert any(said in problem for problem in check.find_problems())
        with pytest.raises(SystemExit, match=said):
            build.main([])


def test_a_lesson_that_fails_or_is_not_there_is_named_and_the_others_are_built(course, tmp_path):
    (tmp_path / "lessons" / "02_more.py").write_text(LESSON.format(code="print(1)", title="More"))
    course(code="1 / 0")
    with pytest.raises(SystemExit, match="01_try.ipynb is not built: (.|\n)*ZeroDivisionError"):
        build.main([])
    assert (tmp_path / "notebooks" / "02_more.ipynb").exists()
    with pytest.raises(SystemExit, match="no text 03_none in lessons/; give its name"):
        build.main(["03_none"])


def test_one_broken_notebook_does_not_keep_the_others_from_being_tested(tmp_path):
    output = nbformat.v4.new_output("stream", name="stdout", text="1\n")
    cell = nbformat.v4.new_code_cell("print(1)", execution_count=1, outputs=[output])
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "good.ipynb")
    (tmp_path / "bad.ipynb").write_text(CONFLICT.format("{}"))
    shutil.copy(sources.ROOT / "pyproject.toml", tmp_path)
    command = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", "good.ipynb", "bad.ipynb"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert run.returncode != 0
    assert "1 passed, 1 error" in run.stdout
    assert "bad.ipynb" in run.stdout


def test_the_check_finds_a_lesson_that_is_hard_to_read_or_has_changed_its_title(course):
    course(code="\n".join(f"x{number} = 1" for number in range(16)))
    assert any("16 lines of code" in problem for problem in check.find_problems())
    course(code="x = 1  # NBVAL_SKIP")
    assert any("left out of the regression" in problem for problem in check.find_problems())
    course(title="Try again")
    assert any("course map" in problem for problem in check.find_problems())


def test_the_check_finds_a_standard_term_that_no_lesson_explains(course, monkeypatch):
    monkeypatch.setattr(check, "STANDARD_TERMS", ("epoch",))
    assert check.find_problems() == ["no lesson explains the standard term 'epoch', in bold"]


def test_an_exercise_makes_a_students_notebook_without_answers_and_a_solution(course, tmp_path):
    (tmp_path / "lessons" / "exercises").mkdir()
    (tmp_path / "lessons" / "exercises" / "01_try.py").write_text(EXERCISE)
    assert any("01_try.ipynb is missing" in problem for problem in check.find_problems())
    build.main([])
    assert check.find_problems() == []
    students = nbformat.read(tmp_path / "notebooks" / "exercises" / "01_try.ipynb", as_version=4)
    solution = nbformat.read(tmp_path / "notebooks" / "solutions" / "01_try.ipynb", as_version=4)
    assert students.cells[1].source.splitlines()[0] == "n_parameters = ...  # your answer: a whole number"
    assert students.cells[2].source == "def squeeze(x):\n    ...  # your answer"
    assert students.cells[1].outputs[0].text == "not attempted yet\n"
    assert solution.cells[2].source == "def squeeze(x):\n    middle = x.mean()\n    return x - middle"
    assert solution.cells[1].outputs[0].text == "attempted\n"
    assert "SOLUTION" not in str(students) + str(solution)
    assert "1801" not in str(students) + str(solution)
    assert [cell.id for cell in students.cells] == [cell.id for cell in solution.cells]


def test_a_class_is_graded_with_answers_tests_and_points(course, tmp_path):
    (tmp_path / "lessons" / "exercises").mkdir()
    source = tmp_path / "lessons" / "exercises" / "01_try.py"
    source.write_text(EXERCISE)
    notebook = sources.instructor_notebook(source)
    assert "### BEGIN SOLUTION" in notebook.cells[2].source
    assert "1801" in notebook.cells[3].source
    described = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    assert [entry.get("grade_id") for entry in described] == [None, "answer-squeeze", "answer-squeeze-2", "squeeze"]
    assert [entry.get("points") for entry in described] == [None, None, None, 2]
    assert [entry.get("solution") for entry in described] == [None, True, True, False]
    students = sources.planned_notebooks()[tmp_path / "notebooks" / "exercises" / "01_try.ipynb"]
    assert [cell.id for cell in students.cells] == [cell.id for cell in notebook.cells]
    assert [cell.metadata for cell in students.cells] == [cell.metadata for cell in notebook.cells]


def test_an_answer_without_a_blank_is_refused(course, tmp_path):
    (tmp_path / "lessons" / "exercises").mkdir()
    source = tmp_path / "lessons" / "exercises" / "01_try.py"
    source.write_text(EXERCISE.replace("    ...  # your answer\n", ""))
    with pytest.raises(ValueError, match="needs a line"):
        sources.answer_lines(source)


@pytest.mark.parametrize("place", ["source", "outputs", "metadata"])
def test_the_check_finds_an_answer_that_leaked(course, tmp_path, place):
    (tmp_path / "lessons" / "exercises").mkdir()
    (tmp_path / "lessons" / "exercises" / "01_try.py").write_text(EXERCISE)
    build.main([])
    leak = "n_parameters = 3 * 2 + 2 + 2 * 3 + 3"
    edits = {
        "source": lambda notebook: notebook.cells[0].update(source=f"Hint: {leak}"),
        "outputs": lambda notebook: notebook.cells[1].outputs[0].update(text=leak),
        "metadata": lambda notebook: notebook.cells[1].metadata.update(answer=leak),
    }
    change(tmp_path / "notebooks" / "exercises" / "01_try.ipynb", edits[place])
    assert any(f"shows a line of the answer: {leak}" in problem for problem in check.find_problems())


def test_equal_cells_have_ids_of_their_own(course):
    course("x = 1\n\n# %%\nx = 1")
    ids = [cell.id for cell in sources.make_notebook(sources.lesson_sources()[0]).cells]
    assert len(set(ids)) == len(ids) == 4


def test_a_lesson_without_its_first_cell_is_named(course, tmp_path):
    (tmp_path / "lessons" / "01_try.py").write_text("# %%\nx = 1\n")
    with pytest.raises(ValueError, match="01_try.py: the first cell must be"):
        sources.course_map()


def test_links_between_the_notebooks_lead_somewhere():
    for path in sources.planned_notebooks():
        cells = nbformat.read(path, as_version=4).cells
        prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        for target in re.findall(r"\]\((?!https?:)([^)#\\]+)\)", prose):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_each_lesson_links_to_its_exercises_and_their_solutions_and_back():
    for source in sources.exercise_sources():
        lesson = (sources.LESSONS / source.name).read_text(encoding="utf-8")
        exercise = source.read_text(encoding="utf-8")
        for text, target in [
            (lesson, f"](exercises/{source.stem}.ipynb)"),
            (lesson, f"](solutions/{source.stem}.ipynb)"),
            (exercise, f"](../{source.stem}.ipynb)"),
            (exercise, f"](../solutions/{source.stem}.ipynb)"),
        ]:
            assert target in text
    assert [source.stem for source in sources.exercise_sources()] == [
        source.stem for source in sources.taught_lessons()
    ]


def test_an_exercise_has_5_to_7_questions_and_names_their_points():
    for source in sources.exercise_sources():
        points = [
            cell.metadata["nbgrader"]["points"]
            for cell in sources.instructor_notebook(source).cells
            if cell.metadata.get("nbgrader", {}).get("grade")
        ]
        text = source.read_text(encoding="utf-8")
        assert 5 <= len(points) <= 7
        assert [int(found) for found in re.findall(r"· (\d+) points?\*", text)] == points
        # In words, beside the points of each question.
        assert re.search(rf"\b{sum(points)} points\b(?!\*)", text)
        assert sum(map(int, re.findall(r"· (\d+) minutes", text))) == sources.read_lesson(source).minutes


def test_the_teachers_table_says_what_the_texts_say():
    table = (sources.ROOT / "TEACHING.md").read_text(encoding="utf-8")
    exercises = {source.stem: source for source in sources.exercise_sources()}
    for source in sources.taught_lessons():
        lesson, exercise = sources.read_lesson(source), exercises[source.stem]
        points = sum(map(int, re.findall(r"· (\d+) points?\*", exercise.read_text(encoding="utf-8"))))
        told = f"{sources.read_lesson(exercise).minutes} minutes, {points} points"
        assert re.search(rf"^\| {re.escape(lesson.title)} \| {lesson.minutes} minutes \|.*\| {told} \|$", table, re.M)


ROOMS = ["quiet_start", "language", "inputs", "seeding", "photographs", "streams", "sheets", "datasets"]
ROOMS += [
    "damage",
    "models",
    "variational",
    "training",
    "machines",
    "machine_costs",
    "cost_model",
    "seed_spread",
    "retraining",
]
ROOMS += ["measures", "map_measures", "alarms", "detectors", "faults", "variational_costs", "sample_measures"]
ROOMS += ["handwriting", "mixtures", "many_runs", "makers", "maker_measures", "face_judge", "tables"]
ROOMS += ["sparse_codes", "unit_measures", "sheet_runs"]
ROOMS += ["own_data", "gaps", "series", "figures", "explorers", "readiness", "checks"]
PACKAGE = sources.ROOT / "autoenc_lessons"


@cache
def imported_by(folder):
    """Return the names of all modules and objects that the Python files of a folder (or one file) import."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("*.py"))
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found |= {f"{node.module}.{one.name}" for one in node.names}
            elif isinstance(node, ast.Import):
                found |= {one.name for one in node.names}
    return found


def is_inside(name, room):
    return f"{name}.".startswith(f"{room}.")


def place_of(room):
    return PACKAGE / room if (PACKAGE / room).is_dir() else PACKAGE / f"{room}.py"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_those_before_it(room):
    later = [f"autoenc_lessons.{name}" for name in ROOMS[ROOMS.index(room) + 1 :]]
    assert not [name for name in imported_by(place_of(room)) for other in later if is_inside(name, other)]


def test_every_room_of_the_package_has_its_place_in_the_order():
    files = {path.stem for path in PACKAGE.glob("[!_]*.py")} | {
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    }
    assert files == set(ROOMS)


def test_no_exercise_imports_from_another_and_judging_knows_none():
    exercises = [path.parent for path in sorted(PACKAGE.glob("checks/*/questions.py"))]
    assert len(exercises) == len(sources.exercise_sources())
    for folder in [*exercises, PACKAGE / "checks" / "judging"]:
        others = [f"autoenc_lessons.checks.{other.name}" for other in exercises if other != folder]
        assert not [name for name in imported_by(folder) for other in others if is_inside(name, other)], folder


@pytest.mark.parametrize("source", sources.exercise_sources(), ids=lambda path: path.stem)
def test_an_exercise_uses_its_own_room_of_checks(source):
    own = f"autoenc_lessons.checks.{source.stem[3:]}"
    from_checks = {name for name in imported_by(source) if is_inside(name, "autoenc_lessons.checks")}
    assert {name for name in from_checks if not is_inside(name, own)} == {"autoenc_lessons.checks"}
    called = set(re.findall(r"\bchecks\.(\w+)\.", source.read_text(encoding="utf-8")))
    assert called == {source.stem[3:]}


def test_no_module_has_more_than_250_lines():
    files = [
        path
        for room in ("autoenc_lessons", "tools", "benchmarks", "hub")
        for path in (sources.ROOT / room).rglob("*.py")
    ]
    long = {path.name: path.read_text(encoding="utf-8").count("\n") for path in files}
    assert {name: lines for name, lines in long.items() if lines > 250} == {}


EXERCISES = [path for path in sources.stored_notebooks() if path.parent.name == "exercises"]


@pytest.mark.parametrize("path", EXERCISES, ids=sources.notebook_name)
def test_a_students_notebook_shows_nothing_that_its_solution_does_not_show_but_that_nothing_was_tried(path):
    ours, full = (
        [cell for cell in nbformat.read(place, as_version=4).cells if cell.cell_type == "code"]
        for place in (path, sources.NOTEBOOKS / "solutions" / path.name)
    )
    assert len(ours) == len(full)
    for cell, answered in zip(ours, full, strict=True):
        if cell.outputs != answered.outputs:
            assert [output.data["text/plain"] for output in cell.outputs] == ["○ Not attempted yet."]
