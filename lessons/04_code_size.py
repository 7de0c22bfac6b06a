# %% [markdown]
r"""
# 4. Choose the size of the code

At the end you can choose how many code units you need for a purpose, and judge the choice on pictures that nothing was fitted to. You also know two common reasons why a network loses to a simpler method, and what to try for each.

You will be able to

- split pictures into those that train, those that choose and those that judge;
- read a scree plot, and draw the error over the size of the code;
- tell *too little training* from *too few pictures* by two numbers;
- train with Keras' `fit`, stop it in time, save the network and load it again;
- say what a mean squared error does not measure, and choose a code size by a rule.

**Time:** 45 minutes

**You need:** [lesson 3](03_curved_sheet.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, many_runs, models
from autoenc_lessons import seed_everything, tables

from functools import partial
from tempfile import TemporaryDirectory

import keras
import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

seed_everything(0)

# %% [markdown]
r"""
## Three sets of pictures

scikit-learn brings 1797 handwritten digits of 8 × 8 pixels. A picture is a row of 64 numbers: its shades, from 0 (black) to 1 (white). We shuffle the pictures and cut them into three parts.

- The **training set** has 1000 pictures. Only they are ever fitted to.
- The **validation set** has 300. We use them to choose: a code size, or a moment to stop.
- The **test set** has 497. They only judge: we look at their errors on the way, but choose nothing by them.

A network **generalises** if it also copies pictures well that it never saw. A copy of a training picture could come from memory. A copy of a test picture could not.
"""

# %%
x, labels = datasets.load("digits")
order = np.random.default_rng(0).permutation(len(x))
x_train, x_val, x_test = np.split(x[order], [1000, 1300])
labels_train, labels_val, labels_test = np.split(labels[order], [1000, 1300])
title = "Twelve digits of the training set"
figures.show(figures.picture_rows({"": x_train[:12]}, (8, 8), title=title), "Can you read all?")

# %% [markdown]
r"""
(13 people wrote these digits, and each of them is in all three sets. Our test error says how well a network copies *other digits of these people*. For other people it may be worse.)

## Two rivals

The **mean picture** of the training set is the same copy for every picture. It needs no code at all. Whoever cannot beat it has learned nothing.

The other rival is PCA, fitted to the same 1000 pictures. It keeps the first *k* principal axes: a code of *k* numbers. In lesson 2 there were three axes; here there are 64.

**Predict:** how many axes explain 90 % of the variance: about 5, 20 or 50?
"""

# %%
shares = PCA().fit(x_train).explained_variance_ratio_
title = "A few axes explain most, and many explain the rest"
caption = "The bars are what each axis adds. The line is their sum, from the left."
figures.show(figures.scree(shares, title=title), caption)

# %% [markdown]
r"""
<details><summary>Answer</summary>

21 axes explain 90 %; the first 5 explain more than half. Many pixels hardly vary, and others hang together, so far fewer than 64 numbers tell most of a digit.

</details>

A picture like this is called a **scree plot**: the bars look like a cliff, and like the loose stones (scree) at its foot. It says at once how PCA's error falls with the code size. What is not explained is lost: the error is the mean picture's error times the share that the axes do not explain.
"""

# %%
code_sizes = [2, 4, 8, 16, 32]
flat = {size: [PCA(size).fit(x_train)] for size in code_sizes}
lost = {n: x_train.var(axis=0).mean() * (1 - shares[:n].sum()) for n in code_sizes}
columns = {"mean picture x unexplained": lost, "PCA, training": many_runs.errors(flat, x_train)}
columns["PCA, test"] = many_runs.errors(flat, x_test)
tables.table(columns, digits=4)

# %% [markdown]
r"""
The first two columns are the same. On the test set the error is a little larger, for the axes were chosen for the training pictures.

Among **linear** copies, PCA is proven best, and only for the pictures that it was fitted to. A network that bends may do better on both sets.

## The network

