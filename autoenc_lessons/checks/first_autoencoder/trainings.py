"""Which networks were trained while a function ran?"""

import contextlib
import gc

import keras
import tensorflow as tf

__all__ = ["noted_trainings", "squeezes"]


@contextlib.contextmanager
def noted_trainings():
    """Note what is trained within the block, by whatever loop.

    Yields
    ------
    list of list of tuple
        Complete when the block has ended: for each network, the shapes of its weights.
    """
    trained = []
    slopes = tf.GradientTape.gradient
    # A model that was trained before has its steps compiled: they run without asking for slopes anew.
    known = {one: int(one.iterations) for one in gc.get_objects() if isinstance(one, keras.optimizers.Optimizer)}

    def noted_slopes(tape, target, sources, *options, **named_options):
        trained.append([tuple(one.shape) for one in tf.nest.flatten(sources)])
        return slopes(tape, target, sources, *options, **named_options)

    tf.GradientTape.gradient = noted_slopes
    try:
        yield trained
    finally:
        tf.GradientTape.gradient = slopes
        for optimizer, before in known.items():
            if int(optimizer.iterations) > before:
                trained.append([tuple(weight.shape) for weight in optimizer._trainable_variables])


def squeezes(shapes, latent_dim):
    """Return whether weights of these shapes lead into `latent_dim` numbers and out of them."""
    ways = {(shape[0] == latent_dim, shape[1] == latent_dim) for shape in shapes if len(shape) == 2}
    return {(True, False), (False, True)} <= ways
