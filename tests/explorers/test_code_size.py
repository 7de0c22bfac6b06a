"""The live figure of code sizes: what it stores, what its static picture says, and what keys do to it."""

import re
from functools import partial

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from sklearn.decomposition import PCA

from autoenc_lessons import datasets, explorers
from tests.explorers.explorer_pages import (
    NEEDS_CHROMIUM,
    displayed,
    explorer,
    greys,
    open_alone,
    press,
    said_in,
    stored_in,
)

DIGITS, DIGIT_LABELS = datasets.load("digits")
PICTURES, LABELS = DIGITS[:12], DIGIT_LABELS[:12]
SIZES = [2, 4, 8, 16, 32]
AXES = PCA(32).fit(DIGITS[100:]).components_
MEAN = DIGITS[100:].mean(axis=0)
# The other family copies better, but for the largest code.
BETTER = {2: 0.9, 4: 0.8, 8: 0.6, 16: 0.5, 32: 1.5}


def pca_copies(size):
    return MEAN + (PICTURES - MEAN) @ AXES[:size].T @ AXES[:size]


COPIES = {
    "PCA": {size: pca_copies(size) for size in SIZES},
    "autoencoder": {size: PICTURES + BETTER[size] * (pca_copies(size) - PICTURES) for size in SIZES},
}
ERRORS = {"PCA": [0.053, 0.038, 0.0242, 0.01144, 0.00271], "autoencoder": [0.0518, 0.0322, 0.0182, 0.0101, 0.0042]}
SHOW = partial(explorers.code_size, PICTURES, COPIES, ERRORS, image_shape=(8, 8), labels=LABELS)
PIXELS = "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]"
BLUE, GREY, ORANGE = (np.array(to_rgb(colour)) for colour in ("#0072B2", "#f2f2f2", "#D55E00"))


def levels(letters, alphabet):
    return np.array([alphabet.index(letter) for letter in letters])


def test_a_picture_that_tells_the_same_comes_first():
    picture, caption, live = displayed(SHOW)
    assert "ticks 2 4 8 16 32" in picture["text/plain"]
    assert "ticks original PCA PCA, error autoencoder autoencoder, error" in picture["text/plain"]
    said = caption["text/plain"]
    assert said.startswith("The first picture and its copies from 2, 4, 8, 16, 32 code units. An error is grey where ")
    assert "– PCA 0.053, 0.038, 0.0242, 0.0114, 0.00271; autoencoder 0.0518, 0.0322, " in said
    assert live["text/plain"].startswith("A live figure, to change the size of the code yourself, stands here")


def test_what_is_stored_are_the_copies_and_what_they_miss():
    data = stored_in(displayed(SHOW)[-1]["text/html"])
    assert (data["sizes"], data["imageShape"], data["labels"]) == (SIZES, [8, 8], LABELS[:8].tolist())
    largest = max(np.abs(copy[:8] - PICTURES[:8]).max() for sizes in COPIES.values() for copy in sizes.values())
    assert largest <= data["limit"] <= 1.1 * largest
    for family, (name, tables) in zip(data["families"], COPIES.items(), strict=True):
        assert family["name"] == name
        np.testing.assert_allclose(family["heldOut"], ERRORS[name], rtol=0.005)
        for place, table in enumerate(tables.values()):
            missed = table[:8] - PICTURES[:8]
            np.testing.assert_allclose(family["own"][place], np.mean(missed**2, axis=1), rtol=0.005)
            for number in range(8):
                copied, wrong = (family["pictures"][part][place][number] for part in ("copies", "errors"))
                shades, errors = levels(copied, data["letters"]) / 63, levels(wrong, data["letters"]) / 31 - 1
                np.testing.assert_allclose(shades, np.clip(table[number], 0, 1), atol=0.5 / 63 + 1e-9)
                np.testing.assert_allclose(errors * data["limit"], missed[number], atol=0.5 / 31)


def test_the_same_is_stored_each_time_with_rounding_errors_too_and_is_small():
    first, again = (displayed(SHOW)[-1]["text/html"] for _ in range(2))
    nudged = {name: {size: copy + 1e-13 for size, copy in tables.items()} for name, tables in COPIES.items()}
    moved = displayed(lambda: explorers.code_size(PICTURES, nudged, ERRORS, image_shape=(8, 8), labels=LABELS))[-1]
    assert first == again == moved["text/html"]
    assert len(first) < 60_000


def test_perfect_copies_without_labels_are_shown():
    perfect = {"copy": {1: PICTURES, 64: PICTURES}}
    data = stored_in(
        displayed(lambda: explorers.code_size(PICTURES, perfect, {"copy": [2, 1]}, image_shape=(8, 8), n_shown=99))[-1][
            "text/html"
        ]
    )
    assert (data["limit"], data["labels"], len(data["pictures"])) == (1, None, 12)
    assert set("".join(data["families"][0]["pictures"]["errors"][0])) == {data["letters"][31]}


def with_pca(changed):
    return {"copies": COPIES | {"PCA": COPIES["PCA"] | changed}}


