"""The questions to the lesson on anomalies: scores, thresholds, rare anomalies, and what an alarm does not see."""

import numpy as np
from scipy.spatial.distance import cdist, pdist
from sklearn.metrics import roc_auc_score

from autoenc_lessons.checks.anomaly_materials import guard, guarded_digits, patterned_pictures, played_scores
from autoenc_lessons.checks.answers import as_choice, as_number, as_table, as_yes_or_no, call
from autoenc_lessons.checks.feedback import Wrong
from autoenc_lessons.checks.question import question

LEAST_MENDED = 0.95
MOST_FOOLED = 0.1


@question
def by_hand(auc, false_alarm_rate, *, seed):
    """Judge the AUC of five scores, and the false alarm rate of a threshold."""
    auc, rate = as_number(auc, "auc"), as_number(false_alarm_rate, "false_alarm_rate")
    normal, odd = np.array([1, 2, 5]), np.array([3, 6])
    if not np.isclose(auc, _pair_share(normal, odd), atol=0.005):
        raise Wrong(
            f"The AUC is not {auc:.3g}.",
            "Write down all pairs of one anomaly and one normal picture. How many pairs are there?",
            "In how many of the six does the anomaly score higher?",
        )
    if not np.isclose(rate, np.mean(normal > 4), atol=0.005):
        raise Wrong(
            f"The AUC is right. The false alarm rate is not {rate:.3g}.",
            "Which of the scores above 4 belong to normal pictures?",
            "Divide their number by that of all normal pictures. Anomalies play no part in this rate.",
        )
    return "One normal picture scores higher than one anomaly. The AUC counts that pair, and no threshold is needed."


@question
def pair_share(function, *, seed):
    """Judge a function of `normal` and `odd` scores that gives the AUC by counting pairs."""
    generator = np.random.default_rng(seed)
    for n_normal, n_odd, largest in [(5, 3, 4), (40, 25, 12), (60, 90, 9)]:
        normal = generator.integers(0, largest, size=n_normal) / 4
        odd = generator.integers(1, largest + 3, size=n_odd) / 4
        # There is at least one tie.
        normal[0] = odd[0]
        result = as_number(call(function, normal, odd, name="pair_share"), "The result of pair_share")
        expected = _pair_share(normal, odd)
        if not np.isclose(result, expected, atol=1e-6):
            raise Wrong(
                f"For {n_normal} normal scores and {n_odd} of anomalies it gives {result:.4g}.",
                _hint_for_pairs(result, normal, odd),
                "odd[:, None] > normal compares each anomaly with each normal picture; == finds the ties.",
            )
    return "It is the area under the ROC curve, ties included, and says what that area means."


def _pair_share(normal, odd):
    return roc_auc_score(np.repeat([0, 1], [len(normal), len(odd)]), np.concatenate([normal, odd]))


def _hint_for_pairs(result, normal, odd):
    higher = np.mean(odd[:, None] > normal)
    ties = np.mean(odd[:, None] == normal)
    if np.isclose(result, higher):
        return "What becomes of the pairs with two equal scores?"
    if np.isclose(result, higher + ties):
        return "A tie is no victory: it counts half."
    if np.isclose(result, 1 - higher - ties / 2) or np.isclose(result, 1 - higher - ties):
        return "Which of the two should score higher?"
    if result > 1:
        return "A share lies between 0 and 1. How many pairs are there?"
    return "Take scores 1 and 2 of normal pictures and 2 of an anomaly. By hand, that is 0.75; what do you get?"


@question
def alarms(function, *, seed):
    """Judge a function of scores and of a false alarm rate that says which new pictures ring."""
    for number, rate in [(seed, 0.05), (seed + 1, 0.1), (seed + 2, 0.02)]:
        training, validation, new, is_anomaly = played_scores(number)
        answer = call(function, training, validation, new, rate, name="alarms")
        rings = as_yes_or_no(answer, "The result of alarms", len(new))
        if rings.any() and not rings.all() and new[rings].min() <= new[~rings].max():
            raise Wrong(
                "Some picture rings although a higher score does not.",
                "One threshold for all: which scores lie above it?",
                "Return new_scores > threshold.",
            )
        low, high = _allowed_thresholds(validation, rate)
        silent, ringing = np.max(new[~rings], initial=0), np.min(new[rings], initial=np.inf)
        if silent > high or ringing <= low:
            false = np.mean(rings[~is_anomaly])
            raise Wrong(
                f"With an accepted rate of {rate:.0%}, {false:.0%} of the normal pictures ring.",
                _hint_for_alarms(rings, training, new, rate),
                "np.quantile(scores, q) gives the score that a share q of them stays below.",
            )
    return "Normal pictures that were neither trained on nor judge by themselves: they keep the promise."


def _allowed_thresholds(validation, rate):
    """Return between which scores the threshold may lie: as many validation scores above it as allowed, give or take 1.

    How a quantile is read off between two scores differs from function to function.
    """
    falling = np.sort(validation)[::-1]
    allowed = round(rate * len(validation))
    return falling[allowed + 1], falling[max(allowed - 2, 0)]


def _hint_for_alarms(rings, training, new, rate):
    if abs(rings.sum() - np.sum(new > np.quantile(training, 1 - rate))) <= 2:
        return "Which pictures does the network copy better than any others? They may not choose the threshold."
    if abs(rings.mean() - rate) < 0.005:
        return "Here the new pictures choose their own threshold. What if half of them are anomalies?"
    if rings.mean() > 0.5:
        return "Most pictures ring. Which share of normal pictures is to stay below the threshold?"
    return "Which normal pictures has the network never seen, and which share of them may ring?"


