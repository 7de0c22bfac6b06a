"""The questions about several machines: the gradient of a shared batch, and how many machines a wish takes."""

import math

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number, as_table, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.large_data.materials import shared_step
from autoenc_lessons.language import _, counted

__all__ = ["machines_needed", "whole_gradient"]


@question
def whole_gradient(function, *, seed):
    """Judge a function that shares a batch between workers and makes the batch's gradient of theirs."""
    for number, (n_rows, n_workers) in enumerate([(24, 4), (50, 3), (23, 5), (11, 8), (9, 1)]):
        gradient, x = shared_step(n_rows, seed + number)
        noted, sizes = _noted(gradient)
        answer = call(function, noted, x, n_workers, name="whole_gradient")
        right = gradient(x)
        result = as_table(answer, _("The result of whole_gradient"), right.shape)
        told = {"rows": n_rows, "workers": n_workers}
        if len(sizes) != n_workers:
            raise Wrong(
                counted(
                    "For {rows} rows and {workers} workers, gradient is called once.",
                    "For {rows} rows and {workers} workers, gradient is called {number} times.",
                    len(sizes),
                    **told,
                ),
                _("Each worker calls gradient once, with its own part of the rows."),
                _("np.array_split(x, n_workers) parts the rows, also where the parts do not come out equal."),
            )
        if sum(sizes) != n_rows:
            raise Wrong(
                _("The {workers} workers got {number} of {rows} rows.", **told, number=sum(sizes))
                if sum(sizes) < n_rows
                else _("The {workers} workers got {number} rows, but there are {rows}.", **told, number=sum(sizes)),
                _("Which rows are left over, and who gets them?")
                if sum(sizes) < n_rows
                else _("Each row goes to one worker only."),
                _("np.array_split(x, n_workers) parts the rows, also where the parts do not come out equal."),
            )
        if not np.allclose(result, right, rtol=1e-5, atol=1e-8):
            off = np.max(np.abs(result - right)) / np.max(np.abs(right))
            raise Wrong(
                _(
                    "For {rows} rows and {workers} workers, it is off by {off} times the whole batch's gradient.",
                    **told,
                    off=f"{off:.2g}",
                ),
                _hint_for_gradient(result, gradient, x, n_workers),
                _("Turn each mean into a sum: multiply it by its rows. Add, and divide by all rows at the end."),
            )
    return _("So many machines make the step of one: the batch's gradient is a mean, weighted by the workers' rows.")


def _noted(gradient):
    """Return the function, and a list that grows by the number of rows that each call is given."""
    sizes = []

    def noted(rows):
        found = gradient(rows)
        sizes.append(len(rows))
        return found

    return noted, sizes


def _hint_for_gradient(result, gradient, x, n_workers):
    parts = np.array_split(x, n_workers)
    n_each = len(x) // n_workers
    rest = [x[worker * n_each : (worker + 1) * n_each] for worker in range(n_workers - 1)]
    rest.append(x[(n_workers - 1) * n_each :])
    whole = gradient(x)
    plain = _("All workers count the same here, though some of them had more rows.")
    summed = _("The gradients are added, not averaged.")
    mistakes = [
        *((np.mean([gradient(part) for part in cut], axis=0), plain) for cut in (parts, rest)),
        *((np.sum([gradient(part) for part in cut], axis=0), summed) for cut in (parts, rest)),
        (whole * len(x), _("This is the sum over all rows. Divide by their number.")),
        (whole * len(x) / n_workers, _("The weighted sum is divided by the number of workers, not of rows.")),
        (whole / n_workers, _("This is divided by the number of workers once too often.")),
    ]
    mistakes += [(gradient(part), _("This is the gradient of one worker alone.")) for part in (*parts, rest[-1])]
    found = [hint for wrong, hint in mistakes if np.allclose(result, wrong, rtol=1e-5, atol=1e-8)]
    return found[0] if found else _("Each worker gives the mean over its own rows. How many rows stand behind each?")


