# %% [markdown]
r"""
# 6. Clean up noise

At the end you have networks that turn damaged pictures into clean ones. You know which simple methods they beat, which methods beat them, and what they invent where they cannot know.

You will be able to

- train a network towards other pictures than those that it gets, in Keras;
- compare it fairly with the best linear map;
- say why its repairs are a little blurred, and why it needs no clean pictures;
- say what a convolution does, and show where it helps;
- test a network on damage that it has never seen.

**Time:** 45 minutes

**You need:** [lesson 4](04_code_size.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import damage, datasets, explorers, figures, many_runs
from autoenc_lessons import seed_everything, tables

import keras
import numpy as np
from keras import layers
from scipy.ndimage import correlate, median_filter
from sklearn.linear_model import Ridge
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.neighbors import NearestNeighbors

seed_everything(0)

# %% [markdown]
r"""
## Damage some pictures

We take MNIST's digits and average each block of 2 × 2 pixels, as in lesson 4: 14 × 14 pixels are left, enough to read. 2000 pictures train, 500 choose, and 500 are the test set.

If we damage a picture ourselves, we know the right answer: the clean picture. We try three kinds of damage.

- **Noise** is a random number, added to each pixel. (DBSCAN in lesson 5 means something else by it.) Ours has mean 0 and standard deviation 0.4.
- *Blur* smears: each pixel becomes a weighted mean of its neighbours.
- A grey square *hides* 6 × 6 pixels.

**Predict:** how large is the mean squared error of the noisy pictures?
"""

# %%
mnist, _ = datasets.load("mnist")
mnist = mnist.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
order = np.random.default_rng(0).permutation(len(mnist))[:3000]
x_train, x_val, x_test = np.split(mnist[order], [2000, 2500])
kinds = {"noise": damage.noise, "blur": damage.blur, "hidden": damage.hide}
damaged = {kind: spoil(x_test, seed=1) for kind, spoil in kinds.items()}

# %%
made = damaged | {"mean picture": np.tile(x_train.mean(axis=0), (500, 1))}
ax = figures.repair_rows(x_test, made, (14, 14), title="Noise makes the largest error")
figures.show(ax, "At the end of a row: the mean squared error of all 500 test pictures.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

About 0.4² = 0.16. What is wrong with a pixel is its noise. The mean square of numbers with mean 0 is their variance, the square of the standard deviation.

</details>

The last row is the rival that knows nothing: the mean training picture, the same for all. Its error is a third of the noise's.

## The best linear map

A *linear map* makes each repaired pixel as a weighted sum of all damaged pixels. A **filter** that smooths is such a map, and so is PCA's copy. So we look for the best of all linear maps.
"""

# %% [markdown]
r"""
We fit it to *pairs*: a damaged picture and its clean one. Each training picture is damaged eight times, each time with new noise. That makes 16000 pairs.

The exact way to the best map is **ridge regression**. It also keeps the weights small, and a *strength* says how much that counts. To hold weights back is called **regularisation**; it helps against overfitting. The validation set chooses the strength.

**Predict:** what happens to the error if the strength is far too large?
"""


# %%
def training_pairs(spoil, n_copies=8, seed=100):
    noisy = [spoil(x_train, seed + number) for number in range(n_copies)]
    return np.concatenate(noisy), np.tile(x_train, (n_copies, 1))


repairs, tried = {}, {}
for kind, spoil in kinds.items():
    noisy, clean = training_pairs(spoil)
    maps = {10.0**k: [Ridge(10.0**k).fit(noisy, clean).predict] for k in (-4, -2, 0, 2, 4)}
    tried[kind] = many_runs.errors(maps, spoil(x_val, seed=2), x_val)
    repairs[kind] = {"linear map": maps[min(maps, key=tried[kind].get)]}

