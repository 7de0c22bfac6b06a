"""What a browser needs to compute a model by itself: its dense layers, read from it and tried against it."""

import keras
import ml_dtypes
import numpy as np

from autoenc_lessons.explorers.layers import Layer, as_layer, dense_layers, means_of, not_dense
from autoenc_lessons.explorers.live import Rounded
from autoenc_lessons.figures.given import result_of
from autoenc_lessons.inputs.values import as_samples
from autoenc_lessons.variational import Sampling

__all__ = ["Network", "read_network", "read_networks"]

# How many times the smallest step of a precision may be lost; and the smallest step that counts.
_ROUNDINGS = 4
_STEP = 1e-7
_BOUNDED = ("tanh", "sigmoid")
_AT_0 = {"sigmoid": 0.5, "softplus": np.log(2)}


class Network:
    """Dense layers in a row, detached from the model that they were read from.

    Parameters
    ----------
    layers : list of Layer
        Neighbours that are linear are joined: several linear layers are one.
    """

    def __init__(self, layers):
        self.layers = _joined(layers)

    def __call__(self, values):
        """Return the outputs, shape (n_samples, n_outputs), for inputs of shape (n_samples, n_inputs)."""
        for layer in self.layers:
            values = layer(values)
        return values

    @property
    def is_linear(self):
        """Whether the network bends nothing."""
        return len(self.layers) == 1 and self.layers[0].activation == "linear"

    @property
    def shapes(self):
        """What network.js must know besides the weights: inputs, units and activation of each layer."""
        return [[*layer.kernel.shape, layer.activation] for layer in self.layers]

    def as_data(self):
        """Return the layers as `show_live` takes them."""
        return [{"kernel": layer.kernel, "bias": layer.bias, "activation": layer.activation} for layer in self.layers]

    def flat_weights(self, digits):
        """Return all weights as one list of numbers, rounded; layer by layer, the biases after the weights."""
        parts = [part for layer in self.layers for part in (layer.kernel.ravel(), layer.bias)]
        return [number for part in parts for number in Rounded(part, digits).as_lists()]


def _joined(layers):
    joined = list(layers[:1])
    for layer in layers[1:]:
        before = joined[-1]
        if before.activation == "linear":
            kernel, bias = before.kernel @ layer.kernel, before.bias @ layer.kernel + layer.bias
            joined[-1] = Layer(kernel, bias, layer.activation)
        else:
            joined.append(layer)
    return joined


def read_networks(encoder, decoder, x):
    """Read an encoder with 2 code units and its decoder.

    Parameters
    ----------
    encoder, decoder : keras.Model
        Built of dense layers.
    x : ndarray, shape (n_samples, n_features)

    Returns
    -------
    encoder, decoder : Network

    Raises
    ------
    TypeError, ValueError
        If one of them is no built model, if their sizes do not fit, or if it is not made of dense layers.
    """
    encode = read_network(encoder, x, model_name="encoder", data_name="x", gives_means=True)
    codes = encode(x)
    if codes.shape[1:] != (2,):
        raise ValueError(
            f"The code plane has 2 dimensions, but this encoder gives codes of shape {codes.shape[1:]}; "
            "use an encoder whose last layer has 2 units."
        )
    decode = read_network(decoder, codes, model_name="decoder", data_name="the codes")
    returned = decode(codes).shape[1:]
    if returned != x.shape[1:]:
        raise ValueError(
            f"The decoder must return samples like those in x, of shape {x.shape[1:]}, but it returns shape "
            f"{returned}; give its last layer one unit for each feature."
        )
    return encode, decode


def read_network(model, samples, *, model_name, data_name, gives_means=False):
    """Read the dense layers of a model, and try them on samples.

    Parameters
    ----------
    model : keras.Model
    samples : ndarray, shape (n_samples, n_inputs)
    model_name, data_name : str
        What a message calls them.
    gives_means : bool
        Whether the model may end with a `Sampling` layer, of which the means are taken.

    Returns
    -------
    Network

    Raises
    ------
    TypeError, ValueError
        If it is no built model, if it cannot take the samples, or if dense layers in a row do not give what it gives.
    """
    outputs = _outputs(model, samples, model_name=model_name, data_name=data_name)
    layers = [as_layer(*layer) for layer in dense_layers(model, model_name=model_name, gives_means=gives_means)]
    if gives_means and isinstance(model.layers[-1], Sampling):
        layers = means_of(layers)
    network = Network(layers)
    tried = network(samples)
    if tried.shape != outputs.shape or not np.all(np.abs(tried - outputs) <= _tolerance(model, layers, samples)):
        raise not_dense(model_name, "its layers in a row do not give what it gives")
    return network


def _tolerance(model, layers, samples):
    """Return how far each output may be off by rounding: it grows with all that is added up, even if it cancels."""
    precisions = [ml_dtypes.finfo(dtype) for dtype in {"float64", *_dtypes(model)}]
    step = max(_STEP, *(float(precision.eps) for precision in precisions))
    least = max(float(precision.smallest_subnormal) for precision in precisions)
    sizes = np.abs(samples)
    errors = step * sizes + least
    for layer in layers:
        kernel = np.abs(layer.kernel)
        sizes, errors = sizes @ kernel + np.abs(layer.bias), errors @ kernel
        errors += step * sizes + least
        # No activation is steeper than 1, but some are not 0 at 0.
        sizes = sizes + _AT_0.get(layer.activation, 0)
        if layer.activation in _BOUNDED:
            sizes = np.minimum(sizes, 1)
        errors += step * sizes
    return _ROUNDINGS * errors


def _dtypes(model):
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from _dtypes(layer)
        elif layer.weights:
            yield layer.compute_dtype


def _outputs(model, samples, *, model_name, data_name):
    if not isinstance(model, keras.Model):
        kind = type(model).__name__
        taken = f"; take one of its {len(model)} entries" if isinstance(model, (tuple, list)) else ""
        raise TypeError(f"{model_name} must be a Keras model; got a {kind}{taken}.")
    if not model.built:
        raise ValueError(
            f"The {model_name} has no weights yet; give it a keras.Input as its first entry, or call it once on data."
        )
    built_for = getattr(model, "input_shape", None)
    advice = "" if built_for is None else f"; it was built for shape {built_for[1:]}"
    failure = f"The {model_name} cannot take {data_name}, samples of shape {samples.shape[1:]}{advice}"
    outputs = result_of(model, samples, of=f"The {model_name}", failure=failure).astype("float64")
    return as_samples(outputs, name=f"the output of the {model_name}", rank=outputs.ndim)
