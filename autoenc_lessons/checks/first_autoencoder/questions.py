"""The questions to the first lesson: a linear autoencoder from three numbers to two and back."""

import keras
import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score

from autoenc_lessons import datasets, measures
from autoenc_lessons.checks.first_autoencoder.autoencoders import check_linear_autoencoder, count_of_linear_autoencoder
from autoenc_lessons.checks.judging.answers import as_choice, as_number, as_table, call, is_rounded, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _, marked

__all__ = ["build", "count_parameters", "lost_shares", "make_data", "one_number", "two_pictures"]

_LARGEST_ADVANTAGE = 1.05
# Features that are drawn one by one still move together a little by chance, and the less the more samples there are.
_FEWEST_SAMPLES = 20_000
# Below this, what one feature has and the others have not is nothing.
_SMALLEST_SHARE = 0.01
_N_UNTRAINED = 50
_DRAWN_APART = marked(
    "Draw each feature on its own, all from one generator: the same seed again gives the same numbers."
)


@question
def count_parameters(function, *, seed):
    """Judge a function of `n_features` and `latent_dim` that counts weights and biases."""
    # A code that is wider than the data is no question of this lesson, and its helper refuses to build it.
    sizes = np.sort(np.random.default_rng(seed).integers(2, 60, size=(3, 2)))[:, ::-1].tolist()
    for n_features, latent_dim in [(3, 2), (5, 2), *sizes]:
        answer = call(function, n_features, latent_dim, name="count_parameters")
        counted = as_number(answer, _("The result of count_parameters"))
        if counted != count_of_linear_autoencoder(n_features, latent_dim):
            n_weights = 2 * n_features * latent_dim
            hint = _("Each unit of the code and of the output has one more parameter besides its lines in the drawing.")
            if counted != n_weights:
                hint = _(
                    "Take the two layers one by one: how many units has each, and how many numbers come into a unit?"
                )
            raise Wrong(
                _(
                    "For {n_features} features and a code of {latent_dim} it gives {counted}.",
                    n_features=n_features,
                    latent_dim=latent_dim,
                    counted=f"{counted:g}",
                ),
                hint,
                _("A Dense layer has one weight for each pair of an input and a unit, and one bias for each unit."),
            )
    largest = count_of_linear_autoencoder(784, 32)
    return _(
        "It works for any size. A picture of 784 pixels and a code of 32 already take {largest} parameters.",
        largest=largest,
    )


@question
def one_number(choice, *, seed):
    """Judge the choice of what survives when the blobs are squeezed into one number."""
    chosen = as_choice(choice, "survives", "abcd")
    x, labels = datasets.load("blobs")
    pca = PCA(1).fit(x)
    codes = pca.transform(x)
    agreement = _agreement(codes, labels)
    inside, lost = (_inside_groups(points, labels) for points in (x, x - pca.inverse_transform(codes)))
    kept = 1 - np.sum(lost**2) / np.sum(inside**2)
    right = {(False, False): "a", (True, False): "b", (True, True): "c", (False, True): "d"}[
        (agreement > 0.5, kept > 0.5)
    ]
    if chosen != right:
        raise Wrong(
            _("One number keeps something else."),
            _(
                "One number is a place on a line. How must the line lie so that all points are as close to it as "
                "possible?"
            ),
            _("The line runs from one group to the other. Which differences point along it, which across?"),
        )
    return _(
        "On the best line, k-means finds the groups (adjusted Rand index {agreement}), but only {kept} "
        "of the squared differences inside the groups are left. A code keeps what is large, not what you "
        "care for.",
        agreement=f"{agreement:.2f}",
        kept=f"{kept:.0%}",
    )


@question
def build(function, *, seed):
    """Judge a function of `n_features` and `latent_dim` that returns encoder, decoder and autoencoder."""
    generator = np.random.default_rng(seed)
    n_features = int(generator.integers(5, 12))
    for sizes in [(3, 1), (3, 2), (n_features, int(generator.integers(2, n_features)))]:
        check_linear_autoencoder(call(function, *sizes, name="build"), *sizes, generator=generator)
    return _(
        "The autoencoder has no weights of its own: it borrows those of its two parts. So training it trains them."
    )


@question
def lost_shares(function, *, seed):
    """Judge a function of `x` and `reconstructions` that measures the lost share of each feature's variance."""
    generator = np.random.default_rng(seed)
    for n_samples, n_features in [(100, 3), (50, 5)]:
        x = generator.normal(size=(n_samples, n_features)) * generator.uniform(1, 10, size=n_features) + 3
        errors = generator.normal(size=x.shape) * generator.uniform(0.1, 1, size=n_features)
        errors += generator.uniform(0.2, 0.5, size=n_features)
        answer = call(function, x, x - errors, name="lost_shares")
        shares = as_table(answer, _("The result of lost_shares"), (n_features,))
        expected = np.mean(errors**2, axis=0) / x.var(axis=0)
        if not np.allclose(shares, expected, rtol=1e-4):
            raise Wrong(*_what_is_wrong_with_shares(shares, expected, x, errors))
    return _("A share has no unit, so it can compare a feature in degrees with one in per cent. An error cannot.")


