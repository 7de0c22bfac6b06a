"""The questions of the exercise on noise, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.noise.questions import (
    best_picture,
    convolve,
    evened_out,
    hide_columns,
    training_pairs,
    who_repaired,
)
from autoenc_lessons.checks.noise.worst_cases import safest

__all__ = ["best_picture", "convolve", "evened_out", "hide_columns", "safest", "training_pairs", "who_repaired"]
