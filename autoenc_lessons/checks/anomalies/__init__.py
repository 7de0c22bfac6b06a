"""The questions of the exercise on anomalies, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.anomalies.pictures import fool, mended_score
from autoenc_lessons.checks.anomalies.questions import alarms, by_hand, crossing, pair_share, precision

__all__ = ["alarms", "by_hand", "crossing", "fool", "mended_score", "pair_share", "precision"]
