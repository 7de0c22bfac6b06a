"""The questions to the lesson on generated digits: the price of a code, draws, mixtures, and samples that deceive."""

from functools import cache

import numpy as np
from sklearn.neighbors import NearestNeighbors

from autoenc_lessons.checks.answers import as_choice, as_number, as_table, call
from autoenc_lessons.checks.feedback import Wrong
from autoenc_lessons.checks.generation_materials import (
    LARGEST_NUMBER,
    clouds_of_codes,
    judge,
    mixture,
    split_digits,
    sure_and_kinds,
)
from autoenc_lessons.checks.question import SECONDS_WITH_TRAINING, question

FEWEST_KINDS = 9.5
LARGEST_LOSS = 0.05


@question
def prices(silent, far, *, seed):
    """Judge the price of a unit that says nothing, and of one that stands 4 away."""
    silent, far = as_number(silent, "silent"), as_number(far, "far")
    if not np.isclose(silent, 0, atol=1e-9):
        raise Wrong(
            f"A unit with mean 0 and deviation 1 does not cost {silent:g}.",
            "Put m = 0 and s = 1 into the formula. What is the logarithm of 1?",
            "0 + 1 - 1 - 0, halved.",
        )
    if not np.isclose(far, 8):
        raise Wrong(
            f"The first price is right. A unit with mean 4 and deviation 1 does not cost {far:g}.",
            "With s = 1, only the mean is left. What does the formula do to it?",
            "The mean is squared, and the sum is halved.",
        )
    return "What a unit costs is what it tells: a unit like standard normal noise tells nothing, and is free."


@question
def divergence(function, *, seed):
    """Judge a function of `mean` and `log_variance` that gives each sample's divergence."""
    generator = np.random.default_rng(seed)
    for shape in ((5, 2), (7, 4)):
        mean, log_variance = generator.normal(size=shape), generator.normal(size=shape)
        answer = call(function, mean, log_variance, name="divergence")
        result = as_table(answer, "The result of divergence", (len(mean),))
        units = _unit_prices(mean, log_variance)
        if not np.allclose(result, units.sum(axis=1), rtol=1e-6, atol=1e-9):
            raise Wrong(
                f"For {shape[0]} samples with {shape[1]} code units it gives {result[0]:.3f} for the first.",
                _hint_for_divergence(result, mean, log_variance, units),
                "Compute the first unit of the first sample by hand; then add the units of that sample.",
            )
    return (
        "Summed over units, the prices of a code add up as lengths of messages do. A mean would make each unit cheaper."
    )


def _unit_prices(mean, log_variance):
    return (mean**2 + np.exp(log_variance) - 1 - log_variance) / 2


def _hint_for_divergence(result, mean, log_variance, units):
    known = {
        "The price is a sum over code units. A mean makes a code of many units too cheap.": units.mean(axis=1),
        "One factor is missing: look at what stands before the sum.": 2 * units.sum(axis=1),
        "The sign is wrong: a divergence is never below 0.": -units.sum(axis=1),
        "The second parameter is the logarithm of the variance, not of the deviation.": (
            _unit_prices(mean, 2 * log_variance).sum(axis=1)
        ),
    }
    for hint, wrong in known.items():
        if np.allclose(result, wrong):
            return hint
    return "exp(log_variance) is the variance s², and log_variance is ln s². Go through the formula term by term."


@question
def draw(function, *, seed):
    """Judge a function of `mean`, `log_variance` and `noise` that gives the drawn codes."""
    generator = np.random.default_rng(seed)
    for shape in ((4, 2), (6, 3)):
        mean, log_variance, noise = generator.normal(size=(3, *shape))
        answer = call(function, mean, log_variance, noise, name="draw")
        result = as_table(answer, "The result of draw", shape)
        if not np.allclose(result, mean + np.exp(log_variance / 2) * noise, rtol=1e-6, atol=1e-9):
            hint = "Which noise belongs to a deviation of 1? How must it change for a deviation of 2?"
            if np.allclose(result, mean + np.exp(log_variance) * noise):
                hint = "The noise is stretched by the deviation, and exp(log_variance) is the variance."
            elif np.allclose(result, mean + noise):
                hint = "All codes get the same noise. Where is the deviation?"
            elif np.allclose(result, mean):
                hint = "This is the mean alone: nothing is drawn."
            raise Wrong(
                f"The first code begins with {result[0, 0]:.3f}; its mean is {mean[0, 0]:.3f}.",
                hint,
                "The code is mean + deviation * noise, and the deviation is the root of the variance.",
            )
    return "The dice stand outside. Mean and deviation only add and multiply, so that each gets its gradient."


