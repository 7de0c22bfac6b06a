"""One pass over a file: is it what scikit-learn's PCA gives on all rows at once?"""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from autoenc_lessons import many_runs, streams

SPREADS = np.array([5, 3, 2, 1, 0.5, 0.1])
LIKE = ("components_", "mean_", "explained_variance_", "explained_variance_ratio_", "singular_values_")


@pytest.fixture
def saved(tmp_path):
    def save(array):
        np.save(tmp_path / "some.npy", array)
        return streams.rows(tmp_path / "some.npy")

    return save


def table(kind, *, mean=0.0, n_rows=60_000):
    generator = np.random.default_rng(1)
    turn = np.linalg.qr(generator.normal(size=(6, 6)))[0]
    return (generator.normal(size=(n_rows, 6)) * SPREADS @ turn + mean).astype(kind)


# Near 0 and at 0.9, no feature is so far from 0 that rows are shifted; one that is far alone shifts all.
FAR_ALONE = [0, 0, 1e6, 0, 0, 0]


@pytest.mark.parametrize(
    ("kind", "mean"), [("float32", 0), ("float32", 0.9), ("float32", 1000), ("float64", 1e6), ("float64", FAR_ALONE)]
)
def test_it_is_the_pca_of_all_rows_whatever_their_mean(kind, mean, saved):
    x = table(kind, mean=mean)
    rows, expected = saved(x), PCA(3, svd_solver="full").fit(x.astype("float64"))
    pca = streams.principal_components(rows, 3)
    for name in LIKE:
        np.testing.assert_allclose(getattr(pca, name), getattr(expected, name), rtol=1e-10, atol=1e-10)
    assert pca.noise_variance_ == pytest.approx(expected.noise_variance_, rel=1e-9)
    wanted = many_runs.errors({"PCA": [expected]}, x)["PCA"][0]
    assert streams.error_over(rows, pca) == pytest.approx(wanted, rel=1e-9)
    assert many_runs.errors({"one pass": [pca]}, x)["one pass"][0] == pytest.approx(wanted, rel=1e-9)
    np.testing.assert_allclose(pca.transform(x[:5]), expected.transform(x[:5]), rtol=1e-6, atol=1e-6)


def test_sums_in_float32_or_without_a_shift_would_be_wrong():
    # What the two choices of `principal_components` are for, shown on the data of the test above.
    for kind, mean, wrong in (("float32", 1000, 1e-2), ("float64", 1e6, 1e-7)):
        x = table(kind, mean=mean)
        total = x.sum(axis=0)
        covariance = (x.T @ x - np.outer(total, total) / len(x)) / (len(x) - 1)
        smallest = PCA(svd_solver="full").fit(x.astype("float64")).explained_variance_[-1]
        assert abs(np.linalg.eigvalsh(covariance)[0] / smallest - 1) > wrong


def test_all_components_and_few_rows_will_do(saved):
    for x in (table("float64", n_rows=4), table("float64")[:, :1]):
        n_components = min(x.shape)
        pca, expected = streams.principal_components(saved(x), n_components), PCA(n_components).fit(x)
        np.testing.assert_allclose(pca.explained_variance_, expected.explained_variance_, atol=1e-12)
        assert pca.noise_variance_ == expected.noise_variance_ == 0
        np.testing.assert_allclose(pca.inverse_transform(pca.transform(x)), x, atol=1e-12)


def test_what_it_cannot_take_gets_one_sentence(saved):
    rows = saved(table("float32", n_rows=10))
    with pytest.raises(ValueError, match="n_components is 7, but rows of shape .10, 6. have at most 6"):
        streams.principal_components(rows, 7)
    for call in (streams.principal_components, streams.error_over):
        with pytest.raises(TypeError, match=r"rows must be what streams.rows\(path\) returns; got a ndarray"):
            call(np.ones((3, 3)), 1)
    with pytest.raises(ValueError, match=r"have shape \(10, 1\); they must agree"):
        streams.error_over(rows, lambda x: x[:, :1])
    with pytest.raises(ValueError, match=r"must have the shape \(n_rows, n_features\)"):
        streams.principal_components(saved(np.ones((3, 2, 2))), 1)


def test_the_error_is_a_mean_over_blocks_of_any_length(saved, monkeypatch):
    x = table("float32", n_rows=100)
    rows = saved(x)
    whole = streams.error_over(rows, lambda x: x / 3)
    monkeypatch.setattr("autoenc_lessons.streams.errors._BLOCK_BYTES", 7 * rows.row_bytes)
    assert streams.error_over(rows, lambda x: x / 3) == pytest.approx(whole, rel=1e-12)
    assert whole == pytest.approx(np.mean((x.astype("float64") * 2 / 3) ** 2), rel=1e-12)
