# %% [markdown]
r"""
# Exercises 1: squeeze three dimensions into two

Seven questions to [lesson 1](../01_first_autoencoder.ipynb), from a warm-up to one that takes thought.

**Time:** 50 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A check tells you at once what it finds. A wrong answer gets a hint, and a second one at your next try. Try as often as you like; nothing is sent anywhere.

Stuck for good? The [solution](../solutions/01_first_autoencoder.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, models, seed_everything, training
from autoenc_lessons.checks.first_autoencoder import materials

import keras
import matplotlib.pyplot as plt
import numpy as np

seed_everything(0)
x, labels = datasets.load("blobs")

# %% [markdown]
r"""
## 1. Count the parameters

*Warm-up · 3 minutes · 1 point*

How many parameters, weights and biases together, does a linear autoencoder have? Write a function for any number of features and any size of code.
"""


# %%
def count_parameters(n_features, latent_dim):
    return ...  # your answer: the number of weights and biases
    ### BEGIN SOLUTION
    n_in_encoder = n_features * latent_dim + latent_dim
    n_in_decoder = latent_dim * n_features + n_features
    return n_in_encoder + n_in_decoder
    ### END SOLUTION


# %% question="count_parameters" points=1
from autoenc_lessons import checks

checks.first_autoencoder.count_parameters(count_parameters)
### BEGIN HIDDEN TESTS
checks.first_autoencoder.count_parameters.grade(count_parameters, seed=2718)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. Predict: one number instead of two

*Predict · 2 minutes · 1 point*

Squeeze each of the 100 blob points into **one** number, in the best possible way. What survives?

- **a** Nothing: the groups mix, and most differences inside them are lost.
- **b** The groups stay apart, but most differences inside them are lost.
- **c** The groups stay apart, and most differences inside them are kept.
- **d** The groups mix, but most differences inside them are kept.
"""

# %%
survives = ...  # your answer: "a", "b", "c" or "d"
### BEGIN SOLUTION
survives = "b"
### END SOLUTION

# %% question="one_number" points=1
from autoenc_lessons import checks

checks.first_autoencoder.one_number(survives)
### BEGIN HIDDEN TESTS
checks.first_autoencoder.one_number.grade(survives, seed=2719)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Build it, for any sizes

*Write a function · 8 minutes · 2 points*

Lesson 1 wrote down its three models with the numbers 3 and 2 in them. Write a function that builds encoder, decoder and autoencoder for any sizes, one linear `Dense` layer in each part, and returns the three. With `build(3, 1)` you can then try what question 2 asks.
"""


# %%
def build(n_features, latent_dim):
    return ...  # your answer: the three models in this order
    ### BEGIN SOLUTION
    encoder = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(latent_dim)])
    decoder = keras.Sequential([keras.Input((latent_dim,)), keras.layers.Dense(n_features)])
    autoencoder = keras.Sequential([encoder, decoder])
    return encoder, decoder, autoencoder
    ### END SOLUTION


# %% question="build" points=2
from autoenc_lessons import checks

checks.first_autoencoder.build(build)
### BEGIN HIDDEN TESTS
checks.first_autoencoder.build.grade(build, seed=2720)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. What share of each feature is lost?

*Write a function · 8 minutes · 2 points*

The mean squared error is one number for all features together. To see which of them suffers, compare each feature with its own spread:

$$\text{lost share} = \frac{\text{mean of } (x - \text{reconstruction})^2}{\text{variance of } x}$$

one number for each feature; both parts are divided by the number of samples. 0 is a perfect copy; 1 is what you get by always answering with the feature's mean.
"""


# %%
def lost_shares(x, reconstructions):
    return ...  # your answer: one share for each feature
    ### BEGIN SOLUTION
    mean_squared_errors = np.mean((x - reconstructions) ** 2, axis=0)
    return mean_squared_errors / np.var(x, axis=0)
    ### END SOLUTION


# %% question="lost_shares" points=2
from autoenc_lessons import checks

checks.first_autoencoder.lost_shares(lost_shares)
### BEGIN HIDDEN TESTS
checks.first_autoencoder.lost_shares.grade(lost_shares, seed=2721)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Repair a training run

*Repair · 12 minutes · 3 points*

Three sensors hang in a garden: two thermometers, in degrees Celsius, and one for humidity, as a share of 1. The thermometers feel the same temperature, each with a small error of its own. So two numbers should do: temperature and humidity.

