"""How much an answer holds in memory at a time."""

import tracemalloc

__all__ = ["held_by"]


def held_by(function):
    """Return what a function gives, and how many bytes it held at most while it ran.

    NumPy tells Python of each array that it makes. What is only mapped from a file does not count: the system takes
    that back when it needs the room.

    Parameters
    ----------
    function : callable
        Without parameters.

    Returns
    -------
    result : object
    n_bytes : int
    """
    was_tracing = tracemalloc.is_tracing()
    if not was_tracing:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        result = function()
        return result, tracemalloc.get_traced_memory()[1] - before
    finally:
        if not was_tracing:
            tracemalloc.stop()
