# %% [markdown]
r"""
# 10. Generate faces

At the end you have drawn faces of people who do not exist, from 60 photographs and in seconds, and you can say how good they are, how new, and what a simple rival does as well.

You will be able to

- build a judge of pictures, and show that it can say no;
- draw new faces in three ways, and measure each;
- tell a new face from a copied one;
- walk from face to face, and find out what a direction in the code does;
- say where 100 pictures end, and what such a set may be used for.

**Time:** 45 minutes

**You need:** [lesson 9](09_generate_digits.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, measures, models, seed_everything
from autoenc_lessons import seed_spread, variational

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression, RidgeClassifier

seed_everything(0)

# %% [markdown]
r"""
## Look at the faces

The set of lesson 8 holds 100 grey faces of 25 × 25 pixels, and 100 pieces of background. We use the faces, shuffled. From 60 of them we learn to draw. The other 40 are held out.

**Predict:** you learn from these 60 alone. What will a new face look like, and what could go wrong?
"""

# %%
pictures, is_face = datasets.load("faces")
faces, background = pictures[is_face == 1], pictures[is_face == 0]


def split(pictures, seed, n_first=60):
    order = np.random.default_rng(seed).permutation(len(pictures))
    return pictures[order[:n_first]], pictures[order[n_first:]]


def spread(values, digits=0):
    """Write the median, and from where to where the values reach."""
    low, high = np.min(values), np.max(values)
    return f"{np.median(values):.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


train_x, held_out_x = split(faces, seed=0)
rows = {"training": train_x[:14], "held out": held_out_x[:14], "background": background[:14]}
title = "Faces to learn from, held-out faces, and background"
caption = "Only training faces teach how to draw. The other two rows are kept for a judge."
figures.show(figures.picture_rows(rows, (25, 25), title=title), caption)

# %% [markdown]
r"""
## First, a judge

Our judge learns from the 40 held-out faces, which no generator sees. It gives each picture the mean 0 and the spread 1, so light and contrast do not count. Then it asks:

- By a linear classifier: more like a face than like background or an *upside-down* face?
- By PCA with 15 axes: is what they lose small?

95 % of faces that it has not seen (a fifth of the 40 in turn) keep each limit.

**Predict:** which pictures will fool it?
"""


# %%
def evened(pictures):
    centred = pictures - pictures.mean(axis=1, keepdims=True)
    return centred / (centred.std(axis=1, keepdims=True) + 0.001)


def flipped(pictures, axis):  # 1: upside down, 2: left and right swapped
    return np.flip(pictures.reshape(-1, 25, 25), axis).reshape(-1, 625)


def ask_two_questions(faces, background):
    faces, others = (np.concatenate([p, flipped(p, 2)]) for p in (faces, background))
    others = np.concatenate([others, flipped(faces, 1)])
    shown, label = np.concatenate([faces, others]), np.repeat([1, 0], [len(faces), len(others)])
    classifier = RidgeClassifier(alpha=1000).fit(evened(shown), label)
    pca = PCA(15, svd_solver="full").fit(evened(faces))

    def answers(pictures):
        x = evened(pictures)
        lost = np.mean((x - pca.inverse_transform(pca.transform(x))) ** 2, axis=1)
        return np.array([-classifier.decision_function(x), lost])  # low: like a face

    return answers


# %%
def appoint_judge(faces, background):
    unseen = []
    for part in np.array_split(np.arange(len(faces)), 5):
        answers = ask_two_questions(np.delete(faces, part, axis=0), background)
        unseen.append(answers(faces[part]))
    limits = np.quantile(np.hstack(unseen), 0.95, axis=1, keepdims=True)
    answers = ask_two_questions(faces, background)
    return lambda pictures: np.all(answers(pictures) <= limits, axis=0)


def references(x, other_background):
    generator = np.random.default_rng(0)
    return {
        "real faces": x,
        "background": other_background,
        "upside down": flipped(x, 1),
        "shuffled pixels": generator.permuted(x, axis=1),
        "noise": generator.uniform(size=(200, 625)),
        "pixel by pixel": generator.normal(x.mean(axis=0), x.std(axis=0), size=(200, 625)),
        "two laid over": (x[::2] + x[1::2]) / 2,
        "mean picture": np.tile(x.mean(axis=0), (200, 1)),
    }


# %%
def detail(pictures):
    """Return how much neighbouring pixels differ."""
    squares = pictures.reshape(-1, 25, 25)
    return sum(np.mean(np.diff(squares, axis=axis) ** 2) for axis in (1, 2))


def in_three_numbers(pictures, x, judge):
    variety = pictures.var(axis=0).mean() / x.var(axis=0).mean()
    return 100 * np.array([judge(pictures).mean(), variety, detail(pictures) / detail(x)])


def print_table(tables):
    print(f"{'in %, over five splits':24}{'accepted':18}{'variety':18}detail")
    for name in tables[0]:
        values = zip(*(table[name] for table in tables), strict=True)
        for line in zip((name, ""), *(spread(v, 1).split(" ", 1) for v in values), strict=True):
            print("{:24}{:18}{:18}{}".format(*line))


splits, judges, tables = [split(faces, seed) for seed in range(5)], [], []
for seed, (x, judged) in enumerate(splits):
    known, unknown = split(background, seed)
    judges.append(appoint_judge(judged, known))
    shown = references(x, unknown)
    tables.append({name: in_three_numbers(shown[name], x, judges[-1]) for name in shown})
print_table(tables)

# %% [markdown]
r"""
The judge takes real faces and turns five kinds away. But it always takes the mean picture! So two more numbers stand beside: *variety* (how much a pixel differs from picture to picture) and *detail* (how much neighbouring pixels differ), against the training faces.

