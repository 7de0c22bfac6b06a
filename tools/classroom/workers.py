"""Several processes that run submissions on this computer. They end with the process that has started them."""

import multiprocessing
import os
import signal
import tempfile
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from tools.classroom.elsewhere import Result
from tools.classroom.executing import execute
from tools.classroom.kernels import end, processes_below
from tools.classroom.language import _
from tools.classroom.rooms import folder_for_rooms, remove_tree

_ATTEMPTS = 2
_ATTEMPTS_TO_CLEAR = 50


class Workers:
    """As many submissions at once as there are workers. A worker that is killed costs nobody but its submission.

    Parameters
    ----------
    size : int
    """

    def __init__(self, size):
        self.size = size
        # A thread for each process, for a pool of processes is lost as a whole when one of them is killed.
        self._threads = ThreadPoolExecutor(size, initializer=_leave_interrupts_to_the_main_thread)
        self._own, self._started, self._closing = threading.local(), [], False

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self._closing = True
        for worker in list(self._started):
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def submit(self, task):
        """Run a task as soon as a worker is free.

        Parameters
        ----------
        task : tools.classroom.elsewhere.Task

        Returns
        -------
        concurrent.futures.Future
            Of a `tools.classroom.elsewhere.Result`.
        """
        return self._threads.submit(self._executed, task)

    def result_of(self, future):
        """Return what came of a task, also where that could not be brought here."""
        error = future.exception()
        return Result(failure=f"{type(error).__name__}: {error}") if error else future.result()

    def _executed(self, task):
        for _attempt in range(_ATTEMPTS):
            try:
                return self._worker().run(task)
            except BrokenProcessPool:
                self._own.worker.end()
                self._own.worker = None
                if self._closing:
                    break
        return Result(failure=_("the process that was to run it was killed, twice"))

    def _worker(self):
        if getattr(self._own, "worker", None) is None:
            self._own.worker = _Worker()
            self._started.append(self._own.worker)
            if self._closing:
                self._own.worker.end()
        return self._own.worker


class _Worker:
    """One process, its place for rooms, and a line that is cut when either end is gone."""

    def __init__(self):
        self._place = folder_for_rooms()
        context = multiprocessing.get_context("spawn")
        self._far_end, self._line = context.Pipe(duplex=False)
        told = (self._far_end, str(self._place))
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=told)
        self._one_at_a_time = threading.Lock()

    def run(self, task):
        with self._one_at_a_time:
            if self._line.closed:
                raise BrokenProcessPool
            running = self._pool.submit(execute, task)
        return running.result()

    def end(self):
        """End the process and what it has started, also where somebody has killed it."""
        with self._one_at_a_time:
            if self._line.closed:
                return
            self._line.close()
            self._far_end.close()
        self._pool.shutdown()
        end(processes_below(self._place))
        remove_tree(self._place)


def _leave_interrupts_to_the_main_thread():
    """What is started in this thread is not interrupted either, before it can say what is to happen then."""
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        # It would start with the first process, and let interrupts through again.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _begin(line, place):
    """Begin to be a worker: a teacher's Ctrl-C is not for it, and its temporary files go with it."""
    # Not ignored, for a kernel would be born so, and could not be interrupted.
    signal.signal(signal.SIGINT, lambda *_: None)
    if hasattr(os, "setsid"):
        os.setsid()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    # Not made before, for whoever is killed now would leave it behind.
    Path(place).mkdir(mode=0o700)
    tempfile.tempdir = place
    threading.Thread(target=_end_with_the_line, args=(line, Path(place)), daemon=True).start()


def _end_with_the_line(line, place):
    try:
        line.recv()
    except (EOFError, OSError):
        # Meanwhile the main thread may start another kernel in another room.
        for _attempt in range(_ATTEMPTS_TO_CLEAR):
            end(processes_below(place))
            remove_tree(place)
            if not place.exists():
                break
        os._exit(1)
