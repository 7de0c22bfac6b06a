"""A project that a teacher grades by hand: it waits for a hand, is never called wrong, and then has its points."""

import csv
import zipfile

import nbformat
import pytest

from tests.classroom.small_class import grade
from tools.classroom import layout, steps
from tools.classroom.__main__ import make_grades
from tools.classroom.cells import put_cells_back
from tools.classroom.collecting import collect_class
from tools.classroom.submissions import choose_notebook
from tools.notebooks import sources
from tools.notebooks.exercise_text import HAND_BLANK, hand_graded_metadata

NAME = "project"
STATION = '''
# %% [markdown]
r"""
## {name}

What is asked.
"""

# %%
# Your code.

# %% [markdown] station="{name}" points={points}
r"""
{blank}
"""
'''
TEXT = '''# %% [markdown]
r"""
# A small project
"""

# %%
import math
'''
STATIONS = {"look": 2, "sentence": 3}


def write_project(folder):
    """Write the text of a project with two stations where the tools look for it."""
    path = folder / "project" / f"{NAME}.py"
    path.parent.mkdir(exist_ok=True)
    text = TEXT + "".join(
        STATION.format(name=name, points=points, blank=HAND_BLANK) for name, points in STATIONS.items()
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """A class with the small project and without submissions."""
    folder = tmp_path_factory.mktemp("laid_out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "LESSONS", folder)
        assert layout.lay_out(folder / "class", {NAME: sources.instructor_notebook(write_project(folder))}) == []
    return folder / "class"


def released(course):
    return nbformat.read(course / "release" / NAME / f"{NAME}.ipynb", as_version=4)


def station_of(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def answered(notebook, *, code="print(1)", **texts):
    """Return the notebook with code in its code cells, and with some stations answered."""
    for cell in notebook.cells:
        if cell.source == "# Your code.":
            cell.source = code
        cell.source = texts.get(station_of(cell), cell.source)
    return notebook


def send(course, files):
    """Put what students have sent into an archive as Moodle gives it to a teacher."""
    archive = course / "downloaded" / NAME / "archive" / "class.zip"
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as file:
        for path, content in files.items():
            file.writestr(path, content)
    return collect_class(course, say=lambda line: None)


def give(course, student, **points):
    """Give points as the formgrader does."""
    with layout.open_gradebook(course) as gradebook:
        for station, given in points.items():
            grade = gradebook.find_grade(station, NAME, NAME, student)
            grade.manual_score, grade.needs_manual_grade = given, False
        gradebook.db.commit()


def points_in_table(course):
    with (course / "grades.csv").open(encoding="utf-8") as file:
        return {row["student_id"]: row["score"] for row in csv.DictReader(file)}


def page(course, student):
    return course / "feedback" / student / NAME / f"{NAME}.html"


def test_a_project_waits_for_a_hand_and_then_has_the_points_of_that_hand(course, monkeypatch, capsys):
    without_an_answer = answered(released(course), code="1 / 0", sentence="PCA wins, by 2 of 40 rows.")
    without_an_answer.cells = [cell for cell in without_an_answer.cells if station_of(cell) != "look"]
    full = answered(released(course), code="print(open('rows.csv').read())", look="Two ids.", sentence="It wins.")
    sent = {
        "Ann Bee_1_assignsubmission_file_/project.ipynb": nbformat.writes(full),
        "Ann Bee_1_assignsubmission_file_/rows.csv": "17,4",
        "Cy Dee_2_assignsubmission_file_/project.ipynb": nbformat.writes(without_an_answer),
        "Eve Fay_3_assignsubmission_file_/project.ipynb": nbformat.writes(released(course)),
    }
    assert send(course, sent) == 3
    lines = grade(course)
    assert lines["Ann Bee"]["points"] == lines["Cy Dee"]["points"] == "waits for a hand"
    assert lines["Ann Bee"]["what_happened"] == "waits for a hand: look, sentence; 0 of 5 so far"
    assert lines["Ann Bee"]["no_points_for"] == ""
    assert lines["Cy Dee"]["what_happened"].startswith("waits for a hand: sentence; 0 of 5 so far; ")
    assert "the answer to look: missing" in lines["Cy Dee"]["what_happened"]
    assert lines["Cy Dee"]["no_points_for"] == "look (no answer)"
    # Who has written nothing waits for nobody.
    assert (lines["Eve Fay"]["points"], lines["Eve Fay"]["no_points_for"]) == (0, "look, sentence (no answer)")
    assert points_in_table(course) == {"Ann Bee": "waits for a hand", "Cy Dee": "waits for a hand", "Eve Fay": "0.0"}
    # A page would show 0 points.
    assert [page(course, student).exists() for student in ("Ann Bee", "Cy Dee", "Eve Fay")] == [False, False, True]
    graded = nbformat.read(course / "autograded" / "Ann Bee" / NAME / f"{NAME}.ipynb", as_version=4)
    assert "17,4" in nbformat.writes(graded)
    assert [cell.source for cell in graded.cells if station_of(cell)] == ["Two ids.", "It wins."]

    with monkeypatch.context() as patch:
        patch.setattr(steps, "_graded_by_nbgrader", lambda *_: pytest.fail("nothing has changed"))
        give(course, "Ann Bee", look=1.5)
        assert grade(course)["Ann Bee"]["what_happened"] == "waits for a hand: sentence; 1.5 of 5 so far"
        assert make_grades(course, [], again=False, needs_sandbox=False) == 0
        assert "2 of them wait for your points." in capsys.readouterr().out
        give(course, "Ann Bee", sentence=3)
        give(course, "Cy Dee", sentence=2)
        lines = grade(course)
    assert {student: line["points"] for student, line in lines.items()} == {"Ann Bee": 4.5, "Cy Dee": 2, "Eve Fay": 0}
    assert lines["Ann Bee"]["what_happened"] == ""
    assert points_in_table(course) == {"Ann Bee": "4.5", "Cy Dee": "2.0", "Eve Fay": "0.0"}
    assert "4.5" in page(course, "Ann Bee").read_text(encoding="utf-8")

    # A later version keeps the points, and the teacher is told to look.
    later = course / "submitted" / "Ann Bee" / NAME / f"{NAME}.ipynb"
    later.write_text(nbformat.writes(answered(released(course), look="Three ids.", sentence="No.")), encoding="utf-8")
    line = grade(course)["Ann Bee"]
    assert line["points"] == 4.5
    assert line["what_happened"] == "graded anew since you gave points by hand: look, sentence; look at them"


def test_a_release_of_the_project_is_what_the_repository_has(course, tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "LESSONS", tmp_path)
    monkeypatch.setattr(sources, "NOTEBOOKS", tmp_path)
    [own] = sources.notebooks_of(write_project(tmp_path)).values()
    pairs = list(zip(released(course).cells, own.cells, strict=True))
    assert all((cell.id, cell.source) == (other.id, other.source) for cell, other in pairs)
    assert [station_of(cell) for cell in own.cells if station_of(cell)] == list(STATIONS)


def test_the_course_s_own_project_is_laid_out_as_students_of_the_repository_have_it(course):
    source = sources.project_source()
    assert layout.lay_out(course, {NAME: sources.instructor_notebook(source)}) == []
    own = nbformat.read(sources.NOTEBOOKS / f"{NAME}.ipynb", as_version=4)
    answers = [cell.source for cell in own.cells if station_of(cell)]
    assert [cell.source for cell in released(course).cells if station_of(cell)] == answers
    assert [cell.id for cell in released(course).cells] == [cell.id for cell in own.cells]
    table = layout.points_table({NAME: sources.instructor_notebook(source)})
    assert f"| {NAME} | all | 20 |" in table
    # A release has no lesson beside it.
    assert "](" not in "".join(cell.source for cell in released(course).cells if cell.cell_type == "markdown")


def test_answers_keep_their_stations_whatever_a_student_does_to_their_cells(course):
    notebook = answered(released(course), look="A look.", sentence="A sentence.")
    look, sentence = (cell for cell in notebook.cells if station_of(cell))
    look.attachments = {"mine.png": {"image/png": "aGk="}}
    as_code = nbformat.v4.new_code_cell(sentence.source, id=sentence.id, metadata=sentence.metadata)
    others = [cell for cell in notebook.cells if cell not in (look, sentence)]
    notebook.cells = [as_code, look, *others]
    assert put_cells_back(notebook, released(course)) == []
    kept = {station_of(cell): cell for cell in notebook.cells if station_of(cell)}
    assert {name: (cell.cell_type, cell.source) for name, cell in kept.items()} == {
        "look": ("markdown", "A look."),
        "sentence": ("markdown", "A sentence."),
    }
    assert kept["look"].attachments == look.attachments
    nbformat.validate(notebook)


def test_of_several_notebooks_the_one_that_answers_most_stations_is_taken(course, tmp_path):
    texts = {"project": {}, "mine": {"look": "A look.", "sentence": "A sentence."}, "older": {"look": "A look."}}
    (tmp_path / "sent").mkdir()
    for name, answers in texts.items():
        nbformat.write(answered(released(course), **answers), tmp_path / "sent" / f"{name}.ipynb")
    chosen, _notes = choose_notebook(tmp_path / "sent", NAME, released=released(course))
    assert chosen.name == "mine.ipynb"


@pytest.mark.parametrize("cell", [nbformat.v4.new_code_cell(HAND_BLANK), nbformat.v4.new_markdown_cell("Else.")])
def test_a_station_without_its_blank_is_refused(cell):
    cell.metadata = nbformat.from_dict({"station": "look", "points": 2})
    with pytest.raises(ValueError, match="The answer at the station 'look' must be a prose cell that says"):
        hand_graded_metadata([cell])
