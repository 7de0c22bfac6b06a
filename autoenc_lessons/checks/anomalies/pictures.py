"""The last two questions to the lesson on anomalies: a score that is mended, and pictures that nobody notices."""

import numpy as np
from scipy.spatial.distance import cdist, pdist
from sklearn.metrics import roc_auc_score

from autoenc_lessons.checks.anomalies.materials import guard, guarded_digits, patterned_pictures
from autoenc_lessons.checks.judging.answers import as_table, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _

__all__ = ["fool", "mended_score"]

_LEAST_MENDED = 0.95
_MOST_FOOLED = 0.1
# What solvers that stop early differ by, from one set of training pictures to the next.
_BY_CHANCE = 0.02


@question
def mended_score(function, *, seed):
    """Judge a function of pictures and copies whose score does not fall for plain pictures."""
    for number in (seed, seed + 1, seed + 2):
        pictures, copies, is_anomaly = patterned_pictures(number)
        answer = call(function, pictures, copies, name="mended_score")
        scores = as_table(answer, _("The result of mended_score"), (len(pictures),))
        found = roc_auc_score(is_anomaly, scores)
        if found < _LEAST_MENDED:
            auc, least = told_apart(found, _LEAST_MENDED, ".2f")
            raise Wrong(
                _("It reaches an AUC of {auc}; asked are {least}.", auc=auc, least=least),
                _hint_for_mending(found, scores, pictures, copies),
                _("An error is large or small beside what there was to copy: how much does the picture vary?"),
            )
    return _("Divided by what there was to copy, an error says how much of the picture the copy has missed.")


def _same_order(scores, others):
    return np.array_equal(np.argsort(scores), np.argsort(others))


def _hint_for_mending(found, scores, pictures, copies):
    errors = np.mean((pictures - copies) ** 2, axis=1)
    if np.ptp(scores) == 0:
        return _("All pictures get the same score. In what do they differ?")
    if _same_order(scores, errors):
        return _("This orders the pictures as the plain error does. Which anomalies have the lowest errors?")
    if any(_same_order(scores, sign * part.var(axis=1)) for part in (pictures, copies) for sign in (1, -1)):
        return _("This looks at the contrast alone. Strong anomalies and plain ones differ in that.")
    if 1 - found >= _LEAST_MENDED:
        return _("It tells them apart, but the score of anomalies is the lower one.")
    return _("Sort the pictures by your score. Which anomalies stand among the normal ones: plain or strong ones?")


@question
def fool(function, *, seed):
    """Judge a function of training pictures and a number that makes pictures which the alarm does not notice."""
    generator = np.random.default_rng(seed)
    for digit, n in [(8, 30), (int(generator.integers(8)), int(generator.integers(31, 60)))]:
        training, held_out = guarded_digits(digit, seed)
        answer = call(function, training, n, name="fool")
        made = as_table(answer, _("The result of fool"), (n, training.shape[1]))
        if len(np.unique(made.round(6), axis=0)) < n:
            raise Wrong(
                _("The {n} pictures are not all different.", n=n),
                _("Draw something at random for each of them."),
                _("len(np.unique(pictures, axis=0)) counts the different ones."),
            )
        near = np.mean(cdist(made, training, "sqeuclidean").min(axis=1) <= pdist(training, "sqeuclidean").max())
        if near > 0:
            raise Wrong(
                _(
                    "{near} of them lie no farther from a training picture than training pictures from each other.",
                    near=f"{near:.0%}",
                ),
                _("Shades may be any numbers: yours stay between 0 and 1.")
                if made.min() >= 0 and made.max() <= 1
                else _("In which directions can a picture move without being noticed? Move farther."),
                _("What would PCA's codes of your pictures be? Choose them much larger."),
            )
        score = guard(training)
        found = _noticed(score, made, held_out)
        if found > _MOST_FOOLED + _BY_CHANCE:
            auc, most = told_apart(found, _MOST_FOOLED, ".2f")
            raise Wrong(
                _("The alarm notices them: AUC {auc}; at most {most} is asked.", auc=auc, most=most),
                _hint_for_fooling(score, made, held_out, training.mean(axis=0)),
                _("What a decoder makes of a code lies where it can copy. Which codes has no training picture?"),
            )
    return _(
        "A small error only means that the decoder can make the picture. It can make many that it never "
        "saw: look at the codes, too."
    )


def _noticed(score, made, held_out):
    """Return the AUC of an alarm's score for made pictures, against held-out ones."""
    is_made = np.repeat([0, 1], [len(held_out), len(made)])
    return roc_auc_score(is_made, score(np.concatenate([held_out, made])))


def _hint_for_fooling(score, made, held_out, mean):
    if _noticed(score, made + mean, held_out) <= _MOST_FOOLED:
        return _("PCA's copies are the mean picture plus a sum of axes. What is missing in yours?")
    return _("The alarm is PCA's error. Which pictures does PCA copy without any error?")
