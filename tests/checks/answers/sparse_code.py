"""Right and plausibly wrong answers to the questions of exercise 7; each answer is a tuple."""

from fractions import Fraction

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from scipy.special import rel_entr
from sklearn.metrics import jaccard_score

PENALTY = {
    "right": {
        "numbers": (0.07, 0.0175),
        "computed": (0.02 * 3.5, 0.02 * 3.5 / 4),
        "arrays": (np.array([0.07]), tf.constant(0.0175, dtype="float64")),
    },
    "wrong": {
        "the mean over units": (0.02 * 3.5 / 6, 0.02 * 3.5 / 24),
        "squares": (0.02 * 5.25, 0.02 * 5.25 / 16),
        "the second unchanged": (0.07, 0.07),
        "the second grows": (0.07, 0.28),
        "a sixteenth": (0.07, 0.07 / 16),
        "without the strength": (3.5, 3.5 / 4),
        "units counted": (0.06, 0.06),
        "swapped": (0.0175, 0.07),
        "one left blank": (0.07, ...),
        "text": ("0.07", "0.0175"),
        "negative": (-0.07, -0.0175),
        "NaN": (0.07, np.nan),
        "two numbers": ([0.07, 0.0175], 0),
    },
}


def on_by_hand(codes):
    return np.mean([np.sum(row > 0) for row in codes]), sum(not column.any() for column in codes.T)


ON_AND_DEAD = {
    "right": {
        "by hand": (on_by_hand,),
        "counted": (lambda c: (np.count_nonzero(c) / len(c), np.sum(c.sum(axis=0) == 0)),),
        "a list": (lambda c: [(c != 0).sum(1).mean(), np.array([(c.max(0) == 0).sum()])],),
        "an array": (lambda c: np.array(on_by_hand(c)),),
        "one tensor": (lambda c: tf.stack([float(part) for part in on_by_hand(c)]),),
        "32 bits": (lambda c: (np.float32((c > 0).sum() / len(c)), (c.sum(axis=0) == 0).astype("float32").sum()),),
        "a frame": (lambda c: (pd.DataFrame(c > 0).sum(axis=1).mean(), (pd.DataFrame(c).max() == 0).sum()),),
        "Fractions": (lambda c: (Fraction(int((c > 0).sum()), len(c)), on_by_hand(c)[1]),),
        "tensors": (lambda c: (tf.constant(on_by_hand(c)[0]), tf.constant(on_by_hand(c)[1])),),
    },
    "wrong": {
        "a share on": (lambda c: (np.mean(c > 0), on_by_hand(c)[1]),),
        "pictures for each unit": (lambda c: ((c > 0).sum(0).mean(), on_by_hand(c)[1]),),
        "a share dead": (lambda c: (on_by_hand(c)[0], on_by_hand(c)[1] / c.shape[1]),),
        "alive": (lambda c: (on_by_hand(c)[0], c.shape[1] - on_by_hand(c)[1]),),
        "dead pictures": (lambda c: (on_by_hand(c)[0], np.sum(c.max(axis=1) == 0) + 0),),
        "zeros counted": (lambda c: (on_by_hand(c)[0], np.sum(c == 0)),),
        "swapped": (lambda c: on_by_hand(c)[::-1],),
        "off instead of on": (lambda c: ((c == 0).sum(1).mean(), on_by_hand(c)[1]),),
        "all units": (lambda c: (c.shape[1], on_by_hand(c)[1]),),
        "the sum": (lambda c: (c.sum(1).mean(), on_by_hand(c)[1]),),
        "one alone": (lambda c: on_by_hand(c)[0],),
        "the first picture": (lambda c: (np.sum(c[0] > 0) + 0.01, on_by_hand(c)[1]),),
        "each picture": (lambda c: ((c > 0).sum(1), on_by_hand(c)[1]),),
        "above a hundredth": (lambda c: ((c > 0.01).sum(1).mean(), np.sum((c <= 0.01).all(0))),),
        "hardly ever on": (lambda c: (on_by_hand(c)[0], np.sum(c.mean(axis=0) < 0.01)),),
        "of pictures that turn some on": (lambda c: ((c > 0).sum(1)[c.any(axis=1)].mean(), on_by_hand(c)[1]),),
        "among living units": (lambda c: ((c > 0).sum() / len(c) / np.mean(c.any(axis=0)), on_by_hand(c)[1]),),
        "only above a half": (lambda c: ((c > 0.5).sum(1).mean(), on_by_hand(c)[1]),),
    },
}


def kept_by_sort(codes, k):
    return np.where(codes >= np.sort(codes, axis=1)[:, -k][:, None], codes, 0)


