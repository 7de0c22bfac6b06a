"""The explorers in JupyterLab and in exported HTML, moved by keyboard and pointer: what do they show?"""

import re
import subprocess
import sys

import nbformat
import numpy as np
import pytest
from explorer_pages import PREPARE, RESTART, ask, at, explorer, fitted, marks, press, run_all, scratch_notebook

from tools.browser import CHROMIUM, open_notebook
from tools.sources import NOTEBOOKS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; CI installs Debian's"),
]

LESSON = "01_first_autoencoder.ipynb"
PLANE = ".autoenc-plane"
STEPS = 50
MARGIN = 1.3
# What is shown has 2 decimals.
SHOWN_TO = 0.0051
EXPLORE = "explorers.code_plane(encoder, decoder, x, labels)"
SCROLLS_SIDEWAYS = """figure => {
    const scrolled = [];
    for (let box = figure; box; box = box.parentElement)
        if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'visible')
            scrolled.push(box.className);
    return scrolled;
}"""
# The way that a colour differs in brightness is what a reader with any kind of sight can see.
CONTRAST = """([figure, background, selector, property]) => {
    const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const light = colour => channels(colour).map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, k) => sum + value * [0.2126, 0.7152, 0.0722][k], 0);
    const both = [getComputedStyle(figure.querySelector(selector))[property], background].map(light);
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}"""


class Model:
    """What the kernel's own encoder and decoder say."""

    def __init__(self, page):
        self.page = page
        self.codes = ask(page, "encoder(x).numpy().tolist()")
        self.x = ask(page, "x.tolist()")
        self.labels = ask(page, "labels.tolist()")
        self.start = self.codes.mean(axis=0)
        self.side = MARGIN * np.ptp(self.codes, axis=0).max()

    def decode(self, code):
        return ask(self.page, f"decoder(__import__('numpy').array([{np.asarray(code).tolist()}])).numpy()[0].tolist()")


def shown(figure):
    """Return the code and the point that the figure's sentence tells."""
    text = figure.locator(".autoenc-values").text_content()
    return [np.array([float(n) for n in group.split(",")]) for group in re.findall(r"\(([-\d., ]+)\)", text)]


def drawn(figure, model):
    """Return the code and the point that are drawn, measured against the marks of the samples beside them.

    The second panel shows space by a projection, so its point is compared there: it is returned with where the
    projection puts the decoder's own answer.
    """
    codes, _, code = marks(figure.locator(f"{PLANE} svg"), model.labels)
    points, _, point = marks(figure.locator(".autoenc-decoded svg"), model.labels)
    return fitted(codes, model.codes)([code])[0], np.array(point), fitted(model.x, points)


def assert_shows(figure, model, code, tolerance=0.0):
    """Assert that both the sentence and the pictures show a code and what the decoder makes of it."""
    point = model.decode(code)
    said_code, said_point = shown(figure)
    np.testing.assert_allclose(said_code, code, atol=SHOWN_TO + tolerance)
    np.testing.assert_allclose(said_point, model.decode(said_code) if tolerance else point, atol=SHOWN_TO * 3)
    at_code, at_point, to_picture = drawn(figure, model)
    np.testing.assert_allclose(at_code, code, atol=0.002 + tolerance)
    np.testing.assert_allclose(at_point, to_picture([model.decode(at_code)])[0], atol=1)
    distances = np.linalg.norm(model.codes - at_code, axis=1)
    away = re.search(r"is ([\d.]+) away", figure.locator(".autoenc-values").text_content())[1]
    assert float(away) == pytest.approx(distances.min(), abs=SHOWN_TO + tolerance)


def place_of(figure, model, code):
    """Return where to click into the plane for a code."""
    svg = figure.locator(f"{PLANE} svg")
    return at(svg, fitted(model.codes, marks(svg, model.labels)[0])([code])[0])


