"""The words of the live figures come from Python and can be translated, all of them."""

import ast
import re
from functools import partial
from importlib import resources

import keras
import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from autoenc_lessons import explorers, seed_everything, training
from autoenc_lessons.explorers import live
from autoenc_lessons.language import reads_in
from tests.explorers.explorer_pages import NEEDS_CHROMIUM, displayed, explorer, open_alone, press, stored_in
from tests.language.scripts import literals
from tests.language.sentences import Accented, accented, past_the_catalogue

FOLDER = resources.files(explorers)
MODULES = sorted(path.name for path in FOLDER.iterdir() if path.name.endswith(".py"))
SCRIPTS = sorted(path.name for path in (FOLDER / "scripts").iterdir())

# Parts of what an error says, which stays in English.
ERROR_NAMES = {"failure", "advice", "changed", "taken"}
ERROR_KEYWORDS = {"failure", "each", "of", "name", "data_name"}
ERROR_CALLS = {"not_dense"}
MARKUP = re.compile(r"<[^<>]*>")


def lines_of_errors(text):
    """Return the lines of a source in which a part of an error's message is made."""
    lines = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assign):
            is_of_an_error = any(isinstance(name, ast.Name) and name.id in ERROR_NAMES for name in node.targets)
        elif isinstance(node, ast.keyword):
            is_of_an_error = node.arg in ERROR_KEYWORDS
        else:
            is_of_an_error = isinstance(node, ast.Call) and getattr(node.func, "id", None) in ERROR_CALLS
        if is_of_an_error:
            lines |= set(range(node.lineno, node.end_lineno + 1))
    return lines


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_of_a_live_figure_passes_through_the_catalogue(module):
    text = (FOLDER / module).read_text("utf-8")
    errors = lines_of_errors(text)
    found = [(line, MARKUP.sub("", said)) for line, said in past_the_catalogue(text) if line not in errors]
    assert [(line, said) for line, said in found if re.search(r"[A-Za-z]{2,} [a-z]{2,}", said)] == []


TWO_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
CAPITALISED = re.compile(r"[A-Z][a-z]")
# Where a literal would be read or heard, whatever its words.
SHOWN = re.compile(r"(aria-(label|roledescription|valuetext|description)\"[:,]|textContent =)\s*$")
# Classes of elements, a line around something, and the style sheet are CSS, which nobody reads. Keys have their names.
IS_CSS = re.compile(r"(autoenc-[a-z]*(\{\})? ?)+|(border(-top)?|outline): \dpx solid \S+")
BEFORE_CSS, BEFORE_KEY = re.compile(r"STYLE = $"), re.compile(r"\bevent\.key === $")


def english_in(script):
    """Return (line, text) for each literal that holds a text for the reader."""
    return [
        (line, text)
        for line, text, before in literals(script)
        if not IS_CSS.fullmatch(text)
        and not BEFORE_CSS.search(before)
        and not BEFORE_KEY.search(before)
        and (
            TWO_WORDS.search(text)
            or CAPITALISED.match(text)
            or (SHOWN.search(before) and re.search(r"[A-Za-z]{2}", text))
        )
    ]


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_holds_a_text_for_the_reader(script):
    assert english_in((FOLDER / "scripts" / script).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        'add(host, "p", {}, "the first of both");',
        "add(host, \"p\", {}, 'Points');",
        'button(row, "Back to the start", start);',
        "values.textContent = `it is ${say(`in group ${label}`)} away`;",
        'values.textContent = `dead${[1].map(k => ({k}).k + "as drawn")}`;',
        '{role: "img", "aria-label": "picture"}',
        'row.setAttribute("aria-label", `picture ${number}`);',
        'text.replace(/"/, "so it is");',
    ],
)
def test_a_text_for_the_reader_is_found_in_a_script(line):
    assert english_in(f"// a comment of some words\n{line}\n/* and one more */")
    assert not english_in(f"// {line}")


def to_point(*shape):
    return keras.Sequential([keras.Input(shape[:1]), *(keras.layers.Dense(units) for units in shape[1:])])


