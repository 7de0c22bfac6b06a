"""What makes an autoencoder variational: the layer that draws a code and charges for it, and its two halves."""

import keras
from keras import ops

from autoenc_lessons.inputs.values import as_amount, as_count

__all__ = ["Sampling", "dense_halves", "described_halves", "halves", "kl"]


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


def dense_halves(n_features, latent_dim, *, n_labels=0, hidden=(128, 128), activation="silu"):
    """Build the two halves of a variational autoencoder of dense layers; what lies between them is left to the caller.

    Parameters
    ----------
    n_features, latent_dim : int
    n_labels : int
        How many more inputs both have, for a label.
    hidden : sequence of int
        Units of the encoder's hidden layers; the decoder has them in reverse.
    activation : str
        Of the hidden layers.

    Returns
    -------
    encoder : keras.Model
        Named "encoder": from n_features + n_labels numbers to [means, log-variances], each of latent_dim numbers.
    decoder : keras.Model
        Named "decoder": from latent_dim + n_labels numbers to n_features shades between 0 and 1.

    Raises
    ------
    TypeError, ValueError
        If a size is no whole number of at least 1 (`n_labels`: of at least 0).

    Examples
    --------
    >>> encoder, decoder = dense_halves(196, 8, n_labels=10)
    >>> encoder.input_shape, len(encoder.outputs), decoder.input_shape
    ((None, 206), 2, (None, 18))
    """
    n_features, latent_dim = as_count(n_features, name="n_features"), as_count(latent_dim, name="latent_dim")
    n_labels = as_count(n_labels, name="n_labels", smallest=0)
    sizes = [as_count(size, name="each size in hidden") for size in hidden]
    given = features = keras.Input((n_features + n_labels,))
    for size in sizes:
        features = keras.layers.Dense(size, activation)(features)
    described = [keras.layers.Dense(latent_dim, name=name)(features) for name in ("mean", "log_variance")]
    bent = [keras.layers.Dense(size, activation) for size in reversed(sizes)]
    layers = [keras.Input((latent_dim + n_labels,)), *bent, keras.layers.Dense(n_features, "sigmoid")]
    return keras.Model(given, described, name="encoder"), keras.Sequential(layers, name="decoder")


def halves(model):
    """Return the two halves of a variational autoencoder as a plain one has them: from samples to codes, and back.

    Parameters
    ----------
    model : keras.Model
        With two models among its layers that are named as those of `dense_halves`.

    Returns
    -------
    encoder : keras.Model
        To the mean of each sample's code.
    decoder : keras.Model

    Raises
    ------
    TypeError, ValueError
        If it is no Keras model, has no layers of these names, or an encoder that does not return two things.
    """
    encoder, decoder = described_halves(model)
    return keras.Model(encoder.inputs[0], encoder.outputs[0]), decoder


def described_halves(model):
    """Return the encoder, to means and log-variances, and the decoder; arguments and errors as those of `halves`."""
    if not isinstance(model, keras.Model):
        raise TypeError(f"model must be a Keras model; got a {type(model).__name__}.")
    named = {layer.name: layer for layer in model.layers}
    if not {"encoder", "decoder"} <= set(named):
        raise ValueError(f"model has no layers named 'encoder' and 'decoder'; its layers are: {', '.join(named)}.")
    if len(getattr(named["encoder"], "outputs", ())) != 2:
        raise ValueError("The encoder must return two tables: the means of the samples' codes and their log-variances.")
    return named["encoder"], named["decoder"]
