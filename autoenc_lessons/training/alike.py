"""Compiled steps that models alike share: TensorFlow compiles steps for longer than it takes thousands of them.

Compiled steps find the variables of a model by their handles. Given other handles, they are the steps of another model
that computes the same; its learning rate may be another, for that is a variable as well.
"""

import json
import threading
import warnings
from collections import OrderedDict

import keras
import tensorflow as tf

__all__ = ["steps_of_models_alike"]

# Compiled steps hold the variables of the model that they were compiled for: 16 MB of them at most.
_MOST_NUMBERS = 2_000_000
_MOST_KEPT = 16
# Where a model starts does not matter, nor what it is called, nor what is measured beside the loss.
_WITHOUT_EFFECT = ("name", "metrics", "weighted_metrics", "shared_object_id", "build_config", "jit_compile")
_OWN = ("call", "compute_loss", "train_step")
# Of these, Keras writes down all that decides what they compute. Of a Huber loss it leaves out where it bends.
_WHOLLY_WRITTEN = {
    *("Sequential", "InputLayer", "Dense", "Activation", "Flatten", "Reshape", "GaussianNoise", "Dropout"),
    *("Adam", "SGD", "RMSprop", "CosineDecay", "ExponentialDecay", "L1", "L2", "DTypePolicy"),
}


class _Kept(threading.local):
    """One list for each thread: a training that cannot be ended shares nothing with the next one."""

    def __init__(self):
        self.steps = OrderedDict()


_kept = _Kept()


def steps_of_models_alike(autoencoder, compile_steps, **options):
    """Return a function that takes steps of a model, compiled for it or for one before it that computes the same.

    Parameters
    ----------
    autoencoder : keras.Model
        Compiled, its optimizer built.
    compile_steps : callable
        Takes a model and the options, and returns a `tf.function` that takes steps of it. What it returns else is not
        shared.
    **options
        Compiled in.

    Returns
    -------
    callable
        Takes what `compile_steps` returns takes.
    """
    likeness = _likeness(autoencoder, options)
    if likeness is None:
        return compile_steps(autoencoder, **options)
    key = (likeness, compile_steps)
    steps = _kept.steps.pop(key, None)
    if steps is None:
        compiled = compile_steps(autoencoder, **options)
        if not isinstance(compiled, tf.types.experimental.PolymorphicFunction):
            return compiled
        steps = _CompiledFor(_variables(autoencoder), compiled)
    _kept.steps[key] = steps
    while len(_kept.steps) > _MOST_KEPT or sum(kept.numbers for kept in _kept.steps.values()) > _MOST_NUMBERS:
        _kept.steps.popitem(last=False)
    return steps.of(_handles(autoencoder))


class _CompiledFor:
    """Compiled steps, and the variables of the model that they were compiled for: TensorFlow wants them to live on."""

    def __init__(self, variables, take_steps):
        self._variables, self._take_steps = variables, take_steps
        self._places = {id(variable.value.handle): place for place, variable in enumerate(variables)}
        self.numbers = sum(variable.value.shape.num_elements() for variable in variables)

    def of(self, handles):
        """Return a function that takes steps of a model with such handles."""

        def take_steps(*inputs):
            compiled = self._take_steps.get_concrete_function(*inputs)
            captured = compiled.graph.external_captures
            places = [self._places.get(id(one)) for one in captured]
            others = [one if place is None else handles[place] for one, place in zip(captured, places, strict=True)]
            compiled.set_external_captures(others)
            return compiled(*inputs)

        return take_steps


def _variables(autoencoder):
    return [*autoencoder.variables, *autoencoder.optimizer.variables]


def _handles(autoencoder):
    return [variable.value.handle for variable in _variables(autoencoder)]


def _likeness(autoencoder, options):
    """Return what decides the steps of a model, as text; None where that cannot be told from what Keras writes down."""
    if type(autoencoder) is not keras.Sequential or _has_own_parts(autoencoder) or tf.distribute.has_strategy():
        return None
    variables = [(tuple(variable.shape), variable.dtype, variable.trainable) for variable in _variables(autoencoder)]
    try:
        with warnings.catch_warnings():
            # Keras warns of what it could not read again, such as a lambda; nothing is stored here.
            warnings.simplefilter("ignore")
            written = _without_learning_rate(keras.saving.serialize_keras_object(autoencoder))
        settings = (keras.config.floatx(), keras.config.epsilon(), tf.config.functions_run_eagerly())
        return json.dumps([_what_counts(written), _wiring(autoencoder), variables, settings, sorted(options.items())])
    except (KeyError, NotImplementedError, TypeError, ValueError):
        return None


def _wiring(autoencoder):
    """Return for each layer the places of its variables: a layer may stand in two halves, and names do not count."""
    places = {id(variable): place for place, variable in enumerate(autoencoder.variables)}

    def of(layer):
        if isinstance(layer, keras.Sequential):
            return [of(part) for part in layer.layers]
        return [places[id(variable)] for variable in layer.variables]

    return of(autoencoder)


def _has_own_parts(autoencoder):
    parts = [autoencoder, autoencoder.optimizer, *autoencoder._flatten_layers(include_self=False)]
    return any(name in vars(part) for part in parts for name in _OWN) or autoencoder.run_eagerly


def _without_learning_rate(written):
    settings = written["compile_config"]["optimizer"]["config"]
    if settings.get("weight_decay"):
        raise ValueError("An optimizer does not write down which variables do not decay.")
    if isinstance(settings.get("learning_rate"), float):
        del settings["learning_rate"]
    return written


def _what_counts(written):
    """Return a part of what Keras writes down, or raise a ValueError where that is not known to be all."""
    if isinstance(written, (list, tuple)):
        return [_what_counts(part) for part in written]
    if not isinstance(written, dict):
        return written
    kind, module = written.get("class_name"), str(written.get("module"))
    if "class_name" in written and (kind not in _WHOLLY_WRITTEN or module.partition(".")[0] != "keras"):
        raise ValueError(f"Not all that {kind} computes may be written down.")
    if kind == "DTypePolicy":
        # Its name is all that it has.
        return written
    left_out = [key for key in written if key in _WITHOUT_EFFECT or key.endswith("initializer")]
    return {key: _what_counts(part) for key, part in written.items() if key not in left_out}
