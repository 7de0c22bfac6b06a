"""What makers of pictures are worth: how they copy, whether what they draw is new, where ways through the code lead."""

import numpy as np
from scipy.spatial.distance import cdist

from autoenc_lessons import map_measures, measures
from autoenc_lessons.inputs.values import as_amount, as_samples
from autoenc_lessons.language import _

__all__ = ["change_along", "copy_errors", "halfway", "near_copies"]


def copy_errors(family, parts):
    """Return the mean squared error of what each maker copies.

    Parameters
    ----------
    family : dict of str to list of makers.Maker
        For each name a maker for each run.
    parts : list of array-like, shape (n_pictures, n_pixels)
        For each run the pictures to copy.

    Returns
    -------
    dict of str to ndarray of float64, shape (n_runs,)
    """
    return {
        name: np.array([measures.reconstruction_error(x, one.copy(x)) for one, x in zip(runs, parts, strict=True)])
        for name, runs in family.items()
    }


def halfway(family, parts, others):
    """Return how far pictures halfway between two are from the nearest other one, with the fade of the copies as 1.

    Parameters
    ----------
    family : dict of str to list of makers.Maker
        For each name a maker for each run.
    parts : list of array-like, shape (n_pictures, n_pixels)
        For each run the pictures; each two of them are taken, from two pictures on.
    others : list of array-like, shape (n_others, n_pixels)
        For each run the pictures to be near to, such as held-out ones.

    Returns
    -------
    dict of str to dict of str to ndarray of float64, shape (n_runs,)
        For what is decoded halfway between two codes, and for the fade of the two pictures: for each name the median
        mean squared error to the nearest of the others, divided by that of the fade of the two copies.
    """
    found = {
        name: np.transpose([_halfway(one, *both) for one, *both in zip(runs, parts, others, strict=True)])
        for name, runs in family.items()
    }
    return {
        way: {name: columns[place] for name, columns in found.items()}
        for place, way in enumerate([_("through the code"), _("fade of the pictures")])
    }


def _halfway(maker, pictures, others):
    codes, copies = np.asarray(maker.encode(pictures)), maker.copy(pictures)
    one, other = np.triu_indices(len(pictures), k=1)
    fade = (copies[one] + copies[other]) / 2
    ways = np.asarray(maker.decode((codes[one] + codes[other]) / 2)), (pictures[one] + pictures[other]) / 2
    from_fade = np.median(map_measures.nearest_errors(fade, others))
    return [np.median(map_measures.nearest_errors(way, others)) / from_fade for way in ways]


def near_copies(drawn, originals, *, versions=None, below=0.75):
    """Return how many pictures of each run are nearly copies, in per cent: much nearer to one original than to others.

    Parameters
    ----------
    drawn : dict of str to list of array-like, shape (n_pictures, n_pixels)
        For each name and each run, pictures.
    originals : list of array-like, shape (n_originals, n_pixels)
        For each run, two or more.
    versions : callable, optional
        Takes originals and returns another version of them, such as mirrored ones; a picture's distance to an original
        is then the smaller one of the two.
    below : float
        What the distance to the nearest original, divided by that to the second nearest, is below in a near copy.

    Returns
    -------
    dict of str to ndarray of float64, shape (n_runs,)

    Raises
    ------
    TypeError, ValueError
        If something is no finite table of numbers, or if there are fewer than two originals.

    Examples
    --------
    >>> near_copies({"a": [[[0.0, 0.1], [0.5, 0.4]]]}, [[[0.0, 0.0], [1.0, 1.0]]])
    {'a': array([50.])}
    """
    below = as_amount(below, name="below")
    return {
        name: np.array([_near_copies(*both, versions, below) for both in zip(runs, originals, strict=True)])
        for name, runs in drawn.items()
    }


def _near_copies(pictures, known, versions, below):
    pictures, known = as_samples(pictures, name="drawn"), as_samples(known, name="originals")
    if len(known) < 2:
        raise ValueError("originals must hold two or more pictures for each run, a nearest and a second nearest.")
    distances = cdist(pictures, known)
    if versions is not None:
        distances = np.minimum(distances, cdist(pictures, versions(known)))
    nearest, second = np.sort(distances, axis=1)[:, :2].T
    return 100 * np.mean(nearest < below * second)


def change_along(maker, pictures, step, measure):
    """Return how a step in the code changes a measure of decoded pictures, on average, beside steps by chance.

    Parameters
    ----------
    maker : makers.Maker
    pictures : array-like, shape (n_pictures, n_pixels)
        The step begins at their codes.
    step : array-like, shape (latent_dim,)
    measure : callable
        Takes pictures and returns a number for each.

    Returns
    -------
    ndarray of float64, shape (2,)
        Along the step; and the mean absolute change along 100 steps of the same length in directions by chance.
    """
    codes, step = np.asarray(maker.encode(pictures)), as_samples(step, name="step", rank=1)
    before = measure(np.asarray(maker.decode(codes)))

    def change(step):
        return np.mean(measure(np.asarray(maker.decode(codes + step))) - before)

    chance = np.random.default_rng(0).normal(size=(100, len(step)))
    chance *= np.linalg.norm(step) / np.linalg.norm(chance, axis=1, keepdims=True)
    return np.array([change(step), np.mean([abs(change(one)) for one in chance])])
