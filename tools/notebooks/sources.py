"""From the text of a lesson to the cells of its notebook, and to its row in the course map."""

import copy
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jupytext
import nbformat

from tools.notebooks.exercise_text import (
    for_solution,
    for_student,
    grading_metadata,
    hand_graded_metadata,
    secret_lines,
)
from tools.notebooks.front_matter import metadata_of
from tools.notebooks.reading import read_text

ROOT = Path(__file__).resolve().parents[2]
LESSONS = ROOT / "lessons"
NOTEBOOKS = ROOT / "notebooks"
PICTURE = NOTEBOOKS / "pictures" / "code_plane.png"
GLOSSARY = "99_glossary.py"
# Texts beside the lessons, which have no row in the course map.
_NO_LESSONS = ("00_start_here.py", GLOSSARY)
MAP_MARKER = "<!-- course map -->"
# How the first paragraph of a lesson begins. The course map says it once, above all of them.
_AT_THE_END = "At the end you"


@dataclass(frozen=True)
class Lesson:
    """What the first cell of a lesson says of it."""

    name: str
    title: str
    promise: str
    minutes: int


def lesson_sources():
    """Return the paths of all lesson texts, in the order of the course."""
    return sorted(LESSONS.glob("[0-9][0-9]_*.py"))


def taught_lessons():
    """Return the paths of those texts that are lessons: without the start page and the glossary."""
    return [source for source in lesson_sources() if source.name not in _NO_LESSONS]


def exercise_sources():
    """Return the paths of all exercise texts, in the order of the course."""
    return sorted((LESSONS / "exercises").glob("[0-9][0-9]_*.py"))


def project_source():
    """Return the path of the text of the project, which has stations and no answers."""
    return LESSONS / "project" / "project.py"


def project_sources():
    """Return the paths of the texts of the project: the student's, then the worked examples."""
    found = sorted((LESSONS / "project").glob("*.py"))
    return sorted(found, key=lambda source: source != project_source())


def stored_notebooks():
    """Return the paths of all stored notebooks that have something to run, in the order of their names."""
    found = sorted(path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
    # A file that cannot be read must not hide the others; `tools.notebooks.check` names it.
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in found if path.is_file()}
    return [path for path, text in texts.items() if '"cell_type": "code"' in text]


def complete_notebooks():
    """Return the stored notebooks without the students', which show nothing of their own."""
    students = NOTEBOOKS / "exercises", NOTEBOOKS / project_source().with_suffix(".ipynb").name
    return [path for path in stored_notebooks() if path not in students and path.parent not in students]


def notebook_name(path):
    """Return what a table calls a notebook: its path in the folder of notebooks, if it is there, without ending."""
    place = path.relative_to(NOTEBOOKS) if path.is_relative_to(NOTEBOOKS) else Path(path.name)
    return place.with_suffix("").as_posix()


def planned_notebooks(names=()):
    """Return every notebook that the texts make, without outputs: a dict of path to notebook.

    A lesson makes one. An exercise makes two: the student's, without the answers, and the solution.

    Parameters
    ----------
    names : sequence of str
        Only these texts, by their name without ending; all if empty.
    """
    planned = {}
    for source in texts():
        if not names or source.stem in names:
            planned |= notebooks_of(source)
    return planned


def texts():
    """Return the paths of all texts that notebooks are made from."""
    return [*lesson_sources(), *exercise_sources(), *project_sources()]


def paths_of(source):
    """Return the paths of the notebooks that a text makes: of an exercise the student's and the solution, else one."""
    folders = {"exercises": ("exercises", "solutions"), "project": ("projects",)}.get(source.parent.name, (".",))
    if source == project_source():
        folders = (".",)
    return [NOTEBOOKS / folder / f"{source.stem}.ipynb" for folder in folders]


def notebooks_of(source):
    """Return the notebooks that a text makes, without outputs: a dict of path to notebook.

    Raises
    ------
    ValueError
        If the text is none that notebooks can be made from; the message names it.
    """
    edits = [{"edit": for_student, "graded": True}, {"edit": for_solution}]
    paths, is_project = paths_of(source), source == project_source()
    if len(paths) == 2:
        # An answer without an end would go to the students.
        answer_lines(source)
    try:
        made = [make_notebook(source, **edit) for edit in (edits if len(paths) == 2 else [{"graded": is_project}])]
    except KeyError as error:
        raise ValueError(f"{source.name} has a cell with a question and without {error.args[0]}.") from error
    return dict(zip(paths, made, strict=True))


