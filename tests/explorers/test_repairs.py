"""The live figure of repairs: what it stores, what its static picture says, and what its script shows in a browser."""

import re
from functools import partial

import numpy as np
import pytest

from autoenc_lessons import damage, datasets, explorers
from tests.explorers.explorer_pages import (
    NEEDS_CHROMIUM,
    choose,
    displayed,
    explorer,
    greys,
    numbers_in,
    open_alone,
    press,
    stored_in,
)

CLEAN, LABELS = (part[:30] for part in datasets.load("digits"))
DAMAGED = {
    "noise": {str(much): damage.noise(CLEAN, 1, much) for much in (0, 0.2, 0.5)},
    "hidden square": {str(side): damage.hide(CLEAN, 1, side) for side in (2, 4, 5, 6)},
}
METHODS = {"mean": lambda pictures: np.tile(CLEAN.mean(axis=0), (len(pictures), 1)), "half": lambda p: 0.5 * p}
SHOW = partial(explorers.repairs, CLEAN, DAMAGED, METHODS, (8, 8), labels=LABELS)


def shades(letters, alphabet):
    return np.array([alphabet.index(letter) for letter in letters]) / (len(alphabet) - 1)


def test_a_picture_with_a_caption_comes_first():
    picture, caption, live = displayed(SHOW)
    assert picture["image/png"].startswith(b"\x89PNG")
    errors = [np.mean((table - CLEAN) ** 2) for table in DAMAGED["noise"].values()]
    assert caption["text/plain"] == (
        "The first picture with noise from 0 to 0.5, and below it what each method makes of that."
    )
    said = picture["text/plain"]
    assert said.startswith("The first picture with noise from 0 to 0.5. Mean squared error over all 30 pictures")
    assert f"with noise of 0, 0.2, 0.5 – damaged {', '.join(f'{error:.3g}' for error in errors)}; mean " in said
    assert live["text/plain"].startswith("A live figure, to turn the damage up and down yourself, stands here")
    assert live["text/plain"] in live["text/html"]


def test_what_is_stored_are_the_pictures_and_their_errors():
    data = stored_in(displayed(SHOW)[-1]["text/html"])
    assert data["methods"] == ["damaged", "mean", "half"]
    assert "over all 30 pictures" in data["words"]["errors"]
    assert data["labels"] == LABELS[:4].tolist()
    assert len(data["clean"]) == 4
    np.testing.assert_allclose(shades(data["clean"][2], data["letters"]), CLEAN[2], atol=0.5 / 63 + 1e-9)
    for kind in data["kinds"]:
        tables = DAMAGED[kind["name"]]
        assert kind["strengths"] == list(tables)
        for place, table in enumerate(tables.values()):
            made = [table, *(repair(table) for repair in METHODS.values())]
            all_errors = [np.mean((rows - CLEAN) ** 2) for rows in made]
            np.testing.assert_allclose(kind["all"][place], all_errors, atol=1e-4)
            for number in range(4):
                errors = [np.mean((rows[number] - CLEAN[number]) ** 2) for rows in made]
                np.testing.assert_allclose(kind["errors"][place][number], errors, atol=1e-4)
                for letters, rows in zip(kind["pictures"][place][number], made, strict=True):
                    drawn = shades(letters, data["letters"])
                    np.testing.assert_allclose(drawn, np.clip(rows[number], 0, 1), atol=0.5 / 63 + 1e-9)


def test_the_same_is_stored_each_time_and_with_rounding_errors():
    nudged = {kind: {name: table + 1e-12 for name, table in tables.items()} for kind, tables in DAMAGED.items()}
    first, again, moved = (
        displayed(lambda damaged=damaged: explorers.repairs(CLEAN, damaged, METHODS, (8, 8)))[-1]["text/html"]
        for damaged in (DAMAGED, DAMAGED, nudged)
    )
    assert first == again
    assert len(first) < 50_000
    assert stored_in(first)["kinds"][0]["all"] == stored_in(moved)["kinds"][0]["all"]
    assert stored_in(first)["labels"] is None


def test_more_pictures_than_there_are_cannot_be_chosen():
    few = {"noise": {"0.2": DAMAGED["noise"]["0.2"][:2]}}
    data = stored_in(displayed(lambda: explorers.repairs(CLEAN[:2], few, METHODS, (8, 8)))[-1]["text/html"])
    assert len(data["clean"]) == 2


