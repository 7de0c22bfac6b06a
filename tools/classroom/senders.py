"""Who handed a file in: read from the path that a learning platform gives it."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass

from tools.classroom.file_names import safe_parts, student_name
from tools.classroom.whole_files import write_whole

# "Ann Bee_201_assignsubmission_file_/x.ipynb", with or without the last underscore, or all in the file's own name.
MOODLE = r"(?P<student_id>[^/\\]+?)_(?P<number>\d+)_assignsubmission_[a-z]+_?"
# "beeann_LATE_12345_67890_x.ipynb".
_CANVAS = re.compile(r"(?P<student_id>[^_]+)_(?:LATE_)?(?P<number>\d{3,})_\d{3,}_(?P<file>.+)")
_MOODLE = re.compile(MOODLE)
# What Moodle calls everybody while the marking is anonymous.
_NOBODY = re.compile(r"(.*-)?(participant|teilnehmer.*|participante|deelnemer|deltager|uczestnik)", re.IGNORECASE)


@dataclass(frozen=True)
class Sender:
    """A student as a platform names one: a name, and a number (or nothing) that tells two of one name apart."""

    name: str
    number: str = ""

    @property
    def alone(self):
        """Whether the name says who it is, if nobody else bears it."""
        return not (self.number and _NOBODY.fullmatch(self.name))

    @property
    def with_number(self):
        return f"{self.name}_{self.number}" if self.number else self.name


def senders_of(paths, assignment):
    """Return who sent each file of one download, and the file's path among this student's.

    Parameters
    ----------
    paths : list of tuple of str
        The paths of all its files.
    assignment : str
        Its name: in nbgrader's own order of folders, the student's stands above it.

    Returns
    -------
    list of (Sender, tuple of str) or None
        None where nothing says whose a file is.
    """
    wrapped = _wrapped(paths)
    return [_sender(path[1:] if wrapped else path, assignment) for path in paths]


def _wrapped(paths):
    """Return whether one folder stands around everything, which is not a student's."""
    if len({path[0] for path in paths}) != 1 or any(len(path) < 2 for path in paths) or _MOODLE.match(paths[0][0]):
        return False
    if all(_MOODLE.match(path[1]) or (len(path) == 2 and _CANVAS.fullmatch(path[1])) for path in paths):
        return True
    with_notebook = {path[1] for path in paths if len(path) > 2 and path[-1].lower().endswith(".ipynb")}
    return len(with_notebook) > 1 and all(len(path) > 2 for path in paths)


def _sender(path, assignment):
    if found := _MOODLE.match(path[0]):
        rest = path[0][found.end() :]
        return _found(found, ([rest] if rest else []) + list(path[1:]))
    if len(path) == 1 and (found := _CANVAS.fullmatch(path[0])):
        return _found(found, [found["file"]])
    if assignment in path[1:-1]:
        place = path.index(assignment, 1)
        return Sender(student_name(path[place - 1])), path[place + 1 :]
    if len(path) > 1:
        return Sender(student_name(path[0])), path[1:]
    return None


def _found(match, rest):
    parts = tuple(name for part in rest for name in safe_parts(part))
    return (Sender(student_name(match["student_id"]), match["number"]), parts) if parts else None


class Roll:
    """Which folder belongs to whom. Once given, a folder keeps its owner, also when a second one of the name comes.

    Parameters
    ----------
    path : pathlib.Path
        Where that is remembered.
    """

    def __init__(self, path):
        self._path = path
        try:
            owners = json.loads(path.read_text(encoding="utf-8"))
            self._owners = {Sender(*owner): folder for folder, owner in owners.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            self._owners = {}

    def folders(self, senders):
        """Return the folder of each sender, and remember it."""
        of_name = defaultdict(set)
        for sender in senders:
            of_name[sender.name.casefold()].add(sender)
        taken = {folder.casefold() for folder in self._owners.values()}
        for sender in sorted(set(senders) - set(self._owners), key=lambda sender: (sender.name, sender.number)):
            rivals = of_name[sender.name.casefold()]
            own_name = sender.alone and (len(rivals) == 1 or not sender.number)
            folder = sender.name if own_name and sender.name.casefold() not in taken else sender.with_number
            while folder.casefold() in taken:
                folder += f"_{sender.number or 2}"
            taken.add(folder.casefold())
            self._owners[sender] = folder
        return {sender: self._owners[sender] for sender in senders}

    def save(self):
        owners = {folder: [sender.name, sender.number] for sender, folder in self._owners.items()}
        write_whole(self._path, json.dumps(owners, indent=1, ensure_ascii=False))
