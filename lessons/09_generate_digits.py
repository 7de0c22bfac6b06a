# %% [markdown]
r"""
# 9. Generate digits

At the end you have networks that draw new digits, and one that writes all ten digits in the handwriting of a digit that you show it. You can also measure how good such pictures are.

You will be able to

- write the layer that makes an autoencoder variational, and train it with `fit`;
- say what its loss is made of, and what its one knob does;
- draw new pictures in three ways, and judge them by four measures;
- say what a likelihood tells about pictures, and what it does not;
- ask a network for a certain digit, and test that its code holds the handwriting.

**Time:** 45 minutes

**You need:** [lesson 5](05_groups.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, handwriting, many_runs, measures
from autoenc_lessons import mixtures, models, sample_measures, seed_everything, tables
from autoenc_lessons import variational, variational_costs

from functools import partial

import keras
import numpy as np
from sklearn.model_selection import train_test_split

seed_everything(0)

# %% [markdown]
r"""
## A decoder draws; but from which code?

We take 5000 handwritten digits of MNIST, make one pixel of each 2 × 2, and hold back 1000 pictures.

A decoder makes a picture of *any* code. So to draw a new digit, choose a code at random and decode it. Lesson 5 showed the trouble: between the codes are holes, and there the decoder draws pictures that are no digits. Nobody told the training where we shall look later.

A **variational autoencoder** (VAE) tells it. It fixes beforehand from where we shall draw codes, and makes the training fill just that place.
"""

# %%
pictures, digits = datasets.load("mnist")
# Rows and columns in pairs; then the mean of each block of 2 x 2 pixels.
halved = pictures.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
parts = train_test_split(halved, digits, test_size=1000, stratify=digits, random_state=0)
train_x, x, train_labels, labels = parts

# %% [markdown]
r"""
## Each picture becomes a small cloud

The **normal distribution** is the bell curve. Its **standard deviation** says how wide it is: about two thirds of all numbers lie that close to the mean. With mean 0 and deviation 1 it is **standard normal**.

- We shall draw each unit of new codes from the standard normal distribution. This is the **prior**: what we know of a code before we see a picture.
- The encoder gives each unit a mean $m$ and a deviation $s$, and the code is drawn from these: from a small cloud. This is the **posterior**: what we know of the code after we have seen the picture.

A code that stands unseen behind a picture is a **latent variable**.
"""

# %%
stages = [("picture", (14, 14)), ("features", 128), [("mean m", 8), ("ln s²", 8)]]
stages += [("code", 8), ("features", 128), ("copy", (14, 14))]
names = {"step_names": ["2 layers", "", "draw", "2 layers", ""]}
names["part_names"] = {"encoder": (0, 2), "decoder": (3, 5)}
ax = figures.architecture(stages, title="The encoder describes a cloud of codes", **names)
figures.show(ax, "The code is drawn from the cloud.")

# %% [markdown]
r"""
## What a cloud costs

Tiny clouds, far apart, would leave holes again. So the more a cloud differs from the prior, the more it costs. A unit costs

$$\tfrac12 (m^2 + s^2 - 1 - \ln s^2) \text{ nats.}$$

A code costs the sum over its units. This is the **Kullback-Leibler divergence** (KL). Like bits, **nats** measure information: 1 nat is 1.44 bits. So the price is the length of a message: how much must one tell somebody who knows the prior?

**Predict:** what is dearer: to stand 2 away from 0 with deviation 1, or to stand at 0 with a deviation of one tenth?
"""

# %%
for mean, deviation in [(0, 1), (0, 0.5), (0, 0.1), (2, 1), (2, 0.1)]:
    price = (mean**2 + deviation**2 - 1 - np.log(deviation**2)) / 2
    print(f"mean {mean}, deviation {deviation}: {price:.2f} nats")

# %% [markdown]
r"""
<details><summary>Answer</summary>

They cost about the same: 2.00 and 1.81 nats. To stand 2 away *and* be exact costs both.

</details>

A unit like the prior (mean 0, deviation 1) is free, and it tells nothing.

Here is the layer. It takes means and log-variances ($\ln s^2$, which may have any sign), adds the price to the loss, and draws the code. `beta` is a knob; for now it is 1.

