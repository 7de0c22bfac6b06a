"""The questions to the lesson on generated faces: drawing, copies, morphs and directions."""

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.linear_model import LinearRegression

from autoenc_lessons.checks.answers import as_choice, as_number, as_table, as_yes_or_no, call
from autoenc_lessons.checks.draws import TOLERANCE, check_scores, check_seeds
from autoenc_lessons.checks.face_materials import (
    disguised,
    drawn_faces,
    eigenface_axes,
    split_faces,
    tilted_codes,
    timid_faces,
    two_measures,
)
from autoenc_lessons.checks.feedback import Wrong
from autoenc_lessons.checks.question import question

FEWEST_COPIES_FOUND = 0.9
MOST_FALSE_ALARMS = 0.1
_N_DRAWN = 3000


@question
def pca_morph(difference, why, *, seed):
    """Judge how far a morph through PCA scores is from the fade of the copies, and why."""
    difference, because = as_number(difference, "difference"), as_choice(why, "why", "abc")
    if abs(difference) > 1e-6:
        raise Wrong(
            f"The difference is not {difference:.3g}.",
            "A PCA copy is the mean picture plus so much of each axis. What is it for the mean of two rows of scores?",
            "Try it: PCA on any pictures, two rows of scores, their mean, turned back.",
        )
    if because != "b":
        raise Wrong(
            "The difference is right, the reason is not.",
            "Would it be the same with 2 axes? And for two faces that look nothing like each other?",
            "What does a decoder without any bend make of a straight line?",
        )
    return "A linear decoder maps straight lines to straight lines. Whoever wants more than a fade needs a bent one."


@question
def draw_faces(function, *, seed):
    """Judge a function of `training`, `n_axes`, `n_faces` and `seed` that draws faces from eigenfaces."""
    for n_axes, number in [(30, 0), (5, seed)]:
        training, _ = split_faces(number)
        first, again, other = (
            as_table(
                call(function, training, n_axes, _N_DRAWN, start, name="draw_faces"),
                "The result of draw_faces",
                (_N_DRAWN, training.shape[1]),
            )
            for start in (number, number, number + 1)
        )
        check_seeds(first, again, other)
        mean, axes, sizes = eigenface_axes(training, n_axes)
        scores = (first - mean) @ axes.T
        if not np.allclose(first, mean + scores @ axes, atol=1e-5):
            raise Wrong(
                f"With {n_axes} axes, the faces are no sums of the mean picture and the first {n_axes} eigenfaces.",
                "Which mean was taken away before the axes were found? And how many axes are there?",
                "PCA(n_axes).fit(training) knows all of it; its inverse_transform makes faces of scores.",
            )
        check_scores(scores / sizes)
    return "A spread for each axis and a normal distribution: a generator of faces without any training."


