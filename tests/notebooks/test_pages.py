"""The exported pages are whole without a network: titles, links, formulas, words, live figures, paper, telephones."""

import re
from collections import defaultdict
from html.parser import HTMLParser
from urllib.parse import unquote

import nbformat
import pytest

from tests.explorers.explorer_pages import NEEDS_CHROMIUM
from tests.notebooks.accessibility import violations
from tools.notebooks import export
from tools.notebooks.sources import planned_notebooks

PHONE = {"width": 390, "height": 844}
ONE_OF_EACH_KIND = (
    "00_start_here.html",
    "01_first_autoencoder.html",
    "exercises/04_code_size.html",
    "solutions/04_code_size.html",
    "99_glossary.html",
    "project.html",
    "projects/example_b.html",
)
WIDEST = "document.documentElement.scrollWidth"
HIDDEN = "element => !element.checkVisibility({contentVisibilityAuto: true}) || !element.getBoundingClientRect().height"


class Page(HTMLParser):
    """The title, the ids, and the attributes of all elements of a page."""

    def __init__(self, text):
        super().__init__()
        self.text, self.title, self.ids, self.elements, self._in_title = text, "", set(), defaultdict(list), False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements[tag].append(dict(attrs))
        self.ids.add(dict(attrs).get("id"))
        self._in_title = tag == "title"

    def handle_data(self, data):
        self.title += data if self._in_title else ""
        self._in_title = False


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Export the whole course; return where to."""
    place = tmp_path_factory.mktemp("pages") / "html"
    export.main(place)
    return place


@pytest.fixture(scope="module")
def pages(folder):
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


def exported(tmp_path, monkeypatch, *prose, name="lesson.ipynb"):
    """Return the page of a small notebook."""
    monkeypatch.setattr(export, "NOTEBOOKS", tmp_path)
    cells = [nbformat.v4.new_markdown_cell(text) for text in prose]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"title": "Try <this>"}), tmp_path / name)
    export.export([tmp_path / name], tmp_path / "html")
    return (tmp_path / "html" / name).with_suffix(".html").read_text(encoding="utf-8")


def test_each_notebook_has_a_page_in_its_folder_and_a_title_of_its_own(folder, pages):
    planned = planned_notebooks()
    assert set(pages) == {export.page_of(path, folder) for path in planned} | {folder / "index.html"}
    for path, notebook in planned.items():
        assert pages[export.page_of(path, folder)].title == notebook.metadata.title
    assert pages[folder / "index.html"].title == "Start here"


def test_no_page_asks_another_host(pages):
    for path, page in pages.items():
        for tag, elements in page.elements.items():
            asked = [element.get(name) or "" for element in elements for name in ("src", "href", "srcset", "data")]
            assert tag == "a" or not [address for address in asked if "//" in address[:8]], path.name
        assert not re.search(r"@import|url\(.?(?:https?:)?//|require\.js|mathjax", page.text, flags=re.IGNORECASE), (
            path.name
        )


def test_links_lead_to_pages_and_to_places_in_them(pages):
    n_links = 0
    for path, page in pages.items():
        for target in [element["href"] for element in page.elements["a"] if ":" not in element["href"]]:
            n_links += 1
            file, _, place = target.partition("#")
            reached = (path.parent / unquote(file)).resolve() if file else path
            assert reached in pages, f"{path.name} links to {target}"
            # A browser tries the place as it is written, then decoded.
            assert not place or {place, unquote(place)} & pages[reached].ids, f"{path.name} links to {target}"
    assert n_links > 100


def test_pictures_say_what_is_stored_with_them(folder, pages):
    for path in planned_notebooks():
        outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
        stored = [output.metadata["image/png"]["alt"] for output in outputs if "image/png" in output.get("data", {})]
        shown = pages[export.page_of(path, folder)].elements["img"]
        in_outputs = [element for element in shown if element["src"].startswith("data:")]
        assert [element["alt"] for element in in_outputs] == stored
        assert all(element["alt"] for element in shown)


def test_formulas_are_mathml(pages):
    n_formulas = sum(len(page.elements["math"]) for page in pages.values())
    cells = [cell for path in planned_notebooks() for cell in nbformat.read(path, as_version=4).cells]
    # Names in a drawing may be formulas too, and are none of the page.
    stored = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert n_formulas == sum(len(re.findall(r"\$\$.+?\$\$|\$[^$\n]+\$", text)) for text in stored if "$" in text)
    assert not [path for path, page in pages.items() if "\\frac" in page.text]


def test_a_link_keeps_its_anchor_and_one_to_another_host_its_ending(tmp_path, monkeypatch):
    page = exported(
        tmp_path,
        monkeypatch,
        "[a](../01_a.ipynb#Make-the-data) [b](b.ipynb) [c](https://example.org/c.ipynb) [d](#d) [e](e.ipynb.txt)",
    )
    assert re.findall(r'href="([^"]*)"', page) == [
        "../01_a.html#Make-the-data",
        "b.html",
        "https://example.org/c.ipynb",
        "#d",
        "e.ipynb.txt",
    ]
    assert "<title>Try &lt;this&gt;</title>" in page


def test_a_function_in_a_formula_has_room_around_it(tmp_path, monkeypatch):
    page = exported(tmp_path, monkeypatch, r"It costs $\rho\log s$, or" + "\n\n" + r"$$\max(a, b) < \frac12$$")
    assert page.count("<math") == 2
    for name in ("log", "max"):
        assert f'<mo lspace="0.17em" rspace="0.17em">{name}</mo>' in page
    assert '<span class="formula" tabindex="0"><math' in page
    assert "$" not in page[page.index("<main") :]


def test_a_broken_notebook_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "NOTEBOOKS", tmp_path)
    (tmp_path / "lesson.ipynb").write_text("{")
    with pytest.raises(ValueError, match="^lesson.ipynb cannot be read as a notebook"):
        export.export([tmp_path / "lesson.ipynb"], tmp_path / "html")


@pytest.fixture
def alone(own_page):
    """Return the browser's page without a network, and the list of what went wrong on it."""
    page, wrong = own_page, []
    page.route("http*://**", lambda route: (wrong.append(route.request.url), route.abort()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    return page, wrong


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_a_page_is_whole_without_a_network(alone, folder):
    page, wrong = alone
    page.goto((folder / "01_first_autoencoder.html").as_uri())
    assert page.title() == "Lesson 1 · Squeeze three dimensions into two"
    formula = page.locator("math").first.bounding_box()
    assert formula["width"] > 100
    # A fraction is taller than a line, whatever font there is.
    letters = page.locator("math").first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert formula["height"] > 1.6 * letters
    figure = page.locator(".autoenc-explorer").first
    figure.scroll_into_view_if_needed()
    figure.locator("[tabindex='0']").first.focus()
    before = figure.inner_html()
    page.keyboard.press("ArrowRight")
    assert figure.inner_html() != before
    page.get_by_role("link", name="exercises", exact=False).first.click()
    page.wait_for_url("**/exercises/01_first_autoencoder.html")
    assert page.title() == "Exercises 1 · Squeeze three dimensions into two"
    assert wrong == []


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_no_page_is_wider_than_a_telephone(alone, folder, pages):
    page, wrong = alone
    page.set_viewport_size(PHONE)
    for path in pages.keys() - {folder / "index.html"}:
        page.goto(path.as_uri())
        assert page.evaluate(WIDEST) <= PHONE["width"], path.name
    assert wrong == []


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_paper_shows_answers_and_no_controls_and_a_dark_screen_is_dark(alone, folder):
    page, _ = alone
    page.goto((folder / "01_first_autoencoder.html").as_uri())
    answer = page.locator("details > :not(summary)").first
    button = page.locator(".autoenc-explorer button").first
    assert answer.evaluate(HIDDEN)
    assert not button.evaluate(HIDDEN)
    page.emulate_media(media="print")
    assert not answer.evaluate(HIDDEN)
    assert button.evaluate(HIDDEN)
    too_wide = "blocks => blocks.map(block => block.scrollWidth - block.clientWidth)"
    assert set(page.locator(".highlight pre").evaluate_all(too_wide)) == {0}
    page.emulate_media(media="screen", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 21, 21)"


@pytest.mark.slow
@NEEDS_CHROMIUM
@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_axe_finds_no_violation_on_a_page(alone, folder, name):
    page, _ = alone
    page.goto((folder / name).as_uri())
    assert violations(page) == []
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    [violation] = violations(page)
    assert violation.startswith("button-name, 1 times")


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_axe_finds_no_violation_in_a_live_figure(alone, folder, pages):
    page, _ = alone
    for path in [path for path, found in pages.items() if "data-autoenc-figure" in found.text]:
        page.goto(path.as_uri())
        n_figures = page.locator("[data-autoenc-figure]").count()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.locator(".autoenc-explorer").count() == n_figures > 0
            assert violations(page, ".autoenc-explorer") == [], f"{path.name}, {scheme}"
