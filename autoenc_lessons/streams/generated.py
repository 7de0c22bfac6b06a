"""As many rows as wanted, made by a rule that one knows."""

import numpy as np

from autoenc_lessons.inputs.values import as_amount, as_count, as_samples, as_seed
from autoenc_lessons.streams.writing import write_blocks

__all__ = ["pulses_by_formula", "write_pulses", "write_rows"]

_BLOCK_ROWS = 10_000
_GROUPS = 10
# Where the groups' centres lie, in each dimension: as scikit-learn's `make_blobs` has them.
_BOX = (-10, 10)


def write_rows(path, n_rows, *, n_features=64, n_dimensions=8, noise=0.1, seed=0, again=False):
    """Write rows that lie near a flat space of few dimensions into a .npy file, any number of them.

    A row belongs to one of ten groups, normally distributed with the variance 1 around a centre in few dimensions.
    These are turned into many features, and each feature gets noise. So as many principal components as there are
    dimensions leave the mean squared error noise**2 * (1 - n_dimensions / n_features), but for chance.

    Parameters
    ----------
    path : str or os.PathLike
        The file to write; folders that are not there are made. A file that holds these rows already is kept.
    n_rows : int
        Files of other lengths begin with the same rows.
    n_features, n_dimensions : int
        How many features a row has, and in how many dimensions it is drawn.
    noise : float
        The standard deviation of the noise of each feature.
    seed : int
    again : bool
        Whether to write a file anew that holds these rows already.

    Returns
    -------
    pathlib.Path
        The file. It holds float32 numbers: 4 bytes each.

    Raises
    ------
    TypeError, ValueError
        If a number is out of its range, if there is another file at `path`, which stays, or if it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write_rows(f"{folder}/rows.npy", 1000)
    ...     np.load(file).shape
    (1000, 64)
    """
    n_rows, n_features = as_count(n_rows, name="n_rows"), as_count(n_features, name="n_features")
    n_dimensions, noise = as_count(n_dimensions, name="n_dimensions"), as_amount(noise, name="noise")
    if n_dimensions > n_features:
        raise ValueError(f"n_dimensions is {n_dimensions}, but there are only {n_features} features.")
    blocks = _blocks(n_rows, n_features, n_dimensions, noise, as_seed(seed))
    return write_blocks(path, (n_rows, n_features), blocks, again=again)


def write_pulses(path, n_rows, *, n_readings=64, noise=0.02, seed=0, again=False):
    """Write readings of a sensor with one pulse in each row into a .npy file: three causes, of which none adds up.

    A pulse is a bell curve of random place, width and height. Its middle lies in the inner five eighths of the row, and
    its height from 0.5 to 1.5. When it moves, no reading grows in proportion, so that few principal components do not
    copy it.

    Parameters
    ----------
    path : str or os.PathLike
        The file to write; folders that are not there are made. A file that holds these rows already is kept.
    n_rows : int
        Files of other lengths begin with the same rows.
    n_readings : int
    noise : float
        The standard deviation of the noise of each reading.
    seed : int
    again : bool
        Whether to write a file anew that holds these rows already.

    Returns
    -------
    pathlib.Path
        The file. It holds float32 numbers: 4 bytes each.

    Raises
    ------
    TypeError, ValueError
        If a number is out of its range, if there is another file at `path`, which stays, or if it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write_pulses(f"{folder}/pulses.npy", 1000, noise=0)
    ...     x = np.load(file)
    >>> x.shape, bool(0.4 < x.max(axis=1).min() < x.max() <= 1.5)
    ((1000, 64), True)
    """
    n_rows, n_readings = as_count(n_rows, name="n_rows"), as_count(n_readings, name="n_readings")
    blocks = _pulses(n_rows, n_readings, as_amount(noise, name="noise"), as_seed(seed))
    return write_blocks(path, (n_rows, n_readings), blocks, again=again)


def pulses_by_formula(x):
    """Return bell curves in place of pulses: copies from three numbers, by one who knows what a pulse is.

    A bell curve h exp(-((t - c) / w)^2) has the sum h w sqrt(pi) and the sum of squares h^2 w sqrt(pi / 2). So these
    two give its width and height, and the middle of its squares is its place; what a row's ends cut off is neglected.

    Parameters
    ----------
    x : array-like, shape (n_rows, n_readings)
        With one pulse in each row, as `write_pulses` writes them.

    Returns
    -------
    ndarray of float64, shape (n_rows, n_readings)

    Raises
    ------
    ValueError
        If `x` is no table of finite numbers.

    Examples
    --------
    >>> t = np.arange(64)
    >>> pulse = 1.5 * np.exp(-(((t - 30.2) / 5) ** 2))
    >>> bool(np.allclose(pulses_by_formula([pulse]), pulse))
    True
    """
    x = as_samples(x)
    t, sums, squares = np.arange(x.shape[1]), x.sum(axis=1, keepdims=True), x**2
    energy = squares.sum(axis=1, keepdims=True)
    middle, width = squares @ t[:, None] / energy, sums**2 / (np.sqrt(2 * np.pi) * energy)
    return sums / (np.sqrt(np.pi) * width) * np.exp(-(((t - middle) / width) ** 2))


def _pulses(n_rows, n_readings, noise, seed):
    limits = (n_readings * np.array([3 / 16, 13 / 16]), n_readings * np.array([1 / 20, 1 / 10]), (0.5, 1.5))
    for number in range(-(-n_rows // _BLOCK_ROWS)):
        generator = np.random.default_rng([seed, number])
        place, width, height = (generator.uniform(*pair, size=(_BLOCK_ROWS, 1)) for pair in limits)
        curves = height * np.exp(-(((np.arange(n_readings) - place) / width) ** 2))
        curves += noise * generator.normal(size=curves.shape)
        yield curves[: n_rows - number * _BLOCK_ROWS].astype("float32")


def _blocks(n_rows, n_features, n_dimensions, noise, seed):
    # [seed] and [seed, 0] seed a generator alike, so that the rule of all blocks needs a third number.
    rule = np.random.default_rng([seed, 0, 1])
    centres = rule.uniform(*_BOX, size=(_GROUPS, n_dimensions))
    turn = np.linalg.qr(rule.normal(size=(n_features, n_dimensions)))[0].T
    for number in range(-(-n_rows // _BLOCK_ROWS)):
        generator = np.random.default_rng([seed, number])
        places = centres[generator.integers(_GROUPS, size=_BLOCK_ROWS)]
        places = places + generator.standard_normal(places.shape)
        block = places @ turn + noise * generator.standard_normal((_BLOCK_ROWS, n_features), dtype="float32")
        yield block[: n_rows - number * _BLOCK_ROWS].astype("float32")
