# %% [markdown]
r"""
# 1. Squeeze three dimensions into two

At the end you have a small neural network that turns a point in space into two numbers and back. You have trained it, and you can say what it loses on the way.

You will be able to

- name the parts of an autoencoder, and count its parameters by hand;
- build one in Keras, train it, and say what a training step does;
- draw its code, and measure what the code keeps and what it loses;
- read the TensorFlow 1 code of older tutorials.

**Time:** 35 minutes

**You need:** a little Python and NumPy. No machine learning.

To run a cell, click into it and press **Shift + Enter**.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, measures, models
from autoenc_lessons import seed_everything, seed_spread, training

import keras
import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs
from sklearn.linear_model import LinearRegression
from sklearn.metrics import adjusted_rand_score

seed_everything(0)

# %% [markdown]
r"""
## What an autoencoder is

Data are often a table. Each row is a **sample**, for example a picture; the numbers in the row are its **features**. Some data come with **labels**: this picture shows a cat. Most data come without, and to learn from those is **unsupervised** learning.

Rows are often long, while an eye can see three numbers at most. To describe each row by fewer numbers is **dimensionality reduction**.

An **autoencoder** is a **neural network** (a **network** for short) that learns to do this. A network is a chain of simple sums. We draw them as circles, joined by lines.
"""

# %%
names = {"layer_names": ["input", "code", "output"], "part_names": ["encoder", "decoder"]}
symbols = [
    ["$x_0$", "$x_1$", "$x_2$"],
    ["$z_0$", "$z_1$"],
    [rf"$\hat{{x}}_{k}$" for k in range(3)],
]
title = "Whatever comes out must first fit into two numbers"
caption = "Data flow from left to right. A square holds a given number, a circle computes one."
figures.show(figures.network([3, 2, 3], **names, inside=symbols, title=title), caption)

# %% [markdown]
r"""
- The **encoder** turns 3 features into 2 numbers. These are the **code**; papers call it the *latent code* or the **embedding**, and the plane of all codes the **latent space**.
- The **decoder** turns the code into 3 numbers: a copy of the input, the **reconstruction**.

The network must give back its input. So the data are their own answer, and no labels are needed. Copying would be easy without the narrow middle, the **bottleneck**. Two numbers instead of three is a **compression**: the network must find out what it can leave away.

A circle is a **unit**, also called a **neuron**. Units side by side are a **layer**.
"""

# %% [markdown]
r"""
**Where is this used?** To store pictures and sound in little space; to remove dirt from pictures (lesson 6); to ring an alarm for what a network cannot copy, because it has never seen such a thing (lesson 8). Programs that paint a picture for a sentence, such as Stable Diffusion, first make a **latent code**; a decoder turns it into the picture. Here we squeeze only 3 numbers into 2, so that you can see all that happens.

## Make the data

`make_blobs` scatters 100 points with 3 features around 2 centres. Points that lie together are a **cluster**, in this course a *group*. It also returns each point's group, its label. The autoencoder never sees the labels; we keep them to check its work.
"""

# %%
data, labels = make_blobs(n_samples=100, n_features=3, centers=2, random_state=101)
print("shape:", data.shape)
print("first three points:")
print(data[:3].round(2))
print("their labels:", labels[:3])
title = "Two groups; feature 2 reaches farthest"
caption = "Each point is one sample. All three axes have the same scale: compare their lengths."
figures.show(figures.points_3d(data, labels, is_true=True, title=title), caption)

# %% [markdown]
r"""
## Bring the features to one scale

Feature 2 has a range of about 21, feature 1 of about 6. Near the end of the lesson you will see what this does to a network. The blog post that this lesson follows trains on `scaled_data`, but never says how to make it.

The usual way is **min-max scaling**: subtract the smallest value of a feature, then divide by its range. Every feature then runs from 0 to 1.

$$x = \frac{\text{data} - \min}{\max - \min}$$
"""

# %%
x = datasets.scale(data, method="min-max")
print("range before:", np.ptp(data, axis=0).round(2))
print("range after: ", np.ptp(x, axis=0).round(2))
print("first point: ", x[0].round(3))

# %% [markdown]
r"""
## Build the network

A unit multiplies each input by a **weight**, adds the products, and adds one more number, its **bias**:

$$z = x\,W_1 + b_1 \qquad \hat{x} = z\,W_2 + b_2$$

$x$ is the point, $z$ its code and $\hat{x}$ its copy. $W_1$ and $W_2$ hold the **weights**, $b_1$ and $b_2$ the biases; together they are the **parameters**. There are only sums and products: the network is **linear**.

**Predict:** how many parameters are there? In the drawing, each line is a weight, and each circle has one bias.

<details><summary>Answer</summary>

