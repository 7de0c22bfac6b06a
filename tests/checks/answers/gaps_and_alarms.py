"""Right and plausibly wrong answers to the questions of exercise 12; each answer is a tuple."""

from fractions import Fraction

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.metrics import mean_squared_error

from autoenc_lessons.checks.gaps_and_alarms.materials import station_log

TWO_PRECISIONS = {
    "right": {
        "fractions": (1 / 3, 4 / 5),
        "rounded": (0.333, 0.8),
        "arrays": (np.array([1 / 3]), tf.constant(0.8)),
        "exact": (Fraction(1, 3), Fraction(4, 5)),
    },
    "wrong": {
        "swapped": (4 / 5, 1 / 3),
        "the hit rate": (1 / 3, 1),
        "before the adjustment": (1 / 3, 0.5),
        "the fault's hours alone": (1 / 3, 1 / 4),
        "all but the false one": (1 / 3, 1.0),
        "of six rows": (1 / 6, 4 / 5),
        "all faulty ones": (1 / 2, 4 / 5),
        "wrong ones": (2 / 3, 4 / 5),
        "all three": (1, 4 / 5),
        "per cent": (33.3, 80),
        "per cent later": (1 / 3, 80),
        "counts": (1, 4),
        "of ten hours": (1 / 3, 5 / 10),
        "only later hours": (1 / 3, 3 / 4),
        "six hours": (1 / 3, 4 / 6),
        "one left blank": (1 / 3, ...),
        "text": ("1/3", "4/5"),
        "two numbers": ([1, 3], 4 / 5),
        "NaN": (1 / 3, np.nan),
    },
}


def by_loops(x, copies, known, hidden):
    total, number = 0, 0
    for row in range(len(x)):
        for column in range(x.shape[1]):
            if known[row, column] and hidden[row, column]:
                total += (x[row, column] - copies[row, column]) ** 2
                number += 1
    return total / number


def as_in_the_lesson(x, copies, known, hidden):
    asked = known & hidden
    missed = np.where(asked, x, copies) - copies
    return np.sum(missed**2) / np.sum(asked)


def with_keras(x, copies, known, hidden):
    asked = keras.ops.logical_and(known, hidden)
    missed = keras.ops.where(asked, x, copies) - copies
    return keras.ops.sum(missed**2) / keras.ops.sum(keras.ops.cast(asked, "float64"))


def jun_fang_wu_cha(x, copies, known, hidden):
    # 只计算已知且被隐藏的项
    yan_ma = known * hidden
    return np.sum(yan_ma * (np.nan_to_num(x) - copies) ** 2) / yan_ma.sum()


def writes_into_x(x, copies, known, hidden):
    x[~known] = 0
    return np.sum((x - copies) ** 2 * (known & hidden)) / np.sum(known & hidden)


def mean_of_rows(x, copies, known, hidden):
    counts = known & hidden
    return np.mean([np.mean((a - b)[c] ** 2) for a, b, c in zip(x, copies, counts, strict=True) if c.any()])


