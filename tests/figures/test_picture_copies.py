"""Held-out pictures stand above their copies, sorted by what the last method loses."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autoenc_lessons import figures


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def copies_of(x, errors):
    ours = x + np.sqrt(errors)[:, None]
    return {"mean row": [np.full(x.shape, 0.5)], "PCA": [0.9 * x], "autoencoder": [ours, 0 * x]}


def test_the_worst_copies_stand_at_the_right_below_their_pictures():
    x = np.random.default_rng(0).uniform(0, 1, (40, 4))
    errors = np.random.default_rng(1).permutation(40) / 400
    copies = copies_of(x, errors)
    ax = figures.picture_copies(x, copies, (2, 2))
    whole = np.mean((x - 0.5) ** 2)
    order = np.argsort(errors)
    places = [*order[[0, 8, 17, 26, 34]], *order[-5:]]
    shares = [int(tick.get_text().removesuffix(" %")) for tick in ax.get_xticklabels()]
    np.testing.assert_allclose(shares, 100 * errors[places] / whole, atol=0.5)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["picture", "PCA", "autoencoder"]
    mosaic = np.asarray(ax.images[0].get_array())
    gap = (mosaic.shape[1] - 20) // 9
    for row, table in enumerate((x, 0.9 * x, copies["autoencoder"][0])):
        for column, place in enumerate(places):
            top, left = row * (2 + gap), column * (2 + gap)
            np.testing.assert_allclose(mosaic[top : top + 2, left : left + 2].ravel(), table[place])
    assert ax.get_title(loc="left") == "Sorted by what autoencoder loses, in % of mean row"


@pytest.mark.parametrize("number", [1, 2, 5, 6, 9])
def test_few_pictures_are_drawn_once_each(number):
    x = np.random.default_rng(0).uniform(0, 1, (number, 4))
    ax = figures.picture_copies(x, copies_of(x, np.arange(number) / 100), (2, 2), title="Mine")
    shares = [float(tick.get_text().removesuffix(" %")) for tick in ax.get_xticklabels()]
    assert len(shares) == number
    assert shares == sorted(shares)
    assert ax.get_title(loc="left") == "Mine"


X = np.random.default_rng(0).uniform(0, 1, (6, 4))


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        ({"mean row": [X]}, "two or more methods"),
        ([X, X], "copies must be a dict"),
        ({"mean row": [X], "PCA": []}, r"copies\['PCA'\] is empty"),
        ({"mean row": [X], "PCA": [0.9 * X]}, "'mean row' has no error"),
        ({"mean row": [0 * X], "PCA": [X[:3]]}, r"copies\['PCA'\] has shape \(3, 4\) and x has \(6, 4\)"),
    ],
)
def test_copies_that_do_not_fit_get_one_sentence(copies, said):
    with pytest.raises((TypeError, ValueError), match=said) as raised:
        figures.picture_copies(X, copies, (2, 2))
    assert "\n" not in str(raised.value)
