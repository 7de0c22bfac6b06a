"""What is drawn by variational autoencoders and mixtures: its costs, its measures, its handwriting."""

import keras
import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from autoenc_lessons import handwriting, measures, mixtures, sample_measures, seed_everything, variational
from autoenc_lessons import variational_costs as costs

X = np.random.default_rng(0).uniform(size=(20, 6))


@pytest.fixture
def model():
    seed_everything(0)
    encoder, decoder = variational.dense_halves(6, 2, hidden=(5, 4))
    given = keras.Input((6,))
    return keras.Model(given, decoder(encoder(given)[0]))


def test_the_halves_are_of_dense_layers_and_take_a_label():
    encoder, decoder = variational.dense_halves(6, 2, n_labels=3, hidden=(5, 4), activation="tanh")
    assert [layer.units for layer in encoder.layers[1:]] == [5, 4, 2, 2]
    assert [layer.units for layer in decoder.layers] == [4, 5, 6]
    assert (encoder.input_shape, decoder.input_shape) == ((None, 9), (None, 5))
    assert decoder.layers[-1].activation is keras.activations.sigmoid


def test_halves_of_a_model_give_means_and_copies(model):
    encoder, decoder = variational.halves(model)
    np.testing.assert_allclose(decoder(encoder(X)), model(X), rtol=1e-12)
    means, deviations = costs.clouds(model, X)
    np.testing.assert_allclose(means, encoder(X), rtol=1e-12)
    _, log_variances = variational.described_halves(model)[0](X)
    np.testing.assert_allclose(np.log(deviations), np.array(log_variances) / 2, rtol=1e-9)


def test_costs_are_those_of_one_draw(model):
    squares, divergences = costs.costs(model, X, seed=3)
    means, deviations = costs.clouds(model, X)
    codes = means + deviations * np.random.default_rng(3).normal(size=means.shape)
    errors = X - np.array(variational.halves(model)[1](codes))
    assert squares == pytest.approx(np.sum(errors**2) / 20)
    assert divergences.sum() == pytest.approx(np.mean(variational.kl(means, 2 * np.log(deviations))))
    squares, divergences = costs.costs(model, X)
    bills = costs.bills(X, 0.25)
    assert (bills["copy"](model), bills["code"](model)) == (8 * squares, divergences.sum())


@pytest.mark.parametrize("pixel_error", [0.25, None])
def test_the_cost_in_nats_has_all_constants(model, pixel_error):
    nats, error = costs.nats(model, X, pixel_error=pixel_error)
    means, deviations = costs.clouds(model, X)
    copies = variational.halves(model)[1](means + deviations * np.random.default_rng(0).normal(size=means.shape))
    copy = -norm.logpdf(X, np.array(copies), error).sum(axis=1).mean()
    assert nats == pytest.approx(copy + costs.costs(model, X)[1].sum())
    if pixel_error is None:
        assert error == pytest.approx(np.sqrt(np.mean((X - np.array(copies)) ** 2)))


def test_pca_costs_what_its_normal_distribution_says():
    train_x = np.random.default_rng(1).normal(size=(50, 4)) * [3, 2, 1, 0.5]
    x = np.random.default_rng(2).normal(size=(30, 4))
    values, axes = np.linalg.eigh(np.cov(train_x.T))
    for given in (None, 1.3):
        nats, error = measures.pca_nats(train_x, x, 2, pixel_error=given)
        assert error == pytest.approx(np.sqrt(values[:2].mean()) if given is None else given)
        covariance = axes @ np.diag(np.maximum([0, 0, *values[2:]], error**2)) @ axes.T
        said = -multivariate_normal(train_x.mean(axis=0), covariance).logpdf(x).mean()
        assert nats == pytest.approx(said)


def test_a_mixture_draws_where_its_points_lie_and_the_same_each_time():
    centres = np.array([[-20.0, 0], [20, 5]])
    points = centres[np.resize([0, 1], 400)] + np.random.default_rng(0).normal(size=(400, 2)) * [1, 3]
    drawn = mixtures.draw_like(points, 2, 1000, seed=4)
    np.testing.assert_array_equal(drawn, mixtures.draw(mixtures.fit(points, 2), 1000, seed=4))
    side = drawn[:, 0] > 0
    assert 0.4 < side.mean() < 0.6
    np.testing.assert_allclose([drawn[~side].mean(axis=0), drawn[side].mean(axis=0)], centres, atol=0.5)
    np.testing.assert_allclose(drawn[side].std(axis=0), [1, 3], rtol=0.15)
    each = mixtures.draw_for_each(points, np.resize([1, 3], 400), 1, 50)
    assert (each[:, 0] < 0).tolist() == [True] * 50 + [False] * 50
    one = mixtures.fit(points, 1)
    for draw in (lambda **more: mixtures.draw(one, **more), lambda **more: mixtures.draw_like(points, 1, **more)):
        assert draw().shape == (1000, 2)
        np.testing.assert_array_equal(draw(), draw(seed=0))
    assert list(mixtures.held_out_scores(points)) == [1, 5, 10, 20, 40]
    scores = mixtures.held_out_scores(points, [1, 2, 30])
    assert max(scores, key=scores.get) == 2
    even = mixtures.draw_evenly(points, 500)
    assert np.all((even >= points.min(axis=0)) & (even <= points.max(axis=0)))
    np.testing.assert_allclose(even.mean(axis=0), (points.min(axis=0) + points.max(axis=0)) / 2, atol=3)
    assert mixtures.draw_evenly(points).shape == (1000, 2)
    np.testing.assert_array_equal(mixtures.draw_evenly(points), mixtures.draw_evenly(points, seed=0))


