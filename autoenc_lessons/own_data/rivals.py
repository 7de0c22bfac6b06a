"""Copies that need no network, and what copies lose, as a share of what the mean row loses."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from autoenc_lessons.inputs.values import as_count, as_samples

__all__ = ["shares_lost", "simple_copies"]


def simple_copies(known, new, n_axes, *, networks=None):
    """Return copies of new samples by three simple rivals of an autoencoder, each fitted to known ones.

    Parameters
    ----------
    known : array-like, shape (n_known, n_features)
        Samples to fit to.
    new : array-like, shape (n_new, n_features)
        Samples to copy.
    n_axes : int
        How many axes PCA keeps.
    networks : dict of str to list of keras.Model, optional
        Trained runs, by what they are called, whose copies come after those of the rivals.

    Returns
    -------
    dict of str to list of ndarray, shape (n_new, n_features)
        "mean row", "PCA" and "nearest row": the nearest of the known ones. Each list has one run, those of networks as
        many as there are.

    Raises
    ------
    TypeError, ValueError
        If one of them is no finite table of numbers, if they differ in their number of features, or if there cannot be
        so many axes.

    Examples
    --------
    >>> copies = simple_copies([[0, 0], [2, 0], [4, 0]], [[3.2, 1]], n_axes=1)
    >>> {name: np.round(runs[0], 6).tolist() for name, runs in copies.items()}
    {'mean row': [[2.0, 0.0]], 'PCA': [[3.2, 0.0]], 'nearest row': [[4.0, 0.0]]}
    """
    known, new = as_samples(known, name="known"), as_samples(new, name="new")
    if known.shape[1] != new.shape[1]:
        raise ValueError(f"known has {known.shape[1]} features and new has {new.shape[1]}; both must have the same.")
    n_axes = as_count(n_axes, name="n_axes")
    if n_axes > min(known.shape):
        raise ValueError(f"PCA of {known.shape[0]} samples with {known.shape[1]} features has no {n_axes} axes.")
    pca = PCA(n_axes).fit(known)
    nearest = NearestNeighbors(n_neighbors=1).fit(known).kneighbors(new, return_distance=False)[:, 0]
    return {
        "mean row": [np.tile(known.mean(axis=0), (len(new), 1))],
        "PCA": [pca.inverse_transform(pca.transform(new))],
        "nearest row": [known[nearest]],
    } | {name: [np.asarray(run(new)) for run in runs] for name, runs in (networks or {}).items()}


def shares_lost(x, copies):
    """Return the mean squared error of copies in per cent of that of the first method; the median of its runs.

    Parameters
    ----------
    x : array-like, shape (n_samples, n_features)
    copies : dict of str to list of array-like, shape (n_samples, n_features)
        For each method the copies of each run; the first method is what the others are measured by.

    Returns
    -------
    dict of str to float
        For each method but the first.

    Raises
    ------
    TypeError, ValueError
        If something is no finite table of numbers of the shape of x, or if the first method has no error.

    Examples
    --------
    >>> shares_lost([[1.0, 3.0]], {"zero": [[[0.0, 0.0]]], "one": [[[1.0, 1.0]]]})
    {'one': 40.0}
    """
    x = as_samples(x)
    errors = {}
    for method, runs in copies.items():
        tables = [as_samples(run, name=f"copies[{method!r}]") for run in runs]
        if any(table.shape != x.shape for table in tables):
            raise ValueError(f"copies[{method!r}] must have the shape of x, {x.shape}.")
        errors[method] = float(np.median([np.mean((table - x) ** 2) for table in tables]))
    first, *others = errors
    if errors[first] == 0:
        raise ValueError(f"{first!r} has no error, so that no error can be a share of it.")
    return {method: 100 * errors[method] / errors[first] for method in others}
