# %% [markdown]
r"""
# Exercises 4: choose the size of the code

Seven questions to [lesson 4](../04_code_size.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/04_code_size.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, figures, measures, models, seed_everything
from autoenc_lessons.checks.code_size import materials

import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA

seed_everything(0)
x, labels = datasets.load("digits")

# %% [markdown]
r"""
## 1. Predict: as many code units as pixels

*Warm-up · 2 minutes · 1 point*

PCA is fitted to 1000 digits and keeps 64 axes, as many as a picture has pixels. What is its mean squared error on held-out digits (the test set)?

What does that tell?

- **a** PCA with 64 axes is the best model for digits.
- **b** Nothing: where nothing is squeezed, copying is easy.
- **c** PCA has overfitted.
"""

# %%
error = ...  # your answer: a number
why = ...  # your answer: "a", "b" or "c"
### BEGIN SOLUTION
error = 0
why = "b"
### END SOLUTION

# %% question="full_width" points=1
from autoenc_lessons import checks

checks.code_size.full_width(error, why)
### BEGIN HIDDEN TESTS
checks.code_size.full_width.grade(error, why, seed=4141)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. Split, with the labels

*Write a function · 7 minutes · 2 points*

Write `split`. It takes samples `x`, their `labels`, a number `n_training` and a `seed`. It returns four arrays: training samples, held-out samples, training labels, held-out labels.

Each sample is to be in one of the two parts. The seed decides which, and each part comes in a random order. The data may come sorted, as those of MNIST do.
"""


# %%
def split(x, labels, n_training, seed):
    return ...  # your answer: the four arrays in this order
    ### BEGIN SOLUTION
    order = np.random.default_rng(seed).permutation(len(x))
    first, rest = order[:n_training], order[n_training:]
    return x[first], x[rest], labels[first], labels[rest]
    ### END SOLUTION


# %% question="split" points=2
from autoenc_lessons import checks

checks.code_size.split(split)
### BEGIN HIDDEN TESTS
checks.code_size.split.grade(split, seed=4142)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Repair a leak

*Repair · 7 minutes · 2 points*

Somebody reports PCA's held-out error with 16 units, fitted to 60 training pictures. It beats a PCA that has seen 1000: too good to be true.

Write `held_out_pca`, which takes the same three as `leaky` and returns an honest mean squared error, not rounded: whatever is fitted must see the training pictures alone.
"""

# %%
from autoenc_lessons.checks.code_size import materials

training, held_out = materials.split_digits(60)


def leaky(training, held_out, latent_dim):
    import numpy as np
    from sklearn.decomposition import PCA

    everything = np.concatenate([training, held_out])
    centred = held_out - everything.mean(axis=0)
    pca = PCA(latent_dim).fit(centred)
    return np.mean((centred - pca.inverse_transform(pca.transform(centred))) ** 2)


print(f"reported, from 60 pictures: {leaky(training, held_out, 16):.4f}")
honest_error = materials.held_out_pca_error(*materials.split_digits(1000), 16)
print(f"PCA fitted to 1000 pictures, honestly: {honest_error:.4f}")


# %%
def held_out_pca(training, held_out, latent_dim):
    return ...  # your answer: the mean squared error on the held-out pictures
    ### BEGIN SOLUTION
    pca = PCA(latent_dim, svd_solver="full").fit(training)
    copies = pca.inverse_transform(pca.transform(held_out))
    return measures.reconstruction_error(held_out, copies)
    ### END SOLUTION


# %% question="held_out_pca" points=2
from autoenc_lessons import checks

checks.code_size.held_out_pca(held_out_pca)
### BEGIN HIDDEN TESTS
checks.code_size.held_out_pca.grade(held_out_pca, seed=4143)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Two sick runs

*Explain · 7 minutes · 2 points*

Two autoencoders with 16 code units were trained on digits. Both lose to PCA on held-out pictures. In the pictures, look at each run's own training error and at PCA's, and at the way that the curves go.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.code_size import materials

import matplotlib.pyplot as plt

runs = materials.two_sick_runs()
_, both = plt.subplots(1, 2, figsize=(11, 4.2), gridspec_kw={"wspace": 0.28})
for (name, errors), ax in zip(runs.items(), both, strict=True):
    names = {"xlabel": "step", "ylabel": f"run {name}: mean squared error"}
    figures.spread_lines(materials.MARKS, errors, title=f"Run {name}", ax=ax, **names)
figures.show(both)

# %% [markdown]
r"""
What does each run need first?

