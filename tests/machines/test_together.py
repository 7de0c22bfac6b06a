"""Two processes that stand for two computers train as one does, and go on after one of them is lost."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from autoenc_lessons import seed_everything
from autoenc_lessons.machines import __main__ as command_line
from autoenc_lessons.machines import computers, here, resuming, start_here
from autoenc_lessons.training import iterate_steps
from tests.machines import recipe_of_two

RECIPE = Path(recipe_of_two.__file__)
HOW = {"steps": 600, "batch_size": 100, "save_every": 50}


def losses_of_one_process(optimizer, steps, monkeypatch):
    monkeypatch.setenv("OPTIMIZER", optimizer)
    seed_everything(0)
    given = {"steps": steps, "batch_size": HOW["batch_size"], "shuffle_seed": 0}
    return np.concatenate(list(iterate_steps(recipe_of_two.build(), recipe_of_two.data(), **given)))


def losses_in(folder):
    ours, theirs = (np.loadtxt(folder / f"computer_{number}" / "losses.txt") for number in range(2))
    np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(ours[:, 0], np.arange(1, len(ours) + 1))
    return ours[:, 1]


def said_by(number, folder):
    return (folder / f"computer_{number}" / "said.txt").read_text(encoding="utf-8")


def started_warm(warm_python):
    start = subprocess.Popen

    def started(command, **given):
        assert command[:2] == [sys.executable, "-m"]
        return start([*warm_python, *command[2:]], **given)

    return started


def ended(folder, **how):
    started = start_here(RECIPE, folder, **(HOW | how))
    assert [one.wait(timeout=200) for one in started] == [0, 0], said_by(0, folder) + said_by(1, folder)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_two_computers_train_as_one_and_go_on_after_one_of_them_was_lost(tmp_path, monkeypatch, warm_python):
    # What is said must stand in order in a file, whatever Python's streams were told here.
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    # Plain gradient descent finds gradients that are summed twice, which Adam hardly shows.
    for optimizer in ("sgd", "adam"):
        expected = losses_of_one_process(optimizer, HOW["steps"], monkeypatch)
        with monkeypatch.context() as patch:
            if optimizer == "sgd":
                # Of these two, the losses are looked at alone; all others start as a learner's do.
                patch.setattr(here.subprocess, "Popen", started_warm(warm_python))
            ended(tmp_path / optimizer)
        np.testing.assert_allclose(losses_in(tmp_path / optimizer), expected, rtol=1e-12)
    assert (tmp_path / "adam" / "computer_0" / "autoencoder.keras").exists()

    lost = tmp_path / "lost"
    survivor, victim = start_here(RECIPE, lost, **HOW)
    while not (lost / "computer_1" / "step-200.index").exists():
        assert survivor.poll() is None, said_by(0, lost)
        time.sleep(0.01)
    victim.send_signal(signal.SIGKILL)
    assert survivor.wait(timeout=200) == 1
    last = said_by(0, lost).splitlines()[-1]
    assert last.startswith("Computer 1 (127.0.0.1:")
    assert "does not answer any more, so the training stopped after step" in last
    assert int(last.rstrip(".").split()[-1]) >= 200
    assert victim.wait() != 0
    ended(lost)
    assert all("Going on after step" in said_by(number, lost) for number in range(2))
    np.testing.assert_array_equal(losses_in(lost), losses_in(tmp_path / "adam"))


def test_fit_of_keras_does_not_run_on_two_computers(warm_python):
    # Once it does, lesson 13 need not say so any longer, and a loop of one's own is no longer needed.
    hosts = ",".join(computers.free_hosts(2))
    command = [*warm_python, "tests.machines.fit_of_two", hosts]
    started = [subprocess.Popen([*command, this], stdout=subprocess.PIPE, text=True) for this in "01"]
    for one in started:
        said = one.communicate(timeout=200)[0].splitlines()[-1]
        assert said.startswith("fit failed: Attempt to convert a value (PerReplica:")


@pytest.mark.parametrize(
    ("hosts", "this", "kind", "words"),
    [
        ("10.0.0.5", 0, ValueError, "an address and a port, such as 10.0.0.5:2222; got '10.0.0.5'"),
        ("10.0.0.5:x,10.0.0.6:1", 0, ValueError, "got '10.0.0.5:x'"),
        ("10.0.0.5:70000", 0, ValueError, "got '10.0.0.5:70000'"),
        ("", 0, ValueError, "got ''"),
        ("10.0.0.5:1,10.0.0.5:1", 0, ValueError, "10.0.0.5:1 comes twice"),
        ("10.0.0.5:1,10.0.0.5:2", 2, ValueError, "from 0 to 1; got 2"),
        ("10.0.0.5:1,10.0.0.5:2", -1, ValueError, "this must be at least 0"),
    ],
)
def test_hosts_that_are_none_get_one_sentence(hosts, this, kind, words):
    with pytest.raises(kind, match=words):
        computers.as_hosts(hosts, this)


def test_a_computer_that_hangs_is_the_one_that_tensorflow_names(monkeypatch):
    monkeypatch.setattr(computers, "_SECONDS_TO_FALL_SILENT", 0)
    with socket.socket() as hanging, socket.socket() as other:
        for one in (hanging, other):
            one.bind(("127.0.0.1", 0))
            one.listen()
        hosts = [f"127.0.0.1:{one.getsockname()[1]}" for one in (other, hanging)]
        said = "The following tasks are unhealthy (stopped sending heartbeats):\n/job:worker/replica:0/task:1\n"
        assert computers.lost_in(said, hosts, this=0) == [1]
        assert computers.lost_in("/task:0 and something else", hosts, this=0) == []
        assert computers.lost_in("/task:0", [*hosts, *computers.free_hosts(1)], this=0) == [2]


def test_a_port_that_is_taken_is_said(capsys, tmp_path):
    with socket.socket() as other:
        other.bind(("", 0))
        other.listen()
        host = f"127.0.0.1:{other.getsockname()[1]}"
        options = [f"--hosts={host}", "--this=0", "--steps=1", "--batch-size=1", f"--folder={tmp_path}"]
        assert command_line.main([str(RECIPE), *options]) == 1
    assert f"Port {host[10:]} of this computer is taken" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"), [(None, "cannot be read: No such file"), ("build = data = 3", "has no function build()")]
)
def test_a_recipe_that_is_none_gets_one_sentence(text, words, tmp_path, capsys):
    recipe = tmp_path / "recipe.py"
    if text:
        recipe.write_text(text, encoding="utf-8")
    given = ["--hosts=127.0.0.1:1", "--this=0", "--steps=1", "--batch-size=1", "--folder=x"]
    assert command_line.main([str(recipe), *given]) == 1
    assert words in capsys.readouterr().err


def test_a_folder_of_another_training_is_told_from_ones_own(tmp_path):
    seed_everything(0)
    model = recipe_of_two.build()
    model.optimizer.build(model.trainable_variables)
    first = resuming.Progress(model, tmp_path)
    with first.writing():
        first.note(0.1 + 0.2)
        first.save()
        first.note(0.25)
    again = resuming.Progress(model, tmp_path)
    again.go_on_after(1)
    assert list(again.losses) == [0.1 + 0.2]
    assert (tmp_path / "losses.txt").read_text() == "1 0.30000000000000004\n"
    with pytest.raises(ValueError, match="holds no checkpoint of step 2 any more"):
        again.go_on_after(2)
    (tmp_path / "losses.txt").write_text("")
    with pytest.raises(ValueError, match="lacks losses of the first 1 steps"):
        resuming.Progress(model, tmp_path).go_on_after(1)
