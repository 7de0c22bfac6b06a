"""Many runs: the same recipe from several seeds, and families of models beside each other.

A family is a dict that gives for each key, such as a code size, a list of runs. A run is a model or a function that
takes samples and returns their copies, or what has `transform` and `inverse_transform`, such as scikit-learn's PCA.
"""

import numpy as np

from autoenc_lessons import measures, seed_spread
from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.training import iterate_steps
from autoenc_lessons.training.interrupts import noted_interrupts
from autoenc_lessons.training.trainable import check_trainable

__all__ = ["copies", "each", "errors", "train", "train_with_looks", "untrained"]

_SEEDS = (0, 1)


def untrained(build, *, seeds=_SEEDS):
    """Return models as they start, one for each seed.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled model.
    seeds : iterable of int

    Returns
    -------
    list of keras.Model
    """
    return [_with_weights(build(), start) for start in seed_spread.draw_starts(build, seeds=seeds)]


def train(build, x, *, steps, batch_size=32, seeds=_SEEDS, progress=False):
    """Return trained models, one for each seed; `seed_spread.train_starts` trains them.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder.
    x : array-like, shape (n_samples, ...)
    steps, batch_size : int
    seeds : iterable of int
    progress : bool
        Whether to draw a progress bar.

    Returns
    -------
    list of keras.Model
        As many as there are seeds; fewer where the training was stopped by hand.
    """
    starts = seed_spread.draw_starts(build, seeds=seeds)
    options = {"steps": steps, "batch_size": batch_size, "reconstruct": False, "progress": progress}
    runs = seed_spread.train_starts(build, x, starts, **options)
    return [_with_weights(build(), weights) for weights in runs.weights]


def train_with_looks(build, x, looks, *, batch_size=32, seeds=_SEEDS):
    """Train several runs, and return what each of them was at some steps.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder.
    x : array-like, shape (n_samples, ...)
    looks : iterable of int
        At which steps to look. All are multiples of the first one.
    batch_size : int
    seeds : iterable of int

    Returns
    -------
    dict of int to list of callable
        For each look, the runs as they were then. A run that was stopped by hand stays as it was from there on.

    Raises
    ------
    TypeError, ValueError
        If a look is no whole number of at least 1 or no multiple of the first, or as `training.train`.
    """
    looks = [as_count(look, name="each look") for look in looks]
    if not looks or any(look % looks[0] for look in looks):
        raise ValueError(f"looks must be multiples of the first one; got {', '.join(map(str, looks)) or 'none'}.")
    autoencoder = build()
    x, _targets = check_trainable(autoencoder, x, None, batch_size=batch_size)
    autoencoder.optimizer.build(autoencoder.trainable_variables)
    fresh = [variable.value.numpy() for variable in autoencoder.optimizer.variables]
    runs = {look: [] for look in looks}
    for number, start in enumerate(seed_spread.draw_starts(build, seeds=seeds)):
        autoencoder.set_weights(start)
        for variable, value in zip(autoencoder.optimizer.variables, fresh, strict=True):
            variable.assign(value)
        kept = _weights_at_looks(autoencoder, x, looks, batch_size, number)
        for look, weights in zip(looks, kept, strict=True):
            runs[look].append(_as_it_was(autoencoder, weights))
    return runs


def _weights_at_looks(autoencoder, x, looks, batch_size, number):
    kept, done = {}, 0
    options = {"steps": max(looks), "batch_size": batch_size, "steps_per_call": looks[0], "shuffle_seed": number}
    with noted_interrupts() as interrupts:
        for chunk in iterate_steps(autoencoder, x, **options):
            done += len(chunk)
            if done in looks:
                kept[done] = autoencoder.get_weights()
            if interrupts:
                break
    last = autoencoder.get_weights()
    return [kept.get(look, last) for look in looks]


def _as_it_was(autoencoder, weights):
    return lambda x: _with_weights(autoencoder, weights)(x)


def _with_weights(autoencoder, weights):
    autoencoder.set_weights(weights)
    return autoencoder


def each(function, family):
    """Return what a function makes of each run of a family.

    Parameters
    ----------
    function : callable
        Takes a run and returns a number.
    family : dict of object to list

    Returns
    -------
    dict of object to ndarray of float64, shape (n_runs,)

    Examples
    --------
    >>> each(len, {"short": ["a", "bc"], "long": ["abcdef"]})
    {'short': array([1., 2.]), 'long': array([6.])}
    """
    return {key: np.array([function(run) for run in runs], dtype="float64") for key, runs in family.items()}


def errors(family, x):
    """Return the mean squared error of each run of a family.

    Parameters
    ----------
    family : dict of object to list of callable or scikit-learn models
    x : array-like, shape (n_samples, n_features)

    Returns
    -------
    dict of object to ndarray of float64, shape (n_runs,)

    Examples
    --------
    >>> errors({"zeros": [np.zeros_like], "itself": [lambda x: x]}, np.ones((2, 3)))
    {'zeros': array([1.]), 'itself': array([0.])}
    """
    return each(lambda run: measures.reconstruction_error(x, _copied(run, x)), family)


def copies(family, x):
    """Return what the first run of each member of a family makes of samples.

    Parameters
    ----------
    family : dict of object to list of callable or scikit-learn models
    x : array-like, shape (n_samples, n_features)

    Returns
    -------
    dict of object to ndarray, shape (n_samples, n_features)
    """
    return {key: np.asarray(_copied(runs[0], x)) for key, runs in family.items()}


def _copied(run, x):
    return run.inverse_transform(run.transform(x)) if hasattr(run, "inverse_transform") else run(x)
