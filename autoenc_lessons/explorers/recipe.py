"""Change the recipe of a training, and compare it with the run before: the browser trains by itself."""

import keras
import numpy as np

from autoenc_lessons import datasets, figures, seed_spread
from autoenc_lessons.explorers.given import floor_of, look_of_run
from autoenc_lessons.explorers.layers import dense_layers
from autoenc_lessons.explorers.live import Rounded, blanks, show_live
from autoenc_lessons.explorers.network import read_network
from autoenc_lessons.figures.given import is_among
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _, counted

__all__ = ["recipe"]

_RATES = (0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.3)
_STEPS = (250, 500, 1000, 2000, 3000, 5000)
_SHRINKS = (1, 0.1, 0.01)
_SETTLED_STEPS = 50
# Those whose slope gradient_descent.js knows.
_TRAINABLE = ("linear", "relu", "tanh", "sigmoid")
# The browser goes on from these numbers, so that they must be closer than what is only drawn.
_DIGITS = 9
_FIRST = {"rate": 0.01, "schedule": "constant", "steps": 1000, "shrink": 1}


def recipe(build, data, *, seeds=(0, 1, 2, 3, 4), rate=0.05, scaling="min-max", title=None, caption=None):
    """Show what a recipe does from a few seeds, with controls to change it and to train again.

    A static picture comes first; it compares two learning rates, trained here. The live figure under it begins with the
    same two recipes. It trains in the browser, step for step as Keras does, and needs no kernel.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a new autoencoder of dense layers, as it is before the first step. The recipe is the
        figure's: mean squared error, Adam, all samples in each step.
    data : array-like, shape (n_samples, n_features)
        The samples before any scaling.
    seeds : iterable of int
        One training run for each.
    rate : float
        The learning rate of the recipe that is shown first, beside 0.01; one of those that can be chosen.
    scaling : str
        The scaling of both: "none", "min-max", "centred" (min-max, then minus the mean) or "standard".
    title : str, optional
        What one sees in the static picture, in a sentence, to stand above it.
    caption : str, optional
        What to look at there; by default, its main numbers.

    Raises
    ------
    TypeError, ValueError
        If the data are no finite table of numbers, if the model does not copy them, if it is not made of dense layers
        with a simple activation, or if there is no such learning rate or scaling.
    """
    data = as_samples(data, name="data")
    if not is_among(rate, _RATES):
        raise ValueError(f"rate must be one of {', '.join(map(str, _RATES))}; got {in_short(rate)}.")
    scaled = {"none": data, "min-max": datasets.scale(data)}
    scaled["centred"] = scaled["min-max"] - scaled["min-max"].mean(axis=0)
    scaled["standard"] = datasets.scale(data, method="standard")
    if not is_among(scaling, scaled):
        raise ValueError(f"scaling must be one of {', '.join(scaled)}; got {in_short(scaling)}.")
    latent_dim, activations = _read(_built(build), data)
    starts = seed_spread.draw_starts(build, seeds)
    floors = {name: floor_of(x, latent_dim) for name, x in scaled.items()}
    first, x, floor = _FIRST | {"scaling": scaling}, scaled[scaling], floors[scaling]
    ratios = {_("learning rate {rate}", rate=tried): _train(build, x, starts, tried) / floor for tried in (0.01, rate)}
    figures.show(figures.ratio_strips(ratios, title=title), caption)
    texts = {"none": _("none"), "min-max": _("min-max"), "standard": _("standard")}
    texts["centred"] = _("min-max, minus the mean")
    drawn = {
        "starts": [_layers(start, activations) for start in starts],
        "scaled": {
            name: {"text": texts[name], "x": Rounded(x, _DIGITS), "floor": Rounded(floors[name], _DIGITS)}
            for name, x in scaled.items()
        },
        "features": list(range(data.shape[1])),
        "rates": np.array(_RATES),
        "steps": list(_STEPS),
        "shrinks": np.array(_SHRINKS),
        "before": first,
        "now": first | {"rate": rate},
        "colours": [look_of_run(number)["colour"] for number in range(len(starts))],
        "words": _controls() | _of_a_recipe() | _results(len(starts), data.shape[1]),
    }
    show_live("recipe", drawn, offer=_("change the recipe and train again"))


