"""Training on the rows of a file: as in memory, in constant memory, and stopped or refused as ever."""

import signal

import keras
import numpy as np
import pytest
import tensorflow as tf

from autoenc_lessons import many_runs, models, seed_everything, seed_spread, streams, training
from autoenc_lessons.streams import mixing
from autoenc_lessons.training import batches, loop, pace, streamed

X = np.random.default_rng(0).normal(size=(103, 6)).astype("float32")


def build():
    seed_everything(0)
    autoencoder = models.dense_autoencoder((6, 2))[2]
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


@pytest.fixture
def saved(tmp_path):
    def save(array, name="some.npy"):
        np.save(tmp_path / name, array)
        return streams.rows(tmp_path / name)

    return save


@pytest.fixture
def small_groups(monkeypatch):
    """Let a small file be read as a large one is: in groups of stretches."""
    for module in (mixing, batches, streamed):
        monkeypatch.setattr(module, "GROUP_BYTES", 700)
    monkeypatch.setattr(mixing, "_STRETCH_BYTES", 100)


@pytest.mark.parametrize("kind", ["float32", "float64", "uint8"])
def test_a_file_that_is_read_at_once_trains_bit_for_bit_as_in_memory(kind, saved):
    x = (10 * np.abs(X)).astype(kind)
    runs = [training.train(build(), data, steps=60, batch_size=20, progress=False) for data in (x, saved(x))]
    np.testing.assert_array_equal(runs[0].losses, runs[1].losses)


def test_targets_come_from_a_file_of_the_same_length(saved):
    clean = np.tanh(X)
    runs = [
        training.train(build(), x, targets=targets, steps=30, batch_size=20, progress=False)
        for x, targets in ((X, clean), (saved(X), saved(clean, "clean.npy")))
    ]
    np.testing.assert_array_equal(runs[0].losses, runs[1].losses)


@pytest.mark.parametrize("seconds", [0.0, 0.4])
def test_a_larger_file_gives_the_losses_of_its_batches_however_the_steps_are_cut(
    seconds, saved, small_groups, monkeypatch
):
    rows, n_steps = saved(X), 25
    generator = np.random.default_rng(7)
    order = np.concatenate([group[0] for _ in range(5) for group in mixing.mixed_groups((rows,), generator)])
    assert not np.array_equal(order[:103], order[103:206])
    by_hand = build()
    by_hand.optimizer.build(by_hand.trainable_variables)
    step = tf.function(lambda batch: training.train_step(by_hand, batch, batch))
    expected = [float(step(tf.cast(order[20 * n : 20 * n + 20], "float64"))) for n in range(n_steps)]
    if seconds:
        monkeypatch.setattr(pace, "SECONDS_PER_CALL", 0)
    chunks = list(training.iterate_steps(build(), rows, steps=n_steps, batch_size=20, shuffle_seed=7))
    np.testing.assert_array_equal(np.concatenate(chunks), expected)
    # A call takes as many steps as are read at once: one batch has 480 bytes.
    assert {len(chunk) for chunk in chunks} == {1}


def test_memory_has_room_for_a_group_only_however_many_rows_there_are(tmp_path, monkeypatch):
    array = np.lib.format.open_memmap(tmp_path / "large.npy", "w+", "float32", (2_000_000, 16))
    del array
    rows = streams.rows(tmp_path / "large.npy")
    source, held = batches.source_of(rows, None, 1000, 0), []
    for _ in range(8):
        x, targets, numbers = source.samples_for(50, 50)
        held.append(x.shape[0])
        assert x is targets
        assert numbers.shape == (50, 1000)
    assert held == [50_000] * 8
    # Wide batches leave room for fewer of them.
    few = batches.source_of(rows, None, 100_000, 0)
    assert few.most_steps == 2
    assert few.samples_for(1, 50)[0].shape == (200_000, 16)


