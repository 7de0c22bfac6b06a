"""Whatever `make class`, `make collect` and `make grades` say can be said in another language."""

import ast
import contextlib
import json
import subprocess
import sys
import zipfile

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from benchmarks.handing_in import Exercise
from tests.classroom.small_class import NAME, write_exercise
from tests.language.sentences import Accented, accented, past_the_catalogue, untranslated
from tools.classroom import (
    causes,
    collecting,
    grades,
    layout,
    outputs,
    places,
    remarks,
    report,
    sandbox,
    untouched,
)
from tools.classroom import submissions as handed_in
from tools.classroom.cells import put_cells_back
from tools.classroom.gradebook_server import _TRIGGERS_AND_RULES
from tools.classroom.language import _, reads_in, use, written
from tools.classroom.lookalikes import other_work
from tools.classroom.one_run_at_a_time import only_one_run
from tools.classroom.running import RunCells
from tools.classroom.saved_notebooks import readable_notebook
from tools.classroom.words import notes_of, spoken_name
from tools.notebooks.sources import ROOT, lesson_sources, make_notebook

MODULES = sorted((ROOT / "tools" / "classroom").rglob("*.py"))
# What other programs say, which is looked for; what they are told; and a setting's value, which stands in a file.
NO_WORDS = {"Please see the", "There was an error processing", "Traceback (most recent call last):"}
NO_WORDS |= {"Unterminated string", "version https://git-lfs", "import ipykernel, psutil", "most answers"}
NO_WORDS |= {"SELECT name FROM sqlite_master WHERE type = 'trigger'", layout.CONFIG}
NO_WORDS |= {_TRIGGERS_AND_RULES}


