"""Right and plausibly wrong answers to the questions of exercise 11; each answer is a tuple."""

from fractions import Fraction

import numpy as np
import pandas as pd
import tensorflow as tf
from scipy import stats
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GroupShuffleSplit, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

COUNTS = {
    "right": {
        "numbers": (5, 9),
        "floats": (5.0, 9.0),
        "arrays": (np.array([5]), tf.constant(9)),
        "fractions": (Fraction(5), 3 + 4 + 2),
    },
    "wrong": {
        "swapped": (9, 5),
        "all columns": (9, 13),
        "only what names a row is left out": (8, 12),
        "the answer stays": (6, 11),
        "the answer's words stay": (5, 11),
        "the twin stays": (6, 10),
        "numbers alone": (3, 3),
        "no one-hot": (5, 5),
        "yes or no is one feature": (5, 8),
        "one word less each": (5, 7),
        "the words alone": (5, 6),
        "neither of the twins": (4, 8),
        "one left blank": (5, ...),
        "text": ("five", "nine"),
        "names": (["age", "height", "weight", "town", "smokes"], 9),
        "a tuple in one": ((5, 9), 9),
        "way off": (5, 40),
    },
}


def is_number(column):
    return pd.api.types.is_numeric_dtype(column)


def is_whole(column):
    return not is_number(column) or bool(np.all(column == np.round(column)))


def dropped(table, *, constant=True, ids=True, twins=True, whole=is_whole, limit=0.9999, sign=False, other="left"):
    """Return the columns to drop, or what comes out if one of the rules is missing or another."""
    names = []
    columns = list(table.columns)
    for place, name in enumerate(columns):
        column = table[name]
        if constant and column.nunique() == 1 or ids and whole(column) and column.nunique() == len(table):
            names.append(name)
            continue
        if not twins or not is_number(column):
            continue
        others = {"left": columns[:place], "right": columns[place + 1 :], "all": columns[:place] + columns[place + 1 :]}
        for one in others[other]:
            if is_number(table[one]) and table[one].nunique() > 1:
                found = np.corrcoef(table[one], column)[0, 1]
                if (found if sign else abs(found)) > limit:
                    names.append(name)
                    break
    return names


def by_matrix(table):
    """用相关矩阵找出重复的列。"""
    numbers = table.select_dtypes("number")
    corr = numbers.corr().abs().to_numpy()
    upper = np.triu(corr, k=1)
    doubled = [numbers.columns[j] for j in range(upper.shape[1]) if (upper[:, j] > 0.9999).any()]
    constant = [c for c in table if table[c].nunique() == 1]
    ids = [c for c in table if table[c].is_unique and (not is_number(table[c]) or (table[c] % 1 == 0).all())]
    return doubled + constant + ids


def exactly_equal(table):
    names = dropped(table, twins=False)
    return names + [c for i, c in enumerate(table) if any(table[c].equals(table[d]) for d in table.columns[:i])]


def by_kind(table):
    return dropped(table, whole=lambda column: column.dtype.kind in "iO")


def drops_in_place(table):
    names = dropped(table)
    for name in names:
        del table[name]
    return names