def _what_is_wrong_with_shares(shares, expected, x, errors):
    n_samples = len(x)
    hint = _("Write down the two parts of the fraction for one feature: the mean squared error, and the variance.")
    if np.allclose(shares, errors.var(axis=0) / x.var(axis=0), rtol=1e-4):
        hint = _(
            "The variance of the differences forgets that copies can all lie off to one side. Take their mean square."
        )
    elif np.allclose(shares / expected, (n_samples - 1) / n_samples, rtol=1e-4):
        hint = _("One part divides by n and the other by n - 1. Divide both by n.")
    elif np.allclose(shares, 1 - expected, rtol=1e-4):
        hint = _("This is the share that is kept. Asked is the share that is lost.")
    elif np.allclose(shares, np.sqrt(expected), rtol=1e-4):
        hint = _(
            "Your shares are the square roots of the right ones: the variance is the square of the standard deviation."
        )
    elif is_rounded(shares, expected):
        hint = _("Are they rounded? Return the shares as they come.")
    number = int(np.argmax(np.abs(shares - expected)))
    lost, given = told_apart(expected[number], shares[number], ".1%")
    part = _("For a feature that has lost {lost} of its variance, it gives {given}.", lost=lost, given=given)
    return part, hint, _("Both parts are means over the samples (axis=0), one number for each feature.")


@question
def two_pictures(choice, reason, *, seed):
    """Judge which of two pictures of codes shows the trained encoder, and why."""
    chosen, because = as_choice(choice, "picture", "abc"), as_choice(reason, "reason", "1234")
    if chosen != "c":
        raise Wrong(
            _("You would be guessing."),
            _("Make an encoder and draw its codes without any training. Try several seeds."),
            _("Two groups stand apart in space. What would a linear map have to do to bring them together?"),
        )
    if because != "2":
        raise Wrong(
            _("The choice is right, the reason is not."),
            _("What did the lesson find when it looked for the groups in single features?"),
            _("Choose the reason that speaks of both encoders, trained or not."),
        )
    x, labels = datasets.load("blobs")
    # An untrained encoder is nothing but its initial weights, for its biases start at 0.
    untrained = [keras.initializers.GlorotUniform(number)((3, 2)) for number in range(_N_UNTRAINED)]
    n_apart = sum(_agreement(x @ np.asarray(kernel), labels) > 0.9 for kernel in untrained)
    return _(
        "Of {n_untrained} encoders without any training, {n_apart} keep the groups apart. A pretty "
        "picture of codes is no evidence of learning; the reconstruction error is.",
        n_untrained=_N_UNTRAINED,
        n_apart=n_apart,
    )


@question
def make_data(function, *, seed):
    """Judge a function of `n_samples` that makes data on which dropping a feature is as good as any plane."""
    fresh = int(np.random.default_rng(seed).integers(_FEWEST_SAMPLES, 2 * _FEWEST_SAMPLES))
    for n_samples in (_FEWEST_SAMPLES, fresh):
        answer = call(function, n_samples, name="make_data")
        data = as_table(answer, _("The result of make_data"), (n_samples, 3))
        constant = np.flatnonzero(np.ptp(data, axis=0) == 0)
        if constant.size:
            raise Wrong(
                _("Feature {number} (counted from 0) has the same value in every row.", number=constant[0]),
                _("A feature that never changes carries nothing: dropping it is no feat."),
                _("Draw each feature's values with some spread."),
            )
        x = datasets.scale(data)
        if np.linalg.eigvalsh(np.corrcoef(x.T))[0] < _SMALLEST_SHARE:
            raise Wrong(
                _("The best plane copies these data almost without loss: one feature follows from the others."),
                _("Nothing of a feature should be found in the other two."),
                _(_DRAWN_APART),
            )
        ratio = x.var(axis=0).min() / 3 / measures.pca_error(x, 2)
        if ratio > _LARGEST_ADVANTAGE:
            costs, limit = told_apart(ratio, _LARGEST_ADVANTAGE, ".2f")
            raise Wrong(
                _(
                    "The cheapest drop costs {costs} times what the best plane costs (at most {limit}; features "
                    "scaled to 0 to 1).",
                    costs=costs,
                    limit=limit,
                ),
                _("A plane wins where features move together. Look at np.corrcoef(data.T)."),
                _(_DRAWN_APART),
            )
    return _(
        "The cheapest drop costs {ratio} times the best plane. Where features do not move together, "
        "mixing them gains nothing, and an autoencoder is not worth its training.",
        ratio=f"{ratio:.2f}",
    )


def _agreement(codes, labels):
    found = KMeans(n_clusters=2, n_init=3, random_state=0).fit_predict(codes)
    return adjusted_rand_score(labels, found)


def _inside_groups(points, labels):
    return np.concatenate([points[labels == group] - points[labels == group].mean(axis=0) for group in (0, 1)])
