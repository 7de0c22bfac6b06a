"""The instruments of `make portability` see what they must see; the matrix itself is too long for a test."""

import json
import math
import sys
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest

from tools.notebooks.sources import NOTEBOOKS, ROOT
from tools.portability import margins, matrix, printed_numbers
from tools.portability.machines import FAST, MACHINES, ON_EACH_INSTALL, Machine
from tools.portability.nbval_runs import play
from tools.portability.recorder import Recorder, Rewrite


def run_recorded(source, tmp_path, **names):
    """Run a cell's source as a kernel would, recorded; return its names and its records."""
    recorder = Recorder(tmp_path / "records.jsonl")
    recorder.write({"source": source})
    tree = Rewrite("cell").visit(compile(source, "cell", "exec", flags=0x400))
    names = names | {"__recorded_text__": recorder.text, "__recorded_call__": recorder.call}
    exec(compile(tree, "cell", "exec"), names)
    return names, printed_numbers.read_records(tmp_path / "records.jsonl")[1][0]


FORMATS = [
    "f'{x:.3f}'",
    "f'{x!r:>12}'",
    "f'{x!s}'",
    "f'{name!a:_^9}|{name}'",
    "f'{x:{width}.{digits}e}'",
    "f'{x:{width}}'",
    "f'{x = :.2f}'",
    "f'{x:4.0%} {n:,} {n:04d} {n:g} {{not}}'",
    "f'{array}' f' {array.round(1)}'",
    "f'{np.float32(x):.2g} {np.int64(n)} {array.sum():.1f}'",
    "f'{[f\"{v:.1f}\" for v in array]}'",
    "f'{True} {None}'",
    "str(np.round(array, 1)) + str(np.around(array, decimals=2)) + str(round(x)) + str(round(x, 2))",
    "str(array.round(decimals=1)) + format(x, '.2f') + format(n) + '{:.1f}'.format(x)",
    "(lambda v: f'{v:.2f}')(x)",
    "f'{figure.get_text()}'",
]


@pytest.mark.parametrize("source", FORMATS)
def test_recording_changes_no_character(source, tmp_path):
    names = {"x": 2.34567, "n": 1234, "name": "ü", "width": 12, "digits": 4, "np": np, "array": np.array([0.25, -1.75])}
    names["figure"] = SimpleNamespace(get_text=lambda: "0.5")
    recorded, _ = run_recorded(f"text = {source}", tmp_path, **names)
    assert recorded["text"] == eval(source, names)


def test_raw_values_formats_and_elements_of_arrays_are_recorded(tmp_path):
    source = "f'{x:.2f} {word}'\narray.round(1)\nround(x, 3)"
    _, records = run_recorded(source, tmp_path, x=np.float64(1) / 3, word="0.5", array=np.array([[0.25], [2]]))
    assert [record["text"] for record in records] == ["0.33", "0.2", "2.0", "0.333"]
    assert records[0] == {"where": "cell:1#1", "value": repr(1 / 3), "spec": ".2f", "text": "0.33"}
    assert [record.get("digits") for record in records] == [None, 1, 1, 3]


def test_labels_of_a_figure_are_known_and_have_no_value(tmp_path):
    source = "tick.get_text()"
    _, records = run_recorded(source, tmp_path, tick=SimpleNamespace(get_text=lambda: "−2.50"))
    assert records == [{"where": "cell:1#1", "text": "−2.50"}]
    assert printed_numbers.figure_labels(records) == {"2.50"}


@pytest.mark.parametrize(
    ("value", "spec", "distance"),
    [
        (0.1249, ".2f", 0.0001),
        (2.5, ".0f", 0.0),
        (0.12345, ".1%", 0.00005),
        (1234.4, ".3g", 0.6),
        (0.0012344, ".3e", 0.0000001),
        (9.9951, ".3g", 0.0001),
        (10.0, ".3g", 0.005),
        (7, "d", math.inf),
        (0.0, "g", math.inf),
        (-0.1249, ".2f", 0.0001),
    ],
)
def test_distance_to_the_rounding_edge(value, spec, distance):
    assert printed_numbers.distance_to_edge(value, spec) == pytest.approx(distance, abs=1e-12)


