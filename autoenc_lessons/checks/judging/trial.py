"""Run somebody's code so that it can neither hang a check, nor print into it, nor leave traces."""

import contextlib
import ctypes
import os
import random
import sys
import sysconfig
import threading
import time

import numpy as np
from IPython.utils.capture import capture_output

from autoenc_lessons.checks.judging import genuine, learner_state
from autoenc_lessons.checks.judging.process_state import open_streams
from autoenc_lessons.quiet_start import standard_error_closed

__all__ = ["RaisedInterrupt", "StillRunning", "TimeUp", "apart", "run"]

_SECONDS_TO_STOP = 2
_SECONDS_BETWEEN_LOOKS = 0.1
_LIBRARIES = tuple(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))
_running = []


class TimeUp(BaseException):
    """Ends a function that takes too long; no `except Exception` of its own can hold it up."""


class StillRunning(Exception):
    """The function has ignored that its time is up."""


class RaisedInterrupt(Exception):
    """The function has raised KeyboardInterrupt itself: nobody has pressed the stop button."""


class _Apart(threading.Thread):
    """A call on a thread of its own."""

    def __init__(self, function):
        # Python makes no thread where an answer has taken these away.
        sys.excepthook = sys.excepthook or sys.__excepthook__
        threading.excepthook = threading.excepthook or threading.__excepthook__
        super().__init__(daemon=True)
        self._function = function
        self._value, self._error = None, TimeUp()

    def run(self):
        try:
            self._value, self._error = self._function(), None
        except BaseException as error:  # whatever a learner's function does, the check goes on
            self._error = error

    def result(self):
        if isinstance(self._error, KeyboardInterrupt):
            raise RaisedInterrupt from self._error
        if self._error is not None:
            raise self._error
        return self._value


def run(function, *, seconds):
    """Call a function without arguments and return what it returns, within a time limit and without a trace.

    It runs on a thread of its own, where Python can end a loop on every system. What it prints or draws is not shown;
    the random numbers and the settings of whoever asks are as before, and the same within each run.

    Parameters
    ----------
    function : callable
    seconds : float
        How long it may take.

    Raises
    ------
    TimeUp
        If it takes longer.
    StillRunning
        If it cannot be ended either, such as within one long call into a compiled library.
    RaisedInterrupt
        If it raises KeyboardInterrupt.
    BaseException
        Whatever else the function raises, SystemExit among it.
    """
    # TensorFlow writes some messages past Python.
    with open_streams(), learner_state.kept(), capture_output(), _standard_files(), learner_state.no_questions():
        before = set(threading.enumerate())
        _seed(0)
        thread = _Apart(function)
        _running[:] = [thread]
        thread.start()
        try:
            thread.join(seconds)
        finally:
            _end(_running)
            _dismiss([one for one in set(threading.enumerate()) - before if _is_left_behind(one)])
    if any(one.is_alive() for one in _running):
        raise StillRunning
    return thread.result()


def apart(function):
    """Call a function of a learner, and return what it returns, as if nobody had called it.

    On a thread of its own no frame of a check is above it, where it could read what is asked. What it has replaced
    of the functions that a check judges with is put back.

    Parameters
    ----------
    function : callable
        Without parameters.

    Raises
    ------
    RaisedInterrupt
        If it raises KeyboardInterrupt.
    BaseException
        Whatever else the function raises.
    """
    thread = _Apart(function)
    _running.append(thread)
    thread.start()
    # TimeUp reaches a thread between two waits, not within one.
    while thread.is_alive():
        thread.join(_SECONDS_BETWEEN_LOOKS)
    _running.remove(thread)
    genuine.put_back()
    return thread.result()


def _end(threads):
    """Raise TimeUp inside threads that still run; more than once, for it may be caught there."""
    for _ in range(10):
        alive = [thread for thread in threads if thread.is_alive()]
        if not alive:
            return
        for thread in alive:
            _raise_in(thread, TimeUp)
        alive[0].join(_SECONDS_TO_STOP / 10)


def _dismiss(threads):
    """End threads that an answer has left behind; once, for a second error could hit Python's own tidying up."""
    for thread in threads:
        if isinstance(thread, threading.Timer):
            thread.cancel()
        else:
            # It ends a thread without a word, even if it comes to notice it much later.
            _raise_in(thread, SystemExit)
    latest = time.monotonic() + _SECONDS_TO_STOP
    for thread in threads:
        thread.join(max(0, latest - time.monotonic()))


def _raise_in(thread, error):
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(error))


def _is_left_behind(thread):
    """Return whether an answer has begun this thread; libraries keep theirs for later."""
    if isinstance(thread, _Apart | threading.Timer):
        return isinstance(thread, threading.Timer)
    works = (getattr(thread, "_target", None), getattr(thread, "function", None), type(thread).run)
    files = [work.__code__.co_filename for work in works if hasattr(work, "__code__")]
    return not all(file.startswith(_LIBRARIES) for file in files)


@contextlib.contextmanager
def _standard_files():
    """Keep the files below Python's streams: TensorFlow writes there, and an answer can close them."""
    kept = {}
    for number in (0, 1, 2):
        with contextlib.suppress(OSError):  # somebody has closed it before
            kept[number] = os.dup(number)
    try:
        with standard_error_closed() if 2 in kept else contextlib.nullcontext():
            yield
    finally:
        for number, copy in kept.items():
            os.dup2(copy, number)
            os.close(copy)


def _seed(seed):
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
