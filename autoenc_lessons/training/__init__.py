"""Train an autoencoder for N steps, fast: as `keras.Model.fit` does, with a bar, a stop button and every loss kept."""

from autoenc_lessons.training.history import History
from autoenc_lessons.training.loop import compile_steps, iterate_steps, train, train_step

__all__ = ["History", "compile_steps", "iterate_steps", "train", "train_step"]
