"""Whatever model `fit` trains, `train` trains it to the same weights, or says in one true sentence why it does not."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from autoenc_lessons import seed_everything, seed_spread, training, variational
from autoenc_lessons.training import loop
from autoenc_lessons.training.causes import reason

L = keras.layers
X = np.random.default_rng(0).uniform(size=(32, 6))
PICTURES = np.random.default_rng(1).uniform(size=(8, 8, 8, 1))
SERIES = np.random.default_rng(2).uniform(size=(8, 5, 6))


@pytest.fixture(autouse=True)
def _in_float64():
    seed_everything(0)


def row(*layers, shape=(6,), **how):
    model = keras.Sequential([keras.Input(shape), *layers])
    model.compile(**({"loss": "mse", "optimizer": keras.optimizers.Adam(0.01)} | how))
    return model


class Own(keras.Model):
    """A model that is a class."""

    def __init__(self, **how):
        super().__init__()
        self.dense = L.Dense(6)
        self.compile(**({"loss": "mse", "optimizer": "adam"} | how))

    def call(self, x):
        return self.dense(x)


class WithOldLoss(Own):
    def compute_loss(self, x, y, y_pred, sample_weight):
        return keras.ops.mean(keras.ops.abs(y - y_pred))


class WithLossAsInTheManual(Own):
    def compute_loss(self, x, y, y_pred, sample_weight, training):
        return keras.ops.mean(keras.ops.abs(y - y_pred)) * (2 if training else 1)


class WithAddedLoss(Own):
    def call(self, x):
        copies = self.dense(x)
        self.add_loss(keras.ops.mean((copies - x) ** 2))
        return copies


class WithSeveralOutputs(Own):
    def call(self, x):
        return self.dense(x), keras.ops.sum(x)

    def compute_loss(self, x, y, y_pred, sample_weight=None, training=True):
        return keras.ops.mean((y - y_pred[0]) ** 2)


class AlwaysNoisy(L.Layer):
    def __init__(self):
        super().__init__()
        self.generator = keras.random.SeedGenerator(3)

    def call(self, x):
        return x + 0.1 * keras.random.normal(keras.ops.shape(x), dtype=x.dtype, seed=self.generator)


def with_policy(policy, **how):
    keras.config.set_dtype_policy(policy)
    try:
        return row(L.Dense(6), **how)
    finally:
        keras.config.set_dtype_policy(keras.config.floatx())


def made_before_seeding():
    keras.config.set_floatx("float32")
    model = keras.Sequential([keras.Input((6,)), L.Dense(6)])
    seed_everything(0)
    model.compile(loss="mse", optimizer="adam")
    model.set_weights([np.eye(6) / 2, np.zeros(6)])
    return model


def with_output(made):
    inputs = keras.Input((6,))
    model = keras.Model(inputs, made(L.Dense(6, name="out")(inputs)))
    model.compile(loss="mse", optimizer="adam")
    return model


def of_batches(size):
    model = keras.Sequential([keras.Input(batch_shape=(size, 6)), L.Dense(6), FixedBatch(size)])
    model.compile(loss="mse", optimizer="adam")
    return model


class FixedBatch(L.Layer):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def call(self, x):
        return keras.ops.reshape(keras.ops.reshape(x, (self.size, 6)), (-1, 6))


def first_called_with(n_samples):
    model = keras.Sequential([L.Dense(3), L.Dense(6)])
    model(X[:n_samples])
    model.compile(loss="mse", optimizer="adam")
    return model


def with_a_loss_of_no_module():
    def loss(targets, copies):
        return keras.ops.mean((targets - copies) ** 2, axis=-1)

    loss.__module__ = None
    return row(L.Dense(6), loss=loss)


def noting_a_batch(size):
    model = keras.Sequential([keras.Input(batch_shape=(size, 6)), L.Dense(6)])
    model.compile(loss="mse", optimizer="adam")
    return model


def bent_up(**how):
    layers = L.Conv2D(2, 3, strides=2, padding="same", activation="relu"), L.UpSampling2D(2, interpolation="bilinear")
    return row(*layers, L.Conv2D(1, 3, padding="same"), shape=(8, 8, 1), **how)


def through_python(**how):
    doubled = L.Lambda(lambda x: tf.ensure_shape(tf.py_function(lambda a: a * 2, [x], x.dtype), x.shape))
    return row(doubled, L.Dense(6), **how)


AS_FIT = {
    "a loss of no module": (with_a_loss_of_no_module, X),
    "first called with 2 samples": (lambda: first_called_with(2), X),
    "an input that notes a batch of 2": (lambda: noting_a_batch(2), X),
    "mixed_float16": (lambda: with_policy("mixed_float16"), X),
    "mixed_bfloat16": (lambda: with_policy("mixed_bfloat16"), X),
    "float32 within a course of float64": (lambda: with_policy("float32"), X),
    "made before seed_everything": (made_before_seeding, X),
    "one layer of another precision": (lambda: row(L.Dense(6, dtype="mixed_float16"), L.Dense(6)), X),
    "a loss of another precision": (lambda: row(L.Dense(6), loss=keras.losses.MeanSquaredError(dtype="float32")), X),
    "compute_loss of old": (WithOldLoss, X),
    "compute_loss as in the manual": (WithLossAsInTheManual, X),
    "added loss alone": (lambda: WithAddedLoss(loss=None), X),
    "several outputs with a loss of its own": (WithSeveralOutputs, X),
    "an output in a list": (lambda: with_output(lambda output: [output]), X),
    "an output in a dict": (lambda: with_output(lambda output: {"out": output}), X),
    "a loss for each sample": (lambda: row(L.Dense(6), loss=keras.losses.MeanSquaredError(reduction="none")), X),
    "eager": (lambda: through_python(run_eagerly=True), X),
    "no XLA for Python": (through_python, X),
    "no XLA for bilinear pictures": (bent_up, PICTURES),
    "noise": (lambda: row(L.Dense(4), variational.Sampling(seed=1), L.Dense(6)), X),
    "noise at all times": (lambda: row(L.Dense(6), AlwaysNoisy()), X),
    "states": (lambda: row(L.Dense(6), L.BatchNormalization(), L.Dropout(0.3, seed=2)), X),
    "series": (lambda: row(L.GRU(3, return_sequences=True), L.Dense(6), shape=(None, 6)), SERIES),
    "a fixed batch": (lambda: of_batches(32), X),
}


# XLA rounds bfloat16 more rarely, and so in the third digit already another way; and it draws other noise.
WITHOUT_XLA = {"mixed_bfloat16", "noise", "noise at all times", "states", "eager"}


@pytest.mark.parametrize(
    ("name", "use_xla"),
    [*((name, False) for name in AS_FIT), *((name, True) for name in AS_FIT if name not in WITHOUT_XLA)],
)
def test_it_gives_the_losses_and_weights_of_fit(name, use_xla):
    make, x = AS_FIT[name]
    seed_everything(0)
    expected = make()
    fitted = expected.fit(x, x, epochs=3, batch_size=len(x), shuffle=False, verbose=0).history["loss"]
    seed_everything(0)
    ours = make()
    losses = training.train(ours, x, steps=3, use_xla=use_xla, progress=False).losses
    assert losses.dtype == np.float64
    np.testing.assert_allclose(losses, fitted, rtol=1e-5)
    for weights, wanted in zip(ours.get_weights(), expected.get_weights(), strict=True):
        np.testing.assert_allclose(weights, wanted, rtol=1e-5, atol=1e-7)


def test_many_starts_of_another_precision_train_too():
    starts = [made_before_seeding().get_weights()] * 2
    spread = seed_spread.train_starts(made_before_seeding, X, starts, steps=3, progress=False)
    alone = training.train(made_before_seeding(), X, steps=3, progress=False)
    np.testing.assert_array_equal(spread.losses, [alone.losses] * 2)


@pytest.mark.parametrize(
    ("compiled", "arguments", "expected"),
    [
        ({"jit_compile": False}, {}, False),
        ({"jit_compile": True}, {"batch_size": 8}, True),
        ({"jit_compile": False}, {"use_xla": True}, True),
        ({"jit_compile": True}, {}, True),
        ({"jit_compile": "auto"}, {"steps": 3000}, True),
        ({"jit_compile": "auto"}, {"steps": 2999}, False),
        ({"jit_compile": "auto"}, {"steps": 3000, "batch_size": 8}, False),
    ],
)
def test_the_models_jit_compile_is_heeded(compiled, arguments, expected, monkeypatch):
    asked = []
    compile_steps = training.compile_steps

    def noting(*models, **keywords):
        asked.append(keywords["use_xla"])
        return compile_steps(*models, **keywords | {"use_xla": False})

    monkeypatch.setattr(loop, "compile_steps", noting)
    training.train(row(L.Dense(6), **compiled), X, progress=False, **{"steps": 1} | arguments)
    assert asked == [expected]


def test_a_model_compiled_again_with_the_same_optimizer_and_other_loss_weights_takes_them():
    model = row(L.Dense(6), optimizer=keras.optimizers.SGD(0.0))
    first = training.train(model, X, steps=1, use_xla=False, progress=False).losses[0]
    model.compile(loss="mse", optimizer=model.optimizer, loss_weights=[0.5])
    assert training.train(model, X, steps=1, use_xla=False, progress=False).losses[0] == pytest.approx(first / 2)


def test_xla_that_was_asked_for_and_cannot_be_had_is_said_once_and_not_tried_again(capsys):
    model = bent_up(jit_compile=True)
    for said in (["XLA cannot compile this model, so it is trained without XLA, as with use_xla=False."], []):
        training.train(model, PICTURES, steps=1, progress=False)
        assert capsys.readouterr().out.splitlines() == said


def test_a_model_that_was_saved_is_compiled_when_it_is_loaded(tmp_path, recwarn):
    model = row(L.Dense(6))
    training.train(model, X, steps=2, progress=False)
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    assert [str(warning.message) for warning in recwarn if "compile" in str(warning.message)] == []
    assert loaded.loss == "mse"
    training.train(loaded, X, steps=1, progress=False)
    training.train(model, X, steps=1, progress=False)
    for ours, theirs in zip(model.get_weights(), loaded.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_looking_at_a_model_before_training_moves_no_random_generator():
    generator = AlwaysNoisy()
    model = row(L.Dense(6), generator)
    model(X)
    before = generator.generator.state.numpy()
    with pytest.raises(ValueError, match="must be the same"):
        training.train(model, X, targets=X[:, :5], progress=False)
    np.testing.assert_array_equal(generator.generator.state.numpy(), before)


class WithTrainStep(Own):
    def train_step(self, data):
        raise RuntimeError


class OnlyWholeNumbers(Own):
    def call(self, x):
        return tf.cast(tf.gather(tf.zeros((9,)), x), "float64") + self.dense(x)


def two_outputs():
    inputs = keras.Input((6,))
    model = keras.Model(inputs, [L.Dense(6)(inputs), L.Dense(6)(inputs)])
    model.compile(loss=["mse", "mse"])
    return model


def frozen():
    model = keras.Sequential([keras.Input((6,)), L.Dense(6)])
    model.trainable = False
    model.compile(loss="mse", optimizer="adam")
    return model


def with_weights(value):
    model = row(L.Dense(6, "tanh"))
    model.set_weights([np.full((6, 6), value), np.zeros(6)])
    return model


def call_of_its_own(call):
    return type("CallOfItsOwn", (Own,), {"call": call})()


SHADES = (X * 254).astype("uint8")
WHY_NOT = {
    "train_step of its own": (WithTrainStep, X, "has a train_step of its own, .* call autoencoder.fit"),
    "train_step and no loss": (lambda: WithTrainStep(loss=None), X, "has a train_step of its own"),
    "no loss at all": (lambda: Own(loss=None), X, "not compiled with a loss"),
    "several outputs": (two_outputs, X, "has one output, but this model returns 2; for several, call fit"),
    "a Dataset": (Own, tf.data.Dataset.from_tensors((X, X)), "TensorDataset, .* call autoencoder.fit"),
    "a generator": (Own, (sample for sample in X), "a generator, .* call autoencoder.fit"),
    "NumPy in the loss": (
        lambda: row(L.Dense(6), loss=lambda a, b: np.mean((a - b) ** 2)),
        X,
        "loss must use keras.ops",
    ),
    "NumPy in a layer": (
        lambda: call_of_its_own(lambda self, x: self.dense(np.asarray(x))),
        X,
        "Its layers must use keras.ops",
    ),
    "numpy() in a layer": (
        lambda: call_of_its_own(lambda self, x: self.dense(x.numpy())),
        X,
        "Its layers must use keras.ops",
    ),
    "an unknown loss": (lambda: row(L.Dense(6), loss="mean_square"), X, "loss fails: ValueError: .*mean_square"),
    "a loss of one argument": (lambda: row(L.Dense(6), loss=lambda a: a), X, "loss fails: TypeError: .* takes 1"),
    "a layer without a slope": (
        lambda: row(L.Dense(6), L.Lambda(lambda x: keras.ops.round(keras.ops.stop_gradient(x)))),
        X,
        "No gradient reaches any weight",
    ),
    "training that fails": (
        lambda: call_of_its_own(lambda self, x, training=False: 1 / 0 if training else self.dense(x)),
        X,
        "fails when it is called with training=True: ZeroDivisionError: division by zero",
    ),
    "all layers frozen": (frozen, X, "all its layers are frozen"),
    "NaN weights": (lambda: with_weights(np.nan), X, "weights .* hold NaN or infinite values before the first step"),
    "infinite weights": (lambda: with_weights(np.inf), X, "before the first step"),
    "whole numbers": (OnlyWholeNumbers, np.ones((4, 6), int), "takes whole numbers only.*call autoencoder.fit"),
    "another batch": (lambda: of_batches(8), X, "exactly 8 samples; pass batch_size=8"),
    "shades up to 255": (
        lambda: row(L.Dense(6, "sigmoid"), loss="bce"),
        SHADES,
        "between 0 and 1 .*divide them by 255",
    ),
    "shades up to 16": (
        lambda: row(L.Dense(6), loss=keras.losses.BinaryCrossentropy()),
        16 * X / X.max(),
        "go from .* to 16; divide them by 16",
    ),
    "scaled to mean 0": (
        lambda: row(L.Dense(6), loss=[keras.losses.binary_crossentropy]),
        X - 0.5,
        "between 0 and 1 for binary_crossentropy.*scale them",
    ),
    "negative counts": (lambda: row(L.Dense(6), loss="poisson"), X - 1, "at 0 or above for poisson"),
    "unscaled for an exponential": (
        lambda: row(L.Dense(4), variational.Sampling(), L.Dense(6), jit_compile=False),
        np.exp(14 * X),
        "step 1: the loss is (nan|inf) before the first update, .*scale of x .its values reach",
    ),
    "a logarithm of 0": (
        lambda: row(L.Lambda(keras.ops.log), L.Dense(6)),
        X * (X > 0.5),
        "step 1: .* not the learning rate.*logarithm",
    ),
    "a model in pieces": (lambda: (Own(), Own()), X, "got a tuple of 2; pass the autoencoder alone"),
}


@pytest.mark.parametrize("name", WHY_NOT)
def test_what_it_cannot_train_is_told_in_one_true_sentence(name):
    make, x, words = WHY_NOT[name]
    seed_everything(0)
    model = make()
    with pytest.raises((TypeError, ValueError), match=words) as caught:
        training.train(model, x, steps=2, progress=False)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")


@pytest.mark.parametrize("name", ["train_step of its own", "several outputs", "NumPy in the loss", "all layers frozen"])
def test_many_starts_are_told_the_same(name):
    make, x, words = WHY_NOT[name]
    with pytest.raises((TypeError, ValueError), match=words):
        seed_spread.train_starts(make, x, [[np.zeros((6, 6)), np.zeros(6)]], steps=2, progress=False)


def test_a_step_that_fails_later_says_after_how_many():
    calls = []

    def fails_in_the_third_step(x, copies):
        calls.append(1)
        return keras.ops.mean((x - copies) ** 2) if len(calls) < 3 else 1 / 0

    model = row(L.Dense(6), loss=fails_in_the_third_step, run_eagerly=True)
    with pytest.raises(
        ValueError, match="stopped after step 2: ZeroDivisionError: .* weights are those after that step"
    ):
        training.train(model, X, steps=9, progress=False)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("one line.", "ValueError: one line"),
        ("in user code:\n\n    File \"a\", line 3\n        x = lambda a: 4\n\n    KeyError: 'b'\n", "KeyError: 'b'"),
        (
            "Exception encountered when calling A.call().\n\n\x1b[1mtoo wide\x1b[0m\n\nArguments received",
            "ValueError: too wide",
        ),
        ("{{function_node __a}} bad node", "ValueError: bad node"),
        ("", "ValueError: no reason given"),
    ],
)
def test_of_a_long_error_the_line_that_says_why_is_kept(said, expected):
    assert reason(ValueError(said)) == expected
