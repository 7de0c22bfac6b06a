"""Grade every submission of a class with nbgrader, and write what a teacher keeps of it."""

import contextlib
import warnings

from sqlalchemy.exc import SAWarning

from tools.classroom.gradebook import (
    refuse_strange_gradebook,
    register_missing,
    rows_without_points,
    write_points,
)
from tools.classroom.handing_out import handed_out
from tools.classroom.language import _
from tools.classroom.layout import course_api, no_assignment
from tools.classroom.looks import Looks
from tools.classroom.memory import Memory
from tools.classroom.one_run_at_a_time import only_one_run
from tools.classroom.report import is_news, not_graded_line, read_report, report_line, stray_line, write_report
from tools.classroom.rooms import remove_tree
from tools.classroom.sandbox import NO_SANDBOX, sandbox_problem
from tools.classroom.side_by_side import one_after_the_other, several_at_once
from tools.classroom.steps import PREPARED, Steps, autograded
from tools.classroom.untouched import REPAIR, difference, environment, unmet_needs


def grade_class(folder, names=(), *, again=False, say=print, needs_sandbox=False, pool=None):
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
    needs_sandbox : bool
        Whether to stop where there is no sandbox.
    pool : context manager, optional
        Gives what runs the code of several submissions at once, as `tools.classroom.workers.Workers` does. The lines
        are said as the submissions end; the tables have the order of their names, as without one.

    Returns
    -------
    list of dict
        The lines of the report.

    Raises
    ------
    ValueError
        If there is no assignment of a name, another run is at work, or nobody could be graded rightly.
    """
    known = assignments_of(folder)
    if unknown := sorted(set(names) - set(known)):
        raise ValueError(no_assignment(unknown, known))
    course_api(folder)
    _say_whether_there_is_a_sandbox(say, needs_sandbox)
    if problem := unmet_needs():
        raise ValueError(
            _("Nobody can be graded here: {problem}. Repair it: {repair}.", problem=problem, repair=_(REPAIR))
        )
    with only_one_run(folder) as desk:
        for submission in desk.left:
            say(
                _(
                    "{submission} was being graded when the run before was ended. "
                    "If you did not end it, look at that one.",
                    submission=submission,
                )
            )
        refuse_strange_gradebook(folder)
        with pool or contextlib.nullcontext() as workers:
            return _Run(folder, known, desk, say).grade(names or known, again=again, workers=workers)


def assignments_of(folder):
    """Return the names of all assignments that are laid out, in their order."""
    return sorted(path.parent.name for path in (folder / "release").glob("*/*.ipynb"))


def _say_whether_there_is_a_sandbox(say, needs_sandbox):
    problem = sandbox_problem()
    if problem and needs_sandbox:
        raise ValueError(
            _("Nothing is graded, for a sandbox was asked for, and there is none: {problem}.", problem=problem)
        )
    if problem:
        say(_(NO_SANDBOX, problem=problem))


class _Run:
    """One run over a class: what is known, what is graded, and what the tables hold so far."""

    def __init__(self, folder, known, desk, say):
        self._folder, self._known, self._desk, self._say = folder, known, desk, say
        remove_tree(folder / PREPARED)
        self._memory = Memory(folder)
        self._unregistered = register_missing(folder, known)
        self._looks = Looks(folder)
        self._points = self._looks.rows(self._memory.keys())
        self._lines = {(line["student"], line["assignment"]): line for line in read_report(folder / "report.csv")}
        self._out = handed_out(folder) & set(known)
        self._environment = None if sandbox_problem() is None else environment()

    def grade(self, names, *, again, workers):
        found = _submissions(self._folder)
        # What is no longer there has no place in the report.
        self._lines = {key: line for key, line in self._lines.items() if key in found}
        wanted = []
        for key in found:
            if key[1] not in self._known:
                self._lines[key] = stray_line("/".join(key))
            elif key[1] in names:
                wanted.append(key)
            elif autograded(self._folder, *key).exists():
                self._lines[key] = report_line(self._folder, *key, self._looks.of(key))
        with warnings.catch_warnings():
            # nbgrader's queries warn of objects that it has not stored yet.
            warnings.simplefilter("ignore", SAWarning)
            try:
                self._grade_all(wanted, found, again=again, workers=workers)
            finally:
                remove_tree(self._folder / PREPARED)
        self._write(found)
        return self._report(found)

    def _grade_all(self, wanted, found, *, again, workers):
        for key, failure in self._graded(wanted, again=again, workers=workers):
            before, self._lines[key] = self._lines.get(key), self._line(key, failure)
            self._say(f"[{found.index(key) + 1}/{len(found)}] {self._lines[key]['sentence']}")
            if is_news(self._lines[key], before):
                self._write(found)
            if changed := self._spoilt_environment():
                self._stop(key, changed, found)
                break

    def _graded(self, wanted, *, again, workers):
        """Yield each submission with why it is not graded, or None."""
        for key in wanted:
            if problem := self._unregistered.get(key[1]):
                yield key, problem
        wanted = [key for key in wanted if key[1] not in self._unregistered]
        steps = Steps(self._folder, self._memory, self._looks, self._desk, again=again)
        yield from several_at_once(wanted, steps, workers) if workers else one_after_the_other(wanted, steps)

    def _line(self, key, failure):
        if failure:
            self._points.pop(key, None)
            return not_graded_line(*key, failure)
        self._points |= self._looks.rows([key])
        return report_line(self._folder, *key, self._looks.of(key))

    def _report(self, found):
        lines = [self._lines[key] for key in found if key in self._lines]
        return lines + [stray_line(stray) for stray in _stray_files(self._folder)]

    def _write(self, found):
        """Write both tables, so that a run that is stopped leaves what it has found."""
        graded = self._memory.keys()
        points = {key: row for key, row in self._points.items() if key in graded}
        write_points(self._folder, self._awaited(found) | points)
        write_report(self._folder / "report.csv", self._report(found))

    def _awaited(self, found):
        """Return the rows of exercises that students have, and nobody has handed in."""
        names = sorted(self._out - {assignment for _student, assignment in found})
        return rows_without_points(self._folder, names, {student for student, _assignment in found}) if names else {}

    def _spoilt_environment(self):
        if self._environment is None:
            return None
        return difference(self._environment, environment())

    def _stop(self, key, changed, found):
        """Nobody after a submission that has changed the environment can be graded rightly."""
        student, assignment = key
        self._memory.forget(key)
        self._points.pop(key, None)
        sentence = _(
            "it changed the environment that everybody is graded in ({path}), and the run was stopped there. "
            "Look at it; {repair}",
            path=changed,
            repair=_(REPAIR),
        )
        self._lines[key] = not_graded_line(student, assignment, sentence)
        self._say(self._lines[key]["sentence"])
        graded = self._memory.keys()
        for other in found[found.index(key) + 1 :]:
            if other not in graded:
                why = _(
                    "the run was stopped before it, for {student}'s {assignment} changed the environment",
                    student=student,
                    assignment=assignment,
                )
                self._lines[other] = not_graded_line(*other, why)


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
