# %% [markdown]
r"""
# 4. Choose the size of the code

At the end you can choose how many code units a set of pictures deserves for a given purpose, and judge the choice on pictures that nothing was fitted to. You also know two reasons why an autoencoder loses to PCA.

You will be able to

- split pictures into those that train and those that judge;
- draw the held-out error over the size of the code, with its spread;
- tell *too little training* from *too few pictures* by two numbers;
- stop a training before it learns its pictures by heart;
- say what a mean squared error does not measure, and choose a code size by a rule.

**Time:** 40 minutes

**You need:** [lesson 3](03_curved_sheet.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, measures, models
from autoenc_lessons import seed_everything, seed_spread, training

from functools import partial

import keras
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.decomposition import PCA

seed_everything(0)

# %% [markdown]
r"""
## Split the pictures

scikit-learn brings 1797 handwritten digits, of 8 × 8 pixels each. A picture is a row of 64 features: its shades, from 0 (black) to 1 (white).

We shuffle them and make three parts. The first 1000 become **training pictures**: only they are ever fitted to. The next 300 are **validation pictures**, put aside for choices. The other 497 are held out, and only judge. A copy of a training picture could come from memory; a copy of a held-out picture could not.
"""

# %%
x, labels = datasets.load("digits")
order = np.random.default_rng(0).permutation(len(x))
train_x, validation_x, held_out_x = np.split(x[order], [1000, 1300])
train_labels, validation_labels, held_out_labels = np.split(labels[order], [1000, 1300])
parts = {"training": train_x, "validation": validation_x, "held out": held_out_x}
print({name: part.shape for name, part in parts.items()})
first = {name: part[:12] for name, part in parts.items()}
title = "Twelve digits of each part"
caption = "Each picture has 8 × 8 pixels. Can you read them all?"
figures.show(figures.picture_rows(first, (8, 8), title=title), caption)

# %% [markdown]
r"""
## The rivals

The **mean picture** of all training pictures is the same copy for every picture. It needs no code at all. Whoever cannot beat it has learned nothing.

The other rival is PCA, fitted to the same 1000 pictures. One fit serves every code size *k*: it keeps the first *k* axes. An autoencoder must be trained anew for each.

PCA is proven best only for the pictures that it was fitted to. On held-out ones it is no floor.
"""

# %%
code_sizes = [2, 4, 8, 16, 32]
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
PCA copies held-out pictures a little worse than its own.

## The autoencoder

A hidden layer of 64 units stands between input and code, and another between code and output. Their activation is *silu*, the soft *relu* of lesson 3. As in lesson 2, the learning rate falls to 0 along a cosine.

Each step sees a **mini-batch**: 32 pictures, picked anew. Such a step is rougher than one on all 1000, and quicker.
"""


# %%
def build(latent_dim, n_features=64, steps=600):
    sizes = (n_features, 64, latent_dim)
    _, _, autoencoder = models.dense_autoencoder(sizes, activation="silu")
    schedule = keras.optimizers.schedules.CosineDecay(0.01, steps)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(schedule))
    return autoencoder


def train_runs(recipe, starts, pictures, steps, use_xla=False):
    runs = seed_spread.train_starts(
        recipe, pictures, starts, steps=steps, batch_size=32, use_xla=use_xla, progress=False
    )
    return with_weights(recipe, runs.weights)


def with_weights(recipe, all_weights):
    autoencoders = [recipe() for _ in all_weights]
    for autoencoder, weights in zip(autoencoders, all_weights, strict=True):
        autoencoder.set_weights(weights)
    return autoencoders


def errors_of(autoencoders, pictures):
    copies = [autoencoder(pictures) for autoencoder in autoencoders]
    return np.array([measures.reconstruction_error(pictures, copy) for copy in copies])


# %% [markdown]
r"""
**Predict:** from 2 code units to 32, where will the autoencoder beat PCA on held-out pictures? Everywhere, nowhere, or where?

Three seeds for each code size, all on the same split. (This cell works for some seconds.)
"""


# %%
def span(values, digits=4):
    low, high = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    return low if low == high else f"{low} to {high}"


starts, trained = {}, {}
for size in code_sizes:
    recipe = partial(build, size)
    starts[size] = seed_spread.draw_starts(recipe, seeds=range(3))
    trained[size] = train_runs(recipe, starts[size], train_x, 600)
