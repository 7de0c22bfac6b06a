# %% [markdown]
r"""
# 10. Generate faces

At the end you have drawn faces of people who do not exist, from 60 photographs and in seconds, and you can say how good they are, how new, and what a simple rival does as well.

You will be able to

- draw new faces with PCA in five lines, and with two networks;
- make more training pictures out of those that you have;
- judge drawn faces by several measures, and say what each of them cannot see;
- tell a new face from a copied one;
- walk from face to face, and move a face along a direction in the code.

**Time:** 45 minutes

**You need:** [lesson 9](09_generate_digits.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, face_judge, figures, maker_measures, makers
from autoenc_lessons import many_runs, measures, seed_everything, tables, variational

from tempfile import TemporaryDirectory

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.decomposition import PCA

seed_everything(0)

# %% [markdown]
r"""
## Look at the faces

The set of lesson 8 holds 100 grey faces of 25 × 25 pixels, and 100 pieces of background. We use the faces, shuffled. From 60 of them we learn to draw. The other 40 are held out.

They are cut out of press photographs, from the collection *Labeled Faces in the Wild*. These are real people, many of them in public life, and nobody asked them. We draw faces and name nobody; the end of the lesson comes back to this.

**Predict:** you learn from these 60 alone. What will a new face look like, and what could go wrong?
"""

# %%
pictures, is_face = datasets.load("faces")
faces, background = pictures[is_face == 1], pictures[is_face == 0]


def split(pictures, seed):
    order = np.random.default_rng(seed).permutation(len(pictures))
    return pictures[order[:60]], pictures[order[60:]]


def show_faces(rows, title, caption):
    ax = plt.subplots(figsize=(8, 0.4 + 1.1 * len(rows)))[1]
    figures.show(figures.picture_rows(rows, (25, 25), smooth=True, title=title, ax=ax), caption)


x, held_out = split(faces, seed=0)
rows = {"training": x[:6], "held out": held_out[:6]}
show_faces(rows, "Light, hair, glasses and smiles differ", "Where does the light come from?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

It can be blurred, like a mean of many faces. Or it can be a copy of one of the 60. We shall look for both.

</details>

## Draw with eigenfaces

PCA finds the directions along which the 60 faces differ most (lesson 2). Each principal axis has 625 numbers, one for each pixel. So we can draw it as a picture: an **eigenface**. A face is the mean picture plus so much of each eigenface.

**Predict:** will one of the first axes mean glasses, or age?
"""

# %%
pca = PCA(59, svd_solver="full").fit(x)
rows = {"axes 1 to 6": pca.components_[:6], "axes 7 to 12": pca.components_[6:12]}
look = {"signed": True, "smooth": True, "title": "The first axes are mostly light"}
drawn = figures.picture_rows(rows, (25, 25), ax=plt.subplots(figsize=(8, 2.6))[1], **look)
figures.show(drawn, "Along an axis, blue pixels become brighter and orange ones darker.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

None is glasses, and none is age. An axis says which pixels vary together. PCA does not know what a nose is.

</details>

The first axis makes nearly all pixels brighter. The second parts the face from what is behind it, the third left from right.

60 faces have at most 59 axes. To **draw a new face**, we take 59 random numbers from a normal distribution, give each the spread that the training faces have along its axis, and add up. There is no training.

The cell shows the first 12 faces of seed 0. None is chosen by hand.

**Predict:** how many of them would you take for faces?
"""

# %%
spreads = pca.transform(x).std(axis=0)
numbers = np.random.default_rng(0).normal(size=(12, 59))
drawn = pca.inverse_transform(numbers * spreads)
rows = {"1 to 6": drawn[:6], "7 to 12": drawn[6:]}
show_faces(rows, "Five lines draw rough faces", "Look for light where none could fall.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

To our eyes, most are faces, but rough ones: patches of light lie where no light could fall.

</details>

## A network for few pictures

A network from 625 pixels to 64 units and back has more weights than our 60 photographs have pixels, and it is slow. So PCA goes first, and the network stays small. The autoencoder copies a face's numbers along the first 30 axes, its *scores*, and squeezes them into 16 code units. PCA's way back makes a picture of the copied scores.

The loss is the squared error, summed over the 30 scores. `build` takes the last layers of the encoder as its arguments, for a second network will differ only there.
"""


# %%
def squared_error(scores, copies):
    return keras.ops.sum((scores - copies) ** 2, axis=-1)


def build(*code_layers):
    layers = keras.layers
    encoder = keras.Sequential([keras.Input((30,)), layers.Dense(64, "tanh"), *code_layers])
    decoder = keras.Sequential([keras.Input((16,)), layers.Dense(64, "tanh"), layers.Dense(30)])
    autoencoder = keras.Sequential([encoder, decoder])
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.005, 600))
    autoencoder.compile(loss=squared_error, optimizer=optimizer, jit_compile=False)
    return autoencoder


