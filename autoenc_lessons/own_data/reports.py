"""One page about what was tried: on how much, against whom, with which spread, and what it does not show."""

from pathlib import Path

import numpy as np

from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _, counted
from autoenc_lessons.own_data.features import column_errors
from autoenc_lessons.own_data.parting import group_keys
from autoenc_lessons.own_data.printing import PAGE, wrapped

__all__ = ["report"]

# With fewer rows that judge, or fewer runs, a result is a first look.
_FEW_ROWS, _FEW_RUNS = 50, 3
# Differences count from so many standard errors on.
_STANDARD_ERRORS = 2
_MARGIN = 11
_N_NAMED = 3


def report(name, x, copies, *, n_train, code_size, parted=None, groups=None, columns=None, notes=()):
    """Print a page about copies of held-out samples: what was tried, on how much, who wins, and what is not shown.

    Parameters
    ----------
    name : str
        What the data are called; of a path, the last part is shown.
    x : array-like, shape (n_samples, n_features)
        Held-out samples, which neither trained nor chose anything.
    copies : dict of str to list of array-like, shape (n_samples, n_features)
        For each method the copies of each run. The first is the simplest, such as the mean row: all errors are shares
        of its error. The last is the one that the report is about; those between are its rivals.
    n_train : int
        How many samples trained.
    code_size : int
        How many numbers stand for a sample.
    parted : str, optional
        How training and held-out samples were parted, such as "by patient".
    groups : array-like, shape (n_samples,), optional
        The group of each sample, such as its patient. Samples of one group are alike, so that each counts for less than
        a case of its own: what may be chance is then told by the differences between groups.
    columns : list of str, optional
        For each feature, its column; then the columns that are copied best and worst are named.
    notes : iterable of str
        Further sentences that a reader of the page must know.

    Returns
    -------
    str
        "wins", "loses" or "undecided": what the page says of the last method against the best of its rivals.

    Raises
    ------
    TypeError, ValueError
        If copies are not of the shape of x, if there are fewer than two methods, if the simplest has no error, or if
        there is not one group for each sample.

    Examples
    --------
    >>> x = np.eye(60)
    >>> copies = {"mean row": [np.full((60, 60), 1 / 60)], "PCA": [0.5 * x], "autoencoder": [0.9 * x]}
    >>> report("unit rows", x, copies, n_train=200, code_size=8)
    REPORT     unit rows
    Question   Can 8 numbers stand for the 60 features of a sample?
    Data       200 samples trained; 60 others, held out, judge.
    Error      in % of what mean row loses; the smaller, the better
               mean row     100.0
               PCA           25.4
               autoencoder    1.0
    Verdict    autoencoder loses less than PCA in its only run, and by more than the
               held-out samples can differ by chance.
    Careful    One run says nothing about the next; train from 3 seeds or more.
    Not shown  How it does on samples of another kind, place or time than these.
    'wins'
    """
    x, copies, errors = _checked(x, copies)
    cases = np.unique(np.arange(len(x)) if groups is None else group_keys(groups, len(x)), return_inverse=True)[1]
    n_cases = cases.max() + 1
    are_groups = n_cases < len(x)
    simplest, ours = list(copies)[0], list(copies)[-1]
    rivals = list(copies)[1:-1] or [simplest]
    whole = errors[simplest].mean()
    rival = min(rivals, key=lambda method: np.median(errors[method].mean(axis=1)))
    verdict = _verdict(errors[ours], errors[rival], cases)
    print(_line(_("REPORT"), Path(str(name)).name))
    asked = {"size": f"{as_count(code_size, name='code_size')}", "features": f"{x.shape[1]}"}
    print(_line(_("Question"), _("Can {size} numbers stand for the {features} features of a sample?", **asked)))
    data = {"train": f"{as_count(n_train, name='n_train')}", "test": f"{len(x)}"}
    told = [_("{train} samples trained; {test} others, held out, judge.", **data)]
    told += [_("Parted {how}.", how=parted)] if parted else []
    told += [_("Those that judge are of {number} groups.", number=f"{n_cases}")] if are_groups else []
    print(_line(_("Data"), " ".join(told)))
    print(_line(_("Error"), _("in % of what {simplest} loses; the smaller, the better", simplest=simplest)))
    print("\n".join(_error_lines(errors, whole)))
    print(_line(_("Verdict"), _said(verdict, ours, rival, len(errors[ours]), are_groups)))
    if columns is not None:
        print(_line(_("Columns"), _best_and_worst(x, copies[simplest][0], copies[ours], columns)))
    for sentence in _warnings(n_cases, len(errors[ours]), are_groups):
        print(_line(_("Careful"), sentence))
    for sentence in notes:
        print(_line(_("Note"), sentence))
    print(_line(_("Not shown"), _("How it does on samples of another kind, place or time than these.")))
    return verdict


