"""The explorers of the lessons in JupyterLab, moved by keyboard and pointer: what do they show?"""

import os
import re
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from tests.explorers.explorer_pages import (
    NEEDS_CHROMIUM,
    PREPARE,
    RESTART,
    SCROLLS_SIDEWAYS,
    TRAINED,
    ask,
    at,
    explorer,
    fitted,
    marks,
    numbers_in,
    press,
    run_all,
    run_until,
    scratch_notebook,
)
from tests.notebooks.shortened import with_fewest_starts
from tools.browser import open_instead

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]
TURNED = ".autoenc-turned"
LOSSES = ".autoenc-losses"
SIZES = ".autoenc-sizes"
DOWNHILL = ".autoenc-downhill"
COPIED = ".autoenc-copied"
MORPH = "canvas[aria-label='through the code']"
WALK = ".autoenc-map"
TWIN = "Show as a picture"
EVERYTHING = """
autoencoder.compile(loss="mse", optimizer="adam")
kept = training.train(autoencoder, x, steps=40, keep_every=10, progress=False)
data, _ = datasets.load("blobs", scaling=None)
import keras
import numpy as np
pictures = np.random.default_rng(0).uniform(size=(20, 12))
kinds = np.arange(20) % 2
damaged = {kind: {"1": pictures**2, "2": pictures**3} for kind in ("dark", "darker")}
methods = {"root": np.sqrt, "line": lambda shown: 0.8 * shown}
to_code = keras.Sequential([keras.Input((12,)), keras.layers.Dense(3, "relu")])
to_picture = keras.Sequential([keras.Input((3,)), keras.layers.Dense(12)])
scores = {name: (1 + pictures[:12, k], 1.5 + pictures[12:, k]) for k, name in enumerate(("first", "second"))}
copies = {name: {2: pictures**2, 4: pictures**power} for name, power in [("PCA", 1.5), ("autoencoder", 1.2)]}
"""
EVERYTHING += """
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler
table = pd.DataFrame({"age": np.arange(8.0), "town": list("ABCABCAB")})
prepare = ColumnTransformer([("n", StandardScaler(), ["age"]), ("t", OneHotEncoder(sparse_output=False), ["town"])])
rows = prepare.fit_transform(table)
row_copies = {"PCA": {1: 0.5 * rows, 2: 0.9 * rows}, "autoencoder": {1: 0.6 * rows, 2: 0.8 * rows}}
"""
CALLS = {
    ".autoenc-plane": "explorers.code_plane(encoder, decoder, x, labels)",
    TURNED: "explorers.turn(encoder, decoder, x, labels)",
    DOWNHILL: """explorers.downhill(keras.Sequential(
        [keras.Input((3,)), *(keras.layers.Dense(units, kernel_initializer="ones") for units in (2, 3))]
    ), x)""",
    LOSSES: "explorers.watch({'a': (encoder, decoder, kept), 'b': (encoder, decoder, kept)}, x, labels)",
    "table": "explorers.recipe(lambda: models.linear_autoencoder(3, 2)[2], data, seeds=(0, 1))",
    ".autoenc-repairs": "explorers.repairs(pictures, damaged, methods, (3, 4), labels=kinds)",
    ".autoenc-filter": "explorers.units(to_code, to_picture, pictures, kinds, image_shape=(3, 4), n_units=3)",
    ".autoenc-roc": "explorers.threshold(scores, (pictures[:12], pictures[12:]), image_shape=(3, 4))",
    ".autoenc-cleaning": "explorers.clean_digit(keras.Sequential([to_code, to_picture]), pictures, image_shape=(3, 4))",
    ".autoenc-writing": """explorers.handwriting(
        *(keras.Sequential([keras.Input((n,)), keras.layers.Dense(m)]) for n, m in ((14, 3), (5, 12))),
        pictures, kinds, image_shape=(3, 4)
    )""",
    ".autoenc-strip": "explorers.draw_digit(to_code, to_picture, pictures, image_shape=(3, 4))",
    MORPH: """explorers.morph(
        lambda shown: to_code(shown).numpy(), to_picture, pictures[:3], np.ones(3), name="light", image_shape=(3, 4)
    )""",
    WALK: """explorers.walk(
        keras.Sequential([keras.Input((12,)), keras.layers.Dense(2)]),
        keras.Sequential([keras.Input((2,)), keras.layers.Dense(12, "sigmoid")]),
        pictures, kinds, [(0, 1)], image_shape=(3, 4)
    )""",
    COPIED: "explorers.table_copies(table, prepare, row_copies, mean_row=rows.mean(axis=0))",
    ".autoenc-entries": """explorers.fill_entry(
        keras.Sequential([keras.Input((24,)), keras.layers.Dense(5, "silu"), keras.layers.Dense(12)]),
        pictures, pictures[:6], list("abcdefghijkl"), hidden=["a"]
    )""",
    ".autoenc-alarm": """explorers.series_alarm(
        pictures.ravel(), {"first": 2 * pictures.ravel(), "second": 3 * pictures.ravel()}, [("spike", 30, 31)]
    )""",
    ".autoenc-costs": "explorers.many_rows()",
    SIZES: """explorers.code_size(
        pictures, copies, {"PCA": [0.04, 0.02], "autoencoder": [0.04, 0.01]}, image_shape=(3, 4), labels=kinds
    )""",
}
NAMES = {
    ".autoenc-plane": ["Code plane", "Back to the start", TWIN],
    TURNED: [
        "Look along the plane",
        "Look straight onto the plane",
        "Points",
        "Copies",
        "Plane",
        "Space of the three features",
        "Back to the start",
        TWIN,
    ],
    LOSSES: ["Play", "Step", TWIN],
    DOWNHILL: ["0.31", "Take a step", "One weight", "Back to the start", TWIN],
    "table": ["Learning rate", "constant", "Steps", "as drawn", "min-max", "Train", TWIN],
    ".autoenc-repairs": ["dark", "Strength", "1 of 4", TWIN],
    ".autoenc-filter": ["Unit", TWIN],
    ".autoenc-roc": ["first", "Threshold", "Back to the start", TWIN],
    ".autoenc-cleaning": [
        "Standard deviation of the noise",
        "Pad to draw on",
        "Clear",
        "An example",
        "Other noise",
        TWIN,
    ],
    ".autoenc-writing": ["0", "Pad to draw on", "Clear", "An example", TWIN],
    ".autoenc-strip": ["Pad to draw on", "Clear", "An example", TWIN],
    MORPH: ["face 1", "face 2", "Way", "light", TWIN],
    WALK: ["the end", "digit 0", "digit 1", "Map of codes", "Back to the start", TWIN],
    COPIED: ["Code size", "age", "Row", TWIN],
    ".autoenc-entries": ["Row", *"abcdefghijkl", "Show all", TWIN],
    ".autoenc-alarm": ["first", "Threshold", "Week", "Back to the start", TWIN],
    ".autoenc-costs": [
        "Rows",
        "Features",
        "Rows in a batch",
        "Computers",
        "16 GB",
        "Back to the start",
        TWIN,
    ],
    SIZES: ["Code size", "picture 1, a 0", TWIN],
}
FOCUSED = "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
OUTLINE = "() => getComputedStyle(document.activeElement).outline"
# The way that a colour differs in brightness is what a reader with any kind of sight can see.
CONTRAST = """([figure, background, selector, property]) => {
    const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const light = colour => channels(colour).map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, k) => sum + value * [0.2126, 0.7152, 0.0722][k], 0);
    return [...figure.querySelectorAll(selector)].map(element => {
        const both = [getComputedStyle(element)[property], background].map(light);
        return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    });
}"""


