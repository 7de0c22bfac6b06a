"""The steps of one submission, from what was handed in to its points: they may pause while it runs elsewhere."""

import glob

from nbgrader.utils import temp_attrs

from tools.classroom.causes import cause_of
from tools.classroom.elsewhere import Shelf, taken_from
from tools.classroom.feedback import write_feedback
from tools.classroom.language import _
from tools.classroom.layout import course_api
from tools.classroom.report import NOT_IN_GRADEBOOK
from tools.classroom.rooms import remove_tree
from tools.classroom.submissions import fingerprint, prepare

PREPARED = "being_graded"


class Steps:
    """Grades submissions of a class, and remembers which are graded.

    Parameters
    ----------
    folder : pathlib.Path
    memory : tools.classroom.memory.Memory
    looks : tools.classroom.looks.Looks
        What the gradebook says; it is asked again for what is graded here.
    desk : tools.classroom.one_run_at_a_time._Desk
    again : bool
        Whether to grade also what has not changed since it was graded.
    """

    def __init__(self, folder, memory, looks, desk, *, again):
        self._folder, self._memory, self._looks, self._desk, self._again = folder, memory, looks, desk, again

    def of(self, key, *, elsewhere=False):
        """Grade one submission, unless that is done, and write its feedback.

        Parameters
        ----------
        key : (str, str)
            Student and assignment.
        elsewhere : bool
            Whether its code is to run elsewhere. Then the task is yielded, and what came of it has to be sent.

        Yields
        ------
        tools.classroom.elsewhere.Task

        Returns
        -------
        str or None
            Why it is not graded.
        """
        folder, (student, assignment) = self._folder, key
        try:
            digest = fingerprint(folder / "submitted" / student / assignment, folder / "source" / assignment)
            done = self._memory.digest(key) == digest and autograded(folder, student, assignment).exists()
            failure = None
            if self._again or not done or not self._looks.of(key):
                # What is half done must not count as done, even if this process is killed.
                self._memory.forget(key)
                self._desk.put(", ".join(key))
                failure = yield from _autograde(course_api(folder), folder, student, assignment, elsewhere=elsewhere)
                self._looks.renew(key)
            look = self._looks.of(key)
            failure = failure or (look.impossible if look else _(NOT_IN_GRADEBOOK))
            if not failure:
                # Asked each time, for points and comments may have been given by hand since.
                page = None if self._again else self._memory.page(key)
                page, failure = write_feedback(folder, student, assignment, look, page)
        except Exception as error:  # one submission must not stop the others
            failure = f"{type(error).__name__}: {error}"
        self._desk.take(", ".join(key))
        if failure:
            self._memory.forget(key)
        else:
            self._memory.remember(key, digest, page)
        return failure


def autograded(folder, student, assignment):
    """Return where nbgrader keeps a graded notebook."""
    return folder / "autograded" / student / assignment / f"{assignment}.ipynb"


def _autograde(api, folder, student, assignment, *, elsewhere):
    if glob.has_magic(student):
        return _("nbgrader takes the characters [ ] * ? for a pattern; rename the folder")
    prepared = folder / PREPARED / student / assignment
    try:
        prepare(folder / "submitted" / student / assignment, prepared, assignment)
        shelf = Shelf() if elsewhere else None
        failure = _graded_by_nbgrader(api, student, assignment, shelf)
        if shelf is None or shelf.task is None:
            return failure
        shelf.result = yield shelf.task
        # What has failed elsewhere has no notebook to take points from.
        return shelf.result.failure or _graded_by_nbgrader(api, student, assignment, shelf)
    finally:
        remove_tree(prepared)


def _graded_by_nbgrader(api, student, assignment, shelf):
    with temp_attrs(api.coursedir, submitted_directory=PREPARED), taken_from(shelf):
        return cause_of(api.autograde(assignment, student, force=True))
