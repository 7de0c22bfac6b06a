# %% [markdown]
r"""
# 1. Squeeze three dimensions into two

At the end you have a small neural network that turns a point in space into two numbers and back, and a measure of what it loses on the way.

You will be able to

- name the parts of an autoencoder, and count its parameters by hand;
- build one in Keras and train it;
- draw its code, and measure what the code keeps and what it loses;
- read the TensorFlow 1 code of older tutorials.

**Time:** 25 minutes

**You need:** a little Python and NumPy. No machine learning.

To run a cell, click into it and press **Shift + Enter**.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, measures, seed_everything, training

import inspect

import keras
import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs
from sklearn.metrics import adjusted_rand_score

seed_everything(0)

# %% [markdown]
r"""
## What an autoencoder is

Some data come with **labels**: this picture is a cat. Most data come without. Each **sample** is then just a row of numbers, its **features**.

Learning from rows without labels is **unsupervised**. Often the rows are long. Fewer numbers are quicker to learn from, and an eye can see three at most.

An **autoencoder** is a network that finds a shorter row by itself. Here is the one that you will build:
"""

# %%
layers = ["input", "code", "output"]
title = "Whatever comes out must first fit into two numbers"
caption = "From left to right: three numbers go in, two pass the middle, three come out."
figures.show(figures.network([3, 2, 3], layer_names=layers, title=title), caption)

# %% [markdown]
r"""
Data flow from left to right.

- The **encoder** turns 3 input numbers into 2. These two are the **code**.
- The **decoder** turns the code into 3 output numbers, the **reconstruction**.

The task is to give back the input. So the output has the size of the input, and the data are their own answer: no labels are needed. Copying would be easy without the narrow middle, the **bottleneck**. Whatever comes out on the right must first fit into two numbers.
"""

# %% [markdown]
r"""
## Make the data

scikit-learn's `make_blobs` scatters points around centres. We ask for 100 points with 3 features around 2 centres. It also returns the group of each point, the label. The autoencoder will never see the labels. We keep them to check its work.
"""

# %%
data, labels = make_blobs(n_samples=100, n_features=3, centers=2, random_state=101)
print("shape:", data.shape)
print("first three points:")
print(data[:3].round(2))
print("their labels:", labels[:3])
caption = "Each point is one sample with three features. Look how far each axis reaches."
figures.show(figures.points_3d(data, labels, title="Two groups, far apart"), caption)

# %% [markdown]
r"""
## Bring the features to one scale

Look at the axes of the picture. Feature 2 runs over about 21 units, feature 1 over about 6. The blog post that this lesson follows trains on `scaled_data`, but never says how to make it.

The usual way is **min-max scaling**: subtract the smallest value of a feature, then divide by its range. Every feature then runs from 0 to 1.

$$x = \frac{\text{data} - \min}{\max - \min}$$
"""

# %%
x = datasets.scale(data, method="min-max")
for name, values in [("before", data), ("after", x)]:
    smallest, largest = values.min(axis=0).round(2), values.max(axis=0).round(2)
    print(f"{name:6}  smallest {smallest}  largest {largest}")

# %% [markdown]
r"""
## Build the network

A `Dense` **layer** is made of **units**. Each computes one output: a weighted sum of all inputs, plus one number, the **bias**. Nothing is bent: the network is **linear**.

**Predict:** how many weights and biases will it have? Count lines in the drawing.

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
    sizes = f"{model.input_shape[1]} numbers in, {model.output_shape[1]} out"
    print(f"{model.name}: {sizes}, {model.count_params()} parameters")

# %% [markdown]
r"""
`autoencoder` holds the very same layers as `encoder` and `decoder`. Train it, and the other two are trained. Encoding and decoding are separate calls.

## Train it

How bad are the copies? That is the **loss**. Ours is the **mean squared error**: the mean of (input − output)² over all points and features. 0 is perfect.

An **optimizer** changes the parameters a little at each **step** so that the loss falls. Ours is **Adam**. Its **learning rate**, 0.01, is the size of a step.
"""

