"""What a message calls a value that it was given: always one short line."""

import numbers

__all__ = ["in_short"]

_LONGEST = 60


def in_short(value):
    """Return a value as it would be typed, if that is short, or its kind: an array's repr has many lines.

    Parameters
    ----------
    value : object

    Returns
    -------
    str
    """
    is_plain = value is None or isinstance(value, (str, bytes, bool, numbers.Number, tuple, list, dict))
    text = repr(value) if is_plain else ""
    return text if text and len(text) <= _LONGEST and "\n" not in text else f"a {type(value).__name__}"
