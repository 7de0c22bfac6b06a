"""What an explorer stores: a static picture with its caption, and numbers that the browser can draw from."""

import re
from functools import partial

import keras
import numpy as np
import pytest

from autoenc_lessons import (
    datasets,
    explorers,
    figures,
    measures,
    models,
    seed_everything,
    seed_spread,
    training,
    variational,
)
from autoenc_lessons.explorers.live import Rounded, as_html
from autoenc_lessons.figures.decoding import decimals_of, middle_of
from tests.explorers.explorer_pages import displayed, stored_in

X, LABELS = datasets.load("blobs")


def built(n_inputs, *units, activation=None):
    layers = [keras.layers.Dense(n, activation=activation) for n in units]
    return keras.Sequential([keras.Input((n_inputs,)), *layers])


def linear_pair():
    seed_everything(0)
    encoder, decoder, _ = models.linear_autoencoder(3, 2)
    decoder.set_weights([decoder.get_weights()[0], np.array([0.5, -0.25, 2])])
    return encoder, decoder


def outputs_of(*arguments, show=explorers.code_plane):
    return displayed(show, *arguments)


def test_an_explorer_shows_a_picture_its_caption_and_a_live_figure_on_an_untrained_model():
    encoder, decoder = linear_pair()
    picture, caption, live = outputs_of(encoder, decoder, X, LABELS)
    assert picture["image/png"].startswith(b"\x89PNG")
    codes = encoder(X).numpy()
    start = codes.mean(axis=0)
    decoded = decoder(start[None]).numpy()[0]
    assert f"Code A, ({start[0]:.2f}, {start[1]:.2f}), is the mean of 100 codes." in caption["text/plain"]
    assert f"decodes to the point ({', '.join(f'{value:.2f}' for value in decoded)})." in caption["text/plain"]
    step = 0.26 * np.ptp(codes, axis=0).max()
    moved = decoder(np.array([start + [step, 0], start + [0, step]])).numpy()
    for point in moved:
        assert f"({', '.join(f'{value:.2f}' for value in point)})" in caption["text/plain"]
    assert f"With {step:.2f} more in code unit 0 (B)" in caption["text/plain"]

    numbers = stored_in(live["text/html"])
    np.testing.assert_allclose(numbers["codes"], codes, atol=1e-4)
    np.testing.assert_allclose(numbers["x"], X, atol=1e-4)
    np.testing.assert_allclose(numbers["start"], start, atol=1e-4)
    np.testing.assert_allclose(numbers["middle"], (codes.min(axis=0) + codes.max(axis=0)) / 2, atol=1e-4)
    np.testing.assert_allclose(numbers["side"], 1.3 * np.ptp(codes, axis=0).max(), atol=1e-4)
    [layer] = numbers["decoder"]
    np.testing.assert_allclose(layer["bias"], [0.5, -0.25, 2], atol=1e-4)
    np.testing.assert_allclose(layer["kernel"], decoder.get_weights()[0], atol=1e-4)
    assert layer["activation"] == "linear"
    assert numbers["groupOf"] == LABELS.tolist()
    assert numbers["groups"] == [
        {"label": 0, "name": "group 0", "colour": 0, "marker": "o"},
        {"label": 1, "name": "group 1", "colour": 1, "marker": "^"},
    ]
    assert numbers["decimals"] == {"code": 2, "point": 2}
    assert live["text/plain"] in live["text/html"]
    assert live["text/plain"].startswith("A live figure, to move the point in the code plane yourself, stands here")


def test_an_explorer_stores_the_same_each_time_and_no_more_than_50_kilobytes():
    pair = linear_pair()
    first, again = (outputs_of(*pair, X, LABELS)[-1]["text/html"] for _ in range(2))
    assert first == again
    assert len(first) < 50_000
    nudged = outputs_of(*pair, X + 1e-12, LABELS)[-1]["text/html"]
    assert nudged == first


