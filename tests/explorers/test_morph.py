"""The live morph: what it stores, what its script computes, and what keys do to it."""

import keras
import numpy as np
import pytest

from autoenc_lessons import explorers, seed_everything
from tests.explorers.explorer_pages import NEEDS_CHROMIUM, displayed, open_alone, stored_in

SHAPE = (3, 4)
PIXELS = "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]"


def parts():
    seed_everything(0)
    decoder = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(5, "tanh"), keras.layers.Dense(4), keras.layers.Dense(12)]
    )
    pictures = np.random.default_rng(0).uniform(size=(3, 12))
    return (lambda x: x[:, :2] * 3), decoder, pictures, np.array([0.5, -1.0])


def outputs_of(*given, **options):
    return displayed(explorers.morph, *given, name="light", image_shape=SHAPE, **options)


def test_a_morph_is_stored_with_its_numbers_and_the_same_twice():
    encode, decoder, pictures, direction = parts()
    _, caption, live = outputs_of(encode, decoder, pictures, direction)
    codes, copies = encode(pictures), decoder(encode(pictures)).numpy()
    shares = np.linspace(0, 1, 5)[:, None]
    through = decoder((1 - shares) * codes[0] + shares * codes[1]).numpy()
    error = np.mean((through - (1 - shares) * copies[0] - shares * copies[1]) ** 2)
    assert f"through the code: {error:.2g};" in caption["text/plain"]
    numbers = stored_in(live["text/html"])
    np.testing.assert_allclose(numbers["codes"], codes, atol=1e-3)
    assert [np.shape(layer["kernel"]) for layer in numbers["decoder"]] == [(2, 5), (5, 4), (4, 12)]
    assert outputs_of(encode, decoder, pictures, direction)[2] == live


def test_a_lesson_says_what_one_sees_and_what_to_look_at():
    picture, caption, _ = outputs_of(*parts(), title="A way", caption="Look at its middle.")
    assert "A way" in picture["text/plain"]
    assert caption["text/plain"] == "Look at its middle."


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"pictures": np.ones((1, 12))}, "two or more"),
        ({"pictures": np.ones((3, 11))}, "two or more"),
        ({"direction": np.ones(3)}, "as many numbers"),
        ({"direction": np.array([np.nan, 1])}, "NaN"),
        ({"encode": lambda x: x[:2, :2]}, "as many numbers"),
        ({"decoder": keras.Sequential([keras.Input((2,)), keras.layers.Dense(5)])}, "must return pictures"),
        ({"decoder": keras.Sequential([keras.Input((2,)), keras.layers.LayerNormalization()])}, "Dense layers"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(changed, message):
    given = dict(zip(("encode", "decoder", "pictures", "direction"), parts(), strict=True)) | changed
    with pytest.raises(ValueError, match=message):
        outputs_of(*given.values())


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_the_script_draws_what_keras_computes_and_keys_move_it(page, tmp_path):
    encode, decoder, pictures, direction = parts()
    open_alone(page, tmp_path, outputs_of(encode, decoder, pictures, direction)[2]["text/html"])
    codes, copies = encode(pictures), decoder(encode(pictures)).numpy()

    def check(one, other, way, steps):
        mixed = [(1 - way) * part[one] + way * part[other] for part in (codes, copies, pictures)]
        through = decoder((mixed[0] + steps * direction)[None]).numpy()[0]
        for canvas, wanted in zip(page.query_selector_all("canvas[role=img]"), (through, *mixed[1:]), strict=True):
            shown = np.reshape(canvas.evaluate(PIXELS), (-1, 4))
            np.testing.assert_allclose(shown[:, 0], 255 * np.clip(wanted, 0, 1), atol=0.7)
            assert set(shown[:, 3]) == {255}
        said = page.inner_text("[role=status]").replace("\xa0", " ")
        assert f"{100 * way:.0f} % of the way from face {one + 1} to face {other + 1}, {steps:.1f} steps" in said
        assert f"{np.mean((through - mixed[1]) ** 2):.4f}" in said

    check(0, 1, 0.5, 0)
    for name, keys, state in [
        ("Way", ["ArrowRight"], (0, 1, 0.55, 0)),
        ("Way", ["End"], (0, 1, 1, 0)),
        ("To", ["ArrowRight"], (0, 2, 1, 0)),
        ("light", ["Home"], (0, 2, 1, -2)),
        ("Way", ["Home", "Shift+ArrowRight"], (0, 2, 0.25, -2)),
    ]:
        is_slider = page.get_by_role("slider", name=name).count()
        page.focus(f"[role=slider][aria-label={name}]" if is_slider else f"[aria-label={name}] [aria-checked=true]")
        for key in keys:
            page.keyboard.press(key)
        check(*state)