Encoder: 3 × 2 weights + 2 biases = 8. Decoder: 2 × 3 weights + 3 biases = 9. Together **17**.

</details>
"""

# %%
latent_dim = 2
encoder = keras.Sequential([keras.Input((3,)), keras.layers.Dense(latent_dim)], name="encoder")
decoder = keras.Sequential([keras.Input((latent_dim,)), keras.layers.Dense(3)], name="decoder")
autoencoder = keras.Sequential([encoder, decoder], name="autoencoder")

for model in (encoder, decoder, autoencoder):
    print(f"{model.name}: {model.count_params()} parameters")

# %% [markdown]
r"""
`autoencoder` holds the layers of `encoder` and `decoder`: training it trains both.

## How a network learns

The weights start as random numbers, so the first copies are bad. The **loss** says how bad: here the **mean squared error**, the mean of (input − output)². 0 is perfect.

**Training** changes the parameters to make the loss small. It is like a walk downhill in fog: one feels only the slope. Such a walk is **gradient descent**. Here is the loss over *one* of them.

**Predict:** what happens if the steps are too large?

<details><summary>Answer</summary>

A step jumps over the valley. If steps are much too large, each lands higher on the other side, and the loss grows without end.

</details>
"""

# %%
explorers.downhill(autoencoder, x)

# %% [markdown]
r"""
A step is *minus the learning rate times the slope*. So the **learning rate** sets how large the steps are. With a small one, the way takes many steps; with a large one, it does not end in the valley.

A real **step** changes all 17 parameters at once. The 17 slopes together are the **gradient**. **Backpropagation** computes them in one pass: from the error at the output it goes back through the network, layer by layer, and finds how much each weight has to do with the error. Keras does that for us.

The rule that makes steps from slopes is the **optimizer**. Ours is **Adam**: it gives each parameter a step size of its own.
"""

# %% [markdown]
r"""
## Train it

This is how most people train in Keras: say the loss and the optimizer, then call `fit`. The first `x` is the input, the second the answer. One pass over all points is an **epoch**. With `batch_size=100`, all 100 points make one step together, so here an epoch is one step.
"""

# %%
start = autoencoder.get_weights()
autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
fitted = autoencoder.fit(x, x, epochs=5, batch_size=100, verbose=0)
print("losses of fit:  ", np.array(fitted.history["loss"]).round(4))

# %% [markdown]
r"""
The loss falls, but 5 steps are few. The blog takes 1000. `fit` prepares many things anew for each epoch, and when an epoch is one tiny step, that can take half a minute. Our `training.train` takes the same steps, many times faster. See for yourself: we go back to the start, and train with it.
"""

# %%
autoencoder.set_weights(start)
autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
history = training.train(autoencoder, x, steps=1000)
print("losses of train:", history.losses[:5].round(4))
title = "First the loss drops steeply; at step 1000 it is still falling"
caption = "The axis is logarithmic: each line down is about half of the one above it."
figures.show(figures.loss_curve(history.losses, title=title), caption)

# %% [markdown]
r"""
The losses are the same numbers. So whatever you see of `train` in this course, you could do with `fit`.

The curve drops steeply at first. Then it falls slowly, and at step 1000 it is still falling: is this the end, or only a slow part of the way? Lesson 2 is about that.

## Follow one point by hand

What has the network learned? Take the first point, and one unit of the code. Multiply, add, add the bias:
"""

# %%
point = x[0]
(W1, b1), (W2, b2) = encoder.get_weights(), decoder.get_weights()
products = point * W1[:, 0]
print("point:              ", point.round(3))
print("weights into unit 0:", W1[:, 0].round(3))
print("products:           ", products.round(3))
print(f"sum {products.sum():.3f}, plus the bias {b1[0]:.3f}: {products.sum() + b1[0]:.3f}")

# That is the first number of the code. Now all of it, and the copy, by the two formulas.
z = point @ W1 + b1
copy = z @ W2 + b2
print("code by hand:", z.round(3), "  by the encoder:", encoder(x[:1]).numpy()[0].round(3))
print("copy by hand:", copy.round(3), "  by the decoder:", decoder(z[None]).numpy()[0].round(3))
print(f"mean squared error of this point: {np.mean((point - copy) ** 2):.6f}")

# %%
numbers = [[f"{number:.2f}" for number in layer] for layer in (point, z, copy)]
title = "One point on its way through the trained network"
caption = "Blue lines are positive weights, dashed orange ones negative. Thick is large."
drawn = figures.network([3, 2, 3], **names, inside=numbers, weights=[W1, W2], title=title)
figures.show(drawn, caption)

# %% [markdown]
r"""
**Look:** which feature does code unit 0, the upper circle in the middle, listen to most? And does a larger value of that feature make it larger or smaller?

<details><summary>Answer</summary>

