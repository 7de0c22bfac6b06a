"""Are three models an encoder, a decoder, and an autoencoder that is made of both and of nothing else?"""

import keras
import numpy as np

from autoenc_lessons.checks.judging.answers import as_model, several
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.checks.judging.model_outputs import outputs_of
from autoenc_lessons.language import _

__all__ = ["as_three_models", "check_chain"]

_NAMES = ("encoder", "decoder", "autoencoder")
_ROUNDING = 1e-4


def as_three_models(answer, name, n_features, latent_dim):
    """Return encoder, decoder and autoencoder, built, if they turn as many numbers into as many as is asked.

    Parameters
    ----------
    answer : object
        What a learner's function has returned.
    name : str
        Of that function.
    n_features, latent_dim : int

    Returns
    -------
    list of keras.Model
    """
    models = several(answer, name, _NAMES)
    sizes = [(n_features, latent_dim), (latent_dim, n_features), (n_features, n_features)]
    for model, part, (n_inputs, n_outputs) in zip(models, _NAMES, sizes, strict=True):
        if not isinstance(model, keras.Model):
            as_model(model, _("The {part}", part=part))
        hints = (
            _(
                "With a code of {latent_dim}, the {part} is to turn {n_inputs} numbers into {n_outputs}.",
                latent_dim=latent_dim,
                part=part,
                n_inputs=n_inputs,
                n_outputs=n_outputs,
            ),
            _("The first size is that of the input, the last that of the code; the decoder goes the other way."),
        )
        got = outputs_of(model, _("the {part}", part=part), np.full((2, n_inputs), 0.5), *hints).shape[1]
        if got != n_outputs:
            raise Wrong(
                _(
                    "For a code of {latent_dim}, the {part} turns {n_inputs} numbers into {got}; asked is {n_inputs} "
                    "into {n_outputs}.",
                    latent_dim=latent_dim,
                    part=part,
                    n_inputs=n_inputs,
                    got=got,
                    n_outputs=n_outputs,
                ),
                _("The code itself has latent_dim units, whatever lies between."),
                hints[1],
            )
    return [as_model(model, _("The {part}", part=part)) for model, part in zip(models, _NAMES, strict=True)]


def check_chain(encoder, decoder, autoencoder, x):
    """Raise unless the autoencoder is the encoder followed by the decoder: no weight more, and no path past the code.

    Parameters
    ----------
    encoder, decoder, autoencoder : keras.Model
        Built.
    x : ndarray, shape (n_samples, n_features)
        To try them on.

    Returns
    -------
    copies : ndarray of float64, shape (n_samples, n_features)
    """
    shared = {id(weight) for weight in autoencoder.weights}
    if shared != {id(weight) for weight in encoder.weights + decoder.weights}:
        raise Wrong(
            _("The autoencoder does not consist of your encoder and decoder."),
            _("Return the three as they come."),
            _("keras.Sequential([encoder, decoder]) shares the weights of both."),
        )
    copies = outputs_of(decoder, _("the decoder"), outputs_of(encoder, _("the encoder"), x))
    if not np.allclose(copies, outputs_of(autoencoder, _("the autoencoder"), x), atol=_ROUNDING):
        raise Wrong(
            _("The autoencoder does not give what your decoder makes of your encoder's codes."),
            _("Which numbers get to the copy without passing through the code?"),
            _("keras.Sequential([encoder, decoder]) is the one after the other, and nothing else."),
        )
    return copies
