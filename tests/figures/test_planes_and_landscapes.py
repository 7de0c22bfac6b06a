"""Principal axes, planes end on, loss landscapes with paths, and codes laid over each other."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex
from sklearn.decomposition import PCA

from autoenc_lessons import figures
from autoenc_lessons.figures.colours import GROUP_COLOURS, run_look

LABELS = np.arange(40) % 2
POINTS = np.random.default_rng(0).normal(size=(40, 3)) * [4, 2, 1] + [1, 2, 3]
LEVEL = (np.zeros(3), np.eye(3)[:2])


def tilted(degrees):
    angle = np.radians(degrees)
    return np.zeros(3), np.array([[1, 0, 0], [0, np.cos(angle), np.sin(angle)]])


def test_each_axis_is_as_long_as_the_spread_along_it_and_says_its_share():
    ax = figures.principal_axes(POINTS, LABELS, title="Most lies along axis 1")
    pca = PCA(3).fit(POINTS)
    ends = [np.array(line.get_data_3d()).T for line in ax.lines]
    lengths = [np.linalg.norm(end - begin) for begin, end in ends]
    np.testing.assert_allclose(lengths / lengths[0], np.sqrt(pca.explained_variance_ / pca.explained_variance_[0]))
    for (begin, end), axis in zip(ends, pca.components_, strict=True):
        np.testing.assert_allclose((begin + end) / 2, POINTS.mean(axis=0))
        assert abs((end - begin) @ axis) == pytest.approx(np.linalg.norm(end - begin))
    shares = 100 * pca.explained_variance_ratio_
    assert [text.get_text() for text in ax.texts] == [f"axis {k + 1}: {share:.0f} %" for k, share in enumerate(shares)]
    assert ax.caption.endswith(f"{shares[0]:.1f} %, {shares[1]:.1f} %, {shares[2]:.1f} %.")
    with pytest.raises(ValueError, match="3 points or more; x has 2"):
        figures.principal_axes(POINTS[:2], LABELS[:2])


@pytest.mark.parametrize("degrees", [7.5, 60, 120])
def test_planes_are_seen_along_the_line_in_which_they_meet(degrees):
    ax = figures.planes_end_on(POINTS, LABELS, {"level": LEVEL, "tilted": tilted(degrees)})
    slopes = [np.ptp(line.get_ydata()) / np.ptp(line.get_xdata()) for line in ax.lines]
    np.testing.assert_allclose(slopes, [0, abs(np.tan(np.radians(degrees)))], atol=1e-9)
    assert f"they differ by {min(degrees, 180 - degrees):.1f} degrees" in ax.caption
    drawn = np.concatenate([np.asarray(dots.get_offsets()) for dots in ax.collections])
    # Feature 0 is the line in which both meet, so it is not seen.
    np.testing.assert_allclose(np.sort(np.abs(drawn[:, 1])), np.sort(np.abs(POINTS[:, 2])))
    assert ax.get_aspect() == 1


def test_planes_that_do_not_meet_in_a_line_are_refused():
    for planes, said in [
        ({"a": LEVEL, "b": tilted(0)}, "the same or parallel"),
        ({"a": LEVEL}, "must be two"),
        ({"a": LEVEL, "b": (np.zeros(3), np.ones((2, 3)))}, "span no plane"),
        ({"a": LEVEL, "b": (np.zeros(2), np.eye(3)[:2])}, "has 2 numbers and 2 directions"),
    ]:
        with pytest.raises(ValueError, match=said):
            figures.planes_end_on(POINTS, LABELS, planes)
    with pytest.raises(TypeError, match="must be a pair"):
        figures.planes_end_on(POINTS, LABELS, {"a": LEVEL, "b": 3})


def height(across, up):
    return 2 + across**2 - up**2


NAMES = {"xlabel": "a", "ylabel": "b"}


def test_a_path_begins_where_map_and_run_agree_and_is_in_a_colour_of_runs():
    path = [[1, 1, 9], [0.5, 0, 2.25], [0.2, 0, 2.1], [0, 0, 2]]
    ax = figures.landscape(height, paths={"waits": path}, places={"level": (0, 0)}, **NAMES)
    np.testing.assert_allclose(ax.lines[0].get_xydata(), [[0.5, 0], [0.2, 0], [0, 0]])
    assert to_hex(ax.lines[0].get_color()).upper() == GROUP_COLOURS[run_look(0)].upper()
    assert [text.get_text() for text in ax.texts] == ["waits", "level: 2.00"]
    assert "Heights of places: level: 2.00." in ax.caption
    assert ax.caption.endswith("waits: from (0.50, 0.00) to (0.00, 0.00).")
    with pytest.raises(ValueError, match="At its last place"):
        figures.landscape(height, paths={"astray": path[:1]}, **NAMES)


def test_a_landscape_takes_levels_limits_and_a_function_of_two_numbers():
    ax = figures.landscape(height, levels=[1, 2, 3], limits=[(-1, 1), (-2, 2)], **NAMES)
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1, 1), (-2, 2))
    assert list(ax.collections[1].levels) == [1, 2, 3]
    assert ax.caption == "A map of heights from -2.00 to 3.00."
    with pytest.raises(ValueError, match="each above the one before"):
        figures.landscape(height, levels=[2, 1], **NAMES)
    with pytest.raises(ValueError, match="must take two numbers, across and up"):
        figures.landscape(lambda across: across, **NAMES)
    with pytest.raises(ValueError, match="two numbers, across and up; it has 3"):
        figures.landscape(height, places={"a": [1, 2, 3]}, **NAMES)


def test_codes_laid_over_others_are_joined_and_what_is_left_is_said():
    codes = POINTS[:, :2]
    axes = figures.overlaid_codes(
        {"far": codes + 9, "near": codes, "half": codes.mean(axis=0) + 0 * codes}, codes, LABELS
    )
    assert [ax.get_title("left").replace("\n", " ").strip() for ax in axes] == ["far", "near 0.0 % left over", "half"]
    segments = axes[0].collections[0].get_segments()
    np.testing.assert_allclose(segments[3], [codes[3] + 9, codes[3]])
    assert "near 0.0 %; half 100.0 %" in axes[0].caption
    assert axes[0].get_xlim() == axes[2].get_xlim()
    with pytest.raises(ValueError, match="has 39 codes for 40 given ones"):
        figures.overlaid_codes({"a": codes[1:]}, codes, LABELS)
    assert figures.overlaid_codes({"a": codes}, codes, LABELS, axes=[plt.subplots()[1]])[0].caption


def test_no_run_looks_like_one_of_the_first_groups():
    assert {run_look(run) for run in range(12)} == {5, 6, 7, 8, 9}
    ax = figures.seed_curves([[5.0, 1.5], [4.0, 1.0]], highlight={1: "falls at once"})
    assert [text.get_text() for text in ax.texts] == ["falls at once"]
    assert to_hex(ax.lines[-1].get_color()).upper() not in GROUP_COLOURS[:5]


def test_strips_say_at_the_end_of_each_row_how_many_arrived():
    ax = figures.ratio_strips({"slow": [1.5, 1.0], "quick": [1.0, 1.0, 1.001]})
    assert [text.get_text() for text in ax.texts] == ["within 1 %", "1 of 2", "3 of 3"]
    assert ax.xaxis.get_major_formatter()(0.01) == "1 %"
