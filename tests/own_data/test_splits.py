"""A table parted into three: no row, no group in two parts, nothing later before; and which columns are copied."""

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from autoenc_lessons.own_data import map_words, split, split_words, table_facts, usable_columns, way_to_part
from autoenc_lessons.own_data.parting import equal_rows

TABLE = pd.DataFrame({"x": np.arange(100.0)}, index=np.arange(100) + 1000)


@pytest.mark.parametrize(
    "options", [{}, {"groups": np.arange(100) // 2}, {"groups": np.arange(100)}, {"times": np.arange(100)[::-1]}]
)
def test_each_row_is_in_one_part_of_its_size(options):
    parts = split(TABLE, quiet=True, **options)
    assert [len(part) for part in parts] == [60, 20, 20]
    assert sorted(pd.concat(parts).index) == list(TABLE.index)
    assert all(part.index.is_monotonic_increasing for part in parts)


def test_groups_stay_together_whatever_their_sizes():
    generator = np.random.default_rng(0)
    for seed in range(20):
        groups = np.repeat(np.arange(40), generator.integers(1, 9, 40))
        generator.shuffle(groups)
        parts = split(np.column_stack([groups, groups]), groups=groups, seed=seed, quiet=True)
        names = [set(part[:, 0]) for part in parts]
        assert len(names[0] | names[1] | names[2]) == sum(map(len, names))
        assert abs(len(parts.train) / len(groups) - 0.6) < 0.08


def test_gaps_are_groups_of_their_own_and_texts_will_do():
    groups = [None] * 50 + list("abcde") * 10
    parts = split(TABLE, groups=pd.Series(groups), quiet=True)
    assert [len(part) for part in parts][0] > 40
    lettered = [{groups[row - 1000] for row in part.index} - {None} for part in parts]
    assert sum(map(len, lettered)) == 5


def test_the_latest_rows_judge():
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.random.default_rng(0).permutation(100), unit="D")
    parts = split(TABLE, times=days, quiet=True)
    latest = [days[part.index - 1000].max() for part in parts]
    earliest = [days[part.index - 1000].min() for part in parts]
    assert latest[0] < earliest[1] < latest[1] < earliest[2]


def test_another_seed_parts_otherwise_and_the_same_alike():
    first, again, other = (split(TABLE, seed=seed, quiet=True).test.index.tolist() for seed in (1, 1, 2))
    assert first == again != other


def test_of_a_large_table_some_rows_are_drawn_and_told(capsys):
    parts = split(np.arange(1000), groups=np.arange(1000) // 3, most_rows=100)
    assert sum(map(len, parts)) == 100
    said = capsys.readouterr().out
    assert said.startswith("Of 1000 rows, 100 drawn by chance are used.\n")
    assert "judge; no group is in two parts." in said
    assert np.concatenate(parts).max() > 900


@pytest.mark.parametrize(
    ("table", "options", "said"),
    [
        (np.arange(9), {"groups": [1, 2]}, "groups has 2 entries for 9 rows"),
        (np.arange(9), {"times": [1, 2]}, "times has 2 entries for 9 rows"),
        (np.arange(3), {"times": [1, None, 2]}, "1 of 3 times are missing"),
        (np.arange(9), {"groups": [1] * 9}, "There are 1 groups; to part them, at least 5"),
        (np.arange(9), {"groups": range(9), "times": range(9)}, "by groups or by times, not by both"),
        (np.arange(2), {}, "2 rows are too few to part"),
        (np.arange(9), {"seed": "a"}, "seed must be a whole number"),
    ],
)
def test_what_cannot_be_parted_gets_one_sentence(table, options, said):
    with pytest.raises((TypeError, ValueError), match=said):
        split(table, **options)


def full_table(n_rows=100):
    generator = np.random.default_rng(0)
    table = pd.DataFrame(generator.normal(size=(n_rows, 3)).round(3), columns=list("abc"))
    table["town"] = np.array(["A", "B", None], dtype="object")[np.arange(n_rows) % 3]
    return table


def test_columns_that_teach_nothing_are_left_out_each_with_its_reason(capsys):
    table = full_table()
    table["id"] = np.arange(100.0)
    table["same"] = 3.0
    table["cents"] = 100 * table["a"]
    table["empty"] = np.nan
    table["rare"] = np.where(np.arange(100) % 3, np.nan, table["b"] ** 2)
    table["name"] = [f"n{number % 50}" for number in range(100)]
    table["day"] = pd.Timestamp("2024-01-01")
    table["answer"] = 1.5 * table["c"] ** 2
    kept = usable_columns(table, leave_out="answer")
    assert list(kept) == ["a", "b", "c", "town"]
    said = " ".join(capsys.readouterr().out.split())
    assert said == (
        "Left out: id (never twice: an id?), same (constant), cents (same as a), empty (empty), rare (more than "
        "half gaps), name (50 different texts), day (a date), answer (left out by you). "
        "Gaps among texts; in one-hot code, a gap is a word of its own: town (33)."
    )


def test_what_is_left_out_is_noted_for_the_page_and_dates_get_a_hint(capsys):
    table = full_table().fillna("C").assign(day=pd.date_range("2024-01-01", periods=100), place="A")
    table.attrs["notes"] = ["One row was too long."]
    kept = usable_columns(table)
    assert kept.attrs["notes"] == ["One row was too long.", "Left out: day (a date), place (constant)."]
    assert table.attrs["notes"] == ["One row was too long."]
    said = " ".join(capsys.readouterr().out.split())
    assert said.endswith(
        "day holds dates: if later rows will come, let the latest judge: name it as the time, or split(..., "
        "times=table['day'])."
    )
    parts = split(kept, times=table["day"], quiet=True)
    assert parts.train.index.max() < parts.validation.index.min() < parts.test.index.min()


def test_a_table_of_the_fewest_rows_is_taken():
    assert list(usable_columns(full_table(60))) == ["a", "b", "c", "town"]


def test_a_name_that_is_not_there_is_told_and_costs_nothing(capsys):
    assert list(usable_columns(full_table(), leave_out=["patient", "c"])) == ["a", "b", "town"]
    said = "No column is called 'patient'. Nothing was parted by it or left out for it."
    assert capsys.readouterr().out.startswith(f"{said}\n")
    # Who named a group that is not there reads it on the page, too.
    assert usable_columns(full_table(), group="patient").attrs["notes"][0] == said


def test_a_name_nearly_that_of_a_column_is_asked_about_and_none_is_no_name(capsys):
    assert list(usable_columns(full_table(), leave_out=["Town", None])) == ["a", "b", "c", "town"]
    assert capsys.readouterr().out.startswith("No column is called 'Town'. Did you mean 'town'? Nothing was")


def test_gaps_of_columns_that_are_used_are_noted_for_the_page(capsys):
    table = full_table().fillna("C")
    table.loc[:2, "a"] = np.nan
    table.loc[5, "town"] = None
    table.loc[7, "c"] = np.nan
    kept = usable_columns(table, leave_out=["c"])
    assert kept.attrs["notes"][-2:] == [
        "Gaps among numbers, for which a value must be made up: a (3).",
        "Gaps among texts; in one-hot code, a gap is a word of its own: town (1).",
    ]
    assert " ".join(kept.attrs["notes"][-2:]) in " ".join(capsys.readouterr().out.split())


def with_doubles():
    table = full_table().drop(columns="town")
    table["survived"] = np.arange(100.0) % 2
    table["rank"] = np.arange(100.0) % 3
    return table.assign(alive=np.where(table["survived"] == 1, "yes", "no"), title=table["rank"].map(lambda n: f"t{n}"))


@pytest.mark.parametrize(("answer", "other"), [("survived", "alive"), ("alive", "survived")])
@pytest.mark.parametrize("role", ["answer", "group", "time"])
def test_what_says_the_same_as_the_answer_is_left_out_wherever_it_stands(role, answer, other, capsys):
    table = with_doubles()
    assert list(usable_columns(table, **{role: answer})) == ["a", "b", "c", "rank"]
    said = " ".join(capsys.readouterr().out.split())
    assert f"{answer} (the {role})" in said
    assert f"{other} (same as {answer}, the {role})" in said
    assert "title (same as rank)" in said
    # A gap more hides no answer.
    table.loc[8, other] = None
    assert other not in usable_columns(table, **{role: answer})
    told = f"{other} (same as {answer}, the {role}, where both are filled)"
    assert told in " ".join(capsys.readouterr().out.split())
    # One row that does not fit, and it tells the answer no longer.
    table.loc[4, other] = table.loc[5, other]
    assert other in usable_columns(table, **{role: answer})
    few = with_doubles().assign(**{other: table[other].where(table.index < 19)})
    usable_columns(few, **{role: answer})
    assert f"{other} (more than half gaps)" in " ".join(capsys.readouterr().out.split())


def test_a_constant_column_is_no_double_of_a_constant_answer(capsys):
    usable_columns(full_table().assign(answer=1.0, unit=2.0), answer="answer")
    assert "unit (constant)" in capsys.readouterr().out


def test_dates_get_no_hint_where_they_part_the_rows_already(capsys):
    usable_columns(full_table().assign(day=pd.date_range("2024-01-01", periods=100)), time="day")
    said = capsys.readouterr().out
    assert "day (the time)" in said
    assert "holds dates" not in said


def test_rows_that_judge_and_are_there_among_those_that_train_are_counted(capsys):
    table = pd.concat([full_table(60)] * 2).reset_index(drop=True)
    parts = split(table)
    known = {tuple(row) for row in parts.train.astype("object").fillna(-1).to_numpy().tolist()}
    n_equal = sum(tuple(row) in known for row in parts.test.astype("object").fillna(-1).to_numpy().tolist())
    assert 5 < n_equal < 24
    said = f"{n_equal} of 24 rows that judge are equal to a row that trains, in each column that is used."
    assert said in " ".join(capsys.readouterr().out.split())
    split(table, quiet=True)
    split(full_table())
    split(np.zeros((30, 2)))
    assert "equal" not in capsys.readouterr().out
    assert equal_rows(parts) == [said]


def test_a_table_is_parted_as_its_columns_are_named():
    table = full_table().assign(day=pd.date_range("2024-01-01", periods=100))
    options, called = way_to_part(table, group="town")
    assert (list(options), called) == (["groups"], "by town")
    assert options["groups"].equals(table["town"])
    options, called = way_to_part(table, group="nobody", time="day")
    assert (list(options), called) == (["times"], "by time (day)")
    assert way_to_part(table, group="nobody", time=None) == ({}, "by chance")
    with pytest.raises(ValueError, match=r"by group \(town\) or by time \(day\), not by both; write None for one"):
        way_to_part(table, group="town", time="day")


def test_words_at_figures_fit_the_case():
    title, caption = split_words({}, "by chance")
    assert title is None
    assert "left" not in caption
    assert split_words({"groups": []}, "by town")[0] == "Does the network seem better by chance than by town?"
    assert "On the right, all splits are alike" in split_words({"times": []}, "by time (day)")[1]
    assert map_words(["0: all rows"], None) == (None, map_words(["0: all rows"], "typo")[1])
    assert "Per cent" not in map_words(["0: all rows"], None)[1]
    assert map_words(["0: A", "1: B"], "town")[0] == "Do they show the town that nobody gave?"


def test_the_page_is_told_how_a_table_was_parted_and_what_is_odd():
    table = pd.concat([full_table(60).fillna("C")] * 2).reset_index(drop=True)
    table["day"], table["year"] = pd.date_range("2024-01-01", periods=120), np.arange(120.0) // 12 + 1970
    table["when"] = [f"{number:03}" for number in range(120)]
    data = usable_columns(table[["a", "b", "c", "town"]])
    told = {"day": "from 2024-04-06 to 2024-04-29", "year": "from 1978 to 1979", "when": "from 096 to 119"}
    for time, reach in told.items():
        options, called = way_to_part(table, time=time)
        parts = split(data, quiet=True, **options)
        prepare = ColumnTransformer([("n", StandardScaler(), ["a"]), ("t", OneHotEncoder(), ["town"])]).fit(parts.train)
        facts = table_facts(table, parts, prepare, time=time)
        assert facts["parted"] == f"{called}; those that judge reach {reach}"
        assert facts["groups"] is None
        assert (facts["n_train"], facts["columns"]) == (72, ["a", "town", "town", "town"])
        assert facts["notes"] == [*data.attrs["notes"], *equal_rows(parts)] != data.attrs["notes"]
    parts = split(data, groups=table["year"], quiet=True)
    facts = table_facts(table, parts, prepare, group="year")
    assert facts["parted"] == "by year"
    assert facts["groups"].tolist() == table["year"][parts.test.index].tolist()


YEARS = np.repeat(np.arange(1970.0, 1980), 10)
SHOPS = [f"shop {number % 9}" if number else None for number in range(100)]
DAYS = pd.date_range("2024-01-01", periods=100)
WAYS = [("times", YEARS), ("times", DAYS), ("groups", YEARS), ("groups", SHOPS), ("groups", pd.Categorical(SHOPS))]


@pytest.mark.parametrize(("how", "values"), WAYS)
def test_a_time_or_a_group_that_is_a_feature_too_is_told(how, values, capsys):
    table = full_table().assign(which=values)
    table.index += 500
    split(table, **{how: table["which"]})
    assert "which parts the rows and is a column of them" in " ".join(capsys.readouterr().out.split())
    for options in ({how: table["which"], "quiet": True}, {}):
        split(table, **options)
        assert "parts the rows" not in capsys.readouterr().out
    split(table.drop(columns="which"), **{how: table["which"]})
    assert "parts the rows" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (full_table(10), "The table has 10 rows; to train, to choose and to judge, it needs at least 60"),
        (full_table()[["a"]], r"at least 3 columns .*; this table has 1 \(a\)\.$"),
        (full_table()[["a", "b"]].assign(c=1.0), r"has 2 \(a, b\); left out: c \(constant\)\.$"),
        (pd.DataFrame({"a": [None] * 70}), r"this table has 0; left out: a \(empty\)\."),
        ([1, 2], "table must be a pandas DataFrame"),
    ],
)
def test_a_table_that_cannot_be_copied_gets_one_sentence(table, said):
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        usable_columns(table)
    assert "\n" not in str(raised.value)