## The simple rival: eigenfaces

The principal axes of faces, drawn as pictures, are **eigenfaces** (Turk and Pentland, 1991). A face is the mean picture plus so much of each.

**Predict:** will one mean glasses, or age?
"""


# %%
def eigenfaces(x, n_axes=30):
    pca = PCA(n_axes, svd_solver="full").fit(x)
    sizes = pca.transform(x).std(axis=0)

    def draw(n_faces, seed):
        numbers = np.random.default_rng(seed).normal(size=(n_faces, n_axes))
        return pca.inverse_transform(numbers * sizes)

    return pca.transform, pca.inverse_transform, draw


to_scores, to_faces, draw_eigenfaces = eigenfaces(train_x)
steps = 2 * np.diag(to_scores(train_x).std(axis=0))[:7]
rows = {"less of it": to_faces(-steps), "more of it": to_faces(steps)}
names = [f"axis {n}" for n in range(1, 8)]
title = "Axes 1 to 3 are mostly light"
caption = "Compare the two faces of a column: what has changed?"
figures.show(figures.picture_rows(rows, (25, 25), column_names=names, title=title), caption)

# %% [markdown]
r"""
Above is the mean picture, two standard deviations along each axis. Axes 1 to 3 are mostly light, on the face or behind it. An axis says which pixels vary together; PCA knows no nose.

**Draw new faces:** take 30 numbers at random, each with the spread that it has among the training faces, and add up. There is no training. Here are the first 36 of seed 0; none is chosen by hand.

**Predict:** how many would you take for faces?
"""


# %%
def contact_sheet(draw, title, caption, seed=0):
    """Show the first 36 faces that a seed gives."""
    drawn = draw(36, seed)
    rows = {f"{n + 1} to {n + 12}": drawn[n : n + 12] for n in (0, 12, 24)}
    ax = plt.subplots(figsize=(10, 2.6))[1]
    figures.show(figures.picture_rows(rows, (25, 25), title=title, ax=ax), caption)


title = "Eigenfaces: most are faces, but rough"
contact_sheet(draw_eigenfaces, title, "Look for patches of light where no light could fall.")


def trained(build, model, x, steps, use_xla):  # for the networks to come
    starts = seed_spread.draw_starts(build, [0])
    runs = seed_spread.train_starts(
        lambda: model, x, starts, steps=steps, use_xla=use_xla, progress=False
    )
    autoencoder = build()
    autoencoder.set_weights(runs.weights[0])
    return autoencoder.layers


# %% [markdown]
r"""
Most are faces, but rough: patches of light lie where no light could fall, and hair runs into the background.

## A dense autoencoder

The codes of a plain autoencoder follow no rule that we know. Lesson 9 fitted a mixture to them. For 60 codes of 16 numbers, we fit one normal distribution (a Gaussian), with its mean and its covariance.