# %%
autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
history = training.train(autoencoder, x, steps=1000)
title = "First the loss drops steeply; at step 1000 it is still falling"
caption = "The scale of the loss is logarithmic. Look at the end: the curve is not level yet."
figures.show(figures.loss_curve(history.losses, title=title), caption)

# %% [markdown]
r"""
First the loss drops steeply. Then it falls slowly, and at step 1000 it is still falling. Lesson 2 is about that.

**Why not `autoencoder.fit`?** It would work. But `fit` prepares many things anew for every pass over the data, and here one pass is a single tiny step. Our `train` runs many steps inside TensorFlow before it comes back to Python. These two functions are its heart:
"""

# %%
print(inspect.getsource(training.train_step))
print(inspect.getsource(training.compile_steps))

# %% [markdown]
r"""
`train_step` makes copies, measures how far they are from their targets (here the points themselves), asks TensorFlow for the **gradient** (in which direction each parameter makes the loss grow), and lets the optimizer step the other way. `compile_steps` repeats that.

## Look at the code

Now the reason why we did all this. The encoder gives the two numbers of every point.

**Predict:** will the picture still show two groups?
"""

# %%
codes = encoder(x).numpy()
print("shape:", codes.shape)
print(codes[:3].round(2))
caption = "The same points by their two numbers. Only the colours come from the labels."
figures.show(figures.codes_2d(codes, labels, title="The code keeps both groups"), caption)

# %% [markdown]
r"""
The eye says yes. An eye is easily pleased, so let us measure. **k-means** looks for two groups in the points without seeing the labels. The **adjusted Rand index** compares what it finds with the truth: 1 means the same groups, 0 means no better than chance.

To be fair, we ask the same of the three original features, and of each single one.
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
The code keeps both groups. But be honest: feature 0 alone does, and so does feature 2. These two groups lie so far apart that they are hard to lose. So *"we still see two groups"* is weak evidence for an autoencoder. What the code keeps besides the groups is the better question.

## Decode

The decoder turns codes back into points in space.

**Predict:** all reconstructions come from two numbers by a linear rule. What shape can they form together?
"""

# %%
reconstructions = decoder(codes).numpy()
print(f"mean squared error: {measures.reconstruction_error(x, reconstructions):.5f}")
explorers.turn(encoder, decoder, x, labels)

# %% [markdown]
r"""
They lie in a **plane**; the decoder's weights are its two directions. The thin lines to the copies are what is lost.

**Turn it:** is each copy the place in the plane that is nearest to its point?

<details><summary>Answer</summary>

Nearly. Seen straight onto the plane, nearest copies would hide behind their points.

</details>

## Move a point in the code plane

**Predict:** A is the mean of all codes. Where in space will it land?
"""

# %%
explorers.code_plane(encoder, decoder, x, labels)

# %% [markdown]
r"""
A lands between the groups, where there was never a point to learn from. One code unit alone moves all three features, always in the same direction: one row of the decoder's weights.

## Is it better than dropping a feature?

A simpler way from three numbers to two: leave one out, and put its mean in its place.

**Predict:** which feature is the cheapest to drop, and does the autoencoder beat it?
"""

# %%
errors = {}
for feature in range(3):
    dropped = x.copy()
    dropped[:, feature] = x[:, feature].mean()
    errors[f"drop feature {feature}"] = measures.reconstruction_error(x, dropped)
errors["autoencoder"] = measures.reconstruction_error(x, reconstructions)
title = "The autoencoder loses less than even the cheapest drop"
caption = "A lower bar means that less is lost. Compare the last one with the other three."
figures.show(figures.bars(errors, ylabel="mean squared error", title=title), caption)
times = errors["drop feature 1"] / errors["autoencoder"]
print(f"The cheapest drop costs {times:.1f} times the autoencoder's error.")

