"""What `show` stores and a reader gets: the picture on its card, its words, and the caption under it."""

import base64
import io

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbconvert import HTMLExporter
from PIL import Image

from autoenc_lessons import figures


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def shown(axes, *caption):
    InteractiveShell.instance()
    with capture_output() as captured:
        figures.show(axes, *caption)
    assert captured.stderr == ""
    return captured.outputs


def picture_of(axes):
    """Return a shown picture, and the width in which a page shows it."""
    picture = shown(axes)[0]
    return Image.open(io.BytesIO(picture.data["image/png"])), picture.metadata["image/png"]["width"]


def test_show_puts_the_caption_under_the_picture_and_leaves_no_figure_open():
    open_before = plt.get_fignums()
    picture, text = shown(figures.bars({"a": 0.5}, ylabel="error"))
    assert picture.data["image/png"].startswith(b"\x89PNG")
    assert picture.metadata["image/png"]["alt"] == "Error: a 0.5."
    assert picture.data["text/plain"].splitlines()[:2] == ["Error: a 0.5.", "8 x 3.2 inches"]
    assert text.data == {"text/markdown": "*Error: a 0.5.*", "text/plain": "Error: a 0.5."}
    assert plt.get_fignums() == open_before


def test_who_sees_a_picture_reads_the_caption_that_a_lesson_gives_and_who_does_not_hears_its_numbers():
    picture, text = shown(figures.bars({"a": 0.5}, ylabel="error", title="One is low"), "Look at the *only* bar.")
    assert text.data == {"text/markdown": "*Look at the *only* bar.*", "text/plain": "Look at the *only* bar."}
    assert picture.metadata["image/png"]["alt"] == "Error: a 0.5."
    assert picture.data["text/plain"].startswith("Error: a 0.5.\n8 x 3.2 inches\naxes at (")


@pytest.mark.parametrize("caption", ["", " ", 3, ["a"]])
def test_a_caption_that_is_no_sentence_is_refused(caption):
    with pytest.raises(TypeError, match="caption must be a sentence, or be left out; got"):
        shown(figures.bars({"a": 0.5}, ylabel="error"), caption)


def test_show_says_each_caption_of_a_figure_once_and_refuses_a_picture_without_one():
    _, axes = plt.subplots(1, 2)
    figures.bars({"a": 1.0}, ylabel="left", ax=axes[0])
    figures.bars({"b": 2.0}, ylabel="right", ax=axes[1])
    assert shown(axes)[1].data["text/plain"] == "Left: a 1. Right: b 2."
    with pytest.raises(ValueError, match="no caption"):
        figures.show(plt.subplots()[1])


SIZES = {
    "a whole page": (lambda: figures.loss_curve([2.0, 1.0], floor=0.5), 740),
    "long names": (lambda: figures.error_strips({"a recipe of many words": [1.0], "b": [2.0]}, xlabel="error"), 740),
    "a square one": (lambda: figures.codes_2d(np.eye(2), [0, 1]), 481),
    "wider than a page": (
        lambda: [figures.codes_2d(np.eye(2), [0, 1], ax=ax) for ax in plt.subplots(1, 3, figsize=(13, 4))[1]],
        740,
    ),
    "in space": (lambda: figures.sheet_3d(np.eye(3), [0.0, 1, 2]), 481),
}


@pytest.mark.parametrize("name", SIZES)
def test_a_picture_is_stored_for_a_sharp_screen_and_shown_in_one_of_a_few_widths(name):
    draw, width = SIZES[name]
    png, shown_width = picture_of(draw())
    assert png.info["dpi"] == pytest.approx((144, 144), abs=0.1)
    assert shown_width == width
    assert png.width == pytest.approx(144 * width * 8 / 740, abs=1.5)


def test_letters_have_one_size_whatever_the_width_that_a_lesson_asks_for():
    _, axes = plt.subplots(1, 2, figsize=(16, 6))
    in_words = shown([figures.codes_2d(np.eye(2), [0, 1], ax=ax) for ax in axes])[0].data["text/plain"]
    assert "8 x 3 inches" in in_words
    small = plt.subplots(figsize=(3, 2))[1]
    assert "3 x 2 inches" in shown(figures.bars({"a": 1}, ylabel="b", ax=small))[0].data["text/plain"]


@pytest.mark.parametrize("draw", [lambda: figures.bars({"a": 1}, ylabel="b"), *(draw for draw, _ in SIZES.values())])
def test_a_picture_is_a_white_card_with_round_corners(draw):
    png, _ = picture_of(draw())
    pixels = np.asarray(png.convert("RGBA"))
    assert pixels[[0, 0, -1, -1], [0, -1, 0, -1], 3].max() == 0
    rows, columns = png.height // 2, png.width // 2
    assert pixels[rows, [1, -2]].tolist() == pixels[[1, -2], columns].tolist() == [[255] * 4] * 2
    # Nothing that is drawn touches the edge.
    opaque = pixels[pixels[..., 3] == 255]
    assert len(opaque) > 0.99 * png.width * png.height
    assert pixels[2:-2, 30:-30][[0, -1], :, :3].min() == 255
    assert pixels[30:-30, 2:-2][:, [0, -1], :3].min() == 255


