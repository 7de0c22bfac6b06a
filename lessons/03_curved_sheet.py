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
from autoenc_lessons import datasets, explorers, figures, map_measures, measures, models
from autoenc_lessons import seed_everything, sheet_runs, training

from functools import partial

import keras
import numpy as np
from scipy.stats import spearmanr
from sklearn.decomposition import PCA
from sklearn.manifold import Isomap
from sklearn.neighbors import NearestNeighbors

seed_everything(0)

# %% [markdown]
r"""
## Make the sheet

Take a strip of paper and bend it into an S. Each point on it has three features. But two numbers are enough to say where the point lies on the paper: how far **along** the strip, and how far **across** it. Such a sheet, flat in itself but bent in a larger space, is a **manifold**.

The autoencoder never sees these two numbers. They check its work, as labels did in lesson 1.

300 points are for training and 500 are held out. We standardise them: we subtract the mean of each feature and divide by its standard deviation. So an error of 1 means that all variance is lost.
"""

# %%
x, new_x, places, new_places = datasets.sheet_parts("s-curve", scaling="standard")
along, across = places.T
strip = figures.sheet_3d(x, along, across=across, title="Given: a strip, bent into an S")
figures.show(strip, "Colour tells how far along the strip a point lies, from dark to bright.")
strip = figures.sheet_strip(places, title="Wanted: the same strip, flat")
figures.show(strip, "A perfect code looks like this, perhaps turned, mirrored or stretched.")

# %% [markdown]
r"""
## Every plane fails

First the rival of lesson 2: PCA with two numbers. No linear autoencoder copies the training points with a smaller error.

**Predict:** PCA presses the S onto the best plane. Do the colours stay in order, from dark to bright?

<details><summary>Answer</summary>

Not on this plane: some parts of the S fall onto each other. (Seen exactly from its side, the S would keep the colours in order. But then its whole width would fall onto a line.)

</details>
"""

# %%
pca = PCA(n_components=2).fit(x)
pca_codes, new_pca_codes = pca.transform(x), pca.transform(new_x)
names = ("first number", "second number")
ax = figures.sheet_codes(pca_codes, along, title="PCA mixes dark and bright", names=names)
figures.show(ax, "Look at the middle: there, both ends of the strip lie on each other.")

# %% [markdown]
r"""
Points from both ends lie side by side: the code has **folded** the sheet. We count with **nearest neighbours**: the closest other points.

- A point is *folded* if its nearest neighbour in the code lies far away on the strip.
- A point is **torn** if its nearest neighbour on the strip lies far away in the code.

(*Far* is a distance above 1, after strip and code have each been stretched to variance 1.)

*Folded* and *torn* are our words. Papers measure **trustworthiness** (no strangers become neighbours) and **continuity** (no neighbours become strangers).

**Predict:** on the flat strip, a line joins each folded point with its neighbour in PCA's code. Which way do the lines run?
"""

# %%
strip = figures.sheet_strip(places, codes=pca_codes, title="PCA makes neighbours of strangers")
figures.show(strip, "Lines join training points. The numbers below are of held-out ones.")
pca_error = measures.reconstruction_error(new_x, pca.inverse_transform(new_pca_codes))
folded, torn = map_measures.folds_and_tears(new_pca_codes, new_places)
print(f"PCA, held-out: error {pca_error:.4f}, folded {folded:.1%}, torn {torn:.1%}")

# %% [markdown]
r"""
The lines run along the strip and join dark with bright. PCA loses a third of the variance, and every fourth point has got a stranger as its neighbour. Nothing is torn.

## What bends

Every layer between the input and the output is a **hidden layer**. The code is one; so far it was the only one. We add four more, of 16 units each: 3 → 16 → 16 → **2** → 16 → 16 → 3.

**Predict:** all layers are linear. Does the large network beat PCA?

<details><summary>Answer</summary>

No. A weighted sum of weighted sums is again a weighted sum. All these layers together can do no more than one linear encoder and one linear decoder.

</details>
"""


