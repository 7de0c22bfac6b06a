"""Shades on another scale and labels that are no whole numbers get one sentence at every door; all others are taken."""

import functools

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from autoenc_lessons import damage, datasets, explorers, figures, seed_everything
from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.shades import as_given_shades, as_shades
from tests.explorers.explorer_pages import displayed, stored_in

DIGITS, DIGIT_LABELS = (part[:40] for part in datasets.load("digits"))
FACES = np.random.default_rng(0).uniform(0.1, 0.9, (40, 64))
POINTS = np.random.default_rng(1).normal(size=(40, 3))
CODES = POINTS[:, :2]
RUN_RATIOS = {"a": [2.0, 1.0]}


def built(n_inputs, *units, activation=None):
    seed_everything(0)
    layers = [keras.layers.Dense(n, activation=activation) for n in units]
    return keras.Sequential([keras.Input((n_inputs,)), *layers])


@functools.cache
def halves(n_features):
    return built(n_features, 2), built(2, n_features)


SCORES = {"error": (np.arange(1.0, 21), np.arange(2.0, 22))}
# Doors for pictures that are given, with 40 rows of 64 pixels.
GIVEN = {
    "noise": lambda x: damage.noise(x, 0),
    "blur": lambda x: damage.blur(x),
    "hide": lambda x: damage.hide(x, 0),
    "speckle": lambda x: damage.speckle(x, 0),
    "code_plane": lambda x: explorers.code_plane(*halves(64), x, DIGIT_LABELS, image_shape=(8, 8)),
    "units": lambda x: explorers.units(*halves(64), x, DIGIT_LABELS, image_shape=(8, 8)),
    "threshold": lambda x: explorers.threshold(SCORES, (x[:20], x[20:]), image_shape=(8, 8)),
    "clean_digit": lambda x: explorers.clean_digit(built(64, 64), x, image_shape=(8, 8)),
    "handwriting": lambda x: explorers.handwriting(built(74, 2), built(12, 64), x, DIGIT_LABELS, image_shape=(8, 8)),
    "draw_digit": lambda x: explorers.draw_digit(*halves(64), x, image_shape=(8, 8)),
    "walk": lambda x: explorers.walk(*halves(64), x, DIGIT_LABELS, [(0, 1)], image_shape=(8, 8)),
    "morph": lambda x: explorers.morph(*halves(64), x, [1, 0], name="light", image_shape=(8, 8)),
    "code_size": lambda x: explorers.code_size(x, {"a": {2: DIGITS, 4: DIGITS}}, {"a": [2, 1]}, image_shape=(8, 8)),
    "repairs": lambda x: explorers.repairs(x, {"none": {"0": DIGITS}}, {"copy": np.copy}, (8, 8)),
}
# Doors for pictures that may be computed, or damaged.
DRAWN = {
    "picture_rows": lambda x: figures.picture_rows({"a": x}, (8, 8)),
    "decoder_grid": lambda x: figures.decoder_grid(x[:36].reshape(-1, 8, 8), figures.code_grid(CODES, cells=6)),
    "decoded_pictures": lambda x: figures.decoded_pictures(
        CODES, DIGIT_LABELS, decode=lambda codes: x[20 : 20 + len(codes)], image_shape=(8, 8), start=[0, 0], step=1
    ),
    "walks": lambda x: figures.walks(
        CODES, DIGIT_LABELS, [(0, 1)], decode=lambda codes: x[: len(codes)], image_shape=(8, 8), stops=40
    ),
    "group_table": lambda x: figures.group_table(np.arange(40), DIGIT_LABELS, x, (8, 8)),
    "damaged": lambda x: explorers.repairs(DIGITS, {"some": {"1": x}}, {"copy": np.copy}, (8, 8)),
    "copied": lambda x: explorers.code_size(DIGITS, {"a": {2: DIGITS, 4: x}}, {"a": [2, 1]}, image_shape=(8, 8)),
    "repaired": lambda x: explorers.repairs(DIGITS, {"some": {"1": DIGITS}}, {"odd": lambda _: x}, (8, 8)),
}
OTHER_SCALES = {
    "bytes": ((DIGITS * 255).astype("uint8"), "from 0 to 255; divide them by .* such as 255"),
    "floats to 255": (np.rint(DIGITS * 255), "from 0 to 255; divide"),
    "copies of these": (255 * (FACES * 1.1 - 0.05), r"from .* to 2\d\d; divide"),
    "scikit-learn's 0 to 16": (DIGITS * 16, "from 0 to 16; divide them by .* or 16"),
    "bytes of a dark picture": (np.where(np.arange(64) == 3, 255, 0) * np.ones((40, 1)), "from 0 to 255"),
    "-1 to 1": (DIGITS * 2 - 1, r"from -1 to 1; .* undo it by \(pictures \+ 1\) / 2"),
    "tanh of faces": (np.tanh(4 * (FACES - 0.5)), r"undo it by \(pictures \+ 1\) / 2"),
    "standardised": (datasets.scale(DIGITS + 1e-3 * FACES, method="standard"), "divide them|undo the scaling"),
}


