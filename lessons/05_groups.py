# %% [markdown]
r"""
# 5. Look for groups without labels

At the end you have a map of handwritten digits that a network drew without knowing a single label, and you know how far such a map can be trusted.

You will be able to

- draw codes as a map, beside what the decoder makes of each place of it;
- look for groups with k-means and with a density method, in pixels, in PCA scores and in codes;
- score groups with labels and without, and say when a score misleads;
- ask whether two runs find the same groups;
- say what a t-SNE map shows, and what it cannot do.

**Time:** 40 minutes

**You need:** [lesson 4](04_code_size.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, measures, models
from autoenc_lessons import seed_everything, seed_spread

from functools import partial
from itertools import combinations

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial.distance import cdist, pdist
from scipy.stats import spearmanr
from sklearn.cluster import DBSCAN, KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, silhouette_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from threadpoolctl import threadpool_limits

seed_everything(0)
one_thread = threadpool_limits(1, user_api="openmp")  # for few pictures, k-means is quickest so

# %% [markdown]
r"""
## Train a narrow and a wide code

In lesson 1, k-means found both groups of blobs in the code. It found them in a single feature too, so that proved little. Ten digits are harder.

We hold back 600 pictures. All groups of this lesson are looked for among these. On the others we train one network with 2 code units and one with 16, each from four seeds. Labels play no part until we score.
"""

# %%
pictures, digits = datasets.load("digits")
train_x, x, train_labels, labels = train_test_split(
    pictures, digits, test_size=600, stratify=digits, random_state=0
)


def build(latent_dim):
    _, _, autoencoder = models.dense_autoencoder((64, 64, 32, latent_dim))
    rate = keras.optimizers.schedules.CosineDecay(0.01, decay_steps=2000)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return autoencoder


def trained(recipe):
    starts = seed_spread.draw_starts(recipe, seeds=range(4))
    runs = seed_spread.train_starts(recipe, train_x, starts, steps=2000, batch_size=100)
    autoencoders = [recipe() for _ in runs.weights]
    for autoencoder, weights in zip(autoencoders, runs.weights, strict=True):
        autoencoder.set_weights(weights)
    return autoencoders


# %%
narrow = trained(partial(build, 2))
wide = trained(partial(build, 16))


def spread(values, digits=2):
    """Write the median, and from where to where the values reach."""
    values = np.array(list(values))
    if len(values) < 2:
        return f"{values[0]:.{digits}f}" if len(values) else "one run only"
    low, high = values.min(), values.max()
    return f"{np.median(values):.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


for size, autoencoders in [(2, narrow), (16, wide)]:
    pca = PCA(size).fit(train_x)
    floor = measures.reconstruction_error(x, pca.inverse_transform(pca.transform(x)))
    errors = spread((measures.reconstruction_error(x, model(x)) for model in autoencoders), 4)
    print(f"{size:2} numbers: held-out error, autoencoder {errors}, PCA {floor:.4f}")

# %% [markdown]
r"""
Both copy held-out pictures better than PCA with as many numbers.

## Draw the map

Two numbers are a place on a **map**. On the left we draw the held-out codes of seed 0, with each digit written into its group. On the right, the decoder draws what it makes of a regular grid of codes.

**Predict:** which digits will be neighbours? And what does the decoder draw where no code lies?
"""

# %%
encoder, decoder = narrow[0].layers
codes = encoder(x).numpy()
grid = figures.code_grid(codes, cells=12)
drawn = decoder(grid.codes).numpy().reshape(-1, 8, 8)

_, (left, right) = plt.subplots(1, 2, figsize=(11, 5.4))
figures.labelled_map(codes, labels, limits=grid.limits, ax=left)
figures.decoder_grid(drawn, grid, ax=right)
figures.show((left, right))

# %% [markdown]
r"""
0, 2, 4 and 6 have places of their own. 3, 5, 8 and 9 crowd together. Places side by side decode to pictures that look alike, and the decoder draws something everywhere. The shaded places are **holes**: no code lies there.

**Predict:** does the decoder draw worse pictures in the holes? We compare each decoded picture with the nearest real one among the training pictures.
"""


# %%
def far_from_real(pictures):
    return cdist(pictures, train_x, "sqeuclidean").min(axis=1) / 64


def in_and_out(codes, decode):
    grid = figures.code_grid(codes, cells=12)
    distances = far_from_real(decode(grid.codes))
    return np.median(distances[~grid.is_hole]), np.median(distances[grid.is_hole])


pca = PCA(2).fit(train_x)
pairs = [in_and_out(model.layers[0](x), model.layers[1]) for model in narrow]
inside, outside = zip(*pairs, strict=True)
pca_inside, pca_outside = in_and_out(pca.transform(x), pca.inverse_transform)
print(f"decoder, where codes lie: {spread(inside, 4)}")
print(f"decoder, in the holes:    {spread(outside, 4)}")
print(f"PCA, where scores lie: {pca_inside:.4f}, in the holes: {pca_outside:.4f}")
print(f"held-out pictures: {np.median(far_from_real(x)):.4f}")

# %% [markdown]
r"""
In every run, the pictures in the holes are farther from any real one. A decoder does not say that it has never been there: it invents. With PCA the difference is small, for it draws blurred pictures everywhere.

