"""A row of a table: hide entries by hand, and see what a network, a linear rule and the mean make of them."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.given import look
from autoenc_lessons.explorers.letters import ALPHABET
from autoenc_lessons.explorers.live import Rounded, show_live
from autoenc_lessons.explorers.network import read_network
from autoenc_lessons.explorers.stored_network import layers_in_letters
from autoenc_lessons.figures.colours import GROUP_COLOURS
from autoenc_lessons.figures.given import as_list
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.gaps.hiding import as_gappy
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["fill_entry"]

_DIGITS, _DECIMALS = 3, 5
_MOST_ROWS = 12
# Of the network, the linear rule and the mean; a round dot is the truth.
_MARKERS = ("D", "^", "s")
# Spreads are never divided by less, so that columns that follow from others can be guessed too.
_LEAST = 1e-6


def fill_entry(network, known, rows, names, *, hidden=(), title=None, caption=None):
    """Show rows of a table; entries can be hidden, and are then guessed by a network, a linear rule and the mean.

    A static picture comes first; it shows the first row. In the live figure under it, a row is chosen, and each click
    hides an entry or shows it again. It computes all guesses in the browser and needs no kernel.

    Parameters
    ----------
    network : keras.Model
        Takes rows of 2 * n_columns numbers, the entries with 0 for each gap and then 1 for each entry that is there,
        and returns n_columns numbers. Of dense layers.
    known : array-like, shape (n_known, n_columns)
        Rows that the linear rule and the mean are fitted to. NaN stands for a gap.
    rows : array-like, shape (n_rows, n_columns)
        Rows to choose among, up to 12, without gaps.
    names : sequence of str
        What the columns are called.
    hidden : iterable of str
        Columns that are hidden at first.
    title, caption : str, optional
        What one sees in the static picture, and what to look at.

    Raises
    ------
    TypeError, ValueError
        If something is no table of numbers, if sizes do not fit, if a name is unknown, or if the network is none or is
        not made of dense layers.
    """
    rows = as_samples(rows, name="rows")
    names = [str(name) for name in as_list(names, "names", of="names of columns")]
    _refuse_other_sizes(rows, names)
    means, covariance = _fitted(known, rows.shape[1])
    starts = [str(name) for name in as_list(hidden, "hidden", of="names of columns")]
    unknown = [name for name in starts if name not in names]
    if unknown:
        raise ValueError(f"There is no column {unknown[0]!r} to hide; there are: {', '.join(names)}.")
    is_hidden = np.isin(names, starts)
    given = _with_mask(rows, is_hidden)
    net = read_network(network, given, model_name="network", data_name="the rows with their masks")
    guesses = net(given)
    if guesses.shape != rows.shape:
        raise ValueError(f"The network must return {rows.shape[1]} numbers for a row, not {guesses.shape[1]}.")
    made = {_("network"): guesses[0], _("linear rule"): _by_lines(rows[0], is_hidden, means, covariance)}
    made[_("mean")] = means
    figures.show(_static(rows[0], is_hidden, made, names, title), caption or _what_is_drawn())
    data = {
        "names": names,
        "rows": Rounded(rows, _DIGITS + 1),
        "hidden": np.flatnonzero(is_hidden).tolist(),
        "letters": ALPHABET,
        "network": layers_in_letters(net.layers),
        "means": (np.round(means, _DECIMALS) + 0.0).tolist(),
        "covariance": Rounded(covariance),
        "looks": [look(number) | {"marker": marker} for number, marker in enumerate(_MARKERS)],
        "methods": list(made),
        "words": _words(),
    }
    show_live("fill_entry", data, offer=_("hide entries and see them filled"))


def _refuse_other_sizes(rows, names):
    if len(rows) > _MOST_ROWS:
        raise ValueError(f"rows has {len(rows)} rows; give at most {_MOST_ROWS}.")
    if len(names) != rows.shape[1] or len(names) < 2:
        raise ValueError(f"There are {len(names)} names for {rows.shape[1]} columns; give one for each of two or more.")


def _fitted(known, n_columns):
    """Return the mean of each column and the covariance of each pair, from the rows in which both are there."""
    known = as_gappy(known, name="known")
    if known.shape[1] != n_columns or np.isnan(known).all(axis=0).any():
        raise ValueError(f"known must have {n_columns} columns, as rows has, and numbers in each of them.")
    means, there = np.nanmean(known, axis=0), np.isfinite(known)
    off = np.where(there, known - means, 0)
    together = np.maximum(there.T.astype(float) @ there, 1)
    covariance = off.T @ off / together
    return means, covariance + _LEAST * np.eye(n_columns)


def _with_mask(rows, is_hidden):
    return np.hstack([np.where(is_hidden, 0, rows), np.tile(1.0 - is_hidden, (len(rows), 1))])


def _by_lines(row, is_hidden, means, covariance):
    there = ~is_hidden
    if not there.any():
        return means
    weights = np.linalg.solve(covariance[np.ix_(there, there)], (row - means)[there])
    return means + covariance[:, there] @ weights


def _words():
    return {
        "keys": _("Click a column to hide its entry, and click again to show it."),
        "row": _("Row"),
        "one": _("row {number}"),
        "entries": _("Entries: press to hide"),
        "drawing": _("The entries of the row, and the guesses of those that are hidden"),
        "truth": _("truth"),
        "value": _("value, in units of the spread of its column"),
        "nothing": _("No entry is hidden. Hide one."),
        "told": _("Hidden: {names}. Mean squared error: {errors}."),
        "show": _("Show all"),
    }


def _what_is_drawn():
    return _("One row of the table: black dots are the truth, and the other marks guess what is hidden.")


@in_course_style
def _static(row, is_hidden, made, names, title):
    ax = plt.subplots(figsize=(PAGE, 1.3 + 0.3 * len(names)))[1]
    places = np.arange(len(names))
    black = {"s": 36, "edgecolor": "black"}
    marks = [(_("truth"), row, ~is_hidden, {"facecolor": "black"} | black)]
    marks.append((_("hidden truth"), row, is_hidden, {"facecolor": "none"} | black))
    for (name, guess), colour, marker in zip(made.items(), GROUP_COLOURS, _MARKERS, strict=False):
        marks.append((name, guess, is_hidden, {"s": 46, "color": colour, "marker": marker, "linewidths": 0}))
    for name, values, where, how in marks:
        if where.any():
            ax.scatter(values[where], places[where], label=name, alpha=0.85, **how)
    ax.set_yticks(
        places, [_("{name} (hidden)", name=name) if gone else name for name, gone in zip(names, is_hidden, strict=True)]
    )
    ax.set(ylim=(len(names) - 0.5, -0.5), xlabel=_("value, in units of the spread of its column"))
    ax.grid(True, axis="y", linewidth=0.5, color="#DDDDDD")
    # 8 is the middle of its lower edge.
    ax.legend(loc=8, bbox_to_anchor=(0.5, 1), ncols=5, handletextpad=0.2, columnspacing=1)
    ax.caption = counted(
        "A row with {number} hidden entry. Mean squared error of the guesses: {errors}.",
        "A row with {number} hidden entries. Mean squared error of the guesses: {errors}.",
        int(is_hidden.sum()),
        errors=", ".join(f"{name} {_error(row, guess, is_hidden)}" for name, guess in made.items()),
    )
    entitle(ax, title, legend_lines=1)
    return ax


def _error(row, guess, is_hidden):
    return f"{np.mean((row - guess)[is_hidden] ** 2):.{_DIGITS}g}" if is_hidden.any() else "–"
