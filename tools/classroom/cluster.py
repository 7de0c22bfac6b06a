"""Submissions that run on a Dask cluster. Tasks and results travel as plain values: no folder has to be shared."""

import pickle
import re

from tools.classroom.elsewhere import Result
from tools.classroom.executing import execute_if_same, version
from tools.classroom.language import _, counted
from tools.classroom.sandbox import sandbox_problem

_SECONDS_TO_REACH = 10
_ADDRESS = re.compile(r"\w+://\S+:\d+")


class Cluster:
    """A Dask cluster whose workers have the same version of the course, and a sandbox.

    Parameters
    ----------
    address : str
        Of the scheduler, as `tcp://host:8786`.
    say : callable
        Gets one sentence on how many submissions run at once.

    Raises
    ------
    ValueError
        If it cannot be used; the text says why.
    """

    def __init__(self, address, *, say):
        if not _ADDRESS.fullmatch(address):
            raise ValueError(
                _("'{address}' is no address of a Dask scheduler, as tcp://host:8786 is.", address=address)
            )
        try:
            from distributed import Client
        except ImportError:
            raise ValueError(
                _("A cluster needs Dask, which is not installed. Run: pip install 'autoenc_lessons[scale]'")
            ) from None
        try:
            self._client = Client(address, timeout=_SECONDS_TO_REACH, set_as_default=False)
        except Exception:  # what an address is mistaken for raises in many ways
            raise ValueError(
                _(
                    "No Dask scheduler answers at {address} within {seconds} s. Start one with: dask scheduler",
                    address=address,
                    seconds=_SECONDS_TO_REACH,
                )
            ) from None
        try:
            self.size = self._free_places(address)
        except BaseException:
            self._client.close()
            raise
        say(counted("{number} submission runs at a time.", "{number} submissions run at a time.", self.size))

    def _free_places(self, address):
        """Return how many submissions run at once; refuse workers that would not grade as this computer does."""
        told = self._client.run(_about, on_error="return")
        if not told:
            raise ValueError(_("The Dask cluster at {address} has no workers.", address=address))
        for worker, about in sorted(told.items()):
            if not isinstance(about, tuple):
                raise ValueError(
                    _(
                        "The worker {worker} cannot load the course ({error}). Start it in a clone of the course, "
                        "as TEACHING.md says.",
                        worker=worker,
                        error=about,
                    )
                )
            found, problem = about
            if found != version():
                raise ValueError(
                    _(
                        "The worker {worker} has another version of the course. Bring it up to date and start it anew.",
                        worker=worker,
                    )
                )
            if problem:
                raise ValueError(_("The worker {worker} has no sandbox: {problem}.", worker=worker, problem=problem))
        return sum(self._client.nthreads().values())

    def __enter__(self):
        self._executor = self._client.get_executor(pure=False)
        return self

    def __exit__(self, *raised):
        # What still runs ends by itself, within its limits; nobody waits for it.
        self._executor.shutdown(wait=False)
        self._client.close()

    def submit(self, task):
        """Run a task as soon as a worker is free; see `tools.classroom.workers.Workers.submit`."""
        # As bytes, or Dask would look through all of it for tasks of its own.
        return self._executor.submit(_execute, pickle.dumps(task), version())

    def result_of(self, future):
        """Return what came of a task, also where the cluster has lost it."""
        if future.cancelled():
            return Result(failure=_("the cluster has lost it"))
        error = future.exception()
        if error is None:
            return future.result()
        if type(error).__name__ == "KilledWorker":
            return Result(failure=_("the workers that were to run it were killed, again and again"))
        return Result(failure=f"{type(error).__name__}: {error}")


def _about():
    return version(), sandbox_problem()


def _execute(task, wanted):
    return execute_if_same(pickle.loads(task), wanted)
