"""The last two questions to the lesson on generated digits: a number of ellipses, and samples that deceive."""

from functools import cache

import numpy as np
from scipy.spatial.distance import cdist

from autoenc_lessons.checks.generate_digits.materials import (
    LARGEST_NUMBER,
    clouds_of_codes,
    judge,
    mixture,
    split_digits,
    sure_and_kinds,
)
from autoenc_lessons.checks.judging.answers import as_number, as_table, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.language import _

__all__ = ["LARGEST_LOSS", "deceive", "pick_number"]

_FEWEST_KINDS = 9.5
LARGEST_LOSS = 0.05
# Among some hundred samples, the share of which the classifier is sure is off by this by chance.
_LESS_SURE = 0.05
_ROUNDING = 1e-6


# By the number of clouds: seeds of clouds with as many ellipses as clouds, where too many of them cost something.
_CLEAR_CLOUDS = {
    2: (0, 1, 2, 4, 7, 8, 10, 12, 13),
    4: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12),
    5: (0, 2, 3, 4, 5, 6, 8, 9, 13),
}


# The same at every try of a learner, who need not wait for it again.
@cache
def _scores_of_all_numbers(n_clouds, seed):
    train_codes, validation_codes = clouds_of_codes(n_clouds, seed)
    return [mixture(train_codes, n).score(validation_codes) for n in range(1, LARGEST_NUMBER + 1)]


@question(seconds=SECONDS_WITH_TRAINING)
def pick_number(function, *, seed):
    """Judge a function of `train_codes` and `validation_codes` that picks a mixture's number of ellipses."""
    generator = np.random.default_rng(seed)
    for n_clouds in (int(generator.integers(4, 6)), 2):
        clouds = n_clouds, int(generator.choice(_CLEAR_CLOUDS[n_clouds]))
        train_codes, validation_codes = clouds_of_codes(*clouds)
        picked = as_number(
            call(function, train_codes, validation_codes, name="pick_number"), _("The result of pick_number")
        )
        if picked not in range(1, LARGEST_NUMBER + 1):
            raise Wrong(
                _(
                    "It gives {picked}; asked is a whole number from 1 to {largest_number}.",
                    picked=f"{picked:g}",
                    largest_number=LARGEST_NUMBER,
                ),
                _("Do you return the number, or the score that it has?"),
                _("A list counts from 0; the numbers of ellipses count from 1."),
            )
        scores = _scores_of_all_numbers(*clouds)
        lost = max(scores) - scores[int(picked) - 1]
        if lost > LARGEST_LOSS:
            raise Wrong(
                _(
                    "It picks {picked}, and another number gives the validation codes {lost} nats more.",
                    picked=int(picked),
                    lost=f"{lost:.2f}",
                ),
                _hint_for_number(int(picked), 1 + int(np.argmax(scores))),
                _("More ellipses fit the training codes better and better. Print the score of the validation codes."),
            )
    return _("Codes that the mixture was not fitted to show when more ellipses only learn by heart.")


def _hint_for_number(picked, best):
    if picked == best - 1:
        return _("One more would be best. Does the number come from a list, which counts from 0?")
    if picked == best + 1:
        return _("One fewer would be best. From which number on does your list count?")
    return _("On which codes is the mixture fitted, and on which is it scored?")


@question(seconds=SECONDS_WITH_TRAINING)
def deceive(function, *, seed):
    """Judge a function of `train_x` and `n_samples` that gives good-looking samples which are not new."""
    train_x, held_out, train_labels = split_digits(seed)
    n_samples = int(np.random.default_rng(seed).integers(310, 491))
    answer = call(function, train_x, n_samples, name="deceive")
    samples = as_table(answer, _("The result of deceive"), (n_samples, 64))
    lowest, highest = samples.min(), samples.max()
    if max(-lowest, highest - 1) > _ROUNDING:
        shade, _rest = told_apart(highest, 1, ".2f") if highest > 1 + _ROUNDING else told_apart(lowest, 0, ".2f")
        raise Wrong(
            _("There is a shade of {shade}, and those of a picture go from 0 to 1.", shade=shade),
            _("What could have pushed a shade beyond black or white?"),
            _("np.clip cuts off what is outside."),
        )
    probabilities = judge(train_x, train_labels)
    sure, kinds = sure_and_kinds(probabilities(samples))
    usually_sure, _rest = sure_and_kinds(probabilities(held_out))
    if sure < usually_sure - _LESS_SURE:
        raise Wrong(
            _(
                "The classifier is sure of {sure} of your samples, and of {usually_sure} of the held-out digits.",
                sure=f"{sure:.0%}",
                usually_sure=f"{usually_sure:.0%}",
            ),
            _("Which pictures has the classifier been trained on?"),
            _("Change less."),
        )
    if kinds < _FEWEST_KINDS:
        seen, asked = told_apart(kinds, _FEWEST_KINDS, ".1f")
        raise Wrong(
            _(
                "The classifier sees only {seen} digits, counted as in the lesson; asked are {asked}.",
                seen=seen,
                asked=asked,
            ),
            _("Are all ten digits there, each about as often?"),
            _("Take many different training pictures, not a few again and again."),
        )
    distances, usual = (cdist(some, train_x).min(axis=1) for some in (samples, held_out))
    if distances.min() == 0:
        raise Wrong(
            _("A sample is exactly a training picture, and anybody would notice."),
            _("Change each sample a little."),
            _("Clipping may undo a change: a black pixel cannot become darker."),
        )
    if np.median(distances) > np.median(usual) / 2:
        far, half = told_apart(np.median(distances), np.median(usual) / 2, ".2f")
        raise Wrong(
            _(
                "These samples are too new: the median distance to the nearest training picture is {far}; at "
                "most {half} is asked.",
                far=far,
                half=half,
            ),
            _("Start from what is given, and change it so little that nobody sees it."),
            _("The median distance to the nearest training picture must be at most half of that of held-out digits."),
        )
    return _(
        "Sure of {sure}, {kinds} digits, and nothing new. Only the distance to training pictures betrays "
        "it, {distances} against {usual}. Never leave it out.",
        sure=f"{sure:.0%}",
        kinds=f"{kinds:.1f}",
        distances=f"{np.median(distances):.2f}",
        usual=f"{np.median(usual):.2f}",
    )
