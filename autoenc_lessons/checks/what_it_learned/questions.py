"""The questions to the second lesson: PCA as the floor, angles between planes, saddles, and many seeds."""

import numpy as np

from autoenc_lessons import datasets, measures
from autoenc_lessons.checks.judging.answers import (
    as_choice,
    as_number,
    as_table,
    call,
    is_rounded,
    several,
    told_apart,
)
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.checks.what_it_learned.materials import (
    SADDLE_STEPS,
    WITHIN,
    ratio_after_training,
    saddle,
)
from autoenc_lessons.language import _

__all__ = ["floor_from_singular_values", "nudge", "plane_from_codes", "plateau", "ten_times"]

_LARGEST_NUDGE = 0.01
_SMALL_NUDGE = _LARGEST_NUDGE / 10
# A decoder that is trained to its end comes as near as this; the best one without biases and PCA's plane do not.
_LARGEST_ANGLE = 1.0
# Weights around 1 in 32 bits.
_ROUNDING = 1e-6


@question
def ten_times(floor_factor, ratio_factor, *, seed):
    """Judge by what the floor and the ratio to it are multiplied if all features are."""
    floor_factor = as_number(floor_factor, "floor_factor")
    ratio_factor = as_number(ratio_factor, "ratio_factor")
    x, _rest = datasets.load("blobs")
    factor = measures.pca_error(10 * x, 2) / measures.pca_error(x, 2)
    if not np.isclose(floor_factor, factor):
        raise Wrong(
            _("The floor does not grow {floor_factor} times.", floor_factor=f"{floor_factor:g}"),
            _("Each difference between a point and its copy grows 10 times. What does the error do with a difference?"),
            _("The error is a mean of squares."),
        )
    if not np.isclose(ratio_factor, 1):
        raise Wrong(
            _(
                "The floor is right. The ratio does not become {ratio_factor} times as large.",
                ratio_factor=f"{ratio_factor:g}",
            ),
            _("What happens to the autoencoder's error, if its plane stays the same?"),
            _("Both the numerator and the denominator grow. By how much?"),
        )
    return _("An error has a unit, the square of the data's. A ratio to the floor has none, so it can be compared.")


@question
def floor_from_singular_values(function, *, seed):
    """Judge a function of `x` and `latent_dim` that gives the smallest error of any plane."""
    generator = np.random.default_rng(seed)
    for n_samples, n_features in [(60, 3), (80, 6)]:
        x = generator.normal(size=(n_samples, n_features)) * np.arange(1, n_features + 1) + 5
        for latent_dim in (1, 2, 3):
            answer = call(function, x, latent_dim, name="floor")
            floor = as_number(answer, _("The result of floor"))
            expected = measures.pca_error(x, latent_dim)
            if not np.isclose(floor, expected, rtol=1e-4, atol=1e-9):
                raise Wrong(*_what_is_wrong_with_floor(floor, expected, x, latent_dim))
    return _("What no plane can copy is what the last singular values measure. No training can get below it.")


def _what_is_wrong_with_floor(floor, expected, x, latent_dim):
    centred = np.linalg.svd(x - x.mean(axis=0), compute_uv=False) ** 2
    uncentred = np.linalg.svd(x, compute_uv=False) ** 2
    hint = _(
        "Which singular values belong to what is kept, and which to what is lost? Sum the squares of one kind only."
    )
    if np.isclose(floor, uncentred[latent_dim:].sum() / x.size):
        hint = _("The plane need not go through 0. What must be subtracted from the points first?")
    elif np.isclose(floor, centred[:latent_dim].sum() / x.size):
        hint = _("This is what the plane keeps. Asked is what it loses.")
    elif np.isclose(np.multiply(floor, [1, len(x), x.size]), centred[latent_dim:].mean()).any():
        hint = _(
            "This is a mean of the squares that are left. Add them up: the error counts all features, kept or not."
        )
    elif is_rounded(floor, expected):
        hint = _("Is it rounded? Return the error as it comes.")
    elif np.isclose(floor, np.sqrt(expected)):
        hint = _("This is the root of the floor. Asked is the mean squared error itself.")
    elif np.isclose(floor, centred[latent_dim:].sum() / centred.sum()):
        hint = _("This is a share of all squares. Asked is an error: a mean over all numbers in x.")
    elif np.isclose(floor, np.sum(centred[latent_dim:] ** 2) / x.size):
        hint = _("`squares` holds the squares of the singular values already: do not square them again.")
    elif np.isclose(floor, np.sum(np.sqrt(centred[latent_dim:])) / x.size):
        hint = _("These are the singular values themselves. The floor is made of their squares.")
    elif np.isclose(floor * np.array([*_other_divisors(*x.shape), len(x) * latent_dim]), expected * x.size).any():
        hint = _("The error is a mean over samples and features. By how many numbers must you divide?")
    part = _(
        "For {samples} samples, {features} features and a code of {latent_dim} it gives {floor}.",
        samples=x.shape[0],
        features=x.shape[1],
        latent_dim=latent_dim,
        floor=f"{floor:.4g}",
    )
    return (
        part,
        hint,
        _(
            "np.linalg.svd of the centred data has {number} singular values; a code keeps the largest.",
            number=min(x.shape),
        ),
    )


def _other_divisors(n_samples, n_features):
    return [1, n_samples, n_features, n_samples - 1, (n_samples - 1) * n_features]