# %%
def falling_adam():
    rate = keras.optimizers.schedules.CosineDecay(0.05, decay_steps=500)
    # The large epsilon gives equal digits on all machines. Elsewhere, leave it out.
    return keras.optimizers.Adam(rate, epsilon=1e-3)


def build(units=(16, 16), activation="tanh"):
    _, _, model = models.dense_autoencoder((3, *units, 2), activation=activation)
    model.compile(loss="mse", optimizer=falling_adam())
    return model


straight = build(activation="linear")
training.train(straight, x, steps=500, progress=False)
print(f"PCA {pca_error:.4f}; deep {measures.reconstruction_error(new_x, straight(new_x)):.4f}")

# %% [markdown]
r"""
Both held-out errors are equal to four digits.

So we send each number that leaves an added layer through a bent curve, the **activation**. Then the network is **nonlinear**. Three activations are common:

- **tanh** bends softly and stays between −1 and 1.
- **relu** gives 0 for every number below 0 and leaves the others as they are. It has a kink at 0.
- **silu** is a soft relu, without a kink.

A network with several hidden layers is **deep**.
"""

# %%
sums = np.linspace(-3, 3, 121)
bends = {name: keras.activations.get(name)(sums).numpy() for name in ("tanh", "relu", "silu")}
look = {"xlabel": "weighted sum", "ylabel": "output", "yscale": "linear"}
ax = figures.lines(sums, bends, title="Three activations: what comes in, what goes out", **look)
figures.show(ax, "Look at the sums below 0: relu gives 0, and tanh levels off near -1.")

# %% [markdown]
r"""
**How bends add up.** One relu has one kink. But units can begin to rise at different places, and a layer after them adds their outputs, each with a weight. So each unit puts one kink into the sum.

Seen from its side, feature 0 of the S goes to and fro along the strip, like a wave. Can relus draw it?

**Predict:** three units, then twelve. How near does their sum come to the wave?
"""

# %%
way = np.linspace(0, 9.4, 189)  # along the strip
wave = np.cos(way)  # feature 0 of the S, before it is scaled
axes = figures.relu_sums(way, wave, xlabel="along the strip", title="Each unit adds one kink")
figures.show(axes, "Above, the units, each times its weight. Below, their sum, with a bias.")

# %% [markdown]
r"""
Three units give three straight pieces (the first begins to rise at the left edge, so you see two kinks); with twelve you hardly see a difference. Many bent units can follow any smooth curve. Here linear algebra found their weights; in a network, training must look for them.

Now our network with *tanh* in the four added layers. The code and the output stay linear, so both can take any value.

**Predict:** we colour the strip in five groups, from end to end. Will the code show them in a row, from 0 to 4?

The picture shows the end of the training. In the live figure, watch how the network gets rid of the fold.
"""

# %%
seed_everything(0)
dense = keras.layers.Dense
bent = partial(dense, activation="tanh")  # bent(16) is dense(16, activation="tanh")
encoder = keras.Sequential([keras.Input((3,)), bent(16), bent(16), dense(2)])
decoder = keras.Sequential([keras.Input((2,)), bent(16), bent(16), dense(3)])
autoencoder = keras.Sequential([encoder, decoder])
autoencoder.compile(loss="mse", optimizer=falling_adam())
history = training.train(autoencoder, x, steps=500, keep_every=20, progress=False)

# %%
fifths = np.digitize(along, np.quantile(along, [0.2, 0.4, 0.6, 0.8]))  # groups 0 to 4
explorers.watch({"seed 0": (encoder, decoder, history)}, x, fifths, look_along=1, start=500)

# %% [markdown]
r"""
There are five groups, but not in a row. Group 2, the middle of the strip, is in two pieces on opposite edges of the code. To get rid of the fold, the network has torn the sheet.

The loss does not tell: it has fallen to 0.005 times PCA's.

**Predict:** 500 held-out points go through the network. Where on the strip do the bad copies come from?
"""

