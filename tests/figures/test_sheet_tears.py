"""Folds and tears in pictures: each line is one that the measure counts, each cross a point that is copied badly."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.collections import LineCollection

from autoenc_lessons import figures, map_measures

GENERATOR = np.random.default_rng(0)
PLACES = GENERATOR.uniform(size=(200, 2)) * [9, 2]
FOLDED = np.column_stack([np.abs(PLACES[:, 0] - 4.5), PLACES[:, 1]])
TORN = PLACES + np.where(PLACES[:, [0]] > 4.5, [0, 5], 0)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def joints(ax):
    (lines,) = [drawn for drawn in ax.collections if isinstance(drawn, LineCollection)]
    return np.array(lines.get_segments())


def test_on_the_strip_each_line_joins_two_places_that_are_folded_together():
    ax = figures.sheet_strip(PLACES, codes=FOLDED)
    drawn, share = joints(ax), map_measures.folds_and_tears(FOLDED, PLACES)[0]
    assert len(drawn) == round(share * 200) > 20
    # The two ends lie at the same distance from the fold, on its two sides.
    np.testing.assert_allclose(np.abs(drawn[:, 0] - [4.5, 0]), np.abs(drawn[:, 1] - [4.5, 0]), atol=0.4)
    assert f"Lines join {len(drawn)} samples" in ax.caption
    plain = figures.sheet_strip(PLACES)
    assert not any(isinstance(drawn, LineCollection) for drawn in plain.collections)
    assert plain.caption.startswith("The flat sheet with 200 samples, ")
    assert plain.get_xlabel() == "along the sheet"


def test_on_a_map_each_line_is_a_tear_and_its_title_says_how_many():
    axes = figures.sheet_maps({"whole": PLACES, "cut": TORN}, PLACES, title="One is cut")
    share = map_measures.folds_and_tears(TORN, PLACES)[1]
    assert [len(joints(ax)) if ax is not axes[0] else 0 for ax in axes] == [0, round(share * 200)]
    assert (np.ptp(joints(axes[1])[..., 1], axis=1) > 3).all()
    assert [ax.get_title("left") or ax.get_title() for ax in axes][0] == "whole\ntorn 0.0%, folded 0.0%"
    assert axes[0].caption.startswith("The same 200 samples in each map; whole torn 0.0%")
    assert axes[0].figure.get_suptitle() == "One is cut"
    with pytest.raises(TypeError, match="codes must be a dict"):
        figures.sheet_maps([PLACES], PLACES)


def test_eleven_maps_stand_in_rows_of_five():
    axes = figures.sheet_maps({str(number): PLACES for number in range(11)}, PLACES)
    assert len(axes) == len(axes[0].figure.axes) == 11
    assert axes[0].get_subplotspec().get_gridspec().get_geometry() == (3, 5)


def test_the_crosses_are_the_points_copied_badly_each_joined_with_its_copy():
    x = np.column_stack([np.cos(PLACES[:, 0]), PLACES[:, 1], np.sin(PLACES[:, 0])])
    copies = x.copy()
    copies[:3] += 1
    axes = figures.sheet_tear(x, copies, TORN, PLACES, worse_than=0.5)
    for ax, drawn in zip(axes, (PLACES, TORN, x[:, [0, 2]]), strict=True):
        crosses = [dots for dots in ax.collections if len(dots.get_offsets()) == 3]
        np.testing.assert_allclose(crosses[0].get_offsets(), drawn[:3])
    np.testing.assert_allclose(joints(axes[2]), np.stack([x, copies], axis=1)[:3][..., [0, 2]])
    low, high = PLACES[:3, 0].min(), PLACES[:3, 0].max()
    assert axes[0].caption == (
        f"3 of 200 points have an error above 0.5; they lie from {low:.1f} to {high:.1f} along the sheet."
    )
    good = figures.sheet_tear(x, x, TORN, PLACES, worse_than=0.5)
    assert good[0].caption == "No error of 200 points is above 0.5."
    assert all(len(dots.get_offsets()) == 200 for ax in good for dots in ax.collections)
    with pytest.raises(ValueError, match="There are 9 codes for 200 points in x"):
        figures.sheet_tear(x, x, TORN[:9], PLACES, worse_than=0.5)


def test_relus_add_up_to_a_curve_with_one_kink_each():
    way = np.linspace(0, 4, 81)
    axes = figures.relu_sums(way, np.abs(way - 2), counts=(1, 2), xlabel="way")
    assert len(axes) == 4
    assert [len(ax.lines) for ax in axes] == [1, 2, 2, 2]
    # Two units, which rise at 0 and at 2, draw a V without an error; one draws a straight line.
    np.testing.assert_allclose(axes[3].lines[1].get_ydata(), np.abs(way - 2), atol=1e-9)
    straight = axes[2].lines[1].get_ydata()
    np.testing.assert_allclose(np.diff(straight), np.diff(straight)[0], atol=1e-9)
    np.testing.assert_allclose(
        sum(line.get_ydata() for line in axes[1].lines) + 2, axes[3].lines[1].get_ydata(), atol=1e-9
    )
    assert (
        axes[0].caption
        == "The sum of bent units misses the curve: with 1 unit at most 1.01; with 2 units at most 0.00."
    )
    with pytest.raises(ValueError, match="curve has 2 numbers for 81 positions"):
        figures.relu_sums(way, [1, 2], xlabel="way")
    with pytest.raises(ValueError, match="each below the 3 positions"):
        figures.relu_sums([1, 2, 3], [1, 2, 3], counts=[3], xlabel="way")
