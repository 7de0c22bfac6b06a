# %% [markdown]
r"""
# 8. Find what does not belong

At the end you can turn an autoencoder into an alarm for pictures of another kind, say how many of its alarms are false, and you know when a simple rival does better.

You will be able to

- use the reconstruction error as a score;
- set a threshold without looking at the pictures that judge it;
- read a ROC curve and its area;
- compute what a false alarm rate means when anomalies are rare;
- say why a better copier can be a worse detector.

**Time:** 40 minutes

**You need:** [lesson 4](04_code_size.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, models, seed_everything, seed_spread

from functools import partial

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import spearmanr
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor
from sklearn.svm import OneClassSVM

seed_everything(0)

# %% [markdown]
r"""
## Learn one kind only

An **anomaly** is a sample that does not belong to the rest: a crack in a part, a fraud among payments. Usually there are few of them or none to learn from. So we train on **normal** samples alone.

Here normal means: a handwritten 8. All other digits are anomalies. Of the 174 eights, 80 train, 40 validate, and 54 are held out. No other digit is ever trained on.
"""

# %%
x, labels = datasets.load("digits")


def split(digit, seed):
    order = np.random.default_rng(seed).permutation(np.flatnonzero(labels == digit))
    return x[order[:80]], x[order[80:120]], x[order[120:]], x[labels != digit]


training, validation, held_out, anomalies = split(8, seed=0)
print("training, validation, held out, anomalies:", *map(len, split(8, seed=0)))
rows = {"normal, held out": held_out[:12], "anomalies": anomalies[:12]}
title = "Twelve held-out eights and twelve other digits"
caption = "The network will see eights alone. Which others come close to an 8?"
figures.show(figures.picture_rows(rows, (8, 8), title=title), caption)

# %% [markdown]
r"""
## The score

The autoencoder learns to copy eights. Its **anomaly score** for a picture is that picture's own reconstruction error: the mean over its pixels. The higher, the stranger.

**Predict:** the code has 8 units. Will it copy a 3 as well as an 8? And which other digits?

Then draw an 8 on the pad, and turn it into a 3 or a 0: which strokes does the copy put in or leave out?
"""


# %%
def build(n_features=64, hidden=32, latent_dim=8, steps=400, rate=0.01):
    _, _, autoencoder = models.dense_autoencoder((n_features, hidden, latent_dim))
    schedule = keras.optimizers.schedules.CosineDecay(rate, steps)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(schedule))
    return autoencoder


def retrain(autoencoder, recipe, pictures, seed, steps=400):
    """Train from the start that a seed gives; compiled once, the model serves all seeds."""
    starts = seed_spread.draw_starts(recipe, [seed])
    runs = seed_spread.train_starts(
        lambda: autoencoder, pictures, starts, steps=steps, progress=False
    )
    autoencoder.set_weights(runs.weights[0])


def score(pictures, copies):
    return np.mean((pictures - copies) ** 2, axis=1)


def pca_scores(pca, parts):
    return [score(part, pca.inverse_transform(pca.transform(part))) for part in parts]


# %%
autoencoder = build()
retrain(autoencoder, build, training, seed=0)
normal_scores, anomaly_scores = (
    score(part, autoencoder(part)) for part in (held_out, anomalies)
)
rows = {}
for name, part in [("8", held_out), ("others", anomalies)]:
    rows[name] = part[:12]
    rows[f"copy of {name}"] = autoencoder(part[:12]).numpy()
title = "Eights are copied well, other digits badly"
caption = "Compare each picture with the copy below it."
figures.show(figures.picture_rows(rows, (8, 8), title=title), caption)
others = labels[labels != 8]
for digit in np.unique(others):
    print(f"{digit}: median score {np.median(anomaly_scores[others == digit]):.3f}")
print(f"8: median score {np.median(normal_scores):.3f}")
threshold = np.quantile(score(validation, autoencoder(validation)), 0.95)
shown = {"examples": np.concatenate([held_out[:3], anomalies[:3]]), "image_shape": (8, 8)}
explorers.draw_digit(*autoencoder.layers, held_out, name="held-out eights", **shown)

# %% [markdown]
r"""
What it cannot make of the strokes of an 8, it copies badly. Even 1 and 3, which come closest, score twice as high.

