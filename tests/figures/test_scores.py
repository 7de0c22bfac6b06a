"""Histograms of scores, ROC curves and the threshold to move, through what is drawn, stored and said."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autoenc_lessons import datasets, explorers, figures
from autoenc_lessons.checks.anomalies import materials
from autoenc_lessons.figures.rates import alarm_rates, roc_points
from autoenc_lessons.figures.scores import score_bins
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


def test_few_scores_are_dots_many_are_steps_and_a_threshold_is_a_line():
    ax = figures.score_histograms(NORMAL, np.tile(ODD, 30), threshold=0.4, xlabel="error")
    (dots,) = [one for one in ax.collections if len(one.get_offsets()) == 4]
    odd, limit = ax.lines
    np.testing.assert_allclose(dots.get_offsets()[:, 1], 0.125)
    assert np.all(np.abs(np.log(dots.get_offsets()[:, 0] / NORMAL)) <= np.log(64) / 24)
    assert np.sum(odd.get_ydata()[:-1]) == pytest.approx(1)
    assert [line.get_color() for line in ax.lines] == ["#D55E00", "black"]
    assert [line.get_linestyle() for line in ax.lines] == ["--", "-"]
    assert list(limit.get_xdata()) == [0.4, 0.4]
    assert (ax.get_xscale(), ax.get_xlabel()) == ("log", "error")
    assert ax.caption == (
        "Histograms of a score, error: 4 normal pictures with a median of 0.3, 150 anomalies with a median of 1.6. "
        "Above the threshold, 0.4, lie 25 % of the normal pictures (false alarms) and 80 % of the anomalies."
    )
    assert "threshold" not in figures.score_histograms(NORMAL, ODD).caption


def test_equal_scores_are_stacked_as_high_as_their_step():
    (dots,) = figures.score_histograms([1.0, 1, 1, 2], np.tile(ODD, 30)).collections[:1]
    np.testing.assert_allclose(dots.get_offsets()[:, 1], [0.125, 0.375, 0.625, 0.125])


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


def test_strips_have_a_row_for_each_method_and_say_its_median():
    panels = {"clean": {"ours": [0.9, 0.95, 1], "theirs": [0.5]}, "dirty": {"ours": [0.7], "theirs": [0.6]}}
    axes = figures.score_strips(panels, xlabel="AUC", ours=["ours"], reference=0.5, title="Ours is ahead")
    assert [ax.get_title(loc="left") for ax in axes] == ["clean", "dirty"]
    assert [label.get_text() for label in axes[0].get_yticklabels()] == ["ours", "theirs"]
    assert axes[0].get_ylim() == (1.5, -0.5)
    first, second = axes[0].collections[:2]
    np.testing.assert_array_equal(first.get_offsets(), [[0.9, 0], [0.95, 0], [1, 0]])
    assert not np.array_equal(first.get_facecolor(), second.get_facecolor())
    assert axes[0].caption.startswith("clean: AUC, a dot for each run, the median as a bar: ours 0.95; theirs 0.50.")
    assert [text.get_text() for text in axes[1].texts] == ["0.70", "0.60"]


def test_without_a_common_measure_each_panel_has_an_axis_of_its_own_and_a_reference_is_one_of_the_rows():
    panels = {"accepted, %": {"real": [90.0, 92, 99], "drawn": [80.0]}, "edges": {"real": [3.0], "drawn": [1.0, 2]}}
    axes = figures.score_strips(panels, reference="real", digits=1)
    for ax, rows in zip(axes, panels.values(), strict=True):
        everything = np.concatenate([*rows.values()])
        low, high = ax.get_xlim()
        assert low < everything.min()
        assert high - low < 1.1 * np.ptp(everything)
        assert ax.lines[-1].get_xdata() == [np.median(rows["real"])] * 2
        # What all others are compared with is grey.
        assert not np.array_equal(*(dots.get_facecolor() for dots in ax.collections))
    assert axes[0].caption.startswith("Accepted, %, a dot for each run, the median as a bar: real 92.0; drawn 80.0.")
    alone = figures.score_strips({"edges": panels["edges"]})
    assert alone[0].get_title(loc="left") == "edges"


@pytest.mark.parametrize(
    ("given", "options", "said"),
    [
        ({"a": {"b": [1]}}, {"reference": "painted"}, "no method 'painted' .* there are: b"),
        ({"a": {"b": [1]}, "c": {"d": [1]}}, {}, "Panel 'c' must have the methods of the first panel"),
        ({"a": {"b": [np.nan]}}, {}, "'b' in panel 'a' .*NaN"),
        ({"a": {"b": [1]}}, {"axes": []}, "0 axes for 1 panels"),
    ],
)
def test_strips_that_do_not_fit_get_one_sentence(given, options, said):
    with pytest.raises(ValueError, match=said):
        figures.score_strips(given, **options)


def test_runs_below_the_limits_are_an_arrow_head_at_the_edge():
    (ax,) = figures.score_strips({"": {"a": [0.5, 0.95, 1], "b": [0.5, 0.6]}}, xlabel="AUC", limits=(0.9, 1))
    np.testing.assert_array_equal(ax.collections[0].get_offsets(), [[0.95, 0], [1, 0]])
    heads = [line.get_xydata()[0].tolist() for line in ax.lines if line.get_marker() == "<"]
    assert heads == [[0.9, 0], [0.9, 1]]
    assert ax.caption.endswith("a 0.95; b 0.55.")


def test_one_roc_curve_is_named_beside_it_and_several_in_a_list():
    ax = figures.roc_curves({"a": (NORMAL, ODD)})
    area = np.mean(ODD[:, None] > NORMAL)
    assert [text.get_text() for text in ax.texts] == ["chance: AUC 0.50", f"a\nAUC {area:.2f}"]
    assert ax.get_legend() is None
    ax = figures.roc_curves({"a": (NORMAL, ODD), "b": (ODD, NORMAL)})
    assert len(ax.get_legend().get_texts()) == 2


def test_regions_are_where_95_of_100_points_lie_and_name_the_places_beyond():
    points = np.random.default_rng(0).normal(size=(400, 2))
    places = {"A": (9.0, 0), "B": (0, 9.0), "C": (0, 0)}
    scores = {"across": lambda p: np.abs(p[:, 0]), "up": lambda p: np.abs(p[:, 1])}
    axes = figures.score_regions(scores, points, places=places, title="Two borders")
    assert [ax.caption for ax in axes] == ["across: an alarm for A.", "up: an alarm for B."]
    border = axes[0].collections[1].get_paths()[0].vertices
    limit = np.quantile(np.abs(points[:, 0]), 0.95)
    np.testing.assert_allclose(np.abs(border[:, 0]), limit, rtol=0.05)
    assert figures.score_regions(scores, points)[0].caption == "across: an alarm for none of them."


def test_precision_falls_with_rarity_and_begins_at_the_first_false_alarm():
    normal, odd = np.arange(100) / 100, np.arange(100) / 100 + 0.5
    ax = figures.precision_curves(normal, odd, one_in=(2, 100), threshold=0.9)
    common, rare = (line for line in ax.lines if len(line.get_xdata()) > 1)
    false_alarms, hits = alarm_rates(normal, odd, 0.9)
    place = np.flatnonzero(np.isclose(common.get_xdata(), hits))
    real = hits / 2 / (hits / 2 + false_alarms / 2)
    assert np.any(np.isclose(common.get_ydata()[place], real))
    assert np.all(rare.get_ydata() <= common.get_ydata())
    assert (common.get_ydata()[-1], rare.get_ydata()[-1]) == (pytest.approx(0.5), pytest.approx(0.01))
    assert common.get_ydata().max() < 1
    assert "1 in 2: " in ax.caption


def test_maps_of_errors_have_one_scale_and_frame_what_is_marked():
    pictures = np.array([[0, 0.5, 1, 0], [1, 1, 0, 0]])
    marks = np.array([[True, False, False, True], [False] * 4])
    copies = {"a": np.zeros((2, 4)), "b": pictures}
    ax = figures.error_maps(pictures, copies, (2, 2), marks=marks, title="Two copies")
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows == ["picture", "a", "squared error", "b", "squared error"]
    assert len(ax.images) == 5
    errors = np.ma.filled(ax.images[2].get_array(), np.nan)
    np.testing.assert_array_equal(errors, [[0, 0.25, np.nan, 1, 1], [1, 0, np.nan, 0, 0]])
    assert {image.get_clim() for image in ax.images} == {(0, 1)}
    frames = [patch for patch in ax.patches if patch.get_width() == 1]
    assert len(frames) == 4
    assert ax.caption.endswith("mean squared error – a 0.41; b 0.")
