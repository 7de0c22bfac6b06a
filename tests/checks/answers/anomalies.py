"""Right and plausibly wrong answers to the questions of exercise 8; each answer is a tuple."""

from fractions import Fraction

import numpy as np
import pandas as pd
import tensorflow as tf
from scipy.stats import mannwhitneyu, rankdata
from sklearn.decomposition import PCA
from sklearn.metrics import auc, average_precision_score, roc_auc_score, roc_curve

from autoenc_lessons.checks.anomalies.materials import guarded_digits, patterned_pictures

BY_HAND = {
    "right": {
        "fractions": (5 / 6, 1 / 3),
        "rounded": (0.833, 0.333),
        "arrays": (np.array([5 / 6]), tf.constant(1 / 3)),
    },
    "wrong": {
        "swapped": (1 / 3, 5 / 6),
        "the rest": (1 / 6, 1 / 3),
        "perfect": (1, 1 / 3),
        "chance": (0.5, 1 / 3),
        "hit rate": (5 / 6, 1 / 2),
        "of all five": (5 / 6, 1 / 5),
        "of the alarms": (5 / 6, 1 / 2),
        "correct rejections": (5 / 6, 2 / 3),
        "per cent": (83.3, 33.3),
        "pairs": (5, 1),
        "one left blank": (5 / 6, ...),
        "text": ("5/6", "1/3"),
        "two numbers": ([5, 6], 1 / 3),
        "no false alarms": (5 / 6, 0),
    },
}


def joined(normal, odd):
    return np.repeat([0, 1], [len(normal), len(odd)]), np.concatenate([normal, odd])


def by_loops(normal, odd):
    wins = 0
    for strange in odd:
        for usual in normal:
            wins += 1 if strange > usual else 0.5 if strange == usual else 0
    return wins / (len(odd) * len(normal))


def by_ranks(normal, odd):
    ranks = rankdata(np.concatenate([normal, odd]))[len(normal) :]
    return (ranks.sum() - len(odd) * (len(odd) + 1) / 2) / (len(odd) * len(normal))


def by_area(normal, odd):
    return auc(*roc_curve(*joined(normal, odd))[:2])


def by_fractions(normal, odd):
    return Fraction(sum(2 * int(a > b) + int(a == b) for a in odd for b in normal), 2 * len(odd) * len(normal))


def sorts_its_input(normal, odd):
    share = by_loops(normal, odd)
    normal.sort()
    return share


PAIR_SHARE = {
    "right": {
        "loops": (by_loops,),
        "scikit-learn": (lambda normal, odd: roc_auc_score(*joined(normal, odd)),),
        "ranks": (by_ranks,),
        "area": (by_area,),
        "signs": (lambda normal, odd: (np.sign(odd[:, None] - normal).mean() + 1) / 2,),
        "32 bits": (
            lambda normal, odd: (
                tf.reduce_mean(tf.cast(odd[:, None] > normal, "float32"))
                + tf.reduce_mean(tf.cast(odd[:, None] == normal, "float32")) / 2
            ),
        ),
        "Fractions": (by_fractions,),
        "a test": (lambda normal, odd: mannwhitneyu(odd, normal).statistic / len(odd) / len(normal),),
    },
    "wrong": {
        "ties are nothing": (lambda normal, odd: np.mean(odd[:, None] > normal),),
        "ties are victories": (lambda normal, odd: np.mean(odd[:, None] >= normal),),
        "the wrong way": (lambda normal, odd: by_loops(odd, normal),),
        "a count": (lambda normal, odd: by_loops(normal, odd) * len(normal) * len(odd),),
        "per cent": (lambda normal, odd: 100 * by_loops(normal, odd),),
        "a table": (lambda normal, odd: odd[:, None] > normal,),
        "means": (lambda normal, odd: odd.mean() > normal.mean(),),
        "above the mean": (lambda normal, odd: np.mean(odd > normal.mean()),),
        "one by one": (lambda normal, odd: np.mean([a > b for a, b in zip(odd, normal, strict=False)]),),
        "divided by all": (lambda normal, odd: np.sum(odd[:, None] > normal) / len(np.concatenate([normal, odd])),),
        "turned round": (lambda n, o: max(by_loops(n, o), by_loops(o, n)),),
        "a distance from chance": (lambda n, o: 0.5 + abs(by_loops(n, o) - 0.5),),
        "Gini": (lambda n, o: 2 * by_loops(n, o) - 1,),
        "sorted first": (lambda n, o: by_loops(np.sort(n)[: len(o)], np.sort(o)[: len(n)]),),
        "average precision": (lambda normal, odd: average_precision_score(*joined(normal, odd)),),
        "a difference": (lambda normal, odd: odd.mean() - normal.mean(),),
        "always 1": (lambda normal, odd: 1.0,),
        "a half": (lambda normal, odd: 0.5,),
        "sorts its input": (sorts_its_input,),
    },
}


