"""The examples in docstrings say what comes out."""

import doctest
import importlib

import keras
import numpy as np
import pandas as pd
import pytest

from autoenc_lessons import seed_everything

MODULES = [
    "alarms",
    "damage",
    "datasets",
    "detectors",
    "faults.finding",
    "faults.painted",
    "figures.precision",
    "handwriting",
]
MODULES += ["handwriting", "language", "many_runs", "map_measures", "measures", "mixtures", "models", "retraining"]
MODULES += ["photographs", "sample_measures", "seed_spread", "seeding", "sheet_runs", "tables", "unit_measures"]
MODULES += ["explorers.cost_units", "machine_costs", "machines.computers", "training.loop", "training.starts"]
MODULES += ["variational"]
MODULES += [f"streams.{name}" for name in ("errors", "generated", "patches", "principal", "reading")]
MODULES += [f"own_data.{name}" for name in ("columns", "csv_files", "examples", "features", "parting", "reports")]
MODULES += ["own_data.rivals", "own_data.stopping", "own_data.usable"]
MODULES += [f"gaps.{name}" for name in ("alarming", "fillers", "hiding", "logs", "mixed", "parts")]
MODULES += [f"series.{name}" for name in ("building", "cases", "judging", "scores")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_come_out(name):
    seed_everything(0)
    module = importlib.import_module(f"autoenc_lessons.{name}")
    failed, tried = doctest.testmod(module, extraglobs={"keras": keras, "np": np, "pd": pd})
    assert failed == 0
    assert tried
