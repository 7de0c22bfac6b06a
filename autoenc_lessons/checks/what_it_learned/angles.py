"""The question for the largest angle between two planes, and what a wrong one says of the mistake."""

import numpy as np

from autoenc_lessons import measures
from autoenc_lessons.checks.judging.answers import as_number, call, is_rounded, told_apart
from autoenc_lessons.checks.judging.feedback import Unchecked, Wrong
from autoenc_lessons.checks.judging.question import question
from autoenc_lessons.language import _

__all__ = ["largest_angle"]


@question
def largest_angle(function, *, seed):
    """Judge a function of two sets of directions that gives the largest principal angle in degrees."""
    generator = np.random.default_rng(seed)
    # Planes in space share a line, so an angle of 0 would not tell there which mistake it comes from.
    for n_directions, n_features in [(2, 5), (2, 3), (3, 6)]:
        first, second = generator.normal(size=(2, n_directions, n_features))
        second[0] = first[0] + 0.3 * second[0]
        name = _("The result of largest_angle")
        angle = as_number(call(function, first, second, name="largest_angle"), name)
        angles = measures.principal_angles(first, second)
        if abs(angle - angles[0]) > 1e-3:
            raise Wrong(
                _(
                    "For {n_directions} directions in {n_features} features it gives {angle}.",
                    n_directions=n_directions,
                    n_features=n_features,
                    angle=told_apart(angle, angles[0], ".3f")[0],
                ),
                _hint_for_angle(angle, angles) or _hint_for_basis(function, angle, first, second),
                _(
                    "First make the rows of each set orthonormal (np.linalg.qr of the transposed set). Then the "
                    "singular values of the product of the two are the cosines of the angles."
                ),
            )
    return _("Any two bases of the same planes give the same angle. So it compares planes, not weights.")


def _hint_for_angle(angle, angles):
    if np.isclose(angle, np.radians(angles[0]), rtol=1e-3):
        return _("Right, but in radians. Asked are degrees.")
    if is_rounded(angle, angles[0]):
        return _("Is it rounded? Return the angle as it comes.")
    if abs(angle) < 1e-3:
        return _(
            "An angle of 0 would mean the same plane. np.linalg.qr makes columns orthonormal: give it rows turned (.T)."
        )
    if np.isclose(angle, angles[-1], atol=1e-3):
        return _("This is the smallest of the angles. Asked is the largest: it belongs to the smallest cosine.")
    if np.isclose(angle, np.cos(np.radians(angles[0])), rtol=1e-3):
        return _("This is the cosine of the angle.")
    return None


def _hint_for_basis(function, angle, first, second):
    # Each direction plus the sum of all: others in the same plane.
    others = (np.eye(len(first)) + 1) @ first
    try:
        again = as_number(call(function, others, second, name="largest_angle"), _("The result of largest_angle"))
    except (Unchecked, Wrong):
        again = None
    if again is not None and abs(again - angle) < 1e-3:
        return _(
            "Print the singular values of the product. How many are there, which one counts, and what becomes of it?"
        )
    return _(
        "Other directions that span the same plane give another result. Are both sets orthonormal, and "
        "do you take the singular values of their product?"
    )
