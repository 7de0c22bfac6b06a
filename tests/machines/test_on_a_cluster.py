"""Runs that a cluster of Dask does come out as at home, also where a worker is lost."""

import os
import signal
import threading
import time

import numpy as np
import pytest

from autoenc_lessons import seed_everything, seed_spread
from autoenc_lessons.machines import do_elsewhere
from tests.machines.recipes import X, build, build_noisy

distributed = pytest.importorskip("distributed", reason="Dask, the extra `scale`, is not installed")


@pytest.fixture(scope="module")
def client(compiled_alike, tmp_path_factory):
    given = {"n_workers": 2, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    folder = str(tmp_path_factory.mktemp("dask"))
    with distributed.LocalCluster(local_directory=folder, **given) as cluster, cluster.get_client() as client:
        yield client
        # A cluster that closes while it starts a lost worker again waits for a process that does not exist yet.
        client.wait_for_workers(2, 120)


def train(recipe, starts, **how):
    seed_everything(1)
    return seed_spread.train_starts(recipe, X, starts, progress=False, **how)


def starts_of(n_starts):
    seed_everything(0)
    return seed_spread.draw_starts(build, range(n_starts))


def assert_same(spread, expected):
    assert spread.kept == expected.kept
    np.testing.assert_array_equal(spread.losses, expected.losses)
    np.testing.assert_array_equal(spread.reconstructions, expected.reconstructions)


@pytest.mark.parametrize("how", [{"steps": 30}, {"steps": 60, "batch_size": 10}], ids=["all samples", "mini-batches"])
def test_a_cluster_gives_the_numbers_of_one_process(client, how):
    starts = starts_of(4)
    assert_same(train(lambda: build_noisy(), starts, on=client, **how), train(lambda: build_noisy(), starts, **how))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_the_runs_of_a_worker_that_is_killed_are_done_again(client):
    starts, how = starts_of(8), {"steps": 4000, "batch_size": 10}
    expected = train(build, starts, **how)
    pids = client.run(os.getpid)

    def kill_one_that_works():
        while not any(client.processing().values()):
            time.sleep(0.02)
        os.kill(next(iter(pids.values())), signal.SIGKILL)

    killer = threading.Thread(target=kill_one_that_works, daemon=True)
    killer.start()
    spread = train(build, starts, on=client, **how)
    killer.join()
    assert_same(spread, expected)
    assert set(client.run(os.getpid).values()) != set(pids.values())


def test_an_interrupt_keeps_what_is_finished(client, capsys):
    class Interrupts(list):
        """An interrupt that is heard once a run is finished."""

        def __bool__(self):
            return bool(done)

    done = []
    tasks = [(number, 0.2) for number in range(20)]

    def recipe():
        return lambda number, seconds, interrupts: (time.sleep(seconds), number)[1]

    results, why_lost = do_elsewhere(
        recipe, tasks, client, interrupts=Interrupts(), done=lambda number, result: done.append(number)
    )
    assert 1 <= len(results) < 20
    assert why_lost == ""
    assert all(number == result for number, result in results.items())


def test_a_cluster_or_a_closed_client_is_told_to_be_none(client):
    starts = starts_of(1)
    with pytest.raises(TypeError, match="it is a LocalCluster; connect to a cluster by dask.distributed.Client"):
        train(build, starts, on=client.cluster)
    other = distributed.Client(client.scheduler.address)
    other.close()
    with pytest.raises(ValueError, match="This client of Dask is closed; connect"):
        train(build, starts, on=other)
