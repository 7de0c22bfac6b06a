"""The site is whole without a network: every page, link, picture, formula and live figure, in a real browser, too."""

import re
from urllib.parse import unquote

import nbformat
import pytest

from tests.explorers.explorer_pages import NEEDS_CHROMIUM
from tests.notebooks.accessibility import violations
from tests.site.site_pages import (
    DESK,
    PHONE,
    PUT_TWIN,
    WIDEST,
    Page,
    alike,
    asked_hosts,
    closed_browser,
    hosted,
    moved,
    opened,
    without_shades,
)
from tools.notebooks.sources import NOTEBOOKS, planned_notebooks
from tools.site import live
from tools.site.publishing import publish

ADDRESS = "https://example.org/a/course/"
# Each template once, each theme at each width. What stands inside a lesson
# is judged in tests/notebooks/test_pages.py too.
JUDGED = (
    ("index.html", PHONE, "light"),
    ("index.html", DESK, "dark"),
    ("11_your_own_data.html", PHONE, "dark"),
    ("exercises/04_code_size.html", DESK, "light"),
    ("99_glossary.html", PHONE, "light"),
    ("cite.html", DESK, "dark"),
)
# What one does in JupyterLab, and cannot do on a page.
UNTRUE = r"Shift \+ Enter|[Rr]un (this|that|the) cell|[Cc]lick into|run the check"
HIDDEN = "element => !element.checkVisibility({contentVisibilityAuto: true}) || !element.getBoundingClientRect().height"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Make the site, once for all that is asked of it; return its folder."""
    folder = tmp_path_factory.mktemp("hosted") / "site"
    publish(folder, address=ADDRESS)
    return folder


@pytest.fixture(scope="module")
def pages(site):
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8")) for path in found}


@pytest.fixture(scope="module")
def host(site):
    """Serve the site below a path; return its address."""
    with hosted(site.parent) as address:
        yield f"{address}{site.name}/"


@pytest.fixture(scope="module")
def browser(host):
    with closed_browser(host) as opened_page:
        yield opened_page


def notebook_pages():
    for path in planned_notebooks():
        if path.stem != "00_start_here":
            yield path, path.relative_to(NOTEBOOKS).with_suffix(".html").as_posix()


def outputs_of(path):
    return [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]


def test_every_notebook_has_a_page_and_every_page_says_what_it_is(pages):
    assert {address for _, address in notebook_pages()} | {
        "index.html",
        "teaching.html",
        "install.html",
        "hosting.html",
        "cite.html",
        "whole.html",
        "404.html",
    } == set(pages)
    assert len({page.title for page in pages.values()}) == len(pages)
    descriptions = [page.meta("description") for page in pages.values()]
    assert min(map(len, descriptions)) > 20
    for address, page in pages.items():
        assert page.elements["html"][0]["lang"] == "en"
        assert address == "whole.html" or len(page.elements["h1"]) == 1, address
        assert page.meta("og:image").startswith(f"{ADDRESS}assets/pictures/"), address
        [full] = [link["href"] for link in page.elements["link"] if link.get("rel") == "canonical"]
        assert full == ADDRESS + address


def test_the_map_of_the_site_names_its_pages_and_pictures_of_previews_are_there(site, pages):
    listed = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert {place.removeprefix(ADDRESS) or "index.html" for place in listed} == set(pages) - {"404.html"}
    assert len({page.meta("og:image") for page in pages.values()}) > 10
    for page in pages.values():
        assert (site / page.meta("og:image").removeprefix(ADDRESS)).read_bytes().startswith(b"\x89PNG")


def test_no_page_and_no_style_asks_another_host(site, pages):
    assert {address: asked_hosts(page) for address, page in pages.items() if asked_hosts(page)} == {}
    for file in [*site.rglob("*.css"), *site.rglob("*.js")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(|\bfetch\(|XMLHttpRequest|\bimport\(", text), file.name
    assert asked_hosts(Page('<img src="//host/a.png"><a href="https://b">')) == ["//host/a.png"]


def test_all_links_and_files_lead_to_something(site, pages):
    n_links = 0
    for address, page in pages.items():
        base = site if address == "404.html" else (site / address).parent
        assert len(set(page.ids)) == len(page.ids), f"{address} has an id twice"
        named = [
            (tag, element.get("href") or element.get("src"))
            for tag in ("a", "img", "link", "script")
            for element in page.elements[tag]
        ]
        for tag, target in named:
            if not target or re.match(r"[a-z]+:", target):
                continue
            n_links += tag == "a"
            file, _, place = target.partition("#")
            file = file.partition("?")[0].removeprefix("/a/course/" if address == "404.html" else "")
            reached = (base / unquote(file)).resolve() if file else site / address
            assert reached.is_file(), f"{address} links to {target}"
            if place and reached.suffix == ".html":
                ids = pages[reached.relative_to(site).as_posix()].ids
                assert place in ids or unquote(place) in ids, f"{address} links to {target}"
    assert n_links > 3000


def test_pictures_keep_their_size_and_what_they_say_and_wait_until_they_are_near(pages):
    for path, address in notebook_pages():
        pictures = [output for output in outputs_of(path) if "image/png" in output.get("data", {})]
        stored = [output.metadata["image/png"]["alt"] for output in pictures]
        shown = [image for image in pages[address].elements["img"] if "assets/pictures/" in image["src"]]
        assert [image["alt"] for image in shown] == stored, address
        for image in shown:
            assert image["loading"] == "lazy"
            assert int(image["width"]) > 0
            assert int(image["height"]) > 0


def test_formulas_need_no_script(pages):
    for path, address in notebook_pages():
        cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
        prose = "\n".join(cells)
        assert len(pages[address].elements["math"]) == len(re.findall(r"\$\$.+?\$\$|\$[^$\n]+\$", prose)), address
    assert sum(len(page.elements["math"]) for page in pages.values()) > 30


def test_the_words_are_true_on_the_web(pages):
    for address, page in pages.items():
        # These two are about JupyterLab.
        if address not in ("install.html", "teaching.html"):
            assert not re.search(UNTRUE, page.prose), f"{address}: {re.search(UNTRUE, page.prose)}"
    assert re.search(UNTRUE, pages["install.html"].prose)
    assert "Not attempted yet" not in pages["exercises/04_code_size.html"].text


def test_terms_of_a_lesson_lead_to_the_glossary_and_say_what_they_mean(pages):
    anchors = [name for name in pages["99_glossary.html"].ids if name.startswith("term-")]
    rows = re.findall(
        r"^\| [^|]+ \|.*\[\d+\]",
        "\n".join(cell.source for cell in nbformat.read(NOTEBOOKS / "99_glossary.ipynb", as_version=4).cells),
        flags=re.M,
    )
    assert len(anchors) == len(rows) > 100
    for path, address in notebook_pages():
        links = [link for link in pages[address].elements["a"] if link.get("class") == "term"]
        assert len({link["href"] for link in links}) == len(links), address
        assert path.parent != NOTEBOOKS or path.stem in ("99_glossary", "project") or len(links) > 15, address
    bottleneck = next(
        link
        for link in pages["01_first_autoencoder.html"].elements["a"]
        if link["href"] == "99_glossary.html#term-bottleneck"
    )
    assert bottleneck["title"] == "The narrow middle of an autoencoder."


def test_an_exercise_has_hints_and_its_answer_one_click_away(pages):
    for address, page in pages.items():
        if address.startswith("exercises/"):
            links = {link["href"] for link in page.elements["a"]}
            answers = {link for link in links if "../solutions/" in link and "#" in link}
            assert len(answers) in (5, 6, 7), address
            assert page.text.count("<summary>Hint 1</summary>") >= 3, address
            assert "notebooks/exercises/" in page.text


def test_scripts_of_live_figures_are_shared(site, pages):
    for address, page in pages.items():
        assert "drawAtHosts(" not in page.text, address
        numbers = page.text.count('<script type="application/json" data-autoenc-kind=')
        assert page.text.count("<div data-autoenc-figure=") == numbers
    assert sum(page.text.count("<div data-autoenc-figure=") for page in pages.values()) > 22
    assert sum(file.stat().st_size for file in (site / "assets" / "live").iterdir()) < 400_000


def test_a_lesson_without_its_pictures_is_light_even_where_nothing_is_compressed(site, pages):
    for path, address in notebook_pages():
        loaded = [element.get("src") for element in pages[address].elements["script"] if element.get("src")]
        loaded += [element["href"] for element in pages[address].elements["link"] if element["rel"] == "stylesheet"]
        files = [(site / address).parent / file.partition("?")[0] for file in loaded]
        assert sum(file.stat().st_size for file in [site / address, *files]) < 500_000, path.name


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_every_page_is_whole_in_a_browser_and_fits_a_telephone(browser, host, pages):
    page, wrong = browser
    for address, read in pages.items():
        if address == "404.html":
            continue
        opened(page, host + address)
        assert page.locator(".autoenc-explorer").count() == read.text.count("<div data-autoenc-figure="), address
        page.set_viewport_size(PHONE)
        assert page.evaluate(WIDEST) <= PHONE["width"], address
        formulas = page.locator("math[display=block]")
        assert not formulas.count() or formulas.first.bounding_box()["height"] > 15, address
    assert wrong == []


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_every_live_figure_moves_as_its_twin_in_jupyterlab_does(browser, host):
    page, wrong = browser
    seen = set()
    for path, address in notebook_pages():
        shown = [output.get("data", {}).get("text/html", "") for output in outputs_of(path)]
        figures = [html for html in shown if live.parts_of(html)]
        if set(figures) <= seen:
            continue
        opened(page, host + address)
        for html in [html for html in figures if html not in seen]:
            name = live.parts_of(html)["name"]
            figure = page.locator(f'[data-autoenc-figure="{name}"]')
            ours = moved(page, figure)
            assert ours[0] != ours[1] != ours[2] != ours[0], f"{address}: {name} does not move"
            assert figure.evaluate(PUT_TWIN, html), address
            theirs = moved(page, page.locator("#twin .autoenc-explorer"))
            assert theirs[:2] == ours[:2], f"{address}: {name} shows something else"
            assert alike(*map(without_shades, (ours[2], theirs[2]))), f"{address}: {name} shows something else"
            page.locator("#twin").evaluate("twin => twin.removeAttribute('id')")
        seen |= set(figures)
    assert len(seen) > 20
    assert wrong == []


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_axe_finds_no_violation(browser, host):
    page, wrong = browser
    found = {}
    for address, size, scheme in JUDGED:
        opened(page, host + address, size=size, scheme=scheme)
        if broken := violations(page):
            found[f"{address}, {size['width']}, {scheme}"] = broken
    assert found == {}
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert violations(page)[0].startswith("button-name, 1 times")
    assert wrong == []


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_the_first_screen_has_a_live_figure_and_the_keyboard_can_skip_the_menu(browser, host):
    page, _ = browser
    opened(page, host + "index.html")
    box = page.locator(".autoenc-explorer").bounding_box()
    assert box["y"] + box["height"] < DESK["height"]
    assert page.get_by_role("link", name="Read now").bounding_box()["y"] < DESK["height"] - 50
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"


@pytest.mark.slow
@NEEDS_CHROMIUM
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "place",
    [
        "99_glossary.html#term-sample",
        "11_your_own_data.html#10.-A-page-for-the-boss",
        "whole.html#exercises-04_code_size",
    ],
)
def test_a_link_arrives_where_it_leads_though_what_is_far_is_laid_out_late(browser, host, place, size):
    page, _ = browser
    address, _mark, anchor = place.partition("#")
    opened(page, host + address, size=size)
    add_link = "(main, anchor) => main.insertAdjacentHTML('afterbegin', `<a href='#${anchor}'>go</a>`)"
    page.locator("main").evaluate(add_link, anchor)
    page.get_by_role("link", name="go", exact=True).click()
    page.wait_for_timeout(300)
    target = page.locator(f'[id="{anchor}"]')
    assert 0 <= target.evaluate("target => target.getBoundingClientRect().top") < 100


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_a_reader_chooses_the_dark_theme_and_it_stays(browser, host):
    page, _ = browser
    ground = "getComputedStyle(document.body).backgroundColor"
    opened(page, host + "01_first_autoencoder.html")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(ground) == "rgb(21, 21, 21)"
    page.goto(host + "99_glossary.html")
    assert page.evaluate(ground) == "rgb(21, 21, 21)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    page.emulate_media(media="screen")
    page.evaluate("localStorage.clear()")


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_search_finds_by_keyboard_what_a_reader_looks_for(browser, host):
    page, wrong = browser
    opened(page, host + "exercises/04_code_size.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("bottleneck")
    page.wait_for_selector("#places li")
    assert "places found" in page.locator("#found").text_content()
    assert "Glossary" in page.locator("#places").text_content()
    page.locator("#sought").fill("backpropagation gradient slopes")
    page.wait_for_function("document.querySelector('#places strong')?.textContent === 'How a network learns'")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/01_first_autoencoder.html#How-a-network-learns")
    page.keyboard.press("Control+k")
    page.keyboard.type("xylophone")
    page.wait_for_function("document.querySelector('#found').textContent.startsWith('Nothing found')")
    page.keyboard.press("Escape")
    assert not page.locator("#search").is_visible()
    assert wrong == []


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_a_term_shows_its_meaning_to_keyboard_and_pointer(browser, host):
    page, _ = browser
    opened(page, host + "01_first_autoencoder.html")
    term, meaning = page.locator("a.term", has_text="bottleneck"), page.locator("#meaning")
    term.focus()
    assert meaning.text_content() == "The narrow middle of an autoencoder."
    assert term.get_attribute("aria-describedby") == "meaning"
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    term.hover()
    assert meaning.is_visible()
    page.mouse.move(0, 0)
    page.wait_for_selector("#meaning", state="hidden")
    assert term.get_attribute("title") == "The narrow middle of an autoencoder."
    term.click()
    page.wait_for_url("**/99_glossary.html#term-bottleneck")
    assert page.locator("#term-bottleneck").evaluate("row => row.getBoundingClientRect().top") > 50


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_paper_shows_answers_and_nothing_to_press_and_the_whole_course_is_one_document(browser, host):
    page, _ = browser
    opened(page, host + "01_first_autoencoder.html")
    answer, menu = page.locator("article details > :not(summary)").first, page.locator(".side")
    assert answer.evaluate(HIDDEN)
    page.emulate_media(media="print")
    assert not answer.evaluate(HIDDEN)
    assert menu.evaluate(HIDDEN)
    pressed = page.locator("article button[aria-checked=true]:visible")
    assert page.locator("article button:visible").count() == pressed.count()
    opened(page, host + "whole.html")
    assert page.locator("section.part").count() == len(list(notebook_pages()))
    assert page.locator("section.part img[loading=lazy]").count() == 0
    page.get_by_role("link", name="Exercises 4", exact=False).first.click()
    part = page.locator(page.evaluate("location.hash"))
    assert part.evaluate("part => Math.abs(part.getBoundingClientRect().top)") < 100
