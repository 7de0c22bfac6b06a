"""Autoencoders with sparse codes: how their units are used, revived and tied, and how well a search would do."""

import keras
import numpy as np
from keras import ops
from sklearn.decomposition import MiniBatchDictionaryLearning, sparse_encode

from autoenc_lessons import many_runs, tables
from autoenc_lessons.inputs.values import as_count, as_samples, as_seed
from autoenc_lessons.language import _

__all__ = ["dictionary", "filters_by_use", "revive", "searched_error", "tied", "use_table", "whitened_filters"]


class _TurnedRound(keras.layers.Layer):
    """A layer that uses the weights of a dense layer turned round: what that one looks for, this one draws."""

    def __init__(self, units, n_features):
        super().__init__()
        self.turned, self.n_features = units, n_features

    def build(self, shape):
        self.bias = self.add_weight(shape=(self.n_features,), initializer="zeros", name="bias")

    def call(self, codes):
        return ops.matmul(codes, ops.transpose(self.turned.kernel)) + self.bias


def tied(autoencoder):
    """Return an autoencoder like a new one, but with tied weights: its decoder uses the encoder's, turned round.

    Parameters
    ----------
    autoencoder : keras.Sequential
        A compiled encoder and decoder; the encoder begins with a dense layer, whose units get weights of length 1.

    Returns
    -------
    keras.Sequential
    """
    encoder, units = autoencoder.layers[0], autoencoder.layers[0].layers[0]
    units.kernel.constraint = keras.constraints.UnitNorm(axis=0)
    (n_features,), (n_units,) = autoencoder.output_shape[1:], encoder.output_shape[1:]
    decoder = keras.Sequential([keras.Input((n_units,)), _TurnedRound(units, n_features)])
    with_tied = keras.Sequential([encoder, decoder])
    optimizer = autoencoder.optimizer
    with_tied.compile(loss=autoencoder.loss, optimizer=optimizer.from_config(optimizer.get_config()))
    return with_tied


def revive(autoencoder, x):
    """Give each dead unit of an autoencoder a badly copied sample to look for and to draw.

    Parameters
    ----------
    autoencoder : keras.Sequential
        An encoder that begins with a dense layer of relu units, and a decoder of one dense layer.
    x : array-like, shape (n_samples, n_features)
        What trained it. The samples with the worst copies are taken, each less the mean, at the length 1.

    Returns
    -------
    int
        How many units were dead.

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table, or has fewer samples than there are dead units.
    """
    x = as_samples(x, name="x")
    kernel, bias, filters, shade = autoencoder.get_weights()
    dead = np.flatnonzero(_codes(autoencoder, x).max(axis=0) <= 0)
    if len(dead) > len(x):
        raise ValueError(f"{len(dead)} units are dead, but x has only {len(x)} samples to give them.")
    lost, mean = np.sum((np.asarray(autoencoder(x)) - x) ** 2, axis=1), x.mean(axis=0)
    worst = x[np.argsort(-lost, kind="stable")[: len(dead)]] - mean
    worst /= np.linalg.norm(worst, axis=1, keepdims=True)
    kernel[:, dead], bias[dead], filters[dead] = worst.T, -worst @ mean, worst
    autoencoder.set_weights([kernel, bias, filters, shade])
    return len(dead)


def filters_by_use(autoencoder, x):
    """Return the filters of a decoder of one dense layer, each divided by its largest absolute value.

    First comes the filter of the unit that is on for the most samples.

    Parameters
    ----------
    autoencoder : keras.Sequential
    x : array-like, shape (n_samples, n_features)

    Returns
    -------
    ndarray of float64, shape (n_units, n_features)
    """
    used = np.sum(_codes(autoencoder, as_samples(x, name="x")) > 0, axis=0)
    filters = autoencoder.layers[1].get_weights()[0][np.argsort(-used, kind="stable")]
    return filters / np.abs(filters).max(axis=1, keepdims=True)


