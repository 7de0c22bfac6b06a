"""Many tasks on many processes or machines, with the results that they have at home."""

import concurrent.futures
import time

import cloudpickle

from autoenc_lessons.machines.places import place_for
from autoenc_lessons.machines.settings import settings_here
from autoenc_lessons.machines.workers import Failed

__all__ = ["do_elsewhere"]

_SECONDS_BETWEEN_LOOKS = 0.2


def do_elsewhere(recipe, tasks, on, *, interrupts=(), done=lambda number, result: None):
    """Do tasks in other processes, and again those that are lost with a worker.

    Parameters
    ----------
    recipe : callable
        Called once in each worker, without arguments; returns a function that takes the parts of a task and something
        that becomes true when the task should end soon, and returns a result.
    tasks : list of tuple
    on : int or dask.distributed.Client
        How many processes on this computer, or whose workers.
    interrupts : list
        Once it holds something, no further task is begun.
    done : callable
        Takes the number and the result of a task, once for each, in the order in which they end.

    Returns
    -------
    results : dict of int to object
        By the numbers of the tasks; one that is missing was interrupted or lost.
    why_lost : str
        Why the last worker was lost if tasks are missing for that; else empty.

    Raises
    ------
    TypeError, ValueError
        If `on` names no place, if the recipe cannot be sent, or as the recipe.
    RuntimeError
        If the recipe fails otherwise.
    """
    place, results, why_lost = place_for(on), {}, ""
    with place.ready(_packed(recipe), settings_here()):
        for _round in range(place.rounds):
            missing = [number for number in range(len(tasks)) if number not in results]
            why_lost = _one_round(place, {number: tasks[number] for number in missing}, results, interrupts, done)
            if not why_lost or interrupts:
                break
            place.renew()
        place.stop()
    return results, why_lost


def _packed(recipe):
    try:
        return cloudpickle.dumps(recipe)
    except Exception as error:  # what cannot be pickled says so in many ways
        raise ValueError(
            f"What is to be done cannot be sent to another process ({error}); "
            "make in the function itself what it uses, such as an open file or a lock."
        ) from error


def _one_round(place, tasks, results, interrupts, done):
    """Put results beside those that are there; return why some are missing."""
    waiting, why_lost = {}, ""
    try:
        for number, task in tasks.items():
            waiting[place.submit(task)] = number
    except concurrent.futures.BrokenExecutor as error:
        why_lost = _in_words(error)
    deadline = None
    while waiting and (deadline is None or time.monotonic() < deadline):
        if interrupts and deadline is None:
            deadline = time.monotonic() + place.seconds_to_stop
            place.stop()
            waiting = {future: number for future, number in waiting.items() if not future.cancel()}
        ended, _others = concurrent.futures.wait(waiting, _SECONDS_BETWEEN_LOOKS, concurrent.futures.FIRST_COMPLETED)
        for future in ended:
            number = waiting.pop(future)
            try:
                result = future.result()
            except Exception as error:  # a pool says in one way that a worker is lost, and Dask in several
                why_lost = _in_words(error)
            else:
                _keep(number, result, results, done)
    return why_lost


def _in_words(error):
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _keep(number, result, results, done):
    if isinstance(result, Failed):
        raise result.raised()
    if result is not None:
        results[number] = result
        done(number, result)
