"""Runs that are shared among processes come out as at home, whatever becomes of a worker."""

import os
import signal

import numpy as np
import pytest

from autoenc_lessons import machines, many_runs, seed_everything, seed_spread
from autoenc_lessons.machines import places
from autoenc_lessons.training import progress
from tests.machines.recipes import X, build, build_explosive, build_noisy


@pytest.fixture(autouse=True)
def _in_float64(compiled_alike):
    seed_everything(0)


@pytest.fixture(autouse=True, scope="module")
def _workers_end():
    yield
    machines.release_workers()


def train(recipe, starts, **how):
    seed_everything(1)
    return seed_spread.train_starts(recipe, X, starts, **({"steps": 30, "progress": False} | how))


def assert_same(spread, expected, kept=None):
    kept = range(len(expected.losses)) if kept is None else kept
    assert spread.kept == list(kept)
    np.testing.assert_array_equal(spread.losses, expected.losses[kept])
    np.testing.assert_array_equal(spread.reconstructions, expected.reconstructions[kept])
    for ours, number in zip(spread.weights, kept, strict=True):
        for one, other in zip(ours, expected.weights[number], strict=True):
            np.testing.assert_array_equal(one, other)


def on_the_first_run(monkeypatch, act):
    """Act once, when the first run is finished."""
    acts = [act]

    class Bar(progress._Bar):
        def update(self, n=1):
            if acts:
                acts.pop()()
            return super().update(n)

    monkeypatch.setattr(progress, "_Bar", Bar)


def test_runs_in_two_calls_are_those_of_one_if_each_keeps_its_number():
    starts = seed_spread.draw_starts(build, range(4))
    whole = train(build, starts, batch_size=10)
    parts = [train(build, starts[i : i + 2], batch_size=10, numbers=range(i, i + 2)) for i in (0, 2)]
    np.testing.assert_array_equal(np.concatenate([part.losses for part in parts]), whole.losses)
    assert (train(build, starts[2:], batch_size=10).losses != whole.losses[2:]).any()


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"numbers": [1]}, ValueError, "one of numbers for each start; got 1 for 2 starts"),
        ({"numbers": 3}, TypeError, "numbers must be one whole number for each start"),
        ({"numbers": [0, -1]}, ValueError, "each of numbers must be at least 0"),
        ({"on": 0}, ValueError, "on must be at least 1"),
        ({"on": True}, TypeError, "on must be a whole number"),
        ({"on": "tcp://10.0.0.1:8786"}, TypeError, "client of Dask, but it is a str; connect to a cluster by"),
        ({"on": 2.5}, TypeError, "on must be a number of processes on this computer, such as 2, or a .*; got a float"),
        ({"on": 2, "steps": 0}, ValueError, "steps must be at least 1"),
        ({"on": 2, "targets": X[:, :5]}, ValueError, "those in targets have shape"),
    ],
)
def test_what_does_not_fit_is_said_before_a_worker_starts(given, kind, words, monkeypatch):
    monkeypatch.setattr(places, "_pool_of", lambda n_workers: pytest.fail("a worker was started"))
    with pytest.raises(kind, match=words):
        train(build, seed_spread.draw_starts(build, range(2)), **given)


def test_what_cannot_be_sent_gets_one_sentence():
    lock = __import__("threading").Lock()
    with pytest.raises(ValueError, match="cannot be sent to another process .* make in the function itself what it"):
        train(lambda: (lock, build())[1], seed_spread.draw_starts(build, range(2)), on=2)


@pytest.mark.parametrize("how", [{}, {"batch_size": 10}], ids=["all samples", "mini-batches"])
@pytest.mark.parametrize("recipe", [build, build_noisy])
def test_two_processes_give_the_numbers_of_one(recipe, how):
    # Made in a function, as in a notebook, it cannot be imported by its name.
    starts = seed_spread.draw_starts(lambda: recipe(), range(3))
    assert_same(train(lambda: recipe(), starts, on=2, **how), train(lambda: recipe(), starts, **how))


def test_models_of_many_runs_and_a_model_that_is_sent_itself():
    given = {"steps": 20, "batch_size": 10, "seeds": (3, 5)}
    for ours, other in zip(many_runs.train(build, X, on=2, **given), many_runs.train(build, X, **given), strict=True):
        np.testing.assert_array_equal(ours(X), other(X))
    model, starts = build(), seed_spread.draw_starts(build, range(2))
    assert_same(train(lambda: model, starts, on=2), train(lambda: model, starts))


def test_a_run_that_diverges_is_named_and_the_others_are_as_ever(capsys):
    starts = seed_spread.draw_starts(build_explosive, range(3))
    starts[1] = [weights * 1e60 for weights in starts[1]]
    spread, expected = (train(build_explosive, starts, on=on, use_xla=False) for on in (2, None))
    assert spread.diverged == expected.diverged
    assert list(spread.diverged) == [1]
    assert_same(spread, expected)
    first, second = capsys.readouterr().out.splitlines()
    assert first == second
    with pytest.raises(ValueError, match="Training stopped at step"):
        train(build_explosive, starts[1:2], on=2, use_xla=False)


