"""What an answer leaves behind: nothing that a later cell could see, and nothing that judges the next answer."""

import builtins
import decimal
import gc
import logging
import os
import random
import signal
import sys
import threading
import time
import warnings

import keras
import matplotlib
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
import tensorflow as tf
from nbclient import NotebookClient

from autoenc_lessons import checks, seed_everything
from autoenc_lessons.checks.judging.answers import told_apart
from autoenc_lessons.checks.judging.question import Question

COUNT = checks.first_autoencoder.count_parameters
# What an answer does, and what must be the same afterwards.
LEFT = {
    "a size of letters": (lambda: plt.rcParams.update({"font.size": 99}), lambda: plt.rcParams["font.size"]),
    "a style": (lambda: plt.style.use("dark_background"), lambda: plt.rcParams["figure.facecolor"]),
    "a backend": (lambda: matplotlib.use("svg"), matplotlib.get_backend),
    "figures at once": (plt.ion, matplotlib.is_interactive),
    "closed figures": (lambda: plt.close("all"), plt.get_fignums),
    "a line in an open figure": (
        lambda: plt.plot([1, 2]),
        lambda: [len(plt.figure(n).axes) for n in plt.get_fignums()],
    ),
    "filters of warnings": (lambda: warnings.simplefilter("error"), lambda: list(warnings.filters)),
    "how warnings are shown": (lambda: setattr(warnings, "showwarning", print), lambda: warnings.showwarning),
    "functions that run eagerly": (lambda: tf.config.run_functions_eagerly(True), tf.config.functions_run_eagerly),
    "XLA everywhere": (lambda: tf.config.optimizer.set_jit(True), tf.config.optimizer.get_jit),
    "options of graphs": (
        lambda: tf.config.optimizer.set_experimental_options({"constant_folding": False}),
        tf.config.optimizer.get_experimental_options,
    ),
    "placement": (lambda: tf.config.set_soft_device_placement(False), tf.config.get_soft_device_placement),
    "the small number of Keras": (lambda: keras.config.set_epsilon(0.1), keras.config.epsilon),
    "the format of pictures": (
        lambda: keras.config.set_image_data_format("channels_first"),
        keras.config.image_data_format,
    ),
    "a policy of precision": (
        lambda: keras.config.set_dtype_policy("mixed_float16"),
        lambda: keras.config.dtype_policy().name,
    ),
    "longest trainings": (lambda: keras.config.set_max_epochs(1), keras.config.max_epochs),
    "objects of its own": (
        lambda: keras.saving.get_custom_objects().update(mine=1),
        lambda: dict(keras.saving.get_custom_objects()),
    ),
    "the folder": (lambda: os.chdir(os.sep), os.getcwd),
    "the environment": (lambda: os.environ.update(MINE="1"), lambda: dict(os.environ)),
    "the depth of recursion": (lambda: sys.setrecursionlimit(5000), sys.getrecursionlimit),
    "the path of modules": (lambda: sys.path.insert(0, "mine"), lambda: list(sys.path)),
    "arguments": (lambda: setattr(sys, "argv", []), lambda: list(sys.argv)),
    "a module": (lambda: sys.modules.update(statistics=None), lambda: sys.modules.get("statistics", random)),
    "standard output": (lambda: setattr(sys, "stdout", None), lambda: sys.stdout),
    "standard error": (lambda: setattr(sys, "stderr", None), lambda: sys.stderr),
    "standard input": (lambda: setattr(sys, "stdin", None), lambda: sys.stdin),
    "what is called with errors": (lambda: setattr(sys, "excepthook", None), lambda: sys.excepthook),
    "the level of logging": (lambda: logging.getLogger().setLevel(1), lambda: logging.getLogger().level),
    "TensorFlow's logging": (lambda: tf.get_logger().setLevel("DEBUG"), lambda: tf.get_logger().level),
    "no logging": (lambda: logging.disable(50), lambda: logging.root.manager.disable),
    "numerical errors": (lambda: np.seterr(all="raise"), np.geterr),
    "how arrays are printed": (lambda: np.set_printoptions(precision=1), np.get_printoptions),
    "decimals": (lambda: setattr(decimal.DefaultContext, "prec", 2), lambda: decimal.DefaultContext.prec),
    "no collection of garbage": (gc.disable, gc.isenabled),
    "tracing": (lambda: threading.settrace(lambda *_: None), threading.gettrace),
    "print": (lambda: setattr(builtins, "print", None), lambda: builtins.print),
    "len": (lambda: setattr(builtins, "len", lambda _: 3), lambda: builtins.len),
    "sum, deleted": (lambda: vars(builtins).pop("sum", None), lambda: builtins.sum),
    "input": (lambda: setattr(builtins, "input", None), lambda: builtins.input),
    "numpy.allclose": (lambda: setattr(np, "allclose", lambda *_, **__: True), lambda: np.allclose),
    "NumPy's generator": (lambda: setattr(np.random, "default_rng", None), lambda: np.random.default_rng),
    "the judge of a question": (lambda: vars(COUNT).update(_judge=lambda *_, **__: "x"), lambda: COUNT._judge),
    "the judge of all questions": (lambda: setattr(Question, "judge", None), lambda: Question.judge),
    "a timer": (
        lambda: threading.Timer(60, print).start(),
        lambda: [one for one in threading.enumerate() if isinstance(one, threading.Timer)],
    ),
    "a thread": (
        lambda: threading.Thread(target=lambda: [time.sleep(0.01) for _ in range(9999)], name="mine").start(),
        lambda: [one for one in threading.enumerate() if one.name == "mine"],
    ),
}
if hasattr(signal, "setitimer"):
    LEFT["an alarm"] = (lambda: signal.alarm(1000), lambda: signal.getitimer(signal.ITIMER_REAL)[0] > 0)


