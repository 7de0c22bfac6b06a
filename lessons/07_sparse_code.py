# %% [markdown]
r"""
# 7. Use few units at a time

At the end you have autoencoders that use only 8 of their 160 code units for each picture. You have compared their copies with those of simpler methods, and tested whether a unit stands for a digit.

You will be able to

- make a code sparse in three ways, and say what each of them really asks for;
- compare errors at equal numbers of active units;
- find units that nobody uses, and bring them back;
- say what a unit responds to, beside a chance level and rivals that learned nothing;
- see through two gains that PCA has as well.

**Time:** 45 minutes

**You need:** [lesson 4](04_code_size.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, measures
from autoenc_lessons import seed_everything, seed_spread

from functools import partial

import keras
import numpy as np
from keras import ops
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA, MiniBatchDictionaryLearning, sparse_encode
from sklearn.linear_model import RidgeClassifierCV

seed_everything(0)

# %% [markdown]
r"""
## Make the pictures small

MNIST's digits have 28 × 28 pixels. We take the mean of each 2 × 2, and cut off the frame, where hardly anybody writes: 12 × 12 pixels are left, 144 features. 2000 pictures train, 1000 are held out.

The rival is PCA again. Its axes come from the training pictures.
"""

# %%
mnist, digits = datasets.load("mnist")
order = np.random.default_rng(0).permutation(5000)[:3000]
small = mnist.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4))[order, 1:13, 1:13]
train_x, x = np.split(small.reshape(-1, 144), [2000])
train_labels, labels = np.split(digits[order], [2000])
shifted = np.roll(small[2000:], 1, axis=2).reshape(-1, 144)  # one pixel to the right

pca = PCA().fit(train_x)


def pca_scores(pictures, k):
    return (pictures - pca.mean_) @ pca.components_[:k].T


def pca_error(k):
    copies = pca.mean_ + pca_scores(x, k) @ pca.components_[:k]
    return measures.reconstruction_error(x, copies)


title = "Twelve held-out digits of 12 × 12 pixels"
caption = "MNIST's digits at half their width and height, with the frame cut off."
figures.show(figures.picture_rows({"held out": x[:12]}, (12, 12), title=title), caption)

# %% [markdown]
r"""
## A code wider than the picture

A code with more units than features is **overcomplete**. Ours has 160 for 144. Nothing is squeezed, so something else must keep it from mere copying.

The units get *relu*: each gives 0 or more. A unit that gives more than 0 is **on**. The decoder adds up pictures: each **unit's filter**, times what the unit gives. Each has length 1; you will see why.

**Predict:** how many units will be on for a picture?
"""


# %%
def build(price=None, k=None):
    layers = [keras.layers.Dense(160, "relu")]
    layers += [Penalty(price)] if price else []
    layers += [KeepLargest(k)] if k else []
    length_1 = keras.constraints.UnitNorm(axis=1)
    filters = keras.layers.Dense(144, kernel_constraint=length_1)
    return compiled([keras.Input((144,)), *layers], [keras.Input((160,)), filters])


def compiled(encoder, decoder, rate=0.005):
    autoencoder = keras.Sequential([keras.Sequential(encoder), keras.Sequential(decoder)])
    falling = keras.optimizers.schedules.CosineDecay(rate, decay_steps=500)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(falling))
    return autoencoder


def trained(recipe, n_seeds=3):
    starts = seed_spread.draw_starts(recipe, seeds=range(n_seeds))
    options = {"steps": 500, "batch_size": 50, "use_xla": True, "progress": False}
    runs = seed_spread.train_starts(recipe, train_x, starts, **options)
    autoencoders = [recipe() for _ in runs.weights]
    for autoencoder, weights in zip(autoencoders, runs.weights, strict=True):
        autoencoder.set_weights(weights)
    return autoencoders


# %%
def encoded(autoencoder, pictures):
    return autoencoder.layers[0](pictures).numpy()


def errors_of(autoencoders):
    return [measures.reconstruction_error(x, autoencoder(x)) for autoencoder in autoencoders]


def report(name, autoencoders):
    codes = [encoded(autoencoder, x) for autoencoder in autoencoders]
    on = np.median([np.sum(code > 0, axis=1).mean() for code in codes])
    dead = np.median([np.sum(encoded(m, train_x).max(axis=0) == 0) for m in autoencoders])
    largest = [np.sort(code, axis=1)[:, -8:].sum() / code.sum() for code in codes]
    print(
        f"{name:16} on {on:5.1f}  dead {dead:3.0f}  8 largest hold {np.median(largest):4.0%}  "
        f"error {min(errors_of(autoencoders)):.4f} to {max(errors_of(autoencoders)):.4f}"
    )


plain = trained(build)
report("no penalty", plain)

# %% [markdown]
r"""
Half of the units are on, and the 8 largest hold a fifth of the code. (Equal shares: 5 %.) A third is dead, as in lesson 3.

