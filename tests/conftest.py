"""JupyterLab and a browser, for the tests that need them."""

import shutil

import pytest

# NumPy must start on one thread, as in a lesson, whatever a test imports first.
import autoenc_lessons  # noqa: F401
from tools import browser
from tools.notebooks.sources import NOTEBOOKS


@pytest.fixture
def lab(tmp_path):
    """Serve a copy of the notebooks with JupyterLab, under a home of its own, and return its address."""
    shutil.copytree(NOTEBOOKS, tmp_path / "my course" / "notebooks")
    with browser.serving(tmp_path / "my course", tmp_path) as address:
        yield address


@pytest.fixture
def notebooks(lab, tmp_path):
    """Return the folder of notebooks that `lab` serves."""
    return tmp_path / "my course" / "notebooks"


@pytest.fixture
def page():
    with browser.new_page() as page:
        yield page
