"""What the exercise on large data hands out: patches' places, a step that workers share, and a disk without power."""

from pathlib import Path

import numpy as np
from sklearn.neighbors import NearestNeighbors

from autoenc_lessons.photographs import grey_photographs, windows

__all__ = ["PowerCut", "error_by_heart", "part_of_temple", "places", "shared_step", "sharing", "writer"]

_PART, _SIDE = (60, 90), 8
_FEATURES, _CODES = 6, 2


def places(height, width, size):
    """Return where each square patch of a photograph begins, line after line.

    Parameters
    ----------
    height, width : int
        Of the photograph, in pixels.
    size : int
        Height and width of a patch, in pixels.

    Returns
    -------
    top, left : ndarray of int, shape (n_patches,)
        The line and the column of each patch's upper left pixel, counted from 0.
    """
    top, left = np.mgrid[: height - size + 1, : width - size + 1]
    return top.ravel(), left.ravel()


def part_of_temple(line, column):
    """Return all patches of 8 x 8 pixels in a part of the photograph of the temple, line after line.

    Parameters
    ----------
    line, column : int
        Where the part begins, which is 60 pixels high and 90 wide.

    Returns
    -------
    patches : ndarray of float64, shape (4399, 64)
        Shades from 0 (black) to 1 (white).
    top, left : ndarray of int, shape (4399,)
        Where each begins, as `places` returns it.
    """
    temple = grey_photographs()[0]
    part = temple[line : line + _PART[0], column : column + _PART[1]]
    return windows(part, _SIDE).reshape(-1, _SIDE**2), *places(*_PART, _SIDE)


def error_by_heart(known, new):
    """Return the mean squared error of whoever copies each new row by the nearest known one.

    Parameters
    ----------
    known, new : ndarray, shape (n_rows, n_features)

    Returns
    -------
    float
    """
    nearest = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(known).kneighbors(new, return_distance=False)
    return float(np.mean((known[nearest[:, 0]] - new) ** 2))


def sharing(top, left, size, training, test):
    """Return how many test patches share a pixel with a training patch.

    Parameters
    ----------
    top, left : ndarray of int, shape (n_patches,)
        As `places` returns them.
    size : int
    training, test : array-like of bool, shape (n_patches,)

    Returns
    -------
    int
    """
    return int(np.sum(shares(top, left, size, np.asarray(training, bool)) & np.asarray(test, bool)))


def shares(top, left, size, training):
    """Return for each patch whether it has a pixel of a training patch, as an array of bool."""
    covered = np.zeros((np.max(top) + size, np.max(left) + size), dtype=bool)
    for line in range(size):
        for column in range(size):
            covered[top[training] + line, left[training] + column] = True
    # The number of covered pixels above and to the left of each place, so that four of them tell those of a patch.
    counted = np.pad(np.cumsum(np.cumsum(covered, axis=0), axis=1), (1, 0))
    bottom, right = top + size, left + size
    return counted[bottom, right] - counted[top, right] - counted[bottom, left] + counted[top, left] > 0


def shared_step(n_rows=100, seed=0):
    """Return a batch of rows, and a function that gives the gradient of the mean error of any of them.

    The network is a linear autoencoder that uses one table of weights to encode and, transposed, to decode. Its error
    is the mean over rows of the squared error of their copies.

    Parameters
    ----------
    n_rows, seed : int

    Returns
    -------
    gradient : callable
        Takes rows of shape (n, 6), with n of at least 1, and returns an array of shape (6, 2).
    x : ndarray of float64, shape (n_rows, 6)
    """
    generator = np.random.default_rng(seed)
    weights = generator.normal(0, 0.5, size=(_FEATURES, _CODES))
    # Later rows are larger, so that it shows which of them count how much.
    x = generator.normal(size=(n_rows, _FEATURES)) * np.linspace(1, 3, n_rows)[:, None]

    def gradient(rows):
        rows = np.asarray(rows, dtype="float64")
        if rows.ndim != 2 or rows.shape[1] != _FEATURES or not len(rows):
            raise ValueError(f"gradient takes rows of shape (n, {_FEATURES}), at least one; it was given {rows.shape}.")
        missed = rows @ weights @ weights.T - rows
        return 2 * (rows.T @ missed + missed.T @ rows) @ weights / len(rows)

    return gradient, x


class PowerCut(BaseException):
    """The power has failed: as when a process is killed, no `except Exception` hears of it."""


def writer(cut_at=None):
    """Return a function that writes a text into a file, until the power fails.

    Parameters
    ----------
    cut_at : int, optional
        At which call, counted from 1, the power fails, when half of the text is in the file. Without one, it never
        fails.

    Returns
    -------
    callable
        Takes the path of a file and a text.
    """
    calls = []

    def write(path, text):
        calls.append(path)
        is_cut = len(calls) == cut_at
        Path(path).write_text(text[: len(text) // 2] if is_cut else text, encoding="utf-8")
        if is_cut:
            raise PowerCut

    return write
