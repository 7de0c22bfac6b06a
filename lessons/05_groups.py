# %% [markdown]
r"""
# 5. Look for groups without labels

At the end you have a map of handwritten digits that a network drew without labels. You have walked over it, and you know how far you can trust such a map.

You will be able to

- draw codes as a map, beside what the decoder makes of each place of it;
- look for groups with k-means and with a density method, and look at what they found;
- judge groups with labels and without, and say when a measure misleads;
- ask whether two runs find the same groups;
- say what a t-SNE map shows, what its perplexity does, and what it cannot do.

**Time:** 40 minutes

**You need:** [lesson 4](04_code_size.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, many_runs, map_measures, measures
from autoenc_lessons import models, seed_everything, tables

from itertools import combinations

import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.cluster import DBSCAN, KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, Isomap, trustworthiness
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import NearestNeighbors

seed_everything(0)

# %% [markdown]
r"""
## Train a narrow and a wide code

The search for groups without labels is called **clustering**. In lesson 1, k-means found the two groups of blobs in the code. It found them in a single feature too, so that proved little. Ten digits are harder.

We hold back 600 pictures, and look for groups among these. On the other pictures we train two kinds of networks: 64 pixels → 64 → 32 → 2 code units, and the same with 16 code units. We use the labels only to spread the digits evenly over both parts. Then they wait until we judge.
"""

# %%
pictures, digits = datasets.load("digits")
parts = train_test_split(pictures, digits, test_size=600, stratify=digits, random_state=0)
train_x, x, train_labels, labels = parts


def build(latent_dim):
    autoencoder = models.dense_autoencoder((64, 64, 32, latent_dim), activation="tanh")[2]
    rate = keras.optimizers.schedules.CosineDecay(0.01, decay_steps=2000)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return autoencoder


# %% [markdown]
r"""
One run proves little. So we train the narrow network from eight seeds, and the wide one from four. `many_runs.train` does for each seed what `fit` does: 2000 steps of 100 pictures.

**Predict:** PCA with as many numbers is the rival. Who copies held-out pictures better?
"""

# %%
run = {"steps": 2000, "batch_size": 100, "progress": True}
narrow = many_runs.train(lambda: build(2), train_x, seeds=range(8), **run)
wide = many_runs.train(lambda: build(16), train_x, seeds=range(4), **run)

# %%
copiers = {"2 code units": narrow, "16 code units": wide}
errors = {"held-out error": lambda model: measures.reconstruction_error(x, model(x))}
tables.score_table(copiers, errors, digits=4)
print(f"PCA: with 2 {measures.pca_error(x, 2):.4f}, with 16 {measures.pca_error(x, 16):.4f}")

# %% [markdown]
r"""
The first number is the median of all runs; the brackets say from where to where the runs reach. Both kinds of networks copy held-out pictures better than PCA does, even though we let PCA look at these very pictures.

## Draw the map

Two numbers are a place on a **map**. On the left, each held-out picture is drawn as its digit, at the place of its code (seed 0). On the right, the decoder draws what it makes of a regular grid of codes. Grey shows where no code lies, neither of a training picture nor of a held-out one.

**Predict:** which digits will be neighbours? And what does the decoder draw where no code lies?
"""

# %%
encoder, decoder = narrow[0].layers
codes = encoder(x).numpy()
grid = figures.code_grid(encoder(pictures).numpy(), cells=12)
drawn = decoder(grid.codes).numpy().reshape(-1, 8, 8)

# %%
_, (left, right) = plt.subplots(1, 2, figsize=(8, 4.2))
title = "3, 5 and 9 crowd together"
figures.labelled_map(codes, labels, kind="digit", limits=grid.limits, title=title, ax=left)
figures.decoder_grid(drawn, grid, title="The decoder draws in holes, too", ax=right)
figures.show((left, right), "Each place on the left is decoded on the right. Grey marks holes.")

# %% [markdown]
r"""
0, 2, 4 and 6 have places of their own. 3, 5 and 9 crowd together near the bottom, and the 7s lie in the middle of all. The 8s are spread over half the map, from the 1s at the top down to the 3s. Most 1s lie at the top, a few at the far left, where the decoder draws them with a foot. Places side by side decode to pictures that look alike.