@pytest.fixture(autouse=True, scope="module")
def _course_precision():
    seed_everything(0)


@pytest.fixture(autouse=True)
def _open_figure():
    yield plt.figure()
    plt.close("all")


@pytest.mark.parametrize("what", LEFT)
def test_what_an_answer_changes_is_put_back(what):
    change, read = LEFT[what]
    before = read()

    def count_parameters(n_features, latent_dim):
        change()
        return 2 * n_features * latent_dim + n_features + latent_dim

    assert COUNT.judge(count_parameters).is_right
    assert read() == before


def test_an_answer_sees_nobody_above_it():
    seen = []

    def count_parameters(n_features, latent_dim):
        frame = sys._getframe()
        while frame is not None:
            seen.append(set(frame.f_locals))
            frame = frame.f_back
        return 0

    COUNT.judge(count_parameters)
    assert not {"seed", "sizes"} & set().union(*seen)


def test_a_result_sees_nobody_above_it_when_it_is_asked_for_its_numbers():
    seen = []

    class Result:
        def __array__(self, *_, **__):
            frame = sys._getframe()
            while frame is not None:
                seen.append(set(frame.f_locals))
                frame = frame.f_back
            return np.array(0.0)

    COUNT.judge(lambda n_features, latent_dim: Result())
    assert seen
    assert not {"seed", "sizes"} & set().union(*seen)


def test_what_was_replaced_before_a_check_does_not_judge(monkeypatch):
    always = lambda *_, **__: True  # noqa: E731
    monkeypatch.setattr(np, "allclose", always)
    monkeypatch.setattr(Question, "_judge", always, raising=False)
    feedback = checks.first_autoencoder.lost_shares.judge(lambda x, copies: np.zeros(x.shape[1]))
    assert feedback.verdict == "wrong"
    # It belongs to whoever has put it there.
    assert np.allclose is always


@pytest.mark.parametrize(
    ("value", "limit", "form", "said"),
    [
        (1.0501, 1.05, ".2f", ("1.0501", "1.0500")),
        (0.0204, 0.0200, ".1%", ("2.04%", "2.00%")),
        (3, 2, ".0f", ("3", "2")),
        (0.5, 0.5, ".1f", ("0.5", "0.5")),
        (0.010004, 0.01, ".2g", ("0.010004", "0.01")),
        (-0.001, 0, ".1f", ("-0.001", "0.000")),
        (-1e-30, 0, ".1f", ("0.0", "0.0")),
    ],
)
def test_two_numbers_are_told_apart(value, limit, form, said):
    assert told_apart(value, limit, form) == said


KERNEL_CELLS = (
    "from autoenc_lessons import checks\nimport sys",
    "def count_parameters(n_features, latent_dim):\n    return 2 * n_features * latent_dim + n_features + latent_dim",
    "{}",
    "from autoenc_lessons import checks\n\nchecks.first_autoencoder.count_parameters(count_parameters)",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
)


def test_a_check_speaks_without_standard_output_and_later_figures_are_shown():
    cells = [text.format("sys.stdout.close()") for text in KERNEL_CELLS]
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    NotebookClient(notebook, timeout=300).execute()
    told, drawn = (notebook.cells[place].outputs for place in (3, 4))
    assert told[0].data["text/plain"].startswith("✓ Right.")
    assert "image/png" in drawn[-1].data
