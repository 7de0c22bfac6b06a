"""Sentences in a source that go past `autoenc_lessons.language`, and a made-up language that shows them."""

import ast
import gettext
import re

TRANSLATED = {"_", "counted", "marked"}
# What is said to programmers stays in English.
_ERRORS = re.compile(r"(Error|Exception|Interrupt|Warning|Diverged)$")
_TWO_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
_BLANK = re.compile(r"(\{[^{}]*\})")
_ACCENTED = str.maketrans("AEIOUYaceinouyszgAE", "ÁÉÍÓÚÝáçéíñóúýšžğÁÉ")


class Accented(gettext.NullTranslations):
    """Every letter that can have an accent has one, and what fills a blank stands in brackets of its own."""

    def gettext(self, message):
        return accented(message)

    def ngettext(self, msgid1, msgid2, n):
        return accented(msgid1 if n == 1 else msgid2)


def accented(sentence):
    """Return a sentence as it looks in the made-up language; code between back-quotes stays."""
    parts = _BLANK.split(sentence)
    return "".join(f"⟦{part}⟧" if _BLANK.fullmatch(part) else _outside_code(part) for part in parts)


def _outside_code(text):
    return "".join(
        part if place % 2 else part.translate(_ACCENTED) for place, part in enumerate(re.split("(`[^`]*`)", text))
    )


def past_the_catalogue(text, *, errors=False):
    """Return (line, string) for each string of several words in a source that nobody could translate.

    Left out are docstrings, and what an error says, unless `errors` are asked for: some are shown to a reader.
    """
    found = []
    _look(ast.parse(text), found, errors)
    return found


def _look(node, found, errors):
    for child in ast.iter_child_nodes(node):
        if _is_docstring(child) or _is_translated(child) or (not errors and _is_error(child)):
            continue
        if isinstance(child, ast.JoinedStr):
            said = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in child.values)
            if _TWO_WORDS.search(said):
                found.append((child.lineno, said))
        elif isinstance(child, ast.Constant) and isinstance(child.value, str) and _TWO_WORDS.search(child.value):
            found.append((child.lineno, child.value))
        if not isinstance(child, ast.JoinedStr):
            _look(child, found, errors)


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_translated(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED


def _is_error(node):
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        node = node.exc
    name = node.func if isinstance(node, ast.Call) else None
    return isinstance(name, (ast.Name, ast.Attribute)) and bool(_ERRORS.search(ast.unparse(name)))


def untranslated(text):
    """Return the words of a text that are English still, outside of code, and of what fills a blank: names, errors."""
    text = re.sub(r"`[^`]*`|\b[\w.]+\([^()]*\)", " ", text)
    while "⟦" in text:
        shorter = re.sub(r"⟦([^⟦⟧]*)⟧", lambda found: " " if _is_a_name(found[1]) else f" {found[1]} ", text)
        assert shorter != text, text
        text = shorter
    return re.findall(r"\b[A-Za-z]*[aeiou][A-Za-z]*\b", text)


def _is_a_name(value):
    # Names, numbers, lists of them; and what Python says of an error, behind the error's name.
    return not re.search(r"[A-Za-z]{2,} [a-z]{2,}", value) or bool(re.match(r"\w*(Error|Exception|Exit)\b", value))