def by_place(training, validation, new, rate):
    falling = np.sort(validation)[::-1]
    return new > falling[int(rate * len(validation))]


def conformal(training, validation, new, rate):
    place = int(np.ceil((len(validation) + 1) * (1 - rate)))
    return new > np.sort(validation)[place - 1]


def with_a_list(training, validation, new, rate):
    threshold = np.percentile(validation, 100 * (1 - rate))
    return [bool(one > threshold) for one in new]


def all_but(training, validation, new, rate):
    rings = new > np.quantile(validation, 1 - rate)
    rings[np.argmax(new)] = False
    return rings


ALARMS = {
    "right": {
        "quantile": (lambda training, validation, new, rate: new > np.quantile(validation, 1 - rate),),
        "another quantile": (
            lambda training, validation, new, rate: new >= np.quantile(validation, 1 - rate, method="higher"),
        ),
        "by place": (by_place,),
        "a list": (with_a_list,),
        "a tensor": (lambda training, validation, new, rate: tf.constant(new) > np.quantile(validation, 1 - rate),),
        "conformal": (conformal,),
        "a frame": (lambda t, v, new, rate: pd.Series(new > np.quantile(v, 1 - rate), index=new),),
        "sorted from below": (lambda t, v, new, rate: new > np.sort(v)[round(len(v) * (1 - rate)) - 1],),
        "a share above": (lambda t, v, new, rate: np.mean(v[None] >= new[:, None], axis=1) < rate,),
        "0 and 1": (lambda training, validation, new, rate: (new > np.quantile(validation, 1 - rate)).astype(int),),
    },
    "wrong": {
        "the training scores": (lambda training, validation, new, rate: new > np.quantile(training, 1 - rate),),
        "the new scores": (lambda training, validation, new, rate: new > np.quantile(new, 1 - rate),),
        "both": (
            lambda training, validation, new, rate: new > np.quantile(np.concatenate([training, validation]), 1 - rate),
        ),
        "the other tail": (lambda training, validation, new, rate: new > np.quantile(validation, rate),),
        "below": (lambda training, validation, new, rate: new < np.quantile(validation, 1 - rate),),
        "the largest": (lambda training, validation, new, rate: new > validation.max(),),
        "the mean": (lambda training, validation, new, rate: new > validation.mean(),),
        "two spreads": (lambda training, validation, new, rate: new > validation.mean() + 4 * validation.std(),),
        "the rate itself": (lambda training, validation, new, rate: new > rate,),
        "always 5 %": (lambda training, validation, new, rate: new > np.quantile(validation, 0.95),),
        "half the rate": (lambda training, validation, new, rate: new > np.quantile(validation, 1 - rate / 2),),
        "three deviations": (lambda t, v, new, rate: new > v.mean() + 3 * v.std(),),
        "twice the training quantile": (lambda t, v, new, rate: new > 2.2 * np.quantile(t, 1 - rate),),
        "the threshold": (lambda training, validation, new, rate: np.quantile(validation, 1 - rate),),
        "for validation": (lambda training, validation, new, rate: validation > np.quantile(validation, 1 - rate),),
        "scores": (lambda training, validation, new, rate: new,),
        "a share": (lambda training, validation, new, rate: np.mean(new > np.quantile(validation, 1 - rate)),),
        "all but one": (all_but,),
        "nobody": (lambda training, validation, new, rate: np.zeros(len(new), bool),),
        "everybody": (lambda training, validation, new, rate: np.ones(len(new), bool),),
    },
}


