"""How a caption is put together from sentences and lists, in the reader's language."""

from functools import reduce

from autoenc_lessons.language import _

__all__ = ["capital", "in_turn", "listed", "listed_with_commas"]


def in_turn(sentences):
    """Return whole sentences as one text."""
    return reduce(lambda before, after: _("{before} {after}", before=before, after=after), sentences)


def listed(parts):
    """Return parts of a sentence as a list, for parts that are long or have commas of their own."""
    return reduce(lambda before, after: _("{before}; {after}", before=before, after=after), parts)


def listed_with_commas(parts):
    """Return short parts of a sentence as a list."""
    return reduce(lambda before, after: _("{before}, {after}", before=before, after=after), parts)


def capital(text):
    """Return a text as it begins a sentence: with a capital letter, where the language has any."""
    text = str(text)
    return f"{text[:1].upper()}{text[1:]}"
