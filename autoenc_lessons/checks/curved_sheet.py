"""The questions to the third lesson: hidden layers, dead units, folds and tears, and an honest measure of order."""

import numpy as np

from autoenc_lessons import measures
from autoenc_lessons.checks.answers import as_choice, as_model, as_number, as_table, call, several
from autoenc_lessons.checks.encoders import encoded, hint_for_codes, same_codes
from autoenc_lessons.checks.feedback import Wrong
from autoenc_lessons.checks.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.checks.sheets import curved_sheet

LARGEST_ERROR = 0.07
# Other points may be a little harder for a network that was right on those shown.
_MORE_WHEN_GRADED = 0.02
# Chance alone stays below the one; a straight direction that has the order stays above the other.
_MOST_ORDER_IN_NOISE = 0.45
_LEAST_ORDER = 0.97


@question
def straight_layers(ratio, parameters, *, seed):
    """Judge how far a deep linear autoencoder gets, and how many parameters it has."""
    ratio, parameters = as_number(ratio, "ratio"), as_number(parameters, "parameters")
    sizes = (5, 8, 2, 8, 5)
    counted = sum(before * after + after for before, after in zip(sizes[:-1], sizes[1:], strict=True))
    if not np.isclose(ratio, 1, atol=0.005):
        raise Wrong(
            f"Its error does not come to {ratio:g} times the floor.",
            "What does a weighted sum of weighted sums look like, once it is written out?",
            "The lesson has trained such a network: compare its line with that of PCA.",
        )
    if parameters != counted:
        weights = sum(before * after for before, after in zip(sizes[:-1], sizes[1:], strict=True))
        hint = "Take the four layers one by one: how many numbers come in, and how many units are there?"
        if parameters == weights:
            hint = "Each unit has one more parameter besides its weights."
        raise Wrong(
            f"The ratio is right. The network does not have {parameters:g} parameters.",
            hint,
            "From 5 numbers to 8 units: 5 x 8 weights and 8 biases. There are four such steps.",
        )
    one_layer_each = 5 * 2 + 2 + 2 * 5 + 5
    return f"{counted} parameters do what {one_layer_each} can do. Depth without a bend buys nothing."


