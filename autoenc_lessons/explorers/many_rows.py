"""What many rows cost: change rows, features, batches and computers, and see the time and the memory of each way."""

import matplotlib.pyplot as plt

from autoenc_lessons import cost_model, figures
from autoenc_lessons.explorers.cost_units import amounts, cost_ticks, durations, in_units, said
from autoenc_lessons.explorers.given import look
from autoenc_lessons.explorers.live import show_live
from autoenc_lessons.figures.costs import cost_lines
from autoenc_lessons.figures.given import as_one_of
from autoenc_lessons.figures.styling import PAGE, course_style, entitle
from autoenc_lessons.figures.wording import listed
from autoenc_lessons.language import _, marked
from autoenc_lessons.machine_costs import COMMUNICATION

__all__ = ["many_rows"]

_MEGA, _GIGA = 10**6, 10**9
_STOPS = {
    "rows": [digit * 10**power for power in range(3, 9) for digit in (1, 3)] + [10**9],
    "features": [2**power for power in range(4, 11)],
    "batch": [digit * 10**power for power in range(1, 6) for digit in (1, 3)] + [10**6],
    "computers": [1, *(digit * 2**power for power in range(9) for digit in (2, 3)), 1024],
    "memory": [4, 8, 16, 64],
}
# How far the pictures reach, in seconds and in bytes.
_UP = {"seconds": (1e-4, 1e6), "bytes": (1e6, 1e14)}
_TEN_MILLION = 10**7
# The groups whose colours and markers stand for the ways; principal components are green in every lesson.
_LOOKS = {
    marked("fit, array in memory"): 1,
    marked("fit, row by row"): 3,
    marked("fit, streamed"): 5,
    marked("train, streamed"): 0,
    marked("IncrementalPCA"): 4,
    marked("one pass"): 2,
}


def many_rows(*, n_rows=10**7, n_features=64, batch_size=1000, memory=16, title=None, caption=None):
    """Show what an epoch over many rows costs, in time and memory, for each way through a file.

    A static picture comes first: both costs over the number of rows. In the live figure under it, rows, features, the
    size of a batch, the number of computers and their memory are chosen. Filled marks were measured
    (`machine_costs`); dashed lines and hollow marks are what the formulas of `cost_model` predict, which the browser
    computes. It needs no kernel.

    Parameters
    ----------
    n_rows : int
        How many are chosen at first: 1, 3, 10 ... thousand, up to a billion.
    n_features : int
        16, 32, 64 ... or 1024.
    batch_size : int
        10, 30, 100 ... or a million.
    memory : int
        Of a computer, in GB: 4, 8, 16 or 64.
    title, caption : str, optional
        What one sees in the static picture, and what to look at.

    Raises
    ------
    ValueError
        If a number is none of these.
    """
    n_rows = as_one_of(n_rows, "n_rows", _STOPS["rows"])
    n_features = as_one_of(n_features, "n_features", _STOPS["features"])
    batch_size = as_one_of(batch_size, "batch_size", _STOPS["batch"])
    memory = as_one_of(memory, "memory", _STOPS["memory"])
    size = cost_model.Size(int(n_rows), int(n_features), int(batch_size))
    figures.show(_static(size, int(memory), title), caption)
    first = {"rows": n_rows, "features": n_features, "batch": batch_size, "computers": 1, "memory": memory}
    data = {
        "start": {name: _STOPS[name].index(value) for name, value in first.items()},
        "stops": _STOPS | {"memory": [_GIGA * number for number in _STOPS["memory"]]},
        "texts": {name: [said(name, number) for number in numbers] for name, numbers in _STOPS.items()},
        "ticks": {name: list(texts.items()) for name, texts in cost_ticks().items()},
        "up": {name: list(ends) for name, ends in _UP.items()},
        "units": {"seconds": _plainly(durations()), "bytes": _plainly(amounts())},
        "communication": [_few_digits(COMMUNICATION.seconds_a_step), _few_digits(COMMUNICATION.seconds_a_parameter)],
        "codeUnits": cost_model.CODE_UNITS,
        "ways": [_way(name) for name in _LOOKS],
        "words": _controls() | _costs() | _sentences(),
    }
    show_live("many_rows", data, offer=_("change the rows, the batches and the computers"))


def _way(name):
    kind, (times, memory) = cost_model.WAYS[name], cost_model.fitted(name)
    known = cost_model.measured(name).items()
    return look(_LOOKS[name]) | {
        "name": _(name),
        "time": list(times),
        "memory": list(memory),
        "hasSteps": kind.has_steps,
        "power": kind.power,
        "holds": list(kind.holds),
        "sums": kind.sums,
        "trains": kind.power == 1,
        "measured": [
            {"rows": size.n_rows, "features": size.n_features, "batch": size.batch_size} | _stored(cost)
            for size, cost in known
        ],
    }


def _parts(cost):
    return {"seconds": cost.seconds, "bytes": None if cost.megabytes is None else _MEGA * cost.megabytes}


