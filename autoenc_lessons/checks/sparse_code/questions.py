"""The questions to the seventh lesson: penalties, the k largest, dead units, and what a unit stands for."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call, several
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.sparse_code.materials import codes_with_dead_units
from autoenc_lessons.language import _

__all__ = ["divergence", "keep_largest", "on_and_dead", "penalty", "two_codes"]


@question
def penalty(before, after, *, seed):
    """Judge the L1 penalty of one code, and what is left of it when the code is made four times smaller."""
    before, after = as_number(before, "before"), as_number(after, "after")
    if not np.isclose(before, 0.07):
        raise Wrong(
            _("The penalty is not {before}.", before=f"{before:g}"),
            _("Add up the absolute values of the code, then multiply once."),
            _("Nothing is squared, and nothing is divided by the number of units."),
        )
    if not np.isclose(after, 0.0175):
        raise Wrong(
            _("The first penalty is right. The second is not {after}.", after=f"{after:g}"),
            _("Each value is a quarter of what it was. What becomes of their sum?"),
            _("The penalty looks at the code alone, never at the filters."),
        )
    return _(
        "The copy is the same and the penalty a quarter. Only filters of a fixed length make the penalty mean anything."
    )


@question
def on_and_dead(function, *, seed):
    """Judge a function of `codes` that counts the units that are on for a picture, and the dead ones."""
    for number, shape in enumerate([(50, 20), (30, 36), (7, 12)]):
        codes = codes_with_dead_units(seed + number, *shape)
        returned = several(call(function, codes, name="on_and_dead"), "on_and_dead", (_("units on"), _("dead units")))
        on, dead = (
            as_number(part, _("The number of {name}", name=name))
            for part, name in zip(returned, (_("units on"), _("dead units")), strict=True)
        )
        expected, n_dead = np.sum(codes > 0, axis=1).mean(), int(np.sum(codes.max(axis=0) == 0))
        if not np.isclose(on, expected, rtol=1e-4):
            hint = _("For each picture: how many of its values are above 0? Then take the mean over the pictures.")
            if np.isclose(dead, expected, rtol=1e-4) and on == n_dead:
                hint = _("Both numbers are right; return them in the other order.")
            elif np.isclose(on, np.mean(codes > 0), rtol=1e-4):
                hint = _("This is a share of all values. Asked is a number of units.")
            elif np.isclose(on, np.sum(codes > 0, axis=0).mean(), rtol=1e-4):
                hint = _("This counts pictures for each unit. Which axis counts the units?")
            elif np.isclose(on, np.sum(codes == 0, axis=1).mean(), rtol=1e-4):
                hint = _("This is the number of units that are off.")
            elif np.isclose(on, np.sum(codes, axis=1).mean(), rtol=1e-4):
                hint = _("This is the sum of a picture's values. How many of them are above 0?")
            raise Wrong(
                _(
                    "For codes of {pictures} pictures and {units} units it finds {on} units on.",
                    pictures=shape[0],
                    units=shape[1],
                    on=f"{on:.4g}",
                ),
                hint,
                _("codes > 0 is a table of True and False; a sum over one axis counts."),
            )
        if not np.isclose(dead, n_dead, rtol=0, atol=1e-4):
            hint = _("A dead unit gives 0 for every picture. Look along the columns.")
            if np.isclose(dead, shape[1] - n_dead):
                hint = _("This is the number of those that are alive.")
            elif np.isclose(dead, n_dead / shape[1]):
                hint = _("This is a share. Asked is a number of units.")
            elif np.isclose(dead, np.sum(codes.max(axis=1) == 0)):
                hint = _("This is the number of pictures that turn no unit on.")
            elif np.isclose(dead, np.sum(codes == 0)):
                hint = _("This is the number of values that are 0. When is a whole column 0?")
            elif np.isclose(dead, n_dead + 1):
                hint = _("One unit gives a little for a single picture. It is not dead.")
            raise Wrong(
                _(
                    "The units on are right, but it finds {dead} dead units among {units}.",
                    dead=f"{dead:g}",
                    units=shape[1],
                ),
                hint,
                _("Which columns have a largest value of 0?"),
            )
    return _("Always report both: a code may be sparse only because most of its units are dead.")


@question
def keep_largest(function, *, seed):
    """Judge a function of `codes` and `k` that keeps the k largest values of each row."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_units, k in [(6, 10, 3), (5, 8, 1), (4, 7, 7), (9, 12, 5)]:
        codes = generator.permuted(np.arange(1.0, n_pictures * n_units + 1)).reshape(n_pictures, n_units) / 10
        kept = as_table(
            call(function, codes, k, name="keep_largest"), _("The result of keep_largest"), (n_pictures, n_units)
        )
        smallest = np.sort(codes, axis=1)[:, -k][:, None]
        stays = codes >= smallest
        if not np.allclose(kept, np.where(stays, codes, 0)):
            raise Wrong(
                _(
                    "For {n_pictures} codes of {n_units} units and k = {k} it keeps other values.",
                    n_pictures=n_pictures,
                    n_units=n_units,
                    k=k,
                ),
                _hint_for_keeping(kept, stays, codes, k),
                _("np.sort(codes, axis=1)[:, -k] is the k-th largest value of each row; compare as columns."),
            )
    return _("No strength to choose: k says how many units are on, for every picture.")


