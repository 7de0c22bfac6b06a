"""Has a learner's generator drawn what it was to draw?"""

import numpy as np
from scipy.stats import kurtosis

from autoenc_lessons.checks.generate_faces.materials import eigenface_axes
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.language import _, counted

__all__ = ["TOLERANCE", "alike", "check_scores", "check_seeds", "check_variety", "scores_of_faces"]

# Of 3000 draws, a mean, a spread or a correlation is off by a tenth of this or so.
TOLERANCE = 0.15
# A randomised PCA of 60 faces finds all but a ten thousandth of what the exact one finds.
_LEAST_FOUND = 0.99
# Of the length of the drawn faces. Another axis, or another mean, is fifty times as much; 32 bits are much less.
_LARGEST_REST = 1e-3
# Of what the mean picture holds beside the axes.
_LARGEST_MEAN_REST = 0.01
# So many pictures show all their directions, and it takes no time.
_N_SEEN = 150


def check_variety(drawn, things):
    """Raise if a draw gives the same again and again; `things` says what is drawn, such as "faces"."""
    if np.ptp(drawn, axis=0).max() <= _LARGEST_REST * np.abs(drawn).max():
        raise Wrong(
            _("All {things} of one draw are the same.", things=things),
            _("Does each of them get random numbers of its own? Is a generator made anew for each?"),
            _("np.random.default_rng(seed) begins anew: make it once, before any loop."),
        )


def check_seeds(first, again, other, *, same=np.allclose):
    """Raise unless the same seed draws the same, and another one something else; `same` compares two draws."""
    if not same(first, again):
        raise Wrong(
            _("The same seed gives something else the second time."),
            _("Which generator draws, and who has seeded it?"),
            _("np.random.default_rng(seed) begins anew each time."),
        )
    if same(first, other):
        raise Wrong(
            _("Another seed draws the same."),
            _("What does your function do with its parameter seed?"),
            _("np.random.default_rng(seed) begins elsewhere for each seed."),
        )


def alike(scores, others):
    """Return whether two draws of scores go together; a randomised PCA turns its last axes a little at each fit."""
    if np.array_equal(scores, others):
        return True
    scores, others = (part - part.mean(axis=0) for part in (scores, others))
    lengths = np.linalg.norm(scores, axis=0) * np.linalg.norm(others, axis=0)
    return np.mean(np.abs(np.sum(scores * others, axis=0)) / np.maximum(lengths, 1e-12)) > 0.5


def scores_of_faces(faces, training, n_axes):
    """Return the scores of drawn faces, in units of their spread among the training faces.

    Parameters
    ----------
    faces : ndarray, shape (n_faces, n_pixels)
    training : ndarray, shape (n_training, n_pixels)
    n_axes : int

    Returns
    -------
    ndarray of float64, shape (n_faces, n_axes)

    Raises
    ------
    Wrong
        If the faces are no sums of the mean picture and as many eigenfaces, found exactly or nearly so.
    """
    mean, _rest, sizes = eigenface_axes(training, n_axes)
    own = faces.mean(axis=0)
    # Seen from their own mean, so that another mistake in the mean does not look like one in the axes.
    axes = _directions(faces - own)
    if len(axes) < n_axes:
        raise _too_few_directions(len(axes), n_axes)
    if len(axes) > n_axes or not _in_plane(faces - own, axes):
        raise _no_sums(n_axes, _hint_for_directions(faces, len(axes)))
    scores = (training - mean) @ axes.T
    is_centred = _length(mean - mean @ axes.T @ axes) > _LARGEST_MEAN_REST * _length(mean)
    if not is_centred or np.sum(scores**2) < _LEAST_FOUND * len(training) * np.sum(sizes**2):
        raise _no_sums(
            n_axes, _("Which mean was taken away before the axes were found? And which axes are the first ones?")
        )
    if hint := _hint_for_mean(own, mean, axes):
        raise _no_sums(n_axes, hint)
    # Within their plane, so that the axes of a randomised PCA are judged as they are.
    _rest, singular, turn = np.linalg.svd(scores, full_matrices=False)
    return (faces - mean) @ (turn @ axes).T * np.sqrt(len(training)) / singular


def _directions(pictures):
    """Return the directions in which pictures with the mean 0 differ, as rows; the widest first."""
    _rest, lengths, directions = np.linalg.svd(pictures[:_N_SEEN], full_matrices=False)
    return directions[lengths > _LARGEST_REST * lengths[0]]