def kept_by_loop(codes, k):
    kept = np.zeros_like(codes)
    for row, places in enumerate(np.argsort(codes, axis=1)):
        kept[row, places[-k:]] = codes[row, places[-k:]]
    return kept


def kept_by_partition(codes, k):
    kept = codes.copy()
    np.put_along_axis(kept, np.argsort(codes, axis=1)[:, : codes.shape[1] - k], 0, axis=1)
    return kept


def kept_by_keras(codes, k):
    return keras.ops.where(codes >= keras.ops.top_k(codes, k)[0][:, -1:], codes, 0.0)


def in_place(codes, k):
    codes[codes < np.sort(codes, axis=1)[:, -k][:, None]] = 0
    return codes


KEEP_LARGEST = {
    "right": {
        "sorted": (kept_by_sort,),
        "a loop": (kept_by_loop,),
        "put back": (kept_by_partition,),
        "Keras": (kept_by_keras,),
        "a list": (lambda codes, k: kept_by_sort(codes, k).tolist(),),
        "32 bits": (lambda codes, k: kept_by_sort(codes.astype("float32"), k),),
        "ranks": (lambda codes, k: codes * (codes.shape[1] - codes.argsort(axis=1).argsort(axis=1) <= k),),
        "a frame": (lambda codes, k: pd.DataFrame(kept_by_sort(codes, k)),),
    },
    "wrong": {
        "columns": (lambda codes, k: kept_by_sort(codes.T, min(k, len(codes))).T,),
        "of all values": (lambda codes, k: np.where(codes >= np.sort(codes, axis=None)[-k], codes, 0),),
        "of all, per picture": (
            lambda codes, k: np.where(codes >= np.sort(codes, axis=None)[-k * len(codes)], codes, 0),
        ),
        "one too few": (lambda codes, k: np.where(codes > np.sort(codes, axis=1)[:, -k][:, None], codes, 0),),
        "one too many": (lambda codes, k: kept_by_sort(codes, min(k + 1, codes.shape[1])),),
        "the smallest": (lambda codes, k: np.where(codes <= np.sort(codes, axis=1)[:, k - 1][:, None], codes, 0),),
        "ones": (lambda codes, k: (kept_by_sort(codes, k) > 0).astype(float),),
        "less the smallest": (
            lambda codes, k: (
                np.maximum(codes - np.sort(codes, axis=1)[:, -k][:, None], 0) + (kept_by_sort(codes, k) > 0)
            ),
        ),
        "the values alone": (lambda codes, k: np.sort(codes, axis=1)[:, -k:],),
        "sorted rows": (lambda codes, k: np.sort(kept_by_sort(codes, k), axis=1),),
        "unchanged": (lambda codes, k: codes,),
        "NaN for 0": (lambda codes, k: np.where(kept_by_sort(codes, k) > 0, codes, np.nan),),
        "the first k": (lambda codes, k: np.where(np.arange(codes.shape[1]) < k, codes, 0),),
        "above the mean": (lambda codes, k: np.where(codes > codes.mean(axis=1, keepdims=True), codes, 0),),
        "always 3": (lambda codes, k: kept_by_sort(codes, 3),),
        "in place": (in_place,),
        "the places": (lambda codes, k: np.argsort(codes, axis=1)[:, -k:],),
    },
}


def kl(mean, target):
    return target * np.log(target / mean) + (1 - target) * np.log((1 - target) / (1 - mean))


def kl_by_loop(codes, target):
    total = 0
    for column in codes.T:
        total += kl(column.mean(), target)
    return total


def kl_by_scipy(codes, target):
    mean = codes.mean(axis=0)
    return np.sum(rel_entr(target, mean) + rel_entr(1 - target, 1 - mean))


def kl_by_tensorflow(codes, target):
    mean = tf.reduce_mean(tf.cast(codes, "float32"), axis=0)
    return tf.reduce_sum(target * tf.math.log(target / mean) + (1 - target) * tf.math.log((1 - target) / (1 - mean)))


def kl_by_differences(mean, target):
    on = target * (np.log(target) - np.log(mean))
    return np.sum(on + (1 - target) * (np.log1p(-target) - np.log1p(-mean)))


