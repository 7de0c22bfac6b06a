"""The questions of the exercise on large data, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.large_data.files import do_missing
from autoenc_lessons.checks.large_data.machines import best_number, whole_gradient
from autoenc_lessons.checks.large_data.passes import mean_of_file, principal_axes
from autoenc_lessons.checks.large_data.questions import two_sizes
from autoenc_lessons.checks.large_data.splitting import split_patches

__all__ = [
    "best_number",
    "do_missing",
    "mean_of_file",
    "principal_axes",
    "split_patches",
    "two_sizes",
    "whole_gradient",
]
