"""What the third exercise hands out: curved sheets, and codes that fold or tear them."""

import keras
import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons import datasets, models, training
from autoenc_lessons.seeding import seed_everything

__all__ = ["N_TRAINING", "curved_sheet", "folded_and_torn", "turned_sheet"]

N_TRAINING = 300
_N_TO_JUDGE = 200


def curved_sheet(seed=0):
    """Return an S-curve with its shape kept: centred, and all features divided by one number.

    Parameters
    ----------
    seed : int

    Returns
    -------
    x, new_x : ndarray of float64, shapes (300, 3) and (500, 3)
        Points to train on, and held-out ones. The mean of the three variances of `x` is 1.
    position, new_position : ndarray of float64, shapes (300,) and (500,)
        How far along the sheet each point lies.
    """
    data, flat = datasets.sheet("s-curve", n_samples=800, seed=seed)
    size = np.sqrt(data[:N_TRAINING].var(axis=0).mean())
    x = (data - data[:N_TRAINING].mean(axis=0)) / size
    return x[:N_TRAINING], x[N_TRAINING:], flat[:N_TRAINING, 0], flat[N_TRAINING:, 0]


def turned_sheet(seed=0, turn=0):
    """Return points of `curved_sheet` turned in space, so that they lie another way for each seed.

    Parameters
    ----------
    seed, turn : int
        Of the points, and of one way to lie among others.

    Returns
    -------
    x, new_x, shown : ndarray of float64, shapes (200, 3), (500, 3) and (500, 3)
        Points to train on, fewer than in the exercise to save time; held-out ones; and those as they lie in the
        exercise.
    """
    x, new_x, *_ = curved_sheet(seed)
    axes = np.linalg.qr(np.random.default_rng([seed, turn]).normal(size=(3, 3)))[0]
    return x[:_N_TO_JUDGE] @ axes, new_x @ axes, curved_sheet()[1]


def folded_and_torn():
    """Return the codes that PCA and a deep autoencoder give a standardised S-curve.

    Returns
    -------
    codes : dict of str to ndarray of float64, shape (300, 2)
        "A" is PCA, which folds the sheet; "B" the autoencoder, which tears it.
    position : ndarray of float64, shape (300,)
        How far along the sheet each point lies.
    """
    data, flat = datasets.sheet("s-curve", n_samples=N_TRAINING, seed=0)
    x = datasets.scale(data, method="standard")
    seed_everything(0)
    encoder, _, autoencoder = models.dense_autoencoder((3, 16, 16, 2))
    falling = keras.optimizers.schedules.CosineDecay(0.05, decay_steps=500)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(falling, epsilon=1e-3))
    training.train(autoencoder, x, steps=500, progress=False)
    return {"A": PCA(2).fit_transform(x), "B": encoder(x).numpy()}, flat[:, 0]
