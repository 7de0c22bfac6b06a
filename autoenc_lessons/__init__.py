"""The helpers of the autoencoder course: what would distract in a lesson, and no more.

The modules follow the data through a lesson: `datasets`, `damage`, `models`, `variational`, `training`, `seed_spread`,
`measures`, `map_measures`, `many_runs`, `tables`, `sheet_runs`, `figures`, `readiness`. Each imports only from those
before it. `checks` says what is right or wrong with an answer to an exercise.
"""

# TensorFlow must be imported quietly before anything else imports it.
import autoenc_lessons.quiet_start  # noqa: F401  # isort: split
from autoenc_lessons import (
    damage,
    datasets,
    figures,
    many_runs,
    map_measures,
    measures,
    models,
    readiness,
    seed_spread,
    sheet_runs,
    tables,
    training,
    variational,
)
from autoenc_lessons.seeding import seed_everything

__all__ = [
    "damage",
    "datasets",
    "figures",
    "many_runs",
    "map_measures",
    "measures",
    "models",
    "readiness",
    "seed_everything",
    "seed_spread",
    "sheet_runs",
    "tables",
    "training",
    "variational",
]
__version__ = "0.1.0"
