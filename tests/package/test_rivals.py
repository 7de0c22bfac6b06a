"""Families of models beside each other: are they trained, judged and told as `rivals` says?"""

import re

import keras
import numpy as np
import pytest
from sklearn.decomposition import PCA

from autoenc_lessons import measures, models, rivals, seed_everything, seed_spread, training

X = np.random.default_rng(0).uniform(size=(30, 6))


@pytest.fixture(autouse=True)
def _in_float64():
    seed_everything(0)


def build():
    autoencoder = models.dense_autoencoder((6, 2))[2]
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


def test_runs_are_those_of_train_starts():
    runs = rivals.train(build, X, steps=20, batch_size=10, seeds=(3, 5))
    starts = seed_spread.draw_starts(build, seeds=(3, 5))
    spread = seed_spread.train_starts(build, X, starts, steps=20, batch_size=10, progress=False)
    np.testing.assert_array_equal([run(X) for run in runs], spread.reconstructions)
    for model, start in zip(rivals.untrained(build, seeds=(3, 5)), starts, strict=True):
        np.testing.assert_array_equal(model.get_weights()[0], start[0])


def test_a_look_shows_a_run_as_it_was_and_no_run_feels_the_one_before():
    looked = rivals.train_with_looks(build, X, [5, 10, 20], batch_size=10, seeds=(3, 5))
    assert [len(runs) for runs in looked.values()] == [2, 2, 2]
    for steps in (5, 20):
        starts = seed_spread.draw_starts(build, seeds=(3, 5))
        spread = seed_spread.train_starts(build, X, starts, steps=steps, batch_size=10, progress=False)
        np.testing.assert_allclose([run(X) for run in looked[steps]], spread.reconstructions, rtol=1e-12)


def test_a_run_that_is_stopped_stays_as_it_was(monkeypatch):
    real = training.iterate_steps

    def with_a_stop(*given, **options):
        for chunk in real(*given, **options):
            interrupts.append(True)
            yield chunk

    interrupts = []
    monkeypatch.setattr(rivals, "iterate_steps", with_a_stop)
    monkeypatch.setattr(rivals, "noted_interrupts", lambda: _Noting(interrupts))
    looked = rivals.train_with_looks(build, X, [5, 10], batch_size=10, seeds=(3,))
    np.testing.assert_array_equal(looked[5][0](X), looked[10][0](X))


class _Noting:
    def __init__(self, interrupts):
        self.interrupts = interrupts

    def __enter__(self):
        return self.interrupts

    def __exit__(self, *_):
        return False


def test_errors_and_copies_of_functions_and_of_what_turns_back():
    pca = PCA(2).fit(X)
    family = {"PCA": [pca], "half": [lambda x: x / 2, np.zeros_like]}
    errors = rivals.errors(family, X)
    assert errors["PCA"] == pytest.approx([measures.pca_error(X, 2)])
    assert errors["half"] == pytest.approx([np.mean((X / 2) ** 2), np.mean(X**2)])
    np.testing.assert_array_equal(rivals.copies(family, X)["half"], X / 2)


def test_a_table_tells_what_runs_span_in_columns():
    text = rivals.table({"test": {2: 0.5, 16: [0.25, 0.75]}, "all": {2: [1, 1], 16: 2}}, digits=2)
    assert [line.split() for line in text.split("\n")] == [
        ["test", "all"],
        ["2", "0.50", "1.00"],
        ["16", "0.25", "to", "0.75", "2.00"],
    ]
    assert len({len(line) for line in text.split("\n")}) == 1


@pytest.mark.parametrize(
    ("call", "kind", "words"),
    [
        (lambda: rivals.table([1]), TypeError, "columns must be a dict"),
        (lambda: rivals.table({"a": {1: 2}, "b": {2: 2}}), ValueError, "All columns must have the same rows; 'b'"),
        (lambda: rivals.table({"a": {1: np.nan}}), ValueError, "a, 1"),
        (lambda: rivals.train_with_looks(build, X, [4, 6]), ValueError, "multiples of the first one; got 4, 6"),
        (lambda: rivals.train_with_looks(build, X, []), ValueError, "multiples of the first one; got none"),
        (lambda: rivals.train_with_looks(build, X, [0]), ValueError, "each look"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(call, kind, words):
    with pytest.raises(kind, match=re.escape(words)):
        call()
