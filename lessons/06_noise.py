# %% [markdown]
r"""
# 6. Clean up noise

At the end you have networks that turn damaged pictures into clean ones. You know which simple methods they beat, which ones beat them, and what they invent.

You will be able to

- train an autoencoder towards other pictures than those that it gets;
- choose a filter, a PCA and a linear map fairly, and compare them with a network;
- say why each copy of a picture needs noise of its own;
- say what a convolution does, and when it pays;
- test a network on damage of a kind that it has never seen.

**Time:** 40 minutes

**You need:** [lesson 4](04_code_size.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import damage, datasets, explorers, figures, measures
from autoenc_lessons import seed_everything, seed_spread

from functools import partial

import keras
import numpy as np
from scipy import ndimage
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.metrics import pairwise_distances_argmin
from sklearn.neighbors import KNeighborsClassifier

seed_everything(0)

# %% [markdown]
r"""
## Damage some pictures

We take MNIST's digits and let each 2 × 2 pixels be one: 14 × 14 are left, enough to read. 2000 pictures train, 500 validate, 500 are held out.

**Noise** adds a random number to each pixel. Blur smears. A grey square hides 6 × 6 pixels. Two numbers judge: the error to the clean picture, and whether a nearest neighbour among clean training pictures still recognises the digit.

**Predict:** which damage makes the largest error? Which hides the digit best?
"""

# %%
wide, all_labels = datasets.load("mnist")
pictures = wide.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
order = np.random.default_rng(0).permutation(len(pictures))[:3000]
train_x, validation_x, x = np.split(pictures[order], [2000, 2500])
train_labels, _, labels = np.split(all_labels[order], [2000, 2500])
judge = KNeighborsClassifier(n_neighbors=1).fit(train_x, train_labels)


def from_to(values, digits=4):
    low, high = (f"{value:.{digits}f}" for value in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


def report(name, runs):
    errors = from_to([measures.reconstruction_error(x, copies) for copies in runs])
    recognised = from_to([judge.score(copies, labels) for copies in runs], 3)
    print(f"{name:26} error {errors:17}  recognised {recognised}")


# %%
kinds = {"noise": damage.noise, "blur": damage.blur, "hidden": damage.hide}
damaged = {kind: spoil(x, seed=1) for kind, spoil in kinds.items()}
for kind, copies in ({"clean": x} | damaged).items():
    report(kind, [copies])
report("mean picture for all", [np.tile(train_x.mean(axis=0), (len(x), 1))])
rows = {"clean": x[:12]} | {kind: copies[:12] for kind, copies in damaged.items()}
title = "Three kinds of damage to the same twelve digits"
caption = "Go down one column. In which row is the digit hardest to read for you?"
figures.show(figures.picture_rows(rows, (14, 14), originals="clean", title=title), caption)

# %% [markdown]
r"""
Noise makes by far the largest error, and hinders the nearest neighbour little. Blur makes the smallest error, and hinders it most.

## The rivals

A **filter** needs no training. It smooths a picture, or sharpens it: what smoothing takes away is added. Or it puts the median of 3 × 3 pixels in place of each.

PCA is fitted to clean digits. What does not lie along its first axes is cut away.
"""


# %%
def filtered(pictures, how, amount):
    squares = pictures.reshape(-1, 14, 14)
    if how == "median":
        return ndimage.median_filter(squares, (1, amount, amount)).reshape(pictures.shape)
    width = amount if how == "smooth" else 1
    smooth = ndimage.gaussian_filter(squares, (0, width, width))
    made = smooth if how == "smooth" else squares + amount * (squares - smooth)
    return made.reshape(pictures.shape)


filters = [("smooth", width) for width in (0.3, 0.5, 0.7, 0.9, 1.2)]
filters += [("sharpen", amount) for amount in (0, 1, 2, 3, 4)] + [("median", 3)]
pca = PCA(100, svd_solver="full").fit(train_x)


def pca_copies(pictures, n_axes):
    axes = pca.components_[:n_axes]
    return pca.mean_ + (pictures - pca.mean_) @ axes.T @ axes


# %% [markdown]
r"""
The third rival is a linear map: 196 weighted sums of all pixels, fitted to pairs of a damaged and a clean picture. **Ridge regression** finds the best at once; large weights cost it a price.

It gets what the network will get: each of the 2000 training pictures eight times, damaged anew each time.

