# %% [markdown]
r"""
# 4. Choose the size of the code

At the end you can say how many code units a set of pictures deserves, judged on pictures that nothing was fitted to, and you know two ways in which an autoencoder loses to PCA.

You will be able to

- split pictures into those that train and those that judge;
- draw the held-out error over the size of the code, with its spread;
- tell *too little training* from *too few pictures* by two numbers;
- stop a training before it learns its pictures by heart;
- say what a mean squared error does not measure.

**Time:** 40 minutes

**You need:** [lesson 2](02_what_it_learned.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, figures, measures, models, seed_spread, training
from autoenc_lessons import seed_everything

from functools import partial

import keras
import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

seed_everything(0)

# %% [markdown]
r"""
## Split the pictures

scikit-learn brings 1797 handwritten digits, of 8 × 8 pixels each. A picture is a row of 64 features: its shades, from 0 (black) to 1 (white).

We shuffle them. The first 1000 become **training pictures**: only they are ever fitted to. The other 797 are held out, and only judge. A copy of a picture that was trained on could come from memory; a copy of a held-out picture could not.
"""

# %%
x, labels = datasets.load("digits")
order = np.random.default_rng(0).permutation(len(x))
train_x, held_out_x = x[order[:1000]], x[order[1000:]]
train_labels, held_out_labels = labels[order[:1000]], labels[order[1000:]]
print("training:", train_x.shape, " held out:", held_out_x.shape)
first = {"training": train_x[:12], "held out": held_out_x[:12]}
figures.show(figures.picture_rows(first, (8, 8)))

# %% [markdown]
r"""
## The rivals

The **mean picture** of all training pictures costs no code at all. Whoever cannot beat it has learned nothing.

The other rival is PCA, fitted to the same 1000 pictures. One fit serves every code size *k*: it keeps the first *k* axes. An autoencoder must be trained anew for each.

On held-out pictures, PCA is no longer a proven floor. It was the best for the others.
"""

# %%
code_sizes = [1, 2, 4, 8, 16, 32]
pca = PCA().fit(train_x)


def pca_copies(pca, latent_dim, pictures):
    axes = pca.components_[:latent_dim]
    return pca.mean_ + (pictures - pca.mean_) @ axes.T @ axes


def pca_errors(pca, pictures, sizes):
    copies = [pca_copies(pca, size, pictures) for size in sizes]
    return np.array([measures.reconstruction_error(pictures, copy) for copy in copies])


mean_error = np.mean((held_out_x - train_x.mean(axis=0)) ** 2)
print(f"mean picture: {mean_error:.4f}")
print("PCA, training:", pca_errors(pca, train_x, code_sizes).round(4))
print("PCA, held out:", pca_errors(pca, held_out_x, code_sizes).round(4))

# %% [markdown]
r"""
PCA copies held-out pictures a little worse than its own. The gap is small, for it can bend to nothing but axes.

## The autoencoder

Between input and code stands a **hidden layer** of 64 units, and another between code and output. An **activation** bends their sums; ours, silu, turns negative ones to almost 0. Without it, layers in a row would be one linear map.

Each step sees a **mini-batch**: 32 pictures, picked anew. It is rougher than a step on all 1000, and many times quicker.
"""


# %%
def build(latent_dim, n_features=64, steps=600, learning_rate=0.01):
    sizes = (n_features, 64, latent_dim)
    _, _, autoencoder = models.dense_autoencoder(sizes, activation="silu")
    schedule = keras.optimizers.schedules.CosineDecay(learning_rate, steps)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(schedule))
    return autoencoder


def train_seeds(recipe, pictures, steps, n_seeds, use_xla=False):
    starts = seed_spread.draw_starts(recipe, seeds=range(n_seeds))
    runs = seed_spread.train_starts(
        recipe, pictures, starts, steps=steps, batch_size=32, use_xla=use_xla, progress=False
    )
    trained = [recipe() for _ in starts]
    for autoencoder, weights in zip(trained, runs.weights, strict=True):
        autoencoder.set_weights(weights)
    return trained


def errors_of(autoencoders, pictures):
    return np.array(
        [measures.reconstruction_error(pictures, a(pictures)) for a in autoencoders]
    )


# %% [markdown]
r"""
**Predict:** from 1 code unit to 32, where will the autoencoder beat PCA on held-out pictures? Everywhere, nowhere, or where?

