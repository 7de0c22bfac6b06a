"""The questions to the lesson on noise: damage, convolution, pairs to train on, and a fair choice."""

import numpy as np
from scipy import ndimage

from autoenc_lessons import damage
from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call, several, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.noise.noisy_pairs import check_noise, check_targets, same_noise
from autoenc_lessons.language import _, counted

__all__ = ["best_picture", "convolve", "evened_out", "hide_columns", "training_pairs", "who_repaired"]

# Wider than what 32-bit numbers lose in a sum, and narrower than any mistake.
_ROUNDING = 1e-4


@question
def evened_out(one, nine, *, seed):
    """Judge the mean squared error of a noisy picture, and that of the mean of nine."""
    one, nine = as_number(one, "one"), as_number(nine, "nine")
    if not np.isclose(one, 0.09, rtol=0.02):
        raise Wrong(
            _("The error of one noisy picture is not {one}.", one=f"{one:g}"),
            _("What is left of noisy - clean? And what is the mean of its square?"),
            _("The variance is the square of the standard deviation."),
        )
    if not np.isclose(nine, 0.01, rtol=0.02):
        raise Wrong(
            _("The first error is right, that of the mean of nine is not {nine}.", nine=f"{nine:g}"),
            _("The noise of nine pictures is partly up, partly down. What happens to the variance of their mean?"),
            _("The variance of a mean of n independent numbers is that of one, divided by n."),
        )
    return _(
        "Noise evens out over many numbers. That is how a filter works, and why a network can learn from noisy targets."
    )


@question
def hide_columns(function, *, seed):
    """Judge a function of `pictures`, `first` and `width` that makes columns of square pictures grey."""
    generator = np.random.default_rng(seed)
    drawn = [(int(generator.integers(0, side - 3)), int(generator.integers(1, 4))) for side in (14, 8)]
    # The first columns, the last ones, and as many pictures as a picture has lines.
    for side, n_pictures, first, width in [(14, 6, *drawn[0]), (8, 3, *drawn[1]), (5, 5, 0, 2), (6, 1, 4, 2)]:
        pictures = generator.random((n_pictures, side**2))
        answer = call(function, pictures, first, width, name="hide_columns")
        hidden = as_table(answer, _("The result of hide_columns"), pictures.shape)
        if not np.allclose(hidden, _hidden(pictures, slice(first, first + width)), atol=_ROUNDING):
            raise Wrong(
                counted(
                    "In {side} x {side} pixels, hiding {number} column from {first} on comes out wrong.",
                    "In {side} x {side} pixels, hiding {number} columns from {first} on comes out wrong.",
                    width,
                    side=side,
                    first=first,
                ),
                _hint_for_columns(hidden, pictures, first, width),
                _(
                    "Reshape to (n_pictures, side, side), set [:, :, first : first + width] in a copy, and reshape "
                    "back."
                ),
            )
    return _("A damage that is made on purpose comes with the right answer. That is what a network is trained towards.")


def _hidden(pictures, columns, *, axis=2, shade=damage.GREY):
    side = int(np.sqrt(pictures.shape[1]))
    squares = np.moveaxis(pictures.reshape(-1, side, side).copy(), axis, 2)
    squares[:, :, columns] = shade
    return np.moveaxis(squares, 2, axis).reshape(pictures.shape)


def _hint_for_columns(hidden, pictures, first, width):
    asked = slice(first, first + width)
    mistakes = {
        _("Nothing has changed."): pictures,
        _("These are lines, not columns. Which axis of a square counts its columns?"): _hidden(pictures, asked, axis=1),
        _("This hides one column too many: how many are there from first to first + width?"): _hidden(
            pictures, slice(first, first + width + 1)
        ),
        _("The columns are the right ones. Which shade is grey?"): _hidden(
            pictures, asked, shade=hidden[_hidden(pictures, asked) != pictures][0]
        ),
        _("The first column is 0, so no column comes before it."): _hidden(
            pictures, slice(max(first - 1, 0), max(first - 1 + width, 0))
        ),
    }
    for hint, wrong in mistakes.items():
        if np.allclose(hidden, wrong, atol=_ROUNDING):
            return hint
    return _("Print one small picture before and after, as a square. Which pixels have changed, and which should have?")


@question
def convolve(function, *, seed):
    """Judge a function of `picture` and `window` that gives the weighted sum at each place."""
    generator = np.random.default_rng(seed)
    for shape in [(5, 5), (4, 7), (14, 14)]:
        picture, window = generator.random(shape), generator.normal(size=(3, 3)).round(2)
        answer = call(function, picture, window, name="convolve")
        sums = as_table(answer, _("The result of convolve"), shape)
        expected = ndimage.correlate(picture, window, mode="constant")
        if not np.allclose(sums, expected, atol=_ROUNDING):
            raise Wrong(
                _(
                    "For a picture of {rows} x {columns} pixels, some sums are wrong.",
                    rows=shape[0],
                    columns=shape[1],
                ),
                _hint_for_sums(sums, expected, picture, window),
                _("np.pad(picture, 1) puts zeros around it; then the window fits on each place of the picture."),
            )
    return _(
        "Nine weights serve every place. So a convolution needs few parameters, and knows what it learned everywhere."
    )


