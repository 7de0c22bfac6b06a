"""What a deep encoder computes, and what its codes say of a mistake."""

import numpy as np
from scipy.special import expit

from autoenc_lessons.language import _

__all__ = ["encoded", "hint_for_codes", "same_codes"]

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


def hint_for_codes(codes, x, kernels, biases):
    """Return what leads on from codes that are not those of `encoded`."""
    unbiased = [0 * bias for bias in biases]
    ends = (kernels[:1] + kernels[-1:], biases[:1] + biases[-1:])
    mistakes = {
        _("The code must be able to take any value. Which layer must not bend?"): ({"last_bend": np.tanh}, biases),
        _("Nothing bends yet: this is a linear encoder in several steps."): ({"bend": lambda sums: sums}, biases),
        _("The hidden layers bend, the code does not. Here it is the other way round."): (
            {"bend": lambda sums: sums, "last_bend": np.tanh},
            biases,
        ),
        _("This bends with relu. Asked is tanh."): ({"bend": lambda sums: np.maximum(sums, 0)}, biases),
        _("This bends with a sigmoid. Asked is tanh."): ({"bend": expit}, biases),
        _("Each unit adds its bias before it bends. Here no bias is added."): ({}, unbiased),
        _("The code layer has a bias, too."): ({}, biases[:-1] + unbiased[-1:]),
        _("The hidden layers have biases, too."): ({}, unbiased[:-1] + biases[-1:]),
    }
    for hint, (bends, added) in mistakes.items():
        if same_codes(codes, encoded(x, kernels, added, **bends)):
            return hint
    if same_codes(codes, _biased_after_the_bend(x, kernels, biases)):
        return _("Each unit adds its bias before it bends, not afterwards.")
    if len(kernels) > 2 and kernels[0].shape[1] == kernels[-1].shape[0] and same_codes(codes, encoded(x, *ends)):
        return _("The first and the last layer are there. Where are those between?")
    return _("Compute the code of one row step by step, and print what each layer gives. Which step is not as asked?")


def _biased_after_the_bend(x, kernels, biases):
    values = x
    for kernel, bias in zip(kernels[:-1], biases[:-1], strict=True):
        values = np.tanh(values @ kernel) + bias
    return values @ kernels[-1] + biases[-1]
