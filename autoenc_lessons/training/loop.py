"""Train an autoencoder for N steps, fast, keeping the loss of every step.

`keras.Model.fit` prepares data, callbacks and metrics anew for every epoch. When an epoch is one step of a
small model, that costs far more than the step. Here TensorFlow runs many steps before it returns to Python.
"""

import keras
import numpy as np
import tensorflow as tf

from autoenc_lessons.inputs.values import as_batch_size, as_count
from autoenc_lessons.language import _
from autoenc_lessons.training.alike import steps_of_models_alike
from autoenc_lessons.training.batches import samples_for, source_of
from autoenc_lessons.training.causes import why_a_step_fails
from autoenc_lessons.training.compile_settings import xla_asked_and_used
from autoenc_lessons.training.divergence import stop_if_diverged
from autoenc_lessons.training.history import History
from autoenc_lessons.training.interrupts import noted_interrupts
from autoenc_lessons.training.pace import Pace
from autoenc_lessons.training.progress import progress_bar, say
from autoenc_lessons.training.trainable import check_trainable

__all__ = ["STEPS_PER_CALL", "compile_steps", "iterate_steps", "train", "train_step"]

STEPS_PER_CALL = 50
_SAMPLES_TO_EXPLAIN = 32


def train_step(autoencoder, batch, targets):
    """Bring copies of `batch` one step closer to `targets`; return the loss."""
    with tf.GradientTape() as tape:
        copies = autoencoder(batch, training=True)
        loss = autoencoder._compute_loss(batch, targets, copies, training=True)
        scaled_loss = autoencoder.optimizer.scale_loss(loss)
    weights = autoencoder.trainable_variables
    gradients = tape.gradient(scaled_loss, [weight.value for weight in weights])
    autoencoder.optimizer.apply(gradients, weights)
    return loss


def compile_steps(autoencoder, *, steps_per_call, use_xla):
    """Compile a function that takes up to `steps_per_call` steps at once."""

    @tf.function(jit_compile=use_xla, reduce_retracing=True)
    def take_steps(x, targets, rows, n_steps):
        losses = tf.TensorArray("float64", steps_per_call, element_shape=())
        step, dtype = tf.constant(0), keras.config.floatx()
        while step < n_steps:
            pair = (x, targets)
            if rows is not None:
                pair = [tf.cast(tf.gather(p, rows[step]), dtype) for p in pair]
            loss = tf.reduce_mean(train_step(autoencoder, *pair))
            losses = losses.write(step, tf.cast(loss, "float64"))
            step += 1
        return losses.stack()

    return take_steps


def train(autoencoder, x, *, targets=None, steps=1000, batch_size=None, use_xla=None, keep_every=None, progress=True):
    """Train a compiled autoencoder to copy `x`, with the loss and the optimizer that it was compiled with.

    It changes the weights as `fit` does with the same batches. For what `fit` alone can do (a `train_step` of one's
    own, several inputs or outputs, other data that come bit by bit), it says so and does nothing. Metrics are not
    measured.

    An interrupt (the stop button) ends the run early and keeps the weights and the history so far. It is heard about
    a second later: after the step under way, or at the beginning after the steps have been compiled. A second one
    after it was heard raises KeyboardInterrupt at once, and then only the weights are kept.

    Parameters
    ----------
    autoencoder : keras.Model
        Compiled; its output has the shape of the targets.
    x : array-like, shape (n_samples, ...), or Rows
        Samples in memory; or, however many, in a file, as `streams.rows` gives them: that takes less than 200 MB.
    targets : array-like, shape (n_samples, ...), or Rows, optional
        What to make of each sample, where that is not the sample itself: a clean picture of a noisy one, say.
    steps : int
        Updates of the weights.
    batch_size : int, optional
        Samples in a step. By default each step sees all of `x`. Otherwise the samples are shuffled again for each
        pass over `x`, with the seed of `seed_everything`, and the batches follow each other without a gap. The rows
        of a file of more than 16 MB are shuffled less: each pass takes its stretches of 256 kB in another order, and
        mixes the rows of 64 of them. Shuffle a file whose parts differ much when you write it.
    use_xla : bool, optional
        Whether XLA compiles the steps: that takes a third of a second, and then a step of a small network takes a
        third to three quarters of the time. By default the model's own `jit_compile` decides, if it was compiled with
        True or False; else XLA compiles 3000 steps or more where `batch_size` is None, if it can compile the model.
    keep_every : int, optional
        Keep the weights each time that so many steps are done, to look at the run afterwards.
    progress : bool
        Whether to draw a progress bar.

    Returns
    -------
    History

    Raises
    ------
    TypeError, ValueError
        If an argument does not fit, if the model is not compiled, or if its output differs in shape from the targets.
    ValueError
        If a step fails, or if the loss explodes or is no number.

    Examples
    --------
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(3)])
    >>> model.compile(loss="mse", optimizer="adam")
    >>> history = train(model, np.eye(3), steps=20, progress=False)
    >>> history.losses.shape, history.interrupted
    ((20,), False)
    """
    with noted_interrupts() as interrupts:
        steps = as_count(steps, name="steps")
        x, targets = check_trainable(autoencoder, x, targets, batch_size=batch_size)
        batch_size = None if batch_size is None else as_batch_size(batch_size, len(x))
        per_call = STEPS_PER_CALL if keep_every is None else as_count(keep_every, name="keep_every")
        losses, kept = [], {} if keep_every is None else {0: autoencoder.get_weights()}
        options = {"targets": targets, "batch_size": batch_size, "use_xla": use_xla, "steps_per_call": per_call}
        with progress_bar(steps, unit=_("steps"), hidden=not progress) as bar:
            for chunk in iterate_steps(autoencoder, x, steps=steps, **options):
                losses.extend(chunk)
                if kept and len(losses) % per_call == 0:
                    kept[len(losses)] = autoencoder.get_weights()
                bar.set_postfix_str(_("loss {loss}", loss=f"{chunk[-1]:.4g}"), refresh=False)
                bar.update(len(chunk))
                if interrupts:
                    break
    if kept:
        # An optimizer that averages the weights does so after the last step.
        kept[len(losses)] = autoencoder.get_weights()
    if len(losses) < steps:
        stopped = _(
            "Stopped by hand after {done} of {steps} steps; the weights and the history so far are kept.",
            done=len(losses),
            steps=steps,
        )
        say(stopped)
    return History(np.array(losses), steps, kept)


