# %% [markdown]
r"""
# 12. Fill gaps, and sound an alarm

At the end you can train a network that fills the gaps of a table, say when a simpler method fills them better, and build alarms for tables and for series whose worth you can state in one honest sentence.

You will be able to

- train a network on rows with gaps, and judge it without knowing the truth;
- say how entries are missing, and when every method must fail;
- add the losses of numbers and categories fairly;
- count alarms where faults are rare, and see what dirty training rows do;
- count alarms on a series, and refuse a count that flatters.

**Time:** 60 minutes

**You need:** [lesson 8](08_anomalies.ipynb) and [lesson 11](11_your_own_data.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import alarms, explorers, figures, gaps, models, retraining
from autoenc_lessons import seed_everything, series, tables

import keras
import numpy as np

seed_everything(0)

# %% [markdown]
r"""
## A table with gaps

Our table is the log of a pump, one row each hour, with twelve columns. We make it ourselves, so that we know the truth behind each gap. Power is speed times torque, pressure grows with the square of the speed, vibration has a peak at one speed: the relations are bent. Each reading has noise.

One entry of five is missing (`NaN`, *not a number*). The columns are scaled by the known entries of the training part, so 0 is the mean and 1 the spread.

**Predict:** many programs drop each row that has a gap. How many rows would be left?
"""

# %%
parts = gaps.log_parts(2000)
missing = np.isnan(parts.training)
print(*gaps.LOG_COLUMNS[:6], "\n", *gaps.LOG_COLUMNS[6:])
print(f"{missing.mean():.2f} of the entries are missing")
print(f"{np.mean(~missing.any(axis=1)):.2f} of the rows have no gap")

# %% [markdown]
r"""
<details><summary>Answer</summary>

About 7 rows in 100: an entry is there with a chance of 0.8, and 0.8 to the power of 12 is 0.07.

</details>

So we keep all rows and fill the gaps. Statisticians call that **imputation**.

## A network that takes gaps

A network cannot compute with `NaN`. So we write 0 into each gap, and tell the network where it is by a second input, the **mask**: 1 where an entry is known, 0 where it is missing.

What can it learn from? Nobody knows the missing entries. But we can hide *more* entries: known ones. Only these count in the loss. Such a network is a **masked autoencoder**. It needs no narrow code: it cannot copy what it does not see.
"""


# %%
def with_mask(rows):
    return np.concatenate([np.nan_to_num(rows), np.isfinite(rows)], axis=1)


def hidden_loss(hidden, made):
    asked = keras.ops.cast(hidden != 0, made.dtype)
    return keras.ops.sum(asked * (hidden - made) ** 2) / keras.ops.sum(asked)


def build(rate=0.005):
    two_layers = [keras.layers.Dense(64, activation="silu") for _ in range(2)]
    network = keras.Sequential([keras.Input((24,)), *two_layers, keras.layers.Dense(12)])
    network.compile(loss=hidden_loss, optimizer=keras.optimizers.Adam(rate))
    return network


# %% [markdown]
r"""
`gaps.hide_more` hides three known entries of ten. Each training row appears ten times, each time with other entries hidden. It returns two tables: one with all gaps, to be given to the network, and one with the hidden entries, the answers. In the answers, we write 0 where nothing was asked: `hidden_loss` leaves these out.

The validation rows get the same treatment. So `EarlyStopping` needs no truth that a real table does not have.
"""


# %%
def questions(rows, times=10, seed=0):
    given, hidden = gaps.hide_more(rows, times=times, seed=seed)
    return with_mask(given), np.nan_to_num(hidden)


keras.utils.set_random_seed(0)
network = build()
stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
options = {"epochs": 100, "batch_size": 256, "callbacks": [stop], "verbose": 0}
validation = questions(parts.validation, times=5)
history = network.fit(*questions(parts.training), validation_data=validation, **options)
print(f"best epoch: {1 + np.argmin(history.history['val_loss'])} of {len(history.epoch)}")

# %%
stages = [[("entries", 12), ("mask", 12)], ("hidden", 64), ("hidden", 64), ("guesses", 12)]
look = {"step_names": ["silu", "silu", "linear"], "title": "The mask tells where the gaps are"}
ax = figures.architecture(stages, **look)
figures.show(ax, "Only guesses of entries that were hidden count in the loss.")

# %% [markdown]
r"""
## Hide an entry yourself

