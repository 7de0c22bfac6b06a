"""What every answer in the tables is told and tried on, as stored in `feedback/`.

To store it anew: `python -m tests.checks.stored_feedback [module ...]`. Tests compare it, so that a change of the
checks shows which learners read something else from now on.
"""

import argparse
from functools import cache, wraps
from inspect import isfunction
from pathlib import Path

import numpy as np
import yaml

from autoenc_lessons import checks, seed_everything
from tests.checks.answers.anomalies import ANSWERS as EIGHTH
from tests.checks.answers.code_size import ANSWERS as FOURTH
from tests.checks.answers.curved_sheet import ANSWERS as THIRD
from tests.checks.answers.first_autoencoder import ANSWERS as FIRST
from tests.checks.answers.gaps_and_alarms import ANSWERS as TWELFTH
from tests.checks.answers.generate_digits import ANSWERS as NINTH
from tests.checks.answers.generate_faces import ANSWERS as TENTH
from tests.checks.answers.groups import ANSWERS as FIFTH
from tests.checks.answers.large_data import ANSWERS as THIRTEENTH
from tests.checks.answers.noise import ANSWERS as SIXTH
from tests.checks.answers.sparse_code import ANSWERS as SEVENTH
from tests.checks.answers.what_it_learned import ANSWERS as SECOND
from tests.checks.answers.your_own_data import ANSWERS as ELEVENTH

FOLDER = Path(__file__).parent / "feedback"
MODULES = {
    "first_autoencoder": FIRST,
    "what_it_learned": SECOND,
    "curved_sheet": THIRD,
    "code_size": FOURTH,
    "groups": FIFTH,
    "noise": SIXTH,
    "sparse_code": SEVENTH,
    "anomalies": EIGHTH,
    "generate_digits": NINTH,
    "generate_faces": TENTH,
    "your_own_data": ELEVENTH,
    "gaps_and_alarms": TWELFTH,
    "large_data": THIRTEENTH,
}
_ALL_HINTS = 9
TRIED_ON = "tried on"
# These train networks or fit many models: a second or more for each answer. `make seeds` tries them all.
SLOW = {
    *("repaired_run", "two_pictures", "nudge", "repaired", "repair", "repaired_loss", "training_pairs"),
    *("count_groups", "judge_story", "pick_number", "mended_score", "deceive"),
}


def question(module, name):
    """Return the question of this name in a module of `autoenc_lessons.checks`."""
    return getattr(getattr(checks, module), name)


def as_lines(feedback):
    """Return what a learner reads after many tries, as a list of lines."""
    return feedback.as_shown(_ALL_HINTS)["text/plain"].splitlines()


def tried_on(module, name):
    """Return what the first right answer is called with, in words; each call once, and nothing if it is no function.

    Of a function that the answer is given, that is the first value that it gives.
    """
    first = next(iter(MODULES[module][name]["right"].values()))
    calls = {}

    def spied(function):
        @wraps(function)
        def spy(*given):
            calls[", ".join(map(_in_words, given))] = None
            return function(*(watched(part) if isfunction(part) else part for part in given))

        return spy

    def watched(function):
        given = []

        @wraps(function)
        def watch(*asked):
            given.append(function(*asked))
            if len(given) == 1:
                calls[f"a function that gives {_in_words(given[0])} first"] = None
            return given[-1]

        return watch

    question(module, name).judge(*(spied(part) if callable(part) else part for part in first))
    return list(calls)


def _in_words(given):
    try:
        numbers = np.asarray(given, dtype="float64")
    except (TypeError, ValueError):
        return f"[{', '.join(map(_in_words, given))}]" if isinstance(given, list) else type(given).__name__
    if numbers.size == 1:
        return _short(numbers.item())
    # Weighted by place, so that another order is another sum.
    places = np.linspace(0, 1, numbers.size)
    shape = " x ".join(map(str, numbers.shape))
    return f"{shape} numbers around {_short(numbers.mean())} ({_short(numbers.ravel() @ places)})"


def _short(number):
    # A mean that is 0 but for rounding errors must not show them, nor their sign.
    return f"{round(number, 4) + 0.0:.6g}"


@cache
def stored(module):
    """Return {question: {"right" or "wrong": {answer: lines}, "tried on": calls}} as it is stored."""
    # Each worker reads all files while it collects; LibYAML, where there is one, takes a tenth of the time.
    safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / f"{module}.yml").read_text(encoding="utf-8"), Loader=safe)


def _judged(module, name):
    asked = question(module, name)
    told = {
        kind: {label: as_lines(asked.judge(*answer)) for label, answer in answers.items()}
        for kind, answers in MODULES[module][name].items()
    }
    return told | {TRIED_ON: tried_on(module, name)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"of {', '.join(MODULES)}; all by default")
    seed_everything(0)
    FOLDER.mkdir(exist_ok=True)
    for module in parser.parse_args().modules or MODULES:
        told = {name: _judged(module, name) for name in MODULES[module]}
        text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=10_000)
        (FOLDER / f"{module}.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
