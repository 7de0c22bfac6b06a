"""Figures to play with, on a learner's own model. Each shows a static picture too, which tells the same.

A live figure is drawn by the browser from numbers that are stored with it, so that it needs no kernel.
"""

from autoenc_lessons.explorers.morphing import morph
from autoenc_lessons.explorers.planes import code_plane
from autoenc_lessons.explorers.recipes import recipe
from autoenc_lessons.explorers.repairing import repairs
from autoenc_lessons.explorers.thresholds import threshold
from autoenc_lessons.explorers.turning import turn
from autoenc_lessons.explorers.unit_views import units
from autoenc_lessons.explorers.watching import watch

__all__ = ["code_plane", "morph", "recipe", "repairs", "threshold", "turn", "units", "watch"]
