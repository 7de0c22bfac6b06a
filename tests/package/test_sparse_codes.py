"""Sparse codes: dictionary, tied weights, revival, use; patches, causes, and what units stand for."""

import keras
import numpy as np
import pytest
from sklearn.decomposition import PCA

from autoenc_lessons import datasets, many_runs, photographs, seed_everything, sparse_codes, unit_measures

GENERATOR = np.random.default_rng(0)
X = GENERATOR.uniform(size=(60, 6))


def build(n_units=9):
    encoder = keras.Sequential([keras.Input((6,)), keras.layers.Dense(n_units, "relu")])
    decoder = keras.Sequential([keras.Input((n_units,)), keras.layers.Dense(6)])
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


def with_dead(dead=(2, 5)):
    autoencoder = build()
    kernel, bias, filters, shade = autoencoder.get_weights()
    bias[list(dead)] = -100
    autoencoder.set_weights([kernel, bias, filters, shade])
    return autoencoder


def test_tied_weights_are_one_matrix_and_keep_the_length_1():
    (run,) = many_runs.train(lambda: sparse_codes.tied(build()), X, steps=20, batch_size=20, seeds=[0])
    assert [weights.shape for weights in run.get_weights()] == [(6, 9), (9,), (6,)]
    kernel, bias, shade = run.get_weights()
    np.testing.assert_allclose(np.linalg.norm(kernel, axis=0), 1, atol=1e-6)
    np.testing.assert_allclose(run(X), np.maximum(X @ kernel + bias, 0) @ kernel.T + shade, atol=1e-5)


def test_the_dead_get_badly_copied_samples_and_the_living_stay():
    autoencoder = with_dead()
    before = autoencoder.get_weights()
    lost = np.sum((np.asarray(autoencoder(X)) - X) ** 2, axis=1)
    n_dead_before = int(np.sum(np.asarray(autoencoder.layers[0](X)).max(axis=0) <= 0))
    assert sparse_codes.revive(autoencoder, X) == n_dead_before >= 2
    kernel, bias, filters, _ = autoencoder.get_weights()
    worst = X[np.argmax(lost)] - X.mean(axis=0)
    dead = np.flatnonzero(bias != before[1])
    np.testing.assert_allclose(filters[dead[0]], worst / np.linalg.norm(worst), atol=1e-6)
    np.testing.assert_allclose(kernel[:, dead], filters[dead].T, atol=1e-6)
    living = np.setdiff1d(np.arange(9), dead)
    np.testing.assert_array_equal(kernel[:, living], before[0][:, living])
    assert np.asarray(autoencoder.layers[0](X))[:, dead].max(axis=0).min() > 0
    assert sparse_codes.revive(autoencoder, X) == 0


def test_more_dead_units_than_samples_are_refused():
    with pytest.raises(ValueError, match="units are dead, but x has only 1 samples"):
        sparse_codes.revive(with_dead(), X[:1])


def test_filters_come_by_use():
    autoencoder = with_dead()
    used = np.sum(np.asarray(autoencoder.layers[0](X)) > 0, axis=0)
    filters = sparse_codes.filters_by_use(autoencoder, X)
    first = np.asarray(autoencoder.layers[1].get_weights()[0])[np.argmax(used)]
    np.testing.assert_allclose(filters[0], first / np.abs(first).max())
    np.testing.assert_allclose(np.abs(filters).max(axis=1), 1)


def test_the_table_counts_units(capsys):
    sparse_codes.use_table({"some dead": [with_dead()]}, X, X)
    title, counts = capsys.readouterr().out.splitlines()
    assert title.split() == ["units", "on", "dead", "units", "held-out", "error"]
    *_, n_dead, error = counts.split()
    assert int(n_dead) >= 2
    assert len(error.partition(".")[2]) == 4


def test_a_unit_is_on_above_0_and_dead_where_no_training_sample_turns_it_on(capsys):
    autoencoder = build()
    kernel, bias, filters, shade = (np.zeros_like(weights) for weights in autoencoder.get_weights())
    # Four units are always on, three never, and two where the first feature is not 0.
    bias[:] = [0.1, 0.5, 1, 2, -1, -0.1, 0, 0, 0]
    kernel[0, 7:] = 1
    autoencoder.set_weights([kernel, bias, filters, shade])
    sparse_codes.use_table({"by hand": [autoencoder]}, np.zeros((5, 6)), np.full((3, 6), 0.5), digits=2)
    assert capsys.readouterr().out.splitlines()[1].split() == ["by", "hand", "6", "5", "0.25"]


