"""The questions to the lesson on generated faces: drawing, copies, morphs and directions."""

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.linear_model import LinearRegression

from autoenc_lessons.checks.generate_faces.code_draws import check_codes
from autoenc_lessons.checks.generate_faces.draws import alike, check_scores, check_seeds, check_variety, scores_of_faces
from autoenc_lessons.checks.generate_faces.materials import (
    eigenface_axes,
    split_faces,
    tilted_codes,
    timid_faces,
    two_measures,
)
from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _, marked

__all__ = ["clean_direction", "draw_faces", "nearest_ratio", "pca_morph", "repaired_codes", "too_good"]

_N_DRAWN = 3000


@question
def pca_morph(difference, why, *, seed):
    """Judge how far a morph through PCA scores is from the fade of the copies, and why."""
    difference, because = as_number(difference, "difference"), as_choice(why, "why", "abc")
    if abs(difference) > 1e-6:
        raise Wrong(
            _("The difference is not {difference}.", difference=f"{difference:.3g}"),
            _(
                "A PCA copy is the mean picture plus so much of each axis. What is it for the mean of two rows "
                "of scores?"
            ),
            _("Try it: PCA on any pictures, two rows of scores, their mean, turned back."),
        )
    if because != "b":
        raise Wrong(
            _("The difference is right, the reason is not."),
            _("Would it be the same with 2 axes? And for two faces that look nothing like each other?"),
            _("What does a decoder without any bend make of a straight line?"),
        )
    return _("A linear decoder maps straight lines to straight lines. Whoever wants more than a fade needs a bent one.")


@question
def draw_faces(function, *, seed):
    """Judge a function of `training`, `n_axes`, `n_faces` and `seed` that draws faces from eigenfaces."""
    for n_axes, number in [(30, 0), (5, seed + 1)]:
        training, _rest = split_faces(number)
        draws = _three_draws(function, training, n_axes, number, n_units=training.shape[1], name="draw_faces")
        check_variety(draws[0], "faces")
        mean, axes, _rest = eigenface_axes(training, n_axes)
        check_seeds(*((faces - mean) @ axes.T for faces in draws), same=alike)
        check_scores(scores_of_faces(draws[0], training, n_axes))
    return _("A spread for each axis and a normal distribution: a generator of faces without any training.")


def _three_draws(function, *given, n_units, name):
    """Return what a function draws with a seed, the last of the given values, again with it, and with another."""
    *rest, seed = given
    return [
        as_table(
            call(function, *rest, _N_DRAWN, start, name=name), _("The result of {name}", name=name), (_N_DRAWN, n_units)
        )
        for start in (seed, seed, seed + 1)
    ]


