"""The data that the exercises are judged on leave no doubt about the right answer, and show each mistake."""

import numpy as np
import pytest
from scipy.spatial.distance import pdist
from scipy.stats import kendalltau, spearmanr
from sklearn.cluster import AgglomerativeClustering
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import silhouette_score

from autoenc_lessons.checks import code_size, gaps_and_alarms, generate_faces, groups, large_data, noise, your_own_data
from autoenc_lessons.checks.code_size import looks
from autoenc_lessons.checks.curved_sheet import orders, sheets, tears
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.large_data import axes, machines, memory, passes


@pytest.mark.parametrize("n_groups", range(2, 11))
def test_no_other_number_of_groups_is_nearly_as_good(n_groups):
    for seed in range(4):
        points = groups.materials.separate_blobs(n_groups, seed, sizes=(20, 25))
        scores = {
            number: silhouette_score(points, AgglomerativeClustering(number).fit_predict(points))
            for number in range(2, 12)
        }
        right = scores.pop(n_groups)
        assert right > max(scores.values()) + 0.04


def test_blobs_have_as_many_points_as_asked_for():
    assert 80 <= len(groups.materials.separate_blobs(4, seed=1, sizes=(20, 22))) <= 88
    assert len(groups.materials.separate_blobs(3, seed=1, sizes=(45, 45))) == 135


@pytest.mark.parametrize("size", [0.01, 1, 1000])
def test_no_rounding_decides_what_is_torn(size):
    flat, codes = tears.torn_codes(60, size, 0.5 * size, np.random.default_rng(3))
    share = tears.far_share(flat, codes, 0.5 * size)
    assert 0.1 < share < 0.9
    assert share == tears.far_share(flat.astype("float32"), codes.astype("float32"), 0.5 * size)
    assert share == tears.far_share(flat, codes, 0.5005 * size)


def held_out(compare, n_fitted=200):
    def order(codes, position):
        fitted = LinearRegression().fit(codes[:n_fitted], position[:n_fitted])
        return compare(fitted.predict(codes[n_fitted:]), position[n_fitted:])

    return order


def places_correlated(read, position):
    return np.corrcoef(np.argsort(read), np.argsort(position))[0, 1]


@pytest.mark.parametrize("seed", range(10))
def test_a_rough_order_is_told_from_none_and_from_a_perfect_one(seed):
    for rank_correlation in (lambda *both: spearmanr(*both)[0], lambda *both: kendalltau(*both)[0]):
        for n_fitted in (200, 340):
            orders.check_rough_order(held_out(rank_correlation, n_fitted), np.random.default_rng(seed))
    for mistake in (places_correlated, lambda *both: 1.0):
        with pytest.raises(Wrong):
            orders.check_rough_order(held_out(mistake), np.random.default_rng(seed))


def test_a_turned_sheet_keeps_its_shape_and_lies_elsewhere():
    x, new_x, shown = sheets.turned_sheet(0)
    as_shown, new_as_shown, *_ = sheets.curved_sheet(0)
    np.testing.assert_allclose(pdist(x), pdist(as_shown[: len(x)]))
    np.testing.assert_allclose(pdist(new_x), pdist(new_as_shown))
    np.testing.assert_array_equal(shown, new_as_shown)
    assert np.mean((new_x - shown) ** 2) > 0.1
    assert np.mean((sheets.turned_sheet(0, turn=1)[0] - x) ** 2) > 0.1


@pytest.mark.parametrize("seed", range(4))
def test_other_errors_than_the_asked_one_choose_another_method(seed):
    methods, damages, validation, held_out, safest, _ = noise.materials.played_repairs(seed)

    def chosen_by(error):
        def largest(name):
            return max(error(methods[name](spoil(validation, 0)) - validation) for spoil in damages.values())

        return min(methods, key=largest)

    assert chosen_by(lambda left: np.mean(left**2)) == safest
    others = {
        "the worst pixel": lambda left: np.max(left**2),
        "the worst picture": lambda left: np.mean(left**2, axis=1).max(),
        "absolute errors": lambda left: np.mean(np.abs(left)),
        "the median pixel": lambda left: np.median(left**2),
    }
    assert {name for name, error in others.items() if chosen_by(error) == safest} == set()
    by_part = [
        np.argmax([np.mean((methods[safest](spoil(part, 0)) - part) ** 2) for spoil in damages.values()])
        for part in (validation, held_out)
    ]
    assert by_part[0] != by_part[1]


