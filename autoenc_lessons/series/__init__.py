"""Series: the hourly load of a building with known faults, simple scores, and how well alarms point at the faults."""

from autoenc_lessons.series.building import Fault, building_load, with_faults
from autoenc_lessons.series.cases import Case, compare, f1_columns, in_thresholds, year
from autoenc_lessons.series.judging import best_f1, false_days, found, point_adjusted
from autoenc_lessons.series.scores import (
    median_at_level,
    median_of_weeks,
    of_windows,
    pca_copier,
    windows,
)

__all__ = [
    "Case",
    "Fault",
    "best_f1",
    "building_load",
    "compare",
    "f1_columns",
    "false_days",
    "found",
    "in_thresholds",
    "median_at_level",
    "median_of_weeks",
    "of_windows",
    "pca_copier",
    "point_adjusted",
    "windows",
    "with_faults",
    "year",
]
