"""The colours of data in the live figures: seen on a light ground and on a dark one, and told from each other."""

from itertools import combinations

import pytest
from matplotlib.colors import to_rgb

from autoenc_lessons.explorers import colours
from autoenc_lessons.explorers.given import look
from autoenc_lessons.explorers.live import as_html

GROUNDS = {"light": (colours.LIGHT, colours.LIGHT_GROUND), "dark": (colours.DARK, colours.DARK_GROUND)}
WEIGHTS = (0.2126, 0.7152, 0.0722)


def luminance(colour):
    """Return the relative luminance that WCAG 2 defines."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in to_rgb(colour)]
    return sum(weight * value for weight, value in zip(WEIGHTS, linear, strict=True))


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", GROUNDS)
def test_each_colour_of_data_is_seen_on_its_ground(theme):
    table, ground = GROUNDS[theme]
    assert {colour: round(contrast(colour, ground), 2) for colour in table if contrast(colour, ground) < 3} == {}
    # Marks are a little transparent: where one lies alone, it is mixed with its ground.
    mixed = {
        colour: [0.85 * a + 0.15 * b for a, b in zip(to_rgb(colour), to_rgb(ground), strict=True)] for colour in table
    }
    assert {colour for colour in table if contrast(mixed[colour], ground) < 2.5} == set()


@pytest.mark.parametrize("theme", GROUNDS)
def test_no_two_colours_are_nearly_the_same(theme):
    table, _ = GROUNDS[theme]
    assert len(table) == colours.N_COLOURS == 10
    for one, other in combinations(table, 2):
        assert sum((a - b) ** 2 for a, b in zip(to_rgb(one), to_rgb(other), strict=True)) > 0.02, (one, other)


def test_the_tables_are_what_a_figure_takes_its_colours_from():
    html = as_html("units", {}, words="words")
    assert all(f'"{colour}"' in html for colour in colours.LIGHT + colours.DARK)
    assert html.count("#0072B2") == 1


def test_digits_are_marked_by_themselves_and_other_groups_by_shapes():
    assert [look(label, kind="digit")["marker"] for label in range(10)] == list("0123456789")
    assert len({look(label)["marker"] for label in range(10)}) == 10
    assert not any(look(label)["marker"].isdigit() for label in (*range(10), 12))
    assert [look(label)["colour"] for label in (3, 13)] == [3, 3]
    assert not look(12, kind="digit")["marker"].isdigit()