def assert_turned(figure, page, azimuth, elevation):
    """Assert that the picture is the data seen from there, and that the sentence says what can be seen."""
    x, labels, copies = (ask(page, f"{name}.tolist()") for name in ("x", "labels", "decoder(encoder(x)).numpy()"))
    said = numbers_in(figure.locator(".autoenc-values").text_content())
    np.testing.assert_allclose(said[:2], [azimuth, elevation], atol=0.51)
    a, e = np.radians([azimuth, elevation])
    right = np.array([-np.sin(a), np.cos(a), 0])
    up = np.array([-np.sin(e) * np.cos(a), -np.sin(e) * np.sin(a), np.cos(e)])
    towards = np.cross(right, up)
    seen = np.column_stack([x @ right, -x @ up])
    points, dots, _ = marks(figure.locator(f"{TURNED} svg"), labels)
    zoom = np.ptp(points, axis=0).max() / np.ptp(seen, axis=0)[np.ptp(points, axis=0).argmax()]
    shift = (points - zoom * seen).mean(axis=0)
    np.testing.assert_allclose(points, zoom * seen + shift, atol=1.5)
    np.testing.assert_allclose(dots, zoom * np.column_stack([copies @ right, -copies @ up]) + shift, atol=1.5)
    first, second = ask(page, "decoder.get_weights()[0].tolist()")
    normal = np.cross(first, second) / np.linalg.norm(np.cross(first, second))
    assert said[2] == pytest.approx(np.degrees(np.arcsin(abs(normal @ towards))), abs=0.8)
    gaps = x - copies
    apart = np.hypot(gaps @ right, gaps @ up).mean()
    np.testing.assert_allclose(said[-2:], [apart, np.linalg.norm(gaps, axis=1).mean()], atol=0.002)
    return normal, apart


