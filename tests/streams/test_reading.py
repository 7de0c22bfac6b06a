"""Rows of a file: do all of them come, once, as stored, and is every other file refused in one sentence?"""

import numpy as np
import pytest

from autoenc_lessons import datasets, seed_everything, streams
from autoenc_lessons.streams import mixing

TABLE = np.random.default_rng(0).normal(size=(103, 5)).astype("float32")


@pytest.fixture(autouse=True)
def _in_float64():
    seed_everything(0)


@pytest.fixture
def saved(tmp_path):
    """Return a function that saves an array and returns its rows."""

    def save(array, name="some.npy"):
        np.save(tmp_path / name, array)
        return streams.rows(tmp_path / name)

    return save


@pytest.mark.parametrize("kind", ["float32", "float64", "float16", ">f4", ">i2", "uint8", "int64", "bool"])
def test_blocks_and_batches_hold_what_was_saved(kind, saved):
    table = (100 * np.abs(TABLE)).astype(kind)
    rows = saved(table)
    assert (rows.shape, len(rows), rows.dtype) == ((103, 5), 103, np.dtype(kind).newbyteorder("="))
    blocks = list(rows.blocks(25))
    assert [len(block) for block in blocks] == [25, 25, 25, 25, 3]
    assert blocks[0].dtype == rows.dtype
    np.testing.assert_array_equal(np.concatenate(blocks), table)
    batches = [batch.numpy() for batch in rows.batches(25)]
    assert [len(batch) for batch in batches] == [25, 25, 25, 25, 3]
    assert rows.batches(25).cardinality() == 5
    np.testing.assert_array_equal(np.concatenate(batches), table.astype("float64"))


def test_pictures_keep_their_shape_and_people_can_read_what_it_is(saved):
    pictures = saved(np.zeros((30, 4, 6), dtype="float32"))
    assert repr(pictures) == "30 rows of 4 x 6 numbers (float32) in some.npy, 2.88 kB"
    assert next(pictures.blocks(7)).shape == (7, 4, 6)
    for seed in (None, 0):
        assert next(iter(pictures.batches(7, shuffle_seed=seed))).shape == (7, 4, 6)


@pytest.mark.parametrize("group_bytes", [mixing.GROUP_BYTES, 700])
def test_shuffled_rows_come_once_each_pass_and_otherwise_the_next_time(group_bytes, saved, monkeypatch):
    monkeypatch.setattr(mixing, "GROUP_BYTES", group_bytes)
    monkeypatch.setattr(mixing, "_STRETCH_BYTES", 60)
    rows = saved(np.arange(206, dtype="float32").reshape(103, 2))
    batches = rows.batches(10, shuffle_seed=3)
    passes = [np.concatenate([batch.numpy() for batch in batches])[:, 0] for _ in range(2)]
    for one in passes:
        np.testing.assert_array_equal(np.sort(one), np.arange(0, 206, 2))
    assert not np.array_equal(*passes)
    again = np.concatenate([batch.numpy() for batch in rows.batches(10, shuffle_seed=3)])[:, 0]
    np.testing.assert_array_equal(again, passes[0])
    # Who leaves a pass early begins the next one with all rows.
    left = rows.batches(10, shuffle_seed=3)
    next(iter(left))
    assert len(np.unique(np.concatenate([batch.numpy() for batch in left])[:, 0])) == 103


