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

seed_everything(0)

# %% [markdown]
r"""
## Get the pictures and a judge

We take 5000 handwritten digits, halve them to 14 × 14 pixels by averaging, and hold back 1000.

A **generator** draws new pictures. Who says whether they are good? First, a **classifier**: a network that gives each picture ten probabilities, one for each digit. It learns from labels.

**Predict:** how sure will it be of pure noise, in which nobody would see a digit?
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
    seen = f"sure {sure:.3f} digits {kinds:4.1f}"
    print(f"{name:29} {seen} apart {apart:.3f} nearest {nearest:.4f}")


report("held-out digits", x)
report("noise", np.random.default_rng(0).uniform(size=(1000, 196)))

# %% [markdown]
r"""
The classifier is surer of noise than of digits! It cannot say "none". But it nearly always sees the same digit, and noise is far from any training picture. **No single measure will do**: a good generator is near the first line in all four.

## Ask a plain autoencoder

We train one with 8 code units, from three seeds.

**Predict:** what does its decoder draw if we throw dice for each unit, evenly between its lowest and highest value?
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
evenly = []
for encoder, decoder in plain_pairs:
    codes = encoder(train_x).numpy()
    low, high = codes.min(axis=0), codes.max(axis=0)
    thrown = np.random.default_rng(0).uniform(low, high, size=(1000, 8))
    evenly.append(decoder(thrown).numpy())
report("held-out digits", x)
report("plain, even dice", *evenly)
rows = {"held out": x[:18], "plain, even dice": evenly[0][:18], "again": evenly[0][18:36]}
ax = figures.picture_rows(rows, (14, 14), title="Even dice draw many broken strokes")
figures.show(ax, "The first row is real. Which pictures in the other two are digits to you?")

# %% [markdown]
r"""
Many are broken strokes, and twice as far from training pictures as held-out digits. Even dice fall into the holes of lesson 5.

## Learn where the codes are

A **Gaussian mixture** describes a cloud of points by soft ellipses. We fit one to the codes, with the number of ellipses under which 800 codes that it was not fitted to are likeliest, and draw from it. PCA with 8 scores gets the same chance.

**Predict:** what matters more, the ellipses or the autoencoder?
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


# %%
def from_mixture(points, number):
    # A root of the covariance stretches round noise. (`sample` depends on the processor.)
    mixture, generator = ellipses(points, number), np.random.default_rng(0)
    chosen = generator.choice(number, 1000, p=mixture.weights_)
    noise = generator.standard_normal((1000, points.shape[1], 1))
    stretched = np.linalg.cholesky(mixture.covariances_)[chosen] @ noise
    return mixture.means_[chosen] + stretched[:, :, 0]


def by_decoder(pair, number):
    encoder, decoder = pair
    return decoder(from_mixture(encoder(train_x).numpy(), number)).numpy()


def by_pca(number):
    return np.clip(pca.mean_ + from_mixture(scores, number) @ pca.components_[:8], 0, 1)


samples = {f"PCA, ellipses: {number}": [by_pca(number)] for number in (1, n_pca)}
for number in (1, n_code):
    samples[f"plain, ellipses: {number}"] = [by_decoder(pair, number) for pair in plain_pairs]
for name, runs in {"held-out digits": [x], **samples}.items():
    report(name, *runs)
rows = {"held out": x[:18], **{name: runs[0][:18] for name, runs in samples.items()}}
ax = figures.picture_rows(rows, (14, 14), title="The last row reads well; PCA's are blurred")
figures.show(ax, "Compare the last row, of an autoencoder with many ellipses, with the first.")

# %% [markdown]
r"""
Both matter. With many ellipses, the plain autoencoder's samples read well; PCA's are blurred.

Can one training make codes to draw from *directly*?

## Derive another loss: the copy

Let each pixel be the decoder's shade plus a normal error with standard deviation ¼. Then minus the logarithm of the likelihood is

$$\sum_{\text{pixels}} \frac{(x - \hat x)^2}{2 \cdot (1/4)^2} + \text{constant} = 8 \sum_{\text{pixels}} (x - \hat x)^2 + \dots$$

That is our `squared_error`, a *sum*: each pixel is a piece of evidence.
"""

# %% [markdown]
r"""
## Derive another loss: the price of a code