How does a gradient pass through a random draw? The noise comes from outside, and the code is *mean + deviation × noise*. That changes smoothly with mean and deviation, so both get gradients. This is the **reparameterisation** trick.
"""


# %%
class Sampling(keras.layers.Layer):
    def __init__(self, beta):
        super().__init__()
        self.beta, self.random = beta, keras.random.SeedGenerator(0)

    def call(self, mean, log_variance):
        units = mean**2 + keras.ops.exp(log_variance) - 1 - log_variance
        self.add_loss(self.beta * keras.ops.mean(keras.ops.sum(units, axis=-1)) / 2)
        noise = keras.random.normal(keras.ops.shape(mean), seed=self.random)
        return mean + keras.ops.exp(log_variance / 2) * noise


# %% [markdown]
r"""
## What a copy costs

The other half of the loss is the error of the copy, in nats, too. Let each pixel $x$ be the decoder's shade $\hat x$ plus a normal error with deviation $\sigma$. How likely a model makes what we saw is its **likelihood**. Minus its logarithm is a cost:

$$\sum_{\text{pixels}} \frac{(x - \hat x)^2}{2 \sigma^2} + \text{a constant.}$$

It is a *sum*, for each pixel is a piece of evidence. We choose $\sigma = ¼$; that makes 8 times the squares. It is **a choice of ours**, and later we measure the error.

`vae` puts our layer between two dense halves like those of lesson 5. The decoder ends with a sigmoid, so its shades lie between 0 and 1.
"""


# %%
def copy_cost(pictures, copies):
    return 8 * keras.ops.sum((pictures - copies) ** 2, axis=-1)


def compiled(model):
    rate = keras.optimizers.schedules.CosineDecay(0.01, decay_steps=800)
    model.compile(loss=copy_cost, optimizer=keras.optimizers.Adam(rate))
    return model


def vae(latent_dim, beta=1, width=128):
    encoder, decoder = variational.dense_halves(196, latent_dim, hidden=(width, width))
    picture = keras.Input((196,))
    code = Sampling(beta)(*encoder(picture))
    return compiled(keras.Model(picture, decoder(code)))


run = {"steps": 800, "batch_size": 100, "progress": True}
one = run | {"seeds": [0]}

# %% [markdown]
r"""
## A first map of new digits

We begin with two code units, for then the whole prior can be drawn. `fit` trains as always; Keras adds what the layer passed to `add_loss`. 20 epochs of 40 steps are 800 steps.

**Predict:** we decode a grid of codes. In the middle, where most random codes fall, what will the decoder draw?

In the live figure below the map, drag the ring through the middle. **Look for** a place where one digit turns into another. Then look for a place outside the crowd: what does the decoder draw there?
"""

# %%
autoencoder = vae(2, width=48)
autoencoder.fit(train_x, train_x, epochs=20, batch_size=100, verbose=0)
encoder, decoder = variational.halves(autoencoder)  # the code is now the mean, no draw
grid = figures.code_grid(encoder(train_x), cells=10, limits=[[-2.4, 2.4]] * 2)
drawn = decoder(grid.codes).numpy().reshape(-1, 14, 14)
look = {"smooth": True, "circles": (1, 2), "title": "Two numbers draw most of the digits"}
figures.show(figures.decoder_grid(drawn, grid, **look), "Dashed: the prior. Shaded: no codes.")
shown = {"image_shape": (14, 14), "kind": "digit"}
explorers.code_plane(encoder, decoder, x[:100], labels[:100], **shown)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Digits, or blends of two. Codes fill the middle, and hardly a hole is left.

</details>

(Dashed: 1 and 2 deviations of the prior.) Each of these pictures is new. They are soft: two numbers say little.

## Turn the knob

**Beta** multiplies the price of the code. It is a kind of **regularisation** (lesson 6).

We train with a small and a large beta; `many_runs.train` does as `fit` does, quicker. We draw the clouds of 200 held-out pictures: an ellipse ends one deviation from its mean. All panels have one scale.

**Predict:** what happens to the clouds when they cost nearly nothing? And when they cost 30 times as much?
"""

# %%
low, high = (many_runs.train(partial(vae, 2, beta, 48), train_x, **one) for beta in (0.05, 30))
knob = {"beta 0.05": low, "beta 1": [autoencoder], "beta 30": high}
clouds = {name: variational_costs.clouds(runs[0], x[:200]) for name, runs in knob.items()}
title = "The price pushes the clouds into the circle, and in the end into each other"
figures.show(figures.code_clouds(clouds, labels[:200], title=title), "Colours are digits.")
tables.score_table(knob, variational_costs.bills(x, pixel_error=1 / 4), digits=1)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Nearly free, they shrink to points and spread far beyond the prior, almost like a plain autoencoder's codes: its holes are back. At 30, all 200 clouds lie upon each other, and their colours mix.

</details>

