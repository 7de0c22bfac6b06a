# %% [markdown]
r"""
# Exercises 12: fill gaps, and sound an alarm

Seven questions to [lesson 12](../12_gaps_and_alarms.ipynb), from a warm-up to one that takes thought.

**Time:** 60 minutes

Write your answer where a cell says `# your answer`, run that cell, then run the check below it. A wrong answer gets a hint, and a second one at your next try.

Stuck for good? The [solution](../solutions/12_gaps_and_alarms.ipynb) is one folder away.
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import seed_everything
from autoenc_lessons.checks.gaps_and_alarms import materials

import numpy as np

seed_everything(0)

# %% [markdown]
r"""
## 1. Predict: two counts

*Warm-up · 4 minutes · 1 point*

Six rows of a table score 9, 8, 6, 5, 3 and 1. Those that score 9, 5 and 3 are faulty. What is the precision at 3?

In a series, a fault lasts from hour 4 to hour 7: four hours. An alarm rings in hours 2 and 5. Somebody adjusts by points: if one hour of a fault rings, all its hours count as ringing. Which share of the ringing hours is right after that?
"""

# %%
precision_at_3 = ...  # your answer: a number
adjusted_precision = ...  # your answer: a number
### BEGIN SOLUTION
precision_at_3 = 1 / 3
adjusted_precision = 4 / 5
### END SOLUTION

# %% question="two_precisions" points=1
from autoenc_lessons import checks

checks.gaps_and_alarms.two_precisions(precision_at_3, adjusted_precision)
### BEGIN HIDDEN TESTS
checks.gaps_and_alarms.two_precisions.grade(precision_at_3, adjusted_precision, seed=12121)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 2. Only what was hidden

*Write a function · 8 minutes · 2 points*

Write `hidden_error`. It takes four tables of one shape: `x`, with `NaN` in its gaps; `copies`, which a network made and which have no gaps; `known`, which is True where `x` has a number; and `hidden`, which is True where an entry was hidden from the network.

The entries to hide were drawn by chance, so some of them are gaps. Return the mean squared error over all entries that are known *and* hidden. There is at least one.
"""


# %%
def hidden_error(x, copies, known, hidden):
    return ...  # your answer: the mean squared error
    ### BEGIN SOLUTION
    counts = known & hidden
    return np.mean((x - copies)[counts] ** 2)
    ### END SOLUTION


# %% question="hidden_error" points=2
from autoenc_lessons import checks

checks.gaps_and_alarms.hidden_error(hidden_error)
### BEGIN HIDDEN TESTS
checks.gaps_and_alarms.hidden_error.grade(hidden_error, seed=12122)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 3. Repair an error that is too good

*Repair · 10 minutes · 3 points*

Somebody compares two ways to fill gaps. The nearest row seems to be perfect.
"""

# %%
from autoenc_lessons.checks.gaps_and_alarms import materials

training, test, hidden = materials.gappy_log()


def broken_error(training, test, hidden, fit):
    import numpy as np

    fill = fit(np.concatenate([training, test]))
    filled = fill(np.where(hidden, np.nan, test))
    return np.nanmean((filled - test) ** 2)


for fit in (materials.fit_mean, materials.fit_nearest_row):
    print(f"{fit.__name__}: error {broken_error(training, test, hidden, fit):.3f}")

# %% [markdown]
r"""
Two things are wrong. Find them, and write `fill_error`. It takes training rows and test rows, both with gaps (`NaN`); `hidden`, a table that is True at the test entries to hide (all of them are known); and `fit`. That is a function: it takes rows with gaps, learns from them, and returns another function that fills the gaps of any rows.

Return the mean squared error in the hidden entries. It must be the error to expect for rows that come in after the filler was fitted.
"""


# %%
def fill_error(training, test, hidden, fit):
    return ...  # your answer: the mean squared error in the hidden entries
    ### BEGIN SOLUTION
    fill = fit(training)
    filled = fill(np.where(hidden, np.nan, test))
    return np.mean((filled - test)[hidden] ** 2)
    ### END SOLUTION


# %% question="fill_error" points=3
from autoenc_lessons import checks

checks.gaps_and_alarms.fill_error(fill_error)
### BEGIN HIDDEN TESTS
checks.gaps_and_alarms.fill_error.grade(fill_error, seed=12123)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 4. Explain gaps that have a reason

*Explain · 6 minutes · 2 points*

A sensor gives no reading above 27 degrees. In each row there are three other readings, which are never missing. A linear rule guesses the temperature from them.

To judge it, one known temperature of five is hidden while the rule is fitted. We made the log ourselves, so we also know the temperatures that were lost.
"""

# %%
from autoenc_lessons.checks.gaps_and_alarms import materials

import numpy as np

for n_rows in (1000, 100_000):
    print(f"{n_rows} rows")
    for name, misses in zip(("hidden", "lost"), materials.hot_sensor(n_rows), strict=True):
        size = np.sqrt(np.mean(misses**2))
        print(
            f"  {name:6} temperatures: wrong by {size:.1f} degrees, {np.mean(misses):4.1f} too low"
        )