def one_sentence(call, *arguments, match):
    plt.close("all")
    with pytest.raises((TypeError, ValueError), match=match) as raised:
        displayed(call, *arguments)
    assert "\n" not in str(raised.value)
    # A figure that is left half-made would be shown beneath the cell.
    assert plt.get_fignums() == []


# Three pictures are too few to tell that they are standardised.
PAIRS = [
    (door, scale)
    for door in [*GIVEN, *DRAWN]
    for scale in OTHER_SCALES
    if (door, scale) != ("decoded_pictures", "standardised")
]


@pytest.mark.parametrize(("door", "scale"), PAIRS)
def test_pictures_on_another_scale_get_one_sentence(door, scale):
    pictures, said = OTHER_SCALES[scale]
    one_sentence((GIVEN | DRAWN)[door], pictures, match=f"must hold shades from 0 .black. to 1 .white., but .*({said})")


@pytest.mark.parametrize("door", GIVEN)
def test_given_pictures_are_not_centred_nor_brighter_than_white(door):
    one_sentence(GIVEN[door], 2 * DIGITS, match="from 0 to 2; divide them")
    one_sentence(GIVEN[door], (FACES - FACES.mean(axis=0)) / FACES.std(axis=0), match="undo the scaling")


FINE = {
    "shades": DIGITS,
    "booleans": DIGITS > 0.5,
    "bytes of 0 and 1": (DIGITS > 0.5).astype("uint8"),
    "single precision": DIGITS.astype("float32"),
    "a list": DIGITS.tolist(),
    "a table": pd.DataFrame(DIGITS),
    "black": np.zeros((40, 64)),
    "noisy": damage.noise(DIGITS, 0, 0.4),
    "much noise": damage.noise(DIGITS, 0, 1),
    "noise alone to see": damage.noise(FACES, 0, 4),
    "copies": DIGITS * 1.3 - 0.25,
}


@pytest.mark.parametrize("name", FINE)
def test_shades_may_be_of_any_type_and_lie_outside_as_noise_and_copies_do(name):
    shades = as_given_shades(FINE[name])
    assert shades.dtype == "float64"
    np.testing.assert_array_equal(shades, np.asarray(FINE[name]))
    damage.hide(FINE[name], 0)


def test_rounded_copies_and_computed_pictures_around_black_are_drawn():
    for table in (np.rint(DIGITS * 1.6), DIGITS - DIGITS.mean(axis=0), 0.3 * POINTS):
        np.testing.assert_array_equal(as_shades(table), table)


# Doors for labels, with 40 samples. Each returns what it has drawn or stored, as far as labels change it.
LABELLED = {
    "codes_2d": lambda labels: figures.codes_2d(CODES, labels).caption,
    "points_3d": lambda labels: figures.points_3d(POINTS, labels).caption,
    "labelled_map": lambda labels: figures.labelled_map(CODES, labels).caption,
    "digits on a map": lambda labels: figures.labelled_map(CODES, labels, kind="digit").caption,
    "decoded_codes": lambda labels: (
        figures.decoded_codes(
            CODES, POINTS, labels, decode=lambda codes: np.ones((len(codes), 3)), start=[0, 0], step=1, side=4
        )[0].caption
    ),
    "decoded_pictures": lambda labels: (
        figures.decoded_pictures(
            CODES, labels, decode=lambda codes: DIGITS[: len(codes)], image_shape=(8, 8), start=[0, 0], step=1
        )[0].caption
    ),
    "reconstruction_plane": lambda labels: (
        figures.reconstruction_plane(POINTS, labels, POINTS * 0.9, origin=[0, 0, 0], directions=np.eye(3)[:2])[
            0
        ].caption
    ),
    "reconstruction_surface": lambda labels: (
        figures.reconstruction_surface(
            POINTS, labels, CODES, decode=lambda codes: np.column_stack([codes, codes[:, :1]])
        )[0].caption
    ),
    "watched_runs": lambda labels: figures.watched_runs([0, 5], RUN_RATIOS, {"a": CODES}, labels, step=5)[0].caption,
    "code_plane": lambda labels: live(explorers.code_plane, *halves(3), POINTS, labels),
    "code plane of pictures": lambda labels: live(
        functools.partial(explorers.code_plane, image_shape=(8, 8), kind="digit"), *halves(64), DIGITS, labels
    ),
    "walk": lambda labels: live(
        functools.partial(explorers.walk, ways=[(0, 1)], image_shape=(8, 8)), *halves(64), DIGITS, labels
    ),
    "labelled_maps": lambda labels: figures.labelled_maps({"a": CODES}, labels)[0].caption,
    "walks": lambda labels: (
        figures.walks(CODES, labels, [(0, 1)], decode=lambda codes: DIGITS[: len(codes)], image_shape=(8, 8))[0].caption
    ),
    "turn": lambda labels: live(explorers.turn, *halves(3), POINTS, labels),
    "units": lambda labels: live(functools.partial(explorers.units, image_shape=(8, 8)), *halves(64), DIGITS, labels),
    "code_size": lambda labels: live(
        functools.partial(explorers.code_size, image_shape=(8, 8), labels=labels),
        DIGITS,
        {"a": {2: DIGITS, 4: DIGITS}},
        {"a": [2, 1]},
    ),
    "repairs": lambda labels: live(
        functools.partial(explorers.repairs, labels=labels), DIGITS, {"a": {"1": DIGITS}}, {"b": np.copy}, (8, 8)
    ),
}