DIVERGENCE = {
    "right": {
        "vectors": (lambda codes, target: kl(codes.mean(axis=0), target).sum(),),
        "a loop": (kl_by_loop,),
        "SciPy": (kl_by_scipy,),
        "a tensor": (lambda codes, target: tf.constant(kl_by_loop(codes, target)),),
        "32 bits": (lambda codes, target: kl(codes.astype("float32").mean(axis=0), np.float32(target)).sum(),),
        "TensorFlow in 32 bits": (kl_by_tensorflow,),
        "a breath": (lambda codes, target: kl(codes.mean(axis=0) + 1e-8, target).sum(),),
        "differences": (lambda codes, target: kl_by_differences(codes.mean(axis=0), target),),
    },
    "wrong": {
        "the mean over units": (lambda codes, target: kl(codes.mean(axis=0), target).mean(),),
        "means of pictures": (lambda codes, target: kl(codes.mean(axis=1), target).sum(),),
        "logarithms first": (lambda codes, target: kl(codes, target).mean(axis=0).sum(),),
        "swapped": (lambda codes, target: kl(target, codes.mean(axis=0)).sum(),),
        "the first term alone": (lambda codes, target: np.sum(target * np.log(target / codes.mean(axis=0))),),
        "the sign": (lambda codes, target: -kl(codes.mean(axis=0), target).sum(),),
        "a minus between": (
            lambda codes, target: np.sum(
                target * np.log(target / codes.mean(0)) - (1 - target) * np.log((1 - target) / (1 - codes.mean(0)))
            ),
        ),
        "base 2": (lambda codes, target: kl(codes.mean(axis=0), target).sum() / np.log(2),),
        "the mean of all": (lambda codes, target: kl(codes.mean(), target),),
        "times the units": (lambda codes, target: kl(codes.mean(), target) * codes.shape[1],),
        "each unit's": (lambda codes, target: kl(codes.mean(axis=0), target),),
        "times the pictures": (lambda codes, target: kl_by_loop(codes, target) * len(codes),),
        "always 0.05": (lambda codes, target: kl_by_loop(codes, 0.05) + 1e-3 * (target != 0.05),),
        "base 10": (lambda codes, target: kl(codes.mean(axis=0), target).sum() / np.log(10),),
        "symmetrical": (lambda c, t: (kl(c.mean(axis=0), t) + kl(t, c.mean(axis=0))).sum() / 2,),
        "of one picture": (lambda codes, target: kl(codes[0], target).sum(),),
        "squares": (lambda codes, target: np.sum((codes.mean(axis=0) - target) ** 2),),
    },
}

TWO_CODES = {
    "right": {"a letter": ("b", 3), "text": ("B", "3"), "in brackets": ("(b)", 3.0)},
    "wrong": {f"{a}{b}": (a, b) for a in "abcd" for b in (1, 2, 3, 4) if (a, b) != ("b", 3)}
    | {"half": ("b", ...), "no such": ("e", 3)},
}


def revived(pictures, kernel, bias, *, columns=None, rows=None, dead=None, normed=True, centred=True, shift=0.0):
    is_dead = (pictures @ kernel + bias).max(axis=0) <= 0 if dead is None else dead(pictures, kernel, bias)
    chosen = pictures[: is_dead.sum()] if rows is None else rows(pictures, is_dead.sum())
    mean = pictures.mean(axis=0) * centred
    found = (chosen - mean).T
    found = found / np.linalg.norm(found, axis=0) if normed else found
    kernel, bias = kernel.copy(), bias.copy()
    kernel[:, is_dead], bias[is_dead] = found, shift - mean @ found
    return kernel, bias


def with_options(**options):
    return lambda pictures, kernel, bias: revived(pictures, kernel, bias, **options)


def median_bias(pictures, kernel, bias):
    sums = pictures @ kernel
    return kernel, np.where((sums + bias).max(axis=0) <= 0, -np.median(sums, axis=0), bias)


def random_columns(pictures, kernel, bias):
    fresh = np.random.default_rng(1).normal(size=kernel.shape)
    fresh /= np.linalg.norm(fresh, axis=0)
    dead = (pictures @ kernel + bias).max(axis=0) <= 0
    new = np.where(dead, fresh, kernel)
    return new, np.where(dead, -(pictures @ new).mean(axis=0), bias)


def revived_one_by_one(pictures, kernel, bias):
    kernel, bias = kernel.copy(), bias.copy()
    order = iter(np.random.default_rng(4).permutation(len(pictures)))
    for unit in range(kernel.shape[1]):
        if not np.any(pictures @ kernel[:, unit] + bias[unit] > 0):
            weights = pictures[next(order)] - pictures.mean(axis=0)
            kernel[:, unit] = weights / np.linalg.norm(weights)
            # On for the 30 % that it fits best.
            bias[unit] = -np.quantile(pictures @ kernel[:, unit], 0.7)
    return kernel, bias