64 pixels → 64 units → **code** → 64 units → 64 pixels. The two hidden layers have the activation silu; the code and the copy have none. As in lesson 2, the learning rate falls to 0 along a cosine.

Each step sees a **mini-batch** of 32 pictures. We shuffle the training set and take the next 32 at each step. When all have been seen, an epoch is over, and we shuffle again.
"""


# %%
cosine = keras.optimizers.schedules.CosineDecay


def build(latent_dim, rate, n_features=64):
    sizes = (n_features, 64, latent_dim)
    _, _, autoencoder = models.dense_autoencoder(sizes, activation="silu")
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return autoencoder


# %% [markdown]
r"""
## A first attempt

We begin with a wide code, 32 numbers for 64 pixels, and take 600 steps: 19 epochs. `many_runs.train` does that from two seeds and returns both networks. (Two, to save time.) `many_runs.errors` takes a dict with a list of runs for each name or code size, and gives the mean squared error of each run.

**Predict:** PCA's copies are flat, and the network can bend. Which of them has the lower error?
"""

# %%
short = many_runs.train(partial(build, 32, cosine(0.02, 600)), x_train, steps=600)
both = {"PCA": flat[32], "autoencoder": short}
columns = {"training": many_runs.errors(both, x_train), "test": many_runs.errors(both, x_test)}
tables.table(columns, digits=4)

# %% [markdown]
r"""
<details><summary>Answer</summary>

PCA wins: both runs of the network are worse, on both sets.

</details>

A network may lose because

- it was trained **too little**: then it is bad on its training pictures, too;
- it knows these **by heart**: then it is good on them, and bad on others.

Which is it here? Look at the column *training*. PCA is better even there, so memory is not the trouble; perhaps the training was too short. The test error alone could not tell us.

To find out, we train four times as long, 2400 steps, and now each code size. (This takes some seconds.)

**Predict:** from 2 numbers to 32, where will the network beat PCA?
"""

# %%
bent = {}
for size in code_sizes:
    bent[size] = many_runs.train(partial(build, size, cosine(0.02, 2400)), x_train, steps=2400)
errors = {"autoencoder": many_runs.errors(bent, x_test), "PCA": many_runs.errors(flat, x_test)}
tables.table(errors, digits=4)
mean_test_error = np.mean((x_test - x_train.mean(axis=0)) ** 2)
curves = errors | {"mean picture": [mean_test_error] * 5}
names = {"xlabel": "code units", "ylabel": "mean squared error on the test set"}
title = "Trained long enough, it beats PCA at every size"
caption = "Lower is better, and each dot is one run. Where is the lead largest?"
figures.show(figures.spread_lines(code_sizes, curves, title=title, **names), caption)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Everywhere: both runs beat PCA at every size.

</details>

From 4 numbers to 16, the network's error is more than a third lower than PCA's. At 32 the lead is small, and after 600 steps there was none. So it was the short training: *PCA is better at 32* was a fact about our patience, not about autoencoders. Before you call a network worse, look whether it is trained.

How far one can get by bending, one cannot read from a scree plot: it knows only straight axes.
"""

# %% [markdown]
r"""
## Look at the copies

An error is one number for all pictures. What do the copies look like?

**Predict:** how many numbers does it take until you can read a digit?

Try it in the live figure below. **Code size** sets how many numbers a digit is squeezed into, and **Picture** chooses one of eight test digits. Under each copy you see where it is too dark or too bright: blue and orange in the live figure, black and white in the picture. The curve shows what all test pictures lose.

**Look for** the size from which on the error shows only specks, and no strokes. Is it the same for a 1 and for an 8?
"""

# %%
copies = {"PCA": many_runs.copies(flat, x_test), "autoencoder": many_runs.copies(bent, x_test)}
explorers.code_size(x_test, copies, errors, image_shape=(8, 8), labels=labels_test)

# %%
rows, notes = {"original": x_test[:8]}, {}
for size in (2, 8, 32):
    for name in copies:
        rows[f"{name}, {size}"] = copies[name][size][:8]
        notes[f"{name}, {size}"] = f"{errors[name][size][0]:.4f}"
