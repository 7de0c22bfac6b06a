# %% [markdown]
r"""
# 11. Try it on data of your own

At the end you have taken a table from a file to a page that you could show to a boss: what was tried, on how much, who wins, and what nobody has shown. Then you change one line, and take a table of your own along the same path.

You will be able to

- say which columns of a table a network must not see, and why;
- part rows so that the test set tells the truth, by chance, by group or by time;
- put mean and PCA before every network, and choose the code size by a rule;
- explain the worst copies by their columns;
- save a network so that another program gets the same numbers, and report honestly.

**Time:** 60 minutes

**You need:** [lesson 4](04_code_size.ipynb); the map is easier with [lesson 5](05_groups.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import alarms, explorers, figures, many_runs, measures, models
from autoenc_lessons import own_data, retraining, seed_everything, tables

import subprocess
import sys
from functools import partial
from tempfile import TemporaryDirectory

import joblib
import keras
import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

seed_everything(0)

# %% [markdown]
r"""
## A file

Real files are untidy. So we write one: ten measurements of 569 tumours, which scikit-learn brings along, made as untidy as what people bring. What is made up: patient numbers, days, rooms and machines; and a second measurement of 4 in 10 patients, which differs a little from the first. No patient was measured twice.

`path` is **the one line to change** for a file of your own. `group`, `answer` and `time` name columns of it, or are `None` for a table without such; it goes through all cells, too. Do that later: the questions and answers below speak of this table.
"""

# %%
folder = TemporaryDirectory()
path = own_data.write_table(folder.name)  # later: path = "my_table.csv"
group, answer, time = "patient", "diagnosis", None  # later: columns of yours, or None
own_data.show_lines(path, 2)

# %% [markdown]
r"""
## 1. Look at it

`from_csv` finds out what separates the cells, how numbers are written and which cells are gaps, and it notes what is odd.

**Predict,** when you see the list: which columns should the network not get? Find one of each kind: constant, doubled, a number that only names the row, and the answer that somebody may ask for later.
"""

# %%
table = own_data.from_csv(path)
own_data.describe(table)

# %%
data = own_data.usable_columns(table, group=group, answer=answer, time=time)

# %% [markdown]
r"""
<details><summary>Answer</summary>

`place` is constant, `radius_old_unit` is `radius` again, `patient` only names the row, and `diagnosis` is the answer.

</details>

A constant column costs nothing and teaches nothing. A doubled one counts twice in the error. A number that names a row cannot be guessed from the others, so it wastes code units. And a column that holds the answer, or was written after it, is a **data leak**: it lends a result what will be missing in use.

No program can know all leaks. Ask of each column: *is it known at the moment when the network will be used?*
"""

# %% [markdown]
r"""
## 2. Split before anything is fitted

Three fifths of the rows train, a fifth chooses, a fifth judges. How to part them depends on the use:

- **by chance**, if each row is a case of its own;
- **by group**, if several rows belong together, such as two measurements of a patient or pieces of a photograph: a group stays in one part;
- **by time**, if the network will be used on later rows than it learned from: the latest judge.

Our patients come back. So we part by patient. A table without a group is parted by chance. To part by time, name the column of days or years as `time`, and no `group`: then it is no feature.
"""

# %%
how, parted = own_data.way_to_part(table, group=group, time=time)
parts = own_data.split(data, **how)

# %% [markdown]
r"""
## 3. Scale by the training part

`area` reaches 2500 and `smoothness` 0.16. In a squared error, `area` would be all that counts. So each number is **standardised**: minus the mean, divided by the spread. A gap among numbers gets the median. A text becomes a 0 or 1 for each word, a **one-hot code**; a gap among texts counts as a word.

All of this is fitted too: means, spreads, medians and words come from the training rows alone. scikit-learn's `ColumnTransformer` keeps these steps together: `fit_transform` for the training part, `transform` for the others.
"""


# %%
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def scaled(parts):
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    texts = OneHotEncoder(sparse_output=False, handle_unknown="ignore")
    steps = [("numbers", numbers, make_column_selector(dtype_include="number"))]
    steps += [("texts", texts, make_column_selector(dtype_exclude="number"))]
    prepare = ColumnTransformer(steps)
    x_train = prepare.fit_transform(parts.train)
    return prepare, x_train, *map(prepare.transform, parts[1:])


prepare, x_train, x_val, x_test = scaled(parts)
print(f"{data.shape[1]} columns have become {x_train.shape[1]} features")

# %% [markdown]
r"""
## What does a careless split cost?

