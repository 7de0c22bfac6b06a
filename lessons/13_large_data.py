# %% [markdown]
r"""
# 13. Outgrow the memory, then the machine

At the end you can train on a file that is larger than the memory, in two lines. You can say when one pass over it beats all training.

You will be able to

- say how much memory `fit` takes, and stream a file from the disk instead;
- find principal components in one pass, as a rival that may win;
- hold out parts of a picture that share no pixel with the rest;
- find the batch size beyond which little is won;
- run many trainings so that a lost machine costs little;
- train one network on two computers, and predict what more bring.

**Time:** 60 minutes

**You need:** [lesson 2](02_what_it_learned.ipynb) and [lesson 7](07_sparse_code.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import datasets, explorers, figures, machines, many_runs, models
from autoenc_lessons import machine_costs as costs
from autoenc_lessons import photographs, seed_everything, sparse_codes, streams, tables
from autoenc_lessons import training, unit_measures

import tempfile
from pathlib import Path

import keras
import numpy as np
from sklearn.decomposition import PCA, IncrementalPCA

seed_everything(0)

# %% [markdown]
r"""
## A file on the disk

Say that you have a file of 2 GB, and a laptop with 8 GB of memory. Can you train on it?

We practise on a smaller file: all patches of 8 × 8 pixels of two photographs, a temple and a flower. A patch begins at each pixel. `datasets.write_patches` writes them into a file of NumPy's format, a few lines of a photograph at a time.

To judge, we hold patches out. But two patches side by side share 56 of their 64 pixels. If chance chose, each held-out patch would have near twins in the training part: a data leak ([lesson 11](11_your_own_data.ipynb)). In the exercises, you see how much that flatters.
"""

# %% [markdown]
r"""
So we hold out *places*. We cut each photograph into four bands of 105 lines. Patches that begin in the first 70 lines of a band train; those from the 78th to the 98th are new. Between them we leave patches out: no pixel is in both parts. Every second patch of a line is enough, and every fourth new one. What is new is a neighbouring place, though, and not another photograph.

`np.load(path, "r")` gives a **memory map**: it looks like an array, but reads from the disk only what one asks for. `streams.rows` opens a file and reads its first bytes, which say what is in it.
"""

# %%
temporary = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
place = Path(temporary.name)
bands = np.load(datasets.write_patches(place / "all.npy"), "r").reshape(2, 4, 105, 633, 64)
np.save(place / "patches.npy", bands[:, :, :70, ::2].reshape(-1, 64))
np.save(place / "new_patches.npy", bands[:, :, 77:98, ::4].reshape(-1, 64))
rows, new = (streams.rows(place / f"{name}.npy") for name in ("patches", "new_patches"))
x = np.load(place / "patches.npy", "r")
print(rows, new, sep="\n")

# %% [markdown]
r"""
## What `fit` takes

`fit(x, x)` wants an array. The file holds float32 numbers, 4 bytes each; this course computes in float64, with 8 bytes. And `fit` makes copies: of the inputs, of the targets, for TensorFlow.

Time and memory are others on each computer. So `machine_costs` holds what *one* computer took, for an epoch of a million rows of 64 numbers: a file of 256 MB. Seconds are the processor's, of all cores together; they differ by a quarter from run to run. `make bench BENCH=scale` measures yours.

**Predict:** how many MB does `fit` take? Many examples on the web read one row at a time instead, by a Python generator. What does that cost?
"""

# %%
look = {"ours": ["fit, streamed", "train, streamed"], "marks": {"the file": 256}}
look["title"] = "Streaming saves memory and time; row by row saves memory only"
tables.table(costs.columns(costs.MILLION_ROWS, megabytes_of_file=256), digits=2)
ax = figures.cost_map(costs.MILLION_ROWS, **look)
figures.show(ax, "An epoch of a million rows. Lower left is best; each line is ten times more.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

13 times the file; for 2 GB, 26 GB. Row by row takes nearly 40 times as long as the streamed `fit`: a million calls of Python, not a thousand.

</details>

Our two copies explain 6 of the 13; the others are made inside Keras. The blue dots are ways that we recommend; the other two come soon. (Row by row was measured for 50 000 rows, times 20; the streamed `fit` in the file's order.)

Below, a formula is fitted to such measurements; it predicts what is dashed or hollow.

**Look for** the number of rows at which `fit` on an array no longer fits into 8 GB. Then, in the live figure, give the training more computers. When do they stop helping?
"""