def _hint_for_sums(sums, expected, picture, window):
    if np.allclose(sums, ndimage.convolve(picture, window, mode="constant"), atol=_ROUNDING):
        return _("The window lies upside down. Its upper left weight belongs to the pixel up and left.")
    if np.allclose(sums[1:-1, 1:-1], expected[1:-1, 1:-1], atol=_ROUNDING):
        return _hint_for_edge(sums, picture)
    if np.allclose(sums, ndimage.correlate(picture, window.T, mode="constant"), atol=_ROUNDING):
        return _("Lines and columns of the window are swapped.")
    return _("Compute the sum at one place by hand, in the middle first, then in a corner.")


def _hint_for_edge(sums, picture):
    edge = np.ones(picture.shape, dtype=bool)
    edge[1:-1, 1:-1] = False
    there = _("There, too, most of the window lies on the picture; only the pixels beyond it count 0.")
    if np.allclose(sums[edge], 0):
        return _("Your sums at the edge are 0. {there}", there=there)
    if np.allclose(sums[edge], picture[edge], atol=_ROUNDING):
        return _("At the edge, yours are the shades of the picture, no sums. {there}", there=there)
    return _("The middle is right, the edge is not: beyond it, all pixels are 0.")


@question
def who_repaired(row_a, row_b, row_c, *, seed):
    """Judge which method has repaired which row of pictures."""
    chosen = {
        name: as_choice(answer, f"row_{name.lower()}", "abcd")
        for name, answer in zip("ABC", (row_a, row_b, row_c), strict=True)
    }
    for name, right, hint in [
        (
            "A",
            "b",
            _("Row A is as sharp as a clean picture, but it is other writing than above, and once another digit."),
        ),
        ("B", "a", _("Row B keeps grey spots where the noise was. Who does not know what digits look like?")),
        ("C", "c", _("Row C holds shadows of other digits: sums of a few shapes, partly negative.")),
    ]:
        if chosen[name] != right:
            raise Wrong(
                _("Row {name} was made in another way.", name=name),
                hint,
                _("Who can draw only clean digits? Who knows nothing of digits? Who blends a few shapes?"),
            )
    return _("Each method errs in a way of its own: by a wrong digit, by what is left of the noise, or by a blend.")


@question
def training_pairs(function, *, seed):
    """Judge a function of `clean`, `n_copies` and `seed` that makes noisy pictures and their targets."""
    generator = np.random.default_rng(seed)
    for n_pictures, n_copies in [(60, 4), (25, 7)]:
        clean = np.round(generator.random((n_pictures, 64)), 3)
        noisy, targets = _pairs(function, clean, n_copies, seed)
        check_targets(targets, noisy, clean, n_copies)
        check_noise(noisy, targets, clean)
        left, again, other = (
            np.subtract(*pairs)
            for pairs in [(noisy, targets), *(_pairs(function, clean, n_copies, one) for one in (seed, seed + 1))]
        )
        if not same_noise(left, again):
            raise Wrong(
                _("The same seed gives other noise the second time."),
                _("Which generator draws your noise, and who has seeded it?"),
                _("np.random.default_rng(seed) makes a generator that begins anew each time."),
            )
        if same_noise(left, other):
            raise Wrong(
                _("Another seed gives the same noise."),
                _("What does your function do with its parameter seed?"),
                _("np.random.default_rng(seed) begins elsewhere for each seed."),
            )
    return _(
        "What stands in a row together is learned together. Each copy has noise of its own, so noise cannot be learned."
    )


def _pairs(function, clean, n_copies, seed):
    returned = call(function, clean, n_copies, seed, name="training_pairs")
    parts = several(returned, "training_pairs", (_("the noisy pictures"), _("their targets")))
    shape, names = (
        (len(clean) * n_copies, clean.shape[1]),
        (_("The table of noisy pictures"), _("The table of targets")),
    )
    return [as_table(part, name, shape) for part, name in zip(parts, names, strict=True)]


@question
def best_picture(function, *, seed):
    """Judge a function of `candidates` and `shares` that returns the picture of smallest expected squared error."""
    generator = np.random.default_rng(seed)
    for n_candidates in (2, 3, 6):
        candidates = generator.random((n_candidates, 10))
        shares = generator.dirichlet(np.full(n_candidates, 2.0))
        answer = call(function, candidates, shares, name="best_picture")
        picture = as_table(answer, _("The result of best_picture"), (10,))
        best = shares @ candidates
        if not np.allclose(picture, best, atol=1e-3):
            costs = [np.sum(shares * np.mean((candidates - tried) ** 2, axis=1)) for tried in (picture, best)]
            got, lowest = told_apart(*costs, ".4f")
            hint = _("Take one pixel that is 0 in one candidate and 1 in the other. Which shade costs least?")
            if np.allclose(picture, candidates[shares.argmax()]):
                hint = _("This is the likeliest candidate. What does it cost when it is the wrong one?")
            elif np.allclose(picture, candidates.mean(axis=0)):
                hint = _("All candidates count the same here. But some are likelier than others.")
            raise Wrong(
                _(
                    "With {n_candidates} candidates, your picture costs {got}, the best one {lowest}.",
                    n_candidates=n_candidates,
                    got=got,
                    lowest=lowest,
                ),
                hint,
                _("The expected squared error of one pixel is a parabola. Where is its lowest point?"),
            )
    return _(
        "The squared error is smallest for the mean of all that is possible. So a network that is unsure draws grey."
    )
