"""One run after another of the same recipe, at home or in another process."""

import math
import time

import keras
import numpy as np
import tensorflow as tf

from autoenc_lessons.inputs.values import as_batch_size, as_switch
from autoenc_lessons.language import _
from autoenc_lessons.training.compile_settings import ask_for_xla, asked_for_xla
from autoenc_lessons.training.divergence import Diverged
from autoenc_lessons.training.loop import iterate_steps
from autoenc_lessons.training.progress import progress_bar
from autoenc_lessons.training.starts import Forgetting, built_by
from autoenc_lessons.training.streamed import refuse_streamed_copies
from autoenc_lessons.training.trainable import check_trainable, only_output, returns_several

__all__ = ["CUT", "Runner", "RunnerElsewhere"]

# What a run gives that was stopped long before its end.
CUT = object()
# After the stop button, a run that is nearly over may end.
_SECONDS_TO_FINISH = 1.0
# Nobody looks on between the steps of one run among many, so there is no need to return to Python often.
_MOST_STEPS_PER_CALL = 500


class Runner:
    """Train run after run in one model, each time with an optimizer that remembers nothing.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder; called once.
    x, targets : array-like, shape (n_samples, ...), or Rows
    steps : int
    batch_size, use_xla
        As in `train`.
    reconstruct : bool
        Whether to keep what each trained model makes of `x`.
    n_runs : int
        How many runs there will be in all, here and elsewhere.
    """

    def __init__(self, build, x, *, targets, steps, batch_size, use_xla, reconstruct, n_runs=1):
        self._build, self._autoencoder = build, built_by(build)
        self._x, self._targets = check_trainable(self._autoencoder, x, targets, batch_size=batch_size)
        self._options = {
            "steps": steps,
            "batch_size": None if batch_size is None else as_batch_size(batch_size, len(self._x)),
            "use_xla": as_switch(use_xla, name="use_xla"),
        }
        self._reconstruct = bool(reconstruct)
        if reconstruct:
            refuse_streamed_copies(x)
        if reconstruct and returns_several(self._autoencoder, self._x):
            raise ValueError("This model returns several things, so there is no copy to keep; pass reconstruct=False.")
        self.n_runs = n_runs
        self.shapes = [weight.shape for weight in self._autoencoder.get_weights()]
        self.forget = Forgetting(self._autoencoder)

    def __call__(self, start, number, *, interrupts, bar, may_be_cut):
        """Return the losses, the copies and the weights of a run, or CUT."""
        self._autoencoder.set_weights(start)
        self.forget()
        steps = self._options["steps"]
        chunks = iterate_steps(
            self._autoencoder,
            self._x,
            targets=self._targets,
            # Calls of equal length: XLA compiles anew for another one.
            steps_per_call=math.ceil(steps / math.ceil(steps / _MOST_STEPS_PER_CALL)),
            shuffle_seed=number,
            n_runs=self.n_runs,
            **self._options,
        )
        losses, done, deadline = np.full(steps, np.nan), 0, math.inf
        for chunk in chunks:
            losses[done : done + len(chunk)] = chunk
            done += len(chunk)
            # How many steps are taken at a time depends on how fast they are, and no other number may do so.
            if bar.is_waiting():
                bar.hint(_("step {done} of {steps}", done=done, steps=steps))
            if interrupts:
                deadline = min(deadline, time.monotonic() + _SECONDS_TO_FINISH)
            if done < steps and time.monotonic() >= deadline:
                if may_be_cut:
                    return CUT
                break
        bar.set_postfix_str("", refresh=False)
        return losses, self._copies(), self._autoencoder.get_weights()

    def _copies(self):
        if not self._reconstruct:
            return None
        samples = tf.cast(self._x, keras.config.floatx())
        return keras.ops.convert_to_numpy(only_output(self._autoencoder(samples)))

    def elsewhere(self):
        """Return what makes the same runs in another process, whatever has been drawn there."""
        given = {"targets": self._targets, "reconstruct": self._reconstruct, "n_runs": self.n_runs, **self._options}
        return RunnerElsewhere(self._build, self._x, given, self.forget.first_values, asked_for_xla(self._autoencoder))


class RunnerElsewhere:
    """What another process needs to make the runs of a `Runner`; called there, it gets ready for them."""

    def __init__(self, build, x, given, first_values, asked):
        self._build, self._x, self._given = build, x, given
        self._first_values, self._asked = first_values, asked

    def __call__(self):
        """Return a function of a start, its number and interrupts that returns what a `Runner` does, or a Diverged."""
        autoencoder = self._build()
        # A model that was sent itself has lost what it was asked for.
        ask_for_xla(autoencoder, self._asked)
        runner = Runner(lambda: autoencoder, self._x, **self._given)
        runner.forget = Forgetting(autoencoder, self._first_values)
        silent = progress_bar(1, unit="", hidden=True)

        def run(start, number, interrupts):
            try:
                return runner(start, number, interrupts=interrupts, bar=silent, may_be_cut=False)
            except Diverged as error:
                return error

        return run
