"""The questions to the lesson on generated digits: the price of a code, draws, mixtures, and samples that deceive."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _, marked

__all__ = ["divergence", "draw", "prices", "repaired_loss", "silent_unit"]


@question
def prices(silent, far, *, seed):
    """Judge the price of a unit that says nothing, and of one that stands 4 away."""
    silent, far = as_number(silent, "silent"), as_number(far, "far")
    if not np.isclose(silent, 0, atol=1e-9):
        raise Wrong(
            _("A unit with mean 0 and deviation 1 does not cost {silent}.", silent=f"{silent:g}"),
            _("Put m = 0 and s = 1 into the formula. What is the logarithm of 1?"),
            _("0 + 1 - 1 - 0, halved."),
        )
    if not np.isclose(far, 8):
        raise Wrong(
            _("The first price is right. A unit with mean 4 and deviation 1 does not cost {far}.", far=f"{far:g}"),
            _("With s = 1, only the mean is left. What does the formula do to it?"),
            _("The mean is squared, and the sum is halved."),
        )
    return _("What a unit costs is what it tells: a unit like standard normal noise tells nothing, and is free.")


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
        result = as_table(answer, _("The result of divergence"), (len(mean),))
        units = _unit_prices(mean, log_variance)
        if not _near(result, units.sum(axis=1)):
            place = np.abs(result - units.sum(axis=1)).argmax()
            raise Wrong(
                _(
                    "For {samples} samples with {units} code units it gives {result} for sample {place} (counted "
                    "from 0).",
                    samples=shape[0],
                    units=shape[1],
                    result=f"{result[place]:.3f}",
                    place=place,
                ),
                _hint_for_divergence(result, mean, log_variance, units),
                _("Compute the first unit of sample {place} by hand; then add the units of that sample.", place=place),
            )
    return _(
        "Summed over units, the prices of a code add up as lengths of messages do. A mean would make each unit cheaper."
    )


def _unit_prices(mean, log_variance):
    return (mean**2 + np.exp(log_variance) - 1 - log_variance) / 2


def _hint_for_divergence(result, mean, log_variance, units):
    known = {
        _("The price is a sum over code units. A mean makes a code of many units too cheap."): units.mean(axis=1),
        _("One factor is missing: look at what stands before the sum."): 2 * units.sum(axis=1),
        _("The sign is wrong: a divergence is never below 0."): -units.sum(axis=1),
        _("The second parameter is the logarithm of the variance, not of the deviation."): (
            _unit_prices(mean, 2 * log_variance).sum(axis=1)
        ),
        _("The mean has to be squared."): (units + (mean - mean**2) / 2).sum(axis=1),
        _("The 1 that is taken away is missing."): (units + 0.5).sum(axis=1),
        _("The 1 is taken away once for each unit, not once for each sample."): (
            units.sum(axis=1) + (units.shape[1] - 1) / 2
        ),
        _("The logarithm that is taken away is missing."): (units + log_variance / 2).sum(axis=1),
    }
    neutral = _("exp(log_variance) is the variance s², and log_variance is ln s². Go through the formula term by term.")
    return _first_known(result, known) or neutral


@question
def draw(function, *, seed):
    """Judge a function of `mean`, `log_variance` and `noise` that gives the drawn codes."""
    generator = np.random.default_rng(seed)
    for shape in ((4, 2), (6, 3)):
        mean, log_variance, noise = generator.normal(size=(3, *shape))
        answer = call(function, mean, log_variance, noise, name="draw")
        result = as_table(answer, _("The result of draw"), shape)
        stretched = np.exp(log_variance / 2) * noise
        # The normal distribution is the same to both sides of its mean.
        if not (_near(result, mean + stretched) or _near(result, mean - stretched)):
            row, unit = np.unravel_index(np.abs(result - mean - stretched).argmax(), shape)
            raise Wrong(
                _(
                    "Unit {unit} of sample {row} (counted from 0) is {result}; its mean is {mean}, the logarithm of "
                    "its variance {log_variance}, and the noise {noise}.",
                    unit=unit,
                    row=row,
                    result=f"{result[row, unit]:.3f}",
                    mean=f"{mean[row, unit]:.3f}",
                    log_variance=f"{log_variance[row, unit]:.3f}",
                    noise=f"{noise[row, unit]:.3f}",
                ),
                _hint_for_draw(result, mean, log_variance, noise),
                _("The code is mean + deviation * noise, and the deviation is the root of the variance."),
            )
    return _("The noise comes from outside. Mean and deviation only add and multiply, so that each gets its gradient.")


def _hint_for_draw(result, mean, log_variance, noise):
    deviation = np.exp(log_variance / 2)
    known = {
        _("The noise is stretched by the deviation, and exp(log_variance) is the variance."): np.exp(log_variance)
        * noise,
        _("All codes get the same noise. Where is the deviation?"): noise,
        _("This is the mean alone: nothing is drawn."): 0,
        _("log_variance is a logarithm, and may be negative. A deviation is not."): log_variance * noise,
        _("A root has half the logarithm, not twice."): np.exp(2 * log_variance) * noise,
        _("The deviation is there, but the noise is not."): deviation,
        _("The deviation stretches the noise: it is not added to it."): deviation + noise,
        _("The mean is missing."): deviation * noise - mean,
        _("The deviation stretches the mean too. It should stretch the noise alone."): deviation * (mean + noise)
        - mean,
        _("This is the noise alone: mean and deviation are missing."): noise - mean,
    }
    if hint := _first_known(result - mean, known):
        return hint
    if _near(np.abs(result - mean), deviation * np.abs(noise)):
        return _("Mean and deviation are right. What has become of the sign of the noise?")
    if _near(np.ptp(result - deviation * noise), 0):
        return _("The noise is stretched as it should be, but all codes get the same mean. Each unit has its own.")
    return _("A code takes three things: its mean, its deviation and the given `noise`. Which of them is not as given?")


@question
def repaired_loss(function, *, seed):
    """Judge a function of `pictures` and `copies` that gives each picture's squared error over twice the variance."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_pixels in ((3, 64), (8, 100)):
        pictures, copies = generator.uniform(size=(2, n_pictures, n_pixels))
        answer = call(function, pictures, copies, name="repaired_loss")
        result = as_table(answer, _("The result of repaired_loss"), (n_pictures,))
        squares = np.sum((pictures - copies) ** 2, axis=1)
        if not np.allclose(result, squares / (2 * 0.2**2), rtol=1e-4):
            place = np.abs(result - squares / (2 * 0.2**2)).argmax()
            raise Wrong(
                _(
                    "For {n_pictures} pictures of {n_pixels} pixels it gives {result} for picture {place} (counted "
                    "from 0).",
                    n_pictures=n_pictures,
                    n_pixels=n_pixels,
                    result=f"{result[place]:.3f}",
                    place=place,
                ),
                _hint_for_loss(result, squares, n_pixels),
                _("Sum the squared differences over the last axis; divide by 2 * 0.2**2."),
            )
    return _(
        "A mean over 64 pixels makes errors 64 times too cheap. Then saying nothing is the best that a code can do."
    )


