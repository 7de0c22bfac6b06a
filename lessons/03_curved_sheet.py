# %% [markdown]
r"""
# 3. Unroll a curved sheet

At the end you have an autoencoder that bends: it flattens a curved sheet where every plane fails, and you know when it folds, tears or dies.

You will be able to

- say what hidden layers and activations add, and build a deep autoencoder in Keras;
- measure whether a code keeps order and neighbours, beside its error;
- compare with PCA and Isomap, and say who wins at what;
- find a dead unit, and repair it;
- see what a decoder does beside the data.

**Time:** 40 minutes

**You need:** [lesson 2](02_what_it_learned.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, measures, models
from autoenc_lessons import seed_everything, seed_spread, training

import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from scipy.stats import spearmanr
from sklearn.datasets import make_s_curve
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
data, turn = make_s_curve(n_samples=800, random_state=0)
flat = np.column_stack([turn + 1.5 * np.pi, data[:, 1]])  # along the strip, across it


def split(data, flat, size):
    x = (data - data[:300].mean(axis=0)) / size
    return x[:300], x[300:], flat[:300], flat[300:]


sheet = split(data, flat, size=data[:300].std(axis=0))  # one size for each feature
x, new_x, along, new_along = *sheet[:2], sheet[2][:, 0], sheet[3][:, 0]
figures.show(figures.sheet_3d(x, along))

# %% [markdown]
r"""
## Every plane fails

The rival of lesson 2 first: PCA with two numbers. No linear autoencoder can do better on the points that it is fitted to.

**Predict:** the S is pressed onto the best plane. What happens to its colours?
"""

# %%
pca = PCA(n_components=2).fit(x)
figures.show(figures.sheet_codes(pca.transform(x), along, title="PCA"))

# %% [markdown]
r"""
Dark and bright dots lie on each other: the sheet is **folded**. Besides the error, we measure on held-out points:

- **order**: read the position off the code by the best straight direction. The **rank correlation** is 1 if the order is right, 0 if there is none.
- **folded**: the share of points whose **nearest neighbour** (the closest point) in the code is far away on the sheet.
- **torn**: the other way round.

*Far*: more than one standard deviation.
"""


# %%
def judge(sheet, encode, decode=None):
    x, new_x, flat, new_flat = sheet
    codes, new_codes = np.asarray(encode(x)), np.asarray(encode(new_x))
    error = (
        np.nan if decode is None else measures.reconstruction_error(new_x, decode(new_codes))
    )
    read = LinearRegression().fit(codes, flat[:, 0]).predict(new_codes)
    order = spearmanr(read, new_flat[:, 0])[0]
    folded = measures.far_neighbours(new_codes, new_flat)
    torn = measures.far_neighbours(new_flat, new_codes)
    return error, order, folded, torn


def report(name, rows):
    error, order, folded, torn = np.median(np.atleast_2d(rows), axis=0)
    said = "  none" if np.isnan(error) else f"{error:.4f}"
    print(
        f"{name:28} error {said}   order {order:.2f}   folded {folded:5.1%}   torn {torn:4.1%}"
    )


report("PCA", judge(sheet, pca.transform, pca.inverse_transform))

# %% [markdown]
r"""
PCA loses a third of the variance, and every fourth point has got a wrong neighbour.

## What bends

A **hidden layer** lies between input and code, or between code and output. We give the network two on each side, of 16 units.

**Predict:** all layers are linear. Does it beat PCA now?

(`epsilon` damps Adam where slopes are tiny. Deep networks are touchy: without it, rounding may send two processors different ways.)
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
Not by a digit. A weighted sum of weighted sums is a weighted sum: linear layers collapse into one.

So each number that leaves a hidden layer goes through a bent curve, the **activation**. *tanh* bends softly and stays between −1 and 1. *relu* has a kink: below 0 it gives 0. *silu* is a soft relu. Many bent units together can follow a curve. A network with several hidden layers is **deep**.

**Predict:** how will a deep autoencoder get rid of the fold?
"""

# %%
sums = np.linspace(-3, 3, 121)
names = ("tanh", "relu", "silu")
bends = {name: np.asarray(keras.activations.get(name)(sums)) for name in names}
figures.show(
    figures.lines(sums, bends, xlabel="weighted sum", ylabel="output", yscale="linear")
)

# %%
seed_everything(0)
dense = keras.layers.Dense
# The code and the output stay linear, for both must take any value.
encoder = keras.Sequential(
    [keras.Input((3,)), dense(16, activation="tanh"), dense(16, activation="tanh"), dense(2)]
)
decoder = keras.Sequential(
    [keras.Input((2,)), dense(16, activation="tanh"), dense(16, activation="tanh"), dense(3)]
)
autoencoder = keras.Sequential([encoder, decoder])
autoencoder.compile(loss="mse", optimizer=falling_adam())
print(f"{autoencoder.count_params()} parameters")

# %%
history = training.train(autoencoder, x, steps=500, keep_every=50, progress=False)
fifths = np.digitize(along, np.quantile(along, [0.2, 0.4, 0.6, 0.8]))
explorers.watch({"seed 0": (encoder, decoder, history)}, x, fifths, start=100)
report("tanh, 16 and 16 units", judge(sheet, encoder, decoder))
missing = np.sum((new_x - autoencoder(new_x)) ** 2, axis=1)
worst = np.argsort(missing)[-25:]
print(
    f"the worst 25 of 500 points carry {missing[worst].sum() / missing.sum():.0%} of the error"
)
low, high = np.quantile(new_along[worst], [0.1, 0.9])
print(f"most of them lie between {low:.1f} and {high:.1f} along the strip")

# %% [markdown]
r"""
The error is an eighth of PCA's. But look at the middle of the strip. It lies at both ends of the code, and nearly all of the error is there: to undo the fold, the network has **torn** the sheet.