@question
def nearest_ratio(function, *, seed):
    """Judge a function of `pictures` and `training` that divides the nearest distance by the second nearest."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_training, n_features in [(7, 5, 3), (20, 60, 625)]:
        pictures, training = (generator.uniform(size=(n, n_features)) for n in (n_pictures, n_training))
        answer = call(function, pictures, training, name="nearest_ratio")
        found = as_table(answer, "The result of nearest_ratio", (n_pictures,))
        distances = np.sort(cdist(pictures, training), axis=1)
        right = distances[:, 0] / distances[:, 1]
        if not np.allclose(found, right, atol=1e-6):
            hint = "Work out one picture by hand: all its distances, the smallest, the second smallest."
            if np.allclose(found, right**2, atol=1e-6):
                hint = "These are ratios of squared distances. Asked are Euclidean ones."
            elif np.allclose(found, 1 / right, atol=1e-6):
                hint = "The wrong way round: a copy must get a number near 0."
            elif np.allclose(found, distances[:, 0], atol=1e-6):
                hint = "These are the nearest distances. By what are they still to be divided?"
            elif np.allclose(found, distances[:, 0] / distances[:, -1], atol=1e-6):
                hint = "You divide by the largest distance, not by the second smallest."
            raise Wrong(
                f"For {n_pictures} pictures and {n_training} training pictures, it gives {found[0]:.3f} first; "
                f"that is not the ratio of the two nearest distances.",
                hint,
                "scipy.spatial.distance.cdist gives all distances; np.sort(..., axis=1) puts each row in order.",
            )
    return "The ratio has no unit: a blurred picture, which is near to all, does not pass for a copy."


@question
def repaired_codes(function, *, seed):
    """Judge a function of `codes`, `n_codes` and `seed` that draws codes distributed as those of the encoder."""
    for number in (0, seed):
        codes = tilted_codes(number)
        first, again, other = (
            as_table(
                call(function, codes, _N_DRAWN, start, name="repaired_codes"),
                "The result of repaired_codes",
                (_N_DRAWN, codes.shape[1]),
            )
            for start in (number, number, number + 1)
        )
        check_seeds(first, again, other)
        # Seen so, codes have the variance 1 in every direction.
        whiten = np.linalg.inv(np.linalg.cholesky(np.cov(codes.T))).T
        known, drawn = ((part - codes.mean(axis=0)) @ whiten for part in (codes, first))
        if np.abs(drawn.mean(axis=0)).max() > TOLERANCE:
            raise Wrong(
                "The drawn codes lie around another mean.",
                "Compare the means of your codes with codes.mean(axis=0).",
                "The mean has to be added last, and once.",
            )
        if np.abs(np.cov(drawn.T) - np.eye(codes.shape[1])).max() > 2 * TOLERANCE:
            raise Wrong(
                "Unit by unit it may be right, but the units do not vary together as those of the encoder do.",
                "Compare np.cov(codes.T) with that of your codes. Which numbers differ?",
                "A normal distribution in several dimensions has a covariance, not only variances.",
            )
        if np.median(cdist(drawn, known).min(axis=1)) < 0.1:
            raise Wrong(
                "These are the given codes over again, so the decoder would copy the training pictures.",
                "Where does your function draw a code that nobody has seen?",
                "Fit a distribution to the codes, and draw from that.",
            )
    return "The decoder knows only places where codes lie. Units that go together must be drawn together."


_HINTS_FOR_TOO_GOOD = {
    "a": "Which pictures did the lesson's judge accept always, without exception?",
    "c": "Look at the ratio: what would it be for copies?",
    "d": "The judge has turned away what it should. What does it not look at?",
}


@question
def too_good(what, why, *, seed):
    """Judge what a perfect verdict of the judge says, and which number tells."""
    chosen, because = as_choice(what, "what", "abcd"), as_choice(why, "why", "1234")
    if chosen != "b":
        raise Wrong(
            "That is not what happened.",
            _HINTS_FOR_TOO_GOOD[chosen],
            "Look at the pictures of the upper row. How much do they differ from each other?",
        )
    if because != "4":
        raise Wrong(
            "What happened is right; another number shows it.",
            "Which of the numbers is far from that of the held-out faces?",
            "How much does a pixel differ from one drawn face to the next?",
        )
    training, held_out = split_faces(seed)
    variety = timid_faces(training, 500, seed).var(axis=0).mean() / held_out.var(axis=0).mean()
    return f"With {100 * variety:.0f} % of the variety, nothing can go wrong, and nothing new comes out."


@question
def clean_direction(function, *, seed):
    """Judge a function of `codes`, `values` and `unwanted`: a step that raises one measure and leaves the other."""
    for number in (0, seed, seed + 1):
        codes, values, unwanted = two_measures(number)
        answer = call(function, codes, values, unwanted, name="clean_direction")
        step = as_table(answer, "The result of clean_direction", (codes.shape[1],))
        raises, disturbs = (
            LinearRegression().fit(codes, measure).coef_ @ step / measure.std() for measure in (values, unwanted)
        )
        if abs(disturbs) > 0.05:
            raise Wrong(
                f"The step changes the unwanted measure by {disturbs:.2f} of its standard deviations.",
                "A regression of the unwanted measure on the codes gives weights. When does a step not change their "
                "weighted sum?",
                "Take away from your step its part along these weights: w - (w @ u) / (u @ u) * u.",
            )
        if abs(raises - 1) > 0.05:
            hint = "The way is right, its length is not. How far does it raise the measure now, and how far should it?"
            if raises <= 0.05:
                hint = "The step must raise the measure. Which sign has the regression's weight times your step?"
            raise Wrong(
                f"The step raises the wanted measure by {raises:.2f} of its standard deviations; asked is 1.",
                hint,
                "Multiply the step by values.std() / (w @ step), where w are the weights of the regression.",
            )
    return (
        "What goes together in the pictures comes apart in the step. Whether faces stay faces then is to be measured."
    )


@question
def find_copies(function, *, seed):
    """Judge a function of `pictures` and `training` that says which pictures are disguised training faces."""
    for number in (0, seed, seed + 1):
        training, held_out = split_faces(number)
        drawn = drawn_faces(training, 60, number)
        pictures = np.concatenate([disguised(training, number), held_out, drawn])
        is_copy = np.arange(len(pictures)) < len(training)
        order = np.random.default_rng(number).permutation(len(pictures))
        answer = call(function, pictures[order], training, name="find_copies")
        found = as_yes_or_no(answer, "The result of find_copies", len(pictures))
        hits, alarms = found[is_copy[order]].mean(), found[~is_copy[order]].mean()
        if hits < FEWEST_COPIES_FOUND:
            hint = "What do contrast and light do to a distance? The judge of the lesson undoes both first."
            if hits > 0.35:
                hint = "About half of the copies are found. What has been done to the other half?"
            raise Wrong(
                f"It finds {hits:.0%} of the copies; asked are {FEWEST_COPIES_FOUND:.0%}.",
                hint,
                "Give each picture the mean 0 and the spread 1, and compare it with the mirrored faces, too.",
            )
        if alarms > MOST_FALSE_ALARMS:
            raise Wrong(
                f"It takes {alarms:.0%} of the new faces for copies; at most {MOST_FALSE_ALARMS:.0%} may be.",
                "Print your number for held-out faces and for copies. Where is the gap between them?",
                "The nearest distance divided by the second nearest is far below 1 for copies only.",
            )
    return (
        "A test for copies must know in which disguise a copy may come. It says nothing of those that it does not know."
    )
