"""What belongs to the whole kernel: streams, folder, environment, limits, logging. A check must not change it."""

import contextlib
import decimal
import gc
import io
import locale
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

__all__ = ["as_before", "kept", "open_streams"]


@contextlib.contextmanager
def as_before(read, write):
    """Write what `read` gives now when the block ends, if it gives something else by then."""
    before = read()
    try:
        yield
    finally:
        # What cannot be put back, such as a deleted folder, must not cost the rest.
        with contextlib.suppress(Exception):
            if not _is_same(before, read()):
                write(before)


def _is_same(before, now):
    try:
        return bool(before == now)
    except ValueError:
        return False  # arrays in it


@contextlib.contextmanager
def kept():
    """Put back the kernel's own settings as they were."""
    with contextlib.ExitStack() as stack:
        for read, write in _SETTINGS:
            stack.enter_context(as_before(read, write))
        yield


@contextlib.contextmanager
def open_streams():
    """Lend standard output and error where a cell has closed or lost them: a check must be able to speak."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (one if _is_usable(one) else io.StringIO() for one in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _is_usable(stream):
    try:
        stream.write("")
        stream.flush()
    except Exception:  # closed, None, or something that is no stream at all
        return False
    return True


def _folder():
    try:
        return Path.cwd()
    except OSError:
        return None  # it has been deleted


def _set_environment(environment):
    os.environ.clear()
    os.environ.update(environment)
    if hasattr(time, "tzset"):
        time.tzset()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


_PARTS_OF_SYS = (
    *("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"),
    *("displayhook", "excepthook", "unraisablehook", "breakpointhook"),
)
_LISTS_OF_SYS = ("argv", "path", "path_hooks", "meta_path")


def _parts_of_sys():
    return {name: getattr(sys, name) for name in _PARTS_OF_SYS}, {
        name: list(getattr(sys, name)) for name in _LISTS_OF_SYS
    }


def _set_parts_of_sys(before):
    parts, lists = before
    for name, value in parts.items():
        setattr(sys, name, value)
    for name, value in lists.items():
        getattr(sys, name)[:] = value


def _set_modules(modules):
    # What an answer has imported for the first time may stay, but not what it has barred.
    for name in [name for name, module in sys.modules.items() if module is None and name not in modules]:
        del sys.modules[name]
    sys.modules.update(modules)


def _logging():
    loggers = [
        logging.root,
        *(one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)),
    ]
    parts = {one: (one.level, one.propagate, one.disabled, list(one.handlers), list(one.filters)) for one in loggers}
    return logging.root.manager.disable, parts


def _set_logging(before):
    disabled, parts = before
    logging.disable(disabled)
    for logger, (level, logger.propagate, logger.disabled, handlers, filters) in parts.items():
        logger.setLevel(level)
        logger.handlers[:], logger.filters[:] = handlers, filters


def _signals():
    return {number: signal.getsignal(number) for number in signal.valid_signals()}


def _set_signals(handlers):
    for number, handler in handlers.items():
        if handler is not None and signal.getsignal(number) is not handler:
            signal.signal(number, handler)


def _timers():
    return signal.getitimer(signal.ITIMER_REAL)[0] > 0 if hasattr(signal, "getitimer") else False


def _stop_timers(were_running):
    if not were_running:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _set_decimal(before):
    decimal.DefaultContext.prec, decimal.DefaultContext.rounding = before


def _set_garbage(enabled):
    (gc.enable if enabled else gc.disable)()


_SETTINGS = (
    (_folder, os.chdir),
    (lambda: dict(os.environ), _set_environment),
    (_umask, os.umask),
    (_parts_of_sys, _set_parts_of_sys),
    (lambda: dict(sys.modules), _set_modules),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (sys.getswitchinterval, sys.setswitchinterval),
    (lambda: threading.excepthook, lambda hook: setattr(threading, "excepthook", hook)),
    (threading.gettrace, threading.settrace),
    (threading.getprofile, threading.setprofile),
    (lambda: locale.setlocale(locale.LC_ALL), lambda name: locale.setlocale(locale.LC_ALL, name)),
    (_logging, _set_logging),
    (_signals, _set_signals),
    (_timers, _stop_timers),
    (lambda: (decimal.DefaultContext.prec, decimal.DefaultContext.rounding), _set_decimal),
    (gc.isenabled, _set_garbage),
    (gc.get_threshold, lambda thresholds: gc.set_threshold(*thresholds)),
)
if hasattr(sys, "set_int_max_str_digits"):  # from Python 3.10.7 on
    _SETTINGS = (*_SETTINGS, (sys.get_int_max_str_digits, sys.set_int_max_str_digits))
