"""What a deep encoder computes, and what its codes say of a mistake."""

import numpy as np

# Keras computes with 32-bit numbers unless it is told otherwise.
_ROUNDING = 1e-5


def same_codes(codes, others):
    """Return whether two tables of codes differ by rounding alone."""
    return np.allclose(codes, others, atol=_ROUNDING)


def encoded(x, kernels, biases, *, bend=np.tanh, last_bend=lambda sums: sums):
    """Return the codes of `x`: each layer a weighted sum, and a bend after it."""
    values = x
    for kernel, bias in zip(kernels[:-1], biases[:-1], strict=True):
        values = bend(values @ kernel + bias)
    return last_bend(values @ kernels[-1] + biases[-1])


def _biased_after_the_bend(x, kernels, biases):
    values = x
    for kernel, bias in zip(kernels[:-1], biases[:-1], strict=True):
        values = np.tanh(values @ kernel) + bias
    return values @ kernels[-1] + biases[-1]


def hint_for_codes(codes, x, kernels, biases):
    """Return what leads on from codes that are not those of `encoded`."""
    mistakes = {
        "The code must be able to take any value. Which layer must not bend?": {"last_bend": np.tanh},
        "Nothing bends yet: this is a linear encoder in several steps.": {"bend": lambda sums: sums},
        "This bends with relu. Asked is tanh.": {"bend": lambda sums: np.maximum(sums, 0)},
    }
    for hint, bends in mistakes.items():
        if same_codes(codes, encoded(x, kernels, biases, **bends)):
            return hint
    without_biases = encoded(x, kernels, [0 * bias for bias in biases])
    if same_codes(codes, without_biases) or same_codes(codes, _biased_after_the_bend(x, kernels, biases)):
        return "Each unit adds its bias before it bends."
    return "What goes into the second layer: the features, or what the first layer has given?"
