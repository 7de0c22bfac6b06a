"""Where runs start: initial weights, drawn from seeds or given."""

import inspect
import random

import keras
import numpy as np

from autoenc_lessons.inputs.conversion import as_numbers, kind_of
from autoenc_lessons.inputs.values import as_seed
from autoenc_lessons.training.interrupts import noted_interrupts

__all__ = ["Forgetting", "built_by", "check_starts", "draw_starts"]


def draw_starts(build, seeds):
    """Return the initial weights that a new model has under each seed.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a new autoencoder.
    seeds : iterable of int

    Returns
    -------
    list of list of ndarray
        For each seed, what `seed_everything(seed)` and `build().get_weights()` give, where `seed_everything` has been
        called before; else the weights are drawn in Keras' own precision, and are others.

    Raises
    ------
    TypeError, ValueError
        If a seed is not a whole number of 0 or more, or if there is none; if `build` is no such function, or if its
        model does not know its weights yet.

    Examples
    --------
    >>> starts = draw_starts(lambda: keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]), seeds=(0, 7))
    >>> len(starts), [weights.shape for weights in starts[0]]
    (2, [(3, 2), (2,)])
    """
    seeds = _as_seeds(seeds)
    starts, last = [], None
    with noted_interrupts() as interrupts:
        for seed in seeds:
            if interrupts:
                raise KeyboardInterrupt("Stopped by hand while the starts were drawn; run the cell again.")
            # Keras draws initial weights from Python's generator. Seeding TensorFlow as well would only
            # make it forget its compiled kernels, which costs more than building the model.
            random.seed(seed)
            np.random.seed(seed)  # noqa: NPY002
            model = built_by(build)
            if model is last:
                raise ValueError(
                    "build returns one and the same model each time; it must make a new one for each seed."
                )
            if not model.weights:
                raise ValueError(
                    "The model that build returns has no weights yet, for it does not know the shape of its input; "
                    "begin it with keras.Input((n_features,))."
                )
            last = model
            starts.append(model.get_weights())
    return starts


class Forgetting:
    """Takes back, when called, all that a run leaves in a model besides its weights.

    That is what the optimizer remembers, and the states of random generators, as of a layer that draws noise.

    Parameters
    ----------
    autoencoder : keras.Model
        Compiled, and not trained yet.
    first_values : list of ndarray, optional
        Those of the same model made elsewhere, for each making of it draws other states. By default, its own.

    Attributes
    ----------
    first_values : list of ndarray
        What the model gets back.
    """

    def __init__(self, autoencoder, first_values=None):
        autoencoder.optimizer.build(autoencoder.trainable_variables)
        # Of the model's own variables, only the states of random generators are no weights.
        weights = {id(weight) for weight in autoencoder.weights}
        generators = [variable for variable in autoencoder.variables if id(variable) not in weights]
        self._remembered = [*autoencoder.optimizer.variables, *generators]
        own = [variable.value.numpy() for variable in self._remembered]
        self.first_values = own if first_values is None else first_values

    def __call__(self):
        for variable, value in zip(self._remembered, self.first_values, strict=True):
            variable.assign(value)


def _as_seeds(seeds):
    try:
        listed = None if isinstance(seeds, (str, dict)) else list(seeds)
    except TypeError:
        listed = None
    if listed is None:
        raise TypeError(f"seeds must be several whole numbers, such as range(5) or [0, 1, 2]; got {seeds!r}.")
    seeds = [as_seed(seed, name="each seed") for seed in listed]
    if not seeds:
        raise ValueError("seeds is empty; pass at least one, such as range(50).")
    return seeds


def built_by(build):
    """Return the model that `build` makes, or say what is wrong with the function."""
    if isinstance(build, keras.Model) or not callable(build):
        raise TypeError(
            f"build must be a function that takes nothing and returns an autoencoder; got {kind_of(build)}. "
            "Put what makes the model into a function, and pass its name."
        )
    try:
        inspect.signature(build).bind()
    except TypeError as error:
        raise TypeError(
            f"build must be a function that takes nothing, but this one is {error}; "
            "give it with functools.partial or a lambda."
        ) from None
    except ValueError:
        pass  # some callables of C have no signature
    model = build()
    if isinstance(model, (tuple, list)) and any(isinstance(part, keras.Model) for part in model):
        raise TypeError(
            f"build must return the autoencoder alone, but it returns {len(model)} things; "
            "pick one of them, such as lambda: models.linear_autoencoder(3, 2)[-1]."
        )
    if model is None:
        raise TypeError(
            "build must return an autoencoder, but it returns nothing (None); end it with `return autoencoder`."
        )
    if not isinstance(model, keras.Model):
        raise TypeError(f"build must return a Keras model; it returns {kind_of(model)}.")
    return model


def check_starts(starts, shapes):
    """Return starts as a list, or say in one sentence which of them does not fit a model.

    Parameters
    ----------
    starts : list of list of ndarray
    shapes : list of tuple of int
        Those of the model's weights.

    Raises
    ------
    TypeError, ValueError
        If they are no such lists, if there is none, or if the weights of one do not fit or are no finite numbers.
    """
    if isinstance(starts, (str, dict)) or not hasattr(starts, "__iter__"):
        raise TypeError(f"starts must be a list of starts, as draw_starts returns it; got {kind_of(starts)}.")
    starts = list(starts)
    if not starts:
        raise ValueError("starts is empty; draw at least one with draw_starts.")
    if [np.shape(weight) for weight in starts if hasattr(weight, "shape")] == shapes:
        raise ValueError("starts is a single start; put it into a list: [start].")
    for number, start in enumerate(starts):
        _check_start(start, shapes, f"Start {number} (counted from 0)")
    return starts


def _check_start(start, shapes, name):
    if not isinstance(start, (list, tuple)):
        raise TypeError(f"{name} must be a list of weights, as draw_starts returns it; it is {kind_of(start)}.")
    weights = [as_numbers(weight, name=f"A weight of {name[0].lower()}{name[1:]}") for weight in start]
    found = [weight.shape for weight in weights]
    if found != shapes:
        raise ValueError(f"{name} has weights of shapes {found}, but the model needs {shapes}.")
    if not all(np.isfinite(weight).all() for weight in weights):
        raise ValueError(f"{name} has weights that are NaN or infinite; draw it anew with draw_starts.")
