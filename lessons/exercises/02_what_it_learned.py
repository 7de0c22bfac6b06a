# %% [markdown]
r"""
# Exercises 2: find out what it learned

Seven questions to [lesson 2](../02_what_it_learned.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/02_what_it_learned.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, figures, seed_everything
from autoenc_lessons.checks.what_it_learned import materials

import numpy as np

seed_everything(0)
x, labels = datasets.load("blobs")

# %% [markdown]
r"""
## 1. Predict: all features ten times as large

*Warm-up · 2 minutes · 1 point*

Somebody gives you the same blobs in other units: every feature is 10 times as large. PCA and autoencoder find the same plane as before, only larger.

By which factor does the floor grow (PCA's mean squared error)? And by which factor the ratio error / floor of an autoencoder?
"""

# %%
floor_factor = ...  # your answer: a number
ratio_factor = ...  # your answer: a number
### BEGIN SOLUTION
floor_factor = 100
ratio_factor = 1
### END SOLUTION

# %% question="ten_times" points=1
from autoenc_lessons import checks

checks.what_it_learned.ten_times(floor_factor, ratio_factor)
### BEGIN HIDDEN TESTS
checks.what_it_learned.ten_times.grade(floor_factor, ratio_factor, seed=3141)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. The floor from singular values

*Fill in a line · 6 minutes · 2 points*

How far do the points reach along each principal axis? `np.linalg.svd` gives one number for each axis, its **singular value**: square it, and you have the sum of the squares of all points along that axis. The largest comes first. Together, `squares` adds up to the sum of all squared numbers in the centred table.

A code of `latent_dim` numbers keeps the first axes and loses the others. Complete the line: return the smallest mean squared error (over all samples and features) that is possible.
"""


# %%
def floor(x, latent_dim):
    centred = x - x.mean(axis=0)
    squares = np.linalg.svd(centred, compute_uv=False) ** 2  # the largest first
    return ...  # your answer: the floor
    ### BEGIN SOLUTION
    return np.sum(squares[latent_dim:]) / x.size
    ### END SOLUTION


# %% question="floor_from_singular_values" points=2
from autoenc_lessons import checks

checks.what_it_learned.floor_from_singular_values(floor)
### BEGIN HIDDEN TESTS
checks.what_it_learned.floor_from_singular_values.grade(floor, seed=3142)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. The angle between two planes

*Write a function, or put its lines in order · 10 minutes · 2 points*

Compute lesson 2's principal angle. The rows of `directions` span one plane, those of `others` another.

Replace each set by an orthonormal one: of length 1, at right angles, in the same plane. (`np.linalg.qr` does so for *columns*.) The dot products (`@`) of one set with the other make a small square table. Its singular values are the cosines of the angles. Return the **largest** angle, in **degrees**.

<details><summary>New to linear algebra? Here are the lines, in a wrong order</summary>

Put them in order and fill the gap: which of the cosines belongs to the largest angle?

- `cosines = np.linalg.svd(table, compute_uv=False)`
- `return np.degrees(np.arccos(np.clip(___, -1, 1)))`
- `table = first.T @ second`
- `first, second = np.linalg.qr(directions.T)[0], np.linalg.qr(others.T)[0]`

</details>
"""


# %%
def largest_angle(directions, others):
    return ...  # your answer: the angle in degrees, for any number of rows and columns
    ### BEGIN SOLUTION
    first = np.linalg.qr(directions.T)[0]
    second = np.linalg.qr(others.T)[0]
    cosines = np.linalg.svd(first.T @ second, compute_uv=False)
    return np.degrees(np.arccos(np.clip(cosines.min(), -1, 1)))
    ### END SOLUTION


# %% question="largest_angle" points=2
from autoenc_lessons import checks

checks.what_it_learned.largest_angle(largest_angle)
### BEGIN HIDDEN TESTS
checks.what_it_learned.largest_angle.grade(largest_angle, seed=3143)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Explain a long halt

*Explain · 6 minutes · 2 points*

Two runs of lesson 1's recipe on the blobs, from two seeds. The axis shows the loss, divided by the floor.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.what_it_learned import materials

import numpy as np

runs = materials.run_with_a_plateau()
shown = {name: np.clip(ratio, 0, 10) for name, ratio in runs.items()}
names = {"xlabel": "step", "ylabel": "loss / floor (at most 10)"}
title = "Two runs of one recipe, from two seeds"
figures.show(figures.lines(np.arange(1, 2501), shown, title=title, **names))

# %% [markdown]
r"""
What does run A do between steps 400 and 1200?

- **a** It has reached the best plane for its seed.
- **b** It crawls along a valley: the learning rate is too small.
- **c** It stands near a saddle: it copies axes 1 and 3.
- **d** It learns the 100 points by heart.

Why does it leave?

- **1** Chance kicks it out of a local minimum.
- **2** A way down begins level and gets steeper.
- **3** Adam's learning rate has grown enough.
- **4** Axis 3 is used up; axis 2 is next.
"""

# %%
what = ...  # your answer: "a", "b", "c" or "d"
why = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
what = "c"
why = 2
### END SOLUTION

# %% question="plateau" points=2
from autoenc_lessons import checks

checks.what_it_learned.plateau(what, why)
### BEGIN HIDDEN TESTS
checks.what_it_learned.plateau.grade(what, why, seed=3144)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Repair a run that cannot leave

*Repair · 10 minutes · 3 points*

This autoencoder starts exactly on a saddle: encoder and decoder hold the principal axes 1 and 3. Plain gradient descent follows the slope, and here the slope is zero in every direction.

The points are not those of the lesson. Their variances along axes 1, 2 and 3 are 0.5, 0.25 and 0.05. So here the wrong pair costs 0.25 / 0.05 = 5 times the floor.
"""

# %%
from autoenc_lessons.checks.what_it_learned import materials

points, weights = materials.saddle(seed=0)
ratio = materials.ratio_after_training(points, weights)
print(f"after {materials.SADDLE_STEPS} steps: {ratio:.2f} times the floor")

# %% [markdown]
r"""
Free it. Write `nudge`: it takes the two weight arrays, the encoder's (3, 2) and the decoder's (2, 3), and returns two new ones. No single weight may change by more than 0.01. After 330 steps from there, the run must be within 1 % of the floor.

It must work on any saddle of this kind, so do not look for axis 2 first. Then try: which small changes do **not** help?
"""


# %%
def nudge(weights):
    encoder_weights, decoder_weights = weights
    return ...  # your answer: the two changed arrays
    ### BEGIN SOLUTION
    generator = np.random.default_rng(0)
    return [kernel + generator.uniform(-0.01, 0.01, size=kernel.shape) for kernel in weights]
    ### END SOLUTION


# %% question="nudge" points=3
from autoenc_lessons import checks

checks.what_it_learned.nudge(nudge)
### BEGIN HIDDEN TESTS
checks.what_it_learned.nudge.grade(nudge, seed=3145)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. The decoder is lost

*Write a function · 11 minutes · 3 points*

Somebody has kept points `x`, with shape (n_samples, 3), and the codes that a linear encoder gave them, with shape (n_samples, 2). The decoder is lost. The encoder does not keep PCA's plane.

Find the plane of the best decoder for these codes: weights and biases, as in lesson 1, with the smallest mean squared error. Return two directions that span it, with the shape (2, 3). Any two will do; 1 degree off is allowed.

You know a tool from the lesson: `np.linalg.lstsq(a, b)[0]` is the table for which `a @ table` comes nearest to `b`. It knows no biases. What must you do with both before?
"""


# %%
def plane_from_codes(codes, x):
    return ...  # your answer: an array with the shape (2, 3)
    ### BEGIN SOLUTION
    centred_codes = codes - codes.mean(axis=0)
    centred_x = x - x.mean(axis=0)
    return np.linalg.lstsq(centred_codes, centred_x)[0]
    ### END SOLUTION


# %% question="plane_from_codes" points=3
from autoenc_lessons import checks

checks.what_it_learned.plane_from_codes(plane_from_codes)
### BEGIN HIDDEN TESTS
checks.what_it_learned.plane_from_codes.grade(plane_from_codes, seed=3146)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design an experiment

*Design · 15 minutes · 3 points*

Five recipes, and a function `run(recipe, seed)` that trains one of them from a seed and returns its last loss over the floor. (Here it only plays a training run, so that hundreds take no time.) A run **arrives** if it ends within 1 %: below 1.01.
"""

# %%
from autoenc_lessons.checks.what_it_learned import materials

run = materials.training_runs(seed=0)
for recipe in materials.RECIPES:
    print(f"{recipe}: from seed 0, {run(recipe, 0):.3f} times the floor")

# %% [markdown]
r"""
One seed tells little. Write `compare`: it takes such a `run` and the list of recipes. It returns the name of the recipe whose runs arrive most often, and an honest share of its runs that arrive. Honest means: after the choice, run the winner, and only it, from fresh seeds, which no recipe has used before. Use 20 seeds or more wherever you count, and do not round.
"""


# %%
def compare(run, recipes):
    return ...  # your answer: the name of a recipe, and a share between 0 and 1
    ### BEGIN SOLUTION
    shares = {}
    for recipe in recipes:
        shares[recipe] = np.mean([run(recipe, seed) < 1.01 for seed in range(100)])
    best = max(shares, key=shares.get)
    return best, np.mean([run(best, seed) < 1.01 for seed in range(100, 200)])
    ### END SOLUTION


# %% question="compare" points=3
from autoenc_lessons import checks

checks.what_it_learned.compare(compare)
### BEGIN HIDDEN TESTS
checks.what_it_learned.compare.grade(compare, seed=3147)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

You can get 16 points. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 3](../03_curved_sheet.ipynb), or back to the [start page](../00_start_here.ipynb).
"""
