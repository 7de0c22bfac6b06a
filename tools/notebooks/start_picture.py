"""Draw the start page's picture from what the lessons' live figures store: `python -m tools.notebooks.start_picture`.

A digit from ever more numbers is of lesson 4, repaired digits are of lesson 6, and faces of lesson 10's decoder.
"""

# First, for a quiet TensorFlow.
from autoenc_lessons.explorers.layers import Layer  # isort: split

import json
import re

import matplotlib
import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.page import as_png, fit_page
from autoenc_lessons.figures.styling import PAGE, course_style
from tools.notebooks.check import read_notebook
from tools.notebooks.sources import NOTEBOOKS, PICTURE

START_PICTURE = PICTURE.with_name("start.png")
_STORED = re.compile(r"^draw\([\w.]+, (.*)\);$", flags=re.MULTILINE)
_PICTURES = 8
# Which of the pictures that lesson 4 and lesson 6 show.
_DIGIT, _REPAIRED = 0, (0, 1, 2, 3)
_STRENGTH = "0.4"
# The best of the rows from the seeds 0 to 11, as the start page says.
_SEED = 4


def stored_figure(name, key):
    """Return what the first live figure with a key stores in a notebook, as a dict.

    Parameters
    ----------
    name : str
        Of a lesson, without ending.
    key : str

    Raises
    ------
    ValueError
        If no live figure of the notebook has it.
    """
    for cell in read_notebook(NOTEBOOKS / f"{name}.ipynb").cells:
        for output in cell.get("outputs", []):
            found = _STORED.search(output.get("data", {}).get("text/html", ""))
            if found and key in (data := json.loads(found[1])):
                return data
    raise ValueError(f"{name} has no live figure that stores {key!r}; build that lesson, then draw the picture anew.")


def copies_of_a_digit():
    """Return the code sizes of lesson 4, and a digit's copies by the autoencoders, then itself: (n_sizes + 1, 8, 8)."""
    data = stored_figure("04_code_size", "families")
    copies = next(family["pictures"]["copies"] for family in data["families"] if family["name"] == "autoencoder")
    pictures = [*(of_a_size[_DIGIT] for of_a_size in copies), data["pictures"][_DIGIT]]
    return data["sizes"], _as_shades(pictures, data)


def repaired_digits():
    """Return digits with noise, as lesson 6's network repairs them: shape (n_pictures, 14, 14), alternating."""
    data = stored_figure("06_noise", "kinds")
    of_noise = next(kind for kind in data["kinds"] if kind["name"] == "noise")
    shown = of_noise["pictures"][of_noise["strengths"].index(_STRENGTH)]
    network = data["methods"].index("network for noise")
    pictures = [shown[number][row] for number in _REPAIRED for row in (0, network)]
    return _as_shades(pictures, data)


def drawn_faces():
    """Return faces that lesson 10's decoder draws from random codes, shape (n_pictures, 25, 25)."""
    data = stored_figure("10_generate_faces", "direction")
    shades = np.random.default_rng(_SEED).standard_normal((_PICTURES, len(data["direction"])))
    for layer in data["decoder"]:
        shades = Layer(np.array(layer["kernel"]), np.array(layer["bias"]), layer["activation"])(shades)
    return np.clip(shades, 0, 1).reshape(-1, *data["imageShape"])


def _as_shades(rows, data):
    levels = [[data["letters"].index(letter) for letter in row] for row in rows]
    return np.reshape(levels, (-1, *data["imageShape"])) / (len(data["letters"]) - 1)


def draw():
    """Return the picture as a PNG."""
    sizes, digit = copies_of_a_digit()
    names = [*(f"{size} numbers" for size in sizes), "original"]
    rows = [
        ("A picture of 64 numbers, rebuilt from fewer", digit, names),
        ("Noise, removed by a network", repaired_digits(), ["with noise", "repaired"] * len(_REPAIRED)),
        ("Faces of people who do not exist", drawn_faces(), []),
    ]
    with course_style():
        figure = plt.figure(figsize=(PAGE, 4.9))
        parts = figure.subfigures(len(rows), 1, height_ratios=(1.12, 1.12, 1))
        for part, (title, pictures, below) in zip(parts, rows, strict=True):
            axes = part.subplots(1, _PICTURES, gridspec_kw={"left": 0.02, "right": 0.98, "wspace": 0.08, "top": 0.8})
            part.suptitle(title, x=0.017, ha="left")
            for ax in axes:
                ax.axis("off")
            for number, (ax, picture) in enumerate(zip(axes, pictures, strict=False)):
                smooth = "bicubic" if picture.shape[0] == 25 else "nearest"
                ax.imshow(picture, cmap="gray", vmin=0, vmax=1, interpolation=smooth)
                if below:
                    ax.text(0.5, -0.06, below[number], transform=ax.transAxes, ha="center", va="top", fontsize=8.5)
        fit_page(figure)
        picture, _width = as_png(figure)
    plt.close(figure)
    return picture


def main():
    matplotlib.use("Agg")
    START_PICTURE.parent.mkdir(exist_ok=True)
    START_PICTURE.write_bytes(draw())


if __name__ == "__main__":
    main()
