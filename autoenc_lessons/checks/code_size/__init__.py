"""The questions of exercise 4, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.code_size.questions import (
    choose_size,
    diagnose,
    full_width,
    held_out_pca,
    repair,
    split,
    stop_with_patience,
)

__all__ = ["choose_size", "diagnose", "full_width", "held_out_pca", "repair", "split", "stop_with_patience"]
