"""The scripts of the live figures in a browser, on a page of their own: do they compute what the models compute?"""

from functools import partial

import keras
import numpy as np
import pytest

from autoenc_lessons import datasets, explorers, measures, models, seed_everything, seed_spread, training
from tests.explorers.explorer_pages import (
    NEEDS_CHROMIUM,
    TRAINED,
    displayed,
    explorer,
    fitted,
    greys,
    marks,
    numbers_in,
    open_alone,
    press,
    said_in,
)

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]
X, LABELS = datasets.load("blobs")
DATA, _ = datasets.load("blobs", scaling=None)
SEEDS = (0, 1, 2)


@pytest.fixture
def show(page, tmp_path):
    """Return a function that shows an explorer's live figure on a page without a kernel and returns the figure."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def shown(call, containing):
        open_alone(page, tmp_path, next(data["text/html"] for data in displayed(call) if "text/html" in data))
        return explorer(page, containing)

    yield shown
    assert errors == []


def trained(sizes, activation="tanh", *, x=X, steps=300, keep_every=None):
    seed_everything(1)
    encoder, decoder, autoencoder = models.dense_autoencoder(sizes, activation=activation)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.02))
    return encoder, decoder, training.train(autoencoder, x, steps=steps, keep_every=keep_every, progress=False)


def drawn(sizes, activation):
    """Return an encoder and a decoder whose weights and biases are drawn, where training would show no more."""
    encoder, decoder, _ = models.dense_autoencoder(sizes, activation=activation)
    generator = np.random.default_rng(1)
    for model in (encoder, decoder):
        model.set_weights([generator.normal(size=weight.shape) for weight in model.get_weights()])
    return encoder, decoder


@pytest.mark.parametrize("activation", ["linear", "relu", "tanh", "sigmoid", "silu", "elu", "softplus"])
def test_each_activation_is_computed_as_keras_does(show, page, activation):
    encoder, decoder = drawn((3, 6, 2), activation)
    figure = show(lambda: explorers.turn(encoder, decoder, X, LABELS), ".autoenc-turned")
    points, copies, _ = marks(figure.locator(".autoenc-turned svg"), LABELS)
    to_picture = fitted(X, points, atol=0.02)
    np.testing.assert_allclose(copies, to_picture(decoder(encoder(X)).numpy()), atol=0.05)


def test_a_curved_decoder_is_followed_in_the_code_plane(show, page):
    encoder, decoder, _ = trained((3, 8, 2))
    figure = show(lambda: explorers.code_plane(encoder, decoder, X, LABELS), ".autoenc-plane")
    figure.locator(".autoenc-plane").focus()
    press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowUp")
    codes, _, code = marks(figure.locator(".autoenc-plane svg"), LABELS)
    points, _, point = marks(figure.locator(".autoenc-decoded svg"), LABELS)
    at_code = fitted(codes, encoder(X).numpy())([code])
    expected = decoder(at_code).numpy()
    np.testing.assert_allclose(fitted(X, points)(expected)[0], point, atol=0.5)
    said = numbers_in(figure.locator(".autoenc-values").text_content())
    np.testing.assert_allclose(said[2:5], expected[0], atol=0.011)
    # A bent surface is drawn by bent lines.
    line = figure.locator(".autoenc-decoded polyline").nth(5).get_attribute("points")
    assert len(line.split()) > 10


def test_a_decoder_of_pictures_draws_its_pixels(show, page):
    pictures, digits = (part[:300] for part in datasets.load("digits"))
    encoder, decoder, _ = trained((64, 16, 2), x=pictures)
    call = partial(explorers.code_plane, encoder, decoder, pictures, digits, image_shape=(8, 8), kind="digit")
    figure = show(call, ".autoenc-seen")
    start = encoder(pictures).numpy().mean(axis=0)
    for keys in ((), ("Shift+ArrowLeft", "Shift+ArrowUp", "ArrowUp")):
        figure.locator(".autoenc-plane").focus()
        press(page, *keys)
        codes, _, code = marks(figure.locator(".autoenc-plane svg"), digits)
        at_code = fitted(codes, encoder(pictures).numpy(), atol=0.05)([code])
        if not keys:
            np.testing.assert_allclose(at_code[0], start, atol=0.02)
        shades = np.clip(decoder(at_code).numpy()[0], 0, 1)
        np.testing.assert_allclose(greys(figure.locator("canvas")), shades, atol=0.012)
    assert figure.get_by_role("img", name="The picture that the code decodes to").count() == 1
    # Digits stand for themselves, so that there is nothing to look up.
    drawn = figure.locator(".autoenc-plane [data-group='7'] text").all_text_contents()
    assert drawn == ["7"] * np.sum(digits == 7)
    assert figure.locator(".autoenc-legend").count() == 0
    assert "of a sample, a digit " in figure.locator(".autoenc-values").text_content()


@pytest.mark.parametrize("sizes", [(3, 2), (3, 6, 2)])
def test_watching_shows_codes_copies_and_error_of_the_chosen_step(show, page, sizes):
    encoder, decoder, history = trained(sizes, keep_every=50)
    figure = show(lambda: explorers.watch({"the run": (encoder, decoder, history)}, X, LABELS), ".autoenc-run")
    track = figure.get_by_role("slider", name="Step")
    track.focus()
    axes = np.linalg.svd(X - X.mean(axis=0))[2]
    for key, step in [("Home", 0), ("ArrowRight", 50), ("End", 300), ("ArrowLeft", 250)]:
        press(page, key)
        assert track.get_attribute("aria-valuetext") == str(step)
        kept = history.kept[step]
        encoder.set_weights(kept[: len(encoder.weights)])
        decoder.set_weights(kept[len(encoder.weights) :])
        codes = encoder(X).numpy()
        copies = decoder(codes).numpy()
        drawings = figure.locator(".autoenc-pictures svg")
        drawn, _, _ = marks(drawings.nth(0), LABELS)
        fitted(codes, drawn, atol=0.5)
        points, dots, _ = marks(drawings.nth(1), LABELS)
        np.testing.assert_allclose(dots, fitted(X, points)(copies), atol=1)
        gaps = X - copies
        shares = 100 * (
            1 - np.mean((gaps @ axes.T) ** 2, axis=0) / np.mean(((X - X.mean(axis=0)) @ axes.T) ** 2, axis=0)
        )
        said = numbers_in(figure.locator(".autoenc-values").text_content())
        assert said[0] == step
        assert said[1] == pytest.approx(np.mean(gaps**2) / measures.pca_error(X, 2), rel=5e-3, abs=0.011)
        np.testing.assert_allclose(said[5:8], shares, rtol=0.01, atol=1.1)
        cursor = [float(n) for n in figure.locator(".autoenc-cursor").get_attribute("points").replace(",", " ").split()]
        marked, _, _ = marks(figure.locator(".autoenc-losses svg"), [0])
        assert cursor[0] == cursor[2] == pytest.approx(marked[0, 0], abs=0.01)


def keras_results(recipe, build):
    scalings = {"none": None, "min-max, minus the mean": "min-max"}
    x, _ = datasets.load("blobs", scaling=scalings.get(recipe["scaling"], recipe["scaling"]))
    if recipe["scaling"] == "min-max, minus the mean":
        x = x - x.mean(axis=0)
    rate = recipe["rate"]
    if recipe["schedule"] == "cosine":
        rate = keras.optimizers.schedules.CosineDecay(rate, decay_steps=recipe["steps"])

    # Data with mean 0 leave biases nothing but rounding errors to follow.
    has_biases = recipe["scaling"] in ("none", "min-max")

    def compiled():
        model = build() if has_biases else models.linear_autoencoder(3, 2, use_bias=False)[2]
        model.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
        return model

    starts = [
        [
            weights * (recipe["shrink"] if weights.ndim == 2 else 1)
            for weights in start
            if has_biases or weights.ndim == 2
        ]
        for start in seed_spread.draw_starts(build, SEEDS)
    ]
    runs = seed_spread.train_starts(compiled, x, starts, steps=recipe["steps"], progress=False)
    lost = ((runs.reconstructions - x) ** 2).mean(axis=1) / x.var(axis=0)
    return runs.losses / measures.pca_error(x, 2), lost


def choose(page, figure, name, text):
    """Press a button with a text, or move a slider by its keys until it says it."""
    choices = figure.get_by_role("radiogroup", name=name)
    if choices.count():
        return choices.get_by_role("radio", name=text, exact=True).click()
    track = figure.get_by_role("slider", name=name)
    track.focus()
    press(page, "Home")
    for _ in range(10):
        if track.get_attribute("aria-valuetext") == text:
            return None
        press(page, "ArrowRight")
    raise AssertionError(f"{name} cannot be set to {text}")


def read_table(figure):
    """Return what the table says of this recipe and of the one before: its words, then the numbers of each row."""
    rows = figure.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
    )
    return [[cells[0], *map(numbers_in, cells[1:])] for cells in zip(*rows, strict=True)]


def assert_is(row, ratios, lost):
    settled = ratios[:, -50:].min(axis=1)
    assert row[1] == [np.sum(settled < 1.01), len(SEEDS)]
    np.testing.assert_allclose([*row[2], *row[3]], [np.median(settled), settled.max()], rtol=2e-3, atol=1e-3)
    np.testing.assert_allclose(row[4], 100 * np.median(lost, axis=0), atol=0.11)


def assert_curves_end(figure, ratios):
    """Assert that each curve of this recipe ends at the height of its run's last loss, on the logarithmic scale."""
    curves = figure.locator(".autoenc-curve.autoenc-now")
    drawn = [curves.nth(run).get_attribute("points").split() for run in range(curves.count())]
    heights = [float(points[-1].split(",")[1]) for points in drawn]
    ticks = figure.locator(".autoenc-axes text").evaluate_all(
        "texts => texts.map(text => [text.textContent, Number(text.getAttribute('y')) - 4])"
    )
    levels = {float(text): height for text, height in ticks if text in ("1", "10")}
    logs = np.log10(np.clip(ratios[:, -1], 0.95, 100))
    np.testing.assert_allclose(heights, levels[1] + logs * (levels[10] - levels[1]), atol=0.5)