def whitened_filters(pca, x, *, seeds):
    """Return what the units of sparse autoencoders look for in whitened samples; dead units are left out.

    Each has 100 relu units with tied weights and an L1 penalty of 0.01, and takes 1000 steps of 200 samples. Of
    strengths from 0 to 0.04, that one gave the shortest filters of 8 x 8 pixels of photographs.

    Parameters
    ----------
    pca : sklearn.decomposition.PCA
        Fitted. All its axes get the same variance; what lies outside is left out.
    x : array-like, shape (n_samples, n_features)
    seeds : iterable of int

    Returns
    -------
    list of ndarray of float64, each of shape (n_units, n_features)
        One for each seed.
    """
    white = pca.transform(as_samples(x, name="x")) / np.sqrt(pca.explained_variance_) @ pca.components_

    def build():
        units = keras.layers.Dense(100, "relu", activity_regularizer=keras.regularizers.L1(0.01))
        encoder = keras.Sequential([keras.Input(white.shape[1:]), units])
        decoder = keras.Sequential([keras.Input((100,)), keras.layers.Dense(white.shape[1])])
        autoencoder = keras.Sequential([encoder, decoder])
        autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
        return tied(autoencoder)

    def looked_for(run):
        alive = run.layers[0].get_weights()[0].T[_codes(run, white).max(axis=0) > 0]
        # What lies outside the axes meets nothing in the samples, and is as it was drawn at the start.
        return alive @ pca.components_.T @ pca.components_

    return [looked_for(run) for run in many_runs.train(build, white, steps=1000, batch_size=200, seeds=seeds)]


def use_table(families, x_train, x, digits=4):
    """Print for each family of autoencoders how many units are on and how many are dead, and the error of its copies.

    Parameters
    ----------
    families : dict of str to list of keras.Model
        Runs whose first layer is the encoder. A unit is on where its code is above 0, and dead if no sample of
        `x_train` turns it on.
    x_train, x : array-like, shape (n_samples, n_features)
        What trained, and what is held out: units that are on, on average, and the mean squared error.
    digits : int
        How many digits of the error to write after the point.

    Raises
    ------
    TypeError, ValueError
        If samples are no finite tables, or `families` is no such dict.
    """
    x_train, x = as_samples(x_train, name="x_train"), as_samples(x, name="x")
    on, dead, error = _("units on"), _("dead units"), _("held-out error")
    errors = many_runs.errors(families, x)
    columns = {
        on: many_runs.each(lambda run: np.mean(np.sum(_codes(run, x) > 0, axis=1)), families),
        dead: many_runs.each(lambda run: np.sum(_codes(run, x_train).max(axis=0) <= 0), families),
        error: errors,
    }
    tables.table(columns, digits={on: 0, dead: 0, error: digits})


def _codes(run, x):
    return np.asarray(run.layers[0](x))


def dictionary(x, n_filters, *, seed=0):
    """Return the filters of dictionary learning, without an encoder: scikit-learn's in mini-batches.

    Its strength, 0.3, was chosen for the smallest held-out error of searched copies, and for most known causes found.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
        Samples less their mean.
    n_filters : int
    seed : int

    Returns
    -------
    ndarray of float64, shape (n_filters, n_features)

    Raises
    ------
    TypeError, ValueError
        If `x` is no finite table, or a number no whole number in its range.
    """
    options = {"alpha": 0.3, "max_iter": 2, "batch_size": 50, "random_state": as_seed(seed)}
    # Run to its end, coordinate descent finds what the default does, in a sixth of its time.
    options |= {"fit_algorithm": "cd", "transform_max_iter": 100_000}
    n_filters = as_count(n_filters, name="n_filters")
    return MiniBatchDictionaryLearning(n_filters, **options).fit(as_samples(x)).components_


def searched_error(filters, x, k, *, mean):
    """Return the error of copies for which the best few filters are searched, one after the other, for each sample.

    The search is orthogonal matching pursuit: it takes the filter that fits best what is still missing, and then
    weighs all that it has anew.

    Parameters
    ----------
    filters : array-like, shape (n_filters, n_features)
        Of any length but 0.
    x : array-like, shape (n_samples, n_features)
    k : int
        How many filters may be used for a sample.
    mean : array-like, shape (n_features,)
        What the filters add to.

    Returns
    -------
    float
        The mean squared error.

    Raises
    ------
    TypeError, ValueError
        If something is no finite table, or if `k` is not from 1 to the number of filters.

    Examples
    --------
    >>> searched_error(np.eye(3), [[1.0, 2.0, 0.0]], 1, mean=np.zeros(3))
    0.3333333333333333
    """
    filters, x, k = as_samples(filters, name="filters"), as_samples(x, name="x"), as_count(k, name="k")
    if k > len(filters):
        raise ValueError(f"k is {k}, but there are only {len(filters)} filters.")
    filters, wanted = filters / np.linalg.norm(filters, axis=1, keepdims=True), x - np.asarray(mean)
    codes = sparse_encode(wanted, filters, algorithm="omp", n_nonzero_coefs=k)
    return float(np.mean((wanted - codes @ filters) ** 2))