**Predict:** sharper or more blurred than the eigenfaces?
"""


# %%
def build_autoencoder():
    _, _, autoencoder = models.dense_autoencoder((625, 128, 16))
    rate = keras.optimizers.schedules.CosineDecay(0.003, decay_steps=600)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    return autoencoder


compiled = build_autoencoder()  # compiled once, it serves all trainings


def with_gaussian(x):
    encoder, decoder = trained(build_autoencoder, compiled, x, steps=600, use_xla=True)
    codes = encoder(x).numpy()
    mean, covariance = codes.mean(axis=0), np.cov(codes.T)

    def draw(n_faces, seed):
        generator = np.random.default_rng(seed)
        drawn = generator.multivariate_normal(mean, covariance, n_faces, method="cholesky")
        return decoder(drawn).numpy()

    return lambda x: encoder(x).numpy(), decoder, draw


dense = with_gaussian(train_x)
title = "Dense autoencoder: softer faces, and greyer ones"
contact_sheet(dense[2], title, "Compare hair, background and light with the eigenfaces.")

# %% [markdown]
r"""
Softer faces, and greyer ones.

## A variational autoencoder

As in lesson 9, the encoder says a mean and a variance for each code unit, and codes are kept near the standard normal distribution. So to draw, we need no fit.

It copies the 30 eigenface scores, not the pixels: a small network, trained in a second. One more layer, which is not trained, paints a face from 30 scores.

The error is summed over the scores, and `beta` weighs the divergence against it.
"""


# %%
def squared_errors(x, copies):
    return keras.ops.sum((x - copies) ** 2, axis=-1)


def build_vae(beta=0.5):
    layers = keras.layers
    describe = [layers.Dense(64, "tanh"), layers.Dense(16)]  # 8 means, 8 log-variances
    sampling = variational.Sampling(beta=beta, seed=0)
    encoder = keras.Sequential([keras.Input((30,)), *describe, sampling])
    decoder = keras.Sequential([keras.Input((8,)), layers.Dense(64, "tanh"), layers.Dense(30)])
    autoencoder = keras.Sequential([encoder, decoder])
    rate = keras.optimizers.schedules.CosineDecay(0.003, decay_steps=1500)
    optimizer = keras.optimizers.Adam(rate)
    autoencoder.compile(loss=squared_errors, optimizer=optimizer, jit_compile=False)
    return autoencoder


compiled_vae = build_vae()


# %%
def variational_faces(x):
    to_scores, to_faces, _ = eigenfaces(x)
    unit = to_scores(x).std()
    encoder, decoder = trained(
        build_vae, compiled_vae, to_scores(x) / unit, steps=1500, use_xla=False
    )
    # The last layer is no part of the training: it makes a face of 30 scores.
    paint = keras.layers.Dense(625)
    decoder = keras.Sequential([decoder, paint])
    decoder.build((None, 8))
    mean_face = to_faces(np.zeros((1, 30)))
    paint.set_weights([to_faces(unit * np.eye(30)) - mean_face, mean_face[0]])

    def draw(n_faces, seed):
        return decoder(np.random.default_rng(seed).normal(size=(n_faces, 8))).numpy()

    return lambda x: encoder(to_scores(x) / unit).numpy(), decoder, draw


vae = variational_faces(train_x)
title = "Variational autoencoder: its first 36 faces"
contact_sheet(vae[2], title, "Remember the first row: you will look at it again.")

# %% [markdown]
r"""
**Predict:** three ways to draw, one judge. Which wins in which column? Eigenfaces run twice: with 30 axes, and with 8, as many numbers as the VAE has.

All is done anew for five splits into 60 and 40, judge included. Each way draws 500 faces.
"""

# %%
makers = {
    "eigenfaces, 30 axes": eigenfaces,
    "eigenfaces, 8 axes": lambda x: eigenfaces(x, n_axes=8),
    "autoencoder, 16 units": with_gaussian,
    "VAE, 8 units": variational_faces,
}
made = [{name: make(x) for name, make in makers.items()} for x, _ in splits]
tables = []
for (x, _), judge, ways in zip(splits, judges, made, strict=True):
    tables.append({"real faces": in_three_numbers(x, x, judge)})
    for name, (_, _, draw) in ways.items():
        tables[-1][name] = in_three_numbers(draw(500, seed=1), x, judge)
print_table(tables)

# %% [markdown]
r"""
30 eigenfaces pass as often as unseen real faces, with the most variety and detail. The networks pass more often, as they stay nearer to the mean: less variety. With 8 numbers, the VAE has more detail than eigenfaces, and less variety.

