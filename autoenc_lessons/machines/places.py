"""Where tasks are done: processes on this computer, or a cluster of Dask."""

import concurrent.futures
import contextlib
import multiprocessing
import signal
import sys
import tempfile
import types
import uuid
from pathlib import Path

from autoenc_lessons.inputs.conversion import kind_of
from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.machines import workers

__all__ = ["place_for", "release_workers"]


def place_for(on):
    """Return the place that `on` names: a number of processes on this computer, or a client of Dask.

    Raises
    ------
    TypeError, ValueError
        If it is neither, or a client that is closed or asynchronous.
    """
    if not (hasattr(on, "submit") and hasattr(on, "get_executor")):
        if isinstance(on, str) or hasattr(on, "scheduler_address"):
            hint = "connect to a cluster by dask.distributed.Client(...), and pass the client"
            raise TypeError(f"on must be a number of processes or a client of Dask, but it is {kind_of(on)}; {hint}.")
        if hasattr(on, "__index__"):
            return _Processes(as_count(on, name="on"))
        raise TypeError(
            f"on must be a number of processes on this computer, such as 2, or a dask.distributed.Client; "
            f"got {kind_of(on)}."
        )
    if getattr(on, "asynchronous", False):
        raise ValueError("This client of Dask is asynchronous, and its answers are waited for here; make another one.")
    if getattr(on, "status", "running") != "running":
        raise ValueError(f"This client of Dask is {on.status}; connect to the cluster by a new one.")
    return _Cluster(on)


class _Processes:
    """Processes on this computer. They stay for the next call: each imports TensorFlow for seconds."""

    # A worker that is lost takes the others' tasks along, so there is another round.
    rounds = 3
    seconds_to_stop = 3.0

    def __init__(self, n_workers):
        self._n_workers = n_workers

    @contextlib.contextmanager
    def ready(self, packed, settings):
        """Lay the recipe where all workers can read it, as long as this lasts."""
        with tempfile.TemporaryDirectory(prefix="autoenc_lessons_", ignore_cleanup_errors=True) as folder:
            self._recipe, self._settings = Path(folder) / "recipe", settings
            self._recipe.write_bytes(packed)
            yield

    def submit(self, task):
        with _unheard_and_without_main():
            pool = _pool_of(self._n_workers)
            return pool.submit(workers.do_task_of_file, str(self._recipe), self._settings, task)

    def stop(self):
        self._recipe.unlink(missing_ok=True)

    def renew(self):
        release_workers()


# At most one, for each of its workers holds some hundred megabytes.
_pools = {}


def _pool_of(n_workers):
    if n_workers not in _pools:
        release_workers()
        _pools[n_workers] = concurrent.futures.ProcessPoolExecutor(
            n_workers, multiprocessing.get_context("spawn"), initializer=workers.stay_with_home
        )
    return _pools[n_workers]


def release_workers():
    """End the processes that stay after a training on several of them, and give back their memory.

    The next such training starts new ones. When the kernel ends, they end by themselves.
    """
    while _pools:
        _pools.popitem()[1].shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _unheard_and_without_main():
    """Start processes that hear no interrupt, not even while they are starting, and that run no script again.

    A new process would first run the script that started it, and there, without a guard, start further ones. It needs
    nothing from there: what it needs is sent to it.
    """
    blocking = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if blocking else None
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if blocking:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Cluster:
    """The workers that a client of Dask knows. The scheduler itself does again what a lost worker had."""

    rounds = 1
    # A thread cannot be stopped: what has begun goes on to its end, and nobody waits for it.
    seconds_to_stop = 1.0

    def __init__(self, client):
        self._client = client

    @contextlib.contextmanager
    def ready(self, packed, settings):
        """Send the recipe once; the tasks get it from each other."""
        self._name, self._settings = uuid.uuid4().hex, settings
        self._held = self._client.submit(workers.hold, packed, pure=False)
        self._executor = self._client.get_executor(pure=False)
        try:
            yield
        finally:
            self._executor.shutdown(wait=False)
            self._held.release()

    def submit(self, task):
        return self._executor.submit(workers.do_task, self._held, self._settings, self._name, task)

    def stop(self):
        pass

    def renew(self):
        pass
