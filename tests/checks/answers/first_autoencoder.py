"""Right and plausibly wrong answers to the questions of exercise 1; each answer is a tuple."""

from decimal import Decimal
from fractions import Fraction

import keras
import numpy as np
import tensorflow as tf
from sklearn.datasets import make_blobs
from sklearn.decomposition import PCA
from sklearn.metrics import r2_score
from sklearn.preprocessing import MinMaxScaler, PowerTransformer, RobustScaler

from autoenc_lessons import models, training


def counted_by_keras(n_features, latent_dim):
    return models.linear_autoencoder(n_features, latent_dim)[2].count_params()


def pressed(n_features, latent_dim):
    raise KeyboardInterrupt


def counted_one_by_one(n_features, latent_dim):
    count = 0
    for inputs, units in ((n_features, latent_dim), (latent_dim, n_features)):
        for _ in range(units):
            count += inputs + 1
    return count


COUNT = {
    "right": {
        "a formula": (lambda n, k: 2 * n * k + n + k,),
        "Keras": (counted_by_keras,),
        "a loop": (counted_one_by_one,),
        "a tensor": (lambda n, k: tf.constant(float((n + 1) * k + (k + 1) * n)),),
        "an array of one": (lambda n, k: np.array([2 * n * k + n + k]),),
        "a fraction": (lambda n, k: Fraction(2 * n * k + n + k),),
        "a decimal": (lambda n, k: Decimal(2 * n * k + n + k),),
        "an array of objects": (lambda n, k: np.array([Fraction(2 * n * k + n + k)], dtype=object),),
        "complex without an imaginary part": (lambda n, k: complex(2 * n * k + n + k),),
        "a list of tensors": (lambda n, k: [tf.constant(2.0 * n * k + n + k)],),
    },
    "wrong": {
        "weights only": (lambda n, k: 2 * n * k,),
        "encoder only": (lambda n, k: n * k + k,),
        "decoder only": (lambda n, k: n * k + n,),
        "the biases of the code only": (lambda n, k: 2 * n * k + k,),
        "one bias each": (lambda n, k: 2 * n * k + 2,),
        "twice the encoder": (lambda n, k: 2 * (n * k + k),),
        "units": (lambda n, k: 2 * n + k,),
        "the first example": (lambda n, k: 27,),
        "two numbers": (lambda n, k: (n * k + k, n * k + n),),
        "complex": (lambda n, k: 2 * n * k + n + k + 1j,),
        "masked": (lambda n, k: np.ma.masked_array([2 * n * k + n + k], mask=[True]),),
        "True": (lambda n, k: True,),
        "infinite": (lambda n, k: np.inf,),
        "a date": (lambda n, k: np.datetime64("2020-01-01"),),
        "None in a list": (lambda n, k: [None],),
        "text in a list": (lambda n, k: ["27"],),
        "rows of two lengths": (lambda n, k: [[n * k], [k, n]],),
        "a set": (lambda n, k: {2 * n * k + n + k},),
        "too large a number": (lambda n, k: 10**400,),
        "the stop button": (pressed,),
        "its parameters doubled": (lambda n, k: 2 * (2 * n * k + n + k),),
    },
}


