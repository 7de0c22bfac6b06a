"""The load of a building: its shape, its faults, the scores of its hours, and how alarms are counted."""

import re

import numpy as np
import pytest

from autoenc_lessons import series

WEEK = 168


def test_the_load_has_days_weeks_and_growth():
    load = series.building_load(20, weather=0, seed=1)
    by_hour = load.reshape(-1, 24)
    workdays = np.arange(len(by_hour)) % 7 < 5
    assert by_hour[workdays, 13].mean() > 60 > 45 > by_hour[~workdays, 13].mean() > by_hour[:, 2].mean()
    assert load[-WEEK:].mean() - load[:WEEK].mean() == pytest.approx(19 * 0.15, abs=0.5)


def test_weather_moves_whole_days():
    steady, changing = (series.building_load(20, weather=w, seed=2).reshape(-1, 24) for w in (0, 0.16))
    noon = slice(0, None)
    assert changing[noon, 13].std() > steady[noon, 13].std()
    np.testing.assert_allclose(changing[:, 0], steady[:, 0], atol=2)


def test_faults_are_where_they_are_said_to_be():
    clean = series.building_load(30)
    load, faults = series.with_faults(clean, 10 * WEEK, n_each=3, seed=4)
    inside = np.zeros(len(load), dtype=bool)
    for _kind, start, stop in faults:
        inside[start:stop] = True
    np.testing.assert_array_equal(load[~inside], clean[~inside])
    kinds = [fault.kind for fault in faults]
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(set(kinds), 3)
    assert len(set(kinds)) == 5
    assert faults == sorted(faults, key=lambda fault: fault.start)
    assert faults[0].start >= 10 * WEEK
    for kind, start, stop in faults:
        if kind == "stuck meter":
            assert np.ptp(load[start - 1 : stop]) == 0
        if kind == "working Sunday":
            assert start // 24 % 7 == 6
            np.testing.assert_array_equal(load[start:stop], load[start - 48 : stop - 48])


def test_the_median_follows_the_level_of_the_day():
    week = 2 + np.sin(np.arange(WEEK))
    load = np.concatenate([np.tile(week, 4), 1.5 * week])
    load[4 * WEEK + 100] *= 2
    score = series.median_at_level(load, 4)
    assert len(score) == len(load)
    assert score.argmax() == 4 * WEEK + 100
    np.testing.assert_allclose(score[4 * WEEK + 100], 1.5)
    np.testing.assert_allclose(np.delete(score, 4 * WEEK + 100), 0, atol=1e-9)
    assert series.median_of_weeks(load, 4)[4 * WEEK + 12] > 0.5
    np.testing.assert_array_equal(series.median_at_level(load[:WEEK], 1), 0)


def test_windows_are_copied_and_scored_where_they_end():
    values = np.arange(100.0) + 1e-3 * np.random.default_rng(0).normal(size=100)
    cut = series.windows(values)
    assert cut.shape == (77, 24)
    np.testing.assert_allclose(cut.mean(axis=1), 0, atol=1e-12)
    score = series.of_windows(np.zeros_like, values)
    assert np.all(score[:23] == 0)
    np.testing.assert_allclose(score[23:], np.var(np.arange(24)), rtol=1e-2)
    assert series.of_windows(series.pca_copier(cut, 1), values).max() < 1e-4


def test_weeks_before_are_compared():
    season = np.tile(np.arange(float(WEEK)), 6)
    season[5 * WEEK + 3] += 4
    assert np.flatnonzero(series.median_of_weeks(season, 1)).tolist() == [5 * WEEK + 3]
    season[4 * WEEK + 3] += 9
    assert series.median_of_weeks(season, 1)[5 * WEEK + 3] == 5
    assert series.median_of_weeks(season, 4)[5 * WEEK + 3] == 4


def test_alarms_are_counted_by_faults_and_days():
    faults = [series.Fault("spike", 30, 31), series.Fault("outage", 100, 106)]
    rings = np.zeros(240, dtype=bool)
    rings[32], rings[120], rings[200] = True, True, True
    assert series.found(rings, faults) == 0.5
    assert series.found(rings, faults, "spike") == 1
    # Hour 120 is on the day after the outage, 200 on a day of its own.
    assert series.false_days(rings, faults) == 1
    assert series.false_days(rings, faults, 201) == 0


def test_point_adjustment_flatters_chance():
    case = series.year(0.1)
    chance = np.random.default_rng(0).random(len(case.load))
    plain, adjusted = (column["chance"] for column in series.f1_columns({"chance": chance}, case).values())
    assert adjusted > 3 * plain


@pytest.mark.parametrize("adjusted", [False, True])
def test_the_best_f1_score_is_that_of_scikit_learn(adjusted):
    from sklearn.metrics import f1_score

    faults = [series.Fault("outage", 10, 14), series.Fault("spike", 30, 31)]
    scores, truth = np.random.default_rng(1).normal(size=50), np.zeros(50, dtype=bool)
    truth[10:14] = truth[30] = True
    rings = [scores >= limit for limit in scores]
    judged = [series.point_adjusted(ring, faults) if adjusted else ring for ring in rings]
    assert series.best_f1(scores, faults, adjusted=adjusted) == pytest.approx(max(f1_score(truth, r) for r in judged))


def test_methods_are_compared_on_several_buildings():
    weathers = {"steady": 0.04, "changing": 0.16}
    shares, days = series.compare(
        lambda case, seed: {"week": series.median_of_weeks(case.load, 1), "seed": np.full(len(case.load), 1.0 + seed)},
        weathers,
        seeds=(0, 1),
    )
    assert list(shares) == list(days) == list(weathers)
    assert min(shares["steady"]["week"]) > max(shares["changing"]["week"])
    assert shares["steady"]["seed"] == [0, 0] == days["changing"]["seed"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: series.with_faults(series.building_load(6), WEEK, n_each=9),
            "From hour 168 on, the load is too short",
        ),
        (lambda: series.windows(np.ones(5), 6), "values has 5 hours, but a window has 6."),
        (lambda: series.of_windows(lambda cut: cut[:, 1:], np.ones(30)), "The copies have shape (7, 23)"),
        (lambda: series.pca_copier(np.ones((3, 2)), 3), "n_axes is 3, but (3, 2) data has at most 2 axes."),
        (lambda: series.median_of_weeks(np.ones(5), 1), "values has 5 hours, fewer than the 168"),
        (lambda: series.median_at_level(np.zeros(400), 1), "values must be above 0, to be divided; the smallest is 0."),
        (lambda: series.found([1, 0], []), "There is no fault of that kind"),
        (lambda: series.best_f1([1, 0], []), "From hour 0 on there is no fault"),
        (lambda: series.in_thresholds({"a": np.zeros(10752)}, series.year(0.1)), "The threshold of 'a' is 0"),
    ],
)
def test_what_cannot_be_done_is_said(call, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        call()
