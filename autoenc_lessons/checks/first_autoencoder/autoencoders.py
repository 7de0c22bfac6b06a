"""Is what a learner built a linear autoencoder that can be trained, however it was built?"""

import contextlib

import keras
import numpy as np
import tensorflow as tf

from autoenc_lessons.checks.judging import trial
from autoenc_lessons.checks.judging.answers import as_model, as_table, several
from autoenc_lessons.checks.judging.feedback import Wrong
from autoenc_lessons.language import _, counted

__all__ = ["check_linear_autoencoder", "count_of_linear_autoencoder"]

_TOLERANCE = 1e-4
# A bias can hide the bend of an activation from small numbers.
_SCALES = (1, 1e4)
_LEARNING_RATE = 1e-3


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
        Draws the points and the weights to try the models on. The models get their own weights back.
    """
    names = ("encoder", "decoder", "autoencoder")
    returned = several(answer, "build", names)
    encoder, decoder, autoencoder = (
        as_model(part, _("The {part}", part=name)) for part, name in zip(returned, names, strict=True)
    )
    sizes = {"encoder": (n_features, latent_dim), "decoder": (latent_dim, n_features)}
    for model, name in ((encoder, "encoder"), (decoder, "decoder")):
        _check_linear(model, _("The {part}", part=name), *sizes[name], generator)
    x = generator.normal(size=(8, n_features))
    _check_chain(encoder, decoder, autoencoder, x)
    asked = count_of_linear_autoencoder(n_features, latent_dim)
    if autoencoder.count_params() != asked:
        raise Wrong(
            _(
                "For {n_features} features and a code of {latent_dim} it has {parameters} parameters.",
                n_features=n_features,
                latent_dim=latent_dim,
                parameters=autoencoder.count_params(),
            ),
            _("Asked are {asked}, as question 1 counts them. Which layer has too many, or too few?", asked=asked),
            _("One Dense layer in each part, with its biases, and nothing else."),
        )
    with _weights_kept(autoencoder):
        for weight in autoencoder.weights:
            weight.assign(generator.normal(size=weight.shape))
        for model, name in ((encoder, "encoder"), (decoder, "decoder")):
            _check_linear(model, _("The {part}", part=name), *sizes[name], generator)
            _check_weighted_sums(model, _("The {part}", part=name), generator.normal(size=(8, sizes[name][0])))
        _check_chain(encoder, decoder, autoencoder, x)
        _check_in_training(autoencoder, x)


@contextlib.contextmanager
def _weights_kept(model):
    before = [np.array(keras.ops.convert_to_numpy(weight)) for weight in model.weights]
    try:
        yield
    finally:
        for weight, value in zip(model.weights, before, strict=True):
            weight.assign(value)


def _outputs(model, name, points, n_outputs, **options):
    try:
        outputs = trial.apart(lambda: model(points, **options))
    except Exception as error:  # a model can fail in any way
        raise Wrong(
            _(
                "{name} does not take samples with {found}.",
                name=name,
                found=counted("{number} number", "{number} numbers", points.shape[1]),
            ),
            _("Which numbers go in there: features, or a code?"),
            _("keras.Input((n,)) says how many numbers go in."),
        ) from error
    return as_table(outputs, _("What comes out of {name}", name=name.lower()), (len(points), n_outputs))


def _check_linear(model, name, n_inputs, n_outputs, generator):
    for scale in _SCALES:
        first, second = scale * generator.normal(size=(2, 8, n_inputs))
        total, one, other, none = (
            _outputs(model, name, points, n_outputs) for points in (first + second, first, second, 0 * first)
        )
        if not np.allclose(total - none, one - none + other - none, atol=_TOLERANCE * scale):
            raise Wrong(
                _("{name} is not linear.", name=name),
                _("Something bends its outputs. What does a Dense layer do after the weighted sum?"),
                _("Look at activation=, and at layers besides the Dense layer."),
            )


def _check_chain(encoder, decoder, autoencoder, x):
    parts = encoder.weights + decoder.weights
    shared = all(any(weight is other for other in autoencoder.weights) for weight in parts)
    copies = _outputs(autoencoder, _("The autoencoder"), x, x.shape[1])
    if not shared or not np.allclose(copies, np.asarray(decoder(encoder(x))), atol=_TOLERANCE):
        raise Wrong(
            _(
                "The autoencoder is not the encoder followed by the decoder: it has layers of its own, or "
                "another order."
            ),
            _("If you trained this autoencoder, would the encoder learn anything?"),
            _("A model can be made of models, as of layers: keras.Sequential([...])."),
        )


def _check_weighted_sums(model, name, points):
    """Raise unless what comes out are the weighted sums of what goes in, by the very weights of the model."""
    weights = sorted((np.asarray(weight) for weight in model.weights), key=np.ndim)
    bias, kernel = weights if [weight.ndim for weight in weights] == [1, 2] else (None, None)
    if bias is None or not np.allclose(
        _outputs(model, name, points, len(bias)), points @ kernel + bias, atol=_TOLERANCE
    ):
        raise Wrong(
            _("{name} changes its inputs or outputs beyond the weighted sums of its Dense layer.", name=name),
            _("What does each layer do with the numbers that go in? Print what comes out of each."),
            _("One Dense layer in each part, and nothing else: no scaling, no other layer."),
        )


def _check_in_training(autoencoder, x):
    """Raise unless a training step runs the same network as its use, and changes each weight as its slope says."""
    usual = _outputs(autoencoder, _("The autoencoder"), x, x.shape[1])
    for _again in range(2):
        if not np.allclose(_outputs(autoencoder, _("The autoencoder"), x, x.shape[1], training=True), usual):
            raise Wrong(
                _("In training, the autoencoder computes something else than in use."),
                _("Compare autoencoder(x, training=True) with autoencoder(x). Which layer makes the difference?"),
                _(
                    "Dropout, noise and BatchNormalization do so. Asked is one Dense layer in each part, and nothing "
                    "else."
                ),
            )
    if len(autoencoder.trainable_weights) < len(autoencoder.weights) or not _learns(autoencoder, x):
        raise Wrong(
            _("A training step does not change all weights of the autoencoder as it should."),
            _("Which of its weights must training find? Print len(autoencoder.trainable_weights)."),
            _("Leave trainable as it is, give the Dense layers no constraint, and put nothing between them."),
        )
    if autoencoder.losses:
        raise Wrong(
            _("Training minimises more than the reconstruction error here: a layer adds a loss of its own."),
            _("Print autoencoder.losses."),
            _("Leave out what ends in regularizer=."),
        )


def _learns(autoencoder, x):
    weights = autoencoder.trainable_weights
    before = [np.array(keras.ops.convert_to_numpy(weight)) for weight in weights]
    with tf.GradientTape() as tape:
        loss = keras.ops.mean((x - autoencoder(x, training=True)) ** 2)
    slopes = tape.gradient(loss, [weight.value for weight in weights])
    if any(slope is None for slope in slopes):
        return False
    keras.optimizers.SGD(_LEARNING_RATE).apply(slopes, weights)
    return all(
        np.any(slope) and np.allclose(weight, old - _LEARNING_RATE * np.asarray(slope))
        for weight, old, slope in zip(weights, before, slopes, strict=True)
    )
