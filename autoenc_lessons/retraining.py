"""One recipe trained again and again, on other data or from another seed: compiled only once."""

from autoenc_lessons import seed_spread

__all__ = ["trainer"]


def trainer(build, *, steps, batch_size=None, use_xla=None):
    """Return a function that trains a recipe on the samples that it is given.

    Keras compiles a model for its first training; this function does so once, and each further training is quick.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder.
    steps : int
        Updates of the weights in each training.
    batch_size : int, optional
        Samples in a step. By default each step sees all of them.
    use_xla : bool, optional
        As in `training.train`. XLA is compiled once, too, so that it is worth while over several long trainings.

    Returns
    -------
    callable
        Takes samples of shape (n_samples, n_features), a seed and, if the model is to make something else of them,
        targets; returns the trained model. It is one model: the next training changes it.

    Raises
    ------
    TypeError, ValueError
        As `seed_spread.train_starts`, when the function is called.

    Examples
    --------
    >>> def build():
    ...     model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(3)])
    ...     model.compile(loss="mse", optimizer="adam")
    ...     return model
    >>> train = trainer(build, steps=20)
    >>> train(np.eye(3), seed=0)(np.eye(3)).shape
    TensorShape([3, 3])
    """
    autoencoder = build()

    def train(x, seed, targets=None):
        starts = seed_spread.draw_starts(build, [seed])
        options = {"steps": steps, "batch_size": batch_size, "reconstruct": False, "progress": False}
        options |= {"targets": targets, "use_xla": use_xla}
        autoencoder.set_weights(seed_spread.train_starts(lambda: autoencoder, x, starts, **options).weights[0])
        return autoencoder

    return train
