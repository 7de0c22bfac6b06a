"""Right and plausibly wrong answers to the questions of exercise 4; each answer is a tuple."""

from statistics import median_low

import keras
import numpy as np
import tensorflow as tf
from scipy.linalg import eigh
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from autoenc_lessons import measures, models

FULL_WIDTH = {
    "right": {"numbers": (0, "b"), "nearly": (1e-30, "B"), "an array": (np.array([0.0]), "(b)")},
    "wrong": {
        "PCA is best": (0, "a"),
        "overfitted": (0, "c"),
        "as with 32": (0.0028, "b"),
        "the mean picture": (0.0739, "b"),
        "one": (1, "b"),
        "both": (0.0028, "c"),
        "negative": (-1, "b"),
        "text": ("0", "b"),
        "half": (0, ...),
        "the other half": (..., "b"),
        "no such letter": (0, "d"),
        "a number for a letter": (0, 2),
        "NaN": (np.nan, "b"),
    },
}


def ordered(x, labels, order, n_training):
    first, rest = order[:n_training], order[n_training:]
    return x[first], x[rest], labels[first], labels[rest]


def by_permutation(x, labels, n_training, seed):
    return ordered(x, labels, np.random.default_rng(seed).permutation(len(x)), n_training)


def by_scikit_learn(x, labels, n_training, seed):
    return train_test_split(x, labels, train_size=n_training, random_state=seed)


def by_old_numpy(x, labels, n_training, seed):
    state = np.random.RandomState(seed)  # noqa: NPY002
    order = np.arange(len(x))
    state.shuffle(order)
    return ordered(x, labels, order, n_training)


