"""The steps of many submissions: one after the other, or several at once while their code runs elsewhere."""

import contextlib
from concurrent.futures import FIRST_COMPLETED, wait


def one_after_the_other(keys, steps):
    """Yield what came of each submission, in their order.

    Parameters
    ----------
    keys : sequence of (str, str)
        Student and assignment.
    steps : tools.classroom.steps.Steps

    Yields
    ------
    ((str, str), str or None)
        Its key, and why it is not graded.
    """
    for key in keys:
        yield key, _next(steps.of(key))[1]


def several_at_once(keys, steps, pool):
    """Yield what came of each submission as soon as it is known.

    Only the code of submissions runs elsewhere: the gradebook and all files of the class are written in this thread.

    Parameters
    ----------
    keys : sequence of (str, str)
    steps : tools.classroom.steps.Steps
    pool : tools.classroom.workers.Workers or tools.classroom.cluster.Cluster

    Yields
    ------
    ((str, str), str or None)
    """
    with contextlib.ExitStack() as unfinished:
        at_work, coming = {}, iter(keys)
        while True:
            # One more than can run, so that no worker waits for this thread.
            while len(at_work) <= pool.size and (key := next(coming, None)):
                course = unfinished.enter_context(contextlib.closing(steps.of(key, elsewhere=True)))
                task, failure = _next(course)
                if task is None:
                    yield key, failure
                else:
                    at_work[pool.submit(task)] = key, course
            if not at_work:
                return
            for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                key, course = at_work.pop(future)
                yield key, _next(course, pool.result_of(future))[1]


def _next(course, result=None):
    """Go on with a submission. Return its task and None; or None and why it is not graded, which may be None too."""
    try:
        return course.send(result), None
    except StopIteration as end:
        return None, end.value
