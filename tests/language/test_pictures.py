"""The pictures of the course in a made-up language: whatever a reader sees or hears of them is in it."""

import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.text import Text

from autoenc_lessons import figures, language
from tests.language.sentences import Accented, past_the_catalogue

MODULES = sorted(Path(figures.__file__).parent.glob("*.py"))
# What an error for programmers calls the data that it complains of; errors stay in English.
PARTS_OF_ERRORS = {
    "a number for each position",
    "a number for each step",
    "a number of megabytes",
    "a pair of megabytes and seconds",
    "names of ways",
    "two rows",
    "a point and two directions",
    "a dict of makers",
    "a pair of scores",
    "a table of pictures",
    "an error",
    "decode does not take codes of shape {}",
    "a table of places",
    "each label in ways",
    "each radius in circles",
    "means and deviations",
    "means in clouds[{}]",
    "the deviations in clouds[{}]",
    "the {} in clouds[{}]",
    "two tables: means and deviations",
    "each layer size",
    "each end of {}",
    "each size in {}",
    "pairs, such as ('code', 8)",
    "the number of units that are on in {}",
    "two numbers of stages",
    "two stages",
    "the pictures of a row",
    "a dict of errors",
    "a number for each thing",
    "each level",
    "a function of points",
    "each number in counts",
    "each one_in",
    "names of methods",
    "numbers",
    "scores[{}] must take points, one in each row, and return a number for each",
    "scores[{}]",
    "the scores of a method",
    "the scores of methods",
    "what scores[{}] returns",
    "{} in panel {}",
    "copies[{}]",
    "a dict of losses for each code size",
    "a loss of {}",
    "a number for a column",
    "each row in highlight",
    "each size in losses",
    "a pair of truth and guesses",
    "each way",
    "the score of each hour",
    "the start of a fault",
    "the stop of a fault",
    "each weight matrix",
    "height must take two numbers, across and up, and return one",
    "look_along, a feature to look along,",
    "pairs of labels",
    "radii",
    "numbers of units",
    "the codes of a map",
    "names of rows",
    "the codes of the run",
    "the error of each run",
    "the directions of planes[{}]",
    "the places of the run",
    "the point of planes[{}]",
    "the copies of each run",
    "the ratio of each run",
    "two labels",
    "two names",
    "two numbers",
    "what decode returns",
    "what was measured in each run",
    "what height returns",
    "what to write at its end",
    "whole numbers, such as [3, 2, 3]",
}
# Where matplotlib is to put a legend or a name.
PLACES_OF_LEGENDS = {"center left", "lower left", "lower right", "upper left", "offset points", "axes fraction"}


def test_every_sentence_of_the_pictures_can_be_translated():
    assert len(MODULES) > 10
    found = [
        (module.name, line, said)
        for module in MODULES
        for line, said in past_the_catalogue(module.read_text(encoding="utf-8"))
        if said not in PARTS_OF_ERRORS | PLACES_OF_LEGENDS
    ]
    assert found == []


GENERATOR = np.random.default_rng(0)
CODES, POINTS, LABELS = GENERATOR.normal(size=(10, 2)), GENERATOR.normal(size=(10, 3)), np.arange(10) % 2
PICTURES, PLACES = GENERATOR.random((10, 6)), np.arange(10.0) + 1
GRID = figures.code_grid(CODES, cells=2)
# What a caller names is in Greek, so that no Latin letter in a picture is a caller's.
NAMES = {"xlabel": "μέγεθος", "ylabel": "σφάλμα"}
MOVED = {"start": [0, 0], "step": 1.0}
RUNS = {"α": [[3.0, 1, 2], [3.0, 1, 2]], "β": [2.0, 2, 2], "γ": [3.0, 2, 1]}


def to_point(codes):
    return np.column_stack([codes, codes[:, 0] * codes[:, 1]])


def to_picture(codes):
    return np.full((len(codes), 6), 0.5)