def test_several_linear_layers_are_one_plane_and_groups_may_have_any_number():
    encoder, decoder = built(3, 2), built(2, 4, 3)
    labels = np.where(LABELS == 0, 7, 3)
    numbers = stored_in(outputs_of(encoder, decoder, X, labels)[-1]["text/html"])
    kernels = [weights for weights in decoder.get_weights() if weights.ndim == 2]
    [layer] = numbers["decoder"]
    np.testing.assert_allclose(layer["kernel"], kernels[0] @ kernels[1], atol=1e-4)
    assert [group["label"] for group in numbers["groups"]] == [3, 7]
    assert numbers["groupOf"] == [0 if label == 3 else 1 for label in labels]


def test_the_static_picture_marks_three_codes_and_their_points():
    codes = np.array([[0, 0], [2, 0], [0, 1], [2, 3]])
    plane = {"decode": lambda codes: 1 + codes @ np.array([[1, 0, 0], [0, 2, 0]])}
    axes = figures.decoded_codes(codes, X[:4], LABELS[:4], **plane, start=[1, 1], step=0.5, side=4)
    assert [text.get_text().strip() for text in axes[0].texts] == ["A", "B", "C"]
    marked = np.array([np.ravel(line.get_data()) for line in axes[0].lines])
    np.testing.assert_allclose(marked, [[1, 1], [1.5, 1], [1, 1.5]])
    decoded = np.array([np.ravel(line.get_data_3d()) for line in axes[1].lines])
    np.testing.assert_allclose(decoded, [[2, 3, 1], [2.5, 3, 1], [2, 4, 1]])
    assert axes[0].caption.startswith(
        "Code A, (1.00, 1.00), is the mean of 4 codes. It decodes to the point (2.0, 3.0,"
    )
    assert not hasattr(axes[1], "caption")
    assert middle_of(codes).tolist() == [1, 1.5]
    assert (axes[1].azim, axes[1].elev) == (-60, 20)


def test_a_surface_that_bends_far_away_is_drawn_near_the_points_only():
    codes = np.array([[0, 0], [3, 0], [0, 3], [3, 3]])
    x = np.column_stack([codes, [0, 1, 1, 2]])
    plane = {"decode": lambda codes: np.column_stack([codes, codes.sum(axis=1) / 3])}
    axes = figures.decoded_codes(codes, x, LABELS[:4], **plane, start=[1, 1], step=0.5, side=12, look_along=1)
    side, above = [ax.collections[0].get_segments() for ax in axes[1:]]
    # The grid has a line at each whole number and a half, and the box reaches from -1 to 4.
    assert set(np.concatenate(above)[:, 0].round(9)) <= set(np.arange(-4, 17) / 4)
    assert np.concatenate(above).min() >= -1
    assert np.concatenate(above).max() <= 4
    assert np.concatenate(side)[:, 1].min() >= -2 / 3
    assert [ax.get_xlabel() + ax.get_ylabel() for ax in axes[1:]] == ["feature 0feature 2", "feature 0feature 1"]
    marked = np.array([np.ravel(line.get_data()) for line in axes[2].lines])
    np.testing.assert_allclose(marked, [[1, 1], [1.5, 1], [1, 1.5]])
    with pytest.raises(ValueError, match="look_along is 2; it must be 0 or 1"):
        explorers.code_plane(*linear_pair(), X, LABELS, look_along=2)


def test_one_watched_run_stands_beside_its_losses_and_says_which_group_is_which():
    codes = np.array([[0, 0], [2, 0], [0, 1], [2, 3]])
    axes = figures.watched_runs([0, 5], {"a": [2, 1]}, {"a": codes}, LABELS[:4], step=5)
    assert len({ax.get_position().y0.round(3) for ax in axes}) == 1
    assert [text.get_text() for text in axes[1].get_legend().get_texts()] == [
        f"group {label}" for label in np.unique(LABELS[:4])
    ]
    assert axes[0].caption == "After 5 of 5 steps, the loss over PCA's is: a: 1.00."
    two = figures.watched_runs([0, 5], {"a": [2, 1], "b": [3, 1]}, {"a": codes, "b": codes}, LABELS[:4], step=5)
    # Once is enough for runs beside each other.
    assert [text.get_text() for text in two[1].get_legend().get_texts()] == ["group 0", "group 1"]
    assert two[2].get_legend() is None