def live(show, *arguments):
    return stored_in(displayed(show, *arguments)[-1]["text/html"])


NUMBERS = np.arange(40) % 2
AS_NUMBERS = {
    "booleans": NUMBERS == 1,
    "bytes": NUMBERS.astype("uint8"),
    "whole floats": NUMBERS.astype("float64"),
    "objects": NUMBERS.astype("object"),
    "a list": NUMBERS.tolist(),
    "a shuffled series": pd.Series(NUMBERS, index=np.arange(40)[::-1]),
    "nullable": pd.Series(NUMBERS, dtype="Int64"),
    "categories of numbers": pd.Categorical(NUMBERS),
    "nothing masked": np.ma.masked_array(NUMBERS, mask=False),
    "a tensor": keras.ops.convert_to_tensor(NUMBERS),
}
ONE_EACH = "labels must hold one whole number for each of the 40 .*"
NO_LABELS = {
    "text": (list("ab" * 20), "at position 0 stands the text 'a', so number the groups: np.unique"),
    "digits as text": (NUMBERS.astype("str"), "the text '0'"),
    "categories": (pd.Categorical(list("ab" * 20)), "the text 'a'"),
    "objects": (np.array([0, 1, "b", None] * 10, dtype="object"), "at position 2 stands the text 'b'"),
    "halves": (NUMBERS / 2, "at position 1 stands 0.5"),
    "NaN": (np.where(np.arange(40) == 7, np.nan, NUMBERS), "at position 7 stands nan"),
    "infinite": (np.where(np.arange(40) == 7, np.inf, NUMBERS), "at position 7 stands inf"),
    "missing": (pd.Series([1, None] * 20, dtype="Int64"), "at position 1 stands (<NA>|nan)"),
    "None": (None, "got None"),
    "a number": (3, "got 3"),
    "too few": (NUMBERS[:9], "there are 9 of these"),
    "too many": (np.arange(41), "there are 41 of these"),
    "none": ([], "there are 0 of these"),
    "one-hot": (np.eye(2)[NUMBERS], r"\(40, 2\); where each row marks one group, take its argmax\(axis=1\)"),
    "a column": (pd.DataFrame({"label": NUMBERS}), r"\(40, 1\), so take the column"),
    "masked": (np.ma.masked_array(NUMBERS, mask=NUMBERS == 1), "20 of these are masked"),
    "complex": (NUMBERS + 1j, "at position 0 stands 1j"),
    "dates": (np.arange(40).astype("datetime64[D]"), "the text '1970-01-01'"),
    "ragged": ([[1], [1, 2]] * 20, "got a list"),
    "a dict": (dict.fromkeys(range(40), 1), "got a dict"),
    "huge": ([1e300] * 40, "at position 0 stands 1e.300"),
}


@pytest.mark.parametrize("door", LABELLED)
def test_labels_that_are_no_whole_numbers_get_one_sentence(door):
    # Repairs and copies need no labels.
    refused = [given for name, given in NO_LABELS.items() if name != "None" or door not in ("repairs", "code_size")]
    for labels, said in refused:
        one_sentence(LABELLED[door], labels, match=ONE_EACH + said)


@pytest.mark.parametrize("door", LABELLED)
def test_labels_may_be_whole_numbers_of_any_type(door):
    usual = LABELLED[door](NUMBERS)
    # Each door has the same reader, so that two kinds are enough here.
    for kind in ("booleans", "nullable"):
        assert LABELLED[door](AS_NUMBERS[kind]) == usual
    plt.close("all")


@pytest.mark.parametrize("kind", AS_NUMBERS)
def test_labels_of_any_type_are_read_as_whole_numbers(kind):
    np.testing.assert_array_equal(as_labels(AS_NUMBERS[kind], 40), NUMBERS)


def test_labels_below_0_have_a_look_of_their_own():
    handles = figures.codes_2d(CODES, NUMBERS - 1).get_legend().legend_handles
    assert [handle.get_label() for handle in handles] == ["group -1", "group 0"]
    assert len({handle.get_color() for handle in handles}) == 2
