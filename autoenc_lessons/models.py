"""An encoder and a decoder make an autoencoder."""

import keras

from autoenc_lessons.inputs.values import as_count

__all__ = ["dense_autoencoder", "linear_autoencoder"]


def linear_autoencoder(n_features, latent_dim, *, kernel_initializer="glorot_uniform", use_bias=True):
    """Build the autoencoder of lesson 1: one linear layer to squeeze, one to unfold.

    Parameters
    ----------
    n_features : int
        Features of a sample.
    latent_dim : int
        Code units, from 1 to `n_features`.
    kernel_initializer : str or keras.initializers.Initializer
        How the weights of both layers start; the biases start at 0.
    use_bias : bool
        Whether the layers have biases. Data with mean 0 need none, and their slope there is nothing but rounding
        error, which Adam would blow up to steps that differ from one processor to the next.

    Returns
    -------
    encoder : keras.Model
        (n_samples, n_features) to (n_samples, latent_dim).
    decoder : keras.Model
        (n_samples, latent_dim) to (n_samples, n_features).
    autoencoder : keras.Model
        The two in a row, sharing their weights. Not compiled.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1, if the code has more units than a sample has features, or if
        Keras knows no such initializer.

    Examples
    --------
    >>> encoder, decoder, autoencoder = linear_autoencoder(3, 2)
    >>> autoencoder.count_params()
    17
    """
    n_features = as_count(n_features, name="n_features")
    latent_dim = as_count(latent_dim, name="latent_dim")
    if latent_dim > n_features:
        raise ValueError(
            f"latent_dim is {latent_dim}, but a sample has only {n_features} features: "
            f"a code that is wider than the data squeezes nothing; choose at most {n_features}."
        )
    encoder = _dense_layer(n_features, latent_dim, kernel_initializer, use_bias, name="encoder")
    decoder = _dense_layer(latent_dim, n_features, kernel_initializer, use_bias, name="decoder")
    return encoder, decoder, keras.Sequential([encoder, decoder], name="autoencoder")


def dense_autoencoder(layer_sizes, *, activation="tanh", kernel_initializer="glorot_uniform"):
    """Build an autoencoder with hidden layers: the encoder as given, the decoder as its mirror image.

    The layers that make the code and the output are linear, so that both can take any value.

    Parameters
    ----------
    layer_sizes : sequence of int
        Units from the input to the code, such as (64, 32, 2): 64 features, one hidden layer of 32 units, 2 code units.
    activation : str
        What bends the hidden layers, by its name in Keras, such as "tanh" or "relu".
    kernel_initializer : str or keras.initializers.Initializer
        How the weights of all layers start; the biases start at 0.

    Returns
    -------
    encoder, decoder, autoencoder : keras.Model
        As `linear_autoencoder` returns them.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1, if there are fewer than two, or if Keras knows no such
        activation or initializer.

    Examples
    --------
    >>> encoder, decoder, autoencoder = dense_autoencoder((64, 32, 2))
    >>> len(encoder.layers), decoder.output_shape
    (2, (None, 64))
    """
    if isinstance(layer_sizes, str) or not hasattr(layer_sizes, "__iter__"):
        raise TypeError(f"layer_sizes must be several numbers of units, such as (64, 32, 2); got {layer_sizes!r}.")
    sizes = [as_count(size, name="each layer size") for size in layer_sizes]
    if len(sizes) < 2:
        raise ValueError(f"layer_sizes must go from the input to the code, such as (64, 32, 2); got {tuple(sizes)}.")
    options = {"activation": activation, "kernel_initializer": kernel_initializer}
    encoder = _stack(sizes, name="encoder", **options)
    decoder = _stack(sizes[::-1], name="decoder", **options)
    return encoder, decoder, keras.Sequential([encoder, decoder], name="autoencoder")


def _stack(sizes, *, activation, kernel_initializer, name):
    bent = [_dense(size, kernel_initializer, activation=activation) for size in sizes[1:-1]]
    return keras.Sequential([keras.Input((sizes[0],)), *bent, _dense(sizes[-1], kernel_initializer)], name=name)


def _dense_layer(n_inputs, n_units, kernel_initializer, use_bias, *, name):
    layer = _dense(n_units, kernel_initializer, use_bias=use_bias)
    return keras.Sequential([keras.Input((n_inputs,)), layer], name=name)


def _dense(n_units, kernel_initializer, *, activation=None, use_bias=True):
    try:
        keras.activations.get(activation)
    except (TypeError, ValueError):
        raise ValueError(f"Keras knows no activation {activation!r}; use a name such as 'tanh' or 'relu'.") from None
    if isinstance(kernel_initializer, keras.initializers.Initializer):
        # An initializer object gives the same numbers each time; all layers would start alike.
        kernel_initializer = kernel_initializer.clone()
    try:
        return keras.layers.Dense(
            n_units, activation=activation, kernel_initializer=kernel_initializer, use_bias=use_bias
        )
    except (TypeError, ValueError):
        raise ValueError(
            f"Keras knows no initializer {kernel_initializer!r}; use a name such as 'glorot_uniform' or 'orthogonal', "
            "or an object such as keras.initializers.RandomNormal(stddev=0.01)."
        ) from None
