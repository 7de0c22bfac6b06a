"""Figures to play with, on a learner's own model. Each shows a static picture too, which tells the same.

A live figure is drawn by the browser from numbers that are stored with it, so that it needs no kernel.
"""

from autoenc_lessons.explorers.clean_digit import clean_digit
from autoenc_lessons.explorers.code_plane import code_plane
from autoenc_lessons.explorers.code_size import code_size
from autoenc_lessons.explorers.downhill import downhill
from autoenc_lessons.explorers.draw_digit import draw_digit
from autoenc_lessons.explorers.fill_entry import fill_entry
from autoenc_lessons.explorers.handwriting import handwriting
from autoenc_lessons.explorers.many_rows import many_rows
from autoenc_lessons.explorers.morph import morph
from autoenc_lessons.explorers.recipe import recipe
from autoenc_lessons.explorers.repairs import repairs
from autoenc_lessons.explorers.series_alarm import series_alarm
from autoenc_lessons.explorers.table_copies import table_copies
from autoenc_lessons.explorers.threshold import threshold
from autoenc_lessons.explorers.turn import turn
from autoenc_lessons.explorers.units import units
from autoenc_lessons.explorers.walk import walk
from autoenc_lessons.explorers.watch import watch

__all__ = [
    "clean_digit",
    "code_plane",
    "code_size",
    "downhill",
    "draw_digit",
    "fill_entry",
    "handwriting",
    "many_rows",
    "morph",
    "recipe",
    "repairs",
    "series_alarm",
    "table_copies",
    "threshold",
    "turn",
    "units",
    "walk",
    "watch",
]