## Move over the map

**Predict:** walk from the 0 to the 6, and from the 0 to the 1. On which way do you cross pictures that are no digit?
"""

# %%
explorers.code_plane(encoder, decoder, x, labels, image_shape=(8, 8))

# %% [markdown]
r"""
## Look for ten groups

k-means needs the number of groups; we say 10. Two scores need labels:

- The adjusted Rand index (**ARI**), known from lesson 1, looks at all pairs of pictures: do groups and labels agree that the two belong together? 0 is chance, 1 is perfect.
- **Normalised mutual information** (**NMI**): how much of the label do you know once you know the group? 0 is nothing, 1 is all.

**Predict:** will 16 code units beat 64 pixels?
"""

# %%
# PCA's numbers are called scores. Its first two are those of a PCA with two.
scores = PCA(16).fit(train_x).transform(x)
spaces = {
    "64 pixels": [x],
    "16 PCA scores": [scores],
    "16 code units": [model.layers[0](x).numpy() for model in wide],
    "2 PCA scores": [scores[:, :2]],
    "2 code units": [model.layers[0](x).numpy() for model in narrow],
}


def groups_of(points, n_groups=10, seed=0):
    # Pixels hold exact ties. A breath of noise breaks them in the same way on every computer.
    breath = 1e-7 * np.random.default_rng(0).normal(size=points.shape)
    return KMeans(n_groups, n_init=10, random_state=seed).fit_predict(points + breath)


# %%
found = {}
for name, runs in spaces.items():
    runs = runs if "code" in name else runs * 5  # without training, only k-means has seeds
    found[name] = [groups_of(points, seed=seed) for seed, points in enumerate(runs)]
    ari = spread(adjusted_rand_score(labels, groups) for groups in found[name])
    nmi = spread(normalized_mutual_info_score(labels, groups) for groups in found[name])
    print(f"{name:13}  ARI {ari}  NMI {nmi}")

# %% [markdown]
r"""
With 16 numbers, codes are **no better** than PCA scores, and neither beats the pixels. Better copies are not better groups. With 2 numbers, the codes win: their worst run beats PCA's best.

The **silhouette** needs no labels. How much farther is a point from the next group than from its own? 1 is far apart, 0 is touching.

**Predict:** where does k-means get the best silhouette? And which would the true digits get?
"""

# %%
for name, runs in spaces.items():
    by_kmeans = spread(silhouette_score(*pair) for pair in zip(runs, found[name], strict=False))
    by_digit = spread(silhouette_score(points, labels) for points in runs)
    print(f"{name:13}  groups of k-means {by_kmeans}  true digits {by_digit}")

# %% [markdown]
r"""
The silhouette puts 2 code units first and the pixels last; ARI puts the pixels first. So **compare silhouettes in one space only**.

Even there it misleads. Everywhere it likes the groups of k-means better than the true digits, for it rewards round, tight groups.

## How many groups?

Without labels, nobody tells us the 10. A common way is to try several numbers and take the one with the best silhouette.
"""

# %%
numbers = np.arange(6, 15)
curves = {}
for name in ("64 pixels", "16 PCA scores", "16 code units", "2 code units"):
    tried = [[silhouette_score(p, groups_of(p, n)) for n in numbers] for p in spaces[name]]
    curves[name] = np.median(tried, axis=0)
    best = numbers[np.argmax(curves[name])]
    at_10 = curves[name][numbers == 10][0]
    print(
        f"{name:13}  best with {best:2} groups: {curves[name].max():.2f}, with 10: {at_10:.2f}"
    )
ax = figures.lines(numbers, curves, xlabel="number of groups", ylabel="median silhouette")
ax.set_ylim(0.1, 1)
ax.legend(loc="upper right", ncols=2)
figures.show(ax)

# %% [markdown]
r"""
None says 10, and the curves are flat: a hint, no answer.

## Look for dense places

A **density method** looks for crowded places of any shape. For DBSCAN, a point is crowded if at least 5 points, itself included, lie within a distance that you choose. Crowded points within that distance of each other make a group. Points far from all of them are called **noise**.

We choose distances that make 40, 50 or 60 % of the points crowded.
"""


# %%
def dense_groups(points, crowded):
    to_fifth = NearestNeighbors(n_neighbors=5).fit(points).kneighbors()[0][:, -2]
    return DBSCAN(eps=np.quantile(to_fifth, crowded)).fit_predict(points)


def in_a_row(values, digits=2):
    return "  ".join(f"{value:.{digits}f}" for value in values)


print("with 40, 50 and 60 % crowded; noise is counted, of 600 pictures:")
for name, runs in spaces.items():
    found_dense = [
        [dense_groups(points, share) for points in runs] for share in (0.4, 0.5, 0.6)
    ]
    agreements, noises = [], []
    for groups in found_dense:
        agreements.append(np.median([adjusted_rand_score(labels, run) for run in groups]))
        noises.append(np.median([np.sum(run < 0) for run in groups]))
    print(f"{name:13}  ARI {in_a_row(agreements)}   noise {in_a_row(noises, 1)}")

# %% [markdown]
r"""
The distance decides a lot, and no label says which to take. 2 code units do a little better than 2 PCA scores; more numbers do far better than both.

