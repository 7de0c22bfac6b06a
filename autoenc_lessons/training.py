"""Train an autoencoder for N steps, fast, keeping the loss of every step.

`keras.Model.fit` prepares data, callbacks and metrics anew for every epoch. When an epoch is one step of a
small model, that costs far more than the step. Here TensorFlow runs many steps before it returns to Python.
"""

import sys
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf
from tqdm import tqdm

from autoenc_lessons.inputs import as_batch_size, as_count, check_trainable
from autoenc_lessons.interrupts import noted_interrupts

STEPS_PER_CALL = 50
# Far above anything that a healthy run does, far below where float64 overflows.
EXPLOSION_FACTOR = 1e6


@dataclass(frozen=True)
class History:
    """What a training run leaves behind.

    Attributes
    ----------
    losses : ndarray of float64, shape (steps_done,)
        The loss of each step, measured on the step's batch before its update.
    steps_asked : int
        The number of steps that the run was to take.
    kept : dict of int to list of ndarray
        The weights before the first step and after some of the later ones, by the number of steps done; empty unless
        `train` was asked to keep them.
    """

    losses: np.ndarray
    steps_asked: int
    kept: dict = field(default_factory=dict)

    @property
    def interrupted(self):
        """Whether the run was stopped by hand before its last step."""
        return len(self.losses) < self.steps_asked


def train_step(autoencoder, batch, targets):
    """Change the weights once so that copies of `batch` come closer to `targets`; return the loss before."""
    with tf.GradientTape() as tape:
        reconstructions = autoencoder(batch, training=True)
        loss = autoencoder.compute_loss(batch, targets, reconstructions)
        scaled_loss = autoencoder.optimizer.scale_loss(loss)
    weights = autoencoder.trainable_variables
    gradients = tape.gradient(scaled_loss, [weight.value for weight in weights])
    autoencoder.optimizer.apply(gradients, weights)
    return loss


def compile_steps(autoencoder, *, steps_per_call, use_xla):
    """Compile a function that takes up to `steps_per_call` training steps in one call."""

    @tf.function(jit_compile=use_xla, reduce_retracing=True)
    def take_steps(x, targets, batches, n_steps):
        losses = tf.TensorArray(autoencoder.compute_dtype, size=steps_per_call, element_shape=())
        for step in tf.range(n_steps):
            pair = (x, targets)
            if batches is not None:
                pair = [tf.gather(samples, batches[step]) for samples in pair]
            losses = losses.write(step, train_step(autoencoder, *pair))
        return losses.stack()

    return take_steps


def train(autoencoder, x, *, targets=None, steps=1000, batch_size=None, use_xla=None, keep_every=None, progress=True):
    """Train a compiled autoencoder to copy `x`, with the loss and the optimizer that it was compiled with.

    An interrupt (the stop button) ends the run early and keeps the weights and the history so far. It takes effect
    when TensorFlow next returns, so at least the first steps are done; a second one breaks off at once.

    Parameters
    ----------
    autoencoder : keras.Model
        Compiled; its output has the shape of the targets.
    x : array-like, shape (n_samples, ...)
    targets : array-like, shape (n_samples, ...), optional
        What to make of each sample, where that is not the sample itself: a clean picture of a noisy one, say.
    steps : int
        Updates of the weights.
    batch_size : int, optional
        Samples in a step. By default each step sees all of `x`. Otherwise the samples are shuffled again for each
        pass over `x`, with the seed of `seed_everything`, and the batches follow each other without a gap.
    use_xla : bool, optional
        Whether TensorFlow's XLA compiler makes one program of the steps. By default it does where `batch_size` is
        None. There it is many times faster; picking batches out of `x` is where it is slower.
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
        If the loss explodes or stops being a number.
    """
    with noted_interrupts() as interrupts:
        x, targets = check_trainable(autoencoder, x, targets)
        steps = as_count(steps, name="steps")
        batch_size = None if batch_size is None else as_batch_size(batch_size, len(x))
        use_xla = batch_size is None if use_xla is None else bool(use_xla)
        per_call = STEPS_PER_CALL if keep_every is None else as_count(keep_every, name="keep_every")
        losses, kept = [], {} if keep_every is None else {0: autoencoder.get_weights()}
        options = {"targets": targets, "batch_size": batch_size, "use_xla": use_xla, "steps_per_call": per_call}
        with progress_bar(steps, unit="steps", hidden=not progress) as bar:
            for chunk in iterate_steps(autoencoder, x, steps=steps, **options):
                losses.extend(chunk)
                if kept:
                    kept[len(losses)] = autoencoder.get_weights()
                bar.set_postfix_str(f"loss {chunk[-1]:.4g}", refresh=False)
                bar.update(len(chunk))
                if interrupts:
                    break
    if kept:
        # An optimizer that averages the weights does so after the last step.
        kept[len(losses)] = autoencoder.get_weights()
    if len(losses) < steps:
        print(f"Stopped by hand after {len(losses)} of {steps} steps; the weights and the history so far are kept.")
    return History(np.array(losses), steps, kept)


