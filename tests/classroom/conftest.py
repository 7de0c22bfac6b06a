"""A copy of a class that is laid out once a module, and the exercise that it has."""

import io
import logging
import shutil

import pytest

from benchmarks.handing_in import Exercise
from tests.classroom.small_class import write_exercise


class Log(logging.StreamHandler):
    """A log that closes its stream with itself, as TensorFlow's does; pytest's own stream can be that."""

    def close(self):
        self.stream.close()
        super().close()


@pytest.fixture(autouse=True)
def open_log():
    """Whatever a class is asked to do in this process, logs that were open stay so."""
    log = Log(io.StringIO())
    yield
    assert not log.stream.closed


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
