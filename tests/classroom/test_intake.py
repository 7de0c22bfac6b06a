"""What comes in is found, whosever it is and however it was packed, named and saved; and a class gets a good place."""

import gzip
import io
import json
import os
import stat
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from benchmarks.handing_in import Exercise
from tests.classroom.small_class import NAME, files_below, write_exercise
from tools.classroom import archives, layout, places, submissions
from tools.classroom.cells import put_cells_back
from tools.classroom.collecting import collect_class
from tools.classroom.lookalikes import other_work
from tools.classroom.rooms import remove_tree
from tools.classroom.submissions import choose_notebook, fingerprint, prepare, readable_notebook
from tools.classroom.words import notes_of
from tools.notebooks.sources import ROOT, instructor_notebook, lesson_sources, make_notebook


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    return Exercise(write_exercise(tmp_path_factory.mktemp("exercise")))


@pytest.fixture
def course(tmp_path, exercise):
    """A class without a gradebook, which takes long to make and which nobody asks for before the grading."""
    folder = tmp_path / "class"
    (folder / "release" / NAME).mkdir(parents=True)
    (folder / "submitted").mkdir()
    (folder / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    nbformat.write(blank(exercise), folder / "release" / NAME / f"{NAME}.ipynb")
    return folder


def blank(exercise):
    return exercise.filled(without=exercise.questions)


def text_of(notebook):
    return nbformat.writes(notebook)


def packed(entries):
    """Return a zip with entries by name: bytes, or an entry and its bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(*content) if isinstance(content, tuple) else archive.writestr(name, content)
    return file.getvalue()


def downloaded(course, entries, name="class.zip"):
    archive = course / "downloaded" / NAME / "archive" / name
    archive.parent.mkdir(parents=True, exist_ok=True)
    archive.write_bytes(entries if isinstance(entries, bytes) else packed(entries))
    return archive


def collected(course):
    """Collect, and return what is submitted then: bytes by path; and what was said."""
    said = []
    collect_class(course, say=said.append)
    found = files_below(course / "submitted")
    return {path.as_posix().replace(f"/{NAME}/", ": "): content for path, content in found.items()}, said


def handed_in(course, student="ann", **files):
    place = course / "submitted" / student / NAME
    place.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def prepared(course, place, name="out"):
    """Return the notebook that is made to be graded, its notes, and the names of the files beside it."""
    out = course / name
    prepare(place, out, NAME)
    notebook = nbformat.read(out / f"{NAME}.ipynb", as_version=4)
    nbformat.validate(notebook)
    beside = sorted(path.as_posix() for path in files_below(out) if path.suffix != ".ipynb")
    return notebook, notes_of(notebook), beside


# From a platform's download to a folder for each student


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("Ann Bee_201_assignsubmission_file_/x.ipynb", "Ann Bee: x.ipynb"),
        ("Ann Bee_201_assignsubmission_file/x.ipynb", "Ann Bee: x.ipynb"),
        ("Ann Bee_201_assignsubmission_file_x.ipynb", "Ann Bee: x.ipynb"),
        ("DL 2026-Exercise 1-77/Ann Bee_201_assignsubmission_file_/x.ipynb", "Ann Bee: x.ipynb"),
        ("Ann Bee_201_assignsubmission_file_\\work\\x.ipynb", "Ann Bee: work/x.ipynb"),
        ("Ann Bee_201_assignsubmission_onlinetext_/onlinetext.html", "Ann Bee: onlinetext.html"),
        ("Ann Bee_201_assignsubmission_onlinetext_onlinetext.html", "Ann Bee: onlinetext.html"),
        ("Ann_Marie_2 O'Bee, Jr._7_assignsubmission_file_/x.ipynb", "Ann_Marie_2 O'Bee, Jr: x.ipynb"),
        ("Zoe\u0308 [guest]_7_assignsubmission_file_U\u0308bung.ipynb", "Zoë (guest): Übung.ipynb"),
        ("王小明_7_assignsubmission_file_/练习 一.ipynb", "王小明: 练习 一.ipynb"),
        ("Participant_201_assignsubmission_file_/x.ipynb", "Participant_201: x.ipynb"),
        ("Bo_1_assignsubmission_file_/Ann_2_assignsubmission_file_x.ipynb", "Bo: Ann_2_assignsubmission_file_x.ipynb"),
        ("annbee_12345_67890_01_tiny-1.ipynb", "annbee: 01_tiny-1.ipynb"),
        ("annbee_LATE_12345_67890_01_tiny.ipynb", "annbee: 01_tiny.ipynb"),
        ("Ann Bee/x.ipynb", "Ann Bee: x.ipynb"),
        (f"submitted/ann/{NAME}/x.ipynb", "ann: x.ipynb"),
        ("CON_4_assignsubmission_file_/NUL.ipynb", "_CON: _NUL.ipynb"),
        ("../../Ann_4_assignsubmission_file_/../../../x.ipynb", "Ann: x.ipynb"),
        ("/top/x/../Ann_4_assignsubmission_file_/x.ipynb", "top: x/Ann_4_assignsubmission_file_/x.ipynb"),
        ("C:\\Ann_4_assignsubmission_file_\\x:y?.ipynb", "Ann: x_y_.ipynb"),
        ("..\\..\\Ann_4_assignsubmission_file_x.ipynb", "Ann: x.ipynb"),
    ],
)
def test_each_layout_of_a_download_says_whose_a_file_is_and_nothing_lands_elsewhere(course, path, where):
    downloaded(course, {path: b"work"})
    before = set(files_below(course.parent))
    assert collected(course)[0] == {where: b"work"}
    new = {place.as_posix() for place in set(files_below(course.parent)) - before}
    assert all(place.startswith(("class/submitted/", f"class/downloaded/{NAME}/students.json")) for place in new)


def test_two_of_one_name_get_their_numbers_and_keep_them_when_another_comes(course):
    downloaded(course, {f"Wei Wang_{number}_assignsubmission_file_x.ipynb": str(number) for number in (201, 305)})
    assert collected(course)[0] == {"Wei Wang_201: x.ipynb": b"201", "Wei Wang_305: x.ipynb": b"305"}
    later = {f"{name}_{number}_assignsubmission_file_x.ipynb": str(number) for name, number in (("Bo", 1), ("bo", 2))}
    downloaded(course, later | {"Zoë_9_assignsubmission_file_x.ipynb": "9"}, "later.zip")
    downloaded(course, {"Zoë_10_assignsubmission_file_x.ipynb": "10"}, "latest.zip")
    found, said = collected(course)
    assert sorted(found) == [f"{name}: x.ipynb" for name in ("Bo_1", "Wei Wang_201", "Wei Wang_305")] + [
        f"{name}: x.ipynb" for name in ("Zoë_10", "Zoë_9", "bo_2")
    ]
    assert any("(number 305)" in line for line in said)


def test_a_second_student_of_a_name_who_comes_later_does_not_take_the_first_one_s_folder(course):
    downloaded(course, {"Wei Wang_201_assignsubmission_file_x.ipynb": "201"})
    collected(course)
    downloaded(course, {f"Wei Wang_{number}_assignsubmission_file_x.ipynb": str(number) for number in (100, 201)})
    assert collected(course)[0] == {"Wei Wang: x.ipynb": b"201", "Wei Wang_100: x.ipynb": b"100"}


def test_a_later_hand_in_is_taken_the_earlier_one_is_kept_and_what_a_teacher_mended_stays(course):
    def entry(day, content):
        return zipfile.ZipInfo("Ann_1_assignsubmission_file_x.ipynb", (2026, 11, day, 12, 0, 0)), content

    downloaded(course, {"": entry(3, b"second")}, "a.zip")
    downloaded(course, {"": entry(2, b"first")}, "b.zip")
    assert collected(course)[0] == {"Ann: x.ipynb": b"second"}
    assert "was there already" in collected(course)[1][-1]
    downloaded(course, {"": entry(4, b"third")}, "a.zip")
    assert collected(course)[0] == {"Ann: x.ipynb": b"third"}
    assert b"second" in files_below(course / "replaced").values()
    (course / "submitted" / "Ann" / NAME / "x.ipynb").write_bytes(b"mended")
    found, said = collected(course)
    assert found == {"Ann: x.ipynb": b"mended"}
    assert "stays" in said[-1]


def test_one_bad_item_never_stops_the_others_and_each_is_named_with_the_reason(course, monkeypatch):
    link = zipfile.ZipInfo("Eve_9_assignsubmission_file_/passwords.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    good = "Zoë_5_assignsubmission_file_/x.ipynb"
    content = packed(
        {
            "": (link, "/etc/passwd"),
            "loose.ipynb": b"?",
            "Bad_3_assignsubmission_file_/x.ipynb": b"spoilt",
            "Big_4_assignsubmission_file_/x.ipynb": b"0" * 3000,
            "__MACOSX/._x.ipynb": b"?",
            "Clash_6_assignsubmission_file_/a": b"?",
            "Clash_6_assignsubmission_file_/a/x.ipynb": b"?",
            good: b"good",
        }
    )
    monkeypatch.setattr(archives, "MOST_BYTES", 2000)
    downloaded(course, content.replace(b"spoilt", b"spoiit"))
    for name, start in {"b.zip": b"PK\x03\x04", "c.tar.gz": b"<html>", "d.rar": b"Rar!"}.items():
        downloaded(course, start + b" broken", name)
    found, said = collected(course)
    assert found["Zoë: x.ipynb"] == b"good"
    for name, reason in {
        "passwords": "link",
        "loose": "no student's name",
        "Bad": "CRC",
        "Big": "larger than",
        "MACOSX": "by itself",
        "Clash": "LEFT OUT",
        "b.zip": "broken",
        "c.tar.gz": "it is none",
        "d.rar": "by hand",
    }.items():
        assert any(name in line and reason in line for line in said), name
    assert set(found) == {"Zoë: x.ipynb", "Clash: a"}


def test_names_too_long_locked_entries_and_bombs_cost_nobody_anything(course, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 10_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Bomb_1_assignsubmission_file_x.ipynb", b"0" * 5_000_000)
        archive.writestr(f"{'Long ' * 60}_2_assignsubmission_file_{'y' * 300}.ipynb", b"long")
        archive.writestr("Locked_3_assignsubmission_file_x.ipynb", b"?")
    content = bytearray(file.getvalue())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    # A bomb says that it is small.
    content[content.index(b"PK\x01\x02") + 24 : content.index(b"PK\x01\x02") + 28] = (100).to_bytes(4, "little")
    downloaded(course, bytes(content))
    found, said = collected(course)
    assert list(found.values()) == [b"long"]
    assert all(len(part.encode()) < 250 for name in found for part in name.split(": "))
    assert any("password" in line for line in said)
    assert any("Bomb" in line and "LEFT OUT" in line for line in said)


def test_names_in_the_letters_of_dos_and_of_macos_are_read(course):
    content = packed({"####_1_assignsubmission_file_x": b"", "#####_2_assignsubmission_file_x": b""})
    content = content.replace(b"#####_2", "Übung".encode("cp437") + b"_2").replace(b"####_1", "Zoé".encode() + b"_1")
    downloaded(course, content)
    assert set(collected(course)[0]) == {"Zoé: x", "Übung: x"}


def test_a_folder_that_was_unpacked_already_is_collected_and_what_is_no_assignment_is_said(course):
    downloaded(course, b"work", "DL/Ann Bee_201_assignsubmission_file_/x.ipynb")
    assert collected(course)[0] == {"Ann Bee: x.ipynb": b"work"}
    with pytest.raises(ValueError, match=f"no assignment 02_x; there are: {NAME}"):
        collect_class(course, ["02_x"])
    (course / "downloaded").rename(course / "elsewhere")
    with pytest.raises(ValueError, match="nothing to collect. Put what you downloaded into"):
        collect_class(course)
    with pytest.raises(FileNotFoundError, match="no class"):
        collect_class(course / "release")


def test_nbgrader_s_own_command_sorts_both_layouts_and_takes_no_path_from_a_name(course):
    names = ["Ann Bee_201_assignsubmission_file_/x.ipynb", "Bo Li_305_assignsubmission_file/Übung 1 (final).ipynb"]
    names += [f"Wei Wang_{number}_assignsubmission_file_x.ipynb" for number in (201, 305)]
    downloaded(course, dict.fromkeys([*names, "loose.ipynb"], b"work"))
    config = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tools.classroom.nbgrader_settings import configure\n"
    config += f"c = get_config()\nconfigure(c, {str(course)!r})\n"
    (course / "nbgrader_config.py").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "nbgrader", "zip_collect", NAME]
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    found = {path.as_posix().replace(f"/{NAME}/", ": ") for path in files_below(course / "submitted")}
    assert found == {
        "Ann Bee: x.ipynb",
        "Bo Li: Übung 1 (final).ipynb",
        "Wei Wang_201: x.ipynb",
        "Wei Wang_305: x.ipynb",
    }


# From what was handed in to a notebook


SOURCES = ["größe = 1", 'word = "é"']


def saved(**changes):
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in SOURCES]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells} | changes


def as_text(data, **options):
    return json.dumps(data, ensure_ascii=False, **options)


@pytest.mark.parametrize(
    "content",
    [
        as_text(saved()).encode("utf-8-sig"),
        as_text(saved(), indent=1).replace("\n", "\r\n").encode(),
        *(as_text(saved()).encode(encoding) for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1")),
        as_text(saved()).encode("gb18030"),
        as_text(saved(metadata={"score": float("nan"), "best": float("-inf")})).encode(),
        as_text(saved()).replace('"metadata": {}', '"metadata": {"n": ' + "9" * 5000 + "}").encode(),
        as_text(saved()).replace("größe = 1", "größe = 1\t").encode(),
        as_text(saved(nbformat="4")).encode(),
        as_text(saved(nbformat=4.0)).encode(),
        as_text({"cells": saved()["cells"]}).encode(),
        as_text(saved(cells=[cell | {"metadata": None, "id": "a b"} for cell in saved()["cells"]])).encode(),
        as_text(saved(cells=[cell | {"metadata": [1], "id": 5} for cell in saved()["cells"]])).encode(),
        as_text(
            saved(cells=[cell | {"source": [cell["source"]], "id": "x" * 99} for cell in saved()["cells"]])
        ).encode(),
        as_text(saved(cells=[{"cell_type": "code", "input": [source]} for source in SOURCES])).encode(),
        as_text(
            {
                "nbformat": 3,
                "worksheets": [{"cells": [{"cell_type": "code", "input": source, "outputs": 7} for source in SOURCES]}],
            }
        ).encode(),
    ],
)
def test_a_notebook_is_read_however_it_was_saved(content):
    notebook = readable_notebook(content)
    assert [cell.source.rstrip() for cell in notebook.cells] == SOURCES
    nbformat.validate(notebook)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        (None, ""),
        ("a\r\nb\rc", "a\nb\nc"),
        ("x = '\ud83d'", "x = '\ufffd'"),
        (["a", 5], "a5"),
        (3.5, "3.5"),
        ("\ud83d\ude00", "😀"),
    ],
)
def test_the_text_of_a_cell_can_always_be_stored(source, read):
    content = json.dumps(saved(cells=[{"cell_type": "code", "source": source}])).encode()
    (cell,) = readable_notebook(content).cells
    assert cell.source == read
    text_of(new_notebook(cells=[cell])).encode()


def test_a_note_says_that_a_file_had_another_encoding_and_one_bad_letter_is_no_other_encoding():
    assert "utf-16" in notes_of(readable_notebook(as_text(saved()).encode("utf-16")))[0]
    assert notes_of(readable_notebook(as_text(saved()).encode())) == []
    damaged = readable_notebook(as_text(saved()).encode().replace("é".encode(), b"\xe9"))
    assert notes_of(damaged) == ["some letters of the file are damaged"]
    assert damaged.cells[0].source == SOURCES[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (as_text(saved()).replace("]}", ",]}").encode(), r"broken: it cannot be read as a notebook \(line 1\)"),
        (as_text(saved(), indent=1).replace('"cells"', '\n<<<<<<< HEAD\n "cells"').encode(), "broken: git's conflict"),
        (b"<<<<<<< HEAD\n" + as_text(saved()).encode(), "broken: git's conflict"),
        (as_text(saved()).encode()[:90], "broken: it ends in the middle"),
        (as_text(saved()).encode()[:-1], "broken: it ends in the middle"),
        (b'{"nbformat": 4, "cells": ' + b"[" * 100_000, "broken: it is nested too deeply"),
        (b"<!DOCTYPE html><html>", "no notebook: it is a web page"),
        (b"%PDF-1.7", "no notebook: it is a PDF"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS"),
        (b"\0" * 500, "broken"),
        (b"7", "no notebook"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_reason(content, reason):
    with pytest.raises(ValueError, match=reason):
        readable_notebook(content)


PERCENT = """# %% [markdown]
# # Numbers

# %%
import math

# %%
def double(x):
    return 2 * x
"""


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("x.zip", lambda text: packed({"x/work/a.ipynb": text, "__MACOSX/x/._a.ipynb": b"?"}), "x.zip/x/work/a.ipynb"),
        ("x.zip", lambda text: packed({"y.zip": packed({"a.ipynb": text})}), "x.zip/y.zip/a.ipynb"),
        ("x.zip", lambda text: packed({"..\\..\\a.ipynb": text}), "x.zip/a.ipynb"),
        ("x.tar.gz", lambda text: tarred(text), "x.tar.gz/work/a.ipynb"),
        ("a.ipynb.gz", lambda text: gzip.compress(text.encode()), "a.ipynb.gz/a.ipynb"),
        (f"{NAME}.ipynb", lambda text: packed({"a.ipynb": text}), f"{NAME}.ipynb/a.ipynb"),
        ("work/exercise/a.ipynb", lambda text: text, "work/exercise/a.ipynb"),
        ("a.ipynb.txt", lambda text: text, "a.ipynb.txt"),
        ("a.ipynb.json", lambda text: text, "a.ipynb.json"),
        ("a.IPYNB", lambda text: text, "a.IPYNB"),
        ("a.json", lambda text: text, "a.json"),
        ("a.txt", lambda text: text.encode("utf-16"), "a.txt"),
        ("a", lambda text: text, "a"),
        ("a (1).ipynb.download", lambda text: text, "a (1).ipynb.download"),
        ("a.py", lambda text: PERCENT, "a.py"),
        ("a.py", lambda text: PERCENT.replace("# %%\n", "# In[ ]:\n\n"), "a.py"),
    ],
)
def test_work_that_is_there_to_be_read_is_read_wherever_it_is(course, exercise, name, content, found):
    place = handed_in(course, **{name: content(text_of(exercise.filled()))})
    before = files_below(course / "submitted")
    notebook, notes, _ = prepared(course, place)
    assert any("return 2 * x" in cell.source for cell in notebook.cells)
    assert f"the notebook is named '{found}'" in notes
    assert files_below(course / "submitted") == before


def tarred(text):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        entry = tarfile.TarInfo("work/a.ipynb")
        entry.size = len(text.encode())
        archive.addfile(entry, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("work/b.ipynb")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return file.getvalue()


def test_the_text_of_the_release_gets_its_cells_back(course, exercise):
    place = handed_in(course, **{"a.py": "\n\n".join(f"# %%\n{cell.source}" for cell in exercise.filled().cells[1:])})
    notebook, notes, _ = prepared(course, place)
    assert "it was handed in as a Python text" in notes
    put_cells_back(notebook, blank(exercise))
    grade_ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    assert {name for name in grade_ids if name} == {"given-1", "double", "largest", "given-2", "digits"}


def test_an_archive_that_cannot_be_opened_is_named(course):
    place = handed_in(course, **{"a.zip": b"PK\x03\x04 broken", "b.7z": b"7z", "c.zip": packed({"notes.txt": "hello"})})
    notebook, notes, _ = prepared(course, place)
    assert notebook.cells == []
    assert "'a.zip' was not opened: the archive is broken" in notes[0]
    assert "by hand" in notes[1]
    assert notes[2] == "no notebook was handed in, but a.zip, b.7z, c.zip/notes.txt"


def test_archives_in_archives_are_opened_as_far_as_there_is_room(course, exercise, monkeypatch):
    bomb = packed({"x": b"0" * 100_000})
    for _ in range(3):
        bomb = packed({f"{number}.zip": bomb for number in range(6)})
    monkeypatch.setattr(submissions, "MOST_BYTES", 3_000_000)
    place = handed_in(course, **{"bomb.zip": bomb, f"{NAME}.ipynb": text_of(exercise.filled())})
    notebook, notes, _ = prepared(course, place)
    assert notebook.cells
    assert any("holds too much" in note for note in notes)
    assert len(notes) < 15


def test_a_name_that_the_disk_holds_in_other_letters_can_be_told(course, exercise):
    place = handed_in(course, **{f"{NAME}.ipynb": b""})
    for name, content in {b"\xdcbung.ipynb": text_of(exercise.filled()).encode(), b"\xe9.csv": b"1"}.items():
        Path(place, os.fsdecode(name)).write_bytes(content)
    notebook, notes, _ = prepared(course, place)
    assert notebook.cells
    assert "the notebook is named '\ufffdbung.ipynb'" in notes
    unpacked = course / "downloaded" / NAME / "archive" / os.fsdecode(b"Zo\xeb_5_assignsubmission_file_")
    unpacked.mkdir(parents=True)
    (unpacked / os.fsdecode(b"\xdcbung.ipynb")).write_bytes(b"work")
    assert collected(course)[0]["Zoë: Übung.ipynb"] == b"work"


# Which of several


def test_of_several_notebooks_the_one_that_answers_most_is_taken_and_one_option_changes_that(course, exercise):
    few, most = exercise.filled(without=["largest", "digits"]), exercise.filled(without=["double"])
    scratch = new_notebook(cells=[new_code_cell(f"try_{number} = 1") for number in range(9)])
    names = {f"{NAME}.ipynb": blank(exercise), f"{NAME}-Copy1.ipynb": most, "z.ipynb": few, "zz.ipynb": scratch}
    place = handed_in(course, **{name: text_of(notebook) for name, notebook in names.items()})
    for age, name in enumerate(["z.ipynb", "zz.ipynb", f"{NAME}-Copy1.ipynb", f"{NAME}.ipynb"]):
        os.utime(place / name, (10_000 - age, 10_000 - age))
    released = blank(exercise)
    for take, chosen in {"most answers": f"{NAME}-Copy1.ipynb", "newest": "z.ipynb", "named": f"{NAME}.ipynb"}.items():
        found, notes = choose_notebook(place, NAME, released=released, take=take)
        assert found.name == chosen
        assert all(f"'{name}'" in "; ".join(notes) for name in names if name != chosen)
    assert any("return 1 + int" in cell.source for cell in prepared(course, place)[0].cells)
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("c.Submission.take = 'named'\n")
    assert not any("return 1 + int" in cell.source for cell in prepared(course, place)[0].cells)


def test_a_notebook_that_can_be_read_is_taken_before_one_that_cannot_and_a_copy_of_the_course_is_no_trick(
    course, exercise
):
    place = handed_in(course, **{f"{NAME}.ipynb": b"{", "b.ipynb": text_of(exercise.filled())})
    assert choose_notebook(place, NAME)[0].name == "b.ipynb"
    lesson = text_of(new_notebook(cells=[new_code_cell("double = 1")]))
    repository = {
        f"notebooks/{NAME}.ipynb": lesson,
        f"notebooks/exercises/{NAME}.ipynb": text_of(exercise.filled(without=["double", "digits"])),
        f"notebooks/solutions/{NAME}.ipynb": text_of(exercise.filled()),
    }
    place = handed_in(course, "bo", **{"all.zip": packed(repository)})
    assert choose_notebook(place, NAME, released=blank(exercise))[0].name == f"all.zip/notebooks/exercises/{NAME}.ipynb"


# What lies beside it


def test_a_file_beside_the_notebook_does_not_decide_how_it_is_graded(course, exercise):
    notebook = exercise.filled()
    notebook.cells.insert(0, new_code_cell("import numpy, helper\nopen('data/mine.csv')"))
    modules = [
        "numpy.py",
        "random.pyc",
        "autoenc_lessons.py",
        "keras/__init__.py",
        "ipykernel_launcher.py",
        "sitecustomize.py",
    ]
    modules += ["numpy.cpython-311-x86_64-linux-gnu.so", "nbgrader/__init__.py", "matplotlibrc"]
    meant = ["data/mine.csv", "helper.py", "second.py", "test/numbers.csv"]
    unasked = ["torch.py", ".git/config", ".venv/numpy.py", "._helper.py"]
    files = dict.fromkeys([*modules, *meant, *unasked], "raise SystemExit") | {"helper.py": "import second"}
    place = handed_in(course, **files, **{f"{NAME}.ipynb": text_of(notebook)})
    _, notes, beside = prepared(course, place)
    assert beside == sorted(meant)
    assert all(name.split("/")[0] in "; ".join(notes) for name in modules)


def test_links_pipes_and_huge_files_are_left_out_by_name(course, exercise, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("1", encoding="utf-8")
    place = handed_in(course, **{f"{NAME}.ipynb": text_of(exercise.filled()), "own.csv": b"1"})
    for name, target in {"dead.csv": "nowhere", "out.csv": secret, "up": tmp_path, "in.csv": "own.csv"}.items():
        (place / name).symlink_to(target)
    os.mkfifo(place / "pipe")
    with (place / "huge.bin").open("wb") as file:
        file.truncate(3 * 10**9)
    _, notes, beside = prepared(course, place)
    assert beside == ["in.csv", "own.csv"]
    assert all(any(name in note for note in notes) for name in ("dead.csv", "out.csv", "'up'", "pipe", "huge.bin"))
    before = fingerprint(place)
    (place / "own.csv").write_bytes(b"2")
    assert fingerprint(place) != before


def test_a_notebook_that_is_a_link_to_somebody_else_s_work_is_not_graded(course, exercise):
    other = handed_in(course, "bo", **{f"{NAME}.ipynb": text_of(exercise.filled())})
    place = handed_in(course, "eve")
    (place / f"{NAME}.ipynb").symlink_to(other / f"{NAME}.ipynb")
    notebook, notes, _ = prepared(course, place)
    assert notebook.cells == []
    assert "link that is not followed" in notes[0]


def test_what_an_account_may_not_read_is_named_and_is_no_work_of_0_points(course, exercise, monkeypatch):
    place = handed_in(course, **{f"{NAME}.ipynb": text_of(exercise.filled()), "data.csv": b"1"})
    really_open, forbidden = Path.open, "data.csv"

    def open_some(self, *args, **options):
        if self.name == forbidden:
            raise PermissionError(13, "Permission denied", str(self))
        return really_open(self, *args, **options)

    monkeypatch.setattr(Path, "open", open_some)
    notebook, notes, _ = prepared(course, place)
    assert notebook.cells
    assert any("data.csv" in note and "Permission denied" in note for note in notes)
    fingerprint(place)
    forbidden = f"{NAME}.ipynb"
    with pytest.raises(ValueError, match="cannot be read .Permission denied.; let your account read it"):
        prepared(course, place)


def test_a_read_only_folder_leaves_a_scratch_copy_that_can_be_removed(course, exercise):
    place = handed_in(course, **{f"{NAME}.ipynb": text_of(exercise.filled()), "data/mine.csv": b"1"})
    for folder in (place / "data", place):
        folder.chmod(0o555)
    try:
        for _ in range(2):
            prepared(course, place)
            assert (course / "out" / "data").stat().st_mode & 0o200
    finally:
        for folder in (place, place / "data"):
            folder.chmod(0o755)
    (course / "out" / "data").chmod(0o500)
    remove_tree(course / "out")
    assert not (course / "out").exists()


# Answers in unexpected places


def grade_ids(notebook):
    return [cell.metadata.get("nbgrader", {}).get("grade_id", "own") for cell in notebook.cells]


def value_after(notebook, name):
    """Return what a name means after all answers and own cells ran in their order."""
    space = {}
    for cell in notebook.cells:
        grading = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and not grading.get("grade"):
            exec(cell.source, space)
    return space[name]


def test_a_blank_does_not_undo_an_answer_in_a_cell_above_it(exercise):
    notebook = exercise.filled(without=["double", "largest"])
    notebook.cells.insert(2, new_code_cell("def double(x):\n    return 2 * x\n\nlargest = 7"))
    notes = put_cells_back(notebook, blank(exercise))
    assert value_after(notebook, "double")(21) == 42
    assert value_after(notebook, "largest") == 7
    assert notes == [
        "the answer to double, the answer to largest: left as it was, and not run, for another cell gives the answer"
    ]
    assert "# largest = ...  # your answer" in notebook.cells[exercise.place(notebook, "answer-largest")].source


@pytest.mark.parametrize(
    ("own", "in_blank", "expected"),
    [
        ("try:\n    largest = 7\nexcept ValueError:\n    pass", "largest = ...", 7),
        ("%matplotlib inline\nlargest = 7", "largest = ... # mine stands above", 7),
        ("for largest in range(8):\n    pass", "(largest) = ...", 7),
        ("largest = 3", "largest = 7", 7),
        ("def f():\n    largest = 3", "largest = ...", ...),
        ("smallest = 3", "largest = ...", ...),
        ("largest = ...", "largest = ...", ...),
        ("def largest(: 3", "largest = ...", ...),
        ("", "largest = ...", ...),
    ],
)
def test_a_blank_is_passed_over_only_where_another_cell_gives_its_name_a_meaning(exercise, own, in_blank, expected):
    notebook = exercise.filled(largest=in_blank)
    notebook.cells.insert(2, new_code_cell(own))
    put_cells_back(notebook, blank(exercise))
    notebook.cells[2].source = own.replace("%matplotlib inline", "") if ": 3" not in own else ""
    assert value_after(notebook, "largest") == expected


def test_a_filled_copy_above_the_blank_and_an_answer_in_another_s_cell_count(exercise):
    notebook = exercise.filled()
    place = exercise.place(notebook, "answer-double")
    copy = nbformat.from_dict(blank(exercise).cells[place])
    copy.id = "a-copy"
    notebook.cells.insert(place + 1, copy)
    put_cells_back(notebook, blank(exercise))
    assert value_after(notebook, "double")(21) == 42
    notebook = exercise.filled(without=["largest"], double="def double(x):\n    return 2 * x\nlargest = 7")
    put_cells_back(notebook, blank(exercise))
    assert value_after(notebook, "largest") == 7


def test_checks_that_were_moved_run_after_their_answers(exercise):
    def moved(first):
        notebook = exercise.filled()
        notebook.cells.sort(key=lambda cell: not first(cell.metadata.get("nbgrader", {})))
        return notebook, put_cells_back(notebook, blank(exercise))

    in_order = ["given-1", "answer-double", "double", "answer-largest", "largest", "given-2", "answer-digits", "digits"]
    notebook, notes = moved(lambda grading: grading.get("grade"))
    assert [name for name in grade_ids(notebook) if name != "own"] == in_order
    assert notes == ["the check of double, the check of largest, the check of digits: moved, and run at its place"]
    for first in (lambda grading: not grading.get("locked"), lambda grading: grading.get("solution")):
        notebook, notes = moved(first)
        found = grade_ids(notebook)
        for question in exercise.questions:
            assert found.index("given-1") < found.index(f"answer-{question}") < found.index(question)
        assert found.index("given-2") < found.index("answer-digits")
        assert "moved" in notes[0]


def test_a_lesson_or_another_exercise_that_was_handed_in_as_this_one_is_called_so(course, exercise):
    release = course / "release"
    other = new_notebook(cells=[new_markdown_cell(f"Task {number}") for number in range(5)])
    (release / "02_other").mkdir()
    nbformat.write(other, release / "02_other" / "02_other.ipynb")
    assert "this is the exercise 02_other, not the exercise 01_numbers" in other_work(other, NAME, release)
    lesson = lesson_sources()[1]
    assert f"this is the lesson {lesson.stem}, not" in other_work(make_notebook(lesson), NAME, release)
    assert other_work(exercise.filled(), NAME, release) is None
    assert other_work(new_notebook(cells=[new_code_cell("mine = 1") for _ in range(9)]), NAME, release) is None


# The place of a class


def notebooks(exercise, tmp_path):
    return {NAME: instructor_notebook(write_exercise(tmp_path))}


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("DL [WS24]/class", r"\[ \] \* \? for a pattern"),
        ("what?", r"\[ \] \* \? for a pattern"),
        ("$HOME/class", "variable"),
        ("file", "file is a file"),
        ("file/class", "file is a file"),
        ("other", "holds other things already"),
        (ROOT, "belongs to this course"),
        (ROOT / "lessons", "belongs to this course"),
        (ROOT / "notebooks" / "class", "belongs to this course"),
        ("locked/class", "may not write into"),
    ],
)
def test_where_no_class_can_be_one_sentence_says_so_and_nothing_is_made(tmp_path, exercise, monkeypatch, where, words):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("other", "locked"):
        (tmp_path / name).mkdir()
    (tmp_path / "other" / "mine.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setattr(places.os, "access", lambda path, mode: path.name != "locked")
    given, before = notebooks(exercise, tmp_path), sorted(tmp_path.rglob("*"))
    with pytest.raises(ValueError, match=words):
        layout.lay_out(tmp_path / where, given)
    assert sorted(tmp_path.rglob("*")) == before
    assert not (ROOT / "nbgrader_config.py").exists()


def test_a_class_is_private_a_lost_gradebook_comes_back_and_a_spoilt_one_is_named(tmp_path, exercise):
    folder, given = tmp_path / "Übung 1 (b) {x} %d #e" / "class", notebooks(exercise, tmp_path)
    given[NAME].cells[
        0
    ].source += (
        "\n\nSee [lesson 1](../01_x.ipynb) and [Keras](https://keras.io).\n\nStuck? [Look](../solutions/x.ipynb)."
    )
    assert layout.lay_out(folder, given) == []
    assert folder.stat().st_mode & 0o777 == 0o700
    release = folder / "release" / NAME / f"{NAME}.ipynb"
    assert nbformat.read(release, as_version=4).cells[0].source.endswith("See lesson 1 and [Keras](https://keras.io).")
    release.write_text(release.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    handed_out = release.read_bytes()
    folder.chmod(0o755)
    (folder / "gradebook.db").unlink()
    assert layout.lay_out(folder, given) == []
    assert folder.stat().st_mode & 0o777 == 0o700
    assert release.read_bytes() == handed_out
    with layout.open_gradebook(folder) as gradebook:
        assert {cell.name for cell in gradebook.find_notebook(NAME, NAME).grade_cells} == set(exercise.questions)
    (folder / "gradebook.db").write_bytes(b"no gradebook" * 500)
    with pytest.raises(ValueError, match="gradebook.db cannot be read .*Move it to another place"):
        layout.lay_out(folder, given)


def test_a_lost_gradebook_does_not_let_a_new_exercise_replace_one_that_was_graded(tmp_path, exercise):
    folder, given = tmp_path / "class", notebooks(exercise, tmp_path)
    layout.lay_out(folder, given)
    (folder / "autograded" / "ann" / NAME).mkdir(parents=True)
    (folder / "autograded" / "ann" / NAME / f"{NAME}.ipynb").write_text("{}", encoding="utf-8")
    (folder / "gradebook.db").unlink()
    handed_out = files_below(folder / "release")
    other = nbformat.from_dict(given[NAME])
    other.cells = [
        cell for cell in other.cells if "digits" not in cell.metadata.get("nbgrader", {}).get("grade_id", "")
    ]
    (problem,) = layout.lay_out(folder, {NAME: other})
    assert "has other questions now" in problem
    assert files_below(folder / "release") == handed_out
    with layout.open_gradebook(folder) as gradebook:
        assert "digits" in {cell.name for cell in gradebook.find_notebook(NAME, NAME).grade_cells}