The table counts nats for each held-out picture. A small beta makes copies a little cheaper, codes much dearer. With a large one, a code tells nothing: the decoder draws the same picture for all. This is **posterior collapse**: each posterior has become the prior. Such a unit is **silent**.

`beta` and our $\sigma$ are **one knob**. Divide the loss $8 \cdot \text{squares} + \beta \cdot \text{KL}$ by $\beta$: that is the loss with beta 1 and $\sigma^2 = \beta / 16$.
"""

# %% [markdown]
r"""
## More numbers, better digits

Now we take 8 code units. The rival is a **plain** autoencoder with the same layers. Its codes have no prior, so we draw each unit evenly between its lowest and highest value.

(This takes some seconds.)

**Predict:** whose pictures will be digits?
"""


# %%
def plain(latent_dim):
    sizes = (196, 128, 128, latent_dim)
    encoder = models.dense_autoencoder(sizes, activation="silu")[0]
    return compiled(keras.Sequential([encoder, variational.dense_halves(196, latent_dim)[1]]))


vaes = many_runs.train(partial(vae, 8), train_x, **run)
plains = many_runs.train(partial(plain, 8), train_x, use_xla=True, **run)


# %%
pairs = {"VAE": [variational.halves(model) for model in vaes]}
pairs["plain"] = [model.layers for model in plains]


def new_pictures(name, draw):
    return [decoder(draw(encoder(train_x))) for encoder, decoder in pairs[name]]


drawn = {"held-out digits": [x]}
drawn["copies of these"] = [decoder(encoder(x)) for encoder, decoder in pairs["VAE"]]
drawn["plain, evenly"] = new_pictures("plain", mixtures.draw_evenly)
normal = np.random.default_rng(0).normal(size=(1000, 8))
drawn["VAE, prior"] = [decoder(normal) for _, decoder in pairs["VAE"]]
rows = {name: runs[0][:9] for name, runs in drawn.items()}
in_rows = partial(figures.picture_rows, image_shape=(14, 14), smooth=True)
ax = in_rows(rows, title="From the prior: mostly digits. Evenly: strokes and blots")
figures.show(ax, "The last two rows are new.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Most of the VAE's, though some are faint or broken. Of the plain one's, few.

</details>

## Four measures

We easily see what we hope for, so a network shall judge. A **classifier** gives each picture ten probabilities, one for each digit. The activation **softmax** makes them: of ten numbers, it makes ten shares above 0 with the sum 1. The classifier learns from labels. Its loss, the **cross-entropy**, is minus the logarithm of the probability that it gives to the true digit.

**Predict:** in a picture of noise, each pixel has any shade by chance. Nobody would see a digit there. Of how many such pictures will it be over 90 % sure?
"""

# %%
layers = [keras.layers.Dense(128, "silu"), keras.layers.Dense(10, "softmax")]
classifier = keras.Sequential([keras.Input((196,)), *layers])
classifier.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
classifier.fit(train_x, train_labels, epochs=25, batch_size=100, verbose=0)
right = np.mean(classifier(x).numpy().argmax(axis=1) == labels)
print(f"It names {right:.1%} of the held-out digits rightly.")
judge = sample_measures.measures_of_samples(classifier, train_x, x, kinds="digits")
drawn |= {"noise": [np.random.default_rng(0).uniform(size=(1000, 196))], "black": [0 * x]}
tables.score_table({name: drawn[name] for name in ("held-out digits", "noise", "black")}, judge)

# %% [markdown]
r"""
The columns, each for 1000 pictures:

- **sure**: share of which the classifier is over 90 % sure;
- **digits**: how many of the ten digits it sees; 10 if all are equally frequent;
- **apart**: how different two pictures are, in squares, compared with real ones;
- **nearest**: how different the most similar training picture is, compared with new real digits. Learned by heart: 0.

So the classifier is surer of this noise than of digits! It cannot say "none". But it mostly sees the same digit. And *nearest* favours faint pictures: black beats real digits. **No single measure will do.**

Papers use the **Inception Score**, which joins *sure* and *digits*, and the **Fréchet inception distance**: how different drawn and real pictures are in a classifier's layers.
"""

# %% [markdown]
r"""
## Learn where the codes are

There is another way to draw. A **Gaussian mixture** describes a cloud of points by several soft ellipses, each a normal distribution. We fit one to the codes of the training pictures and draw from it. That works for any autoencoder.

How many ellipses? We fit them to four fifths of the codes, and keep the number that gives the other codes the highest likelihood.

**Predict:** with a mixture, will the plain autoencoder catch up with the VAE?
"""

