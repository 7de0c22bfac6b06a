"""How well the errors of a copy point at a fault whose place is known, and simple rules that copy, too."""

import numpy as np
from scipy import ndimage
from scipy.spatial.distance import cdist
from sklearn.covariance import LedoitWolf
from sklearn.decomposition import PCA

from autoenc_lessons.alarms import gathered
from autoenc_lessons.faults.painted import as_squares
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _

__all__ = ["copies_of", "found_share", "found_shares", "guessed_from_others", "shares_by_damage"]

_MOST_NEIGHBOURS = 5


def found_share(error_maps, is_scratched):
    """Return how well errors point at scratches: of the pixels with the largest errors, the share that is scratched.

    In each picture, as many pixels are taken as its scratch has.

    Parameters
    ----------
    error_maps : array-like, shape (n_pictures, n_pixels)
        The error of each pixel.
    is_scratched : array-like of bool, shape (n_pictures, n_pixels)

    Returns
    -------
    float
        1 if the largest errors are the scratches.

    Raises
    ------
    TypeError, ValueError
        If the two differ in shape, if errors are no finite numbers, or if a picture has no scratch.

    Examples
    --------
    >>> found_share([[5, 4, 1, 0]], [[True, False, True, False]])
    0.5
    """
    error_maps, is_scratched = as_samples(error_maps, name="error_maps"), np.asarray(is_scratched, dtype=bool)
    if error_maps.shape != is_scratched.shape:
        raise ValueError(f"error_maps has shape {error_maps.shape} and is_scratched has shape {is_scratched.shape}.")
    numbers = is_scratched.sum(axis=1)
    if not numbers.all():
        raise ValueError("is_scratched must mark at least one pixel of each picture.")
    ranks = np.argsort(np.argsort(-error_maps, axis=1, kind="stable"), axis=1)
    return float(np.sum(is_scratched & (ranks < numbers[:, None])) / numbers.sum())


def guessed_from_others(training, pictures):
    """Return pictures of which each pixel is guessed, as a linear function, from all other pixels of the picture.

    The covariance of the training pictures is shrunk as Ledoit and Wolf do; what Mahalanobis' distance measures as one
    number, the difference between a picture and this guess shows pixel by pixel.

    Parameters
    ----------
    training : array-like, shape (n_training, n_pixels)
    pictures : array-like, shape (n_pictures, n_pixels)

    Returns
    -------
    ndarray of float64, shape (n_pictures, n_pixels)

    Raises
    ------
    TypeError, ValueError
        If one of the two is no finite table of numbers, or if their numbers of pixels differ.
    """
    training, pictures = as_samples(training, name="training"), as_samples(pictures, name="pictures")
    if training.shape[1] != pictures.shape[1]:
        raise ValueError(f"training has {training.shape[1]} pixels a picture and pictures have {pictures.shape[1]}.")
    shrunk = LedoitWolf().fit(training)
    return pictures - (pictures - shrunk.location_) @ shrunk.precision_ / np.diag(shrunk.precision_)


def copies_of(training, pictures, n_axes=8):
    """Return what six simple rules guess of how each picture looked before its fault.

    Five are fitted to healthy pictures. The median looks at the picture alone.

    Parameters
    ----------
    training : array-like, shape (n_training, n_pixels)
        At least 5 pictures.
    pictures : array-like, shape (n_pictures, side * side)
    n_axes : int
        Of PCA.

    Returns
    -------
    dict of str to ndarray of float64, shape (n_pictures, side * side)
        PCA's copy, the nearest training picture, the mean of the 5 nearest, the mean picture, what
        `guessed_from_others` returns, and the median of the 3 x 3 pixels around each.

    Raises
    ------
    TypeError, ValueError
        As `guessed_from_others`, or if the pictures are not square.
    """
    guessed = guessed_from_others(training, pictures)
    training, pictures = as_samples(training, name="training"), as_samples(pictures, name="pictures")
    pca = PCA(as_count(n_axes, name="n_axes"), svd_solver="full").fit(training)
    # Digits have few shades, so two training pictures can be equally near: the earlier one counts, on every machine.
    order = np.argsort(cdist(pictures, training, "sqeuclidean"), axis=1, kind="stable")[:, :_MOST_NEIGHBOURS]
    return {
        _("PCA, {number} axes", number=n_axes): pca.inverse_transform(pca.transform(pictures)),
        _("nearest picture"): training[order[:, 0]],
        _("mean of 5 nearest"): training[order].mean(axis=1),
        _("mean picture"): np.tile(training.mean(axis=0), (len(pictures), 1)),
        _("each pixel from the others"): guessed,
        _("median of 3 x 3"): ndimage.median_filter(as_squares(pictures), size=(1, 3, 3)).reshape(pictures.shape),
    }


def found_shares(copies, pictures, is_scratched):
    """Return `found_share` of the squared errors of each of several copies.

    Parameters
    ----------
    copies : dict of str to array-like, shape (n_pictures, n_pixels)
    pictures : array-like, shape (n_pictures, n_pixels)
    is_scratched : array-like of bool, shape (n_pictures, n_pixels)

    Returns
    -------
    dict of str to float
    """
    return {name: found_share((pictures - np.asarray(copy)) ** 2, is_scratched) for name, copy in copies.items()}


def shares_by_damage(splits, damages, image_shape):
    """Return `found_shares` of the copies of `copies_of`, for several kinds of damage.

    Parameters
    ----------
    splits : sequence of pair of array-like, of shapes (n_training, n_pixels) and (n_new, n_pixels)
        In each split, the pictures that the copies are fitted to, and others, to be damaged.
    damages : dict of str to pair of (callable, int)
        For each kind, a function such as `scratched` or `spotted`, and the length of the damage in pixels.
    image_shape : pair of int
        Lines and columns of pixels in a picture.

    Returns
    -------
    dict of str to dict of str to list of float
        For each kind and each copy, the share found in each split. The number of the split is the seed of its damage.

    Raises
    ------
    TypeError, ValueError
        As these functions.
    """
    found = {name: [] for name in damages}
    for name, (damage, length) in damages.items():
        for seed, (training, new) in enumerate(splits):
            damaged, marks = damage(new, image_shape, length=length, seed=seed)
            found[name].append(found_shares(copies_of(training, damaged), damaged, marks))
    return {name: gathered(rows) for name, rows in found.items()}