## Ten seeds

Bad luck? We train ten more, beside a strong rival. **Isomap** joins each point with its nearest ones, measures distances along these joints, and lays the points out flat.
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


model = build()
starts = seed_spread.draw_starts(build, seeds=range(10))
runs = seed_spread.train_starts(lambda: model, x, starts, steps=500)
squashed = judge_runs(runs, model, sheet)

# %%
isomap = Isomap(n_neighbors=10).fit(x)
report("PCA", judge(sheet, pca.transform, pca.inverse_transform))
report("autoencoder, median of runs", squashed)
report("Isomap", judge(sheet, isomap.transform))
error, order = squashed[:, 0], squashed[:, 1]
print(
    f"runs: error {error.min():.4f} to {error.max():.4f}, order {order.min():.2f} to {order.max():.2f}"
)
print(
    f"error, held-out over training: {np.median(error) / np.median(runs.losses[:, -1]):.1f} (medians)"
)

_, panels = plt.subplots(1, 3, figsize=(10.5, 3.6), gridspec_kw={"wspace": 0.3})
for ax, word, run in zip(
    panels, ("best", "worst"), (error.argmin(), error.argmax()), strict=False
):
    model.set_weights(runs.weights[run])
    figures.sheet_codes(model.layers[0](x), along, title=f"the {word} run", ax=ax)
figures.sheet_codes(isomap.transform(x), along, title="Isomap", ax=panels[2])
figures.show(panels)

# %% [markdown]
r"""
Isomap wins: no fold, no tear, in order. But it has no decoder: it cannot turn a code back into a point.

Even the worst run beats PCA's error. But the median run's order falls short of Isomap's, and the training error flatters: held-out, it is three times as high.

## Keep the sheet's shape

Standardising has squashed the S: its tallest feature was divided by the largest number.

**Predict:** what if all three features are divided by *one* number?
"""

# %%
size = np.sqrt(data[:300].var(axis=0).mean())  # now the mean of the three variances is 1
true_shape = split(data, flat, size=size)
x, new_x = true_shape[:2]
pca = PCA(n_components=2).fit(x)
by_pca = judge(true_shape, pca.transform, pca.inverse_transform)
runs = seed_spread.train_starts(lambda: model, x, starts, steps=500)
kept = judge_runs(runs, model, true_shape)
report("PCA", by_pca)
report("autoencoder, median of runs", kept)
report("Isomap", judge(true_shape, Isomap(n_neighbors=10).fit(x).transform))
error, order = kept[:, 0], kept[:, 1]
print(
    f"runs: error {error.min():.4f} to {error.max():.4f}, order {order.min():.2f} to {order.max():.2f}"
)

# %% [markdown]
r"""
The same network and the same starts, but less than a tenth of the error, and the median run is not torn. PCA gains too: it sees the S from the side, in order, but loses the strip's width. Isomap still wins.

Lesson 1 said that scaling decides which features count. It also decides how tightly a sheet is bent.

## How deep, how wide, which activation?

**Predict:** we change one thing at a time. What helps, what hurts?
"""

# %%
recipes = {
    "1 hidden layer": ((16,), "tanh"),
    "32 units": ((32, 32), "tanh"),
    "relu": ((16, 16), "relu"),
    "silu": ((16, 16), "silu"),
}
judged = {"2 layers, 16 units, tanh": kept[:5]}
for name, recipe in recipes.items():
    other = build(*recipe)
    first = seed_spread.draw_starts(lambda recipe=recipe: build(*recipe), seeds=range(5))
    tried = seed_spread.train_starts(lambda other=other: other, x, first, steps=500)
    judged[name] = judge_runs(tried, other, true_shape)
for name, rows in judged.items():
    report(name, rows)
errors = {name: rows[:, 0] for name, rows in judged.items()}
figures.show(
    figures.error_strips(errors, xlabel="held-out error", baselines={"PCA": by_pca[0]})
)

