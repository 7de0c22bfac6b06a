# %% [markdown]
r"""
# Start here

A course on autoencoders: neural networks that learn to squeeze data and to unfold it again. Every claim in it is measured before your eyes, beside a simpler method that could win.

**Time:** 1 minute

<!-- course map -->

A click on a title opens the lesson in a new tab. Take them in order. A term stands in **bold** where it is explained; the [glossary](99_glossary.ipynb) has them all.
"""

# %% [markdown]
r"""
## How to run a cell

A notebook is made of cells. Click into the one below and press **Shift + Enter**. The number in brackets at its left turns into a star while it works. The first run takes some seconds, because TensorFlow starts.

The cell asks whether this machine is ready.
"""

# %%
from autoenc_lessons import readiness

readiness.report()

# %% [markdown]
r"""
All calculations are done in numbers with 16 digits (`float64`). Then your results agree with ours on any processor, to every digit that a lesson prints.

## Experiment

Change a number in a cell and run it again. Nothing can break. Your changes stay in your copy of the notebook; **File → Duplicate** keeps the original beside it.
"""

# %% [markdown]
r"""
## When something goes wrong

| you see | do this |
|---|---|
| `NameError: name ... is not defined` | A cell above has not been run. **Run → Run All Above Selected Cell** |
| results differ from the text | Cells ran out of order. **Kernel → Restart Kernel and Run All Cells** |
| a star that stays | Stop it with the square button; the training so far is kept |
| `ModuleNotFoundError: autoenc_lessons` | JupyterLab runs on another Python. Close it, then start it with `make lab` |
| a sentence after `ValueError` | It says what to change |
| a notebook you want back as it was | In a terminal: `git checkout notebooks/` and its name |
"""
