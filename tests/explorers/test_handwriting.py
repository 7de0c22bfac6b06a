"""The pad whose drawing is written with every label: what it stores, what it refuses, and what is seen on it."""

import keras
import numpy as np
import pytest

from autoenc_lessons import explorers, seed_everything, variational
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

SHAPE, N_PIXELS, N_LABELS, LATENT_DIM = (8, 6), 48, 3, 4


def stack(n_inputs, *layers):
    return keras.Sequential([keras.Input((n_inputs,)), *(keras.layers.Dense(*layer) for layer in layers)])


def parts():
    seed_everything(0)
    encoder = stack(N_PIXELS + N_LABELS, (10, "tanh"), (LATENT_DIM,))
    decoder = stack(LATENT_DIM + N_LABELS, (10, "relu"), (N_PIXELS, "sigmoid"))
    # With larger weights, what is written depends on what is drawn.
    for model in (encoder, decoder):
        model.set_weights([2 * weight for weight in model.get_weights()])
    generator = np.random.default_rng(0)
    return encoder, decoder, generator.uniform(size=(20, N_PIXELS)), np.arange(20) % N_LABELS


def live(encoder, decoder, pictures, labels, **options):
    return displayed(explorers.handwriting, encoder, decoder, pictures, labels, **{"image_shape": SHAPE} | options)


def written(encoder, decoder, picture, label):
    """Return a picture with every label, as Keras computes it."""
    known = np.eye(N_LABELS)
    codes = encoder(np.hstack([picture, known[label]])[None]).numpy()
    return [decoder(np.hstack([codes, known[[one]]])).numpy()[0] for one in range(N_LABELS)]


def test_pictures_and_labels_are_stored_and_the_same_twice():
    encoder, decoder, pictures, labels = parts()
    _, caption, figure = live(encoder, decoder, pictures, labels)
    data = stored_in(figure["text/html"])
    assert (data["nLabels"], data["labels"]) == (N_LABELS, [0, 1, 2, 0, 1, 2])
    again = [written(encoder, decoder, pictures[k], labels[k])[labels[k]] for k in range(6)]
    assert f"an error of {np.mean((again - pictures[:6]) ** 2):.2g}" in caption["text/plain"].replace(
        "a mean squared error", "an error"
    )
    assert live(encoder, decoder, pictures, labels)[2] == figure


def test_of_an_encoder_that_draws_its_codes_the_means_are_taken():
    encoder, decoder, pictures, labels = parts()
    kernel, bias = encoder.layers[-1].get_weights()
    draws = keras.Sequential(
        [
            keras.Input((N_PIXELS + N_LABELS,)),
            keras.layers.Dense(10, "tanh"),
            keras.layers.Dense(2 * LATENT_DIM),
            variational.Sampling(seed=0),
        ]
    )
    ends = np.hstack([kernel, np.zeros_like(kernel)]), np.hstack([bias, np.full_like(bias, -3)])
    draws.set_weights([*encoder.layers[0].get_weights(), *ends, *draws.layers[-1].get_weights()])
    plain, drawn = (
        stored_in(live(model, decoder, pictures, labels)[2]["text/html"])["encoder"] for model in (encoder, draws)
    )
    assert plain == drawn


@pytest.mark.parametrize(
    ("changed", "kind", "message"),
    [
        ({"encoder": None}, TypeError, "encoder must be a Keras model"),
        ({"encoder": stack(N_PIXELS, (4,))}, ValueError, "cannot take pictures with 3 numbers for the label"),
        ({"decoder": stack(LATENT_DIM, (N_PIXELS,))}, ValueError, "cannot take codes with 3 numbers for the label"),
        ({"decoder": stack(LATENT_DIM + N_LABELS, (47,))}, ValueError, "must return pictures of 48 pixels, not 47"),
        ({"pictures": 255 * parts()[2]}, ValueError, "shades from 0"),
        ({"image_shape": (7, 7)}, ValueError, "that make 48 pixels"),
        ({"labels": np.arange(19)}, ValueError, "labels"),
        ({"labels": np.arange(20) - 1}, ValueError, "from 0 on; the smallest is -1"),
        ({"labels": np.linspace(0, 1, 20)}, ValueError, "labels"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(changed, kind, message):
    given = dict(zip(("encoder", "decoder", "pictures", "labels"), parts(), strict=True)) | changed
    with pytest.raises(kind, match=message) as caught:
        live(**given)
    assert "\n" not in str(caught.value)


@pytest.fixture
def writing(page, tmp_path):
    """Return the models and the live figure on a page of its own."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    encoder, decoder, pictures, labels = parts()
    open_alone(page, tmp_path, live(encoder, decoder, pictures, labels)[2]["text/html"])
    yield encoder, decoder, explorer(page, "canvas")
    assert errors == []


def assert_written(encoder, decoder, figure, label):
    """Assert that all that is written is what Keras makes of the drawing with this label."""
    drawn, *tiles = (greys(figure.locator("canvas").nth(place)) for place in range(1 + N_LABELS))
    wanted = written(encoder, decoder, drawn, label)
    np.testing.assert_allclose(tiles, wanted, atol=1e-2)
    said = said_in(figure)
    told_label, error = numbers_in(said)
    assert told_label == label
    assert error == pytest.approx(np.mean((wanted[label] - drawn) ** 2), rel=0.06)
    assert figure.locator(".autoenc-best").get_attribute("aria-label") == f"A {label}"
    return said


@pytest.mark.slow
@NEEDS_CHROMIUM
class TestInABrowser:
    def test_an_example_brings_its_label_and_another_label_writes_otherwise(self, writing):
        encoder, decoder, figure = writing
        for label in (0, 1, 2, 0):
            assert_written(encoder, decoder, figure, label)
            figure.get_by_role("button", name="An example").click()
        figure.get_by_role("radio", name="2").click()
        assert_written(encoder, decoder, figure, 2)
        figure.get_by_role("button", name="Clear").click()
        assert assert_written(encoder, decoder, figure, 2).startswith("Nothing is drawn.")

    def test_what_is_drawn_by_keys_is_written_with_each_label(self, writing, page):
        encoder, decoder, figure = writing
        figure.get_by_role("button", name="Clear").click()
        figure.get_by_role("application", name="Pad to draw on").focus()
        press(page, "Space", "ArrowUp", "ArrowUp")
        assert greys(figure.locator("canvas").first).max() == 1
        assert_written(encoder, decoder, figure, 0)