def test_a_search_uses_so_many_filters():
    assert sparse_codes.searched_error(np.eye(6), X, 6, mean=np.zeros(6)) == pytest.approx(0)
    one = np.sort(X, axis=1)[:, :-1]
    assert sparse_codes.searched_error(3 * np.eye(6), X, 1, mean=np.zeros(6)) == pytest.approx(np.sum(one**2) / X.size)
    assert sparse_codes.searched_error(np.eye(6), X + 9, 1, mean=np.full(6, 9)) == pytest.approx(
        sparse_codes.searched_error(np.eye(6), X, 1, mean=np.zeros(6))
    )
    filters = np.random.default_rng(1).normal(size=(4, 6))
    longer = filters * [[2], [0.5], [30], [-1]]
    assert sparse_codes.searched_error(longer, X, 2, mean=X.mean(axis=0)) == pytest.approx(
        sparse_codes.searched_error(filters, X, 2, mean=X.mean(axis=0))
    )
    with pytest.raises(ValueError, match="k is 7, but there are only 6 filters"):
        sparse_codes.searched_error(np.eye(6), X, 7, mean=np.zeros(6))


def test_a_dictionary_finds_known_causes():
    x, causes = datasets.mixed_causes(500, n_causes=8, n_features=6, n_on=1, seed=0)
    assert unit_measures.closest(sparse_codes.dictionary(x, 16), causes).min() > 0.95
    few, again, other = (
        sparse_codes.dictionary(X - X.mean(axis=0), 5, **seed) for seed in ({}, {"seed": 0}, {"seed": 1})
    )
    np.testing.assert_array_equal(few, again)
    assert np.abs(few - other).max() > 0.1


def test_no_direction_is_closer_than_the_same_one():
    # The cosine of a direction and itself is above 1 by rounding for some of them.
    rows = np.random.default_rng(0).normal(size=(200, 3))
    closest = unit_measures.closest(rows, rows)
    assert closest.max() <= 1
    np.testing.assert_allclose(closest, 1)


def test_each_sample_is_a_sum_of_so_many_causes():
    x, causes = datasets.mixed_causes(50, n_causes=5, n_features=5, n_on=2, seed=1)
    amounts = np.linalg.solve(causes.T, x.T).T
    assert (np.sum(np.abs(amounts) > 1e-9, axis=1) == 2).all()
    assert amounts[np.abs(amounts) > 1e-9].min() >= 0.5
    with pytest.raises(ValueError, match="n_on is 6, but there are only 5 causes"):
        datasets.mixed_causes(50, n_causes=5, n_on=6, seed=1)


def test_patches_are_the_same_for_a_seed_and_have_mean_0():
    patches = photographs.photo_patches(40, side=8, seed=3)
    np.testing.assert_allclose(patches.mean(axis=1), 0, atol=1e-9)
    np.testing.assert_array_equal(patches, photographs.photo_patches(40, side=8, seed=3))
    assert np.abs(patches - photographs.photo_patches(40, side=8, seed=4)).max() > 0.1
    assert photographs.photo_patches(4, seed=0).shape == (4, 12 * 12)
    assert photographs.photo_patches(1, side=213, seed=0).shape == (1, 213 * 213)
    with pytest.raises(ValueError, match="side is 214, but the photographs are only 213 pixels high"):
        photographs.photo_patches(4, side=214, seed=0)


def test_photographs_are_grey_from_black_to_white():
    temple, flower = photographs.grey_photographs()
    assert temple.shape == flower.shape == (427, 640)
    assert (temple.min(), temple.max()) == (0, pytest.approx(1))
    assert 0 < flower.min() < flower.max() < 1


def test_a_photograph_has_eight_positions():
    photograph = np.arange(6).reshape(2, 3)
    turns = photographs.turns(photograph)
    assert len(turns) == len({(turn.shape, tuple(turn.ravel())) for turn in turns}) == 8
    assert all(any(np.array_equal(other, turn) for turn in turns) for other in (photograph, photograph[::-1]))


def test_by_default_two_waves_count():
    ways_across = [np.cos(np.pi * (np.arange(8) + 0.5) * number / 8) for number in (1, 2, 3)]
    wave = np.outer(np.ones(8), sum(ways_across)).ravel()
    shares = [photographs.in_waves([wave], (8, 8), **given)[0] for given in ({}, {"n_waves": 3})]
    assert shares == pytest.approx([2 / 3, 1])


def test_a_wave_lies_in_one_wave_and_a_turned_one_does_not():
    across = np.cos(np.pi * (np.arange(8) + 0.5) * 3 / 8)
    wave = np.outer(np.ones(8), across).ravel()
    assert photographs.in_waves([wave, np.eye(64)[9]], (8, 8), n_waves=1) == pytest.approx([1, 0.0578], abs=1e-3)
    axes = np.linalg.qr(np.random.default_rng(0).normal(size=(64, 64)))[0][:, :3].T
    turns = unit_measures.turned(axes, seed=1)
    np.testing.assert_allclose(turns @ turns.T, np.eye(3), atol=1e-12)
    # Of the same space, and other axes.
    np.testing.assert_allclose(turns @ axes.T @ axes, turns, atol=1e-12)
    assert unit_measures.closest(turns, axes).max() < 0.999
    assert np.abs(turns - unit_measures.turned(axes, seed=2)).max() > 0.1