NOISE = DAMAGED["noise"]["0.2"]
BAD = {
    "no damage": ((CLEAN, {}, METHODS, (8, 8)), "damaged is empty"),
    "no strength": ((CLEAN, {"noise": {}}, METHODS, (8, 8)), r"damaged\['noise'\] is empty"),
    "no method": ((CLEAN, DAMAGED, {}, (8, 8)), "methods is empty"),
    "no function": ((CLEAN, DAMAGED, {"a": 3}, (8, 8)), "'a' must be a function of damaged pictures; got a int"),
    "another shape": ((CLEAN, DAMAGED, METHODS, (7, 8)), r"make 64 pixels; got \(7, 8\)"),
    "fewer pictures": (
        (CLEAN, {"noise": {"1": NOISE[:3]}}, METHODS, (8, 8)),
        r"\['noise'\]\['1'\] has shape \(3, 64\)",
    ),
    "smaller pictures": ((CLEAN, DAMAGED, {"cut": lambda p: p[:, :9]}, (8, 8)), "'cut' turns pictures of shape"),
    "NaN": ((CLEAN, DAMAGED, {"bad": lambda p: p * np.nan}, (8, 8)), "'bad' returns has 1920 value"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_sentence(name):
    arguments, said = BAD[name]
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        explorers.repairs(*arguments)
    assert "\n" not in str(raised.value)


def test_one_label_for_each_picture_and_a_method_cannot_spoil_the_damaged_pictures():
    with pytest.raises(ValueError, match="one whole number for each of the 30 pictures; there are 2"):
        explorers.repairs(CLEAN, DAMAGED, METHODS, (8, 8), labels=[1, 2])

    def spoils(pictures):
        pictures *= 0
        return pictures

    before = NOISE.copy()
    displayed(lambda: explorers.repairs(CLEAN, DAMAGED, {"spoils": spoils}, (8, 8)))
    np.testing.assert_array_equal(NOISE, before)


@pytest.fixture
def figure(page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_alone(page, tmp_path, displayed(SHOW)[-1]["text/html"])
    yield explorer(page, ".autoenc-repairs")
    assert errors == []


def assert_shows(figure, kind, strength, number):
    table = DAMAGED[kind][strength]
    made = {"clean": CLEAN, "damaged": table} | {name: repair(table) for name, repair in METHODS.items()}
    for name, rows in made.items():
        panel = figure.locator(f"[data-method='{name}']")
        np.testing.assert_allclose(greys(panel.locator("canvas")), np.clip(rows[number], 0, 1), atol=0.012)
        said = numbers_in(panel.get_attribute("aria-label"))
        error = np.mean((rows[number] - CLEAN[number]) ** 2)
        np.testing.assert_allclose(said, [LABELS[number]] if name == "clean" else [error], rtol=0.006, atol=1e-4)
    text = figure.locator(".autoenc-values").text_content()
    assert text.startswith(f"{kind.capitalize()}: {strength}. Mean squared error over all 30 pictures: damaged ")
    all_errors = {name: np.mean((rows - CLEAN) ** 2) for name, rows in made.items() if name != "clean"}
    told = {name: float(re.search(rf"{name} ([\d.e-]+)[,.]", text)[1]) for name in all_errors}
    np.testing.assert_allclose(list(told.values()), list(all_errors.values()), rtol=0.006, atol=1e-4)
    best = min(all_errors, key=all_errors.get)
    assert text.endswith("To do nothing is best." if best == "damaged" else f"Best: {best}.")


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_keys_choose_strength_damage_and_picture(figure, page):
    assert_shows(figure, "noise", "0.2", 0)

    def move(name, *keys):
        figure.get_by_role("slider", name=name).focus()
        press(page, *keys)

    move("Strength", "End")
    assert_shows(figure, "noise", "0.5", 0)
    move("Strength", "Home")
    assert_shows(figure, "noise", "0", 0)
    figure.get_by_role("radio", name="1 of 4").focus()
    press(page, "ArrowRight", "ArrowRight")
    assert_shows(figure, "noise", "0", 2)
    move("Strength", "ArrowRight", "ArrowRight", "ArrowRight")
    assert_shows(figure, "noise", "0.5", 2)
    # The strengths of the other kind are others; the thumb stays where it is.
    choose(figure, "Damage", "hidden square")
    assert_shows(figure, "hidden square", "5", 2)
    move("Strength", "End")
    assert_shows(figure, "hidden square", "6", 2)
    figure.get_by_role("radio", name="hidden square").focus()
    press(page, "Home")
    assert_shows(figure, "noise", "0.5", 2)
    assert figure.get_by_role("slider").count() == 1
    assert figure.locator("[role=img]").count() == 4


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_a_pointer_drags_the_strength(figure, page):
    track = figure.get_by_role("slider", name="Strength")
    box = track.bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + 14)
    page.mouse.down()
    assert_shows(figure, "noise", "0", 0)
    page.mouse.move(box["x"] + box["width"] - 12, box["y"] + 14, steps=5)
    page.mouse.up()
    assert_shows(figure, "noise", "0.5", 0)
