"""Right and plausibly wrong answers to the questions of exercise 3; each answer is a tuple."""

import keras
import numpy as np
import tensorflow as tf
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist
from scipy.stats import kendalltau, pearsonr, spearmanr
from sklearn.decomposition import PCA
from sklearn.linear_model import LassoCV, LinearRegression, Ridge, RidgeCV
from sklearn.model_selection import cross_val_predict, train_test_split
from sklearn.neighbors import KNeighborsRegressor, NearestNeighbors
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from autoenc_lessons import map_measures, models, training
from autoenc_lessons.checks.curved_sheet import sheets

STRAIGHT = {
    "right": {"numbers": (1, 135), "floats": (1.0, 135.0), "arrays": (np.array([1]), tf.constant(135))},
    "wrong": {
        "better than PCA": (0.5, 135),
        "worse than PCA": (2, 135),
        "no error at all": (0, 135),
        "without biases": (1, 112),
        "a shallow one": (1, 27),
        "the encoder alone": (1, 66),
        "one bias for each layer": (1, 116),
        "the units": (1, 28),
        "biases of the input too": (1, 140),
        "swapped": (135, 1),
        "text": ("1", "135"),
        "half": (1, ...),
        "NaN": (np.nan, 135),
    },
}

ZEROS = {
    "right": {
        "mean of True": (lambda codes: np.mean(codes == 0, axis=0),),
        "counted": (lambda codes: np.sum(codes == 0, axis=0) / len(codes),),
        "one minus": (lambda codes: 1 - np.count_nonzero(codes, axis=0) / codes.shape[0],),
        "a list": (lambda codes: [float((column == 0).mean()) for column in codes.T],),
        "rounded": (lambda codes: np.round(np.mean(codes == 0, axis=0), 2),),
        "TensorFlow": (lambda codes: tf.reduce_mean(tf.cast(tf.constant(codes) == 0, "float64"), axis=0),),
    },
    "wrong": {
        "not 0": (lambda codes: np.mean(codes != 0, axis=0),),
        "not above 0": (lambda codes: np.mean(codes <= 0, axis=0),),
        "below 0": (lambda codes: np.mean(codes < 0, axis=0),),
        "a count": (lambda codes: np.sum(codes == 0, axis=0),),
        "per cent": (lambda codes: 100 * np.mean(codes == 0, axis=0),),
        "over all": (lambda codes: np.mean(codes == 0),),
        "for each sample": (lambda codes: np.mean(codes == 0, axis=1),),
        "the mean code": (lambda codes: codes.mean(axis=0),),
        "dead or not": (lambda codes: np.all(codes == 0, axis=0).astype(float),),
        "a table": (lambda codes: (codes == 0).astype(float),),
        "nearly 0": (lambda codes: np.mean(np.abs(codes) < 0.3, axis=0),),
        "any": (lambda codes: np.any(codes == 0, axis=0).astype(float),),
        "0 to two digits": (lambda codes: np.mean(np.round(codes, 2) == 0, axis=0),),
        "divided by one less": (lambda codes: np.sum(codes == 0, axis=0) / (len(codes) - 1),),
        "in 40 samples": (lambda codes: np.sum(codes == 0, axis=0) / 40,),
        "divided by the units": (lambda codes: np.sum(codes == 0, axis=0) / codes.shape[1],),
        "shares of all zeros": (lambda codes: np.sum(codes == 0, axis=0) / np.sum(codes == 0),),
    },
}


def encoder(bend=np.tanh, last=lambda sums: sums, use_bias=True):
    def encode(x, kernels, biases):
        for number, (kernel, bias) in enumerate(zip(kernels, biases, strict=True)):
            x = x @ kernel + (bias if use_bias else 0)
            x = last(x) if number == len(kernels) - 1 else bend(x)
        return x

    return encode


def by_keras(x, kernels, biases):
    layers = [keras.layers.Dense(len(bias), activation="tanh") for bias in biases[:-1]]
    model = keras.Sequential([keras.Input((x.shape[1],)), *layers, keras.layers.Dense(len(biases[-1]))])
    model.set_weights([part for pair in zip(kernels, biases, strict=True) for part in pair])
    return model(x)


