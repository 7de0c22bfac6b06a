# %% [markdown]
r"""
# Project example C: irises

At the end you have seen a weak project: it runs, it looks finished, and its sentence shows nothing.

**This is one of three worked examples of [the project](../project.ipynb), made for teaching, with mistakes on purpose.** [A](example_a.ipynb) is meant to be good, and [B](example_b.ipynb) is ordinary. The last cells hold a teacher's second look and marks. Look for the mistakes first: the rubric stands in `TEACHING.md`.

**Time:** 10 minutes
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import models, own_data, seed_everything, training

from pathlib import Path
from tempfile import TemporaryDirectory

import keras
import numpy as np
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler

seed_everything(0)
folder = TemporaryDirectory()

# %% [markdown]
r"""
## 1. Question and data
"""

# %%
# The file is written first, and made untidy.
path = Path(folder.name) / "iris.csv"
flowers = load_iris(as_frame=True).frame
flowers.columns = ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]
flowers.insert(0, "number", range(1, len(flowers) + 1))
flowers.to_csv(path, sep=";", decimal=",", index=False)
own_data.show_lines(path, 3)

# %% [markdown]
r"""
This is the famous iris data set.
"""

# %% [markdown]
r"""
## 2. Look
"""

# %%
table = own_data.from_csv(path)
data = table.drop(columns="species")
print(f"{data.shape[0]} rows, {data.shape[1]} columns, {data.isna().sum().sum()} gaps")

# %% [markdown]
r"""
There are no gaps, so the data are clean.
"""

# %% [markdown]
r"""
## 3. Split, and 4. Scale
"""

# %%
x = StandardScaler().fit_transform(data)
x_train, x_val, x_test = own_data.split(x)

# %% [markdown]
r"""
I scaled the data and split them in a standard way.
"""

# %% [markdown]
r"""
## 5. Simple rivals
"""

# %% [markdown]
r"""
PCA is linear, so a neural network is better.
"""

# %% [markdown]
r"""
## 6. Training
"""

# %%
_, _, autoencoder = models.dense_autoencoder((5, 32, 3), activation="silu")
autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
history = training.train(autoencoder, x_train, steps=300, progress=False)
print(f"loss at the end: {history.losses[-1]:.3f}")

# %% [markdown]
r"""
I trained for 300 steps and the loss became very small.
"""

# %% [markdown]
r"""
## 7. How many code units?
"""

# %% [markdown]
r"""
I took 3 because 3 is less than 5.
"""

# %% [markdown]
r"""
## 8. The worst copy
"""

# %%
errors = np.mean((x_test - np.asarray(autoencoder(x_test))) ** 2, axis=1)
print(
    f"largest error: {errors.max():.2f}, {errors.max() / np.median(errors):.0f} times the median"
)

# %% [markdown]
r"""
This flower is probably ill.
"""

# %% [markdown]
r"""
## 9. Save and load
"""

# %%
autoencoder.save(f"{folder.name}/network.keras")

# %% [markdown]
r"""
I saved the network.
"""

# %% [markdown]
r"""
## 10. The page, and one honest sentence
"""

# %%
accuracy = 100 * (1 - errors.mean() / np.mean(x_test**2))
print(f"accuracy: {accuracy:.1f} %")

# %% [markdown]
r"""
**My neural network understands iris flowers with an accuracy of 97 %.**
"""

# %% [markdown]
r"""
## 11. What it is not good for
"""

# %% [markdown]
r"""
It can be used for all flowers.
"""

# %% [markdown]
r"""
## A teacher's second look

`number` counts the rows of a file that is sorted by species: it is an id, and it tells the species too. So we leave it out, scale by the training rows, and ask PCA.
"""

# %%
parts = own_data.split(data.drop(columns="number"), quiet=True)
scaler = StandardScaler().fit(parts.train)
known, new = scaler.transform(parts.train), scaler.transform(parts.test)
for n_axes in (2, 3):
    copies = own_data.simple_copies(known, new, n_axes)
    share = own_data.shares_lost(new, copies)["PCA"]
    print(f"PCA, {n_axes} of 4 numbers: {100 - share:.1f} % by the same measure")

# %% [markdown]
r"""
What the student calls accuracy is the part of the mean row's error that is saved. PCA saves more with as many numbers.

## A teacher's marks

| station | points | why |
|---|---|---|
| question and data | 0 of 2 | no question, no source, no word on what a row is |
| look | 1 of 2 | the answer left out and gaps counted, but the id stays in |
| split | 0 of 3 | after the scaling, no reason, and the part that chooses is not used |
| scale | 0 of 1 | fitted to all rows |
| simple rivals | 0 of 2 | a belief instead of a number |
| training | 1 of 2 | it trains; nothing says when to stop |
| code size | 0 of 2 | one size, no rule |
| worst copies | 0 of 1 | *ill* is made up |
| save and load | 0.5 of 1 | saved, not loaded, and without the scaler |
| honest sentence | 0 of 3 | a share of error called accuracy, no rival, no rows |
| limits | 0 of 1 | claims the opposite |
| **all** | **2.5 of 20** | ask: *what would PCA get?* |
"""
