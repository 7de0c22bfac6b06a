"""Files to begin with, as untidy as those that people bring along: a table, and a folder of letters."""

import io
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.textpath import TextPath
from PIL import Image, ImageDraw
from sklearn.datasets import load_breast_cancer, load_wine

from autoenc_lessons.inputs.values import as_choice, as_seed
from autoenc_lessons.language import _

__all__ = ["write_letters", "write_table"]

_TABLES = {"breast cancer": load_breast_cancer, "wine": load_wine}
# What one row is about, and what the groups of the table are called.
_NAMES = {"breast cancer": ("patient", "diagnosis"), "wine": ("bottle", "cultivar")}
# Of all that were measured, so many were measured twice; the second time differs by so much of the spread.
_TWICE, _DIFFERENCE = 0.4, 0.1
_GAPS = 0.04
_GAP_CODE = "-999"
_TEXTS = ("unclear", "see note", "n. d.", "< 0.1")
_FIRST_DAY = pd.Timestamp("2023-01-02")
_FONTS = ("DejaVuSans", "DejaVuSerif", "DejaVuSansMono", "STIXGeneral", "cmb10", "cmr10", "cmss10", "cmti10", "cmtt10")
_SIDES = (16, 16, 16, 24)
_FINER = 8


def write_table(folder, *, data="breast cancer", seed=0):
    """Write one of scikit-learn's tables into a file that is as untidy as those that people bring along.

    The measurements are scikit-learn's. All else is made up: who was measured twice and what came out then, a number
    for each, dates, machines, a column with one value, one column in another unit, gaps, texts in a column of numbers.
    The cells lie between semicolons, and numbers have decimal commas.

    Parameters
    ----------
    folder : str or os.PathLike
        Where to write; it is made if it is not there.
    data : str
        "breast cancer" (ten columns of 569 tumours) or "wine" (thirteen columns of 178 wines).
    seed : int
        What is made up comes from it.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    TypeError, ValueError
        If there is no such table, if seed is no seed, or if another file of its name is there: it stays.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write_table(folder, data="wine")
    ...     lines = file.read_text(encoding="utf-8").splitlines()
    >>> file.name, len(lines), lines[0][:31]
    ('wine.csv', 250, 'bottle;day;place;machine;alcoho')
    """
    given = as_choice(_TABLES, data, kind="table")()
    generator = np.random.default_rng(as_seed(seed))
    file = _place(folder, f"{data.replace(' ', '_')}.csv")
    one, kind = _NAMES[data]
    values = given.data[:, :10] if data == "breast cancer" else given.data
    names = [str(name).removeprefix("mean ").replace(" ", "_") for name in given.feature_names[: values.shape[1]]]
    rows = _measured_twice(len(values), generator)
    is_second = np.arange(len(rows)) >= len(values)
    noise = _DIFFERENCE * values.std(axis=0) * generator.normal(size=(len(rows), values.shape[1]))
    measured = np.abs(values[rows] + is_second[:, None] * noise)
    table = pd.DataFrame(
        {name: [f"{value:.5g}" for value in column] for name, column in zip(names, measured.T, strict=True)}
    )
    doubled = [f"{value / 2.54:.6g}" for value in table[names[0]].astype(float)]
    table = _with_gaps(table, names, generator)
    days = _FIRST_DAY + pd.to_timedelta(generator.integers(0, 700, len(rows)), unit="D")
    numbers = generator.permutation(len(values))[rows] + 1001
    table.insert(0, one, [str(number) for number in numbers])
    table.insert(1, "day", [f"{day:%d/%m/%Y}" for day in days])
    table.insert(2, "place", "Room 3")
    table.insert(3, "machine", np.array(["A", "B"])[generator.integers(0, 2, len(values))[rows]])
    table[f"{names[0]}_old_unit"] = doubled
    table[kind] = given.target_names[given.target[rows]]
    table = table.iloc[generator.permutation(len(table))]
    text = table.map(_with_comma).to_csv(sep=";", index=False, lineterminator="\n")
    return _written(file, {"": text.encode()})


def _measured_twice(number, generator):
    again = generator.permutation(number)[: round(_TWICE * number)]
    return np.concatenate([np.arange(number), np.sort(again)])