def copies_of_the_living(pictures, kernel, bias):
    dead = (pictures @ kernel + bias).max(axis=0) <= 0
    of = np.resize(np.flatnonzero(~dead), len(bias))
    return np.where(dead, kernel[:, of], kernel), np.where(dead, bias[of] - 0.01, bias)


def only_thirty(pictures, kernel, bias):
    found = (pictures[:30] - pictures.mean(axis=0)).T
    found = found / np.linalg.norm(found, axis=0)
    kernel, bias = kernel.copy(), bias.copy()
    dead = np.flatnonzero((pictures @ kernel + bias).max(axis=0) <= 0)
    kernel[:, dead], bias[dead] = found, -pictures.mean(axis=0) @ found
    return kernel, bias


def only_half(pictures, kernel, bias):
    new_kernel, new_bias = revived(pictures, kernel, bias)
    dead = np.flatnonzero((pictures @ kernel + bias).max(axis=0) <= 0)[::2]
    new_kernel[:, dead], new_bias[dead] = kernel[:, dead], bias[dead]
    return new_kernel, new_bias


def writes_into_kernel(pictures, kernel, bias):
    kernel[:], bias[:] = revived(pictures, kernel, bias)
    return kernel, bias


REVIVE = {
    "right": {
        "pictures": (with_options(),),
        "the last pictures": (with_options(rows=lambda pictures, n: pictures[-n:]),),
        "another bias alone": (median_bias,),
        "random weights": (random_columns,),
        "a list": (lambda *arguments: list(revived(*arguments)),),
        "32 bits": (lambda *arguments: [part.astype("float32") for part in revived(*arguments)],),
        "TensorFlow in 32 bits": (lambda *arguments: [tf.cast(part, "float32") for part in revived(*arguments)],),
        "drawn pictures": (
            with_options(rows=lambda x, n: x[np.random.default_rng(3).choice(len(x), n, replace=False)]),
        ),
        "one by one": (revived_one_by_one,),
    },
    "wrong": {
        "as it was": (lambda pictures, kernel, bias: (kernel, bias),),
        "all units anew": (with_options(dead=lambda pictures, kernel, bias: np.ones(len(bias), bool)),),
        "the living anew": (
            with_options(dead=lambda pictures, kernel, bias: (pictures @ kernel + bias).max(axis=0) > 0),
        ),
        "twins": (with_options(rows=lambda pictures, n: np.repeat(pictures[:1], n, axis=0)),),
        "not of length 1": (with_options(normed=False),),
        "always on": (with_options(shift=100.0),),
        "never on": (with_options(shift=-100.0),),
        "not centred": (with_options(centred=False),),
        "half of them": (only_half,),
        "copies of the living": (copies_of_the_living,),
        "always thirty": (only_thirty,),
        "a little too long": (lambda *arguments: (1.0004 * revived(*arguments)[0], revived(*arguments)[1]),),
        "on for nearly all": (with_options(shift=1.3),),
        "no bias at all": (lambda pictures, kernel, bias: (revived(pictures, kernel, bias)[0], 0 * bias),),
        "a new bias for all": (lambda x, kernel, bias: (revived(x, kernel, bias)[0], -(x @ kernel).mean(axis=0)),),
        "the bias kept": (lambda pictures, kernel, bias: (revived(pictures, kernel, bias)[0], bias),),
        "turned": (lambda *arguments: (revived(*arguments)[0].T, revived(*arguments)[1]),),
        "swapped": (lambda *arguments: revived(*arguments)[::-1],),
        "the kernel alone": (lambda *arguments: revived(*arguments)[0],),
        "in place": (writes_into_kernel,),
    },
}


def overlap_of(on, is_digit):
    return np.sum(on & is_digit) / max(1, np.sum(on | is_digit))


def f1_of(on, is_digit):
    return 2 * np.sum(on & is_digit) / max(1, on.sum() + is_digit.sum())


def precision_of(on, is_digit):
    return np.sum(on & is_digit) / max(1, on.sum())


def recall_of(on, is_digit):
    return np.sum(on & is_digit) / is_digit.sum()


def by_scikit(on, is_digit):
    return jaccard_score(is_digit, on, zero_division=0)


def with_own_thresholds(codes, labels, new_codes, new_labels, digit):
    best = max(
        (overlap_of(values > level, labels == digit), unit, level)
        for unit, values in enumerate(codes.T)
        for level in np.linspace(0, values.max(), 40)
    )
    return best[1], best[2], overlap_of(new_codes[:, best[1]] > best[2], new_labels == digit)


