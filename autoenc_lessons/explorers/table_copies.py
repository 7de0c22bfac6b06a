"""Change the size of the code, and see for each column of a table what the copies lose."""

import numpy as np
import pandas as pd

from autoenc_lessons import figures, own_data
from autoenc_lessons.explorers.given import look
from autoenc_lessons.explorers.live import Rounded, show_live
from autoenc_lessons.figures.given import as_named, result_of
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _

__all__ = ["table_copies"]

_MOST_FAMILIES, _MOST_COLUMNS = 3, 14
# A value that was read is shown nearly as it stands in the file; of a copy, fewer digits hold on all machines.
_DIGITS_READ = 5
# PCA has this look in every lesson.
_PCA_LOOK = 2


def table_copies(table, prepare, copies, *, mean_row, n_shown=12, title=None, caption=None):
    """Show rows of a table and their copies at a code size to choose, and what each column loses.

    A static picture comes first: the loss of each column at some code sizes. In the live figure under it, the code
    size, the row and the column can be chosen; a curve shows the loss of the column over the size. It needs no kernel.

    Parameters
    ----------
    table : pandas.DataFrame
        Held-out rows; the first are shown, with their first fourteen columns. All of them judge.
    prepare : sklearn.compose.ColumnTransformer
        What makes features of the rows, fitted to others.
    copies : dict of str to dict of int to array-like, shape (n_rows, n_features)
        For each of up to three families of models, such as PCA, and for each code size, from small to large, the copies
        of these features.
    mean_row : array-like, shape (n_features,)
        The mean of the features that trained: its loss is 1.
    n_shown : int
        How many rows, from the first on, can be chosen.
    title, caption : str, optional
        What one sees and what to look at, above and under the static picture.

    Raises
    ------
    TypeError, ValueError
        If something is no such table, or if families, sizes or shapes do not agree.
    """
    if not isinstance(table, pd.DataFrame) or table.empty:
        raise TypeError("table must be a pandas DataFrame with held-out rows and columns.")
    columns = own_data.feature_columns(prepare)
    failure = "prepare does not take this table"
    x = as_samples(
        result_of(prepare.transform, table, of="prepare", failure=failure), name="what prepare makes of table"
    )
    families = _families(copies, x.shape)
    sizes = list(next(iter(families.values())))
    whole = own_data.column_errors(x, np.broadcast_to(as_samples(mean_row, name="mean_row", rank=1), x.shape), columns)
    names = [name for name in table.columns if name in whole][:_MOST_COLUMNS]
    losses = {
        family: {size: _losses(x, copied, columns, whole, names) for size, copied in by_size.items()}
        for family, by_size in families.items()
    }
    figures.show(_static(losses, sizes, title), caption)
    n_shown = min(as_count(n_shown, name="n_shown"), len(table))
    free = iter(number for number in range(_MOST_FAMILIES + 1) if number != _PCA_LOOK)
    looks = {family: look(_PCA_LOOK if family.startswith("PCA") else next(free)) for family in families}
    data = {
        "sizes": sizes,
        "columns": [str(name) for name in names],
        "rows": [str(name) for name in table.index[:n_shown]],
        "cells": _as_texts(table, names, n_shown, digits=_DIGITS_READ),
        "families": [
            looks[family]
            | {
                "name": family,
                "copies": [
                    _as_texts(own_data.in_units(prepare, copied[:n_shown]), names, n_shown)
                    for copied in by_size.values()
                ],
                "losses": Rounded([list(of.values()) for of in losses[family].values()], 4),
            }
            for family, by_size in families.items()
        ],
        "words": _words(),
    }
    show_live("table_copies", data, offer=_("change the size of the code"))


def _words():
    return {
        "keys": _("Choose a code size, a row and a column; beside each value stands its copy."),
        "size": _("Code size"),
        "row": _("Row"),
        "rowName": _("row {name}"),
        "column": _("Column"),
        "original": _("original"),
        "copyBy": _("{name}: copy and loss"),
        "table": _("A row of the table and its copies"),
        "curve": _("The loss of the chosen column over the code size, with the chosen size marked"),
        "units": _("code units"),
        "error": _("loss of {column}, in % of the mean row's"),
        "told": _("Code size {size}, column {column}. Loss over all held-out rows: {losses}."),
    }


def _static(losses, sizes, title):
    """Draw the columns in the order of what they lose with the code in the middle."""
    middle = sizes[(len(sizes) - 1) // 2]
    of_middle = [by_size[middle] for by_size in losses.values()]
    order = sorted(of_middle[0], key=lambda name: -float(np.mean([of[name] for of in of_middle])))
    in_order = {
        family: {size: {str(name): of[name] for name in order} for size, of in by_size.items()}
        for family, by_size in losses.items()
    }
    return figures.column_losses(in_order, title=title)


def _families(copies, shape):
    copies = as_named(copies, "copies", each="a dict of copies for each code size")
    if len(copies) > _MOST_FAMILIES:
        raise ValueError(f"copies names {len(copies)} families of models; give at most {_MOST_FAMILIES}.")
    families, sizes = {}, None
    for family, by_size in copies.items():
        families[family] = tables = {}
        as_named(by_size, f"copies[{family!r}]", each="the copies at a code size")
        for size, copied in dict(by_size).items():
            size = as_count(size, name=f"each code size in copies[{family!r}]")
            tables[size] = as_samples(copied, name=f"copies[{family!r}][{size}]")
            if tables[size].shape != shape:
                raise ValueError(f"copies[{family!r}][{size}] has shape {tables[size].shape}; the rows have {shape}.")
        sizes = list(tables) if sizes is None else sizes
        if list(tables) != sizes or sizes != sorted(sizes):
            raise ValueError("All families in copies must have the same code sizes, from small to large.")
    return families


def _losses(x, copied, columns, whole, names):
    errors = own_data.column_errors(x, copied, columns)
    # A column that the mean row copies exactly has nothing to lose.
    return {name: errors[name] / whole[name] if whole[name] > 0 else 0.0 for name in names}


def _as_texts(table, names, n_shown, digits=3):
    part = table.iloc[:n_shown]
    return [[_as_text(part[name].iloc[row], digits) for name in names] for row in range(len(part))]


def _as_text(value, digits):
    if pd.isna(value):
        return "–"
    return value if isinstance(value, str) else f"{float(value):.{digits}g}"
