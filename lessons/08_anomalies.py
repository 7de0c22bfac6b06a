# %% [markdown]
r"""
# 8. Find what does not belong

At the end you can build an alarm that learns from normal pictures alone, set its threshold, and say how many of its alarms will be false. You can show where in a picture the fault is, and you know which simple rivals to try first.

You will be able to

- use the reconstruction error as a score, and as a map of the fault;
- set a threshold without looking at the pictures that judge it;
- read a ROC curve and a precision–recall curve;
- compute what an alarm is worth when anomalies are rare;
- say which anomalies a score can see: outside the axes, inside, or both.

**Time:** 50 minutes

**You need:** [lesson 4](04_code_size.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import alarms, datasets, detectors, explorers, faults, figures
from autoenc_lessons import models, retraining, seed_everything, tables

import keras
import numpy as np

seed_everything(0)

# %% [markdown]
r"""
## Learn one kind only

An **anomaly** is a sample that does not belong to the rest: a crack in a part, a fraud among payments. Usually there are few of them, or none to learn from. So we train on **normal** samples alone.

Here, normal means: a handwritten 8. All other digits are anomalies. Of the 174 eights, 80 train, 40 validate, and 54 are held out: they judge. The network never trains on another digit.

It is built like the one in lesson 4, with fewer units: 64 pixels → 32 units → a code of 8 numbers → 32 units → 64 pixels. We train it as there, with `fit`. `EarlyStopping` ends the training when the error on the validation eights has not fallen for 20 epochs.
"""

# %%
x, labels = datasets.load("digits")
eights = alarms.one_kind(x, labels, 8)
print("training, validation, held out, anomalies:", *map(len, eights))
rows = {"normal": eights.held_out[:8], "anomalies": eights.anomalies[:8]}
axes = figures.picture_rows(rows, (8, 8), title="Eights are normal, all other digits are not")
figures.show(axes, "The network will see eights alone. Which others come close to an 8?")


# %%
def build(rate=0.01):
    _, _, autoencoder = models.dense_autoencoder((64, 32, 8), activation="silu")
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return autoencoder


keras.utils.set_random_seed(0)
autoencoder, known, new = build(), eights.training, eights.validation
stop = keras.callbacks.EarlyStopping(patience=20, restore_best_weights=True)
options = {"validation_data": (new, new), "callbacks": [stop], "verbose": 0}
history = autoencoder.fit(known, known, epochs=300, batch_size=20, **options)
print(f"best epoch: {1 + np.argmin(history.history['val_loss'])} of {len(history.epoch)}")

# %% [markdown]
r"""
## The score

The **anomaly score** of a picture is a number that is the higher, the less the picture seems to belong. Ours is the picture's own reconstruction error: the mean over its pixels.

**Predict:** the network has seen eights alone. What will it make of a 0, and of a 3? Which digit will have the lowest score, after the 8?
"""


# %%
def error_of(network):
    return lambda pictures: np.mean((pictures - network(pictures)) ** 2, axis=1)


some = np.concatenate([eights.held_out[:3], eights.anomalies[:4]])
copies = {"its copy": autoencoder(some).numpy()}
axes = figures.error_maps(some, copies, (8, 8), title="The copy of the 0 has no hole")
figures.show(axes, "Three eights, then four others. Dark red marks a large error.")
parts = {digit: x[labels == digit] for digit in range(10)} | {"8, held out": eights.held_out}
medians = {name: np.median(error_of(autoencoder)(part)) for name, part in parts.items()}
tables.table({"median score": medians}, digits=3)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The 1 comes next, with more than twice the score of a held-out 8.

</details>

The network turns each picture into something like an 8. What does not fit an 8, it copies badly.

Now draw on the pad below. Begin with an 8, then turn it into a 3 or a 0. **Look for** the stroke that the copy puts in, and for the moment when the error passes the dashed line.
"""

# %%
others = np.concatenate([eights.held_out[3:5], eights.anomalies[4:9]])
shown = {"examples": others, "image_shape": (8, 8), "title": "Each copy looks a bit like an 8"}
explorers.draw_digit(*autoencoder.layers, eights.held_out, name="held-out eights", **shown)

