"""Train one recipe from many starts: one lucky run is no evidence."""

import math
import time

import keras
import numpy as np
import tensorflow as tf

from autoenc_lessons.inputs.values import as_batch_size, as_count, as_switch
from autoenc_lessons.language import _
from autoenc_lessons.training.divergence import Diverged
from autoenc_lessons.training.interrupts import noted_interrupts
from autoenc_lessons.training.loop import iterate_steps
from autoenc_lessons.training.progress import progress_bar, say
from autoenc_lessons.training.spread import Spread
from autoenc_lessons.training.starts import built_by, check_starts, draw_starts
from autoenc_lessons.training.trainable import check_trainable, only_output, returns_several

__all__ = ["Spread", "draw_starts", "train_starts"]

# Nobody looks on between the steps of one run among many, so there is no need to return to Python often.
_MOST_STEPS_PER_CALL = 500
# After the stop button, a run that is nearly over may end.
_SECONDS_TO_FINISH = 1.0


def train_starts(
    build, x, starts, *, targets=None, steps=1000, batch_size=None, use_xla=None, reconstruct=True, progress=True
):
    """Train a recipe from many starts.

    Each run gives what `train` gives on a new model that starts there. Only the compiled steps are shared, and that
    makes fifty runs take seconds. A run that diverges costs the others nothing; one sentence names it.

    An interrupt keeps the finished runs. The run under way is kept, too, if it ends within a second, or if it is the
    first one: then it is kept as far as it came, with NaN for the losses of the other steps. A second interrupt after
    the first was heard raises KeyboardInterrupt at once, and then nothing is kept.

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
        As `train`, or if there is no start, or one that does not fit the model; if every run diverges.

    Examples
    --------
    >>> def build():
    ...     model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(3)])
    ...     model.compile(loss="mse", optimizer="adam")
    ...     return model
    >>> starts = draw_starts(build, seeds=range(4))
    >>> spread = train_starts(build, np.eye(3), starts, steps=20, progress=False)
    >>> spread.losses.shape
    (4, 20)
    """
    with noted_interrupts() as interrupts:
        steps = as_count(steps, name="steps")
        run = _Runner(built_by(build), x, targets, batch_size, use_xla, reconstruct)
        starts = check_starts(starts, run.shapes)
        results, diverged = [], {}
        try:
            with progress_bar(len(starts), unit=_("runs"), hidden=not progress) as bar:
                for number, start in enumerate(starts):
                    cut = any(result is not None for result in results)
                    try:
                        result = run(start, steps, number, interrupts=interrupts, bar=bar, may_be_cut=cut)
                    except Diverged as error:
                        result, diverged[number] = None, error
                    if result is _CUT:
                        break
                    results.append(result)
                    bar.update()
                    if interrupts:
                        break
        finally:
            run.forget()
    _tell(results, diverged, len(starts), steps)
    if len(diverged) == len(results):
        raise ValueError(_all_diverged(diverged)) from diverged[0]
    whole = next(result for result in results if result is not None)
    results = [_nothing_like(whole) if result is None else result for result in results]
    losses, reconstructions, weights = zip(*results, strict=True)
    steps_of = {number: error.step for number, error in diverged.items()}
    return Spread(np.array(losses), np.array(reconstructions) if reconstruct else None, list(weights), steps_of)


# What a run gives that was stopped long before its end.
_CUT = object()


def _tell(results, diverged, n_starts, steps):
    if diverged and len(diverged) < len(results):
        at_step = [
            _("start {number} diverged at step {step}", number=number, step=error.step)
            for number, error in diverged.items()
        ]
        named = _(" and ").join(at_step)
        say(
            _(
                "{Named} (starts counted from 0); all that such a run leaves is NaN. "
                "The other {number} of {all} runs are kept.",
                Named=named[0].upper() + named[1:],
                number=len(results) - len(diverged),
                all=len(results),
            )
        )
    done = steps if results[-1] is None else int(np.isfinite(results[-1][0]).sum())
    if done < steps:
        said = _(
            "Stopped by hand; {number} of {all} runs, and {done} of the last one's {steps} steps, are kept.",
            number=len(results),
            all=n_starts,
            done=done,
            steps=steps,
        )
        say(said)
    elif len(results) < n_starts:
        say(_("Stopped by hand; the {number} finished of {all} runs are kept.", number=len(results), all=n_starts))


def _all_diverged(diverged):
    first = next(iter(diverged.values()))
    return str(first) if len(diverged) == 1 else f"All {len(diverged)} runs diverged. The first: {first}"


def _nothing_like(result):
    return tuple(_with_nan(part) for part in result)


def _with_nan(part):
    if part is None:
        return None
    if isinstance(part, list):
        return [_with_nan(array) for array in part]
    # What holds whole numbers, such as a layer's counter, has no NaN.
    return part if part.dtype.kind in "iub" else np.full_like(part, np.nan)


class _Runner:
    """Train run after run in one model, each time with an optimizer that remembers nothing."""

    def __init__(self, autoencoder, x, targets, batch_size, use_xla, reconstruct):
        self._autoencoder = autoencoder
        self._x, self._targets = check_trainable(autoencoder, x, targets, batch_size=batch_size)
        self._batch_size = None if batch_size is None else as_batch_size(batch_size, len(self._x))
        self._use_xla = as_switch(use_xla, name="use_xla")
        self._reconstruct = bool(reconstruct)
        if reconstruct and returns_several(autoencoder, self._x):
            raise ValueError("This model returns several things, so there is no copy to keep; pass reconstruct=False.")
        autoencoder.optimizer.build(autoencoder.trainable_variables)
        self.shapes = [weight.shape for weight in autoencoder.get_weights()]
        # Of the model's own variables, only the states of random generators are no weights.
        weights = {id(weight) for weight in autoencoder.weights}
        generators = [variable for variable in autoencoder.variables if id(variable) not in weights]
        self._remembered = [*autoencoder.optimizer.variables, *generators]
        self._first_values = [variable.value.numpy() for variable in self._remembered]

    @staticmethod
    def _as_floats(x):
        return tf.cast(x, keras.config.floatx())

    def forget(self):
        """Put the optimizer and the model's random generators back to where they were before the first run."""
        for variable, value in zip(self._remembered, self._first_values, strict=True):
            variable.assign(value)

    def __call__(self, start, steps, number, *, interrupts, bar, may_be_cut):
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
        losses, done, deadline = np.full(steps, np.nan), 0, math.inf
        for chunk in chunks:
            losses[done : done + len(chunk)] = chunk
            done += len(chunk)
            bar.hint(_("step {done} of {steps}", done=done, steps=steps))
            if interrupts:
                deadline = min(deadline, time.monotonic() + _SECONDS_TO_FINISH)
            if done < steps and time.monotonic() >= deadline:
                if may_be_cut:
                    return _CUT
                break
        bar.set_postfix_str("", refresh=False)
        return losses, self._copies(), self._autoencoder.get_weights()

    def _copies(self):
        if not self._reconstruct:
            return None
        return keras.ops.convert_to_numpy(only_output(self._autoencoder(self._as_floats(self._x))))
