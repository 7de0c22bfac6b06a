"""How far each printed number is from printing differently: its distance to the rounding edge, in spreads.

A number's spread is the largest minus the smallest of its values over all runs. One that is closer to an edge than
`FEWEST_SPREADS` spreads may print another digit on the next machine.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import nbformat

from tools.notebooks.sources import ROOT, notebook_name
from tools.portability.printed_numbers import (
    Texts,
    as_printed,
    figure_labels,
    literals,
    read_records,
    stored_texts,
    tokens,
    tokens_to_explain,
)
from tools.portability.recorder import PACKAGE

FEWEST_SPREADS = 3
# No real foreign processor is in the matrix, so that equal values everywhere do not prove a spread of 0.
SMALLEST_SPREAD = 1e-12
# A raw number as short as this was set by somebody, and not computed.
MOST_DIGITS_OF_A_SETTING = 6


@dataclass
class Margins:
    """What the runs say of the printed numbers: a row for each notebook, and a sentence for each offender."""

    rows: list = field(default_factory=list)
    offenders: list = field(default_factory=list)


@cache
def _package():
    """Return the literals of the package, and its lines, which a lesson may print."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / PACKAGE).rglob("*.py")]
    lines = {line for source in sources for line in source.splitlines()}
    return set().union(*map(literals, sources)), lines


def unexplained(texts, sources, cells, labels):
    """Return (cell, number) for each stored number that no record, no literal and no label of a figure accounts for.

    Parameters
    ----------
    texts : list of str
        The stored texts of each cell.
    sources : list of str
        The source of each cell; a number that stands in a string there is not computed.
    cells : list of list of Number
        What was recorded in each cell.
    labels : list of set of str
        The numbers in each cell that matplotlib has made into text.
    """
    written, package_lines = _package()
    missing, known = [], []
    for position, text in enumerate(texts):
        written = written | literals(sources[position], also_plain=True) | labels[position]
        known += [number.text for number in cells[position]]
        computed = "\n".join(line for line in text.splitlines() if line not in package_lines)
        wanted = dict.fromkeys(tokens_to_explain(computed))
        made = Texts(known)
        missing += [(position + 1, token) for token in wanted if token not in written and not made.explain(token)]
    return missing


def _keyed(cells):
    """Return {(cell, place, order at that place): Number}."""
    seen, keyed = Counter(), {}
    for position, numbers in enumerate(cells, start=1):
        for number in numbers:
            keyed[position, number.where, seen[position, number.where]] = number
            seen[position, number.where] += 1
    return keyed


def shown_keys(texts, keyed):
    """Return the keys of those recorded numbers that stand in the stored texts.

    Parameters
    ----------
    texts : list of str
        The stored texts of each cell.
    keyed : dict of (cell, place, order) to Number
    """
    # What is made in one cell may be printed by a later one.
    wanted = [Texts(token for text in texts[start:] for token in tokens(text)) for start in range(len(texts))]
    return {key for key, number in keyed.items() if wanted[key[0] - 1].show(number.text)}


def judge(notebooks, folders):
    """Judge every number in the notebooks by what the kernels of all runs have recorded.

    Parameters
    ----------
    notebooks : list of pathlib.Path
    folders : dict of str to pathlib.Path
        For each run, its name and where its kernels' records lie.

    Returns
    -------
    Margins
    """
    kernels = {run: [read_records(path) for path in sorted(folder.glob("*.jsonl"))] for run, folder in folders.items()}
    margins = Margins()
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        runs = {run: records for run, found in kernels.items() for seen, records in found if seen == sources}
        if runs:
            _judge_notebook(notebook_name(path), stored_texts(notebook), sources, runs, margins)
        else:
            margins.offenders.append(f"{notebook_name(path)}: no run has recorded it from end to end")
    return margins