def small_figures():
    """Return for each live figure a call with small data; names that the caller gives stand in brackets."""
    seed_everything(0)
    generator = np.random.default_rng(0)
    x, pictures = generator.normal(size=(8, 3)), generator.uniform(size=(8, 12))
    labels, sides = np.arange(8) % 2, {"image_shape": (3, 4)}
    encoder, decoder, to_code, with_a_dead_unit = to_point(3, 2), to_point(2, 3), to_point(12, 2), to_point(12, 2)
    to_picture = keras.Sequential([keras.Input((2,)), keras.layers.Dense(12, "sigmoid")])
    same_size = to_point(12, 5, 12)
    with_a_dead_unit.set_weights([np.full((12, 2), 0.1), np.array([0.0, -100])])
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile(loss="mse", optimizer="adam")
    runs = {"⟦run⟧": (encoder, decoder, training.train(autoencoder, x, steps=4, keep_every=2, progress=False))}
    damaged = {f"⟦{kind}⟧": {"1": pictures**2, "2": pictures**3} for kind in ("dark", "darker")}
    scores = {f"⟦{name}⟧": (1 + pictures[:5, 0], 1.5 + pictures[5:, 0]) for name in ("one", "other")}
    copies = {f"⟦{name}⟧": {2: pictures**2, 4: pictures**power} for name, power in (("one", 1.5), ("other", 1.2))}
    errors = {name: [0.04, 0.02] for name in copies}
    return {
        "code_plane": partial(explorers.code_plane, encoder, decoder, x, labels),
        "digits": partial(explorers.code_plane, to_code, to_picture, pictures, labels, kind="digit", **sides),
        "downhill": partial(explorers.downhill, autoencoder, x),
        "turn": partial(explorers.turn, encoder, decoder, x, labels),
        "bent": partial(explorers.turn, encoder, bent(), x, labels),
        "watch": partial(explorers.watch, runs, x, labels),
        "recipe": partial(explorers.recipe, lambda: to_point(3, 2, 3), x, seeds=(0, 1)),
        "repairs": partial(explorers.repairs, pictures, damaged, {"⟦root⟧": np.sqrt}, (3, 4), labels=labels),
        "units": partial(explorers.units, with_a_dead_unit, to_picture, pictures, labels, **sides),
        "code_size": partial(explorers.code_size, pictures, copies, errors, labels=labels, **sides),
        "table_copies": small_table_copies,
        "series_alarm": partial(
            explorers.series_alarm,
            np.arange(48.0) % 24,
            {f"⟦{name}⟧": np.arange(48) / hour for name, hour in (("one", 20), ("other", 30))},
            [("⟦spike⟧", 30, 31), ("⟦stuck⟧", 2, 9)],
            ylabel="⟦load⟧",
        ),
        "many_rows": explorers.many_rows,
        "threshold": partial(explorers.threshold, scores, (pictures[:5], pictures[5:]), **sides),
        "draw_digit": partial(explorers.draw_digit, to_code, to_picture, pictures, name="⟦eights⟧", **sides),
        "clean_digit": partial(explorers.clean_digit, same_size, pictures, **sides),
        "handwriting": partial(explorers.handwriting, to_point(14, 2), to_point(4, 12), pictures, labels, **sides),
        "fill_entry": partial(explorers.fill_entry, to_point(6, 3), x, x, ["⟦α⟧", "⟦β⟧", "⟦γ⟧"], hidden=["⟦α⟧"]),
        "walk": partial(explorers.walk, to_code, to_picture, pictures, labels, [(0, 1)], **sides),
        "morph": partial(
            explorers.morph, to_code, to_picture, pictures[:3], [1.0, 1], name="⟦light⟧", image_shape=(3, 4)
        ),
    }


def small_table_copies():
    table = pd.DataFrame({"⟦size⟧": np.arange(6.0) % 4, "⟦kind⟧": ["⟦a⟧", "⟦b⟧", "⟦c⟧"] * 2})
    steps = [("n", StandardScaler(), ["⟦size⟧"]), ("t", OneHotEncoder(sparse_output=False), ["⟦kind⟧"])]
    prepare = ColumnTransformer(steps)
    x = prepare.fit_transform(table)
    copies = {"⟦one⟧": {1: 0.5 * x, 2: 0.9 * x}, "⟦other⟧": {1: 0.6 * x, 2: 0.8 * x}}
    explorers.table_copies(table, prepare, copies, mean_row=x.mean(axis=0))