@question
def precision(function, *, seed):
    """Judge a function of the hit rate, the false alarm rate and the share of anomalies that gives the precision."""
    generator = np.random.default_rng(seed)
    fixed = [(0.9, 0.05, 0.001), (1.0, 0.0, 0.2), (0.5, 0.5, 0.3)]
    drawn = [tuple(generator.uniform([0.3, 0.01, 0.001], [1, 0.3, 0.5])) for _ in range(5)]
    for hits, false, share in fixed + drawn:
        result = as_number(call(function, hits, false, share, name="precision"), "The result of precision")
        real, unreal = hits * share, false * (1 - share)
        if not np.isclose(result, real / (real + unreal), rtol=1e-6):
            raise Wrong(
                f"For a hit rate of {hits:.2f}, a false alarm rate of {false:.2f} and a share of anomalies of "
                f"{share:.3f} it gives {result:.4g}.",
                _hint_for_precision(result, hits, false, share),
                "Think of 100,000 pictures. How many anomalies ring, and how many normal pictures?",
            )
    return "The same detector is trustworthy where anomalies are common, and cries wolf where they are rare."


def _hint_for_precision(result, hits, false, share):
    if np.isclose(result, hits / (hits + false)):
        return "This is right if anomalies are as common as normal pictures. Where does the share come in?"
    if np.isclose(result, hits * share / (hits * share + false)):
        return "Nearly. Of how many pictures do the false alarms come: of all, or of the normal ones?"
    if np.isclose(result, 1 - hits * share / (hits * share + false * (1 - share))):
        return "This is the share of alarms that are false."
    if np.isclose(result, hits * share):
        return "This is the share of pictures that are real alarms. Asked is the share among the alarms."
    return "Of all alarms, which share is real? Both kinds of alarms are needed for the divisor."


@question
def crossing(which, why, *, seed):
    """Judge which of two detectors is to be used where anomalies are rare, and why."""
    chosen, because = as_choice(which, "which", "abcd"), as_choice(why, "why", "1234")
    if chosen != "a":
        raise Wrong(
            "With this choice, nearly all alarms would be false.",
            "If one picture in 1000 is an anomaly, how many false alarms can you afford for each real one?",
            "So which part of the curves matters: left, middle or right?",
        )
    if because != "2":
        raise Wrong(
            "The choice is right, the reason is not.",
            "Read off both hit rates where the false alarm rate is as good as 0.",
            "Is a sentence about the whole curve a reason for a choice at its left end?",
        )
    return "An area sums up all thresholds, also those that nobody could live with. Look where you will stand."


@question
def mended_score(function, *, seed):
    """Judge a function of pictures and copies whose score does not fall for plain pictures."""
    for number in (seed, seed + 1, seed + 2):
        pictures, copies, is_anomaly = patterned_pictures(number)
        answer = call(function, pictures, copies, name="mended_score")
        scores = as_table(answer, "The result of mended_score", (len(pictures),))
        found = roc_auc_score(is_anomaly, scores)
        if found < LEAST_MENDED:
            raise Wrong(
                f"It reaches an AUC of {found:.2f}; asked are {LEAST_MENDED}.",
                _hint_for_mending(found, scores, pictures, copies),
                "An error is large or small beside what there was to copy: how much does the picture vary?",
            )
    return "Divided by what there was to copy, an error says how much of the picture the copy has missed."


def _hint_for_mending(found, scores, pictures, copies):
    errors = np.mean((pictures - copies) ** 2, axis=1)
    if round(found, 2) < 0.5:
        return "Worse than chance: is the score of anomalies the lower one?"
    if np.array_equal(np.argsort(scores), np.argsort(errors)):
        return "This orders the pictures as the plain error does. Which anomalies have the lowest errors?"
    if np.corrcoef(np.abs(scores), pictures.var(axis=1))[0, 1] > 0.99:
        return "This looks at the contrast alone. Strong anomalies and plain ones differ in that."
    return "Sort the pictures by your score. Which anomalies stand among the normal ones: plain or strong ones?"


@question
def fool(function, *, seed):
    """Judge a function of training pictures and a number that makes pictures which the alarm does not notice."""
    generator = np.random.default_rng(seed)
    for digit, n in [(8, 30), (int(generator.integers(8)), int(generator.integers(20, 60)))]:
        training, held_out = guarded_digits(digit, seed)
        answer = call(function, training, n, name="fool")
        made = as_table(answer, "The result of fool", (n, training.shape[1]))
        if len(np.unique(made.round(6), axis=0)) < n:
            raise Wrong(
                f"The {n} pictures are not all different.",
                "Draw something at random for each of them.",
                "len(np.unique(pictures, axis=0)) counts the different ones.",
            )
        near = np.mean(cdist(made, training, "sqeuclidean").min(axis=1) <= pdist(training, "sqeuclidean").max())
        if near > 0:
            raise Wrong(
                f"{near:.0%} of them lie no farther from a training picture than training pictures from each other.",
                "In which directions can a picture move without being noticed? Move farther.",
                "What would PCA's codes of your pictures be? Choose them much larger.",
            )
        score = guard(training)
        found = _pair_share(score(held_out), score(made))
        if found > MOST_FOOLED:
            raise Wrong(
                f"The alarm notices them: AUC {found:.2f}; at most {MOST_FOOLED} is asked.",
                "The alarm is PCA's error. Which pictures does PCA copy without any error?",
                "What a decoder makes of a code lies where it can copy. Which codes has no training picture?",
            )
    return (
        "A small error only means that the decoder can make the picture. It can make many that it never saw: look at "
        "the codes, too."
    )
