# %% [markdown]
r"""
# 3. Unroll a curved sheet

At the end you have an autoencoder that bends: it flattens a curved sheet where every plane fails, and you know when it folds, tears or dies.

You will be able to

- say what hidden layers and activations add, and build a deep autoencoder in Keras;
- measure whether a code keeps order and neighbours, beside its error;
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

Bend a strip of paper into an S. Each point on it has three features. But two numbers say where it lies on the paper: how far **along** the strip, and how far **across**. The autoencoder never sees these two; they check its work, as labels did in lesson 1.

300 points are for training, 500 are held out. We standardise by the 300. So an error of 1 means that all variance is lost.
"""

# %%
data, places = datasets.sheet("s-curve", n_samples=800, seed=0)
flat, new_flat = places[:300], places[300:]  # two columns: along the strip, across it
along, new_along = flat[:, 0], new_flat[:, 0]


def scaled(data, size):
    values = (data - data[:300].mean(axis=0)) / size
    return values[:300], values[300:]


x, new_x = scaled(data, size=data[:300].std(axis=0))  # one size for each feature
sheet = x, new_x, flat, new_flat
caption = "Colour tells how far along the strip a point lies. Follow it from dark to bright."
figures.show(figures.sheet_3d(x, along, title="A strip, bent into an S"), caption)

# %% [markdown]
r"""
## Every plane fails

The rival of lesson 2 first: PCA with two numbers. No linear autoencoder can do better on the points that it is fitted to.

**Predict:** the S is pressed onto the best plane. What happens to its colours?
"""

# %%
pca = PCA(n_components=2).fit(x)
pca_numbers = ("first PCA number", "second PCA number")
title = "With PCA, dark and bright dots mix"
ax = figures.sheet_codes(pca.transform(x), along, title=title, names=pca_numbers)
figures.show(ax, "Look at the middle: there, both ends of the strip lie on each other.")

# %% [markdown]
r"""
Dark and bright dots mix: the sheet is **folded**. On held-out points, we measure

- **order**: turn the code to fit the position along the strip. The **rank correlation** of the two is 1 for the same order, 0 for none.
- **folded**: the share of points whose **nearest neighbour** in the code (the closest point) is far on the sheet.
- **torn**: nearest on the sheet, far in the code.

First, both are stretched to variance 1 in each direction. *Far* is more than 1.
"""


# %%
def judge(sheet, encode, decode=None):
    x, new_x, flat, new_flat = sheet
    codes, new_codes = np.asarray(encode(x)), np.asarray(encode(new_x))
    best_direction = LinearRegression().fit(codes, flat[:, 0])
    order = spearmanr(best_direction.predict(new_codes), new_flat[:, 0])[0]
    folded = measures.far_neighbours(new_codes, new_flat)
    torn = measures.far_neighbours(new_flat, new_codes)
    if decode is None:
        return np.nan, order, folded, torn
    return measures.reconstruction_error(new_x, decode(new_codes)), order, folded, torn


def report(name, judged):
    error, order, folded, torn = judged
    error = "  none" if np.isnan(error) else f"{error:.4f}"
    print(f"{name:28} error {error}  order {order:.2f}  folded {folded:5.1%}  torn {torn:4.1%}")


report("PCA", judge(sheet, pca.transform, pca.inverse_transform))

# %% [markdown]
r"""
PCA loses a third of the variance, and every fourth point has got a wrong neighbour.

## What bends

A **hidden layer** lies between input and code, or between code and output. We give the network two on each side, of 16 units.

**Predict:** all layers are linear. Does it beat PCA now?

(`epsilon` makes Adam's steps smaller where the gradient is tiny. Without it, rounding could give you another result than ours.)
"""


# %%
def falling_adam():
    rate = keras.optimizers.schedules.CosineDecay(0.05, decay_steps=500)
    return keras.optimizers.Adam(rate, epsilon=1e-3)


encoder, decoder, straight = models.dense_autoencoder((3, 16, 16, 2), activation="linear")
straight.compile(loss="mse", optimizer=falling_adam())
training.train(straight, x, steps=500)
report("PCA", judge(sheet, pca.transform, pca.inverse_transform))
report("four linear hidden layers", judge(sheet, encoder, decoder))

# %% [markdown]
r"""
No: both errors are equal to four digits. A weighted sum of weighted sums is a weighted sum: linear layers collapse into one.

So each number that leaves a hidden layer goes through a bent curve, the **activation**. **tanh** bends softly and stays between −1 and 1. **relu** has a kink: below 0 it gives 0. **silu** is a soft relu. Many bent units together can follow a curve. A network with several hidden layers is **deep**.
"""

