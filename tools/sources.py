"""From the text of a lesson to the cells of its notebook, and to its row in the course map."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ROOT / "lessons"
NOTEBOOKS = ROOT / "notebooks"
PICTURE = NOTEBOOKS / "pictures" / "code_plane.png"
MAP_MARKER = "<!-- course map -->"
SOLUTION_BEGIN, SOLUTION_END = "### BEGIN SOLUTION", "### END SOLUTION"
SOLUTION_BLOCK = re.compile(
    rf"^(?P<indent>[ ]*){SOLUTION_BEGIN}\n(?P<answer>.*?)^[ ]*{SOLUTION_END}$", flags=re.DOTALL | re.MULTILINE
)
BLANK = "...  # your answer"
KERNELSPEC = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


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


def exercise_sources():
    """Return the paths of all exercise texts, in the order of the course."""
    return sorted((LESSONS / "exercises").glob("[0-9][0-9]_*.py"))


def planned_notebooks(names=()):
    """Return every notebook that the texts make, without outputs: a dict of path to notebook.

    A lesson makes one. An exercise makes two: the student's, without the answers, and the solution.

    Parameters
    ----------
    names : sequence of str
        Only these texts, by their name without ending; all if empty.
    """
    planned = {}
    for source in lesson_sources():
        planned[NOTEBOOKS / f"{source.stem}.ipynb"] = make_notebook(source)
    for source in exercise_sources():
        planned[NOTEBOOKS / "exercises" / f"{source.stem}.ipynb"] = make_notebook(source, edit=without_answers)
        planned[NOTEBOOKS / "solutions" / f"{source.stem}.ipynb"] = make_notebook(source, edit=without_markers)
    return {path: notebook for path, notebook in planned.items() if not names or path.stem in names}


def without_answers(text):
    """Return a cell's text with a blank in the place of each answer."""
    return SOLUTION_BLOCK.sub(rf"\g<indent>{BLANK}", text)


def without_markers(text):
    """Return a cell's text with its answers, and without the lines that mark them."""
    return SOLUTION_BLOCK.sub(lambda found: found["answer"].rstrip("\n"), text)


def answer_lines(source):
    """Return the lines of an exercise text that a student must not see: those of its answers and of nothing else."""
    text = source.read_text(encoding="utf-8")
    answers = "\n".join(found["answer"] for found in SOLUTION_BLOCK.finditer(text))
    shown = {line.strip() for line in without_answers(text).splitlines()}
    return {line.strip() for line in answers.splitlines()} - shown - {""}


def read_lesson(source):
    """Read title, promise and time from a lesson's first cell.

    Raises
    ------
    ValueError
        If the first cell does not open with `# Title`, one paragraph, and a line `**Time:** N minutes`.
    """
    first_cell = jupytext.read(source, fmt="py:percent").cells[0].source
    found = re.match(r"# (?P<title>.+)\n\n(?P<promise>[^\n]+(?:\n[^\n]+)*)\n\n", first_cell)
    minutes = re.search(r"\*\*Time:\*\* (\d+) minutes?", first_cell)
    if not found or not minutes:
        raise ValueError(
            f"{source.name}: the first cell must be a title line, a paragraph that says what the reader will have, "
            "and somewhere below a line '**Time:** N minutes'."
        )
    promise = " ".join(found["promise"].split())
    return Lesson(source.stem, found["title"], promise, int(minutes[1]))


def course_map(*, link_prefix=""):
    """Return the table of the lessons, as Markdown.

    Parameters
    ----------
    link_prefix : str
        What stands before a notebook's name in its link, such as "notebooks/".
    """
    rows = [read_lesson(source) for source in lesson_sources() if not source.name.startswith("00_")]
    lines = ["| Lesson | What it gives you | Minutes |", "|---|---|---|"]
    lines += [f"| [{row.title}]({link_prefix}{row.name}.ipynb) | {row.promise} | {row.minutes} |" for row in rows]
    return "\n".join(lines)


def make_notebook(source, *, edit=str):
    """Return the notebook of a text, with its cells and not yet with any output.

    Parameters
    ----------
    source : pathlib.Path
    edit : callable
        What happens to the text of each cell first.
    """
    notebook = nbformat.v4.new_notebook(metadata=KERNELSPEC)
    used = set()
    for cell in jupytext.read(source, fmt="py:percent").cells:
        new_cell = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}[cell.cell_type]
        text = edit(cell.source).replace(MAP_MARKER, course_map())
        tags = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        notebook.cells.append(new_cell(text, id=_cell_id(cell.cell_type, text, used), metadata=tags))
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
