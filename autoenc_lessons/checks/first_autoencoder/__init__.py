"""The questions of the exercise on a first autoencoder, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.first_autoencoder.questions import (
    build,
    count_parameters,
    lost_shares,
    make_data,
    one_number,
    two_pictures,
)
from autoenc_lessons.checks.first_autoencoder.repairs import repaired_run

__all__ = ["build", "count_parameters", "lost_shares", "make_data", "one_number", "repaired_run", "two_pictures"]
