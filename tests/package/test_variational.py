"""A variational autoencoder draws its codes as its encoder says, and pays for what it says."""

import keras
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from autoenc_lessons import datasets, seed_everything, seed_spread, training, variational
from autoenc_lessons.explorers.network import dense_layers, read_networks


def summed_squares(x, copies):
    return keras.ops.sum((x - copies) ** 2, axis=-1)


def build(beta=1.0, seed=3):
    seed_everything(0)
    layers = [keras.layers.Dense(8, "tanh"), keras.layers.Dense(4), variational.Sampling(beta=beta, seed=seed)]
    encoder = keras.Sequential([keras.Input((3,)), *layers])
    decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile(loss=summed_squares, optimizer=keras.optimizers.Adam(0.01), jit_compile=False)
    return autoencoder


@pytest.fixture
def x():
    return datasets.load("blobs")[0]


@pytest.mark.parametrize(("mean", "log_variance"), [(0.0, 0.0), (1.5, -2.0), (-0.3, 1.2)])
def test_the_divergence_is_the_integral_that_defines_it(mean, log_variance):
    ours, standard = norm(mean, np.exp(log_variance / 2)), norm()
    integral = quad(lambda code: ours.pdf(code) * (ours.logpdf(code) - standard.logpdf(code)), -30, 30)[0]
    units = np.array([[mean, 0.7], [mean, mean]]), np.array([[log_variance, 0.0], [log_variance] * 2])
    # Summed over the units of each sample, never averaged.
    np.testing.assert_allclose(variational.kl(*units), [integral + 0.7**2 / 2, 2 * integral], rtol=1e-7, atol=1e-12)


def test_codes_are_drawn_as_described_and_are_the_mean_afterwards():
    seed_everything(0)
    layer = variational.Sampling(seed=0)
    described = np.tile([1.0, -2.0, np.log(0.25), np.log(9.0)], (100_000, 1))
    np.testing.assert_array_equal(layer(described), described[:, :2])
    drawn = np.array(layer(described, training=True))
    np.testing.assert_allclose(drawn.mean(axis=0), [1, -2], atol=0.04)
    np.testing.assert_allclose(drawn.std(axis=0), [0.5, 3], rtol=0.02)
    assert not np.array_equal(drawn, layer(described, training=True))
    (loss,) = layer.losses
    np.testing.assert_allclose(loss, variational.kl(described[:1, :2], described[:1, 2:])[0])


def test_the_loss_is_the_error_and_beta_times_the_divergence(x):
    losses = [training.train(build(beta), x, steps=1, use_xla=False, progress=False).losses[0] for beta in (0, 1, 4)]
    described = build().layers[0].layers[1](build().layers[0].layers[0](x))
    divergence = np.mean(variational.kl(described[:, :2], described[:, 2:]))
    np.testing.assert_allclose(np.array(losses) - losses[0], [0, divergence, 4 * divergence], rtol=1e-9)


def test_it_trains_as_fit_does_and_its_noise_follows_the_seed(x):
    fitted = build().fit(x, x, epochs=15, batch_size=len(x), shuffle=False, verbose=0).history["loss"]
    ours, again, other = (
        training.train(build(seed=seed), x, steps=15, use_xla=False, progress=False).losses for seed in (3, 3, 4)
    )
    np.testing.assert_allclose(ours, fitted, rtol=1e-6)
    np.testing.assert_array_equal(ours, again)
    assert not np.array_equal(ours, other)


def test_each_of_many_runs_equals_a_run_of_its_own(x):
    starts = seed_spread.draw_starts(build, [0]) * 2
    runs = seed_spread.train_starts(build, x, starts, steps=15, use_xla=False, progress=False)
    alone = training.train(build(), x, steps=15, use_xla=False, progress=False)
    for losses in runs.losses:
        np.testing.assert_allclose(losses, alone.losses, rtol=1e-12)


def test_a_large_beta_makes_all_codes_alike_and_a_small_one_does_not(x):
    spreads = []
    for beta in (1e-3, 10):
        autoencoder = build(beta)
        training.train(autoencoder, x, steps=500, use_xla=False, progress=False)
        spreads.append(np.array(autoencoder.layers[0](x)).std(axis=0).max())
    assert spreads[0] > 20 * spreads[1]


def test_a_saved_model_gives_the_same_codes(x, tmp_path):
    autoencoder = build(beta=0.5)
    autoencoder.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras", compile=False)
    np.testing.assert_array_equal(loaded.layers[0](x), autoencoder.layers[0](x))
    assert loaded.layers[0].layers[-1].beta == 0.5


def test_the_code_plane_takes_the_means():
    seed_everything(0)
    stack = [keras.layers.Dense(5, "silu"), keras.layers.Dense(4), variational.Sampling(seed=0)]
    encoder = keras.Sequential([keras.Input((6,)), *stack])
    decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(6, "sigmoid")])
    x = np.random.default_rng(0).uniform(size=(7, 6))
    encode, decode = read_networks(encoder, decoder, x)
    np.testing.assert_allclose(encode(x), encoder(x), rtol=1e-12)
    np.testing.assert_allclose(decode(encode(x)), decoder(encoder(x)), rtol=1e-12)
    # Others, which follow weights through a training, do not know such a layer.
    with pytest.raises(ValueError, match="not a row of Dense layers"):
        dense_layers(encoder)
