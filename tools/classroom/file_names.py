"""Names that come from somewhere else, made safe: for a path on any disk, and for a student's folder."""

import contextlib
import hashlib
import os
import re
import unicodedata

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_MOST_BYTES = 180
_IS_UTF8 = 0x800


def archived_name(entry):
    """Return the name of a zip entry in the letters that were meant.

    zipfile reads a name that is not marked as UTF-8 in the letters of DOS. macOS writes UTF-8 without the mark.
    """
    name = entry.filename
    if not entry.flag_bits & _IS_UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name


def safe_parts(path):
    """Return the names in a path that came with an archive: no root, no drive, no way upwards."""
    parts = [part for part in re.split(r"[/\\]", path) if part.strip(" .")]
    return tuple(parts[1:] if parts and _DRIVE.fullmatch(parts[0]) else parts)


def safe_name(name):
    """Return a name that every file system takes: composed letters, not too long, and none that Windows reserves."""
    if any("\udc80" <= letter <= "\udcff" for letter in name):
        name = os.fsencode(name).decode("latin-1")
    name = name.encode("utf-8", "replace").decode("utf-8")
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" ").rstrip(".") or "_"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return _shortened(name)


def _shortened(name):
    if len(name.encode()) <= _MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    room = _MOST_BYTES - len(f"~{digest}{dot}{ending}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}~{digest}{dot}{ending}"


def student_name(name):
    """Return a name for a student's folder. nbgrader takes [ ] * ? for a pattern and passes over a leading dot."""
    name = " ".join(safe_name(name.translate(str.maketrans("[]/\\", "()--"))).split())
    return name.lstrip(".-") or "_"