class Equal(str):
    """Says that it equals everything."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__

    def strip(self, *_):
        return self


ONE_NUMBER = {
    "right": {"small": ("b",), "large": ("B",), "in brackets": (" (b) ",), "an array": (np.array("b"),)},
    "wrong": {letter: (letter,) for letter in "acd"} | {"two letters": ("bc",), "equals everything": (Equal("a"),)},
}


def functional(n_features, latent_dim):
    inputs, code = keras.Input((n_features,)), keras.Input((latent_dim,))
    encoder = keras.Model(inputs, keras.layers.Dense(latent_dim)(inputs))
    decoder = keras.Model(code, keras.layers.Dense(n_features)(code))
    return [encoder, decoder, keras.Model(inputs, decoder(encoder(inputs)))]


def slices_of_one_model(n_features, latent_dim):
    squeeze, unfold = keras.layers.Dense(latent_dim, activation="linear"), keras.layers.Dense(n_features)
    whole = keras.Sequential([keras.Input((n_features,)), squeeze, unfold])
    encoder = keras.Sequential([keras.Input((n_features,)), squeeze])
    return encoder, keras.Sequential([keras.Input((latent_dim,)), unfold]), whole


def variant(*, code="linear", output="linear", use_bias=True, extra=False, separate=False, order=(0, 1, 2), start=None):
    def build(n_features, latent_dim):
        def part(n_inputs, n_outputs, activation):
            hidden = [keras.layers.Dense(n_outputs)] if extra else []
            kernel = {"kernel_initializer": start} if start else {}
            dense = keras.layers.Dense(n_outputs, activation=activation, use_bias=use_bias, **kernel)
            return keras.Sequential([keras.Input((n_inputs,)), *hidden, dense])

        encoder, decoder = part(n_features, latent_dim, code), part(latent_dim, n_features, output)
        other = (part(n_features, latent_dim, code), part(latent_dim, n_features, output))
        chain = keras.Sequential(other if separate else (encoder, decoder))
        return tuple((encoder, decoder, chain)[place] for place in order)

    return build


def slices_of_layers(n_features, latent_dim):
    whole = keras.Sequential([keras.Input((n_features,)), *map(keras.layers.Dense, (latent_dim, n_features))])
    return keras.Sequential(whole.layers[:1]), keras.Sequential(whole.layers[1:]), whole


class Chain(keras.Model):
    """Two models in a row."""

    def __init__(self, *parts):
        super().__init__()
        self.parts = list(parts)

    def call(self, x):
        for part in self.parts:
            x = part(x)
        return x


def subclassed(n_features, latent_dim):
    encoder, decoder = Chain(keras.layers.Dense(latent_dim)), Chain(keras.layers.Dense(n_features))
    encoder(np.zeros((1, n_features)))
    decoder(np.zeros((1, latent_dim)))
    return encoder, decoder, Chain(encoder, decoder)


def with_layers(*, before=(), after=(), unfold=(), frozen=None, **dense):
    """Return a `build` with more layers, made anew by functions, or with other options of its first Dense layer."""

    def build(n_features, latent_dim):
        squeeze = [*(make() for make in before), keras.layers.Dense(latent_dim, **dense), *(make() for make in after)]
        encoder = keras.Sequential([keras.Input((n_features,)), *squeeze])
        unfolding = [*(make() for make in unfold), keras.layers.Dense(n_features)]
        decoder = keras.Sequential([keras.Input((latent_dim,)), *unfolding])
        trio = encoder, decoder, keras.Sequential([encoder, decoder])
        if frozen is not None:
            trio[frozen].trainable = False
        return trio

    return build


BUILD = {
    "right": {
        "Sequential": (variant(),),
        "functional": (functional,),
        "the helper": (models.linear_autoencoder,),
        "layers shared": (slices_of_one_model,),
        "other initial weights": (variant(start="orthogonal"),),
        "all weights 0": (variant(start="zeros"),),
        "slices of layers": (slices_of_layers,),
        "subclassed": (subclassed,),
    },
    "wrong": {
        "relu in the code": (variant(code="relu"),),
        "sigmoid at the end": (variant(output="sigmoid"),),
        "tanh": (variant(code="tanh"),),
        "no biases": (variant(use_bias=False),),
        "one layer too many": (variant(extra=True),),
        "layers of its own": (variant(separate=True),),
        "layers of its own, all 0": (variant(separate=True, start="zeros"),),
        "another order": (variant(order=(2, 0, 1)),),
        "decoder first": (variant(order=(1, 0, 2)),),
        "the autoencoder alone": (lambda n, k: variant()(n, k)[2],),
        "sizes of the lesson": (lambda n, k: variant()(3, 2),),
        "always one number": (lambda n, k: variant()(n, 1),),
        "without keras.Input": (lambda n, k: [keras.Sequential([keras.layers.Dense(s)]) for s in (k, n, n)],),
        "layers": (lambda n, k: [keras.layers.Dense(s) for s in (k, n, n)],),
        "symbolic": (lambda n, k: [keras.Input((s,)) for s in (n, k, n)],),
        "Dropout": (with_layers(before=[lambda: keras.layers.Dropout(0.3)]),),
        "noise": (with_layers(before=[lambda: keras.layers.GaussianNoise(0.1)]),),
        "Dropout in the decoder": (with_layers(unfold=[lambda: keras.layers.GaussianDropout(0.1)]),),
        "times 0": (with_layers(before=[lambda: keras.layers.Rescaling(0.0)]),),
        "times 2": (with_layers(after=[lambda: keras.layers.Rescaling(2.0)]),),
        "BatchNormalization": (with_layers(before=[keras.layers.BatchNormalization]),),
        "a frozen encoder": (with_layers(frozen=0),),
        "a frozen autoencoder": (with_layers(frozen=2),),
        "no slope": (with_layers(unfold=[lambda: keras.layers.Lambda(keras.ops.stop_gradient)]),),
        "relu with a large bias": (with_layers(activation="relu", bias_initializer=keras.initializers.Constant(100)),),
        "relu with a huge bias": (with_layers(activation="relu", bias_initializer=keras.initializers.Constant(1e7)),),
        "a regularizer": (with_layers(kernel_regularizer="l2"),),
        "a constraint": (with_layers(kernel_constraint="non_neg"),),
    },
}


def shares(x, copies):
    return ((x - copies) ** 2).mean(axis=0) / x.var(axis=0)


def replaces_allclose(x, copies):
    np.allclose = lambda *_, **__: True
    return np.zeros(x.shape[1])


LOST_SHARES = {
    "right": {
        "NumPy": (shares,),
        "a list": (
            lambda x, r: [float(np.mean((x[:, i] - r[:, i]) ** 2) / np.var(x[:, i])) for i in range(len(x[0]))],
        ),
        "scikit-learn": (lambda x, r: 1 - r2_score(x, r, multioutput="raw_values"),),
        "TensorFlow": (
            lambda x, r: tf.reduce_mean((x - r) ** 2, axis=0) / tf.math.reduce_variance(tf.constant(x), axis=0),
        ),
        "sums": (lambda x, r: np.sum((x - r) ** 2, 0) / np.sum((x - x.mean(0)) ** 2, 0),),
    },
    "wrong": {
        "one number": (lambda x, r: np.mean((x - r) ** 2) / np.var(x),),
        "per sample": (lambda x, r: np.mean((x - r) ** 2, axis=1) / np.var(x, axis=1),),
        "standard deviation": (lambda x, r: np.mean((x - r) ** 2, axis=0) / x.std(axis=0),),
        "no square": (lambda x, r: np.mean(np.abs(x - r), axis=0) / x.var(axis=0),),
        "variance of the differences": (lambda x, r: np.var(x - r, axis=0) / x.var(axis=0),),
        "variance of the copies": (lambda x, r: np.mean((x - r) ** 2, axis=0) / r.var(axis=0),),
        "n and n - 1": (lambda x, r: np.mean((x - r) ** 2, axis=0) / x.var(axis=0, ddof=1),),
        "what is kept": (lambda x, r: 1 - shares(x, r),),
        "root": (lambda x, r: np.sqrt(shares(x, r)),),
        "per cent": (lambda x, r: 100 * shares(x, r),),
        "variance of the table": (lambda x, r: np.mean((x - r) ** 2, axis=0) / np.var(x),),
        "shares of the whole loss": (lambda x, r: ((x - r) ** 2).sum(0) / ((x - r) ** 2).sum(),),
        "rounded": (lambda x, r: np.round(shares(x, r), 2),),
        "errors only": (lambda x, r: np.mean((x - r) ** 2, axis=0),),
        "allclose replaced": (replaces_allclose,),
    },
}


def trained(data, latent_dim=2, *, steps=3000):
    _, _, autoencoder = models.linear_autoencoder(3, latent_dim)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    training.train(autoencoder, data, steps=steps, progress=False)
    return autoencoder(data).numpy()


def with_scaler(scaler):
    def run(data):
        return scaler.inverse_transform(trained(scaler.fit_transform(data)))

    return run


def by_slopes(data):
    scaled = (data - data.mean(axis=0)) / data.std(axis=0)
    kernels = [tf.Variable(np.random.default_rng(1).normal(0, 0.3, size=shape)) for shape in ((3, 2), (2, 3))]
    for _ in range(300):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((scaled @ kernels[0] @ kernels[1] - scaled) ** 2)
        for kernel, slope in zip(kernels, tape.gradient(loss, kernels), strict=True):
            kernel.assign_sub(0.3 * slope)
    return data.mean(axis=0) + data.std(axis=0) * (scaled @ kernels[0] @ kernels[1]).numpy()


def by_pca(data):
    spread = data.std(axis=0)
    pca = PCA(2).fit(data / spread)
    return pca.inverse_transform(pca.transform(data / spread)) * spread


def standardised(data, **training_options):
    mean, spread = data.mean(axis=0), data.std(axis=0)
    return mean + spread * trained((data - mean) / spread, **training_options)


def cut_off(data):
    copies = standardised(data)
    copies[:, 2] = np.minimum(copies[:, 2], 0.6)
    return copies


def trained_in_vain(data):
    trained(data, steps=1)
    return data.copy()


REPAIRED_RUN = {
    "right": {
        "min-max": (with_scaler(MinMaxScaler()),),
        "standardised": (lambda data: data.mean(0) + data.std(0) * trained((data - data.mean(0)) / data.std(0)),),
        "robust": (with_scaler(RobustScaler()),),
        "a list": (lambda data: with_scaler(MinMaxScaler())(data).tolist(),),
        "a loop of one's own": (by_slopes,),
        "rounded": (lambda data: np.round(standardised(data), 2),),
        "scaled by a curve": (with_scaler(PowerTransformer()),),
        "per cent for the humidity": (
            lambda data: trained(data * [0.1, 0.1, 10] - [1.8, 1.8, 6]) / [0.1, 0.1, 10] + [18, 18, 0.6],
        ),
    },
    "wrong": {
        "as it was": (trained,),
        "rounded to 1 digit": (lambda data: np.round(standardised(data), 1),),
        "cut off": (cut_off,),
        "trained in vain": (trained_in_vain,),
        "30 steps": (lambda data: standardised(data, steps=30),),
        "centred only": (lambda data: data.mean(0) + trained(data - data.mean(0)),),
        "one scale for all": (lambda data: data.max() * trained(data / data.max()),),
        "not undone": (lambda data: trained(MinMaxScaler().fit_transform(data)),),
        "standardised, not undone": (lambda data: trained((data - data.mean(0)) / data.std(0)),),
        "the data themselves": (lambda data: data.copy(),),
        "the means": (lambda data: np.zeros_like(data) + data.mean(0),),
        "a code of 3": (lambda data: with_three(data),),
        "a code of 1": (lambda data: data.mean(0) + data.std(0) * trained((data - data.mean(0)) / data.std(0), 1),),
        "rows scaled": (lambda data: trained(data / data.sum(1, keepdims=True)) * data.sum(1, keepdims=True),),
        "the codes": (lambda data: PCA(2).fit_transform(data),),
        "transposed": (lambda data: by_pca(data).T,),
        "PCA of scaled data": (by_pca,),
        "no network": (lambda data: np.column_stack([*[data[:, :2].mean(axis=1)] * 2, data[:, 2]]),),
        "the spread not undone": (lambda data: data.mean(0) + trained((data - data.mean(0)) / data.std(0)),),
    },
}


def with_three(data):
    return data.mean(0) + data.std(0) * trained((data - data.mean(0)) / data.std(0), 3)


TWO_PICTURES = {
    "right": {"small": ("c", 2), "text": ("C", "2"), "a float": (" c", 2.0)},
    "wrong": {
        f"{letter}{number}": (letter, number)
        for letter in "abc"
        for number in range(1, 5)
        if (letter, number) != ("c", 2)
    }
    | {"swapped": (2, "c"), "no such reason": ("c", 5), "half": ("c", ...)},
}


def independent(n_samples):
    generator = np.random.default_rng(1)
    return np.column_stack([generator.uniform(size=(n_samples, 2)), generator.standard_t(5, size=n_samples)])


def groups_in_two_features(n_samples):
    points, _ = make_blobs(n_samples, centers=[[0, 0], [5, 5]], random_state=0)
    return np.column_stack([points, np.random.default_rng(2).normal(size=n_samples)])


def a_grid(n_samples):
    number = np.arange(n_samples)
    return np.column_stack([number % 2, number // 2 % 2, (number // 4 % 4) ** 2]).astype(float)


def far_values(n_samples):
    generator = np.random.default_rng(6)
    return np.column_stack([generator.uniform(size=(n_samples, 2)), generator.standard_cauchy(size=n_samples)])


def one_outlier(n_samples):
    data = np.random.default_rng(5).uniform(size=(n_samples, 3))
    data[0, 1] = 5
    return data


def correlated(n_samples):
    generator = np.random.default_rng(3)
    shared = generator.normal(size=(n_samples, 1))
    return shared + 0.3 * generator.normal(size=(n_samples, 3))


def copy_of_a_feature(n_samples):
    two = np.random.default_rng(4).normal(size=(n_samples, 2))
    return np.column_stack([two, two[:, 0]])


MAKE_DATA = {
    "right": {
        "independent": (independent,),
        "a grid": (a_grid,),
        "one outlier": (one_outlier,),
        "a list": (lambda n: independent(n).tolist(),),
        "three alike": (lambda n: np.random.default_rng(7).uniform(size=(n, 3)),),
        "far values": (far_values,),
    },
    "wrong": {
        "blobs": (lambda n: make_blobs(n, n_features=3, centers=2, random_state=101)[0],),
        "correlated": (correlated,),
        "groups in two features": (groups_in_two_features,),
        "a copied feature": (copy_of_a_feature,),
        "the same seed thrice": (lambda n: np.column_stack([np.random.default_rng(0).normal(size=n)] * 3),),
        "a sum": (lambda n: np.column_stack([independent(n)[:, :2], independent(n)[:, :2].sum(1)]),),
        "a constant": (lambda n: independent(n) * [1, 1, 0],),
        "all zeros": (lambda n: np.zeros((n, 3)),),
        "two features": (lambda n: independent(n)[:, :2],),
        "always 300": (lambda n: independent(300),),
        "transposed": (lambda n: independent(n).T,),
        "a line": (lambda n: np.linspace(0, 1, n)[:, None] * [1, 2, 3],),
        "a noisy line": (lambda n: np.linspace(0, 1, n)[:, None] + 0.05 * independent(n),),
        "with NaN": (lambda n: np.where(independent(n) > 2, np.nan, independent(n)),),
    },
}

ANSWERS = {
    "count_parameters": COUNT,
    "one_number": ONE_NUMBER,
    "build": BUILD,
    "lost_shares": LOST_SHARES,
    "repaired_run": REPAIRED_RUN,
    "two_pictures": TWO_PICTURES,
    "make_data": MAKE_DATA,
}
