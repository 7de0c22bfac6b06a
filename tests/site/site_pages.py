"""What the tests of the site share: its pages as they are read, and a browser that reaches nothing else."""

import json
import re
import threading
from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from tools.browser import new_page

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
WIDEST = "document.documentElement.scrollWidth"
DRAWN = "document.documentElement.dataset.live === 'drawn' || !document.querySelector('[data-autoenc-figure]')"
# What a live figure shows: its words, its drawings and its shades, without ids that count the figures of a page.
SHOWN = """figure => {
    const shades = [...figure.querySelectorAll('canvas')].map(canvas => canvas.toDataURL());
    const copy = figure.cloneNode(true);
    copy.querySelectorAll('style, .autoenc-foot button[aria-pressed]').forEach(part => part.remove());
    return JSON.stringify([copy.innerHTML.replace(/autoenc-explorer-\\d+/g, 'ID'), shades]);
}"""
# Puts the figure as JupyterLab stores it into the same place, where it finds the same width and colours.
PUT_TWIN = """(figure, html) => {
    const place = figure.closest('.jp-OutputArea-child, .hero-figure');
    const twin = document.createElement('div');
    twin.id = 'twin';
    figure.removeAttribute('data-autoenc-figure');
    twin.append(document.createRange().createContextualFragment(html));
    figure.replaceWith(twin);
    return twin.querySelector('.autoenc-explorer') !== null;
}"""


# A figure that trains by itself, once it is seen, has come to its end.
READY = """(figures => figures.every(figure => {
    const {top} = figure.getBoundingClientRect();
    const trains = figure.querySelector('tbody') && top < innerHeight;
    return !figure.hasAttribute('aria-busy') && (!trains || figure.querySelector('tbody tr'));
}))"""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
HANDLES = ":is(.autoenc-pad, .autoenc-track, .autoenc-paper, svg)[tabindex='0']"


class Page(HTMLParser):
    """The text, title, language, ids and the attributes of all elements of a page."""

    def __init__(self, text):
        super().__init__()
        self.text, self.title, self.prose, self.ids, self.elements = text, "", "", [], defaultdict(list)
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.elements[tag].append(named)
        if "id" in named:
            self.ids.append(named["id"])
        if tag in ("title", "script", "style", "pre", "code"):
            self._inside = tag

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data):
        if self._inside == "title":
            self.title += data
        elif not self._inside:
            self.prose += data

    def meta(self, name):
        """Return the content of a `meta` element by its name or property."""
        return next(
            (meta["content"] for meta in self.elements["meta"] if name in (meta.get("name"), meta.get("property"))), ""
        )


def asked_hosts(page):
    """Return what a page or a style loads from outside."""
    loaded = [
        element.get(name) or ""
        for tag, elements in page.elements.items()
        if tag not in ("a", "meta")
        for element in elements
        for name in ("src", "href", "srcset", "data")
        if element.get("rel") not in ("canonical", "alternate")
    ]
    return [address for address in loaded if re.match(r"[a-z]+:|//", address)]


class _Host(ThreadingHTTPServer):
    """A host of files that says nothing, and does not mind who hangs up."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def hosted(folder):
    """Serve a folder on this machine alone, and give its address."""
    with _Host(("127.0.0.1", 0), partial(_Files, directory=str(folder))) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}/"
        host.shutdown()


@contextmanager
def closed_browser(address):
    """Start Chromium, and give a page that reaches one address alone, with the list of what goes wrong on it."""
    with new_page() as page:
        wrong = []
        others = re.compile(rf"^(?!{re.escape(address)})\w+://")
        page.route(others, lambda route: (wrong.append(route.request.url), route.abort()))
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on(
            "response",
            lambda answer: wrong.append(f"{page.url}: {answer.url} {answer.status}") if answer.status >= 400 else None,
        )
        page.on(
            "console",
            lambda said: wrong.append(f"{page.url}: {said.text}") if said.type in ("error", "warning") else None,
        )
        page.emulate_media(reduced_motion="reduce")
        yield page, wrong


def opened(page, address, *, size=DESK, scheme="light"):
    """Open a page and wait until its figures are drawn."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, media="screen", reduced_motion="reduce")
    page.goto(address)
    page.wait_for_function(DRAWN)


def moved(page, figure):
    """Move a live figure by keys, then by the pointer; return what it shows at first and after each."""
    figure.scroll_into_view_if_needed()
    page.wait_for_function(f"{READY}([...document.querySelectorAll('.autoenc-explorer')])")
    handles = figure.locator(HANDLES)
    handle = handles.first if handles.count() else figure.locator("[tabindex='0']").last
    seen = [figure.evaluate(SHOWN)]
    handle.focus()
    page.keyboard.press("ArrowRight")
    # It may stand at its end already.
    if figure.evaluate(SHOWN) == seen[0]:
        page.keyboard.press("ArrowLeft")
    seen.append(figure.evaluate(SHOWN))
    box = handle.bounding_box()
    for place in (0.7, 0.15):
        page.mouse.move(box["x"] + place * box["width"], box["y"] + 0.4 * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + (place + 0.1) * box["width"], box["y"] + 0.6 * box["height"])
        page.mouse.up()
        if figure.evaluate(SHOWN) != seen[-1]:
            break
    page.mouse.move(0, 0)
    page.wait_for_function(f"{READY}([...document.querySelectorAll('.autoenc-explorer')])")
    seen.append(figure.evaluate(SHOWN))
    return seen


def alike(one, other):
    """Return whether two figures show the same, but for less than a pixel of the pointer's place."""
    said = [NUMBER.sub("#", shown) for shown in (one, other)]
    numbers = [map(float, NUMBER.findall(shown)) for shown in (one, other)]
    near = zip(*numbers, strict=False)
    return said[0] == said[1] and all(abs(a - b) <= 1 + 0.02 * abs(a) for a, b in near)


def without_shades(shown):
    """Return what a figure shows without its canvases, which are painted anew for each part of a pixel."""
    return json.loads(shown)[0]