def _stored(cost):
    return _parts(cost) | {"seconds": _few_digits(cost.seconds)}


def _plainly(units):
    return [(_few_digits(least), _few_digits(unit), text) for least, unit, text in units]


def _few_digits(number):
    """Return a number of so few digits that it is the same on every machine."""
    return float(f"{number:.4g}")


def _static(size, memory, title):
    """Draw time and memory over the number of rows, one below the other."""
    with course_style():
        axes = plt.subplots(2, 1, figsize=(PAGE, 7.6), sharex=True)[1]
    of_memory = {_("the computer has {memory}", memory=said("memory", memory)): _GIGA * memory}
    for ax, part, levels in zip(axes, _UP, ({}, of_memory), strict=True):
        cost_lines(
            _STOPS["rows"],
            {_(name): [_predicted(name, part, rows, size) for rows in _STOPS["rows"]] for name in _LOOKS},
            {_(name): _measured(name, part, size) for name in _LOOKS},
            groups={_(name): number for name, number in _LOOKS.items()},
            ylabel=_costs()["time" if part == "seconds" else "memory"],
            xticks=cost_ticks()["rows"],
            yticks=cost_ticks()[part],
            levels=levels,
            ax=ax,
        ).set_ylim(_UP[part])
    axes[-1].set_xlabel(_costs()["rows"])
    axes[0].caption = _(
        "{rows} rows of {features} features in batches of {batch}, as predicted: {costs}.",
        rows=said("rows", size.n_rows),
        features=f"{size.n_features}",
        batch=said("batch", size.batch_size),
        costs=listed(_in_words(name, size) for name in _LOOKS),
    )
    axes[1].caption = _sentences()["origin"]
    with course_style():
        entitle(axes, title)
    return axes


def _predicted(name, part, n_rows, size):
    return _parts(cost_model.predicted(name, cost_model.Size(n_rows, size.n_features, size.batch_size)))[part]


def _measured(name, part, size):
    """Return (rows, cost) of each measurement with these features and, where it matters, this size of a batch."""
    has_steps, known = cost_model.WAYS[name].has_steps, cost_model.measured(name).items()
    alike = [
        (other.n_rows, _parts(cost)[part])
        for other, cost in known
        if other.n_features == size.n_features and (not has_steps or other.batch_size == size.batch_size)
    ]
    return [(rows, cost) for rows, cost in alike if cost is not None]


def _in_words(name, size):
    cost = _parts(cost_model.predicted(name, size))
    return _(
        "{name} {time} and {memory}",
        name=_(name),
        time=in_units(cost["seconds"], durations()),
        memory=in_units(cost["bytes"], amounts()),
    )


def _controls():
    return {
        "keys": _(
            "Choose how many rows there are, or drag the line: which way is done first, and which fits into the memory?"
        ),
        "ofRows": _("Rows"),
        "ofFeatures": _("Features"),
        "ofBatch": _("Rows in a batch"),
        "ofComputers": _("Computers"),
        "ofMemory": _("Memory of a computer"),
    }


def _costs():
    return {
        "rows": _("rows of the file"),
        "computers": _("computers"),
        "time": _("time of an epoch"),
        "memory": _("memory"),
        "times": _("The time of an epoch over the number of rows, a line for each way"),
        "held": _("The memory over the number of rows, a line for each way, and how much the computer has"),
        "shared": _("The time of an epoch over the number of computers, for the ways that can be shared"),
        "costs": _("What each way costs"),
        "way": _("way"),
        "bothTimes": _("time, predicted (measured)"),
        "bothMemories": _("memory, predicted (measured)"),
        "both": _("{predicted} ({measured})"),
        "tooMuch": _("{amount}, too much"),
        "isMeasured": _("measured"),
        "isPredicted": _("predicted, with dashed lines"),
        "full": _("the memory is full"),
        "soonest": _("best number of computers"),
        "memoryEnds": _("the computer has {memory}"),
    }


def _sentences():
    misses = cost_model.misses()
    far = max(miss for (_name, size), miss in misses.items() if size.n_rows == _TEN_MILLION)
    return {
        "told": _("{rows} rows of {features} features are a file of {file}. Done first: “{best}”, after {time}."),
        "trained": _("Of those that train a network: “{name}”, after {time}."),
        "untrained": _("No way that trains a network fits into the memory."),
        "together": _("Shared by {number} computers, “{name}” is done soonest, {times} times as fast as by one."),
        "alone": _("Shared by more computers, “{name}” only becomes slower."),
        "origin": _(
            "Measured on one computer with two cores, in time of its processor; predicted by formulas. They were not "
            "fitted to ten million rows: their times there are wrong by a factor of up to {far}, and by up to "
            "{farthest} for other batches and features held out. What computers tell each other was measured for up "
            "to four, as processes on that one; a network between computers is slower.",
            far=f"{far:.1f}",
            farthest=f"{max(misses.values()):.1f}",
        ),
    }
