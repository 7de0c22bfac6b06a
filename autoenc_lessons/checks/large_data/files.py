"""The question about many results: each in a file that is whole, and done again only what is missing."""

import contextlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from autoenc_lessons.checks.judging.answers import call
from autoenc_lessons.checks.judging.feedback import Unchecked, Wrong
from autoenc_lessons.checks.judging.numbers_in import a
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.large_data.materials import PowerCut, writer
from autoenc_lessons.language import _

__all__ = ["do_missing"]

# In which call of write the power fails.
_CUTS = (3, 4)


@question
def do_missing(function, *, seed):
    """Judge a function that keeps each result in a whole file and, after a power cut, does only what is missing."""
    generator = np.random.default_rng(seed)
    for cut_at in _CUTS:
        texts = _results(generator)
        names = list(texts)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
            folder = Path(place) / "results"
            folder.mkdir()
            first = _Work(texts, folder, cut_at)
            with contextlib.suppress(PowerCut):
                _called(function, first, names, folder)
            done = _judge_first(first, texts, folder)
            second = _Work(texts, folder)
            answer = _called(function, second, names, folder)
            _judge_second(second, done, texts, folder)
            _judge_answer(answer, names, texts)
            third = _Work(texts, folder)
            answer = _called(function, third, names[1:4], folder)
            _judge_third(third)
            _judge_answer(answer, names[1:4], texts)
    return _("A killed program costs the result that it was at, and nothing else: start it again, as often as needed.")


def _called(function, work, names, folder):
    return call(function, work.compute, names, str(folder), work.write, name="do_missing")


def _results(generator):
    sizes = generator.permutation([2, 4, 8, 16, 32, 64])
    return {f"size_{size}": f"{size}: {generator.uniform(0.1, 1):.8f}" for size in sizes}


class _Work:
    """What an answer is given to compute and to write with, and what it did with them.

    Attributes
    ----------
    computed : list of str
        The names, in the order in which they were asked for.
    found : list of tuple
        At each of these times, how many results were whole in the folder, and the names of all files there.
    n_written : int
    cut_at : int or None
    """

    def __init__(self, texts, folder, cut_at=None):
        self.computed, self.found, self.n_written, self.cut_at = [], [], 0, cut_at
        write = writer(cut_at)

        def compute(name):
            if name not in texts:
                raise ValueError(f"function takes one of the names; it was given {name!r:.40}.")
            self.computed.append(name)
            states = _states(texts, folder).values()
            self.found.append((sum(state == "whole" for state in states), sorted(one.name for one in folder.iterdir())))
            return texts[name]

        def write_and_count(path, text):
            self.n_written += 1
            write(path, text)

        self.compute, self.write = compute, write_and_count


def _state(folder, name, text):
    """Return whether the file of a result is "whole", "half" or "missing"."""
    try:
        return "whole" if (folder / f"{name}.txt").read_text(encoding="utf-8").strip() == text else "half"
    except OSError:
        return "missing"
    except ValueError:
        return "half"


def _states(texts, folder):
    return {name: _state(folder, name, text) for name, text in texts.items()}


def _judge_first(work, texts, folder):
    """Refuse what may be lost or taken for whole when the power fails, and return the names of what is done."""
    states = _states(texts, folder)
    if work.n_written < work.cut_at:
        raise Wrong(
            _("Of {number} results, {written} were written by write.", number=len(texts), written=work.n_written),
            _("Each result goes to the disk by write(path, text), so that the power can fail in it."),
            _("In the loop over names: compute, then write, and then give the file its name."),
        )
    half = [name for name, state in states.items() if state == "half"]
    if half:
        raise Wrong(
            _("The power failed while {file} was written, and half a result stands there.", file=f"{half[0]}.txt"),
            _("A file that bears its own name must be whole: the next call takes it for a result."),
            _(
                "Write the text into a file of another name. Then give it its own: part.replace(path), or "
                "os.replace(part, path)."
            ),
        )
    for number, (n_kept, files) in enumerate(work.found):
        if n_kept < number:
            raise Wrong(
                _("When result {number} is computed, not all results before it are in their files.", number=number + 1),
                _(
                    "In the folder are then: {files}. A result belongs into {file}.",
                    files=", ".join(files),
                    file=f"{work.computed[0]}.txt",
                )
                if files
                else _("What is kept in memory until the end is lost when the power fails."),
                _("For each name: compute, write, rename. Then go on to the next."),
            )
    return [name for name, state in states.items() if state == "whole"]


def _judge_second(work, done, texts, folder):
    names = list(texts)
    again = [name for name in done if name in work.computed]
    if again:
        raise Wrong(
            _("After the power cut, {name} is computed again, though its file is there and whole.", name=again[0]),
            _("Before you compute a result, look whether the file of that name is there."),
            _("Path(path).exists(), or os.path.exists(path), tells it."),
        )
    twice = [name for name in names if work.computed.count(name) > 1]
    if twice:
        raise Wrong(
            _("{name} is computed {number} times.", name=twice[0], number=work.computed.count(twice[0])),
            _("Computing is what costs hours: keep the result that you have."),
            _("For the answer, read the files when all of them are there."),
        )
    left = [name for name, state in _states(texts, folder).items() if state != "whole"]
    if left:
        raise Wrong(
            _("The power is back. After the second call, {file} is not there.", file=f"{left[0]}.txt"),
            _("Only a file with its full name, <name>.txt, counts as a result. What else is there may be half a file.")
            if left[0] not in work.computed
            else _("It was computed. Under which name does its file end?"),
            _("Print the names in the folder after each call: os.listdir(folder)."),
        )


def _judge_third(work):
    if work.computed or work.n_written:
        raise Wrong(
            _("All results are there, and still something is done when they are asked for again."),
            _("Before you compute or write a result, look whether the file of that name is there."),
            _("Path(path).exists(), or os.path.exists(path), tells it."),
        )


def _judge_answer(answer, names, texts):
    if not isinstance(answer, Mapping):
        raise Unchecked(
            _("do_missing must return a dictionary, with the text of each name; it returns {got}.", got=a(answer))
        )
    missing = [name for name in names if name not in answer]
    other = [name for name in answer if name not in names]
    if missing or other:
        raise Wrong(
            _("In the returned dictionary, {name} is missing.", name=missing[0])
            if missing
            else _("In the returned dictionary is {name}, which was not asked for.", name=f"{other[0]!r:.40}"),
            _("Its keys are the names that were asked for: all of them, whether they were done now or before."),
            _("Read the file of each name when all are there."),
        )
    for name in names:
        if not isinstance(answer[name], str) or answer[name].strip() != texts[name]:
            raise Wrong(
                _("The dictionary has for {name} another text than the result.", name=name),
                _("It holds {got}. Asked is the text, as function(name) returns it.", got=f"{answer[name]!r:.60}")
                if isinstance(answer[name], str)
                else _("It holds {got}. Asked is the text, as function(name) returns it.", got=a(answer[name])),
                _("Path(path).read_text() reads it from the file."),
            )
