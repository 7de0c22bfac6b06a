"""The numbers in a notebook's stored texts, and those that its kernels have recorded."""

import ast
import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

# What follows a hash sign is a colour.
_NUMBER = re.compile(r"(?<![\w.#])[-+]?(?:\d+(?:,\d{3})*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?: ?%)?")
# Shades and weights that a live figure stores as letters, among which are digits, signs and an E.
_LETTERS = re.compile(r'"[A-Za-z1-9+_-]{20,}"')
# The numbers that a live figure is drawn from; what stands before them is its script.
_LIVE_NUMBERS = re.compile(r"^draw\([\w.]+, (.*)\);$", flags=re.MULTILINE)
_SPEC = re.compile(r".*?(?:\.(?P<digits>\d+))?(?P<kind>[eEfFgG%]?)$", flags=re.DOTALL)


@dataclass(frozen=True)
class Number:
    """One number as one kernel made it into text."""

    where: str
    value: float
    text: str
    edge: float


def tokens(text):
    """Return the numbers that stand in a text, as they are written but without sign of percent."""
    return [found.rstrip(" %") for found in _NUMBER.findall(text)]


def tokens_to_explain(text):
    """Return those that cannot be mere counts: with a decimal point, an exponent or a percent sign."""
    return [found.rstrip(" %") for found in _NUMBER.findall(text) if re.search(r"[.eE%]", found.rstrip("."))]


def distance_to_edge(value, spec):
    """Return how much a value may change before `format(value, spec)` changes; NaN for a format without rounding.

    Parameters
    ----------
    value : float
    spec : str
        Of the kinds e, f, g, % or none; a float without any is never rounded, and so always on an edge.
    """
    found = _SPEC.match(spec)
    kind, digits = found["kind"], int(found["digits"] or 6)
    if isinstance(value, int) and not kind:
        return math.inf
    if not math.isfinite(value):
        return math.inf
    if not kind and not found["digits"]:
        return math.nan
    if kind in ("f", "F", "%"):
        return _distance(value, digits + (2 if kind == "%" else 0))
    significant = digits + 1 if kind in ("e", "E") else max(digits, 1)
    if value == 0:
        return math.inf
    # The exponent before rounding: just below a power of ten the edges lie ten times closer than just above it.
    exponent = int(f"{value:.16e}".rpartition("e")[2])
    decimals = significant - 1 - exponent
    return min(_distance(value, decimals), abs(value) - 10.0**exponent + 10.0**-decimals / 20)


def _distance(value, decimals):
    unit = 10.0**-decimals
    return max(0.0, unit / 2 - abs(value - round(value / unit) * unit))


def stored_texts(notebook):
    """Return for each code cell of a notebook the texts of its stored outputs."""
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            data = [output.get("data", {}) for output in cell.outputs]
            kinds = ("text/plain", "text/markdown")
            shown = [output.get("text", "") for output in cell.outputs] + [
                d[kind] for d in data for kind in kinds if kind in d
            ]
            shown += [
                _LETTERS.sub('""', live[1]) for d in data for live in _LIVE_NUMBERS.finditer(d.get("text/html", ""))
            ]
            texts.append("\n".join(shown))
    return texts


def read_records(path):
    """Return what one kernel has written: the sources of its cells, and the records of each."""
    sources, records = [], []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if "source" in record:
            sources.append(record["source"])
            records.append([])
        elif records:
            records[-1].append(record)
    return sources, records


def as_printed(record):
    """Return the `Number` of a record."""
    value = (float if re.search(r"[.einf]", record["value"]) else int)(record["value"])
    edge = _distance(value, record["digits"]) if "digits" in record else distance_to_edge(value, record["spec"])
    text = record["text"].strip().rstrip("%").strip()
    return Number(record["where"], value, text.lstrip("-") if re.fullmatch(r"-0*\.?0*", text) else text, edge)


def figure_labels(records):
    """Return the numbers in those texts that matplotlib has made, such as the labels of ticks."""
    return {token for record in records if "value" not in record for token in tokens(record["text"])}


class Texts:
    """Many numbers as they are written, to ask quickly whether one of them may be the same as another.

    Parameters
    ----------
    numbers : iterable of str
    """

    def __init__(self, numbers):
        self._texts = set(numbers)
        self._values = {value for value in map(as_value, self._texts) if value is not None}
        self._written_out = {as_value(text) for text in self._texts if "." in text}

    def explain(self, token):
        """Return whether one of these numbers may stand in a stored text as this token."""
        # NumPy writes a rounded number in a way of its own, such as 0. for 0.0.
        return token in self._texts or ("." in token and as_value(token) in self._values)

    def show(self, text):
        """Return whether one of these, read in a stored text, may be this number."""
        return text in self._texts or (as_value(text) is not None and as_value(text) in self._written_out)


def as_value(text):
    """Return the number that a text says, or None if it says none."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def literals(source, *, also_plain=False):
    """Return the numbers that are written in the strings of a source, and so are the same on every machine.

    Parameters
    ----------
    source : str
        Those of its docstrings are left out, for nothing prints them.
    also_plain : bool
        Whether numbers outside of strings count too: what a cell is given, it may show.

    Returns
    -------
    set of str
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in docstrings]
    strings = [value for value in values if isinstance(value, str)]
    if also_plain:
        strings += [repr(value) for value in values if type(value) in (int, float)]
    return {token for string in strings for token in tokens(string)}
