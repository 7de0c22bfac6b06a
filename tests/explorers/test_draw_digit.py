"""The pad to draw on: what it stores, what it refuses, and what drawing on it shows."""

import keras
import numpy as np
import pytest

from autoenc_lessons import explorers, seed_everything
from tests.explorers.explorer_pages import (
    NEEDS_CHROMIUM,
    displayed,
    explorer,
    greys,
    numbers_in,
    open_alone,
    press,
    said_in,
    stored_in,
)

SHAPE = (8, 6)
NAME = "held-out digits"


def stack(n_inputs, *layers):
    return keras.Sequential([keras.Input((n_inputs,)), *(keras.layers.Dense(*layer) for layer in layers)])


def parts(hidden=10, shape=SHAPE, code=4):
    seed_everything(0)
    n_pixels = int(np.prod(shape))
    encoder, decoder = stack(n_pixels, (hidden, "tanh"), (code,)), stack(code, (hidden, "relu"), (n_pixels, "sigmoid"))
    return encoder, decoder, np.random.default_rng(0).uniform(size=(20, n_pixels))


def live(encoder, decoder, pictures, **options):
    return displayed(explorers.draw_digit, encoder, decoder, pictures, **{"image_shape": SHAPE, "name": NAME} | options)


def shades(data):
    return [[data["letters"].index(letter) / 63 for letter in picture] for picture in data["pictures"]]


def copied(encoder, decoder, picture):
    return decoder(encoder(np.atleast_2d(picture))).numpy()[0]


def test_errors_and_a_limit_are_stored_and_the_same_twice():
    encoder, decoder, pictures = parts()
    _, caption, figure = live(encoder, decoder, pictures)
    errors = np.mean((decoder(encoder(pictures)).numpy() - pictures) ** 2, axis=1)
    data = stored_in(figure["text/html"])
    np.testing.assert_allclose(data["errors"], np.sort(errors), atol=1e-5)
    assert data["limit"] == pytest.approx(np.quantile(errors, 0.95), abs=1e-5)
    np.testing.assert_allclose(shades(data), pictures[:6], atol=8e-3)
    assert f"Of the 20 {NAME}, 95 % have an error below {np.quantile(errors, 0.95):.2g}." in caption["text/plain"]
    assert f"{errors[0]:.2g}, {errors[1]:.2g}" in caption["text/plain"]
    assert live(encoder, decoder, pictures)[2] == figure


def test_the_network_of_small_mnist_digits_is_stored_in_little_room():
    _, _, figure = live(*parts(hidden=64, shape=(14, 14), code=16), image_shape=(14, 14))
    assert len(figure["text/html"]) < 92_000


def test_examples_may_be_other_pictures():
    encoder, decoder, pictures = parts()
    data = stored_in(live(encoder, decoder, pictures, examples=1 - pictures[:2])[2]["text/html"])
    np.testing.assert_allclose(shades(data), 1 - pictures[:2], atol=8e-3)


def test_a_perfect_copy_and_weights_of_0_can_be_drawn():
    encoder, decoder, pictures = parts()
    for model in (encoder, decoder):
        model.set_weights([np.zeros_like(weight) for weight in model.get_weights()])
    data = stored_in(live(encoder, decoder, np.full((3, 48), 0.5))[2]["text/html"])
    assert data["errors"] == [1e-6] * 3