Three seeds for each code size, all on the same split.
"""

# %%
trained = {size: train_seeds(partial(build, size), train_x, 600, 3) for size in code_sizes}
held_out = np.array([errors_of(trained[size], held_out_x) for size in code_sizes]).T
rival = pca_errors(pca, held_out_x, code_sizes)
for size, errors, pca_error in zip(code_sizes, held_out.T, rival, strict=True):
    share = np.mean(errors < pca_error)
    print(
        f"{size:2} units: PCA {pca_error:.4f}, autoencoder {errors.min():.4f} to "
        f"{errors.max():.4f}, better in {share:.0%} of runs"
    )

# %%
curves = {"autoencoder": held_out, "PCA": rival, "mean picture": np.full(6, mean_error)}
figures.show(
    figures.spread_lines(
        code_sizes, curves, xlabel="code units", ylabel="held-out mean squared error"
    )
)

# %% [markdown]
r"""
With 1 unit, nobody wins for sure. From 2 to 16 units, each run of the autoencoder beats PCA: it can bend. With 32 units, each run loses. We come back to that.

All beat the mean picture.

## Look at the copies

**Predict:** at which code size will you first read nearly every picture below? These are the first 12 held-out pictures, copied by the run of seed 0.
"""

# %%
rows = {"original": held_out_x[:12]}
for size in code_sizes:
    rows[f"PCA, {size}"] = pca_copies(pca, size, held_out_x)[:12]
    rows[f"autoencoder, {size}"] = trained[size][0](held_out_x).numpy()[:12]
figures.show(figures.picture_rows(rows, (8, 8), originals="original"))

# %% [markdown]
r"""
With 1 or 2 units, all copies are blends of a few shapes. With 4, some digits can be told; with 8, most; with 32, copies are hard to tell from originals. Only the numbers tell who made them.

## Why does PCA win at 32?

Two things can be wrong with an autoencoder that loses:

- It was trained **too little**. Then it is bad on its own training pictures, too.
- It knows its training pictures **by heart**. Then it is good on those, and bad on others.

So compare both errors. **Predict:** which is it here?
"""

# %%
longer = train_seeds(partial(build, 32, steps=3000), train_x, 3000, 3)


def report(name, train_errors, held_out_errors):
    spread = f"{held_out_errors.min():.4f} to {held_out_errors.max():.4f}"
    print(f"{name:20} training {np.median(train_errors):.4f}   held out {spread}")


report("PCA", pca_errors(pca, train_x, [32]), pca_errors(pca, held_out_x, [32]))
for name, autoencoders in [("600 steps", trained[32]), ("3000 steps", longer)]:
    report(name, errors_of(autoencoders, train_x), errors_of(autoencoders, held_out_x))

# %% [markdown]
r"""
After 600 steps, the autoencoder is worse than PCA on its **own** training pictures. So it was trained too little. Five times the steps, and it wins on both.

PCA needs no steps: linear algebra hands it the best axes. The more units, the less is left to gain by bending, and the more a half-finished training costs.

But the gap between the two errors has grown, too. What if we go on?

## Learn by heart

**Predict:** the same network with 8 code units gets only 100 training pictures. What happens to its held-out error while it trains on and on?
"""

# %%
few_x, validation_x = train_x[:100], train_x[100:400]
marks = [25, 50, 100, 200, 300, 400, 600, 1000]
curves = np.empty((3, 3, len(marks)))
for seed in range(3):
    seed_everything(seed)
    autoencoder = build(8)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    for place, steps in enumerate(np.diff([0, *marks])):
        training.train(autoencoder, few_x, steps=int(steps), batch_size=32, progress=False)
        for part, pictures in enumerate((few_x, validation_x, held_out_x)):
            curves[part, seed, place] = measures.reconstruction_error(
                pictures, autoencoder(pictures)
            )

# %%
few_pca = PCA().fit(few_x)
few_mean = np.mean((held_out_x - few_x.mean(axis=0)) ** 2)
shown = {"training": curves[0], "held out": curves[2]}
shown["PCA, held out"] = np.full(len(marks), pca_errors(few_pca, held_out_x, [8]))
shown["mean picture, held out"] = np.full(len(marks), few_mean)
figures.show(figures.spread_lines(marks, shown, xlabel="step", ylabel="mean squared error"))

# %% [markdown]
r"""
The training error falls and falls. The held-out error falls, beats PCA's near step 200, then turns and rises above it. From there on, what the network learns about its 100 pictures does not hold for others: it **overfits**.

A falling loss says nothing about new pictures.

## Stop in time

