# %% [markdown]
r"""
# 7. Use few units at a time

At the end you have autoencoders that describe each sample by a few of many units. You have seen them find hidden causes that PCA cannot find. And you have seen them learn short edges from two photographs. Some cells in your brain respond to such edges.

You will be able to

- make a code sparse in two ways, and say what each of them really asks for;
- start encoder and decoder as a pair, so that fewer units die, and bring dead units back;
- compare sparse codes with PCA and with dictionary learning at equal numbers;
- test the story that a unit stands for something;
- say when such a code finds true causes, and who else finds them.

**Time:** 45 minutes

**You need:** [lesson 4](04_code_size.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, many_runs, photographs
from autoenc_lessons import seed_everything, sparse_codes, tables, unit_measures

from functools import partial

import keras
import numpy as np
from keras import layers, ops, regularizers
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

seed_everything(0)

# %% [markdown]
r"""
## A code wider than the picture

We make MNIST's digits small: the mean of each 2 × 2 pixels, without the frame, where hardly anybody writes. That leaves 12 × 12 = 144 pixels. 2000 pictures train; 1000 are held out.

Until now, codes were narrow. A code with more units than the picture has pixels is **overcomplete**; ours has 160. Nothing is squeezed, so something else must keep the network from mere copying.

The units have relu: each gives 0 or more. A unit that gives more than 0 is **on**. The decoder adds up pictures: each **unit's filter**, times what the unit gives.

**Predict:** how many of the 160 units will be on for a picture?
"""

# %%
mnist, digits = datasets.load("mnist")
order = np.random.default_rng(0).permutation(5000)[:3000]
small = mnist.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4))[order, 1:13, 1:13]
x_train, x = np.split(small.reshape(-1, 144), [2000])
labels_train, labels = np.split(digits[order], [2000])
mean_picture = x_train.mean(axis=0)


# %%
def build(*after, n_features=144, n_units=160, penalty=None, rate=0.005, steps=500):
    units = layers.Dense(n_units, "relu", activity_regularizer=penalty)
    filters = layers.Dense(n_features, kernel_constraint=keras.constraints.UnitNorm(axis=1))
    encoder = keras.Sequential([keras.Input((n_features,)), units, *after])
    decoder = keras.Sequential([keras.Input((n_units,)), filters])
    autoencoder = keras.Sequential([encoder, decoder])
    falling = keras.optimizers.schedules.CosineDecay(rate, steps)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(falling))
    return autoencoder


# %%
train = partial(many_runs.train, x=x_train, steps=500, batch_size=50)
plain = train(build)
sparse_codes.use_table({"no penalty": plain}, x_train, x)

# %% [markdown]
r"""
<details><summary>Answer</summary>

About half: 73 to 81. (A third is dead: no training picture turns these units on. Lesson 3 had such units.)

</details>

It takes more than 70 units to make a picture, so one unit alone says little about it.

## Ask for less

A code is **sparse** if few units are on at a time. The **L1 penalty** adds to the loss a strength times the sum of the code's absolute values. In Keras, one writes `activity_regularizer=keras.regularizers.L1(strength)` into the layer. It sums over the units and takes the mean over the batch. (Older versions of Keras 3 sum over the batch, too.)

**Predict:** can a network lower the penalty without turning a single unit off?
"""

# %%
kernel, bias, filters, shade = plain[0].get_weights()
cheat = build(penalty=regularizers.L1(0.001))
for times in (1, 10):
    cheat.set_weights([kernel / times, bias / times, filters * times, shade])
    farthest, penalty = np.abs(cheat(x) - plain[0](x)).max(), float(cheat.losses[0])
    print(f"code / {times:2}: penalty {penalty:.4f}, copies differ by {farthest:.4f}")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Yes. The cheat makes the code ten times smaller, and the filters ten times longer. The copies stay the same, and the penalty falls to a tenth. Not one unit fewer is on.

</details>

So filters must not grow. `UnitNorm` in `build` brings each filter back to the length 1 after every step.

Now we train with a strong penalty: once with Keras' own `fit`, and then the same from two seeds, quicker. (The loss that `fit` reports is the error *and* the penalty. So we measure the error ourselves.)

**Predict:** few units will be on. What else will you see in the table?
"""

# %%
keras.utils.set_random_seed(0)
strong = partial(build, penalty=regularizers.L1(0.003))
network = strong()
network.fit(x_train, x_train, epochs=12, batch_size=50, verbose=0)
sparse_codes.use_table({"L1, by fit": [network], "L1": train(strong)}, x_train, x)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Three in four units are dead, and the error is about six times as high.

