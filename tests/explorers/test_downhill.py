"""The live figure of steps downhill over one weight: what it stores, and what steps and keys do."""

import re

import keras
import numpy as np
import pytest

from autoenc_lessons import datasets, explorers, models, seed_everything
from tests.explorers.explorer_pages import NEEDS_CHROMIUM, displayed, explorer, open_alone, press, said_in, stored_in

X, _LABELS = datasets.load("blobs")
PLACE = (1, 2)


@pytest.fixture(scope="module")
def autoencoder():
    seed_everything(0)
    return models.linear_autoencoder(3, 2)[2]


def loss_with(autoencoder, weight):
    """Return the loss with another value of the weight, by Keras itself."""
    copy = keras.models.clone_model(autoencoder)
    values = autoencoder.get_weights()
    values[2][PLACE] = weight
    copy.set_weights(values)
    return float(np.mean((X - copy(X).numpy()) ** 2))


def show(autoencoder):
    return displayed(explorers.downhill, autoencoder, X, weight=PLACE)


def test_the_curve_is_the_loss_of_the_model_over_that_weight(autoencoder):
    before = autoencoder.get_weights()
    data = stored_in(show(autoencoder)[-1]["text/html"])
    bend, best, least = data["parabola"]
    assert data["start"] == pytest.approx(before[2][PLACE], abs=1e-8)
    for weight in (-1.5, 0.0, data["start"], best, 2.0):
        assert least + bend * (weight - best) ** 2 == pytest.approx(loss_with(autoencoder, weight), rel=1e-7)
    for old, new in zip(before, autoencoder.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)
    # The last of the rates makes the loss grow, the others do not.
    assert [abs(1 - 2 * bend * rate) < 1 for rate in data["rates"]] == [True, True, True, False]


def test_the_picture_shows_three_steps_of_gradient_descent(autoencoder):
    picture, caption, live = show(autoencoder)
    bend, best, least = (data := stored_in(live["text/html"]))["parabola"]
    rate, weight = data["rates"][data["first"]], data["start"]
    slope = (loss_with(autoencoder, weight + 1e-5) - loss_with(autoencoder, weight - 1e-5)) / 2e-5
    assert f"its slope {slope:.4f}" in caption["text/plain"]
    for _step in range(3):
        weight -= rate * 2 * bend * (weight - best)
    said = f"After 3 steps the weight is {weight:.3f}, the loss {least + bend * (weight - best) ** 2:.4f}."
    assert said in caption["text/plain"]
    assert "after 3 steps" in picture["text/plain"]
    assert live["text/plain"].startswith("A live figure, to walk downhill over one weight yourself, stands here")


def test_a_weight_at_its_best_is_drawn_too():
    # All points are alike and copied without error.
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, kernel_initializer="identity")])
    data = stored_in(displayed(explorers.downhill, model, np.ones((4, 2)))[-1]["text/html"])
    low, high = data["across"]
    assert low < data["start"] < high


def numbers_in(text):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", text.replace("−", "-"))]


@pytest.mark.slow
@NEEDS_CHROMIUM
class TestInABrowser:
    @pytest.fixture
    def figure(self, autoencoder, page, tmp_path):
        self.data = stored_in(html := show(autoencoder)[-1]["text/html"])
        open_alone(page, tmp_path, html)
        return explorer(page, ".autoenc-downhill")

    def walk(self, weight, rate, steps):
        bend, best, _least = self.data["parabola"]
        for _step in range(steps):
            weight -= rate * 2 * bend * (weight - best)
        return weight

    def test_steps_are_those_of_gradient_descent_at_the_chosen_rate(self, figure, page):
        small, good, large, _too_large = self.data["rates"]
        step = figure.get_by_role("button", name="Take a step")
        weight = self.data["start"]
        for rate, n_steps in [(good, 2), (large, 3), (small, 1)]:
            figure.get_by_role("radio", name=f"{rate:g}", exact=True).click()
            for _step in range(n_steps):
                step.click()
            weight = self.walk(weight, rate, n_steps)
        taken, at, loss, slope, *_rest = numbers_in(said_in(figure))
        assert (taken, at) == (6, pytest.approx(weight, abs=6e-4))
        bend, best, least = self.data["parabola"]
        assert loss == pytest.approx(least + bend * (weight - best) ** 2, abs=6e-5)
        assert slope == pytest.approx(2 * bend * (weight - best), abs=6e-5)

    def test_too_large_a_rate_leads_out_of_the_picture_and_back_to_the_start_one_comes_by_a_button(self, figure, page):
        figure.get_by_role("radio", name=f"{self.data['rates'][-1]:g}", exact=True).click()
        for _step in range(8):
            figure.get_by_role("button", name="Take a step").click()
        assert "lie outside the picture" in said_in(figure)
        figure.get_by_role("button", name="Back to the start").click()
        taken, at, *_rest = numbers_in(said_in(figure))
        assert (taken, at) == (0, pytest.approx(self.data["start"], abs=6e-4))

    def test_keys_and_pointer_move_the_weight(self, figure, page):
        pad = figure.get_by_role("slider", name="One weight")
        pad.focus()
        press(page, "ArrowLeft", "Shift+ArrowRight")
        low, high = self.data["across"]
        expected = min(high, self.data["start"] - (high - low) / 60) + 5 * (high - low) / 60
        assert numbers_in(said_in(figure))[1] == pytest.approx(min(high, expected), abs=6e-4)
        box = pad.bounding_box()
        pad.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        assert low < numbers_in(said_in(figure))[1] < high
        assert float(pad.get_attribute("aria-valuenow")) == numbers_in(said_in(figure))[1]