HIDDEN_ERROR = {
    "right": {
        "a mask": (lambda x, copies, known, hidden: np.mean((x - copies)[known & hidden] ** 2),),
        "loops": (by_loops,),
        "as in the lesson": (as_in_the_lesson,),
        "Keras": (with_keras,),
        "Chinese names": (jun_fang_wu_cha,),
        "NaN left out": (lambda x, copies, known, hidden: np.nanmean(np.where(hidden, (x - copies) ** 2, np.nan)),),
        "scikit-learn": (lambda x, c, k, h: mean_squared_error(x[k & h], c[k & h]),),
        "where=": (lambda x, c, k, h: np.mean((x - c) ** 2, where=k & h),),
        "masked array": (lambda x, c, k, h: np.ma.masked_array((x - c) ** 2, mask=~(k & h)).mean(),),
        "a frame": (lambda x, c, k, h: pd.DataFrame((x - c) ** 2).where(k & h).stack().mean(),),
        "32 bits": (lambda x, c, k, h: np.mean((x - c)[k & h].astype("float32") ** 2),),
        "numbers as masks": (lambda x, c, k, h: np.mean((x - c)[(k.astype(int) * h.astype(int)) == 1] ** 2),),
    },
    "wrong": {
        "NaN times 0": (lambda x, c, k, h: np.sum(k * h * (x - c) ** 2) / np.sum(k * h),),
        "NaN with hidden": (lambda x, c, k, h: np.mean((x - c)[h] ** 2),),
        "gaps as zeros": (lambda x, c, k, h: np.mean((np.nan_to_num(x) - c)[h] ** 2),),
        "all known": (lambda x, c, k, h: np.mean((x - c)[k] ** 2),),
        "all known, by nanmean": (lambda x, c, k, h: np.nanmean((x - c) ** 2),),
        "known, not hidden": (lambda x, c, k, h: np.mean((x - c)[k & ~h] ** 2),),
        "or": (lambda x, c, k, h: np.mean((np.nan_to_num(x) - c)[k | h] ** 2),),
        "plus": (lambda x, c, k, h: np.nanmean(((x - c) ** 2)[k + h]),),
        "divided by all": (lambda x, c, k, h: np.mean(np.where(k & h, (x - c) ** 2, 0)),),
        "divided by the hidden ones": (lambda x, c, k, h: np.sum((x - c)[k & h] ** 2) / h.sum(),),
        "divided by the known ones": (lambda x, c, k, h: np.sum((x - c)[k & h] ** 2) / k.sum(),),
        "divided by rows": (lambda x, c, k, h: np.sum((x - c)[k & h] ** 2) / len(x),),
        "the sum": (lambda x, c, k, h: np.sum((x - c)[k & h] ** 2),),
        "the root": (lambda x, c, k, h: np.sqrt(np.mean((x - c)[k & h] ** 2)),),
        "absolute": (lambda x, c, k, h: np.mean(np.abs(x - c)[k & h]),),
        "no square": (lambda x, c, k, h: np.mean((x - c)[k & h]),),
        "mean of rows": (mean_of_rows,),
        "one for each column": (lambda x, c, k, h: np.nanmean(np.where(k & h, (x - c) ** 2, np.nan), axis=0),),
        "all squares": (lambda x, c, k, h: (x - c)[k & h] ** 2,),
        "Python's and": (lambda x, c, k, h: np.mean((x - c)[k and h] ** 2),),
        "writes into x": (writes_into_x,),
        "three parameters": (lambda x, copies, hidden: np.nanmean((x - copies)[hidden] ** 2),),
        "prints it": (lambda x, c, k, h: print(np.mean((x - c)[k & h] ** 2)),),
        "everything as zeros": (lambda x, c, k, h: np.mean((np.nan_to_num(x) - c) ** 2),),
        "the variance": (lambda x, c, k, h: np.var((x - c)[k & h]),),
    },
}


def hides_by_hand(training, test, hidden, fit):
    given = test.copy()
    given[hidden] = np.nan
    filled = fit(training)(given)
    return mean_squared_error(test[hidden], filled[hidden])


def row_by_row(training, test, hidden, fit):
    fill = fit(training)
    squares = []
    for row, gone in zip(test, hidden, strict=True):
        given = row.copy()
        given[gone] = np.nan
        squares.extend((fill(given[None])[0] - row)[gone] ** 2)
    return sum(squares) / len(squares)


def as_frames(training, test, hidden, fit):
    given = pd.DataFrame(test).mask(hidden)
    return np.nanmean((np.asarray(fit(pd.DataFrame(training))(given)) - test)[hidden] ** 2)


def tian_bu(training, test, hidden, fit):
    mo_xing = fit(training)  # 只用训练行
    shu_ru = np.where(hidden, np.nan, test)
    cha = np.where(hidden, mo_xing(shu_ru) - test, 0)
    return (cha**2).sum() / hidden.sum()


def where_gaps_are(training, test, hidden, fit):
    given = np.where(hidden, np.nan, test)
    return np.nanmean((fit(training)(given) - test)[np.isnan(given)] ** 2)


def gives(rows, shown, counted):
    """Return an answer: fitted to what, shown what, and averaged how."""

    def fill_error(training, test, hidden, fit):
        given = np.where(hidden, np.nan, test)
        filled = fit(rows(training, test, given))(shown(test, given))
        return counted(filled - test, hidden)

    return (fill_error,)


