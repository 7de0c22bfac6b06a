"""The fast loop trains as Keras does, keeps what it should and stops when it must."""

import inspect
import signal
import threading
from dataclasses import FrozenInstanceError

import keras
import numpy as np
import pytest

from autoenc_lessons import datasets, many_runs, models, seed_everything, seed_spread, training
from autoenc_lessons.training import loop, pace, progress, runs
from autoenc_lessons.training.batches import BatchStream
from autoenc_lessons.training.divergence import stop_if_diverged


@pytest.fixture
def x():
    return datasets.load("blobs")[0]


def build(optimizer=None, loss="mse", seed=0):
    seed_everything(seed)
    _, _, autoencoder = models.linear_autoencoder(3, 2)
    autoencoder.compile(loss=loss, optimizer=optimizer or keras.optimizers.Adam(0.01))
    return autoencoder


OPTIMIZERS = {
    "adam": lambda: keras.optimizers.Adam(0.01),
    "sgd with momentum": lambda: keras.optimizers.SGD(0.1, momentum=0.9),
    "clipped": lambda: keras.optimizers.Adam(0.01, clipnorm=1e-3),
    "schedule": lambda: keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.1, 15)),
    "averaged weights": lambda: keras.optimizers.Adam(0.01, use_ema=True, ema_momentum=0.9),
    "scaled loss": lambda: keras.optimizers.SGD(0.1, loss_scale_factor=8.0),
}


@pytest.mark.parametrize("use_xla", [True, False])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_gives_the_weights_and_losses_of_fit(x, name, use_xla):
    expected = build(OPTIMIZERS[name]())
    fitted = expected.fit(x, x, epochs=15, batch_size=len(x), shuffle=False, verbose=0).history["loss"]
    ours = build(OPTIMIZERS[name]())
    history = training.train(ours, x, steps=15, use_xla=use_xla, progress=False)
    np.testing.assert_allclose(history.losses, fitted, rtol=1e-6)  # Keras keeps its history in float32
    for weights, wanted in zip(ours.get_weights(), expected.get_weights(), strict=True):
        np.testing.assert_allclose(weights, wanted, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("loss", ["mae", keras.losses.Huber(0.1)])
def test_it_honours_the_compiled_loss(x, loss):
    fitted = build(loss=loss).fit(x, x, epochs=5, batch_size=len(x), shuffle=False, verbose=0).history["loss"]
    np.testing.assert_allclose(training.train(build(loss=loss), x, steps=5, progress=False).losses, fitted, rtol=1e-6)


def test_it_honours_regularizers(x):
    def penalised():
        seed_everything(0)
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3, kernel_regularizer="l2")])
        model.compile(loss="mse", optimizer="sgd")
        return model

    fitted = penalised().fit(x, x, epochs=5, batch_size=len(x), shuffle=False, verbose=0).history["loss"]
    np.testing.assert_allclose(training.train(penalised(), x, steps=5, progress=False).losses, fitted, rtol=1e-6)


@pytest.mark.parametrize("batch_size", [None, 100])
def test_it_trains_towards_other_targets_as_fit_does(x, batch_size):
    targets = 1 - x[:, ::-1]
    fitted = build().fit(x, targets, epochs=15, batch_size=len(x), shuffle=False, verbose=0).history["loss"]
    ours = training.train(build(), x, targets=targets, steps=15, batch_size=batch_size, progress=False)
    np.testing.assert_allclose(ours.losses, fitted, rtol=1e-6)


def test_a_small_batch_keeps_each_sample_with_its_target(x):
    model = build(keras.optimizers.Adam(0.05))
    losses = training.train(model, x, targets=-x, steps=2000, batch_size=10, progress=False).losses
    # The negative of a plane's points lies in a plane, so a right pairing leaves no more than the copy does.
    assert np.median(losses[-100:]) < 0.004


def test_many_runs_train_towards_other_targets_too(x):
    starts = seed_spread.draw_starts(build, [0])
    runs = seed_spread.train_starts(build, x, starts, targets=1 - x, steps=15, progress=False)
    alone = training.train(build(), x, targets=1 - x, steps=15, progress=False)
    np.testing.assert_allclose(runs.losses[0], alone.losses, rtol=1e-12)


