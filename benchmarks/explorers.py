"""How long the explorers take from input to picture, in JupyterLab: run as `python -m benchmarks.explorers`."""

import random
import statistics
import tempfile
from pathlib import Path

import nbformat

from tools.browser import RUN_ALL, new_page, open_notebook, serving

INPUTS = 100
CELL = """
from autoenc_lessons import datasets, explorers, models, seed_everything
seed_everything(0)
x, labels = datasets.load("blobs")
encoder, decoder, autoencoder = models.linear_autoencoder(3, 2)
explorers.code_plane(encoder, decoder, x, labels)
"""
# A message that is posted while a frame is being made arrives once that frame has been painted.
RECORD = """() => {
    window.latencies = {keydown: [], pointermove: []};
    for (const [type, latencies] of Object.entries(window.latencies)) {
        window.addEventListener(type, event => requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => latencies.push(performance.now() - event.timeStamp);
            channel.port2.postMessage(null);
        }), true);
    }
}"""


def latencies():
    """Return the milliseconds from each input to the picture that shows it, by the type of its event."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "notebooks"
        folder.mkdir()
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, folder / "explorer.ipynb")
        with serving(home, Path(home)) as lab, new_page() as page:
            open_notebook(page, lab, "explorer.ipynb")
            page.evaluate(RUN_ALL)
            page.locator(".autoenc-explorer").scroll_into_view_if_needed()
            page.evaluate(RECORD)
            move_by_keys(page)
            drag(page)
            page.wait_for_timeout(500)
            return page.evaluate("() => window.latencies")


def move_by_keys(page):
    draw = random.Random(0)
    page.locator(".autoenc-plane").focus()
    for _ in range(INPUTS):
        page.keyboard.press(draw.choice(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]))
        # Inputs fall anywhere between two frames.
        page.wait_for_timeout(draw.uniform(20, 60))


def drag(page):
    draw = random.Random(0)
    box = page.locator(".autoenc-plane svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for _ in range(INPUTS):
        across, down = draw.uniform(0.2, 0.9), draw.uniform(0.1, 0.8)
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        page.wait_for_timeout(draw.uniform(20, 60))
    page.mouse.up()


def main():
    for name, measured in latencies().items():
        p95 = statistics.quantiles(measured, n=20)[-1]
        print(f"code_plane_{name}_p95_ms: {p95:.0f} ({len(measured)} inputs, at most 60 asked)", flush=True)


if __name__ == "__main__":
    main()