**Early stopping**: look at the error on pictures that do not train, and keep the weights of the step where it was lowest. These **validation pictures** have then taken part in a choice, so they flatter it. (Lesson 2 met this with seeds.) The held-out pictures, which chose nothing, judge.
"""

# %%
best = curves[1].argmin(axis=1)
for seed in range(3):
    print(
        f"seed {seed}: stop at step {marks[best[seed]]:4}, validation {curves[1, seed, best[seed]]:.4f}, held out {curves[2, seed, best[seed]]:.4f}; last step {curves[2, seed, -1]:.4f}"
    )
print(
    f"PCA from the same 100 pictures, held out: {pca_errors(few_pca, held_out_x, [8])[0]:.4f}"
)

# %% [markdown]
r"""
Stopped in time, each of the three runs is a little better than PCA from the same 100 pictures; at the last step, each is far worse. Here the validation error happens to be close to the held-out one: it chose among 8 steps only. With more to choose from, it flatters more.

## What is "most information"?

The blog post of 2020 says that the code keeps *the most information*. The loss says something narrower: the least squared difference of shades, added over all pixels. Does that keep what a reader wants, which digit it is?

Ask a **nearest neighbour**: it gives a held-out code the label of the closest training code. As a third rival, an encoder as it starts, untrained.
"""


# %%
def readable(encode):
    judge = KNeighborsClassifier(n_neighbors=1, algorithm="brute")
    judge.fit(np.asarray(encode(train_x)), train_labels)
    return judge.score(np.asarray(encode(held_out_x)), held_out_labels)


print(f"all 64 pixels: {readable(np.asarray):.3f}")
for size in (4, 8, 16, 32):
    axes = pca.components_[:size]
    from_pca = readable(lambda pictures, axes=axes: pictures @ axes.T)
    learned = [readable(autoencoder.layers[0]) for autoencoder in trained[size]]
    untrained = [readable(build(size).layers[0]) for _ in range(3)]
    print(
        f"{size:2} units: PCA {from_pca:.2f}, autoencoder {min(learned):.2f} to "
        f"{max(learned):.2f}, untrained {min(untrained):.2f} to {max(untrained):.2f}"
    )

# %% [markdown]
r"""
The two measures disagree:

- At 8 units, the autoencoder's squared error is a quarter below PCA's. As many digits are recognised from either code.
- From 16 units to 32, PCA's error falls to a quarter. Recognition hardly moves.
- An **untrained** encoder keeps 95 % of the digits in 32 random units, and nothing could be copied from it.

"Most information" means nothing until somebody says: for what.

## Wider pictures

MNIST's digits have 28 × 28 pixels: 784 features. We take the same numbers: 1000 to train, 800 held out, the same network.

(Its file is sorted by digit. Without shuffling, we would train on zeros and ones alone, and be judged on twos and threes.)

**Predict:** the digits' autoencoder lost between 16 and 32 units, a quarter to half of 64 features. Where will it lose here?
"""

# %%
wide, wide_labels = datasets.load("mnist")
order = np.random.default_rng(0).permutation(len(wide))
wide_train, wide_held_out = wide[order[:1000]], wide[order[1000:1800]]
wide_pca = PCA(32, svd_solver="arpack", random_state=0).fit(wide_train)
wide_parts = (wide_train, wide_held_out)
wide_runs = {}
for size in (16, 32):
    report(f"PCA, {size}", *(pca_errors(wide_pca, part, [size]) for part in wide_parts))
    recipe = partial(build, size, n_features=784, steps=800, learning_rate=0.005)
    wide_runs[size] = train_seeds(recipe, wide_train, 800, 2, use_xla=True)
    report(f"autoencoder, {size}", *(errors_of(wide_runs[size], part) for part in wide_parts))

# %% [markdown]
r"""
Between 16 and 32 units again, not 12 times later: what counts is how many ways the pictures vary, not how many pixels they have.

But for another reason. At 32 units, the autoencoder is *better* than PCA on its training pictures and *worse* on held-out ones: it overfits. Its 105,000 parameters meet 1000 pictures. Longer training would not help; more pictures would, or stopping early.
"""

# %%
rows = {"original": wide_held_out[:10]}
for size in (16, 32):
    rows[f"PCA, {size}"] = pca_copies(wide_pca, size, wide_held_out[:10])
    rows[f"autoencoder, {size}"] = wide_runs[size][0](wide_held_out[:10]).numpy()
figures.show(figures.picture_rows(rows, (28, 28), originals="original"))

# %% [markdown]
r"""
## What we have seen

- Judge copies by held-out pictures, beside PCA from the same training pictures and the mean picture.
- The autoencoder won from 2 to 16 units. PCA won at 32, twice, for two reasons.
- Worse than PCA on training pictures: train longer. Better there, worse on held-out ones: it overfits.
- Validation pictures say when to stop; others must judge.
- A small squared error is not the same as a readable digit.

Now you: [seven exercises](exercises/04_code_size.ipynb) ([solutions](solutions/04_code_size.ipynb)). Back to the [start page](00_start_here.ipynb).
"""
