"""A network's weights as letters, for live figures that compute a whole network of pictures in the browser."""

import numpy as np

from autoenc_lessons.explorers.letters import ALPHABET, as_letters

__all__ = ["layers_in_letters"]

# Three weights are stored as five letters: they are most of the figure. As many levels as a weight has make no pixel of
# the course's networks differ by more than 0.01.
_LEVELS = 1024
_WEIGHTS, _PLACES = 3, 5


def layers_in_letters(layers):
    """Return layers as stored_network.js reads them: their weights as whole multiples of a step."""
    return [_in_letters(layer) for layer in layers]


def _in_letters(layer):
    largest = float(np.max(np.abs(layer.kernel), initial=0))
    step = float(f"{largest / (_LEVELS // 2 - 1):.5g}") or 1.0
    levels = np.clip(np.rint(layer.kernel.ravel() / step).astype(int) + _LEVELS // 2, 0, _LEVELS - 1)
    together = np.pad(levels, (0, -len(levels) % _WEIGHTS)).reshape(-1, _WEIGHTS) @ _LEVELS ** np.arange(_WEIGHTS)
    places = together[:, None] // len(ALPHABET) ** np.arange(_PLACES) % len(ALPHABET)
    (letters,) = as_letters(places.reshape(1, -1))
    return {"letters": letters, "step": step, "bias": layer.bias, "activation": layer.activation}