# %%
codes, copies = encoder(new_x).numpy(), autoencoder(new_x).numpy()
title = "Points at the tear are thrown across the S"
axes = figures.sheet_tear(new_x, copies, codes, new_places, worse_than=0.25, title=title)
figures.show(axes, "Crosses: points with an error above 0.25. A line leads to each copy.")
errors, new_errors = (np.mean((p - autoencoder(p)) ** 2, axis=1) for p in (x, new_x))
print(f"training: {errors.mean() / measures.pca_error(x, 2):.1%} of PCA's error", end=", ")
print(f"worst point {errors.max():.2f}; held-out: {new_errors.mean() / pca_error:.1%} of PCA's")

# %% [markdown]
r"""
All bad copies come from the middle of the strip, where the tear is. In the code they fall into the gap, or onto another part of the strip. Hardly any training points lie in the gap, so little has taught the decoder what to make of such codes.

Training never saw the damage: even its worst point is copied well. Only held-out points show it.

## Ten seeds

Was it bad luck? We train the same recipe from ten starts.

**Predict:** in how many of the ten runs is the sheet torn?
"""

# %%
squashed = sheet_runs.train_seeds(build, x, new_x, new_places, seeds=range(10))
axes = figures.sheet_maps(squashed.codes, new_places, title="One recipe, ten starts, six torn")
figures.show(axes, "Codes of held-out points. Lines join neighbours that were torn apart.")
print(squashed)

# %% [markdown]
r"""
It was not bad luck: 6 of 10 runs are torn. Yet every one of them beats PCA's error. (In the last line stands the training point that is copied worst. Here it tells little.)

A held-out error far above the training error is a warning: here it is three times as high. (It is a hint and no proof: single runs differ.) Does it always come?

**Predict:** with 2000 training points instead of 300, some fall onto every tear. What becomes of the warning, and what of the tears?
"""

# %%
parts = datasets.sheet_parts("s-curve", n_training=2000, scaling="standard", seed=1)
print(sheet_runs.train_seeds(build, *parts[:2], parts[3], seeds=range(3)))

# %% [markdown]
r"""
This warning is gone: both errors are equal. The tears are not gone: 2 of 3 runs are torn. But now the worst training point tells: about 1 in the torn runs, next to nothing in the other. Training sees what a tear costs, and does not mend it.

A strong rival does better. **Isomap** joins each point with its nearest ones, measures distances along these joints, and lays the points out flat. A **rank correlation** says how far two orders agree: 1 is the same order, 0 none, −1 the reverse.

Isomap has no decoder. So we train one for its codes, like the one above.

**Predict:** does Isomap with this decoder copy held-out points better than the median autoencoder?
"""

# %%
isomap = Isomap(n_neighbors=10).fit(x)
iso_codes, new_iso_codes = isomap.transform(x), isomap.transform(new_x)
ax = figures.sheet_codes(iso_codes, along, title="Isomap unrolls the S", names=names)
figures.show(ax, "From dark to bright in one piece. Only the dark end curls.")
folded, torn = map_measures.folds_and_tears(new_iso_codes, new_places)
order = abs(spearmanr(new_iso_codes[:, 0], new_places[:, 0])[0])
print(f"folded {folded:.1%}, torn {torn:.1%}; first number and strip correlate by {order:.2f}")

# %%
iso_decoder = keras.Sequential([keras.Input((2,)), bent(16), bent(16), dense(3)])
iso_decoder.compile(loss="mse", optimizer=falling_adam())
training.train(iso_decoder, iso_codes, targets=x, steps=500, progress=False)
error = measures.reconstruction_error(new_x, iso_decoder(new_iso_codes))
print(f"held-out error, Isomap and a decoder: {error:.3f}")

