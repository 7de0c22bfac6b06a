"""Judge right answers on many seeds: `python -m tests.checks.answers_over_seeds [--seeds N] [--jobs N] [module ...]`.

The answers are the official solutions and those that `answers/` lists as right, each on the seed that a class is
graded with and on N others, the quickest first. Prints each answer that is misjudged, the slowest ones, and how many
were tried, also where it is stopped by hand.
"""

import argparse
import ast
import re
import signal
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

from autoenc_lessons import seed_everything
from tests.checks.stored_feedback import MODULES, question
from tools.notebooks.exercise_text import for_solution
from tools.notebooks.sources import exercise_sources, make_notebook

GRADED = re.compile(r"\.(?P<question>\w+)\.grade\((?P<answers>.*), seed=(?P<seed>\d+)\)")
# Of the given cells: what is only drawn or printed is of no use here.
_NEEDED = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign)
SEEDS = 200
N_SLOWEST = 10
CHUNK_SECONDS = 20
SECONDS = 600


@dataclass(frozen=True)
class Judged:
    """One answer to one question, judged on data from one seed."""

    module: str
    question: str
    answer: str
    seed: int
    seconds: float
    verdict: str
    text: str

    def __str__(self):
        return f"{self.module}.{self.question}, {self.answer}, seed {self.seed}: {self.verdict}. {self.text}"


def exercise_text(module):
    """Return the path of the exercise whose questions are in a module of `checks`."""
    return next(source for source in exercise_sources() if source.stem.endswith(f"_{module}"))


@cache
def graded_with(module):
    """Return {question: (names of its answers, seed)} of the hidden tests of an exercise."""
    found = GRADED.finditer(exercise_text(module).read_text(encoding="utf-8"))
    return {one["question"]: (one["answers"].split(", "), int(one["seed"])) for one in found}


@cache
def official_answers(module):
    """Return what the solution of an exercise gives to each question, without running a check."""
    names, answers = {}, {}
    for cell in make_notebook(exercise_text(module), edit=for_solution, graded=True).cells:
        grading = cell.metadata.get("nbgrader", {})
        if grading.get("grade"):
            # Now, for a later question may use the same name.
            asked, _ = graded_with(module)[grading["grade_id"]]
            answers[grading["grade_id"]] = tuple(names[part] for part in asked)
        elif cell.cell_type == "code":
            needed = [one for one in ast.parse(cell.source).body if isinstance(one, _NEEDED)]
            exec(compile(ast.Module(needed, type_ignores=[]), "<cell>", "exec"), names)
    return answers


def right_answers(module, name):
    """Return all right answers to a question that are known, by what they are called."""
    return {"the official solution": official_answers(module)[name]} | MODULES[module][name]["right"]


def judged(module, name, label, seed):
    """Judge one right answer to a question, called `label`, on data from a seed."""
    answer = right_answers(module, name)[label]
    start = time.perf_counter()
    feedback = question(module, name).judge(*answer, seed=seed)
    return Judged(module, name, label, seed, time.perf_counter() - start, feedback.verdict, feedback.text)


def _judge(module, name, label, seeds):
    seed_everything(0)
    # Whether an answer is in time is another question, and one that a busy machine answers in its own way.
    question(module, name).seconds = SECONDS
    return [judged(module, name, label, seed) for seed in seeds]


def _in_chunks(once, n_seeds):
    """Return what is left to try, the quickest answers first, in chunks of about CHUNK_SECONDS."""
    tasks = []
    for one in sorted(once, key=lambda one: one.seconds):
        step = max(1, min(n_seeds, int(CHUNK_SECONDS / max(one.seconds, 1e-3))))
        starts = range(0, n_seeds, step)
        tasks += [(one.module, one.question, one.answer, range(n_seeds)[first : first + step]) for first in starts]
    return tasks


def _all_judged(modules, n_seeds, n_jobs):
    """Judge all right answers on the graded seed, then on `n_seeds` others, and yield each verdict when it is there."""
    first = [
        (module, name, label, [seed])
        for module in modules
        for name, (_, seed) in graded_with(module).items()
        for label in right_answers(module, name)
    ]
    pool = ProcessPoolExecutor(n_jobs, mp_context=get_context("spawn"))
    once = []
    try:
        for found in pool.map(_judge, *zip(*first, strict=True)):
            once += found
            yield from found
        for found in pool.map(_judge, *zip(*_in_chunks(once, n_seeds), strict=True)):
            yield from found
    finally:
        pool.shutdown(cancel_futures=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"of {', '.join(MODULES)}")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--jobs", type=int, default=2)
    wish = parser.parse_args()
    # A program in the background would not hear the first.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    found = []
    try:
        for one in _all_judged(wish.modules or MODULES, wish.seeds, wish.jobs):
            found.append(one)
            if one.verdict != "right":
                print(one, flush=True)
    except KeyboardInterrupt:
        print("stopped by hand: the slowest answers were not tried on every seed")
    misjudged = [one for one in found if one.verdict != "right"]
    print("\nslowest:")
    for one in sorted(found, key=lambda one: -one.seconds)[:N_SLOWEST]:
        print(f"{one.seconds:6.2f} s  {one.module}.{one.question}, {one.answer}, seed {one.seed}")
    print(f"\n{len(found)} triples of question, answer and seed: {len(misjudged)} misjudged")
    each = Counter((one.module, one.question, one.answer) for one in found)
    whole = sum(count > wish.seeds for count in each.values())
    print(f"{whole} of {len(each)} answers were tried on all {wish.seeds} seeds and the graded one")
    return 1 if misjudged else 0


if __name__ == "__main__":
    sys.exit(main())
