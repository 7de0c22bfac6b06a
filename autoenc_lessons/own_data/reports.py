"""One page about what was tried: on how much, against whom, with which spread, and what it does not show."""

from pathlib import Path

import numpy as np

from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _, counted
from autoenc_lessons.own_data.features import column_errors
from autoenc_lessons.own_data.page import answer, of_stored, question, said, warnings, words
from autoenc_lessons.own_data.parting import group_keys
from autoenc_lessons.own_data.printing import PAGE, wrapped

__all__ = ["report"]

# Differences count from so many standard errors on.
_STANDARD_ERRORS = 2
_MARGIN = 11
_N_NAMED = 3


def report(
    name,
    x,
    copies,
    *,
    n_train,
    code_size,
    allowed=None,
    parted=None,
    groups=None,
    columns=None,
    notes=(),
    stored=("nearest row",),
):
    """Print a page about copies of held-out samples: what was tried, on how much, who wins, and what is not shown.

    Parameters
    ----------
    name : str
        What the data are called; of a path, the last part is shown.
    x : array-like, shape (n_samples, n_features)
        Held-out samples, which neither trained nor chose anything.
    copies : dict of str to list of array-like, shape (n_samples, n_features)
        For each method the copies of each run. The first is the simplest, such as the mean row: all errors are shares
        of its error. The last is the one that the report is about; the others are its rivals.
    n_train : int
        How many samples trained.
    code_size : int
        How many numbers stand for a sample.
    allowed : float, optional
        Which share of the first method's error the copies may lose, from 0 to 1, as it was said beforehand. With it,
        the page answers its question: yes, if each run keeps to it.
    parted : str, optional
        How training and held-out samples were parted, such as "by patient".
    groups : array-like, shape (n_samples,), optional
        The group of each sample, such as its patient. Samples of one group are alike, so that each counts for less than
        a case of its own: what may be chance is then told by the differences between groups.
    columns : list of str, optional
        For each feature, its column; then the columns that are copied best and worst are named.
    notes : iterable of str
        Further sentences that a reader of the page must know.
    stored : sequence of str
        Methods that are no code, for they keep all training samples. The page says if they copy as well, but they
        are no rivals.

    Returns
    -------
    str
        "wins", "loses" or "undecided": what the page says of the last method against the best of its rivals.

    Raises
    ------
    TypeError, ValueError
        If copies are not of the shape of x, if there are fewer than two methods, if the simplest has no error, if
        there is not one group or column for each sample or feature, or if allowed is no share.

    Examples
    --------
    >>> x = np.eye(60)
    >>> copies = {"mean row": [np.full((60, 60), 1 / 60)], "PCA": [0.5 * x], "autoencoder": [0.9 * x]}
    >>> report("unit rows", x, copies, n_train=200, code_size=8, allowed=0.1)
    REPORT     unit rows
    Question   Can 8 numbers stand for the 60 features of a sample?
    Answer     Yes: autoencoder loses 1.0 % of what mean row loses; 10 % was
               allowed.
    Data       200 samples trained; 60 others, held out, judge.
    Error      in % of what mean row loses; the smaller, the better
               mean row     100.0
               PCA           25.4
               autoencoder    1.0
    Verdict    autoencoder loses less than PCA in its only run, and by more than the
               held-out samples can differ by chance.
    Careful    One run says nothing about the next; train from 3 seeds or more.
    Not shown  How it does on samples of another kind, place or time than these.
    Words      A sample is a row or a picture, given as numbers: its features. The
               mean row is one copy for all. PCA makes a code by weighted sums.
    'wins'
    """
    x, copies, errors = _checked(x, copies)
    cases = np.unique(np.arange(len(x)) if groups is None else group_keys(groups, len(x)), return_inverse=True)[1]
    n_cases = cases.max() + 1
    are_groups = n_cases < len(x)
    simplest, *others, ours = list(copies)
    rivals = [simplest, *(method for method in others if method not in stored)]
    whole = errors[simplest].mean()
    rival = min(rivals, key=lambda method: np.median(errors[method].mean(axis=1)))
    verdict = _verdict(errors[ours], errors[rival], cases)
    names = {"ours": ours, "cases": _("groups") if are_groups else _("samples"), "simplest": simplest}
    print(_line(_("REPORT"), Path(str(name)).name))
    print(_line(_("Question"), question(as_count(code_size, name="code_size"), x.shape[1], columns)))
    print(_line(_("Answer"), answer(100 * errors[ours].mean(axis=1) / whole, allowed, names)))
    data = {"train": f"{as_count(n_train, name='n_train')}", "test": f"{len(x)}"}
    told = [_("{train} samples trained; {test} others, held out, judge.", **data)]
    told += [_("Parted {how}.", how=parted)] if parted else []
    told += [_("Those that judge are of {number} groups.", number=f"{n_cases}")] if are_groups else []
    print(_line(_("Data"), " ".join(told)))
    print(_line(_("Error"), _("in % of what {simplest} loses; the smaller, the better", simplest=simplest)))
    print("\n".join(_error_lines(errors, whole)))
    print(_line(_("Verdict"), said(verdict, names | {"rival": rival}, len(errors[ours]))))
    for method in [method for method in others if method in stored]:
        found = _verdict(errors[ours], errors[method], cases)
        for sentence in of_stored(found, errors[ours], errors[method], names | {"stored": method}):
            print(_line(_("Stored"), sentence))
    if columns is not None:
        print(_line(_("Columns"), _best_and_worst(x, copies, simplest, ours, columns)))
    for sentence in warnings(n_cases, len(errors[ours]), are_groups):
        print(_line(_("Careful"), sentence))
    for sentence in notes:
        print(_line(_("Note"), sentence))
    print(_line(_("Not shown"), _("How it does on samples of another kind, place or time than these.")))
    print(_line(_("Words"), " ".join(words(copies))))
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
            "median of {number} run, from {low} to {high}",
            "median of {number} runs, from {low} to {high}",
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


def _best_and_worst(x, copies, simplest, ours, columns):
    whole = column_errors(x, copies[simplest][0], columns)
    of_runs = [column_errors(x, run, columns) for run in copies[ours]]
    shares = {name: 100 * np.mean([one[name] for one in of_runs]) / whole[name] for name in whole if whole[name] > 0}
    order = sorted(shares, key=shares.get)
    listed = [
        ", ".join(f"{name} ({shares[name]:.1f} %)" for name in part) for part in (order[-_N_NAMED:][::-1], order[:1])
    ]
    told = {"worst": listed[0], "best": listed[1], "simplest": simplest}
    return _("Copied worst: {worst}; best: {best}; each in % of what {simplest} loses there.", **told)
