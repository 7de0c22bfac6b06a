"""Tables with gaps: what is hidden, what fills it, and what rows get as scores."""

import re

import numpy as np
import pytest

from autoenc_lessons import gaps
from autoenc_lessons.gaps.fillers import _NEIGHBOURS, _RIDGES, _WIDTHS

X = gaps.pump_log(400)
GAPPY = gaps.hide(X, 0.2, seed=1)


def test_the_rules_of_the_log_hold_without_noise():
    x = gaps.pump_log(500, noise=0)
    at = {name: x[:, place] for place, name in enumerate(gaps.LOG_COLUMNS)}
    np.testing.assert_allclose(at["power"], at["speed"] * at["torque"])
    np.testing.assert_allclose(at["flow"], at["speed"] * at["valve"])
    np.testing.assert_allclose(at["pressure"], at["speed"] ** 2 / at["valve"])
    assert at["vibration"][np.argmin(at["sound"] - 0.4 * at["valve"])] > np.quantile(at["vibration"], 0.8)


def test_an_overload_is_faster_than_usual():
    usual, over = gaps.pump_log(500, noise=0), gaps.pump_log(500, noise=0, overload=1)
    assert over[:, 0].min() > np.quantile(usual[:, 0], 0.4)
    assert over[:, 0].max() > usual[:, 0].max()


def test_crossed_rows_hold_what_the_row_before_has():
    crossed = gaps.crossed(X, 3, seed=2)
    wrong = crossed != X
    assert np.all(wrong.sum(axis=1) == 3)
    np.testing.assert_array_equal(crossed[wrong], np.roll(X, 1, axis=0)[wrong])
    np.testing.assert_array_equal(gaps.crossed(X, X.shape[1]), np.roll(X, 1, axis=0))


def test_hiding_leaves_all_else_as_it_was():
    there = ~np.isnan(GAPPY)
    np.testing.assert_array_equal(GAPPY[there], X[there])
    assert 0.15 < np.mean(~there) < 0.25


def test_what_is_hidden_more_was_known_before():
    given, hidden = gaps.hide_more(GAPPY, 0.5, times=2, seed=3)
    asked = np.isfinite(hidden)
    rows = np.repeat(GAPPY, 2, axis=0)
    np.testing.assert_array_equal(hidden[asked], rows[asked])
    assert np.isnan(given[asked]).all()
    np.testing.assert_array_equal(np.isnan(given), asked | np.isnan(rows))
    assert not np.array_equal(asked[::2], asked[1::2])


@pytest.mark.parametrize(("by", "much"), [(None, (-0.3, 0.3)), (0, (1, 2)), (3, (1, 2))])
def test_a_column_loses_entries_by_chance_or_where_a_column_is_large(by, much):
    given = gaps.hide_column(X, 0, by, 0.4)
    gone = np.isnan(given[:, 0])
    assert gone.sum() == 160
    assert not np.isnan(given[:, 1:]).any()
    deciding = X[:, 0 if by is None else by]
    apart = (deciding[gone].mean() - deciding[~gone].mean()) / deciding.std()
    assert much[0] < apart < much[1]


def test_fillers_keep_what_is_known_and_each_beats_the_mean():
    parts = gaps.log_parts(300)
    fills = gaps.fillers(parts.training, parts.validation)
    there = np.isfinite(parts.test)
    for fill in fills.values():
        made = fill(parts.test)
        assert np.isfinite(made).all()
        np.testing.assert_allclose(made[there], parts.test[there])
    errors = gaps.fill_errors(fills, parts.test, parts.truth)
    assert errors["bent rules"] < errors["linear rules"] < errors["nearest rows"] < errors["mean"]
    assert 0.8 < errors["mean"] < 1.2


def test_errors_of_one_column_are_those_of_its_gaps():
    given, truth = [[np.nan, np.nan], [1, np.nan]], [[2, 5], [1, np.nan]]
    assert gaps.fill_errors({"0": np.nan_to_num}, given, truth, column=0) == {"0": 4.0}
    assert gaps.fill_errors({"0": np.nan_to_num}, given, truth) == {"0": 14.5}
    true, guesses = gaps.column_guesses(np.nan_to_num, given, truth, 1)
    assert (true.tolist(), guesses.tolist()) == ([5.0], [0.0])


def test_each_entry_is_guessed_without_itself():
    made = gaps.others_only(lambda rows: np.nan_to_num(rows, nan=7) + 1, X)
    np.testing.assert_array_equal(made, np.full(X.shape, 8))