## Ask for less

A code is **sparse** if few units are on at a time. The **L1 penalty** adds to the squared error λ times the sum of the code's absolute values: here a mean over the batch. (Keras' `activity_regularizer` averages in newer versions only.)

**Predict:** can a network lower the penalty with as many units on?
"""


# %%
class Penalty(keras.layers.Layer):
    def __init__(self, price):
        super().__init__()
        self.price = price

    def call(self, code):
        self.add_loss(self.price(code))
        return code


def l1(strength):
    return lambda code: strength * ops.mean(ops.sum(ops.abs(code), axis=1))


model = build(l1(0.001))
for n_pictures in (10, 1000):
    model(train_x[:n_pictures])
    print(f"{n_pictures:4} pictures: penalty {model.losses[0]:.5f}")

kernel, bias, filters, shade = plain[0].get_weights()
cheat = build()
cheat.set_weights([kernel / 10, bias / 10, 10 * filters, shade])
before, after = (encoded(m, x).sum(axis=1).mean() for m in (plain[0], cheat))
difference = np.abs(cheat(x) - plain[0](x)).max()
print(f"mean sum {before:.1f}, after the cheat {after:.1f}; copies differ by {difference:.4f}")

# %% [markdown]
r"""
The penalty is a mean over pictures, and a sum over units. The squared error is a mean over 144 pixels as well. So another width or picture size needs another λ.

The cheat: a code ten times smaller, filters ten times longer. The copies are the same, the penalty is a tenth, and not one unit fewer is on. Filters of length 1 forbid that.

**Predict:** which penalty leaves about 11 units on? And does the autoencoder then beat PCA with 11 numbers?
"""

# %%
by_strength = {
    strength: trained(partial(build, l1(strength))) for strength in (0.0003, 0.001, 0.003)
}
for strength, autoencoders in by_strength.items():
    report(f"L1 {strength}", autoencoders)
    k = round(np.median([np.sum(encoded(m, x) > 0, axis=1).mean() for m in autoencoders]))
    print(f"{'':16} PCA with {k} numbers: error {pca_error(k):.4f}")

# %% [markdown]
r"""
PCA wins twice, and loses at 11 numbers. The penalty pulls *all* values down, the needed ones too. And few units are on because few are alive: under the strongest penalty, three in four are dead.

## Keep the k largest

So say it directly: a **k-sparse** code keeps its k largest values and sets the others to 0. The gradient flows unchanged through those that stay; the others get none.

**Predict:** what becomes of a unit that is never among the 8 largest?
"""


# %%
class KeepLargest(keras.layers.Layer):
    def __init__(self, k):
        super().__init__()
        self.k = k

    def call(self, code):
        smallest_kept = ops.top_k(code, self.k)[0][:, -1:]
        return ops.where(code >= smallest_kept, code, 0.0)


print("2 largest:", KeepLargest(2)(np.array([[0.3, 0.9, 0.0, 0.5, 0.1]])).numpy())
untied = trained(partial(build, k=8))
report("8 largest", untied)
print(f"PCA: with 8 numbers {pca_error(8):.4f}, with 16 {pca_error(16):.4f}")

# %% [markdown]
r"""
In every run a third less error than PCA with 8 numbers. But again three in four units are dead: who never wins never learns.

## Tie the weights

The filters are as many weights as the encoder's. With **tied weights**, the decoder uses the encoder's own, turned round. Unit j then looks for the very picture that it draws, and a winner draws something useful at once.