# %% [markdown]
r"""
Every run beats PCA. A second layer lowers the median to a third; 32 units change little. *relu* and *silu* do worse than *tanh* on this smooth sheet. But the rows of dots overlap: five seeds show a tendency, no more.

## Break it

Why must the code stay linear? We give it *relu* too, and train from 20 seeds.

**Predict:** what becomes of a code unit whose weighted sum is below 0 for every point?
"""


# %%
def build_relu(code_activation):
    hidden = [dense(16, activation="relu") for _ in range(4)]
    encoder = keras.Sequential([keras.Input((3,)), *hidden[:2], dense(2, code_activation)])
    decoder = keras.Sequential([keras.Input((2,)), *hidden[2:], dense(3)])
    model = keras.Sequential([encoder, decoder])
    model.compile(loss="mse", optimizer=falling_adam())
    return model


broken = build_relu("relu")
first = seed_spread.draw_starts(lambda: build_relu("relu"), seeds=range(20))
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
print(f"their median error: {np.median(errors[~dead]):.3f}")
print(f"linear code, relu elsewhere: median error {np.median(judged['relu'][:, 0]):.3f}")

broken.set_weights(tried.weights[np.argmax(dead)])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((broken(x) - x) ** 2)
slopes = tape.gradient(loss, broken.layers[0].layers[-1].kernel.value).numpy()
for unit, share in enumerate(zeros[np.argmax(dead)]):
    level = not slopes[:, unit].any()
    print(f"code unit {unit}: 0 for {share:.0%} of the points, all slopes 0: {level}")

# %% [markdown]
r"""
A **dead unit** gives 0 for every point. There *relu* is level, so all slopes of its weights are 0: it never learns again, and the code has one number left (or none: error 1.00). Even the other runs are worse than with a linear code.

The repair: no activation at the code.

## Beside the data

The median run's decoder draws a square of codes.

**Predict:** does the surface end where the strip ends? Move the point beyond the last codes.
"""

# %%
model.set_weights(runs.weights[np.argsort(kept[:, 0])[len(kept) // 2]])
encoder, decoder = model.layers
codes, new_codes = encoder(x).numpy(), encoder(new_x).numpy()
margin = 0.25 * np.ptp(codes, axis=0)
sides = np.linspace(codes.min(axis=0) - margin, codes.max(axis=0) + margin, 25)
grid = np.stack(np.meshgrid(*sides.T), axis=-1).reshape(-1, 2)
surface = decoder(grid).numpy()
explorers.code_plane(encoder, decoder, x, fifths)


# %%
def distance(points, others):
    return NearestNeighbors(n_neighbors=1).fit(others).kneighbors(points)[0][:, 0]


whole = (make_s_curve(20_000, random_state=1)[0] - data[:300].mean(axis=0)) / size
gap, off = distance(grid, codes) / np.ptp(codes), distance(surface, whole)
for where, chosen in [("among the data", gap < 0.05), ("far out", gap > 0.2)]:
    print(f"codes {where} decode to points {np.median(off[chosen]):.2f} from the sheet")
one, other = np.random.default_rng(0).integers(500, size=(2, 500))
halfway = {"in space": (new_x[one] + new_x[other]) / 2}
halfway["in the code"] = decoder((new_codes[one] + new_codes[other]) / 2).numpy()
for where, points in halfway.items():
    print(f"halfway {where}: {np.median(distance(points, whole)):.2f} from the sheet")

# %% [markdown]
r"""
Beside the data, the decoder invents a surface that leaves the sheet. Nothing has taught it where the strip ends.

Between the data, it is useful: halfway from one point to another, the code stays nearer to the sheet than space does. Isomap has no way back from a code at all.

## A tighter sheet

The **swiss roll** has one and a half turns. The same network, five seeds.

**Predict:** a low error, a flat sheet, or both?
"""

# %%
roll_data, roll_flat = datasets.sheet("swiss roll", n_samples=800, seed=0)
roll = split(roll_data, roll_flat, size=np.sqrt(roll_data[:300].var(axis=0).mean()))
pca = PCA(n_components=2).fit(roll[0])
rolled = seed_spread.train_starts(lambda: model, roll[0], starts[:5], steps=500)
report("PCA", judge(roll, pca.transform, pca.inverse_transform))
report("autoencoder, median of runs", judge_runs(rolled, model, roll))
for n_neighbors in (5, 10):
    isomap = Isomap(n_neighbors=n_neighbors).fit(roll[0])
    report(f"Isomap, {n_neighbors} neighbours", judge(roll, isomap.transform))

# %% [markdown]
r"""
## What we have seen

- Layers without activations collapse into one; bent ones follow a curved sheet.
- A low error is no flat sheet: on the roll it is a quarter of PCA's, without any order. Measure folds and tears.
- Isomap unrolls better, with the right number of neighbours. It has no decoder.
- Keep a sheet's shape when you scale, and the code linear.
- Beside the data, a decoder invents.

Now you: [seven exercises](exercises/03_curved_sheet.ipynb) ([solutions](solutions/03_curved_sheet.ipynb)).

Next: [the code's size](04_code_size.ipynb).
"""
