# %% [markdown]
r"""
# 3. Unroll a curved sheet

At the end you have an autoencoder that bends: it flattens a curved sheet where every plane fails, and you know when it folds, tears or dies.

You will be able to

- say what hidden layers and activations add, and build a deep autoencoder in Keras;
- see and count folds and tears in a code, beside its error;
- compare with PCA and Isomap, and say who wins at what;
- find a dead unit, and repair it;
- see what a decoder does away from the data.

**Time:** 40 minutes

**You need:** [lesson 2](02_what_it_learned.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, measures, models
from autoenc_lessons import seed_everything, seed_spread, training

from functools import partial

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import spearmanr
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.manifold import Isomap
from sklearn.neighbors import NearestNeighbors

seed_everything(0)

# %% [markdown]
r"""
## Make the sheet

Take a strip of paper and bend it into an S. Each point on it has three features. But two numbers are enough to say where the point lies on the paper: how far **along** the strip, and how far **across** it. Such a surface, which is flat but lies bent in a larger space, is a **manifold**. Pictures of a turning face lie on one, too.

The autoencoder never sees these two numbers. They check its work, as labels did in lesson 1.

300 points are for training and 500 are held out. We standardise by the 300, so an error of 1 means that all variance is lost.
"""

# %%
data, all_places = datasets.sheet("s-curve", n_samples=800, seed=0)
places, new_places = all_places[:300], all_places[300:]  # along the strip, across it
along, across = places.T


def scaled(data, size):
    values = (data - data[:300].mean(axis=0)) / size
    return values[:300], values[300:]


x, new_x = scaled(data, size=data[:300].std(axis=0))  # one size for each feature
bent = figures.sheet_3d(x, along, across=across, title="Given: a strip, bent into an S")
figures.show(bent, "Colour tells how far along the strip a point lies. Follow it from dark to bright.")
flat = figures.sheet_strip(places, title="Wanted: the same strip, flat")
figures.show(flat, "A perfect code looks like this. It may be turned, mirrored or stretched.")

# %% [markdown]
r"""
## Every plane fails

First the rival of lesson 2: PCA with two numbers. No linear autoencoder copies the training points with a smaller error.

**Predict:** PCA presses the S onto the best plane. Do the colours stay in order, from dark to bright?

<details><summary>Answer</summary>

No. The S is pressed flat along its height or its depth, and the dark end comes to lie on the bright one.

</details>
"""

# %%
pca = PCA(n_components=2).fit(x)
pca_codes, new_pca_codes = pca.transform(x), pca.transform(new_x)
names = ("first PCA number", "second PCA number")
title = "With PCA, dark and bright points mix"
ax = figures.sheet_codes(pca_codes, along, title=title, names=names)
figures.show(ax, "Look at the middle: there, both ends of the strip lie on each other.")

# %% [markdown]
r"""
Points from both ends lie side by side: the code has **folded** the sheet. We count folds by the **nearest neighbour**, the closest other point:

- A point is *folded* if its nearest neighbour in the code lies far away on the strip.
- A point is **torn** if its nearest neighbour on the strip lies far away in the code.

*Far* is more than one standard deviation, after code and strip were stretched to variance 1 in every direction.

*Folded* and *torn* are our words. Papers measure **trustworthiness** (no strangers become neighbours) and **continuity** (no neighbours become strangers).

**Predict:** on the flat strip, a line will join each folded point with its neighbour in PCA's code. Which way will the lines run?
"""

# %%
ax = figures.sheet_strip(places, codes=pca_codes, title="Neighbours in PCA's code, seen on the strip")
figures.show(ax, "Each line joins two points that are neighbours in the code: dark with bright.")
pca_error = measures.reconstruction_error(new_x, pca.inverse_transform(new_pca_codes))
print(f"PCA, held-out: error {pca_error:.4f}")
print(f"folded {measures.folded(new_pca_codes, new_places):.1%}", end=", ")
print(f"torn {measures.torn(new_pca_codes, new_places):.1%}")

# %% [markdown]
r"""
PCA loses a third of the variance. About every fourth point has a wrong neighbour, from far along the strip. Nothing is torn, for a plane cannot tear.

## What bends

