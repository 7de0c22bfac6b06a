# %% [markdown]
r"""
# Start here

An **autoencoder** is a neural network that squeezes data into a few numbers and unfolds them again. To do that, it must find out what the samples have in common. Here is what comes of it:

![Three rows of pictures. In the first, a digit of 64 numbers is rebuilt from 2, 4, 8, 16 and 32 numbers: a blur at first, then hard to tell from the original. In the second, four digits with noise, and each without. In the third, eight grey faces, a little blurred.](pictures/start.png)

- **Squeeze.** The digit has 64 numbers. How few are enough to read it? [Lesson 4](04_code_size.ipynb)
- **Repair.** The network has never seen these four digits. Are all its repairs right? [Lesson 6](06_noise.ipynb)
- **Invent.** Nobody took photographs of these people; a network drew them. (We chose the best of twelve rows by eye.) [Lesson 10](10_generate_faces.ipynb)

You will build all of these yourself, beginning with the smallest autoencoder that does anything. Beside each network stands a simpler method that could win, and sometimes it does.

**Time:** 2 minutes
"""

# %% [markdown]
r"""
## Is this machine ready?

This is a notebook; it is made of cells. Click into the cell below and press **Shift + Enter** to run it. The brackets at its left show a star while it works, then a number. The first run takes some seconds, because TensorFlow starts.
"""

# %%
from autoenc_lessons import readiness

readiness.report()

# %% [markdown]
r"""
## The course

Take the lessons in order. A click on a title opens the lesson in a new tab.

<!-- course map -->

Then comes [the project](project.ipynb): the stations of lesson 11, empty, for a data set of your own choice.

A term stands in **bold** where it is explained; the [glossary](99_glossary.ipynb) has them all, with what others call it, also in Chinese.
"""

# %% [markdown]
r"""
## Experiment

Change a number in a cell and run it again. You cannot damage the machine or the course: your changes stay in your copy of the notebook, and the last row of the table below brings it back. **File → Duplicate** keeps the original beside it.

Your numbers should be the same as ours: each training starts from the same random numbers, and all is computed with 16 digits (`float64`). If they differ, most often a cell was changed, or cells ran out of order or twice. **Kernel → Restart Kernel and Run All Cells** starts anew.
"""

# %% [markdown]
r"""
## When something goes wrong

| you see | do this |
|---|---|
| `NameError: name ... is not defined` | A cell above has not been run. **Run → Run All Above Selected Cell** |
| numbers that differ from the text | Cells ran out of order or twice, or one was changed. **Kernel → Restart Kernel and Run All Cells** |
| a star that stays | Stop it with the square button; the training so far is kept |
| `ModuleNotFoundError: autoenc_lessons` | JupyterLab runs on another Python. Close it, then start it with `make lab` |
| a sentence after `ValueError` | It says what to change |
| a notebook that you want back as it was | Open **File → New → Terminal** and type `git checkout notebooks/` with the name of the notebook at its end, such as `git checkout notebooks/01_first_autoencoder.ipynb` |
"""
