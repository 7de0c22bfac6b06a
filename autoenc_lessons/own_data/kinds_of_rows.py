"""Of which kind each row of a table is, to colour it on a map."""

import numpy as np

from autoenc_lessons.language import _
from autoenc_lessons.own_data.columns import kind_of

__all__ = ["kinds"]

_MOST = 6


def kinds(table, column, rows):
    """Return what the kinds of rows are called, and the kind of each row, from one column of a table.

    Texts, and numbers of which there are six or fewer different ones, are kinds as they are. Other numbers, and dates,
    are parted at their median. Of more texts, the rarest become one kind, and so do gaps.

    Parameters
    ----------
    table : pandas.DataFrame
    column : str
        Without such a column, all rows are of one kind.
    rows : sequence
        Which rows, by their names in the table's index.

    Returns
    -------
    names : list of str
        The number and the name of each kind, such as "0: benign".
    labels : ndarray of int, shape (n_rows,)

    Examples
    --------
    >>> table = pd.DataFrame({"age": range(20, 60), "town": ["A", "B"] * 20})
    >>> kinds(table, "town", [0, 1, 3])
    (['0: A', '1: B'], array([0, 1, 1]))
    >>> kinds(table, "age", [0, 30])
    (['0: 20', '1: 50'], array([0, 1]))
    >>> kinds(table, "age", range(10, 19))
    (['0: up to 34', '1: more'], array([0, 0, 0, 0, 0, 1, 1, 1, 1]))
    >>> kinds(table, "diagnosis", [0, 30])
    (['0: all rows'], array([0, 0]))
    """
    if column not in table:
        return [_("{number}: {kind}", number="0", kind=_("all rows"))], np.zeros(len(rows), dtype=int)
    values = table[column].loc[rows]
    if kind_of(values) != "text" and values.nunique() > _MOST:
        middle = values.median()
        told = f"{middle:%Y-%m-%d}" if kind_of(values) == "date" else f"{middle:.4g}"
        names, labels = [_("up to {value}", value=told), _("more")], (values > middle).to_numpy().astype(int)
    else:
        texts = values.map(lambda value: f"{value:.4g}" if isinstance(value, float) else str(value), na_action="ignore")
        common = texts.value_counts().index[: _MOST if texts.nunique() <= _MOST else _MOST - 1]
        names = sorted(common) + ([_("other")] if texts.nunique() > _MOST else [])
        places = {name: place for place, name in enumerate(sorted(common))}
        labels = np.array([places.get(text, len(common)) for text in texts])
    is_gap = values.isna().to_numpy()
    if is_gap.any():
        labels, names = np.where(is_gap, len(names), labels), [*names, _("gap")]
    return [_("{number}: {kind}", number=f"{number}", kind=name) for number, name in enumerate(names)], labels
