"""The examples in docstrings say what comes out."""

import doctest
import importlib
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import autoenc_lessons
from autoenc_lessons import seed_everything

PACKAGE = Path(autoenc_lessons.__file__).parent
MODULES = [
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for path in sorted(PACKAGE.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_come_out(name):
    seed_everything(0)
    module = importlib.import_module(f"autoenc_lessons.{name}")
    failed, tried = doctest.testmod(module, extraglobs={"keras": keras, "np": np, "pd": pd})
    plt.close("all")
    assert failed == 0
    assert tried
