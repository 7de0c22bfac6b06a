"""Measure processor time and memory of a function in a process of its own."""

import multiprocessing
import threading
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Clock", "Measured", "measured_apart"]

_STATUS = Path("/proc/self/status")
_SECONDS_BETWEEN_SAMPLES = 0.005


@dataclass(frozen=True)
class Measured:
    """What a function cost: processor seconds (user and system, all threads), megabytes of memory, and its value."""

    seconds: float
    megabytes: float | None
    value: object


class Clock:
    """Started and stopped by the function that is measured, around what counts."""

    def __init__(self):
        self.seconds, self._began, self._scale = None, 0.0, 1.0

    def start(self, *, scale=1.0):
        """Begin; where a part stands for the whole, `scale` says how many such parts the whole has."""
        self._began, self._scale = time.process_time(), scale

    def stop(self):
        """End, if it has not been ended before."""
        if self.seconds is None:
            self.seconds = self._scale * (time.process_time() - self._began)


def measured_apart(function, *arguments):
    """Return what a function costs, run in a new process.

    Parameters
    ----------
    function : callable
        Takes the arguments and a `Clock`, which it starts.
    *arguments : object

    Returns
    -------
    Measured
        Its `megabytes` are the most anonymous memory, until the clock was stopped, beyond that after the imports; None
        where the system does not tell.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError:
        raise SystemExit(f"{function.__name__} has failed; its process says why above.") from None
    finally:
        process.join()


def _measure(pipe, function, arguments):
    import autoenc_lessons  # noqa: F401

    clock, before, peak = Clock(), _anonymous(), [0]
    if before is not None:
        threading.Thread(target=_sample, args=(peak, clock), daemon=True).start()
    value = function(*arguments, clock)
    clock.stop()
    megabytes = None if before is None else (peak[0] - before) / 1000
    pipe.send(Measured(clock.seconds, megabytes, value))


def _sample(peak, clock):
    while clock.seconds is None:
        peak[0] = max(peak[0], _anonymous())
        time.sleep(_SECONDS_BETWEEN_SAMPLES)


def _anonymous():
    """Return this process's anonymous memory in kB, or None where the system does not tell."""
    if not _STATUS.exists():
        return None
    lines = (line.split() for line in _STATUS.read_text(encoding="ascii").splitlines())
    return next((int(words[1]) for words in lines if words[:1] == ["RssAnon:"]), None)