def _with_gaps(table, names, generator):
    """Return the table with -999 for gaps in two columns, and texts in a third."""
    table = table.copy()
    places = np.linspace(1, len(names) - 1, 3).astype(int)
    for place in places[:2]:
        table.loc[generator.random(len(table)) < _GAPS, names[place]] = _GAP_CODE
    odd = generator.permutation(len(table))[: len(_TEXTS)]
    table.loc[odd, names[places[2]]] = _TEXTS
    return table


def _with_comma(cell):
    try:
        float(cell)
    except ValueError:
        return cell
    return cell.replace(".", ",")


def write_letters(folder, *, letters="ABCDEFGHIJ", seed=0):
    """Write a folder of small pictures of letters, drawn from the outlines of the fonts that matplotlib brings along.

    Each letter has a folder of its own. The name of a picture begins with its font. The pictures have two sizes; there
    is also one that is broken, and a text file.

    Parameters
    ----------
    folder : str or os.PathLike
        The letters come into a new folder "letters" in it.
    letters : str
        Latin capitals.
    seed : int
        How large each letter is, how it is turned and where it stands come from it.

    Returns
    -------
    pathlib.Path
        The folder "letters".

    Raises
    ------
    TypeError, ValueError
        If letters are no capitals from A to Z, if seed is no seed, or if the folder is there with other files.
    """
    if not isinstance(letters, str) or not letters or set(letters) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        raise ValueError(_("letters must be capitals from A to Z, such as 'ABC'; got {given}.", given=repr(letters)))
    generator = np.random.default_rng(as_seed(seed))
    target, contents = _place(folder, "letters"), {}
    for letter in dict.fromkeys(letters):
        for font in _font_files():
            for number in range(4):
                side = _SIDES[generator.integers(len(_SIDES))]
                file = io.BytesIO()
                Image.fromarray(_drawn(letter, font, side, generator)).save(file, format="PNG")
                contents[f"{letter}/{font.stem}_{number + 1}.png"] = file.getvalue()
    whole = next(iter(contents.values()))
    contents[f"{letters[0]}/broken.png"] = whole[: len(whole) // 2]
    contents["read_me.txt"] = b"Drawn from the fonts that matplotlib brings along.\n"
    return _written(target, contents)


def _font_files():
    files = sorted(Path(font_manager.findfont("DejaVu Sans")).parent.glob("*.ttf"))
    return [file for file in files if file.stem.split("-")[0].startswith(_FONTS) and "Display" not in file.stem]


def _drawn(letter, font, side, generator):
    """Return a letter as black on white, shape (side, side); from its outline, for renderers differ."""
    size, turn = generator.uniform(0.62, 0.8), np.deg2rad(generator.uniform(-8, 8))
    aside = generator.uniform(-0.06, 0.06, 2)
    path = TextPath((0, 0), letter, size=100, prop=font_manager.FontProperties(fname=font))
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    outlines = [points @ turned.T for points in path.to_polygons()]
    everything = np.concatenate(outlines)
    low, high = everything.min(axis=0), everything.max(axis=0)
    scale = size / (high - low).max()
    inked = np.zeros((side * _FINER, side * _FINER), dtype=bool)
    for points in outlines:
        at = ((points - (low + high) / 2) * scale * [1, -1] + 0.5 + aside) * side * _FINER
        sheet = Image.new("1", inked.shape[::-1])
        ImageDraw.Draw(sheet).polygon([tuple(point) for point in at], fill=1)
        # An outline inside another one is a hole.
        inked ^= np.asarray(sheet)
    share = inked.reshape(side, _FINER, side, _FINER).mean(axis=(1, 3))
    return np.rint(255 * (1 - share)).astype("uint8")


def _place(folder, name):
    try:
        return Path(folder) / name
    except TypeError as error:
        raise TypeError(f"folder must be the name of a folder; got a {type(folder).__name__}.") from error


def _written(place, contents):
    """Write files below a place, by their names; what is there already stays, and must hold the same."""
    if place.exists() and not all(_holds(place / name, content) for name, content in contents.items()):
        raise ValueError(
            f"There is another {place.name} already in the folder {place.parent.resolve().name}; it was left as it is."
        )
    if not place.exists():
        for name, content in contents.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
    return place


def _holds(file, content):
    return file.is_file() and file.read_bytes() == content