COLUMNS = {
    "right": {
        "loops": (dropped,),
        "a matrix": (by_matrix,),
        "a set": (lambda table: set(dropped(table)),),
        "an index": (lambda table: pd.Index(dropped(table)),),
        "an array": (lambda table: np.array(dropped(table)),),
        "a series": (lambda table: pd.Series(dropped(table)),),
        "names twice": (lambda table: dropped(table) + dropped(table),),
        "backwards": (lambda table: tuple(dropped(table)[::-1]),),
        "marks": (lambda table: [name in dropped(table) for name in table.columns],),
        "marks of pandas": (lambda table: table.columns.isin(dropped(table)),),
    },
    "wrong": {
        "nothing dropped": (lambda table: [],),
        "all dropped": (lambda table: list(table.columns),),
        "constants stay": (lambda table: dropped(table, constant=False),),
        "ids stay": (lambda table: dropped(table, ids=False),),
        "twins stay": (lambda table: dropped(table, twins=False),),
        "all that never repeats": (lambda table: dropped(table, whole=lambda column: True),),
        "ids by their kind": (by_kind,),
        "ids are texts": (lambda table: dropped(table, whole=lambda column: not is_number(column)),),
        "ids are numbers": (lambda table: dropped(table, whole=lambda c: is_number(c) and is_whole(c)),),
        "no sign": (lambda table: dropped(table, sign=True),),
        "the left one": (lambda table: dropped(table, other="right"),),
        "both twins": (lambda table: dropped(table, other="all"),),
        "a low limit": (lambda table: dropped(table, limit=0.9),),
        "equal cells alone": (exactly_equal,),
        "all texts too": (lambda table: dropped(table) + [c for c in table if not is_number(table[c])],),
        "what is kept": (lambda table: [name for name in table.columns if name not in dropped(table)],),
        "the table that is left": (lambda table: table.drop(columns=dropped(table)),),
        "places": (lambda table: [list(table.columns).index(name) for name in dropped(table)],),
        "spoils the table": (drops_in_place,),
        "one text": (lambda table: ", ".join(dropped(table)),),
        "a dictionary": (lambda table: dict.fromkeys(dropped(table), "id"),),
        "by names": (lambda table: ["patient", "sample", "device", "ward", "height_in", "below_door", "height"],),
        "strange names": (lambda table: [*dropped(table), "id"],),
        "few values": (lambda table: [c for c in table if table[c].nunique() < 5],),
        "a correlation with itself": (
            lambda table: dropped(table) + [c for c in table.select_dtypes("number") if table[c].corr(table[c]) > 0.99],
        ),
    },
}


