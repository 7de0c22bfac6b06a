# %% [markdown]
r"""
# Exercises 11: try it on data of your own

Seven questions to [lesson 11](../11_your_own_data.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/11_your_own_data.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import seed_everything
from autoenc_lessons.checks.your_own_data import materials

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA

seed_everything(0)

# %% [markdown]
r"""
## 1. Predict: from columns to features

*Warm-up · 3 minutes · 1 point*

A table of patients, without gaps:

| column | what is in it |
|---|---|
| `patient` | 1001, 1002, 1003 and so on |
| `age` | years |
| `height` | in cm |
| `height_in` | the same in inches |
| `weight` | in kg |
| `ward` | always B3 |
| `town` | one of 4 names |
| `smokes` | yes or no |
| `diagnosis` | benign or malignant; somebody may ask for it later |

How many columns should an autoencoder get? And how many features are they, if each word in a column of texts becomes a 0 or 1 (one-hot)?
"""

# %%
n_columns = ...  # your answer: a number
n_features = ...  # your answer: a number
### BEGIN SOLUTION
n_columns = 5
n_features = 3 + 4 + 2
### END SOLUTION

# %% question="count_features" points=1
from autoenc_lessons import checks

checks.your_own_data.count_features(n_columns, n_features)
### BEGIN HIDDEN TESTS
checks.your_own_data.count_features.grade(n_columns, n_features, seed=11101)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. Columns that nobody needs

*Write a function · 10 minutes · 3 points*

Write `columns_to_drop`. It takes a table without gaps and returns a list of the names of the columns that are

- **constant**: the same value in all rows;
- **an id**: texts or whole numbers, another one in each row (1001.0 is a whole number, too);
- **doubled**: numbers with a correlation above 0.9999 or below -0.9999 with a column that stands further to the left.
"""

# %%
from autoenc_lessons.checks.your_own_data import materials

table, _ = materials.untidy_table(seed=0)
print(f"{len(table)} rows")
for name in table.columns:
    is_text = isinstance(table[name][0], str)
    first = (value if is_text else f"{value:.6g}" for value in table[name][:5])
    print(f"{name:10}  {table[name].nunique():2} values:", *first)


# %%
def columns_to_drop(table):
    return ...  # your answer: a list of names
    ### BEGIN SOLUTION
    dropped, numbers_before = [], []
    for name in table.columns:
        values, n_different = table[name], table[name].nunique()
        is_number = pd.api.types.is_numeric_dtype(values)
        is_whole = not is_number or (values == values.round()).all()
        is_id = is_whole and n_different == len(table)
        if n_different == 1 or is_id:
            dropped.append(name)
        elif is_number:
            twins = [abs(values.corr(table[left])) > 0.9999 for left in numbers_before]
            dropped += [name] if any(twins) else []
            numbers_before.append(name)
    return dropped
    ### END SOLUTION


# %% question="columns_to_drop" points=3
from autoenc_lessons import checks

checks.your_own_data.columns_to_drop(columns_to_drop)
### BEGIN HIDDEN TESTS
checks.your_own_data.columns_to_drop.grade(columns_to_drop, seed=11102)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Keep groups together

*Write a function · 8 minutes · 2 points*

Write `split_by_group`. It takes the name of its group for each row (`groups`, an array of texts or of numbers), a `share` and a `seed`. It returns True for each row that is held out, and False for the others.

No group may lie on both sides. About that share of the **groups** is held out; one more or less does not matter. Chance decides which, and the same seed gives the same split.
"""


# %%
def split_by_group(groups, share, seed):
    return ...  # your answer: True or False for each row
    ### BEGIN SOLUTION
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    return np.isin(groups, names[: round(share * len(names))])
    ### END SOLUTION


# %% question="split_by_group" points=2
from autoenc_lessons import checks

checks.your_own_data.split_by_group(split_by_group)
### BEGIN HIDDEN TESTS
checks.your_own_data.split_by_group.grade(split_by_group, seed=11103)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Repair a program that looks ahead

*Repair · 10 minutes · 3 points*

Somebody fills gaps with the median, standardises each column, and splits. In the test rows, one value was typed in another unit. It should stand out by about a thousand spreads.
"""

# %%
from autoenc_lessons.checks.your_own_data import materials

x, is_test = materials.rows_with_gaps(seed=0)


def looks_ahead(x, is_test):
    import numpy as np

    filled = np.where(np.isnan(x), np.nanmedian(x, axis=0), x)
    scaled = (filled - filled.mean(axis=0)) / filled.std(axis=0)
    return scaled[~is_test], scaled[is_test]


x_train, x_test = looks_ahead(x, is_test)
print("spreads of the training columns:", *(f"{spread:.2f}" for spread in x_train.std(axis=0)))
print(f"largest value in the test rows: {x_test.max():.1f}")

# %% [markdown]
r"""
Find out why it does not. Then write `prepared`. It takes rows with gaps (NaN), and for each row whether it judges. It returns the training rows and the test rows: gaps filled with the median, then standardised. Whatever is learned for that must come from the training rows alone. All rows stay, and so does the odd value.
"""


# %%
def prepared(x, is_test):
    return ...  # your answer: the training rows, and the test rows
    ### BEGIN SOLUTION
    medians = np.nanmedian(x[~is_test], axis=0)
    filled = np.where(np.isnan(x), medians, x)
    x_train = filled[~is_test]
    scaled = (filled - x_train.mean(axis=0)) / x_train.std(axis=0)
    return scaled[~is_test], scaled[is_test]
    ### END SOLUTION


