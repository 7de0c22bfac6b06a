# %% [markdown]
r"""
# 9. Generate digits

At the end you have a network that draws new digits, one of your choice if you like, and you can measure how good a generator of pictures is.

You will be able to

- show why a plain autoencoder does not generate, and repair it with a mixture;
- derive the loss of a variational autoencoder, and say what each part costs;
- turn its one knob, and find code units that have gone silent;
- walk from one digit to another through the code;
- measure samples in four ways, and say which generator wins where.

**Time:** 45 minutes

**You need:** [lesson 5](05_groups.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, seed_everything, seed_spread
from autoenc_lessons import training, variational

from functools import partial
import inspect

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial.distance import pdist
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture
from sklearn.model_selection import train_test_split
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

seed_everything(0)
one_thread = threadpool_limits(1)  # for few pictures, mixtures are quickest so

# %% [markdown]
r"""
## Get the pictures and a judge

We take 5000 handwritten digits, halve them to 14 × 14 pixels by averaging, and hold back 1000.

A **generator** draws new pictures. Who says whether they are good? First, a **classifier**: a network that gives each picture ten probabilities, one for each digit. We train it with labels.

**Predict:** how sure will it be of pure noise, on which nobody would see a digit?
"""

# %%
pictures, digits = datasets.load("mnist")
halved = pictures.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
train_x, x, train_labels, labels = train_test_split(
    halved, digits, test_size=1000, stratify=digits, random_state=0
)
one_of_ten = np.eye(10)  # row d is 1 at place d and 0 elsewhere


def optimizer():
    rate = keras.optimizers.schedules.CosineDecay(0.005, decay_steps=1000)
    return keras.optimizers.Adam(rate)


layers = [keras.layers.Dense(128, "silu"), keras.layers.Dense(10, "softmax")]
classifier = keras.Sequential([keras.Input((196,)), *layers])
classifier.compile(loss="categorical_crossentropy", optimizer=optimizer())
told = one_of_ten[train_labels]
training.train(classifier, train_x, targets=told, steps=1000, batch_size=100)
accuracy = np.mean(classifier(x).numpy().argmax(axis=1) == labels)
print(f"the classifier names {accuracy:.1%} of the held-out digits rightly")

# %% [markdown]
r"""
Four measures, each on 1000 pictures:

- **sure**: the share of which the classifier is over 90 % sure;
- **digits**: how many of the ten it sees, counted by the **entropy** of their shares: 10 if all are equally frequent, 1 if there is only one;
- **apart**: the mean squared difference between two of the pictures;
- **nearest**: the median squared difference to the most similar training picture.

The last two are means over pixels.
"""

# %%
nearest_training = NearestNeighbors(n_neighbors=1).fit(train_x)


def measured(samples):
    said = classifier(samples).numpy()
    shares = np.bincount(said.argmax(axis=1), minlength=10) / len(samples)
    entropy = -np.sum(shares * np.log(np.maximum(shares, 1e-12)))
    apart = pdist(samples, "sqeuclidean").mean() / 196
    nearest = np.median(nearest_training.kneighbors(samples)[0] ** 2) / 196
    return np.mean(said.max(axis=1) > 0.9), np.exp(entropy), apart, nearest


def report(name, *runs):
    """Print the median over runs, one set of 1000 samples for each."""
    sure, kinds, apart, nearest = np.median([measured(samples) for samples in runs], axis=0)
    print(
        f"{name:29} sure {sure:.2f}  digits {kinds:4.1f}  apart {apart:.3f}  nearest {nearest:.4f}"
    )


noise = np.random.default_rng(0).uniform(size=(1000, 196))
report("held-out digits", x)
report("noise", noise)

# %% [markdown]
r"""
The classifier is surer of noise than of digits! It must choose one of ten, and never learned to say "none". But it always sees the same digit, and noise is far from any training picture. So **no single measure will do**. A good generator is near the first line in all four.

## Ask a plain autoencoder

We train one with 8 code units, from three seeds. The loss is a *sum* over pixels; why, we shall see.