# The figure, and how it is drawn: once for each way in which what it says can differ.
DRAWN = {
    "alarm_strips": [
        lambda: figures.alarm_strips(np.ones(4), {"α": np.arange(4.0)}, [("β", 1, 2)], ylabel="σφάλμα"),
        lambda: figures.alarm_strips(np.ones(4), {}, []),
    ],
    "cost_map": [lambda: figures.cost_map({"α": (1, 2), "β": (3, 4)}, marks={"σ": 1})],
    "measured_lines": [
        lambda: figures.measured_lines({"α": ([1], [2])}, predicted={"α": ([1, 2], [2, 1])}, xlabel="ν", ylabel="τ"),
    ],
    "guesses_over_truth": [
        lambda: figures.guesses_over_truth({"α": ([1.0, 2], [2.0, 2])}),
        lambda: figures.guesses_over_truth({"α": ([1.0], [2.0]), "β": ([1.0], [2.0])}, xlabel="σφάλμα"),
    ],
    "bars": [lambda: figures.bars({"α": 1, "β": 2}, ylabel="σφάλμα")],
    "code_clouds": [lambda: figures.code_clouds({"α": (CODES, np.ones((10, 2)))}, LABELS)],
    "code_grid": [lambda: figures.decoder_grid(np.zeros((4, 2, 3)), figures.code_grid(CODES, cells=2))],
    "column_losses": [
        lambda: figures.column_losses({"α": {1: {"β": 0.5}, 2: {"β": 0.2}}, "γ": {1: {"β": 0.4}, 2: {"β": 0.0}}}),
    ],
    "codes_2d": [lambda: figures.codes_2d(CODES, LABELS), lambda: figures.codes_2d(CODES, np.arange(10) % 3)],
    "decoded_codes": [
        lambda: figures.decoded_codes(CODES, POINTS, LABELS, decode=to_point, side=2.0, **MOVED),
        lambda: figures.decoded_codes(CODES, POINTS, LABELS, decode=to_point, side=2.0, look_along=0, **MOVED),
    ],
    "decoded_pictures": [
        lambda: figures.decoded_pictures(CODES, LABELS, decode=to_picture, image_shape=(2, 3), **MOVED)
    ],
    "decoder_grid": [lambda: figures.decoder_grid(np.zeros((4, 2, 3)), GRID)],
    "error_maps": [
        lambda: figures.error_maps(PICTURES, {"α": PICTURES}, (2, 3), marks=np.ones(PICTURES.shape, dtype=bool)),
    ],
    "error_strips": [lambda: figures.error_strips({"α": [1.0, 2], "β": [3.0]}, xlabel="σφάλμα", baselines={"γ": 1.0})],
    "match_strips": [lambda: figures.match_strips({"α": [0.5, 1], "β": [0.97]}, xlabel="σφάλμα", title="εικόνα")],
    "labelled_map": [
        lambda: figures.labelled_map(CODES, LABELS, title="χάρτης"),
        lambda: figures.labelled_map(CODES, LABELS, kind="digit"),
        lambda: figures.labelled_map(CODES, LABELS, kind="πρόσωπο", axis_names=("α", "β")),
    ],
    "group_table": [
        lambda: figures.group_table(LABELS, LABELS, np.zeros((2, 6)), (2, 3)),
        lambda: figures.group_table(np.zeros(10), LABELS, np.zeros((1, 6)), (2, 3), kind="πρόσωπο"),
    ],
    "labelled_maps": [lambda: figures.labelled_maps({"α": CODES, "β": CODES}, LABELS, kind="digit")],
    "walks": [lambda: figures.walks(CODES, LABELS, [(0, 1)], decode=to_picture, image_shape=(2, 3), kind="πρόσωπο")],
    "landscape": [
        lambda: figures.landscape(
            lambda across, up: across + up, paths={"α": [[0, 0, 0], [1, 1, 2]]}, places={"β": [0, 1]}, **NAMES
        )
    ],
    "lines": [lambda: figures.lines(PLACES, {"α": PLACES, "β": PLACES}, **NAMES)],
    "loss_curve": [lambda: figures.loss_curve(PLACES, floor=0.5)],
    "downhill": [
        lambda: figures.downhill(PLACES, PLACES, [[1, 1], [2, 2]], slope=1),
        lambda: figures.downhill(PLACES, PLACES, [[1, 1], [2, 2], [3, 3]], slope=-1, title="κάτω"),
    ],
    "repair_rows": [lambda: figures.repair_rows(PICTURES, {"α": PICTURES}, (2, 3), n_shown=2)],
    "score_grid": [lambda: figures.score_grid({"α": {"β": 0.5, "γ": 0.2}, "δ": {"β": 0.3, "γ": 40.0}})],
    "architecture": [
        lambda: figures.architecture([("α", (4, 4)), ("β", (2, 2, 3)), ("γ", 5, 2), ("δ", 1)]),
        lambda: figures.architecture(
            [("α", 4), [("β", 2), ("γ", 2)], ("δ", 2)], step_names=["ε", "ζ"], part_names={"η": (0, 1), "θ": (1, 2)}
        ),
    ],
    "network": [
        lambda: figures.network([3, 2, 3]),
        lambda: figures.network([3, 1], layer_names=["α", "β"], part_names=["γ"], weights=[np.ones((3, 1))]),
    ],
    "overlaid_codes": [lambda: figures.overlaid_codes({"α": CODES, "β": 2 * CODES}, CODES, LABELS)],
    "planes_end_on": [
        lambda: figures.planes_end_on(
            POINTS, LABELS, {"α": ([0, 0, 0], np.eye(3)[:2]), "β": ([0, 0, 0], [[1, 0, 0.1], [0, 1, 0.2]])}
        )
    ],
    "precision_curves": [lambda: figures.precision_curves(PLACES, PLACES + 1, threshold=3.0)],
    "principal_axes": [lambda: figures.principal_axes(POINTS, LABELS)],
    "picture_copies": [
        lambda: figures.picture_copies(PICTURES, {"α": [0 * PICTURES], "β": [0.9 * PICTURES]}, (2, 3)),
    ],
    "picture_rows": [
        lambda: figures.picture_rows({"α": PICTURES, "β": PICTURES}, (2, 3), originals="α"),
        lambda: figures.picture_rows({"α": PICTURES - 0.5, "": PICTURES}, (2, 3), signed=True, smooth=True),
        lambda: figures.picture_rows({"": PICTURES}, (2, 3), column_names=list("αβγδεζηθικ")),
    ],
    "points_3d": [lambda: figures.points_3d(POINTS, LABELS)],
    "ratio_strips": [lambda: figures.ratio_strips({"α": [1.0, 2], "β": [1.0]})],
    "reconstruction_plane": [
        lambda: figures.reconstruction_plane(
            POINTS, LABELS, 0.9 * POINTS, origin=[0, 0, 0], directions=[[1, 0.2, 0], [0, 1, 0.1]]
        )
    ],
    "reconstruction_surface": [lambda: figures.reconstruction_surface(POINTS, LABELS, CODES, decode=to_point)],
    "relu_sums": [lambda: figures.relu_sums(PLACES, PLACES**2, xlabel="μέγεθος", counts=(2, 3))],
    "roc_curves": [lambda: figures.roc_curves({"α": (PLACES, PLACES + 1), "β": (PLACES, PLACES)}, threshold=3.0)],
    "score_histograms": [
        lambda: figures.score_histograms(PLACES, PLACES + 1, threshold=3.0),
        lambda: figures.score_histograms(PLACES, PLACES + 1, xlabel="σφάλμα"),
    ],
    "score_regions": [
        lambda: figures.score_regions({"α": lambda points: points[:, 0]}, CODES, places={"β": (9.0, 9)}),
        lambda: figures.score_regions({"α": lambda points: points[:, 0]}, CODES),
    ],
    "score_strips": [
        lambda: figures.score_strips({"α": {"β": [1.0, 2]}, "γ": {"β": [1.0]}}, xlabel="σκορ", reference=0.5),
        lambda: figures.score_strips({"σ": {"α": [1.0, 2], "β": [3.0]}, "τ": {"α": [1.0], "β": [2]}}, reference="α"),
        lambda: figures.score_strips({"": {"β": [1.0, 2]}}, xlabel="σκορ"),
    ],
    "scree": [lambda: figures.scree([0.7, 0.25, 0.05])],
    "seed_curves": [lambda: figures.seed_curves(np.outer([2, 3], 1 / PLACES), highlight=(1,), levels=(1,))],
    "sheet_3d": [
        lambda: figures.sheet_3d(POINTS, PLACES),
        lambda: figures.sheet_3d(POINTS, PLACES, across=PICTURES[:, 0]),
    ],
    "sheet_codes": [
        lambda: figures.sheet_codes(CODES, PLACES),
        lambda: figures.sheet_codes(CODES, PLACES, title="χάρτης", names=("α", "β")),
    ],
    "sheet_maps": [lambda: figures.sheet_maps({"α": CODES, "β": 2 * CODES}, PICTURES[:, :2])],
    "sheet_strip": [
        lambda: figures.sheet_strip(PICTURES[:, :2]),
        lambda: figures.sheet_strip(PICTURES[:, :2], codes=CODES),
    ],
    "sheet_tear": [
        lambda: figures.sheet_tear(POINTS, 0.9 * POINTS, CODES, PICTURES[:, :2], worse_than=0.01),
        lambda: figures.sheet_tear(POINTS, 0.9 * POINTS, CODES, PICTURES[:, :2], worse_than=1.0),
    ],
    # One figure with two captions.
    "show": [lambda: [figures.bars({"α": 1}, ylabel="β", ax=ax) for ax in plt.subplots(1, 2)[1]]],
    "spread_lines": [lambda: figures.spread_lines([1, 2, 3], RUNS, **NAMES)],
    "watched_runs": [
        lambda: figures.watched_runs([0, 5], {"α": [2, 1]}, {"α": CODES}, LABELS, step=5),
        lambda: figures.watched_runs([0, 5], {"α": [2, 1], "β": [2, 1]}, {"α": CODES, "β": CODES}, LABELS, step=0),
    ],
}
# Names that matplotlib gives, which the stored description of a picture tells as they are.
OF_MATPLOTLIB = (
    {
        "x",
        "y",
        "z",
        "o",
        "s",
        "auto",
        "equal",
        "linear",
        "log",
        "None",
        "True",
        "False",
        "gray",
        "viridis",
        "nearest",
        "signed",
        "errors",
        "antialiased",
    }
    | {"Blues", "QuadContourSet", "unnamed"}
    | {"center", "left", "right", "top", "bottom", "baseline", "QuadMesh", "Rectangle", "PathCollection"}
    | {
        "EllipseCollection",
        "PolyCollection",
        "FillBetweenPolyCollection",
        "LineCollection",
        "Path3DCollection",
        "Line3DCollection",
    }
    | {"Oranges", "Poly3DCollection"}
)
# The first of the codes A, B and C, whose letter stands in the picture.
MARKS = {"walks": {"A"}, "decoded_codes": {"A"}, "decoded_pictures": {"A"}}
_NOT_IN_WORDS = re.compile(r"\$[^$]*\$|#[0-9a-f]{6}|\b\d(?:\.?\d)*(?:e[-+]?\d+)?\b|\\n")
_WORD = re.compile(r"[^\W\d_]\w*")
_INNERMOST = re.compile("⟦([^⟦⟧]*)⟧")
_ENGLISH = set("AEIOUYaceinouyszg")


