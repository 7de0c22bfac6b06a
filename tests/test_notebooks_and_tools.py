"""The build makes the same notebook each time, and the check finds whatever is stale or does not belong in one."""

import re

import nbformat
import pytest

from tools import build, check, sources

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


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Lay out a course of one small lesson, built, and return the function that (re)writes its text."""
    for name in ("LESSONS", "NOTEBOOKS"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        for module in (sources, build, check):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, folder)
    for module in (sources, build, check):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(build, "KEPT", tmp_path / "build" / "replaced")
    (tmp_path / "README.md").write_text(f"{sources.MAP_MARKER}\nold\n{sources.MAP_MARKER}\n")

    def write(code="print(6 * 7)", title="Try"):
        (tmp_path / "lessons" / "01_try.py").write_text(LESSON.format(code=code, title=title))

    write()
    build.main([])
    return write


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
    assert dict(notebook.metadata) == sources.KERNELSPEC
    assert "| [Try](notebooks/01_try.ipynb) | What it gives you. | 5 |" in (tmp_path / "README.md").read_text()


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
    "not run": (lambda n: n.cells[1].update(execution_count=None, outputs=[]), "not run once"),
    "run twice": (lambda n: n.cells[1].update(execution_count=2), "not run once"),
    "standard error": (lambda n: first_output(n).update(name="stderr"), "standard error"),
    "a warning": (lambda n: first_output(n).update(text="UserWarning: old"), "a warning"),
    "an address": (lambda n: first_output(n).update(text="<object at 0x7f12ab34cd>"), "an address"),
    "a path": (lambda n: first_output(n).update(text="see " + "/home" + "/me/file"), "a path"),
    "a time": (lambda n: first_output(n).update(text="00:03 left"), "a time"),
    "a bare figure": (as_display(**{"text/plain": "<Figure size 640x480>"}), "a bare figure"),
    "a picture without words": (as_display(**{"image/png": "aGk=", "text/plain": "words"}), "no caption"),
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


def test_the_check_finds_a_lesson_that_is_hard_to_read_or_has_changed_its_title(course):
    course(code="\n".join(f"x{number} = 1" for number in range(21)))
    assert any("21 lines of code" in problem for problem in check.find_problems())
    course(code="x = 1  # NBVAL_SKIP")
    assert any("left out of the regression" in problem for problem in check.find_problems())
    course(title="Try again")
    assert any("course map" in problem for problem in check.find_problems())


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
        assert f"{sum(points)} points are there to be had" in text
        assert sum(map(int, re.findall(r"· (\d+) minutes", text))) == sources.read_lesson(source).minutes


def test_modules_import_only_from_those_before_them():
    order = [
        "quiet_start",
        "inputs",
        "seeding",
        "datasets",
        "damage",
        "models",
        "variational",
        "interrupts",
        "training",
    ]
    order += ["seed_spread", "measures", "figures", "explorers", "checks"]
    package = sources.ROOT / "autoenc_lessons"
    for position, name in enumerate(order):
        files = [package / f"{name}.py"] if (package / f"{name}.py").exists() else (package / name).glob("*.py")
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        for later in order[position + 1 :]:
            assert f"autoenc_lessons.{later}" not in text, f"{name} imports {later}"
            assert f"from autoenc_lessons import {later}" not in text


EXERCISES = [path for path in sources.stored_notebooks() if path not in sources.complete_notebooks()]


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