def test_the_samples_of_a_model_with_other_output_may_have_targets_of_another_shape(x):
    seed_everything(0)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.05))
    losses = training.train(model, x, targets=x[:, :1], steps=300, progress=False).losses
    assert losses[-1] < losses[0] / 100


@pytest.mark.parametrize("steps", [1, 50, 51])
def test_the_history_holds_every_step(x, steps):
    history = training.train(build(), x, steps=steps, progress=False)
    assert history.losses.shape == (steps,)
    assert (history.steps_asked, history.interrupted) == (steps, False)
    one_by_one = build()
    singles = [training.train(one_by_one, x, steps=1, progress=False).losses[0] for _ in range(min(steps, 5))]
    np.testing.assert_allclose(history.losses[:5], singles, rtol=1e-10)


@pytest.mark.parametrize("name", ["adam", "averaged weights"])
def test_the_weights_of_some_steps_are_kept_where_asked(x, name):
    autoencoder = build(OPTIMIZERS[name]())
    start = autoencoder.get_weights()
    history = training.train(autoencoder, x, steps=25, keep_every=10, progress=False)
    assert list(history.kept) == [0, 10, 20, 25]
    for weights, wanted in zip(history.kept[0], start, strict=True):
        np.testing.assert_array_equal(weights, wanted)
    for weights, wanted in zip(history.kept[25], autoencoder.get_weights(), strict=True):
        np.testing.assert_array_equal(weights, wanted)
    again = build(OPTIMIZERS[name]())
    np.testing.assert_allclose(history.losses, training.train(again, x, steps=25, progress=False).losses, rtol=1e-12)
    if name == "adam":
        again.set_weights(history.kept[20])
        assert np.mean((again(x) - x) ** 2) == pytest.approx(history.losses[20], rel=1e-12)


def test_no_weights_are_kept_unless_asked(x):
    assert training.train(build(), x, steps=5, progress=False).kept == {}


def test_mini_batches_pass_over_all_samples_once_before_any_comes_again(x):
    seed_everything(0)
    stream = BatchStream(10, 3)
    rows = stream.next_batches(10).numpy().reshape(3, 10)
    np.testing.assert_array_equal(np.sort(rows, axis=1), np.tile(np.arange(10), (3, 1)))
    assert not np.array_equal(rows[0], rows[1])


def test_mini_batches_train_and_follow_the_seed(x):
    runs = [training.train(build(seed=seed), x, steps=300, batch_size=20, progress=False) for seed in (1, 1, 2)]
    np.testing.assert_array_equal(runs[0].losses, runs[1].losses)
    assert not np.array_equal(runs[0].losses, runs[2].losses)
    assert runs[0].losses[-50:].mean() < runs[0].losses[:50].mean() / 3
    assert np.std(np.diff(runs[0].losses[-50:])) > 1e-6  # batches differ; full-batch losses would be smooth


def test_a_model_that_is_compiled_again_forgets_the_old_optimizer(x):
    autoencoder = build()
    training.train(autoencoder, x, steps=5, progress=False)
    before = autoencoder.get_weights()
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.SGD(0.0))
    training.train(autoencoder, x, steps=5, progress=False)
    for weights, kept in zip(autoencoder.get_weights(), before, strict=True):
        np.testing.assert_array_equal(weights, kept)


@pytest.mark.parametrize(
    ("losses", "said"),
    [
        ([1.0, 2e9, 3e9], "at step 52: the loss grew to 2e\\+09"),
        ([1.0, np.nan, 3e9], "at step 52: the loss is no longer a finite number"),
        ([-2e9, 1.0, 1.0], "at step 51: the loss grew to -2e\\+09"),
    ],
)
def test_the_first_step_that_left_all_bounds_is_named(losses, said):
    with pytest.raises(ValueError, match=said):
        stop_if_diverged(np.array(losses), 50, 1.0, np.ones(3))


