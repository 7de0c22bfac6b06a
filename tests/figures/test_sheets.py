"""Curved sheets: where their points lie, what is folded and torn, and how they are drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import colormaps
from scipy.integrate import quad
from sklearn.datasets import make_s_curve, make_swiss_roll
from sklearn.neighbors import NearestNeighbors

from autoenc_lessons import datasets, figures, map_measures
from autoenc_lessons.checks.curved_sheet import sheets
from autoenc_lessons.figures.drawn_in_words import describe
from autoenc_lessons.figures.sheets import rank_agreement


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize(("kind", "make"), [("s-curve", make_s_curve), ("swiss roll", make_swiss_roll)])
def test_a_sheet_is_scikit_learns_and_flat_distances_are_those_on_the_sheet(kind, make):
    data, flat = datasets.sheet(kind, n_samples=20_000, seed=3)
    np.testing.assert_array_equal(data, make(20_000, random_state=3)[0])
    np.testing.assert_array_equal(datasets.sheet(kind)[0], make(800, random_state=0)[0])
    # Rolled out flat, points that lie close together are as far apart as in space.
    distances, near = NearestNeighbors(n_neighbors=2).fit(data).kneighbors()
    rolled_out = np.linalg.norm(flat - flat[near[:, 0]], axis=1)
    np.testing.assert_allclose(rolled_out, distances[:, 0], rtol=0.02, atol=1e-3)
    assert flat[:, 0].min() == pytest.approx(0, abs=0.02 * np.ptp(flat[:, 0]))


def test_a_point_of_the_roll_lies_as_far_along_as_the_spiral_up_to_it_is_long():
    data, flat = datasets.sheet("swiss roll", n_samples=20, seed=1)
    # The spiral's radius is its angle, so that a step of the angle t is as long as the root of 1 + t * t.
    angles = np.hypot(data[:, 0], data[:, 2])
    lengths = [quad(lambda t: np.hypot(1, t), 1.5 * np.pi, angle)[0] for angle in angles]
    np.testing.assert_allclose(flat[:, 0], lengths, rtol=1e-9)


def test_a_sheets_length_is_that_of_the_curve():
    assert np.ptp(datasets.sheet("s-curve", n_samples=5000)[1][:, 0]) == pytest.approx(3 * np.pi, rel=0.01)
    turns = np.linspace(1.5 * np.pi, 4.5 * np.pi, 100_001)
    spiral = np.column_stack([turns * np.cos(turns), turns * np.sin(turns)])
    length = np.linalg.norm(np.diff(spiral, axis=0), axis=1).sum()
    assert np.ptp(datasets.sheet("swiss roll", n_samples=5000)[1][:, 0]) == pytest.approx(length, rel=0.01)


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"kind": "helix"}, ValueError, "no sheet 'helix'; choose from: s-curve, swiss roll"),
        ({"kind": "s-curve", "n_samples": 0}, ValueError, "n_samples must be at least 1"),
        ({"kind": "s-curve", "seed": -1}, ValueError, "seed must be at least 0"),
        ({"kind": "s-curve", "n_samples": 2.5}, TypeError, "n_samples must be a whole number"),
    ],
)
def test_a_sheet_says_what_it_needs(arguments, error, said):
    with pytest.raises(error, match=said):
        datasets.sheet(**arguments)


def test_folded_and_torn_count_those_whose_nearest_is_elsewhere():
    generator = np.random.default_rng(0)
    flat = generator.uniform(size=(400, 2)) * [9, 2]
    assert map_measures.folds_and_tears(flat, flat) == (0, 0)
    folded = np.column_stack([np.abs(flat[:, 0] - 4.5), flat[:, 1]])
    assert map_measures.folds_and_tears(folded, flat)[0] == pytest.approx(0.35, abs=0.1)
    assert map_measures.folds_and_tears(folded, flat)[1] == 0
    torn = flat + np.where(flat[:, [0]] > 4.5, [0, 5], 0)
    assert 0 < map_measures.folds_and_tears(torn, flat)[1] < 0.1
    assert map_measures.folds_and_tears(torn, flat)[0] == 0


def test_folded_is_the_share_by_hand_and_blind_to_linear_maps():
    generator = np.random.default_rng(1)
    points, others = generator.normal(size=(2, 60, 2))
    white = [part / part.std(axis=0) for part in np.linalg.svd(points - points.mean(0), full_matrices=False)[:1]][0]
    others_white = np.linalg.svd(others - others.mean(0), full_matrices=False)[0] * np.sqrt(60)
    distances = np.linalg.norm(white[:, None] - white, axis=2)
    np.fill_diagonal(distances, np.inf)
    by_hand = np.linalg.norm(others_white - others_white[distances.argmin(axis=1)], axis=1)
    for far in (0.5, 1.0, 2.0):
        assert map_measures.folds_and_tears(points, others, far=far)[0] == pytest.approx(np.mean(by_hand > far))
        assert (
            map_measures.folds_and_tears(others, points, far=far)[1]
            == map_measures.folds_and_tears(points, others, far=far)[0]
        )
    nearest, gaps = map_measures.neighbour_gaps(points, others)
    np.testing.assert_array_equal(nearest, distances.argmin(axis=1))
    np.testing.assert_allclose(gaps, by_hand)
    mapped = points @ [[2, 1], [0, -3]] + 7
    assert map_measures.folds_and_tears(mapped, others)[0] == map_measures.folds_and_tears(points, others)[0]
    assert map_measures.folds_and_tears(1e-7 * points, others)[0] == map_measures.folds_and_tears(points, others)[0]


@pytest.mark.parametrize(
    ("points", "others", "said"),
    [
        (np.eye(4)[:, :2], np.ones((3, 2)), "4 points, but 3 others"),
        (np.random.default_rng(0).normal(size=(5, 2)), np.ones((5, 2)), "others must have more rows"),
        (np.eye(2), np.eye(2), "points must have more rows"),
    ],
)
def test_folded_says_what_it_needs(points, others, said):
    with pytest.raises(ValueError, match=said):
        map_measures.folds_and_tears(points, others)[0]


POSITION = np.array([0.0, 1.0, 2.0, 3.0])


def test_codes_are_coloured_by_position():
    codes = np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 0.0], [3.0, 0.5]])
    ax = figures.sheet_codes(codes, POSITION, title="run A")
    (dots,) = ax.collections
    np.testing.assert_array_equal(dots.get_offsets(), codes)
    ax.figure.canvas.draw()
    np.testing.assert_allclose(dots.get_facecolors(), colormaps["viridis"](POSITION / 3))
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title("left")) == ("code unit 0", "code unit 1", "run A")
    assert ax.get_aspect() == 1.0
    assert ax.caption == (
        "run A: 4 codes, from dark to bright along the sheet; rank correlation with it 1.00 (1 is perfect)."
    )
    assert figures.sheet_codes(codes, POSITION).caption.startswith("The codes: ")
    assert [other.get_ylabel() for other in ax.figure.axes] == ["code unit 1", "position along the sheet"]
    given = plt.figure().add_subplot()
    assert figures.sheet_codes(codes, POSITION, names=("first", "second"), ax=given) is given
    assert ([other.get_ylabel() for other in given.figure.axes], given.get_xlabel()) == (["second"], "first")
    assert "viridis from 0 to 3, first 0" in describe(ax.figure)
    assert "viridis from 0 to 3, first 3" in describe(figures.sheet_codes(codes[::-1], POSITION[::-1]).figure)


def test_rank_agreement_knows_any_direction_and_only_the_order():
    generator = np.random.default_rng(0)
    position = generator.uniform(size=200)
    hidden = np.column_stack([generator.normal(size=200), position]) @ [[1, 2], [3, -1]]
    assert rank_agreement(hidden, position) == pytest.approx(1)
    assert rank_agreement(position[:, None] ** 3, position) == pytest.approx(1)
    assert abs(rank_agreement(generator.normal(size=(200, 2)), position)) < 0.25


def test_a_sheet_in_space_is_coloured_and_has_a_scale():
    x = np.arange(12.0).reshape(4, 3) / 4
    ax = figures.sheet_3d(x, POSITION)
    drawn = np.array(ax.collections[0]._offsets3d).T
    np.testing.assert_allclose(drawn, x)
    assert [other.get_ylabel() for other in ax.figure.axes] == ["feature 1", "position along the sheet"]
    assert "dark at its beginning (around (0.00, 0.25, 0.50)) and bright at its end (around (2.25, 2.50, 2.75))" in (
        ax.caption
    )
    given = plt.figure().add_subplot(projection="3d")
    assert figures.sheet_3d(x, POSITION, ax=given) is given
    assert "position along the sheet" in describe(ax.figure)


def test_the_sheet_between_its_points_has_no_triangle_that_cuts_through_a_bend():
    x, _, places, _ = datasets.sheet_parts("s-curve", n_training=200)
    ax = figures.sheet_3d(x, places[:, 0], across=places[:, 1])
    triangles = np.array(ax.collections[0]._faces)
    assert len(triangles) > 300
    assert np.linalg.norm(triangles - np.roll(triangles, 1, axis=1), axis=2).max() < 1.2
    with pytest.raises(ValueError, match="across has 3 numbers for 200 points"):
        figures.sheet_3d(x, places[:, 0], across=[1, 2, 3])


@pytest.mark.parametrize("scaling", ["standard", "one size"])
def test_the_parts_of_a_sheet_are_scaled_by_the_training_points(scaling):
    x, new_x, places, new_places = datasets.sheet_parts(
        "s-curve", n_training=50, n_held_out=20, scaling=scaling, seed=2
    )
    data, flat = datasets.sheet("s-curve", n_samples=70, seed=2)
    np.testing.assert_array_equal(np.concatenate([places, new_places]), flat)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-12)
    assert x.var(axis=0).mean() == pytest.approx(1)
    assert np.allclose(x.var(axis=0), 1) == (scaling == "standard")
    factors = np.ptp(data, axis=0) / np.ptp(np.concatenate([x, new_x]), axis=0)
    assert np.allclose(factors, factors[0]) == (scaling == "one size")
    with pytest.raises(ValueError, match="no scaling 'none'; choose from: one size, standard"):
        datasets.sheet_parts("s-curve", scaling="none")


def test_two_points_can_be_scaled_and_one_cannot():
    x, new_x, _, _ = datasets.sheet_parts("s-curve", n_training=2, n_held_out=1, scaling="standard")
    np.testing.assert_allclose(np.sort(x, axis=0), [[-1] * 3, [1] * 3])
    assert new_x.shape == (1, 3)
    with pytest.raises(ValueError, match="n_training must be at least 2; got 1"):
        datasets.sheet_parts("s-curve", n_training=1)


def test_error_strips_show_every_run_the_median_and_the_baselines():
    errors = {"tanh": [0.01, 0.02, 0.04], "relu": [0.1, 0.3]}
    ax = figures.error_strips(errors, xlabel="held-out error", baselines={"PCA": 0.25})
    assert [dots.get_offsets()[:, 0].tolist() for dots in ax.collections] == list(errors.values())
    medians = [line.get_xdata()[0] for line in ax.lines]
    assert medians == pytest.approx([0.02, 0.2, 0.25])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["tanh", "relu"]
    assert ax.get_xscale() == "log"
    assert {"0.01", "0.02", "0.05", "0.1", "0.2"} <= {label.get_text() for label in ax.get_xticklabels()}
    assert ax.yaxis.get_inverted()
    assert ax.caption == (
        "Held-out error, a dot for each run, the median as a bar: tanh 0.02; relu 0.2; PCA (dashed) 0.25."
    )
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["PCA"]
    ax.figure.draw_without_rendering()
    legend, box = ax.get_legend().get_window_extent(), ax.get_window_extent()
    assert (legend.x0, legend.y0) == pytest.approx((box.x0, box.y1), abs=10)
    assert figures.error_strips(errors, xlabel="error").get_legend() is None


@pytest.mark.parametrize("draw", [figures.sheet_codes, figures.sheet_3d])
def test_a_figure_of_a_sheet_says_what_does_not_fit(draw):
    with pytest.raises(ValueError, match="one row for each of the 3 positions"):
        draw(np.ones((4, 2 if draw is figures.sheet_codes else 3)), POSITION[:3])
    with pytest.raises(ValueError, match="columns"):
        draw(np.ones((4, 4)), POSITION)


def test_the_exercises_sheet_keeps_its_shape():
    x, new_x, position, new_position = sheets.curved_sheet(seed=4)
    assert (x.shape, new_x.shape, position.shape, new_position.shape) == ((300, 3), (500, 3), (300,), (500,))
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-12)
    assert x.var(axis=0).mean() == pytest.approx(1)
    data, flat = datasets.sheet("s-curve", n_samples=800, seed=4)
    sizes = np.linalg.norm(np.diff(data[:300], axis=0), axis=1) / np.linalg.norm(np.diff(x, axis=0), axis=1)
    np.testing.assert_allclose(sizes, sizes[0])
    np.testing.assert_array_equal(np.concatenate([position, new_position]), flat[:, 0])


def test_of_the_two_codes_one_is_folded_and_the_other_torn():
    codes, position = sheets.folded_and_torn()
    flat = datasets.sheet("s-curve", n_samples=300)[1]
    np.testing.assert_array_equal(flat[:, 0], position)
    assert map_measures.folds_and_tears(codes["A"], flat)[0] > 0.2
    assert map_measures.folds_and_tears(codes["A"], flat)[1] == 0
    assert map_measures.folds_and_tears(codes["B"], flat)[1] > 0.01
    assert map_measures.folds_and_tears(codes["B"], flat)[0] < 0.05