Each rival has a setting: the filter, the number of axes, the price. The validation pictures choose it for each kind of damage.
"""


# %%
def training_pairs(spoil, clean=train_x, n_copies=80):
    """Return 16000 pairs, in which no clean picture is damaged in more than `n_copies` ways."""
    repeats = 16000 // len(clean)
    made = [spoil(clean, seed=100 + number % n_copies) for number in range(repeats)]
    return np.concatenate(made), np.tile(clean, (repeats, 1))


def best(choices, repair, spoil):
    """Return the choice that repairs the validation pictures with the smallest error."""
    tried = spoil(validation_x, seed=2)
    errors = [np.mean((repair(tried, choice) - validation_x) ** 2) for choice in choices]
    return choices[int(np.argmin(errors))]


def best_linear_map(spoil, clean=train_x):
    pairs = training_pairs(spoil, clean)
    maps = [Ridge(price).fit(*pairs) for price in (0.01, 1, 100)]
    return best(maps, lambda pictures, linear: linear.predict(pictures), spoil)


# %%
linear_maps, repaired = {}, {}
for kind, spoil in kinds.items():
    how = best(filters, lambda pictures, choice: filtered(pictures, *choice), spoil)
    n_axes = best([5, 10, 15, 20, 30, 40, 60, 100], pca_copies, spoil)
    linear_maps[kind] = best_linear_map(spoil)
    repaired[kind] = {
        "nothing done": [damaged[kind]],
        f"filter: {how[0]} {how[1]}": [filtered(damaged[kind], *how)],
        f"PCA, {n_axes} axes": [pca_copies(damaged[kind], n_axes)],
        "linear map": [linear_maps[kind].predict(damaged[kind])],
    }
    print(kind)
    for name, runs in repaired[kind].items():
        report(f"    {name}", runs)

# %% [markdown]
r"""
The linear map has the smallest error each time.

## Train towards the clean picture

A **denoising autoencoder** gets the damaged picture and is trained towards the clean one, its *target*. Merely to copy does not help it any more: it has to know what digits look like.

**Predict:** our network bends, has two hidden layers and more parameters than the linear map. Will it win all three times?
"""


# %%
def build():
    hidden = [keras.layers.Dense(128, activation="silu") for _ in range(2)]
    network = keras.Sequential([keras.Input((196,)), *hidden, keras.layers.Dense(196)])
    rate = keras.optimizers.schedules.CosineDecay(0.01, 400)
    network.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return network


def trained(network, starts, pairs, *, batch_size=64, use_xla=True):
    """Train a network from each start, and return the weights of each run."""
    noisy, clean = pairs
    options = {"steps": 400, "batch_size": batch_size, "use_xla": use_xla, "progress": False}
    options |= {"targets": clean, "reconstruct": False}
    return seed_spread.train_starts(lambda: network, noisy, starts, **options).weights


def outputs(network, weights, pictures):
    network.set_weights(weights)
    return network(pictures).numpy()


# %%
dense, dense_starts = build(), seed_spread.draw_starts(build, seeds=range(2))
networks = {}
for kind, spoil in kinds.items():
    networks[kind] = trained(dense, dense_starts, training_pairs(spoil))
    made = [outputs(dense, weights, damaged[kind]) for weights in networks[kind]]
    repaired[kind]["dense network"] = made
    print(f"{kind}, two runs of the network")
    for name in ("linear map", "dense network"):
        report(f"    {name}", repaired[kind][name])

# %% [markdown]
r"""
It wins **once**: against noise, by about a tenth.

Blur makes each pixel a weighted sum of its neighbours, so other weighted sums undo it. The linear map finds them at once, without a single step. On hidden squares it is ahead, too.

The first held-out pictures with noise:
"""

# %%
rows = {"clean": x[:12]}
rows |= {name: runs[0][:12] for name, runs in repaired["noise"].items()}
title = "After a repair, the noisy digits look cleaner"
caption = "Go down one column. What has gone together with the noise?"
figures.show(figures.picture_rows(rows, (14, 14), originals="clean", title=title), caption)

# %% [markdown]
r"""
They look cleaner. But by the shares above, the nearest neighbour recognised *more* of the noisy digits before any repair. It compares 196 pixels, over which noise evens out. What a repair has taken for noise is lost for good.

## Noise that is new each time

