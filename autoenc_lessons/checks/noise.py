"""The questions to the lesson on noise: damage, convolution, pairs to train on, and a fair choice."""

import numpy as np
from scipy import ndimage

from autoenc_lessons import damage
from autoenc_lessons.checks.answers import as_choice, as_number, as_table, call, several
from autoenc_lessons.checks.feedback import Unchecked, Wrong
from autoenc_lessons.checks.noise_materials import STRENGTH, played_repairs
from autoenc_lessons.checks.question import question


@question
def evened_out(one, nine, *, seed):
    """Judge the mean squared error of a noisy picture, and that of the mean of nine."""
    one, nine = as_number(one, "one"), as_number(nine, "nine")
    if not np.isclose(one, 0.09, rtol=0.02):
        raise Wrong(
            f"The error of one noisy picture is not {one:g}.",
            "What is left of noisy - clean? And what is the mean of its square?",
            "The variance is the square of the standard deviation.",
        )
    if not np.isclose(nine, 0.01, rtol=0.02):
        raise Wrong(
            f"The first error is right, that of the mean of nine is not {nine:g}.",
            "The noise of nine pictures is partly up, partly down. What happens to the variance of their mean?",
            "The variance of a mean of n independent numbers is that of one, divided by n.",
        )
    return (
        "Noise evens out over many numbers. That is how a filter works, and why a nearest neighbour bears noise well."
    )


@question
def hide_columns(function, *, seed):
    """Judge a function of `pictures`, `first` and `width` that makes columns of square pictures grey."""
    generator = np.random.default_rng(seed)
    for side, n_pictures in [(14, 6), (8, 3), (5, 4)]:
        pictures = generator.random((n_pictures, side**2))
        first, width = int(generator.integers(0, side - 3)), int(generator.integers(1, 4))
        answer = call(function, pictures, first, width, name="hide_columns")
        hidden = as_table(answer, "The result of hide_columns", pictures.shape)
        squares = pictures.reshape(-1, side, side).copy()
        squares[:, :, first : first + width] = damage.GREY
        if not np.allclose(hidden, squares.reshape(pictures.shape)):
            raise Wrong(
                f"In {side} x {side} pixels, hiding {width} column(s) from {first} on comes out wrong.",
                _hint_for_columns(hidden.reshape(-1, side, side), pictures.reshape(-1, side, side)),
                "Reshape to (n_pictures, side, side), set [:, :, first : first + width] in a copy, and reshape back.",
            )
    return "A damage that is made on purpose comes with the right answer. That is what a network is trained towards."


def _hint_for_columns(hidden, squares):
    if np.allclose(hidden, squares):
        return "Nothing has changed."
    is_grey = hidden == damage.GREY
    if is_grey.all(axis=2).any() and not is_grey.all(axis=1).any():
        return "These are lines, not columns. Which axis of a square counts its columns?"
    if not is_grey.any():
        return "No pixel is grey: grey is 0.5."
    return "Print one small picture before and after, as a square. Which pixels have changed, and which should have?"


@question
def convolve(function, *, seed):
    """Judge a function of `picture` and `window` that gives the weighted sum at each place."""
    generator = np.random.default_rng(seed)
    for shape in [(5, 5), (4, 7), (14, 14)]:
        picture, window = generator.random(shape), generator.normal(size=(3, 3)).round(2)
        answer = call(function, picture, window, name="convolve")
        sums = as_table(answer, "The result of convolve", shape)
        expected = ndimage.correlate(picture, window, mode="constant")
        if not np.allclose(sums, expected, atol=1e-6):
            hint = "Compute the sum at one place by hand, in the middle first, then in a corner."
            if np.allclose(sums, ndimage.convolve(picture, window, mode="constant"), atol=1e-6):
                hint = "The window lies upside down. Its upper left weight belongs to the pixel up and left."
            elif np.allclose(sums[1:-1, 1:-1], expected[1:-1, 1:-1], atol=1e-6):
                hint = "The middle is right, the edge is not: beyond it, all pixels are 0."
            elif np.allclose(sums, ndimage.correlate(picture, window.T, mode="constant"), atol=1e-6):
                hint = "Lines and columns of the window are swapped."
            raise Wrong(
                f"For a picture of {shape[0]} x {shape[1]} pixels, some sums are wrong.",
                hint,
                "np.pad(picture, 1) puts zeros around it; then the window fits on each place of the picture.",
            )
    return "Nine weights serve every place. So a convolution needs few parameters, and few pictures to learn them from."