@pytest.fixture
def page(lab_page, notebooks):
    return lab_page


def test_lesson_1_is_turned_by_keys_pointer_and_buttons(page, tmp_path):
    open_instead(page, "01_first_autoencoder.ipynb")
    run_until(page, "explorers.turn(")
    figure = explorer(page, TURNED)
    assert_turned(figure, page, -60, 20)
    pad = figure.locator(TURNED)
    pad.focus()
    press(page, "ArrowRight", "Shift+ArrowRight", "ArrowUp", "Shift+ArrowDown")
    assert_turned(figure, page, -40, 10)
    press(page, *["Shift+ArrowUp"] * 7, *["Shift+ArrowLeft"] * 10)
    assert_turned(figure, page, 170, 90)

    figure.get_by_role("button", name="Look straight onto the plane").click()
    azimuth, elevation = numbers_in(figure.locator(".autoenc-values").text_content())[:2]
    said = figure.locator(".autoenc-values").text_content()
    assert "at 90° to the plane" in said
    figure.get_by_role("button", name="Look along the plane").focus()
    press(page, "Enter")
    assert "elevation 0°, at 0° to the plane" in figure.locator(".autoenc-values").text_content()
    # Seen straight onto the plane, copies and points are closest; this is the number of the picture above.
    caption = page.get_by_text("Seen straight onto the plane, they are").first.text_content()
    assert numbers_in(said)[-2:] == pytest.approx([numbers_in(caption)[3], numbers_in(caption)[1]], abs=0.0011)

    figure.get_by_role("button", name="Back to the start").click()
    page.evaluate(RESTART)
    svg = pad.locator("svg")
    svg.hover(position=at(svg, (200, 200)))
    page.mouse.down()
    svg.hover(position=at(svg, (250, 170)), force=True)
    page.mouse.up()
    run_the_model_again(page)
    assert_turned(figure, page, -60 - 0.6 * 50, 20 - 0.6 * 30)
    svg.hover(position=at(svg, (100, 300)))
    assert_turned(figure, page, -60 - 0.6 * 50, 20 - 0.6 * 30)

    copies = figure.get_by_role("button", name="Copies")
    assert copies.get_attribute("aria-pressed") == "true"
    assert svg.locator(".autoenc-copy").is_visible()
    assert svg.locator(".autoenc-joins").is_visible()
    copies.click()
    assert copies.get_attribute("aria-pressed") == "false"
    assert not svg.locator(".autoenc-copy").is_visible()
    assert not svg.locator(".autoenc-joins").is_visible()
    copies.click()
    assert svg.locator(".autoenc-joins").is_visible()
    page.screenshot(path=tmp_path / "turned.png")


