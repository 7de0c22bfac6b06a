"""The live figure of what many rows cost: wherever its sliders stand, it predicts what `cost_model` predicts."""

import re

import numpy as np
import pytest

from autoenc_lessons import cost_model, explorers
from autoenc_lessons.cost_model import Size
from autoenc_lessons.explorers.cost_units import amounts, durations, in_units
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

FIRST = Size(10_000_000)
COMPUTERS = stored_in(displayed(explorers.many_rows)[-1]["text/html"])["stops"]["computers"]


def cells_of(way, size, n_computers=1, memory=16):
    """Return what the table must say of a way: both costs as predicted, and as measured at just this size."""
    cost = cost_model.predicted(way, size, n_computers)
    # For one pass, a batch means nothing.
    alike = [
        cost
        for other, cost in cost_model.measured(way).items()
        if n_computers == 1
        and (other.n_rows, other.n_features) == (size.n_rows, size.n_features)
        and (way == "one pass" or other.batch_size == size.batch_size)
    ]
    times = in_units(cost.seconds, durations())
    n_bytes = 1e6 * cost.megabytes
    memories = f"{in_units(n_bytes, amounts())}{', too much' if n_bytes > memory * 1e9 else ''}"
    if alike:
        times = f"{times} ({in_units(alike[0].seconds, durations(), digits=3)})"
    if alike and alike[0].megabytes:
        memories = f"{memories} ({in_units(1e6 * alike[0].megabytes, amounts(), digits=3)})"
    return [times, memories]


def assert_shown(figure, size, n_computers=1, memory=16):
    rows = figure.locator("tbody tr").all()
    assert [row.locator("th").text_content() for row in rows] == list(cost_model.WAYS)
    for row, way in zip(rows, cost_model.WAYS, strict=True):
        assert row.locator("td").all_text_contents() == cells_of(way, size, n_computers, memory), way
    costs = {way: cost_model.predicted(way, size, n_computers) for way in cost_model.WAYS}
    fit = {way: cost.seconds for way, cost in costs.items() if cost.megabytes <= memory * 1000}
    nets = {way: seconds for way, seconds in fit.items() if cost_model.WAYS[way].power == 1}
    text = said_in(figure)
    soonest_of = {way: in_units(seconds, durations()).replace("\xa0", " ") for way, seconds in fit.items()}
    first = min(fit, key=fit.get)
    assert f"Done first: “{first}”, after {soonest_of[first]}." in text
    if nets:
        first = min(nets, key=nets.get)
        assert f"network: “{first}”, after {soonest_of[first]}." in text
    else:
        assert "No way that trains a network fits into the memory." in text
    by = {n: cost_model.predicted("train, streamed", size, n).seconds for n in COMPUTERS}
    soonest = min(by, key=by.get)
    if soonest == 1:
        assert text.endswith("Shared by more computers, “train, streamed” only becomes slower.")
    else:
        times = f"{float(f'{by[1] / by[soonest]:.2g}'):g}"
        said = f"Shared by {soonest} computers, “train, streamed” is done soonest, {times} times as fast as by one."
        assert text.endswith(said)


def test_the_static_picture_draws_the_predictions_dashed_and_the_measurements_filled_and_says_the_misses():
    picture, caption, live = displayed(explorers.many_rows, title="One pass is done first")
    text = picture["text/plain"]
    for way in cost_model.WAYS:
        cost = cost_model.predicted(way, FIRST)
        told = f"{in_units(cost.seconds, durations())} and {in_units(1e6 * cost.megabytes, amounts())}"
        assert f"{way} {told}" in text
    misses = cost_model.misses()
    far = max(miss for (_way, size), miss in misses.items() if size.n_rows == 10**7)
    assert f"by a factor of up to {far:.1f}, and by up to {max(misses.values()):.1f} for other" in text
    # Six lines in each of two pictures; ten times and ten memories that were measured with 64 features.
    assert len(re.findall(r"line -- #\w+, width 1.5.* 13 points", text)) == 12
    marks = re.findall(r"(\d+) line - #\w+, width 2.* marker", text)
    known = [
        cost
        for way in cost_model.WAYS
        for size, cost in cost_model.measured(way).items()
        if size.n_features == 64 and (size.batch_size == 1000 or way == "one pass")
    ]
    assert sum(map(int, marks)) == 2 * len(known)
    assert "'the computer has 16 GB'" in text
    assert "'One pass is done first'" in text
    assert caption["text/plain"] in text
    assert live["text/plain"].startswith("A live figure, to change the rows, the batches and the computers yourself,")


def test_the_same_is_stored_each_time_and_is_small():
    html = displayed(explorers.many_rows)[-1]["text/html"]
    assert html == displayed(explorers.many_rows)[-1]["text/html"]
    assert len(html) < 60_000
    data = stored_in(html)
    assert len(str(data)) < 12_000
    assert [way["name"] for way in data["ways"]] == list(cost_model.WAYS)


@pytest.mark.parametrize("name", ["n_rows", "n_features", "batch_size", "memory"])
@pytest.mark.parametrize("value", [7, "1000", None, 0])
def test_a_number_that_cannot_be_chosen_is_refused(name, value):
    with pytest.raises(ValueError, match=f"^{name} must be .* or .*; got {value!r}\\.$"):
        explorers.many_rows(**{name: value})


