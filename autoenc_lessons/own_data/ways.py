"""How a table is parted, said once: for `split`, for the words at a figure, and for the page."""

from autoenc_lessons.language import _
from autoenc_lessons.own_data.columns import kind_of
from autoenc_lessons.own_data.features import feature_columns
from autoenc_lessons.own_data.parting import equal_rows

__all__ = ["map_words", "split_words", "table_facts", "way_to_part"]


def way_to_part(table, *, group=None, time=None):
    """Return how `split` is to part a table, and what that is called.

    Parameters
    ----------
    table : pandas.DataFrame
    group, time : str, optional
        The column whose equal values belong together, or the one that tells when. A name that the table does not have
        counts as None; without both, chance decides.

    Returns
    -------
    options : dict of str to pandas.Series
        "groups" or "times" of `split`, or nothing.
    called : str

    Raises
    ------
    ValueError
        If the table has both columns.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"town": ["A", "A", "B"], "year": [1, 2, 3]})
    >>> way_to_part(table, group="town")[1], way_to_part(table, time="year")[1], way_to_part(table)
    ('by town', 'by time (year)', ({}, 'by chance'))
    """
    by_group, by_time = (name is not None and name in table for name in (group, time))
    if by_group and by_time:
        raise ValueError(
            f"Rows are parted by group ({group}) or by time ({time}), not by both; write None for one of them."
        )
    if by_group:
        return {"groups": table[group]}, _("by {column}", column=group)
    if by_time:
        return {"times": table[time]}, _("by time ({column})", column=time)
    return {}, _("by chance")


def split_words(options, called):
    """Return a title and a caption for a figure of five splits by chance, and five as `way_to_part` says.

    Parameters
    ----------
    options, called
        As `way_to_part` returns them.

    Returns
    -------
    title : str or None
    caption : str
    """
    if not options:
        return None, _("Each dot is a split by chance. Do the dots of one rival differ more than the rivals do?")
    title = _("Does the network seem better by chance than {called}?", called=called)
    if "groups" in options:
        return title, _("Each dot is a split. Which rivals do better on the left? Which does not?")
    return title, _(
        "On the left, each dot is a split. On the right, all splits are alike, and each dot of the network is a "
        "training. Which rivals do better on the left?"
    )


def map_words(kinds, answer):
    """Return a title and a caption for maps of a table's rows.

    Parameters
    ----------
    kinds : list of str
        As `kinds` of this package returns them.
    answer : str or None
        The column that they are of.

    Returns
    -------
    title : str or None
        None where all rows are of one kind.
    caption : str
    """
    if len(kinds) < 2:
        return None, _("Each dot is a row. No column is named as the answer, so that all are of one kind.")
    caption = _("{kinds}. Per cent: whose nearest neighbour is of its kind.", kinds=", ".join(kinds))
    return _("Do they show the {answer} that nobody gave?", answer=answer), caption


def table_facts(table, parts, prepare, *, group=None, time=None):
    """Return what `report` must know of a table beside the copies: how it was parted, its columns, and what is odd.

    Parameters
    ----------
    table : pandas.DataFrame
        As it was read.
    parts : Parts
        Of the columns of it that are used, by `split`.
    prepare : sklearn.compose.ColumnTransformer
        Fitted to the training part.
    group, time : str, optional
        As for `way_to_part`.

    Returns
    -------
    dict of str to object
        "n_train", "parted", "groups", "columns" and "notes", as `report` takes them. The notes are those of
        `usable_columns`, and how many rows that judge are equal to one that trains.
    """
    options, called = way_to_part(table, group=group, time=time)
    if "times" in options:
        column = table[time]
        first, last = (_moment(end, kind_of(column)) for end in _ends(column[parts.test.index]))
        called = _("{called}; those that judge reach from {first} to {last}", called=called, first=first, last=last)
    return {
        "n_train": len(parts.train),
        "parted": called,
        "groups": options["groups"][parts.test.index] if "groups" in options else None,
        "columns": feature_columns(prepare),
        "notes": [*parts.train.attrs.get("notes", []), *equal_rows(parts)],
    }


def _ends(values):
    return values.min(), values.max()


def _moment(value, kind):
    if kind == "date":
        return f"{value:%Y-%m-%d}"
    return f"{value:.6g}" if kind == "number" else str(value)