@question
def repaired_loss(function, *, seed):
    """Judge a function of `pictures` and `copies` that gives each picture's squared error over twice the variance."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_pixels in ((3, 64), (8, 100)):
        pictures, copies = generator.uniform(size=(2, n_pictures, n_pixels))
        answer = call(function, pictures, copies, name="repaired_loss")
        result = as_table(answer, "The result of repaired_loss", (n_pictures,))
        squares = np.sum((pictures - copies) ** 2, axis=1)
        if not np.allclose(result, squares / (2 * 0.2**2), rtol=1e-5):
            hint = "Multiply the result of broken_loss until it is the formula. By what?"
            if np.allclose(result, squares):
                hint = "The sum is right. What became of the pixel error, 0.2?"
            elif np.allclose(result, squares / (2 * 0.2)) or np.allclose(result, squares / 0.2**2):
                hint = "Look at the divisor: it is twice the variance, and a variance is a squared deviation."
            elif np.allclose(result, np.mean((pictures - copies) ** 2, axis=1) / (2 * 0.2**2)):
                hint = "This still is a mean over pixels."
            raise Wrong(
                f"For {n_pictures} pictures of {n_pixels} pixels it gives {result[0]:.3f} for the first.",
                hint,
                "Sum the squared differences over the last axis; divide by 2 * 0.2**2.",
            )
    return "A mean over 64 pixels makes errors 64 times too cheap. Then saying nothing is the best that a code can do."


_HINTS_FOR_SILENT = {
    "a": "The unit costs 0 nats. How much can its code tell of a picture?",
    "c": "Training filled this unit with noise all the time. Were the copies noisy for that?",
    "d": "A decoder is a function of any four numbers. Why should this one be refused?",
}


@question
def silent_unit(what, why, *, seed):
    """Judge what becomes of a picture if the code of a silent unit is changed, and why."""
    chosen, because = as_choice(what, "what", "abcd"), as_choice(why, "why", "1234")
    if chosen != "b":
        raise Wrong(
            "That does not happen.",
            _HINTS_FOR_SILENT[chosen],
            "What did the decoder get from this unit in training, whatever the picture?",
        )
    if because != "1":
        raise Wrong(
            "What happens is right, the reason is not.",
            "The unit costs 0 nats: which mean and which deviation has it, for each picture?",
            "Its code was drawn anew at each step, from the same distribution for all pictures.",
        )
    return "A silent unit carries noise, and the decoder does not listen. So count the units that cost something."


# The same at every try of a learner, who need not wait for it again.
@cache
def _scores_of_all_numbers(n_clouds, seed):
    train_codes, validation_codes = clouds_of_codes(n_clouds, seed)
    return [mixture(train_codes, n).score(validation_codes) for n in range(1, LARGEST_NUMBER + 1)]


@question(seconds=SECONDS_WITH_TRAINING)
def pick_number(function, *, seed):
    """Judge a function of `train_codes` and `validation_codes` that picks a mixture's number of ellipses."""
    generator = np.random.default_rng(seed)
    for n_clouds in generator.permutation([2, 4, 5])[:2].tolist():
        clouds = n_clouds, int(generator.integers(1000))
        train_codes, validation_codes = clouds_of_codes(*clouds)
        picked = as_number(
            call(function, train_codes, validation_codes, name="pick_number"), "The result of pick_number"
        )
        if picked not in range(1, LARGEST_NUMBER + 1):
            raise Wrong(
                f"It gives {picked:.3g}; asked is a whole number from 1 to {LARGEST_NUMBER}.",
                "Do you return the number, or the score that it has?",
                "A list counts from 0; the numbers of ellipses count from 1.",
            )
        scores = _scores_of_all_numbers(*clouds)
        lost = max(scores) - scores[int(picked) - 1]
        if lost > LARGEST_LOSS:
            raise Wrong(
                f"It picks {int(picked)}, and another number gives the validation codes {lost:.2f} nats more.",
                "On which codes is the mixture fitted, and on which is it scored?",
                "More ellipses always fit the training codes better. Print the score of the validation codes.",
            )
    return "Codes that the mixture was not fitted to show when more ellipses only learn by heart."


@question(seconds=SECONDS_WITH_TRAINING)
def deceive(function, *, seed):
    """Judge a function of `train_x` and `n_samples` that gives good-looking samples which are not new."""
    train_x, held_out, train_labels = split_digits(seed)
    n_samples = int(np.random.default_rng(seed).integers(300, 501))
    answer = call(function, train_x, n_samples, name="deceive")
    samples = as_table(answer, "The result of deceive", (n_samples, 64))
    if samples.min() < 0 or samples.max() > 1:
        raise Wrong(
            f"Shades go from {samples.min():.2f} to {samples.max():.2f}; those of a picture go from 0 to 1.",
            "What could have pushed a shade beyond black or white?",
            "np.clip cuts off what is outside.",
        )
    probabilities = judge(train_x, train_labels)
    sure, kinds = sure_and_kinds(probabilities(samples))
    wanted, _ = sure_and_kinds(probabilities(held_out))
    nearest = NearestNeighbors(n_neighbors=1).fit(train_x)
    distances, usual = (nearest.kneighbors(some)[0][:, 0] for some in (samples, held_out))
    if sure < wanted:
        raise Wrong(
            f"The classifier is sure of {sure:.0%} of your samples, and of {wanted:.0%} of the held-out digits.",
            "Which pictures has the classifier been trained on?",
            "Change less.",
        )
    if kinds < FEWEST_KINDS:
        raise Wrong(
            f"The classifier sees only {kinds:.1f} digits, counted by their entropy; asked are {FEWEST_KINDS}.",
            "Are all ten digits there, each about as often?",
            "Take many different training pictures, not a few again and again.",
        )
    if distances.min() < 1e-6:
        raise Wrong(
            "A sample is exactly a training picture, and anybody would notice.",
            "Change each sample a little.",
            "Clipping may undo a change: a black pixel cannot become darker.",
        )
    if np.median(distances) > np.median(usual) / 2:
        raise Wrong(
            "These samples are too new: they lie too far from the training pictures.",
            "Start from what is given, and change it so little that nobody sees it.",
            "The median distance to the nearest training picture must be at most half of that of held-out digits.",
        )
    return (
        f"Sure of {sure:.0%}, {kinds:.1f} digits, and nothing new. Only the distance to training pictures betrays it, "
        f"{np.median(distances):.2f} against {np.median(usual):.2f}. Never leave it out."
    )
