"""Grade every submission of a class with nbgrader, one student at a time."""

import contextlib
import glob
import hashlib
import json
import shutil
import warnings

from nbgrader.plugins import CsvExportPlugin
from nbgrader.utils import temp_attrs
from sqlalchemy.exc import SAWarning

from tools.classroom.layout import course_api, course_config, open_gradebook
from tools.classroom.report import report_line, stray_line, write_report
from tools.classroom.submissions import prepare

_PREPARED = "being_graded"
_GRADED = "graded.json"


def grade_class(folder, names=(), *, again=False, say=print):
    """Grade what was handed in, and write feedback, `grades.csv` and `report.csv`.

    Parameters
    ----------
    folder : pathlib.Path
        The course, as `lay_out` leaves it.
    names : sequence of str
        Only these assignments; all if empty.
    again : bool
        Whether to grade also what has not changed since it was graded.
    say : callable
        Gets one line for each submission.

    Returns
    -------
    list of dict
        The lines of the report.

    Raises
    ------
    ValueError
        If there is no assignment of a name.
    """
    known = sorted(path.parent.name for path in (folder / "release").glob("*/*.ipynb"))
    if unknown := sorted(set(names) - set(known)):
        raise ValueError(f"There is no assignment {', '.join(unknown)}; there are: {', '.join(known)}.")
    api = course_api(folder)
    lines = []
    found = _submissions(folder)
    for number, (student, assignment) in enumerate(found, start=1):
        if assignment not in known:
            lines.append(stray_line(f"{student}/{assignment}"))
        elif not names or assignment in names:
            lines.append(_graded_line(api, folder, student, assignment, again=again))
            say(f"[{number}/{len(found)}] {lines[-1]['sentence']}")
        elif _autograded(folder, student, assignment).exists():
            lines.append(report_line(folder, student, assignment))
    lines += [stray_line(stray) for stray in _stray_files(folder)]
    _export(folder)
    write_report(folder / "report.csv", lines)
    return lines


def _submissions(folder):
    """Return student and assignment of everything that was handed in."""
    found = sorted(path for path in (folder / "submitted").glob("*/*") if path.is_dir())
    return [(path.parent.name, path.name) for path in found if not path.name.startswith(".")]


def _stray_files(folder):
    """Return the files that lie where no submission is looked for."""
    submitted = folder / "submitted"
    return sorted(
        path.relative_to(submitted).as_posix()
        for path in [*submitted.glob("*"), *submitted.glob("*/*")]
        if path.is_file() and not path.name.startswith(".")
    )


def _graded_line(api, folder, student, assignment, *, again):
    with warnings.catch_warnings():
        # nbgrader's queries warn of objects that it has not stored yet.
        warnings.simplefilter("ignore", SAWarning)
        failure = _grade_once(api, folder, student, assignment, again=again)
        return report_line(folder, student, assignment, failure)


def _grade_once(api, folder, student, assignment, *, again):
    """Grade one submission, unless that is done, and write its feedback. Return why that failed, or None."""
    key, digest = f"{student}/{assignment}", _digest(folder, student, assignment)
    graded, failure = _read_graded(folder), None
    if again or graded.get(key) != digest or not _autograded(folder, student, assignment).exists():
        failure = _autograde(api, folder, student, assignment)
    # Always, for points and comments may have been given by hand since.
    failure = failure or _failure(api.generate_feedback(assignment, student, force=True))
    if failure is None:
        (folder / _GRADED).write_text(json.dumps({**graded, key: digest}, indent=1), encoding="utf-8")
    return failure


def _autograded(folder, student, assignment):
    return folder / "autograded" / student / assignment / f"{assignment}.ipynb"


def _digest(folder, student, assignment):
    """Return what changes when the submission or the assignment does."""
    digest = hashlib.sha256()
    for step in (f"submitted/{student}", "source"):
        for path in sorted((folder / step / assignment).rglob("*")):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read_graded(folder):
    with contextlib.suppress(FileNotFoundError, ValueError):
        return json.loads((folder / _GRADED).read_text(encoding="utf-8"))
    return {}


def _autograde(api, folder, student, assignment):
    if glob.has_magic(student):
        return "nbgrader takes the characters [ ] * ? for a pattern; rename the folder"
    prepared = folder / _PREPARED
    try:
        prepare(folder / "submitted" / student / assignment, prepared / student / assignment, assignment)
        with temp_attrs(api.coursedir, submitted_directory=_PREPARED):
            return _failure(api.autograde(assignment, student, force=True))
    except Exception as error:  # one submission must not stop the others
        return f"{type(error).__name__}: {error}"
    finally:
        shutil.rmtree(prepared, ignore_errors=True)


def _failure(result):
    if result["success"]:
        return None
    if result["error"].strip().endswith("KeyboardInterrupt"):
        raise KeyboardInterrupt
    logged = [line for line in result.get("log", "").splitlines() if line.strip() and line[0] not in "[ "]
    return (logged or result["error"].strip().splitlines())[-1]


def _export(folder):
    exporter = CsvExportPlugin(config=course_config(folder))
    exporter.to = str(folder / "grades.csv")
    with open_gradebook(folder) as gradebook:
        exporter.export(gradebook)