look = {"row_notes": notes, "apart": ["PCA, 2", "PCA, 8", "PCA, 32"]}
title = "2 numbers give blends, 8 most digits, 32 all"
caption = "Each pair has one code size. At the end of a row: the error of all test pictures."
figures.show(figures.picture_rows(rows, (8, 8), title=title, **look), caption)

# %% [markdown]
r"""
With 2 numbers, the copies are blends of a few shapes. With 8, most digits can be read. With 32, copy and original look alike.

## Learn by heart

Now the other illness. The network with 8 code units gets only the first 100 training pictures, and trains on and on. Its learning rate stays the same, for we want to look at any step as if the training ended there.

**Predict:** what happens to the error on the test set?
"""


# %%
x_few, looks = x_train[:100], [50, 100, 200, 400, 800, 1600, 3200]
few = many_runs.train_with_looks(partial(build, 8, 0.01), x_few, looks, batch_size=20)
few_pca = many_runs.errors({8: [PCA(8).fit(x_few)]}, x_test)[8][0]
parts = {"test set": x_test, "training set": x_few}
columns = {name: many_runs.errors(few, part) for name, part in parts.items()}
columns["PCA, test set"] = dict.fromkeys(looks, few_pca)
names = {"xlabel": "step", "ylabel": "mean squared error", "yscale": "linear"}
title = "The test error falls, turns and rises; the training error only falls"
caption = "100 training pictures; each dot is one run. At which step is the upper line lowest?"
figures.show(figures.spread_lines(looks, columns, title=title, **names), caption)

# %% [markdown]
r"""
<details><summary>Answer</summary>

It falls until step 200, where it is below PCA's. Then it rises far above PCA's.

</details>

The training error only falls. What the network learns first holds for all digits: it generalises. Later, what it learns about its 100 pictures does more harm than good on others. That is **overfitting**, and a test error like a *U* is its clearest mark. More steps cured the first illness; they cause the second.

## Cure 1: stop in time

**Early stopping** ends a training when the error on the validation set has not fallen for a while, and goes back to the best weights. (The test set must not do this: who helps to choose cannot judge.)
"""

# %% [markdown]
r"""
This is so common that Keras has it built in. Here is the whole training as you will meet it elsewhere, without any helper of this course:

- `epochs` is how often the training set is gone through, at most;
- `validation_data` is measured after each epoch, and trains nothing;
- `patience=10`: after ten epochs without a new lowest validation error, it ends;
- `restore_best_weights=True` goes back to the best epoch.

The network and its optimizer are the same as before. An epoch is five steps of 20 pictures.
"""

# %%
keras.utils.set_random_seed(0)
network = build(8, 0.01)
stop = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
history = network.fit(
    x_few,
    x_few,
    epochs=200,
    batch_size=20,
    validation_data=(x_val, x_val),
    callbacks=[stop],
    verbose=0,
)

# %%
validation = history.history["val_loss"]
curves = {"validation set": validation[5:], "training set": history.history["loss"][5:]}
title = "The validation error no longer falls, and fit stops"
caption = "The two lists in history.history, without the first five epochs."
epochs, look = range(6, len(validation) + 1), names | {"xlabel": "epoch", "title": title}
figures.show(figures.lines(epochs, curves, **look), caption)
print(f"{len(validation)} epochs; the best was epoch {1 + np.argmin(validation)}")
judged = {"fit, stopped": [network], "PCA, 100 pictures": [PCA(8).fit(x_few)]}
judged["PCA, 400 pictures"] = [PCA(8).fit(np.concatenate([x_few, x_val]))]
tables.table({"test error": many_runs.errors(judged, x_test)}, digits=4)

