"""A drawn network: squares for features, circles for units, lines for weights."""

import matplotlib.pyplot as plt
import numpy as np

from autoenc_lessons.figures.colours import CONTEXT_COLOUR, NEGATIVE_COLOUR, POSITIVE_COLOUR
from autoenc_lessons.figures.given import as_list
from autoenc_lessons.figures.styling import PAGE, entitle, in_course_style
from autoenc_lessons.figures.wording import listed_with_commas
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _, counted

__all__ = ["network"]

# How high the feet of a bracket are; and how many letters of full size a circle has room for.
_BRACKET, _LETTERS = 0.16, 4


@in_course_style
def network(layer_sizes, *, layer_names=None, part_names=None, inside=None, weights=None, title=None, ax=None):
    """Draw a dense network: a square for each feature, a circle for each unit, a line for each weight.

    Parameters
    ----------
    layer_sizes : sequence of int
        The number of features, then the units of each layer.
    layer_names : sequence of str, optional
        What to write under each layer, beside its number of units.
    part_names : sequence of str, optional
        What to write above a bracket from each layer to the next, such as "encoder" and "decoder".
    inside : sequence of sequence of str, optional
        For each layer, what to write into its squares or circles, from top to bottom.
    weights : list of array-like, optional
        One matrix for each pair of layers, shape (units before, units after), to colour the lines by sign and to
        draw larger weights thicker.
    title : str, optional
        What one sees, in a sentence, to stand above the picture.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1, or if names, texts or weights do not fit the layers.
    """
    layer_sizes = as_list(layer_sizes, "layer_sizes", of="whole numbers, such as [3, 2, 3]")
    sizes = [as_count(size, name="each layer size") for size in layer_sizes]
    if len(sizes) < 2:
        raise ValueError(f"A network has two or more layers, the input first; layer_sizes has {len(sizes)}.")
    names = [""] * len(sizes) if layer_names is None else as_list(layer_names, "layer_names", of="names")
    if len(names) != len(sizes):
        raise ValueError(f"There are {len(names)} layer_names for {len(sizes)} layers; give one for each.")
    parts = [] if part_names is None else as_list(part_names, "part_names", of="names")
    if part_names is not None and len(parts) != len(sizes) - 1:
        raise ValueError(
            f"There are {len(parts)} part_names, but {len(sizes) - 1} steps from layer to layer; give one for each."
        )
    matrices, texts = _matching_weights(sizes, weights), _matching_texts(sizes, inside)
    ax = plt.subplots(figsize=(PAGE, 3.7 if parts else 3.4))[1] if ax is None else ax
    columns = [[(layer, (size - 1) / 2 - unit) for unit in range(size)] for layer, size in enumerate(sizes)]
    largest = 1 if matrices is None else max(np.abs(matrix).max() for matrix in matrices) or 1
    for layer, (before, after) in enumerate(zip(columns[:-1], columns[1:], strict=True)):
        for row, start in enumerate(before):
            for column, end in enumerate(after):
                weight = None if matrices is None else matrices[layer][row, column] / largest
                _draw_weight(ax, start, end, weight)
    for layer, column in enumerate(columns):
        _draw_layer(ax, column, texts[layer], is_input=layer == 0)
        counts = _counted_parts(sizes[layer], is_input=layer == 0)
        text = f"{names[layer]}\n{counts}" if names[layer] else counts
        ax.annotate(text, (layer, -max(sizes) / 2 - 0.45), ha="center", va="center", fontsize=11)
    top = max(sizes) / 2 + 0.1
    for layer, name in enumerate(parts):
        _draw_bracket(ax, layer, top, name)
    ax.set_xlim(-0.4, len(sizes) - 0.6)
    ax.set_ylim(-max(sizes) / 2 - 0.9, top + (0.55 if parts else 0))
    ax.axis("off")
    ax.caption = _network_caption(sizes, matrices)
    entitle(ax, title)
    return ax


