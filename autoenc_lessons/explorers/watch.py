"""Training runs, to be watched step by step: the loss, the codes and the decoder's surface."""

from dataclasses import dataclass

import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons import figures
from autoenc_lessons.explorers.given import as_points, floor_of, groups_of, look_of_run, view_along
from autoenc_lessons.explorers.layers import as_layer, dense_layers, means_of
from autoenc_lessons.explorers.live import Rounded, show_live
from autoenc_lessons.explorers.network import Network, read_networks
from autoenc_lessons.figures.given import is_among
from autoenc_lessons.inputs.saying import in_short
from autoenc_lessons.language import _
from autoenc_lessons.measures import reconstruction_error
from autoenc_lessons.variational import Sampling

__all__ = ["watch"]

# Late in a long training, processors differ in more digits than at its start.
_DIGITS = 4


@dataclass(frozen=True)
class _Run:
    """One training run: a network of both halves for each step that was kept."""

    name: str
    steps: list
    encoders: list
    decoders: list
    losses: np.ndarray

    def codes(self, index, x):
        return self.encoders[index](x)

    def copies(self, index, x):
        return self.decoders[index](self.codes(index, x))


def watch(runs, x, labels, *, start=None, look_along=None, title=None, caption=None):
    """Show training runs side by side, with a slider for the step and a button that plays them.

    A static picture comes first; it shows the loss of all runs, and their codes at one step. The live figure under it
    shows the codes and the decoder's surface at each kept step. It works without a kernel, in exported HTML too.

    Parameters
    ----------
    runs : dict of str to (encoder, decoder, History)
        For each run its name, the two models as they are after it, and what `training.train(..., keep_every=...)`
        returned when it trained the two in a row. All have kept the same steps.
    x : array-like, shape (n_samples, 3)
        The samples that they were trained on.
    labels : array-like of int, shape (n_samples,)
        The group of each sample.
    start : int, optional
        The step that is shown first, one of those that were kept. By default the one in the middle.
    look_along : int, optional
        Feature 0 or 1, to look along it: for points on a sheet that is bent around it.
    title : str, optional
        What one sees in the static picture, in a sentence, to stand above it.
    caption : str, optional
        What to look at there; by default, its main numbers.

    Raises
    ------
    TypeError, ValueError
        If a model is none, is not built or is not made of dense layers, if the sizes do not fit, if a run has kept no
        weights or others than those of its models, or if the runs have kept different steps.
    """
    x = as_points(x)
    groups = groups_of(labels, len(x))
    runs = [_read_run(name, *run, x) for name, run in _as_runs(runs).items()]
    steps = runs[0].steps
    if any(run.steps != steps for run in runs):
        raise ValueError("The runs have kept different steps; train all with the same steps and keep_every.")
    index = len(steps) // 2 if start is None else _index_of(start, steps)
    floor = floor_of(x, 2)
    losses = {run.name: run.losses / floor for run in runs}
    codes = {run.name: run.codes(index, x) for run in runs}
    figures.show(figures.watched_runs(steps, losses, codes, labels, step=steps[index], title=title), caption)
    data = groups | _as_data(runs, x, index, floor) | {"view": view_along(look_along), "words": _words()}
    show_live("watch", data, offer=_("go through the steps of the training"))


def _words():
    return {
        "losses": _("The loss of each run over the steps, with a line at the chosen step"),
        "steps": _("step"),
        "ratio": _("loss / PCA's"),
        "keys": _("Play the training, or drag the step; Shift and an arrow key make ten."),
        "copy": _("copy"),
        "play": _("Play"),
        "pause": _("Pause"),
        "step": _("Step"),
        "copied": _("Step {step}: {ratio} times PCA's. Copied of axes 1, 2, 3: {shares}."),
    }


def _as_data(runs, x, index, floor):
    return {
        "x": x,
        "steps": runs[0].steps,
        "start": index,
        "floor": np.asarray(floor),
        "axes": PCA(3).fit(x).components_,
        "colours": [{"label": number, **look_of_run(number)} for number in range(len(runs))],
        "runs": [
            {
                "name": run.name,
                "shapes": [run.encoders[0].shapes, run.decoders[0].shapes],
                "frames": [
                    encoder.flat_weights(_DIGITS) + decoder.flat_weights(_DIGITS)
                    for encoder, decoder in zip(run.encoders, run.decoders, strict=True)
                ],
                "logRatios": Rounded(np.log10(run.losses / floor), _DIGITS),
                "ranges": Rounded(_ranges(run, x), _DIGITS),
            }
            for run in runs
        ],
    }


def _ranges(run, x):
    """Return the smallest and the largest code of each unit over all steps: axes that stay while a run is played."""
    codes = np.concatenate([encode(x) for encode in run.encoders])
    return np.stack([codes.min(axis=0), codes.max(axis=0)], axis=1)


def _as_runs(runs):
    if not isinstance(runs, dict) or not runs or any(not isinstance(run, tuple | list) for run in runs.values()):
        raise TypeError("runs must be a dict that gives, for each name, (encoder, decoder, history).")
    for name, run in runs.items():
        if len(run) != 3 or len(getattr(run[2], "kept", None) or ()) < 2:
            raise ValueError(
                f"The run {name!r} must be (encoder, decoder, history), with the history of "
                "training.train(..., keep_every=25)."
            )
    return runs


def _read_run(name, encoder, decoder, history, x):
    # The models are tried as they are; then the kept weights go through the same layers.
    read_networks(encoder, decoder, x)
    weights = [*encoder.get_weights(), *decoder.get_weights()]
    last = history.kept[max(history.kept)]
    if len(last) != len(weights) or not all(map(np.array_equal, last, weights)):
        raise ValueError(
            f"The history of the run {name!r} does not end with the weights of these models; "
            "pass the models that it trained, as they were after it."
        )
    place = {id(variable): number for number, variable in enumerate([*encoder.weights, *decoder.weights])}
    encoders, decoders = (_networks(model, place, history.kept.values()) for model in (encoder, decoder))
    run = _Run(name, list(history.kept), encoders, decoders, None)
    losses = [reconstruction_error(x, run.copies(index, x)) for index in range(len(run.steps))]
    return _Run(name, run.steps, encoders, decoders, np.array(losses))


def _networks(model, place, all_kept):
    """Return a network for each list of weights that a model has had."""
    read, networks = dense_layers(model, gives_means=True), []
    for kept in all_kept:
        layers = [as_layer([kept[place[id(variable)]] for variable in part], bend) for part, bend in read]
        networks.append(Network(means_of(layers) if isinstance(model.layers[-1], Sampling) else layers))
    return networks


def _index_of(step, steps):
    if not is_among(step, steps):
        raise ValueError(
            f"start is {in_short(step)}, which is not one of the kept steps, {steps[0]}, {steps[1]} ... {steps[-1]}."
        )
    return steps.index(step)
