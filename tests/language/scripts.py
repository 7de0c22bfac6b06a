"""The texts in a script of a live figure: its string and template literals."""

import re

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")
# In these scripts a regular expression is an argument.
_EXPRESSION = re.compile(r"(?<=[(,] |.\()/(?:\\.|[^/\\\n])+/")
_BEFORE = 40


def literals(script):
    """Return (line, text, code just before it) for each literal; what a template fills in stands as {}.

    Literals inside of what a template fills in are given too.
    """
    found = []
    _read_code(script, 0, found)
    return found


def _read_code(script, place, found):
    """Read code up to the brace that closes it, or to the end; return the place after it."""
    depth = 0
    while place < len(script):
        skipped = _COMMENT.match(script, place) or _EXPRESSION.match(script, place)
        string = _STRING.match(script, place)
        if skipped:
            place = skipped.end()
        elif string:
            _add(script, place, string[0][1:-1], found)
            place = string.end()
        elif script[place] == "`":
            place = _read_template(script, place, found)
        else:
            depth += {"{": 1, "}": -1}.get(script[place], 0)
            place += 1
            if depth < 0:
                return place
    return place


def _read_template(script, start, found):
    place, text = start + 1, ""
    while script[place] != "`":
        if script.startswith("${", place):
            place = _read_code(script, place + 2, found)
            text += "{}"
        else:
            length = 2 if script[place] == "\\" else 1
            text += script[place : place + length]
            place += length
    _add(script, start, text, found)
    return place + 1


def _add(script, place, text, found):
    found.append((script.count("\n", 0, place) + 1, text, script[max(0, place - _BEFORE) : place]))
