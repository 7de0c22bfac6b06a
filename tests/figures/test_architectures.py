"""Drawn architectures, through what is drawn and what the caption says."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from autoenc_lessons import figures
from autoenc_lessons.figures.colours import POSITIVE_COLOUR


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def boxes(ax):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def arrows(ax):
    return [(text.xyann, text.xy) for text in ax.texts if not text.get_text()]


def test_stages_stand_from_left_to_right_with_their_names_and_arrows():
    ax = figures.architecture([("picture", 64), ("code", 8), ("copy", 64)], step_names=["Dense", "Dense"])
    assert texts(ax) == ["picture\n64 numbers", "code\n8 numbers", "copy\n64 numbers", "Dense", "Dense"]
    assert [start[0] < end[0] for start, end in arrows(ax)] == [True, True]
    # All are level.
    assert len({round(place[1], 9) for arrow in arrows(ax) for place in arrow}) == 1
    assert ax.caption == (
        "A network in stages, from left to right: picture (64 numbers); by Dense: code (8 numbers); "
        "by Dense: copy (64 numbers)."
    )


def test_a_bar_is_the_longer_the_more_units_it_has():
    ax = figures.architecture([("wide", 400), ("narrow", 100)])
    low, high = (
        [box.get_y() for box in boxes(ax) if box.get_x() == x] for x in sorted({box.get_x() for box in boxes(ax)})
    )
    # The eye compares areas of pictures: a bar of four times as many units is twice as long.
    assert (max(low) - min(low)) / (len(low) - 1) * len(low) == pytest.approx(
        2 * (max(high) - min(high)) / (len(high) - 1) * len(high)
    )


def test_maps_are_sheets_and_their_sides_are_to_scale():
    ax = figures.architecture([("picture", (14, 14)), ("maps", (7, 7, 3))])
    picture, *sheets = boxes(ax)
    assert len(sheets) == 3
    assert picture.get_width() == pytest.approx(2 * sheets[0].get_width())
    assert "maps (3 maps of 7 × 7)" in ax.caption


def test_units_that_are_on_fill_their_share_of_the_bar():
    ax = figures.architecture([("picture", 100), ("code", 100, 25)])
    filled = [box for box in boxes(ax) if box.get_facecolor() == to_rgba(POSITIVE_COLOUR)]
    assert len(filled) / (len(boxes(ax)) / 2) == pytest.approx(0.25)
    assert "code (100 units, 25 on)" in ax.caption


def test_parts_beside_each_other_are_joined_as_they_are_computed():
    stages = [("hidden", 20), [("mean", 2), ("log-variance", 2)], [("code", 2), ("label", 10)], ("copy", 20)]
    ax = figures.architecture(stages)
    # Two from the hidden layer; two to the code, and none to the label, which is given; two to the copy.
    ends = [end for _start, end in arrows(ax)]
    assert len(ends) == 6
    assert ends[2] == ends[3]


def test_brackets_reach_from_stage_to_stage():
    ax = figures.architecture([("x", 4), ("code", 2), ("copy", 4)], part_names={"encoder": (0, 1), "decoder": (1, 2)})
    left, right = (line.get_xdata() for line in ax.lines)
    assert left[-1] == right[0]
    assert texts(ax)[-2:] == ["encoder", "decoder"]
    assert "encoder: x (4 numbers) to code (2 numbers)" in ax.caption


def test_many_stages_leave_room_for_arrows():
    stages = [("maps", (28, 28, 8))] * 6
    ax = figures.architecture(stages)
    assert all(end[0] - start[0] > 0.3 for start, end in arrows(ax))


@pytest.mark.parametrize(
    ("stages", "options", "error", "said"),
    [
        ([("x", 3)], {}, ValueError, "two or more stages"),
        ([("x", 3), []], {}, ValueError, "each stage a part"),
        ("x", {}, TypeError, "stages must be a list"),
        ([("x", 3), "code"], {}, TypeError, r"stages\[1\] must be \(name, units\)"),
        ([("x", 3), ("code", (2, 2), 1)], {}, TypeError, r"stages\[1\] must be"),
        ([("x", 3), ("code", 0)], {}, ValueError, r"each size in stages\[1\]"),
        ([("x", 3), ("code", 2, 3)], {}, ValueError, "3 units are on, but there are only 2"),
        ([("x", 3), ("code", 2)], {"step_names": []}, ValueError, "0 step_names, but 1 steps"),
        ([("x", 3), ("code", 2)], {"part_names": {"encoder": (1, 0)}}, ValueError, "counted from 0 to 1"),
        ([("x", 3), ("code", 2)], {"part_names": {"encoder": (0, 2)}}, ValueError, "counted from 0 to 1"),
        ([("x", 3), ("code", 2)], {"part_names": ["encoder"]}, TypeError, "part_names must be a dict"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_sentence(stages, options, error, said):
    with pytest.raises(error, match=said):
        figures.architecture(stages, **options)