# %% [markdown]
r"""
## Where is the fault?

A score says *that* something is wrong. The error of each pixel can say *where*. We scratch held-out eights: a line of 5 pixels, in which dark pixels turn white and light ones black. The network has never seen a scratch.

A simple rival needs no training: look for the most similar training picture, and subtract that.

**Predict:** which of the two error maps will show the scratch better?
"""

# %%
damaged, marks = faults.scratched(eights.held_out[:7], (8, 8))
copies = {"autoencoder": autoencoder(damaged).numpy()}
copies["nearest 8"] = faults.copies_of(eights.training, damaged)["nearest picture"]
axes = figures.error_maps(damaged, copies, (8, 8), marks=marks, title="Both show the scratch")
figures.show(axes, "Frames mark the scratch. Where is red outside, and white inside a frame?")

# %% [markdown]
r"""
Which is better? We measure: of the 5 pixels with the largest errors, how many belong to the scratch? Chance would find 5 of 64, 8 %.

We compare more copies: PCA's, the mean of the 5 nearest training pictures, the mean picture, and **each pixel from the others**: guessed by a linear rule, fitted to the training pictures. The last one needs no training: the **median**, the middle one of the 9 shades around each pixel.

One split and one training are no evidence. So we take ten splits, each with its own network and its own scratches. `retraining.trainer` trains the recipe again and again: 400 steps or 100 epochs, in which the learning rate falls to 0. We keep all errors for later.
"""

# %%
cosine = keras.optimizers.schedules.CosineDecay(0.01, 400)
train = retraining.trainer(lambda: build(cosine), steps=400, batch_size=20)
errors, shares = [], []
for seed in range(10):
    parts = alarms.one_kind(x, labels, 8, seed=seed)
    network = train(parts.training, seed)
    errors.append(list(map(error_of(network), parts)))
    damaged, marks = faults.scratched(parts.held_out, (8, 8), seed=seed)
    copies = {"autoencoder": network(damaged)} | faults.copies_of(parts.training, damaged)
    shares.append(faults.found_shares(copies, damaged, marks))

# %%
look = {"xlabel": "share of the scratch found", "limits": (0.3, 1), "ours": ["autoencoder"]}
found, title = alarms.gathered(shares), "Copies fitted to eights find most of a scratch"
axes = figures.score_strips({"": found}, title=title, **look)
figures.show(axes, "Each dot is a split, each bar a median. Who is ahead of the autoencoder?")

# %% [markdown]
r"""
The autoencoder's map is a little better than the nearest picture's. PCA and the mean of the 5 nearest are better still, and the mean picture is as good. The median knows no eights, and finds least. Later we try larger pictures.

**Try:** train for 100 steps, then for 1200 (change both 400 above). Which network copies the scratch, too?

## The threshold

An alarm needs a **threshold**: a picture with a higher score sets it off. The **hit rate** is the share of anomalies that do, the **false alarm rate** the share of normal pictures.

We accept 5 % false alarms. So we take the score that 95 % of some normal pictures stay below.

**Predict:** what happens if these are the training pictures?
"""

# %%
rates = {"training": [], "validation": []}
for *choosing, normal, odd in errors:
    for name, scores in zip(rates, choosing, strict=True):
        limit = np.quantile(scores, 0.95)
        rates[name].append([np.mean(normal > limit), np.mean(odd > limit)])
columns = {"false alarm rate": lambda pair: pair[0], "hit rate": lambda pair: pair[1]}
tables.score_table(rates, columns)

# %% [markdown]
r"""
<details><summary>Answer</summary>

About 3 of 10 new eights set the alarm off, instead of 5 %.

</details>

The network copies its own training pictures too well, so that threshold is too low. Validation pictures keep the promise better, in the median. But 40 pictures say little about the last 5 %: look at the range.

## All thresholds at once

The **ROC curve** draws the hit rate over the false alarm rate, for every threshold. The area under it is called **AUC**: 1 is perfect, and 0.5 is chance.

In the live figure, move the threshold over the scores of one split, once for each score. **Look for** the anomalies just below it: they are missed. Do they look like an 8 to you?
"""

