"""Many runs on a curved sheet: their codes and copies of held-out points, and how many are torn."""

from dataclasses import dataclass

import keras
import numpy as np
from sklearn.decomposition import PCA

from autoenc_lessons import tables
from autoenc_lessons.inputs.values import as_amount, as_samples
from autoenc_lessons.language import _, counted
from autoenc_lessons.map_measures import folds_and_tears
from autoenc_lessons.measures import reconstruction_error
from autoenc_lessons.seed_spread import draw_starts, train_starts

__all__ = ["SheetRuns", "train_seeds"]

# A run counts as torn if more of its points are. One point at an edge of the sheet may be torn off by chance.
_TORN = 0.01


@dataclass(frozen=True)
class SheetRuns:
    """What several runs of one recipe make of held-out points of a sheet, one entry for each run.

    Attributes
    ----------
    codes : dict of str to ndarray of float64, shape (n_samples, 2)
        For each run its name, such as "seed 3", and its codes of the held-out points.
    errors, training_errors : ndarray of float64, shape (n_runs,)
        The mean squared error on the held-out points, and the loss of the last training step.
    worst_training : ndarray of float64, shape (n_runs,)
        The error of the training point that is copied worst.
    folded, torn : ndarray of float64, shape (n_runs,)
        Shares of the held-out points, from 0 to 1; NaN where the codes fill no plane, as with a dead unit.
    pca_error : float
        The error on the held-out points of PCA with two numbers, fitted to the training points.
    weights : list of list of ndarray
        The weights after each run.
    autoencoder : keras.Model
        One model, which `halves` makes that of any run.
    """

    codes: dict
    errors: np.ndarray
    training_errors: np.ndarray
    worst_training: np.ndarray
    folded: np.ndarray
    torn: np.ndarray
    pca_error: float
    weights: list
    autoencoder: keras.Model

    @property
    def middle(self):
        """The number of the run with the middle error, counted from 0; of two, that with the larger one."""
        return int(np.argsort(self.errors)[len(self.errors) // 2])

    def halves(self, number):
        """Return the encoder and the decoder of a run, counted from 0; the next call gives them other weights.

        Parameters
        ----------
        number : int

        Returns
        -------
        encoder, decoder : keras.Model

        Raises
        ------
        IndexError
            If there is no such run.
        """
        self.autoencoder.set_weights(self.weights[number])
        return tuple(self.autoencoder.layers)

    def decoded(self, factor=1.0):
        """Return what each run's decoder makes of its codes, moved away from their middle.

        Parameters
        ----------
        factor : float
            How many times as far from their middle the codes are put.

        Returns
        -------
        list of ndarray of float64, shape (n_samples, 3)
        """
        factor, points = as_amount(factor, name="factor"), []
        for number, codes in enumerate(self.codes.values()):
            middle = codes.mean(axis=0)
            points.append(keras.ops.convert_to_numpy(self.halves(number)[1](middle + factor * (codes - middle))))
        return points

    def __str__(self):
        n_runs = len(self.errors)
        said = counted(
            "{torn} of {number} run is torn (at more than 1 % of the points).",
            "{torn} of {number} runs are torn (at more than 1 % of the points).",
            n_runs,
            torn=f"{np.sum(self.torn > _TORN)}",
        )
        median = np.median(self.errors)
        errors = _(
            "Held-out error: {lowest} to {highest}; median {median}, {share} of PCA's {pca}.",
            lowest=f"{self.errors.min():.4f}",
            highest=f"{self.errors.max():.4f}",
            median=f"{median:.4f}",
            share=f"{median / self.pca_error:.1%}",
            pca=f"{self.pca_error:.4f}",
        )
        times = _(
            "Held-out error over training error: {times} (median).",
            times=f"{np.median(self.errors / self.training_errors):.1f}",
        )
        is_torn = self.torn > _TORN
        worst = _(
            "Worst training point: torn {torn}; not torn {others}.",
            torn=_told(self.worst_training[is_torn]),
            others=_told(self.worst_training[~is_torn]),
        )
        folds = _("Folded: {share} of the points (median).", share=f"{np.median(self.folded):.1%}")
        return "\n".join([said, folds, errors, times, worst])


def train_seeds(build, x, new_x, new_places, *, seeds, steps=500, progress=True):
    """Train one recipe from several seeds on points of a sheet, and try each run on held-out points.

    Parameters
    ----------
    build : callable
        Takes nothing and returns a compiled autoencoder of two halves, with a code of two numbers.
    x, new_x : array-like, shapes (n_samples, 3) and (n_held_out, 3)
        Points to train on, and held-out ones.
    new_places : array-like, shape (n_held_out, 2)
        Where each held-out point lies on the sheet once it is rolled out flat.
    seeds : iterable of int
    steps : int
        Updates of the weights in each run, each with all points.
    progress : bool
        Whether to draw a progress bar.

    Returns
    -------
    SheetRuns
        Of the finished runs, if it is interrupted.

    Raises
    ------
    TypeError, ValueError
        As `draw_starts` and `train_starts`, or if held-out points and places are no finite tables of the same length.

    Examples
    --------
    >>> from autoenc_lessons import datasets, models
    >>> def build():
    ...     autoencoder = models.dense_autoencoder((3, 4, 2))[2]
    ...     autoencoder.compile(loss="mse", optimizer="adam")
    ...     return autoencoder
    >>> x, new_x, places, new_places = datasets.sheet_parts("s-curve", n_training=20, n_held_out=30)
    >>> runs = train_seeds(build, x, new_x, new_places, seeds=[3, 4], steps=5, progress=False)
    >>> list(runs.codes), runs.errors.shape
    (['seed 3', 'seed 4'], (2,))
    """
    x, new_x, new_places = (
        as_samples(x, name="x"),
        as_samples(new_x, name="new_x"),
        as_samples(new_places, name="new_places"),
    )
    if len(new_x) != len(new_places):
        raise ValueError(f"There are {len(new_places)} new_places for {len(new_x)} points in new_x; each needs one.")
    seeds = list(seeds)
    starts = draw_starts(build, seeds=seeds)
    model = build()
    spread = train_starts(lambda: model, x, starts, steps=steps, reconstruct=False, progress=progress)
    # With the loss of the last step that was done: the only run may have been stopped in the middle.
    last = [losses[np.isfinite(losses)][-1] if np.isfinite(losses).any() else np.nan for losses in spread.losses]
    tried = []
    for weights in spread.weights:
        model.set_weights(weights)
        codes = keras.ops.convert_to_numpy(model.layers[0](new_x))
        worst = np.mean((x - keras.ops.convert_to_numpy(model(x))) ** 2, axis=1).max()
        tried.append((codes, worst, *_judged(codes, keras.ops.convert_to_numpy(model(new_x)), new_x, new_places)))
    codes, worst, errors, folds, tears = zip(*tried, strict=True)
    names = [_("seed {number}", number=f"{seed}") for seed in seeds[: len(codes)]]
    numbers = map(np.array, (errors, last, worst, folds, tears))
    pca = PCA(2).fit(x)
    pca_error = reconstruction_error(new_x, pca.inverse_transform(pca.transform(new_x)))
    return SheetRuns(dict(zip(names, codes, strict=True)), *numbers, pca_error, list(spread.weights), model)


def _told(errors):
    errors = errors[np.isfinite(errors)]
    return tables.spread(errors) if len(errors) else "–"


def _judged(codes, copies, x, places):
    if not np.isfinite(copies).all():
        return np.nan, np.nan, np.nan
    error = reconstruction_error(x, copies)
    spread = np.linalg.svd(codes - codes.mean(axis=0), compute_uv=False)
    if spread[-1] <= 1e-9 * spread[0]:
        return error, np.nan, np.nan
    return error, *folds_and_tears(codes, places)