def test_a_number_that_nothing_rounds_has_no_distance():
    assert math.isnan(printed_numbers.distance_to_edge(1 / 3, ""))


def write_notebook(path, *cells):
    """Write a notebook of (source, printed text) cells, as if it had been run."""
    notebook = nbformat.v4.new_notebook()
    for number, (source, text) in enumerate(cells, start=1):
        outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)] if text else []
        notebook.cells.append(nbformat.v4.new_code_cell(source, outputs=outputs, execution_count=number))
    nbformat.write(notebook, path)
    return path


def judge_values(tmp_path, source, text, *runs, printed=None):
    """Judge a notebook of one cell of which each run has recorded these values."""
    notebook = write_notebook(tmp_path / "try.ipynb", (source, text))
    folders = {}
    for number, values in enumerate(runs):
        folders[f"run {number}"] = folder = tmp_path / str(number)
        folder.mkdir()
        records = [{"where": "cell:1#1", "value": repr(v), "spec": ".2f", "text": f"{v:.2f}"} for v in values]
        lines = map(json.dumps, [{"source": source}, *records])
        (folder / "1.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return margins.judge([notebook], folders)


def test_a_number_near_its_edge_is_listed_and_one_far_from_it_is_not(tmp_path):
    found = judge_values(tmp_path, "show()", "0.12 0.34\n", [0.1249999, 0.34], [0.1249995, 0.34 + 4e-7])
    assert len(found.offenders) == 1
    assert "0.12 is 0.25 spreads from a rounding edge" in found.offenders[0]
    assert found.rows[0][1:3] == (2, 2)
    assert "0.12 in cell 1" in margins.summary(found)


def test_equal_values_prove_no_spread_of_zero(tmp_path):
    found = judge_values(tmp_path, "show()", "0.12\n", [0.125 - 1e-14], [0.125 - 1e-14])
    assert len(found.offenders) == 1
    assert "One run" not in margins.summary(found)


def test_a_single_run_is_said_to_show_no_spread(tmp_path):
    found = judge_values(tmp_path, "show()", "0.12\n", [0.124])
    assert not found.offenders
    assert "One run shows no spread" in margins.summary(found)


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        ([[0.121], [0.129]], "prints as 0.12 or 0.13"),
        ([[0.12, 0.12], [0.12]], "cell:1#1 makes 2 numbers on run 0, 1 on run 1"),
    ],
)
def test_runs_that_disagree_are_named(runs, words, tmp_path):
    assert any(words in offender for offender in judge_values(tmp_path, "show()", "0.12\n", *runs).offenders)


def test_a_number_that_bypassed_the_recorder_is_named(tmp_path):
    text = "0.12 of 0.77, at rate 0.05: 7.77 % of 3. #009e73\n"
    found = judge_values(tmp_path, "show('rate 0.05')", text, [0.12])
    assert [offender.split(" is printed")[0] for offender in found.offenders] == [
        "try, cell 1: 0.77",
        "try, cell 1: 7.77",
    ]


@pytest.mark.parametrize(("value", "offenders"), [(0.8, 0), (1 / 3, 1)])
def test_a_raw_number_is_an_offender_unless_it_is_a_plain_setting(value, offenders):
    number = printed_numbers.as_printed({"where": "cell:1#1", "value": repr(value), "spec": "", "text": str(value)})
    assert (not margins._ratio([number, number]) >= margins.FEWEST_SPREADS) == bool(offenders)


def test_a_notebook_that_no_kernel_has_recorded_is_named(tmp_path):
    notebook = write_notebook(tmp_path / "try.ipynb", ("1", ""))
    assert "no run has recorded it" in margins.judge([notebook], {}).offenders[0]


def test_the_table_names_the_first_cell_that_differs_and_the_kernels_are_recorded(tmp_path):
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    use = "import os\nvalue = float(os.environ.get('COURSE_TRIAL', '0.5'))"
    notebook = write_notebook(
        tmp_path / "notebooks" / "try.ipynb", (use, ""), ("print(f'{value:.1f}')", "0.5\n"), ("value", "")
    )
    lines = []
    table = matrix.Table([notebook], write=lines.append)
    outcomes = play(
        Machine({"COURSE_TRIAL": "0.75"}), sys.executable, [notebook], tmp_path / "run", root=tmp_path, options=["-n0"]
    )
    table.add("other", outcomes)
    assert lines == ["| machine | try | seconds |", "|---|---|---|", "| other | cell 2 | 0 |"]
    assert "'0.8" in table.differences[0]
    (stored,) = tmp_path.glob("run/records/*.jsonl")
    assert [record["text"] for cell in printed_numbers.read_records(stored)[1] for record in cell] == ["0.8"]