**Predict:** what does its decoder draw if we throw dice for the code, evenly between each unit's lowest and highest value?
"""


# %%
def squared_error(pictures, copies):
    return 8 * keras.ops.sum((pictures - copies) ** 2, axis=-1)


def decoder_for(n_inputs, hidden=(200,)):
    bent = [keras.layers.Dense(n_units, "silu") for n_units in hidden]
    return keras.Sequential(
        [keras.Input((n_inputs,)), *bent, keras.layers.Dense(196, "sigmoid")]
    )


def plain(latent_dim):
    stack = [keras.layers.Dense(200, "silu"), keras.layers.Dense(latent_dim)]
    encoder = keras.Sequential([keras.Input((196,)), *stack])
    autoencoder = keras.Sequential([encoder, decoder_for(latent_dim)])
    autoencoder.compile(loss=squared_error, optimizer=optimizer())
    return autoencoder


# %%
def trained(recipe, n_seeds=3):
    starts = seed_spread.draw_starts(recipe, seeds=range(n_seeds))
    how = {"steps": 1000, "batch_size": 100, "use_xla": False}
    runs = seed_spread.train_starts(recipe, train_x, starts, **how)
    autoencoders = [recipe() for _ in runs.weights]
    for autoencoder, weights in zip(autoencoders, runs.weights, strict=True):
        autoencoder.set_weights(weights)
    return [autoencoder.layers for autoencoder in autoencoders]


plain_pairs = trained(partial(plain, 8))

# %%
dice = np.random.default_rng(0)
evenly = []
for encoder, decoder in plain_pairs:
    codes = encoder(train_x).numpy()
    thrown = dice.uniform(codes.min(axis=0), codes.max(axis=0), size=(1000, 8))
    evenly.append(decoder(thrown).numpy())
report("held-out digits", x)
report("plain, even dice", *evenly)
rows = {"held out": x[:18], "plain, even dice": evenly[0][:18], "again": evenly[0][18:36]}
figures.show(figures.picture_rows(rows, (14, 14)))

# %% [markdown]
r"""
Some can be read, many are broken strokes, all are too bright. They are more than twice as far from the training pictures as held-out digits are. Even dice fall into the holes of lesson 5: training never asked the decoder for anything there.

## Learn where the codes are

A **Gaussian mixture** describes a cloud of points by several soft ellipses, each with its own place, shape and share. We fit one to the codes, and throw dice with it.

How many ellipses? We fit to 3200 codes, and look at how likely the mixture finds 800 others.
"""


# %%
def ellipses(points, number):
    return GaussianMixture(number, reg_covar=1e-3, random_state=0).fit(points)


def number_of_ellipses(points, name):
    first, others = points[:3200], points[3200:]
    scores = {n: ellipses(first, n).score(others) for n in (1, 5, 10, 20, 40, 80)}
    print(name, "  ".join(f"{n}: {score:.2f}" for n, score in scores.items()))
    return max(scores, key=scores.get)


pca = PCA().fit(train_x)
scores = pca.transform(train_x)[:, :8]
print("mean log-likelihood of 800 others, by the number of ellipses:")
n_code = number_of_ellipses(plain_pairs[0][0](train_x).numpy(), "code units ")
n_pca = number_of_ellipses(scores, "PCA scores ")

# %% [markdown]
r"""
More ellipses help up to a point; then they describe single pictures. We take the best number.

PCA gets the same chance: 8 scores, one ellipse or several, and back to pixels.

**Predict:** how much of the generating does the autoencoder do, and how much the mixture?
"""


# %%
def from_mixture(points, number, decode):
    # The mixture draws one ellipse after the other; we shuffle, so that the first few come from all.
    drawn, _ = ellipses(points, number).sample(1000)
    return decode(np.random.default_rng(0).permutation(drawn))


def pca_decode(scores):
    return np.clip(pca.mean_ + scores @ pca.components_[:8], 0, 1)


samples = {
    "PCA, 1 ellipse": [from_mixture(scores, 1, pca_decode)],
    f"PCA, {n_pca} ellipses": [from_mixture(scores, n_pca, pca_decode)],
}
for number in (1, n_code):
    samples[f"plain, {number} ellipse{'s' * (number > 1)}"] = [
        from_mixture(encoder(train_x).numpy(), number, lambda codes: decoder(codes).numpy())
        for encoder, decoder in plain_pairs
    ]
for name, runs in {"held-out digits": [x], **samples}.items():
    report(name, *runs)
rows = {"held out": x[:18], **{name: runs[0][:18] for name, runs in samples.items()}}
figures.show(figures.picture_rows(rows, (14, 14)))

# %% [markdown]
r"""
Both count. With one ellipse neither is good; with many, the plain autoencoder's samples read well, and beat PCA's blurred ones.

