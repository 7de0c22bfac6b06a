"""Make notebooks/ and the README's course map from lessons/: run as `python -m tools.build [lesson ...]`."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
from nbclient import NotebookClient

from tools.sources import NOTEBOOKS, ROOT, lesson_sources, make_notebook, notebook_path, readme_with_map

KEPT = ROOT / "build" / "replaced"
_KERNELS_AT_ONCE = 2


def execute(notebook):
    """Run a notebook on a fresh kernel and store its outputs, without anything that changes from run to run."""
    client = NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": NOTEBOOKS}}, record_timing=False
    )
    client.execute()
    notebook.metadata.pop("language_info", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [_settled(output) for output in _merged_streams(cell.outputs)]
            cell.metadata.pop("execution", None)
    return notebook


def _merged_streams(outputs):
    """Join neighbouring pieces of one stream: how a stream is cut into pieces is chance."""
    merged = []
    for output in outputs:
        if merged and output.output_type == "stream" == merged[-1].output_type and output.name == merged[-1].name:
            merged[-1].text += output.text
        else:
            merged.append(output)
    return merged


def _settled(output):
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
    built = KEPT.parent / "built" / path.name
    if old != text and not (built.exists() and built.read_text(encoding="utf-8") == old):
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / path.name).write_text(old, encoding="utf-8")
        print(f"{path.name} was not as the last build left it; the replaced version is in {KEPT.relative_to(ROOT)}/.")


def build(source):
    """Make one notebook from its lesson text and return its path."""
    path = notebook_path(source)
    text = nbformat.writes(execute(make_notebook(source)), version=4) + "\n"
    keep_changed_notebook(path, text)
    for copy in (path, KEPT.parent / "built" / path.name):
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8", newline="\n")
    return path


def main(names):
    sources = [source for source in lesson_sources() if not names or source.stem in names]
    with ThreadPoolExecutor(_KERNELS_AT_ONCE) as pool:
        for path in pool.map(build, sources):
            print(f"built {path.relative_to(ROOT)}")
    readme = ROOT / "README.md"
    readme.write_text(readme_with_map(readme.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
