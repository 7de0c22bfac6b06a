"""What the tests share: kernels that start warm under nbval, JupyterLab, and a browser."""

import gc
import json
import os
import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

# Several workers keep all cores at work: threads of TensorFlow's own would only wait for each other.
for _threads in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
    os.environ.setdefault(_threads, "1")

# NumPy must start on one thread, as in a lesson, whatever a test imports first.
import autoenc_lessons  # noqa: E402, F401
from tools import browser  # noqa: E402
from tools.mutation import warm_start  # noqa: E402
from tools.notebooks.sources import NOTEBOOKS  # noqa: E402

KERNEL = "warm"
WARM_SOCKET = "AUTOENC_LESSONS_TESTS_WARM_SOCKET"
# xdist gives the worker of a file with one test the next file at once, so that test_in_lessons waits for it.
_LONGEST = ("test_answers", "test_out_of_order", "test_lessons_elsewhere", "test_grading_runs", "test_in_lessons")
_LONGEST += ("test_grades", "test_sandbox", "test_installation", "test_path", "test_loop", "test_code_plane")
_DONE = ExitStack()


def pytest_configure(config):
    """Let the kernels of nbval be forks of one process that has imported TensorFlow: some seconds less for each.

    A kernel that starts cold is what the lessons get, in `notebooks/test_lessons_elsewhere.py`.
    """
    # A shell that starts the tests in the background has them, and all that they start, ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(os, "fork") or not getattr(config.option, "nbval", False) or config.option.collectonly:
        return
    # The workers of xdist find the kernel that their controller has made known.
    if not hasattr(config, "workerinput"):
        folder = Path(_DONE.enter_context(tempfile.TemporaryDirectory()))
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(folder), os.environ.get("JUPYTER_PATH")]))
        os.environ[WARM_SOCKET] = str(folder / "socket")
        _name_kernel(folder / "kernels" / KERNEL, folder / "socket")
        _DONE.enter_context(warm_start.serve(folder / "socket", {}))
    config.option.nbval_current_env, config.option.nbval_kernel_name = False, KERNEL


def pytest_collection_modifyitems(items):
    """Put what takes minutes first, for a worker that begins with it last would keep all others waiting."""
    place = {name: rank for rank, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(_LONGEST)))


def pytest_collection_finish():
    """Do not search for garbage, at each training, among what was imported to stay; have XLA compile quickly."""
    gc.collect()
    gc.freeze()
    _compile_quickly()


def _compile_quickly():
    """Let XLA compile in half the time, in this process alone.

    Tests train few steps, so that a program is compiled for longer than it runs. What it computes is the same but for
    rounding. Kernels, and all else that tests start, compile as a reader's do: XLA reads its flags once in a process.
    """
    if "XLA_FLAGS" in os.environ:
        return
    import tensorflow as tf

    os.environ["XLA_FLAGS"] = _flags_for_quick_compilation()
    try:
        tf.function(lambda: tf.constant(0), jit_compile=True)()
    finally:
        del os.environ["XLA_FLAGS"]


def _flags_for_quick_compilation():
    import tensorflow as tf

    flags = "--xla_backend_optimization_level=0"
    # XLA ends a process that gives it a flag which it does not know, as another version may not know this one.
    return flags + " --xla_cpu_use_fusion_emitters=false" if tf.__version__.startswith("2.21.") else flags


@pytest.fixture(scope="module")
def compiled_alike():
    """Let workers and kernels that a test starts have XLA compile as quickly as it does here, and so round as here."""
    with pytest.MonkeyPatch.context() as patch:
        if "XLA_FLAGS" not in os.environ:
            patch.setenv("XLA_FLAGS", _flags_for_quick_compilation())
        yield


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        _DONE.close()


def _name_kernel(folder, socket):
    folder.mkdir(parents=True)
    command = [sys.executable, warm_start.__file__, str(socket), "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": KERNEL, "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


@pytest.fixture
def warm_python():
    """Return what begins a command that runs a module: a fork that has TensorFlow, or a Python that imports it."""
    socket = os.environ.get(WARM_SOCKET)
    return [sys.executable, warm_start.__file__, socket] if socket else [sys.executable, "-m"]


@pytest.fixture(scope="module")
def server(tmp_path_factory, compiled_alike):
    """Serve a folder with JupyterLab, under a home of its own; return its address and the folder.

    No test compares what its kernels compute with stored numbers.
    """
    home = tmp_path_factory.mktemp("home")
    folder = home / "my course"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        _start_kernels_warm(home / "warm", patch)
        with browser.serving(folder, home) as address:
            yield address, folder


def _start_kernels_warm(folder, patch):
    """Let the kernel of the notebooks, under its own name, be a fork too, where there are such kernels."""
    specs = KernelSpecManager()
    with suppress(NoSuchKernel):
        warm = specs.get_kernel_spec(KERNEL)
        spec = specs.get_kernel_spec("python3").to_dict() | {"argv": warm.argv}
        place = folder / "kernels" / "python3"
        place.mkdir(parents=True)
        (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        patch.setenv("JUPYTER_PATH", os.pathsep.join([str(folder), os.environ["JUPYTER_PATH"]]))


@pytest.fixture
def cold(server):
    """Let the kernels that `lab` starts during a test import all that they need, as a reader's do."""
    warm = server[1].parent / "warm" / "kernels"
    if warm.exists():
        warm.rename(warm.with_name("away"))
    yield
    if warm.with_name("away").exists():
        warm.with_name("away").rename(warm)


@pytest.fixture
def lab(server, notebooks):
    """Return the address of a JupyterLab that serves a copy of the notebooks."""
    return server[0]


@pytest.fixture
def notebooks(server):
    """Return the folder of notebooks that `lab` serves, as they are stored."""
    place = server[1] / "notebooks"
    shutil.rmtree(place, ignore_errors=True)
    return shutil.copytree(NOTEBOOKS, place)


@pytest.fixture(scope="module")
def chromium():
    """Start one Chromium for the tests of a module."""
    with browser.chromium() as started:
        yield started


@pytest.fixture
def own_page(chromium):
    """Give a page that shares nothing with those of other tests: it may lose the network, or start JupyterLab."""
    with browser.page_of_its_own(chromium) as page:
        yield page


@pytest.fixture(scope="module")
def kept_page(chromium):
    with browser.page_of_its_own(chromium) as page:
        yield page


@pytest.fixture
def page(kept_page):
    """Give an empty page: a new document in the process that the tests of a module share."""
    kept_page.set_viewport_size(browser.SIZE)
    kept_page.emulate_media(media="null", color_scheme="null", reduced_motion="null", forced_colors="null")
    kept_page.goto("about:blank")
    return kept_page


@pytest.fixture(scope="module")
def lab_page(server, chromium):
    """Start JupyterLab once, for the tests of a module that are not about its start: they open one notebook each."""
    with browser.page_of_its_own(chromium) as page:
        browser.start(page, server[0])
        yield page
