"""Where submissions run: one after the other in this process, several at once on this computer, or on a cluster."""

import os

import psutil

from tools.classroom.cluster import Cluster
from tools.classroom.language import _, counted
from tools.classroom.sandbox import sandbox_problem
from tools.classroom.workers import Workers

# A kernel with TensorFlow needs 1.0 to 1.4 GB, and its worker 0.2.
BYTES_FOR_EACH = 1_600_000_000


def chosen_pool(workers, cluster, *, say):
    """Return what runs several submissions at once; None if they run one after the other.

    Parameters
    ----------
    workers : int or None
        How many a teacher wants at once; as many as this computer takes if None.
    cluster : str or None
        The address of a Dask scheduler.
    say : callable
        Gets one sentence on how many run at once, and why no more.

    Raises
    ------
    ValueError
        If both are given, the number is none, or the cluster cannot be used.
    """
    if workers is not None and (cluster or workers < 1):
        raise ValueError(_("Give --workers a number from 1 on, or --cluster an address, and not both."))
    if cluster:
        return Cluster(cluster, say=say)
    if workers == 1:
        return None
    if sandbox_problem():
        say(_("Submissions run one after the other: without a sandbox, nobody could tell which of them did harm."))
        return None
    number, why = (workers, "") if workers else _how_many()
    if number == 1:
        say(_("Submissions run one after the other: {why}.", why=why))
        return None
    said = counted("{number} submission runs at a time.", "{number} submissions run at a time.", number)
    say(f"{said[:-1]}: {why}." if why else said)
    return Workers(number)


def _how_many():
    """Return how many submissions this computer runs at once, and in a few words what decides that."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = psutil.virtual_memory().available
    number = max(1, min(processors, free // BYTES_FOR_EACH))
    told = {"free": f"{free / 1e9:.1f}", "each": f"{BYTES_FOR_EACH / 1e9:.1f}"}
    if number < processors:
        return number, _("each needs {each} GB of memory, and {free} GB are free", **told)
    return number, counted("there is {number} processor", "there are {number} processors", processors)
