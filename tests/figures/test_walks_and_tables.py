"""Walks over a map, maps side by side, and what groups are made of, through what is drawn and what the caption says."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autoenc_lessons import figures

CODES = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [10.0, 0.0], [10.0, 10.0], [9.0, 10.0]])
LABELS = np.array([0, 0, 0, 5, 7, 7])


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def to_picture(codes):
    return np.column_stack([codes / 10, codes.sum(axis=1) / 20, np.zeros(len(codes))])


def walked(ways=((0, 7), (0, 5)), **options):
    return figures.walks(CODES, LABELS, list(ways), decode=to_picture, image_shape=(2, 2), stops=4, **options)


def test_a_way_is_straight_from_the_middle_of_one_group_to_that_of_another():
    on_map, columns = walked(title="A walk")
    ways = [line.get_xydata() for line in on_map.lines[1::2]]
    np.testing.assert_allclose(ways[0], np.linspace([0, 0], [9.5, 10], 4))
    np.testing.assert_allclose(ways[1], np.linspace([0, 0], [10, 0], 4))
    # The first stop is at the bottom, and the first way on the left.
    (image,) = columns.images
    mosaic = image.get_array()
    assert mosaic.shape == (4 * 2 + 3 * 2, 2 * 2 + 2)
    np.testing.assert_allclose(mosaic[-2:, :2], 0)
    np.testing.assert_allclose(mosaic[:2, :2].ravel(), to_picture(np.array([[9.5, 10]]))[0])
    np.testing.assert_allclose(mosaic[:2, 4:].ravel(), [1, 0, 0.5, 0])
    assert [label.get_text() for label in columns.get_yticklabels()] == ["4", "3", "2", "1"]
    assert [label.get_text() for label in columns.get_xticklabels()] == ["A", "B"]
    assert [text.get_text() for text in on_map.texts if text.get_text() in "AB"] == ["A", "B"]


def test_the_caption_tells_the_nearest_codes_and_the_holes():
    on_map, _ = walked()
    assert (
        "From the middle of 0 to that of 7, the codes nearest to the stops belong to 0, 0, 7, 7; 2 stops"
        in on_map.caption
    )
    assert (
        "From the middle of 0 to that of 5, the codes nearest to the stops belong to 0, 0, 5, 5; 2 stops"
        in on_map.caption
    )


def test_outside_a_grid_there_are_only_holes():
    grid = figures.code_grid(CODES, cells=2)
    found = grid.lie_in_holes([[0, 0], [9.9, 0.1], [0.1, 9.9], [9.9, 9.9], [-5, 0], [0, 50]])
    assert found.tolist() == [False, False, True, False, True, True]
    np.testing.assert_array_equal(grid.lie_in_holes(grid.codes), grid.is_hole)


def test_maps_stand_side_by_side_each_with_its_share():
    axes = figures.labelled_maps(
        {"flat": CODES, "mixed": CODES[:, ::-1] * [1, 0.01]}, LABELS, kind="digit", title="Two maps"
    )
    shares = [
        f"{100 * figures.maps.neighbour_share(places, LABELS):.0f}" for places in (CODES, CODES[:, ::-1] * [1, 0.01])
    ]
    assert [ax.get_title("left") for ax in axes] == [f"flat: {shares[0]} %", f"mixed: {shares[1]} %"]
    assert axes[0].figure.get_suptitle() == "Two maps"
    assert all(list(ax.get_xticks()) == [] for ax in axes)
    assert axes[1].caption.startswith("mixed: 6 samples by digit")


def test_maps_of_one_kind_tell_no_share():
    (ax,) = figures.labelled_maps({"flat": CODES}, [0] * len(CODES))
    assert ax.get_title("left") == "flat"
    assert ax.caption == "flat: 6 samples, all of one kind."


def test_groups_stand_in_the_order_of_their_labels_beside_their_pictures():
    groups, labels = [2, 2, 2, 0, 0, 1, 1, 1, 3], [4, 4, 6, 6, 6, 9, 9, 4, 9]
    pictures = np.arange(4)[:, None] / 4 * np.ones((4, 6))
    shown, table = figures.group_table(groups, labels, pictures, (2, 3))
    counts = table.images[0].get_array()
    np.testing.assert_array_equal(counts, [[2, 1, 0], [0, 2, 0], [1, 0, 2], [0, 0, 1]])
    assert [text.get_text() for text in table.texts] == ["2", "1", "2", "1", "2", "1"]
    assert [label.get_text() for label in table.get_xticklabels()] == ["4", "6", "9"]
    # Groups 2, 0, 1, and then group 3, for which no label is left.
    mosaic = shown.images[0].get_array()
    np.testing.assert_allclose([mosaic[3 * row, 0] for row in range(4)], [0.5, 0, 0.25, 0.75])
    assert table.caption == (
        "9 samples in 4 groups; in each, most are a digit: 2 of 3 are 4, 2 of 2 are 6, 2 of 3 are 9, 1 of 1 are 9."
    )


def test_a_group_may_be_empty_and_labels_may_be_more_than_groups():
    _, table = figures.group_table([0, 0, 0], [1, 2, 2], np.zeros((2, 4)), (2, 2), kind="face")
    np.testing.assert_array_equal(table.images[0].get_array(), [[0, 0], [1, 2]])
    assert table.caption == "3 samples in 2 groups; in each, most are a face: 2 of 3 are 2."
    assert figures.group_table([0], [8], np.zeros((1, 4)), (2, 2))[1].caption.endswith("1 of 1 are 8.")


BAD = {
    "no such label": (lambda: walked([(0, 3)]), "ways has the label 3, which no sample has; there are: 0, 5, 7"),
    "three ends": (lambda: walked([(0, 5, 7)]), "pairs of two labels"),
    "no ways": (lambda: walked([]), "from 1 to 8 pairs"),
    "a label that is none": (lambda: walked([(0, "b")]), "each label in ways must be a whole number"),
    "no list": (lambda: walked("ab"), "each way must be a list of two labels"),
    "one stop": (
        lambda: figures.walks(CODES, LABELS, [(0, 5)], decode=to_picture, image_shape=(2, 2), stops=1),
        "stops must be at least 2",
    ),
    "a group without a picture": (
        lambda: figures.group_table([0, 2], [0, 0], np.zeros((2, 4)), (2, 2)),
        "groups must be numbers from 0 to 1, the rows of pictures; they go from 0 to 2",
    ),
    "other pixels": (
        lambda: figures.group_table([0], [0], np.zeros((1, 4)), (2, 3)),
        "4 pixels, but image_shape needs 6",
    ),
    "fewer axes": (
        lambda: figures.labelled_maps({"a": CODES}, LABELS, axes=plt.subplots(1, 2)[1]),
        "There are 1 maps, so axes must be as many; got 2",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_sentence(name):
    call, said = BAD[name]
    with pytest.raises((TypeError, ValueError), match=said):
        call()
