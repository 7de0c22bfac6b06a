"""The questions of the exercise on the size of the code, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.code_size.choices import choose_size
from autoenc_lessons.checks.code_size.questions import (
    diagnose,
    full_width,
    held_out_pca,
    repair,
    split,
    stop_with_patience,
)

__all__ = ["choose_size", "diagnose", "full_width", "held_out_pca", "repair", "split", "stop_with_patience"]
