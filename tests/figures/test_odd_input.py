"""Whatever a figure, an explorer or a damage is given: it draws, or says in one sentence of its own what is wrong."""

import traceback

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import StandardScaler

from autoenc_lessons import damage, explorers, figures, models, seed_everything, training
from tests.explorers.explorer_pages import displayed

seed_everything(0)
GENERATOR = np.random.default_rng(0)
CODES, POINTS, LABELS = GENERATOR.normal(size=(10, 2)), GENERATOR.normal(size=(10, 3)), np.arange(10) % 2
PICTURES, PLACES = GENERATOR.random((10, 6)), np.arange(10.0) + 1
NAMES = {"xlabel": "size", "ylabel": "error"}
ROWS = pd.DataFrame(CODES, columns=["a", "b"])
PREPARE = ColumnTransformer([("n", StandardScaler(), ["a", "b"])]).fit(ROWS)


def stack(*units):
    return keras.Sequential([keras.Input((units[0],)), *map(keras.layers.Dense, units[1:])])


TO_CODE, TO_POINT, PICTURE_TO_CODE, TO_PICTURE = stack(3, 2), stack(2, 3), stack(6, 2), stack(2, 6)
COPIER, BENT_COPIER = stack(3, 2, 3), keras.Sequential([keras.Input((3,)), keras.layers.Dense(3, "tanh")])


def trained():
    weights = keras.Sequential([TO_CODE, TO_POINT]).get_weights()
    return TO_CODE, TO_POINT, training.History(np.ones(4), 4, dict.fromkeys((0, 2, 4), weights))


def build():
    return models.linear_autoencoder(3, 2)[2]


