"""How far a training on several computers has come: checkpoints and losses in the folder of one of them."""

import contextlib
from pathlib import Path

import numpy as np
import tensorflow as tf

from autoenc_lessons.language import _
from autoenc_lessons.training.progress import say

__all__ = ["Progress"]

# Computers are at most one checkpoint apart when one of them is lost.
_CHECKPOINTS_KEPT = 3


class Progress:
    """The steps that are done, in memory and in a folder.

    Parameters
    ----------
    autoencoder : keras.Model
        Compiled, and its optimizer built.
    folder : str or path
        Made where there is none.
    """

    def __init__(self, autoencoder, folder):
        self._autoencoder, self._folder = autoencoder, Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._losses_file = self._folder / "losses.txt"
        checkpoint = tf.train.Checkpoint(model=autoencoder, optimizer=autoencoder.optimizer)
        self._manager = tf.train.CheckpointManager(
            checkpoint, str(self._folder), max_to_keep=_CHECKPOINTS_KEPT, checkpoint_name="step"
        )
        self._losses = []

    @property
    def step(self):
        """How many steps are done."""
        return len(self._losses)

    @property
    def losses(self):
        """Their losses, as an array."""
        return np.array(self._losses)

    @property
    def saved(self):
        """The steps of the checkpoints that are there."""
        return [int(path.rpartition("-")[2]) for path in self._manager.checkpoints]

    def go_on_after(self, step):
        """Bring the model, its optimizer and the losses to where they were after a step that was saved.

        Raises
        ------
        ValueError
            If the folder holds no such checkpoint, one of another model, or too few losses.
        """
        if step == 0:
            return
        where = f"The folder {self._folder.name!r} of this computer"
        if step not in self.saved:
            raise ValueError(f"{where} holds no checkpoint of step {step} any more; copy that of another computer.")
        path = self._manager.checkpoints[self.saved.index(step)]
        try:
            self._manager.checkpoint.restore(path).assert_existing_objects_matched()
            lines = self._losses_file.read_text(encoding="utf-8").splitlines()[:step]
            self._losses = [float(line.split()[1]) for line in lines]
        except (AssertionError, ValueError, IndexError, OSError, tf.errors.OpError) as error:
            raise ValueError(f"{where} holds the training of another model; give an empty folder.") from error
        if self.step < step:
            raise ValueError(f"{where} lacks losses of the first {step} steps; copy that of another computer.")
        # What was done after the checkpoint is done again.
        whole = self._folder / "losses.part"
        whole.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        whole.replace(self._losses_file)
        say(_("Going on after step {step}.", step=step))

    @contextlib.contextmanager
    def writing(self):
        """Keep the file of losses open; `note` and `save` write as long as this lasts."""
        with self._losses_file.open("a" if self.step else "w", encoding="utf-8") as self._file:
            yield

    def note(self, loss):
        """Write down the loss of one more step."""
        self._losses.append(float(loss))
        self._file.write(f"{self.step} {self._losses[-1]!r}\n")

    def save(self):
        """Write a checkpoint, after all losses up to it."""
        self._file.flush()
        self._manager.save(checkpoint_number=self.step)

    def finish(self):
        """Write the trained model."""
        self._autoencoder.optimizer.finalize_variable_values(self._autoencoder.trainable_variables)
        self._autoencoder.save(self._folder / "autoencoder.keras")
        say(_("Done; the trained model is autoencoder.keras in the folder {folder}.", folder=self._folder.name))