# %%
look = {"title": "Only fit on an array needs more memory for more rows"}
explorers.many_rows(memory=8, caption="Dashed is predicted, filled was measured.", **look)

# %% [markdown]
r"""
<details><summary>Answer</summary>

At about 2.4 million rows. With batches of 1000 they never help this small network; with batches of 100 000, the formula finds twelve best. (Four were tried, and batches of 30 000.) At the end we see why.

</details>

## Two lines

A step of the training needs only its batch. So read a batch, take a step, forget it, read the next. That is **streaming**; methods that work so are called **out-of-core**. `rows.batches` makes such a stream, and `fit` takes it as pairs of input and target: the two lines, below.

With `shuffle_seed`, it takes pieces of the file from everywhere, 16 MB at a time, and mixes their rows.

**Predict:** does the order matter?
"""


# %%
def linear():
    _, _, autoencoder = models.linear_autoencoder(64, 8)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder


def one_epoch(seed, batches):
    keras.utils.set_random_seed(seed)
    autoencoder = linear()
    autoencoder.fit(batches.map(lambda batch: (batch, batch)), shuffle=False, verbose=0)
    return streams.error_over(new, autoencoder)


# %%
orders = {"in the file's order": rows.batches(1000)}
orders["flower first"] = rows.batches(1000).skip(89).concatenate(rows.batches(1000).take(89))
orders |= {f"shuffled, batches of {n}": rows.batches(n, shuffle_seed=0) for n in (1000, 200)}
streamed = {name: [one_epoch(s, batches) for s in range(3)] for name, batches in orders.items()}
tables.table({"error on new places, 3 seeds": streamed}, digits=4)

# %% [markdown]
r"""
<details><summary>Answer</summary>

Here, yes. In the file's order, the temple comes first: while the network learns the flower, it forgets the temple. With the flower first it was even better than shuffled, by luck. Shuffle, for you do not know.

</details>

Small batches make more steps of an epoch, so this training gets further.

`training.train` takes `rows` in place of an array, too, and always shuffles them.
"""

# %% [markdown]
r"""
## The rival that needs one pass

The best linear autoencoder is PCA, as lesson 2 showed. And PCA does not need the rows at all. It needs their mean, and the covariance: for each two features, how far they vary together. Both are sums over rows, and can be added up block by block.

So go once through the file. The covariance is the mean of the products minus the product of the means. `eigh` finds its axes, as columns, the weakest first; we turn table and order. There are no steps, no learning rate, no seeds.

`streams.principal_components` does the same; its axes should be ours.

**Predict:** how much memory do the two sums take for ten million rows?
"""

# %%
total, products = np.zeros(64), np.zeros((64, 64))
for block in rows.blocks(10_000):
    block = block.astype("float64")
    total += block.sum(axis=0)
    products += block.T @ block
covariance = products / len(rows) - np.outer(total, total) / len(rows) ** 2
axes = np.linalg.eigh(covariance)[1].T[::-1]
pca = streams.principal_components(rows, 8)
print(f"cosine of axes: {unit_measures.closest(axes[:8], pca.components_).min():.4f}")

# %% [markdown]
r"""
<details><summary>Answer</summary>

33 kB, as for a thousand rows: 64 numbers and 64 × 64, of 8 bytes each.

</details>

`streams.principal_components` takes more care. Where the mean is far from 0, the two parts of `covariance` are large and nearly equal, and their difference loses digits. There it first takes away the mean of the first block. scikit-learn's `IncrementalPCA` goes block by block, too, but turns its axes a little at each of them.

**Predict:** which has the smallest error on new places: one pass, `IncrementalPCA`, or an epoch of `fit`?
"""

# %%
incremental = IncrementalPCA(8)
for block in rows.blocks(10_000):
    incremental.partial_fit(block.astype("float64"))
of_pca, late = (streams.error_over(new, one) for one in (pca, incremental))
errors = streamed | {"IncrementalPCA": late, "one pass": of_pca}
tables.table({"error on new places": errors}, digits=4)

# %% [markdown]
r"""
<details><summary>Answer</summary>

One pass and `IncrementalPCA` are level; `fit` stays a tenth to a fifth above them with batches of 200, and leaves about twice the error with shuffled batches of 1000.

</details>

In the first table, one pass takes 0.23 seconds where an epoch of `fit` takes 1.95, with large batches, and `IncrementalPCA` 2.57. So for a *linear* code of rows with few features, there is nothing to train.

There is one more rival, and it needs no streaming at all.

**Predict:** you take 10 000 rows by chance, 6 of 100, and do PCA on these, in memory. How much larger is the error? And with 40 axes instead of 8?
"""

