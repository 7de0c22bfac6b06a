"""The questions to the lesson on anomalies: scores, thresholds, rare anomalies, and what an alarm does not see."""

import numpy as np
from sklearn.metrics import roc_auc_score

from autoenc_lessons.checks.anomalies.materials import played_scores
from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_yes_or_no, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _, marked

__all__ = ["alarms", "by_hand", "crossing", "pair_share", "precision"]


@question
def by_hand(auc, false_alarm_rate, *, seed):
    """Judge the AUC of five scores, and the false alarm rate of a threshold."""
    auc, rate = as_number(auc, "auc"), as_number(false_alarm_rate, "false_alarm_rate")
    normal, odd = np.array([1, 2, 5]), np.array([3, 6])
    if not np.isclose(auc, _pair_share(normal, odd), atol=0.005):
        per_cent = np.isclose(auc / 100, _pair_share(normal, odd), atol=0.005)
        raise Wrong(
            _("The AUC is not {auc}.", auc=f"{auc:.4g}"),
            _("A share lies between 0 and 1: this is in per cent.")
            if per_cent
            else _("Write down all pairs of one anomaly and one normal picture. How many pairs are there?"),
            _("In how many of the six does the anomaly score higher?"),
        )
    if not np.isclose(rate, np.mean(normal > 4), atol=0.005):
        raise Wrong(
            _("The AUC is right. The false alarm rate is not {rate}.", rate=f"{rate:.4g}"),
            _("Which of the scores above 4 belong to normal pictures?"),
            _("Divide their number by that of all normal pictures. Anomalies play no part in this rate."),
        )
    return _("One normal picture scores higher than one anomaly. The AUC counts that pair, and no threshold is needed.")


@question
def pair_share(function, *, seed):
    """Judge a function of `normal` and `odd` scores that gives the AUC by counting pairs."""
    generator = np.random.default_rng(seed)
    # Where normal pictures score higher, a share above a half is not what was asked.
    for n_normal, n_odd, shift in [(40, 25, 0.5), (5, 3, -0.75), (60, 90, 0.75), (9, 31, -0.25)]:
        normal, odd = _scores_with_ties(generator, n_normal, n_odd, shift)
        result = as_number(call(function, normal, odd, name="pair_share"), _("The result of pair_share"))
        if not np.isclose(result, _pair_share(normal, odd), atol=1e-5):
            raise Wrong(
                _(
                    "For {n_normal} normal scores and {n_odd} of anomalies it gives {result}.",
                    n_normal=n_normal,
                    n_odd=n_odd,
                    result=f"{result:.4g}",
                ),
                _hint_for_pairs(result, normal, odd),
                _("odd[:, None] > normal compares each anomaly with each normal picture; == finds the ties."),
            )
    return _("It is the area under the ROC curve, ties included, and says what that area means.")


def _scores_with_ties(generator, n_normal, n_odd, shift):
    """Return scores of two groups, some equal; the second group scores higher if `shift` is above 0, or else lower."""
    while True:
        normal = generator.integers(4, 13, size=n_normal) / 4
        odd = generator.integers(4, 13, size=n_odd) / 4 + shift
        # At least one tie.
        normal[0] = odd[0]
        if (_pair_share(normal, odd) - 0.5) * np.sign(shift) > 0.05:
            return normal, odd


def _pair_share(normal, odd):
    return roc_auc_score(np.repeat([0, 1], [len(normal), len(odd)]), np.concatenate([normal, odd]))


def _hint_for_pairs(result, normal, odd):
    higher = np.mean(odd[:, None] > normal)
    ties = np.mean(odd[:, None] == normal)
    if np.isclose(result, higher):
        return _("What becomes of the pairs with two equal scores?")
    if np.isclose(result, higher + ties):
        return _("A tie is no victory: it counts half.")
    if np.isclose(result, 1 - higher - ties / 2) and higher + ties / 2 < 0.5:
        return _("Here, odd pictures mostly score lower: the share is below a half. Is it turned round somewhere?")
    if np.isclose(result, 1 - higher - ties / 2) or np.isclose(result, 1 - higher - ties):
        return _("Which of the two should score higher?")
    if result > 1:
        return _("A share lies between 0 and 1. How many pairs are there?")
    return _("Take scores 1 and 2 of normal pictures and 2 of an anomaly. By hand, that is 0.75; what do you get?")


@question
def alarms(function, *, seed):
    """Judge a function of scores and of a false alarm rate that says which new pictures ring."""
    # Many, for a threshold that is only nearly right is right on some.
    for number, rate in enumerate([0.05, 0.1, 0.02, 0.2, 0.03, 0.15], start=seed):
        training, validation, new, _rest = played_scores(number)
        answer = call(function, training, validation, new, rate, name="alarms")
        rings = as_yes_or_no(answer, _("The result of alarms"), len(new))
        if rings.any() and not rings.all() and new[rings].min() <= new[~rings].max():
            raise Wrong(
                _("Some picture rings although a higher score does not."),
                _("One threshold for all: which scores lie above it?"),
                _("Return new_scores > threshold."),
            )
        low, high = _allowed_thresholds(validation, rate)
        silent, ringing = np.max(new[~rings], initial=0), np.min(new[rings], initial=np.inf)
        if silent > high or ringing <= low:
            above = (
                _("at most {number} do", number=np.sum(validation > silent))
                if silent > high
                else _("at least {number} do", number=np.sum(validation >= ringing))
            )
            raise Wrong(
                _(
                    "With an accepted rate of {rate}, about {expected} of {number} validation scores are to lie above "
                    "the threshold; as your pictures ring, {above}.",
                    rate=f"{rate:.0%}",
                    expected=f"{rate * len(validation):.0f}",
                    number=len(validation),
                    above=above,
                ),
                _hint_for_alarms(rings, training, validation, new, rate, is_deaf=silent > high),
                _("np.quantile(scores, q) gives the score that a share q of them stays below."),
            )
    return _("Normal pictures that were neither trained on nor judge by themselves: they keep the promise.")


