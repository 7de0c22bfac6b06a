"""Data of one kind, scores of how odd a picture is, scratches whose place is known, and training again."""

import keras
import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.metrics import average_precision_score

from autoenc_lessons import alarms, datasets, detectors, faults, models, retraining, seed_everything

X, LABELS = datasets.load("digits")
EIGHTS = alarms.one_kind(X, LABELS, 8)


def rows_of(part):
    return {tuple(row) for row in part}


def test_no_normal_sample_is_in_two_parts_and_all_others_are_anomalies():
    assert [len(part) for part in EIGHTS] == [80, 40, 54, 1623]
    normal = [rows_of(part) for part in EIGHTS[:3]]
    assert set.union(*normal) == rows_of(X[LABELS == 8])
    assert sum(map(len, normal)) == len(rows_of(X[LABELS == 8]))
    np.testing.assert_array_equal(EIGHTS.anomalies, X[LABELS != 8])
    assert rows_of(alarms.one_kind(X, LABELS, 8, seed=1).training) != normal[0]


def test_dirt_takes_the_place_of_training_samples_and_judges_no_more():
    dirty = alarms.one_kind(X, LABELS, 8, n_dirty=8)
    dirt = rows_of(dirty.training) - rows_of(EIGHTS.training)
    assert (len(dirty.training), len(dirt), len(dirty.anomalies)) == (80, 8, 1615)
    assert dirt <= rows_of(EIGHTS.anomalies)
    assert not dirt & rows_of(dirty.anomalies)
    np.testing.assert_array_equal(dirty.held_out, EIGHTS.held_out)


def test_an_area_is_a_share_of_pairs_and_average_precision_weighs_by_rarity():
    normal, odd = np.array([1.0, 2, 2, 5]), np.array([2.0, 3, 6])
    pairs = (odd[:, None] > normal) + 0.5 * (odd[:, None] == normal)
    assert alarms.auc(normal, odd) == pytest.approx(pairs.mean())
    repeated = np.concatenate([np.repeat(normal, 27), np.repeat(odd, 4)])
    is_odd = np.repeat([0, 1], [108, 12])
    expected = average_precision_score(is_odd, repeated)
    assert alarms.average_precision(normal, odd, one_in=10) == pytest.approx(expected)