# %%
wide = streams.principal_components(rows, 40)
for n, n_rows in ((8, 1000), (8, 10_000), (40, 10_000)):
    error = streams.error_over(new, pca if n == 8 else wide)
    draws = [np.random.default_rng(seed).choice(len(x), n_rows) for seed in range(3)]
    ratios = [streams.error_over(new, PCA(n).fit(x[draw])) / error for draw in draws]
    print(f"{n} axes, {n_rows:5} rows: {tables.spread(ratios, digits=2)} times the error")

# %% [markdown]
r"""
<details><summary>Answer</summary>

With 8 axes less than 1 %, with 40 about 3: more axes need more rows.

</details>

So first ask whether you need all rows. You do where something is rare, or where a large network would learn a sample by heart ([lesson 4](04_code_size.ipynb)).

## Waves and places

What do the axes look like? We write each as a sum of 64 waves (cosines across the patch). Which share of its squares lies in the two strongest waves? And how large is the smallest square window that holds half of its squares? A small window is a place.

A sparse autoencoder finds places, said lesson 7. Two controls: PCA's own 40 axes, *turned* at random, and noise.

**Predict:** who is made of waves? Who finds places?
"""

# %%
some, seeds = x[::9].astype("float64"), range(3)  # 20 000 rows
filters = {"PCA": [wide.components_]}
filters["turned"] = [unit_measures.turned(wide.components_, seed=seed) for seed in seeds]
filters["sparse"] = sparse_codes.whitened_filters(wide, some, seeds=seeds)
filters["noise"] = [np.random.default_rng(seed).normal(size=(40, 64)) for seed in seeds]
waves = many_runs.each(lambda f: photographs.in_waves(f, (8, 8)).mean(), filters)
half = many_runs.each(lambda f: photographs.half_windows(f, (8, 8)).mean(), filters)
tables.table({"share in two waves": waves, "window of a half, pixels": half}, digits=3)
look = {"signed": True, "smooth": True, "title": "PCA is made of waves; the others much less"}
shown = {name: filters[name][0][:8] for name in ("PCA", "turned", "sparse")}
pictures = figures.picture_rows(shown, (8, 8), apart=list(shown), **look)
figures.show(pictures, "Compare the second and third rows.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

PCA's axes: on average, three quarters lie in two waves; turned at random, one quarter. The sparse filters need the smallest windows.

</details>

Turned axes need windows as large as those of noise: turning spoils waves and makes no places. The sparse code does, though on such small patches no small ones. (We chose its penalty for short filters.)

Why waves? A photograph is much alike wherever one cuts a patch. So the covariance of two pixels depends on how far they are apart, and in which direction, and hardly on where they are. It is known, and not proved here, that such a table's axes are nearly waves.
"""

# %% [markdown]
r"""
## When is a network worth it?

Our guess: where relations are bent. `datasets.write_pulses` writes 64 readings with a pulse. Three numbers tell all but the noise: place, width, height. But when a pulse moves, a reading rises and falls again.

A network with hidden layers gets 3 numbers for a pulse, 8 for a patch; PCA as many, twice as many, or 10. `pulses_by_formula` draws a pulse from three sums. For each kind of rows: 300 steps once, and 1500 from three seeds.

None of the 8 trainings needs another's result. So they run on **workers**: processes that take one task after another. `machines.do_in_files` uses two, and puts each result into a file, named only when it is whole.

**Predict:** where does the network win?
"""

# %%
pulses = [datasets.write_pulses(place / f"{n}.npy", n, seed=n) for n in (100_000, 20_000)]
data = {"patches": (rows, new, (8, 10, 16)), "pulses": (*map(streams.rows, pulses), (3, 6, 10))}


def learn(name, steps, seed):
    known, held_out, (size, *_) = data[name]
    seed_everything(seed)
    _, _, autoencoder = models.dense_autoencoder((64, 64, size), activation="silu")
    rate = keras.optimizers.schedules.CosineDecay(0.01, steps)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(rate))
    training.train(autoencoder, known, steps=steps, batch_size=100, progress=False)
    return streams.error_over(held_out, autoencoder)


# %%
plan = [(name, *how) for name in data for how in ((300, 0), (1500, 0), (1500, 1), (1500, 2))]
tasks = {f"{name}, {n} steps, seed {seed}": (name, n, seed) for name, n, seed in plan}
left = machines.do_in_files(learn, tasks, place / "results", on=2, progress=False)
for name, (known, held_out, sizes) in data.items():
    rivals = {f"PCA, {n}": streams.principal_components(known, n) for n in sizes}
    rivals |= {"formula, 3": datasets.pulses_by_formula} if name == "pulses" else {}
    errors = {rival: streams.error_over(held_out, run) for rival, run in rivals.items()}
    errors = {task: error for task, error in left.items() if name in task} | errors
    unit = errors[f"PCA, {sizes[0]}"]
    tables.table({"error / PCA's": {name: error / unit for name, error in errors.items()}})

# %% [markdown]
r"""
<details><summary>Answer</summary>

On pulses. After 300 steps it leaves a seventh of the error of PCA with as many numbers, after 1500 less than half of that. On patches it comes near to PCA. (20 000 steps, tried once: half a percent below it.)

</details>

But PCA with 10 numbers does better on pulses, and the formula is best: it leaves little but noise. So a large file is no reason to train a network. A bent relation *that nobody can write down* is, where the code must be small. Try PCA first.

## Only what is missing

The power fails after seven trainings. We take one result away, and make the same call again.

**Predict:** how many trainings are done again?
"""

# %%
files = {file: file.stat().st_mtime_ns for file in (place / "results").iterdir()}
max(files).unlink()  # any one would do
again = machines.do_in_files(learn, tasks, place / "results", on=2, progress=False)
done = sum(file.stat().st_mtime_ns != files[file] for file in files)
print(f"{done} of {len(tasks)} done again; all results as before: {again == left}")
machines.release_workers()

# %%
tables.table({"12 trainings, processor seconds": costs.TWELVE_TRAININGS}, digits=1)

# %% [markdown]
r"""
<details><summary>Answer</summary>

One, with the same number to the last digit, for it seeds itself.

</details>

The table: 12 other trainings, all cores together. Two processes have as much work as one: they can only win idle cores. *Machines* bring new ones. On a **cluster of computers** with one disk, write `on=dask.distributed.Client("tcp://10.0.0.5:8786")`, for `seed_spread.train_starts`, too.

## Where the time goes

Above, an epoch of `fit` took 8 times as long as one pass. Does it multiply more? One pass multiplies each row with itself; half of that table is enough. A network uses each weight forwards and for its gradient, and the decoder's once more.

**Predict:** how does the speed change when a batch holds 1 row, or 30 000?
"""

# %%
print(f"products a row: one pass {costs.PRODUCTS_OF_ONE_PASS}, network {costs.PRODUCTS_A_ROW}")
look = {"xlabel": "rows in a batch", "ylabel": "rows a processor second"}
look |= {"levels": {"no pauses": costs.MOST_ROWS_A_SECOND}, "title": "Small batches are slow"}
ax = figures.measured_lines({"train": costs.rows_by_batch_size()}, **look)
figures.show(ax, "From 300 on, little is won. Dotted: a processor that only multiplies.")

# %% [markdown]
r"""
<details><summary>Answer</summary>

A quarter more. With one row in a batch, training is more than 50 times slower than with 300. Past 10 000 it gets slower again; we do not know why.

</details>

Each step has a fixed price. So the **throughput**, rows per second, grows with the batch up to a **knee**, here near 300 rows. Even there, the processor multiplies for a tenth of its time: the network is too small.

The largest batch, then? No: an epoch of our file has 1776 steps with batches of 100, and 18 with batches of 10 000. Rows a second are not learning a second.

## Two computers, one network

Now one training is too long. A recipe is a file with two functions; `data()` gives all rows.
"""

# %%
written = (place / "recipe.py").write_text("""
from autoenc_lessons import models
import keras, numpy

def build():
    _, _, autoencoder = models.linear_autoencoder(64, 8)
    autoencoder.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return autoencoder

def data():
    return numpy.load(__file__.replace("recipe.py", "patches.npy"), mmap_mode="r")
""")

# %% [markdown]
r"""
Copy recipe and file to two computers. Start this on the first, and on the second with `--this=1`:

```
python -m autoenc_lessons.machines recipe.py --this=0 --steps=300 --batch-size=100 \
    --folder=run --hosts=10.0.0.5:2222,10.0.0.6:2222
```

It uses TensorFlow's `MultiWorkerMirroredStrategy`: **data parallelism**. Each has the whole network, and finds the gradients of half of each batch. Then both add up their gradients (an **all-reduce**), and take the same step. Every 100 steps each writes a **checkpoint**: all weights, and what the optimizer remembers.

Here, two processes stand for two computers.

**Predict:** how far are the losses from those of one process with whole batches?
"""

# %%
how = {"steps": 300, "batch_size": 100}
together = machines.start_here(place / "recipe.py", place / "run", **how)
print("exit codes, 0 is good:", [computer.wait() for computer in together])

# %%
losses = np.loadtxt(place / "run" / "computer_0" / "losses.txt")[:, 1]
keras.utils.set_random_seed(0)
alone = np.concatenate([*training.iterate_steps(linear(), x, shuffle_seed=0, **how)])
print("all within 1e-12 of one process:", np.allclose(losses, alone, rtol=1e-12, atol=0))

# %% [markdown]
r"""
<details><summary>Answer</summary>

They are the same but for rounding. (Not where layers draw noise.)

</details>

What if one computer is lost? The other cannot go on: half of each batch is missing. It stops, and says which one. Started again, both go on after the last checkpoint that both have, and end with the same losses bit for bit. (The course's tests kill one and look.) So you lose the steps since then.

Keras 3's own `fit` does not run under this strategy: it ends with a `ValueError` about `PerReplica`. The course's loop does.

The ports have no password. Use them only in a network that you trust.
"""

# %% [markdown]
r"""
## What would more computers bring?

A step takes *T* seconds on one computer, and *T / n* for the work on *n* of them. But then they talk: in a ring, each hands parts of the gradients on until all have the sum. For *P* parameters that costs *2 b P (n − 1) / n*, and, we assume, *a n / 2* for the messages; for two computers, *a + b P*.

*a* and *b* were fitted to the first four networks of the table; the last two were held out. All were measured by the clock, with **two** processes on one computer. A cable adds its own time.

**Guess:** how much faster is the largest network, of 5 million parameters, on 8 computers: nearly 8 times, or 3? And on 100?
"""


# %%
tables.table(costs.speed_ups_of_two())
shown = {"33 000 parameters": costs.TWO_COMPUTERS["256-64-256"]}
shown["4.7 million parameters"] = costs.TWO_COMPUTERS["2048-1024-256-1024-2048"]
dots = {size: ([2], [network.speed_up]) for size, network in shown.items()}
curves = {size: costs.speed_up_curve(one, range(1, 129)) for size, one in shown.items()}
look = {"xlabel": "computers", "ylabel": "speed-up", "title": "Too many computers are slower"}
ax = figures.measured_lines(dots, predicted=curves, levels={"no gain": 1}, **look)
figures.show(ax, "Dots were measured, with two; dashed is predicted and was not tried.")
temporary.cleanup()  # all files are removed

# %% [markdown]
r"""
<details><summary>Answer</summary>

On 8 between two and a half and three times, on 100 hardly more: the best is near 35, with three.

</details>

A **speed-up** of *n* on *n* computers is what nobody gets. The small network is slower than alone from five on. Work grows with the batch, talk does not: large batches can use more computers.

For two, the prediction is wrong by up to a tenth; once it promises a gain where there was none. (Four processes with the small network paid a third more for the talk.)

When data are large, try in this order: fewer rows, one pass, batches at the knee, many trainings on many machines, one training on several.
"""

# %% [markdown]
r"""
## What we have seen

- `fit` on an array takes 13 times the file. Two lines stream it.
- One pass gives PCA. For few axes, a sample came near.
- A network's small code beat PCA's on pulses, not on patches; a formula beat both.
- Two computers give the losses of one. Talk limits them.

## Who thought of it

- T. Chan, G. Golub and R. LeVeque (1983), [*Algorithms for computing the sample variance*](https://doi.org/10.1080/00031305.1983.10483115), The American Statistician 37.
- P. Patarasuk and X. Yuan (2009), [*Bandwidth optimal all-reduce algorithms for clusters of workstations*](https://doi.org/10.1016/j.jpdc.2008.09.002), J. Parallel Distrib. Comput. 69: the ring.
- P. Goyal and others (2017), [*Accurate, large minibatch SGD*](https://arxiv.org/abs/1706.02677): how to keep learning well with large batches.

Now you: [exercises](exercises/13_large_data.ipynb) ([solutions](solutions/13_large_data.ipynb)).

This is the last lesson. Now [the project](project.ipynb) waits.
"""