Every layer between the input and the output is a **hidden layer**. The code is one; so far it was the only one. We add four of 16 units: 3 → 16 → 16 → **2** → 16 → 16 → 3.

**Predict:** all layers are linear. Does the large network beat PCA?

<details><summary>Answer</summary>

No. A weighted sum of weighted sums is again a weighted sum. All layers together can do no more than one.

</details>
"""


# %%
def falling_adam():
    rate = keras.optimizers.schedules.CosineDecay(0.05, decay_steps=500)
    # A large epsilon keeps the digits equal on all machines. Elsewhere, leave it out.
    return keras.optimizers.Adam(rate, epsilon=1e-3)


_, _, straight = models.dense_autoencoder((3, 16, 16, 2), activation="linear")
straight.compile(loss="mse", optimizer=falling_adam())
training.train(straight, x, steps=500, progress=False)
straight_error = measures.reconstruction_error(new_x, straight(new_x))
print(f"held-out error: PCA {pca_error:.4f}, four more linear layers {straight_error:.4f}")

# %% [markdown]
r"""
Both errors are equal to four digits.

So each number that leaves a hidden layer goes through a bent curve, the **activation**. The network is then **nonlinear**. Three activations are common:

- **tanh** bends softly and stays between −1 and 1.
- **relu** gives 0 for every number below 0, and leaves the others as they are. It has a kink at 0.
- **silu** is a soft relu, without a kink.

A network with several hidden layers is **deep**.
"""

# %%
sums = np.linspace(-3, 3, 121)
bends = {name: np.asarray(keras.activations.get(name)(sums)) for name in ("tanh", "relu", "silu")}
look = {"xlabel": "weighted sum", "ylabel": "output", "yscale": "linear"}
ax = figures.lines(sums, bends, title="Three activations: what comes in, what goes out", **look)
figures.show(ax, "Look at the sums below 0: relu gives 0, tanh levels off at -1.")

# %% [markdown]
r"""
**How bends add up.** One relu has one kink. But units can begin to rise at different places, and a layer after them adds their outputs, each with a weight. So each unit puts one kink into the sum.

Seen from its side, feature 0 of the S goes to and fro along the strip, like a wave. Can relus draw it?

**Predict:** three units, then twelve. How near does their sum come to the wave?
"""

# %%
way = np.linspace(0, 9.4, 189)  # along the strip
wave = np.cos(way)  # feature 0 of the S, before it is scaled


def weighted_relus(n_units):
    starts = np.linspace(0, 9.4, n_units, endpoint=False)  # where each begins to rise
    units = np.maximum(0, way[:, None] - starts)
    fit = LinearRegression().fit(units, wave)
    return units * fit.coef_, fit.predict(units)


# %%
look = {"xlabel": "along the strip", "ylabel": "feature 0", "yscale": "linear"}
_, panels = plt.subplots(1, 2, figsize=(8, 3.2))
units, sum_of_3 = weighted_relus(3)
few = {"unit 0": units[:, 0], "unit 1": units[:, 1], "unit 2": units[:, 2], "their sum, plus a bias": sum_of_3}
figures.lines(way, few, title="Three bent units ...", ax=panels[0], **look)
sums = {"the wave": wave, "3 units": sum_of_3, "12 units": weighted_relus(12)[1]}
figures.lines(way, sums, title="... draw a wave, roughly", ax=panels[1], **look)
figures.show(panels, "Each unit adds one kink: three units, three straight pieces. Twelve units come close.")

# %% [markdown]
r"""
Many bent units together can follow any smooth curve, the more closely the more there are. Training finds the weights and the places of the kinks.

Now the same network with *tanh* in the four added layers. The code and the output stay linear, so both can take any value.

**Predict:** draw the code that you hope for. Five groups, the fifths of the strip, in a row?

