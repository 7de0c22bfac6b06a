"""Which columns of a table a network can copy, and why it should not get the others."""

import difflib

import pandas as pd

from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.language import _
from autoenc_lessons.own_data.columns import kind_of, remark, same_column
from autoenc_lessons.own_data.printing import print_wrapped

__all__ = ["usable_columns"]

# Of the cells of a column, at least so many must be filled.
_FILLED = 0.5
_MOST_TEXTS = 12
# In fewer rows, two columns may be the same by chance.
_ROWS_TO_TELL = 20
# Two columns can be drawn as they are.
_FEWEST_COLUMNS = 3


def usable_columns(table, *, group=None, answer=None, time=None, leave_out=(), fewest_rows=60):
    """Return the columns of a table that an autoencoder can copy, and print for each other one why it is left out.

    Where there are dates, it says how `split` parts by them.

    Left out are columns that are empty, constant, doubled, an id or a date, columns of which more than half are gaps,
    columns of more than twelve different texts, and those that say the same as the group, the answer or the time.

    Parameters
    ----------
    table : pandas.DataFrame
        As `from_csv` returns it.
    group, answer, time : str, optional
        The column whose equal values belong together, the one that somebody may ask for later, and the one that tells
        when. The network gets none of them. A name that the table does not have is told, and noted.
    leave_out : sequence of str or None
        More columns that the network must not get, whatever they hold; None stands for no column.
    fewest_rows : int
        With fewer rows, nothing can be judged.

    Returns
    -------
    pandas.DataFrame
        All rows, in columns of numbers and of texts. `attrs["notes"]` holds those of the table, what is left out, and
        how many gaps the other columns have.

    Raises
    ------
    TypeError, ValueError
        If it is no table, or has fewer than three such columns or fewer than `fewest_rows` rows.

    Examples
    --------
    >>> rows = range(60)
    >>> table = pd.DataFrame({"a": [row % 7 for row in rows], "b": [row % 5 for row in rows], "unit": 1.0})
    >>> table["town"] = ["A", "B", "C"] * 20
    >>> list(usable_columns(table))
    Left out: unit (constant).
    ['a', 'b', 'town']
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"table must be a pandas DataFrame, as from_csv returns; got a {type(table).__name__}.")
    fewest_rows = as_count(fewest_rows, name="fewest_rows")
    if len(table) < fewest_rows:
        raise ValueError(
            f"The table has {len(table)} rows; to train, to choose and to judge, it needs at least {fewest_rows}."
        )
    leave_out = [leave_out] if isinstance(leave_out, str) else [name for name in leave_out if name is not None]
    roles = {group: _("the group"), answer: _("the answer"), time: _("the time")}
    chosen = {name: _("left out by you") for name in leave_out} | {
        n: role for n, role in roles.items() if n is not None
    }
    unknown = [_no_column(table, name) for name in chosen if name not in table.columns]
    reasons = {place: _reason(table, place, chosen, roles) for place in range(table.shape[1])}
    told = [
        _("{column} ({reason})", column=table.columns[place], reason=reason)
        for place, reason in reasons.items()
        if reason
    ]
    kept = table.iloc[:, [place for place, reason in reasons.items() if not reason]]
    if kept.shape[1] < _FEWEST_COLUMNS:
        raise ValueError(
            f"An autoencoder needs at least {_FEWEST_COLUMNS} columns of numbers or of a few different texts; this "
            f"table has {kept.shape[1]}{_named(kept)}{_told(told)}."
        )
    notes = unknown + ([_("Left out: {columns}.", columns=", ".join(told))] if told else [])
    notes += _gaps(kept)
    for sentence in [*notes, *_hint_at_times(table, chosen)]:
        print_wrapped(sentence)
    kept.attrs["notes"] = [*table.attrs.get("notes", []), *notes]
    return kept


def _no_column(table, name):
    """Say that a column is missing: who misspells a name must not believe that it was heard."""
    near = difflib.get_close_matches(str(name).lower(), [str(column).lower() for column in table.columns], n=1)
    for column in table.columns:
        if near and str(column).lower() == near[0]:
            return _(
                "No column is called {name}. Did you mean {column}? Nothing was parted by it or left out for it.",
                name=repr(name),
                column=repr(column),
            )
    return _("No column is called {name}. Nothing was parted by it or left out for it.", name=repr(name))


def _gaps(kept):
    gaps = {"number": [], "text": []}
    for place, name in enumerate(kept.columns):
        column = kept.iloc[:, place]
        if column.isna().any():
            gaps[kind_of(column)].append(f"{name} ({column.isna().sum()})")
    if gaps["number"]:
        yield _("Gaps among numbers, for which a value must be made up: {columns}.", columns=", ".join(gaps["number"]))
    if gaps["text"]:
        yield _(
            "Gaps among texts; in one-hot code, a gap is a word of its own: {columns}.", columns=", ".join(gaps["text"])
        )


def _hint_at_times(table, chosen):
    for place, name in enumerate(table.columns):
        if kind_of(table.iloc[:, place]) == "date" and table.iloc[:, place].nunique() > 1:
            if name not in chosen:
                yield _(
                    "{column} holds dates: if later rows will come, let the latest judge: name it as the time, or "
                    "split(..., times=table['{column}']).",
                    column=name,
                )
            return


def _named(kept):
    return f" ({', '.join(map(str, kept.columns))})" if kept.shape[1] else ""


def _told(told):
    return f"; left out: {', '.join(told)}" if told else ""


def _reason(table, place, chosen, roles):
    column, name = table.iloc[:, place], table.columns[place]
    if name in chosen:
        return chosen[name]
    kind = kind_of(column)
    for other, role in roles.items():
        if other not in table.columns:
            continue
        filled = column.notna() & table[other].notna()
        # What never changes says nothing of an answer, although it may be constant, too.
        if column[filled].nunique() < 2 or not same_column(column[filled], table[other][filled]):
            continue
        if column.isna().equals(table[other].isna()):
            return _("same as {column}, {role}", column=other, role=role)
        if filled.sum() >= _ROWS_TO_TELL:
            return _("same as {column}, {role}, where both are filled", column=other, role=role)
    if kind == "date":
        return _("a date")
    said = remark(table, place)
    if said:
        return said
    if column.notna().mean() < _FILLED:
        return _("more than half gaps")
    if kind == "text" and column.nunique() > _MOST_TEXTS:
        return _("{number} different texts", number=f"{column.nunique()}")
    return ""