@pytest.mark.parametrize(
    ("ratios", "lowest", "levels"),
    [([9, 3], 0.9, [1, 2, 3, 4, 10]), ([4, 0.8], 0.72, [1, 2, 3, 4, 10]), ([4, 0.2], 0.18, [0.3, 1, 3, 10])],
)
def test_the_losses_of_watched_runs_are_seen_down_to_pcas_or_below(ratios, lowest, levels):
    ax = figures.watched_runs([0, 5], {"a": ratios}, {"a": np.eye(4)[:, :2]}, LABELS[:4], step=5)[0]
    assert ax.get_ylim() == pytest.approx((lowest, 20))
    assert ax.get_yticks().tolist() == levels


@pytest.mark.parametrize(("values", "decimals"), [([0.95], 2), ([-3], 2), ([0, 40], 0), ([0.04], 3), ([0, 0], 2)])
def test_decimals_follow_the_size_of_the_values(values, decimals):
    assert decimals_of(values) == decimals


def test_stored_numbers_are_rounded_alike_on_all_machines():
    assert Rounded([[1.2345678, -1e-17]]).as_lists() == [[1.2346, 0.0]]
    assert str(Rounded([-1e-17, 123456.7]).as_lists()) == "[0.0, 123460.0]"
    assert Rounded([1.2345678], digits=3).as_lists() == [1.23]
    assert Rounded(0).as_lists() == 0
    assert Rounded([]).as_lists() == []


def test_no_text_can_end_the_script():
    html = as_html("code_plane", {"label": "</script>"}, words="words")
    assert html.count("</script>") == 1
    assert re.match(r'<div data-autoenc-figure="[0-9a-f]{12}"><p><em>words</em></p></div>\n<script>', html)


def test_two_figures_have_one_name_only_if_all_in_them_is_the_same():
    given = {"figure": "code_plane", "data": {"side": 1}, "words": "words"}
    others = [
        {"figure": "turn"},
        {"data": {"side": 2}},
        {"words": "other words"},
        {"data": {"side": 1, "words": {"keys": "Drag it."}}},
    ]
    htmls = [as_html(**(given | other)) for other in ({}, {}, *others)]
    names = [re.search(r'data-autoenc-figure="(\w+)"', html)[1] for html in htmls]
    assert names[0] == names[1]
    assert len(set(names)) == 5
    for name, html in zip(names, htmls, strict=True):
        assert f'drawAtHosts("{name}", ' in html


class Decoder(keras.Model):
    def call(self, codes):
        return codes


def never_built():
    return keras.Sequential([keras.layers.Dense(2)])


def with_normalisation():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.LayerNormalization()])


def with_a_layer_twice():
    inputs, again = keras.Input((2,)), keras.layers.Dense(2)
    return keras.Model(inputs, keras.layers.Dense(3)(again(again(inputs))))


def with_nan():
    encoder = built(3, 2)
    encoder.set_weights([np.full((3, 2), np.nan), np.zeros(2)])
    return encoder


def all_the_same():
    encoder = built(3, 2)
    encoder.set_weights([np.zeros((3, 2)), np.ones(2)])
    return encoder


BAD = {
    "no model": (lambda: ("encoder", built(2, 3), X, LABELS), TypeError, "encoder must be a Keras model; got a str"),
    "a layer": (lambda: (built(3, 2), keras.layers.Dense(3), X, LABELS), TypeError, "decoder must be a Keras model"),
    "not built": (lambda: (never_built(), built(2, 3), X, LABELS), ValueError, "encoder has no weights yet"),
    "decoder not built": (lambda: (built(3, 2), Decoder(), X, LABELS), ValueError, "decoder has no weights yet"),
    "exchanged": (lambda: (built(2, 3), built(3, 2), X, LABELS), ValueError, r"encoder cannot take x.*shape \(2,\)"),
    "code of 1": (lambda: (built(3, 1), built(1, 3), X, LABELS), ValueError, r"2 dimensions.*codes of shape \(1,\)"),
    "wide code": (lambda: (built(3, 3), built(3, 3), X, LABELS), ValueError, r"2 dimensions.*codes of shape \(3,\)"),
    "decoder of 1": (lambda: (built(3, 2), built(1, 3), X, LABELS), ValueError, "decoder cannot take the codes"),
    "short output": (lambda: (built(3, 2), built(2, 4), X, LABELS), ValueError, r"returns shape \(4,\)"),
    "gelu": (lambda: (built(3, 2), built(2, 3, activation="gelu"), X, LABELS), ValueError, "not a row of Dense layers"),
    "normalised": (lambda: (with_normalisation(), built(2, 3), X, LABELS), ValueError, "encoder is not a row of Dense"),
    "another way": (
        lambda: (built(3, 2), with_a_layer_twice(), X, LABELS),
        ValueError,
        "decoder is not a row of Dense",
    ),
    "NaN in x": (lambda: (built(3, 2), built(2, 3), X * np.nan, LABELS), ValueError, "x has 300 value.s. that are NaN"),
    "NaN in codes": (lambda: (with_nan(), built(2, 3), X, LABELS), ValueError, "output of the encoder has 200 value"),
    "one code": (lambda: (all_the_same(), built(2, 3), X, LABELS), ValueError, "All codes are the same"),
    "2 features": (lambda: (built(2, 2), built(2, 2), X[:, :2], LABELS), ValueError, "3 features; those in x have 2"),
    "few labels": (
        lambda: (built(3, 2), built(2, 3), X, LABELS[:9]),
        ValueError,
        "one whole number for each of the 100",
    ),
    "words": (lambda: (built(3, 2), built(2, 3), X, ["a"] * 100), ValueError, "one whole number for each of the 100"),
}


