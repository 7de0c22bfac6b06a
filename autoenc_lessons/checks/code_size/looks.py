"""What a learner's experiment has looked at, and whether it reports the median of that."""

import numpy as np

__all__ = ["Looks", "is_a_median"]

# Where there are more looks, only the first so many and the last so many are tried.
_MOST_LOOKS = 100
# More than 32-bit numbers lose.
_ROUNDING = 1e-6


class Looks:
    """What a function of a code size and a seed has been asked.

    Parameters
    ----------
    error_of : callable
        Takes `size` and `seed`, and returns an error.

    Attributes
    ----------
    ask : callable
        The same function, whose answers are noted here.
    """

    def __init__(self, error_of):
        self._looks = []

        def ask(size, seed):
            error = error_of(size, seed)
            self._looks.append((size, int(seed), error))
            return error

        self.ask = ask

    def sizes(self):
        """Return the set of sizes that were asked about."""
        return {size for size, _, _ in self._looks}

    def n_seeds(self, size):
        """Return with how many seeds a size was asked about; one that came twice counts once."""
        return len({seed for asked, seed, _ in self._looks if asked == size})

    def errors(self, size):
        """Return the errors of a size in the order that they were asked for, with those that came twice."""
        return np.array([error for asked, _, error in self._looks if asked == size])


def is_a_median(number, errors, fewest):
    """Return whether a number is the median of errors that came one after another, of `fewest` of them or more.

    Some looks may have served another end: a first try, or a second thought.

    Parameters
    ----------
    number : float
    errors : ndarray, shape (n_errors,)
    fewest : int

    Returns
    -------
    bool
        If all errors are even in number, any number from the lower to the upper middle one is a median, too.
    """
    n_errors = len(errors)
    ends = [(first, last) for first in range(n_errors) for last in range(first + fewest, n_errors + 1)]
    if n_errors > _MOST_LOOKS:
        ends = [(0, last) for last in range(fewest, n_errors + 1)]
        ends += [(first, n_errors) for first in range(n_errors - fewest + 1)]
    return (
        any(_is_a_middle(number, part) for part in (errors, np.unique(errors)) if len(part) >= fewest)
        or np.isclose(number, [np.median(errors[first:last]) for first, last in ends], rtol=_ROUNDING, atol=0).any()
    )


def _is_a_middle(number, errors):
    lower, upper = np.sort(errors)[[(len(errors) - 1) // 2, len(errors) // 2]]
    return lower * (1 - _ROUNDING) <= number <= upper * (1 + _ROUNDING)