# %% [markdown]
r"""
The best epoch is 40: again after 200 steps. Stopped there, the network beats PCA from the same 100 pictures. But to stop, it also looked at the 300 validation pictures, and PCA may use these, too: fitted to all 400, it is hardly worse than the network.

`fit` and the helpers of this course do the same. Keras prepares a lot for each epoch, so for 100 small pictures ours are quicker, and they train from several seeds at once.

A network that is worth keeping is saved in one file, with its layers and weights. (We save into a temporary folder, which Python removes.)
"""

# %%
with TemporaryDirectory() as folder:
    network.save(f"{folder}/digits.keras")
    loaded = keras.models.load_model(f"{folder}/digits.keras")
print("the same copies after loading:", np.array_equal(loaded(x_test), network(x_test)))

# %% [markdown]
r"""
## Cure 2: more pictures

Stopping in time keeps the damage small. More training pictures take its cause away. Is that so for other digits, too? MNIST has 5000 in our file. We make one pixel of each 2 × 2, so 14 × 14 are left: 196 features. 1500 pictures are the test set.

The file is sorted by digit, so we shuffle; otherwise we would train on some digits and judge by others.

Twice we train the same network with 32 code units for the same 1500 steps: once with 500 pictures, once with 3500.

**Predict:** with more pictures, what happens to the training error, and what to the test error?
"""

# %%
mnist, _ = datasets.load("mnist")
mnist = np.random.default_rng(0).permutation(mnist)
# Rows and columns in pairs; then the mean of each block of 2 x 2 pixels.
mnist = mnist.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
mnist_test, mnist_train = np.split(mnist, [1500])
rows = {"original": mnist_test[:10]}
for number in (500, 3500):
    some = mnist_train[:number]
    runs = many_runs.train(partial(build, 32, cosine(0.02, 1500), 196), some, steps=1500)
    both = {"PCA": [PCA(32).fit(some)], "autoencoder": runs}
    parts = {f"training, {number}": some, "test": mnist_test}
    tables.table({name: many_runs.errors(both, part) for name, part in parts.items()}, digits=4)
    rows[f"from {number}"] = many_runs.copies(both, mnist_test[:10])["autoencoder"]

# %%
title = "From 3500 pictures, the strokes come out cleaner"
caption = "Ten test digits, each from 32 numbers. Compare the copies where strokes are thick."
figures.show(figures.picture_rows(rows, (14, 14), originals="original", title=title), caption)

# %% [markdown]
r"""
<details><summary>Answer</summary>

The training error rises: 3500 pictures are harder to learn by heart. The test error falls.

</details>

From 500 pictures, the network is better than PCA on its training pictures and worse on others: it overfits. From 3500, it is better on both. Network, steps and code size were the same, so the pictures made the difference.

Now you can tell the two illnesses apart by two numbers. **Worse than PCA on the training set:** train longer; if that does not help, change the learning rate or widen the layers. **Better there, and worse on the test set:** find more pictures. An earlier stop can limit the damage, but it need not be enough: try it here with 500 pictures.
"""

# %% [markdown]
r"""
## What does the error not measure?

The blog post of 2020 says that the code keeps *the most information*. The loss is narrower: it counts squared differences of shades, pixel by pixel. Does that keep what a reader wants, which digit it is?

We ask a nearest neighbour: it gives a new code the label of the closest training code. Beside the autoencoder stand PCA, and the encoders as they started, untrained.

**Predict:** will the code with the lower squared error always be recognised better?
"""


# %%
def recognised(encode, x=x_val, labels=labels_val):
    neighbour = KNeighborsClassifier(1).fit(encode(x_train), labels_train)
    return neighbour.score(encode(x), labels)


# layers[0] of an autoencoder is its encoder.
fresh = {size: many_runs.untrained(partial(build, size, 0.02)) for size in code_sizes}
known = {
    "autoencoder": many_runs.each(lambda run: recognised(run.layers[0]), bent),
    "PCA": many_runs.each(lambda pca: recognised(pca.transform), flat),
    "untrained": many_runs.each(lambda run: recognised(run.layers[0]), fresh),
}