def bent():
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, "tanh"), keras.layers.Dense(3)])


NAMES = (
    "code_plane",
    "digits",
    "downhill",
    "turn",
    "bent",
    "watch",
    "recipe",
    "repairs",
    "units",
    "code_size",
    "table_copies",
    "series_alarm",
    "many_rows",
    "threshold",
    "draw_digit",
    "clean_digit",
    "handwriting",
    "fill_entry",
    "morph",
    "walk",
)


@pytest.fixture(scope="module")
def translated():
    """Return what each live figure displays in the made-up language."""
    with reads_in(Accented()):
        return {name: displayed(call)[-1] for name, call in small_figures().items()}


def unaccented(text):
    """Return the words of a text that never went through the catalogue; what fills blanks is in brackets."""
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return [word for word in re.findall(r"[^\W\d_]{2,}", text) if accented(word) != word]


# What a script computes with, or what CSS knows.
CODES = {
    "colour",
    "colours",
    "marker",
    "activation",
    "letters",
    "pictures",
    "clean",
    "before",
    "now",
    "shapes",
    "noises",
    "cells",
    "copies",
}


def said_in(data, name="words"):
    """Return each text that is handed over."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, list):
        return [text for part in data for text in said_in(part)]
    if isinstance(data, dict):
        words = data.get("words", {}).values()
        return [*words, *(text for key, part in data.items() if key not in CODES | {"words"} for text in said_in(part))]
    return []


@pytest.mark.parametrize("name", NAMES)
def test_only_translated_words_are_handed_over(name, translated):
    data = stored_in(translated[name]["text/html"])
    if name == "threshold":
        del data["kinds"]  # colours
    texts = said_in(data)
    assert len(texts) > 10
    assert {text: unaccented(text) for text in texts if unaccented(text)} == {}
    in_its_place = translated[name]["text/plain"]
    assert unaccented(in_its_place.replace("⟦", "").replace("⟧", "")) == []
    assert in_its_place in translated[name]["text/html"]


@pytest.mark.parametrize("name", NAMES)
def test_a_script_is_handed_the_words_that_it_says_and_no_others(name, translated):
    code, _, _ = translated[name]["text/html"].partition("drawAtHosts(")
    said = set(re.findall(r"\bwords\.(\w+)", translated[name]["text/html"]))
    words = stored_in(translated[name]["text/html"])["words"]
    assert code
    assert said <= set(words)
    assert set(words) - said <= set(live._shared_words())


SEEN = """figure => {
    const spoken = ['aria-label', 'aria-roledescription', 'aria-valuetext', 'aria-description', 'title', 'alt'];
    const texts = [];
    const look = element => {
        if (element.tagName === 'STYLE') return;
        spoken.forEach(name => element.hasAttribute(name) && texts.push(element.getAttribute(name)));
        element.childNodes.forEach(child => child.nodeType === 3 ? texts.push(child.textContent) : look(child));
    };
    look(figure);
    return texts;
}"""


@pytest.mark.slow
@NEEDS_CHROMIUM
class TestInABrowser:
    @pytest.mark.parametrize("name", NAMES)
    def test_all_that_is_read_or_heard_is_translated(self, name, translated, page, tmp_path):
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_alone(page, tmp_path, translated[name]["text/html"])
        figure = explorer(page, "p")
        texts = figure.evaluate(SEEN)
        for control in figure.locator("[tabindex]").all():
            for key in ("End", "Home", "ArrowRight"):
                control.focus()
                press(page, key)
                texts += figure.evaluate(SEEN)
        for button in figure.locator("button").all():
            button.click()
            texts += figure.evaluate(SEEN)
        assert len(texts) > 10
        assert {text for text in texts if unaccented(text)} == set()
        assert errors == []

    def test_a_blank_that_nothing_fills_is_an_error(self, translated, page, tmp_path):
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_alone(page, tmp_path, translated["morph"]["text/html"].replace("{pictures}", "{paintings}"))
        page.get_by_text("JúpýtérLáb").wait_for(timeout=5_000)
        assert len(errors) == 1
        assert "{paintings}: " in errors[0]
