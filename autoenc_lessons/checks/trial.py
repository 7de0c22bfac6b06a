"""Run somebody's code so that it can neither hang a check, nor print into it, nor leave traces."""

import ctypes
import random
import threading

import numpy as np
from IPython.utils.capture import capture_output

from autoenc_lessons.checks import learner_state
from autoenc_lessons.quiet_start import standard_error_closed

SECONDS_TO_STOP = 2


class TimeUp(BaseException):
    """Ends a function that takes too long; no `except Exception` of its own can hold it up."""


class StillRunning(Exception):
    """The function has ignored that its time is up."""


def run(function, *, seconds):
    """Call a function without arguments and return what it returns, within a time limit and without a trace.

    It runs on a thread of its own, where Python can end a loop on every system. What it prints or draws is not shown;
    the random numbers and the precision of whoever asks are as before, and the same within each run.

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
    BaseException
        Whatever the function raises, SystemExit among it.
    """
    outcome = {}

    def work():
        try:
            outcome["value"] = function()
        except BaseException as error:  # whatever a learner's function does, the check goes on
            outcome["error"] = error

    thread = threading.Thread(target=work, daemon=True)
    # TensorFlow writes some messages past Python.
    with learner_state.kept(), capture_output(), standard_error_closed(), learner_state.no_questions():
        _seed(0)
        thread.start()
        try:
            thread.join(seconds)
        finally:
            _end(thread)
    if thread.is_alive():
        raise StillRunning
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


def _end(thread):
    """Raise TimeUp inside a thread that still runs; more than once, for it may be caught there."""
    for _ in range(10):
        if not thread.is_alive():
            return
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(TimeUp))
        thread.join(SECONDS_TO_STOP / 10)


def _seed(seed):
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
