"""Train one recipe from many starts: one lucky run is no evidence."""

import math
import random
from dataclasses import dataclass

import keras
import numpy as np

from autoenc_lessons.inputs import as_batch_size, as_count, check_trainable
from autoenc_lessons.interrupts import noted_interrupts
from autoenc_lessons.training import iterate_steps, progress_bar

# Nobody looks on between the steps of one run among many, so there is no need to return to Python often.
_MOST_STEPS_PER_CALL = 500


@dataclass(frozen=True)
class Spread:
    """What training from many starts leaves behind, one entry for each finished run.

    Attributes
    ----------
    losses : ndarray of float64, shape (n_starts, steps)
        The loss of each step of each run, measured before the step's update.
    reconstructions : ndarray of float64, shape (n_starts, n_samples, ...), or None
        What each trained model makes of the data; None if `train_starts` was asked not to keep it.
    weights : list of list of ndarray
        The weights of each trained model; put into a new one by its `set_weights`, they make it the trained one.
    """

    losses: np.ndarray
    reconstructions: np.ndarray | None
    weights: list


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
        For each seed, what `seed_everything(seed)` and `build().get_weights()` give.

    Raises
    ------
    TypeError, ValueError
        If a seed is not a whole number of 0 or more, or if there is none.
    """
    seeds = [as_count(seed, name="each seed", smallest=0) for seed in seeds]
    if not seeds:
        raise ValueError("seeds is empty; pass at least one, such as range(50).")
    starts = []
    with noted_interrupts() as interrupts:
        for seed in seeds:
            if interrupts:
                raise KeyboardInterrupt("Stopped by hand while the starts were drawn; run the cell again.")
            # Keras draws initial weights from Python's generator. Seeding TensorFlow as well would only
            # make it forget its compiled kernels, which costs more than building the model.
            random.seed(seed)
            np.random.seed(seed)  # noqa: NPY002
            starts.append(build().get_weights())
    return starts


def train_starts(
    build, x, starts, *, targets=None, steps=1000, batch_size=None, use_xla=None, reconstruct=True, progress=True
):
    """Train a recipe from many starts.

    Each run gives what `train` gives on a new model that starts there. Only the compiled steps are shared, and that
    makes fifty runs take seconds. An interrupt lets the run under way finish, and keeps the finished ones; a second one
    breaks off at once.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder that has not been trained; called once. The model is left as
        it came, but for its weights: it can serve again, for other starts or data, without being compiled anew.
    x : array-like, shape (n_samples, ...)
    starts : list of list of ndarray
        The initial weights of each run, such as `draw_starts` returns.
    targets : array-like, shape (n_samples, ...), optional
        As in `train`.
    steps : int
        Updates of the weights in each run.
    batch_size : int, optional
        Samples in a step. By default each step sees all of `x`. Otherwise the samples are shuffled again for each
        pass over `x`: in another way for each run, but in the same way each time that this function is called,
        whatever has been drawn before.
    use_xla : bool, optional
        As in `train`. For mini-batches of wide samples in several runs, XLA is worth its compilation.
    reconstruct : bool
        Whether to keep what each trained model makes of `x`. For many samples that can cost as much as the training.
    progress : bool
        Whether to draw a progress bar.

    Returns
    -------
    Spread

    Raises
    ------
    TypeError, ValueError
        As `train`, or if there is no start, or one that does not fit the model.
    """
    with noted_interrupts() as interrupts:
        steps = as_count(steps, name="steps")
        run = _Runner(build(), x, targets, batch_size, use_xla, reconstruct)
        starts = [run.check_start(start) for start in starts]
        if not starts:
            raise ValueError("starts is empty; draw at least one with draw_starts.")
        results = []
        try:
            with progress_bar(len(starts), unit="runs", hidden=not progress) as bar:
                for number, start in enumerate(starts):
                    results.append(run(start, steps, number))
                    bar.update()
                    if interrupts:
                        break
        finally:
            run.forget()
    if len(results) < len(starts):
        print(f"Stopped by hand; the {len(results)} finished of {len(starts)} runs are kept.")
    losses, reconstructions, weights = zip(*results, strict=True)
    return Spread(np.array(losses), np.array(reconstructions) if reconstruct else None, list(weights))


class _Runner:
    """Train run after run in one model, each time with an optimizer that remembers nothing."""

    def __init__(self, autoencoder, x, targets, batch_size, use_xla, reconstruct):
        self._autoencoder = autoencoder
        self._x, self._targets = check_trainable(autoencoder, x, targets)
        self._batch_size = None if batch_size is None else as_batch_size(batch_size, len(self._x))
        self._use_xla = batch_size is None if use_xla is None else bool(use_xla)
        self._reconstruct = bool(reconstruct)
        autoencoder.optimizer.build(autoencoder.trainable_variables)
        self._shapes = [weight.shape for weight in autoencoder.get_weights()]
        # Of the model's own variables, only the states of random generators are no weights.
        weights = {id(weight) for weight in autoencoder.weights}
        generators = [variable for variable in autoencoder.variables if id(variable) not in weights]
        self._remembered = [*autoencoder.optimizer.variables, *generators]
        self._first_values = [variable.numpy() for variable in self._remembered]

    def check_start(self, start):
        shapes = [np.shape(weight) for weight in start]
        if shapes != self._shapes:
            raise ValueError(f"A start has weights of shapes {shapes}, but the model needs {self._shapes}.")
        return start

    def forget(self):
        """Put the optimizer and the model's random generators back to where they were before the first run."""
        for variable, value in zip(self._remembered, self._first_values, strict=True):
            variable.assign(value)

    def __call__(self, start, steps, number):
        self._autoencoder.set_weights(start)
        self.forget()
        chunks = iterate_steps(
            self._autoencoder,
            self._x,
            steps=steps,
            targets=self._targets,
            batch_size=self._batch_size,
            use_xla=self._use_xla,
            # Calls of equal length: XLA compiles anew for another one.
            steps_per_call=math.ceil(steps / math.ceil(steps / _MOST_STEPS_PER_CALL)),
            shuffle_seed=number,
        )
        losses = np.concatenate(list(chunks))
        reconstructions = keras.ops.convert_to_numpy(self._autoencoder(self._x)) if self._reconstruct else None
        return losses, reconstructions, self._autoencoder.get_weights()