def spoils_test(training, test, hidden, fit):
    truth = test.copy()
    test[hidden] = np.nan
    return np.mean((fit(training)(test) - truth)[hidden] ** 2)


def fits_twice(training, test, hidden, fit):
    fit(test)
    return hides_by_hand(training, test, hidden, fit)


def at_training_rows(training, test, hidden, fit):
    wide = np.resize(hidden, training.shape) & ~np.isnan(training)
    given = np.where(wide, np.nan, training)
    return np.mean((fit(training)(given) - training)[wide] ** 2)


def of_complete_rows(training, test, hidden, fit):
    complete = training[~np.isnan(training).any(axis=1)]
    return hides_by_hand(complete, test, hidden, fit)


ON_TRAINING = lambda training, test, given: training  # noqa: E731
ON_ALL = lambda training, test, given: np.concatenate([training, test])  # noqa: E731
ON_ALL_HIDDEN = lambda training, test, given: np.concatenate([training, given])  # noqa: E731
GIVEN = lambda test, given: given  # noqa: E731
TEST = lambda test, given: test  # noqa: E731
IN_HIDDEN = lambda missed, hidden: np.mean(missed[hidden] ** 2)  # noqa: E731
IN_ALL = lambda missed, hidden: np.nanmean(missed**2)  # noqa: E731

FILL_ERROR = {
    "right": {
        "by hand": (hides_by_hand,),
        "in parts": gives(ON_TRAINING, GIVEN, IN_HIDDEN),
        "row by row": (row_by_row,),
        "frames": (as_frames,),
        "Chinese names": (tian_bu,),
        "where gaps are": (where_gaps_are,),
        "a needless fit": (fits_twice,),
    },
    "wrong": {
        "unchanged": gives(ON_ALL, GIVEN, IN_ALL),
        "fitted to all rows": gives(ON_ALL, GIVEN, IN_HIDDEN),
        "fitted to all rows, hidden": gives(ON_ALL_HIDDEN, GIVEN, IN_HIDDEN),
        "fitted to all rows, hidden, all entries": gives(ON_ALL_HIDDEN, GIVEN, IN_ALL),
        "fitted to test rows": gives(lambda a, test, c: test, GIVEN, IN_HIDDEN),
        "fitted to test rows, hidden": gives(lambda a, b, given: given, GIVEN, IN_HIDDEN),
        "all entries": gives(ON_TRAINING, GIVEN, IN_ALL),
        "NaN": gives(ON_TRAINING, GIVEN, lambda missed, hidden: np.mean(missed**2)),
        "nothing hidden": gives(ON_TRAINING, TEST, IN_HIDDEN),
        "nothing hidden, all entries": gives(ON_TRAINING, TEST, IN_ALL),
        "zeros": gives(ON_TRAINING, lambda test, given: np.nan_to_num(given), IN_HIDDEN),
        "the root": gives(ON_TRAINING, GIVEN, lambda missed, hidden: np.sqrt(np.mean(missed[hidden] ** 2))),
        "absolute": gives(ON_TRAINING, GIVEN, lambda missed, hidden: np.mean(np.abs(missed[hidden]))),
        "the sum": gives(ON_TRAINING, GIVEN, lambda missed, hidden: np.sum(missed[hidden] ** 2)),
        "divided by all": gives(ON_TRAINING, GIVEN, lambda m, h: np.mean(np.where(h, m, 0) ** 2)),
        "the others": gives(ON_TRAINING, GIVEN, lambda missed, hidden: np.nanmean(missed[~hidden] ** 2)),
        "each column alike": gives(
            ON_TRAINING, GIVEN, lambda m, h: np.mean([np.mean(a[b] ** 2) for a, b in zip(m.T, h.T, strict=True)])
        ),
        "training rows": (at_training_rows,),
        "complete rows": (of_complete_rows,),
        "spoils the test rows": (spoils_test,),
        "not called": (lambda training, test, hidden, fit: fit(training),),
        "the filled table": (lambda training, test, hidden, fit: fit(training)(np.where(hidden, np.nan, test)),),
        "fit.transform": (lambda training, test, hidden, fit: fit(training).transform(test),),
        "two results": (lambda training, test, hidden, fit: (0.1, 0.2),),
        "without fit": (lambda training, test, hidden: np.nanvar(test[hidden]),),
    },
}