# %% [markdown]
r"""
In real life nobody knows the lost temperatures. What could have warned you?

- **a** Hide more of the known temperatures, and measure again.
- **b** Collect many more rows of the same log.
- **c** Read some of the lost temperatures from a second sensor.
- **d** Look for a filler with a lower error in hidden temperatures.

Why are the lost temperatures filled so badly?

- **1** The rule learned from too few rows.
- **2** The rule learned from rows with a reading, and the lost ones differ from these in the reading itself.
- **3** A row with a lost temperature holds fewer other readings to guess from.
- **4** The rule was fitted to the hidden temperatures, too.
"""

# %%
which = ...  # your answer: "a", "b", "c" or "d"
why = ...  # your answer: 1, 2, 3 or 4
### BEGIN SOLUTION
which = "c"
why = 2
### END SOLUTION

# %% question="for_a_reason" points=2
from autoenc_lessons import checks

checks.gaps_and_alarms.for_a_reason(which, why)
### BEGIN HIDDEN TESTS
checks.gaps_and_alarms.for_a_reason.grade(which, why, seed=12124)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 5. The cheapest threshold

*Write a function · 10 minutes · 3 points*

Write `cheapest`. It takes the scores of normal validation rows and of faulty ones, the share of faults among the rows *in use*, the cost of a missed fault, and that of a false alarm. Among the validation rows, faults are more common than in use.

A row rings if its score is *higher* than the threshold. Return a threshold for which the cost per row in use is lowest. Where several are as cheap, return any of them.
"""


# %%
def cheapest(normal, faulty, share, missed, false):
    return ...  # your answer: a threshold
    ### BEGIN SOLUTION

    def cost(threshold):
        misses = share * np.mean(faulty <= threshold)
        alarms = (1 - share) * np.mean(normal > threshold)
        return missed * misses + false * alarms

    return min(np.concatenate([normal, faulty]), key=cost)
    ### END SOLUTION


# %% question="cheapest" points=3
from autoenc_lessons import checks

checks.gaps_and_alarms.cheapest(cheapest)
### BEGIN HIDDEN TESTS
checks.gaps_and_alarms.cheapest.grade(cheapest, seed=12125)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 6. A score for each hour

*Write a function · 8 minutes · 2 points*

Write `window_scores`. It takes a series (one number for each hour), the length of a window, and `copy`: a function that takes windows as a table, one window in a row, and returns their copies.

Return a score for each hour: the mean squared error of the copy of the window that *ends* with that hour. The first hours, where no window ends, score 0. (Leave the windows as they are: take no mean off.)
"""


# %%
def window_scores(series, length, copy):
    return ...  # your answer: a score for each hour
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(series, length)
    errors = np.mean((windows - copy(windows)) ** 2, axis=1)
    return np.concatenate([np.zeros(length - 1), errors])
    ### END SOLUTION


# %% question="window_scores" points=2
from autoenc_lessons import checks

checks.gaps_and_alarms.window_scores(window_scores)
### BEGIN HIDDEN TESTS
checks.gaps_and_alarms.window_scores.grade(window_scores, seed=12126)
### END HIDDEN TESTS

# %% [markdown]
r"""
## 7. Design the hiding

*Design · 14 minutes · 3 points*

A weather station has 12 sensors, and some of their readings come with gaps. To fill them we train a masked filler on complete rows: we hide entries, and it learns to guess them from the rest of the row. (`materials.masked_filler` is linear, so that it is computed at once.)

With one entry of each row hidden, it is hardly better than the mean.
"""

# %%
from autoenc_lessons.checks.gaps_and_alarms import materials

import numpy as np

training, incoming, truth = materials.station_log()
one_each = np.arange(12) == np.random.default_rng(0).integers(12, size=(len(training), 1))
error = materials.error_with(one_each, training, incoming, truth)
print(f"error in the gaps of incoming rows: {error:.2f} of the mean's")

# %% [markdown]
r"""
Look at the gaps of the incoming rows. Then write `hide`. It takes the complete training rows and the incoming rows with their gaps (`NaN`). It returns a table of the shape of the training rows: True for each entry to hide.

A filler that learns so must reach 0.40 of the mean's error or less in the gaps of the incoming rows. At other stations, other sensors fail.
"""


# %%
def hide(training, incoming):
    return ...  # your answer: True or False for each entry of training
    ### BEGIN SOLUTION
    # For each training row, the gaps of an incoming row that is drawn at random.
    gaps = np.isnan(incoming)
    drawn = np.random.default_rng(0).integers(len(gaps), size=len(training))
    return gaps[drawn]
    ### END SOLUTION


# %% question="hide" points=3
from autoenc_lessons import checks

checks.gaps_and_alarms.hide(hide)
### BEGIN HIDDEN TESTS
checks.gaps_and_alarms.hide.grade(hide, seed=12127)
### END HIDDEN TESTS

# %% [markdown]
r"""
## Done?

16 points are there to be had. **Kernel → Restart Kernel and Run All Cells** runs all your answers and checks once more, from the top. Do that before you hand anything in.

On to [lesson 13](../13_large_data.ipynb), or back to the [start page](../00_start_here.ipynb).
"""