@pytest.mark.parametrize(
    ("changed", "kind", "message"),
    [
        ({"encoder": None}, TypeError, "encoder must be a Keras model"),
        ({"encoder": stack(47, (4,))}, ValueError, "The encoder cannot take the pictures"),
        ({"decoder": stack(3, (48,))}, ValueError, "The decoder cannot take the codes"),
        ({"decoder": stack(4, (47,))}, ValueError, "must return pictures of 48 pixels, not of 47"),
        ({"decoder": keras.Sequential([keras.Input((4,)), keras.layers.LayerNormalization()])}, ValueError, "Dense"),
        ({"pictures": np.full((4, 48), np.nan)}, ValueError, "NaN"),
        ({"pictures": 255 * parts()[2]}, ValueError, "shades from 0"),
        ({"image_shape": (7, 7)}, ValueError, "that make 48 pixels"),
        ({"image_shape": None}, ValueError, "image_shape must be"),
        ({"examples": np.ones((2, 47))}, ValueError, "that make 47 pixels"),
        ({"examples": "two"}, TypeError, "examples"),
        ({"name": 3}, TypeError, "name must say what the pictures are"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(changed, kind, message):
    given = dict(zip(("encoder", "decoder", "pictures"), parts(), strict=True)) | changed
    with pytest.raises(kind, match=message) as caught:
        live(**given)
    assert "\n" not in str(caught.value)


@pytest.fixture
def drawing(page, tmp_path):
    """Return the models, the pictures and the live figure on a page of its own."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    encoder, decoder, pictures = parts()
    # With larger weights, the copy depends on what is drawn.
    for model in (encoder, decoder):
        model.set_weights([2 * weight for weight in model.get_weights()])
    open_alone(page, tmp_path, live(encoder, decoder, pictures)[2]["text/html"])
    yield encoder, decoder, pictures, explorer(page, "canvas")
    assert errors == []


def seen(figure):
    """Return what is on the pad and its copy."""
    return [greys(figure.locator("canvas").nth(number)) for number in (0, 1)]


def assert_copied(encoder, decoder, pictures, figure):
    """Assert that the copy is the one that Keras makes, and that the sentence says how its error stands."""
    painted, copy = seen(figure)
    wanted = copied(encoder, decoder, painted)
    np.testing.assert_allclose(copy, np.clip(wanted, 0, 1), atol=1e-2)
    said = said_in(figure)
    error, number, among, *_ = numbers_in(said)
    assert error == pytest.approx(np.mean((painted - wanted) ** 2), rel=0.06)
    errors = np.mean((decoder(encoder(pictures)).numpy() - pictures) ** 2, axis=1)
    assert abs(number - np.sum(errors < np.mean((painted - wanted) ** 2))) <= 1
    assert among == len(pictures)
    assert ("judged as an anomaly" in said) == (error > np.quantile(errors, 0.95))


def drag(page, pad, *places):
    """Drag over the pad, through places in its cells (column, row)."""
    box = pad.bounding_box()
    for number, (column, row) in enumerate(places):
        page.mouse.move(box["x"] + column / SHAPE[1] * box["width"], box["y"] + row / SHAPE[0] * box["height"])
        if number == 0:
            page.mouse.down()
    page.mouse.up()


@pytest.mark.slow
@NEEDS_CHROMIUM
class TestInABrowser:
    def test_examples_come_in_turn_and_clear_leaves_nothing(self, drawing):
        encoder, decoder, pictures, figure = drawing
        for number in (0, 1, 2, 3, 4, 5, 0):
            np.testing.assert_allclose(seen(figure)[0], pictures[number], atol=0.011)
            assert_copied(encoder, decoder, pictures, figure)
            figure.get_by_role("button", name="An example").click()
        figure.get_by_role("button", name="Clear").click()
        assert not seen(figure)[0].any()
        assert said_in(figure).startswith("Nothing is drawn.")
        assert_copied(encoder, decoder, pictures, figure)

    def test_a_pointer_draws_a_soft_line_and_nothing_once_it_is_lifted(self, drawing, page):
        encoder, decoder, pictures, figure = drawing
        figure.get_by_role("button", name="Clear").click()
        pad = figure.locator(".autoenc-paper canvas")
        drag(page, pad, (1.5, 1.5), (1.5, 6.5))
        page.mouse.move(5, 5)
        painted = seen(figure)[0].reshape(SHAPE)
        assert (painted[1:7, 1] == 1).all()
        assert ((painted[1:7, [0, 2]] > 0.1) & (painted[1:7, [0, 2]] < 0.5)).all()
        assert not painted[:, 3:].any()
        assert_copied(encoder, decoder, pictures, figure)
        drag(page, pad, (4.5, 2.5))
        both = seen(figure)[0].reshape(SHAPE)
        assert both[2, 4] == 1
        assert (both >= painted).all()
        assert_copied(encoder, decoder, pictures, figure)

    def test_keys_move_a_cursor_and_draw_while_the_pen_is_down(self, drawing, page):
        encoder, decoder, pictures, figure = drawing
        pad = figure.get_by_role("application", name="Pad to draw on")
        assert "Space lowers" in " ".join(
            page.locator(f"#{name}").text_content() for name in pad.get_attribute("aria-describedby").split()
        )
        figure.get_by_role("button", name="Clear").click()
        pad.focus()
        press(page, *["ArrowLeft"] * 9, *["ArrowUp"] * 9)
        assert not seen(figure)[0].any()
        assert figure.get_by_text("Row 1, column 1, pen up").count() == 1
        press(page, "ArrowDown", "Space", "ArrowRight", "ArrowRight")
        assert figure.get_by_text("Row 2, column 3, pen down").count() == 1
        painted = seen(figure)[0].reshape(SHAPE)
        assert (painted[1, :3] == 1).all()
        assert not painted[1, 4:].any()
        press(page, "Space", "ArrowDown", "ArrowDown", "ArrowDown")
        np.testing.assert_array_equal(seen(figure)[0].reshape(SHAPE), painted)
        press(page, "Enter")
        assert seen(figure)[0].reshape(SHAPE)[4, 2] == 1
        assert_copied(encoder, decoder, pictures, figure)
        press(page, "Space")
        figure.get_by_role("button", name="Clear").click()
        pad.focus()
        press(page, "ArrowRight")
        assert not seen(figure)[0].any()

    def test_the_mark_moves_with_the_error(self, drawing):
        _, _, _, figure = drawing
        before = figure.locator("[data-point=drawn]").get_attribute("transform")
        figure.get_by_role("button", name="Clear").click()
        mark = figure.locator("[data-point=drawn]")
        assert mark.get_attribute("transform") != before
        assert float(mark.text_content()) == numbers_in(said_in(figure))[0]