The grey places are **holes**: no code lies there. The decoder draws something even there.

**Predict:** does it draw worse pictures in the holes? We compare each drawn picture with the nearest real one among the training pictures.
"""


# %%
def in_and_out(encode, decode):
    grid = figures.code_grid(encode(pictures), cells=12)
    errors = map_measures.nearest_errors(decode(grid.codes), train_x)
    return np.median(errors[~grid.is_hole]), np.median(errors[grid.is_hole])


# layers[0] is the encoder, layers[1] the decoder.
pairs = [in_and_out(*model.layers) for model in narrow]
inside, outside = zip(*pairs, strict=True)
columns = {"where codes lie": {"decoder": inside}, "in the holes": {"decoder": outside}}
tables.table(columns, digits=4)
print(f"held-out pictures: {np.median(map_measures.nearest_errors(x, train_x)):.4f}")

# %% [markdown]
r"""
Where codes lie, the decoder draws pictures that are about as near to a real one as held-out pictures are. In the holes, they are farther away. A decoder does not say that it has never been there: it invents.

## Walk over the map

**Predict:** walk straight from the 0s to the 6s (A), and from the 0s to the 1s at the top (B). Where do you cross pictures that are no digit?

In the live figure, drag the two rings. Under each picture stands the digit of the nearest code, or *hole*. Can you find a way from the 2s to the 6s on which each stop is a digit?
"""

# %%
title = "To the 6s, each stop is a digit; to the 1s, half look like blends"
caption = "Each column is a walk, from the 0s at its bottom. The dots on the map are its stops."
shown = {"image_shape": (8, 8), "title": title, "caption": caption}
explorers.walk(encoder, decoder, x, labels, [(0, 6), (0, 1)], **shown)

# %% [markdown]
r"""
Way A crosses a place where no held-out code lies, yet each stop looks like a 0 or a 6. On way B, codes lie all the way, yet to our eyes about half of the stops are blends: no digit that anybody would write. So a hole need not be bad, and a crowded place need not be good. Lessons 9 and 10 come back to such walks.

## Look for ten groups

We ask k-means for 10 groups. The adjusted Rand index (**ARI**, lesson 1) compares them with the digits: 0 is chance, 1 is perfect.

**Predict:** will 16 code units beat 64 pixels? And will 2 code units beat PCA's 2 numbers, and those of Isomap (lesson 3)?
"""

# %%
# The first two of PCA's 16 numbers are those of a PCA with two.
pca_numbers = PCA(16).fit(train_x).transform(x)
isomap = Isomap(n_neighbors=10).fit(train_x)
spaces = {
    "64 pixels": [x],
    "PCA, 16": [pca_numbers],
    "code, 16": [model.layers[0](x).numpy() for model in wide],
    "PCA, 2": [pca_numbers[:, :2]],
    "Isomap, 2": [isomap.transform(x)],
    "code, 2": [model.layers[0](x).numpy() for model in narrow],
}


# %%
def k_means(points, n_groups=10, seed=0):
    # Tiny random numbers decide between equal distances, in the same way on every computer.
    tiny = 1e-7 * np.random.default_rng(0).normal(size=points.shape)
    return KMeans(n_groups, n_init=10, random_state=seed).fit(points + tiny)


# %%
grouped = {}
for name, runs in spaces.items():
    # Pixels, PCA and Isomap have no training. So there, five seeds of k-means make the runs.
    runs = runs if name.startswith("code") else runs * 5
    grouped[name] = [k_means(points, seed=seed).labels_ for seed, points in enumerate(runs)]
tables.score_table(grouped, {"ARI": lambda groups: adjusted_rand_score(labels, groups)})

# %% [markdown]
r"""
With 16 numbers, the median code is **no better** than PCA, and neither beats the pixels. Better copies are not better groups.

