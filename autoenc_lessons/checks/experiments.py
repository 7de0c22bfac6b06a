"""The log of an experiment with many recipes: which runs of the winner come after the choice, from fresh seeds?"""

from collections import Counter

# Whoever looks at a run or two more after the share is computed has done nothing wrong.
_MOST_EXTRA_LOOKS = 3


def noted_runs(run, *, below):
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
        Recipe, seed, and whether the run arrives; once for each, though it may be run again.
    """
    runs, known = [], set()

    def noted_run(recipe, seed):
        ratio = run(recipe, seed)
        key = str(recipe), int(seed)
        if key not in known:
            known.add(key)
            runs.append((*key, ratio < below))
        return ratio

    return noted_run, runs


def fresh_parts(runs, best, *, fewest):
    """Return, for each place where the choice may have fallen, whether the winner's fresh runs after it arrive.

    Fresh is a seed that no recipe has used before the choice, and before it each recipe has run from enough seeds.
    Most often one place is left. Whoever gives each recipe seeds of its own, and the winner last, leaves it open.

    Parameters
    ----------
    runs : list of tuple
        As `noted_runs` notes them.
    best : str
        The winner.
    fewest : int
        How many seeds are enough, for each recipe and for the fresh runs.

    Returns
    -------
    list of list of bool
    """
    parts, counted = [], Counter({name: 0 for name, _, _ in runs})
    used, used_by_others, goes_on, shares_seeds = set(), set(), False, False
    for start, (name, seed, _) in enumerate(runs):
        is_fresh = name == best and seed not in used
        if is_fresh and min(counted.values()) >= fewest and (not goes_on or not shares_seeds):
            fresh = [arrives for other, later, arrives in runs[start:] if other == best and later not in used]
            parts += [fresh[:end] for end in range(max(fewest, len(fresh) - _MOST_EXTRA_LOOKS), len(fresh) + 1)]
        counted[name] += 1
        used.add(seed)
        used_by_others |= {seed} if name != best else set()
        shares_seeds = shares_seeds or (name == best and seed in used_by_others)
        goes_on = is_fresh
    return parts
