"""A room for each kernel: the submission's files to work on, a home, a place for sockets. It goes with the kernel."""

import functools
import os
import secrets
import shutil
import tempfile
from pathlib import Path

# A socket's path must be short: 107 bytes on Linux, the file's own name among them.
_LONGEST_PATH = 80
_PREFIX = "grade"
# What `tempfile` appends to a name, and a separator.
_RANDOM = 9


class Room:
    """The folders that a kernel may write to.

    Parameters
    ----------
    files : pathlib.Path
        What the submission brings along; it is copied.
    """

    def __init__(self, files):
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_place_of())).resolve()
        self.work, self.home, self.temporary, self.sockets = (
            self.path / name for name in ("work", "home", "tmp", "sockets")
        )
        shutil.copytree(files, self.work, ignore=shutil.ignore_patterns("*.ipynb"), copy_function=_copy)
        _make_writable(self.path)
        for folder in (self.home, self.temporary, self.sockets, self.fonts):
            folder.mkdir()
        for path in _lists_of_fonts():
            shutil.copy(path, self.fonts)

    @property
    def fonts(self):
        """Where matplotlib keeps its list of fonts."""
        return self.home / "matplotlib"

    @property
    def problem(self):
        """Where a kernel that cannot start says why."""
        return self.sockets / "problem.txt"

    def size(self):
        """Return how many bytes lie in the room."""
        total = 0
        for folder, _folders, names in os.walk(self.path):
            for name in names:
                try:
                    total += Path(folder, name).lstat().st_blocks * 512
                except (OSError, AttributeError):  # gone by now; or Windows, which counts no blocks
                    continue
        return total

    def remove(self):
        """Remove the room with all that is in it."""
        remove_tree(self.path)


def folder_for_rooms():
    """Return the path of a folder that is not there yet, and that may hold several rooms."""
    return Path(_place_of(_PREFIX)).resolve() / f"{_PREFIX}{secrets.token_hex(4)}"


def _place_of(*deeper):
    """Return the folder of the temporary files, or another where its path is too long for what is to lie in it."""
    place = tempfile.gettempdir()
    too_long = len(place) + sum(len(name) + _RANDOM for name in deeper) > _LONGEST_PATH
    return "/tmp" if too_long and Path("/tmp").is_dir() else place


@functools.cache
def _lists_of_fonts():
    """Return matplotlib's lists of the fonts here. Each kernel would make its own, which takes seconds."""
    import matplotlib.font_manager

    return list(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))


def remove_tree(path):
    """Remove a folder, also where a submission has brought or made folders that may not be written to."""
    _make_writable(path)
    shutil.rmtree(path, ignore_errors=True)


def _make_writable(path):
    if Path(path).is_dir():
        Path(path).chmod(0o700)
    # Before a folder is entered, for some cannot even be read.
    for folder, names, _files in os.walk(path):
        for inner in (Path(folder, name) for name in names):
            if not inner.is_symlink():
                inner.chmod(0o700)


def _copy(source, target):
    shutil.copyfile(source, target)
    return target