## Do two runs find the same groups?

Scores can be equal while the groups are not. So we compare the groups of two runs, again by ARI. Pixels and PCA scores have no training, so there only k-means changes its seed.
"""

# %%
for name in spaces:
    between = spread(adjusted_rand_score(*pair) for pair in combinations(found[name], 2))
    print(f"{name:13}  two runs {between}")
for name in ("16 code units", "2 code units"):
    again = [groups_of(points, seed=100 + seed) for seed, points in enumerate(spaces[name])]
    pairs = zip(found[name], again, strict=True)
    print(f"{name:13}  one run, k-means twice {spread(adjusted_rand_score(*p) for p in pairs)}")

# %% [markdown]
r"""
Two trainings of the narrow code agree about as little with each other as with the digits. k-means is not to blame: it groups the codes of *one* run nearly the same way twice. So train again before you give a group a name.

## Draw the famous map

**t-SNE** makes a map without a network. It moves a place for each picture until neighbours among the pictures are neighbours on the map. Far distances hardly count. We use 300 pictures.
"""

# %%
some, some_labels = x[:300], labels[:300]


def tsne(start):
    # A gentle start. With a rougher one, rounding errors grow until each computer draws another map.
    gentle = {"early_exaggeration": 4, "learning_rate": 20, "max_iter": 400}
    return TSNE(init=start, method="exact", **gentle).fit_transform(some)


plane = scores[:300, :2] / scores[:300, 0].std()
maps = {"PCA": plane, "code": spaces["2 code units"][0][:300], "t-SNE": tsne(plane)}
_, axes = plt.subplots(1, 3, figsize=(13, 4.6))
for (name, places), ax in zip(maps.items(), axes, strict=True):
    figures.labelled_map(places, some_labels, title=name, axis_names=None, ax=ax)
figures.show(axes)

# %% [markdown]
r"""
On t-SNE's map, hardly a picture has a strange neighbour. Two measures without labels:

**Trustworthiness** is lower the more strangers a map puts among a picture's 10 nearest neighbours; 1 is best. For the large arrangement, sort all pairs of pictures by distance, in pixels and on the map. A **rank correlation** of 1 means the same order.
"""

# %%
starts = [np.random.default_rng(seed).normal(size=(300, 2)) for seed in range(2)]
all_maps = {
    "PCA": [plane],
    "code, 4 seeds": [codes[:300] for codes in spaces["2 code units"]],
    "t-SNE, 3 starts": [maps["t-SNE"], *map(tsne, starts)],
}
for name, places in all_maps.items():
    trust = spread(trustworthiness(some, place, n_neighbors=10) for place in places)
    order = spread(spearmanr(pdist(some), pdist(place))[0] for place in places)
    agreement = spread(adjusted_rand_score(some_labels, groups_of(place)) for place in places)
    print(f"{name:15}  trustworthiness {trust}  order {order}  k-means ARI {agreement}")
in_pixels = (adjusted_rand_score(some_labels, groups_of(some, seed=seed)) for seed in range(5))
print(f"in pixels, 5 seeds of k-means: ARI {spread(in_pixels)}")

# %% [markdown]
r"""
t-SNE keeps neighbours best, the code comes second. k-means even finds the digits better on t-SNE's map than in pixels. The large arrangement is kept best by PCA, and well by none.

## Place a new picture

**Predict:** a new picture comes in. Which of the three can place it on its map? And which can draw what lies at an empty place?
"""

# %%
for name, method in [("PCA", PCA), ("t-SNE", TSNE)]:
    places, draws = hasattr(method, "transform"), hasattr(method, "inverse_transform")
    print(f"{name:6}  places a new picture: {places}, draws an empty place: {draws}")

neighbours = KNeighborsClassifier(n_neighbors=10)
train_plane = pca.transform(train_x)
by_pca = neighbours.fit(train_plane, train_labels).score(pca.transform(x), labels)
by_code = [
    neighbours.fit(e(train_x).numpy(), train_labels).score(e(x).numpy(), labels)
    for e in (model.layers[0] for model in narrow)
]
print(f"digit guessed from its 10 neighbours: PCA {by_pca:.3f}, code {spread(by_code, 3)}")

# %% [markdown]
r"""
This is where the code helps. scikit-learn's t-SNE has to begin again for a new picture. The encoder has placed 600 that it never saw, and its two numbers tell more about the digit than PCA's.
"""

# %% [markdown]
r"""
## What we have seen

- With 2 numbers, codes make a better map than PCA. With 16, they find groups no better than PCA or pixels.
- A silhouette needs no labels, and can prefer the wrong groups.
- Density methods depend on a distance that you must choose.
- Two trainings give two groupings. Compare them before you believe one.
- t-SNE keeps neighbours best, but has no encoder and no decoder.

Now you: [seven exercises](exercises/05_groups.ipynb) ([solutions](solutions/05_groups.ipynb)). Back to the [start page](00_start_here.ipynb).
"""
