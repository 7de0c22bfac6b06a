"""The question which method has the mildest worst case, and whether held-out pictures were kept for the end."""

import numpy as np

from autoenc_lessons.checks.judging.answers import as_number, call, several
from autoenc_lessons.checks.judging.feedback import Unchecked, Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.checks.noise.materials import played_repairs
from autoenc_lessons.language import _

__all__ = ["safest"]


@question
def safest(function, *, seed):
    """Judge a function that chooses the method whose worst case is the mildest, and judges it on held-out pictures."""
    for number in (seed, seed + 1, seed + 2):
        methods, damages, validation, held_out, right, largest = played_repairs(number)
        judged = set()
        noted = {name: _noting(name, repair, judged) for name, repair in methods.items()}
        returned = call(function, noted, damages, validation, held_out, name="safest")
        name, error = several(returned, "safest", (_("the name of the method"), _("its largest held-out error")))
        if not isinstance(name, str) or name not in methods:
            got = repr(name)[:40] if isinstance(name, str) else f"a {type(name).__name__}"
            raise Unchecked(_("The name must be one of {listed}; it is {got}.", listed=", ".join(methods), got=got))
        error = as_number(error, _("The error"))
        if judged - {name}:
            raise Wrong(
                _("Held-out pictures were shown to methods that were not chosen."),
                _("What are held-out pictures worth, once they have helped to choose?"),
                _(
                    "First choose by the validation pictures alone. Then repair the held-out ones, by the chosen "
                    "method."
                ),
            )
        if name != right:
            raise Wrong(
                _("{name} is not the method whose worst case is the mildest.", name=name),
                _(
                    "For each method, which is the largest of its validation errors? For which one is that the "
                    "smallest?"
                ),
                _("Take the mean over pixels and pictures, one for each damage; then the largest over the damages."),
            )
        if not np.isclose(error, largest, rtol=1e-4):
            raise Wrong(
                _("The method is right; its largest error on held-out pictures is not {error}.", error=f"{error:.4g}"),
                _hint_for_largest(error, methods[name], damages, validation, held_out),
                _(
                    "Repair the held-out pictures, with each damage in turn, compare with the clean ones, and return "
                    "the largest of the mean squared errors."
                ),
            )
    return _(
        "Who does not know what damage will come chooses by the worst case, and judges on pictures that chose nothing."
    )


def _hint_for_largest(error, repair, damages, validation, held_out):
    on_validation, on_held_out = (
        [(repair(spoil(part, 0)) - part) ** 2 for spoil in damages.values()] for part in (validation, held_out)
    )
    means = np.mean(on_held_out, axis=(1, 2))
    worst_to_choose = np.argmax(np.mean(on_validation, axis=(1, 2)))
    mistakes = {
        _("This is the validation error, and that has helped to choose. Which pictures have not?"): np.mean(
            on_validation[worst_to_choose]
        ),
        _("This is the mean over the damages. Asked is the largest error."): means.mean(),
        _("The damage that is the worst for validation pictures need not be so for others."): means[worst_to_choose],
        _("This is the error of one pixel. Asked is the mean over all, for each damage."): np.max(on_held_out),
        _("This is a root. Asked is the mean squared error itself."): np.sqrt(means.max()),
    }
    close = [hint for hint, number in mistakes.items() if np.isclose(error, number, rtol=1e-4)]
    return (close or [_("How many errors has this method on held-out pictures, and which is the largest?")])[0]


def _noting(name, repair, judged):
    def noted(pictures):
        made = repair(pictures)
        # Held-out pictures begin with a 1, and played damage lifts by whole tens.
        if np.any(np.rint(np.asarray(pictures)[:, 0]) % 10 == 1):
            judged.add(name)
        return made

    return noted