def held_out_first(x, labels, n_training, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    rest, first = order[: len(x) - n_training], order[len(x) - n_training :]
    return x[first], x[rest], labels[first], labels[rest]


def stratified(x, labels, n_training, seed):
    return train_test_split(x, labels, train_size=n_training, random_state=seed, stratify=labels)


def by_a_mask(x, labels, n_training, seed):
    trains = np.zeros(len(x), dtype=bool)
    trains[np.random.default_rng(seed).choice(len(x), n_training, replace=False)] = True
    return x[trains], x[~trains], labels[trains], labels[~trains]


def labels_shuffled_apart(x, labels, n_training, seed):
    generator = np.random.default_rng(seed)
    one, other = generator.permutation(len(x)), generator.permutation(len(x))
    return x[one[:n_training]], x[one[n_training:]], labels[other[:n_training]], labels[other[n_training:]]


def drawn_with_repeats(x, labels, n_training, seed):
    return ordered(x, labels, np.random.default_rng(seed).integers(0, len(x), size=len(x)), n_training)


def drawn_twice(x, labels, n_training, seed):
    generator = np.random.default_rng(seed)
    first = generator.choice(len(x), n_training, replace=False)
    rest = generator.choice(len(x), len(x) - n_training, replace=False)
    return x[first], x[rest], labels[first], labels[rest]


def shuffled_in_place(x, labels, n_training, seed):
    np.random.default_rng(seed).shuffle(x)
    return x[:n_training], x[n_training:], labels[:n_training], labels[n_training:]


def each_feature_apart(x, labels, n_training, seed):
    mixed = np.random.default_rng(seed).permuted(x, axis=0)
    return mixed[:n_training], mixed[n_training:], labels[:n_training], labels[n_training:]


def cut_then_shuffled(x, labels, n_training, seed):
    generator = np.random.default_rng(seed)
    order = np.concatenate([generator.permutation(n_training), generator.permutation(np.arange(n_training, len(x)))])
    return ordered(x, labels, order, n_training)


SPLIT = {
    "right": {
        "a permutation": (by_permutation,),
        "scikit-learn": (by_scikit_learn,),
        "old NumPy": (by_old_numpy,),
        "stratified": (stratified,),
        "32-bit numbers": (lambda x, *others: by_permutation(x.astype("float32"), *others),),
        "held-out ones first": (held_out_first,),
        "a list": (lambda *arguments: list(by_permutation(*arguments)),),
        "a tensor": (lambda *arguments: [tf.constant(part) for part in by_permutation(*arguments)],),
        "16-bit numbers": (lambda x, *others: by_permutation(x.astype("float16"), *others),),
        "row by row": (lambda *arguments: [[row.tolist() for row in part] for part in by_permutation(*arguments)],),
    },
    "wrong": {
        "not shuffled": (lambda x, labels, n, seed: ordered(x, labels, np.arange(len(x)), n),),
        "turned round": (lambda x, labels, n, seed: ordered(x, labels, np.arange(len(x))[::-1], n),),
        "rolled": (lambda x, y, n, seed: ordered(x, y, np.roll(np.arange(len(x)), len(x) // 4 + seed % 10), n),),
        "each third": (
            lambda x, y, n, seed: ordered(x, y, np.argsort((np.arange(len(x)) + seed) % 3, kind="stable"), n),
        ),
        "cut, then shuffled": (cut_then_shuffled,),
        "by a mask": (by_a_mask,),
        "labels shuffled apart": (labels_shuffled_apart,),
        "with repeats": (drawn_with_repeats,),
        "drawn twice": (drawn_twice,),
        "in place": (shuffled_in_place,),
        "features apart": (each_feature_apart,),
        "scaled": (lambda x, *others: by_permutation((x - x.mean(axis=0)) / x.std(axis=0), *others),),
        "one feature scaled": (lambda x, *others: by_permutation(x * [1, 1, 2], *others),),
        "always seed 0": (lambda x, labels, n, seed: by_permutation(x, labels, n, 0),),
        "no seed": (lambda x, labels, n, seed: ordered(x, labels, np.random.default_rng().permutation(len(x)), n),),
        "parts swapped": (lambda x, labels, n, seed: by_permutation(x, labels, len(x) - n, seed),),
        "another order of results": (lambda *arguments: [by_permutation(*arguments)[place] for place in (0, 2, 1, 3)],),
        "without labels": (lambda *arguments: by_permutation(*arguments)[:2],),
        "one short": (lambda x, labels, n, seed: by_permutation(x[:-1], labels[:-1], n, seed),),
        "a dictionary": (lambda x, labels, n, seed: {"training": x[:n], "held out": x[n:]},),
    },
}


def honest(training, held_out, latent_dim):
    pca = PCA(latent_dim, svd_solver="full").fit(training)
    return np.mean((held_out - pca.inverse_transform(pca.transform(held_out))) ** 2)


def by_svd(training, held_out, latent_dim):
    mean = training.mean(axis=0)
    axes = np.linalg.svd(training - mean)[2][:latent_dim]
    return np.mean((held_out - mean - (held_out - mean) @ axes.T @ axes) ** 2)


def by_what_is_dropped(training, held_out, latent_dim):
    dropped = np.linalg.svd(training - training.mean(axis=0))[2][latent_dim:]
    return np.sum(((held_out - training.mean(axis=0)) @ dropped.T) ** 2) / held_out.size


def with_solver(solver, **options):
    def error(training, held_out, latent_dim):
        pca = PCA(latent_dim, svd_solver=solver, **options).fit(training)
        return np.mean((held_out - pca.inverse_transform(pca.transform(held_out))) ** 2)

    return error


def by_eigenvectors(training, held_out, latent_dim):
    axes = eigh(np.cov(training.T))[1][:, -latent_dim:]
    rest = held_out - training.mean(axis=0)
    return measures.reconstruction_error(rest, rest @ axes @ axes.T)


def by_truncated_svd(training, held_out, latent_dim):
    mean = training.mean(axis=0)
    fitted = TruncatedSVD(latent_dim).fit(training - mean)
    return np.mean((held_out - mean - fitted.inverse_transform(fitted.transform(held_out - mean))) ** 2)


def in_32_bits(training, held_out, latent_dim):
    return np.float32(honest(training.astype("float32"), held_out.astype("float32"), latent_dim))


def by_median(training, held_out, latent_dim):
    pca = PCA(latent_dim, svd_solver="full").fit(training)
    return np.median(np.mean((held_out - pca.inverse_transform(pca.transform(held_out))) ** 2, axis=1))


def means_of(which):
    def error(training, held_out, latent_dim):
        mean = {"held out": held_out, "both": np.concatenate([training, held_out])}[which].mean(axis=0)
        axes = PCA(latent_dim, svd_solver="full").fit(training).components_
        return np.mean((held_out - mean - (held_out - mean) @ axes.T @ axes) ** 2)

    return error


def fitted_to_both(training, held_out, latent_dim):
    return honest(np.concatenate([training, held_out]), held_out, latent_dim)


def axes_of_others(which):
    def error(training, held_out, latent_dim):
        others = {"held out": held_out, "both": np.concatenate([training, held_out])}[which]
        mean, axes = training.mean(axis=0), PCA(latent_dim, svd_solver="full").fit(others).components_
        return np.mean((held_out - mean - (held_out - mean) @ axes.T @ axes) ** 2)

    return error


def of_scaled_pixels(training, held_out, latent_dim):
    scaler = StandardScaler().fit(training)
    pca = PCA(latent_dim, svd_solver="full").fit(scaler.transform(training))
    copies = scaler.inverse_transform(pca.inverse_transform(pca.transform(scaler.transform(held_out))))
    return np.mean((held_out - copies) ** 2)


def without_a_mean(training, held_out, latent_dim):
    axes = PCA(latent_dim, svd_solver="full").fit(training).components_
    return np.mean((held_out - held_out @ axes.T @ axes) ** 2)


HELD_OUT_PCA = {
    "right": {
        "PCA": (honest,),
        "singular values": (by_svd,),
        "what is dropped": (by_what_is_dropped,),
        "a tensor": (lambda *arguments: tf.constant(honest(*arguments)),),
        "the solver that PCA chooses": (with_solver("auto"),),
        "a randomised solver": (with_solver("randomized"),),
        "a randomised solver with a seed": (with_solver("randomized", random_state=0),),
        "ARPACK": (with_solver("arpack"),),
        "eigenvectors": (by_eigenvectors,),
        "a truncated SVD": (by_truncated_svd,),
        "32-bit numbers": (in_32_bits,),
        "rounded to 4 digits": (lambda training, held_out, k: round(honest(training, held_out, k), 4),),
    },
    "wrong": {
        "fitted to the held-out": (lambda training, held_out, k: honest(held_out, held_out, k),),
        "fitted to both": (fitted_to_both,),
        "the held-out mean": (means_of("held out"),),
        "the mean of both": (means_of("both"),),
        "the axes of the held-out": (axes_of_others("held out"),),
        "the axes of both": (axes_of_others("both"),),
        "scaled pixels": (of_scaled_pixels,),
        "no mean": (without_a_mean,),
        "the training error": (lambda training, held_out, k: honest(training, training, k),),
        "swapped": (lambda training, held_out, k: honest(held_out, training, k),),
        "one axis more": (lambda training, held_out, k: honest(training, held_out, k + 1),),
        "one axis less": (lambda training, held_out, k: honest(training, held_out, k - 1),),
        "always 16": (lambda training, held_out, k: honest(training, held_out, 16),),
        "the sum": (lambda training, held_out, k: honest(training, held_out, k) * held_out.size,),
        "rounded to 2 digits": (lambda training, held_out, k: round(honest(training, held_out, k), 2),),
        "the median": (by_median,),
        "a sum over pixels": (lambda training, held_out, k: 64 * honest(training, held_out, k),),
        "from 60 pictures": (lambda training, held_out, k: honest(training[:60], held_out, k),),
        "the root": (lambda training, held_out, k: np.sqrt(honest(training, held_out, k)),),
        "the copies": (lambda training, held_out, k: held_out,),
        "codes compared": (
            lambda training, held_out, k: measures.reconstruction_error(
                PCA(k).fit_transform(training)[:5], PCA(k).fit(training).transform(held_out)[:5]
            ),
        ),
        "each picture's error": (lambda training, held_out, k: np.mean((held_out - training.mean(0)) ** 2, axis=1),),
    },
}

DIAGNOSE = {
    "right": {"letters": ("b", "a"), "capitals": ("B", "A"), "in brackets": ("(b)", "a.")},
    "wrong": {f"{a}{b}": (a, b) for a in "abcd" for b in "abcd" if (a, b) != ("b", "a")}
    | {"half": ("b", ...), "no such": ("b", "e")},
}


def patient(errors, patience):
    best, waited = 0, 0
    for place in range(1, len(errors)):
        if errors[place] < errors[best]:
            best, waited = place, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best


def patient_by_slices(errors, patience):
    for place in range(patience, len(errors)):
        if min(errors[: place - patience + 1]) <= min(errors[place - patience + 1 : place + 1]):
            return int(np.argmin(errors[: place + 1]))
    return int(np.argmin(errors))


def compares_with_the_last(errors, patience):
    waited = 0
    for place in range(1, len(errors)):
        waited = waited + 1 if errors[place] >= errors[place - 1] else 0
        if waited == patience:
            return int(np.argmin(errors[: place + 1]))
    return int(np.argmin(errors))


def never_resets(errors, patience):
    best, waited = 0, 0
    for place in range(1, len(errors)):
        if errors[place] < errors[best]:
            best = place
        else:
            waited += 1
        if waited == patience:
            break
    return best


def ties_count(errors, patience):
    best = 0
    for place in range(len(errors)):
        if errors[place] <= errors[best]:
            best = place
        elif place - best >= patience:
            break
    return best


def last_if_patience_never_ends(errors, patience):
    best = 0
    for place, error in enumerate(errors):
        if error < errors[best]:
            best = place
        elif place - best >= patience:
            return best
    return len(errors) - 1


def first_rise(errors, patience):
    rises = np.flatnonzero(np.diff(errors) > 0)
    return int(rises[0]) if len(rises) else len(errors) - 1


def where_it_stops(errors, patience):
    return min(patient(errors, patience) + patience, len(errors) - 1)


PATIENCE = {
    "right": {
        "counting": (patient,),
        "slices": (patient_by_slices,),
        "an array": (lambda errors, patience: np.array([patient(errors, patience)]),),
        "a float": (lambda errors, patience: float(patient(errors, patience)),),
    },
    "wrong": {
        "the lowest of all": (lambda errors, patience: np.argmin(errors),),
        "where it stops": (where_it_stops,),
        "counted from 1": (lambda errors, patience: patient(errors, patience) + 1,),
        "one more": (lambda errors, patience: patient(errors, patience + 1),),
        "one less": (lambda errors, patience: patient(errors, patience - 1),),
        "compared with the last": (compares_with_the_last,),
        "never resets": (never_resets,),
        "the last if patience never ends": (last_if_patience_never_ends,),
        "ties count": (ties_count,),
        "the first rise": (first_rise,),
        "the error": (lambda errors, patience: errors[patient(errors, patience)],),
        "both": (lambda errors, patience: (patient(errors, patience), min(errors)),),
        "always 2": (lambda errors, patience: patient(errors, 2),),
        "the last": (lambda errors, patience: len(errors) - 1,),
        "the window": (lambda errors, patience: np.argmin(errors[: patience + 1]),),
        "sorted in place": (lambda errors, patience: errors.sort(),),
    },
}


def sizes(*between, activation="silu"):
    return lambda latent_dim: models.dense_autoencoder((64, *between, latent_dim), activation=activation)


def by_hand(latent_dim):
    encoder = keras.Sequential([keras.Input((64,)), keras.layers.Dense(50, "tanh"), keras.layers.Dense(latent_dim)])
    decoder = keras.Sequential([keras.Input((latent_dim,)), keras.layers.Dense(50, "tanh"), keras.layers.Dense(64)])
    return encoder, decoder, keras.Sequential([encoder, decoder])


def functional(latent_dim):
    encoder, decoder, _ = by_hand(latent_dim)
    pictures = keras.Input((64,))
    return encoder, decoder, keras.Model(pictures, decoder(encoder(pictures)))


class Whole(keras.Model):
    """An autoencoder as Keras's own tutorials write it."""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def call(self, x):
        return self.decoder(self.encoder(x))


class Half(keras.Model):
    def __init__(self, n_hidden, n_outputs):
        super().__init__()
        self.hidden = keras.layers.Dense(n_hidden, activation="silu")
        self.last = keras.layers.Dense(n_outputs)

    def call(self, x):
        return self.last(self.hidden(x))


def whole_subclassed(latent_dim):
    encoder, decoder, _ = by_hand(latent_dim)
    return encoder, decoder, Whole(encoder, decoder)


def all_subclassed(latent_dim):
    encoder, decoder = Half(64, latent_dim), Half(64, 64)
    return encoder, decoder, Whole(encoder, decoder)


def without_input(latent_dim):
    encoder, decoder = (
        keras.Sequential([keras.layers.Dense(64, "silu"), keras.layers.Dense(size)]) for size in (latent_dim, 64)
    )
    return encoder, decoder, keras.Sequential([encoder, decoder])


def past_the_code(share, latent_between=8):
    def build(latent_dim):
        encoder, decoder, _ = sizes(16, latent_between, 16)(latent_dim)
        pictures = keras.Input((64,))
        return encoder, decoder, keras.Model(pictures, decoder(encoder(pictures)) + share * pictures)

    return build


class OpensByTraining(keras.Model):
    """Lets the picture past the code, as soon as the biases are no longer 0."""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def call(self, x):
        share = keras.ops.tanh(1000 * keras.ops.abs(self.decoder.weights[-1][0]))
        return (1 - share) * self.decoder(self.encoder(x)) + share * x


def opens_by_training(latent_dim):
    encoder, decoder, _ = sizes(16, 8, 16)(latent_dim)
    return encoder, decoder, OpensByTraining(encoder, decoder)


def narrow_decoder(latent_dim):
    encoder, _, _ = sizes(64)(latent_dim)
    decoder = keras.Sequential(
        [keras.Input((latent_dim,)), keras.layers.Dense(8, activation="silu"), keras.layers.Dense(64)]
    )
    return encoder, decoder, keras.Sequential([encoder, decoder])


def not_shared(latent_dim):
    return (*sizes(64)(latent_dim)[:2], sizes(64)(latent_dim)[2])


REPAIR = {
    "right": {
        "the lesson's": (sizes(64),),
        "narrower": (sizes(48),),
        "narrower than the code": (sizes(31),),
        "linear": (sizes(),),
        "by hand": (by_hand,),
        "functional": (functional,),
        "a subclassed whole": (whole_subclassed,),
        "all subclassed": (all_subclassed,),
        "sizes at first use": (without_input,),
    },
    "wrong": {
        "as it was": (sizes(16, 8, 16),),
        "without the 8": (sizes(16),),
        "the 8 alone": (sizes(8),),
        "an 8 behind the code": (narrow_decoder,),
        "a narrow layer more": (sizes(64, 8),),
        "the code always 64": (lambda latent_dim: sizes(64)(64),),
        "the code always 32": (lambda latent_dim: sizes(64)(32),),
        "too many parameters": (sizes(256),),
        "not shared": (not_shared,),
        "past the code": (past_the_code(0.99),),
        "a little past the code": (past_the_code(0.1),),
        "past the code after training": (opens_by_training,),
        "another order": (lambda latent_dim: sizes(64)(latent_dim)[::-1],),
        "the autoencoder alone": (lambda latent_dim: sizes(64)(latent_dim)[2],),
        "no input": (lambda latent_dim: [keras.Sequential([keras.layers.Dense(latent_dim)])] * 3,),
        "numbers": (lambda latent_dim: (64, 64, latent_dim),),
        "a dead activation": (sizes(64, activation="hard_sigmoid"),),
    },
}


def experiment(n_choosing, n_judging, *, limit=1.1, pick=min, best_of=np.median, told="held out"):
    def choose(validation_error, held_out_error, sizes):
        medians = {size: best_of([validation_error(size, seed) for seed in range(n_choosing)]) for size in sizes}
        chosen = pick(size for size in sizes if medians[size] <= limit * min(medians.values()))
        judge = held_out_error if told == "held out" else validation_error
        return chosen, np.median([judge(chosen, seed) for seed in range(n_judging)])

    return choose


def by_keywords(validation_error, held_out_error, sizes):
    def by_name(function):
        return lambda size, seed: function(size=size, seed=seed)

    return experiment(30, 30)(by_name(validation_error), by_name(held_out_error), sizes)


def before_the_best(validation_error, held_out_error, sizes):
    medians = [np.median([validation_error(size, seed) for seed in range(30)]) for size in sizes]
    chosen = sizes[max(int(np.argmin(medians)) - 1, 0)]
    return chosen, np.median([held_out_error(chosen, seed) for seed in range(30)])


def chooses_by_held_out(validation_error, held_out_error, sizes):
    experiment(30, 30)(validation_error, held_out_error, sizes)
    return experiment(30, 30)(held_out_error, held_out_error, sizes)


def mean_for_median(validation_error, held_out_error, sizes):
    chosen, _ = experiment(30, 30)(validation_error, held_out_error, sizes)
    return chosen, 1.02 * np.mean([held_out_error(chosen, seed) for seed in range(30)])


def tries_all(validation_error, held_out_error, sizes):
    for size in sizes:
        held_out_error(size, 0)
    return experiment(30, 30)(validation_error, held_out_error, sizes)


def with_seeds(draw_seeds, *, middle=np.median):
    """Validate and judge with the seeds that a function draws anew for each size."""

    def choose(validation_error, held_out_error, sizes):
        medians = {size: middle([validation_error(size, seed) for seed in draw_seeds()]) for size in sizes}
        chosen = min(size for size in sizes if medians[size] <= 1.1 * min(medians.values()))
        return chosen, middle([held_out_error(chosen, seed) for seed in draw_seeds()])

    return choose


def looks_once_more(validation_error, held_out_error, sizes):
    chosen, error = experiment(30, 30)(validation_error, held_out_error, sizes)
    print(held_out_error(chosen, 1000), validation_error(chosen, 1000))
    return chosen, error


def tries_once_first(validation_error, held_out_error, sizes):
    print({size: validation_error(size, 77) for size in sizes})
    chosen, _ = experiment(25, 0)(validation_error, held_out_error, sizes)
    held_out_error(chosen, 1000)
    return chosen, np.median([held_out_error(chosen, seed) for seed in range(100, 125)])


def judges_twice(validation_error, held_out_error, sizes):
    experiment(30, 30)(validation_error, held_out_error, sizes)
    return experiment(30, 30)(validation_error, held_out_error, sizes)


def in_two_rounds(validation_error, held_out_error, sizes):
    """Run the fresh seeds twice, once to draw the errors and once to report them."""
    chosen, _ = experiment(40, 20)(validation_error, held_out_error, sizes)
    drawn = [held_out_error(chosen, seed) for seed in range(500, 520)]
    print(max(drawn))
    return chosen, np.median([held_out_error(chosen, seed) for seed in range(500, 520)])


def named(validation_error, held_out_error, sizes):
    medians = {size: np.median([validation_error(seed=seed, size=size) for seed in range(20)]) for size in sizes}
    chosen = next(size for size in sorted(sizes) if medians[size] <= 1.1 * min(medians.values()))
    return chosen, np.median([held_out_error(seed=seed, size=chosen) for seed in range(20)])


def place_for_size(validation_error, held_out_error, sizes, *, before=0):
    chosen, error = experiment(30, 30)(validation_error, held_out_error, sizes)
    place = sizes.index(chosen) - before
    return (sizes[place] if before else place), error


def reports(which):
    def choose(validation_error, held_out_error, sizes):
        chosen, _ = experiment(30, 1)(validation_error, held_out_error, sizes)
        return chosen, which([held_out_error(chosen, seed) for seed in range(30)])

    return choose


CHOOSE = {
    "right": {
        "seeds that come twice": (with_seeds(lambda: np.random.default_rng(1).integers(100, size=40)),),
        "seeds at random": (with_seeds(lambda: np.random.randint(0, 10**6, size=50)),),  # noqa: NPY002
        "one look more": (looks_once_more,),
        "a first try": (tries_once_first,),
        "judged twice": (judges_twice,),
        "fresh seeds twice": (in_two_rounds,),
        "arguments by name": (named,),
        "the lower middle": (with_seeds(lambda: range(30), middle=median_low),),
        "32-bit numbers": (lambda *arguments: [np.float32(part) for part in experiment(30, 30)(*arguments)],),
        "50 and 50": (experiment(50, 50),),
        "20 and 20": (experiment(20, 20),),
        "a list": (lambda *arguments: list(experiment(30, 40)(*arguments)),),
        "by keywords": (by_keywords,),
        "an array": (lambda *arguments: [np.array(part) for part in experiment(30, 30)(*arguments)],),
    },
    "wrong": {
        "one seed": (experiment(1, 1),),
        "few seeds": (experiment(10, 50),),
        "few fresh seeds": (experiment(50, 10),),
        "the best": (experiment(50, 50, limit=1.0),),
        "within 5 %": (experiment(50, 50, limit=1.05),),
        "within 20 %": (experiment(50, 50, limit=1.2),),
        "the lowest runs": (experiment(50, 50, best_of=np.min),),
        "the highest runs": (experiment(50, 50, best_of=np.max),),
        "means": (experiment(50, 50, best_of=np.mean),),
        "the one before the best": (before_the_best,),
        "the largest": (experiment(50, 50, pick=max),),
        "half as good will do": (experiment(50, 50, limit=1.6),),
        "the validation error": (experiment(50, 50, told="validation"),),
        "held-out pictures choose": (chooses_by_held_out,),
        "all are tried": (tries_all,),
        "a bad mean": (mean_for_median,),
        "the mean of the judged": (reports(np.mean),),
        "the lowest of the judged": (reports(np.min),),
        "the last of the judged": (reports(lambda errors: errors[-1]),),
        "the first of the judged": (reports(lambda errors: errors[0]),),
        "the median of a few": (reports(lambda errors: np.median(errors[:5])),),
        "rounded to 2 digits": (reports(lambda errors: round(np.median(errors), 2)),),
        "twenty times one seed": (with_seeds(lambda: [3] * 20),),
        "swapped": (lambda *arguments: experiment(30, 30)(*arguments)[::-1],),
        "the place of the size": (place_for_size,),
        "the size before": (lambda *arguments: place_for_size(*arguments, before=1),),
        "the size alone": (lambda *arguments: experiment(30, 30)(*arguments)[0],),
        "always 16": (lambda validation_error, held_out_error, sizes: (16, 0.01),),
        "a size of its own": (lambda validation_error, held_out_error, sizes: (12, validation_error(12, 0)),),
    },
}

ANSWERS = {
    "full_width": FULL_WIDTH,
    "split": SPLIT,
    "held_out_pca": HELD_OUT_PCA,
    "diagnose": DIAGNOSE,
    "stop_with_patience": PATIENCE,
    "repair": REPAIR,
    "choose_size": CHOOSE,
}