To feature 1: its line is the thickest. The line is orange, so the weight is negative, and more of feature 1 makes code unit 0 smaller.

</details>

## Look at the code

We did this for one point. The encoder does it for all 100.

**Predict:** will a picture of the codes still show two groups?
"""

# %%
codes = encoder(x).numpy()
caption = "The same points by their two numbers. Only the colours come from the labels."
figures.show(figures.codes_2d(codes, labels, title="The code keeps both groups"), caption)

# %% [markdown]
r"""
The eye says yes. Let us also measure it. **k-means** looks for two groups in the points without seeing the labels. The **adjusted Rand index** compares what it finds with the truth: 1 means the same groups, 0 means no better than chance.

To be fair, we ask the same of the three features, and of each single one.
"""


# %%
def agreement(points):
    found = KMeans(n_clusters=2, n_init=10, random_state=0).fit_predict(points)
    return adjusted_rand_score(labels, found)


print(f"the code, 2 numbers      {agreement(codes):.2f}")
print(f"the data, 3 features     {agreement(x):.2f}")
for feature in range(3):
    print(f"feature {feature} on its own     {agreement(x[:, [feature]]):.2f}")

# %% [markdown]
r"""
The code keeps both groups. But feature 0 alone does so too, and so does feature 2. These groups lie so far apart that they are hard to lose. So *"we still see two groups"* is weak evidence for an autoencoder. A better question is what the code keeps besides the groups.

## Decode

The decoder turns codes back into points in space.

**Predict:** all copies come from two numbers by a linear rule. What shape can they form together?
"""

# %%
reconstructions = decoder(codes).numpy()
print(f"mean squared error: {measures.reconstruction_error(x, reconstructions):.5f}")
explorers.turn(encoder, decoder, x, labels, title="All copies lie in one plane")

# %% [markdown]
r"""
The copies lie in a **plane**, for two numbers can only say how far to go in two directions. These directions are the two rows of the decoder's weights. A thin line joins each point with its copy: that is what is lost.

**Turn it:** is each copy the place in the plane that is nearest to its point?

<details><summary>Answer</summary>

Nearly. Seen straight onto the plane, nearest copies would hide behind their points. They are a little off, for the training is not quite at its end.

</details>

## Move a point in the code plane

**Predict:** A is the mean of all codes. Where in space will it land?
"""

# %%
explorers.code_plane(
    encoder, decoder, x, labels, title="The mean code lands in the middle, where no point is"
)
print("A lands at:        ", decoder(codes.mean(axis=0)[None]).numpy()[0].round(3))
print("mean of the copies:", reconstructions.mean(axis=0).round(3))
print("mean of the points:", x.mean(axis=0).round(3))

# %% [markdown]
r"""
A lands exactly on the mean of the copies. A linear decoder only multiplies and adds, so it does not matter whether we take the mean first and decode then, or the other way round. The points have almost the same mean: if all copies were off to one side, the biases could move them back, and training has done so.

For B, code unit 0 is larger; for C, code unit 1. Each alone moves all three features, always in the same direction: one row of $W_2$.
"""

# %% [markdown]
r"""
## Is it better than dropping a feature?

There are simpler ways from three numbers to two. We leave one feature out. In its place we put

- the feature's mean; or
- a guess from the two features that are left: the best linear guess, by `LinearRegression`.

**Predict:** which of the two ways is harder to beat, and does the autoencoder beat it?
"""

# %%
drops, guesses = {}, {}
for feature in range(3):
    column, others = x[:, feature], np.delete(x, feature, axis=1)
    guess = LinearRegression().fit(others, column).predict(others)
    # Two features are kept without any error, so only this one counts.
    drops[f"drop {feature}"] = np.mean((column - column.mean()) ** 2) / 3
    guesses[f"guess {feature}"] = np.mean((column - guess) ** 2) / 3
errors = drops | guesses  # one dictionary of both
errors["autoencoder"] = measures.reconstruction_error(x, reconstructions)

# %%
title = "The autoencoder loses least; a good guess comes close"
caption = "A lower bar means that less is lost. Compare the last bar with the best guess."
figures.show(figures.bars(errors, ylabel="mean squared error", title=title), caption)
for rival in ("drop 1", "guess 0"):
    print(f"{rival} loses {errors[rival] / errors['autoencoder']:.1f} times as much")

# %% [markdown]
r"""
The cheapest drop loses 8.4 times as much as the autoencoder. The best guess comes much closer: 1.5 times. It uses what the features have in common, as the autoencoder does. But it can only leave away one of the three features, while the autoencoder chooses its two directions freely.

## What scaling was good for

Now the same network on the data *before* scaling. How much of each feature's own **variance**, its mean squared distance from its mean, is lost?

