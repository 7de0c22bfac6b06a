"""Whether a model can be trained on some data, said before the first step."""

import keras
import numpy as np
import tensorflow as tf

from autoenc_lessons.inputs.conversion import kind_of
from autoenc_lessons.inputs.values import as_table
from autoenc_lessons.training.causes import NOT_COMPILED, why_it_cannot_take
from autoenc_lessons.training.streamed import first_rows, is_streamed

__all__ = ["check_trainable", "only_output", "returns_several"]

# Where a loss gives nonsense for other targets, and does not say so. Rounding may leave the range by a little.
_TARGET_RANGES = {
    "binary_crossentropy": (0, 1),
    "binary_focal_crossentropy": (0, 1),
    "categorical_crossentropy": (0, 1),
    "categorical_focal_crossentropy": (0, 1),
    "kl_divergence": (0, 1),
    "poisson": (0, np.inf),
    "mean_squared_logarithmic_error": (0, np.inf),
}
_ROUNDING = 1e-6


def check_trainable(autoencoder, x, targets=None, *, batch_size=None):
    """Return samples and targets as arrays that fit the compiled autoencoder, or say in one sentence what does not.

    Parameters
    ----------
    autoencoder : keras.Model
    x : array-like, shape (n_samples, ...), or Rows
    targets : array-like, shape (n_samples, ...), or Rows, optional
        By default, `x`.
    batch_size : int, optional
        Samples in a step; by default, all.

    Returns
    -------
    x, targets : ndarray, shape (n_samples, ...), or Rows
        Of numbers of the type that they have; one and the same array where there are no other targets. Of the rows of
        a file, the first ones are looked at.

    Raises
    ------
    TypeError, ValueError
        If the model is none, is not compiled, does not take `x`, has weights that are no numbers, or returns another
        shape than that of the targets; if there is not one target for each sample, or one that the loss cannot take;
        if `fit` would do something that `train` does not.
    """
    _check_model(autoencoder)
    for data, name in ((x, "x"), (targets, "targets")):
        _refuse_streams(data, name)
    if is_streamed(x, targets):
        check_trainable(autoencoder, *first_rows(x, targets, batch_size), batch_size=batch_size)
        return x, x if targets is None else targets
    _check_order_of_rows(x, targets)
    expected = _input_shape(autoencoder)
    x = as_table(x, rank=None if expected is None else len(expected), lowest_rank=2)
    if expected and any(size not in (None, got) for size, got in zip(expected[1:], x.shape[1:], strict=True)):
        raise ValueError(
            f"The autoencoder takes samples of shape {expected[1:]}, but those in x have shape {x.shape[1:]}."
        )
    given = x if targets is None else as_table(targets, name="targets", rank=None)
    if len(given) != len(x):
        raise ValueError(f"x has {len(x)} samples, but targets has {len(given)}; each sample needs one target.")
    _check_weights(autoencoder)
    returned = _returned_for_a_batch(autoencoder, x, batch_size or len(x), expected[0] if expected else None)
    _check_something_to_train(autoencoder)
    if _has_own_loss(autoencoder):
        return x, given
    _check_output(returned, x, targets, given)
    _check_target_range(autoencoder.loss, given)
    return x, given


def _has_own_loss(autoencoder):
    """Return whether the model itself says what its loss is, so that any outputs and targets may suit it."""
    return autoencoder.loss is None or _is_own(autoencoder, "compute_loss")


def only_output(outputs):
    """Return the one tensor that a model returns, bare or in a list or dict, or None if it returns several."""
    tensors = keras.tree.flatten(outputs)
    return tensors[0] if len(tensors) == 1 else None


def returns_several(autoencoder, x):
    """Return whether the model makes more than one tensor of samples that `check_trainable` has accepted."""
    shape = _input_shape(autoencoder)
    return only_output(_returned(autoencoder, x[: shape[0] or 1] if shape else x[:1])) is None


def _is_own(autoencoder, method):
    return getattr(getattr(autoencoder, method), "__func__", None) is not getattr(keras.Model, method)


def _check_model(autoencoder):
    if not isinstance(autoencoder, keras.Model):
        what = kind_of(autoencoder)
        if isinstance(autoencoder, (tuple, list)) and any(isinstance(part, keras.Model) for part in autoencoder):
            what += f" of {len(autoencoder)}; pass the autoencoder alone"
        raise TypeError(f"autoencoder must be a Keras model; got {what}.")
    for method in ("train_step", "make_train_function"):
        if _is_own(autoencoder, method):
            raise ValueError(
                f"This model has a {method} of its own, which train does not use; call autoencoder.fit, which does."
            )
    if not autoencoder.compiled or autoencoder.optimizer is None:
        raise ValueError(NOT_COMPILED)
    if autoencoder.distribute_strategy.num_replicas_in_sync > 1:
        raise ValueError("This model was made for several devices at once, and train uses one only; call fit.")


