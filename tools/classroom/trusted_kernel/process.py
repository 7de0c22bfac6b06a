"""What belongs to the whole process of a kernel, and is put back before anything is judged."""

import contextlib
import gc
import signal
import sys
import threading
import warnings

from ipykernel.iostream import OutStream

_STREAMS = ("stdout", "stderr")


class ProcessState:
    """What belongs to the whole process: streams, hooks, signals, the ways to import."""

    def __init__(self, kernel):
        self._kernel = kernel
        self._lists = [(found, list(found)) for found in (sys.meta_path, sys.path_hooks, sys.path)]
        self._hooks = {
            name: getattr(sys, name)
            for name in (
                "stdout",
                "stderr",
                "stdin",
                "displayhook",
                "excepthook",
                "unraisablehook",
                "meta_path",
                "path",
            )
        }
        self._stream_parts = {name: (self._hooks[name].session, self._hooks[name].pub_thread) for name in _STREAMS}
        self._limits = sys.getrecursionlimit(), sys.getswitchinterval()

    def put_back(self):
        sys.settrace(None)
        sys.setprofile(None)
        threading.settrace(None)
        threading.setprofile(None)
        for found, before in self._lists:
            if found != before:
                found[:] = before
        for name, value in self._hooks.items():
            setattr(sys, name, value)
        for name in _STREAMS:
            if self._hooks[name].closed:
                self._hooks[name] = OutStream(*self._stream_parts[name], name, watchfd=False)
                self._hooks[name].set_parent(self._kernel.get_parent("shell"))
                setattr(sys, name, self._hooks[name])
        sys.setrecursionlimit(self._limits[0])
        sys.setswitchinterval(self._limits[1])
        gc.enable()
        stop_timers()


def stop_timers():
    """Stop what a cell has set to go off later, as far as it can be stopped."""
    if hasattr(signal, "setitimer"):
        for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
            signal.setitimer(timer, 0)
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.cancel()


@contextlib.contextmanager
def even_ground():
    """Judge under the usual rules: a warning is no error, whatever an answer has asked for."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        warnings.simplefilter("ignore")
        yield