# The function, its data, its options.
CALLS = {
    "alarm_strips": (figures.alarm_strips, [PLACES, {"a": PLACES}, [("spike", 1, 2)]], {"first": 2}),
    "guesses_over_truth": (figures.guesses_over_truth, [{"a": (PLACES, PLACES + 1)}], {"xlabel": "flow"}),
    "cost_map": (figures.cost_map, [{"a": (1, 2)}], {"marks": {"b": 1}, "ours": ["a"]}),
    "measured_lines": (
        figures.measured_lines,
        [{"a": (PLACES, PLACES)}],
        {"xlabel": "n", "ylabel": "v", "predicted": {"a": (PLACES, PLACES)}, "levels": {"b": 1.0}},
    ),
    "bars": (figures.bars, [{"a": 1, "b": 2}], {"ylabel": "error"}),
    "code_clouds": (figures.code_clouds, [{"a": (CODES, np.ones((10, 2)))}, LABELS], {}),
    "code_grid": (figures.code_grid, [CODES], {"cells": 2, "limits": [[0, 1], [0, 1]]}),
    "codes_2d": (figures.codes_2d, [CODES, LABELS], {}),
    "decoded_codes": (
        figures.decoded_codes,
        [CODES, POINTS, LABELS],
        {"decode": TO_POINT, "start": [0, 0], "step": 1.0, "side": 2.0, "look_along": 0},
    ),
    "decoded_pictures": (
        figures.decoded_pictures,
        [CODES, LABELS],
        {"decode": TO_PICTURE, "image_shape": (2, 3), "start": [0, 0], "step": 1.0},
    ),
    "error_maps": (figures.error_maps, [PICTURES, {"a": PICTURES}, (2, 3)], {}),
    "decoder_grid": (figures.decoder_grid, [np.zeros((4, 2, 3)), figures.code_grid(CODES, cells=2)], {"circles": (1,)}),
    "error_strips": (figures.error_strips, [{"a": [1.0, 2]}], {"xlabel": "error", "baselines": {"PCA": 1.0}}),
    "group_table": (figures.group_table, [LABELS, LABELS, PICTURES, (2, 3)], {"kind": "digit"}),
    "labelled_maps": (figures.labelled_maps, [{"a": CODES, "b": CODES}, LABELS], {"kind": "digit"}),
    "walks": (
        figures.walks,
        [CODES, LABELS, [(0, 1), (1, 0)]],
        {"decode": TO_PICTURE, "image_shape": (2, 3), "kind": "digit", "stops": 3},
    ),
    "labelled_map": (
        figures.labelled_map,
        [CODES, LABELS],
        {"kind": "digit", "limits": [[0, 1], [0, 1]], "axis_names": ("a", "b")},
    ),
    "landscape": (
        figures.landscape,
        [lambda across, up: across + up],
        NAMES
        | {
            "levels": [0.0, 1],
            "limits": [[0, 1], [0, 1]],
            "paths": {"a": [[0, 0, 0.0], [1, 1, 2]]},
            "places": {"b": [0, 1]},
        },
    ),
    "lines": (figures.lines, [PLACES, {"a": PLACES}], NAMES | {"yscale": "log"}),
    "loss_curve": (figures.loss_curve, [PLACES], {"floor": 0.5}),
    "downhill": (figures.downhill, [PLACES, PLACES, [[1, 1], [2, 2]]], {"slope": 1.0}),
    "repair_rows": (figures.repair_rows, [PICTURES, {"a": PICTURES}, (2, 3)], {"n_shown": 2, "apart": ["a"]}),
    "match_strips": (figures.match_strips, [{"a": [0.5, 1]}], {"xlabel": "cosine"}),
    "score_grid": (figures.score_grid, [{"a": {"b": 0.5, "c": [0.2, 0.3]}}], {"digits": 2, "limits": (0.1, 1)}),
    "architecture": (
        figures.architecture,
        [[("a", 4), ("b", 2), ("c", 4)]],
        {"step_names": ["d", "e"], "part_names": {"f": (0, 2)}},
    ),
    "network": (
        figures.network,
        [[3, 2]],
        {
            "layer_names": ["a", "b"],
            "part_names": ["c"],
            "inside": [list("abc"), list("de")],
            "weights": [np.ones((3, 2))],
        },
    ),
    "overlaid_codes": (figures.overlaid_codes, [{"a": CODES}, CODES, LABELS], {}),
    "planes_end_on": (
        figures.planes_end_on,
        [POINTS, LABELS, {"a": ([0, 0, 0], np.eye(3)[:2]), "b": ([0, 0, 0], [[1, 0, 0.1], [0, 1, 0.2]])}],
        {},
    ),
    "precision_curves": (figures.precision_curves, [PLACES, PLACES + 1], {"threshold": 3.0}),
    "principal_axes": (figures.principal_axes, [POINTS, LABELS], {}),
    "picture_copies": (
        figures.picture_copies,
        [PICTURES, {"a": [np.full((10, 6), 0.5)], "b": [0.9 * PICTURES]}, (2, 3)],
        {},
    ),
    "picture_rows": (
        figures.picture_rows,
        [{"a": PICTURES}, (2, 3)],
        {"originals": "a", "column_names": list("abcdefghij"), "row_notes": {"a": "b"}, "apart": ["a"]},
    ),
    "points_3d": (figures.points_3d, [POINTS, LABELS], {}),
    "ratio_strips": (figures.ratio_strips, [{"a": [1.0, 2]}], {"within": 1.01}),
    "reconstruction_plane": (
        figures.reconstruction_plane,
        [POINTS, LABELS, POINTS],
        {"origin": [0, 0, 0], "directions": np.eye(3)[:2]},
    ),
    "reconstruction_surface": (figures.reconstruction_surface, [POINTS, LABELS, CODES], {"decode": TO_POINT}),
    "relu_sums": (figures.relu_sums, [PLACES, PLACES**2], {"xlabel": "place", "counts": (2, 3)}),
    "roc_curves": (figures.roc_curves, [{"a": (PLACES, PLACES + 1)}], {"threshold": 3.0}),
    "score_histograms": (figures.score_histograms, [PLACES, PLACES + 1], {"threshold": 3.0}),
    "score_regions": (figures.score_regions, [{"a": lambda p: p[:, 0]}, CODES], {"places": {"A": (0, 1)}}),
    "score_strips": (
        figures.score_strips,
        [{"a": {"b": [1.0, 2]}}],
        {"xlabel": "AUC", "reference": 0.5, "ours": ["b"]},
    ),
    "score_strips of several measures": (
        figures.score_strips,
        [{"a": {"b": [1.0, 2]}, "c": {"b": [3]}}],
        {"digits": 1},
    ),
    "scree": (figures.scree, [[0.6, 0.4]], {"levels": (0.5,)}),
    "seed_curves": (figures.seed_curves, [np.ones((3, 5))], {"highlight": (1,), "levels": (1,)}),
    "sheet_3d": (figures.sheet_3d, [POINTS, PLACES], {"across": PICTURES[:, 0]}),
    "sheet_codes": (figures.sheet_codes, [CODES, PLACES], {}),
    "sheet_maps": (figures.sheet_maps, [{"a": CODES}, PICTURES[:, :2]], {"far": 1.0}),
    "sheet_strip": (figures.sheet_strip, [PICTURES[:, :2]], {"codes": CODES, "far": 1.0}),
    "sheet_tear": (figures.sheet_tear, [POINTS, 0.9 * POINTS, CODES, PICTURES[:, :2]], {"worse_than": 0.01}),
    "show": (figures.show, [figures.codes_2d(CODES, LABELS)], {}),
    "spread_lines": (figures.spread_lines, [[1, 2], {"a": [1.0, 2]}], NAMES),
    "watched_runs": (figures.watched_runs, [[0, 5], {"a": [2, 1]}, {"a": CODES}, LABELS], {"step": 5}),
    "code_plane": (explorers.code_plane, [TO_CODE, TO_POINT, POINTS, LABELS], {"look_along": 0}),
    "code_plane of pictures": (
        explorers.code_plane,
        [PICTURE_TO_CODE, TO_PICTURE, PICTURES, LABELS],
        {"image_shape": (2, 3)},
    ),
    "column_losses": (
        figures.column_losses,
        [{"PCA": {1: {"a": 0.5, "b": 0.2}, 2: {"a": 0.1, "b": 0.0}}}],
        {},
    ),
    "table_copies": (
        explorers.table_copies,
        [ROWS, PREPARE, {"PCA": {1: 0.5 * CODES, 2: 0.9 * CODES}}],
        {"mean_row": [0.0, 0.0], "n_shown": 3},
    ),
    "code_size": (
        explorers.code_size,
        [PICTURES, {"a": {2: PICTURES, 4: PICTURES}}, {"a": [2.0, 1]}],
        {"image_shape": (2, 3), "labels": LABELS, "n_shown": 2},
    ),
    "downhill over one weight": (explorers.downhill, [COPIER, POINTS], {"weight": (1, 2)}),
    "morph": (
        explorers.morph,
        [PICTURE_TO_CODE, TO_PICTURE, PICTURES[:3], [1.0, 1]],
        {"name": "light", "image_shape": (2, 3)},
    ),
    "draw_digit": (
        explorers.draw_digit,
        [PICTURE_TO_CODE, TO_PICTURE, PICTURES],
        {"image_shape": (2, 3), "examples": PICTURES[:2], "name": "digits"},
    ),
    "handwriting": (
        explorers.handwriting,
        [stack(8, 2), stack(4, 6), PICTURES, LABELS],
        {"image_shape": (2, 3)},
    ),
    "clean_digit": (
        explorers.clean_digit,
        [keras.Sequential([PICTURE_TO_CODE, TO_PICTURE]), PICTURES],
        {"image_shape": (2, 3), "strengths": [0.0, 0.4], "strength": 0.4},
    ),
    "fill_entry": (
        explorers.fill_entry,
        [stack(6, 3), POINTS, POINTS, ["a", "b", "c"]],
        {"hidden": ["a"]},
    ),
    "recipe": (explorers.recipe, [build, POINTS], {"rate": 0.05, "scaling": "none"}),
    "repairs": (
        explorers.repairs,
        [PICTURES, {"none": {"1": PICTURES}}, {"copy": np.copy}, (2, 3)],
        {"labels": LABELS, "n_shown": 2},
    ),
    "series_alarm": (
        explorers.series_alarm,
        [np.arange(24.0), {"a": np.arange(24.0)}, [("spike", 25, 26)]],
        {"first": 24, "ylabel": "load"},
    ),
    "many_rows": (
        explorers.many_rows,
        [],
        {"n_rows": 1000, "n_features": 16, "batch_size": 10, "memory": 4},
    ),
    "threshold": (
        explorers.threshold,
        [{"a": (PLACES[:5], PLACES[5:])}, (PICTURES[:5], PICTURES[5:])],
        {"image_shape": (2, 3)},
    ),
    "turn": (explorers.turn, [TO_CODE, TO_POINT, POINTS, LABELS], {}),
    "units": (explorers.units, [PICTURE_TO_CODE, TO_PICTURE, PICTURES, LABELS], {"image_shape": (2, 3), "n_units": 2}),
    "walk": (
        explorers.walk,
        [PICTURE_TO_CODE, TO_PICTURE, PICTURES, LABELS, [(0, 1)]],
        {"image_shape": (2, 3), "kind": "digit"},
    ),
    "watch": (explorers.watch, [{"a": trained()}, POINTS, LABELS], {"start": 2}),
    **{name: (getattr(damage, name), [PICTURES[:, :4], 0], {}) for name in ("noise", "blur", "hide", "speckle")},
}
SLOTS = [(name, slot) for name, (_, data, options) in CALLS.items() for slot in [*range(len(data)), *options]]
ODD = {
    "nothing": None,
    "text": "text",
    "a number": 3.5,
    "an empty list": [],
    "an empty array": np.zeros((0, 3)),
    "ragged rows": [[1, 2], [3]],
    "NaN": np.full((10, 3), np.nan),
    "complex numbers": CODES + 1j,
    "other shape": np.ones((11, 7)),
    "a cube": np.ones((10, 2, 2)),
    "a table of text": pd.DataFrame({"a": list("abcdefghij")}),
    "a function": lambda given: given,
    "a function that fails": lambda: 1 / 0,
    "three models": models.linear_autoencoder(3, 2),
    "a model that is not built": keras.Sequential([keras.layers.Dense(3)]),
    "a dict of nothing": {"a": None},
    "a dict of text": {"a": "text"},
}
# Labels of axes may be anything that can be written.
WRITTEN = ("xlabel", "ylabel")