With 2 numbers, each of the eight codes beats PCA here, though the worst of them by little: 0.43 against 0.40. (With other pictures held out, the worst code may lose.) Isomap's two beat the median code. So a code is not the best way to two numbers. But it comes with a decoder, and now we use that.

## See what k-means found

A score hides which digits were found. The decoder can draw the centre of each group. Beside it we count the digits of the group.

**Predict:** look at the map once more. Which digits will share a group?
"""

# %%
found = k_means(codes)
centres = decoder(found.cluster_centers_).numpy()
title = "3s and 9s share a group; 2s and 4s are cut in two"
axes = figures.group_table(found.labels_, labels, centres, (8, 8), title=title)
figures.show(axes, "Each row is a group. A perfect search would fill only the diagonal.")

# %% [markdown]
r"""
k-means finds the 0s, 1s, 6s and 7s. It puts nearly all 3s and 9s into one group, with many 5s and 8s, and its centre looks a bit like each of them. That leaves two groups too many, so k-means cuts the 2s and the 4s in two. No group belongs to the 8s, which lie all over the map.

Can one judge groups without labels?

## Judge without labels

The **silhouette** of a point compares its distance to its own group with that to the next group. 1 means far apart, and 0 between two groups. Below 0, the point is nearer to another group.

**Predict:** what gets the better mean silhouette, the groups of k-means or the true digits?
"""

# %%
silhouettes = {
    "groups of k-means": lambda points: silhouette_score(points, k_means(points).labels_),
    "true digits": lambda points: silhouette_score(points, labels),
}
tables.score_table(spaces, silhouettes)
scores = [silhouette_score(codes, k_means(codes, number).labels_) for number in range(7, 14)]
print("7 to 13 groups, code of seed 0:", *(f"{score:.2f}" for score in scores))

# %% [markdown]
r"""
For k-means' groups, the silhouette puts two numbers far ahead (Isomap's 0.49, the code's 0.48) and the pixels last; ARI puts the pixels first. So compare silhouettes **only within one space**.

Even there it misleads. In each space it likes k-means' groups better than the true digits, for it rewards round, tight groups, and k-means looks for just these. It says which grouping is tighter, not which is true.

Often one tries several numbers of groups, and takes the one with the best silhouette. The last line shows how little that helps here: the values are nearly equal, and 10 does not stand out. If no number stands out, say so.
"""

# %% [markdown]
r"""
## Look for dense places

A **density method** looks for crowded places of any shape. For **DBSCAN**, a point is crowded if 5 points, itself included, lie within a distance that you choose. Crowded points within this distance of each other make a group. A point that is near to no crowded point is in no group: DBSCAN calls it **noise**.

Nobody tells us the distance. So we try many, at which from 30 to 95 % of the pictures are crowded. ARI counts the noise as one more group.

**Predict:** what happens to the noise, and to the number of groups, when the distance grows?
"""


# %%
def dense_groups(points, crowded):
    # kneighbors leaves the point itself out, so its fourth neighbour is the fifth point.
    to_fifth = NearestNeighbors(n_neighbors=5).fit(points).kneighbors()[0][:, -2]
    return DBSCAN(eps=np.quantile(to_fifth, crowded / 100)).fit_predict(points)


crowded, dense = np.arange(30, 100, 5), {}
print("crowded, %:      ", *crowded)
for name in ("64 pixels", "code, 2"):
    dense[name] = [dense_groups(spaces[name][0], share) for share in crowded]
    print(f"{name:9} groups:", *(len(set(groups) - {-1}) for groups in dense[name]))

# %%
_, panels = plt.subplots(1, 2, figsize=(8, 3.6), sharey=True)
look = {"xlabel": "crowded pictures (%)", "ylabel": "ARI, share of noise", "yscale": "linear"}
for (name, runs), ax in zip(dense.items(), panels, strict=True):
    by_k_means = adjusted_rand_score(labels, grouped[name][0])
    curves = {"ARI of k-means": [by_k_means] * len(crowded)}
    curves["ARI of DBSCAN"] = [adjusted_rand_score(labels, groups) for groups in runs]
    curves["noise"] = [np.mean(groups == -1) for groups in runs]
    figures.lines(crowded, curves, title=f"{name}: k-means is ahead", ax=ax, **look)
figures.show(panels, "Less noise costs groups, until nearly all pictures are in one.")

# %% [markdown]
r"""
It is a trade-off. A small distance calls half of the pictures noise. With a large one, the groups run together: in pixels, at 80 %, there are three, and ARI is near 0. At no distance does DBSCAN agree with the digits as well as k-means. It serves where empty space parts the groups; in pixels and in this code, digits run into each other.

