"""Right and plausibly wrong answers to the questions of exercise 9; each answer is a tuple."""

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from scipy.stats import norm
from sklearn.mixture import GaussianMixture

from autoenc_lessons.checks.generate_digits.materials import mixture

PRICES = {
    "right": {"numbers": (0, 8), "floats": (0.0, 8.0), "arrays": (np.array([0]), tf.constant(8.0))},
    "wrong": {
        "swapped": (8, 0),
        "not halved": (0, 16),
        "not squared": (0, 2),
        "the mean": (0, 4),
        "a half": (0.5, 8),
        "the 1 left in": (0, 8.5),
        "the 1 left in twice": (0.5, 8.5),
        "one left blank": (0, ...),
        "text": ("0", "8"),
        "two numbers": ([0, 1], 8),
        "NaN": (0, np.nan),
        "negative": (0, -8),
    },
}


def units(mean, log_variance):
    return (mean**2 + np.exp(log_variance) - 1 - log_variance) / 2


def by_loops(mean, log_variance):
    return [sum(units(m, v) for m, v in zip(*rows, strict=True)) for rows in zip(mean, log_variance, strict=True)]


def in_tensorflow(mean, log_variance):
    return -0.5 * tf.reduce_sum(1 + log_variance - mean**2 - tf.exp(log_variance), axis=1)


def spoils(mean, log_variance):
    mean **= 2
    return units(np.sqrt(mean), log_variance).sum(axis=1)


DIVERGENCE = {
    "right": {
        "sums": (lambda m, v: units(m, v).sum(axis=1),),
        "loops": (by_loops,),
        "Keras": (lambda m, v: 0.5 * keras.ops.sum(m**2 + keras.ops.exp(v) - 1 - v, axis=-1),),
        "32 bits": (lambda m, v: units(m.astype("float32"), v.astype("float32")).sum(axis=1),),
        "TensorFlow in 32 bits": (lambda m, v: in_tensorflow(tf.cast(m, "float32"), tf.cast(v, "float32")),),
        "one by one": (lambda m, v: [float(np.sum(units(*row))) for row in zip(m, v, strict=True)],),
        "deviations": (lambda m, v: np.sum(m**2 + np.exp(v / 2) ** 2 - 1 - 2 * np.log(np.exp(v / 2)), axis=1) / 2,),
    },
    "wrong": {
        "mean over units": (lambda m, v: units(m, v).mean(axis=1),),
        "not halved": (lambda m, v: 2 * units(m, v).sum(axis=1),),
        "the sign": (lambda m, v: -units(m, v).sum(axis=1),),
        "a deviation": (lambda m, v: units(m, 2 * v).sum(axis=1),),
        "over samples": (lambda m, v: units(m, v).sum(axis=0),),
        "one number": (lambda m, v: units(m, v).sum(),),
        "each unit": (units,),
        "no logarithm": (lambda m, v: np.sum(m**2 + np.exp(v) - 1, axis=1) / 2,),
        "a logarithm again": (lambda m, v: np.sum(m**2 + v - 1 - np.log(np.abs(v)), axis=1) / 2,),
        "mean not squared": (lambda m, v: np.sum(m + np.exp(v) - 1 - v, axis=1) / 2,),
        "the 1 forgotten": (lambda m, v: np.sum(m**2 + np.exp(v) - v, axis=1) / 2,),
        "the mean alone": (lambda m, v: np.sum(m**2, axis=1) / 2,),
        "the 1 once a sample": (lambda m, v: (np.sum(m**2 + np.exp(v) - v, axis=1) - 1) / 2,),
        "two units": (lambda m, v: units(m, v)[:, :2].sum(axis=1),),
        "sorted": (lambda m, v: np.sort(units(m, v).sum(axis=1)),),
        "swapped": (lambda m, v: units(v, m).sum(axis=1),),
        "spoils its input": (spoils,),
    },
}


def drawn(mean, log_variance, noise):
    return mean + keras.ops.exp(log_variance / 2) * noise


