"""From what a learning platform lets a teacher download to one folder for each student."""

import contextlib
import hashlib
import os
import unicodedata
from dataclasses import replace
from pathlib import Path

from tools.classroom.archives import added_by_a_system, files_of_archive, files_of_folder, is_archive
from tools.classroom.file_names import safe_name
from tools.classroom.language import _
from tools.classroom.layout import course_config, no_assignment
from tools.classroom.senders import Roll, senders_of


def collect_class(folder, names=(), *, say=print):
    """Put what lies in `downloaded/ASSIGNMENT/archive/` into `submitted/STUDENT/ASSIGNMENT/`.

    Of two files with one path, the later one is taken. What was in `submitted/` goes to `replaced/`, and what is newer
    there stays. A second call changes nothing.

    Parameters
    ----------
    folder : pathlib.Path
        The course, as `lay_out` leaves it.
    names : sequence of str
        Only these assignments; all if empty.
    say : callable
        Gets one line for each student, and one for each thing that is left out.

    Returns
    -------
    int
        How many students' work was found.

    Raises
    ------
    FileNotFoundError
        If there is no class.
    ValueError
        If there is no assignment of a name, or nothing was downloaded.
    """
    course_config(folder)
    known = sorted(path.parent.name for path in (folder / "release").glob("*/*.ipynb"))
    found = sorted(path.parent.name for path in (folder / "downloaded").glob("*/archive") if path.is_dir())
    if unknown := sorted(set(names or found) - set(known)):
        raise ValueError(no_assignment(unknown, known))
    wanted = [name for name in found if name in names or not names]
    if not wanted:
        place = folder / "downloaded" / (names[0] if names else "ASSIGNMENT") / "archive"
        raise ValueError(_("There is nothing to collect. Put what you downloaded into {place}.", place=place))
    return sum(_collect_one(folder, name, say) for name in wanted)


def _collect_one(folder, assignment, say):
    download = folder / "downloaded" / assignment
    sent = [found for files in _downloads(download / "archive", say) for found in _sent(files, assignment, say)]
    roll = Roll(download / "students.json")
    places = roll.folders([sender for sender, _file in sent])
    with contextlib.suppress(OSError):
        # Without it, only a second student of one name who comes later needs another folder's name.
        roll.save()
    by_student = {}
    for sender, file in sent:
        by_student.setdefault(sender, []).append(file)
    for sender in sorted(by_student, key=places.get):
        happened = _deliver(folder, places[sender], assignment, by_student[sender])
        told = {"student": places[sender], "assignment": assignment, "happened": "; ".join(happened)}
        if sender.number and places[sender] != sender.name:
            say(_("{student} (number {number}), {assignment}: {happened}", number=sender.number, **told))
        else:
            say(_("{student}, {assignment}: {happened}", **told))
    return len(by_student)


def _downloads(archive_folder, say):
    """Yield the files of each download: an archive of a class, and all that lies there without one."""
    loose, problems = files_of_folder(archive_folder)
    for problem in problems:
        say(_("Left out of {folder}: {problem}", folder=archive_folder.name, problem=problem))
    loose = [file for file in loose if not added_by_a_system(file.parts)]
    whose = dict(zip((file.parts for file in loose), _senders(loose, ""), strict=True))
    of_class = [file for file in loose if is_archive(file) and whose[file.parts] is None]
    yield [file for file in loose if file not in of_class]
    for archive in sorted(of_class, key=lambda file: (file.time, file.parts)):
        try:
            files, problems = files_of_archive(archive)
        except (OSError, ValueError) as error:
            say(_("Left out: '{name}': {error}", name=archive.name, error=error))
            continue
        for problem in problems:
            say(_("Left out of '{name}': {problem}", name=archive.name, problem=problem))
        if not files and not problems:
            say(_("Left out: '{name}' holds no files", name=archive.name))
        if added := ", ".join(file.name for file in files if added_by_a_system(file.parts)):
            sentence = _(
                "Left out of '{name}', for a computer has added them by itself: {added}", name=archive.name, added=added
            )
            say(sentence)
        yield [file for file in files if not added_by_a_system(file.parts)]


def _senders(files, assignment):
    return senders_of([file.parts for file in files], assignment) if files else []


def _sent(files, assignment, say):
    """Yield each file with its sender, under its path among this student's files."""
    for file, sender in zip(files, _senders(files, assignment), strict=True):
        if sender is None:
            say(
                _(
                    "Left out: '{name}' bears no student's name; put it into a folder named after the student",
                    name=file.name,
                )
            )
        else:
            yield sender[0], replace(file, parts=sender[1])


def _deliver(folder, student, assignment, files):
    """Put a student's files into the student's folder. Return what happened, one part of a sentence for each file."""
    happened, latest, taken = [], {}, set()
    for file in sorted(files, key=lambda file: file.time):
        path = tuple(unicodedata.normalize("NFC", part) for part in file.parts)
        if path in latest:
            happened.append(_("an older version of '{name}' was not taken", name=file.name))
        latest[path] = file
    for file in latest.values():
        *above, name = (safe_name(part) for part in file.parts)
        number = 1
        while (place := "/".join([*above, name if number == 1 else f"{number} {name}"]).casefold()) in taken:
            number += 1
        taken.add(place)
        parts = (student, assignment, *above, name if number == 1 else f"{number} {name}")
        try:
            happened.append(_put(folder, parts, file.read(), file.time))
        except (OSError, ValueError, MemoryError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            happened.append(_("'{name}' LEFT OUT: {reason}", name=file.name, reason=reason))
    return happened


def _put(folder, parts, content, time):
    """Write one file, unless a newer one is there. An older one is kept in another place."""
    submitted, name = folder / "submitted", "/".join(parts[2:])
    path = submitted.joinpath(*parts)
    if not path.resolve().is_relative_to(submitted.resolve()):
        raise ValueError(_("a link leads out of the folder 'submitted'"))
    kept = False
    if path.exists():
        old = path.read_bytes()
        if old == content:
            return _("'{name}' was there already", name=name)
        if path.stat().st_mtime > time + 2:  # archives count in steps of two seconds
            return _("'{name}' is newer in 'submitted' and stays", name=name)
        _write(folder.joinpath("replaced", *parts[:-1], _with_digest(parts[-1], old)), old, path.stat().st_mtime)
        kept = True
    _write(path, content, time)
    return _("'{name}' (the version from before is in 'replaced')", name=name) if kept else f"'{name}'"


def _with_digest(name, content):
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"{stem}-{digest}{dot}{ending}" if stem else f"{name}-{digest}"


def _write(path, content, time):
    """Write a file whole or not at all, with the time when it was handed in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = Path(path.parent, ".being_collected")
    part.write_bytes(content)
    os.utime(part, (time, time))
    part.replace(path)