def _hint_for_loss(result, squares, n_pixels):
    asked = squares / (2 * 0.2**2)
    divisor = _("Look at the divisor: it is twice the variance, and a variance is a squared deviation.")
    known = {
        _("The sum is right. What became of the pixel error, 0.2?"): squares,
        _("The sum is right, and half of it. What became of the pixel error, 0.2?"): squares / 2,
        divisor: squares / (2 * 0.2),
        f"{divisor} ": squares / 0.2**2,
        _("This still is a mean over pixels."): asked / n_pixels,
        _("This is the log-likelihood itself. Asked is minus the log-likelihood: a loss."): -asked,
        _("These pictures have another number of pixels than 64: take it from the pictures."): asked / n_pixels * 64,
    }
    if hint := _first_known(result, known):
        return hint.strip()
    rest, times = result - asked, result / asked
    # Of 32 bits, six digits hold.
    if np.ptp(rest) < 1e-4 * asked.max():
        return _(
            "It is right but for {rest}, which is the same for each picture: leave the constant out.",
            rest=f"{rest.mean():.4g}",
        )
    if np.ptp(times) < 1e-4 * np.abs(times).max():
        return _(
            "Each number is {times} times as large as asked. Where does this factor come from?",
            times=f"{times.mean():.4g}",
        )
    return _("What becomes of the differences of one picture, step by step: squared, summed over pixels, divided?")


_HINTS_FOR_SILENT = {
    "a": marked("The unit costs 0 nats. How much can its code tell of a picture?"),
    "c": marked("Training filled this unit with noise all the time. Were the copies noisy for that?"),
    "d": marked("A decoder is a function of any four numbers. Why should this one be refused?"),
}


@question
def silent_unit(what, why, *, seed):
    """Judge what becomes of a picture if the code of a silent unit is changed, and why."""
    chosen, because = as_choice(what, "what", "abcd"), as_choice(why, "why", "1234")
    if chosen != "b":
        raise Wrong(
            _("That does not happen."),
            _(_HINTS_FOR_SILENT[chosen]),
            _("What did the decoder get from this unit in training, whatever the picture?"),
        )
    if because != "1":
        raise Wrong(
            _("What happens is right, the reason is not."),
            _("The unit costs 0 nats: which mean and which deviation has it, for each picture?"),
            _("Its code was drawn anew at each step, from the same distribution for all pictures."),
        )
    return _("A silent unit carries noise, and the decoder does not listen. So count the units that cost something.")
