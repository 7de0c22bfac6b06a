"""Principal components of rows that do not fit into memory: exactly, and in one pass."""

import numpy as np
from sklearn.decomposition import PCA
from threadpoolctl import threadpool_limits

from autoenc_lessons.inputs.conversion import kind_of
from autoenc_lessons.inputs.values import as_count
from autoenc_lessons.streams.reading import Rows

__all__ = ["principal_components"]

# Blocks that stay in the processor's cache.
_BLOCK_BYTES = 2**20
# A mean of ten standard deviations costs two of the sixteen digits of a variance.
_FAR = 10


def principal_components(rows, n_components):
    """Return the principal components of all rows of a file, after one pass over it.

    With x' = x - s, n C = sum(x' x'^T) - n (m - s) (m - s)^T, where m is the mean of all n rows and C their covariance
    times (n - 1) / n. So two sums that are as small as one row and one table of features are enough, however many rows
    there are. They are summed in float64; in float32, a sum of many squares loses its last digits to its size. The
    shift s keeps the two terms from being large and nearly equal where the mean is far from 0 (Chan, Golub and LeVeque,
    "Algorithms for computing the sample variance", 1983). It is the mean of the first block, or 0 where no feature of
    that block has a mean beyond ten of its standard deviations. Components are eigenvectors of C. It costs
    n_rows * n_features**2 products, and memory for a few tables of n_features**2.

    Parameters
    ----------
    rows : Rows
        Of shape (n_rows, n_features), with at least two rows.
    n_components : int
        From 1 to the smaller of the two.

    Returns
    -------
    sklearn.decomposition.PCA
        Fitted: what scikit-learn's own `fit` gives on all rows at once in float64, but for rounding; signs, too.

    Raises
    ------
    TypeError, ValueError
        If there are no such rows, or if `n_components` is out of range; while reading, as `Rows.part`.

    Examples
    --------
    >>> import tempfile
    >>> from autoenc_lessons import streams
    >>> x = np.random.default_rng(0).normal(size=(1000, 4)) * [4, 3, 2, 1]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     np.save(f"{folder}/x.npy", x)
    ...     pca = principal_components(streams.rows(f"{folder}/x.npy"), 2)
    >>> pca.transform(x).shape, bool(np.allclose(pca.components_, PCA(2).fit(x).components_))
    ((1000, 2), True)
    """
    if not isinstance(rows, Rows):
        raise TypeError(f"rows must be what streams.rows(path) returns; got {kind_of(rows)}.")
    if len(rows.shape) != 2 or len(rows) < 2:
        raise ValueError(f"rows must have the shape (n_rows, n_features), from two rows on, but it is {rows.shape}.")
    n_components = as_count(n_components, name="n_components")
    if n_components > min(rows.shape):
        raise ValueError(
            f"n_components is {n_components}, but rows of shape {rows.shape} have at most {min(rows.shape)}."
        )
    # A block is so little work that threads wait for each other most of the time, and a waiting one is busy.
    with threadpool_limits(1, user_api="blas"):
        mean, covariance = _moments(rows)
        return _fitted(mean, covariance, len(rows), n_components)


def _moments(rows):
    n_at_once = max(1, _BLOCK_BYTES // (8 * rows.shape[1]))
    first = rows.part(0, n_at_once).astype("float64")
    shift = first.mean(axis=0)
    is_far = bool((np.abs(shift) > _FAR * first.std(axis=0)).any())
    shift = shift if is_far else np.zeros_like(shift)
    total, products = np.zeros_like(shift), np.zeros((len(shift), len(shift)))
    room, ones = np.empty((n_at_once, len(shift))), np.ones(n_at_once)
    for block in rows.blocks(n_at_once):
        shifted = room[: len(block)]
        shifted[...] = block
        if is_far:
            shifted -= shift
        # In a product with ones, columns are summed twice as fast as by sum(axis=0).
        total += ones[: len(block)] @ shifted
        products += shifted.T @ shifted
    from_shift = total / len(rows)
    covariance = (products - len(rows) * np.outer(from_shift, from_shift)) / (len(rows) - 1)
    return shift + from_shift, covariance


def _fitted(mean, covariance, n_rows, n_components):
    variances, axes = np.linalg.eigh(covariance)
    variances, axes = np.maximum(variances[::-1], 0), axes.T[::-1]
    # scikit-learn's convention: the largest entry of a component is positive.
    largest = axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)]
    axes = axes * np.sign(largest)[:, None]
    pca = PCA(n_components, svd_solver="covariance_eigh")
    pca.mean_, pca.components_ = mean, axes[:n_components].copy()
    pca.explained_variance_ = variances[:n_components].copy()
    pca.explained_variance_ratio_ = pca.explained_variance_ / variances.sum()
    pca.singular_values_ = np.sqrt(pca.explained_variance_ * (n_rows - 1))
    pca.noise_variance_ = float(variances[n_components:].mean()) if n_components < min(n_rows, len(mean)) else 0.0
    pca.n_components_, pca.n_samples_, pca.n_features_in_ = n_components, n_rows, len(mean)
    return pca