def test_the_stop_button_keeps_what_is_finished_and_the_workers(monkeypatch, capsys):
    starts = seed_spread.draw_starts(build, range(30))
    how = {"steps": 2000, "batch_size": 10}
    with monkeypatch.context() as patch:
        on_the_first_run(patch, lambda: signal.raise_signal(signal.SIGINT))
        stopped = train(build, starts, on=2, **how)
    assert 1 <= len(stopped.kept) < 12
    assert f"the {len(stopped.kept)} finished of 30 runs are kept." in capsys.readouterr().out
    some = [starts[number] for number in stopped.kept]
    np.testing.assert_array_equal(train(build, some, numbers=stopped.kept, **how).losses, stopped.losses)
    workers = set(places._pools[2]._processes)
    train(build, starts[:2], on=2)
    assert set(places._pools[2]._processes) == workers


def test_a_first_run_that_is_stopped_is_kept_as_far_as_it_came(monkeypatch, capsys):
    starts, steps = seed_spread.draw_starts(build, range(2)), 10**6
    ticks = iter(range(10**6))
    real = places.concurrent.futures.wait

    def wait(*given):
        if next(ticks) == 5:
            signal.raise_signal(signal.SIGINT)
        return real(*given)

    monkeypatch.setattr(places.concurrent.futures, "wait", wait)
    stopped = train(build, starts, on=2, steps=steps, batch_size=10)
    done = int(np.isfinite(stopped.losses).sum())
    assert stopped.losses.shape == (1, steps)
    assert f"1 of 2 runs, and {done} of the last one's {steps} steps, are kept." in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_the_runs_of_a_worker_that_is_killed_are_done_again(monkeypatch):
    starts = seed_spread.draw_starts(build, range(6))
    how = {"steps": 1000, "batch_size": 10}
    expected, killed = train(build, starts, **how), []

    def kill():
        killed.append(next(iter(places._pools[2]._processes)))
        os.kill(killed[0], signal.SIGKILL)

    on_the_first_run(monkeypatch, kill)
    assert_same(train(build, starts, on=2, **how), expected)
    assert killed[0] not in places._pools[2]._processes


def test_workers_that_are_lost_each_time_cost_no_finished_run(monkeypatch, capsys):
    class Pool:
        def submit(self, work, recipe, settings, task):
            future = places.concurrent.futures.Future()
            if task[1] == 1:
                future.set_exception(places.concurrent.futures.process.BrokenProcessPool("ended abruptly"))
            else:
                future.set_result(places.workers.do_task_of_file(recipe, settings, task))
            return future

    monkeypatch.setattr(places, "_pool_of", lambda n_workers: Pool())
    starts = seed_spread.draw_starts(build, range(3))
    expected = train(build, starts)
    assert_same(train(build, starts, on=2), expected, kept=[0, 2])
    said = capsys.readouterr().out
    assert "Workers were lost (BrokenProcessPool: ended abruptly); the 2 finished of 3 runs are kept." in said
    assert "those of starts 0, 2 (counted from 0)" in said
    with pytest.raises(RuntimeError, match="lost before a run was finished .*ended abruptly.* try fewer of them"):
        train(build, starts[1:2], numbers=[1], on=2)


def test_tasks_in_files_are_done_once_and_a_bad_one_costs_no_other(tmp_path, capsys):
    log = tmp_path / "log"

    def power(base, exponent):
        with log.open("a") as file:
            file.write(f"{base} ")
        if base == 0:
            raise KeyError("no such base")
        return {"power": np.float64(base) ** exponent}

    tasks = {f"base {base}": (base, 2) for base in (3, 0, 4)}
    folder = tmp_path / "results"
    first = machines.do_in_files(power, tasks, folder, progress=False)
    assert first == {"base 3": {"power": 9}, "base 4": {"power": 16}}
    said = capsys.readouterr().out
    assert "base 0 failed: KeyError: 'no such base'" in said
    assert "1 of 3 tasks are left; the same call does them." in said
    assert machines.do_in_files(power, tasks | {"base 5": (5, 2)}, folder, progress=False)["base 5"] == {"power": 25}
    assert sorted(log.read_text().split()) == ["0", "0", "3", "4", "5"]
    assert sorted(file.name for file in folder.iterdir()) == [f"base {base}.pickle" for base in (3, 4, 5)]
    (folder / "base 3.pickle").write_text("something else")
    with pytest.raises(ValueError, match="The file 'base 3.pickle' holds no result; remove it"):
        machines.do_in_files(power, {"base 3": (3, 2)}, folder, progress=False)
    for odd in ({"a/b": (1,)}, {"a": 1}, {1: (1,)}):
        with pytest.raises(TypeError, match="a file's name and a tuple for each task"):
            machines.do_in_files(power, odd, folder)