@question
def nearest_ratio(function, *, seed):
    """Judge a function of `pictures` and `training` that divides the nearest distance by the second nearest."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_training, n_features in [(7, 5, 3), (20, 60, 625)]:
        pictures, training = (generator.uniform(size=(n, n_features)) for n in (n_pictures, n_training))
        # Something between a copy and a picture of its own.
        pictures[2] = training[1] + 0.2 * (pictures[2] - training[1])
        answer = call(function, pictures, training, name="nearest_ratio")
        found = as_table(answer, _("The result of nearest_ratio"), (n_pictures,))
        distances = np.sort(cdist(pictures, training), axis=1)
        right = distances[:, 0] / distances[:, 1]
        if not _near(found, right):
            place = np.abs(found - right).argmax()
            raise Wrong(
                _(
                    "For {n_pictures} pictures and {n_training} training pictures, it gives {found} for picture "
                    "{place} (counted from 0); that is not the ratio of its two nearest distances.",
                    n_pictures=n_pictures,
                    n_training=n_training,
                    found=f"{found[place]:.3f}",
                    place=place,
                ),
                _hint_for_ratio(found, right, distances),
                _("scipy.spatial.distance.cdist gives all distances; np.sort(..., axis=1) puts each row in order."),
            )
    return _("The ratio has no unit: a blurred picture, which is near to all, does not pass for a copy.")


def _near(found, expected):
    # Of 32 bits, six digits hold.
    return np.allclose(found, expected, rtol=1e-4, atol=1e-4)


def _hint_for_ratio(found, right, distances):
    known = {
        _("These are ratios of squared distances. Asked are Euclidean ones."): right**2,
        _("The wrong way round: a copy must get a number near 0."): 1 / right,
        _("These are the nearest distances. By what are they still to be divided?"): distances[:, 0],
        _("You divide by the largest distance, not by the second smallest."): distances[:, 0] / distances[:, -1],
        _("These are the second and the third smallest distance."): distances[:, 1] / distances[:, 2],
        _("This is 1 minus the ratio."): 1 - right,
    }
    for hint, wrong in known.items():
        if _near(found, wrong):
            return hint
    if _near(np.sort(found), np.sort(right)):
        return _("The ratios are right, their order is not: one for each picture, as the pictures come.")
    return _("Work out one picture by hand: all its distances, the smallest, the second smallest.")


@question
def repaired_codes(function, *, seed):
    """Judge a function of `codes`, `n_codes` and `seed` that draws codes distributed as those of the encoder."""
    for number in (0, seed + 1):
        codes = tilted_codes(number)
        draws = _three_draws(function, codes, number, n_units=codes.shape[1], name="repaired_codes")
        check_variety(draws[0], "codes")
        check_seeds(*draws)
        check_codes(draws[0], codes)
    return _("The decoder knows only places where codes lie. Units that go together must be drawn together.")


_HINTS_FOR_TOO_GOOD = {
    "a": marked("Which pictures did the lesson's judge accept always, without exception?"),
    "c": marked("Look at the ratio: what would it be for copies?"),
    "d": marked("The judge has turned away what it should. What does it not look at?"),
}


@question
def too_good(what, why, *, seed):
    """Judge what a perfect verdict of the judge says, and which number tells."""
    chosen, because = as_choice(what, "what", "abcd"), as_choice(why, "why", "1234")
    if chosen != "b":
        raise Wrong(
            _("That is not what happened."),
            _(_HINTS_FOR_TOO_GOOD[chosen]),
            _("Look at the pictures of the upper row. How much do they differ from each other?"),
        )
    if because != "4":
        raise Wrong(
            _("What happened is right; another number shows it."),
            _("How many faces are drawn is free to choose, and says nothing of what they look like.")
            if because == "1"
            else _("Which of the numbers 2, 3 and 4 is far from that of the held-out faces?"),
            _("How much does a pixel differ from one drawn face to the next?"),
        )
    training, held_out = split_faces(seed)
    variety = timid_faces(training, 500, seed).var(axis=0).mean() / held_out.var(axis=0).mean()
    return _(
        "With {variety} % of the variety, nothing can go wrong, and nothing new comes out.",
        variety=f"{100 * variety:.0f}",
    )


@question
def clean_direction(function, *, seed):
    """Judge a function of `codes`, `values` and `unwanted`: a step that raises one measure and leaves the other."""
    for number in (0, seed + 1, seed + 2):
        codes, values, unwanted = two_measures(number)
        answer = call(function, codes, values, unwanted, name="clean_direction")
        step = as_table(answer, _("The result of clean_direction"), (codes.shape[1],))
        raises, disturbs = (
            LinearRegression().fit(codes, measure).coef_ @ step / measure.std() for measure in (values, unwanted)
        )
        if abs(disturbs) > 0.05:
            raise Wrong(
                _(
                    "The step changes the unwanted measure by {disturbs} of its standard deviations; asked is 0.",
                    disturbs=f"{disturbs:.2f}",
                ),
                _(
                    "A regression of the unwanted measure on the codes gives weights. When does a step not change "
                    "their weighted sum?"
                ),
                _("Take away from your step its part along these weights: w - (w @ u) / (u @ u) * u."),
            )
        if abs(raises - 1) > 0.05:
            hint = _(
                "The way is right, its length is not. How far does it raise the measure now, and how far should it?"
            )
            if raises <= 0.05:
                hint = _("The step must raise the measure. Which sign has the regression's weight times your step?")
            raise Wrong(
                _(
                    "The step raises the wanted measure by {raises} of its standard deviations; asked is 1.",
                    raises=f"{raises:.2f}",
                ),
                hint,
                _("Multiply the step by values.std() / (w @ step), where w are the weights of the regression."),
            )
    return _(
        "What goes together in the pictures comes apart in the step. Whether faces stay faces then is to be measured."
    )