**Predict:** what if the eight copies of a training picture all carry the *same* noise?
"""

# %%
curves = {"network, own pictures": [], "network, held out": [], "linear map, held out": []}
for n_copies in (1, 2, 8):
    noisy, clean = pairs = training_pairs(damage.noise, n_copies=n_copies)
    runs = networks["noise"] if n_copies == 8 else trained(dense, dense_starts, pairs)
    own = [np.mean((outputs(dense, weights, noisy) - clean) ** 2) for weights in runs]
    new = [np.mean((outputs(dense, weights, damaged["noise"]) - x) ** 2) for weights in runs]
    linear = np.mean((Ridge(100).fit(*pairs).predict(damaged["noise"]) - x) ** 2)
    print(f"{n_copies}: own {from_to(own)}, held out {from_to(new)}, linear map {linear:.4f}")
    for curve, errors in zip(curves.values(), (own, new, [linear]), strict=True):
        curve.append(errors)
curves = {name: np.transpose(errors) for name, errors in curves.items()}
names = {"xlabel": "different noisy copies of each picture", "ylabel": "mean squared error"}
title = "With one noisy copy, the network learns the noise by heart"
caption = "Compare the network's two lines: far apart on the left, close on the right."
figures.show(figures.spread_lines([1, 2, 8], curves, title=title, **names), caption)

# %% [markdown]
r"""
With one noisy copy, the network is best on its own pictures and worst on others: it learns the noise by heart. The linear map beats it. From two copies on, the network is ahead. New noise costs nothing.

## Look through a small window

A **convolution** lays a window of 3 × 3 weights on each place of a picture and writes down the weighted sum. The window below answers to edges.

**Predict:** where is the answer light, where dark?
"""

# %%
window = keras.layers.Conv2D(1, 3, padding="same", use_bias=False)
window.build((None, 14, 14, 1))
edge = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
window.set_weights([edge.reshape(3, 3, 1, 1)])
answers = window(x[:12].reshape(-1, 14, 14, 1)).numpy().reshape(-1, 196)
rows = {"picture": x[:12], "answer (0 is grey)": 0.5 + answers / 6}
title = "Left edges are light, right edges dark"
caption = "Compare each answer with the picture above it: the window is the same everywhere."
figures.show(figures.picture_rows(rows, (14, 14), title=title), caption)

# %% [markdown]
r"""
Left edges are light, right edges dark, wherever they are.

`Conv2D(12, 3, strides=2)` has 12 windows, moves them by 2 pixels and *learns* their weights: 12 maps of 7 × 7. The next layer looks at all 12. **Conv2DTranspose** is the way back: each number of a small map paints a window of weights into a larger one.

What a window learns at one place, it knows at all places.

**Predict:** who wins with 2000 training pictures, who with 200?
"""


# %%
def build_conv():
    layers, half = keras.layers, {"strides": 2, "padding": "same"}
    network = keras.Sequential(
        [
            keras.Input((196,)),
            layers.Reshape((14, 14, 1)),
            layers.Conv2D(12, 3, activation="silu", **half),  # 7 x 7
            layers.Conv2D(24, 3, activation="silu", **half),  # 4 x 4
            layers.Conv2DTranspose(12, 3, activation="silu", **half),  # 8 x 8
            layers.Cropping2D(((0, 1), (0, 1))),  # 7 x 7
            layers.Conv2DTranspose(1, 3, **half),  # 14 x 14
            layers.Flatten(),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.02, 400)
    network.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return network


# %%
conv, conv_starts = build_conv(), seed_spread.draw_starts(build_conv, seeds=range(2))
print(f"parameters: dense {dense.count_params()}, convolutional {conv.count_params()}")
noisy = damaged["noise"]
for n_pictures in (2000, 200):
    few = train_x[:n_pictures]  # 200 come 80 times each, always with new noise
    pairs = training_pairs(damage.noise, few)
    by_conv = trained(conv, conv_starts, pairs, batch_size=16, use_xla=False)
    by_dense = networks["noise"] if n_pictures == 2000 else trained(dense, dense_starts, pairs)
    report(f"{n_pictures}: linear map", [best_linear_map(damage.noise, few).predict(noisy)])
    report("    dense", [outputs(dense, weights, noisy) for weights in by_dense])
    report("    convolutional", [outputs(conv, weights, noisy) for weights in by_conv])

# %% [markdown]
r"""
With 2000 pictures, dense is ahead. (Convolution is slower: it gets 16 pictures a step, dense 64.) With 200, convolution wins: it has a twelfth of the parameters.

## Damage of another kind

We test on all damage, on clean pictures, and on two new kinds: **speckles** turn 15 % of the pixels black or white, *blur+* is blur with noise of 0.02 on top. Two networks join: one for a mixture, one for clean pictures, an ordinary autoencoder.

