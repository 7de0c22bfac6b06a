"""The log of an experiment with many recipes: which runs of the winner come after the choice, from fresh seeds?"""

from collections import Counter

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number, call, is_rounded, several
from autoenc_lessons.checks.judging.feedback import Unchecked, Wrong
from autoenc_lessons.checks.judging.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.checks.what_it_learned.materials import (
    RECIPES,
    WITHIN,
    training_runs,
)
from autoenc_lessons.language import _, counted

__all__ = ["FEWEST_SEEDS", "compare"]

# Whoever looks at a run or two more after the share is computed has done nothing wrong.
_MOST_EXTRA_LOOKS = 3
FEWEST_SEEDS = 20


def _noted_runs(run, *, below):
    """Return a function that runs and takes note, and its notes.

    Parameters
    ----------
    run : callable
        Takes a recipe and a seed; gives a ratio.
    below : float
        The ratio from which on downwards a run arrives.

    Returns
    -------
    run : callable
        Of a recipe and a seed.
    runs : list of tuple
        For each call: recipe, seed, whether the run arrives, and whether it is one that was run before.
    """
    runs, known = [], set()

    def noted_run(recipe, seed):
        ratio = run(recipe, seed)
        key = str(recipe), int(seed)
        runs.append((*key, ratio < below, key in known))
        known.add(key)
        return ratio

    return noted_run, runs


def _fresh_parts(runs, best, *, fewest):
    """Return, for each place where the choice may have fallen, whether the winner's fresh runs after it arrive.

    Fresh is a seed that no recipe has used before the choice, and before it each recipe has run from enough seeds.
    Seeds that are drawn at random may come twice: a run that is repeated may count each time, or once.
    Most often one place is left. Whoever gives each recipe seeds of its own, and the winner last, leaves it open.

    Parameters
    ----------
    runs : list of tuple
        As `_noted_runs` notes them.
    best : str
        The winner.
    fewest : int
        How many seeds are enough, for each recipe and for the fresh runs.

    Returns
    -------
    list of list of bool
    """
    parts, tally = [], Counter({run[0]: 0 for run in runs})
    used, used_by_others, goes_on, shares_seeds = set(), set(), False, False
    for start, (name, seed, _rest, is_repeated) in enumerate(runs):
        if is_repeated:
            continue
        is_fresh = name == best and seed not in used
        if is_fresh and min(tally.values()) >= fewest and (not goes_on or not shares_seeds):
            fresh = [run for run in runs[start:] if run[0] == best and run[1] not in used]
            once = [run for run in fresh if not run[3]]
            if len(once) >= fewest:
                parts += _without_extra_looks(once, fewest) + _without_extra_looks(fresh, fewest)
        tally[name] += 1
        used.add(seed)
        used_by_others |= {seed} if name != best else set()
        shares_seeds = shares_seeds or (name == best and seed in used_by_others)
        goes_on = is_fresh
    return parts


def _without_extra_looks(fresh, fewest):
    ends = range(max(fewest, len(fresh) - _MOST_EXTRA_LOOKS), len(fresh) + 1)
    return [[arrives for _, _, arrives, _ in fresh[:end]] for end in ends]


@question(seconds=SECONDS_WITH_TRAINING)
def compare(function, *, seed):
    """Judge a function of `run` and `recipes` that finds the best recipe and says honestly how good it is."""
    for number in (seed, seed + 1, seed + 2):
        run, runs = _noted_runs(training_runs(number), below=WITHIN)
        returned = call(function, run, list(RECIPES), name="compare")
        best, share = several(returned, "compare", (_("the best recipe"), _("its share of runs that arrive")))
        best = best.item() if isinstance(best, np.ndarray) and best.size == 1 else best
        if not isinstance(best, str) or str.__str__(best) not in RECIPES:
            raise Unchecked(
                _("The first thing that compare returns must be one of {listed}.", listed=", ".join(RECIPES))
            )
        _check_experiment(runs, str.__str__(best), as_number(share, _("The share")))
    return _("One seed would have misled you, and the seeds that chose a recipe flatter it. Fresh seeds do not.")


def _check_experiment(runs, best, share):
    arrived = {
        recipe: [arrives for name, _, arrives, is_repeated in runs if name == recipe and not is_repeated]
        for recipe in RECIPES
    }
    fewest = min(arrived, key=lambda recipe: len(arrived[recipe]))
    if len(arrived[fewest]) < FEWEST_SEEDS:
        tried = counted("{number} seed", "{number} seeds", len(arrived[fewest]))
        raise Wrong(
            _(
                "The recipe {fewest} was tried with {tried}; {fewest_seeds} are the least.",
                fewest=f"{fewest!r}",
                tried=tried,
                fewest_seeds=FEWEST_SEEDS,
            ),
            _("How sure can you be of a share that comes from so few runs?"),
            _("Loop over recipes and, inside, over seeds."),
        )
    fresh = _fresh_parts(runs, best, fewest=FEWEST_SEEDS)
    if not fresh:
        raise Wrong(
            _(
                "After the choice, the winner was not run from {fewest_seeds} or more seeds that no recipe had used.",
                fewest_seeds=FEWEST_SEEDS,
            ),
            _("It was chosen because it did well on its seeds. Would it do as well on others?"),
            _("Choose first. Then run the winner, and only it, from seeds that no recipe has used."),
        )
    if not any(np.isclose(share, np.mean(part)) for part in fresh):
        raise Wrong(
            _(
                "The share that is returned, {share}, is not the share of the fresh runs that arrive.",
                share=f"{share:.3g}",
            ),
            _hint_for_share(share, fresh, [arrives for name, _, arrives, _ in runs if name == best]),
            _("np.mean of a list of True and False is the share of True."),
        )
    shares = {recipe: np.mean(results) for recipe, results in arrived.items()}
    if best != max(shares, key=shares.get):
        raise Wrong(
            _("Another recipe than {best} arrives more often.", best=f"{best!r}"),
            _("What makes a recipe good: its best run, its mean, or how many of its runs arrive?"),
            _("Count, for each recipe, the runs with a ratio below 1.01."),
        )


def _hint_for_share(share, fresh, of_winner):
    shares = np.array([np.mean(part) for part in fresh])
    if share > 1:
        return _("Asked is a share between 0 and 1: how many arrive, divided by how many were run.")
    if np.isclose(share, 1 - shares).any():
        return _("This is the share of the fresh runs that do not arrive.")
    if any(is_rounded(share, one) for one in shares):
        return _("Is it rounded? Return the share as it comes.")
    if np.isclose(share, [np.mean(of_winner), *(np.mean(of_winner[: -len(part)]) for part in fresh)]).any():
        return _("Does it count runs that helped to choose the winner? Only the fresh ones count.")
    return _("Which runs count, and from which ratio on does a run arrive?")