## The threshold

An alarm needs a **threshold**: scores above it ring. The **hit rate** is the share of anomalies that ring, the **false alarm rate** the share of normal pictures that do.

We accept 5 % false alarms, so we take the score that 95 % of some normal pictures stay below.

**Predict:** what if these are the training pictures?
"""


# %%
def spread(values, digits=2):
    """Write the median, and from where to where the values reach."""
    low, high = np.min(values), np.max(values)
    return f"{np.median(values):.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


rates = {"training": [], "validation": []}
for seed in range(10):
    parts = split(8, seed)
    retrain(autoencoder, build, parts[0], seed)
    on_training, on_validation, normal, strange = (score(p, autoencoder(p)) for p in parts)
    for name, known in [("training", on_training), ("validation", on_validation)]:
        limit = np.quantile(known, 0.95)
        rates[name].append([np.mean(normal > limit), np.mean(strange > limit)])
for name, values in rates.items():
    false_alarms, hits = np.transpose(values)
    print(f"threshold from {name:10}: false {spread(false_alarms)}, hits {spread(hits)}")

# %% [markdown]
r"""
On its own training pictures the network is too good, so that threshold is too low. Validation pictures keep the promise better; but 40 say little about the last 5 %. Anomalies may not choose: in use, nobody knows them.

## All thresholds at once

The **ROC curve** draws the hit rate over the false alarm rate, for every threshold. Is the area under it, the **AUC**, the share of pairs of an anomaly and a normal picture in which the anomaly scores higher?
"""


# %%
def area(normal, strange):
    is_anomaly = np.repeat([0, 1], [len(normal), len(strange)])
    return roc_auc_score(is_anomaly, np.concatenate([normal, strange]))


higher = anomaly_scores[:, None] > normal_scores
print(f"of {higher.size} pairs, the anomaly scores higher in {higher.mean():.4f}")
print(f"area under the ROC curve: {area(normal_scores, anomaly_scores):.4f}")
to_mean = [score(part, training.mean(axis=0)) for part in (held_out, anomalies)]
curves = {"autoencoder": (normal_scores, anomaly_scores), "distance to the mean": to_mean}
_, (left, right) = plt.subplots(1, 2, figsize=(8, 4))
look = {"xlabel": "reconstruction error", "title": "Most anomalies ring the alarm"}
figures.score_histograms(normal_scores, anomaly_scores, threshold=threshold, ax=left, **look)
figures.roc_curves(curves, threshold=threshold, title="All thresholds at once", ax=right)
caption = "What lies right of the threshold rings. On the right, a circle marks that threshold."
figures.show((left, right), caption)

# %% [markdown]
r"""
The numbers are equal. An AUC of 0.5 is chance.

## Rivals

- How far is the mean shade from the usual one?
- Distance to the mean; PCA's error.
- **Mahalanobis distance**: each PCA score in units of its own spread.
- **Isolation forest**: how few random cuts set a picture apart?
- **One-class SVM**: is it outside a border around the data?
- **Local outlier factor**: is it emptier here than around the neighbours?

**Predict:** each digit takes its turn at being normal. Who is best?
"""


# %%
def rivals(pictures):
    mean, pca = pictures.mean(axis=0), PCA(8).fit(pictures)
    forest = IsolationForest(random_state=0).fit(pictures)
    border = OneClassSVM(nu=0.1).fit(pictures)
    factor = LocalOutlierFactor(n_neighbors=10, novelty=True).fit(pictures)
    return {
        "mean shade alone": lambda new: np.abs(new.mean(axis=1) - mean.mean()),
        "distance to the mean": lambda new: score(new, mean),
        "PCA, 8 axes": lambda new: score(new, pca.inverse_transform(pca.transform(new))),
        "Mahalanobis, 8 axes": lambda new: np.sum(
            pca.transform(new) ** 2 / pca.explained_variance_, axis=1
        ),
        "isolation forest": lambda new: -forest.score_samples(new),
        "one-class SVM": lambda new: -border.score_samples(new),
        "local outlier factor": lambda new: -factor.score_samples(new),
    }


# %%
areas = {}
for digit in range(10):
    training, _, *judged = split(digit, seed=0)
    for seed in range(2):
        retrain(autoencoder, build, training, seed)
        found = area(*(score(part, autoencoder(part)) for part in judged))
        areas.setdefault(f"autoencoder, seed {seed}", []).append(found)
    for name, rival in rivals(training).items():
        areas.setdefault(name, []).append(area(*map(rival, judged)))
for name, values in areas.items():
    hardest = np.argmin(values)
    print(f"{name:20} AUC {spread(values, 3)}, lowest for {hardest}")

# %% [markdown]
r"""
Autoencoder, PCA and local outlier factor are level. The Mahalanobis distance is far behind: it ignores what its 8 axes cannot show. For autoencoder and PCA, an 8 is the hardest to guard.