DRAW = {
    "right": {
        "halved": (lambda m, v, e: m + np.exp(v / 2) * e,),
        "a root": (lambda m, v, e: m + np.sqrt(np.exp(v)) * e,),
        "Keras": (lambda m, v, e: m + keras.ops.exp(0.5 * keras.ops.convert_to_tensor(v)) * e,),
        "lists": (lambda m, v, e: (m + np.exp(v / 2) * e).tolist(),),
        "minus, as likely": (lambda m, v, e: m - np.exp(v / 2) * e,),
        "32 bits": (lambda *given: drawn(*(part.astype("float32") for part in given)),),
        "TensorFlow in 32 bits": (lambda *given: drawn(*(tf.cast(part, "float32") for part in given)),),
        "a frame": (lambda *given: pd.DataFrame(drawn(*given), columns=list("abcdefgh")[: given[0].shape[1]]),),
        "a root, last": (lambda m, v, e: (m / np.sqrt(np.exp(v)) + e) * np.sqrt(np.exp(v)),),
    },
    "wrong": {
        "the variance": (lambda m, v, e: m + np.exp(v) * e,),
        "the logarithm": (lambda m, v, e: m + v * e,),
        "noise alone": (lambda m, v, e: e,),
        "no mean": (lambda m, v, e: np.exp(v / 2) * e,),
        "no deviation": (lambda m, v, e: m + e,),
        "the mean": (lambda m, v, e: m,),
        "own noise": (lambda m, v, e: np.random.default_rng(0).normal(m, np.exp(v / 2)),),
        "plus and minus": (lambda m, v, e: m + np.exp(v / 2) * np.abs(e),),
        "the mean of all": (lambda m, v, e: m.mean() + np.exp(v / 2) * e,),
        "one deviation for all": (lambda m, v, e: m + np.exp(v.mean() / 2) * e,),
        "the deviation alone": (lambda m, v, e: m + np.exp(v / 2),),
        "times": (lambda m, v, e: (m + e) * np.exp(v / 2),),
        "one sample": (lambda m, v, e: (m + np.exp(v / 2) * e)[0],),
        "turned": (lambda m, v, e: (m + np.exp(v / 2) * e).T,),
        "doubled": (lambda m, v, e: m + np.exp(2 * v) * e,),
        "added": (lambda m, v, e: m + np.exp(v / 2) + e,),
    },
}


def squares(x, y):
    return np.sum((x - y) ** 2, axis=1)


LOSS = {
    "right": {
        "NumPy": (lambda x, y: squares(x, y) / 0.08,),
        "Keras": (lambda x, y: keras.ops.sum((x - y) ** 2, axis=-1) / (2 * 0.2**2),),
        "multiplied": (lambda x, y: 12.5 * squares(x, y),),
        "32 bits": (lambda x, y: squares(x.astype("float32"), y.astype("float32")) / 0.08,),
        "TensorFlow in 32 bits": (lambda x, y: tf.reduce_sum((tf.cast(x - y, "float32") / 0.2) ** 2, axis=-1) / 2,),
        "norms": (lambda x, y: np.linalg.norm(x - y, axis=1) ** 2 / 0.08,),
        "distributions": (lambda x, y: 0.5 * np.sum(((x - y) / 0.2) ** 2, axis=1),),
        "from the mean": (lambda x, y: np.mean((x - y) ** 2, axis=1) * x.shape[1] / 0.08,),
    },
    "wrong": {
        "the broken one": (lambda x, y: np.mean((x - y) ** 2, axis=1),),
        "a mean": (lambda x, y: np.mean((x - y) ** 2, axis=1) / 0.08,),
        "the sum": (squares,),
        "not squared": (lambda x, y: squares(x, y) / 0.4,),
        "not twice": (lambda x, y: squares(x, y) / 0.04,),
        "half": (lambda x, y: squares(x, y) / 2,),
        "64 pixels": (lambda x, y: np.mean((x - y) ** 2, axis=1) * 64 / 0.08,),
        "one number": (lambda x, y: squares(x, y).sum() / 0.08,),
        "over pictures": (lambda x, y: np.sum((x - y) ** 2, axis=0) / 0.08,),
        "the likelihood": (lambda x, y: -squares(x, y) / 0.08,),
        "the constant left in": (lambda x, y: -norm.logpdf(x, y, 0.2).sum(axis=1),),
        "half a constant": (lambda x, y: squares(x, y) / 0.08 + x.shape[1] * np.log(0.2),),
        "sorted": (lambda x, y: np.sort(squares(x, y) / 0.08),),
        "a deviation of 0.04": (lambda x, y: squares(x, y) / (2 * 0.04**2),),
        "absolute": (lambda x, y: np.sum(np.abs(x - y), axis=1) / 0.08,),
        "each pixel": (lambda x, y: (x - y) ** 2 / 0.08,),
        "a root": (lambda x, y: np.sqrt(squares(x, y)) / 0.08,),
    },
}

SILENT = {
    "right": {"small": ("b", 1), "text": ("B", "1"), "in brackets": ("(b)", 1.0)},
    "wrong": {f"{a}{n}": (a, n) for a in "abcd" for n in range(1, 5) if (a, n) != ("b", 1)}
    | {"half": ("b", ...), "no such": ("e", 1)},
}


def picked(*, on="validation", pick=max, numbers=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), offset=0):
    def pick_number(train_codes, validation_codes):
        judged = train_codes if on == "train" else validation_codes
        fitted = validation_codes if on == "swapped" else train_codes
        scores = {n: mixture(fitted, n).score(judged) for n in numbers}
        return pick(scores, key=scores.get) + offset

    return pick_number


def by_own_mixtures(train_codes, validation_codes):
    fitted = [GaussianMixture(n, random_state=0).fit(train_codes) for n in range(1, 11)]
    return 1 + int(np.argmax([one.score(validation_codes) for one in fitted]))