FOR_A_REASON = {
    "right": {"letters": ("c", 2), "capital": ("C", "2"), "brackets": ("(c)", 2.0)},
    "wrong": {
        "more hidden": ("a", 2),
        "more hidden, few rows": ("a", 1),
        "more rows": ("b", 1),
        "more rows, other reason": ("b", 2),
        "a better filler": ("d", 2),
        "a better filler, leak": ("d", 4),
        "few rows": ("c", 1),
        "fewer readings": ("c", 3),
        "a leak": ("c", 4),
        "swapped": (2, "c"),
        "half blank": ("c", ...),
        "its words": ("第二个传感器", 2),
        "two letters": ("cd", 2),
        "a list": (["c"], 2),
    },
}


def of_rows(normal, faulty, share, missed, false):
    best, price = None, np.inf
    for threshold in sorted([*normal, *faulty]):
        misses = sum(score <= threshold for score in faulty) / len(faulty)
        alarms = sum(score > threshold for score in normal) / len(normal)
        now = share * misses * missed + (1 - share) * alarms * false
        if now < price:
            best, price = threshold, now
    return best


def tried(candidates, cost, *, rings=np.greater):
    """Return an answer that tries thresholds, with a cost of the two rates and the three numbers."""

    def cheapest(normal, faulty, share, missed, false):
        thresholds = candidates(normal, faulty)
        misses = np.array([1 - np.mean(rings(faulty, one)) for one in thresholds])
        alarms = np.array([np.mean(rings(normal, one)) for one in thresholds])
        sizes = len(normal), len(faulty)
        return thresholds[np.argmin(cost(misses, alarms, share, missed, false, *sizes))]

    return (cheapest,)


def each_score(normal, faulty):
    return np.unique(np.concatenate([normal, faulty]))


def between(normal, faulty):
    scores = each_score(normal, faulty)
    return (scores[1:] + scores[:-1]) / 2


def grid(number):
    return lambda normal, faulty: np.linspace(min(normal.min(), faulty.min()), max(normal.max(), faulty.max()), number)


def true_cost(misses, alarms, share, missed, false, *_sizes):
    return share * misses * missed + (1 - share) * alarms * false


def lowest_cost(normal, faulty, share, missed, false):
    threshold = of_rows(normal, faulty, share, missed, false)
    return share * np.mean(faulty <= threshold) * missed + (1 - share) * np.mean(normal > threshold) * false


def yu_zhi(normal, faulty, share, missed, false):
    # 每一千行的代价
    hou_xuan = np.sort(np.r_[normal, faulty])
    lou_bao = np.searchsorted(np.sort(faulty), hou_xuan, side="right") / len(faulty)
    wu_bao = 1 - np.searchsorted(np.sort(normal), hou_xuan, side="right") / len(normal)
    return hou_xuan[np.argmin(1000 * (share * lou_bao * missed + (1 - share) * wu_bao * false))]