def help_on_settings(text):
    """Return what a source says of its options and settings: argparse and traitlets print it among English words."""
    keywords = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.keyword) and node.arg == "help"]
    return {keyword.value.value for keyword in keywords if isinstance(keyword.value, ast.Constant)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sentence_of_the_grading_goes_through_the_catalogue(path):
    text = path.read_text(encoding="utf-8")
    past = [said for _line, said in past_the_catalogue(text, errors=True)]
    assert [said for said in past if said not in NO_WORDS | help_on_settings(text)] == []


def test_what_an_error_says_is_looked_at_where_a_reader_sees_it():
    source = 'raise ValueError(f"no word of {it}")\n_("a word of it")'
    assert past_the_catalogue(source) == []
    assert past_the_catalogue(source, errors=True) == [(1, "no word of {}")]


def test_the_words_of_the_grading_need_no_tensorflow():
    look = "import sys, tools.classroom.language as words; words.written('en'); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"autoenc_lessons", "tensorflow", "keras", "numpy"} & set(run.stdout.split())


# In the made-up language


@pytest.fixture
def exercise(tmp_path):
    return Exercise(write_exercise(tmp_path))


@pytest.fixture
def course(tmp_path, exercise):
    """A class without a gradebook, whose own settings choose the language."""
    folder = tmp_path / "class"
    (folder / "release" / NAME).mkdir(parents=True)
    (folder / "submitted").mkdir()
    own = "from tests.language.sentences import Accented\nfrom tools.classroom.language import use\nuse(Accented())\n"
    (folder / "nbgrader_config.py").write_text(f"c = get_config()\n{own}", encoding="utf-8")
    nbformat.write(blank(exercise), folder / "release" / NAME / f"{NAME}.ipynb")
    return folder


@pytest.fixture(autouse=True)
def _accented():
    with reads_in(Accented()):
        yield


def blank(exercise):
    return exercise.filled(without=exercise.questions)


def refused(call, *arguments, **options):
    """Return the sentence that says why something cannot be."""
    with pytest.raises((ValueError, FileNotFoundError)) as error:
        call(*arguments, **options)
    return str(error.value)


def assert_translated(told, fewest):
    told = [sentence for sentence in told if sentence]
    assert len(set(told)) >= fewest, told
    # What the system and Python's own modules say of a file stays as it is.
    of_others = ("Bad CRC-32 for file", "File is not a zip file", "File exists")
    for sentence in told:
        for words in of_others:
            sentence = sentence.replace(words, "")
        assert untranslated(sentence) == [], sentence


def test_why_a_file_is_no_notebook():
    notebook = nbformat.writes(new_notebook(cells=[new_code_cell("größe = 1")])).encode()
    broken = [
        b"",
        b"7",
        b"<html>",
        b"%PDF-1.7",
        b"version https://git-lfs",
        b"PK\x03\x04",
        b'{"nbformat": 4}',
        b"\0" * 9,
    ]
    broken += [notebook[:90], notebook.replace(b"]", b",]"), b"<<<<<<< HEAD\n" + notebook, b'{"a": ' + b"[" * 100_000]
    assert_translated([refused(readable_notebook, content) for content in broken], fewest=11)
    saved = [notebook.decode().encode("latin-1"), notebook.replace("ß".encode(), "ßé\xff".encode()[:-1])]
    assert_translated([note for content in saved for note in notes_of(readable_notebook(content))], fewest=2)


def test_what_was_done_to_the_cells_of_a_notebook(exercise, course):
    odd = exercise.filled(without=["largest"])
    odd.cells.insert(1, new_code_cell("largest = 7"))
    for grade_id, change in {"double": "print(1)", "digits": None, "answer-digits": None}.items():
        place = exercise.place(odd, grade_id)
        if change:
            odd.cells[place].source = change
        else:
            del odd.cells[place]
    odd.cells.append(odd.cells[exercise.place(odd, "answer-double")])
    given_last = exercise.filled()
    given_last.cells.append(given_last.cells.pop(exercise.place(given_last, "given-1")))
    notebooks = [odd, given_last, new_notebook(), new_notebook(cells=[new_code_cell("largest = 7")])]
    notes = [note for notebook in notebooks for note in put_cells_back(notebook, blank(exercise))]
    works = [make_notebook(lesson_sources()[1]), exercise.filled()]
    notes += [other_work(work, "02_other", course / "release") for work in works]
    notes += [spoken_name(cell, 3) for cell in (*exercise.filled().cells, new_code_cell("mine = 1"))]
    assert_translated(notes, fewest=14)


def download(course, name, entries):
    archive = course / "downloaded" / NAME / "archive" / name
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as file:
        for path, content in entries.items():
            file.writestr(path, content)
    return archive


def test_what_is_said_while_work_is_collected_in_the_language_of_the_course(course):
    told = [refused(collecting.collect_class, course.parent), refused(collecting.collect_class, course, ["02_x"])]
    told += [refused(collecting.collect_class, course)]
    use(written("en"))
    of_ann = {"Ann_1_assignsubmission_file_/a": b"spoilt", "Ann_2_assignsubmission_file_/b": b"1", "__MACOSX/x": b""}
    archive = download(course, "a.zip", of_ann | {"loose": b"1", "Ann_2_assignsubmission_file_/b/c": b"1"})
    archive.write_bytes(archive.read_bytes().replace(b"spoilt", b"spoiit"))
    download(course, "empty.zip", {})
    (archive.parent / "broken.zip").write_bytes(b"PK\x03\x04")
    (archive.parent / "link").symlink_to(course)
    collecting.collect_class(course, say=told.append)
    download(course, "a.zip", {"Ann_2_assignsubmission_file_/b": b"2"})
    collecting.collect_class(course, say=told.append)
    collecting.collect_class(course, say=told.append)
    assert_translated(told, fewest=12)


def test_what_is_noted_of_what_was_handed_in(course, exercise):
    told = []
    for number, names in enumerate(
        [["a.zip", "b.7z"], ["x.ipynb", "y.ipynb", "math.py", "matplotlibrc"], ["z.py"], []]
    ):
        place = course / "submitted" / f"s{number}" / NAME
        place.mkdir(parents=True)
        for name in names:
            notebook = nbformat.writes(exercise.filled())
            (place / name).write_text(notebook if ".ipynb" in name else "1", encoding="utf-8")
            (place / f"to_{name}").symlink_to("nowhere")
        handed_in.prepare(place, course / "out", NAME)
        told += notes_of(nbformat.read(course / "out" / f"{NAME}.ipynb", as_version=4))
    assert_translated(told, fewest=12)
    marks = []
    for translations in (written("en"), Accented()):
        with reads_in(translations):
            marks.append(handed_in.fingerprint(course / "submitted" / "s0" / NAME))
    assert marks[0] == marks[1]


def test_the_lines_of_the_report_and_of_the_feedback(exercise, tmp_path):
    lines = [report.not_graded_line("ann", NAME, _("it is not in the gradebook")), report.stray_line("ann/x.ipynb")]
    report.write_report(tmp_path / "report.csv", lines)
    told = [line["sentence"] for line in [*lines, *report.read_report(tmp_path / "report.csv")]]
    changed = ["autoenc_lessons.models", *(f"numpy.{name}" for name in "abcd")]
    told += remarks.notes_on_changes(changed, looked=True)
    odd = new_code_cell("import autoenc_lessons.checks.groups\nimport sys\nsys._getframe()\n!pip install torch")
    told += remarks.remarkable(new_notebook(cells=[odd]))
    told += [layout.points_table({NAME: exercise.filled()}).splitlines()[0], layout.no_assignment(["x"], ["y"])]
    told += [causes.cause_of({"success": False, "error": ""})]
    assert_translated(told, fewest=12)
    assert accented("points") in told[-3]


def test_what_a_student_reads_of_cells_that_did_not_run(exercise, tmp_path):
    only_checks = blank(exercise)
    only_checks.cells = [cell for cell in only_checks.cells if cell.metadata.get("nbgrader", {}).get("locked")]
    only_checks.metadata["grading"] = {"notes": [_("there is no code in the notebook")]}
    graded, _resources = RunCells().preprocess(only_checks, {"metadata": {"path": str(tmp_path)}})
    shown = [output.evalue for cell in graded.cells for output in cell.get("outputs", [])] + [graded.cells[0].source]
    keeper = outputs.Keeper(5, 5, 5)
    shown.append(keeper._cut("123456").removeprefix("12345"))
    keeper._cut_object({"data": {"text/plain": "123456"}})
    shown += [keeper.has_cut.format(cell=_("This cell")), outputs.judged_outputs([], {})[0].evalue]
    assert_translated(shown, fewest=5)


def test_why_nothing_is_laid_out_or_graded(course, monkeypatch):
    told = [refused(places.check_place, place) for place in (ROOT, course.parent, course / "[x]", course / "$HOME")]
    told += [refused(places.check_place, course / "nbgrader_config.py" / "x")]
    told += [refused(grades.grade_class, course, ["02_x"])]
    with only_one_run(course), contextlib.ExitStack() as second:
        told += [refused(second.enter_context, only_one_run(course))]
    monkeypatch.setattr(untouched, "_needs", lambda: ["not_there", "nbformat<1"])
    told += [untouched.unmet_needs()]
    monkeypatch.setattr(untouched, "_needs", lambda: ["nbformat<1"])
    told += [untouched.unmet_needs(), _(untouched.REPAIR), _(sandbox.NO_SANDBOX, problem="")]
    monkeypatch.setattr(grades, "sandbox_problem", lambda: untouched.unmet_needs())
    told += [refused(grades.grade_class, course, needs_sandbox=True)]
    for name, value in {"shutil.which": lambda name: None, "sys.platform": "darwin"}.items():
        monkeypatch.setattr(f"tools.classroom.sandbox.{name}", value)
        told += [sandbox.sandbox_problem.__wrapped__()]
    assert_translated(told, fewest=14)


def test_the_kernel_is_told_its_words_from_outside(tmp_path):
    from tools.classroom.kernels import GradingKernelManager
    from tools.classroom.limits import Limits
    from tools.classroom.rooms import Room

    manager = GradingKernelManager(kernel_name="python3")
    room = Room(tmp_path)
    try:
        manager.prepare(room, modules=(), limits=Limits(memory=1, disk=1, processes=1))
        words = json.loads(manager._variables()["GRADING_WISHES"])["words"]
    finally:
        room.remove()
    assert_translated(words.values(), fewest=2)
    assert "⟦{name}⟧" in words["changed"]
