"""What was graded, and what it was like then: so that a run goes on where another was stopped."""

import contextlib
import json

_FILE = "graded.json"


class Memory:
    """Which submissions are graded, kept in the class's folder.

    Parameters
    ----------
    folder : pathlib.Path
    """

    def __init__(self, folder):
        self._path = folder / _FILE
        self._digests = {}
        with contextlib.suppress(FileNotFoundError, ValueError):
            self._digests = dict(json.loads(self._path.read_text(encoding="utf-8")))

    def keys(self):
        """Return student and assignment of all that is graded."""
        return {tuple(key.rsplit("/", 1)) for key in self._digests}

    def digest(self, key):
        """Return what a submission was like when it was graded; None if it is not graded."""
        return self._digests.get("/".join(key))

    def remember(self, key, digest):
        """Note that a submission is graded."""
        self._digests["/".join(key)] = digest
        self._write()

    def forget(self, key):
        """Note that a submission is not graded, or no longer."""
        if self._digests.pop("/".join(key), None) is not None:
            self._write()

    def _write(self):
        new = self._path.with_name(f"{_FILE}.new")
        new.write_text(json.dumps(self._digests, indent=1), encoding="utf-8")
        new.replace(self._path)