held_out = np.array([errors_of(trained[size], held_out_x) for size in code_sizes]).T
rival = pca_errors(pca, held_out_x, code_sizes)
for size, errors, pca_error in zip(code_sizes, held_out.T, rival, strict=True):
    better = np.sum(errors < pca_error)
    spread = f"{span(errors)}, better in {better} of 3 runs"
    print(f"{size:2} units: PCA {pca_error:.4f}, autoencoder {spread}")
curves = {"autoencoder": held_out, "PCA": rival, "mean picture": np.full(5, mean_error)}
names = {"xlabel": "code units", "ylabel": "held-out mean squared error"}
title = "After 600 steps it beats PCA up to 16 units, not at 32"
caption = "Lower is better, and each dot is one run. Find where the two lines cross."
figures.show(figures.spread_lines(code_sizes, curves, title=title, **names), caption)

# %% [markdown]
r"""
All beat the mean picture. From 2 units to 16, each run of the autoencoder beats PCA: it can bend. With 32 units, each run loses.

(This holds after 600 steps. Longer training can lower a point, as you will see.)

## Look at the copies

**Predict:** at which code size can you first read nearly every picture? These are the first 12 held-out pictures, copied by the run of seed 0.

Below, move the code size: from where on do error pictures show specks, no strokes?
"""

# %%
shown, errors = held_out_x[:12], {"PCA": rival, "autoencoder": held_out[0]}
rows, copies = {"original": shown}, {name: {} for name in errors}
for size in code_sizes:
    copies["PCA"][size] = pca_copies(pca, size, shown)
    copies["autoencoder"][size] = trained[size][0](shown).numpy()
    rows |= {f"{name}, {size}": copies[name][size] for name in copies}
title = "With 2 numbers blends, with 8 most digits can be told"
caption = "Go down one column: from which row on can you read the digit?"
figures.show(figures.picture_rows(rows, (8, 8), originals="original", title=title), caption)
explorers.code_size(shown, copies, errors, image_shape=(8, 8), labels=held_out_labels[:12])

# %% [markdown]
r"""
With 2 units, copies are blends of a few shapes. With 8, most digits can be told; with 32, copy and original look alike.

## Why does PCA win at 32?

An autoencoder may lose because

- it was trained **too little**: then it is bad on its training pictures, too;
- it knows these **by heart**: then it is good on them, and bad on others.

Two runs start once more and take 3000 steps.

**Predict:** which is it here?
"""

# %%
longer = train_runs(partial(build, 32, steps=3000), starts[32][:2], train_x, 3000)


def report(name, train_errors, held_out_errors):
    ratio = np.median(held_out_errors) / np.median(train_errors)
    spread = f"{span(train_errors)}, held out {span(held_out_errors)}"
    print(f"{name + ':':11} training {spread}, ratio {ratio:.2f}")


report("PCA", pca_errors(pca, train_x, [32]), pca_errors(pca, held_out_x, [32]))
for name, autoencoders in [("600 steps", trained[32]), ("3000 steps", longer)]:
    report(name, errors_of(autoencoders, train_x), errors_of(autoencoders, held_out_x))

# %% [markdown]
r"""
After 600 steps, the autoencoder is worse than PCA even on its training pictures: it was trained too little. That told us to go on, not the held-out error. After 3000 steps, it wins on both. But the last column has grown: part of what it learned holds for its training pictures alone.

## Learn by heart

Now the network with 8 code units gets only 100 training pictures.

**Predict:** what happens to its held-out error while it trains on and on?
"""

# %%
few_x = train_x[:100]
looks = range(100, 601, 100)


def constant_rate():  # Whoever may stop at any step cannot plan how the rate falls.
    _, _, autoencoder = models.dense_autoencoder((64, 64, 8), activation="silu")
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


def errors_at_looks(pictures):
    errors = np.empty((len(few_runs), len(looks)))
    for seed, (few, kept) in enumerate(few_runs):
        for column, step in enumerate(looks):
            few.set_weights(kept[step])
            errors[seed, column] = errors_of([few], pictures)[0]
    return errors


few_runs, options = [], {"steps": 600, "batch_size": 32, "keep_every": 100, "progress": False}
for few in with_weights(constant_rate, seed_spread.draw_starts(constant_rate, range(3))):
    few_runs.append((few, training.train(few, few_x, **options).kept))
# Whoever stops a run by hand has fewer looks.
looks = [step for step in looks if all(step in kept for _, kept in few_runs)]