def test_the_stop_button_is_heard_and_the_weights_are_kept(saved, capsys, monkeypatch):
    stop = loop.stop_if_diverged

    def pressed(*arguments):
        if arguments[1] >= 2:
            signal.raise_signal(signal.SIGINT)
        stop(*arguments)

    monkeypatch.setattr(loop, "stop_if_diverged", pressed)
    history = training.train(build(), saved(X), steps=1000, batch_size=20)
    assert 2 < len(history.losses) < 1000
    assert "Stopped by hand after" in capsys.readouterr().out


def test_a_row_that_is_no_number_is_named_and_what_was_trained_stays(saved, small_groups):
    x = X.copy()
    x[50, 1] = np.nan
    model = build()
    before = model.get_weights()[0]
    rows = saved(x)
    # Of this seed, row 50 comes in one of the last groups of the pass.
    with pytest.raises(ValueError, match=r"some.npy has a value that is NaN or infinite in row 50 .* after step \d+\."):
        list(training.iterate_steps(model, rows, steps=100, batch_size=5, shuffle_seed=0))
    assert np.isfinite(model.get_weights()[0]).all()
    assert not np.array_equal(model.get_weights()[0], before)


def test_a_loss_that_explodes_is_told_with_the_scale_of_the_rows(saved):
    autoencoder = build()
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.SGD(1e6))
    with pytest.raises(ValueError, match=r"build the model again .* smaller learning rate.*values reach \d+"):
        training.train(autoencoder, saved(1000 * X), steps=200, batch_size=20, progress=False)


def test_what_does_not_fit_gets_one_sentence(saved, tmp_path):
    rows = saved(X)
    wrong = {
        "pass batch_size, such as 1000": (rows, {}),
        "batch_size is 104, but x has only 103": (rows, {"batch_size": 104}),
        "targets is a ndarray, but x and targets must both be read by streams.rows": (
            rows,
            {"targets": X, "batch_size": 20},
        ),
        "x is a ndarray, but x and targets must both": (X, {"targets": rows, "batch_size": 20}),
        "x has 103 rows, but targets has 50": (rows, {"targets": saved(X[:50], "50.npy"), "batch_size": 20}),
        r"takes samples of shape \(6,\), but those in x have shape \(4,\)": (
            saved(X[:, :4], "4.npy"),
            {"batch_size": 9},
        ),
        r"save them as a .npy file and pass streams.rows\(path\), or call autoencoder.fit": (rows.batches(9), {}),
    }
    for said, (x, options) in wrong.items():
        with pytest.raises((TypeError, ValueError), match=said) as raised:
            training.train(build(), x, steps=1, progress=False, **options)
        assert "\n" not in str(raised.value)
    starts = [build().get_weights()]
    with pytest.raises(ValueError, match="pass reconstruct=False, and measure them by streams.error_over"):
        seed_spread.train_starts(build, rows, starts, steps=1, batch_size=20, progress=False)


def test_many_runs_train_on_rows_and_fit_takes_their_batches(saved):
    rows = saved(X)
    in_memory, from_file = (many_runs.train(build, x, steps=20, batch_size=20, seeds=(0, 1)) for x in (X, rows))
    for expected, run in zip(in_memory, from_file, strict=True):
        np.testing.assert_array_equal(run.get_weights()[0], expected.get_weights()[0])
        assert streams.error_over(rows, run) == pytest.approx(many_runs.errors({"run": [run]}, X)["run"][0], rel=1e-12)
    looks = many_runs.train_with_looks(build, rows, [5, 10], batch_size=20, seeds=(0,))
    assert list(looks) == [5, 10]
    fitted, model = build(), build()
    pairs = rows.batches(len(X)).map(lambda batch: (batch, batch))
    losses = fitted.fit(pairs, epochs=5, shuffle=False, verbose=0).history["loss"]
    # A batch of all rows is the same in any order.
    expected = training.train(model, X, steps=5, progress=False).losses
    np.testing.assert_allclose(losses, expected, rtol=1e-6)