# %% [markdown]
r"""
Isomap wins: no fold, no tear, in order. Even with a decoder that was trained afterwards, its error is about a fifth of our median. A good code makes a decoder's work easy. (It must be given the right number of neighbours; you will see below what happens otherwise.)

## Keep the sheet's shape

Standardising has squashed the S. In truth it is twice as tall as wide, but its height was divided by the largest number.

**Predict:** now *one* number divides all three features, so that their mean variance is 1. (An error of 1 still means that all is lost.) Will fewer runs tear, or more?
"""

# %%
true_x, new_true_x, _, _ = datasets.sheet_parts("s-curve", scaling="one size")
true_sheet = true_x, new_true_x, new_places
true_shape = sheet_runs.train_seeds(build, *true_sheet, seeds=range(10))
axes = figures.sheet_maps(true_shape.codes, new_places, title="True shape: two torn")
figures.show(axes, "The same starts as before. Compare the maps.")
print(true_shape)

# %% [markdown]
r"""
The same network, the same starts: 2 of 10 runs are torn instead of 6. Measured by PCA's error, the median falls from 11.5 % to 2.1 %. Scaling decides how tightly a sheet is bent.

## How deep, which activation?

**Predict:** we change one thing at a time. What helps, what hurts?

- One added layer on each side instead of two. It gets 61 units, so that the network has about as many weights and biases as before.
- *relu* instead of *tanh*.
"""

# %%
wide = sheet_runs.train_seeds(partial(build, units=(61,)), *true_sheet, seeds=range(10))
relu = sheet_runs.train_seeds(partial(build, activation="relu"), *true_sheet, seeds=range(10))
rows = {"two layers, tanh": true_shape.errors, "one layer": wide.errors, "relu": relu.errors}
look = {"xlabel": "held-out error", "baselines": {"PCA": true_shape.pca_error}}
ax = figures.error_strips(rows, title="Two layers of tanh lead, but the rows overlap", **look)
figures.show(ax, "One dot for each run, a black bar at the median. Farther left is better.")

# %% [markdown]
r"""
With this learning rate, two layers of *tanh* have the lowest median of these ten runs. How far they lead is uncertain, for the rows overlap: one run of each could have told you the opposite. And one run with one layer is stuck at PCA's error.

## Break it

We left the code linear. That is a choice and no law: some networks bend their codes, too.

**Predict:** what may go wrong if the code gets a *relu*?

<details><summary>Answer</summary>

If the weighted sum of a code unit is below 0 for every point, the unit gives 0 for every point. Of two numbers, one is left.

</details>
"""


# %%
def build_relu_code():
    hidden = [dense(16, activation="relu") for _ in range(4)]
    encoder = keras.Sequential([keras.Input((3,)), *hidden[:2], dense(2, activation="relu")])
    decoder = keras.Sequential([keras.Input((2,)), *hidden[2:], dense(3)])
    model = keras.Sequential([encoder, decoder])
    model.compile(loss="mse", optimizer=falling_adam())
    return model


# %%
relu_code = sheet_runs.train_seeds(build_relu_code, *true_sheet, seeds=range(20))
zeros = np.array([np.mean(codes == 0, axis=0) for codes in relu_code.codes.values()])
dead = zeros.max(axis=1) == 1
print(
    f"a dead unit: {dead.sum()} of {len(dead)}; others: {zeros[~dead].max(initial=0):.0%} zeros at most"
)
rows = {"linear code": relu.errors}
for name, some in [("relu code", ~dead), ("relu code, a dead unit", dead)]:
    rows |= {name: relu_code.errors[some]} if some.any() else {}
ax = figures.error_strips(rows, title="With a dead unit, it is about as bad as PCA", **look)
figures.show(ax, "One dot for each run. All have relu in the added layers.")

# %% [markdown]
r"""
A **dead unit** gives 0 for every point. There *relu* is level, so the gradient of its weights is 0, and mostly it stays dead. With one number left, the copies are about as bad as PCA's two. With none, all variance is lost (error 1).

15 of 20 runs keep both units, but even they copy worse than the runs with a linear code: compare the black bars. Repair: no activation at the code.

## Away from the data

Back to *tanh* and a linear code, the run with the middle error. Grey lines: a square grid of codes, decoded.

**Predict:** does the surface end where the strip ends? Move the point beyond the last codes.
"""

