"""What an explorer stores: a static picture with its caption, and numbers that the browser can draw from."""

import json
import re

import keras
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from autoenc_lessons import datasets, explorers, figures, models, seed_everything
from autoenc_lessons.explorers.live import as_html, rounded
from autoenc_lessons.figures.decoding import decimals_of, middle_of

X, LABELS = datasets.load("blobs")


def built(n_inputs, *units, activation=None):
    layers = [keras.layers.Dense(n, activation=activation) for n in units]
    return keras.Sequential([keras.Input((n_inputs,)), *layers])


def linear_pair():
    seed_everything(0)
    encoder, decoder, _ = models.linear_autoencoder(3, 2)
    decoder.set_weights([decoder.get_weights()[0], np.array([0.5, -0.25, 2])])
    return encoder, decoder


def outputs_of(*arguments):
    InteractiveShell.instance()
    with capture_output() as captured:
        explorers.code_plane(*arguments)
    return [output.data for output in captured.outputs]


def numbers_in(html):
    return json.loads(re.search(r"^draw\([\w.]+, (.*)\);$", html, flags=re.MULTILINE)[1])


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

    numbers = numbers_in(live["text/html"])
    np.testing.assert_allclose(numbers["codes"], codes, atol=1e-4)
    np.testing.assert_allclose(numbers["x"], X, atol=1e-4)
    np.testing.assert_allclose(numbers["start"], start, atol=1e-4)
    np.testing.assert_allclose(numbers["middle"], (codes.min(axis=0) + codes.max(axis=0)) / 2, atol=1e-4)
    np.testing.assert_allclose(numbers["side"], 1.3 * np.ptp(codes, axis=0).max(), atol=1e-4)
    np.testing.assert_allclose(numbers["origin"], [0.5, -0.25, 2], atol=1e-4)
    np.testing.assert_allclose(numbers["directions"], decoder.get_weights()[0], atol=1e-4)
    assert numbers["groupOf"] == LABELS.tolist()
    assert numbers["groups"] == [
        {"label": 0, "colour": "#0072B2", "marker": "o"},
        {"label": 1, "colour": "#D55E00", "marker": "^"},
    ]
    assert numbers["decimals"] == {"code": 2, "point": 2}
    assert live["text/plain"] in live["text/html"]
    assert live["text/plain"].startswith("A live figure: run this cell")


def test_an_explorer_stores_the_same_each_time_and_no_more_than_30_kilobytes():
    pair = linear_pair()
    first, again = (outputs_of(*pair, X, LABELS)[-1]["text/html"] for _ in range(2))
    assert first == again
    assert len(first) < 30_000
    nudged = outputs_of(*pair, X + 1e-12, LABELS)[-1]["text/html"]
    assert nudged == first


def test_several_linear_layers_are_one_plane_and_groups_may_have_any_number():
    encoder, decoder = built(3, 2), built(2, 4, 3)
    labels = np.where(LABELS == 0, 7, 3)
    numbers = numbers_in(outputs_of(encoder, decoder, X, labels)[-1]["text/html"])
    kernels = [weights for weights in decoder.get_weights() if weights.ndim == 2]
    np.testing.assert_allclose(numbers["directions"], kernels[0] @ kernels[1], atol=1e-4)
    assert [group["label"] for group in numbers["groups"]] == [3, 7]
    assert numbers["groupOf"] == [0 if label == 3 else 1 for label in labels]


def test_the_static_picture_marks_three_codes_and_their_points():
    codes = np.array([[0, 0], [2, 0], [0, 1], [2, 3]])
    plane = {"origin": [1, 1, 1], "directions": np.array([[1, 0, 0], [0, 2, 0]])}
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


@pytest.mark.parametrize(("values", "decimals"), [([0.95], 2), ([-3], 2), ([0, 40], 0), ([0.04], 3), ([0, 0], 2)])
def test_decimals_follow_the_size_of_the_values(values, decimals):
    assert decimals_of(values) == decimals


def test_stored_numbers_are_rounded_alike_on_all_machines():
    assert rounded([[1.2345678, -1e-17]]) == [[1.2346, 0.0]]
    assert str(rounded([-1e-17, 123456.7])) == "[0.0, 123460.0]"
    assert rounded(0) == 0


def test_no_text_can_end_the_script():
    html = as_html("code_plane.js", {"label": "</script>"}, fallback="words")
    assert html.count("</script>") == 1
    assert html.startswith("<div><p><em>words</em></p></div>\n<script>")


class Decoder(keras.Model):
    def call(self, codes):
        return codes


def never_built():
    return keras.Sequential([keras.layers.Dense(2)])


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
    "not linear": (lambda: (built(3, 2), built(2, 3, activation="tanh"), X, LABELS), ValueError, "is not linear"),
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


@pytest.mark.parametrize(("arguments", "error", "said"), BAD.values(), ids=BAD.keys())
def test_an_explorer_answers_a_bad_input_by_one_sentence(arguments, error, said):
    with pytest.raises(error, match=said) as raised:
        explorers.code_plane(*arguments())
    assert "\n" not in str(raised.value)