**Predict:** half of the parameters are gone. What happens to the error?
"""


# %%
class Turned(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.shade = self.add_weight(shape=(144,), initializer="zeros")

    def call(self, code):
        return ops.matmul(code, ops.transpose(self.units.kernel)) + self.shade


def build_tied(k):
    length_1 = keras.constraints.UnitNorm(axis=0)
    units = keras.layers.Dense(160, "relu", kernel_constraint=length_1)
    encoder = [keras.Input((144,)), units, KeepLargest(k)]
    return compiled(encoder, [keras.Input((160,)), Turned(units)])


tied = {k: trained(partial(build_tied, k)) for k in (4, 8, 16, 32)}
report("8 largest, tied", tied[8])
print("parameters:", untied[0].count_params(), "and", tied[8][0].count_params())

# %% [markdown]
r"""
Fewer parameters, fewer dead units, a lower error.

## Against stronger rivals

Is it fair to PCA? It stores 8 numbers; a sparse code stores 8 numbers *and whose they are*. So we show PCA with twice as many, too.

**Dictionary learning** learns filters without an encoder. For each picture it searches, one filter after the other, for those that add up to it best. The same search can use our autoencoder's filters.

**Predict:** who wins?
"""

# %%
sizes = list(tied)
options = {"alpha": 1.0, "batch_size": 50, "max_iter": 5, "random_state": 0}
learned = MiniBatchDictionaryLearning(160, **options).fit(train_x - pca.mean_).components_


def searched(filters, k):
    filters = filters / np.linalg.norm(filters, axis=1, keepdims=True)
    codes = sparse_encode(x - pca.mean_, filters, algorithm="omp", n_nonzero_coefs=k)
    return measures.reconstruction_error(x, pca.mean_ + codes @ filters)


curves = {
    "autoencoder, encoded": np.transpose([errors_of(tied[k]) for k in sizes]),
    "autoencoder, searched": [searched(tied[k][0].get_weights()[0].T, k) for k in sizes],
    "dictionary, searched": [searched(learned, k) for k in sizes],
    "PCA, k numbers": [pca_error(k) for k in sizes],
    "PCA, 2k numbers": [pca_error(2 * k) for k in sizes],
}
axis_names = {"xlabel": "k, units that are on", "ylabel": "held-out mean squared error"}
title = "The dictionary loses only to PCA with 64 numbers"
caption = "Lower is better. Where does PCA with 2k numbers cross the other lines?"
figures.show(figures.spread_lines(sizes, curves, title=title, **axis_names), caption)

# %% [markdown]
r"""
PCA with k numbers loses everywhere; with 2k it wins from 16 on. The dictionary loses only to PCA with 64. Our own filters do better with a search.

## Ask for rarely

A third way: *sigmoid* units, and a target ρ = 0.05 for each unit's mean q. "On" surprises by −log q, "off" by −log(1 − q). Weigh both by the target, subtract the same for q = ρ:

$$\rho\log\frac{\rho}{q} + (1-\rho)\log\frac{1-\rho}{1-q}$$

This **Kullback-Leibler divergence** is 0 for q = ρ.
"""


# %%
def rarely_on(code):
    target, mean = 0.05, ops.mean(code, axis=0)
    on = target * ops.log(target / mean)
    off = (1 - target) * ops.log((1 - target) / (1 - mean))
    return 0.001 * ops.sum(on + off)


def build_rare(price):
    layers = [keras.layers.Dense(160, "sigmoid")] + ([Penalty(price)] if price else [])
    decoder = [keras.Input((160,)), keras.layers.Dense(144)]
    return compiled([keras.Input((144,)), *layers], decoder, rate=0.01)


for name, price in {"sigmoid, plain": None, "sigmoid, KL": rarely_on}.items():
    rare = trained(partial(build_rare, price))
    report(name, rare)
    means = np.median([np.median(encoded(m, x).mean(axis=0)) for m in rare])
    print(f"{'':16} median unit's mean {means:.2f}")

# %% [markdown]
r"""
The median unit's mean falls from .41 to .09. Yet the 8 largest hold only 21 %, and the error triples. Each unit may give a little to every picture. This penalty asks for *rarely*, not for *few at a time*.