def _hint_for_keeping(kept, stays, codes, k):
    counts = np.sum(kept != 0, axis=1)
    if np.array_equal(kept != 0, stays):
        return _("The places are right. Values that stay must stay as they are.")
    if not np.allclose(kept[kept != 0], codes[kept != 0]):
        return _("Some of the values that are not 0 are not those of the codes at the same places.")
    if np.all(counts == k):
        return _("Each row keeps k values, but not the largest ones.")
    if np.all(counts == counts[0]):
        return _("With k = {k}, each row keeps {counts} values.", k=k, counts=counts[0])
    if np.all(np.sum(kept != 0, axis=0) == min(k, len(codes))):
        return _("Each unit keeps k values. Asked is that each picture does: which axis do you sort along?")
    if counts.sum() in (k, k * len(codes)):
        return _("Each picture keeps k values of its own. Which axis do you sort along?")
    return _("Take one row, sort it, and read off the smallest value that may stay.")


@question
def divergence(function, *, seed):
    """Judge a function of `codes` and `target` that gives the Kullback-Leibler divergence of all units' means."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_units, target in [(30, 5, 0.05), (12, 9, 0.2), (50, 3, 0.5)]:
        codes = generator.uniform(0.01, 0.99, size=(n_pictures, n_units)) ** generator.uniform(1, 3, size=n_units)
        result = as_number(call(function, codes, target, name="divergence"), _("The result of divergence"))
        values = _divergences(codes.mean(axis=0), target)
        # Of 32 bits, six digits hold; less where logarithms nearly cancel.
        if not np.isclose(result, values.sum(), rtol=1e-4, atol=1e-5):
            raise Wrong(
                _(
                    "For {n_pictures} codes of {n_units} units and a target of {target} it gives {result}.",
                    n_pictures=n_pictures,
                    n_units=n_units,
                    target=f"{target:g}",
                    result=f"{result:.4g}",
                ),
                _hint_for_divergence(result, codes, target, values),
                _("q = codes.mean(axis=0). Then target * log(target / q) and the same with 1 - target and 1 - q."),
            )
    return _("It is 0 if each unit's mean is the target. Whether few units are on at a time, it does not ask.")


def _hint_for_divergence(result, codes, target, values):
    mean = codes.mean(axis=0)
    known = {
        _("This is the mean over the units. Asked is the sum."): values.mean(),
        _("These are the means of the pictures. Asked are those of the units."): (
            _divergences(codes.mean(axis=1), target).sum()
        ),
        _("Target and mean have changed places. Which of them weighs the logarithms?"): _swapped(mean, target).sum(),
        _("Take the mean first, then the logarithm."): _divergences(codes, target).mean(axis=0).sum(),
        _("This is only the first of the two terms."): np.sum(target * np.log(target / mean)),
        _("The formula has the natural logarithm, np.log."): values.sum() / np.log(2),
        _("The natural logarithm is np.log, and this one has the base 10."): values.sum() / np.log(10),
        _("Each unit has a mean of its own, and this is the mean of all values."): _divergences(codes.mean(), target),
    }
    if hint := next((hint for hint, wrong in known.items() if np.isclose(result, wrong, rtol=1e-4)), None):
        return hint
    if result < 0:
        return _("A divergence is never below 0. Look at the signs, and at both terms.")
    return _("Compute q for the first unit by hand: its mean over all pictures. Then the two terms.")


def _divergences(mean, target):
    return target * np.log(target / mean) + (1 - target) * np.log((1 - target) / (1 - mean))


def _swapped(mean, target):
    return mean * np.log(mean / target) + (1 - mean) * np.log((1 - mean) / (1 - target))


@question
def two_codes(which, why, *, seed):
    """Judge which of two codes with equal means is sparse, and which penalty can tell them apart."""
    which, why = as_choice(which, "which", "abcd"), as_choice(why, "why", "1234")
    if which != "b":
        raise Wrong(
            _("The two pictures say something else."),
            _("Sparse means: few units are on at a time. How many are on in one picture of A, and of B?"),
            _("The means over all pictures are equal. Look at one picture's values."),
        )
    if why != "3":
        raise Wrong(
            _("Which code is sparse is right, the reason is not."),
            _(
                "Both codes give the same in sum, and each unit has the same mean. Which penalties look at "
                "nothing else?"
            ),
            _("Compute L1 and the divergence for both. What is left that could tell them apart?"),
        )
    return _("A mean does not say whether a unit gives little to all or much to a few. k-sparse asks for the few.")
