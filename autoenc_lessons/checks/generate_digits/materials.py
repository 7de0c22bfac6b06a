"""What the exercise on generated digits hands out: prices of code units, codes in clouds, digits to judge."""

import keras
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture

from autoenc_lessons import datasets, figures, training, variational
from autoenc_lessons.language import _

__all__ = ["LARGEST_NUMBER", "clouds_of_codes", "judge", "mixture", "show_copies", "split_digits", "sure_and_kinds"]
__all__ += ["unit_prices"]

LARGEST_NUMBER = 10


def split_digits(seed=0):
    """Return 1000 training digits and the other 797, shuffled, with the labels of the first.

    Parameters
    ----------
    seed : int

    Returns
    -------
    train_x, held_out_x : ndarray of float64, shape (n_pictures, 64)
    train_labels : ndarray of int, shape (1000,)
    """
    x, labels = datasets.load("digits")
    order = np.random.default_rng(seed).permutation(len(x))
    return x[order[:1000]], x[order[1000:]], labels[order[:1000]]


def unit_prices(loss):
    """Train a variational autoencoder with 4 code units on digits, and return what each unit costs.

    Parameters
    ----------
    loss : callable
        Takes pictures and copies, shape (n_pictures, 64), and gives one number for each picture.

    Returns
    -------
    ndarray of float64, shape (4,)
        The divergence of each code unit in nats, a mean over the training pictures.
    """
    described, _decoder = _trained_with(loss)
    mean, log_variance = np.split(described(split_digits()[0]).numpy(), 2, axis=1)
    return np.mean(mean**2 + np.exp(log_variance) - 1 - log_variance, axis=0) / 2


def show_copies(loss):
    """Train the same autoencoder as `unit_prices`, and show what it makes of eight held-out digits.

    Parameters
    ----------
    loss : callable
        As for `unit_prices`.
    """
    described, decoder = _trained_with(loss)
    held_out = split_digits()[1][:8]
    copies = np.clip(decoder(described(held_out)[:, :4]).numpy(), 0, 1)
    rows = {_("digit"): held_out, _("copy"): copies}
    ax = figures.picture_rows(rows, (8, 8), smooth=True)
    figures.show(ax, _("Can you tell from a copy which digit it was made of?"))


def _trained_with(loss):
    x = split_digits()[0]
    stack = [keras.layers.Dense(32, "tanh"), keras.layers.Dense(8)]
    described = keras.Sequential([keras.Input((64,)), *stack])
    decoder = keras.Sequential([keras.Input((4,)), keras.layers.Dense(32, "tanh"), keras.layers.Dense(64)])
    autoencoder = keras.Sequential([described, variational.Sampling(seed=0), decoder])
    autoencoder.compile(loss=loss, optimizer=keras.optimizers.Adam(0.01))
    training.train(autoencoder, x, steps=300, batch_size=100, use_xla=False, progress=False)
    return described, decoder


def clouds_of_codes(n_clouds, seed=0):
    """Return codes with 3 units that lie in stretched clouds, in two parts.

    Parameters
    ----------
    n_clouds : int
    seed : int

    Returns
    -------
    train_codes, validation_codes : ndarray of float64, shape (160, 3) and (400, 3)
    """
    generator = np.random.default_rng(seed)
    centres = np.empty((0, 3))
    while len(centres) < n_clouds:
        centre = generator.uniform(-8, 8, size=3)
        if np.all(np.linalg.norm(centres - centre, axis=1) > 6):
            centres = np.vstack([centres, centre])
    stretches = generator.normal(scale=0.5, size=(n_clouds, 3, 3)) + np.eye(3)
    cloud_of = generator.integers(n_clouds, size=560)
    codes = centres[cloud_of] + np.einsum("nij,nj->ni", stretches[cloud_of], generator.normal(size=(560, 3)))
    return codes[:160], codes[160:]


def mixture(codes, number):
    """Fit a Gaussian mixture to codes.

    Parameters
    ----------
    codes : array-like, shape (n_codes, n_units)
    number : int
        Of ellipses.

    Returns
    -------
    sklearn.mixture.GaussianMixture
        Its method `score` gives the mean log-likelihood of any codes.
    """
    return GaussianMixture(number, n_init=3, reg_covar=1e-3, random_state=0).fit(codes)


def judge(train_x, train_labels):
    """Return a classifier of digits, fitted to training pictures.

    Parameters
    ----------
    train_x : array-like, shape (n_pictures, 64)
    train_labels : array-like of int, shape (n_pictures,)

    Returns
    -------
    callable
        Gives ten probabilities for each of the pictures that it takes.
    """
    return LogisticRegression(C=10, max_iter=500).fit(train_x, train_labels).predict_proba


def sure_and_kinds(probabilities):
    """Return the share of pictures of which a classifier is over 90 % sure, and how many digits it sees.

    Parameters
    ----------
    probabilities : array-like, shape (n_pictures, 10)

    Returns
    -------
    sure : float
    kinds : float
        10 if all digits are equally frequent, 1 if there is one.
    """
    shares = np.bincount(np.argmax(probabilities, axis=1), minlength=10) / len(probabilities)
    entropy = -np.sum(shares * np.log(np.maximum(shares, 1e-12)))
    return float(np.mean(np.max(probabilities, axis=1) > 0.9)), float(np.exp(entropy))
