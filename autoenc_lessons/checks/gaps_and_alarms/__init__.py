"""The questions of the exercise on gaps and alarms, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.gaps_and_alarms.alarms import cheapest, window_scores
from autoenc_lessons.checks.gaps_and_alarms.filling import fill_error, hide
from autoenc_lessons.checks.gaps_and_alarms.questions import for_a_reason, hidden_error, two_precisions

__all__ = [
    "cheapest",
    "fill_error",
    "for_a_reason",
    "hidden_error",
    "hide",
    "two_precisions",
    "window_scores",
]
