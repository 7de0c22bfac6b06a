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
from sklearn.linear_model import LinearRegression
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
PCA copies held-out pictures a little worse than its own.

## The autoencoder

Between input and code stands a **hidden layer** of 64 units, and another between code and output. An **activation** bends their sums; ours, silu, turns negative ones to almost 0. Without it, layers in a row would be one linear map.

Each step sees a **mini-batch**: 32 pictures, picked anew. That is rougher than a step on all 1000, and quicker.
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
**Predict:** from 1 code unit to 32, where will the autoencoder beat PCA on held-out pictures? Everywhere, nowhere, or where?

Three seeds for each code size, all on the same split. (This cell works for some seconds.)
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
curves = {"autoencoder": held_out, "PCA": rival, "mean picture": np.full(6, mean_error)}
figures.show(
    figures.spread_lines(
        code_sizes, curves, xlabel="code units", ylabel="held-out mean squared error"
    )
)

# %% [markdown]
r"""
All beat the mean picture. With 1 unit, autoencoder and PCA are level. From 2 units to 16, each run of the autoencoder beats PCA: it can bend. With 32 units, each run loses.

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
With 1 or 2 units, copies are blends of a few shapes. With 8, most digits can be told; with 32, copy and original look alike.

## Why does PCA win at 32?

An autoencoder may lose because

- it was trained **too little**: then it is bad on its own training pictures, too;
- it knows its training pictures **by heart**: then it is good on those, and bad on others.

**Predict:** which is it here?
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
After 600 steps, the autoencoder is worse than PCA even on the pictures that it was trained on. So it was trained too little. With five times the steps, it wins on both.

PCA needs no steps: linear algebra hands it the best axes at once. The autoencoder starts from random weights, and has to get as far step by step.

But look at the gap between training and held out: it has grown.
"""

# %% [markdown]
r"""
## Learn by heart

**Predict:** the same network with 8 code units gets only 100 training pictures. What happens to its held-out error while it trains on and on?
"""

# %%
few_x, validation_x = train_x[:100], train_x[100:400]
marks = [50, 100, 200, 300, 400, 600]


def constant_rate():
    _, _, autoencoder = models.dense_autoencoder((64, 64, 8), activation="silu")
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


starts = seed_spread.draw_starts(constant_rate, seeds=range(3))
curves = {"training": [], "validation": [], "held out": []}
for autoencoder in with_weights(constant_rate, starts):
    errors = []
    for steps in np.diff([0, *marks]):
        training.train(autoencoder, few_x, steps=int(steps), batch_size=32, progress=False)
        errors.append(
            [errors_of([autoencoder], part)[0] for part in (few_x, validation_x, held_out_x)]
        )
    for name, curve in zip(curves, np.transpose(errors), strict=True):
        curves[name].append(curve)

# %%
few_pca = PCA().fit(few_x)
few_pca_error = pca_errors(few_pca, held_out_x, [8])[0]
few_mean = np.mean((held_out_x - few_x.mean(axis=0)) ** 2)
shown = {
    "training": curves["training"],
    "held out": curves["held out"],
    "PCA, held out": np.full(len(marks), few_pca_error),
    "mean picture, held out": np.full(len(marks), few_mean),
}
figures.show(figures.spread_lines(marks, shown, xlabel="step", ylabel="mean squared error"))

# %% [markdown]
r"""
The training error falls and falls. The held-out error turns near step 200 and rises above PCA's. From there on, what the network learns about its 100 pictures does not hold for others: it **overfits**.

## Stop in time

**Early stopping** keeps the weights of the step where the error on other pictures was lowest. These **validation pictures** then took part in a choice, so their error flatters. The held-out pictures chose nothing: they judge.
"""

# %%
for seed in range(3):
    validation, judged = curves["validation"][seed], curves["held out"][seed]
    stop = np.argmin(validation)
    print(
        f"seed {seed}: stop at step {marks[stop]}: validation {validation[stop]:.4f}, held out "
        f"{judged[stop]:.4f}; at the last step, held out {judged[-1]:.4f}"
    )
print(f"PCA from the same 100 pictures: held out {few_pca_error:.4f}")

# %% [markdown]
r"""
Stopped in time, each of the three runs is a little better than PCA from the same 100 pictures. At the last step, each is worse. The validation error is about as high as the held-out one: a choice among six steps flatters little.

(To have 300 validation pictures for 100 training pictures is a luxury. Usually one keeps fewer.)
"""

