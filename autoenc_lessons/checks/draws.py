"""Has a learner's generator drawn what it was to draw?"""

import numpy as np
from scipy.stats import kurtosis

from autoenc_lessons.checks.feedback import Wrong

# Of 3000 draws, a mean, a spread or a correlation is off by a tenth of this or so.
TOLERANCE = 0.15


def check_seeds(first, again, other):
    """Raise unless the same seed draws the same, and another one something else."""
    if not np.array_equal(first, again):
        raise Wrong(
            "The same seed gives something else the second time.",
            "Which generator draws, and who has seeded it?",
            "np.random.default_rng(seed) begins anew each time.",
        )
    if np.array_equal(first, other):
        raise Wrong(
            "Another seed draws the same.",
            "What does your function do with its parameter seed?",
            "np.random.default_rng(seed) begins elsewhere for each seed.",
        )


def check_scores(scores):
    """Raise unless scores, in units of their spread among the training faces, are standard normal."""
    if np.abs(scores.mean(axis=0)).max() > TOLERANCE:
        raise Wrong(
            "The drawn scores do not have the mean 0.",
            "What is the mean of the training faces' scores along each axis?",
            "Is the mean picture added once, twice or never?",
        )
    spreads = scores.std(axis=0)
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
    if np.abs(kurtosis(scores, axis=0)).max() > 0.6:
        raise Wrong(
            "Mean and spread are right, but the scores are not normally distributed.",
            "Draw a histogram of the first score. Is it a bell?",
            "Which method of a NumPy generator draws from a normal distribution?",
        )
