"""The questions of the exercise on groups, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.groups.questions import (
    count_groups,
    neighbour_share,
    renamed,
    repaired_groups,
    silhouette,
    two_widths,
)
from autoenc_lessons.checks.groups.two_groups import make_data

__all__ = ["count_groups", "make_data", "neighbour_share", "renamed", "repaired_groups", "silhouette", "two_widths"]