The run below takes three times as many steps as the first training in lesson 1. But look at what it loses.
"""

# %%
from autoenc_lessons.checks.first_autoencoder import materials

import numpy as np

readings = materials.garden_sensors(seed=0)


def broken_run(data):
    from autoenc_lessons import models, seed_everything, training
    import keras

    seed_everything(0)
    _, _, autoencoder = models.linear_autoencoder(3, 2)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    training.train(autoencoder, data, steps=3000, progress=False)
    return autoencoder(data).numpy()


lost = np.mean((readings - broken_run(readings)) ** 2, axis=0) / readings.var(axis=0)
for sensor, share in zip(materials.SENSORS, lost, strict=True):
    print(f"{sensor:13}  lost share {share:.1f}")

# %% [markdown]
r"""
The humidity is lost altogether. A share above 1 is even worse than always answering with the mean.

Find out why. This live figure trains the same network on the same readings, which it calls features 0, 1 and 2. Which of its settings brings the humidity back?

Look at the row *lost of features*. (*PCA's error* is the smallest that any plane can reach; lesson 2 is about it. If you see only a picture, run the cell: the picture compares two learning rates, and neither helps.)
"""

# %%
from autoenc_lessons import explorers, models
from autoenc_lessons.checks.first_autoencoder import materials

readings = materials.garden_sensors(seed=0)
explorers.recipe(lambda: models.linear_autoencoder(3, 2)[2], readings, scaling="none")

# %% [markdown]
r"""
Now write `repaired_run`: it takes such readings, trains a 3→2→3 autoencoder on them in Keras, as above, and returns its copies **in the units of the data**, of which no sensor loses more than 10 %.
"""


# %%
def repaired_run(data):
    return ...  # your answer: copies with the shape and the units of the data
    ### BEGIN SOLUTION
    mean, spread = data.mean(axis=0), data.std(axis=0)
    return mean + spread * broken_run((data - mean) / spread)
    ### END SOLUTION


# %% question="repaired_run" points=3
from autoenc_lessons import checks

checks.first_autoencoder.repaired_run(repaired_run)
### BEGIN HIDDEN TESTS
checks.first_autoencoder.repaired_run.grade(repaired_run, seed=2722)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Explain two pictures

*Explain · 5 minutes · 2 points*

Here are the codes of two encoders for the blobs. One is trained, the other still has its random initial weights. Which is which?
"""

# %%
from autoenc_lessons import datasets, figures
from autoenc_lessons.checks.first_autoencoder import materials

import matplotlib.pyplot as plt

_, labels = datasets.load("blobs")
_, pictures = plt.subplots(1, 2, figsize=(10, 4.4))
for name, codes, ax in zip("AB", materials.codes_of_two_encoders(), pictures, strict=True):
    figures.codes_2d(codes, labels, title=f"Encoder {name}", ax=ax)
figures.show(pictures)

# %% [markdown]
r"""
The choice:

- **a** A is trained.
- **b** B is trained.
- **c** The pictures do not tell.

The reason:

- **1** Training moves the groups apart; in this picture they lie farther apart.
- **2** Groups that lie far apart in space survive most linear maps, trained or not.
- **3** Random weights give random codes, so without training the groups would mix.
- **4** A trained encoder uses both of its code units; in this picture both are used.
"""

# %%
picture = ...  # your answer: "a", "b" or "c"
reason = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
picture = "c"
reason = 2
### END SOLUTION

# %% question="two_pictures" points=2
from autoenc_lessons import checks

checks.first_autoencoder.two_pictures(picture, reason)
### BEGIN HIDDEN TESTS
checks.first_autoencoder.two_pictures.grade(picture, reason, seed=2723)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design data on which the autoencoder gains nothing

*Design · 12 minutes · 3 points*

On the blobs, the autoencoder lost much less than any drop. Make data with 3 features on which it would not: after min-max scaling, the cheapest drop (with the feature's mean in its place) costs at most 1.05 times as much as the best plane. (The check computes that plane. Lesson 2 shows how.)

No tricks: every feature varies, and the plane loses something too. The check asks for 20 000 samples or more: among so many, chance hardly makes features move together.
"""


# %%
def make_data(n_samples):
    return ...  # your answer: an array with the shape (n_samples, 3)
    ### BEGIN SOLUTION
    generator = np.random.default_rng(0)
    even = generator.uniform(size=(n_samples, 2))
    peaked = generator.normal(size=(n_samples, 1))
    return np.hstack([even, peaked])
    ### END SOLUTION


# %% question="make_data" points=3
from autoenc_lessons import checks

checks.first_autoencoder.make_data(make_data)
### BEGIN HIDDEN TESTS
checks.first_autoencoder.make_data.grade(make_data, seed=2724)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

You can get 14 points. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 2](../02_what_it_learned.ipynb).
"""