def plain():
    return build(keras.layers.Dense(16))


# %% [markdown]
r"""
## More faces for nothing

60 faces are few. In lesson 4, the cure for too few pictures was to find more. Here we can make some: a mirrored face is a face, too. To change training pictures so that they still show the same kind of thing is called **data augmentation**.

Does the mirroring help, or only that there are twice as many pictures? As a control, we also take each photograph twice. We do all for five splits into 60 and 40. The errors are those of the 60 photographs and of the 40 held-out ones, never of mirrored ones.

**Predict:** what will mirrors do to the training error, and what to the held-out error?
"""


# %%
def mirrored(x):
    return x.reshape(-1, 25, 25)[:, :, ::-1].reshape(-1, 625)


def with_mirrors(x):
    return np.concatenate([x, mirrored(x)])


firsts, rests = zip(*[split(faces, seed) for seed in range(5)], strict=True)
sets = {"60 faces": np.copy, "twice": lambda x: np.tile(x, (2, 1)), "mirrors": with_mirrors}

# %%
copiers, run = {}, {"steps": 600, "batch_size": 10}
for name, more in sets.items():
    copiers[f"PCA, {name}"] = [makers.of_pca(more(some), 16) for some in firsts]
    nets = [makers.trained(plain, more(some), fits_normal=True, **run) for some in firsts]
    copiers[f"autoencoder, {name}"] = nets