@question
def zero_shares(function, *, seed):
    """Judge a function of `codes` that gives the share of samples for which each unit is exactly 0."""
    generator = np.random.default_rng(seed)
    for n_samples, latent_dim in [(40, 2), (60, 5)]:
        codes = np.maximum(generator.normal(size=(n_samples, latent_dim)) + np.linspace(-1, 1, latent_dim), 0)
        codes[:, 0] = 0
        # What a linear unit or a tanh may give; only 0 is silent.
        codes[: n_samples // 4, -1] = -generator.uniform(0.1, 1, size=n_samples // 4)
        answer = call(function, codes, name="zero_shares")
        shares = as_table(answer, "The result of zero_shares", (latent_dim,))
        expected = np.mean(codes == 0, axis=0)
        # Closer than one sample more or less, and wide enough for a share that was rounded.
        if not np.allclose(shares, expected, atol=0.0051):
            raise Wrong(*_what_is_wrong_with_zeros(shares, expected, codes))
    return "A unit with a share of 1 is dead. It takes one line to look, so look whenever relu is at work."


def _what_is_wrong_with_zeros(shares, expected, codes):
    hint = "Which comparison is True exactly where a code is 0?"
    if np.allclose(shares, 1 - expected):
        hint = "This is the share that is not 0."
    elif np.allclose(shares, np.mean(codes <= 0, axis=0)):
        hint = "Numbers below 0 are not silent: asked is exactly 0."
    elif np.allclose(shares, np.sum(codes == 0, axis=0)):
        hint = "This is how many samples there are. Asked is their share."
    elif np.allclose(shares, 100 * expected):
        hint = "These are per cent. Asked is a share between 0 and 1."
    unit = int(np.argmax(np.abs(shares - expected)))
    part = (
        f"Unit {unit} (counted from 0) of {len(expected)} is 0 for {expected[unit]:.1%} of the samples; "
        f"it gives {shares[unit]:.3g}."
    )
    return part, hint, "The mean of True and False over the samples (axis=0) is a share, one for each unit."


@question
def encode(function, *, seed):
    """Judge a function of `x`, `kernels` and `biases` that computes the code of a deep encoder."""
    generator = np.random.default_rng(seed)
    for sizes in [(3, 5, 2), (3, 16, 16, 2), (6, 4, 4, 4, 3)]:
        kernels = [generator.normal(size=pair) for pair in zip(sizes[:-1], sizes[1:], strict=True)]
        biases = [generator.normal(size=size) for size in sizes[1:]]
        x = generator.normal(size=(20, sizes[0]))
        answer = call(function, x, kernels, biases, name="encode")
        codes = as_table(answer, "The result of encode", (20, sizes[-1]))
        if not same_codes(codes, encoded(x, kernels, biases)):
            raise Wrong(
                f"For an encoder with layers of {', '.join(map(str, sizes))} units it gives other codes.",
                hint_for_codes(codes, x, kernels, biases),
                "values = x; then, for each hidden layer, np.tanh(values @ kernel + bias); the code layer is linear.",
            )
    return "That is all there is to an encoder: weighted sums, and a bend after each hidden layer."


@question(seconds=SECONDS_WITH_TRAINING)
def fold_or_tear(torn, sign, *, seed):
    """Judge which of two codes is torn, and what gives a tear away where positions are unknown."""
    chosen, because = as_choice(torn, "torn", "abcd"), as_choice(sign, "sign", "1234")
    if chosen != "b":
        raise Wrong(
            "Look at the colours once more.",
            "Take one colour, say the one in the middle of the scale. In how many places is it, in each picture?",
            "Two colours in one place: the sheet is folded. One colour in two places: it is torn.",
        )
    if because != "2":
        hint = "In the lesson, which number was several times as high on points that no run had seen?"
        if because == "3":
            hint = "Where a code has a gap, the sheet may only be stretched. And a tear may be too narrow to be seen."
        raise Wrong(
            "The picture is right, the sign is not.",
            "What does the decoder make of a point that lies just beside the tear, if it has not been trained on it?",
            hint,
        )
    return (
        "A tear costs the training points next to nothing: there are none on it. Held-out points do fall on it, so "
        "compare both errors. (The same sign can mean that there were too few training points: lesson 4.)"
    )


@question(seconds=SECONDS_WITH_TRAINING)
def repaired(function, *, seed):
    """Judge a function of `x` that trains a deep autoencoder with a free code; it returns encoder and decoder."""
    x, new_x, *_ = curved_sheet(seed)
    both = several(call(function, x, name="repaired"), "repaired", ("the encoder", "the decoder"))
    encoder, decoder = (as_model(part, name) for part, name in zip(both, ("The encoder", "The decoder"), strict=True))
    codes = _outputs(encoder, "the encoder", new_x, 2)
    copies = _outputs(decoder, "the decoder", codes, 3)
    _check_freedom(codes)
    error = measures.reconstruction_error(new_x, copies)
    limit = LARGEST_ERROR + _MORE_WHEN_GRADED * (seed != 0)
    if error > limit:
        raise Wrong(
            f"Its error on new points is {error:.3f}; at most {limit:g} is asked, and PCA has about 0.13.",
            _hint_for_error(error, new_x, copies),
            "Only hidden layers need a bend. 500 steps of Adam with a rate that falls from 0.05 to 0 are enough.",
        )
    return f"Its error on new points is {error:.3f}. Hidden layers bend; the code and the output stay free."


def _check_freedom(codes):
    for unit, column in enumerate(codes.T):
        if column.min() < 0 < column.max():
            continue
        side = "below" if column.min() >= 0 else "above"
        raise Wrong(
            f"Code unit {unit} is never {side} 0, on any of {len(codes)} new points.",
            "Print the smallest and the largest number that each code unit gives. Which layer holds it back?",
            "A code must be able to take any value: what may follow the weighted sum of its layer?",
        )


def _hint_for_error(error, x, copies):
    # tanh and sigmoid reach no farther than 1; the points do.
    if np.abs(copies).max() <= 1 or copies.min() >= 0:
        return "Print the smallest and the largest number of x and of its copies. Can the output layer give them all?"
    if np.isclose(error, measures.pca_error(x, 2), rtol=0.1):
        return "That is hardly better than PCA, which is straight. Which of your layers bends?"
    return "The layers may be right now. Is the rate too high, or are there too few steps?"


def _outputs(model, name, points, n_outputs):
    try:
        outputs = model(points)
    except Exception as error:  # a model can fail in any way
        raise Wrong(
            f"{name[0].upper()}{name[1:]} does not take samples with {points.shape[1]} numbers.",
            "From 3 features to a code of 2, and back.",
            "Did you return the encoder first and the decoder second?",
        ) from error
    return as_table(outputs, f"What comes out of {name}", (len(points), n_outputs))


@question
def torn_share(function, *, seed):
    """Judge a function of `flat`, `codes` and `far` that gives the share of samples that were torn off."""
    generator = np.random.default_rng(seed)
    for n_samples in (80, 120):
        flat = generator.uniform(0, 1, size=(n_samples, 2)) * [9, 2]
        # The sheet is cut in the middle and a little crumpled; its second half is moved aside and shrunk.
        codes = flat + generator.normal(0, 0.2, size=flat.shape) + (flat[:, [0]] > 4.5) * [0, 6]
        codes[flat[:, 0] > 6] = 0.3 * codes[flat[:, 0] > 6] + [3, 5]
        for far in (0.5, 1.5):
            answer = call(function, flat, codes, far, name="torn_share")
            share = as_number(answer, "The result of torn_share")
            expected = _far_share(flat, codes, far)
            if not np.isclose(share, expected, atol=1e-9):
                raise Wrong(
                    f"For {n_samples} samples, of which {expected:.1%} were torn off, it gives {share:.4g}.",
                    _hint_for_torn(share, expected, flat, codes, far),
                    "np.linalg.norm(flat[:, None] - flat, axis=2) holds all distances on the sheet. Put np.inf on its "
                    "diagonal before you look for the smallest in each row.",
                )
    return "An error says how well points are copied. This says whether neighbours are still neighbours."


def _distances(points):
    return np.linalg.norm(points[:, None] - points, axis=2)


def _far_share(of, by, far):
    distances = _distances(of)
    np.fill_diagonal(distances, np.inf)
    return np.mean(_distances(by)[np.arange(len(of)), distances.argmin(axis=1)] > far)


def _hint_for_torn(share, expected, flat, codes, far):
    if share == 0:
        return "Each sample is its own nearest neighbour, at distance 0. Leave it out."
    if np.isclose(share, _far_share(codes, flat, far)):
        return "This is the share of folded ones: nearest in the code, far on the sheet. Asked is the other way round."
    if np.isclose(share, 1 - expected):
        return "This is the share that kept its neighbour."
    if np.isclose(share, expected * len(flat)):
        return "This is how many there are. Asked is their share."
    if np.isclose(share, 100 * expected):
        return "These are per cent. Asked is a share between 0 and 1."
    return "Two steps: who is the nearest on the sheet? And how far away is just that one in the code?"


@question(seconds=SECONDS_WITH_TRAINING)
def order(function, *, seed):
    """Judge a function of `codes` and `position` that says honestly how well a direction gives the order."""
    generator = np.random.default_rng(seed)
    position = generator.uniform(0, 9, size=200)
    beside = generator.normal(0, 6, size=200)
    # The position is there, but in a small direction of many: whoever looks at few columns or large axes misses it.
    hidden = np.column_stack([position / 3, generator.normal(0, 6, size=(200, 39))])
    mix = np.linalg.qr(generator.normal(size=(40, 40)))[0]
    tests = {
        "a code that holds the position": np.column_stack([beside, 3 - 2 * position]) @ [[1, 2], [1, -1]],
        "a wide code that holds the position in a small direction": hidden @ mix,
        "a code that bends, but keeps the order": (9 - position[:, None]) ** 3,
        "a code of 120 random numbers": generator.normal(size=(200, 120)),
    }
    for name, codes in tests.items():
        value = as_number(call(function, codes, position, name="order"), "The result of order")
        in_noise = "random" in name
        if in_noise and abs(value) > _MOST_ORDER_IN_NOISE:
            raise Wrong(
                f"For {name}, which know nothing of the position, it gives {value:.2f}.",
                "With 120 numbers and a straight rule, one can fit almost anything. Where must the fit be judged?",
                "Find the direction with one half of the samples, and correlate on the other half.",
            )
        if not in_noise and not _LEAST_ORDER < value <= 1 + 1e-9:
            raise Wrong(
                f"For {name}, it gives {value:.3g}; asked is almost 1.",
                _hint_for_order(value),
                "LinearRegression finds the direction, scipy.stats.spearmanr compares the order.",
            )
    return "A measure that finds order in noise will find it anywhere. Fit on some samples, judge on others."


def _hint_for_order(value):
    if value < -0.5:
        return "The direction may run the other way. Fit the position, instead of taking a column as it is."
    return "Only the order counts, not the distances: what is a rank correlation? And does any direction count?"
