"""The questions on columns and rows: which columns a network gets, and which rows judge."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number, as_table, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.your_own_data.materials import untidy_table
from autoenc_lessons.checks.your_own_data.names import as_names
from autoenc_lessons.language import _

__all__ = ["columns_to_drop", "count_features", "split_by_group"]

_COLUMNS, _FEATURES = 5, 9
_N_SEEDS = 40


@question
def count_features(n_columns, n_features, *, seed):
    """Judge how many columns of a small table a network gets, and how many features they become."""
    columns, features = as_number(n_columns, "n_columns"), as_number(n_features, "n_features")
    if columns != _COLUMNS:
        raise Wrong(
            _("It is not {columns} columns.", columns=f"{columns:g}"),
            _hint_for_columns(columns),
            _("Leave out what names a row, what never changes, what is there twice, and what will be asked for."),
        )
    if features != _FEATURES:
        raise Wrong(
            _("The columns are right. They do not become {features} features.", features=f"{features:g}"),
            _hint_for_features(features),
            _("A column of numbers stays one feature; a column of texts becomes one for each of its words."),
        )
    return _("Texts make a table wider: a column with a thousand different names would become a thousand features.")


def _hint_for_columns(columns):
    if columns == 3:
        return _("A text can be given to a network, too: as a 0 or 1 for each of its words.")
    if columns > _COLUMNS:
        return _("Go through them one by one: what would a network learn from each, and is it known in time?")
    return _("Of two columns that say the same, one stays. And texts can be made into numbers.")


def _hint_for_features(features):
    known = {
        5: _("Before one-hot, there are as many features as columns. What becomes of a text?"),
        8: _("A column with two words becomes two features: a 0 or 1 for each."),
        7: _("That is one word less in each column of texts. Here, each word gets a feature."),
        6: _("Those are the features that come from texts. Columns of numbers are features, too."),
        11: _("The diagnosis does not go in, and so its two words do not."),
    }
    return known.get(features, _("How many different words are there in each column of texts that stays?"))


@question
def columns_to_drop(function, *, seed):
    """Judge a function of a table that names the columns that are constant, an id or doubled."""
    for number in range(seed, seed + 4):
        table, kinds = untidy_table(number)
        answer = call(function, table, name="columns_to_drop")
        found = as_names(answer, _("The result of columns_to_drop"), table)
        for name, kind in kinds.items():
            if (name in found) != (kind != "kept"):
                _refuse_column(name, kind, found, kinds)
    return _("A look at each column pays: these cost code units, or count twice, and no training will tell you so.")


def _refuse_column(name, kind, found, kinds):
    part = (
        _("It drops `{name}`, which is to stay.", name=name)
        if kind == "kept"
        else _("It does not drop `{name}`.", name=name)
    )
    if found == {one for one in kinds if kinds[one] == "kept"}:
        raise Wrong(
            part,
            _("These are the columns to keep. Asked are the others."),
            _("[name for name in table.columns if name not in kept] turns it round."),
        )
    if kind == "kept":
        raise Wrong(part, *_hints_for_kept(name, found))
    hints = {
        "constant": (
            _("How many different values does this column have?"),
            _("table[name].nunique() == 1 finds what never changes, in numbers and in texts."),
        ),
        "id": (
            _("It names the row: another value in each. Texts can do that, and so can 1001.0, 1002.0 and so on."),
            _("Compare table[name].nunique() with len(table); of numbers, ask (values == np.round(values)).all() too."),
        ),
        "doubled": (
            _("It says the same as a column to its left, in another unit or from the other end."),
            _("np.corrcoef(table[left], table[name])[0, 1] is close to 1 or to -1 then: compare its abs()."),
        ),
    }
    raise Wrong(part, *hints[kind])


def _hints_for_kept(name, found):
    if "visits" in found and name in ("height", "arm_span") or {"town", "smokes"} & found:
        return (
            _("By which of the three rules is it dropped? Try each rule on this column alone."),
            _("Print its number of different values, and its correlations with the columns to its left."),
        )
    if {"height", "arm_span"} <= found:
        return (
            _("Measured finely, all its values differ. That makes no id: an id is made of whole numbers, or of texts."),
            _("(values == np.round(values)).all() says whether numbers are whole."),
        )
    return (
        _("Of a column and its twins, the one furthest to the left stays. And a correlation of 0.99 makes no twin."),
        _("Compare each column with those before it, table.columns[:place], and with no others."),
    )


@question
def split_by_group(function, *, seed):
    """Judge a function of `groups`, `share` and `seed` that says which rows are held out, whole groups at a time."""
    generator = np.random.default_rng(seed)
    for n_groups, share, is_text in [(12, 0.25, True), (30, 0.2, False), (20, 0.5, True)]:
        names = generator.permutation(n_groups) + 101
        rows = generator.permutation(np.repeat(names, generator.integers(1, 9, n_groups)))
        groups = np.array([f"P{one}" for one in rows]) if is_text else rows
        first, again = (_held_out(function, groups, share, number) for number in (seed, seed))
        _check_groups(first, groups, share)
        if not np.array_equal(first, again):
            raise Wrong(
                _("The same seed gives another split the second time."),
                _("Which generator draws the groups, and who has seeded it?"),
                _("np.random.default_rng(seed) makes a generator that begins anew each time."),
            )
    # Groups of one size, for whatever fills a part by rows.
    groups = np.repeat(np.arange(10), 4)
    drawn = []
    for number in range(seed, seed + _N_SEEDS):
        held_out = _held_out(function, groups, 0.4, number)
        _check_groups(held_out, groups, 0.4)
        drawn.append(held_out[::4])
    often = np.mean(drawn, axis=0)
    if not 0 < often.min() <= often.max() < 1:
        raise Wrong(
            _("With {number} seeds, some group is always held out, or never.", number=_N_SEEDS),
            _("What does your function do with its parameter seed? Chance is to decide, and each group has a chance."),
            _("np.random.default_rng(seed).permutation(names) puts the names of the groups into a random order."),
        )
    return _("Rows of one patient are no strangers to each other. Only a group that nobody has seen tells the truth.")


def _held_out(function, groups, share, seed):
    answer = call(function, groups, share, seed, name="split_by_group")
    said = as_table(answer, _("The result of split_by_group"), (None,), booleans=True)
    if len(said) != len(groups) or not np.isin(said, [0, 1]).all():
        places = len(said) < len(groups) and np.isin(said, np.arange(len(groups))).all()
        raise Wrong(
            _(
                "Of {rows} rows, it must say of each: True or False. It returns {number} values.",
                rows=len(groups),
                number=len(said),
            ),
            _("Are these places of rows? Asked is True or False for each row.")
            if places and not np.isin(said, [0, 1]).all()
            else _("One value for each row, not for each group: True where the row's group is held out."),
            _("np.isin(groups, held_out_names) says it of each row."),
        )
    return said == 1


def _check_groups(held_out, groups, share):
    names = np.unique(groups)
    shares = np.array([held_out[groups == name].mean() for name in names])
    torn = int(np.sum((shares > 0) & (shares < 1)))
    if torn:
        raise Wrong(
            _("Of {groups} groups, {torn} lie on both sides.", groups=len(names), torn=torn),
            _("What do you draw: rows, or groups?"),
            _("np.unique(groups) gives the name of each group once. Draw from these."),
        )
    number, wanted = int(np.sum(shares == 1)), share * len(names)
    # Whoever rounds up, or down, is right.
    if abs(number - wanted) >= 1.5:
        raise Wrong(
            _(
                "With a share of {share}, it holds out {number} of {groups} groups; about {wanted} are asked.",
                share=f"{share:g}",
                number=number,
                groups=len(names),
                wanted=f"{wanted:g}",
            ),
            _("What does True mean here, and what is drawn: names of groups, or rows? It is to mean held out.")
            if abs(len(names) - number - wanted) < 1.5
            else _("The share is one of the groups. How many names are there, and how many do you take?"),
            _("round(share * len(names)) is how many to take."),
        )
