"""The live walk over a map: what it stores, what its script computes, and what keys and pointer do to it."""

import keras
import numpy as np
import pytest

from autoenc_lessons import explorers, figures, seed_everything
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

SHAPE, STOPS = (3, 4), 8


def parts():
    seed_everything(0)
    encoder = keras.Sequential([keras.Input((12,)), keras.layers.Dense(2)])
    decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(5, "tanh"), keras.layers.Dense(12)])
    pictures = np.random.default_rng(0).uniform(size=(30, 12))
    return encoder, decoder, pictures, np.arange(30) % 3


def outputs_of(*given, ways=((0, 2), (1, 0)), **options):
    return displayed(explorers.walk, *given, list(ways), image_shape=SHAPE, **options)


def test_a_walk_is_stored_with_its_numbers_and_the_same_twice():
    encoder, decoder, pictures, labels = parts()
    _, caption, live = outputs_of(encoder, decoder, pictures, labels, caption="Two ways.")
    assert caption["text/plain"] == "Two ways."
    numbers, codes = stored_in(live["text/html"]), encoder(pictures).numpy()
    np.testing.assert_allclose(numbers["codes"], codes, atol=1e-3)
    middles = [np.median(codes[labels == label], axis=0) for label in range(3)]
    np.testing.assert_allclose(numbers["middles"], middles, atol=1e-3)
    np.testing.assert_allclose(numbers["ends"], [middles[0], middles[2]], atol=1e-3)
    assert numbers["isHole"] == figures.code_grid(codes).is_hole.astype(int).tolist()
    assert outputs_of(encoder, decoder, pictures, labels, caption="Two ways.")[2] == live


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"pictures": np.ones((30, 11)) / 2}, "make 11 pixels"),
        ({"pictures": np.ones((30, 12)) / 2}, "the same number in one code unit"),
        ({"decoder": keras.Sequential([keras.Input((2,)), keras.layers.LayerNormalization()])}, "Dense layers"),
        ({"ways": [(0, 5)]}, "the label 5, which no sample has"),
        ({"kind": "<b>"}, "kind must be a word"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(changed, message):
    given = dict(zip(("encoder", "decoder", "pictures", "labels"), parts(), strict=True)) | changed
    options = {name: given.pop(name) for name in ("ways", "kind") if name in given}
    with pytest.raises(ValueError, match=message):
        outputs_of(*given.values(), **options)


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_the_script_draws_each_stop_as_keras_does_and_both_ends_move(page, tmp_path):
    encoder, decoder, pictures, labels = parts()
    open_alone(page, tmp_path, outputs_of(encoder, decoder, pictures, labels)[2]["text/html"])
    figure = explorer(page, ".autoenc-map")
    codes = encoder(pictures).numpy()
    middles = [np.median(codes[labels == label], axis=0) for label in range(3)]
    grid, sides = figures.code_grid(codes), 1.06 * np.ptp(codes, axis=0)

    def check(start, end):
        stops = np.linspace(start, end, STOPS)
        shades = np.clip(decoder(stops).numpy(), 0, 1)
        for canvas, wanted in zip(figure.locator("canvas").all(), shades, strict=True):
            np.testing.assert_allclose(greys(canvas), wanted, atol=0.012)
        nearest = labels[np.linalg.norm(stops[:, None] - codes, axis=2).argmin(axis=1)]
        holes = grid.lie_in_holes(stops)
        below = ["hole" if is_hole else str(label) for is_hole, label in zip(holes, nearest, strict=True)]
        assert figure.locator(".autoenc-below").all_text_contents() == below
        said = said_in(figure)
        assert f"belong to {', '.join(map(str, nearest))}. In holes, where no code lies: {holes.sum()}." in said
        places = [figure.locator(f"[data-point={name}]").get_attribute("transform") for name in ("start", "end")]
        assert (places[0] == places[1]) == np.allclose(start, end)

    check(middles[0], middles[2])
    figure.locator(".autoenc-map").focus()
    press(page, "Shift+ArrowLeft", "ArrowUp")
    moved = middles[2] + sides * [-0.1, 0.02]
    check(middles[0], moved)
    figure.get_by_role("button", name="digit 1").click()
    check(middles[0], middles[1])
    figure.get_by_role("radio", name="the start").click()
    figure.get_by_role("button", name="digit 2").click()
    check(middles[2], middles[1])
    # A click moves the end that is nearer.
    svg = figure.locator(".autoenc-map svg")
    box, other = svg.bounding_box(), figure.locator("[data-point=end]").get_attribute("transform")
    grip = figure.locator("[data-point=start] .autoenc-core").bounding_box()
    page.mouse.click(grip["x"] + 4 - 0.02 * box["width"], grip["y"])
    assert figure.locator("[data-point=end]").get_attribute("transform") == other
    assert figure.get_by_role("radio", name="the start").get_attribute("aria-checked") == "true"
    figure.get_by_role("button", name="Back to the start").click()
    check(middles[0], middles[2])