## Dirty training data

So far, somebody has sorted the training pictures. Usually nobody has.

**Predict:** a tenth of the 80 training pictures are other digits. How far does the AUC fall? And with half?
"""

# %%
for n_dirty in (0, 4, 8, 20, 40):
    found = {"autoencoder": [], "PCA": []}
    for seed in range(3):
        clean, _, *judged = split(8, seed)
        dirt, judged[1] = np.split(
            np.random.default_rng(seed).permutation(judged[1]), [n_dirty]
        )
        dirty = np.concatenate([clean[n_dirty:], dirt])
        retrain(autoencoder, build, dirty, seed)
        pca = rivals(dirty)["PCA, 8 axes"]
        for name, judge in [("autoencoder", lambda p: score(p, autoencoder(p))), ("PCA", pca)]:
            found[name].append(area(*map(judge, judged)))
    said = ", ".join(f"{name} {spread(values)}" for name, values in found.items())
    print(f"{n_dirty / 80:4.0%} other digits: AUC {said}")

# %% [markdown]
r"""
A tenth costs 0.02, half costs more than 0.2. Whatever is in the training data becomes normal, for PCA as well.

## Rare anomalies

Back to the clean alarm. It finds 9 of 10 anomalies, and rings for 5 % of the normal pictures. That sounds good.

**Predict:** in use, one picture in 1000 is an anomaly. The alarm rings. How likely is it real? (The share of real alarms is called the **precision**.)
"""

# %%
for rare in (2, 10, 100, 1000):
    real, false = 0.9 / rare, 0.05 * (1 - 1 / rare)
    n_real, n_false = 100_000 * real, 100_000 * false
    print(
        f"1 in {rare:4}: of 100,000 pictures {n_real:6.0f} real alarms, {n_false:5.0f} false; "
        f"precision {real / (real + false):.3f}"
    )

# %% [markdown]
r"""
At 1 in 1000, 98 of 100 alarms are false. Hit rate, false alarm rate and AUC do not know how rare anomalies are. Whoever uses the alarm must.

## Faces

scikit-image brings 100 faces and 100 pieces of background from press photographs. Nobody in them was asked. We learn about errors here, and recognise nobody.

61 faces train, 39 are held out. **Predict:** with more code units, held-out faces are copied better. Does the alarm get better?
"""

# %%
pictures, is_face = datasets.load("faces")
faces, background = pictures[is_face == 1], pictures[is_face == 0]
rows = {"faces": faces[:12], "background": background[:12]}
title = "Twelve faces and twelve pieces of background"
caption = "Faces are normal here, and background is the anomaly. What tells them apart?"
figures.show(figures.picture_rows(rows, (25, 25), title=title), caption)


def split_faces(seed):
    order = np.random.default_rng(seed).permutation(100)
    # With an odd number of judges, no AUC lies just between two digits.
    return faces[order[:61]], faces[order[61:]]


def upside_down(faces):
    return faces.reshape(-1, 25, 25)[:, ::-1].reshape(-1, 625)


# %%
scores = {}
for size in (1, 4, 16):
    recipe = partial(build, 625, 64, size, 300, 0.003)
    network = recipe()
    for seed in range(5):
        training, normal = split_faces(seed)
        parts = (normal, background, upside_down(normal))
        retrain(network, recipe, training, seed, steps=300)
        found = [score(part, network(part)) for part in parts]
        scores.setdefault(("autoencoder", size), []).append(found)
        scores.setdefault(("PCA", size), []).append(pca_scores(PCA(size).fit(training), parts))
for (name, size), runs in scores.items():
    error = np.median([np.mean(normal) for normal, *_ in runs])
    areas = spread([area(normal, odd) for normal, odd, _ in runs])
    print(f"{name:11} {size:2} units: error on held-out faces {error:.4f}, AUC {areas}")

# %% [markdown]
r"""
From 1 unit to 4, faces are copied better, and the alarm falls to near chance. With 16, PCA has the best copies and an alarm that is worse than chance. (The autoencoder copies new faces worse: 61 are few.)

