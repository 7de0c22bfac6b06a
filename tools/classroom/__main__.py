"""Lay out a class, collect its work, or grade it: `python -m tools.classroom [collect | grade] [assignment ...]`."""

import argparse
import sys
from pathlib import Path

from tools.classroom.choosing_workers import chosen_pool
from tools.classroom.collecting import collect_class
from tools.classroom.grades import assignments_of, grade_class
from tools.classroom.handing_out import handed_out
from tools.classroom.language import _, counted
from tools.classroom.layout import lay_out, points_table
from tools.classroom.words import WAITS
from tools.notebooks.sources import ROOT, exercise_sources, instructor_notebook, project_source


def make_class(folder):
    notebooks = {source.stem: instructor_notebook(source) for source in [*exercise_sources(), project_source()]}
    problems = lay_out(folder, notebooks)
    print(points_table(notebooks))
    for problem in problems:
        print(problem)
    print()
    print(
        _(
            "Hand out the notebooks in {release}. When work comes in, put what your learning platform gives\n"
            "into {downloaded}/ASSIGNMENT/archive/ and run make collect, or put each student's notebook into\n"
            "{submitted}/STUDENT/ASSIGNMENT/. Then run: make grades",
            **{name: folder / name for name in ("release", "downloaded", "submitted")},
        )
    )
    return 1 if problems else 0


def make_collection(folder, names):
    found = collect_class(folder, names)
    print()
    print(
        counted(
            "The work of {number} student is in {folder}. Now run: make grades",
            "The work of {number} students is in {folder}. Now run: make grades",
            found,
            folder=folder / "submitted",
        )
    )
    return 0


def make_grades(folder, names, *, again, needs_sandbox, pool=None):
    lines = grade_class(folder, names, again=again, needs_sandbox=needs_sandbox, pool=pool)
    failed = [line for line in lines if line["points"] == ""]
    for line in failed:
        print(line["sentence"])
    print()
    print(
        counted(
            "{graded} of {number} submissions are graded.",
            "{graded} of {number} submissions are graded.",
            len(lines),
            graded=len(lines) - len(failed),
        )
    )
    if waits := sum(line["points"] == _(WAITS) for line in lines):
        print(
            counted(
                "{number} of them waits for your points. Give them in the formgrader, then run make grades again.",
                "{number} of them wait for your points. Give them in the formgrader, then run make grades again.",
                waits,
            )
        )
    if missing := sorted(set(names or assignments_of(folder)) - {line["assignment"] for line in lines}):
        out = handed_out(folder)
        if awaited := [name for name in missing if name in out]:
            print(_("Nobody has handed in, so there are no points and no zeros: {names}.", names=", ".join(awaited)))
        if later := [name for name in missing if name not in out]:
            print(_("Not handed out yet, as far as this class can tell: {names}.", names=", ".join(later)))
    places = {"points": folder / "grades.csv", "report": folder / "report.csv"}
    print(_("Points: {points}. What happened to each: {report}.", **places))
    print(_("For the students: {feedback}.", feedback=folder / "feedback"))
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", nargs="?", choices=["make", "collect", "grade"], default="make")
    parser.add_argument("names", nargs="*", help="only these assignments")
    parser.add_argument("--class", dest="folder", type=Path, default=ROOT / "class", help="where the course is")
    parser.add_argument("--sandbox", action="store_true", help="grade nothing where there is no sandbox")
    parser.add_argument("--workers", type=int, help="how many submissions run at once; else as many as fit here")
    parser.add_argument("--cluster", help="run submissions on a Dask cluster with this address, as tcp://host:8786")
    parser.add_argument("--again", action="store_true", help="grade also what has not changed")
    wish = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        # A student's name must not stop the run where a log takes few letters only, and a log shows each line at once.
        stream.reconfigure(errors="backslashreplace", line_buffering=True)
    try:
        if wish.command == "make":
            return make_class(wish.folder)
        if wish.command == "collect":
            return make_collection(wish.folder, wish.names)
        pool = chosen_pool(wish.workers, wish.cluster, say=print)
        return make_grades(wish.folder, wish.names, again=wish.again, needs_sandbox=wish.sandbox, pool=pool)
    except (FileNotFoundError, ValueError) as error:
        return str(error)
    except OSError as error:
        told = {"path": error.filename or wish.folder, "error": error.strerror or error}
        return _("{path} cannot be used: {error}. What is graded stays graded. Mend this and run it again.", **told)
    except KeyboardInterrupt:
        return _("Stopped. What is graded stays graded; make grades goes on from there.")


if __name__ == "__main__":
    raise SystemExit(main())
