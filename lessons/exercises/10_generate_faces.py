# %% [markdown]
r"""
# Exercises 10: generate faces

Seven questions to [lesson 10](../10_generate_faces.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/10_generate_faces.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import figures, seed_everything
from autoenc_lessons.checks.generate_faces import materials

import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression

seed_everything(0)
training, held_out = materials.split_faces()

# %% [markdown]
r"""
## 1. Predict: a morph through PCA

*Warm-up · 2 minutes · 1 point*

PCA with 30 axes makes scores of two faces. You take the mean of the two rows of scores and turn it back into a picture. What is the mean squared difference between this picture and the mean of the two PCA copies? And why?

- **a** Two faces are never much alike.
- **b** PCA's way back is linear.
- **c** 30 axes are enough for 60 faces.
"""

# %%
difference = ...  # your answer: a number
why = ...  # your answer: "a", "b" or "c"
### BEGIN SOLUTION
difference = 0
why = "b"
### END SOLUTION

# %% question="pca_morph" points=1
from autoenc_lessons import checks

checks.generate_faces.pca_morph(difference, why)
### BEGIN HIDDEN TESTS
checks.generate_faces.pca_morph.grade(difference, why, seed=9101)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. Draw faces

*Write a function · 12 minutes · 3 points*

Write a generator of eigenfaces. It takes training faces, with shape (n, 625), numbers of axes and of faces, and a seed. It returns faces with shape (n_faces, 625): the mean picture plus a sum of the first `n_axes` eigenfaces. Draw each score on its own, from a normal distribution with mean 0 and the standard deviation of the training faces' scores along its axis. Cut no shades off. The same seed draws the same faces.
"""


# %%
def draw_faces(training, n_axes, n_faces, seed):
    return ...  # your answer: the drawn faces
    ### BEGIN SOLUTION
    pca = PCA(n_axes, svd_solver="full").fit(training)
    sizes = pca.transform(training).std(axis=0)
    numbers = np.random.default_rng(seed).normal(size=(n_faces, n_axes))
    return pca.inverse_transform(numbers * sizes)
    ### END SOLUTION


# %% question="draw_faces" points=3
from autoenc_lessons import checks

checks.generate_faces.draw_faces(draw_faces)
### BEGIN HIDDEN TESTS
checks.generate_faces.draw_faces.grade(draw_faces, seed=9102)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. The nearest and the second nearest

*Write a function · 6 minutes · 2 points*

For each picture, divide the Euclidean distance to the nearest training picture by that to the second nearest. Return one ratio for each picture, in their order.
"""


# %%
def nearest_ratio(pictures, training):
    return ...  # your answer: a ratio for each picture
    ### BEGIN SOLUTION
    distances = np.sort(cdist(pictures, training), axis=1)
    return distances[:, 0] / distances[:, 1]
    ### END SOLUTION


# %% question="nearest_ratio" points=2
from autoenc_lessons import checks

checks.generate_faces.nearest_ratio(nearest_ratio)
### BEGIN HIDDEN TESTS
checks.generate_faces.nearest_ratio.grade(nearest_ratio, seed=9103)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Repair a generator

*Repair · 10 minutes · 3 points*

An autoencoder copies faces well. To draw new ones, somebody draws codes with the right mean and spread for each unit. The decoder makes ghosts of many of them. Here are two of the four units.
"""


# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.generate_faces import materials

import matplotlib.pyplot as plt
import numpy as np


def broken_codes(codes, n_codes, seed):
    import numpy as np

    generator = np.random.default_rng(seed)
    return generator.normal(
        codes.mean(axis=0), codes.std(axis=0), size=(n_codes, codes.shape[1])
    )


codes = materials.tilted_codes(seed=0)
clouds = {"given codes": codes, "drawn codes": broken_codes(codes, 200, seed=0)}
_, axes = plt.subplots(1, 2, figsize=(8, 3.6), sharex=True, sharey=True)
for ax, (name, cloud) in zip(axes, clouds.items(), strict=True):
    ax.scatter(cloud[:, 0], cloud[:, 1], s=14)
    ax.set(title=name, xlabel="code unit 0", ylabel="code unit 1")
    ax.spines[["top", "right"]].set_visible(False)
    ax.caption = f"{name}: correlation {np.corrcoef(cloud[:, 0], cloud[:, 1])[0, 1]:.2f}."
figures.show(axes, "How do the two clouds differ?")

# %% [markdown]
r"""
Write `repaired_codes`: it takes codes, how many to draw, and a seed. The drawn codes are new (a given code with a little noise is not), and distributed like the given ones. The same seed draws the same codes, another one others.
"""


# %%
def repaired_codes(codes, n_codes, seed):
    return ...  # your answer: the drawn codes
    ### BEGIN SOLUTION
    generator = np.random.default_rng(seed)
    return generator.multivariate_normal(codes.mean(axis=0), np.cov(codes.T), n_codes)
    ### END SOLUTION


# %% question="repaired_codes" points=3
from autoenc_lessons import checks

