"""Right and plausibly wrong answers to the questions of exercise 10; each answer is a tuple."""

import numpy as np
import tensorflow as tf
from scipy.spatial.distance import cdist
from scipy.stats import gaussian_kde, multivariate_normal
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import euclidean_distances
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KernelDensity, NearestNeighbors

from autoenc_lessons.checks.generate_faces.materials import split_faces

MORPH = {
    "right": {
        "numbers": (0, "b"),
        "rounding": (1.3e-17, "(B)"),
        "arrays": (np.array([0.0]), "b "),
        "a tensor": (tf.constant(0.0), "B"),
    },
    "wrong": {
        "reason a": (0, "a"),
        "reason c": (0, "c"),
        "a half": (0.5, "b"),
        "small": (0.002, "b"),
        "one": (1, "b"),
        "negative": (-1, "b"),
        "blank": (0, ...),
        "text": ("0", "b"),
        "no such": (0, "d"),
        "NaN": (np.nan, "b"),
        "two numbers": ([0, 0], "b"),
        "the number of axes": (30, "b"),
    },
}


def draw(training, n_axes, n_faces, seed, *, kind="normal", sizes=None, mean=True, more=0, shared=False, power=1):
    pca = PCA(n_axes + more, svd_solver="full").fit(training)
    scores = pca.transform(training)
    generator = np.random.default_rng(seed)
    size = (n_faces, 1) if shared else (n_faces, n_axes + more)
    numbers = generator.normal(size=size) if kind == "normal" else generator.uniform(-(3**0.5), 3**0.5, size=size)
    spreads = scores.std(axis=0) ** power if sizes is None else sizes(scores)
    return (numbers * spreads) @ pca.components_ + (pca.mean_ if mean else 0)


def by_svd(training, n_axes, n_faces, seed):
    mean = training.mean(axis=0)
    _, singular, axes = np.linalg.svd(training - mean, full_matrices=False)
    sizes = singular[:n_axes] / np.sqrt(len(training))
    return mean + np.random.default_rng(seed).normal(0, sizes, size=(n_faces, n_axes)) @ axes[:n_axes]


def by_covariance(training, n_axes, n_faces, seed):
    pca = PCA(n_axes, svd_solver="full").fit(training)
    drawn = np.random.default_rng(seed).multivariate_normal(np.zeros(n_axes), np.diag(pca.explained_variance_), n_faces)
    return pca.inverse_transform(drawn)


def by_own_solver(training, n_axes, n_faces, seed, *, bits=64, **options):
    """Draw as the last hint says; for 625 pixels, PCA chooses its randomised solver."""
    pca = PCA(n_axes, **options).fit(training.astype(f"float{bits}"))
    scores = np.random.default_rng(seed).normal(size=(n_faces, n_axes)) * pca.transform(training).std(axis=0)
    return pca.inverse_transform(scores.astype(f"float{bits}"))


def by_white_scores(training, n_axes, n_faces, seed):
    np.random.seed(seed)  # noqa: NPY002
    return PCA(n_axes, whiten=True).fit(training).inverse_transform(np.random.randn(n_faces, n_axes))  # noqa: NPY002


def by_tensorflow(training, n_axes, n_faces, seed):
    pca = PCA(n_axes, svd_solver="full").fit(training)
    tf.random.set_seed(seed)
    scores = tf.random.normal((n_faces, n_axes)) * pca.explained_variance_.astype("float32") ** 0.5
    return scores @ pca.components_.astype("float32") + pca.mean_.astype("float32")


def by_singular_values(training, n_axes, n_faces, seed):
    pca = PCA(n_axes, svd_solver="full").fit(training)
    return pca.inverse_transform(np.random.default_rng(seed).normal(0, pca.singular_values_, size=(n_faces, n_axes)))


def by_plain_pca(make):
    """Give `make` a PCA as the last hint has it, the spreads, a size and a seed."""

    def drawn(training, n_axes, n_faces, seed):
        pca = PCA(n_axes).fit(training)
        return make(pca, pca.transform(training).std(axis=0), (n_faces, n_axes), seed)

    return drawn


