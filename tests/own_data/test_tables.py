"""Tables as people have them: each is read, or gets one sentence that says what and where."""

import io

import numpy as np
import pandas as pd
import pytest

from autoenc_lessons.own_data import describe, from_csv


def written(tmp_path, text, name="table.csv", encoding="utf-8"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return file


def test_semicolons_and_decimal_commas(tmp_path):
    table = from_csv(written(tmp_path, "Größe;Preis;Menge\n1,5;1.234,50;10\n2,25;99,90;20\n", encoding="cp1252"))
    assert table.to_dict("list") == {"Größe": [1.5, 2.25], "Preis": [1234.5, 99.9], "Menge": [10, 20]}
    assert table.attrs["notes"] == []


@pytest.mark.parametrize(
    ("separator", "cell", "number"),
    [
        (",", "3.142", 3.142),
        (",", '"1,234"', 1234),
        (",", '"1,234.5"', 1234.5),
        (",", '"3,5"', 3.5),
        (";", "3.142", 3.142),
        (";", "3,142", 3.142),
        (";", "1.234.567", 1234567),
        (";", "1.234,5", 1234.5),
        (";", "1,234.5", 1234.5),
        ("\t", "1'000", 1000),
        ("|", "-2,5e-3", -0.0025),
        (";", "+7", 7),
    ],
)
def test_numbers_are_read_as_they_are_written_there(separator, cell, number, tmp_path):
    rows = [f"a{separator}b", *[f"{cell}{separator}1"] * 3]
    assert from_csv(written(tmp_path, "\n".join(rows)))["a"].tolist() == [number] * 3


def test_signs_of_typesetters_are_signs_of_numbers(tmp_path):
    table = from_csv(written(tmp_path, "a;b\n\u22125,5;1\u00a0234,5\n\u22126;2\u202f000\n"))
    assert table.to_dict("list") == {"a": [-5.5, -6], "b": [1234.5, 2000]}


def test_a_first_line_that_tells_the_separator_is_no_row(tmp_path):
    table = from_csv(written(tmp_path, "sep=;\na;b\n1;2\n2;3\n3;4\n4;6\nmany;5\n"))
    assert list(table) == ["a", "b"]
    assert "'many' in line 7" in table.attrs["notes"][0]


def test_lines_above_the_table_are_left_out(tmp_path):
    table = from_csv(
        written(
            tmp_path, "Report 2024\n\nMade by hand\na;b;c\n1;2;3\n4;5;6\n7;8;9\n1;1;1\n2;2;2\n3;3;3\n4;4;4\n5;5;5\n"
        )
    )
    assert list(table) == ["a", "b", "c"]
    assert table.attrs["notes"] == ["2 lines above the table were left out."]


def test_gaps_however_they_are_written(tmp_path):
    text = "a,b\n1,x\n,NA\nNA,\nn/a,y\n-,?\n2,z\nnull,w\n3,None\n"
    table = from_csv(written(tmp_path, text))
    assert table["a"].isna().tolist() == [False, True, True, True, True, False, True, False]
    assert table["b"].isna().sum() == 4
    assert table.attrs["notes"] == []


def test_numbers_that_stand_for_gaps(tmp_path):
    text = "temperature,depth\n" + "\n".join(f"{value},{depth}" for depth, value in enumerate([20, -999, 22, -999, 19]))
    table = from_csv(written(tmp_path, text))
    assert table["temperature"].isna().sum() == 2
    [note] = table.attrs["notes"]
    assert note == ("Column 'temperature': -999 stands in 2 rows, far from all other numbers, and counts as a gap.")


@pytest.mark.parametrize("code", [-99999, -9999, -999, -99, 999, 9999, 99999])
def test_each_number_that_often_stands_for_gaps(code, tmp_path):
    table = from_csv(written(tmp_path, f"t,n\n100,1\n{code},2\n120,3\n{code},4\n110,5\n"))
    assert table["t"].isna().tolist() == [False, True, False, True, False]


@pytest.mark.parametrize("codes", [(-9999, -999), (9999, 999), (-999, 9999), (999, -99)])
def test_two_numbers_that_stand_for_gaps_in_one_column(codes, tmp_path):
    cells = [20, *codes, 22, *codes, 19]
    table = from_csv(written(tmp_path, "t,n\n" + "\n".join(f"{cell},{n}" for n, cell in enumerate(cells))))
    assert table["t"].isna().tolist() == [False, True, True, False, True, True, False]
    assert len(table.attrs["notes"]) == 2


@pytest.mark.parametrize(("others", "n_gaps"), [((333, 666), 2), ((333, 667), 0), ((1332, 1665), 2), ((1331, 1665), 0)])
def test_how_far_from_all_others_a_code_must_lie(others, n_gaps, tmp_path):
    """As far as these lie from each other."""
    cells = [*others, 999, 999]
    table = from_csv(written(tmp_path, "t,n\n" + "\n".join(f"{cell},{n}" for n, cell in enumerate(cells))))
    assert table["t"].isna().sum() == n_gaps


def test_999_among_numbers_of_its_size_stays(tmp_path):
    table = from_csv(written(tmp_path, "price\n" + "\n".join(map(str, [999, 999, 850, 420, 1500]))))
    assert table["price"].tolist() == [999, 999, 850, 420, 1500]


@pytest.mark.parametrize(("n_dates", "is_dates"), [(19, True), (18, False)])
def test_nineteen_dates_of_twenty_make_a_column_of_dates(n_dates, is_dates, tmp_path):
    days = [f"2024-01-{day:02}" for day in range(1, n_dates + 1)]
    text = "day,n\n" + "\n".join(f"{day},{n}" for n, day in enumerate([*days, *["soon"] * (20 - n_dates)]))
    assert (from_csv(written(tmp_path, text))["day"].dtype.kind == "M") == is_dates


@pytest.mark.parametrize(
    ("cells", "first", "notes"),
    [
        (["2024-02-01", "2024-12-31"], "2024-02-01", 0),
        (["01.02.2024", "31.12.2024"], "2024-02-01", 0),
        (["01/02/2024", "31/12/2024"], "2024-02-01", 0),
        (["02/01/2024", "12/31/2024"], "2024-02-01", 0),
        (["01/02/2024", "03/04/2024"], "2024-02-01", 1),
        (["2024-02-01 13:45", "2024-02-02 00:00"], "2024-02-01 13:45", 0),
    ],
)
def test_dates(cells, first, notes, tmp_path):
    table = from_csv(written(tmp_path, "day,x\n" + "\n".join(f"{cell},1" for cell in cells)))
    assert table["day"][0] == pd.Timestamp(first)
    assert len(table.attrs["notes"]) == notes


def test_text_in_a_column_of_numbers_is_named_with_its_line(tmp_path):
    numbers = [*map(str, range(30)), "unknown", "12 kg", "see note", "31?"]
    table = from_csv(written(tmp_path, "age\n" + "\n".join(numbers)))
    assert table["age"].isna().sum() == 4
    [note] = table.attrs["notes"]
    assert note.startswith("Column 'age': 4 cells are no numbers and count as gaps: 'unknown' in line 32")
    assert "and more" in note
    [note] = from_csv(written(tmp_path, "age\n" + "\n".join(numbers[:-1]))).attrs["notes"]
    assert note.endswith("'see note' in line 34.")


def test_rows_of_other_lengths_are_left_out_and_named(tmp_path):
    table = from_csv(written(tmp_path, "a,b\n1,2\n3\n4,5\n6,7,8\n9,10\n11,12\n13,14\n15,16\n17,18\n19,20\n"))
    assert table["a"].tolist() == [1, 4, 9, 11, 13, 15, 17, 19]
    assert "2 rows have not 2 cells, as the others have, and were left out: lines 3, 5." in table.attrs["notes"]


def test_a_cell_may_go_over_several_lines_and_lines_are_counted_on(tmp_path):
    text = 'note,x\n"one\ntwo",1\nb,2\nc,3\nd,4\ne,nothing much\n'
    table = from_csv(written(tmp_path, text))
    assert table["note"][0] == "one\ntwo"
    assert "'nothing much' in line 7" in table.attrs["notes"][0]


def test_without_a_line_of_names_columns_are_numbered(tmp_path):
    table = from_csv(written(tmp_path, "1,2\n3,4\n"))
    assert list(table) == ["column 1", "column 2"]
    assert len(table) == 2


def test_names_that_are_empty_or_doubled_become_names_of_their_own(tmp_path):
    assert list(from_csv(written(tmp_path, "a,,a\n1,2,3\n"))) == ["a", "column 2", "a (2)"]


def test_a_table_keeps_its_numbers_as_excel_writes_them_in_germany(tmp_path):
    # Each row has as many commas as semicolons and one more: in the numbers.
    x = np.random.default_rng(0).normal(size=(50, 8)).round(3) + 0.0001
    file = tmp_path / "numbers.csv"
    pd.DataFrame(x, columns=[f"c{k}" for k in range(8)]).to_csv(file, sep=";", decimal=",", index=False)
    np.testing.assert_allclose(from_csv(file).to_numpy(), x, atol=1e-12)


def test_ten_rows_and_one_column(tmp_path):
    table = from_csv(written(tmp_path, "x\n" + "\n".join(f"{value}.5" for value in range(10))))
    assert table.shape == (10, 1)
    assert table["x"].sum() == 50


@pytest.mark.parametrize(("encoding", "start"), [("utf-8-sig", ""), ("utf-16", ""), ("cp1252", "")])
def test_letters_of_many_systems(encoding, start, tmp_path):
    table = from_csv(written(tmp_path, f"{start}Straße;x\nMühle;1\n", encoding=encoding))
    assert list(table) == ["Straße", "x"]
    assert table["Straße"][0] == "Mühle"


def test_200_000_rows_are_read_whole(tmp_path):
    x = np.random.default_rng(0).normal(size=(200_000, 4)).round(4)
    text = io.StringIO()
    pd.DataFrame(x, columns=list("abcd")).to_csv(text, index=False)
    file = written(tmp_path, text.getvalue())
    np.testing.assert_array_equal(from_csv(file).to_numpy(), x)
    assert len(from_csv(file, most_rows=1000)) == 1000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "table.csv is empty"),
        ("\n\n  \n", "table.csv is empty"),
        (b"PK\x03\x04rest", "is an Excel workbook or an archive, not a text; save its table as CSV"),
        (b"\x01\x00\x02\x00", "holds no text"),
    ],
)
def test_what_is_no_table_gets_one_sentence(content, message, tmp_path):
    with pytest.raises(ValueError, match=message) as caught:
        from_csv(written(tmp_path, content))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_told_with_those_beside_it(tmp_path):
    written(tmp_path, "a\n1\n", name="wine.csv")
    with pytest.raises(ValueError, match=r"There is no file wines.csv in the folder .*; there are wine.csv."):
        from_csv(tmp_path / "wines.csv")
    with pytest.raises(ValueError, match="is a folder, not a file"):
        from_csv(tmp_path)
    with pytest.raises(TypeError, match="path must be the name of a file; got a int"):
        from_csv(3)