# %%
# With an odd number of judges, no rate lies just between two digits.
parts = (eights.held_out, eights.anomalies[:401])
scores = {"reconstruction error": list(map(error_of(autoencoder), parts))}
scores["distance to nearest"] = list(map(detectors.fitted(eights.training)["nearest"], parts))
explorers.threshold(scores, parts, image_shape=(8, 8), title="Most anomalies score higher")

# %% [markdown]
r"""
The AUC has a second meaning. Take all pairs of an anomaly and a normal picture: it is the share of pairs in which the anomaly scores higher. Let us count.

We put the ten alarms together. Each has its own threshold, from its validation pictures. So we divide its scores by that: above 1, a picture sets the alarm off.
"""

# %%
relative = [[part / np.quantile(run[1], 0.95) for part in run[2:]] for run in errors]
normal, odd = map(np.concatenate, zip(*relative, strict=True))
print(f"the anomaly scores higher in {np.mean(odd[:, None] > normal):.4f} of the pairs")
print(f"area under the ROC curve: {alarms.auc(normal, odd):.4f}")
hits, false = np.mean(odd > 1), np.mean(normal > 1)
print(f"hit rate {hits:.3f}, false alarm rate {false:.3f}")

# %% [markdown]
r"""
The share and the area are equal.

## Rare anomalies

Our alarm finds 9 of 10 anomalies, and 6 % of the normal pictures set it off. That sounds good.

**Predict:** in use, one picture in 1000 is an anomaly. The alarm goes off. How likely is it real?

The share of alarms that are real is called the **precision**. The **precision–recall curve** draws it over the hit rate (in papers *recall*), for every threshold. Its mean height is the **average precision**.
"""

# %%
print("alarms in 100,000 pictures, if so many are anomalies:")
for rare in (2, 10, 100, 1000):
    real, unreal = 100_000 * hits / rare, 100_000 * false * (1 - 1 / rare)
    share = real / (real + unreal)
    print(f"1 in {rare:4}: {real:5.0f} real, {unreal:4.0f} false, precision {share:.3f}")
print(f"average precision, 1 in 10: {alarms.average_precision(normal, odd, one_in=10):.2f}")
print(
    f"{np.mean(odd > normal.max()):.2f} of the anomalies score higher than all normal pictures"
)
axes = figures.precision_curves(normal, odd, threshold=1, title="The rarer, the less precise")
figures.show(axes, "Rings: the threshold 1. Each curve begins at its first false alarm.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

At 1 in 1000, 98 of 100 alarms are false.

</details>

There are so many normal pictures that 6 % of them are far more than all anomalies. Hit rate, false alarm rate and AUC do not know how rare anomalies are. Precision does, so ask for it where anomalies are rare. If you know how rare they are, choose the threshold on that curve: how many alarms can somebody look at?

About 4 of 10 anomalies score higher than all our normal pictures. That does not prove that false alarms stop there: 540 normal pictures cannot show one false alarm in 10,000. So the curves begin later, and we print no average precision for 1 in 100 or rarer. That needs thousands of normal pictures.
"""

# %% [markdown]
r"""
## What does a score see?

Here are four scores, on points in two dimensions. PCA keeps one axis.

- **Outside**: PCA's error, the distance from the axis.
- **Inside**: how far out along the axis, in units of the spread there.
- **Both**: the **Mahalanobis distance**, along *all* directions, each in units of its own spread. In code: `LedoitWolf().fit(known).mahalanobis(new)`.
- **Nearest**: the distance to the nearest neighbour among the training points: `NearestNeighbors().fit(known).kneighbors(new, 1)`.

Both classes are scikit-learn's. `detectors.fitted` returns these scores, and two more.

**Predict:** A lies far out along the axis, B in a gap, C beside the axis. Which score notices which?
"""

# %%
cloud, places = alarms.two_clumps(300), {"A": (7.5, 2.6), "B": (0, 0), "C": (2, 2.2)}
four = dict(list(detectors.fitted(cloud[:150], n_axes=1).items())[:4])
axes = figures.score_regions(four, cloud[150:], places=places, title="Each has its own border")
figures.show(axes, "In the white lie 95 % of these points. A lone circle: one training point.")

# %% [markdown]
r"""
PCA's error is blind *along* its axis, so it misses A, however far out. The inside score misses C. The Mahalanobis distance sees both, but takes the cloud for one ellipse and misses B. The nearest point sees all three. (An autoencoder's error is an outside score, with a bent axis.)