**Predict:** who fails worst, and on what?
"""


# %%
def mixed(pictures, seed):
    made = [spoil(pictures, seed) for spoil in kinds.values()]
    which = np.random.default_rng(seed).integers(0, 3, size=(len(pictures), 1))
    return np.choose(which, made)


def blur_plus(pictures, seed):
    return damage.noise(damage.blur(pictures), seed, strength=0.02)


for kind, spoil in {"mixed": mixed, "clean": lambda pictures, seed: pictures}.items():
    networks[kind] = trained(dense, dense_starts, training_pairs(spoil))
tests = {"clean": x} | damaged | {"speckles": damage.speckle(x, seed=1)}
tests["blur+"] = blur_plus(x, seed=1)
linear_maps["blur+"] = best_linear_map(blur_plus)
table = {"nothing done": [lambda test: test], "PCA, 20 axes": [partial(pca_copies, n_axes=20)]}
table["median filter"] = [partial(filtered, how="median", amount=3)]
table |= {f"linear map for {kind}": [linear.predict] for kind, linear in linear_maps.items()}
for kind, runs in networks.items():
    table[f"network for {kind}"] = [partial(outputs, dense, weights) for weights in runs]
print("worst run of two:     ", *(f"{kind:>8}" for kind in tests))
for name, runs in table.items():
    errors = [max(np.mean((run(test) - x) ** 2) for run in runs) for test in tests.values()]
    print(f"{name:22}", *(f"{error:8.4f}" for error in errors))

# %% [markdown]
r"""
- Made for blur, the linear map breaks at a breath of noise: it enlarges small differences. The network hardly notices. But the linear map for blur+ beats it.
- Made for noise, the network is the best on speckles.
- The ordinary autoencoder removes about a third of the noise, PCA far more.
- The network for the mixture is never best, never bad.

## Turn the damage up

**Predict:** the network for noise was trained at strength 0.4. What will it make of 0? Of 1?
"""

# %%
strengths = {
    "noise": (damage.noise, (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)),
    "blur": (damage.blur, (0, 0.3, 0.6, 0.9, 1.2, 1.5, 2.0)),
    "hidden square": (damage.hide, (0, 2, 4, 6, 8, 10)),
}
made = {
    kind: {str(much): spoil(x, 1, much) for much in steps}
    for kind, (spoil, steps) in strengths.items()
}
methods = {
    "PCA, 20 axes": table["PCA, 20 axes"][0],
    "linear map for noise": table["linear map for noise"][0],
    "network for noise": table["network for noise"][0],
    "network for mixed": table["network for mixed"][0],
}
explorers.repairs(x, made, methods, (14, 14), labels=labels)

# %% [markdown]
r"""
Whoever cleans a clean picture spoils it. And at strength 1, only the network for noise still beats the mean picture, whose error is 0.051.

## Half a picture

**Predict:** the right half is hidden, and a network is trained for that. What will it draw where several digits are possible?

A new rival takes the right half of the training picture whose left half is nearest. We also count **half-tones**: the share of hidden pixels between a quarter and three quarters white.
"""


# %%
def hide_half(pictures, seed=0):
    return np.where(np.arange(196) % 14 < 7, pictures, 0.5)


half, is_hidden = hide_half(x), np.arange(196) % 14 >= 7
nearest = pairwise_distances_argmin(half, hide_half(train_x))
half_runs = trained(dense, dense_starts, training_pairs(hide_half))
guesses = {
    "clean": [x],
    "mean picture": [np.tile(train_x.mean(axis=0), (len(x), 1))],
    "nearest left half": [train_x[nearest]],
    "linear map": [best_linear_map(hide_half).predict(half)],
    "network": [outputs(dense, weights, half) for weights in half_runs],
}

# %%
rows = {}
for name, runs in guesses.items():
    joined = [np.where(is_hidden, made, x) for made in runs]
    grey = from_to([np.mean(np.abs(made[:, is_hidden] - 0.5) < 0.25) for made in joined], 2)
    report(name, joined)
    print(f"{'':26} half-tones {grey}")
    rows[name] = joined[0][:12]
rows = {"clean": rows.pop("clean"), "half": half[:12]} | rows
title = "The neighbour's halves are sharp, the network's partly grey"
caption = "Look at the right halves only: the left ones are given."
figures.show(figures.picture_rows(rows, (14, 14), originals="clean", title=title), caption)

# %% [markdown]
r"""
The network has the smallest error, and twice the half-tones of clean pictures. Where two digits fit, their mean costs the least squared error. The neighbour's halves are sharper, with more error.

## What we have seen

- Damaged in, clean as target: denoising.
- It beat a linear map on noise and halves, not on blur and squares.
- New noise each time; convolution for few pictures.
- Blur taught nothing about noise.

Now you: [seven exercises](exercises/06_noise.ipynb) ([solutions](solutions/06_noise.ipynb)). Next: [few units](07_sparse_code.ipynb).
"""