</details>

About 11 units are on, so the code is sparse: partly because few units are left. And the penalty pulls *all* values down, the needed ones too.

## Keep the k largest

So say directly what you want. A **k-sparse** code keeps its k largest values, and sets the others to 0. This takes one small layer. The gradient flows back through the values that stay. The others get none.

**Predict:** what becomes of a unit that is never among the k largest?
"""


# %%
class KeepLargest(layers.Layer):
    def __init__(self, k):
        super().__init__()
        self.k = k

    def call(self, codes):
        smallest_kept = ops.top_k(codes, self.k)[0][:, -1:]
        return ops.where(codes >= smallest_kept, codes, 0.0)


# %%
stages = [("picture", (12, 12)), ("units", 160), ("code", 160, 8), ("copy", (12, 12))]
names = {"step_names": ["dense, relu", "keep the 8 largest", "dense: add up filters"]}
names |= {"part_names": {"encoder": (0, 2), "decoder": (2, 3)}}
axes = figures.architecture(stages, title="8 of 160 units make the copy", **names)
figures.show(axes, "One box stands for several units. Blue: the part of the code that is on.")

# %%
alone = train(lambda: build(KeepLargest(8)))
sparse_codes.use_table({"8 largest": alone}, x_train, x)

# %% [markdown]
r"""
<details><summary>Answer</summary>

It stays as it is, for it gets no gradient. Three in four units are dead again, though the error is lower than with L1.

</details>

## Start as a pair

At the start, each unit looks for one random picture and draws another. So whoever wins draws nonsense. Let encoder and decoder start as a pair: each unit draws what it looks for. We turn the encoder's weights round, and give them to the decoder.

One step more: the decoder's biases start with the mean picture, and the encoder takes it away.

**Tied weights** go farther. The decoder uses the encoder's own weights, turned round, *all the time*.

**Predict:** which step helps most?
"""


# %%
def as_pair(autoencoder, mean=0):
    kernel, bias, _, shade = autoencoder.get_weights()
    kernel /= np.linalg.norm(kernel, axis=0)
    autoencoder.set_weights([kernel, bias - (shade + mean) @ kernel, kernel.T, shade + mean])
    return autoencoder


# %%
runs = {
    "8 largest": alone,
    "as a pair": train(lambda: as_pair(build(KeepLargest(8)))),
    "pair, mean picture": train(lambda: as_pair(build(KeepLargest(8)), mean_picture)),
    "tied weights": train(lambda: sparse_codes.tied(build(KeepLargest(8)))),
    "L1, pair": train(lambda: as_pair(build(penalty=regularizers.L1(0.005)), mean_picture)),
}
sparse_codes.use_table(runs, x_train, x)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The start as a pair. It alone brings more than half of what tied weights bring. With the mean picture, it brings most of it.

</details>

So most of what tied weights bring comes from their start.

The last row is a fair rival: L1 with the same start, and a strength that leaves as many units on. Its error is half as high again.

## Look at units

**Predict:** what will a filter show: a digit, a stroke, a dot, nothing?

In the live figure, go through the units, the most used first. Which serve one digit, and which several?
"""

# %%
pair = runs["pair, mean picture"]
title = "The most used units each serve several digits"
explorers.units(*pair[0].layers, x, labels, image_shape=(12, 12), title=title)

# %% [markdown]
r"""
Most filters are blurred strokes, or a shape with another taken away. The most used unit serves all digits. We will soon test whether a unit stands for one.

## Bring dead units back

Even in a pair, some units are dead. So before each epoch, we give each dead unit new weights: those of a training picture with one of the worst copies, less the mean picture. It looks for that and draws that, so it wins at least there. `sparse_codes.revive` does it. (In the exercises, you write it yourself.) Keras calls it before each epoch, by a *callback*.

We try it on the network with the bad start.

**Predict:** will it become as good as a pair?
"""

# %%
keras.utils.set_random_seed(0)
network = build(KeepLargest(8))
wake = keras.callbacks.LambdaCallback(lambda *_: sparse_codes.revive(network, x_train))
network.fit(x_train, x_train, epochs=12, batch_size=50, callbacks=[wake], verbose=0)
sparse_codes.use_table({"revived": [network]}, x_train, x)

