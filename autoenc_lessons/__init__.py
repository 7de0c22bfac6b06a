"""The helpers of the autoencoder course: what would distract in a lesson, and no more.

The modules follow the data through a lesson, from `datasets` and `damage` over `models`, `training` and `measures` to
`figures` and `readiness`; each imports only from those before it. `checks` says what is right or wrong with an answer
to an exercise.
"""

# TensorFlow must be imported quietly before anything else imports it.
import autoenc_lessons.quiet_start  # noqa: F401  # isort: split
from autoenc_lessons import (
    alarms,
    damage,
    datasets,
    detectors,
    faults,
    figures,
    handwriting,
    many_runs,
    map_measures,
    measures,
    mixtures,
    models,
    readiness,
    retraining,
    sample_measures,
    seed_spread,
    sheet_runs,
    streams,
    tables,
    training,
    variational,
    variational_costs,
)
from autoenc_lessons.seeding import seed_everything

__all__ = [
    "alarms",
    "damage",
    "datasets",
    "detectors",
    "faults",
    "figures",
    "handwriting",
    "many_runs",
    "map_measures",
    "measures",
    "mixtures",
    "models",
    "readiness",
    "retraining",
    "sample_measures",
    "seed_everything",
    "seed_spread",
    "sheet_runs",
    "streams",
    "tables",
    "training",
    "variational",
    "variational_costs",
]
__version__ = "0.1.0"