Now the encoder gives each unit a mean $m$ and a standard deviation $s$, and the code is drawn from them. We shall draw new codes from the **standard normal** distribution (mean 0, deviation 1). So what differs from that costs, in **nats**:

$$\tfrac12 \sum_{\text{units}} (m^2 + s^2 - 1 - \ln s^2)$$

This is the **Kullback-Leibler divergence** (KL).

**Predict:** what is dearer, to stand 2 away from 0, or to know the code to a tenth?
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
A unit that says nothing (mean 0, deviation 1) is free. The price is a sum over units. Some books average: with two units, that is half the price, with eight an eighth.

Copy plus price is the loss of a **variational autoencoder**. It is never below the true cost of a picture, $-\ln p(x)$. So its negative is called the **evidence lower bound** (ELBO).

One question is left: how can a gradient pass through dice?
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
**Reparameterisation**: the noise comes from outside, and the code is *mean + deviation × noise*. It changes smoothly with mean and deviation, so both get gradients. After training, the layer gives the mean.

A held-out picture costs reconstruction plus KL. PCA with normal scores and the same pixel error has an exact cost.

**Predict:** who has the lower cost? And who draws better, if we decode standard normal codes?
"""


# %%
def costs(encoder, decoder):
    """Return reconstruction, KL, and each unit's KL: nats, means over held-out pictures."""
    mean, log_variance = np.split(keras.Sequential(encoder.layers[:-1])(x).numpy(), 2, axis=1)
    noise = np.random.default_rng(0).normal(size=mean.shape)
    copies = decoder(mean + np.exp(log_variance / 2) * noise)
    units = (mean**2 + np.exp(log_variance) - 1 - log_variance).mean(axis=0) / 2
    return squared_error(x, copies).numpy().mean(), units.sum(), units


def pca_cost(n_axes):
    variances = np.full(196, 1 / 16)
    variances[:n_axes] = np.maximum(pca.explained_variance_[:n_axes], 1 / 16)
    nats = (pca.transform(x) ** 2 / variances + np.log(16 * variances)) / 2
    return nats.sum(axis=1).mean()


for encoder, decoder in pairs:
    copy, price, _ = costs(encoder, decoder)
    print(f"variational: reconstruction {copy:.1f} + KL {price:.1f} = {copy + price:.1f} nats")
print(f"PCA, 8 axes: {pca_cost(8):.1f} nats; all axes that pay: {pca_cost(196):.1f} nats")

# %%
normal = np.random.default_rng(0).normal(size=(1000, 8))
drawn = [decoder(normal).numpy() for _, decoder in pairs]
on_codes = [by_decoder(pair, n_code) for pair in pairs]
report("held-out digits", x)
report(f"plain, ellipses: {n_code}", *samples[f"plain, ellipses: {n_code}"])
report("variational", *drawn)
report(f"variational, ellipses: {n_code}", *on_codes)
rows = {"variational": drawn[0][:18], "again": drawn[0][18:36]}
rows["with ellipses"] = on_codes[0][:18]
title = "Direct draws are often faint"
caption = "Two rows of direct draws. For the last, codes come from a mixture fitted to codes."
figures.show(figures.picture_rows(rows, (14, 14), title=title), caption)

# %% [markdown]
r"""
In cost, the variational autoencoder beats PCA in every run. In drawing, **the plain one with a mixture wins**: far surer and more diverse than direct draws, which are often faint. With ellipses, the variational one is nearly as sure.

But samples of mixtures are *nearer* to training pictures than real new digits are.

## Turn the knob

We multiply the KL by **beta**. One eighth is what averaging over 8 units does.

**Predict:** what do samples look like with beta = 10?
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
    cost = f"reconstruction {copy:4.1f} + KL {price:4.1f} = {copy + price:4.1f} nats"
    print(f"beta {beta:<5g}  {cost}, {silent} silent")
    report("", samples_of_beta)
title = "With a large beta, all pictures become alike"
caption = "Every row decodes the same random codes. Compare the first row with the last."
figures.show(figures.picture_rows(rows, (14, 14), title=title), caption)

# %% [markdown]
r"""
With a large beta, most units fall **silent**: they cost less than 0.1 nats, and all pictures become alike. Averaging the error over pixels is worse: beta = 196. With one eighth, copies cost least, but normal draws hit places that the decoder never saw.

## Draw the map

