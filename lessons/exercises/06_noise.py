# %% [markdown]
r"""
# Exercises 6: clean up noise

Seven questions to [lesson 6](../06_noise.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/06_noise.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import figures, seed_everything
from autoenc_lessons.checks.noise import materials

import numpy as np

seed_everything(0)

# %% [markdown]
r"""
## 1. Predict: noise evens out

*Warm-up · 2 minutes · 1 point*

Noise of standard deviation 0.3 is added to each pixel of a picture. What is the mean squared error to the clean picture?

And what is it for the mean of nine such pictures, all of the same clean one, each with noise of its own?
"""

# %%
one = ...  # your answer: a number
nine = ...  # your answer: a number
### BEGIN SOLUTION
one = 0.3**2
nine = 0.3**2 / 9
### END SOLUTION

# %% question="evened_out" points=1
from autoenc_lessons import checks

checks.noise.evened_out(one, nine)
### BEGIN HIDDEN TESTS
checks.noise.evened_out.grade(one, nine, seed=6161)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. Damage of your own

*Write a function · 8 minutes · 2 points*

Write `hide_columns`. `pictures` has one square picture in each row, line by line, of any size: 14 × 14 pixels make a row of 196. Return pictures in which `width` columns are grey (0.5), from column `first` on. Columns are counted from 0, from the left.

Leave what you are given unchanged.
"""


# %%
def hide_columns(pictures, first, width):
    return ...  # your answer: pictures of the same shape
    ### BEGIN SOLUTION
    side = int(np.sqrt(pictures.shape[1]))
    squares = pictures.reshape(-1, side, side).copy()
    squares[:, :, first : first + width] = 0.5
    return squares.reshape(pictures.shape)
    ### END SOLUTION


# %% question="hide_columns" points=2
from autoenc_lessons import checks

checks.noise.hide_columns(hide_columns)
### BEGIN HIDDEN TESTS
checks.noise.hide_columns.grade(hide_columns, seed=6162)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Lay a window on each place

*Write a function · 12 minutes · 3 points*

Write the convolution of lesson 6 by hand. `picture` is a table of shades, `window` a table of 3 × 3 weights. Lay the middle of the window on each pixel in turn, multiply each weight by the pixel under it, and add up. Beyond the edge all pixels are 0. The result has the shape of the picture.

(SciPy has this ready-made, as you saw. Here, write it yourself.)
"""


# %%
def convolve(picture, window):
    return ...  # your answer: a table of the shape of picture
    ### BEGIN SOLUTION
    padded = np.pad(picture, 1)
    height, width = picture.shape
    sums = np.zeros(picture.shape)
    for line in range(3):
        for column in range(3):
            part = padded[line : line + height, column : column + width]
            sums += window[line, column] * part
    return sums
    ### END SOLUTION


# %% question="convolve" points=3
from autoenc_lessons import checks

checks.noise.convolve(convolve)
### BEGIN HIDDEN TESTS
checks.noise.convolve.grade(convolve, seed=6163)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Who repaired this?

*Explain · 6 minutes · 2 points*

Three methods have repaired the same noisy digits.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.noise import materials

rows = materials.three_repairs()
title = "Three repairs of the same noisy digits"
caption = (
    "Go down one column. Compare the strokes and the ground with those of the clean digit."
)
figures.show(figures.picture_rows(rows, (8, 8), originals="clean", title=title), caption)

# %% [markdown]
r"""
Which made row A, which row B, which row C?

- **a** a filter that smooths
- **b** the training picture that is nearest to the noisy one
- **c** PCA with 6 axes
- **d** a linear map that undoes blur
"""

# %%
row_a = ...  # your answer: "a", "b", "c" or "d"
row_b = ...  # your answer: "a", "b", "c" or "d"
row_c = ...  # your answer: "a", "b", "c" or "d"
### BEGIN SOLUTION
row_a = "b"
row_b = "a"
row_c = "c"
### END SOLUTION

# %% question="who_repaired" points=2
from autoenc_lessons import checks

checks.noise.who_repaired(row_a, row_b, row_c)
### BEGIN HIDDEN TESTS
checks.noise.who_repaired.grade(row_a, row_b, row_c, seed=6164)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Repair a training

*Repair · 12 minutes · 3 points*

This network is to clean digits, and ends no better than the mean picture. The network is fine. What it is trained on is not: there are two mistakes.
"""


