"""The questions of the exercise on what it learned, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.what_it_learned.angles import largest_angle
from autoenc_lessons.checks.what_it_learned.experiments import compare
from autoenc_lessons.checks.what_it_learned.questions import (
    floor_from_singular_values,
    nudge,
    plane_from_codes,
    plateau,
    ten_times,
)

__all__ = [
    "compare",
    "floor_from_singular_values",
    "largest_angle",
    "nudge",
    "plane_from_codes",
    "plateau",
    "ten_times",
]
