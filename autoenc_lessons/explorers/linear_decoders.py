"""What a linear decoder does, as a point and two directions, read from the model's own answers."""

from dataclasses import dataclass

import keras
import numpy as np

from autoenc_lessons.inputs import as_samples

_TOLERANCE = 1e-4


@dataclass(frozen=True)
class LinearPlane:
    """The codes of some samples, and the plane that a decoder maps all codes to."""

    codes: np.ndarray
    origin: np.ndarray
    directions: np.ndarray


def read_linear_plane(encoder, decoder, x):
    """Encode samples, and find the plane that the decoder maps the code plane to.

    Parameters
    ----------
    encoder, decoder : keras.Model
    x : ndarray, shape (n_samples, 3)

    Returns
    -------
    LinearPlane

    Raises
    ------
    TypeError, ValueError
        If one of them is no built model, if their sizes do not fit, or if the decoder is not linear.
    """
    codes = _outputs(encoder, x, model_name="encoder", data_name="x")
    if codes.shape[1:] != (2,):
        raise ValueError(
            f"The code plane has 2 dimensions, but this encoder gives codes of shape {codes.shape[1:]}; "
            "use an encoder whose last layer has 2 units."
        )
    # (0, 0) decodes to the origin; (1, 0) and (0, 1) to the origin moved by one direction each.
    probes = np.concatenate([np.zeros((1, 2)), np.eye(2), codes])
    decoded = _outputs(decoder, probes, model_name="decoder", data_name="the codes")
    if decoded.shape[1:] != x.shape[1:]:
        raise ValueError(
            f"The decoder must return samples like those in x, of shape {x.shape[1:]}, but it returns shape "
            f"{decoded.shape[1:]}; give its last layer one unit for each feature."
        )
    origin, directions, reconstructions = decoded[0], decoded[1:3] - decoded[0], decoded[3:]
    by_plane = origin + codes @ directions
    if not np.allclose(reconstructions, by_plane, rtol=_TOLERANCE, atol=_TOLERANCE * np.abs(decoded).max()):
        raise ValueError(
            "This decoder is not linear, so its codes do not decode into a plane; "
            "the explorer draws linear decoders only, whose layers have no activation."
        )
    return LinearPlane(codes, origin, directions)


def _outputs(model, samples, *, model_name, data_name):
    if not isinstance(model, keras.Model):
        raise TypeError(f"{model_name} must be a Keras model; got a {type(model).__name__}.")
    if not model.built:
        raise ValueError(
            f"The {model_name} has no weights yet; give it a keras.Input as its first entry, or call it once on data."
        )
    try:
        outputs = keras.ops.convert_to_numpy(model(samples))
    except Exception as error:  # a model can fail in any way; a learner needs one sentence
        raise ValueError(
            f"The {model_name} cannot take {data_name}, samples of shape {samples.shape[1:]} "
            f"({type(error).__name__}); it was built for shape {getattr(model, 'input_shape', (None, 'another'))[1:]}."
        ) from error
    return as_samples(outputs, name=f"the output of the {model_name}", rank=outputs.ndim)
