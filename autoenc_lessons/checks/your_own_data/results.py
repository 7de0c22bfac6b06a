"""The questions on results: a code size chosen by a rule, and a verdict that keeps luck and gain apart."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_choice, as_number, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.your_own_data import materials
from autoenc_lessons.language import _

__all__ = ["smallest_good_size", "verdict"]

_MOST_FALSE, _FEWEST_FOUND = 0.2, 0.8


@question
def smallest_good_size(function, *, seed):
    """Judge a function of validation errors that chooses the smallest code size within a spread of the best."""
    for number in range(seed, seed + 3):
        errors, right = materials.validation_errors(number)
        answer = call(function, errors, name="smallest_good_size")
        size = as_number(answer, _("The result of smallest_good_size"))
        if size != right:
            raise Wrong(
                _("Of the sizes {sizes}, it chooses {size}.", sizes=", ".join(map(str, errors)), size=f"{size:g}"),
                _hint_for_size(size, errors, right),
                _(
                    "Take three steps: leave out sizes with NaN; find the lowest mean and that size's spread; of all "
                    "sizes with a mean of at most the sum, take the smallest."
                ),
            )
    return _("A smaller code for the same error, but for luck: what lies within the spread of runs is no difference.")


def _hint_for_size(size, errors, right):
    if size not in errors:
        return _("Return a size, one of the keys of the dictionary: no place in it, and no error.")
    complete = {one: runs for one, runs in errors.items() if not np.isnan(runs).any()}
    if size not in complete:
        return _("A run of this size has failed: its error is NaN, which is neither larger nor smaller than others.")
    best = min(complete, key=lambda one: complete[one].mean())
    limit = complete[best].mean() + complete[best].std()
    if size == best:
        return _("This is the best size. Asked is the smallest one that is hardly worse.")
    if complete[size].mean() <= limit:
        return _("Its mean is good enough, but a smaller size is good enough, too. The sizes come in any order.")
    if np.median(complete[size]) <= limit:
        return _("Most of its runs are good, but one went astray, and the mean of all runs is asked.")
    if complete[size].mean() <= complete[best].mean() + complete[size].std():
        return _("Its mean is too high, and its runs differ much. The spread that counts is that of the best size.")
    return _("Its mean is too high. How far may it lie above the lowest mean, and of which size is that the spread?")


@question
def verdict(function, *, seed):
    """Judge a function of two methods' errors that says which is better, and "neither" where it may be luck."""
    said = {
        kind: [_said(function, *pair) for pair in pairs] for kind, pairs in materials.experiments_by_kind(seed).items()
    }
    found = np.mean([one == kind for kind in ("ours", "rival") for one in said[kind]])
    if found < _FEWEST_FOUND:
        raise Wrong(
            _(
                "Where one is really better, it says so in {found} of the experiments; asked are {fewest}.",
                found=f"{found:.0%}",
                fewest=f"{_FEWEST_FOUND:.0%}",
            ),
            _hint_for_missed(said),
            _("rival - ours.mean(axis=0) is what is gained in each row; the mean of that has a standard error."),
        )
    of_rows, of_runs = (np.mean([one != "neither" for one in said[kind]]) for kind in ("rows", "runs"))
    limit = f"{_MOST_FALSE:.0%}"
    if of_rows > _MOST_FALSE:
        raise Wrong(
            _(
                "Where nothing but the choice of rows makes a difference, it names a winner in {share} of the "
                "experiments; at most {limit} are allowed.",
                share=f"{of_rows:.0%}",
                limit=limit,
            ),
            _("Would other test rows say the same? Eight runs that copy the same rows are not eight choices of rows."),
            _("np.std(gained) / np.sqrt(len(gained)), of the gain in each row, is how far chance moves its mean."),
        )
    if of_runs > _MOST_FALSE:
        raise Wrong(
            _(
                "Where nothing but the seed of a run makes a difference, it names a winner in {share} of the "
                "experiments; at most {limit} are allowed.",
                share=f"{of_runs:.0%}",
                limit=limit,
            ),
            _("Would other seeds say the same? Look at the mean error of each run, beside the rival's."),
            _("(ours.mean(axis=1) < rival.mean()).all() says whether all runs agree."),
        )
    return _("A gain counts if other rows and other seeds would show it, too. The rest is luck, and is called so.")


def _said(function, ours, rival):
    answer = call(function, ours, rival, name="verdict")
    return as_choice(answer, _("The result of verdict"), ("ours", "rival", "neither"))


def _hint_for_missed(said):
    given = [one for answers in said.values() for one in answers]
    if len(set(given)) == 1 and given[0] != "neither":
        return _("It says `{word}` of all experiments.", word=given[0])
    opposite = {"ours": "rival", "rival": "ours"}
    if np.mean([one == opposite[kind] for kind in opposite for one in said[kind]]) > 0.5:
        return _("It names the other one: what has the smaller errors is better.")
    for word in opposite:
        if word not in given and opposite[word] in given:
            return _("It never says `{word}`.", word=word)
    return _("Both methods copy the same rows. Look at differences row by row: rows differ far more than methods do.")
