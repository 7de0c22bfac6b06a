"""What a variational autoencoder pays: for the copies of samples, for their codes, and in all."""

import numpy as np
from keras import ops

from autoenc_lessons.inputs.values import as_amount, as_samples, as_seed
from autoenc_lessons.variational import described_halves

__all__ = ["bills", "clouds", "costs", "nats"]


def clouds(model, x):
    """Return the normal distribution of each sample's code: its mean and its standard deviation in each unit.

    Parameters
    ----------
    model : keras.Model
        With two halves, as `variational.halves` finds them.
    x : array-like, shape (n_samples, n_features)

    Returns
    -------
    means, deviations : ndarray of float64, shape (n_samples, latent_dim)

    Raises
    ------
    TypeError, ValueError
        As `variational.halves`, or if the encoder does not return two tables of one shape.
    """
    described = described_halves(model)[0](as_samples(x))
    mean, log_variance = (as_samples(ops.convert_to_numpy(part), name="what the encoder returns") for part in described)
    if mean.shape != log_variance.shape:
        raise ValueError(f"The encoder returns means of shape {mean.shape}, but log-variances of {log_variance.shape}.")
    return mean, np.exp(log_variance / 2)


def costs(model, x, *, seed=0):
    """Return what a variational autoencoder pays for the copies of samples, and for each unit of their codes.

    Parameters
    ----------
    model : keras.Model
        As `clouds` takes it.
    x : array-like, shape (n_samples, n_features)
    seed : int
        Of the codes, which are drawn once for each sample.

    Returns
    -------
    squares : float
        The sum of squared differences between a sample and its copy, a mean over the samples.
    divergences : ndarray of float64, shape (latent_dim,)
        What `kl` sums, for each code unit: nats, a mean over the samples.

    Raises
    ------
    TypeError, ValueError
        As `clouds`, or if the decoder does not return a table like `x`.
    """
    x = as_samples(x)
    mean, deviation = clouds(model, x)
    noise = np.random.default_rng(as_seed(seed)).normal(size=mean.shape)
    copies = as_samples(ops.convert_to_numpy(described_halves(model)[1](mean + deviation * noise)), name="the copies")
    if copies.shape != x.shape:
        raise ValueError(f"The decoder must return copies of shape {x.shape}, like x; got {copies.shape}.")
    divergences = (mean**2 + deviation**2 - 1 - 2 * np.log(deviation)) / 2
    return float(np.mean(np.sum((x - copies) ** 2, axis=1))), divergences.mean(axis=0)


def bills(x, pixel_error):
    """Return what `tables.score_table` takes: two functions of a model, the cost of copies of samples and of codes.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
    pixel_error : float
        The standard deviation of a feature's error; a copy costs the squares over twice its square.

    Returns
    -------
    dict of str to callable
        "copy" and "code": nats, a mean over the samples; of the copy without its constant.

    Raises
    ------
    TypeError, ValueError
        If `x` is no table of numbers or `pixel_error` is not above 0; each function, as `costs`.
    """
    x, pixel_error = as_samples(x), _above_zero(pixel_error)
    return {
        "copy": lambda model: costs(model, x)[0] / (2 * pixel_error**2),
        "code": lambda model: costs(model, x)[1].sum(),
    }


def nats(model, x, *, pixel_error=None):
    """Return what samples cost under a variational autoencoder: copy and code, all constants included.

    It is an upper bound of minus the mean log-likelihood, as `measures.pca_nats` gives it exactly.

    Parameters
    ----------
    model : keras.Model
        As `costs` takes it.
    x : array-like, shape (n_samples, n_features)
    pixel_error : float, optional
        The standard deviation of a feature's error; by default as large as the error of the copies of `x`.

    Returns
    -------
    nats : float
        A mean over the samples.
    pixel_error : float
        The error that was used.

    Raises
    ------
    TypeError, ValueError
        As `costs`, or if the error is not above 0.
    """
    squares, divergences = costs(model, x)
    n_features = np.shape(x)[1]
    error = np.sqrt(squares / n_features) if pixel_error is None else _above_zero(pixel_error)
    constant = n_features / 2 * np.log(2 * np.pi * error**2)
    return float(squares / (2 * error**2) + constant + divergences.sum()), float(error)


def _above_zero(pixel_error):
    pixel_error = as_amount(pixel_error, name="pixel_error")
    if pixel_error == 0:
        raise ValueError("pixel_error must be above 0: without an error, a copy would have to be perfect.")
    return pixel_error
