"""A judge of drawn faces, and measures beside it: how much they vary, how rough they are, how clear their edges."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import RidgeClassifier

from autoenc_lessons.inputs.shades import as_image_shape
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.language import _

__all__ = ["accepted", "appoint", "compare", "detail", "edges"]

_AXES, _RIDGE, _KEPT = 15, 1000, 0.95
# In so many parts, one after the other, the faces are left out while the limits are set.
_PARTS = 5
# So that a picture of one shade divides by no 0.
_LEAST_SPREAD = 0.001
# Of all differences between neighbours.
_STRONGEST = 0.1


def appoint(faces, background, *, image_shape=(25, 25)):
    """Return a judge that learns from real faces: a function of pictures that says which of them pass for a face.

    Each picture is first brought to the mean 0 and the spread 1, so that light and contrast do not count; faces and
    background are also taken mirrored. A picture passes if a linear classifier finds it more like a face than like
    background or a face upside down, and if PCA with 15 axes, fitted to the faces, loses little of it. Of faces that
    the judge has not seen, 95 % keep either limit: a fifth of them is left out in turn to set the two.

    Parameters
    ----------
    faces, background : array-like, shapes (n_faces, height * width) and (n_others, height * width)
        At least 20 faces, and one other picture.
    image_shape : pair of int
        Lines and columns of pixels in a picture.

    Returns
    -------
    callable
        Takes pictures, shape (n_pictures, height * width), and returns a bool for each.

    Raises
    ------
    TypeError, ValueError
        If something is no finite table of numbers of that many pixels, or if there are too few faces.
    """
    faces, shape = _as_pictures(faces, image_shape, "faces")
    background, _shape = _as_pictures(background, image_shape, "background")
    if len(faces) < 20:
        raise ValueError(f"A judge needs at least 20 faces to learn from; got {len(faces)}.")
    unseen = []
    for part in np.array_split(np.arange(len(faces)), _PARTS):
        answers = _ask(np.delete(faces, part, axis=0), background, shape)
        unseen.append(answers(faces[part]))
    limits = np.quantile(np.hstack(unseen), _KEPT, axis=1, keepdims=True)
    answers = _ask(faces, background, shape)

    def judge(pictures):
        pictures, _shape = _as_pictures(pictures, shape, "pictures")
        return np.all(answers(pictures) <= limits, axis=0)

    return judge


def _ask(faces, background, shape):
    """Return a function that answers two questions on each picture, by numbers that are low for a face."""
    faces, others = (np.concatenate([x, _flipped(x, shape, axis=2)]) for x in (faces, background))
    others = np.concatenate([others, _flipped(faces, shape, axis=1)])
    is_face = np.repeat([1, 0], [len(faces), len(others)])
    classifier = RidgeClassifier(alpha=_RIDGE).fit(_evened(np.concatenate([faces, others])), is_face)
    pca = PCA(_AXES, svd_solver="full").fit(_evened(faces))

    def answers(pictures):
        pictures = _evened(pictures)
        lost = np.mean((pictures - pca.inverse_transform(pca.transform(pictures))) ** 2, axis=1)
        return np.array([-classifier.decision_function(pictures), lost])

    return answers


def accepted(judges, shown):
    """Return how many pictures of each run its judge takes for faces, in per cent.

    Parameters
    ----------
    judges : list of callable
        One for each run, such as `appoint` returns.
    shown : dict of str to list of array-like, shape (n_pictures, height * width)
        For each name and each run, pictures.

    Returns
    -------
    dict of str to ndarray of float64, shape (n_runs,)

    Examples
    --------
    >>> accepted([lambda pictures: pictures[:, 0] > 0.5], {"a": [np.array([[0.2], [0.7], [0.6], [0.9]])]})
    {'a': array([75.])}
    """
    return {
        name: np.array([100 * np.mean(judge(some)) for judge, some in zip(judges, runs, strict=True)])
        for name, runs in shown.items()
    }


def compare(drawn, judges, originals, *, image_shape=(25, 25)):
    """Return three scores of drawn pictures in per cent: how many are accepted, their variety and their detail.

    Variety is how much a pixel differs from picture to picture, its variance, and detail how much it differs from its
    neighbours, both in per cent of the originals.

    Parameters
    ----------
    drawn : dict of str to list of array-like, shape (n_pictures, height * width)
        For each name and each run, pictures.
    judges : list of callable
        One for each run.
    originals : list of array-like, shape (n_originals, height * width)
        For each run, what the drawn pictures were learned from.
    image_shape : pair of int

    Returns
    -------
    dict of str to dict of str to ndarray of float64, shape (n_runs,)
        As `figures.score_strips` takes them.

    Raises
    ------
    TypeError, ValueError
        If pictures are no finite tables of numbers of that many pixels, or not as many as there are runs.
    """

    def shares(measure):
        known = [measure(_as_pictures(some, image_shape, "originals")[0]) for some in originals]
        return {
            name: 100 * np.array([measure(_as_pictures(some, image_shape, name)[0]) for some in runs]) / known
            for name, runs in drawn.items()
        }

    return {
        _("accepted, %"): accepted(judges, drawn),
        _("variety, %"): shares(lambda pictures: pictures.var(axis=0).mean()),
        _("detail, %"): shares(lambda pictures: detail(pictures, image_shape=image_shape).mean()),
    }


def detail(pictures, *, image_shape=(25, 25)):
    """Return how rough each picture is: the mean squared difference of neighbours, across plus down.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, height * width)
        Of two or more lines and columns.
    image_shape : pair of int

    Returns
    -------
    ndarray of float64, shape (n_pictures,)
        In squared shades.

    Raises
    ------
    TypeError, ValueError
        If `pictures` is no finite table of numbers of that many pixels.

    Examples
    --------
    >>> detail([[0, 0, 1, 1], [0, 1, 1, 0]], image_shape=(2, 2)).tolist()
    [1.0, 2.0]
    """
    return sum(np.mean(steps**2, axis=1) for steps in _differences(pictures, image_shape))


def edges(pictures, *, image_shape=(25, 25)):
    """Return how clear the edges of each picture are: the share of its detail that lies in the strongest tenth of it.

    Where few neighbours differ strongly and most hardly, as at the edges of things, it is near 1; where all differ
    alike, it is 0.1. Light and contrast do not count.

    Parameters
    ----------
    pictures : array-like, shape (n_pictures, height * width)
        Of two or more lines and columns.
    image_shape : pair of int

    Returns
    -------
    ndarray of float64, shape (n_pictures,)
        From 0.1 to 1; 0 for a picture of one shade, which has no edge.

    Raises
    ------
    TypeError, ValueError
        If `pictures` is no finite table of numbers of that many pixels.

    Examples
    --------
    >>> one_edge = np.repeat([0, 0, 0, 1, 1, 1], 6)
    >>> edges([one_edge, np.arange(36)], image_shape=(6, 6)).round(2).tolist()
    [1.0, 0.19]
    """
    squared = np.concatenate(_differences(pictures, image_shape), axis=1) ** 2
    squared = -np.sort(-squared, axis=1)
    whole = squared.sum(axis=1)
    strongest = squared[:, : max(1, int(_STRONGEST * squared.shape[1]))].sum(axis=1)
    return np.divide(strongest, whole, out=np.zeros(len(whole)), where=whole > 0)


def _differences(pictures, image_shape):
    """Return the differences of neighbours, down and to the right, as two tables with a row for each picture."""
    pictures, shape = _as_pictures(pictures, image_shape, "pictures")
    if min(shape) < 2:
        raise ValueError(f"Pictures need two or more lines and columns, for pixels to have neighbours; got {shape}.")
    squares = pictures.reshape(-1, *shape)
    return [np.diff(squares, axis=axis).reshape(len(squares), -1) for axis in (1, 2)]


def _evened(pictures):
    centred = pictures - pictures.mean(axis=1, keepdims=True)
    return centred / (centred.std(axis=1, keepdims=True) + _LEAST_SPREAD)


def _flipped(pictures, shape, *, axis):
    """Return pictures upside down (axis 1) or mirrored (axis 2)."""
    return np.flip(pictures.reshape(-1, *shape), axis).reshape(pictures.shape)


def _as_pictures(pictures, image_shape, name):
    pictures = as_samples(pictures, name=name)
    return pictures, as_image_shape(image_shape, pictures.shape[1])
