"""The question for an honest choice of a code size: from many seeds, and judged by other pictures."""

import numpy as np

from autoenc_lessons.checks.code_size.looks import Looks, is_a_median
from autoenc_lessons.checks.code_size.materials import CODE_SIZES, played_errors
from autoenc_lessons.checks.judging.answers import as_number, call, is_rounded, several
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _

__all__ = ["FEWEST_SEEDS", "choose_size"]

FEWEST_SEEDS = 20


@question
def choose_size(function, *, seed):
    """Judge a function that chooses a code size by validation errors, and reports what held-out pictures say."""
    for number in (seed, seed + 1, seed + 2):
        validate, judge, right = played_errors(number)
        looked, judged = Looks(validate), Looks(judge)
        answer = call(function, looked.ask, judged.ask, list(CODE_SIZES), name="choose_size")
        size, error = several(answer, "choose_size", (_("the code size"), _("its held-out error")))
        _check_choice(as_number(size, _("The code size")), as_number(error, _("The error")), looked, judged, right)
    return _("The smallest code that is good enough, chosen by some pictures and judged by others, from many seeds.")


def _check_choice(size, error, looked, judged, right):
    fewest = min(CODE_SIZES, key=looked.n_seeds)
    if looked.n_seeds(fewest) < FEWEST_SEEDS:
        raise Wrong(
            _(
                "The size {fewest} was validated with too few seeds ({seeds}); {fewest_seeds} are the least.",
                fewest=fewest,
                seeds=looked.n_seeds(fewest),
                fewest_seeds=FEWEST_SEEDS,
            ),
            _("How sure can you be of a median of so few runs?"),
            _("Loop over sizes and, inside, over seeds."),
        )
    _check_that_it_is_a_size(size, judged.sizes())
    if judged.sizes() - {size}:
        raise Wrong(
            _("The held-out pictures were asked about sizes that were not chosen."),
            _("What are held-out pictures worth, once they have helped to choose?"),
            _("First choose, by the validation errors alone. Then call held_out_error, for the chosen size."),
        )
    if size != right:
        raise Wrong(
            _("{size} is not the smallest size within 10 % of the lowest median.", size=f"{size:g}"),
            _("First find the lowest of the medians. Which sizes have a median of at most 1.1 times that?"),
            _("Of those that are good enough, asked is the smallest, not the best."),
        )
    if judged.n_seeds(size) < FEWEST_SEEDS:
        raise Wrong(
            _(
                "The size is right. It was judged by held-out pictures with {seeds} seeds; {fewest_seeds} are "
                "the least.",
                seeds=judged.n_seeds(size),
                fewest_seeds=FEWEST_SEEDS,
            ),
            _("How sure can you be of a median of so few runs?")
            if judged.n_seeds(size)
            else _("Which of the two functions gives errors that did not help to choose?"),
            _("np.median of held_out_error(size, seed) over the seeds."),
        )
    if not is_a_median(error, judged.errors(size), FEWEST_SEEDS):
        raise Wrong(
            _("The size is right, but {error} is not the median of its held-out errors.", error=f"{error:.4g}"),
            _hint_for_median(error, looked.errors(size), judged.errors(size)),
            _("np.median of held_out_error(size, seed) over the seeds."),
        )


def _check_that_it_is_a_size(size, judged):
    if size not in CODE_SIZES:
        raise Wrong(
            _("The first thing that choose_size returns, {size}, is none of the sizes.", size=f"{size:.4g}"),
            _("Return the size first, then its held-out error."),
            _("The size itself is asked, not its place in the list."),
        )
    if len(judged) == 1 and size not in judged:
        raise Wrong(
            _(
                "The held-out pictures were asked about the size {judged} alone, and the size that is returned "
                "is {size}.",
                judged=min(judged),
                size=f"{size:g}",
            ),
            _("Which size has your function chosen? Return that one, itself and not its place in the list."),
            _("Ask held_out_error about the size that you return, and about no other."),
        )


def _hint_for_median(error, to_choose, to_judge):
    if is_a_median(error, to_choose, FEWEST_SEEDS):
        return _("The validation error helped to choose, so it flatters. Which function gives errors that did not?")
    if np.isclose(error, [np.mean(to_judge), np.mean(np.unique(to_judge))]).any():
        return _("This is the mean, and a few stray runs move it far. Asked is the median.")
    if error > 0 and is_rounded(error, np.median(to_judge)):
        return _("Return the median as it comes, without rounding.")
    return _("Print the held-out errors that you have, sorted. Which one is in the middle?")