# %%
explorers.code_plane(*true_shape.halves(true_shape.middle), true_x, fifths, look_along=1)
samples = NearestNeighbors(n_neighbors=1).fit(np.vstack([true_x, new_true_x]))
for factor in (1, 2):
    far = [samples.kneighbors(points)[0] > 0.3 for points in true_shape.decoded(factor)]
    shares = np.mean(far, axis=(1, 2))
    print(f"codes {factor} times as far out: {shares.min():.0%} to {shares.max():.0%} are far")

# %% [markdown]
r"""
The surface goes on: nothing has taught a decoder where the strip ends. C is decoded to a point beside the strip, as the view from above shows.

One run is no evidence. So we put the codes of all ten runs twice as far from their middle. A decoded point is *far* if no sample is nearer than 0.3 (the strip is 2 wide). With the codes as they are, hardly any is; twice as far out, 18 % to 80 %.

## A tighter sheet

**Predict:** the **swiss roll** has one and a half turns. Will our small network get a low error, a flat code, or both?
"""

# %%
roll, new_roll, turns, new_turns = datasets.sheet_parts("swiss roll")
ax = figures.sheet_3d(roll, turns[:, 0], across=turns[:, 1], title="One and a half turns")
figures.show(ax, "Follow the colour from dark, inside, to bright, outside.")
rolled = sheet_runs.train_seeds(build, roll, new_roll, new_turns, seeds=range(3))
print(rolled)

# %%
maps = dict(rolled.codes)
for n_neighbors in (5, 10):
    roll_isomap = Isomap(n_neighbors=n_neighbors).fit(roll)
    maps[f"Isomap, {n_neighbors} joints"] = roll_isomap.transform(new_roll)
    joined = roll_isomap.nbrs_.kneighbors(return_distance=False)
    leaps = np.abs(turns[joined, 0] - turns[:, [0]]) > 10
    print(f"{n_neighbors} joints a point: {leaps.sum()} of {leaps.size} lead to another turn")
axes = figures.sheet_maps(maps, new_turns, title="Here, Isomap with 5 joints unrolls it")
figures.show(axes, "Where dark and bright lie on each other, the roll is folded.")

# %% [markdown]
r"""
The error falls to a quarter of PCA's, but turns lie on each other: in 500 steps, our small network does not unroll the sheet. Isomap with 5 joints does, on this roll. (On others, even 5 may fail.) With 10, some joints lead to the next turn.

## What we have seen

- Bent layers follow a curved sheet; linear ones do not.
- **A small error can hide a tear.**
- With few points, a high held-out error may warn of a tear. With many, only single points do.
- Keep a sheet's shape when you scale it.
- A *relu* at a narrow code can leave dead units.
- With the right number of neighbours, Isomap unrolls better.
- Away from the data, a decoder invents.
"""

# %% [markdown]
r"""
## Who thought of it

- M. A. Kramer (1991): Nonlinear principal component analysis using autoassociative neural networks. *AIChE Journal* 37, 233–243. An early deep autoencoder.
- J. B. Tenenbaum, V. de Silva and J. C. Langford (2000): A global geometric framework for nonlinear dimensionality reduction. *Science* 290, 2319–2323. [doi:10.1126/science.290.5500.2319](https://doi.org/10.1126/science.290.5500.2319). Isomap.
- J. Venna and S. Kaski (2001): Neighborhood preservation in nonlinear projection methods: an experimental study. *ICANN 2001*. Trustworthiness and continuity.

Further reading: S. J. D. Prince (2023), *Understanding Deep Learning*, chapter 3: how relus add up.

Now you: [seven exercises](exercises/03_curved_sheet.ipynb) ([solutions](solutions/03_curved_sheet.ipynb)).

Next: [the code's size](04_code_size.ipynb).
"""