# %%
sums = np.linspace(-3, 3, 121)
names = ("tanh", "relu", "silu")
bends = {name: np.asarray(keras.activations.get(name)(sums)) for name in names}
look = {"xlabel": "weighted sum", "ylabel": "output", "yscale": "linear"}
title = "Three activations: tanh levels off, silu is a soft relu"
caption = "Each curve turns a weighted sum into what a unit gives. Look at the sums below 0."
figures.show(figures.lines(sums, bends, title=title, **look), caption)

# %% [markdown]
r"""
**Predict:** how will a deep autoencoder get rid of the fold?

The groups 0 to 4 are the fifths of the strip, in order. The picture shows the end of the training; the live figure shows the way there.
"""

# %%
seed_everything(0)
dense = keras.layers.Dense
bent = partial(dense, activation="tanh")
# The code and the output stay linear, for both must take any value.
encoder = keras.Sequential([keras.Input((3,)), bent(16), bent(16), dense(2)])
decoder = keras.Sequential([keras.Input((2,)), bent(16), bent(16), dense(3)])
autoencoder = keras.Sequential([encoder, decoder])
autoencoder.compile(loss="mse", optimizer=falling_adam())
history = training.train(autoencoder, x, steps=500, keep_every=100, progress=False)
fifths = np.digitize(along, np.quantile(along, [0.2, 0.4, 0.6, 0.8]))  # groups 0 to 4
explorers.watch({"seed 0": (encoder, decoder, history)}, x, fifths, start=500)
report("tanh, held-out", judge(sheet, encoder, decoder))
lost = np.mean((x - autoencoder(x)) ** 2, axis=1)
new_lost = np.mean((new_x - autoencoder(new_x)) ** 2, axis=1)
print(f"error in training, of PCA's: {lost.mean() / measures.pca_error(x, 2):.1%}")
print(f"errors above 0.25: {(lost > 0.25).sum()} of 300 in training", end=", ")
print(f"{(new_lost > 0.25).sum()} of 500 held-out")
low, high = new_along[new_lost > 0.25].min(), new_along[new_lost > 0.25].max()
print(f"these lie at {low:.1f} to {high:.1f} along the strip")

# %% [markdown]
r"""
In training, the error is 0.5 % of PCA's; held-out, it is an eighth. The middle of the strip, group 2, lies at both ends: to undo the fold, the network has torn the sheet.

Training never saw the damage: no training point is copied that badly. 11 held-out points are.

## Ten seeds

Bad luck? We train from seeds 0 to 9, beside a strong rival. **Isomap** joins each point with its nearest ones, measures distances along these joints, and lays the points out flat.
"""


# %%
def build(units=(16, 16), activation="tanh"):
    _, _, model = models.dense_autoencoder((3, *units, 2), activation=activation)
    model.compile(loss="mse", optimizer=falling_adam())
    return model


def judge_runs(runs, model, sheet):
    judged = []
    for weights in runs.weights:
        model.set_weights(weights)
        judged.append(judge(sheet, *model.layers))
    return np.array(judged)


def compare(rows, by_pca):
    error, order, torn = rows[:, 0], rows[:, 1], rows[:, 3]
    print(f"runs: error {error.min():.4f} to {error.max():.4f}")
    print(f"runs: order {order.min():.2f} to {order.max():.2f}")
    print(f"median error / PCA's: {np.median(error) / by_pca[0]:.3f}")
    print(f"torn (more than 1 % of the points): {np.sum(torn > 0.01)} of {len(rows)} runs")


model = build()  # one model for all runs: its steps are compiled once
starts = seed_spread.draw_starts(build, seeds=range(10))
runs = seed_spread.train_starts(lambda: model, x, starts, steps=500)
squashed = judge_runs(runs, model, sheet)

# %%
isomap = Isomap(n_neighbors=10).fit(x)
by_pca = judge(sheet, pca.transform, pca.inverse_transform)
report("PCA", by_pca)
report("autoencoder, medians", np.median(squashed, axis=0))
report("Isomap", judge(sheet, isomap.transform))
compare(squashed, by_pca)
error = squashed[:, 0]
flattery = np.median(error) / np.median(runs.losses[:, -1])
print(f"error, held-out over training: {flattery:.1f} (medians)")

_, panels = plt.subplots(1, 3, figsize=(9.4, 3.2), gridspec_kw={"wspace": 0.3})
for ax, title, run in [
    (panels[0], "Best run: in order", error.argmin()),
    (panels[1], "Worst run: mixed", error.argmax()),
]:
    model.set_weights(runs.weights[run])
    figures.sheet_codes(model.layers[0](x), along, title=title, ax=ax)
names = ("first Isomap number", "second Isomap number")
title = "Isomap: in order"
figures.sheet_codes(isomap.transform(x), along, title=title, names=names, ax=panels[2])
figures.show(panels, "Follow the colours: do they run from dark to bright, in one piece?")

