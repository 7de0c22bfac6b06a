"""Rows of pictures and spreads over runs, through what is drawn and what the caption says."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autoenc_lessons import figures
from autoenc_lessons.figures.colours import CONTEXT_COLOUR, GROUP_COLOURS
from autoenc_lessons.figures.drawn_in_words import describe

A = np.arange(12).reshape(2, 6) / 12
B = A + 0.1


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_each_picture_stands_in_its_row_and_column():
    ax = figures.picture_rows({"original": A, "copy": B}, (2, 3), originals="original", column_names=["x", "y"])
    mosaic = np.ma.filled(ax.images[0].get_array(), np.nan)
    assert mosaic.shape == (2 + 2 + 2, 3 + 2 + 3)
    for row, table in enumerate((A, B)):
        for column in range(2):
            part = mosaic[4 * row : 4 * row + 2, 5 * column : 5 * column + 3]
            np.testing.assert_array_equal(part, table[column].reshape(2, 3))
    assert np.isnan(mosaic).sum() == mosaic.size - 2 * A.size
    assert ax.images[0].get_clim() == (0, 1)
    assert [text.get_text() for text in ax.get_yticklabels()] == ["original", "copy"]
    assert [text.get_text() for text in ax.get_xticklabels()] == ["x", "y"]
    assert list(ax.get_yticks()) == [0.5, 4.5]
    assert list(ax.get_xticks()) == [1, 6]
    assert ax.caption == (
        "2 rows of 2 pictures of 2 x 3 pixels. Mean squared error against the row 'original' – copy: 0.01."
    )


def test_rows_can_stand_apart_and_have_something_written_at_their_end():
    rows = {"original": A, "copy": B, "other": A}
    ax = figures.picture_rows(rows, (2, 3), row_notes={"other": "0.1"}, apart=["copy"])
    plain = figures.picture_rows(rows, (2, 3))
    assert list(plain.get_yticks()) == [0.5, 4.5, 8.5]
    # A picture is two pixels high, so a third of it is none; the gap below stays as it was.
    assert list(ax.get_yticks()) == [0.5, 4.5, 8.5]
    high = {name: np.tile(table, (1, 3)) for name, table in rows.items()}
    assert list(figures.picture_rows(high, (6, 3), apart=["copy"]).get_yticks()) == [2.5, 12.5, 20.5]
    assert [(text.get_text(), text.xy[1]) for text in ax.texts] == [("0.1", 8.5)]


def test_without_originals_the_caption_tells_mean_shades():
    ax = figures.picture_rows({"": A}, (3, 2))
    assert ax.caption == (
        "One row of 2 pictures of 3 x 2 pixels, from black (0) to white (1), with these mean shades – pictures: 0.46."
    )
    assert list(ax.get_xticks()) == []


def test_few_pictures_are_drawn_larger_than_many_and_no_figure_is_wider_than_a_page():
    sizes = [
        figures.picture_rows({f"row {row}": np.tile(A[:1], (n, 1)) for row in range(rows)}, (2, 3)).figure
        for n, rows in [(4, 1), (12, 2), (12, 12), (18, 1)]
    ]
    widths = [figure.get_size_inches()[0] for figure in sizes]
    np.testing.assert_allclose(widths[:3], [1.9 + 4 * 0.8, 8, 1.9 + 12 * 5.6 / 12])
    assert widths[3] == pytest.approx(1.9 + 18 * 0.45)  # show makes it as wide as the page


def test_what_a_mosaic_shows_is_stored_in_words():
    first, second = (describe(figures.picture_rows({"a": rows}, (2, 3)).figure) for rows in (A, A[::-1]))
    assert "image of 2 x 8 pixels, gray from 0 to 1, nearest, 4 empty" in first
    assert "upper, lower, left and right half 0.333, 0.583, 0.208, 0.708" in first
    assert first != second


def test_a_scree_plot_marks_where_the_sum_reaches_a_level():
    ax = figures.scree([0.5, 0.3, 0.15, 0.05], levels=(0.5, 0.9))
    np.testing.assert_allclose([bar.get_height() for bar in ax.patches], [50, 30, 15, 5])
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [50, 80, 95, 100])
    np.testing.assert_allclose([line.get_xydata()[0] for line in ax.lines[1:]], [[1, 50], [3, 95]])
    said = [text.get_text() for text in ax.texts]
    assert said[:2] == ["1 axis: 50 %", "3 axes: 95 %"]
    assert set(said[2:]) == {"each axis", "all axes so far"}
    # What is reached but for rounding is reached: as floats, 0.6 and 0.3 add up to less than 0.9.
    assert "2 axes for 90 %" in figures.scree([0.6, 0.3], levels=[0.9]).caption


def test_a_spread_over_a_linear_axis_begins_at_0_and_may_come_as_a_dict_of_positions():
    names = {"xlabel": "step", "ylabel": "error", "yscale": "linear"}
    ax = figures.spread_lines([1, 2], {"a": {1: [1.0, 3.0], 2: [5.0, 7.0]}, "b": {1: 4.0, 2: 4.5}}, **names)
    assert (ax.get_yscale(), ax.get_ylim()[0]) == ("linear", 0)
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [2, 6])
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), [4, 4.5])


@pytest.mark.parametrize(
    ("rows", "shape", "options", "words"),
    [
        ({}, (2, 3), {}, "rows is empty"),
        ({"a": A}, (2, 2), {}, "has 6 pixels a picture, but image_shape needs 4"),
        ({"a": A, "b": B[:1]}, (2, 3), {}, "has 1 pictures and the first row has 2"),
        ({"a": A}, (2, 3), {"originals": "b"}, "no row 'b' of originals; the rows are: a"),
        ({"a": A}, (2, 3), {"row_notes": {"b": "0.1"}}, "There is no row 'b'; the rows are: a"),
        ({"a": A}, (2, 3), {"apart": ["b"]}, "There is no row 'b'; the rows are: a"),
        ({"a": A}, (2, 3), {"column_names": ["x"]}, "1 column_names for 2 pictures"),
        ({"a": A}, (0, 3), {}, "image_shape must be at least 1"),
    ],
)
def test_rows_that_do_not_fit_get_one_clear_sentence(rows, shape, options, words):
    with pytest.raises(ValueError, match=words):
        figures.picture_rows(rows, shape, **options)


def test_a_spread_has_a_line_through_the_medians_and_a_dot_for_each_run():
    runs = [[8.0, 4.0, 6.0], [9.0, 3.0, 7.0], [7.0, 5.0, 5.0]]
    values = {"autoencoder": runs, "PCA, training": [7.0, 3.5, 1.0], "PCA": [8.0, 4.5, 2.0], "mean picture": [9.0] * 3}
    ax = figures.spread_lines([1, 2, 4], values, xlabel="code units", ylabel="error")
    assert list(ax.lines[0].get_ydata()) == [8.0, 4.0, 6.0]
    np.testing.assert_array_equal(np.sort(ax.collections[0].get_offsets()[:, 1]), np.sort(np.ravel(runs)))
    np.testing.assert_array_equal(ax.collections[0].get_offsets()[:, 0], [1, 2, 4] * 3)
    assert [line.get_color() for line in ax.lines] == ["#0072B2", GROUP_COLOURS[2], GROUP_COLOURS[2], CONTEXT_COLOUR]
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--", "-.", ":"]
    assert [line.get_marker() for line in ax.lines] == ["None", "s", "D", "None"]
    assert [text.get_text() for text in ax.texts] == ["autoencoder", "PCA, training", "PCA", "mean picture"]
    assert [text.xy for text in ax.texts] == [(4, 6.0), (4, 1.0), (4, 2.0), (4, 9.0)]
    assert ax.get_legend() is None
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert [text.get_text() for text in ax.get_xticklabels()] == ["1", "2", "4"]
    assert ax.caption == (
        "Error over code units from 1 to 4: autoencoder (median of 3 runs) from 8, down to 4 at 2, then up to 6; "
        "PCA, training from 7 to 1; PCA from 8 to 2; mean picture 9 throughout."
    )


def test_many_positions_get_few_ticks():
    ax = figures.spread_lines(np.arange(1, 21), {"a": np.arange(1.0, 21)}, xlabel="step", ylabel="error")
    assert len(ax.get_xticks()) == 7


def test_a_series_of_another_length_gets_one_clear_sentence():
    with pytest.raises(ValueError, match="'a' has 2 values for 3 positions"):
        figures.spread_lines([1, 2, 3], {"a": [1.0, 2.0]}, xlabel="b", ylabel="c")


def test_signed_rows_are_scaled_each_by_its_largest_value_around_white():
    ax = figures.picture_rows({"a": [[0.0, -2.0, 1.0, 0.0]], "b": [[0.0, 0.5, 0.0, 0.0]]}, (2, 2), signed=True)
    [image] = ax.get_images()
    drawn = np.ma.filled(image.get_array(), np.nan)
    assert drawn[:2, :2].tolist() == [[0, -1], [0.5, 0]]
    assert np.nanmax(drawn[2:]) == 1
    assert image.get_cmap()(0.5)[:3] == pytest.approx((1, 1, 1), abs=0.01)
    assert image.get_clim() == (-1, 1)
    # White among white: a frame says where each picture ends.
    assert len(ax.patches) == 2
    assert "a: 2; b: 0.5" in ax.caption


def test_signed_rows_of_zeros_are_white():
    ax = figures.picture_rows({"a": np.zeros((1, 4))}, (2, 2), signed=True)
    assert np.all(ax.get_images()[0].get_array() == 0)


def test_signed_rows_must_be_finite_numbers():
    with pytest.raises(ValueError, match="row 'a'"):
        figures.picture_rows({"a": [[np.nan, 0, 0, 0]]}, (2, 2), signed=True)


def test_smooth_pictures_have_more_pixels_and_the_same_words():
    step = {"a": [[0.0, 1.0, 0.0, 1.0]] * 2}
    plain, smooth = (figures.picture_rows(step, (2, 2), smooth=way) for way in (False, True))
    drawn = np.ma.filled(smooth.get_images()[0].get_array(), np.nan)
    first = drawn[:, : drawn.shape[0]]
    # Between black and white there are now shades, and they rise.
    assert len(np.unique(first[0].round(6))) > 3
    assert np.all(np.diff(first[0]) >= -1e-9)
    assert smooth.caption == plain.caption
