"""Repaired pictures in rows with their errors, and a table of errors as coloured cells."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autoenc_lessons import figures

CLEAN = np.random.default_rng(0).uniform(size=(5, 6))


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def test_each_row_ends_with_its_error_over_all_pictures():
    ax = figures.repair_rows(CLEAN, {"half": CLEAN / 2, "grey": np.full((5, 6), 0.5)}, (2, 3), n_shown=2)
    errors = [np.mean((made - CLEAN) ** 2) for made in (CLEAN / 2, 0.5)]
    assert [text.get_text() for text in ax.texts] == [f"{error:.4f}" for error in errors]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["clean", "half", "grey"]
    assert ax.caption.startswith("3 rows of 2 pictures of 2 x 3 pixels")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({}, "made is empty"),
        ({"few": CLEAN[:2]}, r"made\['few'\] has shape \(2, 6\), but clean has \(5, 6\)"),
        ({"bad": CLEAN * np.nan}, r"made\['bad'\]"),
    ],
)
def test_rows_that_do_not_fit_are_refused_in_a_sentence(made, said):
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        figures.repair_rows(CLEAN, made, (2, 3))
    assert "\n" not in str(raised.value)


ERRORS = {
    "linear": {"noise": 0.5, "blur": [0.1, 0.3]},
    "network": {"noise": 0.25, "blur": 12.3},
    "none": {"noise": 0, "blur": 1},
}


def test_the_best_of_each_column_is_bold_and_framed():
    ax = figures.score_grid(ERRORS, digits=2, title="Each fails somewhere")
    written = {text.get_text(): text.get_fontweight() for text in ax.texts}
    assert written == {
        "0.50": "normal",
        "0.20": "bold",
        "0.25": "normal",
        "12": "normal",
        "0.00": "bold",
        "1.00": "normal",
    }
    frames = sorted((frame.get_x(), frame.get_y()) for frame in ax.patches)
    np.testing.assert_allclose(frames, [(-0.48, 1.54), (0.52, -0.46)])
    assert ax.caption == "The smallest error of each column – noise: 0.00 (none); blur: 0.20 (linear)."
    assert [label.get_text() for label in ax.get_xticklabels()] == ["noise", "blur"]


def test_a_larger_error_is_darker_and_limits_hold():
    depth = np.asarray(figures.score_grid(ERRORS, limits=(0.25, 1)).images[0].get_array())
    np.testing.assert_allclose(depth, [[0.5, 0], [0, 1], [0, 1]], atol=1e-12)
    assert np.isfinite(figures.score_grid({"a": {"b": 2}}).images[0].get_array()).all()


@pytest.mark.parametrize(
    ("errors", "options", "said"),
    [
        ({}, {}, "errors is empty"),
        ({"a": {}}, {}, r"errors\['a'\] is empty"),
        ({"a": {"b": 1}, "c": {"d": 1}}, {}, "Row 'c' must have the columns of the first row, in that order: b"),
        ({"a": {"b": -1}}, {}, "0 or more, and not all of them 0"),
        ({"a": {"b": 0}}, {}, "0 or more, and not all of them 0"),
        ({"a": {"b": np.nan}}, {}, r"errors\['a'\]\['b'\]"),
        (ERRORS, {"limits": (0, 1)}, "two errors above 0, the smaller one first"),
        (ERRORS, {"limits": (2, 1)}, "two errors above 0, the smaller one first"),
        (ERRORS, {"digits": -1}, "digits must be"),
    ],
)
def test_odd_errors_get_one_clear_sentence(errors, options, said):
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        figures.score_grid(errors, **options)
    assert "\n" not in str(raised.value)


def test_few_whole_positions_are_written_at_the_axis():
    ax = figures.lines(range(4), {"a": [1, 2, 3, 4]}, xlabel="moved by", ylabel="error")
    np.testing.assert_array_equal(ax.get_xticks(), [0, 1, 2, 3])