def test_normalised_pictures_have_mean_0_and_spread_1_and_a_single_shade_becomes_0():
    pictures = alarms.normalised([[0.2, 0.4, 0.9], [0.5, 0.5, 0.5]])
    np.testing.assert_allclose(pictures.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(pictures.std(axis=1), [1, 0], atol=1e-12)


def test_scores_are_what_their_names_say():
    known, new = EIGHTS.training, EIGHTS.held_out
    scores = detectors.fitted(known, n_axes=8)
    distances = np.sort(cdist(new, known), axis=1)
    np.testing.assert_allclose(scores["nearest"](new), distances[:, 0], atol=1e-7)
    np.testing.assert_allclose(scores["5 nearest"](new), distances[:, :5].mean(axis=1), atol=1e-7)
    mean, axes = known.mean(axis=0), np.linalg.svd(known - known.mean(axis=0))[2][:8]
    codes = (new - mean) @ axes.T
    error = np.mean((new - mean - codes @ axes) ** 2, axis=1)
    np.testing.assert_allclose(scores["outside: PCA's error"](new), error, atol=1e-9)
    spreads = np.var((known - mean) @ axes.T, axis=0, ddof=1)
    np.testing.assert_allclose(scores["inside the axes"](new), np.mean(codes**2 / spreads, axis=1), rtol=1e-6)
    np.testing.assert_allclose(scores["distance to the mean"](new), np.mean((new - mean) ** 2, axis=1))


def test_normalised_scores_do_not_see_shade_and_contrast():
    scores = detectors.fitted(EIGHTS.training, normalise=True)
    assert all(name.endswith(", normalised") for name in scores)
    for score in scores.values():
        np.testing.assert_allclose(score(EIGHTS.held_out), score(0.3 + 0.5 * EIGHTS.held_out), rtol=1e-6, atol=1e-9)


def test_all_sizes_and_all_kinds_are_judged_in_each_split():
    splits = [(EIGHTS.training, EIGHTS.held_out), (EIGHTS.validation, EIGHTS.held_out)]
    by_axes = detectors.areas_by_axes(splits, EIGHTS.anomalies, (2, 8))
    assert {n: len(areas) for n, areas in by_axes.items()} == {2: 2, 8: 2}
    score = detectors.outside(EIGHTS.training, 8)
    assert by_axes[8][0] == pytest.approx(alarms.auc(score(EIGHTS.held_out), score(EIGHTS.anomalies)))
    kinds = {"others": lambda _: EIGHTS.anomalies, "flipped": faults.upside_down}
    by_kind = detectors.areas_by_kind(splits, kinds, n_axes=8)
    assert by_kind["others"]["outside: PCA's error"][0] == pytest.approx(by_axes[8][0])
    assert len(by_kind["flipped"]) == 10
    assert list(by_kind["flipped"])[:2] == ["outside: PCA's error", "outside: PCA's error, normalised"]
    assert not any(name.startswith("nearest") for name in by_kind["flipped"])


def test_a_scratch_turns_a_straight_line_of_pixels_over():
    clean = EIGHTS.held_out
    damaged, marks = faults.scratched(clean, (8, 8), length=5, seed=3)
    assert np.all(marks.sum(axis=1) == 5)
    np.testing.assert_array_equal(damaged[~marks], clean[~marks])
    np.testing.assert_array_equal(damaged[marks], np.where(clean[marks] < 0.5, 1, 0))
    for picture in marks.reshape(-1, 8, 8):
        steps = np.diff(np.argwhere(picture), axis=0)
        assert np.all(steps == steps[0])
        assert np.abs(steps[0]).max() == 1
    assert len({tuple(row) for row in marks}) > 20


def test_a_scratch_of_each_direction_reaches_every_line_and_column():
    marks = faults.scratched(np.zeros((2000, 64)), (8, 8))[1].reshape(-1, 8, 8)
    reached = {}
    for picture in marks:
        places = np.argwhere(picture)
        assert len(places) == 5
        reached.setdefault(tuple(places[1] - places[0]), []).append(picture)
    assert set(reached) == {(0, 1), (1, 0), (1, 1), (1, -1)}
    for direction, pictures in reached.items():
        somewhere = np.any(pictures, axis=0)
        assert somewhere.any(axis=0).all(), direction
        assert somewhere.any(axis=1).all(), direction
    assert np.all(faults.spotted(np.zeros((5, 64)), (8, 8))[1].sum(axis=1) == 16)


def test_a_spot_turns_a_square_of_pixels_over():
    clean = EIGHTS.held_out
    damaged, marks = faults.spotted(clean, (8, 8), length=3, seed=3)
    np.testing.assert_array_equal(damaged[~marks], clean[~marks])
    np.testing.assert_array_equal(damaged[marks], np.where(clean[marks] < 0.5, 1, 0))
    for picture in marks.reshape(-1, 8, 8):
        places = np.argwhere(picture)
        assert len(places) == 9
        assert np.all(np.ptp(places, axis=0) == 2)
    assert len({tuple(row) for row in marks}) > 20
    with pytest.raises(ValueError, match="does not fit into pictures of 8 x 8"):
        faults.spotted(clean, (8, 8), length=9)


def test_a_spot_may_lie_at_every_place_where_it_fits():
    marks = faults.spotted(np.zeros((400, 12)), (3, 4), length=2)[1].reshape(-1, 3, 4)
    corners = {tuple(np.argwhere(picture)[0]) for picture in marks}
    assert corners == {(top, left) for top in range(2) for left in range(3)}
    assert faults.spotted([[0.1, 0.4, 0.6, 0.9]], (2, 2), length=2)[0].tolist() == [[1, 1, 0, 0]]


def test_a_perfect_copy_finds_the_whole_scratch_and_chance_little_of_it():
    damaged, marks = faults.scratched(EIGHTS.held_out, (8, 8))
    noise = damaged + np.random.default_rng(0).normal(size=damaged.shape)
    shares = faults.found_shares({"perfect": EIGHTS.held_out, "noise": noise}, damaged, marks)
    assert shares["perfect"] == 1
    assert shares["noise"] < 0.2


def test_shares_are_those_of_each_damage_in_each_split():
    splits = [(EIGHTS.training, EIGHTS.held_out), (EIGHTS.training, EIGHTS.validation)]
    damages = {"scratch": (faults.scratched, 4), "spot": (faults.spotted, 2)}
    panels = faults.shares_by_damage(splits, damages, (8, 8))
    assert list(panels) == ["scratch", "spot"]
    damaged, marks = faults.spotted(EIGHTS.validation, (8, 8), length=2, seed=1)
    expected = faults.found_shares(faults.copies_of(EIGHTS.training, damaged), damaged, marks)
    assert {name: shares[1] for name, shares in panels["spot"].items()} == expected


def test_copies_are_those_of_their_rules():
    known, new = EIGHTS.training, EIGHTS.held_out
    copies = faults.copies_of(known, new)
    order = np.argsort(cdist(new, known), axis=1, kind="stable")
    np.testing.assert_array_equal(copies["nearest picture"], known[order[:, 0]])
    np.testing.assert_allclose(copies["mean of 5 nearest"], known[order[:, :5]].mean(axis=1))
    np.testing.assert_allclose(copies["mean picture"], np.tile(known.mean(axis=0), (len(new), 1)))
    error = detectors.outside(known, 8)(new)
    np.testing.assert_allclose(np.mean((new - copies["PCA, 8 axes"]) ** 2, axis=1), error)
    middle = [np.median(picture.reshape(8, 8)[2:5, 3:6]) for picture in new]
    np.testing.assert_allclose(copies["median of 3 x 3"].reshape(-1, 8, 8)[:, 3, 4], middle)
    # A guess from the others does not look at the pixel itself.
    changed = new.copy()
    changed[:, 20] += 0.5
    again = faults.guessed_from_others(known, changed)
    np.testing.assert_allclose(again[:, 20], copies["each pixel from the others"][:, 20], atol=1e-9)


def test_training_again_gives_what_a_first_training_gives():
    def build():
        _encoder, _decoder, autoencoder = models.dense_autoencoder((64, 4), activation="silu")
        autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
        return autoencoder

    seed_everything(0)
    train = retraining.trainer(build, steps=10, batch_size=20)
    first = [weights.copy() for weights in train(EIGHTS.training, 0).get_weights()]
    other = train(EIGHTS.validation, 1).get_weights()
    again = train(EIGHTS.training, 0).get_weights()
    for one, two, three in zip(first, again, other, strict=True):
        np.testing.assert_array_equal(one, two)
        assert not np.allclose(one, three)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: alarms.one_kind(X, LABELS, 8, n_training=170), "174 samples of kind 8, too few for 170"),
        (lambda: alarms.one_kind(X, LABELS, 8, n_dirty=81), "n_dirty is 81, but 80 train"),
        (lambda: alarms.auc([1], [np.nan]), "odd .*NaN"),
        (lambda: alarms.average_precision([1], [2], one_in=1), "one_in must be above 1"),
        (lambda: alarms.gathered([{"a": 1}, {"b": 1}]), "all with the same keys"),
        (lambda: alarms.gathered([]), "one dict or more"),
        (lambda: detectors.outside(np.eye(3), 4), "n_axes is 4, but .* at most 3 axes"),
        (lambda: detectors.fitted(np.eye(3), 2), "training has 3 pictures; at least 5"),
        (lambda: faults.scratched(np.zeros((1, 4)), (2, 2)), "A scratch of 5 pixels does not fit"),
        (lambda: faults.found_share([[1, 2]], [[True]]), "error_maps has shape"),
        (lambda: faults.found_share([[1, 2]], [[False, False]]), "at least one pixel of each picture"),
        (lambda: faults.guessed_from_others(np.eye(3), np.eye(2)), "training has 3 pixels .* pictures have 2"),
        (lambda: faults.upside_down(np.zeros((1, 3))), "3 pixels make no square"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(call, said):
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        call()
    assert "\n" not in str(raised.value)


def test_what_just_fits_is_taken_and_the_next_is_not():
    x, labels = np.arange(20.0).reshape(10, 2), [0] * 6 + [1] * 4
    parts = alarms.one_kind(x, labels, 0, n_training=4, n_validation=1, n_dirty=3)
    assert [len(part) for part in parts] == [4, 1, 1, 1]
    with pytest.raises(ValueError, match="n_dirty is 4"):
        alarms.one_kind(x, labels, 0, n_training=4, n_validation=1, n_dirty=4)
    assert alarms.gathered([{"a": 1}]) == {"a": [1]}
    assert 0 < alarms.average_precision([1, 2], [1.5, 3], one_in=1.5) < 1
    with pytest.raises(ValueError, match="one_in must be above 1"):
        alarms.average_precision([1, 2], [1.5, 3], one_in=1)


def test_a_picture_may_be_moved_by_nothing_and_comes_round_by_its_width():
    x = np.arange(18.0).reshape(2, 9)
    for by in (0, 3):
        np.testing.assert_array_equal(faults.shifted(x, by), x)
    with pytest.raises(ValueError, match="by must be at least 0; got -1"):
        faults.shifted(x, -1)


def test_two_clumps_lie_as_far_on_either_side():
    assert alarms.two_clumps(2).shape == (2, 2)
    assert np.all(np.abs(alarms.two_clumps(5000).mean(axis=0)) < 0.1)
