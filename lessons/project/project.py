# %% [markdown]
r"""
# The project: one data set, from a file to a page

At the end you have a page about data that you chose yourself, and a sentence under it that you can stand by.

The stations are those of [lesson 11](./11_your_own_data.ipynb), empty. At each one, write code into the code cell (add cells as you like), then answer in one to three sentences. **20 points** in all, given by a person, who reads your code, its output and your sentences. A good project is not one where the network wins. It is one where a reader can believe what you say.

- An answer that is left as it is gets no points, whatever the code above it does.
- Your notebook is run again, from top to bottom, without a network: at most a minute for a cell. Put your file beside the notebook, and hand in both.
- A table needs 60 rows or more. Take no data of people who have not agreed.

**Time:** 3 to 6 hours

**You need:** [lesson 11](./11_your_own_data.ipynb).
"""

# %%
# First the helpers of this course: they start TensorFlow without its log lines.
from autoenc_lessons import figures, many_runs, models, own_data, seed_everything, tables

import keras
import numpy as np

seed_everything(0)

# %% [markdown]
r"""
## 1. Question and data

*2 points*

What do you want to know? Whose data are these, where do they come from, and may you use them? How many rows are there, and what is **one row**: a person, a day, a visit?
"""

# %%
# Read your file, and show its first lines.

# %% [markdown] station="question" points=2
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 2. Look

*2 points*

List the columns. Which ones must a network not get, and why? Look for ids, constants, doubles, gaps, and leaks: what is not known yet when the network is used. What is odd in your file, and what did you do about it?
"""

# %%
# Describe the columns, and keep those that the network may see.

# %% [markdown] station="look" points=2
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 3. Split

*3 points*

Part the rows before anything is fitted. By chance, by group or by time? Say what will be **new** when the network is used, and whether rows belong together. How many rows are in each part?
"""

# %%
# Part the rows into three: one trains, one chooses, one judges.

# %% [markdown] station="split" points=3
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 4. Scale

*1 point*

Bring the columns to one scale, and fill the gaps. Which rows did the means, spreads and medians come from, and why only from those?
"""

# %%
# Fit the scaling, then use it on all parts.

# %% [markdown] station="scale" points=1
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 5. Simple rivals

*2 points*

Before any network: what do the mean row, PCA and the nearest row lose on the **validation** rows? A fair rival gets as many numbers as the code has, and the same care.
"""

# %%
# Copy the validation rows without a network.

# %% [markdown] station="rivals" points=2
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 6. Training

*2 points*

Describe your network. When does a training stop, and who decides that? Show that it was long enough: patience, or the learning rate, can decide who wins.
"""

# %%
# Build the network, and train it.

# %% [markdown] station="training" points=2
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 7. How many code units?

*2 points*

Write down your rule **before** you look: what is good enough for your purpose? Then try several sizes, each from three seeds or more, on the validation rows. Which size does the rule choose?
"""

# %%
# Compare code sizes.

# %% [markdown] station="size" points=2
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 8. A map, or the worst copies

*1 point*

Choose one: a map with two code units beside PCA's, or the rows that are copied worst. What do you see, and what may you not conclude from it?
"""

# %%
# Draw a map, or list the worst copies.

# %% [markdown] station="worst" points=1
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 9. Save and load

*1 point*

Save the network and all that prepares a row. Load both again. Are the numbers the same? What else would somebody need who wants to use it?
"""

# %%
# Save, load, compare.

# %% [markdown] station="save" points=1
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 10. The page, and one honest sentence

*3 points*

Now, once, the **test** rows. Print the page. Then write **one** sentence for somebody who reads nothing else: who wins, by how much, with which spread, on how many rows of what kind. You may well write that a simple rival wins.
"""

# %%
# Print the report on the test rows.

# %% [markdown] station="report" points=3
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## 11. What it is not good for

*1 point*

Name one use that somebody could think of, and for which your page is no proof. What would you have to measure first?
"""

# %%
# Code is not needed here, but welcome.

# %% [markdown] station="limits" points=1
r"""
*Your answer here, in one to three sentences.*
"""

# %% [markdown]
r"""
## Before you hand it in

**Kernel → Restart Kernel and Run All Cells.** Does each number in your sentences stand in an output? Does anything still fit to rows that judge? Would you say the same sentence if the network had lost?
"""