## Do two runs find the same groups?

Two runs can have equal scores and different groups. So we compare the groups of two runs, again by ARI. As a control, we group the codes of each run twice, from two seeds of k-means.

**Predict:** do two trainings agree better with each other than with the digits?
"""

# %%
pairs = {}
for name in ("code, 16", "code, 2"):
    again = [k_means(points, seed=9).labels_ for points in spaces[name]]
    pairs[f"{name}, two trainings"] = combinations(grouped[name], 2)
    pairs[f"{name}, one grouped twice"] = zip(grouped[name], again, strict=True)
tables.score_table(pairs, {"ARI": lambda pair: adjusted_rand_score(*pair)})

# %% [markdown]
r"""
Two trainings of the narrow code agree hardly better with each other than with the digits, those of the wide code a little better, though all saw the same pictures. k-means has a small part in that: grouped twice, the median run agrees with itself nearly perfectly.

So train again before you name a group.
"""

# %% [markdown]
r"""
## Draw the famous map

**t-SNE** makes a map without a network. Each picture gets a place, and the places move until neighbours in pixels are neighbours on the map.

Its **perplexity** is about how many neighbours each picture tries to keep. Nobody tells us that number either; 30 is usual. We draw 300 of the pictures with three perplexities. The other settings are gentler than scikit-learn's own: no early exaggeration, a learning rate of 5, 400 steps. With them, rounding errors stay small, and each computer draws the same map.

**Predict:** what will a small perplexity show, and what a large one?
"""

# %%
some, some_labels = x[:300], labels[:300]
how = {"early_exaggeration": 1, "learning_rate": 5, "max_iter": 400, "method": "exact"}
how["init"] = pca_numbers[:300, :2] / pca_numbers[:300, 0].std()
t_sne = {p: TSNE(perplexity=p, **how).fit_transform(some) for p in (5, 30, 100)}
shown = {f"perplexity {p}": places for p, places in t_sne.items()}
axes = figures.labelled_maps(shown, some_labels, kind="digit")
figures.show(axes, "Per cent: equal digits side by side. They hardly change. What does?")

# %% [markdown]
r"""
With perplexity 5, digits fall into small clumps, drawn over each other: each keeps only its closest neighbours. With 100, a third of all pictures count as neighbours, and the digits spread more evenly. How often the nearest neighbour is an equal digit hardly changes. The number of clumps, their width and their distance do: the 5s lie in two pieces, near each other on the first map and far apart on the last. (More steps move the pieces, too.) So do not read these from a t-SNE map.

Now we lay t-SNE's map beside the maps of PCA and of the code.

