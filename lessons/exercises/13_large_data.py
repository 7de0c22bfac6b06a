# %% [markdown]
r"""
# Exercises 13: outgrow the memory, then the machine

Seven questions to [lesson 13](../13_large_data.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/13_large_data.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import seed_everything, streams
from autoenc_lessons.checks.large_data import materials

from pathlib import Path

import numpy as np

seed_everything(0)

# %% [markdown]
r"""
## 1. Predict: two sizes

*Warm-up · 4 minutes · 1 point*

A file holds 3 million rows of 50 numbers each, in float32. Somebody reads all of it into an array, makes a second array from that in float64, and copies its rows in a shuffled order into a third array, in float64, too. All three arrays stay in memory. How many MB do they take together? (1 MB is 1 000 000 bytes.)

Now the file is read block by block instead. A block in float64 may take 20 MB. How many rows is that?
"""

# %%
megabytes = ...  # your answer: a number
rows_in_block = ...  # your answer: a number
### BEGIN SOLUTION
megabytes = 3e6 * 50 * (4 + 8 + 8) / 1e6
rows_in_block = 20e6 / (50 * 8)
### END SOLUTION

# %% question="two_sizes" points=1
from autoenc_lessons import checks

checks.large_data.two_sizes(megabytes, rows_in_block)
### BEGIN HIDDEN TESTS
checks.large_data.two_sizes.grade(megabytes, rows_in_block, seed=13131)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. The mean of a file

*Write a function · 8 minutes · 2 points*

Write `mean_of_file`. It takes the path of a `.npy` file, which holds a table in float32, and a number of rows. Return the mean of each column.

The file may be larger than the memory, so never hold more than `n_at_once` of its rows at a time, or one copy of them in float64. The check measures how much your function holds. `streams.rows(path)` opens the file, and its `.blocks(n)` gives `n` rows after another; `np.load(path, mmap_mode="r")` is another way.
"""


# %%
def mean_of_file(path, n_at_once):
    return ...  # your answer: a mean for each column
    ### BEGIN SOLUTION
    total, number = 0, 0
    for block in streams.rows(path).blocks(n_at_once):
        total = total + block.sum(axis=0, dtype="float64")
        number += len(block)
    return total / number
    ### END SOLUTION


# %% question="mean_of_file" points=2
from autoenc_lessons import checks

checks.large_data.mean_of_file(mean_of_file)
### BEGIN HIDDEN TESTS
checks.large_data.mean_of_file.grade(mean_of_file, seed=13132)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Principal axes in one pass

*Write a function · 12 minutes · 3 points*

Write `principal_axes`. It takes `blocks` and a number of axes. Each call of `blocks()` begins a pass over a file; a loop over what it returns gets some rows at a time, in float32. Blocks are not equally long.

Go through the file **once**, and keep no blocks. Return the principal axes of all rows as a table, one in a row, the strongest first, each of length 1 (its sign is free); and the mean squared error of the copies that these axes make, over all numbers. (What do the eigenvalues of the axes that you leave out say?)

The numbers lie around 2000, and change by a few units only.
"""


# %%
def principal_axes(blocks, n_components):
    return ...  # your answer: the axes and the error
    ### BEGIN SOLUTION
    number, total, products = 0, 0, 0
    for block in blocks():
        rows = block.astype("float64")
        number += len(rows)
        total = total + rows.sum(axis=0)
        products = products + rows.T @ rows
    mean = total / number
    variances, axes = np.linalg.eigh(products / number - np.outer(mean, mean))
    left = variances[:-n_components].sum() / len(mean)
    return axes.T[::-1][:n_components], left
    ### END SOLUTION


# %% question="principal_axes" points=3
from autoenc_lessons import checks

checks.large_data.principal_axes(principal_axes)
### BEGIN HIDDEN TESTS
checks.large_data.principal_axes.grade(principal_axes, seed=13133)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Design a split of patches

*Design · 10 minutes · 3 points*

All patches of a photograph are to be parted into training and test patches. Somebody draws the test patches at random.

A network that knows the training patches by heart copies any other patch as the nearest training patch. We do so with three parts of the temple, and measure the error twice: in the test patches, and in new patches from the part beside it.
"""

# %%
from autoenc_lessons.checks.large_data import materials

import numpy as np

for line, column in ((100, 100), (200, 200), (300, 100)):
    patches, top, left = materials.part_of_temple(line, column)
    test = np.random.default_rng(0).random(len(top)) < 0.2
    n_sharing = materials.sharing(top, left, 8, ~test, test)
    beside, _, _ = materials.part_of_temple(line, column + 90)
    seen, new = (
        materials.error_by_heart(patches[~test], some) for some in (patches[test], beside)
    )
    print(f"{n_sharing} of {test.sum()} test patches share pixels with training patches;")
    print(f"   error there {seen:.4f}, beside the part {new:.4f}")

# %% [markdown]
r"""
The test patches flatter: they are no new ones.

Write `split_patches`. It takes the line and the column at which each patch begins, counted from 0 (`top` and `left`, two arrays), and `size`, a patch's height, which is its width, too. The patches are all those of one photograph, in any order.

Return two arrays that say True or False of each patch: is it a training patch, and is it a test patch? No test patch may share a pixel with a training patch. 10 % to 30 % of all patches must be test patches, and at least half of all must be training patches. The others are left out.
"""


