"""Codes that tear a sheet, and how many samples are torn off from their neighbour."""

import numpy as np

from autoenc_lessons.language import _

__all__ = ["far_share", "hint_for_torn", "torn_codes"]

# No two samples are so nearly as far away, and none so nearly `far` away, that rounding could decide.
_MARGIN = 1e-3


def torn_codes(n_samples, size, far, generator):
    """Return the places of samples on a sheet, and codes that tear it.

    Parameters
    ----------
    n_samples : int
    size : float
        A fifth of the sheet's width, roughly the distance that codes jump at the tear.
    far : float
        From where on two codes count as far apart.
    generator : numpy.random.Generator

    Returns
    -------
    flat, codes : ndarray of float64, shape (n_samples, 2)
    """
    while True:
        flat = generator.uniform(0, 1, size=(n_samples, 2)) * [9, 2]
        # The sheet is cut in the middle and a little crumpled; its second half is moved aside and shrunk.
        codes = flat + generator.normal(0, 0.4, size=flat.shape) + (flat[:, [0]] > 4.5) * [0, 6]
        codes[flat[:, 0] > 6] = 0.3 * codes[flat[:, 0] > 6] + [3, 5]
        flat, codes = size * flat, size * codes
        near, second = np.sort(_distances_to_others(flat), axis=1)[:, :2].T
        to_nearest = _codes_apart(flat, codes)
        is_clear = np.all(second > (1 + _MARGIN) * near) and np.all(np.abs(to_nearest - far) > _MARGIN * far)
        # Whoever adds up the steps along both axes takes other samples for the nearest ones, and must be found out; so
        # must whoever gives the share of the others.
        share, by_steps = np.mean(to_nearest > far), np.mean(_codes_apart(flat, codes, order=1) > far)
        if is_clear and share not in (by_steps, 0.5):
            return flat, codes


def far_share(of, by, far):
    """Return the share of samples whose nearest other one in `of` is farther away than `far` in `by`."""
    return np.mean(_codes_apart(of, by) > far)


def hint_for_torn(share, expected, flat, codes, far):
    """Return what leads on from a share that is not the asked one."""
    if share == 0:
        return _(
            "Print who is the nearest of sample 0: is it sample 0 itself, at distance 0? If not, is a share "
            "cut off to a whole number, as // or int() do?"
        )
    if np.isclose(share, far_share(codes, flat, far)):
        return _(
            "This is the share of folded ones: nearest in the code, far on the sheet. Asked is the other way round."
        )
    if np.isclose(share, 1 - expected):
        return _("This is the share that kept its neighbour.")
    if np.isclose(share, expected * len(flat)):
        return _("This is how many there are. Asked is their share.")
    if np.isclose(share, 100 * expected):
        return _("These are per cent. Asked is a share between 0 and 1.")
    return _("Two steps: who is the nearest on the sheet? And how far away is just that one in the code?")


def _distances_to_others(points, order=2):
    distances = np.linalg.norm(points[:, None] - points, axis=2, ord=order)
    np.fill_diagonal(distances, np.inf)
    return distances


def _codes_apart(of, by, order=2):
    return np.linalg.norm(by - by[_distances_to_others(of, order).argmin(axis=1)], axis=1)
