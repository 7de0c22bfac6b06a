"""The questions of the exercise on data of one's own, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.your_own_data.leaks import prepared, suspicious
from autoenc_lessons.checks.your_own_data.questions import columns_to_drop, count_features, split_by_group
from autoenc_lessons.checks.your_own_data.results import smallest_good_size, verdict

__all__ = [
    "columns_to_drop",
    "count_features",
    "prepared",
    "smallest_good_size",
    "split_by_group",
    "suspicious",
    "verdict",
]