## Look at the filters

**Predict:** what will a filter show: a digit, a stroke, a dot, nothing?

Grey is 0. Each row shows the first 16 units that are not dead.
"""

# %%
kmeans = KMeans(160, n_init=1, random_state=0).fit(train_x)


def in_grey(filters):
    return 0.5 + filters / (2 * np.abs(filters).max(axis=1, keepdims=True))


def alive(autoencoder):
    drawn = autoencoder.layers[1](np.eye(160)) - autoencoder.layers[1](np.zeros((1, 160)))
    return drawn.numpy()[encoded(autoencoder, train_x).max(axis=0) > 0]


rows = {
    "PCA": pca.components_,
    "no penalty": alive(plain[0]),
    "L1 0.003": alive(by_strength[0.003][0]),
    "8 largest, tied": alive(tied[8][0]),
    "dictionary": learned,
    "k-means": kmeans.cluster_centers_ - pca.mean_,
}
rows = {name: in_grey(filters[:16]) for name, filters in rows.items()}
title = "Without a penalty, filters are noise; sparse ones show strokes"
caption = "Each picture is one filter. Compare the second row with those below it."
figures.show(figures.picture_rows(rows, (12, 12), title=title), caption)

# %% [markdown]
r"""
Without a penalty, a filter is noise; only their sum makes sense. Sparse filters show strokes and digits, and some noise. So do the dictionary's and k-means'. PCA's are blends.

## Ask what turns a unit on

Of the 20 held-out pictures that turn a unit on most, how many show the same digit? Shuffled labels give 4.

Two rivals without a network: the first 160 training pictures as filters, and 160 centres of k-means.

**Predict:** whose units are purest? Then look at single units.
"""


# %%
def on_pictures(pictures):
    return np.maximum((pictures - pca.mean_) @ (train_x[:160] - pca.mean_).T, 0)


nets = {"no penalty": plain, "L1 0.003": by_strength[0.003], "8 largest, tied": tied[8]}
encoders = {name: [partial(encoded, net) for net in runs] for name, runs in nets.items()} | {
    "32 PCA scores": [partial(pca_scores, k=32)],
    "160 pictures": [on_pictures],
    "160 centres": [lambda pictures: -kmeans.transform(pictures)],
}


def of_one_digit(codes, labels):
    used = np.sum(codes > codes.min(axis=0), axis=0) >= 20
    top = np.argsort(-codes[:, used], axis=0, kind="stable")[:20]
    return np.array([np.bincount(labels[rows]).max() for rows in top.T])


shuffled = np.random.default_rng(0).permutation(labels)
for name, runs in encoders.items():
    by_chance = np.median(of_one_digit(runs[0](x), shuffled))
    counts = [of_one_digit(encode(x), labels) for encode in runs]
    middle, pure = np.median([[np.median(c), np.mean(c >= 18)] for c in counts], axis=0)
    print(f"{name:15} median {middle:4.1f} (shuffled {by_chance:.1f}), 18 or more: {pure:.0%}")
explorers.units(*tied[8][0].layers, x, labels, image_shape=(12, 12))

# %% [markdown]
r"""
Sparse units are purer than those without a penalty. Raw pictures are purer still, without any learning.

## Test a story

*"This unit stands for the digit 0."* Then it is on for all zeros, and for nothing else. For each digit, we take the unit and the **threshold** (above it, on) that fit best in training. Of the held-out pictures that turn it on or show the digit, how many do both? 1 is perfect.

**Predict:** what will the best unit reach?
"""


# %%
def overlaps(codes, new_codes):
    found = []
    for digit in range(10):
        best, is_digit = (0, 0, 0), train_labels == digit
        for level in np.quantile(codes, np.linspace(0.5, 0.98, 25), axis=0):
            on = codes > level
            both, either = on & is_digit[:, None], on | is_digit[:, None]
            shared = both.sum(axis=0) / either.sum(axis=0)
            best = max(best, (shared.max(), shared.argmax(), level[shared.argmax()]))
        on, is_digit = new_codes[:, best[1]] > best[2], labels == digit
        found.append(np.sum(on & is_digit) / np.sum(on | is_digit))
    return found


for name, runs in encoders.items():
    found = np.median([overlaps(encode(train_x), encode(x)) for encode in runs], axis=0)
    print(f"{name:16} median digit {np.median(found):.2f}, best digit {found.max():.2f}")
ten = KMeans(10, n_init=10, random_state=0).fit(train_x)
found = overlaps(*(np.eye(10)[ten.predict(part)] for part in (train_x, x)))
print(f"10 groups        median digit {np.median(found):.2f}, best digit {max(found):.2f}")

# %% [markdown]
r"""
No unit stands for a digit: the best reach .6, half of the digits about .4. Raw pictures do as well. The best of all is one of only 10 groups.

