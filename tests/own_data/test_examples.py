"""The files that a reader begins with: untidy in ways that are known, the same each time, and never over another's."""

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_breast_cancer, load_wine

from autoenc_lessons.own_data import describe, from_csv, from_folder, write_letters, write_table

TABLES = {"breast cancer": (load_breast_cancer, "patient", 10), "wine": (load_wine, "bottle", 13)}


@pytest.mark.parametrize("data", TABLES)
def test_a_table_holds_what_scikit_learn_has_and_is_untidy(data, tmp_path, capsys):
    load, one, n_measured = TABLES[data]
    given = load()
    file = write_table(tmp_path, data=data)
    table = from_csv(file)
    assert len(table) == round(1.4 * len(given.data))
    measured = table.iloc[:, 4 : 4 + n_measured]
    # In a column without gaps, each given number stands in one row.
    assert set(np.round(given.data[:, 0], 3)) <= set(np.round(measured.iloc[:, 0], 3))
    described = capsys.readouterr().out or (describe(table), capsys.readouterr().out)[1]
    assert described.count("constant") == 1
    assert "same as" in described
    assert described.count("-999 stands in") == 2
    assert "4 cells are no numbers" in described
    assert max(map(len, described.splitlines())) <= 80
    assert table[one].nunique() == len(given.data)
    assert table[one].value_counts().max() == 2
    assert table["day"].dtype.kind == "M"


def test_twins_differ_a_little_and_have_one_answer(tmp_path):
    table = from_csv(write_table(tmp_path))
    twins = table[table["patient"].duplicated(keep=False)].sort_values("patient")
    first, second = twins.iloc[::2], twins.iloc[1::2]
    assert (first["diagnosis"].to_numpy() == second["diagnosis"].to_numpy()).all()
    apart = np.abs(first["area"].to_numpy() - second["area"].to_numpy())
    assert 0 < np.median(apart) < 0.2 * table["area"].std()


def test_the_same_seed_writes_the_same_and_another_another(tmp_path):
    first, again = (write_table(tmp_path / name, seed=3).read_bytes() for name in "ab")
    assert first == again
    assert write_table(tmp_path / "c", seed=4).read_bytes() != first


def test_letters_are_drawn_from_many_fonts_with_a_broken_file_and_a_text(tmp_path):
    read = from_folder(write_letters(tmp_path, letters="AO"))
    fonts = {file.split("/")[1].rsplit("_", 1)[0] for file in read.files}
    assert len(fonts) > 15
    assert len(read.files) == 2 * 4 * len(fonts)
    assert read.label_names == ["A", "O"]
    assert read.image_shape == (16, 16)
    assert read.notes[0].endswith("pictures had other sizes than 16 x 16 pixels, and were made smaller or larger.")
    assert read.notes[1] == "2 files cannot be read as pictures and were left out: A/broken.png, read_me.txt."
    # The paper is white, and an O has a hole: its middle is lighter than its rim.
    pictures = read.pictures.reshape(-1, 16, 16)
    assert (pictures[:, 0, 0] == 1).mean() > 0.9
    rings = pictures[read.labels == 1]
    assert rings[:, 7:9, 7:9].mean() > rings[:, 7:9, 2:6].mean() + 0.2


def test_letters_are_the_same_each_time(tmp_path):
    first, again = (from_folder(write_letters(tmp_path / name, letters="B")).pictures for name in "ab")
    np.testing.assert_array_equal(first, again)


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "breast_cancer.csv").write_text("mine")
    (tmp_path / "letters").mkdir()
    for write in (write_table, write_letters):
        with pytest.raises(ValueError, match=r"There is another .* already in the folder .*; it was left as it is\."):
            write(tmp_path)
    assert (tmp_path / "breast_cancer.csv").read_text() == "mine"
    assert list((tmp_path / "letters").iterdir()) == []


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda folder: write_table(folder, data="iris"), "There is no table 'iris'; choose from: breast cancer, wine"),
        (lambda folder: write_table(folder, seed=-1), "seed must be at least 0"),
        (lambda folder: write_table(3), "folder must be the name of a folder; got a int"),
        (lambda folder: write_letters(folder, letters="a"), "letters must be capitals from A to Z"),
        (lambda folder: write_letters(folder, letters=""), "letters must be capitals"),
        (lambda folder: write_letters(folder, letters=5), "letters must be capitals"),
    ],
)
def test_what_cannot_be_written_gets_one_sentence(call, said, tmp_path):
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        call(tmp_path)
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_table_reads_as_plain_pandas_reads_it(tmp_path):
    file = write_table(tmp_path)
    plain = pd.read_csv(file, sep=";", decimal=",", na_values=["-999"])
    np.testing.assert_allclose(from_csv(file)["area"], plain["area"])


@pytest.mark.parametrize("write", [write_table, write_letters])
def test_who_writes_twice_has_the_same_files(write, tmp_path):
    assert write(tmp_path) == write(tmp_path)
    with pytest.raises(ValueError, match="There is another"):
        write(tmp_path, seed=1)