def _allowed_thresholds(validation, rate):
    """Return between which scores the threshold may lie: as many validation scores above it as allowed, give or take 1.

    How a quantile is read off between two scores differs from function to function.
    """
    falling = np.sort(validation)[::-1]
    allowed = round(rate * len(validation))
    return falling[allowed + 1], falling[max(allowed - 2, 0)]


def _hint_for_alarms(rings, training, validation, new, rate, *, is_deaf):
    known = {
        _("Which pictures does the network copy better than any others? They may not choose the threshold."): training,
        _("Here the new pictures choose their own threshold. What if half of them are anomalies?"): new,
        _("Training pictures help to choose the threshold here. Does the network copy them as it copies others?"): (
            np.concatenate([training, validation])
        ),
    }
    for hint, scores in known.items():
        if np.array_equal(rings, new > np.quantile(scores, 1 - rate)):
            return hint
    if np.array_equal(rings, new > np.quantile(validation, 0.95)):
        return _("The accepted rate is a parameter: it is not always 5 %.")
    if rings.mean() > 0.5:
        return _("Most pictures ring. Which share of normal pictures is to stay below the threshold?")
    if is_deaf:
        return _("The threshold is higher than it need be, and a higher one misses more anomalies.")
    return _("Which normal pictures has the network never seen, and which share of them may ring?")


@question
def precision(function, *, seed):
    """Judge a function of the hit rate, the false alarm rate and the share of anomalies that gives the precision."""
    generator = np.random.default_rng(seed)
    fixed = [(0.9, 0.05, 0.001), (1.0, 0.0, 0.2), (0.5, 0.5, 0.3)]
    # With few digits, so that whoever tries what is told gets the same.
    drawn = [tuple(generator.uniform([0.3, 0.01, 0.005], [1, 0.3, 0.5]).round(3).tolist()) for _ in range(5)]
    for hits, false, share in fixed + drawn:
        result = as_number(call(function, hits, false, share, name="precision"), _("The result of precision"))
        real, unreal = hits * share, false * (1 - share)
        if not np.isclose(result, real / (real + unreal), rtol=1e-4):
            raise Wrong(
                _(
                    "For a hit rate of {hits}, a false alarm rate of {false} and a share of anomalies of {share} it "
                    "gives {result}.",
                    hits=f"{hits:g}",
                    false=f"{false:g}",
                    share=f"{share:g}",
                    result=f"{result:.4g}",
                ),
                _hint_for_precision(result, hits, false, share),
                _("Think of 100,000 pictures. How many anomalies ring, and how many normal pictures?"),
            )
    return _("The same detector is trustworthy where anomalies are common, and cries wolf where they are rare.")


def _hint_for_precision(result, hits, false, share):
    real, unreal = hits * share, false * (1 - share)
    known = {
        _("This is right if anomalies are as common as normal pictures. Where does the share come in?"): (
            hits / (hits + false)
        ),
        _("Nearly. Of how many pictures do the false alarms come: of all, or of the normal ones?"): real
        / (real + false),
        _("This is the share of alarms that are false."): unreal / (real + unreal),
        _("This is the share of pictures that are real alarms. Asked is the share among the alarms."): real,
        _("This is the share of pictures that ring. Asked is which share of these is real."): real + unreal,
        _("A share, not per cent."): 100 * real / (real + unreal),
    }
    neutral = _("Of all alarms, which share is real? Both kinds of alarms are needed for the divisor.")
    return next((hint for hint, wrong in known.items() if np.isclose(result, wrong, rtol=1e-4)), neutral)


_REASONS_AGAINST = {
    "b": marked("With this choice, nearly all alarms would be false."),
    "c": marked("With one of the two, nearly all alarms would be false; not so with the other."),
    "d": marked("One of the two finds more than half of the anomalies with few false alarms."),
}


@question
def crossing(which, why, *, seed):
    """Judge which of two detectors is to be used where anomalies are rare, and why."""
    chosen, because = as_choice(which, "which", "abcd"), as_choice(why, "why", "1234")
    if chosen != "a":
        raise Wrong(
            _(_REASONS_AGAINST[chosen]),
            _("If one picture in 1000 is an anomaly, how many false alarms can you afford for each real one?"),
            _("So which part of the curves matters: left, middle or right?"),
        )
    if because != "2":
        raise Wrong(
            _("The choice is right, the reason is not."),
            _("Read off both hit rates where the false alarm rate is as good as 0."),
            _("Is a sentence about the whole curve a reason for a choice at its left end?"),
        )
    return _("An area sums up all thresholds, also those that nobody could live with. Look where you will stand.")
