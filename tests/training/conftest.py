"""Each test of training compiles its own steps: some replace what is compiled, and some count."""

import pytest

from autoenc_lessons.training import alike


@pytest.fixture(autouse=True)
def _nothing_compiled():
    alike._kept.steps.clear()
