"""A copy of a class that is laid out once a module, and the exercise that it has."""

import shutil

import pytest

from benchmarks.handing_in import Exercise
from tests.classroom.small_class import write_exercise


@pytest.fixture
def source(tmp_path):
    """Return the path of the exercise's text."""
    return write_exercise(tmp_path)


@pytest.fixture
def exercise(source):
    return Exercise(source)


@pytest.fixture
def course(laid_out, tmp_path):
    """Return a copy of the class that the module's own fixture `laid_out` makes."""
    return shutil.copytree(laid_out, tmp_path / "class")
