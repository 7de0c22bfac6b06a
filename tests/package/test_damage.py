"""Damage made on purpose: as strong as asked for, the same for a seed, and the pictures that it was given unchanged."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from autoenc_lessons import damage, datasets
from autoenc_lessons.checks.noise import materials

PICTURES = np.random.default_rng(0).random((50, 196))
ALL = {"noise": damage.noise, "blur": damage.blur, "hide": damage.hide, "speckle": damage.speckle}


@pytest.mark.parametrize("name", ALL)
def test_damage_follows_its_seed_and_leaves_what_it_is_given(name):
    before = PICTURES.copy()
    first, again, other = (ALL[name](PICTURES, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(PICTURES, before)
    np.testing.assert_array_equal(first, again)
    assert np.array_equal(first, other) == (name == "blur")
    assert first.shape == PICTURES.shape
    assert np.abs(first - PICTURES).max() > 0.1


@pytest.mark.parametrize("name", ALL)
def test_damage_of_strength_0_is_none(name):
    np.testing.assert_allclose(ALL[name](PICTURES, 0, 0), PICTURES, atol=1e-12)


def test_noise_is_as_strong_as_asked_for_and_grows_with_its_strength():
    added = damage.noise(PICTURES, 1, 0.4) - PICTURES
    assert added.std() == pytest.approx(0.4, abs=0.01)
    assert added.mean() == pytest.approx(0, abs=0.01)
    np.testing.assert_allclose(damage.noise(PICTURES, 1, 0.8) - PICTURES, 2 * added)


def test_blur_spreads_one_pixel_evenly_and_black_lies_beyond_the_edge():
    point = np.zeros((1, 81))
    point[0, 40] = 1
    spread = damage.blur(point, width=1.0).reshape(9, 9)
    assert spread.sum() == pytest.approx(1, abs=1e-3)
    np.testing.assert_allclose(spread, spread.T)
    np.testing.assert_allclose(spread, spread[::-1, ::-1])
    assert spread[4, 5] / spread[4, 4] == pytest.approx(np.exp(-0.5), rel=1e-6)
    assert damage.blur(np.ones((1, 81))).reshape(9, 9)[0, 0] < 0.5


@pytest.mark.parametrize("side", [1, 6, 14])
def test_a_grey_square_hides_as_much_as_asked_for_and_lies_inside(side):
    hidden = damage.hide(PICTURES, 0, side).reshape(-1, 14, 14)
    is_hidden = hidden != PICTURES.reshape(-1, 14, 14)
    assert set(hidden[is_hidden]) == {0.5}
    assert set(is_hidden.sum(axis=(1, 2))) == {side**2}
    for picture in is_hidden:
        lines, columns = np.nonzero(picture)
        assert np.ptp(lines) == np.ptp(columns) == side - 1
    places = {tuple(np.argwhere(picture)[0]) for picture in is_hidden}
    assert (len(places) > 10) == (side < 14)
    if side == 1:
        assert max(place[0] for place in places) >= 12


def test_speckles_are_black_or_white_and_hit_the_share():
    hit = damage.speckle(PICTURES, 0, 0.3)
    is_hit = hit != PICTURES
    assert is_hit.mean() == pytest.approx(0.3, abs=0.01)
    assert set(hit[is_hit]) == {0, 1}
    assert hit[is_hit].mean() == pytest.approx(0.5, abs=0.03)
    assert (damage.speckle(PICTURES, 0, 1) != PICTURES).all()


def test_noisy_digits_hold_out_what_does_not_train():
    training, clean, noisy = materials.noisy_digits(1)
    assert training.shape == (1000, 64)
    assert clean.shape == noisy.shape == (797, 64)
    assert (noisy - clean).std() == pytest.approx(0.3, abs=0.005)


def test_the_three_repairs_are_what_they_are_said_to_be():
    training, clean, _ = materials.noisy_digits(0)
    rows = materials.three_repairs(0)
    assert list(rows) == ["clean", "noisy", "A", "B", "C"]
    np.testing.assert_array_equal(rows["clean"], clean[7:14])
    assert all((training == picture).all(axis=1).any() for picture in rows["A"])
    roughness = {name: np.abs(np.diff(table.reshape(-1, 8, 8), axis=2)).mean() for name, table in rows.items()}
    assert roughness["B"] < roughness["C"] < roughness["A"] < roughness["noisy"]
    x, labels = datasets.load("digits")
    digits = [labels[cdist(rows[name], x).argmin(axis=1)] for name in ("clean", "A")]
    # As the hint of the exercise says.
    assert np.sum(digits[0] != digits[1]) == 1
    centred = rows["C"] - training.mean(axis=0)
    assert np.linalg.matrix_rank(centred, tol=1e-8) == 6


def test_the_right_half_is_hidden_and_an_odd_middle_stays():
    hidden = damage.hide_half(PICTURES).reshape(-1, 14, 14)
    assert set(hidden[:, :, 7:].ravel()) == {damage.GREY}
    np.testing.assert_array_equal(hidden[:, :, :7], PICTURES.reshape(-1, 14, 14)[:, :, :7])
    odd = PICTURES[:, :25]
    np.testing.assert_array_equal(damage.hide_half(odd, 5).reshape(-1, 5, 5)[:, :, :3], odd.reshape(-1, 5, 5)[:, :, :3])


@pytest.mark.parametrize("by", [0, 3, 14])
def test_moved_pictures_lose_their_right_edge_and_get_black_on_the_left(by):
    before = PICTURES.copy()
    moved = damage.move(PICTURES, by).reshape(-1, 14, 14)
    np.testing.assert_array_equal(PICTURES, before)
    assert not moved[:, :, :by].any()
    np.testing.assert_array_equal(moved[:, :, by:], PICTURES.reshape(-1, 14, 14)[:, :, : 14 - by])


@pytest.mark.parametrize(
    ("by", "said"), [(15, "by is 15, but a picture has only 14 pixels"), (-1, "by must be"), (0.5, "by")]
)
def test_a_move_that_is_none_is_refused(by, said):
    with pytest.raises((TypeError, ValueError), match=said):
        damage.move(PICTURES, by)


@pytest.mark.parametrize("seed", range(6))
def test_a_played_method_has_the_errors_that_it_was_given(seed):
    methods, damages, validation, held_out, safest, largest = materials.played_repairs(seed)
    errors = {
        part: {
            name: [np.mean((repair(spoil(pictures, 0)) - pictures) ** 2) for spoil in damages.values()]
            for name, repair in methods.items()
        }
        for part, pictures in {"validation": validation, "held out": held_out}.items()
    }
    by_worst = {part: min(of, key=lambda name, of=of: max(of[name])) for part, of in errors.items()}
    by_mean = min(errors["validation"], key=lambda name: np.mean(errors["validation"][name]))
    assert by_worst["validation"] == safest
    assert len({safest, by_worst["held out"], by_mean}) == 3
    assert max(errors["held out"][safest]) == pytest.approx(largest)
    assert largest > 1.1 * max(errors["validation"][safest])
    for repair in methods.values():
        np.testing.assert_allclose(repair(held_out), held_out)
