# %% [markdown]
r"""
# Exercises 8: find what does not belong

Seven questions to [lesson 8](../08_anomalies.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/08_anomalies.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import figures, seed_everything
from autoenc_lessons.checks.anomalies import materials

import numpy as np
from sklearn.decomposition import PCA
from sklearn.metrics import roc_auc_score

seed_everything(0)

# %% [markdown]
r"""
## 1. Predict: five scores

*Warm-up · 2 minutes · 1 point*

Three normal pictures score 1, 2 and 5. Two anomalies score 3 and 6.

What is the AUC? And what is the false alarm rate with a threshold of 4?
"""

# %%
auc = ...  # your answer: a number
false_alarm_rate = ...  # your answer: a number
### BEGIN SOLUTION
auc = 5 / 6
false_alarm_rate = 1 / 3
### END SOLUTION

# %% question="by_hand" points=1
from autoenc_lessons import checks

checks.anomalies.by_hand(auc, false_alarm_rate)
### BEGIN HIDDEN TESTS
checks.anomalies.by_hand.grade(auc, false_alarm_rate, seed=8181)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. Count pairs

*Write a function · 8 minutes · 2 points*

Write `pair_share`. It takes the scores of normal pictures and those of odd ones, the anomalies. Of all pairs of one normal and one odd picture, it returns the share in which the odd one scores higher. A pair with two equal scores counts half.
"""


# %%
def pair_share(normal, odd):
    return ...  # your answer: a share
    ### BEGIN SOLUTION
    higher, equal = odd[:, None] > normal, odd[:, None] == normal
    return np.mean(higher + 0.5 * equal)
    ### END SOLUTION


# %% question="pair_share" points=2
from autoenc_lessons import checks

checks.anomalies.pair_share(pair_share)
### BEGIN HIDDEN TESTS
checks.anomalies.pair_share.grade(pair_share, seed=8182)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Repair a threshold

*Repair · 10 minutes · 2 points*

Somebody's alarm is set to 5 % false alarms. It rings far more often.
"""

# %%
from autoenc_lessons.checks.anomalies import materials

import numpy as np

training_scores, validation_scores, new_scores, is_anomaly = materials.played_scores()


def broken_alarms(training_scores, validation_scores, new_scores, rate):
    import numpy as np

    return new_scores > np.quantile(training_scores, 1 - rate)


rings = broken_alarms(training_scores, validation_scores, new_scores, 0.05)
print(f"of {np.sum(~is_anomaly)} normal pictures, {np.mean(rings[~is_anomaly]):.1%} ring")

# %% [markdown]
r"""
Find out why. Then write `alarms`. It takes the scores of training pictures, of validation pictures (normal, but not trained on) and of new pictures, and the accepted false alarm rate. So large a share of normal pictures may ring, and the threshold is no higher than that asks: a higher one misses more anomalies. It returns True or False for each new picture: does it ring?
"""


# %%
def alarms(training_scores, validation_scores, new_scores, rate):
    return ...  # your answer: True or False for each new score
    ### BEGIN SOLUTION
    return new_scores > np.quantile(validation_scores, 1 - rate)
    ### END SOLUTION


# %% question="alarms" points=2
from autoenc_lessons import checks

checks.anomalies.alarms(alarms)
### BEGIN HIDDEN TESTS
checks.anomalies.alarms.grade(alarms, seed=8183)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Cry wolf

*Write a function · 6 minutes · 2 points*

Write `precision`: which share of alarms is real? It takes the hit rate, the false alarm rate, and the share of anomalies among all pictures that come in.
"""


# %%
def precision(hit_rate, false_alarm_rate, anomaly_share):
    return ...  # your answer: the share of alarms that are real
    ### BEGIN SOLUTION
    real = hit_rate * anomaly_share
    false = false_alarm_rate * (1 - anomaly_share)
    return real / (real + false)
    ### END SOLUTION


# %% question="precision" points=2
from autoenc_lessons import checks

checks.anomalies.precision(precision)
### BEGIN HIDDEN TESTS
checks.anomalies.precision.grade(precision, seed=8184)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Explain two curves

*Explain · 7 minutes · 2 points*

Two detectors look at the same pictures. Their ROC curves cross.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.anomalies import materials