def in_english(text):
    """Return the words of a text that hold a letter without the accent that the made-up language gives it."""
    return [word for word in _WORD.findall(_NOT_IN_WORDS.sub(" ", text)) if set(word) & _ENGLISH]


def without_names_of_matplotlib(description):
    """Return a description with those of its filled blanks left out that hold nothing but names and numbers."""

    def left(blank):
        return "" if OF_MATPLOTLIB.issuperset(in_english(blank[1])) else blank[0]

    return _INNERMOST.sub(left, description)


def seen_and_heard(draw):
    """Return all texts in a picture, its captions as they are displayed and spoken, and its stored description."""
    InteractiveShell.instance()
    with language.reads_in(Accented()), capture_output() as captured:
        axes = draw()
        figure = np.ravel(np.asarray(axes, dtype="object"))[0].figure
        figure.canvas.draw()
        texts = [text.get_text() for text in figure.findobj(Text)]
        figures.show(axes)
    picture, caption = captured.outputs
    spoken, description = picture.metadata["image/png"]["alt"], picture.data["text/plain"]
    assert description.startswith(spoken)
    described = without_names_of_matplotlib(description[len(spoken) :])
    return [*texts, spoken, *caption.data.values(), *described.splitlines()]


@pytest.mark.parametrize("name", figures.__all__)
def test_a_picture_shows_and_says_nothing_in_english(name):
    for draw in DRAWN[name]:
        said = seen_and_heard(draw)
        assert any("⟦" in text for text in said)
        left = {word: text for text in said for word in in_english(text) if word not in MARKS.get(name, ())}
        assert left == {}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Thé lóss", ["lóss"]),
        ("⟦3⟧ póínts", ["póínts"]),
        ("⟦1e-05⟧ tó ⟦−0.5⟧, #0072b2, $10^{-1}$", []),
        ("⟦Σφάλμα⟧: ⟦⟦α⟧ ⟦1⟧⟧.", []),
        ("⟦step⟧ ⟦σφάλμα⟧", ["step"]),
    ],
)
def test_a_word_in_english_is_noticed(said, words):
    assert in_english(said) == words


def test_only_in_a_blank_of_its_own_may_a_name_of_matplotlib_stand():
    assert without_names_of_matplotlib("⟦log⟧ frómlog ⟦center⟧ left ⟦log of⟧") == " frómlog  left ⟦log of⟧"


def test_the_colour_of_pca_and_of_the_mean_picture_is_theirs_in_any_language():
    in_english_, accented = (
        {"PCA, α": PLACES, "mean picture": PLACES, "α": PLACES},
        {"PCÁ, α": PLACES, "méáñ píçtúré": PLACES, "α": PLACES},
    )
    expected = [line.get_color() for line in figures.spread_lines(PLACES, in_english_, **NAMES).lines]
    with language.reads_in(Accented()):
        lines = figures.spread_lines(PLACES, accented, **NAMES).lines
    plt.close("all")
    assert [line.get_color() for line in lines] == expected