def test_a_mixture_begins_at_the_same_places_each_time_unless_another_seed_is_asked_for():
    means = mixtures.fit(X, 4).means_
    np.testing.assert_array_equal(means, mixtures.fit(X, 4, seed=0).means_)
    assert np.abs(means - mixtures.fit(X, 4, seed=1).means_).max() > 0.1


def test_every_processor_draws_these_points():
    # Of one ellipse with the mean 1 and, with what is added to it, the variance 1.001.
    drawn = mixtures.draw(mixtures.fit([[0.0], [2.0]], 1), 3, seed=0)
    np.testing.assert_allclose(drawn[:, 0], [1.10495, 0.46406, 1.36178], atol=1e-5)


def test_held_out_samples_have_apart_and_nearest_of_1():
    train_x, held_out = X[:10], X[10:]
    sure = np.full((10, 2), [0.95, 0.05])
    sure[5:] = [0.4, 0.6]
    judge = sample_measures.measures_of_samples(lambda samples: sure, train_x, held_out, kinds="groups")
    assert {name: pytest.approx(1.0) for name in ("apart", "nearest")}.items() <= {
        name: function(held_out) for name, function in judge.items()
    }.items()
    assert (judge["sure"](held_out), judge["groups"](held_out)) == (0.5, pytest.approx(2.0))
    assert judge["nearest"](train_x) == 0
    assert judge["apart"](np.ones((3, 6))) == 0


def test_half_way_begins_with_the_most_distant_pair():
    starts, ends = np.zeros((3, 2)), np.array([[1.0, 0], [0, 4], [2, 0]])
    found = sample_measures.half_way(lambda some: some, lambda codes: codes**2, starts, ends)
    np.testing.assert_array_equal(found["to"], [[0, 16], [4, 0], [1, 0]])
    np.testing.assert_array_equal(found["middle by code"], [[0, 4], [1, 0], [0.25, 0]])
    np.testing.assert_array_equal(found["middle by fade"], [[0, 8], [2, 0], [0.5, 0]])


def test_slant_ink_and_width_are_seen():
    upright, leaning = np.zeros((2, 5, 5))
    upright[:, 2] = 1
    leaning[range(5), range(4, -1, -1)] = 1
    pictures = np.array([upright, leaning, 0.5 * leaning, leaning[::-1]]).reshape(4, 25)
    np.testing.assert_allclose(handwriting.slant(pictures, (5, 5)), [0, 1, 1, -1], atol=1e-12)
    np.testing.assert_allclose(handwriting.ink(pictures, (5, 5)), [0.2, 0.2, 0.1, 0.2])
    np.testing.assert_allclose(handwriting.width(pictures, (5, 5)), [0, *[np.sqrt(2)] * 3])


def test_style_is_kept_as_far_as_it_is_that_of_the_originals_of_other_digits():
    generator = np.random.default_rng(0)
    labels = np.resize([0, 1, 2], 60)
    style, drawn = generator.normal(size=60) + 5 * labels, generator.normal(size=(3, 60))
    own = style - np.array([style[labels == digit].mean() for digit in range(3)])[labels]
    wanted = [np.corrcoef(own[labels != digit], drawn[digit, labels != digit])[0, 1] for digit in range(3)]
    np.testing.assert_allclose(handwriting.kept(style, labels, drawn), wanted, atol=1e-12)


def test_a_kept_handwriting_is_told_from_one_by_chance():
    generator = np.random.default_rng(0)
    labels, hands = np.resize([0, 1], 200), generator.uniform(0.2, 1, size=(200, 1))
    shapes = generator.uniform(0.1, 1, size=(2, 9))
    drawn = [hands * shape for shape in shapes]
    originals = np.where(labels[:, None] == 0, drawn[0], drawn[1])
    kept = handwriting.kept_styles(originals, labels, drawn, (3, 3))
    np.testing.assert_allclose(kept["ink"], 1)
    by_chance = handwriting.kept_styles(originals, labels, drawn, (3, 3), shuffle_seed=0)
    assert np.all(np.abs(by_chance["ink"]) < 0.3)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: variational.halves(3), "model must be a Keras model; got a int"),
        (lambda: variational.halves(keras.Sequential([keras.Input((2,))])), "no layers named 'encoder' and 'decoder'"),
        (lambda: variational.dense_halves(6, 0), "latent_dim must be at least 1; got 0"),
        (lambda: costs.bills(X, 0), "pixel_error must be above 0"),
        (lambda: measures.pca_nats(X, X, 6), "n_axes must be below the number of features, 6; got 6"),
        (lambda: measures.pca_nats(X, X, 2, pixel_error=0), "The pixel error must be above 0"),
        (lambda: mixtures.fit(X[:3], 4), "4 ellipses need at least 4 points; got 3"),
        (lambda: mixtures.fit(X[:1], 1), "need at least 2 points; got 1"),
        (lambda: mixtures.held_out_scores(X, [1], share=1), "share must leave points to fit and points to score"),
        (lambda: mixtures.held_out_scores(X, [1], share=0), "share must leave points .* it is 0 of 20"),
        (lambda: mixtures.draw(3), "mixture must be a fitted Gaussian mixture"),
        (lambda: sample_measures.half_way(np.array, np.array, X, X[1:]), "starts and ends must be pairs"),
        (lambda: handwriting.slant(X, (2, 2)), "6"),
        (lambda: handwriting.kept([1, 2], [0, 1], [[1, 2, 3]]), "drawn_styles has 3 columns for 2 originals"),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence(call, said):
    with pytest.raises((TypeError, ValueError), match=said):
        call()
