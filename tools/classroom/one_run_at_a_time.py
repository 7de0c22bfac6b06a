"""One run at a time in a class: a lock that is gone with the process that holds it, however that ends."""

import contextlib
import os

from tools.classroom.language import _

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

_FILE = ".being_graded"
_END = "\n\n"


@contextlib.contextmanager
def only_one_run(folder):
    """Hold the lock of a class; gives what notes the submissions that are at work.

    Parameters
    ----------
    folder : pathlib.Path

    Raises
    ------
    ValueError
        If another process holds it.
    """
    with open(folder / _FILE, "rb+", buffering=0, opener=_also_new) as file:
        try:
            _lock(file)
        except OSError:
            raise ValueError(
                _(
                    "Another make grades is at work in this folder: {folder}. Wait until it is done, or stop it.",
                    folder=folder,
                )
            ) from None
        yield _Desk(file)
        file.truncate(0)


def _also_new(path, flags):
    return os.open(path, flags | os.O_CREAT, 0o666)


def _lock(file):
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        # Far behind what is written, for Windows locks bytes and nobody else may read them.
        file.seek(1_000_000)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)


class _Desk:
    """What lies on the desk when a run is killed was being graded.

    Attributes
    ----------
    left : list of str
        What the run before was grading when it was killed; empty if it came to its end.
    """

    def __init__(self, file):
        self._file, self._there = file, []
        file.seek(0)
        # What stands behind the first empty line is left from a longer list.
        self.left = file.read().decode().partition(_END)[0].splitlines()

    def put(self, name):
        """Note what is graded from now on."""
        self._there.append(name)
        self._write()

    def take(self, name):
        """Note that something is no longer at work."""
        if name in self._there:
            self._there.remove(name)
            self._write()

    def _write(self):
        # In one piece, for whoever is stopped between emptying and writing leaves nothing.
        self._file.seek(0)
        self._file.write(("\n".join(self._there) + _END).encode())
        os.fsync(self._file.fileno())
