"""Ways to draw new pictures, each as the same three functions: PCA alone, or an autoencoder of PCA's scores."""

from collections.abc import Callable
from typing import NamedTuple

import keras
import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons import many_runs
from autoenc_lessons.inputs.values import as_count, as_samples, as_seed

__all__ = ["Maker", "copies", "fitted_pca", "of_network", "of_pca", "trained", "with_pca_back"]


class Maker(NamedTuple):
    """A way to draw pictures.

    Parameters
    ----------
    encode : callable
        Takes pictures, shape (n_pictures, n_pixels), and returns codes, shape (n_pictures, latent_dim).
    decode : callable
        Takes codes and returns pictures.
    draw : callable
        Takes how many pictures to draw and a seed, and returns new pictures.
    """

    encode: Callable
    decode: Callable
    draw: Callable

    def copy(self, pictures):
        """Return the copies of pictures, through their codes."""
        return np.asarray(self.decode(self.encode(pictures)))


def copies(runs, parts):
    """Return the copies that each maker makes of its pictures.

    Parameters
    ----------
    runs : list of Maker
    parts : list of array-like, shape (n_pictures, n_pixels)
        For each maker the pictures to copy.

    Returns
    -------
    list of ndarray, shape (n_pictures, n_pixels)

    Examples
    --------
    >>> x = np.eye(4)
    >>> bool(np.allclose(copies([of_pca(x, 3)], [x[:2]])[0], x[:2]))
    True
    """
    return [one.copy(x) for one, x in zip(runs, parts, strict=True)]


def fitted_pca(x, n_axes):
    """Return scikit-learn's PCA, with signs of its axes that are the same on every computer.

    An axis may point either way. scikit-learn lets its largest number be positive; but among pictures and their
    mirrored ones, there are axes whose largest number comes twice, with both signs. Here the first sample's score is
    positive on each axis.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
    n_axes : int

    Returns
    -------
    sklearn.decomposition.PCA
    """
    pca = PCA(n_axes, svd_solver="full").fit(x)
    pca.components_[pca.transform(x[:1])[0] < 0] *= -1
    return pca


def of_pca(x, n_axes):
    """Return a maker that draws each score of PCA on its own, normally distributed and as wide as the samples' scores.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
    n_axes : int
        From 1 to the number of axes that PCA finds.

    Returns
    -------
    Maker

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table of numbers, or if it has fewer axes.

    Examples
    --------
    >>> maker = of_pca(np.eye(4), 2)
    >>> maker.draw(5, seed=0).shape
    (5, 4)
    """
    x, n_axes = as_samples(x), as_count(n_axes, name="n_axes")
    if n_axes > min(x.shape):
        raise ValueError(f"n_axes is {n_axes}, but {x.shape} data has at most {min(x.shape)} axes.")
    pca = fitted_pca(x, n_axes)
    # PCA's scores have the mean 0 and no correlations.
    variances = pca.transform(x).var(axis=0)
    return _maker(pca.transform, pca.inverse_transform, np.zeros(n_axes), np.diag(np.sqrt(variances)))


def of_network(autoencoder, pca, *, codes_like=None):
    """Return a maker that turns pictures into scores by PCA and these into codes by an encoder, and the same way back.

    Parameters
    ----------
    autoencoder : keras.Model
        Copies scores; its two layers are an encoder and a decoder.
    pca : sklearn.decomposition.PCA
        Fitted to pictures, with as many axes as the autoencoder has inputs.
    codes_like : array-like, shape (n_pictures, n_pixels), optional
        Codes are drawn from the normal distribution that has the mean and the covariance of these pictures' codes; by
        default from the standard normal distribution, as for a variational autoencoder.

    Returns
    -------
    Maker

    Raises
    ------
    TypeError, ValueError
        If the autoencoder is no model of two layers, or if the sizes do not fit.
    """
    layers = getattr(autoencoder, "layers", ())
    if len(layers) != 2:
        raise TypeError(
            f"autoencoder must be a model of two layers, an encoder and a decoder; got a {type(autoencoder).__name__} "
            f"with {len(layers)} layers."
        )
    encoder, decoder = layers
    n_scores = encoder.input_shape[-1]
    if getattr(pca, "n_components_", None) != n_scores:
        raise ValueError(f"pca must be fitted, with the {n_scores} axes that the autoencoder takes.")

    def encode(pictures):
        return keras.ops.convert_to_numpy(encoder(pca.transform(pictures)))

    def decode(codes):
        return pca.inverse_transform(keras.ops.convert_to_numpy(decoder(codes)))

    n_units = decoder.input_shape[-1]
    mean, root = np.zeros(n_units), np.eye(n_units)
    if codes_like is not None:
        codes = encode(as_samples(codes_like, name="codes_like"))
        # A root of the covariance stretches round noise.
        mean, root = codes.mean(axis=0), np.linalg.cholesky(np.cov(codes.T))
    return _maker(encode, decode, mean, root)


def trained(build, x, *, steps, batch_size, fits_normal=False):
    """Fit PCA to pictures, train an autoencoder from seed 0 to copy their scores, and return it as a maker.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder of scores, with an encoder and a decoder as its two layers.
    x : array-like, shape (n_pictures, n_pixels)
    steps, batch_size : int
        As `many_runs.train` takes them.
    fits_normal : bool
        Whether codes are drawn from the normal distribution that is fitted to the codes of `x`, as a plain autoencoder
        needs it; otherwise from the standard one.

    Returns
    -------
    Maker

    Raises
    ------
    TypeError, ValueError
        As `many_runs.train` and `of_network`, or if there are fewer pictures than scores.
    """
    x, n_scores = as_samples(x), build().input_shape[-1]
    if n_scores > min(x.shape):
        raise ValueError(
            f"The autoencoder takes {n_scores} scores, but {x.shape} data has at most {min(x.shape)} axes."
        )
    pca = fitted_pca(x, n_scores)
    runs = many_runs.train(build, pca.transform(x), steps=steps, batch_size=batch_size, seeds=[0])
    return of_network(runs[0], pca, codes_like=x if fits_normal else None)


def with_pca_back(decoder, pca):
    """Return a decoder that goes on from scores to pictures, by a last dense layer with PCA's axes as its weights.

    Parameters
    ----------
    decoder : keras.Model
        Takes codes and returns scores.
    pca : sklearn.decomposition.PCA
        Fitted, with as many axes as there are scores.

    Returns
    -------
    keras.Sequential
        It shares its other layers with `decoder`.

    Raises
    ------
    ValueError
        If `pca` is not fitted, or has another number of axes.
    """
    n_scores = decoder.output_shape[-1]
    if getattr(pca, "n_components_", None) != n_scores:
        raise ValueError(f"pca must be fitted, with the {n_scores} axes that the decoder returns scores of.")
    back = keras.layers.Dense(pca.n_features_in_)
    whole = keras.Sequential([keras.Input(decoder.input_shape[1:]), *decoder.layers, back])
    back.set_weights([pca.components_, pca.mean_])
    return whole


def _maker(encode, decode, mean, root):
    def draw(n_pictures, seed):
        shape = as_count(n_pictures, name="n_pictures"), len(mean)
        return decode(mean + np.random.default_rng(as_seed(seed)).normal(size=shape) @ root.T)

    return Maker(encode, decode, draw)
