"""Shades and other levels as letters, one for each: a fifth of what numbers take in a stored notebook."""

import string

import numpy as np

__all__ = ["ALPHABET", "as_letters", "shades_as_letters"]

# Without 0 and a slash, no run of letters looks like an address in memory or a path.
ALPHABET = string.ascii_uppercase + string.ascii_lowercase + "123456789" + "+-_"
_LETTERS = np.array(list(ALPHABET))


def as_letters(levels):
    """Return rows of levels, from 0 to 63, as one text for each row; a script finds them by their place in ALPHABET."""
    return ["".join(letters) for letters in _LETTERS[np.rint(levels).astype(int)]]


def shades_as_letters(pictures):
    """Return pictures with shades from 0 (black) to 1 (white) as one text for each."""
    return as_letters(np.clip(pictures, 0, 1) * (len(ALPHABET) - 1))