# %%
tables.table({"log-likelihood": mixtures.held_out_scores(pairs["plain"][0][0](train_x))})
for name in ("plain", "VAE"):
    drawn[f"{name}, mixture"] = new_pictures(name, lambda codes: mixtures.draw_like(codes, 20))
tables.score_table(drawn, judge, digits=3)
rows = {name: runs[0][:9] for name, runs in drawn.items() if "mixture" in name}
figures.show(in_rows(rows, title="From a mixture, both draw digits"), "How many can you read?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Yes. With a mixture of 20 ellipses, both come close to the copies of held-out digits.

</details>

Read the table row by row:

- **copies of these** show what the decoder makes of the codes of real digits. They are nearer to training pictures than real digits, for they are smoother. So this row is the base for *nearest*.
- **plain, evenly**: the classifier is surer than of the VAE's draws! But *nearest* is more than twice that of real digits.
- **VAE, prior**: all ten digits, and *nearest* is like that of real ones; but the classifier is often unsure.
- **mixture**: surer, and no nearer to training pictures than copies are. Nothing was learned by heart.
"""

# %% [markdown]
r"""
## Which model explains the digits best?

How likely does a VAE make a picture $x$? The prior makes a code $z$ with likelihood $p(z)$, and from it the decoder makes $x$ with likelihood $p(x|z)$. The integral adds up both for all codes. We cannot try all codes. So we draw some from the picture's cloud, $q(z)$, where good ones are. E is the mean over these draws:

$$\ln p(x) = \ln \int p(z)\, p(x|z)\, dz = \ln E \frac{p(z)\, p(x|z)}{q(z)}$$
$$\ge E \ln p(x|z) - E \ln \frac{q(z)}{p(z)} = -\text{copy} - \text{KL}$$
"""

# %% [markdown]
r"""
The sign ≥ stands there because the logarithm of a mean is never below the mean of the logarithms. The first E is minus the cost of the copy. The second E is the price of the cloud: for normal distributions, it is the formula that our layer computes. So minus our loss is a lower bound of $\ln p(x)$, the **evidence lower bound** (ELBO).

**Predict:** PCA with normal scores has such a cost, too. Whose is lower?
"""

# %%
rivals = {"VAE, 8": [partial(variational_costs.nats, model, x) for model in vaes]}
rivals |= {f"PCA, {n}": [partial(measures.pca_nats, train_x, x, n)] for n in (8, 32, 64)}
columns = {"at error 1/4": lambda cost: cost(pixel_error=1 / 4)[0]}
columns |= {"at its own": lambda cost: cost()[0], "which is": lambda cost: cost()[1]}
tables.score_table(rivals, columns)

# %% [markdown]
r"""
<details><summary>Answer</summary>

It depends on the pixel error and on the number of numbers.

</details>

(Shades are measured, so a cost may lie below 0.)

With our ¼ for all, the VAE has the lowest cost. But nobody's error is that large. Let each take its own, and PCA with 32 numbers is ahead, with 64 far ahead. So we claim only: **with 8 numbers**, the VAE explains digits better than PCA. (It was trained for ¼. Trained for its own error, it may come nearer to PCA: try it.)

And a cost is no picture. The same VAE drew unsure digits from its prior and good ones from the mixture.

To try: `vae(8, beta=16 * 0.13**2)` trains with the measured error. Do its draws get better?
"""

# %% [markdown]
r"""
## Walk from one digit to another

A **fade** mixes the pixels of two pictures. An **interpolation** goes straight from one code to the other and decodes on the way. We look at the middle of both ways, between 500 pairs of held-out digits. To be fair, the fade mixes copies.

The picture shows the five pairs whose codes are farthest apart; the table counts all 500.

**Predict:** which of the two looks more like a digit? And of which is the classifier surer?
"""

# %%
walked = sample_measures.half_way(*pairs["VAE"][0], x[:500], x[500:])
rows = {name: some[:5] for name, some in walked.items()}
ax = in_rows(rows, title="By code: one shape. By fade: two shapes at once")
figures.show(ax, "Compare the two middle rows.")
tables.score_table({name: [some] for name, some in walked.items()}, judge)

# %% [markdown]
r"""
<details><summary>Answer</summary>

To our eyes, the middle by code. The classifier doubts both.

</details>

*nearest* agrees with the eye: the middle by code is nearer to a training picture than the fade. But half-way between a 1 and a 0 there need not be a digit.

## Ask for a digit

A **conditional** autoencoder gets the label, too: ten more inputs for both halves. So its code need not say *which* digit it is, only *how* it is written.

**Predict:** we encode a slanted 7, and decode its code with the label 4. What will come out?

In the live figure, draw a digit of your own, slanted or with thick strokes. **Look for** that in the other nine.
"""

# %%
labelled = [[("picture", (14, 14)), ("label", 10)], *stages[1:3]]
labelled += [[("code", 8), ("label", 10)], *stages[4:]]
ax = figures.architecture(labelled, title="The label goes into both halves", **names)
figures.show(ax, "Without the label, it is the network from above.")


def conditional(latent_dim):
    picture, label = keras.Input((196,)), keras.Input((10,))
    encoder, decoder = variational.dense_halves(196, latent_dim, n_labels=10)
    join = keras.layers.Concatenate()
    code = Sampling(beta=1)(*encoder(join([picture, label])))
    return compiled(keras.Model([picture, label], decoder(join([code, label]))))


model, one_of_ten = conditional(8), np.eye(10)  # row d: 1 at place d, 0 elsewhere
model.fit([train_x, one_of_ten[train_labels]], train_x, epochs=20, batch_size=100, verbose=0)
encoder, decoder = variational.halves(model)


# %%
def written(hands, digits):
    return decoder(np.hstack([hands, one_of_ten[digits]]))


hands = encoder(np.hstack([x, one_of_ten[labels]]))
ten = [written(hands, np.full(1000, digit)) for digit in range(10)]
shown = {"image_shape": (14, 14), "title": "One handwriting, ten digits"}
explorers.handwriting(encoder, decoder, x, labels, **shown)
kept = partial(handwriting.kept_styles, x, labels, ten, (14, 14))
tables.table({"the digit shown": kept(), "somebody else's": kept(shuffle_seed=1)})
for name, codes in {"conditional": hands, "VAE": pairs["VAE"][0][0](x)}.items():
    print(f"{name}: nearest of the same digit {measures.neighbour_share(codes, labels):.1f}")

# %% [markdown]
r"""
<details><summary>Answer</summary>

A slanted 4. A slanted digit gives slanted ones, a fat one fat ones.

</details>

The table has the **correlation** of slant, ink and width between 1000 digits shown and *other* digits in the same hand: 1 means exactly together, 0 not at all. (Each digit's mean is taken away, for a 7 leans more than a 0.) With somebody else's digits, nothing is left: the code holds the handwriting.

Below: of how many codes is the nearest of the same digit? The new code says less of *which* digit, but not nothing (chance: 0.1).

Now codes come from the prior. The rival gets labels, too: for each digit, a mixture on plain codes.

**Predict:** who draws more digits as asked?
"""

# %%
asked, (to_code, to_picture) = np.repeat(np.arange(10), 100), pairs["plain"][0]
codes = mixtures.draw_for_each(to_code(train_x), train_labels, 10, 100)
new = {"conditional VAE": [written(normal, asked)], "plain, mixtures": [to_picture(codes)]}
as_asked = {"as asked": lambda some: np.mean(classifier(some).numpy().argmax(axis=1) == asked)}
tables.score_table(new, as_asked | judge, digits=3)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The conditional VAE, and the classifier is surer of its digits than of anything else that we drew. The rival is not far behind.

</details>

The label does what the ellipses did: it says which digit, and most of the code is left for the handwriting. But the rival's digits are more different from each other: the conditional VAE draws more alike. (These are single runs, and the classifier itself errs.)
"""

# %% [markdown]
r"""
## What we have seen

- A VAE fixes the place where we draw, and pays for each code that differs from it.
- `beta` weighs codes against copies; too much of it, and posteriors collapse.
- A mixture fitted to codes drew better digits than the prior, also for a plain autoencoder.
- A ranking by likelihood can hang on one constant.
- Given the label, the code keeps the handwriting, and less of which digit it was.
"""

# %% [markdown]
r"""
## Who thought of it

- D. P. Kingma and M. Welling (2014), [*Auto-encoding variational Bayes*](https://arxiv.org/abs/1312.6114), ICLR: the layer, the price and the trick.
- I. Higgins and others (2017), *beta-VAE: learning basic visual concepts with a constrained variational framework*, ICLR: the knob.
- K. Sohn, H. Lee and X. Yan (2015), *Learning structured output representation using deep conditional generative models*, NeurIPS: the label.

To read on: L. Theis, A. van den Oord and M. Bethge (2016), [*A note on the evaluation of generative models*](https://arxiv.org/abs/1511.01844), ICLR: why likelihood and good pictures are two things.

Now you: [seven exercises](exercises/09_generate_digits.ipynb) ([solutions](solutions/09_generate_digits.ipynb)).

Next: [new faces](10_generate_faces.ipynb).
"""
