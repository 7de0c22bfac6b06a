"""Every file of a folder or of an archive. Nothing is unpacked on the disk, and no path leads out."""

import gzip
import io
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tools.classroom.file_names import archived_name, safe_parts
from tools.classroom.language import _

MOST_BYTES = 400_000_000
_MOST_ENTRIES = 50_000
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".tbz2", ".xz", ".txz")
_ARCHIVES_BEGIN = (b"PK\x03\x04", b"\x1f\x8b")
_OTHER_ARCHIVES = (".rar", ".7z")


@dataclass(frozen=True)
class HandedIn:
    """One file that was handed in.

    Parameters
    ----------
    parts : tuple of str
        Its path in the folder or the archive: names alone, none of them leads upwards. `file_names.safe_name` makes
        one that a disk takes.
    time : float
        When it was changed, in seconds since 1970.
    size : int
        Bytes.
    open : callable
        Returns the open file.
    packed : bool
        Whether it lies in an archive. What a damaged archive raises is told as a ValueError in plain words.
    """

    parts: tuple
    time: float
    size: int
    open: Callable
    packed: bool = False

    @property
    def name(self):
        return shown(self.parts)

    def start(self, length=4000):
        """Return the first bytes; for what it raises, see `read`."""
        if not self.packed:
            with self.open() as file:
                return file.read(length)
        try:
            with self.open() as file:
                return file.read(length)
        except (*_BROKEN, NotImplementedError, RuntimeError) as error:
            raise ValueError(_("the archive does not give it ({error})", error=error)) from None

    def read(self):
        """Return the bytes.

        Raises
        ------
        OSError
            If this account may not read the file, or the disk fails.
        ValueError
            If it is too large, or an archive does not give it; the text says why.
        """
        content = b"" if self.size > MOST_BYTES else self.start(MOST_BYTES + 1)
        if max(self.size, len(content)) > MOST_BYTES:
            raise ValueError(_("the file is larger than {size} MB", size=MOST_BYTES // 1_000_000))
        return content


def shown(parts):
    """Return a path as text that can be printed and stored, also where a disk holds it in letters of its own."""
    return "/".join(parts).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def added_by_a_system(parts):
    """Return whether macOS, Windows or Jupyter put a file there by itself, or it holds a program's settings."""
    return "__MACOSX" in parts or parts[-1].lower() in ("thumbs.db", "desktop.ini") or parts[-1].startswith("._")


def is_archive(file):
    """Return whether a file's name is that of an archive, or a notebook's name hides one."""
    name = file.parts[-1].lower()
    if ".ipynb" not in name or name.endswith(_ARCHIVES):
        return name.endswith((*_ARCHIVES, *_OTHER_ARCHIVES))
    try:
        return file.start(4).startswith(_ARCHIVES_BEGIN)
    except (OSError, ValueError):
        return False


def files_of_folder(folder):
    """Return the files of a folder, in the order of their paths, and a sentence for each thing that is none.

    Links are followed as long as they stay in the folder: another one may lead to somebody else's work.
    """
    files, problems, home = [], [], folder.resolve()

    def unreadable(error):
        name = shown(Path(error.filename).relative_to(folder).parts)
        problems.append(_("'{name}' cannot be read: {error}", name=name, error=error.strerror))

    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders.sort()
        for name in sorted([*names, *(name for name in folders if Path(place, name).is_symlink())]):
            path = Path(place, name)
            parts = path.relative_to(folder).parts
            try:
                what = path.stat()
            except OSError as error:
                problems.append(_why_not_there(path, shown(parts), error))
                continue
            if path.is_symlink() and (path.is_dir() or not path.resolve().is_relative_to(home)):
                problems.append(
                    _("'{name}' is a link that is not followed; put the file itself there", name=shown(parts))
                )
            elif stat.S_ISREG(what.st_mode):
                files.append(HandedIn(parts, what.st_mtime, what.st_size, lambda path=path: path.open("rb")))
            else:
                problems.append(_("'{name}' is no ordinary file", name=shown(parts)))
    return sorted(files, key=lambda file: file.parts), problems


def _why_not_there(path, name, error):
    if path.is_symlink():
        return _("'{name}' is a link that leads nowhere", name=name)
    return _("'{name}' is not readable: {error}", name=name, error=error.strerror)


def files_of_archive(archive):
    """Return the files of an archive that was handed in, and a sentence for each entry that cannot be had.

    Parameters
    ----------
    archive : HandedIn

    Raises
    ------
    OSError
        If this account may not read the archive.
    ValueError
        If it is no archive that can be opened; the text says why.
    """
    stream = io.BytesIO(archive.read()) if archive.packed else archive.open()
    try:
        start = stream.read(512)
        stream.seek(0)
        if start.startswith(b"PK"):
            return _zip_files(zipfile.ZipFile(stream), archive.time)
        try:
            return _tar_files(tarfile.open(fileobj=stream, mode="r:*"), archive.time)  # noqa: SIM115 (read later)
        except tarfile.ReadError:
            if not start.startswith(b"\x1f\x8b"):
                raise ValueError(_("only zip and tar archives are opened, and it is none; unpack it by hand")) from None
            return [_unzipped(archive, stream)], []
    except UnicodeError:
        raise ValueError(_("the archive is broken (it holds a name that cannot be read)")) from None
    except ValueError:
        raise
    except _BROKEN as error:
        raise ValueError(_("the archive is broken ({error})", error=error)) from None


def _unzipped(archive, stream):
    """Return the only file of a gzip file that is no archive."""

    def opened():
        stream.seek(0)
        return gzip.GzipFile(fileobj=stream)

    return HandedIn((archive.parts[-1].removesuffix(".gz"),), archive.time, 0, opened, True)


def _zip_files(archive, time_of_archive):
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise ValueError(_("it holds more than {number} files", number=_MOST_ENTRIES))
    files, problems = [], []
    for entry in entries:
        parts = safe_parts(archived_name(entry))
        if not parts or entry.filename.endswith(("/", "\\")):
            continue
        mode = entry.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            problems.append(_("'{name}' is a link or another thing that is no file", name=shown(parts)))
        elif entry.flag_bits & 1:
            problems.append(_("'{name}' is locked with a password", name=shown(parts)))
        else:
            told = _zip_time(entry, time_of_archive)
            files.append(HandedIn(parts, told, entry.file_size, lambda entry=entry: archive.open(entry), True))
    return files, problems


def _zip_time(entry, otherwise):
    # Programs that know no time write the first one that the format can hold.
    try:
        told = datetime(*entry.date_time).timestamp() if entry.date_time[0] > 1980 else otherwise
    except (ValueError, OverflowError, OSError):
        return otherwise
    # A platform's clock may show another hour than the teacher's, and nothing is younger than its archive.
    return min(told, otherwise)


def _tar_files(archive, time_of_archive):
    files, problems, total = [], [], 0
    for number, entry in enumerate(archive):
        total += entry.size
        if number > _MOST_ENTRIES or total > 10 * MOST_BYTES:
            raise ValueError(_("it holds more than can be unpacked"))
        parts = safe_parts(entry.name)
        if entry.isreg() and parts:
            told = min(max(entry.mtime, 0), time_of_archive)
            files.append(HandedIn(parts, told, entry.size, lambda entry=entry: archive.extractfile(entry), True))
        elif parts and not entry.isdir():
            problems.append(_("'{name}' is a link or another thing that is no file", name=shown(parts)))
    return files, problems