# One code for all is a point in space, which can be turned.
FITS = [(explorers.code_plane, name) for name in BAD] + [(explorers.turn, name) for name in BAD if name != "one code"]


@pytest.mark.parametrize(("show", "name"), FITS)
def test_an_explorer_answers_a_bad_input_by_one_sentence(show, name):
    arguments, error, said = BAD[name]
    with pytest.raises(error, match=said) as raised:
        show(*arguments())
    assert "\n" not in str(raised.value)


def watched(encoder, decoder, *, steps=4, keep_every=2):
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return encoder, decoder, training.train(autoencoder, X, steps=steps, keep_every=keep_every, progress=False)


def trained_since():
    encoder, decoder, history = watched(*linear_pair())
    decoder.set_weights([weights + 1 for weights in decoder.get_weights()])
    return encoder, decoder, history


BAD_RUNS = {
    "no dict": (lambda: watched(*linear_pair()), TypeError, "runs must be a dict"),
    "empty": (dict, TypeError, "runs must be a dict"),
    "no tuple": (lambda: {"a": "run"}, TypeError, "runs must be a dict"),
    "two": (lambda: {"a": linear_pair()}, ValueError, r"run 'a' must be \(encoder, decoder, history\)"),
    "nothing kept": (
        lambda: {"a": watched(*linear_pair(), keep_every=None)},
        ValueError,
        "with the history of training.train",
    ),
    "trained since": (lambda: {"a": trained_since()}, ValueError, "history of the run 'a' does not end with"),
    "other steps": (
        lambda: {"a": watched(*linear_pair()), "b": watched(*linear_pair(), steps=6)},
        ValueError,
        "have kept different steps",
    ),
    "wide code": (lambda: {"a": watched(built(3, 3), built(3, 3))}, ValueError, "The code plane has 2 dimensions"),
}


@pytest.mark.parametrize(("runs", "error", "said"), BAD_RUNS.values(), ids=BAD_RUNS.keys())
def test_watching_answers_bad_runs_by_one_sentence(runs, error, said):
    with pytest.raises(error, match=said) as raised:
        explorers.watch(runs(), X, LABELS)
    assert "\n" not in str(raised.value)


def test_watching_begins_at_a_kept_step_only():
    with pytest.raises(ValueError, match=r"start is 3.*the kept steps, 0, 2 \.\.\. 4"):
        explorers.watch({"a": watched(*linear_pair())}, X, LABELS, start=3)


