"""The index of the search: every section of every page, with what it says, as a script that any host can give."""

import json

# An answer that is found before its question spoils it.
_UNSOUGHT = ("solutions",)
_LONGEST = 6000


def index(pages, terms):
    """Return the script that holds the index of an edition.

    Parameters
    ----------
    pages : sequence of tools.site.contents.Page
    terms : sequence of tools.site.glossary.Term
        Each is a place of its own.
    """
    listed = []
    for page in pages:
        if page.kind in _UNSOUGHT:
            continue
        rows = [[section.anchor, section.heading, section.text[:_LONGEST]] for section in page.sections]
        if page.kind == "glossary":
            rows = [[term.anchor, term.name, term.meaning] for term in terms]
        listed.append([page.address, page.title, rows])
    return f"window.autoencIndex = {json.dumps(listed, ensure_ascii=False, separators=(',', ':'))};\n"