## Is it new?

**Predict:** is the nearest training face the same person? We also divide its distance by that to the second nearest. A copy has one true original.
"""


# %%
def two_nearest(pictures, x):
    return np.sort(cdist(pictures, x, "sqeuclidean") / 625, axis=1)[:, :2].T


drawn = vae[2](12, seed=0)
rows = {"drawn by the VAE": drawn, "nearest": train_x[cdist(drawn, train_x).argmin(axis=1)]}
title = "The VAE draws some faces that are nearly copies"
caption = "Below each drawn face is the training face that is nearest. Which pairs are alike?"
ax = plt.subplots(figsize=(10, 1.8))[1]
figures.show(figures.picture_rows(rows, (25, 25), title=title, ax=ax), caption)
pairs = {"held-out faces": [two_nearest(judged, x) for x, judged in splits]}
for name in makers:
    for what in ("drawn", "copies"):
        found = pairs[f"{name}: {what}"] = []
        for (x, _), ways in zip(splits, made, strict=True):
            encode, decode, draw = ways[name]
            found.append(two_nearest(draw(500, 1) if what == "drawn" else decode(encode(x)), x))
for name, found in pairs.items():
    distances = spread([np.median(first) for first, _ in found], 4)
    ratios = spread([np.median(first / second) for first, second in found], 2)
    low = spread([100 * np.mean(first / second < 0.6) for first, second in found], 1)
    print(f"{name:29} nearest {distances}\n    ratio {ratios}  below 0.6: {low} %")

# %% [markdown]
r"""
Copies have a lower ratio, drawn faces nearly that of held-out faces: most are new. But 6 % of the VAE's lie below 0.6: look at its first faces again. It has overfitted. (The distance alone misleads: blurred pictures are near to everything.)

## Morph

A **morph** changes one face into another, along the straight line between their codes. The rival is a fade, pixel by pixel.

**Predict:** halfway, which is nearer to a held-out face? And do you see a difference?
"""

# %%
one, other = np.triu_indices(60, k=1)


def halfway(ways, x, judged):
    """Return how far the code's line leaves the fade of the copies, and how near both come."""
    encode, decode, _ = ways
    codes, copies = encode(x), np.array(decode(encode(x)))
    through = np.array(decode((codes[one] + codes[other]) / 2))
    fade = (copies[one] + copies[other]) / 2
    bend = np.mean((through - fade) ** 2) / np.mean((copies[one] - copies[other]) ** 2)
    middles = (through, fade, (x[one] + x[other]) / 2)
    nearest = [np.median(two_nearest(middle, judged)[0]) for middle in middles]
    return [100 * bend, nearest[0] / nearest[1], nearest[2] / nearest[1]]


print("distance to the nearest held-out face, with the fade of the copies as 1:")
for name in list(makers)[1:]:
    found = [halfway(ways[name], *parts) for ways, parts in zip(made, splits, strict=True)]
    columns = [spread(column, 2) for column in zip(*found, strict=True)]
    print(f"{name:21} code {columns[1]}  photographs {columns[2]}")
    print(f"{'':21} bend in %: {columns[0]}")


# %%
def light(pictures):  # how much brighter the left half is
    squares = pictures.reshape(-1, 25, 25)
    return squares[:, :, :12].mean(axis=(1, 2)) - squares[:, :, 13:].mean(axis=(1, 2))


def teeth(pictures):  # how much the brightest pixel of the mouth stands out
    squares = pictures.reshape(-1, 25, 25)
    return squares[:, 17:21, 8:17].max(axis=(1, 2)) - squares[:, 8:21, 5:20].mean(axis=(1, 2))


def direction(codes, values):
    """Return how codes change, on average, with a standard deviation of the values."""
    return (values - values.mean()) / values.std() @ (codes - codes.mean(axis=0)) / len(codes)


towards_light = direction(vae[0](train_x), light(train_x))
explorers.morph(vae[0], vae[1], train_x[:5], towards_light, name="light from the left")