@pytest.mark.parametrize(("broken_runs", "verdict"), [(1, "pass"), (2, "did not run")])
def test_a_run_without_a_report_is_tried_once_more(broken_runs, verdict, tmp_path):
    notebook = write_notebook(tmp_path / "try.ipynb", ("print(1)", "1\n"))
    python, runs = tmp_path / "python", tmp_path / "runs"
    script = [
        "#!/bin/sh",
        f'echo >> "{runs}"',
        f'[ $(wc -l < "{runs}") -le {broken_runs} ] && exit 1',
        f'exec "{sys.executable}" "$@"',
    ]
    python.write_text("\n".join(script), encoding="utf-8")
    python.chmod(0o755)
    options = ["-n0", "--nbval", "-o", "addopts="]
    outcomes = play(Machine(), str(python), [notebook], tmp_path / "run", root=tmp_path, options=options)
    assert outcomes[notebook].verdict == verdict
    assert len(runs.read_text(encoding="utf-8").splitlines()) == 2


def test_a_machine_that_cannot_be_played_says_why_and_is_no_failure():
    lines = []
    table = matrix.Table([NOTEBOOKS / "00_start_here.ipynb"], write=lines.append)
    far = matrix.Run("far", Machine(needs=lambda python: "no such processor"), sys.executable)
    matrix.fill(table, [far, matrix.Run("gone", Machine(), None, "not here: no Python 3.9")], None)
    assert lines[-2:] == ["| far | not here: no such processor | 0 |", "| gone | not here: no Python 3.9 | 0 |"]
    assert table.differences == []


def test_the_options_choose_machines_that_exist():
    assert {FAST, *ON_EACH_INSTALL} <= set(MACHINES)
    fast, plain, one = (matrix.read_options(words) for words in (["--fast"], [], ["--machine", "Kathmandu"]))
    assert (fast.machine, fast.installs) == ([FAST], False)
    assert (plain.machine, plain.installs) == (list(MACHINES), True)
    assert (one.machine, one.installs) == (["Kathmandu"], False)
    with pytest.raises(SystemExit, match="There is no notebook"):
        matrix.chosen_notebooks(["99_none"])


def test_a_package_module_is_rewritten_on_import_and_keeps_its_source(tmp_path, monkeypatch):
    import inspect

    from tools.portability.recorder import _RecordedPackage

    (tmp_path / "autoenc_lessons.py").write_text("def half(x):\n    return f'{x / 2:.2f}'\n", encoding="utf-8")
    spec = _RecordedPackage().find_spec("autoenc_lessons", [str(tmp_path)])
    module = SimpleNamespace()
    recorder = Recorder(tmp_path / "records.jsonl")
    names = {"__recorded_text__": recorder.text, "__name__": "autoenc_lessons"}
    exec(spec.loader.get_code("autoenc_lessons"), names)
    module.half = names["half"]
    assert module.half(3) == "1.50"
    assert inspect.getsource(module.half) == "def half(x):\n    return f'{x / 2:.2f}'\n"
    assert json.loads((tmp_path / "records.jsonl").read_text(encoding="utf-8"))["where"] == "autoenc_lessons.py:2#1"
    assert _RecordedPackage().find_spec("numpy") is None


def test_letters_of_a_live_figure_are_no_numbers():
    drawn = '{"letters":"AB_1e833+7CDEFGHIJKLMN","strengths":[0.2,0.4],"name":"a 5.5"}'
    html = f"<script>\ndraw(host, {drawn});\n</script>"
    output = nbformat.v4.new_output("display_data", data={"text/html": html})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])
    [text] = printed_numbers.stored_texts(notebook)
    assert printed_numbers.tokens("".join(text)) == ["0.2", "0.4", "5.5"]