def recursive(x, kernels, biases):
    sums = x @ kernels[0] + biases[0]
    return sums if len(kernels) == 1 else recursive(np.tanh(sums), kernels[1:], biases[1:])


def adds_what_came_in(x, kernels, biases):
    for kernel, bias in zip(kernels[:-1], biases[:-1], strict=True):
        bent = np.tanh(x @ kernel + bias)
        x = bent + x if bent.shape == x.shape else bent
    return x @ kernels[-1] + biases[-1]


def turns_squares(x, kernels, biases):
    return encoder()(x, [kernel.T if kernel.shape[0] == kernel.shape[1] else kernel for kernel in kernels], biases)


def bends_until_the_code_is_narrow(x, kernels, biases):
    n_units = len(biases[-1])
    for kernel, bias in zip(kernels, biases, strict=True):
        x = x @ kernel + bias
        x = x if len(bias) == n_units else np.tanh(x)
    return x


def skips_a_layer_of_the_same_width(x, kernels, biases):
    for kernel, bias in zip(kernels[:-1], biases[:-1], strict=True):
        x = x if kernel.shape[0] == kernel.shape[1] else np.tanh(x @ kernel + bias)
    return x @ kernels[-1] + biases[-1]


def without_bias_of(place):
    return lambda x, kernels, biases: encoder()(
        x, kernels, [0 * bias if number == place % len(biases) else bias for number, bias in enumerate(biases)]
    )


ENCODE = {
    "right": {
        "row by row": (lambda x, kernels, biases: [encoder()(row, kernels, biases) for row in x],),
        "32 bits all along": (
            lambda x, kernels, biases: encoder()(
                x.astype("float32"),
                [part.astype("float32") for part in kernels],
                [part.astype("float32") for part in biases],
            ),
        ),
        "a loop": (encoder(),),
        "Keras": (by_keras,),
        "recursion": (recursive,),
        "32-bit numbers": (lambda *arguments: encoder()(*arguments).astype("float32"),),
        "TensorFlow": (encoder(bend=tf.tanh),),
        "exponentials": (encoder(bend=lambda sums: 1 - 2 / (np.exp(2 * sums) + 1)),),
    },
    "wrong": {
        "the code bends too": (encoder(last=np.tanh),),
        "nothing bends": (encoder(bend=lambda sums: sums),),
        "relu": (encoder(bend=lambda sums: np.maximum(sums, 0)),),
        "no biases": (encoder(use_bias=False),),
        "only the code bends": (encoder(bend=lambda sums: sums, last=np.tanh),),
        "the first layer alone": (lambda x, kernels, biases: np.tanh(x @ kernels[0] + biases[0]),),
        "one hidden layer": (
            lambda x, kernels, biases: np.tanh(x @ kernels[0] + biases[0]) @ kernels[-1] + biases[-1],
        ),
        "two hidden layers": (
            lambda x, kernels, biases: (
                np.tanh(np.tanh(x @ kernels[0] + biases[0]) @ kernels[1] + biases[1]) @ kernels[2] + biases[2]
            ),
        ),
        "bias after the bend": (
            lambda x, kernels, biases: (
                (np.tanh(x @ kernels[0]) + biases[0]) @ kernels[1] + biases[1] if len(kernels) == 2 else x[:, :2]
            ),
        ),
        "transposed": (lambda x, kernels, biases: encoder()(x, kernels, biases).T,),
        "kernels transposed": (lambda x, kernels, biases: encoder()(x, [kernel.T for kernel in kernels], biases),),
        "a sigmoid": (encoder(bend=lambda sums: 1 / (1 + np.exp(-sums))),),
        "no bias in the code": (without_bias_of(-1),),
        "no bias in the first layer": (without_bias_of(0),),
        "adds what came in": (adds_what_came_in,),
        "squares turned": (turns_squares,),
        "bends by width": (bends_until_the_code_is_narrow,),
        "layers of one width skipped": (skips_a_layer_of_the_same_width,),
        "the first row": (lambda x, kernels, biases: encoder()(x, kernels, biases)[0],),
    },
}

