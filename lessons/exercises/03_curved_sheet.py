# %% [markdown]
r"""
# Exercises 3: unroll a curved sheet

Seven questions to [lesson 3](../03_curved_sheet.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/03_curved_sheet.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import figures, measures, seed_everything, training
from autoenc_lessons.checks.curved_sheet import sheets

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import spearmanr
from sklearn.linear_model import LinearRegression

seed_everything(0)
x, new_x, position, new_position = sheets.curved_sheet()

# %% [markdown]
r"""
## 1. Predict: deep, but straight

*Warm-up · 3 minutes · 1 point*

An autoencoder has layers of 5 → 8 → 2 → 8 → 5 units and no activation anywhere. It is trained until nothing improves any more.

Divide its error by the floor, PCA's error with two numbers: what comes out? And how many parameters (weights and biases) does it have?
"""

# %%
ratio = ...  # your answer: a number
parameters = ...  # your answer: a number
### BEGIN SOLUTION
ratio = 1
parameters = (5 * 8 + 8) + (8 * 2 + 2) + (2 * 8 + 8) + (8 * 5 + 5)
### END SOLUTION

# %% question="straight_layers" points=1
from autoenc_lessons import checks

checks.curved_sheet.straight_layers(ratio, parameters)
### BEGIN HIDDEN TESTS
checks.curved_sheet.straight_layers.grade(ratio, parameters, seed=3141)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. Look for dead units

*Fill in a line · 4 minutes · 2 points*

`codes` has one row for each sample and one column for each code unit. Complete the line: return, for each unit, the share of samples for which it is exactly 0.
"""


# %%
def zero_shares(codes):
    return ...  # your answer: a share between 0 and 1 for each unit
    ### BEGIN SOLUTION
    return np.mean(codes == 0, axis=0)
    ### END SOLUTION


# %% question="zero_shares" points=2
from autoenc_lessons import checks

checks.curved_sheet.zero_shares(zero_shares)
### BEGIN HIDDEN TESTS
checks.curved_sheet.zero_shares.grade(zero_shares, seed=3142)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. An encoder by hand

*Write a function · 8 minutes · 2 points*

Compute in NumPy what a deep encoder does. `kernels` and `biases` are lists, with one entry for each of its layers, from the first hidden layer to the code. A kernel has the shape (numbers in, units), a bias (units,). The hidden layers bend with *tanh*; the last layer, the code, is linear.

Return the codes of all rows of `x`. It must work for any number of layers.
"""


# %%
def encode(x, kernels, biases):
    return ...  # your answer: the codes
    ### BEGIN SOLUTION
    values = x
    for kernel, bias in zip(kernels[:-1], biases[:-1], strict=True):
        values = np.tanh(values @ kernel + bias)
    return values @ kernels[-1] + biases[-1]
    ### END SOLUTION


# %% question="encode" points=2
from autoenc_lessons import checks

checks.curved_sheet.encode(encode)
### BEGIN HIDDEN TESTS
checks.curved_sheet.encode.grade(encode, seed=3143)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Explain two pictures

*Explain · 6 minutes · 2 points*

Two codes of the same standardised S, coloured by the position along the sheet.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.curved_sheet import sheets

import matplotlib.pyplot as plt

both, along = sheets.folded_and_torn()
_, panels = plt.subplots(1, 2, figsize=(9, 4), gridspec_kw={"wspace": 0.3})
for ax, (name, codes) in zip(panels, both.items(), strict=True):
    figures.sheet_codes(codes, along, title=f"Code {name}", ax=ax)
figures.show(panels)

# %% [markdown]
r"""
Which code has **torn** the sheet?

- **a** Code A.
- **b** Code B.
- **c** Both.
- **d** Neither.

Usually the positions are not known, and there are no colours. The 300 training points leave room for a tear between them. Which sign warns of it even then?

- **1** The training error stays high.
- **2** The held-out error is far above the training error.
- **3** The code has a gap: every gap is a tear.
- **4** The error is higher than PCA's.
"""

# %%
torn = ...  # your answer: "a", "b", "c" or "d"
sign = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
torn = "b"
sign = 2
### END SOLUTION

# %% question="fold_or_tear" points=2
from autoenc_lessons import checks

checks.curved_sheet.fold_or_tear(torn, sign)
### BEGIN HIDDEN TESTS
checks.curved_sheet.fold_or_tear.grade(torn, sign, seed=3144)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Repair a deep autoencoder

*Repair · 12 minutes · 3 points*

Somebody has put *relu* after every layer, the output too. On the S, whose PCA error is about 0.13, it fails:
"""