def by_shuffle_split(groups, share, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    _training, held_out = next(splitter.split(groups, groups=groups))
    marks = np.zeros(len(groups), dtype=bool)
    marks[held_out] = True
    return marks


def by_sets(groups, share, seed):
    names = sorted(set(groups.tolist()))
    generator = np.random.default_rng(seed)
    chosen = set(generator.choice(names, size=int(share * len(names)), replace=False).tolist())
    return [name in chosen for name in groups.tolist()]


def by_global_seed(groups, share, seed):
    np.random.seed(seed)  # noqa: NPY002
    names = np.unique(groups)
    np.random.shuffle(names)  # noqa: NPY002
    return pd.Series(groups).isin(names[: int(np.ceil(share * len(names)))])


def rows_drawn(groups, share, seed):
    return np.random.default_rng(seed).random(len(groups)) < share


def coins(groups, share, seed):
    names = np.unique(groups)
    heads = np.random.default_rng(seed).random(len(names)) < share
    return np.isin(groups, names[heads])


def first_groups(groups, share, seed):
    names = np.unique(groups)
    return np.isin(groups, names[: round(share * len(names))])


def no_seed(groups, share, seed):
    names = np.random.default_rng().permutation(np.unique(groups))
    return np.isin(groups, names[: round(share * len(names))])


def one_seed(groups, share, seed):
    return good_split(groups, share, 0)


def good_split(groups, share, seed):
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    return np.isin(groups, names[: round(share * len(names))])


def of_rows_names(groups, share, seed):
    drawn = np.random.default_rng(seed).permutation(groups)[: round(share * len(groups))]
    return np.isin(groups, drawn)


def with_replacement(groups, share, seed):
    names = np.unique(groups)
    return np.isin(groups, np.random.default_rng(seed).choice(names, round(share * len(names)) // 2))


def cut_in_order(groups, share, seed):
    return np.arange(len(groups)) >= (1 - share) * len(groups)


def sorts_groups(groups, share, seed):
    groups.sort()
    return good_split(groups, share, seed)


SPLITS = {
    "right": {
        "permutation": (good_split,),
        "scikit-learn": (by_shuffle_split,),
        "sets": (by_sets,),
        "the global seed": (by_global_seed,),
        "0 and 1": (lambda groups, share, seed: good_split(groups, share, seed).astype(int),),
        "a tensor": (lambda groups, share, seed: tf.constant(good_split(groups, share, seed)),),
    },
    "wrong": {
        "rows at random": (rows_drawn,),
        "a coin for each": (coins,),
        "the first ones": (first_groups,),
        "without the seed": (no_seed,),
        "always seed 0": (one_seed,),
        "names of rows": (of_rows_names,),
        "turned round": (lambda groups, share, seed: ~good_split(groups, share, seed),),
        "cut in order": (cut_in_order,),
        "with replacement": (with_replacement,),
        "places": (lambda groups, share, seed: np.flatnonzero(good_split(groups, share, seed)),),
        "two parts": (
            lambda groups, share, seed: (
                groups[~good_split(groups, share, seed)],
                groups[good_split(groups, share, seed)],
            ),
        ),
        "the names": (lambda groups, share, seed: np.unique(groups[good_split(groups, share, seed)]),),
        "for each group": (
            lambda groups, share, seed: np.isin(np.unique(groups), groups[good_split(groups, share, seed)]),
        ),
        "sorts its input": (sorts_groups,),
        "one group": (lambda groups, share, seed: groups == np.random.default_rng(seed).choice(np.unique(groups)),),
        "nobody": (lambda groups, share, seed: np.zeros(len(groups), dtype=bool),),
        "everybody": (lambda groups, share, seed: [True] * len(groups),),
        "by scikit-learn's rows": (
            lambda groups, share, seed: np.isin(
                np.arange(len(groups)),
                train_test_split(np.arange(len(groups)), test_size=share, random_state=seed)[1],
            ),
        ),
        "a table": (lambda groups, share, seed: good_split(groups, share, seed)[:, None],),
        "texts": (lambda groups, share, seed: np.where(good_split(groups, share, seed), "test", "train"),),
    },
}


def filled(x, medians):
    return np.where(np.isnan(x), medians, x)


def good(x, is_test, *, ddof=0):
    both = filled(x, np.nanmedian(x[~is_test], axis=0))
    train = both[~is_test]
    return tuple((both[part] - train.mean(axis=0)) / train.std(axis=0, ddof=ddof) for part in (~is_test, is_test))


def by_pipeline(x, is_test):
    prepare = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    return prepare.fit_transform(x[~is_test]), prepare.transform(x[is_test])


def by_frame(x, is_test):
    """先划分，再填补缺失值，最后标准化。"""
    train, test = pd.DataFrame(x[~is_test]), pd.DataFrame(x[is_test])
    medians = train.median()
    train, test = train.fillna(medians), test.fillna(medians)
    return (train - train.mean()) / train.std(), (test - train.mean()) / train.std()


def scaled_first(x, is_test):
    scaled = (x - np.nanmean(x[~is_test], axis=0)) / np.nanstd(x[~is_test], axis=0)
    scaled = filled(scaled, np.nanmedian(scaled[~is_test], axis=0))
    return [scaled[~is_test], scaled[is_test]]


def pipeline(*steps, fit_all=False):
    def made(x, is_test):
        prepare = make_pipeline(*steps)
        prepare.fit(x if fit_all else x[~is_test])
        return prepare.transform(x[~is_test]), prepare.transform(x[is_test])

    return made


def medians_of_all(x, is_test):
    both = filled(x, np.nanmedian(x, axis=0))
    train = both[~is_test]
    return (train - train.mean(0)) / train.std(0), (both[is_test] - train.mean(0)) / train.std(0)


def scales_of_all(x, is_test):
    both = filled(x, np.nanmedian(x[~is_test], axis=0))
    both = (both - both.mean(axis=0)) / both.std(axis=0)
    return both[~is_test], both[is_test]


def looks_ahead(x, is_test):
    both = filled(x, np.nanmedian(x, axis=0))
    both = (both - both.mean(axis=0)) / both.std(axis=0)
    return both[~is_test], both[is_test]


def each_for_itself(x, is_test):
    return tuple(StandardScaler().fit_transform(filled(p, np.nanmedian(p, axis=0))) for p in (x[~is_test], x[is_test]))


def own_medians(x, is_test):
    train, test = (filled(x[part], np.nanmedian(x[part], axis=0)) for part in (~is_test, is_test))
    return (train - train.mean(axis=0)) / train.std(axis=0), (test - train.mean(axis=0)) / train.std(axis=0)


def clipped(x, is_test):
    train, test = good(x, is_test)
    return train, np.clip(test, -5, 5)


def without_odd(x, is_test):
    train, test = good(x, is_test)
    return train, test[(np.abs(test) < 10).all(axis=1)]


def one_mean_for_all(x, is_test):
    both = filled(x, np.nanmedian(x[~is_test], axis=0))
    train = both[~is_test]
    return (train - train.mean()) / train.std(), (both[is_test] - train.mean()) / train.std()


def by_variance(x, is_test):
    both = filled(x, np.nanmedian(x[~is_test], axis=0))
    train = both[~is_test]
    return tuple((p - train.mean(axis=0)) / train.var(axis=0) for p in (train, both[is_test]))


def test_not_scaled(x, is_test):
    return good(x, is_test)[0], filled(x, np.nanmedian(x[~is_test], axis=0))[is_test]


def fills_in_place(x, is_test):
    result = good(x, is_test)
    x[np.isnan(x)] = 0
    return result


def no_filling(x, is_test):
    train = x[~is_test]
    return tuple((p - np.nanmean(train, axis=0)) / np.nanstd(train, axis=0) for p in (train, x[is_test]))


PREPARED = {
    "right": {
        "by hand": (good,),
        "a pipeline": (by_pipeline,),
        "a frame": (by_frame,),
        "scaled first": (scaled_first,),
        "with n - 1": (lambda x, is_test: good(x, is_test, ddof=1),),
        "32 bits": (lambda x, is_test: [part.astype("float32") for part in good(x, is_test)],),
        "tensors": (lambda x, is_test: tuple(map(tf.constant, good(x, is_test))),),
    },
    "wrong": {
        "looks ahead": (looks_ahead,),
        "fitted to all": (pipeline(SimpleImputer(strategy="median"), StandardScaler(), fit_all=True),),
        "medians of all": (medians_of_all,),
        "scales of all": (scales_of_all,),
        "each for itself": (each_for_itself,),
        "medians of its own": (own_medians,),
        "filled with means": (pipeline(SimpleImputer(), StandardScaler()),),
        "filled with zeros": (lambda x, is_test: pipeline(StandardScaler())(np.nan_to_num(x), is_test),),
        "zeros after scaling": (lambda x, is_test: tuple(map(np.nan_to_num, no_filling(x, is_test))),),
        "gaps are left": (no_filling,),
        "NaN everywhere": (lambda x, is_test: (x[~is_test] - x.mean(axis=0), x[is_test] - x.mean(axis=0)),),
        "between 0 and 1": (pipeline(SimpleImputer(strategy="median"), MinMaxScaler()),),
        "robust": (pipeline(SimpleImputer(strategy="median"), RobustScaler()),),
        "cut off": (clipped,),
        "odd row dropped": (without_odd,),
        "rows with gaps dropped": (lambda x, is_test: (x[~is_test & ~np.isnan(x).any(1)], x[is_test]),),
        "one mean for all": (one_mean_for_all,),
        "by variance": (by_variance,),
        "test not scaled": (test_not_scaled,),
        "swapped": (lambda x, is_test: good(x, is_test)[::-1],),
        "one array": (lambda x, is_test: np.concatenate(good(x, is_test)),),
        "spoils its input": (fills_in_place,),
        "fitted to the test rows": (lambda x, is_test: good(x, ~is_test)[::-1],),
        "not centred": (lambda x, is_test: tuple(part + 1 for part in good(x, is_test)),),
    },
}

SUSPICIOUS = {
    "right": {
        "letters": ("abc",),
        "a list": (["a", "b", "c"],),
        "with commas": ("a, B ，c",),
        "a set": ({"c", "a", "b"},),
        "another order": ("(cba)",),
        "an array": (np.array(["a", "b", "c"]),),
    },
    "wrong": {
        "rows alone": ("a",),
        "the column alone": ("b",),
        "PCA alone": ("c",),
        "without PCA": ("ab",),
        "without the column": (["a", "c"],),
        "without the rows": ("bc",),
        "all": ("abcde",),
        "and a constant": ("abcd",),
        "and the scaling": ("abce",),
        "the others": ("de",),
        "the example": ("a, d",),
        "numbers": ([1, 2, 3],),
        "a sentence": ("a and b",),
        "no letter of these": ("abf",),
        "all of it wrong": ("e",),
        "True": ([True, True, True, False, False],),
    },
}


def complete(errors):
    return {size: runs for size, runs in errors.items() if not np.isnan(runs).any()}


def by_rule(errors, *, mean=np.mean, ddof=0, own=False, factor=None, first=False):
    """Return the size by the rule, or what comes out if a part of the rule is another."""
    means = {size: mean(runs) for size, runs in errors.items()}
    best = min(means, key=means.get)
    limits = {size: means[best] + np.std(errors[size if own else best], ddof=ddof) for size in means}
    limits = limits if factor is None else dict.fromkeys(means, factor * means[best])
    good_ones = [size for size in means if means[size] <= limits[size]]
    return good_ones[0] if first else min(good_ones)


def by_frames(errors):
    """把每个尺寸的误差放进表格。"""
    table = pd.DataFrame(errors).dropna(axis=1)
    means, spreads = table.mean(), table.std()
    limit = means.min() + spreads[means.idxmin()]
    return means[means <= limit].index.min()


def with_standard_error(errors):
    errors = complete(errors)
    means = {size: runs.mean() for size, runs in errors.items()}
    best = min(means, key=means.get)
    return min(s for s in means if means[s] <= means[best] + errors[best].std() / np.sqrt(5))


SIZES = {
    "right": {
        "by the rule": (lambda errors: by_rule(complete(errors)),),
        "with n - 1": (lambda errors: by_rule(complete(errors), ddof=1),),
        "a frame": (by_frames,),
        "an array": (lambda errors: np.array([by_rule(complete(errors))]),),
        "one after the other": (
            lambda errors: next(
                size
                for size in sorted(complete(errors))
                if errors[size].mean() <= min((r.mean(), r.mean() + r.std()) for r in complete(errors).values())[1]
            ),
        ),
    },
    "wrong": {
        "the best": (lambda errors: min(complete(errors), key=lambda size: errors[size].mean()),),
        "the best error": (lambda errors: min(runs.mean() for runs in complete(errors).values()),),
        "gaps ignored": (lambda errors: by_rule(errors, mean=np.nanmean),),
        "NaN not seen": (by_rule,),
        "Python's min": (lambda errors: min(errors, key=lambda size: errors[size].mean()),),
        "medians": (lambda errors: by_rule(complete(errors), mean=np.median),),
        "lowest runs": (lambda errors: by_rule(complete(errors), mean=np.min),),
        "its own spread": (lambda errors: by_rule(complete(errors), own=True),),
        "the first that is good": (lambda errors: by_rule(complete(errors), first=True),),
        "a fixed share above": (lambda errors: by_rule(complete(errors), factor=1.5),),
        "the smallest": (min,),
        "the largest": (max,),
        "a place": (lambda errors: list(errors).index(by_rule(complete(errors))),),
        "all good ones": (lambda errors: sorted(complete(errors))[:3],),
        "a text": (lambda errors: f"{by_rule(complete(errors))} units",),
        "a pair": (lambda errors: (by_rule(complete(errors)), 0.05),),
        "failed runs count 0": (lambda errors: by_rule({s: np.nan_to_num(r) for s, r in errors.items()}),),
        "the smallest spread": (lambda errors: min(complete(errors), key=lambda size: errors[size].std()),),
    },
}


def named(gain):
    return "ours" if gain > 0 else "rival"


def honest(ours, rival, *, errors_of_mean=2):
    gained = rival - ours.mean(axis=0)
    noise = gained.std(ddof=1) / np.sqrt(len(gained))
    runs = rival.mean() - ours.mean(axis=1)
    agree = np.all(runs > 0) or np.all(runs < 0)
    return named(gained.mean()) if agree and abs(gained.mean()) > errors_of_mean * noise else "neither"


def by_two_tests(ours, rival):
    by_row = stats.ttest_rel(ours.mean(axis=0), rival).pvalue
    by_run = stats.ttest_1samp(ours.mean(axis=1), rival.mean()).pvalue
    return named(rival.mean() - ours.mean()) if max(by_row, by_run) < 0.05 else "neither"


def by_both_noises(ours, rival):
    gained, runs = rival - ours.mean(axis=0), ours.mean(axis=1)
    noise = np.hypot(gained.std() / np.sqrt(len(gained)), runs.std() / np.sqrt(len(runs)))
    return named(gained.mean()) if abs(gained.mean()) > 2 * noise else "neither"


def by_bootstrap(ours, rival):
    generator = np.random.default_rng(0)
    rows = generator.integers(len(rival), size=(300, len(rival)))
    runs = generator.integers(len(ours), size=(300, len(ours)))
    gains = [rival[row].mean() - ours[np.ix_(run, row)].mean() for row, run in zip(rows, runs, strict=True)]
    low, high = np.quantile(gains, [0.01, 0.99])
    return "ours" if low > 0 else "rival" if high < 0 else "neither"


def by_wilcoxon(ours, rival):
    by_row = stats.wilcoxon(ours.mean(axis=0) - rival).pvalue
    by_run = stats.wilcoxon(ours.mean(axis=1) - rival.mean()).pvalue
    return named(rival.mean() - ours.mean()) if max(by_row, by_run) < 0.05 else "neither"


def rows_alone(ours, rival):
    gained = rival - ours.mean(axis=0)
    return named(gained.mean()) if stats.ttest_1samp(gained, 0).pvalue < 0.05 else "neither"


def runs_alone(ours, rival):
    runs = rival.mean() - ours.mean(axis=1)
    return named(runs.mean()) if np.all(runs > 0) or np.all(runs < 0) else "neither"


def all_together(ours, rival):
    gained = (rival - ours).ravel()
    return named(gained.mean()) if abs(gained.mean()) > 2 * gained.std() / np.sqrt(gained.size) else "neither"


def two_clouds(ours, rival):
    found = stats.ttest_ind(ours.mean(axis=0), rival)
    return named(-found.statistic) if found.pvalue < 0.05 else "neither"


def wider_than_the_spread(ours, rival):
    difference = rival.mean() - ours.mean()
    return named(difference) if abs(difference) > ours.std() else "neither"


def by_best_run(ours, rival):
    return "ours" if ours.mean(axis=1).min() < rival.mean() else "rival"


def by_share(ours, rival, *, limit=0.05):
    share = 1 - ours.mean() / rival.mean()
    return named(share) if abs(share) > limit else "neither"


def no_root(ours, rival):
    gained = rival - ours.mean(axis=0)
    return named(gained.mean()) if abs(gained.mean()) > 2 * gained.std() else "neither"


VERDICTS = {
    "right": {
        "rows and runs": (honest,),
        "three standard errors": (lambda ours, rival: honest(ours, rival, errors_of_mean=3),),
        "two tests": (by_two_tests,),
        "both noises": (by_both_noises,),
        "bootstrap": (by_bootstrap,),
        "Wilcoxon": (by_wilcoxon,),
        "capitals": (lambda ours, rival: honest(ours, rival).upper(),),
    },
    "wrong": {
        "the lower mean": (lambda ours, rival: named(rival.mean() - ours.mean()),),
        "rows alone": (rows_alone,),
        "runs alone": (runs_alone,),
        "all numbers together": (all_together,),
        "two clouds": (two_clouds,),
        "wider than the spread": (wider_than_the_spread,),
        "the best run": (by_best_run,),
        "the first run": (lambda ours, rival: rows_alone(ours[:1], rival),),
        "five per cent": (by_share,),
        "ten per cent": (lambda ours, rival: by_share(ours, rival, limit=0.1),),
        "no root": (no_root,),
        "the wrong way": (
            lambda ours, rival: {"ours": "rival", "rival": "ours", "neither": "neither"}[honest(ours, rival)],
        ),
        "always neither": (lambda ours, rival: "neither",),
        "always ours": (lambda ours, rival: "ours",),
        "only ours can win": (lambda ours, rival: "ours" if honest(ours, rival) == "ours" else "neither",),
        "never neither": (lambda ours, rival: "ours" if honest(ours, rival) == "ours" else "rival",),
        "True": (lambda ours, rival: bool(ours.mean() < rival.mean()),),
        "a number": (lambda ours, rival: rival.mean() - ours.mean(),),
        "another word": (lambda ours, rival: "autoencoder" if honest(ours, rival) == "ours" else "PCA",),
        "a pair": (lambda ours, rival: (honest(ours, rival), 0.01),),
        "by the row of the worst copy": (lambda ours, rival: named(rival.max() - ours.max()),),
        "most rows": (lambda ours, rival: named(np.mean(ours.mean(axis=0) < rival) - 0.5),),
    },
}

ANSWERS = {
    "count_features": COUNTS,
    "columns_to_drop": COLUMNS,
    "split_by_group": SPLITS,
    "prepared": PREPARED,
    "suspicious": SUSPICIOUS,
    "smallest_good_size": SIZES,
    "verdict": VERDICTS,
}
