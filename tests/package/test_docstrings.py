"""The examples in docstrings say what comes out."""

import doctest
import importlib

import keras
import numpy as np
import pytest

from autoenc_lessons import seed_everything

MODULES = ["damage", "datasets", "language", "many_runs", "map_measures", "measures", "models", "seed_spread"]
MODULES += ["seeding", "sheet_runs", "tables", "variational"]
MODULES += ["training.loop", "training.starts"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_come_out(name):
    seed_everything(0)
    module = importlib.import_module(f"autoenc_lessons.{name}")
    failed, tried = doctest.testmod(module, extraglobs={"keras": keras, "np": np})
    assert failed == 0
    assert tried