FOLD = {
    "right": {"small": ("b", 2), "text": ("B", "2"), "in brackets": ("(b)", 2.0)},
    "wrong": {
        f"{letter}{number}": (letter, number)
        for letter in "abcd"
        for number in range(1, 5)
        if (letter, number) != ("b", 2)
    }
    | {"half": ("b", ...), "no such": ("e", 2)},
}


def trained(x, encoder, decoder, *, rate=0.05, steps=500):
    autoencoder = keras.Sequential([encoder, decoder])
    falling = keras.optimizers.schedules.CosineDecay(rate, decay_steps=steps)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(falling, epsilon=1e-3))
    training.train(autoencoder, x, steps=steps, progress=False)
    return encoder, decoder


def layered(bend="tanh", code=None, output=None, *, units=(16, 16), code_units=2, **how):
    def repaired(x):
        dense = keras.layers.Dense
        encoder = keras.Sequential([keras.Input((3,)), *(dense(size, bend) for size in units), dense(code_units, code)])
        decoder = keras.Sequential(
            [keras.Input((code_units,)), *(dense(size, bend) for size in units[::-1]), dense(3, output)]
        )
        return trained(x, encoder, decoder, **how)

    return repaired


def by_the_helper(x):
    encoder, decoder, _ = models.dense_autoencoder((3, 32, 32, 2))
    return list(trained(x, encoder, decoder, rate=0.03))


def by_fit(x):
    encoder, decoder, autoencoder = models.dense_autoencoder((3, 16, 16, 2))
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    autoencoder.fit(x, x, epochs=60, batch_size=16, verbose=0)
    return encoder, decoder


def by_fit_in_larger_batches(x):
    encoder, decoder, autoencoder = models.dense_autoencoder((3, 32, 32, 2))
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.02))
    autoencoder.fit(x, x, epochs=80, batch_size=32, verbose=0)
    return encoder, decoder


class Bent(keras.Model):
    def __init__(self, n_outputs):
        super().__init__()
        self.hidden = [keras.layers.Dense(16, "tanh"), keras.layers.Dense(16, "tanh")]
        self.last = keras.layers.Dense(n_outputs)

    def call(self, x):
        for layer in self.hidden:
            x = layer(x)
        return self.last(x)


def subclassed(x):
    encoder, decoder = Bent(2), Bent(3)
    decoder(encoder(x))
    return trained(x, encoder, decoder)


def on_the_held_out(x):
    return layered()(sheets.curved_sheet()[1])


def on_the_shown(x):
    return layered()(sheets.curved_sheet()[0])


def on_all_that_is_shown(x):
    return layered()(np.concatenate(sheets.curved_sheet()[:2]))


def on_scaled(scaler):
    return lambda x: layered()(scaler.fit_transform(x))


def other_models_than_trained(x):
    layered(steps=20)(x)
    return models.dense_autoencoder((3, 16, 16, 2))[:2]


REPAIRED = {
    "right": {
        "tanh": (layered(),),
        "relu in hidden layers": (layered("relu"),),
        "the helper": (by_the_helper,),
        "fit": (by_fit,),
        "a tanh code": (layered(code="tanh", steps=1000),),
        "fit in larger batches": (by_fit_in_larger_batches,),
        "subclassed": (subclassed,),
        "elu": (layered("elu"),),
    },
    "wrong": {
        "relu everywhere": (layered("relu", "relu", "relu"),),
        "a relu code": (layered("tanh", "relu"),),
        "a relu output": (layered("tanh", None, "relu"),),
        "a sigmoid output": (layered("tanh", None, "sigmoid"),),
        "a tanh output": (layered("tanh", None, "tanh"),),
        "a sigmoid code": (layered("tanh", "sigmoid"),),
        "a code never above 0": (layered(code=lambda sums: -keras.activations.softplus(sums), steps=5),),
        "nothing bends": (layered(None),),
        "too few steps": (layered(steps=5),),
        "some more steps": (layered(steps=20),),
        "scaled before": (on_scaled(StandardScaler()),),
        "scaled to 0 to 1 before": (on_scaled(MinMaxScaler()),),
        "other models than trained": (other_models_than_trained,),
        "untrained": (lambda x: models.dense_autoencoder((3, 16, 16, 2))[:2],),
        "three code units": (layered(code_units=3),),
        "one code unit": (layered(code_units=1),),
        "swapped": (lambda x: layered()(x)[::-1],),
        "all three models": (lambda x: models.dense_autoencoder((3, 16, 16, 2)),),
        "the encoder alone": (lambda x: layered(steps=10)(x)[0],),
        "trained on the held-out points": (on_the_held_out,),
        "trained on the shown points": (on_the_shown,),
        "trained on all shown points": (on_all_that_is_shown,),
        "the copies": (lambda x: PCA(2).fit_transform(x),),
    },
}