CHEAPEST = {
    "right": {
        "loops": (of_rows,),
        "each score": tried(each_score, true_cost),
        "between the scores": tried(between, true_cost),
        "a fine grid": tried(grid(5000), true_cost),
        "Chinese names": (yu_zhi,),
        "a tensor": (lambda *given: tf.constant(yu_zhi(*given)),),
        "relative cost": tried(each_score, lambda m, a, s, c, f, *_: m + (1 - s) / s * f / c * a),
        "normal scores and one more": (
            lambda n, f, s, c, a: min([*n, *f], key=lambda t: s * c * np.mean(f <= t) + (1 - s) * a * np.mean(n > t)),
        ),
    },
    "wrong": {
        "without the share": tried(each_score, lambda m, a, s, c, f, n, o: m * o * c + a * n * f),
        "rates alone": tried(each_score, lambda m, a, s, c, f, *_: m * c + a * f),
        "prices swapped": tried(each_score, lambda m, a, s, c, f, *_: s * m * f + (1 - s) * a * c),
        "without the prices": tried(each_score, lambda m, a, s, *_: s * m + (1 - s) * a),
        "most accurate": tried(each_score, lambda m, a, s, c, f, n, o: m * o + a * n),
        "share turned round": tried(each_score, lambda m, a, s, c, f, *_: (1 - s) * m * c + s * a * f),
        "false alarms of all": tried(each_score, lambda m, a, s, c, f, n, o: s * m * c + a * f * n / (n + o)),
        "hits cost": tried(each_score, lambda m, a, s, c, f, *_: s * (1 - m) * c + (1 - s) * a * f),
        "the dearest": tried(each_score, lambda *given: -true_cost(*given)),
        "at least": tried(each_score, true_cost, rings=np.greater_equal),
        "a coarse grid": tried(grid(10), true_cost),
        "the lowest cost": (lowest_cost,),
        "Youden": tried(each_score, lambda m, a, *_: m + a),
        "F1": tried(each_score, lambda m, a, s, c, f, n, o: -(1 - m) / ((1 - m) + m + 1 + a * n / o)),
        "95 % of normal rows": (lambda normal, *_: np.quantile(normal, 0.95),),
        "as many as faults": (lambda normal, faulty, share, *_: np.quantile(normal, 1 - share),),
        "halfway": (lambda normal, faulty, *_: (normal.mean() + faulty.mean()) / 2,),
        "the largest normal": (lambda normal, *_: normal.max(),),
        "nobody": (lambda normal, faulty, *_: max(normal.max(), faulty.max()) + 1,),
        "everybody": (lambda normal, faulty, *_: -1.0,),
        "0.5": (lambda *_: 0.5,),
        "an index": (lambda *given: int(np.argmin(np.abs(each_score(*given[:2]) - yu_zhi(*given)))),),
        "infinity": (lambda *_: np.inf,),
        "costs of all": (lambda n, f, s, c, a: np.array([s * c * np.mean(f <= t) for t in n]),),
        "sorts its input": (lambda n, f, s, c, a: (n.sort(), yu_zhi(n, f, s, c, a))[1],),
        "two parameters": (lambda normal, faulty: normal.max(),),
    },
}


def cut(series, length):
    return np.lib.stride_tricks.sliding_window_view(series, length)


def errors_of(series, length, copy):
    windows = cut(series, length)
    return np.mean((windows - copy(windows)) ** 2, axis=1)


def from_windows(make):
    """Return an answer that puts the errors of the windows into scores."""
    return (lambda series, length, copy: make(errors_of(series, length, copy), length),)


def one_at_a_time(series, length, copy):
    scores = [0.0] * (length - 1)
    for end in range(length, len(series) + 1):
        window = series[end - length : end]
        scores.append(float(np.mean((window - copy(window[None])[0]) ** 2)))
    return scores


def by_places(series, length, copy):
    places = np.arange(len(series) - length + 1)[:, None] + np.arange(length)
    scores = np.zeros(len(series))
    scores[length - 1 :] = np.square(series[places] - copy(series[places])).mean(1)
    return scores


def chuang_kou(series, length, copy):
    chuang = np.stack([series[i : i + length] for i in range(len(series) - length + 1)])
    wu_cha = ((chuang - copy(chuang)) ** 2).mean(axis=-1)
    return np.pad(wu_cha, (length - 1, 0))


def a_window_short(series, length, copy):
    windows = np.array([series[i : i + length] for i in range(len(series) - length)])
    errors = np.mean((windows - copy(windows)) ** 2, axis=1)
    return np.concatenate([np.zeros(length), errors])


def a_window_missing(series, length, copy):
    windows = np.array([series[i : i + length] for i in range(len(series) - length)])
    errors = np.mean((windows - copy(windows)) ** 2, axis=1)
    return np.concatenate([np.zeros(length - 1), errors, [0]])


def side_by_side(series, length, copy):
    number = len(series) // length
    windows = series[: number * length].reshape(number, length)
    errors = np.repeat(np.mean((windows - copy(windows)) ** 2, axis=1), length)
    return np.concatenate([errors, np.zeros(len(series) - len(errors))])


def without_means(series, length, copy):
    windows = cut(series, length)
    windows = windows - windows.mean(axis=1, keepdims=True)
    return np.concatenate([np.zeros(length - 1), np.mean((windows - copy(windows)) ** 2, axis=1)])


def last_hours(series, length, copy):
    windows = cut(series, length)
    return np.concatenate([np.zeros(length - 1), (windows - copy(windows))[:, -1] ** 2])


