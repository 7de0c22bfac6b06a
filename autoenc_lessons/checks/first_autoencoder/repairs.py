"""The question to repair a training run that forgets the feature with the smallest numbers."""

import numpy as np

from autoenc_lessons.checks.first_autoencoder.materials import SENSORS, garden_sensors
from autoenc_lessons.checks.first_autoencoder.trainings import noted_trainings, squeezes
from autoenc_lessons.checks.judging.answers import as_table, call, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.language import _

__all__ = ["LARGEST_LOSS", "repaired_run"]

LARGEST_LOSS = 0.10


@question(seconds=SECONDS_WITH_TRAINING)
def repaired_run(function, *, seed):
    """Judge a function of `data` that trains on it and returns copies in which every feature survives."""
    # Others than those that the exercise shows, so that whoever trains on these sees it at once.
    data = garden_sensors(seed + 1)
    with noted_trainings() as trained:
        copies = as_table(call(function, data, name="repaired_run"), _("The result of repaired_run"), data.shape)
    _check_place(copies, data)
    lost = np.mean((data - copies) ** 2, axis=0) / data.var(axis=0)
    is_squeezed = any(squeezes(shapes, 2) for shapes in trained)
    # Good copies may lie in no plane, if they are rounded or were scaled by a curve. But no two numbers hold much more
    # than the best plane does.
    least = np.linalg.eigvalsh(np.corrcoef(data.T))[0]
    if not (is_squeezed and lost.max() <= LARGEST_LOSS and lost.sum() > least / 2):
        _check_plane(copies, data)
    if lost.max() > LARGEST_LOSS:
        raise Wrong(*_what_is_wrong_with_copies(copies, data, lost))
    if not is_squeezed:
        raise Wrong(
            _("The copies are good, but no network with a code of 2 took a training step of Keras or TensorFlow."),
            _("A shortcut such as a mean of two sensors, or PCA, does it here. How would you repair the training?"),
            _("Scale the data, train the autoencoder inside repaired_run, and undo the scaling on its copies."),
        )
    shares = ", ".join(f"{share:.0%}" for share in lost)
    return _(
        "The sensors lose {shares}. A loss in squared units listens to whoever uses the smallest unit.", shares=shares
    )


def _check_place(copies, data):
    if np.any(np.abs(copies.mean(axis=0) - data.mean(axis=0)) > data.std(axis=0)):
        raise Wrong(
            _("The copies are not in the units of the data."),
            _("Compare the first rows of the data and of your copies."),
            _("What you did to the data before the training must be undone on what comes out of it."),
        )


def _check_plane(copies, data):
    spread = np.linalg.svd((copies - copies.mean(axis=0)) / data.std(axis=0), compute_uv=False)
    if spread[2] > max(1e-3 * spread[0], 1e-6):
        raise Wrong(
            _(
                "The copies do not lie in a plane: more than two numbers got through, or something bent, rounded "
                "or cut the copies afterwards."
            ),
            _("Keep the network: 3 numbers in, a code of 2, 3 numbers out."),
            _("Return what comes out of the autoencoder, with only a shift and a factor for each feature undone."),
        )
    if spread[1] < 1e-3 * spread[0] and spread[0] > 1e-6:
        raise Wrong(
            _("The copies lie on a line, so they have passed through one number."),
            _("How many numbers does it take to say temperature and humidity?"),
            _("Keep the network: 3 numbers in, a code of 2, 3 numbers out."),
        )


def _what_is_wrong_with_copies(copies, data, lost):
    worst = int(np.argmax(lost))
    share, limit = told_apart(lost[worst], LARGEST_LOSS, ".0%")
    part = _(
        "{sensors} loses {share} of its variance; at most {limit} is allowed.",
        sensors=SENSORS[worst],
        share=share,
        limit=limit,
    )
    widths = copies.std(axis=0) / data.std(axis=0)
    if widths.max() < 1e-6:
        return (
            _("{part} All your copies are alike.", part=part),
            _("Print the first rows of what your network gives. Which of its outputs do you return?"),
            _("Return what the autoencoder makes of the readings, not their mean."),
        )
    is_off = not 0.5 < widths[worst] < 2
    if is_off and widths[worst] > 0 and np.corrcoef(copies[:, worst], data[:, worst])[0, 1] > 0.95:
        return (
            _(
                "{part} Its copies go up and down with the data, but {widths} times as far.",
                part=part,
                widths=f"{widths[worst]:.3g}",
            ),
            _("Compare data.std(axis=0) with the standard deviations of your copies."),
            _("What the data were divided by before the training, the copies must be multiplied by."),
        )
    hint = _("Print data.std(axis=0). Which feature counts the least in a mean of squares, and why?")
    if worst != data.std(axis=0).argmin():
        hint = _(
            "It is not the sensor with the smallest numbers that suffers here. Does the loss still fall at "
            "the end of your training, or has scaling made another sensor much larger than the rest?"
        )
    return (
        part,
        hint,
        _("Give all features the same scale before the training. If you have done so, train longer."),
    )
