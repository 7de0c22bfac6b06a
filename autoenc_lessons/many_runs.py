"""Many runs: the same recipe from several seeds, and families of models beside each other.

A family is a dict that gives for each key, such as a code size, a list of runs. A run is a model or a function that
takes samples and returns their copies, or what has `transform` and `inverse_transform`, such as scikit-learn's PCA.
"""

import numpy as np

from autoenc_lessons import measures, seed_spread
from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.streams.errors import copied
from autoenc_lessons.training import iterate_steps
from autoenc_lessons.training.interrupts import noted_interrupts
from autoenc_lessons.training.starts import Forgetting
from autoenc_lessons.training.trainable import check_trainable

__all__ = ["copies", "each", "errors", "errors_over", "train", "train_with_looks", "untrained"]

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


def train(build, x, *, steps, targets=None, batch_size=32, seeds=_SEEDS, use_xla=None, progress=False, on=None):
    """Return trained models, one for each seed; `seed_spread.train_starts` trains them.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder.
    x : array-like, shape (n_samples, ...), or Rows
        As in `training.train`.
    steps, batch_size : int
    targets : array-like, shape (n_samples, ...), or Rows, optional
        What the model is to make of `x`; by default `x` itself.
    seeds : iterable of int
    use_xla : bool, optional
        As in `training.train`.
    progress : bool
        Whether to draw a progress bar.
    on : int or dask.distributed.Client, optional
        Where to train, as in `seed_spread.train_starts`.

    Returns
    -------
    list of keras.Model
        As many as there are seeds; fewer where the training was stopped by hand.
    """
    starts = seed_spread.draw_starts(build, seeds=seeds)
    options = {"targets": targets, "steps": steps, "batch_size": batch_size, "use_xla": use_xla, "on": on}
    runs = seed_spread.train_starts(build, x, starts, reconstruct=False, progress=progress, **options)
    return [_with_weights(build(), weights) for weights in runs.weights]


def train_with_looks(build, x, looks, *, batch_size=32, seeds=_SEEDS):
    """Train several runs, and return what each of them was at some steps.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder.
    x : array-like, shape (n_samples, ...), or Rows
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
    forget = Forgetting(autoencoder)
    runs = {look: [] for look in looks}
    starts = seed_spread.draw_starts(build, seeds=seeds)
    options = {"steps": max(looks), "batch_size": batch_size, "steps_per_call": looks[0], "n_runs": len(starts)}
    for number, start in enumerate(starts):
        autoencoder.set_weights(start)
        forget()
        kept = _weights_at_looks(autoencoder, iterate_steps(autoencoder, x, shuffle_seed=number, **options), looks)
        for look, weights in zip(looks, kept, strict=True):
            runs[look].append(_as_it_was(autoencoder, weights))
    return runs


def _weights_at_looks(autoencoder, steps, looks):
    kept, done = {}, 0
    with noted_interrupts() as interrupts:
        for chunk in steps:
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

    Raises
    ------
    TypeError
        If `family` is no dict with a list of one or more runs for each name.

    Examples
    --------
    >>> each(len, {"short": ["a", "bc"], "long": ["abcdef"]})
    {'short': array([1., 2.]), 'long': array([6.])}
    """
    _refuse_other_families(family)
    return {key: np.array([function(run) for run in runs], dtype="float64") for key, runs in family.items()}


def _refuse_other_families(family):
    if not isinstance(family, dict) or not all(isinstance(runs, (list, tuple)) and runs for runs in family.values()):
        raise TypeError(
            "A family must be a dict with a list of one or more runs for each name, such as {'network': [network]}."
        )


def errors(family, x, targets=None):
    """Return the mean squared error of each run of a family.

    Parameters
    ----------
    family : dict of object to list of callable or scikit-learn models
    x : array-like, shape (n_samples, n_features)
    targets : array-like, shape (n_samples, n_features), optional
        What the runs should make of `x`; by default `x` itself.

    Returns
    -------
    dict of object to ndarray of float64, shape (n_runs,)

    Examples
    --------
    >>> errors({"zeros": [np.zeros_like], "itself": [lambda x: x]}, np.ones((2, 3)))
    {'zeros': array([1.]), 'itself': array([0.])}
    >>> errors({"itself": [lambda x: x]}, np.ones((2, 3)), targets=np.zeros((2, 3)))
    {'itself': array([1.])}
    """
    wanted = x if targets is None else targets
    return each(lambda run: measures.reconstruction_error(wanted, copied(run, x)), family)


def errors_over(family, tests, targets=None):
    """Return the mean squared errors of a family on each of several tests.

    Parameters
    ----------
    family : dict of object to list of callable or scikit-learn models
    tests : dict of object to array-like, shape (n_samples, n_features)
        What the runs are given in each test; without `targets`, a pair of that and what they should make of it.
    targets : array-like, shape (n_samples, n_features), optional
        What the runs should make of each test.

    Returns
    -------
    dict of object to dict of object to ndarray of float64, shape (n_runs,)
        For each member of the family, and for each test, the error of each run.

    Examples
    --------
    >>> errors_over({"itself": [lambda x: x]}, {0.5: np.full((2, 3), 0.5)}, targets=np.zeros((2, 3)))
    {'itself': {0.5: array([0.25])}}
    """
    if not isinstance(tests, dict) or not tests:
        raise TypeError("tests must be a dict with samples for each name, such as {'noisy': x}.")
    pairs = tests if targets is None else {key: (x, targets) for key, x in tests.items()}
    by_test = {key: errors(family, *pair) for key, pair in pairs.items()}
    return {name: {key: of_test[name] for key, of_test in by_test.items()} for name in family}


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
    _refuse_other_families(family)
    return {key: np.asarray(copied(runs[0], x)) for key, runs in family.items()}
