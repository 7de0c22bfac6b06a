"""Make notebooks/ and the README's course map from lessons/: run as `python -m tools.notebooks.build [lesson ...]`."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import nbformat
from nbclient import NotebookClient

from tools.notebooks.sources import NOTEBOOKS, ROOT, notebooks_of, read_text, readme_with_map, texts

KEPT = ROOT / "build" / "replaced"
_KERNELS_AT_ONCE = 2


def execute(notebook, folder):
    """Run a notebook in its folder on a fresh kernel; store its outputs without what changes from run to run."""
    client = NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": folder}}, record_timing=False
    )
    folder.mkdir(parents=True, exist_ok=True)
    planned = deepcopy(notebook.metadata)
    client.execute()
    # The kernel has written its own version there.
    notebook.metadata = planned
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [settled(output) for output in merged_streams(cell.outputs)]
            cell.metadata.pop("execution", None)
    return notebook


def merged_streams(outputs):
    """Join neighbouring pieces of one stream: how a stream is cut into pieces is chance."""
    merged = []
    for output in outputs:
        if merged and output.output_type == "stream" == merged[-1].output_type and output.name == merged[-1].name:
            merged[-1].text += output.text
        else:
            merged.append(output)
    return merged


def settled(output):
    """Keep of a progress bar what it shows at the end: each carriage return starts the line anew."""
    if output.output_type == "stream":
        output.text = re.sub(r"[^\n]*\r(?=[^\n])", "", output.text)
    return output


def keep_changed_notebook(path, text):
    """Before a notebook is replaced, put a copy of somebody's own changes to it aside.

    A notebook that holds exactly the cells that a build has made is nobody's own work.
    """
    if not path.exists():
        return
    built = _built_copy(path)
    # Somebody's change may be a broken file, in any encoding.
    old = path.read_bytes()
    if old != text.encode() and not (built.exists() and built.read_bytes() == old):
        kept = KEPT / path.relative_to(NOTEBOOKS)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(old)
        print(f"{path.name} was not as the last build left it; the replaced version is in {KEPT.relative_to(ROOT)}/.")


def _built_copy(path):
    return KEPT.parent / "built" / path.relative_to(NOTEBOOKS)


def build(path, notebook):
    """Execute one planned notebook and write it to its path; return what stopped it, or None."""
    try:
        _build(path, notebook)
    except Exception as error:  # whatever stops one notebook, the others are built
        return f"{path.relative_to(ROOT)} is not built: {error}"
    return None


def _build(path, notebook):
    text = nbformat.writes(execute(notebook, path.parent), version=4) + "\n"
    keep_changed_notebook(path, text)
    for copy in (path, _built_copy(path)):
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8", newline="\n")
    print(f"built {path.relative_to(ROOT)}")


def main(names):
    known = texts()
    if unknown := sorted(set(names) - {source.stem for source in known}):
        sys.exit(f"There is no text {', '.join(unknown)} in lessons/; give its name without .py.")
    planned, problems = {}, []
    for source in known:
        if not names or source.stem in names:
            try:
                planned |= notebooks_of(source)
            except ValueError as error:
                problems.append(f"{source.relative_to(ROOT)} makes no notebook: {error}")
    with ThreadPoolExecutor(_KERNELS_AT_ONCE) as pool:
        problems += filter(None, pool.map(build, planned.keys(), planned.values()))
    problems += _map_in_readme()
    if problems:
        sys.exit("\n".join([*problems, f"{len(problems)} problem(s); all else is built."]))


def _map_in_readme():
    """Bring the course map up to date; return what stopped it, as a list."""
    readme = ROOT / "README.md"
    try:
        readme.write_text(readme_with_map(read_text(readme)), encoding="utf-8", newline="\n")
    except ValueError as error:
        return [f"The course map in README.md is not made: {error}"]
    return []


if __name__ == "__main__":
    main(sys.argv[1:])