# %%
names = {"xlabel": "strength of the regularisation", "ylabel": "validation error"}
ax = figures.spread_lines(list(maps), tried, title="The line for blur has no valley", **names)
figures.show(ax, "Each dot is a linear map. Where is each line lowest?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

It rises: the map may no longer have the weights that it needs.

</details>

Noise and hidden squares have a wide, flat valley. For blur, the lowest point lies at the left edge. **A choice at the edge is no choice: widen the grid.**

How far? In a blurred picture, each pixel is a weighted sum of clean ones, and nothing random is in it. So we can go to the end, to strength 0: other weighted sums (the *inverse* of a matrix) undo the blur exactly.

**Predict:** how large is the error of this exact map? And if the blurred shades are first rounded to steps of 1/255, as in a picture file?
"""

# %%
undo = np.linalg.inv(damage.blur(np.eye(196)))
for blurred in (damaged["blur"], np.round(255 * damaged["blur"]) / 255):
    print(f"error of the exact map: {np.mean((blurred @ undo - x_test) ** 2):.1f}")

# %% [markdown]
r"""
<details><summary>Answer</summary>

It is 0 without rounding, and huge with it.

</details>

The huge weights of the exact map make the smallest mistake huge. To hold weights back protects against that. We go on with the leftmost map of the picture.

## Train towards the clean picture

A **denoising autoencoder** gets the damaged picture and is trained towards the clean one, its *target*. Ours has two hidden layers of 128 units.

Where is the code? There is none: no layer is a narrow middle. In lesson 4, the narrow middle kept the network from copying pixel by pixel. Here the damage does: a mere copy keeps the noise.
"""


# %%
def dense():
    return [layers.Dense(128, "silu"), layers.Dense(128, "silu"), layers.Dense(196)]


def build(make_layers, steps):
    network = keras.Sequential([keras.Input((196,)), *make_layers()])
    rate = keras.optimizers.schedules.CosineDecay(0.01, steps)
    network.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return network


stages = [("damaged", (14, 14)), ("hidden", 128), ("hidden", 128), ("repaired", (14, 14))]
ax = figures.architecture(stages, step_names=["Dense"] * 3, title="No narrow middle")
figures.show(ax, "196 pixels go in, and 196 come out. No layer holds a short code.")

# %% [markdown]
r"""
In Keras, denoising is one line: `fit` takes the damaged pictures first, and then the clean ones as targets. In mini-batches of 64, an epoch of 16000 pairs has 250 steps.

We begin with hidden squares, from two seeds, for one epoch. The table shows the error on the training pairs and on the test set.

**Predict:** the network bends, and has more parameters than the linear map. Will it be ahead?
"""


# %%
def show_errors(kind, family):
    own = many_runs.errors(family, *training_pairs(kinds[kind]))
    new = many_runs.errors(family, damaged[kind], x_test)
    tables.table({f"{kind}: training pairs": own, "test": new}, digits=4)


noisy, clean = training_pairs(damage.hide)
short = []
for seed in range(2):
    keras.utils.set_random_seed(seed)
    short.append(build(dense, steps=250))
    short[-1].fit(noisy, clean, epochs=1, batch_size=64, verbose=0)
show_errors("hidden", repairs["hidden"] | {"network, 1 epoch": short})

# %% [markdown]
r"""
<details><summary>Answer</summary>

No: the linear map is better.

</details>

Should we write that linear maps are better at hidden squares? Remember the two numbers of lesson 4. The network is worse than its rival **on its own training pairs**, too. So it does not know them by heart; it was trained too little. A comparison after too few steps is a fact about the steps.

We train again, on all three kinds of damage, for six epochs: 1500 steps. `many_runs.train` does what `fit` does, and is quicker for several runs.

**Predict:** where will the network be ahead now?
"""


# %%
def train(pairs, make_layers=dense, **more):
    how = {"steps": 1500, "batch_size": 64, "use_xla": True} | more
    return many_runs.train(lambda: build(make_layers, 1500), pairs[0], targets=pairs[1], **how)


for kind, spoil in kinds.items():
    repairs[kind]["network"] = train(training_pairs(spoil))
    show_errors(kind, repairs[kind])

# %% [markdown]
r"""
<details><summary>Answer</summary>

Against noise, by about a fifth, and on hidden squares.

</details>

Against blur it is far behind, also on its own pairs. Where damage is linear and nothing in it is random, take a linear map.

Two live figures follow. In the first, draw a digit; the network for noise cleans it. **Try** one in the middle, then one in a corner, then a letter. What does the network make of them?

In the second, change the damage and its strength. One network was trained for noise of 0.4, the other for squares of 6 pixels. **Look for** a strength at which it is better to do nothing.
"""

# %%
explorers.clean_digit(repairs["noise"]["network"][0], x_test, image_shape=(14, 14))

# %%
with_noise = {level: damage.noise(x_test, 1, level) for level in (0.05, 0.1, 0.2, 0.4, 0.8)}
hidden = {side: damage.hide(x_test, 1, side) for side in (0, 2, 4, 6, 8)}
methods = {f"{name} for noise": runs[0] for name, runs in repairs["noise"].items()}
methods["network for hidden"] = repairs["hidden"]["network"][0]
turned_up = {"noise": with_noise, "hidden": hidden}
explorers.repairs(x_test, turned_up, methods, (14, 14), title="More noise, more guesses")

# %% [markdown]
r"""
Where noise is weak, a repair that was made for strong noise spoils more than it mends.

## The best guess is a mean

Repairs are soft. Is the network too weak? Several clean pictures may fit a damaged one. In squared error, **the best guess is the mean of all clean pictures that fit**, each counted by how likely it is. And a mean of sharp pictures is soft.

Let us do that without a network: we take the mean of all 2000 training pictures. The further one is from the noisy picture, the less it counts. A *width* says how fast that falls.

**Predict:** the linear map has a test error of 0.0210, the network 0.0172. And the mean?
"""


# %%
def error_of_mean(clean, seed, width):
    weights = rbf_kernel(damage.noise(clean, seed), x_train, 1 / (2 * width**2))
    return np.mean((weights @ x_train / weights.sum(axis=1, keepdims=True) - clean) ** 2)


for width in (0.4, 0.5, 0.75, 1.0):
    val, test = (error_of_mean(x, seed, width) for x, seed in ((x_val, 2), (x_test, 1)))
    print(f"width {width:<4}  validation {val:.4f}  test {test:.4f}")

# %% [markdown]
r"""
<details><summary>Answer</summary>

The mean is as good as the network.

</details>

That is what the network has learned: such a mean, but without keeping 2000 pictures. (Why not the width of the noise, 0.4? It would be right if the true picture were among the 2000.)

Now we hide the right half of each digit.

**Predict:** what will a network draw where two digits are possible? One rival takes the right half that belongs to the nearest left half; another, the mean of the ten nearest.
"""

# %%
half = damage.hide_half(x_test)
finder = NearestNeighbors(n_neighbors=10).fit(damage.hide_half(x_train))
near = x_train[finder.kneighbors(half)[1]]
made = {"half": half, "nearest": near[:, 0], "mean of 10": near.mean(axis=1)}
made["network"] = train(training_pairs(damage.hide_half), seeds=[0])[0](half).numpy()
made = {name: np.where(half == damage.GREY, guess, x_test) for name, guess in made.items()}
ax = figures.repair_rows(x_test, made, (14, 14), title="The network blends all that fits")
figures.show(ax, "The left halves are given. Which rows hold grey strokes?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

It draws blends in grey, as the mean of ten does.

</details>

The nearest neighbour's halves are sharp, and some belong to another digit; its error is the largest of the three. The mean of ten is soft, and much better in squared error. The network is best. So it blurs because we asked for the smallest *squared* error, not because it is weak.
"""

# %% [markdown]
r"""
## Never show it a clean picture

Where would one get clean pictures, if the camera is bad? Now the target is *another noisy copy* of the same picture: the network never sees a clean one. (There are 16 pairs of each picture.) Two controls stand beside it. One has as its target *the same* noisy copy that it gets. The other has clean targets, but only *one* noisy copy of each picture, so the noise is never new.

**Predict:** compared with the linear map, whose test error is 0.0210, how good will each of the three be?
"""

# %%
noisy, other = (training_pairs(damage.noise, 16, seed)[0] for seed in (100, 200))
pairs = {"another noisy copy": (noisy, other), "the same copy": (noisy, noisy)}
pairs["clean, 1 noisy copy"] = training_pairs(damage.noise, n_copies=1)
family = {name: train(pair) for name, pair in pairs.items()}
own = {name: many_runs.errors({0: family[name]}, *pairs[name])[0] for name in family}
new = many_runs.errors(family, damaged["noise"], x_test)
tables.table({"to their targets": own, "test, to clean pictures": new}, digits=4)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Towards another noisy copy: better than the linear map. Both controls are worse.

</details>

The noise of the target has mean 0 and has nothing to do with the noise of the input. So nobody can guess it: the error to the targets stays above 0.16. The best guess of a noisy target is the same mean of clean pictures as before.

The first control learns to copy noise. The second one overfits: it knows its own noise by heart. New noise costs nothing, and it is the best medicine. (With few noisy targets, these are learned by heart, too: try 2 copies.)
"""

# %% [markdown]
r"""
## Look through a small window

A **convolution** lays a small window of weights on each place of a picture and writes down the weighted sum. The window below is the same at each place. It has weights -1 on its left, 1 on its right and 0 between them.

**Predict:** where is its answer positive (blue), where negative (orange)?
"""

# %%
window = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
answers = correlate(x_test[:6].reshape(-1, 14, 14), window[None], mode="constant")
rows = {"picture": x_test[:6], "answer": answers.reshape(-1, 196)}
title = "The left edge of each stroke is blue, the right edge orange"
ax = figures.picture_rows(rows, (14, 14), signed=True, title=title)
figures.show(ax, "Above, a stroke is blue and the ground white (0). Below, white is 0, too.")

# %% [markdown]
r"""
A convolutional layer has many windows and *learns* their weights. `Conv2D(16, 3, strides=2)` has 16 windows of 3 × 3.

- Each makes a picture of its own: a *map*, in papers a **channel** or *feature map*.
- `strides=2` moves a window by 2 pixels, so its map has 7 × 7 places instead of 14 × 14.
- In the next layer, each window looks at all 16 maps at once.

**Conv2DTranspose** is the way back: each number of a small map paints a window of weights into a larger one. Where these overlap, they add up.

(`padding="same"` adds zeros around a picture, so that a window fits on its edge.)
"""


# %%
def convolutional():
    down = layers.Conv2D(16, 3, strides=2, padding="same", activation="silu")
    again = layers.Conv2D(32, 3, strides=2, activation="silu")
    up = layers.Conv2DTranspose(16, 3, strides=2, activation="silu")
    out = layers.Conv2DTranspose(1, 3, strides=2, padding="same")
    return [layers.Reshape((14, 14, 1)), down, again, up, out, layers.Flatten()]


# %%
shapes = {"damaged": (14, 14), "maps": (7, 7, 16), "small maps": (3, 3, 32)}
stages = [*shapes.items(), ("maps", (7, 7, 16)), ("repaired", (14, 14))]
steps = ["Conv2D"] * 2 + ["Conv2D Transpose"] * 2
ax = figures.architecture(stages, step_names=steps, title="Two convolutions down, two up")
figures.show(ax, "Down: fewer places, more maps. Up: the other way.")

conv = train(training_pairs(damage.noise), convolutional, use_xla=False)
print(f"parameters: dense {short[0].count_params()}, convolutional {conv[0].count_params()}")

# %% [markdown]
r"""
It has a seventh of the dense network's parameters, for one window serves all places. That makes a promise: what it has learned at one place, it can do at others.

## Move the digits

All training digits stand in the middle. We move the test digits to the right by up to 3 pixels, and then add noise. Nobody is trained anew, but for one control: a dense network whose training digits were moved, too.

**Predict:** who suffers most, and who least?
"""

# %%
targets = np.concatenate([damage.move(x_train, by) for by in (0, 1, 2, 3) * 2])
rivals = {"linear map": repairs["noise"]["linear map"], "dense": repairs["noise"]["network"]}
rivals["dense, trained on moved"] = train((damage.noise(targets, seed=3), targets))
rivals["convolutional"] = conv

tests = {by: damage.move(x_test, by) for by in range(4)}
tests = {by: (damage.noise(test, seed=1), test) for by, test in tests.items()}
errors = many_runs.errors_over(rivals, tests)
curves = {name: [np.median(runs) for runs in by.values()] for name, by in errors.items()}
names = {"xlabel": "moved by (pixels)", "ylabel": "mean squared error", "yscale": "linear"}
title = "Convolution suffers least from moves that it never saw"
figures.show(figures.lines(range(4), curves, title=title, **names), "Which lines stay low?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Most: the dense network; its error more than triples. That of the convolutional network grows by less than half.

</details>

A dense layer has weights of its own for each pixel: what it knows about one place is of little use at the next. If you *know* that digits will move, train on moved ones: then a dense network is even better at 3 pixels, but worse in the middle.

## Damage of another kind

**Speckles** turn 15 % of the pixels black or white. No network was trained for them. A *median filter* is made for them: each black or white pixel becomes the median of the 3 × 3 pixels around it.

**Predict:** who fails worst, and on what?
"""


# %%
def median(shown):
    medians = median_filter(shown.reshape(-1, 14, 14), (1, 3, 3)).reshape(shown.shape)
    return np.where(np.isin(shown, (0, 1)), medians, shown)


family = {"do nothing": [np.copy], "median filter": [median]}
for kind in kinds:
    family |= {f"{name} for {kind}": runs for name, runs in repairs[kind].items()}
tests = {"clean": x_test} | damaged | {"speckles": damage.speckle(x_test, seed=1)}
title = "What was made for one damage can fail badly on another"
ax = figures.score_grid(many_runs.errors_over(family, tests, x_test), title=title)
figures.show(ax, "Mean squared errors; darker is worse. A frame marks the best of each column.")

# %% [markdown]
r"""
Made for blur, both the linear map and the network fail on all else, even on clean pictures. An error of 836 means that pixels are off by about 29, for 29² is near 836. (Black and white differ by 1.) The map multiplies small differences between neighbours by huge weights, and pictures that are not blurred have large ones.

On speckles, the median filter is best, and on noise it does nothing. The network for noise comes second, though it never saw a speckle. So a repair is made for a kind of damage. Train on what you expect.
"""

# %% [markdown]
r"""
## Where this leads

With noise of standard deviation σ, (best guess − noisy) / σ² is the slope of the log density of noisy pictures: it points to where pictures become more likely. One can begin with pure noise and go that way in small steps, with less and less noise, until a new picture stands there: a **diffusion model**.

## What we have seen

- Damaged in, clean as target: that is denoising.
- Trained long enough, the network beats the linear map on noise and hidden squares; not on blur.
- The best guess is a mean: repairs are soft, and noisy targets will do.
- A convolution can do at all places what it learned at one. Train on the damage that you expect.
"""

# %% [markdown]
r"""
## Who thought of it

- Y. LeCun and others (1989), [*Backpropagation applied to handwritten zip code recognition*](https://doi.org/10.1162/neco.1989.1.4.541), Neural Computation 1: learned convolutions, on digits.
- P. Vincent, H. Larochelle, Y. Bengio and P.-A. Manzagol (2008), [*Extracting and composing robust features with denoising autoencoders*](https://doi.org/10.1145/1390156.1390294), ICML. P. Vincent (2011) showed [what the guess says about where pictures are dense](https://doi.org/10.1162/NECO_a_00142), Neural Computation 23.
- J. Lehtinen and others (2018), [*Noise2Noise: learning image restoration without clean data*](https://arxiv.org/abs/1803.04189), ICML.

To read on, with many pictures: V. Dumoulin and F. Visin (2016), [*A guide to convolution arithmetic for deep learning*](https://arxiv.org/abs/1603.07285).

Now you: [seven exercises](exercises/06_noise.ipynb) ([solutions](solutions/06_noise.ipynb)). Next: [few units](07_sparse_code.ipynb).
"""
