"""The questions to the third lesson: hidden layers, dead units, folds and tears, and an honest measure of order."""

import numpy as np

from autoenc_lessons.checks.curved_sheet.encoders import encoded, hint_for_codes, same_codes
from autoenc_lessons.checks.curved_sheet.orders import check_no_order, check_order, check_rough_order
from autoenc_lessons.checks.curved_sheet.tears import far_share, hint_for_torn, torn_codes
from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.language import _

__all__ = ["encode", "fold_or_tear", "order", "straight_layers", "torn_share", "zero_shares"]

# Of 20, 50 or 100 samples, each share has two digits: who rounds to two is right, who divides by one less is not.
_ROUNDED = 1e-6


@question
def straight_layers(ratio, parameters, *, seed):
    """Judge how far a deep linear autoencoder gets, and how many parameters it has."""
    ratio, parameters = as_number(ratio, "ratio"), as_number(parameters, "parameters")
    sizes = (5, 8, 2, 8, 5)
    counted = sum(before * after + after for before, after in zip(sizes[:-1], sizes[1:], strict=True))
    if not np.isclose(ratio, 1, atol=0.005):
        raise Wrong(
            _("Its error does not come to {ratio} times the floor.", ratio=f"{ratio:g}"),
            _("What does a weighted sum of weighted sums look like, once it is written out?"),
            _("The lesson has trained such a network: compare its line with that of PCA."),
        )
    if not np.isclose(parameters, counted, rtol=1e-6):
        weights = sum(before * after for before, after in zip(sizes[:-1], sizes[1:], strict=True))
        hint = _("Take the four layers one by one: how many numbers come in, and how many units are there?")
        if parameters == weights:
            hint = _("Each unit has one more parameter besides its weights.")
        raise Wrong(
            _("The ratio is right. The network does not have {parameters} parameters.", parameters=f"{parameters:g}"),
            hint,
            _("From 5 numbers to 8 units: 5 x 8 weights and 8 biases. There are four such steps."),
        )
    one_layer_each = 5 * 2 + 2 + 2 * 5 + 5
    return _(
        "{counted} parameters do what {one_layer_each} can do. Depth without a bend buys nothing.",
        counted=counted,
        one_layer_each=one_layer_each,
    )


@question
def zero_shares(function, *, seed):
    """Judge a function of `codes` that gives the share of samples for which each unit is exactly 0."""
    generator = np.random.default_rng(seed)
    for n_samples, latent_dim in [(50, 2), (100, 5)]:
        codes = np.maximum(generator.normal(size=(n_samples, latent_dim)) + np.linspace(-1, 1, latent_dim), 0)
        codes[:, 0] = 0
        # What a linear unit or a tanh may give; only 0 is silent.
        codes[:10, -1] = -generator.uniform(0.1, 1, size=10)
        codes[10:15, -1] = generator.uniform(1e-4, 1e-3, size=5)
        answer = call(function, codes, name="zero_shares")
        shares = as_table(answer, _("The result of zero_shares"), (latent_dim,))
        expected = np.mean(codes == 0, axis=0)
        if not np.allclose(shares, expected, atol=_ROUNDED):
            raise Wrong(*_what_is_wrong_with_zeros(shares, expected, codes))
    return _("A unit with a share of 1 is dead. It takes one line to look, so look whenever relu is at work.")


def _what_is_wrong_with_zeros(shares, expected, codes):
    hint = _("Which comparison is True exactly where a code is 0?")
    if np.allclose(shares, 1 - expected):
        hint = _("This is the share that is not 0.")
    elif np.allclose(shares, np.mean(codes <= 0, axis=0)):
        hint = _("Numbers below 0 are not silent: asked is exactly 0.")
    elif any(np.allclose(shares, np.mean(np.abs(codes) < line, axis=0)) for line in np.abs(codes[np.abs(codes) < 0.5])):
        hint = _("Small numbers are not silent: asked is exactly 0.")
    elif np.allclose(shares, np.sum(codes == 0, axis=0)):
        hint = _("This is how many samples there are. Asked is their share.")
    elif np.allclose(shares, 100 * expected):
        hint = _("These are per cent. Asked is a share between 0 and 1.")
    elif np.isin(shares, [0, 1]).all():
        hint = _("This says yes or no for each unit. Asked is a share of the samples.")
    elif np.allclose(shares * expected.sum(), expected * shares.sum()):
        hint = _("The zeros are found. By how many samples must you divide?")
    unit = int(np.argmax(np.abs(shares - expected)))
    part = _(
        "Unit {unit} (counted from 0) of {number} is 0 for {expected} of the samples; it gives {shares}.",
        unit=unit,
        number=len(expected),
        expected=f"{expected[unit]:.1%}",
        shares=f"{shares[unit]:.3g}",
    )
    return part, hint, _("The mean of True and False over the samples (axis=0) is a share, one for each unit.")