Here are rows that the network has never seen. Three methods guess what you hide: the network, a linear rule from the entries that are left, and the mean of the column.

**Predict:** hide *power*, then more and more columns besides. What happens to the guesses of power?

**Look for** what happens to *sound* when *vibration* is hidden, too: both depend on the speed by a bent rule. Try several rows.
"""

# %%
look = {"title": "Each hidden entry is guessed from those that are left"}
look["caption"] = "Filled dots are given. Compare the marks with the empty circle, the truth."
rows, hidden = parts.truth[:6], ["power", "vibration", "sound"]
explorers.fill_entry(network, parts.training, rows, gaps.LOG_COLUMNS, hidden=hidden, **look)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The guesses move towards 0, the mean, as less is left that tells the power.

</details>

## Which method fills best?

The rivals are classes of scikit-learn. `SimpleImputer` takes the mean. `KNNImputer` takes the mean of the nearest rows. `IterativeImputer` guesses each column from the others, again and again, with any rule: *linear*, or *bent* (`Nystroem` features). `gaps.fillers` tunes each on the validation rows, as we did: by hiding more.

The test rows judge, with the truth. `retraining.trainer` trains as `fit` does, but quicker: about 10 epochs, in which the learning rate falls to 0.

**Predict:** who wins with 300 training rows, who with 2000?
"""


# %%
def trainer(steps):
    cosine = keras.optimizers.schedules.CosineDecay(0.01, steps)
    run = retraining.trainer(lambda: build(cosine), steps=steps, batch_size=256, use_xla=True)

    def fill(rows, seed):
        network_input, answers = questions(rows, seed=seed)
        network = run(network_input, seed, answers)
        return lambda new: network(with_mask(new)).numpy()

    return fill