def test_surprise_is_one_where_all_is_as_usual():
    score = gaps.surprise(np.nan_to_num, X)
    assert np.mean(score(X)) == pytest.approx(1)
    assert np.all(score(3 * X) == pytest.approx(9 * score(X)))


def test_faults_are_ranked_by_each_score():
    scores = {"up": lambda rows: rows[:, 0], "down": lambda rows: -rows[:, 0]}
    ranked = gaps.ranked(scores, [[1], [2], [3]], {"ends": [[4], [0]], "above": [[5]]})
    assert {kind: {name: row.astype(int).tolist() for name, row in of.items()} for kind, of in ranked.items()} == {
        "ends": {"up": [1, 0, 0, 0, 1], "down": [1, 0, 0, 0, 1]},
        "above": {"up": [1, 0, 0, 0], "down": [0, 0, 0, 1]},
    }


def test_a_score_is_asked_once_for_all_kinds_of_faults():
    asked = []
    gaps.ranked({"sum": lambda rows: asked.append(len(rows)) or rows.sum(axis=1)}, X, {"a": X[:3], "b": X[:5]})
    assert asked == [len(X) + 8]


def test_the_parts_for_an_alarm_are_of_one_scale():
    parts = gaps.alarm_parts(1)
    assert abs(parts.fresh.mean()) < 0.1
    assert np.sum(np.any(parts.dirty != parts.clean, axis=1)) == 100
    scores = gaps.row_scores(parts.clean, np.nan_to_num)
    ranked = gaps.ranked(scores, parts.fresh, {"overload": parts.overload, "crossed": parts.crossed})
    simple = ["outside: PCA's error", "both: Mahalanobis", "5 nearest", "isolation forest"]
    assert list(ranked["overload"]) == ["network", "bent rules", *simple]
    assert ranked["overload"]["5 nearest"][:50].mean() > 0.4
    bent, by_means = (ranked["crossed"][name] for name in ("bent rules", "network"))
    assert bent[:50].mean() > 0.5 > by_means[:50].mean()


def test_the_ends_of_a_grid_are_not_chosen():
    parts = gaps.log_parts(300)
    fills = gaps.fillers(parts.training, parts.validation)
    nearest, linear, bent = (fills[name].__self__ for name in ("nearest rows", "linear rules", "bent rules"))
    found = [nearest.n_neighbors, linear.estimator.alpha, bent.estimator[0].gamma]
    for value, grid in zip(found, (_NEIGHBOURS, _RIDGES, _WIDTHS), strict=True):
        assert grid[0] < value < grid[-1]


def test_a_table_of_numbers_and_kinds():
    parts = gaps.mixed_parts()
    np.testing.assert_allclose(parts.targets[0], 30 * parts.given[:, :12])
    np.testing.assert_array_equal(parts.targets[1], parts.given[:, 12:])
    assert np.all(parts.targets[1].sum(axis=1) == 1)
    assert parts.baselines == pytest.approx([900, np.log(4)], rel=0.01)

    def copies(rows):
        return 30 * rows[:, :12], rows[:, 12:]

    assert gaps.mixed_left(copies, parts) == pytest.approx((0, 1))
    assert len(gaps.two_heads(3, 2).outputs) == 2


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: gaps.hide(X, 1.5), "share is 1.5; it must be from 0 to 1."),
        (lambda: gaps.hide_column(X, 12), "x has the columns 0 to 11; there is no 12."),
        (lambda: gaps.crossed(X[:1]), "x has one row"),
        (lambda: gaps.crossed(X, 13), "n_wrong is 13, but x has 12 columns."),
        (lambda: gaps.fillers(X, X[:, 1:]), "known has 12 columns, but new has 11."),
        (lambda: gaps.fillers(np.full((9, 2), np.nan), np.ones((9, 2))), "A column of known has nothing but gaps"),
        (lambda: gaps.fill_errors({}, X, X[:9]), "given has shape (400, 12), but truth has (9, 12)."),
        (lambda: gaps.fill_errors({}, X, X), "There is no gap of which the truth is known"),
        (lambda: gaps.surprise(lambda rows: np.zeros_like(rows), np.zeros((3, 2))), "A column of known is always"),
        (lambda: gaps.ranked({}, X, {"odd": X[:, 1:]}), "fresh has 12 columns, but kinds['odd'] has 11."),
        (lambda: gaps.mixed_left(lambda rows: rows, gaps.mixed_parts()), "The network must have two outputs"),
        (lambda: gaps.hide([[np.inf, 1]]), "infinite"),
    ],
)
def test_what_cannot_be_done_is_said(call, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        call()