def bell(sizes, size, seed):
    return sizes * np.random.default_rng(seed).normal(size=size)


def anew_for_each_axis(pca, sizes, size, seed):
    scores = np.stack([one * np.random.default_rng(seed).normal(size=size[0]) for one in sizes], axis=1)
    return pca.inverse_transform(scores)


def anew_for_each_face(pca, sizes, size, seed):
    return np.stack([pca.inverse_transform(bell(sizes, (1, size[1]), seed))[0] for _ in range(size[0])])


def own_scores_along_each_axis(training, n_axes, n_faces, seed):
    pca = PCA(n_axes).fit(training)
    rows = np.random.default_rng(seed).integers(len(training), size=(n_faces, n_axes))
    return pca.inverse_transform(np.take_along_axis(pca.transform(training), rows, axis=0))


def with_uncentred_axes(training, n_axes, n_faces, seed):
    axes = np.linalg.svd(training, full_matrices=False)[2][:n_axes]
    scores = training @ axes.T
    return np.random.default_rng(seed).normal(scores.mean(axis=0), scores.std(axis=0), size=(n_faces, n_axes)) @ axes


def bell_from(kind):
    def drawn(training, n_axes, n_faces, seed):
        pca = PCA(n_axes, svd_solver="full").fit(training)
        numbers = kind(np.random.default_rng(seed), (n_faces, n_axes))
        return pca.inverse_transform(numbers * pca.transform(training).std(axis=0))

    return drawn


def later_axes(training, n_axes, n_faces, seed):
    pca = PCA(n_axes + 1, svd_solver="full").fit(training)
    sizes = pca.transform(training).std(axis=0)[1:]
    return pca.mean_ + np.random.default_rng(seed).normal(0, sizes, size=(n_faces, n_axes)) @ pca.components_[1:]


def some_again(training, n_axes, n_faces, seed):
    pca = PCA(n_axes, svd_solver="full").fit(training)
    rows = np.random.default_rng(seed).integers(len(training), size=n_faces)
    return pca.inverse_transform(pca.transform(training)[rows])


def unseeded(training, n_axes, n_faces, seed):
    return draw(training, n_axes, n_faces, np.random.default_rng().integers(10**9))


