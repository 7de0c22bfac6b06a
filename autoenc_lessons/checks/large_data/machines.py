"""The questions about several computers: the gradient of a shared batch, and how many computers are fastest."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number, as_table, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.large_data.materials import shared_step
from autoenc_lessons.language import _, counted

__all__ = ["best_number", "whole_gradient"]


# More than are ever best.
_FEW = 60


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
    return _("Together they make the step of one: the batch's gradient is a mean, weighted by the workers' rows.")


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
def best_number(function, *, seed):
    """Judge a function of a step's time alone and the costs of talk that gives the number of computers to take."""
    tries = []
    for given in _clusters(np.random.default_rng(seed)):
        answer = as_number(call(function, *given, name="best_number"), _("The result of best_number"))
        tries.append((answer, given))
    for answer, given in tries:
        told = dict(zip(("alone", "a", "b", "number"), map(str, given), strict=True))
        if answer < 1 or not answer.is_integer():
            raise Wrong(
                _(
                    "With alone={alone}, a={a}, b={b} and n_parameters={number} it gives {got}, which is no number "
                    "of computers.",
                    **told,
                    got=f"{answer:.6g}",
                ),
                _hint_for_no_number(tries),
                _("Write the time of a step as a function of the number of computers. Then try 1, 2, 3 and so on."),
            )
        time, shortest = _step(answer, *given), _step(_best(*given), *given)
        if time > shortest * (1 + 1e-9):
            slow, quick = told_apart(time, shortest, ".4g")
            raise Wrong(
                _(
                    "With alone={alone}, a={a}, b={b} and n_parameters={number} it gives {got}. So a step takes {slow} "
                    "ms; {quick} ms is possible.",
                    **told,
                    got=f"{answer:g}",
                    slow=slow,
                    quick=quick,
                ),
                _hint_for_number(answer, given, tries),
                _("Write the time of a step as a function of the number of computers. Then try 1, 2, 3 and so on."),
            )
    return _("Each computer takes work off the others, and adds talk: beyond some number, more of them are slower.")


def _clusters(generator):
    """Return four numbers several times, such that one computer is best, few or many; the best is so clearly."""
    found = []
    for wanted in (2, (5, 9), (12, 19), (21, 40), 1, None):
        while True:
            a, b = generator.integers([5, 2], [30, 9]) * [0.1, 1e-5]
            alone, number = int(generator.integers(30, 900)), int(generator.integers(100, 5000)) * 1000
            if wanted is None:
                # Two computers take a little longer than one, and less than one that talks to itself.
                number = round((alone / 2 - 0.75 * a) / b)
            given = alone, round(float(a), 1), round(float(b), 5), number
            best = _best(*given)
            low, high = wanted if isinstance(wanted, tuple) else (wanted or 1, wanted or 1)
            others = min(_step(other, *given) for other in (best - 1, best + 1) if other)
            if low <= best <= high and others > _step(best, *given) * (1 + 1e-5):
                found.append(given)
                break
    return found


def _step(number, alone, a, b, n_parameters):
    return alone / number + (number > 1) * (a * number / 2 + 2 * b * n_parameters * (number - 1) / number)


def _best(*given, step=_step):
    numbers = np.arange(1, 1001)
    return int(numbers[np.argmin(step(numbers, *given))])


def _hint_for_no_number(tries):
    if all(np.isclose(answer, _step(_best(*given), *given), rtol=1e-3) for answer, given in tries):
        return _("This is the time of the shortest step. Asked is with how many computers a step is so short.")
    if all(np.isclose(answer, given[0] / _step(_best(*given), *given), rtol=1e-3) for answer, given in tries):
        return _("This is how many times faster a step is. Asked is with how many computers it is so.")
    return _("A number of computers is a whole number, from 1 on.")


def _hint_for_number(answer, given, tries):
    talk = _("The talk does not grow with the number of computers as it should: look at the formula again.")
    mistakes = [
        (
            lambda n, t, a, b, p: t / n + a * n / 2 + 2 * b * p * (n - 1) / n,
            _("One computer talks here, too. It has nobody to talk to, and takes alone."),
        ),
        (
            lambda n, t, a, b, p: t / n + (n > 1) * a * n / 2,
            _("What is sent counts too little here: 2 b P (n - 1) / n."),
        ),
        (lambda n, t, a, b, p: t / n + (n > 1) * 2 * b * p * (n - 1) / n, _("Nothing is spent on a here.")),
        (lambda n, t, a, b, p: t / n + (n > 1) * (a * n / 2 + 2 * b * p), talk),
        (lambda n, t, a, b, p: t / n + (n > 1) * (a * n / 2 + b * p), talk),
        (lambda n, t, a, b, p: t / n + (n > 1) * (a + 2 * b * p * (n - 1) / n), talk),
        (lambda n, t, a, b, p: t / n + (n > 1) * (a * n + 2 * b * p * (n - 1) / n), talk),
        (lambda n, t, a, b, p: t / n + (n > 1) * (a * n / 2 + 2 * b * p * (n - 1)), talk),
        (
            lambda n, t, a, b, p: t + (n > 1) * (a * n / 2 + 2 * b * p * (n - 1) / n),
            _("The computers do not share the work here."),
        ),
    ]
    offset = {result - _best(*one) for result, one in tries}
    if offset == {-1}:
        return _("It is one less than the best each time: np.argmin counts from 0.")
    if offset == {1}:
        return _("It is one more than the best each time.")
    for step, hint in mistakes:
        # In all of the tries, for a wrong formula may give the right number by chance.
        if all(result == _best(*one, step=step) for result, one in tries):
            return hint
    if all(result == min(_best(*one), max(result for result, _given in tries)) for result, one in tries):
        return _("More computers than that were not tried: look further.")
    if answer > _FEW:
        return _("So many computers spend their time on talk. Which part of your formula grows with their number?")
    if answer > _best(*given):
        return _("Fewer computers are faster: their talk costs less.")
    return _("More computers are faster: each has less to do.")
