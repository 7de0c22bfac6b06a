"""Downhill over one weight: move it, see the loss and its slope, and take steps with a learning rate to choose."""

import numpy as np

from autoenc_lessons import figures
from autoenc_lessons.explorers.layers import Layer, as_layer, dense_layers
from autoenc_lessons.explorers.live import Rounded, show_live
from autoenc_lessons.explorers.network import read_network
from autoenc_lessons.inputs.values import as_count, as_samples
from autoenc_lessons.language import _

__all__ = ["downhill"]

# In units of the rate from which on steps lead uphill: too small, good, one that oversteps, and one that diverges.
_RATES = (0.05, 0.25, 0.8, 1.1)
_DIGITS_OF_A_RATE = 2
_SHOWN_RATE, _SHOWN_STEPS = 1, 3
_REACH, _SMALLEST_REACH = 1.35, 0.5
_POINTS = 101
_NOTHING = 1e-12


def downhill(autoencoder, x, *, weight=(0, 0)):
    """Show the loss over one weight of the decoder, with all other parameters held, and steps of gradient descent.

    A static picture comes first; it shows three steps. In the live figure under it, the weight can be moved, a step be
    taken, and the learning rate be chosen, up to one that is too large. It needs no kernel.

    Parameters
    ----------
    autoencoder : keras.Model
        (n_samples, n_features) to (n_samples, n_features); of dense layers, the last one linear. It is not changed.
    x : array-like, shape (n_samples, n_features)
    weight : pair of int
        Which weight of the last layer: the number of its input and of its unit, counted from 0.

    Raises
    ------
    TypeError, ValueError
        If the model is none, is not built or is not made of dense layers, if the last one is not linear, if there is
        no such weight, or if it changes nothing.
    """
    x = as_samples(x)
    read_network(autoencoder, x, model_name="autoencoder", data_name="x")
    *before, last = (as_layer(*layer) for layer in dense_layers(autoencoder, model_name="autoencoder"))
    place = _place(weight, last)
    bend, best, least = _parabola(x, before, last, place)
    start = float(last.kernel[place])
    half = max(_REACH * abs(start - best), _SMALLEST_REACH)
    rates = [float(f"{rate / bend:.{_DIGITS_OF_A_RATE}g}") for rate in _RATES]

    def loss(at):
        return least + bend * (at - best) ** 2

    visited = [start]
    for _step in range(_SHOWN_STEPS):
        visited.append(visited[-1] - rates[_SHOWN_RATE] * 2 * bend * (visited[-1] - best))
    visited, across = np.array(visited), np.linspace(best - half, best + half, _POINTS)
    places = np.column_stack([visited, loss(visited)])
    figures.show(figures.downhill(across, loss(across), places, slope=2 * bend * (start - best), title=_title()))
    drawn = {
        "parabola": Rounded([bend, best, least], 9),
        "start": Rounded(start, 9),
        "across": Rounded([best - half, best + half]),
        "rates": rates,
        "first": _SHOWN_RATE,
        "colours": [0, 1],
        "words": _words(),
    }
    show_live("downhill", drawn, offer=_("walk downhill over one weight"))


def _title():
    return _("The flatter the ground, the smaller the step")


def _place(weight, last):
    if isinstance(weight, str) or not np.iterable(weight) or len(weight) != 2:
        raise TypeError("weight must be a pair of whole numbers: an input of the last layer, and one of its units.")
    place = tuple(as_count(number, name="each number in weight", smallest=0) for number in weight)
    if any(number >= size for number, size in zip(place, last.kernel.shape, strict=True)):
        raise ValueError(
            f"There is no weight {place} in the last layer; it has {last.kernel.shape[0]} inputs and "
            f"{last.kernel.shape[1]} units, counted from 0."
        )
    if last.activation != "linear":
        raise ValueError(f"The last layer must be linear, for the loss to be a simple curve; it has {last.activation}.")
    return place


def _parabola(x, before, last, place):
    """Return the three numbers of loss = least + bend * (weight - best) ** 2."""
    inputs = x
    for layer in before:
        inputs = layer(inputs)
    row, unit = place
    without = last.kernel.copy()
    without[place] = 0
    missed = Layer(without, last.bias, "linear")(inputs) - x
    bend = float(np.sum(inputs[:, row] ** 2) / x.size)
    if bend <= _NOTHING:
        raise ValueError("This weight changes nothing, for its input is 0 for every sample; choose another weight.")
    best = -float(np.sum(inputs[:, row] * missed[:, unit]) / x.size) / bend
    return bend, best, float(np.mean(missed**2)) - bend * best**2


def _words():
    return {
        "keys": _("Take steps downhill, or drag the ring; then try another learning rate."),
        "rate": _("Learning rate"),
        "step": _("Take a step"),
        "weight": _("One weight"),
        "across": _("one weight"),
        "up": _("mean squared error"),
        "told": _(
            "Steps taken: {steps}. Weight {weight}, loss {loss}, slope {slope}. The next step changes the weight by "
            "−{rate} × slope = {change}."
        ),
        "outside": _(
            "Steps taken: {steps}. Weight {weight} and loss {loss} lie outside the picture. With the learning rate "
            "{rate}, each step leads farther up the other side."
        ),
        "slope": _("slope"),
    }
