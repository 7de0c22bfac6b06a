"""A live figure is drawn in its place, however a front end inserts an output and runs its scripts."""

from functools import cache

import keras
import numpy as np
import pytest

from autoenc_lessons import explorers, seed_everything
from autoenc_lessons.explorers.live import as_html
from tests.explorers.explorer_pages import NEEDS_CHROMIUM, PREPARE, displayed, explorer, press
from tests.explorers.test_in_lessons import CALLS, EVERYTHING

pytestmark = [pytest.mark.slow, NEEDS_CHROMIUM]

# Each takes a place on the page and the HTML of an output.
WITH_A_COPY = """const copy = old => {
    const script = document.createElement('script');
    script.textContent = old.textContent;
    return script;
};"""
WAYS = {
    # JupyterLab: each script is replaced by a copy of it.
    "in its place": """place.innerHTML = html;
        place.querySelectorAll('script').forEach(old => old.replaceWith(copy(old)));""",
    # VS Code: copies stand at the end of the output, after the scripts that do not run.
    "at the end of the output": """place.innerHTML = html;
        place.querySelectorAll('script').forEach(old => place.appendChild(copy(old)));""",
    # The classic notebook, by jQuery: scripts run in the head, before the output is in the page, and are gone then.
    "before the output is there": """const made = document.createElement('div');
        made.innerHTML = html;
        made.querySelectorAll('script').forEach(old => {
            old.remove();
            document.head.appendChild(copy(old)).remove();
        });
        place.appendChild(made);""",
    "long before the output is there": """const made = document.createElement('div');
        made.innerHTML = html;
        made.querySelectorAll('script').forEach(old => { old.remove(); (0, eval)(old.textContent); });
        setTimeout(() => document.body.append('news'), 20);
        setTimeout(() => place.appendChild(made), 60);""",
    "by eval": """place.innerHTML = html;
        place.querySelectorAll('script').forEach(old => (0, eval)(old.textContent));""",
    "as a module": """place.innerHTML = html;
        place.querySelectorAll('script').forEach(old => {
            const script = copy(old);
            script.type = 'module';
            old.replaceWith(script);
        });""",
    "as a fragment": "place.appendChild(document.createRange().createContextualFragment(html));",
    "in a shadow root": """const root = place.attachShadow({mode: 'open'});
        root.innerHTML = html;
        root.querySelectorAll('script').forEach(old => root.appendChild(copy(old)));""",
    "with all scripts after all outputs": """place.innerHTML = html;
        const scripts = [...place.querySelectorAll('script')];
        setTimeout(() => scripts.forEach(old => document.body.appendChild(copy(old))), 20);""",
}
OF_EACH_PLACE = """() => [...document.querySelectorAll('.place')].map(place => {
    const root = place.shadowRoot ?? place;
    const seen = [...root.querySelectorAll('.autoenc-explorer .autoenc-turned svg')];
    return [seen.filter(svg => svg.getBoundingClientRect().height > 50).length, root.querySelectorAll('em').length];
})"""


def insert(page, way, html):
    """Insert an output into a new place of the page in one of the ways."""
    page.evaluate(
        f"""html => {{
            const place = document.createElement('div');
            place.className = 'place';
            document.body.appendChild(place);
            {WITH_A_COPY}
            {way}
        }}""",
        html,
    )


def html_of(show):
    return next(data["text/html"] for data in displayed(show) if "text/html" in data)


@cache
def turned(seed):
    """Return the HTML of a live figure, another one for each seed."""
    seed_everything(seed)
    encoder = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
    x = np.random.default_rng(seed).normal(size=(8, 3))
    return html_of(lambda: explorers.turn(encoder, decoder, x, np.arange(8) % 2))


@pytest.fixture
def errors(page):
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.set_content("<meta charset='utf-8'><body style='width: 600px'></body>")
    return found


@pytest.mark.parametrize("way", WAYS)
def test_each_of_two_figures_one_of_them_shown_twice_is_drawn_in_its_place(way, page, errors):
    one, other = turned(0), turned(1)
    for html in (one, other, one):
        insert(page, WAYS[way], html)
    page.wait_for_function(f"() => ({OF_EACH_PLACE})().every(([drawn]) => drawn > 0)", timeout=10_000)
    assert page.evaluate(OF_EACH_PLACE) == [[1, 0]] * 3
    # A cell that is run again has a new output; the keys move it alone.
    page.evaluate("() => document.querySelector('.place').remove()")
    insert(page, WAYS[way], one)
    page.wait_for_function(f"() => ({OF_EACH_PLACE})().every(([drawn]) => drawn > 0)", timeout=10_000)
    assert page.evaluate(OF_EACH_PLACE) == [[1, 0]] * 3
    said = page.locator(".autoenc-values")
    before = said.all_text_contents()
    page.locator(".autoenc-turned").last.focus()
    press(page, "ArrowRight")
    assert [said.nth(k).text_content() != text for k, text in enumerate(before)] == [False, False, True]
    assert errors == []


@pytest.fixture(scope="module")
def names():
    """Return what the calls of all live figures need."""
    made = {}
    exec(PREPARE + EVERYTHING, made)
    return made


@pytest.mark.parametrize("containing", CALLS)
def test_each_explorer_is_drawn_where_a_script_does_not_know_its_place(containing, names, page, errors):
    insert(page, WAYS["as a module"], html_of(lambda: exec(CALLS[containing], names)))
    assert explorer(page, containing).bounding_box()["height"] > 100
    assert page.locator("em").count() == 0
    assert errors == []


def test_a_saved_page_draws_its_figures_anew(page, errors):
    insert(page, WAYS["in its place"], turned(0))
    # A browser saves what it shows, not what listens to keys.
    page.set_content(page.content())
    page.locator(".autoenc-turned").focus()
    before = page.locator(".autoenc-values").text_content()
    press(page, "ArrowRight")
    assert page.locator(".autoenc-values").text_content() != before
    assert page.evaluate(OF_EACH_PLACE) == [[1, 0]]


def test_words_stay_where_no_script_runs_or_a_script_fails(page, errors):
    html = turned(0)
    insert(page, "place.innerHTML = html;", html)
    assert page.locator("em").text_content().startswith("A live figure, to turn the data yourself, stands here")
    insert(page, WAYS["at the end of the output"], as_html("turn", {}, words="These words."))
    page.get_by_text("These words.").wait_for(timeout=5_000)
    assert len(errors) == 1


def test_a_figure_is_laid_out_in_a_task_of_its_own_and_touched_after_it(page, errors):
    insert(page, WAYS["in its place"], turned(0))
    html = turned(1)
    at_once = page.evaluate(
        f"""html => {{
            const place = document.body.appendChild(document.createElement('div'));
            {WITH_A_COPY}
            {WAYS["in its place"]}
            const figure = place.querySelector('.autoenc-explorer');
            return [figure.inert, figure.querySelectorAll('.autoenc-turned svg').length];
        }}""",
        html,
    )
    assert at_once == [True, 0]
    page.wait_for_function("() => [...document.querySelectorAll('.autoenc-explorer')].every(figure => !figure.inert)")
    assert page.locator(".autoenc-turned svg").count() == 2
    assert errors == []
