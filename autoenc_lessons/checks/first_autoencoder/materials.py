"""What the exercise on a first autoencoder hands out: readings of sensors and codes of two encoders, from a seed."""

import keras
import numpy as np

from autoenc_lessons import datasets, models, training
from autoenc_lessons.seeding import seed_everything

__all__ = ["SENSORS", "codes_of_two_encoders", "garden_sensors"]

SENSORS = ("thermometer 1", "thermometer 2", "humidity")


def garden_sensors(seed=0):
    """Return readings of three sensors in a garden: made up, with the units of real ones.

    Two thermometers feel the same temperature, each with an error of its own. The humidity is independent of it.

    Parameters
    ----------
    seed : int

    Returns
    -------
    ndarray of float64, shape (100, 3)
        Two temperatures in degrees Celsius, and the humidity as a share of 1.
    """
    generator = np.random.default_rng(seed)
    temperature = generator.normal(18, 4, size=(100, 1))
    thermometers = temperature + generator.normal(0, 0.8, size=(100, 2))
    return np.column_stack([thermometers, generator.normal(0.6, 0.08, size=100)])


def codes_of_two_encoders():
    """Return the codes that two encoders give the blobs, one of the encoders trained and the other not.

    Returns
    -------
    list of ndarray of float64, shape (100, 2)
    """
    x, _ = datasets.load("blobs")
    both = []
    for seed, is_trained in ((9, False), (10, True)):
        seed_everything(seed)
        encoder, _, autoencoder = models.linear_autoencoder(3, 2)
        if is_trained:
            autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
            training.train(autoencoder, x, steps=1000, progress=False)
        both.append(encoder(x).numpy())
    return both
