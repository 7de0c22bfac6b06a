"""The map of codes and the grid that a decoder draws, through what is drawn and what the caption says."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autoenc_lessons import figures
from autoenc_lessons.checks.groups import materials
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, group_look
from autoenc_lessons.figures.drawn_in_words import describe

CODES = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 20.0], [4.0, 3.0]])


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_a_grid_reaches_a_little_beyond_the_codes_and_knows_its_holes():
    grid = figures.code_grid(CODES, cells=2)
    np.testing.assert_allclose(grid.limits, [[-0.2, 10.2], [-0.4, 20.4]])
    np.testing.assert_allclose(grid.codes, [[2.4, 4.8], [7.6, 4.8], [2.4, 15.2], [7.6, 15.2]])
    assert grid.is_hole.tolist() == [False, False, True, False]
    assert grid.cells == 2
    assert figures.code_grid(CODES).cells == 12


@pytest.mark.parametrize("cells", [1, 3, 7, 20])
def test_each_code_lies_in_the_nearest_cell_of_a_grid(cells):
    codes = np.random.default_rng(0).normal(size=(50, 2)) * [1, 30]
    grid = figures.code_grid(codes, cells=cells)
    sides = np.ptp(grid.limits, axis=1)
    nearest = np.argmin(np.linalg.norm((codes[:, None] - grid.codes) / sides, axis=2), axis=1)
    assert set(nearest) == set(np.flatnonzero(~grid.is_hole))


def test_each_picture_stands_where_its_code_lies_and_holes_are_shaded():
    grid = figures.code_grid(CODES, cells=2)
    pictures = np.zeros((4, 2, 3))
    pictures[1, 0, 2] = 0.5  # the upper right pixel, at the lower right of the grid
    ax = figures.decoder_grid(pictures, grid)
    (image,) = ax.images
    mosaic = image.get_array()
    assert mosaic.shape == (2 * (2 + 2), 2 * (3 + 2))
    assert np.argwhere(mosaic == 0.5).tolist() == [[5, 8]]
    np.testing.assert_allclose(image.get_extent(), (-0.2, 10.2, -0.4, 20.4))
    assert (image.get_clim(), image.origin, image.get_cmap().name) == ((0, 1), "upper", "gray")
    (holes,) = ax.collections
    (shaded,) = (path.vertices for path in holes.get_paths())
    np.testing.assert_allclose(shaded[:4], [[-0.2, 10], [5, 10], [5, 20.4], [-0.2, 20.4]])
    assert plt.matplotlib.colors.same_color(holes.get_facecolor()[0][:3], CONTEXT_COLOUR)
    assert "4 codes on a regular grid" in ax.caption
    assert "The 1 shaded ones stand where no code lies." in ax.caption
    assert "image of 8 x 10 pixels" in describe(ax.figure)


def test_a_map_writes_each_group_into_itself():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [9.0, 9.0], [9.0, 8.0], [8.0, 9.0], [0.4, 0.4]])
    labels = np.array([3, 3, 3, 7, 7, 7, 7])
    ax = figures.labelled_map(points, labels)
    assert [len(group.get_offsets()) for group in ax.collections] == [3, 4]
    assert [text.get_text() for text in ax.texts] == ["3", "7"]
    assert ax.texts[0].get_position() == (0, 0)
    assert ax.texts[1].get_position() == (9, 9)  # near the median, (8.5, 8.5)
    assert ax.caption == (
        "7 samples by group; for 42.9% of them, the nearest neighbour on the map belongs to the same group."
    )
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("code unit 0", "code unit 1")


def test_a_label_that_cannot_help_hiding_another_stands_in_the_middle_all_the_same():
    points = np.array([[0.0, 0.0], [0.0, 0.1], [0.1, 0.0], [0.0, 0.0], [9.0, 9.0]])
    ax = figures.labelled_map(points, [0, 0, 0, 1, 2])
    assert [text.get_position() for text in ax.texts] == [(0, 0), (0, 0), (9, 9)]


@pytest.mark.parametrize(("labels", "told"), [([1, 1], "all of one kind"), ([0, 1], "for 0.0% of them")])
def test_two_points_are_each_others_neighbours(labels, told):
    assert told in figures.labelled_map(CODES[[0, 2]], labels).caption


def test_no_group_looks_like_another_of_the_ten_digits_and_no_label_hides_another():
    labels = np.repeat(np.arange(10), 5)
    points = np.random.default_rng(1).normal(size=(50, 2))
    ax = figures.labelled_map(points, labels, limits=[[-4, 4], [-5, 5]])
    looks = {(tuple(group.get_facecolor()[0]), group.get_paths()[0].vertices.tobytes()) for group in ax.collections}
    assert len(looks) == 10
    places = np.array([text.get_position() for text in ax.texts]) / [8, 10]
    apart = np.linalg.norm(places[:, None] - places, axis=2) + np.eye(10)
    assert apart.min() > 0.07
    assert (ax.get_xlim(), ax.get_ylim()) == ((-4, 4), (-5, 5))


def test_digits_stand_for_themselves_each_in_a_colour_of_its_own():
    points, labels = np.random.default_rng(1).normal(size=(40, 2)), np.tile(np.arange(10), 4)
    ax = figures.labelled_map(points, labels, kind="digit")
    assert len({tuple(digit.get_facecolor()[0][:3]) for digit in ax.collections}) == 10
    assert len({digit.get_paths()[0].vertices.tobytes() for digit in ax.collections}) == 10
    np.testing.assert_allclose(ax.collections[3].get_offsets(), points[labels == 3])
    assert not ax.texts
    assert re.fullmatch(
        r"40 samples by digit; for [\d.]+% of them, the nearest neighbour on the map has the same digit\.", ax.caption
    )


def test_a_hundred_groups_look_different():
    assert len({group_look(group) for group in range(100)}) == 100
    assert group_look(103) == group_look(3)


def test_a_map_may_have_a_title_and_no_axes():
    _, axes = plt.subplots(1, 2)
    ax = figures.labelled_map(CODES, [0, 0, 1, 1], title="t-SNE", axis_names=None, ax=axes[1])
    assert ax is axes[1]
    assert (ax.get_title("left"), ax.get_xlabel(), list(ax.get_xticks())) == ("t-SNE", "", [])
    assert ax.caption.startswith("t-SNE: 4 samples by group")


BAD = {
    "three columns": (lambda: figures.labelled_map(np.eye(3), [0, 1, 2]), "must have 2 columns"),
    "too few labels": (lambda: figures.labelled_map(CODES, [0, 1]), "one whole number for each of the 4"),
    "codes on a line": (lambda: figures.code_grid(CODES * [1, 0]), "the same number in one code unit"),
    "no cells": (lambda: figures.code_grid(CODES, cells=0), "at least 1"),
    "too few pictures": (
        lambda: figures.decoder_grid(np.zeros((3, 8, 8)), figures.code_grid(CODES, cells=2)),
        "4 codes",
    ),
    "flat pictures": (lambda: figures.decoder_grid(np.zeros((4, 64)), figures.code_grid(CODES, cells=2)), "3 axes"),
    "NaN": (lambda: figures.code_grid([[0, 0], [np.nan, 1]]), "NaN or infinite"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_sentence(name):
    call, said = BAD[name]
    with pytest.raises(ValueError, match=said):
        call()


@pytest.mark.parametrize("seed", range(4))
def test_the_unit_that_drowns_the_others_is_another_with_each_seed(seed):
    codes, labels = materials.stretched_codes(seed)
    assert np.argmax(codes.std(axis=0)) == seed
    assert np.bincount(labels).tolist() == [80, 80, 80]


def test_blobs_are_as_many_as_asked_for_and_lie_apart():
    points = materials.separate_blobs(5, seed=3)
    distances = np.linalg.norm(points[:, None] - points, axis=2)
    assert points.shape[1] == 5
    # Each point counts those of its group.
    sizes = np.sum(distances < 15, axis=1)
    assert np.sum(1 / sizes) == pytest.approx(5)
    assert sizes.min() >= 20
    assert sizes.max() <= 45
    assert len(set(sizes)) > 1


def test_a_map_hides_that_one_group_is_wider():
    points, places, labels = materials.narrow_and_wide()
    ratios = [materials.width(xy[labels == 1]) / materials.width(xy[labels == 0]) for xy in (points, places)]
    assert ratios[0] > 9
    assert 0.9 < ratios[1] < 1.1
    assert materials.width([[0, 0], [6, 8]]) == pytest.approx(5)


def test_a_grid_within_limits_leaves_out_what_is_beyond():
    grid = figures.code_grid(CODES, cells=2, limits=[[0, 8], [0, 4]])
    np.testing.assert_allclose(grid.codes, [[2, 1], [6, 1], [2, 3], [6, 3]])
    assert grid.is_hole.tolist() == [False, True, True, False]


def test_a_smooth_grid_has_more_pixels_and_circles_lie_around_the_origin():
    grid = figures.code_grid(CODES, cells=2, limits=[[-3, 3], [-3, 3]])
    ax = figures.decoder_grid(np.ones((4, 2, 3)), grid, smooth=True, circles=(1, 2))
    (image,) = ax.images
    assert image.get_array().shape[0] > 2 * (2 + 2)
    radii = [np.hypot(*line.get_xydata().T) for line in ax.lines]
    np.testing.assert_allclose([[radius.min(), radius.max()] for radius in radii], [[1, 1], [2, 2]])
    assert ax.get_xlim() == (-3, 3)


def test_clouds_are_ellipses_of_one_deviation_beside_the_prior():
    means, deviations = np.array([[0.0, 0.0], [3.0, 1.0], [0.5, 0.0]]), np.array([[0.5, 1.0], [0.1, 0.2], [1.0, 1.0]])
    axes = figures.code_clouds({"a": (means, deviations), "b": (means, 2 * deviations)}, [3, 3, 7], title="two")
    ellipses = [part for part in axes[0].collections if hasattr(part, "get_widths")]
    np.testing.assert_allclose(np.concatenate([part.get_widths() for part in ellipses]), [1, 0.2, 2])
    np.testing.assert_allclose(np.concatenate([part.get_heights() for part in ellipses]), [2, 0.4, 2])
    assert plt.matplotlib.colors.same_color(ellipses[0].get_facecolor()[0][:3], group_look(3)[0])
    radii = [np.hypot(*line.get_xydata().T)[0] for line in axes[0].lines]
    np.testing.assert_allclose(radii, [1, 2])
    assert axes[0].get_xlim() == axes[1].get_xlim() == axes[1].get_ylim()
    assert "clouds of codes of 3 samples" in axes[0].caption
    assert "a: median deviation 0.75, 66.7% of the means within 2" in axes[0].caption


@pytest.mark.parametrize(
    ("clouds", "said"),
    [
        ({"a": [CODES]}, "must be two tables, means and deviations; got 1"),
        ({"a": (CODES, CODES[:2])}, "4 means for 2 deviations"),
        ({"a": (CODES, np.zeros((4, 2)))}, "the deviations in clouds\\['a'\\]"),
    ],
)
def test_clouds_that_do_not_fit_are_refused(clouds, said):
    with pytest.raises((TypeError, ValueError), match=said):
        figures.code_clouds(clouds, [0, 0, 1, 1])