def test_ticks_and_limits_are_drawn_as_they_are_described():
    ax = figures.codes_2d(np.array([[0.0, 0.0], [9.0, 1.0]]), [0, 1])
    in_words = shown(ax)[0].data["text/plain"]
    for axis, name in [(ax.xaxis, "x"), (ax.yaxis, "y")]:
        low, high = axis.get_view_interval()
        assert f"  {name}: 'code unit {'xy'.index(name)}', linear from {low:.6g} to {high:.6g}, ticks " in in_words
    assert ax.get_aspect() == 1


def test_a_colour_bar_of_a_readers_own_is_no_obstacle():
    figure, ax = plt.subplots()
    figure.colorbar(ax.scatter([0, 1], [0, 1], c=[0, 1]))
    ax.caption = "Two points."
    assert shown(ax)[1].data["text/plain"] == "Two points."


def exported(template):
    """Return the page that nbconvert makes of a notebook with one picture."""
    picture, caption = shown(figures.bars({"a": 0.5, 'with "quotes" & <more>': 1}, ylabel="error"), "Look at b.")
    stored = {"image/png": base64.b64encode(picture.data["image/png"]).decode()}
    outputs = [
        nbformat.v4.new_output("display_data", data=output.data | changed, metadata=output.metadata)
        for output, changed in ((picture, stored), (caption, {}))
    ]
    cell = nbformat.v4.new_code_cell("figures.show(...)", outputs=outputs)
    page = HTMLExporter(template_name=template).from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))[0]
    return BeautifulSoup(page, "html.parser")


def test_a_page_that_takes_alternative_texts_speaks_the_numbers_of_a_picture():
    page = exported("classic")
    [image] = page.find_all("img")
    assert image["alt"] == 'Error: a 0.5, with "quotes" & <more> 1.'
    assert image["width"] == "740"
    assert image.find_next("em").text == "Look at b."


def test_a_page_that_takes_none_has_the_caption_under_the_picture_all_the_same():
    [image] = exported("lab").find_all("img")
    assert image["width"] == "740"
    assert image.find_next("em").text == "Look at b."


def test_vs_code_speaks_the_text_of_an_output_before_anything_else():
    # It puts text/plain in the place of whatever a notebook's metadata say (backLayerWebView.ts, createMetadata).
    spoken = shown(figures.bars({"a": 0.5}, ylabel="error"), "Look.")[0].data["text/plain"]
    assert spoken.splitlines()[0] == "Error: a 0.5."


def test_lines_are_stored_in_few_colours_and_shades_as_they_are():
    lines, _ = picture_of(figures.loss_curve(np.linspace(1, 0.1, 50)))
    assert lines.mode == "P"
    # The corners of the card stay clear, for a dark page.
    assert lines.convert("RGBA").getpixel((0, 0))[3] == 0
    shades = np.linspace(0, 1, 256).reshape(1, 256)
    pictures, _ = picture_of(figures.picture_rows({"all": shades}, (16, 16)))
    drawn = {pixel[0] for pixel in np.asarray(pictures.convert("RGBA")).reshape(-1, 4) if pixel[3] == 255}
    assert len(drawn) > 200


def test_smooth_pictures_are_stored_in_fewer_pixels_and_shades_on_the_same_card():
    shades = np.random.default_rng(0).uniform(size=(16, 64))
    for signed in (False, True):
        rows = {"all": 2 * shades - 1 if signed else shades}
        plain, width = picture_of(figures.picture_rows(rows, (8, 8), signed=signed))
        smooth, same_width = picture_of(figures.picture_rows(rows, (8, 8), signed=signed, smooth=True))
        assert same_width == width
        assert smooth.width == pytest.approx(plain.width * 96 / 144, abs=1.5)
        pixels = np.asarray(smooth.convert("RGBA"))
        assert pixels[0, 0, 3] == 0
        assert pixels[pixels.shape[0] // 2, 1].tolist() == [255] * 4
        assert len(np.unique(pixels.reshape(-1, 4), axis=0)) > 20
        # Blocks of pixels are not smooth; on the whole both are alike.
        as_seen = [np.asarray(one.convert("RGBA").convert("L").resize((40, 5))).astype(int) for one in (plain, smooth)]
        assert np.corrcoef(*map(np.ravel, as_seen))[0, 1] > 0.9


@pytest.mark.parametrize("backend", ["agg", "svg", "pdf", "ps", "template"])
def test_a_picture_is_shown_whatever_matplotlib_draws_with(backend):
    usual = plt.get_backend()
    plt.switch_backend(backend)
    try:
        picture, _ = shown(figures.bars({"a": 0.5}, ylabel="error"))
    finally:
        plt.close("all")
        plt.switch_backend(usual)
    assert picture.data["image/png"]
