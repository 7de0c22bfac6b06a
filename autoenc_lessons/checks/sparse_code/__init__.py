"""The questions of the exercise on sparse codes, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.sparse_code.questions import divergence, keep_largest, on_and_dead, penalty, two_codes
from autoenc_lessons.checks.sparse_code.sparse_units import judge_story, revive

__all__ = ["divergence", "judge_story", "keep_largest", "on_and_dead", "penalty", "revive", "two_codes"]
