"""Draw the README's picture: the data of lesson 1 in space, and its code plane."""

# First, for a quiet TensorFlow.
from autoenc_lessons import datasets, figures, models, seed_everything, training  # isort: split

import keras
import matplotlib
import matplotlib.pyplot as plt

from tools.notebooks.sources import PICTURE


def main():
    matplotlib.use("Agg")
    seed_everything(0)
    x, labels = datasets.load("blobs")
    encoder, _, autoencoder = models.linear_autoencoder(3, 2)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    training.train(autoencoder, x, steps=1000, progress=False)
    figure = plt.figure(figsize=(11, 4.6))
    grid = figure.add_gridspec(1, 2, wspace=0.35)
    figures.points_3d(x, labels, ax=figure.add_subplot(grid[0], projection="3d"))
    figures.codes_2d(encoder(x), labels, ax=figure.add_subplot(grid[1]))
    PICTURE.parent.mkdir(exist_ok=True)
    figure.savefig(PICTURE, dpi=110, bbox_inches="tight", facecolor="white")


if __name__ == "__main__":
    main()
