"""Right answers are right on the data that a class is graded with, and on others: the quick part of `make seeds`."""

import pytest

from autoenc_lessons import seed_everything
from tests.checks.answers_over_seeds import graded_with, judged, right_answers
from tests.checks.stored_feedback import MODULES, SLOW

QUESTIONS = [(module, name) for module in MODULES for name in graded_with(module)]
SEEDS = (1, 34)


@pytest.fixture(autouse=True, scope="module")
def _course_precision():
    seed_everything(0)


@pytest.mark.parametrize(("module", "name"), QUESTIONS)
def test_the_official_solution_is_right_on_the_graded_data(module, name):
    _, graded_seed = graded_with(module)[name]
    found = judged(module, name, "the official solution", graded_seed)
    assert found.verdict == "right", found


@pytest.mark.parametrize(("module", "name"), [pair for pair in QUESTIONS if pair[1] not in SLOW])
def test_an_answer_is_right_on_other_data_too(module, name):
    labels = list(right_answers(module, name))
    # Another answer for each seed: all of them on all seeds take hours.
    for number, seed in enumerate(SEEDS):
        found = judged(module, name, labels[number % len(labels)], seed)
        assert found.verdict == "right", found
