"""The pad whose drawing is made noisy and cleaned: what it stores, what it refuses, and what is seen on it."""

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


def parts():
    """Return a network that hardly changes a picture, and pictures of thick strokes."""
    seed_everything(0)
    network = keras.Sequential([keras.Input((48,)), keras.layers.Dense(48, "relu"), keras.layers.Dense(48)])
    biases = np.zeros(48)
    network.set_weights([0.9 * np.eye(48), biases, np.eye(48), biases])
    pictures = np.zeros((7, *SHAPE))
    for number, picture in enumerate(pictures):
        picture[:, number % 6] = 1
    return network, pictures.reshape(7, 48)


def live(network, pictures, **options):
    return displayed(explorers.clean_digit, network, pictures, **{"image_shape": SHAPE} | options)


def noise_of(data, number=0):
    levels = np.array([data["letters"].index(letter) for letter in data["noises"][number]])
    return data["widest"] * (2 * levels / 63 - 1)


def test_noise_is_standard_normal_and_stored_once_for_both_pictures():
    network, pictures = parts()
    _, caption, figure = live(network, pictures)
    data = stored_in(figure["text/html"])
    noises = np.array([noise_of(data, number) for number in range(4)])
    assert noises.std() == pytest.approx(1, abs=0.15)
    assert noises.mean() == pytest.approx(0, abs=0.2)
    assert len({*data["noises"]}) == 4
    noisy = pictures[:6] + 0.4 * noises[0]
    before, after = (np.mean((made - pictures[:6]) ** 2) for made in (noisy, network(noisy).numpy()))
    assert f"is {before:.2g} before and {after:.2g} after" in caption["text/plain"]
    assert (data["strengths"], data["start"], len(data["pictures"])) == ([0, 0.2, 0.4, 0.6, 0.8], 2, 6)
    assert live(network, pictures)[2] == figure


@pytest.mark.parametrize(
    ("changed", "kind", "message"),
    [
        ({"network": None}, TypeError, "network must be a Keras model"),
        (
            {"network": keras.Sequential([keras.Input((48,)), keras.layers.Dense(47)])},
            ValueError,
            "of 48 pixels, not of 47",
        ),
        (
            {"network": keras.Sequential([keras.Input((47,)), keras.layers.Dense(47)])},
            ValueError,
            "cannot take the pict",
        ),
        ({"network": keras.Sequential([keras.Input((48,)), keras.layers.LayerNormalization()])}, ValueError, "Dense"),
        ({"pictures": 255 * parts()[1]}, ValueError, "shades from 0"),
        ({"image_shape": (7, 7)}, ValueError, "that make 48 pixels"),
        ({"strengths": 0.4}, TypeError, "strengths must be a list of numbers"),
        ({"strengths": []}, ValueError, "got none"),
        ({"strengths": [0.4, 0.2]}, ValueError, "strengths must rise"),
        ({"strengths": [-0.4, 0.4]}, ValueError, "each of strengths"),
        ({"strength": 0.3}, ValueError, "strength must be one of 0.0, 0.2"),
        ({"strength": "strong"}, TypeError, "strength"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(changed, kind, message):
    given = dict(zip(("network", "pictures"), parts(), strict=True)) | changed
    with pytest.raises(kind, match=message) as caught:
        live(**given)
    assert "\n" not in str(caught.value)


@pytest.fixture
def cleaning(page, tmp_path):
    """Return the network, what is stored, and the live figure on a page of its own."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    network, pictures = parts()
    html = live(network, pictures)[2]["text/html"]
    open_alone(page, tmp_path, html)
    yield network, stored_in(html), explorer(page, "canvas")
    assert errors == []


def assert_cleaned(network, data, figure, strength, number):
    """Assert that noise and cleaned picture are Keras' own, and that the sentence says their errors."""
    drawn, noisy, cleaned = (greys(figure.locator("canvas").nth(place)) for place in range(3))
    wanted = drawn + strength * noise_of(data, number)
    made = network(wanted[None]).numpy()[0]
    np.testing.assert_allclose(noisy, np.clip(wanted, 0, 1), atol=1e-2)
    np.testing.assert_allclose(cleaned, np.clip(made, 0, 1), atol=1.5e-2)
    said = said_in(figure)
    told_strength, before, after = numbers_in(said)
    assert told_strength == strength
    assert before == pytest.approx(np.mean((wanted - drawn) ** 2), rel=0.06, abs=1e-6)
    assert after == pytest.approx(np.mean((made - drawn) ** 2), rel=0.06, abs=1e-6)
    return said


@pytest.mark.slow
@NEEDS_CHROMIUM
class TestInABrowser:
    def test_strength_noise_and_drawing_change_what_is_cleaned(self, cleaning, page):
        network, data, figure = cleaning
        assert "nearer to your drawing" in assert_cleaned(network, data, figure, 0.4, 0)
        figure.get_by_role("button", name="Other noise").click()
        assert_cleaned(network, data, figure, 0.4, 1)
        figure.get_by_role("slider", name="Standard deviation of the noise").focus()
        press(page, "Home")
        assert "nothing to clean" in assert_cleaned(network, data, figure, 0, 1)
        press(page, "End")
        assert_cleaned(network, data, figure, 0.8, 1)
        figure.get_by_role("button", name="An example").click()
        assert_cleaned(network, data, figure, 0.8, 1)
        figure.get_by_role("button", name="Clear").click()
        assert assert_cleaned(network, data, figure, 0.8, 1).startswith("Nothing is drawn.")

    def test_what_is_drawn_by_keys_is_made_noisy_and_cleaned(self, cleaning, page):
        network, data, figure = cleaning
        figure.get_by_role("button", name="Clear").click()
        figure.get_by_role("application", name="Pad to draw on").focus()
        press(page, "Space", "ArrowUp", "ArrowUp")
        assert greys(figure.locator("canvas").first).max() == 1
        assert "Nothing" not in assert_cleaned(network, data, figure, 0.4, 0)

    def test_a_network_that_makes_it_worse_is_told_so(self, page, tmp_path):
        network, pictures = parts()
        *others, bias = network.get_weights()
        network.set_weights([*(np.zeros_like(weight) for weight in others), np.ones_like(bias)])
        open_alone(page, tmp_path, live(network, pictures, strengths=[0.1], strength=0.1)[2]["text/html"])
        assert "makes it worse" in said_in(explorer(page, "canvas"))