# %% [markdown]
r"""
## What is "most information"?

The blog post of 2020 says that the code keeps *the most information*. The loss is narrower: it counts squared differences of shades, pixel by pixel. Does that keep what a reader wants, which digit it is?

Ask a **nearest neighbour**: it gives a held-out code the label of the closest training code. As a third rival, an encoder as it starts, untrained.
"""


# %%
def readable(autoencoder):
    encoder = autoencoder.layers[0]
    return neighbours(encoder(train_x).numpy(), encoder(held_out_x).numpy())


def neighbours(codes, new_codes):
    judge = KNeighborsClassifier(n_neighbors=1).fit(codes, train_labels)
    return judge.score(new_codes, held_out_labels)


print(f"all 64 pixels: {neighbours(train_x, held_out_x):.2f}")
for size in (8, 16, 32):
    recipe = partial(build, size)
    fresh = with_weights(recipe, seed_spread.draw_starts(recipe, seeds=range(3)))
    axes = pca.components_[:size].T
    from_pca = neighbours(train_x @ axes, held_out_x @ axes)
    learned, untrained = (
        np.median([*map(readable, group)]) for group in (trained[size], fresh)
    )
    print(
        f"{size:2} units: PCA {from_pca:.2f}, autoencoder {learned:.2f}, untrained {untrained:.2f}"
    )

# %%
linear_errors = []
for autoencoder in fresh:
    codes, new_codes = (autoencoder.layers[0](part).numpy() for part in (train_x, held_out_x))
    copies = LinearRegression().fit(codes, train_x).predict(new_codes)
    linear_errors.append(measures.reconstruction_error(held_out_x, copies))
low, high = min(linear_errors), max(linear_errors)
print(f"untrained, 32 units: the best linear decoders' held-out errors {low:.4f} to {high:.4f}")

# %% [markdown]
r"""
The two measures disagree:

- At 8 units, the autoencoder's squared error is a quarter below PCA's. Their codes tell the digits equally well.
- From 16 units to 32, PCA's error falls to a quarter. Recognition hardly moves.
- From 32 **untrained** units, 95 % of the digits are recognised. Copies from these units have four times PCA's error.

So *most information* means little until somebody says: for what.
"""

# %% [markdown]
r"""
## Wider pictures

MNIST's digits have 28 × 28 pixels: 784 features. We take the same numbers: 1000 to train, 800 held out, the same network.

The file is sorted by digit. Without shuffling, we would train on zeros and ones alone, and judge by twos.

**Predict:** with 64 features, PCA took the lead between 16 code units and 32. Where will it with 784?
"""

# %%
wide, wide_labels = datasets.load("mnist")
order = np.random.default_rng(0).permutation(len(wide))
wide_train, wide_held_out = wide[order[:1000]], wide[order[1000:1800]]
wide_pca = PCA(32, svd_solver="arpack", random_state=0).fit(wide_train)
wide_runs = {}
for size in (16, 32):
    recipe = partial(build, size, n_features=784, steps=800, learning_rate=0.005)
    wide_runs[size] = train_seeds(recipe, wide_train, 800, 2, use_xla=True)
    parts = (wide_train, wide_held_out)
    report(f"PCA, {size}", *(pca_errors(wide_pca, part, [size]) for part in parts))
    report(f"autoencoder, {size}", *(errors_of(wide_runs[size], part) for part in parts))
print("parameters:", trained[32][0].count_params(), "and", wide_runs[32][0].count_params())

# %% [markdown]
r"""
Between 16 and 32 again, not twelve times later. More pixels do not make more kinds of digits.

But the reason is another. With 32 units, the autoencoder is *better* than PCA on its training pictures and *worse* on held-out ones: it overfits. It has eight times as many parameters as the other, and no more pictures.

Would longer training help now? More pictures? Change `steps`, or the two numbers 1000, and find out.
"""

# %%
rows = {"original": wide_held_out[:10]}
for size in (16, 32):
    rows[f"PCA, {size}"] = pca_copies(wide_pca, size, wide_held_out[:10])
    rows[f"autoencoder, {size}"] = wide_runs[size][0](wide_held_out[:10]).numpy()
figures.show(figures.picture_rows(rows, (28, 28), originals="original"))

# %% [markdown]
r"""
On these ten, PCA with 16 units has the smaller error; on all 800, it has not. A few pictures are no measure.

## What we have seen

- Held-out pictures judge, beside PCA.
- PCA won at 32 units, twice, for two reasons.
- Worse on training pictures: train longer. Better there, worse on held-out ones: it overfits.
- Validation pictures say when to stop.
- A small squared error is not a readable digit.

Now you: [seven exercises](exercises/04_code_size.ipynb) ([solutions](solutions/04_code_size.ipynb)).

Next: [groups](05_groups.ipynb).
"""
