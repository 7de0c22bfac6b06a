"""Feedback on a learner's own answers, one room for each exercise.

A check says what is right or wrong and leads on with hints. It does not raise, does not hang, and changes nothing
that a later cell could see.
"""

from autoenc_lessons.checks import (
    anomalies,
    code_size,
    curved_sheet,
    first_autoencoder,
    gaps_and_alarms,
    generate_digits,
    generate_faces,
    groups,
    large_data,
    noise,
    sparse_code,
    what_it_learned,
    your_own_data,
)
from autoenc_lessons.checks.judging import genuine
from autoenc_lessons.checks.judging.question import Question

__all__ = [
    "anomalies",
    "code_size",
    "curved_sheet",
    "first_autoencoder",
    "gaps_and_alarms",
    "generate_digits",
    "generate_faces",
    "groups",
    "large_data",
    "noise",
    "sparse_code",
    "what_it_learned",
    "your_own_data",
]

genuine.remember(one for module in __all__ for one in vars(globals()[module]).values() if isinstance(one, Question))
