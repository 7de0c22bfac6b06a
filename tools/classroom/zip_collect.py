"""nbgrader's own `zip_collect`, made to name students as `make collect` does."""

import re
from pathlib import Path

from nbgrader.plugins import FileNameCollectorPlugin

from tools.classroom.archives import added_by_a_system
from tools.classroom.file_names import safe_name, student_name
from tools.classroom.senders import MOODLE, Roll, Sender


class Collector(FileNameCollectorPlugin):
    """Two students of one name get the platform's number beside it, and a file's name is a name alone."""

    def collect(self, submitted_file):
        if added_by_a_system(Path(submitted_file).parts) or not (found := super().collect(submitted_file)):
            return None
        download = next(
            (path for path in Path(submitted_file).parents if path.name == "extracted"), Path(submitted_file).parent
        )
        others = [str(path) for path in download.rglob("*.ipynb")]
        senders = [_sender(path, match) for path in others if (match := self._match(path))]
        sender = _sender(submitted_file, found)
        folders = Roll(download.parent / "students.json").folders([*senders, sender])
        return {"student_id": folders[sender], "file_id": safe_name(found["file_id"])}


def _sender(path, found):
    of_moodle = re.search(rf"[/\\]{MOODLE}", path)
    return Sender(student_name(found["student_id"]), of_moodle["number"] if of_moodle else "")