def threshold_by_held_out(codes, labels, new_codes, new_labels, digit):
    unit = story()(codes, labels, codes, labels, digit)[0]
    levels = np.linspace(0, codes.max(), 100)
    level = max(levels, key=lambda level: overlap_of(new_codes[:, unit] > level, new_labels == digit))
    return unit, level, overlap_of(new_codes[:, unit] > level, new_labels == digit)


def at_random(codes, labels, new_codes, new_labels, digit):
    return story(lambda codes: np.random.default_rng().uniform(0, 2, size=60))(
        codes, labels, new_codes, new_labels, digit
    )


def story(levels=lambda codes: np.linspace(0, codes.max(), 100), *, choose_by=overlap_of, say=overlap_of, told="new"):
    def test(codes, labels, new_codes, new_labels, digit):
        tried = {
            (unit, level): choose_by(values > level, labels == digit)
            for unit, values in enumerate(codes.T)
            for level in levels(codes)
        }
        unit, level = max(tried, key=tried.get)
        chosen, wanted = (new_codes, new_labels) if told == "new" else (codes, labels)
        return unit, level, say(chosen[:, unit] > level, wanted == digit)

    return test


def chooses_by_held_out(codes, labels, new_codes, new_labels, digit):
    return story()(new_codes, new_labels, new_codes, new_labels, digit)


def chooses_by_both(codes, labels, new_codes, new_labels, digit):
    both = np.concatenate([codes, new_codes]), np.concatenate([labels, new_labels])
    return story()(*both, new_codes, new_labels, digit)


def by_vectors(codes, labels, new_codes, new_labels, digit):
    is_digit, best = (labels == digit)[:, None], (0, 0, 0)
    for level in np.quantile(codes[codes > 0], np.linspace(0, 0.99, 80)):
        on = codes > level
        shares = (on & is_digit).sum(0) / (on | is_digit).sum(0)
        best = max(best, (shares.max(), shares.argmax(), level))
    return best[1], best[2], overlap_of(new_codes[:, best[1]] > best[2], new_labels == digit)


STORY = {
    "right": {
        "a grid": (story(),),
        "quantiles": (by_vectors,),
        "F1 orders alike": (story(choose_by=f1_of),),
        "scikit-learn in a double loop": (
            story(lambda codes: np.linspace(0, codes.max(), 30), choose_by=by_scikit, say=by_scikit),
        ),
        "thirty thresholds": (story(lambda codes: np.linspace(0, codes.max(), 30)),),
        "thirty quantiles": (story(lambda codes: np.quantile(codes[codes > 0], np.linspace(0, 0.98, 30))),),
        "all values": (story(lambda codes: np.unique(codes)[::5]),),
        "each unit's thresholds": (with_own_thresholds,),
        "arrays": (lambda *arguments: [np.array([part]) for part in story()(*arguments)],),
        "an array": (lambda *arguments: np.array(story()(*arguments)),),
    },
    "wrong": {
        "the flattering overlap": (story(told="old"),),
        "held-out pictures choose": (chooses_by_held_out,),
        "both choose": (chooses_by_both,),
        "precision reported": (story(say=precision_of),),
        "recall reported": (story(say=recall_of),),
        "F1 reported": (story(say=f1_of),),
        "chosen by precision": (story(choose_by=precision_of),),
        "chosen by recall": (story(choose_by=recall_of),),
        "above a high threshold": (story(lambda codes: [0.7 * codes.max()]),),
        "the threshold by held-out pictures": (threshold_by_held_out,),
        "five thresholds": (story(lambda codes: np.linspace(0, codes.max(), 6)),),
        "any value above 0": (story(lambda codes: [0.0]),),
        "the mean for a threshold": (story(lambda codes: [codes.mean()]),),
        "thresholds at random": (at_random,),
        "always unit 0": (lambda *a: (0, 0.0, overlap_of(a[2][:, 0] > 0, a[3] == a[4])),),
        "another digit": (lambda *a: story()(*a[:4], (a[4] + 1) % 10),),
        "counted from 1": (lambda *a: (story()(*a)[0] + 1, *story()(*a)[1:]),),
        "the overlap first": (lambda *a: story()(*a)[::-1],),
        "the overlap alone": (lambda *a: story()(*a)[2],),
        "perfect": (lambda *a: (*story()(*a)[:2], 1.0),),
    },
}

ANSWERS = {
    "penalty": PENALTY,
    "on_and_dead": ON_AND_DEAD,
    "keep_largest": KEEP_LARGEST,
    "divergence": DIVERGENCE,
    "two_codes": TWO_CODES,
    "revive": REVIVE,
    "judge_story": STORY,
}
