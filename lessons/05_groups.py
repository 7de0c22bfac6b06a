# %% [markdown]
r"""
# 5. Look for groups without labels

At the end you have a map of handwritten digits that a network drew without knowing a single label, and you know how far such a map can be trusted.

You will be able to

- draw codes as a map, beside what the decoder makes of each place of it;
- look for groups with k-means and with a density method, in pixels, in PCA's numbers and in codes;
- judge groups with labels and without, and say when a measure misleads;
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

seed_everything(0)

# %% [markdown]
r"""
## Train a narrow and a wide code

In lesson 1, k-means found both groups of blobs in the code. It found them in a single feature too, so that proved little. Ten digits are harder.

We hold back 600 pictures, and look for groups among these. On the others we train two networks, from four seeds each: 64 pixels → 64 → 32 → 2 code units, and the same with 16. A run takes 2000 steps of 100 pictures. Labels only spread the digits evenly; then they wait until we judge.
"""

# %%
pictures, digits = datasets.load("digits")
train_x, x, train_labels, labels = train_test_split(
    pictures, digits, test_size=600, stratify=digits, random_state=0
)


def build(latent_dim):
    _, _, autoencoder = models.dense_autoencoder((64, 64, 32, latent_dim), activation="tanh")
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
    pca_error = measures.reconstruction_error(x, pca.inverse_transform(pca.transform(x)))
    errors = spread((measures.reconstruction_error(x, model(x)) for model in autoencoders), 4)
    print(f"{size:2} numbers: held-out error, autoencoder {errors}, PCA {pca_error:.4f}")

# %% [markdown]
r"""
Both copy held-out pictures better than PCA with as many numbers.

## Draw the map

Two numbers are a place on a **map**. On the left, each held-out picture is drawn as its digit, at the place of its code (seed 0). On the right, the decoder draws what it makes of a regular grid of codes. Grey shows where no code lies.

**Predict:** which digits will be neighbours? And what does the decoder draw where no code lies?
"""

# %%
encoder, decoder = narrow[0].layers
codes = encoder(x).numpy()
grid = figures.code_grid(codes, cells=12)
drawn = decoder(grid.codes).numpy().reshape(-1, 8, 8)

_, (left, right) = plt.subplots(1, 2, figsize=(11, 5.4))
title = "3, 5, 8 and 9 crowd together"
figures.labelled_map(codes, labels, kind="digit", limits=grid.limits, title=title, ax=left)
figures.decoder_grid(drawn, grid, title="The decoder draws in holes, too", ax=right)
caption = "Each place on the left is decoded on the right. Grey marks holes, without any code."
figures.show((left, right), caption)

# %% [markdown]
r"""
0, 2, 4 and 6 have places of their own. 3, 5, 8 and 9 crowd together. Most 1s lie at the top, a few at the far left, where the decoder draws them with a foot. Places side by side decode to pictures that look alike. The grey places are **holes**: no code lies there. The decoder draws something even there.

**Predict:** does it draw worse pictures in the holes? We compare each decoded picture with the nearest real one among the training pictures.
"""


# %%
def far_from_real(pictures):
    return cdist(pictures, train_x, "sqeuclidean").min(axis=1) / 64


def in_a_row(values, digits=2):
    return "  ".join(f"{value:.{digits}f}" for value in values)


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
print(f"PCA, where its numbers lie: {pca_inside:.4f}, in the holes: {pca_outside:.4f}")
print(f"held-out pictures: {np.median(far_from_real(x)):.4f}")

# %% [markdown]
r"""
In every run, the pictures in the holes are farther from any real one. A decoder does not say that it has never been there: it invents. PCA draws blurred pictures everywhere, so the difference is small.

## Move over the map

**Predict:** walk straight from the 0s to the 6s, and from the 0s to the 1s at the top. Where do you cross pictures that are no digit?

