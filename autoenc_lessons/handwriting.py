"""How a digit is written, whatever digit it is: slant, ink and width; and how much of it other digits share."""

import numpy as np

from autoenc_lessons.inputs.labels import as_labels
from autoenc_lessons.inputs.shades import as_pictures
from autoenc_lessons.inputs.values import as_samples, as_seed

__all__ = ["ink", "kept", "kept_styles", "slant", "width"]


def _moments(pictures, image_shape):
    """Return the ink of each picture, and its variance across, its variance upwards and their covariance, in pixels."""
    pictures, (height, width) = as_pictures(pictures, image_shape)
    shades = pictures.reshape(-1, height, width)
    total = np.maximum(shades.sum(axis=(1, 2)), 1e-12)
    up, across = np.mgrid[height:0:-1, :width].astype("float64")

    def mean(values):
        return np.einsum("nhw,nhw->n", shades, np.broadcast_to(values, shades.shape)) / total

    across = across - mean(across)[:, None, None]
    up = up - mean(up)[:, None, None]
    return total, mean(across**2), mean(up**2), mean(across * up)


def slant(pictures, image_shape):
    """Return how far each digit leans: pixels to the right for each pixel upwards.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, n_pixels)
        With shades from 0 (black) to 1 (white, ink).
    image_shape : pair of int

    Returns
    -------
    ndarray of float64, shape (n_pictures,)
        0 for an upright digit, above 0 if it leans to the right, and 0 for a picture without ink.

    Raises
    ------
    TypeError, ValueError
        If `pictures` are no shades, or do not fit `image_shape`.

    Examples
    --------
    >>> slant([[0, 1, 1, 0], [1, 0, 1, 0]], (2, 2)).tolist()
    [1.0, 0.0]
    """
    _total, _across, up, both = _moments(pictures, image_shape)
    return both / np.maximum(up, 1e-12)


def width(pictures, image_shape):
    """Return how wide each digit is: the standard deviation of its ink across, in pixels. Parameters as `slant`."""
    return np.sqrt(_moments(pictures, image_shape)[1])


def ink(pictures, image_shape):
    """Return the mean shade of each picture: how thick its strokes are. Parameters as `slant`."""
    total = _moments(pictures, image_shape)[0]
    return total / (np.prod(image_shape))


def kept(style, labels, drawn_styles):
    """Return how well the style of originals is kept by ten digits that were drawn in the same handwriting.

    From each original's style, the mean of its digit is taken away, for a 7 leans more than a 0 whoever writes. For
    each drawn digit, the correlation with that over the originals of all other digits is taken.

    Parameters
    ----------
    style : array-like, shape (n_originals,)
        Such as their slant.
    labels : array-like of int, shape (n_originals,)
        Which digit each original is.
    drawn_styles : array-like, shape (n_digits, n_originals)
        The same of what was drawn for the digits from 0 on, in the handwriting of each original.

    Returns
    -------
    ndarray of float64, shape (n_digits,)
        1 if it is kept, about 0 if nothing of it is.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> kept([0, 1, 5, 6], [0, 0, 1, 1], [[0, 0, 2, 4], [3, 2, 0, 0]]).round(3).tolist()
    [1.0, -1.0]
    """
    style = as_samples(style, name="style", rank=1)
    labels = as_labels(labels, len(style), of="numbers in style")
    drawn_styles = as_samples(drawn_styles, name="drawn_styles")
    if drawn_styles.shape[1] != len(style):
        raise ValueError(f"drawn_styles has {drawn_styles.shape[1]} columns for {len(style)} originals; one for each.")
    own = style.copy()
    for digit in np.unique(labels):
        own[labels == digit] -= style[labels == digit].mean()
    others = [labels != digit for digit in range(len(drawn_styles))]
    pairs = zip(drawn_styles, others, strict=True)
    return np.array([np.corrcoef(own[other], drawn[other])[0, 1] for drawn, other in pairs])


def kept_styles(originals, labels, drawn, image_shape, *, shuffle_seed=None):
    """Return `kept` for slant, ink and width, as a column of `tables.table`.

    Parameters
    ----------
    originals : array-like, shape (n_originals, n_pixels)
    labels : array-like of int, shape (n_originals,)
    drawn : sequence of array-like, each of shape (n_originals, n_pixels)
        What was drawn for the digits from 0 on, in the handwriting of each original.
    image_shape : pair of int
    shuffle_seed : int, optional
        As a control: compare what was drawn with originals in another order, by chance.

    Returns
    -------
    dict of str to ndarray of float64, shape (n_digits,)

    Raises
    ------
    TypeError, ValueError
        As `slant` and `kept`.
    """
    originals = as_samples(originals, name="originals")
    labels = as_labels(labels, len(originals), of="originals")
    if shuffle_seed is not None:
        order = np.random.default_rng(as_seed(shuffle_seed, name="shuffle_seed")).permutation(len(originals))
        originals, labels = originals[order], labels[order]
    return {
        name: kept(style(originals, image_shape), labels, [style(one, image_shape) for one in drawn])
        for name, style in {"slant": slant, "ink": ink, "width": width}.items()
    }