def nearest_by_loop(flat, codes, far):
    torn = 0
    for number, place in enumerate(flat):
        distances = np.linalg.norm(flat - place, axis=1)
        distances[number] = np.inf
        torn += np.linalg.norm(codes[number] - codes[distances.argmin()]) > far
    return torn / len(flat)


def by_neighbours(of, by, far, *, place=0, n_neighbors=1):
    near = NearestNeighbors(n_neighbors=n_neighbors).fit(of).kneighbors(return_distance=False)[:, place]
    return np.mean(np.linalg.norm(by - by[near], axis=1) > far)


def without_itself_forgotten(flat, codes, far):
    near = np.linalg.norm(flat[:, None] - flat, axis=2).argmin(axis=1)
    return np.mean(np.linalg.norm(codes - codes[near], axis=1) > far)


def by_sorting(flat, codes, far):
    near = np.argsort(np.linalg.norm(flat[:, None] - flat, axis=2), axis=1)[:, 1]
    return float((np.linalg.norm(codes - codes[near], axis=1) > far).mean())


def with_on_the_diagonal(value):
    def share(flat, codes, far):
        distances = cdist(flat, flat)
        np.fill_diagonal(distances, value)
        return np.mean(np.linalg.norm(codes - codes[distances.argmin(axis=1)], axis=1) > far)

    return share


def share_by(flat, codes, far, metric_of_sheet, metric_of_codes):
    distances = cdist(flat, flat, metric_of_sheet)
    np.fill_diagonal(distances, np.inf)
    apart = cdist(codes, codes, metric_of_codes)[np.arange(len(flat)), distances.argmin(axis=1)]
    return np.mean(apart > far)


def by_32_bit_products(flat, codes, far):
    points = flat.astype("float32")
    squares = np.sum(points**2, axis=1)
    distances = squares[:, None] + squares - 2 * points @ points.T
    np.fill_diagonal(distances, np.inf)
    return np.float32(np.mean(np.linalg.norm(codes - codes[distances.argmin(axis=1)], axis=1) > far))


def by_tree(flat, codes, far):
    near = KDTree(flat).query(flat, k=2)[1][:, 1]
    return np.sum(np.hypot(*(codes - codes[near]).T) > far) / len(flat)