def run_the_model_again(page):
    """Bring the restarted kernel back to the lesson's model, and leave the outputs of the notebook alone."""
    cells = nbformat.reads(
        page.evaluate("() => JSON.stringify(jupyterapp.shell.currentWidget.content.model.toJSON())"), as_version=4
    ).cells
    until = next(k for k, cell in enumerate(cells) if "explorers.turn(" in cell.source)
    source = "\n".join(
        re.sub(r"figures\.show\(.*\)$", "", cell.source, flags=re.M)
        for cell in cells[:until]
        if cell.cell_type == "code"
    )
    page.evaluate(
        """async code => await jupyterapp.shell.currentWidget.sessionContext.session.kernel
            .requestExecute({code, silent: true, store_history: false}).done""",
        source,
    )


def assert_watched(figure, page, step):
    """Assert that each run shows its codes, its copies and its error after this step."""
    x, labels = ask(page, "x.tolist()"), ask(page, "labels.tolist()")
    floor = ask(page, "floor")
    panels = figure.locator(".autoenc-run")
    for number, name in enumerate(ask(page, "list(watched)")):
        kept = [np.array(part) for part in eval(str(ask_weights(page, str(name), step)))]
        codes = x @ kept[0] + kept[1]
        copies = codes @ kept[2] + kept[3]
        panel = panels.nth(number)
        assert name in panel.text_content()
        drawn, _, _ = marks(panel.locator("svg").nth(1), labels)
        fitted(codes, drawn, atol=0.5)
        points, dots, _ = marks(panel.locator("svg").nth(2), labels)
        np.testing.assert_allclose(dots, fitted(x, points)(copies), atol=1)
        said = numbers_in(panel.locator(".autoenc-values").text_content())
        assert said[0] == step
        assert said[1] == pytest.approx(np.mean((x - copies) ** 2) / floor, rel=5e-3, abs=0.011)


def ask_weights(page, name, step):
    return [ask(page, f"watched[{name!r}][2].kept[{step}][{part}].tolist()").tolist() for part in range(4)]


