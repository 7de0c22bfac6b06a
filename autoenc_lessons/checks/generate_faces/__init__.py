"""The questions of the exercise on generated faces, what it hands out, and how its answers are judged."""

from autoenc_lessons.checks.generate_faces.copies import find_copies
from autoenc_lessons.checks.generate_faces.questions import (
    clean_direction,
    draw_faces,
    nearest_ratio,
    pca_morph,
    repaired_codes,
    too_good,
)

__all__ = ["clean_direction", "draw_faces", "find_copies", "nearest_ratio", "pca_morph", "repaired_codes", "too_good"]
