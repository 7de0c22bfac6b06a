"""No term is used before the lesson that explains it, and there it first stands in bold."""

import re
from functools import cache

import jupytext
import pytest

from tools.notebooks.sources import GLOSSARY, LESSONS, taught_lessons

TEXT = (LESSONS / GLOSSARY).read_text(encoding="utf-8")
ROW = r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \| ([^|]+) \| \[\d+\]\((\w+)\.ipynb\) \|$"
FULL_ROWS = re.findall(ROW, TEXT, flags=re.M)
ROWS = [(term, lesson) for term, _, _, lesson in FULL_ROWS]


@cache
def prose(source, *, skip=0):
    """Return the prose of a lesson, without code, links' targets and formulas."""
    cells = [cell.source for cell in jupytext.read(source, fmt="py:percent").cells if cell.cell_type == "markdown"]
    text = "\n".join(cells[skip:])
    for left_out in (r"`[^`]*`", r"\]\([^)]*\)", r"\$\$.*?\$\$"):
        text = re.sub(left_out, "]" if left_out.startswith(r"\]") else " ", text, flags=re.DOTALL)
    return text


def spellings(term):
    """Return a pattern for a term in its forms: one or several, at the beginning of a sentence or inside it."""
    stem = re.escape(term.removesuffix("s")).replace(r"\ ", r"\s+")
    return rf"(?i)(?<![\w-]){stem}(?:e?s)?(?![\w-])"


def test_the_glossary_is_sorted_and_holds_each_term_once():
    terms = [term for term, _ in ROWS]
    assert len(terms) > 30
    assert terms == sorted(set(terms), key=str.lower)


def test_every_row_is_complete_and_names_the_term_in_chinese():
    # A row that does not fit the pattern is not read, and would not be looked at.
    assert len(FULL_ROWS) == TEXT.count("\n| ") - 1
    assert [term for term, _, chinese, _ in FULL_ROWS if not re.search("[\u4e00-\u9fff]", chinese)] == []


@pytest.mark.parametrize(("term", "lesson"), ROWS)
def test_a_term_is_not_used_before_it_is_explained(term, lesson):
    spelled = spellings(term)
    # The goals at the top of a lesson name what is to come.
    for source in taught_lessons():
        if source.stem < lesson:
            assert not re.search(spelled, prose(source, skip=1)), f"{source.name} uses {term!r}"
    in_bold = re.findall(r"\*\*([^*]+)\*\*", prose(LESSONS / f"{lesson}.py", skip=1))
    assert any(re.search(spelled, words) for words in in_bold), f"{lesson} does not introduce {term!r} in bold"