But it took two steps that know nothing of each other. Can one training make codes from which we may draw *directly*?

## Derive another loss: the copy

Let each pixel of a picture be the decoder's shade plus a normal error with standard deviation ¼. Then the picture's likelihood has the negative logarithm

$$\sum_{\text{pixels}} \frac{(x - \hat x)^2}{2 \cdot (1/4)^2} + \text{constant} = 8 \sum_{\text{pixels}} (x - \hat x)^2 + \dots$$

That is our `squared_error`: a sum, for each pixel is a piece of evidence.
"""

# %% [markdown]
r"""
## Derive another loss: the price of a code

We want codes that look as if drawn from the **standard normal** distribution (mean 0, standard deviation 1): that we can draw from. So the encoder now gives a mean $m$ and a standard deviation $s$ for each unit; the code is drawn from them. What differs from 0 and 1 costs, in **nats**:

$$\tfrac12 \sum_{\text{units}} (m^2 + s^2 - 1 - \ln s^2)$$

This is the **Kullback–Leibler divergence** (KL).

**Predict:** which is dearer: to stand 2 away from 0, or to know the code to a tenth?
"""

# %%
print(inspect.getsource(variational.kl).split('"""')[2])
for mean, deviation in [(0, 1), (0, 0.5), (0, 0.1), (2, 1), (2, 0.1)]:
    unit = np.array([[mean, 2 * np.log(deviation)]])
    price = variational.kl(unit[:, :1], unit[:, 1:])[0]
    print(f"mean {mean}, deviation {deviation}: {price:.2f} nats")
two = variational.kl(np.array([[2, 0.0]]), np.log([[0.01, 0.25]])).numpy()[0]
print(f"units with 3.81 and 0.32 nats: together {two:.2f}, on average {two / 2:.2f}")

# %% [markdown]
r"""
A unit that says nothing (mean 0, deviation 1) is free. The price is summed over units. To average it, as some books do, is to sell it at half the price with two units, at an eighth with eight.

Copy and price together are the loss of a **variational autoencoder**. It is never below the true cost of a picture, $-\ln p(x)$; so its negative is called the **evidence lower bound** (ELBO).

One trick is left. How can a gradient pass through dice?
"""

# %%
print(inspect.getsource(variational.Sampling.call))


def variational_pair(latent_dim, beta=1.0, hidden=(200,)):
    stack = [keras.layers.Dense(200, "silu"), keras.layers.Dense(2 * latent_dim)]
    sampling = variational.Sampling(beta=beta, seed=0)
    encoder = keras.Sequential([keras.Input((196,)), *stack, sampling])
    autoencoder = keras.Sequential([encoder, decoder_for(latent_dim, hidden)])
    autoencoder.compile(loss=squared_error, optimizer=optimizer())
    return autoencoder


pairs = trained(partial(variational_pair, 8))

# %% [markdown]
r"""
**Reparameterisation**: the noise comes from outside, and the code is *mean + deviation × noise*. So the code changes smoothly with mean and deviation, and they get their gradients. After training, the layer gives the mean.

We draw standard normal codes, and decode. The cost of a held-out picture, in nats, is reconstruction plus KL. PCA with normal scores and the same pixel error has an exact cost; it may take as many axes as it likes.

**Predict:** who has the lower cost? Who draws better?
"""


# %%
def costs(encoder, decoder):
    """Return reconstruction, KL, and the KL of each unit: in nats, means over the held-out pictures."""
    mean, log_variance = np.split(keras.Sequential(encoder.layers[:-1])(x).numpy(), 2, axis=1)
    noise = np.random.default_rng(0).normal(size=mean.shape)
    copies = decoder(mean + np.exp(log_variance / 2) * noise)
    units = (mean**2 + np.exp(log_variance) - 1 - log_variance).mean(axis=0) / 2
    return squared_error(x, copies).numpy().mean(), units.sum(), units


def pca_cost(n_axes):
    variances = np.full(196, 1 / 16)
    variances[:n_axes] = np.maximum(pca.explained_variance_[:n_axes], 1 / 16)
    return np.mean(
        np.sum(pca.transform(x) ** 2 / variances + np.log(16 * variances), axis=1) / 2
    )