# %% [markdown]
r"""
The autoencoder does not drop a feature. It mixes all three into two numbers, and loses less than even the cheapest drop.

## What scaling was good for

Now the same network on the data *before* scaling. How much of each feature's own **variance**, its mean squared distance from its mean, is lost? One run may be an accident, so we train from 20 random starts, the **seeds**, and take the median.
"""

# %%
from autoenc_lessons import models, seed_spread


def build():
    _, _, model = models.linear_autoencoder(3, latent_dim)  # the network above, in one line
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return model


starts = seed_spread.draw_starts(build, seeds=range(20))
for name, values in [("unscaled", data), ("scaled", x)]:
    runs = seed_spread.train_starts(build, values, starts, steps=1000, progress=False)
    lost = ((runs.reconstructions - values) ** 2).mean(axis=1) / values.var(axis=0)
    shares = "  ".join(f"{share:.1%}" for share in np.median(lost, axis=0))
    print(f"{name:8}  lost of features 0, 1, 2: {shares}")

worst = max(measures.reconstruction_error(x, copies) for copies in runs.reconstructions)
print(
    f"worst of the 20 scaled runs: {worst:.5f}, cheapest drop: {errors['drop feature 1']:.5f}"
)

# %% [markdown]
r"""
Without scaling, the network copies feature 2 almost perfectly, but gives up more than a fifth of feature 1: the loss counts squared units. With scaling, all three are kept about equally well. And even the worst of the 20 scaled runs beats the cheapest drop.

## The older code, line by line

The [blog post](https://www.cnblogs.com/Renyi-Fan/p/13467087.html) is from 2020, for TensorFlow 1, and no longer runs. Each piece has an heir:

| TensorFlow 1, 2020 | today | why |
|---|---|---|
| `tf.contrib.layers` | `keras.layers` | `contrib` was removed in TensorFlow 2 |
| `tf.placeholder(tf.float32, [None, 3])` | `keras.Input((3,))` | an input's shape, with any number of rows |
| `fully_connected(X, 2, activation_fn=None)` | `Dense(2)` | linear unless told otherwise |
| `tf.reduce_mean(tf.square(outputs - X))` | `loss="mse"` | the same formula, by its name |
| `tf.train.AdamOptimizer(0.01)` | `keras.optimizers.Adam(0.01)` | the same algorithm |
| `optimizer.minimize(loss)` | `autoencoder.compile(...)` | says what to minimise, and how |
| `tf.global_variables_initializer()` | nothing | weights get their start when a layer is made |
| `tf.Session()` | nothing | operations run at once; there is no session to open |
| `sess.run(train, feed_dict={X: scaled_data})` | `training.train(autoencoder, x)` | data are passed like any argument |
| `hidden.eval(feed_dict={X: scaled_data})` | `encoder(x).numpy()` | the encoder is a model of its own |

Last, the network once more, now with the weights that it has learned:
"""

# %%
learned = [encoder.get_weights()[0], decoder.get_weights()[0]]
title = "Both code units mix all three features"
caption = "Solid blue lines are positive weights, dashed orange ones negative. Thick is large."
drawn = figures.network([3, 2, 3], layer_names=layers, weights=learned, title=title)
figures.show(drawn, caption)

# %% [markdown]
r"""
## What we have seen

- An autoencoder is two models in a row, trained to copy their input through a narrow middle.
- A linear one with two code units copies every point into a plane.
- It loses less than dropping any one feature.
- Two groups that lie far apart survive, but they survive almost anything.
- Scaling decides which features count.

Now you: [seven exercises](exercises/01_first_autoencoder.ipynb) check your answers at once ([solutions](solutions/01_first_autoencoder.ipynb)).

Is this the *best* plane? [Lesson 2](02_what_it_learned.ipynb) finds out.
"""
