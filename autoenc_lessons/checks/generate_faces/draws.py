"""Has a learner's generator drawn what it was to draw?"""

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import kurtosis

from autoenc_lessons.checks.generate_faces.materials import eigenface_axes
from autoenc_lessons.checks.judging.feedback import Wrong

# Of 3000 draws, a mean, a spread or a correlation is off by a tenth of this or so.
TOLERANCE = 0.15
# A randomised PCA of 60 faces finds all but a ten thousandth of what the exact one finds.
_LEAST_FOUND = 0.99
# Of the length of the drawn faces. Another axis, or another mean, is fifty times as much; 32 bits are much less.
_LARGEST_REST = 1e-3
# The variance of draws from a smooth density estimate is a quarter too large.
_LARGEST_DIFFERENCE = 0.45
_SPREADS = (0.85, 1.2)
# Normal codes with 4 units have a mean fourth power of the distance of 24; those of a cube have 19, of a ball 18.
_FOURTH_POWERS = (0.9, 1.25)
_NEAR = 0.1
# So many pictures show all their directions, and it takes no time.
_N_SEEN = 150


def check_seeds(first, again, other, *, same=np.allclose):
    """Raise unless the same seed draws the same, and another one something else; `same` compares two draws."""
    if not same(first, again):
        raise Wrong(
            "The same seed gives something else the second time.",
            "Which generator draws, and who has seeded it?",
            "np.random.default_rng(seed) begins anew each time.",
        )
    if same(first, other):
        raise Wrong(
            "Another seed draws the same.",
            "What does your function do with its parameter seed?",
            "np.random.default_rng(seed) begins elsewhere for each seed.",
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
    mean, axes, sizes = eigenface_axes(training, n_axes)
    lengths, directions = _directions(faces - mean)
    if not _in_plane(faces - mean, directions[:n_axes]):
        raise _no_sums(faces, mean, axes)
    # Fewer directions: the draws do not fill the plane, so that only the exact axes can tell what they are.
    if lengths[n_axes - 1] > _LARGEST_REST * lengths[0]:
        scores = (training - mean) @ directions[:n_axes].T
        if np.sum(scores**2) < _LEAST_FOUND * len(training) * np.sum(sizes**2):
            raise _no_sums(faces, mean, axes)
        # Within their plane, so that the axes of a randomised PCA are judged as they are.
        _, singular, turn = np.linalg.svd(scores, full_matrices=False)
        axes, sizes = turn @ directions[:n_axes], singular / np.sqrt(len(training))
    elif not _in_plane(faces - mean, axes):
        raise _no_sums(faces, mean, axes)
    return (faces - mean) @ axes.T / sizes


def _directions(pictures):
    """Return how far some of the pictures reach in each direction, falling, and the directions as rows."""
    _, lengths, directions = np.linalg.svd(pictures[:_N_SEEN], full_matrices=False)
    return lengths, directions


def _length(numbers):
    return np.sqrt(np.sum(numbers**2))


def _in_plane(pictures, axes):
    return _length(pictures - pictures @ axes.T @ axes) <= _LARGEST_REST * _length(pictures)


def _no_sums(faces, mean, axes):
    n_axes = len(axes)
    lengths, _ = _directions(faces - faces.mean(axis=0))
    n_directions = np.sum(lengths > _LARGEST_REST * lengths[0])
    if np.sum(np.isin(faces, [faces.min(), faces.max()])) > len(faces) / 10:
        hint = (
            f"Many shades are exactly {faces.min():g} or {faces.max():g}. If you cut them off, leave them as they are."
        )
    elif _in_plane(faces, axes):
        hint = "The mean picture is missing."
    elif _in_plane(faces - 2 * mean, axes):
        hint = "The mean picture is in it twice."
    elif n_directions != n_axes:
        hint = f"Around their mean, they differ in {n_directions} directions. How many eigenfaces are in the sum?"
    else:
        hint = "Which mean was taken away before the axes were found? And which axes are the first ones?"
    return Wrong(
        f"With {n_axes} axes, the faces are no sums of the mean picture and the first {n_axes} eigenfaces.",
        hint,
        "PCA(n_axes).fit(training) knows mean and axes; its inverse_transform makes faces of scores.",
    )


def check_scores(scores):
    """Raise unless scores, in units of their spread among the training faces, are standard normal."""
    spreads = scores.std(axis=0)
    # The mean of draws that spread too widely is far off by chance.
    if np.any(np.abs(scores.mean(axis=0)) > TOLERANCE * np.maximum(spreads, 1)):
        raise Wrong(
            "The drawn scores do not have the mean 0.",
            "What is the mean of the training faces' scores along each axis?",
            "Is the mean picture added once, twice or never?",
        )
    if np.abs(spreads - 1).max() > TOLERANCE:
        raise Wrong(
            f"Along some axis, the drawn scores spread {spreads[np.abs(spreads - 1).argmax()]:.2f} times as widely as "
            "those of the training faces.",
            "Each axis has a spread of its own. How widely do the scores of the training faces vary along it?",
            "Standard deviation or variance? .std(axis=0) gives one number for each axis.",
        )
    together = np.abs(np.corrcoef(scores.T) - np.eye(scores.shape[1])).max()
    if together > TOLERANCE or len(np.unique(scores[:, 0].round(9))) < 0.9 * len(scores):
        raise Wrong(
            "The scores of a face are not drawn one by one.",
            "Each face needs n_axes random numbers of its own, and no number twice.",
            "Give the generator the size (n_faces, n_axes).",
        )
    if np.abs(kurtosis(scores, axis=0)).max() > 0.6 or abs(kurtosis(scores, axis=None)) > 0.2:
        raise Wrong(
            "Mean and spread are right, but the scores are not normally distributed.",
            "Draw a histogram of the first score. Is it a bell?",
            "Which method of a NumPy generator draws from a normal distribution?",
        )


def check_codes(drawn, codes):
    """Raise unless drawn codes are new, and distributed as the given ones, which are normal."""
    _check_means(drawn, codes)
    _check_spreads(drawn, codes)
    # Seen so, codes have the variance 1 in every direction.
    known, seen = _whitened(codes, codes), _whitened(drawn, codes)
    if np.abs(np.cov(seen.T) - np.eye(codes.shape[1])).max() > _LARGEST_DIFFERENCE:
        raise Wrong(
            "Unit by unit they spread as they should, but the units do not vary together as those of the encoder do.",
            _hint_for_covariance(drawn, codes) or "Compare np.cov(codes.T) with that of your codes. What differs?",
            "A normal distribution in several dimensions has a covariance, not only variances.",
        )
    if np.median(cdist(seen, known).min(axis=1)) < _NEAR:
        raise Wrong(
            "These are the given codes, hardly changed, so the decoder would copy the training pictures.",
            "Where does your function draw a code that nobody has seen?",
            "Fit a distribution to the codes, and draw from that.",
        )
    _check_shape(_whitened(drawn, drawn))


def _whitened(part, codes):
    return np.linalg.solve(np.linalg.cholesky(np.cov(codes.T)), (part - codes.mean(axis=0)).T).T


def _check_means(drawn, codes):
    seen = _whitened(drawn, codes)
    # The mean of draws that spread too widely is far off by chance.
    chance = 4 * seen.std(axis=0) / np.sqrt(len(seen))
    if np.any(np.abs(seen.mean(axis=0)) > TOLERANCE + chance):
        raise Wrong(
            "The drawn codes lie around another mean.",
            "Compare the means of your codes with codes.mean(axis=0).",
            "The mean has to be added last, and once.",
        )


def _check_spreads(drawn, codes):
    times = drawn.std(axis=0) / codes.std(axis=0)
    low, high = _SPREADS
    if times.min() < low or times.max() > high:
        unit = np.abs(np.log(np.maximum(times, 1e-12))).argmax()
        raise Wrong(
            f"Unit {unit} (counted from 0) spreads {times[unit]:.2f} times as widely as in the given codes.",
            _hint_for_covariance(drawn, codes) or "Compare codes.std(axis=0) with that of your codes.",
            "The diagonal of np.cov(codes.T) holds the variances, the squares of these spreads.",
        )


def _hint_for_covariance(drawn, codes):
    """Say what has been taken for the covariance of the codes, if it can be seen."""
    wanted = np.cov(codes.T)
    root = np.linalg.cholesky(wanted)
    known = {
        "np.corrcoef gives correlations: all its units spread by 1. Covariances are asked.": np.corrcoef(codes.T),
        "With Cholesky's root L, rows of normal numbers are to be multiplied by L.T, not by L.": root.T @ root,
    }
    found = np.cov(drawn.T)
    return next((hint for hint, wrong in known.items() if _length(found - wrong) < 0.1 * _length(wrong)), None)


def _check_shape(seen):
    n_units = seen.shape[1]
    times = np.mean(np.sum(seen**2, axis=1) ** 2) / (n_units * (n_units + 2))
    low, high = _FOURTH_POWERS
    if not low < times < high:
        shape = "too few codes lie far out" if times <= low else "too many codes lie far out"
        raise Wrong(
            f"Means, spreads and covariances are right, but {shape}: the cloud has another shape.",
            "Draw a histogram of a unit, of the given codes and of yours. Are both bells?",
            "Which method of a NumPy generator draws from a normal distribution in several dimensions?",
        )
