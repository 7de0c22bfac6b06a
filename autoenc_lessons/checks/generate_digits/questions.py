"""The questions to the lesson on generated digits: the price of a code, draws, mixtures, and samples that deceive."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question

__all__ = ["divergence", "draw", "prices", "repaired_loss", "silent_unit"]


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


def _near(found, expected):
    # Of 32 bits, six digits hold; less where large numbers are subtracted.
    return np.allclose(found, expected, rtol=1e-4, atol=1e-5)


def _first_known(found, known):
    """Return the hint of the wrong way that leads to what was found, if there is one."""
    return next((hint for hint, wrong in known.items() if _near(found, wrong)), None)


@question
def divergence(function, *, seed):
    """Judge a function of `mean` and `log_variance` that gives each sample's divergence."""
    generator = np.random.default_rng(seed)
    for shape in ((5, 2), (7, 4)):
        mean, log_variance = generator.normal(size=shape), generator.normal(size=shape)
        answer = call(function, mean, log_variance, name="divergence")
        result = as_table(answer, "The result of divergence", (len(mean),))
        units = _unit_prices(mean, log_variance)
        if not _near(result, units.sum(axis=1)):
            place = np.abs(result - units.sum(axis=1)).argmax()
            raise Wrong(
                f"For {shape[0]} samples with {shape[1]} code units it gives {result[place]:.3f} for sample {place} "
                "(counted from 0).",
                _hint_for_divergence(result, mean, log_variance, units),
                f"Compute the first unit of sample {place} by hand; then add the units of that sample.",
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
        "The mean has to be squared.": (units + (mean - mean**2) / 2).sum(axis=1),
        "The 1 that is taken away is missing.": (units + 0.5).sum(axis=1),
        "The 1 is taken away once for each unit, not once for each sample.": (
            units.sum(axis=1) + (units.shape[1] - 1) / 2
        ),
        "The logarithm that is taken away is missing.": (units + log_variance / 2).sum(axis=1),
    }
    neutral = "exp(log_variance) is the variance s², and log_variance is ln s². Go through the formula term by term."
    return _first_known(result, known) or neutral


@question
def draw(function, *, seed):
    """Judge a function of `mean`, `log_variance` and `noise` that gives the drawn codes."""
    generator = np.random.default_rng(seed)
    for shape in ((4, 2), (6, 3)):
        mean, log_variance, noise = generator.normal(size=(3, *shape))
        answer = call(function, mean, log_variance, noise, name="draw")
        result = as_table(answer, "The result of draw", shape)
        stretched = np.exp(log_variance / 2) * noise
        # The normal distribution is the same to both sides of its mean.
        if not (_near(result, mean + stretched) or _near(result, mean - stretched)):
            row, unit = np.unravel_index(np.abs(result - mean - stretched).argmax(), shape)
            raise Wrong(
                f"Unit {unit} of sample {row} (counted from 0) is {result[row, unit]:.3f}; its mean is "
                f"{mean[row, unit]:.3f}, the logarithm of its variance {log_variance[row, unit]:.3f}, and the noise "
                f"{noise[row, unit]:.3f}.",
                _hint_for_draw(result, mean, log_variance, noise),
                "The code is mean + deviation * noise, and the deviation is the root of the variance.",
            )
    return "The dice stand outside. Mean and deviation only add and multiply, so that each gets its gradient."


def _hint_for_draw(result, mean, log_variance, noise):
    deviation = np.exp(log_variance / 2)
    known = {
        "The noise is stretched by the deviation, and exp(log_variance) is the variance.": np.exp(log_variance) * noise,
        "All codes get the same noise. Where is the deviation?": noise,
        "This is the mean alone: nothing is drawn.": 0,
        "log_variance is a logarithm, and may be negative. A deviation is not.": log_variance * noise,
        "A root has half the logarithm, not twice.": np.exp(2 * log_variance) * noise,
        "The deviation is there, but the noise is not.": deviation,
        "The deviation stretches the noise: it is not added to it.": deviation + noise,
        "The mean is missing.": deviation * noise - mean,
        "The deviation stretches the mean too. It should stretch the noise alone.": deviation * (mean + noise) - mean,
        "This is the noise alone: mean and deviation are missing.": noise - mean,
    }
    if hint := _first_known(result - mean, known):
        return hint
    if _near(np.abs(result - mean), deviation * np.abs(noise)):
        return "Mean and deviation are right. What has become of the sign of the noise?"
    if _near(np.ptp(result - deviation * noise), 0):
        return "The noise is stretched as it should be, but all codes get the same mean. Each unit has its own."
    return "A code takes three things: its mean, its deviation and the given `noise`. Which of them is not as given?"


@question
def repaired_loss(function, *, seed):
    """Judge a function of `pictures` and `copies` that gives each picture's squared error over twice the variance."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_pixels in ((3, 64), (8, 100)):
        pictures, copies = generator.uniform(size=(2, n_pictures, n_pixels))
        answer = call(function, pictures, copies, name="repaired_loss")
        result = as_table(answer, "The result of repaired_loss", (n_pictures,))
        squares = np.sum((pictures - copies) ** 2, axis=1)
        if not np.allclose(result, squares / (2 * 0.2**2), rtol=1e-4):
            place = np.abs(result - squares / (2 * 0.2**2)).argmax()
            raise Wrong(
                f"For {n_pictures} pictures of {n_pixels} pixels it gives {result[place]:.3f} for picture {place} "
                "(counted from 0).",
                _hint_for_loss(result, squares, n_pixels),
                "Sum the squared differences over the last axis; divide by 2 * 0.2**2.",
            )
    return "A mean over 64 pixels makes errors 64 times too cheap. Then saying nothing is the best that a code can do."


def _hint_for_loss(result, squares, n_pixels):
    asked = squares / (2 * 0.2**2)
    divisor = "Look at the divisor: it is twice the variance, and a variance is a squared deviation."
    known = {
        "The sum is right. What became of the pixel error, 0.2?": squares,
        "The sum is right, and half of it. What became of the pixel error, 0.2?": squares / 2,
        divisor: squares / (2 * 0.2),
        f"{divisor} ": squares / 0.2**2,
        "This still is a mean over pixels.": asked / n_pixels,
        "This is the log-likelihood itself. Asked is minus the log-likelihood: a loss.": -asked,
        "These pictures have another number of pixels than 64: take it from the pictures.": asked / n_pixels * 64,
    }
    if hint := _first_known(result, known):
        return hint.strip()
    rest, times = result - asked, result / asked
    # Of 32 bits, six digits hold.
    if np.ptp(rest) < 1e-4 * asked.max():
        return f"It is right but for {rest.mean():.4g}, which is the same for each picture: leave the constant out."
    if np.ptp(times) < 1e-4 * np.abs(times).max():
        return f"Each number is {times.mean():.4g} times as large as asked. Where does this factor come from?"
    return "What becomes of the differences of one picture, step by step: squared, summed over pixels, divided?"


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
