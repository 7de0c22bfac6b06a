"""Four measures of drawn pictures: no single one of them says how good a generator is."""

import numpy as np
from keras import ops
from scipy.spatial.distance import pdist

from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.map_measures import nearest_errors

__all__ = ["half_way", "measures_of_samples", "number_of_kinds", "share_of_sure"]

_SURE = 0.9


def share_of_sure(probabilities, *, limit=_SURE):
    """Return the share of samples of which a classifier is surer than a limit.

    Parameters
    ----------
    probabilities : array-like, shape (n_samples, n_classes)
    limit : float

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        If `probabilities` are no finite table of numbers.
    """
    return float(np.mean(as_samples(probabilities, name="probabilities").max(axis=1) > limit))


def number_of_kinds(probabilities):
    """Return how many kinds a classifier sees among samples: the exponential of the entropy of their shares.

    Parameters
    ----------
    probabilities : array-like, shape (n_samples, n_classes)

    Returns
    -------
    float
        As many as there are classes if it sees all equally often; 1 if it sees only one.

    Raises
    ------
    TypeError, ValueError
        If `probabilities` are no finite table of numbers.

    Examples
    --------
    >>> round(number_of_kinds([[0.9, 0.1], [0.4, 0.6]]), 9)
    2.0
    """
    probabilities = as_samples(probabilities, name="probabilities")
    shares = np.bincount(probabilities.argmax(axis=1), minlength=probabilities.shape[1]) / len(probabilities)
    return float(np.exp(-np.sum(shares * np.log(np.maximum(shares, 1e-300)))))


def measures_of_samples(classifier, train_x, held_out, *, kinds="kinds"):
    """Return four functions that each take samples and return a number, as `tables.score_table` takes them.

    "sure" is `share_of_sure` and `kinds` `number_of_kinds`. "apart" is the mean squared difference between two samples,
    and "nearest" the median squared difference to the most similar training sample, both as multiples of what they are
    for held-out samples.

    Parameters
    ----------
    classifier : callable
        Takes samples and returns probabilities, shape (n_samples, n_classes).
    train_x : array-like, shape (n_train, n_features)
        What the generator was trained on.
    held_out : array-like, shape (n_held_out, n_features)
        Real samples that it was not trained on.
    kinds : str
        What the second measure is called, such as "digits".

    Returns
    -------
    dict of str to callable

    Raises
    ------
    TypeError, ValueError
        If something is no finite table of numbers, or of another number of columns; if a function is given such.
    """
    train_x, held_out = as_samples(train_x, name="train_x"), as_samples(held_out, name="held_out")

    def said(samples):
        return ops.convert_to_numpy(classifier(as_samples(samples, name="samples")))

    def apart(samples):
        return float(pdist(as_samples(samples, name="samples"), "sqeuclidean").mean())

    def nearest(samples):
        return float(np.median(nearest_errors(samples, train_x)))

    usually_apart, usually_nearest = apart(held_out), nearest(held_out)
    return {
        "sure": lambda samples: share_of_sure(said(samples)),
        kinds: lambda samples: number_of_kinds(said(samples)),
        "apart": lambda samples: apart(samples) / usually_apart,
        "nearest": lambda samples: nearest(samples) / usually_nearest,
    }


def half_way(encode, decode, starts, ends):
    """Return pictures between pairs of samples, by code and by fade, the pairs with the most distant codes first.

    Parameters
    ----------
    encode : callable
        Takes samples and returns their codes, shape (n_pairs, latent_dim).
    decode : callable
        Takes codes and returns pictures.
    starts, ends : array-like, shape (n_pairs, n_features)

    Returns
    -------
    dict of str to ndarray of float64, shape (n_pairs, n_features)
        "from" and "to" are copies. "middle by code" decodes the middle of their codes; "middle by fade" mixes them.

    Raises
    ------
    TypeError, ValueError
        If starts or ends are no finite tables of numbers, or not as many.
    """
    starts, ends = as_samples(starts, name="starts"), as_samples(ends, name="ends")
    if starts.shape != ends.shape:
        raise ValueError(f"starts and ends must be pairs; their shapes are {starts.shape} and {ends.shape}.")
    first, last = (as_samples(ops.convert_to_numpy(encode(some)), name="codes") for some in (starts, ends))
    order = np.argsort(-np.linalg.norm(first - last, axis=1), kind="stable")
    first, last = first[order], last[order]
    begin, middle, end = (ops.convert_to_numpy(decode(codes)) for codes in (first, (first + last) / 2, last))
    return {"from": begin, "middle by code": middle, "middle by fade": (begin + end) / 2, "to": end}