# %%
panels, filler = {}, {n_rows: trainer(2 * n_rows // 5) for n_rows in (300, 2000)}
for n_rows in filler:
    errors = []
    for seed in range(3):
        parts = gaps.log_parts(n_rows, seed=seed)
        methods = gaps.fillers(parts.training, parts.validation)
        methods["network"] = filler[n_rows](parts.training, seed)
        errors.append(gaps.fill_errors(methods, parts.test, parts.truth))
    panels[f"{n_rows} rows"] = alarms.gathered(errors)

# %%
look = {"ours": ["network"], "title": "Many rows help the network most; bent rules need fewer"}
axes = figures.score_strips(panels, xlabel="mean squared error", limits=(0.25, 1.1), **look)
figures.show(axes, "Each dot is a table of its own. Compare the network with the linear rules.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

With 300 rows the linear rules beat the network. With 2000 rows the network beats them. The bent rules are best in both.

</details>

So the network needs many rows and bent relations. Even then bent rules are a little better. On a small table, take `IterativeImputer`.

## Missing for a reason

There are three cases:

- **missing completely at random**: a cable shakes loose;
- **missing at random**: it depends on entries that we *see*;
- **missing not at random**: it depends on the missing entry itself. A meter fails where the flow is large.
"""

# %% [markdown]
r"""
We take a complete log and lose two fifths of one column, *flow*, in each of the three ways: by chance, where the *power* is large, and where the *flow* itself is large. For each we train anew.

Each method gets two errors. The *promise* is what we can measure without the truth: we hide known flows of the validation rows. The other one is the true error of the missing flows.

**Predict:** in which case does the promise hold?
"""

# %%
flow, power = (gaps.LOG_COLUMNS.index(name) for name in ("flow", "power"))
ways = {"completely at random": None, "at random, by power": power, "not at random": flow}
parts, points, promised, true = gaps.log_parts(2000, share=0), {}, {}, {}
for name, by in ways.items():
    known, new, given = [gaps.hide_column(part, flow, by) for part in parts[:3]]
    methods = gaps.fillers(known, new) | {"network": filler[2000](known, 0)}
    promised[name] = gaps.fill_errors(methods, *gaps.hide_more(new, times=3), column=flow)
    true[name] = gaps.fill_errors(methods, given, parts.truth, column=flow)
    points[name] = gaps.column_guesses(methods["network"], given, parts.truth, flow)

# %%
for told, numbers in {"promise": promised, "true error": true}.items():
    print(told)
    tables.table(numbers)
look = {"title": "Not at random: the guesses of large flows are too low"}
axes = figures.guesses_over_truth(points, xlabel="flow", **look)
figures.show(axes, "Guesses of the network. On the grey line, a guess is right.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Completely at random it holds for all: the true errors are no higher. Most are even lower, because the promise hides other entries, too. Missing by *power*, it holds for the rules, not quite for the network, and not at all for the mean or the nearest rows. Not at random it fails for every method.

</details>
"""

# %% [markdown]
r"""
No method has ever seen a large flow. The promise is measured on small flows, so it is *best* where the truth is worst. Nothing in the table shows it. So ask somebody who knows the pump why flows are missing.

## Numbers and categories

A number gets the squared error, and a category the cross-entropy. How do you add them? The squared error has a unit; the cross-entropy has none.

A fair total counts each *relative to its baseline*: the loss of the mean, and of the shares of the categories. Then both begin near 1.

**Predict:** the numbers are written in a unit 30 times smaller. What becomes of the category?
"""


# %%
mixed, network = gaps.mixed_parts(), gaps.two_heads()
fresh, losses = network.get_weights(), ["mse", "categorical_crossentropy"]
print("losses of the baselines:", *(f"{one:.2f}" for one in mixed.baselines))
for name, weights in {"as they are": [1, 1], "relative": 1 / mixed.baselines}.items():
    network.set_weights(fresh)
    network.compile(keras.optimizers.Adam(0.01), losses, loss_weights=list(weights))
    network.fit(mixed.given, mixed.targets, epochs=30, batch_size=256, verbose=0)
    left, right = gaps.mixed_left(network, mixed)
    print(f"{name:11} {left:.2f} of the variance left, {right:.3f} of the categories right")

# %% [markdown]
r"""
<details><summary>Answer</summary>

It is learned badly, and slowly: next to a squared error of 900, a cross-entropy of 1.4 hardly counts.

</details>

Relative to the baselines, both are learned. Scale the numbers, too: large outputs take many steps.

## Alarms on a table

The network that fills gaps is an alarm, too: hide each entry in turn, guess it from the others, and take the mean of the squared misses, each in units of what is usual for its column (`gaps.surprise`).

Among 4950 normal rows come 50 faults. *Crossed* rows have four readings from another hour: each is in its range, but they do not fit. In an *overload*, speed and torque are much higher than usual, and all rules hold.
"""

# %% [markdown]
r"""
Somebody must look at each alarm, and has time for 50 rows. So we take the 50 highest scores and count how many are faults: the **precision at k**, with k = 50. By chance it would be 0.01.

One rival does the same with bent rules. Those from lesson 8 are PCA's error (with 7 axes), the Mahalanobis distance and the 5 nearest rows. The **isolation forest** cuts the table at random places, and counts how few cuts it takes until a row is alone.

Where it says *dirty*, 100 of the 2000 training rows are overloads that nobody noticed.

**Predict:** who sees crossed rows, who overloads? Who suffers from the dirt?
"""


# %%
precisions = {}
for seed in range(3):
    parts = gaps.alarm_parts(seed)
    for name, known in {", dirty": parts.dirty, "": parts.clean}.items():
        scores = gaps.row_scores(known, filler[2000](known, seed))
        kinds = {"overload": parts.overload, "crossed": parts.crossed}
        for kind, ranked in gaps.ranked(scores, parts.fresh, kinds).items():
            found = {of: np.mean(is_fault[:50]) for of, is_fault in ranked.items()}
            precisions.setdefault(kind + name, []).append(found)

# %%
panels = {name: alarms.gathered(rows) for name, rows in reversed(precisions.items())}
look = {"ours": ["network"], "title": "Each score sees its faults; dirt blinds some scores"}
axes = figures.score_strips(panels, xlabel="precision at 50", limits=(0, 1), **look)
figures.show(axes, "Each dot is a log of its own. Compare the network's four rows.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

The network and the bent rules see crossed rows best: almost a tie. The isolation forest sees hardly any. The 5 nearest rows see overloads best. With dirt, the network, the bent rules and PCA's error find few overloads.

</details>

Crossed readings break a bent rule, so a score must know the rule. An overload keeps the rules; it is only far away. From dirty rows, the network has learned what an overload looks like. The isolation forest does not mind. Crossed rows were not in the dirt, and are found as before.

How many rows should one look at? That is a matter of **cost**. Say that a look costs 1, and a missed fault 20.
"""

# %%
for looks in (10, 25, 50, 100, 200, 400):
    seen = ranked["network"][:looks].sum()
    print(f"{looks:3} looks: {seen:2} faults found, cost {looks + 20 * (50 - seen):4}")

# %% [markdown]
r"""
These are crossed rows, seen by the network. The cheapest number of looks depends on both prices, so ask for them.

## Alarms on a series

A **time series** is a row of numbers in the order of time. Ours is the load of a building in each hour, over 64 weeks. It grows slowly (a **trend**), and it repeats each day and each week (a **season**). The weather changes the load from day to day.

We plant 20 faults of five kinds into the last 20 weeks, at known hours: a spike, a stuck meter, a machine that runs at night, an outage, and a Sunday on which people work.
"""

# %%
case = series.year(weather=0.16)
part = slice(case.judged, case.judged + 2 * 7 * 24)
look = {"first": case.judged, "title": "Two weeks of load: some faults are easy to see"}
axes = figures.alarm_strips(case.load[part], {}, case.faults, **look)
figures.show(axes, "Faults are shaded. Which of them would you notice without the shade?")

# %% [markdown]
r"""
An autoencoder wants samples of one length. So we cut the series into **sliding windows** of 24 hours: for each hour, the one that ends there. Each loses its own mean, so the trend does no harm. The score of an hour is the error of its window.

The network copies a window through 4 numbers. It trains on 36 weeks; in the next 8, 1 hour of 500 lies above the threshold. The rivals are PCA on the same windows, and two that need no training: the distance from the *median* of that hour in 8 weeks, and from that median at *today's level*: times the usual ratio to it in the last 24 hours.

**Predict:** which faults can a window of 24 hours not show?
"""


# %%
def window_copier():
    _, _, autoencoder = models.dense_autoencoder((24, 32, 4), activation="silu")
    rate = keras.optimizers.schedules.CosineDecay(0.01, 1000)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return autoencoder


train = retraining.trainer(window_copier, steps=1000, batch_size=128)


# %%
def scores_of(case, seed):
    known = series.windows(case.load[: case.learned])
    copiers = {"autoencoder, 4 numbers": train(known, seed)}
    copiers |= {f"PCA, {n} axes": series.pca_copier(known, n) for n in (4, 12)}
    scores = {name: series.of_windows(copy, case.load) for name, copy in copiers.items()}
    scores["median of 8 weeks"] = series.median_of_weeks(case.load, 8)
    return scores | {"median, today's level": series.median_at_level(case.load, 8)}


# %%
weathers = {"steady weather": 0.04, "changing weather": 0.16}
panels, false = series.compare(scores_of, weathers)
look = {"title": "Changing weather hurts comparisons of weeks, unless they follow the level"}
axes = figures.score_strips(panels, xlabel="share of faults found", limits=(0, 1), **look)
figures.show(axes, "Each dot is a building. Which rows move least from left to right?")
tables.table({f"false days, {name}": days for name, days in false.items()}, digits=0)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The working Sunday: its 24 hours look like those of a Friday, and a window holds no calendar.

</details>

In steady weather the median of 8 weeks finds nearly every fault. In changing weather it misses nearly half: a cold week is far from those before, so the threshold rises. Windows compare shapes, and hardly notice. But the median at today's level finds as many or more, and PCA with 12 axes as many as the network.

## Move the alarm yourself

This is one building. Precision by days: the share of the ringing days that belongs to a fault.

**Predict:** what must each score pay to find all 20 faults?

**Look for** the hours that ring after the first spike.
"""

# %%
scores, judged = scores_of(case, 0), slice(case.judged, None)
relative = series.in_thresholds(scores, case)
shown = {n: relative[n][judged] for n in scores if not n.startswith("PCA")}
look = {"first": case.judged, "title": "The network rings for shapes, the medians for levels"}
look["caption"] = "Above the dashed line an hour rings. Which score stays high after a fault?"
explorers.series_alarm(case.load[judged], shown, case.faults, **look)

# %% [markdown]
r"""
<details><summary>Answer</summary>

False alarms, several a month. Here the network pays least for the last fault; but with one false alarm a month, the median at today's level finds most.

</details>

## A count that flatters

The network's score stays high for a day: as long as a window holds the fault. So its F1 score by hours is low.

We counted faults and days with a false alarm. Many papers count hours, with the **F1 score**: the harmonic mean of precision and hit rate. Before that, many do a **point adjustment**: if one hour of a fault rings, all its hours count as found.

**Predict:** what does the adjustment do for scores that are drawn at random?
"""

# %%
scores["random numbers"] = np.random.default_rng(0).random(len(case.load))
tables.table(series.f1_columns(scores, case))

# %% [markdown]
r"""
<details><summary>Answer</summary>

It multiplies their F1 score: one lucky hour makes a long fault count as found.

</details>

Adjusted, they come close to the network. So count faults and false alarms, and put random numbers into each table.

## What we have seen

- A masked autoencoder fills gaps. It beats linear rules where relations are bent and rows are many; bent rules are a little better.
- Where the missing entries themselves are the reason, every method fails, and the table does not show it.
- Count each loss relative to its baseline.
- Each score sees its own faults. Dirt can blind it.
- Try the median of earlier weeks first; let it follow the level.
"""

# %% [markdown]
r"""
## Who thought of it

- D. B. Rubin (1976), [*Inference and missing data*](https://doi.org/10.1093/biomet/63.3.581), Biometrika 63: the three cases.
- F. T. Liu, K. M. Ting and Z.-H. Zhou (2008), [*Isolation forest*](https://doi.org/10.1109/ICDM.2008.17), IEEE International Conference on Data Mining.
- S. Kim, K. Choi, H.-S. Choi, B. Lee and S. Yoon (2022), [*Towards a rigorous evaluation of time-series anomaly detection*](https://arxiv.org/abs/2109.05257), AAAI: point adjustment and random scores.

To read on: S. van Buuren (2018), *Flexible Imputation of Missing Data*, 2nd edition, CRC Press.

Now you: [exercises](exercises/12_gaps_and_alarms.ipynb) ([solutions](solutions/12_gaps_and_alarms.ipynb)).

Next: [large data](13_large_data.ipynb). Then: [the project](project.ipynb), with data of your own choice.
"""
