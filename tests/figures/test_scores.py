"""Histograms of scores, ROC curves and the threshold to move, through what is drawn, stored and said."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autoenc_lessons import datasets, explorers, figures
from autoenc_lessons.checks.anomalies import materials
from autoenc_lessons.figures.scores import alarm_rates, roc_points, score_bins
from tests.explorers.explorer_pages import (
    NEEDS_CHROMIUM,
    choose,
    displayed,
    explorer,
    numbers_in,
    open_alone,
    press,
    stored_in,
)

NORMAL = np.array([0.1, 0.2, 0.4, 0.8])
ODD = np.array([0.3, 0.5, 1.6, 3.2, 6.4])


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_faces_are_the_first_hundred_and_need_no_network(monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("asks the network"))
    pictures, is_face = datasets.load("faces")
    assert pictures.shape == (200, 625)
    assert pictures.dtype == "float64"
    assert (pictures.min(), pictures.max()) == (0, 1)
    assert is_face.tolist() == [1] * 100 + [0] * 100
    assert pictures[is_face == 1].mean() == pytest.approx(0.4542, abs=1e-4)


def test_bins_hold_every_score_and_are_equally_wide_in_logarithms():
    edges = score_bins(NORMAL, ODD)
    assert (edges[0], edges[-1], len(edges)) == (0.1, 6.4, 25)
    np.testing.assert_allclose(np.diff(np.log(edges)), np.log(64) / 24)


def test_two_histograms_and_a_threshold():
    ax = figures.score_histograms(NORMAL, ODD, threshold=0.4, xlabel="error")
    normal, odd, limit = ax.lines
    assert np.sum(normal.get_ydata()[:-1]) == pytest.approx(1)
    assert np.sum(odd.get_ydata()[:-1]) == pytest.approx(1)
    assert [line.get_color() for line in ax.lines] == ["#0072B2", "#D55E00", "black"]
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--", "-"]
    assert list(limit.get_xdata()) == [0.4, 0.4]
    assert (ax.get_xscale(), ax.get_xlabel()) == ("log", "error")
    assert ax.caption == (
        "Histograms of a score, error: 4 normal pictures with a median of 0.3, 5 anomalies with a median of 1.6. "
        "Above the threshold, 0.4, lie 25 % of the normal pictures (false alarms) and 80 % of the anomalies."
    )
    assert "threshold" not in figures.score_histograms(NORMAL, ODD).caption


def test_a_score_at_the_threshold_is_silent():
    assert alarm_rates(NORMAL, ODD, 0.8) == (0, 0.6)


def test_a_roc_curve_goes_from_none_to_all_and_its_area_counts_pairs():
    ax = figures.roc_curves({"a": (NORMAL, ODD), "b": (ODD, NORMAL)}, threshold=0.4)
    false_alarms, hits = roc_points(NORMAL, ODD)
    assert (false_alarms[0], hits[0], false_alarms[-1], hits[-1]) == (0, 0, 1, 1)
    np.testing.assert_array_equal(ax.lines[0].get_data(), (false_alarms, hits))
    pairs = np.mean(ODD[:, None] > NORMAL)
    assert f"a {pairs:.2f}; b {1 - pairs:.2f}." in ax.caption
    assert ax.caption.endswith("The ring is the threshold 0.4, at (0.25, 0.80).")
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--", ":", "-"]
    assert [float(value[0]) for value in ax.lines[3].get_data()] == [0.25, 0.8]


def test_played_scores_know_training_pictures_too_well():
    training, validation, new, is_anomaly = materials.played_scores(3)
    assert (len(training), len(validation), len(new), is_anomaly.sum()) == (80, 200, 500, 100)
    false = [np.mean(new[~is_anomaly] > np.quantile(scores, 0.95)) for scores in (training, validation)]
    assert false[0] > 0.3
    assert false[1] < 0.12


def test_the_larger_area_finds_less_where_false_alarms_are_few():
    detectors = materials.two_detectors(5)
    areas = {name: np.trapezoid(*roc_points(*pair)[::-1]) for name, pair in detectors.items()}
    hits = {name: np.mean(odd > np.quantile(normal, 0.999)) for name, (normal, odd) in detectors.items()}
    assert areas["A"] < areas["B"] - 0.03
    assert hits["A"] > hits["B"] + 0.3


def test_one_patterned_picture_has_a_single_shade():
    pictures, copies, is_anomaly = materials.patterned_pictures(2)
    assert pictures.shape == copies.shape == (180, 64)
    assert is_anomaly.sum() == 91
    assert np.sum(pictures.var(axis=1) == 0) == 1


PICTURES = (np.linspace(0, 1, 4 * 6).reshape(4, 6), np.linspace(1, 0, 5 * 6).reshape(5, 6))
SCORES = {"error": (NORMAL, ODD), "other": (ODD[:4], np.append(NORMAL, 0.06))}


def outputs():
    return displayed(explorers.threshold, SCORES, PICTURES, image_shape=(2, 3))


def test_a_threshold_begins_where_few_enough_normal_pictures_ring():
    picture, caption, live = outputs()
    assert picture["image/png"].startswith(b"\x89PNG")
    assert "Above the threshold, 0.8, lie 0 % of the normal pictures" in caption["text/plain"]
    stored = stored_in(live["text/html"])
    assert stored["start"] == 6
    assert stored["counts"] == [4, 5]
    assert stored["scores"][0]["values"] == [*NORMAL, *ODD]
    np.testing.assert_allclose(stored["scores"][0]["edges"], np.log10(score_bins(NORMAL, ODD)), atol=1e-4)
    levels = [[stored["letters"].index(letter) / 63 for letter in letters] for letters in stored["pictures"]]
    np.testing.assert_allclose(levels, np.concatenate(PICTURES), atol=0.5 / 63 + 1e-9)
    assert live["text/html"] == outputs()[-1]["text/html"]
    assert live["text/plain"] in live["text/html"]


BAD = {
    "scores of 0": (lambda: figures.score_histograms([0.0, 1], ODD), "scores above 0"),
    "all the same": (lambda: figures.score_histograms([1.0], [1.0]), "All scores are the same"),
    "NaN": (lambda: figures.score_histograms([np.nan], ODD), "NaN or infinite"),
    "no score": (lambda: explorers.threshold({}, PICTURES, image_shape=(2, 3)), "scores is empty"),
    "no pair": (lambda: explorers.threshold({"a": [NORMAL]}, PICTURES, image_shape=(2, 3)), "'a' must be a pair"),
    "too few": (
        lambda: explorers.threshold({"a": (NORMAL, NORMAL)}, PICTURES, image_shape=(2, 3)),
        "4 normal values and 4 of anomalies, but there are 4 and 5 pictures",
    ),
    "other pixels": (lambda: explorers.threshold(SCORES, PICTURES, image_shape=(2, 2)), "make 6 pixels"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_sentence(name):
    call, said = BAD[name]
    with pytest.raises(ValueError, match=said) as caught:
        call()
    assert "\n" not in str(caught.value)


def shown_pictures(figure, row):
    return (
        figure.get_by_role("list")
        .nth(row)
        .get_by_role("listitem")
        .evaluate_all("items => items.map(item => [Number(item.dataset.picture), item.textContent])")
    )


def assert_silent(figure, name, n_silent):
    """Assert that the figure tells what NumPy finds if so many pictures are silent."""
    normal, odd = SCORES[name]
    together = np.concatenate([normal, odd])
    order = np.argsort(together, kind="stable")
    limit = together[order[n_silent - 1]] if n_silent else 0.98 * together.min()
    false_alarms, hits = alarm_rates(normal, odd, limit)
    said = figure.locator(".autoenc-values").text_content()
    found = numbers_in(said)
    np.testing.assert_allclose(found[:7], [limit, hits * 5, 5, hits, false_alarms * 4, 4, false_alarms], rtol=1e-2)
    if n_silent == len(together):
        assert said.endswith("There is no alarm at all.")
    elif false_alarms == 0:
        assert said.endswith("None of 4 is too few to say how rare false alarms are.")
    else:
        assert found[-1] == pytest.approx(100 * hits / (hits + 999 * false_alarms), abs=0.051)
    for row, expected in enumerate((order[max(0, n_silent - 6) : n_silent], order[n_silent : n_silent + 6])):
        pairs = [[int(number), "normal" if number < 4 else "anomaly"] for number in expected]
        assert shown_pictures(figure, row) == pairs
    ring = numbers_in(figure.locator("[data-point=threshold]").get_attribute("transform"))
    corners = figure.locator(".autoenc-roc polyline.autoenc-curve").get_attribute("points").split()
    first, last = (np.array(corner.split(","), dtype=float) for corner in (corners[0], corners[-1]))
    np.testing.assert_allclose(ring, first + [false_alarms, hits] * (last - first), atol=0.02)


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_a_threshold_is_moved_by_keys_and_pointer_and_counts_as_numpy_does(page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_alone(page, tmp_path, outputs()[-1]["text/html"])
    figure = explorer(page, ".autoenc-scores")
    track = figure.get_by_role("slider", name="Threshold")
    assert_silent(figure, "error", 6)
    track.focus()
    press(page, "ArrowLeft", "ArrowDown")
    assert_silent(figure, "error", 4)
    assert track.get_attribute("aria-valuetext") == "4 of 9 silent"
    press(page, "Shift+ArrowRight")
    assert_silent(figure, "error", 9)
    press(page, "Home")
    assert_silent(figure, "error", 0)
    choose(figure, "Score", "other")
    assert_silent(figure, "other", 0)
    track.focus()
    press(page, *["ArrowUp"] * 7)
    assert_silent(figure, "other", 7)
    # The middle of a logarithmic axis is the geometric mean of its ends.
    box = figure.locator(".autoenc-scores svg").bounding_box()
    figure.locator(".autoenc-scores svg").click(position={"x": (44 + box["width"] - 14) / 2, "y": 60})
    together = np.concatenate(SCORES["other"])
    assert_silent(figure, "other", int(np.sum(together <= np.sqrt(together.min() * together.max()))))
    figure.get_by_role("button", name="Back to the start").click()
    assert_silent(figure, "other", 6)
    shades = figure.locator("[data-picture='0'] canvas").evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, 3, 2).data].filter((_, k) => k % 4 === 0)"
    )
    np.testing.assert_allclose(np.array(shades) / 255, PICTURES[0][0], atol=0.011)
    assert errors == []