def test_rows_of_a_large_file_are_mixed_over_stretches_from_all_of_it(saved, monkeypatch):
    monkeypatch.setattr(mixing, "GROUP_BYTES", 4000)
    monkeypatch.setattr(mixing, "_STRETCH_BYTES", 100)
    rows = saved(np.arange(10_000, dtype="float32")[:, None])
    groups = [group[0][:, 0] for group in mixing.mixed_groups((rows,), np.random.default_rng(0))]
    assert {len(group) for group in groups} == {1000}
    for group in groups:
        assert group.max() - group.min() > 7000
        assert np.mean(np.abs(np.diff(group)) == 1) < 0.02
        # Here 40 stretches of 25 rows, each of them whole.
        assert len(np.unique(group // 25)) == 40


def test_what_two_files_hold_in_one_place_stays_together(saved):
    files = saved(np.arange(103.0)[:, None]), saved(-np.arange(206.0).reshape(103, 2), "other.npy")
    (first, second), *_others = mixing.mixed_groups(files, np.random.default_rng(0))
    np.testing.assert_array_equal(second[:, 0], -2 * first[:, 0])


NOT_READ = {
    "a text": (b"1,2\n3,4\n", ValueError, "some.npy is no file of NumPy's format .npy"),
    "nothing": (b"", ValueError, "some.npy is no file of NumPy's format .npy"),
    "columns first": (np.asfortranarray(TABLE), ValueError, "column by column .* np.ascontiguousarray"),
    "one axis": (TABLE[0], ValueError, r"shape \(n_rows, n_features\) .* but its shape is \(5,\)"),
    "no rows": (TABLE[:0], ValueError, r"at least one row, but its shape is \(0, 5\)"),
    "objects": (np.array([["a", None]], dtype=object), TypeError, "an array of Python's objects"),
    "text": (np.array([["a", "b"]]), TypeError, "must hold real numbers, but it holds an array of str"),
    "complex": (TABLE * 1j, TypeError, "must hold real numbers, but it holds an array of complex64"),
    "records": (np.zeros((2, 2), dtype=[("a", "f4")]), TypeError, "an array of records"),
}


@pytest.mark.parametrize("kind", NOT_READ)
def test_another_file_gets_one_sentence(kind, tmp_path):
    content, error, said = NOT_READ[kind]
    path = tmp_path / "some.npy"
    path.write_bytes(content) if isinstance(content, bytes) else np.save(path, content)
    with pytest.raises(error, match=said) as raised:
        streams.rows(path)
    assert "\n" not in str(raised.value)


def test_what_is_no_whole_file_gets_one_sentence(tmp_path, saved):
    with pytest.raises(ValueError, match="nowhere.npy cannot be read: No such file"):
        streams.rows(tmp_path / "nowhere.npy")
    with pytest.raises(TypeError, match="path must name a file"):
        streams.rows(TABLE)
    rows = saved(TABLE)
    whole = rows.path.read_bytes()
    rows.path.write_bytes(whole[:-1])
    with pytest.raises(ValueError, match="ends too early: its 103 rows need 2188 bytes, and it has 2187"):
        streams.rows(rows.path)
    with pytest.raises(ValueError, match="has become shorter"):
        list(rows.blocks(50))
    rows.path.unlink()
    with pytest.raises(ValueError, match="can no longer be read"):
        next(rows.blocks(50))


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_the_first_row_that_is_no_number_is_named(bad, saved):
    table = TABLE.copy()
    table[70, 2] = bad
    rows = saved(table)
    for read in (lambda: list(rows.blocks(25)), lambda: streams.principal_components(rows, 2)):
        with pytest.raises(ValueError, match=r"NaN or infinite in row 70 \(counted from 0\)"):
            read()
    with pytest.raises(Exception, match="some.npy has values that are NaN or infinite"):
        list(rows.batches(25))


def test_sizes_that_do_not_fit_get_one_sentence(saved):
    rows = saved(TABLE)
    with pytest.raises(ValueError, match="batch_size is 104, but x has only 103 samples"):
        rows.batches(104)
    with pytest.raises(TypeError, match="n_rows must be a whole number"):
        rows.blocks(2.5)
    with pytest.raises(ValueError, match="start must be at least 0"):
        rows.part(-1, 2)
    assert [len(rows.part(*ends)) for ends in ((100, 200), (200, 300), (5, 2))] == [3, 0, 0]
    with pytest.raises(ValueError, match="shuffle_seed must be at least 0"):
        rows.batches(10, shuffle_seed=-1)


def test_generated_rows_begin_alike_at_any_number_and_are_what_they_are_said_to_be(tmp_path):
    short, long = (streams.rows(datasets.write_rows(tmp_path / f"{n}.npy", n)) for n in (25, 12_345))
    np.testing.assert_array_equal(short.part(0, 25), long.part(0, 25))
    assert not np.array_equal(long.part(0, 10), long.part(10_000, 10_010))
    pca = streams.principal_components(long, 8)
    assert streams.error_over(long, pca) == pytest.approx(0.1**2 * (1 - 8 / 64), rel=0.01)
    assert pca.explained_variance_[-1] > 1
    assert long.path.stat().st_size == len(np.load(long.path).tobytes()) + 128
    other = streams.rows(datasets.write_rows(tmp_path / "other.npy", 25, seed=1, noise=0, n_features=12))
    assert other.shape == (25, 12)
    assert np.linalg.matrix_rank(other.part(0, 25) - other.part(0, 1), tol=1e-3) == 8


def test_pulses_begin_alike_at_any_number_and_have_three_causes(tmp_path):
    short, long = (streams.rows(datasets.write_pulses(tmp_path / f"{n}.npy", n, noise=0)) for n in (25, 12_345))
    np.testing.assert_array_equal(short.part(0, 25), long.part(0, 25))
    assert not np.array_equal(long.part(0, 10), long.part(10_000, 10_010))
    assert long.path.stat().st_size == len(np.load(long.path).tobytes()) + 128
    x = long.part(0, 10_000)
    tops = x.argmax(axis=1)
    assert tops.min() == 12
    assert tops.max() == 52
    # The area under a bell curve is its height times its width times the root of pi.
    widths = x.sum(axis=1) / x.max(axis=1) / np.sqrt(np.pi)
    np.testing.assert_allclose([widths.min(), widths.max()], [3.2, 6.4], rtol=0.02)
    np.testing.assert_allclose([x.max(axis=1).min(), x.max()], [0.5, 1.5], rtol=0.03)
    noisy = streams.rows(datasets.write_pulses(tmp_path / "noisy.npy", 100, noise=0.1)).part(0, 100)
    assert (noisy - x[:100]).std() == pytest.approx(0.1, rel=0.05)
    other = streams.rows(datasets.write_pulses(tmp_path / "other.npy", 5, seed=1, n_readings=32))
    assert other.shape == (5, 32)
    with pytest.raises(ValueError, match="noise must be"):
        datasets.write_pulses(tmp_path / "none.npy", 5, noise=-1)


def test_patches_are_cut_from_each_place_and_turned_where_asked(tmp_path):
    upright = streams.rows(datasets.write_patches(tmp_path / "upright.npy", size=3))
    assert upright.shape == (2 * 425 * 638, 9)
    first, next_line = upright.part(0, 1)[0].reshape(3, 3), upright.part(638, 639)[0].reshape(3, 3)
    np.testing.assert_array_equal(first[1:], next_line[:2])
    assert upright.dtype == np.float32
    assert 0 <= upright.part(0, 100_000).min() < upright.part(0, 100_000).max() <= 1
    turned = streams.rows(datasets.write_patches(tmp_path / "turned.npy", size=3, turned=True))
    assert len(turned) == 8 * len(upright)
    # The first of a photograph that is turned by a quarter is its last in the first line.
    np.testing.assert_array_equal(
        turned.part(425 * 638, 425 * 638 + 1)[0].reshape(3, 3), np.rot90(upright.part(637, 638)[0].reshape(3, 3))
    )


def test_a_file_is_kept_or_written_anew_or_refused_and_never_half_there(tmp_path):
    path = datasets.write_rows(tmp_path / "new" / "rows.npy", 10_050)
    written = path.stat().st_mtime_ns
    assert datasets.write_rows(path, 10_050) == path
    assert path.stat().st_mtime_ns == written
    # Of a file that begins as it should, the rest is taken for what it should be.
    with path.open("r+b") as file:
        file.seek(-4, 2)
        file.write(b"\0\0\0\0")
    datasets.write_rows(path, 10_050, again=True)
    assert np.load(path)[-1, -1] != 0
    whole = path.read_bytes()
    for other in ({"seed": 1}, {"n_features": 32}, {"n_features": 32, "again": True}):
        with pytest.raises(ValueError, match="rows.npy is there already and holds something else; choose another"):
            datasets.write_rows(path, 10_050, **other)
    assert path.read_bytes() == whole
    for name, content in (("half.npy", whole[:-1]), ("mine.npy", b"my work")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ValueError, match="holds something else"):
            datasets.write_rows(tmp_path / name, 50, again=True)
        assert (tmp_path / name).read_bytes() == content
    (tmp_path / "a file").write_text("")
    with pytest.raises(ValueError, match="cannot be written: .*; choose another place"):
        datasets.write_rows(tmp_path / "a file" / "rows.npy", 10_050)


def test_a_file_that_is_not_finished_leaves_nothing_behind(tmp_path, monkeypatch):
    from autoenc_lessons.streams import writing

    def stopped():
        yield TABLE[:50]
        assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writing.write_blocks(tmp_path / "rows.npy", TABLE.shape, stopped(), again=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bad", [{"n_rows": 0}, {"n_rows": 1.5}, {"noise": -1}, {"n_features": 4}, {"again": "no"}])
def test_rows_that_cannot_be_made_get_one_sentence(bad, tmp_path):
    with pytest.raises((TypeError, ValueError)) as raised:
        datasets.write_rows(tmp_path / "rows.npy", **{"n_rows": 5} | bad)
    assert next(iter(bad)) in str(raised.value) or "n_dimensions" in str(raised.value)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="size is 500, but the photographs are only 427 pixels high"):
        datasets.write_patches(tmp_path / "patches.npy", size=500)


def test_who_knows_what_a_pulse_is_copies_it_but_for_the_noise(tmp_path):
    rows = streams.rows(datasets.write_pulses(tmp_path / "pulses.npy", 5000, noise=0.02))
    assert 1 < streams.error_over(rows, datasets.pulses_by_formula) / 0.02**2 < 1.15
    clean = streams.rows(datasets.write_pulses(tmp_path / "clean.npy", 5000, noise=0))
    # What the ends of a row cut off is neglected.
    assert streams.error_over(clean, datasets.pulses_by_formula) < 2e-4