DRAW = {
    "right": {
        "PCA": (draw,),
        "by hand": (by_svd,),
        "a covariance": (by_covariance,),
        "a tensor": (lambda *given: tf.constant(by_svd(*given)),),
        "PCA's own choice of a solver": (by_own_solver,),
        "the randomised solver": (lambda *given: by_own_solver(*given, svd_solver="randomized", random_state=0),),
        "32 bits": (lambda *given: by_own_solver(*given, bits=32),),
        "white scores": (by_white_scores,),
        "TensorFlow": (by_tensorflow,),
    },
    "wrong": {
        "singular values": (by_singular_values,),
        "clipped": (lambda *given: np.clip(draw(*given), 0, 1),),
        "the mean twice": (lambda *given: draw(*given) + given[0].mean(axis=0),),
        "from the second axis on": (later_axes,),
        "half an axis too many": (lambda *given: (draw(*given) + draw(*given, more=1)) / 2,),
        "one seed, another solver": (
            lambda training, n_axes, n_faces, seed: by_own_solver(training, n_axes, n_faces, 0),
        ),
        "no seed, another solver": (
            lambda training, n_axes, n_faces, seed: by_own_solver(training, n_axes, n_faces, None),
        ),
        "Laplace": (bell_from(lambda generator, size: generator.laplace(0, 0.5**0.5, size=size)),),
        "a triangle": (bell_from(lambda generator, size: generator.triangular(-(6**0.5), 0, 6**0.5, size=size)),),
        "exponential": (bell_from(lambda generator, size: generator.exponential(size=size) - 1),),
        "signs": (bell_from(lambda generator, size: generator.choice([-1.0, 1.0], size=size)),),
        "variances": (lambda *given: draw(*given, power=2),),
        "no spread": (lambda *given: draw(*given, power=0),),
        "one spread for all": (lambda *given: draw(*given, sizes=lambda scores: scores.std()),),
        "uniform": (lambda *given: draw(*given, kind="uniform"),),
        "no mean": (lambda *given: draw(*given, mean=False),),
        "the first eigenface added": (
            lambda *given: draw(*given) + 5 * PCA(1, svd_solver="full").fit(given[0]).components_,
        ),
        "an axis too many": (lambda *given: draw(*given, more=1),),
        "one number a face": (lambda *given: draw(*given, shared=True),),
        "training faces again": (some_again,),
        "another each time": (unseeded,),
        "one seed": (lambda training, n_axes, n_faces, seed: draw(training, n_axes, n_faces, 0),),
        "no mean, another solver": (by_plain_pca(lambda pca, *given: bell(*given) @ pca.components_),),
        "the mean twice, another solver": (
            by_plain_pca(lambda pca, *given: pca.inverse_transform(bell(*given)) + pca.mean_),
        ),
        "the mean of the held-out faces": (
            lambda *given: draw(*given) - given[0].mean(axis=0) + split_faces(0)[1].mean(axis=0),
        ),
        "axes of faces that keep their mean": (with_uncentred_axes,),
        "half of the axes": (lambda training, n_axes, *given: draw(training, n_axes // 2, *given),),
        "one number a face, another solver": (
            by_plain_pca(lambda pca, sizes, size, seed: pca.inverse_transform(bell(sizes, (size[0], 1), seed))),
        ),
        "a generator anew for each axis": (by_plain_pca(anew_for_each_axis),),
        "a generator anew for each face": (by_plain_pca(anew_for_each_face),),
        "rounded numbers": (bell_from(lambda generator, size: generator.normal(size=size).round(1)),),
        "own scores along each axis": (own_scores_along_each_axis,),
        "the scores": (lambda training, n_axes, n_faces, seed: np.ones((n_faces, n_axes)),),
        "one face": (lambda training, n_axes, n_faces, seed: draw(training, n_axes, 1, seed),),
        "squares": (lambda *given: draw(*given).reshape(-1, 25, 25),),
        "pixel by pixel": (
            lambda training, n_axes, n_faces, seed: np.random.default_rng(seed).normal(
                training.mean(axis=0), training.std(axis=0), size=(n_faces, 625)
            ),
        ),
    },
}


def ratio(pictures, training, *, metric="euclidean", first=0, second=1):
    distances = np.sort(cdist(pictures, training, metric), axis=1)
    return distances[:, first] / distances[:, second]


def ratio_by_neighbours(pictures, training):
    distances = NearestNeighbors(n_neighbors=2).fit(training).kneighbors(pictures)[0]
    return distances[:, 0] / distances[:, 1]


def ratio_by_loop(pictures, training):
    ratios = []
    for picture in pictures:
        nearest, second, *_ = sorted(float(np.linalg.norm(picture - known)) for known in training)
        ratios.append(nearest / second)
    return ratios


def ratio_by_product(pictures, training):
    distances = np.sort(euclidean_distances(pictures, training), axis=1)
    return distances[:, 0] / distances[:, 1]


RATIO = {
    "right": {
        "sorted": (ratio,),
        "neighbours": (ratio_by_neighbours,),
        "a loop": (ratio_by_loop,),
        "a tensor": (lambda *given: tf.constant(ratio(*given)),),
        "32 bits": (lambda *given: ratio_by_product(*(part.astype("float32") for part in given)),),
        "a product": (ratio_by_product,),
        "partition": (lambda p, t: np.divide(*np.partition(cdist(p, t), 1, axis=1).T[:2]),),
    },
    "wrong": {
        "squared": (lambda *given: ratio(*given, metric="sqeuclidean"),),
        "city block": (lambda *given: ratio(*given, metric="cityblock"),),
        "upside down": (lambda *given: ratio(*given, first=1, second=0),),
        "the farthest": (lambda *given: ratio(*given, second=-1),),
        "second and third": (lambda *given: ratio(*given, first=1, second=2),),
        "the nearest": (lambda pictures, training: cdist(pictures, training).min(axis=1),),
        "the difference": (lambda *given: 1 - ratio(*given),),
        "the median": (lambda *given: np.median(ratio(*given)),),
        "swapped": (lambda pictures, training: ratio(training, pictures),),
        "not sorted": (lambda p, t: cdist(p, t)[:, 0] / cdist(p, t)[:, 1],),
        "sorted over the wrong axis": (lambda p, t: np.divide(*np.sort(cdist(p, t), axis=0).T[:2, : len(p)]),),
        "in order of size": (lambda *given: np.sort(ratio(*given)),),
        "the nearest counted twice": (lambda *given: ratio(*given, second=0),),
        "of the two means": (lambda p, t: cdist(p, t).min(axis=1) / cdist(p, t).mean(axis=1),),
    },
}


def normal(codes, n_codes, seed, **options):
    generator = np.random.default_rng(seed)
    return generator.multivariate_normal(codes.mean(axis=0), np.cov(codes.T), n_codes, **options)


def by_whitening(codes, n_codes, seed):
    pca = PCA(whiten=True).fit(codes)
    return pca.inverse_transform(np.random.default_rng(seed).normal(size=(n_codes, codes.shape[1])))


def along_three_axes(codes, n_codes, seed):
    return PCA(3, whiten=True).fit(codes).inverse_transform(np.random.default_rng(seed).normal(size=(n_codes, 3)))


def by_mixture(codes, n_codes, seed, n_parts=2):
    return GaussianMixture(n_parts, random_state=seed).fit(codes).sample(n_codes)[0]


def by_axes(codes, n_codes, seed, draws=None):
    """Draw along the axes of the covariance; `draws` gives numbers with mean 0 and variance 1."""
    variances, axes = np.linalg.eigh(np.cov(codes.T))
    generator = np.random.default_rng(seed)
    size = n_codes, codes.shape[1]
    numbers = generator.normal(size=size) if draws is None else draws(generator, size)
    return codes.mean(axis=0) + numbers * np.sqrt(variances) @ axes.T


def of_a_ball(generator, size):
    numbers = generator.normal(size=size)
    numbers /= np.linalg.norm(numbers, axis=1, keepdims=True)
    return numbers * (size[1] + 2) ** 0.5 * generator.uniform(size=(size[0], 1)) ** (1 / size[1])


def of_a_sphere(generator, size):
    numbers = generator.normal(size=size)
    return numbers * size[1] ** 0.5 / np.linalg.norm(numbers, axis=1, keepdims=True)


def by_shuffled_axes(codes, n_codes, seed):
    pca = PCA().fit(codes)
    rows = np.random.default_rng(seed).integers(len(codes), size=(n_codes, codes.shape[1]))
    return pca.inverse_transform(np.take_along_axis(pca.transform(codes), rows, axis=0))


def by_kernels(codes, n_codes, seed):
    return KernelDensity(bandwidth=0.25).fit(codes).sample(n_codes, random_state=seed)


def by_root(codes, n_codes, seed, *, turned=True):
    root = np.linalg.cholesky(np.cov(codes.T))
    numbers = np.random.default_rng(seed).normal(size=(n_codes, codes.shape[1]))
    return codes.mean(axis=0) + numbers @ (root.T if turned else root)


def between_two(codes, n_codes, seed):
    generator = np.random.default_rng(seed)
    first, second = codes[generator.integers(len(codes), size=(2, n_codes))]
    return first + generator.uniform(size=(n_codes, 1)) * (second - first)


def by_correlations(codes, n_codes, seed):
    return np.random.default_rng(seed).multivariate_normal(codes.mean(axis=0), np.corrcoef(codes.T), n_codes)


def each_alone(codes, n_codes, seed, spread=1):
    generator = np.random.default_rng(seed)
    return generator.normal(codes.mean(axis=0), spread * codes.std(axis=0), size=(n_codes, codes.shape[1]))


def by_one_ellipse(codes, n_codes, seed, floor=1e-3):
    return GaussianMixture(1, reg_covar=floor, random_state=seed).fit(codes).sample(n_codes)[0]


def by_rounded_covariance(codes, n_codes, seed):
    return multivariate_normal(codes.mean(axis=0), np.cov(codes.T).round(2)).rvs(n_codes, random_state=seed)


def anew_for_each_code(codes, n_codes, seed):
    return np.concatenate([normal(codes, 1, seed) for _ in range(n_codes)])


def a_little_noise(codes, n_codes, seed):
    generator = np.random.default_rng(seed)
    return again(codes, n_codes, seed) + generator.normal(0, 0.05 * codes.std(axis=0), size=(n_codes, codes.shape[1]))


def again(codes, n_codes, seed):
    return codes[np.random.default_rng(seed).integers(len(codes), size=n_codes)]


def shuffled_units(codes, n_codes, seed):
    return np.random.default_rng(seed).permuted(again(codes, n_codes, seed), axis=0)


REPAIRED = {
    "right": {
        "a covariance": (normal,),
        "Cholesky": (lambda *given: normal(*given, method="cholesky"),),
        "white": (by_whitening,),
        "a mixture": (by_mixture,),
        "axes of the covariance": (by_axes,),
        "Cholesky by hand": (by_root,),
        "shuffled scores": (by_shuffled_axes,),
        "kernels": (lambda codes, n, seed: gaussian_kde(codes.T).resample(n, seed=seed).T,),
        "a mixture of five": (lambda *given: by_mixture(*given, n_parts=5),),
        "SciPy": (
            lambda codes, n, seed: multivariate_normal(codes.mean(axis=0), np.cov(codes.T)).rvs(n, random_state=seed),
        ),
        "a mixture of one with a floor": (by_one_ellipse,),
        "a rounded covariance": (by_rounded_covariance,),
        "32 bits": (lambda *given: normal(*given).astype("float32"),),
        "a list": (lambda *given: normal(*given).tolist(),),
    },
    "wrong": {
        "unchanged": (each_alone,),
        "wider": (lambda *given: each_alone(*given, spread=2),),
        "narrower": (lambda *given: each_alone(*given, spread=0.3),),
        "shuffled units": (shuffled_units,),
        "a cube": (lambda *given: by_axes(*given, lambda g, size: g.uniform(-(3**0.5), 3**0.5, size=size)),),
        "a ball": (lambda *given: by_axes(*given, of_a_ball),),
        "a sphere": (lambda *given: by_axes(*given, of_a_sphere),),
        "Laplace": (lambda *given: by_axes(*given, lambda g, size: g.laplace(0, 0.5**0.5, size=size)),),
        "too wide a cloud": (lambda *given: by_axes(*given, lambda g, size: g.normal(0, 2, size=size)),),
        "too narrow a cloud": (lambda *given: by_axes(*given, lambda g, size: g.normal(0, 0.7, size=size)),),
        "correlations": (by_correlations,),
        "the root not turned": (lambda *given: by_root(*given, turned=False),),
        "along three axes": (along_three_axes,),
        "between two codes": (between_two,),
        "kernels wider than the cloud": (by_kernels,),
        "the mean twice": (lambda codes, n, seed: normal(codes, n, seed) + codes.mean(axis=0),),
        "partly without a seed": (
            lambda codes, n, seed: again(codes, n, seed) + np.random.default_rng().normal(0, 0.2, size=(n, 4)),
        ),
        "the codes again": (again,),
        "a generator anew for each code": (anew_for_each_code,),
        "a little noise": (a_little_noise,),
        "a breath of noise": (lambda *given: again(*given) + 1e-4 * each_alone(*given),),
        "no mean": (lambda codes, n, seed: normal(codes, n, seed) - codes.mean(axis=0),),
        "standard normal": (lambda codes, n, seed: np.random.default_rng(seed).normal(size=(n, codes.shape[1])),),
        "half the spread": (lambda codes, n, seed: (normal(codes, n, seed) + codes.mean(axis=0)) / 2,),
        "one seed": (lambda codes, n, seed: normal(codes, n, 0),),
        "another each time": (lambda codes, n, seed: normal(codes, n, None),),
        "the mean": (lambda codes, n, seed: np.tile(codes.mean(axis=0), (n, 1)),),
        "turned": (lambda *given: normal(*given).T,),
        "too few": (lambda codes, n, seed: normal(codes, n - 1, seed),),
        "uniform": (
            lambda codes, n, seed: np.random.default_rng(seed).uniform(
                codes.min(axis=0), codes.max(axis=0), size=(n, codes.shape[1])
            ),
        ),
    },
}

TOO_GOOD = {
    "right": {"small": ("b", 4), "text": ("B", "4"), "in brackets": ("(b)", 4.0)},
    "wrong": {
        f"{letter}{number}": (letter, number)
        for letter in "abcd"
        for number in range(1, 5)
        if (letter, number) != ("b", 4)
    }
    | {"half": ("b", ...), "no such": ("e", 4)},
}


def weights(codes, values):
    return LinearRegression().fit(codes, values).coef_


def clean(codes, values, unwanted, *, rise=1.0, fit=weights):
    w, u = fit(codes, values), fit(codes, unwanted)
    step = w - (w @ u) / (u @ u) * u
    return rise * step * values.std() / (w @ step)


def by_least_squares(codes, values, unwanted):
    both = np.stack([weights(codes, values), weights(codes, unwanted)])
    return np.linalg.lstsq(both, np.array([values.std(), 0.0]), rcond=None)[0]


def along_two_units(codes, values, unwanted):
    both = np.stack([weights(codes, values), weights(codes, unwanted)])
    return np.append(np.linalg.solve(both[:, :2], [values.std(), 0]), np.zeros(codes.shape[1] - 2))


def average(codes, values):
    return (values - values.mean()) / values.std() @ (codes - codes.mean(axis=0)) / len(codes)


def not_clean(codes, values, unwanted):
    w = weights(codes, values)
    return w * values.std() / (w @ w)


CLEAN = {
    "right": {
        "taken away": (clean,),
        "least squares": (by_least_squares,),
        "two units": (along_two_units,),
        "a list": (lambda *given: clean(*given).tolist(),),
        "no constant term": (lambda *given: clean(*given, fit=lambda c, v: np.linalg.lstsq(c, v, rcond=None)[0]),),
        "a weak Ridge": (lambda *given: clean(*given, fit=lambda c, v: Ridge(1e-3).fit(c, v).coef_),),
        "normal equations": (lambda *given: clean(*given, fit=lambda c, v: np.linalg.solve(c.T @ c, c.T @ v)),),
        "32 bits": (lambda *given: clean(*(part.astype("float32") for part in given)),),
        "another deviation": (lambda codes, v, u: clean(codes, v, u) * v.std(ddof=1) / v.std(),),
    },
    "wrong": {
        "not clean": (not_clean,),
        "the average": (lambda codes, values, unwanted: average(codes, values),),
        "averages, taken away": (lambda *given: clean(*given, fit=average),),
        "the weights": (lambda codes, values, unwanted: weights(codes, values),),
        "the wrong one": (lambda codes, values, unwanted: clean(codes, unwanted, values),),
        "down": (lambda *given: clean(*given, rise=-1),),
        "twice": (lambda *given: clean(*given, rise=2),),
        "by 1": (lambda codes, values, unwanted: clean(codes, values, unwanted) / values.std(),),
        "nothing": (lambda codes, values, unwanted: np.zeros(codes.shape[1]),),
        "both": (lambda codes, v, u: not_clean(codes, v, u) - not_clean(codes, u, v),),
        "a strong Ridge": (lambda *given: clean(*given, fit=lambda c, v: Ridge(1e4).fit(c, v).coef_),),
        "for each code": (lambda codes, v, u: codes + clean(codes, v, u),),
        "a column": (lambda *given: clean(*given)[:, None],),
        "of length 1": (lambda *given: clean(*given) / np.linalg.norm(clean(*given)),),
        "a variance": (lambda codes, v, u: clean(codes, v, u) * v.std(),),
        "taken away twice": (lambda codes, v, u: 2 * clean(codes, v, u) - not_clean(codes, v, u),),
        "on one unit": (lambda codes, v, u: np.eye(codes.shape[1])[0] * v.std() / weights(codes, v)[0],),
    },
}


def evened(pictures):
    centred = pictures - pictures.mean(axis=1, keepdims=True)
    return centred / centred.std(axis=1, keepdims=True)


def to_training(pictures, training, *, mirror=True, even=evened):
    mirrored = training.reshape(-1, 25, 25)[:, :, ::-1].reshape(len(training), -1)
    known = [training, mirrored] if mirror else [training]
    return np.sort(np.min([cdist(even(pictures), even(part)) for part in known], axis=0), axis=1)


def copies(pictures, training, limit=0.6, **options):
    distances = to_training(pictures, training, **options)
    return distances[:, 0] / distances[:, 1] < limit


def by_correlation(pictures, training):
    nearest = to_training(pictures, training)[:, 0]
    return 1 - nearest**2 / 2 / pictures.shape[1] > 0.88


def by_corrcoef(pictures, training):
    known = np.concatenate([training, training.reshape(-1, 25, 25)[:, :, ::-1].reshape(len(training), -1)])
    return np.corrcoef(pictures, known)[: len(pictures), len(pictures) :].max(axis=1) > 0.87


def as_they_come(pictures):
    return pictures


COPIES = {
    "right": {
        "ratio": (copies,),
        "distance": (lambda pictures, training: to_training(pictures, training)[:, 0] / 25 < 0.48,),
        "correlation": (by_correlation,),
        "numbers": (lambda *given: copies(*given).astype(int),),
        "a lower line": (lambda *given: copies(*given, limit=0.55),),
        "a higher line": (lambda *given: copies(*given, limit=0.7),),
        "correlations by NumPy": (by_corrcoef,),
        "a list": (lambda *given: copies(*given).tolist(),),
        "32 bits": (lambda *given: copies(*(part.astype("float32") for part in given)),),
    },
    "wrong": {
        "as they come": (lambda *given: copies(*given, even=as_they_come, mirror=False),),
        "mirrored, but not evened": (lambda *given: copies(*given, even=as_they_come),),
        "evened, but not mirrored": (lambda *given: copies(*given, mirror=False),),
        "the mean alone": (lambda *given: copies(*given, even=lambda p: p - p.mean(axis=1, keepdims=True)),),
        "too strict": (lambda *given: copies(*given, limit=0.2),),
        "too lax": (lambda *given: copies(*given, limit=0.97),),
        "all": (lambda pictures, training: np.ones(len(pictures), dtype=bool),),
        "none": (lambda pictures, training: np.zeros(len(pictures), dtype=bool),),
        "the new ones": (lambda *given: ~copies(*given),),
        "the ratio": (lambda *given: np.divide(*to_training(*given).T[:2]),),
        "places": (lambda *given: np.flatnonzero(copies(*given)),),
        "upside down": (
            lambda p, t: (
                copies(p, t, mirror=False) | copies(p.reshape(-1, 25, 25)[:, ::-1].reshape(-1, 625), t, mirror=False)
            ),
        ),
        "the mirrored alone": (
            lambda p, t: copies(p.reshape(-1, 25, 25)[:, :, ::-1].reshape(-1, 625), t, mirror=False),
        ),
        "held-out faces told": (lambda p, t: ~np.isclose(cdist(p, split_faces(0)[1]).min(axis=1), 0),),
        "equal ones": (lambda pictures, training: cdist(pictures, training).min(axis=1) < 1e-6,),
        "the first 60": (lambda pictures, training: np.arange(len(pictures)) < 60,),
        "each pixel scaled": (
            lambda *given: copies(*given, even=lambda p: (p - p.mean(axis=0)) / (p.std(axis=0) + 1e-6)),
        ),
    },
}

ANSWERS = {
    "pca_morph": MORPH,
    "draw_faces": DRAW,
    "nearest_ratio": RATIO,
    "repaired_codes": REPAIRED,
    "too_good": TOO_GOOD,
    "clean_direction": CLEAN,
    "find_copies": COPIES,
}
