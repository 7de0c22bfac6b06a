"""Many runs told in one line or one table, and the measures of a map."""

import keras
import numpy as np
import pytest

from autoenc_lessons import many_runs, map_measures, models, seed_everything, seed_spread


def build():
    autoencoder = models.linear_autoencoder(3, 2)[2]
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.02))
    return autoencoder


def test_each_seed_gives_the_model_that_train_starts_trains():
    seed_everything(0)
    x = np.random.default_rng(0).normal(size=(20, 3))
    trained = many_runs.trained_models(build, x, [3, 5], steps=10, batch_size=5, progress=False)
    starts = seed_spread.draw_starts(build, [3, 5])
    runs = seed_spread.train_starts(build, x, starts, steps=10, batch_size=5, progress=False)
    assert len(trained) == 2
    for model, copies in zip(trained, runs.reconstructions, strict=True):
        np.testing.assert_allclose(model(x), copies)


@pytest.mark.parametrize(
    ("values", "digits", "written"),
    [
        ([1, 2, 4], 1, "2.0 (1.0 to 4.0)"),
        ([0.501, 0.502], 2, "0.50"),
        (3.14159, 3, "3.142"),
        (np.array(7), 0, "7"),
        ((value for value in (2, 1)), 1, "1.5 (1.0 to 2.0)"),
        ([1.23456], 4, "1.2346"),
    ],
)
def test_a_spread_is_a_median_and_its_range(values, digits, written):
    assert many_runs.spread(values, digits) == written


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: many_runs.spread([]), "values is empty"),
        (lambda: many_runs.spread([1, np.nan]), "values .*NaN"),
        (lambda: many_runs.spread("abc"), "values"),
        (lambda: many_runs.spread([1], digits=-1), "digits must be at least 0; got -1"),
        (lambda: many_runs.table([]), "rows must be a dict"),
        (lambda: many_runs.table({}), "rows must be a dict"),
        (lambda: many_runs.table({"a": 3}), "rows must be a dict"),
        (
            lambda: many_runs.table({"a": {"b": 1}, "c": {"d": 1}}),
            "Row 'c' must have the columns of the first row, .*: b",
        ),
        (lambda: many_runs.score_table({"a": [1]}, {}), "measures must be a dict with a function"),
        (lambda: many_runs.score_table({"a": [1]}, {"b": 3}), "measures must be a dict with a function"),
        (lambda: many_runs.score_table({"a": 1}, {"b": float}), "runs must be a dict with a list"),
        (lambda: many_runs.score_table({"a": ["b"]}, {"b": lambda one: one}), "values"),
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
    many_runs.score_table({"one": [[1, 5]], "several": ([2, 2], [4, 9])}, {"first": lambda row: row[0], "sum": sum}, 1)
    assert capsys.readouterr().out.splitlines() == [
        "         first             sum",
        "one      1.0               6.0",
        "several  3.0 (2.0 to 4.0)  8.5 (4.0 to 13.0)",
    ]


def test_what_was_not_measured_has_a_dash(capsys):
    many_runs.table({"one run": {"two runs": []}, "two": {"two runs": iter([1, 3])}}, digits=0)
    assert capsys.readouterr().out.splitlines() == ["         two runs", "one run  –", "two      2 (1 to 3)"]


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