# %% question="prepared" points=3
from autoenc_lessons import checks

checks.your_own_data.prepared(prepared)
### BEGIN HIDDEN TESTS
checks.your_own_data.prepared.grade(prepared, seed=11104)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. Explain a report that is too good

*Explain · 9 minutes · 2 points*

Somebody has measured patients, and reports: the network copies them from 4 numbers, and the map of its code shows the diagnosis "which it never saw". Here are the rows that trained it and those that judged, as the network got them, with the diagnosis beside.
"""

# %%
from autoenc_lessons.checks.your_own_data import materials

training, test, reported = materials.too_good_to_be_true()
print(f"{len(training)} rows train, {len(test)} judge.")
print(f"reported: the network loses {reported:.1%} of what the mean row loses")
for name in training.columns[:-1]:
    print(f"{name:10}", *(f"{value:6.2f}" for value in training[name][:4]))
print("diagnosis ", *training["diagnosis"][:4])

# %% [markdown]
r"""
Look at the data with code of your own. Which of these sentences hold?

- **a** Some rows that judge are among the training rows, too.
- **b** One of the columns that the network got tells the diagnosis without an error.
- **c** PCA with 4 axes, fitted to the training rows, copies the rows that judge nearly as well: it loses at most a tenth more.
- **d** A column is constant, so that it is copied for nothing.
- **e** The rows that judge have helped to standardise the columns.
"""

# %%
reasons = ...  # your answer: the letters of all that hold, such as "de"
### BEGIN SOLUTION
reasons = "abc"
### END SOLUTION

# %% question="suspicious" points=2
from autoenc_lessons import checks

checks.your_own_data.suspicious(reasons)
### BEGIN HIDDEN TESTS
checks.your_own_data.suspicious.grade(reasons, seed=11105)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. Choose a code size by a rule

*Write a function · 7 minutes · 2 points*

For each code size, there are validation errors of five runs. The **best** size has the lowest mean. A size is good enough if its mean is at most one standard deviation of the best size's errors above the lowest mean.

The error of a run that failed is NaN: a size with such a run is out.
"""

# %%
from autoenc_lessons.checks.your_own_data import materials

errors, _ = materials.validation_errors(seed=0)
for size, runs in errors.items():
    print(f"{size:2} units:", *(f"{error:.3f}" for error in runs))

# %% [markdown]
r"""
Write `smallest_good_size`. It takes such a dictionary, with sizes in any order, and returns the smallest size that is good enough.
"""


# %%
def smallest_good_size(errors):
    return ...  # your answer: a size
    ### BEGIN SOLUTION
    means = {size: np.mean(runs) for size, runs in errors.items()}
    complete = [size for size in means if not np.isnan(means[size])]
    best = min(complete, key=means.get)
    limit = means[best] + np.std(errors[best])
    return min(size for size in complete if means[size] <= limit)
    ### END SOLUTION


# %% question="smallest_good_size" points=2
from autoenc_lessons import checks

checks.your_own_data.smallest_good_size(smallest_good_size)
### BEGIN HIDDEN TESTS
checks.your_own_data.smallest_good_size.grade(smallest_good_size, seed=11106)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design a verdict

*Design · 13 minutes · 3 points*

An autoencoder was trained from 8 seeds and copies the test rows; so does a rival without seeds, such as PCA. Which is better? Other seeds and other rows would give other errors, so a difference may be luck. Here are 160 such experiments, and the truth about each.
"""

# %%
from autoenc_lessons.checks.your_own_data import materials

experiments = materials.experiments(seed=60)
for ours, rival, truth in experiments[:4]:
    print(f"\nrival {rival.mean():.4f}, {len(rival)} rows; better is: {truth}")
    print("ours ", *(f"{error:.4f}" for error in ours.mean(axis=1)))

# %% [markdown]
r"""
In the third, each run beats the rival, and yet it was luck.

Write `verdict`. It takes the autoencoder's error for each run and row (an array with 8 lines), and the rival's error for each row. It returns `"ours"`, `"rival"`, or `"neither"` where the difference may be luck. Tried on new experiments, it must

- find the better one in 80 % of the experiments in which one is better;
- name a winner in at most 20 % of those where only the choice of rows makes a difference, and in at most 20 % of those where only the seeds do.
"""


# %%
def verdict(ours, rival):
    return ...  # your answer: "ours", "rival" or "neither"
    ### BEGIN SOLUTION
    gained = rival - ours.mean(axis=0)
    may_be_rows = abs(gained.mean()) < 2 * np.std(gained) / np.sqrt(len(gained))
    of_runs = ours.mean(axis=1)
    if not may_be_rows and np.all(of_runs < rival.mean()):
        return "ours"
    if not may_be_rows and np.all(of_runs > rival.mean()):
        return "rival"
    return "neither"
    ### END SOLUTION


# %% question="verdict" points=3
from autoenc_lessons import checks

checks.your_own_data.verdict(verdict)
### BEGIN HIDDEN TESTS
checks.your_own_data.verdict.grade(verdict, seed=11107)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 12](../12_gaps_and_alarms.ipynb), or back to the [start page](../00_start_here.ipynb).
"""