**Predict:** with two units, are there holes in the middle, as in lesson 5? On the way from the 0 to the 1, does one digit turn into the other?
"""

# %%
recipe = partial(variational_pair, 2, hidden=(64, 64))
encoder, decoder = trained(recipe, n_seeds=1)[0]
codes = encoder(x).numpy()
grid = figures.code_grid(codes, cells=12)
drawn_map = decoder(grid.codes).numpy().reshape(-1, 14, 14)
_, (left, right) = plt.subplots(1, 2, figsize=(11, 5.4))
title = "Hardly a hole near the middle"
figures.labelled_map(codes, labels, kind="digit", limits=grid.limits, title=title, ax=left)
figures.decoder_grid(drawn_map, grid, title="Two numbers: blurred pictures", ax=right)
figures.show((left, right), "Each place on the left is decoded on the right. Grey marks holes.")
copy, price, _ = costs(encoder, decoder)
print(f"reconstruction {copy:.1f} + KL {price:.1f} = {copy + price:.1f} nats")
report("variational, 2 code units", decoder(normal[:, :2]).numpy())
shown = {"image_shape": (14, 14), "kind": "digit"}
explorers.code_plane(encoder, decoder, x[:500], labels[:500], **shown)

# %% [markdown]
r"""
Near the middle, hardly a hole is left. But two numbers are too few: the pictures are blurred, and cost half as much again.

## Walk from one digit to another

A **fade** mixes the pixels of two pictures. An **interpolation** goes straight from code to code and decodes on the way. We do both half-way between 500 pairs of held-out digits; to be fair, the fade mixes copies.

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
title = "Half-way there need not be a digit, by code or by fade"
caption = "Each pair comes twice. Compare its two rows in the middle."
figures.show(figures.picture_rows(rows, (14, 14), title=title), caption)

# %% [markdown]
r"""
Half-way by code, pictures are nearer to training pictures than in a fade; the plain autoencoder's, too. The classifier is as unsure of both: half-way between a 3 and a 0 there need not be a digit.

## Ask for a digit

A **conditional** autoencoder gets the label as ten more inputs, before encoder and decoder. Its code need not say *which* digit it is, only *how* it is written.

**Predict:** how often will the classifier see the digit asked for?
"""


# %%
def conditional(latent_dim):
    both = keras.Input((206,))  # 196 pixels, then the label
    stack = [keras.layers.Dense(200, "silu"), keras.layers.Dense(2 * latent_dim)]
    encoder = keras.Sequential([keras.Input((206,)), *stack, variational.Sampling(seed=0)])
    code_and_label = keras.layers.Concatenate()([encoder(both), both[:, 196:]])
    model = keras.Model(both, decoder_for(latent_dim + 10)(code_and_label))
    model.compile(loss=squared_error, optimizer=optimizer())
    return model.layers[-1], model


writer, model = conditional(8)
with_label = np.hstack([train_x, told])
training.train(model, with_label, targets=train_x, steps=1000, batch_size=100, use_xla=False)
asked = np.arange(1000) // 100
written = writer(np.hstack([normal, one_of_ten[asked]])).numpy()
seen = classifier(written).numpy().argmax(axis=1)
print(f"the digit asked for: {np.mean(seen == asked):.1%}; of held-out digits: {accuracy:.1%}")
report("held-out digits", x)
report("conditional", written)
rows = {f"{digit}": written[asked == digit][:18] for digit in range(10)}
ax = figures.picture_rows(rows, (14, 14), title="Nearly all are the digit asked for")
figures.show(ax, "Each row's name is the digit asked for. How much do the hands differ?")

# %% [markdown]
r"""
The label does what ellipses did: it says which digit, and the normal cloud is left with the handwriting. The samples are surer than the mixture's.

They lie only half as far *apart* as real digits: all are written in a middling hand. And a classifier that errs itself is no perfect judge.
"""

# %% [markdown]
r"""
## What we have seen

- A decoder knows only places where codes were. A mixture finds them, and drew the best digits without labels.
- A variational autoencoder pays for what its codes say. Its cost is the lowest; its own draws are blurred.
- Sum the price over units and the error over pixels.
- With a label, it draws the digit that you ask for.
- Sure, diverse and new are three things.

Now you: [seven exercises](exercises/09_generate_digits.ipynb) ([solutions](solutions/09_generate_digits.ipynb)). Next: [new faces](10_generate_faces.ipynb).
"""
