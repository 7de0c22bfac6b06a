"""What the exercise on data of one's own hands out: tables, errors and experiments, made anew from a seed."""

from itertools import zip_longest

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA

__all__ = [
    "experiments",
    "experiments_by_kind",
    "rows_with_gaps",
    "too_good_to_be_true",
    "untidy_table",
    "validation_errors",
]

_TOWNS = ("Bern", "Graz", "Lyon", "Oslo")
_N_RUNS = 8
# For each kind of comparison: how many, the difference, and how far rows and runs move it; as shares of the error.
_COMPARED = {
    "ours": (20, -0.15, 0.2, 0.03),
    "rival": (20, 0.15, 0.2, 0.03),
    "rows": (60, 0, 0.6, 0.01),
    "runs": (60, 0, 0.05, 0.12),
}


def untidy_table(seed=0):
    """Return a table with columns that a network should not get, and for each column what it is.

    Parameters
    ----------
    seed : int

    Returns
    -------
    table : pandas.DataFrame, of 60 to 90 rows and 11 columns
        Without gaps.
    kinds : dict of str to str
        For each column "kept", "constant", "id" or "doubled". A doubled column stands to the right of its twin.
    """
    generator = np.random.default_rng(seed)
    number = int(generator.integers(60, 91))
    height = generator.normal(171, 9, number).round(3)
    numbers = generator.permutation(number) + 1001.0
    columns = {
        "height": ("kept", height),
        # Nearly, but not the same: whoever knows the one still has to guess the other.
        "arm_span": ("kept", (height + generator.normal(0, 1.5, number)).round(3)),
        "visits": ("kept", generator.integers(0, 9, number).astype("float64")),
        "town": ("kept", generator.choice(_TOWNS, number)),
        "smokes": ("kept", generator.choice(["no", "yes"], number)),
        "patient": ("id", numbers),
        "sample": ("id", [f"P{one:04d}" for one in generator.permutation(number)]),
        "device": ("constant", np.full(number, 3.7)),
        "ward": ("constant", ["B3"] * number),
    }
    twins = {
        "height_in": ("doubled", (height / 2.54).round(3)),
        "below_door": ("doubled", (200 - height).round(3)),
    }
    order = generator.permutation(list(columns)).tolist()
    for name in generator.permutation(list(twins)).tolist():
        order.insert(int(generator.integers(order.index("height") + 1, len(order) + 1)), name)
    columns |= twins
    return pd.DataFrame({name: columns[name][1] for name in order}), {name: columns[name][0] for name in order}