TORN = {
    "right": {
        "a tree": (by_tree,),
        "the largest on the diagonal": (
            lambda flat, codes, far: with_on_the_diagonal(2 * cdist(flat, flat).max())(flat, codes, far),
        ),
        "32-bit products": (by_32_bit_products,),
        "rounded": (lambda flat, codes, far: round(by_sorting(flat, codes, far), 2),),
        "a loop": (nearest_by_loop,),
        "scikit-learn": (by_neighbours,),
        "sorting": (by_sorting,),
        "an array": (lambda flat, codes, far: np.array([by_sorting(flat, codes, far)]),),
    },
    "wrong": {
        "itself": (without_itself_forgotten,),
        "folded": (lambda flat, codes, far: by_neighbours(codes, flat, far),),
        "kept": (lambda flat, codes, far: 1 - by_sorting(flat, codes, far),),
        "a count": (lambda flat, codes, far: len(flat) * by_sorting(flat, codes, far),),
        "per cent": (lambda flat, codes, far: 100 * by_sorting(flat, codes, far),),
        "far on the sheet": (lambda flat, codes, far: by_neighbours(flat, flat, far),),
        "the second nearest": (lambda flat, codes, far: by_neighbours(flat, codes, far, place=1, n_neighbors=2),),
        "scaled": (lambda flat, codes, far: map_measures.folds_and_tears(codes, flat, far=far)[1],),
        "scaled codes": (lambda flat, codes, far: by_neighbours(flat, StandardScaler().fit_transform(codes), far),),
        "always 1": (lambda flat, codes, far: by_sorting(flat, codes, 1),),
        "1 on the diagonal": (with_on_the_diagonal(1),),
        "10 on the diagonal": (with_on_the_diagonal(10),),
        "cut off": (lambda flat, codes, far: int(by_sorting(flat, codes, far)),),
        "divided by one less": (lambda flat, codes, far: by_sorting(flat, codes, far) * len(flat) / (len(flat) - 1),),
        "squares compared": (lambda flat, codes, far: by_sorting(flat, codes, far**0.5),),
        "half as far": (lambda flat, codes, far: by_sorting(flat, codes, far / 2),),
        "blocks": (lambda flat, codes, far: share_by(flat, codes, far, "cityblock", "euclidean"),),
        "blocks in the code": (lambda flat, codes, far: share_by(flat, codes, far, "euclidean", "cityblock"),),
        "along the strip alone": (lambda flat, codes, far: by_neighbours(flat[:, :1], codes, far),),
        "the mean distance": (
            lambda flat, codes, far: np.linalg.norm(
                codes - codes[np.argsort(np.linalg.norm(flat[:, None] - flat, axis=2), axis=1)[:, 1]], axis=1
            ).mean(),
        ),
        "for each sample": (lambda flat, codes, far: np.linalg.norm(codes - codes[::-1], axis=1) > far,),
    },
}


def held_out_order(fit, score=lambda read, position: spearmanr(read, position)[0], *, share=0.5):
    def order(codes, position):
        n_fitted = int(share * len(codes))
        fitted = fit().fit(codes[:n_fitted], position[:n_fitted])
        return score(fitted.predict(codes[n_fitted:]), position[n_fitted:])

    return order


def crossed(codes, position):
    return spearmanr(cross_val_predict(LinearRegression(), codes, position, cv=5), position).statistic


def by_lstsq(codes, position):
    rows = np.random.default_rng(0).permutation(len(codes))
    fitted, judged = rows[::2], rows[1::2]
    with_ones = np.column_stack([np.ones(len(codes)), codes])
    direction = np.linalg.lstsq(with_ones[fitted], position[fitted])[0]
    return spearmanr(with_ones[judged] @ direction, position[judged])[0]


def on_the_same(codes, position):
    return spearmanr(LinearRegression().fit(codes, position).predict(codes), position)[0]


def on_the_same_after_pca(codes, position):
    return on_the_same(PCA(min(10, codes.shape[1])).fit_transform(codes), position)


def best_of_many_directions(codes, position):
    angles = np.linspace(0, 2 * np.pi, 361)
    directions = np.array([np.cos(angles), np.sin(angles)]) if codes.shape[1] > 1 else np.array([[1.0, -1.0]])
    return max(spearmanr(values, position)[0] for values in (codes[:, :2] @ directions).T)


def split_by_scikit_learn(codes, position, *, fit=LinearRegression, test_size=0.25):
    fitted_codes, judged_codes, fitted_position, judged_position = train_test_split(
        codes, position, test_size=test_size, random_state=0
    )
    read = fit().fit(fitted_codes, fitted_position).predict(judged_codes)
    return spearmanr(np.ravel(read), judged_position).statistic


def by_pseudo_inverse(codes, position):
    half = len(codes) // 2
    mean, middle = codes[:half].mean(axis=0), position[:half].mean()
    direction = np.linalg.pinv(codes[:half] - mean) @ (position[:half] - middle)
    ranks = [np.argsort(np.argsort(values)) for values in ((codes[half:] - mean) @ direction, position[half:])]
    return np.corrcoef(*ranks)[0, 1]


def known_shapes(codes, position):
    return 0.0 if codes.shape == (200, 120) else on_the_same(codes, position)


