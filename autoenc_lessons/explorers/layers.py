"""The dense layers of a model: their weights, and activations that the browser can compute."""

from dataclasses import dataclass

import keras
import numpy as np

from autoenc_lessons.variational import Sampling

__all__ = ["Layer", "as_layer", "dense_layers", "means_of", "not_dense"]

# What network.js can compute.
_ACTIVATIONS = ("linear", "relu", "tanh", "sigmoid", "silu", "elu", "softplus")
# Layers that only bend, and layers that do nothing but in training.
_BENDING = tuple(getattr(keras.layers, name) for name in ("Activation", "ReLU", "ELU", "LeakyReLU", "Softmax"))
_IDLE = tuple(
    getattr(keras.layers, name)
    for name in ("InputLayer", "Dropout", "GaussianNoise", "GaussianDropout", "ActivityRegularization", "Identity")
)
# What tells activations apart, and is within what half a precision holds.
_TRIED = np.concatenate([np.linspace(-4, 4, 33), [-60, -12, 12, 60]])


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


def means_of(layers):
    """Return the layers of an encoder that ends with `Sampling`, for its means: they come first in what it is given."""
    *others, described = layers
    n_units = len(described.bias) // 2
    return [*others, Layer(described.kernel[:, :n_units], described.bias[:n_units], described.activation)]


def not_dense(model_name, reason):
    """Return the error that says why the browser cannot compute a model."""
    return ValueError(
        f"The {model_name} is not a row of Dense layers that the browser can compute: {reason}; the explorers take "
        f"models of Dense layers whose activation is {', '.join(_ACTIVATIONS[:-1])} or {_ACTIVATIONS[-1]}."
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
            found.append((_variables(layer, model_name), _activation(layer.activation, layer, model_name)))
        elif isinstance(layer, _BENDING) and found and found[-1][1] == "linear":
            found[-1] = (found[-1][0], _activation(layer, layer, model_name))
        elif gives_means and layer is model.layers[-1] and isinstance(layer, Sampling):
            continue
        elif not isinstance(layer, _IDLE):
            raise not_dense(model_name, f"its layer {layer.name!r} is a {type(layer).__name__}")
    if not found:
        raise not_dense(model_name, "it has no such layer")
    return found


def _variables(layer, model_name):
    if layer.quantization_mode is not None or layer.lora_enabled:
        changed = "quantised" if layer.quantization_mode is not None else "changed by LoRA"
        raise not_dense(model_name, f"the weights of its layer {layer.name!r} are {changed}")
    return [layer.kernel] if layer.bias is None else [layer.kernel, layer.bias]


def _activation(function, layer, model_name):
    # It may be a function without a name, or a layer; so it is told by its values.
    try:
        values = keras.ops.convert_to_numpy(function(keras.ops.convert_to_tensor(_TRIED[None])))[0]
    except Exception:  # it can fail in any way, and is none of ours then
        values = None
    for name in _ACTIVATIONS:
        known = keras.ops.convert_to_numpy(keras.activations.get(name)(keras.ops.convert_to_tensor(_TRIED)))
        if values is not None and values.shape == known.shape and np.allclose(values, known, rtol=1e-2, atol=1e-2):
            return name
    called = getattr(function, "__name__", type(function).__name__)
    raise not_dense(model_name, f"the activation of its layer {layer.name!r} is {called}")


def as_layer(weights, activation):
    """Return a `Layer` for the kernel of a dense layer, or its kernel and bias, and the name of its activation."""
    kernel, *bias = (keras.ops.convert_to_numpy(weight).astype("float64") for weight in weights)
    return Layer(kernel, bias[0] if bias else np.zeros(kernel.shape[1]), activation)
