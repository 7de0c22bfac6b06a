"""Many runs and families of models: are they trained and judged as `many_runs` says?"""

import re

import keras
import numpy as np
import pytest
from sklearn.decomposition import PCA

from autoenc_lessons import many_runs, measures, models, seed_everything, seed_spread, training

X = np.random.default_rng(0).uniform(size=(30, 6))


@pytest.fixture(autouse=True)
def _in_float64():
    seed_everything(0)


def build():
    autoencoder = models.dense_autoencoder((6, 2))[2]
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


def test_runs_are_those_of_train_starts():
    runs = many_runs.train(build, X, steps=20, batch_size=10, seeds=(3, 5))
    starts = seed_spread.draw_starts(build, seeds=(3, 5))
    spread = seed_spread.train_starts(build, X, starts, steps=20, batch_size=10, progress=False)
    np.testing.assert_array_equal([run(X) for run in runs], spread.reconstructions)
    for model, start in zip(many_runs.untrained(build, seeds=(3, 5)), starts, strict=True):
        np.testing.assert_array_equal(model.get_weights()[0], start[0])


def test_a_look_shows_a_run_as_it_was_and_no_run_feels_the_one_before():
    looked = many_runs.train_with_looks(build, X, [5, 10, 20], batch_size=10, seeds=(3, 5))
    assert [len(runs) for runs in looked.values()] == [2, 2, 2]
    for steps in (5, 20):
        starts = seed_spread.draw_starts(build, seeds=(3, 5))
        spread = seed_spread.train_starts(build, X, starts, steps=steps, batch_size=10, progress=False)
        np.testing.assert_allclose([run(X) for run in looked[steps]], spread.reconstructions, rtol=1e-12)


def build_noisy():
    layers = [keras.layers.GaussianNoise(0.5, seed=7), keras.layers.Dense(2), keras.layers.Dense(6)]
    autoencoder = keras.Sequential([keras.Input((6,)), *layers])
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


def test_a_run_draws_its_noise_anew_whatever_ran_before_it():
    # In another order, equal rows are the same.
    rows = np.tile(X[:1], (30, 1))
    same = many_runs.train_with_looks(build_noisy, rows, [10], batch_size=10, seeds=(3, 3))[10]
    np.testing.assert_array_equal(same[0](X), same[1](X))


def test_a_run_that_is_stopped_stays_as_it_was(monkeypatch):
    real = training.iterate_steps

    def with_a_stop(*given, **options):
        for chunk in real(*given, **options):
            interrupts.append(True)
            yield chunk

    interrupts = []
    monkeypatch.setattr(many_runs, "iterate_steps", with_a_stop)
    monkeypatch.setattr(many_runs, "noted_interrupts", lambda: _Noting(interrupts))
    looked = many_runs.train_with_looks(build, X, [5, 10], batch_size=10, seeds=(3,))
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
    errors = many_runs.errors(family, X)
    assert errors["PCA"] == pytest.approx([measures.pca_error(X, 2)])
    assert errors["half"] == pytest.approx([np.mean((X / 2) ** 2), np.mean(X**2)])
    np.testing.assert_array_equal(many_runs.copies(family, X)["half"], X / 2)


def test_a_run_is_trained_and_judged_towards_other_samples():
    targets = X[::-1]
    runs = many_runs.train(build, X, targets=targets, steps=20, batch_size=10, seeds=(3,))
    [start] = seed_spread.draw_starts(build, seeds=(3,))
    given = {"targets": targets, "steps": 20, "batch_size": 10, "progress": False}
    spread = seed_spread.train_starts(build, X, [start], **given)
    np.testing.assert_array_equal(runs[0](X), spread.reconstructions[0])
    family = {"run": runs, "itself": [np.copy]}
    errors = many_runs.errors(family, X, targets)
    assert errors["itself"] == pytest.approx([np.mean((X - targets) ** 2)])
    over = many_runs.errors_over(family, {"a": X, "b": X / 2}, targets)
    assert [list(by_test) for by_test in over.values()] == [["a", "b"]] * 2
    assert over["run"]["a"] == pytest.approx(errors["run"])
    assert over["itself"]["b"] == pytest.approx([np.mean((X / 2 - targets) ** 2)])
    in_pairs = many_runs.errors_over(family, {"a": (X, targets)})
    assert in_pairs["run"]["a"] == pytest.approx(errors["run"])


@pytest.mark.parametrize(
    ("call", "kind", "words"),
    [
        (lambda: many_runs.train_with_looks(build, X, [4, 6]), ValueError, "multiples of the first one; got 4, 6"),
        (lambda: many_runs.train_with_looks(build, X, []), ValueError, "multiples of the first one; got none"),
        (lambda: many_runs.train_with_looks(build, X, [0]), ValueError, "each look"),
        (lambda: many_runs.each(len, ["a"]), TypeError, "A family must be a dict"),
        (lambda: many_runs.each(len, {"a": []}), TypeError, "A family must be a dict with a list of one or more"),
        (lambda: many_runs.copies([np.copy], X), TypeError, "A family must be a dict"),
        (lambda: many_runs.copies({"itself": []}, X), TypeError, "A family must be a dict"),
        (lambda: many_runs.errors_over([np.copy], {"a": X}, X), TypeError, "A family must be a dict"),
        (lambda: many_runs.errors_over({"itself": [np.copy]}, [X], X), TypeError, "tests must be a dict"),
        (lambda: many_runs.errors({"itself": np.copy}, X), TypeError, "A family must be a dict"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(call, kind, words):
    with pytest.raises(kind, match=re.escape(words)):
        call()
