"""The glossary on the web: each term has an anchor, and where a page first uses it, a link with its meaning."""

import html
import re
from dataclasses import dataclass

_ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<meaning>[^|]+) \|", flags=re.MULTILINE)
_CHINESE = re.compile("[\u3400-\u9fff]")
_CELL = re.compile(r"<td>(?=(.*?)</td>)", flags=re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
# Inside these, a word is no place for a link.
_CLOSED = ("a", "code", "pre", "h1", "h2", "h3", "h4", "math", "summary", "button", "script", "style", "em")


@dataclass(frozen=True)
class Term:
    """A row of the glossary: the term, its meaning in plain words, and the anchor of its row."""

    name: str
    meaning: str
    anchor: str


def forms_of(term):
    """Return how a term may be written in a sentence, in small letters: as one or as several."""
    term = term.lower()
    return {term} if _CHINESE.search(term) else {term, f"{term}s", f"{term}es", term.removesuffix("s")}


def _pattern(term):
    """Return a pattern for all forms of a term; in Chinese, nothing parts one word from the next."""
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms_of(term), key=len, reverse=True))
    return forms if _CHINESE.search(term) else rf"(?<![\w-])(?:{forms})(?![\w-])"


def read_terms(text, *, original=()):
    """Return the terms of a glossary.

    Parameters
    ----------
    text : str
        Its table, as Markdown.
    original : sequence of Term
        Of the glossary that it is translated from, row by row: its anchors are kept.

    Raises
    ------
    ValueError
        If the two have not as many rows.
    """
    rows = list(_ROW.finditer(text))[1:]
    rows = [row for row in rows if not row["term"].startswith("---")]
    if original and len(original) != len(rows):
        raise ValueError(f"The glossary has {len(rows)} terms, and the English one {len(original)}.")
    anchors = [term.anchor for term in original] or [_anchor(row["term"]) for row in rows]
    return [
        Term(row["term"], re.sub(r"[*`]|\$", "", row["meaning"]), anchor)
        for row, anchor in zip(rows, anchors, strict=True)
    ]


def _anchor(term):
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


class TermLinks:
    """Links from the words of one page to the glossary, one for each term.

    Parameters
    ----------
    terms : sequence of Term
    address : str
        Of the glossary, as the page reaches it.
    """

    def __init__(self, terms, address):
        self._left, self._address = {}, address
        for term in terms:
            self._left |= {form: term for form in forms_of(term.name) if form not in self._left}
        # Of two terms that begin alike, the longer is meant.
        longest = sorted((term.name for term in terms), key=len, reverse=True)
        self._sought = re.compile("|".join(map(_pattern, longest)), flags=re.IGNORECASE)

    def put_into(self, prose):
        """Return HTML in which the first use of each term is a link."""
        depth, pieces = 0, _TAG.split(prose)
        for number, piece in enumerate(pieces):
            if number % 2:
                name = re.match(r"</?(\w*)", piece)[1].lower()
                depth += (name in _CLOSED) * (-1 if piece.startswith("</") else 1)
            elif piece and not depth:
                pieces[number] = self._sought.sub(self._linked, piece)
        return "".join(pieces)

    def _linked(self, found):
        term = self._left.get(re.sub(r"\s+", " ", found[0]).lower())
        if term is None:
            return found[0]
        self._left = {form: other for form, other in self._left.items() if other is not term}
        meaning = html.escape(term.meaning)
        return f'<a class="term" href="{self._address}#{term.anchor}" title="{meaning}">{found[0]}</a>'


def with_anchors(table, terms):
    """Return the glossary's HTML, with an anchor at each row and a label in each of its cells."""
    heads = [re.sub(r"<[^>]*>", "", head) for head in re.findall(r"<th>(.*?)</th>", table, flags=re.DOTALL)]
    rows = iter(terms)

    def row(found):
        cells = iter(heads)
        labelled = _CELL.sub(lambda cell: _labelled(next(cells), cell[1]), found[0])
        anchor = next(rows).anchor
        return labelled.replace("<tr>", f'<tr id="{anchor}">', 1)

    return re.sub(r"<tr>\s*<td>.*?</tr>", row, table, flags=re.DOTALL)


def _labelled(head, said):
    # A screen reader then speaks it as Chinese.
    language = ' lang="zh"' if _CHINESE.search(said) else ""
    return f'<td data-label="{html.escape(head)}"{language}>'
