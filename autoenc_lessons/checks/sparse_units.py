"""The last two questions to the seventh lesson: reviving dead units, and testing what a unit is said to stand for."""

import numpy as np

from autoenc_lessons.checks.answers import as_number, as_table, call, several
from autoenc_lessons.checks.feedback import Wrong
from autoenc_lessons.checks.question import question
from autoenc_lessons.checks.sparse_materials import dead_layer, digit_codes

# A unit that is on for more pictures than this tells little about any of them.
MOST_ON = 0.9
# How close to the best overlap on the pictures to choose by; the best depends on which thresholds were tried.
GOOD_ENOUGH = 0.95


@question
def revive(function, *, seed):
    """Judge a function of `pictures`, `kernel` and `bias` that brings dead units back and leaves the others alone."""
    for number in (seed, seed + 1):
        pictures, kernel, bias = dead_layer(number)
        returned = several(call(function, pictures, kernel, bias, name="revive"), "revive", ("kernel", "bias"))
        new_kernel = as_table(returned[0], "The kernel", kernel.shape)
        new_bias = as_table(returned[1], "The bias", bias.shape)
        dead = np.all(pictures @ kernel + bias <= 0, axis=0)
        if not (np.allclose(new_kernel[:, ~dead], kernel[:, ~dead]) and np.allclose(new_bias[~dead], bias[~dead])):
            raise Wrong(
                "Units that were alive have been changed: what they had learned is lost.",
                "Which columns of the kernel belong to dead units? Write into those alone.",
                "dead = (pictures @ kernel + bias).max(axis=0) <= 0 picks them.",
            )
        lengths = np.linalg.norm(new_kernel[:, dead], axis=0)
        if not np.allclose(lengths, 1, atol=1e-6):
            raise Wrong(
                f"The weights of revived units have lengths of {lengths.min():.2g} to {lengths.max():.2g}; asked is 1.",
                "Divide each column by its length.",
                "np.linalg.norm(columns, axis=0) gives the lengths.",
            )
        _check_revived(pictures, new_kernel[:, dead], new_bias[dead])
    return "Units that start on real pictures win for some of them at once, and learn from then on."


def _check_revived(pictures, kernel, bias):
    on = np.mean(pictures @ kernel + bias > 0, axis=0)
    if on.min() == 0:
        raise Wrong(
            f"{np.sum(on == 0)} of the {len(on)} units are still dead.",
            "A unit is on for its own picture if the weights point there, and the bias does not forbid it.",
            "Weights: a picture minus the mean picture. Bias: minus the sum that the mean picture gets.",
        )
    if on.max() > MOST_ON:
        raise Wrong(
            f"A revived unit is on for {on.max():.0%} of the pictures; at most {MOST_ON:.0%} are asked.",
            "A unit that is always on says nothing. What does the bias do?",
            "Choose the bias so that the mean picture gets a sum of 0.",
        )
    closeness = kernel.T @ kernel - np.eye(len(on))
    if closeness.max() > 1 - 1e-6:
        raise Wrong(
            "Two revived units have the same weights: they will stay twins.",
            "Give each dead unit another picture.",
            "Draw as many different pictures as there are dead units.",
        )


@question
def judge_story(function, *, seed):
    """Judge a function that finds the unit that fits a digit best, and how well it does on held-out pictures."""
    names = ("unit", "level", "overlap")
    for digit in np.random.default_rng(seed).permutation(10)[:3].tolist():
        codes, labels, new_codes, new_labels = digit_codes(seed + digit)
        other_labels = np.random.default_rng(seed).permutation(new_labels)
        answer = several(call(function, codes, labels, new_codes, new_labels, digit, name="judge_story"), "it", names)
        again = several(call(function, codes, labels, new_codes, other_labels, digit, name="judge_story"), "it", names)
        (unit, level, said), (other_unit, other_level, _) = (
            [as_number(part, f"The {name}") for part, name in zip(parts, names, strict=True)]
            for parts in (answer, again)
        )
        if unit != int(unit) or not 0 <= unit < codes.shape[1]:
            raise Wrong(
                f"There is no unit {unit:g} among {codes.shape[1]}.",
                "Return its place, counted from 0.",
                "np.argmax gives a place.",
            )
        if (unit, level) != (other_unit, other_level):
            raise Wrong(
                "The held-out labels decide which unit or which threshold is taken.",
                "What may choose, and what may only judge?",
                "Choose by codes and labels alone. Use new_codes and new_labels in the last line only.",
            )
        unit = int(unit)
        _check_choice(codes, labels, digit, unit, level)
        expected = _overlap(new_codes[:, unit] > level, new_labels == digit)
        if not np.isclose(said, expected, atol=1e-6):
            raise Wrong(
                f"Held out, unit {unit} above {level:.3g} overlaps with the digit {digit} by {expected:.3f}, "
                f"not by {said:.3f}.",
                _hint_for_overlap(said, codes, labels, new_codes, new_labels, digit, unit, level),
                "Both at once, divided by at least one of the two: & and |.",
            )
    return "One unit had many chances to look good. Only pictures that did not choose it can say how good it is."


def _overlap(on, is_digit):
    return np.sum(on & is_digit) / max(1, np.sum(on | is_digit))


def _best_overlap(codes, is_digit):
    levels = np.concatenate([[0.0], np.quantile(codes[codes > 0], np.linspace(0, 0.98, 50))])
    return max(_overlap(column > level, is_digit) for column in codes.T for level in levels)


def _check_choice(codes, labels, digit, unit, level):
    best = _best_overlap(codes, labels == digit)
    chosen = _overlap(codes[:, unit] > level, labels == digit)
    if chosen < GOOD_ENOUGH * best:
        raise Wrong(
            f"For the digit {digit} it takes unit {unit} above {level:.3g}, with an overlap of {chosen:.3f} on the "
            f"pictures to choose by; {best:.3f} can be had.",
            "Do you try every unit, and many thresholds for each?",
            "Thresholds from 0 to the largest values that the units give; 30 or more of them.",
        )


def _hint_for_overlap(said, codes, labels, new_codes, new_labels, digit, unit, level):
    on, is_digit = new_codes[:, unit] > level, new_labels == digit
    both = np.sum(on & is_digit)
    if np.isclose(said, _overlap(codes[:, unit] > level, labels == digit)):
        return "This is the overlap on the pictures that chose. They flatter."
    if np.isclose(said, both / max(1, on.sum())):
        return (
            "This is the share of the digit among the pictures that turn the unit on. Zeros that it misses count too."
        )
    if np.isclose(said, both / max(1, is_digit.sum())):
        return "This is the share of the digit's pictures that turn the unit on. Others that turn it on count too."
    return (
        "Which held-out pictures turn the unit on, and which show the digit? Count those in both, and those in either."
    )
