"""The pages of one edition: made from its notebooks and texts, joined by links, written by the theme."""

import re
from dataclasses import dataclass, field
from html import escape

import nbformat

from tools.notebooks.sources import NOTEBOOKS
from tools.site import glossary, search
from tools.site.contents import GLOSSARY, notebook_pages
from tools.site.documents import document_pages
from tools.site.front import front_page, small_pictures
from tools.site.reading import sections_of, with_original_anchors
from tools.site.tasks import as_tasks
from tools.site.web_texts import WebTexts
from tools.site.whole import whole_page
from tools.site.words import words_in


@dataclass
class Built:
    """An edition whose pages are made.

    Attributes
    ----------
    edition : tools.site.editions.Edition
    words : dict of str to str
    terms : list of tools.site.glossary.Term
    pages : list of tools.site.contents.Page
    """

    edition: object
    words: dict
    terms: list = field(default_factory=list)
    pages: list = field(default_factory=list)

    def page(self, address):
        """Return the page at an address, or None."""
        return next((page for page in self.pages if page.address == address), None)


def built(edition, exporter, pictures, original=None, names=()):
    """Return an edition with its pages.

    Parameters
    ----------
    edition : tools.site.editions.Edition
    exporter : tools.site.exporting.BodyExporter
    pictures : tools.site.pictures.Pictures
    original : Built or None
        The English edition, for another one: its anchors are kept.
    names : sequence of str
        Of the notebooks to take; all if empty.

    Raises
    ------
    ValueError
        If a notebook cannot be read, a sentence of the web is out of date, or an anchor has no twin.
    """
    made = Built(edition, words_in(edition.name))
    made.terms = glossary.read_terms(_glossary_text(edition), original=original.terms if original else ())
    texts, depth = WebTexts(edition), edition.prefix
    pairs = notebook_pages(edition.folder, names=names, is_whole=edition.is_original)
    for page, notebook in pairs:
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = texts.put_into(cell.source, kind=page.kind, name=page.name)
        if page.kind == "exercises":
            notebook.cells = as_tasks(notebook.cells, name=page.name, words=made.words, has_hints=edition.is_original)
        up = page.up + "../" * depth.count("/")
        page.body = exporter.body_of(notebook, page.notebook.parent, up, made.words["live_here"])
        page.description = described(page, made.words, pairs)
        made.pages.append(page)
    if not names:
        texts.check_all_used()
    for page, text in document_pages(edition, made.words):
        prose = exporter.prose(text, NOTEBOOKS, "../" * depth.count("/"))
        page.body = f'<div class="jp-RenderedMarkdown">\n{prose}</div>'
        made.pages.append(page)
    for page in made.pages:
        _finish(page, made, original)
    small_pictures(pairs, pictures)
    made.pages.insert(0, front_page(made, pairs, exporter, "../" * depth.count("/")))
    made.pages.append(whole_page(made))
    return made


def _glossary_text(edition):
    notebook = nbformat.read(edition.folder / f"{GLOSSARY}.ipynb", as_version=4)
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def described(page, words, pairs):
    """Return what a page is about, for a list of search results."""
    if page.kind == "solutions":
        exercise = next(
            (other.title for other, _ in pairs if (other.kind, other.name) == ("exercises", page.name)), page.title
        )
        return words["solution_of"].format(exercise=exercise)
    if page.kind == "example":
        return f"{page.description} {words['example_of']}"
    return page.description


def _finish(page, made, original):
    """Give a page its anchors and its links to the glossary, and read what it says."""
    page.body = re.sub(r'href="([^":#]*)00_start_here\.html', r'href="\1index.html', page.body)
    mark = f'class="anchor-link" aria-label="{escape(made.words["link_to_section"])}"'
    page.body = page.body.replace('class="anchor-link"', mark)
    if page.kind == "glossary":
        page.body = glossary.with_anchors(page.body, made.terms)
    elif page.kind != "document":
        links = glossary.TermLinks(made.terms, page.way_to(f"{GLOSSARY}.html"))
        page.body = re.sub(
            r'(?<=data-mime-type="text/markdown">\n)(.*?)(?=\n</div>)',
            lambda found: links.put_into(found[1]),
            page.body,
            flags=re.DOTALL,
        )
    twin = original.page(page.address) if original else None
    if twin and page.kind != "document":
        page.body = with_original_anchors(page.body, twin.sections, page.address)
    page.sections = sections_of(page.body)


def index_of(made):
    """Return the script of the search of an edition."""
    return search.index([page for page in made.pages if page.kind not in ("front", "whole")], made.terms)