def test_describe_says_what_a_careful_reader_would_ask(capsys):
    rows = np.arange(30)
    table = pd.DataFrame(
        {
            "id": rows.astype(float),
            "euro": rows % 7 + 0.5,
            "cent": 100 * (rows % 7 + 0.5),
            "unit": 1.0,
            "nothing": np.nan,
            "town": ["A", "B", "C"] * 10,
            "name": [f"n{row}" for row in rows],
            "who": [f"w{row // 5 * 4 + min(row % 5, 3)}" for row in rows],
            "day": pd.Timestamp("2024-01-01") + pd.to_timedelta(rows, unit="D"),
        }
    )
    table.loc[3, "euro"] = np.nan
    table.loc[3, "cent"] = np.nan
    table.attrs["notes"] = ["A note."]
    describe(table)
    head, title, *lines, note = capsys.readouterr().out.splitlines()
    said = {line.split()[0]: line for line in lines}
    assert head == "30 rows, 9 columns"
    assert title.split() == ["column", "kind", "gaps", "values", "from,", "to", "remark"]
    assert said["id"].endswith("never twice: an id?")
    assert said["euro"].split()[:4] == ["euro", "number", "1", "7"]
    assert said["cent"].endswith("same as euro")
    assert said["unit"].endswith("constant")
    assert said["nothing"].endswith("empty")
    assert "A, C" in said["town"]
    assert said["name"].endswith("an id?")
    assert said["who"].endswith("names repeat: a group?")
    assert "2024-01-01, 2024-01-30" in said["day"]
    assert note == "A note."
    assert max(map(len, lines)) <= 80