def test_what_is_too_much_depends_on_where_the_loss_began():
    stop_if_diverged(np.array([2e9, 1.0]), 0, 1e4, np.ones(3))


def test_a_batch_may_hold_all_samples(x):
    history = training.train(build(), x, steps=2, batch_size=len(x), progress=False)
    assert len(history.losses) == 2


def test_nearly_every_seed_shuffles_in_a_way_of_its_own():
    shuffles = set()
    for seed in range(200):
        np.random.seed(seed)  # noqa: NPY002
        shuffles.add(tuple(BatchStream(20, 20).next_batches(1).numpy().ravel()))
    assert len(shuffles) > 190


def test_a_training_takes_1000_steps_unless_it_is_told_otherwise(x):
    assert len(training.train(build(), x, progress=False).losses) == 1000
    spread = seed_spread.train_starts(build, x, [build().get_weights()], progress=False)
    assert spread.losses.shape == (1, 1000)


def test_a_layer_that_is_frozen_later_stays_as_it_is(x):
    autoencoder = build()
    training.train(autoencoder, x, steps=5, progress=False)
    encoder, decoder = autoencoder.layers
    encoder.trainable = False
    before = [encoder.get_weights()[0], decoder.get_weights()[0]]
    training.train(autoencoder, x, steps=5, progress=False)
    np.testing.assert_array_equal(encoder.get_weights()[0], before[0])
    assert not np.allclose(decoder.get_weights()[0], before[1])


def test_a_changed_learning_rate_counts(x):
    autoencoder = build()
    training.train(autoencoder, x, steps=5, progress=False)
    before = autoencoder.get_weights()
    autoencoder.optimizer.learning_rate = 0.0
    training.train(autoencoder, x, steps=5, progress=False)
    np.testing.assert_array_equal(autoencoder.get_weights()[0], before[0])


def test_the_callers_data_stay_as_they_are_and_lists_will_do(x):
    kept = x.copy()
    from_array = training.train(build(), x, steps=5, progress=False).losses
    from_list = training.train(build(), x.tolist(), steps=5, progress=False).losses
    np.testing.assert_array_equal(x, kept)
    np.testing.assert_array_equal(from_array, from_list)


def test_a_trained_model_can_be_saved(x, tmp_path):
    autoencoder = build()
    training.train(autoencoder, x, steps=5, progress=False)
    autoencoder.save(tmp_path / "autoencoder.keras")
    loaded = keras.models.load_model(tmp_path / "autoencoder.keras")
    np.testing.assert_array_equal(loaded(x), autoencoder(x))


def test_the_bar_ends_full_and_holds_no_time(x, capsys):
    history = training.train(build(), x, steps=120)
    last = capsys.readouterr().out.rstrip("\n").split("\r")[-1].strip()
    assert last == f"{'█' * 30} 120 of 120 steps, loss {history.losses[-1]:.4g}"


def interrupt_at_call(number, function):
    """Return the function with a press of the stop button at its call of that number."""
    calls = []

    def pressed(*arguments, **keywords):
        calls.append(1)
        if len(calls) == number:
            signal.raise_signal(signal.SIGINT)
        return function(*arguments, **keywords)

    return pressed


def test_an_interrupt_keeps_the_weights_and_the_history(x, capsys, monkeypatch):
    monkeypatch.setattr(loop, "stop_if_diverged", interrupt_at_call(4, stop_if_diverged))
    autoencoder = build()
    history = training.train(autoencoder, x, steps=1000)
    assert history.interrupted
    n_steps = len(history.losses)
    assert 4 <= n_steps <= 2 * loop.STEPS_PER_CALL
    assert f"Stopped by hand after {n_steps} of 1000 steps" in capsys.readouterr().out
    monkeypatch.undo()
    expected = build()
    training.train(expected, x, steps=n_steps, progress=False)
    np.testing.assert_array_equal(autoencoder.get_weights()[0], expected.get_weights()[0])
    assert training.train(autoencoder, x, steps=50, progress=False).losses[0] < history.losses[-1]


