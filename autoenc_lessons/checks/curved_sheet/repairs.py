"""The question to repair a deep autoencoder that cannot bend where it should, and bends where it should not."""

import numpy as np

from autoenc_lessons import measures
from autoenc_lessons.checks.curved_sheet.sheets import turned_sheet
from autoenc_lessons.checks.judging.answers import as_model, call, several, told_apart
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.model_outputs import outputs_of
from autoenc_lessons.checks.judging.question import SECONDS_WITH_TRAINING, question
from autoenc_lessons.language import _

__all__ = ["repaired"]

_LARGEST_ERROR = 0.07
# Other points may be a little harder for a network that was right on those shown.
_MORE_WHEN_GRADED = 0.02
_MOST_STARTS = 3
# The points have a variance of 1 for each feature, on the mean.
_HARDLY_BETTER_THAN_THE_MEAN = 0.85


@question(seconds=SECONDS_WITH_TRAINING)
def repaired(function, *, seed):
    """Judge a function of `x` that trains a deep autoencoder with a free code; it returns encoder and decoder."""
    limit = _LARGEST_ERROR + _MORE_WHEN_GRADED * (seed != 0)
    # Some starts end badly, whatever the layers are.
    for turn in range(_MOST_STARTS):
        # The sheet lies another way than in the exercise: what was trained on that one is of no use here.
        x, new_x, shown = turned_sheet(seed, turn)
        both = several(call(function, x, name="repaired"), "repaired", (_("the encoder"), _("the decoder")))
        models = [as_model(part, name) for part, name in zip(both, (_("The encoder"), _("The decoder")), strict=True)]
        codes, copies = _codes_and_copies(*models, new_x)
        _check_freedom(models[0], codes)
        error = measures.reconstruction_error(new_x, copies)
        if error <= limit:
            return _(
                "Its error on new points is {error}. Hidden layers bend; nothing keeps the code or the output on "
                "one side of 0.",
                error=f"{error:.3f}",
            )
        hint = _hint_for_error(*models, x, shown)
        if hint is not None:
            break
    got, most = told_apart(error, limit, ".3f")
    raise Wrong(
        _(
            "Its error on new points is {got}; at most {most} is asked, and PCA has {pca}.",
            got=got,
            most=most,
            pca=f"{measures.pca_error(x, 2):.3f}",
        ),
        hint
        or _(
            "It can bend and is free, but ends badly from several starts. Is the rate too high, or are there "
            "too few steps or units?"
        ),
        _("Only hidden layers need a bend. 500 steps of Adam with a rate that falls from 0.05 to 0 are enough."),
    )


def _codes_and_copies(encoder, decoder, x):
    hints = (
        _("From 3 features to a code of 2, and back."),
        _("Did you return the encoder first and the decoder second?"),
    )
    codes = outputs_of(encoder, _("the encoder"), x, *hints, n_outputs=2)
    return codes, outputs_of(decoder, _("the decoder"), codes, *hints, n_outputs=3)


def _check_freedom(encoder, codes):
    # A code that is free may lie on one side by chance; with other points it does not.
    far = outputs_of(encoder, _("the encoder"), 30 * np.vstack([np.eye(3), -np.eye(3)]))
    for unit, (column, others) in enumerate(zip(codes.T, far.T, strict=True)):
        if min(column.min(), others.min()) < 0 < max(column.max(), others.max()):
            continue
        side = "below" if column.min() >= 0 else "above"
        raise Wrong(
            _(
                "Code unit {unit} is never {side} 0, on any of {number} new points.",
                unit=unit,
                side=side,
                number=len(codes),
            ),
            _("Print the smallest and the largest number that each code unit gives. Which layer holds it back?"),
            _("A code must be able to take any value: what may follow the weighted sum of its layer?"),
        )


def _hint_for_error(encoder, decoder, x, shown):
    def copies(points):
        return _codes_and_copies(encoder, decoder, points)[1]

    # Whatever comes in, what goes out through a tanh or a sigmoid stays within 1.
    far = outputs_of(decoder, _("the decoder"), 1000 * np.random.default_rng(0).normal(size=(200, 2)))
    if np.abs(far).max() <= 1 or far.min() >= 0:
        return _(
            "Print the smallest and the largest number of x and of its copies. Can the output layer give them all?"
        )
    middle = (x[:-1] + x[1:]) / 2
    if np.allclose(copies(middle), (copies(x)[:-1] + copies(x)[1:]) / 2, atol=1e-4):
        return _("What it computes is straight, as PCA is. Which of your layers bends?")
    if measures.reconstruction_error(shown, copies(shown)) < _LARGEST_ERROR:
        return _("It copies the points of the exercise, not those that it is given. On which points does it train?")
    error = measures.reconstruction_error(x, copies(x))
    # What was trained on the points as they are gets worse by any scaling.
    if min(_error_of_scaled(copies, x, *scaling) for scaling in _scalings(x)) < error / 2:
        return _(
            "It copies points that were scaled before. The check gives the models the points as they are: "
            "train on these, or put the scaling into the encoder and its undoing into the decoder."
        )
    if error > _HARDLY_BETTER_THAN_THE_MEAN:
        return _(
            "Its copies are hardly better than the mean of all points. Were just these two models trained, "
            "and with enough steps?"
        )
    return None


def _scalings(x):
    lowest, highest = x.min(axis=0), x.max(axis=0)
    return [
        (x.mean(axis=0), x.std(axis=0)),
        (lowest, highest - lowest),
        ((lowest + highest) / 2, (highest - lowest) / 2),
    ]


def _error_of_scaled(copies, x, shift, factor):
    return measures.reconstruction_error(x, shift + factor * copies((x - shift) / factor))