def test_lesson_2_is_watched_and_its_recipe_changed(page, notebooks, tmp_path):
    name = "02_what_it_learned.ipynb"
    lesson = nbformat.read(notebooks / name, as_version=4)
    for cell in lesson.cells:
        cell.source = with_fewest_starts(cell.source) if cell.cell_type == "code" else cell.source
    nbformat.write(lesson, notebooks / name)
    open_instead(page, name)
    run_until(page, "explorers.recipe(")
    figure = explorer(page, LOSSES)
    track = figure.get_by_role("slider", name="Step")
    assert_watched(figure, page, 600)
    track.focus()
    press(page, "ArrowRight", "Shift+ArrowRight", "ArrowDown")
    assert_watched(figure, page, 850)
    press(page, "Home")
    assert_watched(figure, page, 0)
    press(page, "ArrowLeft", "ArrowUp")
    assert_watched(figure, page, 25)
    box = track.bounding_box()
    track.click(position={"x": 10 + (box["width"] - 20) * 0.5, "y": 14})
    assert_watched(figure, page, 1250)
    page.mouse.down()
    track.hover(position={"x": box["width"] - 2, "y": 14}, force=True)
    page.mouse.up()
    assert_watched(figure, page, 2500)
    # What a saddle looks like: the run that hangs copies axes 1 and 3 at the step at which the picture is drawn.
    track.focus()
    press(page, "Home", *["Shift+ArrowRight"] * 2, *["ArrowRight"] * 4)
    near_3 = figure.locator(".autoenc-run").nth(0).locator(".autoenc-values")
    ratio, *_, first, second, third = numbers_in(near_3.text_content())[1:]
    assert ratio == pytest.approx(3, abs=0.3)
    assert first > 98
    assert third > 85
    assert second < 15

    play = figure.get_by_role("button", name="Play")
    play.focus()
    press(page, "Enter")
    assert figure.locator("[role=status]").get_attribute("aria-live") == "off"
    page.wait_for_function("track => Number(track.getAttribute('aria-valuenow')) >= 45", arg=track.element_handle())
    press(page, "Enter")
    stopped = int(track.get_attribute("aria-valuetext"))
    page.wait_for_timeout(300)
    assert int(track.get_attribute("aria-valuetext")) == stopped
    assert figure.locator("[role=status]").get_attribute("aria-live") == "polite"
    assert_watched(figure, page, stopped)
    page.screenshot(path=tmp_path / "watched.png")

    figure = explorer(page, "table")
    page.wait_for_function(TRAINED)
    now, before = (figure.locator(f"td:nth-of-type({column})") for column in (1, 2))
    first = now.all_text_contents()
    assert first[0].startswith("rate 0.05, 1000 steps")
    page.evaluate(RESTART)
    rate = figure.get_by_role("slider", name="Learning rate")
    rate.focus()
    press(page, "ArrowRight")
    assert rate.get_attribute("aria-valuetext") == "0.1"
    figure.get_by_role("radio", name="as drawn").focus()
    press(page, "ArrowRight")
    assert (
        figure.get_by_role("radiogroup", name="Initial weights").get_by_role("radio", checked=True).text_content()
        == "× 0.1"
    )
    assert page.evaluate(FOCUSED) == "× 0.1"
    figure.get_by_role("slider", name="Steps").focus()
    press(page, "Home")
    figure.get_by_role("button", name="Train").click()
    figure.get_by_text("rate 0.1, 250 steps, weights times 0.1, scaling min-max").wait_for(timeout=10_000)
    # The recipe that the lesson gives as an answer.
    assert now.nth(1).text_content() == "5 of 5"
    assert before.all_text_contents() == first
    page.screenshot(path=tmp_path / "recipe.png")


def test_every_control_by_tab_at_two_sizes_in_both_themes(page, notebooks):
    open_instead(page, scratch_notebook(notebooks, "all.ipynb", PREPARE + EVERYTHING, *CALLS.values()))
    run_all(page)
    # Colours hang on the theme alone, places and the order of controls on the size: each is had once.
    for theme, background, (width, height) in [
        ("JupyterLab Light", "rgb(255, 255, 255)", (1280, 800)),
        ("JupyterLab Dark", "rgb(17, 17, 17)", (640, 400)),  # the size of the first at 200 %
    ]:
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        page.wait_for_function(
            "dark => document.body.dataset.jpThemeLight === String(!dark)", arg=theme.endswith("Dark"), timeout=20_000
        )
        page.wait_for_timeout(500)
        page.set_viewport_size({"width": width, "height": height})
        for containing, names in NAMES.items():
            figure = explorer(page, containing)
            assert figure.evaluate(SCROLLS_SIDEWAYS) == []
            handle = figure.element_handle()
            for selector, property_, least in [
                ("p, td, th, button, .autoenc-name, .autoenc-chosen", "color", 4.5),
                # A digit that marks a sample is a mark, as the shapes are, and has the colour of its group.
                ("text:not([data-group] text)", "fill", 4.5),
                (".autoenc-ring", "stroke", 3),
                (".autoenc-thumb", "borderColor", 3),
                (".autoenc-loss", "stroke", 3),
                ("[data-group], [data-group] text, .autoenc-copy", "fill", 3),
            ]:
                assert min(page.evaluate(CONTRAST, [handle, background, selector, property_]), default=21) >= least
            # Of a group of choices, Tab stops at the one that is chosen, and the others have -1.
            focusable = figure.locator("button:not([tabindex='-1']), [tabindex='0']")
            focusable.first.focus()
            found = []
            for _ in names:
                found.append(page.evaluate(FOCUSED))
                assert "solid 3px" in page.evaluate(OUTLINE)
                press(page, "Tab")
            assert found == names
    page.set_viewport_size({"width": 1280, "height": 800})
    ids = page.eval_on_selector_all(".autoenc-explorer [id]", "found => found.map(element => element.id)")
    assert len(ids) == len(set(ids)) >= 6
    for role, name in [("application", "Space of the three features"), ("slider", "Step"), ("button", "Train")]:
        assert page.get_by_role(role, name=name, exact=True).count() == 1
    assert page.locator(".autoenc-explorer [role=status]").count() == len(CALLS)