# %%
from autoenc_lessons import measures
from autoenc_lessons.checks.curved_sheet import sheets


def train_broken(x):
    from autoenc_lessons import training
    import keras

    dense = keras.layers.Dense
    encoder = keras.Sequential([keras.Input((3,)), dense(16, "relu"), dense(2, "relu")])
    decoder = keras.Sequential([keras.Input((2,)), dense(16, "relu"), dense(3, "relu")])
    autoencoder = keras.Sequential([encoder, decoder])
    rate = keras.optimizers.schedules.CosineDecay(0.05, decay_steps=500)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate, epsilon=1e-3))
    training.train(autoencoder, x, steps=500, progress=False)
    return encoder, decoder


x, new_x, _, _ = sheets.curved_sheet()
encoder, decoder = train_broken(x)
error = measures.reconstruction_error(new_x, decoder(encoder(new_x)))
print(f"error on new points: {error:.2f}")

# %% [markdown]
r"""
Write `repaired`: it takes points `x` with shape (n_points, 3), trains on them, and returns the encoder (3 numbers to 2) and the decoder (2 to 3), as above. The check gives it 200 points of a sheet that is turned in space.

On new points of the same sheet, its error must be at most 0.07. And its code must be free: each code unit goes above 0 and below 0. Change as little or as much as you like.
"""


# %%
def repaired(x):
    return ...  # your answer: the encoder and the decoder
    ### BEGIN SOLUTION
    dense = keras.layers.Dense
    bent = [dense(16, "tanh") for _ in range(4)]
    encoder = keras.Sequential([keras.Input((3,)), *bent[:2], dense(2)])
    decoder = keras.Sequential([keras.Input((2,)), *bent[2:], dense(3)])
    autoencoder = keras.Sequential([encoder, decoder])
    rate = keras.optimizers.schedules.CosineDecay(0.05, decay_steps=500)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate, epsilon=1e-3))
    training.train(autoencoder, x, steps=500, progress=False)
    return encoder, decoder
    ### END SOLUTION


# %% question="repaired" points=3
from autoenc_lessons import checks

checks.curved_sheet.repaired(repaired)
### BEGIN HIDDEN TESTS
checks.curved_sheet.repaired.grade(repaired, seed=3145)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Measure a tear

*Write a function · 12 minutes · 3 points*

`flat` has the places of the samples on the sheet, `codes` their codes, both with the shape (n_samples, 2). For each sample, find the nearest other sample **on the sheet**. Return the share of samples for which the **codes** of the two are farther apart than `far`.

Take plain distances, without scaling anything. (The lesson's `map_measures.folds_and_tears` stretches both pictures first.)
"""


# %%
def torn_share(flat, codes, far):
    return ...  # your answer: a share between 0 and 1
    ### BEGIN SOLUTION
    distances = np.linalg.norm(flat[:, None] - flat, axis=2)
    np.fill_diagonal(distances, np.inf)
    nearest = distances.argmin(axis=1)
    return np.mean(np.linalg.norm(codes - codes[nearest], axis=1) > far)
    ### END SOLUTION


# %% question="torn_share" points=3
from autoenc_lessons import checks

checks.curved_sheet.torn_share(torn_share)
### BEGIN HIDDEN TESTS
checks.curved_sheet.torn_share.grade(torn_share, seed=3146)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design an honest measure

*Design · 15 minutes · 3 points*

A tear can be counted, and so can a wrong order. Write `order`: it takes `codes`, with any number of columns, and the `position` of each sample. It returns a rank correlation (`spearmanr`, as in the lesson): almost 1 if some straight direction of the code has the samples in the right order, in between if only roughly, and about 0 if it knows nothing of the position.

The check tries such codes. It also tries codes of random numbers, such as 120 columns for 200 samples: a fit can learn positions by heart from so many. Of these the mean of your results counts. (The samples are shuffled.)
"""


# %%
def order(codes, position):
    return ...  # your answer: a number from -1 to 1
    ### BEGIN SOLUTION
    half = len(codes) // 2
    fitted = LinearRegression().fit(codes[:half], position[:half])
    return spearmanr(fitted.predict(codes[half:]), position[half:])[0]
    ### END SOLUTION


# %% question="order" points=3
from autoenc_lessons import checks

checks.curved_sheet.order(order)
### BEGIN HIDDEN TESTS
checks.curved_sheet.order.grade(order, seed=3147)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 4](../04_code_size.ipynb).
"""
