"""Is what a learner built a linear autoencoder, however it was built?"""

import numpy as np

from autoenc_lessons.checks.answers import as_model, as_table, several
from autoenc_lessons.checks.feedback import Wrong

_TOLERANCE = 1e-4


def count_of_linear_autoencoder(n_features, latent_dim):
    """Return the number of weights and biases of one linear layer to squeeze and one to unfold."""
    return n_features * latent_dim + latent_dim + latent_dim * n_features + n_features


def check_linear_autoencoder(answer, n_features, latent_dim, *, generator):
    """Raise unless encoder, decoder and autoencoder are what the first lesson builds.

    Parameters
    ----------
    answer : object
        What a learner's function has returned.
    n_features, latent_dim : int
    generator : numpy.random.Generator
        Draws the points to try the models on.
    """
    names = ("encoder", "decoder", "autoencoder")
    returned = several(answer, "build", names)
    encoder, decoder, autoencoder = (as_model(part, f"The {name}") for part, name in zip(returned, names, strict=True))
    sizes = {"encoder": (n_features, latent_dim), "decoder": (latent_dim, n_features)}
    for model, name in ((encoder, "encoder"), (decoder, "decoder")):
        _check_linear(model, f"The {name}", *sizes[name], generator)
    _check_chain(encoder, decoder, autoencoder, generator.normal(size=(8, n_features)))
    asked = count_of_linear_autoencoder(n_features, latent_dim)
    if autoencoder.count_params() != asked:
        raise Wrong(
            f"For {n_features} features and a code of {latent_dim} it has {autoencoder.count_params()} parameters.",
            f"Your function of question 1 gives {asked}. Which layer has too many, or too few?",
            "One Dense layer in each part, with its biases, and nothing else.",
        )


def _outputs(model, name, points, n_outputs):
    try:
        outputs = model(points)
    except Exception as error:  # a model can fail in any way
        raise Wrong(
            f"{name} does not take samples with {points.shape[1]} numbers.",
            "Which numbers go in there: features, or a code?",
            "keras.Input((n,)) says how many numbers go in.",
        ) from error
    return as_table(outputs, f"What comes out of {name.lower()}", (len(points), n_outputs))


def _check_linear(model, name, n_inputs, n_outputs, generator):
    first, second = generator.normal(size=(2, 8, n_inputs))
    total, one, other, none = (
        _outputs(model, name, points, n_outputs) for points in (first + second, first, second, 0 * first)
    )
    if not np.allclose(total - none, one - none + other - none, atol=_TOLERANCE):
        raise Wrong(
            f"{name} is not linear.",
            "Something bends its outputs. What does a Dense layer do after the weighted sum?",
            "Look at activation=.",
        )


def _check_chain(encoder, decoder, autoencoder, x):
    parts = encoder.weights + decoder.weights
    shared = all(any(weight is other for other in autoencoder.weights) for weight in parts)
    copies = _outputs(autoencoder, "The autoencoder", x, x.shape[1])
    if not shared or not np.allclose(copies, np.asarray(decoder(encoder(x))), atol=_TOLERANCE):
        raise Wrong(
            "The autoencoder is not the encoder followed by the decoder: it has layers of its own, or another order.",
            "If you trained this autoencoder, would the encoder learn anything?",
            "A model can be made of models, as of layers: keras.Sequential([...]).",
        )