for encoder, decoder in pairs:
    copy, price, _ = costs(encoder, decoder)
    print(f"variational: reconstruction {copy:.1f} + KL {price:.1f} = {copy + price:.1f} nats")
print(f"PCA, 8 axes: {pca_cost(8):.1f} nats; all axes that pay: {pca_cost(196):.1f} nats")

# %%
normal = np.random.default_rng(0).normal(size=(1000, 8))
drawn = [decoder(normal).numpy() for _, decoder in pairs]
on_codes = [
    from_mixture(encoder(train_x).numpy(), n_code, lambda codes: decoder(codes).numpy())
    for encoder, decoder in pairs
]
report("held-out digits", x)
report(f"plain, {n_code} ellipses", *samples[f"plain, {n_code} ellipses"])
report("variational", *drawn)
report(f"variational, {n_code} ellipses", *on_codes)
rows = {"variational": drawn[0][:18], "again": drawn[0][18:36]}
rows["with ellipses"] = on_codes[0][:18]
figures.show(figures.picture_rows(rows, (14, 14)))

# %% [markdown]
r"""
In likelihood, the variational autoencoder beats PCA in every run. In drawing, **the plain one with a mixture wins**: its samples are surer, and as diverse. Many direct draws are faint or between two digits. A mixture on the variational codes helps as much: the codes are near the standard normal cloud, but have gaps where digits change.

Samples of mixtures are even *nearer* to training pictures than real new digits are. Keep that in mind.

## Turn the knob

Let us multiply the KL by **beta**. An eighth is what averaging over 8 units does.

**Predict:** what becomes of copies and samples with beta = 10?
"""

# %%
tried = {1: pairs[0]}
for beta in (1 / 8, 3, 10):
    tried[beta] = trained(partial(variational_pair, 8, beta), n_seeds=1)[0]
rows = {}
for beta, (encoder, decoder) in sorted(tried.items()):
    copy, price, units = costs(encoder, decoder)
    silent = np.sum(units < 0.1)
    samples_of_beta = decoder(normal).numpy()
    rows[f"beta {beta:g}"] = samples_of_beta[:18]
    print(
        f"beta {beta:<5g}  reconstruction {copy:4.1f} + KL {price:4.1f} = {copy + price:4.1f} nats, {silent} silent"
    )
    report("", samples_of_beta)
figures.show(figures.picture_rows(rows, (14, 14)))

# %% [markdown]
r"""
With a large beta, most units fall **silent**: they cost less than 0.1 nats, so they say nothing, and all pictures become alike. That also happens by accident, when the reconstruction is averaged over pixels and the KL is not: then beta is 196.

With an eighth, copies cost least. But codes lie anywhere, and normal draws hit places that the decoder never saw.

## Draw the map

With two code units we can see it all.

**Predict:** are there still holes in the middle, as in lesson 5?
"""

# %%
flat_pair = trained(partial(variational_pair, 2, hidden=(64, 64)), n_seeds=1)[0]
encoder, decoder = flat_pair
codes = encoder(x).numpy()
grid = figures.code_grid(codes, cells=12)
drawn_map = decoder(grid.codes).numpy().reshape(-1, 14, 14)
_, (left, right) = plt.subplots(1, 2, figsize=(11, 5.4))
figures.labelled_map(codes, labels, limits=grid.limits, ax=left)
figures.decoder_grid(drawn_map, grid, ax=right)
figures.show((left, right))
copy, price, _ = costs(encoder, decoder)
print(f"reconstruction {copy:.1f} + KL {price:.1f} = {copy + price:.1f} nats")
report("variational, 2 code units", decoder(normal[:, :2]).numpy())

# %% [markdown]
r"""
The cloud is round and has its middle at 0; the holes are at the rim. But two numbers are too few for ten digits. The pictures are blurred, the cost is far higher, and the classifier is rarely sure.

**Predict:** move from the 0 to the 1. Does a digit turn into the other, or does one fade while the other appears?
"""

# %%
explorers.code_plane(encoder, decoder, x, labels, image_shape=(14, 14))

