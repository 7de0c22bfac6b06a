"""The live figure of hidden entries: its guesses are the network's, and those of a linear rule that numpy fits."""

import re

import keras
import numpy as np
import pytest

from autoenc_lessons import explorers, seed_everything
from tests.explorers.explorer_pages import (
    NEEDS_CHROMIUM,
    at,
    displayed,
    explorer,
    open_alone,
    press,
    said_in,
    stored_in,
)

NAMES = ["speed", "torque", "power", "sound"]


def parts():
    """Return a network with any weights, known rows whose columns hang together, and rows to choose among."""
    seed_everything(0)
    network = keras.Sequential([keras.Input((8,)), keras.layers.Dense(6, "silu"), keras.layers.Dense(4)])
    generator = np.random.default_rng(0)
    x = generator.normal(size=(203, 2)) @ generator.normal(size=(2, 4)) + 0.3 * generator.normal(size=(203, 4))
    return network, x[3:], x[:3]


def show(**options):
    return displayed(explorers.fill_entry, *parts(), NAMES, **options)


def wanted_errors(row, hidden):
    """Return the errors of the network, the best linear rule of the known rows and their mean, for hidden columns."""
    network, known, rows = parts()
    is_hidden = np.isin(NAMES, hidden)
    given = np.concatenate([np.where(is_hidden, 0, rows[row]), 1.0 - is_hidden])
    guesses = [network(given[None]).numpy()[0], known.mean(axis=0).copy(), known.mean(axis=0)]
    if not is_hidden.all():
        with_one = np.column_stack([known[:, ~is_hidden], np.ones(len(known))])
        weights = np.linalg.lstsq(with_one, known, rcond=None)[0]
        guesses[1] = np.append(rows[row][~is_hidden], 1) @ weights
    return [np.mean((guess - rows[row])[is_hidden] ** 2) for guess in guesses]


def assert_told(text, row, hidden):
    names, errors = re.fullmatch(r"Hidden: (.*)\. Mean squared error: (.*)\.", text).groups()
    assert names == ", ".join(hidden)
    told = [float(one.rsplit(" ", 1)[1]) for one in errors.split(", ")]
    np.testing.assert_allclose(told, wanted_errors(row, hidden), rtol=0.01, atol=0.0051)


def test_the_static_picture_tells_the_errors_of_the_first_row():
    picture, *_ = show(hidden=["power", "sound"])
    told = [float(found) for found in re.findall(r"(?:network|rule|mean) ([\d.]+\d)", picture["text/plain"])]
    np.testing.assert_allclose(told, wanted_errors(0, ["power", "sound"]), rtol=0.01)


def test_the_same_is_stored_each_time_and_is_small():
    html = show(hidden=["power"])[-1]["text/html"]
    assert html == show(hidden=["power"])[-1]["text/html"]
    assert stored_in(html)["hidden"] == [2]
    assert len(html) < 60_000


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_entries_are_hidden_by_keys_buttons_and_pointer_and_the_guesses_are_those_of_python(page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_alone(page, tmp_path, show(hidden=["power"])[-1]["text/html"])
    figure = explorer(page, ".autoenc-entries")
    assert_told(said_in(figure), 0, ["power"])
    figure.get_by_role("button", name="sound").focus()
    press(page, "Space")
    assert_told(said_in(figure), 0, ["power", "sound"])
    press(page, "ArrowLeft", "ArrowLeft", "Enter")
    assert_told(said_in(figure), 0, ["torque", "power", "sound"])
    figure.get_by_role("button", name="speed").click()
    assert_told(said_in(figure), 0, NAMES)
    assert figure.get_by_role("button", name="speed").get_attribute("aria-pressed") == "false"
    figure.get_by_role("button", name="Show all").click()
    assert said_in(figure) == "No entry is hidden. Hide one."
    figure.get_by_role("radio", name="row 2").click()
    svg = figure.locator(".autoenc-entries svg")
    # Each column has a line of 24 units.
    svg.click(position=at(svg, (300, 36)))
    assert_told(said_in(figure), 1, ["torque"])
    assert errors == []
