"""Make notebooks/ and the README's course map from lessons/: run as `python -m tools.build [lesson ...]`."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
from nbclient import NotebookClient

from tools.sources import NOTEBOOKS, ROOT, planned_notebooks, readme_with_map

KEPT = ROOT / "build" / "replaced"
_KERNELS_AT_ONCE = 2


def execute(notebook, folder):
    """Run a notebook in its folder on a fresh kernel; store its outputs without what changes from run to run."""
    client = NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": folder}}, record_timing=False
    )
    folder.mkdir(parents=True, exist_ok=True)
    client.execute()
    notebook.metadata.pop("language_info", None)
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
    old = path.read_text(encoding="utf-8")
    built = _built_copy(path)
    if old != text and not (built.exists() and built.read_text(encoding="utf-8") == old):
        kept = KEPT / path.relative_to(NOTEBOOKS)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(old, encoding="utf-8")
        print(f"{path.name} was not as the last build left it; the replaced version is in {KEPT.relative_to(ROOT)}/.")


def _built_copy(path):
    return KEPT.parent / "built" / path.relative_to(NOTEBOOKS)


def build(path, notebook):
    """Execute one planned notebook and write it to its path."""
    text = nbformat.writes(execute(notebook, path.parent), version=4) + "\n"
    keep_changed_notebook(path, text)
    for copy in (path, _built_copy(path)):
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8", newline="\n")
    print(f"built {path.relative_to(ROOT)}")


def main(names):
    planned = planned_notebooks(names)
    with ThreadPoolExecutor(_KERNELS_AT_ONCE) as pool:
        list(pool.map(build, planned.keys(), planned.values()))
    readme = ROOT / "README.md"
    readme.write_text(readme_with_map(readme.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
