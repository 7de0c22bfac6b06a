"""The questions of the exercise on the curved sheet, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.curved_sheet.questions import (
    encode,
    fold_or_tear,
    order,
    straight_layers,
    torn_share,
    zero_shares,
)
from autoenc_lessons.checks.curved_sheet.repairs import repaired

__all__ = ["encode", "fold_or_tear", "order", "repaired", "straight_layers", "torn_share", "zero_shares"]