RECIPES = [
    {"rate": 0.1, "schedule": "cosine", "steps": 500, "shrink": 0.1, "scaling": "min-max"},
    {"rate": 0.1, "schedule": "constant", "steps": 250, "shrink": 1, "scaling": "standard"},
    {"rate": 0.1, "schedule": "constant", "steps": 250, "shrink": 0.1, "scaling": "min-max, minus the mean"},
    {"rate": 0.03, "schedule": "constant", "steps": 250, "shrink": 1, "scaling": "none"},
]


def test_a_recipe_trains_as_keras_does_and_is_compared_with_the_one_before(show, page):
    def build():
        return models.linear_autoencoder(3, 2)[2]

    figure = show(lambda: explorers.recipe(build, DATA, seeds=SEEDS), "table")
    page.wait_for_function(TRAINED)
    now, before = read_table(figure)
    assert now[0] == "rate 0.05, 1000 steps, weights as drawn, scaling min-max"
    assert before[0] == "rate 0.01, 1000 steps, weights as drawn, scaling min-max"
    first = {"schedule": "constant", "steps": 1000, "shrink": 1, "scaling": "min-max"}
    for row, rate in [(now, 0.05), (before, 0.01)]:
        assert_is(row, *keras_results(first | {"rate": rate}, build))
    earlier = now
    for recipe in RECIPES:
        choose(page, figure, "Learning rate", str(recipe["rate"]))
        choose(page, figure, "Schedule", "constant" if recipe["schedule"] == "constant" else "falls to 0 (cosine)")
        choose(page, figure, "Steps", str(recipe["steps"]))
        shrink = recipe["shrink"]
        choose(page, figure, "Initial weights", "as drawn" if shrink == 1 else f"× {shrink}")
        choose(page, figure, "Scaling", recipe["scaling"])
        figure.get_by_role("button", name="Train").click()
        page.wait_for_function(TRAINED)
        now, before = read_table(figure)
        assert before == earlier
        ratios, lost = keras_results(recipe, build)
        assert_is(now, ratios, lost)
        earlier = now
        assert_curves_end(figure, ratios)
    said = said_in(figure)
    assert said.startswith(f"{int(now[1][0])} of 3 runs come within 1 % of PCA's error; ")
    assert said.endswith(f"Before: {int(before[1][0])} of 3, and {before[2][0]:.3f} times.")


def test_a_recipe_bends_and_goes_without_biases_as_keras_does(show, page):
    def build():
        layers = [keras.layers.Dense(4, activation="tanh", use_bias=False), keras.layers.Dense(2, activation="sigmoid")]
        tail = [keras.layers.Dense(4, activation="relu"), keras.layers.Dense(3)]
        return keras.Sequential([keras.Input((3,)), *layers, *tail])

    figure = show(lambda: explorers.recipe(build, DATA, seeds=SEEDS), "table")
    page.wait_for_function(TRAINED)
    first = {"rate": 0.05, "schedule": "constant", "steps": 1000, "shrink": 1, "scaling": "min-max"}
    ratios, lost = keras_results(first, build)
    now, _ = read_table(figure)
    assert_is(now, ratios, lost)
    assert_curves_end(figure, ratios)
