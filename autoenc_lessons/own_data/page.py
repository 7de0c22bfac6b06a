"""The sentences of the page: its question and answer, its verdict, and what a reader must beware of."""

import numpy as np

from autoenc_lessons.inputs.values import as_amount
from autoenc_lessons.language import _, counted

__all__ = ["answer", "of_stored", "question", "said", "warnings", "words"]

# With fewer rows that judge, or fewer runs, a result is a first look.
_FEW_ROWS, _FEW_RUNS = 50, 3


def question(size, n_features, columns):
    asked = {"size": f"{size}", "features": f"{n_features}"}
    n_columns = n_features if columns is None else len(set(columns))
    if n_columns != n_features:
        return _(
            "Can {size} numbers stand for the {columns} columns ({features} features) of a sample?",
            columns=f"{n_columns}",
            **asked,
        )
    return _("Can {size} numbers stand for the {features} features of a sample?", **asked)


def answer(shares, allowed, names):
    """Answer the question of the page, by what each run loses in per cent."""
    if allowed is None:
        told = names | {"lost": _span(shares, 1)}
        return _("{ours} loses {lost} of what {simplest} loses. Nobody said how much may be lost.", **told)
    limit = 100 * as_amount(allowed, name="allowed")
    if not 0 < limit <= 100:
        raise ValueError(f"allowed must be a share above 0 and at most 1, such as 0.1; got {allowed!r}.")
    told = names | {"lost": _span(shares, _digits(shares, limit)), "limit": f"{limit:g} %"}
    if shares.max() <= limit:
        return _("Yes: {ours} loses {lost} of what {simplest} loses; {limit} was allowed.", **told)
    if shares.min() > limit:
        return _("No: {ours} loses {lost} of what {simplest} loses; {limit} was allowed.", **told)
    return _("Not in each run: {ours} loses {lost} of what {simplest} loses; {limit} was allowed.", **told)


def _span(shares, digits):
    low, high = (f"{share:.{digits}f}" for share in (shares.min(), shares.max()))
    return f"{low} %" if low == high else _("{low} to {high} %", low=low, high=high)


def _digits(shares, limit):
    """Return so many digits that no share which is more than the limit is written as the limit."""
    enough = (digits for digits in (1, 2, 3) if all(share <= limit or round(share, digits) > limit for share in shares))
    return next(enough, 4)


def said(verdict, names, n_runs):
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


def of_stored(verdict, ours, stored, names):
    """Say if copying a stored sample is as good: no rival, but a sign of what the samples are like."""
    if verdict == "wins":
        return
    if np.median(stored.mean(axis=1)) > np.median(ours.mean(axis=1)):
        yield _("{stored} may copy as well as {ours}: runs, or {cases}, differ more than the two do.", **names)
    else:
        yield _(
            "A stored training sample ({stored}) copies as well or better: samples nearly repeat, or each is like its "
            "neighbours. It is no code, and no rival: it needs all training samples.",
            **names,
        )


def words(copies):
    """Say in short what a reader must know who has read nothing else."""
    yield _("A sample is a row or a picture, given as numbers: its features.")
    known = {
        "mean row": _("The mean row is one copy for all."),
        "PCA": _("PCA makes a code by weighted sums."),
        "nearest row": _("The nearest row is the training sample that is most alike."),
    }
    yield from (known[method] for method in copies if method in known)


def warnings(n_cases, n_runs, are_groups):
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