def to(page, figure, name, wanted):
    """Move a slider by its keys until it says this."""
    track = figure.get_by_role("slider", name=name, exact=True)
    track.focus()
    press(page, "Home")
    for _step in range(25):
        if track.get_attribute("aria-valuetext").replace("\xa0", " ") == wanted:
            return
        press(page, "ArrowRight")
    raise AssertionError(f"{name} never says {wanted}")


SETTINGS = [
    (Size(1000, 16, 10), 1, 4),
    (Size(1_000_000, 64, 30_000), 1, 4),
    (Size(300_000, 256, 3000), 1, 8),
    (Size(100_000, 512, 1000), 2, 16),
    (Size(30_000_000, 1024, 1_000_000), 1, 4),
    (Size(1_000_000_000, 1024, 1_000_000), 96, 64),
    (Size(3000, 64, 1_000_000), 4, 16),
]


def said(number):
    if number >= 10**6:
        return f"{number // 10**9} billion" if number >= 10**9 else f"{number // 10**6} million"
    return f"{number:,}".replace(",", " ") if number >= 10**4 else f"{number}"


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_the_browser_predicts_what_python_predicts_and_the_line_is_dragged(page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_alone(page, tmp_path, displayed(explorers.many_rows)[-1]["text/html"])
    figure = explorer(page, ".autoenc-costs")
    assert_shown(figure, FIRST)
    # Of those that were measured at this size, each has a filled mark inside its hollow one or near it.
    assert figure.locator(".autoenc-epoch .autoenc-known").count() == 6
    for size, n_computers, memory in SETTINGS:
        to(page, figure, "Rows", said(size.n_rows))
        to(page, figure, "Features", f"{size.n_features}")
        to(page, figure, "Rows in a batch", said(size.batch_size))
        to(page, figure, "Computers", f"{n_computers}")
        choose(figure, "Memory of a computer", f"{memory} GB")
        assert_shown(figure, size, n_computers, memory)
    figure.get_by_role("button", name="Back to the start").click()
    assert_shown(figure, FIRST)

    for panel, name, wanted, is_first in [
        (".autoenc-epoch", "Rows", "1000", True),
        (".autoenc-held", "Rows", "1 billion", False),
        (".autoenc-shared", "Computers", "1024", False),
    ]:
        svg = figure.locator(f"{panel} svg")
        axis = [
            tuple(map(float, end.split(",")))
            for end in svg.locator(".autoenc-axis").first.get_attribute("points").split()
        ]
        middle = np.mean([axis[0][1], axis[1][1]])
        svg.hover(position=at(svg, (axis[1][0] + 100, middle)))
        page.mouse.down()
        svg.hover(position=at(svg, (axis[1][0] if is_first else axis[2][0], middle)), force=True)
        page.mouse.up()
        assert figure.get_by_role("slider", name=name, exact=True).get_attribute("aria-valuetext") == wanted
    assert_shown(figure, Size(1_000_000_000), 1024)
    assert errors == []


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_marks_stand_at_their_costs_and_a_line_beyond_the_memory_is_another(page, tmp_path):
    open_alone(page, tmp_path, displayed(explorers.many_rows)[-1]["text/html"])
    figure = explorer(page, ".autoenc-costs")
    ticks = figure.locator(".autoenc-held .autoenc-axes text").evaluate_all(
        "all => all.map(one => [one.textContent, Number(one.getAttribute('x')), Number(one.getAttribute('y')) - 4])"
    )
    across = {text: h for text, h, _v in ticks if text in ("thousand", "billion")}
    up = {text: v for text, _h, v in ticks if text in ("1 MB", "1 TB")}

    def place(rows, n_bytes):
        h = across["thousand"] + (np.log10(rows) - 3) / 6 * (across["billion"] - across["thousand"])
        return h, up["1 MB"] + (np.log10(n_bytes) - 6) / 6 * (up["1 TB"] - up["1 MB"])

    panel = figure.locator(".autoenc-held")
    for number, way in enumerate(cost_model.WAYS):
        path = panel.locator(".autoenc-known").nth(number).get_attribute("d")
        drawn = [(float(h), float(v)) for h, v in re.findall(r"M(-?[\d.]+),(-?[\d.]+)m", path)]
        known = [
            place(size.n_rows, 1e6 * cost.megabytes)
            for size, cost in cost_model.measured(way).items()
            if size.n_features == 64 and (size.batch_size == 1000 or way == "one pass") and cost.megabytes
        ]
        np.testing.assert_allclose(drawn, known, atol=0.6)
        hollow = panel.locator(".autoenc-hollow").nth(number).get_attribute("transform")
        there = place(10**7, 1e6 * cost_model.predicted(way, FIRST).megabytes)
        np.testing.assert_allclose(list(map(float, re.findall(r"-?[\d.]+", hollow)))[:2], there, atol=0.6)
    # Only the array outgrows 16 GB, and does so where its dashed line meets the computer's.
    beyond = panel.locator(".autoenc-beyond")
    assert beyond.count() == panel.locator(".autoenc-full").count() == 1
    style = "one => getComputedStyle(one).strokeDasharray"
    assert beyond.evaluate(style) != panel.locator(".autoenc-guess").first.evaluate(style) != "none"
    full = panel.locator(".autoenc-full").get_attribute("d")
    v = float(re.search(r"M[\d.]+,([\d.]+)", full)[1])
    assert v == pytest.approx(place(10**7, 16e9)[1], abs=4)
    # With 4 GB the line lies lower.
    choose(figure, "Memory of a computer", "4 GB")
    lower = float(re.search(r"M[\d.]+,([\d.]+)", panel.locator(".autoenc-full").get_attribute("d"))[1])
    assert lower > v + 3
