"""Does a learner's measure find the order in codes that hold it, and none in codes that do not?"""

import numbers

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.language import _

__all__ = ["check_no_order", "check_order", "check_rough_order"]

# What chance alone gives stays below the one, on the mean; a straight direction that has the order, above the other.
_MOST_ORDER_IN_NOISE = 0.3
_LEAST_ORDER = 0.97
# What a rank correlation of held-out samples lies within, Spearman's or Kendall's, where a direction has it roughly.
_ROUGH_ORDER = (0.35, 0.95)
# Two of them have almost as many columns as samples: there the fit is so good that nobody may trust it.
_RANDOM_SHAPES = ((200, 60), (200, 120), (240, 230), (160, 90), (200, 190))


def check_order(order, generator):
    """Raise unless a measure is almost 1 for codes that hold the position.

    Parameters
    ----------
    order : callable
        Takes `codes` and `position`, and returns what a learner's function gives for them.
    generator : numpy.random.Generator
    """
    position = generator.uniform(0, 9, size=200)
    beside = generator.normal(0, 6, size=200)
    # The position is there, but in a small direction of many: whoever looks at few columns or large axes misses it.
    hidden = np.column_stack([position / 3, generator.normal(0, 6, size=(200, 39))])
    tests = {
        _("a code that holds the position"): np.column_stack([beside, 3 - 2 * position]) @ [[1, 2], [1, -1]],
        _("a wide code that holds the position in a small direction"): hidden @ _turn(40, generator),
        _("a code that bends, but keeps the order"): (9 - position[:, None]) ** 3,
        _("a code of 120 numbers that hold the position"): position[:, None] @ generator.normal(size=(1, 120))
        + generator.normal(0, 0.01, size=(200, 120)),
    }
    for name, codes in tests.items():
        value = as_number(order(codes, position), _("The result of order"))
        if not _LEAST_ORDER < value <= 1 + 1e-6:
            raise Wrong(
                _("For {name}, it gives {value}; asked is almost 1, and never more.", name=name, value=f"{value:.4g}"),
                _hint_for_order(value),
                _("LinearRegression finds the direction, scipy.stats.spearmanr compares the order."),
            )


def check_rough_order(order, generator):
    """Raise unless a measure is between 0 and 1 for codes that hold the position with an error.

    Parameters
    ----------
    order : callable
        As in `check_order`.
    generator : numpy.random.Generator
    """
    position = generator.uniform(0, 9, size=400)
    codes = np.column_stack([position + generator.normal(0, 2.5, size=400), generator.normal(0, 6, size=400)])
    value = as_number(order(codes, position), _("The result of order"))
    least, most = _ROUGH_ORDER
    if not least <= value <= most:
        raise Wrong(
            _(
                "For a code that has the order only roughly, it gives {value}; asked is a number in between, "
                "from {least} to {most}.",
                value=f"{value:.4g}",
                least=least,
                most=most,
            ),
            _("Does it say how well the order is kept, and not only whether it is?")
            if value > most
            else _("Where the order is perfect, it is right. What is a rank? np.argsort gives places, not ranks."),
            _("scipy.stats.spearmanr(...)[0] is the rank correlation, as it comes."),
        )


def check_no_order(order, generator):
    """Raise unless a measure is about 0, on the mean, for random numbers that know nothing of the position.

    Parameters
    ----------
    order : callable
        As in `check_order`.
    generator : numpy.random.Generator
    """
    values = []
    for n_samples, n_columns in _RANDOM_SHAPES:
        position = generator.uniform(0, 9, size=n_samples)
        answer = order(generator.normal(size=(n_samples, n_columns)), position)
        # A fit that finds nothing is a constant, and no correlation with that is defined.
        values.append(0 if _is_nan(answer) else as_number(answer, _("The result of order")))
    if np.max(np.abs(values)) > 1 + 1e-6:
        raise Wrong(
            _("For random numbers it gives {values}.", values=f"{values[np.argmax(np.abs(values))]:.4g}"),
            _("Between which numbers does a correlation lie?"),
            _("scipy.stats.spearmanr(...)[0] is the correlation."),
        )
    if abs(np.mean(values)) > _MOST_ORDER_IN_NOISE:
        listed = ", ".join(f"{value:.2f}" for value in values)
        shapes = ", ".join(
            _("{columns} for each of {samples} samples", columns=columns, samples=samples)
            for samples, columns in _RANDOM_SHAPES
        )
        raise Wrong(
            _(
                "For random numbers, which know nothing of the position, it gives {listed} ({shapes}).",
                listed=listed,
                shapes=shapes,
            ),
            _("With so many numbers and a straight rule, one can fit almost anything. Where must the fit be judged?"),
            _("Find the direction with one half of the samples, and correlate on the other half."),
        )


def _is_nan(answer):
    return isinstance(answer, numbers.Real | np.ndarray) and np.size(answer) == 1 and bool(np.all(answer != answer))


def _turn(n_columns, generator):
    return np.linalg.qr(generator.normal(size=(n_columns, n_columns)))[0]


def _hint_for_order(value):
    if abs(value) > 1 + 1e-6:
        return _("A correlation lies between -1 and 1.")
    if value < -_LEAST_ORDER:
        return _(
            "The order is there, the wrong way round. Fit the position, and keep the sign of what you have fitted."
        )
    return _("Only the order counts, not the distances: what is a rank correlation? And does any direction count?")
