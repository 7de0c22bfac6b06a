# %% [markdown]
r"""
# Exercises 7: use few units at a time

Seven questions to [lesson 7](../07_sparse_code.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/07_sparse_code.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import figures, seed_everything
from autoenc_lessons.checks.sparse_code import materials

import matplotlib.pyplot as plt
import numpy as np

seed_everything(0)

# %% [markdown]
r"""
## 1. Predict: a penalty and a cheat

*Warm-up · 2 minutes · 1 point*

A picture has the code 0, 2, 0, 0.5, 0, 1. The L1 penalty has the strength 0.02. What does it add to the loss?

Then every value of the code is divided by 4, and every filter made four times as long. What does the penalty add now?
"""

# %%
before = ...  # your answer: a number
after = ...  # your answer: a number
### BEGIN SOLUTION
before = 0.02 * (2 + 0.5 + 1)
after = before / 4
### END SOLUTION

# %% question="penalty" points=1
from autoenc_lessons import checks

checks.sparse_code.penalty(before, after)
### BEGIN HIDDEN TESTS
checks.sparse_code.penalty.grade(before, after, seed=7171)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. On, and dead

*Write a function · 7 minutes · 2 points*

Write `on_and_dead`. It takes codes of the shape (n_pictures, n_units), whose values are 0 or more. It returns two numbers: how many units are on for a picture, on average; and how many units are dead, that is, on for none of the pictures.
"""


# %%
def on_and_dead(codes):
    return ...  # your answer: a mean number of units, and a number of units
    ### BEGIN SOLUTION
    on = codes > 0
    return on.sum(axis=1).mean(), np.sum(~on.any(axis=0))
    ### END SOLUTION


# %% question="on_and_dead" points=2
from autoenc_lessons import checks

checks.sparse_code.on_and_dead(on_and_dead)
### BEGIN HIDDEN TESTS
checks.sparse_code.on_and_dead.grade(on_and_dead, seed=7172)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Keep the k largest

*Write a function · 8 minutes · 2 points*

Write in NumPy what the layer `KeepLargest` of the lesson does. `keep_largest` takes codes of the shape (n_pictures, n_units) and a number `k`. It returns a table of the same shape, in which each row has kept its k largest values, and 0 stands for the others.