import numpy as np

detectors = materials.two_detectors()
figures.show(figures.roc_curves(detectors, title="Two curves that cross"))
for name, (normal, odd) in detectors.items():
    hits = np.mean(odd > np.quantile(normal, 0.999))
    print(f"{name}: hit rate at a false alarm rate of 0.1 %: {hits:.3f}")

# %% [markdown]
r"""
One picture in 1000 is an anomaly, and somebody must look at each alarm. Which detector do you take?

- **a** A
- **b** B
- **c** Either: they are equally good.
- **d** Neither: no detector can help here.

Why?

- **1** The larger area is the better detector.
- **2** At very few false alarms, it finds far more anomalies.
- **3** Its curve reaches a hit rate of 1 sooner.
- **4** A hit rate must not depend on the threshold.
"""

# %%
which = ...  # your answer: "a", "b", "c" or "d"
why = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
which = "a"
why = 2
### END SOLUTION

# %% question="crossing" points=2
from autoenc_lessons import checks

checks.anomalies.crossing(which, why)
### BEGIN HIDDEN TESTS
checks.anomalies.crossing.grade(which, why, seed=8185)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Mend a score

*Repair · 12 minutes · 3 points*

Pictures of a surface, with copies. Normal ones share a pattern. Of the anomalies, some are plain, some are strong (of high contrast), and one has a single shade. The plain ones get away.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.anomalies import materials

from sklearn.metrics import roc_auc_score

pictures, copies, is_anomaly = materials.patterned_pictures()


def broken_score(pictures, copies):
    import numpy as np

    return np.mean((pictures - copies) ** 2, axis=1)


print(f"AUC {roc_auc_score(is_anomaly, broken_score(pictures, copies)):.2f}")
rows = {"normal": pictures[~is_anomaly][:7], "anomalies": pictures[is_anomaly][:7]}
title = "Pictures of a surface, normal and not"
caption = "Which of the anomalies are plain, and which are strong?"
figures.show(figures.picture_rows(rows, (8, 8), title=title), caption)

# %% [markdown]
r"""
Write `mended_score`. It takes pictures and their copies, and returns a score for each picture: a finite number, higher for anomalies. It must reach an AUC of 0.95 or more on any pictures of this kind. It does not know which are anomalies.
"""


# %%
def mended_score(pictures, copies):
    return ...  # your answer: a score for each picture
    ### BEGIN SOLUTION
    return broken_score(pictures, copies) / (pictures.var(axis=1) + 1e-6)
    ### END SOLUTION


# %% question="mended_score" points=3
from autoenc_lessons import checks

checks.anomalies.mended_score(mended_score)
### BEGIN HIDDEN TESTS
checks.anomalies.mended_score.grade(mended_score, seed=8186)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design pictures that nobody notices

*Design · 15 minutes · 3 points*

An alarm guards pictures of a digit. Its score is PCA's reconstruction error with 8 axes, fitted to 80 of them. Fool it.

`fool` takes the training pictures and a number `n`. It returns `n` different pictures that score lower than held-out ones: an AUC of at most 0.1. And they must be strange: each lies farther from every training picture than any two training pictures are from each other. (Shades may be any numbers.)
"""

# %%
from autoenc_lessons.checks.anomalies import materials

import numpy as np

training, held_out = materials.guarded_digits(8)
score = materials.guard(training)
for name, made in [("a black picture", np.zeros((1, 64))), ("a real 8", held_out[:1])]:
    print(f"{name} scores {score(made)[0]:.3f}")


def fool(training, n):
    return ...  # your answer: n pictures
    ### BEGIN SOLUTION
    pca = PCA(8, svd_solver="full").fit(training)
    codes = np.random.default_rng(0).normal(size=(n, 8))
    # Directions at random; far beyond the codes of all training pictures.
    codes *= 100 / np.linalg.norm(codes, axis=1, keepdims=True)
    return pca.inverse_transform(codes)
    ### END SOLUTION


# %% question="fool" points=3
from autoenc_lessons import checks

checks.anomalies.fool(fool)
### BEGIN HIDDEN TESTS
checks.anomalies.fool.grade(fool, seed=8187)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

15 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

Back to the [start page](../00_start_here.ipynb).
"""
