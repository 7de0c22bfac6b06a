"""Files that no lesson names go along lesson 11's path, cell by cell, or end in one sentence on what and where."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from PIL import Image

from autoenc_lessons import own_data
from autoenc_lessons.training import loop
from tests.notebooks.few_steps import SamePace, compile_few_steps
from tools.notebooks import sources

LESSON = sources.LESSONS / "11_your_own_data.py"
CELL = re.compile(r"^# %%(?P<kind>.*)\n", re.MULTILINE)
TABLE_LINE = "path = own_data.write_table(folder.name)"
FOLDER_LINE = 'path, names = own_data.write_letters(folder.name), "{font}_{number}"'
# What takes long: fewer steps and epochs do here.
QUICKER = {
    "steps=6000": "steps=60",
    "epochs=100": "epochs=3",
    '"most_steps": 24_000': '"most_steps": 60, "look_every": 30',
}
QUICKER |= {"range(5)": "range(1)", "x_train, x_val)": "x_train, x_val, most_steps=60, look_every=30, seeds=(0,))"}
QUICKER |= {"most_steps=1500": "most_steps=60, look_every=30"}
# Some rows, one by one, are trained on before TensorFlow has traced the `fit` of Keras.
QUICKER |= {
    "(0.003))\n    return autoencoder": "(0.003), run_eagerly=True)\n    return autoencoder",
    "fit(x_train, x_train, 16,": "fit(x_train[:32], x_train[:32], 16,",
    '"validation_data": (x_val, x_val)': '"validation_data": (x_val[:32], x_val[:32])',
}


def code_cells():
    parts = CELL.split(LESSON.read_text("utf-8"))[1:]
    return [text for kind, text in zip(parts[::2], parts[1::2], strict=True) if "markdown" not in kind]


def along_the_path(line, path, changed=None, names=None):
    """Run the lesson's cells with another file, from its line on as far as the folder, and return what they print.

    Of the folder's cells, this line alone is another one, and the imports alone have run.
    """
    cells = code_cells()
    folder_begins = next(place for place, cell in enumerate(cells) if FOLDER_LINE in cell)
    chosen = cells[:folder_begins] if line == TABLE_LINE else cells[:1] + cells[folder_begins:]
    source = "\n".join(chosen)
    assert source.count(line) == 1
    mine = f"path = {str(path)!r}" if line == TABLE_LINE else f"path, names = {str(path)!r}, {names!r}"
    source = source.replace(line, mine)
    for slow, quick in (QUICKER if changed is None else changed).items():
        source = source.replace(slow, quick)
    # Another process takes seconds to begin; it is tried once, where the lesson's own notebook is run.
    source = source.replace("there = subprocess.run(", "there = (lambda *a, **k: None)(").replace("there.stdout", "b''")
    known = {"__name__": "lesson"}
    # Without a shell, what is displayed is printed.
    InteractiveShell.instance()
    with capture_output() as captured:
        exec(compile(source, LESSON.name, "exec"), known)
    plt.close("all")
    known["displayed"] = [output.data.get("text/plain", "") for output in captured.outputs]
    return captured.stdout, known


@pytest.fixture
def few_steps(monkeypatch):
    """Let each training take few steps, where a test looks at the way and not at the winner."""
    monkeypatch.setattr(loop, "compile_steps", compile_few_steps)
    monkeypatch.setattr(loop, "Pace", SamePace)


def written(tmp_path, table, **options):
    file = tmp_path / "mine.csv"
    table.to_csv(file, index=False, **options)
    return file


def plain(n_rows, n_columns=5):
    generator = np.random.default_rng(0)
    hidden = generator.normal(size=(n_rows, 2))
    x = hidden @ generator.normal(size=(2, n_columns)) + 0.1 * generator.normal(size=(n_rows, n_columns))
    return pd.DataFrame(x.round(3), columns=[f"c{number}" for number in range(n_columns)])


def dated():
    table = plain(120)
    table.insert(0, "day", pd.date_range("2023-01-01", periods=120).strftime("%d.%m.%Y"))
    return table


def with_codes_of_gaps():
    table = plain(120).astype("object")
    table.iloc[::9, 1] = -999
    return table


def with_texts():
    table = plain(120).astype("object")
    table.iloc[[3, 50], 2] = "see note"
    return table.assign(town=np.array(["A", "B", None], dtype="object")[np.arange(120) % 3])


GO_THROUGH = {
    "semicolons and decimal commas": (lambda: plain(90), {"sep": ";", "decimal": ","}, "5 columns have become"),
    "gaps as -999": (with_codes_of_gaps, {}, "-999 stands in 14 rows"),
    "a date": (dated, {}, "day (a date)"),
    "text among numbers": (with_texts, {}, "'see note' in line 5"),
    "200 000 rows": (lambda: plain(200_000, 4), {}, "Of 200000 rows, 10000 drawn by chance are used."),
    "no line of names": (lambda: plain(80), {"header": False}, "column 1"),
    "60 rows": (lambda: plain(60, 3), {}, "Only 12 samples judge."),
}


@pytest.mark.slow
@pytest.mark.usefixtures("few_steps")
@pytest.mark.parametrize("name", GO_THROUGH)
def test_a_table_goes_through_all_cells(name, tmp_path):
    make, options, said = GO_THROUGH[name]
    printed, names = along_the_path(TABLE_LINE, written(tmp_path, make(), **options))
    assert said in " ".join(printed.split())
    assert "REPORT" in printed
    assert names["verdict"] in ("wins", "loses", "undecided")
    # Nothing speaks of patients where there are none.
    assert "Parted by chance." in printed
    assert names["parts"].test.index.isin(names["table"].index).all()
    assert "patient" not in printed.replace("No column is called 'patient'", "").replace("patience", "")
    assert "  alike" not in printed
    # Who reads the page alone is told of names that were not found.
    assert "No column is called 'patient'." in " ".join(printed.split("REPORT")[1].split())
    assert [line for line in printed.splitlines() if len(line) > 80] == []


END = {
    "10 rows": (lambda: plain(10), "The table has 10 rows; to train, to choose and to judge, it needs at least 60."),
    "one column": (lambda: plain(100, 1), "at least 3 columns .*; this table has 1 .c0."),
    "no row": (lambda: pd.DataFrame({"a": []}), "The table has 1 rows"),
}


@pytest.mark.parametrize("name", END)
def test_a_table_that_cannot_be_used_ends_in_one_sentence(name, tmp_path):
    make, said = END[name]
    with pytest.raises(ValueError, match=said) as raised:
        along_the_path(TABLE_LINE, written(tmp_path, make()))
    assert "\n" not in str(raised.value)


@pytest.mark.slow
@pytest.mark.usefixtures("few_steps")
def test_a_table_can_be_parted_by_its_days_as_the_lesson_shows(tmp_path):
    named = {'time = "patient", "diagnosis", None': 'time = None, None, "day"'}
    printed, names = along_the_path(TABLE_LINE, written(tmp_path, dated()), QUICKER | named)
    said = " ".join(printed.split())
    assert "Left out: day (the time)." in said
    assert "Parted by time (day); those that judge reach from 2023-04-07 to 2023-04-30." in said
    assert "all splits are alike" in names["caption"] or names["title"] is None
    assert names["parts"].test.index.min() > names["parts"].train.index.max()


@pytest.mark.slow
def test_the_wine_is_copied_by_pca_as_well_or_better_as_the_lesson_says(tmp_path):
    file = own_data.write_table(tmp_path, data="wine")
    named = 'group, answer, time = "bottle", "cultivar", None'
    # The lesson tells all that must be changed.
    assert f"`{named}`" in LESSON.read_text("utf-8")
    # The verdict is that of the long trainings on all rows: these, and those of other splits, have no part in it.
    others = ("steps=6000", "range(5)", "epochs=100")
    changed = {'group, answer, time = "patient", "diagnosis", None': named} | {name: QUICKER[name] for name in others}
    printed, names = along_the_path(TABLE_LINE, file, changed)
    said = " ".join(printed.split())
    assert "bottle (the group)" in said
    assert "cultivar (the answer)" in said
    assert "cultivar" not in names["data"]
    assert "Parted by bottle." in printed
    assert names["verdict"] in ("loses", "undecided")


def save(folder, name, *, size=(8, 8), seed=0):
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    shades = np.random.default_rng(seed).integers(0, 255, size, dtype="uint8")
    Image.fromarray(shades).save(file)


@pytest.mark.usefixtures("few_steps")
def test_a_folder_of_several_formats_and_sizes_goes_through_all_cells_with_one_changed_line(tmp_path):
    # As the lesson tells its reader.
    assert '# Later: path, names = "my_pictures", None' in LESSON.read_text("utf-8")
    for number in range(56):
        save(tmp_path, f"img{number}.png", size=(20, 20), seed=number)
    for number in range(3):
        save(tmp_path, f"photo{number}.jpg", size=(30, 20), seed=number)
    save(tmp_path, "small.png", size=(12, 12))
    (tmp_path / "notes.txt").write_text("who took them")
    printed, known = along_the_path(FOLDER_LINE, tmp_path)
    said = " ".join(printed.split())
    assert len(known["pictures"].files) == 60
    assert known["pictures"].image_shape == (20, 20)
    assert [len(known[part]) for part in ("x_train", "x_val", "x_test")] == [36, 12, 12]
    assert known["x_test"].shape[1] == known["runs"][0].input_shape[1] == 400
    assert "Can 8 numbers stand for the 400 features of a sample?" in said
    assert "36 samples trained; 12 others, held out, judge. Parted by chance. Error" in said
    assert "4 pictures had other sizes than 20 x 20 pixels" in said
    assert "3 pictures of another shape got black bars" in said
    assert "notes.txt" in said
    assert "font" not in said
    assert "Only 12 samples judge. Take this as a first look" in said
    # Ten of the twelve that judge, above three copies of each.
    assert any(text.startswith("4 rows of 10 pictures of 20 x 20 pixels.") for text in known["displayed"])
    assert max(map(len, printed.splitlines())) <= 80


@pytest.mark.usefixtures("few_steps")
def test_a_folder_can_be_parted_by_the_folders_inside_as_the_lesson_says(tmp_path):
    for number in range(40):
        save(tmp_path, f"person{number % 8}/{number}.png", seed=number)
    printed, known = along_the_path(FOLDER_LINE, tmp_path, names="{person}/{number}")
    assert "Parted by person." in printed
    assert "no group is in two parts" in printed
    assert len(set(known["facts"]["groups"])) * 5 == len(known["x_test"])


@pytest.mark.usefixtures("few_steps")
def test_who_changes_the_folder_alone_is_told_that_the_names_part_nothing(tmp_path):
    for number in range(30):
        save(tmp_path, f"img{number}.png", seed=number)
    printed, known = along_the_path(FOLDER_LINE, tmp_path, names="{font}_{number}")
    assert "By font, each picture would be a group of its own" in printed
    assert "Parted by chance." in printed
    assert known["facts"]["groups"] is None


@pytest.mark.parametrize(
    ("files", "said"),
    [([], "There is no picture in the folder"), (["a.txt"], "none of its 1 files can be read as one")],
)
def test_a_folder_without_pictures_ends_in_one_sentence(files, said, tmp_path):
    for file in files:
        (tmp_path / file).write_text("nothing")
    with pytest.raises(ValueError, match=said) as raised:
        along_the_path(FOLDER_LINE, tmp_path)
    assert "\n" not in str(raised.value)