In 64 directions, 80 pictures say little about each spread. So `LedoitWolf` pulls all spreads towards their mean: **shrinkage**. How much, it computes from the training pictures.

Now each digit is normal once; then once more, with *dirt*: 8 other digits among the 80 training pictures.

**Predict:** which score is best? Which suffers most from the dirt?
"""


# %%
def ten_digits(n_dirty):
    rows = []
    for digit in range(10):
        parts = alarms.one_kind(x, labels, digit, n_dirty=n_dirty)
        methods = {"autoencoder": error_of(train(parts.training, seed=digit))}
        methods |= detectors.fitted(parts.training)
        rows.append(alarms.areas(methods, parts.held_out, parts.anomalies))
    return alarms.gathered(rows)


panels = {"clean": ten_digits(0), "8 of 80 are other digits": ten_digits(8)}
look = {"ours": ["autoencoder"], "limits": (0.9, 1), "title": "With dirt, the 5 nearest win"}
axes = figures.score_strips(panels, xlabel="AUC", digits=3, **look)
figures.show(axes, "Each dot is a digit that was normal. Arrow heads: some dots lie below 0.9.")

# %% [markdown]
r"""
Clean, five are level: autoencoder, PCA's error, Mahalanobis, nearest and 5 nearest. With dirt, the nearest picture falls farthest: one dirty picture makes all like it normal. The mean distance to 5 is harder to deceive.

So if you only ask *whether*, try the simple scores first.

## Faces

scikit-image brings 100 faces and 100 pieces of background from press photographs. Nobody in them was asked. We learn about errors here, and recognise nobody.

61 faces train. 61 are few, so a linear autoencoder copies here: PCA. We look at half of the background now.

**Predict:** with more axes, new faces are copied better. Does the alarm get better, too?
"""

# %%
pictures, is_face = datasets.load("faces")
faces, background = pictures[is_face == 1], pictures[is_face == 0]
face_splits = [np.split(np.random.default_rng(s).permutation(faces), [61]) for s in range(5)]
seen, kept = np.split(np.random.default_rng(0).permutation(background), 2)
(known, new), sizes = face_splits[0], [1, 2, 4, 8, 16, 32]
plain = detectors.areas_by_axes(face_splits, seen, sizes)
error = {n: np.mean(detectors.outside(known, n)(new)) for n in sizes}
tables.table({"error of new faces, first split": error, "AUC": plain}, digits=3)

# %% [markdown]
r"""
<details><summary>Answer</summary>

No. The copies get better, and the alarm gets worse: with 16 axes it is worse than chance.

</details>

**A better copier can be a worse alarm.** Which pieces of background get the lowest errors?
"""

# %%
method, parts = detectors.outside(known, 16), {"faces": new, "background": seen}
rows = {name: part[np.argsort(method(part))[:8]] for name, part in parts.items()}
axes = figures.picture_rows(rows, (25, 25), smooth=True, title="Plain walls are copied best")
figures.show(axes, "The eight lowest errors of each kind. How much varies within a picture?")

# %% [markdown]
r"""
Where little varies, little can go wrong, whatever the picture shows.

So we *normalise* each picture before anything is fitted: its own pixels get the mean 0 and the standard deviation 1. Now a plain picture has as much to copy as any other.

**Predict:** does that mend the alarm? At which sizes?
"""

# %%
scaled = detectors.areas_by_axes(face_splits, seen, sizes, normalise=True)
curves = {"as they are": plain, "normalised": scaled}
tables.table(curves)
look = {"xlabel": "axes", "ylabel": "AUC", "title": "Normalised, up to four axes are good"}
axes = figures.spread_lines(sizes, curves | {"chance": [0.5] * 6}, yscale="linear", **look)
figures.show(axes, "Each dot is a split of the faces. Where does each line begin to fall?")

# %% [markdown]
r"""
Normalised, 1, 2 and 4 axes are level. We take 4, the largest of these.