@question
def machines_needed(function, *, seed):
    """Judge a function of four numbers that gives the smallest number of machines for a wished speed-up, or 0."""
    generator = np.random.default_rng(seed)
    tries = []
    for given in _wishes(generator):
        answer = as_number(call(function, *given, name="machines_needed"), _("The result of machines_needed"))
        tries.append((answer, given))
    for answer, given in tries:
        right = _needed(*given)
        if answer != right:
            raise Wrong(
                _(
                    "With fixed={fixed}, work={work}, talk={talk} and goal={goal} it gives {got}; right is {right}.",
                    **dict(zip(("fixed", "work", "talk", "goal"), (f"{one:g}" for one in given), strict=True)),
                    got=f"{answer:.6g}",
                    right=right,
                ),
                _hint_for_machines(answer, given, tries),
                _("Write down the time of a step for 1, 2 and 3 machines, and divide the first one by each."),
            )
    return _("Only the work is shared. What each machine does anyway, and the talk, set a limit to any speed-up.")


def _wishes(generator):
    """Return numbers of which some can be reached, with few machines or many, and some cannot."""
    wishes = []
    # Real numbers of machines, of which some are to be rounded up and some down if one rounds to the nearest.
    for enough in (2.3, *(generator.integers([5, 9, 16], [9, 14, 30]) + [0.7, 0.3, 0.6]), None, 1):
        fixed, talk = (generator.integers([10, 15], [40, 60]) / 10).tolist()
        work = int(generator.integers(60, 140))
        alone, least = fixed + work, fixed + talk
        reached = alone / (least + work / enough) if enough else alone / least * 1.2
        wishes.append((fixed, work, talk, 1 if enough == 1 else round(float(reached), 3)))
    return wishes


def _needed(fixed, work, talk, goal):
    return _first(lambda n: (fixed + work) / (fixed + work / n + talk * (n > 1)), goal)


def _first(speed_up, goal, most=5000):
    return next((number for number in range(1, most) if speed_up(number) >= goal), 0)


def _hint_for_machines(answer, given, tries):
    fixed, work, talk, goal = given
    if not answer.is_integer():
        return _("There are whole machines only. Which whole number is enough?")
    if goal == 1:
        return _("One machine has nobody to talk to: its speed-up is 1.")
    if _needed(*given) == 0:
        limit, wish = told_apart((fixed + work) / (fixed + talk), goal)
        return _(
            "However many machines, the speed-up stays below {limit}, and {goal} is the goal: no number is enough.",
            limit=limit,
            goal=wish,
        )
    no_fixed = _("The fixed part counts too little here: each machine has to do all of it.")
    mistakes = [
        (lambda f, w, t, n: (f + w) / ((f + w) / n + t * (n > 1)), no_fixed),
        (lambda f, w, t, n: w / (w / n + t * (n > 1)), no_fixed),
        (lambda f, w, t, n: (f + w) / (f + w / n), _("Nothing is spent on talk here.")),
        (lambda f, w, t, n: n, _("The fixed part and the talk are missing here.")),
        (
            lambda f, w, t, n: (f + w + t) / (f + w / n + t),
            _("One machine talks here, too. It has nobody to talk to, and takes fixed + work."),
        ),
        (
            lambda f, w, t, n: (f + w) / (f + w / n + t * n * (n > 1)),
            _("The talk grows with the number of machines here. In this model it does not."),
        ),
        (
            lambda f, w, t, n: (f + w) / (f + w / n + t * (n - 1)),
            _("The talk grows with the number of machines here. In this model it does not."),
        ),
        (
            lambda f, w, t, n: (f + w) / (f + (w + t) / n),
            _("The talk is divided between the machines here. Each step takes all of it."),
        ),
    ]
    for other, hint in mistakes:
        # In all of the tries, for a wrong count may give the right number by chance.
        if all(
            result == _first(lambda n, one=one, other=other: other(*one[:3], n), one[3])
            for result, one in tries
            if one[3] > 1 and _needed(*one)
        ):
            return hint
    if answer == 0:
        return _("Some number of machines is enough. Do you look far enough?")
    if math.isclose(answer, _needed(*given) - 1):
        return _("With so many machines, the goal is not reached yet: one more is needed.")
    if answer > _needed(*given):
        return _("Fewer machines are enough.")
    return _("With so many machines, the goal is not reached.")
