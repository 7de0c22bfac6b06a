"""Lesson 1 and its exercise in a real browser: every figure is there, and an answer that is typed gets feedback."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest
from playwright.sync_api import sync_playwright

from tools.sources import NOTEBOOKS

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TOKEN = "test"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine; CI installs Debian's"),
]

RUN_ALL = """async () => {
    const panel = jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    // A kernel that is restarted while it is still starting can lose what it is asked to run.
    await panel.sessionContext.session.kernel.info;
    await panel.sessionContext.session.kernel.requestKernelInfo();
    await jupyterapp.commands.execute('notebook:restart-run-all', {activate: true});
}"""
OUTPUTS = """() => jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code')
    .map(cell => cell.model.outputs.toJSON())"""

EXECUTION_COUNTS = """() => jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === 'code').map(cell => cell.model.executionCount)"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def lab(tmp_path):
    """Serve a copy of the notebooks with JupyterLab, under a home of its own, and return its address."""
    shutil.copytree(NOTEBOOKS, tmp_path / "my course" / "notebooks")
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    options = ["--LabApp.expose_app_in_browser=True", f"--IdentityProvider.token={TOKEN}", "--ServerApp.root_dir=."]
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [*command, *options],
            cwd=tmp_path / "my course",
            env=os.environ | {"HOME": str(tmp_path)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server, tmp_path / "lab.log")
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def wait_for(address, server, log, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(URLError, ConnectionError):
            urlopen(f"{address}/api?token={TOKEN}", timeout=5)
            return
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.fixture
def page():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser.new_page(viewport={"width": 1280, "height": 800})
        browser.close()


def open_notebook(page, lab, name):
    page.goto(f"{lab}/lab/tree/notebooks/{name}?token={TOKEN}&reset", wait_until="domcontentloaded")
    page.wait_for_function(
        "name => window.jupyterapp?.shell?.currentWidget?.context?.path?.endsWith(name)", arg=name, timeout=60_000
    )


def test_lesson_1_restart_and_run_all(lab, page, tmp_path):
    name = "01_first_autoencoder.ipynb"
    open_notebook(page, lab, name)
    page.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    assert not any(page.evaluate(OUTPUTS))
    page.evaluate("() => { window.ran = false; }")
    page.evaluate(f"() => {{ ({RUN_ALL})().then(() => {{ window.ran = true; }}); }}")
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

    images = page.locator(".jp-Notebook .jp-OutputArea-output img")
    for number in range(images.count()):
        images.nth(number).scroll_into_view_if_needed()
        assert images.nth(number).evaluate("image => image.complete && image.naturalWidth > 200")
    assert images.count() > 0
    page.screenshot(path=tmp_path / "lesson_1.png")


def count_pictures(outputs_of_cells):
    return [sum("image/png" in output.get("data", {}) for output in outputs) for outputs in outputs_of_cells]


def test_the_start_page_shows_the_course_and_its_links_open_a_lesson(lab, page):
    open_notebook(page, lab, "00_start_here.ipynb")
    page.get_by_role("link", name="1. Squeeze three dimensions into two").click()
    page.wait_for_function(
        "() => jupyterapp.shell.currentWidget?.context?.path?.endsWith('01_first_autoencoder.ipynb')", timeout=60_000
    )


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
