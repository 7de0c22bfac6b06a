"""What was graded, and what it was like then: so that a run goes on where another was stopped."""

import contextlib
import json

from tools.classroom.whole_files import write_whole

_FILE = "graded.json"


class Memory:
    """Which submissions are graded, kept in the class's folder.

    Parameters
    ----------
    folder : pathlib.Path
    """

    def __init__(self, folder):
        self._path = folder / _FILE
        self._known = {}
        with contextlib.suppress(FileNotFoundError, ValueError):
            self._known = dict(json.loads(self._path.read_text(encoding="utf-8")))

    def keys(self):
        """Return student and assignment of all that is graded."""
        return {tuple(key.rsplit("/", 1)) for key in self._known}

    def digest(self, key):
        """Return what a submission was like when it was graded; None if it is not graded."""
        return self._parts(key)[0]

    def page(self, key):
        """Return what the page of a submission shows, as `feedback.write_feedback` tells it; None if there is none."""
        return self._parts(key)[1]

    def _parts(self, key):
        known = self._known.get("/".join(key))
        # An older version of the course has kept no more than the digest.
        return known if isinstance(known, list) else (known, None)

    def remember(self, key, digest, page=None):
        """Note that a submission is graded, and what its page shows."""
        if self._parts(key) != [digest, page]:
            self._known["/".join(key)] = [digest, page]
            self._write()

    def forget(self, key):
        """Note that a submission is not graded, or no longer."""
        if self._known.pop("/".join(key), None) is not None:
            self._write()

    def _write(self):
        write_whole(self._path, json.dumps(self._known, indent=1))