# %% [markdown]
r"""
With PCA, the line through the code *is* the fade of the copies; with the dense autoencoder, almost. Only the VAE bends it, but comes no nearer to real faces. What both gain over faded photographs is blur.

## Look for a direction

Nobody has labelled these faces. But we can measure pixels: light from the left, or a bright spot in the mouth, where teeth may show. A direction is how the code changes, on average, with that number.
"""


# %%
def chance(pictures):
    return np.random.default_rng(0).normal(size=len(pictures))


def try_direction(ways, measure, x, judged):
    """Read a measure from held-out codes, then move these and measure again."""
    encode, decode, _ = ways
    codes, unseen = encode(x), encode(judged)
    read = LinearRegression().fit(codes, measure(x)).predict(unseen)
    step = direction(codes, measure(x))
    ends = [np.array(decode(unseen + sign * step)) for sign in (-1, 1)]
    moved = [np.mean(f(ends[1]) - f(ends[0])) / 2 / f(x).std() for f in (light, teeth)]
    return [np.corrcoef(read, measure(judged))[0, 1], *moved]


for name in ("eigenfaces, 8 axes", "VAE, 8 units"):
    for f in (light, teeth, chance):
        pairs_of = zip(made, splits, strict=True)
        found = [try_direction(ways[name], f, *parts) for ways, parts in pairs_of]
        read, on_light, on_teeth = (spread(c, 2) for c in zip(*found, strict=True))
        print(f"{name:19} {f.__name__:7} read {read}")
        print(f"    moves light {on_light:22} teeth {on_teeth}")

# %% [markdown]
r"""
*Light* is there: the code of an unseen face tells it, and a step moves it by almost one standard deviation. *Teeth* are not: the code hardly tells them, and a step along "teeth" moves the light more. Eigenfaces do all this as well. About smiles, age or who somebody is, these 100 pictures without labels let us say nothing.

## Where 100 pictures end

**Predict:** with more training faces, which errors fall, and which rise? 16 numbers each.
"""

# %%
numbers, rivals = [20, 30, 60], ("autoencoder", "PCA")
series = [f"{rival}, {part}" for rival in rivals for part in ("training", "held out")]
errors = {name: [] for name in [*series, "mean picture"]}
for x, judged in splits[:3]:
    found = []
    for n in numbers:
        few = x[:n]
        enough = np.tile(few, (60 // n, 1))  # each step sees 60
        encoder, decoder = trained(build_autoencoder, compiled, enough, steps=600, use_xla=True)
        pca = PCA(16, svd_solver="full").fit(few)
        copies = [decoder(encoder(part)) for part in (few, judged)]
        copies += [pca.inverse_transform(pca.transform(part)) for part in (few, judged)]
        copies.append(np.tile(few.mean(axis=0), (len(judged), 1)))
        originals = [few, judged, few, judged, judged]
        found.append(list(map(measures.reconstruction_error, originals, copies)))
    for name, run in zip(errors, np.transpose(found), strict=True):
        errors[name].append(run)
names = {"xlabel": "training faces", "ylabel": "mean squared error"}
ax = figures.spread_lines(numbers, errors, title="With more faces, both gaps shrink", **names)
figures.show(ax, "Compare each method's line for training with its line for held-out faces.")

# %% [markdown]
r"""
Both overfit: held-out faces are copied at least twice as badly, and PCA stays ahead. With more faces, both gaps shrink. So we lack faces.

## Whose faces?

They come from press photographs; nobody was asked. The set's makers say that it shows few women, hardly any children or old people, and some peoples not at all. Our mean face is only the mean of *these*. A drawn face can deceive: say that it is drawn.
"""

# %% [markdown]
r"""
## What we have seen

- A judge is worth what it refuses; ours still takes the mean picture.
- Eigenfaces draw faces as convincingly as two networks, with more variety and at once.
- A ratio of distances tells copies. The VAE draws some that are nearly that.
- A line through the code was almost a fade. Light is a direction; teeth were none.
- 60 faces are few: everything overfits.

Now you: [seven exercises](exercises/10_generate_faces.ipynb) ([solutions](solutions/10_generate_faces.ipynb)). Back to the [start page](00_start_here.ipynb).
"""
