"""What a browser needs to compute a model by itself: its dense layers, read from it and tried against it."""

from dataclasses import dataclass

import keras
import numpy as np

from autoenc_lessons.explorers.live import Rounded
from autoenc_lessons.inputs import as_samples
from autoenc_lessons.variational import Sampling

# What network.js can compute.
_ACTIVATIONS = ("linear", "relu", "tanh", "sigmoid", "silu", "elu", "softplus")
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Layer:
    """A dense layer: weights of shape (inputs, units) and (units,), and the name of its activation."""

    kernel: np.ndarray
    bias: np.ndarray
    activation: str

    def __call__(self, values):
        """Return the layer's outputs, shape (n_samples, units), for inputs of shape (n_samples, inputs)."""
        function = keras.activations.get(self.activation)
        return keras.ops.convert_to_numpy(function(keras.ops.convert_to_tensor(values @ self.kernel + self.bias)))


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
        # The layer before describes each code unit: first come the means.
        described, n_units = layers[-1], outputs.shape[1]
        layers[-1] = Layer(described.kernel[:, :n_units], described.bias[:n_units], described.activation)
    network = Network(layers)
    tried = network(samples)
    if tried.shape != outputs.shape or not np.allclose(tried, outputs, rtol=_TOLERANCE, atol=_TOLERANCE):
        raise ValueError(f"The {model_name} {_NOT_DENSE}")
    return network


_NOT_DENSE = (
    "is not a row of Dense layers, so the browser cannot compute it; the explorers take models of Dense layers whose "
    f"activation is {', '.join(_ACTIVATIONS[:-1])} or {_ACTIVATIONS[-1]}."
)


def dense_layers(model, *, model_name="model", gives_means=False):
    """Return for each dense layer of a model its variables, [kernel] or [kernel, bias], and its activation.

    Parameters
    ----------
    model : keras.Model
        Other models may be nested in it.
    model_name : str
        What a message calls it.
    gives_means : bool
        Whether to pass over a `Sampling` layer at its end.

    Raises
    ------
    ValueError
        If it holds a layer of another kind, or an activation that the browser does not know.
    """
    found = []
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found += dense_layers(layer, model_name=model_name)
        elif isinstance(layer, keras.layers.Dense):
            variables = [layer.kernel] if layer.bias is None else [layer.kernel, layer.bias]
            found.append((variables, layer.activation.__name__))
        elif isinstance(layer, keras.layers.Activation) and found and found[-1][1] == "linear":
            found[-1] = (found[-1][0], layer.activation.__name__)
        elif gives_means and layer is model.layers[-1] and isinstance(layer, Sampling):
            continue
        elif not isinstance(layer, (keras.layers.InputLayer, keras.layers.Dropout)):
            raise ValueError(f"The {model_name} {_NOT_DENSE}")
    if not found or any(activation not in _ACTIVATIONS for _, activation in found):
        raise ValueError(f"The {model_name} {_NOT_DENSE}")
    return found


def as_layer(weights, activation):
    """Return a `Layer` for the kernel of a dense layer, or its kernel and bias, and the name of its activation."""
    kernel, *bias = (keras.ops.convert_to_numpy(weight).astype("float64") for weight in weights)
    return Layer(kernel, bias[0] if bias else np.zeros(kernel.shape[1]), activation)


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