@question
def encode(function, *, seed):
    """Judge a function of `x`, `kernels` and `biases` that computes the code of a deep encoder."""
    generator = np.random.default_rng(seed)
    # Widths all different, a hidden layer as wide as the input or as another one, and nothing but squares.
    for n_samples, sizes in [
        (20, (3, 5, 2)),
        (20, (4, 4, 2)),
        (7, (3, 16, 16, 2)),
        (5, (5, 5, 5)),
        (9, (6, 4, 8, 4, 3)),
    ]:
        kernels = [generator.normal(size=pair) for pair in zip(sizes[:-1], sizes[1:], strict=True)]
        biases = [generator.normal(size=size) for size in sizes[1:]]
        x = generator.normal(size=(n_samples, sizes[0]))
        answer = call(function, x, kernels, biases, name="encode")
        codes = as_table(answer, _("The result of encode"), (n_samples, sizes[-1]))
        if not same_codes(codes, encoded(x, kernels, biases)):
            raise Wrong(
                _(
                    "For an encoder with layers of {listed} units it gives other codes.",
                    listed=", ".join(map(str, sizes)),
                ),
                hint_for_codes(codes, x, kernels, biases),
                _(
                    "values = x; then, for each hidden layer, np.tanh(values @ kernel + bias); the code layer is "
                    "linear."
                ),
            )
    return _("That is all there is to an encoder: weighted sums, and a bend after each hidden layer.")


@question(seconds=SECONDS_WITH_TRAINING)
def fold_or_tear(torn, sign, *, seed):
    """Judge which of two codes is torn, and what gives a tear away where positions are unknown."""
    chosen, because = as_choice(torn, "torn", "abcd"), as_choice(sign, "sign", "1234")
    if chosen != "b":
        raise Wrong(
            _("Look at the colours once more."),
            _("Take one colour, say the one in the middle of the scale. In how many places is it, in each picture?"),
            _("Two colours in one place: the sheet is folded. One colour in two places: it is torn."),
        )
    if because != "2":
        hint = _("In the lesson, which number was several times as high on points that no run had seen?")
        if because == "3":
            hint = _(
                "Where a code has a gap, the sheet may only be stretched. And a tear may be too narrow to be seen."
            )
        raise Wrong(
            _("The picture is right, the sign is not."),
            _(
                "What does the decoder make of a point that lies just beside the tear, if it has not been "
                "trained on it?"
            ),
            hint,
        )
    return _(
        "A tear costs the training points next to nothing: there are none on it. Held-out points do fall "
        "on it, so compare both errors. (The same sign can mean that there were too few training points: "
        "lesson 4.)"
    )


@question
def torn_share(function, *, seed):
    """Judge a function of `flat`, `codes` and `far` that gives the share of samples that were torn off."""
    generator = np.random.default_rng(seed)
    # Sheets come in any size: what is far on one is near on another.
    for n_samples, size in [(50, 1), (20, 1000), (100, 0.01)]:
        for far in (0.5 * size, 1.5 * size):
            flat, codes = torn_codes(n_samples, size, far, generator)
            answer = call(function, flat, codes, far, name="torn_share")
            share = as_number(answer, _("The result of torn_share"))
            expected = far_share(flat, codes, far)
            if not np.isclose(share, expected, atol=_ROUNDED):
                raise Wrong(
                    _(
                        "For {n_samples} samples, of which {expected} were torn off, it gives {share}.",
                        n_samples=n_samples,
                        expected=f"{expected:.1%}",
                        share=f"{share:.4g}",
                    ),
                    hint_for_torn(share, expected, flat, codes, far),
                    _(
                        "np.linalg.norm(flat[:, None] - flat, axis=2) holds all distances on the sheet. Put np.inf on "
                        "its diagonal before you look for the smallest in each row."
                    ),
                )
    return _("An error says how well points are copied. This says whether neighbours are still neighbours.")


@question(seconds=SECONDS_WITH_TRAINING)
def order(function, *, seed):
    """Judge a function of `codes` and `position` that says honestly how well a direction gives the order."""
    generator = np.random.default_rng(seed)

    def tried(codes, position):
        return call(function, codes, position, name="order")

    check_order(tried, generator)
    check_no_order(tried, generator)
    check_rough_order(tried, generator)
    return _("A measure that finds order in noise will find it anywhere. Fit on some samples, judge on others.")