checks.generate_faces.repaired_codes(repaired_codes)
### BEGIN HIDDEN TESTS
checks.generate_faces.repaired_codes.grade(repaired_codes, seed=9104)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Explain a verdict that is too good

*Explain · 6 minutes · 2 points*

A report says: *"The judge of lesson 10 accepts 100 % of our drawn faces, but only 92 % of real faces that it does not know."* Here are such drawn faces, and four numbers.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.generate_faces import materials

import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial.distance import cdist

training, held_out = materials.split_faces()
drawn = materials.timid_faces(training, 500)
first = {"drawn": drawn[:8], "held out": held_out[:8]}
title = "Drawn faces and held-out faces"
caption = "Eight of each. The numbers below are about all of them."
figures.show(figures.picture_rows(first, (25, 25), smooth=True, title=title), caption)
for name, pictures in [("drawn", drawn), ("held out", held_out)]:
    distances = np.sort(cdist(pictures, training), axis=1)
    ratio = np.median(distances[:, 0] / distances[:, 1])
    print(f"{name:8}  1. number of faces {len(pictures)}   2. mean shade {pictures.mean():.2f}")
    variance = pictures.var(axis=0).mean()
    print(f"{'':8}  3. ratio {ratio:.2f}   4. variance of a pixel {variance:.4f}")

# %% [markdown]
r"""
What has happened?

- **a** The drawn faces are better faces than real ones.
- **b** The drawn faces are all nearly the mean picture.
- **c** The drawn faces are copies of training faces.
- **d** The judge says yes to everything.

And which of the numbers, 1 to 4, shows it?
"""

# %%
what = ...  # your answer: "a", "b", "c" or "d"
why = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
what = "b"
why = 4
### END SOLUTION

# %% question="too_good" points=2
from autoenc_lessons import checks

checks.generate_faces.too_good(what, why)
### BEGIN HIDDEN TESTS
checks.generate_faces.too_good.grade(what, why, seed=9105)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. A clean direction

*Write a function · 10 minutes · 2 points*

A direction often moves more than you want: in these photographs, say, smiles and light may go together, and then so do their directions. Here are codes, a measure that you want to change (`values`) and one that you do not (`unwanted`), one number for each code.

Fit a linear regression of each measure on the codes. Return a step in the code that raises the first measure by one standard deviation of `values`, and does not change the second; both as the regressions tell it.
"""

# %%
from autoenc_lessons.checks.generate_faces import materials

import numpy as np

codes, values, unwanted = materials.two_measures(seed=0)
print(
    f"codes: {codes.shape}, correlation of the two: {np.corrcoef(values, unwanted)[0, 1]:.2f}"
)


# %%
def clean_direction(codes, values, unwanted):
    return ...  # your answer: a step, with as many numbers as a code
    ### BEGIN SOLUTION
    w = LinearRegression().fit(codes, values).coef_
    u = LinearRegression().fit(codes, unwanted).coef_
    step = w - (w @ u) / (u @ u) * u
    return step * values.std() / (w @ step)
    ### END SOLUTION


# %% question="clean_direction" points=2
from autoenc_lessons import checks

checks.generate_faces.clean_direction(clean_direction)
### BEGIN HIDDEN TESTS
checks.generate_faces.clean_direction.grade(clean_direction, seed=9106)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design a test for copies

*Design · 14 minutes · 3 points*

Somebody sells "new" faces. You suspect that some are training faces in disguise: mirrored or not, with other light and contrast, and a little noise. Design a test.

It takes pictures and the training faces, and returns True or False for each picture: is it such a copy? It must find 90 % of the copies, and take at most 10 % of new faces, real or drawn, for copies.
"""

# %%
from autoenc_lessons import figures
from autoenc_lessons.checks.generate_faces import materials

training, _ = materials.split_faces()
rows = {"training": training[:8], "disguised": materials.disguised(training, seed=0)[:8]}
title = "Training faces, and the same in disguise"
caption = "Each column holds one face. What has been changed?"
figures.show(figures.picture_rows(rows, (25, 25), smooth=True, title=title), caption)


# %%
def find_copies(pictures, training):
    return ...  # your answer: True or False for each picture
    ### BEGIN SOLUTION

    def evened(pictures):
        centred = pictures - pictures.mean(axis=1, keepdims=True)
        return centred / centred.std(axis=1, keepdims=True)

    mirrored = training.reshape(-1, 25, 25)[:, :, ::-1].reshape(-1, 625)
    distances = [cdist(evened(pictures), evened(known)) for known in (training, mirrored)]
    distances = np.sort(np.minimum(*distances), axis=1)
    return distances[:, 0] / distances[:, 1] < 0.65
    ### END SOLUTION


# %% question="find_copies" points=3
from autoenc_lessons import checks

checks.generate_faces.find_copies(find_copies)
### BEGIN HIDDEN TESTS
checks.generate_faces.find_copies.grade(find_copies, seed=9107)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

Back to the [start page](../00_start_here.ipynb).
"""