def test_lesson_1_keyboard_pointer_and_a_restarted_kernel(lab, page, tmp_path):
    open_notebook(page, lab, LESSON)
    page.evaluate("() => jupyterapp.shell.currentWidget.context.ready")
    # A fresh copy is not trusted: the picture and a sentence stand for the live figure.
    fallback = page.get_by_text("A live figure: run this cell")
    fallback.first.scroll_into_view_if_needed(timeout=60_000)
    assert page.locator(".autoenc-explorer").count() == 0
    stored = nbformat.read(NOTEBOOKS / LESSON, as_version=4).cells
    outputs = next(cell.outputs for cell in stored if cell.source.startswith("explorers.code_plane"))
    assert outputs[0].metadata["image/png"]["alt"].startswith("Code A, (")
    page.get_by_text(outputs[1].data["text/plain"]).wait_for(timeout=10_000)
    page.screenshot(path=tmp_path / "untrusted.png")

    run_all(page)
    model, figure = Model(page), explorer(page, PLANE)
    assert fallback.count() == 0
    step = model.side / STEPS
    assert_shows(figure, model, model.start)

    figure.locator(".autoenc-plane").focus()
    active = page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex")
    press(page, "ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowDown")
    assert_shows(figure, model, model.start + [2 * step, -4 * step])
    press(page, "ArrowLeft", "Shift+ArrowUp")
    assert_shows(figure, model, model.start + [step, step])
    # The keys are the figure's alone: the notebook has not gone to another cell.
    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex") == active
    press(page, *["Shift+ArrowRight"] * 12)
    edge = (model.codes.min(axis=0) + model.codes.max(axis=0))[0] / 2 + model.side / 2
    assert_shows(figure, model, [edge, model.start[1] + step])

    press(page, "Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Back to the start"
    press(page, "Enter")
    assert_shows(figure, model, model.start)

    page.evaluate(RESTART)
    press(page, "Shift+Tab", "ArrowUp")
    said_code, _ = shown(figure)
    np.testing.assert_allclose(said_code, model.start + [0, step], atol=SHOWN_TO)

    run_all(page)
    model, figure = Model(page), explorer(page, PLANE)
    assert_shows(figure, model, model.start)
    target, other = model.codes[3], model.codes[10]
    svg = figure.locator(f"{PLANE} svg")
    svg.click(position=place_of(figure, model, target))
    assert_shows(figure, model, target, tolerance=0.02)
    page.mouse.down()
    svg.hover(position=place_of(figure, model, other), force=True)
    page.mouse.up()
    assert_shows(figure, model, other, tolerance=0.02)
    svg.hover(position=place_of(figure, model, model.start))
    assert_shows(figure, model, other, tolerance=0.02)
    page.screenshot(path=tmp_path / "lesson_1.png")


def test_two_explorers_of_one_model_by_tab_at_two_sizes_in_both_themes(lab, page, notebooks, tmp_path):
    open_notebook(page, lab, scratch_notebook(notebooks, "two.ipynb", PREPARE, EXPLORE, EXPLORE))
    run_all(page)
    model, first, second = Model(page), explorer(page, PLANE, 0), explorer(page, PLANE, 1)
    step = model.side / STEPS
    first.locator("button").focus()
    press(page, "Shift+Tab", "ArrowRight")
    assert_shows(first, model, model.start + [step, 0])
    assert_shows(second, model, model.start)
    press(page, "Tab", "Tab")
    # Between the two, Tab may stop at a cell.
    for _ in range(8):
        if second.locator(".autoenc-plane").evaluate("plane => plane === document.activeElement"):
            break
        press(page, "Tab")
    press(page, "Shift+ArrowUp")
    assert_shows(second, model, model.start + [0, 5 * step])
    assert_shows(first, model, model.start + [step, 0])
    ids = page.eval_on_selector_all(".autoenc-explorer [id]", "found => found.map(element => element.id)")
    assert len(ids) == len(set(ids)) == 4

    for theme, background in [("JupyterLab Light", "rgb(255, 255, 255)"), ("JupyterLab Dark", "rgb(17, 17, 17)")]:
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        page.wait_for_function(
            "dark => document.body.dataset.jpThemeLight === String(!dark)", arg=theme.endswith("Dark"), timeout=20_000
        )
        page.wait_for_timeout(500)
        for width, height in [(1280, 800), (640, 400)]:  # the second is the first at 200 %
            page.set_viewport_size({"width": width, "height": height})
            figure = explorer(page, PLANE, 1)
            figure.locator(".autoenc-plane").focus()
            page.wait_for_timeout(300)
            assert figure.evaluate(SCROLLS_SIDEWAYS) == []
            for selector, least in [(".autoenc-values", 4.5), ("text", 4.5), ("button", 4.5)]:
                arguments = [figure.element_handle(), background, selector, "color"]
                assert page.evaluate(CONTRAST, arguments) >= least
            for selector, drawn_by in [
                (".autoenc-ring", "stroke"),
                ("[fill='#0072B2']", "fill"),
                ("[fill='#D55E00']", "fill"),
            ]:
                assert page.evaluate(CONTRAST, [figure.element_handle(), background, selector, drawn_by]) >= 3
            outline = figure.locator(".autoenc-plane").evaluate("plane => getComputedStyle(plane).outline")
            assert "solid 3px" in outline
            page.screenshot(path=tmp_path / f"{theme.split()[-1].lower()}_{width}.png")
        page.set_viewport_size({"width": 1280, "height": 800})


def test_every_control_has_a_name_and_groups_differ_in_shape(lab, page, notebooks):
    open_notebook(page, lab, scratch_notebook(notebooks, "named.ipynb", PREPARE, EXPLORE))
    run_all(page)
    figure = explorer(page, PLANE)
    plane = figure.get_by_role("application", name="Code plane")
    assert plane.count() == 1
    assert plane.get_attribute("tabindex") == "0"
    described = plane.get_attribute("aria-describedby").split()
    told = " ".join(page.locator(f"#{name}").text_content() for name in described)
    assert "arrow keys" in told
    assert "The code (" in told
    assert figure.get_by_role("button", name="Back to the start").count() == 1
    assert figure.get_by_role("img", name="Space of the three features").count() == 1
    assert figure.get_by_role("status").get_attribute("aria-live") == "polite"
    looks = figure.locator(".autoenc-plane svg > path").evaluate_all(
        "marks => [...new Set(marks.map(mark => mark.getAttribute('fill') + ' ' + mark.getAttribute('d')))]"
    )
    assert len(looks) == len({look.split(" ", 1)[1] for look in looks}) == 2
    assert figure.get_by_text("group 1").count() >= 1


def test_a_model_that_does_not_fit_gets_a_sentence(lab, page, notebooks):
    wide = "encoder, decoder, _ = models.linear_autoencoder(3, 3)\n" + EXPLORE
    swapped = "explorers.code_plane(decoder, encoder, x, labels)"
    open_notebook(
        page,
        lab,
        scratch_notebook(
            notebooks, "bad.ipynb", PREPARE, f"try:\n    {swapped}\nexcept ValueError as e:\n    print(e)", wide
        ),
    )
    run_all(page)
    page.get_by_text("The encoder cannot take x, samples of shape (3,)").wait_for(timeout=20_000)
    page.get_by_text("but this encoder gives codes of shape (3,)").last.wait_for(timeout=20_000)
    assert page.locator(".autoenc-explorer").count() == 0


def test_exported_html_moves_without_a_kernel(page, tmp_path):
    command = [sys.executable, "-m", "nbconvert", "--to=html", f"--output-dir={tmp_path}", str(NOTEBOOKS / LESSON)]
    subprocess.run(command, check=True, capture_output=True)
    page.route("http*://**", lambda route: route.abort())
    page.goto((tmp_path / LESSON).with_suffix(".html").as_uri())
    figure = explorer(page, PLANE)
    start, decoded = shown(figure)
    caption = page.get_by_text("is the mean of 100 codes").first.text_content()
    said = [np.array([float(n) for n in group.split(",")]) for group in re.findall(r"\(([-\d., ]+)\)", caption)]
    np.testing.assert_allclose(start, said[0], atol=0.011)
    np.testing.assert_allclose(decoded, said[1], atol=0.011)
    # One of the static picture's steps is 0.2 of the plane's side, which is 10 steps of the live figure.
    figure.locator(".autoenc-plane").focus()
    press(page, *["ArrowRight"] * 10)
    np.testing.assert_allclose(shown(figure)[1], said[2], atol=0.011)
    press(page, "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowUp", "Shift+ArrowUp")
    np.testing.assert_allclose(shown(figure)[1], said[3], atol=0.011)
    assert figure.evaluate(SCROLLS_SIDEWAYS) == []
    page.screenshot(path=tmp_path / "exported.png")