@question
def who_repaired(row_a, row_b, row_c, *, seed):
    """Judge which method has repaired which row of pictures."""
    chosen = {
        name: as_choice(answer, f"row_{name.lower()}", "abcd")
        for name, answer in zip("ABC", (row_a, row_b, row_c), strict=True)
    }
    for name, right, hint in [
        ("A", "b", "Row A is as sharp as a clean picture, but is it always the same digit as above?"),
        ("B", "a", "Row B keeps grey spots where the noise was. Who does not know what digits look like?"),
        ("C", "c", "Row C holds shadows of other digits: sums of a few shapes, partly negative."),
    ]:
        if chosen[name] != right:
            raise Wrong(
                f"Row {name} was made in another way.",
                hint,
                "Who can draw only clean digits? Who knows nothing of digits? Who blends a few shapes?",
            )
    return "Each method errs in a way of its own: by a wrong digit, by what is left of the noise, or by a blend."


@question
def training_pairs(function, *, seed):
    """Judge a function of `clean`, `n_copies` and `seed` that makes noisy pictures and their targets."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_copies in [(60, 4), (25, 7)]:
        clean = np.round(generator.random((n_pictures, 64)), 3)
        noisy, targets = _pairs(function, clean, n_copies, seed)
        _check_targets(targets, clean, n_copies)
        left = noisy - targets
        if abs(left.std() - STRENGTH) > 0.02 or abs(left.mean()) > 0.02:
            raise Wrong(
                f"Noisy pictures and targets differ by a standard deviation of {left.std():.2f}; asked is {STRENGTH}.",
                "Take one row of both: is the target the clean picture that this noise was added to?",
                "np.tile puts the whole table below itself; np.repeat puts each row below itself. Use one for both.",
            )
        if left.std(axis=1).min() < STRENGTH / 2:
            raise Wrong(
                "Within one picture, the noise hardly changes from pixel to pixel.",
                "How many numbers do you draw for one picture, and how many pixels does it have?",
                "Draw noise of the shape of all noisy pictures.",
            )
        if len(np.unique(noisy.round(9), axis=0)) < len(noisy) or len(np.unique(left.round(6), axis=0)) < len(noisy):
            raise Wrong(
                "Some copies carry the same noise.",
                "Which shape has the noise that you draw? How many numbers does each copy need of its own?",
                "First make all copies of the clean pictures, then draw noise of the shape of all of them.",
            )
        again, other = (_pairs(function, clean, n_copies, number)[0] for number in (seed, seed + 1))
        if not np.array_equal(noisy, again) or np.array_equal(noisy, other):
            raise Wrong(
                "The same seed must give the same noise, and another seed another one.",
                "Which generator draws your noise, and who has seeded it?",
                "np.random.default_rng(seed) makes a generator that begins anew each time.",
            )
    return (
        "What stands in a row together is learned together. Each copy has noise of its own, so noise cannot be learned."
    )


def _pairs(function, clean, n_copies, seed):
    returned = call(function, clean, n_copies, seed, name="training_pairs")
    parts = several(returned, "training_pairs", ("the noisy pictures", "their targets"))
    shape, names = (len(clean) * n_copies, clean.shape[1]), ("The table of noisy pictures", "The table of targets")
    return [as_table(part, name, shape) for part, name in zip(parts, names, strict=True)]


def _check_targets(targets, clean, n_copies):
    rows, counts = np.unique(targets, axis=0, return_counts=True)
    if not np.array_equal(rows, np.unique(clean, axis=0)) or set(counts) != {n_copies}:
        raise Wrong(
            f"The targets must be the clean pictures, each {n_copies} times.",
            "Towards what is the network to be trained?",
            "Is there noise in the targets, or are some clean pictures missing?",
        )


@question
def best_picture(function, *, seed):
    """Judge a function of `candidates` and `shares` that returns the picture of smallest expected squared error."""
    generator = np.random.default_rng(seed)
    for n_candidates in (2, 3, 6):
        candidates = generator.random((n_candidates, 10))
        shares = generator.dirichlet(np.full(n_candidates, 2.0))
        answer = call(function, candidates, shares, name="best_picture")
        picture = as_table(answer, "The result of best_picture", (10,))
        best = shares @ candidates
        if not np.allclose(picture, best, atol=1e-3):
            costs = [np.sum(shares * np.mean((candidates - tried) ** 2, axis=1)) for tried in (picture, best)]
            hint = "Take one pixel that is 0 in one candidate and 1 in the other. Which shade costs least?"
            if np.allclose(picture, candidates[shares.argmax()]):
                hint = "This is the likeliest candidate. What does it cost when it is the wrong one?"
            elif np.allclose(picture, candidates.mean(axis=0)):
                hint = "All candidates count the same here. But some are likelier than others."
            raise Wrong(
                f"With {n_candidates} candidates, your picture costs {costs[0]:.4f}, the best one {costs[1]:.4f}.",
                hint,
                "The expected squared error of one pixel is a parabola. Where is its lowest point?",
            )
    return "The squared error is smallest for the mean of all that is possible. So a network that is unsure draws grey."


@question
def safest(function, *, seed):
    """Judge a function that chooses the method whose worst case is the mildest, and judges it on held-out pictures."""
    for number in (seed, seed + 1, seed + 2):
        methods, damages, validation, held_out, right, largest = played_repairs(number)
        judged = set()
        noted = {name: _noting(name, repair, judged) for name, repair in methods.items()}
        returned = call(function, noted, damages, validation, held_out, name="safest")
        name, error = several(returned, "safest", ("the name of the method", "its largest held-out error"))
        if not isinstance(name, str) or name not in methods:
            got = repr(name)[:40] if isinstance(name, str) else f"a {type(name).__name__}"
            raise Unchecked(f"The name must be one of {', '.join(methods)}; it is {got}.")
        error = as_number(error, "The error")
        if judged - {name}:
            raise Wrong(
                "Held-out pictures were shown to methods that were not chosen.",
                "What are held-out pictures worth, once they have helped to choose?",
                "First choose by the validation pictures alone. Then repair the held-out ones, by the chosen method.",
            )
        if name != right:
            raise Wrong(
                f"{name} is not the method whose worst case is the mildest.",
                "For each method, which is the largest of its validation errors? For which one is that the smallest?",
                "A mean over the kinds of damage hides a bad one.",
            )
        if not np.isclose(error, largest, rtol=1e-4):
            raise Wrong(
                f"The method is right; its largest error on held-out pictures is not {error:.4g}.",
                "The validation error helped to choose. Repair the held-out pictures, with each damage in turn.",
                "Compare with the clean held-out pictures, and return the largest of the errors.",
            )
    return (
        "Who does not know what damage will come chooses by the worst case, and judges on pictures that chose nothing."
    )


def _noting(name, repair, judged):
    def noted(pictures):
        made = repair(pictures)
        # Held-out pictures begin with a 1, and played damage lifts by whole tens.
        if np.any(np.rint(np.asarray(pictures)[:, 0]) % 10 == 1):
            judged.add(name)
        return made

    return noted
