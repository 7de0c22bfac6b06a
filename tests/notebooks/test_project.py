"""The project: its stations, the rubric for teachers and the marks of the worked examples say the same."""

import re

import nbformat
import pytest

from tools.notebooks import sources
from tools.notebooks.exercise_text import HAND_BLANK

STATIONS = {
    grading["grade_id"]: grading["points"]
    for cell in sources.instructor_notebook(sources.project_source()).cells
    if (grading := cell.metadata.get("nbgrader"))
}
EXAMPLES = [source for source in sources.project_sources() if source != sources.project_source()]
TEACHING = (sources.ROOT / "TEACHING.md").read_text(encoding="utf-8")


def cells_of(source):
    return nbformat.read(*sources.paths_of(source), as_version=4).cells


def test_the_project_has_20_points_and_says_those_of_each_station():
    text = sources.project_source().read_text(encoding="utf-8")
    assert sum(STATIONS.values()) == 20
    assert "**20 points** in all" in text
    assert [int(number) for number in re.findall(r"^\*(\d+) points?\*$", text, re.M)] == list(STATIONS.values())
    assert [int(number) for number in re.findall(r"^## (\d+)\. ", text, re.M)] == list(range(1, len(STATIONS) + 1))


def test_each_station_is_what_is_asked_then_a_cell_with_one_comment_then_a_blank():
    cells = cells_of(sources.project_source())
    places = [place for place, cell in enumerate(cells) if cell.metadata.get("nbgrader")]
    assert len(places) == len(STATIONS)
    for place in places:
        asked, code, answer = cells[place - 2 : place + 1]
        assert asked.source.startswith("## ")
        assert not asked.metadata.get("nbgrader")
        assert code.cell_type == "code"
        assert re.fullmatch(r"# [^\n]+\.", code.source)
        assert answer.source == HAND_BLANK
        assert answer.metadata.nbgrader.items() >= {"grade": True, "solution": True, "locked": False}.items()
    assert all(cell.outputs == [] for cell in cells if cell.cell_type == "code")


def test_the_rubric_has_a_row_for_each_station_with_its_points():
    rubric = TEACHING.partition("## The project\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| [^|\n]+ \| [^|\n]+ \| [^|\n]+ \|$", rubric, re.M)
    assert {name: int(points) for name, points in rows} == STATIONS
    assert list(dict(rows)) == list(STATIONS)
    assert len(rubric.splitlines()) <= 40
    assert "hold mistakes on purpose" in rubric


@pytest.mark.parametrize("source", EXAMPLES, ids=lambda source: source.stem)
def test_an_example_says_what_it_is_and_ends_with_marks_that_add_up(source):
    cells = cells_of(source)
    assert "one of three worked examples of [the project](../project.ipynb), made for teaching" in cells[0].source
    assert "mistakes on purpose" in cells[0].source
    assert "TEACHING.md" in cells[0].source
    marks = cells[-1].source.partition("## A teacher's marks\n")[2]
    rows = re.findall(r"^\| [^|*]+ \| ([\d.]+) of (\d+) \| [^|]+ \|$", marks, re.M)
    assert [int(most) for _given, most in rows] == list(STATIONS.values())
    assert all(float(given) <= int(most) for given, most in rows)
    total = sum(float(given) for given, _most in rows)
    assert f"**{total:g} of 20**" in marks
    headings = [cell.source for cell in cells if cell.source.startswith("## ")]
    numbers = [int(number) for text in headings for number in re.findall(r"(\d+)\. ", text)]
    assert numbers == list(range(1, len(STATIONS) + 1))


def test_the_examples_are_of_different_quality():
    marks = [re.search(r"\*\*([\d.]+) of 20\*\*", cells_of(source)[-1].source) for source in EXAMPLES]
    good, ordinary, weak = (float(found[1]) for found in marks)
    assert good > 18 > 12 > ordinary > 8 > 5 > weak


def test_the_project_is_no_lesson_and_is_found_from_the_start_page_and_the_readme():
    assert not set(sources.project_sources()) & {*sources.lesson_sources(), *sources.exercise_sources()}
    assert "project" not in sources.course_map()
    assert "](project.ipynb)" in (sources.LESSONS / "00_start_here.py").read_text(encoding="utf-8")
    assert "](notebooks/project.ipynb)" in (sources.ROOT / "README.md").read_text(encoding="utf-8")
    places = [sources.notebook_name(*sources.paths_of(source)) for source in sources.project_sources()]
    assert places == ["project", "projects/example_a", "projects/example_b", "projects/example_c"]
    complete = {sources.notebook_name(path) for path in sources.complete_notebooks()}
    assert complete & set(places) == set(places[1:])
    # What a lesson, an exercise or an example shows is compared; a blank project shows nothing.
    assert not [name for name in complete if name.startswith("exercises/")]