Was it worth the trouble to keep patients together? We part the rows five times by chance, and five times by patient. Each time three rivals copy the held-out rows: PCA with 4 axes, an autoencoder with 4 code units, and the nearest training row. `retraining.trainer` trains the network, for 6000 steps each time (lesson 8).

**Predict:** who gains most from a split by chance?
"""


# %%
def build(latent_dim, n_features=x_train.shape[1]):
    sizes = (n_features, 64, latent_dim)
    _, _, autoencoder = models.dense_autoencoder(sizes, activation="silu")
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.003))
    return autoencoder


# %%
sizes = own_data.code_sizes(x_train)
size = min(4, sizes[-1])
train = retraining.trainer(partial(build, size), steps=6000, batch_size=32, use_xla=True)
panels = {}
for name, options in {"parted by chance": {}, f"parted {parted}": how}.items():
    rows = []
    for seed in range(5):
        _, known, _, new = scaled(own_data.split(data, seed=seed, quiet=True, **options))
        copies, network = own_data.simple_copies(known, new, size), train(known, seed)(new)
        rows.append(own_data.shares_lost(new, copies | {"autoencoder": [network]}))
    panels[name] = alarms.gathered(rows)
title, caption = own_data.split_words(how, parted)
axes = figures.score_strips(panels, xlabel="% of the mean row's error", digits=0, title=title)
figures.show(axes, caption)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The nearest row, and the network.

</details>

By chance, many held-out rows have a twin in the training part: their patient's other measurement. PCA has too few axes to remember rows. The nearest row copies the twin, and a network that trains for so long learns twins by heart. By patient, most of their lead is gone.

## 4. Mean and PCA first

From here on, the validation rows choose, and the test rows wait.

**Predict:** radius, perimeter and area say nearly the same. With how many axes does PCA lose less than a tenth of what the mean row loses?

**Look for** `area` and `texture` in the figure, with 2 axes (code size 2) and with 4.
"""

# %%
flat = {size: [PCA(size).fit(x_train)] for size in sizes}
mean_row = x_train.mean(axis=0)
mean_error = np.mean((x_val - mean_row) ** 2)
shares = {size: 100 * runs / mean_error for size, runs in many_runs.errors(flat, x_val).items()}
tables.table({"PCA loses, in % of the mean row": shares}, digits=1)
copies = {"PCA": many_runs.copies(flat, x_val)}
explorers.table_copies(parts.validation, prepare, copies, mean_row=mean_row)

# %% [markdown]
r"""
<details><summary>Answer</summary>

With 6. Two axes keep `area`; `texture` has to wait for more.

</details>

A network must do better than this, or we take PCA.

## 5. Train, and stop in time

Now the network: 12 features → 64 units → code of 6 → 64 units → 12 features. This is the whole training in plain Keras, as in lesson 4, with 16 rows in a batch. The validation rows say when to stop.
"""

# %%
keras.utils.set_random_seed(0)
autoencoder = build(min(6, sizes[-1]))
stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
options = {"validation_data": (x_val, x_val), "callbacks": [stop], "verbose": 0}
losses = autoencoder.fit(x_train, x_train, 16, epochs=100, **options).history["val_loss"]
print(f"best epoch {1 + np.argmin(losses)}; it loses {100 * min(losses) / mean_error:.1f} %")
stages = [("row", len(mean_row)), ("silu", 64), ("code", min(6, sizes[-1])), ("silu", 64)]
ax = figures.architecture([*stages, ("copy", len(mean_row))], title="All goes through the code")
figures.show(ax, "How many numbers stand for a row in the middle?")

# %% [markdown]
r"""
## 6. How many code units?

One training says little. `own_data.train_stopped` does so for each code size from three seeds, with batches of 32: it looks at the validation error every 200 steps, stops after five looks without a new lowest one, and goes back to the best weights.

Our purpose: the copies may lose **a tenth** of what the mean row loses. The rule is that of lesson 4: the smallest code that is good enough **in every run**, on the validation rows.

**Predict:** `machine` is A or B, and no other column tells which. What will a small code do with it?
"""

# %%
bent = {size: own_data.train_stopped(partial(build, size), x_train, x_val) for size in sizes}
errors = {"autoencoder": many_runs.errors(bent, x_val), "PCA": many_runs.errors(flat, x_val)}
allowed = 0.1  # of what the mean row loses
good = [size for size in sizes if max(errors["autoencoder"][size]) < allowed * mean_error]
size = (good + sizes[-1:])[0]
print("smallest code that is good enough in each run:", good[0] if good else "none")