def rows_with_gaps(seed=0):
    """Return rows with gaps, and which of them judge; one of these holds a value that is odd.

    Parameters
    ----------
    seed : int

    Returns
    -------
    x : ndarray of float64, shape (n_rows, n_columns)
        NaN is a gap; each column has some, in both parts.
    is_test : ndarray of bool, shape (n_rows,)
    """
    generator = np.random.default_rng(seed)
    n_rows, n_columns = int(generator.integers(80, 121)), int(generator.integers(3, 6))
    scales = generator.uniform(1, 40, n_columns)
    x = scales * (generator.normal(size=(n_rows, n_columns)) + generator.uniform(-3, 3, n_columns))
    is_test = np.zeros(n_rows, dtype=bool)
    is_test[generator.permutation(n_rows)[: n_rows // 4]] = True
    for column in range(n_columns):
        for part in (~is_test, is_test):
            x[generator.permutation(np.flatnonzero(part))[: int(generator.integers(2, 6))], column] = np.nan
    column = int(generator.integers(n_columns))
    filled = np.flatnonzero(is_test & ~np.isnan(x[:, column]))
    # Somebody has typed it in another unit.
    x[generator.choice(filled), column] = 1000 * scales[column]
    return x, is_test


def too_good_to_be_true(seed=0):
    """Return a table parted by somebody who reports too small an error on the rows that judge.

    Parameters
    ----------
    seed : int

    Returns
    -------
    training, test : pandas.DataFrame, of 140 and 60 rows
        Seven columns that the network got, and the diagnosis, which it did not get.
    reported : float
        The error of its copies with 4 code units on the test rows, as a share of the mean row's.
    """
    generator = np.random.default_rng(seed)
    is_ill = generator.random(160) < 0.4
    hidden = generator.normal(size=(160, 3)) + 0.5 * is_ill[:, None]
    mix = np.linalg.qr(generator.normal(size=(6, 3)))[0].T
    measured = hidden @ mix + generator.normal(0, 0.15, (160, 6))
    # Nobody knows it before the diagnosis.
    nights = np.where(is_ill, generator.integers(3, 12, 160), 0)
    names = ["radius", "texture", "area", "smoothness", "symmetry", "age", "nights"]
    table = pd.DataFrame(np.column_stack([measured, nights]), columns=names)
    table["diagnosis"] = np.where(is_ill, "ill", "healthy")
    rows = generator.permutation(np.concatenate([np.arange(160), generator.permutation(160)[:40]]))
    training, test = (table.iloc[part].reset_index(drop=True) for part in (rows[:140], rows[140:]))
    means, spreads = training[names].mean(), training[names].std(ddof=0)
    training[names], test[names] = (training[names] - means) / spreads, (test[names] - means) / spreads
    known, new = training[names].to_numpy(), test[names].to_numpy()
    pca = PCA(4, svd_solver="full").fit(known)
    left = new - pca.inverse_transform(pca.transform(new))
    return training, test, 0.98 * float(np.mean(left**2) / np.mean((new - known.mean(axis=0)) ** 2))


def validation_errors(seed=0):
    """Return validation errors of several runs for each code size, and the size to choose.

    Each size but two stands for a mistake that somebody could make.

    Parameters
    ----------
    seed : int

    Returns
    -------
    errors : dict of int to ndarray of float64, shape (5,)
        In any order; NaN is the error of a run that has failed.
    right : int
        The smallest size whose mean error is no more than a standard deviation above that of the best size.
    """
    generator = np.random.default_rng(seed)
    lowest, spread = generator.uniform(0.02, 0.2), generator.uniform(0.05, 0.1)
    sizes = np.sort(generator.permutation(np.arange(1, 33))[:8]).tolist()

    def runs(above, wide):
        """Draw runs whose mean lies so many spreads above the lowest one, and that differ so much."""
        drawn = generator.normal(size=5)
        drawn = wide * (drawn - drawn.mean()) / drawn.std()
        return lowest * (1 + spread * (above + drawn))

    stray = runs(0, 0.1)
    # Good in all runs but one; the mean lies 4 spreads above the lowest.
    stray[generator.integers(5)] += 20 * lowest * spread
    failed, lost = runs(0.4, 0.5), runs(-2, 0.2)
    failed[generator.integers(5)] = lost[generator.integers(5)] = np.nan
    wild = runs(6, 6)
    while np.median(wild) < lowest * (1 + 3 * spread):
        wild = runs(6, 6)
    in_turn = [wild, stray, failed, runs(0.6, 0.5), runs(0.4, 2.5), runs(0, 1), lost, runs(0.2, 0.1)]
    errors = dict(zip(sizes, in_turn, strict=True))
    # A failed run comes first: Python's min would never let go of it.
    order = generator.permutation(sizes).tolist()
    order.sort(key=lambda size: size != sizes[2])
    return {size: errors[size] for size in order}, sizes[3]


def experiments(seed=0):
    """Return comparisons of an autoencoder with a rival, and for each which of them is really better.

    Where neither is, chance plays: in some in which rows judge, in others in the seeds of the runs.

    Parameters
    ----------
    seed : int

    Returns
    -------
    list of (ours, rival, truth)
        Errors of the autoencoder, shape (8, n_rows), with a line for each run; those of the rival, shape (n_rows,);
        and "ours", "rival" or "neither". The kinds come by turns.
    """
    return [
        (*pair, kind if kind in ("ours", "rival") else "neither")
        for pairs in zip_longest(*experiments_by_kind(seed).values())
        for kind, pair in zip(_COMPARED, pairs, strict=True)
        if pair is not None
    ]


def experiments_by_kind(seed=0):
    """Return comparisons as `experiments` does, in a list for each kind.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to list of (ours, rival)
        The kinds are "ours", "rival", "rows" and "runs"; in the last two, only chance plays, in what they name.
    """
    generator = np.random.default_rng(seed)
    return {kind: [_compared(generator, *sizes) for _ in range(n)] for kind, (n, *sizes) in _COMPARED.items()}


def _compared(generator, difference, by_row, by_run):
    n_rows = int(generator.integers(60, 151))
    rival = generator.uniform(0.01, 0.1) * np.exp(generator.normal(0, 0.5, n_rows))
    of_rows, of_runs = generator.uniform(-by_row, by_row, n_rows), by_run * generator.normal(size=(_N_RUNS, 1))
    rest = 0.01 * generator.normal(size=(_N_RUNS, n_rows))
    # Large or small, so that no fixed difference tells what is real.
    size = 20 ** -generator.random()
    return rival * (1 + size * (difference + of_rows + of_runs + rest)), rival