All values are above 0, and no two are equal.
"""


# %%
def keep_largest(codes, k):
    return ...  # your answer: a table of the shape of codes
    ### BEGIN SOLUTION
    smallest_kept = np.sort(codes, axis=1)[:, -k]
    return np.where(codes >= smallest_kept[:, None], codes, 0)
    ### END SOLUTION


# %% question="keep_largest" points=2
from autoenc_lessons import checks

checks.sparse_code.keep_largest(keep_largest)
### BEGIN HIDDEN TESTS
checks.sparse_code.keep_largest.grade(keep_largest, seed=7173)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. The divergence from a target

*Write a function · 8 minutes · 2 points*

There is a third way to ask for a sparse code, which the lesson leaves out. The units are sigmoid, so each gives a number between 0 and 1. We treat a unit's mean over all pictures, q, as the chance that it is on, and ask that it be near a small target ρ. The **Kullback-Leibler divergence** says how far q is from ρ:

$$\rho\log\frac{\rho}{q} + (1-\rho)\log\frac{1-\rho}{1-q}$$

The picture shows it for one unit: it is 0 where q is the target, and grows on both sides.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.sparse_code import materials

chances, divergences = materials.divergence_curve(target=0.05)
names = {"xlabel": "q, the unit's mean", "ylabel": "divergence from 0.05"}
title = "A unit that is on as often as the target costs nothing"
curve = {"target 0.05": divergences}
figures.show(
    figures.lines(chances, curve, yscale="linear", title=title, **names), "Where is it 0?"
)

# %% [markdown]
r"""
Write `divergence`. It takes codes between 0 and 1, of the shape (n_pictures, n_units), and a target ρ. It returns the sum of the divergences of all units. (No unit's mean is 0 or 1.)
"""


# %%
def divergence(codes, target):
    return ...  # your answer: a number
    ### BEGIN SOLUTION
    mean = codes.mean(axis=0)
    on = target * np.log(target / mean)
    off = (1 - target) * np.log((1 - target) / (1 - mean))
    return np.sum(on + off)
    ### END SOLUTION


# %% question="divergence" points=2
from autoenc_lessons import checks

checks.sparse_code.divergence(divergence)
### BEGIN HIDDEN TESTS
checks.sparse_code.divergence.grade(divergence, seed=7174)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Explain: two codes with equal means

*Explain · 7 minutes · 2 points*

Two codes of the same 200 pictures, with 40 units each. Left: what each unit gives on average. Right: the first picture's code, its values sorted from large to small.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.sparse_code import materials

import matplotlib.pyplot as plt
import numpy as np

codes = materials.two_codes(seed=0)
units = np.arange(1, 41)
means = {f"code {name}": code.mean(axis=0) for name, code in codes.items()}
first = {f"code {name}": np.sort(code[0])[::-1] for name, code in codes.items()}
for name, code in codes.items():
    print(f"code {name}: mean sum of a picture's code {code.sum(axis=1).mean():.2f}")
_, (left, right) = plt.subplots(1, 2, figsize=(11, 3.6), gridspec_kw={"wspace": 0.25})
names = {"xlabel": "unit", "ylabel": "mean over all pictures"}
title = "Each unit's mean"
figures.lines(units, means, yscale="linear", title=title, ax=left, **names).set_ylim(0, 0.2)
names = {"xlabel": "place, the largest first", "ylabel": "value, first picture"}
figures.lines(units, first, yscale="linear", title="One picture's code", ax=right, **names)
figures.show((left, right))

# %% [markdown]
r"""
Which code is sparse?

- **a** A
- **b** B
- **c** both
- **d** neither

Which penalty tells the two apart?

- **1** L1, for it punishes every value that is not 0.
- **2** The Kullback-Leibler divergence of question 4, for it punishes every unit that is on too often.
- **3** Neither: L1 sees the sum, the divergence sees the means, and these are equal.
- **4** Both: they were made to give sparse codes.
"""

# %%
which = ...  # your answer: "a", "b", "c" or "d"
why = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
which = "b"
why = 3
### END SOLUTION

# %% question="two_codes" points=2
from autoenc_lessons import checks

checks.sparse_code.two_codes(which, why)
### BEGIN HIDDEN TESTS
checks.sparse_code.two_codes.grade(which, why, seed=7175)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Repair: bring dead units back

*Repair · 13 minutes · 3 points*

A layer with relu has 40 units. Three in four are dead, and training will not wake them. In the lesson, `sparse_codes.revive` did; now write such a function yourself.
"""

# %%
from autoenc_lessons.checks.sparse_code import materials

import numpy as np

pictures, kernel, bias = materials.dead_layer(seed=0)
sums = pictures @ kernel + bias
print("kernel:", kernel.shape, " dead units:", np.sum(sums.max(axis=0) <= 0))

# %% [markdown]
r"""
Write `revive`. It takes the pictures, the kernel (one column for each unit) and the bias, and returns a new kernel and bias, for any number of dead units.

- Units that are alive keep weights and bias.
- Each dead unit gets weights of length 1, no two units the same, and is then on for at least one picture, and for at most 90 % of them.

An idea: let each dead unit look for another picture's difference from the mean picture. (Any pictures will do. The lesson took those with the worst copies, but here is no decoder.)
"""


# %%
def revive(pictures, kernel, bias):
    return ...  # your answer: a kernel and a bias
    ### BEGIN SOLUTION
    dead = np.flatnonzero((pictures @ kernel + bias).max(axis=0) <= 0)
    mean = pictures.mean(axis=0)
    found = pictures[: len(dead)] - mean
    found = (found / np.linalg.norm(found, axis=1, keepdims=True)).T
    kernel, bias = kernel.copy(), bias.copy()
    kernel[:, dead], bias[dead] = found, -mean @ found
    return kernel, bias
    ### END SOLUTION


# %% question="revive" points=3
from autoenc_lessons import checks

checks.sparse_code.revive(revive)
### BEGIN HIDDEN TESTS
checks.sparse_code.revive.grade(revive, seed=7176)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design: test a story

*Design · 15 minutes · 4 points*

*"There is a unit that stands for the digit 6."* You get codes and labels of 700 pictures to choose by, and of 700 held-out ones.
"""

# %%
from autoenc_lessons.checks.sparse_code import materials

import numpy as np

codes, labels, new_codes, new_labels = materials.digit_codes(seed=0)
print("codes:", codes.shape, " held out:", new_codes.shape)
print(f"units on for a picture: {np.sum(codes > 0, axis=1).mean():.1f}")

# %% [markdown]
r"""
Write `judge_story`, which takes these four and a `digit`. A unit counts as on where it gives more than some value, the *threshold*. Its *overlap* with the digit is the Jaccard index: the number of pictures that show the digit and turn the unit on, divided by those that do one or both.

Find the unit and the threshold with the largest overlap. Return both, and an overlap that a reader may trust. Try 30 thresholds or more for each unit. Units are counted from 0. The check has fewer pictures and units.
"""


# %%
def judge_story(codes, labels, new_codes, new_labels, digit):
    return ...  # your answer: a unit, a threshold and an overlap
    ### BEGIN SOLUTION
    tried = {}
    for unit, values in enumerate(codes.T):
        for threshold in np.linspace(0, codes.max(), 100):
            on, shown = values > threshold, labels == digit
            tried[unit, threshold] = np.sum(on & shown) / np.sum(on | shown)
    unit, threshold = max(tried, key=tried.get)
    on, shown = new_codes[:, unit] > threshold, new_labels == digit
    return unit, threshold, np.sum(on & shown) / np.sum(on | shown)
    ### END SOLUTION


# %% question="judge_story" points=4
from autoenc_lessons import checks

checks.sparse_code.judge_story(judge_story)
### BEGIN HIDDEN TESTS
checks.sparse_code.judge_story.grade(judge_story, seed=7177)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 8](../08_anomalies.ipynb), or back to the [start page](../00_start_here.ipynb).
"""
