"""What a page says, read from its HTML: its headings and the text under each."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_UNSAID = ("script", "style", "math", "svg", "button")
_INLINE = ("a", "b", "code", "em", "i", "kbd", "span", "strong", "sub", "sup")
_HEADINGS = ("h1", "h2", "h3")


@dataclass
class Section:
    """A heading and what stands below it.

    Attributes
    ----------
    anchor : str
        Its id, "" above the first heading.
    level : int
    heading, text : str
    """

    anchor: str = ""
    level: int = 1
    heading: str = ""
    text: str = ""
    _pieces: list = field(default_factory=list, repr=False)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sections, self._unsaid, self._in_heading, self._in_mark = [Section()], 0, False, False

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag in _UNSAID:
            self._unsaid += 1
        elif tag in _HEADINGS and named.get("id"):
            self.sections.append(Section(named["id"], int(tag[1])))
            self._in_heading = True
        elif tag == "a" and "anchor-link" in (named.get("class") or ""):
            self._in_mark = True
        if tag not in _INLINE:
            self.sections[-1]._pieces.append(" ")

    def handle_endtag(self, tag):
        if tag not in _INLINE:
            self.sections[-1]._pieces.append(" ")
        if tag in _UNSAID:
            self._unsaid -= 1
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag == "a":
            self._in_mark = False

    def handle_data(self, data):
        if self._unsaid or self._in_mark:
            return
        section = self.sections[-1]
        if self._in_heading:
            section.heading += data
        else:
            section._pieces.append(data)


def sections_of(body):
    """Return the sections of a page in their order; the first holds what stands above all headings."""
    reader = _Reader()
    reader.feed(body)
    for section in reader.sections:
        section.text = re.sub(r"\s+", " ", "".join(section._pieces)).strip()
        section.heading = re.sub(r"\s+", " ", section.heading).strip()
    return [section for section in reader.sections if section.anchor or section.text]


def with_original_anchors(body, original, name):
    """Return a translated page's HTML with the anchors of the page that it is translated from.

    Parameters
    ----------
    body : str
    original : sequence of Section
        Of the other page.
    name : str
        Of the page, for an error.

    Raises
    ------
    ValueError
        If the two have not the same headings, by their number and levels.
    """
    sought = [section for section in original if section.anchor]
    found = [section for section in sections_of(body) if section.anchor]
    if [section.level for section in found] != [section.level for section in sought]:
        raise ValueError(f"{name} has other headings than the English page: {len(found)} and {len(sought)}.")
    twins = {ours.anchor: theirs.anchor for ours, theirs in zip(found, sought, strict=True)}
    return re.sub(r'(id="|href="#)([^"]+)(?=")', lambda place: place[1] + twins.get(place[2], place[2]), body)
