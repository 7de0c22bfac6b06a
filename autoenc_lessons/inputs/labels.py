"""The group of each sample, as a whole number."""

import numbers

import numpy as np

from autoenc_lessons.inputs.saying import in_short

__all__ = ["as_labels"]


def as_labels(labels, n_samples, *, of="samples in x"):
    """Return labels as an array of int, one for each sample, or say in one sentence what is wrong with them.

    Parameters
    ----------
    labels : array-like, shape (n_samples,)
        Whole numbers, of whatever type; also False and True, which become 0 and 1.
    n_samples : int
    of : str
        What a message calls the samples.

    Returns
    -------
    ndarray of int64, shape (n_samples,)

    Raises
    ------
    ValueError
        If they are not whole numbers, one for each sample.
    """
    array = _as_array(labels)
    if array is None or array.ndim == 0:
        found = f"got {in_short(labels)}"
    elif array.shape != (n_samples,):
        found = _shape_in_words(array)
    elif np.ma.is_masked(array):
        found = f"{np.ma.count_masked(array)} of these are masked"
    else:
        odd = next((position for position, label in enumerate(array.tolist()) if not _is_whole(label)), None)
        if odd is None:
            return np.array([int(label) for label in array.tolist()], dtype="int64")
        found = f"at position {odd} stands {_in_words(array[odd])}"
    raise ValueError(f"labels must hold one whole number for each of the {n_samples} {of}; {found}.")


def _as_array(labels):
    try:
        array = labels if isinstance(labels, np.ma.MaskedArray) else np.asarray(labels)
        # A date would become the number of its nanoseconds.
        return array.astype(str) if array.dtype.kind in "mM" else array
    except Exception:  # what is given can fail in any way; a learner needs one sentence
        return None


def _shape_in_words(array):
    if array.ndim == 1:
        return f"there are {len(array)} of these"
    advice = ""
    if array.ndim == 2:
        is_column = array.shape[1] == 1
        advice = ", so take the column" if is_column else "; where each row marks one group, take its argmax(axis=1)"
    return f"the shape of these is {array.shape}{advice}"


def _is_whole(label):
    return isinstance(label, numbers.Real) and -(2**63) <= label < 2**63 and label == int(label)


def _in_words(label):
    if isinstance(label, str):
        return f"the text {str(label)!r}, so number the groups: np.unique(labels, return_inverse=True)[1]"
    return " ".join(str(label).split())[:40]
