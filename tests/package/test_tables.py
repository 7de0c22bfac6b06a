"""Many runs told in one line or one table, and the measures of a map."""

import numpy as np
import pytest

from autoenc_lessons import map_measures, tables


@pytest.mark.parametrize(
    ("values", "digits", "written"),
    [
        ([1, 2, 4], 1, "2.0 (1.0 to 4.0)"),
        ([0.501, 0.502], 2, "0.50"),
        (3.14159, 3, "3.142"),
        (np.array(7), 0, "7"),
        ((value for value in (2, 1)), 1, "1.0 to 2.0"),
        ([1.23456], 4, "1.2346"),
    ],
)
def test_a_spread_is_a_median_and_its_range(values, digits, written):
    assert tables.spread(values, digits) == written


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: tables.spread([]), "values is empty"),
        (lambda: tables.spread([1, np.nan]), "values .*NaN"),
        (lambda: tables.spread("abc"), "values"),
        (lambda: tables.spread([1], digits=-1), "digits must be at least 0; got -1"),
        (lambda: tables.table([]), "columns must be a dict"),
        (lambda: tables.table({}), "columns must be a dict"),
        (lambda: tables.table({"a": 3}), "columns must be a dict"),
        (
            lambda: tables.table({"a": {"b": 1}, "c": {"d": 1}}),
            "Column 'c' must have the rows of the first column, .*: b",
        ),
        (lambda: tables.table({"a": {"b": 1}}, digits={"c": 1}), "column 'a' is missing"),
        (lambda: tables.score_table({"a": [1]}, {}), "measures must be a dict with a function"),
        (lambda: tables.score_table({"a": [1]}, {"b": 3}), "measures must be a dict with a function"),
        (lambda: tables.score_table({"a": 1}, {"b": float}), "runs must be a dict with a list"),
        (lambda: tables.score_table({"a": ["b"]}, {"b": lambda one: one}), "values"),
        (lambda: map_measures.nearest_errors(np.ones((2, 3)), np.ones((2, 2))), "x has 3 columns and others has 2"),
        (lambda: map_measures.distance_order(np.eye(3), np.eye(4)), "3 points and 4 places"),
        (lambda: map_measures.distance_order(np.eye(2), np.eye(2)), "from three on"),
        (lambda: map_measures.distance_order(np.eye(4), np.eye(4)), "All pairs of points are equally far apart"),
        (lambda: map_measures.guessed_share([[0]], [0], [[1, 2]], [0]), "known has 1 columns and new has 2"),
        (lambda: map_measures.guessed_share([[0]], [0], [[1]], [0]), "n_neighbors is 10, but there are only 1"),
        (lambda: map_measures.guessed_share([[0]], [0, 1], [[1]], [0]), "each of the 1 known places"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(call, said):
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        call()
    assert "\n" not in str(raised.value)


def test_a_table_has_a_row_for_each_name_and_a_column_for_each_measure(capsys):
    tables.score_table({"one": [[1, 5]], "several": ([2, 2], [4, 9])}, {"first": lambda row: row[0], "sum": sum}, 1)
    assert capsys.readouterr().out.splitlines() == [
        "         first       sum",
        "one      1.0         6.0",
        "several  2.0 to 4.0  4.0 to 13.0",
    ]


def test_what_was_not_measured_has_a_dash(capsys):
    tables.table({"pairs": {"one run": [], "three": iter([1, 2, 3])}}, digits=0)
    assert capsys.readouterr().out.splitlines() == ["         pairs", "one run  –", "three    2 (1 to 3)"]


def test_nearest_errors_are_mean_squares():
    x, others = np.array([[0.0, 0, 0], [1, 1, 1]]), np.array([[0.0, 0, 3], [5, 5, 5]])
    np.testing.assert_allclose(map_measures.nearest_errors(x, others), [3, 2])


def test_an_order_of_distances_is_kept_by_turns_and_stretches_and_lost_by_chance():
    generator = np.random.default_rng(0)
    points = generator.normal(size=(60, 2))
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    assert map_measures.distance_order(points, 7 * points @ turn + 3) == pytest.approx(1)
    assert abs(map_measures.distance_order(points, generator.normal(size=(60, 2)))) < 0.2


def test_labels_are_guessed_by_a_vote():
    known, labels = [[0], [1], [2], [10], [11], [12]], [0, 0, 1, 1, 1, 1]
    assert map_measures.guessed_share(known, labels, [[0.4], [11.5]], [0, 1], n_neighbors=3) == 1
    assert map_measures.guessed_share(known, labels, [[2.1]], [1], n_neighbors=1) == 1
    assert map_measures.guessed_share(known, labels, [[2.1]], [1], n_neighbors=3) == 0
