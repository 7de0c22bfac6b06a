"""Train one model on several computers at once: each of them works on its share of each batch."""

import numpy as np
import tensorflow as tf

from autoenc_lessons.inputs.conversion import kind_of
from autoenc_lessons.inputs.values import as_batch_size, as_count, as_seed
from autoenc_lessons.language import _
from autoenc_lessons.machines.computers import as_hosts, joined, lost_in
from autoenc_lessons.machines.resuming import Progress
from autoenc_lessons.seeding import seed_everything
from autoenc_lessons.training import train_step
from autoenc_lessons.training.batches import BatchStream
from autoenc_lessons.training.divergence import stop_if_diverged
from autoenc_lessons.training.progress import say
from autoenc_lessons.training.starts import built_by
from autoenc_lessons.training.trainable import check_trainable

__all__ = ["train_together"]


def train_together(build, data, *, hosts, this, steps, batch_size, folder, save_every=100, seed=0):
    """Train one model on several computers; call it on each of them, with another `this`.

    In each step each computer takes its share of the batch, and TensorFlow's `MultiWorkerMirroredStrategy` sums what
    they found. So the losses are those of one computer that trains with the same batches, but for rounding, where no
    layer draws noise: each computer draws its own noise for its share.

    Every `save_every` steps each computer writes a checkpoint into its folder. Where one of them is lost, the others
    stop; once all are started again, they go on after the last step that all have saved.

    It must be the first thing that TensorFlow does in a process. TensorFlow's ports take orders from whoever reaches
    them, without a password: use it only in a network whose computers you all trust.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder.
    data : callable
        Takes nothing and returns the samples, array-like of shape (n_samples, ...), the same on each computer. For
        `numpy.load(..., mmap_mode="r")`, a computer reads its share only.
    hosts : str or list of str
        One "host:port" for each computer, in the same order on all of them.
    this : int
        Which of them this computer is, counted from 0.
    steps : int
        Updates of the weights.
    batch_size : int
        Samples in a step on all computers together; a multiple of their number.
    folder : str or path
        This computer's own, for checkpoints, `losses.txt` (a step and its loss on each line), and at the end
        `autoencoder.keras`.
    save_every : int
        Steps between two checkpoints.
    seed : int
        Decides the initial weights and how the samples are shuffled.

    Returns
    -------
    ndarray of float64, shape (steps,)
        The loss of each step, measured before the step's update.

    Raises
    ------
    TypeError, ValueError
        As `training.train`; if the hosts are none, if the computers were given other things, or if the checkpoints do
        not fit.
    RuntimeError
        If another computer is lost.
    """
    hosts, this = as_hosts(hosts, this)
    steps, save_every = as_count(steps, name="steps"), as_count(save_every, name="save_every")
    seed = as_seed(seed)
    strategy = joined(hosts, this)
    done = None
    try:
        seed_everything(seed)
        x = data()
        batch_size = _as_shared_batch(batch_size, x, len(hosts))
        x, _targets = check_trainable(built_by(build), x, batch_size=batch_size)
        seed_everything(seed)
        with strategy.scope():
            autoencoder = build()
            autoencoder.optimizer.build(autoencoder.trainable_variables)
            done = Progress(autoencoder, folder)
        given = {"steps": steps, "batch_size": batch_size, "save_every": save_every, "seed": seed}
        done.go_on_after(_common_step(strategy, {"samples": len(x), **given}, done.saved))
        share = slice(this * batch_size // len(hosts), (this + 1) * batch_size // len(hosts))
        _take_steps(strategy, autoencoder, x, share, done, **given)
    except tf.errors.OpError as error:
        raise RuntimeError(_why_it_stopped(error, hosts, this, done)) from error
    done.finish()
    return done.losses


def _as_shared_batch(batch_size, x, n_computers):
    if not hasattr(x, "__len__"):
        raise TypeError(f"data must return an array of samples; it returns {kind_of(x)}.")
    batch_size = as_batch_size(batch_size, len(x))
    if batch_size % n_computers:
        raise ValueError(
            f"batch_size must be a multiple of the number of computers, so that all shares are equal; "
            f"got {batch_size} for {n_computers} computers."
        )
    return batch_size


def _common_step(strategy, facts, saved):
    """Return the last step that all computers have saved, or say which of them was given something else."""
    row = np.array([max(saved, default=0), *facts.values()], dtype="int64")
    rows = _from_all(strategy, row)
    for name, column in zip(facts, rows[:, 1:].T, strict=True):
        other = int(np.argmax(column != column[0]))
        if other:
            raise ValueError(
                f"The computers differ in {name}: {column[0]} on computer 0, {column[other]} on computer {other}; "
                "start all of them with the same recipe, data and options."
            )
    last = rows[:, 0]
    if last.min() == 0 < last.max():
        with_steps, without = int(np.argmax(last)), int(np.argmin(last))
        raise ValueError(
            f"Computer {with_steps} has saved step {last.max()}, and computer {without} has saved none; copy the "
            f"folder of computer {with_steps} to computer {without}, or begin with empty folders on all of them."
        )
    return int(last.min())


def _from_all(strategy, row):
    def gathered():
        return strategy.gather(strategy.run(tf.constant, args=(row[None],)), axis=0)

    # Without a function of its own, TensorFlow warns that this is slow.
    return tf.function(gathered, autograph=False)().numpy()


def _take_steps(strategy, autoencoder, x, share, done, *, steps, batch_size, save_every, seed):
    take_step = _compiled_step(strategy, autoencoder)
    stream = BatchStream(len(x), batch_size, seed)
    for _step in range(done.step):
        stream.next_batches(1)
    with done.writing():
        while done.step < steps:
            rows = stream.next_batches(1).numpy()[0, share]
            loss = take_step(tf.constant(x[rows], dtype=autoencoder.compute_dtype)).numpy()
            first_loss = done.losses[0] if done.step else loss
            stop_if_diverged(np.array([loss]), done.step, first_loss, x)
            done.note(loss)
            if done.step % save_every == 0 or done.step == steps:
                done.save()
                said = _("Step {done} of {steps}: loss {loss}", done=done.step, steps=steps, loss=f"{loss:.4g}")
                say(said)


def _compiled_step(strategy, autoencoder):
    @tf.function
    def take_step(batch):
        # Under a strategy Keras divides the loss by the number of computers, and its optimizer sums the gradients.
        losses = strategy.run(lambda share: tf.reduce_mean(train_step(autoencoder, share, share)), args=(batch,))
        return strategy.reduce("SUM", losses, axis=None)

    return take_step


def _why_it_stopped(error, hosts, this, done):
    lost = lost_in(error.message, hosts, this)
    if not lost:
        return f"TensorFlow stopped the training: {' '.join(error.message.split())}"
    if done is None or done.step == 0:
        return _(
            "Computer {lost} does not answer, so the training did not begin; start it again on all computers.",
            lost=_named(lost, hosts),
        )
    return _(
        "Computer {lost} does not answer any more, so the training stopped after step {step}. Start it again on all "
        "computers as before: it goes on after the last step that all have saved; here that is {saved}.",
        lost=_named(lost, hosts),
        step=done.step,
        saved=max(done.saved, default=0),
    )


def _named(numbers, hosts):
    return ", ".join(f"{number} ({hosts[number]})" for number in numbers)