def by_sums(train_codes, validation_codes):
    best, score = 1, -np.inf
    for n in range(1, 11):
        found = mixture(train_codes, n).score_samples(validation_codes).sum()
        if found > score:
            best, score = n, found
    return best


PICK = {
    "right": {
        "by score": (picked(),),
        "an array": (lambda t, v: np.array([picked()(t, v)]),),
        "up to 8": (picked(numbers=range(1, 9)),),
        "mixtures of its own": (by_own_mixtures,),
        "sums": (by_sums,),
        "a float": (lambda t, v: float(picked()(t, v)),),
    },
    "wrong": {
        "training codes": (picked(on="train"),),
        "fitted to the judges": (picked(on="swapped"),),
        "the worst": (picked(pick=min),),
        "always 1": (lambda t, v: 1,),
        "always 10": (lambda t, v: 10,),
        "counted from 0": (picked(offset=-1),),
        "the score": (lambda t, v: max(mixture(t, n).score(v) for n in range(1, 11)),),
        "all scores": (lambda t, v: [mixture(t, n).score(v) for n in range(1, 5)],),
        "always 4": (lambda t, v: 4,),
        "always 2": (lambda t, v: 2,),
        "always 5": (lambda t, v: 5,),
        "one more": (picked(offset=1),),
        "two more": (picked(offset=2),),
        "only even numbers to 10, from 6": (picked(numbers=(6, 8, 10)),),
        "three more": (picked(offset=3),),
        "the number of codes": (lambda t, v: len(t),),
        "the number of units": (lambda t, v: 20,),
        "a half": (lambda t, v: 2.5,),
    },
}


def noisy(size, start=0):
    def deceive(train_x, n_samples):
        noise = np.random.default_rng(0).normal(0, size, size=(n_samples, 64))
        return np.clip(train_x[start : start + n_samples] + noise, 0, 1)

    return deceive


def one_pixel(train_x, n_samples):
    samples = train_x[:n_samples].copy()
    samples[:, 27] = np.where(samples[:, 27] > 0.5, samples[:, 27] - 0.05, samples[:, 27] + 0.05)
    return samples


def in_place(train_x, n_samples):
    train_x *= 0.99
    return train_x[:n_samples]


DECEIVE = {
    "right": {
        "a little noise": (noisy(0.02),),
        "darker": (lambda x, n: 0.98 * x[:n],),
        "one pixel": (one_pixel,),
        "hardly any noise": (noisy(1e-9),),
        "32 bits": (lambda x, n: noisy(0.02)(x.astype("float32"), n).astype("float32"),),
        "the last ones": (lambda x, n: 0.97 * x[-n:] + 0.01,),
        "drawn": (lambda x, n: 0.98 * x[np.random.default_rng(1).choice(len(x), n, replace=False)],),
        "a list": (lambda x, n: (0.98 * x[:n]).tolist(),),
        "rounded a little beyond": (lambda x, n: x[:n] * 0.7 + 0.3 * x[:n] + 1e-9 * (x[:n] > 0.4),),
        "a breath of the next": (lambda x, n: 0.97 * x[:n] + 0.03 * x[1 : n + 1],),
    },
    "wrong": {
        "copies": (lambda x, n: x[:n],),
        "loud noise": (noisy(0.4),),
        "noise alone": (lambda x, n: np.random.default_rng(0).uniform(size=(n, 64)),),
        "one digit": (lambda x, n: np.repeat(0.98 * x[:1], n, axis=0),),
        "two in turn": (lambda x, n: 0.98 * x[np.arange(n) % 2],),
        "fades": (lambda x, n: (x[:n] + x[1 : n + 1]) / 2,),
        "the mean picture": (lambda x, n: np.repeat(x.mean(axis=0)[None], n, axis=0),),
        "shades beyond": (lambda x, n: 1.02 * x[:n] + 0.02,),
        "all of them": (lambda x, n: 0.98 * x,),
        "one too few": (lambda x, n: 0.98 * x[: n - 1],),
        "one exact copy": (lambda x, n: np.concatenate([x[:1], 0.98 * x[1:n]]),),
        "some noise": (noisy(0.15),),
        "a little beyond": (lambda x, n: x[:n] * 1.0004,),
        "those like the first": (lambda x, n: 0.98 * np.resize(x[np.argsort(squares(x, x[:1]))[:40]], (n, 64)),),
        "always 300": (lambda x, n: 0.98 * x[:299],),
        "in place": (in_place,),
        "inverted": (lambda x, n: 1 - x[:n],),
        "more contrast": (lambda x, n: np.clip(1.5 * x[:n], 0, 1),),
        "pictures of 8 x 8": (lambda x, n: 0.98 * x[:n].reshape(-1, 8, 8),),
    },
}

ANSWERS = {
    "prices": PRICES,
    "divergence": DIVERGENCE,
    "draw": DRAW,
    "repaired_loss": LOSS,
    "silent_unit": SILENT,
    "pick_number": PICK,
    "deceive": DECEIVE,
}