def iterate_steps(
    autoencoder,
    x,
    *,
    steps,
    targets=None,
    batch_size=None,
    use_xla=True,
    steps_per_call=STEPS_PER_CALL,
    shuffle_seed=None,
):
    """Train step by step, for those who want to look on: `train` is this with checks, a bar and a history.

    Parameters
    ----------
    autoencoder, x, steps, targets, batch_size, use_xla
        As in `train`, and checked already by `check_trainable`.
    steps_per_call : int
        Steps between two looks.
    shuffle_seed : int, optional
        Decides how mini-batches are shuffled. By default, the seed of `seed_everything` and all that was drawn since.

    Yields
    ------
    ndarray of float64, shape (steps_per_call,) or shorter at the end
        The loss of each new step.

    Raises
    ------
    ValueError
        If the loss explodes or stops being a number.
    """
    take_steps = _compiled_steps(autoencoder, steps_per_call, use_xla)
    data = tf.constant(x, dtype=autoencoder.compute_dtype)
    wanted = data if targets is None else tf.constant(targets, dtype=autoencoder.compute_dtype)
    stream = None if batch_size is None else _BatchStream(len(x), batch_size, shuffle_seed)
    first_loss = None
    for done in range(0, steps, steps_per_call):
        n_steps = min(steps_per_call, steps - done)
        batches = None if stream is None else stream.next_batches(steps_per_call)
        chunk = take_steps(data, wanted, batches, tf.constant(n_steps)).numpy()[:n_steps].astype("float64")
        first_loss = chunk[0] if first_loss is None else first_loss
        _stop_if_diverged(chunk, done, first_loss)
        yield chunk
    autoencoder.optimizer.finalize_variable_values(autoencoder.trainable_variables)


class _BatchStream:
    """Row numbers of one batch after another, from one shuffle of all rows after another."""

    def __init__(self, n_samples, batch_size, seed=None):
        self._n_samples, self._batch_size = n_samples, batch_size
        # NumPy's global state is what `seed_everything` seeds.
        seed = np.random.randint(2**31) if seed is None else seed  # noqa: NPY002
        self._generator = np.random.default_rng(seed)
        self._waiting = np.empty(0, dtype=int)

    def next_batches(self, n_batches):
        needed = n_batches * self._batch_size
        while len(self._waiting) < needed:
            self._waiting = np.concatenate([self._waiting, self._generator.permutation(self._n_samples)])
        rows, self._waiting = self._waiting[:needed], self._waiting[needed:]
        return tf.constant(rows.reshape(n_batches, self._batch_size))


def _compiled_steps(autoencoder, steps_per_call, use_xla):
    """Return the model's compiled steps, made anew only if the model was compiled or frozen anew."""
    trainable = tuple(id(variable) for variable in autoencoder.trainable_variables)
    made_from = (autoencoder.optimizer, autoencoder.loss, trainable, steps_per_call, use_xla)
    kept = getattr(autoencoder, "_course_steps", None)
    if kept is None or kept.made_from != made_from:
        # An optimizer that makes its variables inside the steps would have TensorFlow trace them twice.
        autoencoder.optimizer.build(autoencoder.trainable_variables)
        steps = compile_steps(autoencoder, steps_per_call=steps_per_call, use_xla=use_xla)
        kept = autoencoder._course_steps = _CompiledSteps(made_from, steps)
    return kept.take_steps


@dataclass(frozen=True)
class _CompiledSteps:
    made_from: tuple
    take_steps: object


def _stop_if_diverged(chunk, done, first_loss):
    """Raise if one of the newest losses is not a number or has left all bounds."""
    bad = np.flatnonzero(~(np.abs(chunk) < EXPLOSION_FACTOR * (1 + abs(first_loss))))
    if bad.size:
        loss = chunk[bad[0]]
        what = f"grew to {loss:.3g}" if np.isfinite(loss) else "is no longer a finite number"
        raise ValueError(
            f"Training stopped at step {done + bad[0] + 1}: the loss {what}. The weights are spoilt: "
            "build the model again and train it with a smaller learning rate."
        )


def progress_bar(steps, *, unit, hidden):
    """Return a text bar that holds no time, so that a notebook stores the same line on every machine.

    Parameters
    ----------
    steps : int
        How many steps make the bar full.
    unit : str
        What the steps are called.
    hidden : bool
        Whether to draw nothing.

    Returns
    -------
    tqdm.tqdm
    """
    return tqdm(
        total=steps,
        unit=unit,
        disable=hidden,
        file=sys.stdout,
        ascii=False,
        bar_format="{bar:30} {n_fmt} of {total_fmt} {unit}{postfix}",
        mininterval=0,
        miniters=max(1, steps // 20),
        maxinterval=float("inf"),
    )
