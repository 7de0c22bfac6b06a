"""The figure of a code's units: what it stores, what it says, and what a key changes."""

import keras
import numpy as np
import pytest

from autoenc_lessons import explorers
from tests.explorers.explorer_pages import GREYS, displayed, press, stored_in
from tests.explorers.test_live_scripts import pytestmark as needs_a_browser
from tests.explorers.test_live_scripts import show  # noqa: F401

GENERATOR = np.random.default_rng(0)
X = GENERATOR.uniform(size=(60, 6))
LABELS = GENERATOR.integers(0, 4, size=60)
N_UNITS = 9


def pair(n_units=N_UNITS, *, n_pixels=6, dead=(2,)):
    """Return an encoder with relu, some of its units dead, and a linear decoder."""
    generator = np.random.default_rng(1)
    encoder = keras.Sequential([keras.Input((6,)), keras.layers.Dense(n_units, "relu")])
    decoder = keras.Sequential([keras.Input((n_units,)), keras.layers.Dense(n_pixels)])
    bias = np.where(np.isin(np.arange(n_units), dead), -100, -0.5)
    encoder.set_weights([generator.normal(size=(6, n_units)), bias])
    decoder.set_weights([generator.normal(size=(n_units, n_pixels)), generator.normal(size=n_pixels)])
    return encoder, decoder


def outputs(*arguments, **options):
    return displayed(explorers.units, *arguments, **options)


def by_use(codes):
    """Return the numbers of the units, from the one that is on for the most pictures."""
    return sorted(range(codes.shape[1]), key=lambda unit: -np.sum(codes[:, unit] > 0))


def test_what_is_stored_is_what_numpy_finds():
    encoder, decoder = pair()
    picture, caption, live = outputs(encoder, decoder, X, LABELS, image_shape=(2, 3), n_units=8)
    data = stored_in(live["text/html"])
    codes = np.maximum(X @ np.asarray(encoder.weights[0]) + np.asarray(encoder.weights[1]), 0)
    assert (data["imageShape"], len(data["units"])) == ([2, 3], 8)
    assert "of 60 pictures." in data["words"]["on"]
    assert [unit["number"] for unit in data["units"]] == by_use(codes)[:8]
    assert data["kinds"] == [0, 1, 2, 3]
    for unit in data["units"]:
        values = codes[:, unit["number"]]
        assert unit["on"] == np.sum(values > 0) == sum(unit["byKind"])
        assert unit["byKind"] == np.bincount(LABELS[values > 0], minlength=4).tolist()
        expected = [number for number in np.argsort(-values)[:8] if values[number] > 0]
        np.testing.assert_array_equal([data["labels"][place] for place in unit["top"]], LABELS[expected])
        shades = [data["pictures"][place] for place in unit["top"]]
        np.testing.assert_allclose(shades, 96 * X[expected] if expected else [], atol=0.5)
        column = np.asarray(decoder.weights[0])[unit["number"]]
        np.testing.assert_allclose(unit["filter"], 48 + 48 * column / np.abs(column).max(), atol=0.5)
    counts = ", ".join(str(unit["on"]) for unit in data["units"][:6])
    assert f"They are on for {counts} pictures." in picture["text/plain"]
    assert caption["text/plain"].startswith("Each row is a unit, the most used first")
    assert f"unit {data['units'][0]['number']}" in picture["text/plain"]
    assert live["text/plain"].startswith("A live figure, to look at one unit after the other yourself, ")


def test_a_dead_unit_is_the_last_one_and_its_places_are_white():
    picture, _, live = outputs(*pair(4), X, LABELS, image_shape=(2, 3), title="Four units", caption="Look.")
    data = stored_in(live["text/html"])
    assert data["units"][-1] == data["units"][-1] | {"number": 2, "on": 0, "byKind": [0, 0, 0, 0], "top": []}
    assert "dead" in picture["text/plain"]
    assert "Four units" in picture["text/plain"]