Walk with the ring. Two rows below show both ways.
"""

# %%
explorers.code_plane(encoder, decoder, x, labels, image_shape=(8, 8), kind="digit")

middle = {digit: np.median(codes[labels == digit], axis=0) for digit in (0, 1, 6)}
ways = {f"0 to {end}": np.linspace(middle[0], middle[end], 8) for end in (6, 1)}
drawn = {name: decoder(stops).numpy() for name, stops in ways.items()}
title = "To the 6s, each stop is a digit; to the 1s, half are blends"
caption = "Each row goes straight from the codes of one digit to those of another."
figures.show(figures.picture_rows(drawn, (8, 8), title=title), caption)
print("from the nearest real picture:")
for name, pictures in drawn.items():
    print(f"{name}: {in_a_row(far_from_real(pictures), 3)}")

# %% [markdown]
r"""
To the 6s you cross a hole, yet each stop looks like a 0 or a 6: at most 0.020 from a real picture (held-out: 0.018). To the 1s, codes lie all the way, yet half the stops are blends, up to 0.030.

## Look for ten groups

We ask k-means for 10. Two measures use labels:

- Adjusted Rand index (**ARI**, lesson 1): 0 is chance, 1 perfect.
- **Normalised mutual information** (**NMI**): how much does the group tell about the label? 0 is nothing, 1 all.

