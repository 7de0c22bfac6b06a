"""What runs in a worker: it gets ready once for each call from home, then does task after task."""

import os
import signal
import threading
from pathlib import Path

import cloudpickle
import keras

from autoenc_lessons.machines.settings import take_over

__all__ = ["Failed", "do_task", "do_task_of_file", "hold", "stay_with_home"]

# The last recipe alone, for each of them holds a model and its data.
_ready = {}
# Keras keeps its settings once in a process, and a worker of Dask may have several threads.
_one_at_a_time = threading.Lock()


class Failed:
    """An error as words, for many an error of TensorFlow cannot be sent."""

    def __init__(self, error):
        self._kind = type(error) if type(error) in (TypeError, ValueError) else RuntimeError
        self._message = str(error) if self._kind is not RuntimeError else f"{type(error).__name__}: {error}"

    def raised(self):
        """Return the error, to be raised at home."""
        return self._kind(self._message)


def stay_with_home():
    """Let home alone hear the stop button, and end with it, even if it is killed."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def end_with_home():
        parent_process().join()
        os._exit(0)

    threading.Thread(target=end_with_home, daemon=True).start()


class _Gone:
    """True once a file is gone: home takes its recipe away when nobody waits any longer."""

    def __init__(self, path):
        self._path = path

    def __bool__(self):
        return not self._path.exists()


def do_task_of_file(path, settings, task):
    """Do a task by the recipe in a file; return None where it is gone."""
    path = Path(path)
    gone = _Gone(path)
    try:
        packed = None if str(path) in _ready else path.read_bytes()
    except FileNotFoundError:
        return None
    return None if gone else do_task(packed, settings, str(path), task, gone)


def hold(packed):
    """Return what is given: as a task's result, Dask can make it again where a worker is lost."""
    return packed


def do_task(packed, settings, name, task, interrupts=()):
    """Do a task by a packed recipe, and return its result or what failed."""
    with _one_at_a_time:
        try:
            if name not in _ready:
                _ready.clear()
                keras.utils.clear_session(free_memory=False)
                take_over(settings)
                _ready[name] = cloudpickle.loads(packed)()
            return _ready[name](*task, interrupts)
        except Exception as error:  # of whatever kind: a recipe is somebody's own code
            return Failed(error)