# %%
names = {"xlabel": "code units", "ylabel": "share recognised", "yscale": "linear"}
title = "From 8 numbers on, a nearest neighbour finds no difference"
caption = "On the validation set; each dot is one run. Compare the lines at 4, 8 and 32 units."
figures.show(figures.spread_lines(code_sizes, known, title=title, **names), caption)
tables.table(known)

# %% [markdown]
r"""
The two measures disagree:

- At 8 numbers, the autoencoder's squared error is 40 % below PCA's. It recognises no more digits.
- From 16 numbers to 32, PCA's error falls to a quarter. Recognition hardly moves.
- An encoder with 32 **untrained** units recognises at least 93 %. Training takes its mistakes from 5 to 7 in 100 down to about 1. At 4 numbers, it takes them from about half down to 8 or 9.

Another judge than a nearest neighbour may see more in one code or the other. So *most information* means little until somebody says: for what.
"""

# %% [markdown]
r"""
## So how many units?

More units always copied better here, so the error alone never says *stop*. The code size is a hyperparameter. A rule to choose it:

1. Say what the code is for, and what is good enough.
2. Take the smallest code that is good enough in **every** run, on the validation set.
3. Let the test set judge it, once.

**Predict,** from the table above and the one below: how many numbers does each rival need to

- recognise 85 % of the digits?
- lose at most a quarter of what the mean picture loses?
- lose at most a twentieth?
"""

# %%
mean_val_error = np.mean((x_val - x_train.mean(axis=0)) ** 2)
columns = {"autoencoder": many_runs.errors(bent, x_val), "PCA": many_runs.errors(flat, x_val)}
tables.table(columns, digits=4)
print(f"a quarter: {mean_val_error / 4:.4f}, a twentieth: {mean_val_error / 20:.4f}")

# %% [markdown]
r"""
<details><summary>Answer</summary>

| purpose | autoencoder | PCA |
|---|---|---|
| recognise 85 % | 4 | 8 |
| lose at most a quarter | 8 | 16 |
| lose at most a twentieth | 32 | 32 |

</details>

Now the test set judges the three choices for the autoencoder.
"""

# %%
right = [recognised(run.layers[0], x_test, labels_test) for run in bent[4]]
print(f"4 units: {min(right):.2f} recognised")
print(f"8 units: {max(errors['autoencoder'][8]):.4f}, asked for {mean_test_error / 4:.4f}")
print(f"32 units: {max(errors['autoencoder'][32]):.4f}, asked for {mean_test_error / 20:.4f}")

# %% [markdown]
r"""
It confirms all three. But our sizes double: PCA could do with one in between. (Try `PCA(5)` and `PCA(12)`.) The autoencoder pays where every number counts. For nearly perfect copies both need about 30 numbers. There, take PCA: it needs no training.

## What we have seen

- The training set trains, the validation set chooses, the test set judges.
- Worse than PCA on the training set: train longer. Better there and worse on the test set: find more pictures, or stop earlier.
- Per number, a bent code keeps more than PCA's.
- A smaller squared error need not make a code tell more about the digit.
- Ask what the code is for; the error alone never says how many units.
"""

# %% [markdown]
r"""
## Who thought of it

- R. B. Cattell (1966), *The scree test for the number of factors*, Multivariate Behavioral Research 1: the plot of the cliff and its stones.
- G. E. Hinton and R. R. Salakhutdinov (2006), [*Reducing the dimensionality of data with neural networks*](https://doi.org/10.1126/science.1127647), Science 313: deep autoencoders beside PCA, on MNIST among others.
- L. Prechelt (1998), *Early stopping – but when?*, in *Neural Networks: Tricks of the Trade*, Springer.

To read on: I. Goodfellow, Y. Bengio and A. Courville (2016), [*Deep Learning*](https://www.deeplearningbook.org), MIT Press, chapters 5 and 7.

Now you: [seven exercises](exercises/04_code_size.ipynb) ([solutions](solutions/04_code_size.ipynb)).

Next: [groups](05_groups.ipynb).
"""