def _checked(x, copies):
    x = as_samples(x)
    if not isinstance(copies, dict) or len(copies) < 2:
        raise TypeError("copies must be a dict with a list of copies for each of two or more methods.")
    checked = {method: [as_samples(run, name=f"copies[{method!r}]") for run in runs] for method, runs in copies.items()}
    for method, runs in checked.items():
        if not runs or any(run.shape != x.shape for run in runs):
            raise ValueError(f"copies[{method!r}] must hold one or more copies of x, of its shape {x.shape}.")
    errors = {method: np.array([np.mean((run - x) ** 2, axis=1) for run in runs]) for method, runs in checked.items()}
    simplest = next(iter(errors))
    if errors[simplest].mean() == 0:
        raise ValueError(f"{simplest!r} has no error, so that no error can be a share of it.")
    return x, checked, errors


def _line(head, text):
    return wrapped(f"{head:{_MARGIN}}{text}", indent=" " * _MARGIN, width=PAGE)


def _error_lines(errors, whole):
    width = max(map(len, errors))
    for method, of_runs in errors.items():
        shares = 100 * of_runs.mean(axis=1) / whole
        spread = counted(
            "({low} to {high} in {number} run)",
            "({low} to {high} in {number} runs)",
            len(shares),
            low=f"{shares.min():.1f}",
            high=f"{shares.max():.1f}",
        )
        median = f"{np.median(shares):6.1f}"
        yield f"{'':{_MARGIN}}{method:{width}} {median}{f'  {spread}' if len(shares) > 1 else ''}"


def _verdict(ours, rival, cases):
    """Compare errors of shape (n_runs, n_samples) of two methods: "wins", "loses" or "undecided"."""
    gained = rival.mean(axis=0) - ours.mean(axis=0)
    if abs(gained.mean()) <= _STANDARD_ERRORS * _standard_error(gained, cases):
        return "undecided"
    if np.max(ours.mean(axis=1)) < np.min(rival.mean(axis=1)):
        return "wins"
    return "loses" if np.min(ours.mean(axis=1)) > np.max(rival.mean(axis=1)) else "undecided"


def _standard_error(values, cases):
    """Return the standard error of a mean whose values hang together within each case (Liang and Zeger, 1986)."""
    n_cases = cases.max() + 1
    if n_cases < 2:
        return np.inf
    off = np.bincount(cases, weights=values - values.mean())
    return np.sqrt(n_cases / (n_cases - 1) * np.sum(off**2)) / len(values)


def _said(verdict, ours, rival, n_runs, are_groups):
    names = {"ours": ours, "rival": rival, "cases": _("groups") if are_groups else _("samples")}
    if verdict == "undecided":
        return _(
            "{ours} and {rival} cannot be told apart: runs, or {cases}, differ more than the two do. Take {rival}, the "
            "simpler one.",
            **names,
        )
    runs = _("in its only run") if n_runs == 1 else _("in each of {number} runs", number=f"{n_runs}")
    if verdict == "wins":
        return _(
            "{ours} loses less than {rival} {runs}, and by more than the held-out {cases} can differ by chance.",
            runs=runs,
            **names,
        )
    return _("{rival} wins: {ours} loses more {runs}. Take {rival}, the simpler one.", runs=runs, **names)


def _best_and_worst(x, simplest, runs, columns):
    whole = column_errors(x, simplest, columns)
    ours = {name: np.mean([column_errors(x, run, columns)[name] for run in runs]) for name in whole}
    shares = {name: 100 * ours[name] / whole[name] for name in whole if whole[name] > 0}
    order = sorted(shares, key=shares.get)
    listed = [
        ", ".join(f"{name} ({shares[name]:.1f} %)" for name in part) for part in (order[-_N_NAMED:][::-1], order[:1])
    ]
    return _("Copied worst: {worst}. Best: {best}.", worst=listed[0], best=listed[1])


def _warnings(n_cases, n_runs, are_groups):
    if n_cases < _FEW_ROWS:
        few = {"number": f"{n_cases}", "cases": _("groups") if are_groups else _("samples")}
        yield _("Only {number} {cases} judge. Take this as a first look, not as a result.", **few)
    if n_runs < _FEW_RUNS:
        yield counted(
            "One run says nothing about the next; train from {few} seeds or more.",
            "{number} runs say little about the next; train from {few} seeds or more.",
            n_runs,
            few=f"{_FEW_RUNS}",
        )