But we found the mend, and the size, by looking at these very anomalies. **What has chosen may not judge.** So three kinds judge that have chosen nothing: the other half of the background; the held-out faces upside down; and those faces moved to the right by 6 pixels (what leaves there comes in on the left). The last two have exactly the shades of faces.

**Predict:** does the mend help there? Is one score best for all three?
"""

# %%
kinds = {"background": lambda faces: kept, "upside down": faults.upside_down}
panels = detectors.areas_by_kind(face_splits, kinds | {"moved": faults.shifted}, n_axes=4)
look = {"ours": ["outside: PCA's error", "outside: PCA's error, normalised"], "reference": 0.5}
axes = figures.score_strips(panels, xlabel="AUC", title="No score is best for all", **look)
figures.show(axes, "Each dot is a split. Compare the blue rows, then look down each column.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

The mend helps PCA's error on all three kinds. No score is best for all.

</details>

For background, the inside score of the plain pictures is high, and Mahalanobis is low. For faces upside down it is the other way round. PCA's error of normalised pictures is never far behind the best. Nobody knows which anomalies will come.

Last, we damage held-out faces and ask again *where*: with a scratch of 10 pixels, then with a spot of 4 × 4.

**Predict:** which copy will show the scratch best, and which the spot?
"""

# %%
damages = {"scratch": (faults.scratched, 10), "spot": (faults.spotted, 4)}
panels = faults.shares_by_damage(face_splits, damages, (25, 25))
look = {"ours": ["PCA, 8 axes"], "title": "The median is best for a scratch, PCA for a spot"}
axes = figures.score_strips(panels, xlabel="share found", **look)
figures.show(axes, "Each dot is a split. Compare with the same picture for eights.")

# %%
some = [damage(new[:3], (25, 25), length=n, seed=2)[0] for damage, n in damages.values()]
made = faults.copies_of(known, damaged := np.concatenate(some))
copies = {name: made[name] for name in ("PCA, 8 axes", "median of 3 x 3")}
look = {"smooth": True, "title": "The median drops a scratch and keeps a spot"}
axes = figures.error_maps(damaged, copies, (25, 25), **look)
figures.show(axes, "Three scratches, three spots. Where is the fault missing in the copy?")

# %% [markdown]
r"""
PCA beats the neighbours: none of 61 faces is like the new one everywhere, but PCA makes a copy for *this* face.

For the thin scratch, the median is ahead: most of the 9 pixels are healthy. In a spot, most are damaged, so it keeps the spot. PCA knows faces, and they have no spots.

## What we have seen

- An alarm learns from normal samples, its threshold from others.
- AUC compares scores; precision says what alarms are worth where anomalies are rare.
- **Try first** the 5 nearest training pictures.
- To see *where* a fault is, try a median for thin faults, and **reconstruction** for thick ones.
- A better copier can be a worse alarm.
- Never choose by the anomalies that judge.
"""

# %% [markdown]
r"""
## Who thought of it

- P. C. Mahalanobis, 1936: *On the generalised distance in statistics*, Proceedings of the National Institute of Sciences of India 2.
- O. Ledoit and M. Wolf, 2004: *A well-conditioned estimator for large-dimensional covariance matrices*, Journal of Multivariate Analysis 88 ([doi](https://doi.org/10.1016/S0047-259X%2803%2900096-4)).
- M. Sakurada and T. Yairi, 2014: *Anomaly detection using autoencoders with nonlinear dimensionality reduction*, MLSDA ([doi](https://doi.org/10.1145/2689746.2689747)).

To read on: L. Ruff and others, 2021: *A unifying review of deep and shallow anomaly detection*, Proceedings of the IEEE 109 ([arXiv](https://arxiv.org/abs/2009.11732)).

Now you: [seven exercises](exercises/08_anomalies.ipynb) ([solutions](solutions/08_anomalies.ipynb)). Next: [new digits](09_generate_digits.ipynb).
"""