# %% [markdown]
r"""
## Walk from one digit to another

A **fade** mixes the pixels of two pictures. An **interpolation** goes straight from one code to the other, and decodes on the way.

We take 500 pairs of held-out digits, and look at the place half-way. To be fair, the fade mixes copies.

**Predict:** which half-way pictures look like digits?
"""

# %%
starts, ends = x[:500], x[500:]


def on_the_way(pair, share):
    encoder, decoder = pair
    walked = (1 - share) * encoder(starts).numpy() + share * encoder(ends).numpy()
    return decoder(walked).numpy()


for name, runs in {"plain": plain_pairs, "variational": pairs}.items():
    fades = [(on_the_way(pair, 0) + on_the_way(pair, 1)) / 2 for pair in runs]
    report(f"{name}, copies", *(on_the_way(pair, 0) for pair in runs))
    report(f"{name}, half-way by code", *(on_the_way(pair, 0.5) for pair in runs))
    report(f"{name}, half-way by fade", *fades)
walks = {"code": [on_the_way(pairs[0], share)[:3] for share in np.linspace(0, 1, 11)]}
first, last = walks["code"][0], walks["code"][-1]
walks["fade"] = [(1 - share) * first + share * last for share in np.linspace(0, 1, 11)]
rows = {f"pair {k}, {way}": np.array(walks[way])[:, k] for k in range(3) for way in walks}
figures.show(figures.picture_rows(rows, (14, 14)))

# %% [markdown]
r"""
In codes, half-way pictures are closer to real ones than in a fade: strokes move instead of lying over each other. The plain autoencoder does that as well.

But the classifier is as unsure of both. Half-way between a 3 and a 0 there need not be a digit: a code can go smoothly *through* places where nobody writes.

## Ask for a digit

So far, nobody chooses what is drawn. A **conditional** autoencoder gets the label as ten more inputs, both before the encoder and before the decoder. The code need not say *which* digit it is, only *how* it is written.

**Predict:** ask for each digit 100 times. How often will the classifier see the digit asked for?
"""


# %%
def conditional(latent_dim):
    both = keras.Input((206,))  # 196 pixels, then the label
    stack = [keras.layers.Dense(200, "silu"), keras.layers.Dense(2 * latent_dim)]
    encoder = keras.Sequential([keras.Input((206,)), *stack, variational.Sampling(seed=0)])
    decoder = decoder_for(latent_dim + 10)
    code_and_label = keras.layers.Concatenate()([encoder(both), both[:, 196:]])
    model = keras.Model(both, decoder(code_and_label))
    model.compile(loss=squared_error, optimizer=optimizer())
    return decoder, model


writer, model = conditional(8)
with_label = np.hstack([train_x, told])
training.train(model, with_label, targets=train_x, steps=1000, batch_size=100, use_xla=False)
asked = np.arange(1000) // 100
written = writer(np.hstack([normal, one_of_ten[asked]])).numpy()
seen = classifier(written).numpy().argmax(axis=1)
print(
    f"the digit asked for: {np.mean(seen == asked):.1%}; of held-out digits it names {accuracy:.1%} rightly"
)
report("held-out digits", x)
report("conditional", written)
hits = [f"{digit}: {np.mean(seen[asked == digit] == digit):.2f}" for digit in range(10)]
print("for each digit", "  ".join(hits))
rows = {f"{digit}": written[asked == digit][:18] for digit in range(10)}
figures.show(figures.picture_rows(rows, (14, 14)))

# %% [markdown]
r"""
The label does for the variational autoencoder what ellipses did for the plain one: it says which digit, and the normal cloud is left with the handwriting. The samples are as sure as the mixture's, and about as far from the training pictures as real digits.

They lie only half as far *apart* as real digits: all are written in a plain, middling hand. And a classifier that errs itself is no perfect judge.

## What we have seen

- A decoder knows only the places where codes were. A mixture fitted to the codes finds them, and drew the best digits without labels.
- A variational autoencoder pays for what its codes say. It has the lowest cost in nats, and by itself draws blurred digits.
- Sum the price over units, the error over pixels. Else most units fall silent, or codes stray.
- With a label, it draws the digit that you ask for.
- Sure, diverse and new are three things. Measure each, beside real pictures and noise.

Now you: [seven exercises](exercises/09_generate_digits.ipynb) ([solutions](solutions/09_generate_digits.ipynb)). Back to the [start page](00_start_here.ipynb).
"""