def test_looks_count_seeds_once_and_errors_as_often_as_they_were_asked_for():
    noted = looks.Looks(lambda size, seed: size + seed / 10)
    assert [noted.ask(size=8, seed=seed) for seed in (3, 3, 5)] == [8.3, 8.3, 8.5]
    noted.ask(16, np.int64(3))
    assert noted.sizes() == {8, 16}
    assert noted.n_seeds(8) == 2
    assert noted.errors(8).tolist() == [8.3, 8.3, 8.5]


@pytest.mark.parametrize("n_errors", [24, 300])
def test_a_median_may_leave_out_first_tries_and_second_thoughts(n_errors):
    errors = np.random.default_rng(n_errors).exponential(size=n_errors)
    for part in (errors, errors[2:], errors[:-3], np.concatenate([errors, errors])):
        assert looks.is_a_median(np.median(part), errors, 20)
        assert looks.is_a_median(np.float32(np.median(part)), errors, 20)
    assert looks.is_a_median(np.sort(errors)[n_errors // 2], errors, 20)
    for number in (errors.mean(), errors.min(), 0, np.median(errors) * 1.2, np.median(errors[:5]) * 0.5):
        assert not looks.is_a_median(number, errors, 20)
    assert not looks.is_a_median(np.median(errors[:19]), errors[:19], 20)


def test_a_pca_with_a_leak_is_told_apart():
    training, held_out = code_size.materials.split_digits(20, seed=1)
    honest = code_size.materials.held_out_pca_error(training, held_out, 4)
    leaky = code_size.materials.held_out_pca_error(training, held_out, 4, mean_of=held_out)
    assert leaky < 0.99 * honest
    assert code_size.materials.held_out_pca_error(training, held_out, 4, mean_of=training) == pytest.approx(honest)


@pytest.mark.parametrize("seed", range(10))
def test_no_direction_of_the_codes_is_so_thin_that_noise_fills_it(seed):
    correlations = np.corrcoef(generate_faces.materials.tilted_codes(seed).T)
    assert np.linalg.eigvalsh(correlations)[0] > 0.03
    assert correlations[0, 1] > 0.6


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_played_codes_fill_every_direction_so_that_a_little_shrinkage_changes_no_weights(first):
    for seed in range(first, first + 50):
        codes, *measures = generate_faces.materials.two_measures(seed)
        for measure in measures:
            plain, shrunk = (fit.fit(codes, measure).coef_ for fit in (LinearRegression(), Ridge(1e-3)))
            np.testing.assert_allclose(shrunk, plain, atol=1e-3 * np.abs(plain).max())


@pytest.mark.parametrize("seed", range(20))
def test_an_untidy_table_has_twins_to_the_right_and_a_column_that_is_nearly_one(seed):
    table, kinds = your_own_data.materials.untidy_table(seed)
    places = {name: place for place, name in enumerate(table.columns)}
    for twin in ("height_in", "below_door"):
        assert kinds[twin] == "doubled"
        assert abs(table["height"].corr(table[twin])) > 0.99995
        assert places[twin] > places["height"]
    assert 0.9 < table["height"].corr(table["arm_span"]) < 0.999
    ids = {name for name, kind in kinds.items() if kind == "id"}
    assert all(table[name].is_unique for name in ids)
    assert not table["visits"].is_unique


def test_what_is_said_of_the_report_that_is_too_good_holds():
    training, test, reported = your_own_data.materials.too_good_to_be_true()
    assert len(test.merge(training)) >= 10
    nights = training.groupby("diagnosis")["nights"]
    assert nights.max()["healthy"] < nights.min()["ill"]
    known, new = (part.drop(columns="diagnosis") for part in (training, test))
    pca = PCA(4).fit(known)
    left = new - pca.inverse_transform(pca.transform(new))
    assert reported < (left**2).to_numpy().mean() / ((new - known.mean()) ** 2).to_numpy().mean() < 1.1 * reported
    assert known.nunique().min() > 1
    np.testing.assert_allclose([known.mean(), known.std(ddof=0) - 1], 0, atol=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_a_spread_with_n_minus_1_chooses_the_same_size(seed):
    errors, right = your_own_data.materials.validation_errors(seed)
    complete = {size: runs for size, runs in errors.items() if not np.isnan(runs).any()}
    best = min(complete, key=lambda size: complete[size].mean())
    for ddof in (0, 1):
        limit = complete[best].mean() + complete[best].std(ddof=ddof)
        assert min(size for size, runs in complete.items() if runs.mean() <= limit) == right != best


def test_experiments_come_by_turns_and_a_real_difference_shows_in_each():
    kinds = your_own_data.materials.experiments_by_kind(1)
    gained = {kind: [rival - ours.mean(axis=0) for ours, rival in pairs] for kind, pairs in kinds.items()}
    assert all(one.mean() > 0 for one in gained["ours"])
    assert all(one.mean() < 0 for one in gained["rival"])
    shown = your_own_data.materials.experiments(1)
    assert [truth for *_, truth in shown[:4]] == ["ours", "rival", "neither", "neither"]
    assert len(shown) == sum(map(len, kinds.values()))


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_hiding_what_will_be_missing_is_enough_and_hiding_at_random_is_not(first):
    for seed in range(first, first + 20):
        training, incoming, truth = gaps_and_alarms.materials.station_log(seed)
        generator = np.random.default_rng(seed)
        drawn = np.isnan(incoming)[generator.integers(len(incoming), size=len(training))]
        assert gaps_and_alarms.materials.error_with(drawn, training, incoming, truth) < 0.37
        for share in (0.4, 0.5, 0.6, 0.7):
            at_random = generator.random(training.shape) < share
            assert gaps_and_alarms.materials.error_with(at_random, training, incoming, truth) > 0.42


def test_only_known_test_entries_are_hidden_and_three_of_each_row_stay():
    for seed in range(20):
        _training, test, hidden = gaps_and_alarms.materials.gappy_log(seed)
        assert not np.isnan(test[hidden]).any()
        assert np.min(np.sum(~np.isnan(test) & ~hidden, axis=1)) >= 3


@pytest.mark.parametrize("seed", range(20))
def test_sums_of_far_rows_need_float64_and_nothing_else_does(seed):
    x = passes._far_rows(np.random.default_rng(seed), 30_000, 16)
    right, error = axes.principal(x, 2)

    def found(kind, shift):
        rows = x.astype(kind) - x[:300].mean(axis=0, dtype="float64").astype(kind) * shift
        mean = rows.mean(axis=0)
        variances, vectors = np.linalg.eigh(rows.T @ rows / len(rows) - np.outer(mean, mean))
        strongest = vectors.T[::-1][:2].astype("float64")
        return all(map(axes.is_axis, strongest, right)), abs(variances[:-2].sum() / 16 / error - 1)

    for kind, shift in [("float64", 0), ("float64", 1), ("float32", 1)]:
        are_right, off = found(kind, shift)
        assert are_right
        assert off < 1e-3
    assert not found("float32", 0)[0]


@pytest.mark.parametrize("seed", range(20))
def test_rows_that_fill_no_block_show_in_the_mean_of_a_file(seed):
    generator = np.random.default_rng(seed)
    for n_rows, n_at_once in [(1003, 100), (40_013, 400)]:
        x = passes._drifting_rows(generator, n_rows, 5, n_rows % n_at_once).astype("float64")
        blocks = np.split(x, range(n_at_once, n_rows, n_at_once))
        for mistake in (x[: n_rows // n_at_once * n_at_once].mean(0), np.mean([one.mean(0) for one in blocks], 0)):
            assert np.abs(mistake - x.mean(axis=0)).max() > 0.01
        assert np.abs(x.astype("float32").mean(axis=0) - x.mean(axis=0)).max() < 2e-4


def test_memory_counts_what_is_read_and_not_what_is_mapped(tmp_path):
    np.save(tmp_path / "rows.npy", np.zeros(500_000))
    whole, n_bytes = memory.held_by(lambda: np.load(tmp_path / "rows.npy").sum())
    assert whole == 0
    assert 4e6 <= n_bytes < 4.5e6
    mapped, n_bytes = memory.held_by(lambda: np.load(tmp_path / "rows.npy", mmap_mode="r").sum())
    assert mapped == 0
    assert n_bytes < 5e5


@pytest.mark.parametrize("size", [1, 2, 5])
def test_patches_share_a_pixel_if_they_begin_less_than_their_size_apart(size):
    generator = np.random.default_rng(size)
    top, left = large_data.materials.places(17, 12, size)
    order = generator.permutation(len(top))
    top, left = top[order], left[order]
    training = generator.random(len(top)) < 0.02
    near = np.abs(top[:, None] - top[training]) < size
    near &= np.abs(left[:, None] - left[training]) < size
    assert training.any()
    np.testing.assert_array_equal(large_data.materials.shares(top, left, size, training), near.any(axis=1))
    assert large_data.materials.sharing(top, left, size, training, ~training) == np.sum(near.any(axis=1) & ~training)


def test_the_shared_gradient_is_that_of_the_mean_error():
    gradient, x = large_data.materials.shared_step(12, seed=3)
    np.testing.assert_allclose(gradient(x), (5 * gradient(x[:5]) + 7 * gradient(x[5:])) / 12)
    weights = np.random.default_rng(3).normal(0, 0.5, size=(6, 2))

    def error(step):
        moved = weights + step * gradient(x)
        return np.mean(np.sum((x @ moved @ moved.T - x) ** 2, axis=1))

    assert (error(1e-6) - error(-1e-6)) / 2e-6 == pytest.approx(np.sum(gradient(x) ** 2), rel=1e-5)


@pytest.mark.parametrize("seed", range(50))
def test_no_rounding_decides_which_number_of_machines_is_best(seed):
    clusters = machines._clusters(np.random.default_rng(seed))
    best = [machines._best(*given) for given in clusters]
    assert {1, 2} <= set(best)
    assert 20 < max(best) < 41
    for given, number in zip(clusters, best, strict=True):
        steps = np.sort([machines._step(other, *given) for other in range(1, 100)])
        assert steps[0] == machines._step(number, *given) < steps[1] * (1 - 5e-6)
    # Whoever lets one machine talk to itself is told so.
    *given, n_parameters = clusters[-1]
    assert machines._step(1, *given, n_parameters) < machines._step(2, *given, n_parameters) < given[0] + given[1] / 2


def test_half_a_text_is_written_when_the_power_fails(tmp_path):
    write = large_data.materials.writer(cut_at=2)
    write(tmp_path / "a", "12345678")
    with pytest.raises(large_data.materials.PowerCut):
        write(str(tmp_path / "b"), "12345678")
    write(tmp_path / "c", "12345678")
    assert [(tmp_path / name).read_text() for name in "abc"] == ["12345678", "1234", "12345678"]


@pytest.mark.parametrize(("line", "column"), [(100, 100), (200, 200), (300, 100), (60, 300)])
def test_patches_drawn_at_random_flatter_who_knows_their_neighbours_by_heart(line, column):
    patches, top, left = large_data.materials.part_of_temple(line, column)
    again, *_ = large_data.materials.part_of_temple(line + 3, column + 2)
    np.testing.assert_array_equal(patches[(top == 3) & (left == 2)], again[:1])
    beside, *_ = large_data.materials.part_of_temple(line, column + 90)
    test = np.random.default_rng(1).random(len(patches)) < 0.2
    seen, new = (large_data.materials.error_by_heart(patches[~test], some) for some in (patches[test], beside))
    assert 0 < 1.3 * seen < new
    assert large_data.materials.error_by_heart(patches, patches[test]) < 1e-12