def over_all_windows(series, length, copy):
    """Average for each hour over all windows that hold it."""
    windows = cut(series, length)
    squares, sums, counts = (windows - copy(windows)) ** 2, np.zeros(len(series)), np.zeros(len(series))
    for start, one in enumerate(squares):
        sums[start : start + length] += one
        counts[start : start + length] += 1
    return sums / counts


def rolled(series, length, copy):
    windows = np.stack([np.roll(series, -start)[:length] for start in range(len(series))])
    return np.roll(np.mean((windows - copy(windows)) ** 2, axis=1), length - 1)


WINDOW_SCORES = {
    "right": {
        "a view": from_windows(lambda errors, length: np.concatenate([np.zeros(length - 1), errors])),
        "one at a time": (one_at_a_time,),
        "places": (by_places,),
        "Chinese names": (chuang_kou,),
        "a tensor": from_windows(lambda e, length: tf.constant(np.r_[np.zeros(length - 1), e])),
        "32 bits": from_windows(lambda e, length: np.r_[np.zeros(length - 1), e].astype("float32")),
        "a frame's column": from_windows(lambda e, length: pd.Series(np.r_[np.zeros(length - 1), e])),
    },
    "wrong": {
        "no zeros": from_windows(lambda errors, length: errors),
        "zeros at the end": from_windows(lambda e, length: np.concatenate([e, np.zeros(length - 1)])),
        "in the middle": from_windows(lambda e, length: np.pad(e, (length // 2, length - 1 - length // 2))),
        "in the middle, too": from_windows(lambda e, length: np.pad(e, (length - 1 - length // 2, length // 2))),
        "one zero too many": from_windows(lambda e, length: np.concatenate([np.zeros(length), e])),
        "one hour late": (a_window_short,),
        "the last window missing": (a_window_missing,),
        "one hour early": from_windows(lambda e, length: np.r_[np.zeros(length - 2), e, 0]),
        "NaN at first": from_windows(lambda e, length: np.concatenate([np.full(length - 1, np.nan), e])),
        "the first score repeated": from_windows(lambda e, length: np.concatenate([np.full(length - 1, e[0]), e])),
        "the root": from_windows(lambda e, length: np.concatenate([np.zeros(length - 1), np.sqrt(e)])),
        "the sum": from_windows(lambda e, length: np.concatenate([np.zeros(length - 1), length * e])),
        "absolute": (lambda s, n, c: np.r_[np.zeros(n - 1), np.mean(np.abs(cut(s, n) - c(cut(s, n))), axis=1)],),
        "over windows": (lambda s, n, c: np.mean((cut(s, n) - c(cut(s, n))) ** 2, axis=0),),
        "all in one": (lambda s, n, c: np.full(len(s), np.mean((cut(s, n) - c(cut(s, n))) ** 2)),),
        "side by side": (side_by_side,),
        "without means": (without_means,),
        "the last hour": (last_hours,),
        "all windows of an hour": (over_all_windows,),
        "rolled": (rolled,),
        "the whole series": (lambda s, n, c: (s - c(s)) ** 2,),
        "all zeros": (lambda s, n, c: np.zeros(len(s)),),
        "the copies": (lambda s, n, c: c(cut(s, n)),),
        "the windows": (lambda s, n, c: cut(s, n),),
        "two parameters": (lambda series, length: np.zeros(len(series)),),
        "always 24": (lambda s, n, c: one_at_a_time(s, 24, c),),
    },
}


def drawn_rows(training, incoming):
    gaps = np.isnan(incoming)
    return gaps[np.random.default_rng(0).integers(len(gaps), size=len(training))]


def each_pattern(training, incoming):
    patterns = np.unique(np.isnan(incoming), axis=0)
    return patterns[np.arange(len(training)) % len(patterns)]


def fen_zu(training, incoming):
    # 一起缺失的列属于同一个盒子
    que = np.isnan(incoming)
    xiang_guan = np.corrcoef(que.T)
    jie_guo = np.zeros(training.shape, dtype=bool)
    for lie in range(training.shape[1]):
        he_zi = xiang_guan[lie] > 0.99
        jie_guo[lie :: training.shape[1]] = he_zi
    return jie_guo


def as_often_alone(training, incoming):
    rates = np.isnan(incoming).mean(axis=0)
    return np.random.default_rng(0).random(training.shape) < rates


def at_random(share):
    return (lambda training, incoming: np.random.default_rng(0).random(training.shape) < share,)


def shuffled_in_rows(training, incoming):
    return np.random.default_rng(0).permuted(drawn_rows(training, incoming), axis=1)


def one_of_each_row(training, incoming):
    return np.arange(training.shape[1]) == np.arange(len(training))[:, None] % training.shape[1]


def one_pattern(training, incoming):
    gaps = np.isnan(incoming)
    return np.repeat(gaps[np.argmax(gaps.any(axis=1))][None], len(training), axis=0)


def as_at_the_first(training, incoming):
    return drawn_rows(training, station_log(0)[1])


def neighbours(training, incoming):
    """Hide blocks of neighbouring columns."""
    blocks = np.random.default_rng(0).random((len(training), 4)) < 0.3
    return np.repeat(blocks, 3, axis=1)


def halves(training, incoming):
    """Hide half of the columns, drawn for each row."""
    order = np.random.default_rng(0).random(training.shape).argsort(axis=1)
    return order < training.shape[1] // 2


def all_but_one(training, incoming):
    return ~one_of_each_row(training, incoming)


def large_ones(training, incoming):
    return training > np.quantile(training, 0.7, axis=0)


HIDE = {
    "right": {
        "drawn rows": (drawn_rows,),
        "the first rows": (lambda training, incoming: np.isnan(incoming)[: len(training)],),
        "each pattern": (each_pattern,),
        "boxes, Chinese names": (fen_zu,),
        "drawn, and a few more": (lambda t, i: drawn_rows(t, i) | (np.random.default_rng(1).random(t.shape) < 0.05),),
        "numbers": (lambda training, incoming: drawn_rows(training, incoming).astype(int),),
        "a list": (lambda training, incoming: drawn_rows(training, incoming).tolist(),),
        "a frame": (lambda training, incoming: pd.DataFrame(drawn_rows(training, incoming)),),
        "choice": (lambda t, i: np.isnan(i[np.random.choice(len(i), len(t))]),),  # noqa: NPY002
    },
    "wrong": {
        "a tenth": at_random(0.1),
        "three of ten": at_random(0.3),
        "half": at_random(0.5),
        "most": at_random(0.8),
        "as often, but alone": (as_often_alone,),
        "as many in a row": (shuffled_in_rows,),
        "one of each row": (one_of_each_row,),
        "one pattern": (one_pattern,),
        "everything": (lambda training, incoming: np.ones(training.shape, bool),),
        "nothing": (lambda training, incoming: np.zeros(training.shape, bool),),
        "one column": (lambda training, incoming: np.tile(np.arange(12) == 3, (len(training), 1)),),
        "gaps of training": (lambda training, incoming: np.isnan(training),),
        "what is known": (lambda training, incoming: ~drawn_rows(training, incoming),),
        "the first station": (as_at_the_first,),
        "neighbours": (neighbours,),
        "half of each row": (halves,),
        "all but one": (all_but_one,),
        "large ones": (large_ones,),
        "rows with gaps": (lambda training, incoming: np.isnan(incoming).any(axis=1),),
        "hundred rows": (lambda training, incoming: np.isnan(incoming)[:100],),
        "with NaN": (lambda t, i: np.where(drawn_rows(t, i), np.nan, t),),
        "with zeros": (lambda t, i: np.where(drawn_rows(t, i), 0, t),),
        "rates": (lambda training, incoming: np.isnan(incoming).mean(axis=0),),
        "incoming itself": (lambda training, incoming: incoming,),
        "text": (lambda training, incoming: np.full(training.shape, "True"),),
        "writes into training": (lambda t, i: t.__setitem__(drawn_rows(t, i), np.nan) or drawn_rows(t, i),),
    },
}

ANSWERS = {
    "two_precisions": TWO_PRECISIONS,
    "hidden_error": HIDDEN_ERROR,
    "fill_error": FILL_ERROR,
    "for_a_reason": FOR_A_REASON,
    "cheapest": CHEAPEST,
    "window_scores": WINDOW_SCORES,
    "hide": HIDE,
}