**Predict:** on which map does a digit most often have an equal one as its nearest neighbour?
"""

# %%
maps = {name: [p[:300] for p in runs] for name, runs in spaces.items() if ", 2" in name}
maps["t-SNE"] = [t_sne[30]]
shown = {name: maps[name][0] for name in ("PCA, 2", "code, 2", "t-SNE")}
title = "t-SNE keeps equal digits together best"
axes = figures.labelled_maps(shown, some_labels, kind="digit", title=title)
figures.show(axes, "Per cent: whose nearest neighbour on the map is the same digit.")

# %% [markdown]
r"""
`alike` is the share from the picture. The two other measures need no labels. **Trustworthiness** is lower the more strangers a map puts among a picture's 10 nearest neighbours: pictures that are no neighbours in pixels. 1 is best. For the large arrangement, we sort all pairs of pictures by distance, in pixels and on the map. A rank correlation of 1 means that both orders are the same. Random places show what each measure is worth.
"""

# %%
kept = {
    "alike": lambda places: measures.neighbour_share(places, some_labels),
    "trustworthiness": lambda places: trustworthiness(some, places, n_neighbors=10),
    "order of distances": lambda places: map_measures.distance_order(some, places),
}
others = {"64 pixels": [some], "random": [np.random.default_rng(0).normal(size=(300, 2))]}
tables.score_table(maps | others, kept)
print(f"alike, code of seed 0, of all 600: {measures.neighbour_share(codes, labels):.3f}")

# %% [markdown]
r"""
t-SNE keeps neighbours best, nearly as well as the pixels. The codes and Isomap come next; seed 0, drawn above, is the worst of the eight codes: 69 % alike. (Of all 600 pictures it is 72.5 %: these 300 happen to be harder than the others.) But t-SNE placed just these 300 pictures, while the encoders and Isomap never saw them. No map keeps the large arrangement well.

**UMAP** is a younger map of t-SNE's kind, quicker with many samples.

## Place new pictures

**Predict:** new pictures come in. Which of the four methods can place them on its map? And do the places say which digit it is?

We guess each held-out picture's digit by a vote of the 10 nearest training pictures on the map.
"""


# %%
def guessed(encode):
    return map_measures.guessed_share(encode(train_x), train_labels, encode(x), labels)


encoders = {"code": [model.layers[0] for model in narrow], "Isomap": [isomap.transform]}
encoders |= {"PCA": [PCA(2).fit(train_x).transform], "64 pixels": [np.copy]}
tables.score_table(encoders, {"digits guessed": guessed}, digits=3)
print("t-SNE can place a new picture:", hasattr(TSNE, "transform"))

# %% [markdown]
r"""
This is where the code helps. scikit-learn's t-SNE has to begin again for a new picture. PCA places it, but its place tells less about the digit, and PCA's copy is worse. Here Isomap places new pictures about as well as the median code does, but it cannot draw. The network does both: its encoder places new pictures, and its decoder draws each place of the map.

All 64 pixels tell more than any two numbers. If you only want to recognise digits, do not squeeze them.
"""

# %% [markdown]
r"""
## What we have seen

- With 2 numbers, codes keep digits together better than PCA does; Isomap's groups are a little better still. With 16, codes find groups no better than PCA or pixels.
- A score hides what was found: look at the centres and at the table.
- A silhouette can prefer the wrong groups. DBSCAN depends on a distance, t-SNE on a perplexity, and nobody tells you either.
- Two trainings give two groupings. Compare them before you believe one.
- t-SNE keeps neighbours best, but has no encoder and no decoder.
"""

# %% [markdown]
r"""
## Who thought of it

- P. J. Rousseeuw, 1987: *Silhouettes: a graphical aid to the interpretation and validation of cluster analysis*, Journal of Computational and Applied Mathematics 20 ([doi](https://doi.org/10.1016/0377-0427%2887%2990125-7)).
- M. Ester, H.-P. Kriegel, J. Sander and X. Xu, 1996: *A density-based algorithm for discovering clusters in large spatial databases with noise*, KDD-96. This is DBSCAN.
- L. van der Maaten and G. Hinton, 2008: *Visualizing data using t-SNE*, Journal of Machine Learning Research 9.

To read on, with maps that move: M. Wattenberg, F. Viégas and I. Johnson, 2016: *How to use t-SNE effectively*, Distill ([doi](https://doi.org/10.23915/distill.00002)).

Now you: [seven exercises](exercises/05_groups.ipynb) ([solutions](solutions/05_groups.ipynb)). Next: [noise](06_noise.ipynb).
"""
