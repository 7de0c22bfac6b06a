"""Prove, without running any, that each notebook is what its lesson text makes: `python -m tools.notebooks.check`."""

import json
import re
import sys
import warnings

import nbformat

from tools.notebooks.reading import conflict_in, read_text
from tools.notebooks.reading_ease import STANDARD_TERMS, problems_of_reading, problems_of_terms
from tools.notebooks.sources import (
    NOTEBOOKS,
    ROOT,
    answer_lines,
    exercise_sources,
    notebooks_of,
    paths_of,
    readme_with_map,
    taught_lessons,
    texts,
)

LARGEST_NOTEBOOK = 1_000_000
# A wider line is wrapped beside the side bar of JupyterLab, and then a table is none.
WIDEST_PRINTED_LINE = 80
# What differs from one machine or day to the next has no place in an output that is compared.
FORBIDDEN_IN_OUTPUTS = {
    # The letters that stand for a picture may hold such digits by chance, but after other letters.
    "an address": r"(?<![\w+/])0x[0-9a-fA-F]{6,}",
    "a path of a machine": r"(?<![\w.])/(?:root|home|tmp|work|usr|Users|var|opt)/|[A-Z]:\\",
    "a warning": r"[Ww]arning",
    "a time": r"\b\d{1,2}:\d\d\b|it/s|\b\d+ ?ms\b",
    "a bare figure": r"<Figure size|<Axes",
}


def problems_of_notebook(path, expected):
    """Return a sentence for each way in which a stored notebook differs from what a build would leave."""
    name = _named(path)
    try:
        notebook = read_notebook(path)
    except ValueError as error:
        return [f"{name} {error}"]
    problems = []
    if _contents(notebook) != _contents(expected):
        problems.append(f"{name} does not hold the cells of its lesson text")
    if path.stat().st_size > LARGEST_NOTEBOOK:
        problems.append(f"{name} is larger than {LARGEST_NOTEBOOK} bytes")
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code_cells] != list(range(1, len(code_cells) + 1)):
        problems.append(f"{name} was not run once from top to bottom")
    for number, cell in enumerate(code_cells, start=1):
        problems += [f"{name}, code cell {number}: {problem}" for problem in problems_of_outputs(cell.outputs)]
    return problems