# %% [markdown]
r"""
Isomap wins: no fold, no tear, in order, though its dark end curls. But it has no decoder.

Not bad luck: 6 of 10 runs are torn. Even the worst beats PCA's error. But their median order is below Isomap's, and the training error flatters: held-out, it is three times as high.

## Keep the sheet's shape

Standardising squashed the S: its tallest feature was divided by the largest number.

**Predict:** what if *one* number divides all three features?
"""

# %%
size = np.sqrt(data[:300].var(axis=0).mean())  # now the mean of the three variances is 1
x, new_x = scaled(data, size=size)
true_shape = x, new_x, flat, new_flat
print("the sheet's size in the three features:", np.ptp(x, axis=0).round(1))
pca = PCA(n_components=2).fit(x)
by_pca = judge(true_shape, pca.transform, pca.inverse_transform)
runs = seed_spread.train_starts(lambda: model, x, starts, steps=500)
kept = judge_runs(runs, model, true_shape)
report("PCA", by_pca)
report("autoencoder, medians", np.median(kept, axis=0))
report("Isomap", judge(true_shape, Isomap(n_neighbors=10).fit(x).transform))
compare(kept, by_pca)

# %% [markdown]
r"""
The same network, the same starts. Measured by PCA's error, the median falls from a ninth to a fiftieth; 2 of 10 runs are torn instead of 6. The best runs were good before, too.

PCA gains as well: it sees the S from the side, in order, but loses the strip's width. Isomap still wins.

Scaling also decides how tightly a sheet is bent.

## How deep, how wide, which activation?

**Predict:** we change one thing at a time. What helps, what hurts?
"""

# %%
recipes = {
    "1 hidden layer": partial(build, units=(16,)),
    "32 units": partial(build, units=(32, 32)),
    "relu": partial(build, activation="relu"),
    "silu": partial(build, activation="silu"),
}
judged = {"2 layers, 16 units, tanh": kept[:5]}
for name, recipe in recipes.items():
    first = seed_spread.draw_starts(recipe, seeds=range(5))
    tried = seed_spread.train_starts(recipe, x, first, steps=500)
    judged[name] = judge_runs(tried, recipe(), true_shape)
for name, rows in judged.items():
    report(name, np.median(rows, axis=0))
errors = {name: rows[:, 0] for name, rows in judged.items()}
look = {"xlabel": "held-out error", "baselines": {"PCA": by_pca[0]}}
title = "Every run beats PCA, but the rows of dots overlap"
caption = "One dot for each run, a black bar at the median. Farther left is better."
figures.show(figures.error_strips(errors, title=title, **look), caption)

# %% [markdown]
r"""
Every run beats PCA. A second layer lowers the median to a third; 32 units change little. *relu* and *silu* do worse than *tanh* on this smooth sheet. But the rows of dots overlap: five seeds show a tendency, no more.

## Break it

Why must the code stay linear? We give it *relu* too, and train from 20 seeds.

**Predict:** what becomes of a code unit whose weighted sum is below 0 for every point?
"""


# %%
def build_broken():
    hidden = [dense(16, activation="relu") for _ in range(4)]
    encoder = keras.Sequential([keras.Input((3,)), *hidden[:2], dense(2, activation="relu")])
    decoder = keras.Sequential([keras.Input((2,)), *hidden[2:], dense(3)])
    model = keras.Sequential([encoder, decoder])
    model.compile(loss="mse", optimizer=falling_adam())
    return model


broken = build_broken()
first = seed_spread.draw_starts(build_broken, seeds=range(20))
tried = seed_spread.train_starts(lambda: broken, x, first, steps=500)
errors, zeros = [], []
for weights in tried.weights:
    broken.set_weights(weights)
    errors.append(measures.reconstruction_error(new_x, broken(new_x)))
    zeros.append(np.mean(broken.layers[0](x).numpy() == 0, axis=0))  # a share for each unit
errors, zeros = np.array(errors), np.array(zeros)

# %%
dead = zeros.max(axis=1) == 1
its_errors = " ".join(f"{error:.2f}" for error in np.sort(errors[dead]))
print(f"runs with a dead unit: {dead.sum()} of {len(dead)}; their errors: {its_errors}")
print(f"the other runs: at most {zeros[~dead].max():.0%} zeros")
linear = judged["relu"][:, 0]
for name, some in [("relu at the code", errors[~dead]), ("linear code", linear)]:
    print(f"{name:16}  median {np.median(some):.3f}   {some.min():.3f} to {some.max():.3f}")

run = np.argmax(dead)
before = tried.weights[run]
longer = seed_spread.train_starts(lambda: broken, x, [before], steps=500, progress=False)
code_layer = 4  # weights and biases take turns; those of the third layer are 4 and 5
moved = longer.weights[0][code_layer] != before[code_layer]
for unit in range(2):
    share, learns = zeros[run, unit], moved[:, unit].any()
    print(f"unit {unit}: 0 for {share:.0%} of the points; 500 more steps move it: {learns}")

