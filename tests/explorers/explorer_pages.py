"""What the tests in a browser share: asking the kernel, reading a live figure, moving it."""

import json
import re

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from tools.browser import CHROMIUM, RUN_ALL, RUN_UNTIL

NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; CI installs Debian's")

PREPARE = """
from autoenc_lessons import datasets, explorers, models, seed_everything, training
seed_everything(0)
x, labels = datasets.load("blobs")
encoder, decoder, autoencoder = models.linear_autoencoder(3, 2)
"""
ASK_THE_KERNEL = """async code => {
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const asked = {code: '', store_history: false, user_expressions: {answer: `__import__('json').dumps(${code})`}};
    const reply = await kernel.requestExecute(asked).done;
    return reply.content.user_expressions.answer.data['text/plain'];
}"""
RESTART = "async () => await jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
# Each mark of a sample begins with M and its place, and what follows is its shape; a digit is a text at its place.
MARKS = """svg => {
    const places = path => [...(path?.getAttribute('d') ?? '').matchAll(/M(-?[\\d.]+),(-?[\\d.]+)/g)]
        .map(found => [Number(found[1]), Number(found[2])]);
    const texts = group => [...group.querySelectorAll('text')]
        .map(text => ['x', 'y'].map(k => Number(text.getAttribute(k))));
    return {
        groups: [...svg.querySelectorAll('[data-group]')]
            .map(group => [Number(group.dataset.group), group.tagName === 'g' ? texts(group) : places(group)]),
        copies: places(svg.querySelector('.autoenc-copy')),
        point: svg.querySelector('.autoenc-point')?.getAttribute('transform').match(/-?[\\d.]+/g).map(Number),
    };
}"""
# The shades of a canvas, from 0 to 255; nothing where it has not been painted.
GREYS = """canvas => {
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return [...data].filter((_, k) => k % 4 === 0 && data[k + 3] === 255);
}"""
# A training that a live figure runs by itself has come to its end.
TRAINED = """() => document.querySelector('.autoenc-explorer tbody tr') &&
    !document.querySelector('.autoenc-explorer[aria-busy]')"""
SCROLLS_SIDEWAYS = """figure => {
    const scrolled = [];
    for (let box = figure; box; box = box.parentElement)
        if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'visible')
            scrolled.push(box.className);
    return scrolled;
}"""
# A promise, which Playwright waits for.
READY = "figure => figure.autoencReady"
SETTLED = """async figure => {
    const place = () => JSON.stringify(figure.getBoundingClientRect());
    // By a clock: to ask for each next frame would have the whole page painted as often.
    for (let same = 0, before = place(), tries = 0; same < 7 && tries < 350; tries++) {
        await new Promise(done => setTimeout(done, 50));
        same = place() === before ? same + 1 : 0;
        before = place();
    }
}"""


def run_all(page):
    page.evaluate(RUN_ALL)


def run_until(page, call):
    """Run the cells of a notebook in turn, up to the one with this call."""
    page.evaluate(RUN_UNTIL, call)


def ask(page, expression):
    """Return the value of a Python expression in the notebook's kernel, as an array."""
    answer = page.evaluate(ASK_THE_KERNEL, expression)
    return np.array(eval(eval(answer)))


def scratch_notebook(folder, name, *cells):
    """Put a notebook with these cells into a folder, and return its name."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / name)
    return name


def displayed(show, *arguments, **options):
    """Return the data of each output that a call displays."""
    InteractiveShell.instance()
    with capture_output() as captured:
        show(*arguments, **options)
    return [output.data for output in captured.outputs]


def stored_in(html):
    """Return what a live figure stores for its script."""
    return json.loads(re.search(r"^draw\([\w.]+, (.*)\);$", html, flags=re.MULTILINE)[1])


def explorer(page, containing, number=0):
    """Return the live figure that holds an element, in view and at rest.

    JupyterLab still moves what is on the page while pictures above are loading. Jumps of the figure are not animated.
    """
    page.emulate_media(reduced_motion="reduce")
    figure = page.locator(f".autoenc-explorer:has({containing})").nth(number)
    figure.wait_for(timeout=60_000)
    figure.scroll_into_view_if_needed()
    figure.evaluate(READY)
    figure.evaluate(SETTLED)
    return figure


def open_alone(page, folder, html):
    """Open the HTML of a live figure on a page of its own, without a kernel."""
    file = folder / "figure.html"
    file.write_text(f"<meta charset='utf-8'><body style='width: 900px'>{html}</body>", encoding="utf-8")
    page.goto(file.as_uri())


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def at(svg, place):
    """Return where to click into a drawing, from its own units to pixels of its element."""
    box, view = svg.bounding_box(), svg.get_attribute("viewBox").split()
    scale = box["width"] / float(view[2])
    return {"x": place[0] * scale, "y": place[1] * scale}


def greys(canvas):
    """Return the shades that a canvas shows, from 0 to 1."""
    return np.array(canvas.evaluate(GREYS)) / 255


def choose(figure, name, text):
    """Choose one of the few texts of a row of buttons."""
    figure.get_by_role("radiogroup", name=name).get_by_role("radio", name=text, exact=True).click()


def said_in(figure):
    """Return the sentence that a figure says, with plain blanks."""
    return figure.locator(".autoenc-values").text_content().replace("\xa0", " ")


def marks(svg, labels):
    """Return the places of the samples' marks in their order, those of the copies, and that of the point to move."""
    read = svg.evaluate(MARKS)
    places = np.full((len(labels), 2), np.nan)
    for label, found in read["groups"]:
        places[np.asarray(labels) == label] = found
    return places, np.array(read["copies"]), read["point"]


def numbers_in(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def fitted(inputs, outputs, atol=None):
    """Return the affine map that takes all inputs to their outputs, and its matrix."""
    with_one = np.column_stack([inputs, np.ones(len(inputs))])
    weights, *_ = np.linalg.lstsq(with_one, np.asarray(outputs), rcond=None)
    np.testing.assert_allclose(with_one @ weights, outputs, atol=atol or 0.02 * np.ptp(outputs))
    return lambda values: np.column_stack([values, np.ones(len(values))]) @ weights