## Learn from few labels

Perhaps codes help where labels are rare. A linear judge (ridge regression, its strength chosen by cross-validation) gets 5 labelled pictures of each digit, in 25 draws.

**Predict:** will sparse codes beat pixels? Will raw pictures?
"""


# %%
def few_labels(codes, new_codes, n_draws=25):
    middle = codes.mean(axis=0)
    size = np.sqrt(codes.var(axis=0).sum() / 10)  # one size for all spaces
    scores = []
    for draw in range(n_draws):
        shuffle = np.random.default_rng(draw).permutation(2000)
        rows = np.concatenate([shuffle[train_labels[shuffle] == d][:5] for d in range(10)])
        judge = RidgeClassifierCV(np.logspace(-1, 3, 9)).fit(
            (codes[rows] - middle) / size, train_labels[rows]
        )
        scores.append(judge.score((new_codes - middle) / size, labels))
    return np.array(scores)


pixels = few_labels(train_x, x)
for name, runs in encoders.items():
    scores = np.median([few_labels(encode(train_x), encode(x)) for encode in runs], axis=0)
    gain = scores - pixels
    print(
        f"{name:16} right {np.median(scores):.3f}; against pixels {np.median(gain):+.3f} "
        f"({gain.min():+.3f} to {gain.max():+.3f})"
    )

# %% [markdown]
r"""
Sparse codes gain 2 or 3 points in the median draw, and lose in some. Raw pictures gain as much. So it was not the training.

## Ask for calm

A **contractive autoencoder** punishes codes that move when the picture moves. Unit j's slope by pixel i is $h_j(1-h_j)w_{ij}$ for *sigmoid*; all slopes make the **Jacobian**. The penalty sums their squares.

We shift pictures by one pixel. How far goes a code, beside the usual distance?
"""


# %%
class Contractive(keras.layers.Dense):
    def call(self, pictures):
        code = super().call(pictures)
        slopes = code * (1 - code)
        jacobian = ops.sum(slopes**2 * ops.sum(self.kernel**2, axis=0), axis=1)
        self.add_loss(0.01 * ops.mean(jacobian))
        return code


def build_calm(layer):
    units = layer(40, activation="sigmoid")
    return compiled([keras.Input((144,)), units], [keras.Input((40,)), Turned(units)])


def say(name, error, encoders):
    far = [[np.linalg.norm(f(y) - f(x), axis=1) for y in (shifted, x[::-1])] for f in encoders]
    shift, usual = np.median(np.median(far, axis=2), axis=0)
    print(f"{name:12} error {error:.4f}, {shift:.2f} of {usual:.2f} is {shift / usual:.2f}")


for name, layer in {"no penalty": keras.layers.Dense, "contractive": Contractive}.items():
    calm = trained(partial(build_calm, layer))
    say(name, np.median(errors_of(calm)), [partial(encoded, net) for net in calm])
for k in (19, 9):
    say(f"PCA, {k}", pca_error(k), [partial(pca_scores, k=k)])

# %% [markdown]
r"""
The code goes half as far. But all distances shrink, and the error grows. PCA of equal error is as calm.

## What we have seen

- L1 pulls all values down, a target asks for *rarely*; k-sparse counts.
- With k units on, ours beats PCA with k numbers. A search beats ours.
- Sparse for a bad reason: dead units. Tied weights help.
- No unit stood for a digit; raw pictures were purer.

Now: [seven exercises](exercises/07_sparse_code.ipynb) ([solutions](solutions/07_sparse_code.ipynb)). Next: [anomalies](08_anomalies.ipynb).
"""