@question(seconds=SECONDS_WITH_TRAINING)
def plateau(what, why, *, seed):
    """Judge what a run does on a plateau, and why it leaves."""
    chosen, because = as_choice(what, "what", "abcd"), as_choice(why, "why", "1234")
    if chosen != "c":
        raise Wrong(
            _("Something else happens on the plateau."),
            _("At which multiple of the floor does the curve hang, and what did the lesson find for that number?"),
            _("Compute the error of keeping axes 1 and 2, 1 and 3, and 2 and 3, each divided by the floor."),
        )
    if because != "2":
        raise Wrong(
            _("What happens is right, the reason for leaving is not."),
            _("The recipe has a constant learning rate and uses all points in each step: nothing in it is random."),
            _("Think of the lesson's map. How steep is it at the ring of axes 1 and 3, and how steep to its right?"),
        )
    return _(
        "A flat loss curve does not say that training is done. Compare it with a floor, or train from other seeds."
    )


@question(seconds=SECONDS_WITH_TRAINING)
def nudge(function, *, seed):
    """Judge a function of `weights` that changes them so little that one step would do more, and frees the run."""
    for number in (seed, seed + 1):
        x, weights = saddle(number)
        encoder, decoder = several(
            call(function, weights, name="nudge"), "nudge", (_("encoder weights"), _("decoder weights"))
        )
        changed = [
            as_table(encoder, _("The encoder's weights"), (3, 2)),
            as_table(decoder, _("The decoder's weights"), (2, 3)),
        ]
        largest = max(np.abs(new - old).max() for new, old in zip(changed, weights, strict=True))
        if largest > _LARGEST_NUDGE + _ROUNDING:
            change, limit = told_apart(largest, _LARGEST_NUDGE, ".2g")
            raise Wrong(
                _("One weight changes by {change}; at most {limit} is allowed.", change=change, limit=limit),
                _("It need not be a good direction. A little of it is enough, for the slope grows on the way."),
                _("Add small numbers to the weights instead of choosing new ones."),
            )
        ratio = ratio_after_training(x, changed)
        if ratio > WITHIN:
            raise Wrong(
                _(
                    "After {saddle_steps} steps the run is still at {ratio} times the floor.",
                    saddle_steps=SADDLE_STEPS,
                    ratio=told_apart(ratio, WITHIN, ".2f")[0],
                ),
                _hint_for_nudge(largest),
                _("You do not know where axis 2 points. Which numbers lean a little in every direction?"),
            )
    return _(
        "The saddle is an exact balance. Anything that does not respect it grows by itself: random weights are enough."
    )


def _hint_for_nudge(largest):
    if 0 < largest < _SMALL_NUDGE:
        return _(
            "The largest of your changes is {largest}, and {largest_nudge} is allowed. What starts smaller "
            "takes more steps to grow.",
            largest=f"{largest:.1g}",
            largest_nudge=_LARGEST_NUDGE,
        )
    return _("Does your change leave the plane of axes 1 and 3? Longer or turned weights in that plane do not.")


@question(seconds=SECONDS_WITH_TRAINING)
def plane_from_codes(function, *, seed):
    """Judge a function of `codes` and `x` that finds the plane of the best decoder."""
    generator = np.random.default_rng(seed)
    for n_samples in (80, 150):
        x = generator.normal(size=(n_samples, 3)) * [3, 2, 1] @ np.linalg.qr(generator.normal(size=(3, 3)))[0] + [
            4,
            0,
            -2,
        ]
        codes = x @ generator.normal(size=(3, 2)) + generator.normal(size=2)
        answer = call(function, codes, x, name="plane_from_codes")
        directions = as_table(answer, _("The result of plane_from_codes"), (2, 3))
        with_ones = np.column_stack([codes, np.ones(n_samples)])
        best = np.linalg.lstsq(with_ones, x)[0][:2]
        if np.linalg.matrix_rank(directions) < 2:
            raise Wrong(
                _("The two directions do not span a plane."),
                _("Is one of them a multiple of the other?"),
                _("A code has two units, and each moves the copy in a direction of its own."),
            )
        angle = measures.principal_angles(directions, best)[0]
        if angle > _LARGEST_ANGLE:
            raise Wrong(
                _(
                    "Your plane and that of the best decoder are {angle} degrees apart.",
                    angle=told_apart(angle, _LARGEST_ANGLE, ".1f")[0],
                ),
                _hint_for_plane(directions, codes, x),
                _(
                    "A linear decoder computes x from the codes by weights and biases. Which weights make the "
                    "smallest mean square? np.linalg.lstsq finds them."
                ),
            )
    return _("Codes and data are enough to get the decoder back, whatever axes the encoder has chosen.")


def _hint_for_plane(directions, codes, x):
    mistakes = {
        _("This is PCA's plane. This encoder does not keep it; your function must look at the codes."): np.linalg.svd(
            x - x.mean(axis=0)
        )[2][:2],
        _("A decoder has biases. Without them, your plane must go through 0."): np.linalg.lstsq(codes, x)[0],
    }
    angles = {hint: measures.principal_angles(directions, wrong)[0] for hint, wrong in mistakes.items()}
    nearest = min(angles, key=angles.get)
    if angles[nearest] < _LARGEST_ANGLE:
        return nearest
    return _("Each row of x is a code, times the directions, plus an origin, plus a rest. Make the rest small.")
