"""The explorers in JupyterLab and in exported HTML, moved by keyboard and pointer: what do they show?"""

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
    ask,
    at,
    explorer,
    fitted,
    marks,
    press,
    run_all,
    run_until,
    scratch_notebook,
)
from tools.browser import open_instead
from tools.notebooks.sources import NOTEBOOKS

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]

LESSON = "01_first_autoencoder.ipynb"
PLANE = ".autoenc-plane"
STEPS = 50
MARGIN = 1.3
# What is shown has 2 decimals.
SHOWN_TO = 0.0051
EXPLORE = "explorers.code_plane(encoder, decoder, x, labels)"


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


@pytest.fixture
def page(lab_page, notebooks):
    return lab_page


def test_lesson_1_keyboard_pointer_and_a_restarted_kernel(page, tmp_path):
    open_instead(page, LESSON)
    page.evaluate("() => jupyterapp.shell.currentWidget.context.ready")
    # A fresh copy is not trusted: the picture and a sentence stand for the live figure.
    fallback = page.get_by_text("A live figure, to move the point")
    fallback.first.scroll_into_view_if_needed(timeout=60_000)
    assert page.locator(".autoenc-explorer").count() == 0
    stored = nbformat.read(NOTEBOOKS / LESSON, as_version=4).cells
    outputs = next(cell.outputs for cell in stored if cell.source.startswith("explorers.code_plane"))
    assert outputs[0].metadata["image/png"]["alt"].startswith("Code A, (")
    page.get_by_text(outputs[1].data["text/plain"]).wait_for(timeout=10_000)
    page.screenshot(path=tmp_path / "untrusted.png")

    run_until(page, "explorers.code_plane(")
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

    run_until(page, "explorers.code_plane(")
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


def test_two_explorers_of_one_model_by_tab(page, notebooks):
    open_instead(page, scratch_notebook(notebooks, "two.ipynb", PREPARE, EXPLORE, EXPLORE))
    run_all(page)
    model, first, second = Model(page), explorer(page, PLANE, 0), explorer(page, PLANE, 1)
    step = model.side / STEPS
    first.get_by_role("button", name="Back to the start").focus()
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


def test_every_control_has_a_name_and_groups_differ_in_shape(page, notebooks):
    open_instead(page, scratch_notebook(notebooks, "named.ipynb", PREPARE, EXPLORE))
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
        "marks => marks.map(mark => [mark.style.fill, mark.getAttribute('d').match(/m[^M]+/)[0]])"
    )
    assert len(looks) == len({fill for fill, _ in looks}) == len({shape for _, shape in looks}) == 2
    assert figure.get_by_text("group 1").count() >= 1


def test_a_model_that_does_not_fit_gets_a_sentence(page, notebooks):
    wide = "encoder, decoder, _ = models.linear_autoencoder(3, 3)\n" + EXPLORE
    swapped = "explorers.code_plane(decoder, encoder, x, labels)"
    open_instead(
        page,
        scratch_notebook(
            notebooks, "bad.ipynb", PREPARE, f"try:\n    {swapped}\nexcept ValueError as e:\n    print(e)", wide
        ),
    )
    run_all(page)
    page.get_by_text("The encoder cannot take x, samples of shape (3,)").wait_for(timeout=20_000)
    page.get_by_text("but this encoder gives codes of shape (3,)").last.wait_for(timeout=20_000)
    assert page.locator(".autoenc-explorer").count() == 0


def exported(page, tmp_path, name):
    """Open a lesson as HTML, without network and kernel."""
    command = [sys.executable, "-m", "nbconvert", "--to=html", f"--output-dir={tmp_path}", str(NOTEBOOKS / name)]
    subprocess.run(command, check=True, capture_output=True)
    page.route("http*://**", lambda route: route.abort())
    page.goto((tmp_path / name).with_suffix(".html").as_uri())


def test_exported_html_moves_without_a_kernel(own_page, tmp_path):
    exported(own_page, tmp_path, LESSON)
    figure = explorer(own_page, PLANE)
    start, decoded = shown(figure)
    caption = own_page.get_by_text("is the mean of 100 codes").first.text_content()
    said = [np.array([float(n) for n in group.split(",")]) for group in re.findall(r"\(([-\d., ]+)\)", caption)]
    np.testing.assert_allclose(start, said[0], atol=0.011)
    np.testing.assert_allclose(decoded, said[1], atol=0.011)
    # One of the static picture's steps is 0.2 of the plane's side, which is 10 steps of the live figure.
    figure.locator(PLANE).focus()
    press(own_page, *["ArrowRight"] * 10)
    np.testing.assert_allclose(shown(figure)[1], said[2], atol=0.011)
    press(own_page, "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowUp", "Shift+ArrowUp")
    np.testing.assert_allclose(shown(figure)[1], said[3], atol=0.011)
    assert figure.evaluate(SCROLLS_SIDEWAYS) == []
    own_page.screenshot(path=tmp_path / "exported.png")

    turned = explorer(own_page, ".autoenc-turned")
    turned.locator(".autoenc-turned").focus()
    press(own_page, "ArrowRight", "ArrowUp")
    assert "azimuth -55° and elevation 25°" in turned.locator(".autoenc-values").text_content()
    own_page.screenshot(path=tmp_path / "exported_turned.png")


def test_exported_html_of_lesson_2_plays_and_trains_without_a_kernel(own_page, tmp_path):
    exported(own_page, tmp_path, "02_what_it_learned.ipynb")
    watched = explorer(own_page, ".autoenc-losses")
    caption = own_page.get_by_text("After 600 of 2500 steps").first.text_content()
    said = [watched.locator(".autoenc-run .autoenc-values").nth(run).text_content() for run in range(3)]
    ratios = [re.search(r"([\d.]+) times PCA's", text)[1] for text in said]
    for ratio, told in zip(ratios, re.findall(r" ([\d.]+), and [\d.]+ at the end", caption), strict=True):
        assert float(ratio) == pytest.approx(float(told), abs=0.011)
    watched.get_by_role("slider", name="Step").focus()
    press(own_page, "End")
    at_end = [watched.locator(".autoenc-run .autoenc-values").nth(run).text_content() for run in range(3)]
    for text, told in zip(at_end, re.findall(r"and ([\d.]+) at the end", caption), strict=True):
        assert float(re.search(r"([\d.]+) times PCA's", text)[1]) == pytest.approx(float(told), abs=0.011)
    own_page.screenshot(path=tmp_path / "exported_watched.png")

    recipe = explorer(own_page, "table")
    shares = own_page.get_by_text("The share of runs within 1 % of the floor (left of the dashed line): learning rate")
    first, second = re.findall(r"0\.0\d (\d+) %", shares.first.text_content())
    for column, told in [(2, first), (1, second)]:
        arrived, runs = re.findall(r"\d+", recipe.locator(f"td:nth-of-type({column})").nth(1).text_content())
        assert 100 * int(arrived) / int(runs) == int(told)
    recipe.get_by_role("slider", name="Steps").focus()
    press(own_page, "Home")
    recipe.get_by_role("button", name="Train").click()
    recipe.get_by_text("rate 0.05, 250 steps").wait_for(timeout=10_000)
    assert recipe.evaluate(SCROLLS_SIDEWAYS) == []
    own_page.screenshot(path=tmp_path / "exported_recipe.png")
