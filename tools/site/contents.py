"""Which pages an edition has, in the order in which a reader turns them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tools.notebooks.check import read_notebook
from tools.notebooks.front_matter import title_of
from tools.notebooks.sources import NOTEBOOKS, planned_notebooks

START, GLOSSARY, PROJECT = "00_start_here", "99_glossary", "project"
_FOLDERS = {"exercises": "exercises", "solutions": "solutions", "projects": "example"}


@dataclass
class Page:
    """A page of the site.

    Attributes
    ----------
    address : str
        Inside the folder of its edition, such as "exercises/04_code_size.html".
    kind : str
        "lesson", "exercises", "solutions", "project", "example", "glossary" or "document".
    title : str
        What no other page is called.
    description : str
        One or two sentences for who has not opened it yet.
    body : str
        HTML.
    sections : list of tools.site.reading.Section
    notebook : pathlib.Path or None
    picture : str
        The address of its picture inside the site, or "".
    heading, minutes, number : str
        Of a lesson: what its first line calls it, how long it takes, and its place in the course.
    """

    address: str
    kind: str
    title: str = ""
    description: str = ""
    body: str = ""
    sections: list = field(default_factory=list)
    notebook: Path | None = None
    picture: str = ""
    heading: str = ""
    minutes: str = ""
    number: str = ""

    @property
    def name(self):
        """The file's name without ending, which lesson, exercise and solution share."""
        return Path(self.address).stem

    @property
    def up(self):
        """The way from the page to the folder of its edition."""
        return "../" * self.address.count("/")

    def way_to(self, address):
        """Return the link from this page to another of its edition."""
        return self.up + address


def notebook_pages(folder=NOTEBOOKS, *, names=(), is_whole=True):
    """Return the pages of an edition's notebooks with their stored notebooks: a list of pairs.

    The start page has none, for the front page takes its place.

    Parameters
    ----------
    folder : pathlib.Path
    names : sequence of str
        Only these notebooks, by their names without ending; all if empty.
    is_whole : bool
        Whether a notebook that is missing is a mistake, and not one that nobody has translated yet.

    Raises
    ------
    ValueError
        If a notebook cannot be read.
    """
    pairs = []
    for path in planned_notebooks(names):
        place = path.relative_to(NOTEBOOKS)
        if place.stem == START or not (is_whole or (folder / place).exists()):
            continue
        try:
            notebook = read_notebook(folder / place)
        except ValueError as error:
            raise ValueError(f"{place.as_posix()} {error}") from error
        pairs.append((_described(place, folder / place, notebook), notebook))
    return sorted(pairs, key=lambda pair: _ORDER.index(pair[0].kind))


_ORDER = ["lesson", "exercises", "solutions", "project", "example", "glossary"]


def _described(place, path, notebook):
    first = notebook.cells[0].source
    kinds = {GLOSSARY: "glossary", PROJECT: "project"}
    kind = _FOLDERS.get(place.parent.name) or kinds.get(place.stem, "lesson")
    page = Page(place.with_suffix(".html").as_posix(), kind, notebook=path)
    page.title = notebook.metadata.get("title") or title_of(first) or place.stem
    lines = first.split("\n\n")
    page.description = plain(lines[1]) if len(lines) > 1 else ""
    page.heading = re.sub(r"^# (?:\d+\. )?", "", lines[0]).strip()
    page.minutes = (re.findall(r"\*\*[^*]+\*\*\s?(\d+)", first) or [""])[0]
    page.number = (re.findall(r"^(\d+)_", place.stem) or [""])[0].lstrip("0")
    return page


def plain(text):
    """Return a text in Markdown without its marks."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"[*`_]{1,2}(\S[^*`_]*)[*`_]{1,2}", r"\1", text).split())
