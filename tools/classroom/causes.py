"""Why nbgrader failed, in one line: its own last word is that one should see the traceback above."""

import re

from tools.classroom.language import _

_ERROR = re.compile(r"^(?P<name>[A-Za-z_][\w.]*)(?:: (?P<text>.*))?$")
_LOGGED = re.compile(r"^\[(?:ERROR|CRITICAL)\] (?P<text>.+)$")
_SAYS_NOTHING = ("Please see the", "There was an error processing", "Traceback")
# What these say is a sentence already.
_OWN = ("CourseBroken", "Tampered")


class CourseBroken(Exception):
    """What the course itself brings does not run: nobody can be graded."""


class Tampered(Exception):
    """A submission has changed what it must leave alone."""


def cause_of(result):
    """Return why a call of nbgrader's API failed; None if it did not.

    Parameters
    ----------
    result : dict
        With `success`, and after a failure `error` and perhaps `log`.

    Raises
    ------
    KeyboardInterrupt
        If somebody stopped it.
    """
    if result["success"]:
        return None
    if result["error"].strip().endswith("KeyboardInterrupt"):
        raise KeyboardInterrupt
    log, error = result.get("log", ""), result["error"]
    for found in (_raised(log), _raised(error), _logged(log)):
        if found:
            return found
    return _("nbgrader failed and did not say why")


def _raised(text):
    """Return the last error of a text with tracebacks that says something."""
    found = None
    for part in text.split("Traceback (most recent call last):")[1:]:
        # A log puts four spaces before each line but the first.
        logged = part.lstrip("\n").startswith(" " * 6)
        for line in part.splitlines()[1:]:
            said = _ERROR.match(line.removeprefix(" " * 4) if logged else line)
            if said and not (said["text"] or "").startswith(_SAYS_NOTHING):
                name = said["name"].rpartition(".")[2]
                found = said["text"] if name in _OWN else f"{name}: {said['text']}" if said["text"] else name
            if said:
                break
    return found


def _logged(text):
    said = [found["text"] for line in text.splitlines() if (found := _LOGGED.match(line))]
    said = [line for line in said if not line.startswith(_SAYS_NOTHING)]
    return said[-1] if said else None
