"""Lesson 1 and its exercise in a real browser: every figure is there, and an answer that is typed gets feedback."""

import platform

import nbformat
import pytest

from tests.explorers.explorer_pages import NEEDS_CHROMIUM
from tools.browser import RESTART_AND_RUN_ALL, open_notebook
from tools.notebooks.sources import NOTEBOOKS

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]

OUTPUTS = """() => jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code')
    .map(cell => cell.model.outputs.toJSON())"""

# A notebook that has only just appeared can miss a command.
CLEARED = f"""async () => {{
    await jupyterapp.shell.currentWidget.context.ready;
    await jupyterapp.commands.execute('notebook:clear-all-cell-outputs');
    return ({OUTPUTS})().every(outputs => outputs.length === 0);
}}"""

EXECUTION_COUNTS = """() => jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === 'code').map(cell => cell.model.executionCount)"""


@pytest.fixture
def page(own_page):
    return own_page


def test_lesson_1_restart_and_run_all(lab, cold, page, tmp_path):
    name = "01_first_autoencoder.ipynb"
    open_notebook(page, lab, name)
    page.wait_for_function(CLEARED, timeout=60_000)
    assert not any(page.evaluate(OUTPUTS))
    page.evaluate("() => { window.ran = false; }")
    page.evaluate(f"() => {{ ({RESTART_AND_RUN_ALL})().then(() => {{ window.ran = true; }}); }}")
    page.get_by_role("button", name="Confirm Kernel Restart").click(timeout=60_000)
    page.wait_for_function("() => window.ran", timeout=180_000)

    stored = [cell for cell in nbformat.read(NOTEBOOKS / name, as_version=4).cells if cell.cell_type == "code"]
    counts = page.evaluate(EXECUTION_COUNTS)
    assert counts == list(range(1, len(stored) + 1))
    outputs = page.evaluate(OUTPUTS)
    flat = [output for cell in outputs for output in cell]
    assert not [output for output in flat if output["output_type"] == "error" or output.get("name") == "stderr"]
    assert count_pictures(outputs) == count_pictures([cell.outputs for cell in stored])
    assert count_pictures(outputs)[0] == 0
    assert sum(count_pictures(outputs)) >= 7

    # A live figure stands where its picture was.
    images = page.locator(".jp-Notebook .jp-OutputArea-output img:visible")
    for number in range(images.count()):
        images.nth(number).scroll_into_view_if_needed()
        assert images.nth(number).evaluate("image => image.complete && image.naturalWidth > 200")
    n_live = sum("data-autoenc-figure" in str(cell.outputs) for cell in stored)
    assert images.count() == sum(count_pictures(outputs)) - n_live > 0
    page.screenshot(path=tmp_path / "lesson_1.png")


def count_pictures(outputs_of_cells):
    return [sum("image/png" in output.get("data", {}) for output in outputs) for outputs in outputs_of_cells]


def test_the_start_page_shows_the_course_and_its_links_open_a_lesson(lab, page):
    open_notebook(page, lab, "00_start_here.ipynb")
    page.get_by_role("link", name="1. Squeeze three dimensions into two").click()
    page.wait_for_function(
        "() => jupyterapp.shell.currentWidget?.context?.path?.endsWith('01_first_autoencoder.ipynb')", timeout=60_000
    )


KERNEL_HAS_SPOKEN = """async () => {
    const panel = jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    return (await panel.sessionContext.session.kernel.info).language_info.version;
}"""
IS_DIRTY = "() => jupyterapp.shell.currentWidget.context.model.dirty"
WRITTEN = "() => jupyterapp.shell.currentWidget.context.model.sharedModel.toJSON().metadata"


@pytest.mark.parametrize("name", ["00_start_here.ipynb", "exercises/01_first_autoencoder.ipynb"])
def test_who_opens_a_notebook_and_saves_it_leaves_the_file_as_it_was(lab, notebooks, page, name):
    path = notebooks / name
    # All that depends on the reader's Python is its version.
    with_version = nbformat.read(path, as_version=4)
    with_version.metadata.language_info.version = platform.python_version()
    path.write_text(nbformat.writes(with_version, version=4) + "\n", encoding="utf-8", newline="\n")
    before = path.read_bytes()
    open_notebook(page, lab, name)
    assert page.evaluate(KERNEL_HAS_SPOKEN) == platform.python_version()
    # What JupyterLab writes because of the kernel, it has written by now, or it never does.
    page.wait_for_timeout(1500)
    assert page.evaluate(WRITTEN) == with_version.metadata
    assert not page.evaluate(IS_DIRTY)
    page.evaluate("async () => { await jupyterapp.commands.execute('docmanager:save'); }")
    assert path.read_bytes() == before


GO_TO = """async index => {
    const panel = jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.content.scrollToItem(index);
    panel.content.activeCellIndex = index;
    panel.content.mode = 'edit';
    panel.content.activate();
}"""
SHOWN_UNDER = """index => jupyterapp.shell.currentWidget.content.widgets[index].model.outputs.toJSON()
    .map(output => output.data?.['text/plain'] ?? output.text).join()"""
WRONG, BETTER, RIGHT = (
    f"def count_parameters(n_features, latent_dim):\n    return {formula}"
    for formula in (
        "2 * n_features * latent_dim",
        "2 * n_features * latent_dim + latent_dim",
        "2 * n_features * latent_dim + n_features + latent_dim",
    )
)


def test_a_wrong_answer_sees_a_hint_and_a_right_one_the_tick(lab, page, tmp_path):
    name = "exercises/01_first_autoencoder.ipynb"
    cells = nbformat.read(NOTEBOOKS / name, as_version=4).cells
    imports = next(index for index, cell in enumerate(cells) if cell.cell_type == "code")
    answer, check = imports + 2, imports + 3
    assert cells[answer].source.startswith("def count_parameters")
    open_notebook(page, lab, name)
    run_cell(page, imports)
    expected = [
        ("✗ Not yet. For 3 features", ["one more parameter besides its lines"], "wrong"),
        ("✗ Not yet. For 3 features", ["how many units has each", "one bias for each unit"], "wrong again"),
        ("✓ Right. ", [], "right"),
    ]
    for typed, (verdict, hints, label) in zip((WRONG, BETTER, RIGHT), expected, strict=True):
        page.evaluate(GO_TO, answer)
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(typed)
        run_cell(page, answer)
        run_cell(page, check)
        shown = page.evaluate(SHOWN_UNDER, check)
        assert shown.startswith(verdict)
        assert shown.count("Hint: ") == len(hints)
        for hint in hints:
            assert hint in shown
        page.get_by_text(verdict.strip()).first.wait_for(timeout=10_000)
        page.screenshot(path=tmp_path / f"{label}.png")


def run_cell(page, index):
    """Press Shift and Enter in a cell, and wait for its end."""
    page.evaluate(GO_TO, index)
    page.evaluate("index => jupyterapp.shell.currentWidget.content.widgets[index].model.clearExecution()", index)
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        """index => {
            const cell = jupyterapp.shell.currentWidget.content.widgets[index].model;
            return cell.executionCount !== null && cell.executionState !== 'running';
        }""",
        arg=index,
        timeout=120_000,
    )
