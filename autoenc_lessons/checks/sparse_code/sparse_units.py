"""The last two questions to the seventh lesson: reviving dead units, and testing what a unit is said to stand for."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number, as_table, call, several, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.sparse_code.materials import dead_layer, played_codes
from autoenc_lessons.language import _

__all__ = ["judge_story", "revive"]

# A unit that is on for more pictures than this tells little about any of them.
_MOST_ON = 0.9
# So many thresholds are asked, and whoever tries as many in one of the usual ways has found the best overlap.
_N_THRESHOLDS = 30
_GOOD_ENOUGH = 0.8
_NEARLY_ALL = 0.85
# Thousands of calls to a function of scikit-learn are slow, and right.
_SECONDS_FOR_STORIES = 60


@question
def revive(function, *, seed):
    """Judge a function of `pictures`, `kernel` and `bias` that brings dead units back and leaves the others alone."""
    for number, n_dead in ((seed, 30), (seed + 1, 23)):
        pictures, kernel, bias = dead_layer(number, n_dead)
        returned = several(call(function, pictures, kernel, bias, name="revive"), "revive", ("kernel", "bias"))
        new_kernel = as_table(returned[0], _("The kernel"), kernel.shape)
        new_bias = as_table(returned[1], _("The bias"), bias.shape)
        dead = np.all(pictures @ kernel + bias <= 0, axis=0)
        _check_living(~dead, (new_kernel, kernel), (new_bias, bias))
        lengths = np.linalg.norm(new_kernel[:, dead], axis=0)
        if not np.allclose(lengths, 1, rtol=0, atol=1e-4):
            farthest, one = told_apart(lengths[np.abs(lengths - 1).argmax()], 1, ".3g")
            raise Wrong(
                _(
                    "The weights of a revived unit have the length {farthest}; asked is {one}.",
                    farthest=farthest,
                    one=one,
                ),
                _("Divide each column by its length."),
                _("np.linalg.norm(columns, axis=0) gives the lengths."),
            )
        _check_revived(pictures, new_kernel[:, dead], new_bias[dead])
        _check_differences(new_kernel, dead)
    return _("Units that start on real pictures win for some of them at once, and learn from then on.")


def _check_living(alive, kernels, biases):
    # Numbers of 32 bits count.
    kernel_stays, bias_stays = (
        np.allclose(new[..., alive], old[..., alive], rtol=1e-5, atol=1e-6) for new, old in (kernels, biases)
    )
    if not kernel_stays:
        raise Wrong(
            _("Units that were alive have other weights now: what they had learned is lost."),
            _("Which columns of the kernel belong to dead units? Write into those alone."),
            _("dead = (pictures @ kernel + bias).max(axis=0) <= 0 picks them."),
        )
    if not bias_stays:
        raise Wrong(
            _("The weights of units that were alive are as before, but their bias is not."),
            _("Which places of the bias belong to dead units? Write into those alone."),
            _("dead = (pictures @ kernel + bias).max(axis=0) <= 0 picks them; bias.copy() keeps the others."),
        )


def _check_revived(pictures, kernel, bias):
    on = np.mean(pictures @ kernel + bias > 0, axis=0)
    if on.min() == 0:
        raise Wrong(
            _("{dead} of the {number} units are still dead.", dead=np.sum(on == 0), number=len(on)),
            _("A unit is on for its own picture if the weights point there, and the bias does not forbid it."),
            _("Weights: a picture minus the mean picture. Bias: minus the sum that the mean picture gets."),
        )
    if on.max() > _MOST_ON:
        share, most = told_apart(on.max(), _MOST_ON, ".0%")
        raise Wrong(
            _("A revived unit is on for {share} of the pictures; at most {most} are asked.", share=share, most=most),
            _("A unit that is on for nearly all pictures says little. What does the bias do?"),
            _("Choose the bias so that the mean picture gets a sum of 0."),
        )


def _check_differences(kernel, dead):
    """Raise if a revived unit has the weights of another unit, each column of the kernel having the length 1."""
    closeness = kernel.T @ kernel[:, dead]
    closeness[np.flatnonzero(dead), np.arange(dead.sum())] = 0
    if closeness.max() > 1 - 1e-6:
        raise Wrong(
            _("A revived unit has the same weights as another unit: they will stay twins."),
            _("Give each dead unit another picture."),
            _("Draw as many different pictures as there are dead units."),
        )


@question(seconds=_SECONDS_FOR_STORIES)
def judge_story(function, *, seed):
    """Judge a function that finds the unit that fits a digit best, and how well it does on held-out pictures."""
    digits = np.random.default_rng(seed).permutation(10)[:2].tolist()
    for digit in digits:
        codes, labels, new_codes, new_labels = played_codes(seed + digit)
        unit, level, said = _told(function, codes, labels, new_codes, new_labels, digit)
        if unit != int(unit) or not 0 <= unit < codes.shape[1]:
            raise Wrong(
                _("There is no unit {unit} among {number}, counted from 0.", unit=f"{unit:g}", number=codes.shape[1]),
                _("Return the unit first, then the threshold, then the overlap."),
                _("np.argmax gives a place, counted from 0."),
            )
        unit = int(unit)
        if digit == digits[0]:
            _check_leak(function, (unit, level), codes, labels, new_codes, new_labels, digit)
        _check_choice(
            codes,
            labels,
            digit,
            unit,
            level,
            told_of_unit_before=0 < said == _overlap(new_codes[:, unit - 1] > level, new_labels == digit),
        )
        expected = _overlap(new_codes[:, unit] > level, new_labels == digit)
        if not np.isclose(said, expected, atol=1e-6):
            right, wrong = told_apart(expected, said, ".3f")
            raise Wrong(
                _(
                    "Held out, unit {unit} above {level} overlaps with the digit {digit} by {right}, not by {wrong}.",
                    unit=unit,
                    level=f"{level:.3g}",
                    digit=digit,
                    right=right,
                    wrong=wrong,
                ),
                _hint_for_overlap(said, codes, labels, new_codes, new_labels, digit, unit, level),
                _("Both at once, divided by at least one of the two: & and |."),
            )
    return _("One unit had many chances to look good. Only pictures that did not choose it can say how good it is.")


def _told(function, *given):
    names = ("unit", "threshold", "overlap")
    parts = several(call(function, *given, name="judge_story"), "judge_story", names)
    return [as_number(part, _("The {part}", part=name)) for part, name in zip(parts, names, strict=True)]


def _check_leak(function, chosen, codes, labels, new_codes, new_labels, digit):
    """Raise if unit or threshold are others once the held-out digits are where another unit is on most."""
    by_another_unit = new_codes[:, (chosen[0] + 1) % codes.shape[1]]
    moved = np.where(by_another_unit > np.quantile(by_another_unit, 0.9), digit, (digit + 1) % 10)
    if tuple(_told(function, codes, labels, new_codes, moved, digit)[:2]) == chosen:
        return
    if tuple(_told(function, codes, labels, new_codes, new_labels, digit)[:2]) != chosen:
        raise Wrong(
            _("For the same pictures, it takes another unit or another threshold the second time."),
            _("Is something drawn at random?"),
            _("Thresholds from np.linspace or np.quantile are the same each time."),
        )
    raise Wrong(
        _("The held-out labels decide which unit or which threshold is taken."),
        _("What may choose, and what may only judge?"),
        _("Choose by codes and labels alone. Use new_codes and new_labels in the last line only."),
    )


def _overlap(on, is_digit):
    return np.sum(on & is_digit) / max(1, np.sum(on | is_digit))


def _best_overlap(codes, is_digit):
    """Return the overlap that each of the usual ways to choose 30 thresholds finds."""
    steps = np.linspace(0, 1, _N_THRESHOLDS)
    ways = [
        [codes.max() * steps] * codes.shape[1],
        codes.max(axis=0)[:, None] * steps,
        [np.quantile(codes[codes > 0], steps)] * codes.shape[1],
    ]
    return min(
        max(_overlap(column > level, is_digit) for column, levels in zip(codes.T, way, strict=True) for level in levels)
        for way in ways
    )


def _check_choice(codes, labels, digit, unit, level, *, told_of_unit_before):
    best = _best_overlap(codes, labels == digit)
    chosen = _overlap(codes[:, unit] > level, labels == digit)
    if chosen < _GOOD_ENOUGH * best:
        hint = _hint_for_choice(codes[:, unit] > level, labels == digit)
        if unit and told_of_unit_before:
            hint = _("The overlap that you return is that of unit {unit}. Units are counted from 0.", unit=unit - 1)
        raise Wrong(
            _(
                "For the digit {digit} it takes unit {unit} above {level}, with an overlap of {chosen} on the "
                "pictures to choose by; {best} can be had.",
                digit=digit,
                unit=unit,
                level=f"{level:.3g}",
                chosen=f"{chosen:.3f}",
                best=f"{best:.3f}",
            ),
            hint,
            _(
                "Thresholds from 0 to the largest values that the units give; {n_thresholds} or more of them.",
                n_thresholds=_N_THRESHOLDS,
            ),
        )


def _hint_for_choice(on, is_digit):
    both = np.sum(on & is_digit)
    chosen_by = _("Is it the overlap that chooses, among many thresholds?")
    if both >= _NEARLY_ALL * is_digit.sum():
        return _("It takes nearly all pictures of the digit, and many others. {chosen_by}", chosen_by=chosen_by)
    if both and both >= _NEARLY_ALL * on.sum():
        return _("Nearly all that it takes show the digit, but it misses many. {chosen_by}", chosen_by=chosen_by)
    return _("Do you try every unit, and many thresholds for each?")


def _hint_for_overlap(said, codes, labels, new_codes, new_labels, digit, unit, level):
    on, is_digit = new_codes[:, unit] > level, new_labels == digit
    both = np.sum(on & is_digit)
    if np.isclose(said, _overlap(codes[:, unit] > level, labels == digit)):
        return _("This is the overlap on the pictures that chose. They flatter.")
    if np.isclose(said, both / max(1, on.sum())):
        return _(
            "This is the share of the digit among the pictures that turn the unit on. Pictures of the digit "
            "that it misses count too."
        )
    if np.isclose(said, 2 * both / max(1, on.sum() + is_digit.sum())):
        return _("This is the F1 score, which counts those in both twice. Asked is the overlap.")
    if np.isclose(said, both / max(1, is_digit.sum())):
        return _("This is the share of the digit's pictures that turn the unit on. Others that turn it on count too.")
    return _(
        "Which held-out pictures turn the unit on, and which show the digit? Count those in both, and those in either."
    )
