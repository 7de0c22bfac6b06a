"""A text that is written by hand is read, or refused in one sentence."""

import re

_CONFLICT = re.compile(r"(<{7}|>{7})( |$)")


def conflict_in(text):
    """Return the number of the first line that git has marked as a conflict, or None."""
    return next((line for line, words in enumerate(text.splitlines(), start=1) if _CONFLICT.match(words)), None)


def read_text(source):
    """Return a text that is written by hand.

    Raises
    ------
    ValueError
        If it cannot be read, or if it still holds a conflict of git; the message names it.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{source.name} cannot be read as text in UTF-8 ({type(error).__name__}).") from error
    if line := conflict_in(text):
        raise ValueError(f"{source.name}, line {line}, holds a conflict of git; settle it first.")
    return text