def test_watching_stores_the_weights_of_each_kept_step_and_tells_the_losses():
    runs = {"first": watched(*linear_pair()), "second": watched(built(3, 5, 2, activation="tanh"), built(2, 3))}
    picture, caption, live = outputs_of(runs, X, LABELS, show=explorers.watch)
    numbers = stored_in(live["text/html"])
    assert numbers["steps"] == [0, 2, 4]
    assert numbers["start"] == 1
    floor = measures.pca_error(X, 2)
    assert numbers["floor"] == pytest.approx(floor, rel=1e-4)
    assert [run["name"] for run in numbers["runs"]] == ["first", "second"]
    assert numbers["runs"][1]["shapes"] == [[[3, 5, "tanh"], [5, 2, "tanh"]], [[2, 3, "linear"]]]
    for run, (encoder, decoder, history) in zip(numbers["runs"], runs.values(), strict=True):
        for frame, kept in zip(run["frames"], history.kept.values(), strict=True):
            np.testing.assert_allclose(frame, np.concatenate([part.ravel() for part in kept]), atol=2e-3)
        ratios = []
        for kept in history.kept.values():
            encoder.set_weights(kept[: len(encoder.weights)])
            decoder.set_weights(kept[len(encoder.weights) :])
            ratios.append(measures.reconstruction_error(X, decoder(encoder(X))) / floor)
        np.testing.assert_allclose(10 ** np.array(run["logRatios"]), ratios, rtol=4e-3)
        assert f"{run['name']}: {ratios[1]:.2f}, and {ratios[2]:.2f} at the end" in caption["text/plain"]
    assert caption["text/plain"].startswith("After 2 of 4 steps, the loss over PCA's is: first: ")


@pytest.mark.parametrize("image_shape", [(8, 9), (64,), (4, 4, 4)])
def test_an_image_shape_must_make_the_pixels(image_shape):
    pictures, digits = datasets.load("digits")
    encoder, decoder, _ = models.dense_autoencoder((64, 2))
    with pytest.raises(ValueError, match="a height and a width that make 64 pixels"):
        explorers.code_plane(encoder, decoder, pictures[:9], digits[:9], image_shape=image_shape)


def test_a_decoder_of_pictures_shows_three_of_them():
    seed_everything(0)
    pictures, digits = datasets.load("digits")
    encoder, decoder, _ = models.dense_autoencoder((64, 16, 2))
    show = partial(explorers.code_plane, image_shape=(8, 8))
    picture, caption, live = outputs_of(encoder, decoder, pictures[:200], digits[:200], show=show)
    numbers = stored_in(live["text/html"])
    assert numbers["imageShape"] == [8, 8]
    assert "x" not in numbers
    assert len({group["colour"] for group in numbers["groups"]}) == len(numbers["groups"]) == 10
    start = np.array(numbers["start"])
    step = 0.2 * numbers["side"]
    shades = decoder(start + step * np.array([[0, 0], [1, 0], [0, 1]])).numpy().mean(axis=1)
    assert f"their mean shades are {', '.join(f'{shade:.2f}' for shade in shades)}" in caption["text/plain"]


def test_pictures_of_digits_are_called_so_wherever_a_label_is_named():
    pictures, digits = (part[:50] for part in datasets.load("digits"))
    encoder, decoder, _ = models.dense_autoencoder((64, 2))
    shows = [partial(explorers.code_plane, image_shape=(8, 8), kind=kind) for kind in ("group", "digit")]
    group, digit = (
        stored_in(outputs_of(encoder, decoder, pictures, digits, show=show)[-1]["text/html"]) for show in shows
    )
    assert [named["name"] for named in group["groups"][:2]] == ["group 0", "group 1"]
    assert group["words"]["nearest"] == "The nearest code of a sample, in group {label}, is {distance} away."
    assert [named["name"] for named in digit["groups"][:2]] == ["digit 0", "digit 1"]
    assert digit["words"]["nearest"] == "The nearest code of a sample, a digit {label}, is {distance} away."


def test_a_map_of_codes_is_square_and_holds_the_three_marked_ones():
    codes = np.array([[0, 0], [4, 1], [2, 2]])
    look = {"decode": lambda marked: np.zeros((len(marked), 4)), "image_shape": (2, 2), "start": [2, 1], "step": 3}
    axes = figures.decoded_pictures(codes, [0, 1, 2], kind="digit", **look)
    sides = np.ptp([axes[0].get_xlim(), axes[0].get_ylim()], axis=1)
    assert sides[0] == pytest.approx(sides[1])
    for line in axes[0].lines:
        assert axes[0].viewLim.contains(*np.ravel(line.get_data()))
    assert [text.get_text().strip() for text in axes[0].texts] == ["A", "B", "C"]


