# %% [markdown]
r"""
# Project example B: beehives

At the end you have seen an ordinary project: much is right, and its claim is too strong.

**This is one of three worked examples of [the project](../project.ipynb), made for teaching, with mistakes on purpose.** [A](example_a.ipynb) is meant to be good, and [C](example_c.ipynb) is weak. The last cells hold a teacher's second look and marks. Look for the mistakes first: the rubric stands in `TEACHING.md`.

**Time:** 15 minutes
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import figures, models, own_data, seed_everything

from pathlib import Path
from tempfile import TemporaryDirectory

import keras
import numpy as np
import pandas as pd
from sklearn.preprocessing import StandardScaler

seed_everything(0)
folder = TemporaryDirectory()

# %% [markdown]
r"""
## 1. Question and data
"""

# %%
# The file is written here: nobody has weighed these hives.
generator = np.random.default_rng(0)
hive = np.repeat(np.arange(24), 10)
habit = generator.normal(size=(24, 5))[hive] + 0.3 * generator.normal(size=(len(hive), 5))
a, b, c, d, e = habit.T
values = np.stack([a, b, c, d, a * b, np.tanh(2 * c), e, d * e], axis=1)
values = np.round(20 + 5 * (values + 0.1 * generator.normal(size=values.shape)), 2)
names = ["weight", "warmth", "pitch", "flights", "honey", "loudness", "moisture", "pollen"]
bees = pd.DataFrame(values, columns=names)
bees.insert(0, "hive", [f"H{number + 1}" for number in hive])
bees["scale"] = "no. 4"
path = Path(folder.name) / "bees.csv"
bees.sample(frac=1, random_state=0).to_csv(path, index=False)
table = own_data.from_csv(path)
print(f"{len(table)} rows, {table.shape[1]} columns")

# %% [markdown]
r"""
I want to know whether a network can describe a beehive by fewer numbers. The table has 240 rows. It is made up.
"""

# %% [markdown]
r"""
## 2. Look
"""

# %%
own_data.describe(table)
data = own_data.usable_columns(table, leave_out=["hive"])

# %% [markdown]
r"""
`scale` is constant. `hive` is only a name, so I leave it out. There are no gaps.
"""

# %% [markdown]
r"""
## 3. Split
"""

# %%
parts = own_data.split(data)

# %% [markdown]
r"""
By chance, so that all three parts look alike.
"""

# %% [markdown]
r"""
## 4. Scale
"""

# %%
scaler = StandardScaler().fit(parts.train)
x_train, x_val, x_test = (scaler.transform(part) for part in parts)

# %% [markdown]
r"""
Each column has mean 0 and spread 1. The scaler was fitted to the training rows.
"""

# %% [markdown]
r"""
## 5. Simple rivals
"""

# %%
copies = own_data.simple_copies(x_train, x_val, 4)
for name, share in own_data.shares_lost(x_val, copies).items():
    print(f"{name:11} loses {share:4.1f} % of the mean row's error")

# %% [markdown]
r"""
PCA with 4 axes loses a fifth. The nearest row is better, but it is no code.
"""

# %% [markdown]
r"""
## 6. Training
"""


# %%
def build(latent_dim=4):
    sizes = (8, 64, latent_dim)
    _, _, autoencoder = models.dense_autoencoder(sizes, activation="silu")
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


settings = {"batch_size": 256, "look_every": 100, "most_steps": 1000, "seeds": [0]}
(run,) = own_data.train_stopped(build, x_train, x_val, **settings)
lost = {"autoencoder": [np.asarray(run(x_val))]}
shares = own_data.shares_lost(x_val, {"mean row": copies["mean row"]} | lost)
print(f"autoencoder loses {shares['autoencoder']:.1f} %")

# %% [markdown]
r"""
8 → 64 → 4 → 64 → 8 numbers, stopped by the validation rows. It is far better than PCA.
"""

# %% [markdown]
r"""
## 7. How many code units?
"""

# %%
for size in (2, 4):
    (other,) = own_data.train_stopped(lambda size=size: build(size), x_train, x_val, **settings)
    copies = {"mean row": copies["mean row"], "autoencoder": [np.asarray(other(x_val))]}
    print(f"{size} units: {own_data.shares_lost(x_val, copies)['autoencoder']:.1f} %")

# %% [markdown]
r"""
4 units are much better than 2, so I take 4.
"""

# %% [markdown]
r"""
## 8. A map
"""

# %%
code = np.asarray(run.layers[0](x_val))[:, :2]
kinds = (parts.validation["weight"] > table["weight"].median()).to_numpy().astype(int)
ax = figures.labelled_maps({"code": code}, kinds, title="Heavy and light hives lie apart")
figures.show(ax, "0: light, 1: heavy. The first two of four code units.")

# %% [markdown]
r"""
Heavy and light hives lie apart on the map. The network has understood weight.
"""

# %% [markdown]
r"""
## 9. Save and load
"""

# %%
run.save(f"{folder.name}/network.keras")
again = keras.models.load_model(f"{folder.name}/network.keras", compile=False)
print("the same copies after loading:", np.allclose(again(x_test), run(x_test)))

# %% [markdown]
r"""
The copies are the same.
"""

# %% [markdown]
r"""
## 10. The page, and one honest sentence
"""

# %%
copies = own_data.simple_copies(x_train, x_test, 4) | {"autoencoder": [np.asarray(run(x_test))]}
facts = {"n_train": len(x_train), "code_size": 4, "parted": "by chance"}
verdict = own_data.report(path.name, x_test, copies, **facts)

# %% [markdown]
r"""
**Four numbers are enough to describe a beehive, if a network chooses them: it is more than three times as good as PCA.**
"""

# %% [markdown]
r"""
## 11. What it is not good for
"""

# %% [markdown]
r"""
It is not good for other insects.
"""

# %% [markdown]
r"""
## A teacher's second look

240 rows, but 24 hives, each weighed on ten days. By chance, nine days of a hive train and one judges. Who wants to use the network on a **new** hive needs a split by hive. The code is the student's; only `groups` is new.
"""

# %%
for seed in range(3):
    by_hive = own_data.split(data, groups=table["hive"], seed=seed, quiet=True)
    scaler = StandardScaler().fit(by_hive.train)
    known, chooses, new = (scaler.transform(part) for part in by_hive)
    (model,) = own_data.train_stopped(build, known, chooses, **settings)
    copies = own_data.simple_copies(known, new, 4) | {"autoencoder": [np.asarray(model(new))]}
    lost = own_data.shares_lost(new, copies)
    print(f"split {seed}:", ", ".join(f"{name} {share:.0f} %" for name, share in lost.items()))

# %% [markdown]
r"""
On new hives, PCA is better in two splits of three. The lead came from days of the same hive.

## A teacher's marks

| station | points | why |
|---|---|---|
| question and data | 1 of 2 | does not say what a row is: one hive on one day |
| look | 2 of 2 | all odd columns seen |
| split | 1 of 3 | before all fitting, but rows of one hive are in two parts |
| scale | 1 of 1 | from the training rows |
| simple rivals | 2 of 2 | the nearest row was a warning: it is good where twins are near |
| training | 1 of 2 | stopped well; nothing shows that it was long enough |
| code size | 1 of 2 | two sizes, one seed, no rule |
| map | 0 of 1 | 62 % alike is hardly more than chance; half of the code; no map of PCA |
| save and load | 0.5 of 1 | the scaler is not saved |
| honest sentence | 1 of 3 | the number is on the page; the claim speaks of all hives |
| limits | 0 of 1 | nobody would think of that use |
| **all** | **10.5 of 20** | ask: *which hive is new?* |
"""