The picture shows the end of the training. The live figure shows the way there: how does the network get rid of the fold?
"""

# %%
seed_everything(0)
dense = keras.layers.Dense
bent = partial(dense, activation="tanh")
encoder = keras.Sequential([keras.Input((3,)), bent(16), bent(16), dense(2)])
decoder = keras.Sequential([keras.Input((2,)), bent(16), bent(16), dense(3)])
autoencoder = keras.Sequential([encoder, decoder])
autoencoder.compile(loss="mse", optimizer=falling_adam())
history = training.train(autoencoder, x, steps=500, keep_every=20, progress=False)
fifths = np.digitize(along, np.quantile(along, [0.2, 0.4, 0.6, 0.8]))  # groups 0 to 4
explorers.watch({"seed 0": (encoder, decoder, history)}, x, fifths, start=500)

# %% [markdown]
r"""
Five colours, but not in a row. Group 2, the middle of the strip, is in two pieces on opposite edges of the code. To get rid of the fold, the network has **torn** the sheet.

The loss does not tell. It has fallen to half a per cent of PCA's.

**Predict:** 500 held-out points go through the same network. Where on the strip do the bad copies come from?
"""

# %%
codes, new_codes = encoder(x).numpy(), encoder(new_x).numpy()
copies, new_copies = autoencoder(x).numpy(), autoencoder(new_x).numpy()
title = "Points at the tear are thrown across the S"
axes = figures.sheet_tear(new_x, new_copies, new_codes, new_places, worse_than=0.25, title=title)
figures.show(axes, "Crosses are held-out points with an error above 0.25; a line leads to each copy.")
error, new_error = measures.reconstruction_error(x, copies), measures.reconstruction_error(new_x, new_copies)
print(f"error, as a share of PCA's: {error / measures.pca_error(x, 2):.1%} in training", end=", ")
print(f"{new_error / pca_error:.1%} held-out")
print(f"worst training point: error {np.mean((x - copies) ** 2, axis=1).max():.2f}")

# %% [markdown]
r"""
All bad copies come from the middle of the strip, where the tear is. In the code they fall into the gap, or onto codes of another part of the strip. No training point lies there, so nothing has taught the decoder what to make of such codes. The copies land far away.

Training never saw the damage: its worst point is fine. Only held-out points show it.

## Ten seeds

Bad luck? We train the same recipe from ten starts.

**Predict:** in how many of ten runs is the sheet torn?
"""


# %%
def build(units=(16, 16), activation="tanh"):
    _, _, model = models.dense_autoencoder((3, *units, 2), activation=activation)
    model.compile(loss="mse", optimizer=falling_adam())
    return model


def codes_and_errors(runs, model, points):
    codes, errors = [], []
    for weights in runs.weights:
        model.set_weights(weights)
        codes.append(model.layers[0](points).numpy())
        errors.append(measures.reconstruction_error(points, model(points)))
    return codes, np.array(errors)


# %%
model = build()  # one model for all runs: its steps are compiled once
starts = seed_spread.draw_starts(build, seeds=range(10))
runs = seed_spread.train_starts(lambda: model, x, starts, steps=500)
run_codes, run_errors = codes_and_errors(runs, model, new_x)
maps = {f"seed {seed}": codes for seed, codes in enumerate(run_codes)}
axes = figures.sheet_maps(maps, new_places, title="One recipe, ten starts: most codes are torn")
figures.show(axes, "Each line is a tear: it joins two neighbours on the strip.")
torn = np.array([measures.torn(codes, new_places) for codes in run_codes])
print(f"torn at more than 1 % of the points: {np.sum(torn > 0.01)} of 10 runs")
print(f"held-out error: {run_errors.min():.4f} to {run_errors.max():.4f}; PCA {pca_error:.4f}")
print(f"held-out error over training error, median: {np.median(run_errors / runs.losses[:, -1]):.1f}")

# %% [markdown]
r"""
It was not bad luck: 6 of 10 runs are torn. Yet each of them beats PCA's error.

A held-out error far above the training error is a warning. Does it always come?

**Predict:** with ten times as many training points, some fall onto every tear. What becomes of the warning, and what of the tears?
"""

# %%
many, many_places = datasets.sheet("s-curve", n_samples=3500, seed=1)
many = (many - many.mean(axis=0)) / many.std(axis=0)
more_runs = seed_spread.train_starts(lambda: model, many[:3000], starts[:5], steps=500)
more_codes, more_errors = codes_and_errors(more_runs, model, many[3000:])
more_torn = np.array([measures.torn(codes, many_places[3000:]) for codes in more_codes])
print(f"torn at more than 1 % of the points: {np.sum(more_torn > 0.01)} of 5 runs")
print(f"held-out error over training error, median: {np.median(more_errors / more_runs.losses[:, -1]):.1f}")

# %% [markdown]
r"""
The warning is gone, the tears are not. With so many points, training sees what the tear costs, and pays.