def test_a_long_remark_gets_a_line_of_its_own(capsys):
    days = pd.date_range("2024-01-01", periods=30)
    table = pd.DataFrame({"the day of the visit": days, "the day when the visit was": days})
    describe(table.assign(**{"a name that is long": [f"word {number // 2 * 2 + 10}" for number in range(30)]}))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[4] == "  same as the day of the vi…"
    assert not [line for line in lines[1:] if "…" in line.split("  ")[-1] and "same as" not in line]


def said_of(capsys, **columns):
    describe(pd.DataFrame(columns))
    lines = capsys.readouterr().out.splitlines()[2:]
    return ["same as" in line for line in lines]


def test_columns_that_say_the_same_in_other_words_are_doubled(capsys):
    three = np.arange(30) % 3
    words, more = np.array(["low", "mid", "top"])[three], np.array(["A", "B", "C"])[three]
    assert said_of(capsys, n=three * 1.0, words=words, more=more) == [False, True, True]
    assert said_of(capsys, yes=three // 2 * 1.0, no=1.0 - three // 2) == [False, True]
    # One row that does not fit, or a gap in one of them, and they differ.
    off = words.copy()
    off[7] = "top"
    assert said_of(capsys, words=words, off=off) == [False, False]
    assert said_of(capsys, words=words, gap=np.where(np.arange(30) == 7, None, more)) == [False, False]
    both = [np.where(np.arange(30) == 7, None, one) for one in (words, more)]
    assert said_of(capsys, one=both[0], other=both[1]) == [False, True]
    # Two words for one are no double, nor one word for two.
    assert said_of(capsys, words=words, fewer=np.where(three, "x", "y")) == [False, False]
    assert said_of(capsys, fewer=np.where(three, "x", "y"), words=words) == [False, False]


def test_what_is_one_to_one_by_its_nature_is_no_double(capsys):
    number = np.arange(30)
    ids = {"id": number * 1.0, "name": [f"n{one * 7 % 30}" for one in number], "code": [f"c{one}" for one in number]}
    assert said_of(capsys, **ids) == [False, False, False]
    assert said_of(capsys, one=["A"] * 30, other=["B"] * 30, number=[1.0] * 30) == [False, False, False]
    # In a few rows it may be chance.
    assert said_of(capsys, one=["A", "B"] * 5, other=["x", "y"] * 5) == [False, False]


@pytest.mark.parametrize(("table", "kind"), [([1], TypeError), (pd.DataFrame(), ValueError), (None, TypeError)])
def test_describe_takes_tables_only(table, kind):
    with pytest.raises(kind, match="table"):
        describe(table)