BAD = {
    "no copies": ({"copies": {}}, "copies is empty"),
    "a list": ({"copies": [PICTURES]}, "copies must be a dict"),
    "no sizes": ({"copies": {"PCA": PICTURES}}, r"copies\['PCA'\] must be a dict"),
    "a size in words": ({"copies": {"PCA": {"two": PICTURES}}}, r"each code size in copies\['PCA'\] must be a whole"),
    "no size": ({"copies": {"PCA": {0: PICTURES}}}, "must be at least 1"),
    "one size": ({"copies": {"PCA": {2: PICTURES}}}, "two or more code sizes, from small to large; got 2"),
    "sizes that fall": ({"copies": {"PCA": {4: PICTURES, 2: PICTURES}}}, "from small to large; got 4, 2"),
    "other sizes": ({"copies": COPIES | {"autoencoder": {2: PICTURES, 4: PICTURES}}}, "'autoencoder' has 2, 4, and"),
    "many families": ({"copies": {name: {2: PICTURES} for name in "abcd"}}, "names 4 families of models; .* most 3"),
    "fewer copies": (with_pca({8: PICTURES[:3]}), r"copies\['PCA'\]\[8\] has shape \(3, 64\)"),
    "other pixels": (with_pca({8: PICTURES[:, :9]}), r"copies\['PCA'\]\[8\] has shape \(12, 9\)"),
    "NaN": (with_pca({8: PICTURES * np.nan}), r"copies\['PCA'\]\[8\] has 768 value"),
    "bytes": (with_pca({8: np.rint(PICTURES * 255)}), r"copies\['PCA'\]\[8\] must hold shades from 0"),
    "other names": ({"errors": {"PCA": ERRORS["PCA"]}}, "must name the same families; copies has PCA, autoencoder,"),
    "an error less": ({"errors": ERRORS | {"PCA": [1, 2]}}, r"errors\['PCA'\] has 2 values for 5 positions"),
    "an error of 0": ({"errors": ERRORS | {"PCA": [1, 2, 3, 4, 0]}}, r"errors\['PCA'\] must be above 0"),
    "no number": ({"errors": ERRORS | {"PCA": [np.nan] * 5}}, r"errors\['PCA'\] has 5 value"),
    "another shape": ({"image_shape": (7, 8)}, r"make 64 pixels; got \(7, 8\)"),
    "few labels": ({"labels": [1, 2]}, "one whole number for each of the 12 pictures; there are 2"),
    "none to show": ({"n_shown": 0}, "n_shown must be at least 1"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_sentence(name):
    changed, said = BAD[name]
    given = {"pictures": PICTURES, "copies": COPIES, "errors": ERRORS, "image_shape": (8, 8)} | changed
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        explorers.code_size(**given)
    assert "\n" not in str(raised.value)


def assert_shows(figure, size, number):
    """Assert that copies, errors and numbers are those that numpy finds for this size and picture."""
    place, text = SIZES.index(size), said_in(figure)
    limit = stored_in(displayed(SHOW)[-1]["text/html"])["limit"]
    assert text.startswith(f"Code size {size}. Mean squared error over all held-out pictures: PCA ")
    assert f"(picture {number + 1}, a {LABELS[number]})" in text
    for name, tables in COPIES.items():
        tile, copy = figure.locator(f"[data-family='{name}']"), tables[size][number]
        canvases, missed = tile.locator("canvas"), (copy - PICTURES[number]) / limit
        np.testing.assert_allclose(greys(canvases.nth(0)), np.clip(copy, 0, 1), atol=0.012)
        ends = np.where(missed[:, None] < 0, BLUE, ORANGE)
        wanted = GREY + np.abs(missed)[:, None] * (ends - GREY)
        drawn = np.reshape(canvases.nth(1).evaluate(PIXELS), (-1, 4)) / 255
        np.testing.assert_allclose(drawn[:, :3], wanted, atol=0.02)
        all_error, own = (float(found) for found in re.findall(rf"{name} ([\d.]+\d)", text))
        assert all_error == pytest.approx(ERRORS[name][place], rel=0.005)
        assert own == pytest.approx(np.mean((copy - PICTURES[number]) ** 2), rel=0.005)
        assert tile.locator(".autoenc-below").text_content() == f"held out: {all_error:g}"
        is_best = ERRORS[name][place] == min(errors[place] for errors in ERRORS.values())
        assert ("autoenc-best" in tile.get_attribute("class")) == is_best
    np.testing.assert_allclose(greys(figure.locator("[role=img] canvas").first), PICTURES[number], atol=0.012)


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_keys_and_the_pointer_choose_size_and_picture(page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_alone(page, tmp_path, displayed(SHOW)[-1]["text/html"])
    figure = explorer(page, ".autoenc-sizes")
    assert_shows(figure, 8, 0)
    figure.get_by_role("slider", name="Code size").focus()
    for key, size in [("ArrowRight", 16), ("End", 32), ("ArrowLeft", 16), ("Home", 2), ("ArrowUp", 4)]:
        press(page, key)
        assert_shows(figure, size, 0)
    figure.get_by_role("radio", name="picture 1, ").focus()
    press(page, "ArrowRight", "ArrowRight")
    assert_shows(figure, 4, 2)
    # The line and a mark on each curve stand at the chosen size; each curve is named.
    curve = figure.locator(".autoenc-sizes")
    assert curve.locator(".autoenc-label").all_text_contents() == ["autoencoder", "PCA"]
    box = curve.locator(".autoenc-curve").first.bounding_box()
    page.mouse.click(box["x"] + 0.98 * box["width"], box["y"] + 0.5 * box["height"])
    assert_shows(figure, 32, 2)
    ruler = curve.locator(".autoenc-cursor").bounding_box()
    assert ruler["x"] == pytest.approx(box["x"] + box["width"], abs=2.5)
    assert errors == []