**Predict:** will 16 code units beat 64 pixels?
"""

# %%
# The first two of PCA's 16 numbers are those of a PCA with two.
pca_numbers = PCA(16).fit(train_x).transform(x)
spaces = {
    "64 pixels": [x],
    "PCA, 16": [pca_numbers],
    "code, 16": [model.layers[0](x).numpy() for model in wide],
    "PCA, 2": [pca_numbers[:, :2]],
    "code, 2": [model.layers[0](x).numpy() for model in narrow],
}


def groups_of(points, n_groups=10, seed=0):
    # Tiny random numbers decide between equal distances, in the same way on every computer.
    tiny = 1e-7 * np.random.default_rng(0).normal(size=points.shape)
    return KMeans(n_groups, n_init=10, random_state=seed).fit_predict(points + tiny)


# %%
grouped = {}
for name, runs in spaces.items():
    # Pixels and PCA have no training. So there, five seeds of k-means make the runs.
    runs = runs if name.startswith("code") else runs * 5
    grouped[name] = [(points, groups_of(points, seed=seed)) for seed, points in enumerate(runs)]
    ari = spread(adjusted_rand_score(labels, groups) for _, groups in grouped[name])
    nmi = spread(normalized_mutual_info_score(labels, groups) for _, groups in grouped[name])
    print(f"{name:9}  ARI {ari}   NMI {nmi}")

# %% [markdown]
r"""
(Ranges: trainings for codes, k-means' seeds for the rest.)

With 16 numbers, codes are **no better** than PCA, and neither beats the pixels. Better copies are not better groups. With 2 numbers, codes win: their worst run beats PCA's best. NMI gives the same order.

The **silhouette** needs no labels. How much farther is a point from the next group than from its own? 1 is far apart, 0 is touching.

**Predict:** where is k-means' silhouette best? What would the true digits get?
"""

# %%
for name, runs in spaces.items():
    by_kmeans = spread(silhouette_score(points, groups) for points, groups in grouped[name])
    by_digit = spread(silhouette_score(points, labels) for points in runs)
    print(f"{name:9} groups of k-means {by_kmeans}  true digits {by_digit}")

# %% [markdown]
r"""
The silhouette puts 2 code units first and the pixels last; ARI puts the pixels first. So compare silhouettes **in one space only**.

Even there it misleads. Everywhere it likes k-means' groups better than the true digits, for it rewards round, tight groups. It says which grouping is tighter, not which is true.

## How many groups?

Nobody tells us the 10. A common way is to try several numbers and take the one with the best silhouette.
"""

# %%
numbers = np.arange(7, 14)
curves = {
    name: np.array([[silhouette_score(p, groups_of(p, n)) for n in numbers] for p in runs])
    for name, runs in spaces.items()
}
for name, runs in curves.items():
    curve = np.median(runs, axis=0)
    best, at_10 = numbers[curve.argmax()], curve[numbers == 10][0]
    print(f"{name:9}  best with {best:2} groups: {curve.max():.2f}, with 10: {at_10:.2f}")
names = {"xlabel": "number of groups", "ylabel": "silhouette"}
title = "All curves are flat: no number of groups stands out"
ax = figures.spread_lines(numbers, curves, title=title, **names)
ax.set(xscale="linear", yscale="linear", ylim=(0, 0.6), xticks=numbers)
figures.show(ax, "Look along one line: a clear peak would tell how many groups there are.")

# %% [markdown]
r"""
Only PCA's 2 numbers say 10, and all curves are flat. If no number stands out, say so.

## Look for dense places

A **density method** looks for crowded places of any shape. For **DBSCAN**, a point is crowded if 5 points, itself included, lie within a distance that you choose. Crowded points that near to each other make a group. Points far from all are **noise**.

We choose distances that make 40, 50 or 60 % of the points crowded. ARI counts noise as one group.
"""


# %%
def dense_groups(points, crowded):
    to_fifth = NearestNeighbors(n_neighbors=5).fit(points).kneighbors()[0][:, -2]
    return DBSCAN(eps=np.quantile(to_fifth, crowded)).fit_predict(points)


for name, runs in spaces.items():
    for crowded in (0.4, 0.5, 0.6):
        found = [dense_groups(points, crowded) for points in runs]
        n_groups = np.median([len(set(groups) - {-1}) for groups in found])
        noise = np.median([np.sum(groups == -1) for groups in found])
        ari = spread(adjusted_rand_score(labels, groups) for groups in found)
        print(
            f"{name:9}  {crowded:.0%} crowded: {n_groups:4.1f} groups, "
            f"noise {noise:5.1f} of 600, ARI {ari}"
        )

# %% [markdown]
r"""
Even at its best distance, DBSCAN agrees less with the digits than k-means did. It calls a fifth to nearly a half of the pictures noise, and the distance, which nobody tells us, decides how many groups there are.

DBSCAN serves where empty space parts the groups. Handwritten digits run into each other.

## Do two runs find the same groups?

Measures can be equal while the groups are not. So we compare the groups of two runs, again by ARI.
"""


# %%
def agreement_of(pairs):
    return spread(adjusted_rand_score(first, second) for first, second in pairs)


for name, runs in grouped.items():
    groups = [groups for _, groups in runs]
    print(f"{name:9}  two runs: {agreement_of(combinations(groups, 2))}")
for name in ("code, 16", "code, 2"):
    twice = [(groups, groups_of(codes, seed=8)) for codes, groups in grouped[name]]
    twice += [(groups, groups_of(codes, seed=9)) for codes, groups in grouped[name]]
    print(f"{name:9}  one run, grouped twice: {agreement_of(twice)}")

# %% [markdown]
r"""
Two trainings of the narrow code agree about as little with each other as with the digits. k-means has a small part in that: grouped twice, one run agrees with itself by 0.98, two runs by 0.49. In pixels, k-means alone finds other groups: 0.75.

So train again before you name a group.

## Draw the famous map

**t-SNE** makes a map without a network. It moves a place for each picture until neighbours in pixels are neighbours on the map. We use 300.
"""

# %%
some, some_labels = x[:300], labels[:300]


def tsne(start):
    # A gentle start. With a rougher one, rounding errors grow until each computer draws another map.
    gentle = {"early_exaggeration": 4, "learning_rate": 20, "max_iter": 400}
    return TSNE(init=start, method="exact", **gentle).fit_transform(some)


plane = pca_numbers[:300, :2] / pca_numbers[:300, 0].std()
maps = {"PCA": plane, "code": spaces["code, 2"][0][:300], "t-SNE": tsne(plane)}
_, axes = plt.subplots(1, 3, figsize=(13, 4.6))
for (name, places), ax in zip(maps.items(), axes, strict=True):
    figures.labelled_map(places, some_labels, kind="digit", title=name, axis_names=None, ax=ax)
figures.show(axes, "Each picture as its digit. On which map do equal digits lie together?")

# %% [markdown]
r"""
On t-SNE's map, 93 % of the pictures have a nearest neighbour of the same digit; with the code 69 %, with PCA 57 %. Two measures without labels:

**Trustworthiness** is lower the more strangers a map puts among a picture's 10 nearest neighbours: pictures that are no neighbours in pixels. 1 is best. For the large arrangement, sort all pairs of pictures by distance, in pixels and on the map. A **rank correlation** of 1 means the same order. Random places show what both are worth.
"""

# %%
starts = [np.random.default_rng(seed).normal(size=(300, 2)) for seed in range(2)]
all_maps = {
    "PCA": [plane],
    "code, 4 seeds": [codes[:300] for codes in spaces["code, 2"]],
    "t-SNE, 3 starts": [maps["t-SNE"], *map(tsne, starts)],
    "random places": starts[:1],
}
print(f"{'':15}  {'trustworthiness':19}  {'order':19}  k-means ARI")
for name, places in all_maps.items():
    trust = spread(trustworthiness(some, place, n_neighbors=10) for place in places)
    order = spread(spearmanr(pdist(some), pdist(place))[0] for place in places)
    ari = spread(adjusted_rand_score(some_labels, groups_of(place)) for place in places)
    print(f"{name:15}  {trust:19}  {order:19}  {ari}")
in_pixels = (adjusted_rand_score(some_labels, groups_of(some, seed=seed)) for seed in range(5))
print(f"in pixels, 5 seeds of k-means: ARI {spread(in_pixels)}")

# %% [markdown]
r"""
t-SNE keeps neighbours best, the code comes second. But t-SNE saw these 300 pictures, the encoder did not. k-means even finds the digits better on t-SNE's map than in pixels. The large arrangement is kept best by PCA, and well by none.

## Place a new picture

**Predict:** new pictures come in. Which of the three can place them on its map? And which can draw what lies at a place?
"""

# %%
new, pca = x[:8], PCA(2).fit(train_x)
drawn = {
    "new": new,
    "PCA": pca.inverse_transform(pca.transform(new)),
    "code": decoder(encoder(new)).numpy(),
}
title = "PCA can place new pictures too, but draws blurs"
caption = "The first row is new. Below it is what each method draws from two numbers."
figures.show(figures.picture_rows(drawn, (8, 8), originals="new", title=title), caption)
print("t-SNE can place a new picture:", hasattr(TSNE, "transform"))


def recognised(train_places, places):
    judge = KNeighborsClassifier(n_neighbors=10).fit(train_places, train_labels)
    return judge.score(places, labels)


encoders = [model.layers[0] for model in narrow]
by_code = [recognised(encode(train_x).numpy(), encode(x).numpy()) for encode in encoders]
print(f"digit guessed from 10 neighbours: code, 2 {spread(by_code, 3)}")
print(f"PCA, 2 {recognised(pca.transform(train_x), pca.transform(x)):.3f}")
print(f"64 pixels {recognised(train_x, x):.3f}, always one digit {np.mean(labels == 1):.3f}")

# %% [markdown]
r"""
This is where the code helps. scikit-learn's t-SNE has to begin again for a new picture. PCA places it too, but draws a blur. The encoder has placed 600 that it never saw, and its two numbers tell more about the digit than PCA's two. All pixels tell more still.
"""

# %% [markdown]
r"""
## What we have seen

- With 2 numbers, codes keep neighbours and digits better than PCA; PCA keeps far distances better. With 16, codes find groups no better than PCA or pixels.
- A silhouette can prefer the wrong groups.
- Density methods depend on a distance that you must choose.
- Two trainings give two groupings. Compare them before you believe one.
- t-SNE keeps neighbours best, but has no encoder and no decoder.

Now you: [seven exercises](exercises/05_groups.ipynb) ([solutions](solutions/05_groups.ipynb)). Next: [noise](06_noise.ipynb).
"""
