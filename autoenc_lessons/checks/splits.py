"""Is what a learner returns a split of samples, with their labels?"""

import numpy as np

from autoenc_lessons.checks.answers import as_table, call, several
from autoenc_lessons.checks.feedback import Wrong


def split_parts(function, x, labels, n_training, seed):
    """Return what a learner's function makes of samples, as tables of the shapes that were asked.

    Parameters
    ----------
    function : callable
        Takes the four that follow; returns training and held-out samples, then training and held-out labels.
    x : ndarray, shape (n_samples, n_features)
    labels : ndarray of int, shape (n_samples,)
    n_training, seed : int

    Returns
    -------
    list of four ndarray
    """
    names = ("training pictures", "held-out pictures", "training labels", "held-out labels")
    parts = several(call(function, x, labels, n_training, seed, name="split"), "split", names)
    sizes = (n_training, len(x) - n_training)
    shapes = [(size, x.shape[1]) for size in sizes] + [(size,) for size in sizes]
    return [as_table(part, f"The {name}", shape) for part, name, shape in zip(parts, names, shapes, strict=True)]


def check_split(training, held_out, training_labels, held_out_labels, x, labels):
    """Raise unless each sample is on one side, whole, with its label, and in a new order.

    Parameters
    ----------
    training, held_out, training_labels, held_out_labels : ndarray
        What `split_parts` returns.
    x, labels : ndarray
        What was split: the first feature of `x` numbers the samples from 0, and the samples are sorted by label.
    """
    rows = np.concatenate([training, held_out])
    if not np.array_equal(np.sort(rows[:, 0]), x[:, 0]):
        raise Wrong(
            "Some samples are in both parts or twice in one, and others in none.",
            "A held-out sample that also trains judges nothing. How do you draw which samples go where?",
            "Draw one order of all samples (a permutation), and cut it once.",
        )
    if not np.array_equal(rows[:, 0].astype(int), _rows_of(rows, x)):
        raise Wrong("The features of some samples have been mixed.", "Shuffle whole rows, not single numbers.")
    if not np.array_equal(np.concatenate([training_labels, held_out_labels]), labels[rows[:, 0].astype(int)]):
        raise Wrong(
            "Some samples have the label of another one.",
            "Pictures and labels must be put into the same order.",
            "Draw the order once, and index both arrays with it.",
        )
    in_order = np.array_equal(training[:, 0], np.arange(len(training)))
    if in_order or not 0.15 < np.mean(training[:, 0] < len(x) / 2) < 0.85:
        raise Wrong(
            "The samples are not shuffled: these were sorted by their label, and the parts hold different labels.",
            "What would a model learn of a digit that is only in the held-out part?",
            "A permutation of np.arange(len(x)) is a random order.",
        )


def _rows_of(rows, x):
    """Return for each row its number in `x`, or -1 if `x` has no such row."""
    numbers = {row.tobytes(): number for number, row in enumerate(x)}
    return np.array([numbers.get(row.tobytes(), -1) for row in rows])
