"""The same grades from a Dask cluster, and one sentence where it cannot be used."""

import importlib.util
import os

import pytest

from benchmarks.handing_in import Exercise, lay_down
from tests.classroom.small_class import grade, lay_out_small_class, write_exercise
from tools.classroom import cluster
from tools.classroom.cluster import Cluster
from tools.classroom.sandbox import sandbox_problem

NO_DASK = "dask[distributed] is not installed"
needs_dask = pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason=NO_DASK)
needs_sandbox = pytest.mark.skipif(sandbox_problem() is not None, reason=f"no sandbox: {sandbox_problem()}")


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("laid_out")
    course, exercise = lay_out_small_class(folder), Exercise(write_exercise(folder))
    made = [
        exercise.handed_in("right", exercise.filled()),
        exercise.handed_in("stops", exercise.filled(double="exit()")),
    ]
    lay_down(course, made, exercise)
    return course


@pytest.fixture(scope="module")
def address():
    from distributed import LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with LocalCluster(**options) as local:
        yield local.scheduler_address
        # A cluster that closes while it starts a lost worker again waits for a process that does not exist yet.
        local.wait_for_workers(2, 120)


@pytest.mark.skipif(importlib.util.find_spec("distributed") is not None, reason="dask[distributed] is installed")
def test_without_dask_one_sentence_says_what_to_install():
    with pytest.raises(ValueError, match=r"A cluster needs Dask, which is not installed. Run: pip install"):
        Cluster("tcp://127.0.0.1:8786", say=print)


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:8786", "tcp://host"])
def test_what_is_no_address_is_told_so(address):
    with pytest.raises(ValueError, match="is no address of a Dask scheduler, as tcp://host:8786 is"):
        Cluster(address, say=print)


@needs_dask
def test_a_scheduler_that_does_not_answer_gets_one_sentence(monkeypatch):
    monkeypatch.setattr(cluster, "_SECONDS_TO_REACH", 1)
    with pytest.raises(ValueError, match="No Dask scheduler answers at tcp://127.0.0.1:9 within 1 s"):
        Cluster("tcp://127.0.0.1:9", say=print)


@needs_dask
@needs_sandbox
def test_workers_that_would_grade_otherwise_are_refused(address, monkeypatch):
    monkeypatch.setattr(cluster, "version", lambda: "newer")
    with pytest.raises(ValueError, match="has another version of the course. Bring it up to date"):
        Cluster(address, say=print)


@needs_dask
@needs_sandbox
def test_a_cluster_gives_the_same_report_and_outlives_a_killed_worker(course, address):
    one, said = grade(course), []
    assert grade(course, again=True, pool=Cluster(address, say=said.append)) == one
    assert said == ["2 submissions run at a time."]
    with Cluster(address, say=said.append) as pool:
        future = pool._executor.submit(os._exit, 3)
        future.exception(120)
        assert pool.result_of(future).failure == "the workers that were to run it were killed, again and again"
