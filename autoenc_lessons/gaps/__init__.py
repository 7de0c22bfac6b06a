"""Tables with gaps: a log of known truth, ways to lose entries, ways to fill them, and rows that do not belong."""

from autoenc_lessons.gaps.alarming import (
    AlarmParts,
    alarm_parts,
    others_only,
    ranked,
    row_scores,
    surprise,
)
from autoenc_lessons.gaps.fillers import column_guesses, fill_errors, fillers
from autoenc_lessons.gaps.hiding import hide, hide_column, hide_more
from autoenc_lessons.gaps.logs import LOG_COLUMNS, crossed, pump_log
from autoenc_lessons.gaps.mixed import MixedParts, mixed_left, mixed_parts, two_heads
from autoenc_lessons.gaps.parts import LogParts, log_parts

__all__ = [
    "LOG_COLUMNS",
    "AlarmParts",
    "LogParts",
    "MixedParts",
    "alarm_parts",
    "column_guesses",
    "crossed",
    "fill_errors",
    "fillers",
    "hide",
    "hide_column",
    "hide_more",
    "log_parts",
    "mixed_left",
    "mixed_parts",
    "others_only",
    "pump_log",
    "ranked",
    "row_scores",
    "surprise",
    "two_heads",
]