def test_an_interrupt_while_the_steps_are_being_compiled_waits_for_the_first_of_them(x, monkeypatch):
    monkeypatch.setattr(loop, "train_step", interrupt_at_call(1, training.train_step))
    assert training.train(build(), x, steps=1000, progress=False).losses.shape == (1,)


def test_a_second_interrupt_breaks_off_and_the_next_one_works_as_ever(x, monkeypatch):
    twice = interrupt_at_call(1, interrupt_at_call(1, training.train_step))
    monkeypatch.setattr(loop, "train_step", twice)
    with pytest.raises(KeyboardInterrupt):
        training.train(build(), x, steps=1000, progress=False)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_it_trains_in_a_thread_where_no_interrupt_can_be_noted(x):
    histories = []
    thread = threading.Thread(target=lambda: histories.append(training.train(build(), x, steps=5, progress=False)))
    thread.start()
    thread.join()
    assert histories[0].losses.shape == (5,)


class SlowSteps:
    """A clock on which each training step takes a while, however quick this machine is."""

    def __init__(self, monkeypatch, seconds):
        self.now = 0.0
        monkeypatch.setattr(pace.time, "perf_counter", lambda: self.now)
        call = loop._CompiledSteps._call

        def slowly(steps, x, targets, batches, n_steps):
            self.now += seconds * int(n_steps)
            return call(steps, x, targets, batches, n_steps)

        monkeypatch.setattr(loop._CompiledSteps, "_call", slowly)


@pytest.mark.parametrize(
    ("seconds", "lengths"), [(1.5, [1] * 12), (0.3, [1, 1, 3, 3, 3, 1]), (0.001, [1, 1, 10]), (0, [1, 1, 10])]
)
def test_as_many_steps_are_taken_at_once_as_fit_into_a_second(x, seconds, lengths, monkeypatch):
    expected = training.train(build(), x, steps=12, batch_size=30, progress=False).losses
    SlowSteps(monkeypatch, seconds)
    chunks = list(training.iterate_steps(build(), x, steps=12, batch_size=30))
    assert [len(chunk) for chunk in chunks] == lengths
    # How the steps are cut changes neither the batches nor the results.
    np.testing.assert_array_equal(np.concatenate(chunks), expected)


def test_the_pace_of_a_model_is_remembered_and_weights_are_kept_where_asked_at_any_pace(x, monkeypatch):
    SlowSteps(monkeypatch, 0.3)
    model = build()
    history = training.train(model, x, steps=12, keep_every=5, progress=False)
    assert list(history.kept) == [0, 5, 10, 12]
    chunks = training.iterate_steps(model, x, steps=12, steps_per_call=5)
    assert [len(chunk) for chunk in chunks] == [3, 2, 3, 2, 2]


def test_an_interrupt_is_heard_after_one_slow_step(x, monkeypatch):
    SlowSteps(monkeypatch, 1.5)
    monkeypatch.setattr(loop, "stop_if_diverged", interrupt_at_call(3, stop_if_diverged))
    assert len(training.train(build(), x, steps=150, progress=False).losses) == 3


def test_steps_are_traced_once_however_many_are_taken_in_a_call(x, monkeypatch):
    traced = []
    train_step = loop.train_step
    monkeypatch.setattr(loop, "train_step", lambda *inputs: traced.append(inputs) or train_step(*inputs))
    model = build()
    for steps in (1, 7, 60):
        training.train(model, x, steps=steps, progress=False)
    assert len(traced) == 1


@pytest.fixture
def asked(monkeypatch):
    """Note for each compilation whether XLA is to do it."""
    noted = []
    compile_steps = training.compile_steps

    def noting(autoencoder, **keywords):
        noted.append(keywords["use_xla"])
        return compile_steps(autoencoder, **keywords)

    monkeypatch.setattr(loop, "compile_steps", noting)
    return noted


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"steps": 2999}, False),
        ({"steps": 3000}, True),
        ({"steps": 3000, "batch_size": 20}, False),
        ({"steps": 3000, "use_xla": False}, False),
        ({"steps": 2, "use_xla": True}, True),
        ({"steps": 2, "batch_size": 20, "use_xla": True}, True),
    ],
)
def test_xla_compiles_the_steps_where_it_pays_or_where_it_is_asked_to(x, arguments, expected, asked):
    autoencoder = build()
    for _ in range(2):
        training.train(autoencoder, x, progress=False, **arguments)
    assert asked == [expected]  # once: the second training takes the compiled steps of the first


