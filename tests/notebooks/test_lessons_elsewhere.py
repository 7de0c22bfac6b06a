"""Every lesson under nbval, as another user with an old processor has it: the farthest machine that one can play.

Start page, exercises and solutions run under nbval on this machine as it is, so that each notebook is played once.
"""

import sys

import pytest

from tools.portability import margins, matrix
from tools.portability.machines import FAST, MACHINES


@pytest.mark.slow
def test_the_lessons_give_what_is_stored_on_another_users_old_processor(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(matrix, "RESULTS", tmp_path)
    # Where that machine cannot be played, they run on this one.
    machine = "default" if MACHINES[FAST].needs(sys.executable) else FAST
    matrix.main(["--fast", "--machine", machine])
    said = capsys.readouterr().out
    assert f"Every number is {margins.FEWEST_SPREADS} spreads or more" in said
    assert "One run shows no spread" in said
