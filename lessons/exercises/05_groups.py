# %% [markdown]
r"""
# Exercises 5: look for groups without labels

Seven questions to [lesson 5](../05_groups.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/05_groups.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import figures, seed_everything
from autoenc_lessons.checks.groups import materials

import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

seed_everything(0)

# %% [markdown]
r"""
## 1. Predict: groups with other numbers

*Warm-up · 2 minutes · 1 point*

Six pictures have the labels 0, 0, 1, 1, 2, 2. k-means puts them into the groups 2, 2, 0, 0, 1, 1.

Which adjusted Rand index does it get? And for which share of the pictures is the group's number equal to the label?
"""

# %%
ari = ...  # your answer: a number
share = ...  # your answer: a number
### BEGIN SOLUTION
ari = 1
share = 0
### END SOLUTION

# %% question="renamed" points=1
from autoenc_lessons import checks

checks.groups.renamed(ari, share)
### BEGIN HIDDEN TESTS
checks.groups.renamed.grade(ari, share, seed=5771)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. The silhouette

*Write a function · 12 minutes · 2 points*

For one point, let $a$ be its mean distance to the other points of its group, and $b$ its mean distance to the points of another group: the one for which this is smallest. Its silhouette is

$$\frac{b - a}{\max(a, b)}$$

Return the mean over all points. Distances are Euclidean, and each group holds several points. Compute it yourself; scikit-learn's `silhouette_score` is there to compare with.
"""


# %%
def silhouette(points, groups):
    return ...  # your answer: the mean silhouette
    ### BEGIN SOLUTION
    values = []
    for own, distances in zip(groups, cdist(points, points), strict=True):
        is_own = groups == own
        a = distances[is_own].sum() / (is_own.sum() - 1)
        b = min(distances[groups == other].mean() for other in set(groups) if other != own)
        values.append((b - a) / max(a, b))
    return np.mean(values)
    ### END SOLUTION


# %% question="silhouette" points=2
from autoenc_lessons import checks

checks.groups.silhouette(silhouette)
### BEGIN HIDDEN TESTS
checks.groups.silhouette.grade(silhouette, seed=5772)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Like beside like

*Write a function · 5 minutes · 2 points*

Lesson 5 says of three maps for how many samples the nearest neighbour on the map has the same label. Write that function: it takes the places, with shape (n_samples, 2), and the labels. It returns a share between 0 and 1.
"""


# %%
def neighbour_share(places, labels):
    return ...  # your answer: a share
    ### BEGIN SOLUTION
    distances = cdist(places, places)
    np.fill_diagonal(distances, np.inf)
    return np.mean(labels[distances.argmin(axis=1)] == labels)
    ### END SOLUTION


# %% question="neighbour_share" points=2
from autoenc_lessons import checks

checks.groups.neighbour_share(neighbour_share)
### BEGIN HIDDEN TESTS
checks.groups.neighbour_share.grade(neighbour_share, seed=5773)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Repair a search for groups

*Repair · 10 minutes · 3 points*

Somebody has trained an autoencoder with 4 code units on data that come from three groups. Its copies are perfect. But k-means finds nothing in its codes.
"""


# %%
from autoenc_lessons.checks.groups import materials

from sklearn.metrics import adjusted_rand_score


def broken_groups(codes, n_groups):
    from sklearn.cluster import KMeans

    return KMeans(n_groups, n_init=10, random_state=0).fit_predict(codes)


codes, labels = materials.stretched_codes(seed=0)
print(f"ARI {adjusted_rand_score(labels, broken_groups(codes, 3)):.2f}")

# %% [markdown]
r"""
Find out why. Then write `repaired_groups`: it takes such codes and the number of groups, and returns a group number for each code. It must reach an ARI of 0.9 on any codes of this kind, without labels, and return as many groups as `n_groups` says, whatever that number is.
"""


# %%
def repaired_groups(codes, n_groups):
    return ...  # your answer: a group number for each code
    ### BEGIN SOLUTION
    scaled = (codes - codes.mean(axis=0)) / codes.std(axis=0)
    return broken_groups(scaled, n_groups)
    ### END SOLUTION


