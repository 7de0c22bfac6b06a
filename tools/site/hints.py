"""The hints that a check gives to more than one wrong answer, so that they give no particular mistake away."""

from collections import Counter
from functools import cache

import yaml

from tools.notebooks.sources import ROOT

# What each wrong answer that the tests know is told; `tests.checks.stored_feedback` keeps it up to date.
STORED = ROOT / "tests" / "checks" / "feedback"
_OPENING = "Hint: "


@cache
def _stored(exercise):
    path = STORED / f"{exercise}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def hints_for(exercise, question):
    """Return the hints that most wrong answers to a question get, the vague one first; none if no two get the same.

    Parameters
    ----------
    exercise : str
        The name of its room of checks, such as "code_size".
    question : str
    """
    told = Counter()
    for lines in _stored(exercise).get(question, {}).get("wrong", {}).values():
        hints = tuple(line.removeprefix(_OPENING) for line in lines if line.startswith(_OPENING))
        if hints:
            told[hints] += 1
    most = told.most_common(1)
    return list(most[0][0]) if most and most[0][1] > 1 else []