def build():
    return models.linear_autoencoder(3, 2)[2]


def test_a_recipe_begins_with_the_scaling_that_is_asked_for():
    data, _ = datasets.load("blobs", scaling=None)
    show = partial(explorers.recipe, seeds=(0,), scaling="none")
    _, caption, live = outputs_of(build, data, show=show)
    numbers = stored_in(live["text/html"])
    assert numbers["now"]["scaling"] == numbers["before"]["scaling"] == "none"
    autoencoder = build()
    autoencoder.set_weights(seed_spread.draw_starts(build, [0])[0])
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.05))
    ratios = training.train(autoencoder, data, steps=1000, progress=False).losses / measures.pca_error(data, 2)
    assert f"learning rate 0.05 {100 * (ratios[-50:].min() < 1.01):.0f} %" in caption["text/plain"]


def test_a_recipe_stores_data_starts_and_floors_and_compares_two_rates():
    data, _ = datasets.load("blobs", scaling=None)
    picture, caption, live = outputs_of(build, data, show=partial(explorers.recipe, seeds=(3, 4)))
    numbers = stored_in(live["text/html"])
    for name, scaling in [("none", None), ("min-max", "min-max"), ("standard", "standard")]:
        x, _ = datasets.load("blobs", scaling=scaling)
        np.testing.assert_allclose(numbers["scaled"][name]["x"], x, atol=1e-7)
        assert numbers["scaled"][name]["floor"] == pytest.approx(measures.pca_error(x, 2), rel=1e-7)
    x, _ = datasets.load("blobs")
    np.testing.assert_allclose(numbers["scaled"]["centred"]["x"], x - x.mean(axis=0), atol=1e-7)
    assert numbers["scaled"]["centred"]["floor"] == numbers["scaled"]["min-max"]["floor"]
    for stored, start in zip(numbers["starts"], seed_spread.draw_starts(build, [3, 4]), strict=True):
        for layer, kernel, bias in zip(stored, start[::2], start[1::2], strict=True):
            np.testing.assert_allclose(layer["kernel"], kernel, atol=1e-8)
            np.testing.assert_allclose(layer["bias"], bias)
            assert layer["hasBias"]
    assert (numbers["before"]["rate"], numbers["now"]["rate"]) == (0.01, 0.05)
    assert "learning rate 0.01 0 %; learning rate 0.05 " in caption["text/plain"]


BAD_RECIPES = {
    "rate": (lambda: {"rate": 0.02}, ValueError, "rate must be one of 0.001, 0.003"),
    "scaling": (lambda: {"scaling": "max"}, ValueError, "one of none, min-max, centred, standard; got 'max'"),
    "no seed": (lambda: {"seeds": ()}, ValueError, "seeds is empty"),
    "no model": (lambda: {"build": lambda: "model"}, TypeError, "autoencoder must be a Keras model; got a str"),
    "silu": (
        lambda: {"build": lambda: built(3, 2, 3, activation="silu")},
        ValueError,
        "The browser trains layers whose activation is one of linear, relu, tanh, sigmoid",
    ),
    "another size": (lambda: {"build": lambda: built(4, 2, 4)}, ValueError, "autoencoder cannot take data"),
    "one feature for three": (lambda: {"build": lambda: built(3, 1)}, ValueError, r"into shape \(1,\)"),
    "words": (lambda: {"data": "data"}, TypeError, "data must be an array of real numbers"),
}


@pytest.mark.parametrize(("given", "error", "said"), BAD_RECIPES.values(), ids=BAD_RECIPES.keys())
def test_a_recipe_answers_a_bad_input_by_one_sentence(given, error, said):
    with pytest.raises(error, match=said) as raised:
        explorers.recipe(**({"build": build, "data": X} | given()))
    assert "\n" not in str(raised.value)


def test_a_variational_run_is_watched_by_its_means():
    seed_everything(0)
    encoder = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), variational.Sampling()])
    runs = {"a": watched(encoder, built(2, 3))}
    numbers = stored_in(outputs_of(runs, X, LABELS, show=explorers.watch)[-1]["text/html"])
    assert numbers["runs"][0]["shapes"] == [[[3, 2, "linear"]], [[2, 3, "linear"]]]
