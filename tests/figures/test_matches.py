"""The strips of what a search found, and what is refused."""

import numpy as np
import pytest

from autoenc_lessons import figures

MATCHES = {"near": np.array([0.99, 0.97, 0.5]), "far": np.array([0.2, 0.3, 0.4])}


def test_each_row_says_how_many_were_found():
    ax = figures.match_strips(MATCHES, xlabel="cosine", title="One finds them")
    assert ax.caption == (
        "cosine, a dot for each; above 0.95 (dashed) lie: near 2 of 3 (median 0.97); far 0 of 3 (median 0.30)."
    )
    assert [text.get_text() for text in ax.texts] == ["2 of 3", "0 of 3"]
    np.testing.assert_array_equal(ax.collections[0].get_offsets()[:, 0], MATCHES["near"])
    assert ax.get_title(loc="left") == "One finds them"


def test_another_limit_counts_others():
    assert "above 0.45 (dashed) lie: near 3 of 3" in figures.match_strips(MATCHES, xlabel="cosine", found=0.45).caption


@pytest.mark.parametrize("values", [[1.2, 0.5], [-0.1, 0.5]])
def test_what_is_no_share_is_refused(values):
    with pytest.raises(ValueError, match="must be from 0 to 1"):
        figures.match_strips({"odd": values}, xlabel="cosine")


def test_names_are_needed():
    with pytest.raises(TypeError):
        figures.match_strips([0.1, 0.2], xlabel="cosine")
