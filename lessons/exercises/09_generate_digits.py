# %% [markdown]
r"""
# Exercises 9: generate digits

Seven questions to [lesson 9](../09_generate_digits.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/09_generate_digits.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import seed_everything
from autoenc_lessons.checks.generate_digits import materials

import keras
import numpy as np

seed_everything(0)

# %% [markdown]
r"""
## 1. Predict: two prices

*Warm-up · 2 minutes · 1 point*

A code unit with mean $m$ and standard deviation $s$ costs $\frac12 (m^2 + s^2 - 1 - \ln s^2)$ nats.

What does a unit with mean 0 and deviation 1 cost? And one with mean 4 and deviation 1?
"""

# %%
silent = ...  # your answer: a number
far = ...  # your answer: a number
### BEGIN SOLUTION
silent = 0
far = 8
### END SOLUTION

# %% question="prices" points=1
from autoenc_lessons import checks

checks.generate_digits.prices(silent, far)
### BEGIN HIDDEN TESTS
checks.generate_digits.prices.grade(silent, far, seed=9771)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. The price of a code

*Write a function · 10 minutes · 2 points*

`mean` and `log_variance` have the shape (n_samples, n_units); `log_variance` is $\ln s^2$. Return the price of each sample's code in nats, the sum over its units, with shape (n_samples,). Use NumPy, and write the formula yourself.
"""


# %%
def divergence(mean, log_variance):
    return ...  # your answer: a price for each sample
    ### BEGIN SOLUTION
    units = (mean**2 + np.exp(log_variance) - 1 - log_variance) / 2
    return units.sum(axis=1)
    ### END SOLUTION


# %% question="divergence" points=2
from autoenc_lessons import checks

checks.generate_digits.divergence(divergence)
### BEGIN HIDDEN TESTS
checks.generate_digits.divergence.grade(divergence, seed=9772)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. A draw that lets a gradient through

*Write a function · 6 minutes · 2 points*

`noise` is drawn from the standard normal distribution. Make of it codes drawn from the normal distributions that `mean` and `log_variance` describe; draw nothing else. All have the shape (n_samples, n_units), and each code gets the noise at its own place.
"""


# %%
def draw(mean, log_variance, noise):
    return ...  # your answer: the codes
    ### BEGIN SOLUTION
    return mean + np.exp(log_variance / 2) * noise
    ### END SOLUTION


# %% question="draw" points=2
from autoenc_lessons import checks

checks.generate_digits.draw(draw)
### BEGIN HIDDEN TESTS
checks.generate_digits.draw.grade(draw, seed=9773)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Repair a training

*Repair · 12 minutes · 3 points*

Somebody trains a variational autoencoder with 4 code units on small digits. Here is the loss, what each unit costs after training, and what the decoder makes of the codes of eight digits. What has happened to the posteriors?
"""


# %%
from autoenc_lessons.checks.generate_digits import materials


def broken_loss(pictures, copies):
    import keras

    return keras.ops.mean((pictures - copies) ** 2, axis=-1)


prices = materials.unit_prices(broken_loss)
print("nats of each unit:", "  ".join(f"{price:.2f}" for price in prices))
materials.show_copies(broken_loss)

# %% [markdown]
r"""
Write `repaired_loss`: minus the log-likelihood of each picture, without its constant, if each pixel has a normal error with the standard deviation 0.2. It returns one number for each picture, of any number of pixels.

To try it, put it into `materials.show_copies`: can you read the copies? For that, it must be written with `keras.ops`, as above.
"""


# %%
def repaired_loss(pictures, copies):
    return ...  # your answer: a number for each picture
    ### BEGIN SOLUTION
    return keras.ops.sum((pictures - copies) ** 2, axis=-1) / (2 * 0.2**2)
    ### END SOLUTION


# %% question="repaired_loss" points=3
from autoenc_lessons import checks

checks.generate_digits.repaired_loss(repaired_loss)
### BEGIN HIDDEN TESTS
checks.generate_digits.repaired_loss.grade(repaired_loss, seed=9774)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Explain a silent unit

