"""Is what a learner returns a split of samples, with their labels?"""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_table, call, several
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.language import _

__all__ = ["check_split", "split_parts"]


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
    names = (_("training samples"), _("held-out samples"), _("training labels"), _("held-out labels"))
    parts = several(call(function, x, labels, n_training, seed, name="split"), "split", names)
    sizes = (n_training, len(x) - n_training)
    shapes = [(size, x.shape[1]) for size in sizes] + [(size,) for size in sizes]
    return [
        as_table(part, _("The {part}", part=name), shape)
        for part, name, shape in zip(parts, names, shapes, strict=True)
    ]


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
    if not np.isin(rows[:, 0], x[:, 0]).all():
        raise Wrong(
            _("Some rows are no samples: their first feature has a value that no sample has."),
            _("What do you do with the features, besides choosing rows?"),
            _("x[order] puts whole rows into another order and leaves the numbers in them as they are."),
        )
    if not np.array_equal(np.sort(rows[:, 0]), x[:, 0]):
        raise Wrong(
            _("Some samples are in both parts or twice in one, and others in none."),
            _("A held-out sample that also trains judges nothing. How do you draw which samples go where?"),
            _("Draw one order of all samples (a permutation), and cut it once."),
        )
    # A split of 16-bit or 32-bit numbers is a split, too.
    if not np.allclose(rows, x[rows[:, 0].astype(int)], rtol=1e-3, atol=1e-3):
        raise Wrong(
            _("Some rows have the first feature of a sample, but not its other features."),
            _("Shuffle whole rows, not single numbers, and leave the numbers in them as they are."),
            _("x[order] puts whole rows into another order."),
        )
    if not np.array_equal(np.concatenate([training_labels, held_out_labels]), labels[rows[:, 0].astype(int)]):
        raise Wrong(
            _("Some samples have the label of another one."),
            _("Pictures and labels must be put into the same order."),
            _("Draw the order once, and index both arrays with it."),
        )
    if not 0.15 < np.mean(training[:, 0] < len(x) / 2) < 0.85:
        raise Wrong(
            _(
                "The two parts hold different labels: the samples came sorted by their label, and were cut in "
                "that order."
            ),
            _("What would a model learn of a digit that is only in the held-out part?"),
            _("A permutation of np.arange(len(x)) is a random order."),
        )
    for part, name in [(training, "training"), (held_out, "held-out")]:
        if not 0.2 < np.mean(np.diff(part[:, 0]) > 0) < 0.8:
            raise Wrong(
                _("The {name} part keeps the order that the samples came in, or the reverse.", name=name),
                _("The order within each part is to be random, too."),
                _("A permutation of np.arange(len(x)), cut once, gives both parts a random order."),
            )
