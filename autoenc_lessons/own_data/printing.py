"""Sentences printed so that no line is broken beside JupyterLab's side bar."""

import textwrap

__all__ = ["PAGE", "print_wrapped", "wrapped"]

# Characters in a printed line.
PAGE = 80


def wrapped(text, *, indent="  ", width=PAGE):
    """Return a text in lines of at most so many characters, all but the first of them indented."""
    return "\n".join(
        textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)
    )


def print_wrapped(text):
    """Print a text in lines of at most 80 characters."""
    print(wrapped(text))
