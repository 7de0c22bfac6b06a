"""The package's own words: what is printed while a model trains, and whether a machine is ready."""

import re

import keras
import numpy as np
import pytest

from autoenc_lessons import language, readiness, seed_spread
from autoenc_lessons.training import loop
from tests.language.sentences import Accented, accented, past_the_catalogue
from tools import sentences
from tools.notebooks.sources import ROOT

SAYING = ["readiness.py", "seed_spread.py", "machines/files.py", "machines/resuming.py", "training/loop.py"]
SAYING += ["training/progress.py", "training/runs.py", "training/starts.py"]
# The beginnings of messages of errors.
OF_ERRORS = {"All {} runs diverged. The first: {}", "Start {} (counted from 0)", "A weight of {}{}", "each seed"}
OF_ERRORS |= {"each of numbers", "The folder {} of this computer"}


@pytest.mark.parametrize("name", SAYING)
def test_what_the_package_prints_goes_through_the_catalogue(name):
    past = past_the_catalogue((ROOT / "autoenc_lessons" / name).read_text(encoding="utf-8"))
    assert [said for _line, said in past if said not in OF_ERRORS] == []


def test_the_catalogue_for_translators_holds_every_sentence():
    stored, collected = ({one.id for one in part if one.id} for part in (sentences.stored(), sentences.collected()))
    assert stored == collected, "run: make words"
    assert ("{number} seed", "{number} seeds") in stored


def test_a_blank_may_bear_any_name():
    assert language._("{sentence} and {one}", sentence=1, one=2) == "1 and 2"
    assert language.counted("{number} {many}", "{number} {many}s", 2, many="seed") == "2 seeds"


def test_a_language_holds_inside_its_block_only():
    with language.reads_in(Accented()):
        assert language._("an iron rule: {number}", number=3) == "áñ íróñ rúlé: ⟦3⟧"
        assert language.counted("a run", "{number} runs", 2) == "⟦2⟧ rúñš"
    assert language._("an iron rule") == "an iron rule"
    assert language.marked("an iron rule") == "an iron rule"


def test_a_language_that_is_not_there_gets_one_sentence():
    assert language.written("en").gettext("a word") == "a word"
    with pytest.raises(ValueError, match=r"^The course has no words in the language 'tlh'\.$"):
        language.written("tlh")


def test_the_report_of_a_machine_and_the_bar_of_a_training_are_translated(tmp_path, capsys):
    with language.reads_in(Accented()):
        readiness.report(tmp_path)
        readiness.report(tmp_path / "not there")
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)])
        model.compile(loss="mse", optimizer="sgd")
        x = np.random.default_rng(0).normal(size=(8, 3))
        loop.train(model, x, steps=2)

        def build():
            made = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)])
            made.compile(loss="mse", optimizer="sgd")
            return made

        starts = seed_spread.draw_starts(build, seeds=range(2))
        starts[1][0][:] = 1e300
        seed_spread.train_starts(build, x, starts, steps=3)
    said = capsys.readouterr().out
    bars = re.sub(r"⟦[^⟦⟧]*⟧|[\d\s.:,;()▏▎▍▌▋▊▉█|]", " ", said)
    assert set(re.findall(r"\b[a-zA-Z]{2,}\b", bars)) <= {"MB"}
    for sentence in ("This machine is ready.", "runs", "steps", "start {number} diverged at step {step}"):
        assert re.sub(r"⟦.*?⟧.*", "", accented(sentence)).strip() in said