@pytest.mark.parametrize(("n_runs", "expected"), [(2, False), (3, True)])
def test_the_steps_of_many_runs_count_together(x, n_runs, expected, asked):
    seed_spread.train_starts(build, x, [build().get_weights()] * n_runs, steps=1000, progress=False)
    many_runs.train_with_looks(build, x, [200, 1000], batch_size=None, seeds=range(n_runs))
    assert asked == [expected] * 2


def test_the_bar_moves_twenty_times(x, capsys, monkeypatch):
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_MOVES", np.inf)
    training.train(build(), x, steps=1000)
    assert 20 <= capsys.readouterr().out.count(" of 1000 steps") <= 22


def test_the_source_that_lesson_1_shows_is_short():
    for function in (training.train_step, training.compile_steps):
        assert len(inspect.getsource(function).splitlines()) <= 17


def test_each_of_many_runs_equals_a_run_of_its_own(x):
    def recipe():
        _, _, autoencoder = models.linear_autoencoder(3, 2)
        autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
        return autoencoder

    starts = seed_spread.draw_starts(recipe, [5, 0, 3])
    spread = seed_spread.train_starts(recipe, x, starts, steps=70, progress=False)
    assert spread.losses.shape == (3, 70)
    for row, seed in enumerate([5, 0, 3]):
        alone = build(seed=seed)
        for weights, drawn in zip(alone.get_weights(), starts[row], strict=True):
            np.testing.assert_array_equal(weights, drawn)
        history = training.train(alone, x, steps=70, progress=False)
        np.testing.assert_allclose(spread.losses[row], history.losses, rtol=1e-12)
        np.testing.assert_allclose(spread.reconstructions[row], alone(x), rtol=1e-10, atol=1e-12)


def test_each_of_many_runs_on_mini_batches_is_shuffled_in_its_own_way_and_the_same_each_time(x):
    starts = [build().get_weights()] * 2
    spreads = [
        seed_spread.train_starts(build, x, starts, steps=130, batch_size=20, use_xla=use_xla, progress=False)
        for use_xla in (None, True)
    ]
    np.testing.assert_allclose(spreads[0].losses, spreads[1].losses, rtol=1e-10)
    assert not np.allclose(spreads[0].losses[0], spreads[0].losses[1])
    chunks = training.iterate_steps(build(), x, steps=130, batch_size=20, use_xla=False, shuffle_seed=1)
    np.testing.assert_allclose(spreads[0].losses[1], np.concatenate(list(chunks)), rtol=1e-10)


def test_the_weights_of_a_run_make_a_new_model_the_trained_one(x):
    def recipe():
        _, _, autoencoder = models.linear_autoencoder(3, 2)
        autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
        return autoencoder

    starts = seed_spread.draw_starts(recipe, [0, 1])
    spread = seed_spread.train_starts(recipe, x, starts, steps=20, progress=False)
    for weights, copies in zip(spread.weights, spread.reconstructions, strict=True):
        autoencoder = recipe()
        autoencoder.set_weights(weights)
        np.testing.assert_array_equal(autoencoder(x), copies)
    assert not np.allclose(spread.weights[0][0], spread.weights[1][0])


def test_a_spread_without_reconstructions_is_the_same_otherwise(x):
    starts = [build().get_weights()] * 2
    whole, without = (
        seed_spread.train_starts(build, x, starts, steps=20, batch_size=20, reconstruct=reconstruct, progress=False)
        for reconstruct in (True, False)
    )
    assert without.reconstructions is None
    np.testing.assert_array_equal(without.losses, whole.losses)
    for weights, wanted in zip(without.weights, whole.weights, strict=True):
        for ours, theirs in zip(weights, wanted, strict=True):
            np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(("steps", "calls"), [(70, [70]), (500, [500]), (800, [400, 400]), (1001, [334, 334, 333])])
