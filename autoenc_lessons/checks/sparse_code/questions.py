"""The questions to the seventh lesson: penalties, the k largest, dead units, and what a unit stands for."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call, several
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.sparse_code.materials import codes_with_dead_units

__all__ = ["divergence", "keep_largest", "on_and_dead", "penalty", "two_codes"]


@question
def penalty(before, after, *, seed):
    """Judge the L1 penalty of one code, and what is left of it when the code is made four times smaller."""
    before, after = as_number(before, "before"), as_number(after, "after")
    if not np.isclose(before, 0.07):
        raise Wrong(
            f"The penalty is not {before:g}.",
            "Add up the absolute values of the code, then multiply once.",
            "Nothing is squared, and nothing is divided by the number of units.",
        )
    if not np.isclose(after, 0.0175):
        raise Wrong(
            f"The first penalty is right. The second is not {after:g}.",
            "Each value is a quarter of what it was. What becomes of their sum?",
            "The penalty looks at the code alone, never at the filters.",
        )
    return (
        "The copy is the same and the penalty a quarter. Only filters of a fixed length make the penalty mean anything."
    )


@question
def on_and_dead(function, *, seed):
    """Judge a function of `codes` that counts the units that are on for a picture, and the dead ones."""
    for number, shape in enumerate([(50, 20), (30, 36), (7, 12)]):
        codes = codes_with_dead_units(seed + number, *shape)
        returned = several(call(function, codes, name="on_and_dead"), "on_and_dead", ("units on", "dead units"))
        on, dead = (
            as_number(part, f"The number of {name}")
            for part, name in zip(returned, ("units on", "dead units"), strict=True)
        )
        expected, n_dead = np.sum(codes > 0, axis=1).mean(), int(np.sum(codes.max(axis=0) == 0))
        if not np.isclose(on, expected, rtol=1e-4):
            hint = "For each picture: how many of its values are above 0? Then take the mean over the pictures."
            if np.isclose(dead, expected, rtol=1e-4) and on == n_dead:
                hint = "Both numbers are right; return them in the other order."
            elif np.isclose(on, np.mean(codes > 0), rtol=1e-4):
                hint = "This is a share of all values. Asked is a number of units."
            elif np.isclose(on, np.sum(codes > 0, axis=0).mean(), rtol=1e-4):
                hint = "This counts pictures for each unit. Which axis counts the units?"
            elif np.isclose(on, np.sum(codes == 0, axis=1).mean(), rtol=1e-4):
                hint = "This is the number of units that are off."
            elif np.isclose(on, np.sum(codes, axis=1).mean(), rtol=1e-4):
                hint = "This is the sum of a picture's values. How many of them are above 0?"
            raise Wrong(
                f"For codes of {shape[0]} pictures and {shape[1]} units it finds {on:.4g} units on.",
                hint,
                "codes > 0 is a table of True and False; a sum over one axis counts.",
            )
        if not np.isclose(dead, n_dead, rtol=0, atol=1e-4):
            hint = "A dead unit gives 0 for every picture. Look along the columns."
            if np.isclose(dead, shape[1] - n_dead):
                hint = "This is the number of those that are alive."
            elif np.isclose(dead, n_dead / shape[1]):
                hint = "This is a share. Asked is a number of units."
            elif np.isclose(dead, np.sum(codes.max(axis=1) == 0)):
                hint = "This is the number of pictures that turn no unit on."
            elif np.isclose(dead, np.sum(codes == 0)):
                hint = "This is the number of values that are 0. When is a whole column 0?"
            elif np.isclose(dead, n_dead + 1):
                hint = "One unit gives a little for a single picture. It is not dead."
            raise Wrong(
                f"The units on are right, but it finds {dead:g} dead units among {shape[1]}.",
                hint,
                "Which columns have a largest value of 0?",
            )
    return "Always report both: a code may be sparse only because most of its units are dead."


@question
def keep_largest(function, *, seed):
    """Judge a function of `codes` and `k` that keeps the k largest values of each row."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_units, k in [(6, 10, 3), (5, 8, 1), (4, 7, 7), (9, 12, 5)]:
        codes = generator.permuted(np.arange(1.0, n_pictures * n_units + 1)).reshape(n_pictures, n_units) / 10
        kept = as_table(
            call(function, codes, k, name="keep_largest"), "The result of keep_largest", (n_pictures, n_units)
        )
        smallest = np.sort(codes, axis=1)[:, -k][:, None]
        stays = codes >= smallest
        if not np.allclose(kept, np.where(stays, codes, 0)):
            raise Wrong(
                f"For {n_pictures} codes of {n_units} units and k = {k} it keeps other values.",
                _hint_for_keeping(kept, stays, codes, k),
                "np.sort(codes, axis=1)[:, -k] is the k-th largest value of each row; compare as columns.",
            )
    return "No strength to choose: k says how many units are on, for every picture."


