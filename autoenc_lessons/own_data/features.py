"""From the features that a network copies back to the columns of a table, and the rows that it copies worst."""

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.utils.validation import check_is_fitted

from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _
from autoenc_lessons.own_data.columns import kind_of

__all__ = ["column_errors", "feature_columns", "in_units", "worst_copies"]

_WIDEST = 18


def feature_columns(prepare):
    """Return for each feature that a fitted ColumnTransformer makes the name of the column that it comes from.

    Parameters
    ----------
    prepare : sklearn.compose.ColumnTransformer
        Numbers stay one feature each; a column of texts becomes a feature for each text.

    Returns
    -------
    list of str

    Raises
    ------
    TypeError, ValueError
        If it is no ColumnTransformer that was fitted to a DataFrame whose column names are texts.

    Examples
    --------
    >>> from sklearn.preprocessing import OneHotEncoder, StandardScaler
    >>> table = pd.DataFrame({"age": [30.0, 40.0, 50.0], "town": ["A", "B", "A"]})
    >>> prepare = ColumnTransformer([("n", StandardScaler(), ["age"]), ("t", OneHotEncoder(), ["town"])])
    >>> feature_columns(prepare.fit(table))
    ['age', 'town', 'town']
    """
    return [name for _steps, names, _place, widths in _blocks(prepare) for name in np.repeat(names, widths).tolist()]


def in_units(prepare, x):
    """Return features as the columns that they come from: numbers in their units, and for texts the most likely one.

    Parameters
    ----------
    prepare : sklearn.compose.ColumnTransformer
        Fitted; see `feature_columns`.
    x : array-like, shape (n_samples, n_features)
        What it has made, or a copy of that.

    Returns
    -------
    pandas.DataFrame
        The columns stand in the order of the table that `prepare` was fitted to.
    """
    x = as_samples(x)
    columns = {}
    for steps, names, place, _widths in _blocks(prepare):
        values = x[:, place]
        for step in reversed(steps):
            # What filled a gap cannot be told from what was measured.
            if type(step).__name__ != "SimpleImputer":
                values = step.inverse_transform(values)
        columns |= dict(zip(names, np.asarray(values).T, strict=True))
    return pd.DataFrame({name: columns[name] for name in prepare.feature_names_in_ if name in columns}).infer_objects()


def _blocks(prepare):
    """Give for each part its steps, its columns, its slice of the features and the width of each column."""
    if not isinstance(prepare, ColumnTransformer):
        raise TypeError(f"prepare must be a ColumnTransformer; got a {type(prepare).__name__}.")
    check_is_fitted(prepare)
    if not hasattr(prepare, "feature_names_in_"):
        raise ValueError(
            "prepare knows no names of columns. Fit it to a DataFrame whose column names are texts, such as "
            "table.rename(columns=str)."
        )
    for label, transformer, names in prepare.transformers_:
        place = prepare.output_indices_.get(label, slice(0, 0))
        if len(names) == 0 or place.stop == place.start:
            continue
        steps = [step for _name, step in transformer.steps] if hasattr(transformer, "steps") else [transformer]
        widths = [len(texts) for texts in getattr(steps[-1], "categories_", [[0]] * len(names))]
        if sum(widths) != place.stop - place.start:
            raise ValueError(f"The part {label!r} of prepare makes features that no column can be told for.")
        yield steps, list(names), place, widths


def column_errors(x, copies, columns):
    """Return for each column the mean squared error of its features.

    Parameters
    ----------
    x, copies : array-like, shape (n_samples, n_features)
    columns : list of str
        For each feature, its column, as `feature_columns` returns it.

    Returns
    -------
    dict of str to float

    Examples
    --------
    >>> column_errors([[0, 0, 0]], [[1, 0, 2]], ["age", "town", "town"])
    {'age': 1.0, 'town': 2.0}
    """
    squared = _squared(x, copies, columns)
    return {name: float(squared[:, place].mean()) for name, place in _places(columns).items()}


def _squared(x, copies, columns):
    x, copies = as_samples(x), as_samples(copies, name="copies")
    if x.shape != copies.shape or x.shape[1] != len(columns):
        raise ValueError(
            f"x has shape {x.shape}, copies {copies.shape}, and there are {len(columns)} names in columns; all must "
            "agree."
        )
    return (x - copies) ** 2


def _places(columns):
    names = np.asarray(columns, dtype="object")
    return {name: np.flatnonzero(names == name) for name in dict.fromkeys(columns)}


def worst_copies(table, x, copies, prepare, *, n_rows=10):
    """Print the rows with the largest errors, and for each the column that has most to do with it.

    A column whose copy comes out right, such as a text whose word is still the most likely one, is passed over.

    A star marks a row that has a gap in one of these columns: what was made up there may be what is copied badly.

    Parameters
    ----------
    table : pandas.DataFrame
        The rows as they were read.
    x, copies : array-like, shape (n_samples, n_features)
        What `prepare` makes of them, and the copies of that.
    prepare : sklearn.compose.ColumnTransformer
    n_rows : int

    Returns
    -------
    list of int
        The places of these rows in the table, the worst first.
    """
    n_rows = min(as_count(n_rows, name="n_rows"), len(table))
    columns = feature_columns(prepare)
    squared = _squared(x, copies, columns)
    by_column = {name: squared[:, place].sum(axis=1) for name, place in _places(columns).items()}
    names, shares = list(by_column), np.transpose(list(by_column.values()))
    errors = squared.mean(axis=1)
    worst = np.argsort(-errors, kind="stable")[:n_rows]
    copied = in_units(prepare, copies)
    rows = [[_("row"), _("times the median"), _("most wrong in"), _("its share"), _("value"), _("copy")]]
    for place in worst.tolist():
        blamed = _blamed(shares[place], *(_shown(rows, names, place) for rows in (table, copied)))
        name, share = names[blamed], shares[place][blamed] / max(shares[place].sum(), np.finfo(float).tiny)
        told = [table[name].iloc[place], copied[name].iloc[place]]
        has_gap = table[names].iloc[place].isna().any()
        rows.append(
            [
                f"{table.index[place]}{'*' if has_gap else ''}",
                f"{errors[place] / max(np.median(errors), np.finfo(float).tiny):.1f}",
                name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…",
                f"{100 * share:.0f} %",
                # Of a copy, fewer digits hold on all machines.
                *(_as_text(value, kind_of(table[name]), digits) for value, digits in zip(told, (5, 3), strict=True)),
            ]
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    if any(row[0].endswith("*") for row in rows[1:]):
        print(_("* This row has a gap."))
    return worst.tolist()


def _shown(table, names, place):
    return [_as_text(table[name].iloc[place], kind_of(table[name]), 3) for name in names]


def _blamed(shares, values, copies):
    """Return the place of the largest share whose copy does not read as the value, or of the largest if all do."""
    order = np.argsort(-shares, kind="stable").tolist()
    return next((place for place in order if values[place] != copies[place]), order[0])


def _as_text(value, kind, digits):
    if pd.isna(value):
        return _("gap")
    return f"{value:.{digits}g}" if kind == "number" else str(value)[:12]