# %% question="repaired_groups" points=3
from autoenc_lessons import checks

checks.groups.repaired_groups(repaired_groups)
### BEGIN HIDDEN TESTS
checks.groups.repaired_groups.grade(repaired_groups, seed=5774)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Explain two pictures

*Explain · 6 minutes · 2 points*

On the left are two groups in a plane. On the right is what t-SNE makes of them.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.groups import materials

import matplotlib.pyplot as plt

points, places, labels = materials.narrow_and_wide(seed=0)
for name, xy in [("in the plane", points), ("on the map", places)]:
    narrow, wide = (materials.width(xy[labels == group]) for group in (0, 1))
    print(f"{name}: group 1 is {wide / narrow:.1f} times as wide as group 0")

_, pictures = plt.subplots(1, 2, figsize=(9, 4.4))
title, names = "Two groups in a plane", ("feature 0", "feature 1")
figures.labelled_map(points, labels, title=title, axis_names=names, ax=pictures[0])
figures.labelled_map(places, labels, title="Their t-SNE map", axis_names=None, ax=pictures[1])
figures.show(pictures, "Compare how wide the groups are, and the gap between them.")

# %% [markdown]
r"""
Now you see a t-SNE map alone: two groups, equally wide, with a gap between, and the same at each perplexity. What follows?

- **a** The groups are about equally wide.
- **b** The gap is wider than the groups.
- **c** Probably two groups of neighbours; widths and gap stay unknown.
- **d** Nothing.

Why?

- **1** t-SNE draws two groups, whatever the data.
- **2** t-SNE was stopped too early.
- **3** t-SNE keeps who is near whom; what counts as near differs from place to place.
- **4** t-SNE keeps distances in proportion.
"""

# %%
what = ...  # your answer: "a", "b", "c" or "d"
why = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
what = "c"
why = 3
### END SOLUTION

# %% question="two_widths" points=2
from autoenc_lessons import checks

checks.groups.two_widths(what, why)
### BEGIN HIDDEN TESTS
checks.groups.two_widths.grade(what, why, seed=5775)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Count the groups

*Write a function · 10 minutes · 3 points*

Write a function that finds out by itself into how many groups points fall: from 2 to 10. The groups are round and lie well apart, with 20 to 45 points in each. There are no labels. Here is one such set, with five groups.
"""

# %%
from autoenc_lessons.checks.groups import materials

points = materials.separate_blobs(5, seed=0)
print(f"points: {points.shape}")


# %%
def count_groups(points):
    return ...  # your answer: the number of groups
    ### BEGIN SOLUTION
    scores = {}
    for number in range(2, 11):
        found = KMeans(number, n_init=10, random_state=0).fit_predict(points)
        scores[number] = silhouette_score(points, found)
    return max(scores, key=scores.get)
    ### END SOLUTION


# %% question="count_groups" points=3
from autoenc_lessons import checks

checks.groups.count_groups(count_groups)
### BEGIN HIDDEN TESTS
checks.groups.count_groups.grade(count_groups, seed=5776)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design groups that the silhouette gets wrong

*Design · 15 minutes · 3 points*

Make two groups of points in a plane that anybody would see, and that the silhouette gets wrong. Return points, with shape (n_samples, 2), and labels, 0 or 1, for any `n_samples` from 200.

- No gap inside a group is as wide as the space between the two.
- Each group holds 20 % of the points or more.
- k-means with 2 groups gets an ARI of at most 0.5, and a silhouette that is 0.05 better than your labels'.
"""


# %%
def make_data(n_samples):
    return ...  # your answer: the points, and their labels
    ### BEGIN SOLUTION
    generator = np.random.default_rng(0)
    labels = np.arange(n_samples) % 2
    angle = np.linspace(0, 2 * np.pi, n_samples)
    radius = 1 + 2 * labels + generator.normal(0, 0.05, size=n_samples)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), labels
    ### END SOLUTION


# %% question="make_data" points=3
from autoenc_lessons import checks

checks.groups.make_data(make_data)
### BEGIN HIDDEN TESTS
checks.groups.make_data.grade(make_data, seed=5777)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 6](../06_noise.ipynb).
"""