# %% [markdown]
r"""
A **dead unit** gives 0 for every point. There *relu* is level and the gradient 0: no step moves its weights. One number is left, or none (error 1.00). Other runs seem worse than with a linear code, but the ranges overlap.

Repair: no activation at the code.

## Away from the data

We take the run with the middle error. Its decoder draws a square of codes.

**Predict:** does the surface end where the strip ends? Move the point beyond the last codes.
"""

# %%
model.set_weights(runs.weights[np.argsort(kept[:, 0])[len(kept) // 2]])  # the middle error
encoder, decoder = model.layers
explorers.code_plane(encoder, decoder, x, fifths, look_along=1)

many, _ = datasets.sheet("s-curve", n_samples=20_000, seed=1)
on_sheet = NearestNeighbors(n_neighbors=1).fit((many - data[:300].mean(axis=0)) / size)


def distance(points):
    return np.median(on_sheet.kneighbors(points)[0])


one, other = np.random.default_rng(0).integers(500, size=(2, 500))
rows = []
for weights in runs.weights:
    model.set_weights(weights)
    codes = encoder(new_x).numpy()
    wanted = codes, (codes[one] + codes[other]) / 2, 2 * codes - codes.mean(axis=0)
    rows.append([distance(decoder(some)) for some in wanted])
names = ("at the codes", "halfway between two codes", "twice as far from the middle")
for name, gaps in zip(names, np.transpose(rows), strict=True):
    print(f"{name:28} {gaps.min():.3f} to {gaps.max():.3f} from the sheet")
halfway = (new_x[one] + new_x[other]) / 2
flat_halfway = pca.inverse_transform(pca.transform(halfway))
print(f"halfway in space {distance(halfway):.2f}, in PCA's code {distance(flat_halfway):.2f}")

# %% [markdown]
r"""
Nothing has taught a decoder where the strip ends. With codes twice as far from the middle, the ten decoders leave the sheet (2 wide) by 0.08 to 0.72.

Between the codes, it is useful. Halfway from one point to another, all ten stay nearer to the sheet than space and PCA's code do, but not as near as at codes.

## A tighter sheet

**Predict:** the **swiss roll** has one and a half turns. A low error, a flat sheet, or both?
"""

# %%
roll_data, roll_places = datasets.sheet("swiss roll", n_samples=800, seed=0)
roll_x, new_roll_x = scaled(roll_data, size=np.sqrt(roll_data[:300].var(axis=0).mean()))
roll = roll_x, new_roll_x, roll_places[:300], roll_places[300:]
position = roll_places[:300, 0]
title = "One and a half turns"
caption = "Follow the colour from dark, inside, to bright, outside."
figures.show(figures.sheet_3d(roll_x, position, title=title), caption)

roll_pca = PCA(n_components=2).fit(roll_x)
report("PCA", judge(roll, roll_pca.transform, roll_pca.inverse_transform))
trained = seed_spread.train_starts(lambda: model, roll_x, starts[:5], steps=500)
rolled = judge_runs(trained, model, roll)
report("autoencoder, lowest of each", rolled.min(axis=0))
report("autoencoder, highest of each", rolled.max(axis=0))
for n_neighbors in (5, 10):
    isomap = Isomap(n_neighbors=n_neighbors).fit(roll_x)
    report(f"Isomap, {n_neighbors} neighbours", judge(roll, isomap.transform))
    joined = NearestNeighbors(n_neighbors=n_neighbors).fit(roll_x)
    nearest = joined.kneighbors(return_distance=False)
    leaps = np.abs(position[nearest] - position[:, None]) > 10
    print(f"  joints to another turn: {leaps.sum()} of {leaps.size}")

# %% [markdown]
r"""
The error falls from PCA's 0.30 to between 0.05 and 0.08. But the sheet is not flat: in every run, turns lie on each other, and the order is at most 0.22.

With 5 neighbours, Isomap unrolls the sheet. With 10, 48 of 3000 joints lead to another turn. Distances take this short cut, and the order is gone.
"""

# %% [markdown]
r"""
## What we have seen

- Layers without activations collapse into one; bent ones follow a curved sheet.
- **A small error can hide a tear.** Ours was 0.5 % of PCA's in training, on a torn sheet. So measure folds and tears.
- Isomap unrolls better, with the right number of neighbours. It has no decoder.
- Keep a sheet's shape when you scale, and the code linear.
- Away from the data, a decoder invents.

Now you: [seven exercises](exercises/03_curved_sheet.ipynb) ([solutions](solutions/03_curved_sheet.ipynb)).

Next: [the code's size](04_code_size.ipynb).
"""
