"""Feedback on a learner's own answers, one module for each exercise.

A check says what is right or wrong and leads on with hints. It does not raise, does not hang, and changes nothing
that a later cell could see.
"""

from autoenc_lessons.checks import (
    anomalies,
    code_size,
    curved_sheet,
    first_autoencoder,
    generate_digits,
    generate_faces,
    groups,
    noise,
    sparse_code,
    what_it_learned,
)

__all__ = [
    "anomalies",
    "code_size",
    "curved_sheet",
    "first_autoencoder",
    "generate_digits",
    "generate_faces",
    "groups",
    "noise",
    "sparse_code",
    "what_it_learned",
]
