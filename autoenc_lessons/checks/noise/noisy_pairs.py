"""Are these pairs of noisy pictures and targets, to train on?"""

import numpy as np
from scipy.spatial.distance import cdist

from autoenc_lessons.checks.judging.answers import told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.noise.materials import STRENGTH
from autoenc_lessons.language import _

__all__ = ["check_noise", "check_targets", "same_noise"]

# What numbers of 16 bits lose, and far less than noise adds.
_ROUNDING = 2e-3
_TOLERANCE = 0.02


def check_targets(targets, noisy, clean, n_copies):
    """Raise unless the targets are the clean pictures, each `n_copies` times, in any order.

    Parameters
    ----------
    targets, noisy : ndarray, shape (n_pictures * n_copies, n_pixels)
    clean : ndarray, shape (n_pictures, n_pixels)
        No two of them alike.
    n_copies : int
    """
    apart = cdist(targets, clean, "chebyshev")
    times = np.bincount(apart.argmin(axis=1), minlength=len(clean))
    if apart.min(axis=1).max() < _ROUNDING and np.all(times == n_copies):
        return
    hint = _("Take one target: which clean picture is it? Print the difference between the two.")
    if apart.min(axis=1).max() < _ROUNDING:
        hint = _(
            "Each target is a clean picture, but the pictures are there from {fewest} to {most} times.",
            fewest=times.min(),
            most=times.max(),
        )
    elif np.allclose(targets, noisy, atol=_ROUNDING):
        hint = _("The targets are the noisy pictures themselves, so the network learns to keep the noise.")
    elif cdist(noisy, clean, "chebyshev").min(axis=1).max() < _ROUNDING:
        hint = _("The clean pictures are in the other table. Which of the two comes first?")
    raise Wrong(
        _("The targets must be the clean pictures, each {n_copies} times.", n_copies=n_copies),
        hint,
        _("np.tile(clean, (n_copies, 1)) puts the whole table below itself, as often as that."),
    )


def check_noise(noisy, targets, clean):
    """Raise unless each noisy picture is its target, with noise of its own, mean 0 and standard deviation 0.3."""
    left = noisy - targets
    if np.abs(left).max() < _ROUNDING:
        raise Wrong(
            _("There is no noise: noisy pictures and targets are the same."),
            _("What is to be added to the clean pictures?"),
            _("np.random.default_rng(seed).normal(0, 0.3, size=...) draws it."),
        )
    # Pictures differ more than noise makes them differ.
    if np.mean(cdist(noisy, clean).min(axis=1) < 0.8 * np.linalg.norm(left, axis=1)) > 0.05:
        raise Wrong(
            _("Many noisy pictures have the target of another picture."),
            _("Take one row of both: is the target the clean picture that this noise was added to?"),
            _("np.tile puts the whole table below itself; np.repeat puts each row below itself. Use one for both."),
        )
    if left.std(axis=1).min() < left.std() / 2:
        raise Wrong(
            _("Within one picture, the noise hardly changes from pixel to pixel."),
            _("How many numbers do you draw for one picture, and how many pixels does it have?"),
            _("Draw noise of the shape of all noisy pictures."),
        )
    apart = cdist(left, left) + np.diag(np.full(len(left), np.inf))
    if apart.min() < 0.2 * left.std() * np.sqrt(left.shape[1]):
        raise Wrong(
            _("Some noisy pictures carry the same noise."),
            _(
                "Is noise drawn once, and used for several pictures or copies? Or does a generator begin anew "
                "for each of them, with the same seed?"
            ),
            _("First make all copies of the clean pictures, then draw noise of the shape of all of them."),
        )
    _check_size(left, noisy)


def _check_size(left, noisy):
    is_clipped = noisy.min() >= 0 and noisy.max() <= 1
    clipped = _("No noisy pixel is below 0 or above 1: cutting the noise off there changes it. Leave it as it comes.")
    if abs(left.mean()) > _TOLERANCE:
        raise Wrong(
            _(
                "The noise has a mean of {left}; it must not make pictures brighter or darker.",
                left=f"{left.mean():.2g}",
            ),
            clipped if is_clipped else _("Print (noisy - targets).mean(). Around which number is your noise drawn?"),
            _("normal(0, 0.3, size=...): the mean comes first, then the standard deviation."),
        )
    if abs(left.std() - STRENGTH) > _TOLERANCE:
        got, asked = told_apart(left.std(), STRENGTH, ".2f")
        hint = _("Print (noisy - targets).std(). Is noise of the asked size drawn, and added as it is?")
        if is_clipped:
            hint = clipped
        elif abs(left.std() - STRENGTH**2) < _TOLERANCE / 4 or abs(left.std() - STRENGTH**0.5) < _TOLERANCE:
            hint = _("The variance is the square of the standard deviation. Which of the two does your generator take?")
        raise Wrong(
            _("The noise has a standard deviation of {got}; asked is {asked}.", got=got, asked=asked),
            hint,
            _("normal(0, 0.3, size=...): the mean comes first, then the standard deviation."),
        )


def same_noise(left, other):
    """Return whether two tables of noise have the same rows, in any order."""
    return cdist(left, other).min(axis=1).max() < _ROUNDING * np.sqrt(left.shape[1])