# %% [markdown]
r"""
<details><summary>Answer</summary>

No. No unit is dead, and the error is lower than without. But the pair has less error, though 67 and more of its units are dead.

</details>

A unit that is alive is not yet a useful one.

## Against stronger rivals

Is it fair to give PCA 8 numbers? A sparse code stores 8 numbers *and whose they are*. To name one unit of 160 takes less than 8 bits, for 2⁸ = 256. If a number takes 8 bits, too, PCA with 2k numbers is the fair rival.

**Dictionary learning** learns filters without an encoder. For each picture, it *searches* for the few that add up to it best. Our filters can be searched, too.

**Predict:** who wins?
"""

# %%
ours = dict.fromkeys((4, 8, 16, 32), pair)
for k in (4, 16, 32):
    ours[k] = train(lambda k=k: as_pair(build(KeepLargest(k)), mean_picture))
dictionary = sparse_codes.dictionary(x_train - mean_picture, 160)
pca = many_runs.errors({k: [PCA(k).fit(x_train)] for k in (4, 8, 16, 32, 64)}, x)
search = partial(sparse_codes.searched_error, x=x, mean=mean_picture)

# %%
curves = {
    "ours, encoded": many_runs.errors(ours, x),
    "ours, searched": {k: [search(ours[k][0].get_weights()[2], k=k)] for k in ours},
    "dictionary, searched": {k: [search(dictionary, k=k)] for k in ours},
    "PCA, k numbers": {k: pca[k] for k in ours},
    "PCA, 2k numbers": {k: pca[2 * k] for k in ours},
}
names = {"xlabel": "k, units that are on", "ylabel": "held-out mean squared error"}
names["title"] = "A search beats our encoder; so does PCA with 2k numbers, from 16 on"
figures.show(figures.spread_lines([*ours], curves, **names), "Lower is better.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

The dictionary. Only at k = 32 is PCA with 2k numbers level with it.

</details>

With 2k numbers, PCA beats our encoder from 16 on, and our searched filters only at 32. A search finds better codes, but takes time.

## Test a story

*"This unit stands for the digit 0."* Then all zeros turn it on, and nothing else does. For each digit, training pictures choose the best unit, and the value from which on it counts as on. The **Jaccard index** judges on held-out pictures: how many turn the unit on *and* show the digit, divided by how many do at least one of the two.

**Predict:** what will the best unit reach? 1 is perfect.
"""

# %%
groups = KMeans(10, n_init=10, random_state=0).fit(x_train)
readers = {
    "no penalty": plain[0].layers[0],
    "8 largest": pair[0].layers[0],
    "160 pictures": lambda shown: (shown - mean_picture) @ (x_train[:160] - mean_picture).T,
    "k-means, 10 groups": lambda shown: np.eye(10)[groups.predict(shown)],
}

# %%
fits = unit_measures.label_fits(readers, (x_train, labels_train), (x, labels))
look = {"xlabel": "Jaccard index, held out", "title": "No unit stands for a digit"}
figures.show(figures.match_strips(fits, **look), "Each dot: a digit, its best unit.")
tables.table({"median digit (worst to best)": fits})

# %% [markdown]
r"""
No unit stands for a digit. Sparse units do better than those without a penalty. But 160 training pictures, used as filters, do as well without any learning. And the best fit of all is a group of k-means, which has only 10.

Are our units wrong, then? Nobody knows what handwriting is *truly* made of. So take data of which we know it.

## Known causes

64 causes are random directions. Each sample adds up three of them, and we see only 24 numbers: more causes than numbers! A cause is *found* if the cosine of the angle between it and some filter is above 0.95. (At 1, both point the same way.)

**Predict:** can 64 causes be found in 24 numbers? By whom?
"""


# %%
def learn(samples, k, **size):
    start = partial(build, KeepLargest(k), rate=0.01, steps=600, **size)
    (run,) = train(lambda: as_pair(start()), x=samples, steps=600, batch_size=200, seeds=[0])
    return sparse_codes.filters_by_use(run, samples)


# %%
def search_causes(seed):
    mixed, causes = datasets.mixed_causes(4000, seed=seed)
    filters = {f"k = {k}": learn(mixed, k, n_features=24, n_units=128) for k in (2, 3, 6, 16)}
    filters["dictionary of 128"] = sparse_codes.dictionary(mixed, 128)
    filters["PCA, 24 axes"] = PCA(24).fit(mixed).components_
    filters |= unit_measures.rival_directions(mixed, n_axes=24, n_centres=(72, 128))
    return {name: unit_measures.closest(rows, causes) for name, rows in filters.items()}


draws = [search_causes(seed) for seed in range(2)]

# %%
look = {"xlabel": "cosine to the closest filter", "title": "Few units find the causes"}
figures.show(figures.match_strips(draws[0], **look), "Each dot: a cause of the first draw.")
found = {name: [np.sum(draw[name] > 0.95) for draw in draws] for name in draws[0]}
tables.table({"found of 64, in 2 draws": found}, digits=0)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The sparse autoencoder finds all or nearly all with k = 2 and 3, most with 6, and none with 16. So a rough guess of the true 3 is enough. Dictionary learning finds all, too.

</details>

k-means finds most with 72 centres, and fewer with 128: it needs a good guess of how many causes there are. Our 128 units did well without. PCA finds none: it has only 24 axes, all at right angles. **Independent component analysis** (ICA) looks for directions that vary independently of each other. It, too, has no more than 24.

So it is the *idea* that wins, not the network: each sample is a sum of few things out of many.
"""

# %% [markdown]
r"""
Large language models seem to do this inside. They keep more ideas than they have units: each idea is a direction, and few of them are on at a time. One calls that **superposition**. Researchers train overcomplete sparse autoencoders on the numbers inside such models. They name each unit by the texts that turn it on most. But nobody knows the true causes there, so each name is a story to test.

## What does an eye look for?

Now real pictures: 10,000 small patches of two photographs, a temple and a flower. First they are **whitened**: the axes of PCA that hold 90 % of the variance all get the same variance; the others are left out.

**Predict:** what will the filters show?
"""

# %%
raw = photographs.photo_patches(10_000, seed=0)
whiten = PCA(0.9, whiten=True).fit(raw)
patches = whiten.transform(raw) @ whiten.components_
edges = learn(patches, 5)

# %%
rows = {"patches": raw[:8], "filters 1 to 29": edges[0:32:4], "33 to 61": edges[32:64:4]}
rows["PCA, 1 to 8"] = whiten.components_[:8]
look = {"signed": True, "smooth": True, "apart": ["filters 1 to 29", "PCA, 1 to 8"]}
look["title"] = "Few units at a time: mostly short edges; PCA: waves"
figures.show(figures.picture_rows(rows, (12, 12), **look), "Every fourth of 64 filters.")

# %% [markdown]
r"""
The picture shows every fourth of the 64 most used filters. (Among the others are edges, too, and noise.) After some broad ones, most are *edges*: short, at one place, in one direction, nearly empty elsewhere. Cells in the first visual area of the brain respond to such edges. In 1996, Olshausen and Field showed that a sparse code of photographs learns such filters.

Do the edges come from the photographs, or from the method? We give it noise with the same variance along each axis.

A measure for *short*: how few of the 144 pixels hold half of the sum of a filter's squares? We print the median filter's, rounded to fives.

**Predict:** who has short filters?
"""

# %%
noise = np.random.default_rng(1).normal(size=(10_000, 64)) @ whiten.components_
kinds = {"photographs": edges, "noise": learn(noise, 5), "PCA": whiten.components_}
kinds |= unit_measures.rival_directions(patches, n_axes=64, n_centres=160)
half = {n: 5 * round(np.median(unit_measures.pixels_for_half(f)) / 5) for n, f in kinds.items()}
tables.table({"pixels that hold half, about": half}, digits=0)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Ours, k-means' and ICA's, from photographs: shorter than the samples, the whitened patches. From noise comes nothing shorter than random pictures. PCA's waves are wider still.

</details>

So the short edges are in the photographs. PCA, which asks only for variance, does not see them.

## What we have seen

- L1 pulls all values down; k-sparse counts. Both leave dead units.
- Start encoder and decoder as a pair.
- With k units on, ours beats PCA with k numbers. A search beats our encoder.
- No unit stood for a digit. But where causes were known, few units at a time found them.
- From photographs, few units at a time learn edges.
"""

# %% [markdown]
r"""
## Who thought of it

- B. A. Olshausen and D. J. Field, 1996: *Emergence of simple-cell receptive field properties by learning a sparse code for natural images*, Nature 381 ([doi](https://doi.org/10.1038/381607a0)).
- A. Makhzani and B. Frey, 2013: *k-Sparse Autoencoders* ([arXiv](https://arxiv.org/abs/1312.5663)).
- L. Gao and others, 2024: *Scaling and evaluating sparse autoencoders* ([arXiv](https://arxiv.org/abs/2406.04093)). They keep the k largest inside a language model, start as a pair, and fight dead units.

To read on: N. Elhage and others, 2022: *Toy Models of Superposition* ([arXiv](https://arxiv.org/abs/2209.10652)).

Now you: [seven exercises](exercises/07_sparse_code.ipynb) ([solutions](solutions/07_sparse_code.ipynb)). Next: [anomalies](08_anomalies.ipynb).
"""
