"""What a wrong held-out error of PCA says: has something leaked, and what?"""

import numpy as np

from autoenc_lessons import measures
from autoenc_lessons.checks.code_size.materials import held_out_pca_error
from autoenc_lessons.language import _

__all__ = ["hint_for_leak"]


def hint_for_leak(error, training, held_out, latent_dim):
    """Return what leads on from a number that is not PCA's mean squared error on held-out pictures."""
    expected = held_out_pca_error(training, held_out, latent_dim)
    both = np.concatenate([training, held_out])
    mistakes = {
        _("This is the error on the training pictures."): [measures.pca_error(training, latent_dim)],
        _("That is too good. What has seen the held-out pictures before they judge?"): [
            held_out_pca_error(axes_of, held_out, latent_dim, mean_of=mean_of)
            for axes_of in (training, both, held_out)
            for mean_of in (training, both, held_out)
            if axes_of is not training or mean_of is not training
        ],
        _("Nothing has leaked. How many axes do you keep?"): [
            held_out_pca_error(training, held_out, latent_dim + more) for more in (-1, 1)
        ],
        _("This is a sum over the pixels or the pictures. Asked is the mean of all squares."): [
            expected * held_out.shape[1],
            expected * len(held_out),
            expected * held_out.size,
        ],
        _("This is a root. Asked is the mean squared error itself."): [np.sqrt(expected)],
        _("The figures are right, but too few of them are left. Return the error as it comes, without rounding."): [
            round(expected, digits) for digits in (2, 3)
        ],
    }
    for hint, errors in mistakes.items():
        if np.isclose(error, errors, rtol=1e-4, atol=0).any():
            return hint
    return _(
        "Three things are learned from pictures or judged by them: the mean, the axes, the error. By "
        "which? And is anything done besides?"
    )