def iterate_steps(
    autoencoder,
    x,
    *,
    steps,
    targets=None,
    batch_size=None,
    use_xla=None,
    steps_per_call=STEPS_PER_CALL,
    shuffle_seed=None,
    n_runs=1,
):
    """Train step by step, for those who want to look on: `train` is this with checks, a bar and a history.

    Parameters
    ----------
    autoencoder, x, steps, targets, batch_size, use_xla
        As in `train`, and checked already.
    steps_per_call : int
        The most steps between two looks; there is always a look after a multiple of them. Where steps take long, there
        is one after each second.
    shuffle_seed : int, optional
        Decides how mini-batches are shuffled. By default, the seed of `seed_everything` and all that was drawn since.
    n_runs : int
        How many trainings share the compiled steps, so that XLA may pay for all of them together.

    Yields
    ------
    ndarray of float64, shape (steps_per_call,) or shorter
        The loss of each new step.

    Raises
    ------
    ValueError
        If a step fails, or if the loss explodes or is no number.
    """
    by_xla = xla_asked_and_used(autoencoder, use_xla, steps=steps * n_runs, batch_size=batch_size)
    compiled = _compiled_steps(autoencoder, steps_per_call, *by_xla)
    source = source_of(x, targets, batch_size, shuffle_seed)
    pace, first_loss, done = compiled.pace(x.shape, batch_size), None, 0
    while done < steps:
        most = min(steps_per_call - done % steps_per_call, steps - done, source.most_steps)
        n_steps = pace.steps_in_a_call(most)
        samples = samples_for(n_steps, source, room=steps_per_call, done=done)
        chunk = compiled.take(pace, *samples, n_steps, done)
        first_loss = chunk[0] if first_loss is None else first_loss
        stop_if_diverged(chunk, done, first_loss, source.seen)
        done += n_steps
        yield chunk
    autoencoder.optimizer.finalize_variable_values(autoencoder.trainable_variables)


def _compiled_steps(autoencoder, steps_per_call, asked, with_xla):
    """Return the model's compiled steps, made anew only if the model was compiled or frozen anew."""
    trainable = tuple(id(variable) for variable in autoencoder.trainable_variables)
    made_from = (autoencoder.optimizer, autoencoder.loss, trainable, steps_per_call, with_xla, keras.config.floatx())
    kept = getattr(autoencoder, "_course_steps", None)
    if kept is None or kept.made_from != made_from:
        # An optimizer that makes its variables inside the steps would have TensorFlow trace them twice.
        autoencoder.optimizer.build(autoencoder.trainable_variables)
        kept = autoencoder._course_steps = _CompiledSteps(autoencoder, made_from, steps_per_call, with_xla, asked)
    return kept


class _CompiledSteps:
    """The steps of a model, with XLA where it can and may, and how fast they are."""

    def __init__(self, autoencoder, made_from, steps_per_call, with_xla, asked):
        self.made_from = made_from
        self._autoencoder, self._steps_per_call = autoencoder, steps_per_call
        self._with_xla, self._asked = with_xla and not autoencoder.run_eagerly, asked
        self._take_steps = self._compiled()
        self._paces = {}

    def pace(self, shape, batch_size):
        """Return how fast steps are on samples of such a shape."""
        return self._paces.setdefault((shape, batch_size), Pace())

    def take(self, pace, x, targets, batches, n_steps, done):
        """Take steps and return their losses, or raise one sentence that says why they fail."""
        inputs = (x, targets, batches, tf.constant(n_steps))
        try:
            return pace.timed(lambda: self._call(*inputs), n_steps)[:n_steps]
        except Exception as error:  # of whatever kind: TensorFlow, Keras and the model's own code each have theirs
            few = _SAMPLES_TO_EXPLAIN if batches is None else batches.shape[1]
            batch = [tf.cast(samples[:few], keras.config.floatx()) for samples in (x, targets)]
            raise ValueError(why_a_step_fails(self._autoencoder, *batch, error, done)) from error

    def _compiled(self):
        options = {"steps_per_call": self._steps_per_call, "use_xla": self._with_xla}
        return steps_of_models_alike(self._autoencoder, compile_steps, **options)

    def _call(self, *inputs):
        # A model that is to run eagerly may do what no graph can.
        if self._autoencoder.run_eagerly:
            return self._compiled().python_function(*inputs).numpy()
        try:
            return self._take_steps(*inputs).numpy()
        except tf.errors.OpError:
            if not self._with_xla:
                raise
        self._with_xla = False
        self._take_steps = self._compiled()
        losses = self._take_steps(*inputs).numpy()
        if self._asked:
            say(_("XLA cannot compile this model, so it is trained without XLA, as with use_xla=False."))
        return losses