def _counted_parts(number, *, is_input):
    # What goes in is given, and computes nothing.
    if is_input:
        return counted("{number} feature", "{number} features", number)
    return counted("{number} unit", "{number} units", number)


def _draw_layer(ax, places, texts, *, is_input):
    look = {"marker": "s", "s": 800, "edgecolor": "#777777"} if is_input else {"s": 1100, "edgecolor": "black"}
    ax.scatter(*zip(*places, strict=True), color="white", linewidth=1.5, zorder=3, **look)
    for place, text in zip(places, texts, strict=True):
        if text:
            size = 11 if len(text) <= _LETTERS or "$" in text else 9
            ax.annotate(text, place, ha="center", va="center", fontsize=size, zorder=4)


def _draw_bracket(ax, layer, height, name):
    left, right = layer + 0.05, layer + 0.95
    feet = ([left, left, right, right], [height - _BRACKET, height, height, height - _BRACKET])
    ax.plot(*feet, color=CONTEXT_COLOUR, linewidth=1.2)
    ax.annotate(name, (layer + 0.5, height + 0.28), ha="center", va="center", fontsize=11.5, fontweight="bold")


def _matching_texts(sizes, inside):
    if inside is None:
        return [[""] * size for size in sizes]
    layers = as_list(inside, "inside", of="layers")
    texts = [as_list(layer, f"inside[{number}]", of="texts") for number, layer in enumerate(layers)]
    if [len(layer) for layer in texts] != sizes:
        raise ValueError(
            f"inside has {[len(layer) for layer in texts]} texts, but the layers need {sizes}; give one for each."
        )
    return [[str(text) for text in layer] for layer in texts]


def _matching_weights(sizes, weights):
    if weights is None:
        return None
    weights = as_list(weights, "weights", of="matrices")
    matrices = [as_samples(matrix, name="each weight matrix") for matrix in weights]
    expected = list(zip(sizes[:-1], sizes[1:], strict=True))
    if [matrix.shape for matrix in matrices] != expected:
        raise ValueError(
            f"The weights have shapes {[matrix.shape for matrix in matrices]}, but the layers need {expected}."
        )
    return matrices


def _draw_weight(ax, start, end, weight):
    if weight is None:
        style = {"color": CONTEXT_COLOUR, "linewidth": 1.5}
    else:
        style = {
            "color": POSITIVE_COLOUR if weight > 0 else NEGATIVE_COLOUR,
            "linestyle": "-" if weight > 0 else "--",
            "linewidth": 0.5 + 5 * abs(weight),
        }
    ax.plot(*zip(start, end, strict=True), zorder=1, **style)


def _network_caption(sizes, matrices):
    layers = [_counted_parts(size, is_input=layer == 0) for layer, size in enumerate(sizes)]
    shape = _("{first} and {last}", first=listed_with_commas(layers[:-1]), last=layers[-1])
    n_weights = sum(before * after for before, after in zip(sizes[:-1], sizes[1:], strict=True))
    if matrices is None:
        return counted(
            "A network of {shape}, joined by {number} weight.",
            "A network of {shape}, joined by {number} weights.",
            n_weights,
            shape=shape,
        )
    flat = np.concatenate([matrix.ravel() for matrix in matrices])
    return counted(
        "A network of {shape}, joined by {number} weight: {positive} positive (blue, solid) and "
        "{negative} negative (orange, dashed), from {low} to {high}; a thicker line is a larger weight.",
        "A network of {shape}, joined by {number} weights: {positive} positive (blue, solid) and "
        "{negative} negative (orange, dashed), from {low} to {high}; a thicker line is a larger weight.",
        n_weights,
        shape=shape,
        positive=f"{np.sum(flat > 0)}",
        negative=f"{np.sum(flat <= 0)}",
        low=f"{flat.min():.2f}",
        high=f"{flat.max():.2f}",
    )
