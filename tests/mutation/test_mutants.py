"""Who judges a changed line of the package, and whether a program that starts warm is the same program."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from tools.mutation import judge_mutant, warm_start
from tools.notebooks.sources import ROOT

MODULE = '''"""Text."""

LIMIT = 3


def half(x):
    return (
        x
        / 2
    )
'''


def test_what_explains_a_survivor_speaks_of_a_line_that_is_there():
    def without_spaces(text):
        return re.sub(r"\s", "", text)

    explained = yaml.safe_load((ROOT / "tools" / "mutation" / "surviving_mutants.yml").read_text(encoding="utf-8"))
    gone = [
        entry["before"]
        for entry in explained
        if without_spaces(entry["before"]) not in without_spaces((ROOT / entry["module"]).read_text(encoding="utf-8"))
    ]
    assert gone == []


@pytest.fixture
def copies(tmp_path):
    """Lay out an original and return the function that gives a copy in which one piece is replaced."""
    original = tmp_path / "pristine" / judge_mutant.PACKAGE
    original.mkdir(parents=True)
    (original / "halves.py").write_text(MODULE, encoding="utf-8")

    def changed(before, after):
        copy = tmp_path / "copy"
        (copy / judge_mutant.PACKAGE).mkdir(parents=True)
        text = MODULE.replace(before, after)
        (copy / judge_mutant.PACKAGE / "halves.py").write_text(text, encoding="utf-8")
        return judge_mutant.changed_lines(copy, tmp_path / "pristine")

    return changed


@pytest.mark.parametrize(("before", "after", "line"), [("LIMIT = 3", "LIMIT = 4", 3), ("/ 2", "* 2", 7)])
def test_a_change_is_found_at_the_first_line_of_its_statement(copies, before, after, line):
    assert copies(before, after) == (f"{judge_mutant.PACKAGE}/halves.py", {line})


def test_a_copy_without_a_change_is_a_mistake(copies):
    with pytest.raises(RuntimeError, match="No module differs"):
        copies("LIMIT = 3", "LIMIT = 3")


@pytest.mark.parametrize(
    ("contexts", "asked"),
    [
        ({"7": ["tests/a.py::b|run", "notebooks/01.ipynb"]}, {"tests/a.py::b", "notebooks/01.ipynb"}),
        ({"7": ["", "notebooks/01.ipynb"]}, None),
        ({"3": ["tests/a.py::b|run"]}, None),
    ],
)
def test_those_are_asked_that_run_the_line_and_all_where_that_is_not_known(contexts, asked):
    assert judge_mutant.who_runs({7}, contexts) == asked


PROGRAM = """
import os, sys
print(sys.argv[1:], os.environ["COURSE_TRIAL"], os.getcwd(), file=sys.stderr)
print("tensorflow" in sys.modules)
if sys.argv[1] == "raise":
    raise ValueError("no")
sys.exit(int(sys.argv[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork, and so no warm start")
def test_a_program_that_starts_warm_has_its_arguments_environment_folder_streams_and_status(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    socket = tmp_path / "socket"
    with warm_start.serve(socket, {}):
        for argument, status in (("0", 0), ("7", 7), ("raise", 1)):
            done = subprocess.run(
                [sys.executable, warm_start.__file__, str(socket), "program", argument, "b c"],
                cwd=tmp_path,
                env={**os.environ, "COURSE_TRIAL": "here"},
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stdout) == (status, "True\n")
            assert done.stderr.splitlines()[0] == f"{[argument, 'b c']} here {tmp_path}"
            assert ("ValueError: no" in done.stderr) == (argument == "raise")
    assert not socket.exists()