def read_notebook(path):
    """Return a stored notebook.

    Raises
    ------
    ValueError
        If there is none, or none that can be read; the message says what is wrong, to be written behind the name.
    """
    if not path.exists():
        raise ValueError("is missing")
    if not path.is_file():
        raise ValueError("is a folder and no notebook; remove it, then run: make notebooks")
    again = "run: make notebooks"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot be read as text in UTF-8 ({type(error).__name__}); {again}") from error
    if line := conflict_in(text):
        raise ValueError(f"holds a conflict of git in line {line}; settle that of its text, then {again}")
    try:
        version = json.loads(text)["nbformat"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = nbformat.reads(text, as_version=4)
            nbformat.validate(notebook)
    except Exception as error:  # whatever breaks a file, the next step is the same
        raise ValueError(f"cannot be read as a notebook ({type(error).__name__}); {again}") from error
    if version != 4:
        raise ValueError(f"is in version {version} of the notebook format, not 4; {again}")
    return notebook


def _named(path):
    """Return what tells a lesson, its exercise and its solution apart, whose files have one name."""
    return path.relative_to(NOTEBOOKS).as_posix()


def _contents(notebook):
    return dict(notebook.metadata), [
        (cell.get("id"), cell.cell_type, cell.source, dict(cell.metadata)) for cell in notebook.cells
    ]


def problems_of_outputs(outputs):
    """Return what a stored output must not hold."""
    problems = []
    for output in outputs:
        if output.output_type == "error":
            problems.append(f"an error is stored ({output.ename})")
        if output.get("name") == "stderr":
            problems.append("text on standard error is stored")
        data = output.get("data", {})
        text = json.dumps(
            [output.get("text"), {kind: value for kind, value in data.items() if not kind.startswith("image/")}],
            ensure_ascii=False,
        )
        problems += [f"{what} is stored" for what, pattern in FORBIDDEN_IN_OUTPUTS.items() if re.search(pattern, text)]
        if "image/png" in data and not output.metadata.get("image/png", {}).get("alt"):
            problems.append("a picture has no caption")
        problems += problems_of_printed_lines(output)
    return problems


def problems_of_printed_lines(output):
    """Return a sentence for each line of an output that is seen as text and is too wide."""
    data = output.get("data", {})
    # The words beside a picture or a live figure are spoken or compared, and not seen.
    printed = output.get("text", "") if not data else data["text/plain"] if set(data) == {"text/plain"} else ""
    wide = [line for line in printed.splitlines() if len(line) > WIDEST_PRINTED_LINE]
    return [f"a printed line has {len(line)} characters, more than {WIDEST_PRINTED_LINE}: {line}" for line in wide]


def problems_of_regression(name, notebook):
    """Return a sentence for each cell of a planned notebook that nbval would skip or not compare."""
    return [
        f"{name}, cell {number}: left out of the regression"
        for number, cell in enumerate(notebook.cells, start=1)
        if any("nbval" in tag for tag in cell.metadata.get("tags", [])) or "NBVAL_" in cell.source
    ]


def problems_of_students_notebook(path, source):
    """Return a sentence for each line of an answer that stands anywhere in the notebook that students get."""
    if not path.is_file():
        return []
    try:
        text = json.dumps(read_notebook(path), ensure_ascii=False)
    except ValueError:
        # A broken notebook can be read by eye, and by this.
        text = path.read_text(encoding="utf-8", errors="replace")
    leaked = [line for line in sorted(answer_lines(source)) if json.dumps(line, ensure_ascii=False)[1:-1] in text]
    return [f"{_named(path)} shows a line of the answer: {line}" for line in leaked]


def problems_of_text(source, planned):
    """Return a sentence for everything that is wrong with a text's notebooks, as they are stored and as planned."""
    problems = []
    for path, expected in planned.items():
        name = _named(path)
        problems += problems_of_notebook(path, expected)
        problems += problems_of_regression(name, expected) + problems_of_reading(name, expected)
    if source in exercise_sources():
        problems += problems_of_students_notebook(paths_of(source)[0], source)
    return problems


def problems_of_titles(planned):
    """Return a sentence for each notebook that has no title, or the title of another.

    Parameters
    ----------
    planned : dict of pathlib.Path to nbformat.NotebookNode
    """
    problems, seen = [], {}
    for path, notebook in planned.items():
        title = notebook.metadata.get("title")
        if not title:
            problems.append(f"{_named(path)} has no title: its first cell must open with '# '")
        elif title in seen:
            problems.append(f"{_named(path)} has the title of {_named(seen[title])}: {title}")
        seen[title] = path
    return problems


def problems_of_readme():
    """Return a sentence if the course map in the README is not that of today's lessons."""
    try:
        readme = read_text(ROOT / "README.md")
        is_current = readme_with_map(readme) == readme
    except ValueError as error:
        return [str(error)]
    return [] if is_current else ["the course map in README.md is not that of the lessons"]


def prose_of_lessons(planned):
    """Return the markdown of all planned lessons, without the start page, the glossary and the exercises."""
    lessons = [planned[path] for source in taught_lessons() for path in paths_of(source) if path in planned]
    return "\n".join(cell.source for notebook in lessons for cell in notebook.cells if cell.cell_type == "markdown")


def find_problems():
    """Return a sentence for everything that is stale, missing or not fit to be shown."""
    planned, problems = {}, []
    for source in texts():
        try:
            made = notebooks_of(source)
        except ValueError as error:
            problems.append(str(error))
            continue
        problems += problems_of_text(source, made)
        planned |= made
    problems += problems_of_titles(planned)
    problems += problems_of_terms(prose_of_lessons(planned), STANDARD_TERMS)
    with_text = {path for source in texts() for path in paths_of(source)}
    stored = {path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts}
    problems += [f"{path.relative_to(ROOT)} has no lesson text" for path in sorted(stored - with_text)]
    # One text with a fault is told by each notebook with the course map in it.
    return list(dict.fromkeys(problems + problems_of_readme()))


def main():
    problems = find_problems()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        sys.exit(f"{len(problems)} problem(s). If a lesson has changed, run: make notebooks")
    print(f"{sum(len(paths_of(source)) for source in texts())} notebooks are what their texts make.")


if __name__ == "__main__":
    main()