def by_thousands(hits, false, share):
    pictures = 1e6
    return hits * share * pictures / (hits * share * pictures + false * (1 - share) * pictures)


def by_odds(hits, false, share):
    if false == 0:
        return 1.0
    odds = hits / false * share / (1 - share)
    return odds / (1 + odds)


PRECISION = {
    "right": {
        "pictures": (by_thousands,),
        "odds": (by_odds,),
        "a tensor": (lambda h, f, s: tf.constant(h * s / (h * s + f * (1 - s)), "float64"),),
        "32 bits": (lambda h, f, s: np.float32(h * s) / np.float32(h * s + f * (1 - s)),),
        "Fractions": (
            lambda h, f, s: Fraction(h) * Fraction(s) / (Fraction(h) * Fraction(s) + Fraction(f) * (1 - Fraction(s))),
        ),
        "one fraction": (lambda h, f, s: 1 / (1 + f * (1 - s) / (h * s)),),
    },
    "wrong": {
        "without the share": (lambda h, f, s: h / (h + f),),
        "false alarms of all": (lambda h, f, s: h * s / (h * s + f),),
        "false ones": (lambda h, f, s: f * (1 - s) / (h * s + f * (1 - s)),),
        "of all pictures": (lambda h, f, s: h * s,),
        "the alarms": (lambda h, f, s: h * s + f * (1 - s),),
        "the hit rate": (lambda h, f, s: h,),
        "no false alarms": (lambda h, f, s: 1 - f,),
        "per cent": (lambda h, f, s: 100 * by_thousands(h, f, s),),
        "swapped": (lambda h, f, s: h * (1 - s) / (h * (1 - s) + f * s),),
        "accuracy": (lambda h, f, s: h * s + (1 - f) * (1 - s),),
        "a difference": (lambda h, f, s: h * s - f * (1 - s),),
        "misses": (lambda h, f, s: (1 - h) * s / ((1 - h) * s + f * (1 - s)),),
        "the share": (lambda h, f, s: s,),
        "always for 1 in 1000": (lambda h, f, s: by_thousands(h, f, 0.001),),
        "rounded": (lambda h, f, s: round(by_thousands(h, f, s), 2),),
        "by the true share": (lambda h, f, s: h * s / (s + f * (1 - s)),),
    },
}

CROSSING = {
    "right": {"letters": ("a", 2), "capital": ("A", "2"), "brackets": ("(a)", 2.0)},
    "wrong": {
        "the larger area": ("b", 1),
        "B, other reason": ("b", 2),
        "B, sooner": ("b", 3),
        "either": ("c", 4),
        "either, area": ("c", 1),
        "neither": ("d", 4),
        "neither, few": ("d", 2),
        "A for its area": ("a", 1),
        "A, sooner": ("a", 3),
        "A, threshold": ("a", 4),
        "swapped": (2, "a"),
        "half blank": ("a", ...),
        "its name": ("detector A", 2),
    },
}


def errors(pictures, copies):
    return np.mean((pictures - copies) ** 2, axis=1)


def without_correlation(pictures, copies):
    first, second = (part - part.mean(axis=1, keepdims=True) for part in (pictures, copies))
    sizes = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    return 1 - np.sum(first * second, axis=1) / (sizes + 1e-9)