*Explain · 6 minutes · 2 points*

The units of a well-trained variational autoencoder cost 0.00, 2.1, 1.8 and 2.4 nats: the first posterior has collapsed. Its copies are sharp. You encode a picture, set unit 0 of its code to 1.5, and decode. What do you see?

- **a** Another digit.
- **b** Hardly any change.
- **c** The same digit with noise.
- **d** An error.
"""

# %% [markdown]
r"""
Why?

- **1** The decoder has learned to ignore a unit that is the same noise for each picture.
- **2** The unit has never been trained, for its gradient was 0 from the start.
- **3** The code of this unit was exactly 0 at each step.
- **4** The other units correct what this one does wrong.
"""

# %%
what = ...  # your answer: "a", "b", "c" or "d"
why = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
what = "b"
why = 1
### END SOLUTION

# %% question="silent_unit" points=2
from autoenc_lessons import checks

checks.generate_digits.silent_unit(what, why)
### BEGIN HIDDEN TESTS
checks.generate_digits.silent_unit.grade(what, why, seed=9775)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Choose the number of ellipses

*Write a function · 12 minutes · 3 points*

`materials.mixture(codes, number)` fits a Gaussian mixture; its method `score(codes)` gives the mean log-likelihood of codes.

Write a function that fits mixtures to `train_codes` and returns the number of ellipses, from 1 to 10, under which `validation_codes` are likeliest (a score less than 0.05 nats below the best will do). Here are such codes.
"""

# %%
from autoenc_lessons.checks.generate_digits import materials

train_codes, validation_codes = materials.clouds_of_codes(4, seed=0)
for number in (1, 10):
    fitted = materials.mixture(train_codes, number)
    print(f"{number} ellipses: {fitted.score(train_codes):.2f} on the training codes")


# %%
def pick_number(train_codes, validation_codes):
    return ...  # your answer: the number of ellipses
    ### BEGIN SOLUTION
    scores = {}
    for number in range(1, 11):
        fitted = materials.mixture(train_codes, number)
        scores[number] = fitted.score(validation_codes)
    return max(scores, key=scores.get)
    ### END SOLUTION


# %% question="pick_number" points=3
from autoenc_lessons import checks

checks.generate_digits.pick_number(pick_number)
### BEGIN HIDDEN TESTS
checks.generate_digits.pick_number.grade(pick_number, seed=9776)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design a fraud

*Design · 12 minutes · 3 points*

Somebody judges drawn pictures by two measures: is a classifier *sure*, and are all ten *digits* there? Deceive them. Take `train_x`, 1000 small digits in random order with shades from 0 to 1, and return `n_samples` pictures, up to 500.
"""

# %% [markdown]
r"""
The rules:

- A classifier is over 90 % sure of a share of them that is at most 5 percentage points below that of held-out digits.
- It sees 9.5 digits or more, counted as in the lesson.
- None is exactly a training picture, and all shades lie between 0 and 1.
- Nothing is new: the median distance to the nearest training picture is at most half of that of held-out digits.

Here is such a classifier, and what it says of held-out digits.
"""

# %%
from autoenc_lessons.checks.generate_digits import materials

train_x, held_out_x, train_labels = materials.split_digits()
classifier = materials.judge(train_x, train_labels)
sure, kinds = materials.sure_and_kinds(classifier(held_out_x))
print(f"sure of {sure:.0%}, {kinds:.1f} digits")


# %%
def deceive(train_x, n_samples):
    return ...  # your answer: the pictures, with shape (n_samples, 64)
    ### BEGIN SOLUTION
    noise = np.random.default_rng(0).normal(0, 0.02, size=(n_samples, 64))
    return np.clip(train_x[:n_samples] + noise, 0, 1)
    ### END SOLUTION


# %% question="deceive" points=3
from autoenc_lessons import checks

checks.generate_digits.deceive(deceive)
### BEGIN HIDDEN TESTS
checks.generate_digits.deceive.grade(deceive, seed=9777)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

Next: [lesson 10, new faces](../10_generate_faces.ipynb).
"""