# %%
few_pca = PCA().fit(few_x)
few_pca_error = pca_errors(few_pca, held_out_x, [8])[0]
few_mean_error = np.mean((held_out_x - few_x.mean(axis=0)) ** 2)
few_held_out = errors_at_looks(held_out_x)
curves = {
    "autoencoder, held out": few_held_out,
    "autoencoder, training": errors_at_looks(few_x),
    "PCA, held out": np.full(len(looks), few_pca_error),
    "mean picture, held out": np.full(len(looks), few_mean_error),
}
names = {"xlabel": "step", "ylabel": "mean squared error"}
title = "From step 200 on, the held-out error rises again"
caption = "Compare the two lines of the autoencoder: one goes on falling, the other turns."
figures.show(figures.spread_lines(looks, curves, title=title, **names), caption)

# %% [markdown]
r"""
The training error falls and falls. The held-out error turns at step 200, and in the end it is above PCA's. From the turn on, what the network learns about its 100 pictures does not hold for others: it **overfits**.

## Stop in time

**Early stopping** goes back to the weights of the step where the error on the validation pictures was lowest. They took part in a choice, so their error flatters. The held-out pictures chose nothing: they judge.
"""

# %%
validation = errors_at_looks(validation_x)
for seed, (few, kept) in enumerate(few_runs):
    best = np.argmin(validation[seed])
    few.set_weights(kept[looks[best]])
    print(
        f"seed {seed}: back to step {looks[best]}: validation {validation[seed, best]:.4f}, held "
        f"out {errors_of([few], held_out_x)[0]:.4f}; at step {looks[-1]} {few_held_out[seed, -1]:.4f}"
    )
few_pca_validation = pca_errors(few_pca, validation_x, [8])[0]
print(f"PCA: validation {few_pca_validation:.4f}, held out {few_pca_error:.4f}")

# %% [markdown]
r"""
Stopped in time, each of the three runs beats PCA from the same 100 pictures. At the last step, each is worse.

A choice among six looks flatters little. Here it does not show at all: these validation pictures are harder to copy than the held-out ones, for PCA too.

(To have 300 validation pictures for 100 training pictures is a luxury. Usually one keeps fewer.)
"""

# %% [markdown]
r"""
## What is "most information"?

The blog post of 2020 says that the code keeps *the most information*. The loss is narrower: it counts squared differences of shades, pixel by pixel. Does that keep what a reader wants, which digit it is?

We ask a nearest neighbour: it gives a held-out code the label of the closest training code. The rivals are PCA, and the three encoders as they started, untrained.
"""


# %%
def recognised(codes, new_codes, true_labels):
    nearest = cdist(new_codes, codes).argmin(axis=1)
    return np.mean(train_labels[nearest] == true_labels)


def by_runs(autoencoders, pictures, true_labels):
    encoders = [autoencoder.layers[0] for autoencoder in autoencoders]
    pairs = [(encoder(train_x).numpy(), encoder(pictures).numpy()) for encoder in encoders]
    return [recognised(*pair, true_labels) for pair in pairs]


print(f"always the same digit: at most {np.bincount(held_out_labels).max() / 497:.2f}")
print(f"all 64 pixels: {recognised(train_x, held_out_x, held_out_labels):.2f}")
for size in (8, 16, 32):
    axes = pca.components_[:size].T
    from_pca = recognised(train_x @ axes, held_out_x @ axes, held_out_labels)
    runs = {"autoencoder": trained[size]}
    runs["untrained"] = with_weights(partial(build, size), starts[size])
    found = {name: by_runs(some, held_out_x, held_out_labels) for name, some in runs.items()}
    spreads = ", ".join(f"{name} {span(shares, 2)}" for name, shares in found.items())
    print(f"{size:2} units: PCA {from_pca:.2f}, {spreads}")

# %% [markdown]
r"""
The two measures disagree:

- At 8 units, the autoencoder's squared error is a quarter below PCA's. Both codes tell the digits equally well.
- From 16 units to 32, PCA's error falls to a quarter. Recognition hardly moves.
- From 32 **untrained** units, at least 94 % of the digits are recognised. Training for copies adds little there. At 8 units, it adds a lot.

So *most information* means little until somebody says: for what.
"""

# %% [markdown]
r"""
## So how many units?

More units always copied better here. So the error alone never says *stop*. A rule that does:

1. Say what the code is for, and what is good enough.
2. Take the smallest code that is good enough in **every** run, on validation pictures.
3. Let the held-out pictures judge it, once.

**Predict:** which size is enough to recognise nine digits out of ten? Which loses at most a tenth of the mean picture's error?
"""