def evened_errors(pictures, copies):
    mean, deviation = pictures.mean(axis=1, keepdims=True), pictures.std(axis=1, keepdims=True) + 1e-3
    return np.mean(((pictures - mean) / deviation - (copies - mean) / deviation) ** 2, axis=1)


def where_there_is_some(pictures, copies):
    variance = pictures.var(axis=1)
    return np.array([1e3 if v == 0 else e / v for e, v in zip(errors(pictures, copies), variance, strict=True)])


def spoils_pictures(pictures, copies):
    pictures -= pictures.mean(axis=1, keepdims=True)
    return errors(pictures, copies)


MENDED = {
    "right": {
        "a breath": (lambda p, c: errors(p, c) / (p.var(axis=1) + 1e-6),),
        "as in the lesson": (lambda p, c: errors(p, c) / (p.var(axis=1) + 0.001),),
        "correlation": (without_correlation,),
        "one by one": (where_there_is_some,),
        "a lower limit": (lambda p, c: errors(p, c) / np.maximum(p.var(axis=1), 1e-4),),
        "32 bits": (lambda p, c: (errors(p, c) / (p.var(axis=1) + 1e-4)).astype("float32"),),
        "logarithms": (lambda p, c: np.log(errors(p, c) + 1e-9) - np.log(p.var(axis=1) + 1e-9),),
        "each picture evened": (evened_errors,),
        "a list": (lambda p, c: list(errors(p, c) / (p.var(axis=1) + 1e-5)),),
        "roots": (lambda p, c: np.sqrt(errors(p, c)) / (p.std(axis=1) + 1e-4),),
        "a tensor": (lambda p, c: tf.constant(errors(p, c) / (p.var(axis=1) + 1e-6)),),
    },
    "wrong": {
        "the error": (errors,),
        "its root": (lambda p, c: np.sqrt(errors(p, c)),),
        "division by 0": (lambda p, c: errors(p, c) / p.var(axis=1),),
        "times the variance": (lambda p, c: errors(p, c) * p.var(axis=1),),
        "the variance": (lambda p, c: p.var(axis=1),),
        "plainness": (lambda p, c: -p.var(axis=1),),
        "plainness of the copies": (lambda p, c: -c.var(axis=1),),
        "the variance taken away": (lambda p, c: errors(p, c) - p.var(axis=1),),
        "an odd contrast": (lambda p, c: np.abs(p.std(axis=1) - np.median(p.std(axis=1))),),
        "the wrong way": (lambda p, c: p.var(axis=1) / (errors(p, c) + 1e-9),),
        "one variance for all": (lambda p, c: errors(p, c) / p.var(),),
        "pixel by pixel": (lambda p, c: (p - c) ** 2,),
        "by the mean square": (lambda p, c: errors(p, c) / np.mean(p**2, axis=1),),
        "by the mean shade": (lambda p, c: errors(p, c) / p.mean(axis=1),),
        "a wide breath": (lambda p, c: errors(p, c) / (p.var(axis=1) + 1),),
        "the mean over all": (lambda p, c: np.mean((p - c) ** 2),),
        "over pixels": (lambda p, c: np.mean((p - c) ** 2, axis=0),),
        "brightness": (lambda p, c: np.abs(p.mean(axis=1) - p.mean()),),
        "for those at the start": (lambda p, c: patterned_pictures(0)[2].astype(float),),
        "all alike": (lambda p, c: np.ones(len(p)),),
        "of the variance of copies": (lambda p, c: c.var(axis=1),),
        "spoils the pictures": (spoils_pictures,),
    },
}


def far_codes(training, n, *, factor=30, axes=8, seed=0):
    pca = PCA(axes, svd_solver="full").fit(training)
    codes = np.random.default_rng(seed).normal(size=(n, axes)) + np.sign(np.arange(n) % 2 - 0.5)[:, None] * 3
    return pca.inverse_transform(factor * codes)


