"""The code plane takes an encoder that ends with a Sampling layer: its codes are the means."""

import keras
import numpy as np
import pytest

from autoenc_lessons import seed_everything, variational
from autoenc_lessons.explorers.networks import dense_layers, read_networks


def test_the_codes_are_the_means():
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
