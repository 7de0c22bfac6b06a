"""The live figure of a series' alarm: what it counts is what Python counts, and it is moved by keys and pointer."""

import re

import numpy as np
import pytest

from autoenc_lessons import explorers, series
from tests.explorers.explorer_pages import (
    NEEDS_CHROMIUM,
    at,
    choose,
    displayed,
    explorer,
    open_alone,
    press,
    said_in,
    stored_in,
)

WEEK, FIRST = 168, 336
FAULTS = [("spike", 341, 342), ("stuck meter", 400, 408), ("outage", 530, 536), ("spike", 10, 11)]
INSIDE = FAULTS[:3]


def parts():
    """Return a load of three weeks from hour 336 on, and two scores of it."""
    generator = np.random.default_rng(0)
    load, noise = 2 + np.sin(np.arange(3 * WEEK) / 4), generator.gamma(2, 0.17, size=(2, 3 * WEEK))
    scores = {"shape": noise[0], "level": noise[1]}
    for name, height in (("shape", 3.0), ("level", 0.9)):
        for place, (_kind, start, stop) in enumerate(INSIDE):
            scores[name][start - FIRST : stop - FIRST] += height / (1 + place)
    return load, scores


def show(**options):
    load, scores = parts()
    return displayed(explorers.series_alarm, load, scores, FAULTS, first=FIRST, **options)


def wanted(name, threshold):
    """Return the faults found, the days of false alarm, the precision of days, and both F1 scores."""
    rings = np.round(np.clip(parts()[1][name], 0.1, 20), 3) > threshold
    shifted = [(kind, start - FIRST, stop - FIRST) for kind, start, stop in INSIDE]
    is_fault = np.zeros(len(rings), dtype=bool)
    for _kind, start, stop in shifted:
        is_fault[start:stop] = True
    days = len(np.unique(np.flatnonzero(rings) // 24))
    vain = series.false_days(rings, shifted)
    adjusted = series.point_adjusted(rings, shifted)
    f1 = [2 * np.sum(one & is_fault) / (one.sum() + is_fault.sum()) for one in (rings, adjusted)]
    return [round(3 * series.found(rings, shifted)), vain, 1 - vain / days, *f1]


def assert_shown(figure, name, threshold):
    found, vain, precision, *f1 = wanted(name, threshold)
    told = re.match(
        r"(\w+), threshold ([\d.]+): (\d+) of 3 faults found, (\d+) false alarms in 21 days\.", said_in(figure)
    )
    assert told[1] == name
    assert float(told[2]) == pytest.approx(threshold, abs=0.0051)
    assert [int(told[3]), int(told[4])] == [found, vain]
    place = list(parts()[1]).index(name) + 1
    cells = [row.locator("td").nth(place - 1).text_content() for row in figure.locator("tbody tr").all()]
    assert cells[0] == f"{found} of 3"
    numbers = [float(cell) for cell in cells[1:]]
    assert numbers == pytest.approx([30 * vain / 21, precision, *f1], abs=0.0501)
    assert numbers[1:] == pytest.approx([precision, *f1], abs=0.00501)


def test_the_static_picture_tells_what_the_live_figure_begins_with():
    text = show()[0]["text/plain"]
    for name in parts()[1]:
        found, vain, *_rest = wanted(name, 1)
        assert f"{name} finds {found} of 3 faults in 21 days, with {vain} days of false alarm." in text


def test_the_same_is_stored_each_time_and_faults_outside_are_left_out():
    html = show()[-1]["text/html"]
    assert html == show()[-1]["text/html"]
    stored = stored_in(html)
    assert [fault["start"] for fault in stored["faults"]] == [5, 64, 194]
    assert stored["stops"][40] == 1000
    assert len(stored["stops"]) == 81


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"values": np.ones(25)}, "values is 25 hours; alarms are counted by days, so give a multiple of 24"),
        ({"first": 30}, "first is 30 hours"),
        ({"scores": dict.fromkeys("abcde", np.ones(24))}, "There are 5 scores; at most 4"),
        ({"scores": {"a": np.ones(23)}}, "23 hours, but values has 24"),
        ({"faults": [("spike", 99, 100)]}, "None of the faults lies in these hours"),
    ],
)
def test_what_cannot_be_counted_is_said(change, said):
    given = {"values": np.ones(24), "scores": {"a": np.ones(24)}, "faults": [("spike", 1, 2)], "first": 0} | change
    first = given.pop("first")
    with pytest.raises(ValueError, match=said):
        explorers.series_alarm(*given.values(), first=first)


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_the_threshold_and_the_week_are_moved_by_keys_and_pointer_and_the_counts_are_those_of_python(page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_alone(page, tmp_path, show()[-1]["text/html"])
    figure = explorer(page, ".autoenc-alarm")
    stops = stored_in(show()[-1]["text/html"])["stops"]
    assert_shown(figure, "shape", 1)
    assert "Week 3: spike found, stuck meter found." in said_in(figure)
    figure.get_by_role("slider", name="Threshold").focus()
    press(page, "ArrowRight", "Shift+ArrowRight")
    assert_shown(figure, "shape", stops[51] / 1000)
    press(page, "Home")
    assert_shown(figure, "shape", stops[0] / 1000)
    choose(figure, "Score", "level")
    figure.get_by_role("button", name="Back to the start").click()
    assert_shown(figure, "level", 1)
    figure.get_by_role("slider", name="Week").focus()
    press(page, "ArrowRight")
    assert re.search(r"Week 4: outage (found|missed)\.", said_in(figure))
    svg = figure.locator(".autoenc-alarm svg")
    width = float(svg.get_attribute("viewBox").split()[2])
    svg.hover(position=at(svg, (width - 60, 80)))
    assert said_in(figure).endswith("Week 5: no fault.")
    knob = svg.locator(".autoenc-grip").get_attribute("transform")
    across, up = map(float, re.findall(r"[\d.]+", knob))
    svg.hover(position=at(svg, (across, up)))
    page.mouse.down()
    svg.hover(position=at(svg, (across - 300, up - 6)), force=True)
    page.mouse.up()
    threshold = float(re.search(r"threshold ([\d.]+):", said_in(figure))[1])
    assert threshold > 1.1
    assert_shown(figure, "level", min(stops, key=lambda stop: abs(stop / 1000 - threshold)) / 1000)
    # The week stays while the threshold is dragged.
    assert said_in(figure).endswith("Week 5: no fault.")
    assert errors == []
