"""JupyterLab in a real browser, for the tests and the benchmarks that need one."""

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

from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TOKEN = "test"
SIZE = {"width": 1280, "height": 800}

RESTART_AND_RUN_ALL = """async () => {
    const panel = jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    // A kernel that is restarted while it is still starting can lose what it is asked to run.
    await panel.sessionContext.session.kernel.info;
    await panel.sessionContext.session.kernel.requestKernelInfo();
    await jupyterapp.commands.execute('notebook:restart-run-all', {activate: true});
}"""
# Without the restart, which asks to be confirmed.
RUN_ALL = RESTART_AND_RUN_ALL.replace("notebook:restart-run-all", "notebook:run-all-cells")
# Takes a text, and ends with the first cell that holds it.
RUN_UNTIL = RUN_ALL.replace("async ()", "async text").replace(
    "await jupyterapp.commands.execute('notebook:run-all-cells', {activate: true});",
    """const cells = panel.content.widgets;
    panel.content.deselectAll();
    panel.content.activeCellIndex = 1 + cells.findIndex(cell => cell.model.sharedModel.source.includes(text));
    await jupyterapp.commands.execute('notebook:run-all-above');""",
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(folder, home):
    """Serve a folder with JupyterLab, under a home of its own, and give its address."""
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    options = ["--LabApp.expose_app_in_browser=True", f"--IdentityProvider.token={TOKEN}", "--ServerApp.root_dir=."]
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [*command, *options],
            cwd=folder,
            env=os.environ | {"HOME": str(home)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server, home / "lab.log")
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
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


@contextlib.contextmanager
def chromium():
    """Start Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@contextlib.contextmanager
def page_of_its_own(browser):
    """Give a page of an ordinary size, which shares nothing with other pages of the browser."""
    context = browser.new_context(viewport=SIZE)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextlib.contextmanager
def new_page():
    """Start Chromium, and give a page of an ordinary size."""
    with chromium() as browser, page_of_its_own(browser) as page:
        yield page


def start(page, lab):
    """Start JupyterLab anew in the page, without a notebook."""
    page.goto(f"{lab}/lab?token={TOKEN}&reset", wait_until="domcontentloaded")
    page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget", timeout=60_000)


def open_notebook(page, lab, name):
    """Start JupyterLab anew in the page, with a notebook."""
    page.goto(f"{lab}/lab/tree/notebooks/{name}?token={TOKEN}&reset", wait_until="domcontentloaded")
    _wait_for_notebook(page, name)


def open_instead(page, name):
    """Open a notebook in the JupyterLab that the page shows, in the place of the present one."""
    page.evaluate(
        """path => {
            jupyterapp.shell.currentWidget.dispose();
            jupyterapp.commands.execute('docmanager:open', {path});
        }""",
        f"notebooks/{name}",
    )
    _wait_for_notebook(page, name)


def _wait_for_notebook(page, name):
    page.wait_for_function(
        "name => window.jupyterapp?.shell?.currentWidget?.context?.path?.endsWith(name)", arg=name, timeout=60_000
    )