A strong rival does better. **Isomap** joins each point with its nearest ones, measures distances along these joints, and lays the points out flat. The **rank correlation** says how far two orders agree: 1 is the same order, 0 none, −1 the reverse.

**Predict:** which of Isomap's two numbers will follow the strip?
"""

# %%
isomap = Isomap(n_neighbors=10).fit(x)
iso_codes, new_iso_codes = isomap.transform(x), isomap.transform(new_x)
names = ("first Isomap number", "second Isomap number")
ax = figures.sheet_codes(iso_codes, along, title="Isomap unrolls the S", names=names)
figures.show(ax, "From dark to bright in one piece; only the dark end curls.")
order = abs(spearmanr(new_iso_codes[:, 0], new_places[:, 0])[0])
print(f"Isomap, held-out: folded {measures.folded(new_iso_codes, new_places):.1%}", end=", ")
print(f"torn {measures.torn(new_iso_codes, new_places):.1%}")
print(f"rank correlation of its first number and the strip: {order:.2f}")

# %% [markdown]
r"""
Isomap wins: no fold, no tear, all in order. But it gives codes only. To come back from a code to a point, one must train a decoder for it afterwards.

## Keep the sheet's shape

Standardising has squashed the S. It is twice as tall as it is wide, and its height was divided by the largest number.

**Predict:** what if *one* number divides all three features? Will fewer runs tear, or more?
"""

# %%
size = np.sqrt(data[:300].var(axis=0).mean())  # now the mean of the three variances is 1
true_x, new_true_x = scaled(data, size=size)
true_pca_error = measures.pca_error(true_x, 2)
true_runs = seed_spread.train_starts(lambda: model, true_x, starts, steps=500)
true_codes, true_errors = codes_and_errors(true_runs, model, new_true_x)
maps = {f"seed {seed}": codes for seed, codes in enumerate(true_codes)}
axes = figures.sheet_maps(maps, new_places, title="The same starts on the true shape: few codes are torn")
figures.show(axes, "Compare each map with the one of its seed above.")
true_torn = np.array([measures.torn(codes, new_places) for codes in true_codes])
print(f"torn at more than 1 % of the points: {np.sum(true_torn > 0.01)} of 10 runs")
print(f"median error over PCA's: {np.median(run_errors) / pca_error:.3f} squashed", end=", ")
print(f"{np.median(true_errors) / true_pca_error:.3f} in its true shape")

# %% [markdown]
r"""
The same network, the same starts: 2 of 10 runs are torn instead of 6, and the median error falls from a ninth of PCA's to a fiftieth. Scaling decides how tightly a sheet is bent, and how near its turns come to each other.

## How deep, which activation?

**Predict:** we change one thing at a time. What helps, what hurts?

- One hidden layer on each side instead of two. It gets 61 units, so that the network has as many weights and biases as before.
- *relu* instead of *tanh*.
"""

# %%
recipes = {
    "1 layer, 61 units, tanh": partial(build, units=(61,)),
    "2 layers, 16 units, relu": partial(build, activation="relu"),
}
errors = {"2 layers, 16 units, tanh": true_errors}
for name, recipe in recipes.items():
    recipe_starts = seed_spread.draw_starts(recipe, seeds=range(10))
    tried = seed_spread.train_starts(recipe, true_x, recipe_starts, steps=500)
    errors[name] = codes_and_errors(tried, recipe(), new_true_x)[1]
look = {"xlabel": "held-out error", "baselines": {"PCA": true_pca_error}}
title = "Every run beats PCA, but the rows of dots overlap"
ax = figures.error_strips(errors, title=title, **look)
figures.show(ax, "One dot for each run, a black bar at the median. Farther left is better.")
print(", ".join(f"{name}: median {np.median(some):.4f}" for name, some in errors.items()))