- **a** more training pictures, or an earlier stop
- **b** more steps, or a larger learning rate
- **c** fewer code units
- **d** nothing: it is the best that can be had
"""

# %%
run_a = ...  # your answer: "a", "b", "c" or "d"
run_b = ...  # your answer: "a", "b", "c" or "d"
### BEGIN SOLUTION
run_a = "b"
run_b = "a"
### END SOLUTION

# %% question="diagnose" points=2
from autoenc_lessons import checks

checks.code_size.diagnose(run_a, run_b)
### BEGIN HIDDEN TESTS
checks.code_size.diagnose.grade(run_a, run_b, seed=4144)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Stop with patience

*Write a function · 10 minutes · 3 points*

A training that stops does not know what would have come. So Keras' `EarlyStopping` has a patience. Write its rule yourself.

The array `errors` holds the validation error after each epoch. `stop_with_patience` stops as soon as the last `patience` epochs brought no new lowest error (an equal one is not new), or at the end. It returns the place of the lowest error until then, counted from 0.

With errors 5, 4, 3, 3.5, 3.6, 1, a patience of 2 gives place 2, and a patience of 3 gives place 5.
"""


# %%
def stop_with_patience(errors, patience):
    return ...  # your answer: a place in errors
    ### BEGIN SOLUTION
    best = 0
    for place, error in enumerate(errors):
        if error < errors[best]:
            best = place
        elif place - best >= patience:
            return best
    return best
    ### END SOLUTION


# %% question="stop_with_patience" points=3
from autoenc_lessons import checks

checks.code_size.stop_with_patience(stop_with_patience)
### BEGIN HIDDEN TESTS
checks.code_size.stop_with_patience.grade(stop_with_patience, seed=4145)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Repair a network that is narrower than its code

*Repair · 12 minutes · 3 points*

Somebody gave an autoencoder 32 code units, and is disappointed: they bring hardly more than 8. Why?

Write `build`, which takes `latent_dim` and returns encoder, decoder and autoencoder with at most 20,000 parameters. With 32 code units, trained for 600 steps, with a learning rate that falls from 0.01 to 0, it must beat PCA with 16. (The check tries 24 against 12, too.)
"""

# %%
from autoenc_lessons.checks.code_size import materials

training, held_out = materials.split_digits(1000)


def disappointing(latent_dim):
    from autoenc_lessons import models

    return models.dense_autoencoder((64, 16, 8, 16, latent_dim), activation="silu")


for name, latent_dim in [("32 code units", 32), ("8 code units", 8)]:
    error = materials.held_out_error(disappointing, training, held_out, latent_dim)
    print(f"{name}: held-out error {error:.4f}")
rival = materials.held_out_pca_error(training, held_out, 16)
print(f"PCA with 16 units:  held-out error {rival:.4f}")


# %%
def build(latent_dim):
    return ...  # your answer: encoder, decoder and autoencoder
    ### BEGIN SOLUTION
    return models.dense_autoencoder((64, 64, latent_dim), activation="silu")
    ### END SOLUTION


# %% question="repair" points=3
from autoenc_lessons import checks

checks.code_size.repair(build)
### BEGIN HIDDEN TESTS
checks.code_size.repair.grade(build, seed=4146)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design an experiment

*Design · 15 minutes · 3 points*

Two functions train an autoencoder with `size` code units from a `seed`, and return its error: `validation_error(size, seed)` on validation pictures, `held_out_error(size, seed)` on held-out ones. (Here they only play a training, so that hundreds take no time.)
"""

# %%
from autoenc_lessons.checks.code_size import materials

validation_error, held_out_error, _ = materials.played_errors(seed=0)
for size in materials.CODE_SIZES:
    print(f"{size:2} units, seed 0: validation error {validation_error(size, 0):.4f}")

# %% [markdown]
r"""
Write `choose_size`. It takes these two functions and a list of sizes. A size is good enough if its median validation error is at most 10 % above the lowest of the medians. Return the **smallest** size that is good enough, and its median held-out error. Use 20 seeds or more for each median, do not round, and do not let held-out pictures help to choose.
"""


# %%
def choose_size(validation_error, held_out_error, sizes):
    return ...  # your answer: a size, and an error
    ### BEGIN SOLUTION
    medians = {}
    for size in sizes:
        medians[size] = np.median([validation_error(size, seed) for seed in range(50)])
    lowest = min(medians.values())
    chosen = min(size for size in sizes if medians[size] <= 1.1 * lowest)
    return chosen, np.median([held_out_error(chosen, seed) for seed in range(50)])
    ### END SOLUTION


# %% question="choose_size" points=3
from autoenc_lessons import checks

checks.code_size.choose_size(choose_size)
### BEGIN HIDDEN TESTS
checks.code_size.choose_size.grade(choose_size, seed=4147)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 5](../05_groups.ipynb), or back to the [start page](../00_start_here.ipynb).
"""