# What is in each live figure of the later lessons, and a control there with a key that moves it.
PLANE_MOVES = (".autoenc-plane", "Code plane", "ArrowRight")
LATER = {
    "03_curved_sheet": [(LOSSES, "Step", "ArrowLeft"), PLANE_MOVES],
    "04_code_size": [(SIZES, "Code size", "ArrowRight")],
    "05_groups": [(WALK, "Map of codes", "ArrowRight")],
    "06_noise": [
        (".autoenc-cleaning", "Standard deviation of the noise", "ArrowRight"),
        (".autoenc-repairs", "Strength", "ArrowRight"),
    ],
    "07_sparse_code": [(".autoenc-filter", "Unit", "ArrowRight")],
    "08_anomalies": [
        (".autoenc-paper", "Pad to draw on", "Space ArrowUp ArrowUp"),
        (".autoenc-roc", "Threshold", "ArrowRight"),
    ],
    "09_generate_digits": [
        PLANE_MOVES,
        (".autoenc-writing", "Pad to draw on", "ArrowLeft ArrowLeft Space ArrowUp ArrowUp"),
    ],
    "10_generate_faces": [(MORPH, "Way", "ArrowRight")],
    "11_your_own_data": 2 * [(COPIED, "Code size", "ArrowRight")],
    "12_gaps_and_alarms": [
        (".autoenc-entries", "Row", "ArrowRight"),
        (".autoenc-alarm", "Threshold", "ArrowRight"),
    ],
    "13_large_data": [(".autoenc-costs", "Rows", "ArrowRight")],
}


def test_a_trusted_lesson_shows_its_live_figure_at_once_and_its_keys_work(page, notebooks):
    with_figures = {path.stem for path in notebooks.glob("*.ipynb") if "autoenc-explorer" in path.read_text("utf-8")}
    assert with_figures == {"01_first_autoencoder", "02_what_it_learned", *LATER}
    files = [notebooks / f"{name}.ipynb" for name in LATER]
    signed = os.environ | {"HOME": str(notebooks.parents[1])}
    subprocess.run([sys.executable, "-m", "jupyter", "trust", *files], env=signed, check=True, capture_output=True)
    first, *_ = LATER
    open_instead(page, f"{first}.ipynb")
    for name, figures in LATER.items():
        if name != first:
            open_instead(page, f"{name}.ipynb")
        page.evaluate("() => jupyterapp.shell.currentWidget.context.ready")
        cells = nbformat.read(notebooks / f"{name}.ipynb", as_version=4).cells
        places = [number for number, cell in enumerate(cells) if "autoenc-explorer" in str(cell.get("outputs"))]
        for number, ((containing, control, key), place) in enumerate(zip(figures, places, strict=True)):
            page.evaluate("place => jupyterapp.shell.currentWidget.content.scrollToItem(place)", place)
            same_before = [other for other, *_ in figures[:number]].count(containing)
            figure = explorer(page, containing, same_before)
            assert figure.evaluate(SCROLLS_SIDEWAYS) == []
            values = figure.locator("[role=status]")
            before = values.text_content()
            figure.locator(f"[aria-label='{control}']").focus()
            press(page, *key.split())
            assert values.text_content() != before
            assert numbers_in(before)
            assert "NaN" not in values.text_content()
            assert "undefined" not in values.text_content()
