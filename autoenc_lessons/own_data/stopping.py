"""Train a recipe from several seeds, and stop each training in time, as Keras' EarlyStopping does."""

import numpy as np

from autoenc_lessons import seed_spread
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.training import iterate_steps
from autoenc_lessons.training.interrupts import noted_interrupts
from autoenc_lessons.training.starts import Forgetting
from autoenc_lessons.training.trainable import check_trainable

__all__ = ["code_sizes", "train_stopped"]

_SIZES = (1, 2, 4, 6, 8, 12, 16, 24, 32)


def code_sizes(x, *, most=_SIZES[-1]):
    """Return the code sizes that are worth a try: fewer than PCA needs for no error, at most half the samples.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
        What is to be copied.
    most : int
        The largest size to try.

    Returns
    -------
    list of int

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table of numbers, or too small for any code.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(100, 9))
    >>> code_sizes(x)
    [1, 2, 4, 6, 8]

    A column of two words, written as two features, says nothing twice:

    >>> code_sizes(np.column_stack([x[:, :7], x[:, 0] > 0, x[:, 0] <= 0]))
    [1, 2, 4, 6]
    """
    x, most = as_samples(x), as_count(most, name="most")
    # What follows from the other features, such as the last word of a one-hot code, needs no axis of its own.
    n_axes = np.linalg.matrix_rank(x - x.mean(axis=0))
    limit = min(int(n_axes) - 1, len(x) // 2, most)
    if limit < 1:
        raise ValueError(
            f"PCA copies x, of shape {x.shape}, with {n_axes} axes or none; there is no smaller code to try."
        )
    return [size for size in _SIZES if size <= limit]


def train_stopped(
    build,
    x,
    validation,
    *,
    most_steps=4000,
    look_every=200,
    patience=5,
    batch_size=32,
    seeds=(0, 1, 2),
    use_xla=None,
):
    """Train a recipe from several seeds, each until its validation error has not fallen for some looks.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder.
    x, validation : array-like, shape (n_samples, n_features)
        What trains, and what decides when to stop.
    most_steps : int
        Steps after which a training ends in any case.
    look_every : int
        Steps between two looks at the validation error.
    patience : int
        Looks without a new lowest error after which a training ends.
    batch_size : int
        Samples in a step; all of them where there are fewer.
    seeds : iterable of int
    use_xla : bool, optional
        As in `training.train`; several long trainings are worth its compilation.

    Returns
    -------
    list of keras.Model
        For each seed, the model as it was at its lowest validation error.

    Raises
    ------
    TypeError, ValueError
        As `training.train`, or if a number is no whole number of at least 1.
    """
    most_steps, look_every, patience = (
        as_count(value, name=name)
        for value, name in ((most_steps, "most_steps"), (look_every, "look_every"), (patience, "patience"))
    )
    autoencoder = build()
    batch_size = min(as_count(batch_size, name="batch_size"), len(x))
    x, _targets = check_trainable(autoencoder, x, None, batch_size=batch_size)
    validation = as_samples(validation, name="validation")
    forget = Forgetting(autoencoder)
    options = {"steps": most_steps, "batch_size": batch_size, "steps_per_call": min(look_every, most_steps)}
    options["use_xla"] = use_xla
    models = []
    with noted_interrupts() as interrupts:
        for number, start in enumerate(seed_spread.draw_starts(build, seeds=seeds)):
            if interrupts and models:
                break
            autoencoder.set_weights(start)
            forget()
            steps = iterate_steps(autoencoder, x, shuffle_seed=number, **options)
            weights = _best_weights(autoencoder, steps, validation, (look_every, patience), interrupts)
            models.append(build())
            models[-1].set_weights(weights)
    return models


def _best_weights(autoencoder, steps, validation, rule, interrupts):
    look_every, patience = rule
    lowest, best, waited, done = np.inf, autoencoder.get_weights(), 0, 0
    for losses in steps:
        done += len(losses)
        # Where steps take long, there are looks between these; what comes out must not depend on the machine's speed.
        if done % look_every == 0:
            error = float(np.mean((np.asarray(autoencoder(validation)) - validation) ** 2))
            waited += 1
            if error < lowest:
                lowest, best, waited = error, autoencoder.get_weights(), 0
        if waited >= patience or interrupts:
            break
    return best