# %%
parts = {"training error": firsts, "held-out error": rests}
errors = {name: maker_measures.copy_errors(copiers, part) for name, part in parts.items()}
drawn = figures.score_strips(errors, digits=4, title="Mirrors help on held-out faces")
figures.show(drawn, "A dot for each split. Compare 'twice' with 'mirrors'.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

The training error rises, for there is more to learn. The held-out error falls.

</details>

From 60 faces, the autoencoder overfits: far better than PCA on training faces, far worse on held-out ones. Each photograph twice changes little, so it is the mirroring that helps. From here on, every maker gets it. PCA stays ahead.

## A variational autoencoder

To draw with a plain autoencoder, `makers.trained` fits a normal distribution to its codes.

A variational autoencoder (lesson 9) needs no fit: a price keeps its codes near the prior, the standard normal distribution. `variational.Sampling` is the layer of lesson 9. It takes 16 means and 16 log-variances as one row of 32 numbers.
"""


# %%
def vae():
    return build(keras.layers.Dense(32), variational.Sampling(beta=0.15, seed=0))


described, picture = [("mean", 16), ("log-variance", 16)], ("picture", (25, 25))
stages = [picture, ("scores", 30), described, ("code", 16), ("scores", 30), picture]
names = ["PCA", "2 layers", "Sampling", "2 layers", "PCA, back"]
look = {"step_names": names, "part_names": {"encoder": (1, 3), "decoder": (3, 4)}}
drawn = figures.architecture(stages, title="PCA outside, a small network inside", **look)
figures.show(drawn, "Only what stands under the two brackets is trained.")

# %% [markdown]
r"""
In lesson 9, `beta` and the deviation $\sigma$ of the copies' error were one knob. Here, too: an error with deviation $\sigma$ in each score costs $\text{squares} / 2 \sigma^2$, and the code costs its divergence, KL. Multiply both by $2 \sigma^2$:

$$\text{squares} + 2 \sigma^2 \cdot \text{KL}$$

So `beta` is $2 \sigma^2$, and `beta = 0.15` allows an error of $\sigma^2 = 0.075$. We chose this because copies of held-out faces miss a score by about as much, as the cell prints. (In lesson 9, there were 8 times the squares; so `beta` was $16 \sigma^2$.)

Here is the whole training in Keras' own words: 50 epochs of 12 mini-batches.
"""

# %%
x_more = with_mirrors(x)
# scikit-learn's PCA, with signs of the axes that are the same on every computer.
pca = makers.fitted_pca(x_more, 30)
scores, held_out_scores = pca.transform(x_more), pca.transform(held_out)
keras.utils.set_random_seed(0)
autoencoder = vae()
autoencoder.fit(scores, scores, epochs=50, batch_size=10, verbose=0)
error = measures.reconstruction_error(held_out_scores, autoencoder(held_out_scores))
print(f"squared error of a score, held out: {error:.3f}")

# %% [markdown]
r"""
To draw, the decoder is enough. `makers.with_pca_back` adds a last layer that is not trained: its weights are PCA's axes, and it makes a picture of 30 scores. We save this decoder in a file and load it again, as somebody else might do who only wants to draw.

**Predict:** will these faces be rougher than those of the five lines, or smoother?
"""

# %%
decoder = makers.with_pca_back(autoencoder.layers[1], pca)
with TemporaryDirectory() as folder:
    decoder.save(f"{folder}/faces.keras")
    loaded = keras.models.load_model(f"{folder}/faces.keras")
drawn = loaded(np.random.default_rng(0).normal(size=(12, 16))).numpy()
rows = {"1 to 6": drawn[:6], "7 to 12": drawn[6:]}
show_faces(rows, "The variational autoencoder draws smoother faces", "Compare hair and light.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Smoother: 16 numbers hold nothing fine.

</details>

## Morph

A **morph** changes one face into another, along the straight line between their codes. Its rivals are two fades, pixel by pixel: of the two copies, and of the two photographs.

A code can also move along a *direction*. We measure how much brighter the left half of a picture is than the right one. A step is how a code changes, on average, when this number rises by one standard deviation. The last row goes from two steps back to two on.

**Predict:** halfway, will you see a difference between the three ways?

**Look for** both faces at once. And can you turn the light of each face?
"""


# %%
def light(pictures):
    squares = pictures.reshape(-1, 25, 25)
    return squares[:, :, :12].mean(axis=(1, 2)) - squares[:, :, 13:].mean(axis=(1, 2))


def step_of(maker):
    codes, values = maker.encode(x), light(x)
    return (values - values.mean()) / values.std() @ (codes - codes.mean(axis=0)) / len(x)


# %%
maker, spread = makers.of_network(autoencoder, pca), light(x).std()
look = {"title": "The code's way is almost a fade", "caption": "The last row moves the light."}
explorers.morph(maker.encode, decoder, x[:5], step_of(maker), name="light from left", **look)
for name, one in {"network": maker, "PCA": copiers["PCA, mirrors"][0]}.items():
    moved = maker_measures.change_along(one, held_out, step_of(one), light) / spread
    print(f"{name}: held-out light moves by {moved[0]:.2f}, by chance by {moved[1]:.2f}")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Yes: in the middle of the photographs' fade one sees both faces, a *ghost*. The code's way looks like the fade of the copies. Both are smooth and hide the ghost.

</details>

Light is a direction of this code: a step moves held-out faces by 0.92 standard deviations. PCA does it a little better.

## Are they good?

A judge learns from the 40 held-out faces, which no maker sees. It evens light and contrast, and asks:

- Does a linear classifier find the picture more like a face than like background, or a face *upside down*?
- How much of it do 15 axes of PCA lose?

95 % of left-out faces pass each limit.

**Predict:** what will it take for faces?
"""

# %%
judges = [face_judge.appoint(rests[k], split(background, k)[0]) for k in range(5)]
tried = {"real faces": firsts, "background": [split(background, k)[1] for k in range(5)]}
tried["upside down"] = [some[:, ::-1] for some in firsts]
tried["noise"] = [np.random.default_rng(0).uniform(size=(200, 625))] * 5
# Two faces laid over each other, half and half, or 80 % of one and 20 % of the other.
ghosts = {"ghosts, 50 + 50": [(some[::2] + some[1::2]) / 2 for some in firsts]}
ghosts["ghosts, 80 + 20"] = [0.8 * some[::2] + 0.2 * some[1::2] for some in firsts]
ghosts["mean face"] = [some.mean(axis=0, keepdims=True) for some in firsts]
tables.table({"accepted, %": face_judge.accepted(judges, tried | ghosts)}, digits=1)

# %% [markdown]
r"""
<details><summary>Answer</summary>

It takes most real faces, and turns away nearly all of the next three. But it takes ghosts as willingly as real faces, and always the mean face.

</details>

Makers tend to draw just such mixtures. So *accepted* cannot see their typical fault. Two numbers stand beside it, in per cent of the training photographs: *variety* (how much a pixel varies from picture to picture) and *detail* (how much pixels differ from their neighbours).

Each maker draws 500 faces in each split. Its name says how many numbers it draws for a face. *All* axes are 119, for with mirrored ones, there are 120 pictures.

**Predict:** who comes nearest to real faces?
"""

# %%
family = {"eigenfaces, 16": copiers["PCA, mirrors"]}
family["eigenfaces, all"] = [makers.of_pca(with_mirrors(some), 119) for some in firsts]
family["autoencoder, 16"] = copiers["autoencoder, mirrors"]
family["variational, 16"] = [makers.trained(vae, with_mirrors(some), **run) for some in firsts]

# %%
drawn = {name: [maker.draw(500, seed=1) for maker in runs] for name, runs in family.items()}
shown = {"real faces": firsts} | drawn
scores = face_judge.compare(shown, judges, firsts)
real = {"reference": "real faces", "digits": 0}
axes = figures.score_strips(scores, title="All axes come nearest", **real)
figures.show(axes, "A dot for each split. Who stays at the dotted line in every panel?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Eigenfaces with all axes: they have the variety and detail of real faces, and pass a little less often. With 16 numbers, makers pass more often than real faces! They stay nearer to the mean.

</details>

But nobody takes these for photographs. Variety and detail follow from mean and covariances (how pixels vary together), and with all axes, we draw from a normal distribution that has both.

In a photograph, few neighbouring pixels differ strongly (at *edges*), and most hardly. Which share of the detail do the strongest tenth of the differences hold?

We add copies of training faces by 16 axes.

**Predict:** who comes nearest to real faces now? And where do ghosts stand?
"""

# %%
others = {"copies, 16 axes": makers.copies(family["eigenfaces, 16"], firsts)} | ghosts
edges = many_runs.each(lambda some: 100 * np.median(face_judge.edges(some)), shown | others)
axes = figures.score_strips({"edges, %": edges}, title="Real edges are the clearest", **real)
figures.show(axes, "Medians of each maker's faces, a dot for each split. Where are ghosts?")

# %%
rows = {name: runs[0][:6] for name, runs in shown.items()}
rows["ghosts"] = ghosts["ghosts, 50 + 50"][0][:6]
show_faces(rows, "Drawn faces are soft, or rough all over", "The first six of a split.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

Nobody comes near, and ghosts stand between.

</details>

Drawn faces have less clear edges than ghosts, and ghosts than real faces. 16 numbers leave out what is fine; so copies are soft, too. All axes copy perfectly; but an edge needs many of them with the right weights. With random weights, faces are rough all over.

This number sees what the judge cannot, but not *which* fault. No single number says *good*. (Lesson 9's Fréchet distance compares means and covariances, too, but of what a classifier's layers make of the pictures.)

## Is it new?

Below each drawn face, we put the training face that is nearest, mirrored if that is nearer.

**Predict:** is it the same picture?
"""

# %%
some = drawn["variational, 16"][0][:6]
rows = {"drawn": some, "nearest": x_more[cdist(some, x_more).argmin(axis=1)]}
show_faces(rows, "The nearest training faces are other pictures", "Which pairs are alike?")

# %% [markdown]
r"""
<details><summary>Answer</summary>

No. And one photograph comes again and again. Of all 60, it is the one nearest to the mean.

</details>

So the distance alone misleads: a soft picture is near to everything. We divide the distance to the nearest training face by that to the second nearest. A copy has one true original, and its ratio is small. The cell prints how many pictures have a ratio below 0.75, in per cent.

Does this find copies at all? We hand in training faces with a little noise, mirrored, and *soft* copies: those that the variational autoencoder makes of training faces and of held-out ones.
"""

# %%
noise = np.random.default_rng(0).normal(0, 0.05, size=(60, 625))
soft = [makers.copies(family["variational, 16"], part) for part in (firsts, rests)]
handed_in = {"mirrored copies": [mirrored(some) + noise for some in firsts]}
handed_in |= {"soft copies": soft[0], "held out": rests, "held out, soft": soft[1]} | drawn
columns = {"without mirrors": maker_measures.near_copies(handed_in, firsts)}
columns["with mirrors"] = maker_measures.near_copies(handed_in, firsts, versions=mirrored)
tables.table(columns, digits=1)

# %% [markdown]
r"""
Look for copies in mirrors, too, or you miss them. Soft copies are harder to find, but the test finds two of three.

Among drawn faces it finds fewer than two in a hundred, about as many as among held-out faces and their soft copies, which are no copies of training faces. So their faces are new.

## Halfway, measured

**Predict:** halfway between two training faces, which of the three ways is nearest to a *held-out* face?
"""

# %%
ways = maker_measures.halfway(family, firsts, rests)
axes = figures.score_strips(ways, reference=1, digits=2, title="Smooth copies are nearest")
figures.show(axes, "Distance to the nearest held-out face; 1 is the fade of the copies.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

The fade of the copies.

</details>

With PCA, the code's way *is* that fade. The networks bend it a little, and end a little farther from real faces.

The photographs' fade is farther off, except with all axes: there the copies are perfect, and all three ways are one. So copies come nearer only because they are smoother.

## Whose faces?

The set's makers say that it shows few women, hardly any children or people over 80, and some ethnic groups hardly or not at all. Our mean face is only the mean of *these*. A drawn face can deceive: say that it is drawn. And before you collect faces yourself, ask the people whom they show.
"""

# %% [markdown]
r"""
## Where to go from here

Try data of your own: [lesson 11](11_your_own_data.ipynb) goes the whole path, from a file to a report.

This course leaves out

- generative adversarial networks: a judge is trained together with the maker (I. Goodfellow and others, 2014, [arXiv](https://arxiv.org/abs/1406.2661));
- normalizing flows: bent maps that can be turned round exactly (L. Dinh and others, 2017, [arXiv](https://arxiv.org/abs/1605.08803));
- diffusion models: networks that clean up noise, a relative of lesson 6's, draw in many small steps (J. Ho and others, 2020, [arXiv](https://arxiv.org/abs/2006.11239)).
"""

# %% [markdown]
r"""
## What we have seen

- Five lines of PCA draw faces. By our measures, two networks did it no better.
- Mirrored training faces help, and cost nothing.
- Our judge takes ghosts; edges show them.
- A ratio of distances finds copies, also in mirrors.
- A line through the code was almost a fade. Light was a direction, of PCA, too.

## Who thought of it

- L. Sirovich and M. Kirby (1987), *Low-dimensional procedure for the characterization of human faces*, Journal of the Optical Society of America A 4.
- M. Turk and A. Pentland (1991), *Eigenfaces for recognition*, Journal of Cognitive Neuroscience 3.

To read on: S. J. D. Prince (2023), *Understanding Deep Learning*, MIT Press, chapters 14 to 18.

Now you: [seven exercises](exercises/10_generate_faces.ipynb) ([solutions](solutions/10_generate_faces.ipynb)).

Next: [data of your own](11_your_own_data.ipynb).
"""