# %%
def split_patches(top, left, size):
    return ...  # your answer: training and test, True or False for each patch
    ### BEGIN SOLUTION
    cut = int(0.8 * left.max())
    return left + size <= cut, left >= cut
    ### END SOLUTION


# %% question="split_patches" points=3
from autoenc_lessons import checks

checks.large_data.split_patches(split_patches)
### BEGIN HIDDEN TESTS
checks.large_data.split_patches.grade(split_patches, seed=13134)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Repair a shared step

*Repair · 8 minutes · 2 points*

Several workers share a batch of rows. `gradient(rows)` gives the gradient of the mean error of some rows. Together the workers are to make exactly the step that one computer makes with the whole batch. With two workers they do.
"""

# %%
from autoenc_lessons.checks.large_data import materials


def broken_gradient(gradient, x, n_workers):
    n_each = len(x) // n_workers
    total = 0
    for worker in range(n_workers):
        total = total + gradient(x[worker * n_each : (worker + 1) * n_each])
    return total / n_workers


gradient, x = materials.shared_step(n_rows=100)
for n_workers in (2, 3, 7):
    off = (
        abs(broken_gradient(gradient, x, n_workers) - gradient(x)).max()
        / abs(gradient(x)).max()
    )
    print(f"{n_workers} workers: off by {off:.4f} of the gradient")

# %% [markdown]
r"""
Write `whole_gradient`. It takes such a function `gradient`, the rows of the batch, and the number of workers. Each worker calls `gradient` once, with its own part of the rows; each row goes to one worker. Return the gradient of the whole batch, made from those of the workers.
"""


# %%
def whole_gradient(gradient, x, n_workers):
    return ...  # your answer: the gradient of the whole batch
    ### BEGIN SOLUTION
    parts = np.array_split(x, n_workers)
    return sum(len(part) * gradient(part) for part in parts) / len(x)
    ### END SOLUTION


# %% question="whole_gradient" points=2
from autoenc_lessons import checks

checks.large_data.whole_gradient(whole_gradient)
### BEGIN HIDDEN TESTS
checks.large_data.whole_gradient.grade(whole_gradient, seed=13135)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. How many computers?

*Write a function · 6 minutes · 2 points*

On one computer, a step of training takes `alone` milliseconds. From two on, $n$ computers share the work, and tell each other their gradients. So a step takes

$$T_n = \frac{\text{alone}}{n} + a\,\frac{n}{2} + 2\,b\,P\,\frac{n - 1}{n}$$

milliseconds, where $P$ is the number of parameters. Write `best_number`. It takes `alone`, `a`, `b` and the number of parameters. Return the number of computers with which a step is shortest. It is below 100, and it may be 1.
"""


# %%
def best_number(alone, a, b, n_parameters):
    return ...  # your answer: a number of computers
    ### BEGIN SOLUTION
    n = np.arange(1, 101)
    steps = alone / n + a * n / 2 + 2 * b * n_parameters * (n - 1) / n
    # One computer has nobody to talk to.
    steps[0] = alone
    return n[np.argmin(steps)]
    ### END SOLUTION


# %% question="best_number" points=2
from autoenc_lessons import checks

checks.large_data.best_number(best_number)
### BEGIN HIDDEN TESTS
checks.large_data.best_number.grade(best_number, seed=13136)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Repair what a power cut breaks

*Repair · 12 minutes · 3 points*

Some trainings take a night. Each result is a text, and goes into a file of its own, so that what is done stays done. Then the power fails, in the middle of the third file. In the morning the function is called again.
"""

# %%
import tempfile

from autoenc_lessons.checks.large_data import materials


def broken_missing(function, names, folder, write):
    from pathlib import Path

    paths = {name: Path(folder) / f"{name}.txt" for name in names}
    for name, path in paths.items():
        if not path.exists():
            write(path, function(name))
    return {name: path.read_text() for name, path in paths.items()}


with tempfile.TemporaryDirectory() as folder:
    train = "error of {} = 0.25".format
    for cut_at in (3, None):
        try:
            print(broken_missing(train, ["a", "b", "c"], folder, materials.writer(cut_at)))
        except materials.PowerCut:
            print("the power fails")

# %% [markdown]
r"""
Write `do_missing`. It takes a `function` that turns a name into a text, a list of names, the path of a folder, and `write(path, text)`, by which all writing must be done: the power may fail in it.

Keep each result in the folder, in a file `<name>.txt`, before the next one is computed. A file with such a name must be whole at any time. Files with other names may stay behind. Compute what has no such file, and nothing else. At the end return a dictionary: for each of the names, its text.
"""


# %%
def do_missing(function, names, folder, write):
    return ...  # your answer: a dictionary, the text of each name
    ### BEGIN SOLUTION
    paths = {name: Path(folder) / f"{name}.txt" for name in names}
    for name, path in paths.items():
        if not path.exists():
            part = path.with_suffix(".part")
            write(part, function(name))
            # On one disk, a file gets its new name at once or not at all.
            part.replace(path)
    return {name: path.read_text() for name, path in paths.items()}
    ### END SOLUTION


# %% question="do_missing" points=3
from autoenc_lessons import checks

checks.large_data.do_missing(do_missing)
### BEGIN HIDDEN TESTS
checks.large_data.do_missing.grade(do_missing, seed=13137)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

This was the last lesson. Now take data of your own: [lesson 11](../11_your_own_data.ipynb) shows the way, and the [start page](../00_start_here.ipynb) shows all lessons.
"""
