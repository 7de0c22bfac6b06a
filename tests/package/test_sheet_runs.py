"""Many runs on a sheet are those of their seeds, judged on held-out points."""

import keras
import numpy as np
import pytest
from sklearn.decomposition import PCA

from autoenc_lessons import datasets, map_measures, measures, models, seed_everything, seed_spread, sheet_runs

PARTS = datasets.sheet_parts("s-curve", n_training=40, n_held_out=60)
X, NEW_X, _, NEW_PLACES = PARTS


def build():
    autoencoder = models.dense_autoencoder((3, 4, 2))[2]
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.02))
    return autoencoder


def trained(**options):
    seed_everything(0)
    return sheet_runs.train_seeds(build, X, NEW_X, NEW_PLACES, steps=20, progress=False, **{"seeds": [3, 5]} | options)


def test_each_run_is_that_of_its_seed_and_is_judged_on_held_out_points():
    runs = trained()
    starts = seed_spread.draw_starts(build, seeds=[3, 5])
    spread = seed_spread.train_starts(build, X, starts, steps=20, progress=False)
    assert list(runs.codes) == ["seed 3", "seed 5"]
    np.testing.assert_allclose(runs.training_errors, spread.losses[:, -1])
    for number, name in enumerate(runs.codes):
        encoder, decoder = runs.halves(number)
        np.testing.assert_allclose(runs.codes[name], encoder(NEW_X))
        copies = decoder(runs.codes[name])
        assert runs.errors[number] == pytest.approx(measures.reconstruction_error(NEW_X, copies))
        of_training = np.mean((X - decoder(encoder(X))) ** 2, axis=1)
        assert runs.worst_training[number] == pytest.approx(of_training.max())
        assert (runs.folded[number], runs.torn[number]) == map_measures.folds_and_tears(runs.codes[name], NEW_PLACES)
        np.testing.assert_allclose(runs.decoded()[number], copies)
        middle = runs.codes[name].mean(axis=0)
        at_the_middle = runs.decoded(0)[number][0]
        np.testing.assert_allclose(at_the_middle, runs.halves(number)[1](middle[None])[0])
    pca = PCA(2).fit(X)
    assert runs.pca_error == pytest.approx(np.mean((NEW_X - pca.inverse_transform(pca.transform(NEW_X))) ** 2))
    assert runs.middle == np.argmax(runs.errors)


def test_printed_runs_say_how_many_are_torn_and_compare_with_pca():
    runs = trained()
    torn = np.sum(runs.torn > 0.01)
    said = str(runs).splitlines()
    assert said[0] == f"{torn} of 2 runs are torn (at more than 1 % of the points)."
    assert said[1] == f"Folded: {np.median(runs.folded):.1%} of the points (median)."
    assert f"of PCA's {runs.pca_error:.4f}." in said[2]
    assert (
        said[3] == f"Held-out error over training error: {np.median(runs.errors / runs.training_errors):.1f} (median)."
    )
    assert str(trained(seeds=[3])).startswith(("0 of 1 run is torn", "1 of 1 run is torn"))


def test_codes_on_a_line_are_neither_folded_nor_torn():
    def with_dead_unit():
        dead = keras.layers.Dense(2, activation="relu", bias_initializer=keras.initializers.Constant(-100.0))
        encoder = keras.Sequential([keras.Input((3,)), dead])
        decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
        autoencoder = keras.Sequential([encoder, decoder])
        autoencoder.compile(loss="mse", optimizer="adam")
        return autoencoder

    runs = sheet_runs.train_seeds(with_dead_unit, X, NEW_X, NEW_PLACES, seeds=[0], steps=2, progress=False)
    assert np.isnan([runs.folded[0], runs.torn[0]]).all()
    assert np.isfinite(runs.errors).all()


def test_places_and_points_must_match():
    with pytest.raises(ValueError, match="There are 3 new_places for 60 points in new_x; each needs one."):
        sheet_runs.train_seeds(build, X, NEW_X, NEW_PLACES[:3], seeds=[0])