def _check_something_to_train(autoencoder):
    if not autoencoder.trainable_variables:
        why = "all its layers are frozen; set layer.trainable = True" if autoencoder.weights else "it has no weights"
        raise ValueError(f"There is nothing to train in this model, for {why}.")


def _refuse_streams(data, name):
    if isinstance(data, (tf.data.Dataset, keras.utils.PyDataset)) or hasattr(data, "__next__"):
        raise TypeError(
            f"{name} must be an array of real numbers, but it is {kind_of(data)}, which gives its samples bit by bit; "
            "save them as a .npy file and pass streams.rows(path), or call autoencoder.fit for it."
        )


def _check_order_of_rows(x, targets):
    """Tables of pandas know which row is which, and plain arrays do not."""
    ours, theirs = getattr(x, "index", None), getattr(targets, "index", None)
    if not (hasattr(ours, "equals") and hasattr(theirs, "equals")) or ours.equals(theirs):
        return
    if set(ours) == set(theirs):
        raise ValueError(
            "x and targets are tables with the same rows in another order, and train pairs them by their place; "
            "pass targets.loc[x.index]."
        )


def _input_shape(autoencoder):
    # A model that has not been called yet, or that is a class of its own, may not know its input's shape.
    if not autoencoder.built:
        return None
    inputs = getattr(autoencoder, "inputs", None)
    if inputs is not None and len(inputs) != 1:
        raise TypeError(f"An autoencoder has one input, but this model has {len(inputs)}; for several, call fit.")
    return None if inputs is None else tuple(inputs[0].shape)


def _check_weights(autoencoder):
    for variable in autoencoder.weights:
        values = variable.value.numpy()
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise ValueError(
                f"The autoencoder's weights {variable.path!r} hold NaN or infinite values before the first step; "
                "build the model again."
            )


def _returned(autoencoder, sample):
    """Return what the model makes of a sample, and leave its random generators where they were."""
    sample = tf.cast(sample, keras.config.floatx())
    try:
        if not autoencoder.built:
            return autoencoder(sample)
        with keras.StatelessScope():
            return autoencoder(sample)
    except Exception as error:  # a model can fail in any way; a learner needs one sentence
        raise ValueError(why_it_cannot_take(autoencoder, sample, error)) from error


def _returned_for_a_batch(autoencoder, x, batch_size, noted):
    """Return what the model makes of samples; of a whole batch, if it has noted how many came at first.

    A model that was first called without an Input has noted that, too, and takes any number nevertheless.
    """
    if noted is None:
        return _returned(autoencoder, x[:1])
    try:
        return _returned(autoencoder, x[:batch_size])
    except ValueError:
        _returned(autoencoder, x[:noted])
        raise ValueError(f"This model takes batches of exactly {noted} samples; pass batch_size={noted}.") from None


def _check_output(returned, x, targets, given):
    output = only_output(returned)
    if output is None:
        n_outputs = len(keras.tree.flatten(returned))
        raise TypeError(f"An autoencoder has one output, but this model returns {n_outputs}; for several, call fit.")
    shape = tuple(output.shape[1:])
    if given.shape[1:] == shape:
        return
    if targets is None:
        raise ValueError(
            f"The autoencoder must return what it is given, but it turns samples of shape {x.shape[1:]} into shape "
            f"{shape}; give its last layer one unit for each feature."
        )
    raise ValueError(
        f"The autoencoder returns samples of shape {shape}, but those in targets have shape {given.shape[1:]}; "
        "they must be the same. For a loss that compares other shapes, call fit."
    )


def _check_target_range(loss, targets):
    name = _name_of_keras_loss(loss)
    lowest, highest = _TARGET_RANGES.get(name, (-np.inf, np.inf))
    found = targets.min(), targets.max()
    if found[0] < lowest - _ROUNDING or found[1] > highest + _ROUNDING:
        allowed = "between 0 and 1" if highest == 1 else "at 0 or above"
        # A byte's lightest shade is 255, whether a picture has it or not.
        largest = 255 if targets.dtype.kind in "iu" and 100 < found[1] < 255 else found[1]
        scaled = f"divide them by {largest:g}" if found[0] >= 0 else "scale them, for instance by datasets.scale"
        raise ValueError(
            f"The targets must lie {allowed} for {name}, but here they go from {found[0]:.4g} to {found[1]:.4g}; "
            f"{scaled}, or choose another loss, such as 'mse'."
        )


def _name_of_keras_loss(loss):
    """Return the name of the function behind a loss of Keras, however it was given, or None for any other."""
    flat = keras.tree.flatten(loss)
    if len(flat) != 1:
        return None
    try:
        function = keras.losses.get(flat[0])
    except (TypeError, ValueError):
        return None
    function = getattr(function, "fn", function)
    of_keras = (getattr(function, "__module__", None) or "").split(".")[0] == "keras"
    return getattr(function, "__name__", None) if of_keras else None