# %%
look = {"xlabel": "code units", "ylabel": "mean squared error on the validation rows"}
look["title"] = f"From {size} units on, each run is good enough" if good else None
axes = figures.spread_lines(sizes, errors | {"mean row": [mean_error] * len(sizes)}, **look)
figures.show(axes, "Each dot is a run. Where do the runs of one size differ most?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

It drops it. The copy of `machine` is worth nothing until there is room for a column that no other column tells.

</details>

Here is the figure once more, with the network beside PCA.

**Look for** `machine`, `area` and `texture` with 2 code units, and with 6. Which are lost with 2, and which is copied well already?
"""

# %%
copies["autoencoder"] = many_runs.copies(bent, x_val)
look = {"mean_row": mean_row, "title": "Which columns does a small code lose first?"}
explorers.table_copies(parts.validation, prepare, copies, **look)

# %% [markdown]
r"""
Two units keep what many columns tell together: size, in `radius`, `perimeter` and `area`. What stands alone is lost: `machine`, and most of `texture`. With 6 units there is room for both. So a low error over all columns does not say that *your* column is kept. Look.

How we write a column counts, too. A 0 or 1 spreads less than a standardised number, so that `machine` must wait. Standardised like the others, it would be kept earlier.

## Were we patient enough?

With 6 units, network and PCA lie close together. Patience is a setting, too: so far a training ended after five looks without progress, 1000 steps. We train the chosen size once more, with a patience of 20 looks.

**Predict:** what will change?
"""

# %%
longer = {"patience": 20, "most_steps": 24_000, "use_xla": True}
long = own_data.train_stopped(partial(build, size), x_train, x_val, **longer)
family = {"PCA": flat[size], "patience 5": bent[size], "patience 20": long}
shares = {name: 100 * e / mean_error for name, e in many_runs.errors(family, x_val).items()}
tables.table({"loses, in % of the mean row": shares}, digits=1)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The runs come out alike, and each loses less than half of what PCA loses.

</details>

Some trainings rest for more than 1000 steps, and then go on. Here patience is worth more than the step from PCA to a network. We keep the long runs.

## 7. The map of the code

With 2 code units, each row has a place on a map. Does it show the diagnosis?

`trustworthiness`: how few strangers are among a row's neighbours; `alike`, how often the nearest neighbour on the map has the same diagnosis (lesson 5). Each patient is on the map once, for a twin's neighbour would be its twin.

**Predict:** which map can be trusted more?
"""

# %%
first = ~table.get(group, table.index.to_series())[parts.validation.index].duplicated()
some = x_val[first]
maps = {"PCA": [flat[2][0].transform(some)]}
maps["code"] = [np.asarray(run.layers[0](some)) for run in bent[2]]
maps["random"] = [np.random.default_rng(0).normal(size=(len(some), 2))]
kinds, labels = own_data.kinds(table, answer, parts.validation.index[first])
trust = {"trustworthiness": lambda places: trustworthiness(some, places, n_neighbors=5)}
trust |= {"alike": partial(measures.neighbour_share, labels=labels)} if len(kinds) > 1 else {}
tables.score_table(maps, trust)
title, caption = own_data.map_words(kinds, answer)
axes = figures.labelled_maps({n: maps[n][0] for n in ("PCA", "code")}, labels, title=title)
figures.show(axes, caption)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Neither. And both show the diagnosis.

</details>

The kinds lie apart, though nobody told, and PCA's map is as good as the network's. Nobody needs a network for this picture. Trust it for neighbours, not for distances (lesson 5), and do not take a cloud for a diagnosis.

## 8. The ten worst copies, and why

We look at the validation part: who looks at test rows and then changes something has no judge left.

**Predict:** will all columns have to do with the worst rows, or a few?
"""

# %%
worst = own_data.worst_copies(parts.validation, x_val, long[0](x_val), prepare)

# %% [markdown]
r"""
<details><summary>Answer</summary>

A few: most in `compactness`, `concavity` and `concave_points`, which describe dents in an outline.

</details>

Ask of each worst row: is the copy bad, or the row? In a row with a star the network may be blamed for not copying a median that we made up. Look up the others, all columns of row 270 with `table.loc[270]`: a slip of the pen, another unit, a rare case?

## 9. Save it, and try it elsewhere

Who uses the network needs the same means, medians and words. So we save `prepare` too, with `joblib`, and ask another Python process for the error on the test rows. (Load such files only from people whom you trust: they can hold programs.)
"""

# %%
long[0].save(f"{folder.name}/network.keras")
joblib.dump((prepare, parts.test), f"{folder.name}/prepared.joblib")
program = """
import joblib, keras, numpy
prepare, test = joblib.load("prepared.joblib")
x = prepare.transform(test)
print(f"{numpy.mean((x - keras.models.load_model('network.keras')(x)) ** 2):.6f}")
"""
there = subprocess.run([sys.executable, "-c", program], cwd=folder.name, capture_output=True)
here = f"{np.mean((x_test - long[0](x_test)) ** 2):.6f}"
print("the same error there and here:", there.stdout.decode().strip() == here)

# %% [markdown]
r"""
## 10. A page for the boss

Now, once, the test rows. `own_data.report` compares the copies of each rival, row by row, and says one of three things: it wins, the simple rival wins, or they cannot be told apart. It calls a win only what all runs agree on, and what is more than two standard errors of the mean difference between rows: less may be chance. Two measurements of one patient are alike, so it compares patients, not rows. The nearest row is no rival here: it needs all training rows.

**Predict:** which of the three will it say of our network with its code size, against PCA with the same?
"""

# %%
copies = own_data.simple_copies(x_train, x_test, size)
copies["autoencoder"] = [np.asarray(run(x_test)) for run in long]
facts = own_data.table_facts(table, parts, prepare, group=group, time=time)
verdict = own_data.report(path, x_test, copies, code_size=size, allowed=allowed, **facts)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Our network wins.

</details>

The page also says which columns suffer most, which were left out, and what nobody has tried. A boss can decide with it: PCA needs no training, and loses 2.6 % instead of 1.8 %. Is the rest worth a network?

## A folder of pictures

Pictures go along the same path. We write ten letters in 21 fonts: PNG files of two sizes, a broken one and a text. Each font is drawn four times, a little larger, turned or moved.

For pictures of your own, change one line: your folder, and `None`. If several belong together, `names` says how their files are called.

**Predict:** what is the group here: which pictures must stay in one part?
"""

# %%
path, names = own_data.write_letters(folder.name), "{font}_{number}"
# Later: path, names = "my_pictures", None. Of all cells above, only the imports must have run.
# If each person has several: "{person}_{number}", or "{person}/{number}" if each has a folder.
pictures = own_data.from_folder(path)
(x_train, x_val, x_test), facts = own_data.split_pictures(pictures, names)


# %%
def recipe():
    _, _, network = models.dense_autoencoder((x_train.shape[1], 64, size), activation="silu")
    network.compile(loss="mse", optimizer=keras.optimizers.Adam(0.003))
    return network


size = own_data.code_sizes(x_train, most=8)[-1]
runs = own_data.train_stopped(recipe, x_train, x_val, most_steps=1500)
copies = own_data.simple_copies(x_train, x_test, size, networks={"autoencoder": runs})
verdict = own_data.report(path, x_test, copies, code_size=size, **facts)
figures.show(figures.picture_copies(x_test, copies, pictures.image_shape), "Which looks best?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

All pictures of a font: its letters look alike.

</details>

All pixels have one unit, so nothing is scaled. The network wins clearly, but only four fonts judge.

## Now your file

Put it beside this notebook; write its name at `path`. If rows belong together, name their column instead of `"patient"`. Name the answer's column instead of `"diagnosis"`. If later rows come, name their column as `time`, and no group. What your table lacks is `None`. Then **Run All Cells**.

The answers still speak of tumours. If no code is good enough, the largest stays.

**Try** `own_data.write_table(folder.name, data="wine")` first, with `group, answer, time = "bottle", "cultivar", None`. What does the page say?

<details><summary>Answer</summary>

PCA wins, or is as good.

</details>
"""

# %% [markdown]
r"""
## What we have seen

- Look first: what is constant, doubled, a name or a leak goes.
- Split by what will be new in use: twins in two parts flatter a network.
- Fit all to the training part; mean and PCA come first.
- A rule chooses the code size. Patience decided who won.
- Report once, on the test rows, also where a simple rival wins.
"""

# %% [markdown]
r"""
## Who thought of it

- S. Kaufman, S. Rosset, C. Perlich and O. Stitelman (2012), [*Leakage in data mining: formulation, detection, and avoidance*](https://doi.org/10.1145/2382577.2382579), ACM Transactions on Knowledge Discovery from Data 6.
- W. N. Street, W. H. Wolberg and O. L. Mangasarian (1993), *Nuclear feature extraction for breast tumor diagnosis*: the table.

To read on: S. Kapoor and A. Narayanan (2023), [*Leakage and the reproducibility crisis in machine-learning-based science*](https://doi.org/10.1016/j.patter.2023.100804), Patterns 4.

Now you: [the exercises](exercises/11_your_own_data.ipynb) ([solutions](solutions/11_your_own_data.ipynb)).

Next: [gaps and alarms](12_gaps_and_alarms.ipynb). Then: [the project](project.ipynb), with data of your own choice.

"""