@pytest.mark.parametrize(("name", "slot"), [(name, slot) for name, slot in SLOTS if slot not in WRITTEN])
def test_odd_input_is_drawn_or_gets_one_sentence_of_our_own(name, slot):
    function, data, options = CALLS[name]
    for kind, odd in ODD.items():
        changed = dict(enumerate(data)) | options | {slot: odd}
        try:
            displayed(function, *(changed.pop(place) for place in range(len(data))), **changed)
        except (TypeError, ValueError) as error:
            message, [*_, last] = str(error), traceback.extract_tb(error.__traceback__)
            assert "\n" not in message, kind
            assert message.endswith((".", ")")), (kind, message)
            assert last.line.startswith("raise"), (kind, message, last)
        plt.close("all")


@pytest.mark.parametrize("name", CALLS)
def test_what_is_no_data_is_refused(name):
    function, data, options = CALLS[name]
    for odd in (None, "text", 3.5):
        with pytest.raises((TypeError, ValueError)):
            displayed(function, odd, *data[1:], **options)
    plt.close("all")


FLAT = np.column_stack([POINTS[:, :2], POINTS.sum(axis=1) - POINTS[:, 2]])
TOLD = {
    "a negative loss": (lambda: figures.loss_curve([0.5, -108, -9283]), "losses fall to -9.28e.03, below 0"),
    "no loss at all": (lambda: figures.loss_curve([0, 0]), "losses must be above 0, for a logarithmic axis"),
    "a floor of 0": (lambda: figures.loss_curve([2, 1], floor=0), "floor must be above 0; got 0"),
    "a series below 0": (
        lambda: figures.lines([1, 2], {"a": [1, -1]}, **NAMES),
        r"values\['a'\] must be above 0, for a logarithmic axis; the lowest is -1, at index 1",
    ),
    "a short series": (lambda: figures.lines([1, 2], {"a": [1]}, **NAMES), "has 1 values for 2 positions"),
    "another scale": (lambda: figures.lines([1], {"a": [1]}, yscale="logit", **NAMES), "yscale must be log or linear"),
    "a spread with 0": (lambda: figures.spread_lines([0, 1], {"a": [1, 2]}, **NAMES), "positions must be above 0"),
    "another scale of a spread": (
        lambda: figures.spread_lines([1, 2], {"a": [1, 2]}, yscale="logit", **NAMES),
        "yscale must be log or linear",
    ),
    "other positions": (
        lambda: figures.spread_lines([1, 2], {"a": {1: [1.0], 3: [2.0]}}, **NAMES),
        "Series 'a' has no runs for just the positions 1, 2, in this order",
    ),
    "shares that rise": (lambda: figures.scree([0.2, 0.7]), "shares must be parts of one whole"),
    "more than all": (lambda: figures.scree([0.8, 0.7]), "add up to 1.5"),
    "a level never reached": (lambda: figures.scree([0.5, 0.2]), "No number of axes explains 0.9 of the variance"),
    "errors of 0": (lambda: figures.error_strips({"a": [0, 1]}, xlabel="error"), r"errors\['a'\] must be above 0"),
    "no such row": (lambda: figures.seed_curves(np.ones((2, 3)), highlight=(2,)), "highlight has row 2, but .* only 2"),
    "a list of rows": (
        lambda: figures.picture_rows([PICTURES], (2, 3)),
        "rows must be a dict that gives, for each name",
    ),
    "two names alike": (lambda: figures.bars({1: 2, "1": 3}, ylabel="error"), "two names that are written alike"),
    "one layer": (lambda: figures.network([3]), "two or more layers, the input first; layer_sizes has 1"),
    "two parts for one step": (lambda: figures.network([3, 2], part_names=["a", "b"]), "2 part_names, but 1 steps"),
    "too few texts": (lambda: figures.network([3, 2], inside=[["a"], ["b", "c"]]), r"\[1, 2\] texts, but .* \[3, 2\]"),
    "other losses": (lambda: figures.downhill([1, 2], [1], [[1, 1], [2, 2]], slope=1), "are 2 weights, but 1 losses"),
    "no step": (lambda: figures.downhill([1, 2], [1, 2], [[1, 1]], slope=1), "two or more places"),
    "no such weight": (lambda: explorers.downhill(COPIER, POINTS, weight=(2, 0)), r"no weight \(2, 0\) .* 2 inputs"),
    "no pair": (lambda: explorers.downhill(COPIER, POINTS, weight=(1, 0, 0)), "weight must be a pair of whole numbers"),
    "a bent end": (lambda: explorers.downhill(BENT_COPIER, POINTS), "The last layer must be linear, .* it has tanh"),
    "a weight that does nothing": (lambda: explorers.downhill(COPIER, 0 * POINTS), "This weight changes nothing"),
    "one point": (lambda: figures.labelled_map(CODES[:1], [0]), "A map needs at least two points"),
    "limits upside down": (
        lambda: figures.labelled_map(CODES, LABELS, limits=[[1, 0], [0, 1]]),
        "limits must give for each of the two numbers where the picture begins",
    ),
    "two directions in one": (
        lambda: figures.reconstruction_plane(POINTS, LABELS, POINTS, origin=[0, 0, 0], directions=np.ones((2, 3))),
        "span a line and no plane",
    ),
    "fewer reconstructions": (
        lambda: figures.reconstruction_plane(POINTS, LABELS, POINTS[:9], origin=[0] * 3, directions=np.eye(3)[:2]),
        "9 reconstructions for 10 points",
    ),
    "fewer codes": (
        lambda: figures.reconstruction_surface(POINTS, LABELS, CODES[:9], decode=TO_POINT),
        "9 codes for 10 samples",
    ),
    "an encoder for a decoder": (
        lambda: figures.reconstruction_surface(POINTS, LABELS, CODES, decode=TO_CODE),
        r"decode does not take codes of shape \(10, 2\)",
    ),
    "a decoder of pictures": (
        lambda: figures.reconstruction_surface(POINTS, LABELS, CODES, decode=TO_PICTURE),
        r"decode must return 3 numbers for each of 10 codes; it returns shape \(10, 6\)",
    ),
    "other runs": (
        lambda: figures.watched_runs([0, 5], {"a": [2, 1]}, {"b": CODES}, LABELS, step=5),
        "ratios and codes must name the same runs",
    ),
    "no such step": (
        lambda: figures.watched_runs([0, 5], {"a": [2, 1]}, {"a": CODES}, LABELS, step=3),
        "step is 3, which is none of the steps, from 0 to 5",
    ),
    "scores without names": (lambda: figures.roc_curves([PLACES, PLACES]), "scores must be a dict"),
    "a score that is no pair": (lambda: figures.roc_curves({"a": PLACES}), "Score 'a' must be a pair"),
    "no axes": (lambda: figures.show(None), "show takes the axes that a function of figures has returned"),
    "no encode": (
        lambda: explorers.morph(None, TO_PICTURE, PICTURES, [1, 1], name="light", image_shape=(2, 3)),
        "encode must be a function of pictures",
    ),
    "a model for build": (lambda: explorers.recipe(TO_POINT, POINTS), "build must be a function that takes nothing"),
    "build returns three": (
        lambda: explorers.recipe(lambda: models.linear_autoencoder(3, 2), POINTS),
        "got a tuple; take one of its 3 entries",
    ),
    "nothing to lose": (
        lambda: explorers.recipe(build, FLAT, scaling="none"),
        "PCA loses nothing .* with 2 components",
    ),
    "nothing to lose there": (lambda: explorers.watch({"a": trained()}, FLAT, LABELS), "PCA loses nothing"),
    "a kind that ends a script": (
        lambda: explorers.code_plane(TO_CODE, TO_POINT, POINTS, LABELS, kind="`+alert(1)+`"),
        "kind must be a word",
    ),
    "a method that fails": (
        lambda: explorers.repairs(PICTURES, {"a": {"1": PICTURES}}, {"bad": lambda _: 1 / 0}, (2, 3)),
        r"The method 'bad' does not take pictures of shape \(10, 6\) \(ZeroDivisionError\)",
    ),
    "a method that forgets to return": (
        lambda: explorers.repairs(PICTURES, {"a": {"1": PICTURES}}, {"bad": lambda _: None}, (2, 3)),
        "The method 'bad' must return an array|what 'bad' returns must be an array",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_wrong_is_named(name):
    call, said = TOLD[name]
    plt.close("all")
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        displayed(call)
    assert "\n" not in str(raised.value)


def test_a_fifth_line_is_drawn_with_a_look_of_its_own():
    ax = figures.lines([1, 2], {f"series {number}": [1, number] for number in range(1, 8)}, **NAMES)
    looks = {(line.get_color(), line.get_linestyle()) for line in ax.lines}
    assert len(looks) == len(ax.lines) == 7


def test_named_values_may_come_in_a_table():
    table = pd.DataFrame({"a": [2.0, 1.0], "b": [3.0, 1.0]})
    assert [line.get_label() for line in figures.lines([1, 2], table, **NAMES).lines] == ["a", "b"]
    assert figures.bars(table.loc[0], ylabel="error").caption == "Error: a 2, b 3."


def test_a_surface_far_from_all_points_is_left_out():
    axes = figures.decoded_codes(
        CODES,
        POINTS,
        LABELS,
        decode=lambda codes: 1e6 + np.column_stack([codes, codes[:, 0]]),
        start=[0, 0],
        step=1,
        side=4,
        look_along=0,
    )
    assert axes[0].caption.startswith("Code A")