def _length(numbers):
    return np.sqrt(np.sum(numbers**2))


def _in_plane(pictures, axes):
    return _length(pictures - pictures @ axes.T @ axes) <= _LARGEST_REST * _length(pictures)


def _no_sums(n_axes, hint):
    return Wrong(
        _(
            "With {n_axes} axes, the faces are no sums of the mean picture and the first {n_axes} eigenfaces.",
            n_axes=n_axes,
        ),
        hint,
        _("PCA(n_axes).fit(training) knows mean and axes; its inverse_transform makes faces of scores."),
    )


def _too_few_directions(n_directions, n_axes):
    return Wrong(
        _(
            "With {n_axes} axes, the faces differ in {found} only; asked are {n_axes}.",
            n_axes=n_axes,
            found=counted("{number} direction", "{number} directions", n_directions),
        ),
        _(
            "Each face needs {n_axes} random numbers of its own, and no number twice. Or are axes left out of the sum?",
            n_axes=n_axes,
        ),
        _("Give the generator the size (n_faces, n_axes)."),
    )


def _hint_for_directions(faces, n_directions):
    if np.sum(np.isin(faces, [faces.min(), faces.max()])) > len(faces) / 10:
        return _(
            "Many shades are exactly {darkest} or {lightest}. If you cut them off, leave them as they are.",
            darkest=f"{faces.min():g}",
            lightest=f"{faces.max():g}",
        )
    return _(
        "Around their mean, they differ in {n_directions} directions. How many eigenfaces are in the sum?",
        n_directions=n_directions,
    )


def _hint_for_mean(own, mean, axes):
    """Say what has become of the mean picture, or nothing; in the directions of the axes, it is drawn."""

    def outside(picture):
        return picture - picture @ axes.T @ axes

    wanted, left = outside(mean), outside(own)
    known = {
        "": wanted,
        _("The mean picture is missing."): np.zeros_like(mean),
        _("The mean picture is in it twice."): 2 * wanted,
    }
    hints = (hint for hint, other in known.items() if _length(left - other) < _LARGEST_MEAN_REST * _length(wanted))
    return next(hints, _("The axes are right. Which picture is added to their sum, and how often?"))


def check_scores(scores):
    """Raise unless scores, in units of their spread among the training faces, are standard normal."""
    spreads = scores.std(axis=0)
    # The mean of draws that spread too widely is far off by chance.
    if np.any(np.abs(scores.mean(axis=0)) > TOLERANCE * np.maximum(spreads, 1)):
        raise Wrong(
            _("The drawn scores do not have the mean 0."),
            _("What is the mean of the training faces' scores along each axis?"),
            _("Is the mean picture added once, twice or never?"),
        )
    if np.abs(spreads - 1).max() > TOLERANCE:
        raise Wrong(
            _(
                "Along some axis, the drawn scores spread {spreads} times as widely as those of the training faces.",
                spreads=f"{spreads[np.abs(spreads - 1).argmax()]:.2f}",
            ),
            _("Each axis has a spread of its own. How widely do the scores of the training faces vary along it?"),
            _("Standard deviation or variance? .std(axis=0) gives one number for each axis."),
        )
    if np.abs(np.corrcoef(scores.T) - np.eye(scores.shape[1])).max() > TOLERANCE:
        raise Wrong(
            _("The scores of a face are not drawn one by one."),
            _("Each face needs n_axes random numbers of its own, and no number twice."),
            _("Give the generator the size (n_faces, n_axes)."),
        )
    # Of 32 bits, five digits hold.
    if len(np.unique(scores[:, 0].round(5))) < 0.9 * len(scores):
        raise Wrong(
            _("Many faces have the same score along the first axis."),
            _("Are the numbers drawn from a normal distribution, or picked from a few values?"),
            _("default_rng(seed).normal gives no number twice; leave it as it comes, without rounding."),
        )
    if np.abs(kurtosis(scores, axis=0)).max() > 0.6 or abs(kurtosis(scores, axis=None)) > 0.2:
        raise Wrong(
            _("Mean and spread are right, but the scores are not normally distributed."),
            _("Draw a histogram of the first score. Is it a bell?"),
            _("Which method of a NumPy generator draws from a normal distribution?"),
        )
