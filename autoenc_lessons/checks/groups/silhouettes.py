"""What a wrong mean silhouette says of the mistake."""

import numpy as np

from autoenc_lessons.checks.judging.answers import is_rounded
from autoenc_lessons.language import _

__all__ = ["ROUNDING", "hint_for_silhouette"]

# Wider than what 32-bit numbers lose, and narrower than any mistake.
ROUNDING = 1e-4


def hint_for_silhouette(result, points, groups):
    """Return what leads on from a mean silhouette that is not right."""
    mistakes = {
        _("A point is no neighbour of its own. By how many distances do you divide for its own group?"): {
            "without_itself": False
        },
        _("Only the nearest of the other groups counts, not all of them."): {"nearest": np.mean},
        _("Only the nearest of the other groups counts, not all foreign points together."): {"nearest": None},
        _("This is the farthest of the other groups. Which one does b belong to?"): {"nearest": np.max},
        _("This divides by the smaller of a and b. Asked is the larger one."): {"divide": min},
        _("This is the sum over the points. Asked is the mean."): {"over": np.sum},
        _("This is the median over the points. Asked is the mean."): {"over": np.median},
        _("These are squared distances. Asked are the distances themselves."): {"power": 2},
        _("The sign is the wrong way round: a point far from the next group must get a value near 1."): {
            "over": lambda values: -np.mean(values)
        },
    }
    for hint, how in mistakes.items():
        if np.isclose(result, _silhouettes(points, groups, **how), atol=ROUNDING):
            return hint
    if is_rounded(result, _silhouettes(points, groups)):
        return _("Is it rounded? Return the mean as it comes.")
    if abs(result) > 1:
        return _("A silhouette lies between -1 and 1. What do you divide by, and is the result a mean?")
    return _("Compute a and b for one point by hand, and compare them with what your function has for it.")


def _silhouettes(points, groups, *, without_itself=True, nearest=np.min, divide=max, over=np.mean, power=1):
    distances = np.linalg.norm(points[:, None] - points[None], axis=2) ** power
    values = []
    for group, row in zip(groups, distances, strict=True):
        own = row[groups == group].sum() / (np.sum(groups == group) - without_itself)
        other = row[groups != group].mean()
        if nearest is not None:
            other = nearest([row[groups == number].mean() for number in np.unique(groups) if number != group])
        values.append((other - own) / divide(own, other))
    return over(values)
