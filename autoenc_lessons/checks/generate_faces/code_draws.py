"""Are drawn codes new, and distributed as those of the encoder?"""

import numpy as np
from scipy.spatial.distance import cdist

from autoenc_lessons.checks.generate_faces.draws import TOLERANCE
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.language import _

__all__ = ["check_codes"]

# In any direction. The variance of draws from a smooth density estimate is a quarter too large.
_LARGEST_DIFFERENCE = 0.5
_FLAT = 0.01
_SPREADS = (0.85, 1.2)
# Normal codes with 4 units have a mean fourth power of the distance of 24; those of a cube have 19, of a ball 18.
_FOURTH_POWERS = (0.9, 1.25)
# In spreads: half of new codes lie 0.6 from a given one; of given codes with noise of a twentieth of the spread, 0.15.
_NEAR = 0.2


def check_codes(drawn, codes):
    """Raise unless drawn codes are new, and distributed as the given ones, which are normal."""
    _check_means(drawn, codes)
    _check_spreads(drawn, codes)
    # Seen so, codes have the variance 1 in every direction.
    known, seen = _whitened(codes, codes), _whitened(drawn, codes)
    if np.median(cdist(seen, known).min(axis=1)) < _NEAR:
        raise Wrong(
            _("These are the given codes, hardly changed, so the decoder would copy the training pictures."),
            _("Where does your function draw a code that nobody has seen?"),
            _("Fit a distribution to the codes, and draw from that."),
        )
    variances = np.linalg.eigvalsh(np.cov(seen.T))
    if np.abs(variances - 1).max() > _LARGEST_DIFFERENCE:
        hint = _("Compare np.cov(codes.T) with that of your codes. What differs?")
        if variances[0] < _FLAT:
            hint = _("In some direction, yours hardly spread at all. Along how many axes do you draw?")
        raise Wrong(
            _(
                "Unit by unit they spread as they should, but the units do not vary together as those of the "
                "encoder do."
            ),
            _hint_for_covariance(drawn, codes) or hint,
            _("A normal distribution in several dimensions has a covariance, not only variances."),
        )
    _check_shape(_whitened(drawn, drawn))


def _length(numbers):
    return np.sqrt(np.sum(numbers**2))


def _whitened(part, codes):
    return np.linalg.solve(np.linalg.cholesky(np.cov(codes.T)), (part - codes.mean(axis=0)).T).T


def _check_means(drawn, codes):
    seen = _whitened(drawn, codes)
    # The mean of draws that spread too widely is far off by chance.
    chance = 4 * seen.std(axis=0) / np.sqrt(len(seen))
    if np.any(np.abs(seen.mean(axis=0)) > TOLERANCE + chance):
        raise Wrong(
            _("The drawn codes lie around another mean."),
            _("Compare the means of your codes with codes.mean(axis=0)."),
            _hint_for_means(drawn.mean(axis=0), codes),
        )


def _hint_for_means(found, codes):
    wanted, spreads = codes.mean(axis=0), codes.std(axis=0)
    known = {
        _("They lie around 0. The mean has to be added last."): np.zeros_like(wanted),
        _("They lie around twice the mean of the codes. It has to be added once."): 2 * wanted,
    }
    close = (hint for hint, wrong in known.items() if np.all(np.abs(found - wrong) < TOLERANCE * spreads))
    return next(close, _("Does your distribution reach as far to one side of the mean as to the other?"))


def _check_spreads(drawn, codes):
    times = drawn.std(axis=0) / codes.std(axis=0)
    low, high = _SPREADS
    if times.min() < low or times.max() > high:
        unit = np.abs(np.log(np.maximum(times, 1e-12))).argmax()
        raise Wrong(
            _(
                "Unit {unit} (counted from 0) spreads {times} times as widely as in the given codes.",
                unit=unit,
                times=f"{times[unit]:.2f}",
            ),
            _hint_for_covariance(drawn, codes) or _("Compare codes.std(axis=0) with that of your codes."),
            _("The diagonal of np.cov(codes.T) holds the variances, the squares of these spreads."),
        )


def _hint_for_covariance(drawn, codes):
    """Say what has been taken for the covariance of the codes, if it can be seen."""
    wanted = np.cov(codes.T)
    root = np.linalg.cholesky(wanted)
    known = {
        _("np.corrcoef gives correlations: all its units spread by 1. Covariances are asked."): np.corrcoef(codes.T),
        _("With Cholesky's root L, rows of normal numbers are to be multiplied by L.T, not by L."): root.T @ root,
    }
    found = np.cov(drawn.T)
    return next((hint for hint, wrong in known.items() if _length(found - wrong) < 0.1 * _length(wrong)), None)


def _check_shape(seen):
    n_units = seen.shape[1]
    times = np.mean(np.sum(seen**2, axis=1) ** 2) / (n_units * (n_units + 2))
    low, high = _FOURTH_POWERS
    if not low < times < high:
        shape = _("too few codes lie far out") if times <= low else _("too many codes lie far out")
        raise Wrong(
            _("Means, spreads and covariances are right, but {shape}: the cloud has another shape.", shape=shape),
            _("Draw a histogram of a unit, of the given codes and of yours. Are both bells?"),
            _("Which method of a NumPy generator draws from a normal distribution in several dimensions?"),
        )