# %%
lost, known = {}, {}
validation_mean_error = np.mean((validation_x - train_x.mean(axis=0)) ** 2)
for size in code_sizes:
    axes = pca.components_[:size].T
    lost[size] = errors_of(trained[size], validation_x).max() / validation_mean_error
    known[size] = min(by_runs(trained[size], validation_x, validation_labels))
    pca_lost = pca_errors(pca, validation_x, [size])[0] / validation_mean_error
    pca_known = recognised(train_x @ axes, validation_x @ axes, validation_labels)
    worst = f"worst run loses {lost[size]:.0%}, recognises {known[size]:.0%}"
    print(f"{size:2} units: {worst}; PCA loses {pca_lost:.0%}, recognises {pca_known:.0%}")
to_recognise = min(size for size in code_sizes if known[size] >= 0.9)
to_copy = min(size for size in code_sizes if lost[size] <= 0.1)
known_held_out = min(by_runs(trained[to_recognise], held_out_x, held_out_labels))
lost_held_out = errors_of(trained[to_copy], held_out_x).max() / mean_error
print(f"held out: {to_recognise} units recognise {known_held_out:.0%}")
print(f"held out: {to_copy} units lose {lost_held_out:.0%}")

# %% [markdown]
r"""
Two purposes, two answers: 8 units to recognise, 32 to copy. The held-out pictures confirm both.

PCA reaches both aims with the same sizes, and needs no training. So for these two purposes, take PCA.

The autoencoder pays where every number counts. Of the sizes that we tried, it needs 4 units to lose at most half, and PCA 8.
"""

# %% [markdown]
r"""
## Wider pictures

MNIST's digits have 28 × 28 pixels: 784 features. Our file holds 5000 of them. We split off three parts of the same sizes as before, and train the same network.

The file is sorted by digit. Without shuffling, we would train on zeros and ones alone, and judge by twos and threes.

Two seeds get 1000 steps instead of 600, to rule out *too little training*.

**Predict:** with 64 features, PCA won at 32 code units. Who wins with 784?
"""

# %%
wide, _ = datasets.load("mnist")
order = np.random.default_rng(0).permutation(len(wide))[:1797]
wide_train, wide_validation, wide_held_out = np.split(wide[order], [1000, 1300])
# Another way to the same axes, quicker for many features.
wide_pca = PCA(32, svd_solver="covariance_eigh").fit(wide_train)
# XLA makes one program of all the steps: worth its preparation where a step is long.
recipe = partial(build, 32, n_features=784, steps=1000)
wide_starts = seed_spread.draw_starts(recipe, seeds=range(2))
wide_runs = train_runs(recipe, wide_starts, wide_train, 1000, use_xla=True)

judged = wide_train, wide_held_out
report("PCA", *(pca_errors(wide_pca, part, [32]) for part in judged))
report("1000 steps", *(errors_of(wide_runs, part) for part in judged))
print("parameters:", trained[32][0].count_params(), "and", wide_runs[0].count_params())
shown = wide_held_out[:10]
rows = {"original": shown, "PCA, 32": pca_copies(wide_pca, 32, shown)}
rows["autoencoder, 32"] = wide_runs[0](shown).numpy()
title = "Ten held-out digits, each copied from 32 numbers"
caption = "Look at the 5: the autoencoder's copy is nearly an 8."
figures.show(figures.picture_rows(rows, (28, 28), originals="original", title=title), caption)

# %% [markdown]
r"""
PCA wins again, but the reason is another. The autoencoder is *better* than PCA on its training pictures and *worse* on held-out ones: it overfits. It has eight times as many parameters as the other, and no more pictures. (Look at the 5: its copy is nearly an 8.)

Would longer training help now? An early stop? More pictures? Try it, and choose by `wide_validation`; look at the held-out error once.
"""

# %% [markdown]
r"""
## What we have seen

- Held-out pictures judge, beside PCA. Validation pictures choose: when to stop, and which size.
- PCA won at 32 units, twice, for two reasons.
- Worse on training pictures: train longer. Better there, worse on held-out ones: it overfits.
- A smaller squared error does not make the code tell more about the digit.
- The error never says how many units: ask what the code is for.

Now you: [seven exercises](exercises/04_code_size.ipynb) ([solutions](solutions/04_code_size.ipynb)).

Next: [groups](05_groups.ipynb).
"""