def _controls():
    return {
        "rate": _("Learning rate"),
        "schedule": _("Schedule"),
        "constant": _("constant"),
        "cosine": _("falls to 0 (cosine)"),
        "steps": _("Steps"),
        "weights": _("Initial weights"),
        "drawn": _("as drawn"),
        "times": _("× {shrink}"),
        "scaling": _("Scaling"),
        "train": _("Train"),
        "training": _("Training …"),
    }


def _of_a_recipe():
    return {
        "ofRate": _("rate {rate}"),
        "ofFallingRate": _("rate {rate}, falling to 0"),
        "ofSteps": _("{steps} steps"),
        "ofWeights": _("weights as drawn"),
        "ofTimes": _("weights times {shrink}"),
        "ofScaling": _("scaling {scaling}"),
    }


def _results(n_runs, n_features):
    return {
        "keys": _("Change the recipe and train: one curve for each seed, dashed those of the recipe before."),
        "result": _("result"),
        "losses": _("The loss of each training run over its steps, divided by PCA's error"),
        "step": _("step"),
        "ratio": _("loss / PCA's"),
        "now": _("this recipe"),
        "before": _("before"),
        "recipe": _("recipe"),
        "within": _("runs within 1\u00a0%"),
        "arrived": _("{arrived} of {number}", number=n_runs, **blanks("arrived")),
        "median": _("median run / PCA's"),
        "worst": _("worst run / PCA's"),
        "lost": _("lost of features {features} (median)", features=", ".join(map(str, range(n_features)))),
        "ends": counted(
            "{arrived} of {number} run comes within 1 % of PCA's error; the median run ends at {median} times it. "
            "Before: {arrivedBefore} of {number}, and {medianBefore} times.",
            "{arrived} of {number} runs come within 1 % of PCA's error; the median run ends at {median} times it. "
            "Before: {arrivedBefore} of {number}, and {medianBefore} times.",
            n_runs,
            **blanks("arrived", "median", "arrivedBefore", "medianBefore"),
        ),
    }


def _built(build):
    if isinstance(build, keras.Model) or not callable(build):
        raise TypeError(
            f"build must be a function that takes nothing and returns a new autoencoder; got {in_short(build)}."
        )
    try:
        return build()
    except Exception as error:  # a function can fail in any way; a learner needs one sentence
        raise ValueError(
            f"build must take nothing and return a new autoencoder, but build() fails ({type(error).__name__})."
        ) from error


def _train(build, x, starts, rate):
    def compiled():
        model = build()
        model.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
        return model

    runs = seed_spread.train_starts(compiled, x, starts, steps=_FIRST["steps"], progress=False)
    return runs.losses[:, -_SETTLED_STEPS:].min(axis=1)


def _read(model, data):
    """Return the units of the narrowest layer, and each layer's activation and whether it has biases."""
    read_network(model, data, model_name="autoencoder", data_name="data")
    layers = dense_layers(model, model_name="autoencoder")
    if any(activation not in _TRAINABLE for _, activation in layers):
        raise ValueError(f"The browser trains layers whose activation is one of {', '.join(_TRAINABLE)}.")
    latent_dim = min(variables[0].shape[1] for variables, _ in layers)
    return latent_dim, [(activation, len(variables) == 2) for variables, activation in layers]


def _layers(start, activations):
    weights, layers = iter(start), []
    for activation, has_bias in activations:
        kernel = next(weights)
        bias = next(weights) if has_bias else np.zeros(kernel.shape[1])
        layer = {"kernel": Rounded(kernel, _DIGITS), "bias": Rounded(bias, _DIGITS)}
        layers.append(layer | {"activation": activation, "hasBias": has_bias})
    return layers