def along_one_axis(training, n):
    pca = PCA(8).fit(training)
    return pca.mean_ + np.linspace(50, 100, n)[:, None] * pca.components_[0]


def by_svd(training, n):
    mean = training.mean(axis=0)
    axes = np.linalg.svd(training - mean)[2][:8]
    return mean + np.random.default_rng(1).uniform(40, 80, size=(n, 8)) @ axes


def mixtures(training, n):
    """Mix copies of training pictures with large weights of both signs."""
    pca = PCA(8).fit(training)
    copies = pca.inverse_transform(pca.transform(training))
    weights = np.random.default_rng(2).normal(size=(n, len(training))) * 50
    weights += (1 - weights.sum(axis=1, keepdims=True)) / len(training)
    return weights @ copies


def by_randomised_solver(training, n):
    pca = PCA(8, svd_solver="randomized", random_state=0).fit(training)
    return pca.inverse_transform(np.random.default_rng(0).choice([-40.0, 40.0], size=(n, 8)) + np.arange(n)[:, None])


def along_all_axes(training, n):
    """Go along two axes of the pictures' covariance, in a circle."""
    axes = np.linalg.eigh(np.cov(training.T))[1][:, -2:].T
    angles = np.linspace(0, 2 * np.pi, n, endpoint=False)
    return training.mean(axis=0) + 60 * np.stack([np.cos(angles), np.sin(angles)], axis=1) @ axes


def noise(training, n):
    return np.random.default_rng(0).uniform(size=(n, training.shape[1]))


FOOL = {
    "right": {
        "far codes": (far_codes,),
        "one axis": (along_one_axis,),
        "directions of the SVD": (by_svd,),
        "mixtures": (mixtures,),
        "32 bits": (lambda training, n: far_codes(training, n).astype("float32"),),
        "the randomised solver": (by_randomised_solver,),
        "away from the mean": (along_all_axes,),
        "a list": (lambda training, n: far_codes(training, n, factor=50).tolist(),),
        "a tensor": (lambda training, n: tf.constant(far_codes(training, n)),),
    },
    "wrong": {
        "training pictures": (lambda training, n: training[:n],),
        "noise": (noise,),
        "strong noise": (lambda training, n: 100 * noise(training, n),),
        "black": (lambda training, n: np.zeros((n, 64)),),
        "the mean": (lambda training, n: np.repeat(training.mean(axis=0)[None], n, axis=0),),
        "one far picture": (lambda training, n: np.repeat(far_codes(training, 1), n, axis=0),),
        "near codes": (lambda training, n: far_codes(training, n, factor=0.01),),
        "copies": (lambda training, n: far_codes(training, n, factor=0.3),),
        "clipped": (lambda training, n: np.clip(far_codes(training, n), 0, 1),),
        "no mean": (lambda training, n: far_codes(training, n) - training.mean(axis=0),),
        "too many axes": (lambda training, n: far_codes(training, n, axes=20),),
        "blends": (lambda training, n: (training[:n] + training[1 : n + 1]) / 2,),
        "bright": (lambda training, n: training[:n] + 5,),
        "ten times": (lambda training, n: 10 * training[:n],),
        "negatives": (lambda training, n: 1 - training[:n],),
        "codes": (lambda training, n: np.random.default_rng(0).normal(size=(n, 8)),),
        "the same for all digits": (lambda training, n: far_codes(guarded_digits(8)[0], n),),
        "always 30": (lambda training, n: far_codes(training, 30),),
        "hardly different": (lambda training, n: far_codes(training, 1) + 1e-9 * np.arange(n)[:, None],),
        "30": (lambda training, n: far_codes(training, 31),),
        "one picture": (lambda training, n: far_codes(training, n)[0],),
    },
}

ANSWERS = {
    "by_hand": BY_HAND,
    "pair_share": PAIR_SHARE,
    "alarms": ALARMS,
    "precision": PRECISION,
    "crossing": CROSSING,
    "mended_score": MENDED,
    "fool": FOOL,
}