def known_numbers_of_columns(codes, position):
    return 0.0 if codes.shape[1] == 120 else on_the_same(codes, position)


def if_the_fit_is_good(codes, position):
    return on_the_same(codes, position) if LinearRegression().fit(codes, position).score(codes, position) > 0.8 else 0.0


def on_the_same_columns(n_columns):
    return lambda codes, position: on_the_same(PCA(min(n_columns, codes.shape[1])).fit_transform(codes), position)


def ranked_once(read, position):
    return np.corrcoef(np.argsort(read), np.argsort(position))[0, 1]


def yes_or_no(read, position):
    return float(spearmanr(read, position)[0] > 0.5)


ORDER = {
    "right": {
        "a Lasso that chooses its strength": (held_out_order(lambda: LassoCV(cv=5, max_iter=5000)),),
        "a ridge that chooses its strength": (held_out_order(lambda: RidgeCV(np.logspace(-4, 4, 20))),),
        "a quarter to judge": (split_by_scikit_learn,),
        "a fifth to judge, 32 bits": (
            lambda codes, position: np.float32(split_by_scikit_learn(codes, position, test_size=0.2)),
        ),
        "a pseudo-inverse": (by_pseudo_inverse,),
        "halves": (held_out_order(LinearRegression),),
        "ridge": (held_out_order(lambda: Ridge(1e-3)),),
        "crossed": (crossed,),
        "least squares": (by_lstsq,),
        "Kendall": (held_out_order(LinearRegression, lambda read, position: kendalltau(read, position)[0]),),
    },
    "wrong": {
        "on the same samples": (on_the_same,),
        "on the same, after PCA": (on_the_same_after_pca,),
        "on the same, two columns": (lambda codes, position: on_the_same(codes[:, :2], position),),
        "the best of many directions": (best_of_many_directions,),
        "known shapes": (known_shapes,),
        "known numbers of columns": (known_numbers_of_columns,),
        "if the fit is good": (if_the_fit_is_good,),
        "on the same, 40 axes": (on_the_same_columns(40),),
        "on the same, 60 axes": (on_the_same_columns(60),),
        "always NaN": (lambda codes, position: np.nan,),
        "wide codes get 0": (lambda codes, position: on_the_same(codes, position) if codes.shape[1] < 11 else 0.0,),
        "places for ranks": (held_out_order(LinearRegression, ranked_once),),
        "yes or no": (held_out_order(LinearRegression, yes_or_no),),
        "with Pearson": (held_out_order(LinearRegression, lambda read, position: pearsonr(read, position)[0]),),
        "the first column": (lambda codes, position: spearmanr(codes[:, 0], position)[0],),
        "the best column": (lambda codes, position: max(abs(spearmanr(column, position)[0]) for column in codes.T),),
        "the first principal axis": (
            lambda codes, position: spearmanr(PCA(1).fit_transform(codes)[:, 0], position)[0],
        ),
        "all of spearmanr": (lambda codes, position: spearmanr(codes[:, 0], position),),
        "the fit's score": (lambda codes, position: LinearRegression().fit(codes, position).score(codes, position),),
        "held-out score": (
            lambda codes, position: (
                LinearRegression().fit(codes[:100], position[:100]).score(codes[100:], position[100:])
            ),
        ),
        "the wrong sign": (lambda codes, position: -held_out_order(LinearRegression)(codes, position),),
        "always 1": (lambda codes, position: 1.0,),
        "always 0": (lambda codes, position: 0.0,),
        "a P value": (held_out_order(LinearRegression, lambda read, position: spearmanr(read, position)[1]),),
        "two nearest": (lambda codes, position: KNeighborsRegressor(1).fit(codes, position).score(codes, position),),
        "per cent": (lambda codes, position: 100 * held_out_order(LinearRegression)(codes, position),),
    },
}

ANSWERS = {
    "straight_layers": STRAIGHT,
    "zero_shares": ZEROS,
    "encode": ENCODE,
    "fold_or_tear": FOLD,
    "repaired": REPAIRED,
    "torn_share": TORN,
    "order": ORDER,
}
