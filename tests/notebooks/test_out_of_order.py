"""What a reader does to a notebook besides running it from top to bottom, done to real kernels."""

import copy
import re
import shutil
import signal
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from tests.notebooks import few_steps
from tests.notebooks.shortened import lengthened, with_few_runs_and_steps, with_few_starts, with_fewest_starts
from tools.notebooks.build import merged_streams, settled
from tools.notebooks.sources import NOTEBOOKS, complete_notebooks, notebook_name

# A cell that has not ended by then hangs.
SECONDS_FOR_A_CELL = 120
BAR = re.compile(r"█ \d+ of \d+ (steps|runs)")
BAR_APPEARS = r"\b0 of \d+ (steps|runs)"
BAR_MOVES = r"\b[1-9]\d* of \d+ (steps|runs)"


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def text_of(outputs):
    """Return what outputs say in words, with errors by name, as nbval compares it: pictures only by their caption."""
    said = []
    for output in [settled(output) for output in merged_streams(copy.deepcopy(outputs))]:
        if output.output_type == "stream":
            said.append(f"{output.name}: {output.text}")
        elif output.output_type == "error":
            said.append(f"{output.ename}: {output.evalue}")
        else:
            said.append(output.data["text/plain"])
    return said


def problems(outputs):
    """Return the errors and what went to standard error."""
    return [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


def trains(cell):
    return bool(BAR.search("".join(text_of(cell.outputs))))


ALL = complete_notebooks()
# What a killed kernel leaves behind does not hang on the notebook; the first one that trains is the shortest.
KILLED = [path for path in ALL if any(map(trains, code_cells(path)))][:1]
# A cell that runs too early misses a name, and Python says which: a lesson and an exercise show it.
TOO_EARLY = [path for path in ALL if path.stem.startswith("01_")]


class Killed(Exception):
    """The kernel was killed while a cell ran."""


class Kernel:
    """A real kernel, which can be stopped, killed and started again at a certain output of a cell."""

    def __init__(self, folder):
        self._manager, self._client = start_new_kernel(kernel_name="python3", cwd=str(folder))

    def run(self, source, *, at=None, then=None):
        """Run a cell and return its outputs; as soon as it prints what matches `at`, call `then`, once."""
        outputs, waiting = [], at is not None

        def look(message):
            nonlocal waiting
            if message["msg_type"] in ("stream", "display_data", "execute_result", "error"):
                outputs.append(nbformat.v4.output_from_msg(message))
            if waiting and re.search(at, message["content"].get("text", "")):
                waiting = False
                then()

        self._client.execute_interactive(
            source, output_hook=look, allow_stdin=False, stop_on_error=False, timeout=SECONDS_FOR_A_CELL
        )
        assert not waiting, f"the cell has ended without printing what matches {at}"
        return outputs

    def value(self, expression):
        """Return the text of a value without leaving a name behind in the kernel."""
        return self.printed(f"print({expression})")

    def printed(self, source):
        # A print can arrive in pieces; merged, it is one text, and anything more is a surprise.
        (said,) = text_of(self.run(source))
        assert said.startswith("stdout: "), said
        return said.removeprefix("stdout: ").strip()

    def interrupt(self):
        self._manager.interrupt_kernel()

    def kill(self):
        self._manager.signal_kernel(signal.SIGKILL)
        raise Killed

    def restart(self):
        self._client.stop_channels()
        self._manager.restart_kernel(now=True)
        self._client = self._manager.blocking_client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=60)

    def forget(self):
        """Empty the namespace; a restart does that too, but has to import TensorFlow again."""
        self.run("%reset -f")

    def close(self):
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Copy the notebooks to where no other test could leave a file."""
    return shutil.copytree(NOTEBOOKS, tmp_path_factory.mktemp("course") / "notebooks")


@pytest.fixture(scope="module")
def shared_kernel(folder, compiled_alike):
    kernel = Kernel(folder)
    yield kernel
    kernel.close()


@pytest.fixture
def kernel(shared_kernel):
    shared_kernel.forget()
    return shared_kernel


def files_in(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("path", KILLED, ids=notebook_name)
def test_after_a_kernel_died_in_the_middle_of_training_a_run_of_all_cells_gives_what_is_stored(path, kernel, folder):
    cells = code_cells(path)
    files = files_in(folder)
    middle = min(filter(lambda place: trains(cells[place]), range(len(cells))), key=lambda p: abs(p - len(cells) // 2))
    for cell in cells[:middle]:
        assert text_of(kernel.run(cell.source)) == text_of(cell.outputs)
    with pytest.raises(Killed):
        kernel.run(lengthened(cells[middle].source), at=BAR_MOVES, then=kernel.kill)

    kernel.restart()
    for cell in cells:
        assert text_of(kernel.run(cell.source)) == text_of(cell.outputs)
    assert files_in(folder) == files


KEEP_NAMES = "get_ipython().kept_names = dict(globals())"
RESTORE_NAMES = "(lambda names, kept: (names.clear(), names.update(kept)))(globals(), get_ipython().kept_names)"


def is_check(cell):
    """Return whether a cell judges an answer: it starts from the same state each time, as the tests of checks see."""
    return bool(re.search(r"^checks\.\w+\.\w+\(", cell.source, re.MULTILINE))


@pytest.mark.parametrize("path", TOO_EARLY, ids=notebook_name)
def test_a_cell_that_runs_too_early_runs_or_names_what_it_misses(path, kernel):
    imports, *others = code_cells(path)
    assert not problems(kernel.run(imports.source))
    kernel.run(KEEP_NAMES)
    missing = []
    for cell in others:
        for problem in problems(kernel.run(with_few_runs_and_steps(cell.source))):
            assert re.fullmatch(r"NameError: name '\w+' is not defined", *text_of([problem])), text_of([problem])
            missing.append(problem)
        kernel.run(RESTORE_NAMES)
    assert missing or not others


# What a cell may move on, so that its second run starts elsewhere: a generator of random numbers, or a model's weights.
STATE = """
import hashlib, pickle, random, sys
import numpy
# A lesson imports Keras itself, quietly; before that there is no model.
kinds = sys.modules["keras"].Model if "keras" in sys.modules else ()
models = [value for value in names.values() if isinstance(value, kinds)]
weights = [weight.tobytes() for model in models for weight in model.get_weights()]
state = pickle.dumps((random.getstate(), numpy.random.get_state(), weights))
print(hashlib.sha256(state).hexdigest())
"""


def state(kernel):
    return kernel.printed(f"exec({STATE!r}, {{'names': globals()}})")


# What is in hand after the training of lesson 1, and after the many of lesson 2: how much of it there is, and what must
# then be true. An optimizer counts the updates of the weights by itself.
STOPPED = {
    "01_first_autoencoder": (
        "len(history.losses)",
        "history.interrupted and history.steps_asked == 1_000_000",
        "int(autoencoder.optimizer.iterations) == len(history.losses)",
        "np.isfinite(history.losses).all() and np.isfinite(autoencoder(x)).all()",
    ),
    "02_what_it_learned": (
        "len(runs.losses)",
        "runs.losses.shape == (len(runs.losses), 5000) and 0 < len(runs.losses) < len(starts)",
        "runs.reconstructions.shape == (len(runs.losses), *x.shape)",
        "np.isfinite(runs.losses).all() and np.isfinite(runs.reconstructions).all()",
    ),
    "03_curved_sheet": (
        "len(relu_code.errors)",
        "0 < len(relu_code.errors) < 20 and len(relu_code.training_errors) == len(relu_code.errors)",
        "len(relu_code.weights) == len(relu_code.codes) == len(zeros) == len(relu_code.errors)",
        "np.isfinite(relu_code.errors).all() and np.isfinite(relu_code.training_errors).all()",
    ),
    "05_groups": (
        "len(narrow)",
        "0 < len(narrow) < 8 and 0 < len(wide) <= 4",
        "all(np.isfinite(model(x)).all() for model in narrow)",
    ),
    "09_generate_digits": (
        "len(vaes)",
        "0 < len(vaes) <= 2 and 0 < len(plains) <= 2",
        "all(np.isfinite(model(x)).all() for model in vaes)",
    ),
}


# What a kernel does quicker where its numbers are not looked at.
FEW = f"""
{Path(few_steps.__file__).read_text(encoding="utf-8")}
import sys
from autoenc_lessons import gaps, mixtures
from autoenc_lessons.own_data import stopping
loop.compile_steps, loop.Pace = compile_few_steps, SamePace
# What a picture shows is compared in words; that it can be drawn is seen where the lessons run whole.
sys.modules["autoenc_lessons.figures.showing"].as_png = lambda figure: (b"", 1)
# A training that stops by itself has its most steps by default.
stopping.train_stopped.__kwdefaults__["most_steps"] = 400
# One or two candidates stand for all that are tried. The module has a function of its own name beside it.
fillers = sys.modules["autoenc_lessons.gaps.fillers"]
fillers._NEIGHBOURS, fillers._RIDGES, fillers._WIDTHS, fillers._COMPONENTS = (5,), (10,), (0.03,), 10
mixtures.held_out_scores.__defaults__ = ((1, 5),)
"""
ALL_STEPS = """
from autoenc_lessons import training
from autoenc_lessons.training.pace import Pace
training.loop.compile_steps, training.loop.Pace = training.compile_steps, Pace
"""


# They look at certain steps of a run.
LOOKS_AT_STEPS = ("02_what_it_learned",)
# Its pictures show the samples that a trained network finds.
LOOKS_AT_FINDS = ("08_anomalies",)


def in_no_cell(source):
    """Return what runs this and leaves no name behind."""
    return f"exec({source!r}, {{}})"


def check_the_stop_button(kernel, source, how_many, *facts):
    # The bar appears before TensorFlow traces and compiles the first step. The shorter training is stopped last, for
    # the cells below to use.
    for moment in (BAR_MOVES, BAR_APPEARS):
        outputs = kernel.run(lengthened(source), at=moment, then=kernel.interrupt)
        assert not problems(outputs), text_of(outputs)
        said = re.findall(r"^Stopped by hand\D*(\d+).* kept\.$", "\n".join(text_of(outputs)), re.MULTILINE)
        assert said == [kernel.value(how_many)]
        for fact in facts:
            assert kernel.value(fact) == "True", fact


@pytest.mark.parametrize("path", ALL, ids=notebook_name)
def test_cells_can_run_twice_and_training_can_be_stopped_and_all_that_follows_still_runs(path, kernel, folder):
    how_many, *facts = STOPPED.get(notebook_name(path), ("",))
    result = re.compile(rf"^{how_many.removeprefix('len(').partition('.')[0].rstrip(')')} = ", re.MULTILINE)
    shortened = with_fewest_starts if path.stem in LOOKS_AT_STEPS else with_few_runs_and_steps
    pace = FEW + ALL_STEPS if path.stem in (*LOOKS_AT_STEPS, *LOOKS_AT_FINDS) else FEW
    said, stopped, files = [], 0, files_in(folder)
    assert not problems(kernel.run(in_no_cell(pace)))
    for cell in code_cells(path):
        if is_check(cell):
            continue
        before = state(kernel)
        first = kernel.run(shortened(cell.source))
        moved = state(kernel) != before
        second = kernel.run(shortened(cell.source))
        assert not problems(first + second), text_of(first + second)
        # Whoever has trained a model further, or drawn from a generator, starts the second time from another place.
        assert moved or text_of(second) == text_of(first)
        said += [] if moved else text_of(first)
        if facts and result.search(cell.source):
            assert not problems(kernel.run(in_no_cell(ALL_STEPS)))
            check_the_stop_button(kernel, with_few_starts(cell.source), how_many, *facts)
            assert not problems(kernel.run(in_no_cell(pace)))
            stopped += 1
    assert files_in(folder) == files
    assert said or any(map(is_check, code_cells(path))) or len(code_cells(path)) == 1
    assert stopped == (notebook_name(path) in STOPPED)
