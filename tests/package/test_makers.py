"""Makers of pictures: they draw as wide as the samples, and the same again from the same seed."""

import keras
import numpy as np
import pytest
from sklearn.decomposition import PCA

from autoenc_lessons import makers, seed_everything


@pytest.fixture(scope="module")
def tilted():
    generator = np.random.default_rng(0)
    return generator.normal(size=(80, 3)) @ generator.normal(size=(3, 6)) + 5


def network(n_scores=3, n_units=2):
    seed_everything(0)
    encoder = keras.Sequential([keras.Input((n_scores,)), keras.layers.Dense(n_units)])
    decoder = keras.Sequential([keras.Input((n_units,)), keras.layers.Dense(n_scores)])
    return keras.Sequential([encoder, decoder])


def test_pca_draws_with_the_mean_and_the_covariance_of_the_samples(tilted):
    drawn = makers.of_pca(tilted, 3).draw(20_000, seed=1)
    np.testing.assert_allclose(drawn.mean(axis=0), tilted.mean(axis=0), atol=0.1)
    np.testing.assert_allclose(np.cov(drawn.T), np.cov(tilted.T, ddof=0), atol=0.3)


def test_signs_of_axes_hold_where_a_mirrored_one_is_as_good(tilted):
    both = np.concatenate([tilted, tilted[:, ::-1]])
    pca, turned = makers.fitted_pca(both, 3), makers.fitted_pca(both * (1 + 1e-15), 3)
    assert (pca.transform(both[:1]) > 0).all()
    np.testing.assert_allclose(pca.components_, turned.components_, atol=1e-9)
    np.testing.assert_allclose(np.abs(pca.components_), np.abs(PCA(3).fit(both).components_), atol=1e-9)


def test_pca_draws_as_five_lines_do(tilted):
    pca = makers.fitted_pca(tilted, 2)
    numbers = np.random.default_rng(3).normal(size=(4, 2)) * pca.transform(tilted).std(axis=0)
    np.testing.assert_allclose(makers.of_pca(tilted, 2).draw(4, seed=3), pca.inverse_transform(numbers))


def test_a_network_goes_through_scores_and_draws_what_it_is_told_to(tilted):
    autoencoder, pca = network(), PCA(3, svd_solver="full").fit(tilted)
    plain, standard = makers.of_network(autoencoder, pca, codes_like=tilted), makers.of_network(autoencoder, pca)
    np.testing.assert_allclose(plain.encode(tilted), autoencoder.layers[0](pca.transform(tilted)))
    copies = pca.inverse_transform(np.array(autoencoder(pca.transform(tilted))))
    np.testing.assert_allclose(plain.decode(plain.encode(tilted)), copies)
    codes = plain.encode(tilted)
    for maker, mean, covariance in [(plain, codes.mean(axis=0), np.cov(codes.T)), (standard, np.zeros(2), np.eye(2))]:
        wanted = np.random.default_rng(5).normal(size=(7, 2)) @ np.linalg.cholesky(covariance).T + mean
        np.testing.assert_allclose(maker.draw(7, seed=5), maker.decode(wanted))
        assert not np.allclose(maker.draw(7, seed=5), maker.draw(7, seed=6))


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda x: makers.of_pca(x, 7), ValueError, "n_axes is 7, but .* at most 6 axes"),
        (lambda x: makers.of_pca(x, 2).draw(0, seed=1), ValueError, "n_pictures must be at least 1"),
        (lambda x: makers.of_network(None, PCA(3).fit(x)), TypeError, "a model of two layers"),
        (lambda x: makers.of_network(network(), PCA(2).fit(x)), ValueError, "the 3 axes that the autoencoder takes"),
        (lambda x: makers.of_network(network(), PCA(3)), ValueError, "pca must be fitted"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(tilted, call, error, said):
    with pytest.raises(error, match=said):
        call(tilted)


def test_with_pca_back_a_decoder_draws_pictures_and_learns_nothing_new(tilted):
    autoencoder, pca = network(), PCA(3, svd_solver="full").fit(tilted)
    whole = makers.with_pca_back(autoencoder.layers[1], pca)
    codes = np.random.default_rng(0).normal(size=(4, 2))
    np.testing.assert_allclose(whole(codes), makers.of_network(autoencoder, pca).decode(codes))
    with pytest.raises(ValueError, match="the 3 axes that the decoder"):
        makers.with_pca_back(autoencoder.layers[1], PCA(2).fit(tilted))


def test_a_trained_maker_copies_scores_and_fits_a_normal_distribution_where_it_is_asked_to(tilted):
    def build():
        autoencoder = network()
        autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
        return autoencoder

    options = {"steps": 60, "batch_size": 20}
    plain, fitted = makers.trained(build, tilted, **options), makers.trained(build, tilted, **options, fits_normal=True)
    copies, untrained = plain.copy(tilted), makers.of_network(build(), PCA(3).fit(tilted)).copy(tilted)
    np.testing.assert_allclose(copies, fitted.copy(tilted))
    assert np.mean((copies - tilted) ** 2) < np.mean((untrained - tilted) ** 2)
    codes = fitted.encode(fitted.draw(5000, seed=0))
    assert np.linalg.matrix_rank(codes) == 2
    assert not np.allclose(plain.draw(3, seed=0), fitted.draw(3, seed=0))
    with pytest.raises(ValueError, match="takes 3 scores, but .* at most 2 axes"):
        makers.trained(build, tilted[:2], **options)