def test_the_steps_of_a_run_are_cut_into_calls_of_equal_length_once_it_is_known_how_long_steps_take(
    x, steps, calls, monkeypatch
):
    monkeypatch.setattr(pace, "SECONDS_PER_CALL", 1000)
    lengths = []

    def noting(*arguments, **keywords):
        for chunk in training.iterate_steps(*arguments, **keywords):
            lengths.append(len(chunk))
            yield chunk

    monkeypatch.setattr(runs, "iterate_steps", noting)
    seed_spread.train_starts(build, x, [build().get_weights()] * 2, steps=steps, progress=False)
    assert lengths == [1, 1, calls[0] - 2, *calls[1:], *calls]


def test_xla_compiles_mini_batches_of_many_runs_only_where_it_is_asked_to(x, asked):
    for use_xla in (None, True):
        seed_spread.train_starts(
            build, x, [build().get_weights()], steps=2, batch_size=20, use_xla=use_xla, progress=False
        )
    assert asked == [False, True]


def test_a_model_can_serve_again_for_other_starts_and_data_without_being_compiled_anew(x):
    first, second = ([build(seed=seed).get_weights()] for seed in (1, 2))
    served = build()
    seed_spread.train_starts(lambda: served, x, first, steps=20, progress=False)
    kept = served._course_steps
    again = seed_spread.train_starts(lambda: served, x[::-1], second, steps=20, progress=False)
    assert served._course_steps is kept
    alone = seed_spread.train_starts(build, x[::-1], second, steps=20, progress=False)
    np.testing.assert_array_equal(again.losses, alone.losses)


def test_what_a_training_leaves_behind_cannot_be_changed_by_accident(x):
    history = training.train(build(), x, steps=1, progress=False)
    spread = seed_spread.train_starts(build, x, [build().get_weights()], steps=1, progress=False)
    for result in (history, spread):
        with pytest.raises(FrozenInstanceError):
            result.losses = None


def test_an_interrupted_spread_finishes_the_run_under_way(x, capsys, monkeypatch):
    starts = seed_spread.draw_starts(build, range(4))
    whole = seed_spread.train_starts(build, x, starts, steps=10, progress=False)
    monkeypatch.setattr(runs, "iterate_steps", interrupt_at_call(2, training.iterate_steps))
    spread = seed_spread.train_starts(build, x, starts, steps=10)
    np.testing.assert_array_equal(spread.losses, whole.losses[:2])
    assert "the 2 finished of 4 runs are kept" in capsys.readouterr().out


@pytest.mark.parametrize(("pressed_in_run", "kept", "done"), [(2, 1, 10), (1, 1, 1)])
def test_of_an_interrupted_spread_a_long_run_under_way_is_kept_only_if_it_is_the_first(
    x, pressed_in_run, kept, done, capsys, monkeypatch
):
    starts = seed_spread.draw_starts(build, range(3))
    whole = seed_spread.train_starts(build, x, starts, steps=10, progress=False)
    monkeypatch.setattr(runs, "_SECONDS_TO_FINISH", -1)
    monkeypatch.setattr(pace, "SECONDS_PER_CALL", 0)
    monkeypatch.setattr(runs, "iterate_steps", interrupt_at_call(pressed_in_run, training.iterate_steps))
    spread = seed_spread.train_starts(build, x, starts, steps=10, progress=False)
    assert spread.losses.shape == (kept, 10)
    np.testing.assert_array_equal(spread.losses[0, :done], whole.losses[0, :done])
    assert np.isnan(spread.losses[0, done:]).all()
    assert np.isfinite(spread.reconstructions).all()
    said = capsys.readouterr().out
    assert ("1 of 3 runs, and 1 of the last one's 10 steps, are kept" in said) == (done == 1)
    assert ("the 1 finished of 3 runs are kept" in said) == (done == 10)


def test_an_interrupt_while_starts_are_drawn_says_what_to_do():
    with pytest.raises(KeyboardInterrupt, match="run the cell again"):
        seed_spread.draw_starts(interrupt_at_call(2, build), range(4))