def instructor_notebook(source):
    """Return the notebook of an exercise or of the project, which nbgrader makes its release from and grades with."""
    return make_notebook(source, graded=True)


def answer_lines(source):
    """Return the lines of an exercise text that a student must not see."""
    try:
        return secret_lines(read_text(source))
    except ValueError as error:
        raise ValueError(f"{source.name}: {error}" if source.name not in str(error) else str(error)) from error


def read_lesson(source):
    """Read title, promise and time from a lesson's first cell.

    Raises
    ------
    ValueError
        If the first cell does not open with `# Title`, one paragraph, and a line `**Time:** N minutes`.
    """
    first_cell = _first_cell(read_text(source))
    found = re.match(r"# (?P<title>.+)\n\n(?P<promise>[^\n]+(?:\n[^\n]+)*)\n\n", first_cell)
    minutes = re.search(r"\*\*Time:\*\* (\d+) minutes?", first_cell)
    if not found or not minutes:
        raise ValueError(
            f"{source.name}: the first cell must be a title line, a paragraph that says what the reader will have, "
            "and somewhere below a line '**Time:** N minutes'."
        )
    promise = " ".join(found["promise"].split())
    return Lesson(source.stem, found["title"], promise, int(minutes[1]))


@cache
def _first_cell(text):
    return next((cell.source for cell in jupytext.reads(text, fmt="py:percent").cells), "")


def course_map(*, link_prefix=""):
    """Return the table of the lessons, as Markdown.

    Parameters
    ----------
    link_prefix : str
        What stands before a notebook's name in its link, such as "notebooks/".
    """
    lessons = [read_lesson(source) for source in taught_lessons()]
    exercises = {source.stem: read_lesson(source) for source in exercise_sources()}
    lines = [f"| Lesson | {_AT_THE_END} … | Minutes | Exercises |", "|---|---|---|---|"]
    for row in lessons:
        promise = row.promise.removeprefix(f"{_AT_THE_END} ")
        cells = [f"[{row.title}]({link_prefix}{row.name}.ipynb)", promise, str(row.minutes), ""]
        if row.name in exercises:
            cells[-1] = f"[{exercises[row.name].minutes} minutes]({link_prefix}exercises/{row.name}.ipynb)"
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def make_notebook(source, *, edit=str, graded=False):
    """Return the notebook of a text, with its cells and not yet with any output.

    Parameters
    ----------
    source : pathlib.Path
    edit : callable
        What happens to the text of each cell first.
    graded : bool
        Whether the cells carry what nbgrader needs to know of them.
    """
    text = read_text(source)
    describe = hand_graded_metadata if source == project_source() else grading_metadata
    return copy.deepcopy(_notebook_of(text, course_map() if MAP_MARKER in text else "", describe, edit, graded))


@cache
def _notebook_of(text, table, describe, edit, graded):
    """Make the notebook of a text once: a copy of it is there sooner than its cells are read and validated again."""
    cells = jupytext.reads(text, fmt="py:percent").cells
    about = metadata_of(cells[0].source if cells else "", solution=edit is for_solution)
    notebook, used = nbformat.v4.new_notebook(metadata=about), set()
    for cell, grading in zip(cells, describe(cells), strict=True):
        new_cell = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}[cell.cell_type]
        metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        if graded and grading:
            metadata["nbgrader"] = grading
        # An id that is made from an answer would let a guess be confirmed.
        written = cell.source.replace(MAP_MARKER, table)
        cell_id = _cell_id(cell.cell_type, for_student(written), used)
        notebook.cells.append(new_cell(edit(written), id=cell_id, metadata=metadata))
    return notebook


def _cell_id(cell_type, text, used):
    """Make the id from the content, so that a rebuild changes nothing and a moved cell keeps its id."""
    repeat = 0
    while True:
        digest = hashlib.sha256(f"{cell_type}\n{repeat}\n{text}".encode()).hexdigest()[:12]
        if digest not in used:
            used.add(digest)
            return digest
        repeat += 1


def readme_with_map(readme):
    """Return the README's text with today's course map between its two markers."""
    pattern = rf"({re.escape(MAP_MARKER)}\n).*?(\n{re.escape(MAP_MARKER)})"
    if not re.search(pattern, readme, flags=re.DOTALL):
        raise ValueError(f"README.md must hold the line {MAP_MARKER} twice, around the course map.")
    table = course_map(link_prefix="notebooks/")
    return re.sub(pattern, lambda found: found[1] + table + found[2], readme, flags=re.DOTALL)