# %%
from autoenc_lessons.checks.noise import materials

import numpy as np


def broken_pairs(clean, n_copies, seed):
    import numpy as np

    noise = np.random.default_rng(seed).normal(0, 0.3, size=clean.shape)
    noisy = np.tile(clean + noise, (n_copies, 1))
    targets = np.repeat(clean, n_copies, axis=0)
    return noisy, targets


training, held_out, _ = materials.noisy_digits()
error = materials.error_after_training(*broken_pairs(training, 4, seed=0))
mean_error = np.mean((held_out - training.mean(axis=0)) ** 2)
print(f"trained network: {error:.4f}, mean picture: {mean_error:.4f}")

# %% [markdown]
r"""
Find both. Then write `training_pairs`: it returns noisy pictures and their targets, `n_copies` of each clean picture, in any order. The noise is added to the shades, has the mean 0 and the standard deviation 0.3, is drawn with the seed, and is new for each copy.

`materials.error_after_training(noisy, targets)` trains on your pairs, if you like.
"""


# %%
def training_pairs(clean, n_copies, seed):
    return ...  # your answer: the noisy pictures, and their targets
    ### BEGIN SOLUTION
    targets = np.tile(clean, (n_copies, 1))
    noise = np.random.default_rng(seed).normal(0, 0.3, size=targets.shape)
    return targets + noise, targets
    ### END SOLUTION


# %% question="training_pairs" points=3
from autoenc_lessons import checks

checks.noise.training_pairs(training_pairs)
### BEGIN HIDDEN TESTS
checks.noise.training_pairs.grade(training_pairs, seed=6165)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Draw what you do not know

*Write a function · 8 minutes · 2 points*

Half of a picture is hidden. What is visible fits several pictures: the rows of `candidates`. `shares` says how likely each is; the shares add up to 1.

Return the one picture whose *expected* squared error is the smallest: the error to each candidate, weighted by its share.
"""


# %%
def best_picture(candidates, shares):
    return ...  # your answer: one picture, with shape (n_pixels,)
    ### BEGIN SOLUTION
    return shares @ candidates
    ### END SOLUTION


# %% question="best_picture" points=2
from autoenc_lessons import checks

checks.noise.best_picture(best_picture)
### BEGIN HIDDEN TESTS
checks.noise.best_picture.grade(best_picture, seed=6166)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design a test for damage that you cannot foresee

*Design · 12 minutes · 3 points*

Pictures will come in, and nobody knows with which damage. Which method is the safest?

`methods` and `damages` are dictionaries. A method takes damaged pictures and returns repaired ones. A damage takes pictures and a seed (use 0). `validation` and `held_out` are clean.

- Choose the method whose *largest* mean squared error, over all damages, is the smallest.
- Return its name, and its largest error, judged fairly: lesson 4 says on which pictures.
"""

# %%
from autoenc_lessons.checks.noise import materials

methods, damages, validation, held_out, *_ = materials.played_repairs()
print("methods:", ", ".join(methods), "  damages:", ", ".join(damages))


# %%
def safest(methods, damages, validation, held_out):
    return ...  # your answer: the name, and the largest of its errors
    ### BEGIN SOLUTION

    def largest_error(repair, pictures):
        return max(
            np.mean((repair(spoil(pictures, 0)) - pictures) ** 2) for spoil in damages.values()
        )

    chosen = min(methods, key=lambda name: largest_error(methods[name], validation))
    return chosen, largest_error(methods[chosen], held_out)
    ### END SOLUTION


# %% question="safest" points=3
from autoenc_lessons import checks

checks.noise.safest(safest)
### BEGIN HIDDEN TESTS
checks.noise.safest.grade(safest, seed=6167)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 7](../07_sparse_code.ipynb), or back to the [start page](../00_start_here.ipynb).
"""
