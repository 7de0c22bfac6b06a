"""Figures to play with, on a learner's own model. Each shows a static picture too, which tells the same.

A live figure is drawn by the browser from numbers that are stored with it, so that it needs no kernel.
"""

from autoenc_lessons.explorers.planes import code_plane

__all__ = ["code_plane"]