One run may be luck. So we train from 10 random starts, the **seeds**, and for longer: 5000 steps. Of the 10 results we take the **median**, the one in the middle when they are sorted (of ten, the mean of the middle two).
"""


# %%
def build():
    _, _, model = models.linear_autoencoder(3, latent_dim)  # the network above, in one line
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return model


starts = seed_spread.draw_starts(build, seeds=range(10))
for name, values in [("unscaled", data), ("scaled", x)]:
    runs = seed_spread.train_starts(build, values, starts, steps=5000, progress=False)
    lost = ((runs.reconstructions - values) ** 2).mean(axis=1) / values.var(axis=0)
    shares = "  ".join(f"{share:.1%}" for share in np.median(lost, axis=0))
    print(f"{name:8}  lost of features 0, 1, 2: {shares}")

# %% [markdown]
r"""
Without scaling, the network gives up more than a quarter of feature 1 and copies feature 2 almost perfectly. Why? Feature 2 reaches three times as far, so the same *share* of an error is a number three times as large there, and ten times in the square. The loss cares for large numbers. (How much of feature 1 goes also depends on the draw of the points.)

With scaling, no feature loses more than 4 %. They do not lose the same: feature 1 loses almost nothing. The network spends its two numbers where that makes the *sum* of the errors smallest.

Did our first run have luck? `runs` still holds the 10 scaled runs, with the loss of each step.
"""

# %%
for steps in (1000, 5000):
    losses = runs.losses[:, :steps][:, -1]
    share = np.mean(losses < errors["guess 0"])
    print(f"{steps} steps: worst run {losses.max():.4f}, better than every guess: {share:.0%}")

# %% [markdown]
r"""
After 1000 steps, every run is better than the cheapest drop (0.0179), but four of the ten are still worse than the best guess (0.0031). After 5000 steps, all of them are better, and all lose 0.0020. So our first run, with 0.0021, had some luck: it was almost finished.

## The older code, line by line

The [blog post](https://www.cnblogs.com/Renyi-Fan/p/13467087.html) is from 2020. It was written for TensorFlow 1 and no longer runs. For each piece there is a replacement:

| TensorFlow 1, 2020 | Keras today | why |
|---|---|---|
| `tf.contrib.layers` | `keras.layers` | `contrib` was removed in TensorFlow 2 |
| `tf.placeholder(tf.float32, [None, 3])` | `keras.Input((3,))` | an input's shape, with any number of rows |
| `fully_connected(X, 2, activation_fn=None)` | `Dense(2)` | linear unless told otherwise |
| `tf.reduce_mean(tf.square(outputs - X))` | `loss="mse"` | the same formula, by its name |
| `tf.train.AdamOptimizer(0.01)` | `keras.optimizers.Adam(0.01)` | the same algorithm |
| `optimizer.minimize(loss)` | `autoencoder.compile(...)` | says what to minimise, and how |
| `tf.global_variables_initializer()` | nothing | weights get their start when a layer is made |
| `tf.Session()` | nothing | operations run at once |
| a loop of `sess.run(train, feed_dict={X: scaled_data})` | `autoencoder.fit(x, x, epochs=1000, batch_size=100)` | one call for all steps; here we use `training.train`, which is quicker |
| `hidden.eval(feed_dict={X: scaled_data})` | `encoder(x).numpy()` | the encoder is a model of its own |
"""

# %% [markdown]
r"""
## What we have seen

- An autoencoder is an encoder and a decoder in a row, trained to copy their input through a narrow middle.
- Training goes downhill: each step changes all parameters against the slope of the loss.
- A linear autoencoder with two code units puts all copies into a plane.
- It loses less than dropping a feature, and less than the best guess for a dropped feature, if it is trained long enough.
- Two groups that lie far apart survive, but they survive almost anything.
- Scaling decides which features count.
"""

# %% [markdown]
r"""
## Who thought of it

- D. E. Rumelhart, G. E. Hinton and R. J. Williams (1986), [_Learning representations by back-propagating errors_](https://doi.org/10.1038/323533a0), Nature 323: made backpropagation known. (S. Linnainmaa had the method in 1970.)
- G. E. Hinton and R. R. Salakhutdinov (2006), [_Reducing the dimensionality of data with neural networks_](https://doi.org/10.1126/science.1127647), Science 313: autoencoders that see more than planes.
- D. P. Kingma and J. Ba (2015), [_Adam: a method for stochastic optimization_](https://arxiv.org/abs/1412.6980), ICLR.

To read on: I. Goodfellow, Y. Bengio and A. Courville (2016), _Deep Learning_, MIT Press, chapter 14.

Now you: [seven exercises](exercises/01_first_autoencoder.ipynb) check your answers at once ([solutions](solutions/01_first_autoencoder.ipynb)).

Is this the *best* plane? [Lesson 2](02_what_it_learned.ipynb) finds out.
"""
