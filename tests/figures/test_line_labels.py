"""Names at lines: where they stand, and how they give way to each other."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from autoenc_lessons import figures
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, FLOOR_COLOUR, GROUP_COLOURS, group_look
from autoenc_lessons.figures.drawn_in_words import describe
from autoenc_lessons.figures.line_labels import apart, readable, spread_labels
from autoenc_lessons.figures.styling import PAGE


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def luminance(colour):
    """Return the relative luminance of WCAG 2."""
    shares = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in to_rgb(colour)]
    return float(np.dot(shares, [0.2126, 0.7152, 0.0722]))


def contrast(colour, paper="white"):
    lighter, darker = sorted([luminance(colour), luminance(paper)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


DATA_COLOURS = [*(group_look(group)[0] for group in range(10)), CONTEXT_COLOUR, FLOOR_COLOUR]


def test_contrast_is_that_of_the_standard():
    assert contrast("black") == pytest.approx(21)
    assert contrast("#777777") == pytest.approx(4.48, abs=0.01)  # the grey that famously just misses 4.5
    assert contrast("white") == 1


@pytest.mark.parametrize("colour", DATA_COLOURS)
def test_each_colour_of_data_is_seen_on_white_paper_and_a_name_in_it_can_be_read(colour):
    assert contrast(colour) >= 3
    assert contrast(readable(colour)) >= 4.5


def test_the_ten_colours_of_groups_are_ten_and_the_first_two_stay():
    assert GROUP_COLOURS[:2] == ("#0072B2", "#D55E00")
    assert len({group_look(group)[0] for group in range(10)}) == 10


@pytest.mark.parametrize(
    ("places", "heights", "expected"),
    [
        ([10, 50], [10, 10], [10, 50]),
        ([50, 10], [10, 10], [50, 10]),
        ([50, 50], [10, 10], [55, 45]),  # the first given is the upper one
        ([50, 50 + 1e-12], [10, 10], [55, 45]),  # whatever a processor makes of them
        ([50, 52, 80], [10, 10, 10], [46, 56, 80]),
        ([50, 50, 50], [10, 20, 10], [65, 50, 35]),
        ([0, 1, 2], [10, 10, 10], [0, 10, 20]),
        ([100, 99], [10, 10], [100, 90]),
        ([-40, 300], [10, 10], [0, 100]),
        ([30], [10], [30]),
    ],
)
def test_names_are_moved_apart_no_farther_than_they_must(places, heights, expected):
    np.testing.assert_allclose(apart(places, heights, 100), expected, atol=1e-6)


def test_no_names_overlap_as_long_as_there_is_room_for_all():
    generator = np.random.default_rng(0)
    for _ in range(50):
        places, heights = generator.uniform(-10, 110, 6), generator.choice([5.0, 10.0], 6)
        found = apart(places, heights, 100)
        order = np.argsort(found)
        gaps = np.diff(found[order]) - (heights[order][1:] + heights[order][:-1]) / 2
        assert gaps.min() > -1e-9
        assert found.min() >= 0
        assert found.max() <= 100


def test_more_names_than_there_is_room_for_still_stand_one_above_the_other():
    np.testing.assert_allclose(apart([0, 0, 0], [10, 10, 10], 5), [20, 10, 0])


def names_of(ax):
    """Return the names at lines, from the top, and how far they are apart, in points, as they are drawn."""
    heights = [
        ax.get_position().height
        * ax.figure.get_size_inches()[1]
        * 72
        * (ax.transScale + ax.transLimits).transform(text.xy)[1]
        + text.get_position()[1]
        for text in ax.texts
    ]
    order = np.argsort(heights)[::-1]
    return [ax.texts[place].get_text() for place in order], -np.diff(np.array(heights)[order])


def test_lines_that_end_together_have_names_that_can_be_told_apart():
    series = {"a": [5.0, 1.0], "b": [4.0, 1.0], "c": [3.0, 1.01], "d": [2.0, 9.0]}
    ax = figures.lines([0, 1], series, xlabel="x", ylabel="y")
    names, gaps = names_of(ax)
    assert names == ["d", "c", "a", "b"]
    assert gaps.min() >= 13 - 0.1
    assert [text.xy for text in ax.texts] == [(1, series[name][-1]) for name in "abcd"]
    assert [text.get_color() for text in ax.texts] == [readable(line.get_color()) for line in ax.lines]
    assert [text.get_ha() for text in ax.texts] == ["left"] * 4
    assert ax.get_legend() is None


def test_names_follow_when_a_caller_changes_the_limits():
    ax = figures.lines([0, 1], {"low": [0.0, 1.0], "high": [0.0, 2.0]}, xlabel="x", ylabel="y", yscale="linear")
    ax.set_ylim(0, 100)
    spread_labels(ax)
    names, gaps = names_of(ax)
    assert names == ["high", "low"]
    assert gaps == pytest.approx([13], abs=0.1)
    # A line that leaves the picture is named at its edge.
    ax.set_ylim(0, 1.5)
    spread_labels(ax)
    fraction = (ax.transScale + ax.transLimits).transform((1, 2.0))[1]
    assert fraction > 1
    assert ax.texts[1].get_position()[1] < 0


def test_a_long_name_goes_on_in_a_second_line_and_gets_more_room():
    names = ["a name of many more letters than others have", "b"]
    ax = figures.lines([0, 1], dict.fromkeys(names, [2.0, 1.0]), xlabel="x", ylabel="y")
    assert ax.texts[0].get_text() == "a name of many more\nletters than others\nhave"
    assert names_of(ax)[1] == pytest.approx([2 * 13], abs=0.1)


def test_where_names_stand_is_told_in_words_and_needs_no_font():
    def told():
        ax = figures.lines([0, 1], {"a": [2.0, 1.0], "b": [3.0, 1.0]}, xlabel="x", ylabel="y")
        return [line for line in describe(ax.figure).splitlines() if "text '" in line]

    expected = [
        "  text 'a' at (7, 6.5), size 9.5, left center, 1 1",
        "  text 'b' at (7, -6.5), size 9.5, left center, 1 1",
    ]
    assert told() == expected
    with plt.rc_context({"font.family": "DejaVu Serif", "font.size": 20}):
        assert told() == expected


def test_a_highlighted_run_is_named_where_it_is_far_from_the_others():
    ratios = np.ones((5, 80))
    ratios[2, 20:45] = 4  # at a quarter and at a half
    ratios[2, 40:42] = 6
    ax = figures.seed_curves(ratios, highlight=(2,))
    assert [(text.get_text(), text.xy) for text in ax.texts] == [("seed 2", (41, 6.0))]
    assert ax.texts[0].get_position()[1] == 9
    assert ax.figure.get_size_inches()[0] == PAGE