def test_the_same_units_are_stored_alike():
    arguments = (*pair(), X, LABELS)
    first, second = (outputs(*arguments, image_shape=(2, 3), n_units=4)[2]["text/html"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("latent_dim", "shown"), [(1, 1), (9, 9), (32, 32), (33, 32)])
def test_all_units_can_be_looked_at_up_to_32(latent_dim, shown):
    encoder = keras.Sequential([keras.Input((6,)), keras.layers.Dense(latent_dim, "relu")])
    decoder = keras.Sequential([keras.Input((latent_dim,)), keras.layers.Dense(6)])
    data = stored_in(outputs(encoder, decoder, X, LABELS, image_shape=(2, 3))[2]["text/html"])
    assert len(data["units"]) == shown


BAD = {
    "shape": ({"image_shape": (3, 3)}, ValueError, "image_shape must be .* that make 6 pixels"),
    "many units": ({"n_units": 10}, ValueError, "n_units is 10, but the code has only 9 units"),
    "no units": ({"n_units": 0}, ValueError, "n_units must be at least 1"),
    "half a unit": ({"n_units": 2.5}, TypeError, "n_units must be a whole number"),
    "few labels": ({"labels": LABELS[:9]}, ValueError, "one whole number for each of the 60"),
    "NaN": ({"x": X * np.nan}, ValueError, "x has 360 value.s. that are NaN"),
    "exchanged": ({"encoder": pair()[1]}, ValueError, "encoder does not take samples of 6 numbers"),
    "other decoder": ({"decoder": pair(7)[1]}, ValueError, "decoder does not take samples of 9 numbers"),
    "other pixels": ({"decoder": pair(n_pixels=5)[1]}, ValueError, "decoder gives 5 pixels, but a picture in x has 6"),
    "no model": ({"encoder": "encoder"}, ValueError, r"encoder does not take .* \(TypeError\)"),
    "NaN in codes": ({"encoder": lambda x: x * np.nan}, ValueError, "encoder must give a finite row"),
}


@pytest.mark.parametrize(("changed", "error", "said"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_answered_by_one_sentence(changed, error, said):
    encoder, decoder = pair()
    given = {"encoder": encoder, "decoder": decoder, "x": X, "labels": LABELS, "image_shape": (2, 3), "n_units": 4}
    with pytest.raises(error, match=said) as raised:
        explorers.units(**given | changed)
    assert "\n" not in str(raised.value)


def shown(figure, name):
    """Return the shades of each picture that is seen."""
    return [canvas.evaluate(GREYS) for canvas in figure.locator(f"{name} canvas").all() if canvas.is_visible()]


class TestInABrowser:
    pytestmark = needs_a_browser

    def test_a_key_chooses_a_unit_and_the_words_and_pictures_follow(self, show, page):  # noqa: F811
        encoder, decoder = pair()
        arguments = (encoder, decoder, X, LABELS)
        data = stored_in(outputs(*arguments, image_shape=(2, 3), n_units=9)[2]["text/html"])
        figure = show(lambda: explorers.units(*arguments, image_shape=(2, 3), n_units=9), ".autoenc-filter")
        track = figure.get_by_role("slider", name="Unit")
        track.focus()
        moves = [
            ("Home", 0),
            ("ArrowRight", 1),
            ("ArrowRight", 2),
            ("Shift+ArrowRight", 7),
            ("End", 8),
            ("ArrowDown", 7),
        ]
        for key, chosen in moves:
            press(page, key)
            unit = data["units"][chosen]
            assert track.get_attribute("aria-valuetext") == f"unit {unit['number']}"
            said = figure.locator(".autoenc-values").text_content()
            assert said.startswith(f"Unit {unit['number']} is on for {unit['on']} of 60 pictures. ")
            labels = [data["labels"][place] for place in unit["top"]]
            if labels:
                most = max(labels.count(label) for label in labels)
                assert f"Of the {len(labels)} that turn it on most, {most} have the label " in said
                assert said.endswith(f": {', '.join(map(str, labels))}.")
            else:
                assert said.endswith("No picture turns it on: it is dead.")
            greys = [[int(255 * shade / 96 + 0.5) for shade in data["pictures"][place]] for place in unit["top"]]
            assert shown(figure, ".autoenc-top") == greys
            (reds,) = shown(figure, ".autoenc-filter")
            # Orange below 0, blue above it: red goes from 0xD5 over 0xF2 to 0x00.
            values = np.array(unit["filter"]) / 48 - 1
            expected = 0xF2 + np.abs(values) * (np.where(values < 0, 0xD5, 0) - 0xF2)
            np.testing.assert_allclose(reds, expected, atol=1)
            bars = figure.locator(".autoenc-counts").get_attribute("aria-label")
            assert bars.endswith(", ".join(f"{kind}: {count}" for kind, count in enumerate(unit["byKind"])))

    def test_the_pointer_chooses_too(self, show, page):  # noqa: F811
        arguments = (*pair(), X, LABELS)
        figure = show(lambda: explorers.units(*arguments, image_shape=(2, 3), n_units=9), ".autoenc-filter")
        track = figure.get_by_role("slider", name="Unit")
        box = track.bounding_box()
        track.click(position={"x": box["width"] - 12, "y": box["height"] / 2})
        # The last one is the one that is used least.
        assert track.get_attribute("aria-valuetext") == "unit 2"
        assert figure.locator(".autoenc-values").text_content().startswith("Unit 2 ")
