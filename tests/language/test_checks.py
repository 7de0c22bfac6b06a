"""Whatever a check says can be said in another language."""

import pytest

from autoenc_lessons import language, seed_everything
from tests.checks.stored_feedback import MODULES, SLOW, question, stored
from tests.language.sentences import Accented, past_the_catalogue, untranslated
from tools.notebooks.sources import ROOT

CHECKS = ROOT / "autoenc_lessons" / "checks"
# What no reader sees as a sentence: a verdict's name in code, styles, a row's key, a piece of Python's own message.
NO_WORDS = {"not attempted", "border-left: 4px solid {}; padding-left: 10px", '<div style="{}">{}</div>', "held out"}
NO_WORDS |= {"'{}' object is not callable"}
_MOST_WRONG = 6


@pytest.mark.parametrize("path", sorted(CHECKS.rglob("*.py")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sentence_of_a_check_goes_through_the_catalogue(path):
    past = past_the_catalogue(path.read_text(encoding="utf-8"))
    assert [said for _line, said in past if said not in NO_WORDS] == []


def answers_told_differently(module, name):
    """Yield a right answer, and some wrong ones of which each is told something else."""
    yield next(iter(MODULES[module][name]["right"].values()))
    told = {}
    for label, answer in MODULES[module][name]["wrong"].items():
        told.setdefault(stored(module)[name]["wrong"][label][-1], answer)
    yield from list(told.values())[:_MOST_WRONG]


QUESTIONS = [(module, name) for module, answers in MODULES.items() for name in answers if name not in SLOW]


@pytest.fixture(autouse=True, scope="module")
def _course_precision():
    seed_everything(0)


@pytest.mark.parametrize(("module", "name"), QUESTIONS)
def test_what_an_answer_is_told_is_translated(module, name):
    with language.reads_in(Accented()):
        for answer in answers_told_differently(module, name):
            told = question(module, name).judge(*answer)
            for sentence in (told.text, *told.hints, told.as_shown()["text/plain"]):
                assert untranslated(sentence) == [], sentence


def test_a_word_that_stayed_english_is_found():
    assert untranslated("Thé fóur ⟦numbers⟧ óf `the code` ⟦é ⟦2⟧⟧") == []
    assert untranslated("Thé fóur ⟦numbers of⟧ the óthér") == ["numbers", "of", "the"]
