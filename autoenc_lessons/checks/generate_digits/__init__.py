"""The questions of the exercise on generated digits, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.generate_digits.digit_samples import deceive, pick_number
from autoenc_lessons.checks.generate_digits.questions import divergence, draw, prices, repaired_loss, silent_unit

__all__ = ["deceive", "divergence", "draw", "pick_number", "prices", "repaired_loss", "silent_unit"]