def _hint_for_keeping(kept, stays, codes, k):
    counts = np.sum(kept != 0, axis=1)
    if np.array_equal(kept != 0, stays):
        return "The places are right. Values that stay must stay as they are."
    if not np.allclose(kept[kept != 0], codes[kept != 0]):
        return "Some of the values that are not 0 are not those of the codes at the same places."
    if np.all(counts == k):
        return "Each row keeps k values, but not the largest ones."
    if np.all(counts == counts[0]):
        return f"With k = {k}, each row keeps {counts[0]} values."
    if np.all(np.sum(kept != 0, axis=0) == min(k, len(codes))):
        return "Each unit keeps k values. Asked is that each picture does: which axis do you sort along?"
    if counts.sum() in (k, k * len(codes)):
        return "Each picture keeps k values of its own. Which axis do you sort along?"
    return "Take one row, sort it, and read off the smallest value that may stay."


@question
def divergence(function, *, seed):
    """Judge a function of `codes` and `target` that gives the Kullback-Leibler divergence of all units' means."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_units, target in [(30, 5, 0.05), (12, 9, 0.2), (50, 3, 0.5)]:
        codes = generator.uniform(0.01, 0.99, size=(n_pictures, n_units)) ** generator.uniform(1, 3, size=n_units)
        result = as_number(call(function, codes, target, name="divergence"), "The result of divergence")
        values = _divergences(codes.mean(axis=0), target)
        # Of 32 bits, six digits hold; less where logarithms nearly cancel.
        if not np.isclose(result, values.sum(), rtol=1e-4, atol=1e-5):
            raise Wrong(
                f"For {n_pictures} codes of {n_units} units and a target of {target:g} it gives {result:.4g}.",
                _hint_for_divergence(result, codes, target, values),
                "q = codes.mean(axis=0). Then target * log(target / q) and the same with 1 - target and 1 - q.",
            )
    return "It is 0 if each unit's mean is the target. Whether few units are on at a time, it does not ask."


def _hint_for_divergence(result, codes, target, values):
    mean = codes.mean(axis=0)
    known = {
        "This is the mean over the units. Asked is the sum.": values.mean(),
        "These are the means of the pictures. Asked are those of the units.": (
            _divergences(codes.mean(axis=1), target).sum()
        ),
        "Target and mean have changed places. Which of them weighs the logarithms?": _swapped(mean, target).sum(),
        "Take the mean first, then the logarithm.": _divergences(codes, target).mean(axis=0).sum(),
        "This is only the first of the two terms.": np.sum(target * np.log(target / mean)),
        "The formula has the natural logarithm, np.log.": values.sum() / np.log(2),
        "The natural logarithm is np.log, and this one has the base 10.": values.sum() / np.log(10),
        "Each unit has a mean of its own, and this is the mean of all values.": _divergences(codes.mean(), target),
    }
    if hint := next((hint for hint, wrong in known.items() if np.isclose(result, wrong, rtol=1e-4)), None):
        return hint
    if result < 0:
        return "A divergence is never below 0. Look at the signs, and at both terms."
    return "Compute q for the first unit by hand: its mean over all pictures. Then the two terms."


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
            "The two pictures say something else.",
            "Sparse means: few units are on at a time. How many are on in one picture of A, and of B?",
            "The means over all pictures are equal. Look at one picture's values.",
        )
    if why != "3":
        raise Wrong(
            "Which code is sparse is right, the reason is not.",
            "Both codes give the same in sum, and each unit has the same mean. Which penalties look at nothing else?",
            "Compute L1 and the divergence for both. What is left that could tell them apart?",
        )
    return "A mean does not say whether a unit gives little to all or much to a few. k-sparse asks for the few."