def _judge_notebook(name, texts, sources, runs, margins):
    numbers = {
        run: [[as_printed(record) for record in cell if "value" in record] for cell in cells]
        for run, cells in runs.items()
    }
    labels = [figure_labels(cell) for cell in next(iter(runs.values()))]
    for cell, token in unexplained(texts, sources, next(iter(numbers.values())), labels):
        margins.offenders.append(f"{name}, cell {cell}: {token} is printed, and nothing has recorded how it was made")
    keyed = {run: _keyed(cells) for run, cells in numbers.items()}
    # A number that one run shows and another prints differently is the same number.
    shown = set().union(*(shown_keys(texts, made) for made in keyed.values()))
    values = {key: {run: made[key] for run, made in keyed.items() if key in made} for key in sorted(shown)}
    margins.offenders += _other_orders(name, keyed, {key[:2] for key in shown})
    ratios = {key: _ratio(list(found.values())) for key, found in values.items()}
    for key, ratio in ratios.items():
        if not ratio >= FEWEST_SPREADS:
            margins.offenders.append(_offence(name, key, values[key], ratio))
    closest = min(ratios, key=lambda key: ratios[key] if ratios[key] == ratios[key] else -1, default=None)
    text = "" if closest is None else f"{next(iter(values[closest].values())).text} in cell {closest[0]}"
    margins.rows.append((name, len(runs), len(values), math.inf if closest is None else ratios[closest], text))


def _other_orders(name, keyed, places):
    """Say where two runs have not made equally many numbers, so that their orders do not match."""
    counts = {run: Counter(key[:2] for key in numbers) for run, numbers in keyed.items()}
    known, first = next(iter(counts.items()))
    return [
        f"{name}, cell {place[0]}: {place[1]} makes {first[place]} numbers on {known}, {count[place]} on {run}"
        for run, count in counts.items()
        for place in sorted(places)
        if count[place] != first[place]
    ]


def _ratio(numbers):
    """Return the distance to the nearest edge in spreads; 0 where the runs differ already."""
    if len({number.text for number in numbers}) > 1:
        return 0.0
    found = [number.value for number in numbers]
    if isinstance(found[0], int) and math.isinf(numbers[0].edge):
        return math.inf if len(set(found)) == 1 else 0.0
    if math.isnan(numbers[0].edge):
        is_setting = len(set(found)) == 1 and len(repr(found[0]).strip("-0.")) <= MOST_DIGITS_OF_A_SETTING
        return math.inf if is_setting else math.nan
    spread = max(max(found) - min(found), SMALLEST_SPREAD * max(map(abs, found)))
    distance = min(number.edge for number in numbers)
    return math.inf if spread == 0 else distance / spread


def _offence(name, key, found, ratio):
    numbers = list(found.values())
    low, high = (pick(number.value for number in numbers) for pick in (min, max))
    head = f"{name}, cell {key[0]}, {key[1]} (number {key[2] + 1} there): {numbers[0].text}"
    if math.isnan(ratio):
        return f"{head} is a raw number that nothing rounds"
    texts = sorted({number.text for number in numbers})
    if len(texts) > 1:
        return f"{head} prints as {' or '.join(texts)}"
    return f"{head} is {ratio:.2g} spreads from a rounding edge (values from {low!r} to {high!r})"


def summary(margins):
    """Return the margins as Markdown: one row for each notebook, then what is too close to an edge."""
    lines = ["| notebook | runs | numbers | closest to an edge, in spreads | where |", "|---|---|---|---|---|"]
    lines += [
        f"| {name} | {runs} | {count} | {ratio:.3g} | {where} |" for name, runs, count, ratio, where in margins.rows
    ]
    if margins.offenders:
        lines += ["", "Too close to an edge, or not known:", ""] + [f"- {offender}" for offender in margins.offenders]
    else:
        lines += ["", f"Every number is {FEWEST_SPREADS} spreads or more from its rounding edge."]
    if any(runs == 1 for _, runs, *_ in margins.rows):
        lines += ["", f"One run shows no spread: there the smallest is taken, {SMALLEST_SPREAD:g} of the number."]
    return "\n".join(lines)
