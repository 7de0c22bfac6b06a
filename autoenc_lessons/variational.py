"""The layer that makes an autoencoder variational: it draws a code, and charges for knowing it well."""

import keras
from keras import ops

from autoenc_lessons.inputs.values import as_amount

__all__ = ["Sampling", "kl"]


@keras.saving.register_keras_serializable("autoenc_lessons")
class Sampling(keras.layers.Layer):
    """Draw each code from the normal distribution that the encoder describes (Kingma and Welling, 2014).

    The layer before it gives two numbers for each code unit: first all means, then all logarithms of variances. In
    training the code is mean + standard deviation * noise, and the layer adds `beta` times the divergence of `kl` to
    the model's loss, averaged over the samples. Afterwards the code is the mean, so that it is the same each time.

    The loss that the model is compiled with must be a sum over the features of a sample, as the divergence is one over
    code units. Train without XLA: Keras draws other noise with it.

    Parameters
    ----------
    beta : float
        The weight of the divergence: 1 for a variational autoencoder; more asks for codes that are nearer to the
        standard normal distribution (Higgins et al., 2017).
    seed : int, optional
        Of the noise; by default drawn from what `seed_everything` has seeded.

    Raises
    ------
    TypeError, ValueError
        If `beta` is not a number of 0 or more, or if the layer before does not give an even number of values.
    """

    def __init__(self, *, beta=1.0, seed=None, **options):
        super().__init__(**options)
        self.beta = as_amount(beta, name="beta")
        self.seed = seed
        self.noise = keras.random.SeedGenerator(seed)

    def build(self, input_shape):
        """Refuse what cannot be halved."""
        if input_shape[-1] % 2:
            raise ValueError(
                f"Sampling needs a mean and a log-variance for each code unit, but gets {input_shape[-1]} values; "
                "give the layer before it 2 * latent_dim units."
            )

    def call(self, described, training=False):
        """Return codes, half as many numbers as describe them."""
        mean, log_variance = ops.split(described, 2, axis=-1)
        if not training:
            return mean
        self.add_loss(self.beta * ops.mean(kl(mean, log_variance)))
        shape, dtype = ops.shape(mean), mean.dtype
        noise = keras.random.normal(shape, dtype=dtype, seed=self.noise)
        return mean + ops.exp(0.5 * log_variance) * noise

    def get_config(self):
        """Return what a saved model needs to make this layer again."""
        return {**super().get_config(), "beta": self.beta, "seed": self.seed}

    def compute_output_shape(self, input_shape):
        """Return the shape of the codes."""
        return (*input_shape[:-1], input_shape[-1] // 2)


def kl(mean, log_variance):
    """Return the Kullback-Leibler divergence of each sample's normal distribution from the standard one, in nats.

    It is the sum over the code units of (mean**2 + variance - 1 - log(variance)) / 2 (Kingma and Welling, 2014,
    appendix B).

    Parameters
    ----------
    mean, log_variance : tensor or array, shape (n_samples, latent_dim)

    Returns
    -------
    tensor, shape (n_samples,)

    Examples
    --------
    >>> float(kl(np.array([[0.0, 1.0]]), np.zeros((1, 2)))[0])
    0.5
    """
    of_units = mean**2 + ops.exp(log_variance) - 1 - log_variance
    return 0.5 * ops.sum(of_units, axis=-1)