**Predict:** which pieces of background get the lowest scores? Below are the twelve lowest of the first split.
"""

# %%
variance = background.var(axis=1)
normal, (normal_errors, odd_errors, _) = split_faces(0)[1], scores["autoencoder", 16][0]
lowest = {
    "faces": normal[np.argsort(normal_errors)[:12]],
    "background": background[np.argsort(odd_errors)[:12]],
}
title = "The background with the lowest scores is plain"
caption = "The twelve lowest errors of each kind. Compare how much varies within a picture."
figures.show(figures.picture_rows(lowest, (25, 25), title=title), caption)
for (name, size), runs in scores.items():
    orders = [spearmanr(variance, odd)[0] for _, odd, _ in runs]
    print(f"{name:11} {size:2} units: rank correlation with the variance {spread(orders)}")
print(f"median variance: faces {np.median(faces.var(axis=1)):.3f}, ", end="")
print(f"background {np.median(variance):.3f}")

# %% [markdown]
r"""
They are plain. Where little varies, little can go wrong, whatever the picture shows. From 4 units on, the variance of the pixels nearly decides the order of the scores.

So we divide the error by that variance. (We add 0.001, or a picture of one shade would divide by 0.)

**Predict:** does that mend the alarm? Does it beat the rivals?
"""


# %%
def per_variance(errors, pictures):
    return errors / (pictures.var(axis=1) + 0.001)


def face_areas(kind):
    areas = {}
    for seed in range(5):
        training, normal = split_faces(seed)
        odd = (normal, background, upside_down(normal))[kind]
        for (name, size), runs in scores.items():
            pair = per_variance(runs[seed][0], normal), per_variance(runs[seed][kind], odd)
            areas.setdefault(f"{name} {size:2}, error / variance", []).append(area(*pair))
        for name, rival in rivals(training).items():
            areas.setdefault(name, []).append(area(rival(normal), rival(odd)))
    return areas


for name, values in face_areas(1).items():
    print(f"{name:32} AUC {spread(values)}")

# %% [markdown]
r"""
The alarm is mended: with 16 units, from 0.66 to 0.91. But rivals do better, and the mean shade alone gets 0.90: the background is darker. For such anomalies, nobody needs a network.

## Move the threshold

**Predict:** which pictures will stand just below and just above it, with the plain error and with the divided one? Choose each score, and move the threshold.
"""

# %%
alarm_scores = {
    "error": (normal_errors, odd_errors),
    "error / variance": (
        per_variance(normal_errors, normal),
        per_variance(odd_errors, background),
    ),
}
explorers.threshold(alarm_scores, (normal, background), image_shape=(25, 25))

# %% [markdown]
r"""
Some pieces of background hold half a face. Whether that belongs is no fact; somebody has decided it.

## Harder anomalies

Now the anomalies are the held-out faces themselves, upside down: the same shades, the same variance.

**Predict:** what happens to the mean shade? Who wins?
"""

# %%
for name, values in face_areas(2).items():
    print(f"{name:32} AUC {spread(values)}")

# %% [markdown]
r"""
The mean shade is blind now. Reconstruction leads: PCA with 4 units, then PCA and the autoencoder with 16. The Mahalanobis distance, one of the best for background, is last but one. No score is best for all anomalies, and nobody knows which will come.

## What we have seen

- Validation pictures set a threshold.
- AUC compares; precision depends on how rare anomalies are.
- Better copiers can be worse detectors.
- PCA was level or better.

Now you: [seven exercises](exercises/08_anomalies.ipynb) ([solutions](solutions/08_anomalies.ipynb)). Next: [new digits](09_generate_digits.ipynb).
"""