def test_whitened_filters_lie_among_the_axes_and_dead_units_are_left_out():
    seed_everything(0)
    x = np.tile(X, (5, 1))
    pca = PCA(3).fit(x)
    both = sparse_codes.whitened_filters(pca, x, seeds=(0, 1))
    for filters in both:
        assert filters.shape[1] == 6
        assert 0 < len(filters) < 100
        np.testing.assert_allclose(filters @ pca.components_.T @ pca.components_, filters, atol=1e-12)
    # All axes get the same variance, so that samples stretched along them are the same to the units.
    stretched = pca.transform(x) * [5, 0.9, 0.2] @ pca.components_
    (alone,) = sparse_codes.whitened_filters(PCA(3).fit(stretched), stretched, seeds=[0])
    np.testing.assert_allclose(alone, both[0], atol=1e-6)
    assert both[1].shape != alone.shape or np.abs(both[1] - alone).max() > 0.1


def test_the_unit_that_fits_is_judged_by_other_samples():
    labels = np.arange(60) % 3
    codes = np.eye(3)[labels] + 0.1 * X[:, :3]
    assert unit_measures.label_overlaps(codes, labels, codes, labels).min() > 0.9
    moved = unit_measures.label_overlaps(codes, labels, np.roll(codes, 1, axis=0), labels)
    assert moved.max() < 0.1
    fits = unit_measures.label_fits({"same": np.copy}, (codes, labels), (codes, labels))
    assert fits["same"].min() > 0.9
    with pytest.raises(ValueError, match="codes has 3 units, but new_codes has 2"):
        unit_measures.label_overlaps(codes, labels, codes[:, :2], labels)


def test_two_sets_must_be_about_the_same_samples():
    assert unit_measures.jaccard([False], [False]) == 0
    with pytest.raises(ValueError, match="two sets must be about the same samples"):
        unit_measures.jaccard([True], [True, False])


def test_rivals_find_directions_and_controls_are_no_causes():
    x, causes = datasets.mixed_causes(500, n_causes=12, n_features=8, n_on=1, seed=0)
    found = unit_measures.rival_directions(x, n_axes=8, n_centres=12)
    shares = {name: np.mean(unit_measures.closest(rows, causes) > 0.95) for name, rows in found.items()}
    assert list(shares) == ["k-means, 12 centres", "ICA, 8 directions", "128 of the samples", "128 at random"]
    # With one cause each, each sample is one.
    assert shares["128 of the samples"] == 1
    assert shares["k-means, 12 centres"] > 0.8 > shares["128 at random"]
    with pytest.raises(ValueError, match="n_axes is 9, but x has only 8 features"):
        unit_measures.rival_directions(x, n_axes=9, n_centres=12)


def test_a_window_is_a_place_however_few_pixels_a_filter_has():
    corner, apart = np.zeros((2, 8, 8))
    corner[:2, :3] = 1
    apart[[0, 0, 7, 7], [0, 7, 0, 7]] = 1
    edge = np.zeros((8, 8))
    edge[:, 7] = 1
    filters = [one.ravel() for one in (corner, apart, edge, np.eye(64)[37])]
    assert list(photographs.half_windows(filters, (8, 8))) == [4, 64, 16, 1]
    wide = np.zeros((2, 6))
    wide[0, [0, 3, 5]] = 1
    assert list(photographs.half_windows([wide.ravel()], (2, 6))) == [12]
    # Half of the squares counts, not half of the shades.
    assert list(photographs.half_windows([[2, 1, 1, 1], [-1.5, 1, 1, 1]], (2, 2))) == [1, 4]


def test_the_fewest_pixels_that_hold_half_are_counted():
    filters = [[-2, 1, 1, 1], [1.5, 1, 1, 1], [0, 0, 0, 5], [1, 1, 1, 1]]
    assert list(unit_measures.pixels_for_half(filters)) == [1, 2, 1, 2]


def test_a_unit_is_on_above_its_threshold_and_not_at_it():
    # With 101 samples, each threshold that is tried is the value of a sample: here one of two.
    codes, labels = np.repeat([[0.0], [1.0]], (61, 40), axis=0), np.repeat([0, 1], (61, 40))
    zeros = np.zeros((20, 1))
    assert unit_measures.label_overlaps(codes, labels, codes, labels)[1] == 1
    assert unit_measures.label_overlaps(codes, labels, zeros, np.ones(20, dtype=int))[1] == 0
